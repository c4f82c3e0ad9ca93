//! Partnerships: their milestones and lessons.

use super::Projection;
use super::claimed::{Claimed, partnership_id};
use super::operations::id;
use super::organizations::{date, id_of, remarks};
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, DayRange, PartnershipRef};
use crate::model::{End, Identified, Missing, ValueType};

impl<'g> Projection<'g> {
    /// Returns the table of partnerships.
    pub(super) fn partnership(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let vocabularies = graph.dataset().vocabularies();
        let rows = || self.partnerships().enumerate();
        let meaning = "A partnership as one coding pass reads it. Questions use the first pass unless they name another.";
        let mut table = TableBuilder::new("partnership", meaning, rows);
        table.column(
            "ordinal",
            ValueType::Integer,
            "Place in the dataset, from 1; those of the first pass come first.",
            |(row, one)| {
                self.ordinals
                    .of("partnership", &partnership_id(*one), row + 1)
            },
        );
        let meaning = "Id: the ids of the members joined by `--`, and that of the coding pass if it is not the first one.";
        table.column("id", ValueType::Code, meaning, |(_, one)| {
            partnership_id(*one)
        });
        table.column(
            "a",
            ValueType::Code,
            "Id of the first member.",
            |(_, one)| one.members()[0].record().id.as_str(),
        );
        table.column(
            "b",
            ValueType::Code,
            "Id of the second member.",
            |(_, one)| one.members()[1].record().id.as_str(),
        );
        table.optional(
            "coder",
            ValueType::Code,
            "Id of the coding pass; none if the dataset has no passes.",
            |(_, one)| {
                one.record()
                    .coder
                    .map(|coder| vocabularies.coders[coder].id().as_str())
            },
        );
        table.column(
            "first_pass",
            ValueType::Boolean,
            "Whether it is read by the first coding pass.",
            |(_, one)| one.graph().other_coder().is_none(),
        );
        table.column(
            "has_phases",
            ValueType::Boolean,
            "Whether it has phases under any coding; without, it is a tie while both members exist.",
            |(_, one)| !one.has_no_phases(),
        );
        table.optional(
            "standard",
            ValueType::Code,
            "Id of the standard of research.",
            |(_, one)| {
                one.record()
                    .standard
                    .map(|standard| vocabularies.standards[standard].id().as_str())
            },
        );
        table.days(|(_, one)| one.lifetime().into());
        table.optional("remarks", ValueType::Text, "Remarks.", |(_, one)| {
            remarks(&one.record().notes)
        });
        table.refers(&["a"], "organization");
        table.refers(&["b"], "organization");
        table.refers(&["coder"], "coder");
        table.refers(&["standard"], "standard");
        table.searched_by(&["ordinal"]);
        table.key(&["id"])
    }

