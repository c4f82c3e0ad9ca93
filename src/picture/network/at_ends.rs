//! The motives at the ends of lines, in short codes.

use super::Tie;
use crate::model::{Key, Organization};
use crate::picture::ranking::InForce;
use crate::query::{SelectedPartnership, Selection};
use crate::view::motive_codes::{IN_DOUBT_NOTE, MotiveCodes};

/// Returns the codes of the motives of one side, such as `RD (LE)`; those of which it is unknown whether they are held are in
/// parentheses. Empty without codes.
pub(super) fn label<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
    side: Key<Organization>,
    codes: Option<&MotiveCodes>,
) -> String {
    let Some(codes) = codes else {
        return String::new();
    };
    let held = selection.held_motives(selected, side).into_iter();
    let held = held.map(|held| codes.code(held.motive).to_owned());
    let possible = selection.possible_motives(selected, side).into_iter();
    let possible = possible.map(|motive| codes.in_doubt(motive));
    held.chain(possible).collect::<Vec<_>>().join(" ")
}

/// Explains the codes on lines and the parentheses around them, if there are any.
pub(super) fn notes<'g>(
    selection: &Selection<'g>,
    drawn: &[InForce<'g>],
    ties: &[Tie],
    codes: Option<&MotiveCodes>,
) -> Vec<String> {
    let mut labels = ties.iter().flat_map(|tie| &tie.at_ends);
    let Some(codes) = codes.filter(|_| labels.any(|label| !label.is_empty())) else {
        return Vec::new();
    };
    // Lines without a phase have no motives.
    let mut phased = drawn.iter().filter(|(_, spell)| spell.is_some());
    let is_in_doubt = phased.any(|(selected, _)| {
        let members = selected.partnership().dyad().members();
        let mut possible = members
            .map(|side| selection.possible_motives(*selected, side))
            .into_iter();
        possible.any(|motives| !motives.is_empty())
    });
    let in_doubt = is_in_doubt.then(|| IN_DOUBT_NOTE.to_owned());
    std::iter::once(codes.note()).chain(in_doubt).collect()
}
