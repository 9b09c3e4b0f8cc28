//! Published cases are found by everybody, page by page, with or without diacritics.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::{CategoryCode, UnitId};
use edge::{Method, Request};
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    let desks = vec![publication::routes(), verification::routes(), assignment::routes(), approval::routes()];
    Town::at(now, desks)
}

/// Carries a report of that ward from the street to the published result, all in one moment.
fn published(town: &Town, ward: &str, category: &str, text: &str) -> String {
    let code = town.reports_that(text, |report| {
        report.ward = UnitId::new(ward);
        report.category = CategoryCode::new(category);
    });
    let unit = town.load(&code).case.unit.to_string();
    let who = |role: &str| format!("{unit}-{role}");
    let handler = who("handler");
    town.done(&who("intake"), "acceptance", &code, acceptance());
    town.done(&who("head"), "dispatch", &code, json!({}));
    town.done(&who("head"), "assignment", &code, json!({ "handler": handler }));
    town.done(&handler, "draft", &code, json!({ "conclusion": "Đã kiểm tra, lên phương án xử lý ngay trong tuần." }));
    town.done(&who("deputy"), "approval", &code, json!({}));
    let evidence = [town.uploads(&handler)];
    let result = json!({ "result": "Đã thay mới và nghiệm thu cùng tổ dân phố.", "evidence": evidence });
    town.done(&handler, "result", &code, result);
    town.done(&who("head"), "publication", &code, json!({}));
    code
}

#[track_caller]
fn page(town: &Town, query: &str) -> Value {
    town.get("", &format!("/api/public/cases?{query}")).ok()
}

