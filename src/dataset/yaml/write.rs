//! The dataset as YAML, which the loader reads back as an equal dataset.

use super::bibliography::source_fields;
use super::emit::emit;
use super::value::{
    Field, Value, date, date_word, end, fields, flag, id, list, mapping, one_or_more,
    one_or_more_dates, optional, text, texts,
};
use crate::dataset::term::DatasetTerm;
use crate::model::{
    About, Amount, AmountValue, Annotations, Citation, Claim, CodingRules, Confidence, Dataset,
    Date, End, Identified, Identifier, JointRecord, Key, Labels, Lesson, Membership,
    MembershipKind, Milestone, MotiveClaim, MotiveNotFound, Name, NamedView, Operation,
    Organization, Participation, Partnership, Records, Rival, Series, Source, Spell, Term,
    Vocabularies, with_vocabularies,
};

/// Writes a dataset as one YAML document. Each record has its keys in the order of the schema.
///
/// Defaults are left out: empty lists, the first condition, high confidence. Reading the text again gives an equal
/// dataset. Texts that readers of YAML 1.1 would take for something else, such as `NO` and `12:30`, are quoted.
///
/// ```
/// use interorg::dataset;
///
/// let shipped = dataset::builtin();
/// assert_eq!(dataset::parse(&dataset::to_yaml(&shipped))?, shipped);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn to_yaml(dataset: &Dataset) -> String {
    emit(&document(dataset))
}

/// Returns a dataset as the value that is written.
pub(crate) fn document(dataset: &Dataset) -> Value {
    Writer::new(dataset).document()
}

/// Returns the dataset as a document in which each claim has its citations, whether or not it inherits them.
pub(crate) fn document_in_full(dataset: &Dataset) -> Value {
    Writer::without_inheritance(dataset).document()
}

/// Returns the records of a dataset as the values that are written.
pub(crate) struct Writer<'d> {
    dataset: &'d Dataset,
    vocabularies: &'d Vocabularies,
    /// The citations that claims do not repeat, because they inherit them.
    inherited: &'d [Citation],
}

impl<'d> Writer<'d> {
    pub(crate) fn new(dataset: &'d Dataset) -> Self {
        Self {
            dataset,
            vocabularies: dataset.vocabularies(),
            inherited: &dataset.about().citations,
        }
    }

    /// Creates a writer that repeats inherited citations with each claim.
    pub(crate) fn without_inheritance(dataset: &'d Dataset) -> Self {
        Self {
            inherited: &[],
            ..Self::new(dataset)
        }
    }

    fn document(&self) -> Value {
        let dataset = self.dataset;
        let sources = dataset
            .sources()
            .iter()
            .map(|source| (source.id.as_str(), self.source(source)));
        fields([
            ("dataset", self.header()),
            ("vocabularies", self.all_terms()),
            (
                "organizations",
                list(dataset.organizations(), |record| self.organization(record)),
            ),
            ("partnerships", self.partnerships()),
            (
                "operations",
                list(dataset.operations(), |record| self.operation(record)),
            ),
            ("sources", mapping(sources)),
            ("views", list(dataset.views(), view)),
        ])
    }

    pub(crate) fn header(&self) -> Value {
        let about = self.dataset.about();
        header(about, self.vocabularies, self.citations(&about.citations))
    }

    pub(crate) fn organization(&self, record: &Organization) -> Value {
        let has_periods = !record.existence.is_empty();
        fields([
            ("id", text(record.id.as_str())),
            ("abbreviation", text(&record.abbreviation)),
            ("name", text(&record.name)),
            ("names", names(&record.names)),
            ("aliases", texts(&record.aliases)),
            (
                "kind",
                id(&self.vocabularies.organization_kinds, record.kind),
            ),
            ("founded", date(record.founded.filter(|_| !has_periods))),
            (
                "dissolved",
                if has_periods {
                    Value::Null
                } else {
                    end_unless_ongoing(record.dissolved)
                },
            ),
            (
                "exists",
                list(&record.existence, |period| {
                    fields([("from", date(period.from)), ("to", end(period.to))])
                }),
            ),
            ("covered-from", date(record.covered_from)),
            ("seat", optional(record.seat.as_deref())),
            ("region", optional(record.region.as_deref())),
            ("succeeds", self.organizations(&record.predecessors)),
            (
                "part-of",
                self.memberships(MembershipKind::PartOf, &record.memberships),
            ),
            (
                "member-of",
                self.memberships(MembershipKind::MemberOf, &record.memberships),
            ),
            ("identifiers", identifiers(&record.identifiers)),
            ("attributes", attributes(&record.annotations)),
            ("cite", self.citations(&record.citations)),
            ("notes", one_or_more(&record.notes)),
        ])
    }

