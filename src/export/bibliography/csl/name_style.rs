//! How lists of names are set.

use hayagriva::citationberg::{
    EtAl, InheritableNameOptions, Name as NameStyle, NameAsSortOrder, NameForm, NameOptions, Names,
    NamesChild, VariablelessLabel,
};

/// The names with which an entry begins, each in full. What stands for missing names counts as one name.
pub(super) type LeadingNames = Vec<String>;

/// How a list of names is set: its own elements and attributes, or those that it inherits.
#[derive(Debug, Clone)]
pub(super) struct NamesStyle<'a> {
    pub(super) name: Option<&'a NameStyle>,
    pub(super) et_al: Option<&'a EtAl>,
    pub(super) label: Option<(&'a VariablelessLabel, LabelPlace)>,
    pub(super) options: InheritableNameOptions,
}

/// Where the label of a list of names is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelPlace {
    Before,
    After,
}

impl<'a> NamesStyle<'a> {
    /// Returns the style of a list. In place of missing names, a list inherits what it does not state.
    pub(super) fn new(names: &'a Names, inherited: Option<&Self>) -> Self {
        let own = Self {
            name: names.name(),
            et_al: names.et_al(),
            label: label(names),
            options: names.options(),
        };
        match inherited {
            None => own,
            Some(inherited) => Self {
                name: own.name.or(inherited.name),
                et_al: own.et_al.or(inherited.et_al),
                label: if names.children.is_empty() {
                    inherited.label
                } else {
                    own.label
                },
                options: inherited.options.apply(&own.options),
            },
        }
    }

    /// Returns the form of the names, with the options that apply to them.
    pub(super) fn form(&self, options: &InheritableNameOptions) -> NameForm {
        let form = self.name.and_then(|name| name.form);
        form.or(options.name_form).unwrap_or_default()
    }
}

/// Returns the label of names. It precedes them only if it is written before them.
fn label(names: &Names) -> Option<(&VariablelessLabel, LabelPlace)> {
    let index = |is_wanted: fn(&NamesChild) -> bool| names.children.iter().position(is_wanted);
    let label_index = index(|child| matches!(child, NamesChild::Label(_)))?;
    let name_index = index(|child| matches!(child, NamesChild::Name(_)));
    let (label, _) = names.label()?;
    let is_before = name_index.is_some_and(|name_index| label_index < name_index);
    let place = if is_before {
        LabelPlace::Before
    } else {
        LabelPlace::After
    };
    Some((label, place))
}

/// Returns `true` if the family name comes first in the name with an index.
pub(super) fn is_inverted(index: usize, options: &NameOptions<'_>) -> bool {
    match options.name_as_sort_order {
        Some(NameAsSortOrder::All) => true,
        Some(NameAsSortOrder::First) => index == 0,
        None => false,
    }
}
