//! Answers a clerk can check against a wall calendar, row by row.

mod support;

use support::{at, date, dated_days, spec, vietnam, vietnam_until_midnight};
use working_time::{
    Calendar, CalendarError, CalendarSpec, DatedDay, DayEnd, DayKind, DayStatus, Instant, Limit,
    LimitError, OutOfCalendar, Session, WorkingTime,
};

/// `start | limit | due`, one row a line; what follows `--` is the reasoning.
#[track_caller]
fn check(calendar: &Calendar, table: &str) {
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let facts = row.split("--").next().unwrap();
        let [from, limit, due] = facts.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("not a row: {row}");
        };
        let (from, limit): (_, Limit) = (at(from), limit.parse().unwrap());
        assert_eq!(calendar.due(from, limit), Ok(at(due)), "{row}");
        assert_eq!(calendar.explain(from, limit).unwrap().due, at(due), "{row}");
    }
}

#[test]
fn hours_run_inside_sessions_only() {
    check(
        &vietnam(),
        "
        2026-03-02 08:00    | 1wh  | 2026-03-02 09:00
        2026-03-02 07:00    | 1wh  | 2026-03-02 09:00 -- before the office opens nothing runs
        2026-03-02 00:00    | 1wh  | 2026-03-02 09:00
        2026-03-02 11:30    | 1wh  | 2026-03-02 13:30 -- over lunch
        2026-03-02 11:00    | 1wh  | 2026-03-02 12:00 -- ends with the morning, not at 13:00
        2026-03-02 12:00    | 1wh  | 2026-03-02 14:00 -- 12:00 is no longer morning
        2026-03-02 12:30    | 1wh  | 2026-03-02 14:00
        2026-03-02 13:00    | 1wh  | 2026-03-02 14:00
        2026-03-02 08:00    | 4wh  | 2026-03-02 12:00
        2026-03-02 08:00    | 5wh  | 2026-03-02 14:00
        2026-03-02 08:00    | 8wh  | 2026-03-02 17:00 -- a whole day ends at its close
        2026-03-02 16:00    | 1wh  | 2026-03-02 17:00
        2026-03-02 16:00    | 2wh  | 2026-03-03 09:00
        2026-03-02 17:00    | 1wh  | 2026-03-03 09:00 -- 17:00 is no longer office time
        2026-03-02 20:00    | 1wh  | 2026-03-03 09:00
        2026-03-02 10:00    | 8wh  | 2026-03-03 10:00
        2026-03-02 11:00    | 90wm | 2026-03-02 13:30
        2026-03-02 11:59:30 | 1wm  | 2026-03-02 13:00:30
        2026-03-02 16:59:59 | 1wm  | 2026-03-03 08:00:59
        2026-03-02 08:00    | 80wh | 2026-03-13 17:00 -- ten whole days: 2-6 and 9-13 March
        ",
    );
}

#[test]
fn weekends_do_not_count() {
    check(
        &vietnam(),
        "
        2026-03-06 16:00 | 2wh | 2026-03-09 09:00 -- Friday to Monday
        2026-03-06 17:00 | 1wh | 2026-03-09 09:00
        2026-03-07 10:00 | 1wh | 2026-03-09 09:00 -- sent on Saturday
        2026-03-08 23:59 | 1wh | 2026-03-09 09:00
        2026-03-06 16:00 | 1wd | 2026-03-09 17:00
        2026-03-07 10:00 | 1wd | 2026-03-09 17:00 -- Saturday is the first day, Monday the one counted
        2026-03-08 23:59 | 1wd | 2026-03-09 17:00
        2026-03-09 00:00 | 1wd | 2026-03-10 17:00 -- 00:00 is Monday already, so Monday is the first day
        2026-03-09 07:00 | 1wd | 2026-03-10 17:00
        2026-03-02 08:00 | 5wd | 2026-03-09 17:00 -- 3, 4, 5, 6 and 9 March
        ",
    );
}

#[test]
fn calendar_days_end_at_midnight_of_a_working_day() {
    check(
        &vietnam(),
        "
        2026-03-02 16:00 | 1d | 2026-03-04 00:00 -- Tuesday, 24:00
        2026-03-02 16:00 | 2d | 2026-03-05 00:00 -- Wednesday, 24:00
        2026-03-04 16:00 | 2d | 2026-03-07 00:00 -- Friday, 24:00
        2026-03-05 16:00 | 2d | 2026-03-10 00:00 -- Saturday, so Monday 9
        2026-03-06 16:00 | 2d | 2026-03-10 00:00 -- Sunday, so Monday 9
        2026-03-07 16:00 | 2d | 2026-03-10 00:00 -- Monday 9 itself
        2026-03-06 16:00 | 3d | 2026-03-10 00:00 -- the weekend counts when it is not at the end
        2026-01-15 09:00 | 30d | 2026-02-24 00:00 -- Saturday 14 February, then Tết: Monday 23
        ",
    );
}

