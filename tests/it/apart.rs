//! Programmes stay apart: what one is asked for tells nothing of another, and what a file has wrong with one is told of that one.

use crate::fleet::{DAY, fleet, json, names};
use crate::support::{Ran, isms, write};
use serde_json::Value;
use std::path::Path;

/// Two clients, each with something wrong in the file.
const FAULTY: &str = "format: 1
programmes:
  - {path: clients/acme, tags: {client: acme}}
  - {path: gone/acme-two, repository: 'https://acme.example/two.git', tags: {client: acme}}
  - {path: clients/acme, tags: {client: acme}}
  - {path: clients/beta, tags: {client: beta}}
";

fn all_of(ran: &Ran) -> String {
    format!("{}{}", ran.stdout, ran.stderr).to_lowercase()
}

fn asked(root: &Path, what: &str, test: &str) -> Ran {
    isms(root, &["fleet", what, "--where", test, "--today", DAY, "--format", "json"])
}

#[test]
fn what_is_wrong_with_another_is_not_told() {
    let (_room, root) = fleet(FAULTY);
    for what in ["status", "due", "check"] {
        let beta = asked(&root, what, "client = beta");
        assert!(!all_of(&beta).contains("acme"), "{what}: {}", all_of(&beta));
        assert!(!beta.stderr.contains("fault"), "{what}: {}", beta.stderr);
        assert!(all_of(&asked(&root, what, "client = acme")).contains("acme-two"), "{what}");
    }
    let rules = ["--select", "file-unreadable,id-duplicate,record-shape"];
    let check = |test: &str| isms(&root, &[&["fleet", "check", "--where", test, "--today", DAY], &rules[..]].concat()).code;
    assert_eq!((check("client = beta"), check("client = acme")), (0, 1), "each is judged by its own");
    // Of an item that could not be read whole, nobody knows whose it is: that is counted, and the words are nobody's.
    write(&root, "fleet.yaml", FAULTY.replace("path: gone/acme-two", "path: gone/acme-two, owner: [acme]"));
    let unsure = asked(&root, "check", "client = beta");
    assert!(!all_of(&unsure).contains("acme"), "{}", all_of(&unsure));
    assert!(unsure.stderr.contains("1 fault in `fleet.yaml`"), "{}", unsure.stderr);
    assert_eq!(check("client = beta"), 1);
    // What is wrong with all of the file is everybody's.
    write(&root, "fleet.yaml", format!("{FAULTY}nmae: Ours\n"));
    assert!(all_of(&asked(&root, "check", "client = beta")).contains("unknown field `nmae`"));
}

#[test]
fn what_is_said_beside_an_answer_is_of_those_that_were_asked() {
    let (_room, root) = fleet(FAULTY);
    write(&root, "clients/acme/risks/RSK-001.yaml", "id: RSK-001\ntitle: \"It\n");
    let told = asked(&root, "status", "client = acme");
    assert!(told.stderr.contains("clients/acme: 1 fault"), "{}", told.stderr);
    for test in ["client = beta", "client = beta and errors > 0", "not client = acme and (errors > 0 or risks > 0)"] {
        let beta = asked(&root, "status", test);
        assert!(!all_of(&beta).contains("acme"), "{test}: {}", all_of(&beta));
        let report: Value = serde_json::from_str(&beta.stdout).unwrap();
        assert_eq!(names(&report["programmes"], "programme"), ["clients/beta"], "{test}");
    }
    // One that cannot be read may have what a test asks for, as long as nothing that is known speaks against it.
    let unread = |test: &str| names(&json(&root, &["fleet", "status", "--where", test])["unread"], "programme").join(" ");
    assert_eq!(unread("errors > 0"), "gone/acme-two");
    assert_eq!(unread("client = acme and errors > 99"), "gone/acme-two");
    assert_eq!(unread("client = beta and errors > 0"), "");
}

#[test]
fn an_item_that_is_none_moves_no_other() {
    let (_room, root) =
        fleet("format: 1\nprogrammes:\n  - just words\n  - {name: Gone, path: gone}\n  - 7\n  - {name: Acme, path: clients/acme}\n");
    let check = isms(&root, &["fleet", "check", "--select", "file-unreadable,record-shape", "--format", "csv", "--today", DAY]).stdout;
    for (line, words) in [(3, "programmes[0]"), (4, "nothing can be said of `Gone`"), (5, "programmes[2]")] {
        let found = check.lines().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {check}"));
        assert!(found.contains(&format!("fleet.yaml:{line}:")), "{found}");
    }
    assert_eq!(names(&json(&root, &["fleet", "status"])["programmes"], "programme"), ["Acme"]);
}

#[test]
fn commands_are_those_that_can_be_typed() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - {path: clients/acme}\n  - {name: Kept, repository: acme.git, revision: main}\n");
    let due = json(&root, &["fleet", "due"]);
    let of = |name: &str| -> Vec<String> {
        let rows = due["due"].as_array().unwrap().iter().filter(|row| row["programme"] == name);
        rows.map(|row| row["command"].as_str().unwrap().to_owned()).collect()
    };
    assert!(of("clients/acme").iter().all(|command| command.starts_with("isms -C ./clients/acme ")), "{:?}", of("clients/acme"));
    assert!(!of("Kept").is_empty() && of("Kept").iter().all(|command| !command.contains("-C")), "a bare repository has no files to write");
}

/// A tag may be called as something that follows from records: then that is meant.
#[test]
fn what_follows_from_records_goes_before_a_tag() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - {path: clients/acme, tags: {errors: '99'}}\n");
    let status = |test: &str| names(&json(&root, &["fleet", "status", "--where", test])["programmes"], "programme").len();
    assert_eq!((status("errors = 0"), status("errors = 99")), (1, 0));
}