    /// Returns the memberships of a kind. One of which only the organization is known is written as its id.
    fn memberships(&self, kind: MembershipKind, all: &[Membership]) -> Value {
        let organizations = self.dataset.organizations();
        let all = all.iter().filter(|one| one.kind == kind);
        let all = all.map(|one| {
            let organization = id(organizations, Some(one.organization));
            let dates = [("from", date(one.from)), ("to", end(one.to))];
            let own = std::iter::once(("organization", organization.clone())).chain(dates);
            let claim = self.claim(own, &one.claim.citations, &one.claim);
            match &claim {
                Value::Mapping(entries) if entries.len() == 1 => organization,
                _ => claim,
            }
        });
        Value::List(all.collect())
    }

    /// Returns the records of two organizations, then those of more.
    fn partnerships(&self) -> Value {
        let pairs = self.dataset.readings().filter(|record| !record.is_joint);
        let pairs = pairs.map(|record| self.partnership(record));
        let joint = self.dataset.joint_records().iter();
        let joint = joint.map(|record| self.joint_record(record));
        Value::List(pairs.chain(joint).collect())
    }

    /// Returns a partnership without the claims of records of more than two organizations, which are written there.
    pub(crate) fn partnership(&self, record: &Partnership) -> Value {
        self.record_between(&record.dyad.members(), &record.without_joint())
    }

    /// Returns a record of more than two organizations.
    pub(crate) fn joint_record(&self, record: &JointRecord) -> Value {
        self.record_between(&record.members, &record.content)
    }

    fn record_between(&self, members: &[Key<Organization>], record: &Partnership) -> Value {
        let codings = record.codings.iter().map(|coded| {
            let coding = self.vocabularies.codings[coded.coding].id();
            (
                coding.as_str(),
                list(coded.all_spells(), |spell| self.spell(spell)),
            )
        });
        // The first coding pass is the default.
        let coder = record.coder.filter(|coder| coder.index() != 0);
        fields([
            ("between", self.organizations(members)),
            ("coder", id(&self.vocabularies.coders, coder)),
            (
                "standard",
                id(&self.vocabularies.standards, record.standard),
            ),
            ("phases", mapping(codings)),
            (
                "motives",
                list(&record.motives, |motive| self.motive(motive)),
            ),
            (
                "motives-not-found",
                list(&record.motives_not_found, |sought| {
                    self.motive_not_found(sought)
                }),
            ),
            (
                "milestones",
                list(&record.milestones, |milestone| {
                    self.milestone(milestone, &record.series)
                }),
            ),
            ("series", list(&record.series, |series| self.series(series))),
            (
                "lessons",
                list(&record.lessons, |lesson| self.lesson(lesson)),
            ),
            ("amounts", self.amounts(&record.annotations)),
            ("attributes", attributes(&record.annotations)),
            ("notes", one_or_more(&record.notes)),
        ])
    }

    fn spell(&self, spell: &Spell) -> Value {
        // The first condition is the default.
        let condition = Some(spell.condition).filter(|condition| condition.index() != 0);
        let own = [
            ("phase", id(&self.vocabularies.phases, Some(spell.phase))),
            ("condition", id(&self.vocabularies.conditions, condition)),
            ("of", id(self.dataset.organizations(), spell.actor)),
            ("from", date(Some(spell.from))),
            ("to", end(spell.to)),
            ("through", self.organizations(&spell.through)),
            ("label", optional(spell.label.as_deref())),
            ("because", optional(spell.because.as_deref())),
            ("amounts", self.amounts(&spell.annotations)),
        ];
        self.claimed(own, &spell.claim)
    }

