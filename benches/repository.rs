//! Repositories of any size for measuring: a programme and five years of work on it, the same for the same numbers.

use crate::corpus::{self, PEOPLE};
use chrono::{DateTime, Days, NaiveDate};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// How commits hang together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Each commit has one parent.
    Linear,
    /// About every 25 commits a branch of 2 to 20 is merged; now and then both lines have changed the same record.
    Merges,
}

const BEGIN: i64 = 1_625_032_800; // 2021-06-30 06:00 UTC
const END: i64 = 1_782_712_800; // 2026-06-29 06:00 UTC

/// Makes a repository of so many commits in an empty folder, with the last one checked out. The first commit is a
/// programme of `records` records, a multiple of ten and at least twenty. All objects are in one pack, as in a clone.
pub fn write(root: &Path, records: usize, commits: usize, shape: Shape) -> io::Result<()> {
    std::fs::create_dir_all(root)?;
    done(&mut git(root, &["init", "--quiet", "--initial-branch=main"]))?;
    let mut import = git(root, &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
    let pipe = import.stdin.take().expect("the pipe was asked for");
    tell(Story::of(records, shape), commits, BufWriter::new(pipe))?;
    succeeded(import.wait()?)?;
    done(&mut git(root, &["reset", "--quiet", "--hard"]))?;
    done(&mut git(root, &["repack", "-adq"]))
}

/// Makes a repository of a small programme in which each commit judges one risk again, so many times.
pub fn write_versions(root: &Path, versions: usize) -> io::Result<()> {
    std::fs::create_dir_all(root)?;
    done(&mut git(root, &["init", "--quiet", "--initial-branch=main"]))?;
    let mut import = git(root, &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn()?;
    let mut pipe = BufWriter::new(import.stdin.take().expect("the pipe was asked for"));
    for n in 0..versions {
        let second = BEGIN + (END - BEGIN) / versions as i64 * n as i64;
        writeln!(pipe, "commit refs/heads/main\ncommitter Eva <eva@example.org> {second} +0000")?;
        data(&mut pipe, "Judge")?;
        let risk = format!(
            "id: RSK-1\ntitle: A risk\ncurrent: {{likelihood: {}, impact: 3}}\napproval: {{by: ROL-isms-manager, on: 2021-07-01}}\nnotes: Looked at {n} times\n",
            1 + n % 5
        );
        let base = if n == 0 { corpus::files(0, 2021) } else { Vec::new() };
        for (path, text) in base.into_iter().chain([("risks/RSK-1.yaml".into(), risk)]) {
            writeln!(pipe, "M 100644 inline {path}")?;
            data(&mut pipe, &text)?;
        }
    }
    pipe.into_inner()?;
    succeeded(import.wait()?)?;
    done(&mut git(root, &["reset", "--quiet", "--hard"]))
}

/// A git command with nothing of this machine's configuration in it.
pub fn git(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root).args(args).stdin(Stdio::null()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", root);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_PAGER", "cat");
    command
}

/// Runs a command that has to succeed.
pub fn done(command: &mut Command) -> io::Result<()> {
    succeeded(command.status()?)
}

fn succeeded(status: ExitStatus) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("git: {status}"))) }
}

/// Tells a story to `git fast-import`, evenly over the years.
fn tell(mut story: Story, commits: usize, mut out: impl Write) -> io::Result<()> {
    for n in 0..commits {
        let seconds = BEGIN + (END - BEGIN) * n as i64 / (commits - 1).max(1) as i64;
        let day = DateTime::from_timestamp(seconds, 0).expect("calendars reach that far").date_naive();
        let commit = story.next(commits - n, day);
        writeln!(out, "commit refs/heads/main\nmark :{}", story.count)?;
        for role in ["author", "committer"] {
            writeln!(out, "{role} Person {0} <p{0}@example.org> {seconds} +0000", commit.author)?;
        }
        data(&mut out, &commit.message)?;
        for (word, parent) in ["from", "merge"].iter().zip(&commit.parents) {
            writeln!(out, "{word} :{parent}")?;
        }
        for path in &commit.removed {
            writeln!(out, "D {path}")?;
        }
        for File { path, text } in &commit.written {
            writeln!(out, "M 100644 inline {path}")?;
            data(&mut out, text)?;
        }
    }
    out.flush()
}

fn data(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "data {}\n{text}", text.len())
}

