//! The triggers and a plain model agree: whatever a case goes through, what the store loads is what the
//! outcomes say, and the journal proves itself.

mod life;

use chrono::TimeDelta;
use domain::regulation::RegulationClass;
use domain::aftercare::Satisfaction;
use domain::triage::RefusalReason;
use domain::*;
use life::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// A case as the outcomes so far say it stands. Written from what the acts mean, not from the triggers.
#[derive(Debug, PartialEq)]
struct Model {
    version: u32,
    state: State,
    unit: UnitId,
    superior: Option<UnitId>,
    level: Level,
    handler: Option<AccountId>,
    drafted_by: Option<AccountId>,
    result_by: Option<AccountId>,
    asked: bool,
    closes_at: Option<Instant>,
    received_at: Instant,
    failed_contacts: u32,
    information_pending: bool,
    regulation_class: Option<RegulationClass>,
    inspecting: bool,
    evaluated: bool,
    views_until: Option<Instant>,
    milestones: u32,
    /// Limit, unit, origin, opening and due instant of each kind that runs.
    clocks: BTreeMap<(ClockKind, UnitId), (String, UnitId, Instant, Instant, Instant)>,
    /// State, officer and author of what each supporter was asked for.
    contributions: BTreeMap<UnitId, (ContributionState, Option<AccountId>, Option<AccountId>)>,
}

const UNITS: [&str; 4] = [WARD, OTHER_WARD, DEPARTMENT, CENTRE];

/// Who is above in the matter of broken roads; in waste and initiatives the Centre is at once.
fn above(unit: &UnitId, kind: Kind) -> Option<UnitId> {
    match unit.as_str() {
        WARD | OTHER_WARD if kind != Kind::Field => Some(UnitId::new(CENTRE)),
        WARD | OTHER_WARD => Some(UnitId::new(DEPARTMENT)),
        DEPARTMENT => Some(UnitId::new(CENTRE)),
        _ => None,
    }
}

impl Model {
    fn opened(outcome: &Outcome, kind: Kind) -> Self {
        let mut model = Self {
            version: 0,
            state: State::Submitted,
            unit: outcome.unit.clone(),
            superior: above(&outcome.unit, kind),
            level: Level::Normal,
            handler: None,
            drafted_by: None,
            result_by: None,
            asked: false,
            closes_at: None,
            received_at: outcome.at,
            failed_contacts: 0,
            information_pending: false,
            regulation_class: None,
            inspecting: false,
            evaluated: false,
            views_until: None,
            milestones: 0,
            clocks: BTreeMap::new(),
            contributions: BTreeMap::new(),
        };
        model.apply(outcome, kind, &mut 0);
        model
    }