#[test]
fn clock_hours_run_day_and_night() {
    check(
        &vietnam(),
        "
        2026-03-06 22:00 | 4h | 2026-03-07 02:00
        2026-02-16 23:30:15 | 4h | 2026-02-17 03:30:15 -- even in Tết
        ",
    );
}

#[test]
fn tet_2025_monday_27_to_friday_31_january() {
    check(
        &vietnam(),
        "
        2025-01-24 16:00 | 8wh | 2025-02-03 16:00 -- 1 hour on Friday 24, 7 on Monday 3 (4 before lunch)
        2025-01-24 16:00 | 1wd | 2025-02-03 17:00
        2025-01-24 16:00 | 7wd | 2025-02-11 17:00 -- 3, 4, 5, 6, 7, 10, 11 February
        2025-01-29 00:30 | 4wh | 2025-02-03 12:00 -- sent on mùng 1
        2025-01-29 00:30 | 1wd | 2025-02-03 17:00
        2025-01-22 09:00 | 2d  | 2025-01-25 00:00 -- Friday 24, the last day before Tết
        2025-01-23 09:00 | 2d  | 2025-02-04 00:00 -- Saturday 25, so Monday 3
        2025-01-24 09:00 | 2d  | 2025-02-04 00:00 -- Sunday 26, so Monday 3
        ",
    );
}

#[test]
fn tet_2026_monday_16_to_friday_20_february() {
    check(
        &vietnam(),
        "
        2026-02-13 16:00 | 2wd  | 2026-02-24 17:00 -- Friday 13 is not counted; 23 and 24 are
        2026-02-13 16:00 | 8wh  | 2026-02-23 16:00
        2026-02-13 16:00 | 1wh  | 2026-02-13 17:00 -- due before Tết, not after
        2026-02-13 17:00 | 4wh  | 2026-02-23 12:00
        2026-02-13 16:00 | 7wd  | 2026-03-03 17:00 -- 23-27 February, 2 and 3 March
        2026-02-13 16:00 | 15wd | 2026-03-13 17:00 -- 23-27, 2-6, 9-13
        2026-02-13 16:00 | 30wd | 2026-04-03 17:00 -- and 16-20, 23-27, 30 March - 3 April
        2026-02-12 10:00 | 2d   | 2026-02-24 00:00 -- Saturday 14, so Monday 23
        2026-02-18 10:00 | 2d   | 2026-02-24 00:00 -- Friday 20 is Tết, so Monday 23
        ",
    );
}

#[test]
fn the_days_around_30_april() {
    check(
        &vietnam(),
        "
        2025-04-04 16:00 | 1wd  | 2025-04-08 17:00 -- Monday 7 is Giỗ Tổ
        2026-04-24 16:00 | 1wd  | 2026-04-28 17:00 -- Monday 27 makes up for Giỗ Tổ on Sunday 26
        2026-04-29 16:00 | 2wh  | 2026-05-04 09:00 -- 30/4, 1/5, weekend
        2026-04-01 09:00 | 30wd | 2026-05-18 17:00 -- 2 to 3 Apr: 2; to 10: 7; to 17: 12; to 24: 17; 28, 29: 19; 4-8 May: 24; 11-15: 29; 18: 30
        2027-04-30 09:00 | 1wd  | 2027-05-04 17:00 -- Monday 3 makes up for Saturday 1 May
        ",
    );
}

#[test]
fn saturday_26_april_2025_is_worked_for_friday_2_may() {
    check(
        &vietnam(),
        "
        2025-04-25 16:00 | 1wd | 2025-04-26 17:00 -- the worked Saturday counts
        2025-04-25 16:00 | 2wd | 2025-04-28 17:00 -- Saturday 26 and Monday 28
        2025-04-25 16:00 | 8wh | 2025-04-26 16:00
        2025-04-26 16:30 | 1wh | 2025-04-28 08:30
        2025-04-24 16:00 | 2d  | 2025-04-27 00:00 -- ends on the Saturday: it is no day off
        2025-04-29 16:00 | 1wd | 2025-05-05 17:00 -- 30/4, 1/5, 2/5, weekend
        2025-04-29 16:00 | 2wh | 2025-05-05 09:00
        ",
    );
}

