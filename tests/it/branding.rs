//! What an organisation puts on its reports: the same on pages, papers, documents and workbooks, and nothing that acts there.

use crate::acting::{DAY, acme};
use crate::documents::well_formed;
use crate::printed::{has, holder, of_page, of_paper, ran};
use crate::support::{REPORTING, commit_on, git, isms, write};
use data_encoding::BASE64;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A picture of one colour.
pub fn drawn(wide: u32, high: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, wide, high);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[10, 92, 54, 200].repeat((wide * high) as usize)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Says how reports look.
pub fn look(root: &Path, look: &str) {
    let text = fs::read_to_string(root.join("isms.yaml")).unwrap();
    let text = text.split("\nreport:").next().unwrap().to_owned();
    write(root, "isms.yaml", format!("{}\nreport: {look}\n", text.trim_end()));
}

const LOOK: &str = "{logo: files/logo.png, colour: \"#0a5c36\", mark: Only for us, footer: Acme Robotics in Hannover}";

/// The example with a look of its own.
pub fn branded() -> tempfile::TempDir {
    let room = acme();
    write(room.path(), "files/logo.png", drawn(60, 20));
    look(room.path(), LOOK);
    room
}

/// A file that a command writes twice, each time the same.
pub fn made(root: &Path, args: &[&str], file: &str) -> Vec<u8> {
    let day: &[&str] = if args[0] == "log" { &[] } else { &["--today", DAY] };
    let make = || {
        let _ = fs::remove_file(root.join(file));
        let ran = isms(root, &[args, &["-o", file], day].concat());
        assert!(root.join(file).exists(), "{args:?}: {}", ran.stderr);
        fs::read(root.join(file)).unwrap()
    };
    let bytes = make();
    assert!(bytes == make(), "{args:?} differs from itself");
    bytes
}

pub fn page(root: &Path, args: &[&str]) -> String {
    String::from_utf8(made(root, args, "out.html")).unwrap()
}

/// The files of an archive; each that is XML ends as it began.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml") {
            well_formed(&name, std::str::from_utf8(&bytes).unwrap());
        }
        parts.insert(name, bytes);
    }
    parts
}

pub fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("{name} among {:?}", parts.keys())).clone()).unwrap()
}

/// What stands in the header or the footer of each sheet of a workbook.
pub fn edges(parts: &BTreeMap<String, Vec<u8>>, which: &str) -> Vec<String> {
    let sheets = parts.keys().filter(|name| name.starts_with("xl/worksheets/sheet"));
    let edge = |name: &String| {
        let sheet = text(parts, name);
        let (_, rest) = sheet.split_once(&format!("<{which}>"))?;
        Some(quick_xml::escape::unescape(rest.split("</").next().unwrap()).unwrap().into_owned())
    };
    sheets.filter_map(edge).collect()
}

/// What the rules say of `isms.yaml`: rule and message.
pub fn findings(root: &Path) -> Vec<String> {
    let said: Value = serde_json::from_str(&isms(root, &["check", "--format", "json", "--today", DAY]).stdout).unwrap();
    let found = said["diagnostics"].as_array().unwrap().iter().filter(|found| found["file"] == "isms.yaml");
    found.map(|found| format!("{} {}", found["rule"].as_str().unwrap(), found["message"].as_str().unwrap())).collect()
}

#[test]
fn a_page_wears_it_and_asks_for_nothing() {
    let plain = page(acme().path(), &["report", "register"]);
    let room = branded();
    let html = page(room.path(), &["report", "register"]);
    let uri = format!("data:image/png;base64,{}", BASE64.encode(&drawn(60, 20)));
    for part in [
        &format!("<img src=\"{uri}\" alt=\"Logo of Acme Robotics GmbH\">"),
        "--brand: #0A5C36; }",
        "style-src 'unsafe-inline'; script-src 'sha256-",
        "; img-src data:\">",
        ">Only for us</p>",
        "<p>Acme Robotics in Hannover</p>\n</footer>",
        "content: \"\\4f \\6e \\6c \\79 ",
    ] {
        let is_plain = part.starts_with("style-src");
        assert!(html.contains(part) && plain.contains(part) == is_plain, "{part}\n{html}");
    }
    assert_eq!((html.matches(" src=").count(), html.matches("url(").count()), (1, 0));
    // Without a logo nothing is to be shown, and nothing is allowed.
    look(room.path(), "{mark: Only for us}");
    let html = page(room.path(), &["report", "register"]);
    assert!(html.contains(">Only for us</p>") && !html.contains("img-src") && !html.contains("--brand"), "{html}");
    assert_eq!(findings(room.path()), [""; 0]);
}

