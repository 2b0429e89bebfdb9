//! Lists out of other systems that go into records: who read which document, who came and left. People are known by their ids and
//! addresses only.

use crate::support::{Ran, isms, programme, write};
use std::fs;
use std::path::Path;

fn with_people() -> tempfile::TempDir {
    let folder = programme();
    let at = folder.path();
    write(
        at,
        "people/PER-ada.yaml",
        "id: PER-ada\ntitle: Ada Byron\nemails: [ada@example.org, Ada.Byron@example.org]\njoined: 2024-01-01\n",
    );
    write(at, "people/PER-bob.yaml", "id: PER-bob\ntitle: Bob\nemails: [bob@example.org]\n");
    write(at, "documents/DOC-policy.yaml", "id: DOC-policy\ntitle: Security policy\ntype: policy\nversion: \"2.0\"\n");
    folder
}

fn import(folder: &Path, sheet: &str, more: &[&str]) -> Ran {
    write(folder, "files/sheet.csv", sheet);
    isms(folder, &[&["import", "files/sheet.csv"], more].concat())
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn acknowledgements_come_by_id_or_address_and_others_are_told() {
    let folder = with_people();
    let folder = folder.path();
    let sheet = "Document,E-mail,Version,Acknowledged on,System\n\
        DOC-policy,ada.byron@EXAMPLE.org,2.0,2026-03-02,LMS\n\
        Security policy,PER-bob,1.0,2026-03-03,\n\
        DOC-policy,Ada Byron,2.0,2026-03-02,\n\
        DOC-policy,eve@example.org,2.0,2026-03-02,\n\
        DOC-other,bob@example.org,2.0,2026-03-02,\n\
        DOC-policy,bob@example.org,,2026-03-02,\n\
        DOC-policy,bob@example.org,2.0,soon,\n\
        DOC-policy,\"ada@example.org, bob@example.org\",2.0,2026-03-02,\n";
    let ran = import(folder, sheet, &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in [
        "8 rows of `files/sheet.csv` read as acknowledgements of documents: 2 imported, 6 not imported",
        "files/sheet.csv:4:2: `Ada Byron` is the id or e-mail address of no person",
        "files/sheet.csv:5:2: `eve@example.org` is the id or e-mail address of no person",
        "files/sheet.csv:6:1: `DOC-other` is no document that has a record",
        "files/sheet.csv:7:3: the row does not say which version was read",
        "files/sheet.csv:8:4: `soon` is no day",
        "files/sheet.csv:9:2: the row names `PER-ada` and `PER-bob`",
    ] {
        assert!(ran.stdout.contains(told), "{told}\n{}", ran.stdout);
    }
    let document = read(folder, "documents/DOC-policy.yaml");
    for said in
        ["{person: PER-ada, version: \"2.0\", on: 2026-03-02}", "{person: PER-bob, version: \"1.0\", on: 2026-03-03}", "System: LMS"]
    {
        assert!(document.contains(said), "{said}\n{document}");
    }
    let again = import(folder, sheet, &[]);
    assert!(again.stdout.contains("2 there already and the same, 6 not imported"), "{}", again.stdout);
    assert_eq!(read(folder, "documents/DOC-policy.yaml"), document);
}

#[test]
fn groups_keep_the_system_that_counted_them() {
    let folder = with_people();
    let sheet = "Document,Group,Count,Of,Version,Acknowledged on,System\n\
        DOC-policy,Sales,12,14,2.0,2026-03-02,Portal\nDOC-policy,Sales,15,14,2.0,2026-03-02,Portal\nDOC-policy,Sales,,,2.0,2026-03-02,Portal\n";
    let ran = import(folder.path(), sheet, &["--as", "acknowledgement"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in ["sheet.csv:3:3: the row does not say how many of how many", "1 imported, 2 not imported", ": the row names no person"] {
        assert!(ran.stdout.contains(told), "{told}\n{}", ran.stdout);
    }
    let document = read(folder.path(), "documents/DOC-policy.yaml");
    assert!(document.contains("group: Sales, count: 12, of: 14, version: \"2.0\", on: 2026-03-02, source: Portal"), "{document}");
}

#[test]
fn joiners_and_leavers_come_by_id_or_address_and_others_are_told() {
    let folder = with_people();
    let folder = folder.path();
    let sheet = "Employee number,Name,E-mail,Department,Joined,Left\n\
        ,Somebody,ada@example.org,IT,2024-01-01,2026-05-31\n\
        PER-bob,,,Sales,2025-02-03,\n\
        77,Cleo Marx,cleo@example.org,Sales,2026-02-01,\n\
        78,Ada Byron,other@example.org,,2026-02-01,\n\
        79,Dan,dan@example.org,,,2026-02-01\n\
        80,Fay,fay@example.org,,,\n\
        81,Gus,,,2026-02-01,\n\
        ,Bob,ada@example.org;bob@example.org,,,\n";
    let ran = import(folder, sheet, &["--as", "person"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in [
        "8 rows of `files/sheet.csv` read as people who came and left: 3 imported, 5 not imported",
        "sheet.csv:2:2: `Somebody` is not what `PER-ada` has; it is kept in the notes",
        "sheet.csv:5:3: `other@example.org` is the id or e-mail address of no person, and `PER-ada` has the name `Ada Byron`",
        "sheet.csv:6:3: `dan@example.org` is the id or e-mail address of no person, so nobody can have left",
        "sheet.csv:7:3: `fay@example.org` is the id or e-mail address of no person, and does not say since when they are here",
        "sheet.csv:8:1: `81` is the id or e-mail address of no person",
        "sheet.csv:9:3: the row names `PER-ada` and `PER-bob`",
    ] {
        assert!(ran.stdout.contains(told), "{told}\n{}", ran.stdout);
    }
    let [ada, bob, cleo] = ["ada", "bob", "cleo-marx"].map(|id| read(folder, &format!("people/PER-{id}.yaml")));
    assert!(ada.contains("left: 2026-05-31") && ada.contains("title: Ada Byron") && ada.contains("department: IT"), "{ada}");
    assert!(ada.contains("Name: Somebody"), "{ada}");
    assert!(bob.contains("joined: 2025-02-03") && bob.contains("department: Sales"), "{bob}");
    assert!(
        cleo.contains("emails: [cleo@example.org]") && cleo.contains("joined: 2026-02-01") && cleo.contains("source_id: \"77\""),
        "{cleo}"
    );
    // The number of the other system is an id from now on; another last day than the one that is there is left alone.
    let ran = import(folder, "Employee number,Left\n77,2026-06-30\nPER-ada,2026-07-31\n", &["--as", "person"]);
    assert!(ran.code == 1 && ran.stdout.contains("1 imported, 1 there already and left alone"), "{}", ran.stdout);
    assert!(read(folder, "people/PER-cleo-marx.yaml").contains("left: 2026-06-30"));
    assert_eq!(read(folder, "people/PER-ada.yaml"), ada);
}

#[test]
fn a_list_of_who_is_here_needs_no_first_day() {
    let folder = with_people();
    let ran = import(folder.path(), "Name,Email,Department,Role\nEve Fox,eve@example.org,IT,Engineer\n", &[]);
    assert!(ran.code == 0 && ran.stdout.contains("read as people who came and left: 1 imported"), "{} {}", ran.stdout, ran.stderr);
    let eve = read(folder.path(), "people/PER-eve-fox.yaml");
    assert!(eve.contains("emails: [eve@example.org]") && !eve.contains("joined"), "{eve}");
}

#[test]
fn what_is_unclear_is_told_where_it_stands() {
    let folder = with_people();
    let folder = folder.path();
    let ran = import(folder, "Metric,Frequency,Value\nPatches,monthly,93\n", &[]);
    assert!(ran.stdout.contains("read as metrics: 1 imported"), "{} {}", ran.stdout, ran.stderr);
    let ran = isms(folder, &["check", "--format", "short"]);
    let told = ran.stdout.lines().find(|line| line.contains("`MET-patches` has as `readings` is unclear")).expect(&ran.stdout);
    let record = read(folder, "metrics/MET-patches.yaml");
    let line = record.lines().position(|line| line.contains("readings: ")).unwrap() + 1;
    let column = record.lines().nth(line - 1).unwrap().find("\"Value").unwrap() + 1;
    assert!(told.starts_with(&format!("metrics/MET-patches.yaml:{line}:{column}: ")), "{told}\n{record}");
    // Only whoever wrote it knows whether something is missing.
    assert!(!told.contains(": error["), "{told}");
}

#[test]
fn lists_of_people_are_known_by_their_headers() {
    for (headers, what, fields) in [
        ("Name;E-Mail;Abteilung;Eintrittsdatum;Austrittsdatum", "people who came and left", "name email department joined left"),
        ("Name,E-mail,Department,Start date,Last day", "people who came and left", "name email department joined left"),
        ("Nom;E-mail;Département;Date d'entrée;Date de départ", "people who came and left", "name email department joined left"),
        ("Nombre;E-mail;Departamento;Fecha de alta;Fecha de baja", "people who came and left", "name email department joined left"),
        ("Dokument;E-Mail;Version;Bestätigt am", "acknowledgements of documents", "document email version on"),
        ("Policy,User email,Version,Acknowledged on", "acknowledgements of documents", "document email version on"),
    ] {
        let folder = with_people();
        let row = headers.replace(|c: char| c != ';' && c != ',', "x");
        let ran = import(folder.path(), &format!("{headers}\n{row}\n"), &["--dry-run"]);
        assert!(ran.stdout.contains(&format!("read as {what}")), "{headers}: {}{}", ran.stdout, ran.stderr);
        let goals = ran.stdout.split("columns\n").nth(1).unwrap().split("\n\n").next().unwrap();
        let goals: Vec<&str> = goals.lines().filter_map(|line| line.split_whitespace().last()).collect();
        assert_eq!(goals, fields.split(' ').collect::<Vec<_>>(), "{headers}: {}", ran.stdout);
    }
}
