//! Names for new things.

use chrono::Datelike;
use domain::{BookingCode, CaseCode, Instant};
use ulid::Ulid;

/// A new row id: a ULID of that instant, so that ids sort by time.
pub fn new_id(now: Instant) -> String {
    let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ulid::from_parts(milliseconds, u128::from_le_bytes(random())).to_string()
}

/// A new secret of 256 bits, in hex: 64 characters.
pub fn new_token() -> String {
    hex::encode(random::<32>())
}

/// A new case code, for example `HN26-7K3M9Q2X`: the year at the office and 40 random bits in
/// Crockford's base 32, which has no letters that are read as digits.
pub fn new_case_code(now: Instant) -> CaseCode {
    CaseCode::new(new_code("HN", now))
}

/// A new booking code, for example `TCD26-7K3M9Q2X`: made like a case code.
pub fn new_booking_code(now: Instant) -> BookingCode {
    BookingCode::new(new_code("TCD", now))
}

fn new_code(prefix: &str, now: Instant) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let year = crate::call::at_the_office(now).year().rem_euclid(100);
    let random: [u8; 8] = random();
    let tail: String =
        random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31))).map(|byte| char::from(*byte)).collect();
    format!("{prefix}{year:02}-{tail}")
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness every secret would be the same. WASI's and the kernel's source do not
    // fail; should one, ending the instance is the only safe answer.
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}
