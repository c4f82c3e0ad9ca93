//! Pajek: vertices with labels, arcs and edges with values.
//!
//! A project has several networks, partitions and vectors. The first network is read, with those that have the same vertices.

use std::collections::HashMap;

use super::{Edge, GraphFile, Node, Spell, matrix};
use crate::import::accounts::plural;

/// The part of a file that a line belongs to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Section {
    Vertices,
    /// Pairs with a value.
    Pairs,
    /// A vertex and all its neighbours.
    Lists,
    Matrix,
    #[default]
    Other,
}

/// What is known while a file is read.
#[derive(Debug, Default)]
struct Reader {
    graph: GraphFile,
    section: Section,
    is_directed: bool,
    /// Whether the current part is a partition, a vector or a network of other vertices.
    is_other: bool,
    /// The number of vertices, and of those that are of the first mode.
    size: usize,
    first_mode: Option<usize>,
    /// The number of lines of vertices of the current network.
    vertices: usize,
    /// The names of relations by their numbers, and the name of the current one.
    relations: HashMap<String, String>,
    relation: String,
    /// The values of the current matrix.
    values: Vec<String>,
    skipped: u64,
    times_without_years: u64,
}

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut reader = Reader::default();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('%') {
            continue;
        }
        match line.strip_prefix('*') {
            Some(heading) => {
                reader.end_matrix()?;
                reader.begin(heading);
            }
            None => {
                let read = reader.line(line);
                read.map_err(|error| format!("line {number}: {error}"))?;
            }
        }
    }
    reader.end_matrix()?;
    Ok(reader.finish())
}

impl Reader {
    /// Begins a section, such as `*Vertices 5 2` and `*Arcs :1 "pact"`.
    fn begin(&mut self, heading: &str) {
        let words = words(heading);
        let Some((name, words)) = words.split_first() else {
            return;
        };
        let name = name.to_lowercase();
        self.section = match name.as_str() {
            "vertices" => Section::Vertices,
            "arcs" | "edges" => Section::Pairs,
            "arcslist" | "edgeslist" => Section::Lists,
            "matrix" => Section::Matrix,
            _ => Section::Other,
        };
        self.is_directed = name.starts_with("arc");
        match name.as_str() {
            "network" => self.is_other = false,
            "partition" | "vector" | "permutation" | "cluster" | "hierarchy" => {
                self.is_other = true;
            }
            "vertices" => self.begin_vertices(words),
            _ => self.begin_relation(words),
        }
    }

    /// Reads the number of vertices and, in a network of two modes, the number of those of the first mode.
    fn begin_vertices(&mut self, words: &[String]) {
        let mut numbers = words.iter().map(|word| word.parse().ok());
        let size = numbers.next().flatten().unwrap_or(0);
        self.vertices = 0;
        if self.graph.nodes.is_empty() && !self.is_other {
            self.size = size;
            self.first_mode = numbers.next().flatten();
        }
        self.is_other |= size != self.size;
    }

    /// Reads the number and the name of a relation.
    fn begin_relation(&mut self, words: &[String]) {
        self.relation.clear();
        if let [number, name, ..] = words
            && let Some(number) = number.strip_prefix(':')
        {
            self.relations.insert(number.to_owned(), name.clone());
            self.relation.clone_from(name);
        }
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let words = words(line);
        match self.section {
            _ if self.is_other => self.skipped += 1,
            Section::Vertices => self.vertex(&words),
            Section::Pairs => self.pair(&words)?,
            Section::Lists => {
                for target in &words[1..] {
                    self.tie(Edge::weighted(&words[0], target, None), Vec::new());
                }
            }
            Section::Matrix => self.values.extend(words),
            Section::Other => self.skipped += 1,
        }
        Ok(())
    }

    /// Reads a vertex. One with another label than that of the first network begins a network of other vertices.
    fn vertex(&mut self, words: &[String]) {
        let key = words[0].clone();
        let label = words.get(1).cloned().unwrap_or_else(|| key.clone());
        let known = self.graph.nodes.get(self.vertices);
        self.vertices += 1;
        if let Some(known) = known {
            let is_same = known.key == key && known.attributes[0].1 == label;
            if !is_same {
                self.is_other = true;
                self.skipped += 1;
            }
            return;
        }
        let mut attributes = vec![("label".to_owned(), label)];
        if let Some(size) = self.first_mode {
            let is_first = key.parse::<usize>().is_ok_and(|key| key <= size);
            let mode = if is_first { "1" } else { "2" };
            attributes.push(("mode".to_owned(), mode.to_owned()));
        }
        let spells = self.spells(words);
        self.graph.push_node(Node { key, attributes }, &spells);
    }

