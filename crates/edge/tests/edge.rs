//! Requests at the edge, with a handful of routes and no database.

use bytes::Bytes;
use domain::{Act, Comment, Instant, Level, Refusal, ReportText, State, UnitId};
use edge::{Body, Call, Fields, Method, Problem, Reply, Request, Routes, StatusCode};
use http::header;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Submission {
    text: Option<String>,
    ward: Option<String>,
    level: Option<String>,
    #[serde(default)]
    media: Vec<String>,
    place: Option<Place>,
    note: Option<String>,
    confidential: Option<bool>,
}

#[derive(Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct Search {
    q: Option<String>,
    page: Option<u32>,
}

/// Sends a report.
#[utoipa::path(post, path = "/api/reports", request_body = Submission, responses((status = 201, body = Submission)))]
async fn submit(call: Call) -> Result<Reply, Problem> {
    let body: Submission = call.json().await?;
    let mut fields = Fields::new();
    let text = fields.text::<ReportText>("text", &body.text);
    let ward = fields.id::<UnitId>("ward", &body.ward);
    let level = fields.choice::<Level>("level", &body.level);
    let media = fields.ids::<String>("media", &body.media, 1..=3);
    let place = fields.required("place", body.place);
    let point = place.and_then(|place| fields.point("place", place.latitude, place.longitude));
    let note = fields.optional_text::<Comment>("note", &body.note);
    let (text, ward, level, media, _, note) = fields.finish((text, ward, level, media, point, note))?;
    let view = json!({
        "text": text.as_str(), "ward": ward.as_str(), "level": level.as_str(), "media": media,
        "note": note.map(|note| note.as_str().to_owned()), "at": call.now.to_rfc3339(),
    });
    Ok(Reply::created("/api/cases/HN26-00000001", &view))
}

/// Searches.
#[utoipa::path(get, path = "/api/search", params(Search), responses((status = 200)))]
async fn search(call: Call) -> Result<Reply, Problem> {
    let search: Search = call.query()?;
    Ok(Reply::ok(&json!({ "q": search.q, "page": search.page })).etag("tìm 1").cache("public, max-age=60"))
}

async fn show(call: Call) -> Result<Reply, Problem> {
    Ok(Reply::ok(&json!({ "code": call.case_code()?.as_str(), "part": call.param("part") })))
}

async fn upload(call: Call) -> Result<Reply, Problem> {
    let body = call.body().limit(10)?;
    let mut pieces = 0;
    while body.chunk().await?.is_some() {
        pieces += 1;
    }
    Ok(Reply::raw_json(StatusCode::OK, pieces.to_string()))
}

async fn mine(call: Call) -> Result<Reply, Problem> {
    let session = call.signed_in().await?;
    Ok(Reply::ok(&session.name))
}

async fn sign_out(call: Call) -> Result<Reply, Problem> {
    let _ = call;
    Ok(Reply::no_content().cookie(&edge::clear_session_cookie().await))
}

async fn stale(_: Call) -> Result<Reply, Problem> {
    Err(store::Error::Stale { state: Some(State::Approved) })?;
    Ok(Reply::no_content())
}

async fn fault(_: Call) -> Result<Reply, Problem> {
    let cause = anyhow::anyhow!("no such table: people").context("loading the case");
    Err(store::Error::Fault(cause))?;
    Ok(Reply::no_content())
}

async fn refused(_: Call) -> Result<Reply, Problem> {
    Err(Refusal::NotFromHere { from: State::Published, act: Act::Approve })?;
    Ok(Reply::no_content())
}

async fn keyed(call: Call) -> Result<Reply, Problem> {
    Ok(Reply::ok(&call.idempotency_key()?))
}

async fn guarded(call: Call) -> Result<Reply, Problem> {
    Ok(Reply::ok(&edge::operator_token_ok(&call, call.param("name")).await))
}

fn routes() -> Routes {
    Routes::new()
        .post("/api/reports", submit)
        .get("/api/search", search)
        .get("/api/cases/{code}/{part}", show)
        .post("/api/upload", upload)
        .get("/api/mine", mine)
        .post("/api/session", sign_out)
        .delete("/api/session", sign_out)
        .post("/api/stale", stale)
        .get("/api/fault", fault)
        .post("/api/refused", refused)
        .put("/api/keyed", keyed)
        .get("/api/guarded/{name}", guarded)
}

fn friday() -> Instant {
    chrono::DateTime::parse_from_rfc3339("2026-02-13T16:00:00+07:00").unwrap()
}

