//! Alerts: one writes, another approves, residents read (Điều 15, 17).

mod support;

use domain::*;
use support::*;

fn command(unit_code: &str, unit_is_commune: bool) -> WriteAlert {
    WriteAlert {
        id: AlertId::new("alert"),
        unit: unit(unit_code),
        unit_is_commune,
        kind: AlertKind::Warning,
        title: Title::new("Ngập úng đường Láng").unwrap(),
        text: AlertText::new("Người dân tránh đi qua hầm chui đến 18 giờ").unwrap(),
        valid_until: at("2026-03-03 18:00"),
    }
}

fn now() -> Instant {
    at("2026-03-03 08:30")
}

fn write(author: &Actor, command: WriteAlert) -> Result<AlertOutcome, Refusal> {
    write_alert(&account_of(author), command, now())
}

fn alert(state: AlertState, author: &Actor) -> Alert {
    Alert {
        id: AlertId::new("alert"),
        tip: Tip { seq: 3, hash: [3; 32] },
        state,
        unit: unit(WARD),
        written_by: id_of(author),
    }
}

fn act(act: AlertAct, alert: &Alert, actor: &Actor) -> Result<AlertOutcome, Refusal> {
    match act {
        AlertAct::Write => panic!("an alert is written without an alert"),
        AlertAct::Approve => approve_alert(alert, &account_of(actor), now()),
        AlertAct::Cancel => cancel_alert(alert, &account_of(actor), reason(), now()),
    }
}

/// over all states and acts: written → sent by approval; cancelled from either, and that is the end.
#[test]
fn an_alert_moves_as_the_table_says() {
    use AlertAct::*;
    use AlertState::*;
    let legal = [(Written, Approve, Sent), (Written, Cancel, Cancelled), (Sent, Cancel, Cancelled)];
    for &from in AlertState::ALL {
        for one in [Approve, Cancel] {
            let to = legal.iter().find(|row| (row.0, row.1) == (from, one)).map(|row| row.2);
            let answer = act(one, &alert(from, &handler()), &head());
            match to {
                Some(to) => {
                    let outcome = answer.unwrap();
                    assert_eq!((outcome.act, outcome.from, outcome.to), (one, Some(from), to));
                    assert_eq!(outcome.follows, Tip { seq: 3, hash: [3; 32] });
                    assert_eq!((outcome.actor, outcome.at), (id_of(&head()), now()));
                }
                None => assert_eq!(answer, Err(Refusal::AlertNotFromHere { from, act: one })),
            }
        }
    }
}

/// anybody of the unit writes in its name; nobody else does.
#[test]
fn whoever_works_in_the_unit_may_write() {
    for (actor, expected) in [
        (intake(), "ok"),
        (head(), "ok"),
        (handler(), "ok"),
        (admin(), "ok"),
        (citizen(), "not_your_unit"),
        (other_head(), "not_your_unit"),
        (department_head(), "not_your_unit"),
        (centre(), "not_your_unit"),
    ] {
        assert_eq!(code_of(&write(&actor, command(WARD, true))), expected, "{actor:?}");
    }
}

/// a head of the unit that issues it approves and cancels.
#[test]
fn only_a_head_of_the_unit_approves_or_cancels() {
    for one in [AlertAct::Approve, AlertAct::Cancel] {
        for (actor, expected) in [
            (head(), "ok"),
            (second_head(), "ok"),
            (intake(), "not_your_unit"),
            (other_handler(), "not_your_unit"),
            (citizen(), "not_your_unit"),
            (other_head(), "not_your_unit"),
            (centre(), "not_your_unit"),
            (admin(), "not_your_unit"),
        ] {
            let answer = act(one, &alert(AlertState::Written, &handler()), &actor);
            assert_eq!(code_of(&answer), expected, "{}: {actor:?}", one.as_str());
        }
    }
}

/// four eyes: not the person who wrote it, though a head. Taking it back needs no second person.
#[test]
fn nobody_approves_the_alert_they_wrote() {
    let own = alert(AlertState::Written, &head());
    assert_eq!(act(AlertAct::Approve, &own, &head()), Err(Refusal::OwnWork));
    assert!(act(AlertAct::Approve, &own, &second_head()).is_ok());
    assert!(act(AlertAct::Cancel, &own, &head()).is_ok());
}

/// a department addresses the city, a commune its own residents and no others.
#[test]
fn a_commune_addresses_its_own_residents_and_a_department_the_city() {
    let audience = |outcome: AlertOutcome| outcome.content.unwrap().1;
    assert_eq!(audience(write(&head(), command(WARD, true)).unwrap()), Audience::Commune(unit(WARD)));
    assert_eq!(audience(write(&department_head(), command(DEPARTMENT, false)).unwrap()), Audience::City);
}

/// what was written stands in the journal with its author and its unit.
#[test]
fn a_written_alert_names_its_author_and_its_unit() {
    let outcome = write(&handler(), command(WARD, true)).unwrap();
    assert_eq!((outcome.from, outcome.to, outcome.act), (None, AlertState::Written, AlertAct::Write));
    assert_eq!((outcome.follows, outcome.reason), (Tip::START, None));
    assert_eq!((outcome.actor, outcome.unit), (id_of(&handler()), unit(WARD)));
    assert_eq!(outcome.content.unwrap().0, command(WARD, true));
}

/// an alert that would be over is not written.
#[test]
fn an_alert_is_valid_beyond_the_moment_it_is_written() {
    for (valid_until, expected) in [
        ("2026-03-03 08:30:01", "ok"),
        ("2026-03-03 08:30:00", "alert_already_over"),
        ("2026-03-02 18:00:00", "alert_already_over"),
    ] {
        let command = WriteAlert { valid_until: at(valid_until), ..command(WARD, true) };
        assert_eq!(code_of(&write(&handler(), command)), expected, "{valid_until}");
    }
}

/// residents read why an alert was taken back; an approval needs no reason.
#[test]
fn a_cancelled_alert_says_why() {
    let sent = alert(AlertState::Sent, &handler());
    assert_eq!(act(AlertAct::Cancel, &sent, &head()).unwrap().reason, Some(reason()));
    let written = alert(AlertState::Written, &handler());
    assert_eq!(act(AlertAct::Approve, &written, &head()).unwrap().reason, None);
}
