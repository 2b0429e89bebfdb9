//! Many programmes at once say of each what it says by itself, and of one nothing that is another's.

use crate::support::{command, commit_on, demo, git, isms, programme, ran, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub const DAY: &str = "2026-06-30";

/// A folder with the example as `clients/acme`, the smallest programme as `clients/beta`, and a bare clone of the example.
pub fn fleet(yaml: &str) -> (tempfile::TempDir, PathBuf) {
    let (room, demo) = demo();
    let root = room.path().join("all");
    fs::create_dir_all(root.join("clients")).unwrap();
    fs::rename(demo, root.join("clients/acme")).unwrap();
    fs::rename(programme().keep(), root.join("clients/beta")).unwrap();
    git(&root, &["clone", "-q", "--bare", "clients/acme", "acme.git"]);
    write(&root, "fleet.yaml", yaml);
    (room, root)
}

pub fn json(root: &Path, args: &[&str]) -> Value {
    let said = isms(root, &[args, &["--today", DAY, "--format", "json", "-q"]].concat());
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {}{}", said.stdout, said.stderr))
}

pub fn names<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap_or("")).collect()
}

#[test]
fn each_stands_as_it_says_by_itself() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - path: clients/*\n");
    let status = json(&root, &["fleet", "status"]);
    assert_eq!(names(&status["programmes"], "programme"), ["clients/beta", "clients/acme"], "those with errors come first");
    for facts in status["programmes"].as_array().unwrap() {
        let alone = json(&root.join(facts["path"].as_str().unwrap()), &["status"]);
        for key in ["risks", "above_appetite", "errors", "warnings", "overdue", "due_soon"] {
            assert_eq!(facts[key], alone[key], "{key}");
        }
        assert_eq!(facts["step"], alone["step"]["number"]);
        assert_eq!(facts["phase"], alone["step"]["phase"]);
    }
    let acme = &status["programmes"][1];
    assert_eq!(acme["organisation"], "Acme Robotics GmbH");
    let last = git(&root.join("clients/acme"), &["log", "-1", "--format=%cs"]).stdout;
    assert_eq!(acme["last_change"], last.trim());
    assert_eq!(status["unread"], Value::Array(Vec::new()));
    let told = isms(&root, &["fleet", "status", "--today", DAY]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("20 errors"), "{}", told.stdout);
}

#[test]
fn findings_are_those_of_each_with_its_name() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - {path: clients/acme, name: Acme}\n  - path: clients/beta\n");
    fs::remove_file(root.join("clients/acme/risks/RSK-001.yaml")).unwrap();
    let all = json(&root, &["fleet", "check"]);
    for (name, path) in [("Acme", "clients/acme"), ("clients/beta", "clients/beta")] {
        let alone = json(&root.join(path), &["check"]);
        let ours: Vec<Value> = all["diagnostics"].as_array().unwrap().iter().filter(|one| one["programme"] == name).cloned().collect();
        let without: Vec<Value> = ours
            .into_iter()
            .map(|mut one| {
                one.as_object_mut().unwrap().remove("programme");
                one
            })
            .collect();
        assert_eq!(Value::Array(without), alone["diagnostics"]);
        let facts = all["programmes"].as_array().unwrap().iter().find(|one| one["programme"] == name).unwrap();
        assert_eq!(facts["summary"], alone["summary"]);
        assert_eq!(facts["history"], alone["history"]);
    }
    assert_eq!(isms(&root, &["fleet", "check", "--today", DAY]).code, 1);
    assert_eq!(isms(&root, &["fleet", "check", "--today", DAY, "--fail-on", "never"]).code, 0);
    let rule = ["fleet", "check", "--today", DAY, "--select", "risk-no-owner"];
    assert_eq!(isms(&root, &rule).code, 0);
    let unknown = isms(&root, &["fleet", "check", "--select", "risk-no-ownr"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `risk-no-owner`"), "{}", unknown.stderr);
    let rows = isms(&root, &["fleet", "check", "--today", DAY, "--format", "csv"]).stdout;
    assert_eq!(rows.lines().count(), 1 + all["diagnostics"].as_array().unwrap().len(), "sheets have all, not errors alone");
}

/// What `check` says of each, with its name, and with paths from the folder of the file.
#[test]
fn findings_go_where_those_of_one_programme_go() {
    let (_room, root) = fleet(
        "format: 1\nprogrammes:\n  - {path: ./clients/acme, name: Acme}\n  - {path: clients/beta}\n  - {path: gone, name: Gone}\n  - {name: Kept, repository: acme.git, revision: main}\n",
    );
    fs::remove_file(root.join("clients/acme/risks/RSK-001.yaml")).unwrap();
    let said = isms(&root, &["fleet", "check", "--today", DAY, "--format", "sarif"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let sarif: Value = serde_json::from_str(&said.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let all = json(&root, &["fleet", "check"]);
    assert_eq!(results.len(), all["diagnostics"].as_array().unwrap().len());
    let of = |name: Value| results.iter().filter(move |result| result["properties"]["programme"] == name);
    let uri = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
    for (name, path) in [("Acme", "clients/acme"), ("clients/beta", "clients/beta")] {
        let alone = isms(&root.join(path), &["check", "--today", DAY, "--format", "sarif"]).stdout;
        let alone: Value = serde_json::from_str(&alone).unwrap();
        let alone = alone["runs"][0]["results"].as_array().unwrap();
        let ours: Vec<&Value> = of(name.into()).collect();
        assert_eq!((ours.len(), ours.is_empty()), (alone.len(), false), "{name}");
        for (ours, alone) in ours.iter().zip(alone) {
            assert_eq!(uri(ours), format!("{path}/{}", uri(alone)));
            for key in ["ruleId", "ruleIndex", "level", "message"] {
                assert_eq!(ours[key], alone[key]);
            }
            assert_eq!(ours["locations"][0]["physicalLocation"]["region"], alone["locations"][0]["physicalLocation"]["region"]);
            assert_ne!(ours["partialFingerprints"], alone["partialFingerprints"], "it is told from that of another programme");
        }
    }
    let gone: Vec<&Value> = of(Value::Null).collect();
    assert_eq!((gone.len(), uri(gone[0]), &gone[0]["ruleId"]), (1, "fleet.yaml".into(), &"file-unreadable".into()));
    let mut prints: Vec<String> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), results.len());
    let junit = isms(&root, &["fleet", "check", "--today", DAY, "-o", "found.xml", "--fail-on", "never"]);
    assert_eq!(junit.code, 1, "of one nothing is known: {}", junit.stderr);
    let junit = fs::read_to_string(root.join("found.xml")).unwrap();
    for suite in ["isms check", "Acme", "clients/beta", "Kept"] {
        assert!(junit.contains(&format!("<testsuite name=\"{suite}\"")), "{suite}: {junit}");
    }
    assert!(junit.contains("classname=\"isms.check.clients/beta\"") && junit.contains("clients/beta/isms.yaml:"), "{junit}");
    let bom = isms(&root, &["fleet", "check", "--format", "junit", "--bom"]);
    assert_eq!((bom.code, bom.stderr.contains("`--bom` is for CSV")), (2, true), "{}", bom.stderr);
    let other = isms(&root, &["fleet", "status", "--format", "sarif"]);
    assert_eq!(other.code, 2, "that is for findings");
}

#[test]
fn what_cannot_be_read_costs_its_own_line() {
    let (_room, root) = fleet(
        "format: 1\nprogrammes:\n  - path: clients/acme\n  - {path: gone, repository: 'https://example.org/gone.git'}\n  \
         - {name: Old, repository: acme.git, revision: v9}\n  - repository: git@example.org:x/far.git\n  - path: none/*\n  - path: clients\n  \
         - {path: clients/beta, nmae: B}\n  - {name: Files, path: acme.git/HEAD}\n",
    );
    let status = json(&root, &["fleet", "status"]);
    assert_eq!(names(&status["programmes"], "programme"), ["clients/beta", "clients/acme"]);
    assert_eq!(names(&status["unread"], "programme"), ["gone", "Old", "clients", "Files"]);
    let help = |at: usize| status["unread"][at]["help"].as_str().unwrap().to_owned();
    assert!(help(0).contains("git clone https://example.org/gone.git"), "{}", help(0));
    assert!(help(1).contains("fetch"), "{}", help(1));
    let check = isms(&root, &["fleet", "check", "--today", DAY, "--select", "file-unreadable,record-shape", "--format", "csv"]);
    assert_eq!(check.code, 1);
    for (line, words) in [
        (4, "`gone` is not on this machine"),
        (5, "`v9` is no commit"),
        (6, "`git@example.org:x/far.git` is not on this machine"),
        (7, "no folder with a programme here fits `none/*`"),
        (8, "there is no `isms.yaml` in `clients`"),
        (9, "unknown field `nmae`, did you mean `name`?"),
        (10, "`acme.git/HEAD` is no folder"),
    ] {
        let said = check.stdout.lines().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {}", check.stdout));
        assert!(said.contains(&format!("fleet.yaml:{line}:")), "{said}");
    }
    assert!(check.stdout.contains("git clone git@example.org:x/far.git far"), "{}", check.stdout);
    let due = isms(&root, &["fleet", "due", "--today", DAY, "--fail-on", "overdue"]);
    assert_eq!(due.code, 1, "what is late may stand in what was not read");
}

#[test]
fn a_programme_counts_once_and_as_it_is_named_by_itself() {
    let (_room, root) = fleet(
        "format: 1\nprogrammes:\n  - {path: 'clients/*', owner: Eva, tags: {region: dach}}\n  \
         - {name: Acme, path: ./clients/acme, owner: Tom, tags: {region: iberia}}\n  - path: clients/acme/\n  - {name: Acme, path: clients/beta}\n",
    );
    let status = json(&root, &["fleet", "status", "--sort", "programme"]);
    assert_eq!(names(&status["programmes"], "programme"), ["Acme", "clients/beta"]);
    assert_eq!(names(&status["programmes"], "owner"), ["Tom", "Eva"]);
    let check = isms(&root, &["fleet", "check", "--select", "id-duplicate", "--format", "csv", "--today", DAY]).stdout;
    assert!(check.contains("`clients/acme/` is named twice"), "{check}");
    assert!(check.contains("two programmes are called `Acme`"), "{check}");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("acme", root.join("clients/again")).unwrap();
        let again = json(&root, &["fleet", "status"]);
        assert_eq!(names(&again["programmes"], "programme").len(), 2, "a link leads to what is there already");
    }
}

#[test]
fn patterns_find_programmes_and_not_what_is_in_them() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - path: groups/**\n");
    for place in ["groups/a/b/one", "groups/two", "groups/.hidden/three", "groups/two/evidence/files/copy"] {
        fs::create_dir_all(root.join(place).parent().unwrap()).unwrap();
        let made = isms(&root, &["init", place, "--org", "X", "--no-git"]);
        assert_eq!(made.code, 0, "{}", made.stderr);
    }
    let found = |pattern: &str| {
        write(&root, "fleet.yaml", format!("format: 1\nprogrammes:\n  - path: '{pattern}'\n"));
        let status = json(&root, &["fleet", "status", "--sort", "path"]);
        names(&status["programmes"], "path").join(" ")
    };
    assert_eq!(found("groups/**"), "groups/a/b/one groups/two");
    assert_eq!(found("groups/*"), "groups/two");
    assert_eq!(found("groups/{two,a/b}"), "");
    assert_eq!(found("groups/t?o"), "groups/two");
    assert_eq!(found("groups/[t]wo"), "groups/two");
    assert_eq!(found("groups/.h*/*"), "groups/.hidden/three");
    assert_eq!(found(&format!("{}/gr*/two", root.display())), format!("{}/groups/two", root.display()));
    let broken = isms(&root, &["fleet", "check", "--format", "csv"]);
    write(&root, "fleet.yaml", "format: 1\nprogrammes:\n  - path: 'groups/[x'\n");
    assert_eq!(broken.code, 1);
    assert!(isms(&root, &["fleet", "check", "--format", "csv"]).stdout.contains("is no pattern"));
}

