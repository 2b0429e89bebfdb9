use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::model::acts::acts;
use crate::model::kinds::{Person, Role};
use crate::model::program::Program;
use crate::register::cx::Now;
use std::collections::{BTreeMap, HashMap};

pub(super) static RULE: Rule = Rule {
    name: "acted-while-absent",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "7.5.3"],
    page: include_str!("acted_while_absent.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (mut absent, mut known): (BTreeMap<&str, Vec<Act<'_>>>, HashMap<&str, Times>) = Default::default();
    for (id, kind, doc) in cx.program.documents() {
        if let Some(marks) = acts(kind) {
            marks.walk(cx.program.node(doc), &mut |mark, who, day| {
                let Some(day) = day else { return };
                let times = known.entry(who.text()).or_insert_with(|| Times::of(cx.program, who.text()));
                if let Some(why) = times.absence(day) {
                    absent.entry(who.text()).or_default().push(Act { id, what: mark.verb, day, why, place: who.span() });
                }
            });
        }
    }
    for (party, acts) in absent {
        let [first, more @ ..] = &acts[..] else { continue };
        let others = if more.is_empty() { String::new() } else { format!(", and {} more", count(more.len(), "time")) };
        let message = format!("`{party}` is said to have {} on {}{others}, but {}", first.what, first.day, first.why);
        let finding = out.at(first.place, message);
        finding.help("correct the day, or name who it was; if they were here, correct when they joined or left");
        for act in more.iter().take(3) {
            finding.related(act.place, format!("{} in `{}` on {}", act.what, act.id, act.day));
        }
    }
}

/// Something that somebody did who was not there.
struct Act<'a> {
    id: &'a str,
    what: &'static str,
    day: Date,
    why: String,
    place: Span,
}

/// When a party was there, as far as it is known.
#[derive(Default)]
struct Times {
    joined: Option<Date>,
    left: Option<Date>,
    is_role: bool,
}

impl Times {
    /// A role whose holders came later had others then, whom nobody wrote down.
    fn of(program: &Program, party: &str) -> Self {
        if let Some(person) = program.by_id::<Person>(party) {
            return Self { joined: person.joined, left: person.left, is_role: false };
        }
        let Some(role) = program.by_id::<Role>(party) else { return Self::default() };
        let holders = role.held_by.iter().chain(&role.deputy).map(|holder| program.get::<Person>(holder)?.left);
        Self { joined: None, left: holders.collect::<Option<Vec<Date>>>().and_then(|left| left.into_iter().max()), is_role: true }
    }

    /// Why the party cannot have acted on a day.
    fn absence(&self, day: Date) -> Option<String> {
        let late = self.joined.filter(|joined| *joined > day).map(|joined| format!("joined on {joined}"));
        let who = if self.is_role { "the last of those who hold it left" } else { "left" };
        late.or_else(|| self.left.filter(|left| *left < day).map(|left| format!("{who} on {left}")))
    }
}
