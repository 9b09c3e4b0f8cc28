//! Pictures without metadata.
//!
//! A list of what is kept, not of what is taken out: cameras invent new places for positions, names, serial
//! numbers and second pictures faster than anybody can list them. Kept is what the picture is drawn from, its
//! colours, and how the camera was held; nothing is encoded again, so no detail is lost.

use bytes::Bytes;
use domain::MediaType;
use exif::{In, Reader, Tag};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::RiffContent;
use img_parts::webp::{self, WebP};
use img_parts::{ImageEXIF, jpeg};
use std::ops::RangeInclusive;

/// The picture without metadata; `None` for what is no picture or is damaged.
pub fn strip(media_type: MediaType, picture: Bytes) -> Option<Bytes> {
    match media_type {
        MediaType::Jpeg => strip_jpeg(picture),
        MediaType::Png => strip_png(picture),
        MediaType::Webp => strip_webp(picture),
        MediaType::Mp4 | MediaType::Pdf => None,
    }
}

fn strip_jpeg(picture: Bytes) -> Option<Bytes> {
    let mut jpeg = Jpeg::from_bytes(picture).ok()?;
    let orientation = jpeg.exif().and_then(orientation_of);
    let segments: Vec<JpegSegment> = std::mem::take(jpeg.segments_mut()).into_iter().filter_map(kept_segment).collect();
    let frames = segments.iter().filter(|segment| is_frame(segment.marker())).count();
    let (scan, tables) = segments.split_last()?;
    if frames == 0 || scan.marker() != markers::SOS || tables.iter().any(|segment| segment.marker() == markers::SOS) {
        return None;
    }
    jpeg.segments_mut().extend_from_slice(&segments);
    jpeg.set_exif(orientation.map(orientation_alone));
    Some(jpeg.encoder().bytes())
}

/// What is kept of a segment, if anything.
fn kept_segment(segment: JpegSegment) -> Option<JpegSegment> {
    const JFIF: usize = 14;
    const ADOBE: usize = 12;
    let marker = segment.marker();
    let contents = segment.contents();
    match marker {
        // Behind these bytes lies a small picture of what the large one may no longer show.
        markers::APP0 if contents.starts_with(b"JFIF\0") && contents.len() >= JFIF => {
            let mut kept = contents.get(..JFIF - 2)?.to_vec();
            kept.extend_from_slice(&[0, 0]);
            Some(JpegSegment::new_with_contents(marker, kept.into()))
        }
        markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") => Some(segment),
        // Without it, some programs take the colours for others.
        markers::APP14 if contents.starts_with(b"Adobe") && contents.len() >= ADOBE => {
            Some(JpegSegment::new_with_contents(marker, contents.slice(..ADOBE)))
        }
        markers::SOS => {
            // The library takes all that follows the first scan for one piece.
            let rest = segment_rest(&segment)?;
            Some(JpegSegment::new_with_entropy(marker, contents.clone(), scans(&rest).into()))
        }
        marker if draws(marker) => Some(segment),
        _ => None,
    }
}

/// What follows a segment's contents in the file.
fn segment_rest(segment: &JpegSegment) -> Option<Bytes> {
    let encoded = segment.clone().encoder().bytes();
    (encoded.len() >= segment.len()).then(|| encoded.slice(segment.len()..))
}

/// Whether the picture is drawn from segments of this marker.
fn draws(marker: u8) -> bool {
    is_frame(marker)
        || matches!(
            marker,
            markers::DHT
                | markers::DAC
                | markers::DQT
                | markers::DNL
                | markers::DRI
                | markers::DHP
                | markers::EXP
                | markers::SOS
        )
}

fn is_frame(marker: u8) -> bool {
    (markers::SOF0..=markers::SOF15).contains(&marker)
        && !matches!(marker, markers::DHT | jpeg::markers::JPG | markers::DAC)
}

