//! The data language of UCINET: matrices, lists of edges and lists of neighbours, of one mode or two.

use super::pajek::words;
use super::{Edge, GraphFile, Node, matrix};

/// The head of a file, before its data.
#[derive(Default)]
struct Head {
    rows: usize,
    columns: usize,
    is_two_mode: bool,
    format: String,
    row_labels: Vec<String>,
    column_labels: Vec<String>,
    /// Whether labels are in the data.
    is_embedded: bool,
}

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let (head, data) = head(text)?;
    let is_matrix = matches!(head.format.as_str(), "" | "fullmatrix" | "fm");
    if is_matrix {
        full_matrix(head, data)
    } else {
        listed(head, data)
    }
}

fn head(text: &str) -> Result<(Head, &str), String> {
    let lower = text.to_lowercase();
    if !lower.trim_start().starts_with("dl") {
        return Err("it does not begin with `dl`".to_owned());
    }
    let data = lower.find("data:").ok_or("there is no `data:`")?;
    let mut head = Head::default();
    let start = text.get(..data).unwrap_or_default();
    let mut labels: Option<bool> = None;
    let spaced = start.replace('=', " = ").replace(',', " ");
    let words = words(&spaced);
    let mut words = words.iter().skip(1).peekable();
    while let Some(word) = words.next() {
        let key = word.to_lowercase();
        if words.next_if(|next| *next == "=").is_some() {
            let value = words
                .next()
                .map(|value| value.to_lowercase())
                .unwrap_or_default();
            let count = value.parse().unwrap_or(0);
            match key.as_str() {
                "n" => (head.rows, head.columns) = (count, count),
                "nr" => (head.rows, head.is_two_mode) = (count, true),
                "nc" => (head.columns, head.is_two_mode) = (count, true),
                "format" => head.format = value,
                _ => {}
            }
            continue;
        }
        match key.trim_end_matches(':') {
            "labels" | "row" => labels = Some(true),
            "col" | "column" => labels = Some(false),
            "embedded" => head.is_embedded = true,
            _ => match labels {
                Some(true) => head.row_labels.push(word.clone()),
                Some(false) => head.column_labels.push(word.clone()),
                None => {}
            },
        }
    }
    Ok((head, text.get(data + "data:".len()..).unwrap_or_default()))
}

fn full_matrix(head: Head, data: &str) -> Result<GraphFile, String> {
    let mut lines: Vec<Vec<String>> = data
        .lines()
        .map(words)
        .filter(|words| !words.is_empty())
        .collect();
    let (mut rows, mut columns) = (head.row_labels.clone(), head.column_labels.clone());
    if head.is_embedded && !lines.is_empty() {
        columns = lines.remove(0);
        rows = lines.iter_mut().map(|line| line.remove(0)).collect();
    }
    let mut graph = GraphFile::default();
    let values: Vec<String> = lines.into_iter().flatten().collect();
    if values.len() != head.rows.saturating_mul(head.columns) {
        let (rows, columns, found) = (head.rows, head.columns, values.len());
        return Err(format!("expected {rows} × {columns} values, found {found}"));
    }
    let prefix = if head.is_two_mode { "c" } else { "" };
    graph
        .nodes
        .extend(nodes("", &rows, head.rows, head.is_two_mode.then_some("1")));
    if head.is_two_mode {
        graph
            .nodes
            .extend(nodes(prefix, &columns, head.columns, Some("2")));
    }
    graph.edges = if head.is_two_mode {
        matrix::two_mode(&values, head.columns, |column| format!("{prefix}{column}"))
    } else {
        matrix::one_mode(&values, head.rows)
    };
    Ok(graph)
}

/// Returns nodes with their labels; those without a label have their number.
fn nodes(prefix: &str, labels: &[String], count: usize, mode: Option<&str>) -> Vec<Node> {
    let nodes = (0..count).map(|index| {
        let label = labels
            .get(index)
            .cloned()
            .unwrap_or_else(|| (index + 1).to_string());
        let mode = mode.map(|mode| ("mode".to_owned(), mode.to_owned()));
        Node {
            key: format!("{prefix}{}", index + 1),
            attributes: [("label".to_owned(), label)]
                .into_iter()
                .chain(mode)
                .collect(),
        }
    });
    nodes.collect()
}

