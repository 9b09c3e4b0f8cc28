//! Stories of following a report: what its sender sees and does, and what everybody else does not.

mod story;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::triage::{Refuse, RefusalReason};
use domain::{MediaType, Reason};
use edge::Method;
use serde_json::{Value, json};
use story::{RESULT, ask, goes_to_approval, is_published, json_of, publishes, records, satisfactions, send_report};
use support::{Answer, Town, field};

fn town() -> Town {
    Town::at("2026-02-10 09:00", vec![submission::routes(), publication::routes()])
}

fn post(town: &Town, who: &str, code: &str, what: &str, body: Value) -> Answer {
    town.send(who, Method::POST, &format!("/api/reports/{code}/{what}"), Some(body.to_string()))
}

fn read(town: &Town, code: &str) -> Value {
    town.get("citizen-lan", &format!("/api/reports/{code}")).ok()
}

fn the_desk_asks(town: &Town, code: &str) {
    town.acts("00070-intake", code, |case, actor, office| {
        let question = Reason::new("Xin cho biết vị trí gần cột đèn nào?").unwrap();
        domain::triage::request_information(case, actor, question, office)
    });
}

#[test]
fn a_sender_sees_the_own_case_in_full() {
    let town = town();
    let code = town.reports();
    let report = read(&town, &code);
    assert_eq!(report["state"], "submitted");
    assert_eq!(report["state_name"], "chờ tiếp nhận");
    assert_eq!(report["category_name"], "Đường hỏng, ổ gà, hè phố");
    assert_eq!((&report["ward"], &report["unit"]), (&json!("00070"), &json!("00070")));
    assert!(report["ward_name"].as_str().unwrap().starts_with("Phường"));
    assert_eq!(report["submitted_at"], "2026-02-10T09:00:00+07:00");
    assert_eq!(report["due_at"], "2026-02-10T14:00:00+07:00"); // R-6.2d
    assert_eq!(report["due_clock"], "verification");
    assert_eq!(report["media"].as_array().unwrap().len(), 1);
    assert_eq!(report["media"][0]["media_type"], "image/jpeg");
    assert_eq!(report["may"], json!(["withdraw"]));
    for absent in ["result", "refusal", "rating", "question_until"] {
        assert_eq!(report[absent], Value::Null, "{absent}");
    }
    assert_eq!(report["timeline"].as_array().unwrap().len(), 1);
    assert_eq!(report["timeline"][0]["act_name"], "gửi phản ánh");
    assert_eq!(report["timeline"][0]["by_you"], true);
    // Codes are read without regard to capitals.
    assert_eq!(town.get("citizen-lan", &format!("/api/reports/{}", code.to_lowercase())).ok(), report);
}

#[test]
fn anothers_report_does_not_exist() {
    let town = town();
    let code = town.reports();
    for who in ["citizen-minh", "00070-head", "pvhcc-centre", "admin"] {
        assert_eq!(town.get(who, &format!("/api/reports/{code}")).status, 404, "{who}");
    }
    assert_eq!(town.get("", &format!("/api/reports/{code}")).status, 401);
    assert_eq!(town.get("citizen-lan", "/api/reports/HN26-00000000").status, 404);
    assert_eq!(town.get("citizen-lan", "/api/reports/x%27--").status, 404);

    let before = town.books();
    let acts = [
        ("information", json!({ "answer": "Gần cột đèn số 12, phía bên phải." })),
        ("withdrawal", support::reason()),
        ("question", json!({ "question": "Khi nào thì lát lại xong vỉa hè?" })),
    ];
    for (what, body) in &acts {
        // To a stranger there is no such case; the officer knows it and learns whose act it is.
        assert_eq!(post(&town, "citizen-minh", &code, what, body.clone()).status, 404, "{what}");
        let officer = post(&town, "00070-head", &code, what, body.clone());
        assert_eq!((officer.status, officer.json["code"].as_str()), (403, Some("not_yours")), "{what}");
        assert_eq!(post(&town, "", &code, what, body.clone()).status, 401, "{what}");
    }
    let rating = json!({ "satisfaction": "satisfied" }).to_string();
    let target = format!("/api/reports/{code}/rating");
    assert_eq!(town.send("citizen-minh", Method::PUT, &target, Some(rating.clone())).status, 404);
    assert_eq!(town.send("00070-head", Method::PUT, &target, Some(rating)).status, 403);
    assert_eq!(town.books(), before);
}