    fn motive(&self, motive: &MotiveClaim) -> Value {
        let own = [
            (
                "motive",
                id(&self.vocabularies.motives, Some(motive.motive)),
            ),
            ("of", id(self.dataset.organizations(), Some(motive.holder))),
            ("statement", text(&motive.statement)),
            ("attested", one_or_more_dates(&motive.attested)),
            ("from", date(motive.from)),
            ("to", end(motive.to)),
            (
                "strength",
                id(&self.vocabularies.strengths, motive.strength),
            ),
            (
                "counter-evidence",
                list(&motive.counter_evidence, |evidence| {
                    fields([
                        ("statement", text(&evidence.statement)),
                        ("date", date(evidence.date)),
                        ("cite", self.citations(&evidence.citations)),
                    ])
                }),
            ),
        ];
        self.claimed(own, &motive.claim)
    }

    fn motive_not_found(&self, sought: &MotiveNotFound) -> Value {
        let organizations = self.dataset.organizations();
        let own = [
            (
                "motive",
                id(&self.vocabularies.motives, Some(sought.motive)),
            ),
            ("of", id(organizations, Some(sought.holder))),
            ("searched", text(&sought.searched)),
        ];
        self.claim(own, &sought.claim.citations, &sought.claim)
    }

    fn series(&self, series: &Series) -> Value {
        fields([
            ("id", text(series.id.as_str())),
            ("title", text(&series.title)),
            ("completeness", text(&series.completeness)),
            ("cite", self.citations(&series.citations)),
        ])
    }

    fn milestone(&self, milestone: &Milestone, series: &[Series]) -> Value {
        let series = milestone.series.and_then(|row| series.get(row));
        let own = [
            ("date", date(Some(milestone.date))),
            (
                "kind",
                id(&self.vocabularies.milestone_kinds, Some(milestone.kind)),
            ),
            ("title", text(&milestone.title)),
            ("of", id(self.dataset.organizations(), milestone.actor)),
            ("series", optional(series.map(|series| series.id.as_str()))),
        ];
        self.claimed(own, &milestone.claim)
    }

    fn lesson(&self, lesson: &Lesson) -> Value {
        let own = [
            (
                "group",
                id(&self.vocabularies.lesson_groups, Some(lesson.group)),
            ),
            ("operation", id(self.dataset.operations(), lesson.operation)),
            ("statement", text(&lesson.statement)),
        ];
        self.claimed(own, &lesson.claim)
    }

    pub(crate) fn operation(&self, record: &Operation) -> Value {
        let operations = self.dataset.operations();
        let own = [
            ("id", text(record.id.as_str())),
            ("name", text(&record.name)),
            ("abbreviation", optional(record.abbreviation.as_deref())),
            ("names", names(&record.names)),
            ("aliases", texts(&record.aliases)),
            ("kind", id(&self.vocabularies.operation_kinds, record.kind)),
            ("place", optional(record.place.as_deref())),
            ("countries", texts(&record.countries)),
            ("start", date(record.start)),
            ("end", end_unless_ongoing(record.end)),
            ("mandate", one_or_more(&record.mandate)),
            (
                "succeeds",
                list(&record.predecessors, |key| id(operations, Some(*key))),
            ),
            ("identifiers", identifiers(&record.identifiers)),
            ("url", optional(record.url.as_deref())),
            ("attributes", attributes(&record.annotations)),
            (
                "participations",
                list(&record.participations, |record| self.participation(record)),
            ),
        ];
        self.claimed(own, &record.claim)
    }

    fn participation(&self, record: &Participation) -> Value {
        let own = [
            (
                "organization",
                id(self.dataset.organizations(), Some(record.organization)),
            ),
            ("role", id(&self.vocabularies.roles, Some(record.role))),
            ("from", date(record.from)),
            ("to", end(record.to)),
            (
                "status",
                optional(record.is_unknown().then(|| record.status.as_str())),
            ),
            ("as", optional(record.through.as_deref())),
            ("amounts", self.amounts(&record.annotations)),
            ("attributes", attributes(&record.annotations)),
        ];
        self.claim(own, &record.claim.citations, &record.claim)
    }

