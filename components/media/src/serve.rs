//! Giving bytes out, piece by piece.

use crate::blobs::Blobs;
use crate::range::{Wanted, wanted};
use bytes::Bytes;
use domain::MediaType;
use edge::{BoxBody, Method, Problem, Reply, Request, StatusCode, words};
use futures_util::stream;
use http::header::{self, HeaderName};
use http_body::Frame;
use http_body_util::StreamBody;
use std::ops::Range;

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Chunks under one prefix, as one file.
pub struct Stored {
    /// Names the file, for the name it is saved under.
    pub id: String,
    /// What the keys of its chunks begin with.
    pub prefix: String,
    /// What it is.
    pub media_type: MediaType,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of them: the same bytes have the same tag.
    pub sha256: String,
    /// The bytes of every chunk but the last.
    pub chunk_size: u32,
}

/// Who may keep it.
#[derive(Clone, Copy)]
pub enum Keep {
    /// The person's own browser, asking each time whether the person may still have it.
    Private,
    /// Everybody: bytes of one id never change.
    Public,
}

/// Answers with the file or with the part of it that was asked for.
///
/// # Errors
/// 416 for a part it does not have; 500 when the store fails.
pub async fn serve(request: &Request, file: Stored, keep: Keep) -> Result<Reply, Problem> {
    let tag = format!("\"{}\"", file.sha256);
    if names(request.text_header(header::IF_NONE_MATCH), &tag) {
        return Ok(headed(Reply::empty(StatusCode::NOT_MODIFIED), &file, keep));
    }
    let size = file.size;
    let (status, part) = match range_header(request, &tag).map_or(Wanted::Whole, |range| wanted(Some(range), size)) {
        Wanted::Whole => (StatusCode::OK, 0..size),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Outside => {
            let problem =
                Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", words::RANGE_NOT_SATISFIABLE);
            let reply = problem.into_reply("GET media");
            return Ok(reply.header(header::CONTENT_RANGE, format!("bytes */{size}")));
        }
    };
    let mut reply = headed(Reply::stream(status, file.media_type.as_str(), body(&file, part.clone()).await?), &file, keep)
        .header(header::CONTENT_LENGTH, (part.end - part.start).to_string())
        .header(header::CONTENT_DISPOSITION, disposition(&file));
    if status == StatusCode::PARTIAL_CONTENT {
        reply = reply.header(header::CONTENT_RANGE, format!("bytes {}-{}/{size}", part.start, part.end - 1));
    }
    Ok(reply)
}

/// The part that is asked for; nothing when it is asked for only if the file were another one.
fn range_header<'a>(request: &'a Request, tag: &str) -> Option<&'a str> {
    let unchanged = !request.headers.contains_key(header::IF_RANGE)
        || request.text_header(header::IF_RANGE).is_some_and(|asked| asked == tag);
    // Ranges are defined for GET alone.
    (request.method == Method::GET && unchanged).then(|| request.text_header(header::RANGE)).flatten()
}

fn names(asked: Option<&str>, tag: &str) -> bool {
    let mut tags = asked.into_iter().flat_map(|asked| asked.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

fn headed(reply: Reply, file: &Stored, keep: Keep) -> Reply {
    let (cache, policy) = match keep {
        Keep::Private => ("private, no-cache", "same-origin"),
        Keep::Public => ("public, max-age=604800, immutable", "cross-origin"),
    };
    reply
        .etag(&file.sha256)
        .cache(cache)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // Should a browser ever take the bytes for a page, it runs nothing and belongs to no site.
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox")
        .header(CORP, policy)
}

/// Pictures and videos are shown. A document is saved: in a sandbox no browser would show it.
fn disposition(file: &Stored) -> String {
    let (how, ending) = match file.media_type {
        MediaType::Jpeg => ("inline", "jpg"),
        MediaType::Png => ("inline", "png"),
        MediaType::Webp => ("inline", "webp"),
        MediaType::Mp4 => ("inline", "mp4"),
        MediaType::Pdf => ("attachment", "pdf"),
    };
    // Ids are our own letters and digits.
    format!("{how}; filename=\"{}.{ending}\"", file.id)
}

/// The bytes of that part, each chunk fetched when the one before has gone.
async fn body(file: &Stored, part: Range<u64>) -> Result<BoxBody, Problem> {
    struct Rest {
        blobs: Blobs,
        prefix: String,
        chunk_size: u64,
        part: Range<u64>,
    }
    let rest = Rest {
        blobs: Blobs::open().await?,
        prefix: file.prefix.clone(),
        chunk_size: u64::from(file.chunk_size).max(1),
        part,
    };
    let pieces = stream::try_unfold(rest, |mut rest| async move {
        if rest.part.is_empty() {
            return Ok(None);
        }
        let n = rest.part.start / rest.chunk_size;
        let chunk = rest.blobs.get(&format!("{}/{n}", rest.prefix)).await?;
        let from = rest.part.start - n * rest.chunk_size;
        let to = (rest.part.end - n * rest.chunk_size).min(rest.chunk_size);
        let piece = chunk.as_ref().and_then(|chunk| slice(chunk, from, to));
        // The head is gone already; breaking off tells the client that the file did not come whole.
        let piece = piece.ok_or_else(|| anyhow::anyhow!("chunk {n} of {} is missing or short", rest.prefix))?;
        rest.part.start += to - from;
        anyhow::Ok(Some((Frame::data(piece), rest)))
    });
    Ok(Box::pin(StreamBody::new(pieces)))
}

fn slice(chunk: &Bytes, from: u64, to: u64) -> Option<Bytes> {
    let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
    (from < to && to <= chunk.len()).then(|| chunk.slice(from..to))
}
