//! Files that try to do harm, and states of a folder that nobody wants: one finding each, the rest still checked.

use crate::support::{git, isms, programme, write};
use std::fs;

/// Checks a programme in which one risk has this text; says which rules found something in that file.
fn findings_in(text: impl AsRef<[u8]>) -> Vec<(String, String)> {
    let folder = programme();
    write(folder.path(), "risks/RSK-1.yaml", text);
    write(folder.path(), "risks/RSK-2.yaml", "id: RSK-2\ntitle: Another\n");
    let ran = isms(folder.path(), &["check", "--format", "json", "--today", "2026-06-30"]);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.stderr);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let all = json["diagnostics"].as_array().unwrap();
    assert!(all.iter().any(|d| d["record"] == "RSK-2"), "the other record is still checked");
    let here = all.iter().filter(|d| d["file"] == "risks/RSK-1.yaml");
    here.map(|d| (d["rule"].as_str().unwrap().to_owned(), d["message"].as_str().unwrap().to_owned())).collect()
}

fn only(text: impl AsRef<[u8]>, rule: &str) -> String {
    let found = findings_in(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, rule, "{found:?}");
    found[0].1.clone()
}

#[test]
fn each_bad_file_costs_one_finding() {
    only("id: RSK-1\ntitle: a\ntitle: b\n", "yaml-duplicate-key");
    only("id: RSK-1\n\"title\": a\ntitle: b\n", "yaml-duplicate-key");
    only("id: &a RSK-1\ntitle: t\n", "yaml-feature");
    only("id: RSK-1\ntitle: *a\n", "yaml-feature");
    only("id: RSK-1\ntitle: !!python/object x\n", "yaml-feature");
    only("%YAML 1.1\n---\nid: RSK-1\n", "yaml-feature");
    only("id: RSK-1\ncustom:\n\ta: 1\n", "yaml-syntax");
    only("id: RSK-1\ntitle: \"open\n", "yaml-syntax");
    only("id: RSK-1\ntitle: {a: [b}\n", "yaml-syntax");
    only(format!("id: RSK-1\ntitle: {}", "[".repeat(100_000)), "yaml-syntax");
    only("- ".repeat(50_000), "yaml-syntax");
    only("? ".repeat(50_000), "yaml-syntax");
    only(format!("id: RSK-1\ncustom: {}1{}\n", "{a: ".repeat(70), "}".repeat(70)), "yaml-syntax");
    only("x".repeat(2 << 20), "file-unreadable");
    only(b"id: RSK-1\ntitle: \xff\xfe\n", "file-unreadable");
    only("id: RSK-1\ntitle: a\0b\n", "file-unreadable");
    only("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "file-unreadable");
    only("id: RSK-1\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n", "merge-conflict");
    only("", "record-shape");
    for broken in ["title: [", "title: \"a", "title: a: b", "- x: [", "title: {a: "] {
        let said = findings_in(format!("id: RSK-1\n{broken}\n"));
        let named = |message: &str| message.strip_prefix("this is not YAML: ").is_some_and(|what| what.len() > 10);
        assert!(said.iter().any(|(_, message)| named(message)), "{broken}: {said:?}");
    }
    only("- a\n- b\n", "record-shape");
    only("just words\n", "record-shape");
}

#[test]
fn values_get_the_message_a_person_needs() {
    let said = |line: &str| {
        findings_in(format!("id: RSK-1\ntitle: t\n{line}\n")).into_iter().map(|(_, message)| message).collect::<Vec<_>>().join("\n")
    };
    assert!(said("ownr: ROL-isms-manager").contains("did you mean `owner`"));
    assert!(said("method: 1.0").contains("`1.0` is a number to YAML"));
    assert!(said("closed: 2026-02-30").contains("not a day in the calendar"));
    assert!(said("closed: 30.6.2026").contains("2026-03-02"));
    assert!(said("vulnerability: no").contains("`no` is a word to some YAML readers"));
    assert!(said("method: 012").contains("leading zero"));
    assert!(said("owner:").contains("has no value"));
    assert!(said("treatment: {option: mitigate}").contains("not a value of `treatment.option`"));
    assert!(said("assets: AST-1").contains("a list"));
    assert!(said("current: {likelihood: 3.7, impact: 2}").contains("whole numbers"));
    assert!(said("owner: AST-1").contains("cannot") || said("owner: AST-1").contains("not an id"));
}

#[test]
fn a_programme_without_its_first_file_is_judged_all_the_same() {
    let folder = programme();
    git(folder.path(), &["init", "-q"]);
    for staged in [&[][..], &["roles"]] {
        if !staged.is_empty() {
            git(folder.path(), &[&["add"], staged].concat());
        }
        let ran = isms(folder.path(), &["check", "--staged", "--format", "short"]);
        assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("isms.yaml:1:1: error[method-not-approved]: the programme has no risk method"), "{}", ran.stdout);
    }
    write(folder.path(), "isms.yaml", "format: [1\n");
    let ran = isms(folder.path(), &["check", "--format", "short"]);
    assert!(
        ran.stdout.contains("isms.yaml:1:1: error[scope-not-approved]") || ran.stdout.contains("isms.yaml:1:1: error[review-overdue]"),
        "{}",
        ran.stdout
    );
}

