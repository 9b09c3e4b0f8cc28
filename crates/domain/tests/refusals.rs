//! Every refusal, reached; its code, its article, its class.

mod support;

use std::collections::BTreeSet;

use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::triage::{Accept, Channel, Checklist, LogContact, RefusalReason, log_contact};
use domain::*;
use support::*;

fn answer(act: Act, case: &Case, given: &Given, now: &str) -> Result<Outcome, Refusal> {
    perform(act, case, &rightful(act), given, &office(now))
}

fn sent(change: impl FnOnce(&mut Account, &mut intake::Submit)) -> Result<Outcome, Refusal> {
    let office = office(NEXT_MORNING);
    let mut sender = account_of(&citizen());
    let mut command = submission(office.now);
    change(&mut sender, &mut command);
    intake::submit(&sender, command, &office)
}

fn alert() -> Alert {
    Alert {
        id: AlertId::new("alert"),
        tip: Tip { seq: 2, hash: [2; 32] },
        state: AlertState::Sent,
        issuer: issuer(IssuerKind::Ward),
        authors: vec![id_of(&intake())],
        content: alert_content(),
        replaces: None,
        root: AlertId::new("alert"),
        replaced_by: None,
        begun: None,
    }
}

fn issuer(kind: IssuerKind) -> Issuer {
    let since = chrono::NaiveDate::from_ymd_opt(2025, 7, 1).unwrap();
    Issuer { unit: unit(WARD), kind, valid_from: since, valid_to: None, covers: vec![unit(WARD)] }
}

fn alert_content() -> AlertContent {
    AlertContent {
        kind: AlertKind::Warning,
        event: AlertEvent::Flood,
        title: Title::new("Ngập úng").unwrap(),
        text: AlertText::new("Tránh đi qua hầm chui").unwrap(),
        area: vec![],
        valid_from: None,
        valid_until: at("2026-03-04 08:00"),
        documents: vec![],
        reason: None,
    }
}

fn alert_written(kind: IssuerKind, content: AlertContent, replaces: Option<Alert>, uppers: &[Upper]) -> Result<AlertOutcome, Refusal> {
    let command = WriteAlert { id: AlertId::new("next"), issuer: issuer(kind), content, replaces };
    let office = AlertOffice { now: at(NEXT_MORNING), terms: &AlertTerms::default(), uppers };
    write_alert(&account_of(&head()), command, &office)
}

/// One of each refusal of alerts.
fn of_alerts() -> Vec<Refusal> {
    let ward = IssuerKind::Ward;
    let plain = alert_content;
    let upper = Upper {
        id: AlertId::new("upper"),
        title: "Ngập úng".into(),
        event: AlertEvent::Flood,
        area: vec![],
        from: at("2026-03-03 06:00"),
        until: at("2026-03-03 07:59"),
        whole: None,
        sent_at: at("2026-03-03 06:00"),
        row: 1,
    };
    let uppers = [Upper { until: at("2026-03-04 08:00"), ..upper.clone() }];
    let office = AlertOffice { now: at(NEXT_MORNING), terms: &AlertTerms::default(), uppers: &uppers };
    let waiting = Alert { state: AlertState::Written, ..alert() };
    let free = AlertOffice { uppers: &[], ..office };
    let backwards = AlertContent { valid_from: Some(at("2026-03-05 08:00")), ..plain() };
    let elsewhere = AlertContent { area: vec![unit("00004")], ..plain() };
    let replaced = Alert { replaced_by: Some(AlertId::new("third")), ..alert() };
    [
        approve_alert(&alert(), None, &account_of(&head()), 0, &free),
        approve_alert(&Alert { authors: vec![id_of(&head())], ..alert() }, None, &account_of(&head()), 0, &free),
        alert_written(ward, AlertContent { valid_until: at("2027-03-03 08:31"), ..plain() }, None, &[]),
        alert_written(ward, AlertContent { valid_until: at("2026-03-03 08:00"), ..plain() }, None, &[]),
        alert_written(ward, backwards, None, &[]),
        alert_written(IssuerKind::District, plain(), None, &[]),
        alert_written(IssuerKind::Company, plain(), None, &[]),
        alert_written(ward, elsewhere, None, &[]),
        alert_written(ward, plain(), Some(waiting.clone()), &[]),
        alert_written(ward, plain(), Some(replaced), &[]),
        approve_alert(&waiting, None, &account_of(&head()), 0, &office),
        alert_written(ward, plain(), None, &[upper]),
    ]
    .into_iter()
    .map(Result::unwrap_err)
    .collect()
}

/// A case that was asked of the other ward.
fn with_contribution(state: ContributionState) -> Case {
    Case { contributions: vec![asked_of(OTHER_WARD, state)], ..case(State::Handling) }
}

/// The citizen reports the matter of that case again; rated unsatisfactory, and the only one so far.
fn continued(case: &Case, change: impl FnOnce(&mut reopening::Continued)) -> Result<Outcome, Refusal> {
    let office = office(NEXT_MORNING);
    let mut old = reopening::Continued {
        rating: Some(Satisfaction::Unsatisfied),
        root: case.id.clone(),
        position: 1,
        has_next: false,
    };
    change(&mut old);
    let command = intake::Submit { case: CaseId::new("case 2"), ..submission(office.now) };
    reopening::reopen(case, &old, &account_of(&citizen()), command, &office)
}

/// An initiative that an officer works on.
fn idea() -> Case {
    Case { kind: Kind::Initiative, ..case(State::Handling) }
}

