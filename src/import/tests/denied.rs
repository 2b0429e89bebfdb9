//! What a cell denies, or another cell of its row: nothing is taken for what it is not.

use super::*;

/// The record of a kind whose rows are these, beside records that are there, and what is told of it.
fn one_beside(files: &[(&str, &str)], kind: &str, text: &str, path: &str) -> (String, Vec<String>) {
    let (mut files, told) = outcome(&programme(files), kind, text);
    (files.remove(path).unwrap_or_else(|| panic!("{path}: {:?} {told:?}", files.keys())), told)
}

fn one(kind: &str, text: &str, path: &str) -> (String, Vec<String>) {
    one_beside(&[], kind, text, path)
}

#[test]
fn what_goes_on_is_not_closed_by_a_day() {
    for state in ["Open", "Reopened", "To be closed", "Partially closed", "wieder geöffnet", "nicht geschlossen", "Reabierto", "In Arbeit"]
    {
        let (risk, told) = one("risk", &format!("ID;Title;Status;Closed\nR-1;A;{state};2026-02-01\n"), "risks/RSK-1.yaml");
        assert!(!risk.contains("\nclosed:") && risk.contains("unclear: {closed:") && !told.is_empty(), "{state}: {risk} {told:?}");
        let (incident, _) =
            one("incident", &format!("Title;Severity;Status;Closed on\nA;low;{state};2026-02-01\n"), "incidents/INC-a.yaml");
        assert!(!incident.contains("\nclosed:") && incident.contains("closed: \""), "{state}: {incident}");
    }
    let (risk, _) = one("risk", "ID;Title;Status;Closed\nR-1;A;Closed;2026-02-01\nR-2;B;;2099-01-01\n", "risks/RSK-1.yaml");
    assert!(risk.contains("closed: 2026-02-01\n"), "{risk}");
    let (risk, told) = one("risk", "ID;Title;Closed\nR-2;B;2099-01-01\n", "risks/RSK-2.yaml");
    assert!(!risk.contains("\nclosed:") && told.iter().any(|told| told.contains("still to come")), "{risk} {told:?}");
}

#[test]
fn what_is_not_done_has_no_day_on_which_it_was() {
    for state in ["Open", "In progress", "Cancelled", "Failed", "Not done", "Planned", "Geplant"] {
        let text = format!("Title;Grade;Action;Completion date;Status\nA;minor;Mend it;2026-02-01;{state}\n");
        let (finding, told) = one("finding", &text, "findings/FND-a.yaml");
        assert!(!finding.contains("done: 2026-02-01") && finding.contains("2026-02-01") && !told.is_empty(), "{state}: {finding} {told:?}");
    }
}

#[test]
fn who_has_not_read_acknowledges_nothing() {
    let files = [
        ("documents/DOC-p.yaml", "id: DOC-p\ntitle: Policy\ntype: policy\n"),
        ("people/PER-bob.yaml", "id: PER-bob\ntitle: Bob\nemails: [bob@x.com]\n"),
    ];
    let row = |header: &str, cell: &str| format!("Document;Version;E-mail;Date;{header}\nPolicy;1.0;bob@x.com;2026-02-02;{cell}\n");
    for (header, cell) in
        [("Status", "Declined"), ("Status", "Pending"), ("Confirmed", "No"), ("Status", "abgelehnt"), ("Bestätigt", "nein")]
    {
        let (files, told) = outcome(&programme(&files), "acknowledgement", &row(header, cell));
        assert!(files.is_empty() && told.len() == 1 && told[0].contains("does not say that it was read"), "{cell}: {files:?} {told:?}");
    }
    for (header, cell) in [("Status", "Acknowledged"), ("Confirmed", "Yes"), ("Bestätigt", "ja"), ("Status", "Read and understood")] {
        let (files, told) = outcome(&programme(&files), "acknowledgement", &row(header, cell));
        assert!(files["documents/DOC-p.yaml"].contains("person: PER-bob") && told.is_empty(), "{cell}: {files:?} {told:?}");
    }
    let later = row("Status", "Read").replace("2026-02-02", "2099-02-02");
    assert!(outcome(&programme(&files), "acknowledgement", &later).1[0].contains("still to come"));
}

#[test]
fn controls_that_are_denied_are_not_meant() {
    let meant = |text: &str| -> Vec<&str> { refs::annex(text, |_| false).controls.iter().map(|control| control.id).collect() };
    for text in [
        "without A.8.7 and A.8.8",
        "ohne A.8.7 und A.8.8",
        "A.8.7 is missing",
        "A.8.7 fehlt",
        "A.8.8 not needed",
        "all but A.8.7",
        "ISO 27001:2013 A.8.2, A.8.3",
    ] {
        assert!(meant(text).is_empty(), "{text}: {:?}", meant(text));
    }
    assert_eq!(meant("A.8.2 replaced by A.8.3"), ["A.8.3"]);
    assert_eq!(meant("A.5.15 instead of A.5.16"), ["A.5.15"]);
    assert_eq!(meant("A.8.7, not A.8.8"), ["A.8.7"]);
    assert_eq!(meant("ISO 27001:2022 (2013: see list) A.8.7"), ["A.8.7"]);
}

