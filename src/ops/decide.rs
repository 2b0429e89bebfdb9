//! Deciding whether controls of Annex A are needed here (6.1.3 d): what speaks for each, and what is written down of a decision.

use super::act::{Act, Done, How, find, found, perform, revised, would_be};
use super::error::{Error, What};
use super::note::Note;
use super::open::View;
use super::read::{Need, Read};
use crate::base::node::{Class, Node};
use crate::base::span::{FileId, Span};
use crate::base::text::{count, did_you_mean, list_of};
use crate::check::since;
use crate::edit::assign::Assignment;
use crate::import::Sheet;
use crate::load::yaml;
use crate::model::annex_a::{self, ANNEX_A};
use crate::model::kinds::ControlStatus;
use crate::register::soa::SoaRow;
use crate::store::plain;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::str::FromStr;

/// No file of decisions is larger.
const LARGEST: u64 = 4 << 20;

/// The fields of a decision, as files and `--set` name them.
const FIELDS: [&str; 5] = ["applicable", "because", "justification", "risks", "obligations"];

/// A decision on a control of Annex A. It takes the place of an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub control: String,
    pub applicable: bool,
    /// Reasons for including it, besides those that follow from risks and obligations.
    pub because: Vec<String>,
    pub justification: Option<String>,
    pub risks: Vec<String>,
    pub obligations: Vec<String>,
}

impl FromStr for Decision {
    type Err = String;

    /// Reads `A.5.1=yes:because=risk,law:justification=One set of rules`; what follows `justification=` may hold any sign.
    fn from_str(text: &str) -> Result<Self, String> {
        let (control, said) = text.split_once('=').ok_or("write it as `A.5.1=yes:because=business:justification=…`")?;
        let (answer, mut rest) = said.split_once(':').unwrap_or((said, ""));
        let applicable = truth(answer).ok_or_else(|| format!("`{answer}` is neither `yes` nor `no`"))?;
        let mut decision = Self { control: control.trim().into(), applicable, ..Self::default() };
        while !rest.is_empty() {
            let (field, after) = rest.split_once('=').ok_or_else(|| format!("`{rest}` is no `field=value`"))?;
            let (value, next) = if field == "justification" { (after, "") } else { after.split_once(':').unwrap_or((after, "")) };
            decision.put(field, value)?;
            rest = next;
        }
        Ok(decision)
    }
}

impl Decision {
    fn put(&mut self, field: &str, value: &str) -> Result<(), String> {
        let list = || value.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect();
        match field.trim() {
            "because" => self.because = list(),
            "risks" => self.risks = list(),
            "obligations" => self.obligations = list(),
            "justification" => self.justification = Some(value.trim().to_owned()).filter(|text| !text.is_empty()),
            other => return Err(format!("a decision has no `{other}`; it has {}", list_of(FIELDS, "and"))),
        }
        Ok(())
    }

