//! A deadline is explained so that a person can check it by hand.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 08:00", vec![publication::routes()])
}

#[track_caller]
fn explained(town: &Town, query: &str) -> Value {
    town.get("", &format!("/api/deadlines/explain?{query}")).ok()
}

#[test]
fn two_working_days_over_tet_are_counted_step_by_step() {
    let town = town();
    let answer = explained(&town, "from=2026-02-13T16:00:00%2B07:00&limit=2wd");
    assert_eq!((&answer["from"], &answer["limit"]), (&json!("2026-02-13T16:00:00+07:00"), &json!("2wd")));
    assert_eq!(answer["limit_name"], "2 ngày làm việc");
    assert_eq!(answer["due"], "2026-02-24T17:00:00+07:00");
    let steps = answer["steps"].as_array().unwrap();
    assert_eq!(steps[0]["counted"], json!({ "kind": "first_day" }));
    assert!(steps[0]["text"].as_str().unwrap().contains("Điều 147"), "{}", steps[0]["text"]);
    let kinds: Vec<&str> = steps.iter().map(|step| step["counted"]["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"day_off") && kinds.contains(&"weekend"), "{kinds:?}");
    let counted: Vec<&Value> =
        steps.iter().map(|step| &step["counted"]).filter(|counted| counted["kind"] == "working_day").collect();
    assert_eq!(counted, [&json!({ "kind": "working_day", "number": 1 }), &json!({ "kind": "working_day", "number": 2 })]);
    for pair in steps.windows(2) {
        assert_eq!(pair[0]["to"], pair[1]["from"], "no gap");
    }
    assert_eq!(steps.last().unwrap()["to"], answer["due"]);
    assert_eq!(answer["estimated"], json!([]));
    assert_eq!(answer["calendar"]["last_year"], 2027);
    assert_eq!(answer["calendar"]["version"], "vn-2025-2027-1");
}

#[test]
fn each_unit_of_time_has_its_own_rule() {
    let town = town();
    for (from, limit, due) in [
        ("2026-02-13T16:00:00%2B07:00", "8wh", "2026-02-23T16:00:00+07:00"),  // over Tết
        ("2026-03-02T11:30:00%2B07:00", "1wh", "2026-03-02T13:30:00+07:00"),  // over lunch
        ("2026-03-02T08:00:00%2B07:00", "90wm", "2026-03-02T09:30:00+07:00"),
        ("2026-03-06T16:00:00%2B07:00", "2d", "2026-03-10T00:00:00+07:00"),   // ends on a Sunday
        ("2026-02-13T22:00:00%2B07:00", "4h", "2026-02-14T02:00:00+07:00"),   // on call
        ("2026-02-13T09:00:00Z", "2wd", "2026-02-24T17:00:00+07:00"),         // another offset
    ] {
        assert_eq!(explained(&town, &format!("from={from}&limit={limit}"))["due"], due, "{from} {limit}");
    }
    let unit = explained(&town, "from=2026-03-02T08:00:00%2B07:00&limit=8wh&unit=00070");
    assert_eq!(unit["due"], "2026-03-02T17:00:00+07:00");
}

#[test]
fn a_plus_that_was_not_escaped_is_understood() {
    let town = town();
    let answer = explained(&town, "from=2026-02-13T16:00:00+07:00&limit=2wd");
    assert_eq!(answer["from"], "2026-02-13T16:00:00+07:00");
    for not_one in ["2026-02-13+16:00", "2026-02-13T16:00:00", "hom+qua", "2026-02-13T16:00:00++07:00", ""] {
        let fields = town.get("", &format!("/api/deadlines/explain?from={not_one}&limit=2wd")).fields();
        assert_eq!(fields, [field("from", "not_an_instant")], "{not_one}");
    }
}

#[test]
fn what_is_not_announced_yet_is_said_to_be_estimated() {
    let answer = explained(&town(), "from=2027-02-03T09:00:00%2B07:00&limit=3wd");
    assert!(answer["estimated"].as_array().unwrap().contains(&json!("2027-02-05")), "{}", answer["estimated"]);
}

#[test]
fn a_question_beyond_the_calendar_or_a_year_is_refused_with_a_reason() {
    let town = town();
    let ask = |query: &str| town.get("", &format!("/api/deadlines/explain?{query}"));
    let beyond = ask("from=2027-12-30T09:00:00%2B07:00&limit=15wd");
    assert_eq!((beyond.status, beyond.json["code"].as_str()), (422, Some("out_of_calendar")));
    let detail = beyond.json["detail"].as_str().unwrap();
    assert!(detail.contains("2025") && detail.contains("2027"), "{detail}");
    assert_eq!(ask("from=1999-01-04T09:00:00%2B07:00&limit=1wd").json["code"], "out_of_calendar");

    let start = "from=2026-03-02T08:00:00%2B07:00";
    for limit in ["261wd", "2081wh", "124801wm", "367d", "8785h", "99999999999wd"] {
        assert_eq!(ask(&format!("{start}&limit={limit}")).fields(), [field("limit", "out_of_range")], "{limit}");
    }
    for limit in ["zwei", "0wd", "08wh", "-1d", "2%20wd", ""] {
        assert_eq!(ask(&format!("{start}&limit={limit}")).fields(), [field("limit", "not_a_limit")], "{limit}");
    }
    assert_eq!(ask(&format!("{start}&limit=260wd")).status, 200);
    assert_eq!(
        ask("unit=none").fields(),
        [field("from", "missing"), field("limit", "missing"), field("unit", "unknown_unit")]
    );
}
