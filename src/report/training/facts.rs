//! What is told of one training.

use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::kinds::{Employment, Training};
use crate::register::cx::Cx;
use crate::register::group::alike;
use crate::register::training::{self, Audience, Taker, Taking, takers};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::slice;

/// A training: who took it, and who did not.
#[derive(Serialize, JsonSchema)]
pub struct TrainingFacts {
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    /// How often each person takes it.
    pub every: String,
    /// Those it is for who have a record: all of them first, then by what it names as its audience, by department, by
    /// employment. Empty where groups are counted and nobody is named.
    pub groups: Vec<GroupFacts>,
    /// Who has not taken it in time, and who has joined so lately that there is time.
    pub missing: Vec<MissingFacts>,
    /// What it names as its audience, and nobody who works here is of.
    pub unmatched: Vec<String>,
    /// The last count of each group, where nobody is named.
    pub counted: Vec<CountedFacts>,
    /// How many took it in the groups that were counted in time; none without a count.
    pub counted_in_time: Option<u64>,
    /// How many there are in all groups that were counted.
    pub counted_of: Option<u64>,
    /// The last results in percent of those who took it in time, as far as they are recorded.
    pub scores: Vec<f64>,
    /// Whether it worked, if that is recorded.
    pub effectiveness: Option<EffectFacts>,
}

/// By what people are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupBy {
    Everybody,
    /// Somebody may be in several.
    Audience,
    Department,
    Employment,
}

/// How many of a group took a training.
#[derive(Serialize, JsonSchema)]
pub struct GroupFacts {
    pub by: GroupBy,
    /// None for those of whom it is not recorded.
    pub group: Option<String>,
    /// How many must take it.
    pub people: usize,
    pub in_time: usize,
    /// Never taken by these, who joined so lately that there is time.
    pub joining: usize,
    pub missing: usize,
}

/// Somebody who has not taken a training in time, or has time yet.
#[derive(Serialize, JsonSchema)]
pub struct MissingFacts {
    pub person: String,
    pub taking: Taking,
    pub department: Option<String>,
    pub employment: Option<Employment>,
    /// The day they last took it.
    pub last: Option<Date>,
    /// The last day on which it is in time; none where they never took it, and their first day is not recorded.
    pub until: Option<Date>,
}

/// The last count of a group.
#[derive(Serialize, JsonSchema)]
pub struct CountedFacts {
    pub group: String,
    pub count: u32,
    pub of: u32,
    pub on: Date,
    /// The last day on which the count is in time.
    pub until: Date,
    /// The system or list that shows it.
    pub source: Option<String>,
}

/// Whether a training worked.
#[derive(Serialize, JsonSchema)]
pub struct EffectFacts {
    pub on: Date,
    pub by: Option<String>,
    pub text: String,
}

impl TrainingFacts {
    pub(super) fn of(cx: &Cx<'_>, data: &Training) -> Self {
        let by_people = data.groups.is_empty();
        let mut takers = if by_people { takers(cx.program, data, cx.cadences, cx.today) } else { Vec::new() };
        takers.sort_by(|a, b| natural(&a.person.id, &b.person.id));
        let audience = if by_people { audience(cx, data, &takers) } else { Vec::new() };
        let (unmatched, audience): (Vec<_>, Vec<_>) = audience.into_iter().partition(|group| group.people == 0);
        let groups = by_people.then(|| GroupFacts::of(cx.today, GroupBy::Everybody, None, &takers));
        let groups = groups.into_iter().chain(audience).chain(departments(cx.today, &takers)).chain(employments(cx.today, &takers));
        let counts = training::counts(data, cx.cadences, cx.today);
        let total = training::counted_groups(data, cx.cadences, cx.today);
        Self {
            id: data.id.clone(),
            title: data.title.clone(),
            owner: data.owner.as_ref().map(|owner| owner.id().into()),
            every: training::every(data, cx.cadences).to_string(),
            groups: groups.collect(),
            missing: takers.iter().filter(|taker| taker.taking(cx.today) != Taking::InTime).map(|taker| missing(cx.today, taker)).collect(),
            unmatched: unmatched.into_iter().filter_map(|group| group.group).collect(),
            counted: counts.into_iter().map(|(count, until)| counted(count, until)).collect(),
            counted_in_time: total.map(|(did, _)| did),
            counted_of: total.map(|(_, of)| of),
            scores: scores(cx.today, data, &takers),
            effectiveness: data.effectiveness.as_ref().filter(|effect| effect.on <= cx.today).map(|effect| EffectFacts {
                on: effect.on,
                by: effect.by.as_ref().map(|by| by.id().into()),
                text: effect.text.clone(),
            }),
        }
    }

