//! The page around a picture: title and subtitle above it, legend, notes and source below it.

use super::caption::Caption;
use super::geometry::{Point, Size};
use super::legend::{self, Row};
use super::options::DrawOptions;
use super::scene::{Anchor, Group, Item, Line, Scene, Text, Weight};
use super::style::{Colour, Stroke, Theme};
use super::text;

const MARGIN: f64 = 34.0;

/// The minimum width between the margins, for titles and notes of small pictures.
const MIN_WIDTH: f64 = 430.0;

const TITLE_SIZE: f64 = 15.0;

/// The share of its font size to which a title may shrink in order to fit one line.
const MIN_TITLE_SHARE: f64 = 0.82;

const MAX_TITLE_LINES: usize = 3;

const SUBTITLE_SIZE: f64 = 9.5;

const MAX_SUBTITLE_LINES: usize = 3;

/// The font size of notes and source.
const FOOT_SIZE: f64 = 7.5;

const MAX_NOTE_LINES: usize = 6;

/// The distance between the baselines of two lines, in font sizes.
const LEADING: f64 = 1.4;

/// The space above and below the picture.
const PICTURE_GAP: f64 = 20.0;

/// The space below a rule, and below the legend.
const RULE_GAP: f64 = 9.0;

/// The share of the page width that a line of text takes at most: a reader without the fonts sees wider glyphs.
const MAX_FILL: f64 = 0.94;

/// The content of a page.
pub(super) struct Page<'a> {
    /// The text around the picture.
    pub(super) caption: &'a Caption,
    /// Notes on what the drawing had to leave out.
    pub(super) notes: &'a [String],
    /// A description of the picture in words.
    pub(super) description: String,
    /// The items of the picture, drawn from the origin.
    pub(super) picture: Vec<Item>,
    /// The size of the picture.
    pub(super) extent: Size,
    /// The legend.
    pub(super) legend: &'a [Row],
    /// The appearance.
    pub(super) options: &'a DrawOptions,
}

/// Composes a page, which is as large as its content.
pub(super) fn compose(page: Page) -> Scene {
    let width = page.extent.width.max(MIN_WIDTH);
    let DrawOptions { theme, .. } = page.options;
    let mut composer = Composer {
        items: Vec::new(),
        y: MARGIN,
        width,
        theme,
    };
    if !page.options.hides_heading {
        composer.head(page.caption);
    }
    let left = (width - page.extent.width) / 2.0;
    composer.block("picture", page.picture, left, page.extent.height);
    composer.y += PICTURE_GAP;
    let (legend, height) = legend::draw(page.legend, width, theme);
    if !legend.is_empty() && !page.options.hides_legend {
        composer.rule();
        composer.block("legend", legend, 0.0, height);
        composer.y += RULE_GAP;
    }
    let source = Some(&page.caption.source).filter(|_| !page.options.hides_source);
    composer.foot(page.caption, page.notes, source);
    Scene {
        size: Size::new(width + 2.0 * MARGIN, composer.y + MARGIN - 8.0),
        paper: theme.paper,
        title: page.caption.title.clone(),
        description: page.description,
        notes: page.notes.to_vec(),
        items: composer.items,
    }
}

/// Puts blocks below one another.
struct Composer<'a> {
    items: Vec<Item>,
    /// The bottom of what is on the page so far.
    y: f64,
    /// The width between the margins.
    width: f64,
    theme: &'a Theme,
}

