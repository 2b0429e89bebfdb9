//! What `show` can be asked for: a record, a file such as `scope`, a part of one such as `organisation` or an issue, a
//! control of Annex A, a threat of the catalogue.

use crate::base::node::{Node, Reading};
use crate::history::changes::leaves;
use crate::model::annex_a::AnnexControl;
use crate::model::facts::Facts;
use crate::model::single::SINGLES;
use crate::model::{annex_a, threat_catalogue};
use crate::register::cx::Cx;
use crate::register::derived::{self, Values};
use crate::register::fields::Fields;
use crate::register::query::Value;
use crate::register::soa::SoaRow;
use schemars::JsonSchema;
use serde::Serialize;

/// A value and its path; a list has one of these for each item.
#[derive(Clone, Serialize, JsonSchema)]
pub struct ShownValue {
    pub path: String,
    pub value: String,
}

/// Something that is shown.
pub struct Shown<'a> {
    pub id: String,
    pub kind: &'static str,
    pub title: String,
    /// The record or file it stands in, by its id or name; None for what nobody wrote down here.
    pub holder: Option<&'a str>,
    pub node: Option<Node<'a>>,
    /// Where in its holder it stands, as a JSON pointer.
    pub pointer: String,
    pub derived: Vec<ShownValue>,
}

/// Words that people use for parts of files, and what those are called there.
const ALSO: [(&str, &str); 5] = [
    ("method", "isms.risk"),
    ("organization", "isms.organisation"),
    ("certificate", "isms.certification.certificate"),
    ("cadences", "isms.cadence"),
    ("road", "plan"),
];

/// Finds what a text names; several, if it may be one as well as another.
pub fn find<'a>(cx: &Cx<'a>, text: &str) -> Vec<Shown<'a>> {
    let one = record(cx, &Fields::new(cx), text).or_else(|| control(cx, text)).or_else(|| threat(cx, text)).or_else(|| file(cx, text));
    match one {
        Some(one) => vec![one],
        None => [parts(cx, text), items(cx, text)].into_iter().find(|found| !found.is_empty()).unwrap_or_default(),
    }
}

/// Every name that `find` knows, for what may have been meant.
pub fn names<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let files = singles(cx).flat_map(|(name, node)| std::iter::once(name).chain(node.entries().map(|(key, _)| key.text())));
    let known = annex_a::ANNEX_A.iter().map(|control| control.id).chain(threat_catalogue::THREATS.iter().map(|threat| threat.id));
    cx.program.records().map(|(id, ..)| id).chain(files).chain(known).collect()
}

fn record<'a>(cx: &Cx<'a>, fields: &Fields<'_, 'a>, text: &str) -> Option<Shown<'a>> {
    let known = cx.program.known(text)?;
    let node = cx.program.node(known.doc);
    let id = node.get("id").map_or("", Node::text);
    let derived = shown(known.kind.name, &fields.one(id)?.derived);
    let title = node.get("title").map_or("", Node::text).to_owned();
    Some(Shown { id: id.into(), kind: known.kind.name, title, holder: Some(id), node: Some(node), pointer: String::new(), derived })
}

/// Every record, in the order of files.
pub fn records<'c, 'a>(cx: &'c Cx<'a>) -> impl Iterator<Item = Shown<'a>> + use<'c, 'a> {
    let fields = Fields::new(cx);
    cx.program.records().filter_map(move |(id, ..)| record(cx, &fields, id))
}

/// What follows, in the order in which a kind names it.
fn shown(kind: &str, values: &Values) -> Vec<ShownValue> {
    let of = |name: &'static str| values.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, values)| values);
    let names = derived::names(kind).iter().map(|(name, _)| *name);
    names.flat_map(|name| of(name).iter().map(move |value| ShownValue { path: name.into(), value: Value::text(value) })).collect()
}

fn threat<'a>(cx: &Cx<'a>, text: &str) -> Option<Shown<'a>> {
    let threat = threat_catalogue::by_id(text)?;
    let values = Fields::new(cx).built_in(threat).derived;
    let value = |(path, values): (&str, Vec<Value>)| {
        values.into_iter().map(|value| ShownValue { path: path.into(), value: Value::text(&value) }).collect::<Vec<_>>()
    };
    let derived = values.into_iter().flat_map(value).collect();
    let title = threat.title.to_owned();
    Some(Shown { id: threat.id.into(), kind: "threat", title, holder: None, node: None, pointer: String::new(), derived })
}

/// A control of Annex A: what `soa.yaml` decides on it, and what follows from records.
fn control<'a>(cx: &Cx<'a>, text: &str) -> Option<Shown<'a>> {
    let annex = annex(text)?;
    let row = cx.soa().iter().find(|row| row.id == annex.id)?;
    let pointer = format!("/controls/{}", annex.id);
    let node = cx.program.soa().and_then(|soa| soa.node().find(&pointer));
    let (id, title) = (annex.id.to_owned(), annex.title.to_owned());
    Some(Shown { id, kind: "annex-a", title, holder: node.map(|_| "soa"), node, pointer, derived: follows(row) })
}

fn annex(text: &str) -> Option<&'static AnnexControl> {
    annex_a::by_id(text).or_else(|| annex_a::by_id(&format!("A.{}", text.strip_prefix("a.")?)))
}