#[test]
fn a_document_wears_it_on_each_page() {
    let room = branded();
    let plain = parts(&made(acme().path(), &["report", "register"], "out.docx"));
    assert!(!plain.keys().any(|name| name.contains("header") || name.contains("media")));
    let docx = parts(&made(room.path(), &["report", "register"], "out.docx"));
    let header = text(&docx, "word/header1.xml");
    assert!(header.contains(">Only for us</w:t>") && header.contains("descr=\"Logo of Acme Robotics GmbH\""), "{header}");
    let picture = header.split("r:embed=\"").nth(1).unwrap().split('"').next().unwrap();
    let relations = text(&docx, "word/_rels/header1.xml.rels");
    let target =
        relations.split(&format!("Id=\"{picture}\"")).nth(1).unwrap().split("Target=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(docx[&format!("word/{target}")] == drawn(60, 20));
    let types = text(&docx, "[Content_Types].xml");
    assert!(types.contains("ContentType=\"image/png\" Extension=\"png\"") && types.contains("PartName=\"/word/header1.xml\""), "{types}");
    assert!(text(&docx, "word/_rels/document.xml.rels").contains("Id=\"rIdHeader1\""));
    assert!(text(&docx, "word/document.xml").contains("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader1\"/>"));
    assert!(text(&docx, "word/footer1.xml").contains(">Acme Robotics in Hannover</w:t>"));
    assert_eq!(text(&docx, "word/styles.xml").matches("0A5C36").count(), 3);
}

#[test]
fn a_workbook_wears_it_on_each_sheet() {
    let room = branded();
    let plain = parts(&made(acme().path(), &["report", "register"], "out.xlsx"));
    assert!(edges(&plain, "oddHeader").is_empty() && !plain.keys().any(|name| name.contains("media")));
    let xlsx = parts(&made(room.path(), &["report", "register"], "out.xlsx"));
    assert_eq!(edges(&xlsx, "oddHeader"), vec!["&L&G&ROnly for us"; edges(&xlsx, "oddFooter").len()]);
    assert!(edges(&xlsx, "oddFooter").iter().all(|edge| edge == "&LRisk register\nAcme Robotics in Hannover&RPage &P of &N"));
    assert!(xlsx["xl/media/image1.png"] == drawn(60, 20));
    assert!(text(&xlsx, "xl/drawings/_rels/vmlDrawing1.vml.rels").contains("../media/image1.png"));
    assert!(text(&xlsx, "xl/styles.xml").contains("FF0A5C36"));
    let words = text(&xlsx, "xl/sharedStrings.xml");
    assert!(words.contains("Only for us") && words.contains("Acme Robotics in Hannover"));
}

#[test]
fn a_paper_wears_it_on_each_page_and_says_it_once() {
    if !has("pdfinfo", "-v") || !has("pdftotext", "-v") || !has("pdfimages", "-v") || !has("qpdf", "--version") {
        println!("left out: it takes poppler and qpdf");
        return;
    }
    let room = branded();
    let paper = room.path().join("out.pdf");
    made(room.path(), &["report", "register"], "out.pdf");
    let told = ran("pdfinfo", &["-struct-text"], &paper);
    assert_eq!((told.matches("\"Only for us\"").count(), told.matches("\"Acme Robotics in Hannover\"").count()), (1, 1), "{told}");
    assert!(told.find("Figure").unwrap() < told.find("\"Only for us\"").unwrap(), "{told}");
    let open = ran("qpdf", &["--qdf", "--object-streams=disable", "--replace-input"], &paper);
    assert!(String::from_utf8_lossy(&fs::read(&paper).unwrap()).contains("/Alt (Logo of Acme Robotics GmbH)"), "{open}");
    made(room.path(), &["report", "register"], "out.pdf");
    let text = std::process::Command::new("pdftotext").args(["-layout", paper.to_str().unwrap(), "-"]).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 2);
    for page in &pages {
        assert_eq!((page.matches("Only for us").count(), page.matches("Acme Robotics in Hannover").count()), (1, 1), "{page}");
    }
    let pictures = ran("pdfimages", &["-list"], &paper);
    assert!(pictures.lines().filter(|line| line.contains(" image ")).count() >= pages.len(), "{pictures}");
    // One picture for all pages, and the words in the order of the page.
    let bytes = fs::read(&paper).unwrap();
    let plain = made(acme().path(), &["report", "register"], "out.pdf");
    assert!(bytes.len() < plain.len() + 16_000 && !String::from_utf8_lossy(&plain).contains("/Subtype/Image"));
    fs::write(room.path().join("out.html"), page(room.path(), &["report", "register"])).unwrap();
    assert_eq!(of_page(&room.path().join("out.html")), of_paper(&paper));
}

