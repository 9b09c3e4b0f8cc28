//! Pages of lists, and what an act on a record answers.

use domain::ConductOutcome;
use edge::{Fields, words};
use serde::{Deserialize, Serialize};
use store::RecordCursor;

/// Which part of a list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

impl PageQuery {
    /// The part of another query that says which page.
    pub(crate) fn of(after: Option<String>, limit: Option<u32>) -> Self {
        Self { after, limit }
    }

    /// Where the page begins and how long it is.
    pub(crate) fn check(&self, fields: &mut Fields) -> Option<(Option<RecordCursor>, u32)> {
        let limit = fields.within("limit", self.limit.or(Some(20)), 1..=100);
        let after = match self.after.as_deref().map(RecordCursor::parse) {
            None => Some(None),
            Some(Some(cursor)) => Some(Some(cursor)),
            Some(None) => {
                fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
                None
            }
        };
        Some((after?, limit?))
    }
}

/// A record of conduct after an act. It says nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ConductReply {
    /// Id of what was made or decided: a violation, an objection; for a referral the record.
    pub id: String,
    /// How many acts the record has seen.
    #[schema(example = 4)]
    pub version: u32,
}

impl ConductReply {
    /// The reply about that thing.
    pub(crate) fn of(id: impl ToString, outcome: &ConductOutcome) -> Self {
        Self { id: id.to_string(), version: outcome.follows.seq.saturating_add(1) }
    }
}
