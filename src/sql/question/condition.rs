//! Conditions of a statement: the filters of a query on the columns of a table.

use crate::graph::{DayRange, Ties, TimeFilter};
use crate::model::{Confidence, Date, Day, Identified as _, Key, Organization, Records, Vocable};
use crate::query::{Filter, Query};
use crate::sql::error::SqlError;
pub(super) use crate::sql::literal::{ALWAYS, NEVER};
use crate::sql::literal::{day, id, ids};

/// What a statement asks for: the filters of a query with ids, and its days.
pub(super) struct Asked<'q, 'g> {
    pub(super) query: &'q Query<'g>,
    pub(super) filter: Filter,
}

impl<'q, 'g> Asked<'q, 'g> {
    pub(super) fn new(query: &'q Query<'g>) -> Self {
        Self {
            filter: query.canonical(),
            query,
        }
    }

    /// Returns the condition that a record is there at the time of the query: on its date, in its period, or at any time.
    pub(super) fn at_time(&self, table: &str) -> String {
        during(table, self.query.time(), self.query.time().days())
    }

    /// Returns the condition that a record is there in the period of the query, or by its date.
    pub(super) fn by_time(&self, table: &str) -> String {
        match self.query.time() {
            TimeFilter::At(date) => begun(table, date),
            time => during(table, time, time.days()),
        }
    }

    /// Returns the condition that a record is there on the days on which phases are read: those of the query, or the as-of date.
    pub(super) fn in_state(&self, table: &str) -> String {
        match self.query.time() {
            TimeFilter::Always => overlap(table, self.query.state_days()),
            _ => self.on_a_day(table),
        }
    }

    /// Returns the condition that it is unknown whether a record has begun by the last day of the query.
    pub(super) fn start_doubt(&self, table: &str, days: DayRange) -> String {
        match bounded(days.last) {
            Some(last) => between(table, "start_doubt_day", "start_sure_day", last),
            None => NEVER.to_owned(),
        }
    }

    /// Returns the condition that it is unknown whether a record has ended before the first day of the query.
    pub(super) fn end_doubt(&self, table: &str, days: DayRange) -> String {
        match bounded(days.first) {
            Some(first) => between(table, "end_doubt_day", "end_sure_day", first),
            None => NEVER.to_owned(),
        }
    }

    /// Returns the condition that a motive may be held at the time of the query, although it is not, and that its holder may exist
    /// then. The days of one whose dates contradict one another end before they begin.
    pub(super) fn possibly_held(&self, table: &str) -> String {
        let days = self.query.time().days();
        let (first, last) = (bounded(days.first), bounded(days.last));
        if first.is_none() && last.is_none() {
            return NEVER.to_owned();
        }
        let (start, end) = (self.start_doubt(table, days), self.end_doubt(table, days));
        let before = last.map(|last| format!("({} < {table}.first_day AND {start})", day(last)));
        let after = first.map(|first| format!("({table}.end_day <= {} AND {end})", day(first)));
        // Whether some days are among those of the question.
        let meet = |from: &str, until: &str| {
            let begun = last.map(|last| format!("{from} <= {}", day(last)));
            let not_ended = first.map(|first| format!("{} < {until}", day(first)));
            let conditions: Vec<String> = begun.into_iter().chain(not_ended).collect();
            conditions.join(" AND ")
        };
        let in_doubt = |from: &str, until: &str| {
            let (from, until) = (format!("{table}.{from}"), format!("{table}.{until}"));
            let meets = meet(&from, &until);
            format!(
                "({from} < {until} AND {meets} AND {from} < h.end_day AND {HOLDER_BEGIN} < {until})"
            )
        };
        let contradictory = format!(
            "({table}.end_day < {table}.first_day AND ({} OR {}))",
            in_doubt("start_doubt_day", "start_sure_day"),
            in_doubt("end_doubt_day", "end_sure_day"),
        );
        let all = [before, after, Some(contradictory)].into_iter().flatten();
        format!(
            "EXISTS (SELECT 1 FROM organization AS h WHERE h.id = {table}.holder AND {} AND ({}))",
            meet(HOLDER_BEGIN, "h.end_day"),
            all.collect::<Vec<_>>().join("\n    OR ")
        )
    }

    /// Returns the condition that a record is there on a day at the time of the query. One that is there on no day, because dates contradict
    /// one another, is there only without a filter on time.
    pub(super) fn on_a_day(&self, table: &str) -> String {
        match self.query.time() {
            TimeFilter::During(first, last)
                if bounded(first).is_none() && bounded(last).is_none() =>
            {
                format!("{table}.first_day < {table}.end_day")
            }
            _ => self.at_time(table),
        }
    }

