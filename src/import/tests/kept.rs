//! What cells say stays what they said: names are not merged, words around references are kept, notes decide nothing.

use super::*;

/// The owners of the assets of a sheet, in the order of its rows, with the remarks.
fn owners(roles: &[(&str, &str)], names: &[&str]) -> (Vec<String>, Vec<String>, HashMap<String, String>) {
    let rows: Vec<Vec<String>> = names.iter().enumerate().map(|(n, name)| vec![format!("a{n}"), "data".into(), (*name).into()]).collect();
    let (files, remarks) = outcome(&programme(roles), "asset", &csv_of(&["Name", "Type", "Owner"], &rows));
    let owner = |n: usize| {
        let text = &files[&format!("assets/AST-a{n}.yaml")];
        text.lines().find_map(|line| line.strip_prefix("owner: ")).unwrap_or_default().to_owned()
    };
    ((0..names.len()).map(owner).collect(), remarks, files)
}

#[test]
fn full_names_are_never_merged() {
    let (ids, remarks, _) =
        owners(&[], &["Director of Procurement", "Director of Pharmacy", "Head of IT Security", "Head of Internal Sales"]);
    assert_eq!(ids, ["ROL-director-of-procurement", "ROL-director-of-pharmacy", "ROL-head-of-it-security", "ROL-head-of-internal-sales"]);
    assert!(remarks.is_empty(), "{remarks:?}");
    let (ids, ..) = owners(&[], &["Weber, Anna", "Weber, Bernd", "Renée Roy", "Renee Roy", "Weber-Klein, Anna"]);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 5, "{ids:?}");
}

#[test]
fn initials_stand_between_an_abbreviation_and_one_full_name() {
    for (names, expected) in [
        (["CTO", "Chief Technology Officer"], ["ROL-cto", "ROL-cto"]),
        (["Chief Technology Officer", "CTO"], ["ROL-chief-technology-officer", "ROL-chief-technology-officer"]),
        (["Chief Technology Officer", "C.T.O."], ["ROL-chief-technology-officer", "ROL-chief-technology-officer"]),
        (["Chief Technology Officer", "Cto"], ["ROL-chief-technology-officer", "ROL-cto"]),
    ] {
        let (ids, remarks, files) = owners(&[], &names);
        assert_eq!(ids, expected, "{names:?}");
        if ids[0] == ids[1] {
            assert_eq!(remarks, [format!("3:3 `{}` is taken as the role `{}`", names[1], ids[0])]);
            assert!(files["assets/AST-a1.yaml"].contains(&format!("notes: \"Owner: {}\"", names[1])), "what was typed is kept");
        }
    }
}

#[test]
fn initials_of_two_names_stand_for_neither() {
    for names in [["DOP", "Director of Procurement", "Director of Pharmacy"], ["Director of Pharmacy", "Director of Procurement", "DOP"]] {
        let (ids, remarks, _) = owners(&[], &names);
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 3, "{ids:?}");
        assert!(remarks.iter().any(|remark| remark.contains("several names have the initials of")), "{remarks:?}");
    }
    let there = [("roles/ROL-x.yaml", "id: ROL-x\ntitle: Director of Pharmacy\n")];
    let (ids, ..) = owners(&there, &["DOP", "Director of Procurement"]);
    assert!(!ids.contains(&"ROL-x".to_owned()), "{ids:?}");
}

#[test]
fn a_last_name_may_come_first() {
    let there = [("people/PER-1.yaml", "id: PER-1\ntitle: Anna Weber\n")];
    let (ids, ..) = owners(&there, &["Weber, Anna", "WEBER, anna", "anna weber", "Weber, Bernd"]);
    assert_eq!((ids[0].as_str(), ids[2].as_str()), ("PER-1", "PER-1"));
    assert!(ids[3] != "PER-1" && !ids[3].is_empty());
    let roles = [("roles/ROL-it.yaml", "id: ROL-it\ntitle: Operations\n")];
    let (ids, ..) = owners(&roles, &["Operations, Sales"]);
    assert_eq!(ids, ["ROL-it"], "a list is a list where one of it is known");
}

