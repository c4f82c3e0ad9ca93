//! The columns of memberships.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::MembershipRow;
use crate::graph::Graph;
use crate::model::{Identified, Missing, Value};

/// Returns the columns of [memberships](crate::analysis::memberships).
pub fn memberships(graph: &Graph) -> PanelColumns<'_, MembershipRow<'_>> {
    let organizations = graph.dataset().organizations();
    let mut columns = PanelColumns::new(PanelKind::Memberships, &[]);
    columns.word(
        "organization",
        "Id of the organization that belongs to another one.",
        |row: &MembershipRow<'_>| row.member.record().id().as_str(),
    );
    columns.word("kind", "`part-of` or `member-of`.", |row| {
        row.membership.kind.as_str()
    });
    columns.word("of", "Id of the organization that it belongs to.", |row| {
        organizations[row.membership.organization].id().as_str()
    });
    columns.date("from", "Start as recorded (EDTF).", |row| {
        row.membership.from.ok_or(Missing::Unknown)
    });
    columns.date("to", "End as recorded (EDTF).", |row| {
        row.membership.to.map_or(Value::UNKNOWN, Value::end)
    });
    columns.claim(graph, |row| &row.membership.claim);
    columns
}
