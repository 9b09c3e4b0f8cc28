//! Whether two texts say the same, however they are typed (R-16.2, R-17.2).
//!
//! Two measures on the folded words of a text, taken two by two. A fingerprint of 64 bits ([`simhash`]) can be
//! stored and compared by counting bits ([`distance`]); it decides which texts are worth fetching. The
//! Sørensen–Dice coefficient ([`dice`]) is exact and decides. Neither knows a language: Vietnamese syllables
//! stand apart, so that two of them are about a word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// From this coefficient on, two texts are the same text: typed without marks, or with a few words changed.
pub const SAME: f64 = 0.8;

/// From this coefficient on, two texts are near enough to ask why the second is needed.
pub const NEAR: f64 = 0.5;

/// Fingerprints this close nearly always belong to texts of coefficient [`SAME`] and above.
pub const SAME_BITS: u32 = 16;

/// Fingerprints farther apart than this are not worth comparing. Two texts of coefficient c differ in about
/// 64 · arccos(c) / π bits, give or take 4: 13 at [`SAME`], 21 at [`NEAR`], 32 when they share nothing. A bound of
/// [`SAME_BITS`] alone would miss one in twenty of those that are just the same and most of those that are near
/// (`docs/decisions/0020-what-repeats-an-alert.md` has the figures).
pub const WORTH_COMPARING_BITS: u32 = 28;

/// Lower case, no marks, đ as d; everything that is neither letter nor digit becomes one space.
///
/// ```
/// use domain::similarity::fold;
/// assert_eq!(fold("Đường Lê Duẩn,  ngõ 12/34"), "duong le duan ngo 12 34");
/// // Decomposed input folds to the same.
/// assert_eq!(fold("ngâ\u{323}p"), fold("ngập"));
/// // What holds no word folds to nothing.
/// assert_eq!(fold(" …! "), "");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        // The Icelandic ð looks the same in capitals, and old converters wrote it for Đ.
        let c = if matches!(c, 'đ' | 'ð') { 'd' } else { c };
        if c.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        } else {
            gap = true;
        }
    }
    folded
}

/// The pairs of neighbouring words, each once, in order. A text of one word is that word alone.
fn pairs(folded: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut pairs: Vec<(&str, &str)> = words.iter().zip(words.iter().skip(1)).map(|(a, b)| (*a, *b)).collect();
    if pairs.is_empty() {
        pairs.extend(words.first().map(|word| (*word, "")));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The fingerprint of a text: each pair of words votes on each of 64 bits.
///
/// ```
/// use domain::similarity::{distance, simhash};
/// let alert = "Mưa to, ngập sâu tại hầm chui Trần Duy Hưng. Đề nghị người dân không đi qua.";
/// let plain = "mua to ngap sau tai ham chui tran duy hung de nghi nguoi dan khong di qua";
/// assert_eq!(distance(simhash(alert), simhash(plain)), 0);
/// // No words, no votes.
/// assert_eq!(simhash("…"), 0);
/// ```
pub fn simhash(text: &str) -> u64 {
    let folded = fold(text);
    let mut votes = [0_i32; 64];
    for (first, second) in pairs(&folded) {
        let hash = hash(first, second);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().filter(|(_, vote)| **vote > 0).fold(0, |hash, (bit, _)| hash | 1 << bit)
}

/// In how many bits two fingerprints differ.
pub fn distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}

/// FNV-1a over both words, then mixed (the finish of splitmix64): FNV alone leaves the high bits of short
/// words alike. It is stored, so it must never change.
fn hash(first: &str, second: &str) -> u64 {
    let bytes = first.bytes().chain([b' ']).chain(second.bytes());
    let fnv = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (fnv ^ fnv >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// The Sørensen–Dice coefficient of two texts: twice the pairs of words they share, over all pairs of both.
/// 1 for the same words in the same order, 0 when no pair is shared.
///
/// ```
/// use domain::similarity::dice;
/// assert_eq!(dice("Ngập sâu, tránh đi qua!", "ngap sau tranh di qua"), 1.0);
/// assert_eq!(dice("Ngập sâu", "Cắt điện"), 0.0);
/// // Two texts without a word are the same nothing.
/// assert_eq!(dice("", "…"), 1.0);
/// assert_eq!(dice("", "Ngập sâu"), 0.0);
/// ```
pub fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (fold(a), fold(b));
    let (a, b) = (pairs(&a), pairs(&b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let shared = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    (2 * shared) as f64 / (a.len() + b.len()) as f64
}
