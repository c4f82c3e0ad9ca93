//! Files, each read in its format.

use std::io::Read;

use serde_json::Value as Json;

use super::accounts;
use super::bibliography::{self, Sources};
use super::collection::Collection;
use super::encoding::Decoder;
use super::error::ImportError;
use super::format::FileFormat;
use super::graph_file::{EDGE_ENDS, GraphFile, NODE_KEY, NODE_NAMES};
use super::input::{ImportFile, OpenFile};
use super::mapping::{AmountRecord, ColumnOr, EntityRecord, Mapping, TableRecord};
use super::recorder::Recorder;
use super::shape::{Plan, Shape, read_rows};
use super::source::{InputFile, base_name};
use super::table::{Facts, HeaderRow, ReadOptions, Table, parse_separator, sha256};
use super::wikidata;
use crate::dataset::Words;
use crate::phrase::comparable;

/// Reads a file, and accounts for all of it.
pub(super) fn read_file(
    mapping: &Mapping,
    record: &TableRecord,
    file: ImportFile,
    found: (&mut Collection, &mut Sources),
    recorder: &mut Recorder<'_>,
) -> Result<InputFile, ImportError> {
    let name = file.name.clone();
    let mut open = file.open()?;
    let fingerprint = open.sha256.take();
    let mut input = match open.format {
        FileFormat::Text | FileFormat::Workbook | FileFormat::Parquet => {
            require_shape(record, &name)?;
            let table = open_table(&name, record, open)?;
            read_table(record, table, &name, found.0, recorder)
        }
        _ => read_whole(mapping, record, &name, open, found, recorder),
    }?;
    if let Some(fingerprint) = fingerprint {
        input.sha256 = fingerprint;
    }
    Ok(input)
}

/// Opens a text, a workbook or a file of Parquet as a table.
pub(super) fn open_table(
    name: &str,
    record: &TableRecord,
    open: OpenFile,
) -> Result<Table, ImportError> {
    let (options, wanted) = (read_options(record, open.limit)?, record.named_columns());
    match open.format {
        FileFormat::Workbook => {
            let bytes = read_to_end(name, open.source)?;
            Table::of_workbook(name, bytes, &options, &wanted)
        }
        FileFormat::Parquet => Table::of_parquet(name, read_to_end(name, open.source)?),
        _ => Table::of_text(name, open.source, &options, &wanted),
    }
}

/// Reads the rest of a file.
pub(super) fn read_to_end(name: &str, mut source: impl Read) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let read = source.read_to_end(&mut bytes);
    read.map_err(|error| ImportError::io(name, error))?;
    Ok(bytes)
}

/// Reads a file that is not a table.
fn read_whole(
    mapping: &Mapping,
    record: &TableRecord,
    name: &str,
    open: OpenFile,
    (collection, sources): (&mut Collection, &mut Sources),
    recorder: &mut Recorder<'_>,
) -> Result<InputFile, ImportError> {
    let bytes = read_to_end(name, open.source)?;
    let text = Decoder::default().decode(&bytes).into_owned();
    let content = match open.format {
        FileFormat::Json => JsonContent::of(name, &text)?,
        format if format.is_bibliography() => JsonContent::Bibliography,
        _ => JsonContent::Graph,
    };
    let input = |is_bibliography| InputFile {
        name: name.to_owned(),
        sheet: None,
        sha256: sha256(&bytes),
        is_bibliography,
        has_rows: false,
    };
    match content {
        JsonContent::Graph => read_graph(mapping, open.format, name, &bytes, collection, recorder),
        JsonContent::Bibliography => {
            let format = match open.format {
                FileFormat::Json => FileFormat::CslJson,
                format => format,
            };
            bibliography::read(name, format, &text, sources, recorder)?;
            Ok(input(true))
        }
        JsonContent::Wikidata(json) => {
            let entities = wikidata::entities(&json).unwrap_or_default();
            wikidata::read(name, record, &entities, collection, recorder)?;
            Ok(input(false))
        }
    }
}

/// What a file has that may be JSON.
enum JsonContent {
    Graph,
    Bibliography,
    Wikidata(Box<Json>),
}

