//! What is wrong in which programme.

use super::{Fleet, Unread};
use crate::base::diagnostic::Diagnostic;
use crate::base::places::Places;
use crate::check::Selection;
use crate::ops::check;
use crate::ops::error::Error;
use crate::report::findings::FindingFacts;
use crate::report::fleet::{FleetCheckReport, Judged, ProgrammeCheckFacts};

/// Judges each programme. What `fleet.yaml` has wrong, and each programme that cannot be read, is a finding of its own.
///
/// # Errors
/// When rules are named that there are not, or a test asks for what nobody knows.
pub fn check(mut fleet: Fleet, test: Option<&str>, selection: &Selection, all: bool) -> Result<(FleetCheckReport, Fleet), Error> {
    check::refuse_unknown(selection)?;
    fleet.keep(test, &[])?;
    let wanted = check::Wanted { selection: selection.clone(), ..check::Wanted::default() };
    let answers = fleet.each(|view, about| {
        let checked = check::check(view, &wanted)?;
        let report = checked.report();
        let places = Places::new(report.files);
        let findings = report.findings.iter().map(|found| FindingFacts::of(found, &places).kept()).collect();
        let facts = ProgrammeCheckFacts { about, history: report.history, summary: report.summary, prefix: String::new() };
        Ok(Judged { facts, findings })
    });
    let refused = fleet.members.iter().zip(&answers).filter_map(|(member, answer)| Some((member, answer.as_ref().err()?)));
    let refused: Vec<Diagnostic> = refused
        .map(|(member, Unread { why, help })| {
            let mut finding = Diagnostic::new("file-unreadable", member.at, format!("nothing can be said of `{}`: {why}", member.name()));
            finding.help.clone_from(help);
            finding
        })
        .collect();
    let mut own: Vec<&Diagnostic> = fleet.findings.iter().chain(&refused).filter(|finding| selection.wants(finding.rule)).collect();
    own.sort_by_key(|finding| finding.primary.span);
    let places = Places::new(&fleet.files);
    let own = own.into_iter().map(|finding| FindingFacts::from(finding, &places).kept()).collect();
    let folders: Vec<String> =
        fleet.members.iter().zip(&answers).filter(|(_, answer)| answer.is_ok()).map(|(member, _)| member.folder_below()).collect();
    let (mut judged, unread) = fleet.parted(answers);
    judged.iter_mut().zip(folders).for_each(|(judged, folder)| judged.facts.prefix = folder);
    let report = FleetCheckReport::build(own, judged, unread, (fleet.seen(), check::infos(), all));
    Ok((report, fleet))
}
