//! The rows that the command of an engine writes.

/// How a command writes rows, as the answer to a probe shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    delimiter: u8,
    /// Whether values with a delimiter or a quote are quoted.
    is_quoted: bool,
    has_header: bool,
}

/// A statement whose answer shows how a command writes rows. It has what is written differently: commas, quotes and letters
/// beyond ASCII.
pub(super) const PROBE: &str = "SELECT 'a, b' AS probe_comma, 'say \"c\"' AS probe_quote, 'é' AS probe_letter, 7 AS probe_number";

const NAMES: [&str; 4] = ["probe_comma", "probe_quote", "probe_letter", "probe_number"];
const VALUES: [&str; 4] = ["a, b", "say \"c\"", "é", "7"];

impl Layout {
    /// Recognizes how a command writes rows by its answer to the [`PROBE`].
    ///
    /// # Errors
    /// Returns what is wrong with the answer.
    pub(super) fn of_probe(answer: &[u8]) -> Result<Self, &'static str> {
        let Ok(text) = std::str::from_utf8(answer) else {
            return Err("its output is not UTF-8");
        };
        let layouts = [(b',', true), (b'\t', false), (b'\t', true)];
        for (delimiter, is_quoted) in layouts {
            let all = Self {
                delimiter,
                is_quoted,
                has_header: false,
            };
            match all.rows(text.as_bytes(), NAMES.len()).as_deref() {
                Ok([row]) if *row == VALUES => return Ok(all),
                Ok([names, row]) if is_header(names, &NAMES) && *row == VALUES => {
                    return Ok(Self {
                        has_header: true,
                        ..all
                    });
                }
                _ => {}
            }
        }
        Err(if text.trim().is_empty() {
            "it writes nothing"
        } else if !text.contains('é') {
            "its output has lost a letter beyond ASCII"
        } else {
            "its output is neither CSV with quotes nor rows with tabs"
        })
    }

    /// Reads rows with a number of columns.
    ///
    /// # Errors
    /// Returns what is wrong with the first row that is not such a row.
    pub(super) fn rows(self, bytes: &[u8], columns: usize) -> Result<Vec<Vec<String>>, String> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .quoting(self.is_quoted)
            .has_headers(self.has_header)
            .flexible(true)
            .from_reader(bytes);
        let mut rows = Vec::new();
        for (place, record) in reader.records().enumerate() {
            let record =
                record.map_err(|error| format!("row {} is unreadable: {error}", place + 1))?;
            if record.len() != columns {
                let found = record.len();
                return Err(format!(
                    "row {} has {found} values instead of {columns}",
                    place + 1
                ));
            }
            rows.push(record.iter().map(str::to_owned).collect());
        }
        Ok(rows)
    }
}

fn is_header(names: &[String], expected: &[&str]) -> bool {
    let names = names.iter().zip(expected);
    names
        .into_iter()
        .all(|(name, expected)| name.eq_ignore_ascii_case(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_tells_how_rows_are_written() {
        let csv = b"probe_comma,probe_quote,probe_letter,probe_number\n\"a, b\",\"say \"\"c\"\"\",\xC3\xA9,7\n";
        let layout = Layout::of_probe(csv).expect("it is CSV");
        assert!(layout.has_header && layout.is_quoted);
        assert_eq!(
            layout.rows(b"x,y\n1,\"a\nb\"\n", 2),
            Ok(vec![vec!["1".to_owned(), "a\nb".to_owned()]])
        );
        assert_eq!(layout.rows(b"", 2), Ok(Vec::new()), "no row and no header");
        let tabs = "a, b\tsay \"c\"\té\t7\n".as_bytes();
        let layout = Layout::of_probe(tabs).expect("it has tabs");
        assert!(!layout.has_header && !layout.is_quoted);
        let json = vec![vec!["{\"a\": 1}".to_owned()]];
        assert_eq!(layout.rows(b"{\"a\": 1}\n", 1), Ok(json));
        assert!(layout.rows(b"a\tb\n", 1).is_err());
    }

    #[test]
    fn a_wrong_answer_is_explained() {
        for (answer, reason) in [
            (&b""[..], "nothing"),
            (b"a, b,say \"c\",\xC3\xA9,7\n", "neither CSV"),
            (b"\"a, b\",\"say \"\"c\"\"\",?,7\n", "beyond ASCII"),
            (b"\"a, b\",\"say \"\"c\"\"\",\xE9,7\n", "not UTF-8"),
            (b" a, b | say \"c\" | \xC3\xA9 | 7\n", "neither CSV"),
        ] {
            let error = Layout::of_probe(answer).expect_err(reason);
            assert!(error.contains(reason), "{error}");
        }
    }
}
