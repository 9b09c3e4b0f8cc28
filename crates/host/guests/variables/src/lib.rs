//! Shows the variable that the path names.

use spin_sdk::http::{IntoResponse, Request};
use spin_sdk::{http_service, variables};

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    match variables::get(request.uri().path().trim_start_matches('/')).await {
        Ok(value) => value,
        Err(error) => format!("error: {error:?}"),
    }
}
