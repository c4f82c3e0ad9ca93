//! Texts in, records out: the typed loader, and a second look at the texts that it refuses.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value as Json;

use super::guard::guarded;
use super::limits::{self, AliasBudget, Survey, may_have_aliases};
use super::messages;
use super::node::{NodeId, Tree};
use super::pieces;
use super::structure::{self, Fault, Structure};
use super::{cut_off, syntax_cause};
use crate::dataset::finding::{Finding, FindingKind, Limit, Lines, Place, SourceText};
use crate::dataset::input::{Input, OnParsed};
use crate::dataset::json;
use crate::dataset::memory::{MemoryBudget, TooMuchMemory, max_memory};
use crate::dataset::record::DocumentRecord;
use crate::dataset::schema::document_schema;

/// What a text may begin with.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A document of a text, as far as it is sound.
pub(super) struct Document {
    /// The number of its text.
    pub(super) text: usize,
    /// Its number in the text.
    pub(super) number: usize,
    record: DocumentRecord,
    /// For each collection that lost items, the numbers of those that are left.
    pub(super) kept: HashMap<NodeId, Vec<usize>>,
}

impl Document {
    /// Creates a document that lost nothing.
    fn whole(text: usize, number: usize, record: DocumentRecord) -> Self {
        Self {
            text,
            number,
            record,
            kept: HashMap::new(),
        }
    }
}

/// A text while it is read: that of an input, or a borrowed one.
struct Text<'t> {
    name: String,
    text: Cow<'t, str>,
}

/// The documents of all texts, with the findings of reading them.
#[derive(Default)]
pub(crate) struct Documents<'t> {
    texts: Vec<Text<'t>>,
    documents: Vec<Document>,
    pub(crate) findings: Vec<Finding>,
    /// The ids of records that could not be read, in lower case, and all words of the texts that could not be read as a
    /// whole.
    pub(crate) lost_ids: HashSet<String>,
    /// Whether a syntax error cuts off a text.
    pub(crate) is_cut: bool,
    budget: AliasBudget,
    memory: MemoryBudget,
    lines: HashMap<usize, Lines>,
}

impl<'t> Documents<'t> {
    /// Reads the inputs of a dataset, and reports how many bytes were parsed.
    pub(crate) fn read(inputs: Vec<Input>, on_parsed: OnParsed<'_>) -> Self {
        let mut documents = Self::default();
        for input in inputs {
            let name = input.name.clone();
            if let Err(too_much) = documents.read_input(input, on_parsed) {
                return Self::of_unread(name, beyond_memory(too_much));
            }
        }
        documents
    }

    /// Reads one text without copying it.
    pub(crate) fn of_text(name: &str, text: &'t str) -> Self {
        let mut documents = Self::default();
        let number = documents.add_text(name.to_owned(), Cow::Borrowed(text));
        match documents.read_text(number, &|_| {}) {
            Ok(()) => documents,
            Err(too_much) => Self::of_unread(name.to_owned(), beyond_memory(too_much)),
        }
    }

    /// Creates the finding that an input is none that can be read as a text.
    pub(crate) fn of_unread(name: String, kind: FindingKind) -> Self {
        let mut documents = Self::default();
        let number = documents.add_text(name, Cow::Borrowed(""));
        documents.find(number, kind, 0..0);
        documents
    }

    /// Returns the document with a number, and its text.
    pub(super) fn document(&self, number: usize) -> (&Document, &str) {
        let document = &self.documents[number];
        (document, &self.texts[document.text].text)
    }

    /// Returns the first of the texts.
    pub(crate) fn first_text(&self) -> Option<&str> {
        self.texts.first().map(|text| &*text.text)
    }

    /// Takes the texts out, for a report.
    pub(crate) fn take_texts(&mut self) -> Vec<SourceText> {
        let texts = std::mem::take(&mut self.texts).into_iter();
        texts
            .map(|Text { name, text }| SourceText {
                name,
                text: text.into_owned(),
            })
            .collect()
    }

    /// Finds the texts that are cut off by a comment.
    pub(crate) fn find_cut_off_texts(&mut self) {
        for number in 0..self.texts.len() {
            let cut_off = cut_off::find(&self.texts[number].text);
            for cut_off::CutOff { text, comment } in cut_off {
                let hidden = self.texts[number].text[comment.clone()].to_owned();
                let kind = FindingKind::CutOffText {
                    text,
                    comment: hidden,
                };
                self.find(number, kind, comment);
            }
        }
    }

