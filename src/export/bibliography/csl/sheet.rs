//! A style with the languages that it uses.

use std::collections::HashMap;

use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{
    Bibliography, Date, DateForm, IndependentStyle, InheritableNameOptions, LayoutRenderingElement,
    Locale, LocaleOptions, OrdinalLookup, TermForm,
};

use super::quotes::QuotationMarks;

/// The language of a style that does not state one.
const DEFAULT_LANGUAGE: &str = "en-US";

/// A style with the languages that it uses.
pub(super) struct Sheet<'s> {
    pub(super) style: &'s IndependentStyle,
    /// The bibliography of the style.
    pub(super) bibliography: &'s Bibliography,
    macros: HashMap<&'s str, &'s [LayoutRenderingElement]>,
    /// The terms of the style itself, then those of its language; each may lack some.
    locales: Vec<&'s Locale>,
    /// `true` if the style says where the letter of a year is printed.
    pub(super) places_year_suffix: bool,
}

impl<'s> Sheet<'s> {
    /// Creates a sheet; `None` if the style has no bibliography.
    pub(super) fn new(style: &'s IndependentStyle, locales: &'s [Locale]) -> Option<Self> {
        let bibliography = style.bibliography.as_ref()?;
        let macros = style.macros.iter();
        let macros: HashMap<&str, &[LayoutRenderingElement]> = macros
            .map(|definition| (definition.name.as_str(), &*definition.children))
            .collect();
        let places_year_suffix = macros
            .values()
            .copied()
            .chain([&*bibliography.layout.elements])
            .any(prints_year_suffix);
        Some(Self {
            style,
            bibliography,
            macros,
            locales: used_locales(style, locales),
            places_year_suffix,
        })
    }

    pub(super) fn language(&self) -> &'s str {
        language(self.style)
    }

    /// Returns the elements of a macro. A macro that the style does not define is empty.
    pub(super) fn elements(&self, name: &str) -> &'s [LayoutRenderingElement] {
        self.macros.get(name).copied().unwrap_or_default()
    }

    /// Returns a term in a form, or in the next form that has it.
    pub(super) fn term(&self, term: Term, form: TermForm, is_plural: bool) -> Option<&'s str> {
        let forms = std::iter::successors(Some(form), |form| form.fallback());
        let mut terms = forms.flat_map(|form| {
            let locales = self.locales.iter();
            locales.filter_map(move |locale| locale.term(term, form))
        });
        let found = terms.next()?;
        let plural = found.multiple().filter(|_| is_plural);
        Some(plural.or_else(|| found.single()).unwrap_or_default())
    }

    /// Returns the long form of a term in the singular.
    pub(super) fn word(&self, term: OtherTerm) -> &'s str {
        self.term(Term::Other(term), TermForm::Long, false)
            .unwrap_or_default()
    }

    pub(super) fn quotation_marks(&self) -> QuotationMarks {
        let pair = |open, close| [self.word(open).to_owned(), self.word(close).to_owned()];
        QuotationMarks {
            outer: pair(OtherTerm::OpenQuote, OtherTerm::CloseQuote),
            inner: pair(OtherTerm::OpenInnerQuote, OtherTerm::CloseInnerQuote),
        }
    }

    /// Returns `true` if full stops and commas are set inside quotations.
    pub(super) fn has_punctuation_in_quote(&self) -> bool {
        self.option(|options| options.punctuation_in_quote)
    }

    pub(super) fn limits_day_ordinals(&self) -> bool {
        self.option(|options| options.limit_day_ordinals_to_day_1)
    }

    fn option(&self, option: fn(&LocaleOptions) -> Option<bool>) -> bool {
        let options = self.locales.iter();
        let mut options = options.filter_map(|locale| locale.style_options.as_ref());
        options.find_map(option).unwrap_or(false)
    }

    /// Returns the date format of the language.
    pub(super) fn date(&self, form: DateForm) -> Option<&'s Date> {
        let mut dates = self.locales.iter().flat_map(|locale| &locale.date);
        dates.find(|date| date.form == Some(form))
    }

    /// Returns a number as an ordinal: 2nd.
    pub(super) fn ordinal(&self, number: i32) -> String {
        let ending = self.ordinals().lookup(number, None);
        format!("{number}{}", ending.unwrap_or_default())
    }

    /// Returns a number as an ordinal in words, up to ten: second.
    pub(super) fn long_ordinal(&self, number: i32) -> String {
        let ordinals = self.ordinals();
        let word = (1..=10)
            .contains(&number)
            .then(|| ordinals.lookup_long(number));
        let word = word.flatten().map(str::to_owned);
        word.unwrap_or_else(|| self.ordinal(number))
    }

    fn ordinals(&self) -> OrdinalLookup<'s> {
        let mut ordinals = self.locales.iter().filter_map(|locale| locale.ordinals());
        ordinals.next().unwrap_or_else(OrdinalLookup::empty)
    }

    /// Returns the options of names in the bibliography, or in citations.
    pub(super) fn name_options(&self, is_citation: bool) -> InheritableNameOptions {
        let own = if is_citation {
            &self.style.citation.name_options
        } else {
            &self.bibliography.name_options
        };
        self.style.settings.options.apply(own)
    }
}

fn language(style: &IndependentStyle) -> &str {
    let locale = style.default_locale.as_ref();
    locale.map_or(DEFAULT_LANGUAGE, |locale| locale.0.as_str())
}

/// Returns the locales in the order in which terms are looked up (CSL 1.0.2, "Locale Fallback").
fn used_locales<'s>(style: &'s IndependentStyle, locales: &'s [Locale]) -> Vec<&'s Locale> {
    let dialect = language(style);
    let base = dialect.split('-').next();
    let in_style = [Some(dialect), base, None].into_iter().flat_map(|wanted| {
        let own = style.locale.iter();
        own.filter(move |locale| language_of(locale) == wanted)
    });
    let shipped = [dialect, DEFAULT_LANGUAGE].into_iter().flat_map(|wanted| {
        let all = locales.iter();
        all.filter(move |locale| language_of(locale) == Some(wanted))
    });
    in_style.chain(shipped).collect()
}

fn language_of(locale: &Locale) -> Option<&str> {
    locale.lang.as_ref().map(|language| language.0.as_str())
}

fn prints_year_suffix(elements: &[LayoutRenderingElement]) -> bool {
    use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
    let suffix = Variable::Standard(StandardVariable::YearSuffix);
    let mut elements = elements.iter();
    elements.any(|element| element.find_variable_element(suffix, &[]).is_some())
}