/// Each refusal, as an act gives it.
fn all() -> Vec<Refusal> {
    let given = Given::default();
    let unclear = Accept {
        checklist: Checklist { content_clear: false, ..checklist() },
        level: Level::Normal,
        level_reason: None,
    };
    let unreasoned = Accept { checklist: checklist(), level: Level::Complex, level_reason: None };
    let now = office(NEXT_MORNING);
    let mut at_the_top = case(State::Submitted);
    at_the_top.superior = None;
    let complex = Case { kind: Kind::Waste, ..case_since(State::Handling, Level::Complex, "2026-03-02 08:00") };
    let twenty_days = || dispatch::Extend { legal_basis: reason(), total_days: 20 };
    let answered = {
        let case = done(Act::Ask, &case(State::Published), &citizen(), &given, "2026-03-02 09:00");
        done(Act::Answer, &case, &head(), &given, "2026-03-02 10:00")
    };
    let refusals = [
        answer(Act::Publish, &case(State::Handling), &given, NEXT_MORNING),
        perform(Act::Approve, &case(State::Drafted), &intake(), &given, &now),
        perform(Act::Approve, &case(State::Drafted), &other_head(), &given, &now),
        perform(Act::Draft, &case(State::Handling), &other_handler(), &given, &now),
        perform(Act::Withdraw, &case(State::Submitted), &neighbour(), &given, &now),
        sent(|sender, _| sender.verified = false),
        perform(Act::Publish, &authored_by_head(State::Resulted), &head_who_handles(), &given, &now),
        triage::accept(&case(State::Submitted), &intake(), unclear, &now),
        triage::accept(&case(State::Submitted), &intake(), unreasoned, &now),
        answer(
            Act::Refuse,
            &case(State::Verifying),
            &Given { refusal: RefusalReason::Unverifiable, ..given.clone() },
            NEXT_MORNING,
        ),
        answer(Act::ProvideInformation, &case(State::Verifying), &given, NEXT_MORNING),
        answer(Act::Forward, &at_the_top, &given, NEXT_MORNING),
        answer(
            Act::Reroute,
            &case(State::Accepted),
            &Given { reroute_to: unit(WARD), ..given.clone() },
            NEXT_MORNING,
        ),
        sent(|_, command| command.content.media.clear()),
        approval::record_result(
            &case(State::Approved),
            &handler(),
            RecordResult { result: conclusion(), evidence: vec![] },
            &now,
        ),
        sent(|_, command| command.content.happened_at = Some(at("2026-03-04 08:00"))),
        answer(
            Act::Assign,
            &case(State::Dispatched),
            &Given { handles_here: false, ..given.clone() },
            NEXT_MORNING,
        ),
        answer(
            Act::Reclassify,
            &case(State::Handling),
            &Given { level: Level::Normal, ..given.clone() },
            NEXT_MORNING,
        ),
        answer(Act::Extend, &case(State::Handling), &given, NEXT_MORNING),
        dispatch::extend(&complex, &head(), twenty_days(), &Office { terms: terms(Kind::Waste), ..now }),
        answer(Act::Extend, &complex, &Given { total_days: 31, ..given.clone() }, NEXT_MORNING),
        answer(Act::Ask, &case(State::Published), &given, "2026-03-05 00:00:01"),
        answer(Act::Ask, &answered, &given, NEXT_MORNING),
        answer(Act::Answer, &case(State::Published), &given, NEXT_MORNING),
        answer(Act::Close, &case(State::Published), &given, NEXT_MORNING),
        answer(Act::Accept, &case(State::Submitted), &given, "2028-01-03 08:00"),
        perform(Act::Waive, &with_contribution(ContributionState::Contributed), &head(), &given, &now),
        answer(Act::Waive, &case(State::Handling), &given, NEXT_MORNING),
        perform(Act::Invite, &with_contribution(ContributionState::Contributed), &head(), &given, &now),
        answer(Act::Invite, &case(State::Handling), &Given { supporter: unit(DEPARTMENT), ..given.clone() }, NEXT_MORNING),
        domain::support::accept_with(
            &case(State::Submitted),
            &head(),
            Accept { checklist: checklist(), level: Level::Normal, level_reason: None },
            domain::support::Tier::Commune,
            &[(unit(OTHER_WARD), domain::support::Tier::Commune)],
            &now,
        ),
        perform(
            Act::Publish,
            &Case { contributions: vec![asked_of(OTHER_WARD, ContributionState::Drafted)], ..case(State::Resulted) },
            &head(),
            &given,
            &now,
        ),
        continued(&case(State::Handling), |_| {}),
        continued(&case(State::Closed), |old| old.has_next = true),
        answer(Act::Evaluate, &case(State::Handling), &given, NEXT_MORNING),
        handling::draft(&idea(), &handler(), handling::Draft { conclusion: conclusion(), media: vec![], assessment: None }, &now),
        answer(Act::Draft, &idea(), &given, NEXT_MORNING),
        answer(Act::Draft, &Case { evaluated: true, views_until: Some(at("2026-03-05 17:00")), ..idea() }, &given, NEXT_MORNING),
        answer(Act::CloseViews, &idea(), &given, NEXT_MORNING),
        answer(Act::OpenViews, &idea(), &Given { views_minutes: 0, ..given.clone() }, NEXT_MORNING),
        answer(Act::HideComment, &idea(), &Given { shown_here: false, ..given.clone() }, NEXT_MORNING),
        answer(Act::Progress, &Case { kind: Kind::Initiative, ..case(State::Closed) }, &given, NEXT_MORNING),
        answer(Act::OpenInspection, &Case { kind: Kind::Waste, inspecting: true, ..case(State::Handling) }, &given, NEXT_MORNING),
        answer(Act::EndInspection, &Case { kind: Kind::Waste, ..case(State::Handling) }, &given, NEXT_MORNING),
        answer(Act::LookAtIdentity, &case(State::Handling), &given, NEXT_MORNING),
        log_contact(
            &Case { confidential: true, ..case(State::Verifying) },
            &intake(),
            LogContact { channel: Channel::Sms, reached: false, note: comment() },
            &now,
        ),
    ];
    let mut refusals: Vec<_> = refusals.into_iter().map(Result::unwrap_err).collect();
    refusals.extend(of_the_kinds());
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let short = ShortText::new("Thí điểm").unwrap();
    let milestones = [(short.clone(), day("2026-09-02"))];
    refusals.push(
        initiative::Plan::new(&conclusion(), day("2026-04-01"), day("2026-09-01"), &short, &milestones).unwrap_err(),
    );
    refusals.push(Refusal::AlreadyCommented); // the store's key says so, and the component answers it
    refusals.extend(of_alerts());
    // Each of these is reached in `reception.rs`.
    refusals.push(domain::reception::ReceptionRefusal::Full.into());
    refusals.extend(of_reorganisations());
    refusals.extend(of_records());
    refusals
}

/// Those of the kinds of report (R-5.3, R-10.4, R-18.3a).
fn of_the_kinds() -> Vec<Refusal> {
    use domain::regulation::{RegulationClass, classify};
    let now = Office { terms: terms(Kind::Regulation), ..office(NEXT_MORNING) };
    let regulation = |state| Case { kind: Kind::Regulation, ..case(state) };
    let waiting = {
        let accepted = regulation(State::Accepted);
        applied(&accepted, &classify(&accepted, &intake(), RegulationClass::NotOwn, reason(), &now).unwrap())
    };
    let for_refusal = Case { regulation_class: Some(RegulationClass::Refuse), ..regulation(State::Submitted) };
    let draft = |case, assessment| {
        let command = handling::Draft { conclusion: conclusion(), media: vec![], assessment };
        handling::draft(case, &handler(), command, &now)
    };
    let recorded = publication::RecordedResult { result: conclusion(), evidence: vec![photo()], handling: None };
    let waste = Office { terms: terms(Kind::Waste), ..now };
    [
        sent(|_, command| command.content.address = None),
        sent(|_, command| command.content.happened_at = None),
        sent(|sender, command| {
            sender.memberships.push(Membership { unit: unit(WARD), role: Role::Support });
            command.on_behalf = Some(OnBehalf { consent: false, ..on_behalf() });
        }),
        classify(&case(State::Submitted), &intake(), RegulationClass::Own, reason(), &now),
        perform(Act::Dispatch, &waiting, &head(), &Given::default(), &now),
        perform(Act::Accept, &for_refusal, &head(), &Given::default(), &now),
        perform(Act::Dispatch, &regulation(State::Accepted), &head(), &Given::default(), &now),
        draft(&regulation(State::Handling), None),
        draft(&case(State::Handling), Some(assessment())),
        publication::publish(&case(State::Resulted), &head(), &recorded, Some(words()), &waste),
    ]
    .into_iter()
    .map(Result::unwrap_err)
    .collect()
}

/// R-28.1: what a reorganisation may not.
fn of_reorganisations() -> Vec<Refusal> {
    let planned = Reorganisation {
        id: ReorganisationId::new("reorganisation"),
        tip: Tip { seq: 1, hash: [1; 32] },
        state: ReorganisationState::Planned,
        unit: unit("pvhcc"),
        planned_by: AccountId::new("planner"),
        effective_at: at("2026-07-01 00:00"),
    };
    let approved = Reorganisation { state: ReorganisationState::Approved, ..planned.clone() };
    let admin = account_of(&admin());
    vec![
        approve_reorganisation(&planned, &account_of(&head()), at(NEXT_MORNING)).unwrap_err(),
        approve_reorganisation(&approved, &admin, at(NEXT_MORNING)).unwrap_err(),
        approve_reorganisation(&planned, &admin, at("2026-07-01 00:00")).unwrap_err(),
        take_effect(&approved, at("2026-06-30 23:59")).unwrap_err(),
        // Two at once: only the database sees both.
        Refusal::AnotherReorganisation,
    ]
}

