//! Goes wrong in every way a component can.

use std::time::Duration;

use spin_sdk::http::{Error, Request};
use spin_sdk::http_service;

#[http_service]
async fn handle(request: Request) -> Result<&'static str, Error> {
    match request.uri().path() {
        "/panic" => panic!("as asked"),
        "/error" => Err(Error::other("as asked")),
        "/spin" => loop {
            std::hint::spin_loop();
        },
        "/slow" => {
            spin_sdk::time::sleep(Duration::from_secs(60)).await;
            Ok("slow")
        }
        _ => Ok("fine"),
    }
}
