//! violations, the lock, the objection, over the components' own routes.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::triage::{Accept, Checklist, Refuse, RefusalReason};
use domain::{Level, Reason, triage};
use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![oversight::routes(), submission::routes()])
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn text() -> Reason {
    Reason::new("Xác minh tại chỗ không có sự việc như phản ánh").unwrap()
}

/// Lan reports, the ward refuses.
fn refused(town: &Town) -> String {
    refuses(town, town.reports(), "00070-intake")
}

fn refuses(town: &Town, code: String, who: &str) -> String {
    let refuse = Refuse { reason: RefusalReason::Untrue, explanation: text() };
    town.acts(who, &code, |case, actor, office| triage::refuse(case, actor, refuse, office));
    code
}

fn accepted(town: &Town) {
    let code = town.reports();
    let checklist =
        Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
    let accept = Accept { checklist, level: Level::Normal, level_reason: None };
    town.acts("00070-intake", &code, |case, actor, office| triage::accept(case, actor, accept, office));
}

fn violation() -> Value {
    json!({ "kind": "false_report", "reason": "Xác minh tại chỗ: không có vỉa hè nào bị sụt." })
}

#[track_caller]
fn violates(town: &Town) -> String {
    let code = refused(town);
    town.done("00070-intake", "violations", &code, violation())["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn objects(town: &Town, violation: &str) -> String {
    let body = json!({ "violation": violation, "text": "Tôi đã chụp ảnh tại chỗ, vỉa hè bị sụt thật." });
    post(town, "citizen-lan", "/api/me/conduct/objections", &body).ok()["id"].as_str().unwrap().to_owned()
}

fn decides(town: &Town, who: &str, objection: &str, upheld: bool) -> Answer {
    let body = json!({ "upheld": upheld, "reason": "Đã xem lại ảnh và biên bản của hai bên." });
    post(town, who, &format!("/api/conduct/objections/{objection}/decision"), &body)
}

fn conduct(town: &Town) -> oversight::OwnConduct {
    let own = town.get("citizen-lan", "/api/me/conduct").ok();
    serde_json::from_value(own).expect("the answer is what the description says")
}

fn sends(town: &Town, key: &str) -> Answer {
    let request = edge::Request::new(
        Method::POST,
        "/api/reports",
        json!({
            "kind": "field", "category": "duong-ha-tang", "text": "Ổ gà sâu giữa đường trước số 12.",
            "address": "Số 12 phố Hàng Bài", "ward": "00070", "happened_at": town.now().to_rfc3339(),
            "media": [town.uploads("citizen-lan")],
        })
        .to_string(),
    )
    .header("authorization", &format!("Bearer {}", town.token("citizen-lan")))
    .header("content-type", "application/json")
    .header("idempotency-key", key);
    answer(&submission::routes(), request, town.now())
}

#[test]
fn the_fourth_in_a_row_locks_the_account_and_it_can_still_read_and_object() {
    let town = town("2026-03-02 09:00");
    let own = conduct(&town);
    assert_eq!((own.in_row, own.in_row_max, own.violations.len()), (0, 3, 0));
    let sent = sends(&town, "key-before");
    assert_eq!(sent.status, 201, "{}", sent.json);
    let violations: Vec<String> = (0..4).map(|_| violates(&town)).collect();
    let own = conduct(&town);
    assert_eq!((own.locked_until.as_deref(), own.in_row), (Some("2026-04-01T09:00:00+07:00"), 0));
    assert_eq!(own.violations.len(), 4);

    let before = town.books();
    let locked = sends(&town, "key-locked");
    assert_eq!((locked.status, locked.json["code"].as_str()), (403, Some("account_locked")), "{}", locked.json);
    assert_eq!(locked.json["article"], "Điều 27 khoản 3");
    assert!(locked.json["detail"].as_str().unwrap().contains("09:00 ngày 01/04/2026"), "{}", locked.json);
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    // What was sent before is found again with its key.
    assert_eq!(sends(&town, "key-before").status, 200);
    let notices = town.get("citizen-lan", "/api/notices?limit=100").ok();
    let told = |topic: &str| notices["notices"].as_array().unwrap().iter().filter(|one| one["topic"] == topic).count();
    assert_eq!((told("violation_recorded"), told("account_locked")), (3, 1));

    let list = town.get("pvhcc-centre", "/api/conduct/locks").ok();
    assert_eq!(list["locks"][0]["name"], town.name_of("citizen-lan"));
    serde_json::from_value::<oversight::Locks>(list).expect("the answer is what the description says");

    // One falls, the row falls below four, the lock is lifted.
    let objection = objects(&town, &violations[1]);
    assert_eq!(decides(&town, "pvhcc-centre", &objection, true).status, 200);
    let own = conduct(&town);
    assert_eq!((own.locked_until, own.in_row), (None, 3));
    assert_eq!(own.violations[1].objection.as_ref().unwrap().state, "upheld");
    assert!(!own.violations[1].counts && own.violations[2].counts);
    assert_eq!(sends(&town, "key-after").status, 201);
    town.the_books_are_in_order();
}

#[test]
fn an_accepted_report_in_between_ends_the_row() {
    let town = town("2026-03-02 09:00");
    for _ in 0..3 {
        violates(&town);
    }
    accepted(&town);
    assert_eq!(conduct(&town).in_row, 0);
    for _ in 0..3 {
        violates(&town);
    }
    assert_eq!(conduct(&town).locked_until, None);
    violates(&town);
    assert!(conduct(&town).locked_until.is_some());
    town.the_books_are_in_order();
}

#[test]
fn a_lock_ends_by_itself_and_the_sweep_says_so_once() {
    let town = town("2026-03-02 09:00");
    for _ in 0..4 {
        violates(&town);
    }
    let sweep = || pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap();
    town.clock_moves_to("2026-04-01 08:59");
    assert_eq!(sends(&town, "key-early").status, 403);
    assert_eq!(sweep().unlocked, 0);
    town.clock_moves_to("2026-04-01 09:00");
    assert_eq!(sends(&town, "key-in-time").status, 201, "whether or not the sweep ran");
    assert_eq!(conduct(&town).locked_until, None);
    assert_eq!((sweep().unlocked, sweep().unlocked), (1, 0));
    let notices = town.get("citizen-lan", "/api/notices?limit=100").ok();
    let unlocked = notices["notices"].as_array().unwrap().iter().filter(|n| n["topic"] == "account_unlocked");
    assert_eq!(unlocked.count(), 1);
    town.the_books_are_in_order();
}

#[test]
fn who_is_judged_and_who_recorded_do_not_judge_and_the_rest_learns_nothing() {
    let town = town("2026-03-02 09:00");
    let objection = objects(&town, &violates(&town));
    // The ward's superior in this matter decides; so may the Centre. To everybody else there is no objection.
    for who in ["00070-head", "00004-head", "00070-intake", "citizen-lan", "citizen-minh"] {
        assert_eq!(decides(&town, who, &objection, true).status, 404, "{who}");
    }
    assert_eq!(decides(&town, "", &objection, true).status, 401);
    town.gives("00070-intake", "pvhcc", "centre");
    let own = decides(&town, "00070-intake", &objection, true);
    assert_eq!((own.status, own.json["code"].as_str()), (403, Some("own_review")));
    let queue = town.get("so-xay-dung-head", "/api/conduct/objections?unit=so-xay-dung").ok();
    assert_eq!(queue["objections"][0]["id"], objection);
    assert!(!queue.to_string().contains("citizen-lan"), "the person is not named: {queue}");
    serde_json::from_value::<oversight::Objections>(queue).expect("the answer is what the description says");
    let notices = town.get("so-xay-dung-head", "/api/notices").ok();
    assert_eq!(notices["notices"][0]["topic"], "objection_received");
    assert_eq!(town.get("00070-head", "/api/conduct/objections?unit=so-xay-dung").status, 403);
    assert_eq!(town.get("00070-head", "/api/conduct/objections").fields(), [field("unit", "missing")]);
    assert_eq!(town.get("citizen-lan", "/api/conduct/objections").status, 403);
    assert_eq!(decides(&town, "so-xay-dung-head", &objection, false).status, 200);
    let again = decides(&town, "pvhcc-centre", &objection, true);
    assert_eq!((again.status, again.json["code"].as_str()), (409, Some("objection_decided")));
    assert_eq!(town.get("pvhcc-centre", "/api/conduct/objections").ok()["objections"], json!([]));
    assert_eq!(conduct(&town).violations[0].objection.as_ref().unwrap().decision.as_deref(), Some("Đã xem lại ảnh và biên bản của hai bên."));
    town.the_books_are_in_order();
}

#[test]
fn only_the_desk_that_refused_records_and_the_desk_reads_what_it_recorded() {
    let town = town("2026-03-02 09:00");
    let code = refused(&town);
    for (who, status) in [("00004-intake", 404), ("citizen-minh", 404), ("00070-handler", 403), ("citizen-lan", 403), ("", 401)] {
        assert_eq!(town.does(who, "violations", &code, &violation()).status, status, "{who}");
    }
    assert_eq!(
        town.bad_fields("00070-intake", "violations", &code, json!({ "kind": "rude", "reason": "ngắn", "evidence": ["x"] })),
        [field("kind", "unknown_choice"), field("reason", "too_short"), field("evidence[0]", "unknown_media")]
    );
    assert_eq!(town.bad_fields("00070-intake", "violations", &code, json!({})), [field("kind", "missing"), field("reason", "missing")]);
    assert_eq!(town.bad_fields("00070-intake", "violations", &code, json!({ "kind": 7 })), [field("kind", "wrong_type")]);
    assert_eq!(town.bad_fields("00070-intake", "violations", &code, json!({ "who": "x" })), [field("who", "unknown_field")]);

    let mut shown = violation();
    shown["evidence"] = json!([town.uploads("00070-intake")]);
    town.done("00070-intake", "violations", &code, shown.clone());
    town.refused("00070-head", "violations", &code, violation(), 409, "violation_already_recorded");
    // One file shows one thing.
    let other = refused(&town);
    assert_eq!(town.bad_fields("00070-intake", "violations", &other, shown), [field("evidence[0]", "unknown_media")]);
    let list = town.get("00070-head", &format!("/api/cases/{code}/violations")).ok();
    assert_eq!(list["violations"][0]["recorded_by"], town.name_of("00070-intake"));
    serde_json::from_value::<oversight::CaseViolations>(list).expect("the answer is what the description says");
    assert_eq!(town.get("citizen-lan", &format!("/api/cases/{code}/violations")).status, 404);
    let own = conduct(&town);
    assert_eq!(own.violations[0].media.len(), 1);
    // Who may have the file is decided by this.
    let id = domain::MediaId::new(own.violations[0].media[0].id.clone());
    let used = pollster::block_on(async { store().await.media(&id, town.now()).await }).unwrap().unwrap().used.unwrap();
    assert_eq!((used.unit.as_str(), used.reporter.as_str()), ("00070", "citizen-lan"));
    assert_eq!(used.purpose, store::media::MediaPurpose::Conduct);
    assert_eq!(used.reviewer.unwrap().as_str(), "so-xay-dung");
    assert!(!used.published);
    assert!(!format!("{own:?}").contains("00070-intake"), "no officer is named");
    town.the_books_are_in_order();
}

#[test]
fn an_objection_is_made_once_to_ones_own_violation() {
    let town = town("2026-03-02 09:00");
    let id = violates(&town);
    let path = "/api/me/conduct/objections";
    let good = json!({ "violation": id, "text": "Tôi đã chụp ảnh tại chỗ, vỉa hè bị sụt thật." });
    let before = town.books();
    assert_eq!(post(&town, "citizen-minh", path, &good).fields(), [field("violation", "unknown_violation")]);
    assert_eq!(post(&town, "citizen-lan", path, &json!({ "text": "ngắn" })).fields(), [field("violation", "missing"), field("text", "too_short")]);
    assert_eq!(post(&town, "citizen-lan", path, &json!({ "violation": "none", "text": "Tôi không đồng ý với việc này." })).fields(), [field("violation", "unknown_violation")]);
    assert_eq!(post(&town, "citizen-lan", path, &json!({ "violation": 1 })).fields(), [field("violation", "wrong_type")]);
    assert_eq!(post(&town, "", path, &good).status, 401);
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    objects(&town, &id);
    let again = post(&town, "citizen-lan", path, &good);
    assert_eq!((again.status, again.json["code"].as_str()), (409, Some("already_objected")));
    let objection = conduct(&town).violations[0].objection.clone().unwrap().id;
    let bad = post(&town, "pvhcc-centre", &format!("/api/conduct/objections/{objection}/decision"), &json!({ "reason": "ngắn" }));
    assert_eq!(bad.fields(), [field("upheld", "missing"), field("reason", "too_short")]);
    assert_eq!(post(&town, "pvhcc-centre", "/api/conduct/objections/none/decision", &json!({ "upheld": true, "reason": "Không có ý kiến này." })).status, 404);
}

#[test]
fn the_centre_reads_a_record_and_hands_it_on() {
    let town = town("2026-03-02 09:00");
    objects(&town, &violates(&town));
    let queue = town.get("pvhcc-centre", "/api/conduct/objections").ok();
    let id = queue["objections"][0]["conduct"].as_str().unwrap();
    let path = format!("/api/conduct/records/{id}");
    for who in ["00070-head", "citizen-lan"] {
        assert_eq!(town.get(who, &path).status, 404, "{who}");
    }
    let referral = json!({ "body": "Công an thành phố Hà Nội", "reason": "Có dấu hiệu vu khống, kèm bằng chứng trong hồ sơ." });
    assert_eq!(post(&town, "00070-head", &format!("{path}/referral"), &referral).status, 404);
    assert_eq!(post(&town, "pvhcc-centre", &format!("{path}/referral"), &json!({})).fields(), [field("body", "missing"), field("reason", "missing")]);
    assert_eq!(post(&town, "pvhcc-centre", &format!("{path}/referral"), &referral).status, 200);
    let record = town.get("pvhcc-centre", &path).ok();
    assert_eq!(record["referrals"][0]["body"], "Công an thành phố Hà Nội");
    serde_json::from_value::<oversight::ConductRecord>(record).expect("the answer is what the description says");
    let own = town.get("citizen-lan", "/api/me/conduct").ok();
    assert!(!own.to_string().contains("Công an"), "{own}");
    assert_eq!(town.get("00070-head", "/api/conduct/locks").status, 403);
    assert_eq!(town.get("pvhcc-centre", "/api/conduct/locks?limit=0&after=x").fields().len(), 2);
    town.the_books_are_in_order();
}

#[test]
fn of_two_officers_who_record_at_once_one_does_and_the_other_is_told() {
    let town = town("2026-03-02 09:00");
    let code = refused(&town);
    let tokens: Vec<String> = ["00070-intake", "00070-head"].iter().cycle().take(8).map(|who| town.token(who)).collect();
    let gate = std::sync::Barrier::new(tokens.len());
    let (now, path) = (town.now(), format!("/api/cases/{code}/violations"));
    let record = |token: &String| {
        let request = edge::Request::new(Method::POST, &path, violation().to_string())
            .header("authorization", &format!("Bearer {token}"))
            .header("content-type", "application/json");
        gate.wait();
        answer(&oversight::routes(), request, now)
    };
    let record = &record;
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens.iter().map(|token| scope.spawn(move || record(token))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for late in answers.iter().filter(|answer| answer.status != 200) {
        let code = late.json["code"].as_str().unwrap();
        assert!(late.status == 409 && ["stale_record", "violation_already_recorded"].contains(&code), "{}", late.json);
    }
    assert_eq!(conduct(&town).violations.len(), 1);
    town.the_books_are_in_order();
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&oversight::routes(), &oversight::openapi()), [""; 0]);
}

