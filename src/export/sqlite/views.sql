CREATE VIEW partnership_phase AS
-- A row per spell of the first coding pass, with labels: the relation of two organizations from first_day to the day before end_day.
SELECT s.partnership, p.a, p.b, a.abbreviation AS a_label, b.abbreviation AS b_label, s.coding, s.number, s.phase,
  f.label AS phase_label, s.rung, s.absent, s.actor, s.condition, s.from_edtf, s.to_edtf, s.first_day, s.end_day,
  s.start_doubt_day, s.start_sure_day, s.end_doubt_day, s.end_sure_day, s.confidence_rank, s.statement
FROM spell AS s
JOIN partnership AS p ON p.id = s.partnership
JOIN organization AS a ON a.id = p.a
JOIN organization AS b ON b.id = p.b
JOIN phase AS f ON f.id = s.phase
WHERE p.first_pass;

CREATE VIEW partnership_year AS
-- A row per partnership, coding and year on the last day of which a spell is in force, as dates are read at their widest. The last
-- year is that of the day up to which evidence was read, and is read on this day.
SELECT y.year, v.*
FROM about AS t
JOIN calendar AS y ON y.first_day <= t.as_of_day
JOIN partnership_phase AS v ON v.first_day < y.end_day AND v.first_day <= t.as_of_day
  AND (v.end_day >= y.end_day OR (t.as_of_day < y.end_day AND v.end_day > t.as_of_day));

CREATE VIEW shared_operation AS
-- A row per pair of participations by which two organizations share an operation on some days, in roles that make ties.
SELECT o.id AS operation, o.label, x.organization AS a, y.organization AS b, x.role AS a_role, y.role AS b_role,
  CASE WHEN x.first_day > y.first_day THEN x.first_day ELSE y.first_day END AS first_day,
  CASE WHEN x.end_day < y.end_day THEN x.end_day ELSE y.end_day END AS end_day,
  CASE WHEN x.confidence_rank < y.confidence_rank THEN x.confidence_rank ELSE y.confidence_rank END AS confidence_rank
FROM participation AS x
JOIN participation AS y ON y.operation = x.operation AND x.first_day < y.end_day AND y.first_day < x.end_day
JOIN organization AS ox ON ox.id = x.organization
JOIN organization AS oy ON oy.id = y.organization AND ox.ordinal < oy.ordinal
JOIN operation AS o ON o.id = x.operation
WHERE x.makes_tie AND y.makes_tie;

CREATE VIEW evidence AS
-- A row per citation of a statement, with the source.
SELECT t.id AS statement, t.kind, t.says, t.confidence, c.rival, c.counter_evidence, c.source, s.reference_text, c.locator,
  c.quotation, s.url
FROM citation AS c
JOIN statement AS t ON t.id = c.statement
JOIN source AS s ON s.id = c.source;
