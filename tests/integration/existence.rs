//! Organizations that vanish for a time, and organizations that belong to others.

use crate::support::{Folder, Run, json, list, rows};

/// B does not exist in 1990–1994, and is a member of C until 1985.
const DATA: &str = "\
dataset: {title: Gaps, as-of: 2000-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1980}
  - id: b
    abbreviation: B
    name: Beta
    exists: [{from: 1980, to: 1989}, {from: 1995}]
    member-of: [{organization: c, to: 1985, cite: [s]}]
    part-of: [a]
  - {id: c, abbreviation: C, name: Gamma, founded: 1970}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1985, to: 1989, cite: [s]}, {phase: contact, from: 1995, cite: [s]}]}
operations:
  - id: treaty
    name: Treaty
    start: 1982
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: support}
      - {organization: c, role: support}
sources:
  s: {title: S}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("gaps.yaml", DATA);
    let words: Vec<&str> = line.split(' ').chain(["--data", "gaps.yaml"]).collect();
    folder.run(&words)
}

/// Returns the years of a table of the exports, of the rows that contain a text.
fn years(line: &str, text: &str) -> Vec<u16> {
    let table = ask(line);
    let lines = table.text().lines().skip(1);
    let years = lines.filter(|line| line.contains(text));
    years
        .map(|line| {
            line.split(',')
                .next()
                .expect("a line has cells")
                .parse()
                .expect("a year")
        })
        .collect()
}

#[test]
fn in_a_gap_an_organization_does_not_exist() {
    assert_eq!(ask("links --at 1989").status, 0);
    assert_eq!(ask("links --at 1992").status, 1);
    assert_eq!(ask("links --at 1995").status, 0);
    // A period that only touches the gap has days on which both exist.
    assert_eq!(ask("links --during 1992..1996").status, 0);
}

#[test]
fn tables_by_year_have_no_rows_for_a_gap() {
    let expected: Vec<u16> = (1980..=1989).chain(1995..=2000).collect();
    assert_eq!(years("export dyad-years", ",a,b,"), expected);
    assert_eq!(years("export organization-years", ",b,"), expected);
    let balanced = years("export dyad-years --balanced", ",a,b,");
    assert!((1990..=1994).all(|year| balanced.contains(&year)));
    let table = ask("export dyad-years --balanced");
    let row = table
        .text()
        .lines()
        .find(|row| row.starts_with("1992,a,b,"));
    let cells: Vec<&str> = row.expect("there is a row").split(',').collect();
    assert_eq!(cells[3], "0", "they do not exist together");
}

#[test]
fn nothing_is_shared_in_a_gap() {
    let shared = |date: &str| {
        ask(&format!(
            "links --ties operations --between B C --at {date}"
        ))
        .status
    };
    assert_eq!([shared("1989"), shared("1992"), shared("1996")], [0, 1, 0]);
}

#[test]
fn a_gap_is_an_end_and_a_beginning() {
    let changes = json(&ask("changes 1988 1996 --format json"));
    let organizations = list(&changes["organizations"]).iter();
    let moves: Vec<String> = organizations
        .map(|one| {
            format!("{} {} {}", one["organization"], one["change"], one["date"]).replace('"', "")
        })
        .collect();
    assert_eq!(moves, ["b ended 1989", "b resumed 1995"]);
}

#[test]
fn memberships_are_shown_on_both_sides_while_they_last() {
    let of_b = json(&ask("show B --format json"));
    let kinds: Vec<String> = list(&of_b["memberships"])
        .iter()
        .map(|one| format!("{} {}", one["kind"], one["organization"]).replace('"', ""))
        .collect();
    assert_eq!(kinds, ["part-of a", "member-of c"]);
    let of_c = |line: &str| list(&json(&ask(line))["members"]).len();
    assert_eq!(of_c("show C --at 1984 --format json"), 1);
    assert_eq!(of_c("show C --at 1986 --format json"), 0);
    let table = ask("export memberships");
    assert_eq!(table.text().lines().count(), 3);
    assert!(
        table.text().contains(",member-of,c,none,1985,"),
        "{}",
        table.text()
    );
}

