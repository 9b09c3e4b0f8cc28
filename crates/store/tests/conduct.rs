//! Records of conduct: what two acts at once may not both do.

mod life;

use domain::*;
use life::*;
use pollster::block_on;
use store::Error;

const TERMS: ConductTerms = ConductTerms { in_row_max: 1, lock_days: 30 };

fn who(id: &str) -> Account {
    account_of(&person(id))
}

fn file(id: &str) -> MediaRef {
    MediaRef { id: MediaId::new(id), media_type: MediaType::Pdf, sha256: "cd".repeat(32) }
}

fn record() -> Conduct {
    let lan = who("citizen-lan").id;
    let found = block_on(open().conduct_of(&lan)).unwrap();
    found.unwrap_or_else(|| Conduct::new(ConductId::new("conduct-lan"), lan))
}

/// What the desk would record about a case that it refused.
fn violation(name: &str, now: &str, evidence: Vec<MediaRef>) -> ConductOutcome {
    let life = Life::begins(name, now);
    life.acts(Act::Refuse, now);
    let command = RecordViolation {
        id: ViolationId::new(format!("violation-{name}")),
        kind: ViolationKind::Spam,
        reason: reason(),
        evidence,
    };
    violate(&record(), &life.case(), &who("00070-intake"), command, TERMS, at(now)).unwrap()
}

fn writes(outcome: &ConductOutcome) -> Result<(), Error> {
    block_on(open().commit_conduct(outcome))
}

/// a report accepted between the reading and the writing ends the row that the annulment was weighed by.
#[test]
fn an_objection_is_not_decided_on_a_row_that_has_ended_meanwhile() {
    let db = Database::new();
    for name in ["one", "two", "three"] {
        writes(&violation(name, "2026-03-02 08:00", vec![])).unwrap();
    }
    let command = Object {
        id: ObjectionId::new("objection"),
        violation: ViolationId::new("violation-one"),
        text: words(),
        media: vec![],
    };
    let now = at("2026-03-03 09:00");
    writes(&object(&record(), &who("citizen-lan"), command, &UnitId::new(CENTRE), now).unwrap()).unwrap();
    let decide = |upheld| {
        let decision = DecideObjection { upheld, reason: reason() };
        decide_objection(&record(), &ObjectionId::new("objection"), &who("pvhcc-centre"), decision, TERMS, now).unwrap()
    };
    let on_the_old_row = decide(true);
    Life::begins("honest", "2026-03-03 09:00").acts(Act::Accept, "2026-03-03 09:30");
    assert!(matches!(writes(&on_the_old_row), Err(Error::Stale { .. })));
    writes(&decide(true)).unwrap();
    assert_eq!(record().state, Some(ConductState::Clear), "the lock fell with its row");
    db.proofs_hold();
}

/// A file belongs to one act, of whatever subject: what shows a violation is no public evidence of a result.
#[test]
fn a_file_belongs_to_one_act_of_a_case_or_of_conduct() {
    let db = Database::new();
    // Two acts of one officer at once, both decided before either is written.
    let life = Life::begins("honest", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 09:00").acts(Act::Dispatch, "2026-03-02 10:00").acts(Act::Assign, "2026-03-02 11:00");
    let drafted = life.outcome(Act::Draft, "2026-03-02 12:00", &Given::default());
    let used = match &drafted.fact {
        Fact::Drafted { media, .. } => media.clone(),
        other => panic!("{other:?}"),
    };
    assert!(!used.is_empty());
    let same = violation("spam", "2026-03-02 12:00", used.clone());
    commit(&drafted).unwrap();
    assert!(matches!(writes(&same), Err(Error::FileTaken)));
    assert_eq!(db.count("violations"), 0);

    let shown = violation("abuse", "2026-03-02 13:00", vec![file("shown")]);
    writes(&shown).unwrap();
    let late = Life::begins("late", "2026-03-02 08:00");
    late.acts(Act::RequestInformation, "2026-03-02 08:20");
    let mut late = late.outcome(Act::ProvideInformation, "2026-03-02 08:30", &Given::default());
    if let Fact::InformationProvided { media, .. } = &mut late.fact {
        *media = vec![file("shown")];
    }
    assert!(matches!(commit(&late), Err(Error::FileTaken)));
    db.proofs_hold();
}
