//! What everybody may read: explained deadlines, alerts, media, pages.

use serde_json::{Value, json};
use tests::{Town, at, photo};

#[test]
fn a_deadline_is_explained_so_that_a_person_can_check_it_by_hand() {
    let town = Town::at("2026-02-13 16:00");
    let ask = |query: &str| town.anybody().get(&format!("/api/deadlines/explain?{query}"));
    let over_tet = ask("from=2026-02-13T16:00:00%2B07:00&limit=2wd").expect(200);
    assert_eq!(over_tet["due"], at("2026-02-24 17:00"));
    assert_eq!(over_tet["limit"], "2wd");
    assert!(over_tet["steps"].as_array().unwrap().len() >= 3);
    assert!(over_tet["steps"].to_string().contains("Tết"), "the days off are named");
    assert!(over_tet["calendar"]["version"].is_string());
    let hours = ask("from=2026-11-20T11:30:00%2B07:00&limit=1wh&unit=00070").expect(200);
    assert_eq!(hours["due"], at("2026-11-20 13:30"), "lunch is not counted");
    let estimated = ask("from=2027-02-03T09:00:00%2B07:00&limit=3wd").expect(200);
    assert_ne!(estimated["estimated"], json!([]), "days not announced yet are said to be estimates");
    ask("from=2027-12-30T09:00:00%2B07:00&limit=15wd").refused(422, "out_of_calendar");
    ask("from=2026-02-13T16:00:00%2B07:00&limit=zwei").refused(422, "invalid_fields");
    ask("limit=2wd").refused(422, "invalid_fields");
    let unit = ask("from=2026-02-13T16:00:00%2B07:00&limit=2wd&unit=none");
    assert!([404, 422].contains(&unit.status), "{}", unit.text());
}

#[test]
fn an_alert_needs_two_people_and_reaches_those_who_live_there() {
    let town = Town::at("2026-11-20 09:00");
    let alert = json!({
        "unit": "00070", "kind": "warning", "title": "Cây đổ phố Hàng Bài",
        "text": "Cây đổ chắn ngang phố Hàng Bài, đề nghị đi đường khác.", "valid_until": "2026-11-21T09:00:00+07:00",
    });
    let head = town.person("00070-head");
    let id = head.post("/api/alerts", &alert).expect(201)["id"].as_str().unwrap().to_owned();
    head.post(&format!("/api/alerts/{id}/approval"), &json!({})).refused(403, "own_work");
    let inbox = |who: &'static str| town.person(who).get("/api/inbox").expect(200)["alerts"].clone();
    assert_eq!(inbox("citizen-lan"), json!([]), "not sent before it is approved");
    town.person("00070-deputy").post(&format!("/api/alerts/{id}/approval"), &json!({})).expect(200);
    town.clock_moves_to("2026-11-20 09:01");
    assert_eq!(inbox("citizen-lan")[0]["title"], "Cây đổ phố Hàng Bài");
    assert_eq!(inbox("citizen-minh"), json!([]), "another ward's residents are left in peace");

    let mut city = alert.clone();
    city["unit"] = json!("so-xay-dung");
    let id = town.person("so-xay-dung-intake").post("/api/alerts", &city).expect(201)["id"].as_str().unwrap().to_owned();
    town.person("so-xay-dung-head").post(&format!("/api/alerts/{id}/approval"), &json!({})).expect(200);
    town.clock_moves_to("2026-11-20 09:02");
    assert_eq!(inbox("citizen-minh").as_array().map(Vec::len), Some(1), "the city's alert reaches everybody");
    town.the_books_are_in_order();
}

#[test]
fn a_file_is_what_its_bytes_say_and_is_read_in_ranges_by_those_who_may() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let picture = photo();
    let upload = |bytes: &[u8], media_type: &str| lan.request("POST", "/api/media", &[("content-type", media_type)], bytes);
    let stored = upload(&picture, "image/jpeg").expect(201);
    assert_eq!(stored["size"], picture.len());
    let path = format!("/api/media/{}", stored["id"].as_str().unwrap());
    let whole = lan.get(&path);
    assert_eq!((whole.status, &whole.body), (200, &picture));
    assert_eq!(whole.headers["content-type"], "image/jpeg");
    let part = lan.request("GET", &path, &[("range", "bytes=2-9")], b"");
    assert_eq!((part.status, &part.body[..]), (206, &picture[2..10]));
    assert_eq!(part.headers["content-range"], format!("bytes 2-9/{}", picture.len()));
    assert_eq!(lan.request("GET", &path, &[("range", "bytes=999999-")], b"").status, 416);
    town.person("citizen-minh").get(&path).refused(404, "not_found");

    assert_eq!(upload(b"<html><script>alert(1)</script></html>", "image/jpeg").status, 415);
    assert_eq!(upload(b"", "image/jpeg").status, 422);
    let large: Vec<u8> = picture.iter().copied().chain(std::iter::repeat_n(0, 16_000_000)).collect();
    // Asked first, as a client with a large file does: refused by its length, before a byte is sent.
    let asked = [("content-type", "image/jpeg"), ("expect", "100-continue")];
    lan.request("POST", "/api/media", &asked, &large).refused(413, "too_large");

    // Several chunks of the store come back as one file.
    let long: Vec<u8> = picture.iter().copied().chain((0..1_300_000_u32).map(|n| (n % 251) as u8)).collect();
    let stored = upload(&long, "image/jpeg").expect(201);
    let back = lan.get(&format!("/api/media/{}", stored["id"].as_str().unwrap()));
    assert!(back.body == long, "1.3 MB come back unchanged");
    let across = lan.request("GET", &format!("/api/media/{}", stored["id"].as_str().unwrap()), &[("range", "bytes=524280-524300")], b"");
    assert!(across.body == long[524_280..=524_300], "a range across two chunks");
}

#[test]
fn lists_are_paged_and_say_what_comes_next() {
    let town = Town::at("2026-11-20 09:00");
    for n in 0..5 {
        town.citizen().reports(&format!("Phản ánh số {n}: vỉa hè hỏng nặng."));
    }
    let intake = town.person("00070-intake");
    let mut seen = Vec::new();
    let mut next = Value::Null;
    loop {
        let after = next.as_str().map(|cursor| format!("&after={cursor}")).unwrap_or_default();
        let page = intake.get(&format!("/api/desks/verification/cases?limit=2{after}")).expect(200);
        seen.extend(page["cases"].as_array().unwrap().iter().map(|case| case["code"].to_string()));
        next = page["next"].clone();
        if next.is_null() {
            break;
        }
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (5, 5), "each once");
    intake.get("/api/desks/verification/cases?limit=1000").refused(422, "invalid_fields");
    intake.get("/api/desks/verification/cases?after=%21%21").refused(422, "invalid_fields");
    intake.get("/api/desks/verification/cases?surprise=1").refused(422, "invalid_fields");
}
