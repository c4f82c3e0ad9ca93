//! Sets lists of names.

use hayagriva::citationberg::Name as NameStyle;
use hayagriva::citationberg::taxonomy::{
    NameVariable, OtherTerm, StandardVariable, Term, Variable,
};
use hayagriva::citationberg::{
    DelimiterBehavior, InheritableNameOptions, LabelPluralize, NameAnd, NameForm, NameOptions,
    Names, SubsequentAuthorSubstituteRule, TermForm, ToAffixes, ToFormatting,
};

use super::item::Name;
use super::name_style::{LabelPlace, LeadingNames, NamesStyle, is_inverted};
use super::output::Output;
use super::render::{Area, Renderer};

/// A list of names with the variable that it comes from.
struct List<'a> {
    variable: NameVariable,
    names: Vec<Name<'a>>,
}

/// How many names of a list are set.
struct Shown {
    /// The number of names from the start.
    count: usize,
    /// `true` if others are left out.
    is_cut: bool,
    /// `true` if the last name follows after an ellipsis.
    has_last: bool,
}

impl<'a> Renderer<'a> {
    pub(super) fn names(&mut self, names: &'a Names) -> Output {
        let style = NamesStyle::new(names, self.substituted.as_ref());
        let options = self.name_options.apply(&style.options);
        let lists = self.lists(names);
        if style.form(&options) == NameForm::Count {
            return self.count(&lists, &style, &options);
        }
        let mut all = Output::of_missing_variable();
        let mut leading = Vec::new();
        for list in &lists {
            let output = self.list(list, &style, &options, &mut leading);
            all.append(
                output,
                options.names_delimiter.as_deref().unwrap_or_default(),
            );
            if self.substituted.is_some() {
                self.suppressed.insert(Variable::Name(list.variable));
            }
        }
        if all.is_empty() {
            return self.substitute(names, style);
        }
        all.has_value = true;
        self.leading.get_or_insert(leading);
        let all = all.in_format(names.to_formatting());
        self.finished(all, &names.to_affixes(), names.display)
    }

