//! The title, the description and the language of a document, for programs that do not open the page.

use pdf_writer::{Finish, Pdf, Ref, TextStr};
use xmp_writer::{CustomNamespace, LangId, Namespace, XmpWriter};

use super::object::Numbers;
use crate::analysis::Stamp;
use crate::export::stamp;
use crate::picture::scene::Scene;

/// The language of titles, descriptions and legends.
pub(super) const LANGUAGE: &str = "en";

/// The program, as the creator of the document.
const PROGRAM: &str = concat!("interorg ", env!("CARGO_PKG_VERSION"));

/// Writes the metadata twice, as every reader expects one of the two: as the information dictionary, and as XMP (ISO
/// 16684-1), which also has the stamp. Returns the number of the XMP.
///
/// `is_accessible` claims that the document conforms to PDF/UA-1 (ISO 14289-1).
pub(super) fn write(
    pdf: &mut Pdf,
    scene: &Scene,
    is_accessible: bool,
    stamp: Option<&Stamp>,
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
    let packet = packet(scene, is_accessible, stamp);
    pdf.metadata(xmp, packet.as_bytes());
    xmp
}

/// Returns the metadata as XMP.
fn packet(scene: &Scene, is_accessible: bool, stamp: Option<&Stamp>) -> String {
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
    if let Some(stamp) = stamp {
        let namespace = CustomNamespace::new("Stamp", stamp::PREFIX, stamp::NAMESPACE);
        let namespace = Namespace::Custom(Box::new(namespace));
        let json = readable(&stamp.to_json());
        xmp.element(stamp::NAME, namespace).value(json.as_str());
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
    use crate::analysis::{Basis, Scope};
    use crate::dataset;
    use crate::graph::Graph;

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
    fn a_stamp_is_found_again() {
        let graph = Graph::new(dataset::builtin());
        let basis = Basis {
            scope: Scope::Vocabularies,
            ..Basis::default()
        };
        let stamp = Stamp::new("interorg codebook '<&>' \"\u{FFFD}\"", basis, &graph);
        let stamp = stamp.expect("it names nothing");
        let packet = packet(&scene(""), false, Some(&stamp));
        assert_eq!(stamp::find_stamp(packet.as_bytes()), Some(stamp));
        assert!(!packet.contains("dc:title"));
    }
}
