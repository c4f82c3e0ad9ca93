//! Tables of partnerships: the partners of one organization, and all partnerships that match.

use super::cell::Cell;
use super::columns::Columns;
use super::evidence::Bibliography;
use super::motive_codes::MotiveCodes;
use super::table::Table;
use super::wording::{doubt, limits, predecessors, time};
use crate::analysis;
use crate::graph::{OrganizationRef, TimeFilter};
use crate::model::{
    Field, Id, Identified, Key, Missing, MotiveClaim, Role, Value, ValueType, Vocabularies,
};
use crate::phrase::uncapitalized;
use crate::query::{HeldMotive, SelectedPartnership, Selection, SharedOperation};

/// Marks a motive that is held only if an uncertain date falls on the right side of the time.
const UNCERTAIN_MARK: &str = "?";

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
        motives: &PARTNER_MOTIVES,
    };
    answer.table(columns, rows.collect(), selection, evidence)
}

/// The columns of motives, one per side: the name, and the meaning.
type MotiveColumns = [(&'static str, &'static str); 2];

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
    let title = format!("Partnerships{}", time(selection));
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
        motives: &MEMBER_MOTIVES,
    };
    answer.table(columns, rows, selection, evidence)
}

/// A partnership, with values that several columns need.
struct Row<'g> {
    partnership: SelectedPartnership<'g>,
    /// The partner of the organization that the table is about, if it is about one.
    partner: Option<OrganizationRef<'g>>,
    /// The motives of each member.
    motives: [Vec<HeldMotive>; 2],
    operations: Vec<SharedOperation<'g>>,
    /// The roles that the query names.
    requested_roles: Vec<Key<Role>>,
}

impl<'g> Row<'g> {
    fn new(
        selection: &Selection<'g>,
        partnership: SelectedPartnership<'g>,
        partner: Option<OrganizationRef<'g>>,
    ) -> Self {
        let members = partnership.partnership().members();
        Self {
            partnership,
            partner,
            motives: members.map(|member| selection.held_motives(partnership, member.key())),
            operations: selection.shared_operations(partnership),
            requested_roles: selection.query().named_roles().to_vec(),
        }
    }

    fn members(&self) -> [OrganizationRef<'g>; 2] {
        self.partnership.partnership().members()
    }

    /// Returns the members, each with the motives that it holds.
    fn sides(&self) -> impl Iterator<Item = (OrganizationRef<'g>, &[HeldMotive])> {
        let motives = self.motives.iter().map(Vec::as_slice);
        self.members().into_iter().zip(motives)
    }

    /// Returns the motives of a side: if there is a partner, those of the other member first, otherwise those of the members
    /// in order.
    fn motives_of_side(&self, side: usize) -> &[HeldMotive] {
        let is_reversed = self.partner == Some(self.members()[0]);
        &self.motives[side ^ usize::from(is_reversed)]
    }

    fn held_motives(&self) -> impl Iterator<Item = &HeldMotive> {
        self.motives.iter().flatten()
    }

    /// Returns which members have the requested roles in an operation, such as ` (EU: funding)`; `None` if no roles are
    /// requested.
    fn roles_in(&self, shared: &SharedOperation<'_>) -> Option<String> {
        if self.requested_roles.is_empty() {
            return None;
        }
        let vocabulary = &self.vocabularies().roles;
        let members = self.members().into_iter().enumerate();
        let members = members.filter_map(|(side, member)| {
            let mut roles = shared.roles(side);
            roles.retain(|role| self.requested_roles.contains(role));
            let labels = roles
                .iter()
                .map(|role| uncapitalized(vocabulary.label(*role)));
            let labels: Vec<String> = labels.collect();
            (!labels.is_empty()).then(|| format!("{}: {}", member.label(), labels.join(", ")))
        });
        Some(format!(" ({})", members.collect::<Vec<_>>().join("; ")))
    }

    /// Returns a value of the state of the partnership; if there is none because the state is not known, says so.
    fn of_state(&self, value: Cell) -> Cell {
        let is_unknown = self.partnership.has_unknown_phase() || !self.partnership.is_coded();
        if value.is_empty() && is_unknown {
            Cell::without_value(Missing::Unknown)
        } else {
            value
        }
    }

    fn vocabularies(&self) -> &'g Vocabularies {
        let graph = self.partnership.partnership().graph();
        graph.dataset().vocabularies()
    }
}