/// Those of conduct, templates, services and remarks. How each is reached stands in `conduct.rs` and `records.rs`.
fn of_records() -> Vec<Refusal> {
    vec![
        Lock { until: at("2026-04-01 09:00") }.may_send(at(NEXT_MORNING)).unwrap_err(),
        Lock { until: at("2026-04-01 09:00") }.may_be_entered(at(NEXT_MORNING)).unwrap_err(),
        Refusal::ViolationAlreadyRecorded,
        Refusal::ViolationUnknown,
        Refusal::OwnReview,
        Refusal::AlreadyObjected,
        Refusal::ViolationAnnulled,
        Refusal::NotYourViolation,
        Refusal::ObjectionDecided,
        check_placeholders("{name}").unwrap_err(),
        next_service_state(ServiceState::Approved, ServiceAct::Edit).unwrap_err(),
        Refusal::ServiceContactMissing,
        Refusal::ServiceAlreadyOver,
        Refusal::RemarkNotFromHere { from: RemarkState::Merged, act: RemarkAct::Answer },
    ]
}

/// Code, article, class: what the interface promises.
#[rustfmt::skip]
const TABLE: &[(&str, Option<&str>, RefusalKind)] = {
    use RefusalKind::*;
    &[
        ("not_from_here",            None,                             Conflict),
        ("not_your_role",            Some("Điều 4 khoản 3"),           Forbidden),
        ("not_your_unit",            Some("Điều 4 khoản 3"),           Forbidden),
        ("not_your_assignment",      Some("Điều 8 khoản 1 điểm c"),    Forbidden),
        ("not_yours",                None,                             Forbidden),
        ("identity_not_verified",    Some("Điều 5 khoản 5"),           Forbidden),
        ("own_work",                 Some("Điều 12 khoản 3"),          Forbidden),
        ("checklist_incomplete",     Some("Điều 6 khoản 1"),           Unprocessable),
        ("level_reason_missing",     Some("Điều 8 khoản 4"),           Unprocessable),
        ("contact_attempts_missing", Some("Điều 6 khoản 2 điểm d"),    Unprocessable),
        ("nothing_asked",            Some("Điều 7 khoản 1 điểm b"),    Conflict),
        ("no_superior",              Some("Điều 7 khoản 2 điểm c"),    Unprocessable),
        ("same_unit",                None,                             Unprocessable),
        ("media_missing",            Some("Điều 5 khoản 2"),           Unprocessable),
        ("evidence_missing",         Some("Điều 12 khoản 2"),          Unprocessable),
        ("happens_in_future",        Some("Điều 5 khoản 2"),           Unprocessable),
        ("not_a_handler",            Some("Điều 8 khoản 1 điểm c"),    Unprocessable),
        ("same_level",               Some("Điều 8 khoản 4"),           Unprocessable),
        ("not_complex",              Some("Điều 8 khoản 5"),           Unprocessable),
        ("no_extension",             Some("Điều 10 khoản 4"),          Unprocessable),
        ("extension_out_of_range",   Some("Điều 8 khoản 5"),           Unprocessable),
        ("window_over",              Some("Điều 13"),                  Conflict),
        ("already_asked",            Some("Điều 13"),                  Conflict),
        ("no_question",              Some("Điều 13"),                  Conflict),
        ("not_yet_closing",          Some("Điều 13"),                  Conflict),
        ("out_of_calendar",          None,                             Unavailable),
        ("contribution_not_from_here", Some("Điều 8 khoản 2 điểm b"),  Conflict),
        ("not_invited",              Some("Điều 8 khoản 2 điểm b"),    Conflict),
        ("already_invited",          Some("Điều 8 khoản 2 điểm a"),    Conflict),
        ("not_same_level",           Some("Điều 8 khoản 2 điểm a"),    Unprocessable),
        ("supporters_need_level",    Some("Điều 8 khoản 4"),           Unprocessable),
        ("contributions_outstanding", Some("Điều 8 khoản 2 điểm c"),   Conflict),
        ("not_reopenable",           Some("Điều 13"),                  Conflict),
        ("already_continued",        Some("Điều 13"),                  Conflict),
        ("not_this_kind",            None,                             Unprocessable),
        ("decision_missing",         Some("Điều 9"),                   Unprocessable),
        ("evaluation_missing",       Some("Điều 9"),                   Conflict),
        ("views_open",               Some("Điều 9"),                   Conflict),
        ("no_views",                 Some("Điều 9"),                   Conflict),
        ("views_out_of_range",       Some("Điều 9"),                   Unprocessable),
        ("no_such_comment",          None,                             Unprocessable),
        ("no_such_milestone",        Some("Điều 9"),                   Unprocessable),
        ("inspection_open",          Some("Điều 24"),                  Conflict),
        ("no_inspection",            Some("Điều 24"),                  Conflict),
        ("not_confidential",         Some("Điều 5 khoản 7"),           Unprocessable),
        ("not_from_here",            Some("Điều 15 khoản 4"),          Conflict),
        ("alert_already_over",       Some("Điều 15 khoản 4"),          Unprocessable),
        ("alert_too_long",           Some("Điều 15 khoản 4"),          Unprocessable),
        ("own_work",                 Some("Điều 15 khoản 4"),          Forbidden),
        ("place_missing",            Some("Điều 5 khoản 2"),           Unprocessable),
        ("time_missing",             Some("Điều 5 khoản 2"),           Unprocessable),
        ("consent_missing",          Some("Điều 18 khoản 3 điểm a"),   Unprocessable),
        ("not_this_kind",            Some("Điều 5 khoản 3"),           Unprocessable),
        ("transfer_pending",         Some("Điều 5 khoản 3"),           Conflict),
        ("classed_for_refusal",      Some("Điều 5 khoản 3"),           Conflict),
        ("class_missing",            Some("Điều 5 khoản 3"),           Conflict),
        ("assessment_missing",       Some("Điều 5 khoản 3"),           Unprocessable),
        ("assessment_not_meant",     Some("Điều 5 khoản 3"),           Unprocessable),
        ("result_only",              Some("Điều 10 khoản 4"),          Unprocessable),
        ("plan_dates",               Some("Điều 9"),                   Unprocessable),
        ("already_commented",        Some("Điều 9"),                   Conflict),
        ("alert_ends_before_it_begins", Some("Điều 15 khoản 4"),       Unprocessable),
        ("level_abolished",          Some("Điều 16 khoản 1"),          Unprocessable),
        ("not_an_issuer",            Some("Điều 15 khoản 4"),          Unprocessable),
        ("area_not_yours",           Some("Điều 17 khoản 1"),          Unprocessable),
        ("nothing_to_update",        Some("Điều 15 khoản 5"),          Conflict),
        ("alert_replaced",           Some("Điều 15 khoản 5"),          Conflict),
        ("alert_repeats",            Some("Điều 17 khoản 2"),          Unprocessable),
        ("near_repeat",              Some("Điều 17 khoản 2"),          Unprocessable),
        ("session_full",             Some("Điều 5 khoản 4"),           Conflict),
        ("not_your_role",            Some("Điều 4 khoản 3"),           Forbidden),
        ("not_from_here",            Some("Điều 28"),                  Conflict),
        ("day_not_ahead",            Some("Điều 28"),                  Unprocessable),
        ("day_not_come",             Some("Điều 28"),                  Conflict),
        ("another_reorganisation",   Some("Điều 28"),                  Conflict),
        ("account_locked",           Some("Điều 27 khoản 3"),          Forbidden),
        ("caller_locked",            Some("Điều 27 khoản 3"),          Forbidden),
        ("channel_hidden",           Some("Điều 5 khoản 7"),           Unprocessable),
        ("violation_already_recorded", Some("Điều 27 khoản 2"),        Conflict),
        ("violation_unknown",        Some("Điều 27 khoản 3"),          Unprocessable),
        ("own_review",               Some("Điều 27 khoản 3"),          Forbidden),
        ("already_objected",         Some("Điều 27 khoản 3"),          Conflict),
        ("violation_annulled",       Some("Điều 27 khoản 3"),          Conflict),
        ("not_yours",                Some("Điều 27 khoản 3"),          Forbidden),
        ("objection_decided",        Some("Điều 27 khoản 3"),          Conflict),
        ("unknown_placeholder",      Some("Điều 7 khoản 2 điểm a"),    Unprocessable),
        ("not_from_here",            Some("Điều 4 khoản 6"),           Conflict),
        ("service_contact_missing",  Some("Điều 4 khoản 6"),           Unprocessable),
        ("service_already_over",     Some("Điều 4 khoản 6"),           Unprocessable),
        ("not_from_here",            Some("Điều 28 khoản 3"),          Conflict),
    ]
};

