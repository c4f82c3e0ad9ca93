//! Citations: by what a source is cited, and where in it.

use super::Projection;
use super::claimed::Claimed;
use super::evidence::{counter_id, rival_id};
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::Content;
use crate::model::{Citation, Missing, ValueType};

impl Projection<'_> {
    /// Returns the table of citations.
    pub(super) fn citation(&self) -> ProjectedTable<'_> {
        let sources = self.graph.dataset().sources();
        let meaning = "A citation of a source by a statement, a rival, counter-evidence, an organization, an amount, or the dataset.";
        let mut table = TableBuilder::new("citation", meaning, || self.cited());
        table.column(
            "id",
            ValueType::Code,
            "Id: that of what cites, and the number.",
            |row| format!("{}:citation:{}", row.citing.id(), row.number),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number among the citations there, from 1.",
            |row| row.number,
        );
        table.column("source", ValueType::Code, "Id of the source.", |row| {
            sources.id(row.citation.source).as_str()
        });
        table.optional(
            "statement",
            ValueType::Code,
            "Id of the statement that cites.",
            |row| row.citing.statement(),
        );
        table.optional(
            "rival",
            ValueType::Code,
            "Id of the rival that cites.",
            |row| match &row.citing {
                Citing::Rival(id, number) => Ok(rival_id(id, *number)),
                _ => Err(Missing::NotApplicable),
            },
        );
        table.optional(
            "counter_evidence",
            ValueType::Code,
            "Id of the counter-evidence that cites.",
            |row| match &row.citing {
                Citing::Against(id, number) => Ok(counter_id(id, *number)),
                _ => Err(Missing::NotApplicable),
            },
        );
        table.optional(
            "organization",
            ValueType::Code,
            "Id of the organization that cites.",
            |row| match &row.citing {
                Citing::Organization(id) => Ok(*id),
                _ => Err(Missing::NotApplicable),
            },
        );
        table.optional(
            "amount",
            ValueType::Code,
            "Id of the amount that cites.",
            |row| match &row.citing {
                Citing::Amount(id) => Ok(id.clone()),
                _ => Err(Missing::NotApplicable),
            },
        );
        table.optional(
            "locator",
            ValueType::Text,
            "Place in the source, such as a page.",
            |row| row.citation.at.as_deref(),
        );
        table.optional("quotation", ValueType::Text, "Quotation.", |row| {
            row.citation.quote.as_deref()
        });
        table.refers(&["source"], "source");
        table.refers(&["statement"], "statement");
        table.refers(&["rival"], "rival");
        table.refers(&["counter_evidence"], "counter_evidence");
        table.refers(&["organization"], "organization");
        table.refers(&["amount"], "amount");
        table.key(&["id"])
    }

    /// Returns all citations: those of the dataset, of statements, of organizations and of amounts.
    fn cited<'s>(&'s self) -> impl Iterator<Item = CitationRow<'s>> {
        let dataset = self.graph.dataset();
        let of_dataset = listed(&Citing::Dataset, &dataset.about().citations);
        let of_statements = self.statements().flat_map(|row| of_statement(&row));
        let organizations = dataset.organizations().iter();
        let of_organizations = organizations
            .flat_map(|one| listed(&Citing::Organization(one.id.as_str()), &one.citations));
        let of_amounts = self.amounts().flat_map(|row| {
            let amount = row.record;
            listed(&Citing::Amount(row.id), &amount.citations)
        });
        of_dataset
            .into_iter()
            .chain(of_statements)
            .chain(of_organizations)
            .chain(of_amounts)
    }
}

/// A citation, and what cites.
struct CitationRow<'p> {
    citing: Citing<'p>,
    number: usize,
    citation: &'p Citation,
}

/// What cites a source.
#[derive(Clone)]
enum Citing<'p> {
    Dataset,
    Statement(String),
    /// The rival of a statement with this number.
    Rival(String, usize),
    /// The evidence against a motive with this number.
    Against(String, usize),
    Organization(&'p str),
    Amount(String),
}

impl Citing<'_> {
    fn id(&self) -> String {
        match self {
            Self::Dataset => "dataset".to_owned(),
            Self::Statement(id) | Self::Amount(id) => id.clone(),
            Self::Rival(id, number) => rival_id(id, *number),
            Self::Against(id, number) => counter_id(id, *number),
            Self::Organization(id) => format!("organization:{id}"),
        }
    }

    fn statement(&self) -> Result<String, Missing> {
        match self {
            Self::Statement(id) | Self::Rival(id, _) | Self::Against(id, _) => Ok(id.clone()),
            _ => Err(Missing::NotApplicable),
        }
    }
}

fn listed<'p>(citing: &Citing<'p>, citations: &'p [Citation]) -> Vec<CitationRow<'p>> {
    let citations = citations.iter().enumerate();
    let rows = citations.map(|(row, citation)| CitationRow {
        citing: citing.clone(),
        number: row + 1,
        citation,
    });
    rows.collect()
}

/// Returns the citations of a statement, of its rivals and of the evidence against it.
fn of_statement<'p>(row: &Claimed<'p>) -> Vec<CitationRow<'p>> {
    let own: &'p [Citation] = match (row.statement.claim(), row.statement.content()) {
        (Some(claim), _) => &claim.citations,
        (None, Content::Definition(term)) => &term.citations,
        (None, Content::Series(series)) => &series.citations,
        _ => &[],
    };
    let mut rows = listed(&Citing::Statement(row.id.clone()), own);
    let rivals = row.statement.claim().map_or(&[][..], |claim| &claim.rivals);
    for (place, rival) in rivals.iter().enumerate() {
        rows.extend(listed(
            &Citing::Rival(row.id.clone(), place + 1),
            &rival.citations,
        ));
    }
    if let Content::Motive(motive) = row.statement.content() {
        for (place, one) in motive.counter_evidence.iter().enumerate() {
            rows.extend(listed(
                &Citing::Against(row.id.clone(), place + 1),
                &one.citations,
            ));
        }
    }
    rows
}