#[test]
fn a_revision_or_a_day_is_what_git_kept() {
    let (_room, root) =
        fleet("format: 1\nprogrammes:\n  - {name: Files, path: clients/acme}\n  - {name: Kept, repository: acme.git, revision: main}\n");
    fs::remove_file(root.join("clients/acme/risks/RSK-001.yaml")).unwrap();
    let now = json(&root, &["fleet", "status", "--sort", "programme"]);
    let risks =
        |status: &Value| status["programmes"].as_array().unwrap().iter().map(|one| one["risks"].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(risks(&now)[0] + 1, risks(&now)[1], "what is not committed is not on the branch");
    let alone = isms(&root.join("clients/acme"), &["status", "--at", "2026-04-08", "--format", "json"]).stdout;
    let alone: Value = serde_json::from_str(&alone).unwrap();
    let said = isms(&root, &["fleet", "status", "--at", "2026-04-08", "--format", "json", "-q"]).stdout;
    let then: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(then["as_of"], "2026-04-08");
    for facts in then["programmes"].as_array().unwrap() {
        for key in ["risks", "errors", "warnings", "overdue"] {
            assert_eq!(facts[key], alone[key], "{key} of {}", facts["programme"]);
        }
        assert_eq!(facts["commit"], alone["commit"]);
    }
    let before = isms(&root, &["fleet", "status", "--at", "2019-01-01", "--format", "json", "-q"]).stdout;
    let before: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(names(&before["unread"], "programme"), ["Files", "Kept"]);
    let tag = isms(&root, &["fleet", "status", "--at", "v1"]);
    assert_eq!((tag.code, tag.stderr.contains("is no day")), (2, true), "{}", tag.stderr);
}

#[test]
fn a_programme_may_be_a_folder_of_a_repository() {
    let (_room, root) =
        fleet("format: 1\nprogrammes:\n  - {name: Two, repository: mono, revision: main, folder: two}\n  - {path: x, folder: y}\n");
    for name in ["one", "two"] {
        assert_eq!(isms(&root, &["init", &format!("mono/{name}"), "--org", name, "--no-git"]).code, 0);
    }
    git(&root.join("mono"), &["init", "-q", "-b", "main"]);
    commit_on(&root.join("mono"), "2026-06-01", "both");
    let status = json(&root, &["fleet", "status"]);
    assert_eq!(names(&status["programmes"], "organisation"), ["two"]);
    let check = isms(&root, &["fleet", "check", "--format", "csv", "--select", "file-unreadable"]).stdout;
    assert!(check.contains("a folder of a repository is looked at as of a revision"), "{check}");
}

#[test]
fn one_queue_over_all() {
    let (_room, root) = fleet(
        "format: 1\nname: Ours\nprogrammes:\n  - {path: 'clients/*', owner: Eva}\n  - {name: Kept, repository: acme.git, revision: main, owner: Tom}\n",
    );
    let due = json(&root, &["fleet", "due", "--within", "90d"]);
    let rows = due["due"].as_array().unwrap();
    let days: Vec<&str> = rows.iter().map(|row| row["on"].as_str().unwrap_or("")).collect();
    assert!(days.is_sorted(), "{days:?}");
    let alone = json(&root.join("clients/acme"), &["due", "--within", "90d"]);
    let ours: Vec<&Value> = rows.iter().filter(|row| row["programme"] == "clients/acme").collect();
    assert_eq!(ours.len(), alone["due"].as_array().unwrap().len());
    assert!(ours.iter().all(|row| row["command"].as_str().unwrap().starts_with("isms -C ")), "{ours:?}");
    let toms = json(&root, &["fleet", "due", "--owner", "Tom"]);
    assert!(toms["due"].as_array().unwrap().iter().all(|row| row["programme"] == "Kept"));
    let lead = json(&root, &["fleet", "due", "--owner", "ROL-it-lead"]);
    assert!(!lead["due"].as_array().unwrap().is_empty(), "beta knows no such role, and has nothing of it");
    let nobody = isms(&root, &["fleet", "due", "--owner", "ROL-nobody"]);
    assert_eq!(nobody.code, 2, "{}", nobody.stderr);
    let calendar = isms(&root, &["fleet", "due", "--today", DAY, "--format", "ics"]).stdout;
    let uids: Vec<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    let mut once = uids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), uids.len(), "two programmes of one organisation have things of their own");
    assert!(calendar.contains("SUMMARY:clients/acme: "), "{calendar}");
}

