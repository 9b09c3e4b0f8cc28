//! No variant lacks a sentence, and sentences are whole.

use domain::aftercare::Satisfaction;
use domain::triage::{Channel, RefusalReason};
use domain::{
    Act, AlertAct, AlertKind, AlertState, ClockKind, Kind, Level, Refusal, Role, State, TextError, Topic, UnitId,
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
    are_distinct_names(AlertState::ALL, words::alert_state);
    are_distinct_names(AlertAct::ALL, words::alert_act);
    are_distinct_names(AlertKind::ALL, words::alert_kind);
    are_distinct_names(domain::ViolationKind::ALL, words::violation_kind);
    are_distinct_names(domain::ServiceCategory::ALL, words::service_category);
    are_distinct_names(domain::ServiceState::ALL, words::service_state);
    are_distinct_names(domain::ServiceAct::ALL, words::service_act);
    are_distinct_names(domain::RemarkState::ALL, words::remark_state);
    are_distinct_names(domain::RemarkAct::ALL, words::remark_act);
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
        Refusal::AccountLocked { until: "2026-04-01T09:00:00+07:00".parse().unwrap() },
        Refusal::ViolationAlreadyRecorded,
        Refusal::ViolationUnknown,
        Refusal::OwnReview,
        Refusal::AlreadyObjected,
        Refusal::ViolationAnnulled,
        Refusal::ObjectionDecided,
        Refusal::NotYourPart,
        Refusal::UnknownPlaceholder { name: "name".to_owned() },
        Refusal::ServiceContactMissing,
        Refusal::ServiceAlreadyOver,
        Refusal::OutOfCalendar(gap),
    ];
    for act in domain::ServiceAct::ALL {
        all.extend(domain::ServiceState::ALL.iter().map(|from| Refusal::ServiceNotFromHere { from: *from, act: *act }));
    }
    for act in domain::RemarkAct::ALL {
        all.extend(domain::RemarkState::ALL.iter().map(|from| Refusal::RemarkNotFromHere { from: *from, act: *act }));
    }
    for act in Act::ALL {
        all.push(Refusal::NotYourRole { act: *act });
        all.extend(State::ALL.iter().map(|from| Refusal::NotFromHere { from: *from, act: *act }));
    }
    for act in AlertAct::ALL {
        all.extend(AlertState::ALL.iter().map(|from| Refusal::AlertNotFromHere { from: *from, act: *act }));
    }
    all
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
    assert_eq!(kinds.len(), 28 + 13);
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
        ];
        for (role, name) in expected {
            assert_eq!(told.contains(name), domain::roles_for(*act).contains(&role), "{sentence}");
        }
    }
}

#[test]
fn every_problem_says_the_remedy() {
    let fixed = [
        words::NOT_FOUND,
        words::METHOD_NOT_ALLOWED,
        words::NOT_SIGNED_IN,
        words::NOT_YOUR_ROLE,
        words::CROSS_SITE,
        words::BODY_BROKEN,
        words::BAD_UTF8,
        words::BAD_QUERY,
        words::BAD_PATH,
        words::QUERY_TOO_LONG,
        words::ALREADY_DONE,
        words::INVALID_FIELDS,
        words::FAULT,
        words::IDEMPOTENCY_KEY_MISSING,
        words::IDEMPOTENCY_KEY_INVALID,
        words::FIELD_MISSING,
        words::FIELD_UNKNOWN,
        words::FIELD_REPEATED,
        words::FIELD_CHOICE_UNKNOWN,
        words::NOT_AN_ID,
        words::NOT_AN_INSTANT,
        words::OUTSIDE_HANOI,
        words::REPEATED_ITEM,
        words::STALE_RECORD,
        words::UNKNOWN_VIOLATION,
        words::NOT_A_LINK,
        words::NOT_A_PHONE,
    ];
    fixed.into_iter().for_each(says_the_remedy);
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
    ];
    composed.iter().for_each(|text| says_the_remedy(text));
    assert!(words::too_large(20 * 1024 * 1024).contains("20 MB"));
    for status in 400..600 {
        assert!(!words::title(http::StatusCode::from_u16(status).unwrap()).is_empty());
    }
}