/// An answer that lists partnerships.
struct Answer {
    id: &'static str,
    title: String,
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
        let mut bibliography = Bibliography::asked(selection.graph(), evidence);
        let shows_condition = selection.query().filters_conditions();
        let columns = with_activity(with_state(columns, shows_condition), &codes, self.motives);
        let predecessors = predecessors(rows.iter().map(|row| row.partnership));
        let mut table =
            columns.cited_table(self.id, self.title, rows, &mut bibliography, |list, row| {
                list.cell(selection.claims(row.partnership))
            });
        if !held.is_empty() {
            table.notes.push(codes.note());
        }
        if held.contains(&true) {
            table.notes.push(format!(
                "{UNCERTAIN_MARK}: whether the motive was held then rests on an uncertain date."
            ));
        }
        table.notes.extend(undated_motives(selection));
        table.notes.extend(predecessors);
        table.notes.extend(limits(selection));
        table.finished(bibliography)
    }
}

/// Adds the columns of the state of a partnership.
///
/// People read since when a partnership is in its condition, and why, only if the query asks for a condition.
fn with_state<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    shows_condition: bool,
) -> Columns<'c, Row<'g>> {
    columns
        .with(
            "since",
            "Since",
            "The date since which the two have cooperated without a break.",
            ValueType::Date,
            |row: &Row<'_>| row.of_state(Cell::since(row.partnership.since())),
        )
        .data(
            "since_or_earlier",
            "Whether the cooperation may have begun before that date.",
            ValueType::Boolean,
            |row| row.partnership.since().map(|since| since.or_earlier),
        )
        .with(
            "phase",
            "Phase",
            "The phase; unknown if it is recorded with less than the requested confidence.",
            ValueType::Term,
            phase,
        )
        .with(
            "phase_since",
            "In phase since",
            "The date since which the partnership has been in the phase, whatever its condition.",
            ValueType::Date,
            phase_since,
        )
        .with(
            "condition",
            "Condition",
            "The condition of a relation.",
            ValueType::Term,
            condition,
        )
        .with(
            "condition_since",
            "In condition since",
            "The date since which the relation has been in the condition, whatever its phase.",
            ValueType::Date,
            move |row| condition_since(row, shows_condition),
        )
        .with(
            "because",
            "Why",
            "Why the phase or condition began.",
            ValueType::Text,
            move |row| because(row, shows_condition),
        )
        .data(
            "ended",
            "The date on which the relation ended, if it has.",
            ValueType::Date,
            |row| row.partnership.ended().map_or(Value::NONE, Value::end),
        )
        .data(
            "uncertain",
            "What rests on an uncertain date.",
            ValueType::List(&UNCERTAIN),
            |row| Value::List(uncertain(row)),
        )
}

/// Adds the columns of the motives and of the shared operations.
fn with_activity<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    codes: &'c MotiveCodes,
    motives_of_sides: &'static MotiveColumns,
) -> Columns<'c, Row<'g>> {
    let mut columns = columns.shown("motives", "Motives", |row| motives(row, codes));
    for (side, (id, meaning)) in motives_of_sides.iter().enumerate() {
        columns = columns.data(id, meaning, ValueType::TERMS, move |row| {
            let vocabulary = &row.vocabularies().motives;
            let held = row.motives_of_side(side).iter();
            Value::List(
                held.map(|held| Value::of(vocabulary, held.motive))
                    .collect(),
            )
        });
    }
    columns.with(
        "operations",
        "Operations",
        "The operations that the two share.",
        ValueType::TERMS,
        operations,
    )
}

/// The type of what rests on an uncertain date.
const UNCERTAIN: ValueType = ValueType::Record(&[
    Field::new(
        "kind",
        ValueType::Code,
        "`start` or `end` of the phase, `motive` or `operation`.",
    ),
    Field::new(
        "id",
        ValueType::Code,
        "The id of the phase, motive or operation.",
    ),
    Field::new(
        "holder",
        ValueType::Code,
        "The organization that holds the motive.",
    ),
    Field::new("date", ValueType::Date, "The uncertain bound of the phase."),
]);

