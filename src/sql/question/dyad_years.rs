//! Dyad-years: a row per dyad and year in which both organizations exist.

use super::condition::{Asked, NEVER, all, has_open_end, has_open_start};
use super::courses::matching_courses;
use crate::analysis::panel_years;
use crate::analysis::tables::CALENDAR;
use crate::graph::OrganizationRef;
use crate::model::{Date, Day, Identified as _};
use crate::sql::error::SqlError;
use crate::sql::literal::{day, id};

/// The dyad-years of matching partnerships, and of predecessors that lived through them.
pub(super) fn dyad_years(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    assert_expressible(asked)?;
    let (columns, readings) = codings(asked)?;
    let having = if asked.filters_spells() {
        "HAVING MAX(g.matches) = 1\n"
    } else {
        ""
    };
    Ok(format!(
        "\
{},\n{},\n{},\n{readings},\n{},\n{}
SELECT v.year, v.a, v.b,{columns}
  CASE WHEN w.possible > 0 AND w.operations = 0 THEN NULL ELSE COALESCE(w.operations, 0) END AS operations,
  CASE WHEN w.possible > 0 AND w.operations = 0 THEN 'unknown' ELSE 'none' END AS operations_missing,
  CASE WHEN v.first_day < v.record_end_day THEN COALESCE(n.milestones, 0) END AS milestones,
  CASE WHEN v.first_day < v.record_end_day THEN 'none' ELSE 'unknown' END AS milestones_missing
FROM dyad_year AS v
LEFT JOIN reading AS g ON g.a = v.a AND g.b = v.b AND g.year = v.year
LEFT JOIN worked AS w ON w.a = v.a AND w.b = v.b AND w.year = v.year
LEFT JOIN noted AS n ON n.a = v.a AND n.b = v.b AND n.year = v.year
GROUP BY v.year, v.a, v.b, v.a_ordinal, v.b_ordinal, v.first_day, v.record_end_day, w.operations, w.possible, n.milestones
{having}ORDER BY v.a_ordinal, v.b_ordinal, v.year
",
        matching_courses(asked)?,
        dyads(asked)?,
        years(asked),
        operations(asked)?,
        milestones(asked),
    ))
}

/// Fails if the years of an organization depend on more than its lifetime, or are not in the calendar of the tables.
fn assert_expressible(asked: &Asked<'_, '_>) -> Result<(), SqlError> {
    let organizations = || asked.query.graph().dataset().organizations().iter();
    let refused = |what| Err(SqlError::NotInSql { what });
    if organizations().any(|one| one.founded.is_none()) {
        return refused("dyad-years with organizations without a founding date");
    }
    if organizations().any(|one| one.covered_from.is_some()) {
        return refused("dyad-years with organizations with `covered-from`");
    }
    let lifetimes = asked.query.graph().organizations();
    let lifetimes = lifetimes.map(OrganizationRef::lifetime);
    let oldest = lifetimes.map(|days| days.first.year()).min();
    let years = years_of(asked).map(|(first, _)| Some(first).max(oldest));
    if years
        .flatten()
        .is_some_and(|first| first < *CALENDAR.start())
    {
        return refused("dyad-years before 1800");
    }
    Ok(())
}

/// Returns the first and the last year of the dyad-years; `None` if nothing in the dataset is dated.
fn years_of(asked: &Asked<'_, '_>) -> Option<(i32, i32)> {
    let begin = asked.query.graph().dataset().about().from;
    let begin = begin.and_then(|begin| begin.year());
    let years = panel_years(asked.query)?;
    Some((
        begin.map_or(*years.start(), |begin| begin.max(*years.start())),
        *years.end(),
    ))
}

