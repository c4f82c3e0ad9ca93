//! Scenes as SVG: plain text that browsers, word processors and drawing programs read.
//!
//! The file contains no script, no style sheet and no link except those of the data, and these lead to web addresses
//! only. The same scene gives the same bytes.

use std::fmt::Write as _;
use std::io;

use crate::analysis::Stamp;
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::ids;
use crate::export::stamp;
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Group, Item, Line, Scene, Shape, Step, Text, Weight};
use crate::picture::style::{Colour, Stroke};
use crate::picture::text::{families, has_right_to_left};

/// Writes a scene as SVG, with a stamp in its metadata.
pub(super) fn write(
    scene: &Scene,
    stamp: Option<&Stamp>,
    out: &mut impl io::Write,
) -> Result<(), ExportError> {
    out.write_all(document(scene, stamp, str::to_owned).as_bytes())?;
    Ok(())
}

/// Returns a scene as SVG; `replace` may change the texts that are drawn.
pub(super) fn document(
    scene: &Scene,
    stamp: Option<&Stamp>,
    replace: fn(&str) -> String,
) -> String {
    let mut writer = Writer {
        svg: String::new(),
        depth: 1,
        replace,
    };
    for item in &scene.items {
        writer.item(item);
    }
    format!("{}{}</svg>\n", head(scene, stamp, &writer.svg), writer.svg)
}

/// Returns the start of the document: the page, the title and description for readers who cannot see it, and the stamp.
fn head(scene: &Scene, stamp: Option<&Stamp>, body: &str) -> String {
    let (width, height) = (number(scene.size.width), number(scene.size.height));
    let prefix = ids::prefix(&format!("{}{}{body}", scene.title, scene.description));
    let texts = [("title", &scene.title), ("desc", &scene.description)];
    let given = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let (mut labels, mut elements) = (Vec::new(), String::new());
    for (name, text) in given {
        let text = escape::xml(text);
        let _ = writeln!(elements, " <{name} id=\"{prefix}-{name}\">{text}</{name}>");
        labels.push(format!("{prefix}-{name}"));
    }
    if let Some(stamp) = stamp {
        let _ = writeln!(elements, " <metadata>{}</metadata>", stamp::element(stamp));
    }
    let labelled = match labels.join(" ") {
        labels if labels.is_empty() => labels,
        labels => format!(" aria-labelledby=\"{labels}\""),
    };
    let paper = scene.paper.hex();
    let families = families();
    // Word processors and older drawing programs know only `xlink:href`.
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" role=\"img\"\
         {labelled} font-family=\"{families}\">\n{elements} \
         <rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n"
    )
}

/// Writes elements, one per line, indented by their depth.
struct Writer {
    svg: String,
    depth: usize,
    replace: fn(&str) -> String,
}

impl Writer {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Group(group) => self.group(group),
            Item::Box(shape) => self.line(&rect_element(shape)),
            Item::Line(line) => self.line(&path_element(line)),
            Item::Text(text) => {
                let element = text_element(text, self.replace);
                self.line(&element);
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let link = group.link.as_deref().and_then(escape::link);
        if let Some(address) = link {
            self.line(&format!("<a xlink:href=\"{}\">", escape::xml(address)));
            self.depth += 1;
        }
        let key = group
            .key
            .as_deref()
            .map(|key| format!(" data-key=\"{}\"", escape::xml(key)));
        self.line(&format!(
            "<g class=\"{}\"{}{}>",
            group.class,
            key.unwrap_or_default(),
            transform(group.shift)
        ));
        self.depth += 1;
        let tooltip = group.tooltip.as_deref();
        if let Some(tooltip) = tooltip.filter(|tooltip| !tooltip.is_empty()) {
            self.line(&format!("<title>{}</title>", escape::xml(tooltip)));
        }
        for item in &group.items {
            self.item(item);
        }
        self.depth -= 1;
        self.line("</g>");
        if link.is_some() {
            self.depth -= 1;
            self.line("</a>");
        }
    }

    fn line(&mut self, element: &str) {
        let indent = self.depth;
        let _ = writeln!(self.svg, "{:indent$}{element}", "");
    }
}

fn transform(shift: Point) -> String {
    if shift == Point::default() {
        return String::new();
    }
    format!(" transform=\"translate({})\"", coordinates(shift))
}

