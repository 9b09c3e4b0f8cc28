//! Stories of giving files out: to whom, which part, and what the public may have of them.

mod files;
#[path = "../../submission/tests/story/mod.rs"]
mod story;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::MediaType;
use edge::{Method, Request};
use files::{SECRETS, contains, encoded, exif, get, mp4, pdf, picture, send, telephone_jpeg, uploaded};
use image::ImageFormat;
use img_parts::ImageEXIF;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use media::blobs;
use serde_json::json;
use story::{good_report, goes_to_approval, publishes, records, send_report};
use support::Town;

fn town() -> Town {
    Town::at("2026-02-10 09:00", vec![media::routes(), submission::routes()])
}

/// Lan reports with these files; the code.
fn reports(town: &Town, media: &[String], confidential: bool) -> String {
    let mut report = good_report(media);
    report["happened_at"] = json!("2026-02-10T08:00:00+07:00");
    report["confidential"] = json!(confidential);
    let (status, case, _) = send_report(town, &submission::routes(), "citizen-lan", &edge::new_token(), &report);
    assert_eq!(status, 201, "{case}");
    case["code"].as_str().unwrap().to_owned()
}

fn is_published(town: &Town, code: &str, evidence: &[(String, MediaType)]) {
    goes_to_approval(town, code, "00070");
    records(town, code, "00070", evidence);
    publishes(town, code, "00070");
}

fn status(town: &Town, who: &str, target: &str) -> u16 {
    get(town, who, target, &[]).status
}

#[test]
fn a_file_is_its_senders_until_a_report_takes_it_and_then_the_offices() {
    let town = town();
    let photo = uploaded(&town, "citizen-lan", telephone_jpeg());
    let file = format!("/api/media/{photo}");
    for (who, expected) in [("citizen-lan", 200), ("citizen-minh", 404), ("00070-intake", 404), ("pvhcc-centre", 404), ("", 401)] {
        assert_eq!(status(&town, who, &file), expected, "before: {who}");
    }
    reports(&town, &[photo], false);
    for (who, expected) in [
        ("citizen-lan", 200),
        ("00070-intake", 200),
        ("00070-handler2", 200),
        ("pvhcc-centre", 200),
        ("citizen-minh", 404),
        ("00004-intake", 404),
        ("so-xay-dung-head", 404),
        ("admin", 404),
        ("", 401),
    ] {
        assert_eq!(status(&town, who, &file), expected, "after: {who}");
    }
    // The office gets the original: its metadata may show that it was altered.
    assert_eq!(get(&town, "00070-intake", &file, &[]).bytes().as_ref(), telephone_jpeg());
    for unknown in ["/api/media/khong-co", "/api/media/%2e%2e%2f", "/api/media/01KFB6Z9D2Q5V8N3X4T7R1M0PC"] {
        assert_eq!(status(&town, "citizen-lan", unknown), 404, "{unknown}");
    }
}

#[test]
fn a_file_moves_with_its_case() {
    // R-7.2c: the ward forwards the case, and with it the right to see it.
    let town = town();
    let photo = uploaded(&town, "citizen-lan", encoded(ImageFormat::Jpeg));
    let code = reports(&town, std::slice::from_ref(&photo), false);
    town.acts("00070-intake", &code, |case, actor, office| {
        let reason = domain::Reason::new("Thuộc thẩm quyền của sở quản lý đường.").unwrap();
        domain::triage::forward(case, actor, reason, office)
    });
    let file = format!("/api/media/{photo}");
    assert_eq!((status(&town, "00070-intake", &file), status(&town, "so-xay-dung-intake", &file)), (404, 200));
}

