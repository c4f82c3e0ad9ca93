//! The severities that a dataset changes.

use super::path::Path;
use super::references::References;
use crate::dataset::finding::{FindingKind, Rule};
use crate::dataset::record::{Entries, Leaf};
use crate::model::Severity;
use crate::phrase::nearest;

/// The codes of findings with the severity that they have in a dataset.
pub(crate) type Severities = Box<[(Box<str>, Severity)]>;

/// Reads the severities that a dataset changes, and reports those that it cannot change.
pub(super) fn read(
    checks: Entries<Leaf<Severity>>,
    references: &mut References<'_>,
    path: &Path<'_>,
) -> Severities {
    if checks.0.is_empty() {
        return Severities::default();
    }
    let rules = FindingKind::rules();
    let mut severities = Vec::with_capacity(checks.0.len());
    for (index, (code, Leaf(severity))) in checks.0.into_iter().enumerate() {
        match fault(&rules, &code, severity) {
            Some(fault) => references.find(&path.entry_key(index), fault),
            None => severities.push((code.into(), severity)),
        }
    }
    severities.into()
}

/// Returns what is wrong with the severity of a finding; `None` if a dataset can give it that.
fn fault(rules: &[Rule], code: &str, severity: Severity) -> Option<FindingKind> {
    let code = code.to_owned();
    match rules.iter().find(|rule| rule.code == code) {
        None => {
            let candidates = nearest(&code, rules.iter().map(|rule| rule.code));
            Some(FindingKind::UnknownCheck { code, candidates })
        }
        Some(rule) if severity < rule.lowest => Some(FindingKind::FixedSeverity { code }),
        Some(_) => None,
    }
}
