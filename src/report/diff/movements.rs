//! What changes mean: risks that rose, decisions that ran out, controls that fell back.
//!
//! States are judged each on its own day, so some move although no record did.

use super::item::{Compared, label};
use super::items::{Pair, called};
use crate::base::node::Node;
use crate::base::text::natural;
use crate::history::changes::{is_over, same};
use crate::load::kind_at;
use crate::model::approvals::{ACCEPTANCE, approvals};
use crate::model::kinds::Control;
use crate::model::schemas;
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;
use crate::register::risk::RiskRow;
use crate::register::soa::{SoaRow, SoaStatus};
use crate::report::wording::{consent, ended, joined};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::HashMap;

/// What moved, from the weightiest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The current level is above the appetite, and was not, or the risk is new.
    RiskNewlyAboveAppetite,
    /// The current level is higher, or the score within it.
    RiskRose,
    /// It had a level, and has none now, so nothing holds it against the appetite.
    RiskUnrated,
    /// Its last day is over.
    AcceptanceExpired,
    /// The risk has changed since it was accepted.
    AcceptanceStale,
    /// Git speaks less strongly for it than the organisation asks.
    AcceptanceUnproven,
    /// The level asks for somebody else now.
    AcceptanceWrongAuthority,
    AcceptanceWithdrawn,
    /// The record is in one of the states, and could not be read in the other.
    Unread,
    /// The record of a risk is gone; it was not closed.
    RiskRemoved,
    /// A control or a row of the SoA is less far than it was.
    StatusRegressed,
    /// The record has changed since it was approved.
    ApprovalStale,
    ApprovalWithdrawn,
    /// It was retired or closed, and no longer is.
    Reopened,
    /// A row of the SoA was decided otherwise.
    ApplicabilityFlipped,
    /// A row of the SoA is decided as before, for another reason.
    JustificationChanged,
    /// The risk method has another version.
    MethodChanged,
    AcceptanceGiven,
    AcceptanceRenewed,
    ApprovalGiven,
    ApprovalRenewed,
    /// A record was retired or closed.
    Retired,
    RiskBackWithinAppetite,
    RiskFell,
    StatusAdvanced,
}

/// Something that moved between the two states.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Movement {
    pub what: What,
    /// The record or row it is about.
    pub id: String,
    /// In words, beginning with the id.
    pub text: String,
}

/// All that moved, the weightiest first.
pub fn between(before: &Cx<'_>, after: &Cx<'_>, records: &[Pair<'_>], compared: Compared) -> Vec<Movement> {
    let mut moved = Moved { before, after, found: Vec::new() };
    if compared != Compared::Soa && is_known(before, after, &["isms", "person", "role"]) {
        moved.risks();
    }
    if compared != Compared::Risks && is_known(before, after, &["isms", "soa", "control"]) {
        moved.rows();
    }
    records.iter().for_each(|record| moved.record(record));
    let mut found = moved.found;
    found.sort_by(|a, b| a.what.cmp(&b.what).then_with(|| natural(&a.id, &b.id)));
    found
}

/// Whether all records of these kinds could be read in both states: what follows from the others alone would seem to move.
pub fn is_known(before: &Cx<'_>, after: &Cx<'_>, kinds: &[&str]) -> bool {
    !before.program.unread().chain(after.program.unread()).any(|path| kind_at(path).is_some_and(|kind| kinds.contains(&kind)))
}

/// Collects movements.
struct Moved<'c, 'b, 'a> {
    before: &'c Cx<'b>,
    after: &'c Cx<'a>,
    found: Vec<Movement>,
}