    /// Takes the records out. The paths of findings can still be located afterwards.
    pub(crate) fn take_records(&mut self) -> Vec<DocumentRecord> {
        let documents = self.documents.iter_mut();
        documents
            .map(|document| std::mem::take(&mut document.record))
            .collect()
    }

    fn read_input(&mut self, input: Input, on_parsed: OnParsed<'_>) -> Result<(), TooMuchMemory> {
        let error = match String::from_utf8(input.bytes) {
            Ok(text) => {
                let number = self.add_text(input.name, Cow::Owned(text));
                return self.read_text(number, on_parsed);
            }
            Err(error) => error,
        };
        let valid_up_to = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        self.lose_words(&text);
        let number = self.add_text(input.name, Cow::Owned(text));
        let kind = FindingKind::NotUtf8 { valid_up_to };
        self.find(number, kind, valid_up_to..valid_up_to + 1);
        Ok(())
    }

    /// Adds a text without its byte order mark, and returns its number.
    fn add_text(&mut self, name: String, text: Cow<'t, str>) -> usize {
        let text = match text {
            Cow::Borrowed(text) => {
                Cow::Borrowed(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
            }
            Cow::Owned(text) => match text.strip_prefix(BYTE_ORDER_MARK) {
                Some(rest) => Cow::Owned(rest.to_owned()),
                None => Cow::Owned(text),
            },
        };
        self.texts.push(Text { name, text });
        self.texts.len() - 1
    }

    fn read_text(&mut self, number: usize, on_parsed: OnParsed<'_>) -> Result<(), TooMuchMemory> {
        self.memory.add_text(&self.texts[number].text)?;
        // The text is moved out while documents are added, and back afterwards.
        let text = std::mem::take(&mut self.texts[number].text);
        if let Some(bracket) = limits::find_excessive_bracket(&text) {
            self.lose_words(&text);
            self.texts[number].text = text;
            let limit = Limit::Depth;
            let kind = FindingKind::BeyondLimit { limit };
            self.find(number, kind, bracket..bracket + 1);
            return Ok(());
        }
        if let Some(record) = json::read(&text) {
            on_parsed(text.len());
            self.documents.push(Document::whole(number, 0, record));
            self.texts[number].text = text;
            return Ok(());
        }
        let Some(yaml) = json::as_yaml(&text) else {
            return self.read_yaml(number, text, on_parsed);
        };
        self.read_yaml(number, yaml.into(), on_parsed)?;
        self.texts[number].text = text;
        Ok(())
    }

    /// Reads a text as YAML, which becomes the text with its number.
    fn read_yaml(
        &mut self,
        number: usize,
        text: Cow<'t, str>,
        on_parsed: OnParsed<'_>,
    ) -> Result<(), TooMuchMemory> {
        self.budget.add_text(&text);
        if !may_have_aliases(&text) {
            let in_pieces = || pieces::read(&text, &self.memory, on_parsed);
            let documents = match guarded(in_pieces).flatten() {
                Some(record) => Some(vec![Document::whole(number, 0, record)]),
                None => {
                    self.memory.allow([&*text])?;
                    guarded(|| read_typed(number, &text, on_parsed)).flatten()
                }
            };
            if let Some(documents) = documents {
                self.documents.extend(documents);
                self.texts[number].text = text;
                return Ok(());
            }
        }
        self.memory.allow([&*text])?;
        self.read_with_care(number, text);
        Ok(())
    }

    /// Reads a text that has aliases or faults. First finds out which documents can be read, and why the others cannot.
    fn read_with_care(&mut self, number: usize, text: Cow<'t, str>) {
        let Some((survey, read)) = guarded(|| read_surveyed(&text, &mut self.budget)) else {
            return self.give_up(number, text);
        };
        let mut refused = Vec::new();
        for (index, result) in read {
            match result {
                Ok(record) => self.documents.push(Document::whole(number, index, record)),
                Err(error) => refused.push((index, error)),
            }
        }
        let needs_tree = !refused.is_empty()
            || survey.end.is_some()
            || (!survey.beyond.is_empty() && may_have_aliases(&text));
        let error = survey.end.as_ref();
        let error = error.map(|error| location(&text, error).start);
        let tree = needs_tree.then(|| Tree::parse_before(&text, error));
        if !survey.beyond.is_empty() {
            self.lose_words(&text);
        } else if survey.end.is_some() {
            let readable = tree.as_ref().map_or(0, Tree::last_end);
            self.lose_words(&text[readable..]);
            let keys = tree.iter().flat_map(Tree::cut_keys);
            self.lost_ids.extend(keys.map(str::to_lowercase));
        }
        self.texts[number].text = text;
        if let Some(tree) = &tree {
            self.explain(number, tree, refused);
        }
        self.report_limits(number, tree.as_ref(), survey.beyond);
        if let Some(error) = survey.end {
            if let Some(tree) = &tree {
                self.keep_beginning(number, tree, survey.documents);
            }
            let detail = messages::without_place(&error);
            let text = &self.texts[number].text;
            let place = location(text, &error);
            let cause = syntax_cause::find(text, place.start);
            self.find(number, FindingKind::Syntax { detail, cause }, place);
        }
        // Repaired documents were added last. Of two definitions, the first in the text counts as the first.
        self.documents
            .sort_by_key(|document| (document.text, document.number));
    }

    /// Reports a text on which the parser failed.
    fn give_up(&mut self, number: usize, text: Cow<'t, str>) {
        self.lose_words(&text);
        self.texts[number].text = text;
        let detail = "the YAML parser failed on this text".to_owned();
        self.find(number, FindingKind::Malformed { detail }, 0..0);
    }

    /// Finds out why documents were refused, and keeps the sound parts of them.
    fn explain(&mut self, text: usize, tree: &Tree, refused: Vec<(usize, serde_yaml::Error)>) {
        for (number, error) in refused {
            match tree.document(number) {
                Some(root) => {
                    let structure = structure::check(text, tree, root, schema());
                    if structure.is_full() {
                        self.lose_document(text, structure);
                    } else {
                        self.keep_sound_parts(text, number, structure, &error);
                    }
                }
                None => self.malformed(text, &error),
            }
        }
    }

    /// Keeps what is sound of a document before the syntax error that cuts it off.
    fn keep_beginning(&mut self, text: usize, tree: &Tree, number: usize) {
        let Some(root) = tree.document(number).filter(|root| tree.is_cut(*root)) else {
            return;
        };
        let structure = structure::check(text, tree, root, schema());
        if structure.is_full() {
            return self.lose_document(text, structure);
        }
        self.add_faults(text, structure.faults);
        self.is_cut = true;
        self.lost_ids.extend(structure.lost_ids);
        if let Ok(record) = DocumentRecord::deserialize(structure.sound) {
            self.documents.push(Document {
                text,
                number,
                record,
                kept: structure.kept,
            });
        }
    }

    /// Reports the faults of a document that has too many, and that its rest was not checked.
    fn lose_document(&mut self, text: usize, structure: Structure) {
        let last = structure.faults.last().map(|fault| fault.place.clone());
        self.add_faults(text, structure.faults);
        let limit = Limit::Faults;
        self.find(
            text,
            FindingKind::BeyondLimit { limit },
            last.unwrap_or_default(),
        );
        self.is_cut = true;
        let lost = std::mem::take(&mut self.texts[text].text);
        self.lose_words(&lost);
        self.texts[text].text = lost;
    }

    fn report_limits(
        &mut self,
        text: usize,
        tree: Option<&Tree>,
        beyond: Vec<(usize, Limit, serde_yaml::Error)>,
    ) {
        for (number, limit, error) in beyond {
            let heaviest = tree.and_then(|tree| {
                let (alias, is_endless) = limits::heaviest_alias(tree, number)?;
                Some((tree.span(alias), is_endless))
            });
            // An alias within its own anchor repeats without end, which the parser reports as depth.
            let (limit, place) = match (limit, heaviest) {
                (_, Some((alias, true))) | (Limit::Repetition, Some((alias, _))) => {
                    (Limit::Repetition, alias)
                }
                _ => (limit, location(&self.texts[text].text, &error)),
            };
            self.find(text, FindingKind::BeyondLimit { limit }, place);
        }
    }

    /// Keeps the words of a text that cannot be read as a whole. Each of them may be the id of a record that the text
    /// defines, so that references to it must not be reported as unknown.
    fn lose_words(&mut self, text: &str) {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
        let words = words.filter(|word| !word.is_empty());
        self.lost_ids.extend(words.map(str::to_lowercase));
    }

    /// Adds what is sound of a document, with the findings of its structure. If there are none, the loader refused values that
    /// are sound, such as a number as a title.
    fn keep_sound_parts(
        &mut self,
        text: usize,
        number: usize,
        structure: Structure,
        error: &serde_yaml::Error,
    ) {
        // The two parsers differ in what a byte order mark and some line breaks within a text are.
        let source = &self.texts[text].text;
        let may_differ = source.contains(BYTE_ORDER_MARK) || pieces::has_other_line_breaks(source);
        let is_sound = structure.is_sound() && !may_differ && messages::is_unquoted_word(error);
        let record = DocumentRecord::deserialize(structure.sound);
        if record.is_err() || (structure.faults.is_empty() && !is_sound) {
            self.malformed(text, error);
        }
        self.add_faults(text, structure.faults);
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

    fn add_faults(&mut self, text: usize, faults: Vec<Fault>) {
        for Fault { kind, place, other } in faults {
            let first = other.map(|span| (self.place(text, span), "first here"));
            self.find(text, kind, place);
            if let Some(finding) = self.findings.last_mut() {
                finding.related = first;
            }
        }
    }

    fn malformed(&mut self, text: usize, error: &serde_yaml::Error) {
        let detail = messages::without_place(error);
        let place = location(&self.texts[text].text, error);
        self.find(text, FindingKind::Malformed { detail }, place);
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

/// The number of a document, and its record or the error for which it was refused.
type ReadDocument = (usize, Result<DocumentRecord, serde_yaml::Error>);

/// Reads the documents of a text that has aliases or faults, as far as they are within the limits.
fn read_surveyed(text: &str, budget: &mut AliasBudget) -> (Survey, Vec<ReadDocument>) {
    let survey = limits::survey(text, budget);
    let beyond: HashSet<usize> = survey.beyond.iter().map(|(number, ..)| *number).collect();
    let mut read = Vec::new();
    let documents = serde_yaml::Deserializer::from_str(text).enumerate();
    for (number, document) in documents.take(survey.documents) {
        if !beyond.contains(&number) {
            let record = Option::<DocumentRecord>::deserialize(document).transpose();
            read.extend(record.map(|record| (number, record)));
        }
    }
    (survey, read)
}

/// Returns the finding that a dataset is not read because it needs too much memory.
fn beyond_memory(TooMuchMemory { needed }: TooMuchMemory) -> FindingKind {
    let limit = Limit::Memory {
        needed,
        limit: max_memory(),
    };
    FindingKind::BeyondLimit { limit }
}

/// Reads every document of a text as a whole; `None` if one is refused.
fn read_typed(text: usize, source: &str, on_parsed: OnParsed<'_>) -> Option<Vec<Document>> {
    let mut documents = Vec::new();
    for (number, document) in serde_yaml::Deserializer::from_str(source).enumerate() {
        let record = Option::<DocumentRecord>::deserialize(document).ok()?;
        documents.extend(record.map(|record| Document::whole(text, number, record)));
    }
    on_parsed(source.len());
    Some(documents)
}

/// Returns the place of an error of the parser: one byte, or one character that YAML does not allow.
pub(super) fn location(source: &str, error: &serde_yaml::Error) -> Range<usize> {
    if messages::is_forbidden_character(error) {
        let mut characters = source.char_indices();
        if let Some((start, letter)) = characters.find(|(_, letter)| !is_allowed(*letter)) {
            return start..start + letter.len_utf8();
        }
    }
    let Some(location) = error.location() else {
        return 0..0;
    };
    let index = location.index().min(source.len());
    let start = (0..=index)
        .rev()
        .find(|at| source.is_char_boundary(*at))
        .unwrap_or(0);
    let line_end = source[start..]
        .find('\n')
        .map_or(source.len(), |end| start + end);
    start..line_end.min(start + 1).max(start)
}

/// Returns `true` if YAML allows a character in a text (YAML 1.2, section 5.1).
fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{85}')
        || !(letter.is_control() || matches!(letter, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
}

/// Returns the JSON Schema against which the structure of refused documents is checked.
fn schema() -> &'static Json {
    static SCHEMA: OnceLock<Json> = OnceLock::new();
    SCHEMA.get_or_init(document_schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_on_which_the_parser_fails_is_reported() {
        let mut documents = Documents::default();
        let number = documents.add_text("data.yaml".to_owned(), "a: [un]".into());
        documents.give_up(number, "a: [un]".into());
        let finding = &documents.findings[0];
        assert_eq!(finding.kind.code(), "malformed");
        assert!(finding.kind.to_string().contains("the YAML parser failed"));
        assert!(documents.lost_ids.contains("un"));
    }

    #[test]
    fn the_place_of_a_forbidden_character_is_the_character() {
        for (text, place) in [
            ("a: \"x\u{7}\"", 5..6),
            ("éé: \"\u{FFFE}\"", 7..10),
            ("\u{7}", 0..1),
        ] {
            let read = serde_yaml::from_str::<serde_yaml::Value>(text);
            let error = read.expect_err("it is refused");
            assert_eq!(location(text, &error), place, "{text:?}");
        }
    }
}
