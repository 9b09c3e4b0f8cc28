//! What the intake desk decides, and what it may not (Điều 6, 7).

mod support;

use domain::intake::{ProvideInformation, provide_information};
use domain::{ReportText, triage};
use serde_json::json;
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes()])
}

const CONTACT: &str = r#"{"channel": "phone", "reached": false, "note": "Không nghe máy"}"#;

fn contact() -> serde_json::Value {
    serde_json::from_str(CONTACT).unwrap()
}

/// Each act with a body that is fine, from a case just sent.
fn acts() -> Vec<(&'static str, serde_json::Value)> {
    vec![
        ("contacts", contact()),
        ("information-requests", json!({ "question": "Xin cho biết số nhà gần nhất." })),
        ("acceptance", acceptance()),
        ("refusal", json!({ "reason": "e", "explanation": "Nội dung là quảng cáo dịch vụ." })),
        ("forwarding", reason()),
        ("rerouting", json!({ "to": "00004", "reason": "Đoạn đường này thuộc phường Ba Đình." })),
    ]
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&verification::routes(), &verification::openapi()), Vec::<String>::new());
    let document = serde_json::to_value(verification::openapi()).unwrap();
    let body = &document["components"]["schemas"]["AcceptanceBody"];
    assert_eq!(body["required"], json!(["checklist", "level"]));
    assert_eq!(body["properties"]["level"]["type"], "string");
}

#[test]
fn a_report_is_taken_on_with_its_checklist() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    town.clock_moves_to("2026-03-02 09:00");
    let accepted = town.done("00070-intake", "acceptance", &code, acceptance()); // R-7.2b
    let expected = json!({
        "code": code, "state": "accepted", "level": "normal", "unit": "00070",
        "due_at": "2026-03-02T14:00:00+07:00", "version": 2, // R-8.5a: 4 wh, lunch not counted
    });
    assert_eq!(accepted, expected);
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["due_at"], expected["due_at"], "the answer and the file say the same");
    assert_eq!(file["acceptances"][0]["checklist"], checklist()); // R-6.1
    town.the_books_are_in_order();
}

#[test]
fn an_incomplete_checklist_is_not_taken_on() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    for missing in ["content_clear", "identity_complete", "media_intact", "place_specific"] {
        let mut body = acceptance();
        body["checklist"][missing] = json!(false);
        let refused = town.refused("00070-intake", "acceptance", &code, body, 422, "checklist_incomplete"); // R-6.1
        assert_eq!(refused["article"], "Điều 6 khoản 1");
    }
    let urgent = json!({ "checklist": checklist(), "level": "urgent" });
    town.refused("00070-intake", "acceptance", &code, urgent, 422, "level_reason_missing"); // R-8.4
    let urgent = json!({ "checklist": checklist(), "level": "urgent", "level_reason": "Hố sâu, dễ gây tai nạn." });
    assert_eq!(town.done("00070-head", "acceptance", &code, urgent)["level"], "urgent");
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    assert_eq!(
        town.bad_fields(
            "00070-intake",
            "acceptance",
            &code,
            json!({ "checklist": { "media_intact": true }, "level": "huge", "level_reason": "ngắn" })
        ),
        [
            field("checklist.content_clear", "missing"),
            field("checklist.identity_complete", "missing"),
            field("checklist.place_specific", "missing"),
            field("level", "unknown_choice"),
            field("level_reason", "too_short"),
        ]
    );
    assert_eq!(
        town.bad_fields("00070-intake", "acceptance", &code, json!({})),
        [field("checklist", "missing"), field("level", "missing")]
    );
    assert_eq!(
        town.bad_fields("00070-intake", "contacts", &code, json!({ "channel": "pigeon" })),
        [field("channel", "unknown_choice"), field("reached", "missing")]
    );
    assert_eq!(
        town.bad_fields("00070-intake", "refusal", &code, json!({ "reason": "z" })),
        [field("reason", "unknown_choice"), field("explanation", "missing")]
    );
    assert_eq!(
        town.bad_fields("00070-intake", "information-requests", &code, json!({ "question": "?" })),
        [field("question", "too_short")]
    );
    assert_eq!(town.bad_fields("00070-intake", "forwarding", &code, json!({})), [field("reason", "missing")]);
    assert_eq!(
        town.bad_fields("00070-intake", "rerouting", &code, json!({ "to": "no-such-unit", "reason": "x" })),
        [field("to", "unknown_unit"), field("reason", "too_short")]
    );
    assert_eq!(
        town.bad_fields("00070-intake", "forwarding", &code, json!({ "reason": "Vượt thẩm quyền.", "to": "x" })),
        [field("to", "unknown_field")]
    );
}