    /// Returns the condition that a claim has the minimum confidence.
    pub(super) fn confident(&self, table: &str) -> String {
        match self.query.min_confidence() {
            Confidence::Low => ALWAYS.to_owned(),
            least => format!("{table}.confidence_rank >= {}", least as usize + 1),
        }
    }

    /// Returns `true` if organizations are tied by shared operations too.
    pub(super) fn derives_ties(&self) -> bool {
        self.query.graph().ties() != Ties::Partnerships
    }

    /// Returns the condition that a partnership without phases is a tie, which depends on its days: a recorded one while both members
    /// exist, and one that follows from shared operations while they share one.
    pub(super) fn phaseless_matches(&self, days: &str) -> String {
        let recorded = format!("NOT q.has_phases AND {days}");
        if self.derives_ties() {
            format!(
                "({recorded} AND q.derived = 0)\n    OR {}",
                self.derived_matches()
            )
        } else {
            format!("({recorded})")
        }
    }

    /// Returns the condition that a partnership is recorded, or follows from operations that are shared at the time of the query.
    pub(super) fn is_of_all_time(&self) -> String {
        if self.derives_ties() {
            format!("(q.derived = 0\n    OR {})", self.derived_matches())
        } else {
            ALWAYS.to_owned()
        }
    }

    /// Returns the condition that a partnership follows from operations that match. It has no coding, so that it is none under one
    /// that the query names.
    fn derived_matches(&self) -> String {
        if self.query.names_coding() {
            NEVER.to_owned()
        } else {
            "(q.derived = 1 AND q.id IN (SELECT h.partnership FROM shared AS h))".to_owned()
        }
    }

    /// Returns the condition that a partnership is read by the coding pass of the graph.
    pub(super) fn read_by(&self, table: &str) -> Result<String, SqlError> {
        let graph = self.query.graph();
        Ok(match graph.other_coder() {
            None => format!("{table}.first_pass"),
            Some(coder) => {
                let coders = &graph.dataset().vocabularies().coders;
                format!("{table}.coder = {}", id(coders[coder].id().as_str())?)
            }
        })
    }

    /// Returns the condition that two columns are the members that the query asks for.
    pub(super) fn members(&self, a: &str, b: &str) -> Result<String, SqlError> {
        let mut conditions = Vec::new();
        if !self.filter.with.is_empty() {
            let with = ids(&self.filter.with)?;
            conditions.push(format!("({a} IN ({with}) OR {b} IN ({with}))"));
        }
        if !self.filter.between.is_empty() {
            let between = ids(&self.filter.between)?;
            conditions.push(format!("{a} IN ({between}) AND {b} IN ({between})"));
        }
        Ok(all(&conditions))
    }

    /// Returns the condition that an organization has not vanished between two periods of its existence.
    pub(super) fn not_in_gap(&self, organization: &str) -> String {
        let days = self.query.time().days();
        let (Some(first), Some(last)) = (bounded(days.first), bounded(days.last)) else {
            return ALWAYS.to_owned();
        };
        format!(
            "{organization} NOT IN (SELECT g.organization FROM existence_gap AS g WHERE g.first_day <= {} AND {} < g.end_day)",
            day(first),
            day(last),
        )
    }

    /// Returns `true` if there is a filter on phases or conditions.
    pub(super) fn filters_spells(&self) -> bool {
        !self.filter.phases.is_empty()
            || self.filter.min_phase.is_some()
            || !self.filter.conditions.is_empty()
    }

    /// Returns `true` if there is a filter on motives or their holders.
    pub(super) fn filters_motives(&self) -> bool {
        self.query.named_motives().is_some() || !self.filter.held_by.is_empty()
    }

    /// Returns `true` if there is a filter that only a tie can match (see [`Query::filters_ties`]).
    pub(super) fn filters_ties(&self) -> bool {
        self.query.filters_ties()
    }

    /// Returns `true` if there is a filter on operations, countries or roles.
    pub(super) fn filters_operations(&self) -> bool {
        !self.filter.operations.is_empty()
            || !self.filter.countries.is_empty()
            || !self.filter.roles.is_empty()
    }

    /// Returns the condition that a spell has a matching phase and condition.
    pub(super) fn state_matches(&self, table: &str) -> Result<String, SqlError> {
        let mut conditions = Vec::new();
        if !self.filter.phases.is_empty() {
            conditions.push(format!("{table}.phase IN ({})", ids(&self.filter.phases)?));
        } else if self.filter.min_phase.is_none() {
            conditions.push(format!("NOT {table}.absent"));
        }
        if let Some(least) = self.query.min_phase() {
            conditions.push(format!("{table}.rung >= {}", least.index()));
        }
        if !self.filter.conditions.is_empty() {
            let named = ids(&self.filter.conditions)?;
            conditions.push(format!("{table}.condition IN ({named})"));
        }
        Ok(all(&conditions))
    }

