use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::facts::Late;
use crate::history::past::Tale;
use crate::history::silenced::is_amended;
use crate::model::kinds::KINDS;
use crate::register::cx::Cx;
use std::collections::{BTreeMap, HashMap};

pub(super) static RULE: Rule = Rule {
    name: "entries-written-late",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("entries_written_late.md"),
    check: Check::History(check),
};

/// So many entries that one commit brings in late are more than somebody forgot; of what happens once, one is.
const MANY: u32 = 5;
/// A programme brings in what it has from elsewhere for so many days.
const BEGINNING: i64 = 30;

/// Entries of a record.
struct Entries<'a> {
    id: &'a str,
    record: Node<'a>,
    late: &'a Late,
}

impl<'a> Entries<'a> {
    /// An event of a programme that had begun by then. What was before came in when somebody wrote it up.
    fn is_told_alone(&self, begins: Date) -> bool {
        let is_shown = self.approval().is_some_and(|approval| approval.get("shown_by").is_some());
        self.late.is_event && self.late.last >= begins && !is_shown
    }

    /// It is in no list, where several that came late together would tell.
    fn stands_once(&self) -> bool {
        self.late.is_event && self.record.find(&pointer(&self.late.field)).is_some()
    }

    /// The approval of which this is the day.
    fn approval(&self) -> Option<Node<'a>> {
        let (approval, _) = self.late.field.rsplit_once('.').filter(|(_, day)| *day == "on")?;
        self.record.find(&pointer(approval)).filter(|approval| approval.get("by").is_some())
    }
}

/// The JSON pointer of a field that is in no list.
fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some((trail, begins)) = cx.trail.and_then(|trail| Some((trail, trail.begins()?))) else { return };
    // The first commit with records of a kind brings in what there was before.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for kind in KINDS.iter().map(|kind| kind.name) {
        if let Some(place) = trail.ids(kind).flat_map(|id| trail.added(kind, id)).max() {
            first.insert(kind, place);
        }
    }
    let mut commits: BTreeMap<usize, Vec<Entries<'_>>> = BTreeMap::new();
    for (id, kind, doc) in cx.program.records() {
        let record = cx.program.node(doc);
        for past in trail.telling(kind.name, id, Tale::Late).iter().filter(|past| first.get(kind.name) != Some(&past.place)) {
            let on = trail.commits[past.place].committer.day();
            let told = |late: &&Late| !is_amended(record, &late.field, on);
            let late = past.late.iter().filter(told).map(|late| Entries { id, record, late });
            commits.entry(past.place).or_default().extend(late.filter(|_| on.days_since(begins) > BEGINNING));
        }
    }
    for (place, mut entries) in commits {
        let sum = |entries: &[Entries<'_>]| entries.iter().map(|entries| entries.late.count).sum::<u32>();
        entries.retain(|entries| !entries.stands_once() || entries.is_told_alone(begins));
        if sum(&entries) < MANY {
            entries.retain(|entries| entries.is_told_alone(begins));
        }
        let all = sum(&entries);
        let days = |day: fn(&Late) -> Date| entries.iter().map(move |entries| day(entries.late));
        let (Some(from), Some(to)) = (days(|late| late.first).min(), days(|late| late.last).max()) else { continue };
        let commit = &trail.commits[place];
        let (on, top) = (commit.committer.day(), entries[0].late.field.split('.').next().unwrap_or_default());
        let place_of =
            |entries: &Entries<'_>| entries.record.place(&format!("/{}", entries.late.field.split('.').next().unwrap_or_default()));
        let more = if entries.len() > 1 { format!(" and {}", count(entries.len() - 1, "more record")) } else { String::new() };
        let id = entries[0].id;
        let said = match all {
            1 => format!("`{}` of {to} in `{id}` came in", entries[0].late.field),
            _ => format!("{} of {from} to {to} in `{id}`{more} came in at once", count(all as usize, "entry")),
        };
        let finding = out.at(place_of(&entries[0]), format!("{said} on {on} by {} in {}", commit.author.name, commit.id.short()));
        let amended = format!("under `amended:` as `on: {on}`, `what: {top}` and `reason:`");
        finding.help(match entries[0].approval() {
            Some(_) => format!("name what shows that it was given then under `shown_by:`, or say where it was kept {amended}"),
            None => format!("say where they were kept until then {amended}"),
        });
        finding.about(entries.iter().map(|entries| entries.id));
        for other in entries.iter().skip(1).take(2) {
            finding.related(place_of(other), "these, too");
        }
    }
}
