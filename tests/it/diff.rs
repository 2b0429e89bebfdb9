//! What changed between two states, and what it means.

use crate::support::{commit_on, git, isms, programme, write};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Judged 4×2 under the method of a new programme: medium, which is the appetite.
const RISK: &str = "id: RSK-1
title: It floods
owner: ROL-isms-manager
current: {likelihood: 2, impact: 4, rationale: Dry for years}
";

const ACCEPTANCE: &str = "acceptance: {by: ROL-top-management, on: 2026-01-12, until: 2026-03-31}\n";

const CONTROL: &str = "id: CTL-pump
title: Pumps
owner: ROL-isms-manager
implements: [A.7.5]
status: implemented
";

/// A programme with a risk and a control, committed on a day in January.
fn history() -> TempDir {
    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    write(root, "risks/RSK-1.yaml", RISK);
    write(root, "controls/CTL-pump.yaml", CONTROL);
    decide(root, "A.7.4", "applicable: true, justification: We have a hall");
    decide(root, "A.7.5", "applicable: true, justification: The river is near");
    commit_on(root, "2026-01-10", "begin");
    folder
}

/// Writes a decision into the SoA.
fn decide(root: &Path, control: &str, decision: &str) {
    let soa = fs::read_to_string(root.join("soa.yaml")).unwrap();
    let start = soa.find(&format!("\n  {control}: ")).unwrap() + 1;
    let end = start + soa[start..].find('\n').unwrap();
    write(root, "soa.yaml", format!("{}  {control}: {{{decision}}}{}", &soa[..start], &soa[end..]));
}

