//! The words of the problems: what is wrong, and what to do about it.

use crate::phrase::alternatives;
use std::fmt;

use super::problem::{Limit, Problem};
use crate::model::DateError;
use crate::phrase::question;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { valid_up_to } => {
                write!(f, "the text is not UTF-8 after byte {valid_up_to}")
            }
            Self::Syntax { detail } => write!(f, "the text is not YAML: {detail}"),
            Self::BeyondLimit { limit } => f.write_str(match limit {
                Limit::Depth => "the values are nested deeper than 128 levels",
                Limit::Repetition => "the aliases repeat more than they may",
            }),
            Self::EmptyDataset => f.write_str("the dataset has no organization"),
            Self::UnknownKey { key, .. } => write!(f, "unknown key `{}`", shown(key)),
            Self::MissingKey { key } => write!(f, "the key `{key}` is missing"),
            Self::DuplicateKey { key } => write!(f, "the key `{}` stands twice", shown(key)),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::InvalidChoice { value, allowed } => {
                write!(
                    f,
                    "expected {}, found `{}`",
                    alternatives(allowed),
                    shown(value)
                )
            }
            Self::InvalidDate { text, error } => {
                write!(f, "invalid date `{}`: {error}", shown(text))
            }
            Self::InvalidId { text, .. } => write!(f, "`{}` is not an id", shown(text)),
            Self::Malformed { detail } => write!(f, "the record cannot be read: {detail}"),
            Self::DuplicateId { kind, id } => write!(f, "the {kind} `{id}` is defined twice"),
            Self::AmbiguousName { other, name } => {
                write!(f, "`{}` also means {other}", shown(name))
            }
            Self::DuplicateDyad { dyad } => write!(f, "the partnership {dyad} is described twice"),
            Self::DuplicateDataset => f.write_str("the dataset describes itself twice"),
            Self::SelfPair { organization } => {
                write!(f, "`{organization}` is paired with itself")
            }
            Self::NotAPair { found } => write!(f, "expected two organizations, found {found}"),
            Self::Unknown { kind, id, .. } => write!(f, "unknown {kind} `{}`", shown(id)),
            Self::EndBeforeStart { end, start } => {
                write!(f, "the end `{end}` lies before the start `{start}`")
            }
            Self::OverlappingPhases { from, to } => {
                write!(
                    f,
                    "the phase begins at `{from}`, before the one before it ends at `{to}`"
                )
            }
            Self::PhasesOutOfOrder { from, previous } => {
                write!(
                    f,
                    "the phase begins at `{from}`, before the one above it at `{previous}`"
                )
            }
            Self::PhaseBeforeFounding {
                from,
                organization,
                founded,
            } => write!(
                f,
                "the phase begins at `{from}`, before {organization} was founded at `{founded}`"
            ),
            Self::PhaseAfterDissolution {
                until,
                organization,
                dissolved,
            } if until == ".." => write!(
                f,
                "the phase goes on, though {organization} ended at `{dissolved}`"
            ),
            Self::PhaseAfterDissolution {
                until,
                organization,
                dissolved,
            } => write!(
                f,
                "the phase lasts until `{until}`, after {organization} ended at `{dissolved}`"
            ),
            Self::NotAPredecessor { organization, dyad } => {
                write!(f, "{organization} is no predecessor of a member of {dyad}")
            }
            Self::ForeignMotive { organization, dyad } => {
                write!(
                    f,
                    "the motive is held by {organization}, which is no member of {dyad}"
                )
            }
            Self::UncitedClaim { claim } => write!(f, "the {claim} cites no source"),
            Self::UnusedSource { source } => write!(f, "the source `{source}` is never cited"),
            Self::DuplicateSource { source, other } => {
                write!(f, "the source `{source}` has the address of `{other}`")
            }
            Self::EmptyText { key } => write!(f, "`{key}` is empty"),
            Self::UnsafeLink {
                link,
                letter: Some(letter),
            } => write!(
                f,
                "the address `{}` contains `{}`, which no address may",
                shown(link),
                shown(&letter.to_string())
            ),
            Self::UnsafeLink { link, .. } => {
                write!(
                    f,
                    "expected an http or https address, found `{}`",
                    shown(link)
                )
            }
            Self::SuccessionCycle { kind, ids } => {
                write!(
                    f,
                    "the {kind}s succeed one another in a circle: {}",
                    ids.join(" → ")
                )
            }
            Self::ParticipationOutside { date, bound, of } => {
                write!(
                    f,
                    "the participation reaches to `{date}`, beyond the {of} at `{bound}`"
                )
            }
        }
    }
}

