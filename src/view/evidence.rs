//! Evidence: the sources that an answer cites, numbered in the order of their first citation.

use std::collections::{HashMap, HashSet};

use super::cell::Cell;
use crate::analysis::dossier::Support;
use crate::graph::Graph;
use crate::model::{
    Amount, Citation, Claim, Confidence, Field, Identified, Key, Rival, Source, Value, ValueType,
};

/// The type of evidence: one record per citation.
pub(super) const EVIDENCE: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new(
        "supports",
        ValueType::Code,
        "What the citation supports, such as `phase`.",
    ),
    Field::new("source", ValueType::Code, "The id of the source."),
    Field::new(
        "at",
        ValueType::Text,
        "The place in the source, such as a page.",
    ),
    Field::new("quote", ValueType::Text, "A quotation from the source."),
    Field::new(
        "confidence",
        ValueType::Code,
        "The confidence of the claim.",
    ),
    Field::new("title", ValueType::Text, "The title of the source."),
    Field::new("url", ValueType::Text, "The address of the source."),
]));

/// A numbered entry of a list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The number by which evidence cites the source, counted from 1.
    pub number: usize,
    /// The id of the source.
    pub id: String,
    /// The entry for people.
    pub text: String,
}

/// A list of sources that grows as they are cited.
pub(super) struct Bibliography<'g> {
    graph: &'g Graph,
    numbers: HashMap<Key<Source>, usize>,
    /// The sources in the order of their numbers.
    cited: Vec<Key<Source>>,
}

impl<'g> Bibliography<'g> {
    /// Creates an empty list if `evidence` is requested.
    pub(super) fn asked(graph: &'g Graph, evidence: bool) -> Option<Self> {
        evidence.then(|| Self {
            graph,
            numbers: HashMap::new(),
            cited: Vec::new(),
        })
    }

    /// Returns the evidence of claims, each with what it supports, such as `phase`.
    pub(super) fn cell<'n, 'c, S: Into<Support<'c>>>(
        &mut self,
        claims: impl IntoIterator<Item = (&'n str, S)>,
    ) -> Cell {
        let claims = claims.into_iter();
        self.cell_of(claims.flat_map(|(supports, claim)| reasons(supports, claim.into())))
    }

    /// Returns the evidence of a claim and of its rival readings, which have citations of their own.
    pub(super) fn cell_with_rivals(&mut self, supports: &str, claim: &Claim) -> Cell {
        self.cell_with_all(supports, claim.into(), &claim.rivals, &[])
    }

    /// Returns what a claim rests on, and the evidence of its rival readings and of the amounts of its record.
    pub(super) fn cell_with_all(
        &mut self,
        supports: &str,
        support: Support<'_>,
        rivals: &[Rival],
        amounts: &[Amount],
    ) -> Cell {
        let rivals = rivals.iter().flat_map(|rival| &rival.citations);
        let rivals = rivals.map(|citation| Reason::of("rival", None, citation));
        let reasons = reasons(supports, support).chain(rivals);
        self.cell_of(reasons.chain(of_amounts(amounts)))
    }

    /// Returns the evidence of amounts.
    pub(super) fn amounts(&mut self, amounts: &[Amount]) -> Cell {
        self.cell_of(of_amounts(amounts))
    }

    /// Returns the evidence of a record as a whole.
    pub(super) fn citations(&mut self, citations: &[Citation]) -> Cell {
        let citations = citations.iter();
        self.cell_of(citations.map(|citation| Reason::of("record", None, citation)))
    }

    /// Returns the evidence of a definition, which is not a claim that may be doubted.
    pub(super) fn definition(&mut self, citation: &Citation) -> Cell {
        self.cell_of([Reason::of("definition", Some(Confidence::High), citation)])
    }

