//! Pages, days, and who may look.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::{Account, Instant, UnitId};
use edge::{Fields, Problem, words};
use store::Store;
use store::reception::ReceptionCursor;

/// Where a page begins and how long it is.
pub(crate) fn page(
    fields: &mut Fields,
    after: Option<&str>,
    limit: Option<u32>,
) -> Option<(Option<ReceptionCursor>, u32)> {
    let limit = fields.within("limit", limit.or(Some(20)), 1..=100);
    let after = match after.map(ReceptionCursor::parse) {
        None => Some(None),
        Some(Some(cursor)) => Some(Some(cursor)),
        Some(None) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    Some((after?, limit?))
}

/// The stretch of one day in Hanoi, `2026-03-10`.
pub(crate) fn day(fields: &mut Fields, name: &str, text: &str) -> Option<(Instant, Instant)> {
    let plausible = if text.len() == "2026-03-10".len() { text } else { "" };
    let date = NaiveDate::parse_from_str(plausible, "%Y-%m-%d").ok();
    let start = date.and_then(|date| date.and_time(NaiveTime::MIN).and_local_timezone(store::hanoi()).single());
    let stretch = start.and_then(|start| Some((start, start.checked_add_signed(TimeDelta::days(1))?)));
    if stretch.is_none() {
        fields.error(name, "not_a_date", words::NOT_A_DATE);
    }
    stretch
}

/// The board the person works at; 403 for everybody else.
pub(crate) async fn board(store: &Store, account: &Account) -> Result<UnitId, Problem> {
    store.reception_board_of(account).await?.ok_or_else(Problem::not_your_role)
}
