//! The codebook of a dataset, as Markdown: what its records may say, and in which words.

use std::io;

use serde_json::{Map, Value as Json};

use super::entry_types::ENTRY_TYPES;
use super::finding::FindingKind;
use super::schema::{CITED, TERMS, document_schema};
use super::term::DatasetTerm;
use crate::model::{About, Citation, Confidence, Dataset, Records, Term, with_vocabularies};
use crate::phrase::escape_markdown as escaped;

/// Writes the codebook of a dataset: its title and purpose, its conventions, its vocabularies with
/// every definition, every field of every record, every finding of a check, and how to add a record.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub fn write_codebook(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    head(dataset, output)?;
    writeln!(output, "{CONVENTIONS}")?;
    confidence(output)?;
    entry_types(output)?;
    vocabularies(dataset, output)?;
    records(output)?;
    findings(output)?;
    writeln!(output, "{ADDING}")?;
    Ok(())
}

const CONVENTIONS: &str = "\
## How the data are laid out

A dataset is one YAML file or several that are read together. Every file is a mapping that may hold
any of the lists `dataset`, `vocabularies`, `organizations`, `partnerships`, `operations` and
`sources`; one partnership may be one file, and a small dataset may be one file altogether. The order
of organizations decides which member of a dyad is named first.

**Names.** Every record has a short id of lower-case letters, digits and hyphens. Organizations are
referred to by id or abbreviation, everything else by id. Succession is no alias: the AU succeeds the
OAU, and neither name leads to the other. A partnership is told under the organizations of today; a
phase of it that a predecessor lived through names that one under `through`. An operation names the
organization that took part in it at the time, the OAU and the WEU themselves included.

**Dates** are written in EDTF (ISO 8601-2:2019, levels 0 and 1), as coarse as the evidence.

| Date | Means |
|---|---|
| `2003`, `2003-05`, `2003-05-12` | that year, month or day |
| `2003-21` to `2003-24` | spring, summer, autumn, winter of 2003 |
| `2003~` | about 2003 |
| `2003?` | 2003, but it is doubted |
| `2003%` | about 2003, and doubted |
| `199X`, `19XX`, `2003-XX-XX` | some year of the nineties, some year of the century, some day of 2003 |
| `2003-05/2003-09` | within these bounds |
| `../2011` | not later than 2011 |
| `2003/..` | from 2003 on |

Where something ends, `..` says that it goes on and `unknown` that it has ended and nobody knows when;
a key that is left out says what its field says below. Dates of different precision are compared by
the first and last day that they may stand for: something begins at the first day of its start and
ends with the last day of its end, and `2005` as a moment is the last day of 2005. Phases that begin
at one coarse date follow one another a day apart, and an end that nobody knows came no later than the
end of a member. A date that is open on one side, such as `../1979` or `1981/..`, counts at its other
side. An answer that rests on an uncertain date says so.

**Claims.** A phase, motive, milestone, lesson, participation or operation is a claim. It cites its
sources, says how sure it is, and may carry notes and rival readings. A citation is the id of a
source, or a mapping of `source`, `at` (page, paragraph, article) and `quote` (its words).

**Phases and codings.** A coding is one reading of the evidence into phases; a partnership may have
several, and they are never mixed. A phase lasts until the next one of its coding begins, unless it
says `to`. Beside the phase stands a condition. Transitions are derived and never typed in: *advance*
(a higher phase), *reversal* (a lower phase), *setback* (a worse condition in the same phase),
*recovery* (a better one), *end*, and
*dissolution* where a relation ends with the life of a member, which is no fall of the relation.

**Motives** that bear no dates are taken to hold from the first relation of the two on, while their
holder exists.

**Operations** are told once, however many partnerships share them. Two organizations cooperate in an
operation if both take part in it at the same time in roles that are not adverse. Every other role
makes the tie, also one without a part in command or means: beside the operation (`parallel`), before
it (`predecessor`), after it (`successor`). Who wants a narrower tie asks for the roles that count
(`--role`). A part has the start and the end of the operation where it does not say its own; one that
says `..` goes on. None begins before its organization or lasts longer, and one whose dates contradict
those of the operation makes no tie. Which operations are taken in is a matter of the coverage of the dataset.
";

const ADDING: &str = "\
## How to add a record

1. Add the source first, under `sources`, with its document symbol or address and its tier.
2. Add the record to the file where its neighbours are; a new partnership may have a file of its own.
   Cite the source, with the place in it where you can.
3. If no source states the claim at the precision given, lower its `confidence`; if sources differ,
   keep the other reading under `rivals` and say in `notes` why this one was chosen.
