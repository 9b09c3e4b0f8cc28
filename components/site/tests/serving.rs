//! The folder of the pages, asked for as a browser does, and as nobody should.

use chrono::{DateTime, FixedOffset};
use edge::{Method, Reply, Request, Routes, StatusCode, handle_at};
use std::path::PathBuf;

fn pages() -> Routes {
    site::routes_in(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../static")))
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-02-13T16:00:00+07:00").unwrap()
}

fn answer(request: Request) -> Reply {
    pollster::block_on(handle_at(&pages(), request, now()))
}

fn get(target: &str) -> Reply {
    answer(Request::new(Method::GET, target, ""))
}

fn header<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn routes_have_no_mistakes() {
    assert_eq!(pages().mistakes(), [] as [&str; 0]);
}

#[test]
fn every_page_is_served_at_its_clean_address() {
    for page in
        [
            "/", "/gui", "/tra-cuu", "/cong-khai", "/dang-nhap", "/cua-toi", "/can-bo", "/dau-moi", "/to-chuc", "/canh-bao",
            "/huong-dan", "/dich-vu", "/quan-ly", "/tra-cuu?ma=X1",
        ]
    {
        let reply = get(page);
        assert_eq!(reply.status, StatusCode::OK, "{page}");
        assert_eq!(header(&reply, "content-type"), "text/html; charset=utf-8", "{page}");
        assert_eq!(header(&reply, "cache-control"), "no-cache", "{page}");
    }
    assert_eq!(header(&get("/gui.html"), "location"), "/gui");
    assert_eq!(header(&get("/gui/"), "location"), "/gui");
    assert_eq!(header(&get("/index.html"), "location"), "/");
}

#[test]
fn styles_and_scripts_have_their_types_and_may_be_kept_for_an_hour() {
    for (path, content_type) in [
        ("/css/global.css", "text/css; charset=utf-8"),
        ("/js/api.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
    ] {
        let reply = get(path);
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(header(&reply, "content-type"), content_type);
        assert_eq!(header(&reply, "cache-control"), "public, max-age=3600");
        assert_eq!(header(&reply, "x-content-type-options"), "nosniff");
    }
}

#[test]
fn what_the_browser_has_already_is_not_sent_again() {
    let first = get("/gui");
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 20, "{tag}");
    let again = answer(Request::new(Method::GET, "/gui", "").header("if-none-match", &tag));
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body_bytes().unwrap().is_empty());
    assert_eq!(header(&again, "etag"), tag);
    assert!(!header(&again, "content-security-policy").is_empty());

    let other = answer(Request::new(Method::GET, "/tra-cuu", "").header("if-none-match", &tag));
    assert_eq!(other.status, StatusCode::OK);
}

#[test]
fn head_has_the_headers_and_no_body() {
    let reply = answer(Request::new(Method::HEAD, "/gui", ""));
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body_bytes().unwrap().is_empty());
    assert!(!header(&reply, "etag").is_empty());
}

#[test]
fn only_reading_is_served() {
    let reply = answer(Request::new(Method::POST, "/gui", "x"));
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&reply, "allow"), "GET, HEAD, OPTIONS");
}

#[test]
fn pages_may_load_nothing_from_elsewhere() {
    let reply = get("/");
    let policy = header(&reply, "content-security-policy");
    for rule in [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(header(&reply, "referrer-policy"), "same-origin");
    assert!(header(&reply, "permissions-policy").contains("camera=(self), geolocation=(self)"));
}

#[test]
fn strict_transport_is_said_over_https_only() {
    assert_eq!(header(&get("/"), "strict-transport-security"), "");
    let behind_a_proxy = answer(Request::new(Method::GET, "/", "").header("x-forwarded-proto", "https"));
    assert!(header(&behind_a_proxy, "strict-transport-security").starts_with("max-age="));
    let on_the_host = answer(Request::new(Method::GET, "/", "").header("spin-full-url", "https://ihanoi.example/"));
    assert!(header(&on_the_host, "strict-transport-security").starts_with("max-age="));
    // What a client sends itself stands before what the host appends.
    let forged = answer(
        Request::new(Method::GET, "/", "")
            .header("spin-full-url", "https://ihanoi.example/")
            .header("spin-full-url", "http://127.0.0.1:3000/"),
    );
    assert_eq!(header(&forged, "strict-transport-security"), "");
}

#[test]
fn an_unknown_page_is_a_page() {
    let reply = get("/khong-co");
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(header(&reply, "content-type"), "text/html; charset=utf-8");
    assert!(String::from_utf8_lossy(reply.body_bytes().unwrap()).contains("Không tìm thấy trang"));
    assert!(!header(&reply, "content-security-policy").is_empty());
    assert_eq!(get("/404").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_unknown_interface_is_a_problem() {
    for path in ["/api", "/api/", "/api/nothing", "/api/cases/X/nothing", "/api/../gui", "/api/gui.html"] {
        let reply = get(path);
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&reply, "content-type"), "application/problem+json", "{path}");
    }
}

#[test]
fn no_path_leaves_the_folder() {
    // Each would name Cargo.toml beside the folder, or a file of the machine, if it were believed.
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/%2E%2E/Cargo.toml",
        "/.%2e/Cargo.toml",
        "/css/../../Cargo.toml",
        "/css/%2e%2e/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e%2fCargo.toml",
        "/css%2f..%2f..%2fCargo.toml",
        "/..%5cCargo.toml",
        "/..\\Cargo.toml",
        "/css\\..\\..\\Cargo.toml",
        "/%252e%252e/Cargo.toml",
        "/%c0%ae%c0%ae/Cargo.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/gui%00.html",
        "/gui.html%00.css",
        "/%00",
        "/.git/config",
        "/.hidden.css",
        "/css/",
        "/css",
        "/js/modules",
        "/css//global.css",
        "/./gui",
    ] {
        let reply = get(path);
        let status = reply.status;
        assert!(
            matches!(status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST | StatusCode::PERMANENT_REDIRECT),
            "{path}: {status}"
        );
        let body = String::from_utf8_lossy(reply.body_bytes().unwrap()).into_owned();
        assert!(!body.contains("[workspace]") && !body.contains("root:"), "{path}");
        // A redirect stays on this host.
        let location = header(&reply, "location");
        assert!(location.is_empty() || (location.starts_with('/') && !location.starts_with("//")), "{path}: {location}");
    }
}
