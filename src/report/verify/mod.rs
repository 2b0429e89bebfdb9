//! `isms verify`: whether approvals still cover their content and how strongly git speaks for them, whether evidence is the
//! file that was recorded, whose signatures commits carry, and whether the history is all there.

mod approvals;
mod doc;
mod evidence;

use super::doc::Doc;
use super::names::Names;
use super::{Origin, Report, footer};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::history::approval::Standing;
use crate::history::dates::{Odd, oddities};
use crate::history::trail::Trail;
use crate::model::single::trust::Strength;
use crate::register::cx::Cx;
use crate::store::history::{Commit, Signature, SignatureState};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct VerifyReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub history: HistoryFacts,
    /// By kind and id.
    pub approvals: Vec<ApprovalFacts>,
    pub evidence: Vec<EvidenceFacts>,
    /// How many commits carry which kind of signature.
    pub signatures: BTreeMap<SignatureState, usize>,
    /// Commits whose signature is bad, expired or revoked, the latest first.
    pub bad_signatures: Vec<CommitFacts>,
    /// Commits with dates that cannot be right, the latest first.
    pub dates: Vec<DateFacts>,
    /// What does not hold: approvals that do not count, evidence that is gone or another file, bad or revoked signatures, anchors out
    /// of reach, files that could not be read.
    pub problems: usize,
    /// How many files could not be read, and of how many.
    #[serde(skip)]
    unread: (usize, usize),
    #[serde(skip)]
    footer: Vec<String>,
    #[serde(skip)]
    names: Names,
}

/// What the state rests on.
#[derive(Serialize, JsonSchema)]
pub struct HistoryFacts {
    pub commits: usize,
    /// The committer's day of the first commit, as it claims.
    pub from: Option<Date>,
    /// The committer's day of the last one.
    pub to: Option<Date>,
    /// What this clone lays over its history; it was not looked at.
    pub laid_over: Vec<String>,
    pub anchors: Vec<AnchorFacts>,
}

/// A commit that was noted elsewhere.
#[derive(Clone, Serialize, JsonSchema)]
pub struct AnchorFacts {
    /// As it was named: an id, or a tag.
    pub name: String,
    /// The commit, if this repository has it.
    pub commit: Option<String>,
    /// The state rests on it.
    pub reachable: bool,
    /// Where it was noted: `isms.yaml`, or the command line.
    pub noted: String,
}

/// A commit, as far as a line needs it.
#[derive(Clone, Serialize, JsonSchema)]
pub struct CommitFacts {
    pub commit: String,
    /// The committer's day, as the commit claims it.
    pub on: Date,
    pub author: String,
    pub email: String,
    pub committer: String,
    pub committer_email: String,
    pub signature: Signature,
}

/// A commit with a date that cannot be right.
#[derive(Serialize, JsonSchema)]
pub struct DateFacts {
    pub commit: CommitFacts,
    pub authored_on: Date,
    pub odd: Odd,
}

/// An approval or acceptance.
#[derive(Serialize, JsonSchema)]
pub struct ApprovalFacts {
    pub record: String,
    pub kind: String,
    /// Where it stands in the record: `approval`, `treatment.approval`, `acceptance`.
    pub place: String,
    pub by: String,
    /// The day, as written.
    pub on: String,
    pub standing: Standing,
    /// Its digest was written down, and decides.
    pub digest: bool,
    pub strength: Strength,
    /// The commit that brought it.
    pub commit: Option<CommitFacts>,
    /// What changed since.
    pub changed: Vec<SinceFacts>,
    /// What is odd about its dates and signature.
    pub remarks: Vec<String>,
}

/// A field that changed after an approval.
#[derive(Serialize, JsonSchema)]
pub struct SinceFacts {
    pub field: String,
    /// The commit that last changed it; none if it is not committed.
    pub commit: Option<CommitFacts>,
}

/// What became of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceState {
    /// The file has the digest that was recorded.
    Ok,
    /// A pointer of Git LFS has the digest that was recorded; the content itself is not here.
    Pointer,
    /// The file is another one.
    Mismatch,
    /// The file is the recorded one but for the ends of its lines.
    LineEnds,
    /// The file is not there.
    Missing,
    /// The file is there, and no digest was recorded.
    NoDigest,
    /// It is kept elsewhere.
    Elsewhere,
    /// Nothing says where it is.
    Nowhere,
}

/// A piece of evidence.
#[derive(Serialize, JsonSchema)]
pub struct EvidenceFacts {
    pub record: String,
    /// The file or address.
    pub place: Option<String>,
    pub state: EvidenceState,
}

