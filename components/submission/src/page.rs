use edge::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

const LIMIT: u32 = 20;
const LIMIT_MAX: u32 = 100;

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// `next` of the page before.
    pub after: Option<String>,
}

impl PageQuery {
    /// How many are wanted.
    pub fn limit(&self, fields: &mut Fields) -> Option<u32> {
        fields.within("limit", Some(self.limit.unwrap_or(LIMIT)), 1..=LIMIT_MAX)
    }
}
