//! The rules of the iHanoi regulation: which act is legal from which state, by whom, what it
//! needs, and which clocks it opens and closes.
//!
//! Nothing here touches the world. Time, calendar, limits and the person acting come in as
//! arguments ([`Office`], [`Actor`]); what comes out is a value: an [`Outcome`] to be written to
//! the journal, or a [`Refusal`] with a stable code and the article it rests on.
//!
//! The way of one case, act by act: [`intake`] → [`triage`] → [`dispatch`] → [`handling`] →
//! [`approval`] → [`publication`] → [`aftercare`]. The law of movement is one `match`:
//! [`workflow::next_state`].
//!
//! Clause ids (`R-12.2`) are those of `docs/regulation.md`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod actor;
mod alert;
mod case;
mod desk;
mod ids;
mod outcome;
mod phase;
mod place;
mod public_text;
mod refusal;
mod reorganisation;
mod keeping;
mod report;
mod terms;
mod text;
pub mod workflow;

pub use actor::{Account, Actor, Membership, Role, roles_for};
pub use alert::{Alert, AlertAct, AlertKind, AlertOutcome, AlertState, Audience, WriteAlert, approve_alert, cancel_alert, write_alert};
pub use case::{Act, Case, Clock, ClockKind, Kind, Level, State};
pub use desk::{Desk, NoQueue, queue_of};
pub use ids::{AccountId, AlertId, CaseCode, CaseId, CategoryCode, MediaId, ReportId, UnitId};
pub use outcome::{CaseChange, ClockOpening, Fact, Notice, Outcome, Recipient, Tip, Topic};
pub use phase::{aftercare, approval, dispatch, handling, intake, publication, triage};
pub use place::{Point, Ward, nearest_wards};
pub use public_text::PublicText;
pub use refusal::{Refusal, RefusalKind};
pub use report::{MediaRef, MediaType, Report};
pub use terms::{Office, Terms};
pub use keeping::{keeps_contacts, keeps_settings, keeps_unit};
pub use phase::succession;
pub use ids::ReorganisationId;
pub use reorganisation::{
    Candidate, Ended, NewUnit, Plan, PlanFlaw, PlanReorganisation, Reorganisation, ReorganisationAct,
    ReorganisationOutcome, ReorganisationState, Successor, UnitChange, approve_reorganisation,
    cancel_reorganisation, complete, defaults, keeper, plan_reorganisation, successor_of, take_effect,
};
pub use text::{AlertText, Comment, Conclusion, Reason, ReportText, ShortText, TextError, Title};
pub use working_time::Instant;
