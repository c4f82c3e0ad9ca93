//! Colours, line weights and dashes, chosen so that no reader depends on colour alone.
//!
//! The rungs of a scale run from light and thin to dark and thick, so that their order survives
//! a photocopy and every common colour vision deficiency; the condition of a tie is its dash.

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Colour {
    /// The red part.
    pub red: u8,
    /// The green part.
    pub green: u8,
    /// The blue part.
    pub blue: u8,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self::new(0xFF, 0xFF, 0xFF);

    /// Returns the colour with the given parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Returns the colour as in HTML: `#1f4e79`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Returns the lightness L* of CIELAB, from 0 (black) to 100 (white).
    pub fn lightness(self) -> f64 {
        let [red, green, blue] = self.linear();
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        if luminance <= 0.008_856 {
            903.3 * luminance
        } else {
            116.0 * luminance.cbrt() - 16.0
        }
    }

    /// Returns the colour that lies the given share of the way to another, mixed in Oklab
    /// (Ottosson 2020), where equal steps look equal.
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let (from, to) = (self.oklab(), other.oklab());
        Self::from_oklab(std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share))
    }

    /// Returns the parts without the gamma curve of sRGB, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Returns the colour of linear parts; what lies outside sRGB is clamped.
    fn from_linear(parts: [f64; 3]) -> Self {
        let [red, green, blue] = parts.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let curved = if part <= 0.003_130_8 {
                part * 12.92
            } else {
                1.055 * part.powf(1.0 / 2.4) - 0.055
            };
            (curved * 255.0).round() as u8
        });
        Self::new(red, green, blue)
    }

    fn oklab(self) -> [f64; 3] {
        let cones = times(&TO_CONES, self.linear()).map(f64::cbrt);
        times(&TO_OKLAB, cones)
    }

    fn from_oklab(lab: [f64; 3]) -> Self {
        let cones = times(&FROM_OKLAB, lab).map(|part| part.powi(3));
        Self::from_linear(times(&FROM_CONES, cones))
    }
}

type Matrix = [[f64; 3]; 3];

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

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// The way a line is broken; conditions beyond the last begin again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Dash {
    /// An unbroken line.
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
    /// Every dash, in the order in which conditions take them.
    pub const ALL: [Self; 6] = [
        Self::Solid,
        Self::Dashed,
        Self::Dotted,
        Self::DashDot,
        Self::LongDash,
        Self::DashDotDot,
    ];

    /// Returns the dash of a condition.
    pub fn of_condition(condition: usize) -> Self {
        Self::ALL[condition % Self::ALL.len()]
    }

    /// Returns the lengths of strokes and gaps in turn for a line of a width; empty if unbroken.
    pub fn pattern(self, width: f64) -> Vec<f64> {
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
    /// The way the line is broken.
    pub dash: Dash,
}

impl Stroke {
    /// Returns an unbroken line style.
    pub const fn solid(colour: Colour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Dash::Solid,
        }
    }
}

/// The colours and weights of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The ground on which everything is drawn.
    pub paper: Colour,
    /// The colour of titles and of names in boxes.
    pub ink: Colour,
    /// The colour of what is said in passing: subtitles, sources, labels of lines.
    pub muted: Colour,
    /// The colour of separating lines.
    pub rule: Colour,
    /// The colour of the borders of boxes.
    pub border: Colour,
    /// The colours of the lowest rung to the highest; rungs between are mixed.
    pub ramp: Vec<Colour>,
    /// The fills of the classes of nodes; without a class a box has the colour of the paper.
    pub tints: Vec<Colour>,
    /// The widths of the lines of the lowest and the highest rung.
    pub weights: (f64, f64),
}

impl Theme {
    /// Returns the theme for white paper.
    pub fn light() -> Self {
        let colour = Colour::new;
        Self {
            paper: Colour::WHITE,
            ink: colour(0x1B, 0x22, 0x2E),
            muted: colour(0x55, 0x5E, 0x6C),
            rule: colour(0xD5, 0xD9, 0xE0),
            border: colour(0x3A, 0x45, 0x56),
            ramp: vec![
                colour(0xCF, 0xD3, 0xD8),
                colour(0xDD, 0xA8, 0x3A),
                colour(0x5F, 0x9E, 0x6E),
                colour(0x1C, 0x6F, 0x8C),
                colour(0x1E, 0x25, 0x5E),
            ],
            tints: vec![
                colour(0xF1, 0xF4, 0xF8),
                colour(0xF8, 0xF0, 0xDF),
                colour(0xE3, 0xF0, 0xE8),
                colour(0xF5, 0xE6, 0xEA),
                colour(0xE9, 0xE6, 0xF5),
                colour(0xEE, 0xEE, 0xE8),
            ],
            weights: (1.0, 4.2),
        }
    }

    /// Returns the colour of a rung of a scale with so many rungs.
    ///
    /// ```
    /// use interorg::view::style::Theme;
    ///
    /// let theme = Theme::light();
    /// assert!(theme.colour(3, 5).lightness() < theme.colour(2, 5).lightness());
    /// ```
    pub fn colour(&self, rung: usize, rungs: usize) -> Colour {
        let Some(last) = self.ramp.len().checked_sub(1) else {
            return self.ink;
        };
        let place = share(rung, rungs) * last as f64;
        let below = (place.floor() as usize).min(last);
        let above = (below + 1).min(last);
        self.ramp[below].mixed(self.ramp[above], place - below as f64)
    }

    /// Returns the width of a line on a rung of a scale with so many rungs.
    pub fn weight(&self, rung: usize, rungs: usize) -> f64 {
        self.weights.0 + (self.weights.1 - self.weights.0) * share(rung, rungs)
    }

    /// Returns the line style of a tie.
    pub fn stroke(&self, rung: usize, rungs: usize, condition: usize) -> Stroke {
        Stroke {
            colour: self.colour(rung, rungs),
            width: self.weight(rung, rungs),
            dash: Dash::of_condition(condition),
        }
    }

    /// Returns the fill of a box of a class.
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

/// Returns where a rung stands between the lowest (0) and the highest (1).
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

    /// What the three deficiencies make of linear colours (Machado, Oliveira, Fernandes 2009).
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

    #[test]
    fn lightness_falls_as_the_rung_rises_for_every_eye() {
        let theme = Theme::light();
        for rungs in 2..=8 {
            let colours: Vec<_> = (0..rungs).map(|rung| theme.colour(rung, rungs)).collect();
            for pair in colours.windows(2) {
                assert!(
                    pair[0].lightness() - pair[1].lightness() > 5.0,
                    "{rungs}: {pair:?}"
                );
                for deficiency in &DEFICIENCIES {
                    let seen: Vec<_> = pair.iter().map(|c| seen(*c, deficiency)).collect();
                    assert!(
                        seen[0].lightness() > seen[1].lightness() + 3.0,
                        "{rungs}: {pair:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn mixing_with_itself_changes_nothing() {
        let colour = Colour::new(0x1C, 0x6F, 0x8C);
        assert_eq!(colour.mixed(colour, 0.4), colour);
        assert_eq!(colour.hex(), "#1c6f8c");
    }

    #[test]
    fn weights_grow_and_conditions_differ() {
        let theme = Theme::light();
        assert!(theme.weight(4, 5) > theme.weight(1, 5));
        assert_ne!(Dash::of_condition(0), Dash::of_condition(1));
        assert_eq!(Dash::of_condition(6), Dash::Solid);
        assert!(theme.colour(9, 0) == theme.colour(0, 1));
    }
}