#[test]
fn participations_are_cut_at_gaps() {
    // A is in the treaty in the 19 years from 1982 to 2000, B in the eight to 1989 and the six from 1995 on.
    let matrix = json(&ask(
        "matrix organization year --count participations --format json",
    ));
    let totals: Vec<String> = list(&matrix["row_headings"])
        .iter()
        .map(|one| format!("{} {}", one["id"], one["total"]).replace('"', ""))
        .collect();
    assert_eq!(totals, ["a 19", "b 14", "c 19"]);
    let both = rows(&ask("export dyad-years --format json"));
    let shared = both.iter().filter(|row| row["a"] == "a" && row["b"] == "b");
    let shared = shared.filter(|row| row["operations"] == 1);
    assert_eq!(shared.count(), 14, "the table by year has as many");
    let parts: Vec<String> = ask("export participations")
        .text()
        .lines()
        .filter(|line| line.starts_with("treaty,") && line.contains(",b,"))
        .map(str::to_owned)
        .collect();
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert!(
        parts[0].starts_with("treaty,2,1,")
            && parts[0].contains(",1982-01-01,1990-01-01,")
            && parts[0].contains(",1990-01-01,false,"),
        "{}",
        parts[0]
    );
    assert!(
        parts[1].starts_with("treaty,2,2,")
            && parts[1].contains(",1995-01-01,9999-12-31,")
            && parts[1].contains(",2001-01-01,true,"),
        "{}",
        parts[1]
    );
    let at = |date: &str| {
        let table = ask(&format!("export participations --at {date}"));
        table
            .text()
            .lines()
            .filter(|line| line.starts_with("treaty,") && line.contains(",b,"))
            .count()
    };
    assert_eq!([at("1985"), at("1992"), at("1996")], [1, 0, 1]);
}

#[test]
fn a_participation_in_a_gap_is_reported() {
    let warned = |participation: &str| {
        let folder = Folder::new();
        let data = DATA.replace("{organization: b, role: support}", participation);
        folder.write("gaps.yaml", data);
        let report = folder.run(&["check", "gaps.yaml"]);
        report.text().contains("participation-in-gap")
    };
    let b = |dates: &str| warned(&format!("{{organization: b, role: support{dates}}}"));
    // Only dates of its own put it into the gap from 1990 to 1994.
    assert!(!b("") && !b(", from: 1985") && !b(", from: 1985, to: 1989") && !b(", from: 1989"));
    assert!(b(", from: 1985, to: 1991") && b(", from: 1992") && b(", from: 1985, to: 1997"));
    assert!(b(", to: 1993") && !b(", to: 1989") && b(", from: 1985, to: .."));
    // It may have ended in 1989, before the gap.
    assert!(!b(", from: 1989/1990") && b(", from: 1990/1991"));
}

#[test]
fn a_participation_beyond_the_life_of_its_organization_is_reported() {
    // C exists from 1985 to 1990. The treaty begins in 1982 and goes on.
    let warned = |dates: &str| {
        let folder = Folder::new();
        let data = DATA
            .replace("founded: 1970}", "founded: 1985, dissolved: 1990}")
            .replace(
                "{organization: c, role: support}",
                &format!("{{organization: c, role: support{dates}}}"),
            );
        folder.write("gaps.yaml", data);
        let found = rows(&folder.run(&["check", "gaps.yaml", "--format", "json"]));
        let mut codes = found.iter().map(|one| &one["code"]);
        assert!(found.len() <= 1 && codes.all(|code| code == "participation-outside"));
        found.len() == 1
    };
    assert!(!warned("") && !warned(", from: 1986, to: 1990") && !warned(", to: unknown"));
    assert!(warned(", from: 1986, to: 1991") && warned(", to: 1991") && warned(", from: 1991"));
    assert!(warned(", from: 1991, to: 1992") && warned(", from: 1986, to: .."));
    assert!(warned(", to: 1984") && warned(", from: 1984"));
}