    /// `planned` is how many milestones the last draft proposed.
    fn apply(&mut self, outcome: &Outcome, kind: Kind, planned: &mut u32) {
        self.version += 1;
        self.state = outcome.to;
        let change = &outcome.change;
        if let Some(unit) = &change.unit {
            self.unit = unit.clone();
            self.superior = above(unit, kind);
        }
        if let Some(level) = change.level {
            self.level = level;
        }
        for (mine, changed) in [
            (&mut self.handler, &change.handler),
            (&mut self.drafted_by, &change.drafted_by),
            (&mut self.result_by, &change.result_by),
        ] {
            if let Some(person) = changed {
                *mine = person.clone();
            }
        }
        if let Some(at) = change.closes_at {
            self.closes_at = Some(at);
        }
        for kind in &outcome.close {
            let before = self.clocks.len();
            self.clocks.retain(|(runs, _), _| runs != kind);
            assert!(self.clocks.len() < before, "{kind:?} did not run");
        }
        for closed in &outcome.close_of {
            assert!(self.clocks.remove(closed).is_some(), "{closed:?} did not run");
        }
        self.contributions_after(outcome);
        for clock in &outcome.open {
            let runs = (clock.limit.to_string(), clock.unit.clone(), clock.origin, outcome.at, clock.due_at);
            // One clock of a kind, and of contributions one for each supporter.
            let of_the_kind = |(kind, _): &&(ClockKind, UnitId)| *kind == clock.kind;
            assert!(clock.kind == ClockKind::Contribution || !self.clocks.keys().any(|key| of_the_kind(&key)));
            assert!(self.clocks.insert((clock.kind, clock.unit.clone()), runs).is_none(), "{:?} ran already", clock.kind);
        }
        match &outcome.fact {
            Fact::Evaluated { .. } => self.evaluated = true,
            Fact::ViewsOpened { until, .. } => self.views_until = Some(*until),
            Fact::ViewsClosed { .. } => self.views_until = None,
            Fact::Decided { decision, .. } => {
                *planned = match decision {
                    domain::initiative::Decision::Adopt(plan) => plan.milestones().len() as u32,
                    domain::initiative::Decision::Decline(_) => 0,
                }
            }
            Fact::Published { .. } => self.milestones = *planned,
            Fact::InspectionOpened { .. } => self.inspecting = true,
            Fact::InspectionEnded { .. } => self.inspecting = false,
            // Whoever was reached could be asked: what failed before proves nothing any more.
            Fact::ContactLogged { reached, .. } => self.failed_contacts = if *reached { 0 } else { self.failed_contacts + 1 },
            Fact::InformationRequested { .. } => self.information_pending = true,
            // Answered, or decided on without the answer.
            Fact::InformationProvided { .. }
            | Fact::Accepted { .. }
            | Fact::Refused { .. }
            | Fact::Withdrawn { .. } => self.information_pending = false,
            Fact::Classified { class, .. } => self.regulation_class = Some(*class),
            Fact::Asked { .. } => self.asked = true,
            // A new holder begins with its own attempts, its own questions and its own class.
            Fact::Forwarded { .. } | Fact::Rerouted { .. } => {
                self.received_at = outcome.at;
                self.failed_contacts = 0;
                self.information_pending = false;
                self.regulation_class = None;
            }
            _ => {}
        }
    }

    fn contributions_after(&mut self, outcome: &Outcome) {
        use ContributionState::*;
        for unit in &outcome.change.invited {
            self.contributions.insert(unit.clone(), (Invited, None, None));
        }
        match &outcome.fact {
            Fact::SupportAssigned { unit, handler, .. } => {
                let asked = self.contributions.get_mut(unit).unwrap();
                (asked.0, asked.1) = (Assigned, Some(handler.clone()));
            }
            Fact::SupportDrafted { unit, .. } => {
                let asked = self.contributions.get_mut(unit).unwrap();
                (asked.0, asked.2) = (Drafted, outcome.actor.clone());
            }
            Fact::SupportReturned { unit, .. } => self.contributions.get_mut(unit).unwrap().0 = Assigned,
            Fact::SupportApproved { unit, .. } => self.contributions.get_mut(unit).unwrap().0 = Contributed,
            Fact::SupportDeclined { unit, .. } => self.contributions.get_mut(unit).unwrap().0 = Declined,
            Fact::Waived { unit, .. } => self.contributions.get_mut(unit).unwrap().0 = Waived,
            Fact::Forwarded { .. } | Fact::Rerouted { .. } | Fact::Withdrawn { .. } => {
                for asked in self.contributions.values_mut().filter(|asked| asked.0.is_outstanding()) {
                    asked.0 = Lapsed;
                }
            }
            // Nobody supports what they hold.
            Fact::Dispatched { to, .. } => {
                if let Some(asked) = self.contributions.get_mut(to).filter(|asked| asked.0.is_outstanding()) {
                    asked.0 = Lapsed;
                }
            }
            Fact::Succeeded { supporters, officers_left, .. } => {
                for unit in officers_left {
                    let asked = self.contributions.get_mut(unit).unwrap();
                    asked.1 = None;
                    asked.0 = if asked.0 == Assigned { Invited } else { asked.0 };
                }
                for (from, _) in supporters.iter().filter(|(_, to)| to.is_none()) {
                    self.contributions.get_mut(from).unwrap().0 = Lapsed;
                }
                let passed: Vec<_> = supporters
                    .iter()
                    .filter_map(|(from, to)| Some((to.clone()?, self.contributions.remove(from).unwrap())))
                    .collect();
                self.contributions.extend(passed);
            }
            _ => {}
        }
    }