#[test]
fn what_stands_in_other_brackets_is_another_asset() {
    let there = [("assets/AST-1.yaml", "id: AST-1\ntitle: Customer database (prod)\ntype: software\n")];
    let (files, _) = outcome(&programme(&there), "risk", "Risk,Asset\nA,Customer database (test)\n");
    assert!(files["risks/RSK-a.yaml"].contains("assets: [AST-customer-database-test]"), "{}", files["risks/RSK-a.yaml"]);
    let (files, _) = outcome(&programme(&there), "risk", "Risk,Asset\nB,Customer database\n");
    assert!(files["risks/RSK-b.yaml"].contains("assets: [AST-customer-database]"));
}

#[test]
fn words_around_references_are_kept() {
    let there = [
        ("risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\ntreatment: {option: modify}\n"),
        ("controls/CTL-1.yaml", "id: CTL-1\ntitle: Locks\nimplements: [A.7.8]\nstatus: implemented\n"),
        ("assets/AST-1.yaml", "id: AST-1\ntitle: Shop\ntype: software\n"),
    ];
    let cell = "A.7.8 locked cage; weekly look, PHP 8.2 and CVSS 9.8";
    for (kind, header, row, path) in [
        ("exception", "title,reason,compensating controls", "E", "exceptions/EXC-e.yaml"),
        ("obligation", "title,source,controls", "L", "obligations/OBL-l.yaml"),
        ("objective", "title,statement,basis", "O", "objectives/OBJ-o.yaml"),
        ("risk", "title,treatment,treatment controls", "S", "risks/RSK-s.yaml"),
        ("treatment", "risk id,action,controls", "RSK-1", "risks/RSK-1.yaml"),
    ] {
        let second = if kind == "risk" { "modify" } else { "law" };
        let text = format!("{header}\n{row},{second},\"{cell}\"\n");
        let (files, _) = outcome(&programme(&there), kind, &text);
        assert!(files[path].contains(cell), "{kind}: {}", files[path]);
        assert!(!files[path].contains("A.8.2") && !files.keys().any(|path| path.contains("a-8-2")), "{kind}: {}", files[path]);
    }
    for (kind, text, path, kept) in [
        ("treatment", "Risk,Action\nRSK-1 in the old hall,Alarm\n", "risks/RSK-1.yaml", "RSK-1 in the old hall"),
        ("recovery", "System,RTO\nAST-1 and its till,4h\n", "assets/AST-1.yaml", "AST-1 and its till"),
        ("incident", "Title,Severity,Assets\nX,low,AST-1 for an hour\n", "incidents/INC-x.yaml", "AST-1 for an hour"),
    ] {
        let (files, _) = outcome(&programme(&there), kind, text);
        assert!(files[path].contains(kept), "{kind}: {}", files[path]);
    }
}

#[test]
fn a_clause_is_named_as_one() {
    for (basis, found) in [
        ("ISO 27001 6.1.2", Some("[\"6.1.2\"]")),
        ("ISO 6.2 + A.8.8", Some("[\"6.2\", A.8.8]")),
        ("9.2, 9.3", Some("[\"9.2\", \"9.3\"]")),
        ("PHP 8.2", None),
        ("TLS 1.2, since 9.1", None),
        ("ISO 27001 certified with PHP 8.2", None),
    ] {
        let (files, _) = outcome(&programme(&[]), "objective", &format!("Title,Basis\nO,\"{basis}\"\n"));
        let text = &files["objectives/OBJ-o.yaml"];
        match found {
            Some(found) => assert!(text.contains(&format!("basis: {found}")), "{basis}: {text}"),
            None => assert!(!text.contains("\nbasis:") && text.contains(basis), "{basis}: {text}"),
        }
    }
}