#[test]
fn the_desk_asks_and_the_citizen_answers() {
    // R-7.1b
    let town = town();
    let code = town.reports();
    let answer = json!({ "answer": "Gần cột đèn số 12, phía bên phải." });
    let early = post(&town, "citizen-lan", &code, "information", answer.clone());
    assert_eq!(early.status, 409, "nobody asked: {}", early.json);

    the_desk_asks(&town, &code);
    let report = read(&town, &code);
    assert_eq!(report["may"], json!(["provide_information", "withdraw"]));
    assert_eq!(report["information_requests"][0]["waiting"], true);
    assert_eq!(report["information_requests"][0]["answer"], Value::Null);
    assert!(report["information_requests"][0]["question"].as_str().unwrap().contains("cột đèn"));

    let foreign = town.uploads("citizen-minh");
    let before = town.books();
    let wrong = post(&town, "citizen-lan", &code, "information", json!({ "answer": "ngắn", "media": [foreign] }));
    assert_eq!(wrong.fields(), [field("answer", "too_short"), field("media[0]", "unknown_media")]);
    assert_eq!(post(&town, "citizen-lan", &code, "information", json!({})).fields(), [field("answer", "missing")]);
    assert_eq!(town.books(), before);

    town.clock_moves_to("2026-02-10 10:00");
    let photo = town.uploads("citizen-lan");
    let mut with_photo = answer.clone();
    with_photo["media"] = json!([photo]);
    let case = post(&town, "citizen-lan", &code, "information", with_photo).ok();
    assert_eq!((case["state"].as_str(), &case["version"]), (Some("verifying"), &json!(3)));
    // Verification stopped; acceptance, 8 wh, runs on (R-7.2d).
    assert_eq!(case["due_at"], "2026-02-11T09:00:00+07:00");

    let report = read(&town, &code);
    assert_eq!(report["information_requests"][0]["waiting"], false);
    assert_eq!(report["information_requests"][0]["answered_at"], "2026-02-10T10:00:00+07:00");
    assert_eq!(report["information_media"][0]["id"], json!(photo));
    assert_eq!(report["may"], json!(["withdraw"]));
    assert_eq!(post(&town, "citizen-lan", &code, "information", answer).status, 409, "asked once, answered once");
    town.the_books_are_in_order();
}

