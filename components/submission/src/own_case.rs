use domain::Actor;
use edge::{Call, Problem};
use store::LoadedCase;

/// The case in the path and who acts on it. To whoever may not see it, it does not exist; whether the one who
/// may is its reporter is the domain's question.
pub async fn own_case(call: &Call) -> Result<(LoadedCase, Actor), Problem> {
    let actor = call.actor().await?;
    let code = call.case_code()?;
    let loaded = call.store().await?.case(&code).await?;
    let loaded = loaded.filter(|loaded| actor.may_see(&loaded.case)).ok_or_else(Problem::not_found)?;
    Ok((loaded, actor))
}
