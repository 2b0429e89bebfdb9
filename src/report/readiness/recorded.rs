//! Nonconformities that somebody recorded. Each counts by where it comes from: what the certification body found holds its
//! decision up, what was found inside speaks against its requirement, what an audit of a supplier found speaks of suppliers.

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
use crate::register::finding::{
    self, FindingState, Raiser, Standing, Threat, decided_since, holds_up, is_concern, is_verified, raiser, standing, state, threat,
};
use std::collections::{HashMap, HashSet};

/// Where nonconformities are dealt with, and so the clause of those that name none.
const IMPROVEMENT: &str = "10.2";
/// Where controls are operated, and so the clause that a major against one speaks against.
const OPERATION: &str = "8.1";
/// So long after it was raised, a nonconformity is corrected, or somebody has said what is done.
const CORRECTED_WITHIN: i64 = 30;
/// So long after the last action, somebody has looked whether it worked.
const CHECKED_WITHIN: i64 = 90;

/// What was recorded until today and is not shown to be mended.
pub(super) struct Recorded<'a> {
    today: Date,
    all: Vec<Nonconformity<'a>>,
    /// By the requirement that they speak against.
    against: HashMap<&'a str, Vec<usize>>,
    /// Findings that cannot be read, and files of some: nobody knows what they are about.
    unread: Vec<(String, Span)>,
}

