//! The positions that organizations keep in every picture of a dataset.

use crate::graph::{Graph, OrganizationRef};
use crate::model::{Key, Organization};
use crate::picture::geometry::{Point, Size};
use crate::picture::layout::{self, Request};

/// The maximum number of organizations and of partnerships of a dataset that is laid out for homes: a picture of a small
/// part of a large dataset must not wait for the layout of all of it.
const MAX_COUNTS: (usize, usize) = (200, 400);

/// The size of a box in that layout.
const BOX_SIZE: Size = Size::new(44.0, 16.0);

/// Returns the position of each organization in the layout of all partnerships of the dataset, whatever a picture shows of
/// them; `None` for one without a partnership. If the dataset is large, no organization has a position.
pub(in crate::picture) fn of<'g>(
    graph: &'g Graph,
    organizations: &[OrganizationRef<'g>],
) -> Vec<Option<Point>> {
    let dyads = graph
        .partnerships()
        .map(|partnership| partnership.dyad().members());
    let dyads: Vec<[Key<Organization>; 2]> = dyads.take(MAX_COUNTS.1 + 1).collect();
    let mut members: Vec<Key<Organization>> = dyads.iter().flatten().copied().collect();
    members.sort_unstable();
    members.dedup();
    if members.len() > MAX_COUNTS.0 || dyads.len() > MAX_COUNTS.1 {
        return vec![None; organizations.len()];
    }
    let row = |key: &Key<Organization>| members.binary_search(key).unwrap_or(usize::MAX);
    let ties: Vec<(usize, usize)> = dyads.iter().map(|[a, b]| (row(a), row(b))).collect();
    let sizes = vec![BOX_SIZE; members.len()];
    let centers = layout::arrange(&Request {
        ties: &ties,
        ..Request::of(&sizes)
    });
    let rows = organizations
        .iter()
        .map(|organization| row(&organization.key()));
    rows.map(|row| centers.get(row).copied()).collect()
}
