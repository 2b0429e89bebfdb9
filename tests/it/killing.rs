//! Edits of many files whose program is killed while it writes, and killed again while it recovers: what stands there in the
//! end is all as before or all as after. Few kills as a test; many by hand:
//!
//! ```sh
//! ISMS_KILLS=1000 ISMS_KILLED_FILES=60 cargo test --locked --test it killing -- --nocapture
//! ```

use crate::support::{command, isms, programme, snapshot, write};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A recovery that was killed so often is left to end.
const RECOVERIES: u32 = 3;

/// The texts of all files but those of the program's own, by path.
type Texts = BTreeMap<String, Vec<u8>>;

fn texts(root: &Path) -> Texts {
    snapshot(root).into_iter().filter(|(path, _)| !path.contains("/.isms-")).collect()
}

/// An edit of all risks.
fn edit(root: &Path, files: usize, version: usize) -> Child {
    let method = format!("method={version}.0");
    let ids: Vec<String> = (0..files).map(|n| format!("RSK-{n}")).collect();
    started(root, &[&["set", "--yes", &method], &ids.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat())
}

/// Whether an edit has begun: its folder is there with the plan of it, or what is left of one.
fn has_begun(root: &Path) -> bool {
    fs::read_dir(root).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".isms-writing-"))
}

fn started(root: &Path, args: &[&str]) -> Child {
    command(root, args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until something is so, or a program has ended.
fn until(child: &mut Child, is_so: impl Fn() -> bool) {
    while !is_so() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(20));
    }
}

/// Numbers that look like chance and are the same in each run.
struct Dice(u64);

impl Dice {
    /// Up to all of a time.
    fn part_of(&mut self, time: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        time.mul_f64((self.0 >> 40) as f64 / f64::from(1 << 24))
    }
}

/// How often the signal ended the program, and what was there then.
#[derive(Debug, Default)]
struct Count {
    killed: usize,
    killed_halfway: usize,
    recoveries_killed: usize,
    ended_before: usize,
}

/// Sends the signal after a while; whether that ended it.
fn is_killed(mut child: Child, after: Duration) -> bool {
    sleep(after);
    child.kill().unwrap();
    child.wait().unwrap().signal() == Some(9)
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).map_or(otherwise, |n| n.parse().expect("a number"))
}

#[test]
fn an_edit_that_is_killed_is_done_or_not() {
    let files = number("ISMS_KILLED_FILES", 12);
    let folder = programme();
    let root = folder.path();
    for n in 0..files {
        write(root, &format!("risks/RSK-{n}.yaml"), format!("id: RSK-{n}\ntitle: Risk {n}\nmethod: 0.0\n"));
    }
    let count = kill_often(root, "risks/RSK-0.yaml", |version| edit(root, files, version));
    println!("{files} files: {count:?}");
}

/// Rows of many programmes, which others read than our own commands: what was killed before files are moved changed nothing.
#[test]
#[cfg(feature = "parquet")]
fn an_export_that_is_killed_is_done_or_not() {
    let (_room, root) = crate::exported::few(4);
    let out = root.join("out");
    fs::create_dir(&out).unwrap();
    let first = texts_of_first(&root);
    let export = |version: usize| started(&root, &["fleet", "export", "-o", "out", "--without", ["people", "people,text"][version - 1]]);
    let count = kill_often(&out, &first, export);
    println!("rows: {count:?}");
}

/// A file of an export that is another in each of its versions.
#[cfg(feature = "parquet")]
fn texts_of_first(root: &Path) -> String {
    let export = |out: &str, without| assert_eq!(isms(root, &["fleet", "export", "-o", out, "--without", without]).code, 0);
    export("one", "people");
    export("other", "people,text");
    let [one, other] = ["one", "other"].map(|out| texts(&root.join(out)));
    let differs = one.iter().find(|(path, text)| path.contains("/risks/") && other[&path.replacen("/one/", "/other/", 1)] != **text);
    differs.unwrap().0.split_once("/one/").unwrap().1.to_owned()
}

/// Does by turns two things to a folder which each change a file of it, and kills each.
fn kill_often(root: &Path, file: &str, start: impl Fn(usize) -> Child) -> Count {
    let kills = number("ISMS_KILLS", 6);
    // How long it writes, and what comes of it.
    let [first, second] = [1, 2].map(|version| {
        let mut child = start(version);
        until(&mut child, || has_begun(root));
        let begun = Instant::now();
        assert!(child.wait().unwrap().success(), "it is not killed");
        (texts(root), begun.elapsed())
    });
    let writing = first.1.max(second.1);
    let states = [first.0, second.0];
    assert_ne!(states[0], states[1]);
    let (mut count, mut dice, mut now) = (Count::default(), Dice(2_026), 1);
    while count.killed < kills {
        let next = 1 - now;
        let mut child = start(next + 1);
        // Texts are made ready for much longer than they are moved: every other signal waits for the first one to move.
        let first = || fs::read(root.join(file)).unwrap();
        let before = first();
        let is_early = count.killed % 2 == 0;
        until(&mut child, || if is_early { has_begun(root) } else { first() != before });
        if is_killed(child, if is_early { dice.part_of(writing) } else { Duration::ZERO }) {
            count.killed += 1;
            let left = texts(root);
            let is_halfway = !states.contains(&left);
            assert!(!is_halfway || has_plan(root), "what is half done can be taken back");
            count.killed_halfway += usize::from(is_halfway);
            recover(root, &mut count, &mut dice, writing);
            let left = texts(root);
            now = states.iter().position(|state| *state == left).expect("it is as before or as after");
        } else {
            count.ended_before += 1;
            assert!(texts(root) == states[next], "it ended and said that all was done");
            now = next;
        }
        assert!(!has_begun(root), "nothing of it is left");
        assert!(count.ended_before <= 20 * kills, "the signals come too late: {count:?}");
    }
    count
}

/// Whether what is there tells how to take back what was begun.
fn has_plan(root: &Path) -> bool {
    let mut stages = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    stages.any(|path| path.to_string_lossy().contains("/.isms-writing-") && path.join("plan").is_file())
}

/// Recovers, killed a few times before it may end.
fn recover(root: &Path, count: &mut Count, dice: &mut Dice, writing: Duration) {
    for _ in 0..RECOVERIES {
        count.recoveries_killed += usize::from(is_killed(started(root, &["recover"]), dice.part_of(writing)));
    }
    if has_begun(root) {
        let ran = isms(root, &["recover"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}
