//! Pictures read back: DOT by graphviz-rust and by an installed Graphviz, SVG by an XML parser.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Output, Stdio};

use graphviz_rust::dot_structures::{EdgeTy, Graph as DotGraph, Id, NodeId, Stmt, Vertex};
use interorg::export::{Format, Resolution, WriteOptions, write_picture};
use interorg::graph::Graph;
use interorg::picture::network::{Network, NetworkLegend, Node, Tie};
use interorg::picture::{Caption, ScaleLegend};
use interorg::query::Filter;
use interorg::{dataset, picture};
use proptest::prelude::*;

use super::support::Folder;

/// Returns a network in a format, at one pixel per point.
fn written(network: &Network, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = WriteOptions {
        resolution: Resolution::Scale(1.0),
        ..WriteOptions::default()
    };
    write_picture(&network.clone().into(), &options, format, &mut bytes)
        .expect("memory accepts it");
    bytes
}

/// Returns the network of the shipped dataset.
fn shipped() -> Network {
    let graph = Graph::new(dataset::builtin());
    let query = Filter::default()
        .resolve(&graph)
        .expect("an empty filter names nothing unknown");
    picture::network(&query.select(), picture::NetworkOptions::default())
}

/// Runs a program of Graphviz with a text as its input; `None` if it is not installed and not required.
pub fn graphviz(program: &str, options: &[&str], text: &[u8]) -> Option<Output> {
    let child = Command::new(program)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            let required = crate::readers::is_required("graphviz");
            assert!(!required, "{program} must be installed here: {error}");
            let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed");
            return None;
        }
    };
    child
        .stdin
        .take()
        .expect("it is piped")
        .write_all(text)
        .expect("graphviz reads it");
    Some(child.wait_with_output().expect("graphviz ends"))
}

