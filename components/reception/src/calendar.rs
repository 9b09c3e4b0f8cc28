//! A booking as an entry of its owner's calendar (RFC 5545).

use crate::booking;
use domain::Refusal;
use domain::reception::{BookingState, Mode, ReceptionRefusal};
use edge::{Call, Problem, Reply, StatusCode, words};
use http::header::CONTENT_DISPOSITION;
use store::reception::CalendarEntry;

/// The booking as an iCalendar file, for who booked it. Its `SEQUENCE` grows whenever booking or session change, so that
/// a calendar that has it takes the new time over.
#[utoipa::path(
    get,
    path = "/api/reception/bookings/{code}/calendar.ics",
    operation_id = "read_booking_calendar",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    responses((status = 200, description = "The file.", content_type = "text/calendar", body = String)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let found = booking::visible(&call, store, account).await?;
    // Those of the board know it, and have no need of it.
    if found.booking.citizen != account.id {
        return Err(Refusal::from(ReceptionRefusal::NotYourBooking).into());
    }
    let code = found.booking.code;
    let entry = store.booking_calendar(&code).await?.ok_or_else(Problem::not_found)?;
    let file = written(code.as_str(), &entry)?;
    let disposition = format!("attachment; filename=\"{code}.ics\"");
    Ok(Reply::bytes(StatusCode::OK, "text/calendar; charset=utf-8", file)
        .header(CONTENT_DISPOSITION, disposition))
}

fn written(code: &str, entry: &CalendarEntry) -> Result<String, Problem> {
    let utc = |millis| store::from_millis(millis).map(|at| at.to_utc().format("%Y%m%dT%H%M%SZ").to_string());
    let mode = Mode::parse(&entry.mode).unwrap_or(Mode::InPerson);
    let status = match BookingState::parse(&entry.state) {
        Some(BookingState::Booked) => "TENTATIVE",
        Some(BookingState::Cancelled | BookingState::Refused | BookingState::Notified) => "CANCELLED",
        _ => "CONFIRMED",
    };
    let mut file = String::new();
    let mut line = |name: &str, value: &str| fold(&mut file, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//iHanoi//Reception//VI");
    line("CALSCALE", "GREGORIAN");
    line("BEGIN", "VEVENT");
    line("UID", &format!("{}@tiepcongdan.ihanoi", code.to_ascii_lowercase()));
    line("DTSTAMP", &utc(entry.changed_at)?);
    line("DTSTART", &utc(entry.starts_at)?);
    line("DTEND", &utc(entry.ends_at)?);
    line("SEQUENCE", &entry.sequence.to_string());
    line("STATUS", status);
    line("SUMMARY", &escaped(&words::calendar_summary(&entry.subject)));
    line("DESCRIPTION", &escaped(&words::calendar_description(code, &entry.chair, mode)));
    match &entry.connection {
        // An address is a value of its own kind, which is not escaped (RFC 5545, 3.3.13).
        Some(connection) => line("URL", connection),
        None => line("LOCATION", &escaped(&format!("{}, {}", entry.site, entry.address))),
    }
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    Ok(file)
}

/// A text value (RFC 5545, 3.3.11). What is left of control characters cannot stand in a file of lines.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// Writes a line, folded so that none has more than 75 octets and no letter is cut in two (RFC 5545, 3.1).
fn fold(file: &mut String, line: &str) {
    const OCTETS_MAX: usize = 75;
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > OCTETS_MAX {
            file.push_str("\r\n ");
            octets = 1; // the space that says "goes on"
        }
        file.push(c);
        octets += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(state: &str, subject: &str) -> CalendarEntry {
        CalendarEntry {
            state: state.into(),
            subject: subject.into(),
            chair: "Phó Trưởng ban; người tiếp".into(),
            site: "Trụ sở Tiếp công dân Thành phố".into(),
            address: "Số 34 phố Lý Thái Tổ, Hà Nội".into(),
            mode: "in_person".into(),
            connection: None,
            starts_at: 1_773_104_400_000, // 2026-03-10 08:00 in Hanoi
            ends_at: 1_773_117_000_000,
            changed_at: 1_772_503_200_000,
            sequence: 3,
        }
    }

    /// The lines as a reader of RFC 5545 sees them: joined where they were folded (3.1).
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").replace("\r\n\t", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// A text value as it was before it was escaped (3.3.11).
    fn unescaped(value: &str) -> String {
        let (mut text, mut rest) = (String::new(), value.chars());
        while let Some(c) = rest.next() {
            match (c, c == '\\') {
                (_, true) => match rest.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => text.push('\\'),
                },
                _ => text.push(c),
            }
        }
        text
    }

    fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
        let found: Vec<&str> =
            lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect();
        assert_eq!(found.len(), 1, "{name} in {lines:?}");
        found[0]
    }

    #[test]
    fn the_entry_says_when_where_and_how_sure() {
        let lines = unfolded(&written("TCD26-7K3M9Q2X", &entry("confirmed", "Bồi thường, hỗ trợ")).unwrap());
        assert_eq!((lines.first().unwrap().as_str(), lines.last().unwrap().as_str()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
        for (name, expected) in [
            ("VERSION", "2.0"),
            ("UID", "tcd26-7k3m9q2x@tiepcongdan.ihanoi"),
            ("DTSTAMP", "20260303T020000Z"),
            ("DTSTART", "20260310T010000Z"),
            ("DTEND", "20260310T043000Z"),
            ("SEQUENCE", "3"),
            ("STATUS", "CONFIRMED"),
            ("SUMMARY", "Tiếp công dân: Bồi thường\\, hỗ trợ"),
        ] {
            assert_eq!(value(&lines, name), expected, "{name}");
        }
        assert!(unescaped(value(&lines, "DESCRIPTION")).contains("Phó Trưởng ban; người tiếp\n"), "{lines:?}");
        for (state, status) in [("booked", "TENTATIVE"), ("cancelled", "CANCELLED"), ("notified", "CANCELLED"), ("attended", "CONFIRMED")] {
            let lines = unfolded(&written("TCD26-7K3M9Q2X", &entry(state, "Bồi thường")).unwrap());
            assert_eq!(value(&lines, "STATUS"), status, "{state}");
        }
    }

    proptest! {
        /// Whatever the subject, no line is longer than 75 octets or ends inside a letter, and the text reads as it was.
        #[test]
        fn lines_are_short_and_texts_read_as_written(subject in "[ -~\\\\;,:ăâđêôơưàảãáạằổ😀]{5,150}") {
            let subject = subject.trim();
            let file = written("TCD26-7K3M9Q2X", &entry("booked", subject)).unwrap();
            prop_assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "lines end with CRLF alone");
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} octets", line.len());
            }
            let lines = unfolded(&file);
            prop_assert_eq!(unescaped(value(&lines, "SUMMARY")), words::calendar_summary(subject));
        }
    }
}
