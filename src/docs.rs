//! The generated pages of `docs/` and the schemas of reports; a test compares the committed copies.

use crate::check::Rule;
use crate::check::rules::RULES;
use crate::cli::args::program;
use crate::model::kinds::KINDS;
use crate::model::schemas::{names, schema};
use crate::model::single::SINGLES;
use crate::ops::report::REPORTS;
use crate::register::derived;
use crate::report::explain;
use crate::report::fleet::rows::TABLES;
use serde_json::Value;
use std::fmt::Write as _;

/// Every generated page: its name in `docs/` and its text.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![("rules.md", rules_page()), ("records.md", records_page()), ("cli.md", cli_page()), ("fleet-tables.md", tables_page())]
}

/// The schema of each report's JSON: its name in `schemas/report/` and its text.
pub fn report_schemas() -> impl Iterator<Item = (String, String)> {
    REPORTS.iter().map(|report| (format!("{}.v1.schema.json", report.name), format!("{:#}\n", (report.schema)().to_value())))
}

/// The derived values of each kind.
pub fn derived_names() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    derived::DERIVED.iter().map(|(kind, names)| (*kind, names.iter().map(|(name, _)| *name).collect()))
}

const GENERATED: &str = "<!-- Made by `ISMS_WRITE=1 cargo test generated`; change the program, not this page. -->\n";

/// Adds a line to a page; writing to a string cannot fail.
macro_rules! line {
    ($page:ident) => { $page.push('\n') };
    ($page:ident, $($part:tt)*) => {{ let _ = writeln!($page, $($part)*); }};
}

fn rules_page() -> String {
    let mut page = format!("{GENERATED}# Rules\n\n");
    line!(page, "What `isms check` looks for. The same pages come from `isms explain RULE`, and the records on them are run as tests.\n");
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| rule.name);
    line!(page, "| rule | level | guards | about |\n|---|---|---|---|");
    for rule in &rules {
        line!(page, "| [{0}](#{0}) | {1} | {2} | {3} |", rule.name, rule.level.name(), rule.clauses.join(", "), rule.info().summary());
    }
    for rule in rules {
        // Headings go one level down, below the page's own.
        let text: Vec<String> = explain::rule(rule).lines().map(demoted).collect();
        line!(page, "\n{}", text.join("\n").trim_end());
    }
    page
}

/// A heading one level down. The paths that begin the files of an example look like headings, and stay.
fn demoted(line: &str) -> String {
    let is_path = line.strip_prefix("# ").is_some_and(|rest| rest.contains(".yaml") || rest.contains('/'));
    if line.starts_with('#') && !is_path { format!("#{line}") } else { line.to_owned() }
}