#[test]
fn saturday_10_january_2026_is_worked_for_friday_2_january() {
    check(
        &vietnam(),
        "
        2025-12-31 16:00 | 1wd | 2026-01-05 17:00 -- 1/1 and 2/1 off, then the weekend
        2025-12-31 16:00 | 2wh | 2026-01-05 09:00
        2025-12-31 16:00 | 2d  | 2026-01-06 00:00 -- Friday 2 is off, so Monday 5
        2026-01-09 17:00 | 1wh | 2026-01-10 09:00
        2026-01-09 17:00 | 1wd | 2026-01-10 17:00
        2026-01-09 17:00 | 2wd | 2026-01-12 17:00
        ",
    );
}

#[test]
fn saturday_22_august_2026_is_worked_for_monday_31_august() {
    check(
        &vietnam(),
        "
        2026-08-21 16:00 | 1wd | 2026-08-22 17:00
        2026-08-21 16:00 | 9wh | 2026-08-22 17:00
        2026-08-28 16:00 | 1wd | 2026-09-03 17:00 -- 29-30 weekend, 31/8, 1/9, 2/9 off
        2026-08-28 16:00 | 2wh | 2026-09-03 09:00
        2026-08-28 16:00 | 2d  | 2026-09-04 00:00 -- Sunday 30, so Thursday 3
        ",
    );
}

#[test]
fn culture_day_is_off_from_2026_on() {
    check(
        &vietnam(),
        "
        2026-11-23 16:00 | 1wd | 2026-11-25 17:00 -- Tuesday 24 is off
        2026-11-23 16:00 | 2wh | 2026-11-25 09:00
        2026-11-23 16:00 | 1d  | 2026-11-26 00:00 -- Tuesday 24 is off, so Wednesday 25
        2025-11-21 16:00 | 1wd | 2025-11-24 17:00 -- an ordinary Monday in 2025
        2027-11-23 16:00 | 1wd | 2027-11-25 17:00
        ",
    );
}

#[test]
fn a_limit_may_cross_the_year() {
    check(
        &vietnam(),
        "
        2026-12-31 16:00 | 1wh | 2026-12-31 17:00
        2026-12-31 16:00 | 2wh | 2027-01-04 09:00 -- Friday 1 January is off
        2026-12-31 16:00 | 1wd | 2027-01-04 17:00
        2026-12-30 16:00 | 1d  | 2027-01-01 00:00 -- 31 December, 24:00
        2026-12-31 16:00 | 1d  | 2027-01-05 00:00 -- 1 January is off, so Monday 4
        2026-12-31 22:00 | 4h  | 2027-01-01 02:00
        ",
    );
}

#[test]
fn working_days_may_end_at_midnight() {
    check(
        &vietnam_until_midnight(),
        "
        2026-03-06 16:00 | 1wd | 2026-03-10 00:00 -- Monday, 24:00
        2026-02-13 16:00 | 2wd | 2026-02-25 00:00
        2026-03-06 16:00 | 2wh | 2026-03-09 09:00 -- hours are not touched by the setting
        2026-03-06 16:00 | 2d  | 2026-03-10 00:00
        ",
    );
}

#[test]
fn a_worked_saturday_has_its_own_sessions() {
    let morning = Session::new("08:00:00".parse().unwrap(), "11:30:00".parse().unwrap()).unwrap();
    let calendar = Calendar::new(CalendarSpec {
        swap_work_sessions: vec![morning],
        ..spec()
    })
    .unwrap();
    check(
        &calendar,
        "
        2026-01-09 16:00 | 1wd | 2026-01-10 11:30 -- the close of that Saturday
        2026-01-09 16:00 | 8wh | 2026-01-12 11:30 -- 1 on Friday, 3 1/2 on Saturday, 3 1/2 on Monday
        ",
    );
    // From Monday's close back to Saturday's; an hour past Saturday's close is cut back to it.
    let before = |due| calendar.working_days_before(at(due), 1).unwrap();
    assert_eq!(before("2026-01-12 17:00"), at("2026-01-10 11:30"));
    assert_eq!(before("2026-01-12 15:00"), at("2026-01-10 11:30"));
    assert_eq!(before("2026-01-12 09:00"), at("2026-01-10 09:00"));
    // And from the short Saturday's close back to Friday's.
    assert_eq!(before("2026-01-10 11:30"), at("2026-01-09 17:00"));
    // Where working days end at 24:00 that is what stays; the close is an hour like any other.
    let until_midnight = Calendar::new(CalendarSpec {
        day_end: DayEnd::Midnight,
        ..calendar.spec().clone()
    })
    .unwrap();
    let before = |due| until_midnight.working_days_before(at(due), 1).unwrap();
    assert_eq!(before("2026-01-13 00:00"), at("2026-01-11 00:00"));
    assert_eq!(before("2026-01-12 17:00"), at("2026-01-10 11:30"));
    assert_eq!(before("2026-01-10 11:30"), at("2026-01-09 11:30"));
}

