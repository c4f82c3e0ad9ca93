//! Layers import only earlier ones, files do not import one another in circles, and the library never prints.
//!
//! The sources are parsed, so that grouped imports, `super::super` and paths in the middle of an expression are
//! seen too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, Macro, UseTree, VisRestricted, Visibility};

/// The layers, in the order in which data flows through them.
const LAYERS: [&str; 13] = [
    "phrase", "threads", "choice", "model", "dataset", "import", "graph", "query", "analysis",
    "view", "picture", "export", "sql",
];

/// Files that import one another, each circle with the reason why it is one concept in two files.
const CIRCLES: &[(&[&str], &str)] = &[(
    &["model::source", "model::vocabulary"],
    "a term cites sources, and the tier of a source is a term",
)];

type ModulePath = Vec<String>;

/// One source file.
struct SourceFile {
    text: String,
    /// What the names that it re-exports stand for.
    reexports: BTreeMap<String, ModulePath>,
    /// The absolute paths that it uses, re-exports aside.
    uses: BTreeSet<ModulePath>,
}

/// The source files of the library, by module path.
fn library() -> BTreeMap<ModulePath, SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    for path in rust_files(&root) {
        let module = module_path(path.strip_prefix(&root).expect("it is below src"));
        if module
            .first()
            .is_some_and(|layer| layer == "cli" || layer == "main")
        {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file is text");
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut imports = Imports {
            module: module.clone(),
            reexports: BTreeMap::new(),
            uses: BTreeSet::new(),
        };
        imports.visit_file(&parsed);
        let Imports {
            reexports, uses, ..
        } = imports;
        files.insert(
            module,
            SourceFile {
                text,
                reexports,
                uses,
            },
        );
    }
    files
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns the module path of a file: `view/table.rs` and `view/table/mod.rs` are both `view::table`.
fn module_path(file: &Path) -> ModulePath {
    let parts = file.with_extension("");
    let mut parts: ModulePath = parts
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        parts.pop();
    }
    parts
}

/// Collects the paths that a file uses.
struct Imports {
    module: ModulePath,
    reexports: BTreeMap<String, ModulePath>,
    uses: BTreeSet<ModulePath>,
}

impl Imports {
    /// Adds a path if it leads into the crate.
    fn add(&mut self, segments: &[String]) {
        self.uses.extend(absolute(&self.module, segments));
    }
}

/// Returns a path from the root of the crate; `None` if it leads to another crate.
fn absolute(module: &[String], segments: &[String]) -> Option<ModulePath> {
    let mut base = match segments.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for segment in segments {
        match segment.as_str() {
            "crate" | "self" => {}
            "super" => {
                base.pop();
            }
            name => base.push(name.to_owned()),
        }
    }
    Some(base)
}

/// Calls a function with every path of a `use` tree, and the name that it gets.
fn leaves(tree: &UseTree, prefix: &[String], found: &mut impl FnMut(&[String], String)) {
    let with = |name: String| [prefix, &[name]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &with(path.ident.to_string()), found),
        UseTree::Name(name) => found(&with(name.ident.to_string()), name.ident.to_string()),
        UseTree::Rename(name) => found(&with(name.ident.to_string()), name.rename.to_string()),
        UseTree::Glob(_) => found(prefix, "*".to_owned()),
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| leaves(tree, prefix, found)),
    }
}

impl<'a> Visit<'a> for Imports {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        leaves(&item.tree, &[], &mut |path, name| {
            if !is_reexport {
                self.add(path);
            } else if let Some(path) = absolute(&self.module, path) {
                self.reexports.insert(name, path);
            }
        });
    }

    fn visit_item_mod(&mut self, module: &'a ItemMod) {
        // Tests may use what they like.
        if module.ident != "tests" {
            self.module.push(module.ident.to_string());
            visit::visit_item_mod(self, module);
            self.module.pop();
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        self.add(&segments);
        visit::visit_path(self, path);
    }

    /// Skips `pub(super)`, whose path is not an import.
    fn visit_vis_restricted(&mut self, _: &'a VisRestricted) {}

    fn visit_macro(&mut self, call: &'a Macro) {
        for path in paths_of_tokens(call.tokens.clone()) {
            self.add(&path);
        }
    }
}

/// Returns the paths in the arguments of a macro, which are not parsed.
fn paths_of_tokens(tokens: TokenStream) -> Vec<ModulePath> {
    let mut paths = Vec::new();
    let mut current: ModulePath = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(name) if colons == 2 || current.is_empty() => {
                current.push(name.to_string());
                colons = 0;
                continue;
            }
            TokenTree::Ident(name) => {
                paths.push(std::mem::replace(&mut current, vec![name.to_string()]));
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Group(group) => {
                paths.push(std::mem::take(&mut current));
                paths.extend(paths_of_tokens(group.stream()));
            }
            _ => paths.push(std::mem::take(&mut current)),
        }
        colons = 0;
    }
    paths.push(current);
    paths.retain(|path| path.len() > 1);
    paths
}

