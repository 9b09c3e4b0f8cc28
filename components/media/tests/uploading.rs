//! Stories of taking files in.

mod files;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use bytes::Bytes;
use edge::{Method, Request};
use files::{encoded, get, mp4, pdf, send, upload, upload_in_pieces, uploaded};
use image::ImageFormat;
use media::blobs;
use support::Town;

const MB: usize = 1024 * 1024;

fn town() -> Town {
    Town::at("2026-02-10 09:00", vec![media::routes(), submission::routes()])
}

fn rows(town: &Town) -> i64 {
    town.db.query_row("SELECT count(*) FROM media", [], |row| row.get(0)).unwrap()
}

/// That nothing is left, neither bytes nor a row.
#[track_caller]
fn nothing_is_left(town: &Town) {
    assert_eq!(blobs::keys(), [] as [String; 0]);
    assert_eq!(rows(town), 0);
}

#[test]
fn every_type_that_is_taken_is_known_by_its_bytes() {
    let town = town();
    for (bytes, content_types, media_type) in [
        (encoded(ImageFormat::Jpeg), ["", "image/jpeg", "image/jpg"], "image/jpeg"),
        (encoded(ImageFormat::Png), ["application/octet-stream", "image/png", "IMAGE/PNG"], "image/png"),
        (encoded(ImageFormat::WebP), ["", "image/webp", "image/webp; q=1"], "image/webp"),
        (mp4(4_000), ["video/mp4", "video/quicktime", "video/3gpp"], "video/mp4"),
        (pdf(), ["", "application/pdf", "application/octet-stream"], "application/pdf"),
    ] {
        for content_type in content_types {
            let got = upload(&town, "citizen-lan", bytes.clone(), content_type);
            assert_eq!(got.status, 201, "{content_type}: {}", got.json());
            let reply = got.json();
            assert_eq!(reply["media_type"], media_type);
            assert_eq!(reply["size"], bytes.len());
            assert_eq!(got.header("location"), format!("/api/media/{}", reply["id"].as_str().unwrap()));
            let kept = get(&town, "citizen-lan", got.header("location"), &[]);
            assert_eq!(kept.bytes().as_ref(), bytes);
            assert_eq!(kept.header("content-type"), media_type);
            assert_eq!(kept.header("etag"), format!("\"{}\"", reply["sha256"].as_str().unwrap()));
        }
    }
}

#[test]
fn a_video_is_stored_in_chunks_as_it_comes() {
    let town = town();
    let video = mp4(3 * 512 * 1024 + 77);
    // Pieces that fit neither a chunk nor each other.
    let pieces = video.chunks(100_003).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let got = upload_in_pieces(&town, "citizen-lan", pieces, None);
    assert_eq!(got.status, 201, "{}", got.json());
    let reply = got.json();
    let id = reply["id"].as_str().unwrap();
    assert_eq!(blobs::keys(), (0..4).map(|n| format!("media/{id}/{n}")).collect::<Vec<_>>());
    let one_piece = upload(&town, "citizen-lan", video.clone(), "").json();
    assert_eq!(one_piece["sha256"], reply["sha256"]);
    assert_eq!(get(&town, "citizen-lan", got.header("location"), &[]).bytes().as_ref(), video);
}

