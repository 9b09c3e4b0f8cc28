//! Every Vietnamese sentence that the interface says: plain, polite, with the remedy.

use domain::aftercare::Satisfaction;
use domain::initiative::{Grade, Progress};
use domain::inspection::Finding;
use domain::reception::{BookingAct, BookingState, Ground, Matter, Mode, ReceptionRefusal, ResultKind};
use domain::triage::{Channel, RefusalReason};
use domain::{
    Act, AlertAct, AlertEvent, AlertKind, AlertState, ClockKind, ContributionState, Instant, Kind, Level, PlanFlaw,
    Publicity, Refusal, RemarkAct, RemarkState, ReorganisationAct, ReorganisationState, Role, ServiceAct,
    ServiceCategory, ServiceState, Signal, State, TextError, Topic, UnitId, ViolationKind,
};
use http::StatusCode;
use std::fmt::Display;

// Problems.

/// 404.
pub const NOT_FOUND: &str = "Không tìm thấy nội dung yêu cầu. Vui lòng kiểm tra lại đường dẫn hoặc mã hồ sơ.";
/// 405.
pub const METHOD_NOT_ALLOWED: &str = "Địa chỉ này không nhận phương thức đã gửi. Vui lòng dùng một trong các phương thức nêu ở tiêu đề Allow.";
/// 401.
pub const NOT_SIGNED_IN: &str = "Bạn chưa đăng nhập hoặc phiên đăng nhập đã hết hạn. Vui lòng đăng nhập rồi thực hiện lại.";
/// 403, where no act of a case is meant.
pub const NOT_YOUR_ROLE: &str = "Vai trò của bạn không được phép thực hiện việc này. Vui lòng liên hệ quản trị viên nếu bạn được giao nhiệm vụ này.";
/// 403 for another site's request.
pub const CROSS_SITE: &str = "Yêu cầu được gửi từ một trang khác nên không được thực hiện. Vui lòng mở trang iHanoi và thực hiện lại tại đó.";
/// 400: connection broke off.
pub const BODY_BROKEN: &str = "Dữ liệu chưa được gửi đến đầy đủ. Vui lòng kiểm tra kết nối mạng rồi gửi lại.";
/// 400: not UTF-8.
pub const BAD_UTF8: &str = "Dữ liệu không phải là văn bản UTF-8. Vui lòng mã hóa lại bằng UTF-8 rồi gửi lại.";
/// 400: query encoding.
pub const BAD_QUERY: &str = "Tham số trên đường dẫn bị mã hóa sai. Vui lòng mã hóa theo UTF-8 và dấu phần trăm rồi gửi lại.";
/// 400: path encoding.
pub const BAD_PATH: &str = "Đường dẫn bị mã hóa sai. Vui lòng mã hóa theo UTF-8 và dấu phần trăm rồi gửi lại.";
/// 414.
pub const QUERY_TOO_LONG: &str = "Tham số trên đường dẫn quá dài. Vui lòng rút gọn rồi gửi lại.";
/// 409: sent once already.
pub const ALREADY_DONE: &str = "Việc này đã được thực hiện trước đó. Vui lòng tải lại trang để xem kết quả, không cần gửi lại.";
/// 422.
pub const INVALID_FIELDS: &str = "Một số thông tin chưa hợp lệ. Vui lòng sửa các mục được nêu rồi gửi lại.";
/// 500.
pub const FAULT: &str = "Hệ thống gặp sự cố nên chưa thực hiện được. Vui lòng thử lại sau ít phút; nếu vẫn lỗi, hãy báo mã sự cố kèm theo cho bộ phận hỗ trợ.";
/// The answer that every operation may give, in the description of the interface.
pub const PROBLEM_DESCRIBED: &str = "Không thực hiện được; `code` và `detail` cho biết lý do và cách khắc phục.";
/// Idempotency key missing.
pub const IDEMPOTENCY_KEY_MISSING: &str = "Thiếu tiêu đề Idempotency-Key. Vui lòng gửi kèm một mã riêng cho mỗi lần gửi, và giữ nguyên mã đó khi gửi lại.";
/// Idempotency key malformed.
pub const IDEMPOTENCY_KEY_INVALID: &str = "Idempotency-Key phải gồm 8 đến 128 ký tự ASCII không có khoảng trắng. Vui lòng tạo mã khác rồi gửi lại.";

// Fields.

/// Missing.
pub const FIELD_MISSING: &str = "Vui lòng điền mục này.";
/// Unknown.
pub const FIELD_UNKNOWN: &str = "Hệ thống không nhận mục này. Vui lòng bỏ mục này hoặc sửa lại tên.";
/// Twice.
pub const FIELD_REPEATED: &str = "Mục này bị lặp lại. Vui lòng chỉ gửi một lần.";
/// Not one of the choices, where they are not known.
pub const FIELD_CHOICE_UNKNOWN: &str = "Giá trị không có trong danh sách cho phép. Vui lòng chọn lại.";
/// Not an id.
pub const NOT_AN_ID: &str = "Mã không hợp lệ. Vui lòng kiểm tra và nhập lại đúng mã.";
/// Not an instant.
pub const NOT_AN_INSTANT: &str = "Thời điểm không hợp lệ. Vui lòng ghi theo mẫu 2026-02-13T16:00:00+07:00.";
/// Not a date.
pub const NOT_A_DATE: &str = "Ngày không hợp lệ. Vui lòng ghi theo mẫu 2026-02-13.";
/// Not a limit.
pub const NOT_A_LIMIT: &str = "Thời hạn không hợp lệ. Vui lòng ghi một số kèm đơn vị, ví dụ 8wh (giờ làm việc), 7wd (ngày làm việc), 2d (ngày), 4h (giờ liên tục).";
/// A limit beyond what is explained.
pub const LIMIT_TOO_LONG: &str = "Thời hạn quá dài để giải thích từng bước. Vui lòng nhập tối đa 260wd, 2080wh, 124800wm, 366d hoặc 8784h.";
/// Not in or near Hanoi.
pub const OUTSIDE_HANOI: &str = "Vị trí nằm ngoài địa bàn Hà Nội. Vui lòng chọn lại vị trí trên bản đồ.";
/// The same twice in a list.
pub const REPEATED_ITEM: &str = "Danh sách có giá trị bị lặp lại. Vui lòng bỏ giá trị trùng.";

/// Who receives a category first: not one ward for the whole city.
pub const NOT_A_FIRST_UNIT: &str = "Nơi tiếp nhận đầu tiên phải là một sở, ngành, Trung tâm, hoặc “ward” (phường, xã nơi xảy ra). Vui lòng chọn lại.";
/// No such unit today.
pub const UNKNOWN_UNIT: &str = "Không có đơn vị nào mang mã này. Vui lòng chọn lại đơn vị.";
/// Several units could be meant.
pub const WHICH_UNIT: &str = "Bạn làm việc ở nhiều đơn vị. Vui lòng chọn đơn vị cần xem.";
/// A unit that the holder may not dispatch to (R-8.1b).
pub const NOT_A_DISPATCH_TARGET: &str = "Chỉ điều phối trong chính đơn vị đang giữ hồ sơ, hoặc từ sở, ngành xuống xã, phường; sáng kiến thì từ Trung tâm đến sở, ngành, phường, xã. Vui lòng chọn lại đơn vị, hoặc chuyển đơn vị có thẩm quyền.";
/// A unit that neither leads nor supports a case (R-8.2a).
pub const NOT_A_SUPPORTER: &str = "Đơn vị này không tham gia xử lý hồ sơ. Vui lòng chọn một sở, ngành, phường hoặc xã hiện có.";
/// Not the end of a page.
pub const NOT_A_CURSOR: &str = "Vị trí trang không hợp lệ. Vui lòng mở lại danh sách từ đầu.";
/// A file that is not there, is somebody else's or was used before.
pub const UNKNOWN_MEDIA: &str = "Không tìm thấy tệp do bạn tải lên, hoặc tệp đã được dùng. Vui lòng tải tệp lên lại.";

/// No such account.
pub const UNKNOWN_ACCOUNT: &str = "Không có tài khoản này. Vui lòng chọn một tài khoản trong danh sách.";
/// No ward or commune of that code.
pub const NOT_A_WARD: &str = "Không có phường, xã nào mang mã này. Vui lòng chọn lại phường, xã.";

// Sign-in, alerts, the operator.

/// 404: signing in as a demo person is off.
pub const SIGN_IN_NOT_AVAILABLE: &str = "Hệ thống này không cho phép đăng nhập thử. Vui lòng liên hệ người vận hành để biết cách đăng nhập.";
/// 409: somebody else was first, with an alert.
pub const STALE_ALERT: &str = "Bản tin vừa được người khác cập nhật. Vui lòng tải lại bản tin rồi thực hiện lại nếu vẫn cần.";
/// The alert to be updated is not there.
pub const UNKNOWN_ALERT: &str = "Không tìm thấy bản tin cần cập nhật. Vui lòng chọn lại trong danh sách bản tin của đơn vị.";
/// A file that does not go with an alert.
pub const NOT_A_DOCUMENT: &str = "Bản tin chỉ kèm được tài liệu PDF hoặc ảnh. Vui lòng bỏ video và chọn tệp khác.";
/// 403: an alert that is for the residents of another place.
pub const NOT_IN_AUDIENCE: &str = "Bản tin này gửi cho người dân nơi khác nên không ghi nhận bạn đã đọc. Vui lòng cập nhật nơi ở nếu bạn sống tại đó.";
/// 401: the operator's token.
pub const OPERATOR_TOKEN: &str = "Việc này cần mã của người vận hành. Vui lòng gửi đúng mã ở tiêu đề Authorization: Bearer.";

// What a report and its sender say.

/// No such category.
pub const UNKNOWN_CATEGORY: &str = "Không có lĩnh vực này. Vui lòng chọn lại trong danh sách lĩnh vực.";
/// No such ward or commune today.
pub const UNKNOWN_WARD: &str = "Không có phường, xã này trong danh mục hiện hành. Vui lòng chọn lại phường, xã nơi xảy ra sự việc.";
/// One coordinate without the other.
pub const COORDINATE_MISSING: &str = "Vị trí cần có cả vĩ độ và kinh độ. Vui lòng gửi đủ hai giá trị hoặc bỏ cả hai.";
/// What a list of near wards is worth.
pub const NEAREST_ONLY_SUGGESTS: &str = "Danh sách chỉ gợi ý theo khoảng cách đến trung tâm phường, xã. Vui lòng chọn đúng phường, xã nơi xảy ra sự việc.";
/// 409: the place or the field of life of the report before is no longer one.
pub const PLACE_CHANGED: &str = "Phường, xã hoặc lĩnh vực của phản ánh trước không còn trong danh mục. Vui lòng gửi phản ánh mới và chọn lại phường, xã, lĩnh vực.";