#[test]
fn elapsed_counts_office_time_between_two_instants() {
    let calendar = vietnam();
    for (from, to, told) in [
        ("2026-03-02 08:00", "2026-03-02 17:00", "8 giờ"),
        ("2026-03-02 11:30", "2026-03-02 13:30", "1 giờ"),
        ("2026-03-02 12:00", "2026-03-02 13:00", "0 phút"),
        ("2026-03-02 17:00", "2026-03-03 08:00", "0 phút"),
        ("2026-03-02 07:00", "2026-03-02 08:00:01", "1 giây"),
        (
            "2026-03-02 10:00",
            "2026-03-03 09:45:10",
            "7 giờ 45 phút 10 giây",
        ),
        // Friday 13 February 16:00 to Tuesday 24 17:00: 1 + 8 + 8.
        ("2026-02-13 16:00", "2026-02-24 17:00", "17 giờ"),
        ("2026-02-14 00:00", "2026-02-23 00:00", "0 phút"),
        // Backwards.
        ("2026-03-03 17:00", "2026-03-02 08:00", "0 phút"),
    ] {
        let passed = calendar.elapsed(at(from), at(to)).unwrap();
        assert_eq!(passed.to_string(), told, "{from} to {to}");
        assert_eq!(calendar.remaining(at(from), at(to)), Ok(passed));
    }
    // 261 weekdays a year; less 12 off, 1 worked; less 14, 2 worked; less 12: 748 days of 8 hours.
    let all = calendar
        .elapsed(at("2025-01-01 00:00"), at("2028-01-01 00:00"))
        .unwrap();
    assert_eq!(all, WorkingTime::from_seconds((250 + 249 + 249) * 8 * 3600));
}

#[test]
fn a_warning_comes_after_three_quarters() {
    let calendar = vietnam();
    let worked = Limit::WorkingHours(1);
    let of_the_clock = Limit::ClockHours(4);
    for (from, due, limit, warning) in [
        ("2026-03-02 08:00", "2026-03-02 17:00", worked, "2026-03-02 15:00"),
        // 4 working hours: 3 of them end with the morning.
        ("2026-03-02 09:00", "2026-03-02 14:00", worked, "2026-03-02 12:00"),
        // 17 working hours over Tết, 12 3/4 of them: 1 + 8 + 3 3/4.
        ("2026-02-13 16:00", "2026-02-24 17:00", worked, "2026-02-24 11:45"),
        // A calendar-day limit: 4 + 8 hours of Friday and Monday, 9 of them.
        ("2026-03-06 13:00", "2026-03-10 00:00", worked, "2026-03-09 14:00"),
        // No working time in between: the wall clock.
        ("2026-03-06 20:00", "2026-03-07 00:00", worked, "2026-03-06 23:00"),
        (
            "2026-03-06 17:00:00",
            "2026-03-06 17:00:02",
            worked,
            "2026-03-06 17:00:02",
        ),
        // Hours of the clock run on when the office closes, half an hour or a second after they began.
        ("2026-03-02 16:30", "2026-03-02 20:30", of_the_clock, "2026-03-02 19:30"),
        (
            "2026-03-02 16:59:59",
            "2026-03-02 20:59:59",
            of_the_clock,
            "2026-03-02 19:59:59",
        ),
        // Nothing to wait for.
        ("2026-03-02 09:00", "2026-03-02 09:00", worked, "2026-03-02 09:00"),
        ("2026-03-02 10:00", "2026-03-02 09:00", of_the_clock, "2026-03-02 09:00"),
    ] {
        assert_eq!(
            calendar.warn_at(at(from), at(due), limit),
            Ok(at(warning)),
            "{from} to {due}"
        );
    }
}

#[test]
fn working_days_before_a_due_instant() {
    let calendar = vietnam();
    for (due, days, before) in [
        ("2026-03-04 17:00", 0, "2026-03-04 17:00"),
        ("2026-03-04 17:00", 1, "2026-03-03 17:00"),
        ("2026-03-09 17:00", 2, "2026-03-05 17:00"),
        // Over Tết.
        ("2026-02-24 17:00", 2, "2026-02-13 17:00"),
        ("2026-02-23 10:30", 1, "2026-02-13 10:30"),
        // Over a worked Saturday.
        ("2026-01-12 17:00", 1, "2026-01-10 17:00"),
        // Monday 24:00 belongs to Monday.
        ("2026-03-10 00:00", 1, "2026-03-07 00:00"),
        // Due on a day off: the working days before it.
        ("2026-03-08 10:00", 1, "2026-03-06 10:00"),
        ("2026-03-08 10:00", 2, "2026-03-05 10:00"),
        ("2026-03-08 10:00", 0, "2026-03-08 10:00"),
        // After the close stays after the close.
        ("2026-03-04 20:00", 1, "2026-03-03 20:00"),
        // The first working day of all is Thursday 2 January 2025.
        ("2025-01-03 17:00", 1, "2025-01-02 17:00"),
    ] {
        assert_eq!(
            calendar.working_days_before(at(due), days),
            Ok(at(before)),
            "{due} {days}"
        );
    }
    let missing = OutOfCalendar {
        date: date("2024-12-31"),
        first_year: 2025,
        last_year: 2027,
    };
    assert_eq!(
        calendar.working_days_before(at("2025-01-03 17:00"), 2),
        Err(missing)
    );
    assert_eq!(
        calendar.working_days_before(at("2025-01-01 00:00"), 1),
        Err(missing)
    );
    assert_eq!(
        calendar.working_days_before(at("2027-12-31 17:00"), u32::MAX),
        Err(missing)
    );
}

