//! Who may have which file.

use domain::{Account, Role};
use store::media::{MediaPurpose, MediaUse, StoredMedia};

/// Which bytes somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The file as it was sent.
    Original,
    /// A copy without metadata: it names neither the telephone nor its owner, nor where it was.
    WithoutMetadata,
}

/// What a signed-in person gets of a file; `None`: not even that it exists.
///
/// Its owner and the office get the original, because its metadata may show whether it was altered.
/// Of a confidential report the office gets the copy: metadata may name the sender. A video has no
/// copy, and without it the case could not be handled. What everybody may see, the person may see too. What shows a
/// violation is the recording unit's; what the person objects with comes as a copy to those who judge, and to no other.
pub fn readable_by(reader: &Account, file: &StoredMedia) -> Option<Version> {
    if reader.id == file.owner {
        return Some(Version::Original);
    }
    if let Some(alert) = &file.alert {
        // whoever may read the alert may read what goes with it.
        if reader.works_in(&alert.unit) {
            return Some(Version::Original);
        }
        let official = !reader.memberships.is_empty();
        return (alert.shown || (alert.sent && official)).then_some(Version::WithoutMetadata);
    }
    let used = file.used.as_ref()?;
    let supports = used.supporters.iter().any(|unit| reader.is_of_the_agency(unit)); // R-8.2b, R-24
    let inspects = reader.has(Role::Inspector) && used.open_to_inspection;
    if used.purpose == MediaPurpose::Inspection {
        // what an inspection collects is the Inspectorate's and the Centre's.
        return (inspects || reader.has(Role::Centre)).then_some(Version::Original);
    }
    if used.purpose == MediaPurpose::Conduct {
        // whoever judges an objection, and the person whose violation it shows. Who judges does not read who
        // sent a confidential report, and metadata may say so.
        let objected = file.owner == used.reporter;
        if !objected && (reader.is_of_the_agency(&used.unit) || reader.has(Role::Centre)) {
            return Some(Version::Original);
        }
        let above = used.reviewer.as_ref().is_some_and(|unit| reader.is(Role::Head, unit));
        let reads = above || reader.has(Role::Centre) || reader.id == used.reporter;
        return reads.then_some(Version::WithoutMetadata);
    }
    if reader.is_of_the_agency(&used.unit) || supports || reader.has(Role::Centre) || inspects {
        let hidden = used.confidential && is_the_citizens(used) && file.media_type.is_picture();
        return Some(if hidden { Version::WithoutMetadata } else { Version::Original });
    }
    (reader.id == used.reporter && is_public(file)).then_some(Version::WithoutMetadata)
}

/// Whether everybody may see it: of a published case, the pictures of the report unless it is
/// confidential, and the evidence of the result that stands. Videos are not public: faces and voices in them
/// are not masked, and their metadata cannot be taken out. A document the citizen sent may name its author.
/// What goes with an alert is public as the alert is.
pub fn is_public(file: &StoredMedia) -> bool {
    if let Some(alert) = &file.alert {
        return alert.shown;
    }
    let Some(used) = &file.used else { return false };
    if !used.published {
        return false;
    }
    match used.purpose {
        MediaPurpose::Report => !used.confidential && file.media_type.is_public_of_a_report(),
        MediaPurpose::Evidence => used.stands && file.media_type.is_public_of_a_result(),
        // shown with the plan.
        MediaPurpose::Progress => file.media_type.is_public_of_a_result(),
        MediaPurpose::Information | MediaPurpose::Draft | MediaPurpose::Contribution => false,
        MediaPurpose::Inspection | MediaPurpose::Conduct => false,
    }
}