/// Not a telephone number.
pub const NOT_A_PHONE: &str = "Số điện thoại không hợp lệ. Vui lòng nhập số di động hoặc số cố định kèm mã vùng ở Việt Nam, ví dụ 0912 345 678.";
/// Not an e-mail address.
pub const NOT_AN_EMAIL: &str = "Địa chỉ thư điện tử không hợp lệ. Vui lòng nhập theo mẫu ten@vidu.vn.";
/// Not a tax code.
pub const NOT_A_TAX_CODE: &str = "Mã số thuế không hợp lệ. Vui lòng nhập đủ 10 chữ số, hoặc 13 chữ số với đơn vị trực thuộc.";
/// Not a national id number.
pub const NOT_A_NATIONAL_ID: &str = "Số định danh cá nhân không hợp lệ. Vui lòng nhập đủ 12 chữ số trên thẻ căn cước.";
/// The account names no organisation, or it is somebody else who reports.
pub const NO_ORGANISATION: &str = "Tài khoản chưa khai tên và mã số thuế của tổ chức. Vui lòng khai trong mục Của tôi, hoặc gửi với tư cách cá nhân.";

// Conduct, templates, services, remarks.

/// 409: somebody else was first, with a record that is no case.
pub const STALE_RECORD: &str = "Nội dung này vừa được người khác cập nhật. Vui lòng tải lại trang rồi thực hiện lại nếu vẫn cần.";
/// No such violation of one's own.
pub const UNKNOWN_VIOLATION: &str = "Không có vi phạm này trong mục của bạn. Vui lòng tải lại trang rồi chọn lại.";
/// Not an address that may be offered.
pub const NOT_A_LINK: &str = "Địa chỉ trang web không hợp lệ. Vui lòng ghi địa chỉ đầy đủ bắt đầu bằng https://, tối đa 300 ký tự.";
/// Not a telephone number that a service may give: hotlines are as short as three digits.
pub const NOT_A_HOTLINE: &str = "Số điện thoại không hợp lệ. Vui lòng chỉ ghi chữ số, dấu cách hoặc dấu chấm, từ 3 đến 15 chữ số.";

/// What a violation is.
pub fn violation_kind(kind: ViolationKind) -> &'static str {
    match kind {
        ViolationKind::FalseReport => "phản ánh sai sự thật",
        ViolationKind::Abuse => "lợi dụng phản ánh để xâm hại, xúc phạm hoặc vụ lợi",
        ViolationKind::Spam => "gửi lặp lại, quảng cáo hoặc gây rối",
        ViolationKind::Other => "vi phạm khác",
    }
}

/// What a service is for.
pub fn service_category(category: ServiceCategory) -> &'static str {
    match category {
        ServiceCategory::Administration => "thủ tục hành chính",
        ServiceCategory::Health => "y tế",
        ServiceCategory::Education => "giáo dục",
        ServiceCategory::Transport => "giao thông",
        ServiceCategory::Utilities => "điện, nước, chiếu sáng",
        ServiceCategory::Environment => "môi trường, công viên",
        ServiceCategory::Culture => "văn hóa, thể thao, du lịch",
        ServiceCategory::Social => "an sinh, việc làm",
        ServiceCategory::Safety => "an toàn, khẩn cấp",
        ServiceCategory::Other => "lĩnh vực khác",
    }
}

/// Where an entry of services stands.
pub fn service_state(state: ServiceState) -> &'static str {
    match state {
        ServiceState::Draft => "đang soạn",
        ServiceState::Submitted => "chờ phê duyệt",
        ServiceState::Returned => "bị trả lại",
        ServiceState::Approved => "đang cung cấp",
        ServiceState::Withdrawn => "đã rút",
    }
}

/// What is done to an entry of services.
pub fn service_act(act: ServiceAct) -> &'static str {
    match act {
        ServiceAct::Write => "soạn dịch vụ",
        ServiceAct::Edit => "sửa dịch vụ",
        ServiceAct::Submit => "trình phê duyệt dịch vụ",
        ServiceAct::Approve => "phê duyệt dịch vụ",
        ServiceAct::Return => "trả lại dịch vụ",
        ServiceAct::Withdraw => "rút dịch vụ",
    }
}

/// Where a remark on the regulation stands.
pub fn remark_state(state: RemarkState) -> &'static str {
    match state {
        RemarkState::Sent => "chờ trả lời",
        RemarkState::Answered => "đã trả lời",
        RemarkState::Merged => "đã tổng hợp",
    }
}

/// What is done to a remark on the regulation.
pub fn remark_act(act: RemarkAct) -> &'static str {
    match act {
        RemarkAct::Send => "gửi ý kiến",
        RemarkAct::Answer => "trả lời ý kiến",
        RemarkAct::Merge => "tổng hợp ý kiến",
    }
}

/// The city's own text for each reason of refusal, where a unit has worded none (R-7.2a). The page fills in what
/// stands in braces.
pub fn reply_template(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::Incomplete => "Phản ánh {code} tại {address} chưa đủ thông tin để xem xét. Đề nghị ông/bà ghi rõ sự việc, địa điểm, thời gian, kèm ảnh hoặc video, rồi gửi lại.",
        RefusalReason::Altered => "Hình ảnh, video hoặc nội dung của phản ánh {code} có dấu hiệu bị chỉnh sửa nên không dùng làm căn cứ được. Đề nghị ông/bà gửi lại kèm hình ảnh gốc.",
        RefusalReason::Duplicate => "Nội dung, hình ảnh hoặc video của phản ánh {code} về lĩnh vực {category} trùng với phản ánh mà cá nhân, tổ chức khác đã gửi trước đó. Ông/bà có thể tra cứu kết quả ở mục Kết quả công khai.",
        RefusalReason::Unverifiable => "Chúng tôi đã liên hệ nhiều lần nhưng chưa xác minh được nội dung phản ánh {code}. Đề nghị ông/bà kiểm tra thông tin liên hệ rồi gửi lại.",
        RefusalReason::Untrue => "Qua xác minh tại {address}, thông tin người gửi hoặc nội dung phản ánh {code} không chính xác. Đề nghị ông/bà kiểm tra lại và gửi phản ánh mới nếu có thêm căn cứ.",
        RefusalReason::Advertising => "Nội dung phản ánh {code} mang tính quảng cáo nên không thuộc phạm vi tiếp nhận của hệ thống.",
        RefusalReason::OutOfScope => "Nội dung phản ánh {code} thuộc khiếu nại, tố cáo hoặc bí mật nhà nước, được giải quyết theo trình tự riêng. Đề nghị ông/bà gửi đến cơ quan có thẩm quyền.",
    }
}

// Files.

/// Nothing was sent.
pub const EMPTY_FILE: &str = "Tệp gửi lên không có dữ liệu. Vui lòng chọn lại tệp rồi gửi lại.";
/// No type that is taken.
pub const UNKNOWN_FILE_TYPE: &str = "Chỉ nhận ảnh JPEG, PNG, WebP, video MP4, MOV và tài liệu PDF. Vui lòng chọn hoặc chuyển sang một trong các định dạng đó.";
/// The bytes are not what the header says.
pub const FILE_TYPE_MISMATCH: &str = "Nội dung tệp không đúng với định dạng đã khai báo. Vui lòng kiểm tra lại tệp rồi gửi lại.";
/// 416.
pub const RANGE_NOT_SATISFIABLE: &str = "Đoạn dữ liệu yêu cầu nằm ngoài tệp. Vui lòng tải lại tệp từ đầu.";

/// 429: too many files that belong to no report.
pub fn too_many_unused_files(max: u32) -> String {
    format!("Bạn đã tải lên {max} tệp trong 24 giờ qua mà chưa gửi kèm phản ánh hay kết quả nào. Vui lòng gửi kèm các tệp đó hoặc thử lại sau.")
}

/// What class of problem a status is.
pub fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::URI_TOO_LONG => "Yêu cầu không đọc được",
        StatusCode::UNAUTHORIZED => "Chưa đăng nhập",
        StatusCode::FORBIDDEN => "Không được phép",
        StatusCode::NOT_FOUND => "Không tìm thấy",
        StatusCode::METHOD_NOT_ALLOWED => "Phương thức không được hỗ trợ",
        StatusCode::CONFLICT => "Không phù hợp với hiện trạng",
        StatusCode::PAYLOAD_TOO_LARGE => "Dữ liệu quá lớn",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Định dạng không được hỗ trợ",
        StatusCode::UNPROCESSABLE_ENTITY => "Thông tin chưa hợp lệ",
        StatusCode::TOO_MANY_REQUESTS => "Gửi quá nhiều lần",
        StatusCode::SERVICE_UNAVAILABLE => "Tạm thời chưa phục vụ được",
        status if status.is_server_error() => "Sự cố hệ thống",
        _ => "Không thực hiện được",
    }
}

/// 413.
pub fn too_large(max: u64) -> String {
    let size = match max {
        max if max >= 1024 * 1024 => format!("{} MB", max / (1024 * 1024)),
        max if max >= 1024 => format!("{} KB", max / 1024),
        max => format!("{max} byte"),
    };
    format!("Dữ liệu gửi lên vượt quá {size}. Vui lòng giảm dung lượng rồi gửi lại.")
}

/// 415.
pub fn unsupported_media_type(expected: &str) -> String {
    format!("Định dạng dữ liệu không được hỗ trợ. Vui lòng gửi với Content-Type là {expected}.")
}

/// 400: where the JSON broke off.
pub fn bad_json(line: usize, column: usize) -> String {
    format!("Dữ liệu JSON bị lỗi ở dòng {line}, cột {column}. Vui lòng sửa lại cú pháp rồi gửi lại.")
}

/// 409: somebody else was first.
pub fn stale_case(current: Option<State>) -> String {
    match current {
        Some(current) => format!(
            "Hồ sơ vừa được người khác cập nhật, hiện ở trạng thái “{}”. Vui lòng tải lại hồ sơ rồi thực hiện lại nếu vẫn cần.",
            state(current)
        ),
        None => "Hồ sơ vừa được người khác cập nhật. Vui lòng tải lại hồ sơ rồi thực hiện lại nếu vẫn cần.".to_owned(),
    }
}

