//! What records demand, and which commits asked for more or less: how often something is done, how soon, how much of it, how
//! much depends on it. Most commits move nothing of the kind.

use crate::base::date::{Date, Hours, Period};
use crate::base::node::Node;
use crate::model::facts::{ByKind, Demand, Facts};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A demand that a commit moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its path, such as `tests.every`.
    pub field: Box<str>,
    /// What tells the item of a list from others in which it stands; empty where it stands in none.
    pub item: Box<str>,
    pub from: Box<str>,
    /// Empty where it was taken out.
    pub to: Box<str>,
    /// Less is asked for than before.
    pub is_less: bool,
}

/// The way to the demands of a kind; what leads to none is left out.
struct Demands {
    demand: Option<(Demand, &'static [&'static str])>,
    /// What tells it from another in its place, or from other items of its list.
    key: Vec<&'static str>,
    fields: Vec<(&'static str, Demands)>,
    /// Of the items of a list, or of what stands below free names.
    each: Option<Box<Demands>>,
}

/// A demand where it stands: by path and item.
type Place = (String, String);

/// What a version of a record demands, and the items of its lists, by the path of the list.
#[derive(Default)]
struct Found {
    said: HashMap<Place, (&'static Demands, String)>,
    items: HashSet<Place>,
}

impl Found {
    /// Whether what demanded something is there still, though it demands that no more.
    fn has(&self, (field, item): (&str, &str)) -> bool {
        let is_of_list = |path: &str| self.items.contains(&(path.to_owned(), item.to_owned()));
        item.is_empty() || field.rsplit_once('.').is_some_and(|(path, _)| is_of_list(path))
    }
}

impl Demands {
    /// What a mapping demands, its fields do.
    fn of(facts: Facts, above: Option<Demand>) -> Option<Self> {
        let demand = facts.demand().or(above);
        let fields: Vec<_> = facts.fields().filter_map(|(name, field)| Some((name, Self::of(field, demand)?))).collect();
        // What a list demands as a whole, none of its items does.
        let below = demand.filter(|demand| *demand != Demand::NoFewer);
        let each = if facts.each().is_known() { Self::of(facts.each(), below).map(Box::new) } else { None };
        let found = Self { demand: demand.map(|demand| (demand, facts.choices())), key: facts.key(), fields, each };
        (found.demand.is_some() || !found.fields.is_empty() || found.each.is_some()).then_some(found)
    }

    fn walk<'a>(&'static self, node: Node<'a>, (path, mut item): Place, found: &mut Found) {
        if item.is_empty() && !self.key.is_empty() {
            item = told_by(&self.key, node);
            found.items.insert((path.clone(), item.clone()));
        }
        let said = match self.demand {
            Some((Demand::NoFewer, _)) => Some(list(node)),
            Some(_) => Some(node).filter(|node| node.is_scalar()).map(|node| node.text().to_owned()),
            None => None,
        };
        if let Some(said) = said {
            found.said.insert((path.clone(), item.clone()), (self, said));
        }
        for (name, demands) in &self.fields {
            if let Some(value) = node.get(name) {
                let below = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
                demands.walk(value, (below, item.clone()), found);
            }
        }
        if let Some(demands) = &self.each {
            for one in node.items() {
                let item = told_by(&demands.key, one);
                found.items.insert((path.clone(), item.clone()));
                demands.walk(one, (path.clone(), item), found);
            }
            for (name, value) in node.entries().map(|(name, value)| (name.text(), value)).filter(|(name, _)| !self.knows(name)) {
                demands.walk(value, (path.clone(), name.to_owned()), found);
            }
        }
    }

    fn knows(&self, field: &str) -> bool {
        self.fields.iter().any(|(known, _)| *known == field)
    }

    /// Whether less is asked for; `names` are those of the levels of the method, the lowest first.
    fn is_less(&self, from: &str, to: &str, names: &[&str]) -> bool {
        let Some((demand, choices)) = self.demand else { return false };
        let position = |among: &[&str], text: &str| among.iter().position(|known| *known == text);
        let by = |of: &dyn Fn(&str) -> Option<f64>| of(from).zip(of(to));
        let number = |text: &str| text.parse::<f64>().ok();
        // So many words, levels and days are exact.
        let place = |among: &[&str], text: &str| position(among, text).and_then(|at| u32::try_from(at).ok()).map(f64::from);
        match demand {
            Demand::NoLonger => by(&days).is_some_and(|(from, to)| to > from),
            Demand::NoLater => is_later(from, to),
            Demand::NoHigher if choices.is_empty() => by(&number).is_some_and(|(from, to)| to > from),
            Demand::NoHigher => by(&|text| place(choices, text)).is_some_and(|(from, to)| to > from),
            Demand::NoHigherLevel => by(&|text| place(names, text)).is_some_and(|(from, to)| to > from),
            Demand::NoLess if choices.is_empty() => match (from, to) {
                ("true", "false") => true,
                _ => by(&number).or_else(|| by(&days)).is_some_and(|(from, to)| to < from),
            },
            Demand::NoLess => by(&|text| place(choices, text)).is_some_and(|(from, to)| to < from),
            Demand::NoFewer => {
                let [from, to] = [from, to].map(|text| text.split(BETWEEN).filter(|one| !one.is_empty()).collect::<Vec<_>>());
                let is_all = |list: &[&str]| list.contains(&"all");
                // One in the place of another may be the same in other words.
                !is_all(&to) && (is_all(&from) || to.len() < from.len())
            }
            // One text in the place of another says no less.
            Demand::Something => false,
        }
    }
}