struct Nonconformity<'a> {
    finding: View<'a, Finding>,
    standing: Standing,
    raiser: Raiser,
    /// The audit that raised it.
    audit: Option<View<'a, Audit>>,
    /// Its requirement is no clause, and no control that is shown to apply.
    homeless: bool,
    holds_up: bool,
    threat: Option<Threat>,
    /// The day on which the certification body decided since.
    decided: Option<Date>,
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
        // Stage 2 begins with what stage 1 saw, whatever it called it.
        let is_to_settle = |finding: &Finding| {
            finding.is_open(cx.today) && is_concern(program, finding) && decided_since(program, finding, cx.today).is_none()
        };
        let known = program.all::<Finding>().filter(|finding| finding.is_nonconformity() || is_to_settle(finding));
        let raised = known.filter(|finding| finding.is_raised(cx.today));
        let shown: HashSet<&str> = cx.soa().iter().filter(|row| row.applicable == Some(true)).map(|row| row.id).collect();
        let all = raised.map(|finding| {
            let (raiser, audit) = raiser(program, finding.data());
            let standing = standing(&finding, cx.today);
            let homeless = finding.data().requirement.as_ref().is_none_or(|requirement| !shown.contains(requirement.id()));
            let threat = audit.and_then(|audit| threat(program, finding.data(), audit.data(), cx.today));
            let holds_up = holds_up(program, &finding, (raiser, standing), cx.today);
            let decided = decided_since(program, &finding, cx.today);
            Nonconformity { finding, standing, raiser, audit, homeless, holds_up, threat, decided }
        });
        let all: Vec<Nonconformity<'a>> = all.filter(|one| one.standing != Standing::Mended).collect();
        let mut against: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, one) in all.iter().enumerate() {
            finding::against(one.finding.data(), one.raiser)
                .into_iter()
                .for_each(|requirement| against.entry(requirement).or_default().push(index));
        }
        let findings = program.records().filter(|(_, kind, _)| kind.name == "finding");
        let refused = findings.filter(|(id, ..)| program.by_id::<Finding>(id).is_none());
        let refused = refused.map(|(id, _, doc)| (format!("finding `{id}`"), program.node(doc).head()));
        let mut unread: Vec<(String, Span)> = refused.chain(unread_files(cx, found)).collect();
        unread.dedup_by_key(|(_, place)| place.file);
        Self { today: cx.today, against, all, unread }
    }

    /// What is said of a clause, the worst first.
    pub fn of_clause(&self, clause: &Clause) -> Vec<Said> {
        let mut said: Vec<Said> = self.all.iter().filter(|one| one.is_against(clause)).map(Nonconformity::said).collect();
        if clause.id == IMPROVEMENT {
            said.extend(self.all.iter().filter_map(|one| one.unhandled(self.today)));
            said.extend(self.unread.iter().map(|(what, place)| Said {
                verdict: Verdict::Gap,
                reason: format!("{what} cannot be read, so what it is about is not counted"),
                place: *place,
            }));
        }
        said.sort_by_key(|said| std::cmp::Reverse(said.verdict));
        said
    }

    /// What stands against a control of the Statement of Applicability, in words.
    pub fn of_control(&self, id: &str) -> Vec<String> {
        self.against.get(id).into_iter().flatten().map(|index| self.all[*index].words()).collect()
    }

    /// The open ones as an auditor will put them again. One that was closed unverified is found by a rule, and what an audit
    /// of a supplier found is theirs.
    pub fn likely(&self) -> impl Iterator<Item = LikelyFinding> + '_ {
        let open = self.all.iter().filter(|one| one.standing != Standing::Unverified || one.holds_up);
        open.filter(|one| one.raiser != Raiser::Supplier).map(|one| one.likely(self.today))
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

    /// `9.2` means its parts as well. What names nothing that is known counts where nonconformities are dealt with. One
    /// against a control is shown at the control; a major means that operation failed.
    fn is_against(&self, clause: &Clause) -> bool {
        if self.raiser == Raiser::Supplier {
            return false;
        }
        if let Some(named) = self.requirement().map(Ref::id).filter(|named| clause::is_known(named)) {
            return clause::takes_in(named, clause.id);
        }
        if self.homeless { clause.id == IMPROVEMENT } else { clause.id == OPERATION && self.is_major() }
    }

    /// A major that stands contradicts the requirement. A minor leaves it met in the main, so it is a gap; so is what was
    /// closed before anybody saw that it was mended, and what gave concern at stage 1.
    fn said(&self) -> Said {
        let fails = self.is_major() && self.raiser != Raiser::Concern && self.standing != Standing::Unverified;
        let verdict = if fails { Verdict::Fail } else { Verdict::Gap };
        Said { verdict, reason: self.words(), place: self.finding.at("") }
    }

    /// What 10.2 asks for and no rule looks at: that it was corrected at once, and that somebody says until when the cause is
    /// removed. Dealing with a nonconformity in time is what the clause wants.
    fn unhandled(&self, today: Date) -> Option<Said> {
        let finding = self.finding.data();
        let is_open = finding.is_nonconformity() && self.raiser != Raiser::Supplier && self.standing == Standing::Open;
        let raised = finding.raised_on().filter(|_| is_open)?;
        if today.days_since(raised) <= CORRECTED_WITHIN {
            return None;
        }
        let is_dated = finding.actions.iter().all(|action| action.due.is_some() || action.done.is_some());
        let done = finding.actions.iter().map(|action| action.done.filter(|done| *done <= today)).collect::<Option<Vec<Date>>>();
        let last = done.and_then(|done| done.into_iter().max()).filter(|last| today.days_since(*last) > CHECKED_WITHIN);
        let lacks = match (&finding.correction, finding.root_cause.is_some() && (finding.actions.is_empty() || !is_dated)) {
            (None, _) => "has no correction",
            (Some(_), true) => "has no action with a day against its cause",
            (Some(_), false) if last.is_some() && !is_verified(finding, today) => {
                "has its actions done, and nobody has checked that they worked"
            }
            (Some(_), false) => return None,
        };
        let reason = format!("nonconformity `{}` of {raised} {lacks}", finding.id);
        Some(Said { verdict: Verdict::Gap, reason, place: self.finding.at("") })
    }

    /// `major nonconformity `FND-1` of internal audit `AUD-2` against 9.2.1, open: what fails`
    fn words(&self) -> String {
        let finding = self.finding.data();
        let grade = match (self.raiser, self.is_major()) {
            (Raiser::Concern, _) => "area of concern",
            (_, true) => "major nonconformity",
            (_, false) => "minor nonconformity",
        };
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
        format!("{grade} `{}`{source}{against}, {how}: {what}", finding.id)
    }

    fn likely(&self, today: Date) -> LikelyFinding {
        let reason = match (self.raiser, self.holds_up) {
            (Raiser::Body, true) if self.is_major() => {
                format!("the certification body decides when it has seen that this is mended{}", self.threatens(today))
            }
            (Raiser::Body, true) => "the certification body decides when it has accepted the plan against this".into(),
            (Raiser::Body | Raiser::Concern, _) => self.looked_at_again(),
            _ => "the grade is that of its record; it holds no decision up, and is looked at as 10.2 at work".into(),
        };
        let accept = self.raiser == Raiser::Body
            && self.holds_up
            && !self.is_major()
            && self.finding.root_cause.is_some()
            && !self.finding.actions.is_empty();
        LikelyFinding {
            grade: if self.is_major() { LikelyGrade::Major } else { LikelyGrade::Minor },
            requirement: self.requirement().map_or(IMPROVEMENT, Ref::id).into(),
            statement: self.words(),
            fix: if accept {
                "send the plan to the certification body, and write its yes under `plan_accepted:`"
            } else {
                self.next(today)
            }
            .into(),
            rules: Vec::new(),
            reason,
            blocks: self.holds_up,
            recorded: Some(self.finding.id.clone()),
            records: vec![self.finding.id.clone()],
        }
    }

    /// When the certification body looks at it again, where it holds nothing up now, or was a concern of stage 1.
    fn looked_at_again(&self) -> String {
        match (self.decided, self.raiser) {
            (Some(decided), _) => format!("the certification body decided on {decided}, and looks next time at how this was mended"),
            (None, Raiser::Concern) => {
                "stage 1 has areas of concern and no majors; what still stands at stage 2 is a nonconformity there".into()
            }
            (None, _) => "the certification body has accepted the plan, and looks at the result next time".into(),
        }
    }

    /// What follows if it is not mended.
    fn threatens(&self, today: Date) -> String {
        match self.threat {
            Some(Threat::Again(day)) if day < today => format!("; since {day} it has to hold stage 2 again"),
            Some(Threat::Again(day)) => format!("; after {day} it holds stage 2 again"),
            Some(Threat::Suspension) => "; until then it may suspend the certificate".into(),
            Some(Threat::End(day)) => format!("; without that the certificate ends on {day}"),
            None => String::new(),
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
