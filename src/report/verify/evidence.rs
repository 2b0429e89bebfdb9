//! Evidence: whether the files are there, and are those that were recorded.

use super::{EvidenceFacts, EvidenceState};
use crate::base::text::natural;
use crate::model::kinds::Evidence;
use crate::register::cx::Cx;

/// All evidence of a programme, by id.
pub fn facts(cx: &Cx<'_>) -> Vec<EvidenceFacts> {
    let fact = |evidence: &Evidence| EvidenceFacts {
        record: evidence.id.clone(),
        place: evidence.file.clone().or_else(|| evidence.url.clone()),
        state: state(cx, evidence),
    };
    let mut facts: Vec<EvidenceFacts> = cx.program.all::<Evidence>().map(|evidence| fact(&evidence)).collect();
    facts.sort_by(|a, b| natural(&a.record, &b.record));
    facts
}

fn state(cx: &Cx<'_>, evidence: &Evidence) -> EvidenceState {
    let Some(file) = evidence.file.as_deref() else {
        return if evidence.url.is_some() { EvidenceState::Elsewhere } else { EvidenceState::Nowhere };
    };
    if !cx.program.has_path(file) {
        return EvidenceState::Missing;
    }
    let seen = cx.program.seen_file(file);
    match evidence.sha256.as_ref().zip(seen.and_then(|seen| seen.digest.as_ref())) {
        None => EvidenceState::NoDigest,
        Some((recorded, _)) if seen.is_some_and(|seen| seen.differs_in_line_ends(recorded)) => EvidenceState::LineEnds,
        Some((recorded, found)) if recorded != found => EvidenceState::Mismatch,
        Some(_) if seen.is_some_and(|seen| seen.is_pointer) => EvidenceState::Pointer,
        Some(_) => EvidenceState::Ok,
    }
}