#[test]
fn the_last_loaded_day_can_be_used_up_and_no_more() {
    let calendar = vietnam();
    // Friday 31 December 2027 is the last loaded day, and it is worked.
    check(
        &calendar,
        "
        2027-12-31 16:00 | 1wh  | 2027-12-31 17:00
        2027-12-30 16:00 | 1wd  | 2027-12-31 17:00
        2027-12-30 16:00 | 1d   | 2028-01-01 00:00
        2027-12-31 20:00 | 4h   | 2028-01-01 00:00
        ",
    );
    check(
        &vietnam_until_midnight(),
        "2027-12-30 16:00 | 1wd | 2028-01-01 00:00",
    );
    let missing = OutOfCalendar {
        date: date("2028-01-01"),
        first_year: 2025,
        last_year: 2027,
    };
    for (from, limit) in [
        ("2027-12-31 16:00", "61wm"),
        ("2027-12-31 16:00", "2wh"),
        ("2027-12-31 17:00", "1wm"),
        ("2027-12-31 08:00", "1wd"),
        ("2027-12-31 08:00", "1d"),
        ("2027-12-31 20:00", "5h"),
        ("2025-01-01 00:00", "2610wd"),
        ("2028-01-01 00:00", "1h"),
    ] {
        let limit = limit.parse().unwrap();
        assert_eq!(
            calendar.due(at(from), limit),
            Err(missing),
            "{from} {limit}"
        );
        assert_eq!(
            calendar.explain(at(from), limit),
            Err(missing),
            "{from} {limit}"
        );
    }
    for limit in [
        Limit::WorkingHours(u32::MAX),
        Limit::WorkingMinutes(u32::MAX),
        Limit::WorkingDays(u32::MAX),
        Limit::CalendarDays(u32::MAX),
        Limit::ClockHours(u32::MAX),
    ] {
        assert_eq!(calendar.due(at("2025-01-01 00:00"), limit), Err(missing));
    }
}

#[test]
fn an_end_on_a_day_off_at_the_end_of_the_calendar_is_not_guessed() {
    // 2028 would know the next working day after Saturday 1 January; 2022 alone does not. In a
    // calendar of 2022, 31 December is a Saturday.
    let calendar = Calendar::new(CalendarSpec::office_hours("x", vec![], 2022, 2022)).unwrap();
    let error = calendar
        .due(at("2022-12-30 09:00"), Limit::CalendarDays(1))
        .unwrap_err();
    assert_eq!(error.date, date("2023-01-01"));
    assert_eq!(
        calendar.due(at("2022-12-29 09:00"), Limit::CalendarDays(1)),
        Ok(at("2022-12-31 00:00"))
    );
}

#[test]
fn before_the_first_year_is_out_of_the_calendar() {
    let calendar = vietnam();
    let before = at("2024-12-31 23:59:59");
    let missing = OutOfCalendar {
        date: date("2024-12-31"),
        first_year: 2025,
        last_year: 2027,
    };
    let inside = at("2025-03-03 09:00");
    assert_eq!(calendar.due(before, Limit::WorkingHours(1)), Err(missing));
    assert_eq!(
        calendar.explain(before, Limit::WorkingDays(1)),
        Err(missing)
    );
    assert_eq!(calendar.elapsed(before, inside), Err(missing));
    assert_eq!(calendar.elapsed(inside, before), Err(missing));
    assert_eq!(calendar.warn_at(before, inside, Limit::WorkingHours(1)), Err(missing));
    assert_eq!(calendar.working_days_before(before, 0), Err(missing));
    assert_eq!(calendar.is_working_day(before.date_naive()), Err(missing));
    assert!(!calendar.leans_on_estimate(before, inside));
    // 1 January 2025 is off; its first second is known.
    check(&calendar, "2025-01-01 00:00 | 1wh | 2025-01-02 09:00");
}

