//! Letters without their marks, for rules that must hold with and without diacritics.

use crate::similarity::fold;
use unicode_normalization::UnicodeNormalization;

/// The words in lower case, without marks, đ as d: those of [`fold`].
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words in lower case with their marks, composed.
pub(crate) fn marked_words(text: &str) -> Vec<String> {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
