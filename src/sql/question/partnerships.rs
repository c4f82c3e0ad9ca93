//! Questions about partnerships: which match, and the facts of each at the time of the query.

use super::condition::{ALWAYS, Asked, NEVER, all, has_open_start};
use crate::graph::{Ties, TimeFilter};
use crate::model::{Key, Organization};
use crate::sql::error::SqlError;
use crate::sql::literal::day;

/// The facts of partnerships in the order of the dataset.
pub(super) fn links(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let expressions = expressions(asked, ALWAYS, None)?;
    Ok(format!(
        "{expressions}\nSELECT m.ordinal, m.a, m.b, f.fact, f.place, f.holder, f.id, f.date_edtf, f.doubt\n\
         FROM facts AS f JOIN matched AS m ON m.id = f.partnership\n\
         ORDER BY m.ordinal, f.kind, f.place, f.holder\n"
    ))
}

/// The facts of the partners of an organization: the highest phase first, then the longest cooperation.
pub(super) fn partners(
    asked: &Asked<'_, '_>,
    organization: Key<Organization>,
) -> Result<String, SqlError> {
    let own = asked.organization(organization)?;
    let members = format!("(p.a = {own} OR p.b = {own})");
    let expressions = expressions(asked, &members, Some(&own))?;
    Ok(format!(
        "{expressions},
ranked AS (
  -- The highest phase first, then the longest cooperation, then the order of the dataset.
  SELECT m.id, CASE WHEN m.a = {own} THEN m.b ELSE m.a END AS partner,
    ROW_NUMBER() OVER (ORDER BY CASE WHEN s.absent THEN -1 ELSE COALESCE(s.rung, -1) END DESC,
      CASE WHEN {} THEN DATE '0001-01-01'
        ELSE COALESCE(r.first_day, w.first_day) END,
      m.ordinal) AS ordinal
  FROM matched AS m
  LEFT JOIN state AS s ON s.partnership = m.id
  LEFT JOIN course AS r ON r.partnership = m.id AND r.number = s.relation_start AND NOT s.absent
  LEFT JOIN first_shared AS w ON w.partnership = m.id AND w.choice = 1
)
SELECT r.ordinal, r.partner, f.fact, f.place, f.holder, f.id, f.date_edtf, f.doubt
FROM facts AS f JOIN ranked AS r ON r.id = f.partnership
ORDER BY r.ordinal, f.kind, f.place, f.holder
",
        has_open_start("COALESCE(r.from_edtf, w.since_edtf, '..')"),
    ))
}

/// Returns the table expressions up to `matched`.
pub(super) fn matching(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    Ok(format!(
        "WITH {},\n{},\n{},\n{}",
        asked_partnerships(asked, ALWAYS)?,
        asked.operations(None)?,
        course(asked)?,
        matched(asked, spells_match(asked)?)?,
    ))
}

/// Returns the table expressions up to `matched`, and `joint`: the operations that the two share in any role.
pub(super) fn matching_with_operations(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    Ok(format!("{},\n{}", matching(asked)?, asked.joint()))
}

/// Returns the table expressions up to `facts`, for partnerships that meet a condition on `p`, all of them of one organization if it
/// is named.
fn expressions(
    asked: &Asked<'_, '_>,
    members: &str,
    among: Option<&str>,
) -> Result<String, SqlError> {
    Ok(format!(
        "WITH {},\n{},\n{},\n{},\n{},\n{},\n{},\n{}",
        asked_partnerships(asked, members)?,
        asked.operations(among)?,
        asked.first_shared(among)?,
        course(asked)?,
        runs(asked),
        state(asked)?,
        matched(asked, spells_match(asked)?)?,
        facts(asked)?,
    ))
}

