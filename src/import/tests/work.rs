//! Sheets on what a programme does: metrics, audits, reviews, roles, controls, milestones.

use super::*;
use std::collections::BTreeSet;

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

#[test]
fn an_assessment_has_those_who_took_part_with_their_functions() {
    let text = "Assessment date;Risk assessment;Trigger;Led by;Participant;Function;Scope;Conclusion\n\
        2026-03-01;Yearly look;planned;CISO;Ann Lee;IT;All;Three new risks\n2026-03-01;Yearly look;planned;CISO;Bob Ray;Legal;All;Three new risks\n\
        2026-04-01;After the leak;Security incident;CISO;\"Ann Lee (IT), Bob Ray (top management); Sales (12)\";;Mail;\n";
    let (assessments, told) = written("assessment", text);
    assert_eq!(
        assessments,
        [
            "id: ASM-yearly-look\ntitle: Yearly look\nowner: ROL-ciso\non: 2026-03-01\ntrigger: planned\n\
             participants: [{person: PER-ann-lee, function: it}, {person: PER-bob-ray, function: legal}]\n\
             scope: All\nconclusion: Three new risks",
            "id: ASM-after-the-leak\ntitle: After the leak\nowner: ROL-ciso\non: 2026-04-01\ntrigger: incident\n\
             participants: [{person: PER-ann-lee, function: it}, {person: PER-bob-ray, function: leadership}]\n\
             groups: [{group: Sales, count: 12, of: 12, on: 2026-04-01}]\nscope: Mail",
        ]
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn nobody_speaks_for_a_function_that_the_sheet_does_not_say() {
    let text = "Assessment date;Assessment;Trigger;Participants;Function\n\
        2026-03-01;Look;planned;\"Lee, Ann\";IT\n2026-03-02;Next;planned;\"Ann Lee; Bob Ray (legal)\";\n2026-03-03;Last;planned;Ann Lee;Gardening\n\
        2026-03-04;Odd;whenever;Ann Lee;IT\n2027-03-05;To come;planned;Ann Lee;IT\n2026-03-06;Annual assessment;;;\n2026-03-07;Some assessment;;;\n";
    let (assessments, told) = written("assessment", text);
    assert!(assessments[0].contains("participants: [{person: PER-ann-lee, function: it}]"), "{assessments:?}");
    assert!(assessments[1].contains("participants: [{person: PER-bob-ray, function: legal}]"), "{assessments:?}");
    assert!(assessments[1].contains("unclear: {participants: \"Participants: Ann Lee; Bob Ray (legal)\"}"), "{assessments:?}");
    assert!(!assessments[2].contains("\nparticipants") && assessments[2].contains("Function: Gardening"), "{assessments:?}");
    assert!(assessments[3].contains("title: Annual assessment\non: 2026-03-06\ntrigger: planned"), "{assessments:?}");
    assert_eq!((assessments.len(), told), (4, ["3:4", "4:4", "not 5:3", "not 6:1", "not 8:2"].map(str::to_owned).to_vec()));
}

#[test]
fn assessments_come_in_from_other_languages() {
    for text in [
        "Assessment date;Risk assessment;Trigger;Led by;Participant;Function;Scope;Conclusion\n2026-03-01;Look;planned;CISO;Ann Lee;Information security;All;Fine\n",
        "Datum der Bewertung;Risikobeurteilung;Anlass;Geleitet von;Teilnehmer;Funktion;Geltungsbereich;Fazit\n01.03.2026;Look;geplant;CISO;Ann Lee;Informationssicherheit;All;Fine\n",
        "Date d'évaluation;Évaluation des risques;Déclencheur;Animée par;Participants;Fonction;Périmètre;Conclusion\n01/03/2026;Look;planifiée;CISO;Ann Lee;Sécurité;All;Fine\n13/03/2026;Other;planifiée;CISO;Ann Lee;Sécurité;All;Fine\n",
        "Fecha de evaluación;Evaluación de riesgos;Desencadenante;Dirigida por;Participantes;Función;Alcance;Conclusión\n01/03/2026;Look;planificada;CISO;Ann Lee;Seguridad;All;Fine\n13/03/2026;Other;planificada;CISO;Ann Lee;Seguridad;All;Fine\n",
    ] {
        let (assessments, told) = written("assessment", text);
        let record = "id: ASM-look\ntitle: Look\nowner: ROL-ciso\non: 2026-03-01\ntrigger: planned\n\
            participants: [{person: PER-ann-lee, function: security}]\nscope: All\nconclusion: Fine";
        assert_eq!((assessments[0].as_str(), told.len()), (record, 0), "{text}: {told:?}");
    }
}

/// A kind of what a programme does, the same sheet in four languages, and what its record says.
type Same = (&'static str, [&'static str; 4], &'static [&'static str]);