/// Why a text was not taken.
pub fn text_error(error: TextError) -> String {
    match error {
        TextError::TooShort { min } => format!("Nội dung quá ngắn. Vui lòng nhập ít nhất {min} ký tự."),
        TextError::TooLong { max } => format!("Nội dung quá dài. Vui lòng nhập tối đa {max} ký tự."),
        TextError::ControlCharacter => {
            "Nội dung có ký tự điều khiển không hiển thị được. Vui lòng xóa ký tự đó hoặc nhập lại.".to_owned()
        }
    }
}

/// The words that may be chosen.
pub fn unknown_choice(words: &[&str]) -> String {
    format!("Giá trị không có trong danh sách cho phép. Vui lòng chọn một trong: {}.", words.join(", "))
}

/// A list is too short.
pub fn too_few(min: usize) -> String {
    format!("Danh sách quá ít. Vui lòng thêm để có ít nhất {min} mục.")
}

/// A list is too long.
pub fn too_many_items(max: usize) -> String {
    format!("Danh sách quá nhiều. Vui lòng bớt còn tối đa {max} mục.")
}

/// A number is out of its range.
pub fn out_of_range(min: impl Display, max: impl Display) -> String {
    format!("Giá trị nằm ngoài giới hạn. Vui lòng nhập từ {min} đến {max}.")
}

/// Another type was expected; told from serde's words for it.
pub fn wrong_type(expected: &str) -> String {
    let first = expected.split([' ', ',']).next().unwrap_or_default();
    let expected = match expected {
        "a string" | "a borrowed string" | "str" | "string" => "văn bản",
        "a boolean" | "`true` or `false`" => "true hoặc false",
        _ => match first {
            "u8" | "u16" | "u32" | "u64" | "usize" => "số nguyên không âm",
            "i8" | "i16" | "i32" | "i64" | "isize" | "integer" => "số nguyên",
            "f32" | "f64" => "số",
            "sequence" | "tuple" => "danh sách",
            "struct" | "map" | "internally" | "adjacently" => "đối tượng",
            _ if expected.starts_with("a sequence") || expected.starts_with("an array") => "danh sách",
            _ if expected.starts_with("a map") => "đối tượng",
            _ => return "Kiểu dữ liệu không đúng. Vui lòng xem tài liệu giao diện rồi gửi lại.".to_owned(),
        },
    };
    format!("Kiểu dữ liệu không đúng. Vui lòng gửi {expected}.")
}