    /// Reads a line such as `1 2 3.5 l "pact" [1990-1995]`, or the same after the number of its relation and a colon.
    fn pair(&mut self, words: &[String]) -> Result<(), String> {
        let number = words[0].strip_suffix(':');
        let words = &words[usize::from(number.is_some())..];
        let [source, target, rest @ ..] = words else {
            return Err("expected two vertices".to_owned());
        };
        let value = rest.first().filter(|value| value.parse::<f64>().is_ok());
        let mut edge = Edge::weighted(source, target, value.map(String::as_str));
        if let Some(number) = number {
            let name = self.relations.get(number).map_or(number, String::as_str);
            edge.attributes.push(("type".to_owned(), name.to_owned()));
        }
        let mut labels = rest.iter().skip_while(|word| *word != "l");
        if let Some(label) = labels.nth(1) {
            edge.attributes.push(("label".to_owned(), label.clone()));
        }
        let spells = self.spells(words);
        self.tie(edge, spells);
        Ok(())
    }

    fn tie(&mut self, mut edge: Edge, spells: Vec<Spell>) {
        edge.is_directed |= self.is_directed;
        if !self.relation.is_empty() {
            let kind = ("type".to_owned(), self.relation.clone());
            edge.attributes.push(kind);
        }
        self.graph.push_edge(edge, spells);
    }

    /// Returns the times of a vertex or line. Those that are not years are counted.
    fn spells(&mut self, words: &[String]) -> Vec<Spell> {
        let times = words.iter().skip(2);
        let times: String = times
            .skip_while(|word| !word.starts_with('['))
            .cloned()
            .collect();
        let Some(times) = times.strip_prefix('[') else {
            return Vec::new();
        };
        let times = times.split_once(']').map_or(times, |(times, _)| times);
        let spells: Option<Vec<Spell>> = times.split(',').map(spell).collect();
        self.times_without_years += u64::from(spells.is_none());
        spells.unwrap_or_default()
    }

    /// Reads the matrix that ends here: of all vertices, or of those of the first mode in rows and of the others in columns.
    fn end_matrix(&mut self) -> Result<(), String> {
        let values = std::mem::take(&mut self.values);
        if values.is_empty() {
            return Ok(());
        }
        let size = self.size.max(self.graph.nodes.len());
        let rows = self.first_mode.unwrap_or(size).min(size);
        let columns = if rows < size { size - rows } else { size };
        let edges = if values.len() == size.saturating_mul(size) {
            matrix::one_mode(&values, size)
        } else if values.len() == rows.saturating_mul(columns) {
            matrix::two_mode(&values, columns, |column| (rows + column).to_string())
        } else {
            let found = values.len();
            return Err(format!(
                "expected a matrix of {rows} × {columns} values, found {found}"
            ));
        };
        for edge in edges {
            self.tie(edge, Vec::new());
        }
        Ok(())
    }

    fn finish(mut self) -> GraphFile {
        let unnamed = self.size.saturating_sub(self.graph.nodes.len());
        for (count, noun, rest) in [
            (
                self.skipped,
                "line",
                "of partitions, vectors and other networks not carried",
            ),
            (
                unnamed as u64,
                "node",
                "without a line of vertices, not carried unless tied",
            ),
            (
                self.times_without_years,
                "time",
                "of vertices and lines not carried: not in years",
            ),
        ] {
            if count > 0 {
                let note = format!("{} {rest}", plural(count, noun));
                self.graph.notes.push(note);
            }
        }
        self.graph
    }
}

