//! Faults, each at every step of an edit: a process that is killed, and killed again while it recovers; disks that are full,
//! broken, shut or read-only; somebody who saves meanwhile. Afterwards all is as it was or as it was to be, and whatever
//! was said of it is so. A writer that writes in place fails the same trial.
//!
//! Twelve files are tried by default. `ISMS_FAULTS=60` in the environment of the build tries as many as it says, and
//! `ISMS_FAULTS=5000/700` each 700th step of an edit of 5,000.

use super::disk::{Fault, count_steps, step, with_fault, with_somebody};
use super::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write as _};
use std::rc::Rc;

type Files = BTreeMap<String, Vec<u8>>;

/// A folder of records, and an edit that changes half of them, makes some and takes some away.
struct Trial {
    folder: tempfile::TempDir,
    changes: Vec<Change>,
    old: Files,
    new: Files,
}

impl Trial {
    /// In memory where that is possible: disks take their time to make things safe.
    fn of(files: usize) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let changes: Vec<Change> = (0..files)
            .map(|n| match n % 4 {
                0 => Change::new(format!("risks/{}/RSK-{n}.yaml", n % 3), format!("new {n}")),
                1 => Change::gone(format!("old/{n}.yaml"), format!("old {n}")),
                _ => Change::of(format!("old/{n}.yaml"), format!("old {n}"), format!("changed {n}")),
            })
            .collect();
        let texts = |of: fn(&Change) -> &Option<Vec<u8>>| -> Files {
            changes.iter().filter_map(|change| Some((change.path.clone(), of(change).clone()?))).collect()
        };
        let (old, new) = (texts(|change| &change.before), texts(|change| &change.after));
        let trial = Self { folder, changes, old, new };
        fs::create_dir(trial.root().join("old")).unwrap();
        trial.old.iter().for_each(|(path, text)| fs::write(trial.root().join(path), text).unwrap());
        trial
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The files that are there, without what is hidden.
    fn files(&self) -> Files {
        let (mut found, mut open) = (Files::new(), vec![self.root().to_owned()]);
        while let Some(folder) = open.pop() {
            for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = path.strip_prefix(self.root()).unwrap().display().to_string();
                if name.starts_with('.') {
                    continue;
                }
                if path.is_dir() {
                    open.push(path);
                } else {
                    found.insert(name, fs::read(path).unwrap());
                }
            }
        }
        found
    }

    /// The files as somebody finds them who only reads.
    fn read(&self) -> Files {
        let mut files = self.files();
        for (path, text) in pending(self.root()).unwrap().into_iter().flat_map(|pending| pending.files) {
            match text {
                Some(text) => files.insert(path, text),
                None => files.remove(&path),
            };
        }
        files
    }

    fn is_whole(&self, files: &Files) -> bool {
        *files == self.old || *files == self.new
    }

    fn write(&self) -> Result<(), WriteError> {
        Writer::begin(self.root())?.write(&self.changes)
    }

    /// Has the next command that writes tidy up, holds what it says against what is so, and finds no litter.
    fn recover(&self, when: &str) {
        let said = Writer::begin(self.root()).unwrap().interrupted;
        let files = self.files();
        let is_so = match &said[..] {
            [] | [Interrupted::Begun] => self.is_whole(&files),
            [Interrupted::TakenBack(_)] => files == self.old,
            [Interrupted::Done(n)] => files == self.new && *n == self.changes.len(),
            _ => false,
        };
        assert!(is_so, "{when}: {said:?}");
        let hidden =
            fs::read_dir(self.root()).unwrap().filter(|entry| entry.as_ref().unwrap().file_name().display().to_string().starts_with('.'));
        assert_eq!(hidden.count(), 0, "{when}");
    }
}

/// How many files, and which of the steps.
fn scale() -> (usize, usize) {
    let wanted = option_env!("ISMS_FAULTS").unwrap_or("12");
    let (files, each) = wanted.split_once('/').unwrap_or((wanted, "1"));
    (files.parse().unwrap(), each.parse().unwrap())
}

