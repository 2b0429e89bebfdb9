//! Repositories that were made to do harm: nothing they ask for is run, nothing they say reaches a terminal, a browser
//! or a sheet as more than text, and nothing in them makes a command crash or go on for ever.

use crate::support::{Ran, command, commit, executable, git, git_fed, git_may_fail, import, isms, put, ran, read, room, snapshot, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Commands that write. Each other one is taken from the help texts and is to change nothing.
const WRITE: [&str; 29] = [
    "init",
    "fleet init",
    "start",
    "catalogue add",
    // It writes a page beside the programme, and only for somebody at a terminal.
    "open",
    "new",
    "set",
    "edit",
    "rename",
    "retire",
    "rm",
    "migrate",
    "recover",
    "approve",
    "accept",
    "done",
    "close",
    "record test",
    "record reading",
    "record training",
    "record effect",
    "acknowledge",
    "evidence add",
    "soa decide",
    "soa release",
    "import",
    "merge-driver",
    "hook install",
    "hook uninstall",
];

/// What to type for what a command needs.
const NEEDED: [(&str, &str); 12] = [
    ("<PROGRAMME>", "."),
    ("<PROGRAMME>...", "kept"),
    ("<DOC>", "DOC-a"),
    ("<NAME>", "phishing"),
    ("<AUD>", "AUD-a"),
    ("<KIND>", "risk"),
    ("<KIND>...", "risk"),
    ("<ID>", "RSK-1"),
    ("<ROL|PER>", "ROL-a"),
    ("<FROM>", "HEAD~1"),
    ("<RULE|CLAUSE|CONTROL>", "risk-no-owner"),
    ("<SHELL>", "bash"),
];

/// Each command that reads, with what it needs.
pub fn reading_commands(above: &[String]) -> Vec<Vec<String>> {
    let help = |command: &[String]| {
        let args: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        isms(Path::new("/"), &args).stdout
    };
    let text = help(above);
    let listed = text.split_once("Commands:\n").map_or("", |(_, rest)| rest.split("\n\n").next().unwrap());
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')));
    let mut found = Vec::new();
    for name in names.filter_map(|line| line.split(' ').next()) {
        let command = [above, &[name.to_owned()]].concat();
        let usage = help(&command).lines().find(|line| line.starts_with("Usage:")).unwrap().to_owned();
        // `export` does something itself and has a command below it.
        if help(&command).contains("<COMMAND>") {
            found.extend(reading_commands(&command));
        }
        if usage.contains("<COMMAND>") {
            continue;
        }
        if !WRITE.contains(&command.join(" ").as_str()) {
            // Pages go into a folder, beside the repository and not into it.
            let folder = [("--output <DIR>", ["--output", "../pages"])].into_iter().filter(|(option, _)| usage.contains(option));
            let folder = folder.flat_map(|(_, words)| words).map(str::to_owned);
            let needs = usage.split(' ').filter(|word| word.starts_with('<') && *word != "<DIR>");
            let given = needs.map(|need| NEEDED.iter().find(|(name, _)| *name == need).expect(&usage).1.to_owned());
            // A bundle goes to a file, beside the repository and not into it.
            let beside: &[&str] = if name == "pack" { &["-o", "../pack.zip"] } else { &[] };
            found.push(command.iter().cloned().chain(given).chain(folder).chain(beside.iter().map(|word| (*word).to_owned())).collect());
        }
    }
    found
}

/// Everything that git runs because a repository's configuration says so, each as a script that leaves its name.
fn trap(root: &Path, room: &Path) {
    let script = |name: &str| {
        let path = room.join("traps").join(name);
        write(room, &format!("traps/{name}"), format!("#!/bin/sh\n: > '{}/caught-{name}'\nexit 1\n", room.display()));
        executable(&path);
        path.display().to_string()
    };
    let hooks = ["pre-commit", "post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"];
    for hook in hooks {
        fs::copy(script(hook), root.join(".git/hooks").join(hook)).unwrap();
    }
    let hooks = room.join("traps").display().to_string();
    let config = |name: &str, value: &str| drop(git(root, &["config", "--add", name, value]));
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "sequence.editor",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "merge.trap.driver",
        "gpg.program",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "gpg.x509.program",
        "remote.origin.uploadpack",
        "remote.origin.receivepack",
        "remote.origin.vcs",
        "uploadpack.packObjectsHook",
        "pager.log",
        "pager.diff",
        "interactive.diffFilter",
        "trailer.trap.command",
        "browser.trap.cmd",
        "man.trap.cmd",
        "init.templateDir",
    ] {
        config(key, &script(&key.replace('.', "-")));
    }
    for (key, value) in [
        ("core.hooksPath", hooks.as_str()),
        ("log.showSignature", "true"),
        ("filter.trap.required", "true"),
        ("protocol.allow", "always"),
        ("remote.origin.promisor", "true"),
        ("diff.trap.cachetextconv", "true"),
        ("core.untrackedCache", "true"),
    ] {
        config(key, value);
    }
    for command in ["credential.helper", "alias.log", "alias.diff", "alias.isms", "submodule.sub.update"] {
        config(command, &format!("!{}", script(&command.replace('.', "-"))));
    }
    config("remote.origin.url", &format!("ext::{} x", script("ext")));
    fs::copy(root.join(".git/config"), root.join(".git/more")).unwrap();
    config("include.path", "more");
    write(root, ".gitattributes", "* filter=trap diff=trap merge=trap\n");
    write(root, ".git/info/attributes", "* filter=trap diff=trap merge=trap\n");
    ["git", "sh", "bash", "ssh", "gpg", "less", "vi", "nano", "curl"].iter().for_each(|name| drop(script(name)));
}

