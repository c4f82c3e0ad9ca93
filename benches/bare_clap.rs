//! The smallest program on clap: what `benches/ratios` compares the start of the program with.

use clap::Parser;

/// Prints its version.
#[derive(Parser)]
#[command(version)]
struct Bare;

fn main() {
    Bare::parse();
}