4. Run `interorg fmt` to put the file in canonical order, and `interorg check --strict` on the dataset.
   `interorg check --coverage` says where the evidence is thin.

```yaml
partnerships:
  - between: [EU, AU]
    phases:
      formal:
        - phase: formalized
          from: 2007-12-09
          because: The two adopt a joint strategy whose first subject is peace and security.
          cite: [{source: joint-strategy-2007, at: para. 8}]
    motives:
      - motive: resource-dependence
        of: AU
        statement: The AU pays for its operations in large part with European money.
        cite: [peace-facility-report-2010]
```";

fn head(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
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
        ("Authors", (!authors.is_empty()).then_some(authors.as_str())),
        ("Licence", about.licence.as_deref()),
        ("Kept at", about.url.as_deref()),
    ] {
        if let Some(value) = value {
            writeln!(output, "- **{name}**: {}", escaped(value))?;
        }
    }
    let claims: usize = dataset
        .partnerships()
        .iter()
        .map(|dyad| dyad.claims().count())
        .sum();
    writeln!(
        output,
        "- **Holds**: {} organizations, {} partnerships with {claims} claims, {} operations, {} sources",
        dataset.organizations().len(),
        dataset.partnerships().len(),
        dataset.operations().len(),
        dataset.sources().len(),
    )?;
    let citation = about.citation.as_deref().map(escaped);
    let citation =
        citation.unwrap_or("`interorg cite --dataset --style apa`, or another style".into());
    writeln!(output, "- **To cite it**: {citation}\n")?;
    scope(about, output)?;
    writeln!(
        output,
        "This file is written by `interorg codebook` from the vocabularies of the dataset and the model \
         of the program.\n",
    )?;
    Ok(())
}

/// Says what the dataset takes in, and what its authors keep to.
fn scope(about: &About, output: &mut impl io::Write) -> io::Result<()> {
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

fn confidence(output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "### Confidence\n\n| Word | Means |\n|---|---|")?;
    for grade in Confidence::ALL.into_iter().rev() {
        let meaning = match grade {
            Confidence::High => {
                "A source states the claim at the precision given. Meant where none is written."
            }
            Confidence::Medium => {
                "The claim is inferred from its source, or stated only at one remove."
            }
            Confidence::Low => {
                "No source that was read states the claim; it is kept so that it can be checked."
            }
        };
        writeln!(output, "| `{grade}` | {meaning} |")?;
    }
    writeln!(output)?;
    Ok(())
}

/// Names the types that an entry of the bibliography may have.
fn entry_types(output: &mut impl io::Write) -> io::Result<()> {
    let types = ENTRY_TYPES.map(|name| format!("`{name}`")).join(", ");
    writeln!(
        output,
        "### Types of sources\n\nThe `type` of a source, and of what it appeared in, is one of those of Hayagriva: \
         {types}.\n"
    )?;
    Ok(())
}

fn vocabularies(dataset: &Dataset, output: &mut impl io::Write) -> io::Result<()> {
    let words = dataset.vocabularies();
    writeln!(output, "## Vocabularies\n")?;
    writeln!(
        output,
        "The order means something: phases rise, conditions worsen, the first coding is asked where \
         none is named, the first tier is the nearest to what it tells. A dataset may bring its own.\n",
    )?;
    macro_rules! write_each {
        ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
            $(vocabulary($name, &words.$field, dataset, output)?;)+
        };
    }
    with_vocabularies!(write_each);
    Ok(())
}

fn vocabulary<T: DatasetTerm>(
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
        literature(dataset, term, output)?;
    }
    writeln!(output)?;
    Ok(())
}

/// Names the literature that the definition of a term rests on.
fn literature(dataset: &Dataset, term: &Term, output: &mut impl io::Write) -> io::Result<()> {
    for Citation { source, at, .. } in &term.citations {
        let work = dataset.sources()[*source].reference();
        let at = at.as_deref().map(|at| format!(", at {at}"));
        let at = at.unwrap_or_default();
        writeln!(output, "  - Literature: {}", escaped(&(work + &at)))?;
    }
    Ok(())
}

