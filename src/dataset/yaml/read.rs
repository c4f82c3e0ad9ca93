//! Texts in, records out: the typed loader, and what it does when a text is not sound.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;

use super::limits::{self, Room, may_have_aliases};
use super::messages;
use super::node::{NodeId, Step, Tree};
use super::pieces;
use super::structure::{self, Fault, Structure};
use crate::dataset::finding::{Finding, FindingKind, Limit, Lines, Place, SourceText};
use crate::dataset::input::Input;
use crate::dataset::record::DocumentRecord;
use crate::dataset::validate::OwnedPath;

/// A document of a text, as far as it is sound.
pub(super) struct Document {
    /// The number of its text.
    pub(super) text: usize,
    /// Its number in the text.
    pub(super) number: usize,
    pub(super) record: DocumentRecord,
    kept: HashMap<NodeId, Vec<usize>>,
}

impl Document {
    fn whole(text: usize, number: usize, record: DocumentRecord) -> Self {
        Self {
            text,
            number,
            record,
            kept: HashMap::new(),
        }
    }
}

/// A text while it is read: that of an input, or one that is lent.
struct Text<'t> {
    name: String,
    text: Cow<'t, str>,
}

/// All documents of all texts, and what was found while reading them.
#[derive(Default)]
pub(crate) struct Documents<'t> {
    texts: Vec<Text<'t>>,
    pub(super) documents: Vec<Document>,
    pub(crate) findings: Vec<Finding>,
    /// The ids of records that could not be read, in lower case, and all words of a text that could not
    /// be read whole.
    pub(crate) lost_ids: HashSet<String>,
    room: Room,
    lines: HashMap<usize, Lines>,
}

impl<'t> Documents<'t> {
    /// Reads every text.
    pub(crate) fn read(inputs: Vec<Input>) -> Self {
        let mut documents = Self::default();
        for input in inputs {
            documents.read_input(input);
        }
        documents
    }

    /// Reads one text where it stands.
    pub(crate) fn of_text(name: &str, text: &'t str) -> Self {
        let mut documents = Self::default();
        documents.add(name.to_owned(), Cow::Borrowed(text), None);
        documents
    }

    /// Returns the first of the texts.
    pub(crate) fn first_text(&self) -> Option<&str> {
        self.texts.first().map(|text| &*text.text)
    }

    /// Takes the texts out, for a report.
    pub(crate) fn take_texts(&mut self) -> Vec<SourceText> {
        let texts = std::mem::take(&mut self.texts).into_iter();
        let owned = |Text { name, text }| SourceText {
            name,
            text: text.into_owned(),
        };
        texts.map(owned).collect()
    }

    /// Takes the records out; what is left still leads from paths to places.
    pub(crate) fn take_records(&mut self) -> Vec<DocumentRecord> {
        self.documents
            .iter_mut()
            .map(|document| std::mem::take(&mut document.record))
            .collect()
    }

    fn read_input(&mut self, input: Input) {
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
        self.add(input.name, Cow::Owned(text), broken);
    }