#[test]
fn crlf_and_a_byte_order_mark_are_fine() {
    let folder = programme();
    write(folder.path(), "people/PER-ada.yaml", "\u{feff}id: PER-ada\r\ntitle: Ada\r\nnotes: |\r\n  two\r\n  lines\r\n");
    let ran = isms(folder.path(), &["check", "--format", "short", "people"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(!ran.stdout.contains("PER-ada"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_not_followed() {
    let folder = programme();
    std::fs::create_dir_all(folder.path().join("risks")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("risks/RSK-1.yaml")).unwrap();
    std::os::unix::fs::symlink("/", folder.path().join("risks/all")).unwrap();
    let ran = isms(folder.path(), &["check", "--format", "short"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("risks/RSK-1.yaml:1:1: error[file-unreadable]: the file is a symbolic link"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("root:"));
}

#[cfg(unix)]
#[test]
fn what_is_read_beside_records_is_not_followed_either() {
    let folder = programme();
    let isms_yaml = std::fs::read_to_string(folder.path().join("isms.yaml")).unwrap();
    write(folder.path(), "isms.yaml", format!("{isms_yaml}\nstandard_text: own/text.yaml\n"));
    let none = isms(folder.path(), &["explain", "A.5.1"]);
    assert!(none.code == 0 && none.stderr.contains("which is no file here"), "{}", none.stderr);
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("text.yaml")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("own")).unwrap();
    assert!(isms(folder.path(), &["explain", "A.5.1"]).stderr.contains("which is no file here"));
    for place in [".gitignore", "roles/.gitignore"] {
        let _ = std::fs::remove_file(folder.path().join(place));
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(place)).unwrap();
        let ran = isms(folder.path(), &["check"]);
        assert!(ran.code == 3 && ran.stderr.contains(".gitignore`: it is a link or no file"), "{}", ran.stderr);
        std::fs::remove_file(folder.path().join(place)).unwrap();
    }
    assert_eq!(isms(folder.path(), &["check", "--fail-on", "never"]).code, 0);
}

#[test]
fn record_text_cannot_speak_to_the_terminal() {
    let folder = programme();
    let title = "\"a\\e]0;pwned\\a\\u202eb\"";
    write(folder.path(), "risks/RSK-1.yaml", format!("id: RSK-1\ntitle: {title}\nownr: \"\\e[31mx\"\n"));
    for args in [
        &["check"][..],
        &["check", "--format", "short"],
        &["check", "--format", "github"],
        &["check", "--format", "junit"],
        &["risk", "score"],
        &["risk", "score", "--format", "md"],
    ] {
        let ran = isms(folder.path(), args);
        assert!(ran.stdout.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{args:?}: {:?}", ran.stdout);
    }
}

/// A title that begins lines of its own with what the runner of a build obeys.
#[test]
fn a_build_log_obeys_no_record() {
    let folder = programme();
    let long = "a".repeat(90);
    let risk = |id: &str, title: &str| format!("id: {id}\ntitle: \"{title}\"\nowner: ROL-isms-manager\n");
    write(folder.path(), "risks/RSK-001.yaml", risk("RSK-001", "x\\n::add-mask::e\\n\\u3000::error file=a,line=1::f"));
    write(folder.path(), "risks/RSK-002.yaml", risk("RSK-002", &format!("{long} ::error::f ##[set-env name=A]b ##vso[task.x]")));
    write(folder.path(), "risks/::error::x.yaml", "id: [\n");
    write(folder.path(), "::add-mask::x.yaml", "id: RSK-9\n");
    let obeyed = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for report in [
        &["list", "risk"][..],
        &["risk", "score"],
        &["risk", "plan"],
        &["show", "RSK-001"],
        &["audit", "readiness"],
        &["list", "risk", "--columns", "title"],
    ] {
        runs.extend(["text", "md", "html", "csv", "json", "yaml"].map(|format| [report, &["--format", format]].concat()));
    }
    runs.extend(["human", "short", "json", "sarif", "junit"].map(|format| vec!["check", "--format", format]));
    runs.extend([
        vec!["show", "x\n::error::y"],
        vec!["explain", "\n::error::y"],
        vec!["--no\n::error::y"],
        vec!["-C", "\n::error::y", "check"],
        vec![],
    ]);
    for args in runs {
        let ran = isms(folder.path(), &args);
        let all = format!("{}\n{}", ran.stdout, ran.stderr);
        assert_eq!(all.lines().find(obeyed), None, "{args:?}");
    }
}

/// A file can say that it is larger than any disk. What is read whole has a limit, and what may be large is not held.
#[test]
#[cfg(unix)]
fn no_file_is_too_large_to_be_refused() {
    let folder = programme();
    let root = folder.path();
    let large = |path: &str, bytes: u64| {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::File::create(root.join(path)).unwrap().set_len(bytes).unwrap();
    };
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "begin"]);
    for path in [".git/config", ".git/HEAD", ".git/shallow", ".git/packed-refs", ".git/refs/heads/main"] {
        let before = fs::read(root.join(path)).ok();
        large(path, 6 << 30);
        let ran = isms(root, &["diff", "v1"]);
        assert!(ran.code == 3 && ran.stderr.contains("it is larger than 64 MiB"), "{path}: {}", ran.stderr);
        before.map_or_else(|| fs::remove_file(root.join(path)), |bytes| fs::write(root.join(path), bytes)).unwrap();
    }
    large(".gitignore", 6 << 30);
    let ran = isms(root, &["check"]);
    assert!(ran.code == 3 && ran.stderr.contains("it is larger than 1 MiB"), "{}", ran.stderr);
    fs::remove_file(root.join(".gitignore")).unwrap();
    large("sheet.csv", 6 << 30);
    assert!(isms(root, &["import", "sheet.csv", "--as", "risk"]).stderr.contains("it is larger than 64 MiB"));
    // Evidence may be large: it is passed through, and a pipe in its place is not the recorded file.
    write(root, "evidence/EVD-a.yaml", format!("id: EVD-a\ntitle: A\nfile: evidence/files/a.bin\nsha256: \"{}\"\n", "0".repeat(64)));
    large("evidence/files/a.bin", 20 << 20);
    let found = || isms(root, &["check", "--format", "short", "--select", "evidence-hash-mismatch"]).stdout;
    assert!(found().contains("is not the file that evidence"), "{}", found());
    fs::remove_file(root.join("evidence/files/a.bin")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(root.join("evidence/files/a.bin")).status().unwrap().success());
    assert!(found().contains("is not the file that evidence"), "{}", found());
}
