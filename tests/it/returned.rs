//! Registers that went out of a programme come into another one by a plain import: all of them, as they were.

use crate::support::{demo, isms, programme, write};
use crate::updating::KINDS;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What the records of a kind say in a programme: its register, without what that says of itself.
fn register(root: &Path, kind: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let text = isms(root, &["export", kind, "--no-bom"]).stdout;
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        let cells = header.iter().zip(row.iter()).filter(|(name, _)| !name.starts_with("isms-"));
        (row[0].to_owned(), cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect())
    };
    rows.records().map(|read| row(read.unwrap())).collect()
}

/// A programme with nothing in it but its first file.
fn empty() -> tempfile::TempDir {
    let folder = programme();
    for kind in ["people", "roles", "documents", "controls", "risks", "assets"] {
        fs::remove_dir_all(folder.path().join(kind)).ok();
    }
    folder
}

#[test]
fn every_register_comes_into_an_empty_programme_as_it_was() {
    let (_room, demo) = demo();
    for ending in ["xlsx", "csv"] {
        let empty = empty();
        for kind in KINDS {
            let file = demo.parent().unwrap().join(format!("{kind}.{ending}"));
            let file = file.to_str().unwrap();
            assert_eq!(isms(&demo, &["export", kind, "-o", file]).code, 0);
            let ran = isms(empty.path(), &["import", file]);
            let wanted = register(&demo, kind);
            assert!(ran.code == 0 || wanted.is_empty(), "{kind}.{ending}: {}{}", ran.stdout, ran.stderr);
            assert_eq!(register(empty.path(), kind), wanted, "{kind}.{ending}");
            if !wanted.is_empty() {
                assert!(ran.stdout.contains("a register that went out of a programme"), "{kind}.{ending}: {}", ran.stdout);
                // Once more it has nothing to say.
                let ran = isms(empty.path(), &["import", file]);
                assert!(ran.code == 0 && ran.stdout.ends_with("nothing was written\n"), "{kind}.{ending}: {}", ran.stdout);
            }
        }
    }
}

