//! Beginning with drafts: what is proposed follows from answers, claims nothing, and is named until somebody rewrites it.

use crate::support::{isms, programme, write};
use std::fs;
use std::path::Path;

const ANSWERS: &str = "business: [saas]\npeople: 40\ndevelopment: own-people\nmachines: cloud\nplaces: [one-site, elsewhere]\nown_devices: true\n\
    personal_data: true\nai: true\ncustomers: true\nregions: [germany]\nsuppliers: []\n";

fn json(root: &Path, args: &[&str]) -> serde_json::Value {
    let ran = isms(root, args);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {}{}", ran.stdout, ran.stderr))
}

/// A programme with all drafts for a company that offers software as a service.
fn started() -> tempfile::TempDir {
    let folder = programme();
    write(folder.path(), "answers/a.yaml", ANSWERS);
    let ran = isms(folder.path(), &["start", "--answers", "answers/a.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    folder
}

fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap()
}

#[test]
fn a_start_alone_passes_nothing() {
    let folder = started();
    let root = folder.path();
    let check = json(root, &["check", "--format", "json"]);
    let shape: Vec<_> = check["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "record-shape" || one["rule"] == "reference-unresolved")
        .collect();
    assert!(shape.is_empty(), "{shape:?}");
    let readiness = json(root, &["audit", "readiness", "--format", "json"]);
    let passed: Vec<_> = readiness["clauses"].as_array().unwrap().iter().filter(|clause| clause["state"] == "pass").collect();
    assert!(passed.is_empty(), "{passed:?}");
    let effective: Vec<_> = readiness["controls"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|control| control["state"] != "nothing" && control["state"] != "designed")
        .collect();
    assert!(effective.is_empty(), "{effective:?}");
    let own = &readiness["own_words"];
    assert!(own["risks"]["of"].as_u64() > Some(20) && own["risks"]["own"] == 0, "{own}");
    assert!(own["controls"]["of"].as_u64() > Some(80) && own["controls"]["own"] == 0, "{own}");
    assert!(own["documents"]["own"].as_u64() < Some(5), "{own}");
}

#[test]
fn drafts_have_no_rating_owner_day_or_result() {
    let folder = started();
    let mut files = 0;
    for kind in ["assets", "risks", "controls", "documents", "suppliers", "obligations", "metrics", "objectives", "trainings"] {
        let Ok(entries) = fs::read_dir(folder.path().join(kind)) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
            let text = fs::read_to_string(&path).unwrap();
            files += 1;
            assert!(text.contains("tags: [catalogue:") || text.contains("tags: [\"catalogue:"), "{text}");
            for never in ["owner:", "likelihood:", "approval:", "assessed:", "results:", "due:", "readings:", "implemented", "approved"] {
                assert!(!text.lines().any(|line| line.trim_start().starts_with(never)), "{}: {never}", path.display());
            }
        }
    }
    assert!(files > 150, "{files}");
    let policy = read(folder.path(), "documents/files/information-security-policy.md");
    assert!(policy.contains("Test & Sons") && !policy.contains("{{organisation}}"), "{policy}");
}

#[test]
fn a_draft_is_named_by_its_words_and_not_by_its_tag() {
    let folder = programme();
    let root = folder.path();
    assert_eq!(isms(root, &["catalogue", "add", "risk", "phishing"]).code, 0);
    let text = read(root, "risks/RSK-phishing.yaml");
    let untagged: String = text.lines().filter(|line| !line.starts_with("tags:")).map(|line| format!("{line}\n")).collect();
    fs::remove_file(root.join("risks/RSK-phishing.yaml")).unwrap();
    write(
        root,
        "risks/RSK-1.yaml",
        untagged
            .replace("RSK-phishing", "RSK-1")
            .replace("A ", "A  ")
            .to_lowercase()
            .replace("rsk-1", "RSK-1")
            .replace("thr-", "THR-")
            .replace("ast-", "AST-"),
    );
    let told = isms(root, &["check"]).stdout;
    assert!(told.contains("`scenario` of `RSK-1` is the draft of the catalogue"), "{told}");
    assert_eq!(
        isms(
            root,
            &["set", "RSK-1", "scenario=A driver types his password into a page like our portal, and a thief orders freight in our name"]
        )
        .code,
        0
    );
    assert!(!isms(root, &["check"]).stdout.contains("`scenario` of `RSK-1`"));
}

#[test]
fn a_draft_is_approved_only_with_a_reason() {
    let folder = programme();
    let root = folder.path();
    write(root, "people/PER-a.yaml", "id: PER-a\ntitle: Ada\nemail: test@example.org\n");
    write(root, "roles/ROL-boss.yaml", "id: ROL-boss\ntitle: Director\nduties: [top-management]\nheld_by: PER-a\n");
    assert_eq!(isms(root, &["catalogue", "add", "document", "access-policy"]).code, 0);
    let refused = isms(root, &["approve", "DOC-access-policy", "--by", "ROL-boss"]);
    assert!(
        refused.code != 0 && refused.stderr.contains("still that of the catalogue") && refused.stderr.contains("--why"),
        "{}",
        refused.stderr
    );
    let given = isms(root, &["approve", "DOC-access-policy", "--by", "ROL-boss", "--why", "It says what we have done since 2019"]);
    assert_eq!(given.code, 0, "{}", given.stderr);
    assert!(read(root, "documents/DOC-access-policy.yaml").contains("why: It says what we have done since 2019"));
    assert!(!isms(root, &["check"]).stdout.contains("draft-approved"));
    let text = read(root, "documents/DOC-access-policy.yaml");
    write(root, "documents/DOC-access-policy.yaml", text.replace("why: It says what we have done since 2019", "confirms: 2026-01-01"));
    assert!(isms(root, &["check"]).stdout.contains("draft-approved"));
}

#[test]
fn a_text_takes_the_title_of_a_role_and_names_the_place_of_its_blanks() {
    let folder = programme();
    let root = folder.path();
    assert_eq!(isms(root, &["set", "ROL-isms-manager", "title=The security leads"]).code, 0);
    assert_eq!(isms(root, &["catalogue", "add", "document", "backup"]).code, 0);
    let text = read(root, "documents/files/backup.md");
    assert!(text.contains("goes to the security leads.") && !text.to_lowercase().contains("the the "), "{text}");
    let (line, blank) = text.lines().enumerate().find_map(|(n, line)| Some((n + 1, line.split_once("{{")?.0))).unwrap();
    let told = isms(root, &["check"]).stdout;
    let place = format!("` at `documents/files/backup.md:{line}:{}` is what a template left", blank.chars().count() + 1);
    assert!(told.contains(&place), "{place}: {told}");
}

#[test]
fn entries_are_found_shown_taken_once_and_named_where_they_are_misspelt() {
    let folder = programme();
    let root = folder.path();
    let all = json(root, &["catalogue", "list", "--format", "json"]);
    let some = json(root, &["catalogue", "list", "risk", "--for", "payment", "--format", "json"]);
    let count = |report: &serde_json::Value| report["entries"].as_array().unwrap().len();
    assert!(count(&all) > 300 && count(&some) > 20 && count(&some) < count(&all));
    let shown = isms(root, &["catalogue", "show", "control", "A.5.15"]).stdout;
    assert!(shown.contains("10 people") && shown.contains("1000 people") && shown.contains("What an auditor asks"), "{shown}");
    let misspelt = isms(root, &["catalogue", "add", "risk", "phising"]);
    assert!(misspelt.code == 2 && misspelt.stderr.contains("did you mean `phishing`?"), "{}", misspelt.stderr);
    assert_eq!(isms(root, &["catalogue", "add", "risk", "phishing", "--set", "title=Our own words"]).code, 0);
    assert!(read(root, "risks/RSK-phishing.yaml").contains("title: Our own words"));
    let twice = isms(root, &["catalogue", "add", "risk", "phishing"]);
    assert!(twice.code != 0 && twice.stderr.contains("the programme has"), "{}", twice.stderr);
    let unknown = isms(root, &["catalogue", "list", "--for", "saass"]);
    assert!(unknown.stderr.contains("did you mean `saas`?"), "{}", unknown.stderr);
}

#[test]
fn what_usually_belongs_is_said_with_a_command_that_takes_it() {
    let folder = programme();
    let root = folder.path();
    assert_eq!(isms(root, &["catalogue", "add", "risk", "phishing"]).code, 0);
    for (of, begins) in [("RSK-phishing", "isms catalogue add control "), ("A.5.15", "isms catalogue add document ")] {
        let report = json(root, &["suggest", of, "--format", "json"]);
        let first = report["suggested"][0]["command"].as_str().unwrap_or_else(|| panic!("{of}: {report}")).to_owned();
        assert!(first.starts_with(begins), "{first}");
        let args: Vec<&str> = first.split(' ').skip(1).collect();
        let ran = isms(root, &args);
        assert_eq!(ran.code, 0, "{first}: {}", ran.stderr);
        let again = json(root, &["suggest", of, "--format", "json"]);
        assert_ne!(again["suggested"][0]["command"].as_str(), Some(first.as_str()), "{of}");
    }
    let control = fs::read_dir(root.join("controls")).unwrap().next().unwrap().unwrap().path();
    let id = control.file_stem().unwrap().to_str().unwrap().to_owned();
    let report = json(root, &["suggest", &id, "--format", "json"]);
    let test = report["suggested"][0]["command"].as_str().unwrap();
    let value = test.split_once(" 'tests+=").unwrap().1.trim_end_matches('\'');
    let ran = isms(root, &["set", &id, &format!("tests+={}", value.replace("'\\''", "'"))]);
    assert_eq!(ran.code, 0, "{test}: {}", ran.stderr);
    let none = isms(root, &["suggest", "scope"]);
    assert!(none.code == 2 && none.stderr.contains("knows nothing"), "{}", none.stderr);
}

#[test]
fn what_the_catalogue_says_otherwise_is_told_and_nothing_changes() {
    let folder = programme();
    let root = folder.path();
    assert_eq!(isms(root, &["catalogue", "add", "risk", "phishing"]).code, 0);
    assert_eq!(isms(root, &["catalogue", "add", "document", "backup"]).code, 0);
    // What somebody rewrote is no change of the catalogue.
    assert_eq!(
        isms(root, &["set", "RSK-phishing", "scenario=In words of our own, with what it cost us in May and who noticed it"]).code,
        0
    );
    let changed = || json(root, &["catalogue", "diff", "--format", "json"])["changed"].as_array().unwrap().clone();
    assert_eq!(changed(), [serde_json::Value::Null; 0]);
    let edited = |file: &str| {
        let text = read(root, file);
        let at = text.find('@').unwrap() + 1;
        write(root, file, format!("{}00000000{}", &text[..at], &text[at + 8..]));
    };
    edited("risks/RSK-phishing.yaml");
    edited("documents/DOC-backup.yaml");
    let before = read(root, "risks/RSK-phishing.yaml");
    let told = changed();
    let of = |id: &str, field: &str| told.iter().filter(|one| one["id"] == id && one["field"] == field).count();
    assert_eq!((of("RSK-phishing", "scenario"), of("RSK-phishing", "vulnerability"), of("DOC-backup", "")), (1, 0, 1), "{told:?}");
    write(root, "risks/RSK-phishing.yaml", before.replace("risk/phishing@", "risk/gone@"));
    assert!(changed()[0].to_string().contains("DOC-backup") && changed().iter().any(|one| one["today"].to_string().contains("any more")));
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let folder = programme();
    let root = folder.path();
    write(root, "documents/files/backup.md", "ours\n");
    let refused = isms(root, &["catalogue", "add", "document", "backup"]);
    assert!(refused.code != 0 && refused.stderr.contains("documents/files/backup.md"), "{}", refused.stderr);
    assert_eq!(read(root, "documents/files/backup.md"), "ours\n");
    assert!(!root.join("documents/DOC-backup.yaml").exists());
}

#[test]
fn what_was_renamed_is_not_taken_again() {
    let folder = programme();
    let root = folder.path();
    assert_eq!(isms(root, &["catalogue", "add", "risk", "phishing"]).code, 0);
    assert_eq!(isms(root, &["rename", "RSK-phishing", "RSK-001"]).code, 0);
    assert_ne!(isms(root, &["catalogue", "add", "risk", "phishing"]).code, 0);
}

#[test]
fn answers_are_asked_for_where_nobody_can_be_asked() {
    let folder = programme();
    let root = folder.path();
    let ran = isms(root, &["start"]);
    assert!(ran.code == 2 && ran.stderr.contains("isms start --blank"), "{}", ran.stderr);
    let blank = isms(root, &["start", "--blank"]).stdout;
    write(root, "blank.yaml", &blank);
    let listed = isms(root, &["start", "--answers", "blank.yaml", "--list"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    assert!(listed.stdout.lines().count() > 100 && !listed.stdout.contains("supplier/"), "{}", listed.stdout);
    write(root, "bad.yaml", "business: [saas]\npeople: some\n");
    let bad = isms(root, &["start", "--answers", "bad.yaml"]);
    assert!(bad.code == 2 && bad.stderr.contains("bad.yaml:2:9: `some` is no count"), "{}", bad.stderr);
    // A profile that somebody else wrote, and what is said of this company besides.
    write(root, "profile.yaml", "business: [production]\nleave: [risk/phishing]\n");
    write(root, "own.yaml", "people: 12\ntake: [supplier/payroll]\n");
    let both = isms(root, &["start", "--profile", "profile.yaml", "--answers", "own.yaml", "--list"]).stdout;
    assert!(both.contains("supplier/payroll:") && !both.contains("risk/phishing:"), "{both}");
    assert!(!root.join("risks").exists() || fs::read_dir(root.join("risks")).unwrap().next().is_none());
}

#[test]
fn a_second_start_adds_what_is_missing_and_leaves_what_is_there() {
    let folder = started();
    let root = folder.path();
    assert_eq!(
        isms(root, &["set", "RSK-phishing", "scenario=In words of our own: somebody orders freight in our name until the bank calls us"])
            .code,
        0
    );
    let before = read(root, "risks/RSK-phishing.yaml");
    fs::remove_file(root.join("metrics").join(fs::read_dir(root.join("metrics")).unwrap().next().unwrap().unwrap().file_name())).unwrap();
    let ran = isms(root, &["start", "--answers", "answers/a.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().filter(|line| line.contains(".yaml")).count(), 1, "{}", ran.stdout);
    assert_eq!(before, read(root, "risks/RSK-phishing.yaml"));
}