/// What is needed besides the programme.
pub struct Ground<'a> {
    pub trail: &'a Trail,
    pub laid_over: Vec<&'static str>,
    /// What the command line names as anchors, with the commits that they are.
    pub anchors: Vec<(String, Option<ObjectId>)>,
}

impl Ground<'_> {
    fn commit(&self, place: usize) -> CommitFacts {
        let commit = &self.trail.commits[place];
        CommitFacts {
            commit: commit.id.to_string(),
            on: commit.committer.day(),
            author: commit.author.name.clone(),
            email: commit.author.email.clone(),
            committer: commit.committer.name.clone(),
            committer_email: commit.committer.email.clone(),
            signature: self.trail.signature(commit),
        }
    }
}

impl VerifyReport {
    /// `judged_by` has the commits up to the day that is looked from, by which approvals count; `ground` has all.
    pub fn build(cx: &Cx<'_>, ground: &Ground<'_>, judged_by: &Ground<'_>, origin: &Origin) -> Self {
        let commits = &ground.trail.commits;
        let mut signatures: BTreeMap<SignatureState, usize> = BTreeMap::new();
        commits.iter().for_each(|commit| *signatures.entry(ground.trail.signature(commit).state).or_default() += 1);
        let bad = |commit: &Commit| is_bad(ground.trail.signature(commit).state);
        let dates = oddities(commits, cx.today);
        let approvals = approvals::facts(cx, judged_by);
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            history: history(cx, ground),
            names: Names::of(cx.program, cx.today, approvals.iter().map(|approval| approval.by.as_str()))
                .acting(cx, approvals.iter().map(|approval| (approval.by.as_str(), approval.on.as_str()))),
            approvals,
            evidence: evidence::facts(cx),
            signatures,
            bad_signatures: (0..commits.len()).filter(|place| bad(&commits[*place])).map(|place| ground.commit(place)).collect(),
            dates: dates
                .into_iter()
                .map(|(place, odd)| DateFacts { commit: ground.commit(place), authored_on: commits[place].author.day(), odd })
                .collect(),
            problems: 0,
            unread: (cx.program.unread().count(), cx.program.files.len()),
            footer: footer(cx.today, origin),
        };
        report.problems = report.failing() + report.broken() + report.history.lost() + report.bad_signatures.len() + report.unread.0;
        report
    }

    fn failing(&self) -> usize {
        self.approvals.iter().filter(|approval| !approval.standing.counts()).count()
    }

    fn broken(&self) -> usize {
        self.evidence
            .iter()
            .filter(|evidence| matches!(evidence.state, EvidenceState::Mismatch | EvidenceState::LineEnds | EvidenceState::Missing))
            .count()
    }
}

impl HistoryFacts {
    fn lost(&self) -> usize {
        self.anchors.iter().filter(|anchor| !anchor.reachable).count()
    }
}

fn is_bad(state: SignatureState) -> bool {
    matches!(state, SignatureState::Bad | SignatureState::Revoked)
}

fn history(cx: &Cx<'_>, ground: &Ground<'_>) -> HistoryFacts {
    let commits = &ground.trail.commits;
    let known: HashSet<ObjectId> = commits.iter().map(|commit| commit.id).collect();
    let recorded = cx.program.isms().into_iter().flat_map(|isms| &isms.data().anchors).map(|anchor| {
        let id = commits.iter().map(|commit| commit.id).find(|id| id.to_string() == anchor.commit);
        let noted = anchor.kept.as_deref().map_or("isms.yaml".to_owned(), |kept| format!("isms.yaml: {kept}"));
        AnchorFacts { name: anchor.commit.clone(), commit: id.map(|id| id.to_string()), reachable: id.is_some(), noted }
    });
    let asked = ground.anchors.iter().map(|(name, id)| AnchorFacts {
        name: name.clone(),
        commit: id.map(|id| id.to_string()),
        reachable: id.is_some_and(|id| known.contains(&id)),
        noted: "the command line".into(),
    });
    HistoryFacts {
        commits: commits.len(),
        from: ground.trail.begins(),
        to: commits.first().map(|commit| commit.committer.day()),
        laid_over: ground.laid_over.iter().map(|what| (*what).to_owned()).collect(),
        anchors: recorded.chain(asked).collect(),
    }
}

impl Report for VerifyReport {
    const NAME: &'static str = "verify";

    fn doc(&self) -> Doc<'_> {
        doc::of(self)
    }
}
