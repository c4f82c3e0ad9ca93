//! `interorg measures`

use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, note_time_beyond_record};
use super::output::DataFormat;
use super::{Outcome, print};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use interorg::analysis::measure::{Measure, Ties};
use interorg::query::{Query, TimeStep};
use interorg::view::{self, MeasuresOptions, Subject};

/// Measure the network: who is central, what hangs together, who stands between whom
///
/// One row an organization; with --network one row for the whole; with --motives one row a motive. An
/// organization that exists at the time belongs to the network, tied or not, because shares depend on
/// who could have been tied; before it exists, a predecessor that acts for it has its ties. --between
/// keeps to those named, --with to those named and their partners. Without --at or --during,
/// partnerships and motives are taken as of the dataset's own date, shared operations from the whole
/// record. CSV and JSON carry network, coding and date in every row. --definitions says what each
/// measure is, and who defined it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg measures --at 2005
  interorg measures --of operations --measure betweenness --measure core
  interorg measures --network --every 1y --format csv
  interorg measures --every 5y --during 1990..2020 --measure weighted-degree --coding activity
  interorg measures --motives
  interorg measures --definitions --format markdown")]
pub(super) struct Args {
    /// What ties organizations: partnerships, weighted by phase, or shared operations, by their number
    #[arg(long, value_name = "TIES", value_enum, default_value = "partnerships")]
    of: Of,
    /// Only this measure
    #[arg(long, value_name = "NAME", value_parser = measure(), num_args = 1.., value_delimiter = ',')]
    measure: Vec<Measure>,
    /// One row for the network as a whole
    #[arg(long)]
    network: bool,
    /// One row a motive and family of motives: whether what one side seeks the other seeks too
    #[arg(long, conflicts_with = "network")]
    motives: bool,
    /// Again and again at this step, such as 1y, 5y or 6m, from the first tie or over --during
    #[arg(long, value_name = "STEP", value_parser = super::filter::parse_time_step, conflicts_with = "at")]
    every: Option<TimeStep>,
    /// Say what each measure is and who defined it
    #[arg(long)]
    definitions: bool,
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    format: DataFormat,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    Partnerships,
    Operations,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.definitions {
        return print::table(&view::definitions(), args.format);
    }
    let unit = unit(&args)?;
    let graph = args.data.graph()?;
    let query: Query<'_> = args.filter.filter()?.resolve(graph)?;
    note_time_beyond_record(&query);
    let options = MeasuresOptions {
        of: match args.of {
            Of::Partnerships => Ties::Partnerships,
            Of::Operations => Ties::Operations,
        },
        unit,
        measures: args.measure,
        every: args.every,
        labelled: matches!(args.format, DataFormat::Csv | DataFormat::Json),
    };
    print::table(&view::measures(&query, &options)?, args.format)
}

/// Returns the unit asked for, or else the first that has all measures asked for.
fn unit(args: &Args) -> Result<Subject, CliError> {
    let asked = match (args.network, args.motives) {
        (true, _) => Some(Subject::Network),
        (_, true) => Some(Subject::Motives),
        _ => None,
    };
    let all = [Subject::Organizations, Subject::Motives, Subject::Network];
    let mut units = all
        .into_iter()
        .filter(|unit| asked.is_none_or(|asked| asked == *unit));
    let fits = |unit: &Subject| args.measure.iter().all(|measure| unit.has(*measure));
    let unit = units.find(fits).ok_or_else(|| {
        let lacks = |measure: &&Measure| asked.is_none_or(|unit| !unit.has(**measure));
        let lacking = args.measure.iter().filter(lacks);
        let names: Vec<&str> = lacking.map(|measure| measure.name()).collect();
        let table = match asked {
            Some(Subject::Network) => "the table of the whole network does not have",
            Some(Subject::Motives) => "the table of motives does not have",
            _ => "no table has all of these measures:",
        };
        let what = format!("{table} {}", names.join(", "));
        let hint = "`interorg measures --definitions` says what each is a measure of.";
        CliError::Usage(what, Some(hint.to_owned()))
    })?;
    let of_motives = unit == Subject::Motives || args.measure.contains(&Measure::Reciprocity);
    if of_motives && args.of == Of::Operations {
        let what = "operations have no motives, and so no reciprocity".to_owned();
        return Err(CliError::Usage(
            what,
            Some("Leave out `--of operations`.".to_owned()),
        ));
    }
    Ok(unit)
}

fn measure() -> impl TypedValueParser<Value = Measure> {
    let names = Measure::ALL
        .iter()
        .map(|measure| PossibleValue::new(measure.name()));
    let parse = |name: String| name.parse::<Measure>();
    PossibleValuesParser::new(names).try_map(parse)
}