#[derive(Clone)]
struct File {
    path: String,
    text: String,
}

/// A commit as git takes it.
#[derive(Default)]
struct Commit {
    /// By number; the first commit is 1.
    parents: Vec<usize>,
    /// The number of a person.
    author: usize,
    message: String,
    removed: Vec<String>,
    written: Vec<File>,
}

impl Commit {
    fn write(&mut self, before: String, file: &File) {
        if before != file.path {
            self.removed.push(before);
        }
        self.written.push(file.clone());
    }
}

/// A branch that is not merged yet.
struct Branch {
    tip: usize,
    /// So many commits are still to come.
    left: usize,
    /// What it has changed, by the place in the story's files.
    files: BTreeMap<usize, File>,
    /// A risk whose action this branch moves and which the main line may judge again meanwhile.
    shared: Option<usize>,
}

/// Which line a commit is on. While there is a branch, the main line works on every other group of ten records and the
/// branch on those between, so that a merge has nothing to decide; a shared risk merges line by line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Main,
    Branch,
}

/// Numbers that look like chance and are always the same, from a linear congruential generator.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// The work on a programme as it goes on.
struct Story {
    shape: Shape,
    dice: Dice,
    /// How many commits there are.
    count: usize,
    /// The last commit of the main line.
    tip: usize,
    /// The main line's files: what every programme has, then the records it began with by their number.
    files: Vec<File>,
    records: usize,
    /// Paths of evidence that came later, the oldest first. Nothing refers to it.
    added: VecDeque<String>,
    /// How much evidence came later; some of it is gone again.
    additions: usize,
    branch: Option<Branch>,
    /// So many commits come before the next branch.
    pause: usize,
}

/// Commits between a merge and the next branch.
const PAUSE: usize = 8;
/// So much evidence that came later is kept.
const KEPT: usize = 50;

/// Changes a file on a day.
type Act = fn(&mut File, &mut Dice, NaiveDate);

/// What people do with records: how often of a hundred times, to which of ten records, and what they say of it.
const ACTS: [(usize, [usize; 2], &str, Act); 8] = [
    (44, [0, 4], "Judge again", judge),
    (15, [0, 4], "Give more time to", postpone),
    (10, [0, 4], "Approve the treatment of", approve),
    (12, [6, 8], "Test", test),
    (7, [6, 8], "Say how far we are with", set_status),
    (6, [8, 10], "Renew", renew),
    (4, [4, 6], "Move elsewhere", relocate),
    (1, [0, 10], "Rename the file of", rename),
];

impl Story {
    fn of(records: usize, shape: Shape) -> Self {
        assert!(records >= 20 && records.is_multiple_of(10), "records come in groups of ten, two groups or more");
        let files = corpus::files(records, 2021).into_iter().map(|(path, text)| File { path, text }).collect();
        let (dice, added) = (Dice(27_001), VecDeque::new());
        Self { shape, dice, count: 0, tip: 0, files, records, added, additions: 0, branch: None, pause: PAUSE }
    }

    /// The next commit, when so many are still to be told. With the last one all is merged.
    fn next(&mut self, left: usize, day: NaiveDate) -> Commit {
        self.count += 1;
        if self.count == 1 {
            self.tip = 1;
            return Commit { message: "Begin the programme".into(), written: self.files.clone(), ..Commit::default() };
        }
        let over = self.branch.take_if(|branch| branch.left == 0 || left == 1);
        if let Some(branch) = over.filter(|branch| !branch.files.is_empty()) {
            return self.merge(branch);
        }
        if self.shape == Shape::Merges && self.branch.is_none() && left > 1 {
            match self.pause.checked_sub(1) {
                Some(pause) => self.pause = pause,
                None => self.begin_branch(),
            }
        }
        let line = if self.branch.is_some() && self.dice.roll(3) > 0 { Line::Branch } else { Line::Main };
        self.work(line, day)
    }

    fn begin_branch(&mut self) {
        let shared = (self.dice.roll(4) == 0).then(|| self.pick(Line::Branch, [0, 4]));
        self.branch = Some(Branch { tip: self.tip, left: 2 + self.dice.roll(19), files: BTreeMap::new(), shared });
        self.pause = PAUSE;
    }

