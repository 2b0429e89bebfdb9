//! Pages as a browser shows and prints them: nothing is wider than the window, and no word is lost or broken on paper.
//!
//! Runs where there are `chromium` and `pdftotext`; elsewhere it says that it was left out.

use crate::support::{commit_on, demo, git, isms, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const REPORTS: &[&[&str]] = &[
    &["report", "management"],
    &["report", "review"],
    &["soa", "render"],
    &["risk", "score"],
    &["risk", "matrix"],
    &["trend"],
    &["list", "risk"],
    &["audit", "readiness"],
];
const QUIET: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

fn browse(room: &Path, page: &Path, options: &[String]) -> String {
    let profile = format!("--user-data-dir={}", room.join("profile").display());
    let output = Command::new("chromium").args(QUIET).arg(profile).args(options).arg(format!("file://{}", page.display())).output();
    String::from_utf8_lossy(&output.expect("the browser runs").stdout).into_owned()
}

/// The words that a reader sees between the tags; pictures have theirs twice, for those who do not see them.
fn words_of_page(html: &str) -> String {
    let body = html.split_once("<body").expect("a page has a body").1;
    let body = body.split("<script>").next().unwrap_or_default();
    let mut text = String::new();
    let mut hidden = false;
    for (n, piece) in body.split('<').enumerate() {
        let (tag, rest) =
            if n == 0 { ("", piece.split_once('>').unwrap_or_default().1) } else { piece.split_once('>').unwrap_or(("", piece)) };
        let name = tag.split(' ').next().unwrap_or_default();
        hidden = matches!(name, "desc" | "title") || hidden && !matches!(name, "/desc" | "/title");
        if !matches!(name, "span" | "/span" | "a" | "/a") {
            text.push(' ');
        }
        if !hidden {
            text.push_str(rest);
        }
    }
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#58;", ":"), ("&#91;", "["), ("&#38;", "&")]
        .iter()
        .fold(text, |text, (code, letter)| text.replace(code, letter))
}

fn count(text: &str) -> BTreeMap<&str, usize> {
    text.split_whitespace().fold(BTreeMap::new(), |mut words, word| {
        *words.entry(word).or_default() += 1;
        words
    })
}

/// How wide the page is in a window of a width: a frame stands for the window.
fn width(room: &Path, html: &str, window: usize) -> usize {
    let frame = serde_json::to_string(&html.replace("default-src 'none'", "default-src 'self'")).unwrap().replace("</", "<\\/");
    let probe = format!(
        "<!doctype html><body style=\"margin:0\"><iframe id=f style=\"width:{window}px;height:800px;border:0\"></iframe><script>\
         f.onload=()=>document.body.dataset.wide='='+f.contentDocument.documentElement.scrollWidth+'=';f.srcdoc={frame};</script>"
    );
    let page = room.join("probe.html");
    fs::write(&page, probe).unwrap();
    let seen = browse(room, &page, &["--window-size=1600,1000".into(), "--virtual-time-budget=3000".into(), "--dump-dom".into()]);
    seen.split("data-wide=\"=").nth(1).and_then(|rest| rest.split('=').next()).expect("the page was seen").parse().unwrap()
}

/// The words on paper; each page ends with a form feed.
fn print(room: &Path, page: &Path) -> String {
    let paper = room.join("page.pdf");
    browse(room, page, &["--no-pdf-header-footer".into(), format!("--print-to-pdf={}", paper.display())]);
    let output = Command::new("pdftotext").arg("-layout").args([&paper, Path::new("-")]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lost_on_paper(room: &Path, page: &Path, html: &str) -> Vec<String> {
    let (printed, wanted) = (print(room, page), words_of_page(html));
    let printed = count(&printed);
    let lost = |(word, n): &(&str, usize)| printed.get(word).is_none_or(|found| found < n);
    count(&wanted).into_iter().filter(lost).map(|(word, _)| word.to_owned()).collect()
}

/// What is for a table that people sit around is read whole: no more than two pages.
#[test]
fn papers_for_the_management_have_two_pages() {
    if !has("chromium", "--version") || !has("pdftotext", "-v") {
        eprintln!("LEFT OUT: papers_for_the_management_have_two_pages needs `chromium` and `pdftotext`");
        return;
    }
    let (room, demo) = demo();
    for name in ["board", "management"] {
        let page = room.path().join("page.html");
        let ran = isms(&demo, &["report", name, "-o", page.to_str().unwrap(), "--today", "2026-06-30"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let printed = print(room.path(), &page);
        let pages = printed.matches('\u{c}').count();
        assert!((1..=2).contains(&pages), "{name}: {pages} pages: {printed}");
    }
}

#[test]
fn windows_and_paper_hold_every_page() {
    if !has("chromium", "--version") || !has("pdftotext", "-v") {
        eprintln!("LEFT OUT: windows_and_paper_hold_every_page needs `chromium` and `pdftotext`");
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let root = room.path().join("isms");
    fs::create_dir(&root).unwrap();
    assert_eq!(isms(&root, &["init", ".", "--example", "--no-git"]).code, 0);
    git(&root, &["init", "-q", "-b", "main"]);
    commit_on(&root, "2025-10-01", "begin");
    let address = "https://intranet.example.org/security/management/documents/2026/measures?id=0123456789abcdef#part-4";
    write(&root, "risks/RSK-901.yaml", format!("id: RSK-901\ntitle: \"see {address} for more\"\nowner: ROL-security-manager\n"));
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    write(&root, "risks/RSK-902.yaml", format!("id: RSK-902\ntitle: Loss of the {word}\nowner: ROL-security-manager\n"));
    commit_on(&root, "2026-03-01", "long words");
    for report in REPORTS {
        let page = room.path().join("page.html");
        let ran = isms(&root, &[*report, &["-o", page.to_str().unwrap(), "--today", "2026-03-12"]].concat());
        assert!(matches!(ran.code, 0 | 1), "{report:?}: {}", ran.stderr);
        let html = fs::read_to_string(&page).unwrap();
        assert_eq!(lost_on_paper(room.path(), &page, &html), [""; 0], "{report:?}");
        for window in [1400, 1024, 400] {
            let wide = width(room.path(), &html, window);
            assert!(wide <= window, "{report:?}: {wide} of {window}");
        }
    }
}
