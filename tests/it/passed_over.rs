//! Files that a person would take for records and that are read from nowhere: each is told once, in every state alike.

use super::support::{commit, git, isms, put, room, write};
use std::path::Path;

const RECORD: &str = "id: RSK-9\ntitle: T\n";

/// The files of which one of two rules says that they are not read.
fn told(folder: &Path, args: &[&str]) -> Vec<String> {
    let ran = isms(folder, &[&["check", "--format", "short", "--select", "record-misplaced,file-unreadable"][..], args].concat());
    let lines = ran.stdout.lines().filter_map(|line| Some(line.split_once(":1:1: ")?.0.to_owned()));
    lines.collect()
}

#[test]
fn every_state_tells_the_same_files() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    let mut expected = vec![
        ".RSK-9.yaml",
        ".risks/RSK-9.yaml",
        "Risks/RSK-9.yaml",
        "RSK-9.yaml",
        "old/RSK-9.yaml",
        "old/risks/x.yml",
        "risks/.RSK-9.yaml",
        "risks/.old/RSK-9.yaml",
        "risks/RSK-9",
        "risks/RSK-9.YAML",
        "risks/RSK-9.txt",
        "risks/RSK-9.yaml.bak",
        "risks/RSK-9.yaml.txt",
        "risks/RSK-9.ymal",
    ];
    expected.iter().for_each(|path| write(&root, path, RECORD));
    write(&root, "risks/RSK-9.json", "{\"id\": \"RSK-9\", \"title\": \"T\"}");
    expected.push("risks/RSK-9.json");
    // No records, whatever they look like.
    for path in ["README.md", "docs/risk.yaml", "schemas/risk.yaml", "evidence/files/RSK-9.YAML", ".github/RSK-9.yaml", "documents/x.md"] {
        write(&root, path, RECORD);
    }
    for path in ["ci.yaml", "deploy/values.yaml", "risks/notes", "risks/.gitkeep", "evidence/scan.json", "logo.png"] {
        write(&root, path, "name: x\n");
    }
    // Copies that an editor left beside their file, and another programme further down.
    for path in ["risks/RSK-1.yaml~", "risks/.RSK-1.yaml.swp", "risks/RSK-1.yaml.orig", "sub/isms.yaml", "sub/RSK-9.yaml"] {
        write(&root, path, RECORD);
    }
    commit(&root);
    expected.sort_unstable();
    for args in [&[][..], &["--staged"], &["--at", "HEAD"]] {
        let mut told = told(&root, args);
        told.sort_unstable();
        assert_eq!(told, expected, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_said_and_links_are_told_in_every_state() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let (_room, root) = room();
    put(&root, "", "Acme one");
    let folder = root.join("risks").join(OsStr::from_bytes(b"d\xff"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("RSK-8.yaml"), RECORD).unwrap();
    std::fs::write(root.join("risks").join(OsStr::from_bytes(b"RSK-\xfe.yaml")), RECORD).unwrap();
    std::fs::write(root.join(OsStr::from_bytes(b"photo-\xfe.png")), RECORD).unwrap();
    std::os::unix::fs::symlink("/", root.join("controls")).unwrap();
    std::os::unix::fs::symlink("/", root.join("risks/more")).unwrap();
    std::os::unix::fs::symlink("RSK-1.yaml", root.join("risks/RSK-7.yaml")).unwrap();
    let long = format!("risks/{}x", format!("{}/", "a".repeat(200)).repeat(6));
    write(&root, &format!("{long}/RSK-6.yaml"), RECORD);
    commit(&root);
    let deep = told(&root, &[]).into_iter().find(|path| path.starts_with("risks/aaa")).unwrap();
    assert!(deep.len() > 1_024 && long.starts_with(&deep), "{deep}");
    let expected = ["controls", "risks/RSK-7.yaml", "risks/RSK-\\xfe.yaml", &deep, "risks/d\\xff/RSK-8.yaml", "risks/more"];
    for args in [&[][..], &["--staged"], &["--at", "HEAD"]] {
        assert_eq!(told(&root, args), expected, "{args:?}");
    }
}

#[test]
fn what_git_ignores_is_told_where_it_is() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    write(&root, ".gitignore", "/soa.yaml\nRSK-9*\nscan*\n");
    for path in ["soa.yaml", "risks/RSK-9.yaml", "evidence/files/scan.yaml", "other/scan.yaml"] {
        write(&root, path, RECORD);
    }
    commit(&root);
    assert_eq!(told(&root, &[]), ["risks/RSK-9.yaml", "soa.yaml"]);
    assert_eq!(told(&root, &["--at", "HEAD"]), [] as [&str; 0]);
    let ran = isms(&root, &["check", "--format", "short", "risks/RSK-9.yaml"]);
    assert!(ran.code == 0 && ran.stdout.contains("warning[record-misplaced]: the file is not read: a `.gitignore`"), "{}", ran.stdout);
    let other = root.join("module");
    std::fs::create_dir(&other).unwrap();
    git(&other, &["init", "-q"]);
    git(&root, &["update-index", "--add", "--cacheinfo", &format!("160000,{},assets", "1".repeat(40))]);
    assert_eq!(told(&root, &["--staged"]), ["assets"]);
}
