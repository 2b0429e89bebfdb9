//! What is silenced: by an exception for records that it names, or by the settings for all of them.

use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::rules::by_name;
use crate::model::kinds::Exception;
use crate::model::program::{Program, View};
use crate::model::single::isms::RuleLevel;
use crate::register::cx::Cx;
use crate::report::doc::{Cell, Column, Row, Rows, Table};
use crate::report::names::Names;
use schemars::JsonSchema;
use serde::Serialize;

/// A silence in force.
#[derive(Serialize, JsonSchema)]
pub struct WaiverFacts {
    pub exception: String,
    pub rule: String,
    pub records: Vec<String>,
    pub reason: String,
    pub by: Option<String>,
    pub until: Option<Date>,
}

/// A rule that `isms.yaml` turns off, or has say less than it would.
#[derive(Serialize, JsonSchema)]
pub struct LoweredRule {
    pub rule: String,
    /// `off`, `info` or `warning`.
    pub level: String,
    /// What its findings would be.
    pub otherwise: String,
}

pub(super) fn waivers(cx: &Cx<'_>) -> Vec<WaiverFacts> {
    let exceptions = cx.exceptions();
    let facts = |exception: &Exception| {
        Some(WaiverFacts {
            exception: exception.id.clone(),
            rule: exception.rule.clone()?,
            records: exception.records.iter().map(|record| record.id().to_owned()).collect(),
            reason: exception.reason.clone().unwrap_or_default(),
            by: exception.approval.as_ref().map(|approval| approval.by.id().to_owned()),
            until: exception.until,
        })
    };
    exceptions.filter_map(|exception| facts(&exception)).collect()
}

/// The rules that the settings turn off or have say less, by name. What guards a mandatory item cannot be turned off.
pub(super) fn lowered(program: &Program) -> Vec<LoweredRule> {
    let set = program.isms().map(View::data).into_iter().flat_map(|isms| &isms.rules);
    let lowered = set.filter_map(|(name, level)| {
        let rule = by_name(name)?;
        let word = match level {
            RuleLevel::Off if !rule.mandatory => "off",
            RuleLevel::Info if rule.level > Level::Info => "info",
            RuleLevel::Warning if rule.level > Level::Warning => "warning",
            _ => return None,
        };
        Some(LoweredRule { rule: name.clone(), level: word.into(), otherwise: rule.level.name().into() })
    });
    lowered.collect()
}

pub(super) fn table<'a>(waivers: &'a [WaiverFacts], lowered: &'a [LoweredRule], names: &'a Names) -> Table<'a> {
    let waiver = |waiver: &'a WaiverFacts| {
        Row::new(vec![
            Cell::id(&waiver.exception),
            (&waiver.rule).into(),
            Cell::ids(&waiver.records),
            (&waiver.reason).into(),
            waiver.by.as_ref().map(|by| names.id(by)).unwrap_or_default().into(),
            waiver.until.into(),
        ])
    };
    let set = |rule: &'a LoweredRule| {
        let said = format!("`{}` under `rules:`, instead of `{}`", rule.level, rule.otherwise);
        Row::new(vec!["isms.yaml".into(), (&rule.rule).into(), "all".into(), said.into(), Cell::none(), Cell::none()])
    };
    Table {
        name: "waivers",
        columns: vec![
            Column::short("Exception", 0),
            Column::short("Rule", 0),
            Column::short("Records", 1),
            Column::text("Reason", 0),
            Column::text("By", 2),
            Column::short("Until", 0),
        ],
        rows: Rows::new(move || waivers.iter().map(waiver).chain(lowered.iter().map(set))),
        empty: "No rule is silenced.",
    }
}