    /// All whom it is for, where they have a record each.
    pub fn everybody(&self) -> Option<&GroupFacts> {
        self.groups.first()
    }

    /// The ids that need names beside them.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        let groups = self.groups.iter().filter_map(|group| group.group.as_deref());
        let by = self.effectiveness.iter().filter_map(|effect| effect.by.as_deref());
        self.missing.iter().map(|missing| missing.person.as_str()).chain(groups).chain(by).chain([self.id.as_str()])
    }
}

impl GroupFacts {
    fn of<'t, 'a: 't>(today: Date, by: GroupBy, group: Option<String>, takers: impl IntoIterator<Item = &'t Taker<'a>>) -> Self {
        let mut facts = Self { by, group, people: 0, in_time: 0, joining: 0, missing: 0 };
        for taker in takers {
            facts.people += 1;
            match taker.taking(today) {
                Taking::InTime => facts.in_time += 1,
                Taking::Joining => facts.joining += 1,
                Taking::Late | Taking::Never => facts.missing += 1,
            }
        }
        facts
    }
}

/// By each role, function or department that it names; those that nobody is of have no people.
fn audience(cx: &Cx<'_>, data: &Training, takers: &[Taker<'_>]) -> Vec<GroupFacts> {
    let named = data.audience.iter().filter(|name| *name != "all");
    let group = |name: &String| {
        let audience = Audience::of(cx.program, slice::from_ref(name), cx.today);
        let of = takers.iter().filter(|taker| audience.includes(&taker.person));
        GroupFacts::of(cx.today, GroupBy::Audience, Some(name.clone()), of)
    };
    named.map(group).collect()
}

fn departments(today: Date, takers: &[Taker<'_>]) -> Vec<GroupFacts> {
    // Names that differ in how they are written only are one; those without one come last.
    let mut by_name: BTreeMap<_, Vec<&Taker<'_>>> = BTreeMap::new();
    for taker in takers {
        let name = taker.person.data().department.as_deref();
        by_name.entry((name.is_none(), name.map(alike))).or_default().push(taker);
    }
    let group = |of: Vec<&Taker<'_>>| {
        let name = of.first().and_then(|taker| taker.person.data().department.clone());
        GroupFacts::of(today, GroupBy::Department, name, of)
    };
    by_name.into_values().map(group).collect()
}

fn employments(today: Date, takers: &[Taker<'_>]) -> Vec<GroupFacts> {
    let group = |(employment, name): (Option<Employment>, Option<&str>)| {
        let of = takers.iter().filter(|taker| taker.person.employment == employment);
        GroupFacts::of(today, GroupBy::Employment, name.map(str::to_owned), of)
    };
    let all = [(Some(Employment::Employee), Some("employee")), (Some(Employment::Contractor), Some("contractor")), (None, None)];
    all.map(group).into_iter().filter(|group| group.people > 0).collect()
}

fn missing(today: Date, taker: &Taker<'_>) -> MissingFacts {
    let person = taker.person.data();
    MissingFacts {
        person: person.id.clone(),
        taking: taker.taking(today),
        department: person.department.clone(),
        employment: person.employment,
        last: taker.last,
        until: taker.until,
    }
}

fn counted(count: &crate::model::kinds::GroupCount, until: Date) -> CountedFacts {
    let (group, source) = (count.group.clone(), count.source.clone());
    CountedFacts { group, count: count.count, of: count.of, on: count.on, until, source }
}

/// The results of the last time of each, where it counts today.
fn scores(today: Date, data: &Training, takers: &[Taker<'_>]) -> Vec<f64> {
    let mut known: HashMap<(&str, Date), f64> = HashMap::new();
    for done in &data.completions {
        if let Some(score) = done.score {
            known.entry((done.person.id(), done.on)).or_insert(score);
        }
    }
    let in_time = takers.iter().filter(|taker| taker.taking(today) == Taking::InTime);
    in_time.filter_map(|taker| known.get(&(taker.person.id.as_str(), taker.last?)).copied()).collect()
}
