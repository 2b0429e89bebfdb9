//! What is known of fields by their digests is held against reading every version.

use super::approval::{Approvals, Standing};
use super::changes::differing;
use super::past::Past;
use super::trail::Trail;
use crate::base::node::Node;
use crate::load::load;
use crate::model::approvals::{Approved, approval_at, approvals};
use crate::model::digest::is_covered;
use crate::model::program::Program;
use crate::store::memory::{Memory, MemoryHistory};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn what_is_the_same_to_the_letter_says_the_same() {
    let read = |text: &str| crate::load::yaml::read(crate::base::span::FileId(0), String::new(), text.into()).0;
    let styles = ["|", ">", "|-", ">-", "|+", "|2", "'", "\""];
    let texts = styles.map(|style| match style {
        "'" | "\"" => format!("notes: {style}a\n\n  b{style}\ntitle: x\n"),
        style => format!("notes: {style}\n  a\n\n    b\n\ntitle: x\n"),
    });
    for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (read(a), read(b)))) {
        let [a, b] = [&a, &b].map(|file| file.documents().next().unwrap());
        let notes = |record: Node<'_>| record.get("notes").unwrap().text().trim_end().to_owned();
        assert_eq!(differing(a, b).is_empty(), notes(a) == notes(b), "{} {}", a.source(), b.source());
    }
}

#[test]
fn a_trail_knows_who_held_a_role_on_a_day() {
    let mut history = MemoryHistory::default();
    let mut commit = |day: &str, role: &str| {
        let mut state = Memory::default();
        state.put("isms.yaml", "format: 1\norganisation: {name: X}\n");
        state.put("roles/ROL-a.yaml", format!("id: ROL-a\ntitle: A\n{role}"));
        history.commit(&state, ("Eva", "eva@example.org"), day.parse().unwrap());
    };
    commit("2026-01-01", "held_by: [PER-a]\n");
    commit("2026-02-01", "held_by: [PER-b, PER-c]\ndeputy: PER-d\n");
    commit("2026-03-01", "held_by: [PER-b]\n");
    let trail = Trail::of(Box::new(history), &Program::default()).unwrap();
    let held = |day: &str| Some(trail.holders("role", "ROL-a", day.parse().unwrap())?.iter().map(|held| &**held).collect::<Vec<_>>());
    let said: [(&str, Option<&[&str]>); 5] = [
        ("2025-12-31", None),
        ("2026-01-31", Some(&["PER-a"])),
        ("2026-02-01", Some(&["PER-a", "PER-b", "PER-c", "PER-d"])),
        ("2026-02-02", Some(&["PER-b", "PER-c", "PER-d"])),
        ("2026-03-02", Some(&["PER-b"])),
    ];
    for (day, expected) in said {
        assert_eq!(held(day).as_deref(), expected, "{day}");
    }
    assert!(trail.holders("role", "ROL-b", "2026-02-01".parse().unwrap()).is_none());
}

#[test]
fn an_approval_that_was_rewritten_does_not_count() {
    let risk = |acceptance: &str, amended: &str| {
        let mut state = Memory::default();
        state.put("isms.yaml", "format: 1\norganisation: {name: X}\n");
        state.put("risks/RSK-1.yaml", format!("id: RSK-1\ntitle: A\nacceptance: {{{acceptance}}}\n{amended}"));
        state
    };
    let given = "by: ROL-a, on: 2026-01-20, until: 2026-06-30";
    let told = "amended: [{on: 2026-05-01, what: acceptance, reason: the year was mistyped}]\n";
    let digest = format!("digest: \"sha256:{}\"", "0".repeat(64));
    for (now, amended, expected) in [
        ("by: ROL-a, on: 2026-01-20, until: 2027-06-30", "", Standing::Rewritten),
        ("by: ROL-b, on: 2026-01-20, until: 2026-06-30", "", Standing::Rewritten),
        ("by: ROL-a, on: 2025-12-20, until: 2026-06-30", "", Standing::Rewritten),
        (&format!("by: ROL-b, on: 2026-01-20, until: 2026-06-30, {digest}"), "", Standing::Rewritten),
        ("by: ROL-a, on: 2026-01-20, until: 2027-06-30", told, Standing::Fresh),
        ("by: ROL-b, on: 2026-05-01, until: 2027-06-30", "", Standing::Fresh),
        (given, "", Standing::Fresh),
    ] {
        let mut history = MemoryHistory::default();
        history.commit(&risk(given, ""), ("Eva", "eva@example.org"), "2026-01-20".parse().unwrap());
        let state = risk(now, amended);
        history.commit(&state, ("Tom", "tom@example.org"), "2026-05-01".parse().unwrap());
        let loaded = load(&state).unwrap();
        let trail = Trail::of(Box::new(history), &loaded.program).unwrap();
        let record = loaded.program.node(loaded.program.known("RSK-1").unwrap().doc);
        let approved = approval_at("risk", record, "/acceptance").unwrap();
        assert_eq!(Approvals::new(&loaded.program, Some(&trail)).standing("risk", "RSK-1", record, &approved), expected, "{now}");
    }
}

