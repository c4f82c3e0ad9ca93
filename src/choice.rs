//! Enums whose values have names, for the options of a command or a settings file.

use std::error::Error;
use std::fmt;

use crate::phrase::alternatives;

/// A name that none of the values has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The name as it was given.
    pub name: String,
    /// The names that the values have.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<String> = self.known.iter().map(ToString::to_string).collect();
        write!(
            f,
            "expected {}, found `{}`",
            alternatives(&known),
            self.name
        )
    }
}

impl Error for UnknownName {}

/// Declares an enum whose values have a name and a description; the description is the documentation too.
macro_rules! choices {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $name:literal: $description:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $(#[doc = concat!($description, ".")] $(#[$variant_attribute])* $variant,)*
        }

        impl $type {
            /// All values, in the order in which help texts list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name, such as an option of the command takes it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns what the value means, as a phrase for help texts.
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::choice::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|value| value.name() == name);
                found.ok_or_else(|| $crate::choice::UnknownName {
                    name: name.to_owned(),
                    known: Self::ALL.iter().map(|value| value.name()).collect(),
                })
            }
        }
    };
}

pub(crate) use choices;

#[cfg(test)]
mod tests {
    use crate::picture::GroupBy;

    #[test]
    fn every_value_is_parsed_from_its_name() {
        for value in GroupBy::ALL {
            assert_eq!(value.to_string().parse(), Ok(*value));
        }
        let error = "colour"
            .parse::<GroupBy>()
            .expect_err("nothing has that name");
        assert_eq!(
            error.to_string(),
            "expected `kind`, `region`, `community` or `phase`, found `colour`"
        );
    }
}
