//! Another person approves an alert, and with that it is sent.

use crate::{AlertReply, alert};
use domain::{AlertOffice, Tip, approve_alert};
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// How often an alert is compared anew when something came between the comparison and the sending.
const ATTEMPTS: u32 = 3;

/// What is approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertApproval)]
pub struct Approval {
    /// The version that was read. Given, an edit that came between is not approved unread.
    #[schema(example = 1)]
    pub version: Option<u32>,
}

/// Approves an alert, which sends it: a head of the unit, and nobody who wrote a word of it.
///
/// What an upper level has sent to the same people is not sent again: 422 `alert_repeats`, with
/// that alert in `related`; what is near one, and gives no reason, is 422 `near_repeat`.
#[utoipa::path(
    post,
    path = "/api/alerts/{id}/approval",
    operation_id = "approve_alert",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    request_body = Approval,
    responses((status = 200, description = "Sent.", body = AlertReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn approve(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Approval = call.json().await?;
    let store = call.store().await?;
    let terms = store.alert_terms(call.now).await?;
    let mut first: Option<Tip> = None;
    for _ in 0..ATTEMPTS {
        let alert = alert::for_act(&call, store, account).await?;
        // What somebody did to this alert meanwhile is not approved unread.
        if first.is_some_and(|first| first != alert.tip) {
            break;
        }
        first = Some(alert.tip);
        alert::is_as_read(&alert, body.version)?;
        // A level that is gone compares with nothing; the rule says so after who may was asked.
        let level = alert.issuer.level_on(call.now.date_naive(), &terms).unwrap_or(domain::AlertLevel::City);
        let uppers = store.upper_alerts(&alert.issuer, level, &alert.content, &terms, call.now).await?;
        let previous = match &alert.replaces {
            Some(id) => store.alert(id).await?,
            None => None,
        };
        let reach = store.alert_reach(&alert.issuer, level).await?;
        let office = AlertOffice { now: call.now, terms: &terms, uppers: &uppers };
        let outcome = approve_alert(&alert, previous.as_ref(), account, reach, &office)?;
        match store.commit_alert(&outcome).await {
            Ok(()) => return Ok(Reply::ok(&AlertReply::from(&outcome))),
            // Perhaps an upper level has sent one since: it is compared, too.
            Err(store::Error::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(alert::stale())
}
