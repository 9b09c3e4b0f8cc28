//! On which day the city's leaders receive.

use domain::Refusal;
use domain::reception::leader_day;
use edge::{Call, Fields, Problem, Reply, words};
use serde::{Deserialize, Serialize};

/// Which month.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LeaderDayQuery {
    /// The month.
    #[param(example = "2026-03", required)]
    month: Option<String>,
    /// The site.
    #[param(example = "ly-thai-to", required)]
    site: Option<String>,
}

/// The leaders' day of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LeaderDay)]
pub struct LeaderDayReply {
    /// The day.
    #[schema(format = Date)]
    pub date: String,
    /// The day it would have been; null unless that is a day off.
    #[schema(required, format = Date)]
    pub moved_from: Option<String>,
    /// The last day on which it can be posted.
    #[schema(format = Date)]
    pub post_until: String,
    /// The hours of the leaders, as pairs of `08:30` and `11:30`.
    pub hours: Vec<(String, String)>,
}

/// Proposes the leaders' day of a month: the third Tuesday, or the next working day on which the site is open.
#[utoipa::path(
    get,
    path = "/api/reception/leader-day",
    operation_id = "propose_leader_day",
    tag = "reception",
    params(LeaderDayQuery),
    responses((status = 200, description = "The day.", body = LeaderDayReply)),
)]
pub(crate) async fn propose(call: Call) -> Result<Reply, Problem> {
    let query: LeaderDayQuery = call.query()?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let month = fields.required("month", query.month.as_deref()).and_then(|text| month(&mut fields, text));
    let site = match fields.id::<String>("site", &query.site) {
        Some(id) => store.reception_site(&id).await?,
        None => None,
    };
    if site.is_none() && query.site.is_some() {
        fields.error("site", "unknown_site", words::UNKNOWN_SITE);
    }
    let ((year, month), at) = fields.finish((month, site))?;
    let day = match leader_day(year, month, &at.hall(call.now)) {
        Ok(Some(day)) => day,
        Ok(None) => return Err(Problem::invalid_field("month", "not_a_month", words::NOT_A_MONTH)),
        // Who asks for a year of no calendar asks for the wrong month: nothing is missing that the city needs.
        Err(refusal @ Refusal::OutOfCalendar(_)) => {
            return Err(Problem::invalid_field("month", refusal.code(), words::refusal(&refusal)));
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    Ok(Reply::ok(&LeaderDayReply {
        date: day.date.to_string(),
        moved_from: day.moved_from.map(|date| date.to_string()),
        post_until: day.post_until.to_string(),
        hours: at.site.leader.iter().map(|hours| (time(hours.start), time(hours.end))).collect(),
    }))
}

/// `2026-03` and nothing looser.
fn month(fields: &mut Fields, text: &str) -> Option<(i32, u32)> {
    let read = || {
        let (year, month) = text.split_once('-')?;
        let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let month = (digits(year, 4) && digits(month, 2)).then(|| Some((year.parse().ok()?, month.parse().ok()?)))??;
        (1..=12).contains(&month.1).then_some(month)
    };
    let month = read();
    if month.is_none() {
        fields.error("month", "not_a_month", words::NOT_A_MONTH);
    }
    month
}
