//! Guesses of what columns mean, by their names and values.

use super::profile::{ColumnProfile, Profile};
use crate::import::shape::Shape;

/// The columns of a table by what they seem to mean, as indexes.
#[derive(Debug, Default)]
pub(super) struct Guess {
    pub(super) shape: Option<Shape>,
    pub(super) organization: Option<usize>,
    pub(super) operation: Option<usize>,
    /// The column of names beside one of keys.
    pub(super) operation_name: Option<usize>,
    pub(super) pair: Option<[usize; 2]>,
    pub(super) year: Option<usize>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) role: Option<usize>,
    pub(super) amount: Option<usize>,
    /// Columns of yes and no in a table of pairs.
    pub(super) flags: Vec<usize>,
    /// Columns with an organization each, in a table of operations.
    pub(super) positions: Vec<usize>,
    /// Columns with a year in their names, in a table with a column per year.
    pub(super) years: Vec<usize>,
}

/// The words of columns, the most telling first.
const ORGANIZATIONS: [&str; 21] = [
    "organization",
    "organisation",
    "country",
    "state",
    "member",
    "contributor",
    "party",
    "agency",
    "actor",
    "org",
    "tcc",
    "nation",
    "ccode",
    "iso3",
    "iso",
    "donor",
    "sender",
    "name",
    "label",
    "overview",
    "participant",
];
const OPERATIONS: [&str; 15] = [
    "operation",
    "mission",
    "treaty",
    "agreement",
    "igo",
    "ioname",
    "body",
    "meeting",
    "event",
    "project",
    "conference",
    "committee",
    "programme",
    "program",
    "forum",
];
const PAIRS: [[&str; 2]; 14] = [
    ["source", "target"],
    ["from", "to"],
    ["ccode1", "ccode2"],
    ["state1", "state2"],
    ["country1", "country2"],
    ["stateabb1", "stateabb2"],
    ["org1", "org2"],
    ["a", "b"],
    ["ego", "alter"],
    ["sender", "receiver"],
    ["actor1", "actor2"],
    ["sidea", "sideb"],
    ["iso1", "iso2"],
    ["name1", "name2"],
];
const STARTS: [&str; 10] = [
    "start",
    "from",
    "begin",
    "entry",
    "since",
    "signature",
    "join",
    "force",
    "date",
    "founded",
];
const ENDS: [&str; 10] = [
    "left",
    "end",
    "to",
    "until",
    "exit",
    "withdraw",
    "termination",
    "leave",
    "dissolved",
    "death",
];
const ROLES: [&str; 7] = [
    "role",
    "type",
    "kind",
    "status",
    "relation",
    "category",
    "membership",
];
const AMOUNTS: [&str; 8] = [
    "weight", "troops", "amount", "value", "count", "number", "size", "strength",
];

/// Guesses the shape of a table and the meaning of its columns.
pub(super) fn guess(profile: &Profile) -> Guess {
    let columns = &profile.columns;
    let mut guess = Guess {
        years: years(columns),
        year: find(
            columns,
            &["year", "jahr", "annee", "yr"],
            ColumnProfile::is_year,
        ),
        pair: pair(columns),
        ..Guess::default()
    };
    let is_time = |column: &ColumnProfile| column.is_date() || column.is_year();
    if guess.year.is_none() {
        guess.start = find(columns, &STARTS, is_time).filter(|index| !is_of_pair(&guess, *index));
        guess.end = find(columns, &ENDS, is_time).filter(|index| !is_of_pair(&guess, *index));
    }
    let is_text =
        |column: &ColumnProfile| column.filled > 0 && !column.is_date() && !column.is_year();
    guess.role = find(columns, &ROLES, |column| {
        is_text(column) && column.few_values().is_some()
    });
    guess.amount = find(columns, &AMOUNTS, ColumnProfile::is_number);
    if guess.pair.is_some() {
        guess.flags = flags(columns, &guess);
        guess.shape = Some(shape_of_pairs(&guess));
        return guess;
    }
    let free = |column: &ColumnProfile| is_text(column) && !column.is_codes();
    guess.organization = find(columns, &ORGANIZATIONS, free);
    guess.operation =
        find(columns, &OPERATIONS, free).filter(|index| Some(*index) != guess.organization);
    let is_key = guess
        .operation
        .is_some_and(|index| is_key(&columns[index].name));
    guess.operation_name = find(columns, &["title", "name", "longname"], free)
        .filter(|index| is_key && Some(*index) != guess.organization);
    // The years of a table with a column per year follow one another too.
    if guess.years.is_empty() {
        guess.positions = positions(columns);
    }
    guess.shape = Some(shape_of_members(columns, &guess));
    guess
}