/// Why the regulation does not allow an act, and what to do about it.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFromHere { from, act: tried } => format!(
            "Không thể {} khi hồ sơ ở trạng thái “{}”. Vui lòng tải lại hồ sơ để xem các việc có thể làm.",
            act(*tried),
            state(*from)
        ),
        // R-18.3a: only an entry for somebody else is refused for one's role.
        Refusal::NotYourRole { act: Act::Submit } => "Chỉ cán bộ Trung tâm Hỗ trợ được nhập phản ánh hộ người khác. Vui lòng bỏ phần nhập hộ rồi gửi lại, hoặc hướng dẫn người phản ánh gọi Trung tâm Hỗ trợ.".into(),
        Refusal::NotYourRole { act: tried } => not_your_role(*tried),
        Refusal::NotYourUnit { unit } => not_your_unit(unit),
        Refusal::NotYourAssignment => "Hồ sơ được giao cho cán bộ khác xử lý. Vui lòng đề nghị thủ trưởng đơn vị giao lại nếu bạn cần xử lý.".into(),
        Refusal::NotYours => "Chỉ người đã gửi phản ánh mới làm được việc này. Vui lòng đăng nhập bằng tài khoản đã gửi phản ánh.".into(),
        Refusal::IdentityNotVerified => "Tài khoản chưa được xác thực danh tính. Vui lòng xác thực danh tính rồi gửi lại; nội dung đã soạn không bị mất.".into(),
        Refusal::OwnWork | Refusal::OwnRecord { .. } => "Người soạn không được phê duyệt nội dung của chính mình. Vui lòng chuyển cho người có thẩm quyền khác.".into(),
        Refusal::ChecklistIncomplete => "Phản ánh chưa đủ điều kiện tiếp nhận. Vui lòng kiểm tra đủ các điều kiện, yêu cầu người gửi bổ sung, hoặc từ chối kèm lý do.".into(),
        Refusal::LevelReasonMissing => "Mức khẩn hoặc phức tạp phải có lý do. Vui lòng nêu lý do rồi thực hiện lại.".into(),
        Refusal::ContactAttemptsMissing { failed, needed } => format!(
            "Mới ghi nhận {failed} lần liên hệ không thành, cần ít nhất {needed} lần để từ chối vì không xác minh được. Vui lòng liên hệ thêm và ghi nhận rồi thực hiện lại."
        ),
        Refusal::NothingAsked => "Không có yêu cầu bổ sung thông tin nào đang chờ trả lời. Vui lòng tải lại hồ sơ để xem tình trạng mới nhất.".into(),
        Refusal::NoSuperior => "Đơn vị này không có cơ quan cấp trên để chuyển. Vui lòng tiếp nhận, từ chối kèm lý do, hoặc chuyển cho đơn vị có thẩm quyền.".into(),
        Refusal::SameUnit => "Hồ sơ đang ở chính đơn vị này. Vui lòng chọn đơn vị khác.".into(),
        Refusal::MediaMissing => "Phản ánh loại này cần có ảnh hoặc video. Vui lòng đính kèm ít nhất một ảnh hoặc video rồi gửi lại.".into(),
        Refusal::EvidenceMissing => "Kết quả xử lý chưa có minh chứng. Vui lòng đính kèm ít nhất một ảnh hoặc tài liệu rồi gửi lại.".into(),
        Refusal::HappensInFuture => "Thời điểm xảy ra sự việc nằm trong tương lai. Vui lòng chọn lại thời điểm.".into(),
        Refusal::NotAHandler => "Người được chọn không phải cán bộ xử lý của đơn vị. Vui lòng chọn một cán bộ xử lý của đơn vị.".into(),
        Refusal::SameLevel => "Hồ sơ đang ở đúng mức này. Vui lòng chọn mức khác nếu cần điều chỉnh.".into(),
        Refusal::NotComplex => "Chỉ hồ sơ mức phức tạp mới được gia hạn. Vui lòng điều chỉnh mức kèm lý do trước khi gia hạn.".into(),
        Refusal::NoExtension { kind: of } => format!(
            "Hồ sơ loại “{}” không được gia hạn xử lý. Vui lòng hoàn thành trong thời hạn đã định, hoặc mời đơn vị phối hợp.",
            kind(*of)
        ),
        Refusal::ExtensionOutOfRange { above, at_most } if above >= at_most => format!(
            "Thời hạn xử lý đã ở mức tối đa {at_most} ngày làm việc nên không gia hạn được nữa. Vui lòng hoàn thành trong thời hạn này, hoặc mời đơn vị phối hợp."
        ),
        Refusal::ExtensionOutOfRange { above, at_most } => format!(
            "Thời hạn sau gia hạn phải nhiều hơn {above} và không quá {at_most} ngày làm việc tính chung. Vui lòng nhập lại số ngày."
        ),
        Refusal::WindowOver => "Đã hết thời hạn yêu cầu làm rõ kết quả. Vui lòng gửi phản ánh mới nếu sự việc vẫn còn.".into(),
        Refusal::AlreadyAsked => "Hồ sơ này đã có yêu cầu làm rõ. Vui lòng xem câu trả lời trong hồ sơ, hoặc gửi phản ánh mới nếu sự việc vẫn còn.".into(),
        Refusal::NoQuestion => "Không có yêu cầu làm rõ nào đang chờ trả lời. Vui lòng tải lại hồ sơ để xem tình trạng mới nhất.".into(),
        Refusal::NotYetClosing => "Chưa thể kết thúc hồ sơ vì còn trong thời hạn làm rõ hoặc còn câu hỏi chưa trả lời. Vui lòng chờ đến khi hết thời hạn.".into(),
        Refusal::AlertNotFromHere { from, act } => format!(
            "Không thể {} khi bản tin ở trạng thái “{}”. Vui lòng tải lại bản tin để xem các việc có thể làm.",
            alert_act(*act),
            alert_state(*from)
        ),
        Refusal::AlertAlreadyOver => "Thời hạn hiệu lực của bản tin đã qua. Vui lòng chọn thời điểm hết hiệu lực trong tương lai.".into(),
        Refusal::AlertTooLong { until } => format!(
            "Thời hạn hiệu lực của bản tin quá dài. Vui lòng chọn thời điểm hết hiệu lực không muộn hơn {}.",
            hour_and_day(*until)
        ),
        Refusal::PlaceMissing => "Phản ánh loại này cần có địa điểm. Vui lòng viết địa điểm bằng lời rồi gửi lại.".into(),
        Refusal::TimeMissing => "Phản ánh loại này cần có thời điểm thấy sự việc. Vui lòng chọn ngày giờ rồi gửi lại.".into(),
        Refusal::ConsentMissing => "Người được làm hộ chưa đồng ý. Vui lòng hỏi và ghi nhận sự đồng ý rồi thực hiện lại.".into(),
        Refusal::CallerLocked { until } => format!(
            "Tài khoản của người gọi bị tạm khóa đến {} do vi phạm quy chế nhiều lần liên tiếp, nên chưa nhập hộ phản ánh được. Vui lòng hướng dẫn họ đăng nhập, xem lý do và gửi ý kiến phản đối ở mục “Của tôi”.",
            hour_and_day(*until)
        ),
        Refusal::ChannelHidden => "Người gửi yêu cầu bảo mật danh tính nên đơn vị không có số điện thoại, thư điện tử của họ. Vui lòng liên hệ qua ứng dụng hoặc đến tận nơi rồi ghi nhận.".into(),
        Refusal::TransferPending => "Hồ sơ đã được phân loại để chuyển cơ quan khác. Vui lòng chuyển hồ sơ, hoặc phân loại lại là thuộc thẩm quyền rồi thực hiện.".into(),
        Refusal::ClassedForRefusal => "Phản ánh đã được phân loại là không tiếp nhận. Vui lòng từ chối kèm lý do, hoặc phân loại lại rồi tiếp nhận.".into(),
        Refusal::ClassMissing => "Phản ánh về quy định hành chính chưa được phân loại là thuộc thẩm quyền của đơn vị. Vui lòng phân loại rồi điều phối.".into(),
        Refusal::AssessmentMissing => "Dự thảo về quy định hành chính phải có đánh giá theo sáu tiêu chí và phương án xử lý. Vui lòng bổ sung rồi trình lại.".into(),
        Refusal::AssessmentNotMeant => "Chỉ hồ sơ về quy định hành chính mới có đánh giá theo sáu tiêu chí. Vui lòng bỏ phần đánh giá rồi trình lại.".into(),
        Refusal::ResultOnly => "Với loại hồ sơ này chỉ kết quả được công khai. Vui lòng bỏ phần nội dung rồi công khai lại.".into(),
        Refusal::ContributionNotFromHere { from, act: tried } => format!(
            "Không thể {} khi nội dung phối hợp ở trạng thái “{}”. Vui lòng tải lại hồ sơ để xem các việc có thể làm.",
            act(*tried),
            contribution(*from)
        ),
        Refusal::NotInvited { unit } => format!(
            "Đơn vị này không được mời phối hợp (mã đơn vị {unit}). Vui lòng tải lại hồ sơ để xem các đơn vị phối hợp."
        ),
        Refusal::AlreadyInvited { unit } => format!(
            "Đơn vị này đã được mời phối hợp (mã đơn vị {unit}). Vui lòng chọn đơn vị khác."
        ),
        Refusal::NotSameLevel { unit } => format!(
            "Chỉ mời đơn vị cùng cấp phối hợp: sở, ngành với nhau, phường, xã với nhau (mã đơn vị {unit}). Vui lòng chọn lại đơn vị."
        ),
        Refusal::SupportersNeedLevel => "Hồ sơ có đơn vị phối hợp phải ở mức phức tạp hoặc khẩn. Vui lòng chọn lại mức độ kèm lý do, hoặc xử lý mà không cần đơn vị phối hợp.".into(),
        Refusal::ContributionsOutstanding { units } => format!(
            "Còn {} đơn vị phối hợp chưa gửi kết quả, nên chưa thể công khai. Vui lòng chờ kết quả phối hợp, hoặc quyết định không chờ kèm lý do.",
            units.len()
        ),
        Refusal::NotReopenable => "Chỉ phản ánh lại được khi kết quả đã công khai, và bạn đánh giá chưa hài lòng hoặc còn trong thời hạn yêu cầu làm rõ. Vui lòng đánh giá kết quả, hoặc gửi phản ánh mới.".into(),
        Refusal::AlreadyContinued => "Hồ sơ này đã có phản ánh tiếp theo. Vui lòng mở phản ánh mới nhất của sự việc để theo dõi.".into(),
        Refusal::NotThisKind { kind: of, act: tried } => format!(
            "Không thể {} đối với hồ sơ loại “{}”. Vui lòng tải lại hồ sơ để xem các việc có thể làm.",
            act(*tried),
            kind(*of)
        ),
        Refusal::DecisionMissing => "Dự thảo trả lời sáng kiến phải nêu rõ áp dụng hay không áp dụng. Vui lòng bổ sung quyết định kèm kế hoạch hoặc lý do rồi trình lại.".into(),
        Refusal::EvaluationMissing => "Sáng kiến chưa được đánh giá tính khả thi và mức độ phù hợp. Vui lòng ghi đánh giá trước khi trình dự thảo.".into(),
        Refusal::ViewsOpen => "Đang trong thời gian lấy ý kiến người dân. Vui lòng chờ hết thời gian hoặc kết thúc sớm kèm lý do.".into(),
        Refusal::NoViews => "Sáng kiến này hiện không lấy ý kiến người dân. Vui lòng xem các sáng kiến đang lấy ý kiến trong danh sách.".into(),
        Refusal::ViewsOutOfRange => "Thời điểm kết thúc lấy ý kiến phải ở tương lai và không muộn hơn hạn xử lý. Vui lòng chọn lại thời điểm.".into(),
        Refusal::AlreadyCommented => "Bạn đã góp ý cho sáng kiến này; mỗi tài khoản góp ý một lần. Vui lòng tải lại trang để xem các ý kiến.".into(),
        Refusal::NoSuchComment => "Không có ý kiến này trong sáng kiến, hoặc ý kiến đã được ẩn. Vui lòng tải lại hồ sơ rồi chọn lại.".into(),
        Refusal::PlanDates => "Thời gian của kế hoạch hoặc của một mốc không khớp nhau. Vui lòng chọn ngày kết thúc sau ngày bắt đầu và các mốc nằm trong khoảng đó.".into(),
        Refusal::NoSuchMilestone => "Kế hoạch đã công khai không có mốc này. Vui lòng chọn một mốc trong kế hoạch.".into(),
        Refusal::InspectionOpen => "Đang có một cuộc thanh tra về hồ sơ này. Vui lòng kết thúc cuộc thanh tra đó trước khi mở cuộc mới.".into(),
        Refusal::NoInspection => "Hồ sơ này không có cuộc thanh tra nào đang tiến hành. Vui lòng tải lại hồ sơ để xem tình trạng mới nhất.".into(),
        Refusal::NotConfidential => "Người gửi không yêu cầu bảo mật danh tính nên không cần mở xem riêng. Vui lòng xem thông tin người gửi trong hồ sơ.".into(),
        Refusal::AlertEndsBeforeItBegins => "Bản tin hết hiệu lực trước khi bắt đầu. Vui lòng chọn thời điểm hết hiệu lực sau thời điểm bắt đầu.".into(),
        Refusal::LevelAbolished => "Cấp huyện đã kết thúc hoạt động nên không còn gửi bản tin. Vui lòng để phường, xã hoặc cơ quan thành phố gửi.".into(),
        Refusal::NotAnIssuer => "Đơn vị này không thuộc các cơ quan gửi bản tin đến người dân. Vui lòng chuyển nội dung cho sở, ban, ngành hoặc phường, xã phụ trách.".into(),
        Refusal::AreaNotYours { .. } => "Khu vực được chọn nằm ngoài địa bàn của đơn vị. Vui lòng chỉ chọn phường, xã thuộc địa bàn, hoặc để trống nếu là toàn địa bàn.".into(),
        Refusal::NothingToUpdate { from } => format!(
            "Chỉ bản tin đã gửi mới được cập nhật, bản tin này đang ở trạng thái “{}”. Vui lòng sửa bản đang chờ phê duyệt hoặc soạn bản tin mới.",
            alert_state(*from)
        ),
        Refusal::AlertReplaced { .. } => "Bản tin này đã được thay bằng bản cập nhật. Vui lòng thực hiện với bản cập nhật mới nhất.".into(),
        Refusal::AlertRepeats { title, .. } => format!(
            "Cấp trên đã gửi bản tin “{title}” cùng nội dung hoặc cùng sự việc đến người dân trên địa bàn. Vui lòng xem bản tin đó và không gửi lại; nếu có thông tin riêng, hãy sửa cho khác trước khi trình phê duyệt."
        ),
        Refusal::AlertNearRepeat { title, .. } => format!(
            "Bản tin gần giống bản tin “{title}” mà cấp trên đã gửi. Vui lòng xem bản tin đó và nêu lý do vẫn cần gửi để người phê duyệt cân nhắc."
        ),
        Refusal::Reception(refusal) => reception_refusal(refusal),
        Refusal::RoleMissing => NOT_YOUR_ROLE.into(),
        Refusal::ReorganisationNotFromHere { from, act } => format!(
            "Không thể {} khi phương án sắp xếp ở trạng thái “{}”. Vui lòng tải lại phương án để xem các việc có thể làm.",
            reorganisation_act(*act),
            reorganisation_state(*from)
        ),
        Refusal::DayNotAhead => "Ngày hiệu lực phải ở sau hôm nay. Vui lòng chọn một ngày trong tương lai.".into(),
        Refusal::DayNotCome => "Chưa đến ngày hiệu lực. Vui lòng chờ đến ngày hiệu lực của phương án.".into(),
        Refusal::AnotherReorganisation => "Một phương án sắp xếp khác đang được thực hiện. Vui lòng chờ phương án đó hoàn tất rồi phê duyệt.".into(),
        Refusal::AccountLocked { until } => format!(
            "Tài khoản bị tạm khóa đến {} do vi phạm quy chế nhiều lần liên tiếp, nên không gửi phản ánh, đăng ký tiếp công dân hoặc góp ý sáng kiến được. Vui lòng xem lý do và gửi ý kiến phản đối ở mục “Của tôi” nếu không đồng ý.",
            hour_and_day(*until)
        ),
        Refusal::ViolationAlreadyRecorded => "Hồ sơ này đã được ghi nhận vi phạm. Vui lòng tải lại hồ sơ để xem.".into(),
        Refusal::ViolationUnknown => UNKNOWN_VIOLATION.into(),
        Refusal::OwnReview => "Người đã ghi nhận vi phạm, người cùng đơn vị và người trong cuộc không được quyết định việc này. Vui lòng chuyển cho người khác có thẩm quyền.".into(),
        Refusal::AlreadyObjected => "Bạn đã gửi ý kiến phản đối vi phạm này. Vui lòng chờ quyết định hoặc xem quyết định ở mục “Của tôi”.".into(),
        Refusal::NotYourViolation => "Chỉ người bị ghi nhận vi phạm mới gửi được ý kiến phản đối. Vui lòng đăng nhập bằng tài khoản của người đó.".into(),
        Refusal::ViolationAnnulled => "Vi phạm này đã được hủy bỏ nên không còn hiệu lực. Vui lòng tải lại trang để xem tình trạng mới nhất.".into(),
        Refusal::ObjectionDecided => "Ý kiến phản đối này đã được quyết định. Vui lòng tải lại danh sách để xem các ý kiến còn chờ.".into(),
        Refusal::UnknownPlaceholder { name } => format!(
            "Mẫu có chỗ điền không dùng được: “{name}”. Vui lòng chỉ dùng {{code}}, {{category}} và {{address}}."
        ),
        Refusal::ServiceNotFromHere { from, act } => format!(
            "Không thể {} khi dịch vụ ở trạng thái “{}”. Vui lòng tải lại trang để xem các việc có thể làm.",
            service_act(*act),
            service_state(*from)
        ),
        Refusal::ServiceContactMissing => "Dịch vụ cần có ít nhất một trong ba: địa điểm, số điện thoại, trang web. Vui lòng bổ sung rồi gửi lại.".into(),
        Refusal::ServiceAlreadyOver => "Thời hạn cung cấp dịch vụ đã qua hoặc kết thúc trước khi bắt đầu. Vui lòng chọn lại thời hạn.".into(),
        Refusal::RemarkNotFromHere { from, act } => format!(
            "Không thể {} khi ý kiến ở trạng thái “{}”. Vui lòng tải lại danh sách để xem tình trạng mới nhất.",
            remark_act(*act),
            remark_state(*from)
        ),
        Refusal::OutOfCalendar(gap) => format!(
            "Lịch làm việc hiện có từ năm {} đến năm {}, chưa đủ để tính thời hạn. Vui lòng thử lại sau khi quản trị viên bổ sung lịch.",
            gap.first_year, gap.last_year
        ),
    }
}