impl Problem {
    /// Returns what to do about the problem, in whole sentences.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotUtf8 { .. } => "Save the file as UTF-8.".to_owned(),
            Self::Syntax { detail } => syntax_hint(detail).to_owned(),
            Self::BeyondLimit { limit } => match limit {
                Limit::Depth => {
                    "Look for brackets or dashes too many; a dataset needs no more than ten levels."
                }
                Limit::Repetition => {
                    "Write the values out; what aliases add to a dataset is limited."
                }
            }
            .to_owned(),
            Self::EmptyDataset => {
                "Add a list `organizations` with at least one organization.".to_owned()
            }
            Self::UnknownKey {
                key,
                candidates,
                known,
            } => key_hint(key, candidates, known),
            Self::MissingKey { key } => format!("Add `{key}: …` to the mapping."),
            Self::DuplicateKey { .. } => "Remove one of the two, or join their values.".to_owned(),
            Self::WrongType { expected, found } => type_hint(expected, found).to_owned(),
            Self::InvalidChoice { allowed, .. } => {
                format!("Write {}, or leave the key out.", alternatives(allowed))
            }
            Self::Malformed { .. } => {
                "Compare the record with the codebook, which `interorg codebook` prints.".to_owned()
            }
            Self::InvalidDate { error, .. } => date_hint(error).to_owned(),
            Self::InvalidId { suggestion, .. } => id_hint(suggestion.as_deref()),
            Self::AmbiguousName { .. } => {
                "Take it from one of the two; until then an organization goes before an operation and that before a \
                 source, an id before an abbreviation, that before a name, that before an alias."
                    .to_owned()
            }
            Self::DuplicateId { .. } => {
                "Give one of the two another id; an organization also answers to its abbreviation."
                    .to_owned()
            }
            Self::DuplicateDyad { .. } => {
                "Join the two records; the order of the members makes no difference.".to_owned()
            }
            Self::DuplicateDataset => "Keep one `dataset` block in all files together.".to_owned(),
            Self::SelfPair { .. } | Self::NotAPair { .. } => {
                "Name two different organizations, as in `between: [UN, AU]`.".to_owned()
            }
            Self::Unknown {
                kind, candidates, ..
            } => unknown_hint(kind, candidates),
            Self::EndBeforeStart { .. } => "Correct one of the two dates.".to_owned(),
            Self::OverlappingPhases { .. } => {
                "Leave `to` out where a phase lasts until the next begins.".to_owned()
            }
            Self::PhasesOutOfOrder { .. } => "List the phases in order of time.".to_owned(),
            Self::PhaseBeforeFounding { .. } => {
                "If a predecessor acted for it, name it under `through`.".to_owned()
            }
            Self::PhaseAfterDissolution { .. } => {
                "End the phase with `to`, at the latest when the organization ended.".to_owned()
            }
            Self::NotAPredecessor { .. } => {
                "List it under `succeeds` of the member that it acted for.".to_owned()
            }
            Self::ForeignMotive { .. } => "Write one of the two members after `of`.".to_owned(),
            Self::UncitedClaim { .. } => {
                "Add `cite: [SOURCE]` with the id of an entry under `sources`.".to_owned()
            }
            Self::UnusedSource { .. } => "Cite it, or remove it.".to_owned(),
            Self::DuplicateSource { other, .. } => format!(
                "Cite `{other}` in its place, or tell the two apart by their `serial-number`."
            ),
            Self::EmptyText { .. } => "Say it in a word or a sentence.".to_owned(),
            Self::UnsafeLink {
                letter: Some(letter),
                ..
            } => {
                let mut bytes = [0; 4];
                let bytes = letter.encode_utf8(&mut bytes).bytes();
                let code: String = bytes.map(|byte| format!("%{byte:02X}")).collect();
                format!("Write `{code}` in its place.")
            }
            Self::UnsafeLink { .. } => {
                "Write the whole address, beginning with `https://` or `http://`.".to_owned()
            }
            Self::SuccessionCycle { .. } => "Remove one of the links under `succeeds`.".to_owned(),
            Self::ParticipationOutside { .. } => {
                "Correct the dates, or say in `notes` why they differ.".to_owned()
            }
        };
        Some(hint)
    }
}

