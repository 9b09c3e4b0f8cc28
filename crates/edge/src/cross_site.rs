//! Requests that another site made the browser send.

use crate::{Problem, Request, session};
use http::Method;
use http::header::{HOST, ORIGIN};

/// Whether the request changes something on the strength of a cookie alone.
pub(crate) fn in_question(request: &Request) -> bool {
    !matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS)
        && session::bearer(request).is_none()
        && session::cookie(request, session::COOKIE_NAME).is_some()
}

/// Refuses what did not come from our own pages.
///
/// `Sec-Fetch-Site` decides where there is one: browsers set it themselves, no script can, and it
/// holds behind a proxy that changes the host. Without it (older browsers, plain HTTP) `Origin`
/// must name our host. A request with neither is no browser's.
pub(crate) fn refuse(request: &Request) -> Result<(), Problem> {
    let mut sites = request.headers.get_all("sec-fetch-site").iter().peekable();
    if sites.peek().is_some() {
        let ours = sites.all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"));
        return if ours { Ok(()) } else { Err(Problem::cross_site()) };
    }
    if !request.headers.contains_key(ORIGIN) {
        return Ok(());
    }
    let origin = request.text_header(ORIGIN).and_then(origin_host);
    let host = request.text_header(HOST).map(|host| host.to_ascii_lowercase());
    match (origin, host) {
        (Some((origin, port)), Some(host)) if origin == host.strip_suffix(port).unwrap_or(&host) => Ok(()),
        _ => Err(Problem::cross_site()),
    }
}

/// The host of an origin without its default port, and what that port would look like.
fn origin_host(origin: &str) -> Option<(String, &'static str)> {
    let origin = origin.to_ascii_lowercase();
    let (scheme, host) = origin.split_once("://")?;
    let port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    Some((host.strip_suffix(port).unwrap_or(host).to_owned(), port))
}
