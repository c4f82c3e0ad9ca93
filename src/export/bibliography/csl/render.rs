//! Sets the elements of a style for one item: texts, numbers, labels, groups and conditions.

use std::collections::HashSet;

use hayagriva::citationberg::taxonomy::{
    NumberVariable, OtherTerm, StandardVariable, Term, Variable,
};
use hayagriva::citationberg::{
    Affixes, ChooseBranch, Display, Group, InheritableNameOptions, Label, LabelPluralize,
    LayoutRenderingElement, LongShortForm, Number, NumberForm, TestPosition, Text, TextCase,
    TextTarget, ToAffixes, ToFormatting, VariablelessLabel,
};

use super::case::{capitalize_first, in_case};
use super::item::Item;
use super::name_style::{LeadingNames, NamesStyle};
use super::number::{is_multiple, is_numeric, letters, map_numbers, pages, roman, with_dashes};
use super::output::{BREAK, Output};
use super::quotes;
use super::sheet::Sheet;

/// What an item is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// An entry of the bibliography.
    Bibliography,
    /// A citation in a text, to find out which citations look alike.
    Citation,
    /// A key by which entries are sorted.
    SortKey,
}

/// What an item shows more than others, so that it is not confused with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Distinction {
    /// The least number of names.
    pub(super) names: usize,
    /// How much is shown of given names in citations.
    pub(super) given: GivenNames,
    /// `true` if conditions for ambiguous items hold.
    pub(super) is_ambiguous: bool,
    /// The index of the letter after the year.
    pub(super) letter: Option<usize>,
}

/// How much is shown of given names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GivenNames {
    /// As much as the style wants.
    #[default]
    OfStyle,
    Initials,
    Full,
}

/// Other limits of lists of names, for a sort key.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NameLimits {
    pub(super) min: Option<u32>,
    pub(super) use_first: Option<u32>,
    pub(super) use_last: Option<bool>,
}

