//! `interorg import` of graph files: which nodes are tied, in which direction, and when.

use interorg::model::Dataset;

use super::importing::imported;

/// Imports a graph without a mapping.
fn graph(name: &str, text: &str) -> (Dataset, String) {
    imported(name, text, "tables: []")
}

fn organizations(dataset: &Dataset) -> Vec<&str> {
    let all = dataset.organizations().iter();
    all.map(|organization| organization.id.as_str()).collect()
}

/// Returns the partnerships with their amounts, spells and notes, such as `a+b 3; of a 1990..1995; a note`.
fn ties(dataset: &Dataset) -> Vec<String> {
    let id = |key| dataset.organizations()[key].id.as_str();
    let ties = dataset.partnerships().iter().map(|partnership| {
        let [first, second] = partnership.dyad.members().map(id);
        let mut parts = vec![format!("{first}+{second}")];
        let amounts = partnership.annotations.amounts().iter();
        parts.extend(amounts.map(|amount| amount.value.to_string()));
        for spell in partnership.codings.iter().flat_map(|coded| &coded.spells) {
            let way = match spell.actor {
                Some(actor) => format!("of {}", id(actor)),
                None => "both".to_owned(),
            };
            let to = spell.to.map(|to| to.to_string()).unwrap_or_default();
            parts.push(format!("{way} {}..{to}", spell.from));
        }
        parts.extend(partnership.notes.iter().map(|note| note.to_string()));
        parts.join("; ")
    });
    ties.collect()
}

#[test]
fn edges_of_classic_d3_name_nodes_by_their_places() {
    let text = r#"{"nodes": [{"name": "Alpha"}, {"name": "Beta"}], "links": [{"source": 1, "target": 0, "value": 3}]}"#;
    let (dataset, _) = graph("d3.json", text);
    assert_eq!(organizations(&dataset), ["alpha", "beta"]);
    assert_eq!(ties(&dataset), ["alpha+beta; 3"]);
}

#[test]
fn a_matrix_ties_the_vertices_of_its_rows_and_columns() {
    let two_modes = "*Vertices 3 2\n1 \"A\"\n2 \"B\"\n3 \"X\"\n*Matrix\n1\n1\n";
    let (dataset, _) = graph("two.net", two_modes);
    assert_eq!(ties(&dataset), ["a+x; 1", "b+x; 1"]);
    let rows = "0.00 1.00 0.00\n1 0.00 0.00\n0.00 0.00 0.00\n";
    let vertices = "*Vertices 3\n1 A\n2 B\n3 C\n*Matrix\n";
    let labels = "dl n=3 format=fullmatrix\nlabels:\nA,B,C\ndata:\n";
    for (name, head) in [("zero.net", vertices), ("zero.dl", labels)] {
        let (dataset, _) = graph(name, &format!("{head}{rows}"));
        assert_eq!(ties(&dataset), ["a+b; 1"], "{name}");
        // Without its mirror, the tie leads one way.
        let one_way = rows.replace("\n1 ", "\n0 ");
        let (dataset, _) = graph(name, &format!("{head}{one_way}"));
        assert_eq!(ties(&dataset), ["a+b; 1; weight: 1.00 (a → b)"], "{name}");
    }
}

