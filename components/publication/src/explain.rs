//! How a deadline is counted, step by step, so that a person can check it by hand.

use domain::Refusal;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::Store;
use working_time::{Calendar, Counted, DayKind, DayStatus, Explanation, Limit, LimitError, OutOfCalendar, Step};

/// What is to be counted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExplainQuery {
    /// The start, as RFC 3339 with its offset. `+` may be left unescaped.
    #[param(format = DateTime, example = "2026-02-13T16:00:00+07:00", required)]
    from: Option<String>,
    /// `8wh` working hours, `90wm` working minutes, `7wd` working days, `2d` days, `4h` hours day and night;
    /// at most a year's worth.
    #[param(example = "2wd", required)]
    limit: Option<String>,
    /// The unit whose office hours count; the city's when left out.
    #[param(example = "00070")]
    unit: Option<String>,
}

/// A due instant and the way to it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Explanation)]
pub struct ExplanationView {
    /// The start, to the whole second.
    #[schema(format = DateTime)]
    pub from: String,
    /// The limit.
    #[schema(example = "2wd")]
    pub limit: String,
    /// The limit in words.
    #[schema(example = "2 ngày làm việc")]
    pub limit_name: String,
    /// When it is due. Acting at this instant is in time.
    #[schema(format = DateTime)]
    pub due: String,
    /// The way there; each step begins where the one before ended.
    pub steps: Vec<StepView>,
    /// Days off the answer leans on that are not announced yet.
    #[schema(example = json!(["2027-02-05"]))]
    pub estimated: Vec<String>,
    /// What it was counted with.
    pub calendar: CalendarView,
}

/// One stretch of the way.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ExplanationStep)]
pub struct StepView {
    /// Where it begins.
    #[schema(format = DateTime)]
    pub from: String,
    /// Where it ends.
    #[schema(format = DateTime)]
    pub to: String,
    /// What it counts for.
    pub counted: CountedView,
    /// The same in a Vietnamese sentence.
    pub text: String,
}

/// What a stretch of time counts for.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = CountedTime)]
pub enum CountedView {
    /// Seconds inside office sessions.
    WorkingTime {
        /// How many.
        seconds: u64,
    },
    /// Seconds day and night.
    ClockTime {
        /// How many.
        seconds: u64,
    },
    /// A working day.
    WorkingDay {
        /// The first is 1.
        number: u32,
    },
    /// A day of the wall calendar.
    CalendarDay {
        /// The first is 1.
        number: u32,
    },
    /// The day of the start, not counted (BLDS 2015, Điều 147 khoản 2).
    FirstDay,
    /// Days off with one name, not counted.
    DayOff {
        /// What people call them.
        name: String,
        /// `holiday`, `make_up` or `swap_off`.
        reason: &'static str,
        /// `law`, `official` or `estimated`.
        status: &'static str,
    },
    /// Weekly days off, not counted.
    Weekend,
    /// Outside the sessions of working days, not counted.
    ClosedHours,
    /// The working day to which an end on a day off moves (BLDS 2015, Điều 148 khoản 5).
    MovedToWorkingDay,
}

/// The calendar it was counted with.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = UsedCalendar)]
pub struct CalendarView {
    /// Its version.
    #[schema(example = "vn-2025-2027-1")]
    pub version: String,
    /// The first year it knows.
    #[schema(example = 2025)]
    pub first_year: i32,
    /// The last year it knows.
    #[schema(example = 2027)]
    pub last_year: i32,
}

/// Counts a deadline and explains it step by step.
#[utoipa::path(
    get,
    path = "/api/deadlines/explain",
    operation_id = "explain_deadline",
    tag = "publication",
    params(ExplainQuery),
    responses((status = 200, description = "The due instant and the way to it.", body = ExplanationView)),
)]
pub(crate) async fn explain(call: Call) -> Result<Reply, Problem> {
    let query: ExplainQuery = call.query()?;
    let mut fields = Fields::new();
    let from = fields.query_instant("from", &query.from);
    let limit = limit(&mut fields, query.limit.as_deref());
    let unit = unit(&mut fields, query.unit.as_deref(), call.store().await?).await?;
    let (from, limit, unit) = fields.finish((from, limit, unit))?;
    let calendar = call.store().await?.calendar_of(unit.as_deref()).await?.ok_or_else(Problem::not_found)?;
    let explanation = calendar.explain(from, limit).map_err(out_of_calendar)?;
    Ok(Reply::ok(&view(explanation, &calendar)).cache("public, max-age=60"))
}

