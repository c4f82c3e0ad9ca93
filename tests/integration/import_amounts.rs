//! `interorg import`: amounts, unknown participations, roles without ties, attributes and phases from tables.

use std::collections::BTreeMap;

use interorg::model::{Identified as _, ParticipationStatus};
use proptest::prelude::*;

use super::importing::{amounts, imported, operation, participations, spells};
use super::support::{Folder, records};

/// The amounts of a panel: by mission, country and year, the values in ascending order. Of an unknown one, it is `unknown`.
type Panel = BTreeMap<(String, String, i32), Vec<String>>;

fn missions_with(table: &str) -> Folder {
    let folder = Folder::new();
    folder.write("t.csv", table);
    folder
}

/// Returns the panel that the exported amounts of a dataset are, one value per year.
fn exported(folder: &Folder) -> Panel {
    let run = folder.run(&["export", "amounts", "--data", "out.yaml"]);
    let mut panel = Panel::new();
    for row in records(&run.stdout) {
        let year = |end: &str| row[end].parse::<i32>().expect("a year");
        let value = if row["value"] == "-9" {
            "unknown".to_owned()
        } else {
            row["value"].clone()
        };
        for year in year("from_edtf")..=year("to_edtf") {
            let key = (row["operation"].clone(), row["organization"].clone(), year);
            panel.entry(key).or_default().push(value.clone());
        }
    }
    panel.values_mut().for_each(|values| values.sort());
    panel
}

