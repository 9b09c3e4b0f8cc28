//! What a person types finds what a person wrote, with marks or without.

use store::{fold, search_expression};

#[test]
fn marks_case_and_punctuation_do_not_count() {
    for (text, folded) in [
        ("Đường Trường Chinh", "duong truong chinh"),
        ("ĐƯỜNG TRƯỜNG CHINH", "duong truong chinh"),
        ("duong truong chinh", "duong truong chinh"),
        ("đèn đỏ, Đống Đa", "den do dong da"),
        ("ăâêôơư ĂÂÊÔƠƯ", "aaeoou aaeoou"),
        ("ằắẳẵặ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự", "aaaaa aaaaa eeeee ooooo ooooo uuuuu"),
        ("ỳýỷỹỵ ìíỉĩị ùúủũụ", "yyyyy iiiii uuuuu"),
        ("nước ngập 0,5 m", "nuoc ngap 0 5 m"),
        ("Số 12/34-A, ngõ 5", "so 12 34 a ngo 5"),
        ("  hai \t\n  khoảng trắng  ", "hai khoang trang"),
        ("«rác» – “bẩn”…", "rac ban"),
        ("phố 😀 Huế", "pho hue"),
        ("", ""),
        (" ,.;!? ", ""),
        ("\u{301}\u{323}", ""),
        ("\0a\0", "a"),
        ("1207/QĐ-UBND", "1207 qd ubnd"),
    ] {
        assert_eq!(fold(text), folded, "{text:?}");
    }
}

#[test]
fn a_letter_with_its_marks_apart_is_the_same_letter() {
    use unicode_normalization::UnicodeNormalization;
    let text = "Đường Nguyễn Trãi ngập nước, nắp cống vỡ — Ưu tiên xử lý";
    let apart: String = text.nfd().collect();
    assert_ne!(apart, text);
    assert_eq!(fold(&apart), fold(text));
    assert_eq!(fold(&apart), "duong nguyen trai ngap nuoc nap cong vo uu tien xu ly");
    // Marks in another order than the normal one, as some keyboards send them.
    assert_eq!(fold("a\u{302}\u{323}"), fold("a\u{323}\u{302}"));
}

#[test]
fn folding_twice_is_folding_once() {
    for text in ["Đường Lê Duẩn", "İstanbul", "ß ŒUVRE", "ngõ 12/34", "한국", "ﬁ"] {
        assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
    }
}

#[test]
fn a_query_becomes_words_that_must_all_be_there() {
    for (query, expression) in [
        ("cống", Some(r#"folded : ("cong")"#)),
        ("Nắp cống vỡ", Some(r#"folded : ("nap" AND "cong" AND "vo")"#)),
        ("nap cong vo", Some(r#"folded : ("nap" AND "cong" AND "vo")"#)),
        ("Đ đ", Some(r#"folded : ("d" AND "d")"#)),
        // Nothing of the query is an operator.
        (r#"đường" OR "phố"#, Some(r#"folded : ("duong" AND "or" AND "pho")"#)),
        ("NOT rác", Some(r#"folded : ("not" AND "rac")"#)),
        ("NEAR(a b, 2)", Some(r#"folded : ("near" AND "a" AND "b" AND "2")"#)),
        ("tags : w00070", Some(r#"folded : ("tags" AND "w00070")"#)),
        ("^rác* + -bẩn", Some(r#"folded : ("rac" AND "ban")"#)),
        ("'; DROP TABLE cases; --", Some(r#"folded : ("drop" AND "table" AND "cases")"#)),
        (r#"""""#, None),
        ("* ( ) : ^", None),
        ("", None),
        ("   ", None),
    ] {
        assert_eq!(search_expression(query).as_deref(), expression, "{query:?}");
    }
}

#[test]
fn twelve_words_count_and_no_more() {
    let many = (1..=40).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let expression = search_expression(&many).unwrap();
    assert!(expression.ends_with(r#""11" AND "12")"#), "{expression}");
}

#[test]
fn whatever_is_asked_the_index_understands_it_and_finds_what_was_folded() {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch(store::schema::WHOLE).unwrap();
    let text = "Đèn đường trước số 5 phố Huế NOT sáng";
    db.execute("INSERT INTO publication_search(rowid, folded, tags) VALUES (1, ?1, 'w00070 uSXD')", [fold(text)]).unwrap();
    let finds = |query: &str| -> i64 {
        let expression = search_expression(query).unwrap();
        let sql = "SELECT count(*) FROM publication_search WHERE publication_search MATCH ?1";
        db.query_row(sql, [expression], |row| row.get(0)).unwrap()
    };
    for query in ["den duong", "ĐÈN ĐƯỜNG", "đe\u{300}n", "phố \"Huế\"", "not sáng", "(5)", "hue* pho"] {
        assert_eq!(finds(query), 1, "{query:?}");
    }
    // A word is whole, an operator is none, and what is kept beside the text is not text.
    for query in ["đèn OR sông", "ngập", "den AND", "w00070", "du"] {
        assert_eq!(finds(query), 0, "{query:?}");
    }
}
