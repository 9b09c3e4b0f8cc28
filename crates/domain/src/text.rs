//! Texts people write. Each has a size; inside the program none needs a second check.

use unicode_normalization::UnicodeNormalization;

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Fewer characters than `min` after trimming.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More characters than `max`.
    #[error("longer than {max} characters")]
    TooLong {
        /// The greatest number of characters.
        max: usize,
    },
    /// A control character other than a line break or tab; in a text of one line, any.
    #[error("contains a control character")]
    ControlCharacter,
}

/// Whether a text may have line breaks: a headline with one would forge a second line wherever it is
/// put into a feed or a message's header.
#[derive(Clone, Copy, PartialEq)]
enum Lines {
    One,
    Many,
}

fn checked(text: &str, min: usize, max: usize, lines: Lines) -> Result<String, TextError> {
    // Bytes first: normalising megabytes only to refuse them would be a gift to an attacker.
    if text.len() > max.saturating_mul(12) {
        return Err(TextError::TooLong { max });
    }
    let text: String = text.trim().nfc().collect();
    let allowed = |c| lines == Lines::Many && matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(TextError::ControlCharacter);
    }
    let length = text.chars().count();
    if length < min {
        return Err(TextError::TooShort { min });
    }
    if length > max {
        return Err(TextError::TooLong { max });
    }
    Ok(text)
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $min:literal, $max:literal, $lines:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The least number of characters.
            pub const MIN: usize = $min;
            /// The greatest number of characters.
            pub const MAX: usize = $max;

            /// Trims, brings to NFC and measures in characters, not bytes.
            ///
            /// # Errors
            /// [`TextError`] when it is too short, too long or holds control characters.
            pub fn new(text: &str) -> Result<Self, TextError> {
                checked(text, $min, $max, Lines::$lines).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text!(
    /// What a citizen reports, 10 to 4,000 characters.
    ///
    /// ```
    /// use domain::{ReportText, TextError};
    /// // A decomposed "ổ gà" counts its letters, not its marks, and is stored composed.
    /// let text = ReportText::new("o\u{302}\u{309} ga\u{300} sâu giữa đường").unwrap();
    /// assert!(text.as_str().starts_with("ổ gà"));
    /// assert_eq!(ReportText::new("   ngập   "), Err(TextError::TooShort { min: 10 }));
    /// ```
    ReportText, 10, 4000, Many
);
text!(
    /// Why somebody decided as they did, 10 to 2,000 characters: a refusal of one word explains nothing.
    Reason, 10, 2000, Many
);
text!(
    /// What the office found and did, 20 to 8,000 characters.
    Conclusion, 20, 8000, Many
);
text!(
    /// A remark that may be empty, at most 1,000 characters.
    Comment, 0, 1000, Many
);
text!(
    /// One line: an address, a division, a channel note; 2 to 300 characters.
    ///
    /// ```
    /// use domain::{ShortText, TextError};
    /// assert!(ShortText::new("Số 125 Hàng Bông\n").is_ok()); // trimmed
    /// assert_eq!(ShortText::new("Số 125\nHàng Bông"), Err(TextError::ControlCharacter));
    /// ```
    ShortText, 2, 300, One
);
text!(
    /// A headline, 5 to 150 characters.
    Title, 5, 150, One
);
text!(
    /// The body of an alert, 10 to 3,000 characters.
    AlertText, 10, 3000, Many
);
text!(
    /// What somebody of the public says about an initiative, 10 to 1,000 characters.
    ViewText, 10, 1000, Many
);
