//! Pictures laid out for a page of a given size.
//!
//! A picture that is scaled down to the column of a paper has letters that nobody can read. So a picture is laid out for
//! the width of the page, with text in the size in which it is printed.

use std::error::Error;
use std::fmt;

use super::options::PageSize;
use super::scene::Scene;

/// The minimum font size on a page of a given size, in points: what publishers ask for in figures.
pub const MIN_FONT_SIZE: f64 = 6.0;

/// The difference below which rounding decides whether a picture fits.
const TOLERANCE: f64 = 0.01;

/// The magnifications that are tried on a page with a height, such as a slide, whose text should be large.
const MAGNIFICATIONS: [f64; 9] = [3.0, 2.5, 2.1, 1.8, 1.55, 1.35, 1.2, 1.1, 1.0];

/// The step in which larger pages are tried, in points: a millimetre.
const STEP: f64 = 72.0 / 25.4;

/// The factor by which pages grow until one is large enough, and the maximum number of such steps.
const GROWTH: f64 = 1.25;
const MAX_GROWTHS: usize = 16;

/// A page is too small for a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageTooSmall {
    /// The requested size.
    pub page: PageSize,
    /// The smallest width that was found to be large enough, in points, with the height in proportion; `None` if even
    /// much larger pages are too small.
    pub smallest_width: Option<f64>,
}

impl fmt::Display for PageTooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let centimetres = |points: f64| points / 72.0 * 2.54;
        let width = centimetres(self.page.width);
        match self.page.height.map(centimetres) {
            Some(height) => write!(
                f,
                "a page of {width:.1} × {height:.1} cm is too small for the picture"
            ),
            None => write!(f, "a page {width:.1} cm wide is too narrow for the picture"),
        }
    }
}

impl Error for PageTooSmall {}

/// Draws a picture on a page, with the largest text that fits if the page has a height. `draw` draws the picture for a
/// page, and may return a larger scene.
///
/// # Errors
/// Fails if the picture does not fit; the error has a width at which it does.
pub(super) fn fitted(
    page: PageSize,
    draw: impl Fn(PageSize) -> Scene,
) -> Result<Scene, PageTooSmall> {
    let magnifications: &[f64] = match page.height {
        Some(_) => &MAGNIFICATIONS,
        None => &[1.0],
    };
    let scenes = magnifications.iter().map(|magnification| {
        let scene = draw(page.scaled(1.0 / magnification));
        scene.scaled(*magnification)
    });
    let mut fitting = scenes.filter(|scene| fits(scene, page));
    fitting.next().ok_or_else(|| PageTooSmall {
        page,
        smallest_width: smallest_width(page, draw),
    })
}

/// Returns `true` if a scene is not larger than a page, and no text is too small.
fn fits(scene: &Scene, page: PageSize) -> bool {
    let height = page.height.unwrap_or(f64::INFINITY);
    scene.size.width <= page.width + TOLERANCE
        && scene.size.height <= height + TOLERANCE
        && scene.smallest_font_size() >= MIN_FONT_SIZE - TOLERANCE
}

/// Returns the smallest width in whole millimetres that is large enough: the page grows until it is, and the last step is
/// then divided by bisection.
fn smallest_width(page: PageSize, draw: impl Fn(PageSize) -> Scene) -> Option<f64> {
    let is_enough = |steps: usize| {
        let larger = page.scaled(steps as f64 * STEP / page.width);
        fits(&draw(larger), larger)
    };
    let mut too_small = (page.width / STEP).floor().max(1.0) as usize;
    let mut enough = None;
    for _ in 0..MAX_GROWTHS {
        let larger = (too_small as f64 * GROWTH).ceil() as usize;
        if is_enough(larger) {
            enough = Some(larger);
            break;
        }
        too_small = larger;
    }
    let mut enough = enough?;
    while enough > too_small + 1 {
        let middle = usize::midpoint(too_small, enough);
        if is_enough(middle) {
            enough = middle;
        } else {
            too_small = middle;
        }
    }
    Some(enough as f64 * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::Size;

    /// Draws a picture that is 200 points wide and 100 high at the least.
    fn draw(page: PageSize) -> Scene {
        Scene {
            size: Size::new(page.width.max(200.0), page.height.unwrap_or(0.0).max(100.0)),
            ..Scene::default()
        }
    }

    fn page(width: f64, height: Option<f64>) -> PageSize {
        PageSize { width, height }
    }

    #[test]
    fn a_page_that_is_large_enough_is_filled_and_magnified_if_it_has_a_height() {
        let size = |width, height| fitted(page(width, height), draw).map(|scene| scene.size);
        assert_eq!(size(250.0, None), Ok(Size::new(250.0, 100.0)));
        assert_eq!(size(400.0, Some(225.0)), Ok(Size::new(400.0, 225.0)));
    }

    #[test]
    fn the_smallest_width_is_in_whole_millimetres() {
        let error = fitted(page(150.0, None), draw).expect_err("200 points are needed");
        // 200 points are 70.56 mm.
        let millimetres = error.smallest_width.map(|width| (width / STEP).round());
        assert_eq!(millimetres, Some(71.0));
        assert_eq!(
            error.to_string(),
            "a page 5.3 cm wide is too narrow for the picture"
        );
        let flat = fitted(page(400.0, Some(50.0)), draw).expect_err("100 points are needed");
        // Twice as high is twice as wide: 800 points are 282.2 mm.
        let millimetres = flat.smallest_width.map(|width| (width / STEP).round());
        assert_eq!(millimetres, Some(283.0));
    }

    #[test]
    fn a_picture_that_fits_no_page_has_no_smallest_width() {
        let endless = |page: PageSize| Scene {
            size: Size::new(page.width * 2.0, 10.0),
            ..Scene::default()
        };
        let error = fitted(page(150.0, None), endless).expect_err("it never fits");
        assert_eq!(error.smallest_width, None);
    }
}
