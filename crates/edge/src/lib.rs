//! A component's outer edge: command in, actor and time beside it, reply or problem out.
//!
//! A handler is one straight line, **read → load → decide → commit → reply**:
//!
//! ```
//! # use domain::{Comment, Level, Reason};
//! # use edge::{Call, Fields, Problem, Reply, Routes};
//! # use serde::{Deserialize, Serialize};
//! /// What the client sends. The wire struct is the contract and lives in the component.
//! #[derive(Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Reclassify {
//!     level: Option<String>,
//!     reason: Option<String>,
//! }
//!
//! async fn reclassify(call: Call) -> Result<Reply, Problem> {
//!     let body: Reclassify = call.json().await?;
//!     let mut fields = Fields::new();
//!     let level = fields.choice::<Level>("level", &body.level);
//!     let reason = fields.text::<Reason>("reason", &body.reason);
//!     let (level, reason) = fields.finish((level, reason))?;
//!     let actor = call.actor().await?;
//!     let code = call.case_code()?;
//!     let store = call.store().await?;
//!     // … load the case, decide in `domain`, commit; `?` takes a Refusal and a store::Error alike.
//!     # let _ = (actor, store, reason);
//!     Ok(Reply::ok(&(code.as_str(), level.as_str())))
//! }
//!
//! pub fn routes() -> Routes {
//!     Routes::new().post("/api/cases/{code}/level", reclassify)
//! }
//! edge::component!(routes);
//! # fn main() {}
//! ```
//!
//! Nothing here panics on what a client sends: one instance serves up to sixteen requests at a
//! time, and a trap in one of them ends them all. Whatever is wrong with a request becomes a
//! [`Problem`]; whatever is wrong with the program becomes a [`Problem`] with an id and no detail.
//!
//! Every Vietnamese sentence of the interface stands in [`words`].

#![deny(missing_docs)]

mod call;
mod case_reply;
mod cross_site;
mod days;
mod fields;
mod identity_fields;
mod ids;
mod json;
mod known;
pub mod openapi;
mod problem;
mod query;
pub mod queue;
mod reply;
mod request;
mod routes;
mod session;
mod variable;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod service;

pub use call::{Call, now, rfc3339};
pub use case_reply::CaseReply;
pub use fields::{Checked, Fields, FromId, FromText, Given, Named};
pub use ids::{new_booking_code, new_case_code, new_id, new_token};
pub use known::SUPPORTERS_MAX;
pub use problem::{FieldError, Problem, ProblemBody, Related};
pub use reply::{Reply, ReplyBody};
pub use request::{BODY_LIMIT, Body, BoxBody, Request};
pub use routes::{HandlerFuture, Routes, handle, handle_at};
pub use session::{clear_session_cookie, dev_sign_in, operator_token_ok, session_cookie, token_hash};
#[cfg(not(target_arch = "wasm32"))]
pub use variable::set_native_variable;
pub use variable::variable;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub use service::serve;

pub use bytes::Bytes;
pub use http::{Method, StatusCode};

/// Exports a component's routes as its HTTP service. The argument is a function that returns
/// [`Routes`]; it runs once in each instance. Natively the macro is empty, so that the same
/// `lib.rs` is tested with `cargo test`.
///
/// The component needs `spin-sdk` as a dependency for `cfg(target_arch = "wasm32")`.
#[macro_export]
macro_rules! component {
    ($routes:expr) => {
        // The exported entry point is generated code and needs what the lint forbids by hand.
        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code, unused_imports, missing_docs)]
        mod __component {
            use super::*;

            ::std::thread_local! {
                // Immutable after it is built; nothing of a request is ever kept here.
                static ROUTES: ::std::rc::Rc<$crate::Routes> = ::std::rc::Rc::new(($routes)());
            }

            #[::spin_sdk::http_service]
            async fn handle(request: ::spin_sdk::http::Request) -> impl ::spin_sdk::http::IntoResponse {
                let routes = ROUTES.with(::std::rc::Rc::clone);
                $crate::serve(&routes, request).await
            }
        }
    };
}
