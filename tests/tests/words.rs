//! The pages have a word of their own for whatever the rules can say: a code on the screen helps nobody.

use domain::aftercare::Satisfaction;
use domain::entry::EntryChannel;
use domain::initiative::{Grade, Progress};
use domain::inspection::Finding;
use domain::reception::{BookingState, Ground, Matter, Mode, ResultKind, SessionKind};
use domain::regulation::{RegulationClass, RegulationOutcome};
use domain::triage::{Channel, RefusalReason};
use domain::{
    Act, AlertEvent, AlertKind, AlertState, ClockKind, ContributionState, Kind, Level, RemarkState, ReorganisationState,
    Role, ServiceCategory, ServiceState, Signal, State, ViolationKind,
};
use std::collections::BTreeSet;
use tests::Town;

fn read(name: &str) -> String {
    std::fs::read_to_string(Town::workspace().join("static").join(name)).unwrap()
}

/// The codes that a table of a script has a word for: its keys, outside of texts and lists.
fn known(script: &str, table: &str) -> BTreeSet<String> {
    let (_, rest) = script.split_once(&format!("const {table} = {{")).unwrap_or_else(|| panic!("there is no {table}"));
    let (mut plain, mut quoted, mut depth) = (String::new(), false, 0);
    for letter in rest.split_once("};").unwrap().0.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            _ if !quoted && depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.split(',').filter_map(|entry| entry.split_once(':')).map(|(code, _)| code.trim().to_owned()).collect()
}

macro_rules! codes {
    ($($table:literal: $values:ty $(, and $more:literal)?;)+) => {
        vec![$(($table, <$values>::ALL.iter().map(|value| value.as_str()) $(.chain([$more]))? .collect::<BTreeSet<&str>>())),+]
    };
}

#[test]
fn the_pages_have_a_word_for_every_code_and_for_no_other() {
    let tables = [
        ("js/words.js", codes![
            "ACTS": Act; "STATES": State; "STATE_MEANINGS": State; "KINDS": Kind; "LEVELS": Level; "CLOCKS": ClockKind;
            "ROLES": Role; "CONTRIBUTIONS": ContributionState; "CHANNELS": Channel; "ENTRY_CHANNELS": EntryChannel;
            "REFUSAL_REASONS": RefusalReason; "SIGNALS": Signal; "SATISFACTIONS": Satisfaction;
            "REGULATION_CLASSES": RegulationClass; "REGULATION_OUTCOMES": RegulationOutcome;
            "GRADES": Grade; "PROGRESS": Progress; "FINDINGS": Finding;
            "ALERT_KINDS": AlertKind; "ALERT_EVENTS": AlertEvent; "ALERT_STATES": AlertState;
            "VIOLATION_KINDS": ViolationKind; "SERVICE_CATEGORIES": ServiceCategory; "SERVICE_STATES": ServiceState;
            "REMARK_STATES": RemarkState;
        ]),
        ("js/reception.js", codes![
            "KINDS": SessionKind; "MODES": Mode; "MATTERS": Matter; "GROUNDS": Ground; "STATES": BookingState;
            // A refusal stands among the answers.
            "RESULTS": ResultKind, and "refused";
        ]),
        ("js/modules/organisation.js", codes!["STATES": ReorganisationState;]),
    ];
    let mut wrong = Vec::new();
    for (name, tables) in tables {
        let script = read(name);
        for (table, codes) in tables {
            let known = known(&script, table);
            wrong.extend(codes.iter().filter(|code| !known.contains(**code)).map(|code| format!("{name} {table}: no {code}")));
            wrong.extend(known.iter().filter(|code| !codes.contains(code.as_str())).map(|code| format!("{name} {table}: {code} is no code")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where the guide speaks to whoever has a role (R-18.2a).
fn guided(role: Role) -> &'static str {
    match role {
        Role::Intake => "tiep-nhan",
        Role::Head => "thu-truong",
        Role::Handler => "xu-ly",
        Role::Centre => "trung-tam",
        Role::Support => "trung-tam-ho-tro",
        Role::Inspector => "thanh-tra",
        Role::Personnel => "to-chuc-can-bo",
        Role::Admin => "quan-tri",
    }
}

#[test]
fn the_guide_has_a_part_for_every_role() {
    let guide = read("huong-dan.html");
    // Citizens and the reception board are no roles, and have a part all the same.
    for part in Role::ALL.iter().map(|role| guided(*role)).chain(["nguoi-dan", "tiep-cong-dan"]) {
        assert!(guide.contains(&format!("<section class=\"stack\" aria-labelledby=\"{part}\">")), "no part {part}");
        assert_eq!(guide.matches(&format!("<h2 id=\"{part}\">")).count(), 1, "{part}");
        assert!(guide.contains(&format!("<li><a href=\"#{part}\">")), "nothing leads to {part}");
    }
}
