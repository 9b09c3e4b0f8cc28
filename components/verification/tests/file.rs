//! The case as a desk sees it.

mod support;

use domain::{AccountId, Reason, intake};
use serde_json::json;
use support::*;
use verification::case_file::CaseFile;

fn town() -> Town {
    Town::at("2026-03-02 08:00", vec![verification::routes()])
}

#[test]
fn the_file_shows_the_report_the_clocks_and_only_what_may_be_done() {
    let town = town();
    let code = town.reports();
    let path = format!("/api/cases/{code}");
    let file = town.get("00070-intake", &path).ok();
    let read: CaseFile = serde_json::from_value(file.clone()).unwrap();
    assert_eq!(read.report.address.as_deref(), Some("Số 12 phố Hàng Bài"));
    assert_eq!((read.report.latitude, read.report.media.len()), (Some(21.0245), 1));
    assert_eq!((read.sender.unwrap().name.as_str(), read.sender_verified), ("Nguyễn Thị Lan", true));
    let clocks: Vec<_> = read.clocks.iter().map(|c| (c.kind.as_str(), c.limit.as_str(), c.due_at.as_str())).collect();
    assert_eq!(
        clocks,
        [("verification", "4wh", "2026-03-02T12:00:00+07:00"), ("acceptance", "8wh", "2026-03-02T17:00:00+07:00")] // R-6.2d, R-7.2d
    );
    assert_eq!(read.superior.unwrap().id, "so-xay-dung");
    assert_eq!(read.may, ["log_contact", "request_information", "accept", "refuse", "forward"]);
    assert_eq!(town.get("00070-handler", &path).ok()["may"], json!([]));
    assert_eq!(town.get("pvhcc-centre", &path).ok()["may"], json!(["urge"]));
    // The keys and accounts of the citizen's request are nobody's business.
    let text = file.to_string();
    for hidden in ["idempotency_key", "citizen-lan", "report_received"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    assert!(!read.overdue);
    town.clock_moves_to("2026-03-02 13:00");
    let late = town.get("00070-intake", &path).ok();
    assert_eq!(
        (&late["overdue"], &late["clocks"][0]["overdue"], &late["clocks"][1]["overdue"]),
        (&json!(true), &json!(true), &json!(false))
    );
}

#[test]
fn the_file_is_for_the_unit_and_the_centre() {
    let town = town();
    let code = town.reports();
    let path = format!("/api/cases/{code}");
    let status = |who: &str| town.get(who, &path).status;
    for who in ["00070-intake", "00070-head", "00070-handler", "pvhcc-centre"] {
        assert_eq!(status(who), 200, "{who}");
    }
    for who in ["00004-intake", "so-xay-dung-head", "citizen-minh"] {
        assert_eq!(status(who), 404, "{who} does not learn that it exists");
    }
    // The reporter knows of it, and follows it as a report.
    assert_eq!((status("citizen-lan"), status("")), (403, 401));
    assert_eq!(town.get("00070-intake", "/api/cases/HN26-ZZZZZZZZ").status, 404);
    assert_eq!(town.get("00070-intake", "/api/cases/%00").status, 404);
    // A code is read aloud: small letters do.
    assert_eq!(town.get("00070-intake", &path.replace(&code, &code.to_lowercase())).status, 200);
}

/// from every desk, and in everything the citizen did.
#[test]
fn a_confidential_sender_is_nowhere_in_the_file() {
    let town = town();
    town.db
        .execute("UPDATE accounts SET phone = '0912345678', email = 'lan@example.vn' WHERE id = 'citizen-lan'", [])
        .unwrap();
    let open = town.reports();
    let seen = town.get("00070-intake", &format!("/api/cases/{open}")).ok();
    assert_eq!(
        seen["sender"],
        json!({ "name": "Nguyễn Thị Lan", "phone": "0912345678", "email": "lan@example.vn", "verified": true })
    );
    assert_eq!(
        (&seen["timeline"][0]["actor"], &seen["timeline"][0]["by"]),
        (&json!("Nguyễn Thị Lan"), &json!("citizen"))
    );

    let hidden = town.reports_that("Cán bộ để xe nổ máy hàng giờ trước trụ sở.", |report| {
        report.confidential = true
    });
    town.done("00070-intake", "information-requests", &hidden, json!({ "question": "Xin cho biết thời điểm." }));
    town.acts("citizen-lan", &hidden, |case, actor, office| {
        let answer = domain::ReportText::new("Chiều thứ sáu tuần trước.").unwrap();
        intake::provide_information(case, actor, intake::ProvideInformation { answer, media: vec![] }, office)
    });
    // What a supporter owes ends with the withdrawal, by the sender's own act.
    let supported = json!({ "checklist": checklist(), "level": "complex", "level_reason": "Liên quan đến phường bên cạnh.", "supporters": ["00004"] });
    town.done("00070-head", "acceptance", &hidden, supported);
    town.acts("citizen-lan", &hidden, |case, actor, office| {
        intake::withdraw(case, actor, Reason::new("Sự việc đã được giải quyết.").unwrap(), office)
    });
    for who in ["00070-intake", "00070-head", "pvhcc-centre"] {
        let file = town.get(who, &format!("/api/cases/{hidden}")).ok();
        let text = file.to_string();
        for personal in ["Nguyễn Thị Lan", "citizen-lan", "0912345678", "lan@example.vn"] {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
        assert_eq!((&file["confidential"], &file["sender"]), (&json!(true), &json!(null)));
        assert_eq!(file["sender_verified"], true, "R-6.1: all that the desk knows of the sender");
        let ended = &file["contributions"][0];
        assert_eq!((&ended["state"], &ended["decided_by"]), (&json!("lapsed"), &json!(null)));
        let lines: Vec<_> = file["timeline"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| (l["act"].as_str().unwrap(), l["actor"].is_null()))
            .collect();
        assert_eq!(
            lines,
            [
                ("submit", true),
                ("request_information", false),
                ("provide_information", true),
                ("accept", false),
                ("withdraw", true),
            ]
        );
    }
    let queue = town.get("pvhcc-centre", "/api/desks/verification/cases?unit=00070").ok().to_string();
    assert!(!queue.contains("Nguyễn Thị Lan") && !queue.contains("citizen-lan"), "{queue}");
}

/// withdrawing ends what supporters were asked for, and who withdrew is not said.
#[test]
fn a_confidential_sender_who_withdraws_is_not_named_with_the_supporters() {
    let town = town();
    let code = town.reports_that("Cán bộ để xe nổ máy hàng giờ trước trụ sở.", |report| report.confidential = true);
    town.done("00070-head", "acceptance", &code, json!({
        "checklist": checklist(), "level": "complex", "level_reason": "Liên quan nhiều đơn vị trên địa bàn.",
        "supporters": ["00004"],
    }));
    town.acts("citizen-lan", &code, |case, actor, office| {
        intake::withdraw(case, actor, Reason::new("Sự việc đã được giải quyết.").unwrap(), office)
    });
    for who in ["00070-intake", "00070-head", "pvhcc-centre"] {
        let file = town.get(who, &format!("/api/cases/{code}")).ok();
        assert_eq!((&file["contributions"][0]["state"], &file["contributions"][0]["decided_by"]), (&json!("lapsed"), &json!(null)));
        assert!(!file.to_string().contains("Nguyễn Thị Lan"), "{who}: {file}");
    }
}

/// R-6.2d: the desk has no number of a confidential sender, so it tried none in vain.
#[test]
fn a_confidential_sender_is_tried_only_by_ways_that_need_no_number() {
    let town = town();
    let code = town.reports_that("Cán bộ để xe nổ máy hàng giờ trước trụ sở.", |report| report.confidential = true);
    for channel in ["phone", "sms", "email"] {
        let body = json!({ "channel": channel, "reached": false });
        let refused = town.refused("00070-intake", "contacts", &code, body, 422, "channel_hidden");
        assert_eq!(refused["article"], "Điều 5 khoản 7");
    }
    for channel in ["app", "visit"] {
        town.done("00070-intake", "contacts", &code, json!({ "channel": channel, "reached": false }));
    }
    town.done("00070-intake", "contacts", &town.reports(), json!({ "channel": "phone", "reached": false }));
}

/// An officer who reports in private life stays hidden as the sender, and named as the officer.
#[test]
fn an_officer_who_reported_in_confidence_is_named_only_for_the_offices_acts() {
    let town = town();
    let code = town.reports_that("Đèn đường hỏng cả dãy phố đã một tuần.", |report| {
        report.confidential = true;
        report.reporter = AccountId::new("00070-intake");
    });
    town.done("00070-intake", "contacts", &code, json!({ "channel": "visit", "reached": true }));
    let file = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["timeline"][0]["actor"], json!(null));
    assert_eq!(file["timeline"][1]["actor"], town.name_of("00070-intake"));
}
