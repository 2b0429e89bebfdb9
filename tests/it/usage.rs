//! What a user types that names nothing: an error with the nearest name, and never "no findings".

use super::support::{command, commit, commit_on, git, isms, programme, put, ran, room, write};

#[test]
fn a_path_that_names_nothing_is_wrong_usage() {
    let (_room, root) = room();
    put(&root, "isms", "Acme one");
    write(&root, "isms/README.md", "about");
    write(&root, "isms/documents/policy.md", "text");
    write(&root, "isms/.gitignore", "build/\n");
    commit(&root);
    write(&root, "isms/risks/RSK-2.yaml", "id: RSK-2\ntitle: Acme two\n");
    write(&root, "isms/build/x.yaml", "a: b\n");
    let (top, below) = (root.join("isms"), root.join("isms/risks"));
    let full = below.join("RSK-1.yaml").display().to_string();
    let found = |folder: &std::path::Path, args: &[&str]| {
        let ran = isms(folder, &[&["check", "--format", "short", "--select", "risk-no-owner"][..], args].concat());
        assert_eq!(ran.code, 1, "{args:?}: {}{}", ran.stdout, ran.stderr);
        ran.stdout.lines().filter(|line| line.contains("risk-no-owner")).count()
    };
    for (path, count) in
        [("risks", 2), ("./risks/", 2), ("risks\\RSK-1.yaml", 1), (".", 2), ("..", 2), (full.as_str(), 1), ("risks/../risks", 2)]
    {
        assert_eq!(found(&top, &[path]), count, "{path}");
    }
    assert_eq!(found(&below, &["RSK-1.yaml"]), 1);
    assert_eq!(found(&below, &["risks/RSK-1.yaml"]), 1);
    assert_eq!(found(&below, &["."]), 2);
    assert_eq!(found(&root, &["isms/risks/RSK-1.yaml", "isms/risks/RSK-2.yaml"]), 2);
    assert_eq!(found(&root, &["-C", "isms", "isms/risks/RSK-1.yaml"]), 1);
    assert_eq!(found(&top, &["risks", "--at", "HEAD"]), 1);
    for (args, said) in [
        (&["risk"][..], "did you mean `risks`?"),
        (&["risks/RSK-3.yaml"], "did you mean `risks/RSK-1.yaml`?"),
        (&["RSK-2"], "did you mean `risks/RSK-2.yaml`?"),
        (&["risks", "zebra"], "there is no `zebra` in the work tree"),
        (&["risks/RSK-2.yaml", "--at", "HEAD"], "there is no `risks/RSK-2.yaml` in the commit"),
        (&["risks/RSK-2.yaml", "--staged"], "there is no `risks/RSK-2.yaml` in the index"),
        (&["README.md"], "no record is read from `README.md`"),
        (&["documents"], "no record is read from `documents`"),
        (&["build/x.yaml"], "git ignores it"),
        (&["/etc/passwd"], "outside the programme"),
        (&["../other"], "outside the programme"),
        (&["zebra", "--fix"], "there is no `zebra`"),
        (&[""], "a value is required"),
    ] {
        let ran = isms(&top, &[&["check"][..], args].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    let outside = isms(&root, &["check", "isms/risk"]);
    assert!(outside.code == 2 && outside.stderr.contains("did you mean `isms/risks`?"), "{}", outside.stderr);
}

#[test]
fn names_that_are_nothings_are_wrong_usage() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit_on(&root, "2026-01-01", "step");
    for (args, said) in [
        (&["show", "RSK-2"][..], "did you mean `RSK-1`?"),
        (&["show", ""], "there is no record"),
        (&["log", "RSK-2"], "did you mean `RSK-1`?"),
        (&["log", "--by", "Adda"], "did you mean `Ada`?"),
        (&["log", "--by", ""], "there are commits by `Ada`"),
        (&["log", "--since", "2026-02-01", "--until", "2026-01-01"], "is after"),
        (&["diff", "approved:risk"], "there is no record `risk`"),
        // A value that no record can have: the answer "none" would be believed.
        (&["list", "risk", "--where", "affects = availabilty"], "did you mean `availability`?"),
        (&["list", "risk", "--where", "title = x or treatment.option = modfy"], "did you mean `modify`?"),
        (&["list", "risk", "--where", "not owner = ROL-nobody"], "there is no role `ROL-nobody`"),
        (&["list", "risk", "--where", "assessed.on > 2026-13-01"], "is not a day"),
        (&["list", "control", "--where", "implements = A.5.99"], "no control `A.5.99`"),
        (&["check", "--select", "risk-no-owner", "--ignore", "risk-no-owner"], "no rule is left"),
        (&["check", "-o", "x.sarf"], "did you mean `.sarif`?"),
        (&["explain", "9.2.2 zz"], "there is no rule, clause or control"),
        (&["explain", "A5.1"], "did you mean `A.5.1`?"),
    ] {
        let ran = isms(&root, args);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    // A filter that leaves nothing is an answer.
    assert_eq!(isms(&root, &["log", "--by", "ada@", "--since", "2026-01-02"]).code, 0);
    let none = isms(&root, &["list", "risk", "--where", "title = nothing"]);
    assert!(none.code == 0 && none.stdout.contains("0 of 1"), "{}", none.stdout);
}

#[test]
fn numbers_are_taken_as_they_are_typed() {
    let folder = programme();
    let new = |set: &[&str]| {
        let args: Vec<&str> = set.iter().flat_map(|set| ["--set", set]).collect();
        isms(folder.path(), &[&["new", "objective", "--title", "T", "--id", "OBJ-t"][..], &args].concat())
    };
    for number in ["7", "7.5", "-1", "-0.25", "1e3", "1E-3", "+7", ".5", "7.", "0", "0.10", "1000000"] {
        let ran = new(&[&format!("target={number}")]);
        assert_eq!(ran.code, 0, "{number}: {}", ran.stderr);
        let path = folder.path().join("objectives/OBJ-t.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(&format!("\ntarget: {number}\n")), "{text}");
        let check = isms(folder.path(), &["check", "--format", "short", "objectives"]).stdout;
        assert!(!check.contains("record-shape") && !check.contains("yaml-"), "{check}");
        std::fs::remove_file(path).unwrap();
    }
    for text in ["7,5", "7%", "€7", "007", "0x10", "1_000", ".inf", ".nan", "1e400", "seven", "7 # x", "7\nowner: x"] {
        let ran = new(&[&format!("target={text}")]);
        assert!(ran.code == 2 && ran.stderr.contains("`target` is a number"), "{text}: {}", ran.stderr);
    }
    let ran = new(&["custom.floor=3", "custom.version=5.10", "custom.phone=0049", "custom.on=true", "custom.word=abc"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = std::fs::read_to_string(folder.path().join("objectives/OBJ-t.yaml")).unwrap();
    assert!(text.contains("custom: {floor: 3, version: \"5.10\", phone: \"0049\", on: true, word: abc}"), "{text}");
    let twice = new(&["target=1", "target=2"]);
    assert!(twice.code == 2 && twice.stderr.contains("`target` is given twice"), "{}", twice.stderr);
}

#[test]
fn what_is_deep_or_long_is_refused_at_once() {
    let folder = programme();
    let deep = format!("custom{}", ".a".repeat(40_000));
    let (set, test) = (format!("{deep}=1"), format!("{}owner", "(".repeat(40_000)));
    let joined = vec!["owner"; 14_000].join(" or ");
    for (args, code, said) in [
        (&["new", "risk", "--title", "T", "--set", &set][..], 2, "goes more than 64 deep"),
        (&["list", "risk", "--columns", &deep], 2, "goes more than 64 deep"),
        (&["list", "risk", "--sort", &deep], 2, "goes more than 64 deep"),
        (&["list", "risk", "--where", &deep], 2, "goes more than 64 deep"),
        (&["list", "risk", "--where", &test], 2, "nested too deep"),
        (&["list", "risk", "--where", &joined], 0, ""),
    ] {
        let ran = isms(folder.path(), args);
        assert_eq!(ran.code, code, "{}", ran.stderr);
        assert!(ran.stderr.contains(said) || code == 0, "{}", ran.stderr);
    }
    assert!(isms(folder.path(), &["new", "risk", "--title", "T", "--set", "custom.a.b=1"]).stderr.contains("has no field `custom.a.b`"));
    let many = vec!["id"; 20_000].join(",");
    let ran = isms(folder.path(), &["list", "role", "--columns", &many, "--sort", &many, "--format", "csv"]);
    assert!(ran.code == 0 && ran.stdout.starts_with("id"), "{}", ran.stderr);
}

/// An option that a command has no use for does not exist on it, wherever it stands, and is not offered.
#[test]
fn options_that_a_command_cannot_honour_do_not_exist_on_it() {
    let folder = programme();
    for (command, option, value) in [
        (&["init", "there", "--org", "A"][..], "--at", "HEAD"),
        (&["new", "risk", "--title", "A"], "--at", "HEAD"),
        (&["import", "a.csv", "--as", "risk"], "--at", "HEAD"),
        (&["hook", "install"], "--at", "HEAD"),
        (&["hook", "run"], "--at", "HEAD"),
        (&["risk", "diff", "HEAD"], "--at", "HEAD"),
        (&["completions", "bash"], "--at", "HEAD"),
        (&["man"], "--dir", "."),
        (&["schema"], "--today", "2026-01-01"),
        (&["explain", "6.1.2"], "--at", "HEAD"),
    ] {
        for args in [[command, &[option, value]].concat(), [&[option, value], command].concat()] {
            let ran = isms(folder.path(), &args);
            assert!(ran.code == 2 && ran.stderr.contains(&format!("has no option `{option}`")), "{args:?}: {}", ran.stderr);
        }
        let words: Vec<&str> = command.iter().copied().take_while(|word| word.chars().all(char::is_lowercase)).take(2).collect();
        let words = if matches!(words[0], "hook" | "risk") { &words[..] } else { &words[..1] };
        let help = isms(folder.path(), &[words, &["--help"]].concat()).stdout;
        assert!(help.contains("--color") && !help.contains(&format!("{option} ")), "{words:?}: {help}");
    }
    assert!(!folder.path().join("there").exists());
    let mut asking = command(folder.path(), &["--", "isms", "init", "--"]);
    let init = ran(asking.env("ISMS_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", "2").output().unwrap()).stdout;
    assert!(init.contains("--org") && !init.contains("--at"), "{init}");
}

/// What a command of its own writes is found by its name, whatever it has to be told.
#[test]
fn a_report_with_a_command_of_its_own_names_it() {
    let folder = programme();
    for name in ["due", "plan", "next", "list", "verify"] {
        let ran = isms(folder.path(), &["report", name]);
        assert!(ran.code == 2 && ran.stderr.contains("has a command of its own"), "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("hint: `isms {name}` writes it")), "{name}: {}", ran.stderr);
    }
}

/// Before the first commit nobody is told to leave out an option that they did not give, and everybody how to begin.
#[test]
fn a_repository_without_commits_is_told_to_begin() {
    let (_room, root) = room();
    let made = isms(&root, &["init", "my", "--org", "Test"]);
    assert!(made.code == 0 && made.stderr.contains("git -C my commit"), "{}", made.stderr);
    let my = root.join("my");
    for args in [&["log"][..], &["verify"], &["trend"], &["diff", "HEAD"], &["list", "risk", "--at", "HEAD"]] {
        let ran = isms(&my, args);
        assert!(ran.code == 3 && ran.stderr.contains("hint: `git add -A && git commit`"), "{args:?}: {}", ran.stderr);
    }
    for args in [&[][..], &["next"]] {
        let ran = isms(&my, args);
        assert!(ran.code == 0 && ran.stderr.contains("`git add -A && git commit` begins it"), "{args:?}: {}", ran.stderr);
    }
    commit(&root);
    assert_eq!(isms(&my, &["next"]).stderr, "");
}

/// Whoever reads the first lines only learns all the same that something is wrong.
#[test]
fn a_verdict_stands_whether_or_not_somebody_reads_on() {
    let folder = programme();
    for args in [&["check"][..], &["check", "--format", "json"], &["audit", "readiness", "--fail-on", "major"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ended = ran(command(folder.path(), args).stdout(writer).output().unwrap());
        assert_eq!((ended.code, ended.stderr.contains("error: ")), (1, false), "{args:?}: {}", ended.stderr);
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(ran(command(folder.path(), &["list", "role"]).stdout(writer).output().unwrap()).code, 0);
}

/// Who looks at an old branch is told that a record is on another one, and not only that it is not here.
#[test]
fn a_record_of_another_branch_is_told_as_such() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    git(&root, &["branch", "old"]);
    write(&root, "risks/RSK-2.yaml", "id: RSK-2\ntitle: It burns\n");
    commit(&root);
    git(&root, &["checkout", "-q", "old"]);
    for command in ["show", "impact"] {
        let ran = isms(&root, &[command, "RSK-2"]);
        assert!(ran.code == 2 && ran.stderr.contains("another branch or the index has `RSK-2`"), "{}", ran.stderr);
    }
    assert!(isms(&root, &["show", "RSK-3"]).stderr.contains("did you mean"));
}
