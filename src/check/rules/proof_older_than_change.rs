use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::facts::{ByKind, Facts, pointers};
use crate::model::kinds::{Asset, Change, Control, Document, DocumentStatus, Evidence, Exception, Supplier};
use crate::register::cx::Cx;
use crate::register::rewritten::rewritten;
use std::cmp::Reverse;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "proof-older-than-change",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.1", "8.1"],
    page: include_str!("proof_older_than_change.md"),
    check: Check::History(check),
};

/// Something that was shown of a record on a day, and where it says so.
#[derive(Clone, Copy)]
struct Proof<'a> {
    what: &'static str,
    on: Date,
    place: Span,
    id: &'a str,
}

/// The last change of a record: how it is known, on which day, and where it is written if it is.
struct Changed {
    why: String,
    on: Date,
    place: Option<Span>,
    /// The field that a commit changed, if that is how it is known.
    of_git: Option<String>,
}

/// What speaks for records, by their ids.
type Proofs<'a> = HashMap<&'a str, Vec<Proof<'a>>>;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    tell_reused(cx, out);
    let (proofs, permissions) = (proofs(cx), permissions(cx));
    let mut touched: HashMap<&str, (Date, &str, Span)> = HashMap::new();
    for change in cx.program.all::<Change>() {
        let Some(done) = change.done.filter(|done| *done <= cx.today) else { continue };
        for record in &change.data().touches {
            let this = (done, &*change.data().id, change.at("/done"));
            let last = touched.entry(record.id()).or_insert(this);
            if last.0 < done {
                *last = this;
            }
        }
    }
    for (id, kind, place) in subjects(cx) {
        let spoken = [&proofs, &permissions].map(|all| all.get(id).and_then(|all| all.iter().max_by_key(|proof| proof.on)));
        if spoken.iter().all(Option::is_none) {
            continue;
        }
        // The change that brings a supplier in comes after the look at who they are.
        let signed = cx.program.by_id::<Supplier>(id).and_then(|supplier| supplier.agreement.as_ref()?.signed);
        let came_with = |on: Date| signed.is_some_and(|signed| (0..=COMES_WITHIN).contains(&on.days_since(signed)));
        let recorded = touched.get(id).filter(|(on, ..)| !came_with(*on)).map(|(on, change, place)| Changed {
            why: format!("was changed by `{change}` on {on}"),
            on: *on,
            place: Some(*place),
            of_git: None,
        });
        let changes = [recorded, began(cx, id), seen(cx, kind, id)];
        for proof in spoken.into_iter().flatten() {
            let later = changes.iter().flatten().filter(|change| change.on > proof.on);
            let Some(change) = later.min_by_key(|change| (change.of_git.is_some(), Reverse(change.on))) else { continue };
            tell(out, kind, id, place, proof, change);
        }
    }
}

/// A supplier with whom something was signed so many days before a change came with that change.
const COMES_WITHIN: i64 = 60;

/// Evidence for a test may be so many days older: what is looked at monthly or quarterly was written down before.
const RECENT: i64 = 90;

/// Evidence that is named for a test and was there long before it.
fn tell_reused(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>() {
        for (index, test) in control.tests.iter().enumerate() {
            for (run, result) in test.results.iter().enumerate().filter(|(_, result)| result.on <= cx.today) {
                let Some(evidence) = result.evidence.as_ref().and_then(|evidence| cx.program.get::<Evidence>(evidence)) else { continue };
                let Some(until) = evidence.proves_until().filter(|until| result.on.days_since(*until) > RECENT) else { continue };
                let place = control.at(&format!("/tests/{index}/results/{run}/evidence"));
                let message = format!("`{}` is to show the test of `{}` on {}, and ends on {until}", evidence.id, control.id, result.on);
                out.at(place, message)
                    .help("name the evidence of that day; if it is the right one, correct the period that it proves")
                    .related(evidence.at("/id"), "what is older");
            }
        }
    }
}

fn tell(out: &mut Findings<'_>, kind: &str, id: &str, place: Span, proof: &Proof<'_>, change: &Changed) {
    let last = match proof.what {
        PERMISSION => format!("exception `{}` from it was granted on {}", proof.id, proof.on),
        what => format!("the last {what} that speaks for it is of {}", proof.on),
    };
    let finding = out.at(place, format!("{kind} `{id}` {}, and {last}", change.why));
    let act = match proof.what {
        PERMISSION => "let whoever granted it look at it again as the thing is now, and approve it anew",
        _ => "test or look at it as it works now, and record the result or the evidence",
    };
    let Some(field) = &change.of_git else {
        finding.help(act);
        return related(finding, proof, change);
    };
    finding.level = Level::Info;
    finding.help(format!("{act}; if it works as before, say so: `amended: [{{on: …, what: {field}, reason: …, wording_only: true}}]`"));
    related(finding, proof, change);
}

