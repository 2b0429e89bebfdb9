//! The programme as a folder of pages: every link leads somewhere, nothing is asked for, and only what changed is written.

use crate::support::{commit_on, demo, git, isms, programme, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn made(root: &Path, out: &Path, args: &[&str]) -> String {
    let today: &[&str] = if args.contains(&"--today") { &[] } else { &["--today", "2026-06-30"] };
    let ran = isms(root, &[&["site", "-o", out.to_str().unwrap()], today, args].concat());
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
    let root = company(room.path());
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
        for banned in [" src=", "http-equiv=\"refresh", "url(", "@import", "<link", "<iframe"] {
            assert!(!html.contains(banned), "{path} has {banned}");
        }
        let runs = html.matches("<script>").count();
        assert_eq!(
            (runs, html.matches("<script").count() - runs),
            (html.matches("script-src").count(), usize::from(path == "search.html"))
        );
        for link in attributes(html, "href") {
            links += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
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
fn what_is_no_file_is_in_the_way_whosever_it_is() {
    let folder = programme();
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    made(folder.path(), &out, &[]);
    let page = out.join("records.html");
    fs::remove_file(&page).unwrap();
    fs::create_dir(&page).unwrap();
    let is_refused = || {
        let ran = isms(folder.path(), &["site", "-o", out.to_str().unwrap(), "--today", "2026-06-30"]);
        assert!(ran.code == 3 && ran.stderr.contains("records.html` is in the way"), "{}", ran.stderr);
    };
    is_refused();
    fs::remove_dir(&page).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(out.join("index.html"), &page).unwrap();
        is_refused();
    }
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
        // The index of the search is data, which a test of its own holds.
        let html = html.split("<script type=\"application/json\"").next().unwrap().to_owned();
        assert!(!html.contains("<script>alert") && !html.contains("\"onx"), "{path}");
        assert!(attributes(&html, "href").iter().all(|link| !link.contains(':')), "{path}");
    }
    assert!(files(&out).contains_key("records/RSK-1.html"));
}

/// The example company in a repository, as it was committed on one day.
fn company(room: &Path) -> std::path::PathBuf {
    let root = room.join("isms");
    fs::create_dir(&root).unwrap();
    assert_eq!(isms(&root, &["init", ".", "--example", "--no-git"]).code, 0);
    git(&root, &["init", "-q", "-b", "main"]);
    commit_on(&root, "2026-06-01", "begin");
    root
}

/// All words of a site: with its tags, and as they are read.
fn words(out: &Path) -> String {
    let pages = files(out).into_values().map(|bytes| String::from_utf8(bytes).unwrap().replace("&#38;", "&"));
    let read = |page: &str| page.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, words)| words)).collect::<String>();
    pages.map(|page| format!("{page}{}", read(&page))).collect()
}

/// What records of some kinds say under some keys.
fn said(root: &Path, folders: &[&str], keys: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(path).unwrap();
                let values = text.lines().filter_map(|line| line.split_once(": ")).filter(|(key, _)| keys.contains(key));
                found.extend(values.map(|(_, value)| value.trim_matches('"').to_owned()));
            }
        }
    }
    assert!(found.len() > 20, "{folders:?} {found:?}");
    found
}

#[test]
fn pages_for_the_public_tell_nothing_else() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    // What was there for others goes.
    made(&root, &out, &[]);
    assert!(out.join("register.html").exists());
    made(&root, &out, &["--audience", "public"]);
    let policy = "records/DOC-information-security-policy.html";
    assert_eq!(files(&out).into_keys().collect::<Vec<_>>(), ["index.html", policy, "site.sha256", "soa.html"]);
    let all = words(&out);
    assert!(all.contains("version 2.1, approved on 2026-04-10") && all.contains("Information security policy"), "{all}");
    // The approved text is signed: who signed it stands in it, and nowhere else.
    let signed = "Lena Vogt, managing director";
    assert!(fs::read_to_string(root.join("documents/files/information-security-policy.md")).unwrap().trim_end().ends_with(signed));
    let all = all.replace(signed, "");
    let registers = ["risks", "evidence", "findings", "people", "assets", "suppliers", "incidents", "audits", "exceptions", "reviews"];
    let secret = said(&root, &registers, &["id", "title", "scenario", "description", "vulnerability", "email"]);
    let told: Vec<_> = secret.iter().filter(|words| all.contains(words.as_str())).collect();
    assert!(told.is_empty(), "{told:?}");
    for id in ["PER-", "RSK-", "EVD-", "FND-", "AST-", "SUP-", "INC-", "OBL-", "ASM-"] {
        assert!(!all.contains(id), "{id}");
    }
}