/// What the parser says, and what to do about it; the first that fits.
const SYNTAX: [(&str, &str); 12] = [
    (
        "cannot start any token",
        "Indent with spaces, not tabs, and quote a text that begins with `@`, `%` or a backtick.",
    ),
    ("tab", "Indent with spaces, not tabs."),
    (
        "mapping values are not allowed",
        "Check the indentation, and quote a text that contains `: `.",
    ),
    (
        "did not find expected key",
        "Check the indentation, and quote a text that contains `: `.",
    ),
    (
        "expected ',' or ']'",
        "Close the list with `]`, and set its items apart with commas.",
    ),
    (
        "expected ',' or '}'",
        "Close the mapping with `}`, and set its entries apart with commas.",
    ),
    (
        "unexpected end of stream",
        "Close the quotation mark that is open.",
    ),
    (
        "expected ':'",
        "Write a `:` and a space after the key, and indent a text that goes on in the next line.",
    ),
    (
        "block sequence entries are not allowed",
        "Begin the list in a line of its own below its key.",
    ),
    (
        "anchor",
        "Mark a value with `&name` before `*name` repeats it, and quote a text that begins with `&` or `*`.",
    ),
    (
        "control characters",
        "Remove the character, or write it between double quotes as an escape such as `\\u0007`.",
    ),
    (
        "escape",
        "Write `\\\\` for a backslash between double quotes, or use single quotes.",
    ),
];

fn syntax_hint(detail: &str) -> &'static str {
    let known = SYNTAX.iter().find(|(said, _)| detail.contains(said));
    known.map_or(
        "Check brackets, quotation marks and indentation, here and in the lines above.",
        |(_, hint)| hint,
    )
}

fn type_hint(expected: &str, found: &str) -> &'static str {
    if found == "nothing" {
        return "Write a value after the key, or leave the key out.";
    }
    match expected {
        DOCUMENT => {
            "Begin the file with a key such as `organizations:`, and put its items below it."
        }
        "a text as key" => "Write a single word or text before the colon.",
        "a date" => "Write dates as 2003, 2003-05, 2003-05-12, 2003~, 2003?, 199X or ../2011.",
        "an id" => "Write one id, in lower-case letters, digits and single hyphens.",
        "a text" => "Write one text, in quotes if it holds `: ` or begins with a bracket.",
        "a mapping" => "Write keys with their values, as in `{id: un, name: United Nations}`.",
        "`true` or `false`" => "Write `true` or `false`, without quotes.",
        expected if expected.contains("list") => {
            "Write a list, as in `[a, b]`, or one item a line after a `-`."
        }
        _ => "Write the value as the codebook has it, which `interorg codebook` prints.",
    }
}

/// What a document is expected to be.
pub(crate) const DOCUMENT: &str = "a mapping with lists such as `organizations`";

fn key_hint(key: &str, candidates: &[String], known: &[String]) -> String {
    if key == "<<" {
        return "Merge keys are not supported; write the keys out.".to_owned();
    }
    match candidates.first() {
        Some(nearest) => format!("Did you mean `{nearest}`?"),
        None => format!("Known here: {}.", known.join(", ")),
    }
}

fn unknown_hint(kind: &str, candidates: &[String]) -> String {
    match candidates {
        [] => format!("Define the {kind} first, or correct the word."),
        found => question(found),
    }
}

fn id_hint(suggestion: Option<&str>) -> String {
    let rule = "An id has lower-case letters, digits and single hyphens between them";
    match suggestion {
        Some(id) => format!("{rule}, such as `{id}`."),
        None => format!("{rule}."),
    }
}

fn date_hint(error: &DateError) -> &'static str {
    match error {
        DateError::NoSuchDay { .. } | DateError::NoSuchMonth(_) => {
            "Correct the date, or write it as coarse as it is known."
        }
        DateError::TimeOfDay => "Write the day alone.",
        DateError::Reversed => "Write the earlier date first.",
        _ => "Write dates as 2003, 2003-05, 2003-05-12, 2003~, 2003?, 199X or ../2011.",
    }
}

/// Shortens a text of the dataset for a message, and makes its control characters visible.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut visible: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| {
            if letter.is_control() {
                '\u{FFFD}'
            } else {
                letter
            }
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        visible.push('…');
    }
    visible
}
