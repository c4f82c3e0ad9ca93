//! Man pages and the completions of shells.

use std::process::Command;

use super::support::Folder;

/// Returns the names of the subcommands except `help`, in the order of the help.
fn subcommands(folder: &Folder) -> Vec<String> {
    let help = folder.run(&["--help"]);
    let list = help.text().split("Commands:\n").nth(1).unwrap_or_default();
    let list = list.split("\n\n").next().unwrap_or_default();
    // Lines that go on with a description are indented more deeply.
    let rows = list.lines().filter_map(|row| row.strip_prefix("  "));
    let names = rows
        .filter(|row| !row.starts_with(' '))
        .filter_map(|row| row.split(' ').next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// Returns `true` if a program is installed; otherwise says that its test is skipped.
fn is_installed(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output();
    let found = found.is_ok_and(|found| found.status.success());
    if !found {
        let note = format!("skipped: {program} is not installed\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes());
    }
    found
}

#[test]
fn the_command_and_every_subcommand_has_a_man_page() {
    let folder = Folder::new();
    let subcommands = subcommands(&folder);
    assert!(subcommands.len() > 15, "{subcommands:?}");
    let run = folder.run(&["man", "--dir", "new/man1"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let names = subcommands
        .iter()
        .map(|name| format!("new/man1/interorg-{name}.1"));
    let expected: Vec<String> = ["new/man1/interorg.1".to_owned()]
        .into_iter()
        .chain(names)
        .collect();
    let (questions, written): (Vec<&str>, Vec<&str>) = run
        .text()
        .lines()
        .partition(|path| path.contains("interorg-sql-"));
    assert_eq!(written, expected);
    // `sql` has subcommands of its own, and its page names them.
    let sql = folder.run(&["man", "sql"]);
    let named = sql.text().matches("interorg\\-sql\\-").count();
    assert!(named >= 8 && questions.len() >= 8, "{questions:?}");
    let steps = folder.read("new/man1/interorg-sql-path.1");
    assert!(String::from_utf8_lossy(&steps).contains("max\\-steps"));
    // What a help explains beside options and examples is a section too.
    let render = folder.run(&["man", "render"]);
    let list = ".SH \"A LIST OF VIEWS\"\n.nf\nviews:\n  \\- name: figure\\-1\n";
    assert!(render.text().contains(list), "{}", render.text());

    let whole = folder.run(&["man"]);
    assert_eq!(whole.stdout, folder.read(&expected[0]));
    assert!(
        whole
            .text()
            .contains(".SH \"EXIT STATUS\"\n0 success, 1 nothing matched"),
        "{}",
        whole.text()
    );
    for (name, path) in subcommands.iter().zip(&expected[1..]) {
        let page = folder.run(&["man", name]);
        assert_eq!(page.stdout, folder.read(path), "{name}");
        let about = format!(".SH NAME\ninterorg\\-{name} \\- ");
        assert!(page.text().contains(&about), "{name}");
        let example = format!(".SH EXAMPLES\n.nf\ninterorg {name}");
        assert!(page.text().contains(&example), "{name}");
        assert!(
            whole.text().contains(&format!("interorg\\-{name}(1)")),
            "{name}"
        );
    }
    folder
        .run(&["man", "lnks"])
        .refused("a similar value exists: 'links'");
}

#[cfg(unix)]
#[test]
fn man_pages_are_sound() {
    let folder = Folder::new();
    folder.run(&["man", "--dir", "."]);
    if is_installed("mandoc") {
        // The date is left out on purpose, and an empty line before a list of values does no harm.
        let run = folder.shell("mandoc -T lint -W warning *.1 | grep -v 'cannot parse date\\|skipping paragraph macro: br'");
        assert_eq!(run.text(), "");
    }
    if is_installed("groff") {
        let run = folder.shell("groff -man -ww -z *.1");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    }
}

#[test]
fn every_shell_completes_every_subcommand() {
    let folder = Folder::new();
    let subcommands = subcommands(&folder);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = folder.run(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        for name in &subcommands {
            assert!(run.text().contains(name), "{shell} {name}");
        }
    }
    folder
        .run(&["completions", "tcsh"])
        .refused("possible values: bash, elvish, fish");
}

#[cfg(unix)]
#[test]
fn shells_accept_their_completions() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish"] {
        folder.write("completions", &folder.run(&["completions", shell]).stdout);
        if is_installed(shell) {
            let run = folder.shell(&format!("{shell} -n completions"));
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        }
    }
}

#[cfg(unix)]
#[test]
fn values_of_fixed_lists_are_offered() {
    let folder = Folder::new();
    folder.write("completions", &folder.run(&["completions", "bash"]).stdout);
    if !is_installed("bash") {
        return;
    }
    let offered = |words: &str| {
        let line = format!(
            "bash -c 'source ./completions; COMP_WORDS=(interorg {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _interorg interorg \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo ${{COMPREPLY[@]}}'"
        );
        folder.shell(&line).text().trim_end().to_owned()
    };
    for (words, expected) in [
        ("lin", "links"),
        ("links --format \"\"", "table json csv markdown"),
        ("sql links --min-confidence \"\"", "high medium low"),
        ("links --min-confidence \"\"", "high medium low"),
        ("cite --style ieee", "ieee"),
        ("cite --style bib", "bibtex biblatex"),
        ("diagram time", "timeline"),
        ("diagram --theme \"\"", "light dark print"),
        ("man sch", "schema"),
    ] {
        assert_eq!(offered(words), expected, "{words}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = Folder::new();
    for line in ["man", "completions zsh"] {
        let run = folder.shell(&format!("{{ interorg {line}; echo $? >&2; }} | true"));
        assert_eq!(run.stderr, "0\n", "{line}");
    }
}
