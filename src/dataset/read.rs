//! Texts in, records out: the typed loader, and what it does when a text is not sound.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::finding::{Finding, Lines, Place, SourceText};
use super::node::{NodeId, Step, Tree};
use super::problem::Problem;
use super::record::DocumentRecord;
use super::structure::{self, Fault, Structure};

/// A text as it came, before anything is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name for messages, usually the path of a file.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A document of a text, as far as it is sound.
pub(super) struct Document {
    /// The number of its text.
    pub(super) text: usize,
    /// Its number in the text.
    pub(super) number: usize,
    pub(super) record: DocumentRecord,
    kept: HashMap<NodeId, Vec<usize>>,
}

/// All documents of all texts, and what was found while reading them.
#[derive(Default)]
pub(super) struct Documents {
    pub(super) texts: Vec<SourceText>,
    pub(super) documents: Vec<Document>,
    pub(super) findings: Vec<Finding>,
    /// The ids of records that could not be read, in lower case.
    pub(super) lost_ids: HashSet<String>,
    lines: HashMap<usize, Lines>,
}

impl Documents {
    /// Reads every text.
    pub(super) fn read(inputs: Vec<Input>) -> Self {
        let mut documents = Self::default();
        for input in inputs {
            documents.read_input(input);
        }
        documents
    }

    /// Takes the records out; what is left still leads from paths to places.
    pub(super) fn take_records(&mut self) -> Vec<DocumentRecord> {
        self.documents
            .iter_mut()
            .map(|document| std::mem::take(&mut document.record))
            .collect()
    }

    fn read_input(&mut self, input: Input) {
        let number = self.texts.len();
        let (text, broken) = match String::from_utf8(input.bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid_up_to = error.utf8_error().valid_up_to();
                (
                    String::from_utf8_lossy(error.as_bytes()).into_owned(),
                    Some(valid_up_to),
                )
            }
        };
        let text = text
            .strip_prefix('\u{FEFF}')
            .map(str::to_owned)
            .unwrap_or(text);
        self.texts.push(SourceText {
            name: input.name,
            text,
        });
        match broken {
            None => self.read_text(number),
            Some(valid_up_to) => {
                self.find(
                    number,
                    Problem::NotUtf8 { valid_up_to },
                    valid_up_to..valid_up_to + 1,
                );
            }
        }
    }

    fn read_text(&mut self, text: usize) {
        let source = std::mem::take(&mut self.texts[text].text);
        let mut refused = Vec::new();
        for (number, document) in serde_yaml::Deserializer::from_str(&source).enumerate() {
            match Option::<DocumentRecord>::deserialize(document) {
                Ok(Some(record)) => {
                    self.documents.push(Document {
                        text,
                        number,
                        record,
                        kept: HashMap::new(),
                    });
                }
                Ok(None) => {}
                Err(error) => refused.push((number, error)),
            }
            // A text that is not YAML yields the same error for ever.
            if refused.len() > MAX_REFUSED {
                break;
            }
        }
        self.texts[text].text = source;
        if !refused.is_empty() {
            self.explain(text, refused);
        }
    }

    /// Finds out why documents were refused, and saves what is sound of them.
    fn explain(&mut self, text: usize, refused: Vec<(usize, serde_yaml::Error)>) {
        let source = self.texts[text].text.clone();
        let mut tree = None;
        for (number, error) in refused {
            if let Some(detail) = not_yaml(&source, number) {
                self.not_yaml(text, &source, &detail);
                return;
            }
            let tree = tree.get_or_insert_with(|| Tree::parse(&source));
            let structure = match tree.document(number) {
                Some(root) => structure::check(tree, root, schema()),
                None => return self.malformed(text, &source, &error),
            };
            self.keep_sound(text, number, structure, &error);
        }
    }

    fn keep_sound(
        &mut self,
        text: usize,
        number: usize,
        structure: Structure,
        error: &serde_yaml::Error,
    ) {
        let record = DocumentRecord::deserialize(structure.sound);
        if structure.faults.is_empty() || record.is_err() {
            let source = self.texts[text].text.clone();
            self.malformed(text, &source, error);
        }
        for Fault {
            problem,
            place,
            other,
        } in structure.faults
        {
            let first = other.map(|span| (self.place(text, span), "first here"));
            self.find(text, problem, place);
            if let Some(finding) = self.findings.last_mut() {
                finding.related = first;
            }
        }
        self.lost_ids.extend(structure.lost_ids);
        if let Ok(record) = record {
            self.documents.push(Document {
                text,
                number,
                record,
                kept: structure.kept,
            });
        }
    }

    fn not_yaml(&mut self, text: usize, source: &str, error: &serde_yaml::Error) {
        let detail = error.to_string();
        let problem = if detail.contains("limit exceeded") {
            Problem::BeyondLimit {
                detail: bare(&detail),
            }
        } else {
            Problem::Syntax {
                detail: bare(&detail),
            }
        };
        self.find(text, problem, location(source, error));
    }

    fn malformed(&mut self, text: usize, source: &str, error: &serde_yaml::Error) {
        let problem = Problem::Malformed {
            detail: bare(&error.to_string()),
        };
        self.find(text, problem, location(source, error));
    }

    fn place(&mut self, text: usize, span: Range<usize>) -> Place {
        let source = &self.texts[text].text;
        let lines = self.lines.entry(text).or_insert_with(|| Lines::of(source));
        Place::new(text, source, lines, span)
    }

    fn find(&mut self, text: usize, problem: Problem, span: Range<usize>) {
        let place = self.place(text, span);
        self.findings.push(Finding {
            problem,
            place: Some(place),
            related: None,
        });
    }
}

