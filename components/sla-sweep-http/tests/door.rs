//! The operator's door.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::{Method, Request};
use serde_json::json;
use support::*;

const DOOR: &str = "/api/internal/sla-sweep";

fn knocks(town: &Town, token: Option<&str>) -> Answer {
    let mut request = Request::new(Method::POST, DOOR, "");
    if let Some(token) = token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    answer(&sla_sweep_http::routes(), request, town.now())
}

#[test]
fn the_operators_token_opens_and_a_second_knock_adds_nothing() {
    let town = Town::at("2026-03-02 08:00", vec![sla_sweep_http::routes()]);
    edge::set_native_variable("operator_token", "the operator's long secret");
    town.reports();
    town.clock_moves_to("2026-03-02 12:01"); // verification is late, acceptance is not warned of yet
    let swept = knocks(&town, Some("the operator's long secret")).ok();
    assert_eq!(swept, json!({ "overdue": 1, "due_soon": 0, "closed": 0, "unlocked": 0, "failed": 0, "succeeded": 0,
        "recounted": 0, "residents_moved": 0 }));
    let again = knocks(&town, Some("the operator's long secret")).ok();
    assert_eq!(again, json!({ "overdue": 0, "due_soon": 0, "closed": 0, "unlocked": 0, "failed": 0, "succeeded": 0,
        "recounted": 0, "residents_moved": 0 }));
    town.the_books_are_in_order();
}

#[test]
fn no_other_token_opens_and_an_unset_one_opens_to_nobody() {
    let town = Town::at("2026-03-02 08:00", vec![sla_sweep_http::routes()]);
    town.reports();
    town.clock_moves_to("2026-03-02 12:01");
    let before = town.books();
    for secret in ["the operator's long secret", "", "  "] {
        edge::set_native_variable("operator_token", secret);
        for token in [None, Some("wrong"), Some(""), Some("  "), Some("the operator's long secre")] {
            let refused = knocks(&town, token);
            assert_eq!((refused.status, refused.json["code"].as_str()), (401, Some("not_signed_in")), "{token:?}");
        }
    }
    // Nor does anybody's session.
    let session = town.token("admin");
    assert_eq!(knocks(&town, Some(&session)).status, 401);
    assert_eq!(answer(&sla_sweep_http::routes(), Request::new(Method::GET, DOOR, ""), town.now()).status, 405);
    assert_eq!(town.books(), before, "nothing was noted");
}

#[test]
fn every_route_is_described() {
    let described = edge::openapi::undescribed(&sla_sweep_http::routes(), &sla_sweep_http::openapi());
    assert_eq!(described, [""; 0]);
}
