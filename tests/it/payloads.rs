//! Words that would act, in every text of every kind of record: they do nothing in a browser, in Word documents and on paper.
//!
//! The programme is made from the schemas, so that a field which comes later has them too. Its twin says harmless words in the
//! same places, and no page of the one may have an element or attribute that no page of the other has.

use crate::browser::driver;
use crate::documents::parts;
use crate::printed::{asked, has, ran};
use crate::support::{commit_on, git, isms, project, write};
use quick_xml::events::Event;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What would set `hit`, ask for something, take over a page, or make it unreadable.
const PAYLOADS: [&str; 32] = [
    "<script>hit=1</script>",
    "</script><script>hit=1</script>",
    "</title><script>hit=1</script>",
    "</style><style>*{display:none}</style>",
    "<img src=x onerror=hit=1>",
    "<svg onload=hit=1><a xlink:href=\"javascript:hit=1\"><text>x</text></a></svg>",
    "<svg><animate onbegin=hit=1 attributeName=x dur=1s><foreignObject><iframe srcdoc='<script>parent.hit=1</script>'>",
    "\" onmouseover=\"hit=1\" autofocus onfocus=\"hit=1\" x=\"",
    "' onmouseover='hit=1' style='position:fixed;inset:0' x='",
    "x onmouseover=hit=1 autofocus onfocus=hit=1",
    "javascript:hit=1",
    "[x](javascript:hit=1) ![y](http://e.example/y.png) <javascript:hit=1> [w](https://e.example/w)",
    "[x](JaVaScRiPt&#58;hit=1) [y](data:text/html,<script>hit=1</script>) [z](\\\\e.example\\z)",
    "&lt;script&gt;hit=1&lt;/script&gt; &#60;img src=x onerror=hit=1&#62; &amp;lt;",
    "<meta http-equiv=refresh content='0;url=http://e.example/'><base href=http://e.example/>",
    "<link rel=stylesheet href=http://e.example/x.css><iframe src=http://e.example/></iframe>",
    "<form action=http://e.example/><input name=x><button>go</button></form>",
    "<style>@import url(http://e.example/x.css); body{background:url(http://e.example/x.png)}</style>",
    "expression(hit=1); background:url(javascript:hit=1); }*{color:red",
    "{{ 7*7 }} {% include '/etc/passwd' %} ${hit=1} <%= hit=1 %> #{hit=1} {{constructor.constructor('hit=1')()}}",
    "\u{202e}gnp.exe\u{202c} \u{2066}a\u{2069} \u{200f}b",
    "\u{0}\u{7}\u{1b}[31mred\u{1b}]8;;http://e.example\u{7}link \u{2028}\u{2029}\u{feff}\u{fffe}",
    "<!-- --><!--[if IE]><script>hit=1</script><![endif]--> --> ]]> <![CDATA[<script>hit=1</script>]]>",
    "<template><script>hit=1</script></template><noscript><p title=\"</noscript><img src=x onerror=hit=1>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit=1></style></mglyph></table></mtext></math>",
    "__proto__ constructor toString hasOwnProperty #hit ?hit=1 ../../../../etc/passwd",
    "=HYPERLINK(\"http://e.example\") =cmd|' /C calc'!A0 @SUM(1) +1 -1",
    "<w:fldSimple w:instr=\"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe\"/> <w:hyperlink r:id=\"x\">",
    "(x) Tj ET /JavaScript (app.alert(1)) /OpenAction << /S /Launch >> endstream endobj",
    "ü\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} 👩‍👩‍👧‍👦 ﷽ \u{1d54f} مرحبا שלום",
    "http://e.example/x?<b>&\"' mailto:a@b.example?subject=<i> //e.example/x file:///etc/passwd",
    "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
];

/// The day that is looked from.
const DAY: &str = "2026-06-30";

/// So many records there are of each kind.
const RECORDS: usize = 4;

/// What texts say.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    Payloads,
    Plain,
}

/// Makes records that fit their schemas.
struct Maker {
    says: Says,
    /// Which record of its kind is made.
    number: usize,
    /// How many texts were made.
    texts: usize,
    /// What stands in each text before all else, by the record.
    marks: Vec<String>,
}