fn is_the_citizens(used: &MediaUse) -> bool {
    matches!(used.purpose, MediaPurpose::Report | MediaPurpose::Information)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AccountId, MediaId, MediaType, Membership, UnitId};

    fn person(id: &str, membership: Option<(&str, Role)>) -> Account {
        let memberships = membership.map(|(unit, role)| Membership { unit: UnitId::new(unit), role });
        Account { id: AccountId::new(id), verified: true, memberships: memberships.into_iter().collect() }
    }

    fn file(media_type: MediaType, used: Option<MediaUse>) -> StoredMedia {
        StoredMedia {
            id: MediaId::new("m"),
            owner: AccountId::new("owner"),
            media_type,
            size: 1,
            sha256: String::new(),
            chunk_size: 1,
            used,
            alert: None,
        }
    }

    fn used(purpose: MediaPurpose) -> MediaUse {
        MediaUse {
            unit: UnitId::new("00070"),
            supporters: vec![UnitId::new("00008")],
            reporter: AccountId::new("reporter"),
            purpose,
            confidential: false,
            published: true,
            open_to_inspection: false,
            stands: true,
            reviewer: None,
        }
    }

    /// who judges and who is judged see what shows a violation; nobody else, and never the public.
    #[test]
    fn what_shows_a_violation_is_read_by_its_desk_its_judge_and_the_person() {
        let shown = file(MediaType::Jpeg, Some(MediaUse { reviewer: Some(UnitId::new("sxd")), ..used(MediaPurpose::Conduct) }));
        for (reader, expected) in [
            (person("reporter", None), Some(Version::WithoutMetadata)),
            (person("judge", Some(("sxd", Role::Head))), Some(Version::WithoutMetadata)),
            (person("clerk", Some(("sxd", Role::Intake))), None),
            (person("desk", Some(("00070", Role::Intake))), Some(Version::Original)),
            (person("stranger", None), None),
        ] {
            assert_eq!(readable_by(&reader, &shown), expected, "{reader:?}");
        }
        assert!(!is_public(&shown));
    }

    /// what the person objects with comes without metadata to who judges, and not to who recorded.
    #[test]
    fn what_an_objection_shows_is_a_copy_for_its_judges_and_nothing_for_the_desk() {
        let used = MediaUse { reviewer: Some(UnitId::new("sxd")), confidential: true, ..used(MediaPurpose::Conduct) };
        let said = StoredMedia { owner: AccountId::new("reporter"), ..file(MediaType::Jpeg, Some(used)) };
        for (reader, expected) in [
            (person("reporter", None), Some(Version::Original)),
            (person("judge", Some(("sxd", Role::Head))), Some(Version::WithoutMetadata)),
            (person("centre", Some(("pvhcc", Role::Centre))), Some(Version::WithoutMetadata)),
            (person("desk", Some(("00070", Role::Intake))), None),
            (person("head", Some(("00070", Role::Head))), None),
            (person("supporter", Some(("00008", Role::Head))), None),
            (person("stranger", None), None),
        ] {
            assert_eq!(readable_by(&reader, &said), expected, "{reader:?}");
        }
        assert!(!is_public(&said));
    }

    #[test]
    fn only_pictures_of_open_reports_and_standing_evidence_are_public() {
        use MediaPurpose::{Contribution, Draft, Evidence, Information, Inspection, Progress, Report};
        use MediaType::{Jpeg, Mp4, Pdf, Png, Webp};
        // Every purpose and type once, then what takes a file out of the public.
        for (purpose, media_type, expected) in [
            (Report, Jpeg, true),
            (Report, Png, true),
            (Report, Webp, true),
            (Report, Mp4, false),
            (Report, Pdf, false),
            (Evidence, Jpeg, true),
            (Evidence, Png, true),
            (Evidence, Webp, true),
            (Evidence, Mp4, false),
            (Evidence, Pdf, true),
            (Information, Jpeg, false),
            (Draft, Jpeg, false),
            (Contribution, Jpeg, false),
            (Progress, Jpeg, true),
            (Progress, Pdf, true),
            (Progress, Mp4, false),
            (Inspection, Jpeg, false),
            (Inspection, Pdf, false),
        ] {
            let file = file(media_type, Some(used(purpose)));
            assert_eq!(is_public(&file), expected, "{purpose:?} {media_type:?}");
        }
        assert!(!is_public(&file(Jpeg, None)));
        assert!(!is_public(&file(Jpeg, Some(MediaUse { published: false, ..used(Report) }))));
        assert!(!is_public(&file(Jpeg, Some(MediaUse { confidential: true, ..used(Report) }))));
        assert!(is_public(&file(Jpeg, Some(MediaUse { confidential: true, ..used(Evidence) }))));
        assert!(!is_public(&file(Jpeg, Some(MediaUse { stands: false, ..used(Evidence) }))));
    }

    #[test]
    fn the_office_that_holds_the_case_and_the_centre_see_its_files() {
        use Version::{Original, WithoutMetadata};
        let report = |confidential, published| {
            file(MediaType::Jpeg, Some(MediaUse { confidential, published, ..used(MediaPurpose::Report) }))
        };
        let owner = person("owner", None);
        let handler = person("handler", Some(("00070", Role::Handler)));
        let centre = person("centre", Some(("pvhcc", Role::Centre)));
        let supporter = person("supporter", Some(("00008", Role::Handler))); // R-8.2b
        let elsewhere = person("elsewhere", Some(("00004", Role::Head)));
        let stranger = person("stranger", None);
        for (reader, confidential, published, expected) in [
            (&owner, true, false, Some(Original)),
            (&handler, false, false, Some(Original)),
            (&handler, true, false, Some(WithoutMetadata)),
            (&centre, false, false, Some(Original)),
            (&centre, true, false, Some(WithoutMetadata)),
            (&supporter, false, false, Some(Original)),
            (&supporter, true, false, Some(WithoutMetadata)),
            (&elsewhere, false, false, None),
            (&elsewhere, false, true, None),
            (&stranger, false, true, None),
        ] {
            assert_eq!(readable_by(reader, &report(confidential, published)), expected, "{} {confidential}", reader.id);
        }
        assert_eq!(readable_by(&centre, &file(MediaType::Jpeg, None)), None, "what nobody sent yet is its owner's");
        assert_eq!(readable_by(&owner, &file(MediaType::Jpeg, None)), Some(Original));
    }

    //
    #[test]
    fn the_inspectorate_sees_files_of_verified_waste_and_keeps_its_own() {
        use Version::{Original, WithoutMetadata};
        let inspector = person("inspector", Some(("thanh-tra", Role::Inspector)));
        let of_the_holder = person("inspector", Some(("00070", Role::Inspector)));
        let of = |purpose, open_to_inspection, confidential| {
            let used = MediaUse { published: false, open_to_inspection, confidential, ..used(purpose) };
            file(MediaType::Jpeg, Some(used))
        };
        for reader in [&inspector, &of_the_holder] {
            assert_eq!(readable_by(reader, &of(MediaPurpose::Report, false, false)), None, "not before it is verified");
            assert_eq!(readable_by(reader, &of(MediaPurpose::Report, true, false)), Some(Original));
            assert_eq!(readable_by(reader, &of(MediaPurpose::Report, true, true)), Some(WithoutMetadata));
            assert_eq!(readable_by(reader, &of(MediaPurpose::Inspection, true, true)), Some(Original));
        }
        let centre = person("centre", Some(("pvhcc", Role::Centre)));
        assert_eq!(readable_by(&centre, &of(MediaPurpose::Inspection, true, true)), Some(Original));
        // Nor does the Inspectorate's support of a case show its inspectors what is not verified waste.
        let of_a_supporter = person("inspector", Some(("00008", Role::Inspector)));
        assert_eq!(readable_by(&of_a_supporter, &of(MediaPurpose::Report, false, false)), None);
        let head = person("head", Some(("00070", Role::Head)));
        assert_eq!(readable_by(&head, &of(MediaPurpose::Inspection, true, false)), None, "nor the unit that holds it");
        assert_eq!(readable_by(&person("reporter", None), &of(MediaPurpose::Inspection, true, false)), None);
    }

    #[test]
    fn the_reporter_sees_evidence_when_it_is_published_and_no_draft() {
        let reporter = person("reporter", None);
        let sees = |purpose, published, stands| {
            let used = MediaUse { published, stands, ..used(purpose) };
            readable_by(&reporter, &file(MediaType::Jpeg, Some(used)))
        };
        assert_eq!(sees(MediaPurpose::Evidence, false, true), None);
        assert_eq!(sees(MediaPurpose::Evidence, true, true), Some(Version::WithoutMetadata));
        assert_eq!(sees(MediaPurpose::Evidence, true, false), None);
        assert_eq!(sees(MediaPurpose::Draft, true, true), None);
    }

    #[test]
    fn a_document_of_an_alert_is_read_by_whoever_may_read_the_alert() {
        use store::media::AlertUse;
        use Version::{Original, WithoutMetadata};
        let document = |sent, shown| {
            let alert = AlertUse { unit: UnitId::new("00070"), sent, shown };
            StoredMedia { alert: Some(alert), ..file(MediaType::Pdf, None) }
        };
        let owner = person("owner", None);
        let colleague = person("colleague", Some(("00070", Role::Handler)));
        let official = person("official", Some(("00004", Role::Head)));
        let citizen = person("citizen", None);
        for (reader, sent, shown, expected) in [
            (&owner, false, false, Some(Original)),
            (&colleague, false, false, Some(Original)),
            (&official, false, false, None),
            (&official, true, false, Some(WithoutMetadata)),
            (&citizen, true, false, None),
            (&citizen, true, true, Some(WithoutMetadata)),
        ] {
            let file = document(sent, shown);
            assert_eq!(readable_by(reader, &file), expected, "{} {sent} {shown}", reader.id);
            assert_eq!(is_public(&file), shown);
        }
    }
}