impl JsonContent {
    /// Finds out what a JSON text has.
    fn of(name: &str, text: &str) -> Result<Self, ImportError> {
        let json: Json =
            serde_json::from_str(text).map_err(|error| ImportError::unreadable(name, error))?;
        if wikidata::entities(&json).is_some() {
            return Ok(Self::Wikidata(Box::new(json)));
        }
        if is_dataset(&json) {
            let name = name.to_owned();
            return Err(ImportError::IsDataset { name });
        }
        // A list is a bibliography, or the elements of a graph of Cytoscape.
        let has_data = |element: &Json| element.get("data").is_some();
        Ok(match &json {
            Json::Array(list) if !list.iter().any(has_data) => Self::Bibliography,
            _ => Self::Graph,
        })
    }
}

/// Returns `true` if JSON has the lists of a dataset.
fn is_dataset(json: &Json) -> bool {
    let lists = [
        "vocabularies",
        "organizations",
        "partnerships",
        "operations",
    ];
    lists.iter().any(|list| json.get(list).is_some())
}

fn require_shape(record: &TableRecord, name: &str) -> Result<Shape, ImportError> {
    let name = name.to_owned();
    record.shape.ok_or(ImportError::MissingShape { name })
}

fn read_table(
    record: &TableRecord,
    table: Table,
    name: &str,
    collection: &mut Collection,
    recorder: &mut Recorder<'_>,
) -> Result<InputFile, ImportError> {
    let shape = require_shape(record, name)?;
    let plan = Plan::new(shape, record, &table, base_name(name))?;
    let header = table.header.as_ref().map(|row| row.raw.clone());
    let shown = match table.unit {
        "rows" => name.to_owned(),
        unit => format!("{name}, {unit}"),
    };
    recorder.begin(&shown, &header.unwrap_or_default());
    let facts = read_rows(table, &plan, collection, recorder)?;
    note_facts(&facts, recorder);
    Ok(InputFile {
        name: name.to_owned(),
        sheet: facts.sheet,
        sha256: facts.sha256,
        is_bibliography: false,
        has_rows: true,
    })
}

/// Reads the nodes and edges of a graph as two tables. Without a mapping, nodes are organizations.
fn read_graph(
    mapping: &Mapping,
    format: FileFormat,
    name: &str,
    bytes: &[u8],
    collection: &mut Collection,
    recorder: &mut Recorder<'_>,
) -> Result<InputFile, ImportError> {
    let mut decoder = Decoder::default();
    let text = decoder.decode(bytes);
    let mut graph = GraphFile::read(name, format, &text)?;
    let facts = Facts {
        sha256: sha256(bytes),
        encodings: decoder.counts().collect(),
        notes: graph.notes.clone(),
        ..Facts::default()
    };
    let [node_record, edge_record] = mapping.tables_of_graph(name);
    let options = mapping.table(name);
    let directed = edge_record
        .as_ref()
        .map_or(options.directed, |own| own.directed);
    if let Some(is_directed) = directed {
        graph.set_directed(is_directed);
    }
    let is_directed = graph.is_directed();
    let [nodes, edges] = graph.into_tables(name, &facts);
    let node_record = node_record.unwrap_or_else(|| default_nodes(&nodes, &options));
    let mut edge_record = edge_record.unwrap_or_else(|| default_edges(&edges, &options));
    edge_record.directed = Some(is_directed);
    read_table(&node_record, nodes, name, collection, recorder)?;
    read_table(&edge_record, edges, name, collection, recorder)
}

/// Returns the first of several columns that a table has.
fn first_of(table: &Table, names: &[&str]) -> Option<String> {
    let known = |name: &&&str| {
        let mut columns = table.columns.iter();
        columns.any(|column| comparable(column) == **name)
    };
    names.iter().find(known).map(|name| (*name).to_owned())
}

/// Returns the columns that no other key names.
fn rest(table: &Table, named: &[&Option<String>]) -> Option<Words> {
    let is_named = |column: &&String| {
        let named = named.iter().filter_map(|name| name.as_ref());
        let ends = [NODE_KEY, EDGE_ENDS[0], EDGE_ENDS[1]];
        let mut all = named.map(String::as_str).chain(ends);
        all.any(|name| comparable(name) == comparable(column))
    };
    let rest: Vec<String> = table
        .columns
        .iter()
        .filter(|column| !is_named(column))
        .cloned()
        .collect();
    (!rest.is_empty()).then_some(Words(rest))
}

