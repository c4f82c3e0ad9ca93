//! Names by language, and identifiers by register.

/// A name in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// The language, as a BCP 47 tag.
    pub language: Box<str>,
    /// The name.
    pub text: Box<str>,
}

/// An identifier in a register outside the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identifier {
    /// The register, such as `wikidata`.
    pub scheme: Box<str>,
    /// The identifier in the register, such as `Q7159`.
    pub value: Box<str>,
}
