//! The command that ends what a rule found, or leads to where a person ends it.

/// Rules whose findings a command of its own ends; `{}` is the record, `…` what only a person knows. The others are ended where
/// the record is edited.
const COMMANDS: &[(&str, &str)] = &[
    ("acceptance-by-wrong-role", "isms accept {} --until +12mo --why …"),
    ("acceptance-expired", "isms accept {} --until +12mo --why …"),
    ("acceptance-stale", "isms accept {} --until +12mo --why …"),
    ("acceptance-without-end", "isms set {} acceptance.until=+12mo"),
    ("approval-stale", "isms approve {}"),
    ("asset-no-owner", "isms set {} owner=ROL-…"),
    ("asset-unclassified", "isms set {} classification=…"),
    ("audit-overdue", "isms new audit --set type=internal --set planned=…"),
    ("audit-programme-missing", "isms new audit --set type=internal --set planned=…"),
    ("control-implemented-no-evidence", "isms evidence add FILE --supports {}"),
    ("control-no-owner", "isms set {} owner=ROL-…"),
    ("control-test-failed-open", "isms new finding --set source={}"),
    ("doc-approval-stale", "isms approve {}"),
    ("finding-no-root-cause", "isms set {} root_cause.text=…"),
    ("method-not-approved", "isms approve method"),
    ("owner-left", "isms set {} owner=ROL-…"),
    ("plan-not-approved", "isms approve {}"),
    ("plan-without-means", "isms edit plan"),
    ("policy-ack-low", "isms acknowledge {} --by PER-…"),
    ("policy-master-missing", "isms new document --set type=master-policy"),
    ("residual-above-threshold", "isms accept {} --until +12mo --why …"),
    ("retain-without-acceptance", "isms accept {} --until +12mo --why …"),
    ("review-overdue", "isms new review --set on=…"),
    ("risk-no-owner", "isms set {} owner=ROL-…"),
    ("risk-not-rated", "isms set {} current.likelihood=… current.impact=…"),
    ("risk-untreated", "isms set {} treatment.option=…"),
    ("role-unassigned", "isms set {} held_by+=PER-…"),
    ("scope-changed-after-approval", "isms approve scope"),
    ("scope-not-approved", "isms approve scope"),
    ("soa-not-approved", "isms approve soa"),
    ("soa-stale", "isms approve soa"),
    ("sponsor-not-top-management", "isms edit plan"),
];

pub(super) fn of(rule: &str, record: Option<&str>, requirement: &str) -> String {
    let known = COMMANDS.iter().find(|(name, _)| *name == rule).map(|(_, command)| *command);
    match (known, record) {
        (Some(command), Some(record)) => command.replace("{}", record),
        (Some(command), None) if !command.contains("{}") => command.to_owned(),
        (_, Some(record)) => format!("isms edit {record}"),
        (_, None) => format!("isms explain {}", if rule.is_empty() { requirement } else { rule }),
    }
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
        assert_eq!(of("text-repeated", None, "7.5.2"), "isms explain text-repeated");
    }
}
