//! Colours, line widths and dashes, chosen so that no reader depends on colour alone.
//!
//! Lines of higher rungs are thicker and contrast more with the paper, so that their order survives a photocopy
//! and every common colour vision deficiency. The dash of a line shows the condition; the corners and the border of a
//! box show the kind of organization. The theme for print has no shades: rungs differ by line width, hollow lines
//! and hatching.
//!
//! The conversions between sRGB and Oklab are written here because they are 60 lines; the crate `palette` is the
//! alternative if more colour spaces are needed.

use super::choice::choices;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Colour {
    /// The red component.
    pub red: u8,
    /// The green component.
    pub green: u8,
    /// The blue component.
    pub blue: u8,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self::new(0xFF, 0xFF, 0xFF);

    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);

    /// Creates a colour from its components.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Returns the colour in the notation of HTML: `#1f4e79`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Returns the lightness L* of CIELAB, from 0 (black) to 100 (white).
    pub fn lightness(self) -> f64 {
        let luminance = self.luminance();
        if luminance <= 0.008_856 {
            903.3 * luminance
        } else {
            116.0 * luminance.cbrt() - 16.0
        }
    }

    /// Returns the contrast ratio with another colour by the Web Content Accessibility Guidelines 2.2, from 1 (none)
    /// to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns the relative luminance of sRGB, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the mixture with another colour, whose share is from 0 to 1.
    ///
    /// Colours are mixed in Oklab (Ottosson 2020), where equal steps look equal.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let (from, to) = (self.oklab(), other.oklab());
        Self::from_oklab(std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share))
    }

    /// Returns the components without the gamma curve of sRGB (IEC 61966-2-1), from 0 to 1.
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|component| {
            let encoded = f64::from(component) / 255.0;
            if encoded <= 0.040_45 {
                encoded / 12.92
            } else {
                ((encoded + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Returns the colour with these linear components; components outside sRGB are clamped.
    fn from_linear(components: [f64; 3]) -> Self {
        let [red, green, blue] = components.map(|component| {
            let linear = component.clamp(0.0, 1.0);
            let encoded = if linear <= 0.003_130_8 {
                linear * 12.92
            } else {
                1.055 * linear.powf(1.0 / 2.4) - 0.055
            };
            (encoded * 255.0).round() as u8
        });
        Self::new(red, green, blue)
    }

    fn oklab(self) -> [f64; 3] {
        let cones = times(&TO_CONES, self.linear()).map(f64::cbrt);
        times(&TO_OKLAB, cones)
    }

    fn from_oklab(lab: [f64; 3]) -> Self {
        let cones = times(&FROM_OKLAB, lab).map(|cone| cone.powi(3));
        Self::from_linear(times(&FROM_CONES, cones))
    }
}

type Matrix = [[f64; 3]; 3];

// The matrices of Oklab as its author published them: from linear sRGB to cone responses, from their cube roots to
// Oklab, and back.

const TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const TO_OKLAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const FROM_OKLAB: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const FROM_CONES: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

/// Multiplies a matrix with a vector.
fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// The dash pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Dash {
    /// A solid line.
    #[default]
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// A dash and a dot in turn.
    DashDot,
    /// Long dashes.
    LongDash,
    /// A dash and two dots in turn.
    DashDotDot,
}

impl Dash {
    /// All dash patterns, in the order in which conditions take them.
    pub const ALL: [Self; 6] = [
        Self::Solid,
        Self::Dashed,
        Self::Dotted,
        Self::DashDot,
        Self::LongDash,
        Self::DashDotDot,
    ];

    /// Returns the dash pattern of a condition; conditions beyond the last pattern start again with the first.
    pub fn of_condition(condition: usize) -> Self {
        Self::ALL[condition % Self::ALL.len()]
    }

    /// Returns the lengths of strokes and gaps in turn for a line of this width; empty for a solid line.
    pub fn pattern(self, width: f64) -> Vec<f64> {
        // Below one point, gaps in proportion to the width would be too small to see.
        let unit = width.max(1.0);
        let shares: &[f64] = match self {
            Self::Solid => &[],
            Self::Dashed => &[3.0, 2.0],
            Self::Dotted => &[1.0, 1.4],
            Self::DashDot => &[4.0, 1.6, 1.0, 1.6],
            Self::LongDash => &[7.0, 2.5],
            Self::DashDotDot => &[4.0, 1.5, 1.0, 1.5, 1.0, 1.5],
        };
        shares.iter().map(|share| share * unit).collect()
    }
}

/// A line style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub colour: Colour,
    /// The width in points.
    pub width: f64,
    /// The dash pattern.
    pub dash: Dash,
}

impl Stroke {
    /// Creates the style of a solid line.
    pub const fn solid(colour: Colour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Dash::Solid,
        }
    }
}

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
    pub ground: Colour,
    /// The colours from the lowest rung to the highest; scales with another number of rungs mix neighbours.
    pub ramp: Vec<Colour>,
    /// The fills of the classes of nodes; the fill of a node without a class is the paper.
    pub tints: Vec<Colour>,
    /// The line widths of the lowest and the highest rung.
    pub weights: (f64, f64),
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
    ground: Colour,
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
    ground: rgb(0xF7F8FA),
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
    ground: rgb(0x1B212A),
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
            ground: shades.ground,
            ramp: shades.ramp.to_vec(),
            tints: shades.tints.to_vec(),
            weights: (1.0, 4.2),
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
            ground: Colour::WHITE,
            ramp: vec![Colour::BLACK],
            tints: Vec::new(),
            weights: (0.6, 5.2),
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
    pub fn weight(&self, rung: usize, rungs: usize) -> f64 {
        self.weights.0 + (self.weights.1 - self.weights.0) * share(rung, rungs)
    }

    /// Returns the line style of a partnership.
    pub fn stroke(&self, rung: usize, rungs: usize, condition: usize) -> Stroke {
        Stroke {
            colour: self.colour(rung, rungs),
            width: self.weight(rung, rungs),
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
    pub fn thread(&self) -> Stroke {
        Stroke::solid(self.muted, 0.8)
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
        !self.is_shaded && below % 2 == 1 && self.weight(rung, rungs) > 2.6
    }

    /// Returns the corners and the border of the box of a class; those of the first sixteen classes all differ.
    pub fn frame(&self, class: Option<usize>) -> (Corners, Dash) {
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

    /// How readers with protanopia, deuteranopia and tritanopia see linear colours (Machado, Oliveira, Fernandes 2009).
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
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
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
        let frames: Vec<_> = (0..16)
            .map(|class| Theme::light().frame(Some(class)))
            .collect();
        for (index, frame) in frames.iter().enumerate() {
            assert!(!frames[..index].contains(frame));
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
    fn a_colour_mixed_with_itself_is_unchanged() {
        let colour = Colour::new(0x1C, 0x6F, 0x8C);
        assert_eq!(colour.mixed(colour, 0.4), colour);
        assert_eq!(colour.hex(), "#1c6f8c");
    }

    #[test]
    fn line_widths_grow_and_conditions_differ() {
        let theme = Theme::light();
        assert!(theme.weight(4, 5) > theme.weight(1, 5));
        assert_ne!(Dash::of_condition(0), Dash::of_condition(1));
        assert_eq!(Dash::of_condition(6), Dash::Solid);
        assert!(theme.colour(9, 0) == theme.colour(0, 1));
    }
}
