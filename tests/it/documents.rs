//! Word documents: what stands in reports as a word processor sees it.

use crate::acting::{DAY, acme};
use crate::asking::typed;
use crate::support::{Ran, isms, write};
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The parts of a document, by name; each is XML that ends as it began.
pub fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        assert_eq!(entry.last_modified().map(|time| time.year()), Some(1980));
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if !entry.is_dir() {
            well_formed(entry.name().unwrap().as_ref(), &text);
            parts.insert(entry.name().unwrap().into_owned(), text);
        }
    }
    parts
}

pub fn well_formed(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = 0_usize;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "{name}");
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_allowed) && !text.contains("]]>"), "{name}");
}

/// The paragraphs of a document in order, each with its style.
pub fn paragraphs(document: &str) -> Vec<(String, String)> {
    let inner = |text: &str| {
        let pieces = text.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|rest| rest.split_once("</w:t>"));
        pieces.map(|(piece, _)| unescape(piece).unwrap().into_owned()).collect::<String>()
    };
    let paragraph = |text: &str| {
        let text = text.replace("<w:br w:type=\"textWrapping\" />", "<w:t xml:space=\"preserve\"> </w:t>");
        let style = text.split_once("<w:pStyle w:val=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
        (style.to_owned(), inner(&text))
    };
    document.split("<w:p ").skip(1).map(paragraph).collect()
}

fn written(folder: &Path, args: &[&str]) -> BTreeMap<String, String> {
    let make = || {
        let ran = isms(folder, &[args, &["--today", DAY, "-o", "out.docx"]].concat());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
        fs::read(folder.join("out.docx")).unwrap()
    };
    assert!(make() == make(), "{args:?} differs from itself");
    parts(&folder.join("out.docx"))
}

#[test]
fn the_register_has_styles_a_heading_on_each_page_and_whole_rows() {
    let room = acme();
    let parts = written(room.path(), &["report", "register"]);
    let document = &parts["word/document.xml"];
    let said = paragraphs(document);
    assert_eq!(said[0], ("Title".into(), "Risk register".into()));
    assert!(said.contains(&("Caption".into(), "Table 1: Risks".into())));
    for (style, _) in &said {
        assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    assert_eq!(document.matches("<w:tblHeader />").count(), 1);
    assert_eq!(document.matches("<w:tr>").count(), document.matches("<w:cantSplit />").count());
    assert!(document.contains("w:orient=\"landscape\"") && document.contains("w:fill=\"9C2121\""));
    assert!(document.contains("<w:rStyle w:val=\"LevelCritical\" />"));
    let footer = &parts["word/footer1.xml"];
    assert!(footer.contains("Risk register") && footer.contains("NUMPAGES") && footer.contains("PAGE"), "{footer}");
    let core = &parts["docProps/core.xml"];
    for part in ["<dc:title>Risk register<", "<dc:language>en-GB<", &format!(">{DAY}T00:00:00Z<")] {
        assert!(core.contains(part), "{core}");
    }
    assert!(!document.contains("<w:rPr /><w:pStyle"));
}

#[test]
fn ids_lead_to_their_rows_and_every_place_is_there_once() {
    let room = acme();
    let document = &written(room.path(), &["report", "readiness"])["word/document.xml"];
    let named =
        |begins: &str| -> Vec<String> { document.split(begins).skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect() };
    let (led, places) = (named("<w:hyperlink w:anchor=\""), named("w:name=\""));
    assert!(!led.is_empty());
    assert!(led.iter().all(|to| places.contains(to)), "{led:?} {places:?}");
    let mut once = places.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), places.len());
    let ids = named("w14:paraId=\"");
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn the_heat_map_is_a_shaded_table_and_pictures_are_numbers() {
    let room = acme();
    let document = &written(room.path(), &["risk", "matrix"])["word/document.xml"];
    assert!(document.contains("<w:tblStyle w:val=\"HeatMap\"/>") && document.contains("w:fill=\"FDE8D2\""));
    let said = paragraphs(document);
    assert!(said.iter().any(|(_, text)| text.starts_with("RSK-")) && said.iter().any(|(_, text)| text == "Figure 1: Heat map"));
    let findings = paragraphs(&written(room.path(), &["report", "findings"])["word/document.xml"]);
    assert!(findings.iter().any(|(style, text)| style == "Caption" && text.starts_with("Figure 1: Open")), "{findings:?}");
}