    /// The value of each field, as it is typed; none for those that say nothing.
    fn values(&self) -> [(&'static str, Option<String>); 5] {
        let list = |items: &[String]| Some(items.join(",")).filter(|text| !text.is_empty());
        [
            ("applicable", Some(self.applicable.to_string())),
            ("because", list(&self.because)),
            ("justification", self.justification.clone()),
            ("risks", list(&self.risks)),
            ("obligations", list(&self.obligations)),
        ]
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

/// Writes decisions down, all or none.
///
/// # Errors
/// When one is on no control of Annex A, is there twice or leaves a control out without saying why; and as [`perform`].
pub fn decide(view: &View, how: &How, decisions: &[Decision]) -> Result<Done, Error> {
    refuse(decisions)?;
    perform(view, how, |read| {
        let row = |decision: &Decision| find(&read.loaded.program, "soa").ok()?.node.get("controls")?.get(&decision.control);
        let mut given = Vec::new();
        for decision in decisions {
            let there = row(decision);
            for (field, value) in decision.values() {
                // A new decision leaves nothing of the old one but notes.
                if value.is_some() || there.is_some_and(|row| row.get(field).is_some()) {
                    given.push(Assignment::set(&format!("controls.{}.{field}", decision.control), &value.unwrap_or_default()));
                }
            }
        }
        let given: Vec<Assignment> = given.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
        let what = match decisions {
            [one] => format!("Decide on {}", one.control),
            _ => format!("Decide on {}", count(decisions.len(), "control")),
        };
        let mut act = Act { what, ..Act::default() };
        act.set(read, "soa", &given)?;
        Ok(act)
    })
}

fn refuse(decisions: &[Decision]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for Decision { control, applicable, justification, .. } in decisions {
        if annex_a::by_id(control).is_none() {
            let near = did_you_mean(control, ANNEX_A.iter().map(|control| control.id));
            let hint = near.map_or("they are called as `A.5.1`".into(), |near| format!("did you mean `{near}`?"));
            return Err(Error::asked(format!("Annex A has no control `{control}`")).hint(hint));
        }
        if !seen.insert(control) {
            return Err(Error::asked(format!("`{control}` is decided twice")).hint("leave one of them out; nothing was written"));
        }
        if !applicable && justification.is_none() {
            return Err(Error::asked(format!("`{control}` is left out, and nothing says why"))
                .hint("say with `justification` why it is not needed here; nothing was written"));
        }
    }
    if decisions.is_empty() { Err(Error::asked("nothing is decided").hint("name a control and say `yes` or `no`")) } else { Ok(()) }
}

/// Reads decisions from a sheet or a YAML file with a row or an entry for each control. What is undecided there is left.
///
/// # Errors
/// When the file cannot be read or says something else.
pub fn from_file(view: &View, path: &Path) -> Result<Vec<Decision>, Error> {
    let name = path.display().to_string();
    let bytes = plain::read_up_to(path, LARGEST).map_err(|source| What::Reading { what: format!("`{name}`"), source })?;
    match path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
        Some("csv") => from_sheet(view, &name, &bytes),
        Some("yaml" | "yml") => from_yaml(&name, bytes),
        _ => Err(Error::asked(format!("`{name}` is neither a `.csv` nor a `.yaml` file")).hint("decisions are read from one of them")),
    }
}

fn from_sheet(view: &View, name: &str, bytes: &[u8]) -> Result<Vec<Decision>, Error> {
    let sheet = Sheet::read(name, bytes).map_err(|error| Error::failed(error.to_string()).hint("save the sheet as `CSV UTF-8`"))?;
    if let Some(fault) = sheet.faults.first() {
        return Err(Error::failed(format!("`{name}:{}:{}`: {}", fault.line, fault.cell, fault.message)).hint(fault.help.clone()));
    }
    let column = |names: &[&str]| sheet.header.iter().position(|header| names.iter().any(|name| header.eq_ignore_ascii_case(name)));
    let (control, applicable) = (column(&["control"]), column(&["applicable", "applies"]));
    let (because, justification) = (column(&["because"]), column(&["justification"]));
    let Some((control, applicable)) = control.zip(applicable) else {
        let error = Error::failed(format!("`{name}` has no columns `control` and `applicable`; it has {}", list_of(&sheet.header, "and")));
        return Err(error.hint("`isms import --as soa` reads sheets with other headers"));
    };
    let read = [Some(control), Some(applicable), because, justification];
    let others: Vec<&String> =
        sheet.header.iter().enumerate().filter(|(at, _)| !read.contains(&Some(*at))).map(|(_, header)| header).collect();
    if !others.is_empty() {
        view.note(Note::usual(format!("not read from `{name}`: {}", list_of(others, "and"))));
    }
    let mut decisions = Vec::new();
    for row in &sheet.rows {
        let cell = |at: Option<usize>| at.map_or("", |at| row.cells[at].as_str());
        let said = cell(Some(applicable));
        // A row of our own controls decides nothing, and a dash says that nobody has decided.
        if said.is_empty() || said == "–" || said == "-" || !row.cells[control].starts_with("A.") {
            continue;
        }
        let applicable = truth(said).ok_or_else(|| {
            Error::failed(format!("`{name}:{}:{}`: `{said}` is neither `yes` nor `no`", row.line, applicable + 1)).hint("write one of them")
        })?;
        let mut decision = Decision { control: row.cells[control].clone(), applicable, ..Decision::default() };
        // Why a control is left out is said in words alone.
        let reasons = if applicable { cell(because) } else { "" };
        for (field, value) in [("because", reasons), ("justification", cell(justification))] {
            decision.put(field, value).map_err(Error::failed)?;
        }
        decisions.push(decision);
    }
    Ok(decisions)
}

fn from_yaml(name: &str, bytes: Vec<u8>) -> Result<Vec<Decision>, Error> {
    let (file, findings) = yaml::read(FileId::ALONE, name.into(), bytes);
    let at = |place: Span, message: &str| {
        let place = file.position(place.start);
        Error::failed(format!("`{name}:{}:{}`: {message}", place.line, place.column))
    };
    if let Some(fault) = findings.first() {
        return Err(at(fault.primary.span, &fault.message).hint("nothing was written"));
    }
    let Some(root) = file.documents().next() else { return Err(Error::failed(format!("`{name}` is empty")).hint("nothing was written")) };
    let rows = root.get("controls").unwrap_or(root);
    if rows.class() != Class::Map {
        return Err(at(rows.span(), "there are no decisions").hint("write them as `A.5.1: {applicable: true, because: [risk]}`"));
    }
    let mut decisions = Vec::new();
    for (key, row) in rows.entries() {
        let Some(said) = row.get("applicable") else { continue };
        let applicable = truth(said.text()).ok_or_else(|| at(said.span(), "it is neither `true` nor `false`").hint("write one of them"))?;
        let mut decision = Decision { control: key.text().to_owned(), applicable, ..Decision::default() };
        for (field, value) in row.entries().filter(|(field, _)| !matches!(field.text(), "applicable" | "notes")) {
            let items: Vec<&str> = value.items().map(Node::text).collect();
            let text = if value.is_scalar() { value.text().to_owned() } else { items.join(",") };
            decision.put(field.text(), &text).map_err(|problem| at(field.span(), &problem).hint("nothing was written"))?;
        }
        decisions.push(decision);
    }
    Ok(decisions)
}

/// A control that nobody has decided on, with what the records say of it.
#[derive(Clone, Debug)]
pub struct Undecided {
    pub control: String,
    pub title: String,
    /// What speaks for it, under a heading each.
    pub speaks: Vec<(&'static str, Vec<String>)>,
    /// Why it seems to be needed, where something speaks for it. That nothing does is no proof that it is not.
    pub suggested: Option<String>,
    /// Reasons for including it follow from risks or obligations, so that none has to be written.
    pub has_reason: bool,
}

/// The controls of Annex A that nobody has decided on, in the standard's order.
///
/// # Errors
/// When bytes cannot be had.
pub fn undecided(view: &View) -> Result<Vec<Undecided>, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let cx = read.cx();
    let rows: Vec<&SoaRow<'_>> = cx.soa().iter().filter(|row| row.annex.is_some() && row.applicable.is_none()).collect();
    let exposed = exposed(view, &read, &rows)?;
    Ok(rows.into_iter().map(|row| facts(row, &exposed)).collect())
}

fn facts(row: &SoaRow<'_>, exposed: &BTreeMap<String, Vec<String>>) -> Undecided {
    let named = |id: &str, title: &str| format!("{id} {title}");
    let status = |status: Option<ControlStatus>| if status == Some(ControlStatus::Implemented) { "" } else { " (not implemented yet)" };
    let against = exposed.get(row.id).cloned().unwrap_or_default();
    let suggested = match (row.risks.len(), row.obligations.len(), row.controls.len()) {
        (0, 0, 0) if against.is_empty() => None,
        (0, 0, 0) => Some("leaving it out would be a finding".into()),
        (0, 0, controls) => Some(format!("you have {} for it", count(controls, "control"))),
        (0, duties, _) => Some(format!("it answers {}", count(duties, "obligation"))),
        (risks, ..) => Some(format!("it treats {}", count(risks, "risk"))),
    };
    let speaks = [
        ("Risks", row.risks.iter().map(|risk| named(&risk.id, &risk.title)).collect()),
        ("Obligations", row.obligations.iter().map(|duty| named(&duty.id, &duty.title)).collect()),
        ("Controls", row.controls.iter().map(|control| named(&control.id, &control.title) + status(control.status)).collect()),
        ("Documents", row.documents.iter().map(|document| named(&document.id, &document.title)).collect()),
        ("If left out", against),
    ];
    Undecided {
        control: row.id.into(),
        title: row.title.into(),
        speaks: speaks.into_iter().filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty()).collect(),
        suggested,
        has_reason: !row.because.is_empty(),
    }
}

/// What would be found if these controls were left out: assets, suppliers and services that need them. It is tried, so that
/// the rules say it.
fn exposed(view: &View, read: &Read, rows: &[&SoaRow<'_>]) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let mut act = Act::default();
    let out = |row: &&SoaRow<'_>| Assignment::set(&format!("controls.{}.applicable", row.id), "false");
    let given: Vec<Assignment> = rows.iter().map(out).collect::<Result<_, _>>().map_err(Error::asked)?;
    act.set(read, "soa", &given)?;
    let after = would_be(view, &revised(&read.loaded.program, &act.says)?)?;
    let news = since::news(&after.program, found(read, &after).findings, &read.loaded.program, &[]);
    let mut exposed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in news.into_iter().filter(|finding| finding.rule == "soa-excluded-but-exposed") {
        let of = rows.iter().find(|row| finding.message.starts_with(&format!("`{}`", row.id)));
        if let Some(row) = of {
            exposed.entry(row.id.into()).or_default().push(finding.message);
        }
    }
    Ok(exposed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_as_they_are_typed() {
        let said = |text: &str| text.parse::<Decision>();
        let decision = said("A.5.1=yes:because=risk, law:justification=Rules: one set = one place").unwrap();
        assert_eq!((decision.applicable, decision.because.join("+").as_str()), (true, "risk+law"));
        assert_eq!(decision.justification.as_deref(), Some("Rules: one set = one place"));
        assert_eq!(said("A.5.1=NO").unwrap(), Decision { control: "A.5.1".into(), ..Decision::default() });
        assert_eq!(said("A.5.1=yes:risks=RSK-1;RSK-2").unwrap().risks, ["RSK-1", "RSK-2"]);
        for text in ["A.5.1", "A.5.1=maybe", "A.5.1=yes:law", "A.5.1=yes:why=so"] {
            assert!(said(text).is_err(), "{text}");
        }
    }
}
