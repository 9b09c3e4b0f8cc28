//! Stories of the kinds of report: what each needs, the questions that lead to one, the gate before sending,
//! organisations, and reports that the Support Centre enters.

mod story;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::Kind;
use edge::Method;
use publication::kinds::{KindAnswer, KindQuestions};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use story::{good_report, send_report};
use support::{Answer, Town, field};

fn town() -> Town {
    Town::at("2026-02-13 11:00", vec![submission::routes(), publication::routes(), verification::routes()])
}

fn send(town: &Town, who: &str, key: &str, body: &Value) -> Answer {
    let (status, json, _) = send_report(town, &submission::routes(), who, key, body);
    Answer { status, json }
}

#[track_caller]
fn sent(town: &Town, who: &str, key: &str, body: &Value) -> String {
    let answer = send(town, who, key, body);
    assert_eq!(answer.status, 201, "{}", answer.json);
    answer.json["code"].as_str().unwrap().to_owned()
}

/// The least of every kind but a field report's.
fn bare(kind: &str, category: &str) -> Value {
    json!({
        "kind": kind, "category": category, "ward": "00070",
        "text": "Nội dung đủ dài để cơ quan tiếp nhận hiểu được sự việc.",
    })
}

const BARE: [(&str, &str, &str); 4] = [
    ("regulation", "qdhc-khong-phu-hop", "so-tu-phap"),
    ("waste", "lp-tai-san-cong", "thanh-tra"),
    ("business", "dn-dau-tu", "so-tai-chinh"),
    ("initiative", "sk-do-thi", "pvhcc"),
];

fn keeps(town: &Town, code: &str, column: &str) -> Value {
    let sql = format!("SELECT json_array(r.{column}) FROM reports r JOIN cases c ON c.id = r.case_id WHERE c.code = ?1");
    let json: String = town.db.query_row(&sql, [code], |row| row.get(0)).unwrap();
    serde_json::from_str::<Value>(&json).unwrap()[0].clone()
}

#[test]
fn every_kind_is_sent_with_what_it_needs_and_reaches_its_first_unit() {
    let town = town();
    for (kind, category, unit) in BARE {
        let code = sent(&town, "citizen-lan", &format!("key-{kind}"), &bare(kind, category));
        let report = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
        assert_eq!((&report["kind"], &report["unit"]), (&json!(kind), &json!(unit)));
        for absent in ["address", "happened_at", "latitude", "organisation"] {
            assert_eq!(report[absent], Value::Null, "{kind}.{absent}");
        }
        // waste hides its sender unless the sender says otherwise.
        assert_eq!(report["confidential"], json!(kind == "waste"), "{kind}");
        let file = town.get(&format!("{unit}-intake"), &format!("/api/cases/{code}")).ok();
        let read: verification::case_file::CaseFile = serde_json::from_value(file.clone()).unwrap();
        assert_eq!((read.report.address, read.report.happened_at), (None, None));
        assert_eq!(read.sender.is_none(), kind == "waste");
        assert_eq!(read.publicity.as_deref(), Some(if kind == "waste" { "result_only" } else { "report_and_result" }));
        let queue = town.get(&format!("{unit}-intake"), "/api/desks/verification/cases").ok();
        let queue: edge::queue::Queue = serde_json::from_value(queue).unwrap();
        assert_eq!((queue.cases[0].kind.as_str(), &queue.cases[0].address), (kind, &None));
    }
    let own = town.get("citizen-lan", "/api/reports").ok();
    let kinds: BTreeSet<_> = own["reports"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 4);
    town.the_books_are_in_order();
}

#[test]
fn what_the_sender_says_of_confidence_counts_for_every_kind() {
    let town = town();
    for (at, confidential) in [(0, true), (1, false)] {
        let mut report = bare("waste", "lp-khac");
        report["confidential"] = json!(confidential);
        let code = sent(&town, "citizen-lan", &format!("key-0000{at}"), &report);
        assert_eq!(keeps(&town, &code, "confidential"), json!(i64::from(confidential)));
    }
    let mut field_report = good_report(&[town.uploads("citizen-lan")]);
    let code = sent(&town, "citizen-lan", "key-field", &field_report);
    assert_eq!(keeps(&town, &code, "confidential"), json!(0));
    field_report["media"] = json!([town.uploads("citizen-lan")]);
    field_report["confidential"] = Value::Null;
    let code = sent(&town, "citizen-lan", "key-null1", &field_report);
    assert_eq!(keeps(&town, &code, "confidential"), json!(0));
}

