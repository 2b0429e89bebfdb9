//! Who answers for each clause, and which records say who works on it.

use crate::model::kinds::Duty;

/// A clause: the duty of whoever is accountable, and the fields that name others, each with what it narrows.
pub(super) struct Asked {
    pub clause: &'static str,
    pub accountable: Duty,
    /// Who does it.
    pub responsible: &'static [Said],
    /// Who is heard.
    pub consulted: &'static [Said],
    /// Who is told.
    pub informed: &'static [Said],
}

/// A field that names people or roles.
pub(super) struct Said {
    /// The kind of record, or the file that a programme has once.
    pub kind: &'static str,
    /// The names that lead to it; lists are gone through.
    pub path: &'static [&'static str],
    /// Only where a field of the record has this value.
    pub only: Option<(&'static str, &'static str)>,
}

const fn said(kind: &'static str, path: &'static [&'static str]) -> Said {
    Said { kind, path, only: None }
}

const fn only(kind: &'static str, path: &'static [&'static str], field: &'static str, value: &'static str) -> Said {
    Said { kind, path, only: Some((field, value)) }
}

const fn asked(clause: &'static str, accountable: Duty, responsible: &'static [Said]) -> Asked {
    Asked { clause, accountable, responsible, consulted: &[], informed: &[] }
}

const RISK_OWNERS: Said = said("risk", &["owner"]);
const ASSESSMENT: &[Said] = &[said("assessment", &["owner"]), RISK_OWNERS];
const HEARD: &[Said] = &[said("assessment", &["participants", "person"])];
const DOCUMENTS: &[Said] = &[said("document", &["owner"])];
const AUDITORS: &[Said] = &[only("audit", &["auditors"], "type", "internal")];
const REPORTED: &[Said] = &[only("audit", &["reported", "to"], "type", "internal")];
const CHAIR: &[Said] = &[said("review", &["chair"])];
const ATTENDEES: &[Said] = &[said("review", &["attendees"])];

/// What a control is worked on by.
pub(super) const CONTROL: &[Said] = &[said("control", &["activities", "runs", "by"]), said("control", &["actions", "owner"])];

/// In the standard's order.
pub(super) static CLAUSES: [Asked; 30] = [
    asked("4.1", Duty::IsmsConformity, &[]),
    asked("4.2", Duty::IsmsConformity, &[said("obligation", &["owner"])]),
    asked("4.3", Duty::IsmsConformity, &[]),
    asked("4.4", Duty::IsmsConformity, &[said("context", &["processes", "owner"])]),
    asked("5.1", Duty::TopManagement, &[said("plan", &["sponsor"])]),
    asked("5.2", Duty::TopManagement, &[only("document", &["owner"], "type", "master-policy")]),
    asked("5.3", Duty::TopManagement, &[]),
    asked("6.1.1", Duty::IsmsConformity, &[said("context", &["opportunities", "owner"])]),
    Asked { consulted: HEARD, ..asked("6.1.2", Duty::IsmsConformity, ASSESSMENT) },
    asked("6.1.3", Duty::IsmsConformity, &[RISK_OWNERS]),
    asked("6.2", Duty::IsmsConformity, &[said("objective", &["owner"])]),
    asked("6.3", Duty::IsmsConformity, &[said("change", &["owner"])]),
    asked("7.1", Duty::TopManagement, &[said("plan", &["sponsor"])]),
    asked("7.2", Duty::IsmsConformity, &[said("training", &["owner"])]),
    asked("7.3", Duty::Awareness, &[said("training", &["owner"])]),
    asked("7.4", Duty::IsmsConformity, &[said("isms", &["communications", "responsible"])]),
    asked("7.5.1", Duty::DocumentControl, DOCUMENTS),
    asked("7.5.2", Duty::DocumentControl, DOCUMENTS),
    asked("7.5.3", Duty::DocumentControl, DOCUMENTS),
    asked("8.1", Duty::IsmsConformity, &[said("control", &["owner"])]),
    Asked { consulted: HEARD, ..asked("8.2", Duty::IsmsConformity, ASSESSMENT) },
    asked("8.3", Duty::IsmsConformity, &[RISK_OWNERS, said("risk", &["treatment", "actions", "owner"])]),
    asked("9.1", Duty::IsmsConformity, &[said("metric", &["measured_by"]), said("metric", &["analysed_by"]), said("metric", &["owner"])]),
    Asked { informed: REPORTED, ..asked("9.2.1", Duty::InternalAudit, AUDITORS) },
    Asked { informed: REPORTED, ..asked("9.2.2", Duty::InternalAudit, AUDITORS) },
    Asked { consulted: ATTENDEES, ..asked("9.3.1", Duty::TopManagement, CHAIR) },
    Asked { consulted: ATTENDEES, ..asked("9.3.2", Duty::TopManagement, CHAIR) },
    Asked { consulted: ATTENDEES, ..asked("9.3.3", Duty::TopManagement, CHAIR) },
    asked("10.1", Duty::IsmsConformity, &[said("review", &["decisions", "owner"])]),
    asked("10.2", Duty::IsmsConformity, &[said("finding", &["owner"])]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clause;
    use crate::model::facts::Facts;

    #[test]
    fn every_clause_has_its_line_and_every_field_is_one() {
        let clauses: Vec<&str> = CLAUSES.iter().map(|asked| asked.clause).collect();
        assert_eq!(clauses, clause::leaf().map(|clause| clause.id).collect::<Vec<_>>());
        let all = CLAUSES.iter().flat_map(|asked| [asked.responsible, asked.consulted, asked.informed]).chain([CONTROL]).flatten();
        for said in all {
            let step = |facts: Facts, name: &&str| {
                let field = facts.field(name);
                if field.is_list() { field.each() } else { field }
            };
            let field = said.path.iter().fold(Facts::of(said.kind), step);
            assert!(field.is_known(), "{} {:?}", said.kind, said.path);
            assert!(said.only.is_none_or(|(field, _)| Facts::of(said.kind).field(field).is_known()), "{} {:?}", said.kind, said.only);
        }
    }
}
