//! Sets dates.

use hayagriva::citationberg::taxonomy::{OtherTerm, Term, Variable};
use hayagriva::citationberg::{
    Affixes, Date, DateDayForm, DateMonthForm, DatePart, DatePartName, DateParts,
    DateStrongAnyForm, LongShortForm, TermForm,
};

use super::item::{ItemDate, PartialDay};
use super::number::letters;
use super::output::Output;
use super::render::{Area, Renderer};

/// The first number of a season, where months have theirs.
const FIRST_SEASON: i64 = 21;

/// Years before this one get "AD", so that they are not taken for other numbers.
const FIRST_CLEAR_YEAR: i64 = 1000;

impl<'a> Renderer<'a> {
    pub(super) fn date(&mut self, date: &'a Date) -> Output {
        let Some(variable) = date.variable else {
            return Output::default();
        };
        let key = Variable::Date(variable);
        let value = self.item.date(variable);
        let Some(value) = value.filter(|_| !self.suppressed.contains(&key)) else {
            return Output::of_missing_variable();
        };
        let (parts, delimiter) = self.parts(date);
        if self.area == Area::SortKey {
            return Output::of_variable(sort_key(&value, &parts));
        }
        let output = self.date_parts(&value, &parts, delimiter);
        if output.is_empty() {
            return Output::of_missing_variable();
        }
        if self.substituted.is_some() {
            self.suppressed.insert(key);
        }
        let output = Output {
            uses_variables: true,
            has_value: true,
            ..output
        };
        let output = self.in_case(output, date.text_case);
        let output = output.in_format(date.formatting);
        self.finished(output, &date.affixes, date.display)
    }

    /// Returns the parts of a date and the delimiter between them: those of the style, or those of the language with the
    /// changes of the style.
    fn parts(&self, date: &'a Date) -> (Vec<DatePart>, &'a str) {
        let Some(form) = date.form else {
            return (
                date.date_part.clone(),
                date.delimiter.as_deref().unwrap_or_default(),
            );
        };
        let Some(localized) = self.sheet.date(form) else {
            return (Vec::new(), "");
        };
        let shown = date.parts.unwrap_or_default();
        let parts = localized.date_part.iter();
        let parts = parts.filter(|part| is_shown(part.name, shown));
        let parts = parts.map(|part| {
            let own = date.date_part.iter().find(|own| own.name == part.name);
            own.map_or_else(|| part.clone(), |own| changed(part, own))
        });
        (
            parts.collect(),
            localized.delimiter.as_deref().unwrap_or_default(),
        )
    }

    fn date_parts(&mut self, date: &ItemDate, parts: &[DatePart], delimiter: &str) -> Output {
        let end = date.end.filter(|end| {
            let mut names = parts.iter().map(|part| part.name);
            names.any(|name| differs(&date.start, end, name) && value(end, name).is_some())
        });
        let Some(end) = end else {
            let all: Vec<&DatePart> = parts.iter().collect();
            return self.day(&date.start, &all, delimiter);
        };
        self.range(&date.start, &end, parts, delimiter)
    }

    /// Sets a range: parts that are equal at both ends are set once.
    fn range(
        &mut self,
        start: &PartialDay,
        end: &PartialDay,
        parts: &[DatePart],
        delimiter: &str,
    ) -> Output {
        let is_different = |part: &DatePart| differs(start, end, part.name);
        let first = parts.iter().position(is_different).unwrap_or_default();
        let last = parts.iter().rposition(is_different).unwrap_or_default();
        let before: Vec<&DatePart> = parts[..first].iter().collect();
        let after: Vec<&DatePart> = parts[last + 1..].iter().collect();
        let different: Vec<DatePart> = parts
            .iter()
            .filter(|part| is_different(part))
            .cloned()
            .collect();
        let largest = different.iter().min_by_key(|part| rank(part.name));
        let dash = largest.and_then(|part| part.range_delimiter.as_deref());
        // The affixes of the parts next to the dash would be set off from it.
        let mut left = different.clone();
        if let Some(last) = left.last_mut() {
            last.affixes.suffix = None;
        }
        let mut right = different.clone();
        if let Some(first) = right.first_mut() {
            first.affixes.prefix = None;
        }
        let mut output = self.day(start, &before, delimiter);
        let mut middle = self.day(start, &left.iter().collect::<Vec<_>>(), delimiter);
        let right = self.day(end, &right.iter().collect::<Vec<_>>(), delimiter);
        middle.append(right, dash.unwrap_or(DatePart::DEFAULT_DELIMITER));
        output.append(middle, delimiter);
        let rest = self.day(start, &after, delimiter);
        output.append(rest, delimiter);
        output
    }

    fn day(&mut self, day: &PartialDay, parts: &[&DatePart], delimiter: &str) -> Output {
        let mut output = Output::default();
        for part in parts {
            if let Some(value) = value(day, part.name) {
                output.append(self.date_part(part, value), delimiter);
            }
        }
        output
    }

    fn date_part(&mut self, part: &DatePart, value: i64) -> Output {
        let text = match part.form() {
            DateStrongAnyForm::Day(form) => self.day_of_month(value, form),
            DateStrongAnyForm::Month(form) => self.month(value, form),
            DateStrongAnyForm::Year(form) => self.year(value, form),
        };
        let text = if part.strip_periods {
            text.replace('.', "")
        } else {
            text
        };
        let output = self.in_case(Output::of_style(text), part.text_case);
        let output = output.in_format(part.formatting);
        self.finished(output, &part.affixes, None)
    }