/// How many documents of one text may be refused before the rest is left unread.
const MAX_REFUSED: usize = 100;

/// Says why a document is not YAML, or beyond the limits of the parser; `None` if it is sound YAML.
fn not_yaml(source: &str, number: usize) -> Option<serde_yaml::Error> {
    let mut documents = serde_yaml::Deserializer::from_str(source);
    IgnoredAny::deserialize(documents.nth(number)?).err()
}

/// Returns the line of an error of the parser as a span.
fn location(source: &str, error: &serde_yaml::Error) -> Range<usize> {
    let Some(location) = error.location() else {
        return 0..0;
    };
    let start = location.index().min(source.len());
    let start = (0..=start)
        .rev()
        .find(|at| source.is_char_boundary(*at))
        .unwrap_or(0);
    let line_end = source[start..]
        .find('\n')
        .map_or(source.len(), |end| start + end);
    start..line_end.min(start + 1).max(start)
}

/// Removes the place from a message of the parser, since it is shown beside the excerpt.
fn bare(message: &str) -> String {
    let end = message.find(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// Returns the JSON Schema of a document, by which the structure is checked.
fn schema() -> &'static serde_json::Value {
    static SCHEMA: std::sync::OnceLock<serde_json::Value> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(super::schema::document_schema)
}

/// Turns paths into places, parsing each text at most once.
pub(super) struct Locator<'d> {
    documents: &'d Documents,
    trees: HashMap<usize, (Tree, Lines)>,
}

impl<'d> Locator<'d> {
    pub(super) fn new(documents: &'d Documents) -> Self {
        Self {
            documents,
            trees: HashMap::new(),
        }
    }

    /// Finds the place to which a path leads in a document.
    pub(super) fn place(&mut self, document: usize, path: &[Step<'static>]) -> Place {
        let document = &self.documents.documents[document];
        let source = &self.documents.texts[document.text].text;
        let parse = || (Tree::parse(source), Lines::of(source));
        let (tree, lines) = self.trees.entry(document.text).or_insert_with(parse);
        let span = follow(tree, document, path).map_or(0..0, |id| tree.span(id));
        Place::new(document.text, source, lines, span)
    }
}

/// Follows a path step by step, counting items as they were before any was left out.
fn follow(tree: &Tree, document: &Document, path: &[Step<'static>]) -> Option<NodeId> {
    let mut real = Vec::with_capacity(path.len());
    for step in path {
        let here = tree.follow(document.number, &real)?;
        let kept = |index: usize| {
            let kept = document.kept.get(&here).and_then(|kept| kept.get(index));
            kept.copied().unwrap_or(index)
        };
        real.push(match *step {
            Step::Index(index) => Step::Index(kept(index)),
            Step::Entry(index) => Step::Entry(kept(index)),
            Step::EntryKey(index) => Step::EntryKey(kept(index)),
            Step::Key(key) => Step::Key(key),
        });
    }
    tree.follow(document.number, &real)
}