#[test]
fn what_pretends_to_be_another_type_is_refused() {
    let town = town();
    let jpeg = encoded(ImageFormat::Jpeg);
    for (bytes, content_type, code) in [
        (jpeg.clone(), "image/png", "media_type_mismatch"),
        (jpeg.clone(), "video/mp4", "media_type_mismatch"),
        (mp4(4_000), "image/jpeg", "media_type_mismatch"),
        (b"<html><script>alert(1)</script></html>".to_vec(), "image/jpeg", "unsupported_media_type"),
        (b"<html><script>alert(1)</script></html>".to_vec(), "", "unsupported_media_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "", "unsupported_media_type"),
        (b"GIF89a..............".to_vec(), "", "unsupported_media_type"),
        (b"PK\x03\x04..............".to_vec(), "", "unsupported_media_type"),
        // HEIC, AVIF and sound sit in the container of MP4 and are no video.
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "video/mp4", "unsupported_media_type"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec(), "", "unsupported_media_type"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0isommp42".to_vec(), "", "unsupported_media_type"),
        (jpeg.clone(), "text/html", "unsupported_media_type"),
        (jpeg.clone(), "image/svg+xml", "unsupported_media_type"),
        (jpeg, "application/x-www-form-urlencoded", "unsupported_media_type"),
    ] {
        let got = upload(&town, "citizen-lan", bytes, content_type);
        assert_eq!((got.status, got.code().as_str()), (415, code), "{content_type}");
        nothing_is_left(&town);
    }
}

#[test]
fn what_is_empty_or_broke_off_leaves_nothing() {
    let town = town();
    let got = upload(&town, "citizen-lan", [], "image/jpeg");
    assert_eq!((got.status, got.code().as_str()), (422, "empty_file"));
    nothing_is_left(&town);
    // Too short to be a file of any type, though it begins like one.
    for head in [&b"\xff\xd8\xff"[..], b"\0\0\0\x18ftyp", b"%PDF-1.7"] {
        assert_eq!(upload(&town, "citizen-lan", head, "").status, 415);
        nothing_is_left(&town);
    }
    // The connection breaks off after two chunks were stored.
    let video = Bytes::from(mp4(1_200_000));
    let broken = vec![Ok(video.clone()), Err(anyhow::anyhow!("connection reset"))];
    let got = upload_in_pieces(&town, "citizen-lan", broken, Some(2_000_000));
    assert_eq!((got.status, got.code().as_str()), (400, "body_broken"));
    nothing_is_left(&town);
    // It ends early without saying so.
    let got = upload_in_pieces(&town, "citizen-lan", vec![Ok(video)], Some(2_000_000));
    assert_eq!((got.status, got.code().as_str()), (400, "body_broken"));
    nothing_is_left(&town);
}

#[test]
fn each_type_has_its_limit() {
    let town = town();
    let of = |head: &[u8], size: usize| -> Bytes {
        let mut bytes = head.to_vec();
        bytes.resize(size, 7);
        bytes.into()
    };
    let jpeg = &b"\xff\xd8\xff\xe0........"[..];
    for (head, limit, says) in [(jpeg, 15, "15 MB"), (b"%PDF-1.7....", 20, "20 MB"), (&mp4(24), 100, "100 MB")] {
        let over = of(head, limit * MB + 1);
        // Known by what the client declares, before a byte is stored …
        let got = upload_in_pieces(&town, "citizen-lan", vec![Ok(over.slice(..4096))], Some(over.len() as u64));
        assert_eq!((got.status, got.code().as_str()), (413, "too_large"));
        assert!(got.json()["detail"].as_str().unwrap().contains(says), "{}", got.json());
        nothing_is_left(&town);
        // … or by counting, when it declares nothing or less than it sends.
        let pieces = || over.chunks(MB).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let got = upload_in_pieces(&town, "citizen-lan", pieces(), None);
        assert_eq!((got.status, got.code().as_str()), (413, "too_large"));
        assert!(got.json()["detail"].as_str().unwrap().contains(says), "{}", got.json());
        nothing_is_left(&town);
    }
    // Right at the limit it is taken.
    let full = of(jpeg, 15 * MB);
    assert_eq!(upload(&town, "citizen-lan", full.to_vec(), "image/jpeg").status, 201);
}

#[test]
fn a_claimed_picture_is_held_to_the_limit_of_pictures_before_a_byte_comes() {
    let town = town();
    let mut request = Request::new(Method::POST, "/api/media", "").header("content-type", "image/png");
    request.body = edge::Body::pieces(vec![], Some(16 * MB as u64));
    let got = send(&town, "citizen-lan", request);
    assert_eq!((got.status, got.code().as_str()), (413, "too_large"));
}

#[test]
fn a_full_store_leaves_nothing_and_no_detail() {
    let town = town();
    blobs::fail_puts_after(Some(1));
    let got = upload(&town, "citizen-lan", mp4(1_200_000), "");
    blobs::fail_puts_after(None);
    assert_eq!((got.status, got.code().as_str()), (500, "fault"));
    assert!(!got.json().to_string().contains("full"));
    nothing_is_left(&town);
}

#[test]
fn a_refused_row_takes_the_bytes_along() {
    let town = town();
    town.db
        .execute_batch("CREATE TRIGGER no_media BEFORE INSERT ON media BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END;")
        .unwrap();
    assert_eq!(upload(&town, "citizen-lan", mp4(1_200_000), "").status, 500);
    nothing_is_left(&town);
}

#[test]
fn only_people_signed_in_send_files() {
    let town = town();
    assert_eq!(upload(&town, "", encoded(ImageFormat::Jpeg), "").status, 401);
    nothing_is_left(&town);
    // Who is not verified yet may prepare a report (R-5.5 asks when it is sent).
    uploaded(&town, "citizen-new", encoded(ImageFormat::Jpeg));
}

#[test]
fn fifty_files_without_a_report_in_a_day_are_enough() {
    let town = town();
    let jpeg = encoded(ImageFormat::Jpeg);
    let first = uploaded(&town, "citizen-lan", jpeg.clone());
    for _ in 0..49 {
        uploaded(&town, "citizen-lan", jpeg.clone());
    }
    let before = blobs::keys().len();
    let got = upload(&town, "citizen-lan", jpeg.clone(), "");
    assert_eq!((got.status, got.code().as_str()), (429, "too_many"));
    assert_eq!(blobs::keys().len(), before);
    uploaded(&town, "citizen-minh", jpeg.clone()); // each person on their own

    // A file that a report takes is not counted any more.
    let now = town.now();
    let report = serde_json::json!({
        "kind": "field", "category": "duong-ha-tang", "text": "Ổ gà sâu giữa đường trước số 12.",
        "address": "Số 12 Hàng Bài", "ward": "00070", "happened_at": now.to_rfc3339(), "media": [first],
    });
    let request = Request::new(Method::POST, "/api/reports", report.to_string())
        .header("authorization", &format!("Bearer {}", town.token("citizen-lan")))
        .header("content-type", "application/json")
        .header("idempotency-key", "key-0001");
    assert_eq!(support::answer(&submission::routes(), request, now).status, 201);
    uploaded(&town, "citizen-lan", jpeg.clone());
    assert_eq!(upload(&town, "citizen-lan", jpeg.clone(), "").status, 429);

    town.clock_moves_to("2026-02-11 09:01");
    uploaded(&town, "citizen-lan", jpeg);
}

#[test]
fn the_row_itself_holds_the_limit_when_uploads_end_together() {
    let town = town();
    // The first count saw 49; another upload ended before this one did.
    for _ in 0..50 {
        let id = town.uploads("citizen-lan");
        town.db.execute("UPDATE media SET stored_at = ?2 WHERE id = ?1", (&id, town.now().timestamp_millis())).unwrap();
    }
    let added = pollster::block_on(async {
        let media = store::media::NewMedia {
            id: domain::MediaId::new("late"),
            owner: domain::AccountId::new("citizen-lan"),
            media_type: domain::MediaType::Jpeg,
            size: 1,
            sha256: edge::token_hash("late"),
            chunk_size: 1,
            stored_at: town.now(),
        };
        support::store().await.add_media(&media, town.now() - chrono::TimeDelta::hours(24), 50).await
    });
    assert!(!added.unwrap());
}

#[test]
fn the_document_covers_every_route() {
    let routes = media::routes();
    assert!(routes.mistakes().is_empty(), "{:?}", routes.mistakes());
    let document = edge::openapi::with_problems(media::openapi());
    assert_eq!(edge::openapi::undescribed(&routes, &document), [] as [String; 0]);
}