/// R-4.3, R-5.2, R-5.5, R-6.1, R-6.2d, R-7.1b, R-7.2c, R-8.1c, R-8.4, R-8.5b, R-12.2, R-12.3, R-13.1, R-15.4:
/// each refusal names its article, so that a person can look it up.
#[test]
fn every_refusal_is_reached_and_names_its_article() {
    let mut found: Vec<_> = all().iter().map(|refusal| (refusal.code(), refusal.article(), refusal.kind())).collect();
    let mut expected = TABLE.to_vec();
    found.sort_by_key(|(code, article, _)| (*code, *article));
    expected.sort_by_key(|(code, article, _)| (*code, *article));
    assert_eq!(found, expected);
}

/// A function that names a refusal's variant, and all those names.
macro_rules! variants {
    ($($variant:pat => $name:literal,)+) => {
        (|refusal: &Refusal| match refusal { $($variant => $name,)+ }, [$($name,)+])
    };
}

/// R-28.2: no variant is left out above. A new one stops this `match` from compiling.
#[test]
fn the_table_has_a_row_for_every_variant() {
    let (name_of, names) = variants! {
        Refusal::NotFromHere { .. } => "NotFromHere",
        Refusal::NotYourRole { .. } => "NotYourRole",
        Refusal::NotYourUnit { .. } => "NotYourUnit",
        Refusal::NotYourAssignment => "NotYourAssignment",
        Refusal::NotYours => "NotYours",
        Refusal::IdentityNotVerified => "IdentityNotVerified",
        Refusal::OwnWork => "OwnWork",
        Refusal::OwnRecord { .. } => "OwnRecord",
        Refusal::ChecklistIncomplete => "ChecklistIncomplete",
        Refusal::LevelReasonMissing => "LevelReasonMissing",
        Refusal::ContactAttemptsMissing { .. } => "ContactAttemptsMissing",
        Refusal::NothingAsked => "NothingAsked",
        Refusal::NoSuperior => "NoSuperior",
        Refusal::SameUnit => "SameUnit",
        Refusal::MediaMissing => "MediaMissing",
        Refusal::EvidenceMissing => "EvidenceMissing",
        Refusal::HappensInFuture => "HappensInFuture",
        Refusal::NotAHandler => "NotAHandler",
        Refusal::SameLevel => "SameLevel",
        Refusal::NotComplex => "NotComplex",
        Refusal::NoExtension { .. } => "NoExtension",
        Refusal::ExtensionOutOfRange { .. } => "ExtensionOutOfRange",
        Refusal::WindowOver => "WindowOver",
        Refusal::AlreadyAsked => "AlreadyAsked",
        Refusal::NoQuestion => "NoQuestion",
        Refusal::NotYetClosing => "NotYetClosing",
        Refusal::AlertNotFromHere { .. } => "AlertNotFromHere",
        Refusal::AlertAlreadyOver => "AlertAlreadyOver",
        Refusal::AlertTooLong { .. } => "AlertTooLong",
        Refusal::ContributionNotFromHere { .. } => "ContributionNotFromHere",
        Refusal::NotInvited { .. } => "NotInvited",
        Refusal::AlreadyInvited { .. } => "AlreadyInvited",
        Refusal::NotSameLevel { .. } => "NotSameLevel",
        Refusal::SupportersNeedLevel => "SupportersNeedLevel",
        Refusal::ContributionsOutstanding { .. } => "ContributionsOutstanding",
        Refusal::NotReopenable => "NotReopenable",
        Refusal::AlreadyContinued => "AlreadyContinued",
        Refusal::NotThisKind { .. } => "NotThisKind",
        Refusal::DecisionMissing => "DecisionMissing",
        Refusal::EvaluationMissing => "EvaluationMissing",
        Refusal::ViewsOpen => "ViewsOpen",
        Refusal::NoViews => "NoViews",
        Refusal::ViewsOutOfRange => "ViewsOutOfRange",
        Refusal::AlreadyCommented => "AlreadyCommented",
        Refusal::NoSuchComment => "NoSuchComment",
        Refusal::PlanDates => "PlanDates",
        Refusal::NoSuchMilestone => "NoSuchMilestone",
        Refusal::InspectionOpen => "InspectionOpen",
        Refusal::NoInspection => "NoInspection",
        Refusal::NotConfidential => "NotConfidential",
        Refusal::AlertEndsBeforeItBegins => "AlertEndsBeforeItBegins",
        Refusal::LevelAbolished => "LevelAbolished",
        Refusal::NotAnIssuer => "NotAnIssuer",
        Refusal::AreaNotYours { .. } => "AreaNotYours",
        Refusal::NothingToUpdate { .. } => "NothingToUpdate",
        Refusal::AlertReplaced { .. } => "AlertReplaced",
        Refusal::AlertRepeats { .. } => "AlertRepeats",
        Refusal::AlertNearRepeat { .. } => "AlertNearRepeat",
        Refusal::Reception(_) => "Reception",
        Refusal::RoleMissing => "RoleMissing",
        Refusal::ReorganisationNotFromHere { .. } => "ReorganisationNotFromHere",
        Refusal::DayNotAhead => "DayNotAhead",
        Refusal::DayNotCome => "DayNotCome",
        Refusal::AnotherReorganisation => "AnotherReorganisation",
        Refusal::AccountLocked { .. } => "AccountLocked",
        Refusal::ViolationAlreadyRecorded => "ViolationAlreadyRecorded",
        Refusal::ViolationUnknown => "ViolationUnknown",
        Refusal::OwnReview => "OwnReview",
        Refusal::AlreadyObjected => "AlreadyObjected",
        Refusal::ViolationAnnulled => "ViolationAnnulled",
        Refusal::NotYourViolation => "NotYourViolation",
        Refusal::ObjectionDecided => "ObjectionDecided",
        Refusal::UnknownPlaceholder { .. } => "UnknownPlaceholder",
        Refusal::ServiceNotFromHere { .. } => "ServiceNotFromHere",
        Refusal::ServiceContactMissing => "ServiceContactMissing",
        Refusal::ServiceAlreadyOver => "ServiceAlreadyOver",
        Refusal::RemarkNotFromHere { .. } => "RemarkNotFromHere",
        Refusal::OutOfCalendar(_) => "OutOfCalendar",
        Refusal::PlaceMissing => "PlaceMissing",
        Refusal::TimeMissing => "TimeMissing",
        Refusal::ConsentMissing => "ConsentMissing",
        Refusal::CallerLocked { .. } => "CallerLocked",
        Refusal::ChannelHidden => "ChannelHidden",
        Refusal::TransferPending => "TransferPending",
        Refusal::ClassedForRefusal => "ClassedForRefusal",
        Refusal::ClassMissing => "ClassMissing",
        Refusal::AssessmentMissing => "AssessmentMissing",
        Refusal::AssessmentNotMeant => "AssessmentNotMeant",
        Refusal::ResultOnly => "ResultOnly",
    };
    let seen: BTreeSet<_> = all().iter().map(name_of).collect();
    assert_eq!(seen, BTreeSet::from(names));
    for refusal in all() {
        assert!(!refusal.to_string().is_empty());
    }
}

// ------------------------------------------------------------------------------------- sending

/// R-5.5, R-3.9: who is not verified may not send.
#[test]
fn an_unverified_person_may_not_send() {
    assert_eq!(sent(|sender, _| sender.verified = false), Err(Refusal::IdentityNotVerified));
}