#[test]
fn notes_alone_decide_nothing() {
    let text = "Control ID,Verdict of us\nA.5.1,Applicable\n";
    let mut memory = programme(&[]);
    let plan = planned(&memory, "soa", text).unwrap();
    assert_eq!(plan.changes[0].why, "notes on 1 control of Annex A; nothing in the sheet decides whether they apply");
    memory.put("soa.yaml", plan.changes[0].after.clone().unwrap());
    assert_eq!(planned(&memory, "soa", text).unwrap().tally.unchanged, 1);
    let wishes = [Wish::new("Verdict of us", "applicable")];
    let plan = planned_as(&memory, "soa", text, &wishes).unwrap();
    assert!(plan.is_complete());
    let text = String::from_utf8_lossy(plan.others()[0].after.as_ref().unwrap());
    assert!(text.contains("A.5.1: {applicable: true, notes: \"verdict_of_us: Applicable\"}"), "{text}");
}

#[test]
fn what_is_not_plainly_yes_or_no_decides_nothing_and_can_be_imported_again() {
    for doubt in ["Yes?", "Yes / No", "ja oder nein", "?", "tbd", "In review", "No decision yet", "Pendiente", ""] {
        let text = format!("Control,Applicable,Justification\nA.5.1,{doubt},Needed\nA.5.2,Yes,Needed\n");
        let mut memory = programme(&[]);
        let plan = planned(&memory, "soa", &text).unwrap();
        let why = "1 decision on controls of Annex A, and notes on 1 control that decide nothing";
        assert!(plan.others()[0].why == why && !plan.is_complete(), "{doubt}: {}", plan.others()[0].why);
        let told = plan.remarks.iter().filter(|remark| remark.line == 0).map(|remark| &*remark.message).collect::<Vec<_>>();
        assert_eq!(told, ["1 row of the sheet decides nothing that can be read: the control stays undecided"], "{doubt}");
        for change in &plan.changes {
            memory.put(&change.path, change.after.clone().unwrap());
        }
        let plan = planned(&memory, "soa", "Control,Applicable,Justification\nA.5.1,No,Needed\n").unwrap();
        let soa = String::from_utf8_lossy(plan.others()[0].after.as_ref().unwrap());
        assert!(plan.is_complete() && soa.contains("A.5.1: {applicable: false, justification: Needed}"), "{doubt}: {soa}");
        let other = planned(&memory, "soa", "Control,Applicable,Justification\nA.5.1,No,Another reason\n").unwrap();
        assert_eq!((other.tally.left, other.changes.len()), (1, 0), "{doubt}");
    }
}

#[test]
fn two_columns_that_contradict_each_other_decide_nothing() {
    let text = "Control,Included,Excluded\nA.5.1,x,\nA.5.2,,x\nA.5.3,x,x\nA.5.4,,no\nA.5.5,,\n";
    let (files, remarks) = outcome(&programme(&[]), "soa", text);
    let soa = &files["soa.yaml"];
    for row in [
        "A.5.1: {applicable: true}",
        "A.5.2: {applicable: false}",
        "A.5.3: {unclear: {applicable: \"Included: x; Excluded: x\"}}",
        "A.5.4: {applicable: true}",
    ] {
        assert!(soa.contains(row), "{row}: {soa}");
    }
    assert!(!soa.contains("A.5.5"));
    assert_eq!(remarks[1], "4:3 `x` says the opposite of what another column says; it is kept under `unclear`");
}

#[test]
fn how_far_a_control_is_may_be_said_in_per_cent() {
    let text = "Control,Applicable,Status\nA.5.1,Yes,100 %\nA.5.2,Yes,60%\nA.5.3,Yes,0%\nA.5.4,Yes,120%\n";
    let (files, remarks) = outcome(&programme(&[]), "soa", text);
    assert!(
        files["controls/CTL-a-5-1.yaml"].contains("status: implemented")
            && files["controls/CTL-a-5-2.yaml"].contains("status: in-progress")
    );
    assert!(!files.contains_key("controls/CTL-a-5-3.yaml") && remarks.len() == 1, "{remarks:?}");
}

#[test]
fn dashes_decide_nothing() {
    for dash in ["–", "—", "-", ""] {
        let text = format!("Control,Applicable,Because,Justification,Status\nA.5.1,{dash},{dash},{dash},{dash}\n");
        let plan = planned(&programme(&[]), "soa", &text).unwrap();
        assert!(plan.changes.is_empty() && plan.remarks.is_empty(), "{dash}");
    }
}