/// Has a process die at every step, each time in a new trial. A kill that kills nothing is a fault of the trial.
fn kill_at_each_step(files: usize, each: usize, write: impl Fn(&Trial), then: impl Fn(&Trial, usize)) -> usize {
    let whole = Trial::of(files);
    let steps = count_steps(|| write(&whole));
    assert!(whole.files() == whole.new && steps > files, "{steps} steps");
    let mut kills = 0;
    for n in (0..steps).step_by(each) {
        let trial = Trial::of(files);
        let ((), reached) = with_fault(Fault { at: n, lasts: true, is: ErrorKind::Other }, || write(&trial));
        assert!(reached, "the kill at step {n} of {steps} killed nothing");
        then(&trial, n);
        kills += 1;
    }
    kills
}

#[test]
fn a_killed_edit_is_whole_whenever_it_is_killed() {
    let (files, each) = scale();
    let again = std::cell::Cell::new(0);
    let kills = kill_at_each_step(
        files,
        each,
        |trial| drop(trial.write()),
        |trial, n| {
            let (left, read) = (trial.files(), trial.read());
            assert!(trial.is_whole(&read), "killed at step {n}, who reads sees half of it");
            // Every record is somewhere, whole, whatever comes next.
            assert!(left.iter().all(|(path, text)| trial.old.get(path) == Some(text) || trial.new.get(path) == Some(text)), "step {n}");
            // Recovery is killed too, further on each time, until it comes to its end.
            for m in (0..).step_by(each) {
                let (_, reached) = with_fault(Fault { at: m, lasts: true, is: ErrorKind::Other }, || Writer::begin(trial.root()).map(drop));
                assert!(trial.is_whole(&trial.read()), "killed at step {n}, and its recovery at {m}");
                if !reached {
                    break;
                }
                again.set(again.get() + 1);
            }
            trial.recover(&format!("killed at step {n}"));
        },
    );
    // Three steps of each file, and each recovery has some of its own.
    assert!(kills > 3 * files / each && again.get() > kills, "{kills} kills, and {} while it was recovered", again.get());
}

/// Somebody has saved two files since an edit of them was killed, and keeping the other texts is killed, too, further on each
/// time. What he saved stays; each text from before is in a folder for it, and named where anything is told.
#[test]
fn texts_are_kept_whenever_that_is_killed() {
    let (files, each) = scale();
    let files = files.div_ceil(3).next_multiple_of(4);
    let (again, kept) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let kill_keeping = |trial: &Trial, n: usize| {
        if pending(trial.root()).unwrap().is_empty() {
            return;
        }
        let saved = ["old/2.yaml".to_owned(), format!("old/{}.yaml", files - 1)];
        let taken = |path: &&String| fs::read(trial.root().join(path)).ok() == trial.new.get(*path).cloned();
        let taken: Vec<&String> = saved.iter().filter(taken).collect();
        saved.iter().for_each(|path| fs::write(trial.root().join(path), "mine").unwrap());
        let last = (0..).step_by(each).find_map(|m| {
            let fault = Fault { at: m, lasts: true, is: ErrorKind::Other };
            let (result, reached) = with_fault(fault, || Writer::begin_with(trial.root(), Resolve::Keeping));
            again.set(again.get() + usize::from(reached));
            (!reached).then(|| result.unwrap().interrupted)
        });
        let when = format!("killed at step {n}: {last:?}");
        let now = trial.files();
        for (path, text) in &trial.old {
            assert_eq!(now[path], if saved.contains(path) { b"mine" } else { text.as_slice() }, "{path}, {when}");
        }
        let folders = fs::read_dir(trial.root()).unwrap().map(|entry| entry.unwrap().path());
        let folders: Vec<PathBuf> = folders.filter(|path| path.display().to_string().contains("/.isms-kept-")).collect();
        for path in &taken {
            let is_kept = |folder: &PathBuf| fs::read(folder.join(path)).ok().as_ref() == trial.old.get(*path);
            assert!(folders.iter().any(is_kept), "{path}, {when}");
            if let Some([Interrupted::TakenBackBut(Unsettled { changed, .. })]) = last.as_deref() {
                let told = changed.iter().find(|file| file.path == **path).unwrap();
                let (at, is_earlier) = told.kept.as_ref().expect(&when);
                assert!(*is_earlier && fs::read(at).ok().as_ref() == trial.old.get(*path), "{path}, {when}");
            }
            kept.set(kept.get() + 1);
        }
    };
    let kills = kill_at_each_step(files, each, |trial| drop(trial.write()), kill_keeping);
    assert!(again.get() > kills && kept.get() > 0, "{kills} kills, {} of keeping, {} texts kept", again.get(), kept.get());
}

