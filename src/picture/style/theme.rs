//! Themes: the colours and line widths of a picture.

use super::colour::Colour;
use super::line::{Dash, Stroke};
use crate::choice::choices;
use crate::model::Known;

/// The line width from which a line may be hollow: a thinner one would lose its gap in print.
const MIN_HOLLOW_WIDTH: f64 = 2.6;

choices! {
    /// The name of a theme that ships with the program.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum ThemeName {
        #[default]
        Light = "light": "For white paper",
        Dark = "dark": "For dark screens",
        Print = "print": "Black on white, without shades",
    }
}

impl ThemeName {
    /// Returns the theme.
    pub fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::light(),
            Self::Dark => Theme::dark(),
            Self::Print => Theme::print(),
        }
    }
}

/// The colours and line widths of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The background of the page.
    pub paper: Colour,
    /// The colour of titles, and of names in boxes.
    pub ink: Colour,
    /// The colour of secondary text: subtitles, notes, full names, labels.
    pub muted: Colour,
    /// The colour of separating lines.
    pub rule: Colour,
    /// The colour of the borders of boxes.
    pub border: Colour,
    /// The background of a group of nodes.
    pub group_background: Colour,
    /// The colours from the lowest rung to the highest; scales with another number of rungs mix neighbours.
    pub ramp: Vec<Colour>,
    /// The fills of the classes of nodes; the fill of a node without a class is the paper.
    pub tints: Vec<Colour>,
    /// The line widths of the lowest and the highest rung.
    pub line_widths: (f64, f64),
    /// Whether rungs differ in colour; if not, they differ by hollow lines and hatching.
    pub is_shaded: bool,
}

/// The colours of a theme whose rungs differ in colour.
struct Shades {
    paper: Colour,
    ink: Colour,
    muted: Colour,
    rule: Colour,
    border: Colour,
    group_background: Colour,
    ramp: [Colour; 5],
    tints: [Colour; 8],
}

// The lightness of each ramp is monotonic, also as readers with a colour vision deficiency see it, and every rung
// above the lowest has a contrast of 3 with the paper; the tests below check both.

const LIGHT: Shades = Shades {
    paper: rgb(0xFFFFFF),
    ink: rgb(0x1B222E),
    muted: rgb(0x555E6C),
    rule: rgb(0xD5D9E0),
    border: rgb(0x3A4556),
    group_background: rgb(0xF7F8FA),
    ramp: [
        rgb(0xCFD3D8),
        rgb(0xC2861A),
        rgb(0x438656),
        rgb(0x175F7C),
        rgb(0x1E255E),
    ],
    tints: [
        rgb(0xE4ECF6),
        rgb(0xFBECCB),
        rgb(0xD6ECDF),
        rgb(0xF6DDE3),
        rgb(0xE1DBF3),
        rgb(0xE6E6D8),
        rgb(0xD3ECF0),
        rgb(0xF7E2D2),
    ],
};

const DARK: Shades = Shades {
    paper: rgb(0x14181F),
    ink: rgb(0xECEFF4),
    muted: rgb(0xAAB3C0),
    rule: rgb(0x3A4350),
    border: rgb(0x9AA5B4),
    group_background: rgb(0x1B212A),
    ramp: [
        rgb(0x4A515C),
        rgb(0xA67C2E),
        rgb(0x6BA97B),
        rgb(0x79C6E2),
        rgb(0xEEF3FF),
    ],
    tints: [
        rgb(0x1F2C3D),
        rgb(0x3A2F14),
        rgb(0x1A3528),
        rgb(0x40222B),
        rgb(0x2E284A),
        rgb(0x333324),
        rgb(0x14373D),
        rgb(0x402B1B),
    ],
};

/// Creates a colour from a number of six hexadecimal digits.
const fn rgb(number: u32) -> Colour {
    let [_, red, green, blue] = number.to_be_bytes();
    Colour::new(red, green, blue)
}

/// The number of fills of a theme: with more classes, two would share one.
pub const MAX_CLASSES: usize = 8;

/// The corners of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Corners {
    /// Rounded.
    #[default]
    Round,
    /// Square.
    Square,
    /// Cut off at an angle.
    Cut,
    /// Two rounded and two square, each pair on a diagonal.
    Leaf,
}

impl Theme {
    /// Returns the theme for white paper.
    pub fn light() -> Self {
        Self::shaded(&LIGHT)
    }

