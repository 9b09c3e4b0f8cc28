//! Random calendars and times: the answers against the slow oracle, and the laws between them.

#[path = "support/oracle.rs"]
mod oracle;
mod support;

use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use oracle::{DAY, Oracle};
use proptest::prelude::*;
use working_time::{
    Calendar, CalendarSpec, Counted, DatedDay, DayEnd, DayKind, DayStatus, Instant, Limit, Session,
    WorkingTime,
};

/// Up to three sessions on a grid of 15 minutes; they may touch, and the last may end at 24:00.
fn sessions() -> impl Strategy<Value = Vec<Session>> {
    prop::collection::btree_set(0..=96_u32, 0..=6).prop_map(|cuts| {
        let quarter = |cut: u32| NaiveTime::from_hms_opt(cut / 4 % 24, cut % 4 * 15, 0).unwrap();
        let mut cuts: Vec<_> = cuts.into_iter().collect();
        if cuts.len() == 5 {
            // Two sessions that touch.
            cuts.insert(2, cuts[1]);
        }
        cuts.chunks_exact(2)
            .map(|pair| Session::new(quarter(pair[0]), quarter(pair[1])).unwrap())
            .collect()
    })
}

fn weekly() -> impl Strategy<Value = [Vec<Session>; 7]> {
    prop_oneof![
        Just(CalendarSpec::office_hours("", vec![], 2025, 2025).weekly),
        prop::array::uniform7(sessions()),
    ]
}

fn spec() -> impl Strategy<Value = CalendarSpec> {
    let kind = prop_oneof![
        Just(DayKind::Holiday),
        Just(DayKind::MakeUp),
        Just(DayKind::SwapOff),
        Just(DayKind::SwapWork),
    ];
    let status = prop_oneof![
        Just(DayStatus::Law),
        Just(DayStatus::Official),
        Just(DayStatus::Estimated)
    ];
    // Single days anywhere, and a run of days off like Tết.
    let days = prop::collection::btree_map(0..366_i64, (kind, status.clone()), 0..40);
    let run = (0..360_i64, 0..12_i64, status);
    (
        (weekly(), sessions(), days, run),
        // A common year, a leap year, and years on both sides of 1970.
        prop_oneof![
            Just((2025, 2025)),
            Just((2024, 2024)),
            Just((2025, 2026)),
            Just((1969, 1970))
        ],
        prop_oneof![Just(DayEnd::CloseOfOffice), Just(DayEnd::Midnight)],
        prop_oneof![
            Just(7 * 3600),
            Just(0),
            Just(-(3 * 3600 + 1800)),
            Just(14 * 3600)
        ],
    )
        .prop_map(
            |((weekly, swap_work_sessions, days, run), years, day_end, offset)| {
                let first = NaiveDate::from_ymd_opt(years.0, 1, 1).unwrap();
                let mut days: BTreeMap<i64, (DayKind, DayStatus)> = days;
                for day in run.0..run.0 + run.1 {
                    days.insert(day, (DayKind::Holiday, run.2));
                }
                let last = NaiveDate::from_ymd_opt(years.1, 12, 31).unwrap();
                let days = days
                    .into_iter()
                    .map(|(day, (kind, status))| DatedDay {
                        date: first + TimeDelta::days(day),
                        kind,
                        status,
                        name: format!("{kind:?}"),
                    })
                    .filter(|day| day.date <= last)
                    .filter(|day| !day.kind.is_worked() || !swap_work_sessions.is_empty())
                    .collect();
                CalendarSpec {
                    version: "random".to_owned(),
                    offset: FixedOffset::east_opt(offset).unwrap(),
                    weekly,
                    swap_work_sessions,
                    days,
                    first_year: years.0,
                    last_year: years.1,
                    day_end,
                }
            },
        )
}

/// A calendar that opens at least once.
fn calendar() -> impl Strategy<Value = Calendar> {
    spec().prop_filter_map("never open", |spec| Calendar::new(spec).ok())
}

/// A minute of the first year, often on a quarter of an hour, where sessions begin and end.
fn minute() -> impl Strategy<Value = i64> {
    prop_oneof![
        0..365 * DAY,
        (0..365 * 96_i64).prop_map(|quarter| quarter * 15)
    ]
}

fn limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1..400_u32).prop_map(Limit::WorkingHours),
        (1..10_000_u32).prop_map(Limit::WorkingMinutes),
        (1..300_u32).prop_map(Limit::WorkingDays),
        (1..400_u32).prop_map(Limit::CalendarDays),
        (1..9_000_u32).prop_map(Limit::ClockHours),
    ]
}

