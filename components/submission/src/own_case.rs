use domain::{Actor, entry};
use edge::{Call, Problem};
use store::LoadedCase;

/// The case in the path and who acts on it. To whoever may not see it, it does not exist; whether the one who
/// may is its reporter, or speaks for them (R-18.3a), is the domain's question.
pub async fn own_case(call: &Call) -> Result<(LoadedCase, Actor), Problem> {
    let actor = call.actor().await?;
    let code = call.case_code()?;
    let loaded = call.store().await?.case(&code).await?;
    let known = |loaded: &LoadedCase| actor.may_see(&loaded.case) || actor.follows(&loaded.case);
    let loaded = loaded.filter(known).ok_or_else(Problem::not_found)?;
    Ok((loaded, actor))
}

/// What the Support Centre does for a caller needs the caller's consent each time (R-18.3a).
pub fn agreed(loaded: &LoadedCase, actor: &Actor, consent: Option<bool>) -> Result<(), Problem> {
    let case = &loaded.case;
    // Whoever may not act at all is told that, and not what is missing.
    if actor.follows(case) {
        entry::agreed(case, actor, consent.unwrap_or(false))?;
    }
    Ok(())
}
