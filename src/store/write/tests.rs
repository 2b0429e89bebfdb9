use super::*;
use disk::{Fault, with_fault};
use stage::Stage;
use std::collections::BTreeMap;

/// Everything in a folder, by path; folders end in `/`.
fn seen(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                found.insert(name + "/", Vec::new());
                open.push(path);
            } else {
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// A programme with three files, and a change of one of them that adds thirteen others and takes one away.
fn programme() -> (tempfile::TempDir, Vec<Change>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("isms.yaml"), "before").unwrap();
    fs::write(folder.path().join("scope.yaml"), "other").unwrap();
    let mut changes: Vec<Change> = (0..12).map(|n| Change::new(format!("risks/RSK-{n:03}.yaml"), format!("risk {n}"))).collect();
    fs::write(folder.path().join("soa.yaml"), "old").unwrap();
    changes.insert(5, Change::of("isms.yaml", "before", "after"));
    changes.insert(8, Change::gone("soa.yaml", "old"));
    changes.push(Change::new("roles/deep/ROL-x.yaml", "role"));
    (folder, changes)
}

fn write(root: &Path, changes: &[Change]) -> Result<(), WriteError> {
    Writer::begin(root)?.write(changes)
}

#[test]
fn all_is_written_and_nothing_else_is_left() {
    let (folder, changes) = programme();
    write(folder.path(), &changes).unwrap();
    let mut expected: BTreeMap<String, Vec<u8>> =
        changes.iter().filter_map(|change| Some((change.path.clone(), change.after.clone()?))).collect();
    expected.extend(["risks/", "roles/", "roles/deep/"].map(|folder| (folder.to_owned(), Vec::new())));
    expected.insert("scope.yaml".into(), b"other".to_vec());
    assert_eq!(seen(folder.path()), expected);
}

/// The states that a process leaves which is killed between two moves: some files in their place, the rest made ready.
fn killed(root: &Path, changes: &[Change], moved: usize) {
    let writer = Writer::begin(root).unwrap();
    let batch = writer.batch().unwrap();
    changes.iter().for_each(|change| batch.add(change).unwrap());
    batch.killed(moved);
}

#[test]
fn what_was_interrupted_is_taken_back() {
    for moved in 0..=15 {
        let (folder, changes) = programme();
        let before = seen(folder.path());
        killed(folder.path(), &changes, moved);
        // Who only reads sees the files as they were, unless all is done, and changes nothing.
        let half = seen(folder.path());
        let [Pending { files, is_interrupted: true, of, .. }] = &pending(folder.path()).unwrap()[..] else { panic!("{moved}") };
        assert_eq!((files.len(), of.len()), if moved == 15 { (0, 15) } else { (15, 15) });
        assert!(files.iter().all(|(path, text)| text.as_ref() == before.get(path)), "{moved}");
        let foreseen = interrupted(folder.path(), Resolve::Safely).unwrap();
        assert_eq!(seen(folder.path()), half);
        let writer = Writer::begin(folder.path()).unwrap();
        match &writer.interrupted[..] {
            [Interrupted::Begun] => assert_eq!(moved, 0),
            [Interrupted::TakenBack(left)] => assert_eq!(left.len(), moved),
            [Interrupted::Done(n)] => assert_eq!((*n, moved), (15, 15)),
            other => panic!("{moved}: {other:?}"),
        }
        assert_eq!(writer.interrupted, foreseen, "{moved}");
        assert!(moved == 15 || seen(folder.path()) == before, "{moved}");
        assert!(pending(folder.path()).unwrap().is_empty());
    }
}