/// An instant as a sentence names it, in Hanoi.
fn hour_and_day(at: Instant) -> String {
    at.with_timezone(&store::hanoi()).format("%H:%M ngày %d/%m/%Y").to_string()
}

fn not_your_role(tried: Act) -> String {
    let what = act(tried);
    match who_may(tried) {
        Some(who) => format!("Vai trò của bạn không được phép {what}. Vui lòng chuyển việc này cho {who}."),
        None => format!(
            "Bạn không thể {what}; việc này do người gửi phản ánh hoặc do hệ thống thực hiện. Vui lòng tải lại hồ sơ để xem các việc có thể làm."
        ),
    }
}

/// Whom to turn to for an act; `None` for the reporter's own acts and the sweep's.
fn who_may(act: Act) -> Option<&'static str> {
    match act {
        Act::Submit | Act::ProvideInformation | Act::Withdraw | Act::Ask | Act::Rate => None,
        Act::Close | Act::Succeed | Act::Recount => None,
        Act::LogContact
        | Act::RequestInformation
        | Act::Accept
        | Act::Refuse
        | Act::Forward
        | Act::Reroute
        | Act::Classify => Some("cán bộ tiếp nhận hoặc thủ trưởng của đơn vị đang giữ hồ sơ"),
        Act::Dispatch
        | Act::Assign
        | Act::Reclassify
        | Act::Extend
        | Act::Invite
        | Act::Waive
        | Act::ReturnDraft
        | Act::Approve
        | Act::ReturnResult
        | Act::Publish
        | Act::OpenViews
        | Act::CloseViews
        | Act::HideComment => Some("thủ trưởng của đơn vị đang giữ hồ sơ"),
        Act::Draft | Act::RecordResult | Act::Evaluate => Some("cán bộ xử lý được giao hồ sơ"),
        Act::Answer | Act::Progress => Some("cán bộ xử lý được giao hồ sơ hoặc thủ trưởng của đơn vị"),
        Act::SupportAssign | Act::SupportReturn | Act::SupportApprove | Act::SupportDecline => {
            Some("thủ trưởng của đơn vị phối hợp")
        }
        Act::SupportDraft => Some("cán bộ xử lý được đơn vị phối hợp giao việc"),
        Act::Urge => Some("Trung tâm Phục vụ hành chính công"),
        Act::OpenInspection | Act::LogInspection | Act::EndInspection => Some("Thanh tra Thành phố"),
        Act::LookAtIdentity => Some("Trung tâm Phục vụ hành chính công hoặc Thanh tra Thành phố"),
    }
}

fn not_your_unit(unit: &UnitId) -> String {
    format!("Việc này thuộc trách nhiệm của đơn vị khác (mã đơn vị {unit}). Vui lòng liên hệ đơn vị đó để thực hiện.")
}

// Names. In the middle of a sentence they stand as they are; a page capitalises where it must.

/// Where a case stands.
pub fn state(state: State) -> &'static str {
    match state {
        State::Submitted => "chờ tiếp nhận",
        State::Verifying => "đang xác minh",
        State::Accepted => "đã tiếp nhận",
        State::Dispatched => "đã điều phối",
        State::Handling => "đang xử lý",
        State::Drafted => "chờ phê duyệt",
        State::Approved => "đã phê duyệt",
        State::Resulted => "đã có kết quả, chờ công khai",
        State::Published => "đã công khai kết quả",
        State::Closed => "đã kết thúc",
        State::Refused => "bị từ chối tiếp nhận",
        State::Withdrawn => "người gửi đã rút",
    }
}

/// What is done to a case.
pub fn act(act: Act) -> &'static str {
    match act {
        Act::Submit => "gửi phản ánh",
        Act::LogContact => "ghi nhận liên hệ",
        Act::RequestInformation => "yêu cầu bổ sung thông tin",
        Act::ProvideInformation => "bổ sung thông tin",
        Act::Accept => "tiếp nhận",
        Act::Refuse => "từ chối tiếp nhận",
        Act::Forward => "chuyển cơ quan cấp trên",
        Act::Reroute => "chuyển đơn vị có thẩm quyền",
        Act::Withdraw => "rút phản ánh",
        Act::Dispatch => "điều phối",
        Act::Assign => "giao xử lý",
        Act::Reclassify => "điều chỉnh mức độ",
        Act::Extend => "gia hạn",
        Act::Draft => "trình dự thảo kết quả",
        Act::ReturnDraft => "trả lại dự thảo",
        Act::Approve => "phê duyệt dự thảo",
        Act::RecordResult => "cập nhật kết quả",
        Act::ReturnResult => "trả lại kết quả",
        Act::Publish => "công khai kết quả",
        Act::Ask => "yêu cầu làm rõ kết quả",
        Act::Answer => "trả lời yêu cầu làm rõ",
        Act::Rate => "đánh giá",
        Act::Close => "kết thúc hồ sơ",
        Act::Urge => "đôn đốc",
        Act::Evaluate => "đánh giá sáng kiến",
        Act::OpenViews => "lấy ý kiến người dân",
        Act::CloseViews => "kết thúc lấy ý kiến",
        Act::HideComment => "ẩn ý kiến",
        Act::Progress => "cập nhật tiến độ",
        Act::OpenInspection => "mở cuộc thanh tra",
        Act::LogInspection => "ghi nhật ký thanh tra",
        Act::EndInspection => "kết thúc cuộc thanh tra",
        Act::LookAtIdentity => "xem danh tính người gửi",
        Act::Succeed => "chuyển sang đơn vị kế thừa",
        Act::Recount => "tính lại thời hạn",
        Act::Classify => "phân loại kiến nghị về quy định",
        Act::Invite => "mời đơn vị phối hợp",
        Act::SupportAssign => "giao cán bộ phối hợp",
        Act::SupportDraft => "trình kết quả phối hợp",
        Act::SupportReturn => "trả lại kết quả phối hợp",
        Act::SupportApprove => "gửi kết quả phối hợp",
        Act::SupportDecline => "từ chối phối hợp",
        Act::Waive => "không chờ kết quả phối hợp",
    }
}

/// The same as everybody reads it on a public timeline, where an inspection is a fact and not a deed.
pub fn public_act(done: Act) -> &'static str {
    match done {
        Act::OpenInspection => "đang thanh tra",
        Act::EndInspection => "đã kết thúc thanh tra",
        done => act(done),
    }
}

/// How far a supporter's contribution has come.
pub fn contribution(state: ContributionState) -> &'static str {
    match state {
        ContributionState::Invited => "đã mời, chờ giao cán bộ",
        ContributionState::Assigned => "đang chuẩn bị",
        ContributionState::Drafted => "chờ thủ trưởng đơn vị phối hợp duyệt",
        ContributionState::Contributed => "đã gửi kết quả phối hợp",
        ContributionState::Declined => "đã từ chối phối hợp",
        ContributionState::Waived => "đơn vị chủ trì không chờ",
        ContributionState::Lapsed => "không còn cần phối hợp",
    }
}

/// What an inspection found.
pub fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::Founded => "có vi phạm",
        Finding::Unfounded => "không có vi phạm",
        Finding::Referred => "chuyển cơ quan có thẩm quyền",
    }
}

/// How much of something there is.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::High => "cao",
        Grade::Medium => "trung bình",
        Grade::Low => "thấp",
    }
}

/// How a milestone stands.
pub fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Going => "đang thực hiện",
        Progress::Done => "hoàn thành",
        Progress::Late => "chậm",
    }
}

/// How hard or pressing a case is.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Urgent => "khẩn",
        Level::Normal => "bình thường",
        Level::Complex => "phức tạp",
    }
}

/// Which of the regulation's processes it is.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Field => "phản ánh hiện trường",
        Kind::Regulation => "phản ánh về quy định hành chính",
        Kind::Waste => "phản ánh hành vi lãng phí",
        Kind::Business => "phản ánh của nhà đầu tư, doanh nghiệp",
        Kind::Initiative => "sáng kiến xây dựng Thủ đô",
    }
}

/// What a clock measures.
pub fn clock(clock: ClockKind) -> &'static str {
    match clock {
        ClockKind::Acceptance => "thời hạn tiếp nhận",
        ClockKind::Verification => "thời hạn xác minh",
        ClockKind::Dispatch => "thời hạn điều phối",
        ClockKind::Handling => "thời hạn xử lý",
        ClockKind::Rework => "thời hạn chỉnh sửa dự thảo",
        ClockKind::Publication => "thời hạn công khai kết quả",
        ClockKind::QuestionWindow => "thời hạn yêu cầu làm rõ, đánh giá",
        ClockKind::Clarification => "thời hạn trả lời yêu cầu làm rõ",
        ClockKind::Transfer => "thời hạn chuyển cơ quan có thẩm quyền",
        ClockKind::Contribution => "thời hạn gửi kết quả phối hợp",
    }
}

/// What a person is in a unit or in the city.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Intake => "cán bộ tiếp nhận",
        Role::Head => "thủ trưởng đơn vị",
        Role::Handler => "cán bộ xử lý",
        Role::Centre => "Trung tâm Phục vụ hành chính công",
        Role::Support => "Trung tâm Hỗ trợ",
        Role::Inspector => "Thanh tra Thành phố",
        Role::Personnel => "cán bộ tổ chức nhân sự",
        Role::Admin => "quản trị viên",
    }
}

/// How the desk tried to reach the citizen.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "điện thoại",
        Channel::Sms => "tin nhắn SMS",
        Channel::Email => "thư điện tử",
        Channel::App => "tin nhắn trên ứng dụng",
        Channel::Visit => "đến tận nơi",
    }
}

/// How content the citizen is.
pub fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => "hài lòng",
        Satisfaction::Acceptable => "chấp nhận được",
        Satisfaction::Unsatisfied => "chưa hài lòng",
    }
}

