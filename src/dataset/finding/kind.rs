//! Every kind of finding, declared in one place: code, severity, message, hint and explanation.

use std::borrow::Cow;
use std::fmt;

use super::rule::{Rule, findings};
use super::wording::{
    NameFlaw, SyntaxCause, ValueType, as_percent_code, date_hint, far_date_hint, far_date_message,
    key_hint, shown, syntax_hint_for, syntax_message, type_hint, types_in_words, unknown_hint,
    with_pasted,
};
use crate::dataset::snapshot::SnapshotError;
use crate::model::{AmountValueError, Date, DateError, End, RecordKind, Severity};
use crate::phrase::{alternatives, question};

/// A limit that prevents a hostile text from filling the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// The depth to which values may be nested.
    Depth,
    /// The number of values and bytes that aliases may repeat.
    Repetition,
    /// The number of faults of structure in a document.
    Faults,
    /// The memory that reading may take.
    Memory {
        /// What reading needs at most, in bytes.
        needed: u64,
        /// The limit, in bytes.
        limit: u64,
    },
}

findings! {
    /// A file is not UTF-8. The finding shows the first byte that is not. Save the file as UTF-8.
    NotUtf8 {
        /// The number of bytes before the first invalid one.
        valid_up_to: usize,
    }
    Error "not-utf8"
    message: format!("the text is not UTF-8 after byte {valid_up_to}"),
    hint: "Save the file as UTF-8.";

    /// A snapshot cannot be read: it is damaged, another version of the program wrote it, or it is not the only input. Build it
    /// again from the files of the dataset.
    UnreadableSnapshot {
        /// The reason.
        error: SnapshotError,
    }
    Error "unreadable-snapshot"
    message: error.to_string(),
    hint: match error {
        SnapshotError::NotAlone => "Give the files that it was built from instead, or build one snapshot of all.",
        _ => "Build it again from the files of the dataset: `interorg build -o FILE --data FILES`.",
    };

    /// A file is not YAML, for example because of its indentation, a tab, or a colon in an unquoted text.
    Syntax {
        /// The message of the parser.
        detail: String,
        /// The probable mistake, if it is known.
        cause: Option<SyntaxCause>,
    }
    Error "syntax"
    message: syntax_message(detail, *cause),
    hint: syntax_hint_for(detail, *cause);

    /// Warning: a ` #` cuts off the rest of a text without quotes. YAML reads what follows as a comment. A comment with a
    /// space after its `#` is not reported.
    CutOffText {
        /// What is left of the text.
        text: String,
        /// What is read as a comment.
        comment: String,
    }
    Warning "cut-off-text"
    message: format!("the text ends at `{}`, because `{}` is read as a comment", shown(text), shown(comment)),
    hint: "Quote the text if the rest belongs to it, or write a space after the `#` of a comment.";

    /// A file is nested deeper than 128 levels, its aliases repeat so much that they could fill the memory, its structure has
    /// too many faults for the rest to be checked, or reading the dataset could take more memory than it may
    /// (`--max-read-memory`).
    BeyondLimit {
        /// The limit.
        limit: Limit,
    }
    Error "beyond-limit"
    message: match limit {
        Limit::Depth => Cow::from("the values are nested deeper than 128 levels"),
        Limit::Repetition => "the aliases repeat more values than the limit allows".into(),
        Limit::Faults => "the structure has too many faults: the rest is not checked".into(),
        Limit::Memory { needed, limit } => {
            let (needed, limit) = (needed.div_ceil(1 << 20), limit >> 20);
            format!("reading the dataset could take {needed} MiB of memory, and may take {limit} MiB").into()
        }
    },
    hint: match limit {
        Limit::Depth => "Look for extra brackets or dashes. A dataset needs no more than ten levels.",
        Limit::Repetition => "Write the values out instead of repeating them by aliases.",
        Limit::Faults => "Correct the first of them, which may be the cause of the others.",
        Limit::Memory { .. } => "Raise the limit (`--max-read-memory`) if the file is what you meant to read.",
    };

    /// The dataset has neither organizations nor sources.
    EmptyDataset
    Error "empty-dataset"
    message: "the dataset has neither organizations nor sources",
    hint: "Add a list `organizations` with at least one organization.";

    /// The vocabulary of conditions is empty, but there are phases and codings. Every phase has a condition.
    NoCondition
    Error "no-condition"
    message: "the vocabulary of conditions is empty, but there are phases",
    hint: "Leave `conditions` out to use the default ones, or define at least one.";

    /// A record has an unknown key. The tables above list the known keys. Merge keys (`<<`) are not supported.
    UnknownKey {
        /// The key.
        key: String,
        /// The most similar known keys.
        candidates: Vec<String>,
        /// All keys that the record may have.
        known: Vec<String>,
    }
    Error "unknown-key"
    message: format!("unknown key `{}`", shown(key)),
    hint: key_hint(key, candidates, known);

    /// A record lacks a required key.
    MissingKey {
        /// The key.
        key: String,
    }
    Error "missing-key"
    message: format!("the key `{key}` is missing"),
    hint: format!("Add `{key}: …` to the mapping.");

    /// A mapping has the same key twice. YAML would keep only one of them.
    DuplicateKey {
        /// The key.
        key: String,
    }
    Error "duplicate-key"
    message: format!("the key `{}` occurs twice", shown(key)),
    hint: "Remove one of the two, or combine their values.";

    /// A value has another type than expected, such as a list where a text is expected.
    WrongType {
        /// The types that are allowed.
        expected: Vec<ValueType>,
        /// The type of the value.
        found: ValueType,
    }
    Error "wrong-type"
    message: format!("expected {}, found {found}", types_in_words(expected)),
    hint: type_hint(expected, *found);

    /// A value is not one of the words that are allowed there.
    InvalidChoice {
        /// The value.
        value: String,
        /// The allowed values.
        allowed: Vec<String>,
    }
    Error "invalid-choice"
    message: format!("expected {}, found `{}`", alternatives(allowed), shown(value)),
    hint: with_pasted(value, format!("Write {}, or leave the key out.", alternatives(allowed)).into());

    /// A text is not a date in EDTF, or the date does not exist, such as 30 February.
    InvalidDate {
        /// The text.
        text: String,
        /// Why it is not a date.
        error: DateError,
    }
    Error "invalid-date"
    message: format!("invalid date `{}`: {error}", shown(text)),
    hint: date_hint(text, error);

    /// A text is not a number. An amount is a number without separators of thousands and with up to 15 digits, or `unknown`. Unless it is
    /// 0, its magnitude is from 10^-30 to below 10^30.
    InvalidAmount {
        /// The text.
        text: String,
        /// Why it is not an amount.
        error: AmountValueError,
    }
    Error "invalid-amount"
    message: format!("invalid amount `{}`: {error}", shown(text)),
    hint: "Write a number such as `550` or `0.5`, without separators of thousands, or `unknown`.";

    /// The vocabulary of amounts sums a stock. What is there at two times, such as troops in two years, must not be added up.
    SummedStock {
        /// The id of the quantity.
        amount: String,
    }
    Error "summed-stock"
    message: format!("the stock `{amount}` has the summary `sum`"),
    hint: "Write `max`, `mean` or `last`, or declare the amount as a `flow`.";

    /// A text is not an id. An id has only lower-case letters, digits and single hyphens between them.
    InvalidId {
        /// The text.
        text: String,
        /// The most similar id.
        suggestion: Option<String>,
    }
    Error "invalid-id"
    message: format!("`{}` is not an id", shown(text)),
    hint: {
        let example = suggestion.as_ref().map(|id| format!(", such as `{id}`"));
        let hint = format!(
            "An id has only lower-case letters, digits and single hyphens between them{}.",
            example.unwrap_or_default()
        );
        with_pasted(text, hint.into())
    };

    /// A record cannot be read for a reason that has no code of its own. The message of the parser is shown.
    Malformed {
        /// The message of the loader.
        detail: String,
    }
    Error "malformed"
    message: format!("the record cannot be read: {detail}"),
    hint: "Compare the record with the codebook (`interorg codebook`).";

    /// Two records of one kind have the same id, or an organization has the id or abbreviation of another.
    DuplicateId {
        /// The kind of both records.
        record: RecordKind,
        /// The id.
        id: String,
    }
    Error "duplicate-id"
    message: format!("the {record} `{id}` is defined twice"),
    hint: "Give one of the two another id. The abbreviation of an organization counts as an id.";

    /// Warning: a name or alias of an organization or operation also means another one, or the id of an operation or
    /// source also means an organization or operation. Queries prefer organizations to operations and operations to
    /// sources, and ids to abbreviations, abbreviations to names, and names to aliases. They refuse a name that is
    /// left with several meanings.
    AmbiguousName {
        /// The kind of the record with the name.
        record: RecordKind,
        /// The name.
        name: String,
        /// The kind of the other record or term with the name.
        other: RecordKind,
    }
    Warning "ambiguous-name"
    message: format!(
        "`{}` also means {} {other}",
        shown(name),
        if record == other { "another" } else { "an" }
    ),
    hint: "Remove it from one of the two. Until then, queries prefer organizations to operations and operations to \
           sources, and ids to abbreviations, abbreviations to names, and names to aliases. They refuse a name that is \
           left with several meanings.";

    /// Warning: a name looks like another one: it begins or ends with a blank, has a no-break space, an invisible
    /// character or a control character in it, or is enclosed in curly quotation marks. Queries ignore most such
    /// differences, other programs do not.
    LookAlikeName {
        /// The name.
        name: String,
        /// What is hidden in the name.
        flaw: NameFlaw,
    }
    Warning "look-alike-name"
    message: format!("the name `{}` {flaw}", shown(name)),
    hint: flaw.hint();

    /// Two partnerships of one coding pass are between the same two organizations, in either order.
    DuplicateDyad {
        /// The dyad, such as `UN–AU`.
        dyad: String,
    }
    Error "duplicate-dyad"
    message: format!("the partnership {dyad} is described twice"),
    hint: "Combine the two records. The order of the members does not matter. A second reading of the evidence names \
           its `coder`.";

    /// Note: a coding pass reads fewer partnerships than all passes together. One that the dataset defines itself is also noted
    /// if it reads none. The agreement of two passes is computed from the partnerships that both read.
    PartialPass {
        /// The id of the pass.
        coder: String,
        /// The number of partnerships that it reads.
        read: usize,
        /// The number of partnerships that any pass reads.
        total: usize,
    }
    Note "partial-pass"
    message: format!(
        "the coding pass `{coder}` reads {read} of {total} partnership{}",
        if *total == 1 { "" } else { "s" }
    ),
    hint: "Read the others in this pass too, or state in the definition of the pass which ones it reads.";

    /// The dataset describes itself twice. There must be only one `dataset` block in all files.
    DuplicateDataset
    Error "duplicate-dataset"
    message: "the dataset describes itself twice",
    hint: "Keep one `dataset` block for all files.";

    /// The dataset changes the severity of a finding that does not exist.
    UnknownCheck {
        /// The code.
        code: String,
        /// The most similar codes.
        candidates: Vec<String>,
    }
    Error "unknown-check"
    message: format!("unknown finding `{}`", shown(code)),
    hint: match candidates.as_slice() {
        [] => "Write one of the codes that the codebook explains (`interorg codebook`).".to_owned(),
        found => question(found),
    };

    /// The dataset lowers the severity of an error that cannot be lowered. Only errors about dates that contradict one another
    /// can be: other records with errors cannot be read, or lead to no record.
    FixedSeverity {
        /// The code.
        code: String,
    }
    Error "fixed-severity"
    message: format!("the severity of `{code}` cannot be lowered"),
    hint: {
        let rules = FindingKind::rules().into_iter();
        let lowered = rules.filter(|rule| rule.severity == Severity::Error && rule.lowest < Severity::Error);
        let codes: Vec<String> = lowered.map(|rule| rule.code.to_owned()).collect();
        format!("Correct the records. The errors that can be lowered are {}.", codes.join(", "))
    };

    /// Two views have the same name, so that one would overwrite the files of the other.
    DuplicateView {
        /// The name.
        name: String,
    }
    Error "duplicate-view"
    message: format!("the view `{name}` is defined twice"),
    hint: "Give one of the two another name. It is also the name of the files.";

    /// A view has an empty list of formats, so that no file would be written.
    ViewWithoutFormat {
        /// The name of the view.
        name: String,
    }
    Error "view-without-format"
    message: format!("the view `{name}` has no format"),
    hint: "List the extensions of its files, as in `formats: [svg, pdf]`.";

    /// A partnership is between an organization and itself.
    SelfPair {
        /// The organization.
        organization: String,
    }
    Error "self-pair"
    message: format!("`{organization}` is paired with itself"),
    hint: "Name two different organizations, as in `between: [UN, AU]`.";

    /// A partnership names fewer than two organizations, or more than 64. A record of three or more counts in each of their
    /// dyads.
    NotAPair {
        /// The number of organizations.
        found: usize,
    }
    Error "not-a-pair"
    message: format!("expected 2 to 64 organizations, found {found}"),
    hint: "Name the organizations, as in `between: [UN, AU]`. Many parties belong to an operation.";

    /// A word does not lead to a record; the code says to which kind of record it should lead.
    Unknown {
        /// The kind of record.
        record: RecordKind,
        /// The word.
        id: String,
        /// The most similar words that lead to such a record.
        candidates: Vec<String>,
    }
    Error per(record)
    message: format!("unknown {record} `{}`", shown(id)),
    hint: unknown_hint(*record, id, candidates);

    /// Something certainly ends before it starts, whatever days its dates stand for. If a dataset lowers this error, such a phase,
    /// motive, participation or amount holds on no day, and such an organization or operation exists on the day of its start
    /// alone.
    EndBeforeStart {
        /// The end.
        end: End,
        /// The start.
        start: Date,
    }
    Contradiction "end-before-start"
    message: format!("the end `{end}` is before the start `{start}`"),
    hint: "Correct one of the two dates.";

    /// Under one coding, a phase begins before an earlier phase in the list ends. If a dataset lowers this error, the earlier
    /// phase ends on the day before the later one begins. A withdrawn phase is compared with those that were in the record
    /// before it was withdrawn, wherever they are in the list.
    OverlappingPhases {
        /// When the later phase begins.
        from: Date,
        /// When the earlier phase ends.
        to: End,
    }
    Contradiction "overlapping-phases"
    message: format!("the phase begins at `{from}`, but an earlier phase in the list ends at `{to}`"),
    hint: "Leave `to` out if a phase lasts until the next one begins.";

    /// Under one coding, the phases are not listed in the order in which they begin. If a dataset lowers this error, they are
    /// read in the order in which they begin.
    PhasesOutOfOrder {
        /// When the phase begins.
        from: Date,
        /// When the phase listed before it begins.
        previous: Date,
    }
    Contradiction "phases-out-of-order"
    message: format!("the phase begins at `{from}`, but an earlier phase in the list begins at `{previous}`"),
    hint: "List the phases in chronological order.";

    /// A phase begins before a member was founded. If a predecessor acted for the member, name the predecessor under
    /// `through`. If a dataset lowers this error, the phase counts as it is written; tables by year have no rows for years in
    /// which a member does not exist.
    PhaseBeforeFounding {
        /// When the phase begins.
        from: Date,
        /// The member.
        organization: String,
        /// When the member was founded.
        founded: Date,
    }
    Contradiction "phase-before-founding"
    message: format!("the phase begins at `{from}`, before {organization} was founded at `{founded}`"),
    hint: "If a predecessor acted for the organization, name the predecessor under `through`.";

    /// A phase goes on after a member was dissolved. If a dataset lowers this error, the phase counts as it is written; tables by
    /// year have no rows for years in which a member does not exist.
    PhaseAfterDissolution {
        /// A date, after the end of the member, until which the phase lasts; or that it goes on.
        until: End,
        /// The member.
        organization: String,
        /// When the member ended.
        dissolved: Date,
    }
    Contradiction "phase-after-dissolution"
    message: match until {
        End::Ongoing => format!("the phase goes on, but {organization} was dissolved at `{dissolved}`"),
        End::Unknown | End::On(_) => {
            format!("the phase lasts until `{until}`, but {organization} was dissolved at `{dissolved}`")
        }
    },
    hint: "End the phase with `to`, at the latest when the organization was dissolved.";

    /// Warning: the two share an operation, which one of them runs, while they are in a phase in which they share none by the rules
    /// of the dataset (`phases-without-operations`), and no rival reading has another phase.
    PhaseBesideOperation {
        /// The id of the phase.
        phase: String,
        /// The id of the operation.
        operation: String,
    }
    Warning "phase-beside-operation"
    message: format!("the phase is `{phase}` while the two share the operation `{operation}`"),
    hint: "Correct the phase, or the dates of the participations. Record the other reading as a rival.";

    /// Warning: for two years or more no milestone and no shared operation is recorded, and the spell is not in the condition that
    /// the rules of the dataset give for this (`silent-condition`), and neither is a rival reading. The condition begins on the day
    /// on which two years are full. The milestones of all records of the two count. Phases without operations and those without
    /// a relation are not checked.
    UnmarkedSilence {
        /// The condition.
        condition: String,
        /// The last day before the silence.
        from: Date,
        /// The first day after it.
        to: Date,
    }
    Warning "unmarked-silence"
    message: format!("nothing is recorded between `{from}` and `{to}`, and the condition is not `{condition}`"),
    hint: "Add the milestones or operations of this time, or write a spell with the condition for silence from two years after the last one on.";

    /// Warning: a spell is in the condition for silence by the rules of the dataset (`silent-condition`), and a milestone or a shared
    /// operation is recorded in it.
    EventInSilence
    Warning "event-in-silence"
    message: "something is recorded in a time that is marked as silent",
    hint: "Correct the condition, or end the spell when something happened.";

    /// Warning: a phase is lower than the one before it, and no milestone at its beginning is the act that ended what had earned the
    /// higher phase, as the rules of the dataset require (`falls-need-milestone`).
    UncitedFall {
        /// The id of the phase before.
        before: String,
        /// The id of the phase after.
        after: String,
    }
    Warning "uncited-fall"
    message: format!("the phase falls from `{before}` to `{after}` without a milestone at its beginning"),
    hint: "Add the milestone that ended the higher phase, with its sources, or change the condition instead of the phase.";

    /// A phase goes on while a member did not exist, between two of the periods under `exists`.
    PhaseInGap {
        /// The member.
        organization: String,
        /// When the period before the gap ended.
        ended: Date,
        /// When the period after the gap began.
        resumed: Date,
    }
    Error "phase-in-gap"
    message: format!("the phase goes on while {organization} did not exist, between `{ended}` and `{resumed}`"),
    hint: "End the phase with `to` when the organization vanished, and write another one from when it existed again.";

    /// Warning: a participation goes on while its organization did not exist, between two of the periods under `exists`. It counts
    /// only in the periods, and is listed once per period by `export participations`. A participation without dates of its own
    /// is reported only if its whole operation is in the gap.
    ParticipationInGap {
        /// The organization.
        organization: String,
        /// When the period before the gap ended.
        ended: Date,
        /// When the period after the gap began.
        resumed: Date,
    }
    Warning "participation-in-gap"
    message: format!(
        "the participation goes on while {organization} did not exist, between `{ended}` and `{resumed}`"
    ),
    hint: "End the participation with `to` when the organization vanished, and write another one from when it existed again.";

    /// Warning: a milestone or motive is dated before a member of the partnership existed, or an operation before any of
    /// its participants did. Predecessors (`succeeds`) count.
    DateBeforeFounding {
        /// The date.
        date: Date,
        /// The organization.
        organization: String,
        /// When the organization was founded.
        founded: Date,
    }
    Warning "date-before-founding"
    message: format!("`{date}` is before {organization} or a predecessor of it existed (founded at `{founded}`)"),
    hint: "Correct one of the dates, or name the predecessor under `succeeds` of the organization.";

    /// Warning: something begins or happens, or a source was published or visited, after the as-of date of the dataset,
    /// until which evidence was read. An end may be later, because it may be planned. A source may be later if it has a
    /// `note`, which should explain why it is cited.
    DateAfterAsOf {
        /// The date.
        date: Date,
        /// The as-of date.
        as_of: Date,
    }
    Warning "date-after-as-of"
    message: format!("`{date}` is after the as-of date `{as_of}`"),
    hint: "Correct the date, or the `as-of` date of the dataset. A later source needs a `note` that explains it.";

    /// Note: a claim was recorded or withdrawn after the as-of date of the dataset, until which evidence was read. Evidence can be
    /// written down later, but a correction often rests on evidence that was read later too.
    RecordedAfterAsOf {
        /// The date of record or withdrawal.
        date: Date,
        /// The as-of date.
        as_of: Date,
    }
    Note "recorded-after-as-of"
    message: format!("the record was changed at `{date}`, after the as-of date `{as_of}`"),
    hint: "If evidence was read until then, move the `as-of` date of the dataset.";

    /// Warning: a date is more than 50 years from all other dates of the dataset, those of sources aside. The founding of
    /// an organization is reported only if it is later than all other dates. Without a stated as-of date, such a date does
    /// not count as the last one of the dataset.
    FarDate {
        /// The date.
        date: Date,
        /// The year in the date that is far from all others.
        year: i32,
        /// The first and the last year of the other dates.
        others: (i32, i32),
    }
    Warning "far-date"
    message: far_date_message(date, *others),
    hint: far_date_hint(date, *year, *others);

    /// An organization that is named under `through` is not a predecessor of a member. List it under `succeeds` of the
    /// member first.
    NotAPredecessor {
        /// The organization.
        organization: String,
        /// The dyad, such as `UN–AU`.
        dyad: String,
    }
    Error "not-a-predecessor"
    message: format!("{organization} is not a predecessor of a member of {dyad}"),
    hint: "List it under `succeeds` of the member that it acted for.";

    /// A motive is held by an organization that is not a member of the dyad.
    ForeignMotive {
        /// The organization.
        organization: String,
        /// The dyad, such as `UN–AU`.
        dyad: String,
    }
    Error "foreign-motive"
    message: format!("the motive is held by {organization}, which is not a member of {dyad}"),
    hint: "Write one of the two members after `of`.";

    /// Warning: a motive is claimed of one side of a partnership, and was also looked for and not found on that side. What is
    /// withdrawn does not count.
    MotiveFoundToo {
        /// The id of the motive.
        motive: String,
        /// The side.
        organization: String,
    }
    Warning "motive-found-too"
    message: format!("the motive `{motive}` of {organization} was not found, and is claimed too"),
    hint: "Remove one of the two, or withdraw it with `withdrawn`.";

    /// A record of more than two organizations has a field that only one of two can have.
    JointField {
        /// The key.
        key: &'static str,
    }
    Error "joint-field"
    message: format!("a record of more than two organizations cannot have `{key}`"),
    hint: "Write it in the records of the dyads that it belongs to.";

    /// The phases of a dyad under a coding are recorded twice: in a record of its own, and in one of more organizations. Phases
    /// that were withdrawn in one before they were recorded in the other are not.
    PhasesTwice {
        /// The dyad, such as `UN–AU`.
        dyad: String,
        /// The id of the coding.
        coding: String,
    }
    Error "phases-twice"
    message: format!("the phases of {dyad} under `{coding}` are recorded in another record too"),
    hint: "Keep the phases in one of the two records.";

    /// A milestone or a phase is of an organization that is not a member of the dyad.
    ForeignActor {
        /// The organization.
        organization: String,
        /// The dyad, such as `UN–AU`.
        dyad: String,
    }
    Error "foreign-actor"
    message: format!("`of` names {organization}, which is not a member of {dyad}"),
    hint: "Write one of the two members after `of`, or leave it out if both acted.";

    /// A phase leads from one member to the other, but the vocabulary does not declare it to be directed.
    UndirectedPhase {
        /// The id of the phase.
        phase: String,
    }
    Error "undirected-phase"
    message: format!("the phase `{phase}` holds for both members, so it is not `of` one of them"),
    hint: "Remove `of`, or write `directed: true` in the definition of the phase.";

    /// Warning: a phase of one member without `to` is followed by a phase of the other member, and so ends when that begins.
    EndsAtOpposite {
        /// The member of the phase that ends.
        ended: String,
        /// The member of the phase that begins.
        begun: String,
    }
    Warning "ends-at-opposite"
    message: format!("the phase of {begun} ends the phase of {ended}, which states no `to`"),
    hint: "If both hold, write one phase without `of` from here on. Otherwise, write `to` in the phase before.";

    /// Warning: a motive is attested at a date at which, according to its own `from` and `to`, it was not held.
    AttestedOutside {
        /// The date.
        date: Date,
    }
    Warning "attested-outside"
    message: format!("the motive is attested at `{date}`, when it is not held"),
    hint: "Correct the date, or the start and end of the motive.";

    /// A name, title, statement, label or definition is blank.
    EmptyText {
        /// The key of the text.
        key: &'static str,
    }
    Error "empty-text"
    message: format!("`{key}` is blank"),
    hint: "Write a word or a sentence.";

    /// A phase, motive, milestone, lesson or operation cites no source, and neither its file nor the dataset has sources for
    /// claims without any.
    UncitedClaim {
        /// The kind of claim, such as `milestone`.
        claim: &'static str,
    }
    Error "uncited-claim"
    message: format!("the {claim} cites no source"),
    hint: "Add `cite: [SOURCE]` with the id of an entry under `sources`, to the claim or to the whole `dataset`.";

    /// Warning: a source is never cited.
    UnusedSource {
        /// The id of the source.
        source: String,
    }
    Warning "unused-source"
    message: format!("the source `{source}` is never cited"),
    hint: "Cite it, or remove it.";

    /// Warning: two sources have the same address, and no document symbol or other number distinguishes them. They may be
    /// one document that was entered twice.
    DuplicateSource {
        /// The id of the later source.
        source: String,
        /// The id of the earlier source.
        other: String,
    }
    Warning "duplicate-source"
    message: format!("the source `{source}` has the same address as `{other}`"),
    hint: format!("Cite `{other}` instead, or distinguish the two by their `serial-number`.");

    /// Warning: a language is not a tag of BCP 47, such as `en` or `pt-BR`. Bibliographies leave out that of a source, and no
    /// `--lang` finds a label or name in it.
    InvalidLanguage {
        /// The text.
        text: String,
    }
    Warning "invalid-language"
    message: format!("`{}` is not a language tag", shown(text)),
    hint: "Write one tag, such as `en`, `fr` or `pt-BR`; a remark can name more languages.";

    /// A link is not an http or https address. Other links could run a script in a browser.
    UnsafeLink {
        /// The link.
        link: String,
        /// The first character that no address may contain; `None` if the link is not an http or https address.
        letter: Option<char>,
    }
    Error "unsafe-link"
    message: match letter {
        Some(letter) => format!(
            "the address `{}` contains `{}`, which is not allowed in an address",
            shown(link),
            shown(&letter.to_string())
        ),
        None => format!("expected an http or https address, found `{}`", shown(link)),
    },
    hint: match letter {
        Some(letter) => format!("Write `{}` instead.", as_percent_code(*letter)),
        None => "Write the complete address, beginning with `https://` or `http://`.".to_owned(),
    };

    /// An organization has both `exists` and `founded` or `dissolved`, which say the same.
    ExistenceTwice
    Error "existence-twice"
    message: "the organization has both `exists` and `founded` or `dissolved`",
    hint: "Keep `exists` if the organization vanished for a time, otherwise `founded` and `dissolved`.";

    /// The periods in which an organization existed are not in order, or there is no gap between two of them.
    ExistenceOutOfOrder
    Error "existence-out-of-order"
    message: "the period does not begin after the one before it has ended",
    hint: "List the periods in order of time, with a gap between them, and give each but the last a known end.";

    /// An organization is a part of itself, directly or through others.
    PartOfItself {
        /// The ids along the circle; the first is repeated at the end.
        ids: Vec<String>,
    }
    Error "part-of-itself"
    message: format!("the organizations are parts of one another in a circle: {}", ids.join(" → ")),
    hint: "Remove one of the links under `part-of`.";

    /// Warning: organizations are members of one another in a circle, directly or through others, at least once under
    /// `member-of`. So is an organization that is a member of itself.
    MemberOfItself {
        /// The ids along the circle; the first is repeated at the end.
        ids: Vec<String>,
    }
    Warning "member-of-itself"
    message: format!("the organizations are members of one another in a circle: {}", ids.join(" → ")),
    hint: "Remove one of the links under `member-of` or `part-of`.";

    /// Warning: an organization is listed twice as a part or member of the same one, for times that overlap.
    DuplicateMembership {
        /// The key of the list.
        list: &'static str,
        /// The organization that it belongs to.
        organization: String,
    }
    Warning "duplicate-membership"
    message: format!("{organization} is listed twice under `{list}` for the same time"),
    hint: "Combine the two, or give them periods that do not overlap.";

    /// Warning: a membership begins or ends when one of the two organizations certainly did not exist: before it was founded,
    /// after it was dissolved, or in a gap between two periods under `exists`.
    MembershipOutside {
        /// The start or end of the membership.
        date: End,
        /// The organization that did not exist then.
        organization: String,
        /// When it was founded or dissolved, or when the period before the gap ended.
        bound: Date,
    }
    Warning "membership-outside"
    message: format!("{organization} did not exist at `{date}`, which is beyond `{bound}`"),
    hint: "Correct the dates of the membership or of the organization.";

    /// A source was read on two dates: `accessed`, and the date of its `url`.
    AccessedTwice
    Error "accessed-twice"
    message: "`accessed` is not the date of `url`, which says the same",
    hint: "Keep one of the two dates.";

    /// Organizations or operations succeed one another in a circle.
    SuccessionCycle {
        /// The kind of the records.
        record: RecordKind,
        /// The ids along the circle; the first is repeated at the end.
        ids: Vec<String>,
    }
    Error "succession-cycle"
    message: format!("the {record}s succeed one another in a circle: {}", ids.join(" → ")),
    hint: "Remove one of the links under `succeeds`.";

    /// Warning: a participation begins before its operation or ends after it, or its organization did not exist at the
    /// time. A participation that ends before its operation begins, or begins after it has ended, makes no tie.
    ParticipationOutside {
        /// The start or end of the participation.
        date: End,
        /// The start or end of the operation or organization that the participation exceeds.
        bound: End,
        /// What the participation exceeds: its operation or its organization.
        of: RecordKind,
    }
    Warning "participation-outside"
    message: format!("the participation is outside the {of}: `{date}` is beyond `{bound}`"),
    hint: "Correct the dates, or explain in `notes` why they differ.";
}

