//! Initiatives from distribution to the last milestone, and what the public says to them (Điều 9).

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::{CategoryCode, Kind};
use edge::Method;
use initiatives::{Comments, Initiative, Initiatives};
use serde_json::{Value, json};
use support::*;
use verification::case_file::CaseFile;

const UNIT: &str = "so-khcn";

fn town() -> Town {
    let routes = vec![initiatives::routes(), verification::routes(), assignment::routes(), approval::routes()];
    Town::at("2026-03-02 08:00", routes)
}

fn sent(town: &Town) -> String {
    town.reports_that("Đặt trạm sạc xe đạp điện ở bến xe buýt, gọi tôi 0912 345 678.", |report| {
        report.kind = Kind::Initiative;
        report.category = CategoryCode::new("sk-do-thi");
    })
}

/// Distributed by the Centre, and an officer works on it.
fn handled(town: &Town) -> String {
    let code = sent(town);
    town.done("pvhcc-intake", "acceptance", &code, acceptance());
    town.done("pvhcc-head", "dispatch", &code, json!({ "to": UNIT }));
    town.done("so-khcn-head", "assignment", &code, json!({ "handler": "so-khcn-handler" }));
    code
}

fn evaluation() -> Value {
    json!({ "feasibility": "high", "feasibility_reason": "Đã có nguồn điện tại các bến.", "fit": "medium", "fit_reason": "Nhu cầu tập trung ở nội đô." })
}

fn views(until: &str) -> Value {
    json!({ "teaser": "Đặt trạm sạc xe đạp điện ở bến xe buýt, hỏi 0912 345 678.", "until": until })
}

fn adopted() -> Value {
    json!({
        "conclusion": "Đề nghị áp dụng, thí điểm tại ba bến xe buýt.", "decision": "adopt",
        "plan": {
            "text": "Lắp hai mươi trạm sạc tại ba bến xe buýt, liên hệ 0912 345 678.", "from": "2026-04-01", "to": "2026-09-30",
            "responsible": "Phòng Quản lý công nghệ",
            "milestones": [
                { "title": "Thí điểm một bến", "due_on": "2026-05-31" },
                { "title": "Đủ ba bến", "due_on": "2026-09-30" },
            ],
        },
    })
}

fn declined() -> Value {
    json!({ "conclusion": "Đề nghị chưa áp dụng trong năm nay.", "decision": "decline", "reasons": "Chưa có quy chuẩn an toàn cho trạm sạc công cộng." })
}

/// From the draft to the published answer.
fn answered(town: &Town, code: &str, draft: Value) {
    town.done("so-khcn-handler", "draft", code, draft);
    town.done("so-khcn-head", "approval", code, json!({}));
    let evidence = town.uploads("so-khcn-handler");
    town.done("so-khcn-handler", "result", code, json!({ "result": "Đã báo cáo Ủy ban và trả lời người gửi.", "evidence": [evidence] }));
    town.done("so-khcn-head", "publication", code, json!({}));
}

fn say(town: &Town, who: &str, method: Method, code: &str, what: &str, body: Option<Value>) -> Answer {
    town.send(who, method, &format!("/api/public/initiatives/{code}/{what}"), body.map(|body| body.to_string()))
}

fn comment(town: &Town, who: &str, code: &str, text: &str) -> Answer {
    say(town, who, Method::POST, code, "comments", Some(json!({ "text": text })))
}

fn read(town: &Town, who: &str, code: &str) -> Initiative {
    serde_json::from_value(town.get(who, &format!("/api/public/initiatives/{code}")).ok()).unwrap()
}

fn listed(town: &Town, query: &str) -> Initiatives {
    serde_json::from_value(town.get("", &format!("/api/public/initiatives{query}")).ok()).unwrap()
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&initiatives::routes(), &initiatives::openapi()), Vec::<String>::new());
}