#[test]
fn a_workbook_of_several_kinds_comes_in_whole() {
    let (_room, demo) = demo();
    let all: Vec<&str> = ["export"].into_iter().chain(KINDS).chain(["-o", "../all.xlsx"]).collect();
    assert_eq!(isms(&demo, &all).code, 0);
    let empty = empty();
    let file = demo.parent().unwrap().join("all.xlsx");
    let ran = isms(empty.path(), &["import", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for kind in KINDS {
        assert_eq!(register(empty.path(), kind), register(&demo, kind), "{kind}");
    }
    let risks = isms(empty.path(), &["import", file.to_str().unwrap(), "--as", "risk", "--dry-run"]);
    assert!(risks.stdout.contains("read as risks") && !risks.stdout.contains("read as controls"), "{}", risks.stdout);
}

#[test]
fn what_is_there_is_left_alone_and_what_was_added_is_kept() {
    let folder = programme();
    write(folder.path(), "risks/RSK-1.yaml", "id: RSK-1\ntitle: Fire\n");
    write(folder.path(), "files/r.csv", "id,title,Site,isms-commit\nRSK-1,Blaze,Hull,x\nRSK-2,Flood,Leeds,x\n");
    let ran = isms(folder.path(), &["import", "files/r.csv", "--as", "risk"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(fs::read_to_string(folder.path().join("risks/RSK-1.yaml")).unwrap().contains("title: Fire\n"));
    let text = fs::read_to_string(folder.path().join("risks/RSK-2.yaml")).unwrap();
    assert!(text.contains("site: Leeds") && !text.contains("isms"), "{text}");
    write(folder.path(), "files/s.csv", "id,title,isms-commit\nRSK-1,Blaze,x\nRSK-3,Frost,x\nRSK-../4,Fog,x\nRSK-5,,x\n");
    let ran = isms(folder.path(), &["import", "files/s.csv"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    for part in [
        "1 imported, 1 there already and left alone, 2 not imported",
        "`RSK-1` is there already",
        "`RSK-../4` is no id of a risk",
        "has no `title`",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    assert!(folder.path().join("risks/RSK-3.yaml").exists() && !folder.path().join("4.yaml").exists());
}

#[test]
fn approvals_come_in_as_written_and_are_told() {
    let folder = programme();
    let text = "id,title,type,approval.by,approval.on,isms-commit\nDOC-p,Policy,policy,PER-ada,2026-01-02,x\n";
    write(folder.path(), "files/d.csv", text);
    let ran = isms(folder.path(), &["import", "files/d.csv"]);
    assert!(ran.stdout.contains("1 approval comes in as written"), "{}{}", ran.stdout, ran.stderr);
    assert!(fs::read_to_string(folder.path().join("documents/DOC-p.yaml")).unwrap().contains("by: PER-ada"));
}

/// Reports show titles behind ids and lists on lines of their own: what comes back is the ids.
#[test]
fn reports_as_workbooks_come_back_as_what_is_there() {
    let (_room, demo) = demo();
    for (report, kind) in [(["soa", "render"], "soa"), (["risk", "score"], "risk"), (["risk", "plan"], "treatment")] {
        for ending in ["xlsx", "csv"] {
            let file = format!("../{kind}.{ending}");
            assert_eq!(isms(&demo, &[report[0], report[1], "-o", &file]).code, 0);
            let ran = isms(&demo, &["import", &file, "--as", kind]);
            let first = ran.stdout.lines().next().unwrap_or_default();
            assert!(ran.code == 0 && first.ends_with("there already and the same") && !first.contains(", "), "{file}: {first}");
        }
    }
}

#[test]
fn ids_with_titles_behind_them_make_records_of_these_ids() {
    let (_room, demo) = demo();
    assert_eq!(isms(&demo, &["soa", "render", "-o", "../soa.xlsx"]).code, 0);
    let empty = empty();
    let file = demo.parent().unwrap().join("soa.xlsx");
    isms(empty.path(), &["import", file.to_str().unwrap(), "--as", "soa"]);
    for folder in ["documents", "roles"] {
        let mut names: Vec<String> =
            fs::read_dir(empty.path().join(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| !demo.join(folder).join(name).exists() && name != "ROL-isms-manager.yaml");
        assert!(names.is_empty(), "{names:?}");
    }
    let control = fs::read_to_string(empty.path().join("controls/CTL-a-5-1.yaml")).unwrap();
    assert!(control.contains("owner: ROL-security-manager\n") && control.contains("[DOC-information-security-policy]"), "{control}");
    let role = fs::read_to_string(empty.path().join("roles/ROL-security-manager.yaml")).unwrap();
    assert!(role.contains("title: Information security manager"), "{role}");
}

#[test]
fn what_stands_behind_an_id_and_is_not_its_title_is_kept() {
    let folder = programme();
    write(folder.path(), "documents/DOC-p.yaml", "id: DOC-p\ntitle: Rules, in short\ntype: policy\n");
    let sheet = "Control,Applicable,Documents\nA.5.1,Yes,\"DOC-p Rules, in short\"\nA.5.2,Yes,DOC-p chapter 3\n";
    write(folder.path(), "files/s.csv", sheet);
    assert_eq!(isms(folder.path(), &["import", "files/s.csv", "--as", "soa"]).code, 0);
    let [plain, more] = ["1", "2"].map(|n| fs::read_to_string(folder.path().join(format!("controls/CTL-a-5-{n}.yaml"))).unwrap());
    assert!(plain.contains("documents: [DOC-p]\n") && !plain.contains("Rules"), "{plain}");
    assert!(more.contains("documents: [DOC-p]\n") && more.contains("DOC-p chapter 3"), "{more}");
}
