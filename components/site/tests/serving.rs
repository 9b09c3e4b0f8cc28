//! The folder of the pages, asked for as a browser does, and as nobody should.

use chrono::{DateTime, FixedOffset};
use edge::{Method, Reply, Request, Routes, StatusCode, handle_at};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static");

fn pages() -> Routes {
    site::routes_in(PathBuf::from(FOLDER))
}

/// The address of every page of the folder, but of the one that says that there is none.
fn addresses() -> Vec<String> {
    let names = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<_> = names
        .filter_map(|name| name.strip_suffix(".html").map(str::to_owned))
        .filter(|page| page != "404")
        .map(|page| if page == "index" { "/".to_owned() } else { format!("/{page}") })
        .collect();
    found.sort();
    assert!(found.len() > 10, "{found:?}");
    found
}

fn body(reply: &Reply) -> String {
    String::from_utf8(reply.body_bytes().unwrap().to_vec()).unwrap()
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
    for page in addresses().into_iter().chain(["/tra-cuu?ma=X1".to_owned()]) {
        let reply = get(&page);
        assert_eq!(reply.status, StatusCode::OK, "{page}");
        assert_eq!(header(&reply, "content-type"), "text/html; charset=utf-8", "{page}");
        assert_eq!(header(&reply, "cache-control"), "no-cache", "{page}");
    }
    assert_eq!(header(&get("/gui.html"), "location"), "/gui");
    assert_eq!(header(&get("/gui/"), "location"), "/gui");
    assert_eq!(header(&get("/index.html"), "location"), "/");
    assert_eq!(header(&get("/index"), "location"), "/");
}

/// What stands around a page is the same whichever it is: everything but its head and its main part.
#[test]
fn every_page_stands_in_one_frame_with_its_own_entry_marked() {
    let mut frames = BTreeSet::new();
    let mut titles = BTreeSet::new();
    for page in addresses().into_iter().chain(["/khong-co".to_owned()]) {
        let html = body(&get(&page));
        assert!(html.starts_with("<!doctype html>\n<html lang=\"vi\">"), "{page}");
        for once in ["<title>", "<header", "<main", "<footer", "<noscript>", "class=\"skip-link\"", "name=\"viewport\"", "<h1>"] {
            assert_eq!(html.matches(once).count(), 1, "{page}: {once}");
        }
        assert!(!html.contains("<!-- "), "{page} has a mark left");
        let marked = format!("<a href=\"{page}\" aria-current=\"page\">");
        assert_eq!(html.matches("aria-current").count(), usize::from(html.contains(&marked)), "{page} marks another entry");
        let (title, rest) = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap();
        titles.insert(title.to_owned());
        let (start, end) = (rest.find("</noscript>").unwrap(), rest.find("</main>").unwrap());
        let links = rest.find("<meta name=\"theme-color\"").unwrap();
        frames.insert([&rest[links..start], &rest[end..]].concat().replace(" aria-current=\"page\"", ""));
    }
    assert_eq!(frames.len(), 1, "one frame for all");
    assert_eq!(titles.len(), addresses().len() + 1, "a title of its own for each: {titles:?}");
    for entry in ["/gui", "/tra-cuu", "/cong-khai", "/canh-bao", "/huong-dan", "/cua-toi", "/can-bo"] {
        assert!(body(&get(entry)).contains(&format!("<a href=\"{entry}\" aria-current=\"page\">")), "{entry}");
    }
}

/// A folder of a page and a frame, to see what becomes of each.
fn folder(name: &str, frame: Option<&str>, page: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.html"), page).unwrap();
    let path = folder.join("frame.part");
    match frame {
        Some(text) => fs::write(path, text).unwrap(),
        None => drop(fs::remove_file(path)),
    }
    folder
}

fn ask(folder: &Path, target: &str) -> Reply {
    pollster::block_on(handle_at(&site::routes_in(folder.to_owned()), Request::new(Method::GET, target, ""), now()))
}

const FRAME: &str = "<head>\n<!-- head -->\n</head><a href=\"/a\">A</a><main>\n<!-- main -->\n</main>";

#[test]
fn a_page_is_put_into_the_frame_and_is_new_when_the_frame_is() {
    let page = "<title>A</title>\n<!-- main -->\n<p><!-- head -->\n<!-- main -->\n</p>\n";
    let reply = ask(&folder("framed", Some(FRAME), page), "/a");
    let put_together = "<head>\n<title>A</title>\n</head><a href=\"/a\" aria-current=\"page\">A</a><main>\n<p><!-- head -->\n<!-- main -->\n</p>\n</main>";
    assert_eq!(body(&reply), put_together, "a mark in a page's own text is text");
    let other = ask(&folder("framed", Some(&FRAME.replace("</main>", "</main>!")), page), "/a");
    assert_ne!(header(&reply, "etag"), header(&other, "etag"));
}

#[test]
fn a_page_that_cannot_be_put_together_is_not_there() {
    let page = "<title>A</title>\n<!-- main -->\n<p></p>\n";
    for (case, frame, page) in [
        ("no frame", None, page),
        ("a frame without a place", Some("<main></main>"), page),
        ("a page without a main part", Some(FRAME), "<title>A</title>\n"),
    ] {
        let reply = ask(&folder("broken", frame, page), "/a");
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{case}");
        assert!(body(&reply).is_empty(), "{case}");
    }
}

#[test]
fn nobody_asks_for_the_frame() {
    assert_eq!(get("/frame.part").status, StatusCode::NOT_FOUND);
    assert_eq!(get("/frame").status, StatusCode::NOT_FOUND);
}

/// What is for officers, or one's own, is not for search engines.
#[test]
fn search_engines_are_kept_from_pages_behind_the_sign_in() {
    let robots = body(&get("/robots.txt"));
    let open = ["/", "/gui", "/tra-cuu", "/cong-khai", "/canh-bao", "/huong-dan", "/dich-vu", "/sang-kien", "/tiep-cong-dan"];
    for page in addresses() {
        assert_eq!(robots.contains(&format!("Disallow: {page}\n")), !open.contains(&page.as_str()), "{page}");
    }
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
