//! The time of the demo: the machine's, or the host's clock moved through its control port.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, FixedOffset, NaiveTime, SubsecRound, TimeDelta, Utc};
use serde_json::{Value, json};
use store::seed;
use working_time::Calendar;

/// An instant at Hanoi's offset.
pub type Instant = DateTime<FixedOffset>;

/// The time that the components see.
pub struct Clock {
    agent: ureq::Agent,
    control: Option<String>,
    now: Instant,
}

impl Clock {
    /// The clock behind that control port, or the machine's.
    ///
    /// # Errors
    /// No control port answers there.
    pub fn new(agent: &ureq::Agent, control: Option<&str>) -> Result<Self> {
        let clock = Self { agent: agent.clone(), control: control.map(str::to_owned), now: real_now() };
        if clock.control.is_some() {
            clock.answers()?;
        }
        Ok(clock)
    }

    /// Whether it can be moved.
    pub fn can_be_moved(&self) -> bool {
        self.control.is_some()
    }

    /// Now, as the components see it.
    pub fn now(&self) -> Instant {
        if self.can_be_moved() { self.now } else { real_now() }
    }

    /// Moves it there and stops it. One that cannot be moved stays at the machine's time.
    pub fn move_to(&mut self, instant: Instant) -> Result<()> {
        self.now = instant;
        self.set(&json!({ "now": instant.to_rfc3339() }))
    }

    /// Lets it follow the machine's time again.
    pub fn follow_real_time(&mut self) -> Result<()> {
        self.now = real_now();
        self.set(&json!({ "real": true }))
    }

    /// Runs the sweep as its schedule would.
    pub fn sweep(&self) -> Result<()> {
        let Some(control) = &self.control else { return Ok(()) };
        let mut answer = self.agent.post(format!("{control}/cron/sla-sweep")).send_empty().context("asking for a sweep")?;
        if !answer.status().is_success() {
            bail!("the sweep failed: {}", answer.body_mut().read_to_string().unwrap_or_default());
        }
        Ok(())
    }

    fn set(&self, command: &Value) -> Result<()> {
        let Some(control) = &self.control else { return Ok(()) };
        let answer = self.agent.put(format!("{control}/clock")).send_json(command).context("setting the clock")?;
        if !answer.status().is_success() {
            bail!("the control port at {control} does not set the clock: {}", answer.status());
        }
        Ok(())
    }

    fn answers(&self) -> Result<()> {
        let Some(control) = &self.control else { return Ok(()) };
        let shown = self.agent.get(format!("{control}/clock")).call().ok();
        let shown: Option<Value> = shown.and_then(|mut answer| answer.body_mut().read_json().ok());
        match shown {
            Some(clock) if clock["now"].is_string() => Ok(()),
            _ => bail!("no control port answers at {control}; `cargo xtask up` says where it is"),
        }
    }
}

/// The last working days before today, oldest first, each by its midnight. The demo lives in them, so
/// that what it leaves lies in the past when the clock is real again.
pub struct WorkingDays(Vec<Instant>);

impl WorkingDays {
    /// That many of them.
    pub fn before_today(count: usize) -> Result<Self> {
        let calendar: Calendar = seed::calendar()?;
        let mut midnight = real_now().with_time(NaiveTime::MIN).single().context("Hanoi has no summer time")?;
        let mut days = Vec::new();
        while days.len() < count {
            midnight -= TimeDelta::days(1);
            if calendar.is_working_day(midnight.date_naive())? {
                days.push(midnight);
            }
        }
        days.reverse();
        Ok(Self(days))
    }

    /// That time of day, in minutes, on that day.
    pub fn at(&self, day: usize, minute: u32) -> Result<Instant> {
        let midnight = self.0.get(day).with_context(|| format!("the demo has no day {day}"))?;
        Ok(*midnight + TimeDelta::minutes(minute.into()))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// The machine's time in Hanoi, to the second.
pub fn real_now() -> Instant {
    Utc::now().with_timezone(&store::hanoi()).trunc_subsecs(0)
}
