//! No variant lacks a sentence, and sentences are whole.

use domain::aftercare::Satisfaction;
use domain::reception::{BookingAct, BookingState, Ground, Matter, Mode, ReceptionRefusal, ResultKind};
use domain::triage::{Channel, RefusalReason};
use domain::{
    Act, AlertAct, AlertEvent, AlertKind, AlertState, ClockKind, ContributionState, Kind, Level, PlanFlaw, Refusal, Role,
    State, TextError, Topic, UnitId,
};
use edge::words;
use std::collections::HashSet;

fn is_sentence(text: &str) {
    assert!(text.ends_with('.'), "{text}");
    assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
    assert!(!text.contains("  ") && !text.contains(".."), "{text}");
}

fn says_the_remedy(text: &str) {
    is_sentence(text);
    assert!(text.contains("Vui lòng"), "{text}");
}

fn are_distinct_names<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) {
    let words: HashSet<&str> = all.iter().map(|value| word(*value)).collect();
    assert_eq!(words.len(), all.len(), "{words:?}");
    assert!(words.iter().all(|word| !word.is_empty() && !word.ends_with('.')), "{words:?}");
}

#[test]
fn every_name_is_there_and_no_two_are_the_same() {
    are_distinct_names(State::ALL, words::state);
    are_distinct_names(Act::ALL, words::act);
    are_distinct_names(Level::ALL, words::level);
    are_distinct_names(Kind::ALL, words::kind);
    are_distinct_names(ClockKind::ALL, words::clock);
    are_distinct_names(Role::ALL, words::role);
    are_distinct_names(Channel::ALL, words::channel);
    are_distinct_names(Satisfaction::ALL, words::satisfaction);
    are_distinct_names(Act::ALL, words::public_act);
    are_distinct_names(domain::inspection::Finding::ALL, words::finding);
    are_distinct_names(domain::initiative::Grade::ALL, words::grade);
    are_distinct_names(domain::initiative::Progress::ALL, words::progress);
    are_distinct_names(AlertState::ALL, words::alert_state);
    are_distinct_names(AlertAct::ALL, words::alert_act);
    are_distinct_names(AlertKind::ALL, words::alert_kind);
    are_distinct_names(ContributionState::ALL, words::contribution);
    are_distinct_names(AlertEvent::ALL, words::alert_event);
    are_distinct_names(BookingState::ALL, words::booking_state);
    are_distinct_names(BookingAct::ALL, words::booking_act);
    are_distinct_names(Matter::ALL, words::matter);
    are_distinct_names(Ground::ALL, words::ground);
    are_distinct_names(ResultKind::ALL, words::result_kind);
    are_distinct_names(Mode::ALL, words::mode);
    are_distinct_names(domain::ReorganisationState::ALL, words::reorganisation_state);
    are_distinct_names(domain::ReorganisationAct::ALL, words::reorganisation_act);
    are_distinct_names(domain::ViolationKind::ALL, words::violation_kind);
    are_distinct_names(domain::ServiceCategory::ALL, words::service_category);
    are_distinct_names(domain::ServiceState::ALL, words::service_state);
    are_distinct_names(domain::ServiceAct::ALL, words::service_act);
    are_distinct_names(domain::RemarkState::ALL, words::remark_state);
    are_distinct_names(domain::RemarkAct::ALL, words::remark_act);
}

#[test]
fn every_kind_is_described_and_every_sign_says_where_to_go() {
    for kind in Kind::ALL {
        is_sentence(words::kind_described(*kind));
    }
    for publicity in domain::Publicity::ALL {
        is_sentence(words::publicity(*publicity));
    }
    let signs: HashSet<&str> = domain::Signal::ALL.iter().map(|signal| words::signal(*signal)).collect();
    assert_eq!(signs.len(), domain::Signal::ALL.len());
    signs.into_iter().for_each(says_the_remedy);
}

#[test]
fn every_notice_is_a_sentence_of_its_own() {
    let sentences: HashSet<&str> = Topic::ALL.iter().map(|topic| words::topic(*topic)).collect();
    assert_eq!(sentences.len(), Topic::ALL.len());
    sentences.into_iter().for_each(is_sentence);
}

#[test]
fn every_reason_for_not_taking_a_report_on_says_the_remedy() {
    for reason in RefusalReason::ALL {
        says_the_remedy(words::refusal_reason(*reason));
    }
}

