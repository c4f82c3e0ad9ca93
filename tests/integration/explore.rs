//! The interactive page: in a browser, and as a file.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::readers::is_required;
use crate::support::Folder;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the path of a program; `None` if it is not installed.
fn installed(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|candidate| candidate.is_file())
}

fn skip(kind: &str, what: &str) {
    assert!(!is_required(kind), "{what} must be installed here");
    let _ = writeln!(std::io::stderr(), "skipped: {what} is not installed");
}

/// Runs a script of `tests/readers/page` in Chromium; `None` if it or the packages are missing and not required. The packages
/// are looked for in `target/page`, or in the folder that `INTERORG_PAGE` names.
pub fn in_browser(script: &str, arguments: &[&str]) -> Option<Json> {
    let given = std::env::var_os("INTERORG_PAGE").map(PathBuf::from);
    let packages = given.unwrap_or_else(|| root().join("target/page"));
    let chromium = installed(&["chromium", "chromium-browser", "google-chrome"]);
    let has_packages = packages.join("node_modules/playwright-core").is_dir()
        && packages.join("node_modules/axe-core").is_dir();
    let (Some(chromium), true) = (chromium, has_packages) else {
        skip("page", "Chromium with playwright-core and axe-core");
        return None;
    };
    let run = Command::new("node")
        .arg(root().join("tests/readers/page").join(script))
        .arg(packages)
        .arg(chromium)
        .args(arguments)
        .output()
        .expect("node runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    Some(serde_json::from_slice(&run.stdout).expect("the script prints JSON"))
}

/// Writes the page of a dataset, and returns its path.
pub fn page(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(&[&["explore", "-o", "page.html"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    folder.path("page.html").display().to_string()
}

/// Returns the data of a page.
pub fn data(page: &str) -> Json {
    let (_, rest) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .expect("a page has data");
    let (json, _) = rest.split_once("</script>").expect("the data end");
    serde_json::from_str(json).expect("the data are JSON")
}

/// Compares what a page shows in random states with what the command answers.
fn same_in_states(count: &str, dataset: &str) -> Option<Json> {
    let folder = Folder::new();
    let path = root().join(dataset).display().to_string();
    let arguments = ["--data", &path];
    let page = page(&folder, &arguments);
    let program = env!("CARGO_BIN_EXE_interorg");
    let found = in_browser(
        "states.mjs",
        &[&[program, &page, count], &arguments[..]].concat(),
    )?;
    assert_eq!(found["different"], Json::Array(vec![]), "{dataset}");
    assert_eq!(found["noted"], Json::Array(vec![]), "{dataset}");
    Some(found)
}

#[test]
fn a_page_shows_what_the_command_answers() {
    for (dataset, count, rows) in [
        ("data", "60", 50),
        ("examples/wider-network.yaml", "40", 50),
        ("tests/fixtures/valid/own-vocabularies.yaml", "15", 1),
        ("tests/fixtures/valid/joint.yaml", "15", 1),
        ("tests/fixtures/hostile-texts.yaml", "15", 1),
        ("tests/fixtures/two-passes.yaml", "15", 1),
    ] {
        let Some(found) = same_in_states(count, dataset) else {
            return;
        };
        assert!(found["rows"].as_u64() >= Some(rows), "{dataset}: {found}");
    }
}

#[test]
fn ties_that_follow_from_operations_are_on_the_page() {
    let folder = Folder::new();
    folder.write(
        "two-mode.yaml",
        "\
dataset: {cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
operations:
  - {id: x, name: X, start: 2001, end: 2005, countries: [Chad], participations: [{organization: a, role: lead}, {organization: b, role: support, from: 2003}]}
  - {id: y, name: Y, start: 2004~, countries: [chad, 'Quote & \" #1'], participations: [{organization: b, role: lead}, {organization: c, role: funding}]}
  - {id: z, name: Z, start: 1998, end: 1999, participations: [{organization: a, role: lead}, {organization: b, role: support}]}
",
    );
    let file = page(&folder, &["--data", "two-mode.yaml"]);
    let program = env!("CARGO_BIN_EXE_interorg");
    let data = folder.path("two-mode.yaml").display().to_string();
    let Some(found) = in_browser("states.mjs", &[program, &file, "40", "--data", &data]) else {
        return;
    };
    assert_eq!(found["different"], Json::Array(vec![]));
    assert!(found["rows"].as_u64() >= Some(5), "{found}");
}

#[test]
fn dates_of_motives_and_before_the_common_era_are_on_the_page() {
    let folder = Folder::new();
    folder.write(
        "old.yaml",
        "\
dataset: {cite: [s], as-of: -0300}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A, founded: -0478}, {id: b, name: B}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: -0430}, {phase: formalized, from: -0404-06}]}
",
    );
    folder.write(
        "motives.yaml",
        "\
dataset: {cite: [s], as-of: 2020}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A, dissolved: 1999}, {id: b, name: B}, {id: c, name: C}]
partnerships:
  - between: [a, b]
    motives: [{motive: legitimization, of: a, statement: They seek it., from: 1990, to: 1995}]
  - between: [b, c]
",
    );
    let program = env!("CARGO_BIN_EXE_interorg");
    for (file, first) in [("old.yaml", -876_582), ("motives.yaml", 7305)] {
        let page = page(&folder, &["--data", file]);
        let text = std::fs::read_to_string(&page).expect("it is written");
        // 1990-01-01 is 7,305 days after 1970-01-01.
        assert_eq!(data(&text)["extent"][0], first, "{file}");
        let data = folder.path(file).display().to_string();
        let Some(found) = in_browser("states.mjs", &[program, &page, "15", "--data", &data]) else {
            return;
        };
        assert_eq!(found["different"], Json::Array(vec![]), "{file}");
        assert!(found["rows"].as_u64() >= Some(3), "{file}: {found}");
    }
}

#[test]
fn a_page_is_accessible_in_every_look() {
    let folder = Folder::new();
    let page = page(&folder, &[]);
    let Some(found) = in_browser("access.mjs", &[&page]) else {
        return;
    };
    assert_eq!(found["checked"], 24);
    assert_eq!(found["found"], Json::Array(vec![]));
}

#[test]
fn a_page_is_used_by_the_keyboard_and_its_address_keeps_what_is_shown() {
    let folder = Folder::new();
    let page = page(&folder, &[]);
    let Some(found) = in_browser("keyboard.mjs", &[&page]) else {
        return;
    };
    let seen = &found["seen"];
    assert_eq!(found["noted"], Json::Array(vec![]));
    assert_eq!(seen["invisible"], Json::Null);
    for (step, expected) in [
        ("typed", "#at=2005-12-31"),
        ("arrow", "#at=2005-12-30"),
        ("pages", "#at=2006-12-31"),
        ("filtered", "#at=2006-12-31&with=nato"),
        ("removed", "#at=2006-12-31"),
        ("tab", "Operations"),
        ("closed", "#at=2006-12-31"),
        ("tie", "#at=2006-12-31&show=partnerships:eu--au"),
        ("back", "#at=2006-12-31&show=partnerships:eu--au"),
        ("png", "PNG"),
    ] {
        assert_eq!(seen[step], expected, "{step}");
    }
    assert_eq!(seen["forward"], seen["bar"]);
    let text = |step: &str| seen[step].as_str().unwrap_or_default();
    assert!(text("caption").starts_with("3 partnerships of 4 organizations"));
    assert!(text("bar").contains("show=claims:"));
    assert_eq!(seen["opened"]["name"], "EU–AU×");
    assert!(seen["claims"].as_u64() > Some(10) && seen["links"] == true);
    assert!(text("changed").contains("AMISEC began (2006-03)."));
    assert_eq!(seen["again"], true);
    let sorted = crate::support::list(&seen["sorted"]);
    let texts: Vec<&str> = sorted.iter().filter_map(Json::as_str).collect();
    let mut expected = texts.clone();
    expected.sort_unstable_by(|a, b| b.cmp(a));
    assert!(texts == expected && texts.len() == 6, "{texts:?}");
    // What is exported is what is shown.
    let links = folder.run(&["links", "--at", "2006-12-31", "--format", "json"]);
    let rows = crate::support::rows(&links).len();
    assert_eq!(text("csv").lines().count(), rows + 1);
    assert!(text("svg").contains("North Atlantic Treaty Organization"));
}

#[test]
fn hostile_labels_and_addresses_have_no_effect() {
    let folder = Folder::new();
    folder.write(
        "hostile.yaml",
        r#"
dataset: {title: "</script><script>alert(1)</script>", cite: [s]}
sources:
  s: {title: "<img src=x onerror=alert(1)>", type: web, tier: official, date: 2000, url: "https://example.org/?a=%3Cscript%3E&b='x"}
organizations:
  - {id: a, name: "</script><script>alert(2)</script>", abbreviation: "<!--", founded: 1950}
  - {id: b, name: "\u202Eright to left", abbreviation: "]]>{{x}}${y}", founded: 1950}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1960, because: "<iframe src='javascript:alert(3)'>", cite: [{source: s, quote: "</template><script>alert(4)</script>"}]}]}
operations:
  - {id: o, name: "javascript:alert(5)", start: 1970, countries: ["<svg onload=alert(6)>"], participations: [{organization: a, role: lead}, {organization: b, role: support}]}
"#,
    );
    let file = page(
        &folder,
        &["--data", "hostile.yaml", "--title", "<b>\"'&</title>"],
    );
    let text = std::fs::read_to_string(&file).expect("it is written");
    // The only elements are those of the program, whatever the labels are.
    assert_eq!(text.matches("<script").count(), 3);
    assert!(text.contains("<title>&lt;b&gt;"));
    let Some(found) = in_browser("hostile.mjs", &[&file]) else {
        return;
    };
    assert_eq!(found["noted"], Json::Array(vec![]));
    assert_eq!(found["isRun"], false);
    assert_eq!(found["seen"]["scripts"], 3);
    assert_eq!(found["seen"]["elements"], 0);
    let links = found["seen"]["links"].as_array().expect("a list");
    assert!(
        links.iter().all(|protocol| protocol == "https:"),
        "{links:?}"
    );
}

#[test]
fn a_page_opens_in_firefox() {
    let Some(firefox) = installed(&["firefox-esr", "firefox"]) else {
        skip("firefox", "Firefox");
        return;
    };
    let folder = Folder::new();
    let file = page(&folder, &[]);
    let profile = folder.path("profile");
    std::fs::create_dir(&profile).expect("it can be created");
    let run = Command::new("node")
        .arg(root().join("tests/readers/page/firefox.mjs"))
        .args([&firefox, Path::new(&file), &profile])
        .output()
        .expect("node runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let found: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
    for (step, caption) in [
        ("opened", "6 partnerships of 4 organizations, on 2026-"),
        ("moved", "partnerships of 4 organizations, on 20"),
        ("linked", "6 partnerships of 4 organizations, on 2005-12-31"),
    ] {
        let shown = found[step]["caption"].as_str().unwrap_or_default();
        assert!(shown.contains(caption), "{step}: {found}");
    }
    assert!(found["linked"]["claims"].as_u64() > Some(10), "{found}");
}

#[test]
fn a_page_opens_with_the_filters_of_the_command() {
    let folder = Folder::new();
    let arguments = [
        "--during",
        "2003..2010",
        "--with",
        "African Union",
        "--country",
        "sudan",
        "--coding",
        "activity",
        "--title",
        "AU & partners",
        "--large",
    ];
    let text = std::fs::read_to_string(page(&folder, &arguments)).expect("it is written");
    let data = data(&text);
    assert_eq!(data["title"], "AU & partners");
    let filter = &data["start"]["filter"];
    assert_eq!(filter["with"], serde_json::json!(["au"]));
    assert_eq!(filter["countries"], serde_json::json!(["Sudan"]));
    assert_eq!(filter["coding"], "activity");
    // 2003-01-01 is 12,053 days after 1970-01-01, and 2010-12-31 is 14,974 days after it.
    assert_eq!(data["start"]["days"], serde_json::json!([12053, 14974]));
    assert!(text.contains("<html lang=\"en\" data-size=\"large\">"));
    assert!(text.contains("<title>AU &amp; partners</title>"));
    folder
        .run(&["explore", "--min-shared", "2"])
        .refused("a page has no filter such as --min-shared");
}

#[test]
fn only_what_matches_is_left_on_the_page() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(page(&folder, &["--between", "EU", "AU", "--only"]));
    let data = data(&text.expect("it is written"));
    let ids = |list: &str| -> Vec<String> {
        let list = data[list].as_array().expect("a list");
        list.iter()
            .map(|one| one["id"].to_string().replace('"', ""))
            .collect()
    };
    assert_eq!(ids("partnerships"), ["eu--au"]);
    // Others are there because they take part in an operation of the two.
    let organizations = ids("organizations");
    assert!(organizations.contains(&"eu".to_owned()) && organizations.contains(&"un".to_owned()));
    assert!(!organizations.contains(&"wto".to_owned()));
    for joint in data["partnerships"][0]["joint"].as_array().expect("a list") {
        let operation = joint["operation"].as_u64().expect("a row") as usize;
        let participations = &data["operations"][operation]["participations"];
        for (side, row) in joint["rows"].as_array().expect("a list").iter().enumerate() {
            let one = &participations[row.as_u64().expect("a row") as usize];
            assert_eq!(
                one["organization"],
                data["partnerships"][0]["members"][side]
            );
        }
    }
    assert!(ids("operations").contains(&"amis".to_owned()));
    assert!(!ids("operations").contains(&"isaf".to_owned()));
}

#[test]
fn everyone_in_an_operation_is_on_a_page_of_what_matches() {
    let folder = Folder::new();
    folder.write(
        "roles.yaml",
        "\
dataset: {cite: [s]}
sources: {s: {title: S, type: report, tier: official, date: 2000}}
organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}, {id: d, name: D}]
partnerships: [{between: [a, b]}, {between: [c, d]}]
operations:
  - {id: x, name: X, start: 2001, participations: [{organization: c, role: lead, status: unknown}, {organization: a, role: lead}, {organization: b, role: support}]}
  - {id: y, name: Y, start: 2001, participations: [{organization: d, role: lead}]}
",
    );
    let arguments = ["--data", "roles.yaml", "--with", "A", "--only"];
    let text = std::fs::read_to_string(page(&folder, &arguments)).expect("it is written");
    let data = data(&text);
    let ids: Vec<&str> = crate::support::list(&data["organizations"])
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    // Whether C took part is unknown, and D did not.
    assert_eq!(ids, ["a", "b", "c"]);
    let participations = crate::support::list(&data["operations"][0]["participations"]);
    assert_eq!(
        (participations.len(), &participations[0]["unknown"]),
        (3, &Json::Bool(true))
    );
}