    fn of(case: &Case) -> Self {
        let clocks: BTreeMap<_, _> = case
            .clocks
            .iter()
            .map(|c| ((c.kind, c.unit.clone()), (c.limit.to_string(), c.unit.clone(), c.origin, c.opened_at, c.due_at)))
            .collect();
        assert_eq!(clocks.len(), case.clocks.len());
        Self {
            version: case.tip.seq,
            state: case.state,
            unit: case.unit.clone(),
            superior: case.superior.clone(),
            level: case.level,
            handler: case.handler.clone(),
            drafted_by: case.drafted_by.clone(),
            result_by: case.result_by.clone(),
            asked: case.asked,
            closes_at: case.closes_at,
            received_at: case.received_at,
            failed_contacts: case.failed_contacts,
            information_pending: case.information_pending,
            regulation_class: case.regulation_class,
            inspecting: case.inspecting,
            evaluated: case.evaluated,
            views_until: case.views_until,
            milestones: case.milestones,
            clocks,
            contributions: case
                .contributions
                .iter()
                .map(|asked| (asked.unit.clone(), (asked.state, asked.handler.clone(), asked.drafted_by.clone())))
                .collect(),
        }
    }

    /// What the queues are ordered by: the soonest due of the clocks the holder answers for.
    fn due_at(&self) -> Option<Instant> {
        self.clocks.iter().filter(|((kind, _), _)| kind.binds_the_holder()).map(|(_, clock)| clock.4).min()
    }

    /// The desk in whose queue the case stands.
    fn desk(&self) -> Option<&'static str> {
        use State::*;
        match self.state {
            Submitted | Verifying => Some("verification"),
            Accepted | Dispatched => Some("assignment"),
            Handling => Some("handling"),
            Drafted | Approved | Resulted => Some("approval"),
            Published => Some("aftercare"),
            Closed | Refused | Withdrawn => None,
        }
    }
}

/// One step; indices are taken modulo what there is to choose from.
#[derive(Clone, Debug)]
struct Step {
    act: usize,
    milliseconds_later: i64,
    level: usize,
    refusal: usize,
    reached: bool,
    unit: usize,
    second_handler: bool,
    total_days: u32,
    satisfaction: usize,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let later = prop_oneof![0..60_000i64, 0..3_600_000i64, 0..300_000_000i64];
    let step = (any::<usize>(), later, any::<usize>(), any::<usize>(), any::<bool>(), any::<usize>(), any::<bool>(), 0..32u32, any::<usize>())
        .prop_map(|(act, milliseconds_later, level, refusal, reached, unit, second_handler, total_days, satisfaction)| Step {
            act,
            milliseconds_later,
            level,
            refusal,
            reached,
            unit,
            second_handler,
            total_days,
            satisfaction,
        });
    prop::collection::vec(step, 1..45)
}

