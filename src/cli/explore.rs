//! `interorg explore`

use std::io::Write;
use std::path::PathBuf;
use std::slice;

use interorg::analysis::Scope;
use interorg::export::{Page, PageOptions, PageSize};
use interorg::query::{Filter, Query};

use super::Outcome;
use super::data::{DataArgs, is_stdin};
use super::error::{CliError, note};
use super::extension::{Offered, format_of};
use super::filter::{FilterArgs, resolve};
use super::given::{Given, shell_word};
use super::limits::{Reads, hints};
use super::output::{to_file_with, to_stdout_with};
use super::print::say_that_nothing_matched;
use super::progress::during;
use super::stamp::{StampArg, Stamped};

/// Write one page to look at, query and cite the dataset in a browser, without a network
///
/// The page has a network, a timeline and a table of the same partnerships, a date or a period to move through, the
/// filters of this command, and the evidence of every claim with its sources. Its address keeps what is shown, so that a
/// view can be sent on. The filters given here are those with which it opens.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg explore -o partnerships.html
  interorg explore --at 2005 --with AU -o au-2005.html
  interorg explore --during 2003..2010 --coding activity --large -o lecture.html
  interorg explore --data examples/wider-network.yaml --title 'The wider network' -o wider.html")]
pub(super) struct Args {
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The title; if left out, that of the dataset
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Leave out what matches on no day, whatever the date: other partnerships, operations without a matching partnership or
    /// participation, and organizations in none of these
    ///
    /// The filters cannot be removed from such a page, and it shows them beside its counts.
    #[arg(long)]
    only: bool,
    /// Embed the glyphs that occur, so that the page looks the same everywhere
    #[arg(long)]
    embed_fonts: bool,
    /// Large text, for a projector
    #[arg(long)]
    large: bool,
    /// Write a page that is so large that browsers may be slow
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let html = Offered {
        format: (),
        name: "html".to_owned(),
        extensions: &["html", "htm"],
    };
    format_of(None, args.output.as_deref(), (), &[html])?;
    let filter = args.filter.filter(&args.data)?;
    check_filter(&filter)?;
    let query = resolve(&filter, args.filter.graph(&args.data)?)?;
    // A page of what matches has that on any day.
    let timeless = query.requested_at_any_time();
    let stamped = if args.only {
        only_matching(given, &query, timeless.clone()).in_all_languages()
    } else {
        Stamped::of_graph(given, query.graph(), Scope::Dataset)
    };
    let options = PageOptions {
        title: args.title.clone(),
        is_large: args.large,
        embeds_fonts: args.embed_fonts,
        only_matching: args.only,
        data_arguments: args.reading(given, &query),
        stamp: Some(args.stamp.inside_always(&stamped)?),
    };
    let page = Page::new(&query, options);
    if args.only {
        let is_empty = page.size().partnerships == 0;
        if is_empty {
            say_that_nothing_matched();
        }
        let matching = timeless.resolve(query.graph())?;
        let hints = hints(slice::from_ref(&matching), Reads::Courses, is_empty);
        hints.iter().for_each(|text| note(text));
        if is_empty {
            return Ok(Outcome::Negative);
        }
    }
    check_size(page.size(), args.force)?;
    let write = |mut file: &mut dyn Write| Ok(page.write(&mut file)?);
    during("writing the page", || match &args.output {
        Some(path) => to_file_with(path, &args.data.data, write),
        None => to_stdout_with(write),
    })?;
    Ok(Outcome::Done)
}

impl Args {
    /// Returns the arguments by which another command reads the same data. Of a path, it has the name of the file alone, and of an
    /// engine no command, which may have a password.
    fn reading(&self, given: &Given, query: &Query<'_>) -> String {
        let files = self.data.data.iter().map(|path| {
            // Paths such as `.` have no name.
            let canonical = path.canonicalize().ok().filter(|_| !is_stdin(path));
            let name = canonical.as_deref().unwrap_or(path).file_name();
            let name = name.unwrap_or(path.as_os_str()).to_string_lossy();
            format!("--data {}", shell_word(&name))
        });
        let engine = self.data.has_engine().then(|| "--engine ENGINE".to_owned());
        let reading = Some(given.reading(query.graph())).filter(|text| !text.is_empty());
        let words: Vec<String> = files.chain(engine).chain(reading).collect();
        words.join(" ")
    }
}

/// States on what a page rests that has only what matches a filter.
fn only_matching<'g>(given: &'g Given, query: &Query<'g>, filter: Filter) -> Stamped<'g> {
    if filter == Filter::default() {
        return Stamped::of_query(given, query, Scope::Dataset);
    }
    let mut stamped = Stamped::of_query(given, query, Scope::Organizations);
    stamped.among(filter);
    stamped
}

/// Refuses the filters that a page does not have.
fn check_filter(filter: &Filter) -> Result<(), CliError> {
    let options = [
        ("--min-shared", filter.min_shared.is_some()),
        ("--weight", filter.weight.is_some()),
        ("--min-weight", filter.min_weight.is_some()),
        ("--min-strength", filter.min_strength.is_some()),
    ];
    match options.into_iter().find(|(_, is_given)| *is_given) {
        None => Ok(()),
        Some((option, _)) => Err(CliError::Usage(
            format!("a page has no filter such as {option}"),
            Some("`interorg links` has it.".to_owned()),
        )),
    }
}

/// Refuses a page that is too large, or notes that it is.
fn check_size(size: PageSize, is_forced: bool) -> Result<(), CliError> {
    if !size.is_too_large() {
        return Ok(());
    }
    let message = format!(
        "a page of {} organizations and {} partnerships is too large for most browsers (at most {} and {})",
        size.organizations,
        size.partnerships,
        PageSize::MAX.organizations,
        PageSize::MAX.partnerships
    );
    if is_forced {
        note(&message);
        return Ok(());
    }
    let hint = "Narrow it with --only and filters such as --with or --between, or give --force.";
    Err(CliError::Usage(message, Some(hint.to_owned())))
}
