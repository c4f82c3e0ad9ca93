//! Filters from the bytes of the fuzzer.

use interorg::model::Confidence;
use interorg::query::Filter;

use crate::Choices;
use crate::generated::{self, ORGANIZATIONS};

/// Generates a filter. Most of its names are in generated datasets.
pub fn filter(choices: &mut Choices<'_>) -> Filter {
    let mut filter = Filter::default();
    for _ in 0..choices.below(5) {
        match choices.below(18) {
            0 => filter.with.push(name(choices, &ORGANIZATIONS)),
            1 => {
                filter.between.push(name(choices, &ORGANIZATIONS));
                filter.between.push(name(choices, &ORGANIZATIONS));
            }
            2 => filter.at = generated::date(choices).parse().ok(),
            3 => {
                let period = [generated::date(choices), generated::date(choices)].join("..");
                filter.during = period.parse().ok();
            }
            4 => filter.phases.push(name(choices, &generated::PHASES)),
            5 => filter.min_phase = Some(name(choices, &generated::PHASES)),
            6 => filter
                .conditions
                .push(name(choices, &generated::CONDITIONS)),
            7 => filter.motives.push(name(choices, &generated::MOTIVES)),
            8 => filter.held_by.push(name(choices, &ORGANIZATIONS)),
            9 => filter
                .operations
                .push(name(choices, &generated::OPERATIONS)),
            10 => filter.countries.push(name(choices, &generated::COUNTRIES)),
            11 => filter.roles.push(name(choices, &generated::ROLES)),
            12 => filter.both_sides = true,
            13 => filter.min_shared = Some(choices.below(4)),
            14 => filter.coding = Some(name(choices, &["formal", "activity"])),
            15 => filter.min_confidence = Some(choices.one_of(&Confidence::ALL[..])),
            16 => filter.min_strength = Some(name(choices, &["stated", "inferred", "remark"])),
            _ => {
                filter.weight = Some(name(choices, &["shared-operations", "troops"]));
                filter.min_weight = choices.byte().to_string().parse().ok();
            }
        }
    }
    filter
}

/// Returns one of some names, or a text that is probably none.
fn name(choices: &mut Choices<'_>, names: &[&str]) -> String {
    if choices.once_in(16) {
        return generated::hostile_text(choices);
    }
    choices.one_of(names).to_owned()
}
