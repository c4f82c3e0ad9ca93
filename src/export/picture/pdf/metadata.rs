//! The title, the description and the language of a document, for programs that do not open the page.

use pdf_writer::{Finish, Pdf, Ref, TextStr};
use xmp_writer::{LangId, Namespace, XmpWriter};

use super::object::Numbers;
use crate::picture::scene::Scene;

/// The language of titles, descriptions and legends.
pub(super) const LANGUAGE: &str = "en";

/// The program, as the creator of the document.
const PROGRAM: &str = concat!("interorg ", env!("CARGO_PKG_VERSION"));

/// A property that is not one of the usual ones: its namespace, its name and its value, which may be any text.
pub(super) type Property<'p> = (Namespace<'p>, &'p str, &'p str);

/// Writes the metadata twice, as every reader expects one of the two: as the information dictionary, and as XMP (ISO
/// 16684-1), to which a property may be added. Returns the number of the XMP.
///
/// `is_accessible` claims that the document conforms to PDF/UA-1 (ISO 14289-1).
pub(super) fn write(
    pdf: &mut Pdf,
    scene: &Scene,
    is_accessible: bool,
    property: Option<Property>,
    numbers: &mut Numbers,
) -> Ref {
    let [information, xmp] = std::array::from_fn(|_| numbers.next());
    let mut entries = pdf.document_info(information);
    if !scene.title.is_empty() {
        entries.title(TextStr(&scene.title));
    }
    entries
        .subject(TextStr(&scene.description))
        .creator(TextStr(PROGRAM))
        .producer(TextStr(PROGRAM));
    entries.finish();
    let packet = packet(scene, is_accessible, property);
    pdf.metadata(xmp, packet.as_bytes());
    xmp
}

/// Returns the metadata as XMP.
fn packet(scene: &Scene, is_accessible: bool, property: Option<Property>) -> String {
    let mut xmp = XmpWriter::new();
    let title = readable(&scene.title);
    if !title.is_empty() {
        xmp.title([(None, title.as_str())]);
    }
    let description = readable(&scene.description);
    xmp.description([(None, description.as_str())])
        .language([LangId(LANGUAGE)])
        .format("application/pdf")
        .creator_tool(PROGRAM)
        .producer(PROGRAM);
    if is_accessible {
        xmp.pdfua_part(1);
    }
    if let Some((namespace, name, value)) = property {
        xmp.element(name, namespace).value(readable(value).as_str());
    }
    xmp.finish(None)
}

/// Returns a text without the characters that XML 1.0 forbids even as references.
fn readable(text: &str) -> String {
    let characters = text.chars().map(|character| match character {
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        '\t' | '\n' | '\r' => character,
        '\0'..' ' => char::REPLACEMENT_CHARACTER,
        character => character,
    });
    characters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use xmp_writer::CustomNamespace;

    fn scene(title: &str) -> Scene {
        Scene {
            title: title.to_owned(),
            description: "Two < three".to_owned(),
            ..Scene::default()
        }
    }

    #[test]
    fn only_an_accessible_document_claims_to_be_one() {
        let claim = "<pdfuaid:part>1</pdfuaid:part>";
        assert!(packet(&scene("A & B"), true, None).contains(claim));
        let packet = packet(&scene("A & B"), false, None);
        assert!(!packet.contains("pdfuaid") && packet.contains(">A &amp; B<"));
        assert!(packet.contains(">Two &lt; three<"));
    }

    #[test]
    fn any_text_can_be_added_in_a_namespace() {
        let namespace = CustomNamespace::new("Example", "ex", "https://example.org/ns/");
        let namespace = Namespace::Custom(Box::new(namespace));
        let json = "{\"query\": \"<&'>\",\n \"bad\": \"\u{FFFF}\0\u{C}\"}";
        let packet = packet(&scene(""), false, Some((namespace, "stamp", json)));
        assert!(packet.contains("xmlns:ex=\"https://example.org/ns/\""));
        let expected = "{&quot;query&quot;: &quot;&lt;&amp;&apos;&gt;&quot;,\n";
        assert!(
            packet.contains(&format!("<ex:stamp>{expected}")),
            "{packet}"
        );
        assert!(!packet.contains(['\0', '\u{C}', '\u{FFFF}']) && !packet.contains("dc:title"));
    }
}