/// The dyads, each with the partnership that records it and the days that the record covers.
fn dyads(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let partnerships = if asked.derives_ties() {
        "tie AS p".to_owned()
    } else {
        format!("partnership AS p WHERE {}", asked.read_by("p")?)
    };
    let members = asked.members("x.organization", "y.organization")?;
    Ok(format!(
        "\
side AS (
  -- Each organization with those whose partnerships may record it: itself, then its successors.
  SELECT o.id AS organization, o.ordinal, o.id AS member, 0 AS place FROM organization AS o
  UNION ALL
  SELECT o.id AS organization, o.ordinal, s.organization AS member, r.ordinal AS place
  FROM succession AS s
  JOIN organization AS o ON o.id = s.predecessor
  JOIN organization AS r ON r.id = s.organization
),
pair AS (
  -- The partnerships from both sides.
  SELECT p.id, p.a AS member, p.b AS partner FROM {partnerships}
  UNION ALL
  SELECT p.id, p.b AS member, p.a AS partner FROM {partnerships}
),
recorded AS (
  SELECT x.organization AS a, y.organization AS b, x.ordinal AS a_ordinal, y.ordinal AS b_ordinal, x.member AS a_member,
    y.member AS b_member, x.place AS a_place, y.place AS b_place, t.id AS partnership,
    ROW_NUMBER() OVER (PARTITION BY x.organization, y.organization ORDER BY x.place, y.place) AS choice
  FROM pair AS t
  JOIN side AS x ON x.member = t.member
  JOIN side AS y ON y.member = t.partner
  WHERE x.ordinal < y.ordinal
    AND {members}
),
inherited AS (
  -- The partnerships with a spell that predecessors lived through.
  SELECT DISTINCT s.partnership FROM spell AS s JOIN spell_through AS t ON t.statement = s.statement
),
dyad AS (
  -- What is before the founding of a successor is the record of the dyad of its predecessor.
  SELECT r.a, r.b, r.a_ordinal, r.b_ordinal, r.a_place, r.b_place, r.partnership,
    CASE WHEN r.a_place > 0 OR r.b_place > 0 OR h.partnership IS NULL THEN DATE '0001-01-01'
      WHEN x.first_day > y.first_day THEN x.first_day ELSE y.first_day END AS record_first_day,
    CASE WHEN r.a_place = 0 AND r.b_place = 0 THEN DATE '9999-12-31'
      WHEN r.b_place = 0 OR (r.a_place > 0 AND x.first_day < y.first_day) THEN x.first_day
      ELSE y.first_day END AS record_end_day
  FROM recorded AS r
  JOIN matched AS m ON m.id = r.partnership
  JOIN organization AS x ON x.id = r.a_member
  JOIN organization AS y ON y.id = r.b_member
  LEFT JOIN inherited AS h ON h.partnership = r.partnership
  WHERE r.choice = 1
),
lived AS (
  -- The spells of each dyad. One is known if it has the minimum confidence, and the predecessors lived through it.
  SELECT d.a, d.b, s.coding, s.number, s.phase, s.rung, s.absent, s.condition, s.from_edtf, s.to_edtf_missing, s.first_day,
    s.end_day, s.end_doubt_day,
    LAG(s.end_day) OVER (PARTITION BY d.a, d.b, s.coding ORDER BY s.number) AS before_end_day,
    CASE WHEN {confident} AND (d.a_place = 0 OR t.organization IS NOT NULL)
      AND (d.b_place = 0 OR u.organization IS NOT NULL) THEN 1 ELSE 0 END AS known
  FROM dyad AS d
  JOIN spell AS s ON s.partnership = d.partnership
  LEFT JOIN spell_through AS t ON t.statement = s.statement AND t.organization = d.a
  LEFT JOIN spell_through AS u ON u.statement = s.statement AND u.organization = d.b
),
covered AS (
  -- The codings that cover each dyad.
  SELECT DISTINCT s.a, s.b, s.coding FROM lived AS s WHERE s.known = 1
)",
        confident = asked.confident("s"),
    ))
}

