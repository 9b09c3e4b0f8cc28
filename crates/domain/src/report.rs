//! What a citizen sent. It never changes; the case is what the office opens on it.

use crate::identity::Organisation;
use crate::{AccountId, CategoryCode, Instant, Kind, MediaId, Point, ReportText, ShortText, UnitId};

/// What a file is, by its first bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    Webp,
    /// MP4 or QuickTime video.
    Mp4,
    /// PDF document.
    Pdf,
}

impl MediaType {
    /// Every type that is taken.
    pub const ALL: [MediaType; 5] =
        [MediaType::Jpeg, MediaType::Png, MediaType::Webp, MediaType::Mp4, MediaType::Pdf];

    /// The IANA media type.
    pub fn as_str(self) -> &'static str {
        match self {
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Webp => "image/webp",
            MediaType::Mp4 => "video/mp4",
            MediaType::Pdf => "application/pdf",
        }
    }

    /// The type of that name, if it is one that is taken.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it shows the scene: a picture or a video (R-5.2), not a document.
    pub fn shows_the_scene(self) -> bool {
        self != MediaType::Pdf
    }

    /// Whether it is a still picture, out of which metadata can be taken.
    pub fn is_picture(self) -> bool {
        matches!(self, MediaType::Jpeg | MediaType::Png | MediaType::Webp)
    }

    /// Whether a citizen's file may be public with the case (R-5.7, R-8.3): a picture alone. A document may name its
    /// author; faces and voices in a video are not masked, and its metadata stays.
    pub fn is_public_of_a_report(self) -> bool {
        self.is_picture()
    }

    /// Whether an agency's file may be public with the case (R-8.3, R-12.2): everything but a video.
    pub fn is_public_of_a_result(self) -> bool {
        self != MediaType::Mp4
    }

    /// What the first bytes of a file say it is. Twelve bytes are enough for every type.
    ///
    /// ```
    /// use domain::MediaType;
    /// assert_eq!(MediaType::from_magic(b"\xff\xd8\xff\xe1...."), Some(MediaType::Jpeg));
    /// assert_eq!(MediaType::from_magic(b"<html>......"), None);
    /// // A phone's HEIC picture sits in the same container as an MP4 video and is none.
    /// assert_eq!(MediaType::from_magic(b"\0\0\0\x18ftypheic"), None);
    /// assert_eq!(MediaType::from_magic(b"\0\0\0\x18ftypisom"), Some(MediaType::Mp4));
    /// ```
    pub fn from_magic(head: &[u8]) -> Option<Self> {
        match head {
            [0xff, 0xd8, 0xff, ..] => Some(MediaType::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(MediaType::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(MediaType::Webp),
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if !is_no_video(brand) => Some(MediaType::Mp4),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(MediaType::Pdf),
            _ => None,
        }
    }
}

/// Whether the major brand of an ISO base media file says that it is a still picture (HEIC, AVIF,
/// Canon raw) or sound only. Brands of videos are too many to list.
fn is_no_video(brand: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 18] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1", b"miaf",
        b"avif", b"avis", b"crx ", b"M4A ", b"M4B ", b"M4P ",
    ];
    BRANDS.iter().any(|known| brand.starts_with(*known))
}

/// A file that belongs to an act, as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRef {
    /// Its id.
    pub id: MediaId,
    /// What it is.
    pub media_type: MediaType,
    /// SHA-256 of its bytes in hex: written into the journal, so that a file cannot be exchanged.
    pub sha256: String,
}

/// A report as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which of the regulation's kinds it is.
    pub kind: Kind,
    /// Field of life.
    pub category: CategoryCode,
    /// What the citizen says (R-5.2).
    pub text: ReportText,
    /// Where, as a point if the phone gave one.
    pub point: Option<Point>,
    /// Where, in words (R-6.1); absent only where the kind's terms ask for no place.
    pub address: Option<ShortText>,
    /// The ward the citizen confirmed: the one it concerns, or where the sender lives.
    pub ward: UnitId,
    /// When it was seen; absent only where the kind's terms ask for no place.
    pub happened_at: Option<Instant>,
    /// Pictures and videos, one at least for a field report (R-5.2).
    pub media: Vec<MediaRef>,
    /// Whether the sender's identity is hidden from the handling agencies too (R-5.7).
    pub confidential: bool,
    /// Who sent it.
    pub reporter: AccountId,
    /// The organisation in whose name it is sent (R-2, R-5.5); `None` for a person's own report.
    pub organisation: Option<Organisation>,
}