#[test]
fn the_centre_distributes_to_any_unit_of_the_city() {
    let town = town();
    for unit in ["so-khcn", "00070", "00004"] {
        let code = sent(&town);
        town.done("pvhcc-intake", "acceptance", &code, acceptance());
        let dispatched = town.done("pvhcc-head", "dispatch", &code, json!({ "to": unit }));
        assert_eq!((&dispatched["unit"], &dispatched["due_at"]), (&json!(unit), &json!("2026-04-13T17:00:00+07:00")));
    }
    // A case of another kind goes from the Centre to wards only, as before.
    let street = town.reports_that("Nhân viên tiếp dân trả lời thiếu tôn trọng người dân.", |_| {});
    town.done("00070-intake", "forwarding", &street, reason());
    town.done("so-xay-dung-intake", "forwarding", &street, reason());
    town.done("pvhcc-intake", "acceptance", &street, acceptance());
    let fields = town.bad_fields("pvhcc-head", "dispatch", &street, json!({ "to": "so-khcn" }));
    assert_eq!(fields, [field("to", "not_a_dispatch_target")]);
    town.the_books_are_in_order();
}

#[test]
fn an_initiative_is_weighed_put_before_the_public_adopted_and_carried_out() {
    let town = town();
    let code = handled(&town);
    assert_eq!(town.get("", &format!("/api/public/initiatives/{code}")).status, 404, "not public yet");
    town.refused("so-khcn-handler", "draft", &code, adopted(), 409, "evaluation_missing");
    town.done("so-khcn-handler", "evaluation", &code, evaluation());
    town.done("so-khcn-head", "views", &code, views("2026-03-06T17:00:00+07:00"));
    town.refused("so-khcn-handler", "draft", &code, adopted(), 409, "views_open");

    let open = read(&town, "", &code);
    assert!(open.text.contains("[đã ẩn]") && !open.text.contains("0912"), "{}", open.text);
    assert!(open.views.as_ref().unwrap().open && open.yours.is_none() && open.decision.is_none());
    assert_eq!(say(&town, "citizen-minh", Method::PUT, &code, "support", None).ok(), json!({ "supports": 1, "supported": true }));
    assert_eq!(comment(&town, "citizen-minh", &code, "Rất cần ở bến Giáp Bát, gọi 0987 654 321.").status, 201);

    town.clock_moves_to("2026-03-06 17:00"); // the call ends by itself
    answered(&town, &code, adopted());
    let public = read(&town, "citizen-minh", &code);
    assert_eq!((public.decision.as_deref(), public.supports, public.comments), (Some("adopt"), 1, 1));
    assert!(public.yours.is_some_and(|yours| yours.supported && yours.commented));
    let plan = public.plan.unwrap();
    assert!(!plan.text.contains("0912"), "{}", plan.text);
    let stones: Vec<_> = plan.milestones.iter().map(|m| (m.number, m.due_on.as_str(), m.progress.as_deref())).collect();
    assert_eq!(stones, [(1, "2026-05-31", None), (2, "2026-09-30", None)]);

    let photo = town.uploads("so-khcn-handler");
    let done = json!({ "milestone": 1, "progress": "done", "note": "Đã lắp sáu trạm.", "media": [town.uploads_a("video/mp4", "so-khcn-handler"), photo] });
    town.done("so-khcn-handler", "progress", &code, done);
    town.clock_moves_to("2026-10-01 09:00");
    town.acts("citizen-lan", &code, |case, _, office| domain::aftercare::close(case, office));
    let late = json!({ "milestone": 2, "progress": "late", "note": "Chờ nguồn điện ở bến thứ ba." });
    assert_eq!(town.done("so-khcn-head", "progress", &code, late)["state"], "closed"); // the plan goes on
    let public = read(&town, "", &code);
    let stones: Vec<_> = public.plan.unwrap().milestones.into_iter().map(|m| m.progress).collect();
    assert_eq!(stones, [Some("done".to_owned()), Some("late".to_owned())]);
    assert_eq!(public.reports.len(), 2);
    let shown: Vec<_> = public.reports[1].media.iter().map(|file| file.id.as_str()).collect();
    assert_eq!(shown, [photo.as_str()], "videos are public to nobody");

    let file: CaseFile = serde_json::from_value(town.get("so-khcn-head", &format!("/api/cases/{code}")).ok()).unwrap();
    let desk = file.initiative.unwrap();
    assert_eq!((desk.evaluations.len(), desk.decisions.len(), desk.milestones.len()), (1, 1, 2));
    town.the_books_are_in_order();
}