#[test]
fn place_and_time_may_be_said_where_they_need_not_be() {
    let town = town();
    let mut report = bare("waste", "lp-khac");
    report["address"] = json!("Trụ sở cũ, số 5 phố Huế");
    report["happened_at"] = json!("2026-02-12T08:00:00+07:00");
    report["latitude"] = json!(21.0245);
    report["longitude"] = json!(105.8521);
    let code = sent(&town, "citizen-lan", "key-0001", &report);
    let read = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    assert_eq!(read["address"], "Trụ sở cũ, số 5 phố Huế");
    assert_eq!(read["happened_at"], "2026-02-12T08:00:00+07:00");
    // A place of spaces is none.
    report["address"] = json!("   ");
    let code = sent(&town, "citizen-lan", "key-0002", &report);
    assert_eq!(keeps(&town, &code, "address"), Value::Null);
}

#[test]
fn a_category_belongs_to_its_kind() {
    let town = town();
    let before = town.books();
    for (kind, category) in [("waste", "duong-ha-tang"), ("field", "lp-khac"), ("business", "sk-do-thi"), ("regulation", "dn-khac")] {
        let mut report = good_report(&[town.uploads("citizen-lan")]);
        report["kind"] = json!(kind);
        report["category"] = json!(category);
        assert_eq!(send(&town, "citizen-lan", "key-0001", &report).fields(), [field("category", "unknown_category")]);
    }
    assert_eq!(town.books(), before);
}

#[test]
fn categories_are_listed_of_one_kind_or_of_all() {
    let town = town();
    let count = |query: &str| town.get("", &format!("/api/categories{query}")).ok()["categories"].as_array().unwrap().len();
    let of_each: usize = Kind::ALL.iter().map(|kind| count(&format!("?kind={}", kind.as_str()))).sum();
    assert_eq!(count(""), of_each);
    let waste = town.get("", "/api/categories?kind=waste").ok();
    assert!(waste["categories"].as_array().unwrap().iter().all(|category| category["kind"] == "waste"));
    assert_eq!(town.get("", "/api/categories?kind=gossip").fields(), [field("kind", "unknown_choice")]);
    assert_eq!(town.get("", "/api/categories?color=red").fields(), [field("color", "unknown_field")]);
}

// ------------------------------------------------------------------------------- kinds and questions

