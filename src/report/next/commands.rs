//! The command that ends what a rule found, or leads to where a person ends it.

use crate::base::diagnostic::Diagnostic;
use crate::model::facts::Facts;
use crate::model::kinds::KindInfo;

/// Rules whose findings a command of its own ends; `{}` is the record, `…` what only a person knows, and `*` the parts that
/// the finding is about. The others are ended where the record is edited.
const COMMANDS: &[(&str, &str)] = &[
    ("acceptance-by-wrong-role", "isms accept {} --until +12mo --why …"),
    ("acceptance-expired", "isms accept {} --until +12mo --why …"),
    ("acceptance-stale", "isms accept {} --until +12mo --why …"),
    ("acceptance-without-end", "isms set {} acceptance.until=+12mo"),
    ("approval-stale", "isms approve {}"),
    ("asset-no-owner", "isms set {} owner=ROL-…"),
    ("asset-unclassified", "isms set {} classification=…"),
    ("audit-not-reported", "isms set {} reported.to=ROL-… reported.on=…"),
    ("audit-overdue", "isms new audit --title … --set type=internal --set planned=…"),
    ("audit-programme-missing", "isms new audit --title … --set type=internal --set planned=…"),
    ("context-climate-undetermined", "isms set context 'climate={relevant: …, rationale: …, decided_on: today, decided_by: ROL-…}'"),
    ("control-implemented-no-evidence", "isms evidence add FILE --supports {}"),
    ("control-no-owner", "isms set {} owner=ROL-…"),
    ("control-test-failed-open", "isms new finding --title … --set source={}"),
    ("doc-approval-stale", "isms approve {}"),
    ("doc-metadata-missing", "isms set {} *=…"),
    ("evidence-nowhere", "isms set {} url=…"),
    ("finding-incomplete", "isms set {} *=…"),
    ("finding-no-root-cause", "isms set {} root_cause.text=…"),
    ("method-not-approved", "isms approve method"),
    ("metric-incomplete", "isms set {} *=…"),
    ("objective-plan-incomplete", "isms set {} *=…"),
    ("obligation-unhandled", "isms set {} controls+=…"),
    ("owner-left", "isms set {} owner=ROL-…"),
    ("plan-not-approved", "isms approve {}"),
    ("plan-without-means", "isms edit plan"),
    ("policy-ack-low", "isms acknowledge {} --by PER-…"),
    ("policy-commitments-missing", "isms set {} commitments.*=…"),
    ("policy-master-missing", "isms new document --set type=master-policy"),
    ("residual-above-threshold", "isms accept {} --until +12mo --why …"),
    ("retain-without-acceptance", "isms accept {} --until +12mo --why …"),
    ("review-inputs-incomplete", "isms set {} inputs.*=…"),
    ("review-overdue", "isms new review --title … --set on=… --set attendees=PER-…"),
    ("risk-generic-scenario", "isms set {} scenario=…"),
    ("risk-no-cia", "isms set {} affects=…"),
    ("risk-no-owner", "isms set {} owner=ROL-…"),
    ("risk-no-rationale", "isms set {} current.rationale=…"),
    ("risk-not-rated", "isms set {} current.likelihood=… current.impact=…"),
    ("risk-review-overdue", "isms set {} assessed.on=…"),
    ("risk-untreated", "isms set {} treatment.option=…"),
    ("role-unassigned", "isms set {} held_by+=PER-…"),
    ("scope-changed-after-approval", "isms approve scope"),
    ("scope-missing", "isms set scope statement=…"),
    ("scope-not-approved", "isms approve scope"),
    ("soa-not-approved", "isms approve soa"),
    ("soa-stale", "isms approve soa"),
    ("sponsor-not-top-management", "isms edit plan"),
    ("training-content-gap", "isms set {} covers+=…"),
    ("waiver-expired", "isms set {} until=…"),
];

/// What must be in writing, by the clause that asks for it, and the command that begins it.
const IN_WRITING: &[(&str, &str)] = &[
    ("6.1.3", "isms set RSK-… treatment.option=…"),
    ("6.2", "isms new objective"),
    ("7.2", "isms set PER-… 'competence+={what: …, obtained: …, evidence: EVD-…}'"),
    ("8.1", "isms evidence add FILE --supports …"),
    ("8.2", "isms new assessment"),
    ("9.1", "isms record reading MET-… …"),
];

pub(super) fn of(rule: &str, record: Option<&str>, requirement: &str) -> String {
    let in_writing = || IN_WRITING.iter().filter(|_| rule == "mandatory-document-missing").find(|(clause, _)| *clause == requirement);
    match (known(rule).or_else(|| in_writing().map(|(_, command)| *command)), record) {
        // A policy that is there is gone on with; no second one is begun.
        (Some(command), Some(record)) if command.starts_with("isms new document ") && record.starts_with("DOC-") => {
            format!("isms edit {record}")
        }
        (Some(command), Some(record)) => command.replace("{}", record).replace('*', "…"),
        (Some(command), None) if !command.contains("{}") => command.to_owned(),
        (_, Some(record)) => format!("isms edit {record}"),
        (_, None) => format!("isms explain {}", if rule.is_empty() { requirement } else { rule }),
    }
}

fn known(rule: &str) -> Option<&'static str> {
    COMMANDS.iter().find(|(name, _)| *name == rule).map(|(_, command)| *command)
}

/// The fields of a new record of a kind that end a finding: of one about itself, those that its command sets and those that it
/// names; of any other, those that the command sets which begins such a record.
pub fn asks_for(finding: &Diagnostic, kind: &KindInfo, is_own: bool) -> Vec<String> {
    let command = known(finding.rule).unwrap_or(if is_own { "isms set {} *=…" } else { "" });
    let begins = if is_own { "isms set {} ".to_owned() } else { format!("isms new {} ", kind.name) };
    let words = command.strip_prefix(&begins).unwrap_or_default().split(' ');
    let paths = words.filter_map(|word| word.split_once('=')).filter(|(_, value)| value.ends_with('…')).map(|(path, _)| path);
    let parts = |path: &'static str| match path.strip_suffix('*') {
        Some(above) => finding.about.iter().map(|part| format!("{above}{part}")).collect(),
        None => vec![path.trim_end_matches('+').to_owned()],
    };
    let is_field = |path: &String| path.split('.').fold(Facts::of(kind.name), Facts::field).is_known();
    paths.flat_map(parts).filter(is_field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules;

    #[test]
    fn commands_are_those_of_rules_that_there_are() {
        assert!(COMMANDS.iter().all(|(rule, _)| rules::by_name(rule).is_some()));
        assert!(COMMANDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(of("plan-not-approved", Some("RSK-1"), "6.1.3"), "isms approve RSK-1");
        assert_eq!(of("policy-master-missing", None, "5.2"), "isms new document --set type=master-policy");
        assert_eq!(of("policy-master-missing", Some("DOC-policy"), "5.2"), "isms edit DOC-policy");
        assert_eq!(of("text-repeated", None, "7.5.2"), "isms explain text-repeated");
    }
}
