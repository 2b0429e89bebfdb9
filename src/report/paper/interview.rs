//! `isms report interview`: what somebody answers for, has agreed to, must know and will be asked, on a sheet for the day
//! before the auditors come.

use super::{LineFacts, Part, called_by_people, sheet, table};
use crate::base::date::{Date, Period};
use crate::check::Outcome;
use crate::history::changes::is_over;
use crate::model::approvals::{ACCEPTANCE, PLAN, approvals};
use crate::model::kinds::{Control, Document, Duty, Person, RecordKind, Risk, Role, by_name};
use crate::model::program::View;
use crate::model::{annex_a, annex_a_guidance, clause};
use crate::register::acting::Acting;
use crate::register::control::verification;
use crate::register::cx::Cx;
use crate::register::due::Due;
use crate::register::duties::{Duties, Owned};
use crate::register::training::Taking;
use crate::register::{control, document};
use crate::report::doc::{Block, Cell, Doc, Head, Table, Tone};
use crate::report::pages::reporting;
use crate::report::{Origin, Report, fact};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// What comes within so long is told.
const SOON: Period = Period::days(90);

/// The heading of that.
const DUE: &str = "What falls due within 90 days";

/// So many lines of each part fit on a sheet.
const MOST: usize = 12;

/// What an auditor asks whoever has a duty, by clause.
const ASKED: &[(Duty, &[&str])] = &[
    (Duty::TopManagement, &["5.1", "5.2", "5.3", "9.3.1"]),
    (Duty::IsmsConformity, &["4.4", "6.1.1", "9.1", "10.1"]),
    (Duty::IsmsReporting, &["9.1", "9.3.2"]),
    (Duty::InternalAudit, &["9.2.1", "9.2.2"]),
    (Duty::RiskAcceptance, &["6.1.3", "8.3"]),
    (Duty::RiskOwner, &["6.1.2", "8.2"]),
    (Duty::ControlOwner, &["8.1"]),
    (Duty::IncidentResponse, &["A.5.24", "A.5.26"]),
    (Duty::DataProtection, &["A.5.34"]),
    (Duty::SupplierManagement, &["A.5.19", "A.5.22"]),
    (Duty::DocumentControl, &["7.5.2", "7.5.3"]),
    (Duty::Awareness, &["7.2", "7.3"]),
];

/// What an auditor asks everybody.
const EVERYBODY: &str = "7.3";

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct InterviewReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The role or person.
    pub of: String,
    /// The roles that they hold today or stand in for; those who hold it, for a role.
    pub holds: Vec<String>,
    /// What they answer for.
    pub owns: Vec<LineFacts>,
    /// What they have approved or accepted.
    pub agreed: Vec<LineFacts>,
    /// Documents, trainings and what their roles ask them to be able to do.
    pub knows: Vec<LineFacts>,
    /// The questions of auditors on what is theirs.
    pub asked: Vec<LineFacts>,
    /// What is wrong with what is theirs.
    pub found: Vec<LineFacts>,
    /// What falls due of them within 90 days, or is late.
    pub due: Vec<LineFacts>,
    /// Nothing is owned or agreed to, and no duty is held.
    pub has_no_duty: bool,
    #[serde(skip)]
    head: Head,
}

/// Who is asked, and the people behind it.
struct Who<'c, 'a> {
    cx: &'c Cx<'a>,
    duties: &'c Duties<'a>,
    id: &'c str,
    people: Vec<&'a Person>,
    roles: Vec<&'a Role>,
}