#[test]
fn each_kind_says_what_it_needs_and_under_which_limits() {
    let town = town();
    let list = town.get("", "/api/kinds").ok();
    let kinds = list["kinds"].as_array().unwrap();
    assert_eq!(kinds.iter().map(|kind| kind["kind"].as_str().unwrap()).collect::<Vec<_>>(), Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
    let limit = |kind: &Value, what: &str| {
        kind["limits"].as_array().unwrap().iter().find(|limit| limit["what"] == what).cloned().unwrap_or_default()
    };
    let (field_report, regulation, waste) = (&kinds[0], &kinds[1], &kinds[2]);
    assert_eq!(field_report["required"], json!({ "address": true, "happened_at": true, "media": true }));
    assert_eq!(waste["required"], json!({ "address": false, "happened_at": false, "media": false }));
    assert_eq!(limit(field_report, "acceptance")["limit_in_words"], "8 giờ làm việc"); // R-7.2d
    assert_eq!(limit(field_report, "handling_normal")["limit"], "7wd"); // R-8.5b
    assert_eq!(limit(waste, "handling_normal")["limit"], "30wd");
    assert_eq!(limit(regulation, "transfer")["limit"], "5wd");
    assert_eq!(limit(field_report, "transfer"), Value::Null);
    assert_eq!((&field_report["first_units"][0], &field_report["extension_days_max"]), (&Value::Null, &json!(30)));
    assert_eq!(waste["first_units"], json!([{ "id": "thanh-tra", "name": "Thanh tra Thành phố" }]));
    assert_eq!((&waste["publicity"], &waste["confidential_by_default"]), (&json!("result_only"), &json!(true)));
    assert_eq!((&waste["version"], &waste["valid_from"], &waste["valid_to"]), (&json!("1207-2025"), &json!("2025-02-28"), &Value::Null));
}

/// Every answer leads somewhere, every question is asked, every kind is reached, and a field report by one tap.
#[test]
fn the_questions_are_a_tree_that_ends() {
    let town = town();
    let tree: KindQuestions = serde_json::from_value(town.get("", "/api/kinds/questions").ok()).unwrap();
    let questions: BTreeMap<&str, &[KindAnswer]> = tree.questions.iter().map(|one| (one.id.as_str(), &one.answers[..])).collect();
    assert_eq!(questions.len(), tree.questions.len(), "two questions share an id");
    let (mut open, mut seen, mut kinds) = (vec![tree.start.as_str()], BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        assert!(seen.insert(id), "{id} is reached twice: no tree");
        let answers = questions[id];
        assert!((2..=8).contains(&answers.len()), "{id}");
        for answer in answers {
            let ends = [&answer.next, &answer.kind, &answer.elsewhere].iter().filter(|end| end.is_some()).count();
            assert_eq!(ends, 1, "{}", answer.text);
            open.extend(answer.next.as_deref());
            if let Some(kind) = &answer.kind {
                kinds.insert(Kind::parse(kind).unwrap());
            }
            if let Some(elsewhere) = &answer.elsewhere {
                assert!(elsewhere.contains("Vui lòng"), "{elsewhere}");
            }
        }
    }
    assert_eq!(seen.len(), questions.len(), "some question is never asked");
    assert_eq!(kinds, Kind::ALL.iter().copied().collect());
    assert_eq!(questions["what"][0].kind.as_deref(), Some("field"));
}

// --------------------------------------------------------------------------------------- the gate, R-1.3

fn check(town: &Town, body: Value) -> Answer {
    town.send("", Method::POST, "/api/scope-check", Some(body.to_string()))
}

#[test]
fn the_gate_says_what_a_text_looks_like_and_keeps_nothing() {
    let town = town();
    let before = town.books();
    let found = check(&town, json!({ "text": "Toi xin khieu nai quyet dinh xu phat cua phuong" })).ok();
    assert_eq!(found["signals"][0]["signal"], "complaint");
    assert_eq!(found["signals"][0]["article"], "Điều 1 khoản 3");
    assert!(found["signals"][0]["sentence"].as_str().unwrap().contains("Luật Khiếu nại"));
    assert_eq!(check(&town, json!({ "text": "The street light is broken near our house" })).ok()["signals"][0]["article"], "Điều 5 khoản 1");
    assert_eq!(check(&town, json!({ "text": "Đèn đường ngõ 99 không sáng" })).ok()["signals"], json!([]));
    assert_eq!(check(&town, json!({})).fields(), [field("text", "missing")]);
    assert_eq!(check(&town, json!({ "text": "ngắn" })).fields(), [field("text", "too_short")]);
    assert_eq!(check(&town, json!({ "text": "a".repeat(4001) })).fields(), [field("text", "too_long")]);
    assert_eq!(check(&town, json!({ "text": 7 })).fields(), [field("text", "wrong_type")]);
    assert_eq!(check(&town, json!({ "text": "Đèn đường không sáng", "phone": "1" })).fields(), [field("phone", "unknown_field")]);
    assert_eq!(town.books(), before);
}

#[test]
fn a_report_with_signs_is_sent_all_the_same_and_the_officer_sees_them() {
    let town = town();
    let mut report = good_report(&[town.uploads("citizen-lan")]);
    report["text"] = json!("Tôi tố cáo hàng xóm đổ rác, mua ngay thùng rác giá rẻ, hotline 0900000000.");
    let code = sent(&town, "citizen-lan", "key-0001", &report);
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(
        file["signals"],
        json!([{ "signal": "denunciation", "reason": "scope" }, { "signal": "advertising", "reason": "e" }])
    );
    assert_eq!(town.get("citizen-lan", &format!("/api/reports/{code}")).ok().get("signals"), None, "the office's note");
    // R-7.2a: one act with the reason that fits.
    let refusal = json!({ "reason": "scope", "explanation": "Tố cáo được giải quyết theo Luật Tố cáo." });
    assert_eq!(town.done("00070-intake", "refusal", &code, refusal)["state"], "refused");
    town.the_books_are_in_order();
}

// ------------------------------------------------------------------------------------ organisations, R-2

#[test]
fn an_organisation_sends_in_the_name_its_account_says() {
    let town = town();
    let mut report = bare("business", "dn-thue-phi");
    report["as_organisation"] = json!(true);
    let before = town.books();
    assert_eq!(send(&town, "citizen-lan", "key-0001", &report).fields(), [field("as_organisation", "no_organisation")]);
    assert_eq!(town.books(), before);
    town.db
        .execute("UPDATE accounts SET organisation = 'Công ty Vỉa Hè Xanh', tax_code = '0100233488' WHERE id = 'citizen-lan'", [])
        .unwrap();
    let code = sent(&town, "citizen-lan", "key-0001", &report);
    let organisation = json!({ "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100233488" });
    assert_eq!(town.get("citizen-lan", &format!("/api/reports/{code}")).ok()["organisation"], organisation);
    assert_eq!(town.get("so-tai-chinh-intake", &format!("/api/cases/{code}")).ok()["organisation"], organisation);
    // a confidential report hides it too; and without asking for it one sends alone.
    report["confidential"] = json!(true);
    let hidden = sent(&town, "citizen-lan", "key-0002", &report);
    assert_eq!(town.get("so-tai-chinh-intake", &format!("/api/cases/{hidden}")).ok()["organisation"], Value::Null);
    report["as_organisation"] = json!(false);
    let alone = sent(&town, "citizen-lan", "key-0003", &report);
    assert_eq!(town.get("citizen-lan", &format!("/api/reports/{alone}")).ok()["organisation"], Value::Null);
    town.the_books_are_in_order();
}

// ----------------------------------------------------------------------------------- on behalf, R-18.3a

fn called(name: &str, phone: &str) -> Value {
    json!({
        "kind": "field", "category": "duong-ha-tang", "ward": "00070", "address": "Số 12 phố Hàng Bài",
        "text": "Ổ gà sâu giữa đường, bác gọi tổng đài báo.", "happened_at": "2026-02-13T07:45:00+07:00",
        "on_behalf": { "name": name, "phone": phone, "channel": "phone", "consent": true },
    })
}

fn reporter(town: &Town, code: &str) -> String {
    town.db.query_row("SELECT reporter FROM cases WHERE code = ?1", [code], |row| row.get(0)).unwrap()
}

#[test]
fn the_support_centre_enters_what_a_caller_says() {
    let town = town();
    let code = sent(&town, "pvhcc-support", "key-0001", &called("Vũ Thị Gọi", "0912 345 678"));
    let caller = reporter(&town, &code);
    assert!(caller.starts_with("caller-"), "{caller}");
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["sender"], json!({ "name": "Vũ Thị Gọi", "phone": "+84912345678", "email": null, "verified": false }));
    assert_eq!(file["entry"]["channel"], "phone");
    assert_eq!(file["entry"]["by"], town.name_of("pvhcc-support"));
    assert_eq!(file["timeline"][0]["by"], "officer");
    let listed = town.get("pvhcc-support", "/api/entries").ok();
    let line = &listed["entries"][0];
    assert_eq!((&line["code"], &line["name"], &line["phone"]), (&json!(code), &json!("Vũ Thị Gọi"), &json!("+84912345678")));
    assert_eq!((&line["without_account"], &line["information_pending"]), (&json!(true), &json!(false)));
    // It is no report of the officer's own.
    assert_eq!(town.get("pvhcc-support", "/api/reports").ok()["reports"], json!([]));
    // The same number is the same caller; another is another. The list is in the order of their instants.
    town.clock_moves_to("2026-02-13 11:01");
    let again = sent(&town, "pvhcc-support", "key-0002", &called("Vũ T. Gọi", "+84 912 345 678"));
    assert_eq!(reporter(&town, &again), caller);
    let other = sent(&town, "pvhcc-support", "key-0003", &called("Vũ Thị Gọi", "0987654321"));
    assert_ne!(reporter(&town, &other), caller);
    let page = town.get("pvhcc-support", "/api/entries?limit=2").ok();
    assert_eq!(page["entries"].as_array().unwrap().len(), 2);
    let next = page["next"].as_str().unwrap();
    assert_eq!(town.get("pvhcc-support", &format!("/api/entries?after={next}")).ok()["entries"][0]["code"], json!(code));
    town.the_books_are_in_order();
}

