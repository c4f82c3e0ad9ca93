//! Reads a YAML file into bare records with `serde_yaml`, on the allocator of the system: what loading is compared with.

fn main() {
    let path = std::env::args().nth(1).expect("a file is named");
    let yaml = std::fs::read_to_string(path).expect("it can be read");
    std::hint::black_box(interorg::dataset::bench::read_records(&yaml));
}
