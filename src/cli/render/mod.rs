//! `interorg render`

mod command_line;

use std::fs;
use std::path::{Path, PathBuf};

use interorg::graph::Graph;
use interorg::model::NamedView;

use super::data::DataArgs;
use super::error::{CliError, warn};
use super::output::{protect, to_stdout};
use super::{Call, Outcome};

/// Draw and write the named views of a dataset into a directory
///
/// A view is a picture or table with a name. The list `views` of a dataset, or of a file of its own, has the subcommand
/// of each view with its arguments, its options, and the formats of its files. The options are those of the subcommand
/// by their long names; an option without a value is `true`, and one with several values has a list. A view cannot name
/// a file or an engine: the caption of figure-1 is figure-1.md or figure-1.txt. Each file is written completely or not at
/// all, and its path is printed. A view that fails does not stop the others. The exit status is 1 if nothing matched for
/// a view, and 2 if a view failed.
#[derive(clap::Args)]
#[command(after_help = "\
A list of views:
  views:
    - name: figure-1
      view: diagram timeline
      options: {between: [EU, NATO], during: 1990..2010, theme: print}
      formats: [svg, pdf]

Examples:
  interorg render -o figures
  interorg render -o figures --only partnerships timeline
  interorg render --views paper.yaml -o figures
  interorg render --data my-dataset/ --views paper.yaml -o figures")]
pub(super) struct Args {
    /// The directory of the files; it is created if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Take the views from this file instead of the dataset
    #[arg(long, value_name = "FILE")]
    views: Option<PathBuf>,
    /// Only the views with these names
    #[arg(long, value_name = "NAME", num_args = 1..)]
    only: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.share()?;
    let views = args.chosen(args.all_views(graph)?)?;
    fs::create_dir_all(&args.output).map_err(|error| {
        let message = format!("cannot create `{}`: {error}", args.output.display());
        CliError::Usage(message, None)
    })?;
    args.views.as_deref().inspect(|file| protect(file));
    let outcomes = views.iter().map(|view| args.render(view));
    Ok(outcomes.max().unwrap_or(Outcome::Done))
}

impl Args {
    fn all_views(&self, graph: &Graph) -> Result<Vec<NamedView>, CliError> {
        let views = match &self.views {
            Some(file) => self.data.views(file)?,
            None => graph.dataset().views().to_vec(),
        };
        if views.is_empty() {
            let message = "there are no views".to_owned();
            let hint =
                "Add a list `views` to the dataset, or name a file that has one with --views.";
            return Err(CliError::Usage(message, Some(hint.to_owned())));
        }
        Ok(views)
    }

    /// Returns the views that `--only` names, in the order of the list; without `--only` all.
    fn chosen(&self, mut views: Vec<NamedView>) -> Result<Vec<NamedView>, CliError> {
        let has = |name: &String| views.iter().any(|view| *view.name == **name);
        if let Some(unknown) = self.only.iter().find(|name| !has(name)) {
            let names: Vec<&str> = views.iter().map(|view| &*view.name).collect();
            let hint = format!("The views are {}.", names.join(", "));
            let message = format!("there is no view `{unknown}`");
            return Err(CliError::Usage(message, Some(hint)));
        }
        if !self.only.is_empty() {
            views.retain(|view| self.only.iter().any(|name| *view.name == **name));
        }
        Ok(views)
    }

    /// Writes a view in all its formats, and prints what went wrong.
    fn render(&self, view: &NamedView) -> Outcome {
        let files = view.formats.iter();
        let files = files.map(|format| self.output.join(format!("{}.{format}", view.name)));
        let calls = files.map(|file| Ok((command_line::parse(view, &file, &self.data)?, file)));
        match calls.collect::<Result<Vec<(Call, PathBuf)>, CliError>>() {
            Ok(calls) => {
                let outcomes = calls.into_iter();
                let outcomes = outcomes.map(|(call, file)| write(view, call, &file));
                outcomes.max().unwrap_or(Outcome::Done)
            }
            Err(error) => failed(view, &error),
        }
    }
}

/// Runs the subcommand that writes a file of a view.
fn write(view: &NamedView, call: Call, file: &Path) -> Outcome {
    let written = call.run().and_then(|outcome| {
        if outcome == Outcome::Done {
            to_stdout(&[file.as_os_str().as_encoded_bytes(), b"\n"].concat())?;
        }
        Ok(outcome)
    });
    match written {
        Ok(Outcome::Negative) => {
            let file = file.display();
            warn(&format!(
                "nothing matched for the view `{}`, `{file}`",
                view.name
            ));
            Outcome::Negative
        }
        Ok(outcome) => outcome,
        Err(error) => failed(view, &error),
    }
}

fn failed(view: &NamedView, error: &CliError) -> Outcome {
    error.print_about(&format!("the view `{}`", view.name));
    Outcome::Failed
}
