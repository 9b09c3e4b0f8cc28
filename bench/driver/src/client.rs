//! A client that costs little beside what it measures: kept connections, blocking reads, a thread each.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What a load did.
pub struct Load {
    /// Requests answered in a second.
    pub per_second: f64,
    /// The middle of the times one request took, in milliseconds.
    pub median_ms: f64,
}

/// One kept connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    /// Connects to `http://HOST:PORT`.
    pub fn open(base: &str) -> Result<Self> {
        let host = base.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream), host })
    }

    /// Sends one request and reads its answer: status and body.
    pub fn send(&mut self, method: &str, target: &str, headers: &str, body: &[u8]) -> Result<(u16, Vec<u8>)> {
        let head = format!(
            "{method} {target} HTTP/1.1\r\nhost: {}\r\n{headers}content-length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(&[head.as_bytes(), body].concat())?;
        let status_line = self.line()?;
        let status = status_line.split(' ').nth(1).context("no status")?.parse()?;
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            } else if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            } else if line.starts_with("transfer-encoding:") && line.contains("chunked") {
                chunked = true;
            }
        }
        let mut body = Vec::new();
        if !chunked {
            self.read(length, &mut body)?;
            return Ok((status, body));
        }
        loop {
            let size = usize::from_str_radix(self.line()?.trim(), 16)?;
            self.read(size, &mut body)?;
            self.line()?;
            if size == 0 {
                return Ok((status, body));
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }

    fn read(&mut self, size: usize, into: &mut Vec<u8>) -> Result<()> {
        let start = into.len();
        into.resize(start + size, 0);
        self.stream.read_exact(&mut into[start..])?;
        Ok(())
    }
}

/// Sends `count` requests over `connections` kept connections; `request(n)` says what the n-th is. Every answer
/// must have a status below 400.
pub fn load<'a, F>(base: &str, connections: usize, count: usize, request: F) -> Result<Load>
where
    F: Fn(usize) -> (&'static str, String, String, Vec<u8>) + Sync + 'a,
{
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    let times: Vec<Result<Vec<f64>>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| {
                    let mut connection = Connection::open(base)?;
                    let mut times = Vec::new();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= count || started.elapsed() > Duration::from_secs(60) {
                            return Ok(times);
                        }
                        let (method, target, headers, body) = request(n);
                        let sent = Instant::now();
                        let (status, answer) = connection.send(method, &target, &headers, &body)?;
                        if status >= 400 {
                            bail!("{method} {target}: {status} {}", String::from_utf8_lossy(&answer));
                        }
                        times.push(sent.elapsed().as_secs_f64() * 1e3);
                    }
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| bail!("a client panicked"))).collect()
    });
    let took = started.elapsed().as_secs_f64();
    let mut all = Vec::new();
    for one in times {
        all.extend(one?);
    }
    Ok(Load { per_second: all.len() as f64 / took, median_ms: crate::median(all) })
}