#[test]
fn a_page_that_is_too_large_is_refused() {
    let folder = Folder::new();
    let organizations = (0..1001).map(|row| format!("  - {{id: o{row}, name: O{row}}}\n"));
    let yaml = format!(
        "dataset: {{cite: [s]}}\nsources: {{s: {{title: S, type: report, tier: official, date: 2000}}}}\n\
         organizations:\n{}partnerships:\n  - {{between: [o1, o2], phases: {{formal: [{{phase: contact, from: 2000}}]}}}}\n",
        organizations.collect::<String>()
    );
    folder.write("large.yaml", yaml);
    let arguments = ["explore", "--data", "large.yaml", "-o", "page.html"];
    folder.run(&arguments).refused(
        "a page of 1001 organizations and 1 partnerships is too large for most browsers (at most 1000 and 20000)",
    );
    assert!(!folder.path("page.html").exists());
    let forced = folder.run(&[&arguments[..], &["--force"]].concat());
    assert_eq!(forced.status, 0, "{}", forced.stderr);
    let narrowed = folder.run(&[&arguments[..], &["--only", "--with", "O1"]].concat());
    assert_eq!((narrowed.status, narrowed.stderr.as_str()), (0, ""));
}

#[test]
fn pages_of_any_dataset_are_written() {
    let folder = Folder::new();
    folder.write(
        "empty.yaml",
        "sources: {s: {title: S, type: report, tier: official, date: 2000}}\n",
    );
    folder.write("one.yaml", "organizations: [{id: a, name: A}]\n");
    folder.write(
        "undated.yaml",
        "organizations: [{id: a, name: A}, {id: b, name: B}]\npartnerships: [{between: [a, b]}]\n",
    );
    for file in ["empty.yaml", "one.yaml", "undated.yaml"] {
        let text = std::fs::read_to_string(page(&folder, &["--data", file, "--embed-fonts"]));
        let text = text.expect("it is written");
        assert!(data(&text)["extent"].is_null(), "{file}");
        assert!(text.contains("@font-face"), "{file}");
    }
    let page = page(&folder, &["--data", "undated.yaml"]);
    let program = env!("CARGO_BIN_EXE_interorg");
    let data = folder.path("undated.yaml").display().to_string();
    if let Some(found) = in_browser("states.mjs", &[program, &page, "5", "--data", &data]) {
        assert_eq!(found["different"], Json::Array(vec![]));
    }
}