#[test]
fn a_caller_with_an_account_follows_the_case_there() {
    let town = town();
    town.db.execute("UPDATE accounts SET phone = '+84912345678' WHERE id = 'citizen-lan'", []).unwrap();
    let code = sent(&town, "pvhcc-support", "key-0001", &called("Nguyễn Thị Lan", "0912345678"));
    let report = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    assert_eq!((&report["entered"], &report["timeline"][0]["by_you"]), (&json!(true), &json!(false)));
    assert_eq!((&report["may"], &report["caller"]), (&json!(["withdraw"]), &Value::Null));
    // Whoever has an account acts there; the Support Centre has no part in it any more.
    assert_eq!(town.get("pvhcc-support", "/api/entries").ok()["entries"][0]["without_account"], json!(false));
    assert_eq!(town.get("pvhcc-support", &format!("/api/reports/{code}")).status, 404);
    let notices = town.get("citizen-lan", "/api/notices").ok();
    assert_eq!((&notices["notices"][0]["code"], &notices["notices"][0]["topic"]), (&json!(code), &json!("report_received")));
}

#[test]
fn a_confidential_caller_is_hidden_like_any_sender() {
    let town = town();
    let mut body = called("Vũ Thị Gọi", "0912345678");
    body["confidential"] = json!(true);
    let code = sent(&town, "pvhcc-support", "key-0001", &body);
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["sender"], Value::Null);
    assert!(!file.to_string().contains("912345678") && !file.to_string().contains("Vũ Thị Gọi"), "{file}");
}

