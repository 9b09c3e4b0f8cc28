//! Bad input gets a clear problem and leaves nothing behind, on every route that takes JSON.

use serde_json::{Value, json};
use tests::{Town, checklist};

/// What must stand before bad input can reach the handlers: one subject of each kind.
struct Subjects {
    case: String,
    alert: String,
    reorganisation: String,
    session: String,
    booking: String,
    service: String,
    remark: String,
    contact: String,
}

fn id_of(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap().to_owned()
}

fn reception_session() -> Value {
    json!({
        "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": "Phó Trưởng ban Tiếp công dân",
        "starts_at": "2026-12-08T08:00:00+07:00", "ends_at": "2026-12-08T11:30:00+07:00", "capacity": 5 })
}

fn booking(session: &str) -> Value {
    json!({
        "session": session, "matters": ["complaint"], "subject": "Bồi thường khi thu hồi đất", "people": 2,
        "content": "Đơn giá bồi thường chưa đúng với vị trí thửa đất.", "representative": "Nguyễn Thị Lan",
        "address": "Số 125 phố Hàng Bông" })
}

fn service() -> Value {
    json!({ "category": "health", "title": "Tiêm chủng mở rộng", "text": "Tiêm vắc xin miễn phí cho trẻ dưới 5 tuổi.",
        "areas": ["00070"], "place": "Trạm y tế phường" })
}

fn remark() -> Value {
    json!({ "unit": "00070", "article": 8, "text": "Việc khẩn ngoài giờ khó xử lý trong bốn giờ làm việc." })
}

fn contact() -> Value {
    json!({ "name": "Nguyễn Văn An", "position": "Chuyên viên văn phòng", "phone": "024 3825 0000",
        "field": "Hạ tầng kỹ thuật", "since": "2026-01-01" })
}

fn reorganisation() -> Value {
    json!({
        "title": "Nhập phường Hoàn Kiếm vào Cửa Nam", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2027-01-01",
        "changes": [{ "change": "abolish", "unit": "00070", "successors": [{ "unit": "00082", "default": true }] }] })
}

impl Subjects {
    fn of(town: &Town) -> Self {
        let case = town.citizen().reports("Vỉa hè hỏng nặng trước cổng chợ.").code;
        let alert = town.person("00070-intake").post("/api/alerts", &json!({
            "unit": "00070", "kind": "warning", "title": "Mất nước", "text": "Mất nước từ 8 giờ đến 17 giờ ngày mai.",
            "valid_until": "2026-11-22T08:00:00+07:00" }));
        let board = town.person("ban-tcd-intake");
        let session = id_of(&board.post("/api/reception/sessions", &reception_session()).expect(201), "id");
        let booked = town.citizen().post("/api/reception/bookings", &booking(&session));
        Self {
            case,
            alert: id_of(&alert.expect(201), "id"),
            reorganisation: id_of(&town.person("admin").post("/api/reorganisations", &reorganisation()).expect(201), "id"),
            session,
            booking: id_of(&booked.expect(201), "code"),
            service: id_of(&town.person("00070-intake").post("/api/services?unit=00070", &service()).expect(201), "id"),
            remark: id_of(&town.person("00070-head").post("/api/remarks", &remark()).expect(200), "id"),
            contact: id_of(&town.person("00070-head").post("/api/units/00070/contact-officers", &contact()).expect(201), "id"),
        }
    }

    fn fill(&self, path: &str) -> String {
        path.replace("{case}", &self.case)
            .replace("{alert}", &self.alert)
            .replace("{reorganisation}", &self.reorganisation)
            .replace("{session}", &self.session)
            .replace("{booking}", &self.booking)
            .replace("{service}", &self.service)
            .replace("{remark}", &self.remark)
            .replace("{contact}", &self.contact)
    }
}

