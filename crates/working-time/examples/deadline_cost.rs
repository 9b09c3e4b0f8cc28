//! What an answer costs, and that it does not cost more over a longer span:
//! `cargo run --release -p working-time --example deadline_cost`.

use std::hint::black_box;
use std::time::Instant as Clock;

use chrono::{NaiveDate, TimeDelta};
use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus, Instant, Limit};

fn main() {
    let spec = CalendarSpec::office_hours("bench", days_off(), 2025, 2027);
    let calendar = Calendar::new(spec.clone()).expect("a calendar");
    // Starts all over the first two years, so that the branch predictor learns nothing.
    let first: Instant = "2025-01-01T00:00:00+07:00".parse().expect("an instant");
    let starts: Vec<Instant> = (0..1024)
        .map(|i| first + TimeDelta::seconds(i * 7919 * 60 % (700 * 86_400)))
        .collect();

    let due = |limit| {
        measure(&starts, |from| {
            black_box(calendar.due(black_box(from), black_box(limit)).is_ok());
        })
    };
    let short = due(Limit::WorkingHours(1));
    let long = due(Limit::WorkingDays(30));
    report("due 1wh", short);
    report("due 30wd", long);
    report("due 240wh", due(Limit::WorkingHours(240)));
    report("due 30d", due(Limit::CalendarDays(30)));
    for days in [1, 45, 300] {
        let span = TimeDelta::days(days);
        let cost = measure(&starts, |from| {
            black_box(
                calendar
                    .elapsed(black_box(from), black_box(from + span))
                    .is_ok(),
            );
        });
        report(&format!("elapsed over {days} d"), cost);
    }
    let span = TimeDelta::days(45);
    report(
        "warn_at over 45 d",
        measure(&starts, |from| {
            black_box(
                calendar
                    .warn_at(black_box(from), black_box(from + span), Limit::WorkingDays(30))
                    .is_ok(),
            );
        }),
    );
    report(
        "explain 30wd",
        measure(&starts[..64], |from| {
            black_box(
                calendar
                    .explain(black_box(from), Limit::WorkingDays(30))
                    .is_ok(),
            );
        }),
    );
    report(
        "new, 3 years",
        measure(&starts[..64], |_| {
            black_box(Calendar::new(black_box(spec.clone())).is_ok());
        }),
    );
    println!("due 30wd / due 1wh {:14.2}", long / short);
}

/// Nanoseconds a call: the best of several rounds, the one least disturbed by other work.
fn measure(starts: &[Instant], mut ask: impl FnMut(Instant)) -> f64 {
    let round = |ask: &mut dyn FnMut(Instant)| {
        let clock = Clock::now();
        for _ in 0..20 {
            for from in starts {
                ask(*from);
            }
        }
        clock.elapsed().as_nanos() as f64 / (20 * starts.len()) as f64
    };
    (0..20)
        .map(|_| round(&mut ask))
        .fold(f64::INFINITY, f64::min)
}

fn report(what: &str, nanoseconds: f64) {
    println!("{what:20} {nanoseconds:10.1} ns");
}

/// About as many dated days as three real years have.
fn days_off() -> Vec<DatedDay> {
    (2025..=2027)
        .flat_map(|year| (1..=12).map(move |month| (year, month)))
        .filter_map(|(year, month)| NaiveDate::from_ymd_opt(year, month, 2))
        .map(|date| DatedDay {
            date,
            kind: DayKind::Holiday,
            status: DayStatus::Official,
            name: "Nghỉ".to_owned(),
        })
        .collect()
}
