//! Clauses 4 to 10 of ISO/IEC 27001:2022 with Amendment 1:2024, in words of our own: numbers and titles are the
//! standard's, everything else is not.

/// What a clause wants in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Documented {
    /// Kept up to date.
    Document(&'static str),
    /// Kept as it was.
    Record(&'static str),
    /// Some of each.
    Both(&'static str),
}

impl Documented {
    /// What must be in writing.
    pub fn what(self) -> &'static str {
        match self {
            Documented::Document(what) | Documented::Record(what) | Documented::Both(what) => what,
        }
    }
}

/// A clause, or one of the four headings that only group clauses.
#[derive(Debug)]
pub struct Clause {
    /// `6.1.2`
    pub id: &'static str,
    pub title: &'static str,
    /// It asks for nothing itself; the clauses below it do.
    pub heading: bool,
    /// What it asks for.
    pub asks: &'static str,
    /// What must exist in writing, if anything must.
    pub documented: Option<Documented>,
    /// Where in a programme it shows.
    pub evidence: &'static [&'static str],
    /// What an auditor asks.
    pub questions: &'static [&'static str],
    /// What usually goes wrong.
    pub failures: &'static [&'static str],
}

/// The clause or heading with this number, `6.1.2`.
pub fn by_id(id: &str) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.id == id)
}

/// The clause that a reference such as `6.1.2 c2` or `5.2 e` is in. Which letters a clause has is not known here.
pub fn base(reference: &str) -> Option<&'static Clause> {
    by_id(reference.split_once(' ').map_or(reference, |(id, _)| id))
}

/// Whether a reference such as `9`, `9.2` or `9.2.1 c` takes in the clause with this number: it names it, one of its letters, or what
/// it stands below.
pub fn takes_in(reference: &str, id: &str) -> bool {
    let named = reference.split(' ').next().unwrap_or_default();
    id.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What a requirement stands for: the clauses that ask for something and that it takes in, or itself where it is no clause.
pub fn taken_in(reference: &str) -> Vec<&str> {
    match is_known(reference) {
        true => leaf().map(|clause| clause.id).filter(|id| takes_in(reference, id)).collect(),
        false => vec![reference],
    }
}

/// Whether a reference names a clause, one of its letters, or a whole chapter such as `9`.
pub fn is_known(reference: &str) -> bool {
    base(reference).is_some() || CHAPTERS.iter().any(|(chapter, _)| *chapter == reference)
}

/// The chapters that clauses stand in: number and title.
pub static CHAPTERS: [(&str, &str); 7] = [
    ("4", "Context of the organization"),
    ("5", "Leadership"),
    ("6", "Planning"),
    ("7", "Support"),
    ("8", "Operation"),
    ("9", "Performance evaluation"),
    ("10", "Improvement"),
];

/// The clauses that ask for something below a heading or a chapter.
pub fn below(number: &str) -> impl Iterator<Item = &'static Clause> {
    leaf().filter(move |clause| clause.id.strip_prefix(number).is_some_and(|rest| rest.starts_with('.')))
}

/// The 30 clauses that ask for something.
pub fn leaf() -> impl Iterator<Item = &'static Clause> {
    CLAUSES.iter().filter(|clause| !clause.heading)
}

const fn heading(id: &'static str, title: &'static str) -> Clause {
    Clause { id, title, heading: true, asks: "", documented: None, evidence: &[], questions: &[], failures: &[] }
}

