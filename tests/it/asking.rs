//! What is asked on a terminal, and what becomes of the answers: driven over a pseudo terminal by `script`, which every
//! Linux has.

use crate::support::{clean, git, isms, project, snapshot};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs `isms` on a terminal. Each thing is typed once it was asked for, which ends in `? `. Returns what the terminal shows
/// and how it ended.
pub fn typed(folder: &Path, args: &[&str], answers: &[(&str, &str)]) -> (String, i32) {
    typed_with(folder, "", args, answers)
}

/// The same with variables that a shell sets for it.
pub fn typed_with(folder: &Path, variables: &str, args: &[&str], answers: &[(&str, &str)]) -> (String, i32) {
    let words = args.iter().map(|arg| format!(" '{arg}'")).collect::<String>();
    // The shell says how it ended: `script` forgets that where its terminal is gone before the program is.
    let line = format!("trap : INT; {variables} '{}'{words}; printf '\\036%s' $?", env!("CARGO_BIN_EXE_isms"));
    // Where whatever started the tests ignores Ctrl-C, programs below it would as well.
    let mut command = Command::new("env");
    command.current_dir(folder).args(["--default-signal=INT", "script", "-qec", &line, "/dev/null"]).env_clear();
    clean(&mut command);
    command.env("ISMS_TODAY", DAY);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` is there");
    let (mut keys, mut screen) = (child.stdin.take(), child.stdout.take().unwrap());
    let (said, hears) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = screen.read(&mut buffer) {
            let _ = said.send(buffer[..read].to_vec());
        }
    });
    let (mut shown, mut from) = (Vec::new(), 0);
    let mut answers = answers.iter();
    let mut next = answers.next();
    loop {
        match hears.recv_timeout(PATIENCE) {
            Ok(bytes) => shown.extend(bytes),
            Err(RecvTimeoutError::Disconnected) => break,
            // It asks something that nobody answers: without a terminal it ends.
            Err(RecvTimeoutError::Timeout) => assert!(keys.take().is_some(), "{}", String::from_utf8_lossy(&shown)),
        }
        while let Some((asked, answer)) = next {
            let text = String::from_utf8_lossy(&shown[from..]).into_owned();
            let Some(at) = text.find(&format!("\n{asked}? ")) else { break };
            from += at + asked.len() + 3;
            // Ctrl-C and Ctrl-D are keys of their own.
            let line_end = if answer.starts_with(char::is_control) { "" } else { "\n" };
            keys.as_mut().expect("there is a terminal").write_all(format!("{answer}{line_end}").as_bytes()).unwrap();
            next = answers.next();
        }
    }
    child.wait().unwrap();
    let shown = String::from_utf8(shown).unwrap().replace('\r', "");
    let (shown, code) = shown.rsplit_once('\u{1e}').expect("the shell says how it ended");
    let (shown, code) = (shown.to_owned(), code.parse().unwrap());
    assert!(next.is_none(), "{next:?} was not asked:\n{shown}");
    (shown, code)
}

/// Nothing that is asked takes as long to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The day on which everything is typed.
pub const DAY: &str = "2026-06-30";

const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";

/// The questions of `init`, each left out.
const LEFT: [(&str, &str); 6] =
    [("organisation", ""), ("sites", ""), ("scope", ""), ("top management", ""), ("ISMS manager", ""), ("target", "")];

#[test]
fn init_asks_what_only_a_person_knows() {
    let room = tempfile::tempdir().unwrap();
    let answers = [
        ("organisation", "Ada's \"Robots\" & Söhne"),
        ("sites", "[Berlin"),
        ("sites", "Berlin, homes of staff"),
        ("scope", "?"),
        ("scope", "The hosted service: all of it, run from Berlin"),
        ("top management", "ada@example.org"),
        ("top management", "Ada Lovelace <ada@example.org>"),
        ("ISMS manager", "Grace Hopper <grace@example.org>, Ada Lovelace <lovelace@example.org>, ada lovelace, Grace-Hopper"),
        ("target", "soon"),
        ("target", "03/04/2027"),
        ("target", "29.06.2026"),
        ("target", "31.12.2027"),
    ];
    let (shown, code) = typed(room.path(), &["init", "demo"], &answers);
    assert_eq!(code, 0, "{shown}");
    for said in [
        "an empty line leaves it out; Ctrl-C ends it all and nothing is written",
        "whose? `Ada Lovelace <ada@example.org>`",
        "`soon` is not a day written as",
        "may be `2027-04-03` or `2027-03-04`",
        "  `organisation.sites` cannot be read: ",
        "  2026-06-29 is over",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let text = |path: &str| fs::read_to_string(room.path().join("demo").join(path)).unwrap();
    assert!(
        text("isms.yaml").contains(
            "  name: \"Ada's \\\"Robots\\\" & Söhne\"\n  # employees: 120\n  # sites: [Berlin, remote]\n  sites: [Berlin, homes of staff]\n"
        ),
        "{}",
        text("isms.yaml")
    );
    assert!(text("scope.yaml").contains("\nstatement: \"The hosted service: all of it, run from Berlin\"\n"), "{}", text("scope.yaml"));
    assert!(text("roles/ROL-top-management.yaml").contains("\nheld_by: [PER-ada-lovelace] # people"));
    assert!(text("roles/ROL-isms-manager.yaml").contains("\nheld_by: [PER-grace-hopper, PER-ada-lovelace, PER-grace-hopper-2]\n"));
    assert!(text("people/PER-ada-lovelace.yaml").contains("\ntitle: Ada Lovelace\nemails: [ada@example.org, lovelace@example.org]\n"));
    // Beside what was answered, the file says what it says without an answer.
    let minimal = fs::read_to_string(project().join("examples/minimal/plan.yaml")).unwrap();
    assert_eq!(text("plan.yaml"), minimal.replacen("# target: 2027-06-30 #", "target: 2027-12-31 #", 1));
    let found = isms(&room.path().join("demo"), &["check", "--format", "short", "--today", DAY]).stdout;
    for rule in ["record-shape", "reference-unresolved", "role-unassigned", "yaml-syntax"] {
        assert!(!found.contains(rule), "{found}");
    }
}

#[test]
fn nothing_answered_is_nothing_asked() {
    let room = tempfile::tempdir().unwrap();
    let (shown, code) = typed(room.path(), &["init", "a", "--org", "Acme", "--no-git"], &LEFT[1..]);
    assert_eq!(code, 0, "{shown}");
    let (_, code) = typed(room.path(), &["init", "b", "--org", "Acme", "--no-git", "--no-ask"], &[]);
    assert_eq!(code, 0);
    assert_eq!(isms(room.path(), &["init", "c", "--org", "Acme", "--no-git"]).code, 0);
    let of = |folder: &str| -> Vec<(String, Vec<u8>)> {
        let below = |(path, bytes): (String, Vec<u8>)| (path.rsplit_once(&format!("/{folder}/")).unwrap().1.to_owned(), bytes);
        snapshot(&room.path().join(folder)).into_iter().map(below).collect()
    };
    assert!(of("a") == of("c") && of("b") == of("c"));
    // Not even the name must be given; whoever leaves it out is told.
    let (shown, code) = typed(room.path(), &["init", "d"], &LEFT);
    assert!(code == 0 && shown.contains("the organisation is called `Example Organisation` until"), "{shown}");
    let ran = isms(room.path(), &["init", "e"]);
    assert!(ran.code == 2 && ran.stderr.contains("--org NAME") && !room.path().join("e").exists(), "{}", ran.stderr);
}

#[test]
fn whoever_stops_leaves_nothing() {
    let room = tempfile::tempdir().unwrap();
    for key in [CTRL_C, CTRL_D] {
        let (shown, code) = typed(room.path(), &["init", "demo"], &[LEFT[0], ("sites", "Berlin"), ("scope", key)]);
        assert_eq!(code, 130, "{shown}");
        assert_eq!(fs::read_dir(room.path()).unwrap().count(), 0);
    }
    assert_eq!(isms(room.path(), &["init", ".", "--org", "Acme"]).code, 0);
    let before = snapshot(room.path());
    for key in [CTRL_C, CTRL_D] {
        let (shown, code) = typed(room.path(), &["new", "asset"], &[("title", "Database"), ("type", "soft"), ("owner", key)]);
        assert_eq!(code, 130, "{shown}");
        assert!(snapshot(room.path()) == before);
    }
    // A folder that holds one already asks nothing.
    let (shown, code) = typed(room.path(), &["init", "."], &[]);
    assert!(code == 3 && shown.contains("holds a programme already"), "{shown}");
    // Nor does one within: two programmes would be read as one.
    for (within, from) in [("roles/more", "."), ("new", "roles"), (".", "roles")] {
        let ran = isms(&room.path().join(from), &["init", within, "--org", "Inner"]);
        assert!(ran.code == 3 && ran.stderr.contains("is within the programme in"), "{}", ran.stderr);
        assert!(snapshot(room.path()) == before);
    }
}

#[test]
fn a_record_is_asked_for_what_rules_would_ask_next() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path();
    assert_eq!(isms(root, &["init", ".", "--org", "Acme", "--no-git"]).code, 0);
    let answers = [
        ("title", ""),
        ("title", &"It floods ".repeat(21)),
        ("title", "The server room floods"),
        // The option that is not understood is asked again before anything else.
        ("assessed on", "01.06.2026"),
        ("owner", "nobody"),
        ("owner", "manager"),
        ("scenario", "A pipe bursts above the racks, and orders stop for a week"),
        ("affects", "avail, 2"),
        ("current likelihood", "9"),
        ("current likelihood", "possible"),
        ("current impact", "4"),
        // Asked since it is rated: it is above what nobody has to accept, and the rating has no reason.
        ("current rationale", ""),
        ("treatment option", "?"),
        ("treatment option", "mod"),
    ];
    let (shown, code) = typed(root, &["new", "risk", "--set", "assessed.on=03/04/2026"], &answers);
    assert_eq!(code, 0, "{shown}");
    for said in [
        "it cannot be left out",
        "`nobody` is none of these",
        "may be `2026-04-03` or `2026-03-04`",
        "2  ROL-top-management  Top management",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let text = fs::read_to_string(root.join("risks/RSK-001.yaml")).unwrap();
    for line in [
        "\nowner: ROL-isms-manager\n",
        "\naffects: [availability, integrity]\n",
        "\nassessed: {on: 2026-06-01}\n",
        "\ncurrent: {likelihood: 3, impact: 4}\n",
        "\ntreatment: {option: modify}\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    // With everything given, and where nobody is to be asked, nothing is.
    let (shown, code) = typed(root, &["new", "risk", "--title", "T", "--no-ask"], &[]);
    assert!(code == 0 && shown == "risks/RSK-002.yaml\n", "{shown}");
    // A title that no record has is asked for again before anything else.
    let (shown, code) = typed(root, &["new", "risk", "--title", &"It floods ".repeat(21)], &[("title", CTRL_C)]);
    assert_eq!(code, 130, "{shown}");
    assert_eq!(isms(root, &["new", "risk", "--title", "T"]).stdout, "risks/RSK-003.yaml\n");
}

#[test]
fn controls_are_decided_on_a_terminal() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path();
    assert_eq!(isms(root, &["init", ".", "--org", "Acme"]).code, 0);
    git(root, &["add", "-A"]);
    let question = "yes, no, later, back or quit";
    let (shown, code) = typed(root, &["soa", "decide"], &[(question, "y business: one set of rules"), (question, ""), (question, CTRL_D)]);
    assert!(code == 0 && shown.contains("1 decided, 92 left"), "{shown}");
    let (_, code) = typed(root, &["soa", "decide"], &[(question, "n we have none"), (question, CTRL_C)]);
    assert_eq!(code, 130);
    let text = fs::read_to_string(root.join("soa.yaml")).unwrap();
    assert!(text.contains("A.5.1: {applicable: true, because: [business], justification: one set of rules}"), "{text}");
    assert!(text.contains("A.5.2: {applicable: false, justification: we have none}"), "{text}");
}
