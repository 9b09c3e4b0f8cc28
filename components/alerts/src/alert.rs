//! One alert.

use domain::{Account, AlertId, AlertOutcome, Similar};
use edge::queue::NamedId;
use edge::{Call, Problem, Related, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::Store;
use store::alerts::AlertReader;

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
    /// What of upper levels it is like, the most alike first.
    pub similar: Vec<SimilarAlert>,
}

/// An alert of an upper level that another is like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SimilarAlert {
    /// `repeat`: it will not be sent; `near`: it needs a reason.
    #[schema(example = "near")]
    pub likeness: &'static str,
    /// `text` or `event`.
    #[schema(example = "text")]
    pub like_in: &'static str,
    /// The upper level's alert.
    pub alert: Related,
}

impl From<&Similar> for SimilarAlert {
    fn from(similar: &Similar) -> Self {
        Self {
            likeness: similar.likeness.as_str(),
            like_in: similar.like_in.as_str(),
            alert: Related::alert(&similar.id, &similar.title),
        }
    }
}

impl From<&AlertOutcome> for AlertReply {
    fn from(outcome: &AlertOutcome) -> Self {
        Self {
            id: outcome.alert.to_string(),
            state: outcome.to.as_str(),
            version: outcome.follows.seq.saturating_add(1),
            similar: outcome.similar.iter().map(SimilarAlert::from).collect(),
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
    /// What it is about: `storm`, `flood`, `fire`, `epidemic`, `power_cut`, `water_cut`, `traffic`, `security`,
    /// `other`.
    pub event: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub text: String,
    /// The issuing unit.
    pub unit: NamedId,
    /// The level that speaks: `city`, `district`, `commune`.
    pub level: String,
    /// The ward, commune or district whose residents it is for; null when it is for the whole city.
    #[schema(required)]
    pub audience: Option<NamedId>,
    /// The wards and communes it concerns; none: all of its audience.
    pub areas: Vec<NamedId>,
    /// When it was sent; null before.
    #[schema(required, format = DateTime)]
    pub sent_at: Option<String>,
    /// From when it is shown; null: from when it was sent.
    #[schema(required, format = DateTime)]
    pub valid_from: Option<String>,
    /// Until when it is shown.
    #[schema(format = DateTime)]
    pub valid_until: String,
    /// When it was taken back; null when it was not.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// What goes with it; the files are at `/api/public/media/{id}`.
    pub documents: Vec<Document>,
    /// The alert it updates; null when it updates none.
    #[schema(required)]
    pub replaces: Option<String>,
    /// The alert that updates it; null while there is none.
    #[schema(required)]
    pub replaced_by: Option<String>,
    /// What was sent of its chain before it, newest first.
    pub earlier: Vec<EarlierAlert>,
    /// When who asks has read it; null when they have not, or are not signed in.
    #[schema(required, format = DateTime)]
    pub read_at: Option<String>,
}

/// A document that goes with an alert.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertDocument)]
pub struct Document {
    /// The file.
    pub id: String,
    /// What it is.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// What it is called.
    pub title: String,
}

/// An earlier alert of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierAlert {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub sent_at: String,
}

/// Reads an alert: one that is or was shown, everybody; one that was sent and is shown later, also the people of
/// every unit, who would otherwise send the same; one that was not, the unit's own people, who also read who wrote
/// and who approved it.
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
    let account = call.session().await?.map(|session| &session.account);
    let reader = AlertReader { account: account.map(|account| &account.id), now: call.now };
    let alert = call.store().await?.alert_view(&id, reader).await?.ok_or_else(Problem::not_found)?;
    let insider = account.is_some_and(|account| account.works_in(&alert.unit));
    let official = account.is_some_and(|account| !account.memberships.is_empty());
    if insider {
        Ok(Reply::raw_json(StatusCode::OK, alert.internal))
    } else if alert.shown || (alert.sent && official) {
        Ok(Reply::raw_json(StatusCode::OK, alert.public))
    } else {
        Err(Problem::not_found())
    }
}

/// The alert of the path for an act on it. One that was never sent does not exist for other units, one that is
/// not shown yet for no citizen.
pub(crate) async fn for_act(call: &Call, store: &Store, account: &Account) -> Result<domain::Alert, Problem> {
    let id = AlertId::new(call.param("id"));
    let reader = AlertReader { account: None, now: call.now };
    let seen = store.alert_view(&id, reader).await?.filter(|alert| {
        alert.shown || account.works_in(&alert.unit) || (alert.sent && !account.memberships.is_empty())
    });
    match seen {
        Some(_) => store.alert(&id).await?.ok_or_else(Problem::not_found),
        None => Err(Problem::not_found()),
    }
}

/// Refuses an act on a version that somebody else has changed since.
pub(crate) fn is_as_read(alert: &domain::Alert, version: Option<u32>) -> Result<(), Problem> {
    match version {
        Some(version) if version != alert.tip.seq => Err(stale()),
        _ => Ok(()),
    }
}

/// Writes an act; the sentence for who comes second speaks of an alert, not of a case.
pub(crate) async fn commit(store: &Store, outcome: &AlertOutcome) -> Result<Reply, Problem> {
    match store.commit_alert(outcome).await {
        Ok(()) => Ok(Reply::ok(&AlertReply::from(outcome))),
        Err(store::Error::Stale { .. }) => Err(stale()),
        Err(error) => Err(error.into()),
    }
}

/// Somebody acted first.
pub(crate) fn stale() -> Problem {
    Problem::new(StatusCode::CONFLICT, "stale_alert", words::STALE_ALERT)
}