#[test]
fn troops_by_year_become_amounts_and_come_back() {
    let table = "\
country,mission,year,troops
Fiji,UNIFIL,1978,600
Fiji,UNIFIL,1979,600
Fiji,UNIFIL,1980,\"1,250\"
Fiji,UNIFIL,1982,600
Norway,UNIFIL,1978,unknown
Norway,UNIFIL,1979,0
Norway,UNIFIL,1979,12.5
Norway,UNIFIL,1980,
";
    let folder = missions_with(table);
    let line = "import t.csv --as panel --org country --operation mission --year year --amount troops -o out.yaml";
    let run = folder.run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!(run.status, 0, "{}", run.stderr);
    for words in [
        "8 rows = 8 used",
        "`troops` is a stock, what is there on a day",
        "1 participation or tie has several amounts of one year or period",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let entry = |country: &str, year, values: &[&str]| {
        let key = ("unifil".to_owned(), country.to_owned(), year);
        (
            key,
            values.iter().map(|value| (*value).to_owned()).collect(),
        )
    };
    let expected = Panel::from([
        entry("fiji", 1978, &["600"]),
        entry("fiji", 1979, &["600"]),
        entry("fiji", 1980, &["1250"]),
        entry("fiji", 1982, &["600"]),
        entry("norway", 1978, &["unknown"]),
        entry("norway", 1979, &["0", "12.5"]),
    ]);
    assert_eq!(exported(&folder), expected);
}

#[test]
fn a_run_of_years_with_one_value_is_one_amount_unless_it_is_a_flow() {
    let table = "c,m,y,n\nA,X,2001,5\nA,X,2002,5\nA,X,2003,7\n";
    let mapping = |kind: &str| {
        format!(
            "tables: [{{shape: panel, organization: c, operation: m, year: y, amounts: [{{column: n, what: aid, unit: USD, \
             kind: {kind}}}]}}]"
        )
    };
    let (dataset, _) = imported("t.csv", table, &mapping("stock"));
    assert_eq!(
        amounts(&dataset, "x"),
        ["a aid 5 2001..2002", "a aid 7 2003"]
    );
    let (dataset, _) = imported("t.csv", table, &mapping("flow"));
    assert_eq!(
        amounts(&dataset, "x"),
        ["a aid 5 2001", "a aid 5 2002", "a aid 7 2003"]
    );
    let quantity = dataset.vocabularies().amounts.iter().next();
    let quantity = quantity.expect("it is declared");
    assert_eq!(
        (quantity.id().as_str(), quantity.unit.as_deref()),
        ("aid", Some("USD"))
    );
    assert_eq!(
        [dataset.about().from, dataset.about().as_of].map(|date| date.map(|date| date.to_string())),
        [Some("2001".to_owned()), Some("2003".to_owned())]
    );
}

#[test]
fn several_amounts_of_a_year_are_kept_unless_a_rule_adds_them_up() {
    let table = "m,y,c\nX,2001,\"A (50), B (unknown)\"\nX,2001,\"A (50), B (7)\"\nX,2002,A (30)\n";
    let mapping = |rule: &str| {
        format!(
            "tables: [{{shape: panel, organization: c, operation: m, year: y, split: {{at: ', ', brackets: amount}}, \
             amounts: [{{what: troops}}]{rule}}}]"
        )
    };
    let (dataset, accounts) = imported("t.csv", table, &mapping(""));
    assert_eq!(
        amounts(&dataset, "x"),
        [
            "a troops 50 2001",
            "a troops 50 2001",
            "a troops 30 2002",
            "b troops unknown ",
            "b troops 7 "
        ]
    );
    assert!(
        accounts.contains("2 participations or ties have several amounts"),
        "{accounts}"
    );
    let rule = ", conflicts: {repeated-amount: sum}";
    let (dataset, _) = imported("t.csv", table, &mapping(rule));
    let sums = amounts(&dataset, "x");
    assert_eq!(sums[..2], ["a troops 100 2001", "a troops 30 2002"]);
}

#[test]
fn an_amount_keeps_its_own_period() {
    let mapping = "tables: [{shape: two-mode, organization: c, operation: m, start: s, end: e, amounts: [n]}]";
    let table = "c,m,s,e,n\nA,X,1978,1980,5\nA,X,1980,1985,9\nB,X,1990,,3\n";
    let (dataset, _) = imported("t.csv", table, mapping);
    assert_eq!(
        participations(&dataset, "x"),
        ["a participant 1978..1985", "b participant 1990.."]
    );
    assert_eq!(
        amounts(&dataset, "x"),
        ["a n 5 1978..1980", "a n 9 1980..1985", "b n 3 "]
    );
}

#[test]
fn a_text_that_is_not_a_number_follows_a_rule() {
    let table = "c,m,n\nA,X,ca. 500\nB,X,7\n";
    let mapping = |rule: &str| {
        format!(
            "tables: [{{shape: two-mode, organization: c, operation: m, amounts: [n], conflicts: {{not-a-number: {rule}}}}}]"
        )
    };
    let (dataset, accounts) = imported("t.csv", table, &mapping("reject"));
    assert_eq!(amounts(&dataset, "x"), ["b n 7 "]);
    let reason = "rejected: 1 because `ca. 500` is not a number (column `n`)";
    assert!(accounts.contains(reason), "{accounts}");
    let (dataset, accounts) = imported("t.csv", table, &mapping("unknown"));
    assert_eq!(amounts(&dataset, "x"), ["a n unknown ", "b n 7 "]);
    assert!(
        accounts.contains("2 rows = 1 used + 1 changed"),
        "{accounts}"
    );
    let (dataset, _) = imported("t.csv", table, &mapping("drop"));
    assert_eq!(
        (
            participations(&dataset, "x").len(),
            amounts(&dataset, "x").len()
        ),
        (2, 1)
    );
}

#[test]
fn weights_of_ties_are_amounts_of_partnerships_or_spells() {
    let amounts = |table: &str, mapping: &str| {
        let (dataset, accounts) = imported("t.csv", table, mapping);
        let partnership = &dataset.partnerships()[0];
        let spells = partnership.codings.iter().flat_map(|coded| &coded.spells);
        let all = spells
            .map(|spell| ("spell", &spell.annotations))
            .chain([("pair", &partnership.annotations)]);
        let all = all.flat_map(|(of, annotations)| {
            let amounts = annotations.amounts().iter();
            amounts.map(move |amount| format!("{of} {} {}", amount.value, amount.period()))
        });
        (all.collect::<Vec<String>>(), accounts)
    };
    let edges = "tables: [{shape: edges, from: a, to: b, amounts: [w]";
    let (undated, _) = amounts("a,b,w\nA,B,4\nB,A,4\nA,B,2.5\n", &format!("{edges}}}]"));
    assert_eq!(undated, ["pair 4 ", "pair 2.5 "]);
    let directed = format!("{edges}, directed: true}}]");
    let (directed, accounts) = amounts("a,b,w\nA,B,4\nB,A,4\n", &directed);
    assert_eq!(directed, ["pair 4 ", "pair 4 "]);
    assert!(accounts.contains("2 rows = 2 used"), "{accounts}");
    let panel = "tables: [{shape: panel, from: a, to: b, year: y, amounts: [w]}]";
    let table = "a,b,y,w\nA,B,2001,3\nB,A,2001,3\nA,B,2002,3\nB,A,2002,4\n";
    let (panel, _) = amounts(table, panel);
    assert_eq!(panel, ["spell 3 2001..2002", "spell 4 2002"]);
    let events = "tables: [{shape: events, from: a, to: b, start: d, amounts: [w]}]";
    let (events, _) = amounts("a,b,d,w\nA,B,2001-05-06,12\n", events);
    assert_eq!(events, ["pair 12 2001-05-06"]);
}

#[test]
fn a_code_may_mean_an_unknown_participation_or_a_role_without_a_tie() {
    let mapping = "\
tables:
  - shape: panel
    organization: c
    year: y
    roles: [{id: full}, {id: observer, label: Observer, ties: false}]
    values: {'1': full, '3': observer, '-9': unknown, '-1': not-existing}
";
    let table = "c,y,WTO\nA,1950,1\nA,1951,-9\nA,1952,-9\nB,1950,3\nB,1951,0\nC,1952,-1\n";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    assert_eq!(
        participations(&dataset, "wto"),
        [
            "a full 1950..1950",
            "a full 1951.. unknown",
            "b observer 1950..1950"
        ]
    );
    let parts = &operation(&dataset, "wto").participations;
    assert_eq!(parts[1].status, ParticipationStatus::Unknown);
    let roles = dataset.vocabularies().roles.iter();
    let ties: Vec<bool> = roles.map(|role| role.ties).collect();
    assert_eq!(ties, [true, false]);
    let note = "2 unknown participations recorded as `status: unknown` in the role `full`";
    assert!(accounts.contains(note), "{accounts}");
}

#[test]
fn operations_have_kinds_identifiers_addresses_and_attributes() {
    let mapping = "\
dataset: {title: Treaties, labels: {operation: treaty, operations: treaties, participation: membership}}
tables:
  - shape: two-mode
    organization: c
    operation: {column: key, name: title, kind: kind, url: link, scheme: iea, identifiers: {ecolex: eco}, attributes: rest}
    attributes: [Declared As]
    not-carried: {coder: not ours to publish}
";
    let table = "\
c,key,title,kind,link,eco,subject,Declared As,coder
A,T-1,On water,Agreement,https://example.org/1,TRE-1,Water,with reservation,Doe
B,T-1,On water,Agreement,https://example.org/1,TRE-1,Rivers,,Doe
";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    let treaty = operation(&dataset, "t-1");
    let kind = treaty
        .kind
        .map(|kind| dataset.vocabularies().operation_kinds[kind].id());
    assert_eq!(kind.map(|id| id.as_str()), Some("agreement"));
    assert_eq!(treaty.url.as_deref(), Some("https://example.org/1"));
    let identifiers: Vec<_> = treaty
        .identifiers
        .iter()
        .map(|known| (&*known.scheme, &*known.value))
        .collect();
    assert_eq!(identifiers, [("iea", "T-1"), ("ecolex", "TRE-1")]);
    let attributes = treaty.annotations.attributes();
    assert_eq!(
        (
            attributes.len(),
            attributes[0].name.as_str(),
            &*attributes[0].value
        ),
        (1, "subject", "Water")
    );
    let own = treaty.participations[0].annotations.attributes();
    assert_eq!(
        (own[0].name.as_str(), &*own[0].value),
        ("declared-as", "with reservation")
    );
    assert_eq!(dataset.about().labels.operation.as_deref(), Some("treaty"));
    let cited: Vec<&str> = dataset
        .about()
        .citations
        .iter()
        .map(|cite| dataset.sources()[cite.source].id.as_str())
        .collect();
    assert_eq!(cited, ["t-csv"]);
    for words in [
        "column `coder` not carried: 2 values; not ours to publish",
        "1 attribute not carried: an earlier row has another value",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
}

#[test]
fn the_codes_of_a_column_are_a_scale_of_phases() {
    let mapping =
        "tables: [{shape: panel, from: a, to: b, year: y, phase: level, values: {'3': Alliance}}]";
    let table =
        "a,b,y,level\nA,B,2001,3\nA,B,2002,1\nB,A,2002,1\nA,B,2003,0\nA,B,2004,2\nA,B,2004,3\n";
    let (dataset, accounts) = imported("t.csv", table, mapping);
    let phases: Vec<&str> = dataset
        .vocabularies()
        .phases
        .iter()
        .map(|phase| phase.id().as_str())
        .collect();
    assert_eq!(phases, ["none", "level-1", "level-2", "alliance"]);
    assert_eq!(
        spells(&dataset),
        [
            "a+b recorded 2001..2001",
            "a+b recorded 2002..2002",
            "a+b recorded 2004.."
        ]
    );
    for words in [
        "6 rows = 3 used + 1 merged + 1 not carried + 1 rejected",
        "because another row has the phase `Level 2` at the same time",
    ] {
        assert!(accounts.contains(words), "{words}: {accounts}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_panel_of_amounts_comes_back(
        rows in prop::collection::vec((0..3_u8, 0..3_u8, 1990..1999_i32, 0..4_u8), 1..60)
    ) {
        let mut table = "country,mission,year,troops\n".to_owned();
        let mut expected = Panel::new();
        for (country, mission, year, value) in rows {
            let value = ["unknown", "0", "550", "12.5"][usize::from(value)];
            table += &format!("c{country},m{mission},{year},{value}\n");
            let key = (format!("m{mission}"), format!("c{country}"), year);
            expected.entry(key).or_default().push(value.to_owned());
        }
        expected.values_mut().for_each(|values| values.sort());
        let folder = missions_with(&table);
        let line = "import t.csv --as panel --org country --operation mission --year year --amount troops -o out.yaml";
        let run = folder.run(&line.split(' ').collect::<Vec<_>>());
        prop_assert_eq!(run.status, 0, "{}", run.stderr);
        prop_assert_eq!(exported(&folder), expected);
    }
}

#[test]
fn ties_may_be_memberships_and_organizations_may_exist_with_gaps() {
    let folder = Folder::new();
    folder.write(
        "states.csv",
        "id,from,to\nA,1800,1900\nB,1950,\nA,1950,\nC,1800,1900\nC,1850,1950\n",
    );
    folder.write("ties.csv", "from,to,kind\nA,B,is part of\nC,B,is member of\nB,A,is part of\nA,C,meets\nA,B,is part of\n");
    folder.write(
        "map.yaml",
        "tables:\n- {file: states.csv, shape: nodes, organization: id, start: from, end: to}\n- {file: ties.csv, shape: edges, \
         from: from, to: to, role: kind, values: {is part of: part-of, is member of: member-of}}\n",
    );
    let run = folder.run(&[
        "import",
        "states.csv",
        "ties.csv",
        "--map",
        "map.yaml",
        "-o",
        "out.yaml",
        "--allow",
        "1",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for words in [
        "5 rows = 3 used + 2 merged",
        "5 rows = 3 used + 1 merged + 1 rejected",
        "because the two would be parts of one another",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let yaml = String::from_utf8(folder.read("out.yaml")).expect("UTF-8");
    let exists = "  exists:\n  - from: 1800\n    to: 1900\n  - from: 1950\n  part-of:\n  - b\n";
    assert!(yaml.contains(exists), "{yaml}");
    assert!(
        yaml.contains("  founded: 1800\n  dissolved: 1950\n  member-of:\n  - b\n"),
        "{yaml}"
    );
    let check = folder.run(&["check", "out.yaml"]);
    assert_eq!(check.status, 0, "{}", check.text());
}

#[test]
fn a_panel_may_have_a_column_per_year() {
    let table = "Country,Mission,2001 [YR2001],2002 [YR2002],2003 [YR2003],2004 [YR2004]\nA,X,1,1,..,0\nB,X,,\"1,250\",1250,unknown\n";
    let mapping = |amounts: &str| {
        format!(
            "tables: [{{shape: panel, organization: Country, operation: Mission, years: 3..6, missing: ['..']{amounts}}}]"
        )
    };
    let (dataset, accounts) = imported("t.csv", table, &mapping(", amounts: [{what: troops}]"));
    assert_eq!(
        amounts(&dataset, "x"),
        [
            "a troops 1 ",
            "a troops 0 2004",
            "b troops 1250 2002..2003",
            "b troops unknown 2004"
        ]
    );
    assert!(
        accounts.contains("8 cells = 6 used + 2 empty"),
        "{accounts}"
    );
    let (dataset, accounts) = imported(
        "t.csv",
        "c,m,X2001,X2002,X2003\nA,X,1,1,0\nA,Y,-9,x,\n",
        "tables: [{shape: panel, organization: c, \
        operation: m, years: X2001..X2003, values: {'-9': unknown}}]",
    );
    assert_eq!(participations(&dataset, "x"), ["a participant 2001..2002"]);
    assert_eq!(
        participations(&dataset, "y"),
        [
            "a participant 2001..2001 unknown",
            "a participant 2002..2002"
        ]
    );
    assert!(
        accounts.contains("6 cells = 4 used + 1 empty + 1 not carried"),
        "{accounts}"
    );
    let (dataset, _) = imported(
        "t.csv",
        "a,b,2001,2002\nA,B,3.5,\nB,A,3.5,4\n",
        "tables: [{shape: panel, from: a, to: b, years: [2001, 2002], \
        amounts: [{what: trade, kind: flow}]}]",
    );
    assert_eq!(spells(&dataset), ["a+b recorded 2001.."]);
    let spell = &dataset.partnerships()[0].codings[0].spells[0];
    let own: Vec<String> = spell
        .annotations
        .amounts()
        .iter()
        .map(|amount| format!("{} {}", amount.value, amount.period()))
        .collect();
    assert_eq!(own, ["3.5 2001", "4 2002"]);
}
