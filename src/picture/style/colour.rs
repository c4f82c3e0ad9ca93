//! Colours, their contrast, and their mixtures.
//!
//! The conversions between sRGB and Oklab are written here because they are 60 lines; the crate `palette` is the
//! alternative if more colour spaces are needed.

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
    pub(super) fn linear(self) -> [f64; 3] {
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
    pub(super) fn from_linear(components: [f64; 3]) -> Self {
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

    pub(super) fn oklab(self) -> [f64; 3] {
        let cones = times(&TO_CONES, self.linear()).map(f64::cbrt);
        times(&TO_OKLAB, cones)
    }

    fn from_oklab(lab: [f64; 3]) -> Self {
        let cones = times(&FROM_OKLAB, lab).map(|cone| cone.powi(3));
        Self::from_linear(times(&FROM_CONES, cones))
    }
}

pub(super) type Matrix = [[f64; 3]; 3];

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
pub(super) fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_mixed_with_itself_is_unchanged() {
        let colour = Colour::new(0x1C, 0x6F, 0x8C);
        assert_eq!(colour.mixed(colour, 0.4), colour);
        assert_eq!(colour.hex(), "#1c6f8c");
    }

    #[test]
    fn black_and_white_have_the_highest_contrast() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
    }
}
