//! Real files for the stories, and requests that carry bytes.

#![allow(dead_code, reason = "each test file takes what it needs")]

use crate::support::Town;
use bytes::Bytes;
use edge::{Body, Method, Reply, ReplyBody, Request};
use http_body_util::BodyExt;
use image::{ImageFormat, RgbImage};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes as PartBytes, ImageEXIF};
use serde_json::Value;
use std::io::Cursor;

/// What no copy may hold.
pub const SECRETS: [&[u8]; 6] =
    [b"GPS-21.0285", b"SERIAL-0042", b"http://ns.adobe.com/xap/1.0/", b"second picture", b"motion film", b"a comment"];

pub fn picture() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| image::Rgb([(x * 5) as u8, (y * 8) as u8, 90]))
}

pub fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// EXIF of a telephone: turned a quarter, with its serial number and where it was.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(&[0x01, 0x0e, 0, 2, 0, 0, 0, 23, 0, 0, 0, 38]); // ImageDescription, ASCII, at 38
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]); // Orientation, SHORT
    tiff.extend_from_slice(&[0, 0, 0, 0]);
    tiff.extend_from_slice(b"GPS-21.0285SERIAL-0042\0");
    tiff
}

/// A JPEG as a telephone writes it: EXIF, XMP, comment, multi-picture directory, a second picture with its own
/// metadata behind the first, and a film behind that.
pub fn telephone_jpeg() -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(encoded(ImageFormat::Jpeg).into()).unwrap();
    jpeg.set_exif(Some(exif(6).into()));
    let segment = |marker, contents: &'static [u8]| JpegSegment::new_with_contents(marker, PartBytes::from_static(contents));
    let xmp = segment(markers::APP1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SERIAL-0042</x:xmpmeta>");
    let directory = segment(markers::APP2, b"MPF\0II*\0\x08\0\0\0\0\0");
    let comment = segment(markers::COM, b"a comment of SERIAL-0042");
    let thumbnail = segment(markers::APP0, b"JFXX\0\x10GPS-21.0285");
    for extra in [xmp, directory, comment, thumbnail] {
        jpeg.segments_mut().insert(1, extra);
    }
    let mut bytes = jpeg.encoder().bytes().to_vec();
    let mut second = Jpeg::from_bytes(encoded(ImageFormat::Jpeg).into()).unwrap();
    second.set_exif(Some([exif(1), b"second picture".to_vec()].concat().into()));
    bytes.extend_from_slice(&second.encoder().bytes());
    bytes.extend_from_slice(b"\0\0\0\x18ftypmp42motion film GPS-21.0285");
    bytes
}

pub fn mp4(size: usize) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypisom\0\0\0\0isommp42".to_vec();
    bytes.extend((bytes.len()..size).map(|n| (n % 251) as u8));
    bytes
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".to_vec()
}

pub fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// What came back, with its body whole; `Err` when the body broke off.
pub struct Got {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Result<Bytes, String>,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn bytes(&self) -> &Bytes {
        self.body.as_ref().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(self.bytes()).unwrap()
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

pub fn send(town: &Town, who: &str, mut request: Request) -> Got {
    if !who.is_empty() {
        request = request.header("authorization", &format!("Bearer {}", town.token(who)));
    }
    let Reply { status, headers, body } = pollster::block_on(edge::handle_at(&media::routes(), request, town.now()));
    let body = match body {
        ReplyBody::Bytes(bytes) => Ok(bytes),
        ReplyBody::Stream(stream) => {
            pollster::block_on(stream.collect()).map(|whole| whole.to_bytes()).map_err(|error| error.to_string())
        }
    };
    Got { status: status.as_u16(), headers, body }
}

pub fn get(town: &Town, who: &str, target: &str, headers: &[(&'static str, &str)]) -> Got {
    let mut request = Request::new(Method::GET, target, "");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    send(town, who, request)
}

pub fn upload(town: &Town, who: &str, bytes: impl Into<Vec<u8>>, content_type: &str) -> Got {
    let mut request = Request::new(Method::POST, "/api/media", bytes.into());
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    send(town, who, request)
}

/// An upload that comes in these pieces; `declared` is what `Content-Length` says.
pub fn upload_in_pieces(town: &Town, who: &str, pieces: Vec<anyhow::Result<Bytes>>, declared: Option<u64>) -> Got {
    let mut request = Request::new(Method::POST, "/api/media", "");
    if let Some(declared) = declared {
        request = request.header("content-length", &declared.to_string());
    }
    request.body = Body::pieces(pieces, declared);
    send(town, who, request)
}

/// The id of a file that has to be taken in.
#[track_caller]
pub fn uploaded(town: &Town, who: &str, bytes: impl Into<Vec<u8>>) -> String {
    let got = upload(town, who, bytes, "");
    assert_eq!(got.status, 201, "{}", got.json());
    got.json()["id"].as_str().unwrap().to_owned()
}
