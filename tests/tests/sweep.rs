//! Lateness is said once, to the unit that answers for it (R-8.5c), and a case ends when its window does.

use serde_json::json;
use tests::Town;

fn topics(town: &Town, account: &'static str) -> Vec<String> {
    town.person(account).notices().into_iter().map(|(topic, _)| topic).collect()
}

#[test]
fn a_desk_that_sleeps_is_warned_once_and_then_told_once_that_it_is_late() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Đèn đường trước cổng trường tắt đã ba đêm liền.");

    town.sweeps();
    assert_eq!(topics(&town, "00070-intake"), ["case_received"], "too early to warn");

    town.clock_moves_to("2026-11-20 13:00"); // verification: 3 of 4 wh are over
    town.sweeps();
    town.sweeps();
    assert_eq!(topics(&town, "00070-intake"), ["due_soon", "case_received"], "a second sweep adds nothing");

    town.clock_moves_to("2026-11-20 14:00");
    town.sweeps();
    assert_eq!(topics(&town, "00070-intake").len(), 2, "due at this instant is not late yet");

    town.clock_moves_to("2026-11-20 14:01");
    town.power_fails_and_returns(); // a restart between ticks changes nothing
    town.sweeps();
    town.sweeps();
    assert_eq!(topics(&town, "00070-intake"), ["overdue", "due_soon", "case_received"]);

    town.clock_moves_to("2026-11-23 09:01"); // acceptance is late too, and was never warned of in time
    town.sweeps();
    town.sweeps();
    assert_eq!(topics(&town, "00070-intake"), ["overdue", "overdue", "due_soon", "case_received"]);
    let queue = town.person("00070-intake").get("/api/desks/verification/cases").expect(200);
    assert_eq!((&queue["cases"][0]["code"], &queue["cases"][0]["overdue"]), (&json!(case.code), &json!(true)));
    town.the_books_are_in_order();
}

#[test]
fn the_operators_door_does_the_same_as_the_cron_trigger() {
    let town = Town::at("2026-11-20 09:00");
    town.citizen().reports("Cống trước ngõ 5 tắc, nước thải tràn ra đường.");
    town.clock_moves_to("2026-11-20 14:01");
    let door = "/api/internal/sla-sweep";
    town.anybody().request("POST", door, &[], b"").refused(401, "not_signed_in");
    town.anybody().request("POST", door, &[("authorization", "Bearer wrong")], b"").refused(401, "not_signed_in");
    let right = [("authorization", "Bearer test-operator-token")];
    let swept = town.anybody().request("POST", door, &right, b"").expect(200);
    assert_eq!((&swept["overdue"], &swept["closed"]), (&json!(1), &json!(0)));
    let again = town.anybody().request("POST", door, &right, b"").expect(200);
    assert_eq!((&again["overdue"], &again["due_soon"]), (&json!(0), &json!(0)));
    town.sweeps();
    town.the_books_are_in_order();
}