/// What some fields of a mapping say, by which it is told from others.
fn told_by(key: &[&str], mapping: Node<'_>) -> String {
    let said: Vec<&str> = key.iter().filter_map(|field| mapping.get(field)).map(Node::text).collect();
    said.join(" ")
}

/// How a rule is turned off.
const OFF: &str = "off";
/// What stands between the items of a list.
const BETWEEN: &str = ", ";

/// The items of a list in one text, in whatever order they stand there.
fn list(node: Node<'_>) -> String {
    let mut items: Vec<&str> = Some(node).filter(|node| node.is_scalar()).into_iter().chain(node.items()).map(Node::text).collect();
    items.sort_unstable();
    items.join(BETWEEN)
}

/// Whether a day is more than a month after another: what shifts by some weeks is still the same plan.
fn is_later(from: &str, to: &str) -> bool {
    from.parse::<Date>().ok().zip(to.parse::<Date>().ok()).is_some_and(|(from, to)| to > from.plus(Period::months(1)))
}

/// How long a period or a time is, in days.
fn days(text: &str) -> Option<f64> {
    let begin = Date::of_seconds(0);
    let calendar =
        || text.parse::<Period>().ok().and_then(|period| i32::try_from(begin.plus(period).days_since(begin)).ok()).map(f64::from);
    text.parse::<Hours>().ok().map(|hours| f64::from(hours.0) / 24.0).or_else(calendar)
}

