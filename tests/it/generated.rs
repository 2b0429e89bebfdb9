//! Files in the repository that are made from the program. `ISMS_WRITE=1 cargo test generated` makes them anew.

use crate::support::{isms, programme, project, same};
use std::fs;
use std::path::Path;

#[test]
fn schemas_are_those_of_the_records() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(isms(folder.path(), &["schema", "--out", "schemas"]).code, 0);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.path().join("schemas")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        same(&project().join("schemas").join(&name), &fs::read_to_string(&path).unwrap());
        names.push(name);
    }
    for entry in fs::read_dir(project().join("schemas")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name) || name == "report", "schemas/{name} belongs to no kind");
    }
}

#[test]
fn report_schemas_are_those_of_the_reports() {
    for (name, text) in isms::docs::report_schemas() {
        same(&project().join("schemas/report").join(name), &text);
    }
}

#[test]
fn what_rules_know_of_the_catalogue_is_what_it_says() {
    same(&project().join("src/model/drafts/prints.rs"), &isms::docs::prints());
}

#[test]
fn pages_are_those_of_the_program() {
    for (name, text) in isms::docs::pages() {
        same(&project().join("docs").join(name), &text);
    }
}

#[test]
fn the_minimal_example_is_what_init_writes() {
    let made = programme();
    let minimal = project().join("examples/minimal");
    let mut open = vec![made.path().to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let below = path.strip_prefix(made.path()).unwrap();
            if path.is_dir() {
                if below != Path::new("schemas") {
                    open.push(path);
                }
                continue;
            }
            let text = fs::read_to_string(&path)
                .unwrap()
                .replace("name: \"Test & Sons\"", "name: Example Organisation")
                .replace("Test & Sons", "Example Organisation");
            same(&minimal.join(below), &text);
        }
    }
}