#[test]
fn after_the_last_year_is_out_of_the_calendar() {
    let calendar = vietnam();
    let inside = at("2027-12-31 16:00");
    assert_eq!(
        calendar.elapsed(inside, at("2028-01-01 00:00")),
        Ok(WorkingTime::from_seconds(3600))
    );
    let after = at("2028-01-01 00:00:01");
    let missing = OutOfCalendar {
        date: date("2028-01-01"),
        first_year: 2025,
        last_year: 2027,
    };
    assert_eq!(calendar.elapsed(inside, after), Err(missing));
    assert_eq!(calendar.remaining(inside, after), Err(missing));
    assert_eq!(calendar.warn_at(inside, after, Limit::WorkingHours(1)), Err(missing));
    assert_eq!(calendar.is_working_day(after.date_naive()), Err(missing));
    assert_eq!(calendar.is_working_day(inside.date_naive()), Ok(true));
}

#[test]
fn the_ends_of_time_are_refused_quietly() {
    let calendar = vietnam();
    for utc in [
        chrono::DateTime::<chrono::Utc>::MIN_UTC,
        chrono::DateTime::<chrono::Utc>::MAX_UTC,
    ] {
        let instant = utc.fixed_offset();
        assert!(calendar.due(instant, Limit::ClockHours(1)).is_err());
        assert!(calendar.elapsed(instant, instant).is_err());
        assert!(!calendar.leans_on_estimate(instant, instant));
        assert!(calendar.is_working_day(utc.date_naive()).is_err());
    }
}

#[test]
fn instants_in_other_offsets_are_the_same_instants() {
    let calendar = vietnam();
    // 31 December 2024 in UTC is 1 January 2025 in Hà Nội.
    let utc: Instant = "2024-12-31T17:00:00Z".parse().unwrap();
    let due = calendar.due(utc, Limit::WorkingDays(1)).unwrap();
    assert_eq!(due.to_rfc3339(), "2025-01-02T17:00:00+07:00");
    // Sunday 20:00 in New York is Monday 08:00 here.
    let new_york: Instant = "2026-03-08T20:00:00-05:00".parse().unwrap();
    let due = calendar.due(new_york, Limit::WorkingHours(1)).unwrap();
    assert_eq!(due.to_rfc3339(), "2026-03-09T09:00:00+07:00");
}

#[test]
fn fractions_of_a_second_are_dropped() {
    let calendar = vietnam();
    let from: Instant = "2026-03-02T09:00:00.999+07:00".parse().unwrap();
    assert_eq!(
        calendar.due(from, Limit::WorkingHours(1)),
        Ok(at("2026-03-02 10:00"))
    );
    // Also before 1970, where a cut towards zero would go the other way.
    let calendar = Calendar::new(CalendarSpec::office_hours("x", vec![], 1969, 1969)).unwrap();
    let from: Instant = "1969-03-03T09:00:00.999+07:00".parse().unwrap();
    assert_eq!(
        calendar.due(from, Limit::ClockHours(1)),
        Ok(at("1969-03-03 10:00"))
    );
}

#[test]
fn a_limit_of_zero_is_due_at_once() {
    let calendar = vietnam();
    let from = at("2026-03-07 10:00");
    for limit in [
        Limit::WorkingHours(0),
        Limit::WorkingMinutes(0),
        Limit::WorkingDays(0),
        Limit::CalendarDays(0),
        Limit::ClockHours(0),
    ] {
        assert_eq!(calendar.due(from, limit), Ok(from));
        assert_eq!(calendar.explain(from, limit).unwrap().steps, []);
    }
}

#[test]
fn limits_are_read_and_written() {
    for (text, limit) in [
        ("8wh", Limit::WorkingHours(8)),
        ("90wm", Limit::WorkingMinutes(90)),
        ("7wd", Limit::WorkingDays(7)),
        ("2d", Limit::CalendarDays(2)),
        ("4h", Limit::ClockHours(4)),
        ("20880wh", Limit::WorkingHours(20_880)),
        ("3653d", Limit::CalendarDays(3_653)),
    ] {
        assert_eq!(text.parse(), Ok(limit));
        assert_eq!(limit.to_string(), text);
    }
    for text in [
        "", "8", "wh", "8 wh", " 8wh", "8WH", "+8wh", "-8wh", "08wh", "8whx", "8.5wh", "٨wh",
        "8giờ",
    ] {
        assert_eq!(
            text.parse::<Limit>(),
            Err(LimitError::NotALimit),
            "{text:?}"
        );
    }
    for text in ["0wh", "0wm", "0wd", "0d", "0h"] {
        assert_eq!(text.parse::<Limit>(), Err(LimitError::Zero), "{text:?}");
    }
    for text in [
        "20881wh",
        "1252801wm",
        "2611wd",
        "3654d",
        "87673h",
        "4294967296d",
        "99999999999999999999h",
    ] {
        assert!(
            matches!(text.parse::<Limit>(), Err(LimitError::TooLong { .. })),
            "{text:?}"
        );
    }
}

