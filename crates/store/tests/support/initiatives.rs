//! An initiative that the public was asked about and that is carried out, one that was declined, and a report of waste
//! that was inspected and whose sender was looked at.

use super::life::*;
use domain::{Act, Kind};

pub fn lives() {
    let idea = Life::begins_as("idea", Kind::Initiative, "2026-03-02 08:00");
    idea.acts(Act::Accept, "2026-03-02 09:00")
        .acts(Act::Dispatch, "2026-03-02 10:00")
        .acts(Act::Assign, "2026-03-02 10:30")
        .acts(Act::Evaluate, "2026-03-02 11:00")
        .acts(Act::OpenViews, "2026-03-02 13:30");
    the_public_answers(&idea.case().id, at("2026-03-02 13:40"));
    idea.acts(Act::HideComment, "2026-03-02 13:50")
        .acts(Act::CloseViews, "2026-03-02 14:00")
        .acts(Act::OpenViews, "2026-03-02 14:10");
    let (odd, even) = (Given { total_days: 21, ..Given::default() }, Given { total_days: 22, ..Given::default() });
    idea.acts_with(Act::Draft, "2026-03-02 16:30", &odd)
        .acts(Act::ReturnDraft, "2026-03-02 16:35")
        .acts_with(Act::Draft, "2026-03-02 16:40", &even)
        .acts(Act::Approve, "2026-03-02 16:50")
        .acts(Act::RecordResult, "2026-03-03 09:00")
        .acts(Act::Publish, "2026-03-03 09:30")
        .acts_with(Act::Progress, "2026-03-03 10:00", &even)
        .acts(Act::Close, "2026-03-16 00:01")
        .acts_with(Act::Progress, "2026-05-04 09:00", &Given { total_days: 20, ..Given::default() });

    // Never put before the public, and declined.
    let declined = Life::begins_as("declined", Kind::Initiative, "2026-03-02 08:00");
    declined
        .acts(Act::Accept, "2026-03-02 09:00")
        .acts(Act::Dispatch, "2026-03-02 10:00")
        .acts(Act::Assign, "2026-03-02 10:30")
        .acts(Act::Evaluate, "2026-03-02 11:00")
        .acts_with(Act::Draft, "2026-03-02 16:30", &odd)
        .acts(Act::Approve, "2026-03-02 16:40")
        .acts(Act::RecordResult, "2026-03-03 09:00")
        .acts(Act::Publish, "2026-03-03 09:30");

    let waste = Life::begins_as("waste", Kind::Waste, "2026-03-02 08:00");
    waste
        .acts(Act::Accept, "2026-03-02 09:00")
        .acts(Act::OpenInspection, "2026-03-02 10:00")
        .acts(Act::LogInspection, "2026-03-02 11:00")
        .acts(Act::LookAtIdentity, "2026-03-02 11:05")
        .acts(Act::EndInspection, "2026-03-02 14:00")
        .acts(Act::OpenInspection, "2026-03-02 15:00")
        .acts(Act::LogInspection, "2026-03-02 15:10");
}