#[test]
fn the_public_is_told_what_was_approved_and_not_what_is_written_since() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    made(&root, &out, &["--audience", "public"]);
    let before = words(&out);
    // Neither what is in no commit nor what was committed after the approval.
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        write(&root, file, text.replacen(from, to, 1));
    };
    change("scope.yaml", "statement: ", "statement: Secret plan. ");
    change("documents/DOC-information-security-policy.yaml", "title: Information", "title: Secret information");
    change("documents/DOC-crypto-policy.yaml", "classification: internal", "classification: public");
    made(&root, &out, &["--audience", "public"]);
    assert!(!words(&out).contains("Secret") && !words(&out).contains("Cryptography"));
    commit_on(&root, "2026-06-02", "change what was approved");
    made(&root, &out, &["--audience", "public"]);
    let after = words(&out);
    assert!(!after.contains("Secret") && !after.contains("Cryptography"), "{after}");
    let scope = "Development, production and maintenance of autonomous warehouse robots";
    assert!(before.contains(scope) && after.contains(scope), "{after}");
}

/// Changes a file of a programme, which must say what is to go.
fn replace(root: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(file)).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    write(root, file, text.replacen(from, to, 1));
}

fn page(out: &Path, path: &str) -> String {
    fs::read_to_string(out.join(path)).unwrap()
}

#[test]
fn the_public_reads_texts_as_they_were_approved_and_nothing_beside_them() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    let text = "---\nkept by: PER-ines-haupt\n---\n\n# Information security policy\n\nWe protect what customers entrust to us.<!-- NOT-SAID one -->\n\n\
        <!-- NOT-SAID\n\ntwo: RSK-014 -->\n\n[//]: # (NOT-SAID three)\n\nSee [how we encrypt](crypto-policy.md), [the plan](continuity-plan.md), \
        [the risk](../../risks/RSK-001.yaml) and ![a drawing](NOT-SAID.png).\n\n<div><!-- NOT-SAID four\n";
    write(&root, "documents/files/information-security-policy.md", text);
    replace(&root, "documents/DOC-information-security-policy.yaml", "on: 2026-02-12", "on: 2026-06-02");
    replace(&root, "documents/DOC-crypto-policy.yaml", "classification: internal", "classification: public");
    replace(&root, "documents/DOC-crypto-policy.yaml", "on: 2025-09-15", "on: 2026-06-02");
    commit_on(&root, "2026-06-02", "approve two policies for the public");
    let told = made(&root, &out, &["--audience", "public"]);
    assert!(!told.contains("DOC-"), "{told}");
    let path = "records/DOC-information-security-policy.html";
    let first = page(&out, path);
    let said = ["what customers entrust", "how we encrypt</a>", "the plan, the risk and a drawing"];
    assert!(said.iter().all(|words| first.contains(words)), "{first}");
    assert!(!["NOT-SAID", "continuity-plan.md", "../../", "PER-", "RSK-"].iter().any(|words| first.contains(words)), "{first}");
    let links: BTreeSet<&str> = attributes(&first, "href").into_iter().filter(|link| !link.starts_with('#')).collect();
    assert_eq!(links.into_iter().collect::<Vec<_>>(), ["../index.html", "../records/DOC-crypto-policy.html", "../soa.html"]);
    assert_eq!(first.matches("<h1").count(), 1, "the title is said once");
    assert!(page(&out, "index.html").contains("records/DOC-crypto-policy.html"));
    // What is written after the approval is not shown, in no commit and in one; who makes the site is told.
    replace(&root, "documents/files/information-security-policy.md", "We protect", "NOT-SAID five. We protect");
    replace(&root, "documents/DOC-information-security-policy.yaml", "title: ", "title: NOT-SAID ");
    made(&root, &out, &["--audience", "public"]);
    assert_eq!(page(&out, path), first);
    commit_on(&root, "2026-06-03", "write the policy anew");
    let told = made(&root, &out, &["--audience", "public"]);
    assert!(told.contains("`DOC-information-security-policy` is shown as it was approved on 2026-06-02"), "{told}");
    assert!(!words(&out).contains("NOT-SAID") && page(&out, path) == first);
    // What is only called otherwise is what was approved, under the name that was approved.
    let renamed = isms(&root, &["rename", "DOC-crypto-policy", "DOC-secret-merger", "--quiet", "--today", "2026-06-30"]);
    assert_eq!(renamed.code, 0, "{}", renamed.stderr);
    commit_on(&root, "2026-06-03", "call it otherwise");
    made(&root, &out, &["--audience", "public"]);
    assert!(out.join("records/DOC-crypto-policy.html").exists() && !words(&out).contains("merger"));
    assert_eq!(page(&out, path), first);
    // Who takes the class away takes the page away, and so does who retires it.
    replace(&root, "documents/DOC-information-security-policy.yaml", "classification: public", "classification: internal");
    replace(&root, "documents/DOC-secret-merger.yaml", "status: approved", "status: retired");
    commit_on(&root, "2026-06-04", "withdraw both");
    made(&root, &out, &["--audience", "public"]);
    assert_eq!(files(&out).into_keys().collect::<Vec<_>>(), ["index.html", "site.sha256", "soa.html"]);
}