/// Returns the table expression `asked`: the partnerships between the organizations that are named, which meet a condition on `p`.
pub(super) fn asked_partnerships(asked: &Asked<'_, '_>, members: &str) -> Result<String, SqlError> {
    let mut conditions = vec![
        members.to_owned(),
        asked.members("p.a", "p.b")?,
        asked.not_in_gap("p.a"),
        asked.not_in_gap("p.b"),
    ];
    if asked.derives_ties() {
        let conditions = all(&conditions);
        return Ok(format!(
            "{},
asked AS (
  -- The ties between the organizations that are named.
  SELECT ROW_NUMBER() OVER (ORDER BY p.derived, p.ordinal, p.a_ordinal, p.b_ordinal) AS ordinal, p.id, p.a, p.b,
    p.a || '--' || p.b AS pair, p.has_phases, p.first_day, p.end_day, p.derived
  FROM tie AS p
  WHERE {conditions}
)",
            ties(asked)?
        ));
    }
    conditions.insert(0, asked.read_by("p")?);
    let conditions = all(&conditions);
    Ok(format!(
        "\
asked AS (
  -- The partnerships between the organizations that are named.
  SELECT p.ordinal, p.id, p.a, p.b, p.a || '--' || p.b AS pair, p.has_phases, p.first_day, p.end_day
  FROM partnership AS p
  WHERE {conditions}
)"
    ))
}

/// Returns the table expression `tie`: the partnerships if they are ties, and the organizations that share an operation at some time
/// and have none, as [`Graph::with_ties`](crate::graph::Graph::with_ties) adds them.
///
/// Their ids are none of partnerships, as `a~b`, because nothing is recorded of them, even if another coding pass has the two.
fn ties(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let read = asked.read_by("p")?;
    let (recorded, not_recorded) = match asked.query.graph().ties() {
        Ties::Operations => (String::new(), String::new()),
        Ties::Partnerships | Ties::Both => (
            format!(
                "  SELECT p.ordinal, p.id, p.a, p.b, p.has_phases, p.first_day, p.end_day, 0 AS derived, 0 AS a_ordinal, 0 AS b_ordinal
  FROM partnership AS p
  WHERE {read}
  UNION ALL
"
            ),
            format!(
                "
  WHERE NOT EXISTS (SELECT 1 FROM partnership AS p WHERE {read}
    AND ((p.a = t.a AND p.b = t.b) OR (p.a = t.b AND p.b = t.a)))"
            ),
        ),
    };
    Ok(format!(
        "\
tie AS (
  -- What ties organizations. One that follows from shared operations exists while both do, and has no phases.
{recorded}  SELECT 0 AS ordinal, t.a || '~' || t.b AS id, t.a, t.b, 1 = 0 AS has_phases,
    CASE WHEN i.first_day > j.first_day THEN i.first_day ELSE j.first_day END AS first_day,
    CASE WHEN i.end_day < j.end_day THEN i.end_day ELSE j.end_day END AS end_day,
    1 AS derived, i.ordinal AS a_ordinal, j.ordinal AS b_ordinal
  FROM (
    SELECT DISTINCT x.organization AS a, y.organization AS b
    FROM participation AS x
    JOIN participation AS y ON y.operation = x.operation AND x.first_day < y.end_day AND y.first_day < x.end_day
    JOIN organization AS v ON v.id = x.organization
    JOIN organization AS w ON w.id = y.organization AND v.ordinal < w.ordinal
    WHERE x.makes_tie AND y.makes_tie
  ) AS t
  JOIN organization AS i ON i.id = t.a
  JOIN organization AS j ON j.id = t.b{not_recorded}
)"
    ))
}

