//! The dataset itself, the calendar, and the vocabularies.

use super::table::{ProjectedTable, TableBuilder};
use super::{PROJECTION_VERSION, Projection};
use crate::analysis::basis::Basis;
use crate::graph::Graph;
use crate::model::{Day, Identified, Key, Missing, Records, Value, ValueType, Vocable};

/// The years of the calendar, at least: the life of every international organization, and some years to come.
pub(crate) const CALENDAR: std::ops::RangeInclusive<i32> = 1800..=2100;

/// A term of a vocabulary.
type TermRow<'p, T> = (Key<T>, &'p T);

impl Projection<'_> {
    pub(super) fn vocabularies(&self) -> Vec<ProjectedTable<'_>> {
        let graph = self.graph;
        let all = graph.dataset().vocabularies();
        vec![
            self.about(),
            calendar(graph),
            phase(&all.phases),
            terms(
                "condition",
                "How a partnership does within its phase.",
                &all.conditions,
            ),
            terms(
                "coding",
                "A reading of the evidence into phases.",
                &all.codings,
            ),
            terms(
                "coder",
                "A coding pass: a complete reading of the evidence.",
                &all.coders,
            ),
            terms(
                "motive_family",
                "A family of motives.",
                &all.motive_families,
            ),
            motive_kind(graph),
            strength(&all.strengths),
            role(&all.roles),
            terms(
                "organization_kind",
                "A kind of organization.",
                &all.organization_kinds,
            ),
            terms(
                "operation_kind",
                "A kind of operation.",
                &all.operation_kinds,
            ),
            terms(
                "milestone_kind",
                "A kind of milestone.",
                &all.milestone_kinds,
            ),
            terms("lesson_group", "A group of lessons.", &all.lesson_groups),
            quantity(graph),
            terms(
                "standard",
                "A standard of research, by which a partnership was read.",
                &all.standards,
            ),
            terms("source_tier", "A tier of sources.", &all.source_tiers),
        ]
    }

    /// Returns the fingerprint of the records, as it is in the table `about`; `None` of a part.
    pub fn fingerprint(&self) -> Option<String> {
        let digests = || {
            let digests = Basis::default().digests(self.graph);
            digests.expect("a basis without filters has no unknown name")
        };
        (!self.ordinals.is_of_part()).then(|| digests().fingerprint())
    }

    fn about(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let is_part = self.ordinals.is_of_part();
        let about = graph.dataset().about();
        let rows = || std::iter::once(PROJECTION_VERSION);
        let mut table = TableBuilder::new("about", "The dataset; one row.", rows);
        table.column(
            "projection_version",
            ValueType::Integer,
            "Version of the names and meanings of tables and columns.",
            |version| *version,
        );
        table.column(
            "in_parts",
            ValueType::Boolean,
            "Whether the tables are made of parts. Organizations are then in the order of their ids.",
            move |_| is_part,
        );
        let meaning = "Fingerprint of the records, as a stamp of the whole dataset has it; it changes if a record that is not withdrawn changes. Unknown of tables that are made of parts, or in which records were replaced, because no program had all records.";
        table.optional("fingerprint", ValueType::Code, meaning, move |_| {
            self.fingerprint().ok_or(Missing::Unknown)
        });
        table.optional("title", ValueType::Text, "Title.", |_| {
            about.title.as_deref()
        });
        table.optional(
            "dataset_version",
            ValueType::Text,
            "Version of the dataset.",
            |_| about.version.as_deref(),
        );
        table.optional(
            "authors",
            ValueType::Text,
            "Authors, joined by `; `.",
            |_| joined(&about.authors),
        );
        table.optional("description", ValueType::Text, "Description.", |_| {
            about.description.as_deref()
        });
        table.optional("coverage", ValueType::Text, "What is covered.", |_| {
            about.coverage.as_deref()
        });
        table.optional("licence", ValueType::Text, "Licence.", |_| {
            about.licence.as_deref()
        });
        table.optional("url", ValueType::Text, "Address on the web.", |_| {
            about.url.as_deref()
        });
        table.optional(
            "covered_from_edtf",
            ValueType::Code,
            "Date since when the record is meant to be complete (EDTF).",
            |_| about.from.map(|date| date.to_string()),
        );
        table.optional(
            "as_of_edtf",
            ValueType::Code,
            "Date up to which evidence was read, as recorded (EDTF).",
            |_| about.as_of.map(|date| date.to_string()),
        );
        table.optional(
            "as_of_day",
            ValueType::Date,
            "Last day up to which evidence was read.",
            // Engines have no days after the year 9999.
            |_| {
                graph
                    .as_of()
                    .bounded()
                    .map(|day| day.min(Day::new(9999, 12, 31)))
                    .ok_or(Missing::Unknown)
            },
        );
        table.key(&["projection_version"])
    }
}

