//! A request as it came in, with a body that is limited while it is read.

use crate::Problem;
use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method};
use http_body_util::BodyExt;
use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The most bytes a body may have where a handler does not say otherwise.
pub const BODY_LIMIT: u64 = 64 * 1024;

/// A body that comes or goes piece by piece.
pub type BoxBody = Pin<Box<dyn http_body::Body<Data = Bytes, Error = anyhow::Error>>>;

/// A request.
#[derive(Debug)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path as it was sent, percent-encoding and all.
    pub path: String,
    /// Query without the question mark; empty when there is none.
    pub query: String,
    /// Headers. The host appends its own `spin-*` headers to what the client sent, so only the
    /// last value of such a header may be believed.
    pub headers: HeaderMap,
    /// Body.
    pub body: Body,
}

impl Request {
    /// A request without headers, whose body is known. For tests.
    pub fn new(method: Method, target: &str, body: impl Into<Bytes>) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Body::bytes(body),
        }
    }

    /// The same with one more header. A value that no header can carry is left out.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = value.parse() {
            self.headers.append(name, value);
        }
        self
    }

    /// The value of a header that is text; `None` when it is absent, repeated or not visible ASCII.
    pub fn text_header(&self, name: impl http::header::AsHeaderName) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next()?;
        if values.next().is_some() {
            return None;
        }
        first.to_str().ok()
    }
}

/// A request body. It is read once.
///
/// Reading takes `&self`, so that a handler may hold its store and its session at the same time.
pub struct Body {
    source: Cell<Source>,
    /// What `Content-Length` says.
    declared: Option<u64>,
    limit: Cell<u64>,
    read: Cell<u64>,
}

#[derive(Default)]
enum Source {
    #[default]
    Done,
    Bytes(Bytes),
    Stream(BoxBody),
}

impl Body {
    /// A body that is there already.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::of(Some(bytes.len() as u64), Source::Bytes(bytes))
    }

    /// A body that still comes in. The headers are asked for its declared length.
    pub fn stream(body: BoxBody, headers: &HeaderMap) -> Self {
        let declared = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        Self::of(declared, Source::Stream(body))
    }

    fn of(declared: Option<u64>, source: Source) -> Self {
        Self { source: Cell::new(source), declared, limit: Cell::new(BODY_LIMIT), read: Cell::new(0) }
    }

    /// Allows that many bytes in all, instead of [`BODY_LIMIT`]. Refuses at once what says by its
    /// `Content-Length` that it is longer.
    ///
    /// # Errors
    /// 413.
    pub fn limit(&self, max: u64) -> Result<&Self, Problem> {
        self.limit.set(max);
        if self.declared.is_some_and(|declared| declared > max) {
            return Err(Problem::too_large(max));
        }
        Ok(self)
    }

    /// The next piece; `None` at the end. Counts what has come, because a client need not keep to
    /// the length it declared.
    ///
    /// # Errors
    /// 413 beyond the limit; 400 when the connection broke off.
    pub async fn chunk(&self) -> Result<Option<Bytes>, Problem> {
        loop {
            let chunk = match self.source.take() {
                Source::Done => return Ok(None),
                Source::Bytes(bytes) => bytes,
                Source::Stream(mut stream) => match stream.frame().await {
                    None => return Ok(None),
                    Some(Err(_)) => return Err(Problem::body_broken()),
                    Some(Ok(frame)) => {
                        self.source.set(Source::Stream(stream));
                        match frame.into_data() {
                            Ok(data) => data,
                            Err(_trailers) => continue,
                        }
                    }
                },
            };
            if chunk.is_empty() {
                continue;
            }
            let read = self.read.get().saturating_add(chunk.len() as u64);
            self.read.set(read);
            if read > self.limit.get() {
                self.source.set(Source::Done);
                return Err(Problem::too_large(self.limit.get()));
            }
            return Ok(Some(chunk));
        }
    }

    /// The whole body, at most `max` bytes.
    ///
    /// # Errors
    /// 413 by the declared length before anything is read, or as soon as more has come; 400 when
    /// the connection broke off.
    pub async fn read_limited(&self, max: u64) -> Result<Bytes, Problem> {
        self.limit(max)?;
        let Some(first) = self.chunk().await? else {
            return Ok(Bytes::new());
        };
        let Some(second) = self.chunk().await? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        whole.extend_from_slice(&second);
        while let Some(chunk) = self.chunk().await? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// A body that arrives in these pieces, with the length a client declares, if any. For tests.
    pub fn pieces(pieces: Vec<anyhow::Result<Bytes>>, declared: Option<u64>) -> Self {
        Self::of(declared, Source::Stream(Box::pin(Pieces(pieces.into_iter()))))
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the content: it is somebody's report.
        f.debug_struct("Body").field("declared", &self.declared).field("read", &self.read).finish_non_exhaustive()
    }
}

struct Pieces(std::vec::IntoIter<anyhow::Result<Bytes>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = anyhow::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<anyhow::Result<http_body::Frame<Bytes>>>> {
        Poll::Ready(self.0.next().map(|piece| piece.map(http_body::Frame::data)))
    }
}
