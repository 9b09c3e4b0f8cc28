use crate::copy;
use crate::download::named;
use crate::rights::is_public;
use crate::serve::{Keep, serve};
use edge::{Call, Problem, Reply};

/// A file of a published case, to everybody: pictures of the report, unless it is confidential, and the
/// evidence of the result. And a document that goes with an alert, once that is shown.
///
/// Pictures come without metadata, turned as the camera held them. Documents come as they are. Videos are not
/// public for now: 404.
#[utoipa::path(
    get, path = "/api/public/media/{id}", tag = "media", operation_id = "download_public_media",
    params(
        ("id" = String, Path, description = "Id of the file."),
        ("Range" = Option<String>, Header, description = "One part, for example `bytes=0-1023`."),
    ),
    responses(
        (status = 200, description = "The file. May be kept for a week.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, description = "The part.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The client has it."),
    )
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let file = named(&call).await?;
    if !is_public(&file) {
        return Err(Problem::not_found());
    }
    // A picture that cannot be taken apart cannot be freed of its metadata, and is not shown.
    let stored = copy::without_metadata(&file).await?.ok_or_else(Problem::not_found)?;
    serve(&call.request, stored, Keep::Public).await
}
