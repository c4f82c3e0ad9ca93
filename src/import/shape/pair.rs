//! Rows of two organizations: ties and events.

use super::Shape;
use super::cell::whole_number;
use super::columns::EntityColumns;
use super::plan::Time;
use super::reader::RowReader;
use super::values::{Meaning, NONE, NOT_EXISTING};
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::{
    Beside, Direction, PARTS_OF_ONE_ANOTHER, Period, Register, Term, When,
};
use crate::import::table::Row;
use crate::model::MembershipKind;
use crate::phrase::capitalized;

/// The kind of tie in a table without kinds.
const DEFAULT_TIE: &str = "recorded";

/// The definition of that kind.
const DEFAULT_TIE_DEFINITION: &str = "The table records a tie between the two.";

/// Reads a row of two organizations.
pub(super) fn pair(
    reader: &mut RowReader<'_>,
    row: &Row,
    from: &EntityColumns,
    to: &EntityColumns,
) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    // A rejected row must not leave an organization behind.
    reader.require(row, from)?;
    reader.require(row, to)?;
    let is_event = reader.plan.shape == Shape::Events;
    let when = if is_event {
        reader.date_of_event(row, &mut changes)?
    } else {
        reader.when(row, &mut changes)?
    };
    let kind = reader
        .plan
        .cleaner
        .optional(row, reader.plan.role)
        .to_owned();
    let beside = reader.beside(row, &mut changes)?;
    let is_operation = [from, to].map(|columns| reader.is_operation(row, columns));
    let organization = match is_operation {
        [true, true] => return Err(Outcome::not_carried("both ends are operations")),
        [true, false] => Some((to, from)),
        [false, true] => Some((from, to)),
        [false, false] => None,
    };
    if let Some((organization, operation)) = organization {
        let organization = reader.entity(row, organization, false, &mut changes)?;
        let operation = reader.entity(row, operation, true, &mut changes)?;
        let times = vec![(None, when)];
        return reader.participation((operation, organization), &kind, &times, &beside, changes);
    }
    let membership = reader.plan.values.membership(&kind);
    let has_rung = !is_event && reader.plan.flags.is_empty() && membership.is_none();
    let kind = if has_rung {
        reader.kind_of(&kind)?
    } else {
        kind
    };
    let phase = if has_rung { reader.phase(row)? } else { None };
    let from = reader.entity(row, from, false, &mut changes)?;
    let to = reader.entity(row, to, false, &mut changes)?;
    if from == to {
        let reason = "an organization with itself is not a pair";
        return Err(Outcome::not_carried(reason));
    }
    if let Some(membership) = membership {
        return reader.membership(membership, (from, to), (when, &beside), changes);
    }
    match when {
        When::Period(period) if is_event => {
            reader.event((from, to), period, &kind, &beside, changes)
        }
        When::Period(period) if period.start_or_before_end().is_none() => reader.tied_pair(
            row,
            (from, to),
            (&kind, phase),
            (When::Undated, beside),
            changes,
        ),
        when => reader.tied_pair(row, (from, to), (&kind, phase), (when, beside), changes),
    }
}

