//! Every Vietnamese sentence of the crate, in one place.

use chrono::{Datelike, NaiveDate};

use crate::{Counted, DatedDay, DayStatus, Limit};

const WEEKDAYS: [&str; 7] = [
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ Nhật",
];

/// What a sentence about a step needs to know.
pub(crate) struct Stretch<'a> {
    /// The first day, and the second of it.
    pub(crate) from: (NaiveDate, i64),
    /// The last day, and the second of it; the end of a day is 24:00, not 00:00 of the next.
    pub(crate) to: (NaiveDate, i64),
    pub(crate) counted: &'a Counted,
    /// The entry of the first day in the table of dated days.
    pub(crate) dated: Option<&'a DatedDay>,
    /// Whether the first day is a day off.
    pub(crate) off: bool,
    /// Working seconds up to the end of the step.
    pub(crate) total: u64,
    /// Whether the limit ends with the step.
    pub(crate) is_last: bool,
}

pub(crate) fn step(stretch: &Stretch<'_>) -> String {
    let Stretch {
        from,
        to,
        counted,
        dated,
        off,
        total,
        is_last,
    } = stretch;
    let end = if *is_last {
        format!(", hết hạn lúc {}", clock(to.1))
    } else {
        String::new()
    };
    // A worked Saturday looks like a mistake unless it is named.
    let first_day = match dated {
        Some(entry) if entry.kind.is_worked() => format!("{} ({})", date(from.0), called(entry)),
        _ => date(from.0),
    };
    match counted {
        Counted::WorkingSeconds(seconds) => {
            let amount = duration(*seconds);
            let total = duration(*total);
            let hours = if (from.1, to.1) == (0, 86_400) && !is_last {
                "cả ngày".to_owned()
            } else {
                format!("{}–{}", clock(from.1), clock(to.1))
            };
            format!("{first_day}, {hours}: tính {amount} làm việc, cộng dồn {total}{end}.")
        }
        Counted::ClockSeconds(seconds) => format!(
            "Từ {} {} đến {} {}: tính {} liên tục, kể cả ngoài giờ làm việc{end}.",
            clock(from.1),
            date(from.0),
            clock(to.1),
            date(to.0),
            duration(*seconds)
        ),
        Counted::WorkingDay { number } => {
            format!("{first_day}: ngày làm việc thứ {number}{end}.")
        }
        Counted::CalendarDay { number } => {
            let off = if *off { " (ngày nghỉ)" } else { "" };
            format!("{first_day}{off}: ngày thứ {number}{end}.")
        }
        Counted::FirstDayNotCounted => format!(
            "{}: ngày đầu tiên, không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
            date(from.0)
        ),
        Counted::DayOff { name, status, .. } => {
            let days = days(from.0, to.0);
            match status {
                DayStatus::Estimated => format!(
                    "{days}: ngày nghỉ dự kiến ({name}, chưa có thông báo chính thức), không tính."
                ),
                DayStatus::Law | DayStatus::Official => {
                    format!("{days}: ngày nghỉ ({name}), không tính.")
                }
            }
        }
        Counted::Weekend => format!("{}: nghỉ hằng tuần, không tính.", days(from.0, to.0)),
        Counted::ClosedHours if from.0 == to.0 => format!(
            "{}, {}–{}: ngoài giờ làm việc, không tính.",
            date(from.0),
            clock(from.1),
            clock(to.1)
        ),
        Counted::ClosedHours => format!(
            "Từ {} {} đến {} {}: ngoài giờ làm việc, không tính.",
            clock(from.1),
            date(from.0),
            clock(to.1),
            date(to.0)
        ),
        Counted::MovedToNextWorkingDay => format!(
            "{first_day}: ngày cuối của thời hạn là ngày nghỉ nên thời hạn kết thúc vào ngày làm \
             việc tiếp theo (Bộ luật Dân sự 2015, Điều 148 khoản 5){end}."
        ),
    }
}

pub(crate) fn limit(limit: Limit) -> String {
    match limit {
        Limit::WorkingHours(amount) => format!("{amount} giờ làm việc"),
        Limit::WorkingMinutes(amount) => format!("{amount} phút làm việc"),
        Limit::WorkingDays(amount) => format!("{amount} ngày làm việc"),
        Limit::CalendarDays(amount) => format!("{amount} ngày"),
        Limit::ClockHours(amount) => format!("{amount} giờ, kể cả ngoài giờ làm việc"),
    }
}

pub(crate) fn duration(seconds: u64) -> String {
    let parts = [
        (seconds / 3600, "giờ"),
        (seconds / 60 % 60, "phút"),
        (seconds % 60, "giây"),
    ];
    let told: Vec<_> = parts
        .iter()
        .filter(|(amount, _)| *amount > 0)
        .map(|(amount, unit)| format!("{amount} {unit}"))
        .collect();
    if told.is_empty() {
        "0 phút".to_owned()
    } else {
        told.join(" ")
    }
}

fn called(entry: &DatedDay) -> String {
    match entry.status {
        DayStatus::Estimated => format!("{}, dự kiến", entry.name),
        DayStatus::Law | DayStatus::Official => entry.name.clone(),
    }
}

fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        date(first)
    } else {
        format!("Từ {} đến hết {}", date(first), date(last))
    }
}

fn date(date: NaiveDate) -> String {
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    format!(
        "{weekday} {:02}/{:02}/{}",
        date.day(),
        date.month(),
        date.year()
    )
}

fn clock(second: i64) -> String {
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    }
}
