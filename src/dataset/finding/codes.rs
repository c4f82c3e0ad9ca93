//! The codes of the findings and what each is about, as the codebook explains them.

/// Every code and its explanation, in the order of the codebook: how a text is spelled, how records
/// hang together, what they say.
pub const EXPLANATIONS: [(&str, &str); 44] = [
    (
        "not-utf8",
        "A file is not UTF-8. Save it as UTF-8; the finding tells up to where it could be read.",
    ),
    (
        "syntax",
        "A file is not YAML, for instance because of its indentation, a tab, or a colon in an unquoted text.",
    ),
    (
        "beyond-limit",
        "A file is nested deeper than 128 levels, or its aliases repeat so much that they could fill the memory.",
    ),
    ("empty-dataset", "The dataset has no organization."),
    (
        "unknown-key",
        "A record has a key that is not known there. The tables above list the known ones; merge keys (`<<`) are not supported.",
    ),
    ("missing-key", "A record lacks a key that it must have."),
    (
        "duplicate-key",
        "A mapping has the same key twice; YAML would keep only one of them.",
    ),
    (
        "wrong-type",
        "A value is of another kind than expected: a list for a text, a mapping for a list.",
    ),
    (
        "invalid-choice",
        "A value is not one of the few words that are allowed there.",
    ),
    (
        "invalid-date",
        "A text is not a date of EDTF, or a date that does not exist, such as 30 February.",
    ),
    (
        "invalid-id",
        "A text is not an id: lower-case letters, digits and single hyphens between them.",
    ),
    (
        "malformed",
        "A record cannot be read for a reason that no other code names; what the reader says is passed on.",
    ),
    (
        "duplicate-id",
        "Two records of one kind have the same id, or an organization answers to the id or abbreviation of another.",
    ),
    (
        "ambiguous-name",
        "Warning: a name or alias of one organization or operation also means another, or the id of an operation or source means an organization or operation too. Questions take an organization before an operation and that before a source, an id before an abbreviation, that before a name, that before an alias.",
    ),
    (
        "duplicate-dyad",
        "Two partnerships are between the same two organizations, in whichever order.",
    ),
    (
        "duplicate-dataset",
        "The dataset describes itself twice; one `dataset` block is enough for all files.",
    ),
    (
        "self-pair",
        "A partnership is between an organization and itself.",
    ),
    (
        "not-a-pair",
        "A partnership names fewer or more than two organizations.",
    ),
    (
        "unknown-organization",
        "A record refers to an organization that is not defined.",
    ),
    (
        "unknown-operation",
        "A record refers to an operation that is not defined.",
    ),
    (
        "unknown-source",
        "A citation refers to a source that is not in the bibliography.",
    ),
    (
        "unknown-phase",
        "A phase is not in the vocabulary of phases.",
    ),
    (
        "unknown-condition",
        "A condition is not in the vocabulary of conditions.",
    ),
    (
        "unknown-coding",
        "A coding is not in the vocabulary of codings.",
    ),
    (
        "unknown-motive",
        "A motive is not in the vocabulary of motives.",
    ),
    (
        "unknown-motive-family",
        "A motive of the vocabulary belongs to a family that is not defined.",
    ),
    ("unknown-role", "A role is not in the vocabulary of roles."),
    (
        "unknown-kind",
        "A kind of organization or milestone is not in its vocabulary.",
    ),
    (
        "unknown-lesson-group",
        "A group of lessons is not in its vocabulary.",
    ),
    (
        "unknown-source-tier",
        "A tier of sources is not in its vocabulary.",
    ),
    (
        "end-before-start",
        "Something certainly ends before it starts, whatever days its dates stand for.",
    ),
    (
        "overlapping-phases",
        "Under one coding, a phase begins before the one before it ends.",
    ),
    (
        "phases-out-of-order",
        "Under one coding, the phases do not stand in the order of their beginnings.",
    ),
    (
        "phase-before-founding",
        "A phase begins before a member was founded. If a predecessor acted for the member, name it under `through`.",
    ),
    (
        "phase-after-dissolution",
        "A phase lasts beyond the end of a member.",
    ),
    (
        "not-a-predecessor",
        "An organization named under `through` is no predecessor of a member; say so under `succeeds` of the member first.",
    ),
    (
        "foreign-motive",
        "A motive is held by an organization that is not a member of the dyad.",
    ),
    (
        "empty-text",
        "A name, title, statement, label or definition says nothing.",
    ),
    (
        "uncited-claim",
        "A phase, motive, milestone, lesson or operation cites nothing.",
    ),
    ("unused-source", "Warning: a source is never cited."),
    (
        "duplicate-source",
        "Warning: two sources have the same address, and no document symbol or other number tells them apart; \
         it may be one document entered twice.",
    ),
    (
        "unsafe-link",
        "A link is not http or https; others could run a script in a browser.",
    ),
    (
        "succession-cycle",
        "Organizations or operations succeed one another in a circle.",
    ),
    (
        "participation-outside",
        "Warning: a participation begins before its operation or ends after it, or lies outside the life of its \
         organization. One that ends before its operation begins, or begins after it has ended, makes no tie.",
    ),
];

/// Every code there is, in the order of the explanations.
pub(super) const CODES: [&str; EXPLANATIONS.len()] = {
    let mut codes = [""; EXPLANATIONS.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = EXPLANATIONS[at].0;
        at += 1;
    }
    codes
};
