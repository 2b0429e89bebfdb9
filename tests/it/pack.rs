//! The auditor's bundle: the same from the same commit, checked byte for byte, and with nothing in it that should not be.

use crate::readiness::copy;
use crate::support::{commit_on, git, isms, project, write};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A small programme in a repository, with evidence of every kind that is and is not packed.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    copy(&project().join("examples/minimal"), root);
    write(root, "evidence/files/report.txt", "all is well\n");
    write(root, "evidence/EVD-report.yaml", "id: EVD-report\ntitle: Report\nfile: evidence/files/report.txt\n");
    write(root, "evidence/files/keys.txt", "password = hunter2hunter2\n");
    write(root, "evidence/EVD-keys.yaml", "id: EVD-keys\ntitle: Keys\nfile: evidence/files/keys.txt\n");
    write(root, "evidence/files/ignored.bin", "x");
    write(root, "evidence/EVD-ignored.yaml", "id: EVD-ignored\ntitle: Ignored\nfile: evidence/files/ignored.bin\n");
    write(root, ".gitignore", "*.bin\n");
    std::os::unix::fs::symlink("/etc/hostname", root.join("evidence/files/link.txt")).unwrap();
    write(root, "evidence/EVD-link.yaml", "id: EVD-link\ntitle: Link\nfile: evidence/files/link.txt\n");
    commit_on(root, "2026-06-01", "Begin");
    folder
}

fn packed(root: &Path, name: &str, args: &[&str]) -> (Vec<u8>, String) {
    let ran = isms(root, &[&["audit", "pack", "-o", name, "--today", "2026-06-30"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    (fs::read(root.join(name)).unwrap(), ran.stderr)
}

fn checked(root: &Path, name: &str) -> (i32, Value) {
    let ran = isms(root, &["verify", name, "--format", "json"]);
    (ran.code, serde_json::from_str(&ran.stdout).unwrap_or(Value::Null))
}

#[test]
fn the_same_commit_gives_the_same_bundle_and_it_holds() {
    let folder = small();
    let root = folder.path();
    let (first, said) = packed(root, "../a.zip", &["--at", "HEAD"]);
    let (second, _) = packed(root, "../b.zip", &["--at", "HEAD"]);
    assert!(first == second, "the bytes differ");
    for left in ["keys.txt` is left out: it seems to hold a password", "ignored.bin` is left out", "link.txt` is left out"] {
        assert!(said.contains(left), "{said}");
    }
    let digest = said.split("manifest sha256:").nth(1).unwrap().trim();
    let (code, report) = checked(root, "../a.zip");
    assert_eq!((code, report["manifest"].as_str(), report["exact"].as_bool()), (0, Some(digest), Some(true)), "{report}");
    assert_eq!(isms(root, &["verify", "../a.zip", "--manifest", digest]).code, 0);
    assert_eq!(isms(root, &["verify", "../a.zip", "--manifest", &"0".repeat(64)]).code, 1);
    fs::remove_file(root.join("../a.zip")).unwrap();
    fs::remove_file(root.join("../b.zip")).unwrap();
}

#[test]
fn it_can_be_checked_without_isms() {
    let folder = small();
    let root = folder.path();
    packed(root, "p.zip", &["--at", "HEAD"]);
    let unpacked = root.join("unpacked");
    fs::create_dir(&unpacked).unwrap();
    let python = "import zipfile,sys; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    let unzip = Command::new("python3").args(["-c", python]).arg(root.join("p.zip")).arg(&unpacked).status();
    let Ok(unzip) = unzip else {
        eprintln!("left out: there is no python3 to unpack it");
        return;
    };
    assert!(unzip.success());
    let sums = Command::new("sha256sum").args(["--quiet", "-c", "SHA256SUMS"]).current_dir(&unpacked).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));
    let manifest: Value = serde_json::from_slice(&fs::read(unpacked.join("manifest.json")).unwrap()).unwrap();
    let commit = manifest["made_from"]["commit"].as_str().unwrap();
    let mut compared = 0;
    for file in manifest["files"].as_array().unwrap() {
        if let Some(from) = file["from"].as_str() {
            let kept = git(root, &["show", &format!("{commit}:{from}")]).stdout;
            assert_eq!(kept, fs::read_to_string(unpacked.join(file["path"].as_str().unwrap())).unwrap(), "{from}");
            compared += 1;
        }
    }
    assert!(compared > 3);
    assert!(fs::read_to_string(unpacked.join("index.html")).unwrap().contains("SHA256SUMS"));
    assert!(unpacked.join("reports/soa.html").is_file() && unpacked.join("history/log.json").is_file());
}

/// Every byte that is another, every file that came, went or changed places.
#[test]
fn no_byte_can_be_another() {
    let folder = small();
    let root = folder.path();
    let (bytes, _) = packed(root, "p.zip", &["--public", "--at", "HEAD"]);
    // A prime step goes over all parts of an archive; the floor below tries every byte of a smaller one.
    for at in (0..bytes.len()).step_by((bytes.len() / 150) | 1) {
        let mut other = bytes.clone();
        other[at] ^= 1;
        fs::write(root.join("q.zip"), &other).unwrap();
        assert_ne!(isms(root, &["verify", "q.zip"]).code, 0, "byte {at}");
    }
    let python = "
import zipfile, sys
source = zipfile.ZipFile(sys.argv[1])
names = source.namelist()
def write(name, entries):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_STORED) as out:
        for path, data in entries: out.writestr(zipfile.ZipInfo(path), data)
all = [(name, source.read(name)) for name in names]
write(sys.argv[2] + '/added.zip', all + [('records/new.yaml', b'id: x')])
write(sys.argv[2] + '/gone.zip', all[1:])
write(sys.argv[2] + '/swapped.zip', [(all[0][0], all[1][1]), (all[1][0], all[0][1])] + all[2:])
write(sys.argv[2] + '/changed.zip', [(all[0][0], all[0][1] + b' ')] + all[1:])
write(sys.argv[2] + '/unnamed.zip', [entry for entry in all if entry[0] != 'manifest.json'])
";
    let made = Command::new("python3").args(["-c", python]).arg(root.join("p.zip")).arg(root).status();
    if made.is_ok_and(|made| made.success()) {
        for name in ["added", "gone", "swapped", "changed", "unnamed"] {
            assert_ne!(isms(root, &["verify", &format!("{name}.zip")]).code, 0, "{name}");
        }
    }
}

