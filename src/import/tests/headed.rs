//! Headers as registers have them, each read as the field of its kind of sheet.

use super::*;

/// Holds what becomes of the columns of sheets against what should.
fn assert_goals(all: &[(&str, &str, &[&str])]) {
    for (kind, text, expected) in all {
        let plan = planned(&programme(&[]), kind, text).unwrap();
        let goals: Vec<String> = plan.columns.into_iter().map(|(_, goal)| goal).collect();
        assert_eq!(goals, *expected, "{kind}: {text}");
    }
}

#[test]
fn who_answers_is_known_in_every_kind() {
    for header in ["Assigned to", "Accountable", "Accountable person", "Responsible party", "Verantwortliche Person", "Zugewiesen an"] {
        for kind in ["risk", "asset", "finding", "document", "change"] {
            assert_goals(&[(kind, &format!("Title;{header}\na;Ann\n"), &["title", "owner"])]);
        }
    }
    assert_goals(&[
        ("risk", "Risiko;Risikoverantwortlicher\na;Ann\n", &["title", "owner"]),
        ("role", "Role;Assigned to\na;Ann\n", &["title", "held_by"]),
    ]);
}

#[test]
fn a_column_about_controls_is_what_its_cells_are() {
    assert_goals(&[
        ("control", "ID;Control;Annex A ref\n1;Backup;A.8.13\n", &["id", "title", "implements"]),
        ("control", "Control no.;Kontrolle;Accountable\nA.8.13;Backup;Ann\n", &["implements", "title", "owner"]),
        ("control", "Control no.;Control\n17;Backup\n", &["id", "title"]),
        ("control", "Control;Title\nA.8.13;Backup\n", &["implements", "title"]),
        ("control", "Title;Normkapitel\nBackup;A.8.13\n", &["title", "implements"]),
        ("control", "Title;ISO 27001:2022\nBackup;A.8.13\n", &["title", "implements"]),
        // It may be a clause.
        ("control", "Title;Clause\nBackup;8.1\n", &["title", "custom.clause"]),
        ("risk", "Risk;Annex A ref\na;A.8.13\n", &["title", "controls"]),
    ]);
}

#[test]
fn a_header_is_read_by_the_kind_of_its_sheet() {
    assert_goals(&[
        ("review", "Date;Decision\n2026-05-01;Buy it\n", &["on", "decision"]),
        ("evidence", "Nachweis;Datum\nLog;2026-05-01\n", &["title", "collected.on"]),
        (
            "audit",
            "Audit;Type;Actual date;Controls;Clauses;Criteria;Report date\na;internal;2026-05-01;A.5.1;4;ISO 27001;2026-05-02\n",
            &["title", "type", "finished", "controls", "clauses", "criteria", "unclear.reported"],
        ),
        ("audit", "Audit;Typ;Durchgeführt am;Kriterien\na;internal;2026-05-01;ISO\n", &["title", "type", "finished", "criteria"]),
        ("audit", "Auditoría;Tipo;Fecha real\na;interna;2026-05-01\n", &["title", "type", "finished"]),
        ("supplier", "Lieferant;Vertrag vom;AVV vorhanden\na;2026-05-01;ja\n", &["title", "agreement.signed", "agreement.dpa"]),
        (
            "metric",
            "Kennzahl;Berechnung;Schwellwert;Messintervall;Stand\na;b;9;monatlich;2026-05-01\n",
            &["title", "method", "warn", "every", "on"],
        ),
        ("metric", "Indicateur;Calcul;Seuil\na;b;9\n", &["title", "method", "warn"]),
        ("metric", "Indicador;Cálculo;Umbral\na;b;9\n", &["title", "method", "warn"]),
        ("document", "Doc No.;Titel;Typ;Turnus\n1;a;Plan;jährlich\n", &["id", "title", "type", "review_every"]),
        (
            "incident",
            "Incidente;Gravedad;Fecha de ocurrencia;Fecha de detección\na;Alta;2026-01-01;2026-01-02\n",
            &["title", "severity", "occurred", "detected"],
        ),
        ("incident", "Incident;Gravité;Date de survenance\na;moyenne;2026-01-01\n", &["title", "severity", "occurred"]),
        ("change", "Change;Planned date;Actual date\na;2026-01-01;2026-01-02\n", &["title", "planned_for", "done"]),
        ("soa", "Control;Is applicable?\nA.5.1;yes\n", &["control", "applicable"]),
        ("soa", "Control;Ausgewählt\nA.5.1;ja\n", &["control", "applicable"]),
    ]);
}

#[test]
fn a_name_in_parts_is_one() {
    for text in [
        "First name,Last name,E-mail\nAnn,Lee,ann@x.org\n",
        "Vorname,Nachname,E-Mail\nAnn,Lee,ann@x.org\n",
        "Name,Vorname,E-Mail\nLee,Ann,ann@x.org\n",
        "Prénom,Nom,E-mail\nAnn,Lee,ann@x.org\n",
        "Nombre,Apellidos,Correo electrónico\nAnn,Lee,ann@x.org\n",
        "Name,Last name,E-mail\nAnn Lee,Lee,ann@x.org\n",
    ] {
        let (files, _) = outcome(&programme(&[]), "person", text);
        assert!(files["people/PER-ann-lee.yaml"].contains("title: Ann Lee\n"), "{text}");
    }
}

#[test]
fn an_asset_has_its_supplier_where_there_is_one() {
    let there = [("suppliers/SUP-1.yaml", "id: SUP-1\ntitle: Sales Inc\n")];
    let (files, remarks) = outcome(&programme(&there), "asset", "Asset,Type,Supplier\nA,software,Sales Inc\nB,software,Others\n");
    assert!(files["assets/AST-a.yaml"].contains("supplier: SUP-1\n"));
    assert_eq!(remarks, ["3:3 `Others` is no supplier that has a record; it is kept under `unclear`"]);
}