#[test]
fn work_on_top_of_an_interrupted_change_stays() {
    let (folder, changes) = programme();
    let root = folder.path();
    killed(root, &changes, 7);
    // One that the change had made, one that it had changed, and one that it had not come to.
    let (new, old, later) = (root.join("risks/RSK-001.yaml"), root.join("isms.yaml"), root.join("soa.yaml"));
    [&new, &old, &later].iter().for_each(|path| fs::write(path, "mine").unwrap());
    let mine = seen(root);
    let [Pending { files, .. }] = &pending(root).unwrap()[..] else { panic!() };
    assert_eq!(files.len(), 12, "what somebody has worked on is read as it is");
    let writer = Writer::begin(root).unwrap();
    let [Interrupted::Stays(unsettled)] = &writer.interrupted[..] else { panic!("{:?}", writer.interrupted) };
    assert_eq!(unsettled.left.len(), 5);
    let kept = |path: &str, changed: &[Changed]| changed.iter().find(|file| file.path == path).unwrap().kept.clone();
    assert_eq!(kept("risks/RSK-001.yaml", &unsettled.changed), None);
    let (text, is_earlier) = kept("isms.yaml", &unsettled.changed).unwrap();
    assert_eq!((fs::read(text).unwrap(), is_earlier), (b"before".to_vec(), true));
    assert_eq!(kept("soa.yaml", &unsettled.changed), None);
    assert_eq!(seen(root), mine, "nothing is moved or removed until somebody chooses");
    drop(writer);
    let foreseen = interrupted(root, Resolve::Keeping).unwrap();
    assert!(
        seen(root) == mine
            && matches!(&foreseen[..], [Interrupted::TakenBackBut(Unsettled { left, changed })] if left.len() == 5 && changed.len() == 3)
    );
    let writer = Writer::begin_with(root, Resolve::Keeping).unwrap();
    let [Interrupted::TakenBackBut(unsettled)] = &writer.interrupted[..] else { panic!("{:?}", writer.interrupted) };
    let (text, _) = kept("isms.yaml", &unsettled.changed).unwrap();
    assert!(text.starts_with(root) && text.ends_with("isms.yaml") && !text.display().to_string().contains("writing"));
    assert_eq!(fs::read(text).unwrap(), b"before");
    assert_eq!([&new, &old, &later].map(|path| fs::read(path).unwrap()), [b"mine"; 3]);
    assert_eq!(fs::read_dir(root.join("risks")).unwrap().count(), 1, "the rest is taken back");
    assert!(pending(root).unwrap().is_empty());
}

/// Somebody saves to a file between the moment it is read and the moment it is moved, or goes on to write to the file that
/// he has open, and the process is killed before it has looked.
#[test]
fn what_somebody_saved_meanwhile_is_put_back() {
    for moved in [6, 15] {
        let (folder, changes) = programme();
        killed(folder.path(), &changes, moved);
        let stage = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.join("plan").exists());
        fs::write(stage.unwrap().join("5"), "saved meanwhile").unwrap();
        let writer = Writer::begin(folder.path()).unwrap();
        assert!(matches!(&writer.interrupted[..], [Interrupted::TakenBack(left)] if left.len() == moved), "{:?}", writer.interrupted);
        assert_eq!(fs::read(folder.path().join("isms.yaml")).unwrap(), b"saved meanwhile");
    }
}

#[test]
fn a_plan_that_leads_elsewhere_does_nothing() {
    let (folder, _) = programme();
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "x").unwrap();
    let left = folder.path().join(".isms-writing-abcdef");
    let digest = crate::base::digest::sha256_hex(b"x");
    for path in [victim.display().to_string(), format!("../{}/victim", outside.path().file_name().unwrap().display())] {
        fs::create_dir(&left).unwrap();
        let mark = Stage::found(&left).mark().unwrap();
        fs::write(left.join("plan"), format!("isms writing 2\nin {mark}\n- {digest} {path}\n- {digest} other\n")).unwrap();
        Writer::begin(folder.path()).unwrap();
        assert!(victim.exists());
        fs::remove_dir_all(&left).or_else(|error| if left.exists() { Err(error) } else { Ok(()) }).unwrap();
    }
}