fn caught(room: &Path) -> Vec<String> {
    let names = fs::read_dir(room).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("caught-")).collect()
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_asks_for_is_run_and_nothing_in_it_changes() {
    let (room, root) = room();
    let room = room.path().canonicalize().unwrap();
    write(&root, "roles/ROL-a.yaml", "id: ROL-a\ntitle: A\n");
    write(&root, "audits/AUD-a.yaml", "id: AUD-a\ntitle: A\ntype: internal\n");
    write(&root, "fleet.yaml", "format: 1\nprogrammes:\n  - path: .\n  - {name: kept, repository: ., revision: HEAD}\n");
    put(&root, "", "Acme one");
    commit(&root);
    put(&root, "", "Acme two");
    commit(&root);
    let head = git(&root, &["rev-parse", "HEAD"]).stdout;
    let tree = git(&root, &["rev-parse", "HEAD^{tree}"]).stdout;
    let who = "Ada <ada@example.org> 1767225600 +0000";
    let signed = format!(
        "tree {tree}parent {head}author {who}\ncommitter {who}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nx\n"
    );
    let signed = git_fed(&root, &["hash-object", "-t", "commit", "-w", "--stdin"], signed.as_bytes());
    git(&root, &["reset", "-q", "--hard", &signed]);
    trap(&root, &room);
    put(&root, "", "Acme three");
    crate::support::write(&root, "documents/DOC-a.yaml", "id: DOC-a\ntitle: A\ntype: policy\nfile: a.md\n");
    crate::support::write(&root, "a.md", "# A\n\nA text.\n");
    let before = snapshot(&root);
    let mut commands = reading_commands(&[]);
    assert!(commands.len() > 15, "{commands:?}");
    let more = ["", "check --staged", "check --since HEAD~1", "check --format sarif", "log RSK-1", "diff HEAD~1 HEAD", "hook run"];
    commands.extend(more.iter().map(|line| line.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()));
    for args in &commands {
        let words = [
            "catalogue",
            "document",
            "diff",
            "--staged",
            "hook",
            "explain",
            "rules",
            "schema",
            "init",
            "new",
            "import",
            "completions",
            "man",
        ];
        let ways = if args.iter().any(|arg| words.contains(&arg.as_str())) { &[""][..] } else { &["", "HEAD~1", "2026-01-01"] };
        for at in ways {
            // Programmes have days in common, and no revisions.
            if *at == "HEAD~1" && args.first().is_some_and(|command| command == "fleet") {
                continue;
            }
            let at = if at.is_empty() { Vec::new() } else { vec!["--at", at] };
            let args: Vec<&str> = at.into_iter().chain(args.iter().map(String::as_str)).collect();
            let mut isms = command(&root, &args);
            // Signatures are for git to check, and it is asked so that it heeds nothing of the repository's own.
            if !args.contains(&"verify") && !args.contains(&"RSK-1") {
                isms.env("PATH", room.join("traps"));
            }
            let ran = ran(isms.output().unwrap());
            assert!(matches!(ran.code, 0 | 1), "{args:?}: {}", ran.stderr);
            assert_eq!(caught(&room), [""; 0], "{args:?}");
        }
    }
    assert_eq!(snapshot(&root), before);
    // The traps do catch: git itself runs them.
    git_may_fail(&root, &["status"]);
    git_may_fail(&root, &["diff"]);
    git_may_fail(&root, &["show"]);
    let caught = caught(&room);
    for trap in ["core-fsmonitor", "filter-trap-process", "gpg-program"] {
        assert!(caught.contains(&format!("caught-{trap}")), "{trap}: {caught:?}");
    }
}

