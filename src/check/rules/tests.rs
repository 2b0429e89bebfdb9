//! The pages of the rules are their tests: records under "Fails" must be found by the rule, those under "Passes" not.

use super::RULES;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::check::{Check, findings_of};
use crate::history::Judged;
use crate::model::annex_a::ANNEX_A;
use crate::store::memory::{Memory, MemoryHistory};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

/// The day pages are read on.
fn today() -> Date {
    "2026-06-30".parse().unwrap()
}

/// A small programme that every example adds to, or replaces files of.
const BASE: &str = include_str!("base.yaml");

/// One fenced block of a page.
struct Example {
    section: String,
    /// Words behind `yaml`: `all-controls` decides every Annex A control; `bare` leaves the base out;
    /// `blurred` makes the date of the last commit unreadable; `shallow`, `later` and `no-history` keep the history back.
    options: Vec<String>,
    text: String,
}

fn examples(page: &str) -> Vec<Example> {
    let (mut found, mut section, mut open): (Vec<Example>, String, Option<Example>) = (Vec::new(), String::new(), None);
    for line in page.lines() {
        match (&mut open, line) {
            (None, line) if line.starts_with("## ") => section = line[3..].to_owned(),
            (None, line) if line.starts_with("```yaml") => {
                let options = line[7..].split_whitespace().map(str::to_owned).collect();
                open = Some(Example { section: section.clone(), options, text: String::new() });
            }
            (Some(_), "```") => found.extend(open.take()),
            (Some(example), line) => writeln!(example.text, "{line}").unwrap(),
            _ => {}
        }
    }
    found
}

/// A programme of a page, and its past if the page gives it one.
#[derive(Default)]
struct Programme {
    now: Memory,
    past: Option<MemoryHistory>,
}

/// Puts the files of a block in place: each begins with `# path`, and a `---` before such a line ends one. A line such as
/// `# commit 2026-03-01 by Eva <eva@example.org>` commits what stands above it, and `# gone path` takes a file out.
fn put(programme: &mut Programme, text: &str) {
    let mut current: Option<(&str, String)> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        match (path(line), &mut current) {
            _ if line.starts_with("# gone ") => {
                if let Some((path, content)) = current.take() {
                    programme.now.put(path, content);
                }
                programme.now.remove(&line["# gone ".len()..]);
            }
            _ if line.starts_with("# commit ") => {
                if let Some((path, content)) = current.take() {
                    programme.now.put(path, content);
                }
                commit(programme, line);
            }
            (Some(path), _) => {
                if let Some((path, content)) = current.replace((path, String::new())) {
                    programme.now.put(path, content);
                }
            }
            (None, _) if line == "---" && lines.peek().is_some_and(|next| path(next).is_some() || next.starts_with("# gone ")) => {}
            (None, Some((_, content))) => writeln!(content, "{line}").unwrap(),
            (None, None) => panic!("a block begins with a path, not with {line}"),
        }
    }
    if let Some((path, content)) = current {
        programme.now.put(path, content);
    }
}

fn commit(programme: &mut Programme, line: &str) {
    let mut words = line.trim_start_matches("# commit ").splitn(4, ' ');
    let (day, _, name, email) = (words.next().unwrap(), words.next(), words.next().unwrap(), words.next().unwrap());
    let past = programme.past.get_or_insert_default();
    past.commit(&programme.now, (name, email.trim_matches(['<', '>'])), day.parse().unwrap());
}

fn found(example: &Example) -> Vec<Diagnostic> {
    judge(programme(example), example)
}

/// What is found in a programme whose history is as the options of an example say.
fn judge(mut programme: Programme, example: &Example) -> Vec<Diagnostic> {
    let has = |option: &str| example.options.iter().any(|o| o == option);
    if let (true, Some(past)) = (has("blurred"), &mut programme.past) {
        past.blur();
    }
    let judged = [("shallow", Judged::Shallow), ("later", Judged::Later), ("no-history", Judged::None)];
    let judged = judged.into_iter().find_map(|(option, judged)| has(option).then_some(judged));
    findings_of(&programme.now, programme.past.as_ref(), judged, today())
}

fn path(line: &str) -> Option<&str> {
    line.strip_prefix("# ").filter(|rest| rest.contains('.') && !rest.contains(' '))
}

fn programme(example: &Example) -> Programme {
    let mut programme = Programme::default();
    let has = |option: &str| example.options.iter().any(|o| o == option);
    if !has("bare") {
        put(&mut programme, BASE);
    }
    put(&mut programme, &example.text);
    decide(&mut programme, example);
    programme
}

/// Decides every control of Annex A, where a block says so.
fn decide(programme: &mut Programme, example: &Example) {
    if example.options.iter().any(|option| option == "all-controls") {
        let rows: String = ANNEX_A.iter().fold(String::new(), |mut rows, control| {
            writeln!(
                rows,
                "  {}: {{applicable: true, because: [business], justification: \"Needed for {} here\"}}",
                control.id, control.title
            )
            .unwrap();
            rows
        });
        programme.now.put("soa.yaml", format!("version: \"1.0\"\napproval: {{by: ROL-top-management, on: 2026-01-10}}\ncontrols:\n{rows}"));
    }
}

