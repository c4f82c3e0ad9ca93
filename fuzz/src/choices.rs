//! Choices that the bytes of the fuzzer make.

/// Bytes that are spent one choice after another. When none are left, every choice is the first.
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// Creates the choices of some bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Returns `true` if no bytes are left.
    pub fn is_spent(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the next byte, or 0.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        *first
    }

    /// Returns a number below a limit, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::from(self.byte()) % limit
    }

    /// Returns `true` once in `times`; never when no bytes are left.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// Returns one of some values.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Returns up to `length` bytes as text; what is not UTF-8 is replaced.
    pub fn text(&mut self, length: usize) -> String {
        let (taken, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        String::from_utf8_lossy(taken).into_owned()
    }

    /// Returns all bytes that are left.
    pub fn rest(self) -> &'b [u8] {
        self.bytes
    }
}
