//! The control port: a door for tests, on a listener of its own and closed unless asked for.
//!
//! | request | does |
//! | --- | --- |
//! | `GET /clock` | `{"now": "…", "real": true}` |
//! | `PUT /clock` with `{"now": "2026-02-13T16:00:00+07:00"}` | stops the guests' clock there |
//! | `PUT /clock` with `{"advance_seconds": 3600}` | moves it on from what it shows, and stops it |
//! | `PUT /clock` with `{"real": true}` | follows the machine's clock again |
//! | `POST /cron/{component}` | runs it now; `204` when it has finished, `500` with its error |
//! | `GET /counters` | all counts as JSON |

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;

/// Bytes a request may have.
const BODY_BYTES_MAX: usize = 4096;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockCommand {
    now: Option<DateTime<Utc>>,
    advance_seconds: Option<i64>,
    real: Option<bool>,
}

/// Answers one request on the control port.
pub(crate) async fn respond<B>(app: Arc<App>, request: Request<B>) -> Response<Full<Bytes>>
where
    B: hyper::body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(body) => body.to_bytes(),
        Err(problem) => return failure(StatusCode::BAD_REQUEST, &problem.to_string()),
    };
    match (&parts.method, parts.uri.path()) {
        (&Method::GET, "/clock") => clock(&app),
        (&Method::PUT, "/clock") => match set_clock(&app, &body) {
            Ok(()) => clock(&app),
            Err(problem) => failure(StatusCode::BAD_REQUEST, &problem),
        },
        (&Method::GET, "/counters") => answer(StatusCode::OK, &json!(app.counters.snapshot())),
        (&Method::POST, path) if path.starts_with("/cron/") => {
            let id = path.trim_start_matches("/cron/");
            match app.cron.iter().find(|job| job.component.id == id) {
                None => failure(
                    StatusCode::NOT_FOUND,
                    &format!("there is no cron component {id:?}"),
                ),
                Some(job) => match crate::cron::run(&app, job).await {
                    Ok(()) => {
                        let mut response = Response::new(Full::default());
                        *response.status_mut() = StatusCode::NO_CONTENT;
                        response
                    }
                    Err(problem) => {
                        failure(StatusCode::INTERNAL_SERVER_ERROR, &format!("{problem:#}"))
                    }
                },
            }
        }
        _ => failure(
            StatusCode::NOT_FOUND,
            "there is GET and PUT /clock, POST /cron/{component} and GET /counters",
        ),
    }
}

fn set_clock(app: &App, body: &[u8]) -> Result<(), String> {
    let command: ClockCommand = serde_json::from_slice(body).map_err(|e| e.to_string())?;
    match command {
        ClockCommand {
            now: Some(now),
            advance_seconds: None,
            real: None,
        } => app.clock.set(now),
        ClockCommand {
            now: None,
            advance_seconds: Some(seconds),
            real: None,
        } => {
            TimeDelta::try_seconds(seconds)
                .and_then(|by| app.clock.advance(by))
                .ok_or("no date is that far away")?;
        }
        ClockCommand {
            now: None,
            advance_seconds: None,
            real: Some(true),
        } => {
            app.clock.follow_real_time();
        }
        _ => return Err("give one of `now`, `advance_seconds` and `real` (true)".to_owned()),
    }
    Ok(())
}

fn clock(app: &App) -> Response<Full<Bytes>> {
    let now = app.clock.now().to_rfc3339_opts(SecondsFormat::AutoSi, true);
    answer(
        StatusCode::OK,
        &json!({ "now": now, "real": app.clock.is_real() }),
    )
}

fn failure(status: StatusCode, problem: &str) -> Response<Full<Bytes>> {
    answer(status, &json!({ "error": problem }))
}

fn answer(status: StatusCode, value: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(value.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(
        http::header::CONTENT_TYPE,
        http::HeaderValue::from_static("application/json"),
    );
    response
}
