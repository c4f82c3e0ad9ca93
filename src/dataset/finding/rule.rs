//! What all findings of one kind share, and the macro that declares them.

use crate::model::Severity;

/// What all findings with one code share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The code in kebab case, under which the codebook explains the finding.
    pub code: &'static str,
    /// How serious such a finding is, unless the dataset says otherwise.
    pub severity: Severity,
    /// The least severity that a dataset may give to such a finding. It is an error for what the model cannot do without, such
    /// as a reference that leads to a record.
    pub lowest: Severity,
    /// The explanation in the codebook, for the authors of a dataset.
    pub explanation: &'static str,
}

/// Declares every kind of finding in one place.
///
/// The doc comment is the explanation in the codebook. After the fields come the severity, the code, the message (a
/// phrase) and the hint (whole sentences that say what to do). `Contradiction` is an error that a dataset may lower: each
/// date by itself can be read, and the rule of time says what holds if two of them contradict one another. Both expressions can use the fields. A kind with
/// `per(field)` in place of a code has one rule per [`RecordKind`](crate::model::RecordKind) in that field.
macro_rules! findings {
    ($(
        $(#[doc = $explanation:literal])+
        $name:ident $({ $( $(#[$about:meta])+ $field:ident: $type:ty, )+ })?
        $severity:ident $code:tt $(($record:ident))?
        message: $message:expr,
        hint: $hint:expr;
    )+) => {
        /// What is wrong with a dataset, with the values that the message needs.
        ///
        /// `Display` writes the message. Each variant is documented as the codebook explains it.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum FindingKind {
            $( $(#[doc = $explanation])+ $name $({ $( $(#[$about])+ $field: $type, )+ })?, )+
        }

        impl FindingKind {
            /// Returns every rule, in the order of the codebook.
            pub fn rules() -> Vec<Rule> {
                [$( findings!(@rules $severity $code, concat!($($explanation),+)), )+].concat()
            }

            /// Returns the severity.
            pub fn severity(&self) -> Severity {
                match self {
                    $( Self::$name { .. } => findings!(@severity $severity), )+
                }
            }

            /// Returns the code in kebab case, under which the codebook explains the finding.
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$name { $($record,)? .. } => findings!(@code $code $(($record))?), )+
                }
            }

            /// Returns what to do about the finding, in whole sentences.
            #[allow(unused_variables, reason = "few hints need every field")]
            pub fn hint(&self) -> Cow<'static, str> {
                match self {
                    $( Self::$name $({ $($field),+ })? => Cow::from($hint), )+
                }
            }
        }

        impl fmt::Display for FindingKind {
            #[allow(unused_variables, reason = "few messages need every field")]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $( Self::$name $({ $($field),+ })? => f.write_str(AsRef::<str>::as_ref(&$message)), )+
                }
            }
        }
    };
    (@rules $severity:ident per, $explanation:expr) => { unknown_rules() };
    (@rules $severity:ident $code:literal, $explanation:expr) => {
        vec![Rule {
            code: $code,
            severity: findings!(@severity $severity),
            lowest: findings!(@lowest $severity),
            explanation: $explanation.trim_start(),
        }]
    };
    (@severity Contradiction) => { Severity::Error };
    (@severity $severity:ident) => { Severity::$severity };
    (@lowest Error) => { Severity::Error };
    (@lowest $severity:ident) => { Severity::Note };
    (@code per($record:ident)) => { unknown_rule(*$record).code };
    (@code $code:literal) => { $code };
}

pub(super) use findings;