fn follows(row: &SoaRow<'_>) -> Vec<ShownValue> {
    let applicable = row.applicable.map_or("undecided", |applicable| if applicable { "true" } else { "false" });
    let one = |path: &str, value: &str| ShownValue { path: path.into(), value: value.into() };
    let mut found = vec![one("applicable", applicable), one("status", row.status.name()), one("verification", row.verification.name())];
    let until = row.evidenced_until.map(|day| one("evidenced_until", &day.to_string()));
    let owners = row.owners().into_iter().map(|id| one("owners", id));
    let controls = row.controls.iter().map(|control| one("implemented_by", &control.id));
    let risks = row.risks.iter().map(|risk| one("risks", &risk.id));
    let obligations = row.obligations.iter().map(|obligation| one("obligations", &obligation.id));
    let documents = row.documents.iter().map(|document| one("documents", &document.id));
    let evidence = row.evidence.iter().map(|evidence| one("evidence", &evidence.id));
    found.extend(until.into_iter().chain(controls).chain(owners).chain(risks).chain(obligations).chain(documents).chain(evidence));
    found
}

/// The files that a programme has once, with their values.
fn singles<'a>(cx: &Cx<'a>) -> impl Iterator<Item = (&'static str, Node<'a>)> {
    let program = cx.program;
    program.single_docs().map(move |(name, doc)| (name, program.node(doc)))
}

/// A file by its name, or a part of it by its path, such as `plan.team`.
fn file<'a>(cx: &Cx<'a>, text: &str) -> Option<Shown<'a>> {
    let text = usual(text);
    let (name, path) = text.split_once('.').unwrap_or((text, ""));
    let (name, node) = singles(cx).find(|(known, _)| *known == name)?;
    let pointer: String = path.split('.').filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect();
    part(name, node, text.to_owned(), pointer)
}

/// What people call a file or a part of one, as it is called there.
fn usual(text: &str) -> &str {
    let text = ALSO.iter().find(|(word, _)| *word == text).map_or(text, |(_, path)| path);
    SINGLES.iter().find(|single| single.file == text).map_or(text, |single| single.name)
}

/// A file that a programme has once, or a part of it, whatever a programme says there: the name of the file, and the names that
/// lead to the part. None where a text is no such name, or may be one of several.
pub fn place(text: &str) -> Option<(&'static str, Vec<String>)> {
    if let Some(annex) = annex(text) {
        return Some(("soa", vec!["controls".into(), annex.id.into()]));
    }
    let mut parts = usual(text).split('.');
    let first = parts.next()?;
    let rest = parts.map(str::to_owned);
    if let Some(single) = SINGLES.iter().find(|single| single.name == first) {
        return Some((single.name, rest.collect()));
    }
    let mut of = SINGLES.iter().filter(|single| Facts::of(single.name).fields().any(|(name, _)| name == first));
    let single = of.next().filter(|_| of.next().is_none())?;
    Some((single.name, [first.to_owned()].into_iter().chain(rest).collect()))
}

fn part<'a>(name: &'static str, file: Node<'a>, id: String, pointer: String) -> Option<Shown<'a>> {
    let node = file.find(&pointer)?;
    let title = ["title", "name", "what", "topic"].into_iter().find_map(|field| node.get(field)).map_or("", Node::text).to_owned();
    Some(Shown { id, kind: name, title, holder: Some(name), node: Some(node), pointer, derived: Vec::new() })
}

/// A field at the top of files, by its name or by what one of its items is called, or a part of it: `cadence`, `party`,
/// `organisation.name`.
fn parts<'a>(cx: &Cx<'a>, text: &str) -> Vec<Shown<'a>> {
    let (text, path) = text.split_at(text.find('.').unwrap_or(text.len()));
    let below = path.replace('.', "/");
    let is_named = |key: &str, file: &str| {
        let one = Facts::of(file).field(key).each().one().map_or_else(|| singular(key), str::to_owned);
        key.eq_ignore_ascii_case(text) || one.eq_ignore_ascii_case(text)
    };
    let named = singles(cx).flat_map(|(name, file)| {
        let keys = file.entries().map(|(key, _)| key.text()).filter(move |key| is_named(key, name));
        keys.filter_map(|key| part(name, file, format!("{name}.{key}{path}"), format!("/{key}{below}"))).collect::<Vec<_>>()
    });
    named.collect()
}

fn singular(name: &str) -> String {
    name.strip_suffix("ies").map_or_else(|| name.strip_suffix('s').unwrap_or(name).to_owned(), |stem| format!("{stem}y"))
}

/// An item of a list in a file by what tells it from the others, such as the id of an issue or the name of a party.
fn items<'a>(cx: &Cx<'a>, text: &str) -> Vec<Shown<'a>> {
    let mut found = Vec::new();
    for (name, file) in singles(cx) {
        for (key, list) in file.entries() {
            let Some(first) = Facts::of(name).field(key.text()).each().key().into_iter().next() else { continue };
            let at = list.items().position(|item| item.get(first).is_some_and(|value| value.text().eq_ignore_ascii_case(text)));
            found.extend(at.and_then(|at| part(name, file, text.to_owned(), format!("/{}/{at}", key.text()))));
        }
    }
    found
}

impl Shown<'_> {
    /// The values that are written, each with its path below this.
    pub fn written(&self) -> Vec<ShownValue> {
        let mut found = Vec::new();
        self.node.iter().for_each(|node| leaves(*node, "", Reading::Written, &mut found));
        found.into_iter().map(|(path, value)| ShownValue { path, value }).collect()
    }
}