fn send(request: Request) -> Reply {
    pollster::block_on(edge::handle_at(&routes(), request, friday()))
}

fn get(target: &str) -> Request {
    Request::new(Method::GET, target, "")
}

fn post_json(target: &str, body: impl Into<Bytes>) -> Request {
    Request::new(Method::POST, target, body).header("content-type", "application/json; charset=utf-8")
}

fn read(reply: &Reply) -> Value {
    serde_json::from_slice(reply.body_bytes().unwrap()).unwrap()
}

fn header(reply: &Reply, name: header::HeaderName) -> &str {
    reply.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// Status and code of a problem, after looking that it is one.
fn problem(reply: &Reply) -> (u16, String) {
    assert_eq!(header(reply, header::CONTENT_TYPE), "application/problem+json");
    assert_eq!(header(reply, header::CACHE_CONTROL), "no-store");
    let body = read(reply);
    let code = body["code"].as_str().unwrap().to_owned();
    assert_eq!(body["type"], format!("urn:ihanoi:problem:{code}"));
    assert_eq!(body["status"], reply.status.as_u16());
    assert!(body["detail"].as_str().unwrap().ends_with('.'), "{body}");
    assert!(!body["title"].as_str().unwrap().is_empty());
    (reply.status.as_u16(), code)
}

/// Field and code of each error.
fn errors(reply: &Reply) -> Vec<(String, String)> {
    let body = read(reply);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    body["errors"].as_array().unwrap().iter().map(|e| (text(&e["field"]), text(&e["code"]))).collect()
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect()
}

fn good() -> Value {
    json!({
        "text": "Đèn đường hỏng trước số 12", "ward": "00070", "level": "urgent", "media": ["01J0"],
        "place": { "latitude": 21.0285, "longitude": 105.8522 },
    })
}

#[test]
fn a_good_report_is_answered_with_its_address_and_its_time() {
    let reply = send(post_json("/api/reports", good().to_string()));
    assert_eq!(reply.status, StatusCode::CREATED);
    assert_eq!(header(&reply, header::LOCATION), "/api/cases/HN26-00000001");
    assert_eq!(header(&reply, header::CONTENT_TYPE), "application/json");
    assert_eq!(header(&reply, header::CACHE_CONTROL), "no-store");
    assert_eq!(header(&reply, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(header(&reply, header::REFERRER_POLICY), "no-referrer");
    let length = reply.body_bytes().unwrap().len().to_string();
    assert_eq!(header(&reply, header::CONTENT_LENGTH), length);
    assert_eq!(read(&reply)["at"], "2026-02-13T16:00:00+07:00");
}

#[test]
fn all_fields_that_are_wrong_are_named_at_once() {
    let body = json!({
        "text": "ngập", "ward": "a b", "level": "huge", "media": ["x", "x"],
        "place": { "latitude": 10.7, "longitude": 106.7 }, "note": "a\u{7}b",
    });
    let reply = send(post_json("/api/reports", body.to_string()));
    assert_eq!(problem(&reply), (422, "invalid_fields".into()));
    assert_eq!(
        errors(&reply),
        named(&[
            ("text", "too_short"),
            ("ward", "not_an_id"),
            ("level", "unknown_choice"),
            ("media", "repeated"),
            ("place", "outside_hanoi"),
            ("note", "control_character"),
        ])
    );
    let first = read(&reply)["errors"][0]["detail"].as_str().unwrap().to_owned();
    assert!(first.contains("10 ký tự"), "{first}");

    let reply = send(post_json("/api/reports", "{}"));
    let missing = [("text", "missing"), ("ward", "missing"), ("level", "missing"), ("media", "too_few"), ("place", "missing")];
    assert_eq!(errors(&reply), named(&missing));
}

#[test]
fn broken_json_says_where() {
    for body in ["", "{", "{\"text\": }", "nope", "{} {}", "[", "\u{feff}{}"] {
        let reply = send(post_json("/api/reports", body));
        assert_eq!(problem(&reply), (400, "bad_json".into()), "{body}");
    }
    let reply = send(post_json("/api/reports", "{\n  \"text\": }"));
    assert!(read(&reply)["detail"].as_str().unwrap().contains("dòng 2"));
}

#[test]
fn json_too_deep_is_refused_and_does_not_exhaust_the_stack() {
    let reply = send(post_json("/api/reports", "[".repeat(60_000)));
    assert_eq!(reply.status.as_u16() / 100, 4);
}

#[test]
fn wrong_types_and_names_say_which_field() {
    let cases = [
        (r#"{"text": 5}"#, "text", "wrong_type", "văn bản"),
        (r#"{"media": "one"}"#, "media", "wrong_type", "danh sách"),
        (r#"{"media": ["a", 2]}"#, "media[1]", "wrong_type", "văn bản"),
        (r#"{"place": {"latitude": "x", "longitude": 1}}"#, "place.latitude", "wrong_type", "số"),
        (r#"{"place": {"latitude": 1}}"#, "place.longitude", "missing", "điền"),
        (r#"{"place": 7}"#, "place", "wrong_type", "đối tượng"),
        (r#"{"confidential": "yes"}"#, "confidential", "wrong_type", "true hoặc false"),
        (r#"{"colour": 1}"#, "colour", "unknown_field", "bỏ mục này"),
        (r#"{"place": {"latitude": 1, "longitude": 1, "altitude": 1}}"#, "place.altitude", "unknown_field", "bỏ mục này"),
        (r#"{"text": "a", "text": "b"}"#, "text", "repeated_field", "một lần"),
        ("5", "", "wrong_type", "đối tượng"),
    ];
    for (body, field, code, words) in cases {
        let reply = send(post_json("/api/reports", body));
        assert_eq!(problem(&reply), (422, "invalid_fields".into()), "{body}");
        assert_eq!(errors(&reply), named(&[(field, code)]), "{body}");
        let detail = read(&reply)["errors"][0]["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(words), "{body}: {detail}");
    }
}

#[test]
fn what_was_sent_is_not_repeated_in_an_error() {
    let reply = send(post_json("/api/reports", r#"{"media": "0912345678"}"#));
    let text = String::from_utf8(reply.body_bytes().unwrap().to_vec()).unwrap();
    assert!(!text.contains("0912345678"), "{text}");
}

#[test]
fn other_media_types_and_other_encodings_are_refused() {
    let plain = Request::new(Method::POST, "/api/reports", good().to_string());
    assert_eq!(problem(&send(plain)), (415, "unsupported_media_type".into()));
    let form = Request::new(Method::POST, "/api/reports", "a=b").header("content-type", "text/plain");
    assert_eq!(problem(&send(form)), (415, "unsupported_media_type".into()));
    let latin = post_json("/api/reports", &b"{\"text\": \"\xe9\"}"[..]);
    assert_eq!(problem(&send(latin)), (400, "bad_utf8".into()));
}

#[test]
fn a_body_is_limited_by_what_it_says_and_by_what_comes() {
    let whole = post_json("/api/reports", vec![b' '; 65 * 1024]);
    assert_eq!(problem(&send(whole)), (413, "too_large".into()));

    let piece = || Ok(Bytes::from_static(b"12345"));
    let mut declared = Request::new(Method::POST, "/api/upload", "");
    declared.body = Body::pieces(vec![piece()], Some(11));
    assert_eq!(problem(&send(declared)), (413, "too_large".into()));

    // Says it is short and is not; says nothing and is long.
    for says in [Some(5), None] {
        let mut lying = Request::new(Method::POST, "/api/upload", "");
        lying.body = Body::pieces(vec![piece(), piece(), piece()], says);
        assert_eq!(problem(&send(lying)), (413, "too_large".into()));
    }

    let mut right = Request::new(Method::POST, "/api/upload", "");
    right.body = Body::pieces(vec![piece(), Ok(Bytes::new()), piece()], None);
    assert_eq!(read(&send(right)), 2);

    let mut broken = Request::new(Method::POST, "/api/upload", "");
    broken.body = Body::pieces(vec![piece(), Err(anyhow::anyhow!("reset"))], None);
    assert_eq!(problem(&send(broken)), (400, "body_broken".into()));
}

#[test]
fn a_body_in_pieces_reads_like_a_whole_one() {
    let text = good().to_string();
    let pieces = text.as_bytes().chunks(7).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let mut request = post_json("/api/reports", "");
    request.body = Body::pieces(pieces, None);
    assert_eq!(send(request).status, StatusCode::CREATED);
}

#[test]
fn paths_and_methods() {
    assert_eq!(problem(&send(get("/api/nothing"))), (404, "not_found".into()));
    assert_eq!(problem(&send(get("/api/reports/"))), (404, "not_found".into()));
    assert_eq!(problem(&send(get(""))), (404, "not_found".into()));

    let wrong = send(Request::new(Method::DELETE, "/api/search", ""));
    assert_eq!(problem(&wrong), (405, "method_not_allowed".into()));
    assert_eq!(header(&wrong, header::ALLOW), "GET, HEAD, OPTIONS");

    let options = send(Request::new(Method::OPTIONS, "/api/session", ""));
    assert_eq!(options.status, StatusCode::NO_CONTENT);
    assert_eq!(header(&options, header::ALLOW), "POST, DELETE, OPTIONS");

    let head = send(Request::new(Method::HEAD, "/api/search", ""));
    assert_eq!((head.status, head.body_bytes().unwrap().len()), (StatusCode::OK, 0));
    assert_eq!(header(&head, header::CONTENT_LENGTH), "");
}

#[test]
fn parameters_of_the_path_are_decoded_inside_their_segment() {
    let reply = send(get("/api/cases/hn26-7k3m9q2x/%E1%BB%95%2Fg%C3%A0"));
    assert_eq!(read(&reply), json!({ "code": "HN26-7K3M9Q2X", "part": "ổ/gà" }));
    for bad in ["/api/cases/HN26/%ff", "/api/cases/HN26/%4", "/api/cases/HN26/%zz", "/api/cases/HN26/%"] {
        assert_eq!(problem(&send(get(bad))), (400, "bad_path".into()), "{bad}");
    }
    assert_eq!(problem(&send(get("/api/cases/a'b;--c/x"))), (404, "not_found".into()));
}

#[test]
fn query_parameters_are_checked_like_fields() {
    let reply = send(get("/api/search?q=%C4%91%C3%A8n+%C4%91%C6%B0%E1%BB%9Dng&page=2"));
    assert_eq!(read(&reply), json!({ "q": "đèn đường", "page": 2 }));
    assert_eq!(read(&send(get("/api/search"))), json!({ "q": null, "page": null }));

    for bad in ["?q=%ff", "?q=%", "?q=a%2", "?q=%g1"] {
        assert_eq!(problem(&send(get(&format!("/api/search{bad}")))), (400, "bad_query".into()), "{bad}");
    }
    let cases = [
        ("?page=x", "page", "wrong_type"),
        ("?page=-1", "page", "wrong_type"),
        ("?page=", "page", "wrong_type"),
        ("?sort=asc", "sort", "unknown_field"),
        ("?q=a&q=b", "q", "repeated_field"),
    ];
    for (query, field, code) in cases {
        let reply = send(get(&format!("/api/search{query}")));
        assert_eq!(problem(&reply), (422, "invalid_fields".into()), "{query}");
        assert_eq!(errors(&reply), named(&[(field, code)]), "{query}");
    }
    let long = format!("/api/search?q={}", "a".repeat(9000));
    assert_eq!(problem(&send(get(&long))), (414, "query_too_long".into()));
}

#[test]
fn a_client_that_has_it_already_is_told_so() {
    let first = send(get("/api/search"));
    let tag = header(&first, header::ETAG).to_owned();
    assert_eq!(header(&first, header::CACHE_CONTROL), "public, max-age=60");
    for asked in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = send(get("/api/search").header("if-none-match", &asked));
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{asked}");
        assert_eq!(header(&again, header::ETAG), tag);
        assert!(again.body_bytes().unwrap().is_empty());
    }
    assert_eq!(send(get("/api/search").header("if-none-match", "\"other\"")).status, StatusCode::OK);
}

#[test]
fn without_a_session_nothing_of_mine_is_shown() {
    let reply = send(get("/api/mine"));
    assert_eq!(problem(&reply), (401, "not_signed_in".into()));
    // What cannot be a token of ours does not even reach the database.
    let reply = send(get("/api/mine").header("cookie", "theme=dark; session=short"));
    assert_eq!(problem(&reply), (401, "not_signed_in".into()));
    let twice = get("/api/mine").header("authorization", "Bearer a").header("authorization", "Bearer b");
    assert_eq!(problem(&send(twice)), (401, "not_signed_in".into()));
}

#[test]
fn another_site_cannot_act_with_the_session_cookie() {
    let post = || {
        Request::new(Method::POST, "/api/session", "")
            .header("host", "ihanoi.example:8443")
            .header("cookie", "session=0123456789abcdef0123456789abcdef")
    };
    let ours = [
        post(),
        post().header("sec-fetch-site", "same-origin"),
        post().header("sec-fetch-site", "none"),
        post().header("origin", "https://iHanoi.example:8443"),
        // The fetch metadata is proof enough where a proxy changed the host.
        post().header("sec-fetch-site", "same-origin").header("origin", "https://inner:3000"),
        // A header that no other site can make the browser send.
        post().header("sec-fetch-site", "cross-site").header("authorization", "Bearer 0123456789abcdef"),
    ];
    for request in ours {
        let shown = format!("{:?}", request.headers);
        assert_eq!(send(request).status, StatusCode::NO_CONTENT, "{shown}");
    }
    let theirs = [
        post().header("sec-fetch-site", "cross-site"),
        post().header("sec-fetch-site", "same-site"),
        post().header("sec-fetch-site", "same-origin").header("sec-fetch-site", "cross-site"),
        post().header("origin", "https://evil.example"),
        post().header("origin", "https://ihanoi.example"),
        post().header("origin", "null"),
        post().header("origin", "https://ihanoi.example:8443").header("origin", "https://evil.example"),
    ];
    for request in theirs {
        let shown = format!("{:?}", request.headers);
        assert_eq!(problem(&send(request)), (403, "cross_site".into()), "{shown}");
    }
    // Default ports are left out by some and written by others.
    let with_port = Request::new(Method::DELETE, "/api/session", "")
        .header("host", "ihanoi.example:443")
        .header("cookie", "session=0123456789abcdef0123456789abcdef")
        .header("origin", "https://ihanoi.example");
    assert_eq!(send(with_port).status, StatusCode::NO_CONTENT);
    // Reading is not acting.
    let read = get("/api/search").header("cookie", "session=x").header("sec-fetch-site", "cross-site");
    assert_eq!(send(read).status, StatusCode::OK);
}

#[test]
fn the_session_cookie_is_out_of_reach_of_scripts() {
    let cookie = pollster::block_on(edge::session_cookie("abc", 3600));
    assert_eq!(cookie, "session=abc; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
    let reply = send(Request::new(Method::POST, "/api/session", ""));
    assert_eq!(header(&reply, header::SET_COOKIE), "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
}

#[test]
fn who_comes_second_is_told_where_the_case_stands() {
    let reply = send(Request::new(Method::POST, "/api/stale", ""));
    assert_eq!(problem(&reply), (409, "stale_case".into()));
    assert_eq!(read(&reply)["state"], "approved");
    assert!(read(&reply)["detail"].as_str().unwrap().contains("đã phê duyệt"));
}

#[test]
fn a_refusal_carries_its_code_and_the_state() {
    let reply = send(Request::new(Method::POST, "/api/refused", ""));
    assert_eq!(problem(&reply), (409, "not_from_here".into()));
    assert_eq!(read(&reply)["state"], "published");

    let own = Problem::from(Refusal::OwnWork).into_reply("test");
    assert_eq!((own.status.as_u16(), read(&own)["article"].as_str()), (403, Some("Điều 12 khoản 3")));
}

#[test]
fn a_fault_has_an_id_and_no_detail() {
    let reply = send(get("/api/fault"));
    assert_eq!(problem(&reply), (500, "fault".into()));
    assert_eq!(read(&reply)["id"].as_str().map(str::len), Some(16));
    let text = String::from_utf8(reply.body_bytes().unwrap().to_vec()).unwrap();
    assert!(!text.contains("table") && !text.contains("loading"), "{text}");
}

#[test]
fn an_idempotency_key_is_asked_for() {
    let put = || Request::new(Method::PUT, "/api/keyed", "");
    assert_eq!(read(&send(put().header("idempotency-key", "abcd-1234"))), "abcd-1234");
    let missing = send(put());
    assert_eq!(errors(&missing), named(&[("Idempotency-Key", "missing")]));
    for bad in ["short", "with a space", &"a".repeat(129)] {
        let reply = send(put().header("idempotency-key", bad));
        assert_eq!(errors(&reply), named(&[("Idempotency-Key", "not_a_key")]), "{bad}");
    }
}

#[test]
fn a_year_has_four_digits_in_hanoi_too() {
    let mut fields = Fields::new();
    let instants = [
        ("2026-02-13T16:00:00+07:00", true),
        ("9999-12-31T16:59:59Z", true),
        ("9999-12-31T17:00:00Z", false), // the year 10000 in Hanoi
        ("0000-06-01T00:00:00Z", false),
        ("+10000-01-01T00:00:00Z", false),
    ];
    for (text, is_one) in instants {
        assert_eq!(fields.instant("at", text).is_some(), is_one, "{text}");
    }
    let days = [
        ("2026-02-13", true),
        ("9999-12-31", true),
        ("0000-02-13", false),
        ("-202-01-01", false),
        ("+202-01-01", false),
        ("2026- 2- 1", false),
        ("2026-2-13", false),
        ("2026-02-30", false),
    ];
    for (text, is_one) in days {
        assert_eq!(fields.date("on", text).is_some(), is_one, "{text}");
        assert_eq!(fields.day("on", text).is_some(), is_one, "{text}");
    }
}

#[test]
fn a_plus_of_a_query_that_was_not_escaped_is_an_offset_all_the_same() {
    let mut fields = Fields::new();
    let expected = fields.instant("from", "2026-02-13T16:00:00+07:00");
    assert_eq!(fields.query_instant("from", "2026-02-13T16:00:00 07:00"), expected);
    assert_eq!(fields.query_instant("from", "2026-02-13T16:00:00+07:00"), expected);
    assert_eq!(fields.query_instant("from", "2026-02-13 16:00"), None);
    assert_eq!(fields.optional_query_instant("from", None::<&str>), Some(None));
}

#[test]
fn a_file_that_another_act_took_is_named_and_not_called_done() {
    for (problem, name) in [
        (Problem::from(store::Error::FileTaken), "media"),
        (Problem::of_files("evidence", store::Error::FileTaken), "evidence"),
    ] {
        assert_eq!((problem.status(), problem.code()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields"));
        let named: Vec<_> = problem.errors().iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(named, [(name, "unknown_media")]);
    }
}

#[test]
fn an_operator_without_a_secret_gets_nowhere() {
    let path = "/api/guarded/edge_test_never_set";
    assert_eq!(read(&send(get(path))), false);
    assert_eq!(read(&send(get(path).header("authorization", "Bearer "))), false);
    assert_eq!(read(&send(get(path).header("authorization", "Bearer x"))), false);
}

#[test]
fn a_header_cannot_be_split() {
    let reply = Reply::see_other("/a\r\nset-cookie: x=1").header(header::LINK, "é\r\nx: y");
    assert_eq!(header(&reply, header::LOCATION), "/a%0D%0Aset-cookie:%20x=1");
    assert!(!header(&reply, header::LINK).contains('\n'));
    assert!(reply.headers.get(header::SET_COOKIE).is_none());
}

#[test]
fn routes_know_what_they_serve_and_what_is_wrong_with_them() {
    assert!(routes().mistakes().is_empty());
    assert_eq!(routes().list().len(), 12);
    let twice = Routes::new().get("/a/{x}", show).get("/a/{x}", show).get("/a/{y}", show).get("/b/{", show);
    assert_eq!(twice.list(), [(Method::GET, "/a/{x}")]);
    assert_eq!(twice.mistakes().len(), 3);
}

#[test]
fn the_document_is_derived_from_the_handlers() {
    #[derive(utoipa::OpenApi)]
    #[openapi(paths(submit, search))]
    struct Document;

    let whole = edge::openapi::merge("iHanoi", "1", [<Document as utoipa::OpenApi>::openapi()]);
    let undescribed = edge::openapi::undescribed(&routes(), &whole);
    assert!(!undescribed.contains(&"POST /api/reports".to_owned()));
    assert!(!undescribed.contains(&"GET /api/search".to_owned()));
    assert_eq!(undescribed.len(), 10);

    let text = whole.to_json().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let response = &document["paths"]["/api/reports"]["post"]["responses"]["default"];
    assert_eq!(response["content"]["application/problem+json"]["schema"]["$ref"], "#/components/schemas/Problem");
    let properties = &document["components"]["schemas"]["Problem"]["properties"];
    assert!(properties.get("type").is_some() && properties.get("errors").is_some(), "{properties}");
    assert!(document["components"]["schemas"]["FieldError"]["properties"]["code"].is_object());
    assert!(document["components"]["schemas"]["Submission"].is_object());
}

#[test]
fn new_names_are_well_formed() {
    let id = edge::new_id(friday());
    assert_eq!(id.len(), 26);
    assert!(id < edge::new_id(friday() + chrono::TimeDelta::milliseconds(1)));
    assert_ne!(edge::new_token(), edge::new_token());
    assert_eq!(edge::new_token().len(), 64);

    // 23:30 UTC on New Year's Eve is next year at the office.
    let eve = chrono::DateTime::parse_from_rfc3339("2026-12-31T23:30:00+00:00").unwrap();
    let code = edge::new_case_code(eve);
    let (year, tail) = code.as_str().split_once('-').unwrap();
    assert_eq!(year, "HN27");
    assert!(tail.len() == 8 && tail.chars().all(|c| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(c)), "{code}");
}