#[test]
fn nothing_that_a_record_says_acts_in_a_document() {
    let room = acme();
    let path = room.path().join("risks/RSK-001.yaml");
    let title = "a]]> <w:fldSimple w:instr=\\\"x\\\"> \\e[31m \\u202e \\uFFFE \\uFFFF &amp; {{x}} <w:cantSplit /> <w:rPr /> </w:tcPr>";
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| if line.starts_with("title: ") { format!("title: \"{title}\"\n") } else { format!("{line}\n") });
    write(room.path(), "risks/RSK-001.yaml", lines.collect::<String>());
    let parts = written(room.path(), &["report", "register"]);
    let shown = "a]]> <w:fldSimple w:instr=\"x\"> \\x1b[31m \\u{202e} \\u{fffe} \\u{ffff} &amp; {{x}} <w:cantSplit /> <w:rPr /> </w:tcPr>";
    let said = paragraphs(&parts["word/document.xml"]);
    assert!(said.iter().any(|(_, text)| text == shown), "{said:?}");
    assert!(!parts["word/document.xml"].contains("fldSimple w") && parts["word/document.xml"].matches("<w:tblHeader />").count() == 1);
}

#[test]
fn a_document_is_chosen_by_its_ending_and_nothing_for_a_terminal() {
    let room = acme();
    let (shown, code) = typed(room.path(), &["risk", "score", "--format", "docx"], &[]);
    assert!(code == 2 && shown.contains("-o FILE.docx"), "{code} {shown}");
}

#[test]
fn a_sheet_to_be_signed_has_its_signatures() {
    let room = acme();
    let said = paragraphs(&written(room.path(), &["signoff", "ROL-managing-director"])["word/document.xml"]);
    assert!(said.iter().any(|(_, text)| text == "To be signed"));
}

/// The reports that are written by their names, without more to be told.
fn reports(folder: &Path) -> Vec<String> {
    let listed = isms(folder, &["report", "--format", "csv"]).stdout;
    let names = listed.lines().skip(1).filter_map(|line| line.split_once(',')).map(|(name, _)| name.to_owned());
    let is_written = |name: &String| {
        let Ran { code, stderr, .. } = isms(folder, &["report", name, "--today", DAY, "-o", &format!("{name}.docx")]);
        assert!(code == 0 || stderr.contains("a command of its own") || stderr.contains("of whom"), "{name}: {stderr}");
        code == 0
    };
    names.filter(is_written).collect()
}

/// Whether LibreOffice is there with what reads texts; says so if not.
#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
fn converts(folder: &Path, files: &[String], to: &str) -> bool {
    let home = format!("-env:UserInstallation=file://{}/home", folder.display());
    let mut office = Command::new("soffice");
    office.args([&home, "--headless", "--convert-to", to]).args(files).current_dir(folder).stdin(Stdio::null());
    let is_there =
        office.output().is_ok_and(|ran| ran.status.success() && !String::from_utf8_lossy(&ran.stderr).contains("could not be loaded"));
    if !is_there {
        println!("left out: no LibreOffice that opens documents, so none went through one");
    }
    is_there
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.trim_matches(['•', '\u{feff}']).to_owned()).filter(|word| !word.is_empty()).collect()
}

/// What a word processor reads is what was written, in the same order.
#[test]
fn every_report_opens_with_all_its_words_in_order() {
    let room = acme();
    let names = reports(room.path());
    assert!(names.len() > 15, "{names:?}");
    let file = |name: &String| -> PathBuf { room.path().join(format!("{name}.docx")) };
    let said = |name: &String| paragraphs(&parts(&file(name))["word/document.xml"]);
    let all: Vec<Vec<(String, String)>> = names.iter().map(said).collect();
    let files: Vec<String> = names.iter().map(|name| format!("{name}.docx")).collect();
    if !converts(room.path(), &files, "txt:Text (encoded):UTF8") {
        return;
    }
    for (name, said) in names.iter().zip(all) {
        let read = fs::read_to_string(room.path().join(format!("{name}.txt"))).unwrap();
        let written: String = said.iter().map(|(_, text)| format!("{text}\n")).collect();
        assert_eq!(words(&read), words(&written), "{name}");
    }
}