    /// Returns the lists of names that are not empty. An editor who is the translator too is named once.
    fn lists(&self, names: &Names) -> Vec<List<'a>> {
        let variables = names.variable.iter().copied();
        let variables =
            variables.filter(|variable| !self.suppressed.contains(&Variable::Name(*variable)));
        let lists = variables.map(|variable| List {
            variable,
            names: self.item.names(variable),
        });
        let mut lists: Vec<List<'a>> = lists.filter(|list| !list.names.is_empty()).collect();
        if let [first, second] = &mut *lists
            && first.names == second.names
            && [first.variable, second.variable].contains(&NameVariable::Editor)
            && [first.variable, second.variable].contains(&NameVariable::Translator)
        {
            first.variable = NameVariable::EditorTranslator;
            lists.truncate(1);
        }
        lists
    }

    /// Sets the number of names, which styles use in sort keys.
    fn count(
        &mut self,
        lists: &[List<'a>],
        style: &NamesStyle<'a>,
        options: &InheritableNameOptions,
    ) -> Output {
        let default = NameStyle::default();
        let options = style.name.unwrap_or(&default).options(options);
        let shown = lists
            .iter()
            .map(|list| self.shown(list.names.len(), &options).count);
        match shown.sum::<usize>() {
            0 => Output::of_missing_variable(),
            count => Output::of_variable(count.to_string()),
        }
    }

    /// Sets what a style has for missing names. The first that prints anything counts.
    fn substitute(&mut self, names: &'a Names, style: NamesStyle<'a>) -> Output {
        let missing = Output::of_missing_variable();
        let Some(substitute) = names.substitute() else {
            return missing;
        };
        let outer = self.substituted.replace(style);
        let mut set = substitute
            .children
            .iter()
            .map(|element| self.element(element, ""));
        let output = set.find(|output| !output.is_empty());
        drop(set);
        self.substituted = outer;
        let Some(output) = output else { return missing };
        let mut output = Output {
            uses_variables: true,
            has_value: true,
            ..output
        };
        if self.leading.is_none() {
            let leading = vec![output.plain()];
            if let Some(dash) = self.dash_for(&leading) {
                output.pieces = Output::of_style(dash).pieces;
            }
            self.leading = Some(leading);
        }
        self.finished(output, &names.to_affixes(), names.display)
    }

    /// Returns the text that stands for the same beginning of the previous entry. A title is repeated: a dash in its place
    /// would be an entry without a title.
    fn dash_for(&self, leading: &LeadingNames) -> Option<&'a str> {
        let dash = self
            .sheet
            .bibliography
            .subsequent_author_substitute
            .as_deref()?;
        let is_repeated = self.area == Area::Bibliography && self.previous == Some(leading);
        let title = Variable::Standard(StandardVariable::Title);
        (is_repeated && !self.suppressed.contains(&title)).then_some(dash)
    }

    /// Sets a list of names with its label. Adds each name in full to `leading`.
    fn list(
        &mut self,
        list: &List<'a>,
        style: &NamesStyle<'a>,
        options: &InheritableNameOptions,
        leading: &mut LeadingNames,
    ) -> Output {
        let default = NameStyle::default();
        let name_style = style.name.unwrap_or(&default);
        let options = name_style.options(options);
        let mut names = self.set_names(&list.names, name_style, &options);
        let in_full = list.names.iter().map(|name| full(name));
        let start = leading.len();
        leading.extend(in_full);
        let output = if self.leading.is_none() && start == 0 && self.replace(leading, &mut names) {
            names.swap_remove(0)
        } else {
            self.joined_names(&list.names, names, style, &options)
        };
        let output = output.in_format(name_style.formatting).between(
            name_style.affixes.prefix.as_deref(),
            name_style.affixes.suffix.as_deref(),
        );
        self.with_label(output, list, style)
    }

    fn set_names(
        &self,
        names: &[Name<'a>],
        style: &NameStyle,
        options: &NameOptions<'_>,
    ) -> Vec<Output> {
        let names = names.iter().enumerate();
        let set = names.map(|(index, name)| self.name(name, index, style, options));
        set.collect()
    }

    /// Replaces names that the previous entry begins with (CSL 1.0.2, `subsequent-author-substitute`). Returns `true` if
    /// the first of them now stands for all.
    fn replace(&self, leading: &LeadingNames, names: &mut [Output]) -> bool {
        let bibliography = self.sheet.bibliography;
        let (Some(dash), Some(previous), Area::Bibliography) = (
            bibliography.subsequent_author_substitute.as_deref(),
            self.previous,
            self.area,
        ) else {
            return false;
        };
        let rule = bibliography.subsequent_author_substitute_rule;
        let equal = previous.iter().zip(leading);
        let equal = equal.take_while(|(one, other)| one == other).count();
        let are_all_equal = previous == leading;
        let replaced = match rule {
            SubsequentAuthorSubstituteRule::CompleteAll
            | SubsequentAuthorSubstituteRule::CompleteEach
                if !are_all_equal =>
            {
                0
            }
            SubsequentAuthorSubstituteRule::PartialFirst => equal.min(1),
            SubsequentAuthorSubstituteRule::CompleteAll
            | SubsequentAuthorSubstituteRule::CompleteEach
            | SubsequentAuthorSubstituteRule::PartialEach => equal,
        };
        for name in names.iter_mut().take(replaced) {
            *name = Output::of_style(dash);
        }
        rule == SubsequentAuthorSubstituteRule::CompleteAll && are_all_equal
    }

    fn with_label(&self, output: Output, list: &List<'a>, style: &NamesStyle<'a>) -> Output {
        let Some((label, place)) = style.label else {
            return output;
        };
        if output.is_empty() || self.area == Area::SortKey {
            return output;
        }
        let is_plural = match label.plural {
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
            LabelPluralize::Contextual => list.names.len() > 1,
        };
        let label = self.label_text(Term::NameVariable(list.variable), label, is_plural);
        let (mut first, second) = match place {
            LabelPlace::Before => (label, output),
            LabelPlace::After => (output, label),
        };
        first.append(second, "");
        first
    }

    fn shown(&self, count: usize, options: &NameOptions<'_>) -> Shown {
        let limit = |limit: Option<u32>, own: Option<u32>| limit.or(own).map(|n| n as usize);
        let min = limit(self.limits.min, options.et_al_min);
        let first = limit(self.limits.use_first, options.et_al_use_first);
        let is_cut = min.is_some_and(|min| count >= min) && first.is_some_and(|n| n < count);
        let mut shown = first.filter(|_| is_cut).unwrap_or(count);
        if is_cut && self.area != Area::SortKey && self.leading.is_none() {
            shown = shown.max(self.distinction.names).min(count);
        }
        let is_cut = shown < count;
        let has_last = self.limits.use_last.unwrap_or(options.et_al_use_last);
        Shown {
            count: shown,
            is_cut,
            has_last: is_cut && has_last && shown + 1 < count,
        }
    }

    /// Joins the names that are shown.
    fn joined_names(
        &self,
        names: &[Name<'a>],
        set: Vec<Output>,
        style: &NamesStyle<'a>,
        options: &NameOptions<'_>,
    ) -> Output {
        let shown = self.shown(names.len(), options);
        let last = set.last().cloned();
        let mut output = Output::default();
        for (index, name) in set.into_iter().take(shown.count).enumerate() {
            let is_last = index + 1 == shown.count && !shown.is_cut;
            let delimiter = self.delimiter(index, is_last, names, options);
            output.append(name, &delimiter);
        }
        if let (true, Some(last)) = (shown.has_last, last) {
            output.append(last, &format!("{}… ", options.delimiter));
        } else if shown.is_cut {
            self.append_et_al(&mut output, names, &shown, style, options);
        }
        output
    }

    /// Returns what separates a name from the previous one.
    fn delimiter(
        &self,
        index: usize,
        is_last: bool,
        names: &[Name<'a>],
        options: &NameOptions<'_>,
    ) -> String {
        let and = match options.and {
            _ if !is_last || self.area == Area::SortKey => None,
            Some(NameAnd::Text) => Some(self.sheet.word(OtherTerm::And)),
            Some(NameAnd::Symbol) => Some("&"),
            None => None,
        };
        let Some(and) = and.filter(|_| index > 0) else {
            return options.delimiter.to_owned();
        };
        // Before a body, the style does not decide: a pair has no delimiter, as citeproc-js has it.
        let is_delimited = match names.last() {
            Some(Name::Body(_)) => names.len() > 2,
            _ => self.is_delimited(options.delimiter_precedes_last, names, index, 2, options),
        };
        if is_delimited {
            format!("{} {and} ", options.delimiter.trim_end())
        } else {
            format!(" {and} ")
        }
    }

    /// Returns `true` if a delimiter precedes the last name or "et al.". Contextual delimiters follow after more than
    /// `few` names.
    fn is_delimited(
        &self,
        behavior: DelimiterBehavior,
        names: &[Name<'a>],
        index: usize,
        few: usize,
        options: &NameOptions<'_>,
    ) -> bool {
        match behavior {
            DelimiterBehavior::Always => true,
            DelimiterBehavior::Never => false,
            DelimiterBehavior::Contextual => index + 1 > few,
            DelimiterBehavior::AfterInvertedName => {
                matches!(names[index - 1], Name::Person(_)) && is_inverted(index - 1, options)
            }
        }
    }

    fn append_et_al(
        &self,
        output: &mut Output,
        names: &[Name<'a>],
        shown: &Shown,
        style: &NamesStyle<'a>,
        options: &NameOptions<'_>,
    ) {
        if self.area == Area::SortKey || shown.count == 0 {
            return;
        }
        let et_al = style.et_al.copied().unwrap_or_default();
        let text = self.sheet.term(et_al.term.into(), TermForm::Long, false);
        let text = Output::of_style(text.unwrap_or_default()).in_format(et_al.formatting);
        let behavior = options.delimiter_precedes_et_al;
        // The number of names before "et al." counts here, not that with it.
        let is_delimited = self.is_delimited(behavior, names, shown.count, 2, options);
        let delimiter = if is_delimited { options.delimiter } else { " " };
        output.append(text, delimiter);
    }
}

/// Returns a name in full, to compare it with others.
fn full(name: &Name<'_>) -> String {
    match name {
        Name::Body(name) => (*name).to_owned(),
        Name::Person(person) => [
            person.dropping_particle,
            person.particle,
            person.family,
            person.given,
            person.suffix,
        ]
        .join("\n"),
    }
}