#[test]
fn papers_with_a_logo_are_for_archives_and_for_ears() {
    let Some(hold) = holder() else {
        println!("left out: it takes java and the jar of the validator");
        return;
    };
    use png::{BitDepth, ColorType};
    let room = branded();
    let kinds = [
        (ColorType::Grayscale, BitDepth::One),
        (ColorType::Grayscale, BitDepth::Sixteen),
        (ColorType::Indexed, BitDepth::Two),
        (ColorType::Indexed, BitDepth::Eight),
        (ColorType::GrayscaleAlpha, BitDepth::Eight),
        (ColorType::Rgb, BitDepth::Eight),
        (ColorType::Rgba, BitDepth::Eight),
        (ColorType::Rgba, BitDepth::Sixteen),
    ];
    let paper = |(n, (colours, depth)): (usize, (ColorType, BitDepth))| -> PathBuf {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
        encoder.set_color(colours);
        encoder.set_depth(depth);
        encoder.set_palette(vec![10, 92, 54, 255, 255, 255]);
        if colours == ColorType::Indexed {
            encoder.set_trns(vec![128]);
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![0; 8 * colours.samples() * depth as usize]).unwrap();
        writer.finish().unwrap();
        write(room.path(), "files/logo.png", bytes);
        let file = format!("{n}.pdf");
        made(room.path(), &["report", "matrix"], &file);
        assert!(String::from_utf8_lossy(&fs::read(room.path().join(&file)).unwrap()).contains("/Subtype/Image"), "{colours:?} {depth:?}");
        room.path().join(file)
    };
    let mut papers: Vec<PathBuf> = kinds.into_iter().enumerate().map(paper).collect();
    look(room.path(), "{mark: \"Vertraulich – 機密 סודי\", footer: \"Αθήνα, Żółw, 東京\", colour: \"#ffff00\"}");
    made(room.path(), &["document", "render", "DOC-access-policy"], "last.pdf");
    papers.push(room.path().join("last.pdf"));
    let held = hold(&papers);
    assert!(held.status.success(), "{}{}", String::from_utf8_lossy(&held.stdout), String::from_utf8_lossy(&held.stderr));
}

