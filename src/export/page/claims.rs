//! What a page says as evidence: the claims of the dataset with their sources.

use std::collections::HashMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::days::dates_in_words;
use crate::analysis::dossier::participation_support;
use crate::export::bibliography::references;
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::{BibliographyOptions, Style, write_bibliography};
use crate::graph::{Content, Graph, Statement};
use crate::model::{Citation, Claim, Identified as _, Key, Source};
use crate::phrase::hexadecimal;
use crate::view::{amounts_in_words, rival_reading};

/// A claim in words.
#[derive(Debug, Serialize)]
pub(super) struct ClaimData {
    /// A name that stays the same when other claims are added: a digest of what the claim says.
    id: String,
    kind: &'static str,
    /// The motive, kind of milestone or group of lessons.
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<String>,
    text: String,
    /// When, as the dataset states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    amounts: String,
    confidence: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<CitationData>,
    /// Rival readings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rivals: Vec<Other>,
    /// Evidence that speaks against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<Other>,
}

/// Something else that is said about a claim.
#[derive(Debug, Serialize)]
struct Other {
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<CitationData>,
}

#[derive(Debug, Serialize)]
struct CitationData {
    /// The row of the source.
    source: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
}

/// A source that a claim cites.
#[derive(Debug, Serialize)]
pub(super) struct SourceData {
    id: String,
    apa: String,
    bibtex: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<String>,
}

/// The claims that were collected so far, and the sources that they cite.
pub(super) struct Claims<'g> {
    graph: &'g Graph,
    claims: Vec<ClaimData>,
    sources: Vec<Key<Source>>,
    rows: HashMap<Key<Source>, usize>,
    /// How many claims have a digest.
    said: HashMap<String, usize>,
}

impl<'g> Claims<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            claims: Vec::new(),
            sources: Vec::new(),
            rows: HashMap::new(),
            said: HashMap::new(),
        }
    }

    /// Adds a statement, and returns its row.
    pub(super) fn add(&mut self, statement: Statement<'g>) -> usize {
        let graph = self.graph;
        let vocabularies = graph.dataset().vocabularies();
        let claim = statement.claim();
        let (mut why, mut strength, mut against) = (None, None, Vec::new());
        let mut cited: &[Citation] = claim.map_or(&[], |claim| &claim.citations);
        match statement.content() {
            Content::Phase(_, spell) => why = spell.record().because.as_deref().map(str::to_owned),
            Content::Motive(motive) => {
                strength = motive
                    .strength
                    .map(|key| vocabularies.strengths.label(key).to_owned());
                let evidence = motive.counter_evidence.iter();
                against = evidence
                    .map(|one| Other {
                        text: one.statement.to_string(),
                        cites: self.citations(&one.citations),
                    })
                    .collect();
            }
            Content::Series(series) => cited = &series.citations,
            Content::Participation(participation) => {
                if let Some(operation) = statement.operation() {
                    cited = participation_support(operation, participation).citations;
                }
            }
            _ => {}
        }
        let rivals = claim.into_iter().flat_map(|claim| claim.rivals.iter());
        let rivals = rivals.map(|rival| Other {
            text: rival_reading(graph, rival),
            cites: self.citations(&rival.citations),
        });
        let rivals = rivals.collect();
        let annotations = match statement.content() {
            Content::Phase(_, spell) => Some(&spell.record().annotations),
            Content::Participation(participation) => Some(&participation.annotations),
            _ => None,
        };
        let term = match statement.content() {
            Content::Motive(motive) => Some(vocabularies.motives.label(motive.motive)),
            Content::Milestone(milestone) => {
                Some(vocabularies.milestone_kinds.label(milestone.kind))
            }
            Content::Lesson(lesson) => Some(vocabularies.lesson_groups.label(lesson.group)),
            _ => None,
        };
        let data = ClaimData {
            id: self.id(statement),
            term: term.map(str::to_owned),
            kind: statement.kind().name(),
            text: statement.text(),
            dates: dates(statement),
            why,
            strength,
            amounts: annotations.map_or_else(String::new, |one| amounts_in_words(graph, one)),
            confidence: statement.confidence().as_str(),
            notes: claim.map_or_else(Vec::new, notes),
            cites: self.citations(cited),
            rivals,
            against,
        };
        self.claims.push(data);
        self.claims.len() - 1
    }

    /// Returns a digest of what a statement says, with a number if another one says the same.
    fn id(&mut self, statement: Statement<'g>) -> String {
        let kind = statement.kind().name();
        let said = format!("{kind} {} {}", statement.about(), statement.text());
        let digest = hexadecimal(&Sha256::digest(said.as_bytes())[..5]);
        let count = self.said.entry(digest.clone()).or_insert(0);
        *count += 1;
        match *count {
            1 => digest,
            count => format!("{digest}-{count}"),
        }
    }

    fn citations(&mut self, citations: &[Citation]) -> Vec<CitationData> {
        let citations = citations.iter().map(|citation| CitationData {
            source: self.row(citation.source),
            at: citation.at.as_deref().map(str::to_owned),
            quote: citation.quote.as_deref().map(str::to_owned),
        });
        citations.collect()
    }

    fn row(&mut self, source: Key<Source>) -> usize {
        *self.rows.entry(source).or_insert_with(|| {
            self.sources.push(source);
            self.sources.len() - 1
        })
    }

    /// Returns the claims, and the sources that they cite. References are those of the same sources on the same page in another
    /// language, if it is written already: they are in no language, and take long.
    pub(super) fn finished(
        self,
        written: Option<&[SourceData]>,
    ) -> Result<(Vec<ClaimData>, Vec<SourceData>), ExportError> {
        let dataset = self.graph.dataset();
        let records = dataset.sources();
        let sources: Vec<&Source> = self.sources.iter().map(|key| &records[*key]).collect();
        let tiers = &dataset.vocabularies().source_tiers;
        let references = match written {
            Some(written) => {
                let written = written.iter();
                written
                    .map(|one| (one.apa.clone(), one.bibtex.clone()))
                    .collect()
            }
            None => {
                let apa = references(&sources).into_iter();
                let both = apa
                    .zip(&sources)
                    .map(|(apa, source)| Ok((apa, bibtex(source)?)));
                both.collect::<Result<Vec<_>, ExportError>>()?
            }
        };
        let sources = sources.iter().zip(references);
        let sources = sources.map(|(source, (apa, bibtex))| {
            let tier = source.tier.map(|tier| tiers.label(tier).to_owned());
            let url = source.url.as_deref().and_then(escape::link);
            SourceData {
                id: source.id().to_string(),
                apa,
                bibtex,
                url: url.map(str::to_owned),
                tier,
            }
        });
        Ok((self.claims, sources.collect()))
    }
}

/// Returns a source as an entry of BibTeX.
pub(super) fn bibtex(source: &Source) -> Result<String, ExportError> {
    let mut bytes = Vec::new();
    write_bibliography(
        &[source],
        Style::Bibtex,
        BibliographyOptions::default(),
        &mut bytes,
    )?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn notes(claim: &Claim) -> Vec<String> {
    claim.notes.iter().map(|note| note.to_string()).collect()
}

/// Returns the dates that a record states, such as `2003 to 2004-05`; `None` if its text has them or there are none.
fn dates(statement: Statement<'_>) -> Option<String> {
    if matches!(
        statement.content(),
        Content::Milestone(_) | Content::Phase(..)
    ) {
        return None;
    }
    let (from, to) = statement.dates();
    dates_in_words(from, to)
}
