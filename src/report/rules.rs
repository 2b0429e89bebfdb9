//! `isms rules`: the table of rules.

use super::Report;
use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use crate::base::diagnostic::Level;
use crate::check::rules::RULES;
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct RulesReport {
    pub version: u32,
    /// By name.
    pub rules: Vec<RuleFacts>,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
pub struct RuleFacts {
    pub name: String,
    /// `error`, `warning` or `info`, before configuration.
    pub level: String,
    /// It guards something mandatory: only an exception can silence it.
    pub mandatory: bool,
    pub clauses: Vec<String>,
    pub summary: String,
}

impl RulesReport {
    pub fn build() -> Self {
        let mut rules: Vec<RuleFacts> = RULES
            .iter()
            .map(|rule| RuleFacts {
                name: rule.name.into(),
                level: rule.level.name().into(),
                mandatory: rule.mandatory,
                clauses: rule.clauses.iter().map(|clause| (*clause).to_owned()).collect(),
                summary: rule.info().summary().into(),
            })
            .collect();
        rules.sort_by(|a, b| a.name.cmp(&b.name));
        Self { version: 1, rules }
    }
}

impl Report for RulesReport {
    const NAME: &'static str = "rules";

    fn doc(&self) -> Doc<'_> {
        fn row(rule: &RuleFacts) -> Row<'_> {
            let tone = match rule.level.as_str() {
                level if level == Level::Error.name() => Tone::Bad,
                level if level == Level::Warning.name() => Tone::Warn,
                _ => Tone::Note,
            };
            let guards = rule.clauses.join(", ");
            Row::new(vec![(&rule.name).into(), Cell::toned(&rule.level, tone), guards.into(), (&rule.summary).into()])
        }
        let table = Table {
            name: "rules",
            columns: vec![Column::short("Rule", 0), Column::short("Level", 0), Column::short("Guards", 1), Column::text("About", 0)],
            rows: Rows::new(|| self.rules.iter().map(row)),
            empty: "",
        };
        let text = format!("{} rules. `isms explain RULE` says why, and shows records that fail and pass.", self.rules.len());
        Doc { head: Head { title: "Rules".into(), ..Head::default() }, blocks: vec![Block::Paragraph { text }, Block::Table(table)] }
    }
}
