//! What HTTP can do: headers, addresses, bodies in both directions, time, state between requests.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures::{SinkExt as _, StreamExt as _};
use http_body_util::BodyExt as _;
use spin_sdk::http::body::{IncomingBodyExt as _, stream};
use spin_sdk::http::{BoxBody, FullBody, Request, Response, box_body};
use spin_sdk::http_service;
use spin_sdk::wasip3::clocks::system_clock;

/// Requests this instance has begun.
static REQUESTS: AtomicU64 = AtomicU64::new(0);

#[http_service]
async fn handle(request: Request) -> Response<BoxBody> {
    let number = REQUESTS.fetch_add(1, Relaxed) + 1;
    route(request, number).await
}

async fn route(request: Request, number: u64) -> Response<BoxBody> {
    // The last part, so that the same guest serves under any route.
    let path = request.uri().path().to_owned();
    match path.rsplit('/').next().unwrap_or_default() {
        "headers" => text(
            request
                .headers()
                .iter()
                .map(|(name, value)| {
                    format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))
                })
                .collect(),
        ),
        "uri" => text(request.uri().to_string()),
        "number" => text(number.to_string()),
        "sleep" => {
            spin_sdk::time::sleep(Duration::from_millis(argument(&request))).await;
            text("slept".to_owned())
        }
        // WASI 0.2, by std, and WASI 0.3.
        "clock" => text(format!(
            "{} {}",
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |d| d.as_secs()),
            system_clock::now().seconds,
        )),
        "echo" => {
            let (mut sender, body) = stream::<Vec<u8>>();
            spin_sdk::wasip3::spawn(async move {
                let mut chunks = request.into_body().stream();
                while let Some(Ok(chunk)) = chunks.next().await {
                    if sender.send(chunk.to_vec()).await.is_err() {
                        return;
                    }
                }
            });
            Response::new(box_body(body))
        }
        "length" => {
            let bytes = request
                .into_body()
                .bytes()
                .await
                .map_or(0, |bytes| bytes.len());
            text(bytes.to_string())
        }
        "bytes" => Response::new(box_body(FullBody::new(
            vec![b'x'; argument(&request) as usize].into(),
        ))),
        "ticks" => {
            let (mut sender, body) = stream::<String>();
            let count = argument(&request);
            spin_sdk::wasip3::spawn(async move {
                for tick in 0..count {
                    if sender.send(format!("tick {tick}\n")).await.is_err() {
                        return;
                    }
                    spin_sdk::time::sleep(Duration::from_millis(50)).await;
                }
            });
            Response::new(body.map_err(Into::into).boxed_unsync())
        }
        "print" => {
            println!("to stdout");
            eprintln!("to stderr");
            text("printed".to_owned())
        }
        "environment" => text(
            std::env::vars()
                .map(|(name, value)| format!("{name}={value}\n"))
                .collect(),
        ),
        _ => text(format!("no test for {path}")),
    }
}

fn argument(request: &Request) -> u64 {
    request
        .uri()
        .query()
        .and_then(|query| query.parse().ok())
        .unwrap_or(0)
}

fn text(body: String) -> Response<BoxBody> {
    Response::new(box_body(FullBody::new(body.into())))
}