/// Whoever writes one file after the other is found out.
#[test]
fn the_trial_finds_a_writer_that_writes_in_place() {
    let in_place = |trial: &Trial| {
        let each = |change: &Change| -> io::Result<()> {
            let path = trial.root().join(&change.path);
            step()?;
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            match &change.after {
                None => fs::remove_file(path),
                Some(text) => {
                    let mut file = fs::File::create(path)?;
                    step()?;
                    file.write_all(text)
                }
            }
        };
        drop(trial.changes.iter().try_for_each(each));
    };
    let (halves, torn) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let kills = kill_at_each_step(12, 1, in_place, |trial, _| {
        let files = trial.read();
        halves.set(halves.get() + usize::from(!trial.is_whole(&files)));
        torn.set(torn.get() + usize::from(files.values().any(Vec::is_empty)));
    });
    assert!(halves.get() > kills / 2 && torn.get() > 5, "{kills} kills, {} halves, {} torn files", halves.get(), torn.get());
}

/// Has each step fail in each way, once and from then on. What is said is so, and nothing else is.
#[test]
fn what_an_error_says_is_so() {
    let (files, each) = scale();
    let steps = count_steps(|| Trial::of(files).write().unwrap());
    let mut faults = 0;
    for is in [ErrorKind::StorageFull, ErrorKind::Other, ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem] {
        for lasts in [false, true] {
            for n in (0..steps).step_by(each) {
                let when = format!("{is:?} at step {n}, lasting {lasts}");
                let trial = Trial::of(files);
                let (result, reached) = with_fault(Fault { at: n, lasts, is }, || trial.write());
                assert!(reached, "{when}");
                match result {
                    Ok(()) => assert!(trial.files() == trial.new, "{when}"),
                    Err(error) => {
                        let now = trial.files();
                        for change in &trial.changes {
                            let is_left = error.left.contains(&change.left());
                            assert_eq!(is_left, now.get(&change.path) == change.after.as_ref(), "{when}: {}", change.path);
                        }
                        assert!(!error.left.is_empty() || now == trial.old, "{when}");
                        assert!(trial.is_whole(&trial.read()), "{when}");
                    }
                }
                trial.recover(&when);
                faults += 1;
            }
        }
    }
    assert!(faults > 4 * 2 * 3 * files / each, "{faults} faults");
}

