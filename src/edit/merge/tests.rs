use super::text::{Clash, Joined, Marks, join};
use super::*;
use crate::base::node::SourceFile;
use crate::base::span::FileId;
use crate::edit::revise::revise;
use crate::load::yaml;
use crate::model::schemas;
use proptest::prelude::*;

const BASE: &str = "# The plant\nid: RSK-001\ntitle: Fire\nowner: ROL-it   # since May\ncontrols: [CTL-a, CTL-b]\ncurrent:\n  likelihood: 2\n  impact: 3\namended:\n  - {on: 2026-01-01, what: rating, by: ROL-a}\n  - {on: 2026-02-01, what: rating, by: ROL-a}\n";

fn joined(base: &str, ours: &str, theirs: &str) -> Joined {
    let marks = Marks { size: 7, ours: "ours", theirs: "theirs" };
    join([base, ours, theirs], schemas::schema("risk").unwrap(), marks)
}

fn read(text: &str) -> SourceFile {
    let (file, findings) = yaml::read(FileId::ALONE, "r.yaml".into(), text.as_bytes().to_vec());
    assert!(findings.is_empty(), "{text}\n{findings:?}");
    file
}

fn said(text: &str) -> Map {
    Map::of(read(text).documents().next().unwrap())
}

/// What comes of two changes to the base, each a text in the place of another.
fn changed(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Joined {
    let apply = |changes: &[(&str, &str)]| {
        changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    };
    joined(BASE, &apply(ours), &apply(theirs))
}

#[test]
fn what_only_one_side_changed_is_taken() {
    for (ours, theirs, expected) in [
        // Beside one another, where lines would be a conflict.
        (("title: Fire", "title: Flood"), ("owner: ROL-it ", "owner: ROL-hr "), &["title: Flood\n", "owner: ROL-hr   # since May\n"][..]),
        (("likelihood: 2", "likelihood: 4"), ("impact: 3", "impact: 1"), &["likelihood: 4\n  impact: 1\n"]),
        (("[CTL-a, CTL-b]", "[CTL-a, CTL-b, CTL-c]"), ("[CTL-a, CTL-b]", "[CTL-b, CTL-d]"), &["controls: [CTL-b, CTL-c, CTL-d]\n"]),
        (
            ("2026-01-01, what: rating, by: ROL-a", "2026-01-01, what: rating, by: ROL-b"),
            ("2026-02-01, what: rating, by: ROL-a", "2026-02-01, what: rating, by: ROL-c"),
            &["{on: 2026-01-01, what: rating, by: ROL-b}\n  - {on: 2026-02-01, what: rating, by: ROL-c}\n"],
        ),
        (
            (
                "  - {on: 2026-02-01, what: rating, by: ROL-a}\n",
                "  - {on: 2026-02-01, what: rating, by: ROL-a}\n  - {on: 2026-03-01, what: rating, by: ROL-a}\n",
            ),
            (
                "  - {on: 2026-02-01, what: rating, by: ROL-a}\n",
                "  - {on: 2026-02-01, what: rating, by: ROL-a}\n  - {on: 2026-04-01, what: rating, by: ROL-a}\n",
            ),
            &["on: 2026-03-01", "on: 2026-04-01"],
        ),
        (
            ("controls: [CTL-a, CTL-b]\n", ""),
            ("title: Fire\n", "title: Fire  # big\n"),
            &["title: Fire  # big\nowner: ROL-it   # since May\ncurrent:\n"],
        ),
        (
            ("title: Fire\n", "title: Fire\nnotes: x\n"),
            ("title: Fire\n", "title: Fire\nstatus: open\n"),
            &["title: Fire\nnotes: x\nstatus: open\n"],
        ),
        // Comments of both, also where layout changed.
        (
            ("title: Fire\n", "# ours\ntitle: Fire\n"),
            ("owner: ROL-it ", "# theirs\nowner: ROL-it "),
            &["# ours\ntitle: Fire\n# theirs\nowner: ROL-it"],
        ),
        (
            ("[CTL-a, CTL-b]", "\n  - CTL-a  # first\n  - CTL-b"),
            ("[CTL-a, CTL-b]", "[CTL-a, CTL-b, CTL-c]"),
            &["  - CTL-a  # first\n  - CTL-b\n  - CTL-c\n"],
        ),
        (("owner: ROL-it ", "owner: \"ROL-hr\" "), ("owner: ROL-it ", "owner: ROL-hr "), &["owner: \"ROL-hr\"   # since May\n"]),
    ] {
        let Joined { text, clashes } = changed(&[ours], &[theirs]);
        assert!(clashes.is_empty(), "{clashes:?}\n{text}");
        assert!(expected.iter().all(|part| text.contains(part)), "{text}");
        assert_eq!(said(&text), said(&text));
        let other = changed(&[theirs], &[ours]);
        assert!(other.clashes.is_empty(), "{}", other.text);
        assert!(same(&sorted(said(&other.text)), &sorted(said(&text))), "{}\n{text}", other.text);
    }
}

/// With lists of words in their order, since what is new of one side stands before or behind that of the other.
fn sorted(map: Map) -> Value {
    fn of(value: Value) -> Value {
        match value {
            Value::Map(map) => Map(map.0.into_iter().map(|(name, value)| (name, of(value))).collect()).into(),
            Value::List(mut items) => {
                items.sort_by_key(|item| format!("{item:?}"));
                Value::List(items)
            }
            value => value,
        }
    }
    of(map.into())
}

#[test]
fn a_conflict_is_marked_at_its_field() {
    let Joined { text, clashes } = changed(
        &[("likelihood: 2", "likelihood: 4"), ("title: Fire", "title: Flood")],
        &[("likelihood: 2", "likelihood: 5"), ("owner: ROL-it ", "owner: ROL-hr ")],
    );
    assert!(text.contains("title: Flood\nowner: ROL-hr   # since May\ncontrols: [CTL-a, CTL-b]\ncurrent:\n"), "{text}");
    assert!(text.contains("<<<<<<< ours\n  likelihood: 4\n=======\n  likelihood: 5\n>>>>>>> theirs\n  impact: 3\n"), "{text}");
    let [Clash::Field { id, conflict }] = &clashes[..] else { panic!("{clashes:?}") };
    assert_eq!((id.as_str(), conflict.path.as_str()), ("RSK-001", "current.likelihood"));

    let paths = |joined: Joined| -> Vec<String> {
        let path = |clash| match clash {
            Clash::Field { conflict, .. } => conflict.path,
            other => format!("{other:?}"),
        };
        joined.clashes.into_iter().map(path).collect()
    };
    let amend = "{on: 2026-01-01, what: rating, by: ROL-a}";
    let by = |who: &str| amend.replace("ROL-a", who);
    assert_eq!(paths(changed(&[(amend, &by("ROL-b"))], &[(amend, &by("ROL-c"))])), ["amended[2026-01-01 rating].by"]);
    // Taken out by one, changed by the other.
    assert_eq!(paths(changed(&[("title: Fire\n", "")], &[("title: Fire", "title: Flood")])), ["title"]);
    assert_eq!(
        paths(changed(&[("  - {on: 2026-01-01, what: rating, by: ROL-a}\n", "")], &[(amend, &by("ROL-c"))])),
        ["amended[2026-01-01 rating]"]
    );
    // One item that got two names.
    let renamed = |what: &str| amend.replace("rating", what);
    assert_eq!(paths(changed(&[(amend, &renamed("a"))], &[(amend, &renamed("b"))])), ["amended"]);
    assert_eq!(paths(changed(&[("title: Fire\n", "title: Fire\nnotes: a\n")], &[("title: Fire\n", "title: Fire\nnotes: b\n")])), ["notes"]);
}

/// A field that no schema knows has items that nothing names.
#[test]
fn items_without_a_name_are_told_apart_by_what_they_say() {
    let list = |items: &[&str]| format!("id: RSK-001\nlog:\n{}", items.iter().map(|item| format!("  - {{{item}}}\n")).collect::<String>());
    let three = |base: &[&str], ours: &[&str], theirs: &[&str]| joined(&list(base), &list(ours), &list(theirs));
    for (base, ours, theirs, expected) in [
        (&["a: 1"][..], &["a: 1", "a: 2"][..], &["a: 1", "a: 3"][..], Some(&["a: 1", "a: 2", "a: 3"][..])),
        (&["a: 1, b: 1", "a: 2"], &["a: 1, b: 2", "a: 2"], &["a: 1, b: 1", "a: 3"], Some(&["a: 1, b: 2", "a: 3"])),
        (&["a: 1", "a: 2"], &["a: 2"], &["a: 1", "a: 2", "a: 3"], Some(&["a: 2", "a: 3"])),
        // One took out what the other changed.
        (&["a: 1", "a: 2"], &["a: 2"], &["a: 9", "a: 2"], None),
        (&["a: 1"], &["a: 2"], &["a: 3"], None),
    ] {
        let Joined { text, clashes } = three(base, ours, theirs);
        assert_eq!(clashes.is_empty(), expected.is_some(), "{clashes:?}");
        assert!(expected.is_none_or(|expected| text == list(expected)), "{text}");
    }
}

#[test]
fn prose_is_joined_line_by_line() {
    let text = |a: &str, c: &str| format!("id: RSK-001\ntitle: Fire\nnotes: |\n  {a}\n  two\n  {c}\n");
    let Joined { text: out, clashes } = joined(&text("one", "three"), &text("ONE", "three"), &text("one", "THREE"));
    assert_eq!((out, clashes), (text("ONE", "THREE"), Vec::new()));
    assert_eq!(joined(&text("one", "three"), &text("x", "three"), &text("y", "three")).clashes.len(), 1);
}

#[test]
fn documents_of_a_file_are_joined_one_by_one() {
    let file = |ids: &[&str]| ids.iter().map(|id| format!("id: {id}\ntitle: {id}\n")).collect::<Vec<_>>().join("---\n");
    let Joined { text, clashes } = joined(&file(&["A", "B"]), &file(&["A", "B", "C"]), &file(&["A", "B", "D"]));
    assert_eq!((text, clashes), (file(&["A", "B", "C", "D"]), Vec::new()));
    let Joined { text, clashes } = joined(&file(&["A", "B"]), &file(&["B"]), &file(&["A", "B", "D"]));
    assert_eq!((text.trim_start_matches("---\n"), clashes.len()), (&*file(&["B", "D"]), 0));
    let changed = file(&["A", "B"]).replace("title: B", "title: b");
    assert_eq!(joined(&file(&["A", "B"]), &file(&["A"]), &changed).clashes, [Clash::Gone { id: "B".into() }]);
}

#[test]
fn two_new_records_of_one_id_are_told() {
    let ours = "id: RSK-9\ntitle: Fire\nowner: ROL-a\n";
    let Joined { text, clashes } = joined("", ours, "id: RSK-9\ntitle: Flood\nowner: ROL-b\n");
    assert_eq!(clashes, [Clash::Twice { id: "RSK-9".into() }]);
    assert_eq!(text, format!("<<<<<<< ours\n{ours}=======\nid: RSK-9\ntitle: Flood\nowner: ROL-b\n>>>>>>> theirs\n"));
    // The same record, brought twice.
    let Joined { text, clashes } = joined("", ours, "id: RSK-9\ntitle: Fire\nowner: ROL-a\nnotes: x\n");
    assert_eq!((text.as_str(), clashes.len()), ("id: RSK-9\ntitle: Fire\nowner: ROL-a\nnotes: x\n", 0));
}

#[test]
fn what_cannot_be_read_is_for_people() {
    for (base, ours, theirs) in [
        ("id: a\n", "id: [\n", "id: b\n"),
        ("id: a\ntitle: x\n", "id: a\ntitle: x\ntitle: y\n", "id: a\ntitle: z\n"),
        ("id: a\n---\nid: a\n", "id: a\n---\nid: a\nx: 1\n", "id: a\n---\nid: b\n"),
    ] {
        let Joined { text, clashes } = joined(base, ours, theirs);
        assert!(matches!(clashes[..], [Clash::Lines { .. }]) && text.contains("<<<<<<< ours\n"), "{text}");
    }
}

/// What somebody does to a record.
#[derive(Clone, Debug)]
enum Act {
    Set(usize, u8),
    Take(usize),
    Control(u8),
    Drop(u8),
    Amend(u8, u8),
    Comment(usize, u8),
}

const FIELDS: [&str; 5] = ["title", "owner", "notes", "status", "treatment"];

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0..FIELDS.len(), 0..4_u8).prop_map(|(field, n)| Act::Set(field, n)),
        (1..FIELDS.len()).prop_map(Act::Take),
        (0..6_u8).prop_map(Act::Control),
        (0..6_u8).prop_map(Act::Drop),
        (1..5_u8, 0..3_u8).prop_map(|(day, by)| Act::Amend(day, by)),
        (0..9_usize, 0..99_u8).prop_map(|(line, n)| Act::Comment(line, n)),
    ];
    proptest::collection::vec(act, 0..5)
}

