//! Sheets on what a programme does: metrics, audits, reviews, roles, controls, milestones.

use super::*;

/// The records of a sheet as they would be written, without their first line, and the lines that are told of.
fn written(kind: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let plan = planned(&programme(&[("plan.yaml", "milestones: []\n")]), kind, text).unwrap();
    let texts = plan.changes.iter().filter_map(|change| Some((change, String::from_utf8(change.after.clone()?).unwrap())));
    let texts = texts.filter(|(change, _)| !change.path.starts_with("roles/ROL-c") && !change.path.starts_with("people/"));
    let texts = texts.map(|(_, text)| text.lines().filter(|line| !line.starts_with("# yaml")).collect::<Vec<_>>().join("\n")).collect();
    let told = plan.remarks.iter().map(|remark| format!("{}:{}", remark.line, remark.cell));
    (texts, told.chain(plan.faults.iter().map(|fault| format!("not {}:{}", fault.line, fault.cell))).collect())
}

#[test]
fn a_metric_has_a_reading_for_each_row_with_a_day() {
    let text = "KPI;Target;Unit;Frequency;Owner;Measured on;Value\n\
        Patched in time;≥ 95 %;%;monthly;CTO;2026-01-31;93,5\n\
        Patched in time;≥ 95 %;%;monthly;CTO;2026-02-28;96\n\
        Clicks;< 5;;quarterly;CISO;;4\n\
        Alarms;few;;quarterly;CISO;2027-01-01;4\n";
    let (metrics, told) = written("metric", text);
    assert_eq!(
        metrics,
        [
            "id: MET-patched-in-time\ntitle: Patched in time\nowner: ROL-cto\nevery: 1mo\nwhat: Patched in time\nunit: \"%\"\n\
             target: 95\ndirection: at-least\nreadings: [{on: 2026-01-31, value: 93.5}, {on: 2026-02-28, value: 96}]",
            "id: MET-clicks\ntitle: Clicks\nowner: ROL-ciso\nevery: 3mo\nwhat: Clicks\ntarget: 5\ndirection: at-most\n\
             unclear: {readings: \"Value: 4\"}",
            "id: MET-alarms\ntitle: Alarms\nowner: ROL-ciso\nevery: 3mo\nwhat: Alarms\n\
             unclear: {target: \"Target: few\", readings: \"Value: 4; Measured on: 2027-01-01\"}",
        ]
    );
    assert_eq!(told, ["4:7", "5:2", "5:7"]);
}

#[test]
fn what_later_rows_say_otherwise_is_kept() {
    let text = "KPI;Target;Warning value;Owner;Date;Value\nPatches;≥ 95;> 10;CTO;2026-01-31;93\nPatches;≥ 97;> 10;CISO;2026-02-28;96\n";
    let (metrics, told) = written("metric", text);
    assert!(metrics[0].contains("target: 95\ndirection: at-least\n") && metrics[0].contains("warn: 10\n"), "{metrics:?}");
    // The sign of the warning value has no field, and the second row another target and owner.
    assert!(metrics[0].contains("custom: {warning_value: \"> 10\"}"), "{metrics:?}");
    assert!(metrics[0].contains("Owner: CISO") && metrics[0].contains("Target: ≥ 97"), "{metrics:?}");
    assert!(told.is_empty(), "{told:?}");
    let text = "Review date;No;Decision;Type;Owner\n2026-03-01;1;Hire one;Resources;CEO\n2026-03-01;2;;;CISO\n";
    let (reviews, _) = written("review", text);
    assert!(reviews[0].contains("id: REV-management-review-2026-03-01\n") && reviews[0].contains("Owner: CISO"), "{reviews:?}");
    assert!(reviews[0].contains("custom: {no: \"1\", no_2: \"2\"}"), "{reviews:?}");
    let (plan, _) = written("plan", "Id;Milestone;Deadline\nM-7;Stage 1;2026-09-30\n");
    assert!(plan[0].contains("M-7"), "{plan:?}");
}

#[test]
fn an_audit_has_the_type_that_the_sheet_says() {
    let text = "Audit;Type;Planned date;Scope;Lead auditor;Result\n\
        IA 1;Internal;2026-09-01;4.1, 6.1.2, A.5.1;Ann Lee;2 minor\n\
        Body;Certification audit (stage 2);2026-12-01;;;\n\
        Look;Something;2026-12-01;;;\n";
    let (audits, told) = written("audit", text);
    assert_eq!(
        audits,
        [
            "id: AUD-ia-1\ntitle: IA 1\ntype: internal\nplanned: 2026-09-01\nauditors: [Ann Lee]\nclauses: [\"4.1\", \"6.1.2\"]\n\
             controls: [A.5.1]\nunclear: {conclusion: \"Result: 2 minor\"}",
            "id: AUD-body\ntitle: Body\ntype: stage-2\nplanned: 2026-12-01",
        ]
    );
    assert_eq!(told, ["not 4:2"]);
    let (audits, _) = written("audit", "Audit;Datum\nInternes Audit 2026;2026-02-01\n");
    assert!(audits[0].contains("type: internal\nunclear: {finished: \"Datum: 2026-02-01\"}"), "{audits:?}");
}

#[test]
fn a_review_has_the_decisions_of_which_the_sheet_says_what_they_are_about() {
    let text = "Review date;Decision;Type;Owner;Due\n\
        2026-03-01;Hire one;Resources;CEO;2026-06-30\n2026-03-01;Look again;;CISO;\n2027-03-01;Later;Change;CISO;\n";
    let (reviews, told) = written("review", text);
    assert_eq!(
        reviews,
        ["id: REV-management-review-2026-03-01\ntitle: Management review 2026-03-01\non: 2026-03-01\n\
          decisions: [{kind: resources, text: Hire one, owner: ROL-ceo, due: 2026-06-30}]\n\
          unclear: {decisions: \"Decision: Look again; Owner: CISO\"}"]
    );
    assert_eq!(told, ["not 4:1"]);
}

#[test]
fn roles_controls_and_milestones_come_in() {
    let (roles, told) = written("role", "Rolle;Inhaber;Stellvertreter\nISB;Ann Lee;Bob Ray\n");
    assert_eq!((roles[0].as_str(), told.len()), ("id: ROL-isb\ntitle: ISB\nheld_by: [PER-ann-lee]\ndeputy: [PER-bob-ray]", 0));
    let text = "Control ID;Control name;Implements;Status;Test;Test frequency\n\
        C-1;Badge readers;A.7.2;Implemented;Try a blocked badge;quarterly\nC-2;Own;;Not started;;\n";
    let (controls, told) = written("control", text);
    assert!(
        controls[0].contains("tests: [{what: Try a blocked badge, every: 3mo}]\nimplements: [A.7.2]\nstatus: implemented\n"),
        "{controls:?}"
    );
    assert!(controls[1].contains("unclear: {status: \"Status: Not started\"}"), "{controls:?}");
    assert_eq!(told, ["3:4"]);
    let (plan, _) = written("plan", "Milestone;Responsible;Deadline;Status\nStage 1;CISO;2026-09-30;done\n");
    assert_eq!(plan, ["milestones:\n  - {what: Stage 1, owner: ROL-ciso, due: 2026-09-30}\nnotes: \"Stage 1: Status done\""]);
}
