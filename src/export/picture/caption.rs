//! The caption of a picture as text, for authors who set it below a figure that has no words around it.

use std::io;

use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::phrase::{escape_markdown, visible};
use crate::picture::Picture;
use crate::picture::style::Theme;

/// Writes the caption of a picture: title, subtitle, the legend in words, notes and source.
///
/// `notes` is what [`write_picture`](super::write_picture) returned for the picture. Markdown is one paragraph with the
/// title in bold; every other format is plain text with one sentence or title per line. The caption is complete also if
/// the picture hides its heading, legend or source.
///
/// # Errors
/// Fails if the output does not accept the bytes.
///
/// ```
/// use interorg::export::{Format, write_caption};
/// use interorg::graph::Graph;
/// use interorg::picture::style::Theme;
/// use interorg::picture::{self, NetworkOptions, Picture};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let filter = Filter { at: Some("2005".parse()?), ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let picture = Picture::from(picture::network(&selection, NetworkOptions::default()));
/// let mut caption = Vec::new();
/// write_caption(&picture, &[], &Theme::light(), Format::Markdown, &mut caption)?;
/// assert!(caption.starts_with(b"**Partnerships of UN, NATO, EU and AU at the end of 2005.** "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_caption(
    picture: &Picture,
    notes: &[String],
    theme: &Theme,
    format: Format,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let caption = picture.caption();
    let legend = picture.legend_sentences(theme);
    let notes = caption.notes.iter().chain(notes);
    let own = legend
        .iter()
        .chain(notes)
        .map(|line| caption.labels.apply(line));
    let lines = std::iter::once(caption.subtitle.as_str().into()).chain(own);
    let lines = lines.chain([caption.source.as_str().into()]);
    let sentences: Vec<String> = lines
        .filter(|line| !line.is_empty())
        .map(|line| sentence(&line))
        .collect();
    let title = visible(&caption.title);
    match format {
        Format::Markdown => {
            let sentences = sentences.iter().map(|line| escape_markdown(line));
            let title = Some(sentence(&title)).filter(|_| !title.is_empty());
            let title = title.map(|title| format!("**{}**", escape_markdown(&title)));
            let parts: Vec<String> = title.into_iter().chain(sentences).collect();
            writeln!(output, "{}", parts.join(" "))?;
        }
        _ => {
            let title = Some(title.into_owned()).filter(|title| !title.is_empty());
            for line in title.iter().chain(&sentences) {
                writeln!(output, "{line}")?;
            }
        }
    }
    Ok(())
}

/// Returns a line that ends with a full stop.
fn sentence(line: &str) -> String {
    let line = visible(line);
    let is_ended = line.ends_with(['.', '!', '?']);
    format!("{line}{}", if is_ended { "" } else { "." })
}
