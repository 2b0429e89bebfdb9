//! Nonconformities that somebody recorded: what an auditor has said outweighs what files seem to show.

use super::verdict::{LikelyFinding, LikelyGrade, Verdict};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::span::{FileId, Span};
use crate::check::{Check, rules};
use crate::model::clause::{self, Clause};
use crate::model::kinds::{self, Audit, Finding, Grade};
use crate::model::program::View;
use crate::model::reference::{Ref, Requirement};
use crate::register::cx::Cx;
use crate::register::finding::{FindingState, Standing, standing, state};
use crate::register::soa::SoaRow;
use std::collections::HashSet;

/// Where nonconformities are dealt with, and so the clause of those that name none.
const IMPROVEMENT: &str = "10.2";

/// What was recorded until today and is not shown to be mended.
pub(super) struct Recorded<'a> {
    today: Date,
    all: Vec<Nonconformity<'a>>,
    /// What they were raised against.
    against: HashSet<&'a str>,
    /// Findings that cannot be read, and files of some: nobody knows what they are about.
    unread: Vec<(String, Span)>,
}

struct Nonconformity<'a> {
    finding: View<'a, Finding>,
    standing: Standing,
    /// The audit that raised it.
    audit: Option<View<'a, Audit>>,
    /// Its requirement is no clause, and no control that is shown to apply.
    homeless: bool,
}

/// What the records of nonconformities say of a clause.
pub(super) struct Said {
    pub verdict: Verdict,
    pub reason: String,
    pub place: Span,
}

impl<'a> Recorded<'a> {
    /// `found` is what was found in the programme: files that are no records are only there.
    pub fn of(cx: &Cx<'a>, found: &[Diagnostic]) -> Self {
        let program = cx.program;
        let known = program.all::<Finding>().filter(|finding| finding.is_nonconformity());
        let raised = known.filter(|finding| finding.raised_on().is_none_or(|on| on <= cx.today));
        let shown: HashSet<&str> = cx.soa().iter().filter(|row| row.applicable == Some(true)).map(|row| row.id).collect();
        let all = raised.map(|finding| Nonconformity {
            finding,
            standing: standing(&finding, cx.today),
            audit: finding.data().source.as_ref().and_then(|source| program.get::<Audit>(source)),
            homeless: finding.data().requirement.as_ref().is_none_or(|requirement| !shown.contains(requirement.id())),
        });
        let all: Vec<Nonconformity<'a>> = all.filter(|one| one.standing != Standing::Mended).collect();
        let findings = program.records().filter(|(_, kind, _)| kind.name == "finding");
        let refused = findings.filter(|(id, ..)| program.by_id::<Finding>(id).is_none());
        let refused = refused.map(|(id, _, doc)| (format!("finding `{id}`"), program.node(doc).head()));
        let mut unread: Vec<(String, Span)> = refused.chain(unread_files(cx, found)).collect();
        unread.dedup_by_key(|(_, place)| place.file);
        Self { today: cx.today, against: all.iter().filter_map(|one| one.requirement().map(Ref::id)).collect(), all, unread }
    }

    /// What is said of a clause, the worst first.
    pub fn of_clause(&self, clause: &Clause) -> Vec<Said> {
        let mut said: Vec<Said> = self.all.iter().filter(|one| one.is_against(clause)).map(Nonconformity::said).collect();
        if clause.id == IMPROVEMENT {
            said.extend(self.unread.iter().map(|(what, place)| Said {
                verdict: Verdict::Gap,
                reason: format!("{what} cannot be read, so what it is about is not counted"),
                place: *place,
            }));
        }
        said.sort_by_key(|said| std::cmp::Reverse(said.verdict));
        said
    }

    /// Whether nothing that stands was recorded against a control of Annex A.
    pub fn spares(&self, row: &SoaRow<'_>) -> bool {
        !self.against.contains(row.id)
    }

    /// The open ones as an auditor will put them again, each with whether it stands before every stage: no certificate is
    /// given over a major of a certification body, whatever it is about. One that was closed unverified is found by a rule.
    pub fn likely(&self) -> impl Iterator<Item = (LikelyFinding, bool)> + '_ {
        self.all.iter().filter(|one| one.standing != Standing::Unverified).map(|one| (one.likely(self.today), one.blocks_every_stage()))
    }
}

