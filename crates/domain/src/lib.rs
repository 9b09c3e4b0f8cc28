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
mod conduct;
mod desk;
mod fold;
pub mod identity;
mod ids;
mod keeping;
pub mod ledger;
mod outcome;
mod phase;
mod place;
mod public_text;
pub mod reception;
mod record;
mod refusal;
mod remark;
mod reorganisation;
mod reply_template;
mod report;
pub mod scope;
mod service;
pub mod similarity;
mod terms;
mod text;
pub mod workflow;

pub use actor::{Account, Actor, Membership, Role, is_a_supporters, roles_for};
pub use alert::{
    Alert, AlertAct, AlertContent, AlertDocument, AlertEvent, AlertKind, AlertLevel, AlertOffice, AlertOutcome,
    AlertState, AlertTerms, Audience, ChainBegun, DOCUMENTS_MAX, Issue, Issuer, IssuerKind, LikeIn, Likeness, Similar,
    Upper, VALID_DAYS_MAX, WriteAlert, approve_alert, cancel_alert, edit_alert, similar, whole_text, write_alert,
};
pub use case::{Act, Case, Clock, ClockKind, Contribution, ContributionState, Kind, Level, State};
pub use conduct::{
    Conduct, ConductAct, ConductFact, ConductOutcome, ConductState, ConductTerms, DecideObjection, Lock, Object,
    Objection, PastLock, RecordViolation, Violation, ViolationKind, decide_objection, object, refer, unlock,
    violate,
};
pub use desk::{Desk, NoQueue, queue_of};
pub use identity::{EmailAddress, NationalId, OnBehalf, Organisation, PhoneNumber, TaxCode};
pub use ids::{
    AccountId, AlertId, BookingCode, BookingId, CaseCode, CaseId, CategoryCode, CommentId, ConductId, MediaId,
    ObjectionId, ReceptionSessionId, RemarkId, ReorganisationId, ReportId, ServiceId, UnitId, ViolationId,
};
pub use keeping::{keeps_contacts, keeps_settings, keeps_unit};
pub use outcome::{CaseChange, ClockOpening, Continues, Fact, Notice, Outcome, Recipient, Tip, Topic};
pub use phase::{
    aftercare, approval, confidence, dispatch, entry, handling, initiative, inspection, intake, publication,
    regulation, reopening, succession, support, triage,
};
pub use place::{Point, Ward, nearest_wards};
pub use public_text::PublicText;
pub use record::Recorded;
pub use refusal::{Refusal, RefusalKind, Written};
pub use remark::{
    ARTICLE_MAX, Remark, RemarkAct, RemarkFact, RemarkOutcome, RemarkState, SendRemark, answer_remark, merge_remark,
    send_remark,
};
pub use reorganisation::{
    Candidate, Ended, NewUnit, Plan, PlanFlaw, PlanReorganisation, Reorganisation, ReorganisationAct,
    ReorganisationOutcome, ReorganisationState, Successor, UnitChange, approve_reorganisation,
    cancel_reorganisation, complete, keeper, plan_reorganisation, successor_of, take_effect,
};
pub use reply_template::{
    Placeholder, ReplyTemplate, TemplateAct, TemplateOutcome, TemplateState, check_placeholders, set_template,
};
pub use report::{MediaRef, MediaType, Report};
pub use scope::Signal;
pub use service::{
    HttpsLink, PhoneContact, Service, ServiceAct, ServiceCategory, ServiceContent, ServiceFact, ServiceOutcome,
    ServiceState, approve_service, edit_service, next_service_state, return_service, submit_service,
    withdraw_service, write_service,
};
pub use terms::{Office, Publicity, Terms};
pub use text::{AlertText, Comment, Conclusion, Reason, ReportText, ShortText, TextError, Title, ViewText};
pub use working_time::Instant;