    fn day_of_month(&self, day: i64, form: DateDayForm) -> String {
        match form {
            DateDayForm::Numeric => day.to_string(),
            DateDayForm::NumericLeadingZeros => format!("{day:02}"),
            DateDayForm::Ordinal if day != 1 && self.sheet.limits_day_ordinals() => day.to_string(),
            DateDayForm::Ordinal => self.sheet.ordinal(i32::try_from(day).unwrap_or_default()),
        }
    }

    fn month(&self, month: i64, form: DateMonthForm) -> String {
        let is_season = month >= FIRST_SEASON;
        match form {
            DateMonthForm::Numeric if !is_season => month.to_string(),
            DateMonthForm::NumericLeadingZeros if !is_season => format!("{month:02}"),
            DateMonthForm::Short => self.month_name(month, TermForm::Short),
            _ => self.month_name(month, TermForm::Long),
        }
    }

    fn month_name(&self, month: i64, form: TermForm) -> String {
        let name = if month >= FIRST_SEASON {
            format!("season-{:02}", month - FIRST_SEASON + 1)
        } else {
            format!("month-{month:02}")
        };
        let term = name.parse::<OtherTerm>().ok().map(Term::Other);
        let text = term.and_then(|term| self.sheet.term(term, form, false));
        text.unwrap_or_default().to_owned()
    }

    fn year(&mut self, year: i64, form: LongShortForm) -> String {
        let mut text = match form {
            LongShortForm::Long => year.abs().to_string(),
            LongShortForm::Short => format!("{:02}", year.abs() % 100),
        };
        if year < 0 {
            text += self.sheet.word(OtherTerm::Bc);
        } else if year < FIRST_CLEAR_YEAR {
            text += self.sheet.word(OtherTerm::Ad);
        }
        let is_placed = self.has_letter || self.sheet.places_year_suffix;
        // The first year that is set gets the letter: without a date of publication, that of the visit.
        if !is_placed && let Some(letter) = self.distinction.letter {
            self.has_letter = true;
            text += &letters(letter);
        }
        text
    }
}

fn is_shown(name: DatePartName, shown: DateParts) -> bool {
    match name {
        DatePartName::Year => true,
        DatePartName::Month => shown.has_month(),
        DatePartName::Day => shown.has_day(),
    }
}

/// Returns the part of a language with the changes of a style.
fn changed(localized: &DatePart, own: &DatePart) -> DatePart {
    let mut part = if has_form(own) { own } else { localized }.clone();
    let affixes = |of: fn(&Affixes) -> &Option<String>| {
        of(&own.affixes).clone().or(of(&localized.affixes).clone())
    };
    part.affixes = Affixes {
        prefix: affixes(|affixes| &affixes.prefix),
        suffix: affixes(|affixes| &affixes.suffix),
    };
    part.text_case = own.text_case.or(localized.text_case);
    let dash = own.range_delimiter.clone();
    part.range_delimiter = dash.or(localized.range_delimiter.clone());
    part.strip_periods = own.strip_periods || localized.strip_periods;
    part.formatting = own.formatting.apply(localized.formatting);
    part
}

/// Returns `true` if a part has another form than the default one. `citationberg` does not show whether a form is stated.
fn has_form(part: &DatePart) -> bool {
    match part.form() {
        DateStrongAnyForm::Day(form) => form != DateDayForm::default(),
        DateStrongAnyForm::Month(form) => form != DateMonthForm::default(),
        DateStrongAnyForm::Year(form) => form != LongShortForm::default(),
    }
}

fn value(day: &PartialDay, name: DatePartName) -> Option<i64> {
    match name {
        DatePartName::Year => Some(day.year),
        DatePartName::Month => day.month,
        DatePartName::Day => day.day,
    }
}

fn rank(name: DatePartName) -> usize {
    match name {
        DatePartName::Year => 0,
        DatePartName::Month => 1,
        DatePartName::Day => 2,
    }
}

/// Returns `true` if a part, or a larger one, differs between two days.
fn differs(start: &PartialDay, end: &PartialDay, name: DatePartName) -> bool {
    let names = [DatePartName::Year, DatePartName::Month, DatePartName::Day];
    let mut names = names.into_iter().take(rank(name) + 1);
    names.any(|name| value(start, name) != value(end, name))
}

/// Returns a key that sorts like the parts of a date that a style prints.
fn sort_key(date: &ItemDate, parts: &[DatePart]) -> String {
    let has = |name| parts.iter().any(|part| part.name == name);
    day_key(&PartialDay {
        year: date.start.year,
        month: date.start.month.filter(|_| has(DatePartName::Month)),
        day: date.start.day.filter(|_| has(DatePartName::Day)),
    })
}

/// Returns a key that sorts like a date. Negative years come first. All keys have equally many digits, because numbers
/// sort by their value.
pub(super) fn day_key(day: &PartialDay) -> String {
    const OFFSET: i64 = 100_000;
    format!(
        "{:06}{:02}{:02}",
        day.year + OFFSET,
        day.month.unwrap_or_default(),
        day.day.unwrap_or_default()
    )
}
