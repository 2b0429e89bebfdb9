//! Everything that has a day to be done by, from one source: what rules call late is here before it is.

mod audits;
mod people;
mod risks;
mod upkeep;

use super::cx::Now;
use crate::base::date::{Date, Period};
use crate::base::span::Span;
use crate::base::text::natural;
use crate::model::kinds::{Duty, Role};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// Declares what can fall due: its word in the wire contract, the requirement behind it, and what it is in a line.
macro_rules! matters {
    ($($(#[$doc:meta])* $name:ident $word:literal $requirement:literal $means:literal),* $(,)?) => {
        /// What falls due.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        pub enum Matter { $($(#[$doc])* #[serde(rename = $word)] $name),* }

        impl crate::base::choice::Choice for Matter {
            const ALL: &'static [(&'static str, &'static str, Self)] = &[$(($word, $means, Matter::$name)),*];
        }

        impl Matter {
            /// The requirement that asks for it.
            pub fn requirement(self) -> &'static str {
                match self { $(Matter::$name => $requirement),* }
            }
        }
    };
}

matters! {
    Acceptance "acceptance" "6.1.3" "The acceptance of a risk ends",
    RiskReview "risk-review" "8.2" "A risk is assessed again",
    Treatment "treatment" "8.3" "The treatment of a risk ends, or what shares it",
    Action "action" "8.3" "An action is done",
    Decision "decision" "9.3.3" "What a management review decided is done",
    Test "test" "9.1" "A control is tested",
    Activity "activity" "8.1" "What a control consists in doing is done again",
    Reading "reading" "9.1" "A metric is read",
    Analysis "analysis" "9.1" "Somebody concludes from the readings of a metric",
    Evidence "evidence" "9.1" "Evidence counts no longer",
    Document "document" "7.5.2" "A document is reviewed",
    ExternalDocument "external-document" "7.5.3" "The edition of a document from outside is looked up",
    Context "context" "4.1" "Issues and parties are looked at again",
    Obligation "obligation" "A.5.31" "How far a duty is met is judged again",
    Notification "notification" "A.5.31" "Somebody has to be told of an incident",
    Supplier "supplier" "A.5.22" "A supplier is reviewed, or its agreement or certificate ends",
    Change "change" "6.3" "A planned change is made",
    Exception "exception" "7.5.3" "An exception ends",
    Training "training" "7.3" "People take a training",
    Acknowledgement "acknowledgement" "7.3" "People read a policy",
    Competence "competence" "7.2" "What somebody can do has to be shown anew",
    Holder "holder" "5.3" "A role loses who holds it",
    Objective "objective" "6.2" "An objective is reached",
    Milestone "milestone" "5.1" "A step of the plan is done",
    Audit "audit" "9.2.2" "An internal audit",
    Review "review" "9.3.1" "A management review",
    Finding "finding" "10.2" "A nonconformity is closed",
    Certification "certification" "certificate" "A stage of the certification audit, or the day the certificate is wanted",
    Cycle "cycle" "certificate" "A visit of the certification body, or the end of the certificate",
}

/// What falls due within so long is told beforehand.
pub const SOON: Period = Period::days(30);

/// Something that falls due.
pub struct Due<'a> {
    pub matter: Matter,
    /// The record it belongs to, or the name of the file that a programme has once.
    pub of: &'a str,
    /// What is to be done, in words.
    pub what: Cow<'a, str>,
    /// The last day on which it is in time. None where it was never done and nothing says by when.
    pub on: Option<Date>,
    /// Who sees to it.
    pub owner: Option<&'a str>,
    /// The people it waits for, where it is something that each of them does.
    pub people: Vec<&'a str>,
    /// It has no record of its own yet, and stands with the last of its kind.
    pub unplanned: bool,
    pub place: Span,
}

impl Due<'_> {
    /// Whether its day is over. What was never done, and nothing says by when, is not late.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.on.is_some_and(|on| on < today)
    }

    /// Whether it falls due within so long, or was never done and nothing says by when.
    pub fn is_within(&self, period: Period, today: Date) -> bool {
        self.on.is_none_or(|on| on <= today.plus(period))
    }
}

/// All of it: what has no day first, then by day.
pub fn all<'a>(cx: &Now<'a>) -> Vec<Due<'a>> {
    let mut found = Found { all: Vec::new() };
    risks::gather(cx, &mut found);
    upkeep::gather(cx, &mut found);
    people::gather(cx, &mut found);
    audits::gather(cx, &mut found);
    found.all.sort_by(|a, b| (a.on, a.matter).cmp(&(b.on, b.matter)).then_with(|| natural(a.of, b.of)).then_with(|| a.what.cmp(&b.what)));
    found.all
}

/// What was gathered.
struct Found<'a> {
    all: Vec<Due<'a>>,
}

impl<'a> Found<'a> {
    fn add(&mut self, matter: Matter, of: &'a str, on: Option<Date>, what: impl Into<Cow<'a, str>>, place: Span) -> &mut Due<'a> {
        self.all.push(Due { matter, of, what: what.into(), on, owner: None, people: Vec::new(), unplanned: false, place });
        let last = self.all.len() - 1;
        &mut self.all[last]
    }
}

impl<'a> Due<'a> {
    fn owner(&mut self, owner: Option<&'a str>) -> &mut Self {
        self.owner = owner;
        self
    }
}

/// The first role with a duty, who sees to what no record has an owner for.
fn with_duty<'a>(cx: &Now<'a>, duty: Duty) -> Option<&'a str> {
    cx.program.all::<Role>().find(|role| role.duties.contains(&duty)).map(|role| role.data().id.as_str())
}

/// An owner, as an id.
macro_rules! owner {
    ($record:expr) => {
        $record.owner.as_ref().map(|owner| owner.id())
    };
}
use owner;
