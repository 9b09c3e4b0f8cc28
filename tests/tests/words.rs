//! The pages have a word of their own for whatever the rules can say: a code on the screen helps nobody.

use domain::{Act, ClockKind, ContributionState, Kind, Level, Role, State};
use tests::Town;

#[test]
fn the_pages_have_a_word_for_every_act_state_clock_kind_and_role() {
    let words = std::fs::read_to_string(Town::workspace().join("static/js/words.js")).unwrap();
    let table = |name: &str| {
        let (_, rest) = words.split_once(&format!("const {name} = {{")).unwrap_or_else(|| panic!("there is no {name}"));
        rest.split_once("};").unwrap().0.to_owned()
    };
    let mut missing = Vec::new();
    let mut check = |name: &str, codes: Vec<&str>| {
        let table = table(name);
        let known = |code: &str| table.contains(&format!(" {code}: "));
        missing.extend(codes.into_iter().filter(|code| !known(code)).map(|code| format!("{name}.{code}")));
    };
    check("ACTS", Act::ALL.iter().map(|act| act.as_str()).collect());
    check("STATES", State::ALL.iter().map(|state| state.as_str()).collect());
    check("KINDS", Kind::ALL.iter().map(|kind| kind.as_str()).collect());
    check("LEVELS", Level::ALL.iter().map(|level| level.as_str()).collect());
    check("CLOCKS", ClockKind::ALL.iter().map(|clock| clock.as_str()).collect());
    check("ROLES", Role::ALL.iter().map(|role| role.as_str()).collect());
    check("CONTRIBUTIONS", ContributionState::ALL.iter().map(|state| state.as_str()).collect());
    assert!(missing.is_empty(), "{missing:?}");
}