impl Maker {
    /// A value that fits a schema; none where what it must be is not said as an example.
    fn value(&mut self, key: &str, schema: &Value, item: usize) -> Option<Value> {
        let is = |name: &str| schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.contains(&name.into()));
        if let Some(words) = schema["enum"].as_array() {
            return Some(words[(self.number + item) % words.len()].clone());
        }
        if is("string") && !is("array") {
            return self.text(schema);
        }
        if is("integer") || is("number") {
            let least = schema["minimum"].as_i64().unwrap_or(1);
            return Some(json!((item as i64 + 1).max(least)));
        }
        if is("boolean") {
            return Some(json!(self.number.is_multiple_of(2)));
        }
        if is("array") {
            let least = schema["minItems"].as_u64().unwrap_or(2) as usize;
            return Some((0..least).filter_map(|item| self.value(key, &schema["items"], item)).collect());
        }
        Some(Value::Object(self.object(key, schema)))
    }

    fn object(&mut self, key: &str, schema: &Value) -> Map<String, Value> {
        let mut made = Map::new();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            // An id that a record had before is nobody's today.
            if !matches!(name.as_str(), "formerly" | "format" | "trust" | "logo" | "anchors") {
                made.extend(self.value(name, field, 0).map(|value| (name.clone(), value)));
            }
        }
        if schema["additionalProperties"].is_object() {
            let names: &[&str] = match key {
                "controls" => &["A.5.1", "A.8.13"],
                "unclear" => &["title"],
                "rules" => &["risk-treatment-overdue"],
                _ if self.says == Says::Payloads => &["k\"><img src=x onerror=hit=1>"],
                _ => &["k"],
            };
            for name in names {
                made.extend(self.value(name, &schema["additionalProperties"], 0).map(|value| ((*name).to_owned(), value)));
            }
        }
        made
    }

    fn text(&mut self, schema: &Value) -> Option<Value> {
        if let Some(pattern) = schema["pattern"].as_str() {
            let names = |kind: &str| schema["x-isms-ref"].as_array().is_some_and(|kinds| kinds.contains(&kind.into()));
            let literal = pattern.trim_matches(['^', '$']);
            if names("annex-a") || names("clause") || literal.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Some(json!(if names("annex-a") {
                    "A.5.1"
                } else if names("clause") {
                    "9.2.1"
                } else {
                    literal
                }));
            }
            let bare = pattern.trim_start_matches(['^', '(']);
            let prefix = bare.get(..3).filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_uppercase()) && bare[3..].starts_with('-'));
            return prefix.map(|prefix| json!(format!("{prefix}-{}", self.number))).or_else(|| schema["examples"].get(0).cloned());
        }
        if schema["format"].is_string() {
            return schema["examples"].get(0).cloned();
        }
        self.texts += 1;
        let mark = format!("zq{}z", self.texts);
        let longest = schema["maxLength"].as_u64().unwrap_or(u64::MAX) as usize;
        let said = match self.says {
            Says::Plain => format!("{mark} plain words"),
            // The last record has all of them one behind the other where there is room.
            Says::Payloads if self.number + 1 == RECORDS && longest > 1_000 => format!("{mark} {}", PAYLOADS.join(" ")),
            Says::Payloads => format!("{mark} {}", PAYLOADS[(self.texts + 7 * self.number) % PAYLOADS.len()]),
        };
        self.marks.push(mark);
        Some(json!(said.chars().take(longest).collect::<String>()))
    }
}

/// A programme in which every text says such words, and the marks of each record.
fn made(root: &Path, says: Says) -> BTreeMap<String, Vec<String>> {
    let words = |n: usize| if says == Says::Payloads { PAYLOADS[n % PAYLOADS.len()] } else { "plain" };
    assert_eq!(isms(root, &["init", ".", "--org", words(0), "--no-git"]).code, 0);
    fs::remove_dir_all(root.join("roles")).unwrap();
    let (mut texts, mut marks) = (0, BTreeMap::new());
    for entry in fs::read_dir(project().join("schemas")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(kind) = name.strip_suffix(".schema.json").filter(|kind| *kind != "fleet") else { continue };
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let is_record = schema["properties"]["id"].is_object();
        let folder = folder_of(kind, &schema);
        for number in if is_record { 0..RECORDS } else { RECORDS - 1..RECORDS } {
            let mut maker = Maker { says, number, texts, marks: Vec::new() };
            let mut record = maker.object(kind, &schema);
            texts = maker.texts;
            let id = record.get("id").and_then(Value::as_str).unwrap_or(kind).to_owned();
            if kind == "isms" {
                record.insert("format".into(), json!(1));
            }
            if kind == "document" {
                document(root, &mut record, number, says);
            }
            let path = if is_record { format!("{folder}/{id}.yaml") } else { format!("{kind}.yaml") };
            let text = serde_json::to_string_pretty(&record).unwrap();
            let escaped = |c: char| if ('\u{7f}'..'\u{10000}').contains(&c) { format!("\\u{:04x}", c as u32) } else { c.into() };
            write(root, &path, text.chars().map(escaped).collect::<String>());
            marks.insert(id, maker.marks.into_iter().filter(|mark| text.contains(mark.as_str())).collect());
        }
    }
    marks
}

