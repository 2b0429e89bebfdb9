//! Whatever text stands in a record: it goes out into a register and comes back the same, as CSV and as a workbook.

use crate::support::{commit, git, isms, programme, room, write};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

/// Texts that people have and programs trip over.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("=1+1"),
        Just("+49 30"),
        Just("-"),
        Just("@SUM(A1)"),
        Just("'"),
        Just("\""),
        Just("\"\""),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\t"),
        Just(" "),
        Just(","),
        Just(";"),
        Just("|"),
        Just(": "),
        Just(" #"),
        Just("{a: b}"),
        Just("[a, b]"),
        Just("~"),
        Just("null"),
        Just("yes"),
        Just("007"),
        Just("1.0"),
        Just("1E5"),
        Just("03/02/2026"),
        Just("2026-02-03"),
        Just("_x000D_"),
        Just("#REF!"),
        Just("😀"),
        Just("日本語"),
        Just("عربى"),
        Just("Größe"),
        Just("e\u{301}"),
        Just("\u{202e}"),
        Just("\u{feff}"),
        Just("\u{2028}"),
        Just("\u{a0}"),
        Just("\u{7}"),
        Just("<b>&amp;"),
        Just("RSK-1"),
        Just("\\n"),
    ];
    let joined = prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat());
    let long = (1_usize..4).prop_map(|n| "ä".repeat(n * 9_000));
    prop_oneof![6 => joined, 3 => any::<String>(), 1 => long].prop_map(|text| text.replace('\0', ""))
}

/// A text in YAML, in which every sign outside of ASCII is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            ' '..='~' => write!(out, "{c}"),
            c => write!(out, "\\U{:08x}", u32::from(c)),
        };
    }
    out + "\""
}

/// Records that say these texts in fields of every form: text, lists of texts and of mappings, mappings.
fn put(root: &Path, texts: &[String]) {
    for (n, text) in texts.iter().enumerate() {
        let text = quoted(text);
        let title = format!("title: \"Risk {n}\"\nscenario: {text}\n");
        let lists = format!("tags: [{text}, b, {text}]\ntreatment:\n  option: modify\n  actions: [{{what: {text}}}]\n");
        write(root, &format!("risks/RSK-{n}.yaml"), format!("id: RSK-{n}\n{title}{lists}notes: {text}\ncustom: {{k: {text}}}\n"));
    }
}

/// What cells lose when they are read: their edges, the kind of their line ends, control characters, and an apostrophe before what
/// would be a formula, which spreadsheet programs take for none of the text.
fn is_kept(text: &str) -> bool {
    let is_lost = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{2028}' | '\u{2029}');
    let is_guarded = text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']));
    !text.is_empty() && text.trim() == text && !text.contains(is_lost) && !is_guarded
}

/// What no workbook takes is refused when it is written, and said. A cell may hold a text three times.
fn fits_workbooks(text: &str) -> bool {
    text.encode_utf16().count() <= 10_000 && !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'))
}

fn export(root: &Path, ending: &str) -> String {
    let file = format!("../out.{ending}");
    let ran = isms(root, &["export", "risk", "-o", &file]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    file
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Into the programme that it came from: nothing changes.
    #[test]
    fn what_went_out_changes_nothing(texts in prop::collection::vec(text(), 8..16)) {
        for (ending, texts) in [("csv", texts.clone()), ("xlsx", texts.into_iter().filter(|text| fits_workbooks(text)).collect())] {
            let (_room, root) = room();
            write(&root, "isms.yaml", "format: 1\norganisation: {name: A}\n");
            put(&root, &texts);
            commit(&root);
            let file = export(&root, ending);
            let ran = isms(&root, &["import", &file, "--as", "risk", "--update"]);
            prop_assert!(ran.code == 0 && ran.stderr.contains("nothing changes"), "{}{}{}", ending, ran.stdout, ran.stderr);
            prop_assert!(git(&root, &["status", "--short"]).stdout.is_empty());
        }
    }

    /// Into a programme that has none of it: it says the same, and goes out as the same register.
    #[test]
    fn what_went_out_comes_in_elsewhere(texts in prop::collection::vec(text(), 8..16)) {
        let texts: Vec<String> = texts.into_iter().filter(|text| is_kept(text) && fits_workbooks(text)).collect();
        for ending in ["csv", "xlsx"] {
            let (here, there) = (programme(), room());
            put(here.path(), &texts);
            let out = there.0.path().join(format!("out.{ending}"));
            let ran = isms(here.path(), &["export", "risk", "-o", out.to_str().unwrap()]);
            prop_assert_eq!(ran.code, 0, "{}", ran.stderr);
            write(&there.1, "isms.yaml", "format: 1\norganisation: {name: A}\n");
            let ran = isms(&there.1, &["import", out.to_str().unwrap(), "--as", "risk", "--update"]);
            prop_assert!(ran.code == 0, "{}: {}{}", ending, ran.stdout, ran.stderr);
            let [ours, theirs] = [here.path(), &there.1].map(|root| isms(root, &["export", "risk"]).stdout);
            prop_assert_eq!(ours, theirs, "{}", ending);
        }
    }
}

#[test]
fn blank_text_is_no_formula() {
    let (_room, root) = room();
    write(&root, "isms.yaml", "format: 1\norganisation: {name: A}\n");
    put(&root, &["\n", "\t", "\r\n"].map(str::to_owned));
    commit(&root);
    let file = export(&root, "csv");
    let ran = isms(&root, &["import", &file, "--as", "risk", "--update"]);
    assert!(ran.code == 0 && ran.stderr.contains("nothing changes"), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn what_no_workbook_takes_is_refused_with_its_record() {
    for text in ["a\u{7}b", "a\rb", &"x".repeat(40_000)] {
        let folder = programme();
        put(folder.path(), &[text.to_owned()]);
        let ran = isms(folder.path(), &["export", "risk", "-o", "files/out.xlsx"]);
        assert!(ran.code > 1 && ran.stderr.contains("of RSK-0 does not fit a cell of a workbook"), "{}", ran.stderr);
        assert!(ran.stderr.contains("-o FILE.csv") && !folder.path().join("files/out.xlsx").exists());
    }
}
