//! A deadline far away costs what a near one costs.

use crate::{Row, median};
use anyhow::Result;
use std::hint::black_box;
use std::time::Instant as Clock;
use working_time::{Calendar, CalendarSpec, Instant, Limit};

pub fn rows() -> Result<Vec<Row>> {
    let calendar = Calendar::new(CalendarSpec::office_hours("bench", Vec::new(), 2025, 2027))?;
    let first: Instant = "2025-01-06T08:00:00+07:00".parse()?;
    // Starts all over a year, so that no branch predictor learns one of them by heart.
    let starts: Vec<Instant> = (0..1024).map(|n| first + chrono::TimeDelta::minutes(n * 509 % 500_000)).collect();
    let cost = |limit: Limit| {
        let once = || {
            let started = Clock::now();
            for _ in 0..200 {
                for from in &starts {
                    black_box(calendar.due(black_box(*from), black_box(limit)).is_ok());
                }
            }
            started.elapsed().as_nanos() as f64 / (200.0 * starts.len() as f64)
        };
        median((0..5).map(|_| once()).collect())
    };
    let (near, far) = (cost(Limit::WorkingHours(1)), cost(Limit::WorkingDays(30)));
    let detail = format!("{far:.0} ns and {near:.0} ns");
    Ok(vec![
        Row::at_most("a deadline 30 wd away / 1 wh away", "≤ 2 ×", 2.0, far / near, detail.clone()),
        Row::at_most("the dearer of the two, ns", "< 1,000 ns", 1_000.0, far.max(near), detail),
    ])
}