#[test]
fn the_office_gets_pictures_of_a_confidential_report_without_metadata() {
    //
    let town = town();
    for secret in SECRETS {
        assert!(contains(&telephone_jpeg(), secret), "what is not there cannot be taken out");
    }
    let photo = uploaded(&town, "citizen-lan", telephone_jpeg());
    let video = uploaded(&town, "citizen-lan", mp4(5_000));
    reports(&town, &[photo.clone(), video.clone()], true);
    let file = format!("/api/media/{photo}");
    for who in ["00070-intake", "pvhcc-centre"] {
        let got = get(&town, who, &file, &[]);
        assert_eq!((got.status, got.header("content-type")), (200, "image/jpeg"), "{who}");
        for secret in SECRETS {
            assert!(!contains(got.bytes(), secret), "{}", String::from_utf8_lossy(secret));
        }
        assert!(got.header("cache-control").starts_with("private"));
    }
    assert_eq!(get(&town, "citizen-lan", &file, &[]).bytes().as_ref(), telephone_jpeg());
    assert_eq!(get(&town, "00070-intake", &format!("/api/media/{video}"), &[]).bytes().as_ref(), mp4(5_000));
}

#[test]
fn parts_are_served_across_chunks() {
    let town = town();
    let video = mp4(1_200_000);
    let id = uploaded(&town, "citizen-lan", video.clone());
    let file = format!("/api/media/{id}");
    let chunk = 512 * 1024;
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, video.len()),
        ("bytes=524287-524288", chunk - 1, chunk + 1),
        ("bytes=524288-1048575", chunk, 2 * chunk),
        ("bytes=100-1100000", 100, 1_100_001),
        ("bytes=-1", video.len() - 1, video.len()),
        ("bytes=1199999-9999999", video.len() - 1, video.len()),
    ] {
        let got = get(&town, "citizen-lan", &file, &[("range", range)]);
        assert_eq!(got.status, 206, "{range}");
        assert_eq!(got.header("content-range"), format!("bytes {from}-{}/{}", to - 1, video.len()));
        assert_eq!(got.header("content-length"), (to - from).to_string());
        assert_eq!(got.bytes().as_ref(), &video[from..to], "{range}");
    }
    for range in ["bytes=1200000-", "bytes=-0", "bytes=99999999999999999999-"] {
        let got = get(&town, "citizen-lan", &file, &[("range", range)]);
        assert_eq!((got.status, got.header("content-range")), (416, "bytes */1200000"), "{range}");
        assert_eq!(got.code(), "range_not_satisfiable");
    }
    for ignored in ["bytes=0-1,5-6", "bytes=9-2", "lines=1-2", "bytes=x-"] {
        assert_eq!(get(&town, "citizen-lan", &file, &[("range", ignored)]).status, 200, "{ignored}");
    }
}

#[test]
fn a_client_that_has_the_file_is_not_sent_it_again() {
    let town = town();
    let bytes = encoded(ImageFormat::Png);
    let id = uploaded(&town, "citizen-lan", bytes.clone());
    let file = format!("/api/media/{id}");
    let whole = get(&town, "citizen-lan", &file, &[]);
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, "bytes"));
    assert_eq!(whole.header("content-length"), bytes.len().to_string());
    let tag = whole.header("etag");
    for asked in [tag, "*", &format!("\"other\", W/{tag}")] {
        let got = get(&town, "citizen-lan", &file, &[("if-none-match", asked)]);
        assert_eq!((got.status, got.header("etag")), (304, tag));
        assert!(got.bytes().is_empty());
    }
    // RFC 9110 §13.2.2: If-None-Match comes before Range.
    let both = [("if-none-match", tag), ("range", "bytes=0-1")];
    assert_eq!(get(&town, "citizen-lan", &file, &both).status, 304);
    let both = [("if-none-match", "\"other\""), ("range", "bytes=0-1")];
    assert_eq!(get(&town, "citizen-lan", &file, &both).status, 206);
    // A part of another version would not fit to what the client has.
    assert_eq!(get(&town, "citizen-lan", &file, &[("if-range", tag), ("range", "bytes=0-1")]).status, 206);
    assert_eq!(get(&town, "citizen-lan", &file, &[("if-range", "\"other\""), ("range", "bytes=0-1")]).status, 200);

    let head = send(&town, "citizen-lan", Request::new(Method::HEAD, &file, "").header("range", "bytes=0-1"));
    assert_eq!((head.status, head.header("content-length")), (200, bytes.len().to_string().as_str()));
    assert!(head.bytes().is_empty());
    // Who may not see it learns nothing from a tag, either.
    assert_eq!(get(&town, "citizen-minh", &file, &[("if-none-match", tag)]).status, 404);
}