const IN_FOUR_LANGUAGES: &[Same] = &[
    (
        "control",
        [
            "Control ID;Control name;Implements;Status;Owner\nC-1;Locks;A.7.2;Implemented;CTO\n",
            "Maßnahmen-ID;Maßnahme;Anhang A;Umsetzungsstatus;Verantwortlich\nC-1;Locks;A.7.2;Umgesetzt;CTO\n",
            "ID;Nom de la mesure;Mesure de l'annexe A;Statut de mise en œuvre;Responsable\nC-1;Locks;A.7.2;Mise en œuvre;CTO\n",
            "ID;Nombre del control;Control del anexo A;Estado de implementación;Responsable\nC-1;Locks;A.7.2;Implementado;CTO\n",
        ],
        &["title: Locks", "owner: ROL-cto", "implements: [A.7.2]", "status: implemented"],
    ),
    (
        "role",
        [
            "Role;Held by;Deputy\nGuard;Ann Lee;Bob Ray\n",
            "Rolle;Inhaber;Stellvertreter\nGuard;Ann Lee;Bob Ray\n",
            "Rôle;Titulaire;Suppléant\nGuard;Ann Lee;Bob Ray\n",
            "Rol;Titular;Suplente\nGuard;Ann Lee;Bob Ray\n",
        ],
        &["title: Guard", "held_by: [PER-ann-lee]", "deputy: [PER-bob-ray]"],
    ),
    (
        "audit",
        [
            "Audit;Audit type;Planned date;Lead auditor\nIA 1;Internal;2026-09-01;Ann Lee\n",
            "Audit;Auditart;Geplantes Datum;Leitender Auditor\nIA 1;Intern;01.09.2026;Ann Lee\n",
            "Audit;Type d'audit;Date prévue;Auditeur principal\nIA 1;Interne;2026-09-01;Ann Lee\n",
            "Auditoría;Tipo de auditoría;Fecha prevista;Auditor líder\nIA 1;Interna;2026-09-01;Ann Lee\n",
        ],
        &["title: IA 1", "type: internal", "planned: 2026-09-01", "auditors: [Ann Lee]"],
    ),
    (
        "review",
        [
            "Review date;Decision;Decision type;Owner;Due date\n2026-03-01;Hire one;Resources;CEO;2026-06-30\n",
            "Datum der Überprüfung;Beschluss;Art des Beschlusses;Verantwortlich;Fälligkeitsdatum\n01.03.2026;Hire one;Ressourcen;CEO;30.06.2026\n",
            "Date de revue;Décision;Type de décision;Responsable;Échéance\n2026-03-01;Hire one;Ressources;CEO;2026-06-30\n",
            "Fecha de revisión;Decisión;Tipo de decisión;Responsable;Fecha límite\n2026-03-01;Hire one;Recursos;CEO;2026-06-30\n",
        ],
        &["on: 2026-03-01", "decisions: [{kind: resources, text: Hire one, owner: ROL-ceo, due: 2026-06-30}]"],
    ),
    (
        "metric",
        [
            "KPI;Target value;Unit;Frequency;Owner;Measured on;Measured value\nPatches;95;%;monthly;CTO;2026-01-31;93\n",
            "Kennzahl;Zielwert;Einheit;Häufigkeit;Verantwortlich;Messdatum;Messwert\nPatches;95;%;monatlich;CTO;31.01.2026;93\n",
            "Indicateur;Valeur cible;Unité;Fréquence;Responsable;Date de mesure;Valeur mesurée\nPatches;95;%;mensuel;CTO;2026-01-31;93\n",
            "Indicador;Valor objetivo;Unidad;Frecuencia;Responsable;Fecha de medición;Valor medido\nPatches;95;%;mensual;CTO;2026-01-31;93\n",
        ],
        &["title: Patches", "every: 1mo", "unit: \"%\"", "target: 95", "readings: [{on: 2026-01-31, value: 93}]"],
    ),
    (
        "plan",
        [
            "Milestone;Responsible;Deadline\nStage 1;CISO;2026-09-30\n",
            "Meilenstein;Verantwortlich;Fälligkeitsdatum\nStage 1;CISO;30.09.2026\n",
            "Jalon;Responsable;Échéance\nStage 1;CISO;2026-09-30\n",
            "Hito;Responsable;Fecha límite\nStage 1;CISO;2026-09-30\n",
        ],
        &["{what: Stage 1, owner: ROL-ciso, due: 2026-09-30}"],
    ),
];

