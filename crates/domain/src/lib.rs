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
mod ids;
mod outcome;
mod phase;
mod place;
mod public_text;
mod record;
mod refusal;
mod remark;
mod reply_template;
mod report;
mod service;
mod terms;
mod text;
pub mod workflow;

pub use actor::{Account, Actor, Membership, Role, roles_for};
pub use alert::{Alert, AlertAct, AlertKind, AlertOutcome, AlertState, Audience, WriteAlert, approve_alert, cancel_alert, write_alert};
pub use case::{Act, Case, Clock, ClockKind, Kind, Level, State};
pub use conduct::{
    Conduct, ConductAct, ConductFact, ConductOutcome, ConductState, ConductTerms, DecideObjection, Lock, Object,
    Objection, PastLock, RecordViolation, Violation, ViolationKind, decide_objection, object, refer, unlock, violate,
};
pub use desk::{Desk, NoQueue, queue_of};
pub use ids::{AccountId, AlertId, CaseCode, CaseId, CategoryCode, MediaId, ReportId, UnitId};
pub use ids::{ConductId, ObjectionId, RemarkId, ServiceId, ViolationId};
pub use outcome::{CaseChange, ClockOpening, Fact, Notice, Outcome, Recipient, Tip, Topic};
pub use phase::{aftercare, approval, dispatch, handling, intake, publication, triage};
pub use place::{Point, Ward, nearest_wards};
pub use public_text::PublicText;
pub use record::Recorded;
pub use refusal::{Refusal, RefusalKind};
pub use remark::{
    ARTICLE_MAX, Remark, RemarkAct, RemarkFact, RemarkOutcome, RemarkState, SendRemark, answer_remark, merge_remark,
    send_remark,
};
pub use reply_template::{
    Placeholder, ReplyTemplate, TemplateAct, TemplateOutcome, TemplateState, check_placeholders, set_template,
};
pub use report::{MediaRef, MediaType, Report};
pub use service::{
    HttpsLink, PhoneContact, Service, ServiceAct, ServiceCategory, ServiceContent, ServiceFact, ServiceOutcome,
    ServiceState, approve_service, edit_service, next_service_state, return_service, submit_service, withdraw_service,
    write_service,
};
pub use terms::{Office, Terms};
pub use text::{AlertText, Comment, Conclusion, Reason, ReportText, ShortText, TextError, Title};
pub use working_time::Instant;
