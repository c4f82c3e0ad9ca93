//! The patterns of texts: regular expressions of ECMA 262 that readers of JSON Schema in other languages understand too.

/// The pattern of a text that is not blank.
pub(crate) const NOT_BLANK: &str = r"\S";

/// The pattern of an http or https address: a host, and no character that could end the address where it is written out.
pub(crate) const ADDRESS: &str = r##"^[Hh][Tt][Tt][Pp][Ss]?://[^\u0000-/:-@\\-`{-\u00a0][^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000<>"`{}|\\^]*$"##;

/// The pattern of an id.
pub(crate) const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