fn records(output: &mut impl io::Write) -> io::Result<()> {
    let schema = document_schema();
    writeln!(output, "## Records\n")?;
    writeln!(
        output,
        "Keys in canonical order; those in bold must be there.\n"
    )?;
    let no_records = Map::new();
    let definitions = schema["definitions"].as_object().unwrap_or(&no_records);
    let mut records: Vec<(&str, &Json)> = vec![("File", &schema)];
    let in_order = ORDER
        .iter()
        .filter_map(|name| definitions.get_key_value(*name));
    records.extend(in_order.map(|(name, record)| (name.as_str(), record)));
    let rest = definitions
        .iter()
        .filter(|(name, _)| !ORDER.contains(&name.as_str()));
    records.extend(rest.map(|(name, record)| (name.as_str(), record)));
    for (name, record) in records {
        let Some(fields) = record.get("properties").and_then(Json::as_object) else {
            continue;
        };
        writeln!(output, "### {name}\n")?;
        writeln!(
            output,
            "{}\n",
            record["description"].as_str().unwrap_or_default()
        )?;
        writeln!(output, "| Key | Holds | Meaning |\n|---|---|---|")?;
        for (key, field) in fields {
            let is_required = required(name, record, key);
            let shown = if is_required {
                format!("**`{key}`**")
            } else {
                format!("`{key}`")
            };
            let meaning = field["description"].as_str().unwrap_or_default();
            writeln!(
                output,
                "| {shown} | {} | {meaning} |",
                holds(name, key, field)
            )?;
        }
        writeln!(output)?;
    }
    Ok(())
}

/// The records in the order in which one meets them; what is not named here follows.
const ORDER: [&str; 12] = [
    "About",
    "Organization",
    "Partnership",
    "Spell",
    "Motive",
    "Milestone",
    "Lesson",
    "Rival",
    "Operation",
    "Participation",
    "Source",
    "Parent",
];

fn required(name: &str, record: &Json, key: &str) -> bool {
    let required = record["required"].as_array();
    let listed = required.is_some_and(|keys| keys.iter().any(|required| required == key));
    listed || (key == "cite" && CITED.contains(&name))
}

/// Says what stands under a key.
fn holds(record: &str, key: &str, field: &Json) -> String {
    let term = TERMS
        .iter()
        .find(|(of, name, _)| (*of, *name) == (record, key));
    if let Some((_, _, vocabulary)) = term {
        return format!("a term of [{}](#{})", heading(vocabulary), vocabulary);
    }
    let reference = REFERENCES
        .iter()
        .find(|(of, name, _)| (*of, *name) == (record, key));
    if let Some((_, _, holds)) = reference {
        return (*holds).to_owned();
    }
    if (record, key) == ("Partnership", "phases") {
        return "by [coding](#codings), a list of [Spell](#spell)".to_owned();
    }
    kind(field)
}

/// Which keys hold the id of what: record, key, what stands there.
const REFERENCES: [(&str, &str, &str); 9] = [
    (
        "Partnership",
        "between",
        "two ids or abbreviations of [Organization](#organization)",
    ),
    (
        "Motive",
        "of",
        "id or abbreviation of an [Organization](#organization), one of the two",
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

fn kind(field: &Json) -> String {
    if let Some(name) = field["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or(name);
        return match name {
            "Citation" => "citation".to_owned(),
            "Link" => "address, or mapping of `value` and `date`".to_owned(),
            name => format!("[{name}](#{})", name.to_lowercase()),
        };
    }
    let format = field["format"].as_str().unwrap_or_default();
    match format {
        "edtf" => return "date".to_owned(),
        "edtf-end" => return "date, `..` or `unknown`".to_owned(),
        "id" => return "id".to_owned(),
        "confidence" => return "[grade](#confidence)".to_owned(),
        _ => {}
    }
    for key in ["allOf", "anyOf"] {
        if let Some(alternatives) = field[key].as_array() {
            let kinds: Vec<String> = alternatives
                .iter()
                .filter(|kind| kind["type"] != "null")
                .map(kind)
                .collect();
            return kinds.join(", or ");
        }
    }
    let names = match &field["type"] {
        Json::Array(names) => names
            .iter()
            .filter_map(Json::as_str)
            .find(|name| *name != "null"),
        name => name.as_str(),
    };
    match names {
        Some("array") => format!("list of {}", kind(&field["items"])),
        Some("object") => format!("mapping to {}", kind(&field["additionalProperties"])),
        Some("boolean") => "`true` or `false`".to_owned(),
        _ => "text".to_owned(),
    }
}

fn findings(output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "## Findings\n")?;
    writeln!(
        output,
        "`interorg check` reports these, each with its place and a hint. Where records contradict one \
         another, both places are shown.\n",
    )?;
    for rule in FindingKind::rules() {
        writeln!(output, "### {}\n\n{}\n", rule.code, rule.explanation)?;
    }
    Ok(())
}

/// Spells the name of a vocabulary as a heading.
fn heading(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