/// Returns the rule of a word that does not lead to a record of this kind.
fn unknown_rule(record: RecordKind) -> Rule {
    let (code, explanation) = match record {
        RecordKind::Organization => (
            "unknown-organization",
            "A record refers to an organization that is not defined.",
        ),
        RecordKind::Operation => (
            "unknown-operation",
            "A record refers to an operation that is not defined.",
        ),
        RecordKind::Source => (
            "unknown-source",
            "A citation refers to a source that is not in the bibliography.",
        ),
        RecordKind::Phase => (
            "unknown-phase",
            "A phase is not in the vocabulary of phases.",
        ),
        RecordKind::Condition => (
            "unknown-condition",
            "A condition is not in the vocabulary of conditions.",
        ),
        RecordKind::Coding => (
            "unknown-coding",
            "A coding is not in the vocabulary of codings.",
        ),
        RecordKind::Coder => (
            "unknown-coder",
            "A coding pass is not in the vocabulary of coding passes.",
        ),
        RecordKind::Motive => (
            "unknown-motive",
            "A motive is not in the vocabulary of motives.",
        ),
        RecordKind::MotiveFamily => (
            "unknown-motive-family",
            "A motive of the vocabulary belongs to a family that is not defined.",
        ),
        RecordKind::Role => ("unknown-role", "A role is not in the vocabulary of roles."),
        RecordKind::OrganizationKind | RecordKind::OperationKind | RecordKind::MilestoneKind => (
            "unknown-kind",
            "A kind of organization, operation or milestone is not in its vocabulary.",
        ),
        RecordKind::LessonGroup => (
            "unknown-lesson-group",
            "A lesson group is not in its vocabulary.",
        ),
        RecordKind::Quantity => (
            "unknown-amount",
            "An amount is of a quantity that is not in the vocabulary of amounts.",
        ),
        RecordKind::Strength => (
            "unknown-strength",
            "The strength of a motive is not in the vocabulary of strengths.",
        ),
        RecordKind::Standard => (
            "unknown-standard",
            "The standard of a partnership is not in the vocabulary of standards.",
        ),
        RecordKind::Series => (
            "unknown-series",
            "A milestone belongs to a series that its partnership does not define.",
        ),
        RecordKind::SourceTier => (
            "unknown-source-tier",
            "A source tier is not in its vocabulary.",
        ),
    };
    Rule {
        code,
        severity: Severity::Error,
        lowest: Severity::Error,
        explanation,
    }
}

/// Returns the rules of all kinds of record, each once: two kinds share a rule.
fn unknown_rules() -> Vec<Rule> {
    let mut rules = RecordKind::ALL.map(unknown_rule).to_vec();
    rules.dedup();
    rules
}
