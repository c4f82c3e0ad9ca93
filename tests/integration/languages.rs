//! Labels and names in the languages of a dataset.

use crate::support::{Folder, Run, json as parsed};

const DATA: &str = "\
dataset: {title: Languages, as-of: 2020-12-31}
vocabularies:
  phases:
    - {id: contact, label: Contact, labels: {fr: Prise de contact, pt-BR: Contato}, definition: They talk.}
    - {id: treaty, label: Treaty, definition: They sign.}
organizations:
  - {id: un, abbreviation: UN, name: United Nations, names: {fr: Nations unies, es: Naciones Unidas}}
  - {id: au, abbreviation: AU, name: African Union, names: {fr: Union africaine}}
partnerships:
  - between: [un, au]
    phases: {formal: [{phase: contact, from: 2001, cite: [s]}]}
sources: {s: {title: S}}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    folder.run(&words)
}

#[test]
fn labels_and_names_are_those_of_the_language_and_ids_stay() {
    let row = &parsed(&ask("links --lang fr --format json"))["rows"][0];
    assert_eq!(
        (&row["phase"], &row["phase_label"]),
        (&"contact".into(), &"Prise de contact".into())
    );
    let dossier = ask("show UN AU --lang fr");
    assert!(
        dossier.text().contains("Nations unies – Union africaine"),
        "{}",
        dossier.text()
    );
    let picture = ask("diagram --lang fr --format svg");
    assert!(
        picture.text().contains("Prise de contact") && picture.text().contains("Nations unies")
    );
}

#[test]
fn a_tag_finds_its_language_with_and_without_a_region() {
    let label = |language: &str| {
        let row = parsed(&ask(&format!("links --lang {language} --format json")));
        row["rows"][0]["phase_label"]
            .as_str()
            .expect("it has a label")
            .to_owned()
    };
    assert_eq!(label("pt"), "Contato");
    assert_eq!(label("FR-ca"), "Prise de contact");
    assert_eq!(label("de"), "Contact");
}

#[test]
fn what_a_dataset_does_not_have_in_the_language_is_counted() {
    let run = ask("links --lang es");
    assert!(
        run.stderr
            .contains("labels and names are not in the dataset in `es`"),
        "{}",
        run.stderr
    );
    let missing: usize = run
        .stderr
        .split(' ')
        .find_map(|word| word.parse().ok())
        .expect("a number");
    let french = ask("links --lang fr").stderr;
    let fewer: usize = french
        .split(' ')
        .find_map(|word| word.parse().ok())
        .expect("a number");
    // Spanish lacks one phase and one organization that French has.
    assert_eq!(missing, fewer + 2);
}

#[test]
fn original_names_and_labels_still_find_what_they_name() {
    assert_eq!(ask("show UN AU --lang fr").status, 0);
    assert_eq!(ask("links --with --lang fr").status, 2);
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    for (option, name) in [
        ("--with", "African Union"),
        ("--with", "Union africaine"),
        ("--phase", "Contact"),
        ("--phase", "Prise de contact"),
    ] {
        let run = folder.run(&["links", option, name, "--lang", "fr", "--data", "data.yaml"]);
        assert_eq!(run.status, 0, "{option} {name}: {}", run.stderr);
    }
}

#[test]
fn the_dataset_itself_is_written_in_every_language() {
    ask("export dataset --lang fr").refused("--lang");
    let text = ask("export dataset");
    assert!(text.text().contains("pt-BR: Contato"), "{}", text.text());
}

#[test]
fn a_stamp_remembers_the_language() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let draw = [
        "diagram",
        "-o",
        "fr.svg",
        "--lang",
        "fr",
        "--data",
        "data.yaml",
    ];
    assert_eq!(folder.run(&draw).status, 0);
    assert_eq!(
        folder
            .run(&["stale", "fr.svg", "--data", "data.yaml"])
            .status,
        0
    );
    let english = ["diagram", "-o", "en.svg", "--data", "data.yaml"];
    assert_eq!(folder.run(&english).status, 0);
    folder.write(
        "data.yaml",
        DATA.replace("Prise de contact", "Contact pris"),
    );
    assert_eq!(
        folder
            .run(&["stale", "fr.svg", "--data", "data.yaml"])
            .status,
        1
    );
    // A picture in English does not rest on French labels.
    let run = folder.run(&["stale", "en.svg", "--data", "data.yaml"]);
    assert_eq!(run.status, 0, "{}", run.text());
}

#[test]
fn what_is_no_language_tag_is_reported_and_refused() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "vocabularies: {roles: [{id: lead, label: Lead, definition: It leads., labels: {french: Conduite, fr_FR: Conduite}}]}\n\
         organizations: [{id: a, name: A, names: {\"\": Nom, fr: Nom, in French: Nom}}]\n\
         sources: {s: {title: S, language: fr}, t: {title: T, language: in French}}\n",
    );
    let report = folder.run(&["check", "data.yaml"]);
    // `french` has the form of a tag, as many languages without a short code do.
    assert_eq!(
        report.text().matches("warning[invalid-language]").count(),
        3,
        "{}",
        report.text()
    );
    for language in ["", "in French", "f"] {
        let run = folder.run(&["links", "--lang", language, "--data", "data.yaml"]);
        assert_eq!(run.status, 2, "{language}");
        assert!(
            run.stderr
                .contains("expected a language tag such as fr or pt-BR"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_tag_finds_its_language_before_another_region_and_never_another_script() {
    let names = |language: &str| {
        let folder = Folder::new();
        folder.write(
            "data.yaml",
            "organizations:\n  - id: a\n    name: Original\n    names: \
             { fr-BE: Belgian, fr: Plain, zh-Hans: Simplified, pt_BR: Brazilian, sr-Latn-RS: Latin }\n",
        );
        let line = ["list", "organizations", "--format", "json"];
        let data = ["--lang", language, "--data", "data.yaml"];
        let row = &parsed(&folder.run(&[line, data].concat()))["rows"][0];
        row["about"].as_str().unwrap_or_default().to_owned()
    };
    for (language, expected) in [
        ("fr", "Plain"),
        ("fr-CA", "Plain"),
        ("fr_CA", "Plain"),
        ("FR-be", "Belgian"),
        ("fr_BE", "Belgian"),
        ("pt", "Brazilian"),
        ("pt-BR", "Brazilian"),
        ("pt-PT", "Brazilian"),
        ("zh-Hans-CN", "Simplified"),
        ("zh-Hant", "Original"),
        ("zh", "Simplified"),
        ("sr-Latn", "Latin"),
        ("sr-Cyrl", "Original"),
    ] {
        assert_eq!(names(language), expected, "{language}");
    }
}
