//! The elements of a graph: nodes and edges as rows, with typed attributes and spells.
//!
//! Graph formats (GraphML, GEXF, node-link JSON, tables of nodes and edges) differ in syntax, and in whether they know
//! time. They are all written from these rows. Every node and every edge has a value for every attribute, so a format
//! decides only how to write a value, a missing value, and a spell.

mod attribute;
mod collect;
mod edge;
mod edge_attributes;
mod edge_record;
mod node;
mod options;
mod shown;
mod spell;

pub use self::attribute::{Attribute, AttributeType};
pub use self::collect::{Elements, elements, waves};
pub use self::edge::{EdgeDirection, EdgeElement, EdgeKind};
pub use self::node::{NodeElement, NodeKind};
pub use self::options::{ElementOptions, OperationElements};
pub use self::spell::{ElementSpell, SpellEnd, merged};