#[test]
fn staff_read_the_policies_in_force_and_who_keeps_them_is_not_said() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    replace(&root, "documents/files/acceptable-use.md", "Lock the", "<!-- NOT-SAID: PER-ruth-kern never does -->Lock the");
    commit_on(&root, "2026-06-02", "leave a comment");
    let told = made(&root, &out, &["--audience", "staff"]);
    assert!(told.contains("`DOC-acceptable-use` is left out"), "{told}");
    assert!(!out.join("records/DOC-acceptable-use.html").exists() && page(&out, "index.html").contains("DOC-acceptable-use"));
    replace(&root, "documents/DOC-acceptable-use.yaml", "on: 2025-05-16", "on: 2026-06-02");
    commit_on(&root, "2026-06-02", "approve it");
    let told = made(&root, &out, &["--audience", "staff"]);
    assert!(!told.contains("left out"), "{told}");
    let (index, rules) = (page(&out, "index.html"), page(&out, "records/DOC-acceptable-use.html"));
    assert!(index.contains("records/DOC-acceptable-use.html") && rules.contains("screen when you get"), "{rules}");
    assert!(rules.contains(">Approved<") && rules.contains("2026-06-02") && !rules.contains("NOT-SAID"), "{rules}");
    for person in said(&root, &["people", "roles"], &["id", "title"]) {
        assert!(!rules.contains(&person), "{person}");
    }
    // A plan for some that is classed narrower is named, and its text is not there.
    assert!(index.contains("DOC-continuity-plan") && !out.join("records/DOC-continuity-plan.html").exists());
    assert!(!words(&out).contains("phone list and this plan on paper"), "{index}");
}

#[test]
fn a_role_has_its_duties_and_no_person_their_failings() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    // A control that is not there yet would tell of a weakness.
    replace(&root, "controls/CTL-backup.yaml", "status: implemented", "status: planned");
    made(&root, &out, &["--audience", "staff"]);
    let role = page(&out, "records/ROL-platform-lead.html");
    let lead =
        ["Head of platform", "read it, and say so", "DOC-operating-procedures", "Information security for everybody", "control owner"];
    lead.iter().for_each(|words| assert!(role.contains(words), "{words} {role}"));
    assert!(role.contains("DOC-incident-procedure.html") && !role.contains("Backups away"), "{role}");
    for file in files(&out).keys().filter(|path| path.starts_with("records/ROL-")) {
        let html = page(&out, file);
        let words: String = html.split("<body").nth(1).unwrap().into();
        for person in said(&root, &["people"], &["id", "title", "email"]) {
            assert!(!words.contains(&person), "{file}: {person}");
        }
        // Without days nobody sees who is late.
        assert!(!["2025-", "2026-", "2027-", " late"].iter().any(|word| words.contains(word)), "{file}: {words}");
    }
    assert!(page(&out, "index.html").contains("records/ROL-platform-lead.html"));
    // What is done does not move: on another day the page is the same.
    made(&root, &out, &["--audience", "staff", "--today", "2026-07-20"]);
    assert_eq!(page(&out, "records/ROL-platform-lead.html"), role);
}

