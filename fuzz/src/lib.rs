//! What the fuzz targets share: choices from the bytes of the fuzzer, generated datasets and filters, and readers of what the
//! program writes.

mod choices;
mod filter;
mod generated;
pub mod readers;

pub use choices::Choices;
pub use filter::filter;
pub use generated::{dataset, hostile_text, source};

use interorg::dataset::{self as datasets, Checked, Input, Report};

/// Checks one text as a whole dataset.
pub fn check(text: impl Into<Vec<u8>>) -> Checked {
    datasets::check(vec![Input::new("data.yaml", text.into())])
}

/// Returns the codes of the findings of a check.
pub fn codes(checked: &Checked) -> Vec<&'static str> {
    let findings = checked.report.findings().iter();
    findings.map(|finding| finding.kind.code()).collect()
}

/// Asserts that the findings with their hints, as people read them, cannot control a terminal.
#[track_caller]
pub fn assert_harmless_report(report: &Report) {
    for text in [
        report.render(false),
        report.summary(),
        report.summary_by_code(),
    ] {
        assert_harmless(&text);
    }
    let json = serde_json::to_vec(&report.to_json()).expect("it can be written");
    readers::json(&json);
}

/// Asserts that a text cannot control a terminal: it has no control character but line feed and tab, and changes no direction.
#[track_caller]
pub fn assert_harmless(text: &str) {
    let controls = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t')
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(at) = text.find(controls) {
        let start = text[..at]
            .char_indices()
            .rev()
            .nth(80)
            .map_or(0, |(start, _)| start);
        let excerpt: String = text[start..].chars().take(200).collect();
        panic!("a control character reaches a text for people: {excerpt:?}");
    }
}
