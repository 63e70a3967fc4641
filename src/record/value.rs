//! What a field says: a value of JSON.

use std::borrow::Cow;

use crate::text::json;

/// A value of JSON.
///
/// # Examples
///
/// ```
/// use tracehop::record::{Fields, Value};
///
/// assert_eq!(Value::from("text").to_string(), r#""text""#);
/// assert_eq!(Value::List(vec![1.into(), Value::Null, true.into()]).to_string(), "[1,null,true]");
/// assert_eq!(Value::from(Fields::from_iter([("items", 3)])).to_string(), r#"{"items":3}"#);
/// ```
#[derive(Clone, PartialEq, Debug)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as JavaScript has it and writes it. What is not finite is written as `null`.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Values in an order.
    List(Vec<Value<'a>>),
    /// Values by name.
    Object(Fields<'a>),
}

/// Values by name, each name once, in the order in which the names were first put in.
///
/// # Examples
///
/// ```
/// use tracehop::record::{Fields, Value};
///
/// let mut fields = Fields::from_iter([("items", 3), ("retries", 0)]);
/// fields.insert("items", 4);
/// assert_eq!(fields.get("items"), Some(&Value::Number(4.0)));
/// assert_eq!(fields.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["items", "retries"]);
/// ```
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Fields<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl Value<'_> {
    /// Adds the value's JSON.
    pub(crate) fn push_to(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(number) => json::push_number(out, *number),
            Self::Text(text) => json::push_text(out, text),
            Self::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.push_to(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    json::push_text(out, name);
                    out.push(':');
                    value.push_to(out);
                }
                out.push('}');
            }
        }
    }
}

/// The value's JSON, as `JSON.stringify` writes it.
impl core::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut out = String::new();
        self.push_to(&mut out);
        f.write_str(&out)
    }
}

impl<'a> Fields<'a> {
    /// No fields. Nothing is allocated.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Puts a value in. One of the same name gives up its place to it, and is returned.
    pub fn insert(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Option<Value<'a>> {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, other)) => Some(core::mem::replace(other, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<'a, N: Into<Cow<'a, str>>, V: Into<Value<'a>>> Extend<(N, V)> for Fields<'a> {
    fn extend<T: IntoIterator<Item = (N, V)>>(&mut self, fields: T) {
        for (name, value) in fields {
            self.insert(name, value);
        }
    }
}

impl<'a, N: Into<Cow<'a, str>>, V: Into<Value<'a>>> FromIterator<(N, V)> for Fields<'a> {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(fields: T) -> Self {
        let mut all = Self::new();
        all.extend(fields);
        all
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value<'_> {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl<'a> From<Vec<Value<'a>>> for Value<'a> {
    fn from(values: Vec<Value<'a>>) -> Self {
        Self::List(values)
    }
}

impl<'a> From<Fields<'a>> for Value<'a> {
    fn from(fields: Fields<'a>) -> Self {
        Self::Object(fields)
    }
}

/// Integers above 2^53 are rounded, as in JavaScript.
macro_rules! from_number {
    ($($number:ty)*) => {
        $(impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        })*
    };
}

from_number!(f64 f32 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
