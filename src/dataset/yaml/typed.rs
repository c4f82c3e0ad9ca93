//! A text that is not a dataset, such as a mapping of columns, with the findings of its structure.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;

use super::guard::guarded;
use super::limits::{find_excessive_bracket, may_have_aliases};
use super::node::Tree;
use super::read::location;
use super::{messages, structure, syntax_cause};
use crate::dataset::finding::{Finding, FindingKind, Limit, Lines, Place, Report, SourceText};

/// Reads a text as one record of a type.
///
/// # Errors
/// Returns every finding in the structure of the text, with its place.
pub(crate) fn read_record<T: DeserializeOwned + JsonSchema>(
    name: &str,
    text: &str,
) -> Result<T, Box<Report>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let refused = |kind, span| Err(report(name, text, vec![(kind, span)]));
    if let Some(bracket) = find_excessive_bracket(text) {
        let kind = FindingKind::BeyondLimit {
            limit: Limit::Depth,
        };
        return refused(kind, bracket..bracket + 1);
    }
    if may_have_aliases(text) {
        let detail = "aliases are not supported here".to_owned();
        return refused(FindingKind::Malformed { detail }, 0..0);
    }
    let error = match guarded(|| serde_yaml::from_str(text)) {
        Some(Ok(record)) => return Ok(record),
        Some(Err(error)) => error,
        None => {
            let detail = "the YAML parser failed on this text".to_owned();
            return refused(FindingKind::Malformed { detail }, 0..0);
        }
    };
    let tree = Tree::parse(text);
    let schema = SchemaSettings::draft07().into_generator();
    let schema = schema.into_root_schema_for::<T>().into();
    let faults = tree
        .document(0)
        .filter(|root| !tree.is_cut(*root))
        .map(|root| structure::check(0, &tree, root, &schema).faults)
        .unwrap_or_default();
    if !faults.is_empty() {
        let faults = faults.into_iter();
        let findings = faults.map(|fault| (fault.kind, fault.place));
        return Err(report(name, text, findings.collect()));
    }
    let place = location(text, &error);
    let detail = messages::without_place(&error);
    let kind = if tree.document(0).is_some_and(|root| !tree.is_cut(root)) {
        FindingKind::Malformed { detail }
    } else {
        let cause = syntax_cause::find(text, place.start);
        FindingKind::Syntax { detail, cause }
    };
    refused(kind, place)
}

type Found = (FindingKind, std::ops::Range<usize>);

fn report(name: &str, text: &str, found: Vec<Found>) -> Box<Report> {
    let lines = Lines::of(text);
    let findings = found.into_iter().map(|(kind, span)| Finding {
        kind,
        place: Some(Place::new(0, text, &lines, span)),
        related: None,
    });
    let texts = vec![SourceText {
        name: name.to_owned(),
        text: text.to_owned(),
    }];
    Box::new(Report::new(texts, findings.collect(), Box::default()))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        column: String,
        #[serde(default)]
        years: Vec<String>,
    }

    #[test]
    fn a_sound_text_is_read() {
        let sample: Sample = read_record("a.yaml", "column: a\nyears: [1945]\n").expect("sound");
        assert_eq!((sample.column.as_str(), sample.years.len()), ("a", 1));
    }

    #[test]
    fn every_fault_of_the_structure_has_its_place() {
        let report = read_record::<Sample>("a.yaml", "colum: a\nyears: b\n").expect_err("unsound");
        let found = report.findings().iter();
        let found: Vec<_> = found
            .map(|finding| {
                let line = finding.place.as_ref().map(|place| place.line);
                (finding.kind.code(), line)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("unknown-key", Some(1)),
                ("missing-key", Some(1)),
                ("wrong-type", Some(2))
            ]
        );
    }

    #[test]
    fn a_text_that_is_not_yaml_has_a_finding() {
        let report = read_record::<Sample>("a.yaml", "column: [a\n").expect_err("cut off");
        assert_eq!(report.findings()[0].kind.code(), "syntax");
    }
}