/// Method, path, somebody whose request gets as far as its body, and a body whose form is right. Every route that
/// takes JSON stands here once.
fn routes() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let reason = "Lý do được ghi đầy đủ, rõ ràng.";
    vec![
        ("POST", "/api/sessions", "citizen-lan", json!({ "account": "citizen-lan" })),
        ("PUT", "/api/me/residence", "citizen-lan", json!({ "ward": "00070" })),
        ("PUT", "/api/me/contact", "citizen-lan", json!({ "phone": "0912345678" })),
        ("POST", "/api/scope-check", "citizen-lan", json!({ "text": "Ổ gà sâu giữa đường Hàng Bài." })),
        ("POST", "/api/reports", "citizen-lan", json!({
            "kind": "field", "category": "duong-ha-tang", "text": "Ổ gà sâu giữa đường.", "address": "Hàng Bài",
            "ward": "00070", "happened_at": "2026-11-20T08:00:00+07:00", "media": ["none"] })),
        ("POST", "/api/reports/{case}/information", "citizen-lan", json!({ "answer": "Ở ngay trước số nhà 12." })),
        ("POST", "/api/reports/{case}/withdrawal", "citizen-lan", json!({ "reason": reason })),
        ("POST", "/api/reports/{case}/question", "citizen-lan", json!({ "question": "Bao giờ thì làm xong ạ?" })),
        ("PUT", "/api/reports/{case}/rating", "citizen-lan", json!({ "satisfaction": "satisfied" })),
        ("POST", "/api/reports/{case}/reopening", "citizen-lan", json!({ "text": "Vỉa hè lại sụt đúng chỗ cũ." })),
        ("POST", "/api/cases/{case}/contacts", "00070-intake", json!({ "channel": "phone", "reached": false })),
        ("POST", "/api/cases/{case}/information-requests", "00070-intake", json!({ "question": reason })),
        ("POST", "/api/cases/{case}/acceptance", "00070-intake", json!({ "checklist": checklist(), "level": "normal" })),
        ("POST", "/api/cases/{case}/refusal", "00070-intake", json!({ "reason": "a", "explanation": reason })),
        ("POST", "/api/cases/{case}/forwarding", "00070-intake", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/rerouting", "00070-intake", json!({ "to": "00004", "reason": reason })),
        ("POST", "/api/cases/{case}/classification", "00070-intake", json!({ "class": "own", "reason": reason })),
        ("POST", "/api/cases/{case}/dispatch", "00070-head", json!({ "to": "00070" })),
        ("POST", "/api/cases/{case}/assignment", "00070-head", json!({ "handler": "00070-handler" })),
        ("POST", "/api/cases/{case}/level", "00070-head", json!({ "level": "urgent", "reason": reason })),
        ("POST", "/api/cases/{case}/extension", "00070-head", json!({ "legal_basis": reason, "total_days": 20 })),
        ("POST", "/api/cases/{case}/urging", "pvhcc-centre", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/draft", "00070-handler", json!({ "conclusion": "Đã kiểm tra, phản ánh là đúng." })),
        ("POST", "/api/cases/{case}/draft-return", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/approval", "00070-head", json!({ "note": "Đồng ý" })),
        ("POST", "/api/cases/{case}/result", "00070-handler", json!({ "result": "Đã sửa xong đoạn đường hỏng.", "evidence": ["none"] })),
        ("POST", "/api/cases/{case}/result-return", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/publication", "00070-head", json!({ "text": "Ổ gà sâu giữa đường." })),
        ("POST", "/api/cases/{case}/answer", "00070-head", json!({ "answer": "Đoạn còn lại sẽ làm trong tuần tới." })),
        ("POST", "/api/cases/{case}/supporters", "00070-head", json!({ "units": ["00004"], "reason": reason })),
        ("POST", "/api/cases/{case}/supporters/00004/assignment", "00004-head", json!({ "handler": "00004-handler" })),
        ("POST", "/api/cases/{case}/supporters/00004/declination", "00004-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/supporters/00004/waiver", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/supporters/00004/contribution", "00004-handler", json!({ "contribution": "Đã kiểm tra phần việc của phường." })),
        ("POST", "/api/cases/{case}/supporters/00004/contribution-return", "00004-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/supporters/00004/contribution-approval", "00004-head", json!({ "note": "Đồng ý" })),
        ("POST", "/api/cases/{case}/evaluation", "00070-handler", json!({
            "feasibility": "high", "feasibility_reason": reason, "fit": "medium", "fit_reason": reason })),
        ("POST", "/api/cases/{case}/views", "00070-head", json!({ "teaser": "Trạm sạc xe đạp điện.", "until": "2026-11-27T17:00:00+07:00" })),
        ("POST", "/api/cases/{case}/views-end", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/hidden-comments", "00070-head", json!({ "comment": "none", "reason": reason })),
        ("POST", "/api/cases/{case}/progress", "00070-handler", json!({ "milestone": 1, "progress": "done", "note": "Xong.", "media": [] })),
        ("POST", "/api/cases/{case}/inspections", "thanh-tra-inspector", json!({ "decision": "Số 12/QĐ-TTTP", "scope": reason, "reason": reason })),
        ("POST", "/api/cases/{case}/inspection-steps", "thanh-tra-inspector", json!({ "note": reason, "media": [] })),
        ("POST", "/api/cases/{case}/inspection-conclusion", "thanh-tra-inspector", json!({ "finding": "founded", "conclusion": reason })),
        ("POST", "/api/cases/{case}/identity-looks", "pvhcc-centre", json!({ "reason": reason })),
        ("POST", "/api/cases/{case}/violations", "00070-intake", json!({ "kind": "false_report", "reason": reason })),
        ("POST", "/api/me/conduct/objections", "citizen-lan", json!({ "violation": "none", "text": reason })),
        ("POST", "/api/conduct/objections/none/decision", "pvhcc-centre", json!({ "upheld": true, "reason": reason })),
        ("POST", "/api/conduct/records/none/referral", "pvhcc-centre", json!({ "body": "Công an thành phố Hà Nội", "reason": reason })),
        ("POST", "/api/remarks", "00070-head", remark()),
        ("POST", "/api/remarks/{remark}/answer", "pvhcc-centre", json!({ "answer": reason })),
        ("POST", "/api/remarks/{remark}/merging", "pvhcc-centre", json!({ "note": reason })),
        ("POST", "/api/public/initiatives/{case}/comments", "citizen-lan", json!({ "text": "Nên có chỗ khóa xe." })),
        ("POST", "/api/services?unit=00070", "00070-intake", service()),
        ("PUT", "/api/services/{service}", "00070-intake", service()),
        ("POST", "/api/services/{service}/submission", "00070-intake", json!({})),
        ("POST", "/api/services/{service}/approval", "pvhcc-centre", json!({})),
        ("POST", "/api/services/{service}/return", "pvhcc-centre", json!({ "reason": reason })),
        ("POST", "/api/services/{service}/withdrawal", "00070-intake", json!({ "reason": reason })),
        ("PUT", "/api/units/00070/reply-templates/e", "00070-head", json!({ "text": "Phản ánh {code} là quảng cáo nên không tiếp nhận.", "version": 0 })),
        ("POST", "/api/alerts", "00070-intake", json!({
            "unit": "00070", "kind": "warning", "title": "Ngập sâu", "text": "Tránh đi qua phố Hàng Bài chiều nay.",
            "valid_until": "2026-11-21T08:00:00+07:00" })),
        ("POST", "/api/alerts/{alert}/approval", "00070-head", json!({})),
        ("POST", "/api/alerts/{alert}/cancellation", "00070-head", json!({ "reason": reason })),
        ("PUT", "/api/alerts/{alert}", "00070-intake", json!({
            "kind": "warning", "title": "Mất nước", "text": "Mất nước từ 8 giờ đến 18 giờ ngày mai.",
            "valid_until": "2026-11-22T08:00:00+07:00", "version": 1 })),
        ("POST", "/api/inbox/{alert}/read", "citizen-lan", json!({})),
        ("POST", "/api/reception/sessions", "ban-tcd-intake", reception_session()),
        ("POST", "/api/reception/sessions/{session}/rescheduling", "ban-tcd-intake", json!({ "reason": reason })),
        ("PUT", "/api/reception/sessions/{session}/connection", "ban-tcd-intake", json!({ "connection": "https://hanoi.gov.vn/12" })),
        ("POST", "/api/reception/bookings", "citizen-lan", booking("none")),
        ("POST", "/api/reception/bookings/{booking}/confirmation", "ban-tcd-intake", json!({})),
        ("POST", "/api/reception/bookings/{booking}/attendance", "ban-tcd-intake", json!({ "course": reason })),
        ("POST", "/api/reception/bookings/{booking}/absence", "ban-tcd-intake", json!({})),
        ("POST", "/api/reception/bookings/{booking}/answer", "ban-tcd-intake", json!({ "kind": "answered", "explanation": reason })),
        ("POST", "/api/reception/bookings/{booking}/refusal", "ban-tcd-intake", json!({ "ground": "settled", "explanation": reason })),
        ("POST", "/api/reception/bookings/{booking}/refusal-notice", "ban-tcd-head", json!({})),
        ("POST", "/api/reception/bookings/{booking}/cancellation", "citizen-lan", json!({})),
        ("POST", "/api/reorganisations", "admin", reorganisation()),
        ("POST", "/api/reorganisations/{reorganisation}/approval", "pvhcc-centre", json!({})),
        ("POST", "/api/reorganisations/{reorganisation}/cancellation", "admin", json!({ "reason": reason })),
        ("PUT", "/api/calendars/city", "admin", json!({ "calendar": {}, "reason": reason })),
        ("POST", "/api/calendars/city/preview", "admin", json!({ "calendar": {} })),
        ("PUT", "/api/terms/field", "admin", json!({ "version": "2027", "valid_from": "2027-01-01", "reason": reason, "spec": {} })),
        ("PUT", "/api/first-units/cay-xanh", "admin", json!({ "valid_from": "2027-01-01", "unit": "ward", "reason": reason })),
        ("PUT", "/api/retention/sessions", "admin", json!({ "keep_days": 30, "reason": reason })),
        ("PUT", "/api/units/00070/settings", "00070-head", json!({ "calendar": "city", "urgent_around_the_clock": true, "reason": reason })),
        ("POST", "/api/units/00070/contact-officers", "00070-head", contact()),
        ("PUT", "/api/units/00070/contact-officers/{contact}", "00070-head", contact()),
    ]
}

/// Routes that change something and take no JSON, with the status for somebody who is not signed in.
const WITHOUT_JSON: &[(&str, &str, u16)] = &[
    ("POST", "/api/media", 401),
    ("PUT", "/api/public/initiatives/{case}/support", 401),
    ("DELETE", "/api/public/initiatives/{case}/support", 401),
    ("DELETE", "/api/units/00070/contact-officers/{contact}", 401),
    ("DELETE", "/api/sessions/none", 401),
    ("POST", "/api/internal/sla-sweep", 401),
];

/// Anybody may use these without an account.
const OPEN: &[&str] = &["/api/sessions", "/api/scope-check"];

/// These take more than 64 kB: a calendar of years, a plan of hundreds of units. Beyond their limits the connection
/// may close before the answer is read (docs/api.md), so that nothing is asked here.
const LARGER: &[&str] = &["/api/calendars/city", "/api/reorganisations"];

/// One person for each role, and one without an account.
const PEOPLE: [Option<&str>; 13] = [
    None,
    Some("citizen-lan"),
    Some("00070-intake"),
    Some("00070-head"),
    Some("00070-handler"),
    Some("pvhcc-centre"),
    Some("pvhcc-support"),
    Some("pvhcc-personnel"),
    Some("thanh-tra-inspector"),
    Some("ban-tcd-intake"),
    Some("ban-tcd-head"),
    Some("admin"),
    Some("pvhcc-head"),
];

/// The operations of the interface's own description: method, path, names of query parameters, whether it takes JSON.
fn described() -> Vec<(String, String, Vec<String>, bool)> {
    let document: Value = serde_json::from_str(&tests::openapi::whole()).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let query = parameters.iter().filter(|one| one["in"] == "query").map(|one| id_of(one, "name")).collect();
            let json = operation["requestBody"]["content"]["application/json"].is_object();
            operations.push((method.to_uppercase(), path.clone(), query, json));
        }
    }
    assert!(operations.len() > 100, "{operations:?}");
    operations
}

/// Whether a written path is one of a described route.
fn is_of(path: &str, route: &str) -> bool {
    let path = path.split('?').next().unwrap();
    let (path, route): (Vec<_>, Vec<_>) = (path.split('/').collect(), route.split('/').collect());
    path.len() == route.len() && path.iter().zip(&route).all(|(one, of)| of.starts_with('{') || one == of)
}

#[test]
fn every_route_that_changes_something_stands_in_these_tables_once() {
    let with_json = routes();
    for (method, route, _, json) in described().iter().filter(|(method, ..)| method != "GET") {
        let in_json = with_json.iter().filter(|(by, path, ..)| by == method && is_of(path, route)).count();
        let without = WITHOUT_JSON.iter().filter(|(by, path, _)| by == method && is_of(path, route)).count();
        assert_eq!((in_json, without), if *json { (1, 0) } else { (0, 1) }, "{method} {route}");
    }
}

#[test]
fn every_route_that_takes_json_refuses_what_is_not_its_form_and_keeps_nothing() {
    let town = Town::at("2026-11-20 09:00");
    let subjects = Subjects::of(&town);
    let before = town.journal_rows();
    let json_type = [("content-type", "application/json"), ("idempotency-key", "bad-input-key")];

    for (method, path, who, body) in routes() {
        let path = subjects.fill(path);
        let person = town.person(who);
        let send = |bytes: &[u8]| person.request(method, &path, &json_type, bytes);

        send(b"{").refused(400, "bad_json");
        send(b"{\"text\": \"\xff\xfe\"}").refused(400, "bad_utf8");
        let whole = body.to_string();
        let trailing = format!("{whole} {whole}");
        send(trailing.as_bytes()).refused(400, "bad_json");

        let mut unknown = body.clone();
        unknown["surprise"] = json!(1);
        let problem = send(unknown.to_string().as_bytes()).refused(422, "invalid_fields");
        assert_eq!(problem["errors"][0]["code"], "unknown_field", "{method} {path}");
        assert_eq!(problem["errors"][0]["field"], "surprise", "{method} {path}");

        for name in body.as_object().unwrap().keys().filter(|name| !matches!(name.as_str(), "calendar" | "spec")) {
            let mut wrong = body.clone();
            wrong[name] = json!([[1]]);
            let problem = send(wrong.to_string().as_bytes()).refused(422, "invalid_fields");
            assert_eq!(problem["errors"][0]["code"], "wrong_type", "{method} {path}: {problem}");
        }

        if !LARGER.iter().any(|larger| path.starts_with(larger)) {
            let large = format!("{{\"reason\": \"{}\"}}", "x".repeat(70_000));
            send(large.as_bytes()).refused(413, "too_large");
        }
        let as_text = [("content-type", "text/plain"), ("idempotency-key", "bad-input-key")];
        person.request(method, &path, &as_text, whole.as_bytes()).refused(415, "unsupported_media_type");
        let other = person.request("PATCH", &path, &json_type, whole.as_bytes());
        other.refused(405, "method_not_allowed");
        assert!(other.headers["allow"].to_str().unwrap().contains(method), "{method} {path}");
        if !OPEN.contains(&path.as_str()) {
            town.anybody().request(method, &path, &json_type, whole.as_bytes()).refused(401, "not_signed_in");
        }
    }
    for (method, path, status) in WITHOUT_JSON {
        let path = subjects.fill(path);
        let answer = town.anybody().request(method, &path, &json_type, b"{}");
        assert_eq!(answer.status, *status, "{method} {path}: {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{method} {path}");
    }
    assert_eq!(town.journal_rows(), before, "nothing was left behind");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "bad input is no fault");
}

#[test]
fn every_list_names_what_is_wrong_in_its_query() {
    let town = Town::at("2026-11-20 09:00");
    let subjects = Subjects::of(&town);
    for (_, route, names, _) in described().into_iter().filter(|(method, _, names, _)| method == "GET" && !names.is_empty()) {
        let path = subjects.fill(&route.replace("/initiatives/{code}", "/initiatives/{case}").replace("{id}", "{reorganisation}"));
        let ask = |query: &str| PEOPLE.map(|who| who.map_or(town.anybody(), |who| town.person(who)).get(&format!("{path}?{query}")));
        // Whoever may read it is told; everybody else learns no more than before.
        let told = |query: &str, code: &str| {
            let answers = ask(query);
            assert!(answers.iter().all(|answer| (400..500).contains(&answer.status)), "{route}?{query}");
            let problems: Vec<Value> = answers.iter().map(|answer| answer.json()).collect();
            let names = |problem: &Value| {
                let errors = problem["errors"].as_array();
                problem["code"] == code || errors.is_some_and(|errors| errors.iter().any(|error| error["code"] == code))
            };
            assert!(problems.iter().any(names), "{route}?{query}: {problems:?}");
        };
        told("surprise=1", "unknown_field");
        told("surprise=%zz", "bad_query");
        if names.iter().any(|name| name == "limit") && route != "/api/deadlines/explain" {
            told("limit=0", "out_of_range");
            told("limit=many", "wrong_type");
        }
        if names.iter().any(|name| name == "after") {
            let answers = ask("after=%00'%22");
            assert!(answers.iter().all(|answer| (400..500).contains(&answer.status)), "{route}: a cursor nobody gave out");
        }
    }
    assert_eq!(town.faults_logged(), "", "bad input is no fault");
}

/// Ids of nothing, and ids no subject can have.
#[test]
fn a_path_to_nothing_is_a_problem_for_everybody() {
    let town = Town::at("2026-11-20 09:00");
    let json_type = [("content-type", "application/json"), ("idempotency-key", "bad-input-key")];
    let long = "a".repeat(300);
    for (method, route, _, _) in described().into_iter().filter(|(_, route, ..)| route.contains('{')) {
        let body = routes().into_iter().find(|(by, path, ..)| *by == method && is_of(path, &route));
        let body = body.map_or_else(String::new, |(.., body)| body.to_string());
        for id in ["none", "%00", "%27%20OR%201%3D1--", "%F0%9F%98%80", "%ff", &long] {
            let filled: Vec<_> = route.split('/').map(|part| if part.starts_with('{') { id } else { part }).collect();
            for who in [Some("citizen-lan"), Some("00070-head"), Some("admin"), Some("pvhcc-centre"), None] {
                let person = who.map_or(town.anybody(), |who| town.person(who));
                let answer = person.request(&method, &filled.join("/"), &json_type, body.as_bytes());
                let harmless = method != "GET" && answer.status == 204 || answer.json()["versions"].is_array();
                assert!((400..500).contains(&answer.status) || harmless, "{method} {route} with {id}: {}", answer.text());
            }
        }
    }
    assert_eq!(town.journal_rows(), 0);
    assert_eq!(town.faults_logged(), "", "bad input is no fault");
}

#[test]
fn a_report_with_many_mistakes_is_answered_with_all_of_them_at_once() {
    let town = Town::at("2026-11-20 09:00");
    let bad = json!({
        "kind": "field", "category": "khong-co", "text": "ngắn", "address": "", "ward": "99999",
        "latitude": 10.7, "longitude": 106.6, "happened_at": "hôm qua", "media": ["khong-co"],
    });
    let problem = town.citizen().sends(&bad).refused(422, "invalid_fields");
    let fields: Vec<&str> = problem["errors"].as_array().unwrap().iter().filter_map(|e| e["field"].as_str()).collect();
    for field in ["text", "address", "happened_at"] {
        assert!(fields.contains(&field), "{field} is named: {problem}");
    }
    for error in problem["errors"].as_array().unwrap() {
        assert!(error["detail"].as_str().is_some_and(|detail| detail.chars().count() > 8), "{error}");
    }
    assert_eq!(town.journal_rows(), 0);
}

#[test]
fn a_report_without_a_picture_or_from_an_unverified_sender_is_not_taken() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let mut report = lan.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    report["media"] = json!([]);
    let answer = lan.sends(&report);
    assert_eq!(answer.status, 422, "{}", answer.text());
    let new = town.person("citizen-new");
    let report = new.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    new.sends(&report).refused(403, "identity_not_verified");
    let mut tomorrow = lan.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    tomorrow["happened_at"] = json!("2026-11-21T09:00:00+07:00");
    let answer = lan.sends(&tomorrow);
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(town.journal_rows(), 0);
}

#[test]
fn a_double_tap_opens_one_case() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let report = lan.report("Đèn tín hiệu ngã tư không hoạt động từ sáng.");
    let first = lan.sends_with_key(&report, "tap-0001").expect(201);
    let again = lan.sends_with_key(&report, "tap-0001").expect(200);
    assert_eq!(first["code"], again["code"]);
    assert_eq!(town.journal_rows(), 1);
    // Another person's same key is another case.
    let minh = town.person("citizen-minh");
    let other = minh.sends_with_key(&minh.report("Đèn tín hiệu ngã tư không hoạt động từ sáng."), "tap-0001").expect(201);
    assert_ne!(first["code"], other["code"]);
    lan.request("POST", "/api/reports", &[("content-type", "application/json")], report.to_string().as_bytes())
        .refused(422, "invalid_fields");
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    let town = Town::at("2026-11-20 09:00");
    for path in ["/api/public/cases/HN26-ZZZZZZZZ", "/api/nothing", "/api/media/none", "/api/units/none"] {
        let answer = town.citizen().get(path);
        answer.refused(404, "not_found");
    }
    let page = town.anybody().get("/khong-co-trang-nay");
    assert_eq!(page.status, 404);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}