/// R-5.2: a picture or a video; a document alone does not show the scene.
#[test]
fn a_report_needs_a_picture_or_a_video() {
    for (types, expected) in [
        (&[][..], "media_missing"),
        (&[MediaType::Pdf], "media_missing"),
        (&[MediaType::Pdf, MediaType::Jpeg], "ok"),
        (&[MediaType::Jpeg], "ok"),
        (&[MediaType::Png], "ok"),
        (&[MediaType::Webp], "ok"),
        (&[MediaType::Mp4], "ok"),
    ] {
        let answer = sent(|_, command| command.content.media = types.iter().map(|one| media(*one)).collect());
        assert_eq!(code_of(&answer), expected, "{types:?}");
    }
}

/// R-5.2: a phone's clock may be ten minutes fast; an event tomorrow is none.
#[test]
fn an_event_lies_at_most_ten_minutes_ahead() {
    for (happened, expected) in [
        ("2026-03-03 08:40:00", "ok"),
        ("2026-03-03 08:40:01", "happens_in_future"),
        ("2026-03-04 08:30:00", "happens_in_future"),
        ("2026-02-03 08:30:00", "ok"),
    ] {
        let answer = sent(|_, command| command.content.happened_at = Some(at(happened)));
        assert_eq!(code_of(&answer), expected, "{happened}");
    }
}

/// R-26.3: accounts are personal: nobody reports in somebody else's name.
#[test]
fn nobody_sends_in_somebody_elses_name() {
    assert_eq!(sent(|_, command| command.content.reporter = id_of(&neighbour())), Err(Refusal::NotYours));
}

/// R-4.5, R-7.2d: a sent report says whom it was sent to, what it rests on, and who is told.
#[test]
fn a_sent_report_opens_a_case_and_tells_citizen_and_desk() {
    let outcome = sent(|_, _| {}).unwrap();
    assert_eq!((outcome.from, outcome.to, outcome.act), (None, State::Submitted, Act::Submit));
    assert_eq!((outcome.follows, outcome.unit.as_str()), (Tip::START, WARD));
    assert_eq!(tells(&outcome), ["citizen: report_received", "desk 00070 intake: case_received"]);
    let Fact::Submitted { terms_version, idempotency_key, .. } = outcome.fact else { panic!() };
    // R-28.2: a case keeps the version of the limits it runs under.
    assert_eq!((terms_version.as_str(), idempotency_key.as_str()), ("1207-2025", "key"));
}

// -------------------------------------------------------------------------------------- triage

/// R-6.1: all four conditions, or none of it.
#[test]
fn acceptance_needs_every_answer_of_the_checklist() {
    for bits in 0..16u8 {
        let checklist = Checklist {
            content_clear: bits & 1 != 0,
            identity_complete: bits & 2 != 0,
            media_intact: bits & 4 != 0,
            place_specific: bits & 8 != 0,
        };
        let command = Accept { checklist, level: Level::Normal, level_reason: None };
        let answer = triage::accept(&case(State::Submitted), &intake(), command, &office(NEXT_MORNING));
        assert_eq!(code_of(&answer), if bits == 15 { "ok" } else { "checklist_incomplete" });
        assert_eq!(checklist.complete(), bits == 15);
        if let Ok(outcome) = answer {
            assert_eq!(outcome.fact, Fact::Accepted { checklist, level: Level::Normal, level_reason: None });
        }
    }
}

/// R-8.4: the reason is recorded; only the normal level goes without.
#[test]
fn urgent_and_complex_need_a_reason() {
    for (level, level_reason, expected) in [
        (Level::Normal, None, "ok"),
        (Level::Normal, Some(reason()), "ok"),
        (Level::Urgent, None, "level_reason_missing"),
        (Level::Urgent, Some(reason()), "ok"),
        (Level::Complex, None, "level_reason_missing"),
        (Level::Complex, Some(reason()), "ok"),
    ] {
        let command = Accept { checklist: checklist(), level, level_reason };
        let answer = triage::accept(&case(State::Verifying), &intake(), command, &office(NEXT_MORNING));
        assert_eq!(code_of(&answer), expected, "{level:?}");
        if let Ok(outcome) = answer {
            assert_eq!(outcome.change.level, Some(level));
        }
    }
}

/// R-6.2d: two attempts in a row that failed. Once the citizen was reached, they could be asked, and what failed
/// before does not show that they cannot be.
#[test]
fn two_failed_contacts_come_before_reason_d() {
    let unverifiable = Given { refusal: RefusalReason::Unverifiable, ..Given::default() };
    let reached = Given { reached: true, ..Given::default() };
    let refused = |case: &Case| answer(Act::Refuse, case, &unverifiable, "2026-03-02 11:00").map(|outcome| outcome.to);

    let case = received("2026-03-02 08:00");
    assert_eq!(refused(&case), Err(Refusal::ContactAttemptsMissing { failed: 0, needed: 2 }));
    let case = done(Act::LogContact, &case, &intake(), &Given::default(), "2026-03-02 09:00");
    assert_eq!(refused(&case), Err(Refusal::ContactAttemptsMissing { failed: 1, needed: 2 }));
    let twice = done(Act::LogContact, &case, &intake(), &Given::default(), "2026-03-02 09:10");
    assert_eq!(refused(&twice), Ok(State::Refused));
    let case = done(Act::LogContact, &twice, &intake(), &reached, "2026-03-02 09:30");
    assert_eq!(refused(&case), Err(Refusal::ContactAttemptsMissing { failed: 0, needed: 2 }));
    let case = done(Act::LogContact, &case, &intake(), &Given::default(), "2026-03-02 10:00");
    assert_eq!(refused(&case), Err(Refusal::ContactAttemptsMissing { failed: 1, needed: 2 }));
    let case = done(Act::LogContact, &case, &intake(), &Given::default(), "2026-03-02 10:30");
    assert_eq!(refused(&case), Ok(State::Refused));
}

/// R-6.2d, R-7.2c: the attempts of the unit that held the case before are not those of the new one.
#[test]
fn failed_contacts_of_another_unit_do_not_count() {
    let mut case = received("2026-03-02 08:00");
    for now in ["2026-03-02 08:10", "2026-03-02 08:20"] {
        case = done(Act::LogContact, &case, &intake(), &Given::default(), now);
    }
    let case = done(Act::Forward, &case, &intake(), &Given::default(), "2026-03-02 08:30");
    let unverifiable = Given { refusal: RefusalReason::Unverifiable, ..Given::default() };
    let refused = perform(Act::Refuse, &case, &department_intake(), &unverifiable, &office("2026-03-02 09:00"));
    assert_eq!(refused, Err(Refusal::ContactAttemptsMissing { failed: 0, needed: 2 }));
}

/// R-6.2, R-1.3, R-7.1a, R-7.2a: each reason has its article; all but d need no attempt; the citizen is told.
#[test]
fn every_reason_of_refusal_has_its_article() {
    let articles: Vec<_> =
        RefusalReason::ALL.iter().map(|reason| (reason.as_str(), reason.article())).collect();
    assert_eq!(articles, [
        ("a", "Điều 6 khoản 2 điểm a"),
        ("b", "Điều 6 khoản 2 điểm b"),
        ("c", "Điều 6 khoản 2 điểm c"),
        ("d", "Điều 6 khoản 2 điểm d"),
        ("dd", "Điều 6 khoản 2 điểm đ"),
        ("e", "Điều 6 khoản 2 điểm e"),
        ("scope", "Điều 1 khoản 3"),
    ]);
    for &refusal in RefusalReason::ALL.iter().filter(|reason| **reason != RefusalReason::Unverifiable) {
        let given = Given { refusal, ..Given::default() };
        let outcome = answer(Act::Refuse, &case(State::Submitted), &given, NEXT_MORNING).unwrap();
        assert_eq!(tells(&outcome), ["citizen: case_refused"]);
        assert_eq!(outcome.fact, Fact::Refused { reason: refusal, explanation: reason() });
    }
}

