// What the codes of the interface are called on a page.

const STATES = {
  submitted: "Chờ tiếp nhận",
  verifying: "Đang xác minh",
  accepted: "Đã tiếp nhận",
  dispatched: "Đã điều phối",
  handling: "Đang xử lý",
  drafted: "Chờ phê duyệt",
  approved: "Đã phê duyệt dự thảo",
  resulted: "Đã có kết quả, chờ công khai",
  published: "Đã công khai kết quả",
  closed: "Đã kết thúc",
  refused: "Không tiếp nhận",
  withdrawn: "Người gửi đã rút",
};

/** What a state means to the person who waits. */
const STATE_MEANINGS = {
  submitted: "Hệ thống đã nhận phản ánh. Cơ quan tiếp nhận sẽ xem và trả lời trong 8 giờ làm việc.",
  verifying: "Cơ quan tiếp nhận đang kiểm tra thông tin, có thể sẽ liên hệ với người gửi.",
  accepted: "Phản ánh đủ điều kiện và đã được tiếp nhận, đang chờ giao cho bộ phận xử lý.",
  dispatched: "Phản ánh đã được giao cho bộ phận hoặc đơn vị xử lý.",
  handling: "Cán bộ được giao đang xử lý.",
  drafted: "Cán bộ đã đề xuất kết quả, đang chờ thủ trưởng đơn vị phê duyệt.",
  approved: "Phương án đã được phê duyệt. Cán bộ đang hoàn thành và cập nhật kết quả kèm minh chứng.",
  resulted: "Đã có kết quả kèm minh chứng, đang chờ thủ trưởng đơn vị duyệt công khai.",
  published: "Kết quả đã được công khai.",
  closed: "Hồ sơ đã kết thúc.",
  refused: "Phản ánh không được tiếp nhận. Lý do được ghi bên dưới.",
  withdrawn: "Người gửi đã rút phản ánh, hồ sơ dừng tại đây.",
};

const ACTS = {
  submit: "Gửi phản ánh",
  log_contact: "Ghi nhận liên hệ",
  request_information: "Yêu cầu bổ sung thông tin",
  provide_information: "Người gửi bổ sung thông tin",
  accept: "Tiếp nhận",
  refuse: "Từ chối tiếp nhận",
  forward: "Chuyển cơ quan cấp trên",
  reroute: "Chuyển đơn vị có thẩm quyền",
  withdraw: "Rút phản ánh",
  dispatch: "Điều phối",
  assign: "Giao cán bộ xử lý",
  reclassify: "Điều chỉnh mức độ",
  extend: "Gia hạn",
  draft: "Trình dự thảo kết quả",
  return_draft: "Trả lại dự thảo",
  approve: "Phê duyệt dự thảo",
  record_result: "Cập nhật kết quả",
  return_result: "Trả lại kết quả",
  publish: "Công khai kết quả",
  ask: "Yêu cầu làm rõ kết quả",
  answer: "Trả lời yêu cầu làm rõ",
  rate: "Đánh giá",
  close: "Kết thúc hồ sơ",
  urge: "Đôn đốc",
  classify: "Phân loại kiến nghị về quy định",
  succeed: "Chuyển sang đơn vị kế thừa",
  recount: "Tính lại thời hạn",
  invite: "Mời đơn vị phối hợp",
  support_assign: "Giao cán bộ phối hợp",
  support_draft: "Trình kết quả phối hợp",
  support_return: "Trả lại kết quả phối hợp",
  support_approve: "Gửi kết quả phối hợp",
  support_decline: "Từ chối phối hợp",
  waive: "Không chờ kết quả phối hợp",
  evaluate: "Đánh giá sáng kiến",
  open_views: "Lấy ý kiến người dân",
  close_views: "Kết thúc lấy ý kiến",
  hide_comment: "Ẩn ý kiến",
  progress: "Cập nhật tiến độ",
  open_inspection: "Mở cuộc thanh tra",
  log_inspection: "Ghi nhật ký thanh tra",
  end_inspection: "Kết thúc cuộc thanh tra",
  look_at_identity: "Xem danh tính người gửi",
};

export const KINDS = {
  field: "Phản ánh hiện trường",
  regulation: "Phản ánh về quy định hành chính",
  waste: "Phản ánh hành vi lãng phí",
  business: "Phản ánh của nhà đầu tư, doanh nghiệp",
  initiative: "Sáng kiến xây dựng Thủ đô",
};