/// The years of each dyad, each with the end of the days on which both exist.
fn years(asked: &Asked<'_, '_>) -> String {
    let as_of = asked.query.graph().as_of();
    // Engines have no days after the year 9999.
    let end = day(Date::from(as_of.next().min(Day::new(9999, 12, 31))));
    let bounds = match years_of(asked) {
        Some((first, last)) => format!("y.year BETWEEN {first} AND {last}"),
        None => NEVER.to_owned(),
    };
    format!(
        "\
dated AS (
  -- The years, without the days after the evidence.
  SELECT y.year, y.first_day, y.end_day, CASE WHEN y.end_day < {end} THEN y.end_day ELSE {end} END AS until_day
  FROM calendar AS y
  WHERE {bounds}
    AND y.first_day < {end}
),
alive AS (
  -- The years of each organization, each with the end of the days on which it exists.
  SELECT y.year, l.organization, l.first_day, CASE WHEN l.end_day < y.until_day THEN l.end_day ELSE y.until_day END AS until_day
  FROM dated AS y
  JOIN lifetime AS l ON l.first_day < y.until_day AND l.end_day > y.first_day
),
together AS (
  SELECT d.a, d.b, x.year, MAX(CASE WHEN x.until_day < y.until_day THEN x.until_day ELSE y.until_day END) AS until_day
  FROM dyad AS d
  JOIN alive AS x ON x.organization = d.a
  JOIN alive AS y ON y.organization = d.b AND y.year = x.year AND x.first_day < y.until_day AND y.first_day < x.until_day
  WHERE (d.a_place = 0 AND d.b_place = 0) OR EXISTS (SELECT 1 FROM covered AS c WHERE c.a = d.a AND c.b = d.b)
  GROUP BY d.a, d.b, x.year
),
dyad_year AS (
  SELECT d.*, y.year, y.first_day, y.end_day, e.until_day
  FROM together AS e
  JOIN dyad AS d ON d.a = e.a AND d.b = e.b
  JOIN dated AS y ON y.year = e.year
)"
    )
}

/// The columns of the codings, and the table expressions of the phases on the last day on which both exist.
fn codings(asked: &Asked<'_, '_>) -> Result<(String, String), SqlError> {
    let vocabularies = asked.query.graph().dataset().vocabularies();
    let has_absent = vocabularies
        .phases
        .iter()
        .next()
        .is_some_and(|first| first.absent);
    // Rungs of a scale without an absent phase begin at 1.
    let rung = if has_absent { "s.rung" } else { "s.rung + 1" };
    let mut columns = String::new();
    for coding in vocabularies.codings.iter() {
        let (literal, name) = (id(coding.id().as_str())?, column(coding.id().as_str()));
        for part in ["rung", "phase", "condition"] {
            columns += &format!(
                "\n  MAX(CASE WHEN g.coding = {literal} THEN g.{part} END) AS {part}_{name},"
            );
        }
    }
    let matches = if asked.query.names_coding() {
        let coding = asked.coding()?.map(|coding| format!("s.coding = {coding}"));
        all(&[
            coding.unwrap_or(NEVER.to_owned()),
            asked.state_matches("s")?,
        ])
    } else {
        asked.state_matches("s")?
    };
    let open_start = has_open_start("s.from_edtf");
    let readings = format!(
        "\
chosen AS (
  -- The spells in force at the end of a year, or the gap before one that began at an unknown time.
  SELECT v.a, v.b, v.year, s.coding, s.phase, {rung} AS rung, s.absent, s.condition,
    CASE WHEN {matches} THEN 1 ELSE 0 END AS matches,
    CASE WHEN s.known = 0 OR v.until_day > v.record_end_day OR s.first_day >= v.until_day
      OR (s.to_edtf_missing = 'unknown' AND s.end_doubt_day < v.until_day) THEN 0 ELSE 1 END AS known,
    ROW_NUMBER() OVER (PARTITION BY v.a, v.b, v.year, s.coding
      ORDER BY CASE WHEN s.first_day < v.until_day THEN 0 ELSE 1 END, s.number DESC) AS choice
  FROM dyad_year AS v
  JOIN lived AS s ON s.a = v.a AND s.b = v.b
  WHERE (s.first_day < v.until_day AND s.end_day >= v.until_day)
    OR ({open_start} AND s.first_day >= v.until_day AND (s.before_end_day IS NULL OR s.before_end_day < v.until_day))
),
reading AS (
  -- The rung is NULL if the phase is unknown.
  SELECT v.a, v.b, v.year, c.id AS coding,
    CASE WHEN k.coding IS NULL OR v.until_day > v.record_end_day OR s.known = 0 THEN 'unknown'
      ELSE COALESCE(s.phase, 'none') END AS phase,
    CASE WHEN k.coding IS NULL OR v.until_day > v.record_end_day OR s.known = 0 THEN NULL
      ELSE COALESCE(s.rung, 0) END AS rung,
    CASE WHEN k.coding IS NULL OR v.until_day > v.record_end_day OR s.known = 0 THEN 'unknown'
      WHEN s.phase IS NULL OR s.absent THEN 'not-applicable' ELSE s.condition END AS condition,
    CASE WHEN s.known = 1 THEN s.matches ELSE 0 END AS matches
  FROM dyad_year AS v
  CROSS JOIN coding AS c
  LEFT JOIN covered AS k ON k.a = v.a AND k.b = v.b AND k.coding = c.id
  LEFT JOIN chosen AS s ON s.a = v.a AND s.b = v.b AND s.year = v.year AND s.coding = c.id AND s.choice = 1
)"
    );
    Ok((columns, readings))
}

