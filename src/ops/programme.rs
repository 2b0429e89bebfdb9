//! Planning internal audits: drafts for what no audit to come looks at, spread over the time ahead.

use super::act::{Act, Done, How, perform};
use super::error::Error;
use super::open::View;
use super::read::Read;
use super::record::quoted;
use crate::base::date::{Date, Period};
use crate::base::text::{count, list_of};
use crate::edit::assign::Assignment;
use crate::edit::scaffold::Scaffold;
use crate::model::kinds::{self, Audit, Duty, RecordKind as _, Role};
use crate::model::program::Program;
use crate::register::coverage::internal_audits;
use crate::register::cx::Cx;
use crate::register::programme::{Auditor, Part, Reason, Row, auditors, rows};
use crate::report::programme::words;
use crate::store::write::Change;

/// What to plan.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Over so many audits.
    pub audits: usize,
    /// Over so long a time from today.
    pub within: Period,
}

/// Writes planned audits for what is to be looked at in the time ahead and is in no audit to come.
///
/// # Errors
/// As [`perform`].
pub fn plan(view: &View, how: &How, wanted: Wanted) -> Result<Done, Error> {
    perform(view, how, |read| {
        let cx = read.cx();
        let until = read.today.plus(wanted.within);
        let rows = rows(&cx);
        let open: Vec<&Row<'_, '_>> = rows.iter().filter(|row| row.is_open(until)).collect();
        let mut act = Act::default();
        if open.is_empty() {
            return Ok(act);
        }
        let auditors = auditors(&cx);
        let parts = runs(&open, wanted.audits);
        let mut ids: Vec<String> = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            let day = day(read.today, wanted.within, n, parts.len());
            let id = next_id(&read.loaded.program, day, &ids);
            act.files.push(draft(read, &cx, (&id, day), part, &auditors)?);
            act.told.push(told(&id, day, part, &auditors));
            ids.push(id);
        }
        act.what = format!("Plan {} from {} on", count(ids.len(), "internal audit"), read.today);
        Ok(act)
    })
}

/// So many runs of all there is, as far as it goes, none longer than another by more than one.
fn runs<T>(all: &[T], runs: usize) -> Vec<&[T]> {
    let runs = runs.min(all.len());
    let ends = |n: usize| n * all.len() / runs;
    (0..runs).map(|n| &all[ends(n)..ends(n + 1)]).collect()
}

/// The n-th of so many days that divide the time ahead; no weekend.
fn day(today: Date, within: Period, n: usize, of: usize) -> Date {
    let days = today.plus(within).days_since(today);
    let (n, of) = (i64::try_from(n).unwrap_or(0), i64::try_from(of).unwrap_or(1));
    let ahead = u32::try_from(days * (n + 1) / (of + 1)).unwrap_or(0);
    today.plus(Period::days(ahead)).working()
}

/// The first id of the year that is free: `AUD-2027-2`.
fn next_id(program: &Program, day: Date, taken: &[String]) -> String {
    let is_free = |id: &String| {
        program.known(id).is_none() && !taken.contains(id) && program.files.find(&format!("{}/{id}.yaml", Audit::FOLDER)).is_none()
    };
    (1_u32..).map(|n| format!("{}-{}-{n}", Audit::PREFIX, day.year())).find(is_free).unwrap_or_default()
}

/// Those who may look at all of it.
fn independent<'c, 'a>(part: &[&Row<'_, '_>], auditors: &'c [Auditor<'a>]) -> Vec<&'c Auditor<'a>> {
    auditors.iter().filter(|auditor| part.iter().all(|row| auditor.tie(row.part).is_none())).collect()
}

