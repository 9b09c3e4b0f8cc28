//! Giving a case to those who handle it (R-8.1b).

use domain::dispatch::{self, Dispatch};
use domain::{Comment, Kind, ShortText, UnitId};
use edge::words;
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Giving a case to those who handle it. Everything may be left out: then the unit that holds the
/// case handles it itself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DispatchBody {
    /// The unit: the one that holds the case, or, from a city agency, a ward or commune; an initiative goes from the
    /// Centre to any department, ward or commune.
    #[schema(example = "00070")]
    to: Option<String>,
    /// The division inside it, 2 to 300 characters.
    #[schema(example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
    division: Option<String>,
    /// What the head wants done, at most 1,000 characters.
    instruction: Option<String>,
}

/// The unit meant: the holder's own where none is named.
async fn target(
    fields: &mut Fields,
    to: &Option<String>,
    holder: &UnitId,
    kind: Kind,
    call: &Call,
) -> Result<Option<UnitId>, Problem> {
    if to.is_none() {
        return Ok(Some(holder.clone()));
    }
    let store = call.store().await?;
    let Some(to) = fields.known_unit("to", to, store).await? else {
        return Ok(None);
    };
    // the Centre distributes an initiative to any unit of the city.
    if store.dispatches_to(holder, &to).await? || (kind == Kind::Initiative && store.distributes_to(holder, &to).await?) {
        return Ok(Some(to));
    }
    fields.error("to", "not_a_dispatch_target", words::NOT_A_DISPATCH_TARGET);
    Ok(None)
}

/// Dispatches (R-8.1b): the dispatch clock stops and handling starts.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/dispatch",
    operation_id = "dispatch",
    tag = "assignment",
    summary = "Dispatch a case to a division, or to a ward or commune",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = DispatchBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn dispatch(call: Call) -> Result<Reply, Problem> {
    let body: DispatchBody = call.json().await?;
    let actor = call.actor().await?;
    let loaded = call.case(&actor).await?;
    let mut fields = Fields::new();
    let to = target(&mut fields, &body.to, &loaded.case.unit, loaded.case.kind, &call).await?;
    let division = fields.optional_text::<ShortText>("division", &body.division);
    let instruction = fields.text::<Comment>("instruction", &body.instruction);
    let (to, division, instruction) = fields.finish((to, division, instruction))?;
    // R-8.5b: handling is counted in the unit that handles, under its calendar and its switch for urgent matters.
    let seat = call.store().await?.seat(&to, &loaded).await?;
    let outcome =
        dispatch::dispatch(&loaded.case, &actor, Dispatch { to, division, instruction }, &seat.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