/// The spells of the partnerships, each with what is before and after it.
fn course(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let before = |column: &str| {
        format!(
            "LAG(s.{column}) OVER (PARTITION BY s.partnership ORDER BY s.number) AS before_{column}"
        )
    };
    let columns = [
        "end_day",
        "absent",
        "phase",
        "condition",
        "confidence_rank",
        "to_edtf_missing",
    ];
    let before: Vec<String> = columns.into_iter().map(before).collect();
    let coding = match asked.coding()? {
        Some(coding) => format!("s.coding = {coding}"),
        None => NEVER.to_owned(),
    };
    Ok(format!(
        "\
course AS (
  -- The spells of these partnerships, each with what is before and after it.
  SELECT s.partnership, s.number, s.phase, s.rung, s.absent, s.actor, s.condition, s.confidence_rank, s.from_edtf, s.to_edtf,
    s.to_edtf_missing, s.first_day, s.end_day, s.start_doubt_day, s.start_sure_day, s.end_doubt_day, s.end_sure_day,
    LEAD(s.from_edtf) OVER (PARTITION BY s.partnership ORDER BY s.number) AS next_from_edtf,
    {}
  FROM asked AS q
  JOIN spell AS s ON s.partnership = q.id
  WHERE {coding}
)",
        before.join(",\n    ")
    ))
}

/// For each spell, where the runs of like spells without a break begin to which it belongs.
fn runs(asked: &Asked<'_, '_>) -> String {
    // The spell before ends a run if it leaves a gap, has too little confidence, is different or has an unknown end.
    let alike = [
        ("relation", "NOT c.before_absent"),
        ("phase", "c.before_phase = c.phase"),
        (
            "condition",
            "NOT c.before_absent AND c.before_condition = c.condition",
        ),
    ];
    let start = |(name, alike): &(&str, &str)| {
        format!(
            "MAX(CASE WHEN c.before_adjoins = 1 AND c.before_confident = 1 AND c.before_open = 0 AND {alike} THEN 0 \
             ELSE c.number END)\n      OVER (PARTITION BY c.partnership ORDER BY c.number ROWS UNBOUNDED PRECEDING) AS {name}_start,\n    \
             CASE WHEN c.before_adjoins = 1 AND (c.before_confident = 0 OR (c.before_open = 1 AND {alike})) THEN 1 ELSE 0 END AS {name}_earlier"
        )
    };
    let starts: Vec<String> = alike.iter().map(start).collect();
    let confident = match asked.confident("c") {
        condition if condition == ALWAYS => ALWAYS.to_owned(),
        condition => condition.replace("c.confidence_rank", "c.before_confidence_rank"),
    };
    format!(
        "\
bounds AS (
  -- Whether the spell before adjoins, counts, and has an unknown end.
  SELECT c.*,
    CASE WHEN c.before_end_day IS NULL OR c.before_end_day < c.first_day THEN 0 ELSE 1 END AS before_adjoins,
    CASE WHEN {confident} THEN 1 ELSE 0 END AS before_confident,
    CASE WHEN c.before_to_edtf_missing = 'unknown' THEN 1 ELSE 0 END AS before_open
  FROM course AS c
),
runs AS (
  -- Where the runs of like spells without a break begin.
  SELECT c.*,
    {}
  FROM bounds AS c
)",
        starts.join(",\n    ")
    )
}

/// The spell that each partnership is in at the time of the query.
fn state(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    // In a period, the last spell that matches comes before later ones that do not.
    let order = match asked.query.time() {
        TimeFilter::During(..) => {
            let matches = asked.state_matches("c")?;
            format!("CASE WHEN {matches} THEN 0 ELSE 1 END, c.number DESC")
        }
        TimeFilter::Always | TimeFilter::At(_) => "c.number DESC".to_owned(),
    };
    let conditions = all(&[asked.in_state("c"), asked.confident("c")]);
    Ok(format!(
        "\
choice AS (
  SELECT c.*, ROW_NUMBER() OVER (PARTITION BY c.partnership ORDER BY {order}) AS place
  FROM runs AS c
  WHERE {conditions}
),
state AS (
  -- The spell in force.
  SELECT c.* FROM choice AS c WHERE c.place = 1
)"
    ))
}