#[test]
fn the_page_of_the_shipped_data_is_small_and_has_a_stamp() {
    let folder = Folder::new();
    let file = page(&folder, &[]);
    let bytes = std::fs::read(&file).expect("it is written");
    assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    let stale = folder.run(&["stale", "page.html"]);
    assert_eq!(stale.status, 0, "{}", stale.text());
    // The same data give the same bytes.
    page(&folder, &[]);
    assert_eq!(std::fs::read(&file).expect("it is written"), bytes);
}

#[test]
fn the_script_of_the_page_is_the_one_that_was_built() {
    let sums = std::fs::read_to_string(root().join("page/SHA256SUMS")).expect("it is there");
    assert_eq!(sums.lines().count(), 2);
    for line in sums.lines() {
        let (sum, file) = line.split_once("  ").expect("a sum and a file");
        let bytes = std::fs::read(root().join(file)).expect("it is there");
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(digest, sum, "{file}");
    }
    let script =
        std::fs::read_to_string(root().join("src/export/page/page.js")).expect("it is there");
    for licence in ["preact", "preact-signals"] {
        let text = std::fs::read_to_string(root().join(format!("page/licences/{licence}.txt")));
        assert!(
            script.contains(text.expect("it is there").trim()),
            "{licence}"
        );
    }
}
