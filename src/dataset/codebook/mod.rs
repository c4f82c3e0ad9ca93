//! The codebook of a dataset, as Markdown: what its records can say, and in which words.

use std::io;

use serde_json::{Map, Value as Json};

use super::entry_types::ENTRY_TYPES;
use super::finding::FindingKind;
use super::schema::{TERMS, document_schema};
use super::term::DatasetTerm;
use crate::model::{
    About, Citation, Confidence, Dataset, Missing, Partnership, Records, Term, once,
    with_vocabularies,
};
use crate::phrase::{counted, escape_markdown as escaped};

/// How a dataset is written down, the same for every dataset.
const CONVENTIONS: &str = include_str!("conventions.md");

/// How to add a record.
const ADDING: &str = include_str!("adding.md");

/// The records in the order in which a reader meets them. Those that are not listed here follow.
const RECORD_ORDER: [&str; 18] = [
    "About",
    "Organization",
    "Existence",
    "Membership",
    "Partnership",
    "Spell",
    "Motive",
    "CounterEvidence",
    "MotiveNotFound",
    "Milestone",
    "Series",
    "Lesson",
    "Rival",
    "Operation",
    "Participation",
    "Amount",
    "Source",
    "Parent",
];

/// The keys whose values are ids of records: record, key, description of the value.
const REFERENCES: [(&str, &str, &str); 13] = [
    (
        "Partnership",
        "between",
        "two or more ids or abbreviations of [Organization](#organization)",
    ),
    (
        "Motive",
        "of",
        "id or abbreviation of an [Organization](#organization), one of the two",
    ),
    (
        "MotiveNotFound",
        "of",
        "id or abbreviation of an [Organization](#organization), one of the two",
    ),
    (
        "Milestone",
        "of",
        "id or abbreviation of an [Organization](#organization), one of the two",
    ),
    (
        "Milestone",
        "series",
        "id of a [Series](#series) of the partnership",
    ),
    (
        "Membership",
        "organization",
        "id or abbreviation of an [Organization](#organization)",
    ),
    (
        "Spell",
        "through",
        "list of ids or abbreviations of [Organization](#organization)",
    ),
    ("Lesson", "operation", "id of an [Operation](#operation)"),
    (
        "Participation",
        "organization",
        "id or abbreviation of an [Organization](#organization)",
    ),
    (
        "Organization",
        "succeeds",
        "list of ids or abbreviations of [Organization](#organization)",
    ),
    (
        "Operation",
        "succeeds",
        "list of ids of [Operation](#operation)",
    ),
    (
        "MotiveTerm",
        "family",
        "id of a term of [Motive families](#motive-families)",
    ),
    ("CitationDetails", "source", "id of a [Source](#source)"),
];

/// Writes the codebook of a dataset: its title and purpose, its conventions, its vocabularies with every definition, every
/// field of every record, every finding of a check, and how to add a record.
///
/// # Errors
/// Returns an error if the output cannot be written.
///
/// ```
/// use interorg::dataset;
///
/// let mut codebook = Vec::new();
/// dataset::write_codebook(&dataset::builtin(), &mut codebook)?;
/// assert!(codebook.starts_with(b"# Codebook: "));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_codebook(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    write_head(dataset, output)?;
    writeln!(output, "{CONVENTIONS}")?;
    write_confidence(output)?;
    write_entry_types(output)?;
    write_vocabularies(dataset, output)?;
    write_records(output)?;
    write_answers(output)?;
    write_findings(output)?;
    output.write_all(ADDING.as_bytes())
}

