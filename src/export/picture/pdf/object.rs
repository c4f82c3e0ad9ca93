//! The objects of a PDF: their numbers, and streams.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Pdf, Ref};

/// How hard streams are compressed, from 0 to 10.
const LEVEL: u8 = 6;

/// Hands out the numbers of objects.
#[derive(Default)]
pub(super) struct Numbers(i32);

impl Numbers {
    pub(super) fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Writes a stream, compressed.
pub(super) fn stream(pdf: &mut Pdf, number: Ref, bytes: &[u8]) {
    let packed = compress_to_vec_zlib(bytes, LEVEL);
    pdf.stream(number, &packed).filter(Filter::FlateDecode);
}