/// The text of a document, of which some are for the public and for everybody.
fn document(root: &Path, record: &mut Map<String, Value>, number: usize, says: Says) {
    let ending = if number == 3 { "txt" } else { "md" };
    let file = format!("documents/files/text-{number}.{ending}");
    let inside = if says == Says::Payloads { PAYLOADS.join("\n\n") } else { "plain [web](https://e.example) [near](text-1.md)".into() };
    let line = inside.replace(['\n', '|'], " ");
    let text = format!("# A\n\n{inside}\n\n- {line}\n\n> {line}\n\n| {line} |\n|---|\n| {line} |\n\n```\n{inside}\n```\n\n1. `{line}`\n");
    write(root, &file, text.replace('\0', ""));
    record.insert("file".into(), json!(file));
    record.insert("status".into(), json!("approved"));
    if number + 1 < RECORDS {
        record.insert("classification".into(), json!(["public", "internal"][number % 2]));
        record.insert("audience".into(), json!(["all"]));
    }
    record.insert("approval".into(), json!({"by": "ROL-0", "on": "2026-03-02"}));
    record.insert("reviewed_on".into(), json!("2026-03-02"));
}

/// The folder in which the example has records of a kind.
fn folder_of(kind: &str, schema: &Value) -> String {
    let Some(prefix) = schema["properties"]["id"]["pattern"].as_str().and_then(|pattern| pattern.get(1..5)) else { return String::new() };
    let folders = fs::read_dir(project().join("examples/acme")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let holds = |folder: &Path| fs::read_dir(folder).unwrap().any(|file| file.unwrap().file_name().to_string_lossy().starts_with(prefix));
    let found = folders.into_iter().find(|folder| holds(folder)).unwrap_or_else(|| panic!("the example has no {kind}"));
    found.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The name of a record of the example that a command is given, as it is here.
fn here(arg: &str) -> &str {
    let theirs = [("PER-", "PER-1"), ("RSK-", "RSK-1"), ("CTL-", "CTL-1"), ("AUD-", "AUD-1"), ("DOC-", "DOC-1")];
    theirs.iter().find(|(prefix, _)| arg.starts_with(prefix)).map_or(arg, |(_, id)| id)
}

/// The sites and reports of a programme below a folder.
fn written(root: &Path, out: &Path, endings: &[&str]) {
    for audience in ["full", "staff", "board", "public"] {
        let folder = out.join(audience);
        let ran = isms(root, &["site", "-o", folder.to_str().unwrap(), "--audience", audience, "--today", DAY]);
        assert_eq!(ran.code, 0, "{audience}: {}", ran.stderr);
    }
    let reports = out.join("reports");
    fs::create_dir(&reports).unwrap();
    let one = |args: &[String]| {
        for ending in endings {
            let args: Vec<&str> = args.iter().map(|arg| here(arg)).collect();
            let file = reports.join(format!("{}.{ending}", args.join("-")));
            let ran = isms(root, &[&args, &["-o", file.to_str().unwrap()][..]].concat());
            assert!(file.exists(), "{args:?}: {}", ran.stderr);
        }
    };
    let all = asked(root);
    let (some, rest) = all.split_at(all.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| some.iter().for_each(|args| one(args)));
        rest.iter().for_each(|args| one(args));
    });
}

/// A programme with its words in two commits, the second by whoever has such a name too.
fn committed(root: &Path, says: Says) -> BTreeMap<String, Vec<String>> {
    git(root, &["init", "-q", "-b", "main"]);
    let marks = made(root, says);
    commit_on(root, "2026-06-01", if says == Says::Payloads { PAYLOADS[0] } else { "plain" });
    git(root, &["config", "user.name", "plain"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", if says == Says::Payloads { PAYLOADS[4] } else { "plain" }]);
    marks
}

/// What a browser shows of a page, with its references to characters.
fn read(page: &Path) -> String {
    let html = fs::read_to_string(page).unwrap();
    html.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, words)| words)).collect()
}