#[test]
fn a_phase_goes_on_until_the_next_one_begins() {
    let codes = |as_of: u16, dates: &str, phases: &str| {
        let folder = Folder::new();
        let data = format!(
            "dataset: {{title: Ends, as-of: {as_of}, cite: [s]}}\n\
             organizations:\n  - {{id: a, name: A, {dates}}}\n  - {{id: b, name: B, founded: 1900}}\n\
             partnerships: [{{between: [a, b], phases: {{formal: [{phases}]}}}}]\n\
             sources: {{s: {{title: S}}}}\n"
        );
        folder.write("ends.yaml", data);
        let found = rows(&folder.run(&["check", "ends.yaml", "--format", "json"]));
        let codes = found.iter().map(|one| one["code"].to_string());
        codes.collect::<Vec<_>>().join(" ").replace('"', "")
    };
    // The gap is from 1940-01-02 to 1944-12-31.
    let gap = |phases: &str| {
        codes(
            1990,
            "exists: [{from: 1920, to: 1940-01-01}, {from: 1945-01-01}]",
            phases,
        )
    };
    let contact = "{phase: contact, from: 1930}";
    let then = |next: &str| gap(&format!("{contact}, {next}"));
    assert_eq!(then("{phase: formalized, from: 1950}"), "phase-in-gap");
    assert_eq!(
        then("{phase: formalized, from: 1940-01-03, to: 1940-01-03}"),
        "phase-in-gap phase-in-gap",
        "both phases have a day in the gap"
    );
    assert_eq!(
        then("{phase: none, from: 1940-01-02}, {phase: contact, from: 1945-01-01}"),
        ""
    );
    assert_eq!(
        then("{phase: none, from: 1940}, {phase: contact, from: 1950}"),
        "",
        "the phase may end before the gap"
    );
    assert_eq!(
        then("{phase: none, from: 1935, withdrawn: 1990}, {phase: contact, from: 1950}"),
        "phase-in-gap",
        "a withdrawn phase ends no other one"
    );
    assert_eq!(
        gap("{phase: contact, from: 1940, to: unknown}"),
        "",
        "it may be on the first day of the year alone"
    );
    // The last day of A is 2000-12-31.
    let end = |next: &str| {
        codes(
            2010,
            "founded: 1900, dissolved: 2000",
            &format!("{{phase: formalized, from: 1990}}, {next}"),
        )
    };
    assert_eq!(end("{phase: none, from: 2005}"), "phase-after-dissolution");
    assert_eq!(
        end("{phase: none, from: 2001-01-02}"),
        "phase-after-dissolution"
    );
    assert_eq!(end("{phase: none, from: 2001}"), "");
}

#[test]
fn nobody_holds_a_motive_before_founding() {
    let folder = Folder::new();
    let motives = "    motives:
      - {motive: shared-values, of: a, statement: It says so., from: 1975, to: 1985, cite: [s]}
      - {motive: legitimization, of: b, statement: It says so., attested: 1970, to: 1985, cite: [s]}
      - {motive: organizational-learning, of: b, statement: It says so., to: 1975, cite: [s]}
operations:
";
    folder.write("gaps.yaml", DATA.replace("operations:\n", motives));
    let ask = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--data", "gaps.yaml"]).collect();
        folder.run(&words)
    };
    let held = |year: u16| rows(&ask(&format!("motives --at {year} --format json"))).len();
    // Both were founded in 1980, and their phase begins in 1985.
    assert_eq!([held(1979), held(1985), held(1986)], [0, 2, 0]);
    let matrix = json(&ask("matrix motive year --format json"));
    let years: Vec<String> = list(&matrix["column_headings"])
        .iter()
        .map(|one| one["label"].to_string().replace('"', ""))
        .collect();
    assert!(
        years.iter().all(|year| year.as_str() >= "1980"),
        "{years:?}"
    );
}

