//! One type per identifier, so that an account is never passed where a unit is meant.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Wraps a value that is already known to be an identifier of this kind.
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }

            /// The identifier as it stands in the database.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// The row id of a case: a ULID, never shown to the public.
    CaseId
);
id!(
    /// What a citizen follows a case by, for example `HN26-7K3M9Q2X`. Random, so that it cannot be
    /// guessed from another.
    CaseCode
);
id!(
    /// The report a case was opened on.
    ReportId
);
id!(
    /// A person's account.
    AccountId
);
id!(
    /// An agency: the official code of a ward or commune, or a short code of a department.
    UnitId
);
id!(
    /// An uploaded picture, video or document.
    MediaId
);
id!(
    /// A field of life a report is about, for example `duong-ha-tang`.
    CategoryCode
);
id!(
    /// An alert to residents.
    AlertId
);
id!(
    /// What somebody of the public said about an initiative.
    CommentId
);
id!(
    /// A session at which citizens are received.
    ReceptionSessionId
);
id!(
    /// The row id of a booking: a ULID, never shown to the public.
    BookingId
);
id!(
    /// What a citizen follows a booking by, for example `TCD26-7K3M9Q2X`. Random, like a [`CaseCode`].
    BookingCode
);
id!(
    /// A reorganisation of units.
    ReorganisationId
);
id!(
    /// What is recorded about one account's conduct: names the record without naming the person.
    ConductId
);
id!(
    /// A violation.
    ViolationId
);
id!(
    /// An objection to a violation.
    ObjectionId
);
id!(
    /// An entry of services and utilities.
    ServiceId
);
id!(
    /// A remark on the regulation.
    RemarkId
);
