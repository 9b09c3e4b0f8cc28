//! A text that may be shown to everybody.

/// A text in which telephone numbers, e-mail addresses and identity numbers are masked (R-14.2).
///
/// What is public is built from this type only. Names cannot be found by rule; the head who
/// publishes reads the text and answers for it (R-12.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText(String);

impl PublicText {
    /// Masks runs of nine digits or more (telephone, identity and tax numbers; single spaces, dots
    /// and hyphens between digits do not hide them) and everything that looks like an e-mail address.
    ///
    /// ```
    /// use domain::PublicText;
    /// let text = PublicText::masking("Gọi 0912 345 678 hoặc lan.nguyen@example.com, số nhà 125, ngày 12.10.2026");
    /// assert_eq!(text.as_str(), "Gọi [đã ẩn] hoặc [đã ẩn], số nhà 125, ngày 12.10.2026");
    /// assert_eq!(PublicText::masking("CCCD 001-090-012-345").as_str(), "CCCD [đã ẩn]");
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
        let starts_number = chars[at].is_ascii_digit() || (chars[at] == '+' && next_is_digit(&chars, at));
        if !starts_number {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let (end, digits) = number_end(&chars, at);
        if digits >= DIGITS_MIN {
            out.push_str(MASK);
        } else {
            out.extend(&chars[at..end]);
        }
        at = end;
    }
    out
}

fn next_is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// Where a number that starts at `start` ends, with single separators between its digits, and how
/// many digits it has.
fn number_end(chars: &[char], start: usize) -> (usize, usize) {
    let mut at = start + usize::from(chars[start] == '+');
    let mut digits = 0;
    while at < chars.len() {
        if chars[at].is_ascii_digit() {
            digits += 1;
            at += 1;
        } else if matches!(chars[at], ' ' | '.' | '-') && digits > 0 && next_is_digit(chars, at) {
            at += 1;
        } else {
            break;
        }
    }
    (at, digits)
}
