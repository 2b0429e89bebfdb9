//! Policies as people get them: their text, and what git shows of their version and approval.

use crate::documents::{paragraphs, parts};
use crate::support::{commit_as, isms, room, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const TEXT: &str = "# Access\n\nWho may use *what*.\n\n1. Ask\n2. Wait\n   - for the owner\n3. Use\n\n<script>alert(1)</script>\n\n[web](https://example.org/a?b=c&d) [bad](javascript:x) [near](other.md)\n\n## Rules\n\n| Who | May |\n|---|---|\n| all | `read` |\n\n> quoted\n\n```\na\n::error::x\n```\n";

fn record(root: &Path, rest: &str) {
    write(
        root,
        "documents/DOC-access.yaml",
        format!(
            "id: DOC-access\ntitle: Access\ntype: policy\nowner: PER-eva\nfile: documents/files/access.md\nclassification: internal\n{rest}"
        ),
    );
}

/// Two versions: the first approved by Eva herself, the second typed by Tom.
fn programme() -> (tempfile::TempDir, PathBuf) {
    let (room, root) = room();
    write(&root, "isms.yaml", "format: 1\norganisation: {name: Acme}\n");
    write(&root, "people/PER-eva.yaml", "id: PER-eva\ntitle: Eva\nemails: [eva@example.org]\n");
    write(&root, "documents/files/access.md", "# Access\n\nold\n");
    record(&root, "version: \"1.0\"\nstatus: approved\napproval: {by: PER-eva, on: 2026-01-10}\n");
    commit_as(&root, "eva", "2026-01-10");
    write(&root, "documents/files/access.md", TEXT);
    record(&root, "version: \"2.0\"\nstatus: approved\napproval: {by: PER-eva, on: 2026-03-01}\n");
    commit_as(&root, "tom", "2026-03-01");
    (room, root)
}

fn rendered(root: &Path, format: &str) -> String {
    let said = isms(root, &["document", "render", "DOC-access", "--format", format, "--today", "2026-06-30"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    said.stdout
}

#[test]
fn a_policy_says_its_version_and_no_more_of_its_approval_than_git_shows() {
    let (_room, root) = programme();
    let told: Value = serde_json::from_str(&rendered(&root, "json")).unwrap();
    assert_eq!((&told["of_version"], &told["state"], &told["notices"]), (&"2.0".into(), &"approved".into(), &Value::Array(vec![])));
    assert_eq!((&told["approval"]["strength"], &told["approval"]["author"]), (&"written".into(), &"tom".into()));
    let versions: Vec<&str> = told["versions"].as_array().unwrap().iter().map(|row| row["of_version"].as_str().unwrap()).collect();
    assert_eq!(versions, ["2.0", "1.0"]);
    let text = rendered(&root, "text");
    assert!(text.contains("written down by tom in commit") && text.contains("that they gave it is not shown by git"), "{text}");
    assert!(text.contains("by PER-eva Eva on 2026-01-10"), "{text}");
    let then = isms(&root, &["document", "render", "DOC-access", "--at", "2026-02-01"]).stdout;
    assert!(then.contains("has their address as its author") && then.contains("\nold\n"), "{then}");
}

#[test]
fn what_is_not_in_force_says_so_first() {
    let (_room, root) = programme();
    write(&root, "documents/files/access.md", "# Access\n\nEverything is allowed.\n");
    let stale = rendered(&root, "md");
    assert!(stale.contains("has changed since it was approved on 2026-03-01"), "{stale}");
    let (told, text) = (stale.find("has changed since").unwrap(), stale.find("Everything").unwrap());
    assert!(told < text);
    record(&root, "version: \"3.0\"\nstatus: draft\n");
    let draft = rendered(&root, "text");
    assert!(draft.contains("This is a draft. It is not in force.") && draft.contains("by nobody"), "{draft}");
}

#[test]
fn a_text_is_the_same_in_all_formats_and_its_html_is_text() {
    let (_room, root) = programme();
    let html = rendered(&root, "html");
    assert_eq!(html.matches("Access</h1>").count(), 1);
    for part in [
        "<ol start=\"1\">",
        "<h3>Rules</h3>",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "href=\"https://example.org/a?b=c&#38;d\"",
        "bad <span class=\"whole\">(javascript:x)</span>",
        "<blockquote>",
        "<pre><code>a\n&#58;:error::x</code>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
    let md = rendered(&root, "md");
    for part in
        ["\n1. Ask\n", "\n    - for the owner\n", "[web](https://example.org/a?b=c&d)", "\n### Rules\n", "\n> quoted\n", "\\<script\\>"]
    {
        assert!(md.contains(part), "{part}\n{md}");
    }
    let out = isms(&root, &["document", "render", "DOC-access", "-o", "out.docx", "--today", "2026-06-30"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let parts = parts(&root.join("out.docx"));
    let said = paragraphs(&parts["word/document.xml"]);
    assert!(said.contains(&("Heading2".into(), "Rules".into())) && said.contains(&("Quote".into(), "quoted".into())), "{said:?}");
    assert!(said.contains(&("ListParagraph".into(), "Wait".into())) && said.contains(&("Code".into(), "a ::error::x".into())));
    assert!(parts["word/_rels/document.xml.rels"].contains("Target=\"https://example.org/a?b=c&amp;d\" TargetMode=\"External\""));
    assert!(parts["word/numbering.xml"].contains("<w:num w:numId=\"2\">"));
    let workbook = isms(&root, &["document", "render", "DOC-access", "-o", "out.xlsx", "--today", "2026-06-30"]);
    assert_eq!(workbook.code, 0, "{}", workbook.stderr);
}

#[test]
fn a_text_that_is_not_here_is_told_with_the_next_act() {
    let (_room, root) = programme();
    let refused = |rest: &str| {
        write(&root, "documents/DOC-x.yaml", format!("id: DOC-x\ntitle: X\ntype: policy\n{rest}"));
        let said = isms(&root, &["document", "render", "DOC-x"]);
        assert_eq!((said.code > 0, said.stdout.as_str()), (true, ""), "{rest}");
        assert!(said.stderr.contains("hint: "), "{}", said.stderr);
        said.stderr
    };
    write(&root, "documents/files/a.pdf", "%PDF-1.7");
    write(&root, "documents/files/latin.md", [0x46_u8, 0xfc, 0x72]);
    write(&root, "documents/files/nul.md", "a\0b");
    write(&root, "documents/files/long.md", "x".repeat(5 << 20));
    fs::create_dir_all(root.join("documents/files/folder.md")).unwrap();
    for (rest, told) in [
        ("", "names no file"),
        ("file: https://wiki.example.org/x\n", "outside of the programme"),
        ("file: documents/files/none.md\n", "there is no file"),
        ("file: ../../etc/passwd\n", "there is no file"),
        ("file: documents/files/a.pdf\n", "neither Markdown"),
        ("file: documents/files/latin.md\n", "is not UTF-8"),
        ("file: documents/files/nul.md\n", "is no text"),
        ("file: documents/files/long.md\n", "longer than 4 MiB"),
        ("file: documents/files/folder.md\n", "there is no file"),
    ] {
        let said = refused(rest);
        assert!(said.contains(told), "{rest}: {said}");
    }
    for (id, told) in [("DOC-acess", "did you mean `DOC-access`?"), ("PER-eva", "is no document")] {
        let said = isms(&root, &["document", "render", id]);
        assert!(said.code == 2 && said.stderr.contains(told), "{}", said.stderr);
    }
}

#[test]
fn a_site_shows_the_text_of_a_document_below_its_fields() {
    let (_room, root) = programme();
    write(&root, "documents/DOC-other.yaml", "id: DOC-other\ntitle: Other\ntype: policy\nfile: documents/files/other.md\n");
    write(&root, "documents/files/other.md", "See [access](access.md), [gone](gone.md) and RSK-1.\n");
    let out = isms(&root, &["site", "-o", "../site", "--today", "2026-06-30"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    let page = |name: &str| fs::read_to_string(root.parent().unwrap().join("site/records").join(name)).unwrap();
    let access = page("DOC-access.html");
    assert!(
        access.contains("<h2>Text</h2>") && access.contains("<h4>Rules</h4>") && access.contains("href=\"DOC-other.html\"")
            || access.contains("href=\"../records/DOC-other.html\""),
        "{access}"
    );
    let other = page("DOC-other.html");
    assert!(other.contains("DOC-access.html") && other.contains("gone (gone.md)"), "{other}");
}