    /// Returns the cell of reasons, each once.
    fn cell_of<'c>(&mut self, reasons: impl IntoIterator<Item = Reason<'c>>) -> Cell {
        let mut items = Items::default();
        let mut seen = HashSet::new();
        for reason in reasons {
            if seen.insert(reason) {
                items.push(self.cite(reason));
            }
        }
        items.cell()
    }

    /// Numbers the source of a citation, unless it has a number already.
    fn cite(&mut self, reason: Reason<'_>) -> Numbered {
        let Reason {
            supports,
            confidence,
            citation,
        } = reason;
        let next = self.cited.len() + 1;
        let number = *self.numbers.entry(citation.source).or_insert(next);
        if number == next {
            self.cited.push(citation.source);
        }
        let source = &self.graph.dataset().sources()[citation.source];
        let record = Value::Record(vec![
            ("supports", Value::text(supports)),
            ("source", Value::text(source.id().as_str())),
            ("at", citation.at.as_deref().into()),
            ("quote", citation.quote.as_deref().into()),
            ("confidence", confidence.map(Confidence::as_str).into()),
            ("title", Value::text(&*source.title)),
            ("url", source.url.as_deref().into()),
        ])
        .into_owned();
        Numbered {
            number,
            locator: citation.at.as_deref().map(str::to_owned),
            record,
        }
    }

    /// Returns the cited sources, in the order of their numbers.
    pub(super) fn references(self) -> Vec<Reference> {
        let sources = self.graph.dataset().sources();
        let cited = self.cited.iter().enumerate();
        cited
            .map(|(index, key)| Reference {
                number: index + 1,
                id: sources[*key].id().to_string(),
                text: sources[*key].reference(),
            })
            .collect()
    }
}

/// A citation with what it supports.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Reason<'c> {
    supports: &'c str,
    confidence: Option<Confidence>,
    citation: &'c Citation,
}

impl<'c> Reason<'c> {
    fn of(supports: &'c str, confidence: Option<Confidence>, citation: &'c Citation) -> Self {
        Self {
            supports,
            confidence,
            citation,
        }
    }
}

/// Returns the citations of a claim, without those of its rival readings.
fn reasons<'c>(supports: &'c str, support: Support<'c>) -> impl Iterator<Item = Reason<'c>> {
    let citations = support.citations.iter();
    citations.map(move |citation| Reason::of(supports, Some(support.confidence), citation))
}

fn of_amounts(amounts: &[Amount]) -> impl Iterator<Item = Reason<'_>> {
    let citations = amounts.iter().flat_map(|amount| &amount.citations);
    citations.map(|citation| Reason::of("amount", None, citation))
}

/// A citation with the number of its source.
struct Numbered {
    number: usize,
    /// The place in the source, such as a page.
    locator: Option<String>,
    /// The citation for programs.
    record: Value<'static>,
}

/// The citations of one cell.
#[derive(Default)]
struct Items {
    records: Vec<Value<'static>>,
    /// Numbers of sources that are cited as a whole.
    whole: Vec<usize>,
    /// Numbers of sources that are cited with a locator.
    located: Vec<(usize, String)>,
}

impl Items {
    fn push(&mut self, citation: Numbered) {
        match citation.locator {
            Some(locator) => self.located.push((citation.number, locator)),
            None => self.whole.push(citation.number),
        }
        self.records.push(citation.record);
    }

    /// Returns the cell. People read the numbers sorted: `[1–3, 7] [4, p. 12]`.
    fn cell(mut self) -> Cell {
        self.whole.sort_unstable();
        self.whole.dedup();
        self.located.sort_unstable();
        self.located.dedup();
        let whole = (!self.whole.is_empty()).then(|| format!("[{}]", ranges(&self.whole)));
        let located = self.located.iter();
        let located = located.map(|(number, locator)| format!("[{number}, {locator}]"));
        let texts: Vec<String> = whole.into_iter().chain(located).collect();
        Cell::shown(Value::List(self.records), texts.join(" "))
    }
}

/// Lists rising numbers; three or more consecutive ones become a range.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let texts = runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first}–{last}")],
        short => short.iter().map(ToString::to_string).collect(),
    });
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn three_consecutive_numbers_are_a_range() {
        assert_eq!(ranges(&[1, 2, 3, 5, 7, 8]), "1–3, 5, 7, 8");
        assert_eq!(ranges(&[]), "");
    }
}
