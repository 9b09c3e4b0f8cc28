//! What goes back.

use crate::request::BoxBody;
use crate::Problem;
use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

/// The body of a reply.
pub enum ReplyBody {
    /// All of it.
    Bytes(Bytes),
    /// Piece by piece, for media. On Spin: `Box::pin` of what `spin_sdk::http::body::stream` gives.
    Stream(BoxBody),
}

impl std::fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReplyBody::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            ReplyBody::Stream(_) => f.write_str("stream"),
        }
    }
}

/// A reply. Unless a handler says otherwise it is not stored by any cache.
#[derive(Debug)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: ReplyBody,
}

/// What a header value may not hold as it is. A percent-encoded value cannot end the header.
const NOT_IN_A_HEADER: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

impl Reply {
    /// A reply without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: ReplyBody::Bytes(Bytes::new()) }
    }

    /// 204.
    pub fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// 303, for forms and sign-in. The location must not come from the client.
    pub fn see_other(location: &str) -> Self {
        Self::empty(StatusCode::SEE_OTHER).header(header::LOCATION, encoded(location))
    }

    /// Bytes of a media type.
    pub fn bytes(status: StatusCode, content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let mut reply = Self::empty(status);
        reply.body = ReplyBody::Bytes(bytes.into());
        reply.header(header::CONTENT_TYPE, content_type)
    }

    /// A body that is sent piece by piece.
    pub fn stream(status: StatusCode, content_type: &'static str, body: BoxBody) -> Self {
        let mut reply = Self::empty(status);
        reply.body = ReplyBody::Stream(body);
        reply.header(header::CONTENT_TYPE, content_type)
    }

    /// JSON text that is there already, for example built by SQLite.
    pub fn raw_json(status: StatusCode, json: impl Into<Bytes>) -> Self {
        Self::bytes(status, "application/json", json)
    }

    /// A value as JSON.
    pub fn json(status: StatusCode, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => Self::raw_json(status, json),
            // Our own types serialise; if one does not, that is our fault and not the client's.
            Err(error) => Problem::from(anyhow::Error::new(error).context("writing the reply")).into_reply("reply"),
        }
    }

    /// 200 with a value as JSON.
    pub fn ok(value: &(impl Serialize + ?Sized)) -> Self {
        Self::json(StatusCode::OK, value)
    }

    /// 201 with the address of what was made, and the thing itself.
    pub fn created(location: &str, value: &(impl Serialize + ?Sized)) -> Self {
        Self::json(StatusCode::CREATED, value).header(header::LOCATION, encoded(location))
    }

    /// Sets a header. What a header value cannot hold is percent-encoded, so that it cannot fail
    /// and no text can start a header of its own.
    pub fn header(mut self, name: HeaderName, value: impl AsRef<str>) -> Self {
        self.headers.insert(name, header_value(value.as_ref()));
        self
    }

    /// Adds a `Set-Cookie`, as made by [`crate::session_cookie`].
    pub fn cookie(mut self, cookie: &str) -> Self {
        self.headers.append(header::SET_COOKIE, header_value(cookie));
        self
    }

    /// Sets `Cache-Control`, which otherwise is `no-store`.
    pub fn cache(self, directives: &str) -> Self {
        self.header(header::CACHE_CONTROL, directives)
    }

    /// Sets a strong `ETag` of that name. [`crate::handle`] answers 304 to a client that has it.
    pub fn etag(self, tag: &str) -> Self {
        let tag = utf8_percent_encode(tag, NOT_IN_A_HEADER).to_string();
        self.header(header::ETAG, format!("\"{tag}\""))
    }

    /// The body if it is all there. For tests.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        match &self.body {
            ReplyBody::Bytes(bytes) => Some(bytes),
            ReplyBody::Stream(_) => None,
        }
    }
}

fn encoded(location: &str) -> String {
    utf8_percent_encode(location, NOT_IN_A_HEADER).to_string()
}

fn header_value(text: &str) -> HeaderValue {
    let visible = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let value = if visible {
        HeaderValue::from_str(text)
    } else {
        HeaderValue::from_str(&utf8_percent_encode(text, CONTROLS).to_string())
    };
    value.unwrap_or(HeaderValue::from_static(""))
}