/// Why a report is not taken on, as the citizen reads it (Điều 6 k.2 a–e, Điều 1 k.3).
pub fn refusal_reason(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::Incomplete => "Thông tin phản ánh chưa đầy đủ hoặc chưa chính xác. Vui lòng bổ sung rồi gửi phản ánh mới.",
        RefusalReason::Altered => "Hình ảnh, video hoặc nội dung có dấu hiệu bị cắt ghép, chỉnh sửa. Vui lòng gửi phản ánh mới kèm hình ảnh gốc.",
        RefusalReason::Duplicate => "Nội dung, hình ảnh hoặc video trùng với phản ánh mà cá nhân, tổ chức khác đã gửi trước đó. Vui lòng tra cứu phản ánh đã có ở mục Kết quả công khai, hoặc gửi phản ánh mới với nội dung, hình ảnh của chính bạn.",
        RefusalReason::Unverifiable => "Đã liên hệ nhiều lần nhưng không xác minh được thông tin. Vui lòng kiểm tra thông tin liên hệ rồi gửi phản ánh mới.",
        RefusalReason::Untrue => "Kết quả xác minh cho thấy thông tin người gửi hoặc nội dung phản ánh không chính xác. Vui lòng kiểm tra lại và gửi phản ánh mới nếu có thêm căn cứ.",
        RefusalReason::Advertising => "Nội dung mang tính quảng cáo nên không được tiếp nhận. Vui lòng chỉ gửi phản ánh, kiến nghị về sự việc cần giải quyết.",
        RefusalReason::OutOfScope => "Nội dung thuộc khiếu nại, tố cáo hoặc bí mật nhà nước, không thuộc phạm vi của hệ thống. Vui lòng gửi đến cơ quan có thẩm quyền theo pháp luật về khiếu nại, tố cáo.",
    }
}

/// Where an alert stands.
pub fn alert_state(state: AlertState) -> &'static str {
    match state {
        AlertState::Written => "chờ phê duyệt",
        AlertState::Sent => "đã gửi",
        AlertState::Cancelled => "đã thu hồi",
    }
}

/// What is done to an alert.
pub fn alert_act(act: AlertAct) -> &'static str {
    match act {
        AlertAct::Write => "soạn bản tin",
        AlertAct::Edit => "sửa bản tin",
        AlertAct::Approve => "phê duyệt và gửi bản tin",
        AlertAct::Cancel => "thu hồi bản tin",
    }
}

/// What an alert is.
pub fn alert_kind(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Warning => "cảnh báo",
        AlertKind::Information => "thông tin, tuyên truyền",
    }
}

/// What an alert is about.
pub fn alert_event(event: AlertEvent) -> &'static str {
    match event {
        AlertEvent::Storm => "bão, dông lốc",
        AlertEvent::Flood => "mưa lớn, ngập úng",
        AlertEvent::Fire => "cháy, nổ",
        AlertEvent::Epidemic => "dịch bệnh",
        AlertEvent::PowerCut => "mất điện, cắt điện",
        AlertEvent::WaterCut => "mất nước, cắt nước",
        AlertEvent::Traffic => "giao thông",
        AlertEvent::Security => "an ninh, trật tự",
        AlertEvent::Other => "việc khác",
    }
}

/// What a notice says. The case code stands beside it; desks and citizens read the same sentence
/// where a topic goes to both.
pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::ReportReceived => "Hệ thống đã nhận phản ánh của bạn và chuyển đến cơ quan tiếp nhận.",
        Topic::CaseReceived => "Có phản ánh mới chờ tiếp nhận.",
        Topic::InformationRequested => "Cơ quan tiếp nhận cần bạn bổ sung thông tin. Vui lòng mở hồ sơ để trả lời.",
        Topic::InformationProvided => "Người gửi đã bổ sung thông tin. Vui lòng xem và quyết định tiếp nhận.",
        Topic::CaseAccepted => "Phản ánh đã được tiếp nhận và đang chờ điều phối.",
        Topic::CaseRefused => "Phản ánh không được tiếp nhận. Vui lòng mở hồ sơ để xem lý do.",
        Topic::CaseForwarded => "Phản ánh đã được chuyển đến cơ quan có thẩm quyền.",
        Topic::CaseWithdrawn => "Người gửi đã rút phản ánh.",
        Topic::CaseDispatched => "Có hồ sơ được điều phối đến đơn vị. Vui lòng giao cán bộ xử lý.",
        Topic::CaseAssigned => "Bạn được giao xử lý một hồ sơ. Vui lòng xem thời hạn và bắt đầu xử lý.",
        Topic::CaseInHand => "Phản ánh đang được cán bộ xử lý.",
        Topic::LevelChanged => "Mức độ của hồ sơ đã được điều chỉnh. Vui lòng xem thời hạn mới.",
        Topic::CaseExtended => "Thời hạn xử lý đã được gia hạn. Vui lòng mở hồ sơ để xem thời hạn mới và căn cứ.",
        Topic::DraftReady => "Có dự thảo kết quả chờ phê duyệt.",
        Topic::DraftReturned => "Dự thảo bị trả lại. Vui lòng xem lý do, chỉnh sửa và trình lại.",
        Topic::DraftApproved => "Dự thảo đã được phê duyệt. Vui lòng thực hiện và cập nhật kết quả kèm minh chứng.",
        Topic::ResultRecorded => "Kết quả xử lý đã được cập nhật. Vui lòng xem và quyết định công khai.",
        Topic::ResultReturned => "Kết quả bị trả lại. Vui lòng xem lý do và cập nhật lại.",
        Topic::ResultPublished => "Kết quả xử lý phản ánh đã được công khai. Mời bạn xem, yêu cầu làm rõ nếu cần và đánh giá.",
        Topic::QuestionAsked => "Người gửi yêu cầu làm rõ kết quả. Vui lòng trả lời trong thời hạn.",
        Topic::QuestionAnswered => "Cơ quan xử lý đã trả lời yêu cầu làm rõ. Mời bạn xem và đánh giá.",
        Topic::CaseRated => "Người gửi đã đánh giá kết quả xử lý.",
        Topic::CaseClosed => "Hồ sơ đã kết thúc. Cảm ơn bạn đã phản ánh.",
        Topic::UnitSucceeded => "Đơn vị giải quyết phản ánh đã được sắp xếp lại; đơn vị kế thừa tiếp tục giải quyết, thời hạn không đổi.",
        Topic::CaseSucceeded => "Đơn vị nhận bàn giao hồ sơ từ đơn vị được sắp xếp lại. Vui lòng xem thời hạn và tiếp tục giải quyết.",
        Topic::DueMoved => "Lịch làm việc đã thay đổi nên thời hạn của hồ sơ được tính lại. Vui lòng xem thời hạn mới.",
        Topic::CaseUrged => "Hồ sơ bị đôn đốc. Vui lòng khẩn trương xử lý.",
        Topic::CaseClassified => "Kiến nghị của bạn về quy định hành chính đã được phân loại. Mời bạn mở hồ sơ để xem.",
        Topic::InitiativeEvaluated => "Cán bộ đã đánh giá một sáng kiến. Vui lòng xem và quyết định có lấy ý kiến người dân hay không.",
        Topic::ViewsOpened => "Sáng kiến của bạn đang được lấy ý kiến người dân.",
        Topic::ViewsClosed => "Việc lấy ý kiến người dân về sáng kiến của bạn đã kết thúc.",
        Topic::PlanProgressed => "Có tiến độ mới trong kế hoạch thực hiện sáng kiến của bạn.",
        Topic::InspectionOpened => "Thanh tra Thành phố đã mở cuộc thanh tra liên quan đến hồ sơ.",
        Topic::InspectionEnded => "Cuộc thanh tra liên quan đến hồ sơ đã kết thúc.",
        Topic::IdentityLookedAt => "Cơ quan có thẩm quyền đã xem danh tính của bạn trong một phản ánh bảo mật. Mời bạn mở hồ sơ để xem cơ quan nào và khi nào.",
        Topic::ViolationRecorded => "Một phản ánh của bạn bị ghi nhận vi phạm quy chế. Vui lòng xem lý do ở mục “Của tôi”; bạn có quyền gửi ý kiến phản đối.",
        Topic::AccountLocked => "Tài khoản của bạn bị tạm khóa do vi phạm quy chế nhiều lần liên tiếp, nên chưa gửi phản ánh, đăng ký tiếp công dân hoặc góp ý sáng kiến được. Vui lòng xem thời hạn, lý do và cách phản đối ở mục “Của tôi”.",
        Topic::AccountUnlocked => "Tài khoản của bạn đã được mở khóa. Bạn có thể gửi phản ánh trở lại.",
        Topic::ObjectionReceived => "Có ý kiến phản đối việc ghi nhận vi phạm. Vui lòng xem xét và quyết định.",
        Topic::ViolationAnnulled => "Ý kiến phản đối của bạn được chấp nhận. Vi phạm đã được hủy bỏ.",
        Topic::ObjectionRejected => "Ý kiến phản đối của bạn không được chấp nhận. Vui lòng xem lý do ở mục “Của tôi”.",
        Topic::DueSoon => "Hồ sơ sắp đến hạn. Vui lòng hoàn thành trước thời hạn.",
        Topic::BookingReceived => "Có đăng ký tiếp công dân mới chờ xác nhận.",
        Topic::BookingConfirmed => "Lịch tiếp công dân của bạn đã được xác nhận. Vui lòng mang theo giấy tờ tùy thân và tài liệu liên quan.",
        Topic::BookingCancelled => "Công dân đã hủy một đăng ký tiếp công dân.",
        Topic::ReceptionMoved => "Buổi tiếp công dân bạn đăng ký đã dời sang thời gian khác. Vui lòng xem lịch mới; chỗ của bạn vẫn được giữ.",
        Topic::BookingRefused => "Đăng ký tiếp công dân của bạn bị từ chối. Vui lòng xem căn cứ và lý do; thông báo chính thức sẽ được gửi sau.",
        Topic::RefusalNoticeNeeded => "Có đăng ký tiếp công dân bị từ chối. Vui lòng ban hành thông báo từ chối trong thời hạn.",
        Topic::RefusalNotified => "Thông báo chính thức về việc từ chối tiếp công dân đã được ban hành.",
        Topic::BookingAnswered => "Đã có trả lời cho nội dung bạn trình bày tại buổi tiếp công dân. Mời bạn xem.",
        Topic::ConnectionChanged => "Địa chỉ kết nối của buổi tiếp trực tuyến bạn đăng ký đã thay đổi. Vui lòng xem địa chỉ mới trong đăng ký của bạn.",
        Topic::MarkingNeeded => "Buổi tiếp công dân đã kết thúc mà chưa ghi nhận người đăng ký có đến hay không. Vui lòng ghi nhận trong ngày làm việc tiếp theo.",
        Topic::Overdue => "Hồ sơ đã quá hạn. Vui lòng xử lý ngay.",
        Topic::SupportRequested => "Đơn vị được mời phối hợp xử lý một hồ sơ. Vui lòng giao cán bộ, hoặc từ chối kèm lý do.",
        Topic::SupportAssigned => "Bạn được giao chuẩn bị kết quả phối hợp cho một hồ sơ. Vui lòng xem yêu cầu và thời hạn.",
        Topic::ContributionReady => "Có kết quả phối hợp chờ duyệt.",
        Topic::ContributionReturned => "Kết quả phối hợp bị trả lại. Vui lòng xem lý do, chỉnh sửa và trình lại.",
        Topic::ContributionReceived => "Đơn vị phối hợp đã gửi kết quả. Vui lòng tổng hợp vào nội dung trả lời.",
        Topic::SupportDeclined => "Đơn vị được mời đã từ chối phối hợp. Vui lòng xem lý do và mời đơn vị khác nếu cần.",
        Topic::SupportSucceeded => "Phần phối hợp của đơn vị được sắp xếp lại đã chuyển sang đơn vị kế thừa, thời hạn không đổi.",
        Topic::SupportEnded => "Hồ sơ không còn cần đơn vị phối hợp.",
    }
}