impl Composer<'_> {
    fn head(&mut self, caption: &Caption) {
        let max_width = self.width * MAX_FILL;
        let title_width = text::width(&caption.title, TITLE_SIZE, Weight::Bold);
        let share = max_width / title_width.max(1.0);
        // A title that nearly fits one line is made to fit; a longer one is broken at its full size.
        let size = if share > MIN_TITLE_SHARE {
            TITLE_SIZE * share.min(1.0)
        } else {
            TITLE_SIZE
        };
        let lines = balanced(&caption.title, size, max_width);
        self.lines(lines, size, Weight::Bold, self.theme.ink);
        if !caption.subtitle.is_empty() {
            self.y += 2.0;
        }
        self.paragraph(&caption.subtitle, SUBTITLE_SIZE, MAX_SUBTITLE_LINES);
        self.y += PICTURE_GAP;
    }

    fn foot(&mut self, caption: &Caption, notes: &[String], source: Option<&String>) {
        let lines = caption.notes.iter().chain(&caption.left_out).chain(notes);
        let lines = lines.chain(source);
        let lines: Vec<&String> = lines.filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.rule();
        }
        for line in lines {
            self.paragraph(line, FOOT_SIZE, MAX_NOTE_LINES);
            self.y += 1.5;
        }
    }

    fn rule(&mut self) {
        let from = Point::new(MARGIN, self.y);
        let to = Point::new(MARGIN + self.width, self.y);
        let stroke = Stroke::solid(self.theme.rule, 0.6);
        self.items.push(Line::straight(from, to, stroke).into());
        self.y += RULE_GAP;
    }

    fn block(&mut self, class: &'static str, items: Vec<Item>, left: f64, height: f64) {
        let group = Group {
            shift: Point::new(MARGIN + left, self.y),
            ..Group::of(class, items)
        };
        self.items.push(group.into());
        self.y += height;
    }

    fn paragraph(&mut self, content: &str, size: f64, max_lines: usize) {
        let max_width = self.width * MAX_FILL;
        let lines = text::wrapped(content, size, Weight::Regular, max_width, max_lines);
        self.lines(lines, size, Weight::Regular, self.theme.muted);
    }

    fn lines(&mut self, lines: Vec<String>, size: f64, weight: Weight, colour: Colour) {
        for content in lines {
            self.y += size * LEADING;
            let text = Text {
                at: Point::new(MARGIN, self.y - size * (LEADING - 1.0)),
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

/// Breaks a title into as few lines as possible, of about the same width.
fn balanced(title: &str, size: f64, max_width: f64) -> Vec<String> {
    let broken = |width: f64| text::wrapped(title, size, Weight::Bold, width, MAX_TITLE_LINES);
    let fewest = broken(max_width);
    let title_width = text::width(title, size, Weight::Bold);
    // A title that is cut anyway fills every line.
    if title_width >= max_width * (fewest.len() as f64 - 0.1) {
        return fewest;
    }
    let narrower = (1..10).map(|step| max_width * (0.5 + 0.05 * f64::from(step)));
    let mut candidates = narrower.map(broken);
    candidates
        .find(|lines| lines.len() == fewest.len() && has_all_words(lines, title))
        .unwrap_or(fewest)
}

fn has_all_words(lines: &[String], text: &str) -> bool {
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    words.eq(text.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_on_the_page_in_the_widest_font_that_a_reader_may_have() {
        let words = "Years on lines: since when the two have cooperated without a break. ";
        let caption = Caption {
            title: "Partnerships of the UN, NATO, the EU and the AU in peace operations".into(),
            subtitle: words.repeat(4),
            source: words.repeat(9),
            ..Caption::default()
        };
        for width in [0.0, 700.0, 1_600.0] {
            let scene = compose(Page {
                caption: &caption,
                notes: &[],
                description: String::new(),
                picture: Vec::new(),
                extent: Size::new(width, 10.0),
                legend: &[],
                options: &DrawOptions::default(),
            });
            for item in &scene.items {
                if let Item::Text(line) = item {
                    let widest = text::widest(&line.content, line.size, line.weight);
                    assert!(line.at.x + widest < scene.size.width, "{line:?}");
                }
            }
        }
    }

    #[test]
    fn the_lines_of_a_title_are_about_equally_long_and_no_word_is_lost() {
        let title = "Partnerships of the UN, NATO, the EU and the AU in peace operations";
        let lines = balanced(title, 15.0, 480.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].split_whitespace().count() > 3, "{lines:?}");
        assert_eq!(lines.join(" "), title);
        assert_eq!(balanced("UN", 15.0, 480.0), ["UN"]);
        assert!(balanced("", 15.0, 480.0).is_empty());
        assert!(balanced(&"long ".repeat(400), 15.0, 480.0).len() <= MAX_TITLE_LINES);
    }
}
