//! One case from the street to the published answer, through the routes of three desks.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::aftercare::{self, Satisfaction};
use domain::intake::{ProvideInformation, provide_information};
use domain::{Comment, ReportText};
use serde_json::{Value, json};
use support::*;

#[test]
fn a_case_is_carried_from_the_street_to_the_published_answer() {
    // Friday before Tết, an hour before the office closes; 16–20/02 are off.
    let town = Town::at("2026-02-13 16:00", vec![verification::routes(), assignment::routes(), approval::routes()]);
    let code = town.reports();
    let path = format!("/api/cases/{code}");
    let file = |who: &str| town.get(who, &path).ok();
    let due = |what: Value| what["due_at"].as_str().unwrap().to_owned();
    let may = |who: &str| {
        file(who)["may"].as_array().unwrap().iter().map(|act| act.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    // R-6.2d: 1 wh on Friday, 3 wh on Monday 23/02.
    assert_eq!(due(file("00070-intake")), "2026-02-23T11:00:00+07:00");
    town.clock_moves_to("2026-02-23 08:30");
    town.done(
        "00070-intake",
        "contacts",
        &code,
        json!({ "channel": "phone", "reached": true, "note": "Hẹn gửi thêm địa chỉ." }),
    );
    town.done("00070-intake", "information-requests", &code, json!({ "question": "Xin cho biết số nhà gần nhất." })); // R-7.1b
    town.acts("citizen-lan", &code, |case, actor, office| {
        let answer = ReportText::new("Trước cửa số nhà 12 Hàng Bài.").unwrap();
        provide_information(case, actor, ProvideInformation { answer, media: vec![] }, office)
    });
    assert_eq!(due(file("00070-intake")), "2026-02-23T16:00:00+07:00", "8 wh, verification done"); // R-7.2d
    assert_eq!(may("00070-intake"), ["log_contact", "request_information", "accept", "refuse", "forward"]);

    // R-7.2b, R-8.5a.
    town.clock_moves_to("2026-02-23 09:00");
    assert_eq!(due(town.done("00070-intake", "acceptance", &code, acceptance())), "2026-02-23T14:00:00+07:00");
    assert_eq!(may("00070-intake"), ["forward", "reroute"]);
    assert_eq!(may("00070-head"), ["forward", "reroute", "dispatch", "reclassify", "invite"]);
    town.clock_moves_to("2026-02-23 10:00");
    let division = json!({ "division": "Phòng Kinh tế, Hạ tầng và Đô thị" });
    assert_eq!(due(town.done("00070-head", "dispatch", &code, division)), "2026-03-04T17:00:00+07:00"); // R-8.5b: 7 wd
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler", "note": "Xử lý trong tuần." })); // R-8.1c
    town.done("pvhcc-centre", "urging", &code, json!({ "reason": "Vị trí đông người qua lại, cần làm sớm." }));
    let complex = json!({ "level": "complex", "reason": "Phải phối hợp đơn vị cấp nước." });
    assert_eq!(due(town.done("00070-head", "level", &code, complex)), "2026-03-16T17:00:00+07:00"); // 15 wd
    let basis = json!({ "legal_basis": "Nghị định về quản lý hạ tầng kỹ thuật.", "total_days": 20 });
    assert_eq!(due(town.done("00070-head", "extension", &code, basis)), "2026-03-23T17:00:00+07:00"); // R-8.5b: 20 wd

    // R-8.1d, R-12.1.
    town.clock_moves_to("2026-02-25 15:00");
    assert_eq!(may("00070-handler"), ["draft"]);
    assert_eq!(may("00070-handler2"), Vec::<String>::new());
    let draft = json!({ "conclusion": "Đã kiểm tra hiện trường, đề xuất lát lại vỉa hè." });
    town.done("00070-handler", "draft", &code, draft.clone());
    town.done("00070-head", "draft-return", &code, json!({ "reason": "Chưa nêu thời hạn hoàn thành." }));
    assert_eq!(due(file("00070-handler")), "2026-02-26T17:00:00+07:00", "rework: 1 wd");
    town.done("00070-handler", "draft", &code, draft);
    assert_eq!(may("00070-deputy"), ["reclassify", "extend", "invite", "return_draft", "approve"]);
    town.done("00070-deputy", "approval", &code, json!({ "note": "Thực hiện ngay." }));

    //
    town.clock_moves_to("2026-03-02 11:00");
    let evidence = town.uploads("00070-handler");
    let result =
        json!({ "result": "Đã lát lại mười hai mét vỉa hè, nghiệm thu cùng tổ dân phố.", "evidence": [evidence] });
    assert_eq!(due(town.done("00070-handler", "result", &code, result)), "2026-03-03T17:00:00+07:00");
    town.done("00070-head", "publication", &code, json!({}));

    //
    town.clock_moves_to("2026-03-03 09:00");
    town.acts("citizen-lan", &code, |case, actor, office| {
        aftercare::ask(case, actor, ReportText::new("Bao giờ thì sửa nốt đoạn còn lại?").unwrap(), office)
    });
    assert_eq!(
        (due(file("00070-head")), may("00070-head")),
        ("2026-03-05T17:00:00+07:00".to_owned(), vec!["answer".to_owned()])
    );
    let queue = town.get("00070-handler", "/api/desks/aftercare/cases").ok();
    assert_eq!((&queue["total"], &queue["cases"][0]["clocks"]), (&json!(1), &json!(["clarification"])));
    town.done("00070-handler", "answer", &code, json!({ "answer": "Đoạn còn lại sẽ được sửa trong tháng này." }));
    town.acts("citizen-lan", &code, |case, actor, office| {
        aftercare::rate(
            case,
            actor,
            Satisfaction::Satisfied,
            Comment::new("Làm nhanh, cảm ơn phường.").unwrap(),
            office,
        )
    });

    let told = file("pvhcc-centre");
    let read: verification::case_file::CaseFile = serde_json::from_value(told.clone()).unwrap();
    let acts: Vec<_> = read.timeline.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(
        acts,
        [
            "submit",
            "log_contact",
            "request_information",
            "provide_information",
            "accept",
            "dispatch",
            "assign",
            "urge",
            "reclassify",
            "extend",
            "draft",
            "return_draft",
            "draft",
            "approve",
            "record_result",
            "publish",
            "ask",
            "answer",
            "rate"
        ]
    );
    assert_eq!((read.state.as_str(), read.version as usize), ("published", acts.len()));
    assert_eq!(read.timeline.iter().filter(|line| line.by == "citizen").count(), 4);
    assert_eq!(read.timeline[14].details["result"], told["results"][0]["result"]);
    assert_eq!(told["rating"]["satisfaction"], "satisfied");
    assert_eq!(
        (&told["questions"][0]["answered_by"], &told["dispatches"][0]["division"]),
        (&json!(town.name_of("00070-handler")), &json!("Phòng Kinh tế, Hạ tầng và Đô thị"))
    );
    assert_eq!(
        (told["urgings"].as_array().unwrap().len(), told["extensions"][0]["total_days"].as_u64()),
        (1, Some(20))
    );
    let purposes: Vec<_> = read.media.iter().map(|file| (file.purpose.as_str(), file.seq)).collect();
    assert_eq!(purposes, [("report", 1), ("evidence", 15)]);
    town.the_books_are_in_order();
}
