//! Names that are cut to fit, and stay different from one another.

use std::collections::BTreeMap;

use super::scene::Weight;
use super::text::{fitted, width, wrapped};

const ELLIPSIS: &str = "…";

/// The maximum number of times that names are cut at another place. Each time the names of a group differ later.
const MAX_PASSES: usize = 4;

/// How names are broken into lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    pub(super) weight: Weight,
    pub(super) max_width: f64,
    pub(super) max_lines: usize,
}

/// Breaks names, each with its font size, into lines. Names that would be cut to the same text are cut in the middle, so that
/// the words by which they differ stay: `International Commission … Rhine`. Where that is not enough, they are numbered.
pub(super) fn wrapped_apart(names: &[(&str, f64)], lines: Lines) -> Vec<Vec<String>> {
    let plain = names
        .iter()
        .map(|(name, size)| wrapped(name, *size, lines.weight, lines.max_width, lines.max_lines));
    let mut cut: Vec<Vec<String>> = plain.collect();
    for _ in 0..MAX_PASSES {
        let alike = alike(names, &cut);
        if alike.is_empty() {
            return cut;
        }
        for group in alike {
            let shared = shared_beginning(group.iter().map(|row| names[*row].0));
            for row in group {
                cut[row] = cut_in_the_middle(names[row], shared, lines);
            }
        }
    }
    for group in alike(names, &cut) {
        for (number, row) in group.into_iter().enumerate().skip(1) {
            let (_, size) = names[row];
            let mark = format!(" ({})", number + 1);
            let space = lines.max_width - width(&mark, size, lines.weight);
            if let Some(last) = cut[row].last_mut() {
                *last = fitted(last, size, lines.weight, space) + &mark;
            }
        }
    }
    cut
}

/// Returns the rows of different names that are cut to the same lines, in groups.
fn alike(names: &[(&str, f64)], cut: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (row, lines) in cut.iter().enumerate() {
        groups.entry(lines).or_default().push(row);
    }
    let differ = |rows: &Vec<usize>| rows.iter().any(|row| names[*row].0 != names[rows[0]].0);
    groups.into_values().filter(differ).collect()
}

/// Returns the number of bytes that names have in common at their beginnings.
fn shared_beginning<'n>(mut names: impl Iterator<Item = &'n str>) -> usize {
    let Some(first) = names.next() else {
        return 0;
    };
    names.fold(first.len(), |shared, name| {
        let pairs = first[..shared].char_indices().zip(name.chars());
        let mut same = pairs.take_while(|((_, a), b)| a == b);
        let last = same.by_ref().last();
        last.map_or(0, |((at, character), _)| at + character.len_utf8())
    })
}

/// Cuts a name in the middle: as much of its beginning as fits, then what follows the beginning that it has in common with
/// others, from the beginning of that word.
fn cut_in_the_middle((name, size): (&str, f64), shared: usize, lines: Lines) -> Vec<String> {
    let Lines {
        weight,
        max_width,
        max_lines,
    } = lines;
    let word = name[..shared].rfind(' ').map_or(0, |space| space + 1);
    let is_long = width(&name[word..shared], size, weight) > max_width / 3.0;
    let rest = &name[if is_long { shared } else { word }..];
    if max_lines > 1 {
        let mut head = wrapped(name, size, weight, max_width, max_lines);
        head.truncate(max_lines - 1);
        head.push(fitted(
            &format!("{ELLIPSIS} {rest}"),
            size,
            weight,
            max_width,
        ));
        return head;
    }
    let tail = fitted(rest, size, weight, max_width * 0.55);
    let head = fitted(name, size, weight, max_width - width(&tail, size, weight));
    vec![format!(
        "{}{ELLIPSIS}{tail}",
        head.trim_end_matches(ELLIPSIS)
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(names: &[&str], max_lines: usize) -> Vec<String> {
        let names: Vec<(&str, f64)> = names.iter().map(|name| (*name, 8.0)).collect();
        let lines = Lines {
            weight: Weight::Bold,
            max_width: 110.0,
            max_lines,
        };
        let cut = wrapped_apart(&names, lines);
        for line in cut.iter().flatten() {
            assert!(width(line, 8.0, Weight::Bold) <= 112.0, "{line}");
        }
        cut.iter().map(|lines| lines.join("|")).collect()
    }

    const COMMISSIONS: [&str; 4] = [
        "International Commission for the Protection of the Rhine against Pollution",
        "International Commission for the Protection of the Danube River",
        "International Commission for the Conservation of Atlantic Tunas",
        "UN",
    ];

    #[test]
    fn names_that_begin_alike_show_where_they_differ() {
        let lines = cut(&COMMISSIONS, 2);
        assert_eq!(
            lines[0], "International Commission|… Rhine against Pollution",
            "{lines:?}"
        );
        assert_eq!(lines[1], "International Commission|… Danube River");
        assert_eq!(
            lines[2],
            "International Commission|for the Conservation of A…"
        );
        assert_eq!(lines[3], "UN");
        let line = cut(&COMMISSIONS, 1);
        assert!(line[1].ends_with("…Danube River"), "{line:?}");
    }

    #[test]
    fn equal_names_are_left_alone_and_others_are_numbered_at_last() {
        assert_eq!(
            cut(&["Same Name", "Same Name"], 1),
            ["Same Name", "Same Name"]
        );
        let long = "x".repeat(200);
        let names = ["a", "b"].map(|end| format!("{long}{end}{long}"));
        let lines = cut(&[&names[0], &names[1]], 1);
        assert_ne!(lines[0], lines[1]);
    }
}
