//! One alert.

use domain::{Account, AlertId, AlertOutcome};
use edge::queue::NamedId;
use edge::{Call, Problem, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::Store;

/// An alert after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AlertReply {
    /// Its id.
    pub id: String,
    /// `written`, `sent` or `cancelled`.
    #[schema(example = "sent")]
    pub state: &'static str,
    /// How many acts it has seen.
    #[schema(example = 2)]
    pub version: u32,
}

impl From<&AlertOutcome> for AlertReply {
    fn from(outcome: &AlertOutcome) -> Self {
        Self {
            id: outcome.alert.to_string(),
            state: outcome.to.as_str(),
            version: outcome.follows.seq.saturating_add(1),
        }
    }
}

/// An alert as residents read it: the issuing unit is named and answers for it, no person is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// Its id.
    pub id: String,
    /// `sent`, or `cancelled` when it was taken back.
    pub state: String,
    /// `warning` or `information`.
    pub kind: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub text: String,
    /// The issuing unit.
    pub unit: NamedId,
    /// The ward or commune whose residents it is for; null when it is for the whole city.
    #[schema(required)]
    pub ward: Option<NamedId>,
    /// When it was sent; null before.
    #[schema(required, format = DateTime)]
    pub sent_at: Option<String>,
    /// Until when it is shown.
    #[schema(format = DateTime)]
    pub valid_until: String,
    /// When it was taken back; null when it was not.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
}

/// Reads an alert: one that was sent, everybody; one that was not, the unit's own people, who also read
/// who wrote and who approved it.
#[utoipa::path(
    get,
    path = "/api/alerts/{id}",
    operation_id = "read_alert",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    responses((status = 200, description = "The alert; a `UnitAlert` for the unit's own people.", body = Alert)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let id = AlertId::new(call.param("id"));
    let alert = call.store().await?.alert_view(&id).await?.ok_or_else(Problem::not_found)?;
    let insider = call.session().await?.is_some_and(|session| session.account.works_in(&alert.unit));
    match (insider, alert.sent) {
        (true, _) => Ok(Reply::raw_json(StatusCode::OK, alert.internal)),
        (false, true) => Ok(Reply::raw_json(StatusCode::OK, alert.public)),
        (false, false) => Err(Problem::not_found()),
    }
}

/// The alert of the path for an act on it. One that was never sent does not exist for other units.
pub(crate) async fn for_act(call: &Call, store: &Store, account: &Account) -> Result<domain::Alert, Problem> {
    let id = AlertId::new(call.param("id"));
    let seen = store.alert_view(&id).await?.filter(|alert| alert.sent || account.works_in(&alert.unit));
    match seen {
        Some(_) => store.alert(&id).await?.ok_or_else(Problem::not_found),
        None => Err(Problem::not_found()),
    }
}

/// Writes an act; the sentence for who comes second speaks of an alert, not of a case.
pub(crate) async fn commit(store: &Store, outcome: &AlertOutcome) -> Result<Reply, Problem> {
    match store.commit_alert(outcome).await {
        Ok(()) => Ok(Reply::ok(&AlertReply::from(outcome))),
        Err(store::Error::Stale { .. }) => Err(Problem::new(StatusCode::CONFLICT, "stale_alert", words::STALE_ALERT)),
        Err(error) => Err(error.into()),
    }
}