/// Sets one item.
pub(super) struct Renderer<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) item: Item<'a>,
    pub(super) area: Area,
    /// The number of the entry, from 1.
    pub(super) number: usize,
    pub(super) distinction: &'a Distinction,
    pub(super) name_options: InheritableNameOptions,
    pub(super) limits: NameLimits,
    /// The names with which the previous entry begins.
    pub(super) previous: Option<&'a LeadingNames>,
    /// The names with which this entry begins, as soon as they are set.
    pub(super) leading: Option<LeadingNames>,
    /// Variables that stand for missing names. They are not set again.
    pub(super) suppressed: HashSet<Variable>,
    /// The list of names for which something else is set; its format is inherited.
    pub(super) substituted: Option<NamesStyle<'a>>,
    /// `true` if the letter after the year is set.
    pub(super) has_letter: bool,
    /// `true` in a macro with a date.
    is_in_dated_macro: bool,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(
        sheet: &'a Sheet<'a>,
        item: Item<'a>,
        area: Area,
        number: usize,
        distinction: &'a Distinction,
    ) -> Self {
        Self {
            sheet,
            item,
            area,
            number,
            distinction,
            name_options: sheet.name_options(area == Area::Citation),
            limits: NameLimits::default(),
            previous: None,
            leading: None,
            suppressed: HashSet::new(),
            substituted: None,
            has_letter: false,
            is_in_dated_macro: false,
        }
    }

    /// Sets elements one after another.
    pub(super) fn elements(
        &mut self,
        elements: &'a [LayoutRenderingElement],
        delimiter: &str,
    ) -> Output {
        let mut all = Output::default();
        for element in elements {
            let output = self.element(element, delimiter);
            all.append(output, delimiter);
        }
        all
    }

    /// Sets an element. The delimiter is that of the group around it: what a condition yields belongs to that group.
    pub(super) fn element(
        &mut self,
        element: &'a LayoutRenderingElement,
        delimiter: &str,
    ) -> Output {
        match element {
            LayoutRenderingElement::Text(text) => self.text(text),
            LayoutRenderingElement::Date(date) => self.date(date),
            LayoutRenderingElement::Number(number) => self.number(number),
            LayoutRenderingElement::Names(names) => self.names(names),
            LayoutRenderingElement::Label(label) => self.label(label),
            LayoutRenderingElement::Choose(choose) => {
                let branch = choose.branches().find(|branch| self.holds(branch));
                let children = match (branch, &choose.otherwise) {
                    (Some(branch), _) => &branch.children,
                    (None, Some(otherwise)) => &otherwise.children,
                    (None, None) => return Output::default(),
                };
                self.elements(children, delimiter)
            }
            LayoutRenderingElement::Group(group) => self.group(group),
        }
    }

    fn group(&mut self, group: &'a Group) -> Output {
        let delimiter = group.delimiter.as_deref().unwrap_or_default();
        let output = self.elements(&group.children, delimiter).grouped();
        let output = output.in_format(group.to_formatting());
        self.finished(output, &group.to_affixes(), group.display)
    }

    fn holds(&self, branch: &ChooseBranch) -> bool {
        let kinds = branch.type_.iter().flatten();
        let kinds = kinds.map(|kind| self.item.kind() == Some(*kind));
        let variables = branch.variable.iter().flatten();
        let variables = variables.map(|variable| self.has(*variable));
        let numeric = branch.is_numeric.iter().flatten().map(|variable| {
            let value = self.item.text(*variable);
            value.is_some_and(|value| is_numeric(&value))
        });
        let uncertain = branch.is_uncertain_date.iter().flatten();
        let uncertain = uncertain.map(|date| self.item.is_circa(*date));
        let ambiguous = branch.disambiguate.iter();
        let ambiguous = ambiguous.map(|wanted| *wanted == self.distinction.is_ambiguous);
        let positions = branch.position.iter().flatten();
        let positions = positions
            .map(|position| self.area == Area::Citation && *position == TestPosition::First);
        // Entries and citations have no locator here.
        let locators = branch.locator.iter().flatten().map(|_| false);
        branch.match_.test(
            kinds
                .chain(variables)
                .chain(numeric)
                .chain(uncertain)
                .chain(ambiguous)
                .chain(positions)
                .chain(locators),
        )
    }

    fn has(&self, variable: Variable) -> bool {
        self.value(variable).is_some() || self.item.has(variable)
    }

    /// Returns the value of a variable that does not come from the item alone.
    fn value(&self, variable: Variable) -> Option<String> {
        match variable {
            Variable::Number(NumberVariable::CitationNumber) => {
                (self.area != Area::Citation).then(|| self.number.to_string())
            }
            Variable::Standard(StandardVariable::YearSuffix) => {
                self.distinction.letter.map(letters)
            }
            variable => self.item.text(variable).map(Into::into),
        }
    }

    /// Sets a macro, which is a group of its own.
    pub(super) fn named_elements(&mut self, name: &str) -> Output {
        let elements = self.sheet.elements(name);
        let outer = self.is_in_dated_macro;
        self.is_in_dated_macro = contain_date(elements);
        let output = self.elements(elements, "").grouped();
        self.is_in_dated_macro = outer;
        output
    }

    fn text(&mut self, text: &'a Text) -> Output {
        // Texts such as "n.d." in place of a date are no part of sort keys, as citeproc-js has it.
        let is_macro = matches!(text.target, TextTarget::Macro { .. });
        if self.area == Area::SortKey && self.is_in_dated_macro && !is_macro {
            return Output::default();
        }
        let output = match &text.target {
            TextTarget::Variable { var, form } => self.variable(*var, *form),
            TextTarget::Macro { name } => self.named_elements(name),
            TextTarget::Term { term, form, plural } => {
                Output::of_style(self.sheet.term(*term, *form, *plural).unwrap_or_default())
            }
            TextTarget::Value { val } => Output::of_style(quotes::mark(val)),
        };
        if output.is_empty() {
            return output;
        }
        let output = without_periods(output, text.strip_periods);
        let output = self.in_case(output, text.text_case);
        let mut output = output.in_format(text.formatting);
        if text.quotes && self.area != Area::SortKey {
            // Punctuation inside the quotation must be settled before its end is known.
            output = output.joined(self.sheet.has_punctuation_in_quote());
            let (open, close) = (quotes::OPEN.to_string(), quotes::CLOSE.to_string());
            output = output.between(Some(&open), Some(&close));
        }
        self.finished(output, &text.affixes, text.display)
    }

    fn variable(&mut self, variable: Variable, form: LongShortForm) -> Output {
        if self.suppressed.contains(&variable) {
            return Output::of_missing_variable();
        }
        let short = (form == LongShortForm::Short).then(|| self.item.short_text(variable));
        let value = short.flatten().map(Into::into);
        let Some(value) = value.or_else(|| self.value(variable)) else {
            // The letter of a year is no variable of the item: "n.d." is printed without it.
            let is_letter = variable == Variable::Standard(StandardVariable::YearSuffix);
            return if is_letter {
                Output::default()
            } else {
                Output::of_missing_variable()
            };
        };
        if self.substituted.is_some() {
            self.suppressed.insert(variable);
        }
        Output::of_variable(match variable {
            Variable::Page(_) => self.pages(&value),
            Variable::Number(_) if is_numeric(&value) => with_dashes(&value),
            Variable::Standard(StandardVariable::URL | StandardVariable::DOI) => value,
            _ => quotes::mark(&value),
        })
    }

    fn number(&mut self, number: &Number) -> Output {
        let variable = number.variable.into();
        let Some(value) = self
            .value(variable)
            .filter(|_| !self.suppressed.contains(&variable))
        else {
            return Output::of_missing_variable();
        };
        let value = if matches!(variable, Variable::Page(_)) {
            self.pages(&value)
        } else if is_numeric(&value) {
            self.in_number_form(&value, number.form)
        } else {
            quotes::mark(&value)
        };
        let output = self.in_case(Output::of_variable(value), number.text_case);
        let output = output.in_format(number.formatting);
        self.finished(output, &number.affixes, number.display)
    }

    fn pages(&self, value: &str) -> String {
        let format = self.sheet.style.settings.page_range_format;
        let dash = self.sheet.word(OtherTerm::PageRangeDelimiter);
        pages(value, format, if dash.is_empty() { "–" } else { dash })
    }

    fn in_number_form(&self, value: &str, form: NumberForm) -> String {
        match form {
            NumberForm::Numeric => with_dashes(value),
            NumberForm::Roman => map_numbers(value, roman),
            NumberForm::Ordinal => map_numbers(value, |number| self.sheet.ordinal(number)),
            NumberForm::LongOrdinal => map_numbers(value, |number| self.sheet.long_ordinal(number)),
        }
    }

    fn label(&mut self, label: &Label) -> Output {
        let variable = label.variable.into();
        let Some(value) = self.value(variable) else {
            return Output::default();
        };
        let is_plural = match label.label.plural {
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
            LabelPluralize::Contextual if variable.is_number_of_variable() => {
                value.parse::<i64>().is_ok_and(|number| number > 1)
            }
            LabelPluralize::Contextual => {
                let is_page = matches!(variable, Variable::Page(_));
                is_multiple(&value) && (is_page || is_numeric(&value))
            }
        };
        self.label_text(label.variable.into(), &label.label, is_plural)
    }

    pub(super) fn label_text(
        &self,
        term: Term,
        label: &VariablelessLabel,
        is_plural: bool,
    ) -> Output {
        let text = self.sheet.term(term, label.form, is_plural);
        let output = Output::of_style(text.unwrap_or_default());
        let output = without_periods(output, label.strip_periods);
        let output = self.in_case(output, label.text_case);
        let output = output.in_format(label.formatting);
        self.finished(output, &label.affixes, None)
    }

    /// Returns the output between its affixes, with the spaces of its display.
    pub(super) fn finished(
        &self,
        output: Output,
        affixes: &Affixes,
        display: Option<Display>,
    ) -> Output {
        let output = output.between(affixes.prefix.as_deref(), affixes.suffix.as_deref());
        if self.area == Area::SortKey {
            return output;
        }
        // An entry is set in one line, so a block or a column of it is only set off.
        match display {
            None => output,
            Some(Display::LeftMargin | Display::RightInline) => output.between(None, Some(BREAK)),
            Some(Display::Block | Display::Indent) => output.between(Some(BREAK), Some(BREAK)),
        }
    }

    pub(super) fn in_case(&self, output: Output, case: Option<TextCase>) -> Output {
        let Some(case) = case else { return output };
        let mut output = output.joined(self.sheet.has_punctuation_in_quote());
        if case == TextCase::CapitalizeFirst {
            if let Some(first) = output.pieces.first_mut() {
                first.text = capitalize_first(&first.text);
            }
            return output;
        }
        let is_english = self.is_english();
        output.map_text(|text| in_case(text, case, is_english))
    }

    /// Returns `true` if titles are in English: the language of the item, or else of the style.
    fn is_english(&self) -> bool {
        let of_style = self.sheet.language();
        let of_item = self.item.language().unwrap_or(of_style);
        of_style.starts_with("en") && of_item.starts_with("en")
    }
}

fn without_periods(output: Output, strips_periods: bool) -> Output {
    if strips_periods {
        output.map_text(|text| text.replace('.', ""))
    } else {
        output
    }
}

/// Returns `true` if elements contain a date, not counting macros that they call.
fn contain_date(elements: &[LayoutRenderingElement]) -> bool {
    elements.iter().any(|element| match element {
        LayoutRenderingElement::Date(_) => true,
        LayoutRenderingElement::Group(group) => contain_date(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose.branches().map(|branch| &*branch.children);
            let otherwise = choose.otherwise.iter().map(|branch| &*branch.children);
            branches.chain(otherwise).any(contain_date)
        }
        _ => false,
    })
}
