//! Partnerships that match on any day of the query, for questions about their whole course.

use super::condition::{ALWAYS, Asked, all};
use super::partnerships::{asked_partnerships, matched};
use crate::graph::TimeFilter;
use crate::sql::error::SqlError;

/// Returns the table expressions up to `matched`: the partnerships that [`Query::select_courses`](crate::query::Query) selects.
pub(super) fn matching_courses(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let mut expressions = vec![asked_partnerships(asked, ALWAYS)?];
    expressions.extend(asked.needed_operations()?);
    expressions.push(matched(asked, spells_match(asked)?)?);
    Ok(format!("WITH {}", expressions.join(",\n")))
}

/// Returns the condition that a spell matches on any day, under the coding that is named or under any; confidence is ignored.
fn spells_match(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    if !asked.filters_spells() && asked.query.time() == TimeFilter::Always {
        return Ok(asked.is_of_all_time());
    }
    let of_it = "SELECT 1 FROM spell AS s WHERE s.partnership = q.id";
    let coding = match asked.coding()? {
        Some(coding) if asked.query.names_coding() => format!("s.coding = {coding}"),
        _ => ALWAYS.to_owned(),
    };
    let matching = all(&[coding, asked.at_time("s"), asked.state_matches("s")?]);
    if asked.filters_spells() {
        return Ok(format!("EXISTS ({of_it} AND {matching})"));
    }
    let phaseless = asked.phaseless_matches(&asked.on_a_day("q"));
    Ok(format!(
        "(EXISTS ({of_it} AND {matching})\n    OR {phaseless})"
    ))
}
