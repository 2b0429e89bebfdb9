//! Records under other ids: what follows them, what is refused, and that nothing that was approved is outdated.

use crate::support::{Ran, command, commit_on, demo, git, isms, programme, ran, snapshot, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const DAY: &str = "2026-06-30";

fn on(root: &Path, args: &[&str]) -> Ran {
    ran(command(root, &[&["--today", DAY], args].concat()).output().unwrap())
}

fn clean(root: &Path, args: &[&str], when: &str) {
    let ran = on(root, &[&["check", "--fail-on", "info"], args].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{when}: {}", ran.stdout);
}

/// The line of `isms verify` that says how many approvals cover what is there.
fn covered(root: &Path) -> String {
    let ran = on(root, &["verify"]);
    ran.stdout.lines().find(|line| line.starts_with("Approvals that cover")).unwrap_or(&ran.stderr).to_owned()
}

/// The bytes of all records, by path.
fn records(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let below = |path: String| path.strip_prefix(&format!("{}/", root.display())).map(str::to_owned);
    let files = snapshot(root).into_iter().filter_map(|(path, bytes)| Some((below(path)?, bytes)));
    files.filter(|(path, _)| path.ends_with(".yaml") && !path.starts_with(".git")).collect()
}

/// One of each kind: something is known of all of them somewhere.
const OF_EACH_KIND: [(&str, &str); 20] = [
    ("ASM-2026-1", "ASM-spring"),
    ("AST-fleet-cloud", "AST-fleet"),
    ("AUD-2025-1", "AUD-first"),
    ("CHG-2026-01", "CHG-first"),
    ("CTL-backup", "CTL-safety-copies"),
    ("DOC-backup-policy", "DOC-safety-copies"),
    ("EVD-backup-restore", "EVD-restore"),
    ("EXC-2026-01", "EXC-first"),
    ("FND-2025-01", "FND-first"),
    ("INC-2026-01", "INC-first"),
    ("MET-restore-minutes", "MET-restore"),
    ("OBJ-phishing", "OBJ-mail"),
    ("OBL-gdpr", "OBL-privacy"),
    ("PER-lena-vogt", "PER-lena"),
    ("REV-2025", "REV-first"),
    ("RSK-001", "RSK-ransom"),
    ("ROL-managing-director", "ROL-head"),
    ("SUP-wacht", "SUP-guards"),
    ("THR-robot-hijack", "THR-hijack"),
    ("TRN-awareness", "TRN-all"),
];

#[test]
fn one_of_each_kind_is_renamed_and_nothing_is_outdated() {
    let (_room, demo) = demo();
    let before = covered(&demo);
    for (old, new) in OF_EACH_KIND {
        let ran = on(&demo, &["rename", old, new, "--quiet"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{old}: {}", ran.stdout);
        assert!(ran.stdout.contains(&format!("{old} is now {new}")), "{}", ran.stdout);
        let path = records(&demo).into_keys().find(|path| path.ends_with(&format!("/{new}.yaml"))).unwrap();
        assert!(fs::read_to_string(demo.join(path)).unwrap().contains("\nformerly:"), "{old}");
    }
    clean(&demo, &[], "before it is committed");
    assert_eq!(covered(&demo), before, "before it is committed");
    commit_on(&demo, DAY, "Other names");
    clean(&demo, &[], "after it is committed");
    clean(&demo, &["--at", "2026-06-29"], "the commit before, when more is remembered");
    clean(&demo, &[], "again");
    assert_eq!(covered(&demo), before, "after it is committed");
    let changed = on(&demo, &["diff", "HEAD~1", "HEAD", "--format", "json"]).stdout;
    let changed: serde_json::Value = serde_json::from_str(&changed).unwrap();
    assert_eq!((&changed["added"], &changed["removed"], &changed["changed"]), (&0.into(), &0.into(), &20.into()), "{changed}");
    for item in changed["items"].as_array().unwrap() {
        let words: Vec<&str> = item["words"].as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
        assert!(words.len() == 1 && words[0].starts_with("formerly "), "{item}");
    }
    assert_eq!(changed["movements"], serde_json::json!([]));
    for about in ["risk", "soa"] {
        let changed = on(&demo, &[about, "diff", "HEAD~1", "HEAD", "--format", "json"]).stdout;
        assert!(changed.contains("\"items\": []") && changed.contains("\"movements\": []"), "{about}: {changed}");
    }
    fs::remove_dir_all(demo.join(".git")).unwrap();
    clean(&demo, &["--ignore", "history-missing"], "without a history");
}

/// On a disk that tells case apart.
#[test]
#[cfg(target_os = "linux")]
fn an_id_may_differ_in_nothing_but_case() {
    let (_room, demo) = demo();
    let before = covered(&demo);
    let ran = on(&demo, &["rename", "CTL-backup", "CTL-Backup", "--quiet"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(!demo.join("controls/CTL-backup.yaml").exists() && demo.join("controls/CTL-Backup.yaml").exists());
    assert!(fs::read_to_string(demo.join("metrics/MET-restore-minutes.yaml")).unwrap().contains("\nabout: [CTL-Backup]"));
    clean(&demo, &[], "before it is committed");
    commit_on(&demo, DAY, "Another case");
    clean(&demo, &[], "after it is committed");
    assert_eq!(covered(&demo), before);
    let shown = isms(&demo, &["show", "CTL-backup"]);
    assert!(shown.stderr.contains("`CTL-backup` is now `CTL-Backup`"), "{}", shown.stderr);
}

#[test]
fn who_asks_for_the_old_id_is_told_the_new_one() {
    let (_room, demo) = demo();
    let log = isms(&demo, &["log", "CTL-backup"]).stdout;
    assert_eq!(on(&demo, &["rename", "CTL-backup", "CTL-copies"]).code, 0);
    commit_on(&demo, DAY, "Another name");
    for id in ["CTL-backup", "CTL-copies"] {
        let now = isms(&demo, &["log", id]);
        let told: Vec<&str> = now.stdout.lines().filter(|line| line.starts_with("20")).collect();
        let then: Vec<&str> = log.lines().filter(|line| line.starts_with("20")).collect();
        assert_eq!(told.len(), then.len() + 1, "{}", now.stdout);
        assert_eq!(now.stderr.contains("`CTL-backup` is now `CTL-copies`"), id == "CTL-backup", "{}", now.stderr);
    }
    let shown = on(&demo, &["show", "CTL-backup"]);
    assert!(shown.code == 0 && shown.stderr.contains("`CTL-backup` is now `CTL-copies`"), "{}", shown.stderr);
    assert!(shown.stdout.contains("controls/CTL-copies.yaml") && shown.stdout.contains("First commit"), "{}", shown.stdout);
    let then = on(&demo, &["show", "CTL-copies", "--at", "2026-06-29"]);
    assert!(then.code == 0 && then.stderr.contains("`CTL-copies` was called `CTL-backup` then"), "{}", then.stderr);
    let none = on(&demo, &["show", "CTL-none", "--at", "2026-06-29"]);
    assert_eq!((none.code, none.stderr.contains("there is no record `CTL-none`")), (2, true), "{}", none.stderr);
    let set = on(&demo, &["set", "CTL-backup", "tags+=x"]);
    assert_eq!((set.code, set.stderr.contains("it is now `CTL-copies`")), (2, true), "{}", set.stderr);
    let kept = on(&demo, &["set", "CTL-patching", "links+=CTL-backup"]);
    assert!(kept.code == 2 && kept.stderr.contains("it is now `CTL-copies`: refer to that"), "{}", kept.stderr);
}

#[test]
fn back_again_the_same_bytes_are_there_but_what_it_was_called() {
    let (_room, demo) = demo();
    let before = records(&demo);
    for (old, new) in [("ROL-managing-director", "ROL-top"), ("ROL-top", "ROL-ceo"), ("ROL-ceo", "ROL-managing-director")] {
        assert_eq!(on(&demo, &["rename", old, new]).code, 0, "{old}");
        clean(&demo, &[], new);
    }
    let after = records(&demo);
    let differ: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(differ, ["roles/ROL-managing-director.yaml"]);
    let text = String::from_utf8(after["roles/ROL-managing-director.yaml"].clone()).unwrap();
    let formerly = "formerly: [ROL-managing-director, ROL-top, ROL-ceo]\n";
    assert_eq!(text.replace(formerly, "").into_bytes(), before["roles/ROL-managing-director.yaml"]);
    assert_ne!(text.len(), before["roles/ROL-managing-director.yaml"].len());
    assert_eq!(before.len(), after.len());
}

#[test]
fn only_ids_change_whatever_their_text_is_like() {
    let room = programme();
    let root = room.path();
    let people = "# all of us\r\nid: PER-ada   # the first\r\ntitle: \"PER-ada, who is Ada\"\r\n---\r\n{id: PER-bob, title: Bob, links: ['PER-ada', \"PER-ada\", \"PER\\x2dada\", PER-ada-b]}\r\n---\r\nid: PER-ada-b\r\ntitle: Other\r\nnotes: |\r\n  ask PER-ada\r\n";
    write(root, "people/all.yaml", people);
    write(root, "people/PER-ada.md", "PER-ada wrote this, not PER-ada-b\n");
    let ran = on(root, &["rename", "PER-ada", "PER-lovelace"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let wanted = people
        .replace("id: PER-ada   # the first", "id: PER-lovelace   # the first")
        .replace("['PER-ada', \"PER-ada\", \"PER\\x2dada\",", "['PER-lovelace', \"PER-lovelace\", \"PER-lovelace\",")
        .replace("who is Ada\"\r\n", "who is Ada\"\r\nformerly:\r\n  - PER-ada\r\n");
    assert_eq!(fs::read_to_string(root.join("people/all.yaml")).unwrap(), wanted);
    let places = "`people/all.yaml:3`, `people/all.yaml:12`, `plan.yaml:11`, `roles/ROL-top-management.yaml:6` and `people/PER-ada.md:1`";
    assert!(ran.stderr.contains(&format!("text that mentions `PER-ada` stays as it is: {places}")), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let room = programme();
    let root = room.path();
    write(root, "people/PER-ada.yaml", "id: PER-ada\ntitle: Ada\nlinks: [PER-old]\n");
    write(root, "people/PER-bob.yaml", "id: PER-bob\ntitle: Bob\nformerly: [PER-rob]\n");
    write(root, "people/PER-old.yaml", "id: PER-old\ntitle: Old\n");
    write(root, "people/PER-here.txt", "");
    write(root, "people/PER-gone.yaml", "id: PER-gone\ntitle: Gone\n");
    git(root, &["init", "-q"]);
    commit_on(root, "2026-06-01", "All");
    fs::remove_file(root.join("people/PER-gone.yaml")).unwrap();
    write(root, "people/PER-there.yaml", "id: PER-else\ntitle: Else\n");
    commit_on(root, "2026-06-02", "One less");
    let cases = [
        ("PER-adda", "PER-x", "did you mean `PER-ada`?"),
        ("PER-ada", "PER-ada", "is its id already"),
        ("PER-ada", "PER-bob", "there is a record `PER-bob` already"),
        ("PER-ada", "PER-BOB", "there is a record `PER-bob` already"),
        ("PER-ada", "PER-rob", "`PER-rob` was the id of what is now `PER-bob`"),
        ("PER-rob", "PER-x", "it is now `PER-bob`"),
        ("PER-ada", "ROL-ada", "`PER-ada` is a person, and `ROL-ada` is an id of a role"),
        ("PER-ada", "PER-ä", "`PER-ä` is no id of a person"),
        ("PER-ada", "PER-gone", "git knows another record by the id `PER-gone`"),
        ("PER-ada", "PER-there", "the file `people/PER-there.yaml` is there already"),
        ("isms", "PER-x", "`isms` is no record and has no id"),
    ];
    let before = records(root);
    for (old, new, said) in cases {
        let ran = on(root, &["rename", old, new]);
        assert_eq!((ran.code, ran.stderr.contains(said)), (2, true), "{old} {new}: {}{}", ran.stdout, ran.stderr);
    }
    assert_eq!(on(root, &["rename", "PER-ada", "PER-x", "--dry-run"]).code, 0);
    assert!(records(root) == before);
    let ran = on(root, &["rename", "PER-old", "PER-OLD", "-m", ""]);
    assert_eq!(ran.code, 0, "only its case: {}", ran.stderr);
    assert_eq!(
        git(root, &["show", "--no-renames", "--name-status", "--format=%s"]).stdout,
        "Rename PER-old to PER-OLD\n\nA\tpeople/PER-OLD.yaml\nM\tpeople/PER-ada.yaml\nD\tpeople/PER-old.yaml\n"
    );
}

/// Whoever takes over the name of something that was approved gets nothing of its approval by it.
#[test]
fn a_name_that_was_taken_over_is_no_rename() {
    let (_room, demo) = demo();
    let control = |id: &str, formerly: &str| format!("id: {id}\ntitle: Another\nowner: ROL-it-lead\nstatus: planned\n{formerly}");
    write(&demo, "controls/CTL-weak.yaml", control("CTL-weak", ""));
    commit_on(&demo, "2026-06-29", "A weak one");
    let risks = records(&demo).into_iter().filter(|(_, text)| memchr::memmem::find(text, b"CTL-backup").is_some());
    for (path, text) in risks.collect::<Vec<_>>() {
        write(&demo, &path, String::from_utf8(text).unwrap().replace("CTL-backup", "CTL-weak"));
    }
    fs::remove_file(demo.join("controls/CTL-backup.yaml")).unwrap();
    write(&demo, "controls/CTL-weak.yaml", control("CTL-weak", "formerly: [CTL-backup]\n"));
    commit_on(&demo, DAY, "Renamed, or so it says");
    let found = on(&demo, &["check", "--select", "rename-contradicted"]).stdout;
    assert!(found.contains("`CTL-weak` says that it had another id, and both were there on 2026-06-29"), "{found}");
}