/// The demands of a record that were moved, or taken out, between two of its versions. What came is new, and an item of a list
/// that went took its demands with it.
pub fn moved(kind: &str, before: Node<'_>, after: Node<'_>) -> Vec<Moved> {
    static DEMANDS: ByKind<Option<Demands>> = ByKind::new(|facts| Demands::of(facts, None));
    let Some(Some(demands)) = DEMANDS.get(kind) else { return Vec::new() };
    let (mut was, mut is) = (Found::default(), Found::default());
    demands.walk(before, Place::default(), &mut was);
    demands.walk(after, Place::default(), &mut is);
    let levels = after.find("/risk/levels").into_iter().flat_map(Node::items).filter_map(|level| level.get("name"));
    let levels: Vec<&str> = levels.map(Node::text).collect();
    // What nobody writes down is on as usual.
    let can_be_off = |demands: &Demands| demands.demand.is_some_and(|(_, choices)| choices.contains(&OFF));
    let off = is.said.iter().filter(|(place, (demands, to))| to == OFF && can_be_off(demands) && !was.said.contains_key(*place));
    let off = off.map(|((field, item), _)| Moved {
        field: field.as_str().into(),
        item: item.as_str().into(),
        from: "on".into(),
        to: OFF.into(),
        is_less: true,
    });
    let mut moved: Vec<Moved> = off.collect();
    moved.extend(was.said.into_iter().filter_map(|((field, item), (demands, from))| {
        let to = is.said.get(&(field.clone(), item.clone())).map(|(_, to)| to.as_str());
        let (to, is_less) = match to {
            Some(to) if to != from => (to, demands.is_less(&from, to, &levels)),
            // A rule that is not named is on as usual.
            None if from != OFF && is.has((&field, &item)) => ("", from != "false"),
            _ => return None,
        };
        Some(Moved { field: field.into(), item: item.into(), from: from.into(), to: to.into(), is_less })
    }));
    moved.sort_by(|a, b| (&a.field, &a.item).cmp(&(&b.field, &b.item)));
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::load::yaml;

    fn told(kind: &str, before: &str, after: &str) -> Vec<String> {
        let [before, after] = [before, after].map(|text| yaml::read(FileId::ALONE, String::new(), text.into()).0);
        let moved = moved(kind, before.documents().next().unwrap(), after.documents().next().unwrap());
        moved.iter().map(|one| format!("{} {} {}>{} {}", one.field, one.item, one.from, one.to, one.is_less)).collect()
    }

    #[test]
    fn less_is_what_a_demand_calls_less() {
        assert_eq!(told("supplier", "criticality: critical", "criticality: low"), ["criticality  critical>low true"]);
        assert_eq!(told("supplier", "criticality: low", "criticality: high"), ["criticality  low>high false"]);
        assert_eq!(told("metric", "every: 1mo", "every: 12mo"), ["every  1mo>12mo true"]);
        assert_eq!(told("metric", "every: 1mo", "title: X"), ["every  1mo> true"]);
        assert_eq!(told("metric", "title: X", "every: 1mo"), [""; 0]);
        let test = |rest: &str| format!("tests: [{{what: Restore{rest}}}]");
        assert_eq!(told("control", &test(", every: 6mo"), &test("")), ["tests.every Restore 6mo> true"]);
        assert_eq!(told("control", &test(", every: 6mo"), "tests: []"), [""; 0]);
        let rules = |rest: &str| format!("rules: {{{rest}}}");
        assert_eq!(told("isms", "title: X", &rules("fact-rewritten: off")), ["rules fact-rewritten on>off true"]);
        assert_eq!(told("isms", &rules("a: error"), &rules("a: info")), ["rules a error>info true"]);
        assert_eq!(told("isms", &rules("a: off"), &rules("a: warning")), ["rules a off>warning false"]);
        assert_eq!(told("isms", &rules("a: off"), &rules("")), [""; 0]);
        assert_eq!(told("obligation", "notify: {within: 72h}", "notify: {within: 720h}"), ["notify.within  72h>720h true"]);
        let agreed = |rest: &str| format!("agreement: {{{rest}}}");
        let signed =
            ["signed: 2024-03-01, until: 2026-03-01", "signed: 2024-03-01, until: 2028-03-01", "signed: 2026-02-01, until: 2028-03-01"];
        let [before, prolonged, anew] = signed.map(agreed);
        assert_eq!(told("supplier", &before, &prolonged), ["agreement.until 2024-03-01 2026-03-01>2028-03-01 true"]);
        assert_eq!(told("supplier", &before, &anew), [""; 0]);
        assert_eq!(told("asset", "personal_data: true", "personal_data: false"), ["personal_data  true>false true"]);
        assert_eq!(told("training", "audience: [all]", "audience: [IT]"), ["audience  all>IT true"]);
        assert_eq!(told("training", "audience: [IT, HR]", "audience: [HR, IT, Sales]"), ["audience  HR, IT>HR, IT, Sales false"]);
        assert_eq!(told("training", "audience: [IT, HR]", "audience: [all]"), ["audience  HR, IT>all false"]);
        assert_eq!(told("training", "audience: [IT]", "audience: []"), ["audience  IT> true"]);
        assert_eq!(told("training", "audience: [IT, HR]", "audience: [IT]"), ["audience  HR, IT>IT true"]);
        assert_eq!(told("training", "audience: [ROL-it]", "audience: [ROL-head-of-it]"), ["audience  ROL-it>ROL-head-of-it false"]);
        assert_eq!(told("supplier", "exit_plan: Export", "exit_plan: Export to S3"), ["exit_plan  Export>Export to S3 false"]);
        assert_eq!(told("supplier", "exit_plan: Export", "title: X"), ["exit_plan  Export> true"]);
        assert_eq!(told("asset", "needs: {integrity: 4}", "needs: {integrity: 2}"), ["needs.integrity  4>2 true"]);
        assert_eq!(told("evidence", "valid_until: 2026-03-31", "valid_until: 2027-03-31"), ["valid_until  2026-03-31>2027-03-31 true"]);
        assert_eq!(told("audit", "planned: 2026-03-31", "planned: 2026-04-20"), ["planned  2026-03-31>2026-04-20 false"]);
        assert_eq!(
            told("isms", "retention: {evidence: 3y, audit: 6y}", "retention: {evidence: 12mo, audit: 10y}"),
            ["retention audit 6y>10y false", "retention evidence 3y>12mo true"]
        );
        assert_eq!(told("isms", "retention: {evidence: 3y}", "retention: {}"), [""; 0]);
    }

    #[test]
    fn items_are_told_apart_and_levels_ranked() {
        let tests = |first: &str, second: &str| format!("tests: [{{what: A, every: {first}}}, {{what: B, every: {second}}}]");
        assert_eq!(
            told("control", &tests("3mo", "6mo"), &tests("12mo", "3mo")),
            ["tests.every A 3mo>12mo true", "tests.every B 6mo>3mo false"]
        );
        assert_eq!(told("control", &tests("3mo", "6mo"), "tests: [{what: A, every: 3mo}]"), [""; 0]);
        let method = |appetite: &str, high: u32| {
            format!(
                "risk: {{appetite: {appetite}, levels: [{{name: low, from: 1}}, {{name: medium, from: 5}}, {{name: high, from: {high}}}]}}"
            )
        };
        let less = ["risk.appetite  low>medium true", "risk.levels.from high 10>13 true"];
        assert_eq!(told("isms", &method("low", 10), &method("medium", 13)), less);
    }
}
