//! Rectangles side by side on shelves.

use crate::picture::geometry::{Point, Size};

/// Returns the top left corner of each rectangle, so that they are in rows, in the given order, and the whole is
/// about `aspect` times as wide as high. Rows are no wider than a maximum, unless one rectangle is.
pub(super) fn shelves(sizes: &[Size], aspect: f64, max_width: f64, gap: f64) -> Vec<Point> {
    let width = shelf_width(sizes, aspect, gap).min(max_width);
    let mut corners = Vec::with_capacity(sizes.len());
    let mut row: Vec<usize> = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    for (index, size) in sizes.iter().enumerate() {
        if x > 0.0 && x + size.width > width {
            y += finish_row(&mut row, &mut corners, sizes) + gap;
            x = 0.0;
        }
        corners.push(Point::new(x, y));
        row.push(index);
        x += size.width + gap;
    }
    finish_row(&mut row, &mut corners, sizes);
    corners
}

/// Returns the maximum width of a row: that of a picture without waste, but at least that of the widest rectangle.
fn shelf_width(sizes: &[Size], aspect: f64, gap: f64) -> f64 {
    let area: f64 = sizes
        .iter()
        .map(|size| (size.width + gap) * (size.height + gap))
        .sum();
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    widest.max((area * aspect).sqrt())
}

/// Centres the rectangles of a row vertically, empties the row and returns its height.
fn finish_row(row: &mut Vec<usize>, corners: &mut [Point], sizes: &[Size]) -> f64 {
    let height = row
        .iter()
        .map(|index| sizes[*index].height)
        .fold(0.0, f64::max);
    for index in row.drain(..) {
        corners[index].y += (height - sizes[index].height) / 2.0;
    }
    height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::Rect;

    #[test]
    fn nothing_overlaps_and_rows_are_filled() {
        let sizes: Vec<Size> = (0..30)
            .map(|i| Size::new(20.0 + f64::from(i % 7), 10.0 + f64::from(i % 3)))
            .collect();
        let corners = shelves(&sizes, 1.4, f64::INFINITY, 5.0);
        let rects: Vec<Rect> = corners
            .iter()
            .zip(&sizes)
            .map(|(corner, size)| Rect {
                x: corner.x,
                y: corner.y,
                size: *size,
            })
            .collect();
        for (index, rect) in rects.iter().enumerate() {
            assert!(rects[..index].iter().all(|other| !rect.overlaps(*other)));
        }
        assert!(corners.iter().filter(|corner| corner.x == 0.0).count() < 10);
    }
}
