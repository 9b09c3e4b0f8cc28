//! Asks for one address as often as it can: `load URL [CONNECTIONS] [SECONDS] [POST BODY]`.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let url: http::Uri = arguments
        .next()
        .context("load URL [CONNECTIONS] [SECONDS] [BODY]")?
        .parse()?;
    let connections: usize = arguments.next().map_or(Ok(16), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let body = arguments.next();
    let until = Instant::now() + Duration::from_secs(seconds);
    let clients: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(client(url.clone(), body.clone(), until)))
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    times.sort();
    let at = |part: f64| {
        times
            .get((times.len() as f64 * part) as usize)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{:.0} requests/s; half within {:?}, 99 % within {:?}",
        times.len() as f64 / seconds as f64,
        at(0.5),
        at(0.99),
    );
    Ok(())
}

/// The time each request of one connection took.
async fn client(
    url: http::Uri,
    body: Option<String>,
    until: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let authority = url.authority().context("the address has no host")?.as_str();
    let stream = TcpStream::connect(authority).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut times = Vec::new();
    while Instant::now() < until {
        let started = Instant::now();
        let request = Request::builder()
            .method(if body.is_some() { "POST" } else { "GET" })
            .uri(url.path_and_query().map_or("/", |path| path.as_str()))
            .header("host", authority)
            .body(Full::<Bytes>::from(body.clone().unwrap_or_default()))?;
        sender.ready().await?;
        let response = sender.send_request(request).await?;
        if !response.status().is_success() {
            bail!("the answer is {}", response.status());
        }
        response.into_body().collect().await?;
        times.push(started.elapsed());
    }
    Ok(times)
}