/// Files of findings out of which none is read: broken ones, and those that stand or are called as none is read.
fn unread_files(cx: &Cx<'_>, found: &[Diagnostic]) -> Vec<(String, Span)> {
    let read: HashSet<FileId> = cx.program.records().map(|(_, _, doc)| doc.file).collect();
    let of_findings = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).trim_start_matches('.');
        path.starts_with("findings/") || kinds::by_id(name).is_some_and(|kind| kind.name == "finding")
    };
    let is_loading = |finding: &&Diagnostic| rules::by_name(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Elsewhere));
    let places = found.iter().filter(is_loading).map(|finding| finding.primary.span).filter(|span| !read.contains(&span.file));
    let named = places.map(|span| (cx.program.files.get(span.file).path.as_str(), span)).filter(|(path, _)| of_findings(path));
    let mut files: Vec<(String, Span)> = named.map(|(path, span)| (format!("`{path}`"), span)).collect();
    files.dedup_by_key(|(_, span)| span.file);
    files
}

impl<'a> Nonconformity<'a> {
    fn is_major(&self) -> bool {
        self.finding.grade == Grade::Major
    }

    fn requirement(&self) -> Option<&'a Ref<Requirement>> {
        self.finding.data().requirement.as_ref()
    }

    fn blocks_every_stage(&self) -> bool {
        self.is_major() && self.audit.is_some_and(|audit| audit.kind.is_certification())
    }

    /// `9.2` means its parts as well. What names no clause counts where nonconformities are dealt with; of those against a
    /// control that is in the Statement of Applicability only the majors do: the control itself is shown as not effective,
    /// and a minor that is being worked on is what 10.2 asks for.
    fn is_against(&self, clause: &Clause) -> bool {
        if let Some(named) = self.requirement().map(Ref::id).filter(|named| clause::is_known(named)) {
            let named = named.split(' ').next().unwrap_or_default();
            return clause.id == named || clause.id.strip_prefix(named).is_some_and(|rest| rest.starts_with('.'));
        }
        clause.id == IMPROVEMENT && (self.is_major() || self.homeless)
    }

    /// A major that stands contradicts the requirement. A minor leaves it met in the main, so it is a gap; so is what was
    /// closed before anybody saw that it was mended.
    fn said(&self) -> Said {
        let verdict = if self.is_major() && self.standing != Standing::Unverified { Verdict::Fail } else { Verdict::Gap };
        Said { verdict, reason: self.words(), place: self.finding.at("") }
    }

    /// `open major nonconformity `FND-1` of audit `AUD-2`: what fails`
    fn words(&self) -> String {
        let finding = self.finding.data();
        let grade = if self.is_major() { "major" } else { "minor" };
        let how = match self.standing {
            Standing::Unverified => "closed without a check that it worked",
            Standing::Unmended => "closed although its actions did not work",
            Standing::Open | Standing::Mended => "open",
        };
        let source = match (self.audit, &finding.source) {
            (Some(audit), _) => format!(" of {} audit `{}`", audit.kind.name(), audit.id),
            (None, Some(source)) => format!(" of `{source}`"),
            (None, None) => String::new(),
        };
        let against = self.requirement().map(|requirement| format!(" against {requirement}")).unwrap_or_default();
        let what = finding.statement.as_deref().unwrap_or(&finding.title);
        format!("{grade} nonconformity `{}`{source}{against}, {how}: {what}", finding.id)
    }

    fn likely(&self, today: Date) -> LikelyFinding {
        LikelyFinding {
            grade: if self.is_major() { LikelyGrade::Major } else { LikelyGrade::Minor },
            requirement: self.requirement().map_or(IMPROVEMENT, Ref::id).into(),
            statement: self.words(),
            fix: self.next(today).into(),
            rules: Vec::new(),
        }
    }

    fn next(&self, today: Date) -> &'static str {
        match state(&self.finding, today) {
            FindingState::Open => "correct it at once and deal with its consequences; write both down",
            FindingState::Contained => "find the cause, and search for the same elsewhere",
            FindingState::Analysed => "plan actions against the cause, with owners and days",
            FindingState::Planned => "finish its actions, with evidence",
            FindingState::Implemented => "check after the last action that it worked",
            FindingState::Verified => "close it; a major of a certification body is closed when that body has seen it",
            FindingState::Closed => "open it again, and look for the cause anew",
        }
    }
}