/// Returns a time such as `1990-1995`, `1990` or `1990-*` as a start and an end; `None` if it has no years.
fn spell(time: &str) -> Option<Spell> {
    let (start, end) = time.split_once('-').unwrap_or((time, time));
    let (start, end) = (start.trim(), end.trim());
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let end = if end == "*" { "" } else { end };
    let are_years = is_year(start) && (end.is_empty() || is_year(end));
    are_years.then(|| [start.to_owned(), end.to_owned()])
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

    fn graph(text: &str) -> GraphFile {
        read(text).expect("it is Pajek")
    }

    /// Returns edges such as `1->2 weight=3.5`.
    fn edges(text: &str) -> Vec<String> {
        let graph = graph(text);
        let edges = graph.edges.iter().map(|edge| {
            let sign = if edge.is_directed { "->" } else { "-" };
            let mut text = format!("{}{sign}{}", edge.source, edge.target);
            for (name, value) in &edge.attributes {
                text += &format!(" {name}={value}");
            }
            text
        });
        edges.collect()
    }

    #[test]
    fn vertices_have_labels_and_arcs_values() {
        let text =
            "*Vertices 2\n1 \"United Nations\" 0.1 0.2\n2 EU\n*Arcs\n1 2 3.5\n*Edgeslist\n1 2\n";
        assert_eq!(
            graph(text).nodes[0].attributes,
            [("label".to_owned(), "United Nations".to_owned())]
        );
        assert_eq!(edges(text), ["1->2 weight=3.5", "1-2"]);
        let two_mode = graph("*Vertices 2 1\n1 A\n2 X\n*Edges\n1 2\n");
        let mode = |index: usize| two_mode.nodes[index].attributes[1].1.clone();
        assert_eq!([mode(0), mode(1)], ["1", "2"]);
    }

    #[test]
    fn a_matrix_may_have_the_other_mode_in_its_columns() {
        let vertices = "*Vertices 3 2\n1 A\n2 B\n3 X\n";
        let matrix = |rows: &str| edges(&format!("{vertices}*Matrix\n{rows}"));
        assert_eq!(matrix("1\n2.0\n"), ["1-3 weight=1", "2-3 weight=2.0"]);
        assert_eq!(matrix("0 0 1\n0 0 0.0\n1 0 0\n"), ["1-3 weight=1"]);
        assert_eq!(
            read(&format!("{vertices}*Matrix\n1 1\n1\n*Edges\n")),
            Err("expected a matrix of 2 × 1 values, found 3".to_owned())
        );
        let several = "*Vertices 2\n*Matrix :1 \"pact\"\n0 1\n0 0\n*Matrix :2 \"aid\"\n0 0\n3 0\n";
        assert_eq!(
            edges(several),
            ["1->2 weight=1 type=pact", "2->1 weight=3 type=aid"]
        );
        assert_eq!(
            graph(several).notes,
            ["2 nodes without a line of vertices, not carried unless tied"]
        );
    }

    #[test]
    fn a_relation_belongs_to_a_section_or_to_a_line() {
        let text = "*Vertices 2\n1 A\n2 B\n*Arcslist :1 \"pact\"\n1 2\n*Edges :2 \"aid\"\n1 2 4 c Blue l \"food\"\n\
            *Edges\n1: 1 2 5\n3: 1 2 6\n";
        assert_eq!(
            edges(text),
            [
                "1->2 type=pact",
                "1-2 weight=4 label=food type=aid",
                "1-2 weight=5 type=pact",
                "1-2 weight=6 type=3"
            ]
        );
    }

    #[test]
    fn times_in_years_are_starts_and_ends() {
        let text = "*Vertices 3\n1 A [1945-*]\n2 B [1950-1955, 1960]\n3 C [1-5]\n*Arcs\n1 2 1 [1950-1952,1954]\n2 3 1 [3]\n";
        let graph = graph(text);
        let dates = |index: usize| graph.nodes[index].attributes[1..].to_vec();
        let date = |name: &str, date: &str| (name.to_owned(), date.to_owned());
        assert_eq!(dates(0), [date("start", "1945")]);
        assert_eq!(dates(1), [date("start", "1950"), date("end", "1960")]);
        assert_eq!(dates(2), []);
        assert_eq!(
            edges(text),
            [
                "1->2 weight=1 start=1950 end=1952",
                "1->2 weight=1 start=1954 end=1954",
                "2->3 weight=1"
            ]
        );
        assert_eq!(
            graph.notes,
            ["2 times of vertices and lines not carried: not in years"]
        );
    }

    #[test]
    fn a_project_has_more_than_one_network() {
        let network = |labels: [&str; 2], edge: &str| {
            let [one, two] = labels;
            format!("*Network n\n*Vertices 2\n1 \"{one}\"\n2 \"{two}\"\n*Edges\n{edge}\n")
        };
        let partition = "*Partition p\n*Vertices 2\n1\n2\n";
        let text = [
            network(["A", "B"], "1 2 1"),
            partition.to_owned(),
            network(["A", "B"], "1 2 2"),
            network(["A", "C"], "1 2 3"),
        ]
        .concat();
        assert_eq!(graph(&text).nodes.len(), 2);
        assert_eq!(edges(&text), ["1-2 weight=1", "1-2 weight=2"]);
        // Two lines of the partition, and of the last network the second vertex and the edge.
        assert_eq!(
            graph(&text).notes,
            ["4 lines of partitions, vectors and other networks not carried"]
        );
    }
}
