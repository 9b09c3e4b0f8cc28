//! Parts of a file (RFC 9110 §14).

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: no header, one that is not understood, or several ranges at once.
    Whole,
    /// One part.
    Part(Range<u64>),
    /// A part that the file does not have.
    Outside,
}

/// Reads the header for a file of that size.
pub fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = range.trim().split_once('-') else {
        return Wanted::Whole;
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Wanted::Whole,
        (Some(first), _) if first >= size => match last.is_empty() || number(last).is_some() {
            true => Wanted::Outside,
            false => Wanted::Whole,
        },
        (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(size)),
        (Some(first), None) if last.is_empty() => Wanted::Part(first..size),
        (None, Some(0)) if first.is_empty() => Wanted::Outside,
        (None, Some(_)) if first.is_empty() && size == 0 => Wanted::Outside,
        (None, Some(length)) if first.is_empty() => Wanted::Part(size.saturating_sub(length)..size),
        _ => Wanted::Whole,
    }
}

fn number(text: &str) -> Option<u64> {
    // Not what `parse` alone would take: no sign. What is beyond u64 is beyond every file.
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Wanted::{Outside, Part, Whole};

    #[test]
    fn one_range_is_served_and_nonsense_is_ignored() {
        for (header, expected) in [
            (None, Whole),
            (Some("bytes=0-0"), Part(0..1)),
            (Some("bytes=2-5"), Part(2..6)),
            (Some("bytes=2-"), Part(2..10)),
            (Some("bytes=2-99999999999999999999999"), Part(2..10)),
            (Some("bytes=-3"), Part(7..10)),
            (Some("bytes=-30"), Part(0..10)),
            (Some("bytes=-0"), Outside),
            (Some("bytes=10-"), Outside),
            (Some("bytes=99999999999999999999999-"), Outside),
            (Some("bytes=5-2"), Whole),
            (Some("bytes=0-1,4-5"), Whole),
            (Some("bytes=12-x"), Whole),
            (Some("bytes=+1-2"), Whole),
            (Some("bytes=-"), Whole),
            (Some("bytes="), Whole),
            (Some("lines=1-2"), Whole),
        ] {
            assert_eq!(wanted(header, 10), expected, "{header:?}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Outside);
    }
}