/// A limit of at most a year: each day may be a step of the answer.
fn limit(fields: &mut Fields, text: Option<&str>) -> Option<Limit> {
    let limit = fields.required("limit", text)?.parse::<Limit>();
    let (code, detail) = match limit {
        Ok(limit) if within_a_year(limit) => return Some(limit),
        Ok(_) | Err(LimitError::TooLong { .. }) => ("out_of_range", words::LIMIT_TOO_LONG),
        Err(_) => ("not_a_limit", words::NOT_A_LIMIT),
    };
    fields.error("limit", code, detail);
    None
}

fn within_a_year(limit: Limit) -> bool {
    match limit {
        Limit::WorkingDays(days) => days <= 260,
        Limit::WorkingHours(hours) => hours <= 260 * 8,
        Limit::WorkingMinutes(minutes) => minutes <= 260 * 8 * 60,
        Limit::CalendarDays(days) => days <= 366,
        Limit::ClockHours(hours) => hours <= 366 * 24,
    }
}

/// The unit, if one was named; a name of nothing is noted.
async fn unit(fields: &mut Fields, id: Option<&str>, store: &Store) -> Result<Option<Option<String>>, Problem> {
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return Ok(Some(None));
    };
    let unit = fields.known_unit("unit", &Some(id.to_owned()), store).await?;
    Ok(unit.map(|unit| Some(unit.to_string())))
}

/// Here it is the question that reaches too far, not an act that a setting hinders.
fn out_of_calendar(error: OutOfCalendar) -> Problem {
    let refusal = Refusal::OutOfCalendar(error);
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.code(), words::refusal(&refusal))
}

fn view(explanation: Explanation, calendar: &Calendar) -> ExplanationView {
    ExplanationView {
        from: explanation.from.to_rfc3339(),
        limit: explanation.limit.to_string(),
        limit_name: explanation.limit.in_words(),
        due: explanation.due.to_rfc3339(),
        steps: explanation.steps.into_iter().map(step).collect(),
        estimated: explanation.estimated.iter().map(ToString::to_string).collect(),
        calendar: CalendarView {
            version: explanation.calendar_version,
            first_year: calendar.spec().first_year,
            last_year: calendar.spec().last_year,
        },
    }
}

fn step(step: Step) -> StepView {
    StepView {
        from: step.from.to_rfc3339(),
        to: step.to.to_rfc3339(),
        counted: counted(step.counted),
        text: step.text,
    }
}

fn counted(counted: Counted) -> CountedView {
    match counted {
        Counted::WorkingSeconds(seconds) => CountedView::WorkingTime { seconds },
        Counted::ClockSeconds(seconds) => CountedView::ClockTime { seconds },
        Counted::WorkingDay { number } => CountedView::WorkingDay { number },
        Counted::CalendarDay { number } => CountedView::CalendarDay { number },
        Counted::FirstDayNotCounted => CountedView::FirstDay,
        Counted::DayOff { name, kind, status } => CountedView::DayOff {
            name,
            reason: match kind {
                DayKind::Holiday => "holiday",
                DayKind::MakeUp => "make_up",
                DayKind::SwapOff => "swap_off",
                DayKind::SwapWork => "swap_work",
            },
            status: match status {
                DayStatus::Law => "law",
                DayStatus::Official => "official",
                DayStatus::Estimated => "estimated",
            },
        },
        Counted::Weekend => CountedView::Weekend,
        Counted::ClosedHours => CountedView::ClosedHours,
        Counted::MovedToNextWorkingDay => CountedView::MovedToWorkingDay,
    }
}