/// The report from the first commit to the files as they are, in a format.
fn report(root: &Path, command: &[&str], format: &str) -> String {
    let first = git(root, &["rev-list", "--max-parents=0", "HEAD"]).stdout;
    let args = [command, &[first.trim(), "--today", "2026-04-30", "--format", format]].concat();
    let ran = isms(root, &args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout.replace(first.trim(), "FIRST").replace(&first[..10], "FIRST")
}

fn json(root: &Path, command: &[&str]) -> Value {
    serde_json::from_str(&report(root, command, "json")).unwrap()
}

/// What moved, and what is said of it.
fn movements(root: &Path, command: &[&str]) -> Vec<String> {
    let report = json(root, command);
    let text = |movement: &Value| format!("{}: {}", movement["what"].as_str().unwrap(), movement["text"].as_str().unwrap());
    report["movements"].as_array().unwrap().iter().map(text).collect()
}

/// What is said of each record.
fn words(root: &Path) -> Vec<String> {
    let report = json(root, &["diff"]);
    let texts = |item: &Value| {
        item["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
    };
    report["items"].as_array().unwrap().iter().map(|item| format!("{}: {}", item["id"].as_str().unwrap(), texts(item))).collect()
}

#[test]
fn a_risk_that_rises_is_said_to_rise() {
    let folder = history();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", RISK.replace("likelihood: 2", "likelihood: 3"));
    assert_eq!(
        movements(root, &["diff"]),
        ["risk-newly-above-appetite: RSK-1 newly above the appetite: 12 high", "risk-rose: RSK-1 rose from 8 medium to 12 high",]
    );
    assert_eq!(movements(root, &["risk", "diff"]), movements(root, &["diff"]));
    assert!(movements(root, &["soa", "diff"]).is_empty());
    assert_eq!(words(root), ["RSK-1: current 2×4 medium → 3×4 high"]);
    write(root, "risks/RSK-1.yaml", RISK.replace("impact: 4", "impact: 3"));
    assert_eq!(movements(root, &["diff"]), ["risk-fell: RSK-1 fell from 8 medium to 6 medium"]);
}

#[test]
fn an_appetite_that_changes_moves_risks_that_did_not() {
    let folder = history();
    let root = folder.path();
    let isms_yaml = fs::read_to_string(root.join("isms.yaml")).unwrap();
    write(root, "isms.yaml", isms_yaml.replace("appetite: medium", "appetite: low").replace("version: \"1.0\"", "version: \"1.1\""));
    assert_eq!(
        movements(root, &["diff"]),
        ["risk-newly-above-appetite: RSK-1 newly above the appetite: 8 medium", "method-changed: isms.yaml risk method 1.0 → 1.1",]
    );
    assert_eq!(words(root), ["isms: method version 1.0 → 1.1; method appetite medium → low"]);
}

#[test]
fn an_acceptance_is_given_and_runs_out() {
    let folder = history();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", format!("{RISK}{ACCEPTANCE}").replace("2026-03-31", "2026-12-31"));
    let given = "RSK-1 accepted by ROL-top-management on 2026-01-12 until 2026-12-31";
    assert_eq!(movements(root, &["risk", "diff"]), [format!("acceptance-given: {given}")]);
    git(root, &["checkout", "-q", "--", "."]);

    let folder = programme();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    write(root, "risks/RSK-1.yaml", format!("{RISK}{ACCEPTANCE}"));
    commit_on(root, "2026-01-12", "accept");
    let report = json(root, &["diff"]);
    assert_eq!((report["from"]["as_of"].as_str(), report["to"]["as_of"].as_str()), (Some("2026-01-12"), Some("2026-04-30")));
    assert_eq!(report["items"].as_array().unwrap().len(), 0, "no record changed");
    let ended = "acceptance-expired: RSK-1 acceptance by ROL-top-management ended on 2026-03-31";
    assert_eq!(movements(root, &["diff"]), [ended]);
    write(root, "risks/RSK-1.yaml", format!("{RISK}{}", ACCEPTANCE.replace("2026-03-31", "2026-09-30")));
    assert_eq!(
        movements(root, &["diff"]),
        ["acceptance-renewed: RSK-1 accepted again by ROL-top-management on 2026-01-12 until 2026-09-30"]
    );
    write(root, "risks/RSK-1.yaml", RISK);
    assert_eq!(
        movements(root, &["diff"]),
        ["acceptance-withdrawn: RSK-1 acceptance by ROL-top-management on 2026-01-12 until 2026-03-31 withdrawn"]
    );
}

#[test]
fn a_control_falls_back_and_its_rows_with_it() {
    let folder = history();
    let root = folder.path();
    write(root, "controls/CTL-pump.yaml", CONTROL.replace("status: implemented", "status: planned"));
    let fell = [
        "status-regressed: A.7.5 fell back from implemented to planned",
        "status-regressed: CTL-pump fell back from implemented to planned",
    ];
    assert_eq!(movements(root, &["diff"]), fell);
    assert_eq!(movements(root, &["soa", "diff"]), fell);
    assert!(movements(root, &["risk", "diff"]).is_empty());
    assert_eq!(words(root), ["CTL-pump: status implemented → planned"]);
}

#[test]
fn decisions_of_the_soa_flip_and_are_justified_anew() {
    let folder = history();
    let root = folder.path();
    decide(root, "A.7.4", "applicable: false, justification: The hall was sold");
    decide(root, "A.7.5", "applicable: true, justification: The river came");
    decide(root, "A.8.1", "applicable: true, justification: We have laptops");
    assert_eq!(
        movements(root, &["soa", "diff"]),
        ["applicability-flipped: A.7.4 no longer applies", "justification-changed: A.7.5 justification changed",]
    );
    assert_eq!(
        words(root),
        [
            "soa: A.7.4 no longer applies; A.8.1 applies; A.7.4 justification: We have a hall → The hall was sold; A.7.5 justification: The river is near → The river came; A.8.1 justification added: We have laptops"
        ]
    );
}

#[test]
fn what_is_retired_or_closed_is_not_removed() {
    let folder = history();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", format!("{RISK}closed: 2026-04-01\n"));
    write(
        root,
        "controls/CTL-pump.yaml",
        CONTROL.replace("status: implemented", "status: retired\nexit: {on: 2026-04-01, reason: No river}"),
    );
    let fates = |command: &[&str]| {
        let report = json(root, command);
        ["added", "removed", "retired", "changed"].map(|fate| report[fate].as_u64().unwrap())
    };
    assert_eq!(fates(&["diff"]), [0, 0, 2, 0]);
    assert_eq!(fates(&["risk", "diff"]), [0, 0, 1, 0]);
    assert_eq!(movements(root, &["risk", "diff"]), ["retired: RSK-1 closed on 2026-04-01"]);
    assert!(movements(root, &["diff"]).contains(&"retired: CTL-pump retired on 2026-04-01: No river".to_owned()));
    commit_on(root, "2026-04-02", "retire");
    write(root, "risks/RSK-1.yaml", RISK);
    let ran = isms(root, &["diff", "HEAD", "--format", "md"]);
    assert!(ran.stdout.contains("\n- RSK-1 reopened\n"), "{}", ran.stdout);
    fs::remove_file(root.join("risks/RSK-1.yaml")).unwrap();
    assert_eq!(fates(&["risk", "diff"]), [0, 1, 0, 0]);
    assert!(movements(root, &["diff"]).contains(&"risk-removed: RSK-1 removed at 8 medium".to_owned()));
}

#[test]
fn approvals_move_too() {
    let folder = history();
    let root = folder.path();
    let approved = "treatment: {option: modify, controls: [CTL-pump], approval: {by: ROL-isms-manager, on: 2026-02-01}}\n";
    write(root, "risks/RSK-1.yaml", format!("{RISK}{approved}"));
    let given = "approval-given: RSK-1 treatment approved by ROL-isms-manager on 2026-02-01";
    assert_eq!(movements(root, &["risk", "diff"]), [given]);
    commit_on(root, "2026-02-01", "approve");
    let moved = |text: String| {
        write(root, "risks/RSK-1.yaml", text);
        let report: Value = serde_json::from_str(&isms(root, &["risk", "diff", "HEAD", "--format", "json"]).stdout).unwrap();
        report["movements"][0]["what"].as_str().unwrap().to_owned()
    };
    assert_eq!(moved(format!("{RISK}{}", approved.replace("02-01", "03-01"))), "approval-renewed");
    assert_eq!(moved(RISK.into()), "approval-withdrawn");
}

#[test]
fn comments_and_places_are_no_changes() {
    let folder = history();
    let root = folder.path();
    fs::remove_file(root.join("risks/RSK-1.yaml")).unwrap();
    write(root, "risks/water/flood.yaml", format!("# moved\n{}", RISK.replace("title: It floods", "title: \"It floods\"   # as ever")));
    for command in [&["diff"][..], &["risk", "diff"], &["soa", "diff"]] {
        let report = json(root, command);
        assert_eq!(report["items"].as_array().unwrap().len() + report["movements"].as_array().unwrap().len(), 0, "{report}");
    }
    assert!(report(root, &["diff"], "text").contains("No record differs."));
}

#[test]
fn a_value_that_changes_places_is_a_change() {
    let folder = history();
    let root = folder.path();
    let with = |first: &str, second: &str| format!("{CONTROL}actions:\n- {{what: Buy{first}}}\n- {{what: Test{second}}}\n");
    write(root, "controls/CTL-pump.yaml", with(", done: 2026-02-01", ""));
    commit_on(root, "2026-02-01", "buy");
    write(root, "controls/CTL-pump.yaml", with("", ", done: 2026-02-01"));
    let report: Value = serde_json::from_str(&isms(root, &["diff", "HEAD", "--format", "json"]).stdout).unwrap();
    assert_eq!(report["items"][0]["words"], serde_json::json!(["action Buy no longer done", "action Test done on 2026-02-01"]));
}

/// Some of everything.
fn busy() -> TempDir {
    let folder = history();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", RISK.replace("likelihood: 2", "likelihood: 4") + "treatment: {option: modify, controls: [CTL-pump]}\n");
    write(root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: It <burns>\nowner: ROL-isms-manager\ncurrent: {likelihood: 1, impact: 4}\n");
    write(root, "controls/CTL-pump.yaml", CONTROL.replace("implemented", "in-progress"));
    decide(root, "A.7.4", "applicable: false, justification: The hall was sold");
    folder
}

#[test]
fn a_terminal_shows_what_moved_and_then_the_rest() {
    let folder = busy();
    insta::assert_snapshot!(report(folder.path(), &["diff"], "text"), @r#"
        What changed
        ════════════

        Organisation  Test & Sons
        From          commit FIRST, as of 2026-01-10
        To            work tree, as of 2026-04-30

        1 record added, 0 removed, 0 retired or closed, 3 changed.

        What moved

        • RSK-1 newly above the appetite: 16 critical
        • RSK-1 rose from 8 medium to 16 critical
        • A.7.5 fell back from implemented to partial
        • CTL-pump fell back from implemented to in-progress
        • A.7.4 no longer applies

        Record by record

        Record    Title       What changed
        ────────  ──────────  ───────────────────────────────────────────────────────
        Programme
        soa.yaml              A.7.4 no longer applies
                              A.7.4 justification: We have a hall → The hall was sold

        Controls
        CTL-pump  Pumps       status implemented → in-progress

        Risks
        RSK-1     It floods   current 2×4 medium → 4×4 critical
                              treatment set to modify
                              control CTL-pump added
        RSK-2     It <burns>  added, current 1×4 low

        As of 2026-04-30, from the work tree, by isms 0.1.0.
    "#);
    insta::assert_snapshot!(report(folder.path(), &["risk", "diff"], "text"), @r#"
        What changed in the risk register
        ═════════════════════════════════

        Organisation  Test & Sons
        From          commit FIRST, as of 2026-01-10
        To            work tree, as of 2026-04-30

        1 risk added, 0 removed, 0 retired or closed, 1 changed.

        What moved

        • RSK-1 newly above the appetite: 16 critical
        • RSK-1 rose from 8 medium to 16 critical

        Risk by risk

        Id     Field           Before  After
        ─────  ──────────────  ──────  ────────
        RSK-1 It floods (risk)
        RSK-1  current.score   8       16
        RSK-1  current.level   medium  critical
        RSK-1  above_appetite  no      yes

        RSK-2 It <burns> (risk)
        RSK-2  added

        As of 2026-04-30, from the work tree, by isms 0.1.0.
    "#);
}

#[test]
fn a_pull_request_shows_the_same() {
    let folder = busy();
    insta::assert_snapshot!(report(folder.path(), &["diff"], "md"), @r#"
        # What changed

        - **Organisation:** Test \& Sons
        - **From:** commit FIRST, as of 2026-01-10
        - **To:** work tree, as of 2026-04-30

        1 record added, 0 removed, 0 retired or closed, 3 changed.

        ## What moved

        - RSK-1 newly above the appetite: 16 critical
        - RSK-1 rose from 8 medium to 16 critical
        - A.7.5 fell back from implemented to partial
        - CTL-pump fell back from implemented to in-progress
        - A.7.4 no longer applies

        ## Record by record

        | Record | Title | What changed |
        | --- | --- | --- |
        | **Programme** | | |
        | soa.yaml | | A.7.4 no longer applies<br>A.7.4 justification: We have a hall → The hall was sold |
        | **Controls** | | |
        | CTL-pump | Pumps | status implemented → in-progress |
        | **Risks** | | |
        | RSK-1 | It floods | current 2×4 medium → 4×4 critical<br>treatment set to modify<br>control CTL-pump added |
        | RSK-2 | It \<burns\> | added, current 1×4 low |

        ---

        As of 2026-04-30, from the work tree, by isms 0.1.0.
    "#);
}

#[test]
fn sheets_and_programs_get_fields() {
    let folder = busy();
    insta::assert_snapshot!(report(folder.path(), &["diff"], "csv").replace('\r', ""), @r#"
        group,Id,Field,Before,After
        CTL-pump Pumps (control),CTL-pump,status,implemented,in-progress
        RSK-1 It floods (risk),RSK-1,current.likelihood,2,4
        RSK-1 It floods (risk),RSK-1,treatment.option,,modify
        RSK-1 It floods (risk),RSK-1,treatment.controls,,CTL-pump
        RSK-2 It <burns> (risk),RSK-2,added,,
        soa.yaml,soa,controls.A.7.4.applicable,true,false
        soa.yaml,soa,controls.A.7.4.justification,We have a hall,The hall was sold
    "#);
    let report = json(folder.path(), &["diff"]);
    insta::assert_snapshot!(format!("{:#}", report["items"][1]), @r#"
        {
          "id": "RSK-1",
          "kind": "risk",
          "title": "It floods",
          "fate": "changed",
          "fields": [
            {
              "field": "current.likelihood",
              "before": [
                "2"
              ],
              "after": [
                "4"
              ]
            },
            {
              "field": "treatment.option",
              "before": [],
              "after": [
                "modify"
              ]
            },
            {
              "field": "treatment.controls",
              "before": [],
              "after": [
                "CTL-pump"
              ]
            }
          ],
          "words": [
            "current 2×4 medium → 4×4 critical",
            "treatment set to modify",
            "control CTL-pump added"
          ]
        }
    "#);
    insta::assert_snapshot!(format!("{:#}", report["movements"][0]), @r#"
        {
          "what": "risk-newly-above-appetite",
          "id": "RSK-1",
          "text": "RSK-1 newly above the appetite: 16 critical"
        }
    "#);
}

#[test]
fn a_page_escapes_what_records_say() {
    let folder = busy();
    let page = report(folder.path(), &["diff"], "html");
    assert!(page.contains("<h1>What changed</h1>") && page.contains("It &#60;burns&#62;"), "{page}");
    assert!(page.contains("<li><a href=\"#RSK-1\">RSK-1</a> rose from 8 medium to 16 critical</li>"), "{page}");
    assert!(page.find("What moved") < page.find("Record by record"));
}
