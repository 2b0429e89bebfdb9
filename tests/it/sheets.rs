//! Sheets to be signed: what waits for whom, and what is recorded of what came back.

use crate::acting::{LENA, acme, act, act_as, differs};
use crate::support::{command, commit_on, git, isms, ran, write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const JONAS: &str = "jonas.reil@acme-robotics.example";

/// The approval of a treatment.
const APPROVAL: &str = "  approval: {by: ROL-platform-lead, on: 2026-03-20}\n";

/// The example with what waits for the managing director: a document that was changed, one that is in review, the scope;
/// and a risk whose owner has not approved its treatment.
fn changed() -> TempDir {
    let acme = acme();
    let edit = |path: &str, from: &str, to: &str| {
        let text = fs::read_to_string(acme.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} no longer says {from}");
        write(acme.path(), path, text.replace(from, to));
    };
    edit("documents/DOC-acceptable-use.yaml", "status: approved", "status: in-review");
    edit("documents/files/access-policy.md", "\n", "\n\n");
    edit("scope.yaml", "telemetry and commands", "telemetry and orders");
    edit("risks/RSK-001.yaml", APPROVAL, "");
    commit_on(acme.path(), "2026-06-30", "Changes");
    acme
}

/// Writes a sheet beside the programme.
fn sheet(folder: &Path, signs: &str, name: &str) -> (TempDir, String) {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join(name).to_str().unwrap().to_owned();
    let ran = act(folder, &["signoff", signs, "-o", &path]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    fs::write(desk.path().join("scan.pdf"), "signed").unwrap();
    (desk, path)
}

fn waits(folder: &Path, signs: &str, day: &str) -> Vec<String> {
    let json = isms(folder, &["--today", day, "signoff", signs, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap_or_else(|_| panic!("{}", json.stderr));
    let item = |item: &serde_json::Value| format!("{} {}", item["record"].as_str().unwrap(), item["place"].as_str().unwrap());
    report["items"].as_array().unwrap().iter().map(item).collect()
}

#[test]
fn each_sheet_has_what_waits_for_whoever_signs_it() {
    let acme = acme();
    for signs in ["ROL-managing-director", "PER-lena-vogt", "ROL-platform-lead"] {
        let ran = act(acme.path(), &["signoff", signs]);
        assert!(ran.stdout.contains("Nothing waits for"), "{}{}", ran.stdout, ran.stderr);
        assert!(!ran.stdout.contains("Signature"), "{}", ran.stdout);
    }
    let changed = changed();
    let directors = ["DOC-acceptable-use approval", "DOC-access-policy approval", "scope approval"];
    assert_eq!(waits(changed.path(), "ROL-managing-director", "2026-06-30"), directors);
    assert_eq!(waits(changed.path(), "PER-lena-vogt", "2026-06-30"), directors);
    assert_eq!(waits(changed.path(), "ROL-platform-lead", "2026-06-30"), ["RSK-001 treatment.approval"]);
    assert_eq!(waits(changed.path(), "PER-hanna-wirth", "2026-06-30"), [""; 0]);
    // An acceptance that has ended waits for the authority of its level, not for the owner of the risk.
    assert!(waits(changed.path(), "ROL-managing-director", "2027-02-15").contains(&"RSK-014 acceptance".into()));
    assert_eq!(waits(changed.path(), "ROL-production-lead", "2027-02-15"), [""; 0]);
    let text = act(changed.path(), &["signoff", "ROL-managing-director"]).stdout;
    assert!(text.contains("it is in review") && text.contains("interfaces.crosses"), "{text}");
    assert!(text.contains("Digests of what is said yes to") && text.contains("____"), "{text}");
    let unknown = act(changed.path(), &["signoff", "ROL-manager"]);
    assert_eq!((unknown.code, unknown.stderr.contains("there is no role or person `ROL-manager`")), (2, true), "{}", unknown.stderr);
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What waits for a role that nobody holds waits all the same: nobody can sign it, and that is said.
#[test]
fn what_waits_for_nobody_is_told_and_cannot_be_signed() {
    let acme = changed();
    let role = fs::read_to_string(acme.path().join("roles/ROL-platform-lead.yaml")).unwrap();
    let left: Vec<&str> = role.lines().filter(|line| !line.starts_with("held_by") && !line.starts_with("deputy")).collect();
    write(acme.path(), "roles/ROL-platform-lead.yaml", left.join("\n") + "\n");
    let ran = act(acme.path(), &["signoff", "ROL-platform-lead"]);
    assert!(flat(&ran.stdout).contains("Nobody who works here holds ROL-platform-lead"), "{}{}", ran.stdout, ran.stderr);
    assert!(flat(&ran.stdout).contains("1 thing waits until somebody can") && ran.stdout.contains("RSK-001"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Signature") && !ran.stdout.contains("Nothing waits"), "{}", ran.stdout);
    let json = act(acme.path(), &["signoff", "ROL-platform-lead", "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["items"], &report["for_nobody"][0]["record"]), (&serde_json::json!([]), &"RSK-001".into()));
    // Nor does it end once git knows for a while that nobody holds it: whoever says yes in its name is refused.
    commit_on(acme.path(), "2026-07-01", "Give the role up");
    let on = |args: &[&str]| isms(acme.path(), &[&["--today", "2026-08-03"], args].concat());
    let later = on(&["signoff", "ROL-platform-lead", "--format", "json"]).stdout;
    let later: serde_json::Value = serde_json::from_str(&later).unwrap();
    assert!(later["for_nobody"].as_array().unwrap().iter().any(|one| one["record"] == "RSK-001"), "{later}");
    let refused = on(&["approve", "RSK-001", "--by", "ROL-platform-lead"]);
    assert_eq!(refused.code, 3, "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stderr.contains("nobody who was here held that role then"), "{}", refused.stderr);
    let role = "acted-while-absent";
    assert_eq!(on(&["check", "--select", role]).code, 0);
    let yes = "  approval: {by: ROL-platform-lead, on: 2026-08-02}\n";
    let risk = fs::read_to_string(acme.path().join("risks/RSK-001.yaml")).unwrap();
    write(acme.path(), "risks/RSK-001.yaml", risk.replacen("  option:", &format!("{yes}  option:"), 1));
    let found = on(&["check", "--select", role]);
    assert_eq!((found.code, found.stdout.contains("RSK-001.yaml")), (1, true), "{}", found.stdout);
    // Somebody who left is told so, and nothing waits for them.
    let gone = act(acme.path(), &["signoff", "PER-ben-falk"]).stdout;
    assert!(flat(&gone).contains("does not work here, and nothing waits"), "{gone}");
}

#[test]
fn a_sheet_of_any_format_is_recorded_alike() {
    let acme = changed();
    let mut seen = Vec::new();
    for name in ["sheet.txt", "sheet.md", "sheet.html", "sheet.json", "sheet.yaml"] {
        let (desk, sheet) = sheet(acme.path(), "ROL-managing-director", name);
        let scan = desk.path().join("scan.pdf");
        let words = ["approve", "--sheet", &sheet, "--by", "ROL-managing-director", "--scan", scan.to_str().unwrap(), "--commit"];
        let ran = act_as(JONAS, acme.path(), &words);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        assert!(ran.stdout.contains("Record 3 lines on the sheet of 2026-06-30, signed by Managing director"), "{}", ran.stdout);
        seen.push(git(acme.path(), &["show", "--format="]).stdout);
        assert_eq!(waits(acme.path(), "ROL-managing-director", "2026-06-30"), [""; 0], "{name}");
        let again = act_as(JONAS, acme.path(), &words);
        assert_eq!((again.code, again.stderr.contains("all of it is recorded already")), (3, true), "{}", again.stderr);
        git(acme.path(), &["reset", "-q", "--hard", "HEAD~1"]);
    }
    assert!(seen.iter().all(|diff| *diff == seen[0]));
    let said =
        "by: ROL-managing-director, on: 2026-06-30, shown_by: EVD-sheet-of-2026-06-30-signed-by-rol-managing, typed_by: PER-jonas-reil";
    assert_eq!(seen[0].matches(said).count(), 3, "{}", seen[0]);
    assert!(
        seen[0].contains("+status: approved") && seen[0].contains("supports: [\"4.3\", DOC-acceptable-use, DOC-access-policy]"),
        "{}",
        seen[0]
    );
}

#[test]
fn an_acceptance_counts_until_the_day_that_was_printed() {
    let acme = acme();
    let on = |day: &str, words: &[&str]| {
        let ran = ran(command(acme.path(), &[&["--today", day], words].concat()).env("GIT_AUTHOR_EMAIL", LENA).output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    on("2027-02-15", &["signoff", "PER-lena-vogt", "-o", "sheet.html"]);
    let said = on("2027-02-20", &["approve", "--sheet", "sheet.html", "--by", "PER-lena-vogt", "--on", "2027-02-18"]);
    assert!(said.contains("RSK-014: accepted again by ROL-managing-director on 2027-02-18 until 2027-08-15"), "{said}");
    let kept = differs(acme.path());
    assert!(kept.contains("rationale: The presses are replaced in January 2027") && !kept.contains("shown_by"), "{kept}");
}

#[test]
fn what_changed_since_a_sheet_was_printed_is_left_out_by_name() {
    let acme = changed();
    let (desk, sheet) = sheet(acme.path(), "ROL-managing-director", "sheet.html");
    let scope = fs::read_to_string(acme.path().join("scope.yaml")).unwrap();
    write(acme.path(), "scope.yaml", scope.replace("telemetry and orders", "telemetry and wishes"));
    let scan = desk.path().join("scan.pdf");
    let by = ["approve", "--sheet", &sheet, "--by", "ROL-managing-director"];
    let words = [&by[..], &["--scan", scan.to_str().unwrap(), "--without", "DOC-access-policy"]].concat();
    let ran = act_as(JONAS, acme.path(), &words);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("`scope` has changed since the sheet was printed"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("DOC-access-policy"), "{}", ran.stderr);
    let left = waits(acme.path(), "ROL-managing-director", "2026-06-30");
    assert_eq!(left, ["DOC-access-policy approval", "scope approval"]);
}

#[test]
fn what_is_no_sheet_or_nobodys_is_refused() {
    let acme = changed();
    let (desk, sheet) = sheet(acme.path(), "ROL-managing-director", "sheet.txt");
    let text = fs::read_to_string(&sheet).unwrap();
    let file = |name: &str, text: &str| {
        let path = desk.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let lines = text.lines().filter(|line| !line.contains("scope:approval"));
    let cut = file("cut.txt", &lines.collect::<Vec<_>>().join("\n"));
    let (none, scan) = (file("none.txt", "Minutes\n"), file("scan.pdf", "signed"));
    let by = ["--by", "ROL-managing-director", "--scan", &scan];
    let before = git(acme.path(), &["status", "--porcelain"]).stdout;
    let (_other, empty) = self::sheet(acme.path(), "ROL-engineering-lead", "empty.md");
    let cases: [(&[&str], i32, &str); 9] = [
        (&["--sheet", &sheet, "--by", "ROL-managing-director", "--scan", &sheet], 2, "nobody has signed it"),
        (&[&["--sheet", &cut][..], &by].concat(), 2, "is not the whole sheet as it was printed"),
        (&[&["--sheet", &none][..], &by].concat(), 2, "is no sheet"),
        (&["--sheet", &empty, "--by", "ROL-engineering-lead"], 3, "on the sheet of 2026-06-30 nothing waited for `ROL-engineering-lead`"),
        (&[&["--sheet", &sheet, "--without", "RSK-001"][..], &by].concat(), 2, "`RSK-001` is not on the sheet"),
        (&[&["--sheet", &sheet, "--on", "yesterday"][..], &by].concat(), 2, "the sheet was printed on 2026-06-30"),
        (&["--sheet", &sheet, "--by", "ROL-platform-lead", "--scan", &scan], 2, "the sheet is for `ROL-managing-director`"),
        (&["--sheet", &sheet, "--by", "ROL-managing-director"], 3, "git knows you as `PER-jonas-reil`"),
        (&["--sheet", &sheet, "RSK-001"], 2, "cannot be used with"),
    ];
    for (words, code, said) in cases {
        let ran = act_as(JONAS, acme.path(), &[&["approve"], words].concat());
        assert_eq!((ran.code, ran.stderr.contains(said)), (code, true), "{words:?}: {}", ran.stderr);
        assert_eq!((differs(acme.path()).as_str(), git(acme.path(), &["status", "--porcelain"]).stdout), ("", before.clone()), "{words:?}");
    }
}