/// R-7.1b: an answer nobody asked for is not taken, nor a second answer to one question.
#[test]
fn information_is_provided_when_it_was_asked_for() {
    let case = received("2026-03-02 08:00");
    let contacted = done(Act::LogContact, &case, &intake(), &Given::default(), "2026-03-02 08:30");
    let provide = |case: &Case| answer(Act::ProvideInformation, case, &Given::default(), "2026-03-02 10:00");
    assert_eq!(provide(&contacted), Err(Refusal::NothingAsked));
    let asked = done(Act::RequestInformation, &contacted, &intake(), &Given::default(), "2026-03-02 09:00");
    let outcome = provide(&asked).unwrap();
    assert_eq!(tells(&outcome), ["desk 00070 intake: information_provided"]);
    assert_eq!(provide(&applied(&asked, &outcome)), Err(Refusal::NothingAsked));
}

/// R-7.2c: at the top there is nobody to forward to.
#[test]
fn the_top_unit_cannot_forward() {
    let case = done(Act::Forward, &received("2026-03-02 08:00"), &intake(), &Given::default(), "2026-03-02 09:00");
    let again = perform(Act::Forward, &case, &department_intake(), &Given::default(), &office("2026-03-02 10:00"));
    assert_eq!(again, Err(Refusal::NoSuperior));
    // R-28.1: a unit that took over from the one above it stands above itself; nobody buys time by that.
    let itself = Case { superior: Some(unit(WARD)), ..received("2026-03-02 08:00") };
    assert_eq!(answer(Act::Forward, &itself, &Given::default(), "2026-03-02 10:00"), Err(Refusal::NoSuperior));
}

/// R-7.1b: a request that nobody answered waits for nothing once the case is decided on, taken back or sent on.
#[test]
fn a_request_ends_with_the_decision() {
    let asked = done(Act::RequestInformation, &received("2026-03-02 08:00"), &intake(), &Given::default(), "2026-03-02 09:00");
    assert!(asked.information_pending);
    for act in [Act::Accept, Act::Refuse, Act::Withdraw, Act::Forward] {
        let decided = done(act, &asked, &rightful(act), &Given::default(), "2026-03-02 10:00");
        assert!(!decided.information_pending, "{}", act.as_str());
    }
}

/// R-5.9: a case is not rerouted to where it is.
#[test]
fn a_case_is_not_rerouted_to_its_own_unit() {
    let given = Given { reroute_to: unit(WARD), ..Given::default() };
    assert_eq!(answer(Act::Reroute, &case(State::Accepted), &given, "2026-03-02 09:00"), Err(Refusal::SameUnit));
}

/// R-7.2c, R-8.5c: the journal says which unit held the case when it was sent on, and to which it went.
#[test]
fn a_forwarded_case_names_both_units_and_tells_the_citizen_and_the_new_desk() {
    let outcome = answer(Act::Forward, &case(State::Submitted), &Given::default(), NEXT_MORNING).unwrap();
    assert_eq!((outcome.unit.as_str(), outcome.change.unit.as_ref().unwrap().as_str()), (WARD, DEPARTMENT));
    assert_eq!(outcome.fact, Fact::Forwarded { to: unit(DEPARTMENT), reason: reason() });
    assert_eq!(tells(&outcome), ["citizen: case_forwarded", "desk SXD intake: case_received"]);
}

/// R-26.2: the citizen takes a report back until an officer works on it.
#[test]
fn a_report_is_withdrawn_until_an_officer_works_on_it() {
    for &state in State::ALL {
        let expected = match state {
            State::Submitted | State::Verifying | State::Accepted | State::Dispatched => "ok",
            _ => "not_from_here",
        };
        let answer = answer(Act::Withdraw, &case(state), &Given::default(), "2026-03-02 09:00");
        assert_eq!(code_of(&answer), expected, "{}", state.as_str());
    }
}

// ------------------------------------------------------------------------------------ dispatch

/// R-8.1c: only a handler of the unit that holds the case is named.
#[test]
fn only_a_handler_of_the_unit_is_named() {
    let given = Given { handles_here: false, ..Given::default() };
    assert_eq!(answer(Act::Assign, &case(State::Dispatched), &given, NEXT_MORNING), Err(Refusal::NotAHandler));
}

/// R-8.1c, R-8.1đ: the citizen hears once that somebody works on it, each officer hears of their own case.
#[test]
fn the_citizen_is_told_once_that_the_case_is_in_hand() {
    let first = answer(Act::Assign, &case(State::Dispatched), &Given::default(), NEXT_MORNING).unwrap();
    assert_eq!(tells(&first), ["handler: case_assigned", "citizen: case_in_hand"]);
    let case = applied(&case(State::Dispatched), &first);
    let given = Given { handler: id_of(&other_handler()), ..Given::default() };
    let second = answer(Act::Assign, &case, &given, "2026-03-04 10:00").unwrap();
    assert_eq!(tells(&second), ["other handler: case_assigned"]);
}

/// R-8.4: a change that changes nothing is refused.
#[test]
fn a_level_is_changed_to_another_level() {
    for &from in Level::ALL {
        for &level in Level::ALL {
            let case = case_since(State::Handling, from, "2026-03-02 08:00");
            let answer = answer(Act::Reclassify, &case, &Given { level, ..Given::default() }, NEXT_MORNING);
            assert_eq!(code_of(&answer), if from == level { "same_level" } else { "ok" });
        }
    }
}

/// R-8.4: changing the level says so to the citizen and the officer.
#[test]
fn a_changed_level_is_told() {
    let outcome = answer(Act::Reclassify, &case(State::Handling), &Given::default(), NEXT_MORNING).unwrap();
    assert_eq!(tells(&outcome), ["citizen: level_changed", "handler: level_changed"]);
    assert_eq!(
        outcome.fact,
        Fact::Reclassified { from: Level::Normal, to: Level::Urgent, reason: reason() }
    );
}

/// R-8.5b: only complex cases are extended.
#[test]
fn only_complex_cases_are_extended() {
    for (level, expected) in
        [(Level::Urgent, "not_complex"), (Level::Normal, "not_complex"), (Level::Complex, "ok")]
    {
        let case = case_since(State::Handling, level, "2026-03-02 08:00");
        assert_eq!(code_of(&answer(Act::Extend, &case, &Given::default(), NEXT_MORNING)), expected);
    }
}

/// R-9.4, R-10.4, R-11.4: thirty working days, complex or not, and no day more.
#[test]
fn only_the_kinds_that_know_an_extension_are_extended() {
    for kind in Kind::ALL {
        let case = Case { kind: *kind, ..case_since(State::Handling, Level::Complex, "2026-03-02 08:00") };
        let office = Office { terms: terms(*kind), ..office(NEXT_MORNING) };
        let extended = dispatch::extend(&case, &head(), dispatch::Extend { legal_basis: reason(), total_days: 30 }, &office);
        let expected = if matches!(kind, Kind::Field | Kind::Regulation) { "ok" } else { "no_extension" };
        assert_eq!(code_of(&extended), expected, "{kind:?}");
        // Nobody is told to raise the level of what is never extended.
        let normal = Case { level: Level::Normal, ..case };
        let extended = dispatch::extend(&normal, &head(), dispatch::Extend { legal_basis: reason(), total_days: 30 }, &office);
        assert_eq!(code_of(&extended), if expected == "ok" { "not_complex" } else { expected }, "{kind:?}");
    }
}

/// R-8.5b: more than fifteen working days in all, and at most thirty.
#[test]
fn an_extension_lies_between_sixteen_and_thirty_days_in_all() {
    let case = case_since(State::Handling, Level::Complex, "2026-03-02 08:00");
    for total_days in 0..=40 {
        let answer = answer(Act::Extend, &case, &Given { total_days, ..Given::default() }, NEXT_MORNING);
        if (16..=30).contains(&total_days) {
            assert_eq!(code_of(&answer), "ok", "{total_days}");
        } else {
            assert_eq!(answer, Err(Refusal::ExtensionOutOfRange { above: 15, at_most: 30 }), "{total_days}");
        }
    }
}