#[test]
fn nobody_else_enters_for_others_and_every_wrong_field_is_named() {
    let town = town();
    let before = town.books();
    for who in ["citizen-lan", "00070-intake", "pvhcc-centre"] {
        let refused = send(&town, who, "key-0001", &called("Vũ Thị Gọi", "0912345678"));
        assert_eq!((refused.status, refused.json["code"].as_str()), (403, Some("not_your_role")), "{who}");
        assert!(refused.json["detail"].as_str().unwrap().contains("Trung tâm Hỗ trợ"), "{}", refused.json);
        assert_eq!(town.get(who, "/api/entries").status, 403, "{who}");
    }
    assert_eq!(town.get("", "/api/entries").status, 401);
    let mut body = called("V", "19001009");
    body["on_behalf"]["email"] = json!("goi@");
    body["on_behalf"]["channel"] = json!("dream");
    body["on_behalf"].as_object_mut().unwrap().remove("consent");
    assert_eq!(
        send(&town, "pvhcc-support", "key-0001", &body).fields(),
        [
            field("on_behalf.name", "too_short"),
            field("on_behalf.phone", "not_a_phone"),
            field("on_behalf.email", "not_an_email"),
            field("on_behalf.channel", "unknown_choice"),
            field("on_behalf.consent", "missing"),
        ]
    );
    body["on_behalf"] = json!({});
    assert_eq!(send(&town, "pvhcc-support", "key-0001", &body).fields().len(), 4);
    body["on_behalf"] = json!("Vũ Thị Gọi");
    assert_eq!(send(&town, "pvhcc-support", "key-0001", &body).fields(), [field("on_behalf", "wrong_type")]);
    let mut without = called("Vũ Thị Gọi", "0912345678");
    without["on_behalf"]["consent"] = json!(false);
    let refused = send(&town, "pvhcc-support", "key-0001", &without);
    assert_eq!((refused.status, refused.json["code"].as_str()), (422, Some("consent_missing")));
    let mut organisation = called("Vũ Thị Gọi", "0912345678");
    organisation["as_organisation"] = json!(true);
    assert_eq!(send(&town, "pvhcc-support", "key-0001", &organisation).fields(), [field("as_organisation", "no_organisation")]);
    assert_eq!(town.get("pvhcc-support", "/api/entries?limit=0").fields(), [field("limit", "out_of_range")]);
    assert_eq!(town.books(), before);
}

fn for_the_caller(town: &Town, who: &str, method: Method, code: &str, what: &str, body: Value) -> Answer {
    town.send(who, method, &format!("/api/reports/{code}/{what}"), Some(body.to_string()))
}

