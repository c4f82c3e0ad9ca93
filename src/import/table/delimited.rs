//! Tables in texts, row by row.

use std::io::{Cursor, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};
use sha2::{Digest, Sha256};

use super::row::{Facts, Row};
use super::separator;
use super::watched::Watched;
use crate::import::encoding::{Decoder, Encoding};
use crate::import::error::ImportError;

type Source = Box<dyn Read>;

/// A table in a text.
pub(super) struct Delimited {
    name: String,
    reader: Reader<Watched<Source>>,
    record: ByteRecord,
    decoder: Decoder,
    separator: u8,
    /// A row that was read together with the blank lines above it.
    waiting: Option<Row>,
    blank_lines: u64,
    /// The line on which the next row or blank line begins.
    line: u64,
    /// Whether the last row ended with a carriage return. A line feed after it belongs to the same end of a line.
    after_return: bool,
}

/// How much of a text is looked at before it is read.
const SAMPLE: u64 = 64 * 1024;

impl Delimited {
    /// Opens a table. The separator and the encoding are found out unless they are given.
    pub(super) fn open(
        name: &str,
        mut source: Source,
        separator: Option<u8>,
        encoding: Option<Encoding>,
    ) -> Result<Self, ImportError> {
        let failed = |error| ImportError::io(name, error);
        let mut sample = Vec::new();
        source
            .by_ref()
            .take(SAMPLE)
            .read_to_end(&mut sample)
            .map_err(failed)?;
        let start = encoding.or(Encoding::of_start(&sample));
        let mut hash = Sha256::new();
        hash.update(&sample);
        if let Some(wide) = start.filter(|encoding| encoding.is_wide()) {
            let mut rest = Vec::new();
            source.read_to_end(&mut rest).map_err(failed)?;
            hash.update(&rest);
            sample.extend(rest);
            let mut decoder = Decoder::new(Some(wide));
            let text = decoder.decode(&sample).into_owned().into_bytes();
            let length = text.len();
            let separator = separator.unwrap_or_else(|| separator::sniff(&text, true));
            let source: Source = Box::new(Cursor::new(text));
            let watched = Watched::new(source, hash, length);
            return Ok(Self::of(name, watched, decoder.of_decoded(), separator));
        }
        let is_whole = (sample.len() as u64) < SAMPLE;
        let body = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample);
        let body = body.to_vec();
        let separator = separator.unwrap_or_else(|| separator::sniff(&body, is_whole));
        let hashed = body.len();
        let source: Source = Box::new(Cursor::new(body).chain(source));
        let watched = Watched::new(source, hash, hashed);
        Ok(Self::of(name, watched, Decoder::new(encoding), separator))
    }

    fn of(name: &str, source: Watched<Source>, decoder: Decoder, separator: u8) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(source);
        Self {
            name: name.to_owned(),
            reader,
            record: ByteRecord::new(),
            decoder,
            separator,
            waiting: None,
            blank_lines: 0,
            line: 1,
            after_return: false,
        }
    }

    /// Reads the next row. A blank line is a row without cells.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, ImportError> {
        if self.waiting.is_none() {
            self.waiting = self.read_row()?;
        }
        if self.blank_lines == 0 {
            return Ok(self.waiting.take());
        }
        let number = self.waiting.as_ref().map_or(0, |row| row.number);
        let number = number - self.blank_lines;
        self.blank_lines -= 1;
        Ok(Some(Row {
            number,
            ..Row::default()
        }))
    }

    /// Reads the next row with cells, and counts the blank lines above it, which the reader skips.
    fn read_row(&mut self) -> Result<Option<Row>, ImportError> {
        let start = self.reader.position().clone();
        let read = self.reader.read_byte_record(&mut self.record);
        if !read.map_err(|error| ImportError::unreadable(&self.name, error))? {
            return Ok(None);
        }
        let end = self.reader.position().byte();
        let mut raw = self.reader.get_mut().between(start.byte(), end);
        if self.after_return && raw.first() == Some(&b'\n') {
            raw.remove(0);
        }
        self.after_return = raw.last() == Some(&b'\r');
        let blank = raw.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let blank = blank.count();
        let skipped: Vec<u8> = raw.drain(..blank).collect();
        self.blank_lines = line_count(&skipped);
        let number = self.line + self.blank_lines;
        self.line = number + line_count(&raw);
        let cells = self.record.iter();
        let cells = cells.map(|cell| self.decoder.decode(cell).into_owned());
        Ok(Some(Row {
            number,
            cells: cells.collect(),
            fault: unclosed_quote(&raw),
            raw,
            ..Row::default()
        }))
    }

    /// Reads the rest of the text, and returns what is known of it.
    pub(super) fn finish(mut self) -> Result<Facts, ImportError> {
        let fingerprint = self.reader.get_mut().fingerprint();
        Ok(Facts {
            sha256: fingerprint.map_err(|error| ImportError::io(&self.name, error))?,
            encodings: self.decoder.counts().collect(),
            separator: Some(self.separator),
            ..Facts::default()
        })
    }
}

/// Returns that a quote does not close, so that a row has all lines to the end of the text.
fn unclosed_quote(raw: &[u8]) -> Option<String> {
    let lines = line_count(raw);
    let quotes = raw.iter().filter(|byte| **byte == b'"').count();
    (lines > 1 && !quotes.is_multiple_of(2))
        .then(|| format!("a quote does not close, so that the row has {lines} lines"))
}

/// Counts the ends of lines in a text, each of which may have two bytes.
fn line_count(text: &[u8]) -> u64 {
    let mut count = 0;
    let mut before = 0;
    for byte in text {
        let is_end = matches!(byte, b'\n' | b'\r') && !(*byte == b'\n' && before == b'\r');
        count += u64::from(is_end);
        before = *byte;
    }
    count
}