#[test]
fn nothing_of_one_is_told_with_another() {
    let (_room, root) =
        fleet("format: 1\nprogrammes:\n  - {path: clients/acme, tags: {client: acme}}\n  - {path: clients/beta, tags: {client: beta}}\n");
    for what in ["status", "due", "check"] {
        for format in ["text", "json", "html", "csv", "md"] {
            let said = isms(&root, &["fleet", what, "--where", "client = beta", "--today", DAY, "--format", format]);
            let all = format!("{}{}", said.stdout, said.stderr).to_lowercase();
            assert!(all.contains("beta") || what == "due" && format == "csv", "{what} {format}");
            assert!(!all.contains("acme"), "{what} {format}: {all}");
        }
    }
    let unknown = isms(&root, &["fleet", "check", "--where", "clint = beta"]);
    assert_eq!((unknown.code, unknown.stderr.contains("did you mean `client`?")), (2, true), "{}", unknown.stderr);
    let computed = isms(&root, &["fleet", "check", "--where", "errors > 0"]);
    assert_eq!(computed.code, 2, "what follows from records is for `fleet status` to ask");
    assert_eq!(names(&json(&root, &["fleet", "status", "--where", "errors > 0"])["programmes"], "programme"), ["clients/beta"]);
    assert_eq!(names(&json(&root, &["fleet", "status", "--sort", "-risks"])["programmes"], "programme"), ["clients/acme", "clients/beta"]);
}

