use crate::blobs::{Blobs, CHUNK_SIZE};
use bytes::{Bytes, BytesMut};
use chrono::TimeDelta;
use domain::{MediaId, MediaType};
use edge::{Call, Problem, Reply, Request, StatusCode, words};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::media::NewMedia;
use utoipa::ToSchema;

const MB: u64 = 1024 * 1024;
const PICTURE_MAX: u64 = 15 * MB;
const DOCUMENT_MAX: u64 = 20 * MB;
const VIDEO_MAX: u64 = 100 * MB;

/// Files of one person within [`UNUSED_SINCE`] that belong to no act: a report takes ten.
const UNUSED_MAX: u32 = 50;
const UNUSED_SINCE: TimeDelta = TimeDelta::hours(24);

/// So many bytes tell every type that is taken.
const MAGIC: usize = 12;

/// A file that was taken in.
#[derive(Serialize, ToSchema)]
pub struct UploadReply {
    /// Its id, for `media` of an act.
    #[schema(example = "01KFB6Z9D2Q5V8N3X4T7R1M0PC")]
    id: String,
    /// What it is, by its bytes.
    #[schema(example = "image/jpeg")]
    media_type: &'static str,
    /// Its bytes.
    size: u64,
    /// SHA-256 of them, in hex.
    sha256: String,
}

/// Takes a file in: a JPEG, PNG or WebP picture (15 MB), a PDF (20 MB), an MP4 or QuickTime video (100 MB).
///
/// The body is the file itself. What it is, its first bytes say; a `Content-Type` that says otherwise is
/// refused, `application/octet-stream` says nothing. The file stays its sender's alone until an act names it.
#[utoipa::path(
    post, path = "/api/media", tag = "media", operation_id = "upload_media",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    security(("session" = []), ("bearer" = [])),
    responses((status = 201, description = "It is stored.", body = UploadReply))
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let owner = call.signed_in().await?.account.id.clone();
    let claimed = claimed_type(&call.request)?;
    call.body().limit(claimed.map_or(VIDEO_MAX, size_max))?;
    let store = call.store().await?;
    let since = call.now - UNUSED_SINCE;
    // Asked before the bytes, to spare them, and again with the row, to be sure.
    if store.unused_media_count(&owner, since).await? >= UNUSED_MAX {
        return Err(too_many());
    }
    let mut upload = Upload::new(&call, claimed).await?;
    let stored = async {
        let (media_type, size, sha256) = upload.receive(&call).await?;
        let reply = UploadReply { id: upload.id.clone(), media_type: media_type.as_str(), size, sha256 };
        let media = NewMedia {
            id: MediaId::new(&*reply.id),
            owner,
            media_type,
            size,
            sha256: reply.sha256.clone(),
            chunk_size: CHUNK_SIZE,
            stored_at: call.now,
        };
        if !store.add_media(&media, since, UNUSED_MAX).await? {
            return Err(too_many());
        }
        Ok(Reply::created(&format!("/api/media/{}", reply.id), &reply))
    };
    match stored.await {
        Ok(reply) => Ok(reply),
        Err(problem) => {
            upload.discard().await;
            Err(problem)
        }
    }
}

/// A file on its way in.
struct Upload {
    id: String,
    claimed: Option<MediaType>,
    blobs: Blobs,
    /// How many chunks were begun; the last one may or may not be stored.
    chunks: u64,
}

impl Upload {
    async fn new(call: &Call, claimed: Option<MediaType>) -> Result<Self, Problem> {
        Ok(Self { id: edge::new_id(call.now), claimed, blobs: Blobs::open().await?, chunks: 0 })
    }

