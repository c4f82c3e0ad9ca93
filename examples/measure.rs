//! Measures the network of shared operations of the shipped dataset, every five years.
//!
//! `cargo run --example measure`

#![expect(clippy::print_stdout, reason = "a program may print")]

use std::error::Error;

use interorg::analysis::measure::{MeasuresOptions, Net, OrganizationNet, reciprocity};
use interorg::graph::{Graph, Ties};
use interorg::query::Filter;
use interorg::{dataset, view};

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Graph::new(dataset::builtin());
    let query = Filter::default().resolve(&graph)?;
    for date in query.series(Ties::Operations, "5y".parse()?)? {
        let network = OrganizationNet::new(&query.at(date), Ties::Operations);
        let (net, organizations) = (network.net(), network.organizations());
        let between = organizations.iter().zip(net.betweenness());
        let broker = between.max_by(|(_, a), (_, b)| a.total_cmp(b));
        println!(
            "{date}: {} ties among {} organizations, density {:.2}; most between: {}",
            net.ties(),
            organizations.len(),
            net.density().unwrap_or(0.0),
            broker.map_or("nobody", |(organization, _)| organization.label()),
        );
    }

    // The tables of `interorg measures` are library calls too.
    let table = view::measures(&query, &MeasuresOptions::default())?;
    println!("{}: {} rows", table.title, table.rows.len());
    let share = reciprocity(&query.select()).share();
    println!("motives returned: {:.2}", share.unwrap_or(0.0));

    // Any network of numbers can be measured.
    let path = Net::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)]).ok_or("an end is no node")?;
    println!(
        "a path: {:?}, from end to end {:?}",
        path.closeness(),
        path.shortest_path(0, 3)
    );
    Ok(())
}