#[test]
fn lists_are_divided_by_any_mark() {
    let files = ["Laptop", "File server"]
        .map(|name| (format!("assets/AST-{}.yaml", &name[..1]), format!("id: AST-{}\ntitle: {name}\ntype: hardware\n", &name[..1])));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for mark in [";", " | ", "|", "\n", ", "] {
        let text = csv_of(&["Risk", "Assets"], &[vec!["A".into(), format!("Laptop{mark}File server")]]);
        let (files, remarks) = outcome(&programme(&files), "risk", &text);
        assert!(files["risks/RSK-a.yaml"].contains("assets: [AST-L, AST-F]") && remarks.is_empty(), "{mark:?} {remarks:?}");
    }
}

#[test]
fn days_are_read_by_the_order_that_their_column_shows() {
    let due = |cells: &[&str], dates: Option<Order>| {
        let kind = KINDS.iter().find(|kind| kind.name == "objective").unwrap();
        let rows: Vec<Vec<String>> = cells.iter().enumerate().map(|(n, cell)| vec![format!("o{n}"), (*cell).into()]).collect();
        let plan = planned_by(&programme(&[]), kind, &csv_of(&["Objective", "Due"], &rows), &Asked { dates, ..Asked::default() })?;
        let day = |record: &Record| match record.fields.get("due") {
            Some(edit::value::Value::Text(day)) => day.clone(),
            _ => String::new(),
        };
        Ok::<_, ImportError>((plan.records.iter().map(day).collect::<Vec<_>>(), plan.remarks.len()))
    };
    let is_undecided =
        |cells: &[&str]| matches!(due(cells, None), Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Days { .. }));
    assert_eq!(due(&["03/02/2026", "13/02/2026"], None).unwrap().0, ["2026-02-03", "2026-02-13"]);
    assert_eq!(due(&["02/13/2026", "03/02/2026"], None).unwrap().0, ["2026-02-13", "2026-03-02"]);
    assert!(is_undecided(&["03/02/2026", "4/5/2026"]) && is_undecided(&["13/02/2026", "02/13/2026", "03/02/2026"]));
    assert_eq!(due(&["03/02/2026"], Some(Order::Month)).unwrap().0, ["2026-03-02"]);
    // What a column shows is more than what is said of the sheet.
    assert_eq!(due(&["03/02/2026", "13/02/2026"], Some(Order::Month)).unwrap().0, ["2026-02-03", "2026-02-13"]);
    assert_eq!(
        due(&["46083", "2. März 2026", "46084", "2026-03-02 00:00"], None).unwrap(),
        (vec!["2026-03-02".into(), "2026-03-02".into(), "2026-03-03".into(), "2026-03-02".into()], 1)
    );
    // The cell is told, and so is how many of its column there are.
    assert_eq!(due(&["2026-02-30"], None).unwrap(), (vec![String::new()], 2));
}

#[test]
fn what_a_sheet_measured_is_a_reading() {
    let text = "Objective,Metric,Target,Current Value\nA,% of a,\"<5,5%\",\"4,2% (2026-Q1)\"\nB,hours,2,1h 35min (2026-Q1)\nC,n,2,1 done (2026-Q3)\n";
    let (files, remarks) = outcome(&programme(&[]), "objective", text);
    assert!(files["metrics/MET-of-a.yaml"].contains("readings: [{on: 2026-03-31, value: 4.2}]"), "{}", files["metrics/MET-of-a.yaml"]);
    assert!(files["objectives/OBJ-a.yaml"].contains("target: 5.5"), "{}", files["objectives/OBJ-a.yaml"]);
    assert!(!files["metrics/MET-hours.yaml"].contains("readings: [") && !files["metrics/MET-n.yaml"].contains("readings: ["));
    assert_eq!(remarks.len(), 3, "{remarks:?}");
}

