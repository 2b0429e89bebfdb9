//! What was verified, as people read it: what does not hold first, the counts at the end.

use super::{AnchorFacts, ApprovalFacts, CommitFacts, DateFacts, EvidenceFacts, EvidenceState, SinceFacts, VerifyReport};
use crate::base::digest::short;
use crate::base::text::count;
use crate::history::approval::Standing;
use crate::history::dates::Odd;
use crate::model::single::trust::Strength;
use crate::report::diff::label;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use crate::report::log::signed;
use crate::report::names::Names;
use crate::report::{fact, share};
use crate::store::history::SignatureState;

pub fn of(report: &VerifyReport) -> Doc<'_> {
    let history = &report.history;
    let mut facts = vec![fact("Commits", history.commits)];
    if let Some((from, to)) = history.from.zip(history.to) {
        facts.push(fact("From", from));
        facts.push(fact("To", to));
    }
    if !history.laid_over.is_empty() {
        facts.push(fact("Not looked at", format!("{}, which git would show instead", history.laid_over.join(" and "))));
    }
    let mut blocks = Vec::new();
    for (heading, table) in [
        ("Approvals", approvals(report)),
        ("Evidence", evidence(report)),
        ("Signatures that do not hold", commits(&report.bad_signatures)),
        ("Dates that cannot be right", dates(report)),
        ("Anchors", anchors(report)),
    ] {
        if !table.rows.is_empty() {
            blocks.push(Block::Heading { text: heading.into() });
            blocks.push(Block::Table(table));
        }
    }
    blocks.push(Block::Heading { text: "Result".into() });
    blocks.push(Block::Table(result(report)));
    let mut footer = vec![
        "Names, addresses and days are what records and commits claim; git proves the order of contents, and a good signature that its key was used.".to_owned(),
    ];
    footer.extend(report.footer.iter().cloned());
    Doc { head: Head { title: "Verification".into(), facts, footer, ..Head::default() }, blocks }
}

fn approvals(report: &VerifyReport) -> Table<'_> {
    let columns = vec![
        Column::short("Record", 0),
        Column::short("What", 1),
        Column::text("By", 0),
        Column::short("On", 0),
        Column::short("Covers", 0),
        Column::short("Git says", 0),
        Column::text("Changed since, and remarks", 0),
        Column::short("Commit", 2),
    ];
    fn row<'a>(approval: &'a ApprovalFacts, names: &'a Names) -> Row<'a> {
        let covers = match approval.standing {
            Standing::Fresh => Cell::toned("as approved", Tone::Good),
            Standing::Stale => Cell::toned("changed since", Tone::Bad),
            Standing::Rewritten => Cell::toned("rewritten since", Tone::Bad),
            Standing::Unproven => Cell::toned("not proven as asked", Tone::Bad),
            Standing::Uncommitted | Standing::Unknown => Cell::toned("not committed", Tone::Note),
        };
        let tone = match approval.strength {
            Strength::Written => Tone::Plain,
            Strength::Committed => Tone::Note,
            Strength::Signed => Tone::Good,
        };
        let words = approval.changed.iter().map(changed).chain(approval.remarks.iter().cloned());
        Row::new(vec![
            Cell::id(label(&approval.record)),
            approval.place.replace('.', " ").into(),
            names.id_on(&approval.by, &approval.on).into(),
            (&approval.on).into(),
            covers,
            Cell::toned(approval.strength.word(), tone),
            Cell::list(words),
            approval.commit.as_ref().map(|commit| Cell::id(short(&commit.commit))).unwrap_or_default(),
        ])
    }
    let by_standing = || {
        let mut approvals: Vec<&ApprovalFacts> = report.approvals.iter().collect();
        approvals.sort_by_key(|approval| approval.standing);
        approvals.into_iter()
    };
    Table {
        name: "approvals",
        columns,
        rows: Rows::new(move || by_standing().map(|approval| row(approval, &report.names))),
        empty: "There are no approvals.",
    }
}

fn changed(since: &SinceFacts) -> String {
    match &since.commit {
        Some(commit) => format!("{} ({} by {} in {})", since.field, commit.on, commit.author, short(&commit.commit)),
        None => format!("{} (not committed)", since.field),
    }
}

/// What is as it should be is only counted.
fn evidence(report: &VerifyReport) -> Table<'_> {
    let columns = vec![Column::short("Record", 0), Column::text("Place", 0), Column::text("State", 0)];
    let worth_a_row =
        |evidence: &&EvidenceFacts| !matches!(evidence.state, EvidenceState::Ok | EvidenceState::Elsewhere | EvidenceState::NoDigest);
    fn row(evidence: &EvidenceFacts) -> Row<'_> {
        let (text, tone) = match evidence.state {
            EvidenceState::Ok => ("the recorded file", Tone::Good),
            EvidenceState::Pointer => ("a pointer of Git LFS with the recorded digest; the content is not here", Tone::Note),
            EvidenceState::Mismatch => ("not the file that was recorded", Tone::Bad),
            EvidenceState::LineEnds => ("the recorded file but for its line ends", Tone::Bad),
            EvidenceState::Missing => ("not there", Tone::Bad),
            EvidenceState::NoDigest => ("no digest recorded", Tone::Plain),
            EvidenceState::Elsewhere => ("kept elsewhere", Tone::Plain),
            EvidenceState::Nowhere => ("nothing says where it is", Tone::Warn),
        };
        Row::new(vec![Cell::id(&evidence.record), evidence.place.as_ref().into(), Cell::toned(text, tone)])
    }
    Table { name: "evidence", columns, rows: Rows::new(move || report.evidence.iter().filter(worth_a_row).map(row)), empty: "" }
}