fn rect_element(shape: &Shape) -> String {
    let frame = shape.frame;
    let mut element = format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(frame.x),
        number(frame.y),
        number(frame.size.width),
        number(frame.size.height)
    );
    if shape.radius > 0.0 {
        let _ = write!(element, " rx=\"{}\"", number(shape.radius));
    }
    element + &fill(shape.fill) + &stroke(shape.stroke) + "/>"
}

fn path_element(line: &Line) -> String {
    let mut element = format!("<path d=\"M{}", coordinates(line.start));
    for step in &line.steps {
        let _ = match step {
            Step::To(end) => write!(element, " L{}", coordinates(*end)),
            Step::Bend(control, end) => {
                write!(element, " Q{} {}", coordinates(*control), coordinates(*end))
            }
        };
    }
    element.push_str(if line.fill.is_some() { " Z\"" } else { "\"" });
    element += &fill(line.fill);
    element += &stroke(line.stroke);
    if line.opacity < 1.0 {
        // The attribute `opacity` would make renderers draw each line on a layer of its own, which is slow.
        let part = if line.fill.is_some() {
            "fill"
        } else {
            "stroke"
        };
        let _ = write!(element, " {part}-opacity=\"{}\"", number(line.opacity));
    }
    element + "/>"
}

/// Returns the element of a line of text; `replace` may change the text that is drawn.
pub(super) fn text_element(text: &Text, replace: fn(&str) -> String) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = match text.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    // The first strong character of the text decides its direction, not the direction of the document.
    let direction = if has_right_to_left(&text.content) {
        " unicode-bidi=\"plaintext\""
    } else {
        ""
    };
    format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor}{direction}{}>{}</text>",
        number(text.at.x),
        number(text.at.y),
        number(text.size),
        fill(Some(text.colour)),
        escape::xml(&replace(&text.content))
    )
}

fn fill(colour: Option<Colour>) -> String {
    let colour = colour.map_or_else(|| "none".to_owned(), Colour::hex);
    format!(" fill=\"{colour}\"")
}

fn stroke(stroke: Option<Stroke>) -> String {
    let Some(stroke) = stroke else {
        return String::new();
    };
    let mut attributes = format!(
        " stroke=\"{}\" stroke-width=\"{}\"",
        stroke.colour.hex(),
        number(stroke.width)
    );
    let pattern = stroke.dash.pattern(stroke.width).into_iter().map(number);
    let pattern = pattern.collect::<Vec<_>>().join(" ");
    if !pattern.is_empty() {
        let _ = write!(attributes, " stroke-dasharray=\"{pattern}\"");
    }
    attributes
}

fn coordinates(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// Returns a number with at most two decimals, without trailing zeros; what is not a number becomes 0.
///
/// A hundredth of a point is less than a printer can show, and short numbers keep files small.
pub(in crate::export) fn number(number: f64) -> String {
    if !number.is_finite() {
        return "0".to_owned();
    }
    let rounded = format!("{number:.2}");
    let trimmed = rounded.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" {
        "0".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::Size;

    fn svg(content: &str, link: &str) -> String {
        let text = Text {
            at: Point::new(1.0, 2.0),
            anchor: Anchor::Middle,
            size: 9.0,
            weight: Weight::Bold,
            colour: Colour::default(),
            content: content.to_owned(),
        };
        let group = Group {
            key: Some(content.to_owned()),
            tooltip: Some(content.to_owned()),
            link: Some(link.to_owned()),
            ..Group::of("tie", vec![text.into()])
        };
        let scene = Scene {
            size: Size::new(100.0, 50.0),
            paper: Colour::WHITE,
            title: content.to_owned(),
            description: content.to_owned(),
            items: vec![group.into()],
            ..Scene::default()
        };
        document(&scene, None, str::to_owned)
    }

    #[test]
    fn no_text_becomes_markup() {
        let svg = svg("\"><script>x</script>]]>&amp;\0", "javascript:x");
        assert!(!svg.contains("<script") && !svg.contains("]]>") && !svg.contains('\0'));
        assert!(!svg.contains("javascript") && !svg.contains("<a "));
        assert!(svg.contains("&amp;amp;"));
    }

    #[test]
    fn web_links_and_mixed_scripts_are_kept() {
        let svg = svg("جامعة (LAS)", "https://x.org/?a&b");
        assert!(svg.contains("<a xlink:href=\"https://x.org/?a&amp;b\">"));
        assert!(svg.contains("unicode-bidi=\"plaintext\"") && svg.contains("جامعة (LAS)</text>"));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(12.345_6), "12.35");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(f64::NAN), "0");
    }
}
