use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::base::text::{list_of, natural};
use crate::check::{About, Check, Findings, Rule};
use crate::history::approval::brought;
use crate::history::past::Past;
use crate::history::silenced::is_amended;
use crate::history::trail::Trail;
use crate::model::approvals::{Approved, RECORD, approval_at};
use crate::model::kinds::{RecordKind as _, Review};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "version-reused",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2", "6.1.3 d", "7.5.3", "9.3.3"],
    page: include_str!("version_reused.md"),
    check: Check::History(check),
};

/// What is approved, and goes by the version or the day that its approval was for.
struct Kind {
    name: &'static str,
    /// Where its approval stands, and what it goes by.
    approval: &'static str,
    version: &'static str,
    asked: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind { name: "document", approval: RECORD, version: "/version", asked: "7.5.3" },
    Kind { name: "isms", approval: "/risk/approval", version: "/risk/version", asked: "6.1.2" },
    Kind { name: "review", approval: RECORD, version: "/on", asked: "9.3.3" },
    Kind { name: "soa", approval: RECORD, version: "/version", asked: "6.1.3 d" },
];

/// Whoever said yes may see a slip some days later, and say yes again.
const FRESH: i64 = 7;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for (id, kind, doc) in cx.program.documents() {
        let Some(kind) = KINDS.iter().find(|known| known.name == kind) else { continue };
        let record = cx.program.node(doc);
        let Some(approved) = approval_at(kind.name, record, kind.approval) else { continue };
        let Some(now) = brought(trail, kind.name, id, &approved) else { continue };
        let told = match kind.name {
            Review::NAME => minutes(trail, kind, (id, record), &approved, now),
            _ => version(trail, kind, (id, record), &approved, now),
        };
        if let Some((message, help)) = told {
            out.at(record.place(kind.version), message).against([kind.asked]).help(help);
        }
    }
}

/// What is told of minutes that were approved before with other words, and what to do.
fn minutes(trail: &Trail, kind: &Kind, (id, record): (&str, Node<'_>), approved: &Approved<'_>, now: &Past) -> Option<(String, String)> {
    let on = trail.commits[now.place].committer.day();
    let then = earlier(trail, kind, id, approved, now).into_iter().next()?;
    if then.version != record.find(kind.version)?.text() {
        return None;
    }
    let fields = trail.changed(kind.name, id, now, then.past).ok()?;
    let fields: Vec<&str> = fields.iter().map(|field| &*field.name).filter(|field| !is_amended(record, field, on)).collect();
    let top = fields.first()?.split('.').next()?;
    let message = format!(
        "the minutes of `{id}` were approved on {}, and again on {} with other words in {}",
        then.given,
        approved.on(),
        list_of(&fields, "and")
    );
    let help =
        format!("minutes stay as they were approved: take it back, or say why under `amended:` as `on: {on}`, `what: {top}` and `reason:`");
    Some((message, help))
}

/// What is told of a content that goes by a version under which another was approved, or by an earlier one, and what to do.
fn version(trail: &Trail, kind: &Kind, (id, record): (&str, Node<'_>), approved: &Approved<'_>, now: &Past) -> Option<(String, String)> {
    let on = trail.commits[now.place].committer.day();
    let version = record.find(kind.version)?.text();
    if ["version", "file"].iter().any(|field| is_amended(record, field, on)) {
        return None;
    }
    let what = match kind.name {
        "soa" => "the Statement of Applicability".to_owned(),
        "isms" => "the risk method".to_owned(),
        _ => format!("`{id}`"),
    };
    let all = earlier(trail, kind, id, approved, now);
    if let Some(then) = all.iter().find(|then| then.version == version) {
        let message =
            format!("{what} was approved as version `{version}` on {}, and on {} with another content", then.given, approved.on());
        let help = "give it a new version and let that be approved: whoever knows the one before is told that there is another";
        return Some((message, help.into()));
    }
    let then = all.first().filter(|then| natural(version, &then.version).is_lt())?;
    let message =
        format!("{what} was approved as version `{}` on {}, and as version `{version}` on {}", then.version, then.given, approved.on());
    Some((message, "give it a later version and let that be approved".into()))
}

/// A content that was approved earlier.
struct Earlier<'t> {
    past: &'t Past,
    version: String,
    /// The day of the approval.
    given: String,
}

/// The other contents that were approved earlier, but for those that were put right at once; the latest first.
fn earlier<'t>(trail: &'t Trail, kind: &Kind, id: &str, approved: &Approved<'_>, now: &Past) -> Vec<Earlier<'t>> {
    let day = |past: &Past| trail.commits[past.place].committer.day();
    let others = approvals_before(trail, kind, id, now).into_iter();
    let others = others.filter(|then| day(now).days_since(day(then)) > FRESH && is_other(trail, kind, id, (now, then), approved.covers));
    let read = others.filter_map(|past| {
        let then = trail.version(kind.name, id, past).ok()??;
        let said = |pointer: &str| then.node().find(pointer).map(|value| value.text().to_owned());
        Some(Earlier { past, version: said(kind.version)?, given: said(&format!("{}/on", kind.approval))? })
    });
    read.collect()
}

/// The versions with which earlier approvals came, the latest first.
fn approvals_before<'t>(trail: &'t Trail, kind: &Kind, id: &str, now: &Past) -> Vec<&'t Past> {
    let mut found: Vec<&Past> = Vec::new();
    let given = now.approval(kind.approval);
    for past in trail.record(kind.name, id).iter().filter(|past| past.place > now.place) {
        let Some(mark) = past.approval(kind.approval).filter(|mark| Some(*mark) != given) else { continue };
        match found.last_mut() {
            Some(last) if last.approval(kind.approval) == Some(mark) => *last = past,
            _ => found.push(past),
        }
    }
    found
}

/// Whether what was approved is another content: of a document its text, wherever that stood then.
fn is_other(trail: &Trail, kind: &Kind, id: &str, (now, then): (&Past, &Past), covers: &str) -> bool {
    if kind.name != "document" {
        return now.part(covers) != then.part(covers);
    }
    let text = |past: &Past| {
        let record = trail.version(kind.name, id, past).ok()??;
        let file = record.node().get("file")?.text().to_owned();
        trail.blob(trail.file_at(&file, past.place)??).ok()
    };
    text(now).zip(text(then)).is_some_and(|(now, then)| now != then && said(&now) != said(&then))
}

/// The words of a text without the days in it, of which one is often that of the approval; all bytes of what is no text.
fn said(text: &[u8]) -> Vec<&[u8]> {
    let Ok(text) = std::str::from_utf8(text) else { return vec![text] };
    let is_day = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<Date>().is_ok();
    text.split_whitespace().filter(|word| !is_day(word)).map(str::as_bytes).collect()
}