    /// Reads a text, if it is not broken from a byte on.
    fn add(&mut self, name: String, text: Cow<'t, str>, broken: Option<usize>) {
        const MARK: char = '\u{FEFF}';
        let number = self.texts.len();
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix(MARK).unwrap_or(text)),
            Cow::Owned(text) => match text.strip_prefix(MARK) {
                Some(rest) => Cow::Owned(rest.to_owned()),
                None => Cow::Owned(text),
            },
        };
        self.texts.push(Text { name, text });
        match broken {
            None => self.read_text(number),
            Some(valid_up_to) => {
                let source = std::mem::take(&mut self.texts[number].text);
                self.lose_words(&source);
                self.texts[number].text = source;
                let kind = FindingKind::NotUtf8 { valid_up_to };
                self.find(number, kind, valid_up_to..valid_up_to + 1);
            }
        }
    }

    fn read_text(&mut self, text: usize) {
        let source = std::mem::take(&mut self.texts[text].text);
        if let Some(bracket) = limits::bracket_beyond_measure(&source) {
            self.lose_words(&source);
            self.texts[text].text = source;
            let limit = Limit::Depth;
            return self.find(
                text,
                FindingKind::BeyondLimit { limit },
                bracket..bracket + 1,
            );
        }
        self.room.widen(&source);
        let whole = match may_have_aliases(&source) {
            true => None,
            false => typed(text, &source),
        };
        match whole {
            Some(documents) => {
                self.documents.extend(documents);
                self.texts[text].text = source;
            }
            None => self.read_with_care(text, source),
        }
    }

    /// Reads a text that has aliases or faults: finds out which documents can be read, and why others
    /// cannot, before any is.
    fn read_with_care(&mut self, text: usize, source: Cow<'t, str>) {
        let survey = limits::survey(&source, &mut self.room);
        let beyond: HashSet<usize> = survey.beyond.iter().map(|(number, ..)| *number).collect();
        let mut refused = Vec::new();
        let documents = serde_yaml::Deserializer::from_str(&source).enumerate();
        for (number, document) in documents.take(survey.documents) {
            if beyond.contains(&number) {
                continue;
            }
            match Option::<DocumentRecord>::deserialize(document) {
                Ok(Some(record)) => self.documents.push(Document::whole(text, number, record)),
                Ok(None) => {}
                Err(error) => refused.push((number, error)),
            }
        }
        if !survey.beyond.is_empty() || survey.end.is_some() {
            self.lose_words(&source);
        }
        self.texts[text].text = source;
        let source = &self.texts[text].text;
        if !refused.is_empty() || (!beyond.is_empty() && may_have_aliases(source)) {
            let tree = Tree::parse(source);
            self.explain(text, &tree, refused);
            self.beyond_limits(text, Some(&tree), survey.beyond);
        } else {
            self.beyond_limits(text, None, survey.beyond);
        }
        if let Some(error) = survey.end {
            self.not_yaml(text, &error);
        }
        // Those that were mended came last; what is defined first is first in the text.
        self.documents
            .sort_by_key(|document| (document.text, document.number));
    }

    /// Finds out why documents were refused, and saves what is sound of them.
    fn explain(&mut self, text: usize, tree: &Tree, refused: Vec<(usize, serde_yaml::Error)>) {
        for (number, error) in refused {
            match tree.document(number) {
                Some(root) => {
                    let structure = structure::check(tree, root, schema());
                    self.keep_sound(text, number, structure, &error);
                }
                None => self.malformed(text, &error),
            }
        }
    }

    fn beyond_limits(
        &mut self,
        text: usize,
        tree: Option<&Tree>,
        beyond: Vec<(usize, Limit, serde_yaml::Error)>,
    ) {
        for (number, limit, error) in beyond {
            let heaviest = tree.and_then(|tree| {
                let (alias, endless) = limits::heaviest_alias(tree, number)?;
                Some((tree.span(alias), endless))
            });
            // An alias within its own anchor repeats for ever, which the parser takes for depth.
            let (limit, place) = match (limit, heaviest) {
                (_, Some((alias, true))) | (Limit::Repetition, Some((alias, _))) => {
                    (Limit::Repetition, alias)
                }
                _ => (limit, location(&self.texts[text].text, &error)),
            };
            self.find(text, FindingKind::BeyondLimit { limit }, place);
        }
    }

    /// Keeps the words of a text that cannot be read whole: any of them may be the name of something
    /// that it defines, and is not called unknown elsewhere.
    fn lose_words(&mut self, source: &str) {
        let words = source.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let words = words.filter(|word| !word.is_empty());
        self.lost_ids.extend(words.map(str::to_lowercase));
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
            self.malformed(text, error);
        }
        for Fault { kind, place, other } in structure.faults {
            let first = other.map(|span| (self.place(text, span), "first here"));
            self.find(text, kind, place);
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

    fn not_yaml(&mut self, text: usize, error: &serde_yaml::Error) {
        let kind = FindingKind::Syntax {
            detail: messages::without_place(error),
        };
        let place = location(&self.texts[text].text, error);
        self.find(text, kind, place);
    }

    fn malformed(&mut self, text: usize, error: &serde_yaml::Error) {
        let kind = FindingKind::Malformed {
            detail: messages::without_place(error),
        };
        let place = location(&self.texts[text].text, error);
        self.find(text, kind, place);
    }

    fn place(&mut self, text: usize, span: Range<usize>) -> Place {
        let source = &self.texts[text].text;
        let lines = self.lines.entry(text).or_insert_with(|| Lines::of(source));
        Place::new(text, source, lines, span)
    }

    fn find(&mut self, text: usize, kind: FindingKind, span: Range<usize>) {
        let place = self.place(text, span);
        self.findings.push(Finding {
            kind,
            place: Some(place),
            related: None,
        });
    }
}

/// Reads every document of a text; `None` if any is refused.
fn typed(text: usize, source: &str) -> Option<Vec<Document>> {
    if let Some(record) = pieces::read(source) {
        return Some(vec![Document::whole(text, 0, record)]);
    }
    let mut documents = Vec::new();
    for (number, document) in serde_yaml::Deserializer::from_str(source).enumerate() {
        let record = Option::<DocumentRecord>::deserialize(document).ok()?;
        documents.extend(record.map(|record| Document::whole(text, number, record)));
    }
    Some(documents)
}

/// Returns the place of an error of the parser, as a span of one letter at most.
fn location(source: &str, error: &serde_yaml::Error) -> Range<usize> {
    // The parser does not say where a character stands that YAML has no place for.
    if messages::is_forbidden_character(error)
        && let Some((start, letter)) = source.char_indices().find(|(_, letter)| !is_yaml(*letter))
    {
        return start..start + letter.len_utf8();
    }
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

/// Says whether a character may stand in a text of YAML.
fn is_yaml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{85}')
        || !(letter.is_control() || matches!(letter, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
}

/// Returns the JSON Schema of a document, by which the structure is checked.
fn schema() -> &'static serde_json::Value {
    static SCHEMA: std::sync::OnceLock<serde_json::Value> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(crate::dataset::schema::document_schema)
}

/// Turns paths into places, parsing each text at most once.
pub(crate) struct Locator<'d> {
    documents: &'d Documents<'d>,
    trees: HashMap<usize, (Tree, Lines)>,
}

impl<'d> Locator<'d> {
    pub(crate) fn new(documents: &'d Documents<'d>) -> Self {
        Self {
            documents,
            trees: HashMap::new(),
        }
    }

    /// Finds the place to which a path leads in a document.
    pub(crate) fn place(&mut self, path: &OwnedPath) -> Place {
        let document = &self.documents.documents[path.document];
        let source = &self.documents.texts[document.text].text;
        let parse = || (Tree::parse(source), Lines::of(source));
        let (tree, lines) = self.trees.entry(document.text).or_insert_with(parse);
        let span = follow(tree, document, &path.steps).map_or(0..0, |id| tree.span(id));
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
