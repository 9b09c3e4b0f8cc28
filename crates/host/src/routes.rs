//! Which trigger takes a path.

use std::cmp::Ordering;

use anyhow::bail;

/// Everything under it is answered by the host itself.
pub const WELL_KNOWN: &str = "/.well-known/spin/";

/// The routes of an application, best first.
#[derive(Debug)]
pub struct Router<T> {
    routes: Vec<Pattern<T>>,
}

#[derive(Debug)]
struct Pattern<T> {
    segments: Vec<Segment>,
    /// Ends in `/...`.
    open: bool,
    /// As the manifest writes it.
    text: String,
    target: T,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Exact(String),
    Named(String),
}

/// A path that has found its route.
#[derive(Debug)]
pub struct Match<'a, T> {
    /// What the route leads to.
    pub target: &'a T,
    /// The route as the manifest writes it.
    pub route: &'a str,
    /// What `/...` stood for, from its slash on; empty without.
    pub path_info: String,
    /// What each `:name` stood for.
    pub named: Vec<(&'a str, &'a str)>,
}

impl<T> Router<T> {
    /// Orders routes so that the first to match is the best: exact before named before `/...`,
    /// longer prefixes before shorter.
    ///
    /// # Errors
    ///
    /// Two routes take the same paths, or one is not a pattern.
    pub fn new(routes: impl IntoIterator<Item = (String, T)>) -> anyhow::Result<Self> {
        let mut patterns = Vec::new();
        for (text, target) in routes {
            let pattern = Pattern::parse(text, target)?;
            if let Some(other) = patterns.iter().find(|other: &&Pattern<T>| {
                other.order(&pattern) == Ordering::Equal && other.same_paths(&pattern)
            }) {
                bail!(
                    "the route {:?} takes the same paths as {:?}",
                    pattern.text,
                    other.text
                );
            }
            patterns.push(pattern);
        }
        patterns.sort_by(Pattern::order);
        Ok(Self { routes: patterns })
    }

    /// The best route for a path, if any.
    pub fn find<'a>(&'a self, path: &'a str) -> Option<Match<'a, T>> {
        self.routes.iter().find_map(|pattern| pattern.matches(path))
    }

    /// Routes as written, with their targets, best first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.routes
            .iter()
            .map(|pattern| (pattern.text.as_str(), &pattern.target))
    }
}

impl<T> Pattern<T> {
    fn parse(text: String, target: T) -> anyhow::Result<Self> {
        let (path, open) = match text.strip_suffix("/...") {
            Some(path) => (path, true),
            None => (text.as_str(), false),
        };
        if !text.starts_with('/') {
            bail!("the route {text:?} must start with `/`");
        }
        let segments = segments(path)
            .map(|segment| match segment.strip_prefix(':') {
                Some("") => bail!("the route {text:?} has a `:` without a name"),
                Some(name) => Ok(Segment::Named(name.to_owned())),
                None if segment.contains(['*', '?', '#']) || segment == "..." => {
                    bail!("the route {text:?}: only a trailing `/...` is a wildcard")
                }
                None => Ok(Segment::Exact(segment.to_owned())),
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self {
            segments,
            open,
            text,
            target,
        })
    }

    /// Best first: exact segments before named, longer before shorter, closed before open.
    fn order(&self, other: &Self) -> Ordering {
        let rank = |segment: Option<&Segment>| match segment {
            Some(Segment::Exact(_)) => 0,
            Some(Segment::Named(_)) => 1,
            None => 2,
        };
        (0..self.segments.len().max(other.segments.len()))
            .map(|i| rank(self.segments.get(i)).cmp(&rank(other.segments.get(i))))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| self.open.cmp(&other.open))
    }

    fn same_paths(&self, other: &Self) -> bool {
        self.segments.len() == other.segments.len()
            && self
                .segments
                .iter()
                .zip(&other.segments)
                .all(|pair| match pair {
                    (Segment::Exact(a), Segment::Exact(b)) => a == b,
                    (Segment::Named(_), Segment::Named(_)) => true,
                    _ => false,
                })
    }

    fn matches<'a>(&'a self, path: &'a str) -> Option<Match<'a, T>> {
        let mut rest = segments(path);
        let mut named = Vec::new();
        for pattern in &self.segments {
            let segment = rest.next()?;
            match pattern {
                Segment::Exact(text) if text == segment => {}
                Segment::Exact(_) => return None,
                Segment::Named(name) => named.push((name.as_str(), segment)),
            }
        }
        let mut path_info = String::new();
        if self.open {
            for segment in rest {
                path_info.push('/');
                path_info.push_str(segment);
            }
            // A slash at the end belongs to what the wildcard took.
            if path.ends_with('/') {
                path_info.push('/');
            }
        } else if rest.next().is_some() {
            return None;
        }
        Some(Match {
            target: &self.target,
            route: &self.text,
            path_info,
            named,
        })
    }
}

/// The parts of a path between slashes; a slash at either end makes no part.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    // "".split('/') yields one empty part; the root has none.
    path.split('/').skip(usize::from(path.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn router(routes: &[&str]) -> Router<String> {
        Router::new(routes.iter().map(|r| (r.to_string(), r.to_string()))).unwrap()
    }

    fn found(routes: &[&str], path: &str) -> Option<String> {
        router(routes).find(path).map(|m| m.target.clone())
    }

    #[test]
    fn exact_beats_named_beats_open_and_longer_beats_shorter() {
        let routes = ["/...", "/a/...", "/a/b", "/a/:x", "/a/b/..."];
        for (path, route) in [
            ("/", "/..."),
            ("/z", "/..."),
            ("/a", "/a/..."),
            ("/a/b", "/a/b"),
            ("/a/c", "/a/:x"),
            ("/a/b/c", "/a/b/..."),
            ("/a/c/d", "/a/..."),
            ("/ab", "/..."),
        ] {
            assert_eq!(found(&routes, path).as_deref(), Some(route), "{path}");
            let mut reversed = routes;
            reversed.reverse();
            assert_eq!(found(&reversed, path).as_deref(), Some(route), "{path}");
        }
        assert_eq!(found(&["/a"], "/b"), None);
        assert_eq!(found(&["/a"], "/a/b"), None);
        assert_eq!(found(&["/"], "/").as_deref(), Some("/"));
        assert_eq!(found(&["/"], "/a"), None);
    }

    #[test]
    fn the_wildcard_and_the_names_are_told() {
        let router = router(&["/a/:id/..."]);
        let found = router.find("/a/7/x/y/").unwrap();
        assert_eq!(found.path_info, "/x/y/");
        assert_eq!(found.named, [("id", "7")]);
        assert_eq!(router.find("/a/7").unwrap().path_info, "");
        assert_eq!(router.find("/a/7/").unwrap().path_info, "/");
    }

    #[test]
    fn two_routes_for_the_same_paths_are_refused() {
        let routes = ["/a/:x", "/a/:y"].map(|r| (r.to_string(), ()));
        assert!(Router::new(routes).is_err());
        assert!(Router::new([("a".to_string(), ())]).is_err());
        assert!(Router::new([("/a/*/b".to_string(), ())]).is_err());
    }
}
