//! References that lead nowhere: why, and what was probably meant.

use crate::base::near::Near;
use crate::base::node::Node;
use crate::base::text::{did_you_mean, list_of, one};
use crate::model::kinds::KindInfo;
use crate::model::links::{self, Link};
use crate::model::program::Program;
use crate::model::{annex_a, clause, kinds, threat_catalogue};
use std::collections::HashMap;

/// What is wrong with the references of a record, and what to do about it.
pub fn unresolved(program: &Program, kind: &str, record: Node<'_>) -> Vec<(String, String)> {
    let (mut ids, mut found) = (Ids::new(program), Vec::new());
    links::walk(kind, record, &mut |node, link| {
        found.extend(problem(program, node.text(), link).map(|problem| explain(&mut ids, node.text(), &problem)));
    });
    found
}

/// Why a reference does not resolve.
pub enum Problem {
    NoSuchControl,
    NoSuchClause,
    NoSuchRecord(&'static str),
    /// There is such a record, but in the folder of another kind.
    OtherKind(&'static str),
    /// It is the id of a kind that cannot be meant.
    NotWanted {
        is: &'static str,
        wanted: Vec<&'static str>,
    },
}

/// What is wrong with a reference, if anything. What has not even the form of a target was refused by the schema.
pub fn problem(program: &Program, id: &str, link: &Link) -> Option<Problem> {
    let targets = &link.targets;
    if id.starts_with("A.") && targets.contains(&"annex-a") {
        return annex_a::by_id(id).is_none().then_some(Problem::NoSuchControl);
    }
    if id.starts_with(|c: char| c.is_ascii_digit()) && targets.contains(&"clause") {
        return (!clause::is_known(id)).then_some(Problem::NoSuchClause);
    }
    let known = program.known(id);
    let is_of_kind = |kind: &KindInfo| id.strip_prefix(kind.prefix).is_some_and(|rest| rest.starts_with('-'));
    if known.is_some_and(|known| targets.contains(&known.kind.name) && is_of_kind(known.kind)) {
        return None;
    }
    let Some(wanted) = named(id, link).filter(|kind| targets.contains(&kind.name)) else {
        let is = named(id, link).filter(|_| link.in_words)?.name;
        return Some(Problem::NotWanted { is, wanted: targets.clone() });
    };
    match known {
        Some(known) if known.kind.name == wanted.name => None,
        Some(known) => Some(Problem::OtherKind(known.kind.folder)),
        None if wanted.name == "threat" && threat_catalogue::by_id(id).is_some() => None,
        None => Some(Problem::NoSuchRecord(wanted.name)),
    }
}

/// The kind whose ids have this form. Where a name in words may stand, nothing has refused an id in small letters.
fn named(id: &str, link: &Link) -> Option<&'static KindInfo> {
    let is_small = link.in_words && !id.contains(|c: char| c.is_whitespace() || c.is_uppercase());
    kinds::by_id(id).or_else(|| kinds::by_id(&id.to_uppercase()).filter(|_| is_small))
}

/// What may have been meant, by kind: known when a record of that kind is missing first.
pub struct Ids<'a> {
    program: &'a Program,
    of_kinds: HashMap<&'static str, Near<'a>>,
}

impl<'a> Ids<'a> {
    pub fn new(program: &'a Program) -> Self {
        Self { program, of_kinds: HashMap::new() }
    }

    fn near(&mut self, kind: &'static str, id: &str) -> Option<&'a str> {
        let program = self.program;
        let ids = || Near::among(program.records().filter(|(_, of, _)| of.name == kind).map(|(id, ..)| id));
        self.of_kinds.entry(kind).or_insert_with(ids).to(id)
    }
}

/// What is wrong, and what to do about it.
pub fn explain(ids: &mut Ids<'_>, id: &str, problem: &Problem) -> (String, String) {
    match problem {
        Problem::NoSuchControl => explain_control(id),
        Problem::NoSuchClause => {
            let near = did_you_mean(id, clause::CLAUSES.iter().map(|clause| clause.id));
            (format!("ISO/IEC 27001:2022 has no clause `{id}`"), suggestion(near, "use a number from 4.1 to 10.2"))
        }
        Problem::OtherKind(folder) => {
            let kind = kinds::by_id(id).map_or("record", |kind| kind.name);
            (format!("`{id}` stands in `{folder}/` and is not read as a {kind}"), "move its file to the folder of its kind".into())
        }
        Problem::NotWanted { is, wanted } => {
            let wanted = list_of(wanted.iter().copied(), "or");
            (
                format!("`{id}` is the id of {}, which cannot be meant here", one(is)),
                format!("write the id of a {wanted}, or a name in words"),
            )
        }
        Problem::NoSuchRecord(kind) => {
            let folder = kinds::by_name(kind).map_or("", |kind| kind.folder);
            let now = ids.program.names().now(id);
            if now != id {
                return (format!("there is no {kind} `{id}` any more"), format!("it is now `{now}`: refer to that"));
            }
            let near = match ids.near(kind, id) {
                None if *kind == "threat" => did_you_mean(id, threat_catalogue::THREATS.iter().map(|threat| threat.id)),
                near => near,
            };
            (
                format!("there is no {kind} `{id}`"),
                suggestion(near, &format!("create `{folder}/{id}.yaml`, or refer to a record that exists")),
            )
        }
    }
}

fn explain_control(id: &str) -> (String, String) {
    let now: Vec<&str> = annex_a::successors_of(id).map(|control| control.id).collect();
    if now.is_empty() {
        let near = did_you_mean(id, annex_a::ANNEX_A.iter().map(|control| control.id));
        return (format!("Annex A of the 2022 edition has no control `{id}`"), suggestion(near, "use a number from A.5.1 to A.8.34"));
    }
    (format!("`{id}` is a number of the 2013 edition"), format!("in the 2022 edition it is {}", list_of(now, "and")))
}

fn suggestion(near: Option<&str>, otherwise: &str) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`? If not, {otherwise}"),
        None => otherwise.into(),
    }
}