#[test]
fn many_come_in_their_order_whoever_is_ready_first() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - path: many/*\n");
    for n in 0..30 {
        let files =
            if n % 7 == 0 { "format: 1\norganisation: {name: [}\n".into() } else { format!("format: 1\norganisation: {{name: P{n}}}\n") };
        write(&root, &format!("many/p{n}/isms.yaml"), files);
        for risk in 0..n % 5 {
            write(&root, &format!("many/p{n}/risks/RSK-{risk}.yaml"), format!("id: RSK-{risk}\ntitle: R\n"));
        }
    }
    let first = isms(&root, &["fleet", "check", "--today", DAY, "--format", "json"]).stdout;
    let value: Value = serde_json::from_str(&first).unwrap();
    let order = names(&value["programmes"], "programme").into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(order, (0..30).map(|n| format!("many/p{n}")).collect::<Vec<_>>());
    for threads in ["1", "2", "5"] {
        let mut again = command(&root, &["fleet", "check", "--today", DAY, "--format", "json"]);
        assert_eq!(ran(again.env("RAYON_NUM_THREADS", threads).output().unwrap()).stdout, first, "{threads} threads");
    }
}

#[test]
fn a_first_file_names_what_is_there_and_overwrites_nothing() {
    let (_room, root) = fleet("");
    fs::remove_file(root.join("fleet.yaml")).unwrap();
    let missing = isms(&root, &["fleet", "status"]);
    assert_eq!(missing.code, 3);
    assert!(missing.stderr.contains("`isms fleet init` writes one"), "{}", missing.stderr);
    let made = isms(&root, &["fleet", "init"]);
    assert_eq!((made.code, made.stderr.contains("which names 2 programmes")), (0, true), "{}", made.stderr);
    let check = isms(&root, &["fleet", "check", "--today", DAY, "--select", "record-shape,file-unreadable,id-duplicate"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
    let text = fs::read_to_string(root.join("fleet.yaml")).unwrap();
    assert!(text.contains("  - path: clients/acme\n  - path: clients/beta\n"), "{text}");
    assert!(root.join("fleet.schema.json").is_file());
    let again = isms(&root, &["fleet", "init"]);
    assert_eq!(again.code, 3);
    assert_eq!(fs::read_to_string(root.join("fleet.yaml")).unwrap(), text);
    // The lines that are commented out are right, too.
    let shown: String = text.lines().map(|line| line.replacen("  #-", "  -", 1).replacen("  #  ", "    ", 1) + "\n").collect();
    write(&root, "fleet.yaml", shown.replace("#name: Our", "name: Our"));
    let shown = isms(&root, &["fleet", "check", "--today", DAY, "--select", "record-shape"]);
    assert!(!shown.stdout.contains("record-shape"), "{}", shown.stdout);
    assert_eq!(shown.code, 1, "those two are not there, and what is wrong may stand in them");
    let below = isms(&root.join("clients"), &["fleet", "status", "--format", "json", "--today", DAY]);
    assert_eq!(below.code, 0, "the file above is found: {}", below.stderr);
}

#[test]
fn a_file_that_is_none_says_where() {
    let (_room, root) = fleet("");
    for (text, words) in [
        ("", "`fleet.yaml` says nothing"),
        ("programmes: [\n", "fleet.yaml:1:13"),
        ("- a\n", "is no mapping"),
        ("format: 2\nprogrammes: []\n", "format"),
        ("programmes: []\n", "format"),
        ("format: 1\n", "names no programme"),
        ("format: 1\nprogrammes: []\n---\nformat: 1\n", "this is another"),
    ] {
        write(&root, "fleet.yaml", text);
        let said = isms(&root, &["fleet", "check", "--today", DAY, "--format", "csv"]);
        assert!(matches!(said.code, 1 | 3), "{text:?}: {} {}", said.code, said.stderr);
        assert!(!said.stderr.contains("./"), "{}", said.stderr);
        assert!(format!("{}{}", said.stdout, said.stderr).contains(words), "{text:?}: {}{}", said.stdout, said.stderr);
    }
    for args in [&["fleet", "status", "--at", DAY][..], &["-C", "nowhere", "fleet", "status"]] {
        write(&root, "fleet.yaml", "format: 1\nprogrammes: [{path: clients/acme}]\n");
        let said = isms(&root, args);
        assert_eq!(said.code, if args[0] == "-C" { 3 } else { 0 }, "{}", said.stderr);
    }
}

/// In a hook git names the repository that it runs for, which is none of these.
#[test]
fn a_repository_in_the_environment_is_not_theirs() {
    let (_room, root) = fleet("format: 1\nprogrammes:\n  - path: clients/acme\n");
    git(&root, &["init", "-q"]);
    let plain = isms(&root, &["fleet", "status", "--today", DAY, "--format", "json"]).stdout;
    let mut hooked = command(&root, &["fleet", "status", "--today", DAY, "--format", "json"]);
    let hooked = ran(hooked.env("GIT_DIR", root.join(".git")).env("GIT_WORK_TREE", &root).output().unwrap());
    assert_eq!(hooked.stdout, plain, "{}", hooked.stderr);
}

#[test]
fn sisters_are_compared_by_what_they_have_in_common() {
    let (_room, root) = fleet(
        "format: 1\nprogrammes:\n  - {name: Acme, path: clients/acme}\n  - {name: Kept, repository: acme.git, revision: main}\n  - {name: Beta, path: clients/beta}\n",
    );
    let set = isms(&root, &["-C", "clients/acme", "set", "soa", "controls.A.8.23.applicable=false"]);
    assert_eq!(set.code, 0, "{}", set.stderr);
    let report = json(&root, &["fleet", "compare", "Acme", "Kept"]);
    assert_eq!(names(&report["programmes"], "programme"), ["Acme", "Kept"]);
    assert_eq!((&report["same_levels"], &report["same"]), (&Value::Bool(true), &Value::from(92)));
    assert_eq!(report["incomparable"], Value::Array(Vec::new()));
    assert_eq!(names(&report["differences"], "control"), ["A.8.23"]);
    assert_eq!(
        (&report["differences"][0]["said"][0]["applicable"], &report["differences"][0]["said"][1]["applicable"]),
        (&Value::Bool(false), &Value::Bool(true))
    );
    let alone = json(&root.join("clients/acme"), &["risk", "score"]);
    for level in report["programmes"][1]["levels"].as_array().unwrap() {
        assert_eq!(level["risks"], alone["totals"]["current"][level["level"].as_str().unwrap()], "{level}");
    }
    let isms_yaml = fs::read_to_string(root.join("clients/beta/isms.yaml")).unwrap();
    write(&root, "clients/beta/isms.yaml", isms_yaml.replace("critical", "extreme"));
    let told = isms(&root, &["fleet", "compare", "Acme", "Beta", "--today", DAY]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    for words in ["risks by level, because levels are not the same: Acme has low < medium < high < critical", "extreme", "undecided"] {
        assert!(told.stdout.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{words}: {}", told.stdout);
    }
    assert!(!told.stdout.contains("\nhigh "), "what is called alike is not compared: {}", told.stdout);
    let sheet = isms(&root, &["fleet", "compare", "Acme", "Kept", "--today", DAY, "--format", "csv"]).stdout;
    assert_eq!(
        sheet.lines().collect::<Vec<_>>(),
        ["Control,Title,Acme,Kept", "A.8.23,Web filtering,excluded,in-progress"].map(|line| line.replace("in-progress", "planned"))
    );
    for (args, words) in [
        (&["Acme"][..], "2 values required"),
        (&["Acme", "Acme"], "is named twice"),
        (&["Acme", "Bета"], "no programme is called"),
        (&["Acme", "Kepd"], "did you mean `Kept`"),
    ] {
        let said = isms(&root, &[&["fleet", "compare"], args].concat());
        assert_eq!((said.code, said.stderr.contains(words)), (2, true), "{args:?}: {}", said.stderr);
    }
}
