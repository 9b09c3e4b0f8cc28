//! The pages: files mounted read-only, served with what a browser needs to be strict about them.
//!
//! Every other component answers under `/api/`; this one has the rest, and says what is not there.

#![deny(missing_docs)]

mod media_type;
mod path;
mod security;

use edge::{Call, Problem, Reply, Routes, StatusCode};
use http::header;
use path::{Asked, HTML};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Where the manifest mounts `static/`.
const MOUNT: &str = "/";

/// What stands around every page; its ending has no media type, so nobody can ask for it.
const FRAME: &str = "frame.part";
/// Where a page's own lines of the head go in the frame.
const HEAD: &str = "<!-- head -->\n";
/// Where the inside of the main part goes in the frame, and what stands before it in a page.
const MAIN: &str = "<!-- main -->\n";

/// The page that says that there is no such page.
const NOT_FOUND_PAGE: &str = "404.html";

/// Browsers ask again before they show a page, and get 304 when it is the same.
const CACHE_PAGE: &str = "no-cache";
/// Styles and scripts may be an hour old; pages and scripts of one hour work together.
const CACHE_ASSET: &str = "public, max-age=3600";

/// The routes, on the mounted folder.
pub fn routes() -> Routes {
    routes_in(PathBuf::from(MOUNT))
}

/// The routes, on a folder.
pub fn routes_in(folder: PathBuf) -> Routes {
    let folder: Rc<Path> = folder.into();
    let at_root = Rc::clone(&folder);
    let document = Rc::clone(&folder);
    Routes::new()
        .get("/", move |call| get(Rc::clone(&at_root), call, "".to_owned()))
        .get("/api/openapi.json", move |call| get(Rc::clone(&document), call, "openapi.json".to_owned()))
        // Named so that what is under /api is never taken for a page.
        .get("/api", |_| async { Err(Problem::not_found()) })
        .get("/api/", |_| async { Err(Problem::not_found()) })
        .get("/api/{*path}", |_| async { Err(Problem::not_found()) })
        .get("/{*path}", move |call| {
            let asked = call.param("path").to_owned();
            get(Rc::clone(&folder), call, asked)
        })
}

/// The pages are not part of the interface; its document says nothing about them.
pub fn openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}

edge::component!(routes);

async fn get(folder: Rc<Path>, call: Call, asked: String) -> Result<Reply, Problem> {
    let reply = match path::resolve(&asked) {
        Asked::File(name) if name != NOT_FOUND_PAGE => found(&folder, &name),
        Asked::Moved(location) => Some(Reply::empty(StatusCode::PERMANENT_REDIRECT).header(header::LOCATION, location)),
        Asked::File(_) | Asked::Nothing => None,
    };
    let reply = reply.unwrap_or_else(|| not_found(&folder));
    Ok(security::with_headers(reply, &call.request))
}

/// The file of that name, or `None`. What cannot be read is not there: whoever asks learns nothing of disks.
fn found(folder: &Path, name: &str) -> Option<Reply> {
    let content_type = media_type::of(name)?;
    let (bytes, cache) = if name.ends_with(HTML) {
        (framed(folder, name)?, CACHE_PAGE)
    } else {
        (std::fs::read(folder.join(name)).ok()?, CACHE_ASSET)
    };
    // Of what is sent, so that a page is new when the frame is.
    let tag = hex::encode(Sha256::digest(&bytes).get(..16)?);
    Some(Reply::bytes(StatusCode::OK, content_type, bytes).etag(&tag).cache(cache))
}

fn not_found(folder: &Path) -> Reply {
    // A folder without the page still answers 404, with nothing to read.
    let page = framed(folder, NOT_FOUND_PAGE).unwrap_or_default();
    Reply::bytes(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page).cache(CACHE_PAGE)
}

/// The page in its frame, with its own entry of the menu marked; `None` when page or frame is not as it should be.
fn framed(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let page = std::fs::read_to_string(folder.join(name)).ok()?;
    let frame = std::fs::read_to_string(folder.join(FRAME)).ok()?;
    let (head, main) = page.split_once(MAIN)?;
    let here = format!("<a href=\"/{}\"", name.strip_suffix(HTML)?);
    let (above, below) = frame.split_once(MAIN)?;
    let above = above.replacen(&here, &format!("{here} aria-current=\"page\""), 1).replacen(HEAD, head, 1);
    Some([above.as_str(), main, below].concat().into_bytes())
}
