//! Options that take one of a few names.

use std::error::Error;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Returns a parser for one of the values, which the help lists by name with their descriptions; an empty
/// description is left out.
///
/// The library parses the names, so that no enum of the command needs to repeat one of the library.
pub(super) fn choice<T>(
    values: impl IntoIterator<Item = T>,
    name: fn(T) -> &'static str,
    description: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T>
where
    T: Copy + FromStr + Send + Sync + 'static,
    T::Err: Error + Send + Sync + 'static,
{
    let possible = values.into_iter().map(|value| {
        let possible = PossibleValue::new(name(value));
        if description(value).is_empty() {
            possible
        } else {
            possible.help(description(value))
        }
    });
    PossibleValuesParser::new(possible).try_map(|name: String| name.parse())
}