    /// Returns the condition that a motive is named and has the minimum evidence.
    pub(super) fn motive_matches(&self, table: &str) -> Result<String, SqlError> {
        let mut conditions = vec![self.counts(table)?];
        if let Some(motives) = self.query.named_motives() {
            let vocabulary = &self.query.graph().dataset().vocabularies().motives;
            conditions.push(is_any_of(&format!("{table}.motive"), vocabulary, motives)?);
        }
        if !self.filter.held_by.is_empty() {
            conditions.push(format!(
                "{table}.holder IN ({})",
                ids(&self.filter.held_by)?
            ));
        }
        Ok(all(&conditions))
    }

    /// Returns the condition that a motive has the minimum confidence and strength.
    fn counts(&self, table: &str) -> Result<String, SqlError> {
        let confident = self.confident(table);
        let Some(weakest) = self.query.min_strength() else {
            return Ok(confident);
        };
        let strengths = &self.query.graph().dataset().vocabularies().strengths;
        let strong = strengths.keys().filter(|key| *key <= weakest);
        let strong: Vec<_> = strong.collect();
        let strong = is_any_of(&format!("{table}.strength"), strengths, &strong)?;
        Ok(all(&[confident, strong]))
    }

    /// Returns the id of the coding under which phases are read.
    pub(super) fn coding(&self) -> Result<Option<String>, SqlError> {
        self.filter.coding.as_deref().map(id).transpose()
    }

    /// Returns the literal of the id of an organization.
    pub(super) fn organization(&self, key: Key<Organization>) -> Result<String, SqlError> {
        id(self.query.graph().organization(key).record().id.as_str())
    }
}

/// The first day on which the holder `h` of a motive may exist: one that was founded by some date may be older.
const HOLDER_BEGIN: &str = "CASE WHEN h.start_doubt_day < h.start_sure_day AND h.start_doubt_day = DATE '0001-01-01' THEN h.start_doubt_day ELSE h.first_day END";

/// Returns the condition that a date has no start that is known or bounded, such as `../2004` and `/2004`.
pub(super) fn has_open_start(column: &str) -> String {
    format!("({column} LIKE '..%' OR {column} LIKE '/%')")
}

/// Returns the condition that a date has no end that is known or bounded, such as `2004/..` and `2004/`.
pub(super) fn has_open_end(column: &str) -> String {
    format!("({column} LIKE '%..' OR {column} LIKE '%/')")
}

/// Joins conditions; a row must meet all.
pub(super) fn all(conditions: &[String]) -> String {
    let conditions = conditions.iter().filter(|condition| *condition != ALWAYS);
    let conditions: Vec<&str> = conditions.map(String::as_str).collect();
    if conditions.is_empty() {
        ALWAYS.to_owned()
    } else {
        conditions.join("\n    AND ")
    }
}

fn is_any_of<T: Vocable>(
    column: &str,
    vocabulary: &Records<T>,
    keys: &[Key<T>],
) -> Result<String, SqlError> {
    if keys.is_empty() {
        return Ok(NEVER.to_owned());
    }
    let names: Vec<String> = keys
        .iter()
        .map(|key| vocabulary[*key].id().to_string())
        .collect();
    Ok(format!("{column} IN ({})", ids(&names)?))
}

fn during(table: &str, time: TimeFilter, days: DayRange) -> String {
    match time {
        TimeFilter::Always => ALWAYS.to_owned(),
        TimeFilter::At(_) | TimeFilter::During(..) => overlap(table, days),
    }
}

/// Returns the condition that a record is there on any of some days.
fn overlap(table: &str, days: DayRange) -> String {
    let starts = bounded(days.last).map(|_| begun(table, days.last));
    let ends = bounded(days.first).map(|first| format!("{table}.end_day > {}", day(first)));
    let conditions: Vec<String> = starts.into_iter().chain(ends).collect();
    match conditions.as_slice() {
        [] => ALWAYS.to_owned(),
        conditions => conditions.join(" AND "),
    }
}

/// Returns the condition that a record has begun by a day.
pub(super) fn begun(table: &str, last: Day) -> String {
    let last = bounded(last).map(|last| format!("{table}.first_day <= {}", day(last)));
    last.unwrap_or(ALWAYS.to_owned())
}

/// Returns the condition that a day is in the range between two columns.
fn between(table: &str, from: &str, until: &str, date: Date) -> String {
    let date = day(date);
    format!("({table}.{from} <= {date} AND {date} < {table}.{until})")
}

/// Returns a day as a date; `None` for an open side.
fn bounded(day: Day) -> Option<Date> {
    day.bounded().map(Date::from)
}