impl InterviewReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, of: &str, origin: &Origin) -> Self {
        let duties = Duties::of(cx);
        let who = Who::of(cx, &duties, of);
        let is_role = cx.program.by_id::<Role>(of).is_some();
        let holds = if is_role {
            who.people.iter().map(|person| person.id.clone()).collect()
        } else {
            who.roles.iter().map(|role| role.id.clone()).collect::<Vec<_>>()
        };
        let (agreed, (owns, asked)) = (who.agreed(), who.owns());
        let mut head = crate::report::head(cx, format!("Interview: {}", called_by_people(cx, of)), origin);
        head.facts.retain(|fact| fact.name != "Scope");
        for person in &who.people {
            let does = [&person.function, &person.department].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
            head.facts.push(fact("Who", if does.is_empty() { person.title.clone() } else { format!("{}, {does}", person.title) }));
        }
        if is_role {
            head.facts.extend(who.people.is_empty().then(|| fact("Who", Cell::toned("nobody holds it", Tone::Warn))));
        } else {
            let held: Vec<String> = who.roles.iter().map(|role| role.title.clone()).collect();
            head.facts.push(fact("Holds", if held.is_empty() { "no role".to_owned() } else { held.join(", ") }));
        }
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            of: of.to_owned(),
            holds,
            has_no_duty: owns.is_empty()
                && agreed.is_empty()
                && (is_role || who.roles.is_empty())
                && who.roles.iter().all(|role| role.duties.is_empty()),
            owns,
            agreed,
            knows: who.knows(),
            asked,
            found: who.found(outcome),
            due: who.due(),
            head,
        }
    }
}

impl<'c, 'a> Who<'c, 'a> {
    fn of(cx: &'c Cx<'a>, duties: &'c Duties<'a>, id: &'c str) -> Self {
        let (program, today) = (cx.program, cx.today);
        if let Some(role) = program.by_id::<Role>(id) {
            let held = role.data().held_by.iter().filter(|holder| holder.is_on(today));
            let people = held.filter_map(|holder| Some(program.get::<Person>(&holder.person)?.data()));
            return Self { cx, duties, id, people: people.filter(|person| person.is_active(today)).collect(), roles: vec![role.data()] };
        }
        let people = program.by_id::<Person>(id).map(|person| person.data()).into_iter().collect();
        Self { cx, duties, id, people, roles: duties.roles(id).to_vec() }
    }

    fn is(&self, party: &str) -> bool {
        self.cx.roles().speaks_for(self.id, party, self.cx.today)
    }

    /// What they answer for, and the questions that follow: on their duties, then on each control, each once.
    fn owns(&self) -> (Vec<LineFacts>, Vec<LineFacts>) {
        let (mut lines, mut asked) = (Vec::new(), BTreeSet::new());
        for Owned { id, kind, .. } in self.duties.owned(self.id) {
            lines.push(LineFacts::of(id, &called_by_people(self.cx, id), self.state(kind, id)));
            if let Some(control) = self.cx.program.by_id::<Control>(id) {
                asked.extend(control.data().implements.iter().map(|annex| annex.id().to_owned()));
            }
        }
        // Risks and controls first: they are what auditors ask for.
        let weight = |line: &LineFacts| match line.record.as_deref().and_then(|id| id.split_once('-')).map(|(prefix, _)| prefix) {
            Some(Risk::PREFIX) => 0,
            Some(Control::PREFIX) => 1,
            _ => 2,
        };
        lines.sort_by_key(weight);
        let duties = ASKED.iter().filter(|(duty, _)| self.roles.iter().any(|role| role.duties.contains(duty)));
        let clauses: Vec<&str> = duties.flat_map(|(_, asked)| asked.iter().copied()).chain([EVERYBODY]).collect();
        let of_controls = annex_a::ANNEX_A.iter().map(|annex| annex.id).filter(|id| asked.contains(*id));
        let mut told = BTreeSet::new();
        let asked = clauses.into_iter().chain(of_controls).filter(|id| told.insert(*id)).flat_map(questions).collect();
        (lines, asked)
    }

