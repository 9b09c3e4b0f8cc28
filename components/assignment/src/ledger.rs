//! Which unit held a case for how many working minutes on each clock (R-8.5c).

use domain::ledger::{self, Minutes};
use domain::{Instant, Refusal, Role, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, rfc3339, words};
use serde::{Deserialize, Serialize};
use store::ledger::{Booked, LedgerPage, LedgerPlace};
use utoipa::{IntoParams, ToSchema};

/// The ledger of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLedger {
    /// One line for each unit and kind of clock, in the order in which they began.
    pub lines: Vec<LedgerLine>,
    /// Working minutes of all lines.
    #[schema(example = 1230)]
    pub minutes: u64,
    /// Of these, past a due instant.
    #[schema(example = 0)]
    pub late_minutes: u64,
    /// The stretches that the lines add up: a clock that was counted anew has several.
    pub stretches: Vec<LedgerStretch>,
}

/// One unit on one kind of clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerLine {
    /// The unit that answers for it.
    pub unit: NamedId,
    /// The kind of clock.
    #[schema(example = "handling")]
    pub clock: &'static str,
    /// The same in Vietnamese.
    pub clock_name: &'static str,
    /// Working minutes under the unit's calendar; of hours that run day and night, all minutes.
    pub minutes: u64,
    /// Of these, past the due instant.
    pub late_minutes: u64,
    /// Whether it runs now.
    pub running: bool,
}

/// A stretch of a clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerStretch {
    /// Public code of the case.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// The unit that answers for it.
    pub unit: NamedId,
    /// The kind of clock.
    #[schema(example = "handling")]
    pub clock: &'static str,
    /// The same in Vietnamese.
    pub clock_name: &'static str,
    /// Its limit.
    #[schema(example = "7wd")]
    pub limit: String,
    /// When it began.
    #[schema(format = DateTime)]
    pub opened_at: String,
    /// When it was due.
    #[schema(format = DateTime)]
    pub due_at: String,
    /// When it ended; null while it runs.
    #[schema(required, format = DateTime)]
    pub closed_at: Option<String>,
    /// Working minutes up to its end, or up to now.
    pub minutes: u64,
    /// Of these, past the due instant.
    pub late_minutes: u64,
}

/// A page of a unit's ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitLedger {
    /// The stretches, in the order in which they began.
    pub stretches: Vec<LedgerStretch>,
    /// Working minutes of this page.
    pub minutes: u64,
    /// Of these, past a due instant.
    pub late_minutes: u64,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Which part of whose ledger.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerQuery {
    /// The unit, or one that was dissolved.
    #[param(required, example = "00070")]
    pub unit: Option<String>,
    /// Clocks that began at this instant or later, RFC 3339.
    #[param(format = DateTime)]
    pub from: Option<String>,
    /// Clocks that began before this instant.
    #[param(format = DateTime)]
    pub to: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most that many, 1 to 100; usually 50.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
}

/// The ledger of a case, for whoever sees its file (R-8.5c).
#[utoipa::path(
    get,
    path = "/api/cases/{code}/ledger",
    operation_id = "read_case_ledger",
    tag = "assignment",
    summary = "Working minutes of a case by unit and clock",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The ledger up to now", body = CaseLedger)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn of_case(call: Call) -> Result<Reply, Problem> {
    let actor = call.actor().await?;
    let loaded = call.case(&actor).await?;
    if !actor.sees_the_file(&loaded.case) {
        return Err(Problem::not_your_role());
    }
    let booked = call.store().await?.stretches_of_case(&loaded.case.id).await?;
    let counted = booked.iter().map(|one| (&one.stretch, &*one.calendar));
    let (lines, total) = ledger::ledger(counted, call.now).map_err(Refusal::OutOfCalendar)?;
    let name = |unit: &UnitId| booked.iter().find(|one| one.stretch.unit == *unit).and_then(|one| one.unit_name.clone());
    Ok(Reply::ok(&CaseLedger {
        lines: lines
            .into_iter()
            .map(|line| LedgerLine {
                unit: NamedId { id: line.unit.to_string(), name: name(&line.unit) },
                clock: line.kind.as_str(),
                clock_name: words::clock(line.kind),
                minutes: line.minutes.held,
                late_minutes: line.minutes.late,
                running: line.running,
            })
            .collect(),
        minutes: total.held,
        late_minutes: total.late,
        stretches: booked.iter().map(|one| shown(one, call.now)).collect::<Result<_, _>>()?,
    }))
}

/// What a unit answered for in a period, for the Centre (R-8.5c, R-18.9).
#[utoipa::path(
    get,
    path = "/api/ledger",
    operation_id = "read_unit_ledger",
    tag = "assignment",
    summary = "Working minutes of a unit, clock by clock",
    params(LedgerQuery),
    responses((status = 200, description = "A page of the ledger up to now", body = UnitLedger)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn of_unit(call: Call) -> Result<Reply, Problem> {
    let query: LedgerQuery = call.query()?;
    if !call.signed_in().await?.account.has(Role::Centre) {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    // R-8.5c: also of a unit that was dissolved; one that never was has an empty page.
    let unit = fields.id::<UnitId>("unit", &query.unit);
    let from = fields.optional_query_instant("from", &query.from);
    let until = fields.optional_query_instant("to", &query.to);
    let limit = fields.within("limit", query.limit.or(Some(50)), 1..=100);
    let after = match query.after.as_deref().map(str::parse::<LedgerPlace>) {
        None => Some(None),
        Some(Ok(place)) => Some(Some(place)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    let (unit, from, until, limit, after) = fields.finish((unit, from, until, limit, after))?;
    let (booked, more) = call.store().await?.stretches_of_unit(&LedgerPage { unit, from, until, after, limit }).await?;
    let stretches: Vec<LedgerStretch> = booked.iter().map(|one| shown(one, call.now)).collect::<Result<_, _>>()?;
    Ok(Reply::ok(&UnitLedger {
        minutes: stretches.iter().map(|one| one.minutes).sum(),
        late_minutes: stretches.iter().map(|one| one.late_minutes).sum(),
        next: booked.last().filter(|_| more).map(|last| last.place.to_string()),
        stretches,
    }))
}

fn shown(booked: &Booked, now: Instant) -> Result<LedgerStretch, Problem> {
    let stretch = &booked.stretch;
    let Minutes { held, late } = ledger::minutes(stretch, &booked.calendar, now).map_err(Refusal::OutOfCalendar)?;
    Ok(LedgerStretch {
        code: booked.code.clone(),
        unit: NamedId { id: stretch.unit.to_string(), name: booked.unit_name.clone() },
        clock: stretch.kind.as_str(),
        clock_name: words::clock(stretch.kind),
        limit: stretch.limit.to_string(),
        opened_at: rfc3339(stretch.opened_at),
        due_at: rfc3339(stretch.due_at),
        closed_at: stretch.closed_at.map(rfc3339),
        minutes: held,
        late_minutes: late,
    })
}