/// A clone or an unpacked folder may bring a plan; nothing is done by it, and nothing of git's is ever reached.
#[test]
fn a_plan_that_somebody_else_wrote_does_nothing() {
    let (folder, _) = programme();
    let root = folder.path();
    fs::create_dir(root.join(".git")).unwrap();
    fs::write(root.join(".git/config"), "x").unwrap();
    fs::write(root.join("README.md"), "x").unwrap();
    let digest = crate::base::digest::sha256_hex(b"x");
    let left = root.join(".isms-writing-abcdef");
    fs::create_dir(&left).unwrap();
    let mark = Stage::found(&left).mark().unwrap();
    for (mark, path) in [("1:0", "README.md"), ("", "README.md"), (mark.as_str(), ".git/config"), (mark.as_str(), "a/.b/c")] {
        fs::write(left.join("plan"), format!("isms writing 2\nin {mark}\n- {digest} {path}\n- {digest} other\n")).unwrap();
        let writer = Writer::begin(root).unwrap();
        let foreign = Interrupted::Foreign(left.clone(), vec![path.into(), "other".into()]);
        assert_eq!(writer.interrupted, std::slice::from_ref(&foreign), "{mark} {path}");
        assert!(root.join("README.md").exists() && root.join(".git/config").exists());
        // Who reads is told, whoever is at work, and reads what is there.
        let [Pending { files, is_interrupted: true, outlook, .. }] = &pending(root).unwrap()[..] else { panic!("{mark} {path}") };
        assert!(files.is_empty() && *outlook == foreign);
    }
    fs::write(left.join("plan"), [0xff, 0xfe]).unwrap();
    assert!(Writer::begin(root).unwrap().write(&[Change::new("a.yaml", "b")]).is_ok());
}

/// What a programme says to git is taken back like its records; other hidden files are not written at all.
#[test]
fn what_is_hidden_is_git_s_or_not_written() {
    let (folder, mut changes) = programme();
    let root = folder.path();
    let before = seen(root);
    changes.extend([".gitattributes", "schemas/.gitignore"].map(|path| Change::new(path, "x")));
    let (last, of) = (changes.len() - 1, changes.len());
    for moved in [last, of] {
        killed(root, &changes, moved);
        let writer = Writer::begin(root).unwrap();
        let is_so = match &writer.interrupted[..] {
            [Interrupted::TakenBack(left)] => left.len() == last && seen(root) == before,
            [Interrupted::Done(n)] => *n == of,
            _ => false,
        };
        assert!(is_so, "{moved}: {:?}", writer.interrupted);
    }
    let (folder, changes) = programme();
    let root = folder.path();
    for path in ["evidence/files/.env", ".env", ".github/x.yaml", ".husky/.gitignore"] {
        let error = write(root, &[&changes[..], &[Change::new(path, "x")]].concat()).unwrap_err();
        assert!(error.path.ends_with(path) && error.left.is_empty() && seen(root) == before, "{error:?}");
    }
}

#[test]
fn nobody_elses_work_is_overwritten() {
    let (folder, changes) = programme();
    let root = folder.path();
    fs::create_dir(root.join("risks")).unwrap();
    fs::write(root.join("risks/RSK-011.yaml"), "mine").unwrap();
    let before = seen(root);
    let error = write(root, &changes).unwrap_err();
    assert_eq!((error.source.kind(), error.left.len()), (io::ErrorKind::AlreadyExists, 0));
    assert_eq!(seen(root), before);
    fs::remove_file(root.join("risks/RSK-011.yaml")).unwrap();
    fs::write(root.join("isms.yaml"), "saved meanwhile").unwrap();
    let error = write(root, &changes).unwrap_err();
    assert_eq!((error.source.to_string().as_str(), error.left.len()), ("it was changed meanwhile", 0));
    assert_eq!(fs::read(root.join("isms.yaml")).unwrap(), b"saved meanwhile");
    assert!(fs::read_dir(root.join("risks")).unwrap().next().is_none());
}

#[test]
#[cfg(unix)]
fn records_are_never_written_through_links() {
    let (folder, changes) = programme();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("risks")).unwrap();
    let error = write(folder.path(), &changes).unwrap_err();
    assert!(error.source.to_string().contains("symbolic link"));
    assert!(fs::read_dir(outside.path()).unwrap().next().is_none());
    let (folder, changes) = programme();
    fs::hard_link(folder.path().join("isms.yaml"), outside.path().join("twin")).unwrap();
    assert!(write(folder.path(), &changes).unwrap_err().source.to_string().contains("hard links"));
    assert_eq!(fs::read(outside.path().join("twin")).unwrap(), b"before");
}

