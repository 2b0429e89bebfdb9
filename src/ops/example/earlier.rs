//! What a record of the example said on an earlier day, as text: from what it says today, what happened later is left out.

use crate::base::date::Date;
use serde::Deserialize;

/// Fields with the day on which something happened. Others name days that lie ahead, such as `due`.
const HAPPENED: [&str; 14] = [
    "on",
    "done",
    "closed",
    "checked_on",
    "contained",
    "decided_on",
    "finished",
    "implemented_on",
    "left",
    "obtained",
    "reviewed",
    "reviewed_on",
    "sent",
    "started",
];

/// What a commit changed: what was there before it.
#[derive(Debug, Deserialize)]
pub struct Was {
    /// The files, as patterns.
    pub r#in: Vec<String>,
    /// How the lines begin that were another one.
    line: Option<String>,
    /// The text that was another one.
    text: Option<String>,
    /// What they were; lines without it were not there.
    was: Option<String>,
}

impl Was {
    /// The text before the commit, from the one after it.
    pub fn before(&self, after: &str) -> String {
        match (&self.line, &self.text, self.was.as_deref()) {
            (Some(line), _, Some(was)) => {
                let before =
                    |now: &str| if now.trim_start().starts_with(line) { format!("{}{was}", &now[..depth(now)]) } else { now.into() };
                after.split('\n').map(before).collect::<Vec<_>>().join("\n")
            }
            (Some(line), _, None) => without(after, |now| now.trim_start().starts_with(line)),
            (None, Some(text), was) => after.replace(text, was.unwrap_or_default()),
            (None, None, _) => after.to_owned(),
        }
    }
}

/// What a record said at the end of a day.
pub fn on(text: &str, day: Date) -> String {
    let cut: Vec<String> = text.split('\n').map(|line| cut(line, day)).collect();
    // What stands here until it is approved or in operation has a state that says so.
    let comes = |begin: &str| cut.iter().any(|line| line.starts_with(begin) && happened_after(line, day).is_some());
    let states = [("implemented_on:", "status: implemented", "status: planned"), ("approval:", "status: approved", "status: draft")];
    let states: Vec<_> = states.into_iter().filter(|(begin, ..)| comes(begin)).collect();
    let state = |line: &String| states.iter().find(|(_, now, _)| line == now).map_or(line.clone(), |(.., then)| (*then).to_owned());
    let lines: Vec<String> = cut.iter().map(state).collect();
    without(&lines.join("\n"), |line| happened_after(line, day).is_some())
}

/// The first field of a line that says that something happened after a day, and where it stands.
fn happened_after(line: &str, day: Date) -> Option<(&str, usize)> {
    line.match_indices(": ").find_map(|(at, _)| {
        let begin = line[..at].rfind(|c: char| !c.is_ascii_lowercase() && c != '_').map_or(0, |before| before + 1);
        let name = &line[begin..at];
        let happened: Date = line.get(at + 2..at + 12)?.parse().ok()?;
        (HAPPENED.contains(&name) && happened > day).then_some((name, begin))
    })
}

/// A line without the parts that were added to it after a day: that an action was done, with its evidence; that an effect
/// was checked. What happened then as a whole stays, to be taken out with its line.
fn cut(line: &str, day: Date) -> String {
    let mut line = line.to_owned();
    while let Some((name, begin)) = happened_after(&line, day).filter(|(_, begin)| line[..*begin].ends_with(", ")) {
        let rest = &line[begin..];
        let end = match name {
            "done" => rest.find([',', '}']),
            "checked_on" if line.contains("criterion:") => rest.find('}'),
            _ => None,
        };
        let Some(end) = end else { break };
        let after = &rest[end..];
        let evidence = after.find(", evidence: [").filter(|_| name == "done");
        let shown = evidence.and_then(|from| Some((from, from + after[from..].find(']')? + 1)));
        let after = shown.map_or(after.to_owned(), |(from, to)| format!("{}{}", &after[..from], &after[to..]));
        line = format!("{}{after}", &line[..begin - ", ".len()]);
    }
    line
}

/// A text without some of its lines, what is below them, and fields that are left with nothing below.
fn without(text: &str, goes: impl Fn(&str) -> bool) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut gone: Option<usize> = None;
    for line in text.split('\n') {
        if gone.is_some_and(|above| !line.is_empty() && depth(line) > above) {
            continue;
        }
        gone = goes(line).then(|| depth(line));
        if gone.is_none() {
            kept.push(line);
        }
    }
    if kept.len() == text.split('\n').count() {
        return text.to_owned();
    }
    let mut full: Vec<&str> = Vec::new();
    for line in kept.into_iter().rev() {
        let below = full.last().is_some_and(|next: &&str| !next.is_empty() && depth(next) > depth(line));
        if !line.ends_with(':') || below {
            full.push(line);
        }
    }
    full.reverse();
    full.join("\n")
}

/// How far a line is indented.
fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTROL: &str = "id: CTL-x\nstatus: implemented\nimplemented_on: 2025-05-16\ntests:\n  - what: Look\n    results:\n      - {on: 2025-10-16, result: pass}\n      - {on: 2026-04-16, result: pass}\n";

    #[test]
    fn what_happened_later_is_left_out() {
        let said = |day: &str| on(CONTROL, day.parse().unwrap());
        assert_eq!(said("2026-04-16"), CONTROL);
        assert_eq!(said("2026-04-15"), CONTROL.replace("      - {on: 2026-04-16, result: pass}\n", ""));
        let begun = said("2025-10-15");
        assert_eq!(begun, "id: CTL-x\nstatus: implemented\nimplemented_on: 2025-05-16\ntests:\n  - what: Look\n");
        assert_eq!(said("2025-05-15"), "id: CTL-x\nstatus: planned\ntests:\n  - what: Look\n");
    }

    #[test]
    fn an_action_is_open_until_it_is_done_and_an_effect_unknown_until_it_is_checked() {
        let action = "- {what: Do, due: 2026-01-31, done: 2026-01-19, resources: one day, evidence: [EVD-x]}";
        assert_eq!(on(action, "2026-01-18".parse().unwrap()), "- {what: Do, due: 2026-01-31, resources: one day}");
        let effect = "effectiveness: {criterion: None left, checked_on: 2026-04-13, by: PER-x, effective: true}";
        assert_eq!(on(effect, "2026-04-12".parse().unwrap()), "effectiveness: {criterion: None left}");
        assert_eq!(on(effect, "2026-04-13".parse().unwrap()), effect);
    }

    #[test]
    fn lines_and_texts_are_turned_back() {
        let was = |line: Option<&str>, text: Option<&str>, was: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            Was { r#in: Vec::new(), line: own(line), text: own(text), was: own(was) }.before("a: 1\nb:\n  - c\n  - d\ne: 1\n")
        };
        assert_eq!(was(Some("b:"), None, None), "a: 1\ne: 1\n");
        assert_eq!(was(Some("- c"), None, None), "a: 1\nb:\n  - d\ne: 1\n");
        assert_eq!(was(Some("- c"), None, Some("- x")), "a: 1\nb:\n  - x\n  - d\ne: 1\n");
        assert_eq!(was(None, Some(": 1"), Some(": 2")), "a: 2\nb:\n  - c\n  - d\ne: 2\n");
    }
}
