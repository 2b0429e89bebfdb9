use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::model::acts::acts;
use crate::model::kinds::{Person, Role};
use crate::register::cx::Cx;
use std::collections::{BTreeMap, HashMap};

pub(super) static RULE: Rule = Rule {
    name: "acted-while-absent",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "7.5.3"],
    page: include_str!("acted_while_absent.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut absent: BTreeMap<&str, Vec<Act<'_>>> = BTreeMap::new();
    // Asked once for a party and a day: many act on one day.
    let mut known: HashMap<(&str, Date), Option<String>> = HashMap::new();
    for (id, kind, doc) in cx.program.documents() {
        if let Some(marks) = acts(kind) {
            marks.walk(cx.program.node(doc), &mut |mark, who, day| {
                let Some(day) = day else { return };
                let known = known.entry((who.text(), day)).or_insert_with(|| absence(cx, who.text(), day));
                if let Some(why) = known.clone() {
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
        finding.help("correct the day, or name who it was; if they were here, correct when they joined or left, or from when and until when they held the role");
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

/// Why a party cannot have acted on a day. Where nobody wrote down who held a role on that day, only that all who hold it had
/// left by then speaks against it: others may have held it.
fn absence(cx: &Cx<'_>, party: &str, day: Date) -> Option<String> {
    if let Some(person) = cx.program.by_id::<Person>(party) {
        let late = person.joined.filter(|joined| *joined > day).map(|joined| format!("joined on {joined}"));
        return late.or_else(|| person.left.filter(|left| *left < day).map(|left| format!("left on {left}")));
    }
    let role = cx.program.by_id::<Role>(party)?.data();
    if let Some(known) = cx.roles().known(role, day) {
        let was_there = |person: &&str| cx.program.by_id::<Person>(person).is_none_or(|person| person.is_active(day));
        return (!known.iter().any(was_there)).then(|| "nobody who was here held that role then".into());
    }
    let left = role.holders().map(|holder| cx.program.get::<Person>(&holder.person)?.left);
    let last = left.collect::<Option<Vec<Date>>>()?.into_iter().max()?;
    (last < day).then(|| format!("the last of those who hold it left on {last}"))
}