fn write_head(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    let about = dataset.about();
    let title = about.title.as_deref().unwrap_or("Untitled dataset");
    writeln!(output, "# Codebook: {}\n", escaped(title))?;
    if let Some(description) = &about.description {
        writeln!(output, "{}\n", escaped(description))?;
    }
    let authors = about.authors.join("; ");
    let as_of = about.as_of.map(|date| date.to_string());
    for (name, value) in [
        ("Version", about.version.as_deref()),
        ("Evidence read up to", as_of.as_deref()),
        ("Authors", Some(&*authors).filter(|all| !all.is_empty())),
        ("Licence", about.licence.as_deref()),
        ("Kept at", about.url.as_deref()),
    ] {
        if let Some(value) = value {
            writeln!(output, "- **{name}**: {}", escaped(value))?;
        }
    }
    write_size(dataset, output)?;
    let citation = about.citation.as_deref().map_or(
        "`interorg cite --dataset --style apa`, or another style".into(),
        escaped,
    );
    writeln!(output, "- **To cite it**: {citation}\n")?;
    write_scope(about, output)?;
    writeln!(
        output,
        "`interorg codebook` writes this file from the vocabularies of the dataset and the records of the program.\n",
    )
}

fn write_size(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    let partnerships = dataset.partnerships().iter();
    let claims = partnerships.flat_map(Partnership::claims);
    // A withdrawn claim counts in no answer.
    let claims = claims.filter(|claim| claim.withdrawn().is_none());
    let claims = once(claims, |claim| Some(*claim));
    writeln!(
        output,
        "- **Contains**: {}, {} with {}, {}, {}",
        counted(
            dataset.organizations().len(),
            ["organization", "organizations"]
        ),
        counted(
            dataset.partnerships().len(),
            ["partnership", "partnerships"]
        ),
        counted(claims.count(), ["claim", "claims"]),
        counted(dataset.operations().len(), ["operation", "operations"]),
        counted(dataset.sources().len(), ["source", "sources"]),
    )
}

/// Writes what the dataset includes, and the conventions of its authors.
fn write_scope(about: &About, output: &mut impl io::Write) -> io::Result<()> {
    if let Some(coverage) = &about.coverage {
        writeln!(output, "**Coverage.** {}\n", escaped(coverage))?;
    }
    if !about.conventions.is_empty() {
        writeln!(output, "**Conventions of the authors.**\n")?;
        for convention in &about.conventions {
            writeln!(output, "- {}", escaped(convention))?;
        }
        writeln!(output)?;
    }
    Ok(())
}

fn write_confidence(output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "### Confidence\n\n| Word | Meaning |\n|---|---|")?;
    for grade in Confidence::ALL.into_iter().rev() {
        let meaning = match grade {
            Confidence::High => {
                "A source states the claim at the precision given. This is the default."
            }
            Confidence::Medium => {
                "The claim is inferred from its source, or stated only at second hand."
            }
            Confidence::Low => {
                "No source that was read states the claim. It is kept so that it can be checked."
            }
        };
        writeln!(output, "| `{grade}` | {meaning} |")?;
    }
    writeln!(output)
}

fn write_entry_types(output: &mut impl io::Write) -> io::Result<()> {
    let types = ENTRY_TYPES.map(|name| format!("`{name}`")).join(", ");
    writeln!(
        output,
        "### Types of sources\n\nThe `type` of a source, and of its `parent`, is one of those of Hayagriva: {types}.\n"
    )
}

fn write_vocabularies(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "## Vocabularies\n")?;
    writeln!(
        output,
        "The order has a meaning: phases rise, conditions worsen, the first coding and the first coding pass are the default, and the first tier \
         is the closest to what it reports. A dataset may bring its own vocabularies.\n",
    )?;
    macro_rules! write_each {
        ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
            $(write_vocabulary($name, &dataset.vocabularies().$field, dataset, output)?;)+
        };
    }
    with_vocabularies!(write_each);
    Ok(())
}

fn write_vocabulary<T: DatasetTerm>(
    name: &str,
    terms: &Records<T>,
    dataset: &Dataset,
    output: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(output, "### {}\n", heading(name))?;
    for row in terms {
        let term = row.term();
        writeln!(
            output,
            "- **{}** (`{}`): {}",
            escaped(&term.label),
            term.id,
            escaped(&term.definition)
        )?;
        for remark in row.remarks(dataset.vocabularies()) {
            writeln!(output, "  - {}", escaped(&remark))?;
        }
        write_literature(dataset, term, output)?;
    }
    writeln!(output)
}

