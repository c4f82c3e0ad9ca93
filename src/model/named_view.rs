//! Pictures and tables that a dataset names, so that they can be made again.

use super::id::Id;

/// A picture or table with a name: a subcommand of the program, its options, and the formats of its files.
///
/// The texts are those that the command line would have. The model does not know which subcommands and options exist.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedView {
    /// The name, which is also that of its files. No other view of the dataset has it.
    pub name: Id,
    /// The subcommand, such as `diagram`.
    pub subcommand: Box<str>,
    /// The arguments of the subcommand, such as `timeline`.
    pub arguments: Box<[Box<str>]>,
    /// The options, in the order of the dataset.
    pub options: Box<[ViewOption]>,
    /// The extensions of the files, without the dot.
    pub formats: Box<[Id]>,
}

/// An option of a named view.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ViewOption {
    /// The long name without hyphens before it, such as `group-by`.
    pub name: Id,
    /// The values. An option without a value, such as `motives` of a diagram, has `true`, or `false` if it is not set.
    pub values: Box<[Box<str>]>,
}