    pub(crate) fn source(&self, source: &Source) -> Value {
        let tier = id(&self.vocabularies.source_tiers, source.tier);
        let visited = source.visited.filter(|_| source.url.is_none());
        let own = [
            ("accessed", date(visited)),
            ("read-at", optional(source.read_at.as_deref())),
            ("tier", tier),
        ];
        fields(source_fields(source).into_iter().chain(own))
    }

    /// Returns a record that is a claim: its own fields, followed by those of every claim. Inherited citations are left out.
    fn claimed(&self, own: impl IntoIterator<Item = Field>, claim: &Claim) -> Value {
        let is_inherited = *claim.citations == *self.inherited;
        let citations = if is_inherited { &[] } else { &*claim.citations };
        self.claim(own, citations, claim)
    }

    fn claim(
        &self,
        own: impl IntoIterator<Item = Field>,
        citations: &[Citation],
        claim: &Claim,
    ) -> Value {
        let confidence = Some(claim.confidence).filter(|grade| *grade != Confidence::High);
        let shared = [
            ("cite", self.citations(citations)),
            ("confidence", optional(confidence.map(Confidence::as_str))),
            ("notes", one_or_more(&claim.notes)),
            ("rivals", list(&claim.rivals, |rival| self.rival(rival))),
            ("recorded", date(claim.recorded())),
            ("withdrawn", date(claim.withdrawn())),
        ];
        fields(own.into_iter().chain(shared))
    }

    fn amounts(&self, annotations: &Annotations) -> Value {
        list(annotations.amounts(), |amount: &Amount| {
            let value = match amount.value {
                AmountValue::Unknown => text("unknown"),
                AmountValue::Of(number) => Value::Word(number.to_string()),
            };
            fields([
                ("what", id(&self.vocabularies.amounts, Some(amount.what))),
                ("value", value),
                ("from", date(amount.from)),
                ("to", end(amount.to)),
                ("cite", self.citations(&amount.citations)),
            ])
        })
    }

    fn rival(&self, rival: &Rival) -> Value {
        fields([
            ("says", text(&rival.says)),
            ("from", date(rival.from)),
            ("to", end(rival.to)),
            ("phase", id(&self.vocabularies.phases, rival.phase)),
            (
                "condition",
                id(&self.vocabularies.conditions, rival.condition),
            ),
            ("cite", self.citations(&rival.citations)),
        ])
    }

    fn citations(&self, citations: &[Citation]) -> Value {
        list(citations, |citation| {
            let source = id(self.dataset.sources(), Some(citation.source));
            if citation.at.is_none() && citation.quote.is_none() {
                return source;
            }
            fields([
                ("source", source),
                ("at", optional(citation.at.as_deref())),
                ("quote", optional(citation.quote.as_deref())),
            ])
        })
    }

    /// Returns all vocabularies, empty ones included: one that is left out would be the default one.
    pub(crate) fn all_terms(&self) -> Value {
        macro_rules! write {
            ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
                mapping([$(($name, self.terms(&self.vocabularies.$field)),)+])
            };
        }
        with_vocabularies!(write)
    }

    fn terms<T: DatasetTerm>(&self, terms: &Records<T>) -> Value {
        list(terms, |row| {
            let Term {
                id,
                label,
                labels,
                definition,
                citations,
            } = row.term();
            let shared = [
                ("id", text(id.as_str())),
                ("label", text(label)),
                ("labels", names(labels)),
                ("definition", text(definition)),
            ];
            let own = row.own_fields(self.vocabularies);
            let cite = [("cite", self.citations(citations))];
            fields(shared.into_iter().chain(own).chain(cite))
        })
    }

    fn organizations(&self, keys: &[Key<Organization>]) -> Value {
        list(keys, |key| id(self.dataset.organizations(), Some(*key)))
    }
}