/// R-7.2a: there is a text for every reason, one that an act would take, and pages can fill it in.
#[test]
fn every_reason_has_a_text_to_start_from() {
    for reason in RefusalReason::ALL {
        let text = words::reply_template(*reason);
        is_sentence(text);
        assert!(domain::Reason::new(text).is_ok(), "{text}");
        assert_eq!(domain::check_placeholders(text), Ok(()), "{text}");
    }
}

/// One of each refusal, and more where the sentence depends on what is in it.
fn refusals() -> Vec<Refusal> {
    let gap = working_time::OutOfCalendar {
        date: chrono::NaiveDate::from_ymd_opt(2028, 1, 3).unwrap(),
        first_year: 2025,
        last_year: 2027,
    };
    let mut all = vec![
        Refusal::NotYourUnit { unit: UnitId::new("00070") },
        Refusal::NotYourAssignment,
        Refusal::NotYours,
        Refusal::IdentityNotVerified,
        Refusal::OwnWork,
        Refusal::OwnRecord { of: domain::Written::Alert },
        Refusal::ChecklistIncomplete,
        Refusal::LevelReasonMissing,
        Refusal::ContactAttemptsMissing { failed: 1, needed: 2 },
        Refusal::NothingAsked,
        Refusal::NoSuperior,
        Refusal::SameUnit,
        Refusal::MediaMissing,
        Refusal::EvidenceMissing,
        Refusal::HappensInFuture,
        Refusal::NotAHandler,
        Refusal::SameLevel,
        Refusal::NotComplex,
        Refusal::NoExtension { kind: domain::Kind::Waste },
        Refusal::ExtensionOutOfRange { above: 15, at_most: 30 },
        Refusal::WindowOver,
        Refusal::AlreadyAsked,
        Refusal::NoQuestion,
        Refusal::NotYetClosing,
        Refusal::AlertAlreadyOver,
        Refusal::AlertTooLong { until: "2027-03-02T08:00:00+07:00".parse().unwrap() },
        Refusal::PlaceMissing,
        Refusal::TimeMissing,
        Refusal::ConsentMissing,
        Refusal::CallerLocked { until: "2026-04-01T09:00:00+07:00".parse().unwrap() },
        Refusal::ChannelHidden,
        Refusal::TransferPending,
        Refusal::ClassedForRefusal,
        Refusal::ClassMissing,
        Refusal::AssessmentMissing,
        Refusal::AssessmentNotMeant,
        Refusal::ResultOnly,
        Refusal::DecisionMissing,
        Refusal::EvaluationMissing,
        Refusal::ViewsOpen,
        Refusal::NoViews,
        Refusal::ViewsOutOfRange,
        Refusal::AlreadyCommented,
        Refusal::NoSuchComment,
        Refusal::PlanDates,
        Refusal::NoSuchMilestone,
        Refusal::InspectionOpen,
        Refusal::NoInspection,
        Refusal::NotConfidential,
        Refusal::AlertEndsBeforeItBegins,
        Refusal::LevelAbolished,
        Refusal::NotAnIssuer,
        Refusal::AreaNotYours { level: domain::AlertLevel::Commune },
        Refusal::NothingToUpdate { from: AlertState::Cancelled },
        Refusal::AlertReplaced { by: domain::AlertId::new("a") },
        Refusal::AlertRepeats { level: domain::AlertLevel::Commune, upper: domain::AlertId::new("a"), title: "Mưa to".into() },
        Refusal::AlertNearRepeat { level: domain::AlertLevel::Commune, upper: domain::AlertId::new("a"), title: "Mưa to".into() },
        Refusal::RoleMissing,
        Refusal::DayNotAhead,
        Refusal::DayNotCome,
        Refusal::AnotherReorganisation,
        Refusal::AccountLocked { until: "2026-04-01T09:00:00+07:00".parse().unwrap() },
        Refusal::ViolationAlreadyRecorded,
        Refusal::ViolationUnknown,
        Refusal::OwnReview,
        Refusal::AlreadyObjected,
        Refusal::ViolationAnnulled,
        Refusal::NotYourViolation,
        Refusal::ObjectionDecided,
        Refusal::UnknownPlaceholder { name: "name".to_owned() },
        Refusal::ServiceContactMissing,
        Refusal::ServiceAlreadyOver,
        Refusal::OutOfCalendar(gap),
    ];
    all.extend(reception_refusals().into_iter().map(Refusal::from));
    for act in domain::ServiceAct::ALL {
        all.extend(domain::ServiceState::ALL.iter().map(|from| Refusal::ServiceNotFromHere { from: *from, act: *act }));
    }
    for act in domain::RemarkAct::ALL {
        all.extend(domain::RemarkState::ALL.iter().map(|from| Refusal::RemarkNotFromHere { from: *from, act: *act }));
    }
    for act in Act::ALL {
        all.push(Refusal::NotYourRole { act: *act });
        all.extend(Kind::ALL.iter().map(|kind| Refusal::NotThisKind { kind: *kind, act: *act }));
        all.extend(State::ALL.iter().map(|from| Refusal::NotFromHere { from: *from, act: *act }));
    }
    all.extend([
        Refusal::NotInvited { unit: UnitId::new("00070") },
        Refusal::AlreadyInvited { unit: UnitId::new("00070") },
        Refusal::NotSameLevel { unit: UnitId::new("00070") },
        Refusal::SupportersNeedLevel,
        Refusal::ContributionsOutstanding { units: vec![UnitId::new("00070")] },
        Refusal::NotReopenable,
        Refusal::AlreadyContinued,
    ]);
    for from in ContributionState::ALL {
        all.push(Refusal::ContributionNotFromHere { from: *from, act: Act::Waive });
    }
    for act in domain::ReorganisationAct::ALL {
        let states = domain::ReorganisationState::ALL;
        all.extend(states.iter().map(|from| Refusal::ReorganisationNotFromHere { from: *from, act: *act }));
    }
    for act in AlertAct::ALL {
        all.extend(AlertState::ALL.iter().map(|from| Refusal::AlertNotFromHere { from: *from, act: *act }));
    }
    all
}

