//! Tables of partnerships: the partners of one organization, and all partnerships that match.

mod activity;
mod row;
mod state;
mod uncertain;

use self::activity::{MotiveColumns, UNCERTAIN_MARK, with_activity, with_ties, with_weight};
use self::row::Row;
use self::state::{with_standard, with_state};
use super::cell::Cell;
use super::columns::Columns;
use super::evidence::Bibliography;
use super::motive_codes::{IN_DOUBT_NOTE, MotiveCodes};
use super::table::Table;
use super::wording::{limits_of, predecessors, time, weighing_day, weight_note};
use crate::analysis;
use crate::graph::{OrganizationRef, Ties, TimeFilter};
use crate::model::{Key, MotiveClaim, Organization, ValueType};
use crate::query::{SelectedPartnership, Selection};

/// Returns the partners of an organization: since when, in which phase and condition, for which motives, in which
/// operations.
///
/// The rows are in the order of [`analysis::partners`].
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?.select();
/// let eu = graph.organization_named("EU").expect("it is in the dataset");
/// let table = view::partners(&selection, eu, false);
/// // People read fewer columns than programs.
/// let texts: Vec<String> = table.filled_columns().map(|column| table.rows[0][column].text()).collect();
/// assert_eq!(texts[..3], ["NATO", "1999", "Institutionalized"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn partners(selection: &Selection<'_>, of: OrganizationRef<'_>, evidence: bool) -> Table {
    let selection = &selection.with_member(of.key());
    let title = format!("Partners of {}{}", of.label(), time(selection));
    let columns = Columns::new().with(
        "partner",
        "Partner",
        "The partner.",
        ValueType::Term,
        |row: &Row<'_>| row.partner.map_or(Cell::NONE, Cell::organization),
    );
    let partners = analysis::partners(selection, of).into_iter();
    let rows = partners
        .map(|partner| Row::new(selection, partner.partnership, Some(partner.organization)));
    let answer = Answer {
        id: "partners",
        title,
        of: Some(of.key()),
        motives: &PARTNER_MOTIVES,
    };
    answer.table(columns, rows.collect(), selection, evidence)
}

const PARTNER_MOTIVES: MotiveColumns = [
    ("own_motives", "The motives that the organization holds."),
    ("partner_motives", "The motives that the partner holds."),
];

const MEMBER_MOTIVES: MotiveColumns = [
    ("a_motives", "The motives that the first member holds."),
    ("b_motives", "The motives that the second member holds."),
];

/// Returns partnerships: their members, since when, in which phase and condition, for which motives, in which
/// operations.
///
/// The rows are in the order of the dataset.
pub fn links(selection: &Selection<'_>, evidence: bool) -> Table {
    let what = match selection.graph().ties() {
        Ties::Partnerships => "Partnerships",
        Ties::Operations => "Ties by shared operations",
        Ties::Both => "Partnerships and ties by shared operations",
    };
    let title = format!("{what}{}", time(selection));
    let columns = Columns::new()
        .with(
            "a",
            "A",
            "The first member.",
            ValueType::Term,
            |row: &Row<'_>| Cell::organization(row.members()[0]),
        )
        .with("b", "B", "The second member.", ValueType::Term, |row| {
            Cell::organization(row.members()[1])
        });
    let rows = selection
        .iter()
        .map(|one| Row::new(selection, one, None))
        .collect();
    let answer = Answer {
        id: "links",
        title,
        of: None,
        motives: &MEMBER_MOTIVES,
    };
    answer.table(columns, rows, selection, evidence)
}

/// An answer that lists partnerships.
struct Answer {
    id: &'static str,
    title: String,
    /// The organization whose partners are listed; `None` for all partnerships.
    of: Option<Key<Organization>>,
    motives: &'static MotiveColumns,
}

impl Answer {
    /// Returns the table: the given columns, then those of the state at the time of the selection.
    fn table<'g>(
        self,
        columns: Columns<'_, Row<'g>>,
        rows: Vec<Row<'g>>,
        selection: &Selection<'g>,
        evidence: bool,
    ) -> Table {
        let codes = MotiveCodes::of(&selection.graph().dataset().vocabularies().motives);
        let held = rows.iter().flat_map(Row::held_motives);
        let held: Vec<bool> = held.map(|motive| motive.is_uncertain).collect();
        let has_possible = rows.iter().any(Row::has_possible_motives);
        let mut bibliography = Bibliography::asked(selection.graph(), evidence);
        let shows_condition = selection.query().filters_conditions();
        let columns = with_ties(columns, selection.graph().ties());
        let columns = with_standard(columns, selection.graph());
        let columns = with_weight(columns, selection);
        let columns = with_state(columns, selection.graph(), shows_condition);
        let columns = with_activity(columns, &codes, self.motives);
        let predecessors = predecessors(rows.iter().map(|row| row.partnership));
        let mut table =
            columns.cited_table(self.id, self.title, rows, &mut bibliography, |list, row| {
                list.cell(selection.claims(row.partnership))
            });
        if has_possible || !held.is_empty() {
            table.notes.push(codes.note());
        }
        if held.contains(&true) {
            table.notes.push(format!(
                "{UNCERTAIN_MARK}: whether the motive was held then rests on an uncertain date."
            ));
        }
        if has_possible {
            table.notes.push(IN_DOUBT_NOTE.to_owned());
        }
        table
            .notes
            .extend(weighing_day(selection).filter(|_| self.of.is_none()));
        table.notes.extend(weight_note(selection));
        table.notes.extend(undated_motives(selection));
        table.notes.extend(predecessors);
        table.notes.extend(limits_of(selection, self.of));
        table.finished(bibliography)
    }
}

/// Returns a note on the number of motives without dates, unless there are none or no time is requested.
fn undated_motives(selection: &Selection<'_>) -> Option<String> {
    if selection.time() == TimeFilter::Always {
        return None;
    }
    let motives: Vec<&MotiveClaim> = selection
        .iter()
        .flat_map(SelectedPartnership::motives)
        .collect();
    let is_undated = |claim: &&&MotiveClaim| claim.start().is_none() && claim.to.is_none();
    let undated = motives.iter().filter(is_undated).count();
    let count = match undated {
        0 => return None,
        _ if undated == motives.len() => "The motives have no dates.".to_owned(),
        1 => format!("1 of {} motives has no dates.", motives.len()),
        _ => format!("{undated} of {} motives have no dates.", motives.len()),
    };
    Some(format!(
        "{count} Such motives count as held from the first relation on, while their holder exists."
    ))
}
