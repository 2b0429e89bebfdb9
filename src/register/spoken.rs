//! What records speak of in words that name no record: a finding may come from an audit or a review that nobody recorded.

use crate::model::kinds::Finding;
use crate::model::program::{Program, View};
use crate::model::unclear::Unclear;

/// How words begin that make an audit one of somebody else, or of something else, in English, German, French and Spanish.
const OF_OTHERS: [&str; 23] = [
    "accredit",
    "certif",
    "client",
    "customer",
    "extern",
    "financ",
    "finanz",
    "fournisseur",
    "kunde",
    "lieferant",
    "proveedor",
    "recertif",
    "rezertif",
    "seguimiento",
    "stage",
    "stufe",
    "supplier",
    "surveil",
    "vendor",
    "zertif",
    "étape",
    "etapa",
    "überwach",
];
/// How words begin that stand for top management, and for what it does.
const MANAGEMENT: [&str; 3] = ["management", "direc", "leitung"];
const REVIEWS: [&str; 4] = ["review", "bewertung", "revue", "revisi"];

/// What a finding says of an internal audit that it came from and that is no record.
pub fn internal_audit(program: &Program) -> Option<Unclear<'_>> {
    source(program, |words| is_audit(words) && !is_of_others(words))
}

/// What a finding says of an audit by somebody else that it came from and that is no record.
pub fn audit_of_others<'a>(program: &'a Program, finding: View<'a, Finding>) -> Option<Unclear<'a>> {
    source_of(program, finding, |words| is_audit(words) && is_of_others(words))
}

fn is_audit(words: &[String]) -> bool {
    words.iter().any(|word| word.contains("audit"))
}

fn is_of_others(words: &[String]) -> bool {
    words.iter().any(|word| OF_OTHERS.iter().any(|stem| word.starts_with(stem)))
}

/// What a finding says of a management review that it came from and that is no record.
pub fn management_review(program: &Program) -> Option<Unclear<'_>> {
    let speak = |words: &[String], stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.contains(stem)));
    source(program, |words| speak(words, &MANAGEMENT) && speak(words, &REVIEWS))
}

/// The first source of a finding whose words, in lower case, speak of something.
fn source(program: &Program, speak: impl Fn(&[String]) -> bool) -> Option<Unclear<'_>> {
    program.all::<Finding>().find_map(|finding| source_of(program, finding, &speak))
}

fn source_of<'a>(program: &'a Program, finding: View<'a, Finding>, speak: impl Fn(&[String]) -> bool) -> Option<Unclear<'a>> {
    let unclear = program.unclear(finding.at(""), &["source"])?;
    let words = unclear.words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    speak(&words.collect::<Vec<String>>()).then_some(unclear)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    /// Whether a source speaks of an internal audit, of one by somebody else, and of a management review.
    fn told(source: &str) -> [bool; 3] {
        let mut files = Memory::default();
        files.put("isms.yaml", "format: 1\norganisation: {name: X}\n");
        files.put("findings/FND-1.yaml", format!("id: FND-1\ntitle: One\ngrade: minor\nunclear: {{source: 'Source: {source}'}}\n"));
        let program = load(&files).unwrap().program;
        let finding = program.by_id::<Finding>("FND-1").unwrap();
        [internal_audit(&program).is_some(), audit_of_others(&program, finding).is_some(), management_review(&program).is_some()]
    }

    #[test]
    fn a_source_speaks_of_what_its_words_name() {
        for source in
            ["Internal audit 2026-Q1", "internes Audit", "Audit interne", "Auditoría interna", "Audit 2026", "IA audit, finding 3"]
        {
            assert_eq!(told(source), [true, false, false], "{source}");
        }
        for source in [
            "External audit",
            "Stage 2 audit",
            "Zertifizierungsaudit",
            "Überwachungsaudit 2026",
            "audit de certification",
            "Customer audit",
        ] {
            assert_eq!(told(source), [false, true, false], "{source}");
        }
        for source in ["Management review 2026", "Managementbewertung", "Revue de direction", "Revisión por la dirección"] {
            assert_eq!(told(source), [false, false, true], "{source}");
        }
        for source in ["Pentest", "Incident INC-3", "Told by a colleague", "Review of accesses", "Management"] {
            assert_eq!(told(source), [false; 3], "{source}");
        }
    }
}
