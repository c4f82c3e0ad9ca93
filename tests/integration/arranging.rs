//! `fmt` on generated files: the same data, each comment with the same part, and nothing changes the second time.

use interorg::dataset;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A value that is written in many ways.
enum Node {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    let entries = entries.into_iter();
    Node::Map(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// Returns a small dataset. Every text is in it once, so that a part is known by one of its texts.
fn small_dataset() -> Node {
    let organization = |id: &str| {
        map([
            ("id", text(id)),
            ("name", text(format!("Name of {id}"))),
            (
                "aliases",
                Node::List(vec![
                    text(format!("First {id}")),
                    text(format!("Second {id}")),
                ]),
            ),
            ("founded", text(format!("19{}0", id.len()))),
            ("cite", Node::List(vec![text(format!("s{}", id.len()))])),
        ])
    };
    let milestone = |year: u32| {
        map([
            ("date", text(year.to_string())),
            ("kind", text("summit")),
            ("title", text(format!("Meeting of {year}"))),
            ("cite", Node::List(vec![text("s1")])),
        ])
    };
    let source = |id: &str| {
        let fields = [
            ("title", text(format!("Title of {id}"))),
            ("publisher", text(format!("Press of {id}"))),
        ];
        (id.to_owned(), map(fields))
    };
    let partnership = [
        ("between", Node::List(vec![text("a"), text("bb")])),
        (
            "milestones",
            Node::List([2001, 1999, 2003].map(milestone).into()),
        ),
    ];
    map([
        (
            "organizations",
            Node::List(["a", "bb", "ccc"].map(organization).into()),
        ),
        ("partnerships", Node::List(vec![map(partnership)])),
        ("sources", Node::Map(["s2", "s1", "s3"].map(source).into())),
    ])
}

/// Writes a value as YAML. Each choice takes a number from a list.
struct Writer {
    choices: std::vec::IntoIter<u8>,
    /// The comments that are written, as numbers and a text of the part that follows.
    owners: Vec<String>,
    has_anchors: bool,
    has_explicit_keys: bool,
}

impl Writer {
    /// Returns `true` in this percentage of cases.
    fn chance(&mut self, percent: u8) -> bool {
        self.choices
            .next()
            .is_some_and(|choice| choice % 100 < percent)
    }

    fn number(&mut self, below: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % below
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            let other = self.number(index + 1);
            items.swap(index, other);
        }
    }

    /// Returns a comment on a part, which has a text that is nowhere else.
    fn comment(&mut self, owner: &str) -> String {
        self.owners.push(owner.to_owned());
        let odd = ["", " 'x", " y: {", " \"", " - z", " , ]"][self.number(6)];
        format!("# c{}{odd}", self.owners.len() - 1)
    }

    /// Adds comments above a part at a column.
    fn add_comments(&mut self, column: usize, owner: &str, lines: &mut Vec<String>) {
        if self.chance(8) {
            lines.push(String::new());
        }
        while self.chance(25) {
            let comment = self.comment(owner);
            lines.push(format!("{}{comment}", " ".repeat(column)));
        }
    }

    fn scalar(&mut self, value: &str, column: usize) -> String {
        let indentation = " ".repeat(column + 2);
        let is_plain = value.len() < 5;
        let anchor = if self.has_anchors && self.chance(30) {
            format!("&x{} ", self.number(3))
        } else {
            String::new()
        };
        let written = match self.number(if is_plain { 4 } else { 9 }) {
            0 => format!("'{value}'"),
            1 => format!("\"{value}\""),
            5 => format!("|-\n{indentation}{value}"),
            6 => format!(">-\n{indentation}{value}"),
            7 => format!(
                "\"{}\"",
                value.replacen(' ', &format!("\n{indentation}"), 1)
            ),
            8 => value.replacen(' ', &format!("\n{indentation}"), 1),
            _ => value.to_owned(),
        };
        format!("{anchor}{written}")
    }

    /// Writes a value in brackets, on one line or several.
    fn flow(&mut self, node: &Node, column: usize) -> String {
        let mut parts: Vec<(String, String)> = match node {
            Node::Text(text) => return text.clone(),
            Node::List(items) => items
                .iter()
                .map(|item| (self.flow(item, column + 2), token(item)))
                .collect(),
            Node::Map(entries) => entries
                .iter()
                .map(|(key, value)| {
                    (
                        format!("{key}: {}", self.flow(value, column + 2)),
                        token(value),
                    )
                })
                .collect(),
        };
        let (open, close) = if matches!(node, Node::Map(_)) {
            ('{', '}')
        } else {
            ('[', ']')
        };
        if matches!(node, Node::Map(_)) {
            self.shuffle(&mut parts);
        }
        let has_lines = self.chance(40) && !parts.iter().any(|(part, _)| part.contains('#'));
        let mut lines = vec![open.to_string()];
        let last = parts.len() - 1;
        for (index, (part, token)) in parts.into_iter().enumerate() {
            let comma = if index < last || self.chance(20) {
                ","
            } else {
                ""
            };
            if !has_lines {
                let line = lines.last_mut().expect("there is the first one");
                *line += &format!(" {part}{comma}");
                continue;
            }
            self.add_comments(column + 2, &token, &mut lines);
            // A bracket on a line of its own does not show what a comment beside it is about.
            let beside = if !part.contains('\n') && self.chance(20) {
                format!(" {}", self.comment(&token))
            } else {
                String::new()
            };
            lines.push(format!("{}{part}{comma}{beside}", " ".repeat(column + 2)));
        }
        if has_lines {
            lines.push(" ".repeat(column + 1));
        }
        format!("{}{close}", lines.join("\n"))
    }

    /// Writes the parts of a collection as lines at a column.
    fn block(&mut self, node: &Node, column: usize) -> Vec<String> {
        let indentation = " ".repeat(column);
        let mut parts: Vec<(Option<&str>, &Node)> = match node {
            Node::Text(_) => Vec::new(),
            Node::List(items) => items.iter().map(|item| (None, item)).collect(),
            Node::Map(entries) => entries
                .iter()
                .map(|(key, value)| (Some(&**key), value))
                .collect(),
        };
        if matches!(node, Node::Map(_)) {
            self.shuffle(&mut parts);
        }
        let mut lines = Vec::new();
        for (key, value) in parts {
            let token = token(value);
            self.add_comments(column, &token, &mut lines);
            let mut head = match key {
                Some(key) if self.has_explicit_keys && self.chance(20) => {
                    lines.push(format!("{indentation}? {key}"));
                    format!("{indentation}:")
                }
                Some(key) => format!("{indentation}{key}:"),
                None => format!("{indentation}-"),
            };
            let is_list = matches!(value, Node::List(_));
            let is_text = matches!(value, Node::Text(_));
            if let Node::Text(text) = value {
                let beside = if self.chance(15) {
                    format!(" {}", self.comment(&token))
                } else {
                    String::new()
                };
                // A text on several lines has no place for a comment beside it.
                let text = if beside.is_empty() {
                    self.scalar(text, column)
                } else {
                    text.clone()
                };
                head += &format!(" {text}{beside}");
                lines.push(head);
            } else if self.chance(30) {
                head += &format!(" {}", self.flow(value, column + 2));
                lines.push(head);
            } else {
                let is_indented =
                    key.is_none() || !is_list || self.chance(60) || head.ends_with(" :");
                let inner = self.block(value, if is_indented { column + 2 } else { column });
                let joins = key.is_none()
                    && !inner[0].trim_start().starts_with('#')
                    && !inner[0].is_empty();
                if joins && self.chance(80) {
                    head += &format!(" {}", inner[0].trim_start());
                    lines.push(head);
                    lines.extend(inner.into_iter().skip(1));
                } else {
                    lines.push(head);
                    lines.extend(inner);
                }
            }
            debug_assert!(is_text || !lines.is_empty());
        }
        lines
    }
}

/// Returns a text in a value, by which the value is known.
fn token(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::List(items) => items
            .iter()
            .map(token)
            .max_by_key(String::len)
            .unwrap_or_default(),
        Node::Map(entries) => {
            let tokens = entries.iter().map(|(_, value)| token(value));
            tokens.max_by_key(String::len).unwrap_or_default()
        }
    }
}

