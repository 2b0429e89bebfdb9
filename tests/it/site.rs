//! The programme as a folder of pages: every link leads somewhere, nothing is asked for, and only what changed is written.

use crate::support::{commit_on, git, isms, programme, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn made(root: &Path, out: &Path, args: &[&str]) -> String {
    let ran = isms(root, &[&["site", "-o", out.to_str().unwrap(), "--today", "2026-06-30"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stderr
}

fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![out.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(out).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What stands in an attribute, of every tag that has it.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let begin = format!(" {name}=\"");
    html.split(&begin).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_asked_for() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path().join("isms");
    fs::create_dir(&root).unwrap();
    assert_eq!(isms(&root, &["init", ".", "--example", "--no-git"]).code, 0);
    git(&root, &["init", "-q", "-b", "main"]);
    commit_on(&root, "2026-06-01", "begin");
    let out = room.path().join("site");
    made(&root, &out, &[]);
    let pages: BTreeMap<String, String> = files(&out)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    assert!(pages.len() > 150, "{}", pages.len());
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, html)| (path.as_str(), attributes(html, "id").into_iter().collect())).collect();
    let mut links = 0;
    for (path, html) in &pages {
        for banned in ["<script", " src=", "http-equiv=\"refresh", "url(", "@import", "<link", "<iframe"] {
            assert!(!html.contains(banned), "{path} has {banned}");
        }
        for link in attributes(html, "href") {
            links += 1;
            let link = link.replace("&#x2f;", "/");
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match (file, file.strip_prefix("../")) {
                ("", _) => path.clone(),
                (_, Some(top)) => top.to_owned(),
                (file, None) => file.to_owned(),
            };
            let there = ids.get(target.as_str()).unwrap_or_else(|| panic!("{path} leads to {link}"));
            assert!(anchor.is_empty() || there.contains(anchor), "{path} leads to {link}");
        }
    }
    assert!(pages["index.html"].contains("soa.html#A.8.16") && pages.contains_key("due.html"));
    assert!(links > 5_000, "{links}");
    assert!(pages["records/RSK-001.html"].contains(">History<"), "{}", pages["records/RSK-001.html"]);
}

#[test]
fn another_run_writes_what_changed_and_leaves_what_is_not_its_own() {
    let folder = programme();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", "id: RSK-1\ntitle: First\n");
    write(root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: Second\n");
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    made(root, &out, &[]);
    let first = files(&out);
    write(&out, "mine.html", "mine");
    assert!(made(root, &out, &[]).contains("0 written, 0 removed"));
    fs::remove_file(root.join("risks/RSK-2.yaml")).unwrap();
    assert!(made(root, &out, &[]).contains("1 removed"));
    let second = files(&out);
    assert!(first.contains_key("records/RSK-2.html") && !second.contains_key("records/RSK-2.html"));
    assert_eq!(first["records/RSK-1.html"], second["records/RSK-1.html"]);
    assert_eq!(second["mine.html"], b"mine");
    write(root, "risks/RSK-3.yaml", "id: RSK-3\ntitle: Third\n");
    write(&out, "records/RSK-3.html", "somebody's");
    let ran = isms(root, &["site", "-o", out.to_str().unwrap(), "--today", "2026-06-30"]);
    assert!(ran.code == 3 && ran.stderr.contains("in the way"), "{}", ran.stderr);
    assert_eq!(fs::read(out.join("records/RSK-3.html")).unwrap(), b"somebody's");
}

#[test]
fn hostile_words_stay_words() {
    let folder = programme();
    let root = folder.path();
    let nasty = "<script>alert(1)</script> \\\"onx=1 javascript:alert(1) ](x) {{ 1 }}";
    write(
        root,
        "risks/RSK-1.yaml",
        format!("id: RSK-1\ntitle: \"{nasty}\"\nscenario: \"{nasty}\"\nowner: \"{nasty}\"\nnotes: \"{nasty}\"\n"),
    );
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    made(root, &out, &[]);
    for (path, bytes) in files(&out) {
        let html = String::from_utf8(bytes).unwrap();
        assert!(!html.contains("<script") && !html.contains("\"onx"), "{path}");
        assert!(attributes(&html, "href").iter().all(|link| !link.contains(':')), "{path}");
    }
    assert!(files(&out).contains_key("records/RSK-1.html"));
}