/** How somebody turned to the Support Centre. */
export const ENTRY_CHANNELS = { phone: "Tổng đài điện thoại", counter: "Đến trực tiếp", letter: "Thư giấy", email: "Thư điện tử", message: "Mạng xã hội" };

/** What a text looks like instead of a report. */
const SIGNALS = {
  complaint: "khiếu nại",
  denunciation: "tố cáo, tố giác",
  state_secret: "bí mật nhà nước",
  advertising: "quảng cáo",
  other_language: "không viết bằng tiếng Việt",
};

export const REGULATION_CLASSES = {
  own: ["Thuộc thẩm quyền", "Đơn vị xem xét, xử lý"],
  not_own: ["Không thuộc thẩm quyền", "Chuyển cơ quan có thẩm quyền trong 5 ngày làm việc"],
  conduct: ["Về hành vi cán bộ, công chức", "Chuyển cơ quan quản lý người đó trong 5 ngày làm việc"],
  refuse: ["Không tiếp nhận", "Sau đó từ chối kèm lý do"],
};

export const REGULATION_OUTCOMES = {
  amend_or_repeal: "Sửa đổi, thay thế hoặc bãi bỏ",
  propose_to_competent_body: "Kiến nghị cơ quan có thẩm quyền",
  issue_new: "Ban hành quy định mới",
  keep: "Giữ nguyên",
};

export const REGULATION_CRITERIA = {
  necessary: "Cần thiết",
  lawful: "Hợp lý, hợp pháp",
  simple: "Đơn giản, dễ hiểu",
  feasible: "Khả thi",
  consistent: "Thống nhất, đồng bộ",
  treaty_fit: "Phù hợp điều ước quốc tế",
};

/** What everybody reads instead: an inspection is a fact, not a deed. */
const PUBLIC_ACTS = { ...ACTS, open_inspection: "Đang thanh tra", end_inspection: "Đã kết thúc thanh tra" };

export const GRADES = { high: "Cao", medium: "Trung bình", low: "Thấp" };
export const DECISIONS = { adopt: "Được áp dụng", decline: "Không áp dụng" };
export const PROGRESS = { going: "Đang thực hiện", done: "Hoàn thành", late: "Chậm" };
export const FINDINGS = { founded: "Có vi phạm", unfounded: "Không có vi phạm", referred: "Chuyển cơ quan có thẩm quyền" };

const LEVELS = { urgent: "Khẩn", normal: "Bình thường", complex: "Phức tạp" };

const CLOCKS = {
  acceptance: "Hạn tiếp nhận",
  verification: "Hạn xác minh",
  dispatch: "Hạn điều phối",
  handling: "Hạn xử lý",
  rework: "Hạn chỉnh sửa dự thảo",
  publication: "Hạn công khai kết quả",
  question_window: "Hạn yêu cầu làm rõ, đánh giá",
  clarification: "Hạn trả lời yêu cầu làm rõ",
  transfer: "Hạn chuyển cơ quan có thẩm quyền",
  contribution: "Hạn gửi kết quả phối hợp",
};

const CONTRIBUTIONS = {
  invited: "Đã mời, chờ giao cán bộ",
  assigned: "Đang chuẩn bị",
  drafted: "Chờ thủ trưởng đơn vị phối hợp duyệt",
  contributed: "Đã gửi kết quả phối hợp",
  declined: "Đã từ chối phối hợp",
  waived: "Đơn vị chủ trì không chờ",
  lapsed: "Không còn cần phối hợp",
};

const ROLES = {
  intake: "Cán bộ tiếp nhận",
  head: "Thủ trưởng đơn vị",
  handler: "Cán bộ xử lý",
  centre: "Trung tâm Phục vụ hành chính công",
  support: "Trung tâm Hỗ trợ",
  inspector: "Thanh tra Thành phố",
  personnel: "Cán bộ tổ chức nhân sự",
  admin: "Quản trị viên",
};

export const CHANNELS = {
  phone: "Điện thoại",
  sms: "Tin nhắn SMS",
  email: "Thư điện tử",
  app: "Tin nhắn trên ứng dụng",
  visit: "Đến tận nơi",
};

export const SATISFACTIONS = { satisfied: "Hài lòng", acceptable: "Chấp nhận được", unsatisfied: "Chưa hài lòng" };

