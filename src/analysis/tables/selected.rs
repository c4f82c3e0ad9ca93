//! One table with the rows of what a query selects.

use std::collections::{HashMap, HashSet};

use super::Projection;
use super::claimed::{
    Claimed, claimed_of, claimed_of_operation, claimed_of_organization, partnership_id,
};
use super::table::{ProjectedTable, TableDefinition};
use crate::analysis::panel::{memberships, participations};
use crate::graph::{Content, StatementKind};
use crate::model::{Claim, Identified, Membership, Participation, Value};
use crate::query::{Query, SelectedPartnership, Selection};

/// The tables of records that rows of other tables belong to, in the order in which a row is looked up: one of a statement of a
/// partnership is selected if its statement is.
const OWNERS: [&str; 5] = [
    "statement",
    "partnership",
    "operation",
    "organization",
    "amount",
];

impl Projection<'_> {
    /// Returns the table with a name, with the rows that belong to what a query selects; `None` if there is no such table. Spells are
    /// whole; participations, milestones, motives and memberships are those at the time of the query.
    ///
    /// The partnerships are those of the coding pass that the query reads. Rows that belong to no partnership, operation or
    /// organization, such as terms, are left out if the query has any filter (see [`TableDefinition::can_be_filtered`]).
    ///
    /// ```
    /// use interorg::analysis::tables::Projection;
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let query = Filter { with: vec!["AU".into()], ..Filter::default() }.resolve(&graph)?;
    /// let projection = Projection::new(&graph);
    /// let partnerships = projection.selected_table("partnership", &query).expect("it is a table");
    /// assert_eq!(partnerships.rows().count(), 3);
    /// # Ok::<(), interorg::query::QueryError>(())
    /// ```
    pub fn selected_table(&self, name: &str, query: &Query<'_>) -> Option<ProjectedTable<'_>> {
        let selected = SelectedRecords::of(query);
        let table = self.table(name)?;
        let definition = table.definition();
        if !definition.is_of_sources() {
            let owner = Owner::of(definition);
            return Some(table.retain(move |row| selected.has(&owner, row)));
        }
        if selected.has_everything {
            return Some(table);
        }
        let sources = self.cited_by(selected);
        let column = definition
            .place("source")
            .or_else(|| definition.place("id"))?;
        Some(table.retain(move |row| text(&row[column]).is_some_and(|id| sources.contains(id))))
    }

    /// Returns the table with a name.
    fn table(&self, name: &str) -> Option<ProjectedTable<'_>> {
        let mut tables = self.tables().into_iter();
        tables.find(|table| table.definition().name == name)
    }

    /// Returns the ids of the sources that records cite.
    fn cited_by(&self, selected: SelectedRecords) -> HashSet<String> {
        let citations = self.citation();
        let owner = Owner::of(citations.definition());
        let source = citations.definition().place("source");
        let source = source.expect("a citation has a source");
        let rows = citations.rows().filter(|row| selected.has(&owner, row));
        let ids = rows.filter_map(|row| text(&row[source]).map(str::to_owned));
        ids.collect()
    }
}

impl TableDefinition {
    /// Returns `true` if its rows belong to partnerships, operations, organizations or sources, so that a query can select some of
    /// them. Vocabularies, the calendar, and tables about the dataset as a whole have no such rows.
    pub fn can_be_filtered(&self) -> bool {
        self.is_of_sources() || Owner::of(self) != Owner::None
    }

    /// Returns `true` if each row belongs to a partnership.
    pub fn is_of_partnerships(&self) -> bool {
        let is_one = |column: &str| {
            self.place(column)
                .is_some_and(|at| !self.columns[at].is_optional)
        };
        is_one("partnership")
    }

    fn is_of_sources(&self) -> bool {
        ["source", "source_number"].contains(&self.name)
    }

    /// Returns the place of a column.
    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|one| one.name == column)
    }

    /// Returns the place of the first column that refers to a table.
    fn reference(&self, table: &str) -> Option<usize> {
        let mut keys = self.foreign_keys.iter();
        self.place(keys.find(|key| key.table == table)?.columns[0])
    }
}