#[test]
fn what_programs_and_terminals_read_does_not_change() {
    let (plain, room) = (acme(), branded());
    for format in ["text", "md", "csv", "json", "yaml"] {
        let read = |root: &Path| {
            let ran = isms(root, &["report", "register", "--format", format, "--today", DAY]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            ran.stdout
        };
        assert_eq!(read(plain.path()), read(room.path()), "{format}");
    }
}

#[test]
fn every_command_that_writes_a_page_wears_it() {
    let room = branded();
    commit_on(room.path(), DAY, "A look of our own");
    for line in REPORTING.into_iter().chain(["report state", "soa render"]) {
        let html = page(room.path(), &line.split(' ').collect::<Vec<_>>());
        assert!(html.contains("img-src data:") && html.contains(">Only for us</p>") && html.contains("#0A5C36"), "{line}\n{html}");
    }
    // A report of a commit is as that commit looked.
    let before = page(room.path(), &["report", "register", "--at", "HEAD~1"]);
    assert!(!before.contains("<img") && !before.contains("Only for us"));
    assert!(page(room.path(), &["log", "--at", "HEAD"]).contains("<img"));
}

/// What is sent to be worked on or signed comes back as it did.
#[test]
fn registers_and_sheets_come_back() {
    let room = branded();
    let root = room.path();
    commit_on(root, DAY, "A look of our own");
    let desk = tempfile::tempdir().unwrap();
    let register = desk.path().join("risks.xlsx");
    let write_register = isms(root, &["export", "risk", "-o", register.to_str().unwrap(), "--today", DAY]);
    assert_eq!(write_register.code, 0, "{}", write_register.stderr);
    let xlsx = parts(&fs::read(&register).unwrap());
    assert!(edges(&xlsx, "oddHeader").iter().any(|edge| edge == "&L&G&ROnly for us"), "{:?}", xlsx.keys());
    let back = isms(root, &["import", register.to_str().unwrap(), "--as", "risk", "--update", "--today", DAY]);
    assert!(back.code == 0 && !back.stderr.contains("picture"), "{}{}", back.stdout, back.stderr);
    assert_eq!(git(root, &["status", "--porcelain"]).stdout, "");
    let statement = fs::read_to_string(root.join("scope.yaml")).unwrap();
    write(root, "scope.yaml", statement.replace("telemetry and commands", "telemetry and orders"));
    commit_on(root, DAY, "A scope to be signed");
    for ending in ["html", "docx", "pdf", "txt"] {
        let sheet = desk.path().join(format!("sheet.{ending}"));
        let signed = isms(root, &["signoff", "ROL-managing-director", "-o", sheet.to_str().unwrap(), "--today", DAY]);
        assert_eq!(signed.code, 0, "{}", signed.stderr);
        if ending == "html" {
            let by = ["approve", "--sheet", sheet.to_str().unwrap(), "--by", "ROL-managing-director", "--dry-run", "--today", DAY];
            let said = isms(root, &by);
            assert!(said.code == 0 && said.stdout.contains("scope.yaml"), "{}{}", said.stdout, said.stderr);
        }
    }
}

#[test]
fn what_is_made_for_anybody_is_not_marked() {
    let room = branded();
    let root = room.path();
    let shown = |args: &[&str]| {
        let html = page(root, args);
        (html.contains("<img"), html.contains("Acme Robotics in Hannover"), html.contains("Only for us"))
    };
    assert_eq!(shown(&["soa", "render", "--audience", "public"]), (true, true, false));
    assert_eq!(shown(&["soa", "render"]), (true, true, true));
    assert_eq!(shown(&["document", "render", "DOC-information-security-policy"]), (true, true, false));
    let bundle = |args: &[&str]| parts(&made(root, &[&["audit", "pack"], args].concat(), "out.zip"));
    let (all, public) = (bundle(&[]), bundle(&["--public"]));
    for (bundle, is_marked) in [(&all, true), (&public, false)] {
        for name in ["index.html", "reports/soa.html"] {
            let html = text(bundle, name);
            assert!(html.contains("<img") && html.contains("Only for us") == is_marked, "{name} {is_marked}");
        }
    }
    // What a record names goes with it.
    assert!(all["records/files/logo.png"] == drawn(60, 20) && !public.contains_key("records/files/logo.png"));
}

#[test]
fn a_site_wears_it_and_the_public_what_was_committed() {
    let room = branded();
    let (root, sites) = (room.path(), tempfile::tempdir().unwrap());
    let site = |audience: &str| -> BTreeMap<String, String> {
        let out = sites.path().join(audience);
        let ran = isms(root, &["site", "-o", out.to_str().unwrap(), "--audience", audience, "--today", DAY]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let folders = [out.clone(), out.join("records")];
        let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().map(|entry| entry.unwrap().path());
        let pages = files.filter(|path| path.extension().is_some_and(|ending| ending == "html"));
        pages.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
    };
    for (audience, least) in [("full", 150), ("staff", 1), ("board", 5)] {
        let pages = site(audience);
        assert!(pages.len() >= least, "{audience}");
        for (path, html) in pages {
            assert!(html.contains("<img") && html.contains(">Only for us</p>") && html.contains("--brand: #0A5C36"), "{path}");
        }
    }
    assert!(site("public").values().all(|html| !html.contains("<img") && !html.contains("Hannover</p>\n</footer>")));
    commit_on(root, DAY, "A look of our own");
    write(root, "files/logo.png", drawn(9, 9));
    look(root, "{logo: files/logo.png, footer: What nobody committed}");
    for (path, html) in site("public") {
        assert!(html.contains("<img") && html.contains("Acme Robotics in Hannover") && !html.contains("nobody committed"), "{path}");
        assert!(html.contains(&BASE64.encode(&drawn(60, 20))), "{path}");
        assert!(!html.contains("Only for us") && !html.contains("\\4f \\6e "), "{path}");
    }
}

#[test]
fn a_pale_colour_is_darkened_and_told() {
    let room = acme();
    for (colour, used) in [("#ffcc00", "8e7200"), ("#FFFFFF", "757575")] {
        look(room.path(), &format!("{{colour: \"{colour}\"}}"));
        let told = findings(room.path());
        assert!(told.len() == 1 && told[0].starts_with("report-look-unusable the colour of reports is too pale"), "{told:?}");
        let html = page(room.path(), &["report", "register"]);
        let dark = format!("prefers-color-scheme: dark) {{ :root {{ --brand: {}", colour.to_uppercase());
        assert!(html.contains(&dark) && html.contains(&format!(":root {{ --brand: #{}; }}", used.to_uppercase())), "{html}");
        for (file, part) in [("out.docx", "word/styles.xml"), ("out.xlsx", "xl/styles.xml")] {
            let styles = text(&parts(&made(room.path(), &["report", "register"], file)), part);
            assert!(styles.contains(&used.to_uppercase()), "{file} {styles}");
        }
    }
    // A dark one is lightened where it is dark.
    look(room.path(), "{colour: \"#101010\"}");
    assert_eq!(findings(room.path()), [""; 0]);
    let html = page(room.path(), &["report", "register"]);
    assert!(html.contains(":root { --brand: #101010; }") && html.matches("#101010").count() == 2, "{html}");
}