/// What names, addresses, messages and values may say.
const SAYINGS: [&[u8]; 12] = [
    b"\x1b]0;owned\x07\x1b[31mred\x1b[8m",
    b"\x9b31m \xc2\x9b31m \xff\xfe\xc3(",
    b"<script>alert(1)</script><img src=x onerror=alert(1)>",
    b"\"><svg onload=alert(1)> &lt;b&gt; </td></tr></table></title>",
    b"=cmd|' /C calc'!A0",
    b"+SUM(A1:A9)",
    b"-2+3",
    b"@SUM(1)",
    b"[a](javascript:alert(1)) ![b](http://e.example/x.png) | c | d `e` <http://e.example>",
    "\u{202e}txt.exe \u{2028} \u{2066} \u{feff}".as_bytes(),
    b"a\tb\rc\x0bd\x08\x7f",
    b"::error file=x::owned",
];

/// What stands where a commit says when it was made.
const TIMES: [&str; 12] = [
    "1767225600 +0000",
    "99999999999999999999 +0000",
    "-5 +9999",
    "0 -9999",
    "9223372036854775807 +9999",
    "-9223372036854775808 -9999",
    "253402300800 +0000",
    "1767225600 +99999999999",
    "1767225600 -2147483648",
    "when where",
    "",
    "1767225600",
];

/// A history in which everything that may be chosen freely was chosen to do harm. The latest commit is an honest one.
fn hostile_history(root: &Path) {
    let mut parent = String::new();
    for (n, saying) in SAYINGS.iter().enumerate() {
        let plain = |c: char| (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\');
        let saying_as_text = String::from_utf8_lossy(saying);
        let title: String = saying_as_text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\u{:04x}", c as u32) }).collect();
        let title = format!("\"{title}\"");
        write(root, "risks/RSK-1.yaml", format!("id: RSK-1\ntitle: {title}\nnotes: {title}\ncustom: {{{title}: {n}}}\n"));
        write(root, &format!("risks/{n}\u{1b}[31m<b>=x\n.yaml"), format!("id: RSK-{n}{n}\ntitle: {title}\n"));
        git(root, &["add", "-A"]);
        let tree = git(root, &["write-tree"]).stdout;
        let mut text = format!("tree {tree}{parent}").into_bytes();
        let line = |what: &str| [what.as_bytes(), b" ", saying, b" <", saying, b"> ", TIMES[n].as_bytes(), b"\n"].concat();
        match n {
            3 => text.extend(line("committer")),
            4 => text.extend(b"author nobody\ncommitter\n"),
            5 => text.extend(b"encoding \x1b[31m\nunknown header\n"),
            _ => text.extend([line("author"), line("committer")].concat()),
        }
        text.extend([b"\n\n", *saying, b"\n", *saying].concat());
        let id = git_fed(root, &["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], &text);
        parent = format!("parent {id}\n");
        git(root, &["update-ref", "HEAD", &id]);
    }
    put(root, "", "Acme honest");
    commit(root);
}

/// Characters that speak to a terminal, or turn what follows round.
fn speaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn tags(html: &str) -> BTreeSet<String> {
    let after = html.split('<').skip(1);
    after.map(|rest| rest.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect()).collect()
}

/// Markdown without what a backslash makes mere text.
fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut left = String::new();
    while let Some(c) = chars.next() {
        if c != '\\' {
            left.push(c);
        } else if chars.next().is_none() {
            break;
        }
    }
    left
}

fn is_clean(format: &str, out: &str, honest: &str) -> Result<(), String> {
    let text = out.replace("\r\n", "\n");
    // A tab within a cell is what a sheet had there.
    let kept = |c: char| c == '\n' || c == '\t' && format == "csv";
    let raw = text.chars().find(|c| !kept(*c) && if matches!(format, "json" | "yaml") { c.is_control() } else { speaks(*c) });
    if let Some(raw) = raw {
        return Err(format!("raw {raw:?}"));
    }
    match format {
        // A script of ours stands in a page with rows enough, and a test of pages holds that it is the only one.
        "html" => tags(text.split("<script>").next().unwrap_or_default())
            .difference(&tags(honest))
            .next()
            .map_or(Ok(()), |tag| Err(format!("tag {tag}"))),
        "md" => ["<", "](", "![", "&lt"]
            .iter()
            .find(|what| unescaped(&text.replace("<br>", " ")).contains(**what))
            .map_or(Ok(()), |what| Err(format!("raw {what}"))),
        "json" => serde_json::from_str::<serde_json::Value>(out).map(drop).map_err(|error| error.to_string()),
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_bytes());
            let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
            let formula = |cell: &&str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            rows.iter().flat_map(|row| row.iter()).find(formula).map_or(Ok(()), |cell| Err(format!("formula {cell}")))
        }
        _ => Ok(()),
    }
}

