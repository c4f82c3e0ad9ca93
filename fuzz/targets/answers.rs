//! A generated dataset and a filter: every answer, picture and export, read by a reader that is not ours.
#![no_main]

use interorg::analysis::elements::{ElementOptions, OperationElements, elements};
use interorg::analysis::matrix::Dimension;
use interorg::analysis::measure::{Level, MeasuresOptions};
use interorg::analysis::tables::Projection;
use interorg::analysis::{self, ThingKind};
use interorg::dataset as datasets;
use interorg::export::{
    self, CsvOptions, Format, GraphDocument, GraphLayout, GraphOptions, PageOptions, Provenance,
    WriteOptions,
};
use interorg::graph::{Graph, Ties};
use interorg::model::{Dataset, Day, Identified};
use interorg::phrase::visible;
use interorg::picture::style::Theme;
use interorg::picture::{
    self, EvolutionOptions, MatrixContent, MatrixOptions, MilestoneDisplay, NetworkOptions,
    Picture, TimelineOptions,
};
use interorg::query::{Query, paths};
use interorg::view::{self, Dossier, ObservationsOptions, Table, dossier};
use interorg_fuzz::{
    Choices, assert_harmless, assert_harmless_report, check, dataset, filter, hostile_text, readers,
};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut choices = Choices::new(bytes);
    // The filter comes first, so that a longer dataset keeps it.
    let filter = filter(&mut choices);
    let (ties, answer, evidence) = (choices.below(3), choices.byte(), choices.once_in(2));
    let checked = check(dataset(&mut choices).to_string());
    assert_harmless_report(&checked.report);
    let Some(dataset) = checked.dataset else {
        return Corpus::Reject;
    };
    let ties = [Ties::Partnerships, Ties::Operations, Ties::Both][ties];
    let graph = Graph::new(dataset).with_ties(ties);
    let _ = filter.description_in(&graph);
    let query = match filter.resolve(&graph) {
        Ok(query) => query,
        Err(error) => {
            let _ = (error.to_string(), error.hint());
            return Corpus::Keep;
        }
    };
    write_answer(&query, answer, evidence, &mut choices);
    Corpus::Keep
});

/// Writes one of the answers to a query.
fn write_answer(query: &Query<'_>, answer: u8, evidence: bool, choices: &mut Choices<'_>) {
    let (graph, selection) = (query.graph(), query.select());
    match answer % 26 {
        0 => table(&view::links(&selection, evidence), query),
        1 => {
            for one in graph.organizations() {
                table(&view::partners(&selection, one, evidence), query);
                write_dossier(&dossier::organization(&selection, one, evidence), query);
            }
        }
        2 => table(&view::operations(query, evidence), query),
        3 => table(&view::motives(&selection, evidence), query),
        4 => table(&view::milestones(&selection, evidence), query),
        5 => {
            for one in selection.iter() {
                write_dossier(&dossier::dyad(&selection, one, evidence), query);
            }
            for one in graph.operations() {
                write_dossier(&dossier::operation(&selection, one, evidence), query);
            }
            for key in graph.dataset().sources().keys() {
                write_dossier(&dossier::source(graph.source(key)), query);
            }
        }
        6 => {
            let found = paths(query, "un", "eu", 20).unwrap_or_default();
            table(&view::chains(&selection, &found, evidence), query);
        }
        7 => {
            let [from, to] = [choices.byte(), choices.byte()]
                .map(|year| Day::new(1990 + i32::from(year % 40), 6, 15));
            write_dossier(
                &view::changes(query, from.min(to), from.max(to), evidence),
                query,
            );
        }
        8 => {
            let [rows, columns] = [
                choices.one_of(&Dimension::ALL),
                choices.one_of(&Dimension::ALL),
            ];
            if let Ok(matrix) = analysis::matrix(query, rows, columns, None) {
                table(&view::matrix(&matrix, None, evidence), query);
                table(&view::matrix_cells(&matrix, None, evidence), query);
            }
        }
        9 => {
            let options = ObservationsOptions {
                cases: evidence,
                evidence,
            };
            write_dossier(&view::observations(&selection, options), query);
        }
        10 => {
            let options = MeasuresOptions {
                level: choices.one_of(&Level::ALL),
                ..MeasuresOptions::default()
            };
            if let Ok(found) = view::measures(query, &options) {
                table(&found, query);
            }
        }
        11 => {
            for kind in ThingKind::ALL {
                table(&view::inventory(graph, *kind), query);
            }
            table(&view::kinds(graph), query);
        }
        12 => table(&view::found(graph, &hostile_text(choices), 10), query),
        13 => write_dossier(&view::coverage(graph, evidence), query),
        14 => write_tables(graph),
        15 => {
            let options = NetworkOptions {
                motives: evidence,
                operations: choices.once_in(2),
                ..NetworkOptions::default()
            };
            write_picture(&picture::network(&selection, options).into());
        }
        16 => {
            let options = TimelineOptions {
                all_codings: evidence,
                milestones: evidence.then(|| choices.one_of(MilestoneDisplay::ALL)),
                operations: choices.once_in(2),
                ..TimelineOptions::default()
            };
            write_picture(&picture::timeline(&selection, options).into());
        }
        17 => {
            let content = choices.one_of(MatrixContent::ALL);
            let options = MatrixOptions {
                content,
                ..MatrixOptions::default()
            };
            write_picture(&picture::matrix(&selection, options).into());
        }
        18 => {
            let selections = [1999, 2010].map(|year| query.at(Day::new(year, 12, 31)).select());
            write_picture(&picture::evolution(&selections, EvolutionOptions::default()).into());
        }
        19 => write_graphs(query, choices),
        20 => {
            let page =
                written(|output| export::Page::new(query, PageOptions::default()).write(output));
            assert!(!page.is_empty());
        }
        21 => {
            let nodes = export::property_graph(&selection);
            let _ = written(|output| export::write_cypher(&nodes, output));
        }
        22 => {
            if let Some(other) = check(dataset(choices).to_string()).dataset {
                let diff = datasets::diff(graph.dataset(), &other);
                let [before, after] = [0; 2].map(|_| hostile_text(choices));
                write_dossier(&view::diff(&diff, &before, &after), query);
            }
        }
        23 => {
            let codebook = written(|output| datasets::write_codebook(graph.dataset(), output));
            assert_harmless(text(&codebook));
        }
        24 => write_descriptions(graph.dataset()),
        _ => write_dataset(graph.dataset()),
    }
}

