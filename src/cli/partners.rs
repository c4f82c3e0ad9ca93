//! `interorg partners`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::filter::{confidence, note_other_ties, successors};
use super::given::Given;
use super::limits::hints_among;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::model::Identified;
use interorg::query::{self, Filter};
use interorg::view;

/// List the partners of an organization: since when, how far, why, in which operations
///
/// Partners in the highest phase come first, then those with the longest cooperation. Without --at or
/// --during, the answer covers the whole record; phase and condition are those on the as-of date of the
/// dataset.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg partners EU
  interorg partners \"African Union\" --at 2005
  interorg partners AU --motive materialist --evidence
  interorg partners UN --during 1999..2003 --coding activity --format csv")]
pub(super) struct Args {
    /// The organization: id, abbreviation, name or alias
    #[arg(value_name = "ORG")]
    organization: String,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer
        .is_about(std::slice::from_ref(&args.organization));
    let query = args.answer.query()?;
    let organization = query::organization_named(query.graph(), &args.organization)?;
    let selection = query.select().with_member(organization.key());
    let mut table = view::partners(&selection, organization, args.answer.evidence());
    let id = organization.record().id().as_str();
    let of_it = Filter {
        with: vec![id.to_owned()],
        ..Filter::default()
    };
    let mut context = Context::of_query(given, &query, Scope::Organizations)
        .with_argument("organization", id)
        .among(of_it.clone());
    if !output.has_place_for_notes() {
        context.note(confidence(&query, || selection.clone()));
        context.note(view::weight_limit_note(&query, Some(organization.key())));
    }
    let is_empty = table.rows.is_empty();
    context.note(hints_among(&query, &of_it, is_empty)?);
    if is_empty {
        context.note(successors(std::iter::once(organization)));
    }
    let with_it = Filter {
        with: vec![id.to_owned()],
        coding: None,
        ..query.canonical()
    };
    let with_it = with_it.resolve(query.graph())?;
    note_other_ties(&with_it, is_empty, &mut table.notes, &output, &mut context);
    print::table(table, &context, &output)
}