    /// Returns the theme for dark screens.
    pub fn dark() -> Self {
        Self::shaded(&DARK)
    }

    fn shaded(shades: &Shades) -> Self {
        Self {
            paper: shades.paper,
            ink: shades.ink,
            muted: shades.muted,
            rule: shades.rule,
            border: shades.border,
            group_background: shades.group_background,
            ramp: shades.ramp.to_vec(),
            tints: shades.tints.to_vec(),
            line_widths: (1.0, 4.2),
            is_shaded: true,
        }
    }

    /// Returns the theme for print in black on white, without shades.
    pub fn print() -> Self {
        Self {
            paper: Colour::WHITE,
            ink: Colour::BLACK,
            muted: Colour::BLACK,
            rule: Colour::BLACK,
            border: Colour::BLACK,
            group_background: Colour::WHITE,
            ramp: vec![Colour::BLACK],
            tints: Vec::new(),
            line_widths: (0.6, 5.2),
            is_shaded: false,
        }
    }

    /// Returns the colour of a rung of a scale with the given number of rungs.
    ///
    /// ```
    /// use interorg::picture::style::Theme;
    ///
    /// let theme = Theme::light();
    /// assert!(theme.colour(3, 5).lightness() < theme.colour(2, 5).lightness());
    /// ```
    pub fn colour(&self, rung: usize, rungs: usize) -> Colour {
        let Some(last) = self.ramp.len().checked_sub(1) else {
            return self.ink;
        };
        let position = share(rung, rungs) * last as f64;
        let below = (position.floor() as usize).min(last);
        let above = (below + 1).min(last);
        self.ramp[below].mixed(self.ramp[above], position - below as f64)
    }

    /// Returns the line width of a rung of a scale with the given number of rungs.
    pub fn line_width(&self, rung: usize, rungs: usize) -> f64 {
        self.line_widths.0 + (self.line_widths.1 - self.line_widths.0) * share(rung, rungs)
    }

    /// Returns the line style of a partnership.
    pub fn stroke(&self, rung: usize, rungs: usize, condition: usize) -> Stroke {
        Stroke {
            colour: self.colour(rung, rungs),
            width: self.line_width(rung, rungs),
            dash: Dash::of_condition(condition),
        }
    }

    /// Returns the style of lines that only guide the eye, too thin to hide anything.
    pub fn hairline(&self) -> Stroke {
        Stroke {
            colour: self.rule,
            width: if self.is_shaded { 0.6 } else { 0.4 },
            dash: if self.is_shaded {
                Dash::Solid
            } else {
                Dash::Dotted
            },
        }
    }

    /// Returns the line style of a participation in an operation, which has no rung.
    pub fn participation_stroke(&self) -> Stroke {
        Stroke::solid(self.muted, 0.8)
    }

    /// Returns the line style of a tie without a phase, whose width shows a weight: that of the heaviest tie is that of the
    /// furthest phase, and the area grows with the weight.
    ///
    /// An unknown weight has a thin dotted line.
    pub fn weighted_stroke(&self, weight: Known<f64>, heaviest: f64) -> Stroke {
        let (thin, thick) = (self.line_width(0, 2), self.line_width(1, 2));
        let Ok(weight) = weight else {
            return Stroke {
                dash: Dash::Dotted,
                ..Stroke::solid(self.border, thin)
            };
        };
        let share: f64 = if heaviest > 0.0 {
            weight / heaviest
        } else {
            0.0
        };
        Stroke::solid(self.border, thin + (thick - thin) * share.clamp(0.0, 1.0))
    }

