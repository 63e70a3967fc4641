//! How two operations relate: whose child a span is, and which of two contexts is the inner one.

/// An operation that somebody else named, seen from the context around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// Its trace-id is that of the context around it.
    pub same_trace: bool,
    /// Its span-id is that of the context around it: it is that very operation.
    pub same_span: bool,
}

impl Named {
    /// Whether the operation is a child of the context around it. In another trace nothing of it is our child.
    ///
    /// # Examples
    ///
    /// ```
    /// use tracehop::context::relation::Named;
    ///
    /// assert!(Named { same_trace: true, same_span: false }.is_child());
    /// assert!(!Named { same_trace: true, same_span: true }.is_child());
    /// assert!(!Named { same_trace: false, same_span: false }.is_child());
    /// ```
    pub const fn is_child(self) -> bool {
        self.same_trace && !self.same_span
    }
}

/// A span of another tracer whose operation a handler takes over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Adopted {
    /// It is the span of the request itself, and not of something around it.
    pub is_server: bool,
    /// The other tracer says which span is above it.
    pub has_parent: bool,
    /// Its trace is the one that the request's own headers name.
    pub continues: bool,
}

/// What stands above the span that a handler writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parent {
    /// Nothing: the trace starts with it.
    None,
    /// The span that the other tracer names as the parent of its own.
    Theirs,
    /// The operation that the request's headers name.
    Received,
    /// The other tracer's span, of which ours is a new child.
    Adopted,
}

impl Adopted {
    /// The parent of the handler's span. Not every tracer says what is above its span; the request's headers do, where
    /// the span continues their trace.
    ///
    /// # Examples
    ///
    /// ```
    /// use tracehop::context::relation::{Adopted, Parent};
    ///
    /// let adopted = Adopted { is_server: true, has_parent: false, continues: true };
    /// assert_eq!(adopted.parent(), Parent::Received);
    /// ```
    pub const fn parent(self) -> Parent {
        match self {
            Self { is_server: false, .. } => Parent::Adopted,
            Self { has_parent: true, .. } => Parent::Theirs,
            Self { continues: true, .. } => Parent::Received,
            _ => Parent::None,
        }
    }
}

/// Whether the active span of another tracer is inside our scope, and so the parent of what comes next.
///
/// `is_active`: there is one. `was_active`: the same one was active when our scope began, so our scope is inside it.
///
/// # Examples
///
/// ```
/// use tracehop::context::relation::is_theirs_inner;
///
/// assert!(is_theirs_inner(true, false));
/// assert!(!is_theirs_inner(true, true));
/// ```
pub const fn is_theirs_inner(is_active: bool, was_active: bool) -> bool {
    is_active && !was_active
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_the_request_has_the_parent_that_is_known_best() {
        let adopted = |has_parent, continues| Adopted { is_server: true, has_parent, continues }.parent();
        assert_eq!(adopted(true, true), Parent::Theirs);
        assert_eq!(adopted(true, false), Parent::Theirs);
        assert_eq!(adopted(false, true), Parent::Received);
        assert_eq!(adopted(false, false), Parent::None);
    }

    #[test]
    fn a_span_that_is_not_the_requests_gets_a_child() {
        for (has_parent, continues) in [(false, false), (false, true), (true, false), (true, true)] {
            assert_eq!(Adopted { is_server: false, has_parent, continues }.parent(), Parent::Adopted);
        }
    }

    #[test]
    fn a_child_is_another_operation_of_the_same_trace() {
        for (same_trace, same_span, is_child) in
            [(true, false, true), (true, true, false), (false, false, false), (false, true, false)]
        {
            assert_eq!(Named { same_trace, same_span }.is_child(), is_child, "{same_trace} {same_span}");
        }
    }

    #[test]
    fn their_span_is_inner_only_where_it_became_active_in_our_scope() {
        assert!(is_theirs_inner(true, false) && !is_theirs_inner(true, true));
        assert!(!is_theirs_inner(false, false) && !is_theirs_inner(false, true));
    }
}