fn tables_page() -> String {
    let mut page = format!("{GENERATED}# Tables of many programmes\n\n");
    let version = TABLES.first().map_or(0, |table| table.version);
    line!(
        page,
        "What `isms fleet export` writes, see [Many programmes](fleet.md). This is version {version}: columns are only added, at the end of"
    );
    line!(
        page,
        "their table, and any value may be missing. Engines show two more columns, `as_of`, the day, and `bucket`, a number that means"
    );
    line!(
        page,
        "nothing. `--without people` empties what is said of \"who\" and whatever names a person, `--without text` each \"text\".\n"
    );
    for table in TABLES {
        line!(page, "## {}\n\n{}\n\n| column | holds | meaning |\n|---|---|---|", table.name, table.about.trim());
        for column in table.all() {
            line!(page, "| `{}` | {} | {} |", column.name, column.kind.name(), column.about.trim());
        }
        line!(page);
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn records_page() -> String {
    let mut page = format!("{GENERATED}# Records\n\n");
    line!(page, "A programme is a folder with `isms.yaml`. The files at its top are there once; every other record has a file of its own,");
    line!(page, "in the folder of its kind, which should be named after its id. Several records may share a file as YAML documents");
    line!(page, "split by `---`. Folders called `files` inside these hold anything else: the text of documents, exported evidence.\n");
    line!(page, "| record | where | ids |\n|---|---|---|");
    for single in SINGLES {
        line!(page, "| [{0}](#{0}) | `{1}` | |", single.name, single.file);
    }
    for kind in KINDS {
        line!(page, "| [{0}](#{0}) | `{1}/` | `{2}-…` |", kind.name, kind.folder, kind.prefix);
    }
    for name in names() {
        let Some(schema) = schema(name) else { continue };
        line!(page, "\n## {name}\n\n{}\n", text_of(schema));
        line!(page, "| field | value | meaning |\n|---|---|---|");
        fields(&mut page, schema, "");
        let derived = derived::names(name);
        if !derived.is_empty() {
            line!(page, "\nWhat follows from it, for `isms list` and `isms show`:\n\n| name | meaning |\n|---|---|");
            derived.iter().for_each(|(name, meaning)| line!(page, "| `{name}` | {meaning} |"));
        }
    }
    page
}

fn fields(page: &mut String, schema: &Value, prefix: &str) {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        let star = if required.contains(&name.as_str()) { " *" } else { "" };
        line!(page, "| `{prefix}{name}`{star} | {} | {} |", value_of(part), text_of(part));
        fields(page, part, &format!("{prefix}{name}."));
        fields(page, &part["items"], &format!("{prefix}{name}[]."));
        if part["properties"].is_null() {
            fields(page, &part["additionalProperties"], &format!("{prefix}{name}.*."));
        }
    }
}

fn text_of(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace('|', "\\|")
}

fn value_of(schema: &Value) -> String {
    let strings =
        |key: &str| -> Vec<String> { schema[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect() };
    let targets = strings("x-isms-ref");
    if !targets.is_empty() {
        let any = targets.len() > 6;
        let or_words = if schema["x-isms-in-words"] == true { ", or a name in words" } else { "" };
        return if any { "id of any record".into() } else { format!("id of {}{or_words}", targets.join(" or ")) };
    }
    let words = strings("enum");
    if !words.is_empty() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", value_of(&schema["items"])),
        Some("object") => "mapping".into(),
        Some("string") if schema["format"] == "date" => "date".into(),
        Some("string") => match strings("examples").as_slice() {
            [] => "text".into(),
            examples => examples.iter().map(|example| format!("`{example}`")).collect::<Vec<_>>().join(", "),
        },
        Some("integer") => "whole number".into(),
        Some("boolean") => "`true` or `false`".into(),
        Some(other) => other.into(),
        None => strings("type").join(" or "),
    }
}

fn cli_page() -> String {
    let mut page = format!("{GENERATED}# The command line\n\n");
    line!(page, "Results go to stdout, talk to stderr. A closed pipe is not an error.\n");
    line!(page, "| exit code | means |\n|---|---|");
    for (code, means) in [
        ("0", "clean, or done"),
        ("1", "findings at or above `--fail-on`, files that a command which judges could not read, or rows that could not be imported"),
        ("2", "wrong usage"),
        ("3", "could not do it, and nothing changed"),
        ("4", "could not do all of it, and the error says what was done and stays; or you have to choose first, and nothing changed"),
        ("101", "a bug of ours"),
    ] {
        line!(page, "| {code} | {means} |");
    }
    let mut command = usual(program()).term_width(100);
    command.build();
    describe(&mut page, &mut command, "isms");
    line!(page, "\n## JSON\n");
    line!(page, "Every report has `--format json`. Its keys are fixed by version: adding one is compatible, changing one is version 2.");
    line!(page, "What could not be read stands under `unread_files`, where there is any: nothing is said of what it holds.");
    line!(page, "The schemas are in `schemas/report/`. Keys are in snake_case, dates as `YYYY-MM-DD`, lists sorted as people sort.");
    page
}

/// The program as the usual build has it, whatever this one can do beside that: the page is the same from both.
fn usual(program: clap::Command) -> clap::Command {
    if cfg!(feature = "parquet") {
        return program.mut_subcommand("fleet", |fleet| fleet.mut_subcommand("export", |export| export.hide(true)));
    }
    program
}

fn describe(page: &mut String, command: &mut clap::Command, name: &str) {
    line!(page, "\n## {name}\n");
    line!(page, "```text\n{}\n```", command.render_long_help().to_string().trim_end());
    let shown = command.get_subcommands().filter(|child| child.get_name() != "help" && !child.is_hide_set());
    let children: Vec<String> = shown.map(|child| child.get_name().to_owned()).collect();
    for child in children {
        if let Some(found) = command.find_subcommand_mut(&child) {
            describe(page, found, &format!("{name} {child}"));
        }
    }
}

/// What rules know of the catalogue.
pub fn prints() -> String {
    crate::catalogue::prints()
}