#[test]
fn what_commits_say_is_text_in_every_format() {
    let (_room, root) = room();
    put(&root, "", "Acme begin");
    let (_other, honest) = crate::support::room();
    put(&honest, "", "Acme begin");
    commit(&honest);
    put(&honest, "", "Acme honest");
    commit(&honest);
    hostile_history(&root);
    git(&root, &["branch", "-m", "<img=x>'$(id)"]);
    let first = git(&root, &["rev-list", "--max-parents=0", "HEAD"]).stdout;
    for (args, honest_args) in [
        (&["log"][..], &["log"][..]),
        (&["log", "RSK-1"], &["log", "RSK-1"]),
        (&["log", "--at", "HEAD~1"], &["log"]),
        (&["diff", first.trim()], &["diff", "HEAD~1"]),
        (&["diff", "HEAD~3", "HEAD~1"], &["diff", "HEAD~1"]),
        (&["list", "risk", "--at", "HEAD~1"], &["list", "risk"]),
        (&["show", "RSK-1", "--at", "HEAD~2"], &["show", "RSK-1"]),
    ] {
        for format in ["text", "md", "html", "csv", "json", "yaml"] {
            let ran = isms(&root, &[args, &["--format", format]].concat());
            assert_eq!(ran.code, 0, "{args:?} {format}: {}", ran.stderr);
            assert!(ran.stderr.chars().all(|c| c == '\n' || !speaks(c)), "{args:?}: {:?}", ran.stderr);
            let honest = isms(&honest, &[honest_args, &["--format", format]].concat());
            is_clean(format, &ran.stdout, &honest.stdout).unwrap_or_else(|problem| panic!("{args:?} {format}: {problem}\n{}", ran.stdout));
        }
    }
    for n in 1..SAYINGS.len() {
        for args in [&["check", "--format", "short"][..], &["check"], &["risk", "score"], &["soa", "status"], &[]] {
            let ran = isms(&root, &[&["--at", &format!("HEAD~{n}")], args].concat());
            assert!(matches!(ran.code, 0 | 1), "{n} {args:?}: {}", ran.stderr);
            assert!((ran.stdout + &ran.stderr).chars().all(|c| c == '\n' || !speaks(c)), "{n} {args:?}");
        }
    }
}

/// Runs a command that has to end soon, one way or another, and not by a fault of ours.
fn ends(root: &Path, args: &[&str]) -> Ran {
    let begin = Instant::now();
    let ran = isms(root, args);
    assert!(matches!(ran.code, 0..=3), "{args:?}: {} {}", ran.code, ran.stderr);
    assert!(begin.elapsed() < Duration::from_secs(30), "{args:?}");
    ran
}

fn every_way(root: &Path) -> Vec<Ran> {
    let ways = [
        &["--at", "HEAD", "check", "--format", "short"][..],
        &["log"],
        &["diff", "HEAD~1", "HEAD"],
        &["-C", "gone", "--at", "HEAD", "check"],
    ];
    ways.iter().map(|args| ends(root, args)).collect()
}