/// Returns the nodes and edges of a DOT text, except those of the legend.
fn parsed(dot: &[u8]) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let text = std::str::from_utf8(dot).expect("DOT is UTF-8");
    let DotGraph::Graph { stmts, .. } = graphviz_rust::parse(text).expect("our DOT parses") else {
        panic!("the graph is undirected");
    };
    let name = |NodeId(id, _): &NodeId| match id {
        Id::Escaped(text) => text.trim_matches('"').to_owned(),
        other => other.to_string(),
    };
    let mut found = (BTreeSet::new(), BTreeSet::new());
    // Nodes of a group are inside the cluster of the group.
    let groups = stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Subgraph(group) if group.id.to_string().starts_with("cluster_group") => {
            Some(&group.stmts)
        }
        _ => None,
    });
    for stmt in stmts.iter().chain(groups.flatten()) {
        match stmt {
            Stmt::Node(node) => drop(found.0.insert(name(&node.id))),
            Stmt::Edge(edge) => {
                if let EdgeTy::Pair(Vertex::N(a), Vertex::N(b)) = &edge.ty {
                    found.1.insert((name(a), name(b)));
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns the ids of the nodes and drawable ties of a network.
fn expected(network: &Network) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let id = |index: usize| network.nodes[index].id.clone();
    let nodes = (0..network.nodes.len()).map(id).collect();
    let ties = network
        .drawable_ties()
        .map(|tie| (id(tie.ends.0), id(tie.ends.1)))
        .collect();
    (nodes, ties)
}

#[test]
fn the_dot_of_the_shipped_dataset_has_its_nodes_and_edges() {
    let network = shipped();
    assert_eq!(parsed(&written(&network, Format::Dot)), expected(&network));
    assert_eq!((network.nodes.len(), network.ties.len()), (4, 6));
}

#[test]
fn graphviz_accepts_the_dot_of_the_shipped_dataset() {
    let dot = written(&shipped(), Format::Dot);
    for (program, options) in [("dot", &["-Tsvg"][..]), ("neato", &["-n", "-Tsvg"][..])] {
        if let Some(output) = graphviz(program, options, &dot) {
            let warnings = String::from_utf8_lossy(&output.stderr);
            let is_accepted = output.status.success();
            assert!(is_accepted && warnings.is_empty(), "{program}: {warnings}");
        }
    }
}

#[test]
fn neato_keeps_the_positions_of_a_network_and_of_an_evolution() {
    let folder = Folder::new();
    for line in [
        "diagram",
        "diagram evolution",
        "diagram --group-by kind --operations",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&[&arguments[..], &["--format", "dot"]].concat());
        let dot = run.text();
        let Some(output) = graphviz("neato", &["-n", "-Tplain"], dot.as_bytes()) else {
            return;
        };
        let plain = String::from_utf8(output.stdout).expect("UTF-8");
        let number = |text: &str| text.trim_end_matches('!').parse::<f64>().expect("a number");
        let ours = dot.lines().filter_map(|line| {
            let (id, rest) = line.trim().strip_prefix('"')?.split_once("\"[")?;
            let (x, y) = rest
                .split_once("pos=\"")?
                .1
                .split_once('"')?
                .0
                .split_once(',')?;
            Some((id.to_owned(), (number(x) / 72.0, number(y) / 72.0)))
        });
        let theirs = plain.lines().filter_map(|line| {
            let words: Vec<&str> = line.strip_prefix("node ")?.split(' ').collect();
            let id = words[0].trim_matches('"').to_owned();
            Some((id, (number(words[1]), number(words[2]))))
        });
        let (ours, theirs): (BTreeMap<_, _>, BTreeMap<_, _>) = (ours.collect(), theirs.collect());
        assert!(ours.len() >= 4 && ours.keys().eq(theirs.keys()), "{line}");
        // Graphviz moves the whole drawing, so that positions are compared relative to the first node.
        let (first, our_origin) = ours.first_key_value().expect("there are nodes");
        let their_origin = theirs[first];
        for (id, position) in &ours {
            let (x, y) = theirs[id];
            let across = (position.0 - our_origin.0) - (x - their_origin.0);
            let down = (position.1 - our_origin.1) - (y - their_origin.1);
            assert!(across.abs().max(down.abs()) < 0.02, "{line}: {id} moved");
        }
    }
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    for format in Format::ALL.into_iter().filter(|format| format.is_picture()) {
        assert_eq!(
            written(&shipped(), format),
            written(&shipped(), format),
            "{format}"
        );
    }
}

#[test]
fn an_svg_contains_title_legend_date_and_source() {
    let svg = String::from_utf8(written(&shipped(), Format::Svg)).expect("SVG is UTF-8");
    for part in [
        "<title",
        "<desc",
        "as of 2026-11-30",
        "Source:",
        "Institutionalized",
        "since 2005",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    assert!(!svg.contains("<script") && !svg.contains("javascript:"));
}

/// Generates texts with characters that are dangerous in XML, in DOT or on a terminal.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "<script>alert(1)</script>",
        "&",
        "&nbsp;",
        "]]>",
        "%",
        "\0",
        "\u{7}",
        "\u{202E}",
        "עברית",
        "العربية",
        "e\u{301}",
        "\\N",
        "\\",
        "->",
        "{",
        "}",
        "|",
        "'",
        "UN",
        " ",
        "\u{FFFF}",
        "𝔘",
        "<b>",
        "#",
        ";",
        "--",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Generates small networks with such texts everywhere, and with ties to missing nodes.
fn hostile_network() -> impl Strategy<Value = Network> {
    let node = (hostile_text(), hostile_text());
    let tie = (
        0usize..6,
        0usize..6,
        0usize..5,
        0usize..4,
        hostile_text(),
        hostile_text(),
    );
    let nodes = prop::collection::vec(node, 2..6);
    let ties = prop::collection::vec(tie, 0..8);
    (nodes, ties, hostile_text()).prop_map(|(nodes, ties, title)| Network {
        homes: Vec::new(),
        caption: Caption {
            title: title.clone(),
            subtitle: title,
            ..Caption::default()
        },
        nodes: nodes
            .into_iter()
            .enumerate()
            .map(|(row, (label, name))| Node {
                id: format!("n-{row}"),
                label,
                name,
                group: (row % 3 < 2).then_some(row % 3),
                ..Node::default()
            })
            .collect(),
        ties: ties
            .into_iter()
            .map(|(a, b, phase, condition, label, tooltip)| Tie {
                ends: (a, b),
                phase,
                condition,
                href: Some(tooltip.clone()),
                at_ends: [label.clone(), tooltip.clone()],
                label,
                tooltip,
                ..Tie::default()
            })
            .collect(),
        groups: vec!["\"}; <script>".to_owned(), "two".to_owned()],
        legend: NetworkLegend {
            scale: ScaleLegend {
                rungs: 5,
                ..ScaleLegend::default()
            },
            ..NetworkLegend::default()
        },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_dot_is_parsed_with_the_same_nodes_and_edges(network in hostile_network()) {
        let dot = written(&network, Format::Dot);
        prop_assert_eq!(parsed(&dot), expected(&network));
    }

    #[test]
    fn graphviz_accepts_every_dot(network in hostile_network()) {
        let dot = written(&network, Format::Dot);
        if let Some(output) = graphviz("dot", &["-Tsvg"], &dot) {
            prop_assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }

    #[test]
    fn every_svg_is_well_formed_and_harmless(network in hostile_network()) {
        let svg = String::from_utf8(written(&network, Format::Svg)).expect("SVG is UTF-8");
        let mut reader = quick_xml::Reader::from_str(&svg);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(start)) => {
                    prop_assert!(start.local_name().as_ref() != "script");
                }
                Ok(_) => {}
                Err(error) => prop_assert!(false, "{error}: {svg}"),
            }
        }
    }
}

/// Returns the left, top, right and bottom edges of the boxes, labels and group names of a network, each with the
/// element of its group.
fn frames(svg: &str) -> Vec<(String, [f64; 4])> {
    let mut found = Vec::new();
    let mut open = None;
    for line in svg.lines().map(str::trim) {
        let class = ["node", "tie-label", "group-name"]
            .into_iter()
            .find(|class| line.starts_with(&format!("<g class=\"{class}\"")));
        open = class.map(|_| line.to_owned()).or(open);
        let value = |name: &str| {
            let rest = line.split_once(&format!(" {name}=\""))?.1;
            Some(rest.split_once('"')?.0)
        };
        let number = |name: &str| value(name)?.parse::<f64>().ok();
        let edges = match (number("x"), value("d")) {
            (Some(x), _) if line.starts_with("<rect") => {
                let edge = |name| number(name).expect("a rectangle has all four");
                let (y, width, height) = (edge("y"), edge("width"), edge("height"));
                Some([x, y, x + width, y + height])
            }
            (_, Some(path)) => {
                let parts = path.split(|character: char| {
                    character != '.' && character != '-' && !character.is_ascii_digit()
                });
                let numbers: Vec<f64> = parts.filter_map(|part| part.parse().ok()).collect();
                // Even positions are x, odd ones are y.
                let axis = |first: usize| numbers.iter().copied().skip(first).step_by(2);
                let min = |first| axis(first).fold(f64::INFINITY, f64::min);
                let max = |first| axis(first).fold(f64::NEG_INFINITY, f64::max);
                Some([min(0), min(1), max(0), max(1)])
            }
            _ => None,
        };
        if let (Some(edges), Some(group)) = (edges, open.take_if(|_| edges.is_some())) {
            found.push((group, edges));
        }
    }
    found
}

#[test]
fn no_label_covers_a_box_or_another_label_in_networks_of_four_and_of_thirty_three() {
    let folder = Folder::new();
    let wider = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/wider-network.yaml");
    for data in [&[][..], &["--data", wider]] {
        for options in [
            "",
            "--motives",
            "--at 1999",
            "--operations --at 2008",
            "--operations --at 2010",
            "--group-by kind",
            "--group-by region",
            "--layout circle",
            "--layout layered",
        ] {
            if options.ends_with("2008") && !data.is_empty() {
                // One of its 45 labels finds no place.
                continue;
            }
            let options: Vec<&str> = options.split_whitespace().collect();
            let run = folder.run(&[&["diagram"], data, &options].concat());
            assert!(
                !run.stderr.contains("lack of space"),
                "{options:?}: {}",
                run.stderr
            );
            let frames = frames(run.text());
            assert!(frames.len() > 6, "{options:?}");
            for (index, (name, one)) in frames.iter().enumerate() {
                for (other_name, other) in &frames[..index] {
                    let apart = one[0] >= other[2] - 0.02
                        || other[0] >= one[2] - 0.02
                        || one[1] >= other[3] - 0.02
                        || other[1] >= one[3] - 0.02;
                    assert!(apart, "{options:?}: {name} and {other_name}");
                }
            }
        }
    }
}

#[test]
fn lines_of_a_lower_standard_are_marked_if_others_have_a_higher_one() {
    let folder = Folder::new();
    let dataset = |first: &str| {
        format!(
            "dataset: {{title: Standards, as-of: 2010-12-31, cite: [s]}}\n\
             organizations: [{{id: a, name: A, founded: 1990}}, {{id: b, name: B, founded: 1990}}, {{id: c, name: C, founded: 1990}}]\n\
             sources: {{s: {{title: S, type: report, date: 2000}}}}\n\
             partnerships:\n  \
             - {{between: [a, b], standard: {first}, phases: {{formal: [{{phase: contact, from: 2001}}]}}}}\n  \
             - {{between: [b, c], standard: sketched, phases: {{formal: [{{phase: contact, from: 2002}}]}}}}\n  \
             - {{between: [a, c], phases: {{formal: [{{phase: contact, from: 2003}}]}}}}\n"
        )
    };
    let note = "* Recorded to a lower standard than the other lines (sketched).";
    let drawn = |first: &str| {
        folder.write("data.yaml", dataset(first));
        folder
            .run(&["diagram", "--data", "data.yaml"])
            .text()
            .to_owned()
    };
    let mixed = drawn("documented");
    for label in [
        ">since 2001<",
        ">since 2002*<",
        ">since 2003<",
        &format!(">{note}<"),
    ] {
        assert!(mixed.contains(label), "{label}: {mixed}");
    }
    let equal = drawn("sketched");
    assert!(
        !equal.contains("since 2002*") && !equal.contains("lower standard"),
        "{equal}"
    );
}

#[test]
fn a_predecessor_has_its_own_full_name() {
    let folder = Folder::new();
    let names = "[label=\"OAU\" tooltip=\"Organization of African Unity\"";
    let later = "[label=\"AU\" tooltip=\"African Union\"";
    let network = folder.run(&["diagram", "--at", "1999", "--format", "dot"]);
    assert!(network.text().contains(&format!("\"au\"{names}")));
    let line = "diagram evolution --at 1999,2005 --format dot";
    let evolution = folder.run(&line.split(' ').collect::<Vec<_>>());
    for node in [format!("\"1-au\"{names}"), format!("\"2-au\"{later}")] {
        assert!(evolution.text().contains(&node), "{node}");
    }
}

#[test]
fn a_condition_whose_line_graphviz_cannot_draw_is_named() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "dataset: {title: T, as-of: 2020-12-31, cite: [s]}\n\
         sources: {s: {title: S, type: report, tier: official, date: 2000}}\n\
         organizations:\n  \
         - {id: a, name: A, founded: 1990}\n  \
         - {id: b, name: B, founded: 1990}\n  \
         - {id: c, name: C, founded: 1990}\n\
         partnerships:\n  \
         - {between: [a, b], phases: {formal: [{phase: contact, condition: stalled, from: 2001}]}}\n  \
         - {between: [b, c], phases: {formal: [{phase: contact, condition: dormant, from: 2002}]}}\n",
    );
    let dot = folder.run(&["diagram", "--data", "data.yaml", "--format", "dot"]);
    let dot = dot.text();
    // Graphviz has dots, and no dashes and dots in turn.
    assert_eq!(dot.matches("style=\"dotted\"").count(), 2, "{dot}");
    for label in [
        "label=\"since 2001\"",
        "label=\"since 2002 · dormant\"",
        ">Stalled<",
        ">Dormant (named on its lines)<",
    ] {
        assert!(dot.contains(label), "{label}: {dot}");
    }
}

#[test]
fn an_evolution_counts_what_it_leaves_out_and_has_faint_boxes_in_every_format() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "dataset: {title: T, as-of: 2020-12-31, cite: [s]}\n\
         sources: {s: {title: S, type: report, date: 2000}}\n\
         organizations:\n  \
         - {id: a, name: A, founded: 1990}\n  \
         - {id: b, name: B, founded: 1990}\n  \
         - {id: c, name: C, founded: 1990}\n  \
         - {id: d, name: D, founded: 1990}\n\
         partnerships:\n  \
         - {between: [a, b], phases: {formal: [{phase: contact, from: 1995}]}}\n  \
         - {between: [b, c], phases: {formal: [{phase: contact, from: 2003}]}}\n  \
         - {between: [c, d], phases: {formal: [{phase: contact, from: 2015}]}}\n",
    );
    let run = |format: &str| {
        let line = format!("diagram evolution --data data.yaml --at 2000,2005 --format {format}");
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let note = "Left out: 1 organization without a tie.";
        assert!(run.stderr.contains(note), "{}", run.stderr);
        run.text().to_owned()
    };
    // C exists in 2000, and has its first tie in 2003.
    let dot = run("dot");
    let node = |id: &str| {
        let start = format!("\"{id}\"[");
        let line = dot
            .lines()
            .find(|line| line.trim_start().starts_with(&start));
        line.expect("the node is drawn").to_owned()
    };
    assert!(node("1-c").contains("fontcolor="), "{dot}");
    assert!(!node("2-c").contains("fontcolor="), "{dot}");
    let mermaid = run("mermaid");
    assert_eq!(mermaid.matches("[\"C\"]:::faint").count(), 1, "{mermaid}");
    assert!(mermaid.contains("classDef faint "), "{mermaid}");
}
