//! The wall clock that guests see.

use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use wasmtime_wasi::clocks::HostWallClock;

/// A wall clock that follows the machine until it is set, and stands still from then on.
///
/// It stands still because a clock that is set *and* runs gives a different answer each time a test
/// asks. Monotonic time is never touched: timeouts and sleeps stay real.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    set_to: Arc<RwLock<Option<DateTime<Utc>>>>,
}

impl Clock {
    /// The instant guests see now.
    pub fn now(&self) -> DateTime<Utc> {
        self.read().unwrap_or_else(Utc::now)
    }

    /// Stops the clock at `instant`.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.write() = Some(instant);
    }

    /// Moves the clock by `by` (which may be negative) from what it shows now, and stops it there.
    ///
    /// Returns the new instant, or `None` and changes nothing if that is beyond what a date can
    /// express.
    pub fn advance(&self, by: chrono::TimeDelta) -> Option<DateTime<Utc>> {
        let mut set_to = self.write();
        let moved = set_to.unwrap_or_else(Utc::now).checked_add_signed(by)?;
        *set_to = Some(moved);
        Some(moved)
    }

    /// Follows the machine's clock again.
    pub fn follow_real_time(&self) {
        *self.write() = None;
    }

    /// Whether the clock follows the machine.
    pub fn is_real(&self) -> bool {
        self.read().is_none()
    }

    fn read(&self) -> Option<DateTime<Utc>> {
        *self
            .set_to
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Option<DateTime<Utc>>> {
        self.set_to
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl HostWallClock for Clock {
    fn resolution(&self) -> Duration {
        Duration::from_nanos(1)
    }

    fn now(&self) -> Duration {
        let now = SystemTime::from(Clock::now(self));
        // The interface counts from 1970; before that there is nothing to show.
        now.duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_stands_still_until_it_follows_real_time_again() {
        let clock = Clock::default();
        assert!(clock.is_real());
        let instant = "2026-02-13T09:00:00Z".parse().unwrap();
        clock.set(instant);
        assert_eq!(Clock::now(&clock), instant);
        assert_eq!(
            clock.advance(chrono::TimeDelta::seconds(90)),
            Some("2026-02-13T09:01:30Z".parse().unwrap())
        );
        assert_eq!(clock.advance(chrono::TimeDelta::MAX), None);
        clock.follow_real_time();
        assert!((Utc::now() - Clock::now(&clock)).num_seconds().abs() < 5);
    }
}
