//! Bibliographies of generated sources in every style: no entry is empty, and exchange formats are read again.
#![no_main]

use std::sync::OnceLock;

use interorg::export::{BibliographyOptions, Markup, Style, write_bibliography};
use interorg::model::Source;
use interorg_fuzz::{Choices, assert_harmless, check, readers, source};
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::{Map, json};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut choices = Choices::new(bytes);
    let style = choices.one_of(styles());
    let (numbered, markup) = (choices.once_in(2), choices.one_of(Markup::ALL));
    let count = 1 + choices.below(3);
    let ids: Vec<String> = (0..count).map(|number| format!("s{number}")).collect();
    let sources: Map<_, _> = ids
        .iter()
        .map(|id| (id.clone(), source(&mut choices)))
        .collect();
    let text =
        json!({"organizations": [{"id": "un", "name": "U", "cite": ids}], "sources": sources});
    let checked = check(text.to_string());
    let Some(dataset) = checked.dataset else {
        return Corpus::Reject;
    };
    let style: Style = style.parse().expect("it is a name of a style");
    let sources: Vec<&Source> = dataset.sources().iter().collect();
    let mut output = Vec::new();
    let options = BibliographyOptions { numbered, markup };
    write_bibliography(&sources, style, options, &mut output).expect("memory has space");
    let output = String::from_utf8(output).expect("it is UTF-8");
    if style == Style::CslJson {
        assert_eq!(
            readers::json(output.as_bytes()).as_array().map(Vec::len),
            Some(count)
        );
    } else if style == Style::Hayagriva {
        let read: serde_yaml::Mapping = serde_yaml::from_str(&output).expect("it is YAML");
        assert_eq!(read.len(), count);
    } else if !style.is_exchange_format() {
        assert_harmless(&output);
        if markup == Markup::Text {
            let entries: Vec<&str> = output.lines().collect();
            assert!(entries.len() >= count, "{output:?}");
            for entry in entries {
                let words = if numbered {
                    entry.trim_start_matches(|c: char| c.is_ascii_digit() || "[]. ()".contains(c))
                } else {
                    entry
                };
                assert!(
                    words.contains(char::is_alphanumeric) || words.trim().chars().count() > 1,
                    "an entry is empty: {output:?}"
                );
            }
        }
    }
    Corpus::Keep
});

fn styles() -> &'static [&'static str] {
    static STYLES: OnceLock<Vec<&str>> = OnceLock::new();
    STYLES.get_or_init(Style::names)
}