/// Returns the years. Joins with a table of years need no function that differs between engines.
fn calendar(graph: &Graph) -> ProjectedTable<'_> {
    let last = graph.as_of().year_or(*CALENDAR.end());
    let last = last.clamp(*CALENDAR.end(), 9998);
    let rows = move || *CALENDAR.start()..=last;
    let mut table = TableBuilder::new("calendar", "A year.", rows);
    table.column("year", ValueType::Integer, "Year.", |year| *year);
    table.column("first_day", ValueType::Date, "First day.", |year| {
        Day::new(*year, 1, 1)
    });
    table.column(
        "end_day",
        ValueType::Date,
        "Day after the last day.",
        |year| Day::new(*year + 1, 1, 1),
    );
    table.key(&["year"])
}

fn phase<'p>(phases: &'p Records<crate::model::Phase>) -> ProjectedTable<'p> {
    let mut table = started(
        "phase",
        "A rung of the scale of cooperation.",
        "rung",
        0,
        phases,
    );
    table.column(
        "absent",
        ValueType::Boolean,
        "Whether it means that there is no relation.",
        |(_, phase)| phase.absent,
    );
    table.column(
        "directed",
        ValueType::Boolean,
        "Whether it may lead from one member to the other.",
        |(_, phase)| phase.directed,
    );
    table.optional(
        "entry_rule",
        ValueType::Text,
        "Rule by which a partnership enters it.",
        |(_, phase)| phase.rule.as_deref(),
    );
    table.key(&["id"])
}

fn motive_kind(graph: &Graph) -> ProjectedTable<'_> {
    let vocabularies = graph.dataset().vocabularies();
    let mut table = started(
        "motive_kind",
        "A reason to cooperate.",
        "ordinal",
        1,
        &vocabularies.motives,
    );
    table.column(
        "family",
        ValueType::Code,
        "Id of its family.",
        |(_, motive)| vocabularies.motive_families[motive.family].id().as_str(),
    );
    table.refers(&["family"], "motive_family");
    table.key(&["id"])
}

fn strength<'p>(strengths: &'p Records<crate::model::Strength>) -> ProjectedTable<'p> {
    let mut table = started(
        "strength",
        "How strong a motive is.",
        "ordinal",
        1,
        strengths,
    );
    table.column(
        "weak",
        ValueType::Boolean,
        "Whether a motive of this strength is weak.",
        |(_, one)| one.weak,
    );
    table.key(&["id"])
}

fn role<'p>(roles: &'p Records<crate::model::Role>) -> ProjectedTable<'p> {
    let mut table = started("role", "A role in operations.", "ordinal", 1, roles);
    table.column(
        "adverse",
        ValueType::Boolean,
        "Whether it is directed against the operation.",
        |(_, role)| role.adverse,
    );
    table.column(
        "makes_tie",
        ValueType::Boolean,
        "Whether it makes ties to the other participants.",
        |(_, role)| role.ties,
    );
    table.key(&["id"])
}

fn quantity(graph: &Graph) -> ProjectedTable<'_> {
    let quantities = &graph.dataset().vocabularies().amounts;
    let mut table = started(
        "quantity",
        "What amounts are of, such as troops.",
        "ordinal",
        1,
        quantities,
    );
    table.optional("unit", ValueType::Text, "Unit.", |(_, one)| {
        one.unit.as_deref()
    });
    table.column(
        "temporal",
        ValueType::Code,
        "`stock`: what is there on a day; `flow`: what passes in a period.",
        |(_, one)| one.kind.as_str(),
    );
    table.column(
        "summary",
        ValueType::Code,
        "How several amounts of a record become one: sum, mean, max or last.",
        |(_, one)| one.summary.as_str(),
    );
    table.key(&["id"])
}

/// Returns the table of a vocabulary without columns of its own.
fn terms<'p, T: Vocable>(
    name: &'static str,
    meaning: &'static str,
    records: &'p Records<T>,
) -> ProjectedTable<'p> {
    started(name, meaning, "ordinal", 1, records).key(&["id"])
}

/// Starts the table of a vocabulary with the columns of every term, which are counted from a number.
fn started<'p, T: Vocable>(
    name: &'static str,
    meaning: &'static str,
    place: &'static str,
    first: usize,
    records: &'p Records<T>,
) -> TableBuilder<'p, TermRow<'p, T>> {
    let mut table = TableBuilder::new(name, meaning, move || records.entries());
    table.column(
        place,
        ValueType::Integer,
        "Place in the vocabulary; the order has a meaning.",
        move |(key, _)| key.index() + first,
    );
    table.column("id", ValueType::Code, "Id.", |(_, one)| one.id().as_str());
    table.column("label", ValueType::Text, "Label.", |(_, one)| {
        &*one.term().label
    });
    table.column("definition", ValueType::Text, "Definition.", |(_, one)| {
        &*one.term().definition
    });
    table
}

/// Returns texts joined by `; `; none if there are none.
pub(super) fn joined(texts: &[Box<str>]) -> Value<'static> {
    match texts {
        [] => Value::NONE,
        texts => texts.join("; ").into(),
    }
}