/// A step fails, and somebody saves a file at another. His text is never lost, nor is what it took the place of if that was
/// ours, and what is said of the rest is so.
#[test]
fn what_somebody_saves_while_an_edit_fails_destroys_nothing() {
    // Each step with each other one: of fewer files.
    let (files, each) = scale();
    let files = files.div_ceil(3).next_multiple_of(4);
    let steps = count_steps(|| Trial::of(files).write().unwrap());
    let (mut errors, mut kept, mut taken_back_later) = (0, 0, 0);
    for path in ["old/2.yaml".to_owned(), format!("old/{}.yaml", files - 1)] {
        for at in (0..steps).step_by(each) {
            // Taking back has steps too.
            for then in (0..steps + files).step_by(each) {
                let trial = Trial::of(files);
                let (saved, place) = (trial.root().join("saved"), trial.root().join(&path));
                let replaced = Rc::new(RefCell::new(None));
                let seen = Rc::clone(&replaced);
                let save = move || {
                    *seen.borrow_mut() = fs::read(&place).ok();
                    fs::write(&saved, "mine").unwrap();
                    fs::rename(&saved, &place).unwrap();
                };
                let fault = Fault { at, lasts: false, is: ErrorKind::StorageFull };
                let ((result, _), is_saved) = with_somebody(then, save, || with_fault(fault, || trial.write()));
                let when = format!("`{path}` saved at step {then}, step {at} fails: {result:?}");
                let (Err(error), true) = (&result, is_saved) else { continue };
                errors += 1;
                let now = trial.files();
                // What could not be taken back is said to be so, and the next command that writes does it.
                if now[&path] != b"mine" {
                    assert!(error.left.iter().any(|left| left.path == path), "{when}");
                    drop(Writer::begin(trial.root()).unwrap());
                    assert!(trial.files()[&path] == b"mine", "{when}");
                    taken_back_later += 1;
                    continue;
                }
                for change in trial.changes.iter().filter(|change| change.path != path) {
                    let is_left = error.left.contains(&change.left());
                    assert_eq!(is_left, now.get(&change.path) == change.after.as_ref(), "{when}: {}", change.path);
                }
                if *replaced.borrow() == trial.new.get(&path).cloned() {
                    assert!(error.left.iter().any(|left| left.path == path), "{when}");
                    let [Interrupted::Stays(Unsettled { changed, .. })] = &interrupted(trial.root(), Resolve::Safely).unwrap()[..] else {
                        panic!("{when}")
                    };
                    let (earlier, is_earlier) = changed[0].kept.as_ref().unwrap();
                    assert!(*is_earlier && fs::read(earlier).ok().as_ref() == trial.old.get(&path), "{when}");
                    kept += 1;
                }
            }
        }
    }
    let counts = format!("{errors} errors, {kept} texts kept, {taken_back_later} taken back by the next command");
    assert!(errors > steps && kept > 0 && taken_back_later > 0, "{counts}");
}

/// Somebody saves a file at each step: under another name that he then moves, as most editors do, or to the file that he
/// has had open since before. His text is never lost, and the rest is whole.
#[test]
fn what_somebody_saves_meanwhile_is_kept() {
    let (files, each) = scale();
    let steps = count_steps(|| Trial::of(files).write().unwrap());
    // The folder is tidied away when the last look has been taken: its plan, the plan's name, each text, two more. That file
    // is looked at before those behind it.
    let there = |changes: &[Change]| changes.iter().filter(|change| change.before.is_some()).count();
    let changes = Trial::of(files).changes;
    let tidying = 2 + there(&changes) + 2 + there(&changes[3..]);
    for by_name in [true, false] {
        let last = if by_name { steps } else { steps - tidying };
        for n in (0..last).step_by(each) {
            let trial = Trial::of(files);
            let path = trial.root().join("old/2.yaml");
            let mut open = fs::OpenOptions::new().write(true).open(&path).unwrap();
            let saved = trial.root().join("saved");
            let save = move || {
                if by_name {
                    fs::write(&saved, "mine").unwrap();
                    fs::rename(&saved, &path).unwrap();
                } else {
                    open.set_len(0).unwrap();
                    open.write_all(b"mine").unwrap();
                }
            };
            let (result, reached) = with_somebody(n, save, || trial.write());
            let when = format!("saved by name {by_name} at step {n}: {result:?}");
            assert!(reached, "{when}");
            let mut now = trial.files();
            assert_eq!(now.remove("old/2.yaml").unwrap(), b"mine", "{when}");
            let but = |files: &Files| {
                files.iter().filter(|(path, _)| *path != "old/2.yaml").map(|(path, text)| (path.clone(), text.clone())).collect()
            };
            let (old, new): (Files, Files) = (but(&trial.old), but(&trial.new));
            assert!(now == if result.is_ok() { new } else { old }, "{when}");
        }
    }
}