fn draft(read: &Read, cx: &Cx<'_>, (id, day): (&str, Date), part: &[&Row<'_, '_>], auditors: &[Auditor<'_>]) -> Result<Change, Error> {
    let list = |items: &mut dyn Iterator<Item = &str>| format!("[{}]", items.map(quoted).collect::<Vec<_>>().join(", "));
    let ids = |is: fn(Part<'_, '_>) -> bool| list(&mut part.iter().filter(|row| is(row.part)).map(|row| row.part.id()));
    let owner = cx.program.all::<Role>().find(|role| role.duties.contains(&Duty::InternalAudit)).map(|role| role.data().id.as_str());
    // What audits were held against before; a standard is none of ours to choose where there was none.
    let before = internal_audits(cx.program).filter_map(|audit| Some((audit.held(cx.today)?, audit)));
    let criteria =
        before.max_by_key(|(day, _)| *day).map(|(_, audit)| audit).map(|audit| list(&mut audit.criteria.iter().map(String::as_str)));
    let may = independent(part, auditors);
    let fields = [
        ("type", Some("internal".to_owned())),
        ("owner", owner.map(str::to_owned)),
        ("planned", Some(day.to_string())),
        ("criteria", criteria),
        ("clauses", Some(ids(|part| matches!(part, Part::Clause(_))))),
        ("controls", Some(ids(|part| matches!(part, Part::Control(_))))),
        ("places", Some(ids(|part| matches!(part, Part::Place(_))))),
        // Nobody from outside is put down who was not asked.
        ("auditors", may.iter().find(|auditor| !auditor.is_outside).map(|first| list(&mut [first.id].into_iter()))),
        ("rationale", Some(rationale(part))),
    ];
    let given = fields.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| value != "[]")?)));
    let given: Vec<Assignment> =
        given.map(|(name, value)| Assignment::set(name, &value)).collect::<Result<_, _>>().map_err(Error::asked)?;
    let kind = kinds::by_name(Audit::NAME).expect("an audit is a kind");
    let title = format!("Internal audit of {}-{:02}", day.year(), day.month());
    let (path, text) = Scaffold::new(kind, id.to_owned(), &title, &given, read.today).map_err(Error::asked)?.file();
    Ok(Change::new(path, text))
}

/// So many parts are named with their reason.
const NAMED: usize = 6;

/// Why this audit: the reasons of what is in it.
fn rationale(part: &[&Row<'_, '_>]) -> String {
    let unseen = part.iter().filter(|row| row.reasons.contains(&Reason::Unseen)).count();
    let heavy = |row: &&&Row<'_, '_>| row.reasons.iter().any(|reason| reason.is_heavy() && *reason != Reason::Unseen);
    let why = |row: &&Row<'_, '_>| {
        let reasons = row.reasons.iter().filter(|reason| reason.is_heavy() && **reason != Reason::Unseen);
        format!("{}: {}", row.part.id(), reasons.map(words).collect::<Vec<_>>().join(", "))
    };
    let all: Vec<String> = part.iter().filter(heavy).map(why).collect();
    let more = (all.len() > NAMED).then(|| format!("{} more have such reasons", all.len() - NAMED));
    let unseen = (unseen > 0).then(|| format!("{unseen} of {} are in no audit of the cycle", part.len()));
    let due = (all.is_empty() && unseen.is_none()).then(|| "the cycle wants them looked at again".to_owned());
    let words: Vec<String> = all.into_iter().take(NAMED).chain(more).chain(unseen).chain(due).collect();
    words.join("; ").replace('`', "")
}

fn told(id: &str, day: Date, part: &[&Row<'_, '_>], auditors: &[Auditor<'_>]) -> String {
    let may = independent(part, auditors);
    let who = match may.is_empty() {
        true => "nobody that is known may look at all of it: name somebody, or a team".to_owned(),
        false => format!("{} may look at all of it", list_of(may.iter().map(|auditor| auditor.id), "or")),
    };
    format!("{id}: planned for {day}, {}; {who}", count(part.len(), "part"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_audits_as_were_asked_for() {
        let all: Vec<usize> = (0..16).collect();
        let lengths = |of: usize, audits: usize| runs(&all[..of], audits).iter().map(|run| run.len()).collect::<Vec<_>>();
        assert_eq!(lengths(16, 7), [2, 2, 2, 3, 2, 2, 3]);
        assert_eq!((lengths(16, 1), lengths(3, 7), lengths(0, 2)), (vec![16], vec![1; 3], vec![]));
        assert_eq!(runs(&all, 7).concat(), all);
    }
}