/// Who may read the programme sees of each role and person what an auditor's sheet says.
#[test]
fn duties_are_those_of_the_interview() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    made(&root, &out, &[]);
    for of in ["ROL-platform-lead", "PER-jonas-reil", "PER-ines-haupt"] {
        let html = page(&out, &format!("records/{of}.html"));
        let read: String = html.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, words)| words)).collect();
        let ran = isms(&root, &["report", "interview", of, "--format", "json", "--today", "2026-06-30"]);
        let sheet: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        for part in ["owns", "knows", "due"] {
            let lines = sheet[part].as_array().unwrap();
            assert!(!lines.is_empty(), "{of} {part}");
            for line in lines {
                assert!(read.contains(line["text"].as_str().unwrap()), "{of} {part} {line}");
            }
        }
        assert!(read.contains("says how to report what looks wrong"), "{of}");
    }
}

#[test]
fn with_nothing_in_it_there_are_pages_all_the_same() {
    let folder = programme();
    let out = folder.path().join("out");
    made(folder.path(), &out, &["--audience", "staff"]);
    assert!(page(&out, "index.html").contains("No document is in force that says whom it is for."));
    write(folder.path(), "roles/ROL-a.yaml", "id: ROL-a\ntitle: Head of nothing\n");
    made(folder.path(), &out, &["--audience", "staff"]);
    let role = page(&out, "records/ROL-a.html");
    assert!(role.contains("No document in force is for this role.") && role.contains("../index.html"), "{role}");
    let first = files(&out);
    assert!(made(folder.path(), &out, &["--audience", "staff"]).contains("0 written, 0 removed"));
    assert_eq!(first, files(&out));
}

#[test]
fn a_certificate_is_shown_while_it_counts() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let text = fs::read_to_string(root.join("isms.yaml")).unwrap();
    let body = "certification: {body: Rheintal Zertifizierung GmbH, stage_1: 2026-11-02, stage_2: 2026-12-07}";
    let out = room.path().join("site");
    for (status, day, is_shown) in [
        ("valid", "2027-02-01", true),
        ("valid", "2030-02-01", false),
        ("suspended", "2027-02-01", false),
        ("withdrawn", "2027-02-01", false),
    ] {
        let certificate = format!(
            "certification: {{body: Rheintal, certificate: {{number: RZ-77, issued: 2027-01-15, expires: 2030-01-14, status: {status}}}}}"
        );
        assert!(text.contains(body));
        write(&root, "isms.yaml", text.replace(body, &certificate));
        commit_on(&root, "2026-06-03", status);
        made(&root, &out, &["--audience", "public", "--today", day]);
        assert_eq!(words(&out).contains("RZ-77"), is_shown, "{status} {day}");
    }
}

#[test]
fn staff_are_told_the_rules_and_not_the_weaknesses() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    made(&root, &out, &["--audience", "staff"]);
    let all = words(&out);
    assert!(
        all.contains("How to report")
            && all.contains("Rules for devices, accounts and desks")
            && all.contains("Information security for everybody")
    );
    let registers = ["risks", "evidence", "findings", "suppliers", "incidents", "audits", "exceptions", "reviews"];
    let secret = said(&root, &registers, &["id", "title", "scenario", "description", "vulnerability"]);
    let told: Vec<_> = secret.iter().filter(|words| all.contains(words.as_str())).collect();
    assert!(told.is_empty(), "{told:?}");
    // What nobody has approved as it is now is no rule in force.
    let text = fs::read_to_string(root.join("documents/DOC-acceptable-use.yaml")).unwrap();
    write(&root, "documents/DOC-acceptable-use.yaml", text.replace("version: ", "version: 9"));
    made(&root, &out, &["--audience", "staff"]);
    assert!(!words(&out).contains("Rules for devices, accounts and desks"));
}

