//! The floors: who may use whom.

use crate::support::project;
use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. A floor may use itself and what stands before it.
const FLOORS: [&str; 14] =
    ["base", "model", "store", "load", "edit", "catalogue", "history", "register", "check", "report", "render", "import", "ops", "cli"];

/// Renderers know documents and findings only.
const RENDER_MAY_USE: [&str; 10] = [
    "crate::base",
    "crate::report::brand",
    "crate::report::calendar",
    "crate::report::doc",
    "crate::report::findings",
    "crate::report::prose",
    "crate::report::typed",
    "crate::report::unread",
    "crate::report::Report",
    "crate::render",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    let root = project().join("src");
    sources(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The lines of a file before its tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|line| line.trim() != "#[cfg(test)]" || line.starts_with("    "))
}

#[test]
fn floors_look_down_only() {
    for (path, text) in all() {
        let Some(floor) = FLOORS.iter().position(|floor| path.starts_with(&format!("{floor}/"))) else { continue };
        for line in code(&text) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if let Some(other) = FLOORS.iter().position(|floor| *floor == name) {
                    assert!(other <= floor, "{path}: {} uses {name} above it: {line}", FLOORS[floor]);
                }
            }
            if path.starts_with("render/") {
                for used in line.split("use ").skip(1).filter(|used| used.starts_with("crate::")) {
                    assert!(RENDER_MAY_USE.iter().any(|may| used.starts_with(may)), "{path}: {line}");
                }
            }
        }
    }
}

/// A module that a macro declares is none to whoever formats or looks for it.
#[test]
fn every_module_is_declared_by_a_line_of_its_own() {
    let files = all();
    let text = |path: &str| files.iter().find(|(known, _)| known == path).map(|(_, text)| text.as_str());
    for (path, _) in files.iter().filter(|(path, _)| path != "lib.rs" && path != "main.rs") {
        let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let (folder, name) = module.rsplit_once('/').unwrap_or(("", module));
        let parent = if folder.is_empty() { text("lib.rs") } else { text(&format!("{folder}/mod.rs")).or(text(&format!("{folder}.rs"))) };
        let declares = |line: &str| line.strip_suffix(';').is_some_and(|line| line.ends_with(&format!("mod {name}")));
        assert!(parent.is_some_and(|parent| parent.lines().any(declares)), "{path} is declared by no line");
    }
}

/// A kind that no row names would be read from no folder, and nobody would be told.
#[test]
fn every_file_of_a_record_kind_has_its_row() {
    let files = all();
    let kinds = files.iter().filter_map(|(path, _)| path.strip_prefix("model/kinds/")?.strip_suffix(".rs")).filter(|stem| *stem != "mod");
    for kind in kinds {
        assert!(isms::model::kinds::by_name(kind).is_some(), "{kind} is not in the table of model/kinds/mod.rs");
    }
}

#[test]
fn each_fast_moving_library_is_named_in_one_place() {
    let homes = [
        ("git2::", "store/git/"),
        ("granit_parser::", "load/yaml.rs"),
        ("jsonschema::", "load/schema/"),
        ("comfy_table::", "render/text.rs"),
        ("annotate_snippets::", "render/human.rs"),
        ("askama::", "render/html/"),
        ("docx_rs::", "render/docx/"),
        ("pulldown_cmark::", "report/markdown.rs"),
        ("krilla::", "render/pdf/"),
        ("png::", "base/picture.rs"),
        ("clap::", "cli/"),
        ("clap_complete::", "cli/completing.rs"),
    ];
    for (path, text) in all() {
        for (library, home) in homes {
            // The generated pages stand above all floors.
            let may = path.starts_with(home) || path == "docs.rs";
            assert!(may || !text.contains(library), "{path} names {library}, which lives in {home}");
        }
    }
}

#[test]
fn only_the_command_line_has_a_clock_an_environment_and_a_terminal() {
    for (path, text) in all().into_iter().filter(|(path, _)| !path.starts_with("cli/")) {
        for word in [
            "Local::now",
            "Utc::now",
            "SystemTime",
            "std::env::var",
            "std::env::current",
            "println!",
            "eprintln!",
            "io::stdout",
            "io::stderr",
            "process::exit",
        ] {
            assert!(code(&text).all(|line| !line.contains(word)), "{path} has {word}");
        }
    }
}

#[test]
fn only_the_store_and_whoever_asks_touch_files() {
    let free = |path: &str| {
        path.starts_with("cli/")
            || path.starts_with("ops/")
            || path.starts_with("store/")
            || path.ends_with("/tests.rs")
            || path.contains("/tests/")
    };
    for (path, text) in all().into_iter().filter(|(path, _)| !free(path)) {
        for word in ["std::fs", "fs::read", "fs::write", "File::open", "std::net", "std::process::Command"] {
            assert!(code(&text).all(|line| !line.contains(word)), "{path} has {word}");
        }
    }
}