/// Reads lists of edges (`edgelist`) and of neighbours (`nodelist`).
fn listed(head: Head, data: &str) -> Result<GraphFile, String> {
    let is_edge_list = head.format.starts_with("edgelist") || head.format.starts_with("el");
    let is_node_list = head.format.starts_with("nodelist") || head.format.starts_with("nl");
    if !is_edge_list && !is_node_list {
        return Err(format!("the format `{}` is not read", head.format));
    }
    if head.rows.max(head.columns) > data.len() {
        return Err(format!(
            "it has fewer than {} nodes",
            head.rows.max(head.columns)
        ));
    }
    let is_two_mode = head.is_two_mode || head.format.ends_with('2');
    let mode = |mode: &'static str| is_two_mode.then_some(mode);
    let mut graph = GraphFile::default();
    if !head.is_embedded {
        graph
            .nodes
            .extend(nodes("", &head.row_labels, head.rows, mode("1")));
        if is_two_mode {
            graph
                .nodes
                .extend(nodes("c", &head.column_labels, head.columns, mode("2")));
        }
    }
    let prefix = if is_two_mode { "c" } else { "" };
    for words in data.lines().map(words).filter(|words| words.len() > 1) {
        let weight = words.get(2).filter(|_| is_edge_list).map(String::as_str);
        let targets = if is_edge_list {
            &words[1..2]
        } else {
            &words[1..]
        };
        for target in targets {
            graph.edges.push(Edge {
                is_directed: !is_two_mode,
                ..Edge::weighted(&words[0], &format!("{prefix}{target}"), weight)
            });
        }
    }
    if head.is_embedded {
        graph.nodes = embedded_nodes(&graph.edges, prefix, is_two_mode);
    }
    Ok(graph)
}

/// Returns the nodes that edges name, in the order in which they are named.
fn embedded_nodes(edges: &[Edge], prefix: &str, is_two_mode: bool) -> Vec<Node> {
    let mut found: Vec<Node> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let ends = edges
        .iter()
        .flat_map(|edge| [(&edge.source, "1"), (&edge.target, "2")]);
    for (key, mode) in ends {
        if seen.insert(key.clone()) {
            let label = if mode == "2" {
                key.strip_prefix(prefix).unwrap_or(key)
            } else {
                key
            };
            let mode = is_two_mode.then(|| ("mode".to_owned(), mode.to_owned()));
            found.push(Node {
                key: key.clone(),
                attributes: [("label".to_owned(), label.to_owned())]
                    .into_iter()
                    .chain(mode)
                    .collect(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symmetric_matrix_has_each_tie_once() {
        let text = "DL N = 3 FORMAT = FULLMATRIX\nLABELS:\nA,B,C\nDATA:\n0 1 0\n1 0 2\n0 2 0\n";
        let graph = read(text).expect("it is DL");
        assert_eq!(
            graph.edges,
            [
                Edge::weighted("1", "2", Some("1")),
                Edge::weighted("2", "3", Some("2"))
            ]
        );
        assert_eq!(
            graph.nodes[2].attributes,
            [("label".to_owned(), "C".to_owned())]
        );
        assert!(!graph.is_directed());
        assert!(read("dl n=2 data: 0 1 1").is_err());
    }

    #[test]
    fn lists_may_name_their_nodes() {
        let text = "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nUN EU 2\nEU AU\n";
        let graph = read(text).expect("it is DL");
        assert_eq!(graph.nodes.len(), 3);
        let arc = |source, target, weight| Edge {
            is_directed: true,
            ..Edge::weighted(source, target, weight)
        };
        assert_eq!(
            graph.edges,
            [arc("UN", "EU", Some("2")), arc("EU", "AU", None)]
        );
        let two_mode =
            read("dl nr=1 nc=2\nrow labels:\nNorway\ncol labels:\nWTO WHO\ndata:\n1 0\n")
                .expect("it is DL");
        assert_eq!(two_mode.edges, [Edge::weighted("1", "c1", Some("1"))]);
        assert_eq!(two_mode.nodes[1].attributes[1].1, "2");
    }
}