#[test]
fn a_board_gets_papers_and_registers() {
    let room = tempfile::tempdir().unwrap();
    let root = company(room.path());
    let out = room.path().join("site");
    made(&root, &out, &["--audience", "board"]);
    let pages = files(&out);
    assert!(pages.contains_key("index.html") && pages.contains_key("management.html") && pages.contains_key("register.html"));
    assert!(!pages.keys().any(|path| path.starts_with("records/")));
}

#[test]
fn without_a_commit_there_is_nothing_for_the_public() {
    let folder = programme();
    let out = folder.path().join("out");
    let ran = isms(folder.path(), &["site", "-o", out.to_str().unwrap(), "--audience", "public"]);
    assert!(ran.code != 0 && ran.stderr.contains("approved and committed"), "{}", ran.stderr);
    assert!(!out.exists(), "nothing is begun");
}

#[test]
fn what_changed_since_the_last_review_and_how_figures_went_have_pages() {
    let (_room, acme) = demo();
    let out = acme.with_file_name("site");
    made(&acme, &out, &["--today", "2026-06-29"]);
    let first = page(&out, "index.html");
    for (file, tile) in [("changes.html", "What changed since the last review"), ("trend.html", "Trend")] {
        assert!(first.contains(&format!("<dt><a href=\"{file}\">{tile}</a></dt>")), "{file}");
    }
    let (changes, trend) = (page(&out, "changes.html"), page(&out, "trend.html"));
    assert!(changes.contains("the day of Management review 2026") && changes.contains("href=\"records/CHG-2026-02.html\""), "{changes}");
    assert!(changes.contains("Record by record") && changes.contains("What moved"));
    let told: Vec<&str> = trend.split("<title id=").skip(1).map(|rest| rest.split(&['>', '<'][..]).nth(1).unwrap()).collect();
    assert_eq!(told.len(), 7, "{told:?}");
    // The last row is what the report of the same quarters says.
    let ran = isms(&acme, &["trend", "--by", "quarter", "--today", "2026-06-29", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let last = report["periods"].as_array().unwrap().last().unwrap();
    let row = trend.rsplit("2026-Q2</").next().unwrap();
    let cells: Vec<&str> =
        row.split("<td").skip(1).map(|cell| cell.split("<div>").nth(1).unwrap_or_default().split('<').next().unwrap()).collect();
    assert!(cells.contains(&last["findings"]["open"].to_string().as_str()) && trend.contains(" by quarter<"), "{cells:?}");
    // The day and the commit stand on the first page alone.
    made(&acme, &out, &["--today", "2026-06-30"]);
    assert_ne!(page(&out, "index.html"), first);
    assert_eq!((page(&out, "changes.html"), page(&out, "trend.html")), (changes, trend));
    // Those who lead are told what moved, and no single record.
    made(&acme, &out, &["--audience", "board"]);
    let (brief, trend) = (page(&out, "changes.html"), page(&out, "trend.html"));
    assert!(brief.contains("What moved") && !brief.contains("Record by record") && trend.contains("<svg"), "{brief}");
    assert!(page(&out, "index.html").contains("href=\"changes.html\"") && page(&out, "index.html").contains("href=\"trend.html\""));
}

#[test]
fn where_nothing_was_committed_the_pages_over_time_say_so() {
    let folder = programme();
    let root = folder.path();
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    for (begin, why) in [(false, "the programme is in no git repository"), (true, "there are no commits yet")] {
        if begin {
            git(root, &["init", "-q", "-b", "main"]);
        }
        for audience in ["full", "board"] {
            made(root, &out, &["--audience", audience]);
            assert!(page(&out, "changes.html").contains(&format!("What changed cannot be said: {why}.")), "{why}");
            assert!(page(&out, "trend.html").contains(&format!("Trends follow from the commits of the past, and {why}.")), "{why}");
        }
    }
    // One commit is one point, which is seen.
    write(root, "risks/RSK-1.yaml", "id: RSK-1\ntitle: First\n");
    commit_on(root, "2026-06-01", "begin");
    made(root, &out, &[]);
    let trend = page(&out, "trend.html");
    assert!(trend.contains(" by month<") && trend.contains("h0\""), "{trend}");
    assert!(page(&out, "changes.html").contains("there is no commit on or before "));
}
