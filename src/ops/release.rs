//! Releasing the Statement of Applicability: what is approved becomes a version that certificates name, with what changed since
//! the version before.

use super::act::{Act, Done, How, find, perform};
use super::approved::RELEASED;
use super::error::Error;
use super::open::View;
use super::read::{Need, Read};
use super::record::added;
use crate::history::approval::Standing;
use crate::history::changes::{Changed, Fate};
use crate::model::approvals::RECORD;
use crate::model::digest;
use crate::model::single::soa::{Release, Soa};
use crate::report::diff::{Compared, DiffReport};
use crate::report::soa::SoaTotals;

/// Releases the version that is approved.
///
/// # Errors
/// When that is another version, when it is released already or not approved in this content, when the history does not
/// show the version before, and as [`perform`].
pub fn release(view: &View, how: &How, version: &str, summary: Option<&str>) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, "soa")?;
        let soa = read.loaded.program.soa().filter(|_| !found.doc.flawed);
        let soa = soa.ok_or_else(|| Error::failed("`soa.yaml` has faults of form").hint("`isms check` names them; mend them first"))?;
        refuse_other(soa.data(), version)?;
        let by = approver(read, soa.data())?;
        let digest = digest::content("soa", found.node, "", None).map(|digest| format!("sha256:{digest}")).unwrap_or_default();
        let summary = match (summary, soa.releases.last()) {
            (Some(words), _) => words.to_owned(),
            (None, None) => SoaTotals::of(read.cx().soa()).words(),
            (None, Some(last)) => since(view, read, last)?,
        };
        let day = read.today.to_string();
        let item = [("version", version), ("on", &*day), ("by", &*by), ("digest", &*digest), ("summary", &*summary)];
        let mut act = Act { what: format!("Release version {version} of the Statement of Applicability"), ..Act::default() };
        act.set(read, "soa", &[added("releases", &item)?])?;
        Ok(act)
    })
}

fn refuse_other(soa: &Soa, version: &str) -> Result<(), Error> {
    if let Some(released) = soa.releases.iter().find(|released| released.version == version) {
        let message = format!("version `{version}` was released on {}", released.on);
        return Err(
            Error::failed(message).hint(format!("`isms soa render --at {RELEASED}{version}` shows it; another one needs another number"))
        );
    }
    let next = format!("`isms set soa version={version}` gives it that one; then `isms approve soa`, and release it");
    match soa.version.as_deref() {
        Some(now) if now == version => Ok(()),
        Some(now) => {
            Err(Error::failed(format!("the Statement of Applicability is at version `{now}`, and its approval is of that one")).hint(next))
        }
        None => Err(Error::failed("the Statement of Applicability has no version").hint(next)),
    }
}

/// Who approved the content as it is.
fn approver(read: &Read, soa: &Soa) -> Result<String, Error> {
    let cx = read.cx();
    let node = find(&read.loaded.program, "soa")?.node;
    let problem = match (&soa.approval, cx.approvals.at("soa", "soa", node, RECORD)) {
        (None, _) | (_, None) => "is not approved".to_owned(),
        (Some(approval), _) if approval.on > read.today => format!("is approved from {} on", approval.on),
        (Some(approval), Some(Standing::Fresh)) => return Ok(approval.by.id().to_owned()),
        (Some(approval), Some(Standing::Stale)) => format!("has changed since it was approved on {}", approval.on),
        (_, Some(Standing::Rewritten)) => "has an approval that was rewritten after it was given".into(),
        (_, Some(Standing::Unproven)) => "is not approved as `trust` in `isms.yaml` asks".into(),
        (_, Some(Standing::Uncommitted | Standing::Unknown)) => "has an approval without a digest that is in no commit yet".into(),
    };
    Err(Error::failed(format!("the Statement of Applicability {problem}"))
        .hint("`isms approve soa` approves it as it is; only that is released"))
}

/// What changed since a release, row by row.
fn since(view: &View, read: &Read, last: &Release) -> Result<String, Error> {
    let then = view.elsewhere(&format!("{RELEASED}{}", last.version)).map_err(|error| {
        error.hint(format!("what changed since version `{}` cannot be told without it; `--summary` says it in your words", last.version))
    })?;
    let before = then.read(Need::Nothing)?;
    let report = DiffReport::build(Compared::Soa, (&before.cx(), &then.origin()), (&read.cx(), &view.origin()));
    let told = told(&report);
    Ok(format!("Since version {}: {told}", last.version))
}

/// A sentence of what changed: decisions first, then reasons, then how far controls are.
fn told(report: &DiffReport) -> String {
    let items = || report.items.iter().map(|item| &item.changed);
    let value = |item: &Changed, field: &str| -> Option<(String, String)> {
        let change = item.fields.iter().find(|change| change.field == field)?;
        Some((change.before.join(" "), change.after.join(" ")))
    };
    let of = |wanted: &dyn Fn(&Changed) -> Option<String>| -> Vec<String> { items().filter_map(wanted).collect() };
    let decided =
        |now: &'static str| move |item: &Changed| value(item, "applicable").filter(|(_, after)| after == now).map(|_| item.id.clone());
    let is_kept = |item: &Changed| item.fate == Fate::Changed && value(item, "applicable").is_none();
    let reasons = |item: &Changed| ["because", "justification"].iter().any(|field| value(item, field).is_some());
    let status = |item: &Changed| value(item, "status").map(|(before, after)| format!("{} {before} → {after}", item.id));
    let parts = [
        ("now apply", of(&decided("yes"))),
        ("no longer apply", of(&decided("no"))),
        ("no longer decided", of(&decided(""))),
        ("new", of(&|item| (item.fate == Fate::Added).then(|| item.id.clone()))),
        ("gone", of(&|item| matches!(item.fate, Fate::Removed | Fate::Retired).then(|| item.id.clone()))),
        ("justified otherwise", of(&|item| (is_kept(item) && reasons(item)).then(|| item.id.clone()))),
        ("status", of(&|item| if is_kept(item) { status(item) } else { None })),
    ];
    let told: Vec<String> =
        parts.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(what, ids)| format!("{what}: {}", ids.join(", "))).collect();
    if told.is_empty() { "no row differs".into() } else { told.join("; ") }
}