/// How a row names the record that it belongs to.
#[derive(Debug, PartialEq, Eq)]
enum Owner {
    /// It belongs to none.
    None,
    /// By the first of these columns that has a value. Each has the ids of a table.
    Columns(Vec<(usize, &'static str)>),
    /// By a column with the kind of a thing and one with its id.
    Thing(usize, usize),
    /// By the id of the statement of a participation and the number of a period of existence.
    Part(usize, usize),
}

impl Owner {
    fn of(table: &TableDefinition) -> Self {
        if let (Some(kind), Some(thing)) = (table.place("thing_kind"), table.place("thing")) {
            return Self::Thing(kind, thing);
        }
        if let (Some(statement), Some(part)) = (table.place("statement"), table.place("part")) {
            return Self::Part(statement, part);
        }
        let own = OWNERS[..4].iter().find(|name| **name == table.name);
        if let (Some(name), Some(id)) = (own, table.place("id")) {
            return Self::Columns(vec![(id, name)]);
        }
        let columns = OWNERS.iter();
        let columns = columns.filter_map(|name| Some((table.reference(name)?, *name)));
        match columns.collect::<Vec<_>>() {
            columns if columns.is_empty() => Self::None,
            columns => Self::Columns(columns),
        }
    }
}

/// The records that a query selects.
struct SelectedRecords {
    /// The ids of statements, and those of other records after the name of their table and a colon.
    ids: HashSet<String>,
    /// The participations in periods of existence, by the id of their statement and the number of the period.
    parts: HashSet<(String, usize)>,
    /// Whether the query has no filter, so that it also selects what belongs to none of these records.
    has_everything: bool,
}

impl SelectedRecords {
    fn of(query: &Query<'_>) -> Self {
        let selection = query.select_courses();
        let mut selected = Self {
            ids: HashSet::new(),
            parts: HashSet::new(),
            has_everything: !selection.is_restricted(),
        };
        for partnership in selection.iter() {
            selected.add_partnership(&selection, partnership);
        }
        selected.add_operations(query);
        selected.add_organizations(query);
        selected
    }

    /// Adds a recorded partnership and the statements about it that are shown.
    fn add_partnership(&mut self, selection: &Selection<'_>, selected: SelectedPartnership<'_>) {
        let partnership = selected.partnership();
        if partnership.is_derived() {
            return;
        }
        let id = partnership_id(partnership);
        self.ids.insert(format!("partnership:{id}"));
        let shown = shown_claims(selection, selected);
        let is_shown = |one: &Claimed<'_>| match one.statement.content() {
            Content::Phase(coding, spell) => {
                selection.query().is_case(coding, spell)
                    && selection.meets_confidence(&spell.record().claim)
            }
            Content::Series(_) => selection.shows(StatementKind::Milestone),
            _ => {
                let claim = one.statement.claim();
                claim.is_some_and(|claim| shown.contains(&std::ptr::from_ref(claim)))
            }
        };
        let has_everything = self.has_everything;
        let claims = claimed_of(partnership).filter(|one| has_everything || is_shown(one));
        self.ids.extend(claims.map(|one| one.id));
    }

    /// Adds the operations that match, and the participations in them.
    fn add_operations(&mut self, query: &Query<'_>) {
        let mut shown: HashMap<*const Participation, Vec<usize>> = HashMap::new();
        for one in participations(query) {
            let parts = shown.entry(std::ptr::from_ref(one.participation));
            parts.or_default().push(one.part);
        }
        for operation in query.operations() {
            let id = operation.record().id().as_str();
            self.ids.insert(format!("operation:{id}"));
            for claimed in claimed_of_operation(operation) {
                if let Content::Participation(record) = claimed.statement.content() {
                    let Some(parts) = shown.get(&std::ptr::from_ref(record)) else {
                        continue;
                    };
                    let parts = parts.iter().map(|part| (claimed.id.clone(), *part));
                    self.parts.extend(parts);
                }
                self.ids.insert(claimed.id);
            }
        }
    }

    /// Adds the organizations that the query is about, and their memberships.
    fn add_organizations(&mut self, query: &Query<'_>) {
        let held = memberships(query).into_iter();
        let held: HashSet<*const Membership> =
            held.map(|row| std::ptr::from_ref(row.membership)).collect();
        for organization in query.organizations() {
            let id = organization.record().id().as_str();
            self.ids.insert(format!("organization:{id}"));
            let claims = claimed_of_organization(organization);
            let claims = claims.filter(|one| match one.statement.content() {
                Content::Membership(record) => held.contains(&std::ptr::from_ref(record)),
                _ => true,
            });
            self.ids.extend(claims.map(|one| one.id));
        }
    }

    /// Returns `true` if a row belongs to one of the records.
    fn has(&self, owner: &Owner, row: &[Value<'_>]) -> bool {
        match owner {
            Owner::None => self.has_everything,
            Owner::Part(statement, part) => match (text(&row[*statement]), &row[*part]) {
                (Some(id), Value::Integer(part)) => usize::try_from(*part)
                    .is_ok_and(|part| self.parts.contains(&(id.to_owned(), part))),
                _ => false,
            },
            Owner::Thing(kind, thing) => match text(&row[*kind]) {
                Some(kind @ ("organization" | "operation")) => self.has_record(kind, &row[*thing]),
                _ => self.has_everything,
            },
            Owner::Columns(columns) => {
                let mut named = columns.iter().map(|(place, table)| (&row[*place], *table));
                let named = named.find(|(id, _)| text(id).is_some());
                named.map_or(self.has_everything, |(id, table)| {
                    self.has_record(table, id)
                })
            }
        }
    }

    /// Returns `true` if a record is selected, by its id in a table.
    fn has_record(&self, table: &str, id: &Value<'_>) -> bool {
        let Some(id) = text(id) else { return false };
        match table {
            "statement" if id.starts_with("definition:") => self.has_everything,
            "statement" => self.ids.contains(id),
            // The id of an amount begins with that of its record.
            "amount" => id
                .rsplit_once(":amount:")
                .is_some_and(|(record, _)| self.ids.contains(record)),
            _ => self.ids.contains(&format!("{table}:{id}")),
        }
    }
}

/// Returns the claims of a partnership that are shown, without those of spells.
fn shown_claims(
    selection: &Selection<'_>,
    selected: SelectedPartnership<'_>,
) -> HashSet<*const Claim> {
    let motives = selection.motives_at_time(selected);
    let claims = motives.map(|one| &one.claim.claim);
    let not_found = selection.motives_not_found(selected);
    let claims = claims.chain(not_found.map(|one| &one.claim));
    let claims = claims.chain(selection.milestones(selected).map(|one| &one.claim));
    let claims = claims.chain(selection.lessons(selected).map(|one| &one.claim));
    claims.map(std::ptr::from_ref).collect()
}

fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
