//! Who may have which file.

use domain::{Account, MediaType, Role};
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
/// copy, and without it the case could not be handled. What everybody may see, the person may see too.
pub fn readable_by(reader: &Account, file: &StoredMedia) -> Option<Version> {
    if reader.id == file.owner {
        return Some(Version::Original);
    }
    let used = file.used.as_ref()?;
    if reader.works_in(&used.unit) || reader.has(Role::Centre) {
        let hidden = used.confidential && is_the_citizens(used) && is_picture(file.media_type);
        return Some(if hidden { Version::WithoutMetadata } else { Version::Original });
    }
    if used.purpose == MediaPurpose::Conduct {
        // whoever judges an objection, and the person whose violation it shows.
        let judges = used.reviewer.as_ref().is_some_and(|unit| reader.is(Role::Head, unit));
        return (judges || reader.id == used.reporter).then_some(Version::WithoutMetadata);
    }
    (reader.id == used.reporter && is_public(file)).then_some(Version::WithoutMetadata)
}

/// Whether everybody may see it: of a published case, the pictures of the report unless it is
/// confidential, and the evidence of the result that stands. Videos are not public: faces and voices in them
/// are not masked, and their metadata cannot be taken out. A document the citizen sent may name its author.
pub fn is_public(file: &StoredMedia) -> bool {
    let Some(used) = &file.used else { return false };
    if !used.published {
        return false;
    }
    match used.purpose {
        MediaPurpose::Report => !used.confidential && is_picture(file.media_type),
        MediaPurpose::Evidence => used.stands && file.media_type != MediaType::Mp4,
        MediaPurpose::Information | MediaPurpose::Draft => false,
        MediaPurpose::Conduct => false,
    }
}

fn is_the_citizens(used: &MediaUse) -> bool {
    matches!(used.purpose, MediaPurpose::Report | MediaPurpose::Information)
}

/// Whether it is a still picture.
pub fn is_picture(media_type: MediaType) -> bool {
    matches!(media_type, MediaType::Jpeg | MediaType::Png | MediaType::Webp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AccountId, MediaId, Membership, UnitId};

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
        }
    }

    fn used(purpose: MediaPurpose) -> MediaUse {
        MediaUse {
            unit: UnitId::new("00070"),
            reporter: AccountId::new("reporter"),
            purpose,
            confidential: false,
            published: true,
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

    #[test]
    fn only_pictures_of_open_reports_and_standing_evidence_are_public() {
        use MediaPurpose::{Draft, Evidence, Information, Report};
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
        let elsewhere = person("elsewhere", Some(("00004", Role::Head)));
        let stranger = person("stranger", None);
        for (reader, confidential, published, expected) in [
            (&owner, true, false, Some(Original)),
            (&handler, false, false, Some(Original)),
            (&handler, true, false, Some(WithoutMetadata)),
            (&centre, false, false, Some(Original)),
            (&centre, true, false, Some(WithoutMetadata)),
            (&elsewhere, false, false, None),
            (&elsewhere, false, true, None),
            (&stranger, false, true, None),
        ] {
            assert_eq!(readable_by(reader, &report(confidential, published)), expected, "{} {confidential}", reader.id);
        }
        assert_eq!(readable_by(&centre, &file(MediaType::Jpeg, None)), None, "what nobody sent yet is its owner's");
        assert_eq!(readable_by(&owner, &file(MediaType::Jpeg, None)), Some(Original));
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
}