fn commits(commits: &[CommitFacts]) -> Table<'_> {
    let columns = vec![Column::short("Commit", 0), Column::short("On", 0), Column::text("By", 0), Column::short("Signed", 0)];
    fn row(commit: &CommitFacts) -> Row<'_> {
        Row::new(vec![Cell::id(short(&commit.commit)), commit.on.into(), who(commit).into(), signed(&commit.signature)])
    }
    Table { name: "signatures", columns, rows: Rows::new(|| commits.iter().map(row)), empty: "" }
}

fn who(commit: &CommitFacts) -> String {
    format!("{} <{}>", commit.author, commit.email)
}

fn dates(report: &VerifyReport) -> Table<'_> {
    let columns = vec![Column::short("Commit", 0), Column::short("On", 0), Column::text("By", 0), Column::text("What is odd", 0)];
    fn row(date: &DateFacts) -> Row<'_> {
        let odd = match date.odd {
            Odd::BeforeParent => "dated before a commit that it rests on".to_owned(),
            Odd::LongAfterParent => "dated years after all that it rests on".to_owned(),
            Odd::Undated => "dated by something that is no date".to_owned(),
            Odd::AuthoredAfterwards => format!("made on {}, after it was brought in", date.authored_on),
            Odd::Future => "dated in the future".to_owned(),
        };
        let commit = &date.commit;
        Row::new(vec![Cell::id(short(&commit.commit)), commit.on.into(), who(commit).into(), Cell::toned(odd, Tone::Warn)])
    }
    Table { name: "dates", columns, rows: Rows::new(|| report.dates.iter().map(row)), empty: "" }
}

fn anchors(report: &VerifyReport) -> Table<'_> {
    let columns = vec![Column::short("Anchor", 0), Column::text("Noted in", 0), Column::short("In the history", 0)];
    fn row(anchor: &AnchorFacts) -> Row<'_> {
        let reach = Cell::toned(anchor.reachable, if anchor.reachable { Tone::Good } else { Tone::Bad });
        let name = if anchor.name.len() == 40 { short(&anchor.name) } else { &anchor.name };
        Row::new(vec![Cell::id(name), (&anchor.noted).into(), reach])
    }
    Table { name: "anchors", columns, rows: Rows::new(|| report.history.anchors.iter().map(row)), empty: "" }
}

/// The counts, each of what it is counted from.
fn result(report: &VerifyReport) -> Table<'_> {
    let approvals = |strength: Strength| report.approvals.iter().filter(|approval| approval.strength >= strength).count();
    let fresh = report.approvals.iter().filter(|approval| approval.standing == Standing::Fresh).count();
    let evidence = |state: EvidenceState| report.evidence.iter().filter(|evidence| evidence.state == state).count();
    let digests =
        report.evidence.len() - evidence(EvidenceState::NoDigest) - evidence(EvidenceState::Elsewhere) - evidence(EvidenceState::Nowhere);
    let signatures = |state| report.signatures.get(&state).copied().unwrap_or_default();
    let signed = report.history.commits - signatures(SignatureState::None);
    let anchors = &report.history.anchors;
    let ok = evidence(EvidenceState::Ok) + evidence(EvidenceState::Pointer);
    let line =
        |what: &'static str, (n, of): (usize, usize), verdict: Cell<'static>| Row::new(vec![what.into(), share(n, of).into(), verdict]);
    let verdict = |of: usize, bad: usize| match (of, bad) {
        (0, 0) => Cell::toned("nothing there", Tone::Faint),
        (_, 0) => Cell::toned("holds", Tone::Good),
        (_, bad) => Cell::toned(count(bad, "problem"), Tone::Bad),
    };
    let all = report.approvals.len();
    let good = signatures(SignatureState::Good);
    let reached = anchors.iter().filter(|anchor| anchor.reachable).count();
    let (unread, files) = report.unread;
    let rows = vec![
        line("Record files that could be read", (files - unread, files), verdict(files, unread)),
        line("Approvals that cover what is there", (fresh, all), verdict(all, report.failing())),
        line("Approvals committed by the approver", (approvals(Strength::Committed), all), Cell::none()),
        line("Approvals signed by the approver", (approvals(Strength::Signed), all), Cell::none()),
        line("Evidence files with the recorded digest", (ok, digests), verdict(digests, report.broken())),
        line("Good signatures, of commits signed", (good, signed), verdict(signed, report.bad_signatures.len())),
        line("Anchors in the history", (reached, anchors.len()), verdict(anchors.len(), report.history.lost())),
    ];
    Table {
        name: "result",
        columns: vec![Column::text("What", 0), Column::short("Count", 0), Column::short("Verdict", 0)],
        rows: Rows::few(rows),
        empty: "",
    }
}
