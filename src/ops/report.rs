//! The reports there are: what each is called, what it holds, and how it is made.

use super::error::Error;
use super::open::View;
use super::period;
use super::read::{Need, Read};
use super::who;
use crate::base::date::Period;
use crate::base::diagnostic::Diagnostic;
use crate::base::text::did_you_mean;
use crate::check::{self, Outcome, Selection};
use crate::load::Loaded;
use crate::register::cx::Cx;
use crate::register::due::{Due, all as all_due};
use crate::render::Written;
use crate::report::cycle::CycleReport;
use crate::report::engagement::EngagementReport;
use crate::report::import::ImportReport;
use crate::report::incidents::IncidentsReport;
use crate::report::matrix::{self, MatrixReport};
use crate::report::obligations::ObligationsReport;
use crate::report::paper::Stretch;
use crate::report::paper::board::{BoardReport, ManagementReport};
use crate::report::paper::interview::InterviewReport;
use crate::report::paper::review::ReviewReport;
use crate::report::pdca::PdcaReport;
use crate::report::programme::ProgrammeReport;
use crate::report::raci::RaciReport;
use crate::report::raised::FindingsReport;
use crate::report::readiness::{ReadinessDiffReport, ReadinessReport, Stage, VisitReport};
use crate::report::register::RegisterReport;
use crate::report::reports::{ReportFacts, ReportsReport};
use crate::report::rules::RulesReport;
use crate::report::signoff::SignoffReport;
use crate::report::soa::{SoaAudience, SoaReport, SoaStatusReport};
use crate::report::state::StateReport;
use crate::report::suppliers::SuppliersReport;
use crate::report::training::TrainingReport;
use crate::report::treatment::TreatmentReport;
use crate::report::unread::schema;
use crate::report::{
    Origin, Report, Tree, audited, catalogue, checklist, diff, document, due, fleet, impact, list, log, next, pack, plan, sample, show,
    suggest, trend, verify,
};
use schemars::Schema;
use std::sync::OnceLock;

/// A report.
pub struct Info {
    /// As `isms report` takes it, and as its schema is called.
    pub name: &'static str,
    /// What it holds, in a line.
    pub holds: &'static str,
    /// The command that writes it.
    pub command: &'static str,
    /// The schema of its JSON.
    pub schema: fn() -> Schema,
    pub make: Make,
}