/// also what nobody objected to and what locks nobody can be handed to the authorities.
#[test]
fn the_centre_finds_every_record_and_hands_a_serious_one_on() {
    let town = town("2026-03-02 09:00");
    assert_eq!(town.get("pvhcc-centre", "/api/conduct/records").ok(), json!({ "records": [], "next": null }));
    violates(&town);
    town.clock_moves_to("2026-03-02 10:00");
    let code = refuses(
        &town,
        town.reports_that("Cột điện trước nhà số 5 sắp đổ, rất nguy hiểm.", |report| {
            report.reporter = domain::AccountId::new("citizen-minh");
        }),
        "00070-intake",
    );
    town.done("00070-intake", "violations", &code, json!({ "kind": "abuse", "reason": "Bịa đặt để xúc phạm chủ nhà số 5." }));

    let page = town.get("pvhcc-centre", "/api/conduct/records?limit=1").ok();
    let listed: oversight::ConductRecords = serde_json::from_value(page).expect("the answer is what the description says");
    let [latest] = &listed.records[..] else { panic!("{listed:?}") };
    assert_eq!((latest.name.as_deref(), latest.last.kind.as_str()), (Some(town.name_of("citizen-minh").as_str()), "abuse"));
    assert_eq!((latest.violations, latest.in_row, &latest.locked_until, &latest.referred_at), (1, 1, &None, &None));
    let rest = town.get("pvhcc-centre", &format!("/api/conduct/records?after={}", listed.next.unwrap())).ok();
    assert_eq!((&rest["records"][0]["name"], &rest["next"]), (&json!(town.name_of("citizen-lan")), &Value::Null));

    let referral = json!({ "body": "Công an thành phố Hà Nội", "reason": "Có dấu hiệu vu khống, kèm bằng chứng trong hồ sơ." });
    post(&town, "pvhcc-centre", &format!("/api/conduct/records/{}/referral", latest.id), &referral).ok();
    let again = town.get("pvhcc-centre", "/api/conduct/records").ok();
    assert_eq!(again["records"][0]["referred_at"], "2026-03-02T10:00:00+07:00");
    for who in ["00070-head", "citizen-lan"] {
        assert_eq!(town.get(who, "/api/conduct/records").status, 403, "{who}");
    }
    assert_eq!(town.get("", "/api/conduct/records").status, 401);
    assert_eq!(town.get("pvhcc-centre", "/api/conduct/records?limit=0&after=x").fields().len(), 2);
    town.the_books_are_in_order();
}

