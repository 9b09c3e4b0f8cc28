//! Citizen reception: the board posts sessions, citizens book a place, are received and answered.
//!
//! Điều 5 khoản 4 sends to the rules of the city's reception sites (Quyết định 12/QĐ-UBND, 2019), and these to
//! the Law on Citizen Reception (Luật 42/2013/QH13, amended by 136/2025/QH15 and Nghị định 154/2026/NĐ-CP). "Law"
//! in this module is that law. Days, hours and limits are data ([`Site`], [`Rules`]).

mod booking;
mod refusal;
mod session;
mod site;

pub use booking::{
    Answer, Attend, Book, Booking, BookingAct, BookingFact, BookingOutcome, BookingState, Ground, Matter,
    ReceptionClock, ReceptionClockOpening, ResultKind, RunningClock, answer, attend, book, cancel, confirm, mark_absent,
    next_state, notify_refusal, recount, refuse, remind,
};
pub use refusal::ReceptionRefusal;
pub use session::{
    Mode, MoveSession, OnlineDates, PostSession, ReceptionSession, SessionAct, SessionKind, SessionOutcome,
    SessionState, connect, move_session, post_session,
};
pub use site::{Hall, Hours, LeaderDay, Rules, Site, leader_day};

use crate::{Account, Refusal, Role, UnitId};

/// Whether the person works at the reception board: at its counter or at its head.
pub fn works_at(account: &Account, board: &UnitId) -> bool {
    account.is(Role::Intake, board) || account.is(Role::Head, board)
}

fn board_only(account: &Account, board: &UnitId) -> Result<(), Refusal> {
    if works_at(account, board) { Ok(()) } else { Err(Refusal::NotYourUnit { unit: board.clone() }) }
}
