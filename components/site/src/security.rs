//! Headers that tell the browser what these pages never do.

use edge::{Reply, Request};
use http::HeaderName;
use http::header;

/// Everything from here; pictures and videos chosen for a report are shown from memory (`blob:`)
/// before they are sent.
const POLICY: &str = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; \
    base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// The reply with them.
pub(crate) fn with_headers(reply: Reply, request: &Request) -> Reply {
    let reply = reply
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // A case code in the address of a page is nobody else's to know.
        .header(header::REFERRER_POLICY, "same-origin")
        .header(
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
        )
        .header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if over_https(request) {
        reply.header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains")
    } else {
        reply
    }
}

/// Whether the browser used TLS, as the host or the proxy before it says. Only the last value counts:
/// the host appends its own to what the client sent.
fn over_https(request: &Request) -> bool {
    let last = |name: &str| request.headers.get_all(name).iter().next_back().and_then(|value| value.to_str().ok());
    last("x-forwarded-proto").is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"))
        || last("spin-full-url").is_some_and(|url| url.starts_with("https://"))
}
