//! Pajek: vertices with labels, arcs and edges with values.

use super::{Edge, GraphFile, Node};

/// The part of a file that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Vertices,
    /// Pairs with a value, with a direction or without.
    Pairs,
    /// A vertex and all its neighbours.
    Lists,
    Matrix,
    Other,
}

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut graph = GraphFile::default();
    let mut section = Section::Other;
    let mut relation = String::new();
    let mut first_mode = None;
    let mut matrix_row = 0_usize;
    let mut skipped = 0_u64;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('%') {
            continue;
        }
        let words = words(line);
        if let Some(name) = line.strip_prefix('*') {
            let name = name
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let is_directed = name.starts_with("arc");
            graph.is_directed |= is_directed;
            section = match name.as_str() {
                "vertices" => Section::Vertices,
                "arcs" | "edges" => Section::Pairs,
                "arcslist" | "edgeslist" => Section::Lists,
                "matrix" => Section::Matrix,
                _ => Section::Other,
            };
            if section == Section::Vertices {
                // A second number is the size of the first mode.
                first_mode = words.get(2).and_then(|word| word.parse::<usize>().ok());
            }
            // `*Arcs :1 "pact"` names a relation.
            relation = words
                .get(2)
                .filter(|_| words.get(1).is_some_and(|word| word.starts_with(':')))
                .cloned()
                .unwrap_or_default();
            continue;
        }
        match section {
            Section::Vertices => {
                let key = words[0].clone();
                let label = words.get(1).cloned().unwrap_or_else(|| key.clone());
                let mut attributes = vec![("label".to_owned(), label)];
                if let Some(size) = first_mode {
                    let is_first = key.parse::<usize>().is_ok_and(|key| key <= size);
                    let mode = if is_first { "1" } else { "2" };
                    attributes.push(("mode".to_owned(), mode.to_owned()));
                }
                graph.nodes.push(Node { key, attributes });
            }
            Section::Pairs => {
                let [source, target, ..] = words.as_slice() else {
                    return Err(format!("line {number}: expected two vertices"));
                };
                let mut attributes = Vec::new();
                if let Some(value) = words.get(2).filter(|value| value.parse::<f64>().is_ok()) {
                    attributes.push(("weight".to_owned(), value.clone()));
                }
                if !relation.is_empty() {
                    attributes.push(("type".to_owned(), relation.clone()));
                }
                graph.edges.push(Edge {
                    source: source.clone(),
                    target: target.clone(),
                    attributes,
                });
            }
            Section::Lists => {
                let source = &words[0];
                for target in &words[1..] {
                    graph.edges.push(edge(source, target, None));
                }
            }
            Section::Matrix => {
                matrix_row += 1;
                let cells = words.iter().zip(1..).filter(|(value, _)| *value != "0");
                for (value, column) in cells {
                    graph.edges.push(edge(
                        &matrix_row.to_string(),
                        &column.to_string(),
                        Some(value),
                    ));
                }
            }
            Section::Other => skipped += 1,
        }
    }
    if skipped > 0 {
        graph.notes.push(format!(
            "{skipped} lines of partitions and vectors not carried"
        ));
    }
    Ok(graph)
}

pub(super) fn edge(source: &str, target: &str, weight: Option<&str>) -> Edge {
    let weight = weight.map(|weight| ("weight".to_owned(), weight.to_owned()));
    Edge {
        source: source.to_owned(),
        target: target.to_owned(),
        attributes: weight.into_iter().collect(),
    }
}

/// Returns the words of a line; a text in quotes is one word.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = if first == '"' {
            let inner = &rest[1..];
            let end = inner.find('"').unwrap_or(inner.len());
            (&inner[..end], inner.get(end + 1..).unwrap_or_default())
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest.split_at(end)
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vertices_have_labels_and_arcs_values() {
        let text =
            "*Vertices 2\n1 \"United Nations\" 0.1 0.2\n2 EU\n*Arcs\n1 2 3.5\n*Edgeslist\n1 2\n";
        let graph = read(text).expect("it is Pajek");
        assert_eq!(
            graph.nodes[0].attributes,
            [("label".to_owned(), "United Nations".to_owned())]
        );
        assert_eq!(
            graph.edges,
            [edge("1", "2", Some("3.5")), edge("1", "2", None)]
        );
        let two_mode = read("*Vertices 2 1\n1 A\n2 X\n*Edges\n1 2\n").expect("it is Pajek");
        let mode = |index: usize| two_mode.nodes[index].attributes[1].1.clone();
        assert_eq!([mode(0), mode(1)], ["1", "2"]);
    }
}