fn reception_refusals() -> Vec<ReceptionRefusal> {
    let until = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let mut all = vec![
        ReceptionRefusal::NotOneStretch,
        ReceptionRefusal::InThePast,
        ReceptionRefusal::PostedTooLate { days: 5, until },
        ReceptionRefusal::AnnouncedTooLate { days: 5, until },
        ReceptionRefusal::DayOff,
        ReceptionRefusal::PlannedCasesOnly,
        ReceptionRefusal::OutsideHours,
        ReceptionRefusal::NewDateMissing,
        ReceptionRefusal::Begun,
        ReceptionRefusal::NotBegun,
        ReceptionRefusal::Full,
        ReceptionRefusal::BookedAlready,
        ReceptionRefusal::MixedMatters,
        ReceptionRefusal::RepresentativeMissing,
        ReceptionRefusal::RecordingConsentMissing,
        ReceptionRefusal::TooLateToCancel { until },
        ReceptionRefusal::ReceiverMissing,
        ReceptionRefusal::TimeMissing,
        ReceptionRefusal::LongerAlready,
        ReceptionRefusal::ByInvitation,
        ReceptionRefusal::MatterNotTaken,
        ReceptionRefusal::BookedTooLate { until },
        ReceptionRefusal::NotOnline,
        ReceptionRefusal::ConnectionTooLate { until },
        ReceptionRefusal::ConnectionMissing,
        ReceptionRefusal::OwnBooking,
        ReceptionRefusal::OwnRefusal,
        ReceptionRefusal::NotYourBooking,
    ];
    for act in BookingAct::ALL {
        all.extend(BookingState::ALL.iter().map(|from| ReceptionRefusal::NotFromHere { from: *from, act: *act }));
    }
    all
}

#[test]
fn every_refusal_of_reception_has_its_code_and_its_remedy() {
    let codes: HashSet<_> = reception_refusals().iter().map(ReceptionRefusal::code).collect();
    assert_eq!(codes, ReceptionRefusal::CODES.iter().copied().collect());
    assert!(words::reception_refusal(&reception_refusals()[2]).contains("02/03/2026"), "the day as people write it");
    for sentence in [words::STALE_BOOKING, words::CHAIR_TAKEN, words::UNKNOWN_SITE, words::UNKNOWN_SESSION, words::NOT_A_MONTH] {
        says_the_remedy(sentence);
    }
}

#[test]
fn every_refusal_says_the_remedy() {
    let refusals = refusals();
    for refusal in &refusals {
        says_the_remedy(&words::refusal(refusal));
    }
    // `words::refusal` is a `match` without a wildcard, so a new refusal does not compile without
    // its sentence; this counts that the list above has kept up with it.
    let kinds: HashSet<_> = refusals.iter().map(std::mem::discriminant).collect();
    let source = include_str!("../../domain/src/refusal.rs");
    let (_, variants) = source.split_once("pub enum Refusal {\n").unwrap();
    let (variants, _) = variants.split_once("\n}\n").unwrap();
    let is_variant = |line: &&str| line.strip_prefix("    ").is_some_and(|name| name.starts_with(char::is_uppercase));
    assert_eq!(kinds.len(), variants.lines().filter(is_variant).count());
}

