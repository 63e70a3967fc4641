//! Routes: requests by method and path.

use crate::outgoing::target::is_below;

/// Which requests a sampler is for.
///
/// # Examples
///
/// ```
/// use tracehop::route::Route;
///
/// let health = Route { method: None, path: b"/health" };
/// assert!(health.covers(b"GET", b"/health/live"));
/// assert!(!health.covers(b"GET", b"/healthz"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Route<'a> {
    /// The method, compared with its case; `None` for every method.
    pub method: Option<&'a [u8]>,
    /// A path as a URL parser writes it. It covers everything below it: `/health` covers `/health/live` but not
    /// `/healthz`.
    pub path: &'a [u8],
}

impl Route<'_> {
    /// Whether it covers a request with this method and this path. The path has no query.
    pub fn covers(&self, method: &[u8], path: &[u8]) -> bool {
        self.method.is_none_or(|own| own == method) && is_below(path, self.path)
    }
}

/// The index of the first route that covers a request.
///
/// # Examples
///
/// ```
/// use tracehop::route::{Route, find};
///
/// let routes = [Route { method: Some(b"GET"), path: b"/health" }, Route { method: None, path: b"/orders" }];
///
/// assert_eq!(find(routes, b"POST", b"/orders/7"), Some(1));
/// assert_eq!(find(routes, b"POST", b"/health"), None);
/// ```
pub fn find<'a>(routes: impl IntoIterator<Item = Route<'a>>, method: &[u8], path: &[u8]) -> Option<usize> {
    routes.into_iter().position(|route| route.covers(method, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn any(path: &[u8]) -> Route<'_> {
        Route { method: None, path }
    }

    #[test]
    fn a_path_ends_at_a_segment_border() {
        for (path, covered) in [("/health", true), ("/health/", true), ("/health/live", true), ("/healthz", false)] {
            assert_eq!(any(b"/health").covers(b"GET", path.as_bytes()), covered, "{path}");
        }
        for outside in ["/", "", "/Health", "/x/health", "//health", "/%68ealth"] {
            assert!(!any(b"/health").covers(b"GET", outside.as_bytes()), "{outside}");
        }
        assert!(any(b"/").covers(b"GET", b"/anything/at/all"));
        assert!(!any(b"/health/").covers(b"GET", b"/health"));
    }

    #[test]
    fn a_method_is_compared_to_its_end_and_with_its_case() {
        let get = Route { method: Some(b"GET"), path: b"/" };
        assert!(get.covers(b"GET", b"/"));
        for other in ["get", "GE", "GETS", ""] {
            assert!(!get.covers(other.as_bytes(), b"/"), "{other}");
        }
    }

    #[test]
    fn the_first_route_counts() {
        let routes = [any(b"/a/b"), any(b"/a"), any(b"/a/b/c")];
        assert_eq!(find(routes, b"GET", b"/a/b/c"), Some(0));
        assert_eq!(find(routes, b"GET", b"/a/c"), Some(1));
        assert_eq!(find(routes, b"GET", b"/c"), None);
        assert_eq!(find([], b"GET", b"/"), None);
    }
}