#[test]
fn the_citizen_is_asked_and_contacted_and_no_clock_stops() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let asked = town.done(
        "00070-intake",
        "information-requests",
        &code,
        json!({ "question": "Xin cho biết số nhà gần nhất." }),
    ); // R-7.1b
    assert_eq!((&asked["state"], &asked["due_at"]), (&json!("verifying"), &json!("2026-03-02T12:00:00+07:00"))); // R-6.2d
    town.clock_moves_to("2026-03-02 09:00");
    let answered = |case: &domain::Case, actor: &domain::Actor, office: &domain::Office<'_>| {
        let command =
            ProvideInformation { answer: ReportText::new("Trước cửa số nhà 12.").unwrap(), media: vec![] };
        provide_information(case, actor, command, office)
    };
    town.acts("citizen-lan", &code, answered);
    let logged = town.done("00070-intake", "contacts", &code, contact());
    // Verification is over with the answer; acceptance has its 8 hours.
    assert_eq!(logged["due_at"], "2026-03-02T17:00:00+07:00"); // R-7.2d
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["information_requests"][0]["answer"], "Trước cửa số nhà 12.");
    assert_eq!(file["contacts"][0]["reached"], false);
    assert_eq!(file["contacts"][0]["by"], town.name_of("00070-intake"));
}

#[test]
fn a_refusal_for_what_could_not_be_verified_needs_two_failed_attempts() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let unverifiable = || json!({ "reason": "d", "explanation": "Không liên hệ được với người gửi." });
    for _ in 0..2 {
        town.refused("00070-intake", "refusal", &code, unverifiable(), 422, "contact_attempts_missing"); // R-6.2d
        town.done("00070-intake", "contacts", &code, contact());
    }
    let refused = town.done("00070-intake", "refusal", &code, unverifiable()); // R-6.2, R-7.2a
    assert_eq!((&refused["state"], &refused["due_at"]), (&json!("refused"), &json!(null)));
    // What ended is ended, for every act; the answer says where it stands.
    for (what, body) in acts() {
        let problem = town.refused("00070-intake", what, &code, body, 409, "not_from_here");
        assert_eq!(problem["state"], "refused");
    }
    town.the_books_are_in_order();
}

#[test]
fn every_coded_reason_is_taken() {
    let town = town("2026-03-02 08:00");
    for reason in ["a", "b", "c", "dd", "e", "scope"] {
        let code = town.reports();
        town.done(
            "00070-head",
            "refusal",
            &code,
            json!({ "reason": reason, "explanation": "Giải thích cho người gửi." }),
        ); // R-6.2, R-1.3
    }
}

#[test]
fn a_case_goes_up_and_is_seen_there_and_no_longer_here() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let forwarded = town.done("00070-intake", "forwarding", &code, reason()); // R-7.2c
    assert_eq!((&forwarded["state"], &forwarded["unit"]), (&json!("submitted"), &json!("so-xay-dung")));
    town.refused("00070-intake", "acceptance", &code, acceptance(), 404, "not_found");
    town.done("so-xay-dung-intake", "forwarding", &code, reason());
    town.refused("pvhcc-intake", "forwarding", &code, reason(), 422, "no_superior");
    town.done("pvhcc-intake", "acceptance", &code, acceptance());
    town.the_books_are_in_order();
}