fn write_literature(dataset: &Dataset, term: &Term, output: &mut impl io::Write) -> io::Result<()> {
    for Citation { source, at, .. } in &term.citations {
        let mut work = dataset.sources()[*source].reference();
        if let Some(at) = at {
            work += &format!(", at {at}");
        }
        writeln!(output, "  - Literature: {}", escaped(&work))?;
    }
    Ok(())
}

fn write_records(output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "## Records\n")?;
    writeln!(
        output,
        "The keys are in canonical order. Those in bold are required.\n"
    )?;
    let schema = document_schema();
    write_record("File", &schema, output)?;
    let no_records = Map::new();
    let definitions = schema["definitions"].as_object().unwrap_or(&no_records);
    let is_ordered = |name: &str| RECORD_ORDER.contains(&name);
    let rest = definitions.keys().map(String::as_str);
    let names = RECORD_ORDER
        .into_iter()
        .chain(rest.filter(|name| !is_ordered(name)));
    for name in names {
        if let Some(record) = definitions.get(name) {
            write_record(name, record, output)?;
        }
    }
    Ok(())
}

/// Writes the table of the fields of a record; nothing if it has none.
fn write_record(name: &str, record: &Json, output: &mut impl io::Write) -> io::Result<()> {
    let Some(fields) = record.get("properties").and_then(Json::as_object) else {
        return Ok(());
    };
    let description = record["description"].as_str().unwrap_or_default();
    writeln!(output, "### {name}\n\n{description}\n")?;
    writeln!(output, "| Key | Value | Meaning |\n|---|---|---|")?;
    for (key, field) in fields {
        let bold = if is_required(record, key) { "**" } else { "" };
        let value = describe_value(name, key, field);
        let meaning = field["description"].as_str().unwrap_or_default();
        writeln!(output, "| {bold}`{key}`{bold} | {value} | {meaning} |")?;
    }
    writeln!(output)
}

fn is_required(record: &Json, key: &str) -> bool {
    let required = record["required"].as_array();
    required.is_some_and(|keys| keys.iter().any(|required| required == key))
}

/// Describes the value of a key, with links to the sections of its terms or records.
fn describe_value(record: &str, key: &str, field: &Json) -> String {
    let term = TERMS
        .iter()
        .find(|(owner, name, _)| (*owner, *name) == (record, key));
    if let Some((_, _, vocabulary)) = term {
        return format!("a term of [{}](#{vocabulary})", heading(vocabulary));
    }
    let reference = REFERENCES
        .iter()
        .find(|(owner, name, _)| (*owner, *name) == (record, key));
    if let Some((_, _, description)) = reference {
        return (*description).to_owned();
    }
    if (record, key) == ("Partnership", "phases") {
        return "by [coding](#codings), a list of [Spell](#spell)".to_owned();
    }
    describe_type(field)
}

