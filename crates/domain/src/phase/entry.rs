//! The Support Centre enters what a citizen says by telephone, letter or at the counter, and goes on speaking for
//! whoever has no account (R-18.3a).

use crate::{Actor, Case, Refusal};

crate::case::named!(
    /// How the citizen turned to the Support Centre.
    EntryChannel {
        /// The hotline.
        Phone => "phone",
        /// In person.
        Counter => "counter",
        /// A letter.
        Letter => "letter",
        /// An e-mail.
        Email => "email",
        /// A message on a social network.
        Message => "message",
    }
);

/// What the Support Centre does for a caller it does with the caller's consent, each time (R-18.3a). The reporter, who
/// acts for themself, is asked for none. The journal's line names the officer, who is not the reporter: that it was on
/// somebody's behalf.
///
/// # Errors
/// [`Refusal::ConsentMissing`].
pub fn agreed(case: &Case, actor: &Actor, consent: bool) -> Result<(), Refusal> {
    if actor.is(&case.reporter) || consent { Ok(()) } else { Err(Refusal::ConsentMissing) }
}
