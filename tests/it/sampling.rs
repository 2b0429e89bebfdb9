//! Samples of audits: anybody draws the same, and what has changed since is told.

use crate::acting::{DAY, acme, act, differs};
use crate::support::{commit_on, git, isms, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

const OF: &str = "control: status = implemented";

/// What is typed besides, how it ends and what it says.
type Case<'a> = (&'a [&'a str], i32, &'a str);

fn texts(values: &Value) -> Vec<&str> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

fn sample(folder: &Path, args: &[&str]) -> Value {
    let ran = act(folder, &[&["audit", "sample", "AUD-2027-1", "--format", "json"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str::<Value>(&ran.stdout).unwrap()["samples"][0].clone()
}

#[cfg(unix)]
#[test]
fn sort_and_sha256sum_draw_the_same() {
    let acme = acme();
    let drawn = sample(acme.path(), &["--of", OF, "--size", "7"]);
    let report = act(acme.path(), &["audit", "sample", "AUD-2027-1", "--of", OF, "--size", "7", "--format", "md"]).stdout;
    let line = report.lines().find(|line| line.contains("while IFS=")).unwrap();
    let line: String = line.trim_start_matches("- ").chars().filter(|c| *c != '\\').collect();
    // Markdown hides a backslash behind another one; the line has no other than that of its line end.
    let line = line.replace("%s %sn", "%s %s\\n");
    let list = isms(acme.path(), &["list", "control", "--where", "status = implemented", "--columns", "id", "--format", "csv"]).stdout;
    write(acme.path(), "ids.txt", list.replace('\r', "").split_once('\n').unwrap().1);
    let script = format!(
        "LC_ALL=C sort -u ids.txt > items.txt; sha256sum < items.txt | cut -c 1-64; SEED='{}'; SIZE=7; {line}",
        drawn["seed"].as_str().unwrap()
    );
    let by_hand = std::process::Command::new("sh").args(["-c", &script]).current_dir(acme.path()).output().unwrap();
    let by_hand = String::from_utf8(by_hand.stdout).unwrap();
    let (digest, items) = by_hand.split_once('\n').unwrap();
    assert_eq!(digest, drawn["digest"]);
    let items: Vec<&str> = items.lines().map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!((items.len(), Value::from(items)), (7, drawn["items"].clone()));
    assert_eq!(drawn["seed"].as_str().unwrap(), format!("AUD-2027-1:{}", &digest[..16]));
}

#[test]
fn what_is_recorded_is_drawn_again_and_what_has_changed_is_told() {
    let acme = acme();
    let (folder, again) = (acme.path(), || sample(acme.path(), &[]));
    let drawn = sample(folder, &["--of", OF, "--table"]);
    assert_eq!((drawn["standing"].as_str(), drawn["size"].as_u64(), drawn["population"].as_u64()), (Some("drawn"), Some(7), Some(43)));
    let write = ["audit", "sample", "AUD-2027-1", "--of", OF, "--table", "--what", "controls that work"];
    let dry = act(folder, &[&write[..], &["--dry-run"]].concat());
    assert!(dry.stdout.contains("of: \"control: status = implemented\", population: 43, digest: "), "{}", dry.stdout);
    assert_eq!(git(folder, &["status", "--porcelain"]).stdout, "");
    let done = act(folder, &[&write[..], &["--commit"]].concat());
    assert!(done.stdout.contains("Draw 7 items of 43 for AUD-2027-1"), "{}{}", done.stdout, done.stderr);
    assert_eq!((again()["standing"].clone(), again()["items"].clone()), ("same".into(), drawn["items"].clone()));
    // Once is enough.
    assert!(act(folder, &[&write[..], &["--write"]].concat()).stderr.contains("nothing changes"));
    assert_eq!(git(folder, &["status", "--porcelain"]).stdout, "");
    // The commit is of today by the clock; git is to have a state of the day of the draw.
    commit_on(folder, DAY, "The day ends");
    let first = drawn["items"][0].as_str().unwrap();
    let gone = act(folder, &["set", first, "status=in-progress"]);
    assert_eq!(gone.code, 0, "{}", gone.stderr);
    let changed = again();
    assert_eq!((changed["standing"].as_str(), changed["today"]["left"].clone()), (Some("changed"), vec![first].into()), "{changed}");
    assert_eq!((changed["today"]["came"].clone(), changed["today"]["population"].as_u64()), (Vec::<&str>::new().into(), Some(42)));
    assert!(changed["words"].as_str().unwrap().contains("1 item of the sample is not in it any more"), "{changed}");
    let text = act(folder, &["audit", "sample", "AUD-2027-1"]).stdout;
    assert!(text.contains(&format!("1 item left: `{first}`.")), "{text}");
    git(folder, &["checkout", "-q", "."]);
    let audit = fs::read_to_string(folder.join("audits/AUD-2027-1.yaml")).unwrap();
    let other = ["CTL-web-filter", "CTL-backup", "CTL-logging"].into_iter().find(|id| !texts(&drawn["items"]).contains(id)).unwrap();
    fs::write(folder.join("audits/AUD-2027-1.yaml"), audit.replacen(&format!("items: [{first}"), &format!("items: [{other}"), 1)).unwrap();
    let put = again();
    assert_ne!(put["items"], drawn["items"], "{audit}");
    assert_eq!((put["standing"].as_str(), put["today"]["items"].clone()), (Some("differs"), drawn["items"].clone()));
}

#[test]
fn lines_of_a_file_are_what_they_are() {
    let acme = acme();
    let lines = "=cmd|' /C calc'!A0\r\n'x': {y}\t# z\r\n\r\n- <script>\r\nCHG-7\r\nCHG-7\r\n";
    write(acme.path(), "lists/tickets.txt", format!("\u{feff}{lines}"));
    let file = acme.path().join("lists/tickets.txt");
    let of = ["--of", file.to_str().unwrap(), "--size", "9", "--seed", "dice: 4 4 1"];
    let drawn = sample(acme.path(), &of);
    assert_eq!((drawn["population"].as_u64(), drawn["of"].as_str()), (Some(4), Some("lists/tickets.txt")));
    let done = act(acme.path(), &[&["audit", "sample", "AUD-2027-1", "--write"], &of[..]].concat());
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stderr.contains("1 line of `") && done.stderr.contains("there are only 4"), "{}", done.stderr);
    assert!(differs(acme.path()).contains("lines:"), "{}", differs(acme.path()));
    let again = sample(acme.path(), &[]);
    assert_eq!((again["standing"].as_str(), &again["items"]), (Some("same"), &drawn["items"]));
    write(acme.path(), "lists/tickets.txt", "CHG-7\nCHG-8\n");
    let changed = sample(acme.path(), &[]);
    assert_eq!((changed["standing"].as_str(), changed["today"]["came"].is_null()), (Some("changed"), true), "{changed}");
    // A record is nobody's word that a file elsewhere is to be read.
    let audit = fs::read_to_string(acme.path().join("audits/AUD-2027-1.yaml")).unwrap();
    write(acme.path(), "audits/AUD-2027-1.yaml", audit.replace("lists/tickets.txt", file.to_str().unwrap()));
    let elsewhere = sample(acme.path(), &[]);
    assert_eq!((elsewhere["standing"].as_str(), elsewhere["today"].is_null()), (Some("unknown"), true), "{elsewhere}");
    assert!(elsewhere["words"].as_str().unwrap().contains("no file of the programme"), "{elsewhere}");
    let html = act(acme.path(), &["audit", "sample", "AUD-2027-1", "--format", "html"]).stdout;
    assert!(html.contains("&#60;script&#62;") && !html.contains("<script>"), "{html}");
    // A sheet takes it for no command.
    let sheet = act(acme.path(), &["audit", "sample", "AUD-2027-1", "--format", "csv"]).stdout;
    assert!(sheet.contains("'=cmd") && !sheet.contains(",=cmd"), "{sheet}");
}

#[test]
fn what_cannot_be_drawn_is_refused_and_nothing_is_written() {
    let acme = acme();
    let file = |name: &str, bytes: &[u8]| {
        write(acme.path(), &format!("lists/{name}"), bytes);
        acme.path().join("lists").join(name).display().to_string()
    };
    let [latin, hidden, empty] = [file("latin", b"a\n\xfcb\n"), file("hidden", "a\u{200b}\n".as_bytes()), file("empty", b"\n \n")];
    git(acme.path(), &["add", "-A"]);
    let status = git(acme.path(), &["status", "--porcelain"]).stdout;
    let cases: [Case<'_>; 12] = [
        (&["AUD-none", "--of", "risk", "--table"], 2, "there is no record `AUD-none`"),
        (&["RSK-001", "--of", "risk", "--table"], 2, "is a risk, not an audit"),
        (&["AUD-2027-1", "--of", "risk"], 2, "--size <COUNT>|--table"),
        (&["AUD-2027-1", "--of", "risk", "--size", "0"], 2, "invalid value '0'"),
        (&["AUD-2027-1", "--of", "risk: colour = red", "--size", "3"], 2, "a risk has no field `colour`"),
        (&["AUD-2027-1", "--of", "nowhere.txt", "--size", "3"], 3, "cannot read `nowhere.txt`"),
        (&["AUD-2027-1", "--of", "risk: owner = ROL-hr-lead and title ~ zebra", "--size", "3"], 3, "there is nothing to draw from"),
        (&["AUD-2027-1", "--of", &latin, "--size", "3"], 3, "latin:2` is no UTF-8"),
        (&["AUD-2027-1", "--of", &hidden, "--size", "3"], 3, "hidden:1` has a character that nobody sees, U+200B"),
        (&["AUD-2027-1", "--of", &empty, "--size", "3"], 3, "there is nothing to draw from"),
        (&["AUD-2026-1", "--of", "risk", "--size", "3", "--write"], 3, "ended on 2026-05-20, and looked at nothing"),
        (&["AUD-2027-1", "--commit"], 2, "nothing is drawn that could be written"),
    ];
    for (args, code, said) in cases {
        let ran = act(acme.path(), &[&["audit", "sample"], args].concat());
        assert_eq!((ran.code, ran.stderr.contains(said)), (code, true), "{args:?}: {}", ran.stderr);
    }
    let past = act(acme.path(), &["--at", "HEAD", "audit", "sample", "AUD-2027-1", "--of", "risk", "--size", "3", "--write"]);
    assert_eq!((past.code, past.stderr.contains("nothing is written there")), (2, true), "{}", past.stderr);
    assert_eq!(git(acme.path(), &["status", "--porcelain"]).stdout, status);
}
