//! The page round a picture: title and date above it, legend, notes and source below it.

use super::caption::Caption;
use super::geometry::{Point, Size};
use super::legend::{self, Row};
use super::scene::{Anchor, Group, Item, Line, Scene, Text, Weight};
use super::style::{Colour, Stroke, Theme};
use super::text;

const MARGIN: f64 = 34.0;
const LEAST_WIDTH: f64 = 430.0;
const TITLE: f64 = 15.0;
/// The share of its size that a title may shrink to.
const SHRINK: f64 = 0.82;
/// How many lines a title has at most.
const TITLE_LINES: usize = 3;
const SUBTITLE: f64 = 9.5;
const FOOT: f64 = 7.5;
/// How far the base lines of lines of text stand apart, in sizes of the letters.
const LEADING: f64 = 1.4;
const SPACE: f64 = 20.0;
/// The share of the page that a line of text takes at most: a reader without the fonts has wider letters.
const FILLED: f64 = 0.94;

/// What stands on a page.
pub(super) struct Page<'a> {
    /// What stands round the picture.
    pub(super) caption: &'a Caption,
    /// Notes that only the drawing brought up.
    pub(super) notes: &'a [String],
    /// The picture told in words.
    pub(super) description: String,
    /// The parts of the picture, drawn from the origin.
    pub(super) picture: Vec<Item>,
    /// How much room the picture takes.
    pub(super) extent: Size,
    /// The legend.
    pub(super) legend: &'a [Row],
    /// The colours.
    pub(super) theme: &'a Theme,
}

/// Sets a page; it is as large as what stands on it.
pub(super) fn set(page: Page) -> Scene {
    let width = page.extent.width.max(LEAST_WIDTH);
    let mut setter = Setter {
        items: Vec::new(),
        y: MARGIN,
        width,
        theme: page.theme,
    };
    setter.head(page.caption);
    let aside = (width - page.extent.width) / 2.0;
    setter.block("picture", page.picture, aside, page.extent.height);
    setter.y += SPACE;
    let (legend, height) = legend::draw(page.legend, width, page.theme);
    if !legend.is_empty() {
        setter.rule();
        setter.block("legend", legend, 0.0, height);
        setter.y += 9.0;
    }
    setter.foot(page.caption, page.notes);
    Scene {
        size: Size::new(width + 2.0 * MARGIN, setter.y + MARGIN - 8.0),
        paper: page.theme.paper,
        title: page.caption.title.clone(),
        description: page.description,
        notes: page.notes.to_vec(),
        items: setter.items,
    }
}

/// Sets blocks one under the other.
struct Setter<'a> {
    items: Vec<Item>,
    y: f64,
    width: f64,
    theme: &'a Theme,
}

impl Setter<'_> {
    fn head(&mut self, caption: &Caption) {
        // A title that nearly fits one line is made to fit.
        let wide = text::width(&caption.title, TITLE, Weight::Bold);
        let room = self.width * FILLED;
        let share = room / wide.max(1.0);
        let size = if share > SHRINK {
            TITLE * share.min(1.0)
        } else {
            TITLE
        };
        let lines = balanced(&caption.title, size, room);
        self.lines(lines, size, Weight::Bold, self.theme.ink);
        if !caption.subtitle.is_empty() {
            self.y += 2.0;
        }
        self.paragraph(
            &caption.subtitle,
            SUBTITLE,
            Weight::Regular,
            self.theme.muted,
            3,
        );
        self.y += SPACE;
    }

    fn foot(&mut self, caption: &Caption, notes: &[String]) {
        let source = std::iter::once(&caption.source);
        let lines: Vec<&String> = caption
            .notes
            .iter()
            .chain(&caption.left_out)
            .chain(notes)
            .chain(source)
            .filter(|line| !line.is_empty())
            .collect();
        if !lines.is_empty() {
            self.rule();
        }
        for line in lines {
            self.paragraph(line, FOOT, Weight::Regular, self.theme.muted, 6);
            self.y += 1.5;
        }
    }

    fn rule(&mut self) {
        let (from, to) = (
            Point::new(MARGIN, self.y),
            Point::new(MARGIN + self.width, self.y),
        );
        self.items
            .push(Line::straight(from, to, Stroke::solid(self.theme.rule, 0.6)).into());
        self.y += 9.0;
    }

    fn block(&mut self, class: &'static str, items: Vec<Item>, aside: f64, height: f64) {
        let shift = Point::new(MARGIN + aside, self.y);
        self.items.push(
            Group {
                shift,
                ..Group::of(class, items)
            }
            .into(),
        );
        self.y += height;
    }

    fn paragraph(&mut self, words: &str, size: f64, weight: Weight, colour: Colour, lines: usize) {
        let broken = text::wrapped(words, size, weight, self.width * FILLED, lines);
        self.lines(broken, size, weight, colour);
    }

    fn lines(&mut self, lines: Vec<String>, size: f64, weight: Weight, colour: Colour) {
        for content in lines {
            self.y += size * LEADING;
            let at = Point::new(MARGIN, self.y - size * (LEADING - 1.0));
            let text = Text {
                at,
                anchor: Anchor::Start,
                size,
                weight,
                colour,
                content,
            };
            self.items.push(text.into());
        }
    }
}

/// Breaks a title into lines of about the same width, as few as there must be.
fn balanced(title: &str, size: f64, room: f64) -> Vec<String> {
    let broken = |room: f64| text::wrapped(title, size, Weight::Bold, room, TITLE_LINES);
    let widest = broken(room);
    let fair = (1..10).map(|step| room * (0.5 + 0.05 * f64::from(step)));
    let whole = text::width(title, size, Weight::Bold);
    // Where the title is cut anyway, every line is full.
    let fits = whole < room * (widest.len() as f64 - 0.1);
    let same = fair
        .map(broken)
        .find(|lines| fits && lines.len() == widest.len() && is_whole(lines, title));
    same.unwrap_or(widest)
}

/// Says whether the lines hold every word of a text.
fn is_whole(lines: &[String], text: &str) -> bool {
    lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .eq(text.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_on_the_page_in_the_widest_letters_that_a_reader_may_have() {
        let words = "Years on lines: since when the two have cooperated without a break. ";
        let caption = Caption {
            title: "Partnerships of the UN, NATO, the EU and the AU in peace operations".into(),
            subtitle: words.repeat(4),
            source: words.repeat(9),
            ..Caption::default()
        };
        for width in [0.0, 700.0, 1_600.0] {
            let scene = set(Page {
                caption: &caption,
                notes: &[],
                description: String::new(),
                picture: Vec::new(),
                extent: Size::new(width, 10.0),
                legend: &[],
                theme: &Theme::default(),
            });
            for item in &scene.items {
                if let Item::Text(line) = item {
                    let wide = text::widest(&line.content, line.size, line.weight);
                    assert!(line.at.x + wide < scene.size.width, "{line:?}");
                }
            }
        }
    }

    #[test]
    fn the_lines_of_a_title_are_about_equally_long_and_none_is_lost() {
        let title = "Partnerships of the UN, NATO, the EU and the AU in peace operations";
        let lines = balanced(title, 15.0, 480.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].split_whitespace().count() > 3, "{lines:?}");
        assert_eq!(lines.join(" "), title);
        assert_eq!(balanced("UN", 15.0, 480.0), ["UN"]);
        assert!(balanced("", 15.0, 480.0).is_empty());
        assert!(balanced(&"long ".repeat(400), 15.0, 480.0).len() <= TITLE_LINES);
    }
}