/// A notice that the Support Centre passes on to a caller without an account (R-18.3a).
pub fn to_call_back(about: Topic) -> String {
    format!("Gọi lại báo cho người gọi: “{}”", topic(about))
}

// Kinds of report.

/// What a kind is for, in one sentence.
pub fn kind_described(kind: Kind) -> &'static str {
    match kind {
        Kind::Field => "Sự việc nhìn thấy ngoài đường phố, nơi công cộng cần cơ quan đến xử lý, như ổ gà, rác, đèn hỏng, lấn chiếm vỉa hè.",
        Kind::Regulation => "Vướng mắc với thủ tục hoặc quy định hành chính: chậm trễ, gây phiền hà, không phù hợp, không thống nhất, hoặc đề xuất quy định tốt hơn.",
        Kind::Waste => "Việc dùng sai, bỏ phí ngân sách, trụ sở, xe, đất đai hoặc công trình của Nhà nước.",
        Kind::Business => "Khó khăn của nhà đầu tư, doanh nghiệp, hộ kinh doanh về thủ tục, đất đai, thuế, thị trường.",
        Kind::Initiative => "Ý tưởng, giải pháp cụ thể để xây dựng Thủ đô tốt hơn.",
    }
}

/// What everybody sees of a case of a kind.
pub fn publicity(publicity: Publicity) -> &'static str {
    match publicity {
        Publicity::ReportAndResult => "Nội dung phản ánh và kết quả được công khai, không kèm thông tin người gửi.",
        Publicity::ResultOnly => "Chỉ kết quả được công khai; nội dung, địa điểm và ảnh bạn gửi thì không.",
    }
}

/// What a text may be instead of a report, and where it goes instead.
pub fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::Complaint => "Nội dung có vẻ là khiếu nại một quyết định hoặc hành vi hành chính. Khiếu nại không được giải quyết qua iHanoi. Vui lòng gửi đơn đến cơ quan đã ra quyết định, hoặc Ban Tiếp công dân Thành phố, theo Luật Khiếu nại.",
        Signal::Denunciation => "Nội dung có vẻ là tố cáo hoặc tố giác. Tố cáo không được giải quyết qua iHanoi và danh tính người tố cáo cần được bảo vệ. Vui lòng gửi đến cơ quan có thẩm quyền theo Luật Tố cáo; tội phạm thì báo công an, số 113.",
        Signal::StateSecret => "Nội dung có vẻ nhắc đến bí mật nhà nước. Vui lòng không gửi qua iHanoi mà báo trực tiếp cho cơ quan công an hoặc cơ quan chủ quản.",
        Signal::Advertising => "Nội dung có vẻ là quảng cáo. Vui lòng chỉ gửi phản ánh, kiến nghị về sự việc cần giải quyết.",
        Signal::OtherLanguage => "Nội dung có vẻ không viết bằng tiếng Việt. Vui lòng viết bằng tiếng Việt, có dấu hoặc không dấu.",
    }
}

/// The name of a limit of the terms.
pub fn limit(name: &str) -> &'static str {
    match name {
        "acceptance" => "tiếp nhận",
        "verification" => "xác minh",
        "dispatch" => "điều phối",
        "handling_urgent" => "xử lý mức khẩn",
        "handling_normal" => "xử lý mức bình thường",
        "handling_complex" => "xử lý mức phức tạp",
        "rework" => "chỉnh sửa dự thảo",
        "publication" => "công khai kết quả",
        "question_window" => "bạn yêu cầu làm rõ",
        "clarification" => "trả lời yêu cầu làm rõ",
        "transfer" => "chuyển cơ quan có thẩm quyền",
        _ => "thời hạn khác",
    }
}

// Citizen reception. "Law" is Luật Tiếp công dân 42/2013/QH13.

/// 409: somebody else was first, with a booking.
pub const STALE_BOOKING: &str = "Đăng ký hoặc buổi tiếp vừa được cập nhật. Vui lòng tải lại trang rồi thực hiện lại nếu vẫn cần.";
/// 409: the same person receives elsewhere at that time.
pub const CHAIR_TAKEN: &str = "Đã có buổi tiếp của người chủ trì này vào đúng thời gian đó. Vui lòng kiểm tra lại lịch đã đăng.";
/// No such site.
pub const UNKNOWN_SITE: &str = "Không có địa điểm tiếp công dân này. Vui lòng chọn lại trong danh sách địa điểm.";
/// No such session.
pub const UNKNOWN_SESSION: &str = "Không có buổi tiếp công dân này. Vui lòng chọn lại trong lịch tiếp công dân.";
/// Not a month.
pub const NOT_A_MONTH: &str = "Tháng không hợp lệ. Vui lòng ghi theo mẫu 2026-03.";
/// What the register's columns are called (Law, Điều 25).
pub const REGISTER_COLUMNS: [&str; 12] = [
    "STT", "Ngày tiếp", "Mã đăng ký", "Họ tên", "Địa chỉ", "Số người", "Người đại diện", "Loại việc",
    "Nội dung vụ việc", "Quá trình giải quyết", "Yêu cầu, đề nghị", "Kết quả xử lý",
];

/// Why the rules of reception do not allow an act, and what to do about it.
pub fn reception_refusal(refusal: &ReceptionRefusal) -> String {
    let day = |date: &chrono::NaiveDate| date.format("%d/%m/%Y");
    match refusal {
        ReceptionRefusal::NotFromHere { from, act } => format!(
            "Không thể {} khi đăng ký ở trạng thái “{}”. Vui lòng tải lại trang để xem các việc có thể làm.",
            booking_act(*act),
            booking_state(*from)
        ),
        ReceptionRefusal::NotOneStretch => "Buổi tiếp phải bắt đầu và kết thúc trong cùng một ngày, giờ kết thúc sau giờ bắt đầu. Vui lòng nhập lại thời gian.".into(),
        ReceptionRefusal::InThePast => "Thời gian mới của buổi tiếp đã qua. Vui lòng chọn thời gian trong tương lai.".into(),
        ReceptionRefusal::PostedTooLate { days, until } => format!(
            "Lịch tiếp công dân phải được công bố trước ít nhất {days} ngày làm việc (Luật Tiếp công dân, Điều 24); buổi này lẽ ra phải công bố chậm nhất ngày {}. Vui lòng chọn ngày tiếp muộn hơn.",
            day(until)
        ),
        ReceptionRefusal::AnnouncedTooLate { days, until } => format!(
            "Tiếp công dân trực tuyến phải thông báo cho các bên trước ít nhất {days} ngày làm việc (Nghị định 154/2026/NĐ-CP); buổi này lẽ ra phải thông báo chậm nhất ngày {}. Vui lòng chọn ngày tiếp muộn hơn.",
            day(until)
        ),
        ReceptionRefusal::DayOff => "Ngày đã chọn là ngày nghỉ. Vui lòng chọn một ngày làm việc.".into(),
        ReceptionRefusal::PlannedCasesOnly => "Ngày này chỉ dành cho đại biểu Quốc hội và các vụ việc đã có kế hoạch (Quyết định 12/QĐ-UBND). Vui lòng chọn ngày từ thứ Hai đến thứ Năm, hoặc loại buổi tiếp theo kế hoạch.".into(),
        ReceptionRefusal::OutsideHours => "Thời gian nằm ngoài giờ tiếp công dân của địa điểm (Quyết định 12/QĐ-UBND). Vui lòng chọn trong giờ tiếp buổi sáng hoặc buổi chiều.".into(),
        ReceptionRefusal::NewDateMissing => "Không tiếp theo lịch thì phải thông báo thời gian tiếp mới (Luật Tiếp công dân, Điều 24). Vui lòng nhập ngày, giờ mới của buổi tiếp.".into(),
        ReceptionRefusal::Begun => "Buổi tiếp đã bắt đầu. Vui lòng chọn một buổi tiếp khác.".into(),
        ReceptionRefusal::NotBegun => "Buổi tiếp chưa diễn ra. Vui lòng thực hiện việc này từ ngày, giờ của buổi tiếp.".into(),
        ReceptionRefusal::Full => "Buổi tiếp này đã hết chỗ. Vui lòng chọn một buổi tiếp khác.".into(),
        ReceptionRefusal::BookedAlready => "Bạn đã có một đăng ký trong buổi tiếp này. Vui lòng xem đăng ký của bạn, hoặc chọn buổi tiếp khác cho vụ việc khác.".into(),
        ReceptionRefusal::MixedMatters => "Mỗi đăng ký chỉ gồm một loại việc (Luật Tiếp công dân, Điều 25). Vui lòng tách khiếu nại, tố cáo, kiến nghị thành từng đăng ký riêng.".into(),
        ReceptionRefusal::RepresentativeMissing => "Nhiều người cùng đến phải cử người đại diện trình bày. Vui lòng ghi họ tên người đại diện.".into(),
        ReceptionRefusal::RecordingConsentMissing => "Buổi tiếp trực tuyến được ghi âm, ghi hình và lưu trữ. Vui lòng đồng ý, hoặc chọn một buổi tiếp tại trụ sở.".into(),
        ReceptionRefusal::TooLateToCancel { until } => format!(
            "Đăng ký này chỉ hủy được đến hết ngày {}. Vui lòng liên hệ Ban Tiếp công dân nếu bạn không đến được.",
            day(until)
        ),
        ReceptionRefusal::ReceiverMissing => "Chuyển vụ việc thì phải nêu đơn vị nhận. Vui lòng chọn đơn vị có thẩm quyền.".into(),
        ReceptionRefusal::TimeMissing => "Cần thêm thời gian thì phải hẹn ngày trả lời. Vui lòng nhập số ngày làm việc cần thêm.".into(),
        ReceptionRefusal::LongerAlready => "Vụ việc đã được hẹn trả lời một lần nên không hẹn thêm được nữa. Vui lòng trả lời trong thời hạn đã hẹn, hoặc chuyển đơn vị có thẩm quyền.".into(),
        ReceptionRefusal::ByInvitation => "Buổi tiếp này dành cho vụ việc đã có kế hoạch, người được tiếp theo giấy mời (Quyết định 12/QĐ-UBND). Vui lòng chọn buổi tiếp thường xuyên hoặc buổi lãnh đạo Thành phố tiếp.".into(),
        ReceptionRefusal::MatterNotTaken => "Buổi tiếp này không tiếp loại việc đã chọn. Vui lòng chọn một trong các loại việc ghi ở buổi tiếp, hoặc chọn buổi tiếp khác.".into(),
        ReceptionRefusal::BookedTooLate { until } => format!(
            "Buổi tiếp trực tuyến này chỉ nhận đăng ký đến hết ngày {}, vì các bên phải được thông báo trước (Nghị định 154/2026/NĐ-CP). Vui lòng chọn một buổi tiếp khác.",
            day(until)
        ),
        ReceptionRefusal::NotOnline => "Chỉ buổi tiếp trực tuyến mới có địa chỉ kết nối. Vui lòng bỏ địa chỉ kết nối hoặc chọn hình thức trực tuyến.".into(),
        ReceptionRefusal::ConnectionTooLate { until } => format!(
            "Địa chỉ kết nối phải có chậm nhất ngày {} để thông báo cho các bên (Nghị định 154/2026/NĐ-CP). Vui lòng dời buổi tiếp sang ngày khác rồi bổ sung địa chỉ.",
            day(until)
        ),
        ReceptionRefusal::ConnectionMissing => "Buổi tiếp trực tuyến chưa có địa chỉ kết nối nên chưa xác nhận đăng ký được. Vui lòng bổ sung địa chỉ kết nối của buổi tiếp trước.".into(),
        ReceptionRefusal::OwnBooking => "Người đăng ký không tự xử lý lượt tiếp của chính mình. Vui lòng chuyển cho người khác của Ban Tiếp công dân.".into(),
        ReceptionRefusal::OwnRefusal => "Người đã từ chối tiếp không tự ban hành thông báo từ chối. Vui lòng chuyển cho lãnh đạo khác của Ban Tiếp công dân.".into(),
        ReceptionRefusal::NotYourBooking => "Chỉ người đã đăng ký tiếp công dân mới làm được việc này. Vui lòng đăng nhập bằng tài khoản đã đăng ký.".into(),
    }
}

