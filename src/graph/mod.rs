//! The dataset as a graph of organizations and operations.
//!
//! The network itself (a petgraph) is private. Users see it through small views that borrow the graph:
//! [`OrganizationRef`], [`PartnershipRef`], [`OperationRef`], [`SourceRef`]. [`Graph::statements`] returns every claim of
//! the dataset as a row.
//!
//! How dates of different precision are compared is described at [`TimeFilter`].

mod build;
mod dated;
mod day_range;
mod derived;
mod index;
mod joint_participation;
mod joint_record;
mod knowledge_graph;
mod language;
mod lists;
mod lookup;
mod motive_codes;
mod name_index;
mod operation;
mod organization;
mod participations;
mod partnership;
mod passes;
mod record_time;
mod search;
mod source;
mod spell;
mod statements;
mod stored;
mod ties;
mod time;
mod view;

pub use self::joint_participation::JointParticipationRef;
pub use self::knowledge_graph::Graph;
pub use self::lookup::Thing;
pub use self::operation::OperationRef;
pub use self::organization::OrganizationRef;
pub use self::partnership::PartnershipRef;
pub use self::search::{Match, Searched};
pub use self::source::SourceRef;
pub use self::spell::SpellRef;
pub use self::statements::{Content, Statement, StatementKind, Subject};
pub use self::ties::Ties;
pub use self::time::TimeFilter;

pub(crate) use self::dated::{DatedSpell, last_held_day};
pub(crate) use self::day_range::DayRange;
pub(crate) use self::knowledge_graph::{Edge, Node};
pub(crate) use self::lookup::{motives_named, operation_names, organization_names, terms_named};
pub(crate) use self::motive_codes::motive_codes;
pub(crate) use self::participations::{DatedParticipation, JointParticipation};
pub(crate) use self::partnership::distinct_operations;
pub(crate) use self::time::{
    Bound, end_day, participation_bounds, possibly_ends_before, possibly_overlaps,
    possibly_starts_after, start_day,
};