/// Returns `true` if the name of a column is that of a key.
fn is_key(name: &str) -> bool {
    let name = simple(name);
    ["id", "code", "key", "number", "no"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_of_pair(guess: &Guess, index: usize) -> bool {
    guess.pair.is_some_and(|pair| pair.contains(&index))
}

fn shape_of_pairs(guess: &Guess) -> Shape {
    match (guess.year, guess.start, guess.end) {
        _ if !guess.years.is_empty() => Shape::Panel,
        (Some(_), ..) => Shape::Panel,
        (None, Some(_), None) if guess.role.is_some() => Shape::Events,
        _ => Shape::Edges,
    }
}

fn shape_of_members(columns: &[ColumnProfile], guess: &Guess) -> Shape {
    const MIN_WIDE: usize = 3;
    let marks = columns.iter().filter(|column| column.is_codes()).count();
    if !guess.years.is_empty() {
        return Shape::Panel;
    }
    if !guess.positions.is_empty() {
        return Shape::TwoModeWide;
    }
    match (guess.organization, guess.operation) {
        (Some(_), Some(_)) if guess.year.is_some() => Shape::Panel,
        (Some(_), Some(_)) => Shape::TwoMode,
        _ if marks >= MIN_WIDE && guess.year.is_some() => Shape::Panel,
        _ if marks >= MIN_WIDE => Shape::TwoModeWide,
        _ => Shape::Nodes,
    }
}

/// Returns the first column whose name has one of the words, in the order of the words, and whose values fit.
fn find(
    columns: &[ColumnProfile],
    words: &[&str],
    fits: impl Fn(&ColumnProfile) -> bool,
) -> Option<usize> {
    let exact = words.iter().find_map(|word| {
        columns
            .iter()
            .position(|column| simple(&column.name) == *word && fits(column))
    });
    exact.or_else(|| {
        // A short word would be found in too many names.
        let mut long = words.iter().filter(|word| word.len() > 3);
        long.find_map(|word| {
            columns
                .iter()
                .position(|column| simple(&column.name).contains(word) && fits(column))
        })
    })
}

fn pair(columns: &[ColumnProfile]) -> Option<[usize; 2]> {
    let place = |word: &str| {
        columns.iter().position(|column| {
            simple(&column.name) == word && !column.is_date() && !column.is_year()
        })
    };
    PAIRS
        .iter()
        .find_map(|[first, second]| Some([place(first)?, place(second)?]))
}

/// Returns the name of a column in lower case, with letters and digits alone.
fn simple(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns the columns of a table of pairs that have only 0 and 1.
fn flags(columns: &[ColumnProfile], guess: &Guess) -> Vec<usize> {
    let is_flag = |column: &ColumnProfile| {
        column.few_values().is_some_and(|values| {
            values
                .iter()
                .all(|value| matches!(*value, "0" | "1" | "0.0" | "1.0" | "TRUE" | "FALSE"))
        })
    };
    let known = [guess.role, guess.amount];
    let flags = columns.iter().enumerate();
    flags
        .filter(|(index, column)| is_flag(column) && !known.contains(&Some(*index)))
        .map(|(index, _)| index)
        .collect()
}

/// Returns the columns that are named by a year, if they are at least three and next to one another.
fn years(columns: &[ColumnProfile]) -> Vec<usize> {
    const MIN_YEARS: usize = 3;
    let is_year = |column: &ColumnProfile| {
        let name = column.name.trim_start_matches(['X', 'x', 'Y', 'y']);
        let Some((year, rest)) = name.split_at_checked(4) else {
            return false;
        };
        let is_past = year
            .parse()
            .is_ok_and(|year: u16| (1500..2200).contains(&year));
        is_past && (rest.is_empty() || rest.starts_with(' '))
    };
    let first = columns.iter().position(is_year).unwrap_or(columns.len());
    let run = columns[first..].iter().take_while(|column| is_year(column));
    let years: Vec<usize> = (first..first + run.count()).collect();
    if years.len() >= MIN_YEARS {
        years
    } else {
        Vec::new()
    }
}

/// Returns the longest run of columns whose names are one word with numbers that follow one another, such as `c1` to `c91`.
fn positions(columns: &[ColumnProfile]) -> Vec<usize> {
    const MIN_POSITIONS: usize = 3;
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut before: Option<(String, u32)> = None;
    for (index, column) in columns.iter().enumerate() {
        let word = column
            .name
            .trim_end_matches(|letter: char| letter.is_ascii_digit());
        let number = column.name[word.len()..].parse::<u32>().ok();
        let current = number
            .filter(|_| !word.is_empty())
            .map(|number| (word.to_owned(), number));
        let follows = match (&before, &current) {
            (Some((word, number)), Some((next, following))) => {
                word == next && number + 1 == *following
            }
            _ => false,
        };
        if !follows {
            run.clear();
        }
        if current.is_some() && !column.is_codes() {
            run.push(index);
        }
        if run.len() > best.len() {
            best.clone_from(&run);
        }
        before = current;
    }
    if best.len() >= MIN_POSITIONS {
        best
    } else {
        Vec::new()
    }
}