/// The 30 clauses and 4 headings, in the standard's order.
pub static CLAUSES: &[Clause] = &[
    Clause {
        id: "4.1",
        title: "Understanding the organization and its context",
        heading: false,
        asks: "Know what, inside and outside, helps or hinders the ISMS in doing its job. Since Amendment 1:2024 also \
            decide whether climate change is one of those matters; yes and no are both acceptable answers.",
        documented: None,
        evidence: &[
            "context.yaml: `issues`, internal and external ones, each with its effect and the day it was last looked at",
            "context.yaml: `climate`, the decision with its reason, day and name",
            "risks/ that issues point at, or a reason why an issue has no effect",
            "reviews/: input b, what changed in the issues",
        ],
        questions: &[
            "Which issue changed since the last review, and what did you do about it?",
            "Show me that climate change was considered, and how the answer came about.",
            "Choose an issue: which risk or objective follows from it?",
        ],
        failures: &[
            "an analysis made once for certification and never touched again",
            "no decision on climate change",
            "issues that never show up in any risk",
        ],
    },
    Clause {
        id: "4.2",
        title: "Understanding the needs and expectations of interested parties",
        heading: false,
        asks: "Know who matters to the ISMS, what they require of it, and which of these requirements you take on. Some \
            of them may concern climate change (Amendment 1:2024).",
        documented: None,
        evidence: &[
            "context.yaml: `parties`, their requirements with source, and whether and by what each is addressed",
            "obligations/ for laws, regulations and contracts, with the controls that meet them",
            "reviews/: input c, what changed in the parties' needs",
        ],
        questions: &[
            "Which customer contracts impose security duties, and where are they handled?",
            "Which requirement did you decide not to take on, and why?",
        ],
        failures: &[
            "a list of customers, staff and regulators without their requirements",
            "nothing says which requirements the ISMS takes on",
            "contract clauses missing from obligations/",
        ],
    },
    Clause {
        id: "4.3",
        title: "Determining the scope of the information security management system",
        heading: false,
        asks: "Draw the boundary of the ISMS and be able to justify it: what is in, what is out, and where your work \
            meets the work of others. It follows from the issues and the parties' requirements.",
        documented: Some(Documented::Document("scope statement")),
        evidence: &[
            "scope.yaml: `statement`, `includes`, `excludes` with reasons, `interfaces`, `approval`",
            "suppliers/ with access or services that cross the boundary",
            "assets/ that lie within the scope",
        ],
        questions: &[
            "Who runs your data centre, payroll and support desk, and where does your responsibility stop?",
            "Which part that is left out do the services in scope depend on?",
            "Does the wording on the certificate say the same as this scope?",
        ],
        failures: &[
            "certificate wider or narrower than the documented scope",
            "no interfaces or dependencies",
            "a unit left out on which an included service depends",
            "remote staff and cloud services forgotten",
        ],
    },
    Clause {
        id: "4.4",
        title: "Information security management system",
        heading: false,
        asks: "The ISMS exists as working processes that feed each other, and it is kept running and improved.",
        documented: None,
        evidence: &[
            "context.yaml: `processes` with owner, criteria, inputs, outputs and what they interact with",
            "isms.yaml: `cadence`, how often each recurring activity happens",
            "the git history: work spread over the year",
        ],
        questions: &[
            "Which process feeds which? Follow one incident through to a changed risk.",
            "What happened in the ISMS in a quiet month?",
        ],
        failures: &["a pile of documents; nobody can say how the processes hang together", "all activity in the weeks before the audit"],
    },
    Clause {
        id: "5.1",
        title: "Leadership and commitment",
        heading: false,
        asks: "Top management shows by what it does that it wants the ISMS: it sets direction, provides means, says why \
            it matters, puts security into everyday business and backs those who work for it.",
        documented: None,
        evidence: &[
            "documents/ (the master policy), scope.yaml and objectives/ approved by top management",
            "plan.yaml: `sponsor`, `mandate` and `resources`",
            "reviews/ with top management among `attendees` and decisions on resources",
            "isms.yaml: `communications` for which top management is responsible",
        ],
        questions: &[
            "To top management: what do you want from the ISMS, and how do you know that you get it?",
            "Which decision on money or people did you take for security this year?",
            "When did you last speak to staff about security?",
        ],
        failures: &["top management absent from the management review", "the policy is signed by the security manager only"],
    },
    Clause {
        id: "5.2",
        title: "Policy",
        heading: false,
        asks: "Top management sets a security policy that suits the organisation. It holds the objectives or says how \
            they are set, promises to meet what is required and to keep improving, is in writing, and is known inside and given to \
            outsiders where fitting.",
        documented: Some(Documented::Document("information security policy")),
        evidence: &[
            "documents/: one record of type `master-policy`, approved, with both `commitments`",
            "its `communicated` and `acknowledgements` entries",
            "objectives/ that the policy leads to",
        ],
        questions: &[
            "Where does the policy commit you to continual improvement?",
            "Ask a member of staff: what does the policy say that concerns you?",
            "Who outside may have it, and how do they get it?",
        ],
        failures: &["no commitment to continual improvement", "edited after the approval", "staff cannot find it"],
    },
    Clause {
        id: "5.3",
        title: "Organizational roles, responsibilities and authorities",
        heading: false,
        asks: "It is settled and known who does what in security. In particular, somebody sees to it that the ISMS \
            meets the standard, and somebody tells top management how it performs.",
        documented: None,
        evidence: &[
            "roles/ with `duties`, among them isms-conformity and isms-reporting, with `held_by` and `deputy`",
            "people/ who hold them and have not left",
            "owners named in risks/, controls/, assets/ and documents/",
        ],
        questions: &[
            "Who makes sure that the ISMS meets the standard, and to whom do they report?",
            "Choose an owner from the register: what may this person decide alone?",
        ],
        failures: &["owners who have left the organisation", "one person owns, carries out and audits the same control"],
    },
    heading("6.1", "Actions to address risks and opportunities"),
    Clause {
        id: "6.1.1",
        title: "General",
        heading: false,
        asks: "From the issues and requirements of clause 4, work out what could keep the ISMS from succeeding or help \
            it, plan what to do about it, and check later whether that worked.",
        documented: None,
        evidence: &[
            "risks/ and context.yaml: `issues` that point at them or say why not",
            "context.yaml: `opportunities` with action and owner",
            "objectives/ and changes/ that came out of this planning",
        ],
        questions: &[
            "What could make the ISMS itself fail, and what do you do about it?",
            "Show an opportunity that you took up, and how you judged the result.",
        ],
        failures: &["opportunities never recorded", "only risks to assets listed, none to the ISMS itself"],
    },
    Clause {
        id: "6.1.2",
        title: "Information security risk assessment",
        heading: false,
        asks: "Have a method for assessing risks that gives comparable results whoever uses it: when to assess, how to \
            rate, what is acceptable. Use it to find risks to confidentiality, integrity and availability, name their owners, rate \
            them and put them in order.",
        documented: Some(Documented::Document("the risk assessment process")),
        evidence: &[
            "isms.yaml: `risk`, the method with version, scales, levels, appetite, triggers and approval",
            "risks/ with scenario, `affects`, owner, and estimates with a rationale under the current method",
            "assessments/ that say when, by whom and on what scope",
        ],
        questions: &[
            "Rate this scenario with me now. Why four and not three?",
            "Who owns this risk, and do they know?",
            "Would a colleague have come to the same level?",
        ],
        failures: &[
            "decimals on a scale of whole numbers",
            "one person owns all risks",
            "only impact is rated",
            "risks that do not say whether confidentiality, integrity or availability is hurt",
            "the method describes one approach, the register shows another",
        ],
    },
    Clause {
        id: "6.1.3",
        title: "Information security risk treatment",
        heading: false,
        asks: "Decide for each risk what to do, find all the controls this takes, check them against Annex A so that \
            none is forgotten, write the Statement of Applicability and a treatment plan, and get the risk owners to approve the \
            plan and accept what remains.",
        documented: Some(Documented::Document("the risk treatment process and the Statement of Applicability")),
        evidence: &[
            "risks/: `treatment` with option, controls, actions and the owner's approval; `residual`; `acceptance`",
            "controls/ and what they implement",
            "soa.yaml: the decision on each Annex A control, with version and approval",
        ],
        questions: &[
            "Take this high risk: which controls were chosen, and who approved the plan?",
            "Why is this Annex A control left out, and which risk would show that you need it?",
            "Who accepted what remains, on which day, and until when?",
        ],
        failures: &[
            "the plan approved by the security manager instead of the risk owner",
            "residual risk equal to inherent risk although controls are in place",
            "controls that no risk, law or contract calls for",
            "remaining risk not accepted, or without a date",
        ],
    },
    Clause {
        id: "6.2",
        title: "Information security objectives and planning to achieve them",
        heading: false,
        asks: "Set objectives that can be measured, that follow from policy, requirements and risks, and plan for each: \
            what is done, with which means, by whom, until when, and how success is judged. Follow them and keep them current.",
        documented: Some(Documented::Document("information security objectives")),
        evidence: &[
            "objectives/ with statement, basis, metric or target, owner, resources, actions, due day and evaluation",
            "metrics/ with readings that show progress",
            "reviews/: input d4",
        ],
        questions: &["Which objective did you miss, and what followed?", "From which risk or requirement does this objective come?"],
        failures: &["objectives such as \"be secure\"", "no readings", "the same objectives copied from year to year"],
    },
    Clause {
        id: "6.3",
        title: "Planning of changes",
        heading: false,
        asks: "When the ISMS itself has to change, think before you act: why, with what consequences, who does it, when (new in 2022).",
        documented: None,
        evidence: &[
            "changes/ with reason, consequences, risk review, approval before the work, and a look back",
            "the git history of scope.yaml, isms.yaml, roles/ and the master policy",
            "reviews/: decisions of kind `change`",
        ],
        questions: &[
            "What was the last change to the ISMS, and where was it planned?",
            "What did you expect it to affect, and were you right?",
        ],
        failures: &["a new office, takeover or reorganisation that left no trace in changes/", "change records written after the event"],
    },
    Clause {
        id: "7.1",
        title: "Resources",
        heading: false,
        asks: "Decide what people, money and tools the ISMS needs, and provide them.",
        documented: None,
        evidence: &[
            "plan.yaml: `resources`",
            "reviews/: decisions of kind `resources`",
            "objectives/ and the actions of risks/ with `resources`",
            "the share of actions that are overdue",
        ],
        questions: &[
            "How did you work out what the ISMS needs this year?",
            "Which actions are late for want of time or money, and does top management know?",
        ],
        failures: &["overdue actions explained by lack of time", "a budget for tools but no hours for people"],
    },
    Clause {
        id: "7.2",
        title: "Competence",
        heading: false,
        asks: "Know what the people whose work affects security must be able to do, see that they can, and where not, \
            act and check that it helped.",
        documented: Some(Documented::Record("evidence of competence")),
        evidence: &[
            "roles/: `competence` required of the holder",
            "people/: `competence` obtained, how long it is valid, and its evidence",
            "trainings/: `completions` and `effectiveness`",
        ],
        questions: &[
            "What must an internal auditor be able to do here, and how do you know that yours can?",
            "Which training did not have the hoped-for effect, and how did you notice?",
        ],
        failures: &[
            "an internal auditor who never learnt to audit",
            "certificates that have expired",
            "training held but its effect never checked",
        ],
    },
    Clause {
        id: "7.3",
        title: "Awareness",
        heading: false,
        asks: "Everybody who works under your control knows the policy, what they add to security, and what happens if they ignore it.",
        documented: None,
        evidence: &[
            "trainings/ that cover policy, contribution and consequences, with `completions`",
            "documents/: `acknowledgements` of the current policy version",
            "metrics/ such as results of phishing tests",
        ],
        questions: &[
            "Ask anybody: what does the policy mean for your work?",
            "How do contractors and new starters learn this, and how soon?",
        ],
        failures: &["contractors left out", "new starters trained months later", "acknowledgements of an old version"],
    },
    Clause {
        id: "7.4",
        title: "Communication",
        heading: false,
        asks: "Decide what about security is told to whom, inside and outside, when and how.",
        documented: None,
        evidence: &[
            "isms.yaml: `communications`, internal and external",
            "obligations/: `notify`, who must be told and within which time",
            "incidents/: `notifications` that were sent",
        ],
        questions: &[
            "Who tells customers about an incident, by which channel and how fast?",
            "What do staff hear about security between two trainings?",
        ],
        failures: &["no external entries such as regulator, CERT or customers", "a plan that says what and when, but not who"],
    },
    heading("7.5", "Documented information"),
    Clause {
        id: "7.5.1",
        title: "General",
        heading: false,
        asks: "The ISMS contains the documents and records the standard asks for, and those you yourself found you \
            need. How much that is depends on your size, complexity and people.",
        documented: Some(Documented::Both("everything the standard asks for, and what the organisation itself found necessary")),
        evidence: &[
            "documents/, with `satisfies` pointing at clauses and controls",
            "scope.yaml, isms.yaml, soa.yaml and the registers",
            "the readiness report: what is asked for and where it is",
        ],
        questions: &["How did you decide what needs to be written down?", "Which document would nobody miss?"],
        failures: &["documents bought as a set and never adapted", "a mandatory document that exists only as a draft"],
    },
    Clause {
        id: "7.5.2",
        title: "Creating and updating",
        heading: false,
        asks: "Documents can be told apart, have a suitable form, and somebody has checked and approved them.",
        documented: None,
        evidence: &[
            "documents/ with id, title, version, owner, status, classification and `approval`",
            "approvals that still match the content",
            "the git history: who wrote, who approved",
        ],
        questions: &["Who approved this version, and is it the one in use?", "How does the reader see that a document is a draft?"],
        failures: &["file edited after approval", "two documents with the same id", "no approver"],
    },
    Clause {
        id: "7.5.3",
        title: "Control of documented information",
        heading: false,
        asks: "What is documented is there for those who need it and safe from loss, leaks and unnoticed change, from \
            creation to disposal. Documents from outside that matter are known and kept current.",
        documented: None,
        evidence: &[
            "isms.yaml: `retention` for each kind of record, and `external_documents` with edition and day of the last check",
            "documents/ with `classification`",
            "evidence/ with checksums that still match",
            "the settings that protect the repository's main branch",
        ],
        questions: &[
            "Where is the old version of this policy still to be found?",
            "Who could delete a record, and would you notice?",
            "Which edition of the standard and of the law do you work from?",
        ],
        failures: &[
            "an old policy version still on the intranet",
            "links to evidence that lead nowhere",
            "records that the owner of the control can delete",
        ],
    },
    Clause {
        id: "8.1",
        title: "Operational planning and control",
        heading: false,
        asks: "Run the processes as planned: set criteria, keep to them, keep enough proof. Control changes, look at \
            the effects of unplanned ones, and keep hold of what others do for you.",
        documented: Some(Documented::Record("enough to trust that the processes ran as planned")),
        evidence: &[
            "context.yaml: `processes` with `criteria`",
            "controls/: `tests` with results",
            "changes/ with consequences and a look back",
            "suppliers/ with agreement and `reviews`",
        ],
        questions: &[
            "By which criterion do you tell that this process runs well?",
            "Which change had effects nobody intended, and what did you do?",
            "How do you control the work you have outsourced?",
        ],
        failures: &["outsourced processes that nobody controls", "criteria never set (added in 2022)"],
    },
    Clause {
        id: "8.2",
        title: "Information security risk assessment",
        heading: false,
        asks: "Assess risks at the intervals you set and when something big changes, by the method of 6.1.2, and keep the results.",
        documented: Some(Documented::Record("results of risk assessments")),
        evidence: &[
            "assessments/ with day, trigger, method, participants, scope and conclusion",
            "risks/: `assessed`",
            "changes/ marked significant and incidents/ that led to an assessment",
        ],
        questions: &[
            "What made you assess outside the plan, and when?",
            "Show what the register looked like at the assessment before the last one.",
        ],
        failures: &["a new cloud platform without a new assessment", "a register that is edited now and then but has no dated result"],
    },
    Clause {
        id: "8.3",
        title: "Information security risk treatment",
        heading: false,
        asks: "Carry out the treatment plan and keep what came of it.",
        documented: Some(Documented::Record("results of risk treatment")),
        evidence: &[
            "risks/: actions of `treatment` with `done` and evidence, and estimates made after that",
            "controls/ that went from planned to implemented",
            "evidence/ that supports them",
        ],
        questions: &[
            "Take an action from the plan: what shows that it is done, and what did it do to the risk?",
            "Which dates were moved, and who agreed?",
        ],
        failures: &["due dates moved without a word, as the git history shows", "risks never rated again after their treatment"],
    },
    Clause {
        id: "9.1",
        title: "Monitoring, measurement, analysis and evaluation",
        heading: false,
        asks: "Decide what to measure and watch, how, when and by whom, and when and by whom results are analysed. Then \
            say how well security and the ISMS perform.",
        documented: Some(Documented::Record("evidence of the results")),
        evidence: &[
            "metrics/ with method, interval, who measures, who analyses, target, `readings` and `analyses`",
            "controls/: `tests` with results",
            "reviews/: input d2",
        ],
        questions: &[
            "What did your measurements tell you that you did not know?",
            "Would somebody else measuring get the same number?",
            "Is the ISMS effective, and what do you base that on?",
        ],
        failures: &["figures collected and never analysed", "no measurement of the ISMS processes themselves"],
    },
    heading("9.2", "Internal audit"),
    Clause {
        id: "9.2.1",
        title: "General",
        heading: false,
        asks: "Audit yourselves at set intervals to see whether the ISMS meets your own rules and the standard, and whether it works.",
        documented: None,
        evidence: &[
            "audits/ of type `internal`, finished, with `clauses`, `controls` and `conclusion`",
            "over the cycle: all 30 clauses and all applicable controls covered",
            "documents/ of your own among the criteria",
        ],
        questions: &[
            "Which clauses and controls were not audited yet in this cycle?",
            "What did the internal audit conclude on whether the ISMS works?",
        ],
        failures: &["first certification after a partial internal audit", "Annex A audited, clauses 4 to 10 not"],
    },
    Clause {
        id: "9.2.2",
        title: "Internal audit programme",
        heading: false,
        asks: "Plan audits ahead by importance and earlier results, set criteria and scope of each, choose auditors who \
            do not audit their own work, and bring the results to the managers they concern.",
        documented: Some(Documented::Record("audit programme and audit results")),
        evidence: &[
            "audits/, planned ones included, with criteria, method, `auditors`, `auditees`, `sample` and `rationale`",
            "audits/: `reported`, to whom and when",
            "findings/ with grade, requirement and evidence",
        ],
        questions: &[
            "Why is this area audited more often than that one?",
            "What else does this auditor do in the organisation?",
            "When did the managers concerned get the report?",
        ],
        failures: &[
            "the security manager audits their own work",
            "a single audit instead of a programme",
            "report not delivered to management",
        ],
    },
    heading("9.3", "Management review"),
    Clause {
        id: "9.3.1",
        title: "General",
        heading: false,
        asks: "Top management looks at the ISMS at set intervals and judges whether it still suits the organisation, is \
            enough, and works.",
        documented: None,
        evidence: &["reviews/ with chair, `attendees` from top management and `conclusion` on all three questions", "isms.yaml: `cadence`"],
        questions: &["How often do you review, and why is that enough?", "Who came, and who sent somebody else?"],
        failures: &["a review by the security team without top management", "minutes without a judgement"],
    },
    Clause {
        id: "9.3.2",
        title: "Management review inputs",
        heading: false,
        asks: "The review looks at everything on the standard's list, from the actions of the last review to ideas for \
            improvement. An input with nothing to report says so.",
        documented: None,
        evidence: &[
            "reviews/: `inputs` a, b, c, d1 to d4, e, f and g, each with a summary",
            "the records that the inputs draw on: findings/, metrics/, audits/, objectives/, risks/",
        ],
        questions: &["Show where the review dealt with feedback from interested parties.", "Which trend in the results did you discuss?"],
        failures: &["one input missing", "review held before the internal audit"],
    },
    Clause {
        id: "9.3.3",
        title: "Management review results",
        heading: false,
        asks: "The review ends in decisions: what to improve, and what to change in the ISMS, or why nothing.",
        documented: Some(Documented::Record("evidence of the management review results")),
        evidence: &[
            "reviews/: `decisions` with kind, owner, due day and `done`",
            "reviews/: `minutes` and `approval`",
            "changes/ and objectives/ that came out of it",
        ],
        questions: &[
            "What was decided at the last review, and what became of it?",
            "Which change to the ISMS did you decide on, or why on none?",
        ],
        failures: &["minutes that only take note", "decisions without owner or date"],
    },
    Clause {
        id: "10.1",
        title: "Continual improvement",
        heading: false,
        asks: "Make the ISMS better all the time: more suitable, sufficient and effective. (In 2013 this was 10.2.)",
        documented: None,
        evidence: &[
            "findings/ graded `ofi`, with actions done",
            "reviews/: decisions of kind `improvement`, done",
            "metrics/ and objectives/ over several periods",
        ],
        questions: &[
            "What works better than a year ago, and how do you know?",
            "Which improvement came from your own people and not from an auditor?",
        ],
        failures: &["improvement only after external audits", "suggestions collected and never decided on"],
    },
    Clause {
        id: "10.2",
        title: "Nonconformity and corrective action",
        heading: false,
        asks: "When something is not as it must be: put it right, deal with what it led to, find the cause and look for \
            the same elsewhere, remove the cause as far as the effects deserve, and check that this worked.",
        documented: Some(Documented::Record("nature of the nonconformities, actions taken and their results")),
        evidence: &[
            "findings/ with `statement`, `correction`, `root_cause`, `similar`, `actions` and `effectiveness`",
            "incidents/ and audits/ they came from",
            "changes/ where the ISMS was changed because of them",
        ],
        questions: &[
            "Where else could this have happened, and did you look?",
            "How did you check that the cause is gone, and how long after?",
        ],
        failures: &[
            "a correction passed off as corrective action",
            "human error named as the root cause",
            "closed without a check of effectiveness",
            "nobody looked for similar cases",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_thirty_clauses_and_four_headings() {
        assert_eq!(leaf().count(), 30);
        let headings: Vec<_> = CLAUSES.iter().filter(|clause| clause.heading).map(|clause| clause.id).collect();
        assert_eq!(headings, ["6.1", "7.5", "9.2", "9.3"]);
        for heading in headings {
            assert!(below(heading).next().is_some(), "{heading} groups nothing");
        }
        assert_eq!(CHAPTERS.iter().map(|(chapter, _)| below(chapter).count()).sum::<usize>(), 30);
    }

    #[test]
    fn clauses_are_in_order() {
        let number = |clause: &Clause| clause.id.split('.').map(|part| part.parse().expect("a number")).collect::<Vec<u8>>();
        assert!(CLAUSES.is_sorted_by(|a, b| number(a) < number(b)));
    }

    #[test]
    fn every_clause_has_words_and_headings_have_none() {
        for clause in CLAUSES {
            let id = clause.id;
            if clause.heading {
                assert!(clause.asks.is_empty() && clause.documented.is_none() && clause.questions.is_empty(), "{id}");
                continue;
            }
            assert!(clause.asks.len() >= 40 && clause.asks.ends_with(['.', ')']), "{id}");
            assert!(clause.evidence.len() >= 2 && clause.questions.len() >= 2 && !clause.failures.is_empty(), "{id}");
            for line in clause.evidence.iter().chain(clause.questions).chain(clause.failures).chain([&clause.asks]) {
                assert!(!line.contains("  ") && line.trim() == *line && !line.is_empty(), "{id}: {line:?}");
            }
            assert!(clause.questions.iter().all(|line| line.ends_with(['?', '.'])), "{id}");
            assert!(clause.evidence.iter().chain(clause.failures).all(|line| !line.ends_with('.')), "{id}");
        }
    }

    #[test]
    fn fourteen_clauses_want_something_in_writing() {
        let form = |wanted: fn(&Documented) -> bool| -> Vec<&str> {
            CLAUSES.iter().filter(|clause| clause.documented.as_ref().is_some_and(wanted)).map(|clause| clause.id).collect()
        };
        assert_eq!(form(|d| matches!(d, Documented::Document(_))), ["4.3", "5.2", "6.1.2", "6.1.3", "6.2"]);
        assert_eq!(form(|d| matches!(d, Documented::Record(_))), ["7.2", "8.1", "8.2", "8.3", "9.1", "9.2.2", "9.3.3", "10.2"]);
        assert_eq!(form(|d| matches!(d, Documented::Both(_))), ["7.5.1"]);
        assert!(CLAUSES.iter().filter_map(|clause| clause.documented).all(|documented| !documented.what().is_empty()));
    }

    #[test]
    fn references_to_parts_lead_to_their_clause() {
        for (reference, id) in [("6.1.2 c2", "6.1.2"), ("5.2 e", "5.2"), ("9.3.2 d1", "9.3.2"), ("10.2", "10.2"), ("6.1", "6.1")] {
            assert_eq!(base(reference).map(|clause| clause.id), Some(id));
        }
        for no in ["", " ", "6", "6.1.4", "6.1.2c2", "A.5.1", "10.3"] {
            assert!(base(no).is_none(), "{no:?}");
        }
    }
}
