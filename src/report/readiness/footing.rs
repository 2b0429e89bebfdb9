//! What a readiness report rests on, so that somebody else can make it again.

use crate::base::digest::{Digest, Framed, short};
use crate::check::rules::RULES;
use crate::model::digest;
use crate::register::cx::Cx;
use crate::report::doc::{Cell, Fact, Tone};
use crate::report::{Origin, Tree, fact};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a report rests on.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Footing {
    /// The full id of the commit that was read, or that the files rest on.
    pub commit: Option<String>,
    /// Whether the files are those of the commit. None if there is no commit.
    pub clean: Option<bool>,
    /// Whether anybody with the commit gets the same report for the same day.
    pub reproducible: bool,
    pub tool: String,
    /// SHA-256 of the risk method, of the Statement of Applicability as an approval covers it, and of the rules with the levels
    /// that `isms.yaml` gives them.
    pub method: Option<String>,
    pub soa: Option<String>,
    pub rules: String,
}

impl Footing {
    pub fn of(cx: &Cx<'_>, origin: &Origin) -> Self {
        let (commit, clean) = match &origin.tree {
            Tree::Commit => (origin.commit.clone(), Some(true)),
            Tree::Clean(commit) => (Some(commit.clone()), Some(true)),
            Tree::Changed(commit) => (Some(commit.clone()), Some(false)),
            Tree::None => (None, None),
        };
        let (isms, soa) = (cx.program.isms(), cx.program.soa());
        Self {
            commit,
            clean,
            reproducible: clean == Some(true),
            tool: origin.tool.into(),
            method: isms.and_then(|isms| digest::content("isms", isms.node(), "/risk", None)).map(named),
            soa: soa.and_then(|soa| digest::content("soa", soa.node(), "", None)).map(named),
            rules: named(rule_set(cx)),
        }
    }

    pub fn facts(&self) -> Vec<Fact> {
        let commit = self.commit.as_deref().map(short);
        let state = match (commit, self.clean) {
            (Some(commit), Some(true)) => Cell::toned(format!("commit {commit}, and the files are those of the commit"), Tone::Good),
            (Some(commit), _) => Cell::toned(format!("not reproducible: the files differ from commit {commit}"), Tone::Bad),
            (None, _) => Cell::toned("not reproducible: the files are in no commit that can be read", Tone::Bad),
        };
        let none = || "none".to_owned();
        let brief = |digest: &Option<String>| digest.as_deref().map_or_else(none, |digest| digest.get(..19).unwrap_or(digest).to_owned());
        let rules = Some(self.rules.clone());
        let digests = format!("method {}, SoA {}, rules {}", brief(&self.method), brief(&self.soa), brief(&rules));
        vec![fact("State", state), fact("Digests", digests), fact("Tool", format!("isms {}", self.tool))]
    }
}

fn named(digest: Digest) -> String {
    format!("sha256:{digest}")
}

/// The rules, their levels, what they guard, and the levels that the programme gives them.
fn rule_set(cx: &Cx<'_>) -> Digest {
    let mut framed = Framed::default();
    framed.open(b'r', RULES.len());
    for rule in RULES {
        framed.text(b'n', rule.name);
        framed.text(b'l', rule.level.name());
        framed.text(b'm', if rule.mandatory { "mandatory" } else { "" });
        framed.text(b'c', &rule.clauses.join(","));
    }
    for (name, level) in cx.program.isms().into_iter().flat_map(|isms| &isms.data().rules) {
        framed.text(b'n', name);
        framed.text(b's', &format!("{level:?}"));
    }
    framed.finish()
}