impl Step {
    /// What the step does next: the way to the end more often than the ways out of it.
    fn act(&self, case: &Case, terms: &Terms) -> Option<Act> {
        let mut acts = Vec::new();
        for act in Act::ALL.iter().copied().filter(|act| *act != Act::Submit) {
            let open = domain::workflow::acts_open_to(case, &rightful(act, case), terms).contains(&act);
            let times = match act {
                Act::Refuse | Act::Withdraw | Act::Close => 1,
                Act::LogInspection | Act::EndInspection | Act::LookAtIdentity | Act::HideComment => 1,
                Act::Forward | Act::Reroute | Act::Urge | Act::LogContact => 2,
                Act::Accept | Act::Dispatch | Act::Assign | Act::Draft | Act::Approve | Act::RecordResult | Act::Publish => 6,
                Act::SupportAssign | Act::SupportDraft | Act::SupportApprove => 5,
                Act::SupportDecline | Act::Waive => 1,
                _ => 3,
            };
            acts.extend(std::iter::repeat_n(act, if open { times } else { 0 }));
        }
        (!acts.is_empty()).then(|| acts[self.act % acts.len()])
    }

    fn given(&self) -> Given {
        Given {
            level: Level::ALL[self.level % Level::ALL.len()],
            refusal: RefusalReason::ALL[self.refusal % RefusalReason::ALL.len()],
            reached: self.reached,
            to: UnitId::new(UNITS[self.unit % UNITS.len()]),
            handler: if self.second_handler { "handler2" } else { "handler" },
            total_days: self.total_days,
            satisfaction: Satisfaction::ALL[self.satisfaction % Satisfaction::ALL.len()],
            class: RegulationClass::ALL[self.unit % RegulationClass::ALL.len()],
        }
    }
}

#[test]
fn whatever_a_case_goes_through_the_store_loads_what_the_outcomes_say() {
    let db = Database::new();
    let (number, done, ends) = (Cell::new(0), RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    // The same histories each time: that every act came up is part of what is proved.
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let answer = runner.run(&steps(), |steps| {
        number.set(number.get() + 1);
        let mut now = at("2026-01-05 07:30") + TimeDelta::milliseconds(number.get() * 977);
        // What goes the longest way comes most often.
        let kinds = [Kind::Field, Kind::Initiative, Kind::Waste, Kind::Initiative, Kind::Regulation, Kind::Initiative];
        let kind = kinds[number.get() as usize % kinds.len()];
        let outcome = submitted(submission_as(&format!("P{}", number.get()), kind, now), now);
        commit(&outcome).unwrap();
        let mut model = Model::opened(&outcome, kind);
        let mut planned = 0;
        for step in steps {
            now += TimeDelta::milliseconds(step.milliseconds_later);
            let loaded = load(&outcome.code);
            prop_assert_eq!(&Model::of(&loaded.case), &model);
            let Some(act) = step.act(&loaded.case, loaded.office(now).terms) else { break };
            let actor = rightful(act, &loaded.case);
            // What a person writes may still be refused, and time may have run out.
            let Ok(next) = decide(act, &loaded.case, &actor, &step.given(), &loaded.office(now)) else { continue };
            commit(&next).unwrap_or_else(|error| panic!("{error:?}: {next:?}"));
            model.apply(&next, kind, &mut planned);
            if act == Act::OpenViews {
                the_public_answers(&next.case, now);
            }
            done.borrow_mut().insert(act);
        }
        let loaded = load(&outcome.code).case;
        prop_assert_eq!(&Model::of(&loaded), &model);
        ends.borrow_mut().insert(model.state);
        let queued = db.one(&format!("SELECT desk, T(due_at) FROM cases WHERE code = '{}'", outcome.code));
        let expected = format!("{}|{}", model.desk().unwrap_or("-"), model.due_at().map_or("-".to_owned(), show));
        prop_assert_eq!(queued, expected);
        Ok(())
    });
    if let Err(failure) = answer {
        panic!("{failure}");
    }
    db.proofs_hold();
    // Counting anew is for another calendar than the one of these histories.
    let never: Vec<_> = Act::ALL.iter().filter(|act| !matches!(act, Act::Submit | Act::Recount) && !done.borrow().contains(act)).collect();
    assert!(never.is_empty(), "the histories are too tame: {never:?} never happened");
    assert!(ends.borrow().len() >= 8, "{ends:?}");
}
