//! Which handler answers.

use crate::{Call, Problem, Reply, ReplyBody, Request, call, cross_site, query, words};
use bytes::Bytes;
use domain::Instant;
use http::header::{self, HeaderName};
use http::{HeaderValue, Method, StatusCode};
use std::future::Future;
use std::pin::Pin;

/// What a handler's `async fn` gives, boxed.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Reply, Problem>>>>;

type Handler = Box<dyn Fn(Call) -> HandlerFuture>;

/// The routes of a component.
///
/// ```
/// use edge::{Call, Problem, Reply, Routes};
///
/// async fn hello(call: Call) -> Result<Reply, Problem> {
///     Ok(Reply::ok(call.param("name")))
/// }
///
/// let routes = Routes::new().get("/api/hello/{name}", hello);
/// assert_eq!(routes.list(), [(edge::Method::GET, "/api/hello/{name}")]);
/// ```
#[derive(Default)]
pub struct Routes {
    router: matchit::Router<usize>,
    paths: Vec<Path>,
    mistakes: Vec<String>,
}

struct Path {
    pattern: &'static str,
    handlers: Vec<(Method, Handler)>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves GET, and HEAD with it. `{name}` in the pattern is one segment, `{*rest}` all that follow.
    pub fn get<F, R>(self, pattern: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + 'static,
        R: Future<Output = Result<Reply, Problem>> + 'static,
    {
        self.on(Method::GET, pattern, handler)
    }

    /// Serves POST.
    pub fn post<F, R>(self, pattern: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + 'static,
        R: Future<Output = Result<Reply, Problem>> + 'static,
    {
        self.on(Method::POST, pattern, handler)
    }

    /// Serves PUT.
    pub fn put<F, R>(self, pattern: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + 'static,
        R: Future<Output = Result<Reply, Problem>> + 'static,
    {
        self.on(Method::PUT, pattern, handler)
    }

    /// Serves DELETE.
    pub fn delete<F, R>(self, pattern: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + 'static,
        R: Future<Output = Result<Reply, Problem>> + 'static,
    {
        self.on(Method::DELETE, pattern, handler)
    }

    fn on<F, R>(mut self, method: Method, pattern: &'static str, handler: F) -> Self
    where
        F: Fn(Call) -> R + 'static,
        R: Future<Output = Result<Reply, Problem>> + 'static,
    {
        let handler: Handler = Box::new(move |call| Box::pin(handler(call)));
        match self.paths.iter_mut().find(|path| path.pattern == pattern) {
            Some(path) if path.handlers.iter().any(|(served, _)| *served == method) => {
                self.mistakes.push(format!("{method} {pattern} is there twice"));
            }
            Some(path) => path.handlers.push((method, handler)),
            None => match self.router.insert(pattern, self.paths.len()) {
                Ok(()) => self.paths.push(Path { pattern, handlers: vec![(method, handler)] }),
                Err(error) => self.mistakes.push(format!("{method} {pattern}: {error}")),
            },
        }
        self
    }

    /// Every method and pattern, in the order they were given; what the OpenAPI document must cover.
    pub fn list(&self) -> Vec<(Method, &'static str)> {
        self.paths
            .iter()
            .flat_map(|path| path.handlers.iter().map(|(method, _)| (method.clone(), path.pattern)))
            .collect()
    }

    /// Routes that could not be added: written wrongly, there twice, or in conflict with another.
    /// They are not served. A component's test says that there are none.
    pub fn mistakes(&self) -> &[String] {
        &self.mistakes
    }
}

impl Path {
    fn allow(&self) -> Vec<Method> {
        let mut allow: Vec<Method> = self.handlers.iter().map(|(method, _)| method.clone()).collect();
        if allow.contains(&Method::GET) {
            allow.push(Method::HEAD);
        }
        allow.push(Method::OPTIONS);
        allow
    }

    fn handler(&self, method: &Method) -> Option<&Handler> {
        let served = if *method == Method::HEAD { &Method::GET } else { method };
        self.handlers.iter().find(|(method, _)| method == served).map(|(_, handler)| handler)
    }
}

/// Answers a request now.
pub async fn handle(routes: &Routes, request: Request) -> Reply {
    handle_at(routes, request, call::now()).await
}

/// Answers a request as of that instant.
pub async fn handle_at(routes: &Routes, request: Request, now: Instant) -> Reply {
    let method = request.method.clone();
    let if_none_match = request.text_header(header::IF_NONE_MATCH).map(str::to_owned);
    let (during, answer) = answer(routes, request, now).await;
    let reply = match answer {
        Ok(reply) => reply,
        Err(problem) => problem.into_reply(&during),
    };
    finished(reply, &method, if_none_match.as_deref())
}

/// What is being done, for the log, and the answer.
async fn answer(routes: &Routes, request: Request, now: Instant) -> (String, Result<Reply, Problem>) {
    // Patterns are matched before decoding, so that an encoded slash stays inside its segment.
    let Ok(found) = routes.router.at(&request.path) else {
        return (String::new(), Err(Problem::not_found()));
    };
    let Some(path) = routes.paths.get(*found.value) else {
        return (String::new(), Err(Problem::not_found()));
    };
    let during = format!("{} {}", request.method, path.pattern);
    let Some(handler) = path.handler(&request.method) else {
        let allow = path.allow();
        let answer = if request.method == Method::OPTIONS {
            let allow = allow.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
            Ok(Reply::no_content().header(header::ALLOW, allow))
        } else {
            Err(Problem::method_not_allowed(&allow))
        };
        return (during, answer);
    };
    let params: Option<Vec<(String, String)>> =
        found.params.iter().map(|(key, value)| Some((key.to_owned(), query::decode(value)?))).collect();
    let Some(params) = params else {
        return (during, Err(Problem::new(StatusCode::BAD_REQUEST, "bad_path", words::BAD_PATH)));
    };
    if cross_site::in_question(&request)
        && let Err(problem) = cross_site::refuse(&request)
    {
        return (during, Err(problem));
    }
    (during, handler(Call::new(request, params, now)).await)
}

/// Headers that every reply has unless its handler set others.
const DEFAULTS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

fn finished(mut reply: Reply, method: &Method, if_none_match: Option<&str>) -> Reply {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    if reads
        && reply.status == StatusCode::OK
        && let (Some(asked), Some(tag)) = (if_none_match, reply.headers.get(header::ETAG))
        && matches_tag(asked, tag)
    {
        reply.status = StatusCode::NOT_MODIFIED;
        reply.headers.remove(header::CONTENT_TYPE);
        reply.body = ReplyBody::Bytes(Bytes::new());
    }
    for (name, value) in DEFAULTS {
        reply.headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if *method == Method::HEAD {
        reply.body = ReplyBody::Bytes(Bytes::new());
    } else if let ReplyBody::Bytes(bytes) = &reply.body
        && !matches!(reply.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
    {
        // A known length spares the chunked encoding.
        reply.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    reply
}

/// Weak comparison, as RFC 9110 §13.1.2 asks for.
fn matches_tag(asked: &str, tag: &HeaderValue) -> bool {
    let tag = tag.to_str().unwrap_or_default();
    asked.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}