#[test]
fn an_initiative_may_be_declined_with_reasons_and_without_asking_anybody() {
    let town = town();
    let code = handled(&town);
    town.done("so-khcn-handler", "evaluation", &code, evaluation());
    answered(&town, &code, declined());
    let public = read(&town, "", &code);
    assert_eq!((public.decision.as_deref(), public.plan.is_some(), public.views.is_some()), (Some("decline"), false, false));
    assert!(public.reasons.unwrap().contains("quy chuẩn an toàn"));
    let progress = json!({ "milestone": 1, "progress": "done" });
    town.refused("so-khcn-handler", "progress", &code, progress, 422, "no_such_milestone");
    town.the_books_are_in_order();
}

#[test]
fn each_verified_account_supports_once_and_comments_once() {
    let town = town();
    let code = handled(&town);
    town.done("so-khcn-head", "views", &code, views("2026-03-06T17:00:00+07:00"));
    let support = |who: &str, method: Method| say(&town, who, method, &code, "support", None);
    for _ in 0..2 {
        assert_eq!(support("citizen-minh", Method::PUT).ok(), json!({ "supports": 1, "supported": true }));
    }
    assert_eq!(support("citizen-hoa", Method::PUT).ok()["supports"], 2);
    for _ in 0..2 {
        assert_eq!(support("citizen-hoa", Method::DELETE).ok(), json!({ "supports": 1, "supported": false }));
    }
    let refused = |answer: Answer| (answer.status, answer.json["code"].as_str().unwrap().to_owned());
    assert_eq!(refused(support("citizen-new", Method::PUT)), (403, "identity_not_verified".to_owned()));
    assert_eq!(refused(support("", Method::PUT)), (401, "not_signed_in".to_owned()));

    let made = comment(&town, "citizen-minh", &code, "Rất cần, gọi 0987 654 321 để góp ý thêm.");
    assert_eq!((made.status, made.json["text"].as_str()), (201, Some("Rất cần, gọi [đã ẩn] để góp ý thêm.")));
    assert_eq!(refused(comment(&town, "citizen-minh", &code, "Tôi xin nói thêm một lần.")), (409, "already_commented".to_owned()));
    assert_eq!(refused(comment(&town, "citizen-new", &code, "Tôi cũng đồng ý với ý này.")), (403, "identity_not_verified".to_owned()));
    assert_eq!(refused(comment(&town, "", &code, "Tôi cũng đồng ý với ý này.")), (401, "not_signed_in".to_owned()));
    assert_eq!(comment(&town, "citizen-hoa", &code, "ngắn").fields(), [field("text", "too_short")]);
    assert_eq!(comment(&town, "citizen-hoa", &code, &"x".repeat(1001)).fields(), [field("text", "too_long")]);
    let wrong = say(&town, "citizen-hoa", Method::POST, &code, "comments", Some(json!({ "text": 5 })));
    assert_eq!(wrong.fields().len(), 1);
    let unknown = say(&town, "citizen-hoa", Method::POST, &code, "comments", Some(json!({ "text": "Rất nên làm sớm.", "x": 1 })));
    assert_eq!(unknown.fields().len(), 1);

    // Nobody is named, to anybody.
    let shown = town.get("", &format!("/api/public/initiatives/{code}/comments")).ok();
    let file = town.get("so-khcn-head", &format!("/api/cases/{code}")).ok();
    for text in [shown.to_string(), file.to_string()] {
        assert!(!text.contains("citizen-minh") && !text.contains(&town.name_of("citizen-minh")), "{text}");
    }
    // A code of no public initiative does not exist here.
    for method in [Method::PUT, Method::DELETE] {
        assert_eq!(say(&town, "citizen-minh", method, "HN26-ZZZZZZZZ", "support", None).status, 404);
    }
    town.clock_moves_to("2026-03-06 17:00");
    assert_eq!(refused(support("citizen-hoa", Method::PUT)), (409, "no_views".to_owned()));
    assert_eq!(refused(support("citizen-minh", Method::DELETE)), (409, "no_views".to_owned()));
    assert_eq!(refused(comment(&town, "citizen-hoa", &code, "Tôi cũng đồng ý với ý này.")), (409, "no_views".to_owned()));
    assert_eq!(read(&town, "", &code).supports, 1);
    town.the_books_are_in_order();
}

