//! Cells that answer, grade or name nobody where a fact should stand.

use super::*;

/// The one record of a kind whose rows are these, and what is told of it.
fn one(kind: &str, text: &str, path: &str) -> (String, Vec<String>) {
    let (mut files, told) = outcome(&programme(&[]), kind, text);
    (files.remove(path).unwrap_or_else(|| panic!("{path}: {:?}", files.keys())), told)
}

#[test]
fn findings_have_the_grades_of_other_languages() {
    for (word, grade) in [
        ("Non-conformité majeure", "major"),
        ("NC mineure", "minor"),
        ("No conformidad mayor", "major"),
        ("NC (major)", "major"),
        ("Non-conformity major", "major"),
        ("Schwere Abweichung", "major"),
        ("Hauptabweichung", "major"),
        ("Geringfügige Abweichung", "minor"),
        ("Hinweis", "observation"),
        ("Oportunidad de mejora", "ofi"),
        ("Piste d'amélioration", "ofi"),
    ] {
        let (finding, told) = one("finding", &format!("Title;Grade\nA;{word}\n"), "findings/FND-a.yaml");
        assert!(finding.contains(&format!("grade: {grade}\n")) && told.is_empty(), "{word}: {finding} {told:?}");
    }
    let (finding, told) = one("finding", "Title;Grade\nA;Odd\n", "findings/FND-a.yaml");
    assert!(finding.contains("grade: minor\n") && finding.contains("Grade: Odd"), "{finding}");
    assert!(told.len() == 1 && told[0].ends_with("it is taken as `minor`; it is kept in the notes"), "{told:?}");
}

#[test]
fn a_verdict_is_no_criterion() {
    for verdict in ["wirksam", "effective", "not effective", "yes", "Oui", "Eficaz", "Effective, seen by the auditor", "offen"] {
        let (finding, told) = one("finding", &format!("Title;Grade;Effectiveness\nA;minor;\"{verdict}\"\n"), "findings/FND-a.yaml");
        assert!(!finding.contains("criterion") && finding.contains("unclear: {effectiveness:") && told.len() == 1, "{verdict}: {finding}");
    }
    for criterion in ["No incident for six months", "Effective if none returns"] {
        let (finding, _) = one("finding", &format!("Title;Grade;Effectiveness\nA;minor;{criterion}\n"), "findings/FND-a.yaml");
        assert!(finding.contains(&format!("effectiveness: {{criterion: {criterion}}}")), "{finding}");
    }
}

#[test]
fn what_says_that_there_is_nobody_makes_nobody() {
    for nobody in [
        "unbesetzt",
        "vakant",
        "offen",
        "N.N.",
        "nicht besetzt",
        "ausgeschieden",
        "to be hired",
        "to be confirmed",
        "unfilled",
        "vacant (from 2026-05)",
        "vacant since May",
        "TBD (HR)",
        "à pourvoir",
        "vacante",
        "por definir",
        "à définir",
        "nicht zugewiesen",
        "noch offen",
        "siehe oben",
        "see above",
        "dito",
        "ditto",
        "various",
        "diverse",
    ] {
        let (files, told) = outcome(&programme(&[]), "finding", &format!("Title;Grade;Owner\nA;minor;{nobody}\n"));
        assert!(files.len() == 1 && files["findings/FND-a.yaml"].contains("unclear: {owner:") && told.len() == 1, "{nobody}: {files:?}");
    }
}

#[test]
fn an_approval_has_the_day_behind_its_name() {
    for cell in ["CIO on 3 Jan 2026", "CIO (3 Jan 2026)", "CIO, 03.01.2026", "CIO am 3. Januar 2026"] {
        let (exception, told) = one("exception", &format!("Title;Approved by\nA;\"{cell}\"\n"), "exceptions/EXC-a.yaml");
        assert!(exception.contains("approval: {by: ROL-cio, on: 2026-01-03}") && told.is_empty(), "{cell}: {exception} {told:?}");
    }
    for cell in ["Yes", "pending", "not yet approved", "CIO (03/01/2026)"] {
        let (files, told) = outcome(&programme(&[]), "exception", &format!("Title;Approved by\nA;{cell}\n"));
        assert!(files.len() == 1 && files["exceptions/EXC-a.yaml"].contains("unclear: {approval:") && told.len() == 1, "{cell}: {files:?}");
    }
}

#[test]
fn a_supplier_has_no_access_plan_or_certificate_that_its_cells_deny() {
    let text = "Supplier;Access;Exit plan;Certificates;Contract end;Signed\nA;keine;nein;expired 2024;unbefristet;2026-01-02\n";
    let (supplier, told) = one("supplier", text, "suppliers/SUP-a.yaml");
    assert!(!supplier.contains("\naccess:") && !supplier.contains("\nexit_plan:") && !supplier.contains("\ncertificates:"), "{supplier}");
    assert!(
        supplier.contains("Contract end: unbefristet")
            && told.iter().any(|told| told.contains("`unbefristet`") && told.ends_with("in the notes"))
    );
}

#[test]
fn nobody_completes_what_was_not_taken() {
    for word in [
        "failed",
        "nicht bestanden",
        "0 %",
        "Absent",
        "No show",
        "Registered",
        "cancelled",
        "abgesagt",
        "geplant",
        "échoué",
        "inscrit",
        "suspenso",
        "ausente",
        "odd",
    ] {
        let (training, told) =
            one("training", &format!("Training;Person;Date;Result\nA;Ann Lee;2026-01-02;{word}\n"), "trainings/TRN-a.yaml");
        assert!(!training.contains("\ncompletions:") && training.contains("unclear:") && told.len() == 1, "{word}: {training} {told:?}");
    }
    let (training, told) = one(
        "training",
        "Training;Person;Date;Result\nA;Ann Lee & Bob Ray;2026-01-02;bestanden\nA;Cy Doe;2026-09-01;\n",
        "trainings/TRN-a.yaml",
    );
    assert!(training.contains("completions: [{person: PER-ann-lee, on: 2026-01-02}, {person: PER-bob-ray, on: 2026-01-02}]"), "{training}");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn days_and_answers_beside_a_state_are_read() {
    let (risk, _) = one("risk", "Risk;Status;Closed on\nA;Closed;2026-01-02\n", "risks/RSK-a.yaml");
    assert!(risk.contains("closed: 2026-01-02\n") && !risk.contains("unclear"), "{risk}");
    let (risk, _) = one("risk", "Risk;Treatment;Accepted by;Accepted on\nA;Accept;CEO;2026-01-02\n", "risks/RSK-a.yaml");
    assert!(risk.contains("Accepted by: CEO") && risk.contains("Accepted on: 2026-01-02") && !risk.contains("\nacceptance:"), "{risk}");
    let (change, _) = one("change", "Change;Emergency;Approved by;Date approved\nA;Yes;CEO;2026-01-02\n", "changes/CHG-a.yaml");
    assert!(change.contains("approval: {by: ROL-ceo, on: 2026-01-02}") && change.contains("emergency: true"), "{change}");
    let (control, _) = one("control", "Control name;Status\nA;80 %\n", "controls/CTL-a.yaml");
    assert!(control.contains("status: in-progress") && control.contains("Status: 80 %"), "{control}");
}

#[test]
fn addresses_of_people_are_known_by_their_words() {
    for header in ["E-Mail-Adresse", "Courriel", "Correo", "Correo electrónico"] {
        let (person, _) = one("person", &format!("Name;{header}\nAnn Lee;ann@x.org\n"), "people/PER-ann-lee.yaml");
        assert!(person.contains("emails: [ann@x.org]"), "{header}: {person}");
    }
}