#[test]
fn pages_fail_and_pass_as_they_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let examples = examples(rule.page);
        for section in ["Fails", "Passes"] {
            assert!(examples.iter().any(|example| example.section == section), "{}: no example under {section}", rule.name);
        }
        for (index, example) in examples.iter().enumerate() {
            let found = found(example);
            let fires = found.iter().any(|finding| finding.rule == rule.name);
            if fires != (example.section == "Fails") {
                let others: BTreeSet<&str> = found.iter().map(|finding| finding.rule).collect();
                wrong.push(format!("{} example {}: {} but fires: {fires}; found {others:?}", rule.name, index + 1, example.section));
            }
            let shape = found.iter().find(|finding| finding.rule == "record-shape" && rule.name != "record-shape");
            wrong.extend(shape.map(|finding| format!("{} example {}: {}", rule.name, index + 1, finding.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_sorted_complete_and_named_as_its_files() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len(), "a name is used twice");
    let split = RULES.iter().position(|rule| matches!(rule.check, Check::Elsewhere)).unwrap();
    assert!(names[..split].is_sorted() && names[split..].is_sorted());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/rules");
    let pages: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().unwrap().strip_suffix(".md").map(|stem| stem.replace('_', "-")))
        .collect();
    assert_eq!(pages, names.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn every_page_has_a_heading_a_sentence_and_reasons() {
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        let summary = rule.info().summary();
        assert!(summary.ends_with(['.', '?']), "{}: the first sentence stands alone: {summary}", rule.name);
        assert!(!rule.mandatory || rule.level == Level::Error, "{}: what is mandatory is an error", rule.name);
    }
}

#[test]
fn messages_are_phrases() {
    for rule in RULES {
        for example in examples(rule.page) {
            for finding in found(&example) {
                for text in [Some(&finding.message), finding.help.as_ref()].into_iter().flatten() {
                    let first = text.chars().next().unwrap();
                    assert!(
                        !first.is_uppercase() || text.starts_with("Annex A") || text.starts_with("ISO"),
                        "begins in upper case: {text}"
                    );
                    assert!(!text.ends_with('.') || text.ends_with("…"), "ends in a stop: {text}");
                }
            }
        }
    }
}

/// What is found after somebody worked on an example: with another put over it.
fn found_after(example: &Example, act: &Example) -> Vec<Diagnostic> {
    let mut programme = programme(example);
    put(&mut programme, &act.text);
    decide(&mut programme, act);
    judge(programme, act)
}

/// What is wrong: the rule, and each thing it tells of, else its words and its advice.
fn faults(found: &[Diagnostic], which: impl Fn(&Diagnostic) -> bool) -> BTreeSet<(&'static str, String)> {
    let told = |finding: &Diagnostic| format!("{}: {}", finding.message, finding.help.as_deref().unwrap_or_default());
    let each = |finding: &Diagnostic| if finding.about.is_empty() { vec![told(finding)] } else { finding.about.clone() };
    found.iter().filter(|finding| which(finding)).flat_map(|finding| each(finding).into_iter().map(|what| (finding.rule, what))).collect()
}

/// What happened stays: evidence that came in late has come in late, and a commit keeps its day.
const PAST: &[&str] = &["evidence-sprint", "git-date-goes-back"];

/// A control that is decided to apply needs somebody to implement it next: no fault of the advice, but its sequel.
const SEQUELS: &[(&str, &str)] = &[("soa-row-missing", "soa-status-missing")];

/// Whoever does what a finding says is rid of it, and has no error in its place. For each finding under "Fails" there are
/// examples under "Passes" that show it when put over the failing one; the fields that the advice tells to write are
/// written by one of them, so an advice with an "or" takes two.
#[test]
fn advice_that_is_followed_ends_the_finding() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !PAST.contains(&rule.name)) {
        let examples = examples(rule.page);
        let (failing, passing): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| example.section == "Fails");
        for example in failing {
            let before = found(example);
            for finding in before.iter().filter(|finding| finding.rule == rule.name) {
                let problem = not_ended(finding, &before, example, &passing);
                wrong.extend(
                    problem.map(|problem| format!("{}: {}\n    help: {:?}\n    {problem}", rule.name, finding.message, finding.help)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Why no example shows that the advice of a finding ends it.
fn not_ended(finding: &Diagnostic, before: &[Diagnostic], example: &Example, passing: &[&Example]) -> Option<String> {
    let Some(advice) = finding.help.as_deref() else { return Some("it has no advice".into()) };
    let is_error = |found: &Diagnostic| found.level == Level::Error && !SEQUELS.contains(&(finding.rule, found.rule));
    let (mut shown, mut why) = (Vec::new(), Vec::new());
    for act in passing {
        let after = found_after(example, act);
        let own = faults(std::slice::from_ref(finding), |_| true);
        let lasts = !own.is_disjoint(&faults(&after, |_| true));
        let worse: Vec<_> = faults(&after, is_error).difference(&faults(before, is_error)).cloned().collect();
        match lasts || !worse.is_empty() {
            true => why.push(format!("lasts: {lasts}, worse: {worse:?}")),
            false => shown.push(act),
        }
    }
    let is_new = |act: &Example, line: &str| !example.text.contains(line) || !example.text.contains(act.text.lines().next().unwrap());
    let writes = |act: &Example, word: &str| act.text.lines().any(|line| line.contains(word) && is_new(act, line));
    let unwritten: Vec<&str> = named(advice).into_iter().filter(|word| !shown.iter().any(|act| writes(act, word))).collect();
    (shown.is_empty() || !unwritten.is_empty()).then(|| format!("not written: {unwritten:?} {}", why.join("\n    ")))
}

/// The fields that an advice tells to write: `owner:` in backticks, also those inside `{by: …, on: …}`.
fn named(advice: &str) -> Vec<&str> {
    let code = advice.split('`').skip(1).step_by(2);
    let words = code.flat_map(|code| code.split(|c: char| c.is_whitespace() || "{}[],".contains(c)));
    words.filter(|word| word.len() > 1 && word.ends_with(':')).collect()
}