#[test]
fn what_is_to_be_left_out_is_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let acme = folder.path().join("acme");
    copy(&project().join("examples/acme"), &acme);
    let (bytes, _) = packed(&acme, "p.zip", &["--without", "incident,risk.scenario,risk.treatment.actions.owner"]);
    let risk = fs::read_to_string(acme.join("risks/RSK-001.yaml")).unwrap();
    let scenario = risk.lines().find(|line| line.starts_with("scenario:")).unwrap();
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(!holds(&bytes, &scenario[..40]) && !holds(&bytes, "id: INC-") && holds(&bytes, "id: RSK-001"));
    let (public, _) = packed(&acme, "q.zip", &["--public"]);
    for hidden in ["EVD-", "PER-", "RSK-"] {
        assert!(!holds(&public, hidden), "{hidden}");
    }
    assert!(holds(&public, "A.5.1"));
    assert_eq!(checked(&acme, "p.zip").0, 0);
    assert_eq!(isms(&acme, &["audit", "pack", "--without", "rsik"]).code, 2);
    assert_eq!(isms(&acme, &["audit", "pack", "--without", "risk.nothing"]).code, 2);
}

/// What the commit does not have is not said to be there, what cannot be read is said, and what is not understood leaks nothing.
#[test]
fn nothing_is_said_that_the_commit_and_the_records_do_not_show() {
    let folder = small();
    let root = folder.path();
    write(root, "evidence/files/report.txt", "changed since\n");
    write(root, "risks/RSK-1.yaml", "id: RSK-1\ntitle: A\nscenario: hidden one\nscenario: hidden two\n");
    write(root, "risks/RSK-2.yaml", "id: [\n");
    let manifest = |name: &str, args: &[&str]| {
        let (bytes, said) = packed(root, name, args);
        let (from, to) = ("{\n  \"version\": 1,\n  \"organisation\"", "\n}");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let begin = text.find(from).unwrap();
        let end = begin + text[begin..].find(to).unwrap() + to.len();
        (serde_json::from_str::<Value>(&text[begin..end]).unwrap(), text, said)
    };
    let (told, text, said) = manifest("p.zip", &[]);
    let from = |path: &str| told["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap()["from"].clone();
    assert_eq!((from("records/evidence/files/report.txt"), from("records/isms.yaml")), (Value::Null, "isms.yaml".into()));
    assert!(text.contains("not reproducible") && !text.contains("makes every report of this bundle again"));
    assert!(said.contains("`risks/RSK-2.yaml` is left out: no record in it can be read"), "{said}");
    let (_, text, said) = manifest("q.zip", &["--without", "risk.scenario"]);
    assert!(!text.contains("hidden one") && !text.contains("hidden two") && said.contains("`risks/RSK-1.yaml` is left out"), "{said}");
}

/// A report that lies about is none of what a bundle is made of, and a record that nobody committed is; its files are counted
/// alike by whoever counts them.
#[test]
fn only_what_a_bundle_is_made_of_makes_it_another() {
    let folder = small();
    let root = folder.path();
    let reproducible = || {
        let (_, said) = packed(root, "pack.zip", &[]);
        let files = checked(root, "pack.zip").1["files"].as_u64().unwrap();
        assert!(said.contains(&format!("packed {files} files")), "{files}: {said}");
        !isms(root, &["verify", "pack.zip"]).stdout.contains("but the files differed from it")
    };
    assert_eq!(isms(root, &["report", "register", "-o", "register.html"]).code, 0);
    assert!(reproducible());
    write(root, "evidence/files/report.txt", "all is not well\n");
    assert!(!reproducible());
    git(root, &["checkout", "-q", "."]);
    write(root, "risks/RSK-9.yaml", "id: RSK-9\ntitle: It floods\n");
    assert!(!reproducible());
}