impl Moved<'_, '_, '_> {
    fn say(&mut self, what: What, id: &str, words: &str) {
        self.found.push(Movement { what, id: id.into(), text: joined(&[label(id), words]) });
    }

    fn risks(&mut self) {
        let then = |id: &str| called(self.before.program, self.after.program, id);
        let old: HashMap<String, &RiskRow<'_>> = self.before.risks().iter().map(|row| (then(&row.risk.id), row)).collect();
        for row in self.after.risks() {
            let id = row.risk.data().id.as_str();
            let earlier = old.get(id).copied();
            self.rating(id, earlier, row);
            self.acceptance(id, earlier, row);
        }
        let after = self.after.program;
        let is_gone = |row: &RiskRow<'_>| after.known(&then(&row.risk.id)).is_none() && !after.is_unread(&row.risk.node().file().path);
        for row in self.before.risks().iter().filter(|row| is_gone(row)) {
            let stood = standing(self.before, row).map_or(String::new(), |stood| format!("at {stood}"));
            self.say(What::RiskRemoved, &row.risk.id, &joined(&["removed", &stood]));
        }
    }

    fn rating(&mut self, id: &str, earlier: Option<&RiskRow<'_>>, row: &RiskRow<'_>) {
        let stood = earlier.and_then(|row| standing(self.before, row));
        let Some(stands) = standing(self.after, row) else {
            stood.iter().for_each(|stood| self.say(What::RiskUnrated, id, &format!("no longer rated, was {stood}")));
            return;
        };
        let was_above = earlier.is_some_and(|row| row.above_appetite);
        match (was_above, row.above_appetite) {
            (false, true) => self.say(What::RiskNewlyAboveAppetite, id, &format!("newly above the appetite: {stands}")),
            (true, false) => self.say(What::RiskBackWithinAppetite, id, &format!("back within the appetite: {stands}")),
            _ => {}
        }
        let Some((earlier, stood)) = earlier.zip(stood) else { return };
        let height = |row: &RiskRow<'_>| row.current_rating().map(|rating| (rating.level, rating.score));
        let (what, verb) = match height(row).cmp(&height(earlier)) {
            Ordering::Greater => (What::RiskRose, "rose"),
            Ordering::Less => (What::RiskFell, "fell"),
            Ordering::Equal => return,
        };
        self.say(what, id, &format!("{verb} from {stood} to {stands}"));
    }

    fn acceptance(&mut self, id: &str, earlier: Option<&RiskRow<'_>>, row: &RiskRow<'_>) {
        let was = earlier.map_or(AcceptanceState::None, |row| row.acceptance);
        let by = row.risk.acceptance.as_ref().map_or("", |acceptance| acceptance.by.id());
        let decided = consent("accepted", "acceptance", earlier.and_then(acceptance), acceptance(row));
        if was == row.acceptance && (was != AcceptanceState::Valid || decided.is_none()) {
            return;
        }
        let (what, words) = match row.acceptance {
            AcceptanceState::Expired => (What::AcceptanceExpired, expired(row, by)),
            AcceptanceState::Stale => (What::AcceptanceStale, format!("changed after {by} accepted it")),
            AcceptanceState::Unproven => (What::AcceptanceUnproven, format!("accepted by {by}, which git does not show as asked")),
            AcceptanceState::WrongAuthority => (What::AcceptanceWrongAuthority, format!("accepted by {by}, who may not accept it")),
            AcceptanceState::None => (What::AcceptanceWithdrawn, decided.unwrap_or_else(|| "no longer accepted".into())),
            AcceptanceState::Valid => {
                let what = if was == AcceptanceState::None { What::AcceptanceGiven } else { What::AcceptanceRenewed };
                (what, decided.unwrap_or_else(|| format!("acceptance by {by} counts again")))
            }
        };
        self.say(what, id, &words);
    }

    fn rows(&mut self) {
        let old: HashMap<&str, &SoaRow<'_>> = self.before.soa().iter().map(|row| (row.id, row)).collect();
        // A control of one's own is a record too, and is looked at as such.
        for row in self.after.soa().iter().filter(|row| row.annex.is_some()) {
            let Some(earlier) = old.get(row.id) else { continue };
            if !self.decision(earlier, row) {
                // The states are declared from the best.
                let applies = |row: &SoaRow<'_>| row.status != SoaStatus::NotApplicable;
                let progress = if applies(earlier) && applies(row) { earlier.status.cmp(&row.status) } else { Ordering::Equal };
                self.status(row.id, progress, earlier.status.name(), row.status.name());
            }
        }
    }

    /// Whether a row was decided otherwise.
    fn decision(&mut self, earlier: &SoaRow<'_>, row: &SoaRow<'_>) -> bool {
        let words = match (earlier.applicable, row.applicable) {
            (Some(false), Some(true)) => "applies",
            (Some(true), Some(false)) => "no longer applies",
            (Some(_), None) => "is no longer decided",
            (Some(_), Some(_)) if earlier.justification() != row.justification() && !earlier.justification().is_empty() => {
                self.say(What::JustificationChanged, row.id, "justification changed");
                return false;
            }
            _ => return false,
        };
        self.say(What::ApplicabilityFlipped, row.id, words);
        true
    }

    fn status(&mut self, id: &str, progress: Ordering, before: &str, after: &str) {
        let (what, verb) = match progress {
            Ordering::Less => (What::StatusRegressed, "fell back"),
            Ordering::Greater => (What::StatusAdvanced, "advanced"),
            Ordering::Equal => return,
        };
        self.say(what, id, &format!("{verb} from {before} to {after}"));
    }

    fn record(&mut self, record: &Pair<'_>) {
        if let Some(words) = record.unread() {
            return self.say(What::Unread, &record.changed.id, words);
        }
        let (id, Some(after)) = (record.changed.id.as_str(), record.after) else { return };
        for (at, pointer) in [("", "/approval"), ("treatment", "/treatment/approval"), ("method", "/risk/approval")] {
            self.approval(id, at, record.before.and_then(|before| before.find(pointer)), after.find(pointer));
        }
        let Some(before) = record.before else { return };
        if let Some(kind) = schemas::names().find(|name| *name == record.changed.kind)
            && let (then, now) = (stale(self.before, kind, own_id(before).unwrap_or(id), before), stale(self.after, kind, id, after))
            && now.iter().any(|place| !then.contains(place) && same(before.find(place), after.find(place)))
        {
            self.say(What::ApprovalStale, id, "changed after it was approved");
        }
        match (is_over(before), is_over(after)) {
            (false, true) => self.say(What::Retired, id, &end(before, after).unwrap_or("retired".into())),
            (true, false) => self.say(What::Reopened, id, "reopened"),
            _ => self.control(id, before, after),
        }
        if let (Some(old), Some(new)) = (before.find("/risk/version"), after.find("/risk/version"))
            && old.text() != new.text()
        {
            self.say(What::MethodChanged, id, &format!("risk method {} → {}", old.text(), new.text()));
        }
    }

    fn approval(&mut self, id: &str, at: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        let what = match (before, after) {
            (None, _) => What::ApprovalGiven,
            (_, None) => What::ApprovalWithdrawn,
            _ => What::ApprovalRenewed,
        };
        if let Some(words) = consent("approved", "approval", before, after) {
            self.say(what, id, &joined(&[at, &words]));
        }
    }

    fn control(&mut self, id: &str, before: Node<'_>, after: Node<'_>) {
        let status = |cx: &Cx<'_>, record: Node<'_>| cx.program.by_id::<Control>(own_id(record)?)?.status;
        if let (Some(old), Some(new)) = (status(self.before, before), status(self.after, after)) {
            let word = |node: Node<'_>| node.get("status").map_or(String::new(), |status| status.text().to_owned());
            self.status(id, new.cmp(&old), &word(before), &word(after));
        }
    }
}

