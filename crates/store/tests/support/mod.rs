//! A database through which everything has gone that can.

#![allow(dead_code, unused_imports, reason = "each test file takes what it needs")]

pub mod alerts;
#[path = "../life/mod.rs"]
mod life;
#[path = "kinds.rs"]
pub mod kinds;
#[path = "initiatives.rs"]
mod initiatives;
pub mod reception;
#[path = "../life/organisation.rs"]
mod reorganisation_life;
mod records;

use domain::*;
pub use life::*;

/// Cases that together went through every act, an alert's life, and what the sweep says of them.
pub fn everything() -> Database {
    let db = Database::new();
    every_life();
    cohandling();
    kinds::lives();
    initiatives::lives();
    alerts::everything();
    reception::receptions();
    reorganisation_life::settings();
    reorganisation_life::reorganised();
    records::lives();
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

/// Supporters that contribute, decline, are done without and fall away; a matter that is reported again.
fn cohandling() {
    let life = Life::begins("together", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 08:30")
        .acts(Act::Invite, "2026-03-02 08:40")
        .acts(Act::Dispatch, "2026-03-02 09:00")
        .acts(Act::SupportAssign, "2026-03-02 09:10")
        .acts(Act::SupportDraft, "2026-03-02 09:20")
        .acts(Act::SupportReturn, "2026-03-02 09:30")
        .acts(Act::SupportDraft, "2026-03-02 09:40")
        .acts(Act::SupportApprove, "2026-03-02 09:50")
        .acts(Act::Invite, "2026-03-02 10:00")
        .acts(Act::SupportAssign, "2026-03-02 10:05")
        .acts(Act::SupportDraft, "2026-03-02 10:10")
        .acts(Act::SupportReturn, "2026-03-02 10:20");
    let left = Life::begins("apart", "2026-03-02 08:00");
    left.acts(Act::Accept, "2026-03-02 08:30")
        .acts(Act::Invite, "2026-03-02 08:40")
        .acts(Act::SupportDecline, "2026-03-02 08:50")
        .acts(Act::Invite, "2026-03-02 09:00")
        .acts(Act::Waive, "2026-03-02 09:10")
        .acts(Act::Invite, "2026-03-02 09:20")
        .acts(Act::Withdraw, "2026-03-02 09:30");
    let again = life::cohandling::reopens(&Life::published("unsolved"), "again", "2026-03-05 11:00");
    assert_eq!(again.case().state, State::Submitted);
}
