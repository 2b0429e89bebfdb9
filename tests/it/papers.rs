//! Papers for those who decide: each line from a record, of the time that the head says, held against the state of then.

use crate::support::{commit_on, demo, git, isms, programme, project, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

const PERIODS: [&str; 3] = ["review", "management", "board"];

fn said(root: &Path, args: &[&str]) -> String {
    let ran = isms(root, &[&["report"], args].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout
}

fn json(root: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&said(root, &[args, &["--format", "json"]].concat())).unwrap()
}

/// Each line of a part as `record: text`.
fn lines(part: &Value) -> Vec<String> {
    let line = |line: &Value| format!("{}: {}", line["record"].as_str().unwrap_or("-"), line["text"].as_str().unwrap());
    part.as_array().unwrap().iter().map(line).collect()
}

fn has(lines: &[String], wanted: &str) {
    assert!(lines.iter().any(|line| line == wanted), "{wanted}\n{lines:#?}");
}

/// What was minuted on that day is what the draft of that day says.
#[test]
fn a_review_is_drafted_from_records_and_history() {
    let (_room, demo) = demo();
    let review = json(&demo, &["review", "--at", "2026-06-10"]);
    let since = &review["since"];
    assert_eq!((&since["begins"], &since["on"], &since["review"]), (&"review".into(), &"2025-11-19".into(), &"REV-2025".into()));
    let keys: Vec<&str> = review["inputs"].as_array().unwrap().iter().map(|input| input["input"].as_str().unwrap()).collect();
    assert_eq!(keys, ["a", "b", "c", "d1", "d2", "d3", "d4", "e", "f", "g"]);
    let input = |key: &str| lines(&review["inputs"][keys.iter().position(|known| *known == key).unwrap()]["lines"]);
    // All three decisions of 2025 are carried out.
    assert!(input("a").len() == 3 && input("a").iter().all(|line| line.starts_with("REV-2025: ") && line.ends_with(": done")));
    has(&input("b"), "context: changed: advisories, updates and reporting must work from September 2026");
    assert!(input("b").iter().any(|line| line.starts_with("CHG-2026-01: a big change, made")), "{:?}", input("b"));
    assert!(input("c").iter().any(|line| line.starts_with("OBL-cra: judged to be partly met")), "{:?}", input("c"));
    // Two nonconformities of 2025 closed, one of 2026 open and dated.
    let found = input("d1");
    assert!(
        found.len() == 3 && found[0].contains("FND-2026-01") && found[0].contains(", open, Head of platform (Jonas Reil)"),
        "{found:?}"
    );
    assert!(found[1..].iter().all(|line| line.ends_with(", closed")), "{found:?}");
    has(&input("d2"), "MET-restore-minutes: 52 minutes, wanted at most 60; 95 minutes on 2025-11-12");
    assert!(
        input("d2").iter().any(|line| line.starts_with("INC-2026-01: "))
            && input("d3")[0].starts_with("AUD-2026-1: internal audit, conforms; effective; ")
    );
    assert!(input("d4").iter().any(|line| line.starts_with("OBJ-phishing: not reached yet, 63 % on 2026-03-26")));
    assert!(input("e").len() == 1 && input("e")[0].starts_with("context: praise of two logistics firms"), "{:?}", input("e"));
    has(&input("f"), "-: 25 open, 3 above the appetite; on 2025-11-19: 18 open, 7 above the appetite");
    has(&input("f"), "RSK-021: new and above the appetite: 12 high");
    has(&input("f"), "RSK-001: back within the appetite: 8 medium; fell from 15 high to 8 medium");
    assert!(input("g").iter().any(|line| line.starts_with("FND-2026-03: ")), "{:?}", input("g"));
    // The next one follows what this one decided.
    let next = json(&demo, &["review", "--at", "2026-06-30"]);
    assert!(
        lines(&next["inputs"][0]["lines"]).iter().filter(|line| line.starts_with("REV-2026: ") && line.contains(": open, ")).count() == 3
    );
    assert!(lines(&next["inputs"][7]["lines"])[0].ends_with("; not answered"));
    let later = json(&demo, &["review", "--today", "2026-08-15"]);
    assert!(lines(&later["inputs"][0]["lines"]).iter().any(|line| line.contains("Batteries") && line.contains(": late, ")));
}

#[test]
fn those_who_lead_see_what_moved() {
    let (_room, demo) = demo();
    let paper = json(&demo, &["management", "--at", "2026-06-10"]);
    let figure = |what: &str| {
        let figures = paper["figures"].as_array().unwrap();
        let figure = figures.iter().find(|figure| figure["what"] == what).unwrap();
        (figure["then"].as_u64().unwrap(), figure["now"].as_u64().unwrap())
    };
    assert_eq!(figure("risks above the appetite"), (7, 3));
    assert_eq!(figure("controls that failed a test"), (1, 0));
    // Each figure is what another report says of that state.
    for (day, at) in [("2025-11-19", 0), ("2026-06-10", 1)] {
        let ran = isms(&demo, &["risk", "score", "--at", day, "--format", "json"]);
        let score: Value = serde_json::from_str(&ran.stdout).unwrap();
        let high = score["totals"]["current"]["high"].as_u64().unwrap();
        assert_eq!(if at == 0 { figure("risks rated high").0 } else { figure("risks rated high").1 }, high);
    }
    has(&lines(&paper["controls"]), "CTL-continuity: advanced from planned to implemented");
    has(&lines(&paper["treatment"]), "-: 22 actions, 6 done, 5 of them since, 0 late");
    // Nobody who leads reads names of rules or roles, or paths.
    let text = said(&demo, &["management", "--at", "2026-06-10"]);
    assert!(!text.contains("ROL-") && !text.contains('`') && !text.contains(".yaml"), "{text}");
    let html = said(&demo, &["board", "--at", "2026-06-10", "--format", "html"]);
    assert!(html.contains("<svg role=\"img\"") && html.contains("Risks by level"));
    // A day that passes asks for a decision.
    let late = json(&demo, &["board", "--today", "2026-11-30"]);
    let decisions = lines(&late["decisions"]);
    assert!(decisions.iter().any(|line| line.starts_with("RSK-002: late: accept it anew, or treat it")), "{decisions:#?}");
    assert!(decisions.iter().any(|line| line.starts_with("FND-2026-01: late: ")), "{decisions:#?}");
}

#[test]
fn a_period_begins_where_somebody_says() {
    let (_room, demo) = demo();
    let since = |args: &[&str]| json(&demo, &[&["board", "--today", "2026-06-30"], args].concat())["since"].clone();
    let by_day = since(&["--since", "2026-03-16"]);
    assert_eq!((&by_day["begins"], &by_day["on"]), (&"asked".into(), &"2026-03-16".into()));
    let commit = by_day["commit"].as_str().unwrap();
    assert_eq!(since(&["--since", commit])["commit"], by_day["commit"]);
    // The line of the state that is asked for counts, not what came later.
    let at = json(&demo, &["board", "--at", "2026-05-01"]);
    assert_eq!(at["since"]["review"], "REV-2025");
    let refused = |args: &[&str], hint: &str| {
        let ran = isms(&demo, &[&["report"], args].concat());
        assert!(ran.code == 2 && ran.stderr.contains(hint), "{}: {}", ran.code, ran.stderr);
    };
    refused(&["board", "--since", "2027-01-01", "--today", "2026-06-30"], "name an earlier day or commit");
    refused(&["soa", "--since", "2026-01-01"], "leave `--since` out");
    refused(&["board", "PER-jonas-reil"], "leave `PER-jonas-reil` out");
    refused(&["interview"], "isms report interview ROL-");
    refused(&["interview", "PER-jonas-riel"], "did you mean `PER-jonas-reil`?");
    refused(&["--since", "2026-01-01"], "<NAME>");
}

#[test]
fn what_cannot_be_compared_says_so() {
    let acme = project().join("examples/acme");
    let copied = tempfile::tempdir().unwrap();
    crate::readiness::copy(&acme, &copied.path().join("acme"));
    let alone = copied.path().join("acme");
    for name in PERIODS {
        let paper = json(&alone, &[name, "--today", "2026-06-30"]);
        assert_eq!(paper["since"]["uncompared"], "the programme is in no git repository", "{name}");
        assert_eq!(paper["since"]["review"], "REV-2026");
    }
    git(&alone, &["init", "-q", "-b", "main"]);
    assert_eq!(json(&alone, &["board", "--today", "2026-06-30"])["since"]["uncompared"], "there are no commits yet");
    commit_on(&alone, "2026-06-20", "late");
    let paper = json(&alone, &["board", "--today", "2026-06-30"]);
    assert_eq!(paper["since"]["uncompared"], "there is no commit on or before 2026-06-10");
    assert!(paper["figures"].as_array().unwrap().iter().all(|figure| figure["then"].is_null() && figure["now"].is_u64()));
    let ran = isms(&alone, &["report", "board", "--today", "2026-06-30", "--since", "nowhere"]);
    assert!(matches!(ran.code, 2 | 3) && ran.stderr.contains("nowhere"), "{}", ran.stderr);
}

/// An empty programme has nothing to say, and says that.
#[test]
fn nothing_is_invented() {
    let folder = programme();
    for name in PERIODS {
        let text = said(folder.path(), &[name, "--today", "2026-06-30"]);
        assert!(text.contains("Nothing is recorded."), "{text}");
    }
    let review = json(folder.path(), &["review", "--today", "2026-06-30"]);
    assert_eq!(review["since"]["begins"], "first");
    assert!(review["inputs"].as_array().unwrap().iter().all(|input| input["lines"] == serde_json::json!([])), "{review}");
    let board = json(folder.path(), &["board", "--today", "2026-06-30"]);
    assert_eq!((&board["since"]["begins"], &board["since"]["on"]), (&"days".into(), &"2026-04-01".into()));
}

#[test]
fn hostile_names_stay_text_in_every_format() {
    let folder = programme();
    let root = folder.path();
    let title = "<script>alert(1)</script> | =cmd()";
    write(root, "risks/RSK-1.yaml", format!("id: RSK-1\ntitle: \"{title}\"\nowner: PER-1\ncurrent: {{likelihood: 5, impact: 5}}\n"));
    write(root, "people/PER-1.yaml", format!("id: PER-1\ntitle: \"{title}\"\n"));
    write(
        root,
        "context.yaml",
        format!(
            "parties:\n  - name: \"{title}\"\n    feedback: [{{on: 2026-06-01, kind: complaint, what: \"{title}\", from: \"{title}\"}}]\n"
        ),
    );
    git(root, &["init", "-q", "-b", "main"]);
    commit_on(root, "2026-01-05", "begin");
    for args in [&["review"][..], &["management"], &["board"], &["interview", "PER-1"]] {
        for format in ["text", "md", "html", "csv", "json", "yaml"] {
            let args = [args, &["--today", "2026-06-30", "--format", format]].concat();
            let out = said(root, &args);
            assert!(format != "html" || !out.contains("<script>alert"), "{args:?}");
            assert!(format != "csv" || !out.split(',').any(|cell| cell.starts_with('=')), "{args:?}");
            assert_eq!(out, said(root, &args), "{args:?}");
        }
    }
}

#[test]
fn somebody_knows_what_they_will_be_asked() {
    let (_room, demo) = demo();
    let sheet = json(&demo, &["interview", "PER-jonas-reil", "--at", "2026-06-30"]);
    assert_eq!(sheet["holds"], serde_json::json!(["ROL-platform-lead"]));
    has(&lines(&sheet["owns"]), "RSK-021: risk, 12 high");
    has(&lines(&sheet["owns"]), "CTL-backup: control, in operation, its test passed");
    has(&lines(&sheet["agreed"]), "RSK-001: approved its treatment");
    has(&lines(&sheet["knows"]), "DOC-information-security-policy: Jonas Reil has read version 2.0");
    has(&lines(&sheet["knows"]), "TRN-awareness: Jonas Reil is in time with it");
    // A control of theirs brings the questions on what it implements; others' do not.
    let asked = lines(&sheet["asked"]);
    assert!(asked.iter().any(|line| line.starts_with("A.8.13: ")) && !asked.iter().any(|line| line.starts_with("A.6.1: ")), "{asked:?}");
    assert!(lines(&sheet["due"]).iter().any(|line| line.starts_with("REV-2026: ")));
    assert_eq!(sheet["has_no_duty"], false);
    // The role is held by that person, and owns the same.
    let role = json(&demo, &["interview", "ROL-platform-lead", "--at", "2026-06-30"]);
    assert_eq!(role["holds"], serde_json::json!(["PER-jonas-reil"]));
    assert_eq!(role["asked"], sheet["asked"]);
    write(&demo, "people/PER-new.yaml", "id: PER-new\ntitle: New Person\njoined: 2026-06-29\n");
    let new = json(&demo, &["interview", "PER-new", "--today", "2026-06-30"]);
    assert_eq!((&new["has_no_duty"], &new["owns"]), (&true.into(), &serde_json::json!([])));
    has(&lines(&new["knows"]), "DOC-information-security-policy: New Person is not recorded as having read version 2.0");
    assert!(said(&demo, &["interview", "PER-new", "--today", "2026-06-30"]).contains("No duties are recorded"));
}

/// Whoever has a certificate tells the body of what is significant: until that is written down, it is due.
#[test]
fn the_body_is_told_of_a_significant_change() {
    let folder = programme();
    let root = folder.path();
    let isms_yaml = fs::read_to_string(root.join("isms.yaml")).unwrap();
    let certified = |issued: &str| {
        write(root, "isms.yaml", format!("{isms_yaml}\ncertification: {{certificate: {{issued: {issued}, expires: 2028-12-31}}}}\n"));
    };
    let change = |more: &str| write(root, "changes/CHG-1.yaml", format!("id: CHG-1\ntitle: A second site\ndone: 2026-05-04\n{more}"));
    let due = || {
        let ran = isms(root, &["due", "--kind", "notice", "--today", "2026-06-30", "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let due: Value = serde_json::from_str(&ran.stdout).unwrap();
        due["due"].as_array().unwrap().iter().map(|due| format!("{} {}", due["on"], due["overdue"])).collect::<Vec<_>>()
    };
    certified("2026-01-10");
    change("");
    assert_eq!(due(), [""; 0]);
    change("significant: true\n");
    assert_eq!(due(), ["\"2026-05-04\" true"]);
    let review = json(root, &["review", "--today", "2026-06-30"]);
    assert!(lines(&review["inputs"][1]["lines"])[0].ends_with("; the certification body is not told of it"), "{review}");
    change("significant: true\nbody_told: 2026-05-06\n");
    assert_eq!(due(), [""; 0]);
    change("significant: true\n");
    certified("2026-06-01");
    assert_eq!(due(), [""; 0]);
}
