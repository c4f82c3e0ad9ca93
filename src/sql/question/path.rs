//! Paths: the ties on the shortest chains between two organizations, up to a number of steps.

use super::condition::{ALWAYS, Asked, NEVER, all};
use super::partnerships::{asked_partnerships, matched};
use crate::graph::Ties;
use crate::model::{Key, Organization};
use crate::sql::error::SqlError;

/// The ties on the shortest chains between two organizations; there is no row if these have more than `max_steps`.
///
/// Each end is followed for half of the steps. A tie whose ends are both reached is on a shortest chain if the steps add up. In
/// longer chains, the ties near an end are found from there: each leads to a tie of the next step.
pub(super) fn path(
    asked: &Asked<'_, '_>,
    [from, to]: [Key<Organization>; 2],
    max_steps: usize,
) -> Result<String, SqlError> {
    let (from, to) = (asked.organization(from)?, asked.organization(to)?);
    let half = max_steps.div_ceil(2).max(1);
    let before = (1..half)
        .rev()
        .map(|step| outer_step(Side::Near, step, half));
    let after = (half + 2..=2 * half).map(|step| outer_step(Side::Far, step, half));
    let outer: Vec<String> = before.chain(after).collect();
    let expressions = [
        partnership_ties(asked)?,
        edges(asked)?,
        reached("near", &from, half),
        reached("far", &to, half),
        shortest(max_steps),
    ];
    let steps = (1..half).chain(half + 2..=2 * half);
    let steps = steps.map(|step| format!("\n  UNION ALL SELECT i.* FROM step_{step} AS i"));
    Ok(format!(
        "\
{},
chain_edge AS (
  SELECT i.* FROM inner_edge AS i{}
)
SELECT c.step, c.a, c.b, c.tie, c.id
FROM chain_edge AS c
JOIN organization AS x ON x.id = c.a
JOIN organization AS y ON y.id = c.b
ORDER BY c.step, x.ordinal, y.ordinal, c.kind, c.ordinal
",
        expressions
            .into_iter()
            .chain(outer)
            .collect::<Vec<_>>()
            .join(",\n"),
        steps.collect::<String>(),
    ))
}

/// The number of steps of the shortest chain, and the ties whose ends are reached from both sides.
fn shortest(max_steps: usize) -> String {
    format!(
        "\
shortest AS (
  -- The number of steps of the shortest chain, by the organizations that are reached from both ends.
  SELECT o.steps
  FROM (SELECT MIN(x.steps + y.steps) AS steps FROM near AS x JOIN far AS y ON y.id = x.id) AS o
  WHERE o.steps <= {max_steps}
),
inner_edge AS (
  SELECT x.steps + 1 AS step, e.a, e.b, e.kind, e.tie, e.id, e.ordinal
  FROM shortest AS s
  JOIN near AS x ON x.steps < s.steps
  JOIN edge AS e ON e.a = x.id
  JOIN far AS y ON y.id = e.b AND x.steps + 1 + y.steps = s.steps
)"
    )
}

/// The end from which the organizations of a step are reached.
#[derive(Clone, Copy)]
enum Side {
    Near,
    Far,
}

/// The ties of a step that one end alone reaches; the chain goes on with a tie of the step beside it.
fn outer_step(side: Side, step: usize, half: usize) -> String {
    let (start, ties, beside, steps, is_outer) = match side {
        Side::Near => (
            "near AS x ON x.steps",
            ["e.a", "e.b", "i.a"],
            step + 1,
            (step - 1).to_string(),
            format!("s.steps > {}", step + half),
        ),
        Side::Far => (
            "far AS x ON x.steps",
            ["e.b", "e.a", "i.b"],
            step - 1,
            format!("s.steps - {step}"),
            format!("s.steps >= {step}"),
        ),
    };
    let [reached, next, end] = ties;
    let inner = half..=half + 1;
    let outer = if inner.contains(&beside) {
        String::new()
    } else {
        format!(" UNION ALL SELECT {end} FROM step_{beside} AS i")
    };
    format!(
        "\
step_{step} AS (
  SELECT {step} AS step, e.a, e.b, e.kind, e.tie, e.id, e.ordinal
  FROM shortest AS s
  JOIN {start} = {steps} AND {is_outer}
  JOIN edge AS e ON {reached} = x.id
  WHERE {next} IN (SELECT {end} FROM inner_edge AS i WHERE i.step = {beside}{outer})
)"
    )
}