/// Returns the file that defines what a path leads to.
fn definition(files: &BTreeMap<ModulePath, SourceFile>, path: &[String]) -> Option<ModulePath> {
    let mut path = path.to_vec();
    for _ in 0..10 {
        let length = (0..=path.len())
            .rev()
            .find(|length| files.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let reexported = rest
            .first()
            .and_then(|name| files[module].reexports.get(name));
        match reexported {
            Some(target) => path = [target, &rest[1..]].concat(),
            None => return (length > 0).then(|| module.to_vec()),
        }
    }
    panic!("{} is re-exported in a circle", path.join("::"));
}

/// Returns the files that each file imports from.
fn dependencies() -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
    let files = library();
    let of = |(module, file): (&ModulePath, &SourceFile)| {
        let found = file.uses.iter().filter_map(|path| definition(&files, path));
        let others = found.filter(|other| other != module).collect();
        (module.clone(), others)
    };
    files.iter().map(of).collect()
}

#[test]
fn no_layer_imports_a_later_one() {
    let place = |module: &ModulePath| {
        let layer = module.first().map(String::as_str);
        LAYERS.iter().position(|name| Some(*name) == layer)
    };
    let mut checked = 0;
    for (module, others) in dependencies()
        .iter()
        .filter(|(module, _)| !module.is_empty())
    {
        let own = place(module).unwrap_or_else(|| panic!("{} is in no layer", module.join("::")));
        for other in others {
            let theirs = place(other).expect("every module of the library is in a layer");
            assert!(
                theirs <= own,
                "{} imports {}",
                module.join("::"),
                other.join("::")
            );
        }
        checked += 1;
    }
    assert!(checked > 100, "the layers have files: {checked}");
}

#[test]
fn files_import_one_another_in_circles_only_where_they_form_one_concept() {
    let dependencies = dependencies();
    let reachable = |from: &ModulePath| {
        let mut seen = BTreeSet::new();
        let mut left: Vec<&ModulePath> = dependencies[from].iter().collect();
        while let Some(module) = left.pop() {
            if seen.insert(module) {
                left.extend(&dependencies[module]);
            }
        }
        seen
    };
    let reached: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> = dependencies
        .keys()
        .map(|module| (module, reachable(module)))
        .collect();
    let circles: BTreeSet<Vec<String>> = dependencies
        .keys()
        .map(|module| {
            let others = reached[module]
                .iter()
                .filter(|other| reached[**other].contains(module));
            others.map(|other| other.join("::")).collect()
        })
        .filter(|circle: &Vec<String>| !circle.is_empty())
        .collect();
    let known: BTreeSet<Vec<String>> = CIRCLES
        .iter()
        .map(|(files, _)| files.iter().map(|file| (*file).to_owned()).collect())
        .collect();
    assert_eq!(circles, known);
}

#[test]
fn foreign_crates_stay_in_their_layers() {
    for (name, allowed) in [
        ("serde_yaml", &["dataset"][..]),
        ("petgraph", &["graph", "query", "analysis"][..]),
    ] {
        for (module, file) in library() {
            let is_allowed = module
                .first()
                .is_none_or(|layer| allowed.contains(&layer.as_str()));
            let uses = file.text.contains(&format!("{name}::"));
            assert!(is_allowed || !uses, "{} uses {name}", module.join("::"));
        }
    }
}

#[test]
fn the_library_never_prints() {
    for (module, file) in library() {
        for name in ["println!", "print!(", "eprintln!", "eprint!(", "dbg!"] {
            let is_code = |line: &&str| !line.trim_start().starts_with("//");
            let found = file
                .text
                .lines()
                .filter(is_code)
                .find(|line| line.contains(name));
            assert_eq!(found, None, "{} prints", module.join("::"));
        }
    }
}
