//! What can go wrong between the application and its database.

use domain::State;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else acted first; nothing was written. Holds the state the case is in now, when known.
    #[error("somebody else acted first")]
    Stale {
        /// The current state, if the case still exists.
        state: Option<State>,
    },
    /// A key that may stand only once stands already: the act was done before.
    #[error("done already")]
    AlreadyDone,
    /// A file that the act names belongs to another act by now; nothing was written.
    #[error("a file belongs to another act")]
    FileTaken,
    /// The database failed or holds what it must not.
    #[error("the database failed")]
    Fault(#[source] anyhow::Error),
}

impl Error {
    /// Reads what the database says. Spin and libSQL give no codes, only text, and libSQL wraps it, so the
    /// words are looked for inside.
    pub(crate) fn from_database(message: String) -> Self {
        if message.contains("stale case")
            || message.contains("stale alert")
            || message.contains("stale reception")
            || message.contains("stale booking")
            || message.contains("stale reorganisation")
            || message.contains("stale account")
            || message.contains("stale reply template")
            || message.contains("stale service")
            || message.contains("stale remark")
            || message.contains("stale setting")
            || message.contains("UNIQUE constraint failed: journal.subject_id")
        {
            Error::Stale { state: None }
        } else if message.contains("UNIQUE constraint failed") && message.contains("_media.media") {
            // `case_media`, `alert_media`, `conduct_media`: in each of them a file stands once, and in one of them.
            Error::FileTaken
        } else if message.contains("UNIQUE constraint failed") {
            Error::AlreadyDone
        } else {
            Error::Fault(anyhow::anyhow!(message))
        }
    }
}