/// The partnerships that are ties at the time, and the organizations that act for others.
fn partnership_ties(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let of_it = "SELECT 1 FROM spell AS s WHERE s.partnership = q.id";
    let coding = asked.coding()?.map(|coding| format!("s.coding = {coding}"));
    let relation = all(&[
        coding.unwrap_or(NEVER.to_owned()),
        "NOT s.absent".to_owned(),
        asked.in_state("s"),
        asked.state_matches("s")?,
        asked.confident("s"),
    ]);
    let mut is_tie = format!("EXISTS ({of_it} AND {relation})");
    if !asked.filters_spells() {
        let phaseless = asked.phaseless_matches(&asked.in_state("q"));
        is_tie = format!("({is_tie}\n    OR {phaseless})");
    }
    if asked.query.chained() == Ties::Operations {
        is_tie = NEVER.to_owned();
    }
    let mut expressions = vec![asked_partnerships(asked, ALWAYS)?];
    expressions.extend(asked.needed_operations()?);
    expressions.push(matched(asked, is_tie)?);
    let exists = |organization: &str| {
        format!(
            "EXISTS (SELECT 1 FROM lifetime AS l WHERE l.organization = {organization} AND {})",
            asked.in_state("l")
        )
    };
    expressions.push(format!(
        "\
predecessor AS (
  -- The predecessors that act for organizations that do not exist at the time.
  SELECT s.organization, s.predecessor, ROW_NUMBER() OVER (PARTITION BY s.organization ORDER BY s.number) AS place
  FROM succession AS s
  WHERE NOT {}
    AND {}
),
acting AS (
  SELECT o.id AS organization, COALESCE(p.predecessor, o.id) AS actor
  FROM organization AS o
  LEFT JOIN predecessor AS p ON p.organization = o.id AND p.place = 1
)",
        exists("s.organization"),
        exists("s.predecessor"),
    ));
    Ok(format!("WITH {}", expressions.join(",\n")))
}

/// The ties in both directions: partnerships and shared operations.
fn edges(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let is_partnership = asked.filters_spells()
        || asked.filters_motives()
        || asked.query.chained() == Ties::Partnerships;
    let operations = all(&[
        if is_partnership { NEVER } else { ALWAYS }.to_owned(),
        "x.makes_tie AND y.makes_tie".to_owned(),
        asked.in_state("x"),
        asked.in_state("y"),
        asked.confident("x"),
        asked.confident("y"),
        asked.operation_matches("x.operation")?,
        asked.roles_match("x.role", "y.role")?,
        asked.members("x.organization", "y.organization")?,
    ]);
    let partnerships = |a: &str, b: &str| {
        format!(
            "\
  SELECT x.actor AS a, y.actor AS b, 0 AS kind, 'partnership' AS tie, m.id, m.ordinal
  FROM matched AS m
  JOIN acting AS x ON x.organization = m.{a}
  JOIN acting AS y ON y.organization = m.{b} AND y.actor <> x.actor"
        )
    };
    Ok(format!(
        "\
edge AS (
  -- The ties at the time, from each side.
{}
  UNION ALL
{}
  UNION ALL
  SELECT DISTINCT x.organization AS a, y.organization AS b, 1 AS kind, 'operation' AS tie, o.id, o.ordinal
  FROM participation AS x
  JOIN participation AS y ON y.operation = x.operation AND y.organization <> x.organization
    AND x.first_day < y.end_day AND y.first_day < x.end_day
  JOIN operation AS o ON o.id = x.operation
  WHERE {operations}
)",
        partnerships("a", "b"),
        partnerships("b", "a"),
    ))
}

/// The organizations that are reached from one in a number of steps, each with its number of steps.
fn reached(name: &str, start: &str, max_steps: usize) -> String {
    let within = |step: usize| match step {
        1 => format!("SELECT DISTINCT e.b AS id FROM edge AS e WHERE e.a = {start}"),
        step => {
            let before = step - 1;
            format!(
                "SELECT DISTINCT e.b AS id FROM {name}_{before} AS n JOIN edge AS e ON e.a = n.id"
            )
        }
    };
    let steps = (1..=max_steps).map(|step| format!("{name}_{step} AS (\n  {}\n),\n", within(step)));
    let all = (1..=max_steps).map(|step| {
        format!("\n    UNION ALL SELECT n.id, {step} AS steps FROM {name}_{step} AS n")
    });
    format!(
        "\
{}{name} AS (
  -- The organizations that are reached from {start}, each with its number of steps.
  SELECT o.id, MIN(o.steps) AS steps
  FROM (
    SELECT {start} AS id, 0 AS steps{}
  ) AS o
  GROUP BY o.id
)",
        steps.collect::<String>(),
        all.collect::<String>(),
    )
}