    fn merge(&mut self, branch: Branch) -> Commit {
        let (author, message) = (self.dice.roll(PEOPLE), format!("Merge the work on {} records", branch.files.len()));
        let mut commit = Commit { parents: vec![self.tip, branch.tip], author, message, ..Commit::default() };
        for (at, mut file) in branch.files {
            if branch.shared == Some(at) {
                for field in JUDGED {
                    put(&mut file.text, field, '\n', get(&self.files[at].text, field, '\n'));
                }
            }
            commit.write(std::mem::take(&mut self.files[at].path), &file);
            self.files[at] = file;
        }
        self.tip = self.count;
        commit
    }

    fn work(&mut self, line: Line, day: NaiveDate) -> Commit {
        let mut commit = Commit { author: self.dice.roll(PEOPLE), ..Commit::default() };
        let mut before = BTreeMap::new();
        for _ in 0..1 + self.dice.roll(4) {
            let (did, at, act) = self.choose(line);
            let file = file_on(line, &mut self.branch, &mut self.files, at);
            if before.is_empty() {
                commit.message = format!("{did} {}", file.path);
            }
            before.entry(at).or_insert_with(|| file.path.clone());
            act(file, &mut self.dice, day);
        }
        for (at, path) in before {
            commit.write(path, file_on(line, &mut self.branch, &mut self.files, at));
        }
        if line == Line::Main && self.dice.roll(20) == 0 {
            self.add_evidence(&mut commit, day);
        }
        let tip = match (line, &mut self.branch) {
            (Line::Branch, Some(branch)) => {
                branch.left -= 1;
                &mut branch.tip
            }
            _ => &mut self.tip,
        };
        commit.parents = vec![std::mem::replace(tip, self.count)];
        commit
    }

    /// What is done next, and to which file.
    fn choose(&mut self, line: Line) -> (&'static str, usize, Act) {
        if let Some((shared, branch)) = self.branch.as_ref().and_then(|branch| Some((branch.shared?, branch))) {
            match line {
                Line::Branch if branch.files.is_empty() => return ("Give more time to", shared, postpone),
                Line::Main if branch.files.contains_key(&shared) && self.dice.roll(3) == 0 => return ("Judge again", shared, judge),
                _ => {}
            }
        }
        let mut rolled = self.dice.roll(100);
        for (often, which, did, act) in ACTS {
            match rolled.checked_sub(often) {
                Some(rest) => rolled = rest,
                None => return (did, self.pick(line, which), act),
            }
        }
        match (line, self.dice.roll(4)) {
            (Line::Branch, _) => ("Judge again", self.pick(line, [0, 4]), judge),
            (_, 0) => ("Count the people in", self.place("isms.yaml"), count_people),
            (_, 1) => ("Draw the boundary in", self.place("scope.yaml"), draw_boundary),
            _ => {
                let role = format!("roles/ROL-{}.yaml", self.dice.roll(PEOPLE));
                ("Hand over", self.place(&role), hand_over)
            }
        }
    }

    /// One record of those that the line works on, from the first of ten to before the last.
    fn pick(&mut self, line: Line, [first, last]: [usize; 2]) -> usize {
        let groups = self.records / 10;
        let group = match (line, &self.branch) {
            (Line::Main, None) => self.dice.roll(groups),
            (Line::Main, Some(_)) => self.dice.roll(groups / 2) * 2,
            (Line::Branch, _) => self.dice.roll(groups / 2) * 2 + 1,
        };
        self.files.len() - self.records + group * 10 + first + self.dice.roll(last - first)
    }

    fn place(&self, path: &str) -> usize {
        self.files.iter().position(|file| file.path == path).expect("every programme has it, and nobody renames it")
    }

    /// A report comes in, and the oldest one that came in later leaves.
    fn add_evidence(&mut self, commit: &mut Commit, day: NaiveDate) {
        let (group, n) = (self.dice.roll(self.records / 10), self.records + self.additions);
        let mut file = File { path: format!("evidence/EVD-{n}.yaml"), text: corpus::evidence(n, group, 2021) };
        renew(&mut file, &mut self.dice, day);
        self.additions += 1;
        self.added.push_back(file.path.clone());
        commit.written.push(file);
        if self.added.len() > KEPT {
            commit.removed.extend(self.added.pop_front());
        }
    }
}

