//! Writes single triples: links, texts, numbers, dates.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef};

use super::names::{EDTF, IO, Iris, TIME, part};
use super::sink::Sink;
use crate::export::claim_name::UniqueNames;
use crate::graph::{DayRange, Graph};
use crate::model::{Date, Day, End, Key, Name, Qualifier, Source};

/// Writes triples.
pub(super) struct TripleWriter<'g, W: Write> {
    pub(super) graph: &'g Graph,
    pub(super) iris: Iris,
    pub(super) sink: Sink<W>,
    /// The IRIs of claims that were written so far.
    pub(super) names: UniqueNames,
    /// The sources that were cited so far.
    pub(super) cited_sources: BTreeSet<Key<Source>>,
}

impl<W: Write> TripleWriter<'_, W> {
    pub(super) fn link(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        object: &NamedNode,
    ) -> io::Result<()> {
        self.sink
            .triple(subject.as_ref(), predicate.as_ref(), object.as_ref().into())
    }

    /// Writes that a resource belongs to classes.
    pub(super) fn types(&mut self, subject: &NamedNode, classes: &[NamedNode]) -> io::Result<()> {
        for class in classes {
            self.sink
                .triple(subject.as_ref(), rdf::TYPE, class.as_ref().into())?;
        }
        Ok(())
    }

    pub(super) fn literal(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        object: &Literal,
    ) -> io::Result<()> {
        self.sink
            .triple(subject.as_ref(), predicate.as_ref(), object.as_ref().into())
    }

    pub(super) fn text(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        text: &str,
    ) -> io::Result<()> {
        self.literal(subject, predicate, &Literal::from(text))
    }

    /// Writes a text unless it is missing.
    pub(super) fn optional(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        text: Option<&str>,
    ) -> io::Result<()> {
        match text {
            Some(text) => self.text(subject, predicate, text),
            None => Ok(()),
        }
    }

    /// Writes one triple per text.
    pub(super) fn texts(
        &mut self,
        subject: &NamedNode,
        predicate: &NamedNode,
        texts: &[Box<str>],
    ) -> io::Result<()> {
        for text in texts {
            self.text(subject, predicate.clone(), text)?;
        }
        Ok(())
    }

    /// Writes names in other languages, with the tags of their languages.
    pub(super) fn names(
        &mut self,
        subject: &NamedNode,
        predicate: &NamedNode,
        names: &[Name],
    ) -> io::Result<()> {
        for name in names {
            let tagged = Literal::new_language_tagged_literal(&*name.text, &*name.language);
            // A name without a valid tag of its language is a plain text.
            let literal = tagged.unwrap_or_else(|_| Literal::from(&*name.text));
            self.literal(subject, predicate.clone(), &literal)?;
        }
        Ok(())
    }

    pub(super) fn flag(&mut self, subject: &NamedNode, predicate: NamedNode) -> io::Result<()> {
        self.literal(subject, predicate, &Literal::from(true))
    }

    /// Writes a decimal number in its shortest form.
    pub(super) fn decimal(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        number: &str,
    ) -> io::Result<()> {
        let literal = Literal::new_typed_literal(number, xsd::DECIMAL);
        self.literal(subject, predicate, &literal)
    }

    pub(super) fn number(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        number: usize,
    ) -> io::Result<()> {
        let literal = Literal::new_typed_literal(number.to_string(), xsd::INTEGER);
        self.literal(subject, predicate, &literal)
    }

    /// Writes a date as its text in EDTF.
    pub(super) fn date(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        date: &Date,
    ) -> io::Result<()> {
        let datatype = NamedNodeRef::new_unchecked(EDTF);
        let literal = Literal::new_typed_literal(date.to_string(), datatype);
        self.literal(subject, predicate, &literal)
    }

    pub(super) fn optional_date(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        date: Option<&Date>,
    ) -> io::Result<()> {
        match date {
            Some(date) => self.date(subject, predicate, date),
            None => Ok(()),
        }
    }

    /// Writes when something begins and ends: the texts of the dates, the days by the rule of time, and an interval of OWL-Time.
    pub(super) fn period(
        &mut self,
        subject: &NamedNode,
        (from, to): (Option<Date>, Option<End>),
        days: Option<DayRange>,
    ) -> io::Result<()> {
        self.optional_date(subject, IO.term("from"), from.as_ref())?;
        match &to {
            Some(End::On(date)) => self.date(subject, IO.term("to"), date)?,
            Some(End::Ongoing) => self.link(subject, IO.term("end"), &IO.term("Ongoing"))?,
            Some(End::Unknown) => self.link(subject, IO.term("end"), &IO.term("UnknownEnd"))?,
            None => {}
        }
        for (name, day) in [
            ("firstDay", days.and_then(|days| days.first.bounded())),
            ("lastDay", days.and_then(|days| days.last.bounded())),
        ] {
            if let Some(day) = day {
                self.day(subject, IO.term(name), day)?;
            }
        }
        let end = to.as_ref().and_then(End::date);
        if from.is_none() && end.is_none() {
            return Ok(());
        }
        let interval = part(subject, "time", &[]);
        self.link(subject, TIME.term("hasTime"), &interval)?;
        self.types(&interval, &[TIME.term("Interval")])?;
        for (predicate, name, date) in [
            ("hasBeginning", "beginning", from.as_ref()),
            ("hasEnd", "end", end),
        ] {
            if let Some(date) = date {
                let instant = part(&interval, name, &[]);
                self.link(&interval, TIME.term(predicate), &instant)?;
                self.instant(&instant, date)?;
            }
        }
        Ok(())
    }

    /// Writes when something happens, as an instant of OWL-Time.
    pub(super) fn moment(&mut self, subject: &NamedNode, date: &Date) -> io::Result<()> {
        self.date(subject, IO.term("date"), date)?;
        let instant = part(subject, "time", &[]);
        self.link(subject, TIME.term("hasTime"), &instant)?;
        self.instant(&instant, date)
    }

    /// Writes an instant: its date in EDTF, and if that is a plain year, month or day, as the date of XML Schema.
    fn instant(&mut self, instant: &NamedNode, date: &Date) -> io::Result<()> {
        self.types(instant, &[TIME.term("Instant")])?;
        self.date(instant, IO.term("edtf"), date)?;
        let Date::Single(plain) = date else {
            return Ok(());
        };
        let Some(year) = plain.known_year() else {
            return Ok(());
        };
        if plain.qualifier() != Qualifier::Plain || plain.season().is_some() {
            return Ok(());
        }
        let sign = if year < 0 { "-" } else { "" };
        let year = format!("{sign}{:04}", year.unsigned_abs());
        let (name, datatype, text) = match (plain.month(), plain.day()) {
            (Some(month), Some(day)) => (
                "inXSDDate",
                xsd::DATE,
                format!("{year}-{month:02}-{day:02}"),
            ),
            (Some(month), None) => (
                "inXSDgYearMonth",
                xsd::G_YEAR_MONTH,
                format!("{year}-{month:02}"),
            ),
            // A day of an unspecified month is not a year.
            _ if date.to_string().contains('X') => return Ok(()),
            _ => ("inXSDgYear", xsd::G_YEAR, year),
        };
        let literal = Literal::new_typed_literal(text, datatype);
        self.literal(instant, TIME.term(name), &literal)
    }

    pub(super) fn day(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNode,
        day: Day,
    ) -> io::Result<()> {
        let literal = Literal::new_typed_literal(day.to_string(), xsd::DATE);
        self.literal(subject, predicate, &literal)
    }
}
