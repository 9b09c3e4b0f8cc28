//! Copies without metadata: made when first asked for, kept beside the originals.

use crate::blobs::{Blobs, CHUNK_SIZE};
use crate::download::original;
use crate::serve::Stored;
use crate::strip::strip;
use anyhow::Result;
use bytes::{Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::media::StoredMedia;

/// Counts up when [`strip`] takes out more than before: older copies are then made again.
const EDITION: u32 = 1;

/// What is known of a copy. Written after its chunks, so that a copy is whole or not there.
#[derive(Deserialize, Serialize)]
struct Known {
    /// `None`: the picture is damaged and has no copy.
    copy: Option<Measures>,
}

#[derive(Deserialize, Serialize)]
struct Measures {
    size: u64,
    sha256: String,
    chunk_size: u32,
}

/// The file without metadata: a picture's copy, or the file itself if it is no picture. `None` when the
/// picture is damaged.
///
/// # Errors
/// When the store fails.
pub async fn without_metadata(file: &StoredMedia) -> Result<Option<Stored>> {
    if !file.media_type.is_picture() {
        return Ok(Some(original(file)));
    }
    let blobs = Blobs::open().await?;
    let prefix = format!("public/{}/{EDITION}", file.id);
    let known_key = format!("{prefix}/known");
    let known = blobs.get(&known_key).await?.and_then(|known| serde_json::from_slice::<Known>(&known).ok());
    let known = match known {
        Some(known) => known,
        None => {
            // Two requests may do this at once: they write the same bytes under the same keys.
            let known = make(&blobs, file, &prefix).await?;
            blobs.put(&known_key, &Bytes::from(serde_json::to_vec(&known)?)).await?;
            known
        }
    };
    Ok(known.copy.map(|copy| Stored {
        id: file.id.to_string(),
        prefix,
        media_type: file.media_type,
        size: copy.size,
        sha256: copy.sha256,
        chunk_size: copy.chunk_size,
    }))
}

async fn make(blobs: &Blobs, file: &StoredMedia, prefix: &str) -> Result<Known> {
    let picture = read_whole(blobs, file).await?;
    let Some(copy) = strip(file.media_type, picture) else {
        return Ok(Known { copy: None });
    };
    for (n, start) in (0..copy.len()).step_by(CHUNK_SIZE as usize).enumerate() {
        let end = copy.len().min(start + CHUNK_SIZE as usize);
        blobs.put(&format!("{prefix}/{n}"), &copy.slice(start..end)).await?;
    }
    let sha256 = hex::encode(Sha256::digest(&copy));
    Ok(Known { copy: Some(Measures { size: copy.len() as u64, sha256, chunk_size: CHUNK_SIZE }) })
}

/// All of a picture: at most 15 MB, which is why only pictures are read so.
async fn read_whole(blobs: &Blobs, file: &StoredMedia) -> Result<Bytes> {
    let file = original(file);
    let mut whole = BytesMut::new();
    let mut n = 0;
    while (whole.len() as u64) < file.size {
        let chunk = blobs.get(&format!("{}/{n}", file.prefix)).await?;
        let chunk = chunk.filter(|chunk| !chunk.is_empty());
        whole.extend_from_slice(&chunk.ok_or_else(|| anyhow::anyhow!("chunk {n} of {} is missing", file.prefix))?);
        n += 1;
    }
    Ok(whole.freeze())
}