/// How a report is made.
#[derive(Clone, Copy)]
pub enum Make {
    /// From one state, with as much of its history.
    State(Need, fn(&Seen<'_>) -> Box<dyn Written>),
    /// From one state held against an earlier one: that of the day that was asked for, else of the last management review,
    /// else of so long ago. Without such a period a first review looks at everything.
    Period(Option<Period>, fn(&Stretch<'_, '_, '_>, &Origin) -> Box<dyn Written>),
    /// From one state, of a role or person.
    Of(fn(&Seen<'_>, &str) -> Box<dyn Written>),
    /// By a command of its own, with options of its own: a record, two states, a period.
    Command,
}

/// What somebody says of the report that they want, besides its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'s> {
    /// Where the time begins that it is about: a day, or a commit by any name.
    pub since: Option<&'s str>,
    /// Whom it is of: a role or person, or `me` for whoever types.
    pub of: Option<&'s str>,
}

/// One state of a programme as reports see it.
pub struct Seen<'a> {
    pub cx: Cx<'a>,
    pub origin: Origin,
    view: &'a View,
    loaded: &'a Loaded,
    outcome: OnceLock<Outcome>,
    due: OnceLock<Vec<Due<'a>>>,
}

impl<'a> Seen<'a> {
    pub fn of(view: &'a View, read: &'a Read) -> Self {
        Self { cx: read.cx(), origin: view.origin(), view, loaded: &read.loaded, outcome: OnceLock::new(), due: OnceLock::new() }
    }

    /// Which state it is, and how it stands to a commit: for reports that somebody signs. What cannot be found out is none.
    pub fn footed(&self) -> Origin {
        Origin { tree: self.view.tree(self.cx.program).unwrap_or(Tree::None), ..self.origin.clone() }
    }

    /// What was wrong with its files when they were read.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.loaded.findings.iter()
    }

    /// Everything that falls due. Gathered when it is asked for first.
    pub fn due(&self) -> &[Due<'a>] {
        self.due.get_or_init(|| all_due(&self.cx))
    }

    /// What all rules say of it. Asked for on demand: most reports need no rule.
    pub fn outcome(&self) -> &Outcome {
        self.outcome.get_or_init(|| check::run(&self.cx, &self.loaded.findings, &Selection::default()))
    }
}

/// Reads a state and makes a report of it; notes that records are missing from it because they cannot be read.
///
/// # Errors
/// When bytes cannot be had, and whatever `build` refuses.
pub fn reported<R>(view: &View, need: Need, build: impl FnOnce(&Seen<'_>) -> Result<R, Error>) -> Result<R, Error> {
    let read = view.read(need)?;
    view.mention_findings(&read.loaded);
    if need == Need::Rules {
        view.mention_no_commits();
    }
    build(&Seen::of(view, &read))
}

/// Makes the report of that name.
///
/// # Errors
/// When there is none, when it is made by a command of its own or has no use for what is said, and when bytes cannot be had.
pub fn by_name(view: &View, name: &str, said: Said<'_>) -> Result<Box<dyn Written>, Error> {
    let Some(info) = REPORTS.iter().find(|info| info.name == name) else {
        let near = did_you_mean(name, REPORTS.iter().map(|info| info.name));
        let error = Error::asked(format!("there is no report `{name}`"));
        return Err(error.hint(near.map_or("`isms report` lists them".into(), |near| format!("did you mean `{near}`?"))));
    };
    if said.since.is_some() && !matches!(info.make, Make::Period(..)) {
        return Err(Error::asked(format!("`{name}` is not about a period")).hint("leave `--since` out"));
    }
    if let Some(of) = said.of.filter(|_| !matches!(info.make, Make::Of(_))) {
        return Err(Error::asked(format!("`{name}` is not of anybody")).hint(format!("leave `{of}` out")));
    }
    match info.make {
        Make::Period(without_review, build) => period::over(view, said.since, without_review, |stretch| build(stretch, &view.origin())),
        Make::State(need, build) => reported(view, need, |seen| Ok(build(seen))),
        Make::Of(build) => reported(view, Need::Rules, |seen| {
            let of = who::meant(view, seen.cx.program, said.of)?;
            let of = of.ok_or_else(|| {
                Error::asked(format!("`{name}` has to be told of whom")).hint(format!("`{} ROL-…` or `PER-…`", info.command))
            })?;
            Ok(build(seen, &of))
        }),
        Make::Command => {
            let error = Error::asked(format!("`{name}` has a command of its own, and is not written by `isms report`"));
            Err(error.hint(format!("`{}` writes it; see its `--help`", info.command)))
        }
    }
}

/// The table as a report.
pub fn catalogue() -> ReportsReport {
    let facts = |info: &Info| ReportFacts { name: info.name.into(), holds: info.holds.into(), command: info.command.into() };
    ReportsReport::new(REPORTS.iter().map(facts).collect())
}

/// A report that one state makes.
const fn state<R: Report>(holds: &'static str, command: &'static str, need: Need, build: fn(&Seen<'_>) -> Box<dyn Written>) -> Info {
    Info { name: R::NAME, holds, command, schema: schema::<R>, make: Make::State(need, build) }
}

/// A report over a period.
const fn period<R: Report>(
    holds: &'static str,
    command: &'static str,
    without_review: Option<Period>,
    build: fn(&Stretch<'_, '_, '_>, &Origin) -> Box<dyn Written>,
) -> Info {
    Info { name: R::NAME, holds, command, schema: schema::<R>, make: Make::Period(without_review, build) }
}

/// A report that a command of its own makes.
const fn command<R: Report>(holds: &'static str, command: &'static str) -> Info {
    Info { name: R::NAME, holds, command, schema: schema::<R>, make: Make::Command }
}

/// What a paper is about where no review was held before.
pub(super) const QUARTER: Option<Period> = Some(Period::days(90));

/// Every report, in the order a programme is run.
pub static REPORTS: &[Info] = &[
    state::<StateReport>("The programme on one screen: counts, what is due, what comes next", "isms", Need::Rules, |seen| {
        Box::new(StateReport::build(&seen.cx, seen.outcome(), seen.due(), &seen.origin))
    }),
    command::<next::NextReport>("What to do next, in its order, each with why and how", "isms next"),
    state::<RegisterReport>("The risk register by rank", "isms risk score", Need::Approvals, |seen| {
        Box::new(RegisterReport::build(&seen.cx, &seen.origin))
    }),
    state::<MatrixReport>("The heat map, and how risks moved on it", "isms risk matrix", Need::Approvals, |seen| {
        Box::new(MatrixReport::build(&seen.cx, matrix::State::Current, &seen.origin))
    }),
    state::<TreatmentReport>("The risk treatment plan", "isms risk plan", Need::Approvals, |seen| {
        Box::new(TreatmentReport::build(&seen.cx, &seen.origin))
    }),
    state::<SoaReport>("The Statement of Applicability", "isms soa render", Need::Approvals, |seen| {
        Box::new(SoaReport::build(&seen.cx, SoaAudience::Full, &seen.origin))
    }),
    state::<SoaStatusReport>("The Statement of Applicability in counts", "isms soa status", Need::Approvals, |seen| {
        Box::new(SoaStatusReport::build(&seen.cx, &seen.origin))
    }),
    state::<ReadinessReport>(
        "What an auditor will see, clause by clause and control by control",
        "isms audit readiness",
        Need::Rules,
        |seen| Box::new(ReadinessReport::build(&seen.cx, seen.outcome(), seen.due(), Stage::Two, &seen.footed())),
    ),
    period::<ReviewReport>("A draft of what the management review considers", "isms report review", None, |stretch, origin| {
        Box::new(ReviewReport::build(stretch, origin))
    }),
    period::<ManagementReport>(
        "How security stands and moved, on two pages for the management",
        "isms report management",
        QUARTER,
        |stretch, origin| Box::new(ManagementReport::build(stretch, origin)),
    ),
    period::<BoardReport>("The same on one page for the board", "isms report board", QUARTER, |stretch, origin| {
        Box::new(BoardReport::build(stretch, origin))
    }),
    Info {
        name: InterviewReport::NAME,
        holds: "What somebody answers for, has agreed to, must know and will be asked",
        command: "isms report interview",
        schema: schema::<InterviewReport>,
        make: Make::Of(|seen, of| Box::new(InterviewReport::build(&seen.cx, seen.outcome(), of, &seen.origin))),
    },
    command::<VisitReport>("What the certification body looks at when it comes again", "isms audit readiness --stage surveillance"),
    state::<CycleReport>("The visits that the certificate asks for, and what each looks at", "isms audit cycle", Need::Approvals, |seen| {
        Box::new(CycleReport::build(&seen.cx, &seen.origin))
    }),
    state::<FindingsReport>(
        "What was raised: by requirement, grade, cause and age; what is late, what came again, what was shown to be mended",
        "isms report findings",
        Need::Approvals,
        |seen| Box::new(FindingsReport::build(&seen.cx, &seen.origin)),
    ),
    command::<due::DueReport>("Everything that has a day, late or to come", "isms due"),
    state::<TrainingReport>("Who has taken what they must take, and who has not", "isms report training", Need::Nothing, |seen| {
        Box::new(TrainingReport::build(&seen.cx, &seen.origin))
    }),
    state::<SuppliersReport>("On whom outside the organisation depends", "isms report suppliers", Need::Nothing, |seen| {
        Box::new(SuppliersReport::build(&seen.cx, &seen.origin))
    }),
    state::<ObligationsReport>("What laws and contracts ask, and what meets it", "isms report obligations", Need::Nothing, |seen| {
        Box::new(ObligationsReport::build(&seen.cx, &seen.origin))
    }),
    state::<IncidentsReport>("What happened, who was told in time, what was learnt", "isms report incidents", Need::Nothing, |seen| {
        Box::new(IncidentsReport::build(&seen.cx, &seen.origin))
    }),
    state::<RaciReport>("Who is accountable for each clause and control, and who works on it", "isms report raci", Need::Nothing, |seen| {
        Box::new(RaciReport::build(&seen.cx, &seen.origin))
    }),
    state::<PdcaReport>("Plan, do, check, act: what there is, and what was done when", "isms report pdca", Need::Rules, |seen| {
        Box::new(PdcaReport::build(&seen.cx, &seen.origin))
    }),
    state::<EngagementReport>("Which departments own something or took part", "isms report engagement", Need::Nothing, |seen| {
        Box::new(EngagementReport::build(&seen.cx, &seen.origin))
    }),
    command::<plan::PlanReport>("The road to the certificate, counted back from its day", "isms plan"),
    command::<document::DocumentReport>("A policy or procedure with its version and approval", "isms document render"),
    command::<list::ListReport>("Records of a kind", "isms list"),
    command::<show::ShowReport>("One record, and what follows from it", "isms show"),
    command::<ImportReport>("What sheets bring, where columns went, what was left and is worth knowing", "isms import"),
    command::<impact::ImpactReport>("What hangs on a record, and what becomes due when it changes or leaves", "isms impact"),
    command::<log::LogReport>("Who changed what when", "isms log"),
    command::<diff::DiffReport>("What differs between two states", "isms diff"),
    command::<ReadinessDiffReport>("What moved in audit readiness between two states", "isms diff --readiness"),
    command::<verify::VerifyReport>("Whether approvals, evidence and history hold", "isms verify"),
    command::<SignoffReport>("What waits for somebody's yes, to be signed", "isms signoff"),
    command::<trend::TrendReport>("How figures went, period by period", "isms trend"),
    state::<ProgrammeReport>(
        "What internal audits have looked at, what comes first and why, and who may look",
        "isms audit plan",
        Need::Approvals,
        |seen| Box::new(ProgrammeReport::build(&seen.cx, &seen.origin)),
    ),
    command::<audited::AuditReport>("An audit: its scope, its auditors, its findings as they stand today", "isms audit report"),
    command::<checklist::ChecklistReport>("What to ask in an audit, what to ask for, and what is known already", "isms audit checklist"),
    command::<catalogue::CatalogueReport>("Drafts to begin with", "isms catalogue list"),
    command::<catalogue::EntryReport>("A draft, with what to find out first", "isms catalogue show"),
    command::<catalogue::CatalogueDiffReport>("What the catalogue has otherwise of what was taken", "isms catalogue diff"),
    command::<suggest::SuggestReport>("What usually belongs to a record", "isms suggest"),
    command::<sample::SampleReport>("Samples of an audit, drawn so that anybody can draw them again", "isms audit sample"),
    command::<fleet::FleetStatusReport>("How many programmes stand, those that need help first", "isms fleet status"),
    command::<fleet::FleetDueReport>("Everything that has a day in many programmes", "isms fleet due"),
    command::<fleet::FleetCheckReport>("What is wrong in which of many programmes", "isms fleet check"),
    command::<fleet::FleetCompareReport>(
        "Programmes beside each other: methods, levels, Statements of Applicability",
        "isms fleet compare",
    ),
    command::<pack::PackReport>("What is in a bundle for an auditor", "isms audit pack"),
    command::<pack::PackCheckReport>("Whether a bundle holds", "isms verify FILE"),
    command::<RulesReport>("The rules", "isms rules"),
    command::<ReportsReport>("The reports", "isms report"),
];