/// Where a booking stands.
pub fn booking_state(state: BookingState) -> &'static str {
    match state {
        BookingState::Booked => "chờ xác nhận",
        BookingState::Confirmed => "đã xác nhận",
        BookingState::Attended => "đã tiếp, chờ trả lời",
        BookingState::Pending => "cần thêm thời gian trả lời",
        BookingState::Answered => "đã trả lời",
        BookingState::Absent => "không đến",
        BookingState::Refused => "bị từ chối tiếp",
        BookingState::Notified => "đã thông báo từ chối tiếp",
        BookingState::Cancelled => "đã hủy",
    }
}

/// What is done to a booking.
pub fn booking_act(act: BookingAct) -> &'static str {
    match act {
        BookingAct::Book => "đăng ký tiếp công dân",
        BookingAct::Confirm => "xác nhận đăng ký",
        BookingAct::Cancel => "hủy đăng ký",
        BookingAct::Attend => "ghi nhận đã tiếp",
        BookingAct::MarkAbsent => "ghi nhận không đến",
        BookingAct::Refuse => "từ chối tiếp",
        BookingAct::NotifyRefusal => "ban hành thông báo từ chối",
        BookingAct::Answer => "trả lời",
        BookingAct::Remind => "nhắc ghi nhận kết quả buổi tiếp",
        BookingAct::Recount => "tính lại thời hạn",
    }
}

/// What kind of matter.
pub fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Complaint => "khiếu nại",
        Matter::Denunciation => "tố cáo",
        Matter::Petition => "kiến nghị, phản ánh",
    }
}

/// Why somebody is not received (Law, Điều 9).
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Incapable => "không làm chủ được hành vi",
        Ground::Disruptive => "đe dọa, xúc phạm hoặc gây rối",
        Ground::Settled => "vụ việc đã giải quyết đúng pháp luật, đã rà soát và giải thích",
        Ground::OtherLaw => "trường hợp khác theo quy định của luật",
    }
}

/// How the board answers.
pub fn result_kind(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Accepted => "thụ lý giải quyết",
        ResultKind::NeedsLonger => "cần thêm thời gian",
        ResultKind::Transferred => "chuyển đơn vị có thẩm quyền",
        ResultKind::Resolved => "giải quyết ngay tại buổi tiếp",
    }
}

/// How people meet.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "trực tiếp tại trụ sở",
        Mode::Online => "trực tuyến",
    }
}

/// What the entry in somebody's calendar is called.
pub fn calendar_summary(subject: &str) -> String {
    format!("Tiếp công dân: {subject}")
}

/// What it says besides. Nothing that tells who the person is.
pub fn calendar_description(code: &str, chair: &str, how: Mode) -> String {
    format!("Mã đăng ký: {code}\nNgười tiếp: {chair}\nHình thức: {}\nMang theo giấy tờ tùy thân và tài liệu liên quan.", mode(how))
}

// Reorganisations and settings.

/// 409: somebody else was first, with a reorganisation.
pub const STALE_REORGANISATION: &str = "Phương án vừa được người khác cập nhật. Vui lòng tải lại phương án rồi thực hiện lại nếu vẫn cần.";
/// 409: the city changed since the plan was made.
pub const PLAN_OUTDATED: &str = "Phương án không còn phù hợp với các đơn vị đang hoạt động. Vui lòng hủy và lập lại phương án.";
/// 409: somebody else was first, with a setting or a list.
pub const STALE_SETTING: &str = STALE_RECORD;
/// A version that was used before.
pub const VERSION_USED: &str = "Phiên bản này đã được dùng. Vui lòng đặt tên phiên bản khác.";
/// A unit that does not end in the plan.
pub const NOT_IN_THE_PLAN: &str = "Đơn vị này không kết thúc hoạt động trong phương án. Vui lòng chọn đơn vị trong phương án.";
/// A setting older than one that is there.
pub const NOT_AFTER_LATEST: &str = "Ngày hiệu lực phải ở sau ngày hiệu lực của phiên bản mới nhất. Vui lòng chọn ngày muộn hơn.";
/// No such calendar.
pub const UNKNOWN_CALENDAR: &str = "Không có lịch làm việc này. Vui lòng chọn lại lịch.";
/// A calendar under which today, or the end of something that runs, has no answer.
pub const CALENDAR_TOO_SHORT: &str =
    "Lịch chưa có đủ các năm cho ngày hôm nay và cho các thời hạn đang chạy. Vui lòng bổ sung năm còn thiếu.";

/// Where a reorganisation stands.
pub fn reorganisation_state(state: ReorganisationState) -> &'static str {
    match state {
        ReorganisationState::Planned => "chờ phê duyệt",
        ReorganisationState::Approved => "đã phê duyệt, chờ đến ngày hiệu lực",
        ReorganisationState::InEffect => "đã có hiệu lực, đang bàn giao",
        ReorganisationState::Done => "đã hoàn tất",
        ReorganisationState::Cancelled => "đã hủy",
    }
}

/// What is done to a reorganisation.
pub fn reorganisation_act(act: ReorganisationAct) -> &'static str {
    match act {
        ReorganisationAct::Plan => "lập phương án",
        ReorganisationAct::Approve => "phê duyệt phương án",
        ReorganisationAct::Cancel => "hủy phương án",
        ReorganisationAct::TakeEffect => "đưa phương án vào hiệu lực",
        ReorganisationAct::Complete => "hoàn tất bàn giao",
    }
}

/// What is wrong with a change of a plan, with the remedy.
pub fn plan_flaw(flaw: PlanFlaw) -> &'static str {
    match flaw {
        PlanFlaw::UnknownUnit => "Không có đơn vị nào đang hoạt động mang mã này. Vui lòng chọn lại đơn vị.",
        PlanFlaw::ChangedTwice => "Đơn vị này đã có một thay đổi khác trong phương án. Vui lòng gộp lại thành một thay đổi.",
        PlanFlaw::NotOneDefault => "Đơn vị bị giải thể cần đúng một đơn vị kế thừa mặc định. Vui lòng chọn một đơn vị mặc định.",
        PlanFlaw::SuccessorTwice => "Một đơn vị kế thừa được nêu hai lần. Vui lòng bỏ đơn vị trùng.",
        PlanFlaw::SuccessorMissing => "Đơn vị kế thừa không còn hoạt động sau ngày hiệu lực. Vui lòng chọn đơn vị tiếp tục hoạt động hoặc được thành lập trong phương án.",
        PlanFlaw::CodeTaken => "Mã này thuộc một đơn vị tiếp tục hoạt động. Vui lòng dùng mã khác.",
        PlanFlaw::SuperiorMissing => "Đơn vị cấp trên không hoạt động sau ngày hiệu lực. Vui lòng chọn lại đơn vị cấp trên.",
    }
}

/// A setting that is none, with what the program found.
pub fn not_a_setting(found: &str) -> String {
    format!("Nội dung thiết lập không hợp lệ ({found}). Vui lòng sửa lại rồi gửi lại.")
}
