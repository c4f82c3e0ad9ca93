//! A property graph as a script of openCypher.

use std::fmt::Write as _;
use std::io::Write;

use super::table::{Property, PropertyGraph, PropertyRow, PropertyTable, PropertyType};
use crate::export::ExportError;

/// Writes constraints, nodes and relationships, one statement per line.
pub(super) fn write(graph: &PropertyGraph, mut output: impl Write) -> Result<(), ExportError> {
    for table in &graph.nodes {
        let name = table.name;
        writeln!(
            output,
            "CREATE CONSTRAINT IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE;"
        )?;
    }
    for table in &graph.nodes {
        for row in &table.rows {
            writeln!(
                output,
                "CREATE (:{} {});",
                table.name,
                properties(table, row)
            )?;
        }
    }
    for table in &graph.relationships {
        let Some([from, to]) = table.ends else {
            continue;
        };
        for row in &table.rows {
            let Some([start, end]) = &row.ends else {
                continue;
            };
            writeln!(
                output,
                "MATCH (a:{from} {{id: {}}}), (b:{to} {{id: {}}}) CREATE (a)-[:{}{}]->(b);",
                quoted(start),
                quoted(end),
                table.name,
                match properties(table, row) {
                    none if none == "{}" => String::new(),
                    some => format!(" {some}"),
                }
            )?;
        }
    }
    Ok(())
}

/// Returns the properties of a row that have a value, as a map.
fn properties(table: &PropertyTable, row: &PropertyRow) -> String {
    let columns = table.columns.iter().zip(&row.values);
    let pairs = columns.filter_map(|((name, kind), value)| {
        let value = value.as_ref()?;
        Some(format!("{name}: {}", literal(value, *kind)))
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

fn literal(value: &Property, kind: PropertyType) -> String {
    match value {
        Property::Text(day) if kind == PropertyType::Date => format!("date({})", quoted(day)),
        Property::Text(text) => quoted(text),
        Property::Integer(number) => number.to_string(),
        Property::Boolean(flag) => flag.to_string(),
        Property::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

/// Returns a text as a literal. All that could end it or the line is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for character in text.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Of other control characters and separators of lines, only the code point has a notation.
            '\u{2028}' | '\u{2029}' => {
                write!(quoted, "\\u{:04X}", character as u32).expect("a string accepts all texts");
            }
            control if control.is_control() => {
                write!(quoted, "\\u{:04X}", control as u32).expect("a string accepts all texts");
            }
            character => quoted.push(character),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_literal() {
        assert_eq!(quoted("Côte d'Ivoire"), "'Côte d\\'Ivoire'");
        assert_eq!(
            quoted("\\'); MATCH (n) DELETE n //"),
            "'\\\\\\'); MATCH (n) DELETE n //'"
        );
        assert_eq!(quoted("a\nb\u{1}\u{2028}"), "'a\\nb\\u0001\\u2028'");
    }
}
