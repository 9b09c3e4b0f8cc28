//! A database through which everything has gone that can.

#![allow(dead_code, unused_imports, reason = "each test file takes what it needs")]

#[path = "../life/mod.rs"]
mod life;
#[path = "../life/organisation.rs"]
mod reorganisation_life;

use chrono::TimeDelta;
use domain::*;
pub use life::*;

/// Cases that together went through every act, an alert's life, and what the sweep says of them.
pub fn everything() -> Database {
    let db = Database::new();
    every_life();
    alerts();
    reorganisation_life::settings();
    reorganisation_life::reorganised();
    let store = open();
    assert!(pollster::block_on(store.note_due_soon(at("2026-03-02 11:45"))).unwrap() > 0);
    assert!(pollster::block_on(store.note_overdue(at("2026-03-03 17:30"))).unwrap() > 0);
    db
}

/// Together every act, and cases in every kind of place.
fn every_life() {
    let complex = Given { level: Level::Complex, ..Given::default() };
    let long = Life::begins("long", "2026-03-02 08:00");
    long.acts(Act::LogContact, "2026-03-02 08:10")
        .acts(Act::RequestInformation, "2026-03-02 08:20")
        .acts(Act::ProvideInformation, "2026-03-02 08:30")
        .acts(Act::Forward, "2026-03-02 09:00")
        .acts(Act::Accept, "2026-03-02 09:30")
        .acts(Act::Reroute, "2026-03-02 10:00")
        .acts(Act::Accept, "2026-03-02 10:30")
        .acts_with(Act::Reclassify, "2026-03-02 10:45", &complex)
        .acts(Act::Dispatch, "2026-03-02 11:00")
        .acts(Act::Extend, "2026-03-02 11:15")
        .acts(Act::Assign, "2026-03-02 11:30")
        .acts(Act::Urge, "2026-03-02 13:30")
        .acts(Act::Draft, "2026-03-02 14:00")
        .acts(Act::ReturnDraft, "2026-03-02 14:30")
        .acts(Act::Draft, "2026-03-02 15:00")
        .acts(Act::Approve, "2026-03-02 15:30")
        .acts(Act::RecordResult, "2026-03-02 16:00")
        .acts(Act::ReturnResult, "2026-03-02 16:10")
        .acts(Act::RecordResult, "2026-03-02 16:20")
        .acts(Act::Publish, "2026-03-02 16:30")
        .acts(Act::Ask, "2026-03-02 16:40")
        .acts(Act::Answer, "2026-03-02 16:50")
        .acts(Act::Rate, "2026-03-02 16:55")
        .acts(Act::Close, "2026-03-16 00:01");
    Life::published("public");
    Life::begins("refused", "2026-03-02 08:00").acts(Act::Refuse, "2026-03-02 09:00");
    Life::begins("withdrawn", "2026-03-02 08:00").acts(Act::Withdraw, "2026-03-02 09:00");
    Life::begins("waiting", "2026-03-02 08:00").acts(Act::RequestInformation, "2026-03-02 09:00");
}

/// An alert that is written, sent and taken back.
fn alerts() {
    let now = at("2026-03-02 09:00");
    let (author, head) = (account_of(&person("00070-intake")), account_of(&person("00070-head")));
    let id = AlertId::new("alert-flood");
    let command = WriteAlert {
        id: id.clone(),
        unit: UnitId::new(WARD),
        unit_is_commune: true,
        kind: AlertKind::Warning,
        title: Title::new("Ngập tại phố Hàng Bông").unwrap(),
        text: AlertText::new("Tránh đi qua đoạn này cho đến tối").unwrap(),
        valid_until: now + TimeDelta::days(1),
    };
    let store = open();
    pollster::block_on(async {
        store.commit_alert(&write_alert(&author, command, now).unwrap()).await.unwrap();
        let alert = store.alert(&id).await.unwrap().unwrap();
        store.commit_alert(&approve_alert(&alert, &head, now).unwrap()).await.unwrap();
        let alert = store.alert(&id).await.unwrap().unwrap();
        store.commit_alert(&cancel_alert(&alert, &head, reason(), now).unwrap()).await.unwrap();
    });
}
