//! What was taken of a sheet, as changes to files.

use super::method::Ratings;
use super::plan::ImportError;
use super::proposal::{Addition, DECIDING, Decision, What};
use super::reconcile::{Taking, pointer};
use super::record::Record;
use super::there;
use crate::base::node::Node;
use crate::base::text::count;
use crate::edit::revise::revise;
use crate::edit::value::{Map, Value};
use crate::edit::yaml::document;
use crate::model::program::Program;
use crate::model::unclear::UNCLEAR;
use crate::store::write::Change;
use std::collections::BTreeMap;

/// The changes to files that are no new record: decisions, additions, records that were only a name until now, and the
/// method with the dimensions that ratings ask for.
pub fn others(
    program: &Program,
    taking: &Taking<'_>,
    completed: &[Record],
    ratings: Option<&Ratings<'_>>,
) -> Result<Vec<Change>, ImportError> {
    let mut changes: Vec<Change> = decided(program, &taking.decisions)?.into_iter().collect();
    for (to, additions) in &taking.additions {
        if let Some(root) = there::node(program, to) {
            changes.push(added(root, additions)?);
        }
    }
    let before = |path: &str| program.files.find(path).map_or("", |file| &program.files.get(file).text);
    let complete =
        |record: &Record| Change::of(record.path(), before(&record.path()), record.text()).because("was only a name and is complete now");
    changes.extend(completed.iter().map(complete));
    if let Some(isms) = program.isms()
        && let Some((wanted, why)) = ratings.and_then(|ratings| ratings.extension(isms.node()))
    {
        changes.push(revised(isms.node(), &wanted, why)?);
    }
    Ok(changes)
}

/// A file that says what is wanted.
fn revised(root: Node<'_>, wanted: &Map, why: String) -> Result<Change, ImportError> {
    let file = root.file();
    let text = revise(root, wanted).map_err(|refused| ImportError::Layout { path: file.path.clone(), refused })?;
    Ok(Change::of(file.path.as_str(), file.text.as_bytes(), text).because(why))
}

/// `soa.yaml` with the decisions, or the file if there is none.
fn decided(program: &Program, decisions: &[Decision]) -> Result<Option<Change>, ImportError> {
    if decisions.is_empty() {
        return Ok(None);
    }
    let decided = decisions.iter().filter(|decision| decision.fields.get(DECIDING).is_some()).count();
    let why = match (decided, decisions.len() - decided) {
        (decided, 0) => format!("{} on controls of Annex A", count(decided, "decision")),
        (0, noted) => format!("notes on {} of Annex A; nothing in the sheet decides whether they apply", count(noted, "control")),
        (decided, noted) => {
            format!("{} on controls of Annex A, and notes on {} that decide nothing", count(decided, "decision"), count(noted, "control"))
        }
    };
    let Some(soa) = program.soa() else {
        let rows = decisions.iter().map(|decision| (decision.control.id.to_owned(), decision.fields.clone().into()));
        let all = Map(vec![("version".into(), "0.1".into()), ("controls".into(), Value::Map(Map(rows.collect())))]);
        let text = format!("# yaml-language-server: $schema=schemas/soa.schema.json\n{}", document(&all));
        return Ok(Some(Change::new("soa.yaml", text).because(why)));
    };
    let why = if soa.approval.is_some() { format!("{why}; approve it anew") } else { why };
    let mut wanted = Map::of(soa.node());
    if let Value::Map(controls) = wanted.or_begin("controls", || Map::default().into()) {
        for Decision { control, fields } in decisions {
            let mut row = fields.clone();
            if let Some(Value::Map(before)) = controls.get(control.id) {
                // What was unclear of a control is settled with it.
                let stays = |name: &str| fields.get(name).is_none() && (name != UNCLEAR || fields.get(DECIDING).is_none());
                row.0.extend(before.0.iter().filter(|(name, _)| stays(name)).cloned());
            }
            controls.set(control.id, row);
        }
    }
    revised(soa.node(), &wanted, why).map(Some)
}

/// A file with what is added to it.
fn added(root: Node<'_>, additions: &[Addition]) -> Result<Change, ImportError> {
    let mut wanted = Map::of(root);
    let mut notes: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for Addition { path, value, what, .. } in additions {
        let has_place = match what {
            What::Item(_) => wanted.append_at(path, value.clone()),
            What::Entry => wanted.set_at(path, value.clone()),
            What::Note => {
                if let Value::Text(text) = value {
                    notes.entry(path).or_default().push(text);
                }
                true
            }
        };
        if !has_place {
            let problem = format!("it has no place for `{}`", path.join("."));
            return Err(ImportError::Outcome { path: root.file().path.clone(), problem });
        }
    }
    for (path, lines) in notes {
        let before = root.find(&pointer(path)).map(|notes| notes.text().trim_end()).filter(|notes| !notes.is_empty());
        wanted.set_at(path, before.into_iter().chain(lines).collect::<Vec<_>>().join("\n").into());
    }
    revised(root, &wanted, why(root, additions))
}

/// What changes, and whether somebody has to agree to it again.
fn why(root: Node<'_>, additions: &[Addition]) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for addition in additions {
        let name = addition.path.iter().find(|name| !name.bytes().all(|b| b.is_ascii_digit()));
        *times.entry(name.map_or("", String::as_str)).or_default() += 1;
    }
    let parts: Vec<String> = times.iter().map(|(name, n)| format!("{} in `{name}`", count(*n, "addition"))).collect();
    let is_approved = ["/approval", "/treatment/approval", "/acceptance"].iter().any(|pointer| root.find(pointer).is_some());
    format!("{}{}", parts.join(", "), if is_approved { "; approve it anew" } else { "" })
}