    /// Returns the theme for nodes without ties.
    pub fn faded(&self) -> Self {
        Self {
            ink: self
                .muted
                .mixed(self.paper, if self.is_shaded { 0.35 } else { 0.0 }),
            border: self.rule,
            tints: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns `true` if the line of a rung is hollow: every second one from the top if there are no shades, and only
    /// lines that are wide enough for a gap.
    pub fn is_hollow(&self, rung: usize, rungs: usize) -> bool {
        let below = rungs.saturating_sub(1).saturating_sub(rung);
        !self.is_shaded && below % 2 == 1 && self.line_width(rung, rungs) > MIN_HOLLOW_WIDTH
    }

    /// Returns the corners and the border of the box of a class; those of the first sixteen classes all differ.
    pub fn box_outline(&self, class: Option<usize>) -> (Corners, Dash) {
        let class = class.unwrap_or(0);
        let corners = [Corners::Round, Corners::Square, Corners::Leaf, Corners::Cut];
        (corners[class % 4], Dash::ALL[class / 4 % Dash::ALL.len()])
    }

    /// Returns the fill of the box of a class.
    pub fn tint(&self, class: Option<usize>) -> Colour {
        match class {
            Some(class) if !self.tints.is_empty() => self.tints[class % self.tints.len()],
            _ => self.paper,
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::light()
    }
}

/// Returns the position of a rung between the lowest (0) and the highest (1).
fn share(rung: usize, rungs: usize) -> f64 {
    if rungs < 2 {
        1.0
    } else {
        (rung as f64 / (rungs - 1) as f64).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::style::colour::{Matrix, times};

    /// How readers with protanopia, deuteranopia and tritanopia see linear colours (Machado, Oliveira, Fernandes
    /// 2009).
    const DEFICIENCIES: [Matrix; 3] = [
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ];

    fn seen(colour: Colour, deficiency: &Matrix) -> Colour {
        Colour::from_linear(times(deficiency, colour.linear()))
    }

    fn shaded() -> [Theme; 2] {
        [Theme::light(), Theme::dark()]
    }

    #[test]
    fn each_rung_contrasts_more_with_the_paper_than_the_one_below_for_every_reader() {
        for theme in shaded() {
            let away = |colour: Colour| (colour.lightness() - theme.paper.lightness()).abs();
            for rungs in 2..=8 {
                let colours: Vec<_> = (0..rungs).map(|rung| theme.colour(rung, rungs)).collect();
                for pair in colours.windows(2) {
                    assert!(away(pair[1]) - away(pair[0]) > 3.5, "{rungs}: {pair:?}");
                    for deficiency in &DEFICIENCIES {
                        let seen: Vec<_> = pair.iter().map(|c| seen(*c, deficiency)).collect();
                        assert!(away(seen[1]) > away(seen[0]) + 2.0, "{rungs}: {pair:?}");
                    }
                }
            }
        }
    }

    /// WCAG 2.2 requires 7 for text (1.4.6), 4.5 for secondary text (1.4.3) and 3 for lines (1.4.11).
    #[test]
    fn text_and_lines_contrast_with_the_paper() {
        for theme in [Theme::light(), Theme::dark(), Theme::print()] {
            assert!(theme.ink.contrast(theme.paper) > 7.0);
            assert!(theme.muted.contrast(theme.paper) > 4.5);
            assert!(theme.border.contrast(theme.paper) > 3.0);
            assert!((1..5).all(|rung| theme.colour(rung, 5).contrast(theme.paper) > 3.0));
            assert!(
                theme
                    .tints
                    .iter()
                    .all(|tint| theme.ink.contrast(*tint) > 7.0)
            );
        }
    }

    /// Returns the distance in Oklab; about 0.02 is just visible between neighbouring areas.
    fn difference(one: Colour, other: Colour) -> f64 {
        let (one, other) = (one.oklab(), other.oklab());
        let squares = (0..3).map(|axis| (one[axis] - other[axis]).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn tints_differ_and_so_do_the_boxes_of_their_classes() {
        for theme in shaded() {
            for (index, tint) in theme.tints.iter().enumerate() {
                assert!(
                    theme.tints[..index]
                        .iter()
                        .all(|other| difference(*tint, *other) > 0.02)
                );
            }
        }
        let outlines: Vec<_> = (0..16)
            .map(|class| Theme::light().box_outline(Some(class)))
            .collect();
        for (index, outline) in outlines.iter().enumerate() {
            assert!(!outlines[..index].contains(outline));
        }
    }

    #[test]
    fn print_uses_black_and_white_only_and_distinguishes_the_rungs() {
        let theme = Theme::print();
        let strokes: Vec<_> = (1..5)
            .map(|rung| (theme.stroke(rung, 5, 0), theme.is_hollow(rung, 5)))
            .collect();
        for pair in strokes.windows(2) {
            assert!(pair[1].0.width - pair[0].0.width > 1.0);
            assert_eq!(pair[0].0.colour, Colour::BLACK);
        }
        assert!(strokes[2].1 && !strokes[3].1);
    }

    #[test]
    fn line_widths_grow_with_the_rungs() {
        let theme = Theme::light();
        assert!(theme.line_width(4, 5) > theme.line_width(1, 5));
        assert!(theme.colour(9, 0) == theme.colour(0, 1));
    }
}
