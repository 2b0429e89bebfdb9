//! An entry of the catalogue, as its file has it.

use crate::base::choice::Choice;
use crate::base::digest::Framed;
use crate::base::node::Node;
use crate::base::span::FileId;
use crate::edit::value::{Map, Value};
use crate::edit::yaml;
use crate::load::yaml as file;

/// So many digits of a digest tell editions apart.
const EDITION: usize = 8;

/// What an entry is a draft of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Asset,
    Risk,
    Control,
    Document,
    Supplier,
    Obligation,
    Party,
    Metric,
    Objective,
    Training,
}

impl Choice for Kind {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("asset", "What a company like this usually has", Kind::Asset),
        ("risk", "What could happen, through which weakness", Kind::Risk),
        ("control", "What each control of Annex A means in a company of 10, 100 or 1,000", Kind::Control),
        ("document", "Policies and procedures with their text", Kind::Document),
        ("supplier", "The usual kinds of suppliers", Kind::Supplier),
        ("obligation", "Laws and contracts to look at", Kind::Obligation),
        ("party", "Who has an interest in security, and what they usually ask for", Kind::Party),
        ("metric", "What can be measured, and how", Kind::Metric),
        ("objective", "What security may aim at", Kind::Objective),
        ("training", "What people learn, by audience", Kind::Training),
    ];
}

impl Kind {
    /// In the order in which they name each other: what is named comes first.
    pub const ORDER: [Kind; 10] = [
        Kind::Asset,
        Kind::Document,
        Kind::Control,
        Kind::Risk,
        Kind::Supplier,
        Kind::Obligation,
        Kind::Party,
        Kind::Metric,
        Kind::Objective,
        Kind::Training,
    ];

    /// As arguments and records call it.
    pub fn name(self) -> &'static str {
        self.word()
    }

    /// Where its entries are.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Asset => "assets",
            Kind::Risk => "risks",
            Kind::Control => "controls",
            Kind::Document => "documents",
            Kind::Supplier => "suppliers",
            Kind::Obligation => "obligations",
            Kind::Party => "parties",
            Kind::Metric => "metrics",
            Kind::Objective => "objectives",
            Kind::Training => "trainings",
        }
    }
}

/// What a control means in a company of so many people.
pub struct Size {
    pub people: String,
    pub means: String,
}

/// An entry.
pub struct Entry {
    pub kind: Kind,
    pub name: String,
    pub title: String,
    /// The traits of companies that it is for, any of them; none: it is for everybody.
    pub traits: Vec<String>,
    /// Why a company like this usually has it, in a sentence.
    pub why: String,
    /// What to find out before anybody rates or decides.
    pub ask: Vec<String>,
    /// What the record says, in the fields of its kind.
    pub record: Map,
    /// Of a risk: the entries of assets that it usually happens to.
    pub assets: Vec<String>,
    /// Of a risk: the controls of Annex A that usually treat it. Of a control: those that it implements. Of a document: what it
    /// satisfies.
    pub annex: Vec<String>,
    pub sizes: Vec<Size>,
    /// Of a control: what somebody does to see that it works.
    pub test: Option<Map>,
    /// Of a party: what it usually asks for.
    pub requirements: Vec<String>,
    /// Of a document: its text, in Markdown.
    pub text: Option<&'static str>,
}

impl Entry {
    /// Reads the file of an entry. What is not there is empty: tests hold that entries are whole.
    pub(super) fn read(kind: Kind, path: &str, bytes: &[u8], text: Option<&'static str>) -> Self {
        let (file, _) = file::read(FileId::ALONE, path.to_owned(), bytes.to_vec());
        let root = file.documents().next();
        let get = |key: &str| root.and_then(|root| root.get(key));
        let words = |node: Option<Node<'_>>| node.map_or_else(String::new, |node| node.text().to_owned());
        let list = |node: Option<Node<'_>>| node.into_iter().flat_map(Node::items).map(|item| item.text().to_owned()).collect::<Vec<_>>();
        let record = get("record").map(Map::of).unwrap_or_default();
        let named = match kind {
            Kind::Control => "implements",
            Kind::Document => "satisfies",
            _ => "",
        };
        let below = get("record").and_then(|record| record.get(named));
        let size = |(people, means): (Node<'_>, Node<'_>)| Size { people: people.text().into(), means: means.text().into() };
        Self {
            kind,
            name: path.rsplit('/').next().and_then(|file| file.strip_suffix(".yaml")).unwrap_or_default().to_owned(),
            title: words(get("title")),
            traits: list(get("for")),
            why: words(get("why")),
            ask: list(get("ask")),
            record,
            assets: list(get("assets")),
            annex: list(below.or_else(|| get("annex"))),
            sizes: get("sizes").into_iter().flat_map(Node::entries).map(size).collect(),
            test: get("test").map(Map::of),
            requirements: list(get("requirements")),
            text,
        }
    }

    /// Whether it is for a company with these traits.
    pub fn is_for(&self, traits: &[String]) -> bool {
        self.traits.is_empty() || self.traits.iter().any(|wanted| traits.contains(wanted))
    }

    /// Which edition of it this is: another one as soon as it says something else.
    pub fn edition(&self) -> String {
        let mut framed = Framed::default();
        framed.text(b't', &self.title);
        framed.text(b'r', &yaml::flow(&Value::Map(self.record.clone())));
        for (mark, list) in [(b'a', &self.assets), (b'x', &self.annex), (b'q', &self.requirements)] {
            framed.text(mark, &list.join(","));
        }
        framed.text(b'd', self.text.unwrap_or_default());
        framed.finish().to_string()[..EDITION].to_owned()
    }

    /// The texts of its record and its document, which say the same wherever they are copied to.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.record.0.iter().filter_map(|(_, value)| if let Value::Text(text) = value { Some(text.as_str()) } else { None });
        own.chain(self.text).chain(self.requirements.iter().map(String::as_str))
    }
}