/// Entropy-coded scans and the tables between them, up to the end of the picture. Behind that end cameras put
/// films, depth maps and whole other pictures, with metadata of their own. A picture that broke off is ended.
fn scans(data: &[u8]) -> Vec<u8> {
    const STUFFED: u8 = 0;
    const TEM: u8 = 1;
    const RESTARTS: RangeInclusive<u8> = markers::RST0..=markers::RST7;
    let mut kept = Vec::with_capacity(data.len() + 2);
    let mut rest = data;
    loop {
        let run = rest.iter().position(|byte| *byte == markers::P).unwrap_or(rest.len());
        let (coded, marked) = rest.split_at(run);
        kept.extend_from_slice(coded);
        let [_, marker, after @ ..] = marked else { break };
        rest = match *marker {
            STUFFED => take(&mut kept, marked, 2),
            marker if RESTARTS.contains(&marker) => take(&mut kept, marked, 2),
            markers::P => marked.get(1..).unwrap_or_default(),
            TEM => after,
            markers::SOI | markers::EOI => break,
            marker => {
                let [high, low, ..] = *after else { break };
                let length = 2 + usize::from(u16::from_be_bytes([high, low]));
                if length < 4 || length > marked.len() {
                    break;
                }
                if draws(marker) { take(&mut kept, marked, length) } else { marked.get(length..).unwrap_or_default() }
            }
        };
    }
    kept.extend_from_slice(&[markers::P, markers::EOI]);
    kept
}

fn take<'a>(kept: &mut Vec<u8>, from: &'a [u8], length: usize) -> &'a [u8] {
    let (taken, rest) = from.split_at(length.min(from.len()));
    kept.extend_from_slice(taken);
    rest
}

/// Pixels, palette, transparency, colours, animation, and nothing written in words.
const PNG_CHUNKS: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn strip_png(picture: Bytes) -> Option<Bytes> {
    let mut png = Png::from_bytes(picture).ok()?;
    let orientation = png.exif().and_then(orientation_of);
    png.chunks_mut().retain(|chunk| PNG_CHUNKS.contains(&&chunk.kind()));
    if png.dimensions().is_none() || png.chunk_by_type(*b"IDAT").is_none() || png.chunk_by_type(*b"IEND").is_none() {
        return None;
    }
    png.set_exif(orientation.map(orientation_alone));
    Some(png.encoder().bytes())
}

const WEBP_CHUNKS: [[u8; 4]; 7] = [
    webp::CHUNK_VP8,
    webp::CHUNK_VP8L,
    webp::CHUNK_VP8X,
    webp::CHUNK_ALPH,
    webp::CHUNK_ANIM,
    webp::CHUNK_ANMF,
    webp::CHUNK_ICCP,
];

fn strip_webp(picture: Bytes) -> Option<Bytes> {
    const XMP_FLAG: u8 = 0b0000_0100;
    let mut webp = WebP::from_bytes(picture).ok()?;
    let orientation = webp.exif().and_then(orientation_of);
    webp.chunks_mut().retain(|chunk| WEBP_CHUNKS.contains(&chunk.id()));
    webp.dimensions()?;
    for chunk in webp.chunks_mut().iter_mut().filter(|chunk| chunk.id() == webp::CHUNK_VP8X) {
        if let RiffContent::Data(data) = chunk.content_mut() {
            let mut flags = data.to_vec();
            *flags.first_mut()? &= !XMP_FLAG;
            *data = flags.into();
        }
    }
    webp.set_exif(orientation.map(orientation_alone));
    Some(webp.encoder().bytes())
}

/// How the camera was held, if not upright.
fn orientation_of(metadata: Bytes) -> Option<u8> {
    // Telephones write broken metadata, too; what can be read of it is enough.
    let mut reader = Reader::new();
    let read = reader.continue_on_error(true).read_raw(metadata.to_vec());
    let metadata = read.or_else(|error| error.distill_partial_result(|_| ())).ok()?;
    let held = metadata.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(held).ok().filter(|held| (2..=8).contains(held))
}

