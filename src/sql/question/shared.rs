//! The operations that two organizations share.

use super::condition::{ALWAYS, Asked, all};
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
        let conditions = [
            self.both_make_ties(),
            self.operation_matches("x.operation")?,
            self.roles_match("x.role", "y.role")?,
            self.of_named("x.operation", among)?,
        ];
        Ok(format!(
            "\
shared AS (
  -- Operations that the two share, a row per pair of participations.
  SELECT q.id AS partnership, o.ordinal, o.id AS operation,
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
            self.both_make_ties()
        )
    }

    /// Returns the condition that both participations count at the time, in roles that make ties.
    fn both_make_ties(&self) -> String {
        all(&[
            self.at_time("x"),
            self.at_time("y"),
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