/// R-8.5b: what has thirty days has no day more, and no number is asked for.
#[test]
fn what_has_the_most_there_is_is_not_extended_again() {
    let thirty = Given { total_days: 30, ..Given::default() };
    let case = case_since(State::Handling, Level::Complex, "2026-03-02 08:00");
    let case = done(Act::Extend, &case, &head(), &thirty, NEXT_MORNING);
    assert_eq!(answer(Act::Extend, &case, &thirty, NEXT_MORNING), Err(Refusal::ExtensionOutOfRange { above: 30, at_most: 30 }));
    assert!(!workflow::acts_open_to(&case, &head(), terms(Kind::Field)).contains(&Act::Extend));
}

/// R-18.9: urging is recorded and told to the head; nothing moves.
#[test]
fn urging_tells_the_head_and_moves_nothing() {
    let case = case(State::Handling);
    let outcome = answer(Act::Urge, &case, &Given::default(), NEXT_MORNING).unwrap();
    assert_eq!(tells(&outcome), ["desk 00070 head: case_urged"]);
    assert_eq!(outcome.fact, Fact::Urged { reason: reason() });
    assert_eq!(Case { tip: case.tip, ..applied(&case, &outcome) }, case);
}

// -------------------------------------------------------------------------- four eyes, evidence

/// A case whose officer is a head of the same ward and wrote what there is.
fn authored_by_head(state: State) -> Case {
    let author = Some(id_of(&head_who_handles()));
    let mut case = case(state);
    case.handler = author.clone();
    case.drafted_by = case.drafted_by.and(author.clone());
    case.result_by = case.result_by.and(author);
    case
}

/// R-12.1, R-12.3: a head who wrote the draft neither approves nor returns it; another head does.
#[test]
fn nobody_decides_on_their_own_draft() {
    let case = authored_by_head(State::Drafted);
    let now = office(NEXT_MORNING);
    for act in [Act::Approve, Act::ReturnDraft] {
        assert_eq!(perform(act, &case, &head_who_handles(), &Given::default(), &now), Err(Refusal::OwnWork));
        assert!(perform(act, &case, &head(), &Given::default(), &now).is_ok());
    }
}

/// R-12.3: nor publishes or sends back the result they drafted or recorded, whichever of the two it was.
#[test]
fn nobody_decides_on_their_own_result() {
    let now = office(NEXT_MORNING);
    let author = Some(id_of(&head_who_handles()));
    let other = Some(id_of(&handler()));
    for (drafted_by, result_by) in
        [(author.clone(), author.clone()), (author.clone(), other.clone()), (other.clone(), author.clone())]
    {
        let case = Case { drafted_by, result_by, ..case(State::Resulted) };
        for act in [Act::Publish, Act::ReturnResult] {
            assert_eq!(perform(act, &case, &head_who_handles(), &Given::default(), &now), Err(Refusal::OwnWork));
            assert!(perform(act, &case, &head(), &Given::default(), &now).is_ok());
        }
    }
}

/// R-12.1, R-12.3: who drafted is kept through approval, and forgotten with a returned draft only.
#[test]
fn the_author_is_kept_until_the_draft_is_returned() {
    let given = Given { handler: id_of(&head_who_handles()), ..Given::default() };
    let case = done(Act::Assign, &case(State::Dispatched), &head(), &given, "2026-03-02 09:00");
    let case = done(Act::Draft, &case, &head_who_handles(), &given, "2026-03-02 10:00");
    let returned = done(Act::ReturnDraft, &case, &head(), &given, "2026-03-02 11:00");
    assert_eq!(returned.drafted_by, None);
    let case = done(Act::Approve, &case, &head(), &given, "2026-03-02 11:00");
    let case = done(Act::RecordResult, &case, &head_who_handles(), &given, "2026-03-02 13:00");
    let sent_back = done(Act::ReturnResult, &case, &second_head(), &given, "2026-03-02 14:00");
    assert_eq!((sent_back.drafted_by, sent_back.result_by), (Some(id_of(&head_who_handles())), None));
    let publish = perform(Act::Publish, &case, &head_who_handles(), &given, &office("2026-03-02 14:00"));
    assert_eq!(publish, Err(Refusal::OwnWork));
}

/// R-12.1, R-4.3: rights and state are asked before authorship: the author of an old draft is told the state.
#[test]
fn own_work_is_only_said_of_work_that_lies_there() {
    let case = authored_by_head(State::Published);
    let answer = perform(Act::Approve, &case, &head_who_handles(), &Given::default(), &office(NEXT_MORNING));
    assert_eq!(answer, Err(Refusal::NotFromHere { from: State::Published, act: Act::Approve }));
}

/// R-12.2: a picture or a document, one at least.
#[test]
fn a_result_needs_evidence() {
    for (evidence, expected) in [
        (vec![], "evidence_missing"),
        (vec![media(MediaType::Pdf)], "ok"),
        (vec![media(MediaType::Jpeg)], "ok"),
    ] {
        let command = RecordResult { result: conclusion(), evidence };
        let answer = approval::record_result(&case(State::Approved), &handler(), command, &office(NEXT_MORNING));
        assert_eq!(code_of(&answer), expected);
    }
}

/// R-12.1, R-12.2, R-12.3, R-13.1: each step tells the person whose turn it is.
#[test]
fn each_step_of_approval_tells_whose_turn_it_is() {
    for (act, state, expected) in [
        (Act::Draft, State::Handling, "desk 00070 head: draft_ready"),
        (Act::ReturnDraft, State::Drafted, "handler: draft_returned"),
        (Act::Approve, State::Drafted, "handler: draft_approved"),
        (Act::RecordResult, State::Approved, "desk 00070 head: result_recorded"),
        (Act::ReturnResult, State::Resulted, "handler: result_returned"),
        (Act::Publish, State::Resulted, "citizen: result_published"),
        (Act::Rate, State::Published, "desk 00070 head: case_rated"),
    ] {
        let outcome = answer(act, &case(state), &Given::default(), NEXT_MORNING).unwrap();
        assert_eq!(tells(&outcome), [expected], "{}", act.as_str());
    }
    let asked = answer(Act::Ask, &case(State::Published), &Given::default(), NEXT_MORNING).unwrap();
    assert_eq!(tells(&asked), ["desk 00070 head: question_asked", "handler: question_asked"]);
}

// ------------------------------------------------------------------------- publication, after-care

/// R-14.2, R-5.8, R-12.3: what is public is masked, the head's own wording too.
#[test]
fn what_is_published_is_masked_whoever_worded_it() {
    let recorded = publication::RecordedResult {
        result: Conclusion::new("Đã liên hệ số 0912 345 678 và xử lý xong").unwrap(),
        evidence: vec![photo()],
        handling: None,
    };
    let case = Case {
        report_text: "Gọi lan@example.com hoặc 0912345678".to_owned(),
        address: Some("125 Hàng Bông, chị Lan (024) 3825 3536".to_owned()),
        ..case(State::Resulted)
    };
    let published = |wording| {
        let outcome =
            publication::publish(&case, &head(), &recorded, wording, &office(NEXT_MORNING)).unwrap();
        let Fact::Published { public_text, address, result, .. } = outcome.fact else { panic!() };
        (public_text, address, result)
    };
    let (text, address, result) = published(None);
    assert_eq!(text.as_deref(), Some("Gọi [đã ẩn] hoặc [đã ẩn]"));
    assert_eq!(address.as_deref(), Some("125 Hàng Bông, chị Lan [đã ẩn]"));
    assert_eq!(result, "Đã liên hệ số [đã ẩn] và xử lý xong");
    let wording = ReportText::new("Ổ gà, người báo 0912345678").unwrap();
    assert_eq!(published(Some(wording)).0.as_deref(), Some("Ổ gà, người báo [đã ẩn]"));
}