#[test]
fn working_time_in_words_and_minutes() {
    for (seconds, told, minutes) in [
        (0, "0 phút", 0),
        (1, "1 giây", 0),
        (59, "59 giây", 0),
        (60, "1 phút", 1),
        (3_600, "1 giờ", 60),
        (3_601, "1 giờ 1 giây", 60),
        (27_000, "7 giờ 30 phút", 450),
        (864_000, "240 giờ", 14_400),
    ] {
        let time = WorkingTime::from_seconds(seconds);
        assert_eq!(
            (time.to_string().as_str(), time.as_minutes()),
            (told, minutes)
        );
        assert_eq!(time.as_seconds(), seconds);
    }
}

#[test]
fn impossible_calendars_are_refused() {
    let time = |text: &str| text.parse::<chrono::NaiveTime>().unwrap();
    let session = |start, end| Session::new(time(start), time(end));
    let error = |spec| Calendar::new(spec).unwrap_err();
    let day = |on, kind| DatedDay {
        date: date(on),
        kind,
        status: DayStatus::Law,
        name: "x".to_owned(),
    };

    assert!(matches!(
        session("12:00:00", "08:00:00"),
        Err(CalendarError::EmptySession { .. })
    ));
    assert!(matches!(
        session("08:00:00.5", "12:00:00"),
        Err(CalendarError::NotWholeSeconds { .. })
    ));
    assert!(matches!(
        session("08:00:00", "23:59:60"),
        Err(CalendarError::NotWholeSeconds { .. })
    ));

    let mut overlapping = spec();
    overlapping.weekly[2] = vec![
        session("08:00:00", "12:00:00").unwrap(),
        session("11:59:59", "17:00:00").unwrap(),
    ];
    assert_eq!(
        error(overlapping.clone()),
        CalendarError::SessionsOverlap {
            weekday: Some(chrono::Weekday::Wed)
        }
    );
    let unordered = CalendarSpec {
        swap_work_sessions: overlapping.weekly[2].iter().rev().copied().collect(),
        ..spec()
    };
    assert_eq!(
        error(unordered),
        CalendarError::SessionsOverlap { weekday: None }
    );

    let mut twice = spec();
    twice.days.push(day("2026-02-16", DayKind::SwapOff));
    assert_eq!(
        error(twice),
        CalendarError::DuplicateDay {
            date: date("2026-02-16")
        }
    );

    for outside in ["2024-12-31", "2028-01-01"] {
        let mut far = spec();
        far.days.push(day(outside, DayKind::Holiday));
        assert_eq!(
            error(far),
            CalendarError::DayOutsideYears {
                date: date(outside)
            }
        );
    }

    let idle = CalendarSpec {
        swap_work_sessions: vec![],
        ..spec()
    };
    assert_eq!(
        error(idle),
        CalendarError::SwapWorkWithoutSessions {
            date: date("2025-04-26")
        }
    );

    let closed = CalendarSpec {
        weekly: Default::default(),
        days: vec![],
        ..spec()
    };
    assert_eq!(error(closed), CalendarError::NeverOpen);

    for (first_year, last_year) in [(2027, 2025), (1899, 1950), (2990, 3000), (2000, 2100)] {
        let spec = CalendarSpec {
            days: vec![],
            first_year,
            last_year,
            ..spec()
        };
        assert_eq!(
            error(spec),
            CalendarError::Years {
                first_year,
                last_year
            }
        );
    }
    assert!(
        Calendar::new(CalendarSpec {
            days: vec![],
            first_year: 2000,
            last_year: 2099,
            ..spec()
        })
        .is_ok()
    );
}

#[test]
fn sessions_may_touch_and_reach_midnight() {
    let time = |text: &str| text.parse::<chrono::NaiveTime>().unwrap();
    let session = |start, end| Session::new(time(start), time(end)).unwrap();
    let shift = vec![
        session("16:00:00", "20:00:00"),
        session("20:00:00", "00:00:00"),
    ];
    let calendar = Calendar::new(CalendarSpec {
        weekly: std::array::from_fn(|_| shift.clone()),
        days: vec![],
        ..spec()
    })
    .unwrap();
    check(
        &calendar,
        "
        2026-03-02 19:00 | 2wh | 2026-03-02 21:00
        2026-03-02 19:00 | 5wh | 2026-03-03 00:00 -- the close is 24:00
        2026-03-02 19:00 | 6wh | 2026-03-03 17:00
        2026-03-02 19:00 | 1wd | 2026-03-04 00:00
        ",
    );
    assert_eq!(
        calendar.working_days_before(at("2026-03-04 00:00"), 1),
        Ok(at("2026-03-03 00:00"))
    );
}

