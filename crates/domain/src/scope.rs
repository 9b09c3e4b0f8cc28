//! Signs that a text does not belong here: a complaint or denunciation, a state secret (R-1.3), advertising
//! (R-6.2), another language (R-5.1). A sign asks; it never refuses. The citizen may send all the same, and
//! the officer decides.
//!
//! Everything holds with and without diacritics. A phrase that has another reading without them (`to cao` is
//! "tố cáo", and also "to cao" of a tree) names the words after which it is not meant.

use crate::fold::{marked_words, words};
use crate::triage::RefusalReason;
use std::sync::LazyLock;

crate::case::named!(
    /// What a text may be instead of a report.
    Signal {
        /// Khiếu nại.
        Complaint => "complaint",
        /// Tố cáo.
        Denunciation => "denunciation",
        /// Bí mật nhà nước.
        StateSecret => "state_secret",
        /// Quảng cáo.
        Advertising => "advertising",
        /// Not in Vietnamese.
        OtherLanguage => "other_language",
    }
);

impl Signal {
    /// The reason an officer would refuse with, if the sign is right.
    ///
    /// ```
    /// use domain::{Signal, triage::RefusalReason};
    /// assert_eq!(Signal::Complaint.refusal_reason(), RefusalReason::OutOfScope);
    /// assert_eq!(Signal::Advertising.refusal_reason(), RefusalReason::Advertising);
    /// ```
    pub fn refusal_reason(self) -> RefusalReason {
        match self {
            Signal::Complaint | Signal::Denunciation | Signal::StateSecret => RefusalReason::OutOfScope, // R-1.3
            Signal::Advertising => RefusalReason::Advertising, // R-6.2
            Signal::OtherLanguage => RefusalReason::Incomplete, // R-5.1, R-6.2
        }
    }
}

/// The signs in a text, in the order of [`Signal::ALL`].
///
/// ```
/// use domain::{Signal, scope::signals};
/// assert_eq!(signals("Tôi làm đơn khiếu nại quyết định xử phạt số 15"), [Signal::Complaint]);
/// assert_eq!(signals("Toi lam don khieu nai quyet dinh xu phat so 15"), [Signal::Complaint]);
/// // A tall tree denounces nobody, and a text without diacritics is not another language.
/// assert_eq!(signals("Cay to cao truoc nha so 12 sap do, rat nguy hiem"), []);
/// ```
pub fn signals(text: &str) -> Vec<Signal> {
    let read = Read::new(text);
    Signal::ALL
        .iter()
        .copied()
        .filter(|signal| match signal {
            Signal::Complaint => read.count("complaint") > 0,
            Signal::Denunciation => read.count("denunciation") > 0,
            Signal::StateSecret => read.count("state_secret") > 0,
            Signal::Advertising => is_advertising(&read),
            Signal::OtherLanguage => is_another_language(text, &read.folded),
        })
        .collect()
}

/// A phrase of `data/scope-phrases.txt`.
struct Phrase {
    section: &'static str,
    marked: Vec<String>,
    folded: Vec<String>,
    /// `None`: without diacritics it means too many other things. Else: not after these words.
    not_after: Option<Vec<&'static str>>,
}

/// Read once; what is wrong in the file reads as a phrase that no text holds, and the tests name it.
static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut section = "";
    let mut phrases = Vec::new();
    for line in include_str!("../../../data/scope-phrases.txt").lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if !line.is_empty() && !line.starts_with('#') {
            let (text, remark) = line.split_once(" | ").unwrap_or((line, ""));
            let not_after = remark.strip_prefix("not after ").unwrap_or_default().split(' ').collect();
            phrases.push(Phrase {
                section,
                marked: marked_words(text),
                folded: words(text),
                not_after: (remark != "only with marks").then_some(not_after),
            });
        }
    }
    phrases
});

/// Nobody who reports says what stands under `sells`; some who report say what sounds like it, and whoever
/// reports somebody else's advertising says that it is pasted, hung up or not allowed.
fn is_advertising(read: &Read) -> bool {
    let score = 2 * read.count("sells") + read.count("sounds_like_selling");
    score >= if read.count("about_advertising") > 0 { 7 } else { 3 }
}

/// A text read in both ways.
struct Read {
    marked: Vec<String>,
    folded: Vec<String>,
    /// Whether it is written without diacritics. A mark here and there is a slip of the keyboard.
    is_plain: bool,
}

impl Read {
    fn new(text: &str) -> Self {
        let (marked, folded) = (marked_words(text), words(text));
        let with_marks = marked.iter().filter(|word| !word.is_ascii()).count();
        let is_plain = with_marks * 5 < marked.len();
        Self { marked, folded, is_plain }
    }

    fn has(&self, phrase: &Phrase) -> bool {
        if found(&self.marked, &phrase.marked, &[]) {
            return true;
        }
        match &phrase.not_after {
            Some(not_after) => self.is_plain && found(&self.folded, &phrase.folded, not_after),
            None => false,
        }
    }

    /// How many phrases of a section it holds.
    fn count(&self, section: &str) -> usize {
        PHRASES.iter().filter(|phrase| phrase.section == section && self.has(phrase)).count()
    }
}

fn found(text: &[String], phrase: &[String], not_after: &[&str]) -> bool {
    text.windows(phrase.len().max(1)).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        window == phrase && !before.is_some_and(|word| not_after.contains(&word.as_str()))
    })
}

/// Fewer words are a name, a brand or a slip.
const WORDS_MIN: usize = 4;

/// Vietnamese is written in syllables of a small set of shapes, with diacritics or without; hardly half the
/// words of another language have one of them by chance. What uses another script has none.
fn is_another_language(text: &str, folded: &[String]) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut latin) = (0, 0);
    for letter in letters {
        all += 1;
        latin += usize::from(matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'));
    }
    if latin * 2 < all {
        return true;
    }
    // Numbers and abbreviations without a vowel (UBND, KĐT) belong to no language.
    let spoken: Vec<&String> = folded
        .iter()
        .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()) && word.bytes().any(|b| b"aeiouy".contains(&b)))
        .collect();
    let syllables = spoken.iter().filter(|word| is_syllable(word)).count();
    spoken.len() >= WORDS_MIN && syllables * 5 < spoken.len() * 3
}

/// Longer ones before their beginnings.
const INITIALS: &[&str] = &[
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r",
    "s", "t", "v", "x", "",
];
/// Nuclei that take no final consonant.
const OPEN: &[&str] = &[
    "ai", "ao", "au", "ay", "eo", "eu", "ia", "ieu", "iu", "oai", "oao", "oay", "oeo", "oi", "ua", "uay", "ui", "uoi", "uou",
    "uu", "uya", "uyu", "yeu", "uau", "ue", "uo",
];
/// Nuclei that may take one.
const CLOSED: &[&str] = &["a", "e", "i", "o", "u", "y", "ie", "ye", "uo", "ua", "oa", "oe", "uy", "uye", "ue", "oo"];
const FINALS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether a word without marks has the shape of a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)).any(|rime| {
        OPEN.contains(&rime)
            || CLOSED.iter().any(|nucleus| rime.strip_prefix(nucleus).is_some_and(|end| FINALS.contains(&end)))
    }) || word == "gi"
}