/// Writes the tables of the relational projection, which have the ids and names of the dataset, and their codebook.
fn write_tables(graph: &Graph) {
    let projection = Projection::new(graph);
    let tables = projection.tables();
    let options = CsvOptions {
        raw: true,
        ..CsvOptions::default()
    };
    for table in &tables {
        let csv = written(|output| export::write_projected_csv(table, options, output));
        readers::csv(&csv);
        if table.definition().name == "organization" {
            let organizations = graph.dataset().organizations().iter();
            let expected = organizations.map(|one| (one.id().to_string(), one.name.to_string()));
            let found = readers::csv_columns(&csv, ["id", "name"]);
            assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }
    let codebook = written(|output| export::write_projection_codebook(&tables, output));
    assert_harmless(text(&codebook));
}

/// Writes the files that describe a package of the dataset.
fn write_descriptions(dataset: &Dataset) {
    let about = dataset.about();
    let title = about.title.as_deref().map(str::to_owned);
    let citation = written(|output| export::write_citation_file(about, output).map(drop));
    let read: serde_yaml::Value = serde_yaml::from_slice(&citation).expect("it is YAML");
    if !citation.is_empty() {
        assert_eq!(read["title"].as_str().map(str::to_owned), title);
    }
    assert_harmless(text(&citation));
    for json in [
        written(|output| export::write_datapackage(about, &[], &[], output)),
        written(|output| export::write_schema_org(about, &[], output)),
        written(|output| export::write_datacite(about, output)),
    ] {
        if !json.is_empty() {
            readers::json(&json);
        }
    }
}

/// Writes the dataset itself, and reads its ids and names.
fn write_dataset(dataset: &Dataset) {
    let (yaml, json) = (datasets::to_yaml(dataset), datasets::to_json(dataset));
    let from_yaml: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let organizations = dataset.organizations().iter();
    let expected: Vec<_> = organizations
        .map(|one| (one.id().as_str(), &*one.name))
        .collect();
    for read in [from_yaml, readers::json(json.as_bytes())] {
        let organizations = read["organizations"].as_array().expect("it is a list");
        let found = organizations
            .iter()
            .map(|one| (one["id"].as_str(), one["name"].as_str()));
        let found: Vec<_> = found.filter_map(|(id, name)| Some((id?, name?))).collect();
        assert_eq!(found, expected);
    }
}

/// Returns what is written; nothing if the format cannot hold it.
fn written<E>(write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Vec<u8> {
    let mut output = Vec::new();
    match write(&mut output) {
        Ok(()) => output,
        Err(_) => Vec::new(),
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is UTF-8")
}

/// Writes a table in every format.
fn table(table: &Table, query: &Query<'_>) {
    let provenance = Provenance::of_query("fuzz", query);
    let write = |format| {
        let mut output = Vec::new();
        export::write_table(
            table,
            &provenance,
            format,
            CsvOptions::default(),
            &mut output,
        )
        .expect("tables have the format");
        output
    };
    assert_eq!(readers::csv(&write(Format::Csv)), table.rows.len());
    let json = readers::json(&write(Format::Json));
    assert_eq!(
        json["rows"].as_array().map(Vec::len),
        Some(table.rows.len())
    );
    assert_harmless(text(&write(Format::Markdown)));
}

/// Writes a dossier in every format.
fn write_dossier(dossier: &Dossier, query: &Query<'_>) {
    let provenance = Provenance::of_query("fuzz", query);
    let write = |format| {
        let mut output = Vec::new();
        export::write_dossier(
            dossier,
            &provenance,
            format,
            CsvOptions::default(),
            &mut output,
        )
        .expect("dossiers have the format");
        output
    };
    readers::csv(&write(Format::Csv));
    readers::json(&write(Format::Json));
    assert_harmless(text(&write(Format::Markdown)));
}

/// Draws a picture as SVG, DOT and Mermaid, with its caption.
fn write_picture(picture: &Picture) {
    for format in [Format::Markdown, Format::Table] {
        let theme = Theme::light();
        let caption = written(|output| export::write_caption(picture, &[], &theme, format, output));
        assert_harmless(text(&caption));
    }
    for format in [Format::Svg, Format::Dot, Format::Mermaid] {
        let mut output = Vec::new();
        if let Err(error) =
            export::write_picture(picture, &WriteOptions::default(), format, &mut output)
        {
            assert!(
                matches!(error, export::ExportError::Unsupported { .. }),
                "{error}"
            );
            continue;
        }
        assert_harmless(text(&output));
        if format == Format::Svg {
            readers::xml(&output);
        }
    }
}

/// Writes the elements of a selection in the formats of network programs.
fn write_graphs(query: &Query<'_>, choices: &mut Choices<'_>) {
    let selection = query.select();
    let options = ElementOptions {
        operations: choices.one_of(OperationElements::ALL),
        memberships: choices.once_in(2),
    };
    let elements = elements(&selection, options);
    let nodes = elements.nodes.iter();
    let nodes: Vec<_> = nodes
        .map(|node| (node.id.clone(), node.label.to_owned()))
        .collect();
    let layout = GraphLayout::new(&selection, &elements);
    let document = GraphDocument::new(&selection, elements, layout, GraphOptions::default());
    for format in [
        Format::GraphMl,
        Format::Gexf,
        Format::NodeLink,
        Format::Cytoscape,
        Format::Gml,
        Format::Pajek,
        Format::Dl,
    ] {
        let output = written(|output| export::write_graph(&document, format, output));
        // The list of edges of UCINET has no parallel edges.
        if output.is_empty() && format == Format::Dl {
            continue;
        }
        match format {
            Format::GraphMl | Format::Gexf => {
                readers::xml(&output);
                let shown = nodes.iter().map(|(id, label)| (id.clone(), in_xml(label)));
                assert_eq!(readers::xml_nodes(&output), shown.collect::<Vec<_>>());
            }
            Format::NodeLink => assert_eq!(json_nodes(&readers::json(&output)["nodes"], ""), nodes),
            Format::Cytoscape => {
                let read = readers::json(&output);
                assert_eq!(json_nodes(&read["elements"]["nodes"], "/data"), nodes);
            }
            _ => assert_harmless(text(&output)),
        }
    }
}

/// Returns the ids and labels of nodes in JSON.
fn json_nodes(nodes: &serde_json::Value, data: &str) -> Vec<(String, String)> {
    let nodes = nodes.as_array().expect("it is a list").iter();
    let field = |node: &serde_json::Value, name: &str| {
        let field = node.pointer(&format!("{data}/{name}"));
        field
            .and_then(|field| field.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    nodes
        .map(|node| (field(node, "id"), field(node, "label")))
        .collect()
}

/// Returns a text as XML can have it.
fn in_xml(text: &str) -> String {
    visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