pub(crate) fn view(view: &NamedView) -> Value {
    let options = view.options.iter();
    let formats = view.formats.iter();
    fields([
        ("name", text(&view.name)),
        ("view", subcommand(view)),
        (
            "options",
            mapping(options.map(|option| (option.name.as_str(), option_value(&option.values)))),
        ),
        (
            "formats",
            Value::List(formats.map(|format| text(format)).collect()),
        ),
    ])
}

/// Returns a subcommand with its arguments: as one text, unless that would be split at other blanks.
fn subcommand(view: &NamedView) -> Value {
    let words = std::iter::once(&view.subcommand).chain(&view.arguments);
    let words: Vec<Box<str>> = words.cloned().collect();
    let has_blanks = words.iter().any(|word| word.contains(char::is_whitespace));
    if has_blanks {
        texts(&words)
    } else {
        text(&words.join(" "))
    }
}

fn option_value(values: &[Box<str>]) -> Value {
    match values {
        [one] => option_word(one),
        all => list(all, |value| option_word(value)),
    }
}

/// Returns a value of an option without quotes, as people write it, if it is a truth value, a whole number or a date.
fn option_word(value: &str) -> Value {
    let is_truth_value = matches!(value, "true" | "false");
    let is_number = value
        .parse::<u64>()
        .is_ok_and(|number| number.to_string() == value);
    if is_truth_value || is_number {
        Value::Word(value.to_owned())
    } else if value.parse::<Date>().is_ok() {
        date_word(value.to_owned())
    } else {
        text(value)
    }
}

fn header(about: &About, vocabularies: &Vocabularies, cite: Value) -> Value {
    fields([
        ("title", optional(about.title.as_deref())),
        ("version", optional(about.version.as_deref())),
        ("from", date(about.from)),
        ("as-of", date(about.as_of)),
        ("cite", cite),
        ("description", optional(about.description.as_deref())),
        ("coverage", optional(about.coverage.as_deref())),
        ("conventions", texts(&about.conventions)),
        ("authors", texts(&about.authors)),
        ("citation", optional(about.citation.as_deref())),
        ("labels", labels(&about.labels)),
        ("rules", rules(&about.rules, vocabularies)),
        ("checks", checks(about)),
        ("licence", optional(about.licence.as_deref())),
        ("url", optional(about.url.as_deref())),
    ])
}

fn labels(labels: &Labels) -> Value {
    fields([
        ("operation", optional(labels.operation.as_deref())),
        ("operations", optional(labels.operations.as_deref())),
        ("participation", optional(labels.participation.as_deref())),
    ])
}

fn rules(rules: &CodingRules, vocabularies: &Vocabularies) -> Value {
    fields([
        (
            "phases-without-operations",
            ids(&vocabularies.phases, &rules.phases_without_operations),
        ),
        (
            "leading-roles",
            ids(&vocabularies.roles, &rules.leading_roles),
        ),
        (
            "silent-condition",
            id(&vocabularies.conditions, rules.silent_condition),
        ),
        ("falls-need-milestone", flag(rules.falls_need_milestone)),
    ])
}

fn ids<T: Identified>(records: &Records<T>, keys: &[Key<T>]) -> Value {
    list(keys, |key| text(records[*key].id().as_str()))
}

fn checks(about: &About) -> Value {
    let checks = about.checks.iter();
    mapping(checks.map(|(code, severity)| (&**code, text(severity.as_str()))))
}

/// Returns the end of an organization or operation. One that goes on has no key.
fn end_unless_ongoing(record_end: End) -> Value {
    end(Some(record_end).filter(|end| *end != End::Ongoing))
}

fn identifiers(identifiers: &[Identifier]) -> Value {
    let identifiers = identifiers.iter();
    mapping(identifiers.map(|known| (&*known.scheme, text(&known.value))))
}

fn attributes(annotations: &Annotations) -> Value {
    let attributes = annotations.attributes().iter();
    mapping(attributes.map(|attribute| (attribute.name.as_str(), text(&attribute.value))))
}

fn names(names: &[Name]) -> Value {
    mapping(names.iter().map(|name| (&*name.language, text(&name.text))))
}