#[test]
fn words_that_would_act_do_nothing() {
    let room = tempfile::tempdir().unwrap();
    let [root, twin, out, like] = ["isms", "twin", "out", "like"].map(|name| room.path().join(name));
    [&root, &twin, &out, &like].iter().for_each(|folder| fs::create_dir(folder).unwrap());
    let marks = committed(&root, Says::Payloads);
    committed(&twin, Says::Plain);
    // Each text that was made is there, so that what is looked at holds all of them.
    written(&root, &out, &["html", "docx", "pdf"]);
    let told: usize = marks.values().map(Vec::len).sum();
    assert!(told > 1_500, "{told}");
    for (id, marks) in marks.iter().filter(|(id, _)| id.contains('-')) {
        let page = read(&out.join(format!("full/records/{id}.html")));
        let missing: Vec<&String> = marks.iter().filter(|mark| !page.contains(mark.as_str())).collect();
        assert!(missing.is_empty(), "{id} {missing:?}");
    }
    documents(&out.join("reports"));
    papers(&out.join("reports"));
    let Some(driver) = driver() else { return };
    written(&twin, &like, &["html"]);
    let look = |folder: &Path| {
        let ran = Command::new("node").arg(driver.join("hostile.mjs")).args([folder, &like]).output().unwrap();
        (ran.status.success(), format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)))
    };
    let (is_quiet, said) = look(&out);
    assert!(is_quiet, "{said}");
    // Who looks does see what acts.
    let control = room.path().join("control");
    write(&control, "a.html", format!("<!doctype html><title>a</title><body>{}", PAYLOADS[4]));
    let (is_quiet, said) = look(&control);
    assert!(!is_quiet && said.contains("ran as a script") && said.contains("the twin has nowhere: img onerror"), "{said}");
}

/// Nothing in a Word document is a field, an object or a way to anywhere but the web.
fn documents(reports: &Path) {
    let files = with_ending(reports, "docx");
    assert!(files.len() > 25, "{files:?}");
    let mut ways = 0;
    for file in files {
        for (name, text) in parts(&file) {
            for (element, attributes) in elements(&text) {
                let is_alive =
                    ["object", "altChunk", "OLEObject", "control", "attachedTemplate", "script", "subDoc"].contains(&element.as_str());
                assert!(!is_alive && !name.contains("vba"), "{} {name} {element}", file.display());
                let said = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim().to_owned());
                if let Some(field) = said("w:instr") {
                    assert!(["PAGE", "NUMPAGES", "SEQ"].contains(&field.split(' ').next().unwrap()), "{} {field}", file.display());
                }
                if said("TargetMode").as_deref() == Some("External") {
                    let to = said("Target").unwrap();
                    ways += 1;
                    assert!(["http://", "https://", "mailto:"].iter().any(|begin| to.starts_with(begin)), "{} {to}", file.display());
                }
            }
            assert!(!text.contains("<w:instrText") || name.contains("footer"), "{} {name}", file.display());
        }
    }
    assert!(ways > 0, "a plain address leads to the web");
}

/// The elements of a part, each with its attributes.
fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes = tag.attributes().map(|one| one.unwrap()).map(|one| (words(one.key.as_ref()), words(&one.value)));
                found.push((words(tag.local_name().as_ref()), attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Nothing on a paper runs, opens or holds a file.
#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
fn papers(reports: &Path) {
    if !has("qpdf", "--version") {
        println!("left out: it takes qpdf");
        return;
    }
    let mut ways = 0;
    for file in with_ending(reports, "pdf") {
        ran("qpdf", &["--qdf", "--object-streams=disable", "--replace-input"], &file);
        let bytes = fs::read(&file).unwrap();
        // What is drawn stands in streams; what acts would stand between them.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let between: String = text.split("\nstream\n").map(|part| part.split_once("\nendstream").map_or(part, |(_, rest)| rest)).collect();
        for banned in ["/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/SubmitForm", "/GoToR", "/RichMedia"] {
            let acts = between.match_indices(banned).filter(|(at, _)| {
                let after = between[at + banned.len()..].chars().next();
                !after.is_some_and(|c| c.is_ascii_alphanumeric()) && !within_words(&between, *at)
            });
            assert_eq!(acts.count(), 0, "{} {banned}", file.display());
        }
        for to in between.split("/URI (").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(["http://", "https://", "mailto:"].iter().any(|begin| to.starts_with(begin)), "{} {to}", file.display());
            ways += 1;
        }
    }
    assert!(ways > 0, "a plain address leads to the web");
}

/// Whether a place of a line of an object is within its words, which stand in brackets.
fn within_words(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |begin| begin + 1)..at];
    let (open, close) = (line.matches('(').count(), line.matches(')').count());
    open > close
}

fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|own| own == ending)).collect()
}