#[test]
fn numbers_are_no_threats_and_no_weaknesses() {
    let (files, _) = outcome(&programme(&[]), "risk", "ID;Title;Threat (1-5);Vulnerability (1-5)\nR-1;A;5;2\n");
    assert!(files.keys().all(|path| !path.starts_with("threats/")), "{files:?}");
    let risk = &files["risks/RSK-1.yaml"];
    assert!(!risk.contains("\nthreat:") && !risk.contains("\nvulnerability:") && risk.contains("unclear:"), "{risk}");
}

#[test]
fn readings_are_in_the_unit_of_their_metric() {
    let text = "Metric;Date;Value\nTime to restore;2026-01-31;2 h\nTime to restore;2026-02-28;90 min\nTime to restore;2026-03-31;3 h\n";
    let (metric, told) = one("metric", text, "metrics/MET-time-to-restore.yaml");
    assert!(metric.contains("unit: h\n") && metric.contains("value: 2}") && metric.contains("value: 3}"), "{metric}");
    assert!(
        !metric.contains("value: 90") && metric.contains("90 min") && told.iter().any(|told| told.contains("another unit")),
        "{metric} {told:?}"
    );
    let (metric, _) = one("metric", "Metric;Date;Value\nM;2026-01-31;10 (est.)\n", "metrics/MET-m.yaml");
    assert!(metric.contains("value: 10}") && metric.contains("10 (est.)"), "{metric}");
    let (metric, told) = one("metric", "Metric;Target;Date;Value\nM;0.95;2026-01-31;15 %\n", "metrics/MET-m.yaml");
    assert!(!metric.contains("value: 15}") && !told.is_empty(), "{metric} {told:?}");
}

#[test]
fn an_approval_that_is_asked_for_is_none() {
    for (by, status) in [("CEO (pending)", ""), ("to be approved by CEO", ""), ("CEO?", ""), ("CEO", "Draft"), ("CEO", "In review")] {
        let text = format!("ID;Title;Type;Approved by;Approved on;Status\nDOC-1;A;policy;{by};2026-02-01;{status}\n");
        let (files, told) = outcome(&programme(&[]), "document", &text);
        let document = &files["documents/DOC-1.yaml"];
        assert!(!document.contains("\napproval:") && document.contains("unclear: {approval:"), "{by} {status}: {document}");
        assert!(files.keys().all(|path| !path.starts_with("roles/")) && !told.is_empty(), "{by} {status}: {files:?}");
    }
    let (document, _) = one("document", "ID;Title;Type;Approved by;Approved on\nDOC-1;A;policy;CEO;2099-02-01\n", "documents/DOC-1.yaml");
    assert!(!document.contains("\napproval:"), "{document}");
}

#[test]
fn conformity_is_no_finding() {
    for grade in ["No nonconformity", "Conforming", "Strength", "Positive", "Point fort", "Conformidad", "keine Abweichung"] {
        let (files, told) = outcome(&programme(&[]), "finding", &format!("Title;Grade\nA;{grade}\n"));
        assert!(files.is_empty() && told.len() == 1 && told[0].contains("nothing fails"), "{grade}: {files:?} {told:?}");
    }
}

#[test]
fn what_happens_at_two_sites_is_two_risks() {
    let (files, told) = outcome(&programme(&[]), "risk", "Title;Likelihood;Impact;Site\nTheft;3;3;Berlin\nTheft;3;3;Hull\n");
    assert!(told.iter().any(|told| told.contains("stands twice") && told.contains("Hull")), "{files:?} {told:?}");
}

#[test]
fn a_statement_decides_by_what_fits_its_decision() {
    let row = |header: &str, cells: &str| {
        let (files, told) = outcome(&programme(&[]), "soa", &format!("Control;{header}\nA.7.4;{cells}\n"));
        (files["soa.yaml"].clone(), told)
    };
    for header in ["Reason", "Grund", "Motif"] {
        let (soa, _) = row(&format!("Applicable;{header}"), "No;We have no premises of our own");
        assert!(soa.contains("applicable: false") && soa.contains("justification: We have no premises of our own"), "{header}: {soa}");
    }
    for text in ["None", "N/A"] {
        let (soa, _) = row("Applicable;Justification for exclusion", &format!("Yes;{text}"));
        assert!(soa.contains("applicable: true") && !soa.contains("justification"), "{text}: {soa}");
    }
    let (soa, told) = row("Applicable;Justification for exclusion", "Yes;No premises");
    assert!(!soa.contains("justification: No premises") && told.iter().any(|told| told.contains("left out")), "{soa} {told:?}");
    let (soa, told) = row("Applicable;Status", "Yes;Not applicable");
    assert!(!soa.contains("applicable: true") && soa.contains("unclear") && !told.is_empty(), "{soa} {told:?}");
    let (soa, _) = row("Applicable;LR;CO;BR;RRA", "Yes;X;;X;");
    assert!(soa.contains("because: [business, law]"), "{soa}");
}