/// R-13.1: to the last second of the window, and not a second longer.
#[test]
fn a_question_is_asked_within_the_window() {
    for (now, expected) in [
        ("2026-03-02 08:00:00", "ok"),
        ("2026-03-05 00:00:00", "ok"),
        ("2026-03-05 00:00:01", "window_over"),
        ("2026-03-09 08:00:00", "window_over"),
    ] {
        assert_eq!(code_of(&answer(Act::Ask, &case(State::Published), &Given::default(), now)), expected, "{now}");
    }
}

/// R-13.1: one question; the second finds it asked already, answered or not.
#[test]
fn a_question_is_asked_once() {
    let given = Given::default();
    let asked = done(Act::Ask, &case(State::Published), &citizen(), &given, "2026-03-02 09:00");
    assert_eq!(answer(Act::Ask, &asked, &given, "2026-03-02 10:00"), Err(Refusal::AlreadyAsked));
    let answered = done(Act::Answer, &asked, &handler(), &given, "2026-03-02 11:00");
    assert_eq!(answer(Act::Ask, &answered, &given, "2026-03-02 12:00"), Err(Refusal::AlreadyAsked));
}

/// R-13.1: an answer needs a question, and one answer is enough.
#[test]
fn an_answer_needs_a_question() {
    let given = Given::default();
    let quiet = case(State::Published);
    assert_eq!(answer(Act::Answer, &quiet, &given, "2026-03-02 09:00"), Err(Refusal::NoQuestion));
    let asked = done(Act::Ask, &quiet, &citizen(), &given, "2026-03-02 09:00");
    let answered = done(Act::Answer, &asked, &handler(), &given, "2026-03-02 10:00");
    assert_eq!(answer(Act::Answer, &answered, &given, "2026-03-02 11:00"), Err(Refusal::NoQuestion));
}

/// R-13.1: a late answer is still an answer.
#[test]
fn a_question_is_answered_late_rather_than_never() {
    let given = Given::default();
    let asked = done(Act::Ask, &case(State::Published), &citizen(), &given, "2026-03-02 09:00");
    let outcome = answer(Act::Answer, &asked, &given, "2026-03-30 10:00").unwrap();
    assert_eq!(tells(&outcome), ["citizen: question_answered"]);
}

/// R-13.2: satisfied, acceptable, not yet satisfied; a later rating may replace the earlier.
#[test]
fn a_published_case_is_rated_in_three_degrees() {
    let mut case = case(State::Published);
    let degrees: Vec<_> = Satisfaction::ALL.iter().map(|degree| degree.as_str()).collect();
    assert_eq!(degrees, ["satisfied", "acceptable", "unsatisfied"]);
    for &satisfaction in Satisfaction::ALL {
        let outcome = aftercare::rate(&case, &citizen(), satisfaction, comment(), &office(NEXT_MORNING)).unwrap();
        assert_eq!(outcome.fact, Fact::Rated { satisfaction, comment: comment() });
        case = applied(&case, &outcome);
    }
}

/// R-13.2: not before there is a result, and not after the case closed.
#[test]
fn only_a_published_case_is_rated() {
    for &state in State::ALL {
        let expected = if state == State::Published { "ok" } else { "not_from_here" };
        assert_eq!(code_of(&answer(Act::Rate, &case(state), &Given::default(), NEXT_MORNING)), expected);
    }
}

// ---------------------------------------------------------------------------------------- texts

/// R-6.2, R-7.2a: an explanation of one word explains nothing: every text has its least and greatest length.
#[test]
fn every_text_has_its_size() {
    macro_rules! sizes { ($($name:ty),+) => { $(
        let of = |length: usize| <$name>::new(&"ổ".repeat(length)).map(|_| ());
        let (min, max) = (<$name>::MIN, <$name>::MAX);
        assert_eq!(of(min), Ok(()));
        assert_eq!(of(max), Ok(()));
        assert_eq!(of(max + 1), Err(TextError::TooLong { max }));
        assert_eq!(of(max * 20), Err(TextError::TooLong { max }));
        if min > 0 {
            assert_eq!(of(min - 1), Err(TextError::TooShort { min }));
        }
        assert_eq!(<$name>::new(&format!("{}\u{0}x", "ổ".repeat(min))).map(|_| ()), Err(TextError::ControlCharacter));
    )+ } }
    sizes!(ReportText, Reason, Conclusion, Comment, ShortText, Title, AlertText, ViewText);
}

/// R-5.1: Vietnamese typed with combining marks has the length a reader counts, and is stored composed.
#[test]
fn combining_marks_do_not_make_a_text_longer() {
    let decomposed = "o\u{302}\u{309}".repeat(ReportText::MAX);
    let text = ReportText::new(&decomposed).unwrap();
    assert_eq!(text.as_str(), "ổ".repeat(ReportText::MAX));
}

/// R-5.2, R-15.4: what is one line has no line break; what people write at length may.
#[test]
fn a_text_of_one_line_has_no_line_break() {
    assert_eq!(Title::new("Ngập úng\nBcc: mọi người").map(|_| ()), Err(TextError::ControlCharacter));
    assert_eq!(ShortText::new("125 Hàng Bông\t2").map(|_| ()), Err(TextError::ControlCharacter));
    assert!(ReportText::new("Ổ gà sâu\r\n\ttrước số nhà 125").is_ok());
}

// ---------------------------------------------------------------------------------------- files

/// R-5.2, R-12.2: a file is what its first bytes say.
#[test]
fn a_file_is_what_its_first_bytes_say() {
    for (head, expected) in [
        (&b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"[..], Some(MediaType::Jpeg)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", Some(MediaType::Png)),
        (b"RIFF\x24\0\0\0WEBP", Some(MediaType::Webp)),
        (b"RIFF\x24\0\0\0WAVE", None),
        (b"\0\0\0\x18ftypmp42", Some(MediaType::Mp4)),
        (b"\0\0\0\x14ftypqt  ", Some(MediaType::Mp4)),
        (b"\0\0\0\x18ftyp3gp5", Some(MediaType::Mp4)),
        (b"\0\0\0\x18ftypheic", None),
        (b"\0\0\0\x1cftypavif", None),
        (b"\0\0\0\x1cftypM4A ", None),
        (b"%PDF-1.7\n%..", Some(MediaType::Pdf)),
        (b"PK\x03\x04........", None),
        (b"<svg xmlns='", None),
        (b"", None),
    ] {
        assert_eq!(MediaType::from_magic(head), expected, "{head:?}");
    }
    for media_type in MediaType::ALL {
        assert_eq!(MediaType::parse(media_type.as_str()), Some(media_type));
    }
}

// --------------------------------------------------------------------------------------- places

/// R-6.1, R-5.9: the place is in the city, and the likeliest wards come first, for the citizen to confirm.
#[test]
fn the_nearest_wards_come_first() {
    let ward = |code: &str, latitude, longitude| Ward {
        unit: unit(code),
        name: code.to_owned(),
        centroid: Point::new(latitude, longitude).unwrap(),
    };
    let wards = [ward("far", 21.3, 105.4), ward(WARD, 21.0288, 105.8525), ward(OTHER_WARD, 21.0355, 105.8355)];
    let lake = Point::new(21.0285, 105.8522).unwrap();
    let nearest = nearest_wards(&wards, &lake, 2);
    let codes: Vec<_> = nearest.iter().map(|(ward, _)| ward.unit.as_str()).collect();
    assert_eq!(codes, [WARD, OTHER_WARD]);
    assert!((40.0..60.0).contains(&nearest[0].1), "{} m", nearest[0].1);
    assert_eq!(lake.metres_to(&lake), 0.0);
    assert_eq!(nearest_wards(&wards, &lake, 9).len(), 3);
    assert_eq!(Point::new(21.0285, f64::INFINITY), None);
}
