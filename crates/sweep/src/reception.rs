//! What reception leaves for the sweep: sessions that are over without a note whether the people came,
//! and what is counted anew when a calendar changed. Each step asks what is still to be done.

use domain::reception::{BookingOutcome, Hall, recount, remind};
use domain::{BookingCode, Instant, Refusal};
use store::reception::{Booked, BookingWork, LoadedBooking};
use store::{Error, Store};

/// Bookings looked at in one go; a tick goes on until none is left, so that those that fail hold up nobody.
const PAGE: u32 = 500;

/// What a tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Bookings of which the board was asked whether the person came.
    pub reminded: u32,
    /// Bookings of which a clock was counted anew.
    pub recounted: u32,
    /// Bookings that could not be seen to because their data is damaged, or the calendar does not reach.
    pub failed: u32,
}

/// One tick.
///
/// # Errors
/// [`Error::Fault`]. What was done before stays done.
pub async fn advance(store: &Store, now: Instant) -> Result<Received, Error> {
    let mut received = Received::default();
    let mut last: Option<BookingWork> = None;
    loop {
        let page = store.bookings_unmarked(now, last.as_ref(), PAGE).await?;
        for work in &page {
            match see_to(store, work, now, |found, hall| remind(&found.booking, &found.session, hall)).await {
                Ok(done) => received.reminded += u32::from(done == Done::Written),
                Err(error) => received.fails(&work.code, error),
            }
        }
        match page.last() {
            Some(work) => last = Some(work.clone()),
            None => break,
        }
    }
    let mut last: Option<BookingWork> = None;
    loop {
        let page = store.bookings_to_recount(last.as_ref(), PAGE).await?;
        for work in &page {
            match see_to(store, work, now, |found, hall| recount(&found.booking, &found.session, hall)).await {
                // Somebody acted meanwhile: the next tick looks again.
                Ok(Done::Late) => {}
                Ok(done) => {
                    received.recounted += u32::from(done == Done::Written);
                    store.booking_recounted(work).await?;
                }
                Err(error) => received.fails(&work.code, error),
            }
        }
        match page.last() {
            Some(work) => last = Some(work.clone()),
            None => break,
        }
    }
    Ok(received)
}

/// What became of one booking.
#[derive(PartialEq, Eq)]
enum Done {
    Written,
    Nothing,
    Late,
}

async fn see_to(
    store: &Store,
    work: &BookingWork,
    now: Instant,
    decide: impl FnOnce(&LoadedBooking, &Hall<'_>) -> Result<Option<BookingOutcome>, Refusal>,
) -> Result<Done, Error> {
    let Some(found) = store.booking(&work.code).await? else {
        return Ok(Done::Nothing);
    };
    match decide(&found, &found.at.hall(now)) {
        Ok(None) => Ok(Done::Nothing),
        Ok(Some(outcome)) => match store.commit_booking(&outcome).await {
            Ok(Booked::Done) => Ok(Done::Written),
            Ok(Booked::Full | Booked::Already) | Err(Error::Stale { .. }) => Ok(Done::Late),
            Err(error) => Err(error),
        },
        Err(refusal) => Err(Error::Fault(refusal.into())),
    }
}

impl Received {
    fn fails(&mut self, code: &BookingCode, error: Error) {
        self.failed += 1;
        crate::log("booking", code.as_str(), error);
    }
}