/// What a record is called in its state; files at the top are called by their names.
fn own_id(record: Node<'_>) -> Option<&str> {
    record.get("id").map(Node::text)
}

/// What a risk is rated today: `12 high`.
fn standing(cx: &Cx<'_>, row: &RiskRow<'_>) -> Option<String> {
    let (scales, rating) = cx.scales.as_ref().zip(row.current_rating())?;
    Some(scales.brief(rating))
}

fn acceptance<'a>(row: &RiskRow<'a>) -> Option<Node<'a>> {
    row.risk.node().get("acceptance")
}

fn expired(row: &RiskRow<'_>, by: &str) -> String {
    let until = row.risk.acceptance.as_ref().and_then(|acceptance| acceptance.until);
    format!("acceptance by {by} ended{}", until.map_or(String::new(), |until| format!(" on {until}")))
}

/// When and why a record came to its end, as far as it says so.
fn end(before: Node<'_>, after: Node<'_>) -> Option<String> {
    ["closed", "exit"].into_iter().find_map(|field| {
        let verb = if field == "exit" { "retired" } else { field };
        ended(verb, "", before.get(field), after.get(field))
    })
}

/// The places of approvals that do not cover the record any more. Acceptances are told with the risks.
fn stale(cx: &Cx<'_>, kind: &'static str, id: &str, record: Node<'_>) -> Vec<&'static str> {
    let places = approvals(kind, record).filter(|approved| approved.place != ACCEPTANCE);
    places.filter(|approved| !cx.approvals.standing(kind, id, record, approved).counts()).map(|approved| approved.place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::items;
    use super::*;
    use crate::load::{Loaded, load};
    use crate::model::digest;
    use crate::store::memory::Memory;

    const ISMS: &str = "format: 1
organisation: {name: X}
risk:
  version: '1'
  approach: event
  likelihood: [{value: 1, label: a}, {value: 2, label: b}, {value: 3, label: c}]
  impact: [{value: 1, label: a}, {value: 2, label: b}, {value: 3, label: c}]
  score: product
  levels: [{name: low, from: 1, accept_by: owner}, {name: high, from: 6, accept_by: ROL-top}]
  appetite: low
";

    /// A programme with the method, a document and one risk.
    fn state(isms: &str, risk: &str, document: &str) -> Loaded {
        let mut memory = Memory::default();
        memory.put("isms.yaml", isms);
        memory.put("risks/RSK-1.yaml", format!("id: RSK-1\ntitle: It floods\nowner: ROL-a\n{risk}"));
        memory.put("documents/DOC-1.yaml", format!("id: DOC-1\ntitle: Rules\ntype: policy\n{document}"));
        load(&memory).unwrap()
    }

    fn moved(before: &Loaded, after: &Loaded) -> Vec<(What, String)> {
        let cx = |loaded, day: &str| Cx::new(loaded, None, day.parse().unwrap());
        let (before, after) = (cx(&before.program, "2026-01-31"), cx(&after.program, "2026-06-30"));
        let records = items::records(before.program, after.program, Compared::Records);
        between(&before, &after, &records, Compared::Records).into_iter().map(|movement| (movement.what, movement.text)).collect()
    }

    /// The digest of a record's content.
    fn digest_of(loaded: &Loaded, id: &str) -> String {
        let known = loaded.program.known(id).unwrap();
        format!("sha256:{}", digest::content(known.kind.name, loaded.program.node(known.doc), "", None).unwrap())
    }

    #[test]
    fn acceptances_stop_to_count_in_three_ways() {
        let current = "current: {likelihood: 1, impact: 3}\n";
        let digest = digest_of(&state(ISMS, current, ""), "RSK-1");
        let accepted = |current: &str, more: &str| state(ISMS, &format!("{current}acceptance: {{by: ROL-a, on: 2026-01-10{more}}}\n"), "");
        let first = accepted(current, "");
        assert_eq!(moved(&state(ISMS, current, ""), &first), [(What::AcceptanceGiven, "RSK-1 accepted by ROL-a on 2026-01-10".into())]);
        let higher = "current: {likelihood: 2, impact: 3}\n";
        assert_eq!(
            moved(&first, &accepted(higher, "")),
            [
                (What::RiskNewlyAboveAppetite, "RSK-1 newly above the appetite: 6 high".into()),
                (What::RiskRose, "RSK-1 rose from 3 low to 6 high".into()),
                (What::AcceptanceWrongAuthority, "RSK-1 accepted by ROL-a, who may not accept it".into()),
            ]
        );
        let sealed = format!(", digest: \"{digest}\"");
        let changed = format!("{current}scenario: More water than before comes in\n");
        assert_eq!(
            moved(&accepted(current, &sealed), &accepted(&changed, &sealed)),
            [(What::AcceptanceStale, "RSK-1 changed after ROL-a accepted it".into())]
        );
        let until = accepted(current, ", until: 2026-03-31");
        assert_eq!(moved(&until, &until), [(What::AcceptanceExpired, "RSK-1 acceptance by ROL-a ended on 2026-03-31".into())]);
        let methods = ISMS.replace("accept_by: owner", "accept_by: ROL-top");
        let strict = state(&methods, &format!("{current}acceptance: {{by: ROL-a, on: 2026-01-10}}\n"), "");
        assert_eq!(moved(&strict, &first), [(What::AcceptanceRenewed, "RSK-1 acceptance by ROL-a counts again".into())]);
        assert!(moved(&first, &first).is_empty());
    }

    #[test]
    fn what_was_approved_may_change_under_its_approval() {
        let digest = digest_of(&state(ISMS, "", "version: '1'\n"), "DOC-1");
        let approved = |version: &str, on: &str| {
            let approval = format!("approval: {{by: ROL-top, on: {on}, digest: \"{digest}\"}}\n");
            state(ISMS, "", &format!("version: '{version}'\n{approval}"))
        };
        let first = approved("1", "2026-01-10");
        assert_eq!(moved(&first, &approved("2", "2026-01-10")), [(What::ApprovalStale, "DOC-1 changed after it was approved".into())]);
        assert_eq!(
            moved(&first, &approved("1", "2026-02-10")),
            [(What::ApprovalRenewed, "DOC-1 approved again by ROL-top on 2026-02-10".into())]
        );
        assert_eq!(
            moved(&first, &state(ISMS, "", "version: '1'\n")),
            [(What::ApprovalWithdrawn, "DOC-1 approval by ROL-top on 2026-01-10 withdrawn".into())]
        );
    }

    #[test]
    fn the_method_moves_risks() {
        let rated = |isms: &str| state(isms, "current: {likelihood: 2, impact: 2}\n", "");
        let approved =
            ISMS.replace("version: '1'", "version: '2'\n  approval: {by: ROL-top, on: 2026-02-10}").replace("from: 6", "from: 4");
        assert_eq!(
            moved(&rated(ISMS), &rated(&approved)),
            [
                (What::RiskNewlyAboveAppetite, "RSK-1 newly above the appetite: 4 high".into()),
                (What::RiskRose, "RSK-1 rose from 4 low to 4 high".into()),
                (What::MethodChanged, "isms.yaml risk method 1 → 2".into()),
                (What::ApprovalGiven, "isms.yaml method approved by ROL-top on 2026-02-10".into()),
            ]
        );
        assert_eq!(
            moved(&rated(&approved), &rated(ISMS))[2..],
            [
                (What::RiskBackWithinAppetite, "RSK-1 back within the appetite: 4 low".into()),
                (What::RiskFell, "RSK-1 fell from 4 high to 4 low".into()),
            ]
        );
    }
}