/// A limit with the same unit that is shorter by one, if there is one.
fn shorter(limit: Limit) -> Limit {
    match limit {
        Limit::WorkingHours(n) => Limit::WorkingHours(n - 1),
        Limit::WorkingMinutes(n) => Limit::WorkingMinutes(n - 1),
        Limit::WorkingDays(n) => Limit::WorkingDays(n - 1),
        Limit::CalendarDays(n) => Limit::CalendarDays(n - 1),
        Limit::ClockHours(n) => Limit::ClockHours(n - 1),
    }
}

fn seconds_later(calendar: &Calendar, seconds: i64) -> Instant {
    let first = NaiveDate::from_ymd_opt(calendar.spec().first_year, 1, 1).unwrap();
    let origin = first
        .and_time(NaiveTime::MIN)
        .and_local_timezone(calendar.spec().offset)
        .unwrap();
    origin + TimeDelta::seconds(seconds)
}

fn minutes_later(calendar: &Calendar, minutes: i64) -> Instant {
    seconds_later(calendar, minutes * 60)
}

fn slow_due(oracle: &Oracle<'_>, from: i64, limit: Limit) -> Option<i64> {
    match limit {
        Limit::WorkingHours(n) => oracle.working_minutes(from, i64::from(n) * 60),
        Limit::WorkingMinutes(n) => oracle.working_minutes(from, i64::from(n)),
        Limit::WorkingDays(n) => oracle.working_days(from, i64::from(n)),
        Limit::CalendarDays(n) => oracle.calendar_days(from, i64::from(n)),
        Limit::ClockHours(n) => oracle.clock_hours(from, i64::from(n)),
    }
}

