//! A regulation that is classified, assessed and published, and a report of waste entered for a caller.

use super::life::*;
use domain::entry::EntryChannel;
use domain::regulation::RegulationClass;
use domain::*;

pub fn lives() {
    let rule = begins(regulation("rule"), "citizen-lan");
    let conduct = Given { class: RegulationClass::Conduct, ..Given::default() };
    rule.acts_with(Act::Classify, "2026-03-02 08:30", &conduct)
        .acts(Act::Classify, "2026-03-02 08:40")
        .acts(Act::Accept, "2026-03-02 09:00")
        .acts_with(Act::Dispatch, "2026-03-02 10:00", &Given { to: UnitId::new("so-tu-phap"), ..Given::default() })
        .acts(Act::Assign, "2026-03-02 11:00")
        .acts(Act::Draft, "2026-03-03 09:00")
        .acts(Act::Approve, "2026-03-03 15:00")
        .acts(Act::RecordResult, "2026-03-04 16:00")
        .acts(Act::Publish, "2026-03-05 10:00");
    begins(waste("called"), "pvhcc-support");
}

/// Feedback of an organisation, whose words show every sign.
pub fn regulation(name: &str) -> intake::Submit {
    let mut command = submission(name, at("2026-03-02 08:00"));
    command.unit = UnitId::new("so-tu-phap");
    command.content = Report {
        kind: Kind::Regulation,
        category: CategoryCode::new("qdhc-khong-phu-hop"),
        text: ReportText::new("Khiếu nại, tố cáo quy định không phù hợp thực tế của thành phố").unwrap(),
        point: None,
        address: None,
        happened_at: None,
        media: vec![],
        organisation: Some(Organisation {
            name: ShortText::new("Công ty Vỉa Hè Xanh").unwrap(),
            tax_code: TaxCode::new("0100233488").unwrap(),
        }),
        ..command.content
    };
    command
}

/// What a caller tells the Support Centre.
pub fn waste(name: &str) -> intake::Submit {
    let mut command = submission(name, at("2026-03-02 08:00"));
    command.unit = UnitId::new("thanh-tra");
    command.content = Report {
        kind: Kind::Waste,
        category: CategoryCode::new("lp-tai-san-cong"),
        text: ReportText::new("Trụ sở cũ bỏ hoang ba năm, gọi 0912 345 678").unwrap(),
        media: vec![],
        reporter: AccountId::new("caller-1"),
        ..command.content
    };
    command.on_behalf = Some(OnBehalf {
        name: ShortText::new("Vũ Thị Gọi").unwrap(),
        phone: PhoneNumber::new("0912 345 678").unwrap(),
        email: Some(EmailAddress::new("goi@example.com").unwrap()),
        channel: EntryChannel::Phone,
        consent: true,
    });
    command
}

/// Sent by that account.
pub fn begins(command: intake::Submit, sender: &str) -> Life {
    let outcome = submitted_by(command, sender, at("2026-03-02 08:00")).unwrap();
    commit(&outcome).unwrap();
    Life { code: outcome.code }
}
