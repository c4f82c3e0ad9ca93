//! The options that say what the rows of a table mean, and where they are accounted for.

use std::path::PathBuf;

use interorg::import::{DateOrder, Shape, ShortForm};

use crate::cli::choice::choice;

#[derive(clap::Args, Clone, Default, PartialEq)]
#[command(next_help_heading = "Table")]
pub(super) struct TableArgs {
    /// The shape of the table
    #[arg(long = "as", value_name = "SHAPE",
        value_parser = choice(Shape::ALL.iter().copied(), Shape::name, Shape::description))]
    pub(super) shape: Option<Shape>,
    /// The column of the organization; with --as two-mode-wide, also columns such as c1..c91
    #[arg(long, value_name = "COLUMN")]
    pub(super) org: Option<String>,
    /// The column of the operation, or whatever the organizations take part in, such as treaties
    #[arg(long, value_name = "COLUMN")]
    pub(super) operation: Option<String>,
    /// The column of the first organization of a pair
    #[arg(long, value_name = "COLUMN")]
    pub(super) from: Option<String>,
    /// The column of the second organization of a pair
    #[arg(long, value_name = "COLUMN")]
    pub(super) to: Option<String>,
    /// The column of the role, or of the kind of tie or event
    #[arg(long, value_name = "COLUMN")]
    pub(super) role: Option<String>,
    /// The column of the year; years that follow one another become one period
    #[arg(long, value_name = "COLUMN")]
    pub(super) year: Option<String>,
    /// The column of the start, or of the date of an event
    #[arg(long, value_name = "COLUMN", conflicts_with = "year")]
    pub(super) start: Option<String>,
    /// The column of the end
    #[arg(long, value_name = "COLUMN", conflicts_with = "year")]
    pub(super) end: Option<String>,
    /// The column of a number, such as troops or weight, which becomes an amount of what is there on a day; a mapping can state the
    /// unit, or that it is a flow (can be repeated)
    #[arg(long, value_name = "COLUMN")]
    pub(super) amount: Vec<String>,
    /// The column of the rung of a tie, such as 1 to 4; its values become the phases
    #[arg(long, value_name = "COLUMN")]
    pub(super) phase: Option<String>,
    /// A column that becomes an attribute of what a row is about, or `rest` for all columns that nothing else names (can be
    /// repeated)
    #[arg(long, value_name = "COLUMN")]
    pub(super) attribute: Vec<String>,
    /// The text between the organizations of one cell, such as ', '
    #[arg(long, value_name = "TEXT")]
    pub(super) split: Option<String>,
    /// The ties are from --from to --to
    #[arg(long)]
    pub(super) directed: bool,
    /// The order of day and month in dates such as 03/04/2005
    #[arg(long, value_name = "ORDER",
        value_parser = choice(DateOrder::ALL.iter().copied(), DateOrder::name, DateOrder::description))]
    pub(super) dates: Option<DateOrder>,
    /// A text that means that a value is missing, such as NA
    #[arg(long, value_name = "TEXT")]
    pub(super) missing: Vec<String>,
    /// The sheet of a workbook, by its name or number
    #[arg(long, value_name = "SHEET")]
    pub(super) sheet: Option<String>,
    /// The row of the header, counted from 1, or none
    #[arg(long, value_name = "ROW")]
    pub(super) header: Option<String>,
    /// The separator: comma, semicolon, tab, bar or the character
    #[arg(long, value_name = "SEPARATOR")]
    pub(super) separator: Option<String>,
    /// The title of the dataset
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Cite this entry of an imported bibliography in every record, instead of the file
    #[arg(long, value_name = "SOURCE")]
    pub(super) cite: Option<String>,
    /// A CSV file of two columns: names, and the names that take their place
    #[arg(long, value_name = "FILE")]
    pub(super) synonyms: Option<PathBuf>,
}

#[derive(clap::Args, Default, PartialEq)]
#[command(next_help_heading = "Accounts")]
pub(super) struct AccountArgs {
    /// Write what became of each row to this file, as CSV
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Write the rejected rows to this file, as they were
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// Up to this number of rejected rows, the exit status is 0
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(super) allow: u64,
}

impl TableArgs {
    /// Returns `true` if an option says how a table is read or what its rows mean.
    pub(super) fn describe_rows(&self) -> bool {
        let others = Self {
            title: None,
            cite: None,
            ..self.clone()
        };
        others != Self::default()
    }

    /// Returns what the options say, without the synonyms, which are in a file.
    pub(super) fn short_form(&self) -> ShortForm {
        let mut short = ShortForm::default();
        short.shape = self.shape;
        short.title.clone_from(&self.title);
        short.sheet.clone_from(&self.sheet);
        short.header.clone_from(&self.header);
        short.separator.clone_from(&self.separator);
        short.organization.clone_from(&self.org);
        short.operation.clone_from(&self.operation);
        short.from.clone_from(&self.from);
        short.to.clone_from(&self.to);
        short.role.clone_from(&self.role);
        short.year.clone_from(&self.year);
        short.start.clone_from(&self.start);
        short.end.clone_from(&self.end);
        short.amounts.clone_from(&self.amount);
        short.phase.clone_from(&self.phase);
        short.attributes.clone_from(&self.attribute);
        short.split.clone_from(&self.split);
        short.dates = self.dates;
        short.missing.clone_from(&self.missing);
        short.directed = self.directed;
        short
    }
}
