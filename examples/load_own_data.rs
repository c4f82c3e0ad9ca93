//! Loads a dataset of one's own and shows what is wrong with it, place by place.
//!
//! `cargo run --example load_own_data -- examples/wider-network.yaml`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program may print"
)]

use std::error::Error;

use interorg::dataset::{self, LoadError};
use interorg::graph::Graph;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        return Err("name a file or directory of YAML".into());
    }
    let dataset = match dataset::load(&paths) {
        Ok(dataset) => dataset,
        Err(LoadError::Invalid(report)) => {
            eprint!("{}", report.render(false));
            return Err(report.summary().into());
        }
        Err(error) => return Err(error.into()),
    };
    let graph = Graph::new(dataset);
    for organization in graph.organizations() {
        let ties = organization.partnerships().count();
        println!("{:12} {ties:3} partnerships", organization.label());
    }
    Ok(())
}
