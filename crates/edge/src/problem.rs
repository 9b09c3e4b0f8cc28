//! What is the matter, as `application/problem+json` (RFC 9457).

use crate::reply::Reply;
use crate::words;
use domain::{AlertId, Refusal, RefusalKind, State};
use http::{Method, StatusCode, header};
use serde::Serialize;

/// One field that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where, as a path into what was sent, for example `place.ward` or `media[2]`.
    pub field: String,
    /// Stable code, for example `too_short`.
    pub code: &'static str,
    /// Vietnamese sentence that says what to do.
    pub detail: String,
}

/// A problem as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `urn:ihanoi:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What class of problem it is, in Vietnamese.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Vietnamese sentence with the remedy.
    pub detail: String,
    /// Stable code for programs.
    pub code: &'static str,
    /// The article of the regulation it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<&'static str>,
    /// Every field that was not taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Where the case stands now, when somebody else was first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Names the line in the operator's log, for a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is about, and where to look at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// Something a problem is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Related {
    /// Where programs read it.
    #[schema(example = "/api/alerts/01KFB6Z9D2Q5V8N3X4T7R1M0PC")]
    pub href: String,
    /// The page where people do.
    #[schema(example = "/canh-bao?tin=01KFB6Z9D2Q5V8N3X4T7R1M0PC")]
    pub page: String,
    /// What it is called.
    pub title: String,
}

impl Related {
    /// An alert.
    pub fn alert(id: &AlertId, title: &str) -> Self {
        Self { href: format!("/api/alerts/{id}"), page: format!("/canh-bao?tin={id}"), title: title.to_owned() }
    }
}

/// Why a request was not served. The `Err` of every handler; `?` turns a [`Refusal`], a
/// [`store::Error`] or an [`anyhow::Error`] into one.
#[derive(Debug)]
pub struct Problem(Box<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    detail: String,
    article: Option<&'static str>,
    errors: Vec<FieldError>,
    state: Option<State>,
    allow: Option<String>,
    related: Vec<Related>,
    /// For the log only.
    fault: Option<anyhow::Error>,
}

