//! GML: keys and values, of which lists in brackets are nodes and edges.

use super::{Attributes, Edge, GraphFile, Node};

/// A value of GML.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    List(Vec<(String, Value)>),
}

/// The depth of lists that is read; a graph has three levels, and graphics some more.
const MAX_DEPTH: usize = 32;

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut tokens = Tokens {
        rest: text,
        line: 1,
    };
    let entries = list(&mut tokens, 0)?;
    let graph = entries.into_iter().find(|(key, _)| key == "graph");
    let Some((_, Value::List(entries))) = graph else {
        return Err("there is no `graph`".to_owned());
    };
    let mut graph = GraphFile::default();
    let is_one =
        |(key, value): &(String, Value)| key == "directed" && *value == Value::Text("1".to_owned());
    let is_directed = entries.iter().any(is_one);
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("node", Value::List(entries)) => {
                let (mut keys, attributes) = divided(entries, ["id"]);
                let key = keys.remove(0);
                graph.nodes.push(Node { key, attributes });
            }
            ("edge", Value::List(entries)) => {
                let (mut keys, attributes) = divided(entries, ["source", "target"]);
                let target = keys.remove(1);
                let source = keys.remove(0);
                graph.edges.push(Edge {
                    source,
                    target,
                    is_directed,
                    attributes,
                });
            }
            _ => {}
        }
    }
    Ok(graph)
}

/// Divides the entries of a node or edge into its keys and its attributes. Lists, such as graphics, are left out.
fn divided<const N: usize>(
    entries: Vec<(String, Value)>,
    names: [&str; N],
) -> (Vec<String>, Attributes) {
    let mut keys = vec![String::new(); N];
    let mut attributes = Attributes::new();
    for (name, value) in entries {
        let Value::Text(value) = value else { continue };
        match names.iter().position(|key| *key == name) {
            Some(index) => keys[index] = value,
            None => attributes.push((name, value)),
        }
    }
    (keys, attributes)
}

fn list(tokens: &mut Tokens<'_>, depth: usize) -> Result<Vec<(String, Value)>, String> {
    if depth > MAX_DEPTH {
        return Err(format!(
            "line {}: the lists are nested too deeply",
            tokens.line
        ));
    }
    let mut entries = Vec::new();
    while let Some(key) = tokens.next()? {
        let key = match key {
            Token::Word(key) => key,
            Token::Close if depth > 0 => return Ok(entries),
            _ => return Err(format!("line {}: expected a key", tokens.line)),
        };
        let value = match tokens.next()? {
            Some(Token::Word(text) | Token::Text(text)) => Value::Text(text),
            Some(Token::Open) => Value::List(list(tokens, depth + 1)?),
            _ if depth == 0 => return Ok(entries),
            _ => return Err(format!("line {}: `{key}` has no value", tokens.line)),
        };
        entries.push((key, value));
    }
    if depth > 0 {
        return Err("a list is not closed".to_owned());
    }
    Ok(entries)
}

enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
}

struct Tokens<'t> {
    rest: &'t str,
    line: usize,
}

impl Tokens<'_> {
    fn next(&mut self) -> Result<Option<Token>, String> {
        self.skip_blanks();
        let Some(first) = self.rest.chars().next() else {
            return Ok(None);
        };
        Ok(Some(match first {
            '[' => self.take(1, Token::Open),
            ']' => self.take(1, Token::Close),
            '"' => {
                let end = self.rest[1..].find('"');
                let end = end.ok_or(format!("line {}: a text is not closed", self.line))?;
                let text = &self.rest[1..=end];
                let plain = quick_xml::escape::unescape(text).map_or(text.into(), |text| text);
                let token = Token::Text(plain.into_owned());
                self.take(end + 2, token)
            }
            _ => {
                let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '[' | ']');
                let end = self.rest.find(is_end).unwrap_or(self.rest.len());
                let word = self.rest[..end].to_owned();
                self.take(end, Token::Word(word))
            }
        }))
    }

    /// Skips blanks and comments. The line before the graph, which igraph calls `Creator`, is a key with a text.
    fn skip_blanks(&mut self) {
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            self.take(blank, ());
            if !self.rest.starts_with('#') {
                return;
            }
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.take(end, ());
        }
    }

    fn take<T>(&mut self, length: usize, token: T) -> T {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_and_edges_have_attributes() {
        let text = "Creator \"igraph\"\nVersion 1\ngraph\n[\n directed 1\n node [ id 0 label \"A &amp; B\" graphics [ x 1 ] ]\n\
            node [ id 1 ]\n # a remark\n edge [ source 0 target 1 collab 2 ]\n]\n";
        let graph = read(text).expect("it is GML");
        assert!(graph.is_directed());
        assert_eq!(
            graph.nodes[0].attributes,
            [("label".to_owned(), "A & B".to_owned())]
        );
        let edge = &graph.edges[0];
        assert_eq!((edge.source.as_str(), edge.target.as_str()), ("0", "1"));
        assert_eq!(edge.attributes, [("collab".to_owned(), "2".to_owned())]);
        assert!(read("graph [ node [ id 0 ]").is_err());
        assert!(read(&"a [ ".repeat(1_000)).is_err());
    }
}
