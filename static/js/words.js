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
  succeed: "Chuyển sang đơn vị kế thừa",
  recount: "Tính lại thời hạn",
};

const LEVELS = { urgent: "Khẩn", normal: "Bình thường", complex: "Phức tạp" };

const CLOCKS = {
  acceptance: "Hạn tiếp nhận",
  verification: "Hạn xác minh",
  dispatch: "Hạn điều phối",
  handling: "Hạn xử lý",
  rework: "Hạn chỉnh sửa dự thảo",
  publication: "Hạn công khai kết quả",
  question_window: "Hạn yêu cầu làm rõ",
  clarification: "Hạn trả lời yêu cầu làm rõ",
};

const ROLES = {
  intake: "Cán bộ tiếp nhận",
  head: "Thủ trưởng đơn vị",
  handler: "Cán bộ xử lý",
  centre: "Trung tâm Phục vụ hành chính công",
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
  c: ["Điều 6 khoản 2 điểm c", "Trùng với phản ánh của người khác đã được tiếp nhận"],
  d: ["Điều 6 khoản 2 điểm d", "Đã liên hệ nhiều lần nhưng không xác minh được (cần ít nhất 2 lần liên hệ không thành)"],
  dd: ["Điều 6 khoản 2 điểm đ", "Xác minh cho thấy nội dung không đúng thực tế"],
  e: ["Điều 6 khoản 2 điểm e", "Nội dung mang tính quảng cáo"],
  scope: ["Điều 1 khoản 3", "Khiếu nại, tố cáo hoặc bí mật nhà nước, không thuộc phạm vi của hệ thống"],
};

export const ALERT_KINDS = { warning: "Cảnh báo", information: "Thông tin, tuyên truyền" };
const ALERT_STATES = { written: "Chờ phê duyệt", sent: "Đã gửi", cancelled: "Đã thu hồi" };

const TOPICS = {
  report_received: "Hệ thống đã nhận phản ánh của bạn và chuyển đến cơ quan tiếp nhận.",
  information_requested: "Cơ quan tiếp nhận cần bạn bổ sung thông tin. Mời bạn mở hồ sơ để trả lời.",
  case_accepted: "Phản ánh đã được tiếp nhận và đang chờ điều phối.",
  case_refused: "Phản ánh không được tiếp nhận. Mời bạn mở hồ sơ để xem lý do.",
  case_forwarded: "Phản ánh đã được chuyển đến cơ quan có thẩm quyền.",
  case_in_hand: "Phản ánh đang được cán bộ xử lý.",
  level_changed: "Mức độ của hồ sơ đã được điều chỉnh. Mời bạn xem thời hạn mới.",
  case_extended: "Thời hạn xử lý đã được gia hạn. Mời bạn mở hồ sơ để xem thời hạn mới và căn cứ.",
  result_published: "Kết quả xử lý đã được công khai. Mời bạn xem, yêu cầu làm rõ nếu cần và đánh giá.",
  question_answered: "Cơ quan xử lý đã trả lời yêu cầu làm rõ. Mời bạn xem và đánh giá.",
  unit_succeeded: "Đơn vị giải quyết phản ánh đã được sắp xếp lại; đơn vị kế thừa tiếp tục giải quyết, thời hạn không đổi.",
  due_moved: "Lịch làm việc đã thay đổi nên thời hạn được tính lại. Mời bạn xem thời hạn mới.",
  case_closed: "Hồ sơ đã kết thúc. Cảm ơn bạn đã phản ánh.",
};

// A code that a newer server knows and this page does not is shown as it is: better than nothing.
const named = (names) => (code) => (code === null || code === undefined ? "–" : (names[code] ?? String(code)));

export const state = named(STATES);
export const stateMeaning = (code) => STATE_MEANINGS[code] ?? "";
export const act = named(ACTS);
export const level = named(LEVELS);
export const clock = named(CLOCKS);
export const role = named(ROLES);
export const channel = named(CHANNELS);
export const satisfaction = named(SATISFACTIONS);
export const alertKind = named(ALERT_KINDS);
export const alertState = named(ALERT_STATES);
export const topic = named(TOPICS);
export const LEVEL_NAMES = LEVELS;

/** Whether a case in that state goes no further. */
export const isEnd = (code) => ["closed", "refused", "withdrawn"].includes(code);

/** The look of a state's tag. */
export const stateTone = (code) =>
  ["published", "closed"].includes(code) ? "tag tag--good" : ["refused", "withdrawn"].includes(code) ? "tag tag--plain" : "tag";
