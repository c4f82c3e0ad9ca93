//! The page around a picture: title and subtitle above it, legend, notes and source below it.

use super::caption::Caption;
use super::geometry::{Point, Size};
use super::legend::{self, Row};
use super::options::{DrawOptions, PageSize};
use super::role::Role;
use super::scene::{Anchor, Group, Item, Line, Scene, Text, Weight};
use super::style::{Colour, Stroke, Theme};
use super::{text, title};

/// The margin of a page that is as large as its picture.
const MARGIN: f64 = 34.0;

/// The margins of a page of a given width, which a column of a paper surrounds with space of its own, and of a page with
/// a given height too, such as a slide.
const COLUMN_MARGIN: f64 = 6.0;
const SLIDE_MARGIN: f64 = 20.0;

/// The minimum width between the margins, for titles and notes of small pictures.
const MIN_WIDTH: f64 = 430.0;

/// The width of a picture up to which the text around it has its usual size. Of a wider one, the text grows with the picture.
const MAX_WIDTH_AT_FULL_SIZE: f64 = 800.0;

const TITLE_SIZE: f64 = 15.0;

/// The share of its font size to which a title may shrink in order to fit one line.
const MIN_TITLE_SHARE: f64 = 0.82;

const SUBTITLE_SIZE: f64 = 9.5;

const MAX_SUBTITLE_LINES: usize = 3;

/// The font size of notes and source.
const FOOT_SIZE: f64 = 7.5;

const MAX_NOTE_LINES: usize = 6;

/// The distance between the baselines of two lines, in font sizes.
const LEADING: f64 = 1.4;

/// The space above and below the picture, and that on a page of a given size.
const PICTURE_GAP: f64 = 20.0;
const TIGHT_PICTURE_GAP: f64 = 10.0;

/// The factor by which the text around a picture shrinks in a narrow column, so that none is smaller than 6 points.
const MIN_TEXT_SCALE: f64 = 0.8;

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
    /// What these items are together.
    pub(super) role: Role,
    /// The size of the picture.
    pub(super) extent: Size,
    /// The legend.
    pub(super) legend: &'a [Row],
    /// The appearance.
    pub(super) options: &'a DrawOptions,
}

/// The measures of a page that follow from its requested size.
#[derive(Debug, Clone, Copy)]
struct Measures {
    margin: f64,
    /// The width between the margins; `None` if it follows from the picture.
    width: Option<f64>,
    gap: f64,
    /// The factor for the font sizes of the text around the picture.
    text_scale: f64,
}

impl Measures {
    fn of(page: Option<PageSize>) -> Self {
        let Some(page) = page else {
            return Self {
                margin: MARGIN,
                width: None,
                gap: PICTURE_GAP,
                text_scale: 1.0,
            };
        };
        let margin = page.height.map_or(COLUMN_MARGIN, |_| SLIDE_MARGIN);
        let width = page.width - 2.0 * margin;
        Self {
            margin,
            width: Some(width),
            gap: TIGHT_PICTURE_GAP,
            text_scale: (width / MIN_WIDTH).clamp(MIN_TEXT_SCALE, 1.0),
        }
    }
}

/// Returns the width that a picture may have; `None` if the page adapts to the picture.
pub(super) fn width_for_picture(options: &DrawOptions) -> Option<f64> {
    Measures::of(options.page).width
}

/// Returns the height that a picture may have beside the text around it; `None` if the page adapts to the picture.
pub(super) fn height_for_picture(
    caption: &Caption,
    legend: &[Row],
    options: &DrawOptions,
) -> Option<f64> {
    let PageSize { width, height } = options.page?;
    let height = height?;
    // The margins are those of a page with a height, but this one is as high as its content.
    let without_height = DrawOptions {
        page: Some(PageSize {
            width: width - 2.0 * (SLIDE_MARGIN - COLUMN_MARGIN),
            height: None,
        }),
        ..options.clone()
    };
    let text = compose(Page {
        caption,
        notes: &[],
        description: String::new(),
        picture: Vec::new(),
        role: Role::Picture,
        extent: Size::default(),
        legend,
        options: &without_height,
    });
    Some(height - 2.0 * (SLIDE_MARGIN - COLUMN_MARGIN) - text.size.height)
}

/// Composes a page, which is as large as its content, or as requested. If the content is larger than requested, so is the
/// page.
///
/// The text around a picture grows with it: when the page is reduced to a width at which text can be read, so can title,
/// legend and notes.
pub(super) fn compose(page: Page) -> Scene {
    let scale = match (page.options.page, page.role) {
        (None, Role::Picture) => (page.extent.width / MAX_WIDTH_AT_FULL_SIZE).max(1.0),
        // What is in a table or a timeline is as large as the text around it, however wide it is.
        _ => 1.0,
    };
    let items = page.picture.into_iter();
    let reduced = Page {
        picture: items.map(|item| item.scaled(1.0 / scale)).collect(),
        extent: page.extent * (1.0 / scale),
        ..page
    };
    compose_at_full_size(reduced).scaled(scale)
}