#[test]
fn a_request_that_a_transfer_ended_waits_for_nothing() {
    let town = town();
    let code = town.reports();
    the_desk_asks(&town, &code);
    town.acts("00070-intake", &code, |case, actor, office| {
        domain::triage::forward(case, actor, Reason::new("Thuộc thẩm quyền của sở quản lý đường.").unwrap(), office)
    });
    let report = read(&town, &code);
    let request = &report["information_requests"][0];
    assert_eq!((&request["waiting"], &request["answer"], &request["answered_at"]), (&json!(false), &Value::Null, &Value::Null));
    assert_eq!(report["unit"], "so-xay-dung");
    let last = report["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["act"], "forward");
    assert!(last["reason"].as_str().unwrap().contains("thẩm quyền"));
    assert!(last["to_unit_name"].as_str().unwrap().contains("Sở"), "{last}");
}

/// R-7.2d: the desk need not wait for the answer. Once it has decided, there is nothing to answer any more.
#[test]
fn a_request_that_the_desk_did_not_wait_for_waits_for_nothing() {
    let town = town();
    let ways: [(&str, fn(&Town, &str)); 3] = [
        ("accepted", |town, code| goes_to_approval(town, code, "00070")),
        ("refused", |town, code| {
            town.acts("00070-intake", code, |case, actor, office| {
                let explanation = Reason::new("Ảnh không cho thấy vị trí cụ thể.").unwrap();
                domain::triage::refuse(case, actor, Refuse { reason: RefusalReason::Incomplete, explanation }, office)
            });
        }),
        ("withdrawn", |town, code| drop(post(town, "citizen-lan", code, "withdrawal", support::reason()).ok())),
    ];
    for (n, (how, decide)) in ways.into_iter().enumerate() {
        town.clock_moves_to(&format!("2026-02-10 09:0{n}"));
        let code = town.reports();
        the_desk_asks(&town, &code);
        let listed = || town.get("citizen-lan", "/api/reports?limit=1").ok()["reports"][0]["information_pending"].clone();
        assert_eq!(listed(), true, "{how}");
        decide(&town, &code);
        let report = read(&town, &code);
        assert_eq!(report["information_requests"][0]["waiting"], false, "{how}");
        assert_eq!(report["information_requests"][0]["answer"], Value::Null, "{how}");
        assert!(!report["may"].to_string().contains("provide_information"), "{how}");
        assert_eq!(listed(), false, "{how}");
    }
}

#[test]
fn a_refusal_shows_reason_article_and_what_can_be_done() {
    // R-7.2a: every coded reason.
    let town = town();
    for reason in RefusalReason::ALL {
        let code = town.reports();
        if *reason == RefusalReason::Unverifiable {
            for _ in 0..2 {
                town.acts("00070-intake", &code, |case, actor, office| {
                    let note = domain::Comment::new("Gọi không nghe máy, ghi chú nội bộ.").unwrap();
                    let command = domain::triage::LogContact { channel: domain::triage::Channel::Phone, reached: false, note };
                    domain::triage::log_contact(case, actor, command, office)
                });
            }
        }
        town.acts("00070-intake", &code, |case, actor, office| {
            let explanation = Reason::new("Ảnh không cho thấy vị trí cụ thể.").unwrap();
            domain::triage::refuse(case, actor, Refuse { reason: *reason, explanation }, office)
        });
        let report = read(&town, &code);
        assert_eq!(report["state"], "refused");
        assert_eq!(report["refusal"]["reason"], reason.as_str());
        assert_eq!(report["refusal"]["article"], reason.article());
        assert_eq!(report["refusal"]["explanation"], "Ảnh không cho thấy vị trí cụ thể.");
        assert!(report["refusal"]["detail"].as_str().unwrap().contains("Vui lòng"), "says what can be done");
        assert_eq!(report["may"], json!([]));
        assert!(!report.to_string().contains("nội bộ"), "{report}");
    }
}

#[test]
fn the_timeline_names_no_officer_and_shows_no_internal_note() {
    //
    let town = town();
    let code = town.reports();
    is_published(&town, &code, "00070");
    let report = read(&town, &code);
    let acts: Vec<&str> = report["timeline"].as_array().unwrap().iter().map(|step| step["act"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        ["submit", "accept", "dispatch", "assign", "draft", "approve", "record_result", "publish"]
    );
    let text = report.to_string();
    for internal in ["nội bộ", "00070-head", "00070-handler", "Dự thảo nội bộ"] {
        assert!(!text.contains(internal), "{internal}: {text}");
    }
    assert!(!text.contains(&town.name_of("00070-handler")), "{text}");
    assert!(!report["timeline"].to_string().contains(&town.name_of("00070-head")), "who answers for the result is named there alone");
}

#[test]
fn a_result_is_seen_when_it_is_published_with_the_evidence_that_stands() {
    let town = town();
    let code = town.reports();
    goes_to_approval(&town, &code, "00070");
    let poor = town.uploads("00070-handler");
    records(&town, &code, "00070", &[(poor.clone(), MediaType::Jpeg)]);
    assert_eq!(read(&town, &code)["result"], Value::Null, "not before R-12.3");
    // sent back, so the first evidence does not stand.
    let case = town.load(&code).case.id;
    let recorded = pollster::block_on(async { support::store().await.recorded_result(&case).await }).unwrap();
    town.acts("00070-head", &code, |case, actor, office| {
        let reason = Reason::new("Ảnh chưa rõ, đề nghị chụp lại.").unwrap();
        domain::publication::return_result(case, actor, &recorded, reason, office)
    });
    let good = town.uploads("00070-handler");
    let film = town.uploads_a("video/mp4", "00070-handler");
    records(&town, &code, "00070", &[(good.clone(), MediaType::Jpeg), (film.clone(), MediaType::Mp4)]);
    publishes(&town, &code, "00070");

    let report = read(&town, &code);
    assert_eq!(report["result"]["evidence"], json!([{ "id": good, "media_type": "image/jpeg" }]));
    assert_eq!(report["result"]["result"], RESULT.replace("0912 345 678", "[đã ẩn]"));
    assert!(!report.to_string().contains(&poor));
    assert!(!report.to_string().contains(&film), "videos are not public: the link would lead nowhere");
    assert_eq!(report["result"]["responsible"], json!(town.name_of("00070-head")));
    assert!(!report.to_string().contains("Ảnh chưa rõ"), "why the head sent it back is internal");
    assert_eq!(report["may"], json!(["ask", "rate", "reopen"]));
}

#[test]
fn a_question_is_asked_once_and_within_two_days() {
    //
    let town = town();
    let question = json!({ "question": "Khi nào thì lát xong đoạn còn lại?" });
    let code = town.reports();
    let early = post(&town, "citizen-lan", &code, "question", question.clone());
    assert_eq!((early.status, early.json["code"].as_str()), (409, Some("not_from_here")));
    assert_eq!(early.json["state"], "submitted");

    is_published(&town, &code, "00070");
    assert_eq!(read(&town, &code)["question_until"], "2026-02-13T00:00:00+07:00");
    assert_eq!(post(&town, "citizen-lan", &code, "question", json!({ "question": "Sao?" })).fields(), [field("question", "too_short")]);
    let case = post(&town, "citizen-lan", &code, "question", question.clone()).ok();
    assert_eq!((case["state"].as_str(), &case["due_at"]), (Some("published"), &json!("2026-02-12T17:00:00+07:00")));
    let again = post(&town, "citizen-lan", &code, "question", question.clone());
    assert_eq!((again.status, again.json["code"].as_str()), (409, Some("already_asked")));

    town.acts("00070-head", &code, |case, actor, office| {
        let answer = domain::Conclusion::new("Đoạn còn lại sẽ xong trước thứ Sáu tuần này.").unwrap();
        domain::aftercare::answer(case, actor, answer, office)
    });
    let report = read(&town, &code);
    assert!(report["questions"][0]["answer"].as_str().unwrap().contains("thứ Sáu"));
    assert_eq!(report["may"], json!(["rate"]));

    let late = town.reports();
    is_published(&town, &late, "00070");
    town.clock_moves_to("2026-02-13 00:01");
    assert_eq!(read(&town, &late)["may"], json!(["rate"]));
    let over = post(&town, "citizen-lan", &late, "question", question);
    assert_eq!((over.status, over.json["code"].as_str()), (409, Some("window_over")));
    town.the_books_are_in_order();
}

#[test]
fn a_rating_replaces_the_one_before() {
    //
    let town = town();
    let code = town.reports();
    let rate = |body: Value| town.send("citizen-lan", Method::PUT, &format!("/api/reports/{code}/rating"), Some(body.to_string()));
    assert_eq!(rate(json!({ "satisfaction": "satisfied" })).status, 409, "there is no result yet");
    is_published(&town, &code, "00070");
    assert_eq!(rate(json!({})).fields(), [field("satisfaction", "missing")]);
    assert_eq!(
        rate(json!({ "satisfaction": "great", "comment": "x".repeat(1001) })).fields(),
        [field("satisfaction", "unknown_choice"), field("comment", "too_long")]
    );
    for satisfaction in satisfactions() {
        rate(json!({ "satisfaction": satisfaction, "comment": "Cảm ơn." })).ok();
        let rating = &read(&town, &code)["rating"];
        assert_eq!((&rating["satisfaction"], &rating["comment"]), (&json!(satisfaction), &json!("Cảm ơn.")));
    }
    rate(json!({ "satisfaction": "satisfied" })).ok();
    assert_eq!(read(&town, &code)["rating"]["comment"], "");
}

#[test]
fn a_report_is_taken_back_until_an_officer_works_on_it() {
    //
    let town = town();
    let code = town.reports();
    assert_eq!(post(&town, "citizen-lan", &code, "withdrawal", json!({ "reason": "thôi" })).fields(), [field("reason", "too_short")]);
    let case = post(&town, "citizen-lan", &code, "withdrawal", support::reason()).ok();
    assert_eq!((case["state"].as_str(), &case["due_at"]), (Some("withdrawn"), &Value::Null));
    let again = post(&town, "citizen-lan", &code, "withdrawal", support::reason());
    assert_eq!((again.status, again.json["state"].as_str()), (409, Some("withdrawn")));

    let handled = town.reports();
    goes_to_approval(&town, &handled, "00070");
    assert_eq!(post(&town, "citizen-lan", &handled, "withdrawal", support::reason()).status, 409);
    assert_eq!(read(&town, &handled)["may"], json!([]));
}

#[test]
fn own_reports_come_newest_first_page_by_page() {
    let town = town();
    let mut codes: Vec<String> = (0..5)
        .map(|n| {
            town.clock_moves_to(&format!("2026-02-10 09:0{n}"));
            town.reports()
        })
        .collect();
    codes.reverse();
    let foreign = town.reports_that("Đèn đường trước cổng trường đã hỏng ba hôm.", |report| {
        report.reporter = domain::AccountId::new("citizen-minh");
    });
    let page = |query: &str| {
        let page = town.get("citizen-lan", &format!("/api/reports{query}")).ok();
        let codes: Vec<String> =
            page["reports"].as_array().unwrap().iter().map(|report| report["code"].as_str().unwrap().to_owned()).collect();
        (codes, page["next"].clone(), page)
    };
    let (all, next, first) = page("");
    assert_eq!((&all, &next), (&codes, &Value::Null));
    assert!(!all.contains(&foreign));
    let line = &first["reports"][0];
    assert_eq!(line["due_at"], "2026-02-10T14:04:00+07:00");
    assert_eq!(line["information_pending"], false);
    assert!(line["excerpt"].as_str().unwrap().starts_with("Vỉa hè"));

    let mut walked = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let (page, next, _) = page(&query);
        walked.extend(page);
        let Some(next) = next.as_str() else { break };
        query = format!("?limit=2&after={next}");
    }
    assert_eq!(walked, codes);
    // A page that ends where the list ends has no next.
    assert_eq!(page("?limit=5").1, Value::Null);
    assert!(page(&format!("?after={foreign}")).0.is_empty(), "another's report is no place in this list");

    assert_eq!(town.get("citizen-lan", "/api/reports?limit=0").fields(), [field("limit", "out_of_range")]);
    assert_eq!(town.get("citizen-lan", "/api/reports?limit=101").fields(), [field("limit", "out_of_range")]);
    assert_eq!(town.get("citizen-lan", "/api/reports?page=2").status, 422);
    assert_eq!(town.get("", "/api/reports").status, 401);
}

#[test]
fn notices_reach_the_person_and_the_desks_that_person_holds() {
    let town = town();
    let code = town.reports();
    town.clock_moves_to("2026-02-10 09:30");
    the_desk_asks(&town, &code);
    let topics = |who: &str| -> Vec<String> {
        let page = town.get(who, "/api/notices").ok();
        page["notices"].as_array().unwrap().iter().map(|notice| notice["topic"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(topics("citizen-lan"), ["information_requested", "report_received"]);
    assert_eq!(topics("00070-intake"), ["case_received"]);
    assert_eq!(topics("00070-head"), [] as [String; 0], "the head's desk is another than the intake desk");
    assert_eq!(topics("00004-intake"), [] as [String; 0]);
    assert_eq!(topics("citizen-minh"), [] as [String; 0]);

    let notice = &town.get("00070-intake", "/api/notices").ok()["notices"][0];
    assert_eq!(notice["code"], json!(code));
    assert_eq!(notice["sentence"], "Có phản ánh mới chờ tiếp nhận.");
    assert_eq!(notice["at"], "2026-02-10T09:00:00+07:00");
    assert_eq!((&notice["desk"]["unit"], &notice["desk"]["role"]), (&json!("00070"), &json!("intake")));
    assert!(notice["desk"]["unit_name"].as_str().unwrap().starts_with("Phường"));
    assert_eq!(town.get("citizen-lan", "/api/notices").ok()["notices"][0]["desk"], Value::Null);

    // Whoever holds two desks and reports, too, reads all three in one list.
    town.gives("citizen-lan", "00070", "intake");
    town.gives("citizen-lan", "so-xay-dung", "head");
    assert_eq!(topics("citizen-lan"), ["information_requested", "report_received", "case_received"]);
    assert_eq!(town.get("", "/api/notices").status, 401);
}

#[test]
fn notices_are_paged_without_gap_or_repeat() {
    let town = town();
    // Several in one instant, so that the key has to tell them apart.
    for _ in 0..7 {
        town.reports();
    }
    town.gives("citizen-lan", "00070", "intake");
    let all = town.get("citizen-lan", "/api/notices?limit=100").ok();
    assert_eq!(all["notices"].as_array().unwrap().len(), 14);
    assert_eq!(all["next"], Value::Null);
    let mut walked = Vec::new();
    let mut query = "?limit=3".to_owned();
    loop {
        let page = town.get("citizen-lan", &format!("/api/notices{query}")).ok();
        walked.extend(page["notices"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        assert!(next.bytes().all(|byte| byte.is_ascii_hexdigit()));
        query = format!("?limit=3&after={next}");
    }
    assert_eq!(&walked, all["notices"].as_array().unwrap());
    for bad in ["zz", "00", "2e", "ff2e", ""] {
        let answer = town.get("citizen-lan", &format!("/api/notices?after={bad}"));
        assert_eq!(answer.fields(), [field("after", "not_a_cursor")], "{bad}");
    }
}

#[test]
fn the_city_is_offered_before_anybody_signs_in() {
    let town = town();
    let routes = publication::routes();
    let reply = ask(&town, &routes, "", Method::GET, "/api/categories", &[], "");
    assert_eq!(reply.headers["cache-control"], "public, max-age=300");
    let categories = json_of(&reply);
    let categories = categories["categories"].as_array().unwrap();
    assert_eq!(categories[0]["code"], "duong-ha-tang");
    assert_eq!((&categories[0]["first_unit"], &categories[0]["first_unit_name"]), (&json!("ward"), &Value::Null));
    let flooding = categories.iter().find(|category| category["code"] == "thoat-nuoc-ngap").unwrap();
    assert_eq!((&flooding["first_unit"], &flooding["usual_level"]), (&json!("so-xay-dung"), &json!("normal")));
    assert!(flooding["first_unit_name"].as_str().unwrap().contains("Xây dựng"));

    // Hồ Gươm
    let near = town.get("", "/api/wards/nearest?latitude=21.0285&longitude=105.8522").ok();
    let wards = near["wards"].as_array().unwrap();
    assert_eq!(wards.len(), 5);
    assert_eq!(wards[0]["code"], "00070");
    let metres: Vec<u64> = wards.iter().map(|ward| ward["metres"].as_u64().unwrap()).collect();
    assert!(metres.is_sorted() && metres[0] < 2_000, "{metres:?}");
    assert!(near["note"].as_str().unwrap().contains("gợi ý"));
    for (query, expected) in [
        ("", vec![field("latitude", "missing"), field("longitude", "missing")]),
        ("?latitude=21.0", vec![field("longitude", "missing")]),
        ("?latitude=10.7&longitude=106.7", vec![field("latitude", "outside_hanoi")]),
        ("?latitude=NaN&longitude=105.8", vec![field("latitude", "outside_hanoi")]),
    ] {
        assert_eq!(town.get("", &format!("/api/wards/nearest{query}")).fields(), expected, "{query}");
    }
}

#[test]
fn the_document_covers_every_route_and_what_is_served() {
    let routes = submission::routes();
    assert!(routes.mistakes().is_empty(), "{:?}", routes.mistakes());
    let document = edge::openapi::with_problems(submission::openapi());
    assert_eq!(edge::openapi::undescribed(&routes, &document), [] as [String; 0]);
    let document = serde_json::to_value(&document).unwrap();
    let required = &document["components"]["schemas"]["ReportBody"]["required"];
    assert_eq!(required, &json!(["kind", "category", "text", "ward"]));

    // What a full case really holds is what the document says it holds.
    let town = town();
    let code = town.reports();
    is_published(&town, &code, "00070");
    let report = read(&town, &code);
    let described = document["components"]["schemas"]["OwnReport"]["properties"].as_object().unwrap();
    assert_eq!(report.as_object().unwrap().keys().collect::<Vec<_>>(), described.keys().collect::<Vec<_>>());
    let line = &town.get("citizen-lan", "/api/reports").ok()["reports"][0];
    let described = document["components"]["schemas"]["ReportLine"]["properties"].as_object().unwrap();
    assert_eq!(line.as_object().unwrap().keys().collect::<Vec<_>>(), described.keys().collect::<Vec<_>>());
}

#[test]
fn a_key_of_one_sender_says_nothing_to_another() {
    let town = town();
    let routes = submission::routes();
    let photo = town.uploads("citizen-lan");
    let mut report = story::good_report(&[photo]);
    report["happened_at"] = json!("2026-02-10T08:00:00+07:00");
    let (status, case, _) = send_report(&town, &routes, "citizen-lan", "shared-key-1", &report);
    assert_eq!(status, 201, "{case}");
    let (status, ..) = send_report(&town, &routes, "citizen-minh", "shared-key-1", &json!({}));
    assert_eq!(status, 422);
}