#[test]
fn a_file_is_never_taken_for_a_page() {
    let town = town();
    for (bytes, disposition) in [
        (encoded(ImageFormat::Jpeg), "inline; filename=\"{}.jpg\""),
        (encoded(ImageFormat::Png), "inline; filename=\"{}.png\""),
        (encoded(ImageFormat::WebP), "inline; filename=\"{}.webp\""),
        (mp4(100), "inline; filename=\"{}.mp4\""),
        (pdf(), "attachment; filename=\"{}.pdf\""),
    ] {
        let id = uploaded(&town, "citizen-lan", bytes);
        let got = get(&town, "citizen-lan", &format!("/api/media/{id}"), &[]);
        assert_eq!(got.header("content-disposition"), disposition.replace("{}", &id));
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(got.header("content-security-policy").contains("sandbox"));
        assert!(got.header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(got.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(got.header("cache-control"), "private, no-cache");
    }
}

#[test]
fn a_lost_chunk_breaks_the_answer_off() {
    let town = town();
    let id = uploaded(&town, "citizen-lan", mp4(1_200_000));
    blobs::forget(&format!("media/{id}/1"));
    let got = get(&town, "citizen-lan", &format!("/api/media/{id}"), &[]);
    assert_eq!(got.status, 200);
    assert!(got.body.is_err(), "the client must notice");
    assert_eq!(get(&town, "citizen-lan", &format!("/api/media/{id}"), &[("range", "bytes=0-99")]).bytes().len(), 100);
}

#[test]
fn the_public_sees_pictures_and_evidence_of_published_cases_without_metadata() {
    //
    let town = town();
    let photo = uploaded(&town, "citizen-lan", telephone_jpeg());
    let video = uploaded(&town, "citizen-lan", mp4(5_000));
    let document = uploaded(&town, "citizen-lan", pdf());
    let code = reports(&town, &[photo.clone(), video.clone(), document.clone()], false);
    let public = |id: &str| get(&town, "", &format!("/api/public/media/{id}"), &[]);
    assert_eq!(public(&photo).status, 404, "not published yet");

    let proof = uploaded(&town, "00070-handler", telephone_jpeg());
    let minutes = uploaded(&town, "00070-handler", pdf());
    let film = uploaded(&town, "00070-handler", mp4(5_000));
    let evidence = [(proof.clone(), MediaType::Jpeg), (minutes.clone(), MediaType::Pdf), (film.clone(), MediaType::Mp4)];
    goes_to_approval(&town, &code, "00070");
    records(&town, &code, "00070", &evidence);
    assert_eq!(public(&proof).status, 404, "recorded, but not published (R-12.3)");
    assert_eq!(status(&town, "citizen-lan", &format!("/api/media/{proof}")), 404, "not the reporter's yet, either");
    publishes(&town, &code, "00070");

    for id in [&photo, &proof] {
        let got = public(id);
        assert_eq!((got.status, got.header("content-type")), (200, "image/jpeg"));
        for secret in SECRETS {
            assert!(!contains(got.bytes(), secret), "{}", String::from_utf8_lossy(secret));
        }
        assert_eq!(got.header("cache-control"), "public, max-age=604800, immutable");
        assert_eq!(got.header("cross-origin-resource-policy"), "cross-origin");
        let again = get(&town, "", &format!("/api/public/media/{id}"), &[("if-none-match", got.header("etag"))]);
        assert_eq!(again.status, 304);
        let part = get(&town, "", &format!("/api/public/media/{id}"), &[("range", "bytes=2-9")]);
        assert_eq!((part.status, part.bytes().as_ref()), (206, &got.bytes()[2..10]));
    }
    assert_eq!(public(&minutes).bytes().as_ref(), pdf());
    for hidden in [&video, &document, &film] {
        assert_eq!(public(hidden).status, 404);
    }
    // To its reporter the evidence is now as public as to everybody.
    let got = get(&town, "citizen-lan", &format!("/api/media/{proof}"), &[]);
    assert_eq!(got.bytes(), public(&proof).bytes());
    assert_eq!(status(&town, "citizen-minh", &format!("/api/media/{proof}")), 404);
}

#[test]
fn of_a_confidential_report_the_public_sees_the_evidence_alone() {
    //
    let town = town();
    let photo = uploaded(&town, "citizen-lan", telephone_jpeg());
    let code = reports(&town, std::slice::from_ref(&photo), true);
    let proof = uploaded(&town, "00070-handler", encoded(ImageFormat::Png));
    is_published(&town, &code, &[(proof.clone(), MediaType::Png)]);
    assert_eq!(status(&town, "", &format!("/api/public/media/{photo}")), 404);
    assert_eq!(status(&town, "", &format!("/api/public/media/{proof}")), 200);
}

#[test]
fn a_copy_is_made_once_and_shows_the_same_picture_the_same_way_up() {
    let town = town();
    let original = telephone_jpeg();
    let photo = uploaded(&town, "citizen-lan", original.clone());
    let code = reports(&town, std::slice::from_ref(&photo), false);
    let proof = uploaded(&town, "00070-handler", pdf());
    is_published(&town, &code, &[(proof, MediaType::Pdf)]);
    let target = format!("/api/public/media/{photo}");
    let copy = get(&town, "", &target, &[]);
    let pixels = |bytes: &[u8]| image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().to_rgb8();
    assert_eq!(pixels(copy.bytes()), pixels(&original));
    let parts = Jpeg::from_bytes(copy.bytes().clone()).unwrap();
    assert!(parts.segments().iter().all(|s| !matches!(s.marker(), markers::COM | markers::APP13)));
    let turned = exif_orientation(parts.exif().unwrap().as_ref());
    assert_eq!(turned, Some(6), "without it the picture would lie on its side");
    assert_eq!(parts.exif().unwrap().len(), 26, "and it says nothing else");
    assert!(copy.bytes().ends_with(&[0xff, 0xd9]));

    // The original may go; the copy stays.
    blobs::forget(&format!("media/{photo}/0"));
    assert_eq!(get(&town, "", &target, &[]).bytes(), copy.bytes());
}

fn exif_orientation(tiff: &[u8]) -> Option<u32> {
    let metadata = exif::Reader::new().read_raw(tiff.to_vec()).unwrap();
    assert_eq!(metadata.fields().count(), 1);
    metadata.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0)
}

#[test]
fn png_and_webp_lose_their_metadata_too() {
    let town = town();
    let mut png = Png::from_bytes(encoded(ImageFormat::Png).into()).unwrap();
    png.set_exif(Some(exif(8).into()));
    for kind in [*b"tEXt", *b"iTXt", *b"zTXt", *b"tIME", *b"prVt"] {
        png.chunks_mut().insert(1, PngChunk::new(kind, "Comment\0a comment of SERIAL-0042".into()));
    }
    let mut png = png.encoder().bytes().to_vec();
    png.extend_from_slice(b"second picture GPS-21.0285");

    let mut webp = WebP::from_bytes(encoded(ImageFormat::WebP).into()).unwrap();
    let extended = [0b0000_1100, 0, 0, 0, 47, 0, 0, 31, 0, 0];
    webp.chunks_mut().insert(0, RiffChunk::new(*b"VP8X", RiffContent::Data(extended.to_vec().into())));
    webp.chunks_mut().push(RiffChunk::new(*b"EXIF", RiffContent::Data(exif(3).into())));
    webp.chunks_mut().push(RiffChunk::new(*b"XMP ", RiffContent::Data("http://ns.adobe.com/xap/1.0/ SERIAL-0042".into())));
    webp.chunks_mut().push(RiffChunk::new(*b"XYZ ", RiffContent::Data("motion film".into())));
    let webp = webp.encoder().bytes().to_vec();

    for (bytes, format, media_type) in [(png, ImageFormat::Png, MediaType::Png), (webp, ImageFormat::WebP, MediaType::Webp)] {
        let photo = uploaded(&town, "citizen-lan", bytes.clone());
        let code = reports(&town, std::slice::from_ref(&photo), false);
        let proof = uploaded(&town, "00070-handler", bytes.clone());
        is_published(&town, &code, &[(proof.clone(), media_type)]);
        for id in [photo, proof] {
            let got = get(&town, "", &format!("/api/public/media/{id}"), &[]);
            assert_eq!((got.status, got.header("content-type")), (200, media_type.as_str()));
            for secret in SECRETS {
                assert!(!contains(got.bytes(), secret), "{media_type:?} {}", String::from_utf8_lossy(secret));
            }
            let shown = image::load_from_memory_with_format(got.bytes(), format).unwrap().to_rgb8();
            assert_eq!(shown, picture());
        }
    }
}

#[test]
fn a_picture_that_cannot_be_freed_of_its_metadata_is_not_shown() {
    let town = town();
    // It begins like a JPEG, is cut off inside its first segment, and names its maker.
    let broken = [&telephone_jpeg()[..4], b"SERIAL-0042........"].concat();
    let photo = uploaded(&town, "citizen-lan", broken.clone());
    let whole = uploaded(&town, "citizen-lan", encoded(ImageFormat::Jpeg));
    let code = reports(&town, &[photo.clone(), whole.clone()], false);
    let proof = uploaded(&town, "00070-handler", pdf());
    is_published(&town, &code, &[(proof, MediaType::Pdf)]);
    for _ in 0..2 {
        assert_eq!(status(&town, "", &format!("/api/public/media/{photo}")), 404);
    }
    assert_eq!(status(&town, "", &format!("/api/public/media/{whole}")), 200);
    // The office still has what was sent.
    assert_eq!(get(&town, "00070-head", &format!("/api/media/{photo}"), &[]).bytes().as_ref(), broken);
}

#[test]
fn evidence_of_a_result_that_was_sent_back_is_not_public() {
    let town = town();
    let photo = uploaded(&town, "citizen-lan", encoded(ImageFormat::Jpeg));
    let code = reports(&town, &[photo], false);
    goes_to_approval(&town, &code, "00070");
    let poor = uploaded(&town, "00070-handler", encoded(ImageFormat::Jpeg));
    records(&town, &code, "00070", &[(poor.clone(), MediaType::Jpeg)]);
    let case = town.load(&code).case.id;
    let recorded = pollster::block_on(async { support::store().await.recorded_result(&case).await }).unwrap();
    town.acts("00070-head", &code, |case, actor, office| {
        let reason = domain::Reason::new("Ảnh chưa rõ, đề nghị chụp lại.").unwrap();
        domain::publication::return_result(case, actor, &recorded, reason, office)
    });
    let good = uploaded(&town, "00070-handler", encoded(ImageFormat::Jpeg));
    records(&town, &code, "00070", &[(good.clone(), MediaType::Jpeg)]);
    publishes(&town, &code, "00070");
    assert_eq!(status(&town, "", &format!("/api/public/media/{poor}")), 404);
    assert_eq!(status(&town, "", &format!("/api/public/media/{good}")), 200);
    assert_eq!(status(&town, "00070-head", &format!("/api/media/{poor}")), 200);
}