#[test]
fn people_who_left_without_a_day_are_told() {
    let (person, told) = one("person", "Name;E-mail;Status\nBob Lang;bob@x.com;Left\n", "people/PER-bob-lang.yaml");
    assert!(person.contains("unclear: {left:") && told.iter().any(|told| told.contains("since when")), "{person} {told:?}");
}

#[test]
fn a_log_of_findings_is_no_list_of_audits() {
    let text = "Finding No;Audit;Clause/Control;Type;Description;Root cause;Corrective action;Due date;Status\n\
                F-01;Internal audit 2026;A.5.15;Minor NC;Accounts of leavers stay open;No process;Write one;2026-09-30;Open\n";
    let (finding, _) = one("finding", text, "findings/FND-01.yaml");
    assert!(
        finding.contains("grade: minor\n") && finding.contains("requirement: A.5.15\n") && finding.contains("Internal audit 2026"),
        "{finding}"
    );
}

#[test]
fn a_metric_goes_the_way_that_its_column_says() {
    let (metric, _) = one("metric", "Metric;Target;Direction;Date;Value\nM;10;lower is better;2026-03-31;8\n", "metrics/MET-m.yaml");
    assert!(metric.contains("direction: at-most\n"), "{metric}");
}

#[test]
fn a_header_that_says_how_days_are_written_settles_them() {
    let sheet =
        |header: &str, second: &str| format!("Finding;Grade;Corrective action;{header}\nP;minor;W;03/04/2026\nQ;minor;L;{second}\n");
    let due = |text: &str| outcome(&programme(&[]), "finding", text).0["findings/FND-p.yaml"].contains("due: 2026-04-03");
    assert!(due(&sheet("Due (DD/MM/YYYY)", "05/06/2026")) && due(&sheet("Due (TT.MM.JJJJ)", "25/06/2026")));
    assert!(!due(&sheet("Due (MM/DD/YYYY)", "05/06/2026")));
    let contradicted = planned(&programme(&[]), "finding", &sheet("Due (DD/MM/YYYY)", "12/25/2026"));
    assert!(contradicted.is_err_and(|error| error.to_string().contains("the day or the month")), "nobody knows which is right");
}

#[test]
fn what_is_no_certificate_is_none() {
    for cell in
        ["no ISO 27001", "not certified", "ohne", "without ISO 27001", "lost ISO 27001", "ISO 27001 applied for", "ISO 27001 (in progress)"]
    {
        let (supplier, _) = one("supplier", &format!("Supplier;Certificate\nA;{cell}\n"), "suppliers/SUP-a.yaml");
        assert!(!supplier.contains("\ncertificates:"), "{cell}: {supplier}");
    }
    let (supplier, _) = one("supplier", "Supplier;Certificate\nA;ISO 27001\n", "suppliers/SUP-a.yaml");
    assert!(supplier.contains("certificates: [{name: ISO 27001}]"), "{supplier}");
}

#[test]
fn a_state_of_later_or_of_less_is_no_state_of_today() {
    for state in ["Implemented from Q3 2027", "Fully implemented except the branch", "Implemented unless remote"] {
        let (control, _) = one("control", &format!("ID;Title;Status\n1;A;{state}\n"), "controls/CTL-1.yaml");
        assert!(!control.contains("status: implemented") && control.contains(state), "{state}: {control}");
    }
    let verdict = |cell: &str| one("supplier", &format!("Supplier;Last review;Result\nA;2026-02-01;{cell}\n"), "suppliers/SUP-a.yaml").0;
    assert!(verdict("acceptable with conditions").contains("result: conditional"));
}

#[test]
fn whom_a_training_is_for_is_kept_beside_who_came() {
    for (who, expected) in [("Max Muster, Erika Beispiel", "Developers"), ("45 of 50", "Developers"), ("Max Muster (ill)", "Developers")] {
        let text = format!("Training;Role;Person;Date\nSafe code;{expected};\"{who}\";2026-01-02\n");
        let (files, told) = outcome(&programme(&[]), "training", &text);
        let training = &files["trainings/TRN-safe-code.yaml"];
        assert!(training.contains(expected), "{who}: {training} {told:?}");
    }
}