#[test]
fn estimated_days_of_2027_are_flagged() {
    let calendar = vietnam();
    let tet = [
        "2027-02-04",
        "2027-02-05",
        "2027-02-08",
        "2027-02-09",
        "2027-02-10",
    ];
    for (from, limit, due, leans_on) in [
        // Wednesday 3 February is the last day before the expected Tết, Thursday 11 the first after.
        ("2027-02-03 16:00", "2wh", "2027-02-11 09:00", &tet[..]),
        ("2027-02-03 16:00", "1wd", "2027-02-11 17:00", &tet[..]),
        // Ends before: the 4th has no part in it.
        ("2027-02-03 16:00", "1wh", "2027-02-03 17:00", &[]),
        // Starts on one: the first day is not counted, whatever it is.
        ("2027-02-10 09:00", "1wd", "2027-02-11 17:00", &[]),
        // In hours the same day decides.
        ("2027-02-10 09:00", "1wh", "2027-02-11 09:00", &tet[4..]),
        // Two days from the 2nd: the 4th is a day off only if the estimate holds.
        ("2027-02-02 09:00", "2d", "2027-02-12 00:00", &tet[..]),
        // Ten days from the 2nd end on Friday 12 whether or not Tết is where it is expected.
        ("2027-02-02 09:00", "10d", "2027-02-13 00:00", &[]),
        // The wall clock leans on nothing.
        ("2027-02-04 09:00", "4h", "2027-02-04 13:00", &[]),
        (
            "2027-09-01 16:00",
            "1wd",
            "2027-09-06 17:00",
            &["2027-09-03"],
        ),
        // 2026 is official throughout.
        ("2026-02-13 16:00", "30wd", "2026-04-03 17:00", &[]),
    ] {
        let explanation = calendar.explain(at(from), limit.parse().unwrap()).unwrap();
        assert_eq!(explanation.due, at(due), "{from} {limit}");
        let days: Vec<_> = leans_on.iter().map(|day| date(day)).collect();
        assert_eq!(explanation.estimated, days, "{from} {limit}");
        assert_eq!(explanation.leans_on_estimate(), !days.is_empty());
    }
    let leans = |from, due| calendar.leans_on_estimate(at(from), at(due));
    assert!(leans("2027-02-03 16:00", "2027-02-11 09:00"));
    assert!(leans("2026-12-01 08:00", "2027-02-04 00:00:01"));
    assert!(!leans("2026-12-01 08:00", "2027-02-04 00:00"));
    assert!(!leans("2027-02-11 00:00", "2027-09-03 00:00"));
    assert!(!leans("2027-02-11 08:00", "2027-02-04 08:00"));
    assert!(!leans("2025-01-01 00:00", "2027-01-31 00:00"));
}

#[test]
fn an_estimate_that_changes_nothing_is_not_flagged() {
    // Saturday 6 February 2027, mùng 1: off in any case.
    let mut spec = spec();
    spec.days = vec![DatedDay {
        date: date("2027-02-06"),
        kind: DayKind::Holiday,
        status: DayStatus::Estimated,
        name: "Tết Nguyên đán".to_owned(),
    }];
    let calendar = Calendar::new(spec).unwrap();
    let explanation = calendar
        .explain(at("2027-02-05 16:00"), Limit::WorkingHours(2))
        .unwrap();
    assert!(!explanation.leans_on_estimate());
    assert!(!calendar.leans_on_estimate(explanation.from, explanation.due));
}

#[test]
fn the_shipped_calendar_holds_these_days() {
    let shipped = include_str!("../../../data/calendar.json");
    for day in dated_days() {
        let kind = match day.kind {
            DayKind::Holiday => "holiday",
            DayKind::MakeUp => "make_up",
            DayKind::SwapOff => "swap_off",
            DayKind::SwapWork => "swap_work",
        };
        let status = match day.status {
            DayStatus::Law => "law",
            DayStatus::Official => "official",
            DayStatus::Estimated => "estimated",
        };
        let row = format!(
            r#"{{"date": "{}", "kind": "{kind}", "status": "{status}", "name": "{}", "source": ""#,
            day.date, day.name
        );
        assert!(shipped.contains(&row), "{row}");
    }
    assert_eq!(shipped.matches(r#""date""#).count(), dated_days().len());
    assert_eq!(spec().day_end, DayEnd::CloseOfOffice);
    assert!(shipped.contains(r#""day_end": "close_of_office""#));
    assert!(shipped.contains(&format!(r#""version": "{}""#, spec().version)));
}