    fn state(&self, kind: &'static str, id: &str) -> String {
        let (cx, noun) = (self.cx, by_name(kind).map_or(kind, |kind| kind.name));
        if let Some(row) = self.duties.risk(self.cx, id) {
            let rated = cx.scales.as_ref().zip(row.current_rating()).map(|(scales, rating)| scales.brief(rating));
            return format!("risk, {}", rated.unwrap_or_else(|| "not rated".into()));
        }
        if let Some(control) = cx.program.by_id::<Control>(id) {
            let tested = match verification(control.data(), cx.today) {
                control::Verification::Passed => "its test passed",
                control::Verification::Failed => "its test failed",
                control::Verification::Overdue => "its test is late",
                control::Verification::NoTest | control::Verification::NeverRun => "never tested",
            };
            return format!("control, {}, {tested}", if control.is_implemented() { "in operation" } else { "not in operation" });
        }
        if let Some(document) = cx.program.by_id::<Document>(id) {
            let version = document.version.as_ref().map_or(String::new(), |version| format!(", version {version}"));
            return format!("document{version}, {}", document::state(document, &cx.approvals, cx.cadences, cx.today).name());
        }
        noun.to_owned()
    }

    /// What was given in their name or by a role that they held then.
    fn agreed(&self) -> Vec<LineFacts> {
        let mut lines = Vec::new();
        for (id, kind, doc) in self.cx.program.documents() {
            let node = self.cx.program.node(doc);
            if is_over(node) {
                continue;
            }
            for approved in approvals(kind, node) {
                let Ok(on) = approved.on().parse::<Date>() else { continue };
                if on > self.cx.today || !self.cx.roles().speaks_for(self.id, approved.by(), on) {
                    continue;
                }
                let until = approved.approval.get("until").map_or(String::new(), |until| format!(" until {}", until.text()));
                let said = match approved.place {
                    ACCEPTANCE => format!("accepted{until}"),
                    PLAN => "approved its treatment".into(),
                    _ => "approved".into(),
                };
                let counts = self.cx.approvals.standing(kind, id, node, &approved).counts();
                let (more, tone) = if counts { ("", Tone::Plain) } else { (", and it does not count as it is now", Tone::Warn) };
                lines.push(LineFacts::of(id, &called_by_people(self.cx, id), format!("{said}{more}")).on(on).toned(tone));
            }
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.on));
        lines
    }

    /// What they must have read, taken, and be able to do.
    fn knows(&self) -> Vec<LineFacts> {
        let today = self.cx.today;
        let mut lines = Vec::new();
        for must in &self.duties.known {
            let known = must.document;
            for person in self.people.iter().filter(|person| must.is_for(person)) {
                let version = known.version.as_deref().unwrap_or("?");
                let read = must.read(&person.id);
                // Only policies for everybody ask each reader to say so.
                let (said, tone) = match read {
                    Some(_) => ("has read", Tone::Good),
                    None if document::is_for_everybody(known) => ("is not recorded as having read", Tone::Warn),
                    None => ("has to know", Tone::Plain),
                };
                lines.push(
                    LineFacts::of(&known.id, &known.title, format!("{} {said} version {version}", person.title)).on(read).toned(tone),
                );
            }
        }
        for course in &self.duties.courses {
            let taken = course.training;
            for taker in self.people.iter().filter_map(|person| course.taker(&person.id)) {
                let (said, tone) = match taker.taking(today) {
                    Taking::InTime => ("is in time with it", Tone::Good),
                    Taking::Joining => ("has to take it, and has time", Tone::Note),
                    Taking::Late | Taking::Never => ("has to take it", Tone::Warn),
                };
                lines.push(LineFacts::of(&taken.id, &taken.title, format!("{} {said}", taker.person.title)).on(taker.until).toned(tone));
            }
        }
        for role in &self.roles {
            for (what, person) in role.competence.iter().flat_map(|what| self.people.iter().map(move |person| (what, person))) {
                let alike = |text: &str| text.trim().to_lowercase() == what.trim().to_lowercase();
                let shown =
                    person.competence.iter().filter(|can| alike(&can.what)).find(|can| can.valid_until.is_none_or(|until| until >= today));
                let (said, tone) = if shown.is_some() { ("is shown", Tone::Good) } else { ("is not shown", Tone::Warn) };
                let line = LineFacts::of(&role.id, &role.title, format!("asks for {}: {said} by {}", what.trim(), person.title));
                lines.push(line.on(shown.and_then(|can| can.valid_until)).toned(tone));
            }
        }
        lines
    }

    /// What rules find in what is theirs, the worst first.
    fn found(&self, outcome: &Outcome) -> Vec<LineFacts> {
        let mut acting = Acting::new(self.cx.program, self.cx.today);
        let mut found: Vec<_> = outcome.findings.iter().collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.level));
        let theirs = found.into_iter().filter(|found| acting.on(found).is_some_and(|actor| self.is(actor.role.unwrap_or(actor.id))));
        let line = |found: &crate::base::diagnostic::Diagnostic| {
            let of = self.cx.program.document_at(found.primary.span).unwrap_or("isms");
            LineFacts::of(of, &called_by_people(self.cx, of), found.message.clone()).toned(Tone::Warn)
        };
        theirs.map(line).collect()
    }

    fn due(&self) -> Vec<LineFacts> {
        let all = self.duties.due(self.id).filter(|due| due.is_within(SOON, self.cx.today));
        let line = |due: &Due<'_>| {
            let tone = if due.is_overdue(self.cx.today) { Tone::Bad } else { Tone::Plain };
            LineFacts::of(due.of, &called_by_people(self.cx, due.of), &*due.what).on(due.on).toned(tone)
        };
        all.map(line).collect()
    }
}