#[test]
fn many_support_at_the_same_moment_and_each_is_counted_once() {
    let town = town();
    let code = handled(&town);
    town.done("so-khcn-head", "views", &code, views("2026-03-06T17:00:00+07:00"));
    let people: Vec<String> = (0..12).map(|n| format!("voice-{n}")).collect();
    for who in &people {
        town.db
            .execute("INSERT INTO accounts(id, name, verified_at, verified_by, created_at) VALUES (?1, ?1, 0, 'demo', 0)", [who])
            .unwrap();
    }
    let tokens: Vec<String> = people.iter().map(|who| town.token(who)).collect();
    let (now, path) = (town.now(), format!("/api/public/initiatives/{code}/support"));
    std::thread::scope(|scope| {
        for token in tokens.iter().chain(&tokens) {
            let path = &path;
            scope.spawn(move || {
                let request = edge::Request::new(Method::PUT, path, "").header("authorization", &format!("Bearer {token}"));
                let answer = answer(&initiatives::routes(), request, now);
                assert_eq!(answer.status, 200, "{}", answer.json);
            });
        }
    });
    assert_eq!(read(&town, "", &code).supports, 12);
    town.the_books_are_in_order();
}

#[test]
fn the_head_hides_a_comment_with_a_reason() {
    let town = town();
    let code = handled(&town);
    town.done("so-khcn-head", "views", &code, views("2026-03-06T17:00:00+07:00"));
    comment(&town, "citizen-minh", &code, "Bán xe đạp điện giá rẻ nhất.");
    town.clock_moves_to("2026-03-02 09:00");
    comment(&town, "citizen-hoa", &code, "Nên có mái che cho trạm sạc.");
    let file: CaseFile = serde_json::from_value(town.get("so-khcn-head", &format!("/api/cases/{code}")).ok()).unwrap();
    let id = file.initiative.unwrap().comments.into_iter().find(|one| one.text.contains("giá rẻ")).unwrap().id;
    let hide = |id: &str| json!({ "comment": id, "reason": "Quảng cáo, không phải ý kiến góp ý." });
    town.refused("so-khcn-handler", "hidden-comments", &code, hide(&id), 403, "not_your_role");
    town.done("so-khcn-head", "hidden-comments", &code, hide(&id));
    town.refused("so-khcn-head", "hidden-comments", &code, hide(&id), 422, "no_such_comment");
    town.refused("so-khcn-head", "hidden-comments", &code, hide("nothing"), 422, "no_such_comment");
    // However old a comment is, the public list names it.
    let shown: Comments = serde_json::from_value(town.get("", &format!("/api/public/initiatives/{code}/comments?limit=1")).ok()).unwrap();
    town.done("so-khcn-head", "hidden-comments", &code, hide(&shown.comments[0].id));
    town.clock_moves_to("2026-03-02 09:30");
    comment(&town, "citizen-lan", &code, "Trạm sạc cần có bảo vệ ban đêm.");
    // A comment on another initiative is none on this one.
    let other = handled(&town);
    town.refused("so-khcn-head", "hidden-comments", &other, hide(&id), 422, "no_such_comment");

    let shown: Comments = serde_json::from_value(town.get("", &format!("/api/public/initiatives/{code}/comments")).ok()).unwrap();
    assert_eq!(shown.comments.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Trạm sạc cần có bảo vệ ban đêm."]);
    assert_eq!(read(&town, "", &code).comments, 1);
    town.the_books_are_in_order();
}

#[test]
fn lists_are_filtered_and_come_page_by_page() {
    let town = town();
    let mut codes = Vec::new();
    for n in 0..4 {
        let code = handled(&town);
        town.done("so-khcn-handler", "evaluation", &code, evaluation());
        if n < 2 {
            // The later one ends sooner.
            town.done("so-khcn-head", "views", &code, views(&format!("2026-03-0{}T17:00:00+07:00", 6 - n)));
        } else {
            answered(&town, &code, if n == 2 { adopted() } else { declined() });
        }
        codes.push(code);
    }
    let of = |query: &str| listed(&town, query).initiatives.into_iter().map(|line| line.code).collect::<Vec<_>>();
    assert_eq!(of("?filter=open"), [codes[1].clone(), codes[0].clone()]);
    assert_eq!(of("?filter=adopted"), [codes[2].clone()]);
    assert_eq!(of("?filter=declined"), [codes[3].clone()]);
    assert_eq!(of(""), codes.iter().rev().cloned().collect::<Vec<_>>());
    let counts = listed(&town, "").counts;
    assert_eq!((counts.all, counts.open, counts.adopted, counts.declined), (4, 2, 1, 1));
    for filter in ["all", "open"] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = listed(&town, &format!("?filter={filter}&limit=1{after}"));
            seen.extend(page.initiatives.into_iter().map(|line| line.code));
            let Some(next) = page.next else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, of(&format!("?filter={filter}")), "{filter}");
    }
    let wrong = town.get("", "/api/public/initiatives?filter=nice&limit=0&after=x").fields();
    assert_eq!(wrong, [field("filter", "unknown_choice"), field("after", "not_a_cursor"), field("limit", "out_of_range")]);
    let wrong = town.get("", &format!("/api/public/initiatives/{}/comments?limit=101&after=x", codes[0])).fields();
    assert_eq!(wrong, [field("after", "not_a_cursor"), field("limit", "out_of_range")]);

    // Comments page by page, the newest first, also those of one instant.
    for who in ["citizen-minh", "citizen-hoa", "citizen-lan"] {
        assert_eq!(comment(&town, who, &codes[0], &format!("Ý kiến riêng của {who}.")).status, 201);
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/public/initiatives/{}/comments?limit=1{after}", codes[0]);
        let page: Comments = serde_json::from_value(town.get("", &path).ok()).unwrap();
        seen.extend(page.comments.into_iter().map(|one| one.text));
        let Some(next) = page.next else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn who_may_do_what_to_an_initiative() {
    let town = town();
    let code = handled(&town);
    let bodies = [
        ("evaluation", evaluation(), "so-khcn-handler"),
        ("views", views("2026-03-06T17:00:00+07:00"), "so-khcn-head"),
        ("views-end", reason(), "so-khcn-head"),
    ];
    for (what, body, may) in bodies {
        for who in ["so-khcn-intake", "so-khcn-handler2", "pvhcc-centre", "citizen-lan"] {
            let with = if (what, who) == ("evaluation", "so-khcn-handler2") { "not_your_assignment" } else { "not_your_role" };
            town.refused(who, what, &code, body.clone(), 403, with);
        }
        for who in ["00070-head", "pvhcc-head", "citizen-minh", "thanh-tra-inspector"] {
            town.refused(who, what, &code, body.clone(), 404, "not_found");
        }
        town.refused("", what, &code, body.clone(), 401, "not_signed_in");
        town.done(may, what, &code, body);
    }
    town.refused("so-khcn-head", "views-end", &code, reason(), 409, "no_views");
    // None of it belongs to a report about the street.
    let street = town.reports();
    town.done("00070-intake", "acceptance", &street, acceptance());
    town.done("00070-head", "dispatch", &street, json!({}));
    town.done("00070-head", "assignment", &street, json!({ "handler": "00070-handler" }));
    town.refused("00070-handler", "evaluation", &street, evaluation(), 422, "not_this_kind");
    town.refused("00070-head", "views", &street, views("2026-03-06T17:00:00+07:00"), 422, "not_this_kind");
    town.refused("00070-handler", "draft", &street, declined(), 422, "not_this_kind");
    // And an initiative is not answered without a decision.
    town.refused("so-khcn-handler", "draft", &code, json!({ "conclusion": "Đã xem xét sáng kiến của ông bà." }), 422, "decision_missing");
    town.the_books_are_in_order();
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town();
    let code = handled(&town);
    let head = |what: &str, body: Value| town.bad_fields("so-khcn-head", what, &code, body);
    let officer = |what: &str, body: Value| town.bad_fields("so-khcn-handler", what, &code, body);
    assert_eq!(
        officer("evaluation", json!({ "feasibility": "huge", "fit_reason": "x" })),
        [
            field("feasibility", "unknown_choice"),
            field("feasibility_reason", "missing"),
            field("fit", "missing"),
            field("fit_reason", "too_short")
        ]
    );
    assert_eq!(head("views", json!({ "teaser": "x", "until": "mai" })), [field("teaser", "too_short"), field("until", "not_an_instant")]);
    assert_eq!(head("views-end", json!({})), [field("reason", "missing")]);
    assert_eq!(head("hidden-comments", json!({ "comment": "a b" })), [field("comment", "not_an_id"), field("reason", "missing")]);
    assert_eq!(
        officer("progress", json!({ "progress": "soon", "note": "x".repeat(1001), "media": ["a", "a"] })),
        [field("milestone", "missing"), field("progress", "unknown_choice"), field("note", "too_long"), field("media", "repeated")]
    );
    for what in ["evaluation", "views", "views-end", "hidden-comments", "progress"] {
        assert_eq!(head(what, json!({ "no_such_field": 1 })).len(), 1, "{what}");
        let wrong = json!({ "feasibility": 1, "teaser": 1, "reason": 1, "milestone": "one" });
        assert_eq!(head(what, wrong).len(), 1, "{what}");
    }

    town.done("so-khcn-handler", "evaluation", &code, evaluation());
    let draft = |change: &dyn Fn(&mut Value)| {
        let mut body = adopted();
        change(&mut body);
        officer("draft", body)
    };
    assert_eq!(draft(&|body| body["decision"] = json!("perhaps")), [field("decision", "unknown_choice")]);
    assert_eq!(draft(&|body| body["decision"] = json!(null)), [field("decision", "missing")]);
    assert_eq!(draft(&|body| body["plan"] = json!(null)), [field("plan", "missing")]);
    assert_eq!(draft(&|body| body["reasons"] = json!("Vì sao lại có cả lý do ở đây.")), [field("reasons", "unknown_field")]);
    assert_eq!(draft(&|body| body["plan"]["milestones"] = json!([])), [field("plan.milestones", "too_few")]);
    assert_eq!(draft(&|body| body["plan"]["to"] = json!("2026-03-31")), [field("plan", "plan_dates")]);
    assert_eq!(
        draft(&|body| body["plan"] = json!({ "text": "ngắn", "from": "1/4/2026", "milestones": [{ "title": "x" }] })),
        [
            field("plan.text", "too_short"),
            field("plan.from", "not_a_date"),
            field("plan.to", "missing"),
            field("plan.responsible", "missing"),
            field("plan.milestones[0].title", "too_short"),
            field("plan.milestones[0].due_on", "missing"),
        ]
    );
    let mut body = declined();
    body["reasons"] = json!("Không.");
    assert_eq!(officer("draft", body), [field("reasons", "too_short")]); // at least 20 characters
    let mut body = declined();
    body["plan"] = adopted()["plan"].clone();
    assert_eq!(officer("draft", body), [field("plan", "unknown_field")]);
    town.refused("so-khcn-head", "views", &code, views("2026-03-02T08:00:00+07:00"), 422, "views_out_of_range");
    town.refused("so-khcn-head", "views", &code, views("2026-04-13T17:00:01+07:00"), 422, "views_out_of_range");
}
