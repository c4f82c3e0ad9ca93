//! The operations that two organizations share.

use super::condition::{ALWAYS, Asked, all, begun};
use crate::phrase::folded;
use crate::sql::error::SqlError;
use crate::sql::literal::ids;

/// The pairs of participations `x` and `y` of the members of the partnerships in `asked` that overlap.
///
/// They are compared with pairs of members as one text: an engine that compared one side first would take all participations of an
/// organization once per partner.
const MEMBERS_TAKE_PART: &str = "\
FROM participation AS x
  JOIN participation AS y ON y.operation = x.operation AND x.first_day < y.end_day AND y.first_day < x.end_day
  JOIN asked AS q ON q.pair = x.organization || '--' || y.organization";

impl Asked<'_, '_> {
    /// Returns the table expression `shared`: a row per pair of participations of the members of the partnerships in `asked`
    /// that overlap at the time of the query and match its filters.
    ///
    /// With `among`, an organization that is in each of the partnerships, it begins with the operations of that one.
    pub(super) fn shared(&self, among: Option<&str>) -> Result<String, SqlError> {
        let days = self.query.time().days();
        let doubts = ["x", "y"].map(|side| {
            let (start, end) = (self.start_doubt(side, days), self.end_doubt(side, days));
            format!("{start} OR {end}")
        });
        let conditions = [self.at_time("x"), self.at_time("y"), self.counted(among)?];
        Ok(format!(
            "\
shared AS (
  -- Operations that the two share, a row per pair of participations.
  SELECT q.id AS partnership, o.ordinal, o.id AS operation, x.role AS a_role, y.role AS b_role,
    CASE WHEN {}\n      OR {} THEN 1 ELSE 0 END AS uncertain
  {MEMBERS_TAKE_PART}
  JOIN operation AS o ON o.id = x.operation
  WHERE {}
)",
            doubts[0],
            doubts[1],
            all(&conditions),
        ))
    }

    /// Returns the table expressions [`shared`](Self::shared), and `weighed` if ties are weighed: the operations that the members of the
    /// partnerships in `asked` share on the days on which ties are weighed.
    pub(super) fn operations(&self, among: Option<&str>) -> Result<String, SqlError> {
        let shared = self.shared(among)?;
        if self.filter.weight.is_none() && self.min_weight().is_none() {
            return Ok(shared);
        }
        let conditions = [self.in_state("x"), self.in_state("y"), self.counted(among)?];
        Ok(format!(
            "\
{shared},
weighed AS (
  -- Operations that the two share when ties are weighed.
  SELECT q.id AS partnership, x.operation
  {MEMBERS_TAKE_PART}
  WHERE {}
)",
            all(&conditions)
        ))
    }

    /// Returns the table expressions of shared operations if the filters or ties need them.
    pub(super) fn needed_operations(&self) -> Result<Option<String>, SqlError> {
        let is_needed = self.filters_operations()
            || self.derives_ties()
            || self.query.min_shared().is_some()
            || self.min_weight().is_some();
        is_needed.then(|| self.operations(None)).transpose()
    }

    /// Returns the number of shared operations that a tie must have when it is weighed; `None` for any number.
    pub(super) fn min_weight(&self) -> Option<u64> {
        let least = self.query.min_weight()?.get().ceil();
        (least > 0.0).then_some(least as u64)
    }

    /// Returns the table expression `first_shared`: of partnerships without phases, the pairs of participations of the members. The first
    /// of them states since when the two have cooperated.
    pub(super) fn first_shared(&self, among: Option<&str>) -> Result<String, SqlError> {
        let begun = |side| match self.query.time().last_day() {
            Some(last) => begun(side, last),
            None => ALWAYS.to_owned(),
        };
        let conditions = [
            "NOT q.has_phases AND x.makes_tie AND y.makes_tie".to_owned(),
            begun("x"),
            begun("y"),
            self.confident("x"),
            self.confident("y"),
            self.of_named("x.operation", among)?,
        ];
        let first = "CASE WHEN x.first_day > y.first_day THEN x.first_day ELSE y.first_day END";
        Ok(format!(
            "\
first_shared AS (
  -- Of partnerships without phases, the pairs of participations by the day from which on both take part.
  SELECT q.id AS partnership, {first} AS first_day,
    CASE WHEN x.first_day > y.first_day THEN x.since_edtf WHEN x.first_day < y.first_day THEN y.since_edtf
      WHEN x.since_edtf = COALESCE(x.from_edtf, o.from_edtf) THEN x.since_edtf ELSE y.since_edtf END AS since_edtf,
    ROW_NUMBER() OVER (PARTITION BY q.id ORDER BY {first}, o.ordinal, x.number, y.number) AS choice
  {MEMBERS_TAKE_PART}
  JOIN operation AS o ON o.id = x.operation
  WHERE {}
)",
            all(&conditions)
        ))
    }

    /// Returns the condition that one of the organizations takes part in an operation that each partnership has one of. It selects
    /// nothing more, but lets an engine begin with these organizations instead of with all operations.
    fn of_named(&self, operation: &str, among: Option<&str>) -> Result<String, SqlError> {
        let named = match (
            among,
            self.filter.between.as_slice(),
            self.filter.with.as_slice(),
        ) {
            (Some(among), ..) => among.to_owned(),
            (None, [], []) => return Ok(ALWAYS.to_owned()),
            (None, [], named) | (None, named, _) => ids(named)?,
        };
        Ok(format!(
            "{operation} IN (SELECT n.operation FROM participation AS n WHERE n.organization IN ({named}))"
        ))
    }

    /// Returns the table expression `joint`: the operations that the members of the partnerships in `asked` share at the time of the
    /// query, in roles that make ties.
    pub(super) fn joint(&self) -> String {
        format!(
            "\
joint AS (
  -- Operations that the two share, in any roles that make ties.
  SELECT q.id AS partnership, x.operation
  {MEMBERS_TAKE_PART}
  WHERE {}
)",
            all(&[self.at_time("x"), self.at_time("y"), self.both_make_ties()])
        )
    }

    /// Returns the condition that two participations make a tie that matches the filters on operations, at any time.
    fn counted(&self, among: Option<&str>) -> Result<String, SqlError> {
        Ok(all(&[
            self.both_make_ties(),
            self.operation_matches("x.operation")?,
            self.roles_match("x.role", "y.role")?,
            self.of_named("x.operation", among)?,
        ]))
    }

    /// Returns the condition that two participations have the minimum confidence, and roles that make ties.
    fn both_make_ties(&self) -> String {
        all(&[
            self.confident("x"),
            self.confident("y"),
            "x.makes_tie AND y.makes_tie".to_owned(),
        ])
    }

    /// Returns the condition that an operation is named, by itself or by its country.
    pub(super) fn operation_matches(&self, operation: &str) -> Result<String, SqlError> {
        let mut conditions = Vec::new();
        if !self.filter.operations.is_empty() {
            conditions.push(format!(
                "{operation} IN ({})",
                ids(&self.filter.operations)?
            ));
        }
        if !self.filter.countries.is_empty() {
            let countries: Vec<String> = self
                .filter
                .countries
                .iter()
                .map(|one| folded(one))
                .collect();
            conditions.push(format!(
                "{operation} IN (SELECT oc.operation FROM operation_country AS oc JOIN country AS c ON c.name = oc.country \
                 WHERE c.folded IN ({}))",
                ids(&countries)?
            ));
        }
        Ok(all(&conditions))
    }

    /// Returns the condition that the roles of two participations match: one of them, or both if the query asks for both sides.
    pub(super) fn roles_match(&self, a: &str, b: &str) -> Result<String, SqlError> {
        if self.filter.roles.is_empty() {
            return Ok(all(&[]));
        }
        let roles = ids(&self.filter.roles)?;
        let joined = if self.filter.both_sides { "AND" } else { "OR" };
        Ok(format!("({a} IN ({roles}) {joined} {b} IN ({roles}))"))
    }
}
