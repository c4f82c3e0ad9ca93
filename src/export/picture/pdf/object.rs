//! The objects of a PDF: their numbers, and compressed streams.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Name, Pdf, Ref};

/// The compression level of streams, from 0 to 10.
const COMPRESSION_LEVEL: u8 = 6;

/// Assigns the numbers of objects.
#[derive(Default)]
pub(super) struct Numbers(i32);

impl Numbers {
    pub(super) fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Writes a compressed stream with a subtype.
pub(super) fn stream_of_type(pdf: &mut Pdf, number: Ref, bytes: &[u8], subtype: Name) {
    let compressed = compress_to_vec_zlib(bytes, COMPRESSION_LEVEL);
    let mut stream = pdf.stream(number, &compressed);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Subtype"), subtype);
}

/// Writes a compressed stream.
pub(super) fn stream(pdf: &mut Pdf, number: Ref, bytes: &[u8]) {
    let compressed = compress_to_vec_zlib(bytes, COMPRESSION_LEVEL);
    pdf.stream(number, &compressed).filter(Filter::FlateDecode);
}
