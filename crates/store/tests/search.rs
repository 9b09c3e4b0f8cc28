//! "duong" finds "đường", and nothing a person types is read as an operator.

mod support;

use domain::{CaseCode, CaseId, MediaId, Point, ReportText};
use rusqlite::Connection;
use store::{fold, schema, search_expression};

#[test]
fn letters_without_their_marks() {
    for (text, folded) in [
        ("Đường", "duong"),
        ("ĐƯỜNG LÊ DUẨN", "duong le duan"),
        ("đê sông Đuống", "de song duong"),
        ("Ngập úng tại ngõ 12/34, phố Hàng Bông.", "ngap ung tai ngo 12 34 pho hang bong"),
        // Decomposed, as some phones send it, and composed in two steps.
        ("Đu\u{31b}o\u{31b}\u{300}ng", "duong"),
        ("ng\u{e2}\u{323}p", "ngap"),
        ("ngâ\u{323}p", "ngap"),
        ("\u{d0}\u{1ea2}O", "dao"), // the Icelandic capital that looks like Đ
        ("ẵ ỡ ữ ỵ ể", "a o u y e"),
        ("  \t\n ", ""),
        ("", ""),
        ("!?…—()", ""),
        ("a--b__c", "a b c"),
        ("C1.05.TK-2026", "c1 05 tk 2026"),
        ("ﬁle", "ﬁle"), // canonical, not compatibility, decomposition
        ("日本 Straße", "日本 straße"),
        ("١٢٣", "١٢٣"),
        ("🚧 hố sâu 🚧", "ho sau"),
    ] {
        assert_eq!(fold(text), folded, "{text}");
        assert_eq!(fold(folded), folded, "folding again changes nothing: {folded}");
    }
}

#[test]
fn the_expression_holds_words_only() {
    for (query, expression) in [
        ("đường", Some(r#"folded : ("duong")"#)),
        ("Nắp cống", Some(r#"folded : ("nap" AND "cong")"#)),
        ("  nắp   cống  ", Some(r#"folded : ("nap" AND "cong")"#)),
        (r#""nắp cống""#, Some(r#"folded : ("nap" AND "cong")"#)),
        ("nắp OR cống NOT x", Some(r#"folded : ("nap" AND "or" AND "cong" AND "not" AND "x")"#)),
        ("NEAR(nắp cống, 2)", Some(r#"folded : ("near" AND "nap" AND "cong" AND "2")"#)),
        ("tags : w00070", Some(r#"folded : ("tags" AND "w00070")"#)),
        ("nắp*", Some(r#"folded : ("nap")"#)),
        ("-nắp ^cống", Some(r#"folded : ("nap" AND "cong")"#)),
        ("'; DROP TABLE cases; --", Some(r#"folded : ("drop" AND "table" AND "cases")"#)),
        (r#""""#, None),
        ("*", None),
        ("", None),
    ] {
        assert_eq!(search_expression(query).as_deref(), expression, "{query}");
    }
    let thirteen = "a b c d e f g h i j k l m";
    let expression = search_expression(thirteen).unwrap();
    assert_eq!(expression.matches(" AND ").count(), 11, "{expression}");
    assert!(!expression.contains("\"m\""), "{expression}");
}

/// Whether the index of the real schema finds a text by a query.
fn finds(text: &str, query: &str) -> bool {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(schema::WHOLE).unwrap();
    db.execute("INSERT INTO publication_search(rowid, folded, tags) VALUES (1, ?1, 'w00070 uorsoxaydung cx')", [fold(text)])
        .unwrap();
    let expression = search_expression(query).unwrap();
    db.prepare("SELECT rowid FROM publication_search WHERE publication_search MATCH ?1")
        .unwrap()
        .exists([expression])
        .unwrap_or_else(|error| panic!("{query}: {error}"))
}

#[test]
fn the_index_finds_words_with_and_without_marks() {
    let text = "Đường Lê Duẩn ngập sâu, nắp cống số 12/34 bị mất. Cấm \"đỗ xe\" AND dừng.";
    for query in
        ["đường", "duong", "DUONG", "lê duẩn", "le duan", "Le Duẩn nắp cống", "nga\u{323}\u{302}p", "34 12", "and", "\"do xe\"", "cống!"]
    {
        assert!(finds(text, query), "{query}");
    }
    for query in ["duon", "le duan hue", "w00070", "tags", "or", "mát mẻ"] {
        assert!(!finds(text, query), "{query}");
    }
}

#[test]
fn what_is_published_is_found_and_by_ward_too() {
    use support::*;
    let db = Database::new();
    Life::published("A");
    let mut other = submission("B", at("2026-03-02 08:00"));
    (other.case, other.code) = (CaseId::new("case-B"), CaseCode::new("HN26-B"));
    other.content.text = ReportText::new("Cây xanh đổ chắn ngang ngõ 25").unwrap();
    other.content.point = Point::new(21.0, 105.8);
    other.content.media[0].id = MediaId::new("photo-B");
    commit(&submitted(other, at("2026-03-02 08:00"))).unwrap();

    let found = |expression: &str| {
        db.rows(&format!(
            "SELECT p.code FROM publication_search s JOIN publications p ON p.number = s.rowid
             WHERE publication_search MATCH '{expression}'"
        ))
    };
    assert_eq!(found(&search_expression("O GA").unwrap()), ["HN26-A"]);
    assert_eq!(found("tags : \"w00070\""), ["HN26-A"]);
    assert_eq!(found("tags : \"w00004\""), Vec::<String>::new());
    // Sent but not published: no search knows of it.
    assert_eq!(found(&search_expression("cay xanh").unwrap()), Vec::<String>::new());
    // R-14.2: a number that was masked is not found by its digits either.
    assert_eq!(found(&search_expression("0912").unwrap()), Vec::<String>::new());
}