    /// Stores the body chunk by chunk. Gives its type, its size and its hash.
    async fn receive(&mut self, call: &Call) -> Result<(MediaType, u64, String), Problem> {
        let mut waiting = BytesMut::new();
        let mut size = 0;
        let mut hasher = Sha256::new();
        let mut media_type = None;
        while let Some(piece) = call.body().chunk().await? {
            size += piece.len() as u64;
            waiting.extend_from_slice(&piece);
            if media_type.is_none() && waiting.len() >= MAGIC {
                media_type = Some(self.checked_type(&waiting)?);
            }
            if let Some(media_type) = media_type {
                let max = size_max(media_type);
                call.body().limit(max)?;
                if size > max {
                    return Err(Problem::too_large(max));
                }
                while waiting.len() >= CHUNK_SIZE as usize {
                    self.put(waiting.split_to(CHUNK_SIZE as usize).freeze(), &mut hasher).await?;
                }
            }
        }
        if size == 0 {
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "empty_file", words::EMPTY_FILE));
        }
        // Less than the shortest file of any type is none.
        let media_type = media_type.ok_or_else(unknown_type)?;
        if declared_length(&call.request).is_some_and(|declared| declared != size) {
            return Err(Problem::body_broken());
        }
        if !waiting.is_empty() {
            self.put(waiting.freeze(), &mut hasher).await?;
        }
        Ok((media_type, size, hex::encode(hasher.finalize())))
    }

    fn checked_type(&self, head: &[u8]) -> Result<MediaType, Problem> {
        let found = MediaType::from_magic(head).ok_or_else(unknown_type)?;
        match self.claimed {
            Some(claimed) if claimed != found => Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type_mismatch",
                words::FILE_TYPE_MISMATCH,
            )),
            _ => Ok(found),
        }
    }

    async fn put(&mut self, chunk: Bytes, hasher: &mut Sha256) -> Result<(), Problem> {
        hasher.update(&chunk);
        let key = chunk_key(&self.id, self.chunks);
        self.chunks += 1;
        Ok(self.blobs.put(&key, &chunk).await?)
    }

    /// Takes away what was stored of it.
    async fn discard(&self) {
        for n in 0..self.chunks {
            if let Err(fault) = self.blobs.delete(&chunk_key(&self.id, n)).await {
                // The request failed for another reason, which its sender is told. These bytes are nobody's.
                let line = serde_json::json!({
                    "level": "error", "during": "discarding an upload", "media": self.id, "chunk": n,
                    "fault": format!("{fault:#}"),
                });
                eprintln!("{line}");
            }
        }
    }
}

fn chunk_key(id: &str, n: u64) -> String {
    format!("{}/{n}", original_prefix(id))
}

/// What the keys of a file's chunks begin with.
pub fn original_prefix(id: &str) -> String {
    format!("media/{id}")
}

fn size_max(media_type: MediaType) -> u64 {
    match media_type {
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => PICTURE_MAX,
        MediaType::Pdf => DOCUMENT_MAX,
        MediaType::Mp4 => VIDEO_MAX,
    }
}

/// What the sender says it is, if anything.
fn claimed_type(request: &Request) -> Result<Option<MediaType>, Problem> {
    if !request.headers.contains_key(CONTENT_TYPE) {
        return Ok(None);
    }
    let given = request.text_header(CONTENT_TYPE).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match given.as_str() {
        "application/octet-stream" => Ok(None),
        // Other names that phones and old programs give to types that are taken.
        "image/jpg" | "image/pjpeg" => Ok(Some(MediaType::Jpeg)),
        "video/quicktime" | "video/x-m4v" | "video/3gpp" | "video/3gpp2" => Ok(Some(MediaType::Mp4)),
        name => MediaType::parse(name).map(Some).ok_or_else(unknown_type),
    }
}

fn declared_length(request: &Request) -> Option<u64> {
    request.text_header(CONTENT_LENGTH)?.parse().ok()
}

fn unknown_type() -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", words::UNKNOWN_FILE_TYPE)
}

fn too_many() -> Problem {
    Problem::too_many(words::too_many_unused_files(UNUSED_MAX))
}
