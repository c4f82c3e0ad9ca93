//! What the parts of a drawing are to a reader who hears it instead of seeing it, such as a user of a screen reader.

/// The meaning of a group. A format with a structure, such as a tagged PDF, writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// No meaning of its own: the content belongs to the group around it.
    #[default]
    Plain,
    /// Something that is only seen, such as a rule between two blocks.
    Decoration,
    /// The title of the page.
    Title,
    /// Text that is read as it is.
    Paragraph,
    /// The picture as a whole. The description of the scene describes it.
    Picture,
    /// Parts about one thing, such as a dyad or a date.
    Section,
    /// A thing that is drawn, such as a node or a tie. Its [description](super::scene::Group::description) is read.
    Part,
    /// A table, which contains rows. The description of the scene summarizes it.
    Table,
    /// A row of a table, which contains headers and cells.
    Row,
    /// The header of a number of neighbouring columns.
    ColumnHeader(usize),
    /// The header of a row.
    RowHeader,
    /// A cell of a table: its text is read, or its [`alternative`](super::scene::Group::alternative) if it has one.
    Cell,
    /// A list, which contains a title and entries.
    List,
    /// The title of a list.
    ListTitle,
    /// An entry of a list.
    Entry,
}
