//! The appearance of lines, areas and boxes in words, for captions in which nothing is drawn.

use super::colour::Colour;
use super::line::Dash;
use super::theme::{Corners, Theme};

/// The colours that have names: those of the themes, and some between them.
const NAMED: [(u32, &str); 22] = [
    (0xFFFFFF, "white"),
    (0xCFD3D8, "light grey"),
    (0x808080, "grey"),
    (0x4A515C, "dark grey"),
    (0x000000, "black"),
    (0xC2861A, "orange"),
    (0x438656, "green"),
    (0x175F7C, "blue"),
    (0x79C6E2, "light blue"),
    (0x1E255E, "dark blue"),
    (0xE4ECF6, "pale blue"),
    (0xFBECCB, "pale yellow"),
    (0xD6ECDF, "pale green"),
    (0xF6DDE3, "pale pink"),
    (0xE1DBF3, "pale purple"),
    (0xE6E6D8, "pale olive"),
    (0xD3ECF0, "pale turquoise"),
    (0xF7E2D2, "pale orange"),
    (0x3A2F14, "dark brown"),
    (0x1A3528, "dark green"),
    (0x40222B, "dark red"),
    (0x2E284A, "dark purple"),
];

impl Theme {
    /// Returns the line of a rung in words: its colour, or its width if rungs have no colours.
    pub(in crate::picture) fn line_look(&self, rung: usize, rungs: usize) -> String {
        if self.is_shaded {
            return format!("{} line", name(self.colour(rung, rungs)));
        }
        let fill = if self.is_hollow(rung, rungs) {
            "hollow line"
        } else {
            "line"
        };
        format!("{fill} of {:.1} pt", self.line_width(rung, rungs))
    }

    /// Returns the area of a rung in words.
    pub(in crate::picture) fn area_look(&self, rung: usize, rungs: usize) -> String {
        match rung + 1 {
            _ if self.is_shaded => name(self.colour(rung, rungs)).to_owned(),
            top if top >= rungs => "black".to_owned(),
            other => format!("hatched {other} of {rungs}"),
        }
    }

    /// Returns the box of a class in words.
    pub(in crate::picture) fn box_look(&self, class: usize) -> String {
        let (corners, dash) = self.box_outline(Some(class));
        let shape = match corners {
            Corners::Round => "rounded",
            Corners::Square => "square",
            Corners::Cut => "cut",
            Corners::Leaf => "two-rounded",
        };
        let border = match dash {
            Dash::Solid => String::new(),
            dash => format!(", {} border", dash.look()),
        };
        let tint = self.tint_look(class);
        format!("{tint} box with {shape} corners{border}")
    }

    /// Returns the fill of a class in words.
    pub(in crate::picture) fn tint_look(&self, class: usize) -> String {
        name(self.tint(Some(class))).to_owned()
    }
}

/// Returns the name of the nearest colour that has one, by distance in Oklab.
fn name(colour: Colour) -> &'static str {
    let lab = colour.oklab();
    let distance = |(number, _): &(u32, &str)| {
        let [_, red, green, blue] = number.to_be_bytes();
        let other = Colour::new(red, green, blue).oklab();
        let squares = (0..3).map(|axis| (lab[axis] - other[axis]).powi(2));
        squares.sum::<f64>()
    };
    let mut nearest = NAMED[0];
    for named in NAMED {
        if distance(&named) < distance(&nearest) {
            nearest = named;
        }
    }
    nearest.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rungs_of_a_theme_have_different_names() {
        let light = Theme::light();
        let looks: Vec<String> = (1..5).map(|rung| light.line_look(rung, 5)).collect();
        let expected = ["orange line", "green line", "blue line", "dark blue line"];
        assert_eq!(looks, expected);
        let print = Theme::print();
        assert_eq!(print.line_look(3, 5), "hollow line of 4.0 pt");
        assert_eq!(print.line_look(4, 5), "line of 5.2 pt");
        assert_eq!(print.area_look(1, 5), "hatched 2 of 5");
    }

    #[test]
    fn a_box_is_described_by_tint_corners_and_border() {
        let look = Theme::light().box_look(4);
        assert_eq!(look, "pale purple box with rounded corners, dashed border");
    }
}
