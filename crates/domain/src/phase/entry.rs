//! The Support Centre enters what a citizen says by telephone, letter or at the counter (R-18.3a).

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
