//! The queue of the intake desk: order, pages, counts, rights, and what the database does for it.

mod support;

use domain::Desk;
use edge::queue::Queue;
use serde_json::json;
use support::*;

const QUEUE: &str = "/api/desks/verification/cases";

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes()])
}

#[track_caller]
fn queue(town: &Town, who: &str, target: &str) -> Queue {
    serde_json::from_value(town.get(who, target).ok()).unwrap()
}

fn codes(queue: &Queue) -> Vec<&str> {
    queue.cases.iter().map(|case| case.code.as_str()).collect()
}

#[test]
fn the_soonest_due_comes_first_and_the_counts_are_of_the_whole_queue() {
    let town = town("2026-03-02 08:00");
    let first = town.reports();
    town.clock_moves_to("2026-03-02 10:00");
    let second = town
        .reports_that(&format!("Ổ gà sâu\ngiữa đường. {}", "Rất nguy hiểm. ".repeat(20)), |report| {
            report.confidential = true
        });
    let elsewhere =
        town.reports_that("Cây gãy cành chắn lối đi.", |report| report.ward = domain::UnitId::new("00004"));
    town.clock_moves_to("2026-03-02 13:30"); // the first is late: 4 wh were over at 12:00
    let page = queue(&town, "00070-intake", QUEUE);
    assert_eq!((page.total, page.overdue, page.next.as_deref()), (2, 1, None));
    assert_eq!(codes(&page), [&first, &second]);
    let [late, other] = page.cases.as_slice() else { panic!("{page:?}") };
    assert_eq!(
        (late.state.as_str(), late.level.as_str(), late.overdue, late.due_at.as_deref(), late.submitted_at.as_str()),
        ("submitted", "normal", true, Some("2026-03-02T12:00:00+07:00"), "2026-03-02T08:00:00+07:00")
    );
    assert_eq!(late.category.name.as_deref(), Some("Đường hỏng, ổ gà, hè phố"));
    assert_eq!((late.ward.id.as_str(), late.ward.name.as_deref()), ("00070", Some("Phường Hoàn Kiếm")));
    assert_eq!(
        (late.clocks.as_slice(), &late.handler),
        (["verification".to_owned(), "acceptance".to_owned()].as_slice(), &None)
    );
    assert_eq!((other.overdue, other.confidential, other.excerpt.chars().count()), (false, true, 120));
    assert!(other.excerpt.starts_with("Ổ gà sâu giữa đường. Rất") && other.excerpt.ends_with('…'), "{}", other.excerpt);
    assert_eq!(codes(&queue(&town, "00004-intake", QUEUE)), [&elsewhere]);

    // What was decided leaves the queue.
    town.done("00070-intake", "acceptance", &first, acceptance());
    assert_eq!(codes(&queue(&town, "00070-intake", QUEUE)), [&second]);
}

#[test]
fn pages_join_without_gap_or_repeat() {
    let town = town("2026-03-02 08:00");
    let all: Vec<String> = (0..7)
        .map(|minute| {
            // Two at a time are due at the same instant: the id decides.
            town.clock_moves_to(&format!("2026-03-02 08:0{}", minute / 2));
            town.reports()
        })
        .collect();
    let whole = queue(&town, "00070-intake", QUEUE);
    let mut expected = all.clone();
    expected.sort();
    let mut found: Vec<String> = whole.cases.iter().map(|case| case.code.clone()).collect();
    let order = found.clone();
    found.sort();
    assert_eq!(found, expected);
    for limit in 1..=8 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = queue(&town, "00070-intake", &format!("{QUEUE}?limit={limit}{after}"));
            assert_eq!(page.total, 7);
            assert!(page.cases.len() <= limit);
            seen.extend(page.cases.iter().map(|case| case.code.clone()));
            match page.next {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, order, "limit {limit}");
    }
}

/// Where no agency's clock runs there is no due instant; such cases stand at the end, page by page.
#[test]
fn cases_without_a_due_instant_stand_at_the_end() {
    let town = town("2026-03-02 08:00");
    for _ in 0..6 {
        town.reports();
    }
    town.db
        .execute("UPDATE cases SET due_at = NULL WHERE id IN (SELECT id FROM cases ORDER BY id LIMIT 4)", [])
        .unwrap();
    for limit in 1..=7 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = queue(&town, "00070-intake", &format!("{QUEUE}?limit={limit}{after}"));
            seen.extend(page.cases.iter().map(|case| (case.due_at.is_none(), case.code.clone())));
            match page.next {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.iter().map(|(undue, _)| *undue).collect::<Vec<_>>(), [false, false, true, true, true, true]);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 6);
    }
}