fn phase(row: &Row<'_>) -> Cell {
    match row.partnership.spell() {
        Some(spell) => Cell::of(&row.vocabularies().phases, spell.record().phase),
        None if row.partnership.has_unknown_phase() => Cell::missing(Missing::Unknown, "unknown"),
        None if !row.partnership.is_coded() => Cell::without_value(Missing::Unknown),
        None => row.partnership.ended().map_or(Cell::NONE, |end| {
            Cell::missing(Missing::None, format!("ended ({end})"))
        }),
    }
}

fn phase_since(row: &Row<'_>) -> Cell {
    let since = row.partnership.phase_since();
    row.of_state(
        match (since, row.partnership.uncertain_bound().map(doubt)) {
            (Some(since), Some(doubt)) => Cell::shown(since.date, format!("{since} ({doubt})")),
            (since, _) => Cell::since(since),
        },
    )
}

fn condition(row: &Row<'_>) -> Cell {
    let relation = row.partnership.spell().filter(|spell| !spell.is_absent());
    let condition = relation.map(|spell| spell.record().condition);
    row.of_state(Cell::of_optional(&row.vocabularies().conditions, condition))
}

fn condition_since(row: &Row<'_>, is_shown: bool) -> Cell {
    let since = Cell::since(row.partnership.condition_since());
    if is_shown {
        since
    } else {
        Cell::shown(since.value().clone(), "")
    }
}

fn because(row: &Row<'_>, is_shown: bool) -> Cell {
    let spell = row.partnership.spell();
    let because = spell.and_then(|spell| spell.record().because.as_deref());
    let text = if is_shown {
        because.unwrap_or_default()
    } else {
        ""
    };
    Cell::shown(because, text)
}

/// Returns the codes of the motives by the side that holds them, such as `EU: RD LE; AU: RD`.
fn motives(row: &Row<'_>, codes: &MotiveCodes) -> String {
    let sides = row.sides().filter(|(_, held)| !held.is_empty());
    let sides = sides.map(|(side, held)| {
        let coded = held.iter().map(|held| {
            let mark = if held.is_uncertain {
                UNCERTAIN_MARK
            } else {
                ""
            };
            format!("{}{mark}", codes.code(held.motive))
        });
        format!("{}: {}", side.label(), coded.collect::<Vec<_>>().join(" "))
    });
    sides.collect::<Vec<_>>().join("; ")
}

/// Returns the shared operations. People read a mark on those that rest on an uncertain date, and if roles are requested,
/// who has which.
fn operations(row: &Row<'_>) -> Cell {
    Cell::list(row.operations.iter().map(|shared| {
        let roles = row.roles_in(shared).unwrap_or_default();
        let mark = if shared.is_uncertain {
            " (date uncertain)"
        } else {
            ""
        };
        let label = format!("{}{roles}{mark}", shared.operation.label());
        Cell::term(shared.operation.record().id().as_str(), label)
    }))
}

/// Returns everything that rests on an uncertain date: a bound of the phase, motives, operations.
fn uncertain<'g>(row: &Row<'g>) -> Vec<Value<'g>> {
    let vocabularies = row.vocabularies();
    let phase = row
        .partnership
        .spell()
        .zip(row.partnership.uncertain_bound());
    let phase = phase.map(|(spell, bound)| {
        let phase = vocabularies.phases[spell.record().phase].id();
        uncertain_record(bound.name(), phase, Value::NONE, bound.date().into())
    });
    let motives = row.sides().flat_map(|(side, held)| {
        let uncertain = held.iter().filter(|held| held.is_uncertain);
        uncertain.map(move |held| {
            let motive = vocabularies.motives[held.motive].id();
            let holder = Value::text(side.record().id().as_str());
            uncertain_record("motive", motive, holder, Value::NONE)
        })
    });
    let operations = row.operations.iter().filter(|shared| shared.is_uncertain);
    let operations = operations.map(|shared| {
        let operation = shared.operation.record().id();
        uncertain_record("operation", operation, Value::NONE, Value::NONE)
    });
    phase.into_iter().chain(motives).chain(operations).collect()
}

fn uncertain_record<'g>(
    kind: &'static str,
    id: &'g Id,
    holder: Value<'g>,
    date: Value<'g>,
) -> Value<'g> {
    Value::Record(vec![
        ("kind", Value::text(kind)),
        ("id", Value::text(id.as_str())),
        ("holder", holder),
        ("date", date),
    ])
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
    let is_undated = |claim: &&&MotiveClaim| claim.from.is_none() && claim.to.is_none();
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