#[test]
fn decisions_are_read_however_they_are_written() {
    let text = "Control ID,Control Title,Applicability Decision,Justification / Implementation Reference\nA.5.1,Policies for information \
                security,Applicable,Applies to us\nA.7.4,,Applicable (Inherited),From the provider\nA.7.11,,Not Applicable,No rooms\nA.8.1,,✓,\nA.8.2,,✗,\n";
    let (files, _) = outcome(&programme(&[]), "soa", text);
    for line in [
        "A.5.1: {applicable: true, justification: Applies to us}",
        "A.7.4: {applicable: true, justification: From the provider}",
        "A.7.11: {applicable: false, justification: No rooms}",
        "A.8.1: {applicable: true}",
        "A.8.2: {applicable: false}",
    ] {
        assert!(files["soa.yaml"].contains(line), "{line} {}", files["soa.yaml"]);
    }
}

#[test]
fn a_risk_without_a_title_has_what_it_is_made_of() {
    let text = "ID;Threat;Asset;Vulnerability;Likelihood;Impact\nR1;Fire;ERP;No sprinklers;3;2\nR2;;;;3;2\n";
    let plan = planned(&programme(&[]), "risk", text).unwrap();
    let risks: Vec<&str> = plan.records.iter().filter(|record| record.kind.name == "risk").map(|record| record.title.as_str()).collect();
    assert_eq!(risks, ["Fire – ERP – No sprinklers", "R2"]);
}

#[test]
fn lists_are_read_however_their_items_are_marked() {
    let programme =
        programme(&[("assets/AST-1.yaml", "id: AST-1\ntitle: Laptop\n"), ("assets/AST-2.yaml", "id: AST-2\ntitle: File server\n")]);
    for cell in [
        "Laptop | File server",
        "• Laptop • File server",
        "1) Laptop 2) File server",
        "- Laptop\n- File server",
        "a) Laptop\nb) File server",
    ] {
        let (files, remarks) = outcome(&programme, "risk", &format!("Title;Assets\nFire;\"{cell}\"\n"));
        assert!(files.values().any(|text| text.contains("assets: [AST-1, AST-2]")), "{cell}: {files:?} {remarks:?}");
    }
    let text = "Title;Grade;Source\nOne;minor;AST-1, AST-2\nTwo;minor;Laptop\nThree;minor;Internal audit 2026-Q1\n";
    let (files, _) = outcome(&programme, "finding", text);
    let [one, two, three] = ["one", "two", "three"].map(|name| &files[&format!("findings/FND-{name}.yaml")]);
    assert!(one.contains("source: AST-1\n") && one.ends_with("custom: {source: \"AST-1, AST-2\"}\n"), "{one}");
    assert!(two.ends_with("source: AST-1\nstatement: Two\n"), "{two}");
    assert!(three.contains("unclear: {source: \"Source: Internal audit 2026-Q1\"}"), "{three}");
}

#[test]
fn what_somebody_refused_is_not_approved() {
    for (status, by) in [("Rejected", "CAB"), ("Abgelehnt", "CAB"), ("Refusé", "CAB"), ("", "CAB (declined)")] {
        let text = format!("Title;Approved by;Approved on;Status\nMove;{by};2026-01-05;{status}\n");
        let (files, remarks) = outcome(&programme(&[]), "change", &text);
        let change = &files["changes/CHG-move.yaml"];
        assert!(!change.contains("\napproval:") && change.contains("unclear: {approval: "), "{status} {by}: {change}");
        assert!(remarks.iter().any(|remark| remark.contains("is no approval where")), "{remarks:?}");
    }
    let (files, _) = outcome(&programme(&[]), "change", "Title;Approved by;Approved on;Status\nMove;CAB;2026-01-05;Done\n");
    assert!(files["changes/CHG-move.yaml"].contains("\napproval: {by: ROL-cab, on: 2026-01-05}"), "{}", files["changes/CHG-move.yaml"]);
}

