use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Change, Exception, Finding, Supplier};
use crate::model::reference::Ref;
use crate::register::cx::Now;
use crate::register::finding::hands;

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
    by: &'a str,
    /// Whose work or wish it was.
    others: Vec<&'a str>,
    /// The day it took place, if it says so.
    on: Option<Date>,
    place: Span,
}

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_own = |look: &Look<'_>| {
        let day = look.on.unwrap_or(cx.today);
        look.others.iter().any(|other| cx.roles().speaks_for(look.by, other, day))
    };
    for (by, of, place) in by_themselves(cx) {
        out.at(place, format!("`{by}` reviewed themselves in `{of}`")).help("let somebody of your own look at what they delivered");
    }
    for Look { of, what, by, place, .. } in looks(cx).into_iter().filter(is_own) {
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
                by: approval.by.id(),
                others: vec![owner.id()],
                on: Some(approval.on),
                place,
            })
        });
    let changes = cx.program.all::<Change>().filter(|change| !tells_of_others(change.notes.as_deref())).filter_map(|change| {
        let (approval, owner) = (change.data().approval.as_ref()?, change.data().owner.as_ref()?);
        let place = change.at("/approval/by");
        let (of, on) = (&change.data().id, Some(approval.on));
        Some(Look { of, what: "approved a change that is their own:", by: approval.by.id(), others: vec![owner.id()], on, place })
    });
    let findings = cx.program.all::<Finding>().filter_map(|finding| {
        let data = finding.data();
        let effectiveness = data.effectiveness.as_ref()?;
        let (by, on) = (effectiveness.by.as_ref()?, effectiveness.checked_on);
        Some(Look {
            of: &data.id,
            what: "verified what they did about finding",
            by: by.id(),
            others: hands(data),
            on,
            place: finding.at("/effectiveness/by"),
        })
    });
    let replanned = cx.actions().iter().filter_map(|found| {
        let by = found.action.replanned.as_ref()?.by.as_ref()?;
        let others = found.action.owner.iter().map(Ref::id).collect();
        Some(Look {
            of: found.of,
            what: "agreed to move the day of their own action in",
            by: by.id(),
            others,
            on: None,
            place: found.at("/replanned/by"),
        })
    });
    exceptions.chain(changes).chain(findings).chain(replanned).collect()
}

/// Reviews of suppliers by nobody but themselves: in words, since they have no record as people.
fn by_themselves<'a>(cx: &Now<'a>) -> impl Iterator<Item = (&'a str, &'a str, Span)> {
    cx.program.all::<Supplier>().flat_map(|supplier| {
        let names = [supplier.data().title.as_str(), supplier.data().id.as_str()].map(normal);
        let reviews = supplier.data().reviews.iter().enumerate();
        reviews.filter_map(move |(at, review)| {
            let by = review.by.as_ref()?.id();
            names.contains(&normal(by)).then(|| (by, supplier.data().id.as_str(), supplier.at(&format!("/reviews/{at}/by"))))
        })
    })
}

/// Whether notes say who approved: an approval has room for one name, and a sheet may have had several.
fn tells_of_others(notes: Option<&str>) -> bool {
    notes.is_some_and(|notes| notes.to_lowercase().contains("approved by"))
}
