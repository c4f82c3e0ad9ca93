//! Periods, amounts, attributes and remarks as YAML.

use crate::dataset::yaml_value::{Value, date, end, fields, mapping, text};
use crate::import::collection::{
    Annotated, Collection, Period, WrittenAmount, in_order, run_as_period,
};
use crate::model::AmountValue;

/// Returns the periods of rows and of runs of years, in order of time.
pub(super) fn periods(own: &[Period], runs: &[(i32, i32)], collection: &Collection) -> Vec<Period> {
    let runs = runs.iter();
    let runs = runs.map(|run| run_as_period(*run, collection.last_year()));
    let mut periods: Vec<Period> = own.iter().copied().chain(runs).collect();
    periods.sort_by(in_order);
    periods
}

/// Returns the amounts of each of several periods of a record, in their order. An amount belongs to the period in which it begins,
/// or else to the first one.
pub(super) fn amounts_by_period(
    annotated: &Annotated,
    periods: &[Period],
    collection: &Collection,
) -> Vec<Value> {
    let mut by_period = vec![Vec::new(); periods.len()];
    for amount in written(annotated, collection) {
        let is_own = |period: &Period| period.has_start_of(amount.period);
        let index = match amount.period {
            Period {
                from: None,
                to: None,
            } => None,
            _ => periods.iter().position(is_own),
        };
        let index = index.unwrap_or_default();
        if let (Some(own), Some(period)) = (by_period.get_mut(index), periods.get(index)) {
            own.push(amount_value(&amount, *period, collection));
        }
    }
    by_period.into_iter().map(Value::List).collect()
}

/// Returns the amounts of a record without a period.
pub(super) fn amounts(annotated: &Annotated, collection: &Collection) -> Value {
    let amounts = written(annotated, collection);
    let amounts = amounts
        .iter()
        .map(|amount| amount_value(amount, Period::default(), collection));
    Value::List(amounts.collect())
}

fn written(annotated: &Annotated, collection: &Collection) -> Vec<WrittenAmount> {
    let rule = collection.rule_of_amounts();
    let kind = |what| collection.quantities.kind(what);
    annotated.amounts.written(rule, kind)
}

/// Returns an amount in a record with a period, which it does not repeat.
fn amount_value(amount: &WrittenAmount, record: Period, collection: &Collection) -> Value {
    let quantity = collection.quantities.get(amount.what);
    let value = match amount.value {
        AmountValue::Unknown => text("unknown"),
        AmountValue::Of(number) => Value::Word(number.to_string()),
    };
    let Period { from, to } = if amount.period == record {
        Period::default()
    } else {
        amount.period
    };
    fields([
        ("what", text(quantity.map_or("", |quantity| &quantity.id))),
        ("value", value),
        ("from", date(from)),
        ("to", end(to)),
    ])
}

/// Returns attributes by the ids of their names.
pub(super) fn attributes(own: &[(u32, String)], collection: &Collection) -> Value {
    let names = &collection.attribute_names;
    mapping(
        own.iter()
            .map(|(name, value)| (names.id(*name), text(value))),
    )
}

/// Returns a list of texts.
pub(super) fn texts(all: &[String]) -> Value {
    Value::List(all.iter().map(|item| text(item)).collect())
}