#[test]
fn each_edge_has_its_own_direction() {
    let pajek = "*Vertices 3\n1 A\n2 B\n3 C\n*Arcs\n1 2 1\n*Edges\n2 3 4\n";
    let (dataset, accounts) = graph("mixed.net", pajek);
    assert_eq!(ties(&dataset), ["a+b; 1; weight: 1 (a → b)", "b+c; 4"]);
    let words = "`notes` have the direction of 1 tie:";
    assert!(accounts.contains(words), "{accounts}");
    let graphml = "<graphml><key id='w' for='edge' attr.name='weight'/><graph edgedefault='undirected'>\
        <node id='a'/><node id='b'/><node id='c'/>\
        <edge source='a' target='b' directed='true'/><edge source='b' target='c'><data key='w'>4</data></edge></graph></graphml>";
    let (dataset, _) = graph("mixed.graphml", graphml);
    assert_eq!(ties(&dataset), ["a+b; a → b", "b+c; 4"]);
    let gexf = "<gexf><graph defaultedgetype='directed'><nodes><node id='a'/><node id='b'/><node id='c'/></nodes><edges>\
        <edge source='b' target='a' start='1990' end='1995'/><edge source='b' target='c' type='undirected' start='1990' end='1995'/>\
        <edge source='c' target='b' start='1994' end='1999'/></edges></graph></gexf>";
    let (dataset, _) = graph("mixed.gexf", gexf);
    assert_eq!(
        ties(&dataset),
        [
            "a+b; of b 1990..1995",
            "b+c; both 1990..1995; of c 1996-01-01..1999"
        ]
    );
    // A mapping decides for all edges.
    let undirected = "tables: [{part: edges, shape: edges, from: source, to: target, start: start, end: end, directed: false}]";
    let (dataset, _) = imported("mixed.gexf", gexf, undirected);
    assert_eq!(
        ties(&dataset),
        ["a+b; both 1990..1995", "b+c; both 1990..1999"]
    );
}

#[test]
fn flags_without_dates_have_a_direction() {
    let mapping = "tables: [{shape: edges, from: a, to: b, flags: [pact], directed: true}]";
    let (dataset, accounts) = imported("t.csv", "a,b,pact\nX,Y,1\n", mapping);
    assert_eq!(ties(&dataset), ["x+y; pact (x → y)"]);
    assert!(accounts.contains("the direction of 1 tie:"), "{accounts}");
}

#[test]
fn an_attribute_with_the_name_of_a_key_is_a_name_or_an_attribute() {
    let nodes = |more: &str| {
        format!(
            "<graphml><key id='i' for='node' attr.name='id'/><key id='n' for='node' attr.name='name'/>\
             <key id='k' for='node' attr.name='kind'><default>state</default></key>\
             <graph><node id='n0'><data key='i'>United Nations</data>{more}</node></graph></graphml>"
        )
    };
    let attributes = |dataset: &Dataset| {
        let organization = dataset.organizations().iter().next().expect("there is one");
        let attributes = organization.annotations.attributes().iter();
        let texts = attributes.map(|attribute| format!("{}: {}", attribute.name, attribute.value));
        (organization.name.to_string(), texts.collect::<Vec<_>>())
    };
    let (dataset, _) = graph("ids.graphml", &nodes(""));
    let kind = "kind: state".to_owned();
    let named = ("United Nations".to_owned(), vec![kind.clone()]);
    assert_eq!(attributes(&dataset), named);
    let (dataset, _) = graph("ids.graphml", &nodes("<data key='n'>UN</data>"));
    let both = vec!["id-attribute: United Nations".to_owned(), kind];
    assert_eq!(attributes(&dataset), ("UN".to_owned(), both));
}

#[test]
fn parts_of_a_project_that_are_no_network_are_counted() {
    let text = "*Vertices 2\n1 A [1945-1999]\n2 B [1-5]\n*Arcs\n1 2 1 [1990-1995]\n*Partition p\n*Vertices 2\n1\n2\n";
    let (dataset, accounts) = graph("project.net", text);
    assert_eq!(ties(&dataset), ["a+b; of a 1990..1995"]);
    let founded = dataset.organizations().iter().map(|one| one.founded);
    let founded: Vec<Option<String>> = founded
        .map(|date| date.map(|date| date.to_string()))
        .collect();
    assert_eq!(founded, [Some("1945".to_owned()), None]);
    for words in [
        "2 nodes = 2 used",
        "2 lines of partitions, vectors and other networks not carried",
        "1 time of vertices and lines not carried: not in years",
    ] {
        assert_eq!(accounts.matches(words).count(), 1, "{words}: {accounts}");
    }
}

#[test]
fn an_open_end_of_gexf_is_not_within_the_spell() {
    let text = "<gexf><graph timeformat='date'><nodes><node id='a'/><node id='b'/></nodes><edges>\
        <edge source='a' target='b' startopen='1989-12-31' endopen='1995-01-01'/></edges></graph></gexf>";
    let (dataset, _) = graph("open.gexf", text);
    assert_eq!(ties(&dataset), ["a+b; both 1990-01-01..1994-12-31"]);
}
