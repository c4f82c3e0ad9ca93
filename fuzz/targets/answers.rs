//! A generated dataset and a filter: every answer, picture and export, read by a reader that is not ours.
#![no_main]

use interorg::analysis::elements::{ElementOptions, OperationElements, elements};
use interorg::analysis::matrix::Dimension;
use interorg::analysis::measure::{Level, MeasuresOptions};
use interorg::analysis::tables::Projection;
use interorg::analysis::{self, ThingKind};
use interorg::export::{
    self, CsvOptions, Format, GraphDocument, GraphLayout, GraphOptions, PageOptions, Provenance,
    WriteOptions,
};
use interorg::graph::{Graph, Ties};
use interorg::model::Day;
use interorg::picture::{
    self, EvolutionOptions, MatrixContent, MatrixOptions, MilestoneDisplay, NetworkOptions,
    Picture, TimelineOptions,
};
use interorg::query::{Query, paths};
use interorg::view::{self, Dossier, ObservationsOptions, Table, dossier};
use interorg_fuzz::{Choices, assert_harmless, check, dataset, filter, hostile_text, readers};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut choices = Choices::new(bytes);
    // The filter comes first, so that a longer dataset keeps it.
    let filter = filter(&mut choices);
    let (ties, answer, evidence) = (choices.below(3), choices.byte(), choices.once_in(2));
    let checked = check(dataset(&mut choices).to_string());
    assert_harmless(&checked.report.render(false));
    let Some(dataset) = checked.dataset else {
        return Corpus::Reject;
    };
    let ties = [Ties::Partnerships, Ties::Operations, Ties::Both][ties];
    let graph = Graph::new(dataset).with_ties(ties);
    let _ = filter.description_in(&graph);
    let query = match filter.resolve(&graph) {
        Ok(query) => query,
        Err(error) => {
            let _ = error.to_string();
            return Corpus::Keep;
        }
    };
    write_answer(&query, answer, evidence, &mut choices);
    Corpus::Keep
});

/// Writes one of the answers to a query.
fn write_answer(query: &Query<'_>, answer: u8, evidence: bool, choices: &mut Choices<'_>) {
    let (graph, selection) = (query.graph(), query.select());
    match answer % 22 {
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
        14 => {
            for table in Projection::new(graph).tables() {
                let csv = written(|output| {
                    export::write_projected_csv(&table, CsvOptions::default(), output)
                });
                readers::csv(&csv);
            }
        }
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
        _ => {
            let nodes = export::property_graph(&selection);
            let _ = written(|output| export::write_cypher(&nodes, output));
        }
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
    assert_harmless(std::str::from_utf8(&write(Format::Markdown)).expect("it is UTF-8"));
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
    assert_harmless(std::str::from_utf8(&write(Format::Markdown)).expect("it is UTF-8"));
}

/// Draws a picture as SVG, DOT and Mermaid.
fn write_picture(picture: &Picture) {
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
        assert_harmless(std::str::from_utf8(&output).expect("it is UTF-8"));
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
            Format::GraphMl | Format::Gexf => readers::xml(&output),
            Format::NodeLink | Format::Cytoscape => {
                readers::json(&output);
            }
            _ => assert_harmless(std::str::from_utf8(&output).expect("it is UTF-8")),
        }
    }
}