#[test]
fn what_a_programme_does_comes_in_from_other_languages() {
    let mut wrong = Vec::new();
    for (kind, sheets, parts) in IN_FOUR_LANGUAGES {
        for text in sheets {
            let (records, told) = written(kind, text);
            let found = |part: &&&str| records.iter().any(|record| record.contains(**part));
            let missing: Vec<&&str> = parts.iter().filter(|part| !found(part)).collect();
            if !missing.is_empty() || !told.is_empty() {
                wrong.push(format!("{kind}: {text}{missing:?} {told:?}\n{}", records.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn duties_that_do_not_apply_and_things_that_are_not_there_are_told() {
    let (files, remarks) = outcome(&programme(&[]), "obligation", "Law,Requirement,Applicable\nA,x,No\nB,y,Yes\n");
    assert!(files["obligations/OBL-a.yaml"].contains("applicable: \"No\""), "{}", files["obligations/OBL-a.yaml"]);
    let told: Vec<_> = remarks.iter().filter(|remark| remark.contains("like one that applies")).collect();
    assert!(told.len() == 1 && told[0].starts_with("2:3 `OBL-a`"), "{remarks:?}");
    let there = [("assets/AST-1.yaml", "id: AST-1\ntitle: Laptop\ntype: hardware\n")];
    let (files, remarks) =
        outcome(&programme(&there), "incident", "Incident,Severity,Affected assets\nA,high,Laptop\nB,high,Laptop; Phone\n");
    assert!(files["incidents/INC-a.yaml"].contains("affects: [AST-1]\n") && files["incidents/INC-b.yaml"].contains("affects: [AST-1]\n"));
    assert_eq!(
        remarks,
        ["3:3 `Laptop; Phone` is kept in the notes: not all of it is a record that is there; `isms set INC-b affects+=ID` links one"]
    );
}

/// A name with its initials behind it is that name, whichever of the two comes first; other brackets keep two things apart.
#[test]
fn initials_in_brackets_are_no_other_name() {
    for rows in [
        "Security Officer (SO)\nSecurity Officer\nSO",
        "Security Officer\nSecurity Officer (SO)\nSecurity Officer",
        "SO\nSecurity Officer (SO)",
    ] {
        let rows: Vec<String> = rows.lines().enumerate().map(|(at, owner)| format!("Asset {at},{owner}\n")).collect();
        let (files, _) = outcome(&programme(&[]), "asset", &format!("Asset,Owner\n{}", rows.concat()));
        let owners: BTreeSet<&str> = files.values().flat_map(|text| text.lines()).filter(|line| line.starts_with("owner:")).collect();
        assert_eq!(owners.len(), 1, "{owners:?}");
    }
}