#[test]
fn who_may_look_at_a_queue() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let look = |who: &str, query: &str| {
        let answer = town.get(who, &format!("{QUEUE}{query}"));
        (answer.status, answer.json["code"].as_str().unwrap_or_default().to_owned())
    };
    for (who, query, expected) in [
        ("00070-intake", "", (200, "")),
        ("00070-head", "?unit=00070", (200, "")),
        ("pvhcc-centre", "?unit=00070", (200, "")),
        ("pvhcc-centre", "", (200, "")),
        ("00070-handler", "", (403, "not_your_role")),
        ("citizen-lan", "", (403, "not_your_role")),
        ("admin", "", (403, "not_your_role")),
        ("00004-intake", "?unit=00070", (403, "not_your_unit")),
        ("00004-intake", "?unit=no-such-unit", (403, "not_your_unit")),
        ("", "", (401, "not_signed_in")),
    ] {
        assert_eq!(look(who, query), (expected.0, expected.1.to_owned()), "{who} {query}");
    }
    assert_eq!(codes(&queue(&town, "pvhcc-centre", &format!("{QUEUE}?unit=00070"))), [&code]);
    assert_eq!(queue(&town, "pvhcc-centre", QUEUE).total, 0);
    // Who sits at two desks says which.
    town.gives("00070-intake", "00004", "intake");
    assert_eq!(town.get("00070-intake", QUEUE).fields(), [field("unit", "missing")]);
    assert_eq!(codes(&queue(&town, "00070-intake", &format!("{QUEUE}?unit=00070"))), [&code]);
    // Where the same person only handles, there is no choice to make.
    town.gives("00070-head", "00004", "handler");
    assert_eq!(queue(&town, "00070-head", QUEUE).total, 1);
}

#[test]
fn a_bad_page_is_named_field_by_field() {
    let town = town("2026-03-02 08:00");
    let fields = |query: &str| town.get("pvhcc-centre", &format!("{QUEUE}?{query}")).fields();
    assert_eq!(
        fields("limit=0&after=zz&unit=no-such-unit"),
        [field("limit", "out_of_range"), field("after", "not_a_cursor"), field("unit", "unknown_unit")]
    );
    assert_eq!(fields("limit=101"), [field("limit", "out_of_range")]);
    assert_eq!(fields("limit=ten"), [field("limit", "wrong_type")]);
    assert_eq!(fields("unit=%2e%2e%2f"), [field("unit", "not_an_id")]);
    assert_eq!(fields("sort=due"), [field("sort", "unknown_field")]);
    // hex of "x.1": a place has an instant or nothing before the dot
    assert_eq!(fields("after=782e31"), [field("after", "not_a_cursor")]);
    assert_eq!(town.get("pvhcc-centre", &format!("{QUEUE}?limit=%zz")).status, 400);
}

/// The tables hold a million cases: each part of the query walks an index, and nothing sorts more than pages.
#[test]
fn the_queues_walk_their_index() {
    let town = town("2026-03-02 08:00");
    for (sql, index) in [
        (store::desk::queue_sql(Desk::Verification), "cases_queue (unit=? AND desk=?"),
        (store::desk::queue_sql(Desk::Handling), "cases_of_handler (handler=?"),
    ] {
        let plan = plan(&town, sql);
        let walks: Vec<_> = plan.iter().filter(|line| line.contains("cases_")).collect();
        // Twice for the page, once for each count.
        assert_eq!(walks.len(), 4, "{plan:#?}");
        assert!(walks.iter().all(|line| line.contains(index)), "{plan:#?}");
        assert!(walks.iter().any(|line| line.contains("(due_at,id)>(?,?)")), "{plan:#?}");
        for line in &plan {
            let scans = line.starts_with("SCAN")
                && !["SCAN found", "SCAN page", "SCAN p", "SCAN (subquery", "SCAN CONSTANT", "SCAN (SELECT"]
                    .iter()
                    .any(|known| line.starts_with(known));
            assert!(!scans, "{line}: {plan:#?}");
        }
    }
}

#[test]
fn the_file_is_found_by_keys_alone() {
    let town = town("2026-03-02 08:00");
    let plan = plan(&town, store::desk::case_sql());
    assert!(plan.iter().all(|line| !line.starts_with("SCAN") || line == "SCAN CONSTANT ROW"), "{plan:#?}");
}

fn plan(town: &Town, sql: &str) -> Vec<String> {
    let mut statement = town.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let unbound: Vec<Option<i64>> = vec![None; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(unbound), |row| row.get::<_, String>(3)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_queue_answer_is_what_the_document_says() {
    let document = serde_json::to_value(verification::openapi()).unwrap();
    let line = &document["components"]["schemas"]["QueuedCase"];
    let town = town("2026-03-02 08:00");
    town.reports();
    let queue = town.get("00070-intake", QUEUE).ok();
    let sent: Vec<_> = queue["cases"][0].as_object().unwrap().keys().collect();
    let mut described: Vec<_> = line["properties"].as_object().unwrap().keys().collect();
    described.sort();
    assert_eq!(sent, described);
    assert_eq!(line["required"].as_array().unwrap().len(), sent.len());
    assert_eq!(queue["next"], json!(null));
}