#[test]
fn folders_of_any_depth_and_any_name_are_walked_or_left_out() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    let deep = |top: &str, end: &str| format!("M 644 inline {top}{}{end}\ndata 0\n\n", "a/".repeat(5_000));
    let blob = git(&root, &["rev-parse", "HEAD:isms.yaml"]).stdout;
    let id: Vec<u8> = (0..20).map(|n| u8::from_str_radix(&blob[2 * n..2 * n + 2], 16).unwrap()).collect();
    let stream = format!(
        "commit refs/heads/main\ncommitter A <a> 1767225600 +0000\ndata 1\nx\nfrom refs/heads/main^0\n{}{}",
        deep("risks/", "RSK-2.yaml"),
        deep("", "isms.yaml")
    );
    import(&root, stream.as_bytes());
    for ran in every_way(&root) {
        assert!(ran.code != 3 || ran.stderr.contains("several programmes") || ran.stderr.contains("no programme"), "{}", ran.stderr);
    }
    let mut tree = Vec::new();
    for name in ["..", ".", ".git", "", "a/b", "../../x", "risks", "risks", "isms.yaml", "isms.yaml", "a\\b", "C:", "\u{feff}", "nul"] {
        tree.extend([format!("100644 {name}\0").as_bytes(), &id].concat());
    }
    tree.extend([b"40000 \xff\xfe\0", &id[..], b"999999 odd\0", &id, b"120000 link\0", &id, b"100644 cut"].concat());
    let tree = git_fed(&root, &["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], &tree);
    let odd = git_fed(&root, &["commit-tree", &tree, "-p", "HEAD"], b"odd\n");
    git(&root, &["update-ref", "HEAD", &odd]);
    for ran in every_way(&root) {
        assert_ne!(ran.code, 101, "{}", ran.stderr);
    }
}

#[test]
fn folders_that_name_one_another_over_and_over_are_refused() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    let head = git(&root, &["rev-parse", "HEAD^{tree}"]).stdout;
    let blob = git(&root, &["rev-parse", "HEAD:isms.yaml"]).stdout;
    let mut below: String = (0..10).map(|n| format!("100644 blob {}\tisms{n}.yaml\n", blob.trim())).collect();
    for _ in 0..12 {
        let tree = git_fed(&root, &["mktree"], below.as_bytes());
        below = (0..10).map(|n| format!("040000 tree {tree}\td{n}\n")).collect();
    }
    let bomb = git_fed(&root, &["mktree"], below.as_bytes());
    let kept = git(&root, &["ls-tree", head.trim()]).stdout;
    let tree = git_fed(&root, &["mktree"], format!("{kept}040000 tree {bomb}\tevidence\n").as_bytes());
    let id = git_fed(&root, &["commit-tree", &tree, "-p", "main"], b"bomb\n");
    git(&root, &["update-ref", "HEAD", &id]);
    for args in [&["--at", "HEAD", "check"][..], &["log"], &["-C", "gone", "--at", "HEAD:gone", "check"]] {
        let ran = ends(&root, args);
        assert!(ran.code == 3 && ran.stderr.contains("more files than can be read"), "{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn an_object_that_stands_in_for_another_is_noticed() {
    let (_room, root) = room();
    put(&root, "", "Acme one");
    commit(&root);
    put(&root, "", "Acme two");
    commit(&root);
    let file = |name: &str| {
        let id = git(&root, &["rev-parse", name]).stdout;
        root.join(".git/objects").join(&id[..2]).join(id[2..].trim())
    };
    for (right, wrong) in [
        ("HEAD:risks/RSK-1.yaml", "HEAD~1:risks/RSK-1.yaml"),
        ("HEAD:risks", "HEAD~1:risks"),
        ("HEAD^{tree}", "HEAD~1^{tree}"),
        ("HEAD", "HEAD~1"),
    ] {
        let (path, other) = (file(right), file(wrong));
        let kept = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::copy(&other, &path).unwrap();
        let shown = git_may_fail(&root, &["cat-file", "blob", right]).stdout;
        assert!(!read(&root, &["--at", "main"]).contains("Acme one"), "{right}");
        let walked = if right.ends_with("risks") || right.ends_with("{tree}") { "verify" } else { "log" };
        for args in [&["--at", "main", "check"][..], &[walked], &["diff", "HEAD"]] {
            let ran = isms(&root, args);
            assert!(ran.code == 3 && ran.stderr.contains("holds something else than its name says"), "{right} {args:?}: {}", ran.stderr);
        }
        assert!(!right.ends_with("yaml") || shown.contains("Acme one"), "git itself does not notice");
        fs::remove_file(&path).unwrap();
        fs::write(&path, kept).unwrap();
    }
    assert_eq!(read(&root, &["--at", "main"]), "Acme two");
}