#[test]
fn a_header_that_names_both_answers_is_the_question() {
    for header in ["Applicable / Not applicable", "Applicable (yes/no)", "Anwendbar / nicht anwendbar", "Applicable / Non applicable"] {
        let text = format!("Control;{header};Justification\nA.5.1;Applicable;r\nA.5.2;Not applicable;s\n");
        let (files, _) = outcome(&programme(&[]), "soa", &text);
        let soa = &files["soa.yaml"];
        assert!(soa.contains("A.5.1: {applicable: true") && soa.contains("A.5.2: {applicable: false"), "{header}: {soa}");
    }
    let (files, faults) =
        outcome(&programme(&[]), "soa", "Control;Applicable\nA.8.2-A.8.4;Yes\n\"A.8.5, A.8.6\";Yes\nA.7.1 & A.7.2;Yes\nA.6.1;Yes\n");
    assert!(files["soa.yaml"].contains("A.6.1") && !files["soa.yaml"].contains("A.8.2") && !files["soa.yaml"].contains("A.7.1"));
    assert_eq!(faults.iter().filter(|fault| fault.contains("names several controls")).count(), 3, "{faults:?}");
}

#[test]
fn a_name_that_is_only_like_an_asset_is_another_one() {
    let there = [
        ("assets/AST-1.yaml", "id: AST-1\ntitle: Laptop (HR)\ntype: hardware\n"),
        ("assets/AST-2.yaml", "id: AST-2\ntitle: SAP\ntype: software\n"),
        ("assets/AST-3.yaml", "id: AST-3\ntitle: Mail server\ntype: software\n"),
    ];
    for (cell, ids) in [
        ("Laptop", "[AST-laptop]"),
        ("SAP (test)", "[AST-sap-test]"),
        ("Mailservers", "[AST-3]"),
        ("Old mail server", "[AST-old-mail-server]"),
        ("Server / Laptop / Phone", "[AST-server, AST-laptop, AST-phone]"),
        ("\"Server, Laptop u. Drucker\"", "[AST-server, AST-laptop, AST-drucker]"),
        ("\"SAP, AST-1\"", "[AST-2, AST-1]"),
        ("SAP AST-2", "[AST-2]"),
    ] {
        let (files, remarks) = outcome(&programme(&there), "risk", &format!("Risk;Asset\nA;{cell}\n"));
        assert!(files["risks/RSK-a.yaml"].contains(&format!("assets: {ids}")), "{cell}: {}", files["risks/RSK-a.yaml"]);
        let is_told = remarks.iter().any(|remark| remark.contains("whose name is only like it"));
        assert_eq!(is_told, ["Laptop", "SAP (test)", "Old mail server"].iter().any(|near| cell.contains(near)), "{cell}: {remarks:?}");
    }
}

#[test]
fn a_control_that_is_there_gets_no_second_record() {
    let files = [("controls/CTL-policies.yaml", "id: CTL-policies\ntitle: Policies\nimplements: [A.5.1]\nstatus: implemented\n")];
    let row = |status: &str| format!("Control;A/NA;Justification;Status;Owner\nA.5.1;A;needed;{status};CISO\nA.5.2;NA;nobody has any;;\n");
    let (files_after, told) = outcome(&programme(&files), "soa", &row("In progress"));
    let soa = &files_after["soa.yaml"];
    assert!(!files_after.contains_key("controls/CTL-a-5-1.yaml"), "{:?}", files_after.keys());
    assert!(soa.contains("A.5.1: {applicable: true, justification: needed, notes: \"Status: In progress\\nOwner: CISO\"}"), "{soa}");
    assert!(soa.contains("A.5.2: {applicable: false"), "{soa}");
    assert!(told.iter().any(|told| told.contains("`CTL-policies` implements it already")), "{told:?}");
    let (files_after, _) = outcome(&programme(&files), "soa", &row("Implemented"));
    assert!(!files_after["soa.yaml"].contains("Status:"), "what says the same is not kept twice: {}", files_after["soa.yaml"]);
}

#[test]
fn a_state_beside_no_decision_is_kept() {
    let (files, _) = outcome(&programme(&[]), "soa", "Control;Title;Status\nA.5.1;a;Implemented\nA.5.4;b;Open\n");
    assert!(files["soa.yaml"].contains("A.5.4: {notes: \"Status: Open"), "{}", files["soa.yaml"]);
}
