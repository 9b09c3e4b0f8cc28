//! What the tests share: the public-sector calendar of 2025–2027 and short ways to write times.

// Each test file uses its own part of this.
#![allow(dead_code)]

use chrono::{FixedOffset, NaiveDate, NaiveDateTime};
use working_time::DayKind::{self, Holiday, MakeUp, SwapOff, SwapWork};
use working_time::DayStatus::{self, Estimated, Law, Official};
use working_time::{Calendar, CalendarSpec, DatedDay, DayEnd, Instant};

/// The days on which the office does not follow its week. Sources are in `data/calendar.json`,
/// which a test holds against these rows.
pub const DAYS: &[(&str, DayKind, DayStatus, &str)] = &[
    ("2025-01-01", Holiday, Law, "Tết Dương lịch"),
    ("2025-01-27", Holiday, Official, "Tết Nguyên đán"),
    ("2025-01-28", Holiday, Official, "Tết Nguyên đán"),
    ("2025-01-29", Holiday, Official, "Tết Nguyên đán"),
    ("2025-01-30", Holiday, Official, "Tết Nguyên đán"),
    ("2025-01-31", Holiday, Official, "Tết Nguyên đán"),
    ("2025-04-07", Holiday, Law, "Giỗ Tổ Hùng Vương"),
    (
        "2025-04-26",
        SwapWork,
        Official,
        "Làm bù cho ngày 02/05/2025",
    ),
    ("2025-04-30", Holiday, Law, "Ngày Chiến thắng"),
    ("2025-05-01", Holiday, Law, "Ngày Quốc tế Lao động"),
    (
        "2025-05-02",
        SwapOff,
        Official,
        "Nghỉ hoán đổi, làm bù ngày 26/04/2025",
    ),
    ("2025-09-01", Holiday, Official, "Quốc khánh (ngày liền kề)"),
    ("2025-09-02", Holiday, Law, "Quốc khánh"),
    ("2026-01-01", Holiday, Law, "Tết Dương lịch"),
    (
        "2026-01-02",
        SwapOff,
        Official,
        "Nghỉ hoán đổi, làm bù ngày 10/01/2026",
    ),
    (
        "2026-01-10",
        SwapWork,
        Official,
        "Làm bù cho ngày 02/01/2026",
    ),
    ("2026-02-16", Holiday, Official, "Tết Nguyên đán"),
    ("2026-02-17", Holiday, Official, "Tết Nguyên đán"),
    ("2026-02-18", Holiday, Official, "Tết Nguyên đán"),
    ("2026-02-19", Holiday, Official, "Tết Nguyên đán"),
    ("2026-02-20", Holiday, Official, "Tết Nguyên đán"),
    ("2026-04-27", MakeUp, Law, "Nghỉ bù Giỗ Tổ Hùng Vương"),
    ("2026-04-30", Holiday, Law, "Ngày Chiến thắng"),
    ("2026-05-01", Holiday, Law, "Ngày Quốc tế Lao động"),
    (
        "2026-08-22",
        SwapWork,
        Official,
        "Làm bù cho ngày 31/08/2026",
    ),
    (
        "2026-08-31",
        SwapOff,
        Official,
        "Nghỉ hoán đổi, làm bù ngày 22/08/2026",
    ),
    ("2026-09-01", Holiday, Official, "Quốc khánh (ngày liền kề)"),
    ("2026-09-02", Holiday, Law, "Quốc khánh"),
    ("2026-11-24", Holiday, Law, "Ngày Văn hóa Việt Nam"),
    ("2027-01-01", Holiday, Law, "Tết Dương lịch"),
    ("2027-02-04", Holiday, Estimated, "Tết Nguyên đán"),
    ("2027-02-05", Holiday, Estimated, "Tết Nguyên đán"),
    ("2027-02-08", Holiday, Estimated, "Tết Nguyên đán"),
    ("2027-02-09", Holiday, Estimated, "Tết Nguyên đán"),
    ("2027-02-10", Holiday, Estimated, "Tết Nguyên đán"),
    ("2027-04-16", Holiday, Law, "Giỗ Tổ Hùng Vương"),
    ("2027-04-30", Holiday, Law, "Ngày Chiến thắng"),
    ("2027-05-03", MakeUp, Law, "Nghỉ bù Ngày Quốc tế Lao động"),
    ("2027-09-02", Holiday, Law, "Quốc khánh"),
    (
        "2027-09-03",
        Holiday,
        Estimated,
        "Quốc khánh (ngày liền kề)",
    ),
    ("2027-11-24", Holiday, Law, "Ngày Văn hóa Việt Nam"),
];

pub fn dated_days() -> Vec<DatedDay> {
    DAYS.iter()
        .map(|(day, kind, status, name)| DatedDay {
            date: date(day),
            kind: *kind,
            status: *status,
            name: (*name).to_owned(),
        })
        .collect()
}

pub fn spec() -> CalendarSpec {
    CalendarSpec::office_hours("vn-2025-2027-1", dated_days(), 2025, 2027)
}

/// Monday to Friday, 08:00–12:00 and 13:00–17:00, limits in working days due at 17:00.
pub fn vietnam() -> Calendar {
    Calendar::new(spec()).unwrap()
}

pub fn vietnam_until_midnight() -> Calendar {
    Calendar::new(CalendarSpec {
        day_end: DayEnd::Midnight,
        ..spec()
    })
    .unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn hanoi() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).unwrap()
}

/// `2026-02-13 16:00` or `2026-02-13 16:00:30`, in Hà Nội.
pub fn at(text: &str) -> Instant {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M"))
        .unwrap_or_else(|_| panic!("not a time: {text}"));
    local.and_local_timezone(hanoi()).unwrap()
}