#[test]
fn organizations_are_exported_with_their_periods() {
    let lifetimes = ask("export lifetimes");
    assert_eq!(
        lifetimes.text().lines().skip(1).collect::<Vec<_>>(),
        [
            "a,1,1980-01-01,9999-12-31",
            "b,1,1980-01-01,1990-01-01",
            "b,2,1995-01-01,9999-12-31",
            "c,1,1970-01-01,9999-12-31",
        ]
    );
}

#[test]
fn an_unknown_beginning_is_not_called_a_founding() {
    let folder = Folder::new();
    folder.write(
        "gaps.yaml",
        DATA.replace("{from: 1980, to: 1989}", "{to: 1989}"),
    );
    let changes = folder.run(&["changes", "1988", "1996", "--data", "gaps.yaml"]);
    let words: Vec<&str> = changes.text().split_whitespace().collect();
    let text = words.join(" ");
    let note = "No table shows when this organization began to exist, because that is unknown: B.";
    assert!(
        text.contains(note) && !text.contains("founded at"),
        "{text}"
    );
    assert!(
        text.contains("Organizations existing again: B; ended: B."),
        "{text}"
    );
}

/// Returns the codes of the findings on C with these memberships.
fn codes(memberships: &str) -> Vec<String> {
    let folder = Folder::new();
    let data = DATA.replace(
        "founded: 1970}",
        &format!("founded: 1970, dissolved: 1998, {memberships}}}"),
    );
    folder.write("gaps.yaml", data);
    let found = rows(&folder.run(&["check", "gaps.yaml", "--format", "json"]));
    let codes = found
        .iter()
        .map(|one| one["code"].as_str().expect("it has a code"));
    codes.map(str::to_owned).collect()
}

#[test]
fn memberships_outside_the_lifetimes_are_reported() {
    let outside = ["membership-outside"];
    let none: [&str; 0] = [];
    // A exists from 1980 on, C from 1970 to 1998.
    assert_eq!(
        codes("member-of: [{organization: a, from: 1980, to: 1998}]"),
        none
    );
    assert_eq!(codes("member-of: [{organization: a, from: 1975}]"), outside);
    assert_eq!(codes("member-of: [{organization: a, to: 1999}]"), outside);
    assert_eq!(codes("member-of: [{organization: a, to: ..}]"), outside);
    // B is a member of C, so that C as a member of B closes a circle; in 1992, B does not exist.
    let both = ["member-of-itself", "membership-outside"];
    assert_eq!(codes("member-of: [{organization: b, from: 1992}]"), both);
}

#[test]
fn memberships_of_oneself_and_of_one_another_are_reported() {
    assert_eq!(codes("member-of: [c]"), ["member-of-itself"]);
    assert_eq!(codes("part-of: [c]"), ["part-of-itself"]);
    // A member of a part of it.
    assert_eq!(codes("part-of: [b]"), ["member-of-itself"]);
    let none: [&str; 0] = [];
    assert_eq!(
        codes("part-of: [{organization: b, withdrawn: 2001}]"),
        ["recorded-after-as-of"]
    );
    assert_eq!(codes("member-of: [a]"), none);
}

#[test]
fn memberships_that_are_listed_twice_are_reported() {
    let twice = |first: &str, second: &str| {
        let entries = [first, second].map(|dates| format!("{{organization: a{dates}}}"));
        codes(&format!("member-of: [{}]", entries.join(", "))) == ["duplicate-membership"]
    };
    assert!(
        twice("", "")
            && twice(", from: 1990", ", to: 1995")
            && twice(", from: 1990", ", from: 1990")
    );
    assert!(!twice(", to: 1990", ", from: 1990") && !twice(", to: 1990", ", from: 1992"));
    assert!(!twice(", to: 1990, withdrawn: 2000", ", from: 1985"));
}

#[test]
fn memberships_are_shown_in_words() {
    let text = ask("show B");
    assert!(
        text.text().contains("part of") && text.text().contains("member of"),
        "{}",
        text.text()
    );
    assert!(!text.text().contains("part-of"), "{}", text.text());
}