    /// Returns the tables of what is said about partnerships, without motives.
    pub(super) fn partnership_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![
            self.membership(),
            self.spell(),
            self.spell_through(),
            self.series(),
            self.milestone(),
            self.lesson(),
        ]
    }

    fn series(&self) -> ProjectedTable<'_> {
        let rows = || {
            self.claims_of(|content| match content {
                Content::Series(series) => Some(series),
                _ => None,
            })
        };
        let meaning = "A series of milestones, and how complete it is.";
        let mut table = TableBuilder::new("series", meaning, rows);
        self.identity(&mut table, |(one, claimed, _)| (*one, claimed));
        table.column(
            "id",
            ValueType::Code,
            "Id, within the partnership.",
            |(.., series)| series.id.as_str(),
        );
        table.column("title", ValueType::Text, "Title.", |(.., series)| {
            &*series.title
        });
        table.column(
            "completeness",
            ValueType::Text,
            "How complete it is.",
            |(.., series)| &*series.completeness,
        );
        table.key(&["statement"])
    }

    fn milestone(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let kinds = &graph.dataset().vocabularies().milestone_kinds;
        let rows = || {
            self.claims_of(|content| match content {
                Content::Milestone(milestone) => Some(milestone),
                _ => None,
            })
        };
        let mut table = TableBuilder::new("milestone", "A dated event of a partnership.", rows);
        self.identity(&mut table, |(one, claimed, _)| (*one, claimed));
        table.column("kind", ValueType::Code, "Id of its kind.", |(.., one)| {
            kinds[one.kind].id().as_str()
        });
        table.column("title", ValueType::Text, "Title.", |(.., one)| &*one.title);
        table.optional(
            "actor",
            ValueType::Code,
            "Id of the member whose act it is; none if it is of both.",
            |(.., one)| one.actor.map(|actor| id_of(graph, actor)),
        );
        table.optional(
            "series",
            ValueType::Code,
            "Id of the statement of its series; none if it is in none.",
            |(partnership, _, one)| {
                one.series
                    .map(|row| format!("series:{}:{}", partnership_id(*partnership), row + 1))
            },
        );
        table.column(
            "date_edtf",
            ValueType::Code,
            "Date as recorded (EDTF).",
            |(.., one)| date(Some(one.date)),
        );
        table.days(|(.., one)| DayRange::from_bounds(Some(&one.date), End::On(one.date)).into());
        confidence(&mut table, |(_, claimed, _)| claimed);
        table.refers(&["kind"], "milestone_kind");
        table.refers(&["actor"], "organization");
        table.refers(&["series"], "series");
        table.key(&["partnership", "number"])
    }

    fn lesson(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let groups = &graph.dataset().vocabularies().lesson_groups;
        let rows = || {
            self.claims_of(|content| match content {
                Content::Lesson(lesson) => Some(lesson),
                _ => None,
            })
        };
        let mut table = TableBuilder::new(
            "lesson",
            "An observation from an operation or a partnership.",
            rows,
        );
        self.identity(&mut table, |(one, claimed, _)| (*one, claimed));
        table.column(
            "lesson_group",
            ValueType::Code,
            "Id of its group.",
            |(.., one)| groups[one.group].id().as_str(),
        );
        table.optional(
            "operation",
            ValueType::Code,
            "Id of the operation.",
            |(.., one)| {
                let operation = one.operation.ok_or(Missing::NotApplicable);
                operation.map(|operation| id(graph.operation(operation)))
            },
        );
        table.column("says", ValueType::Text, "The lesson.", |(.., one)| {
            &*one.statement
        });
        confidence(&mut table, |(_, claimed, _)| claimed);
        table.refers(&["lesson_group"], "lesson_group");
        table.refers(&["operation"], "operation");
        table.key(&["partnership", "number"])
    }

    /// Returns the records of a kind of the partnerships of every coding pass.
    pub(super) fn claims_of<'s, T: 's>(
        &'s self,
        record: impl Fn(Content<'s>) -> Option<&'s T> + Copy + 's,
    ) -> impl Iterator<Item = (PartnershipRef<'s>, Claimed<'s>, &'s T)> {
        self.of_partnerships().filter_map(move |claimed| {
            let record = record(claimed.statement.content())?;
            Some((claimed.partnership()?, claimed, record))
        })
    }

    /// Adds the columns that identify a record of a partnership.
    pub(super) fn identity<'s, R: 's>(
        &'s self,
        table: &mut TableBuilder<'s, R>,
        of: impl for<'r> Fn(&'r R) -> (PartnershipRef<'s>, &'r Claimed<'s>) + Copy + 's,
    ) {
        table.column(
            "partnership",
            ValueType::Code,
            "Id of the partnership.",
            move |row| partnership_id(of(row).0),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the partnership, from 1; of a spell, within its coding.",
            move |row| of(row).1.number,
        );
        table.column(
            "statement",
            ValueType::Code,
            "Id of the statement.",
            move |row| of(row).1.id.clone(),
        );
        table.refers(&["partnership"], "partnership");
        table.refers(&["statement"], "statement");
    }
}

/// Adds the column of the confidence of a claim.
pub(super) fn confidence<'p, R: 'p>(
    table: &mut TableBuilder<'p, R>,
    claimed: impl for<'r> Fn(&'r R) -> &'r Claimed<'p> + 'p,
) {
    let meaning = "Confidence of the claim: 1 low, 2 medium, 3 high.";
    table.column("confidence_rank", ValueType::Integer, meaning, move |row| {
        claimed(row).confidence_rank()
    });
}