/// A file as it is on a line; a branch has those of the main line until it changes them.
fn file_on<'f>(line: Line, branch: &'f mut Option<Branch>, files: &'f mut [File], at: usize) -> &'f mut File {
    match (line, branch) {
        (Line::Branch, Some(branch)) => branch.files.entry(at).or_insert_with(|| files[at].clone()),
        _ => &mut files[at],
    }
}

/// The fields of a judgement.
const JUDGED: [&str; 4] = ["\nassessed: ", "\ninherent: ", "\ncurrent: ", "\nresidual: "];

fn judge(risk: &mut File, dice: &mut Dice, day: NaiveDate) {
    let text = &mut risk.text;
    let likelihood = 1 + dice.roll(5);
    put(text, "\ncurrent: {likelihood: ", ',', &likelihood.to_string());
    if dice.roll(3) == 0 {
        let impact = (1 + dice.roll(5)).to_string();
        put(text, "\ninherent: {likelihood: 5, impact: ", '}', &impact);
        put(text, &format!("\ncurrent: {{likelihood: {likelihood}, impact: "), ',', &impact);
        put(text, "\nresidual: {likelihood: 1, impact: ", ',', &impact);
    }
    put(text, "\nassessed: {on: ", ',', &day.to_string());
}

fn postpone(risk: &mut File, dice: &mut Dice, day: NaiveDate) {
    put(&mut risk.text, " due: ", ',', &(day + Days::new(30 + dice.roll(300) as u64)).to_string());
}

fn approve(risk: &mut File, _: &mut Dice, day: NaiveDate) {
    let owner = get(&risk.text, "\nowner: ", '\n').to_owned();
    put(&mut risk.text, "\n  approval: ", '\n', &format!("{{by: {owner}, on: {day}}}"));
}

fn test(control: &mut File, dice: &mut Dice, day: NaiveDate) {
    let result = if dice.roll(10) == 0 { "fail" } else { "pass" };
    let end = control.text.find("tags: ").expect("controls have tags after their tests");
    control.text.insert_str(end, &format!("      - {{on: {day}, by: ROL-isms-manager, result: {result}}}\n"));
}

fn set_status(control: &mut File, dice: &mut Dice, _: NaiveDate) {
    put(&mut control.text, "\nstatus: ", '\n', ["planned", "in-progress", "implemented", "implemented"][dice.roll(4)]);
}

fn renew(evidence: &mut File, _: &mut Dice, day: NaiveDate) {
    let (from, to) = (day - Days::new(91), day - Days::new(1));
    put(&mut evidence.text, "\neffective: ", '\n', &format!("{{from: {from}, to: {to}}}"));
    put(&mut evidence.text, "\ncollected: {on: ", ',', &day.to_string());
}

fn relocate(asset: &mut File, dice: &mut Dice, _: NaiveDate) {
    put(&mut asset.text, "\nlocation: ", '\n', &format!("eu-central-{}", dice.roll(9)));
}

/// A name says more or less than the id, which it begins with.
fn rename(record: &mut File, _: &mut Dice, _: NaiveDate) {
    let stem = record.path.trim_end_matches(".yaml");
    record.path = stem.strip_suffix("-in-full").map_or_else(|| format!("{stem}-in-full.yaml"), |short| format!("{short}.yaml"));
}

fn count_people(isms: &mut File, dice: &mut Dice, _: NaiveDate) {
    isms.text = isms.text.replace("# employees", "employees");
    put(&mut isms.text, "\n  employees: ", '\n', &(100 + dice.roll(100)).to_string());
}

fn draw_boundary(scope: &mut File, dice: &mut Dice, _: NaiveDate) {
    scope.text = scope.text.replace("# statement", "statement");
    put(&mut scope.text, "\nstatement: ", '\n', &format!("The development and operation of {} products", 2 + dice.roll(8)));
}

fn hand_over(role: &mut File, dice: &mut Dice, _: NaiveDate) {
    put(&mut role.text, "\nheld_by: ", '\n', &format!("[PER-{}]", dice.roll(PEOPLE)));
}

/// What stands between two marks.
fn get<'t>(text: &'t str, after: &str, until: char) -> &'t str {
    text.split_once(after).and_then(|(_, rest)| rest.split_once(until)).expect("the programme has this line").0
}

/// Puts something else between two marks.
fn put(text: &mut String, after: &str, until: char, value: &str) {
    let old = get(text, after, until).len();
    let start = text.find(after).expect("it was found just now") + after.len();
    text.replace_range(start..start + old, value);
}