/// A risk in some state: each part is there or not, and says one of few things.
fn state() -> impl Strategy<Value = Option<Vec<u8>>> {
    prop_oneof![1 => Just(None), 9 => prop::collection::vec(0_u8..3, PARTS.len()).prop_map(Some)]
}

const PARTS: [&str; 6] = [
    "title: Risk {}\n",
    "current: {likelihood: {}, impact: 3}\n",
    "residual:\n  impact: 2\n  likelihood: {}\n  rationale: because\n",
    "assessed: {on: 2026-01-0{}, by: ROL-a}\n",
    "notes: |\n  Some {}\n",
    "treatment: {option: modify, actions: [{what: One, due: 2026-0{}-01, done: 2026-01-01}, {what: Two, due: 2026-09-01}]}\n",
];

fn text(state: &[u8], approval: Option<usize>) -> String {
    let parts = PARTS.iter().zip(state).filter(|(_, n)| **n > 0).map(|(part, n)| part.replace("{}", &n.to_string()));
    let approval = approval.map(|on| format!("acceptance: {{by: ROL-a, on: 2026-02-0{on}}}\n"));
    "id: RSK-1\n".to_owned() + &parts.chain(approval).collect::<String>()
}

/// The covered fields that differ from what was approved, each with the commit that last changed it.
fn read(trail: &Trail, then: &Past, record: Node<'_>) -> BTreeMap<String, Option<usize>> {
    let fields = |before: Node<'_>, after: Node<'_>| {
        let names = differing(before, after).into_iter().map(|change| change.field);
        names.filter(|name| is_covered("risk", name.split('.'))).collect::<Vec<String>>()
    };
    let version = |past: &Past| trail.version("risk", "RSK-1", past).unwrap();
    let mut newer = version(then).unwrap();
    let mut found: BTreeMap<String, Option<usize>> = fields(newer.node(), record).into_iter().map(|name| (name, None)).collect();
    for past in trail.record("risk", "RSK-1").iter().filter(|past| past.place < then.place).rev() {
        let Some(next) = version(past) else { continue };
        for name in fields(newer.node(), next.node()) {
            found.entry(name).and_modify(|place| *place = Some(past.place));
        }
        newer = next;
    }
    found
}

proptest! {
    #[test]
    fn fields_that_changed_since_an_approval_are_those_that_reading_finds(
        states in prop::collection::vec(state(), 1..9),
        approved_at in 0_usize..9,
        now in state(),
    ) {
        let mut history = MemoryHistory::default();
        let programme = |text: Option<String>| {
            let mut programme = Memory::default();
            programme.put("isms.yaml", "format: 1\norganisation: {name: X}\n");
            text.into_iter().for_each(|text| programme.put("risks/RSK-1.yaml", text));
            programme
        };
        let approved_at = approved_at % states.len();
        for (n, state) in states.iter().enumerate() {
            let approval = (n >= approved_at).then_some(1);
            history.commit(&programme(state.as_ref().map(|state| text(state, approval))), ("Eva", "eva@example.org"), "2026-03-01".parse().unwrap());
        }
        let now = now.or(states.last().cloned().flatten()).unwrap_or_default();
        let loaded = load(&programme(Some(text(&now, Some(1))))).unwrap();
        let trail = Trail::of(Box::new(history), &loaded.program).unwrap();
        let judge = Approvals::new(&loaded.program, Some(&trail));
        let known = loaded.program.known("RSK-1").unwrap();
        let record = loaded.program.node(known.doc);
        let approved: Approved<'_> = approvals("risk", record).next().unwrap();
        let since = judge.since("risk", "RSK-1", record, &approved).unwrap();
        let found: BTreeMap<String, Option<usize>> = since.into_iter().map(|since| (since.field, since.place)).collect();
        match super::approval::brought(&trail, "risk", "RSK-1", &approved) {
            Some(then) => prop_assert_eq!(found, read(&trail, then, record)),
            None => prop_assert!(found.is_empty() && judge.standing("risk", "RSK-1", record, &approved) == Standing::Uncommitted),
        }
    }
}
