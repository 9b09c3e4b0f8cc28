//! What a key-value store can do.

use spin_sdk::http::body::IncomingBodyExt as _;
use spin_sdk::http::{IntoResponse, Method, Request};
use spin_sdk::http_service;
use spin_sdk::key_value::{Error, Store};

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    run(request)
        .await
        .unwrap_or_else(|error| format!("error: {error:?}").into_bytes())
}

/// `/{label}/{key}`; without a key, all keys.
async fn run(request: Request) -> Result<Vec<u8>, Error> {
    let path = request.uri().path().to_owned();
    let (label, key) = path
        .trim_start_matches('/')
        .split_once('/')
        .unwrap_or_default();
    let store = Store::open(label).await?;
    match *request.method() {
        Method::GET if key.is_empty() => {
            let mut keys = store.get_keys().await.collect().await?;
            keys.sort();
            Ok(keys.join(",").into_bytes())
        }
        Method::GET => Ok(store.get(key).await?.unwrap_or_else(|| b"none".to_vec())),
        Method::HEAD => Ok(Vec::new()),
        Method::PUT => {
            let value = request.into_body().bytes().await.unwrap_or_default();
            store.set(key, &value).await?;
            Ok(store.exists(key).await?.to_string().into_bytes())
        }
        Method::DELETE => {
            store.delete(key).await?;
            Ok(store.exists(key).await?.to_string().into_bytes())
        }
        _ => Ok(b"no test".to_vec()),
    }
}