impl RowReader<'_> {
    /// Returns `true` if the key in a row is that of a known operation.
    fn is_operation(&self, row: &Row, columns: &EntityColumns) -> bool {
        let key = columns
            .key
            .map(|column| self.plan.cleaner.text(row, column));
        key.is_some_and(|key| {
            let is_known = |register: &Register| register.find(key).is_some();
            is_known(&self.collection.operations) && !is_known(&self.collection.organizations)
        })
    }

    /// Adds the ties of a row, or the tie of a kind on a rung.
    fn tied_pair(
        &mut self,
        row: &Row,
        (from, to): (u32, u32),
        (kind, phase): (&str, Option<u32>),
        (when, mut beside): (When, Beside),
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        if !self.plan.flags.is_empty() {
            return self.flags(row, (from, to), when, &beside, changes);
        }
        if when == When::Undated {
            let rung = phase.map(|phase| self.collection.phases.label(phase).to_owned());
            let remark = self.remark(row, (from, to), [kind, &rung.unwrap_or_default()]);
            beside.notes.extend(remark);
            let is_directed = self.plan.is_directed;
            let is_one_way = self.plan.direction(row) == Direction::OneWay;
            self.undated_arcs += u64::from(is_one_way);
            let is_new = self.collection.tie((from, to), &beside, when, is_directed);
            return Ok(self.pair_outcome((from, to), "notes", is_new, changes));
        }
        let coding = self.coding(kind);
        let phase = match phase {
            Some(phase) => phase,
            None => self.tied(),
        };
        let tied = (from, to, self.plan.direction(row));
        let is_new = self.tie(tied, (coding, phase), when, &beside, &mut changes)?;
        Ok(self.pair_outcome((from, to), "phases", is_new, changes))
    }

    /// Returns the date of an event as a period.
    fn date_of_event(&self, row: &Row, changes: &mut Vec<Change>) -> Result<When, Outcome> {
        let column = match self.plan.time {
            Time::Period {
                start: Some(column),
                ..
            }
            | Time::Year(column) => column,
            _ => return Err(Outcome::rejected("the mapping names no column of the date")),
        };
        let date = self.event_date(row, column, changes)?;
        Ok(When::Period(Period::on(date)))
    }

    fn event(
        &mut self,
        (from, to): (u32, u32),
        period: Period,
        kind: &str,
        beside: &Beside,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let Some(date) = period.from else {
            return Err(Outcome::rejected("it has no date"));
        };
        let kind = if kind.is_empty() { "event" } else { kind };
        let definition = format!("`{kind}` in {}.", self.definition);
        let kind = self.collection.event_kinds.find_or_add(kind, &definition);
        let when = When::Period(period);
        for member in [from, to] {
            self.check_lifetime(member, when, false, &mut changes)?;
        }
        self.collection.event(from, to, date, kind);
        // A milestone has no amounts, so that those of an event are of the pair on its date.
        self.collection.tie((from, to), beside, when, true);
        Ok(self.pair_outcome((from, to), "milestones", true, changes))
    }

    /// Reads the columns of yes and no of a row, each of which is a kind of tie.
    fn flags(
        &mut self,
        row: &Row,
        (from, to): (u32, u32),
        when: When,
        beside: &Beside,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let plan = self.plan;
        let mut kinds = Vec::new();
        for column in &plan.flags {
            let value = plan.cleaner.text(row, *column);
            let meaning = plan.values.of_cell(value, &plan.dates, &plan.numbers);
            match meaning.map_err(Outcome::rejected)? {
                Meaning::None | Meaning::NotExisting => {}
                Meaning::Unknown => self.unknown_ties += 1,
                _ => kinds.push(&plan.columns[*column]),
            }
        }
        if kinds.is_empty() {
            return Err(Outcome::not_carried("no column says that there is a tie"));
        }
        let direction = plan.direction(row);
        let mut any_new = false;
        let mut own = beside.clone();
        for kind in kinds {
            if when == When::Undated {
                let remark = self.with_direction(kind.clone(), row, (from, to));
                own.notes.extend(remark);
                continue;
            }
            let rung = (self.coding(kind), self.tied());
            any_new |= self.tie((from, to, direction), rung, when, &own, &mut changes)?;
            // What a row says beside belongs to one of its ties.
            own = Beside::default();
        }
        if when == When::Undated {
            self.undated_arcs += u64::from(direction == Direction::OneWay);
            any_new = self
                .collection
                .tie((from, to), &own, when, plan.is_directed);
        }
        Ok(self.pair_outcome((from, to), "phases", any_new, changes))
    }

    /// Adds that the first organization of a row belongs to the second one.
    fn membership(
        &mut self,
        kind: MembershipKind,
        (part, whole): (u32, u32),
        (when, beside): (When, &Beside),
        changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let values = beside.amounts.len() + beside.attributes.len() + beside.notes.len();
        self.lost_beside += values as u64;
        let period = match when {
            When::Undated => Period::default(),
            When::Period(period) => period,
            When::Year(_) => {
                let reason = "a membership has dates and not years";
                return Err(Outcome::not_carried(reason));
            }
        };
        let is_new = self.collection.belong(kind, (part, whole), period);
        let is_new = is_new.ok_or_else(|| Outcome::rejected(PARTS_OF_ONE_ANOTHER))?;
        let id = self.collection.organizations.id(part);
        let record = format!("organizations.{id}.{}", kind.as_str());
        Ok(if is_new {
            Outcome::used(record, changes)
        } else {
            Outcome::merged(record, changes)
        })
    }

    /// Returns the kind of tie that a value stands for.
    fn kind_of(&mut self, value: &str) -> Result<String, Outcome> {
        if self.plan.values.named(value) == Some(&Meaning::Unknown) {
            self.unknown_ties += 1;
            return Err(Outcome::not_carried("the value says that it is not known"));
        }
        self.role_of(value).map(|(kind, _)| kind)
    }

    /// Returns the rung of a row; `None` if the table has no column of it.
    fn phase(&mut self, row: &Row) -> Result<Option<u32>, Outcome> {
        let Some(column) = self.plan.phase else {
            return Ok(None);
        };
        let (heading, value) = (
            &self.plan.columns[column],
            self.plan.cleaner.text(row, column),
        );
        let value = whole_number(value);
        let name = match self.plan.values.named(value) {
            Some(Meaning::None) => return Err(Outcome::not_carried(NONE)),
            Some(Meaning::NotExisting) => return Err(Outcome::not_carried(NOT_EXISTING)),
            Some(Meaning::Unknown) => {
                self.unknown_ties += 1;
                return Err(Outcome::not_carried("the value says that it is not known"));
            }
            Some(Meaning::Role(phase)) => phase.clone(),
            _ => value.to_owned(),
        };
        let code = value.parse::<f64>().ok();
        match (code, name.as_str()) {
            (_, "") => return Err(Outcome::rejected(format!("`{heading}` is empty"))),
            (Some(0.0), "0") => return Err(Outcome::not_carried(NONE)),
            (Some(code), name) if code < 0.0 && name == value => {
                return Err(Outcome::rejected(format!(
                    "`{value}` is a code; name its meaning under `values`"
                )));
            }
            _ => {}
        }
        // A number alone says nothing to a reader.
        let name = match name.parse::<f64>() {
            Ok(_) => format!("{} {name}", capitalized(heading)),
            Err(_) => name,
        };
        self.declare_absent();
        let definition = format!("`{value}` in `{heading}` of {}.", self.definition);
        let phases = &mut self.collection.phases;
        let number = phases.find_or_add(&name, &definition);
        if let Some(code) = code {
            phases.set_code(number, code);
        }
        Ok(Some(number))
    }

    /// Declares the rung without a tie, unless the mapping declares phases.
    fn declare_absent(&mut self) {
        if self.collection.phases.is_empty() {
            self.collection.phases.declare(Term {
                id: "none".to_owned(),
                label: "No tie".to_owned(),
                definition: "The table records no tie between the two.".to_owned(),
                absent: true,
                ..Term::default()
            });
        }
    }

    /// Returns the rung of ties in a table without rungs.
    pub(super) fn tied(&mut self) -> u32 {
        self.declare_absent();
        self.collection.phases.declare(Term {
            id: "tied".to_owned(),
            label: "Tied".to_owned(),
            definition: "The table records a tie between the two.".to_owned(),
            ..Term::default()
        })
    }

    /// Returns what a row without a date says of a tie, as a remark, with its direction if it leads one way. Amounts are a part of
    /// it only then, as they cannot have a direction.
    fn remark(&self, row: &Row, (from, to): (u32, u32), [kind, rung]: [&str; 2]) -> Option<String> {
        let plan = self.plan;
        let is_one_way = plan.direction(row) == Direction::OneWay;
        let own = [(plan.role, kind), (plan.phase, rung)];
        let own = own
            .into_iter()
            .filter_map(|(column, value)| Some((column?, value)));
        let amounts = plan.beside.amounts.iter().filter(|_| is_one_way);
        let amounts = amounts.map(|(column, _)| (*column, plan.cleaner.text(row, *column)));
        let parts = own.chain(amounts).filter(|(_, value)| !value.is_empty());
        let parts = parts.map(|(column, value)| format!("{}: {value}", plan.columns[column]));
        let note = parts.collect::<Vec<String>>().join(", ");
        self.with_direction(note, row, (from, to))
    }

    /// Adds the direction of a tie without a date to a remark, if it leads one way. Returns `None` if nothing is remarked.
    fn with_direction(&self, note: String, row: &Row, (from, to): (u32, u32)) -> Option<String> {
        if self.plan.direction(row) != Direction::OneWay {
            return (!note.is_empty()).then_some(note);
        }
        let [from, to] = [from, to].map(|number| self.collection.organizations.id(number));
        Some(match note.as_str() {
            "" => format!("{from} → {to}"),
            note => format!("{note} ({from} → {to})"),
        })
    }

    pub(super) fn tie(
        &mut self,
        (from, to, direction): (u32, u32, Direction),
        rung: (u32, u32),
        when: When,
        beside: &Beside,
        changes: &mut Vec<Change>,
    ) -> Result<bool, Outcome> {
        for member in [from, to] {
            self.check_lifetime(member, when, true, changes)?;
        }
        if let Some(other) = self.collection.other_phase((from, to), rung, when) {
            let other = self.collection.phases.label(other);
            let reason = format!("another row has the phase `{other}` at the same time");
            return Err(Outcome::rejected(reason));
        }
        let rules = (self.repeated(), direction);
        Ok(self
            .collection
            .tie_at((from, to), rung, when, beside, rules))
    }

    pub(super) fn coding(&mut self, kind: &str) -> u32 {
        if kind.is_empty() {
            let codings = &mut self.collection.codings;
            return codings.find_or_add(DEFAULT_TIE, DEFAULT_TIE_DEFINITION);
        }
        let definition = format!("`{kind}` in {}.", self.definition);
        self.collection.codings.find_or_add(kind, &definition)
    }

    pub(super) fn pair_outcome(
        &self,
        (from, to): (u32, u32),
        list: &str,
        is_new: bool,
        changes: Vec<Change>,
    ) -> Outcome {
        let [first, second] =
            [from.min(to), from.max(to)].map(|number| self.collection.organizations.id(number));
        let record = format!("partnerships.{first}+{second}.{list}");
        if is_new {
            Outcome::used(record, changes)
        } else {
            Outcome::merged(record, changes)
        }
    }
}