/// The walk over minutes is slow on purpose.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn due_agrees_with_the_walk(calendar in calendar(), from in minute(), limit in limit()) {
        let oracle = Oracle { spec: calendar.spec() };
        let expected = slow_due(&oracle, from, limit).map(|due| minutes_later(&calendar, due));
        let due = calendar.due(minutes_later(&calendar, from), limit);
        prop_assert_eq!(due.ok(), expected);
        if let Err(missing) = due {
            // What is missing is the first day after the calendar.
            prop_assert_eq!(missing.date.pred_opt(), NaiveDate::from_ymd_opt(missing.last_year, 12, 31));
        }
    }

    #[test]
    fn elapsed_agrees_with_the_walk(calendar in calendar(), from in minute(), to in minute()) {
        let oracle = Oracle { spec: calendar.spec() };
        let (from_at, to_at) = (minutes_later(&calendar, from), minutes_later(&calendar, to));
        let expected = WorkingTime::from_seconds(oracle.elapsed(from, to) as u64 * 60);
        prop_assert_eq!(calendar.elapsed(from_at, to_at), Ok(expected));
        prop_assert_eq!(calendar.remaining(from_at, to_at), Ok(expected));
    }
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn a_limit_in_hours_takes_exactly_that_long(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        minutes in 1..20_000_u32,
    ) {
        let from = seconds_later(&calendar, from);
        if let Ok(due) = calendar.due(from, Limit::WorkingMinutes(minutes)) {
            let asked = WorkingTime::from_seconds(u64::from(minutes) * 60);
            prop_assert_eq!(calendar.elapsed(from, due), Ok(asked));
            // And not a second sooner.
            let sooner = calendar.elapsed(from, due - TimeDelta::seconds(1)).unwrap();
            prop_assert_eq!(sooner.as_seconds(), asked.as_seconds() - 1);
        }
        prop_assert_eq!(
            calendar.due(from, Limit::WorkingHours(minutes / 60 + 1)),
            calendar.due(from, Limit::WorkingMinutes((minutes / 60 + 1) * 60))
        );
    }

    #[test]
    fn starting_later_or_taking_longer_is_never_due_sooner(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        later in 0..40 * DAY * 60,
        limit in limit(),
    ) {
        let start = seconds_later(&calendar, from);
        if let Ok(due) = calendar.due(start, limit) {
            prop_assert!(due > start);
            prop_assert!(calendar.due(start, shorter(limit)).unwrap() <= due);
            if let Ok(later) = calendar.due(seconds_later(&calendar, from + later), limit) {
                prop_assert!(due <= later);
            }
        }
    }

    #[test]
    fn elapsed_adds_up(calendar in calendar(), mut times in prop::array::uniform3(0..=365 * DAY * 60)) {
        times.sort_unstable();
        let [a, b, c] = times.map(|time| seconds_later(&calendar, time));
        let seconds = |from, to| calendar.elapsed(from, to).unwrap().as_seconds();
        prop_assert_eq!(seconds(a, b) + seconds(b, c), seconds(a, c));
        prop_assert_eq!(seconds(c, a), 0);
    }

    #[test]
    fn a_warning_is_the_first_second_after_three_quarters(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        limit in limit(),
    ) {
        let from = seconds_later(&calendar, from);
        if let Ok(due) = calendar.due(from, limit) {
            let warning = calendar.warn_at(from, due, limit).unwrap();
            prop_assert!(from < warning && warning <= due);
            let second = TimeDelta::seconds(1);
            let worked_in = calendar.elapsed(from, due).unwrap() > WorkingTime::ZERO;
            let (all, before, after) = if worked_in && !matches!(limit, Limit::ClockHours(_)) {
                let worked = |to| calendar.elapsed(from, to).unwrap().as_seconds();
                (worked(due), worked(warning - second), worked(warning))
            } else {
                let passed = |to: Instant| (to - from).num_seconds() as u64;
                (passed(due), passed(warning - second), passed(warning))
            };
            prop_assert!(after * 4 >= all * 3);
            prop_assert!(before * 4 < all * 3);
        }
    }

    #[test]
    fn working_days_before_goes_back_the_way_due_came(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        days in 1..200_u32,
        back in 0..200_u32,
    ) {
        let from = seconds_later(&calendar, from);
        let back = back % days;
        if let Ok(due) = calendar.due(from, Limit::WorkingDays(days)) {
            prop_assert_eq!(
                calendar.working_days_before(due, back),
                calendar.due(from, Limit::WorkingDays(days - back)),
            );
        }
    }

    #[test]
    fn an_explanation_leads_to_the_due_instant_without_a_gap(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        limit in limit(),
    ) {
        let from = seconds_later(&calendar, from);
        let explained = calendar.explain(from, limit);
        let due = explained.as_ref().map(|explained| explained.due).map_err(|missing| *missing);
        prop_assert_eq!(due, calendar.due(from, limit));
        let Ok(explained) = explained else { return Ok(()) };
        prop_assert_eq!((explained.from, explained.limit), (from, limit));

        let mut reached = from;
        let (mut worked, mut wall, mut working_days, mut calendar_days) = (0, 0, 0, 0);
        for step in &explained.steps {
            prop_assert_eq!(step.from, reached);
            prop_assert!(step.to > step.from);
            reached = step.to;
            let in_step = calendar.elapsed(step.from, step.to).unwrap().as_seconds();
            match &step.counted {
                Counted::WorkingSeconds(seconds) => {
                    prop_assert_eq!(*seconds, in_step);
                    worked += seconds;
                }
                Counted::ClockSeconds(seconds) => wall += seconds,
                Counted::WorkingDay { number } => {
                    working_days += 1;
                    prop_assert_eq!(*number, working_days);
                }
                Counted::CalendarDay { number } => {
                    calendar_days += 1;
                    prop_assert_eq!(*number, calendar_days);
                }
                Counted::DayOff { .. } | Counted::Weekend | Counted::ClosedHours => {
                    prop_assert_eq!(in_step, 0);
                }
                Counted::FirstDayNotCounted | Counted::MovedToNextWorkingDay => {}
            }
            prop_assert!(step.text.ends_with('.'));
        }
        prop_assert_eq!(reached, explained.due);
        prop_assert!(explained.steps.last().unwrap().text.contains("hết hạn lúc"));
        match limit {
            Limit::WorkingHours(n) => prop_assert_eq!(worked, u64::from(n) * 3600),
            Limit::WorkingMinutes(n) => prop_assert_eq!(worked, u64::from(n) * 60),
            Limit::ClockHours(n) => prop_assert_eq!(wall, u64::from(n) * 3600),
            Limit::WorkingDays(n) => prop_assert_eq!(working_days, n),
            Limit::CalendarDays(n) => prop_assert_eq!(calendar_days, n),
        }
    }

    #[test]
    fn an_answer_leans_on_no_estimate_it_does_not_name(
        calendar in calendar(),
        from in 0..365 * DAY * 60,
        limit in limit(),
    ) {
        let from = seconds_later(&calendar, from);
        let Ok(explained) = calendar.explain(from, limit) else { return Ok(()) };
        // Every estimate that is not named turns out wrong.
        let mut spec = calendar.spec().clone();
        spec.days.retain(|day| {
            day.status != DayStatus::Estimated || explained.estimated.contains(&day.date)
        });
        if let Ok(corrected) = Calendar::new(spec) {
            prop_assert_eq!(corrected.due(from, limit), Ok(explained.due));
        }
        if explained.leans_on_estimate() {
            prop_assert!(calendar.leans_on_estimate(from, explained.due));
        }
    }

    #[test]
    fn limits_survive_being_written(limit in limit()) {
        prop_assert_eq!(limit.to_string().parse(), Ok(limit));
    }

    #[test]
    fn no_text_makes_a_limit_panic(text in "[0-9+ ]{0,12}[a-z]{0,3}") {
        if let Ok(limit) = text.parse::<Limit>() {
            prop_assert_eq!(limit.to_string(), text);
        }
    }
}
