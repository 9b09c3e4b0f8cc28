//! The least a component can do: what reading a page is measured against.

#[cfg(target_arch = "wasm32")]
#[spin_sdk::http_service]
async fn handle(_request: spin_sdk::http::Request) -> &'static str {
    "hello"
}