/// name and code of a confidential case stand together in the reply to a look, and nowhere else.
#[test]
fn a_record_with_a_confidential_case_does_not_name_its_sender() {
    let town = town("2026-03-02 09:00");
    let hide = |report: &mut domain::Report| report.confidential = true;
    let hidden = refuses(&town, town.reports_that("Cán bộ để xe nổ máy hàng giờ trước trụ sở.", hide), "00070-intake");
    let id = town.done("00070-intake", "violations", &hidden, violation())["id"].as_str().unwrap().to_owned();
    objects(&town, &id);
    for _ in 0..3 {
        violates(&town);
    }
    let queue = town.get("pvhcc-centre", "/api/conduct/objections").ok();
    let record = queue["objections"][0]["conduct"].as_str().unwrap();
    let paths = [
        "/api/conduct/objections".to_owned(),
        "/api/conduct/locks".to_owned(),
        "/api/conduct/records".to_owned(),
        format!("/api/conduct/records/{record}"),
    ];
    for path in &paths {
        let text = town.get("pvhcc-centre", path).ok().to_string();
        assert!(!text.contains(&town.name_of("citizen-lan")) && !text.contains("citizen-lan"), "{path}: {text}");
    }
    assert_eq!(town.get("pvhcc-centre", &paths[1]).ok()["locks"][0]["name"], Value::Null);
    assert_eq!(conduct(&town).violations.len(), 4, "the person reads all of it");
}

/// an initiative is refused by the Centre's own desk; the rest of the Centre hears the objection.
#[test]
fn an_objection_to_what_the_centre_recorded_is_decided() {
    let town = town("2026-03-02 09:00");
    let code = refuses(
        &town,
        town.reports_that("Xây cầu kính quanh hồ Hoàn Kiếm để ngắm cảnh.", |report| {
            report.kind = domain::Kind::Initiative;
            report.category = domain::CategoryCode::new("sk-khac");
        }),
        "pvhcc-intake",
    );
    let id = town.done("pvhcc-intake", "violations", &code, violation())["id"].as_str().unwrap().to_owned();
    let objection = objects(&town, &id);
    let notices = town.get("pvhcc-centre", "/api/notices").ok();
    assert_eq!(notices["notices"][0]["topic"], "objection_received");
    town.gives("pvhcc-intake", "pvhcc", "centre");
    let own = decides(&town, "pvhcc-intake", &objection, true);
    assert_eq!((own.status, own.json["code"].as_str()), (403, Some("own_review")));
    assert_eq!(decides(&town, "pvhcc-centre", &objection, true).status, 200);
    assert_eq!(conduct(&town).violations[0].objection.as_ref().unwrap().state, "upheld");
    town.the_books_are_in_order();
}
