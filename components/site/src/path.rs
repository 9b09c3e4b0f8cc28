//! Which file a path names. Nothing outside the folder has a name here: only what is on the list of
//! characters is looked for, so there is no escape to forget.

/// Ending of a page's file, which its address leaves out.
pub(crate) const HTML: &str = ".html";

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The file of that relative name.
    File(String),
    /// It has another address: one page, one address.
    Moved(String),
    /// No file can have that name.
    Nothing,
}

/// What a decoded path without its leading slash asks for.
pub(crate) fn resolve(path: &str) -> Asked {
    if path.is_empty() {
        return Asked::File("index.html".to_owned());
    }
    let (path, slash) = match path.strip_suffix('/') {
        Some(path) => (path, true),
        None => (path, false),
    };
    if !path.split('/').all(is_name) {
        return Asked::Nothing;
    }
    if let Some(page) = path.strip_suffix(HTML) {
        return Asked::Moved(format!("/{}", if page == "index" { "" } else { page }));
    }
    if path == "index" {
        return Asked::Moved("/".to_owned());
    }
    if slash {
        return Asked::Moved(format!("/{path}"));
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') { Asked::File(path.to_owned()) } else { Asked::File(format!("{path}{HTML}")) }
}

/// Whether a segment is a plain file name. A leading dot is refused, and with it `.` and `..`.
fn is_name(segment: &str) -> bool {
    !segment.is_empty()
        && segment.len() <= 100
        && !segment.starts_with('.')
        && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{Asked, resolve};

    #[test]
    fn a_page_has_one_address() {
        assert_eq!(resolve(""), Asked::File("index.html".into()));
        assert_eq!(resolve("gui"), Asked::File("gui.html".into()));
        assert_eq!(resolve("gui/"), Asked::Moved("/gui".into()));
        assert_eq!(resolve("gui.html"), Asked::Moved("/gui".into()));
        for first in ["index.html", "index.html/", "index", "index/"] {
            assert_eq!(resolve(first), Asked::Moved("/".into()), "{first}");
        }
        assert_eq!(resolve("css/global.css"), Asked::File("css/global.css".into()));
    }

    #[test]
    fn nothing_outside_the_folder_has_a_name() {
        for path in [
            "..", "../x.css", "css/../../x.css", "css/./global.css", ".env", "css/.hidden", "/etc/passwd", "//evil.example/",
            "a\\b.css", "..\\x.css", "a\0.css", "a%2e.css", "c:x.css", "a b.css", "đường.css", "css//global.css", "/",
        ] {
            assert_eq!(resolve(path), Asked::Nothing, "{path:?}");
        }
        assert_eq!(resolve(&"a".repeat(101)), Asked::Nothing);
    }
}
