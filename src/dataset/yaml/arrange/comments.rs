//! Where the lines of a piece begin and end, with the comments that belong to it.

use std::ops::Range;

use super::super::node::NodeId;
use super::{ArrangeError, Arranger, Part};

impl Arranger<'_> {
    /// Returns where the comments above a piece begin, or the piece itself if it begins in a line.
    pub(super) fn top(
        &self,
        pieces: &[Part<'_>],
        starts: &[usize],
        index: usize,
        from: usize,
    ) -> Result<usize, ArrangeError> {
        let line = self.line_start(starts[index]);
        let before = self.slice(line.max(from)..starts[index])?.trim();
        let is_first = index == 0;
        if !before.is_empty() || line < from {
            let follows_dash = before.is_empty() || before.ends_with('-');
            return match is_first && follows_dash {
                true => Ok(starts[index]),
                false => Err(ArrangeError::NotAtLineStart {
                    line: self.line(starts[index]),
                }),
            };
        }
        // Above the first piece of the text stand words about the file, which stay.
        if is_first && from == 0 {
            return Ok(line);
        }
        let floor = match is_first {
            true => self.line_end(from),
            false => self.end_with_comments(pieces[index - 1].1, starts[index]),
        };
        let mut top = line;
        while top > floor {
            let above = self.line_start(top - 1);
            let words = self.slice(above..top)?.trim();
            if above < floor || !(words.is_empty() || words.starts_with('#')) {
                break;
            }
            top = above;
        }
        Ok(top)
    }

    /// Returns where the piece with this value ends before the next begins, with the comments that are
    /// further in than the next, and those right below that an empty line parts from the next.
    fn end_with_comments(&self, value: NodeId, next: usize) -> usize {
        let line = self.line_start(next);
        let end = self.line_end(self.tree.end(value)).min(line);
        let end = self.comments_below(end..line, Some(next - line));
        let lines = self.text[end..line].split_inclusive('\n');
        let right_below = lines.take_while(|line| !line.trim().is_empty());
        let below = end + right_below.map(str::len).sum::<usize>();
        if below < line { below } else { end }
    }

    /// Returns where the last comment of these lines ends that is further in than a column, or any
    /// comment if there is no column; where there is none, their beginning.
    pub(super) fn comments_below(&self, lines: Range<usize>, column: Option<usize>) -> usize {
        let (mut at, mut end) = (lines.start, lines.start);
        for line in self.text[lines].split_inclusive('\n') {
            let words = line.trim_start();
            if !(words.is_empty() || words.starts_with('#')) {
                break;
            }
            at += line.len();
            let further_in = column.is_none_or(|column| line.len() - words.len() > column);
            if further_in && !words.is_empty() {
                end = at;
            }
        }
        end
    }

    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns where the line that holds the byte before this place ends, with its newline.
    pub(super) fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.text[..at].ends_with('\n') {
            return at;
        }
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }
}