/// The questions on a clause or a control.
fn questions(id: &str) -> Vec<LineFacts> {
    let of_clause = clause::by_id(id).map(|clause| (clause.title, clause.questions));
    let of_control = || Some((annex_a::by_id(id)?.title, annex_a_guidance::by_id(id)?.questions));
    let (title, questions) = of_clause.or_else(of_control).unwrap_or((id, &[]));
    questions.iter().map(|question| LineFacts::of(id, title, *question)).collect()
}

/// The duties of everybody, for the pages of their records.
pub struct AllDuties<'c, 'a> {
    cx: &'c Cx<'a>,
    duties: Duties<'a>,
    /// How everybody reports what looks wrong.
    reports: Vec<LineFacts>,
}

/// What a role or person answers for, must know and has to do.
pub struct DutiesOf<'r> {
    owns: Vec<LineFacts>,
    knows: Vec<LineFacts>,
    reports: &'r [LineFacts],
    due: Vec<LineFacts>,
}

impl<'c, 'a> AllDuties<'c, 'a> {
    pub fn of(cx: &'c Cx<'a>) -> Self {
        let says = |document: View<'_, Document>| LineFacts::of(&document.id, &document.title, "says how to report what looks wrong");
        Self { cx, duties: Duties::of(cx), reports: reporting(cx).map(says).collect() }
    }

    /// Those of a role or person.
    pub fn whose(&self, id: &str) -> DutiesOf<'_> {
        let who = Who::of(self.cx, &self.duties, id);
        DutiesOf { owns: who.owns().0, knows: who.knows(), reports: &self.reports, due: who.due() }
    }
}

impl DutiesOf<'_> {
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let part = |heading, lines| Part { heading, lines };
        let parts = vec![
            part("Answers for", &self.owns[..]),
            part("Must know", &self.knows),
            part("Reports by", self.reports),
            part(DUE, &self.due),
        ];
        vec![Block::Heading { text: "Duties".into() }, table("duties", parts, usize::MAX)]
    }
}

impl InterviewReport {
    fn parts(&self) -> Vec<Part<'_>> {
        let part = |heading, lines| Part { heading, lines };
        vec![
            part("Answers for", &self.owns[..]),
            part("Has agreed to", &self.agreed),
            part("Must know", &self.knows),
            part("Will be asked", &self.asked),
            part("What is wrong with it", &self.found),
            part(DUE, &self.due),
        ]
    }
}

impl Report for InterviewReport {
    const NAME: &'static str = "interview";

    fn doc(&self) -> Doc<'_> {
        let mut blocks = Vec::new();
        if self.has_no_duty {
            let text =
                "No duties are recorded: nothing is owned or agreed to, and no role brings one. What everybody must know stands below.";
            blocks.push(Block::Paragraph { text: text.into() });
        }
        blocks.push(table("interview", self.parts(), MOST));
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(sheet("interview", &self.parts()))
    }
}