#[track_caller]
fn codes(town: &Town, query: &str) -> Vec<String> {
    let page = page(town, query);
    page["cases"].as_array().unwrap().iter().map(|case| case["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_published_is_listed_newest_first_and_each_page_says_what_comes_next() {
    let town = town("2026-03-02 08:00");
    let all: Vec<String> = (0..5)
        .map(|n| published(&town, "00070", "duong-ha-tang", &format!("Vỉa hè hỏng ở đoạn số {n} phố Hàng Bài.")))
        .collect();
    let newest_first: Vec<String> = all.iter().rev().cloned().collect();
    assert_eq!(codes(&town, ""), newest_first);

    for filter in ["", "&ward=00070", "&q=via%20he", "&ward=00070&category=duong-ha-tang", "&from=2026-03-02"] {
        let mut seen = Vec::new();
        let mut after = String::new();
        let mut pages = 0;
        loop {
            let page = page(&town, &format!("limit=2{filter}{after}"));
            seen.extend(page["cases"].as_array().unwrap().iter().map(|case| case["code"].as_str().unwrap().to_owned()));
            pages += 1;
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!((&seen, pages), (&newest_first, 3), "{filter}");
    }
    // A page that is just full is the last.
    assert_eq!(page(&town, "limit=5")["next"], Value::Null);

    let line = page(&town, "limit=1")["cases"][0].clone();
    assert_eq!(line["published_at"], "2026-03-02T08:00:00+07:00");
    assert_eq!(line["ward"], json!({ "id": "00070", "name": "Phường Hoàn Kiếm" }));
    assert_eq!(line["category"]["code"], "duong-ha-tang");
    assert_eq!(line["excerpt"], "Vỉa hè hỏng ở đoạn số 4 phố Hàng Bài.");
    assert_eq!(line["satisfaction"], Value::Null);
    serde_json::from_value::<publication::Cases>(page(&town, "")).expect("the answer is what the description says");

    let request = Request::new(Method::GET, "/api/public/cases", "");
    let reply = pollster::block_on(edge::handle_at(&publication::routes(), request, town.now()));
    assert_eq!(reply.headers["cache-control"], "public, max-age=30");
    town.the_books_are_in_order();
}

#[test]
fn words_are_found_with_and_without_diacritics_in_text_place_and_result() {
    let town = town("2026-03-02 08:00");
    let cover = published(&town, "00070", "nap-cong-ho-ga", "Nắp cống trước ngõ 15 bị vỡ, rất nguy hiểm.");
    let tree = published(&town, "00004", "rac-ve-sinh", "Cành cây và rác đổ tràn ra đường Đội Cấn.");

    for q in ["nắp cống", "nap cong", "NẮP  CỐNG!", "cong nap", "na\u{306}\u{301}p"] {
        let q: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
        assert_eq!(codes(&town, &format!("q={q}")), [cover.as_str()], "{q}");
    }
    assert_eq!(codes(&town, "q=duong+doi+can"), [tree.as_str()], "đ is d");
    assert_eq!(codes(&town, "q=hang+bai"), [tree.as_str(), cover.as_str()], "the place counts");
    assert_eq!(codes(&town, "q=nghiem+thu"), [tree.as_str(), cover.as_str()], "the result counts");
    assert_eq!(codes(&town, "q=nap+doi"), [""; 0], "every word must be there");
    // Nothing of a query is an operator, and signs alone find nothing.
    for q in ["cong+OR+doi", "%22", "tags%3Aw00070", "*", "NEAR(nap+cong)", "%3B--"] {
        assert_eq!(codes(&town, &format!("q={q}")), [""; 0], "{q}");
    }
    assert_eq!(codes(&town, "q="), [tree.as_str(), cover.as_str()], "an empty field of a form is no filter");
}

#[test]
fn filters_combine_with_each_other_and_with_words() {
    let town = town("2026-03-02 08:00");
    let a = published(&town, "00070", "duong-ha-tang", "Ổ gà lớn giữa phố, xe máy dễ ngã.");
    let b = published(&town, "00004", "duong-ha-tang", "Ổ gà trước cổng chợ, nước đọng sâu.");
    let c = published(&town, "00070", "cay-xanh", "Cây nghiêng sắp đổ, gần ổ gà đầu phố.");
    assert_eq!(town.load(&c).case.unit.as_str(), "so-xay-dung");

    assert_eq!(codes(&town, "ward=00070"), [c.as_str(), a.as_str()]);
    assert_eq!(codes(&town, "category=duong-ha-tang"), [b.as_str(), a.as_str()]);
    assert_eq!(codes(&town, "unit=so-xay-dung"), [c.as_str()]);
    assert_eq!(codes(&town, "unit=so-xay"), [""; 0], "the beginning of a unit's code is another unit");
    assert_eq!(codes(&town, "unit=so-xay&ward=00070"), [""; 0]);
    assert_eq!(codes(&town, "unit=so-xay-dung&ward=00070"), [c.as_str()]);
    assert_eq!(codes(&town, "unit=so-xay-dung&category=duong-ha-tang"), [""; 0]);
    assert_eq!(codes(&town, "ward=00070&category=duong-ha-tang"), [a.as_str()]);
    assert_eq!(codes(&town, "ward=00004&unit=00004&category=duong-ha-tang"), [b.as_str()]);
    assert_eq!(codes(&town, "q=o+ga"), [c.as_str(), b.as_str(), a.as_str()]);
    assert_eq!(codes(&town, "q=o+ga&ward=00070"), [c.as_str(), a.as_str()]);
    assert_eq!(codes(&town, "q=o+ga&ward=00070&category=cay-xanh"), [c.as_str()]);
    assert_eq!(codes(&town, "q=o+ga&ward=&category=&unit=00004&from=&to=&after="), [b.as_str()]);
    assert_eq!(codes(&town, "ward=99999"), [""; 0]);
}

#[test]
fn dates_are_those_of_publication_and_both_ends_count() {
    let town = town("2026-03-02 23:59");
    let monday = published(&town, "00070", "duong-ha-tang", "Vỉa hè hỏng, phát hiện hôm thứ Hai.");
    town.clock_moves_to("2026-03-03 00:00");
    let tuesday = published(&town, "00070", "duong-ha-tang", "Vỉa hè hỏng, phát hiện hôm thứ Ba.");
    town.clock_moves_to("2026-03-05 12:00");
    let thursday = published(&town, "00070", "duong-ha-tang", "Vỉa hè hỏng, phát hiện hôm thứ Năm.");

    for more in ["", "&ward=00070", "&q=via+he", "&ward=00070&unit=00070"] {
        let codes = |query: &str| codes(&town, &format!("{query}{more}"));
        assert_eq!(codes("from=2026-03-03"), [thursday.as_str(), tuesday.as_str()], "{more}");
        assert_eq!(codes("to=2026-03-02"), [monday.as_str()], "{more}");
        assert_eq!(codes("from=2026-03-03&to=2026-03-03"), [tuesday.as_str()], "{more}");
        assert_eq!(codes("from=2026-03-02&to=2026-03-05"), [thursday.as_str(), tuesday.as_str(), monday.as_str()], "{more}");
        assert_eq!(codes("from=2026-03-06"), [""; 0], "{more}");
        assert_eq!(codes("to=2026-03-01"), [""; 0], "{more}");
        assert_eq!(codes("from=2026-03-05&to=2026-03-02"), [""; 0], "{more}");
    }
}

#[test]
fn bad_filters_are_named_all_at_once() {
    let town = town("2026-03-02 08:00");
    let long = "a".repeat(201);
    let query = format!("ward=%20x%2Fy&from=02-03-2026&to=2026-02-30&after=abc&limit=101&q={long}");
    let fields = town.get("", &format!("/api/public/cases?{query}")).fields();
    assert_eq!(
        fields,
        [
            field("ward", "not_an_id"),
            field("from", "not_a_date"),
            field("to", "not_a_date"),
            field("q", "too_long"),
            field("after", "not_a_cursor"),
            field("limit", "out_of_range"),
        ]
    );
    for (query, name, code) in [("limit=x", "limit", "wrong_type"), ("surprise=1", "surprise", "unknown_field"), ("limit=0", "limit", "out_of_range")] {
        let fields = town.get("", &format!("/api/public/cases?{query}")).fields();
        assert_eq!(fields, [field(name, code)]);
    }
}