fn list<'m>(map: &'m mut Map, name: &str) -> &'m mut Vec<Value> {
    match map.or_begin(name, || Value::List(Vec::new())) {
        Value::List(items) => items,
        _ => unreachable!(),
    }
}

fn acted(text: &str, acts: &[Act], side: &str) -> String {
    acts.iter().fold(text.to_owned(), |text, act| {
        if let Act::Comment(line, n) = act {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let tops: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with(char::is_alphabetic)).collect();
            let at = tops[line % tops.len()];
            return format!("{}# {side} {n}\n{}", lines[..at].concat(), lines[at..].concat());
        }
        let file = read(&text);
        let mut map = said(&text);
        match act {
            Act::Set(field, n) => map.set(FIELDS[*field], format!("value {n}")),
            Act::Take(field) => drop(map.take(FIELDS[*field])),
            Act::Control(n) => {
                let new = Value::Text(format!("CTL-{n}"));
                let controls = list(&mut map, "controls");
                if !controls.contains(&new) {
                    controls.push(new);
                }
            }
            Act::Drop(n) => {
                let controls = list(&mut map, "controls");
                controls.retain(|control| *control != Value::Text(format!("CTL-{n}")));
                if controls.is_empty() {
                    map.take("controls");
                }
            }
            Act::Amend(day, by) => {
                let day = format!("2026-0{day}-01");
                let amend = Map(vec![
                    ("on".into(), day.as_str().into()),
                    ("what".into(), "rating".into()),
                    ("by".into(), format!("ROL-{by}").into()),
                ]);
                let amended = list(&mut map, "amended");
                match amended.iter_mut().find(|amend| matches!(amend, Value::Map(map) if map.text_at(&["on"]) == Some(&*day))) {
                    Some(there) => *there = amend.into(),
                    None => amended.push(amend.into()),
                }
            }
            Act::Comment(..) => {}
        }
        revise(file.documents().next().unwrap(), &map).unwrap_or(text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Nothing is lost and nothing silent: each field is what the only one who changed it says, or is told; and whoever
    /// wrote a comment finds it again.
    #[test]
    fn concurrent_edits_are_all_there_or_told(first in acts(), second in acts()) {
        let (ours, theirs) = (acted(BASE, &first, "ours"), acted(BASE, &second, "theirs"));
        let Joined { text, clashes } = joined(BASE, &ours, &theirs);
        for comment in ours.lines().chain(theirs.lines()).filter(|line| line.starts_with('#')) {
            prop_assert!(text.contains(comment), "{comment}\n{text}");
        }
        let [base, ours, theirs] = [said(BASE), said(&ours), said(&theirs)];
        let told = |name: &str| clashes.iter().any(|clash| match clash {
            Clash::Field { conflict, .. } => conflict.path.starts_with(name),
            _ => true,
        });
        if clashes.is_empty() {
            let map = said(&text);
            for name in FIELDS {
                let [was, a, b] = [&base, &ours, &theirs].map(|map| map.get(name));
                let expected = if a == was { b } else { a };
                prop_assert!(a == was || b == was || a == b, "{name} is silent\n{text}");
                prop_assert_eq!(map.get(name), expected, "{}", name);
            }
            let items = |map: &Map, name: &str| match map.get(name) {
                Some(Value::List(items)) => items.clone(),
                _ => Vec::new(),
            };
            for name in ["controls", "amended"] {
                let [was, a, b, is] = [&base, &ours, &theirs, &map].map(|map| items(map, name));
                for item in a.iter().chain(&b).filter(|item| !was.contains(item)) {
                    prop_assert!(is.contains(item), "{item:?}\n{text}");
                }
                for item in was.iter().filter(|item| !a.contains(item) || !b.contains(item)) {
                    prop_assert!(!is.contains(item), "{item:?}\n{text}");
                }
            }
        } else {
            prop_assert!(text.contains("<<<<<<< ours\n") && text.contains(">>>>>>> theirs\n"));
            for name in FIELDS {
                let [was, a, b] = [&base, &ours, &theirs].map(|map| map.get(name));
                prop_assert!(a == b || a == was || b == was || told(name), "{name} is silent\n{text}");
            }
        }
    }
}
