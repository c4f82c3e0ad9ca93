//! Where the lines of a part begin and end, with the comments that belong to it.

use std::ops::Range;

use super::super::node::NodeId;
use super::{Arranger, Misplaced, Part};

impl Arranger<'_> {
    /// Returns where the comments above a part begin, or where the part begins if it shares its line with what precedes
    /// it. `from` is the start of the collection's text.
    pub(super) fn top(
        &self,
        parts: &[Part<'_>],
        starts: &[usize],
        index: usize,
        from: usize,
    ) -> Result<usize, Misplaced> {
        let line = self.line_start(starts[index]);
        let before = self.slice(line.max(from)..starts[index])?.trim();
        let is_first = index == 0;
        if !before.is_empty() || line < from {
            let follows_dash = before.is_empty() || before.ends_with('-');
            if is_first && follows_dash {
                return Ok(starts[index]);
            }
            return Err(Misplaced);
        }
        let floor = match index {
            0 if from == 0 => 0,
            0 => self.line_end(from),
            _ => self.end_with_comments(parts[index - 1].last, starts[index]),
        };
        let mut top = line;
        while top > floor {
            let above = self.line_start(top - 1);
            let words = self.slice(above..top)?.trim();
            // What an empty line separates from the first part is about the file or the whole collection.
            let ends = words.is_empty() && is_first;
            if above < floor || ends || !(words.is_empty() || words.starts_with('#')) {
                break;
            }
            top = above;
        }
        Ok(top)
    }

    /// Returns where a part ends with its comments, before the part that starts at `next`. The comments of the part are
    /// those that are indented more deeply than the next part, and those directly below it that an empty line separates
    /// from the next part.
    fn end_with_comments(&self, last: NodeId, next: usize) -> usize {
        let line = self.line_start(next);
        let body_end = self.line_end(self.tree.end(last)).min(line);
        let end = self.end_of_comments(body_end..line, Some(next - line));
        let lines = self.text[end..line].split_inclusive('\n');
        let directly_below = lines.take_while(|line| !line.trim().is_empty());
        let below = end + directly_below.map(str::len).sum::<usize>();
        if below < line { below } else { end }
    }

    /// Returns the end of the last comment in these lines before one that is not indented more deeply than a column, or
    /// of the last comment if there is no column. If there is no such comment, returns the start of the lines.
    pub(super) fn end_of_comments(&self, lines: Range<usize>, column: Option<usize>) -> usize {
        let (mut at, mut end) = (lines.start, lines.start);
        for line in self.text[lines].split_inclusive('\n') {
            let words = line.trim_start();
            if !(words.is_empty() || words.starts_with('#')) {
                break;
            }
            at += line.len();
            let is_deeper = column.is_none_or(|column| line.len() - words.len() > column);
            if !words.is_empty() {
                if !is_deeper {
                    break;
                }
                end = at;
            }
        }
        end
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns the end of the line with the byte before this place, after its newline.
    pub(super) fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.text[..at].ends_with('\n') {
            return at;
        }
        let newline = self.text[at..].find('\n');
        newline.map_or(self.text.len(), |newline| at + newline + 1)
    }
}