/// Metadata that says only that: one TIFF directory of one entry. Without it a picture taken upright lies on
/// its side.
fn orientation_alone(held: u8) -> Bytes {
    const ORIENTATION: [u8; 2] = 0x0112_u16.to_le_bytes();
    const SHORT: u8 = 3;
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend_from_slice(&ORIENTATION);
    tiff.extend_from_slice(&[SHORT, 0, 1, 0, 0, 0, held, 0, 0, 0]);
    tiff.extend_from_slice(&[0, 0, 0, 0]);
    tiff.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, RgbImage};
    use std::io::Cursor;

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(20, 12, |x, y| image::Rgb([x as u8 * 9, y as u8 * 20, 7])).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_stands_between_and_behind_the_scans_is_taken_out() {
        let comment = [0xff, markers::COM, 0, 4, b'h', b'i'];
        let table = [0xff, markers::DHT, 0, 3, 9];
        let scan = [0xff, markers::SOS, 0, 3, 1];
        let coded = [1, 2, 0xff, 0, 3, 0xff, markers::RST0, 4, 0xff, 0xff];
        let end = [0xff, markers::EOI];
        let behind = b"\xff\xd8 another picture \xff\xd9";
        let whole = [&coded[..], &comment, &table, &comment, &scan, &coded, &end, behind].concat();
        // Fill bytes go, too: the last byte of `coded` is one.
        let kept = &coded[..coded.len() - 2];
        assert_eq!(scans(&whole), [kept, &table, &scan, kept, &end].concat());
        // What broke off is ended.
        assert_eq!(scans(&[1, 2, 0xff]), [1, 2, 0xff, 0xd9]);
        assert_eq!(scans(&[1, 2, 0xff, markers::DHT, 0]), [1, 2, 0xff, 0xd9]);
        assert_eq!(scans(&[1, 2, 0xff, markers::DHT, 0, 0, 5]), [1, 2, 0xff, 0xd9]);
        assert_eq!(scans(&[1, 2, 0xff, markers::DHT, 0, 9, 5]), [1, 2, 0xff, 0xd9]);
    }

    #[test]
    fn no_damaged_picture_brings_the_instance_down() {
        // A trap ends up to fifteen other requests; so every byte is turned, and every length is cut.
        for (media_type, format) in
            [(MediaType::Jpeg, ImageFormat::Jpeg), (MediaType::Png, ImageFormat::Png), (MediaType::Webp, ImageFormat::WebP)]
        {
            let picture = encoded(format);
            assert!(strip(media_type, picture.clone().into()).is_some());
            for at in 0..picture.len() {
                let _ = strip(media_type, picture[..at].to_vec().into());
                for byte in [0, 1, 0x7f, 0xff, picture[at] ^ 0x10] {
                    let mut damaged = picture.clone();
                    damaged[at] = byte;
                    let _ = strip(media_type, damaged.into());
                }
            }
        }
        for other in [MediaType::Mp4, MediaType::Pdf] {
            assert!(strip(other, encoded(ImageFormat::Jpeg).into()).is_none());
        }
    }

    #[test]
    fn damaged_metadata_says_nothing_and_harms_nothing() {
        let good = orientation_alone(6);
        assert_eq!(orientation_of(good.clone()), Some(6));
        for at in 0..good.len() {
            let _ = orientation_of(good.slice(..at));
            for byte in 0..=255 {
                let mut damaged = good.to_vec();
                damaged[at] = byte;
                assert!(orientation_of(damaged.into()).is_none_or(|held| (2..=8).contains(&held)));
            }
        }
        assert_eq!(orientation_of(orientation_alone(1)), None, "upright needs no word");
        assert_eq!(orientation_of(orientation_alone(9)), None);
    }
}