fn related(finding: &mut Diagnostic, proof: &Proof<'_>, change: &Changed) {
    finding.related(proof.place, "what is older");
    if let Some(place) = change.place {
        finding.related(place, "the change");
    }
}

const PERMISSION: &str = "permission";

/// What can change, and is shown to work: what is over is not looked at.
fn subjects<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = (&'a str, &'static str, Span)> {
    let controls = cx.program.all::<Control>().filter(|control| control.is_active());
    let documents = cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired));
    let assets = cx.program.all::<Asset>().filter(|asset| !asset.is_retired());
    let suppliers = cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none());
    let controls = controls.map(|control| (&*control.data().id, "control", control.at("/title")));
    let documents = documents.map(|document| (&*document.data().id, "document", document.at("/title")));
    let assets = assets.map(|asset| (&*asset.data().id, "asset", asset.at("/title")));
    controls.chain(documents).chain(assets).chain(suppliers.map(|supplier| (&*supplier.data().id, "supplier", supplier.at("/title"))))
}

/// Tests, reviews and evidence up to today.
fn proofs<'a>(cx: &'a Cx<'_>) -> Proofs<'a> {
    let mut proofs = Proofs::new();
    let mut add = |of: &'a str, proof: Proof<'a>| {
        if proof.on <= cx.today {
            proofs.entry(of).or_default().push(proof);
        }
    };
    for evidence in cx.program.all::<Evidence>() {
        let (data, place) = (evidence.data(), evidence.at("/id"));
        for (on, support) in evidence.proves_until().into_iter().flat_map(|on| data.supports.iter().map(move |support| (on, support))) {
            add(support.id(), Proof { what: "evidence", on, place, id: &data.id });
        }
    }
    for control in cx.program.all::<Control>() {
        for (index, test) in control.data().tests.iter().enumerate() {
            for (run, result) in test.results.iter().enumerate() {
                let place = control.at(&format!("/tests/{index}/results/{run}/on"));
                add(&control.data().id, Proof { what: "test", on: result.on, place, id: &control.data().id });
            }
        }
    }
    for supplier in cx.program.all::<Supplier>() {
        for (index, review) in supplier.data().reviews.iter().enumerate() {
            let place = supplier.at(&format!("/reviews/{index}/on"));
            add(&supplier.data().id, Proof { what: "review", on: review.on, place, id: &supplier.data().id });
        }
    }
    proofs
}

/// Exceptions in force, by what they deviate from.
fn permissions<'a>(cx: &'a Cx<'_>) -> Proofs<'a> {
    let mut permissions = Proofs::new();
    for exception in cx.program.all::<Exception>().filter(|exception| exception.is_in_force(cx.today)) {
        let data = exception.data();
        if let (Some(from), Some(approval)) = (&data.from, &data.approval) {
            let proof = Proof { what: PERMISSION, on: approval.on, place: exception.at("/approval/on"), id: &data.id };
            permissions.entry(from.id()).or_default().push(proof);
        }
    }
    permissions
}

/// The day a control began to work as it does.
fn began(cx: &Cx<'_>, id: &str) -> Option<Changed> {
    let control = cx.program.by_id::<Control>(id)?;
    let on = control.implemented_on.filter(|on| *on <= cx.today)?;
    Some(Changed { why: format!("works as it does since {on}"), on, place: Some(control.at("/implemented_on")), of_git: None })
}

/// The last commit that changed what a record says of how it works. That it came to say so at all is no change.
fn seen(cx: &Cx<'_>, kind: &'static str, id: &str) -> Option<Changed> {
    static WORKS: ByKind<Vec<(String, ())>> = ByKind::new(|facts| pointers(facts, |field| Facts::is_works(field).then_some(())));
    let trail = cx.trail?;
    let record = cx.program.node(cx.program.known(id)?.doc);
    let changed = |pointer: &str| rewritten(cx, kind, id, record, pointer).into_iter().find_map(|change| change.place);
    let places = WORKS.get(kind)?.iter().filter_map(|(pointer, ())| Some((changed(pointer)?, pointer)));
    let (place, pointer) = places.min_by_key(|(place, _)| *place)?;
    let commit = &trail.commits[place];
    let on = commit.committer.day();
    let why = format!("has another `{}` since {on} (by {} in {})", &pointer[1..], commit.author.name, commit.id.short());
    Some(Changed { why, on, place: None, of_git: Some(pointer[1..].to_owned()) })
}
