//! Whether a value has the shape that its declaration asks for, as nearly all have. The validator says the same with more
//! to say of what is wrong; to make it ready took a third of a small check, so it is asked only then. A test holds both
//! against each other.

use crate::base::node::{Class, Node};
use crate::model::declared::{Part, Types};

/// Whether there is nothing wrong with a value.
pub fn fits(part: &Part, node: Node<'_>) -> bool {
    let own = type_of(node);
    own.meet(part.types)
        && part.bounds.iter().all(|bound| !own.meet(bound.of) || (bound.least..=bound.most).contains(&size(node)))
        && (part.words.is_empty() || node.is_string() && part.words.iter().any(|word| node.says(word)))
        && match node.class() {
            Class::Map => are_fields(part, node),
            Class::Seq => part.each.as_deref().is_none_or(|each| node.items().all(|item| fits(each, item))),
            Class::Plain | Class::Quoted | Class::Owned => is_text(part, node.text()),
            _ => true,
        }
}

fn are_fields(part: &Part, node: Node<'_>) -> bool {
    // Most records have their fields in the order of the declaration.
    let mut next = 0;
    let fit = node.entries().all(|(key, value)| {
        let ahead = part.fields[next..].iter().position(|(name, _)| key.says(name)).map(|at| next + at);
        match ahead.or_else(|| part.fields[..next].iter().position(|(name, _)| key.says(name))) {
            Some(at) => {
                next = at + 1;
                fits(&part.fields[at].1, value)
            }
            None => part.others.as_deref().is_none_or(|others| fits(others, value)),
        }
    });
    fit && part.required.iter().all(|name| node.get(name).is_some())
}

fn is_text(part: &Part, text: &str) -> bool {
    part.form.as_ref().is_none_or(|form| form.fits(text)) && part.format.is_none_or(|format| format.fits(text))
}

fn type_of(node: Node<'_>) -> Types {
    match node.class() {
        Class::Map => Types::MAPPING,
        Class::Seq => Types::LIST,
        Class::Plain | Class::Quoted | Class::Owned => Types::TEXT,
        Class::Bool => Types::TRUTH,
        Class::Int if whole(node).is_some() => Types::WHOLE,
        Class::Int | Class::Float => Types::BROKEN,
        Class::Null => Types::NONE,
    }
}

/// A number of a scale; hexadecimal is nothing that a register holds.
fn whole(node: Node<'_>) -> Option<i64> {
    node.text().parse().ok()
}

