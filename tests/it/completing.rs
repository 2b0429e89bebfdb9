//! What a shell is offered while somebody types: asked of the program as the lines of each shell ask it, and of shells themselves
//! where there are any.

use crate::support::{Ran, command, git, isms, programme, ran, write};
use std::path::Path;
use std::process::Command;

/// What the program offers for the last word, in a folder.
fn asked(folder: &Path, shell: &str, words: &[&str]) -> Ran {
    let mut command = command(folder, &[&["--", "isms"], words].concat());
    let index = words.len().to_string();
    ran(command.env("ISMS_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", index).env("_CLAP_IFS", "\n").output().unwrap())
}

/// The same, without options.
fn offered(folder: &Path, words: &[&str]) -> Vec<String> {
    let ran = asked(folder, "bash", words);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{words:?}");
    ran.stdout.lines().filter(|line| !line.starts_with('-')).map(str::to_owned).collect()
}

fn some() -> tempfile::TempDir {
    let room = programme();
    let root = room.path();
    write(root, "risks/RSK-001-flood.yaml", "id: RSK-001\ntitle: It floods\n");
    write(root, "risks/all.yaml", "id: RSK-010\ntitle: It burns\n---\nid: RSK-011\ntitle: It melts\n");
    write(root, "risks/RSK-broken.yaml", "id: [\n");
    write(root, "controls/CTL-pumps.yaml", "id: CTL-pumps\ntitle: Pumps\n");
    write(root, "evidence/files/EVD-none.yaml", "id: EVD-none\ntitle: No record\n");
    room
}

#[test]
fn each_argument_is_offered_what_it_takes() {
    let room = some();
    let root = room.path();
    git(root, &["init", "-q", "-b", "main"]);
    crate::support::commit(root);
    git(root, &["branch", "autumn/plan"]);
    git(root, &["tag", "v1"]);
    let risks = ["RSK-001", "RSK-010", "RSK-011"];
    let cases: [(&[&str], &[&str]); 24] = [
        (&["ren"], &["rename"]),
        (&["show", "RSK-"], &risks),
        (&["show", "RSK-01"], &risks[1..]),
        (&["show", "EVD-"], &[]),
        (
            &["show", "A.5.1"],
            &["A.5.1", "A.5.10", "A.5.11", "A.5.12", "A.5.13", "A.5.14", "A.5.15", "A.5.16", "A.5.17", "A.5.18", "A.5.19"],
        ),
        (&["accept", ""], &risks),
        (&["close", "R"], &risks),
        (&["retire", ""], &["CTL-pumps"]),
        (&["record", "test", ""], &["CTL-pumps"]),
        (&["rename", "C"], &["CTL-pumps"]),
        (&["log", "s"], &["scope", "soa"]),
        (&["log", "--kind", "ri"], &["risk"]),
        (&["list", "tr"], &["training"]),
        (&["schema", "is"], &["isms"]),
        (&["list", "risk", "--columns", "title,ow"], &["title,owner"]),
        (&["explain", "6.1.1"], &["6.1.1"]),
        (&["check", "--select", "record-sh"], &["record-shape"]),
        (&["check", "--at", ""], &["HEAD", "autumn/plan", "main", "v1"]),
        (&["diff", "au"], &["autumn/plan"]),
        (&["set", "RSK-001", "treatment.o"], &["treatment.option="]),
        (&["set", "RSK-001", "treatment.option=a"], &["treatment.option=avoid"]),
        (&["set", "RSK-001", "treatment.controls+=C"], &["treatment.controls+=CTL-pumps"]),
        (&["set", "RSK-001", "treatment.controls+", "=", "CTL-"], &["CTL-pumps"]),
        (&["set", "RSK-001", "assessed.on", ""], &["today"]),
    ];
    for (words, expected) in cases {
        assert_eq!(offered(root, words), expected, "{words:?}");
    }
    assert_eq!(offered(Path::new("/"), &["-C", root.to_str().unwrap(), "show", "RSK-00"]), ["RSK-001"]);
    assert!(asked(root, "fish", &["show", "RSK-00"]).stdout.starts_with("RSK-001\tIt floods"));
    assert!(asked(root, "zsh", &["show", "RSK-00"]).stdout.contains("RSK-001:It floods"));
}

#[test]
fn where_there_is_nothing_to_offer_nothing_is_said() {
    let room = tempfile::tempdir().unwrap();
    let empty = room.path();
    for words in [&["show", ""][..], &["show", "RSK-"], &["set", "RSK-1", "ow"], &["diff", ""], &["check", "--at", "x"], &["nothing", "x"]]
    {
        let ran = asked(empty, "bash", words);
        assert!(ran.stderr.is_empty() && !ran.stdout.contains("RSK"), "{words:?}: {}{}", ran.stdout, ran.stderr);
    }
    let room = some();
    write(room.path(), "isms.yaml", "format: [\n");
    write(room.path(), ".git", "gitdir: /nowhere\n");
    assert_eq!(offered(room.path(), &["show", "RSK-00"]), ["RSK-001"]);
    assert_eq!(offered(room.path(), &["diff", ""]), ["HEAD"]);
    let ran = asked(room.path(), "tcsh", &["show", ""]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", ""));
}

/// The shells that are there, each with a script that prints what it would offer, or for one that shows it only to people, who
/// is asked.
#[test]
fn shells_ask_and_show_it() {
    let room = some();
    let program = Path::new(env!("CARGO_BIN_EXE_isms")).parent().unwrap();
    let path =
        std::env::join_paths([program.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    let bash = "source <(isms completions bash)\n\
        COMP_WORDS=(isms show RSK-0) COMP_CWORD=2 COMP_TYPE=9\n\
        _clap_complete_isms isms RSK-0 show\n\
        printf '%s\\n' \"${COMPREPLY[@]}\"\n\
        COMP_WORDS=(isms set RSK-001 treatment.option = a) COMP_CWORD=5\n\
        _clap_complete_isms isms a =\n\
        printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    let fish = "isms completions fish | source; complete -C 'isms show RSK-0' | string replace -r '\\t.*' ''; complete -C 'isms set RSK-001 treatment.option=a' | string replace -r '.*=' ''";
    let zsh = "autoload -U compinit; compinit -u -D; source <(isms completions zsh); print -l ${_comps[isms]}";
    let all: &[&str] = &["RSK-001", "RSK-010", "RSK-011", "avoid"];
    for (shell, script, expected) in [("bash", bash, all), ("fish", fish, all), ("zsh", zsh, &["_clap_dynamic_completer_isms"])] {
        let Ok(output) = Command::new(shell).args(["-c", script]).current_dir(room.path()).env("PATH", &path).output() else { continue };
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(out.lines().collect::<Vec<_>>(), expected, "{shell}: {err}");
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let lines = isms(room.path(), &["completions", shell]);
        assert!(lines.code == 0 && lines.stdout.contains("ISMS_COMPLETE"), "{shell}: {}", lines.stdout);
    }
    assert_eq!(isms(room.path(), &["completions", "tcsh"]).code, 2);
}
