use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::changes::Fate;
use crate::history::fields::Mark;
use crate::history::past::Past;
use crate::history::trail::Trail;
use crate::model::facts::Facts;
use crate::model::kinds::KINDS;
use crate::model::schemas::names;
use crate::register::cx::Cx;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "record-deleted",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["7.5.3", "10.2"],
    page: include_str!("record_deleted.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    let isms = cx.program.isms().map(|isms| isms.data());
    let disposed: HashSet<&str> = isms
        .into_iter()
        .flat_map(|isms| &isms.disposed)
        .filter(|entry| !is_blank(Some(&entry.reason)))
        .flat_map(|entry| entry.records.iter().map(String::as_str))
        .collect();
    let removed: Vec<Removed<'_>> = staying(trail)
        .filter(|(_, id)| cx.program.known(id).is_none() && !disposed.contains(id))
        .filter_map(|(kind, id)| {
            let [last, before, ..] = trail.record(kind, id) else { return None };
            // What could not be read first, and is not there any more, is gone as well.
            let is_gone = last.fate == Fate::Removed || last.fate == Fate::Unread && !cx.program.is_unread(&last.path);
            is_gone.then_some(Removed { kind, id, last, before })
        })
        .collect();
    let brought = brought(trail, &removed.iter().map(|removed| removed.last.place).collect());
    tell_kept(cx, trail, out);
    let mut gone: BTreeMap<usize, Vec<(&str, &str)>> = BTreeMap::new();
    for Removed { kind, id, last, before } in removed {
        let day = |past: &Past| trail.commits[past.place].committer.day();
        let retention = isms.and_then(|isms| isms.retention.get(kind));
        let is_over = retention.is_some_and(|period| day(before).plus(*period) <= day(last));
        let is_tried = trail.is_tried(kind, id, day(last));
        let is_renamed = || brought.get(&(last.place, kind)).zip(last.bare).is_some_and(|(new, old)| new.contains(&old));
        if !is_over && !is_tried && !is_renamed() {
            gone.entry(last.place).or_default().push((kind, id));
        }
    }
    for (place, mut records) in gone {
        records.sort_unstable();
        let commit = &trail.commits[place];
        let (kind, id) = records[0];
        let more = if records.len() > 1 { format!(" and {}", count(records.len() - 1, "more record")) } else { String::new() };
        out.at(
            cx.program.place(),
            format!("{kind} `{id}`{more} was deleted on {} by {} in {}", commit.committer.day(), commit.author.name, commit.id.short()),
        )
        .help(format!("bring it back and close it, or write down in `isms.yaml` why it is gone: `disposed:` with `records: [{id}]`, `on:` and `reason:`"))
        .about(records.iter().map(|(_, id)| *id));
    }
}

/// What people write where a period of retention is what ended.
const ENDED: &[&str] = &["retention", "aufbewahrung", "conservation"];

/// Records that are said to have been kept for as long as they must be, and were not: git has a later day for the last that was
/// written into them.
fn tell_kept(cx: &Cx<'_>, trail: &Trail, out: &mut Findings<'_>) {
    let Some(isms) = cx.program.isms() else { return };
    for (at, entry) in isms.disposed.iter().enumerate() {
        let reason = entry.reason.to_lowercase();
        if !ENDED.iter().any(|ended| reason.contains(ended)) {
            continue;
        }
        let early = entry.records.iter().find_map(|id| {
            let kind = KINDS.iter().find(|kind| id.split_once('-').is_some_and(|(prefix, _)| prefix == kind.prefix))?;
            let written = trail.record(kind.name, id).iter().find(|past| past.fate != Fate::Removed)?;
            let (period, last) = (isms.retention.get(kind.name)?, trail.commits[written.place].committer.day());
            (last.plus(*period) > entry.on).then_some((id, kind, period, last))
        });
        if let Some((id, kind, period, last)) = early {
            out.at(
                isms.at(&format!("/disposed/{at}/reason")),
                format!("`{id}` is said to be taken out since it was kept long enough; it was last written to on {last}, and {} are kept for {period}", kind.folder),
            )
            .help("bring it back, or write down what else was the reason");
        }
    }
}

/// The records of kinds that stay, by kind and id.
fn staying(trail: &Trail) -> impl Iterator<Item = (&'static str, &str)> {
    let kinds = names().filter(|kind| Facts::of(kind).stays());
    kinds.flat_map(|kind| trail.ids(kind).map(move |id| (kind, id)))
}

/// A record that is not there any more: what took it out, and how it stood before.
struct Removed<'a> {
    kind: &'static str,
    id: &'a str,
    last: &'a Past,
    before: &'a Past,
}

/// What the commits that took records out brought in, by commit and kind: a record that only got another id is not gone.
fn brought(trail: &Trail, places: &HashSet<usize>) -> HashMap<(usize, &'static str), HashSet<Mark>> {
    let mut brought: HashMap<(usize, &'static str), HashSet<Mark>> = HashMap::new();
    if places.is_empty() {
        return brought;
    }
    for (kind, id) in staying(trail).filter(|(kind, id)| trail.added(kind, id).any(|place| places.contains(&place))) {
        for past in trail.record(kind, id).iter().filter(|past| past.fate == Fate::Added && places.contains(&past.place)) {
            brought.entry((past.place, kind)).or_default().extend(past.bare);
        }
    }
    brought
}
