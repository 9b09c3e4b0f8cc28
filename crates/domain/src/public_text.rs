//! A text that may be shown to everybody.

/// A text in which telephone numbers, e-mail addresses and identity numbers are masked (R-14.2).
///
/// What is public is built from this type only. Names cannot be found by rule; the head who
/// publishes reads the text and answers for it (R-12.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText(String);

impl PublicText {
    /// Masks runs of nine digits or more (telephone, identity and tax numbers; single spaces, dots
    /// and hyphens between digits do not hide them, nor brackets around the area code, nor digits
    /// of another script) and everything that looks like an e-mail address.
    ///
    /// ```
    /// use domain::PublicText;
    /// let text = PublicText::masking("Gọi 0912 345 678 hoặc lan.nguyen@example.com, số nhà 125, ngày 12.10.2026");
    /// assert_eq!(text.as_str(), "Gọi [đã ẩn] hoặc [đã ẩn], số nhà 125, ngày 12.10.2026");
    /// assert_eq!(PublicText::masking("CCCD 001-090-012-345").as_str(), "CCCD [đã ẩn]");
    /// // As landlines are usually written: eight digits follow the bracket.
    /// assert_eq!(PublicText::masking("Tổ dân phố (024) 3825 3536").as_str(), "Tổ dân phố [đã ẩn]");
    /// // A date in brackets and the number after it are not one number.
    /// assert_eq!(PublicText::masking("(12.10.2026) 15 hộ").as_str(), "(12.10.2026) 15 hộ");
    /// ```
    pub fn masking(text: &str) -> Self {
        let without_addresses = mask_addresses(text);
        Self(mask_numbers(&without_addresses))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

const MASK: &str = "[đã ẩn]";

/// Nine: a mobile number written without its leading zero. A date has eight digits.
const DIGITS_MIN: usize = 9;

/// `(+84-24)` has four, `(0204)` too; a date in brackets has more.
const AREA_CODE_DIGITS_MAX: usize = 5;

fn mask_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let core = core.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_address = core.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_address {
            out.push_str(&piece.replacen(core, MASK, 1));
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn mask_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let starts_number = chars[at].is_numeric() || (chars[at] == '+' && is_digit(&chars, at + 1));
        if !starts_number {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let (end, digits) = number_end(&chars, at);
        if digits >= DIGITS_MIN {
            // The bracket that closes inside the number opened just before it.
            if chars[at..end].contains(&')') && out.ends_with('(') {
                out.pop();
            }
            out.push_str(MASK);
        } else {
            out.extend(&chars[at..end]);
        }
        at = end;
    }
    out
}

/// Any script's digits: full-width ones come from some keyboards, and a reader can dial them.
fn is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| c.is_numeric())
}

fn is_separator(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| {
        matches!(c, '.' | '-' | '\u{2010}'..='\u{2013}') || (c.is_whitespace() && !matches!(c, '\n' | '\r'))
    })
}

/// Where a number that starts at `start` ends, with the separators between its digits, and how many
/// digits it has.
fn number_end(chars: &[char], start: usize) -> (usize, usize) {
    let mut at = start + usize::from(chars[start] == '+');
    let mut digits = 0;
    while at < chars.len() {
        if is_digit(chars, at) {
            digits += 1;
            at += 1;
        } else if let Some(next) = next_digit(chars, at, digits) {
            at = next;
        } else {
            break;
        }
    }
    (at, digits)
}

/// Where the number goes on after what stands at `at`: one separator, or the bracket that closes an
/// area code and a separator after it.
fn next_digit(chars: &[char], at: usize, digits_before: usize) -> Option<usize> {
    let next = if chars[at] == ')' && digits_before <= AREA_CODE_DIGITS_MAX {
        at + 1 + usize::from(is_separator(chars, at + 1))
    } else if is_separator(chars, at) {
        at + 1
    } else {
        return None;
    };
    is_digit(chars, next).then_some(next)
}