/// Composes a page with text of its usual size.
fn compose_at_full_size(page: Page) -> Scene {
    let measures = Measures::of(page.options.page);
    let min_width = measures.width.unwrap_or(MIN_WIDTH);
    let width = page.extent.width.max(min_width);
    let DrawOptions { theme, .. } = page.options;
    let mut composer = Composer {
        groups: Vec::new(),
        y: measures.margin,
        width,
        measures,
        theme,
    };
    if !page.options.hides_heading {
        composer.head(page.caption);
    }
    let left = (width - page.extent.width) / 2.0;
    let picture_index = composer.groups.len();
    let picture = Group::with_role("picture", page.role, page.picture);
    composer.block(picture, left, page.extent.height);
    composer.y += measures.gap;
    let lower_part = composer.groups.len();
    let rows = legend::in_words_of(&page.caption.labels, page.legend);
    let (legend, height) = legend::draw(&rows, width, measures.text_scale, theme);
    if !legend.is_empty() && !page.options.hides_legend {
        composer.rule();
        composer.block(Group::of("legend", legend), 0.0, height);
        composer.y += RULE_GAP;
    }
    let source = Some(&page.caption.source).filter(|_| !page.options.hides_source);
    composer.foot(page.caption, page.notes, source);
    let mut height = composer.y + bottom_margin(measures);
    if let Some(requested) = page.options.page.and_then(|page| page.height) {
        let rest = (requested - height).max(0.0);
        lower(&mut composer.groups[picture_index..lower_part], rest / 2.0);
        lower(&mut composer.groups[lower_part..], rest);
        height += rest;
    }
    Scene {
        size: Size::new(width + 2.0 * measures.margin, height),
        paper: theme.paper,
        title: page.caption.title.clone(),
        description: page.description,
        notes: page.notes.to_vec(),
        items: composer.groups.into_iter().map(Item::from).collect(),
    }
}

/// Returns the space below the last line, whose own leading is part of it.
fn bottom_margin(measures: Measures) -> f64 {
    (measures.margin - 8.0).max(2.0)
}

/// Moves groups down.
fn lower(groups: &mut [Group], distance: f64) {
    for group in groups {
        group.shift.y += distance;
    }
}

/// Puts blocks below one another.
struct Composer<'a> {
    groups: Vec<Group>,
    /// The bottom of what is on the page so far.
    y: f64,
    /// The width between the margins.
    width: f64,
    measures: Measures,
    theme: &'a Theme,
}

impl Composer<'_> {
    fn head(&mut self, caption: &Caption) {
        let max_width = self.width * MAX_FILL;
        let full_size = TITLE_SIZE * self.measures.text_scale;
        let title_width = text::width(&caption.title, full_size, Weight::Bold);
        let share = max_width / title_width.max(1.0);
        // A title that nearly fits one line is made to fit; a longer one is broken at its full size.
        let size = if share > MIN_TITLE_SHARE {
            full_size * share.min(1.0)
        } else {
            full_size
        };
        let lines = title::balanced(&caption.title, size, max_width);
        let title = self.lines(lines, size, Weight::Bold, self.theme.ink);
        self.group("title", Role::Title, title);
        if !caption.subtitle.is_empty() {
            self.y += 2.0;
        }
        self.paragraph(
            "subtitle",
            &caption.subtitle,
            SUBTITLE_SIZE,
            MAX_SUBTITLE_LINES,
        );
        self.y += self.measures.gap;
    }

    fn foot(&mut self, caption: &Caption, notes: &[String], source: Option<&String>) {
        let notes = caption.sentences(notes).map(|note| ("note", note));
        let source = source.map(|source| ("source", source.as_str().into()));
        let lines = notes.chain(source);
        let lines: Vec<_> = lines.filter(|(_, line)| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.rule();
        }
        for (class, line) in lines {
            self.paragraph(class, &line, FOOT_SIZE, MAX_NOTE_LINES);
            self.y += 1.5;
        }
    }

    fn rule(&mut self) {
        let margin = self.measures.margin;
        let from = Point::new(margin, self.y);
        let to = Point::new(margin + self.width, self.y);
        let stroke = Stroke::solid(self.theme.rule, 0.6);
        let line = Line::straight(from, to, stroke);
        self.group("rule", Role::Decoration, vec![line.into()]);
        self.y += RULE_GAP;
    }

    /// Adds a group; nothing if it has no items.
    fn group(&mut self, class: &'static str, role: Role, items: Vec<Item>) {
        if !items.is_empty() {
            self.groups.push(Group::with_role(class, role, items));
        }
    }

    /// Adds a block of items that are drawn from the origin, `left` points right of the margin.
    fn block(&mut self, block: Group, left: f64, height: f64) {
        self.groups.push(Group {
            shift: Point::new(self.measures.margin + left, self.y),
            ..block
        });
        self.y += height;
    }

    fn paragraph(&mut self, class: &'static str, content: &str, size: f64, max_lines: usize) {
        let max_width = self.width * MAX_FILL;
        let size = size * self.measures.text_scale;
        let lines = text::wrapped(content, size, Weight::Regular, max_width, max_lines);
        let lines = self.lines(lines, size, Weight::Regular, self.theme.muted);
        self.group(class, Role::Paragraph, lines);
    }

    /// Sets lines of text below what is on the page so far.
    fn lines(
        &mut self,
        lines: Vec<String>,
        size: f64,
        weight: Weight,
        colour: Colour,
    ) -> Vec<Item> {
        let set = lines.into_iter().map(|content| {
            self.y += size * LEADING;
            Text {
                at: Point::new(self.measures.margin, self.y - size * (LEADING - 1.0)),
                anchor: Anchor::Start,
                size,
                weight,
                colour,
                content,
            }
            .into()
        });
        set.collect()
    }
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
                role: Role::Picture,
                extent: Size::new(width, 10.0),
                legend: &[],
                options: &DrawOptions::default(),
            });
            for line in scene.texts() {
                let widest = text::widest(&line.content, line.size, line.weight);
                assert!(line.at.x + widest < scene.size.width, "{line:?}");
            }
        }
    }
}
