//! SARIF 2.1.0, as scanners write it. A case is a rule: it failed where a result of it is at the wanted level or above.

use super::{Came, Case, Level, Report, Unfit, day, later};
use crate::base::date::Date;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

const AGAIN: &str = "let the scanner write it again; a file that is cut short shows nothing";
const NONE: &str = "SARIF 2.1.0 is an object with `version` and `runs`; JUnit XML and CSV are read, too";

pub fn read(text: &str, lowest: Level) -> Result<Report, Unfit> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| Unfit::on(error.line(), error.column(), format!("it is no whole JSON: {error}"), AGAIN))?;
    let is_known = value["version"].as_str().is_some_and(|version| version.starts_with("2."));
    let Some(runs) = value["runs"].as_array().filter(|_| is_known) else { return Err(Unfit::of("it is JSON, and no SARIF 2.1.0", NONE)) };
    let mut report = Report { format: "SARIF", cases: Vec::new(), day: None, read: Vec::new() };
    for (n, run) in runs.iter().enumerate() {
        let run = Run { run, n: n + 1, lowest, by_id: rules(run).filter_map(|rule| Some((rule["id"].as_str()?, rule))).rev().collect() };
        report.day = later(report.day.take(), run.day());
        run.cases(&mut report)?;
    }
    Ok(report)
}

struct Run<'v> {
    run: &'v Value,
    n: usize,
    lowest: Level,
    /// The rules of the tool and its extensions.
    by_id: HashMap<&'v str, &'v Value>,
}

impl<'v> Run<'v> {
    fn tool(&self) -> &'v str {
        self.run["tool"]["driver"]["name"].as_str().unwrap_or("the tool")
    }

    fn day(&self) -> Option<Result<Date, String>> {
        let moment = |invocation: &'v Value| invocation["endTimeUtc"].as_str().or_else(|| invocation["startTimeUtc"].as_str());
        list(&self.run["invocations"]).iter().filter_map(moment).map(|moment| Some(day(moment))).fold(None, later)
    }

    /// Adds a case for each rule, those that found nothing first.
    fn cases(&self, report: &mut Report) -> Result<(), Unfit> {
        let (n, tool) = (self.n, self.tool());
        let invocations = list(&self.run["invocations"]);
        if invocations.iter().any(|invocation| invocation["executionSuccessful"] == false) {
            return Err(Unfit::of(format!("run {n}, of {tool}, did not succeed, as it says itself"), "let it run to its end"));
        }
        let Some(results) = self.run["results"].as_array() else {
            return Err(Unfit::of(format!("run {n}, of {tool}, has no `results`: it did not get so far"), "let it run to its end"));
        };
        let mut came: BTreeMap<String, Came> = BTreeMap::new();
        for rule in rules(self.run) {
            came.insert(called(rule), Came::Passed);
        }
        let (mut below, mut suppressed) = (0, 0);
        for (at, result) in results.iter().enumerate() {
            let name = self.name(result);
            let is_unsaid = matches!(result["kind"].as_str(), Some("open" | "review"));
            let level = self
                .level(result)
                .ok_or_else(|| Unfit::of(format!("result {} of run {n} has a level or a kind that SARIF does not know", at + 1), NONE))?;
            let now = match () {
                () if result["baselineState"] == "absent" => Came::Passed,
                () if is_suppressed(result) => {
                    suppressed += 1;
                    Came::Passed
                }
                () if is_unsaid => Came::Erred,
                () if level >= self.lowest => Came::Failed,
                () => {
                    below += usize::from(level > Level::None);
                    Came::Passed
                }
            };
            let then = came.entry(name).or_insert(now);
            if now == Came::Failed || *then == Came::Passed {
                *then = now;
            }
        }
        // Some scanners name only rules that found something: then their word that they ran is what there is.
        if came.is_empty() && invocations.iter().any(|invocation| invocation["executionSuccessful"] == true) {
            came.insert(tool.into(), Came::Passed);
        }
        report.read.push(format!(
            "run {n}, of {tool}: {} results, of which {below} are below the level that fails and {suppressed} are suppressed",
            results.len()
        ));
        report.cases.extend(came.into_iter().map(|(name, came)| Case { name, came }));
        Ok(())
    }

    /// The rule that a result names by its place or by its id.
    fn rule(&self, result: &'v Value) -> Option<&'v Value> {
        let within = result["rule"]["toolComponent"]["index"].as_u64().and_then(|index| usize::try_from(index).ok());
        let part = within.map_or(&self.run["tool"]["driver"], |index| &self.run["tool"]["extensions"][index]);
        let place = result["ruleIndex"].as_u64().or_else(|| result["rule"]["index"].as_u64()).and_then(|index| usize::try_from(index).ok());
        let by_place = place.and_then(|index| part["rules"].get(index));
        let id = result["ruleId"].as_str().or_else(|| result["rule"]["id"].as_str());
        by_place.or_else(|| self.by_id.get(id?).copied())
    }

    fn name(&self, result: &'v Value) -> String {
        let id = result["ruleId"].as_str().or_else(|| result["rule"]["id"].as_str());
        self.rule(result).map(called).or_else(|| id.map(str::to_owned)).unwrap_or_else(|| self.tool().to_owned())
    }

    /// The level of a result; None for one that is not known.
    fn level(&self, result: &'v Value) -> Option<Level> {
        match result["kind"].as_str() {
            None | Some("fail") => {}
            Some("pass" | "notApplicable" | "informational" | "open" | "review") => return Some(Level::None),
            Some(_) => return None,
        }
        let of_rule = || self.rule(result).and_then(|rule| rule["defaultConfiguration"]["level"].as_str());
        match result["level"].as_str().or_else(of_rule) {
            None | Some("warning") => Some(Level::Warning),
            Some("error") => Some(Level::Error),
            Some("note") => Some(Level::Note),
            Some("none") => Some(Level::None),
            Some(_) => None,
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The rules of a run: of its tool, then of what extends it.
fn rules(run: &Value) -> impl DoubleEndedIterator<Item = &Value> {
    let parts: Vec<&Value> = [&run["tool"]["driver"]].into_iter().chain(list(&run["tool"]["extensions"])).collect();
    parts.into_iter().flat_map(|part| list(&part["rules"]))
}

/// The id of a rule, with its name where it has one.
fn called(rule: &Value) -> String {
    let id = rule["id"].as_str().unwrap_or("a rule");
    rule["name"].as_str().filter(|name| *name != id).map_or(id.to_owned(), |name| format!("{id} {name}"))
}

/// Whether somebody decided that a result is none: all that was said of it was accepted.
fn is_suppressed(result: &Value) -> bool {
    let said = list(&result["suppressions"]);
    !said.is_empty() && said.iter().all(|suppression| suppression["status"].as_str().is_none_or(|status| status == "accepted"))
}
