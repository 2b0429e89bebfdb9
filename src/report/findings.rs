//! What `check` found, as every format gets it.

pub use super::names::Names;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::base::node::Files;
use crate::base::places::{Place, Places};
use crate::base::span::Position;
pub use crate::history::Judged;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// The findings of one run, sorted by file, place and rule.
pub struct CheckReport<'a> {
    pub as_of: Date,
    /// The commit that was read, if it was one.
    pub commit: Option<String>,
    /// Whether rules looked at the history.
    pub history: Judged,
    pub files: &'a Files,
    /// Put before paths where people read them: from the working directory to the programme, empty or ending in `/`.
    pub shown_prefix: String,
    /// Put before paths in machine formats that want repository-relative ones; empty or ending in `/`.
    pub repository_prefix: String,
    pub summary: Summary,
    pub findings: Vec<Found<'a>>,
    /// Every rule there is, sorted by name; SARIF carries the whole table.
    pub rules: &'a [RuleInfo],
    /// What owners are called.
    pub names: Names,
    /// What it means that none is told: where an earlier state was looked at too, not that there are none.
    pub none: &'static str,
    /// People get all of it, however much that is; programs always do.
    pub all: bool,
}

/// One finding with what formats say about it.
pub struct Found<'a> {
    pub diagnostic: &'a Diagnostic,
    pub rule: &'a RuleInfo,
    /// The id of the record the primary place stands in.
    pub record: Option<&'a str>,
    /// The person who must act, or a role that several hold or nobody does, as far as anybody is named.
    pub owner: Option<&'a str>,
    /// The role in which the person must act, where a role owns what is wrong.
    pub role: Option<&'a str>,
}

/// Counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    pub files: usize,
    pub records: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub waived: usize,
}

impl Summary {
    /// The counts of several runs together.
    pub fn and(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            records: self.records + other.records,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
            waived: self.waived + other.waived,
        }
    }
}

/// A finding as the wire contract has it; its fields stand in the order of `docs/cli.md`.
#[derive(Clone, Serialize, JsonSchema)]
pub struct FindingFacts<'a> {
    pub rule: &'static str,
    #[schemars(with = "String")]
    pub level: Level,
    pub message: Cow<'a, str>,
    pub record: Option<Cow<'a, str>>,
    /// Relative to the programme's folder, whatever the working directory is.
    pub file: Cow<'a, str>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub clauses: Cow<'a, [&'static str]>,
    pub help: Option<Cow<'a, str>>,
    pub related: Vec<RelatedFacts<'a>>,
    pub fixable: bool,
}

/// Another place of a finding.
#[derive(Clone, Serialize, JsonSchema)]
pub struct RelatedFacts<'a> {
    pub file: Cow<'a, str>,
    pub line: usize,
    pub column: usize,
    pub message: Cow<'a, str>,
    /// The position after the last character.
    #[serde(skip)]
    pub end: Position,
}

/// Findings for formats that know no programme: those of one, or of several with what belongs to none.
pub struct Told<'a> {
    /// Every rule there is, sorted by name.
    pub rules: &'a [RuleInfo],
    pub groups: Vec<Group<'a>>,
}

/// Findings with files in one folder.
pub struct Group<'a> {
    /// What the programme is called, where there are several.
    pub programme: Option<&'a str>,
    /// Put before paths; empty or ending in `/`.
    pub prefix: &'a str,
    pub findings: Vec<&'a FindingFacts<'a>>,
}

impl<'a> CheckReport<'a> {
    /// The findings as facts, in their order.
    pub fn facts(&self) -> Vec<FindingFacts<'a>> {
        let places = Places::new(self.files);
        self.findings.iter().map(|found| FindingFacts::of(found, &places)).collect()
    }

    /// The same for formats that know no programme.
    pub fn told<'t>(&'t self, facts: &'t [FindingFacts<'a>]) -> Told<'t> {
        let group = Group { programme: None, prefix: &self.repository_prefix, findings: facts.iter().collect() };
        Told { rules: self.rules, groups: vec![group] }
    }
}

impl<'a> FindingFacts<'a> {
    pub fn of(found: &Found<'a>, places: &Places<'a>) -> Self {
        let mut facts = Self::from(found.diagnostic, places);
        facts.record = found.record.map(Cow::Borrowed);
        if facts.clauses.is_empty() {
            facts.clauses = found.rule.clauses.into();
        }
        facts
    }

    /// One of which nobody asked in which record it is.
    pub fn from(diagnostic: &'a Diagnostic, places: &Places<'a>) -> Self {
        let Place { file, start, end } = places.of(diagnostic.primary.span);
        let related = diagnostic.related.iter().map(|label| {
            let place = places.of(label.span);
            let (line, column) = (place.start.line, place.start.column);
            RelatedFacts { file: (&place.file.path).into(), line, column, message: (&label.text).into(), end: place.end }
        });
        Self {
            rule: diagnostic.rule,
            level: diagnostic.level,
            message: (&diagnostic.message).into(),
            record: None,
            file: (&file.path).into(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            clauses: diagnostic.clauses.as_slice().into(),
            help: diagnostic.help.as_deref().map(Cow::Borrowed),
            related: related.collect(),
            fixable: diagnostic.fix.is_some(),
        }
    }

    /// The same, to be kept when what it was found in is gone.
    pub fn kept(self) -> FindingFacts<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        let related = self.related.into_iter().map(|related| RelatedFacts {
            file: own(related.file),
            message: own(related.message),
            line: related.line,
            column: related.column,
            end: related.end,
        });
        FindingFacts {
            rule: self.rule,
            level: self.level,
            message: own(self.message),
            record: self.record.map(own),
            file: own(self.file),
            line: self.line,
            column: self.column,
            end_line: self.end_line,
            end_column: self.end_column,
            clauses: Cow::Owned(self.clauses.into_owned()),
            help: self.help.map(own),
            related: related.collect(),
            fixable: self.fixable,
        }
    }
}