/// R-18.3a, R-7.1b, R-13: what a reporter does, the Support Centre does for a caller without an account, and calls back.
#[test]
fn the_support_centre_goes_on_speaking_for_a_caller() {
    let town = town();
    let support = "pvhcc-support";
    let code = sent(&town, support, "key-0001", &called("Vũ Thị Gọi", "0912 345 678"));
    town.done("00070-intake", "information-requests", &code, json!({ "question": "Ổ gà ở trước số nhà nào?" }));

    // The officer learns whom to call back and what is asked.
    let told = town.get(support, "/api/notices").ok();
    let first = &told["notices"][0];
    assert_eq!((&first["topic"], &first["desk"]["role"]), (&json!("information_requested"), &json!("support")));
    assert!(first["sentence"].as_str().unwrap().starts_with("Gọi lại"), "{first}");
    assert_eq!(town.get(support, "/api/entries").ok()["entries"][0]["information_pending"], json!(true));
    let read = town.get(support, &format!("/api/reports/{code}")).ok();
    assert_eq!((&read["caller"]["name"], &read["caller"]["phone"]), (&json!("Vũ Thị Gọi"), &json!("+84912345678")));
    assert_eq!(read["information_requests"][0]["question"], "Ổ gà ở trước số nhà nào?");
    assert_eq!(read["may"], json!(["provide_information", "withdraw"]));

    let answer = json!({ "answer": "Trước số nhà 12, sát cột đèn.", "consent": true });
    let before = town.books();
    let without = for_the_caller(&town, support, Method::POST, &code, "information", json!({ "answer": "Trước số nhà 12, sát cột đèn." }));
    assert_eq!((without.status, without.json["code"].as_str()), (422, Some("consent_missing")));
    for (who, status) in [("citizen-lan", 404), ("00004-intake", 404), ("00070-intake", 403), ("pvhcc-centre", 403), ("", 401)] {
        assert_eq!(for_the_caller(&town, who, Method::POST, &code, "information", answer.clone()).status, status, "{who}");
    }
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    for_the_caller(&town, support, Method::POST, &code, "information", answer).ok();
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    let line = file["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&line["act"], &line["by"]), (&json!("provide_information"), &json!("officer")), "on behalf");
    assert_eq!(line["actor"], town.name_of(support));

    story::is_published(&town, &code, "00070");
    assert_eq!(town.get(support, "/api/notices").ok()["notices"][0]["topic"], "result_published");
    assert!(town.get(support, "/api/entries").ok()["entries"][0]["question_until"].is_string());
    let read = town.get(support, &format!("/api/reports/{code}")).ok();
    assert_eq!(read["may"], json!(["ask", "rate"]));
    let question = json!({ "question": "Vì sao chỉ lát lại một nửa?", "consent": true });
    for_the_caller(&town, support, Method::POST, &code, "question", question).ok();
    let rating = json!({ "satisfaction": "acceptable", "comment": "", "consent": true });
    for_the_caller(&town, support, Method::PUT, &code, "rating", rating).ok();
    assert_eq!(town.get(support, &format!("/api/reports/{code}")).ok()["rating"]["satisfaction"], "acceptable");

    // Another officer of the Centre may go on with it; a caller may take back what was entered.
    town.gives("support-two", "pvhcc", "support");
    let second = sent(&town, support, "key-0002", &called("Vũ Thị Gọi", "0912 345 678"));
    let withdrawal = json!({ "reason": "Ổ gà đã được vá, không cần nữa.", "consent": true });
    for_the_caller(&town, "support-two", Method::POST, &second, "withdrawal", withdrawal).ok();
    town.the_books_are_in_order();
}

/// the account is locked, whichever way its owner comes.
#[test]
fn whoever_is_locked_does_not_send_by_telephone_either() {
    let town = town();
    town.db.execute("UPDATE accounts SET phone = '+84912345678' WHERE id = 'citizen-lan'", []).unwrap();
    town.db
        .execute(
            "INSERT INTO conduct(id, account, version, hash, state, accepted_after, violated_at, locked_until)
             VALUES ('conduct-lan', 'citizen-lan', 4, x'00', 'locked', 0, 0, unixepoch('2026-03-01T00:00:00+07:00') * 1000)",
            [],
        )
        .unwrap();
    let before = town.books();
    let refused = send(&town, "pvhcc-support", "key-0001", &called("Nguyễn Thị Lan", "0912345678"));
    assert_eq!((refused.status, refused.json["code"].as_str()), (403, Some("caller_locked")), "{}", refused.json);
    assert_eq!(town.books(), before);
    // Others call on.
    sent(&town, "pvhcc-support", "key-0002", &called("Vũ Thị Gọi", "0987654321"));
    town.clock_moves_to("2026-03-01 00:00");
    sent(&town, "pvhcc-support", "key-0003", &called("Nguyễn Thị Lan", "0912345678"));
}