/// What limits are about.
fn size(node: Node<'_>) -> i64 {
    let count = match node.class() {
        Class::Map => node.entries().count(),
        Class::Seq => node.items().count(),
        Class::Plain | Class::Quoted | Class::Owned => node.text().chars().count(),
        _ => return whole(node).unwrap_or(0),
    };
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use crate::base::span::FileId;
    use crate::load::schema::Shape;
    use crate::load::tests::Maker;
    use crate::load::{kind_at, shape, yaml};
    use crate::model::schemas::{names, schema};
    use crate::store::Source as _;
    use crate::store::worktree::WorkTree;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// What both ways say of a text as a record: they must say the same.
    fn both(shape: &Shape, text: &str) -> Result<bool, TestCaseError> {
        let (file, _) = yaml::read(FileId::ALONE, "x.yaml".into(), text.as_bytes().to_vec());
        let Some(node) = file.documents().next() else { return Ok(false) };
        let found = shape.ask(node, "record").findings;
        prop_assert_eq!(shape.fits(node), found.is_empty(), "{}\n{:?}", text, found);
        Ok(found.is_empty())
    }

    /// All records of the examples, by the names of their kinds.
    fn records() -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        for example in ["acme", "minimal"] {
            let tree = WorkTree::at(format!("{}/examples/{example}", env!("CARGO_MANIFEST_DIR")));
            for entry in tree.list().unwrap() {
                if let Some(kind) = kind_at(&entry.path) {
                    found.push((kind, String::from_utf8(tree.read(&entry.path).unwrap()).unwrap()));
                }
            }
        }
        found
    }

    #[test]
    fn the_examples_need_no_validator() {
        let records = records();
        assert!(records.len() > 250);
        for (kind, text) in records {
            assert!(both(shape(kind), &text).unwrap(), "{text}");
        }
    }

    /// What a value may be put in place of: of every type, at limits and beyond.
    fn others(maker: &mut Maker) -> Value {
        let all = [
            json!(null),
            json!(true),
            json!(0),
            json!(1),
            json!(4),
            json!(5),
            json!(-1),
            json!(0.5),
            json!(1e300),
            json!(u64::MAX),
            json!(""),
            json!(" "),
            json!("x"),
            json!("A.5.1"),
            json!("RSK-1"),
            json!("2026-03-02"),
            json!("2026-02-30"),
            json!("2026-03-02T14:30Z"),
            json!("12mo"),
            json!("owner"),
            json!("ä".repeat(200)),
            json!("x".repeat(201)),
            json!([]),
            json!([1]),
            json!(["x"]),
            json!([null]),
            json!({}),
            json!({"x": 1}),
            json!({"x": "y"}),
            json!({"id": "x", "title": "x"}),
            json!([{"what": "x"}]),
            json!(vec![1; 11]),
        ];
        all[maker.below(all.len())].clone()
    }

    /// Changes one thing somewhere in a value.
    fn slip(value: &mut Value, maker: &mut Maker) {
        let stay = maker.below(4) == 0;
        match value {
            Value::Object(fields) if !stay && !fields.is_empty() => {
                let at = maker.below(fields.len());
                let name = fields.keys().nth(at).unwrap().clone();
                match maker.below(6) {
                    0 => drop(fields.remove(&name)),
                    1 => drop(fields.insert(["titel", "id", "on", "by", "x"][maker.below(5)].into(), others(maker))),
                    _ => slip(&mut fields[&name], maker),
                }
            }
            Value::Array(items) if !stay && !items.is_empty() => {
                let at = maker.below(items.len());
                match maker.below(5) {
                    0 => drop(items.remove(at)),
                    1 => items.extend(vec![items[at].clone(); 10]),
                    _ => slip(&mut items[at], maker),
                }
            }
            value => *value = others(maker),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_ways_say_the_same(seed in any::<[u8; 32]>(), slips in 0..4_usize) {
            let mut maker = Maker::new(seed);
            for kind in names() {
                let mut value = maker.value(schema(kind).unwrap());
                for _ in 0..slips {
                    slip(&mut value, &mut maker);
                }
                let fits = both(shape(kind), &serde_yaml::to_string(&value).unwrap())?;
                // The maker knows no limits of numbers, and `format` has one.
                prop_assert!(fits || slips > 0 || matches!(kind, "isms" | "fleet"), "{}", value);
            }
        }

        #[test]
        fn both_ways_say_the_same_of_records_with_slips(seed in any::<[u8; 32]>(), record in any::<prop::sample::Index>()) {
            let (mut maker, records) = (Maker::new(seed), records());
            let (kind, text) = record.get(&records);
            let mut value: Value = serde_yaml::from_str(text).unwrap();
            slip(&mut value, &mut maker);
            both(shape(kind), &serde_yaml::to_string(&value).unwrap())?;
        }
    }

    /// Numbers and texts as serializers do not write them.
    #[test]
    fn both_ways_say_the_same_of_odd_spellings() {
        for value in [
            "0x1",
            "0o7",
            "007",
            "+1",
            "1.0",
            ".5",
            ".inf",
            ".nan",
            "1e3",
            "99999999999999999999",
            "-0",
            "~",
            "",
            "True",
            "'1'",
            "2026-3-2",
        ] {
            for record in [
                "id: RSK-1\ntitle: {}",
                "id: RSK-1\ntitle: x\ncurrent: {impact: {}, likelihood: {}}",
                "id: AST-1\ntitle: x\nneeds: {integrity: {}}",
                "id: RSK-1\ntitle: x\ncustom: {a: {}}",
                "id: RSK-1\ntitle: x\nclosed: {}",
                "{}",
            ] {
                for kind in ["risk", "asset"] {
                    both(shape(kind), &record.replace("{}", value)).unwrap();
                }
            }
        }
    }
}