#[test]
fn a_case_that_came_astray_is_sent_on_once_it_was_taken_on() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let astray = |to: &str| json!({ "to": to, "reason": "Đoạn đường này thuộc phường Ba Đình." });
    town.refused("00070-intake", "rerouting", &code, astray("00004"), 409, "not_from_here");
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.refused("00070-intake", "rerouting", &code, astray("00070"), 422, "same_unit");
    let sent = town.done("00070-intake", "rerouting", &code, astray("00004")); // R-5.9
    assert_eq!((&sent["state"], &sent["unit"]), (&json!("submitted"), &json!("00004")));
    // The new holder has the time of a fresh receipt.
    assert_eq!(sent["due_at"], "2026-03-02T12:00:00+07:00"); // R-8.5c
    assert_eq!(town.get("00004-intake", &format!("/api/cases/{code}")).ok()["transfers"][0]["to"]["id"], "00004");
}

#[test]
fn only_the_intake_desk_and_the_head_of_the_holder_decide() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    // Works here, but is head elsewhere: visible, and another unit's.
    town.gives("00070-handler2", "00004", "head");
    for (what, body) in acts() {
        town.refused("", what, &code, body.clone(), 401, "not_signed_in");
        town.refused("00004-intake", what, &code, body.clone(), 404, "not_found");
        town.refused("citizen-minh", what, &code, body.clone(), 404, "not_found");
        town.refused("00070-intake", what, "HN26-ZZZZZZZZ", body.clone(), 404, "not_found");
        town.refused("citizen-lan", what, &code, body.clone(), 403, "not_your_role"); // R-4.3
        town.refused("00070-handler", what, &code, body.clone(), 403, "not_your_role");
        town.refused("pvhcc-centre", what, &code, body.clone(), 403, "not_your_role");
        let problem = town.refused("00070-handler2", what, &code, body, 403, "not_your_unit");
        assert_eq!(problem["article"], "Điều 4 khoản 3");
    }
}

#[test]
fn of_two_officers_who_decide_on_the_same_page_the_second_is_told() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    // Both have the case before them; then both press.
    let (first, second) = (town.load(&code), town.load(&code));
    let accept = |loaded: &store::LoadedCase, who: &str| {
        let member = |role| domain::Membership { unit: domain::UnitId::new("00070"), role };
        let actor = domain::Actor::Person(domain::Account {
            id: domain::AccountId::new(who),
            verified: true,
            memberships: vec![member(domain::Role::Intake)],
        });
        let command = triage::Accept {
            checklist: triage::Checklist {
                content_clear: true,
                identity_complete: true,
                media_intact: true,
                place_specific: true,
            },
            level: domain::Level::Normal,
            level_reason: None,
        };
        triage::accept(&loaded.case, &actor, command, &loaded.office(town.now())).unwrap()
    };
    let (one, other) = (accept(&first, "00070-intake"), accept(&second, "00070-head"));
    let before = town.books().0;
    pollster::block_on(async {
        store().await.commit(&one).await.unwrap();
        let late = store().await.commit(&other).await.unwrap_err();
        let problem = edge::Problem::from(late);
        assert_eq!((problem.status().as_u16(), problem.code()), (409, "stale_case"));
        let reply: serde_json::Value = serde_json::from_slice(problem.into_reply("").body_bytes().unwrap()).unwrap();
        assert_eq!(reply["state"], "accepted", "with where the case stands now");
    });
    assert_eq!(town.books().0, before + 1);
}

#[test]
fn in_a_storm_each_act_is_whole_and_the_others_are_told() {
    let town = town("2026-03-02 08:00");
    let people = ["00070-intake", "00070-head", "00070-deputy", "00070-intake", "00070-head", "00070-deputy"];
    // One decision is possible: exactly one is taken.
    for _ in 0..5 {
        let code = town.reports();
        assert_eq!(storm(&town, verification::routes, &people, "acceptance", &code, &acceptance()), (1, 5));
    }
    // Any number is possible: whoever was overtaken is told, and nothing is lost or doubled.
    let code = town.reports();
    let mut done = 0;
    for _ in 0..5 {
        done += storm(&town, verification::routes, &people, "contacts", &code, &contact()).0;
    }
    let file = town.get("00070-intake", &format!("/api/cases/{code}")).ok();
    assert_eq!(file["contacts"].as_array().unwrap().len(), done);
    town.the_books_are_in_order();
}
