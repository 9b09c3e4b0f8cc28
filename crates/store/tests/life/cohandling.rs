//! The acts of Điều 8 k.2: which supporter is meant follows from the case.

use super::*;
use domain::support::{self, Tier};

/// The supporter for whom the act is next; else the first, or one that was never asked.
pub fn supporter(act: Act, case: &Case) -> UnitId {
    let next = |asked: &&Contribution| support::next_contribution(asked.state, act).is_ok();
    let asked = case.contributions.iter().find(next).or(case.contributions.first());
    asked.map_or_else(|| UnitId::new(OTHER_WARD), |asked| asked.unit.clone())
}

/// A unit of the same level that is not asked yet.
fn to_be_asked(case: &Case, lead: Tier) -> UnitId {
    let units = if lead == Tier::City { [DEPARTMENT, CENTRE, "so-y-te"] } else { [OTHER_WARD, WARD, "00008"] };
    let units = units.map(UnitId::new);
    let free = |unit: &&UnitId| {
        let asked = case.contribution(unit);
        **unit != case.unit && asked.is_none_or(|asked| support::next_contribution(asked.state, Act::Invite).is_ok())
    };
    units.iter().find(free).unwrap_or(&units[0]).clone()
}

/// Every supporter ends, and the codes are used again: the next one takes over.
pub fn handovers(case: &Case) -> Vec<succession::Handover> {
    let turns = [[OTHER_WARD, "00008", WARD], [DEPARTMENT, CENTRE, "so-y-te"]];
    let next = |unit: &UnitId| {
        let turn = turns.iter().find(|turn| turn.contains(&unit.as_str()))?;
        let at = turn.iter().position(|code| *code == unit.as_str())?;
        Some(UnitId::new(turn[(at + 1) % turn.len()]))
    };
    case.contributions
        .iter()
        .filter_map(|asked| Some(succession::Handover { from: asked.unit.clone(), to: next(&asked.unit)?, officer_stays: true }))
        .collect()
}

pub fn rightful(act: Act, case: &Case) -> Actor {
    let unit = supporter(act, case);
    let named = case.contribution(&unit).and_then(|asked| asked.handler.clone());
    match (act, named) {
        (Act::SupportDraft, Some(named)) => person(named.as_str()),
        (Act::SupportDraft, None) => person(&format!("{unit}-handler")),
        _ => person(&format!("{unit}-head")),
    }
}

pub fn decide(
    act: Act,
    case: &Case,
    actor: &Actor,
    media: Vec<MediaRef>,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let tier = |unit: &UnitId| pollster::block_on(open().tiers(std::slice::from_ref(unit))).unwrap()[0].1;
    let unit = supporter(act, case);
    match act {
        Act::Invite => {
            let lead = tier(&case.unit);
            let asked = to_be_asked(case, lead);
            let supporters = vec![(asked.clone(), tier(&asked))];
            support::invite(case, actor, support::Invite { lead, supporters, reason: reason() }, office)
        }
        Act::SupportAssign => {
            let handler = AccountId::new(format!("{unit}-handler"));
            let handles_here = pollster::block_on(open().handles_in(&handler, &unit)).unwrap();
            support::assign(case, actor, &unit, Assign { handler, handles_here, note: comment() }, office)
        }
        Act::SupportDraft => support::draft(case, actor, &unit, support::Contribute { contribution: conclusion(), media }, office),
        Act::SupportReturn => support::return_draft(case, actor, &unit, reason(), office),
        Act::SupportApprove => support::approve(case, actor, &unit, comment(), office),
        Act::SupportDecline => support::decline(case, actor, &unit, reason(), office),
        _ => support::waive(case, actor, &unit, reason(), office),
    }
}

/// Reports the matter of a case again.
pub fn reopens(life: &Life, name: &str, now: &str) -> Life {
    let case = life.case();
    let terms = TERMS.iter().find(|terms| terms.kind == case.kind).unwrap();
    let office = Office { now: at(now), calendar: &CALENDAR, terms };
    let old = pollster::block_on(open().inherited(&case.id)).unwrap().unwrap();
    let sender = account_of(&person(case.reporter.as_str()));
    let outcome = reopening::reopen(&case, &old.continued, &sender, submission(name, at(now)), &office).unwrap();
    commit(&outcome).unwrap();
    Life { code: outcome.code }
}