#[test]
fn a_case_that_cannot_be_extended_any_more_is_not_asked_for_another_number() {
    let at_the_end = words::refusal(&Refusal::ExtensionOutOfRange { above: 30, at_most: 30 });
    assert!(at_the_end.contains("tối đa 30 ngày") && !at_the_end.contains("nhập lại"), "{at_the_end}");
    let before = words::refusal(&Refusal::ExtensionOutOfRange { above: 15, at_most: 30 });
    assert!(before.contains("nhiều hơn 15 và không quá 30"), "{before}");
}

/// R-18.3a: nobody is refused a report of their own for their role.
#[test]
fn who_may_not_enter_for_others_is_told_to_leave_that_out() {
    let sentence = words::refusal(&Refusal::NotYourRole { act: Act::Submit });
    assert!(sentence.contains("bỏ phần nhập hộ") && !sentence.contains("tải lại hồ sơ"), "{sentence}");
}

#[test]
fn who_may_not_is_told_who_may() {
    for act in Act::ALL {
        let sentence = words::refusal(&Refusal::NotYourRole { act: *act });
        let told = sentence.split_once("chuyển việc này cho ").map_or("", |(_, told)| told);
        let expected = [
            (Role::Intake, "cán bộ tiếp nhận"),
            (Role::Head, "thủ trưởng"),
            (Role::Handler, "cán bộ xử lý"),
            (Role::Centre, "Trung tâm"),
            (Role::Inspector, "Thanh tra"),
        ];
        for (role, name) in expected {
            assert_eq!(told.contains(name), domain::roles_for(*act).contains(&role), "{sentence}");
        }
    }
}

#[test]
fn every_problem_says_the_remedy() {
    // All that stand in the file, so that none can be forgotten here.
    let fixed: Vec<(&str, &str)> = include_str!("../src/words.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub const ")?.strip_suffix("\";")?.split_once(": &str = \""))
        .collect();
    assert!(fixed.contains(&("NOT_FOUND", words::NOT_FOUND)) && fixed.len() > 60, "{}", fixed.len());
    for (_, sentence) in fixed.iter().filter(|(name, _)| *name != "PROBLEM_DESCRIBED") {
        says_the_remedy(sentence);
    }
    for flaw in [
        PlanFlaw::UnknownUnit,
        PlanFlaw::ChangedTwice,
        PlanFlaw::NotOneDefault,
        PlanFlaw::SuccessorTwice,
        PlanFlaw::SuccessorMissing,
        PlanFlaw::CodeTaken,
        PlanFlaw::SuperiorMissing,
    ] {
        says_the_remedy(words::plan_flaw(flaw));
    }
    let composed = [
        words::too_large(20 * 1024 * 1024),
        words::unsupported_media_type("application/json"),
        words::bad_json(2, 7),
        words::stale_case(Some(State::Approved)),
        words::stale_case(None),
        words::text_error(TextError::TooShort { min: 10 }),
        words::text_error(TextError::TooLong { max: 4000 }),
        words::text_error(TextError::ControlCharacter),
        words::unknown_choice(&["urgent", "normal"]),
        words::too_few(1),
        words::too_many_items(5),
        words::out_of_range(1, 30),
        words::wrong_type("a string"),
        words::wrong_type("whatever"),
        words::too_many_unused_files(50),
        words::not_a_setting("missing field `years`"),
    ];
    composed.iter().for_each(|text| says_the_remedy(text));
    assert!(words::too_large(20 * 1024 * 1024).contains("20 MB"));
}

#[test]
fn every_status_that_is_given_has_a_title_of_its_own() {
    let given = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];
    let titles: HashSet<&str> =
        given.iter().map(|status| words::title(http::StatusCode::from_u16(*status).unwrap())).collect();
    assert_eq!(titles.len(), given.len(), "{titles:?}");
    assert!(!titles.contains(words::title(http::StatusCode::IM_A_TEAPOT)), "{titles:?}");
    assert_eq!(words::title(http::StatusCode::URI_TOO_LONG), words::title(http::StatusCode::BAD_REQUEST));
}