/// Returns the part of the name of a column that an id gives.
fn column(id: &str) -> String {
    let letters = id.chars();
    let letters = letters.map(|one| {
        if one.is_ascii_alphanumeric() {
            one
        } else {
            '_'
        }
    });
    letters.collect::<String>().to_ascii_lowercase()
}

/// The operations that the members of each dyad share in a year.
fn operations(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let conditions = [
        asked.confident("x"),
        asked.confident("y"),
        asked.operation_matches("x.operation")?,
        asked.roles_match("x.role", "y.role")?,
    ];
    Ok(format!(
        "\
worked AS (
  -- The operations that the two share in a year, and the pairs of participations that show one or may show one.
  SELECT v.a, v.b, v.year, COUNT(DISTINCT CASE WHEN x.makes_tie AND y.makes_tie THEN x.operation END) AS operations,
    COUNT(*) AS possible
  FROM dyad_year AS v
  JOIN participation AS x ON x.organization = v.a AND x.first_day < v.end_day AND x.end_day > v.first_day
  JOIN participation AS y ON y.operation = x.operation AND y.organization = v.b
    AND y.first_day < v.end_day AND y.end_day > v.first_day AND x.first_day < y.end_day AND y.first_day < x.end_day
  JOIN role AS r ON r.id = x.role AND r.makes_tie
  JOIN role AS q ON q.id = y.role AND q.makes_tie
  WHERE {}
  GROUP BY v.a, v.b, v.year
)",
        all(&conditions)
    ))
}

/// The milestones of each dyad in a year.
fn milestones(asked: &Asked<'_, '_>) -> String {
    format!(
        "\
noted AS (
  -- The milestones of a year. One whose date covers several years is in none.
  SELECT v.a, v.b, v.year, COUNT(*) AS milestones
  FROM dyad_year AS v
  JOIN milestone AS e ON e.partnership = v.partnership AND e.first_day >= v.first_day AND e.end_day <= v.end_day
  WHERE e.end_day > v.record_first_day AND e.end_day <= v.record_end_day
    AND NOT {} AND NOT {} AND {}
  GROUP BY v.a, v.b, v.year
)",
        has_open_start("e.date_edtf"),
        has_open_end("e.date_edtf"),
        asked.confident("e")
    )
}
