//! Scenes as SVG: plain text that browsers, word processors and drawing programs read.
//!
//! The file holds no script, no style sheet and no link but those of the data, and these lead to
//! web addresses alone. The same scene gives the same bytes.

use std::fmt::Write as _;
use std::io;

use crate::export::error::ExportError;
use crate::export::escape;
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Group, Item, Line, Scene, Shape, Step, Text, Weight};
use crate::picture::style::{Colour, Stroke};
use crate::picture::text::{FAMILIES, is_mixed};

/// Writes a scene as SVG.
pub(super) fn write(scene: &Scene, out: &mut impl io::Write) -> Result<(), ExportError> {
    out.write_all(spelled(scene, str::to_owned).as_bytes())?;
    Ok(())
}

/// Spells a scene; what is drawn of a text can be changed on the way.
pub(super) fn spelled(scene: &Scene, drawn: fn(&str) -> String) -> String {
    let mut writer = Writer {
        svg: String::new(),
        depth: 1,
        drawn,
    };
    writer.open(scene);
    for item in &scene.items {
        writer.item(item);
    }
    writer.svg.push_str("</svg>\n");
    writer.svg
}

struct Writer {
    svg: String,
    depth: usize,
    drawn: fn(&str) -> String,
}

impl Writer {
    fn open(&mut self, scene: &Scene) {
        let (width, height) = (number(scene.size.width), number(scene.size.height));
        self.svg
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(
            self.svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"picture-title picture-description\" font-family=\"{FAMILIES}\">"
        );
        self.line(&format!(
            "<title id=\"picture-title\">{}</title>",
            escape::xml(&scene.title)
        ));
        let description = escape::xml(&scene.description);
        self.line(&format!(
            "<desc id=\"picture-description\">{description}</desc>"
        ));
        let paper = scene.paper.hex();
        self.line(&format!(
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
        ));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Group(group) => self.group(group),
            Item::Box(shape) => self.line(&rect(shape)),
            Item::Line(line) => self.line(&path(line)),
            Item::Text(text) => {
                let element = element(text, self.drawn);
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
        let shift = shift(group.shift);
        self.line(&format!(
            "<g class=\"{}\"{}{shift}>",
            group.class,
            key.unwrap_or_default()
        ));
        self.depth += 1;
        if let Some(tooltip) = group
            .tooltip
            .as_deref()
            .filter(|tooltip| !tooltip.is_empty())
        {
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

fn shift(step: Point) -> String {
    if step == Point::default() {
        return String::new();
    }
    format!(" transform=\"translate({})\"", pair(step))
}

fn rect(shape: &Shape) -> String {
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

fn path(line: &Line) -> String {
    let mut element = format!("<path d=\"M{}", pair(line.start));
    for step in &line.steps {
        let _ = match step {
            Step::To(end) => write!(element, " L{}", pair(*end)),
            Step::Bend(control, end) => write!(element, " Q{} {}", pair(*control), pair(*end)),
        };
    }
    element.push_str(if line.fill.is_some() { " Z\"" } else { "\"" });
    element += &fill(line.fill);
    element += &stroke(line.stroke);
    if line.opacity < 1.0 {
        // The opacity of the whole would cost a layer of its own for each line.
        let part = if line.fill.is_some() {
            "fill"
        } else {
            "stroke"
        };
        let _ = write!(element, " {part}-opacity=\"{}\"", number(line.opacity));
    }
    element + "/>"
}

/// Spells a line of text; what is drawn of it can be changed on the way.
pub(super) fn element(text: &Text, drawn: fn(&str) -> String) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if text.weight == Weight::Bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    // The order of mixed scripts is that of the text itself, whatever stands round it.
    let order = if is_mixed(&text.content) {
        " unicode-bidi=\"plaintext\""
    } else {
        ""
    };
    format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor}{order}{}>{}</text>",
        number(text.at.x),
        number(text.at.y),
        number(text.size),
        fill(Some(text.colour)),
        escape::xml(&drawn(&text.content))
    )
}

fn fill(colour: Option<Colour>) -> String {
    format!(
        " fill=\"{}\"",
        colour.map_or_else(|| "none".to_owned(), Colour::hex)
    )
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
    let pattern: Vec<String> = stroke
        .dash
        .pattern(stroke.width)
        .into_iter()
        .map(number)
        .collect();
    if !pattern.is_empty() {
        let _ = write!(attributes, " stroke-dasharray=\"{}\"", pattern.join(" "));
    }
    attributes
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// Spells a number with at most two decimals, and none that say nothing.
pub(super) fn number(number: f64) -> String {
    if !number.is_finite() {
        return "0".to_owned();
    }
    let spelled = format!("{number:.2}");
    let trimmed = spelled.trim_end_matches('0').trim_end_matches('.');
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

    fn scene(content: &str, link: &str) -> Scene {
        let text = Text {
            at: Point::new(1.0, 2.0),
            anchor: Anchor::Middle,
            size: 9.0,
            weight: Weight::Bold,
            colour: Colour::default(),
            content: content.to_owned(),
        };
        let group = Group {
            class: "tie",
            key: Some(content.to_owned()),
            tooltip: Some(content.to_owned()),
            link: Some(link.to_owned()),
            shift: Point::default(),
            items: vec![text.into()],
        };
        Scene {
            size: Size::new(100.0, 50.0),
            paper: Colour::WHITE,
            title: content.to_owned(),
            description: content.to_owned(),
            notes: Vec::new(),
            items: vec![group.into()],
        }
    }

    #[test]
    fn no_text_becomes_markup() {
        let svg = spelled(
            &scene("\"><script>x</script>]]>&amp;\0", "javascript:x"),
            str::to_owned,
        );
        assert!(!svg.contains("<script") && !svg.contains("]]>") && !svg.contains('\0'));
        assert!(!svg.contains("javascript") && !svg.contains("<a "));
        assert!(svg.contains("&amp;amp;"));
    }

    #[test]
    fn web_links_and_mixed_scripts_are_kept() {
        let svg = spelled(&scene("جامعة (LAS)", "https://x.org/?a&b"), str::to_owned);
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