impl Problem {
    /// A problem of that status, code and Vietnamese sentence. The sentence belongs into
    /// [`crate::words`].
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            status,
            code,
            detail: detail.into(),
            article: None,
            errors: Vec::new(),
            state: None,
            allow: None,
            related: Vec::new(),
            fault: None,
        }))
    }

    /// 404: it does not exist, or this person may not know that it does.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", words::NOT_FOUND)
    }

    /// 405 with the methods that are served.
    pub fn method_not_allowed(allow: &[Method]) -> Self {
        let mut problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", words::METHOD_NOT_ALLOWED);
        problem.0.allow = Some(allow.iter().map(Method::as_str).collect::<Vec<_>>().join(", "));
        problem
    }

    /// 401.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", words::NOT_SIGNED_IN)
    }

    /// 403 with a code and a sentence of the caller's.
    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 403: the role does not allow it, where no act of a case is meant.
    pub fn not_your_role() -> Self {
        Self::forbidden("not_your_role", words::NOT_YOUR_ROLE).article("Điều 4 khoản 3")
    }

    /// 403 for a request that another site made the browser send.
    pub fn cross_site() -> Self {
        Self::forbidden("cross_site", words::CROSS_SITE)
    }

    /// 413.
    pub fn too_large(max: u64) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", words::too_large(max))
    }

    /// 415 with the media type that is taken.
    pub fn unsupported_media_type(expected: &str) -> Self {
        let detail = words::unsupported_media_type(expected);
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    }

    /// 400: the body did not come in whole.
    pub fn body_broken() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "body_broken", words::BODY_BROKEN)
    }

    /// 409: what was sent once is there already.
    pub fn already_done() -> Self {
        Self::new(StatusCode::CONFLICT, "already_done", words::ALREADY_DONE)
    }

    /// 409: somebody else was first. With where the case stands now.
    pub fn stale_case(state: Option<State>) -> Self {
        let mut problem = Self::new(StatusCode::CONFLICT, "stale_case", words::stale_case(state));
        problem.0.state = state;
        problem
    }

    /// What kept an act on a record of conduct, a template, a service or a remark from being written: 409 when
    /// somebody else was first, in words that do not speak of a case.
    pub fn of_record(error: store::Error) -> Self {
        match error {
            store::Error::Stale { .. } | store::Error::AlreadyDone => Self::stale_record(),
            error => error.into(),
        }
    }

    /// What kept an act with files in `field` from being written: 422 for one that another act took meanwhile.
    pub fn of_files(field: &str, error: store::Error) -> Self {
        match error {
            store::Error::FileTaken => Self::invalid_field(field, "unknown_media", words::UNKNOWN_MEDIA),
            error => error.into(),
        }
    }

    /// 409: somebody else was first, with a record that is no case.
    pub fn stale_record() -> Self {
        Self::new(StatusCode::CONFLICT, "stale_record", words::STALE_RECORD)
    }

    /// 429 for what may be done only so often.
    pub fn too_many(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", detail)
    }

    /// 422 with all fields that were not taken.
    pub fn invalid_fields(errors: Vec<FieldError>) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_fields", words::INVALID_FIELDS);
        problem.0.errors = errors;
        problem
    }

    /// 422 with one field that was not taken.
    pub fn invalid_field(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::invalid_fields(vec![FieldError { field: field.into(), code, detail: detail.into() }])
    }

    /// The same with the article it rests on.
    pub fn article(mut self, article: &'static str) -> Self {
        self.0.article = Some(article);
        self
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Its code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// Its fields.
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// What the operator reads of a fault, never the client.
    pub fn fault(&self) -> Option<&anyhow::Error> {
        self.0.fault.as_ref()
    }

    /// The reply. A status of 500 and above is logged here, once, as one line of JSON with the id
    /// that the client is told; `during` says what was being done, for example `POST /api/reports`.
    pub fn into_reply(self, during: &str) -> Reply {
        let Inner { status, code, detail, article, errors, state, allow, related, fault } = *self.0;
        let id = status.is_server_error().then(|| crate::ids::new_token().chars().take(16).collect::<String>());
        if let Some(id) = &id {
            // Causes only: paths, bodies and people stay out of the log.
            let chain = fault.as_ref().map(|fault| format!("{fault:#}"));
            let line = serde_json::json!({
                "level": "error", "id": id, "during": during, "status": status.as_u16(), "code": code, "fault": chain,
            });
            eprintln!("{line}");
        }
        let body = ProblemBody {
            kind: format!("urn:ihanoi:problem:{code}"),
            title: words::title(status),
            status: status.as_u16(),
            detail,
            code,
            article,
            errors,
            state: state.map(State::as_str),
            id,
            related,
        };
        // A struct of strings always serialises.
        let json = serde_json::to_vec(&body).unwrap_or_default();
        let mut reply = Reply::bytes(status, "application/problem+json", json);
        if let Some(allow) = allow {
            reply = reply.header(header::ALLOW, allow);
        }
        if status == StatusCode::UNAUTHORIZED {
            reply = reply.header(header::WWW_AUTHENTICATE, "Bearer");
        }
        reply
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0.status.as_u16(), self.0.code)?;
        for error in &self.0.errors {
            write!(f, ", {}: {}", error.field, error.code)?;
        }
        Ok(())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.kind() {
            RefusalKind::Forbidden => StatusCode::FORBIDDEN,
            RefusalKind::Conflict => StatusCode::CONFLICT,
            RefusalKind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut problem = Self::new(status, refusal.code(), words::refusal(&refusal));
        problem.0.article = refusal.article();
        if let Refusal::NotFromHere { from, .. } = &refusal {
            problem.0.state = Some(*from);
        }
        if let Some((id, title)) = refusal.upper_alert() {
            problem.0.related = vec![Related::alert(id, title)];
        }
        if status.is_server_error() {
            problem.0.fault = Some(refusal.into());
        }
        problem
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale { state } => Self::stale_case(state),
            store::Error::AlreadyDone => Self::already_done(),
            error @ store::Error::FileTaken => Self::of_files("media", error),
            store::Error::Fault(fault) => fault.into(),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(fault: anyhow::Error) -> Self {
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", words::FAULT);
        problem.0.fault = Some(fault);
        problem
    }
}
