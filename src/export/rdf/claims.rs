//! Claims: phases, motives, milestones, lessons, participations and memberships, with their evidence.

use std::io::{self, Write};

use oxrdf::NamedNode;

use super::names::{IO, ORG, PROV, SKOS, part};
use super::terms::concept;
use super::writer::TripleWriter;
use crate::export::claim_name::claim_name;
use crate::graph::{Content, DayRange, OperationRef, PartnershipRef, SpellRef, Statement, Subject};
use crate::model::{
    Citation, Claim, Coding, End, Key, Lesson, Membership, MembershipKind, Milestone, MotiveClaim,
    MotiveNotFound, Participation, Rival, Series,
};

impl<W: Write> TripleWriter<'_, W> {
    /// Writes a statement with its evidence. Definitions are written with the vocabularies.
    pub(super) fn statement(&mut self, statement: &Statement<'_>) -> io::Result<()> {
        let about = match statement.subject() {
            Subject::Vocabulary(_) => return Ok(()),
            Subject::Partnership(partnership) => self.partnership_iri(partnership),
            Subject::Operation(operation) => self.operation_iri(operation.record()),
            Subject::Organization(organization) => self.organization_iri(organization.record()),
        };
        let Some((kind, words)) = claim_name(self.graph, statement) else {
            return self.operation_claim(&about, statement);
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let iri = self.names.unique(part(&about, kind, &words).into_string());
        let own = NamedNode::new_unchecked(iri);
        match (statement.subject(), statement.content()) {
            (_, Content::Phase(coding, spell)) => self.spell(&own, &about, coding, spell),
            (Subject::Partnership(partnership), Content::Motive(motive)) => {
                self.motive(&own, &about, partnership, motive)
            }
            (_, Content::MotiveNotFound(sought)) => self.motive_not_found(&own, &about, sought),
            (Subject::Partnership(partnership), Content::Milestone(milestone)) => {
                let series = milestone.series;
                let series = series.and_then(|row| partnership.record().series.get(row));
                self.milestone(&own, &about, milestone, series)
            }
            (_, Content::Series(series)) => self.series(&own, &about, series),
            (_, Content::Lesson(lesson)) => self.lesson(&own, &about, lesson),
            (Subject::Operation(operation), Content::Participation(participation)) => {
                self.participation(&own, &about, operation, participation)
            }
            (_, Content::Membership(membership)) => self.membership(&own, &about, membership),
            _ => Ok(()),
        }
    }

    /// Writes the dates of an operation and its evidence. The operation is its own claim.
    fn operation_claim(&mut self, iri: &NamedNode, statement: &Statement<'_>) -> io::Result<()> {
        let Content::Operation(operation) = statement.content() else {
            return Ok(());
        };
        let record = operation.record();
        self.period(
            iri,
            (record.start, Some(record.end)),
            Some(operation.days()),
        )?;
        self.evidence(iri, &record.claim)
    }

    fn series(&mut self, iri: &NamedNode, about: &NamedNode, series: &Series) -> io::Result<()> {
        self.types(iri, &[IO.term("Series")])?;
        self.link(iri, IO.term("about"), about)?;
        self.text(iri, SKOS.term("prefLabel"), &series.title)?;
        self.text(iri, IO.term("completeness"), &series.completeness)?;
        self.cited(iri, &series.citations)
    }

    /// Writes the class of a claim, and what it is about.
    fn claim_about(&mut self, iri: &NamedNode, class: &str, about: &NamedNode) -> io::Result<()> {
        self.types(iri, &[IO.term(class), PROV.term("Entity")])?;
        self.link(iri, IO.term("about"), about)
    }

    fn spell(
        &mut self,
        iri: &NamedNode,
        about: &NamedNode,
        coding: Key<Coding>,
        spell: SpellRef<'_>,
    ) -> io::Result<()> {
        let record = spell.record();
        let vocabularies = self.graph.dataset().vocabularies();
        self.claim_about(iri, "Spell", about)?;
        let coding = concept(&self.iris, "codings", &vocabularies.codings, coding);
        self.link(iri, IO.term("coding"), &coding)?;
        let phase = concept(&self.iris, "phases", &vocabularies.phases, record.phase);
        self.link(iri, IO.term("phase"), &phase)?;
        if !spell.is_absent() {
            let conditions = &vocabularies.conditions;
            let condition = concept(&self.iris, "conditions", conditions, record.condition);
            self.link(iri, IO.term("condition"), &condition)?;
        }
        if let Some(actor) = spell.actor() {
            let actor = self.organization_iri(actor.record());
            self.link(iri, IO.term("actor"), &actor)?;
        }
        self.period(iri, (Some(record.from), record.to), Some(spell.days()))?;
        for through in &record.through {
            let through = self.organization_iri(self.graph.organization(*through).record());
            self.link(iri, IO.term("through"), &through)?;
        }
        self.optional(iri, SKOS.term("prefLabel"), record.label.as_deref())?;
        self.optional(iri, IO.term("because"), record.because.as_deref())?;
        self.annotations(iri, &record.annotations)?;
        self.evidence(iri, &record.claim)
    }

    fn motive(
        &mut self,
        iri: &NamedNode,
        about: &NamedNode,
        partnership: PartnershipRef<'_>,
        motive: &MotiveClaim,
    ) -> io::Result<()> {
        let vocabularies = self.graph.dataset().vocabularies();
        let holder = self.graph.organization(motive.holder).record();
        self.claim_about(iri, "Motive", about)?;
        let holder = self.organization_iri(holder);
        self.link(iri, IO.term("holder"), &holder)?;
        let term = concept(&self.iris, "motives", &vocabularies.motives, motive.motive);
        self.link(iri, IO.term("motive"), &term)?;
        self.text(iri, IO.term("statement"), &motive.statement)?;
        for date in &motive.attested {
            self.date(iri, IO.term("attested"), date)?;
        }
        let mut dated = partnership.motives();
        let days = dated.find(|(claim, _)| std::ptr::eq(*claim, motive));
        let days = days
            .map(|(_, days)| days)
            .filter(|days| days.first <= days.last);
        self.period(iri, (motive.from, motive.to), days)?;
        if let Some(strength) = motive.strength {
            let strength = concept(&self.iris, "strengths", &vocabularies.strengths, strength);
            self.link(iri, IO.term("strength"), &strength)?;
        }
        for (number, against) in motive.counter_evidence.iter().enumerate() {
            let counter = part(iri, "counter-evidence", &[&(number + 1).to_string()]);
            self.link(iri, IO.term("counterEvidence"), &counter)?;
            self.text(&counter, IO.term("statement"), &against.statement)?;
            self.optional_date(&counter, IO.term("date"), against.date.as_ref())?;
            self.cited(&counter, &against.citations)?;
        }
        self.evidence(iri, &motive.claim)
    }

    fn motive_not_found(
        &mut self,
        iri: &NamedNode,
        about: &NamedNode,
        sought: &MotiveNotFound,
    ) -> io::Result<()> {
        let motives = &self.graph.dataset().vocabularies().motives;
        let holder = self.graph.organization(sought.holder).record();
        self.claim_about(iri, "MotiveNotFound", about)?;
        let holder = self.organization_iri(holder);
        self.link(iri, IO.term("holder"), &holder)?;
        let term = concept(&self.iris, "motives", motives, sought.motive);
        self.link(iri, IO.term("motive"), &term)?;
        self.text(iri, IO.term("searched"), &sought.searched)?;
        self.evidence(iri, &sought.claim)
    }

    fn milestone(
        &mut self,
        iri: &NamedNode,
        about: &NamedNode,
        milestone: &Milestone,
        series: Option<&Series>,
    ) -> io::Result<()> {
        let kinds = &self.graph.dataset().vocabularies().milestone_kinds;
        self.claim_about(iri, "Milestone", about)?;
        let kind = concept(&self.iris, "milestone-kinds", kinds, milestone.kind);
        self.link(iri, IO.term("kind"), &kind)?;
        self.text(iri, SKOS.term("prefLabel"), &milestone.title)?;
        self.moment(iri, &milestone.date)?;
        if let Some(actor) = milestone.actor {
            let actor = self.organization_iri(self.graph.organization(actor).record());
            self.link(iri, IO.term("actor"), &actor)?;
        }
        if let Some(series) = series {
            let series = part(about, "series", &[series.id.as_str()]);
            self.link(iri, IO.term("series"), &series)?;
        }
        self.evidence(iri, &milestone.claim)
    }

    fn lesson(&mut self, iri: &NamedNode, about: &NamedNode, lesson: &Lesson) -> io::Result<()> {
        let groups = &self.graph.dataset().vocabularies().lesson_groups;
        let operation = lesson
            .operation
            .map(|key| self.graph.operation(key).record());
        self.claim_about(iri, "Lesson", about)?;
        let group = concept(&self.iris, "lesson-groups", groups, lesson.group);
        self.link(iri, IO.term("group"), &group)?;
        if let Some(operation) = operation {
            let operation = self.operation_iri(operation);
            self.link(iri, IO.term("operation"), &operation)?;
        }
        self.text(iri, IO.term("statement"), &lesson.statement)?;
        self.evidence(iri, &lesson.claim)
    }

    fn participation(
        &mut self,
        iri: &NamedNode,
        about: &NamedNode,
        operation: OperationRef<'_>,
        participation: &Participation,
    ) -> io::Result<()> {
        let roles = &self.graph.dataset().vocabularies().roles;
        let participant = self.graph.organization(participation.organization).record();
        self.claim_about(iri, "Participation", about)?;
        let participant = self.organization_iri(participant);
        self.link(iri, IO.term("participant"), &participant)?;
        let role = concept(&self.iris, "roles", roles, participation.role);
        self.link(iri, IO.term("role"), &role)?;
        if participation.is_unknown() {
            self.link(iri, IO.term("status"), &IO.term("Unknown"))?;
        }
        let days = DayRange::hull_of(&operation.participation_days(participation));
        self.period(iri, (participation.from, participation.to), days)?;
        self.optional(iri, IO.term("instrument"), participation.through.as_deref())?;
        self.annotations(iri, &participation.annotations)?;
        self.evidence(iri, &participation.claim)
    }

    fn membership(
        &mut self,
        iri: &NamedNode,
        member: &NamedNode,
        membership: &Membership,
    ) -> io::Result<()> {
        let whole = self.graph.organization(membership.organization).record();
        let whole = self.organization_iri(whole);
        self.claim_about(iri, "Membership", member)?;
        self.types(iri, &[ORG.term("Membership")])?;
        self.link(iri, ORG.term("member"), member)?;
        self.link(iri, ORG.term("organization"), &whole)?;
        let direct = match membership.kind {
            MembershipKind::PartOf => "subOrganizationOf",
            MembershipKind::MemberOf => "memberOf",
        };
        self.link(member, ORG.term(direct), &whole)?;
        let days = DayRange::of_membership(membership);
        self.period(iri, (membership.from, membership.to), Some(days))?;
        self.evidence(iri, &membership.claim)
    }

    /// Writes the evidence of a claim: its sources, confidence, remarks, rivals, and when it was in the record.
    fn evidence(&mut self, iri: &NamedNode, claim: &Claim) -> io::Result<()> {
        self.text(iri, IO.term("confidence"), claim.confidence.as_str())?;
        if let Some(number) = claim.joint {
            self.number(iri, IO.term("joint"), number.get() as usize)?;
        }
        self.cited(iri, &claim.citations)?;
        self.texts(iri, &SKOS.term("note"), &claim.notes)?;
        self.optional_date(iri, IO.term("recorded"), claim.recorded().as_ref())?;
        self.optional_date(iri, IO.term("withdrawn"), claim.withdrawn().as_ref())?;
        for (number, rival) in claim.rivals.iter().enumerate() {
            let own = part(iri, "rival", &[&(number + 1).to_string()]);
            self.link(iri, IO.term("rival"), &own)?;
            self.rival(&own, rival)?;
        }
        Ok(())
    }

    fn rival(&mut self, iri: &NamedNode, rival: &Rival) -> io::Result<()> {
        let vocabularies = self.graph.dataset().vocabularies();
        self.types(iri, &[IO.term("Rival")])?;
        self.text(iri, IO.term("statement"), &rival.says)?;
        self.optional_date(iri, IO.term("from"), rival.from.as_ref())?;
        self.optional_date(iri, IO.term("to"), rival.to.as_ref().and_then(End::date))?;
        if let Some(phase) = rival.phase {
            let phase = concept(&self.iris, "phases", &vocabularies.phases, phase);
            self.link(iri, IO.term("phase"), &phase)?;
        }
        if let Some(condition) = rival.condition {
            let condition = concept(
                &self.iris,
                "conditions",
                &vocabularies.conditions,
                condition,
            );
            self.link(iri, IO.term("condition"), &condition)?;
        }
        self.cited(iri, &rival.citations)
    }

    /// Writes the sources of a resource. A place or quotation in a source qualifies the derivation from it.
    pub(super) fn cited(&mut self, iri: &NamedNode, citations: &[Citation]) -> io::Result<()> {
        for (number, citation) in citations.iter().enumerate() {
            self.cited_sources.insert(citation.source);
            let source = self.source_iri(citation.source);
            self.link(iri, PROV.term("wasDerivedFrom"), &source)?;
            if citation.at.is_none() && citation.quote.is_none() {
                continue;
            }
            let qualified = part(iri, "citation", &[&(number + 1).to_string()]);
            self.link(iri, PROV.term("qualifiedDerivation"), &qualified)?;
            self.types(&qualified, &[PROV.term("Derivation")])?;
            self.link(&qualified, PROV.term("entity"), &source)?;
            self.optional(&qualified, IO.term("locator"), citation.at.as_deref())?;
            self.optional(&qualified, IO.term("quote"), citation.quote.as_deref())?;
        }
        Ok(())
    }
}
