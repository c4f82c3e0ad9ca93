//! The properties of Wikidata, and what they are in a dataset.

use crate::model::MembershipKind;

/// What a property is in a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Founded,
    Dissolved,
    /// The items that the organization succeeded.
    Replaces,
    /// The items that succeeded the organization.
    ReplacedBy,
    ShortName,
    Website,
    Kind,
    Seat,
    /// An organization that it belongs to.
    Belongs(MembershipKind),
    /// An organization that belongs to it, as a part.
    Has,
    /// An identifier in this register.
    Identifier(&'static str),
    /// Nothing, for this reason.
    NotCarried(&'static str),
}

/// The reason for all properties that are not in the table.
const NO_PLACE: &str = "a dataset has no place for the property";

/// The properties with a meaning of their own. To carry another one, give it a variant here and its record in
/// [`entity`](super::entity).
const PROPERTIES: [(&str, Property); 20] = [
    ("P571", Property::Founded),
    ("P576", Property::Dissolved),
    ("P1365", Property::Replaces),
    ("P1366", Property::ReplacedBy),
    ("P155", Property::Replaces),
    ("P156", Property::ReplacedBy),
    ("P1813", Property::ShortName),
    ("P856", Property::Website),
    ("P31", Property::Kind),
    ("P159", Property::Seat),
    ("P6782", Property::Identifier("ror")),
    ("P213", Property::Identifier("isni")),
    ("P214", Property::Identifier("viaf")),
    ("P227", Property::Identifier("gnd")),
    ("P1278", Property::Identifier("lei")),
    ("P361", Property::Belongs(MembershipKind::PartOf)),
    ("P749", Property::Belongs(MembershipKind::PartOf)),
    ("P463", Property::Belongs(MembershipKind::MemberOf)),
    ("P527", Property::Has),
    ("P355", Property::Has),
];

impl Property {
    /// Returns what the property with an id, such as `P571`, is in a dataset.
    pub(super) fn of(id: &str) -> Self {
        let mut properties = PROPERTIES.iter();
        let found = properties.find(|(known, _)| *known == id);
        found.map_or(Self::NotCarried(NO_PLACE), |(_, property)| *property)
    }

    /// Returns `true` if an organization has at most one value of the property.
    pub(super) fn is_single(self) -> bool {
        !matches!(
            self,
            Self::Replaces | Self::ReplacedBy | Self::Belongs(_) | Self::Has | Self::NotCarried(_)
        )
    }
}