/// Asserts that each comment is above or beside the part that it was written for: the text by which the part is known comes
/// after it, before anything that is less indented than that part.
fn assert_owners(arranged: &str, owners: &[String]) {
    let lines: Vec<&str> = arranged.lines().collect();
    for (number, owner) in owners.iter().enumerate() {
        let is_comment = |line: &&str| {
            let words = line.split('#').nth(1).map(|comment| comment.trim_start());
            words.is_some_and(|words| words.split(' ').next() == Some(&*format!("c{number}")))
        };
        let at = lines
            .iter()
            .position(is_comment)
            .expect("no comment is lost");
        let code = lines[at]
            .split('#')
            .next()
            .unwrap_or_default()
            .trim_start_matches([' ', '-']);
        // The words of a text may be on several lines.
        let words: Vec<&str> = owner.split(' ').collect();
        let part = if code.is_empty() {
            part_below(&lines[at + 1..])
        } else {
            lines[at].to_owned()
        };
        assert!(
            words.iter().all(|word| part.contains(word)),
            "comment {number} is not about `{owner}`:\n{arranged}"
        );
    }
}

/// Returns the first part in lines: the first line that is not a comment, and those that are indented more deeply, or close
/// its brackets.
fn part_below(lines: &[&str]) -> String {
    let is_code = |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut code = lines.iter().filter(is_code);
    let first = code.next().copied().unwrap_or_default();
    let column = |line: &str| line.len() - line.trim_start().len();
    let is_open =
        |line: &&&str| column(line) > column(first) || line.trim_start().starts_with([':', '-']);
    let rest: Vec<&str> = code.take_while(is_open).copied().collect();
    format!("{first}\n{}", rest.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, rng_seed: RngSeed::Fixed(22), max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_generated_file_keeps_its_data_comments_and_line_breaks(
        choices in prop::collection::vec(any::<u8>(), 400..600),
        line_break in prop::sample::select(&["\n", "\r\n"][..]),
        has_mark in any::<bool>(),
        ends_with_break in any::<bool>(),
        has_head in any::<bool>(),
        has_anchors in prop::bool::weighted(0.2),
        has_explicit_keys in prop::bool::weighted(0.2),
    ) {
        let mut writer = Writer { choices: choices.into_iter(), owners: Vec::new(), has_anchors, has_explicit_keys };
        let mut lines = writer.block(&small_dataset(), 0);
        if has_head {
            lines.splice(0..0, ["# about the file".to_owned(), String::new()]);
        }
        let mut text = lines.join("\n").replace('\n', line_break);
        if ends_with_break {
            text += line_break;
        }
        let text = if has_mark { format!("\u{FEFF}{text}") } else { text };
        let before = dataset::parse(&text);
        let before = before.unwrap_or_else(|error| panic!("{error:?}\n{text}"));

        let arranged = dataset::arrange("text", &text);
        let arranged = arranged.unwrap_or_else(|error| panic!("{error}\n{text}"));
        let after = dataset::parse(&arranged).unwrap_or_else(|error| panic!("{error:?}\n{arranged}"));
        // The order of sources has no meaning, and milestones are read in the order of their dates.
        prop_assert_eq!(dataset::to_json(&before).len(), dataset::to_json(&after).len());
        let sorted = |text: &str| { let mut bytes = text.as_bytes().to_vec(); bytes.sort_unstable(); bytes };
        prop_assert_eq!(sorted(&dataset::to_json(&before)), sorted(&dataset::to_json(&after)));
        let again = dataset::arrange("text", &arranged).expect("it is sound");
        prop_assert_eq!(&again, &arranged, "{}\n{}", text, arranged);
        assert_owners(arranged.trim_start_matches('\u{FEFF}'), &writer.owners);
        prop_assert_eq!(arranged.ends_with('\n'), ends_with_break, "{:?}\n{:?}", text, arranged);
        prop_assert_eq!(arranged.matches('\n').count(), arranged.matches(line_break).count());
        prop_assert_eq!(arranged.starts_with('\u{FEFF}'), has_mark);
        let head = arranged.trim_start_matches('\u{FEFF}').starts_with("# about the file");
        prop_assert_eq!(head, has_head);
    }
}
