use crate::rights::{Version, readable_by};
use crate::serve::{Keep, Stored, serve};
use crate::{copy, upload};
use domain::MediaId;
use edge::{Call, Fields, Problem, Reply};
use store::media::StoredMedia;

/// A file, to whoever sent it and to those who may see the case it belongs to or the alert it goes with.
///
/// Parts are served (`Range`), and a file that the client has is not sent again (`If-None-Match`). Pictures of
/// a confidential report come to the office without their metadata.
#[utoipa::path(
    get, path = "/api/media/{id}", tag = "media", operation_id = "download_media",
    params(
        ("id" = String, Path, description = "Id of the file."),
        ("Range" = Option<String>, Header, description = "One part, for example `bytes=0-1023`."),
    ),
    security(("session" = []), ("bearer" = [])),
    responses(
        (status = 200, description = "The file.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, description = "The part.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The client has it."),
    )
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let reader = &call.signed_in().await?.account;
    let file = named(&call).await?;
    let stored = match readable_by(reader, &file).ok_or_else(Problem::not_found)? {
        Version::Original => original(&file),
        Version::WithoutMetadata => copy::without_metadata(&file).await?.ok_or_else(Problem::not_found)?,
    };
    serve(&call.request, stored, Keep::Private).await
}

/// The file in the path.
pub async fn named(call: &Call) -> Result<StoredMedia, Problem> {
    let mut fields = Fields::new();
    let id = fields.id::<MediaId>("id", call.param("id")).ok_or_else(Problem::not_found)?;
    call.store().await?.media(&id, call.now).await?.ok_or_else(Problem::not_found)
}

/// The file as it was sent.
pub fn original(file: &StoredMedia) -> Stored {
    Stored {
        id: file.id.to_string(),
        prefix: upload::original_prefix(file.id.as_str()),
        media_type: file.media_type,
        size: file.size,
        sha256: file.sha256.clone(),
        chunk_size: file.chunk_size,
    }
}
