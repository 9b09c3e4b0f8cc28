//! Letters without their marks, so that "duong" finds "đường".

pub use domain::similarity::fold;

/// The full-text expression that finds every word of a query; `None` when the query holds no word.
/// At most twelve words count.
///
/// Words are whole: a Vietnamese syllable is one, and looking up a beginning makes the index gather every
/// place of every word that begins so, 100 ms for `ng` among 300,000 texts where a word takes 0.1 ms.
///
/// ```
/// assert_eq!(store::search_expression("Nắp cống").as_deref(), Some("folded : (\"nap\" AND \"cong\")"));
/// assert_eq!(store::search_expression("\"*' OR"), Some("folded : (\"or\")".to_owned()));
/// assert_eq!(store::search_expression("!?"), None);
/// ```
pub fn search_expression(query: &str) -> Option<String> {
    let folded = fold(query);
    // Every word is quoted, so nothing of the query is read as an operator.
    let words: Vec<String> =
        folded.split(' ').filter(|word| !word.is_empty()).take(12).map(|word| format!("\"{word}\"")).collect();
    if words.is_empty() {
        return None;
    }
    Some(format!("folded : ({})", words.join(" AND ")))
}