/** Why a report is not taken on: the article, and what it says. */
export const REFUSAL_REASONS = {
  a: ["Điều 6 khoản 2 điểm a", "Thông tin chưa đầy đủ hoặc chưa chính xác"],
  b: ["Điều 6 khoản 2 điểm b", "Hình ảnh, video hoặc nội dung có dấu hiệu bị cắt ghép, chỉnh sửa"],
  c: ["Điều 6 khoản 2 điểm c", "Nội dung, hình ảnh, video trùng với phản ánh người khác đã gửi trước đó"],
  d: ["Điều 6 khoản 2 điểm d", "Đã liên hệ nhiều lần nhưng không xác minh được (cần ít nhất 2 lần liên hệ không thành)"],
  dd: ["Điều 6 khoản 2 điểm đ", "Xác minh cho thấy thông tin người gửi hoặc nội dung không chính xác"],
  e: ["Điều 6 khoản 2 điểm e", "Nội dung mang tính quảng cáo"],
  scope: ["Điều 1 khoản 3", "Khiếu nại, tố cáo hoặc bí mật nhà nước, không thuộc phạm vi của hệ thống"],
};

export const ALERT_KINDS = { warning: "Cảnh báo", information: "Thông tin, tuyên truyền" };
export const ALERT_EVENTS = {
  storm: "Bão, dông lốc",
  flood: "Mưa lớn, ngập úng",
  fire: "Cháy, nổ",
  epidemic: "Dịch bệnh",
  power_cut: "Mất điện, cắt điện",
  water_cut: "Mất nước, cắt nước",
  traffic: "Giao thông",
  security: "An ninh, trật tự",
  other: "Việc khác",
};
const ALERT_STATES = { written: "Chờ phê duyệt", sent: "Đã gửi", cancelled: "Đã thu hồi" };

export const VIOLATION_KINDS = {
  false_report: "Phản ánh sai sự thật",
  abuse: "Lợi dụng phản ánh để xâm hại, xúc phạm hoặc vụ lợi",
  spam: "Gửi lặp lại, quảng cáo hoặc gây rối",
  other: "Vi phạm khác",
};
export const SERVICE_CATEGORIES = {
  administration: "Thủ tục hành chính",
  health: "Y tế",
  education: "Giáo dục",
  transport: "Giao thông",
  utilities: "Điện, nước, chiếu sáng",
  environment: "Môi trường, công viên",
  culture: "Văn hóa, thể thao, du lịch",
  social: "An sinh, việc làm",
  safety: "An toàn, khẩn cấp",
  other: "Lĩnh vực khác",
};
export const SERVICE_STATES = { draft: "Đang soạn", submitted: "Chờ phê duyệt", returned: "Bị trả lại", approved: "Đang cung cấp", withdrawn: "Đã rút" };
export const REMARK_STATES = { sent: "Chờ trả lời", answered: "Đã trả lời", merged: "Đã tổng hợp" };

// A code that a newer server knows and this page does not is shown as it is: better than nothing.
export const named = (names) => (code) => (code === null || code === undefined ? "–" : (names[code] ?? String(code)));

export const state = named(STATES);
export const stateMeaning = (code) => STATE_MEANINGS[code] ?? "";
export const act = named(ACTS);
export const publicAct = named(PUBLIC_ACTS);
export const grade = named(GRADES);
export const decision = named(DECISIONS);
export const progress = named(PROGRESS);
export const finding = named(FINDINGS);
export const level = named(LEVELS);
export const clock = named(CLOCKS);
export const contribution = named(CONTRIBUTIONS);
export const role = named(ROLES);
export const channel = named(CHANNELS);
export const satisfaction = named(SATISFACTIONS);
export const alertKind = named(ALERT_KINDS);
export const alertEvent = named(ALERT_EVENTS);
export const alertState = named(ALERT_STATES);
export const violationKind = named(VIOLATION_KINDS);
export const serviceCategory = named(SERVICE_CATEGORIES);
export const serviceState = named(SERVICE_STATES);
export const remarkState = named(REMARK_STATES);
export const kind = named(KINDS);
export const entryChannel = named(ENTRY_CHANNELS);
export const signal = named(SIGNALS);
export const regulationOutcome = named(REGULATION_OUTCOMES);
export const regulationClass = (code) => REGULATION_CLASSES[code]?.[0] ?? code;

/** Whether a case in that state goes no further. */
export const isEnd = (code) => ["closed", "refused", "withdrawn"].includes(code);

/** The look of a state's tag. */
export const stateTone = (code) =>
  ["published", "closed"].includes(code) ? "tag tag--good" : ["refused", "withdrawn"].includes(code) ? "tag tag--plain" : "tag";