/// Describes the type of a field by its JSON Schema.
fn describe_type(field: &Json) -> String {
    if let Some(name) = field["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or(name);
        return match name {
            "Citation" => "citation".to_owned(),
            "Link" => "address, or mapping of `value` and `date`".to_owned(),
            name => format!("[{name}](#{})", name.to_lowercase()),
        };
    }
    match field["format"].as_str() {
        Some("edtf" | "edtf-publication") => return "date".to_owned(),
        Some("edtf-end") => return "date, `..` or `unknown`".to_owned(),
        Some("id") => return "id".to_owned(),
        Some("confidence") => return "[grade](#confidence)".to_owned(),
        Some("amount") => return "number or `unknown`".to_owned(),
        Some("amount-kind") => return "`stock` or `flow`".to_owned(),
        Some("amount-summary") => return "`sum`, `mean`, `max` or `last`".to_owned(),
        Some("severity") => return "`error`, `warning` or `note`".to_owned(),
        Some("status") => return "`recorded` or `unknown`".to_owned(),
        _ => {}
    }
    for key in ["allOf", "anyOf"] {
        if let Some(alternatives) = field[key].as_array() {
            let alternatives = alternatives.iter().filter(|kind| kind["type"] != "null");
            let descriptions: Vec<String> = alternatives.map(describe_type).collect();
            return descriptions.join(", or ");
        }
    }
    let kind = match &field["type"] {
        Json::Array(kinds) => {
            let mut kinds = kinds.iter().filter_map(Json::as_str);
            kinds.find(|kind| *kind != "null")
        }
        kind => kind.as_str(),
    };
    match kind {
        Some("array") => format!("list of {}", describe_type(&field["items"])),
        Some("object") => format!(
            "mapping to {}",
            describe_type(&field["additionalProperties"])
        ),
        Some("boolean") => "`true` or `false`".to_owned(),
        _ => "text".to_owned(),
    }
}

/// How answers are written for programs.
const ANSWERS: &str = "\
## Answers for programs

An answer as JSON (`--format json`) is one object:

- `title`, and for a dossier its `kind`
- `query`: the `subcommand` and its `arguments`; the time as `at` or `during`, the `coding`, and the `filters`, with ids for names
- `dataset`: its `title`, `version` and the date `as_of`
- `stamp`: the `command` that gives the same answer, which records the answer `rests_on`, and a `fingerprint` of these, by which \
`interorg stale FILE` finds out whether the answer is still what the query produces; with `--stamp` also a digest of each of the \
`records`. It is `null` if the answer is not about one dataset.
- `notes`: what a reader must know, such as what is left out
- `rows`: a list of objects. A dossier has its `facts`, and a list per part under its name, which may be empty.

`interorg schema --of links` prints the JSON Schema of an answer, and `interorg schema --table spells` that of a table of `export`.

Names are in snake case. An id has its label beside it, as in `phase` and `phase_label`; lists of ids have lists of labels. Dates are \
EDTF. A missing value is `null`, and the field with `_missing` after its name says why:

| Word | Code | Meaning |
|---|---|---|
";

/// How CSV differs from JSON.
const CSV: &str = "
CSV has the same names and values, one per cell. Lists are joined by `;`. A list of records has a column per field, such as \
`ties_kind` and `ties_phase`, each a list in the same order; a list in such a record is joined by `|`. A separator in an item comes \
after a backslash. Missing values are words (nothing for `none`), and in tables of `export` codes in columns of numbers; `--missing` \
chooses words, codes, nothing or `NA`. A text or label that begins with `=`, `+`, `-`, `@` or a tab gets an apostrophe before it, so \
that spreadsheets do not evaluate it; `--raw` writes it unchanged. `--bom` adds a byte order mark for Excel. A dossier is one long table \
of section, row, column and value.
";

fn write_answers(output: &mut impl io::Write) -> io::Result<()> {
    write!(output, "{ANSWERS}")?;
    for missing in Missing::ALL {
        let (word, code, meaning) = (missing.word(), missing.code(), missing.meaning());
        writeln!(output, "| `{word}` | {code} | {meaning} |")?;
    }
    writeln!(output, "{CSV}")
}

fn write_findings(output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "## Findings\n")?;
    writeln!(
        output,
        "`interorg check` reports these findings, each with its place and a hint. If records contradict one another, \
         it shows both places. A dataset with warnings and notes alone can be used; `--strict` treats warnings as \
         errors. Findings are errors unless they say otherwise. A dataset can make those errors warnings or notes \
         that say how the records are read then (`checks` in its description).\n",
    )?;
    for rule in FindingKind::rules() {
        writeln!(output, "### {}\n\n{}\n", rule.code, rule.explanation)?;
    }
    Ok(())
}

/// Returns the name of a vocabulary as a heading: `motive-families` becomes `Motive families`.
fn heading(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
