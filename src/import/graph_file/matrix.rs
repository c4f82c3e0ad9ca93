//! Matrices of ties. A cell that is zero is no tie.

use super::Edge;

/// Returns the ties of a square matrix, whose rows and columns are the nodes 1, 2 and so on. A symmetric one has each tie once,
/// without a direction; any other has arcs from its rows to its columns.
pub(super) fn one_mode(values: &[String], size: usize) -> Vec<Edge> {
    let is_symmetric = values.iter().enumerate().all(|(index, value)| {
        let (row, column) = (index / size, index % size);
        is_same(value, &values[column * size + row])
    });
    let cells = cells(values, size).filter(|(row, column, _)| !is_symmetric || row <= column);
    let edges = cells.map(|(row, column, value)| Edge {
        is_directed: !is_symmetric,
        ..Edge::weighted(&row.to_string(), &column.to_string(), Some(value))
    });
    edges.collect()
}

/// Returns the ties of a matrix whose rows are the nodes 1, 2 and so on, and whose columns are others. `key` returns the key of a
/// column.
pub(super) fn two_mode(
    values: &[String],
    columns: usize,
    key: impl Fn(usize) -> String,
) -> Vec<Edge> {
    let edges = cells(values, columns)
        .map(|(row, column, value)| Edge::weighted(&row.to_string(), &key(column), Some(value)));
    edges.collect()
}

/// Returns the rows, columns and values of the cells that are not zero. Rows and columns are counted from 1.
fn cells(values: &[String], columns: usize) -> impl Iterator<Item = (usize, usize, &str)> {
    let cells = values.iter().enumerate();
    let cells = cells.filter(|(_, value)| number(value) != Some(0.0));
    cells.map(move |(index, value)| (index / columns + 1, index % columns + 1, &**value))
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || matches!((number(one), number(other)), (Some(one), Some(other)) if one == other)
}

fn number(value: &str) -> Option<f64> {
    value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn texts(edges: &[Edge]) -> Vec<String> {
        let texts = edges.iter().map(|edge| {
            let sign = if edge.is_directed { "->" } else { "-" };
            let weight = &edge.attributes[0].1;
            format!("{}{sign}{} {weight}", edge.source, edge.target)
        });
        texts.collect()
    }

    #[test]
    fn values_are_compared_as_numbers() {
        let symmetric = one_mode(&values("0.0 1.0 0 1 0.00 -0 0 0e0 2.50"), 3);
        assert_eq!(texts(&symmetric), ["1-2 1.0", "3-3 2.50"]);
        let arcs = one_mode(&values("0.0 2 1 0.0"), 2);
        assert_eq!(texts(&arcs), ["1->2 2", "2->1 1"]);
        let two_mode = two_mode(&values("0.0 2 1 0"), 2, |column| format!("c{column}"));
        assert_eq!(texts(&two_mode), ["1-c2 2", "2-c1 1"]);
    }
}
