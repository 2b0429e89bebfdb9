//! What a sheet says in words that no field can hold is unclear, and no rule calls it missing.

use super::*;
use crate::check::findings_of;

/// What a rule says after a sheet came in.
fn told(files: &[(&str, &str)], kind: &str, text: &str, rule: &str) -> Vec<String> {
    let mut memory = programme(files);
    memory.put("context.yaml", "parties: []\n");
    for change in planned(&memory, kind, text).unwrap().changes {
        memory.put(&change.path, change.after.unwrap());
    }
    let found = findings_of(&memory, None, None, "2026-06-30".parse().unwrap());
    found.into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.message).collect()
}

#[test]
fn what_stands_in_words_is_not_called_missing() {
    let risk = [("risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\ntreatment: {option: modify}\n")];
    for (kind, text, rule, told_of) in [
        (
            "document",
            "Title,Type,Owner,Version,Status,Classification,Approver\nD,Plan,O,1,Published,Open,CEO\n",
            "doc-metadata-missing",
            "Approver: CEO",
        ),
        (
            "document",
            "Title,Type,Owner,Approved by,Approved on\nInformation Security Policy,Policy,O,CEO,in spring\n",
            "policy-master-missing",
            "Approved on: in spring; Approved by: CEO",
        ),
        ("change", "Title,Planned for,Status\nC,2026-05-01,Closed\n", "change-let-pass", "Status: Closed"),
        ("change", "Title,Implemented,Impact,CAB Decision\nC,2026-05-01,none,Approved\n", "change-incomplete", "Impact: none"),
        ("change", "Title,Implemented,Impact,CAB Decision\nC,2026-05-01,some,Approved\n", "change-incomplete", "CAB Decision: Approved"),
        ("obligation", "Law,Requirement,Evidence\nGDPR,Tell,Privacy notice\n", "obligation-unhandled", "Evidence: Privacy notice"),
        (
            "party",
            "Stakeholder,Requirement,Source,Covered by,Status\nP,R,Contract,Their handbook,Covered\n",
            "obligation-unhandled",
            "Covered by: Their handbook",
        ),
        (
            "party",
            "Stakeholder,Requirement,Covered by,Status\nP,R,Their handbook,Covered\n",
            "party-requirement-unhandled",
            "Covered by: Their handbook",
        ),
        ("objective", "Objective,Metric,Current Value\nO,Hours,1h 35min\n", "objective-no-reading", "Current Value: 1h 35min"),
        ("objective", "Objective,Metric,Current Value,Status\nO,Hours,1h 35min,Achieved\n", "metric-not-read", "Current Value: 1h 35min"),
        ("objective", "Objective,Metric,Target\nO,Hours,none lost\n", "objective-not-measurable", "Target: none lost"),
        ("objective", "Objective,Linked Action\nO,see the plan\n", "objective-plan-incomplete", "Linked Action: see the plan"),
        (
            "training",
            "Training,Person,Role,Due,Status\nT,Ann,Dev,2026-08-01,Planned\n",
            "training-overdue",
            "Ann: Due 2026-08-01; Status Planned",
        ),
        ("treatment", "Risk,Action,Owner,Budget,Due\nRSK-1,Doors,O,1,recurring\n", "action-incomplete", "Doors: Due: recurring"),
        ("treatment", "Risk,Action,Owner,Budget,Due,Status\nRSK-1,Doors,O,1,2026-05-01,Done\n", "action-overdue", "Doors: Status: Done"),
        ("risk", "Risk,Treatment\nR,Accept\n", "retain-without-acceptance", "Treatment: Accept"),
        ("risk", "Risk,Owner\nR,TBD\n", "risk-no-owner", "Owner: TBD"),
        ("risk", "Risk,Last review\nR,last spring\n", "risk-review-overdue", "Last review: last spring"),
        ("finding", "Finding,Grade,Action,Closed,Status\nF,minor,A,2026-05-01,Closed\n", "finding-closed-unverified", "Status: Closed"),
        ("finding", "Finding,Grade,Raised,Status\nF,minor,2025-01-01,Closed in May\n", "finding-overdue", "Status: Closed in May"),
        ("supplier", "Supplier,Data,Contract start\nS,files,2020-01-01\n", "supplier-agreement-missing", "Contract start: 2020-01-01"),
        ("supplier", "Supplier,Last review\nS,2026-05-01\n", "supplier-not-assessed", "Last review: 2026-05-01"),
        ("soa", "Control,Applicable\nA.5.1,perhaps\n", "soa-applicability-undecided", "Applicable: perhaps"),
        ("incident", "Title,Severity,Closed,Root cause,Lessons\nI,high,2026-05-01,People,n/a\n", "incident-no-lessons", "Lessons: n/a"),
    ] {
        let messages = told(if kind == "treatment" { &risk } else { &[] }, kind, text, rule);
        assert!(messages.iter().any(|message| message.contains(&format!("is unclear: `{told_of}"))), "{rule}: {text} {messages:?}");
        let of_field = |message: &&String| !message.contains("is unclear") && !message.contains("lacks") && !message.contains("has no ");
        assert_eq!(messages.iter().find(of_field), None, "{rule}: {text}");
    }
}

#[test]
fn what_says_that_nothing_has_come_of_it_yet_is_missing() {
    for (kind, text, rule) in [
        ("change", "Title,Planned for,Status\nC,2026-05-01,Planned\n", "change-let-pass"),
        ("change", "Title,Planned for,Result\nC,2026-05-01,in progress\n", "change-let-pass"),
        ("obligation", "Law,Requirement,Evidence\nGDPR,Tell,none\n", "obligation-unhandled"),
        ("finding", "Finding,Grade,Raised,Status\nF,minor,2025-01-01,Open\n", "finding-overdue"),
    ] {
        let messages = told(&[], kind, text, rule);
        assert!(!messages.is_empty() && messages.iter().all(|message| !message.contains("unclear")), "{text} {messages:?}");
    }
}

#[test]
fn words_stand_beside_their_field_until_it_is_written() {
    let text = "Title,Type,Status,Approver,Review every\nD,Plan,Published,CEO,sometimes\n";
    let (files, remarks) = outcome(&programme(&[]), "document", text);
    let record = &files["documents/DOC-d.yaml"];
    assert!(record.contains("unclear: {review_every: \"Review every: sometimes\", approval: \"Approver: CEO\"}"), "{record}");
    assert_eq!(remarks, ["2:5 `sometimes` is no period such as `12 months`; it is kept under `unclear`"]);
    let plan = planned(&programme(&[("documents/DOC-d.yaml", record)]), "document", text).unwrap();
    assert_eq!(plan.tally.unchanged, 1);
}

#[test]
fn a_crowd_that_took_a_training_is_counted() {
    let text = "Training,Person,Completed\nT,All employees (42),2026-03-25\n";
    let (files, _) = outcome(&programme(&[]), "training", text);
    assert!(files["trainings/TRN-t.yaml"].contains("groups: [{group: all, count: 42, of: 42, on: 2026-03-25}]"), "{files:?}");
}
