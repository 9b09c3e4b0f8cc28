//! Explanations as a person reads them.

mod support;

use support::{at, vietnam, vietnam_until_midnight};
use working_time::{Calendar, Counted, Limit};

#[track_caller]
fn check(calendar: &Calendar, from: &str, limit: &str, told: &[&str]) {
    let explanation = calendar.explain(at(from), limit.parse().unwrap()).unwrap();
    let texts: Vec<_> = explanation
        .steps
        .iter()
        .map(|step| step.text.as_str())
        .collect();
    assert_eq!(texts, told);
    assert_eq!(explanation.calendar_version, "vn-2025-2027-1");
}

#[test]
fn working_days_over_tet() {
    check(
        &vietnam(),
        "2026-02-13 16:00",
        "2wd",
        &[
            "Thứ Sáu 13/02/2026: ngày đầu tiên, không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
            "Từ Thứ Bảy 14/02/2026 đến hết Chủ Nhật 15/02/2026: nghỉ hằng tuần, không tính.",
            "Từ Thứ Hai 16/02/2026 đến hết Thứ Sáu 20/02/2026: ngày nghỉ (Tết Nguyên đán), không tính.",
            "Từ Thứ Bảy 21/02/2026 đến hết Chủ Nhật 22/02/2026: nghỉ hằng tuần, không tính.",
            "Thứ Hai 23/02/2026: ngày làm việc thứ 1.",
            "Thứ Ba 24/02/2026: ngày làm việc thứ 2, hết hạn lúc 17:00.",
        ],
    );
}

#[test]
fn working_hours_over_a_night_and_lunch() {
    check(
        &vietnam(),
        "2026-03-02 16:00",
        "8wh",
        &[
            "Thứ Hai 02/03/2026, 16:00–17:00: tính 1 giờ làm việc, cộng dồn 1 giờ.",
            "Từ 17:00 Thứ Hai 02/03/2026 đến 08:00 Thứ Ba 03/03/2026: ngoài giờ làm việc, không tính.",
            "Thứ Ba 03/03/2026, 08:00–12:00: tính 4 giờ làm việc, cộng dồn 5 giờ.",
            "Thứ Ba 03/03/2026, 12:00–13:00: ngoài giờ làm việc, không tính.",
            "Thứ Ba 03/03/2026, 13:00–16:00: tính 3 giờ làm việc, cộng dồn 8 giờ, hết hạn lúc 16:00.",
        ],
    );
}

#[test]
fn a_worked_saturday_is_named() {
    check(
        &vietnam(),
        "2026-01-09 17:00",
        "90wm",
        &[
            "Từ 17:00 Thứ Sáu 09/01/2026 đến 08:00 Thứ Bảy 10/01/2026: ngoài giờ làm việc, không tính.",
            "Thứ Bảy 10/01/2026 (Làm bù cho ngày 02/01/2026), 08:00–09:30: tính 1 giờ 30 phút làm việc, cộng dồn 1 giờ 30 phút, hết hạn lúc 09:30.",
        ],
    );
}

#[test]
fn calendar_days_move_off_a_day_off() {
    check(
        &vietnam(),
        "2027-02-02 09:00",
        "2d",
        &[
            "Thứ Ba 02/02/2027: ngày đầu tiên, không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
            "Thứ Tư 03/02/2027: ngày thứ 1.",
            "Thứ Năm 04/02/2027 (ngày nghỉ): ngày thứ 2.",
            "Thứ Sáu 05/02/2027: ngày nghỉ dự kiến (Tết Nguyên đán, chưa có thông báo chính thức), không tính.",
            "Từ Thứ Bảy 06/02/2027 đến hết Chủ Nhật 07/02/2027: nghỉ hằng tuần, không tính.",
            "Từ Thứ Hai 08/02/2027 đến hết Thứ Tư 10/02/2027: ngày nghỉ dự kiến (Tết Nguyên đán, chưa có thông báo chính thức), không tính.",
            "Thứ Năm 11/02/2027: ngày cuối của thời hạn là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148 khoản 5), hết hạn lúc 24:00.",
        ],
    );
}

#[test]
fn midnight_is_told_as_24_00_of_the_day_itself() {
    check(
        &vietnam_until_midnight(),
        "2026-03-02 09:00",
        "1wd",
        &[
            "Thứ Hai 02/03/2026: ngày đầu tiên, không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
            "Thứ Ba 03/03/2026: ngày làm việc thứ 1, hết hạn lúc 24:00.",
        ],
    );
}

#[test]
fn clock_hours_are_one_step() {
    check(
        &vietnam(),
        "2026-03-06 22:00:30",
        "4h",
        &[
            "Từ 22:00:30 Thứ Sáu 06/03/2026 đến 02:00:30 Thứ Bảy 07/03/2026: tính 4 giờ liên tục, kể cả ngoài giờ làm việc, hết hạn lúc 02:00:30.",
        ],
    );
}

#[test]
fn a_long_limit_in_hours_tells_whole_days() {
    let calendar = vietnam();
    check(
        &calendar,
        "2026-03-02 16:00",
        "40wh",
        &[
            "Thứ Hai 02/03/2026, 16:00–17:00: tính 1 giờ làm việc, cộng dồn 1 giờ.",
            "Thứ Hai 02/03/2026, 17:00–24:00: ngoài giờ làm việc, không tính.",
            "Thứ Ba 03/03/2026, cả ngày: tính 8 giờ làm việc, cộng dồn 9 giờ.",
            "Thứ Tư 04/03/2026, cả ngày: tính 8 giờ làm việc, cộng dồn 17 giờ.",
            "Thứ Năm 05/03/2026, cả ngày: tính 8 giờ làm việc, cộng dồn 25 giờ.",
            "Thứ Sáu 06/03/2026, cả ngày: tính 8 giờ làm việc, cộng dồn 33 giờ.",
            "Từ Thứ Bảy 07/03/2026 đến hết Chủ Nhật 08/03/2026: nghỉ hằng tuần, không tính.",
            "Thứ Hai 09/03/2026, 00:00–08:00: ngoài giờ làm việc, không tính.",
            "Thứ Hai 09/03/2026, 08:00–12:00: tính 4 giờ làm việc, cộng dồn 37 giờ.",
            "Thứ Hai 09/03/2026, 12:00–13:00: ngoài giờ làm việc, không tính.",
            "Thứ Hai 09/03/2026, 13:00–16:00: tính 3 giờ làm việc, cộng dồn 40 giờ, hết hạn lúc 16:00.",
        ],
    );
}

#[test]
fn thirty_working_days_stay_readable() {
    let explanation = vietnam()
        .explain(at("2026-04-01 09:00"), Limit::WorkingDays(30))
        .unwrap();
    let count = |counted: fn(&Counted) -> bool| {
        explanation
            .steps
            .iter()
            .filter(|step| counted(&step.counted))
            .count()
    };
    assert_eq!(
        count(|counted| matches!(counted, Counted::WorkingDay { .. })),
        30
    );
    // 4, 11, 18, 25 April and 2, 9, 16 May.
    assert_eq!(count(|counted| matches!(counted, Counted::Weekend)), 7);
    // Giỗ Tổ, 30 April and 1 May have three names.
    assert_eq!(
        count(|counted| matches!(counted, Counted::DayOff { .. })),
        3
    );
    assert_eq!(explanation.steps.len(), 1 + 30 + 7 + 3);
}