/// Returns the table expression `matched`: the partnerships whose spells meet a condition, and that match all other filters.
pub(super) fn matched(asked: &Asked<'_, '_>, spells: String) -> Result<String, SqlError> {
    let mut conditions = vec![spells];
    if asked.filters_motives() {
        let matching = all(&[asked.at_time("m"), asked.motive_matches("m")?]);
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM motive AS m WHERE m.partnership = q.id AND {matching})"
        ));
    }
    if asked.filters_operations() {
        conditions.push("q.id IN (SELECT h.partnership FROM shared AS h)".to_owned());
    }
    if let Some(least) = asked.min_weight() {
        conditions.push(format!(
            "q.id IN (SELECT w.partnership FROM weighed AS w GROUP BY w.partnership \
             HAVING COUNT(DISTINCT w.operation) >= {least})"
        ));
    }
    if let Some(least) = asked.query.min_shared() {
        conditions.push(format!(
            "q.id IN (SELECT h.partnership FROM shared AS h GROUP BY h.partnership \
             HAVING COUNT(DISTINCT h.operation) >= {least})"
        ));
    }
    Ok(format!(
        "\
matched AS (
  -- The partnerships that match.
  SELECT q.ordinal, q.id, q.a, q.b
  FROM asked AS q
  WHERE {}
)",
        all(&conditions)
    ))
}

fn spells_match(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let state = all(&[asked.in_state("s"), asked.state_matches("s")?]);
    let spells = |condition: &str| {
        format!("q.id IN (SELECT s.partnership FROM course AS s WHERE {condition})")
    };
    if asked.filters_spells() {
        return Ok(spells(&all(&[state, asked.confident("s")])));
    }
    if asked.query.time() == TimeFilter::Always {
        return Ok(asked.is_of_all_time());
    }
    let phaseless = asked.phaseless_matches(&asked.on_a_day("q"));
    Ok(format!("({}\n    OR {phaseless})", spells(&state)))
}

/// What is known about each partnership at the time of the query, a row per fact.
fn facts(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let days = asked.query.state_days();
    let doubt = format!(
        "CASE WHEN s.to_edtf_missing = 'unknown' AND {end} THEN 'end' WHEN {start} THEN 'start' WHEN {end} THEN 'end' ELSE 'none' END",
        start = asked.start_doubt("s", days),
        end = asked.end_doubt("s", days),
    );
    let since = |kind: usize, name: &str, id: &str, holder: &str, doubt: &str, condition: &str| {
        format!(
            "  SELECT s.partnership, {kind} AS kind, '{name}' AS fact, 1 AS place, {holder} AS holder, {id} AS id,\n    \
             r.from_edtf AS date_edtf, {doubt} AS doubt\n  FROM state AS s\n  \
             JOIN runs AS r ON r.partnership = s.partnership AND r.number = s.{condition}"
        )
    };
    let earlier =
        |name: &str| format!("CASE WHEN r.{name}_earlier = 1 THEN 'or-earlier' ELSE 'none' END");
    let mut parts = vec![
        "  SELECT m.id AS partnership, 0 AS kind, 'partnership' AS fact, 1 AS place, 'none' AS holder, m.id AS id, 'none' AS date_edtf,\n    'none' AS doubt\n  FROM matched AS m".to_owned(),
        since(1, "since", "'none'", "'none'", &earlier("relation"), "relation_start AND NOT s.absent"),
        "  SELECT w.partnership, 1 AS kind, 'since' AS fact, 1 AS place, 'none' AS holder, 'none' AS id, w.since_edtf AS date_edtf,\n    'none' AS doubt\n  FROM first_shared AS w\n  WHERE w.choice = 1 AND w.since_edtf IS NOT NULL".to_owned(),
        since(2, "phase", "s.phase", "COALESCE(s.actor, 'none')", &doubt, "phase_start"),
        since(3, "condition", "s.condition", "'none'", &earlier("condition"), "condition_start AND NOT s.absent"),
        ended(asked)?,
        motives(asked)?,
        "  SELECT h.partnership, 7 AS kind, 'operation' AS fact, h.ordinal AS place, 'none' AS holder, h.operation AS id,\n    'none' AS date_edtf, CASE WHEN MIN(h.uncertain) = 1 THEN 'uncertain' ELSE 'none' END AS doubt\n  FROM shared AS h\n  GROUP BY h.partnership, h.ordinal, h.operation".to_owned(),
    ];
    if asked.filter.weight.is_some() {
        parts.push("  SELECT m.id AS partnership, 8 AS kind, 'weight' AS fact, 1 AS place, 'none' AS holder,\n    CAST(COUNT(DISTINCT w.operation) AS VARCHAR(20)) AS id, 'none' AS date_edtf, 'none' AS doubt\n  FROM matched AS m\n  LEFT JOIN weighed AS w ON w.partnership = m.id\n  GROUP BY m.id".to_owned());
    }
    Ok(format!("facts AS (\n{}\n)", parts.join("\n  UNION ALL\n")))
}