/// Returns the mapping of nodes whose attributes other than names and dates become attributes.
pub(super) fn default_nodes(nodes: &Table, options: &TableRecord) -> TableRecord {
    let name = first_of(nodes, &NODE_NAMES);
    let abbreviation = first_of(nodes, &["acronym", "abbreviation"]);
    let start = first_of(nodes, &["start"]);
    let end = first_of(nodes, &["end"]);
    let attributes = rest(nodes, &[&name, &abbreviation, &start, &end]);
    TableRecord {
        part: Some("nodes".to_owned()),
        shape: Some(Shape::Nodes),
        missing: options.missing.clone(),
        dates: options.dates,
        organization: Some(ColumnOr(EntityRecord {
            column: Some(NODE_KEY.to_owned()),
            scheme: Some("node".to_owned()),
            id: Some("name".to_owned()),
            name,
            abbreviation,
            start,
            end,
            attributes,
            ..EntityRecord::default()
        })),
        ..TableRecord::default()
    }
}

/// Returns the mapping of edges whose attributes other than kind, number and dates become attributes.
pub(super) fn default_edges(edges: &Table, options: &TableRecord) -> TableRecord {
    let or_first = |own: &Option<String>, names| own.clone().or_else(|| first_of(edges, names));
    let role = or_first(&options.role, &["type", "kind", "relation", "label"]);
    let start = or_first(&options.start, &["start"]);
    let end = or_first(&options.end, &["end"]);
    let mut amounts = options.amounts.clone();
    if amounts.is_empty() {
        let weight = first_of(edges, &["weight", "value"]);
        let weight = weight.filter(|name| edges.has_numbers_alone(name));
        amounts.extend(weight.map(|name| ColumnOr::<AmountRecord>::of_column(&name)));
    }
    let columns: Vec<Option<String>> = amounts.iter().map(|amount| amount.column.clone()).collect();
    let mut named = vec![&role, &start, &end, &options.year, &options.phase];
    named.extend(&columns);
    let attributes = rest(edges, &named);
    TableRecord {
        part: Some("edges".to_owned()),
        shape: Some(Shape::Edges),
        missing: options.missing.clone(),
        dates: options.dates,
        directed: options.directed,
        from: Some(ColumnOr::of_column(EDGE_ENDS[0])),
        to: Some(ColumnOr::of_column(EDGE_ENDS[1])),
        year: options.year.clone(),
        phase: options.phase.clone(),
        role,
        amounts,
        start: start.filter(|_| options.year.is_none()),
        end: end.filter(|_| options.year.is_none()),
        attributes,
        ..TableRecord::default()
    }
}

fn note_facts(facts: &Facts, recorder: &mut Recorder<'_>) {
    let notes = &mut recorder.file().notes;
    for (encoding, count) in &facts.encodings {
        let values = accounts::plural(*count, "value");
        notes.push(format!("{values} read as {encoding}, because not UTF-8"));
    }
    notes.extend(facts.notes.iter().cloned());
    if let Some(sheet) = &facts.sheet {
        let file = recorder.file();
        file.name = format!("{}, sheet `{sheet}`", file.name);
    }
}

/// Returns how a table is read.
fn read_options(record: &TableRecord, limit: u64) -> Result<ReadOptions, ImportError> {
    let wrong = |key, text: &str, expected: &str| ImportError::WrongValue {
        key,
        text: text.to_owned(),
        expected: expected.to_owned(),
    };
    let separator = match record.separator.as_deref() {
        None | Some("auto") => None,
        Some(name) => Some(parse_separator(name).ok_or_else(|| {
            let expected = "`comma`, `semicolon`, `tab`, `bar` or one character";
            wrong("separator", name, expected)
        })?),
    };
    let header = match record.header.as_deref() {
        None | Some("auto") => None,
        Some("none") => Some(HeaderRow::None),
        Some(number) => {
            let row = number.parse().ok().filter(|row| *row > 0);
            let row =
                row.ok_or_else(|| wrong("header", number, "the number of a row, or `none`"))?;
            Some(HeaderRow::At(row))
        }
    };
    Ok(ReadOptions {
        separator,
        encoding: record.encoding,
        sheet: record.sheet.clone(),
        header,
        limit,
    })
}
