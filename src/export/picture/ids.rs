//! Ids that differ from picture to picture, so that several SVGs fit in one HTML page.
//!
//! All ids of a page share one name space. A screen reader would read the title of the first picture for each of
//! them if all titles had the same id.

/// Returns a prefix for the ids of a picture, which follows from its content: the same content gives the same bytes.
pub(super) fn prefix(content: &str) -> String {
    format!("figure-{}", fingerprint(content))
}

/// Returns twelve hexadecimal digits that differ for different texts.
///
/// This is FNV-1a (Fowler, Noll, Vo), which is stable across machines and versions of Rust. Its upper 48 bits are
/// enough: among a thousand pictures, two share them with a probability of two in a billion.
pub(super) fn fingerprint(content: &str) -> String {
    const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01B3;
    let hash = content.bytes().fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    format!("{:012x}", hash >> 16)
}

/// Returns an SVG of Graphviz with a prefix before every id.
///
/// Graphviz calls the first node of every picture `node1`. Its pictures do not refer to ids, and quotation marks in
/// their texts are escaped, so that every ` id="` begins an id.
///
/// ```
/// use interorg::export::with_unique_ids;
///
/// let svg = with_unique_ids("<g id=\"node1\"/>");
/// assert!(svg.starts_with("<g id=\"figure-") && svg.ends_with("-node1\"/>"));
/// ```
pub fn with_unique_ids(svg: &str) -> String {
    svg.replace(" id=\"", &format!(" id=\"{}-", prefix(svg)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of `foobar` is a test vector of the authors: 0x85944171f73967e8.
    #[test]
    fn a_fingerprint_is_the_beginning_of_the_published_hash() {
        assert_eq!(fingerprint("foobar"), "85944171f739");
        assert_eq!(fingerprint(""), "cbf29ce48422");
    }
}
