//! Decisions on controls of Annex A, without a terminal.

use crate::acting::{acme, act, differs};
use crate::support::{Ran, isms, programme, write};
use std::fs;
use std::path::Path;

fn decide(folder: &Path, words: &[&str]) -> Ran {
    isms(folder, &[&["--today", "2026-06-30", "soa", "decide"], words].concat())
}

fn soa(folder: &Path) -> String {
    fs::read_to_string(folder.join("soa.yaml")).unwrap()
}

#[test]
fn decisions_are_written_where_they_stand() {
    let folder = programme();
    let before = soa(folder.path());
    let set =
        ["--set", "A.5.1=yes:because=business,law:justification=One set: of rules", "--set", "A.7.4=no:justification=No premises # none"];
    let dry = decide(folder.path(), &[&set[..], &["--dry-run"]].concat());
    assert_eq!((dry.code, soa(folder.path())), (0, before.clone()), "{}", dry.stderr);
    let ran = decide(folder.path(), &set);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let changed: Vec<String> = soa(folder.path()).lines().filter(|line| !before.contains(line)).map(str::to_owned).collect();
    let wanted = [
        "  A.5.1: {applicable: true, because: [business, law], justification: \"One set: of rules\"} # Policies for information security",
        "  A.7.4: {applicable: false, justification: \"No premises # none\"} # Physical security monitoring",
    ];
    assert_eq!(changed, wanted);
    // A decision takes the place of an earlier one, but for its notes.
    let noted = isms(folder.path(), &["set", "A.5.1", "notes=Looked at twice"]);
    assert_eq!(noted.code, 0, "{}", noted.stderr);
    assert_eq!(decide(folder.path(), &["--set", "A.5.1=no:justification=Nobody works here"]).code, 0);
    let line = "A.5.1: {applicable: false, justification: Nobody works here, notes: Looked at twice}";
    assert!(soa(folder.path()).contains(line), "{}", soa(folder.path()));
}

#[test]
fn files_of_decisions_are_read_whole_or_not_at_all() {
    let folder = programme();
    let before = soa(folder.path());
    let from = |name: &str, text: &str| {
        write(folder.path(), &format!("tmp/{name}"), text);
        decide(folder.path(), &["--from", &format!("tmp/{name}")])
    };
    let sheet = "Control;Title;Applies;Because;Justification\nA.5.1;Policies;yes;business, law;One set\nA.5.2;Roles;–;;\nCTL-own;Own;yes;;\nA.7.4;Watch;no;;No premises\n";
    let refused = [
        (from("a.csv", &sheet.replace("no;;", "perhaps;;")), "tmp/a.csv:5:3`: `perhaps` is neither"),
        (from("a.csv", &sheet.replace(";One set", "")), "the row has 4 cells"),
        (from("a.csv", "Reference,Applies\nA.5.1,yes\n"), "has no columns `control` and `applicable`"),
        (from("a.csv", &sheet.replace("No premises", "")), "`A.7.4` is left out, and nothing says why"),
        (from("a.csv", &sheet.replace("A.7.4", "A.7.44")), "Annex A has no control `A.7.44`"),
        (from("a.csv", &sheet.replace("A.7.4", "A.5.1")), "`A.5.1` is decided twice"),
        (from("a.yaml", "controls:\n  A.5.1: {applicable: true, owner: me}\n"), "tmp/a.yaml:2:29`: a decision has no `owner`"),
        (from("a.yaml", "A.5.1: {applicable: maybe}\n"), "tmp/a.yaml:1:21`: it is neither"),
        (from("a.yaml", "A.5.1: {applicable: true, because: [whim]}\n"), "whim"),
        (from("a.yaml", "A.5.1: [\n"), "tmp/a.yaml:"),
        (from("a.txt", "A.5.1"), "is neither a `.csv` nor a `.yaml` file"),
        (decide(folder.path(), &["--set", "A.5.1=perhaps"]), "`perhaps` is neither `yes` nor `no`"),
    ];
    for (ran, said) in refused {
        assert_eq!((ran.code > 1, ran.stderr.contains(said), soa(folder.path()) == before), (true, true, true), "{said}: {}", ran.stderr);
    }
    let ran = from("a.csv", sheet);
    assert_eq!((ran.code, ran.stderr.contains("not read from `tmp/a.csv`: `Title`")), (0, true), "{}", ran.stderr);
    let by_sheet = soa(folder.path());
    assert!(by_sheet.contains("A.5.1: {applicable: true, because: [business, law], justification: One set}"), "{by_sheet}");
    write(folder.path(), "soa.yaml", &before);
    let yaml = "controls:\n  A.5.1: {applicable: true, because: [business, law], justification: One set}\n  A.5.2: {}\n  A.7.4: {applicable: false, justification: No premises}\n";
    assert_eq!(from("a.yml", yaml).code, 0);
    assert_eq!(soa(folder.path()), by_sheet);
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let acme = acme();
    let asked = act(acme.path(), &["soa", "decide"]);
    assert_eq!((asked.code, asked.stderr.contains("there is no terminal to ask on")), (2, true), "{}", asked.stderr);
    assert_eq!(differs(acme.path()), "");
}