/// How a relation ended that came before.
fn ended(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let first = asked.query.state_days().first;
    let Some(first) = first.bounded() else {
        return Ok(no_fact(4, "ended"));
    };
    let first = day(first.into());
    Ok(format!(
        "  SELECT e.partnership, 4 AS kind, 'ended' AS fact, 1 AS place, 'none' AS holder, 'none' AS id,
    CASE WHEN e.to_edtf IS NOT NULL THEN e.to_edtf WHEN e.to_edtf_missing = 'none' THEN e.next_from_edtf ELSE e.to_edtf_missing END AS date_edtf,
    'none' AS doubt
  FROM (
    SELECT c.*, ROW_NUMBER() OVER (PARTITION BY c.partnership ORDER BY c.number DESC) AS place
    FROM course AS c
    WHERE NOT c.absent AND c.end_day <= {first} AND {}
  ) AS e
  WHERE e.place = 1
    AND NOT EXISTS (SELECT 1 FROM course AS s WHERE s.partnership = e.partnership AND NOT s.absent AND {})
    AND (e.to_edtf IS NOT NULL OR e.to_edtf_missing <> 'none' OR e.next_from_edtf IS NOT NULL)",
        asked.confident("c"),
        asked.in_state("s"),
    ))
}

/// A part of a union without a row.
fn no_fact(kind: usize, name: &str) -> String {
    format!(
        "  SELECT m.id AS partnership, {kind} AS kind, '{name}' AS fact, 1 AS place, 'none' AS holder, 'none' AS id, 'none' AS date_edtf,\n    \
         'none' AS doubt\n  FROM matched AS m\n  WHERE {NEVER}"
    )
}

/// The motives that are held, and those of which it is unknown whether they are.
fn motives(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let days = asked.query.time().days();
    let uncertain = format!(
        "{} OR {}",
        asked.start_doubt("c", days),
        asked.end_doubt("c", days)
    );
    let matching = asked.motive_matches("c")?;
    let possible = asked.possibly_held("c");
    Ok(format!(
        "  SELECT h.partnership, CASE WHEN h.held = 1 THEN 5 ELSE 6 END AS kind,
    CASE WHEN h.held = 1 THEN 'motive' ELSE 'possible-motive' END AS fact, h.ordinal AS place, h.holder, h.motive AS id,
    'none' AS date_edtf, CASE WHEN h.held = 0 THEN 'possible' WHEN h.uncertain = 1 THEN 'uncertain' ELSE 'none' END AS doubt
  FROM (
    SELECT g.partnership, v.ordinal, g.holder, g.motive, MAX(g.held) AS held,
      MIN(CASE WHEN g.held = 1 THEN g.uncertain ELSE 1 END) AS uncertain
    FROM (
      SELECT c.partnership, c.holder, c.motive, CASE WHEN {uncertain} THEN 1 ELSE 0 END AS uncertain,
        CASE WHEN {} THEN 1 ELSE 0 END AS held
      FROM asked AS q
      JOIN motive AS c ON c.partnership = q.id
      WHERE {matching}
        AND ({} OR {possible})
    ) AS g
    JOIN motive_kind AS v ON v.id = g.motive
    GROUP BY g.partnership, v.ordinal, g.holder, g.motive
  ) AS h",
        asked.at_time("c"),
        asked.at_time("c"),
    ))
}
