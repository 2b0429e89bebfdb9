use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Change, Exception, Finding};
use crate::model::reference::{Party, Ref};
use crate::register::acceptance::speaks_for;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "four-eyes-missing",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "A.5.3"],
    page: include_str!("four_eyes_missing.md"),
    check: Check::Records(check),
};

/// A second look at somebody's work or wish.
struct Look<'a> {
    of: &'a str,
    what: &'static str,
    by: &'a Ref<Party>,
    /// Whose work or wish it was.
    others: Vec<&'a Ref<Party>>,
    place: Span,
}

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for Look { of, what, by, place, .. } in
        looks(cx).into_iter().filter(|look| look.others.iter().any(|other| speaks_for(cx.program, look.by, other)))
    {
        out.at(place, format!("`{by}` {what} `{of}`")).help("let somebody else look at it, where there is somebody");
    }
}

/// Who verified, and who granted. Documents have a rule of their own, and treatments are for the owner to approve.
fn looks<'a>(cx: &Now<'a>) -> Vec<Look<'a>> {
    let exceptions =
        cx.program.all::<Exception>().filter(|exception| !tells_of_others(exception.notes.as_deref())).filter_map(|exception| {
            let (approval, owner) = (exception.data().approval.as_ref()?, exception.data().owner.as_ref()?);
            let place = exception.at("/approval/by");
            Some(Look {
                of: &exception.data().id,
                what: "granted an exception that they asked for:",
                by: &approval.by,
                others: vec![owner],
                place,
            })
        });
    let changes = cx.program.all::<Change>().filter(|change| !tells_of_others(change.notes.as_deref())).filter_map(|change| {
        let (approval, owner) = (change.data().approval.as_ref()?, change.data().owner.as_ref()?);
        let place = change.at("/approval/by");
        Some(Look { of: &change.data().id, what: "approved a change that is their own:", by: &approval.by, others: vec![owner], place })
    });
    let findings = cx.program.all::<Finding>().filter_map(|finding| {
        let data = finding.data();
        let by = data.effectiveness.as_ref()?.by.as_ref()?;
        let done = data.actions.iter().filter_map(|action| action.owner.as_ref());
        let others = done.chain(data.correction.as_ref().and_then(|correction| correction.by.as_ref())).collect();
        Some(Look { of: &data.id, what: "verified what they did about finding", by, others, place: finding.at("/effectiveness/by") })
    });
    let replanned = cx.actions().iter().filter_map(|found| {
        let by = found.action.replanned.as_ref()?.by.as_ref()?;
        let others = found.action.owner.iter().collect();
        Some(Look { of: found.of, what: "agreed to move the day of their own action in", by, others, place: found.at("/replanned/by") })
    });
    exceptions.chain(changes).chain(findings).chain(replanned).collect()
}

/// Whether notes say who approved: an approval has room for one name, and a sheet may have had several.
fn tells_of_others(notes: Option<&str>) -> bool {
    notes.is_some_and(|notes| notes.to_lowercase().contains("approved by"))
}