/// Somebody who reads while files are moved finds all of them as they were, or all as they are going to be.
#[test]
fn who_reads_meanwhile_sees_all_of_a_change_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let paths: Vec<String> = (0..40).map(|n| format!("{n}.yaml")).collect();
    paths.iter().for_each(|path| fs::write(root.join(path), "0").unwrap());
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..30 {
                let (before, after) = (n.to_string(), (n + 1).to_string());
                let changes: Vec<Change> = paths.iter().map(|path| Change::of(path, before.as_str(), after.as_str())).collect();
                write(root, &changes).unwrap();
            }
            is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let mut met = 0;
        while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
            for change in pending(root).unwrap() {
                assert_eq!((change.files.len(), change.is_interrupted), (40, false));
                assert!(change.files.iter().all(|(_, text)| *text == change.files[0].1), "{:?}", change.files);
                met += 1;
            }
        }
        assert!(met > 0, "no change was met on its way");
    });
}

#[test]
fn two_writers_wait_for_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let next = |root: &Path| {
        let writer = Writer::begin(root).unwrap();
        let n = fs::read_dir(root).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().is_some()).count();
        writer.write(&[Change::new(format!("{n}.yaml"), "x")]).unwrap();
    };
    std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(|| next(folder.path())))));
    assert_eq!(seen(folder.path()).len(), 8);
}

/// An output of these bytes, which is written in two parts.
fn put(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let (one, other) = bytes.split_at(1);
    output(path, &|out| out.write_all(one).and_then(|()| out.write_all(other)))
}

#[test]
#[cfg(unix)]
fn an_output_is_written_to_what_is_there() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    // A file keeps its permissions, a link stays a link and may lead to nothing yet, names stay names of one file.
    fs::write(place("file"), "before").unwrap();
    fs::set_permissions(place("file"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("file", place("link")).unwrap();
    symlink("link", place("link to link")).unwrap();
    symlink("new", place("dangling")).unwrap();
    symlink("round", place("round")).unwrap();
    fs::write(place("twin"), "before").unwrap();
    fs::hard_link(place("twin"), place("other twin")).unwrap();
    put(&place("link to link"), b"one").unwrap();
    assert_eq!(fs::read(place("file")).unwrap(), b"one");
    assert_eq!(fs::metadata(place("file")).unwrap().mode() & 0o777, 0o640);
    assert!(place("link").is_symlink() && place("link to link").is_symlink());
    put(&place("dangling"), b"two").unwrap();
    assert_eq!(fs::read(place("new")).unwrap(), b"two");
    assert!(place("dangling").is_symlink());
    put(&place("twin"), b"three").unwrap();
    assert_eq!(fs::read(place("other twin")).unwrap(), b"three");
    assert!(put(&place("round"), b"x").is_err() && put(folder.path(), b"x").is_err() && put(&place("no/where"), b"x").is_err());
    // A pipe stays a pipe, and gets the bytes.
    let pipe = place("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    put(&pipe, b"four").unwrap();
    assert_eq!(reader.join().unwrap(), b"four");
    assert!(!fs::symlink_metadata(&pipe).unwrap().is_file());
    // Files of ours are no links.
    assert!(write_file(&place("link"), b"x").is_err() && write_file(&pipe, b"x").is_err());
    write_file(&place("file"), b"five").unwrap();
    assert_eq!(fs::read(place("file")).unwrap(), b"five");
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.display().to_string().starts_with(".isms-")));
}

#[test]
fn a_file_stays_whole_whatever_fails() {
    for lasts in [false, true] {
        for n in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("report.html");
            fs::write(&path, "before").unwrap();
            let fault = Fault { at: n, lasts, is: io::ErrorKind::StorageFull };
            let (result, reached) = with_fault(fault, || put(&path, b"after"));
            let expected: &[u8] = if result.is_ok() { b"after" } else { b"before" };
            assert_eq!(fs::read(&path).unwrap(), expected, "step {n}");
            assert!(result.is_ok_and(|()| n > 0) || reached);
            if !reached {
                break;
            }
        }
    }
}

#[test]
fn an_output_that_breaks_off_leaves_the_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    fs::write(&path, "before").unwrap();
    let breaks_off = |out: &mut dyn io::Write| out.write_all(&[b'x'; 200_000]).and_then(|()| Err(io::ErrorKind::Other.into()));
    assert!(output(&path, &breaks_off).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
