//! What builds and hosts of repositories run and read: the page on workflows, and who answers for which file.

use crate::readiness::copy;
use crate::support::{isms, project, write};
use std::fs;

/// The blocks of a page in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begin = format!("```{language}\n");
    page.split(&begin).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned()).collect()
}

/// Each command of ours on the page is one, with options that there are; each workflow is YAML.
#[test]
fn workflows_run_as_they_stand() {
    let page = fs::read_to_string(project().join("docs/ci.md")).unwrap();
    let mut seen = 0;
    let all = [blocks(&page, "yaml"), blocks(&page, "sh")].concat();
    for line in all.iter().flat_map(|block| block.lines()) {
        for command in line.split("isms -C isms ").skip(1) {
            let command = command.split(" || ").next().unwrap().split(" && ").next().unwrap();
            let args: Vec<&str> = command.split(' ').chain(["--help"]).collect();
            let ran = isms(&project(), &args);
            assert_eq!(ran.code, 0, "{command}: {}", ran.stderr);
            // What is left out of help is refused only when it is read.
            let folder = tempfile::tempdir().unwrap();
            copy(&project().join("examples/acme"), &folder.path().join("isms"));
            let run: Vec<&str> = ["-C", "isms"].into_iter().chain(command.split(' ')).chain(["--today", "2026-06-30"]).collect();
            fs::create_dir(folder.path().join(".github")).unwrap();
            let ran = isms(folder.path(), &run);
            assert!(ran.code <= 1, "{command}: {}", ran.stderr);
            if let Some(file) = command.split(" -o ").nth(1) {
                assert!(folder.path().join(file).is_file(), "{command}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
    let workflows = blocks(&page, "yaml");
    for workflow in &workflows {
        let value: serde_json::Value = serde_yaml::from_str(workflow).unwrap();
        assert!(value.get("jobs").is_some() || value.get("stages").is_some(), "{workflow}");
        assert!(workflow.contains("fetch-depth: 0") || workflow.contains("GIT_DEPTH: \"0\""), "{workflow}");
    }
    assert_eq!(workflows.len(), 3);
}

#[test]
fn owners_of_files_are_those_of_their_records() {
    let folder = tempfile::tempdir().unwrap();
    let acme = folder.path().join("acme");
    copy(&project().join("examples/acme"), &acme);
    let told = |args: &[&str]| {
        let ran = isms(&acme, &[&["export", "codeowners", "--today", "2026-06-30"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    let text = told(&[]);
    let line = |path: &str| text.lines().find(|line| line.starts_with(&format!("/{path} "))).map(str::to_owned);
    let address = |person: &str| {
        let record = fs::read_to_string(acme.join(format!("people/{person}.yaml"))).unwrap();
        let emails = record.lines().find_map(|line| line.strip_prefix("emails: [")).unwrap().trim_end_matches(']').to_owned();
        emails.split(", ").next().unwrap().to_owned()
    };
    assert_eq!(line("controls/CTL-backup.yaml").unwrap(), format!("/controls/CTL-backup.yaml {}", address("PER-jonas-reil")));
    assert!(text.lines().any(|line| line.starts_with("* ")), "{text}");
    // Records of a kind that nobody owns are seen to by the line for all.
    assert_eq!(line("people/PER-jonas-reil.yaml"), None);
    write(&acme, "assets/AST-stray.yaml", "id: AST-stray\ntitle: Stray\ntype: hardware\n");
    assert!(told(&[]).contains("# These hold records without an owner:\n#   assets/AST-stray.yaml\n"));
    // Nobody has that field, so nobody can be called by it.
    let silent = told(&["--handle", "github"]);
    assert!(
        silent.contains("# Nobody who can be called answers") && silent.contains("#   controls/CTL-backup.yaml: ROL-platform-lead"),
        "{silent}"
    );
    let person = fs::read_to_string(acme.join("people/PER-jonas-reil.yaml")).unwrap();
    write(&acme, "people/PER-jonas-reil.yaml", person + "custom: {github: \"@jonas\"}\n");
    assert!(told(&["--handle", "github"]).contains("/controls/CTL-backup.yaml @jonas\n"));
}
