//! What a field may say, drawn from its declaration in the shape that it has in a file: `…` stands where something is to be
//! written, and what that may be is said beside it.

use super::typed::below;
use crate::base::text::one;
use crate::model::approvals::ACCEPTANCE;
use crate::model::facts::Facts;
use crate::model::kinds;
use serde_json::Value as Json;

/// How wide lines are, where words allow it.
const WIDE: usize = 100;

/// The lines of a field of a record: what it is about in whole sentences, then how it is written.
pub fn field(schema: &Json, kind: &str, name: &str) -> Vec<String> {
    let (part, facts) = (below(schema, name), Facts::of(kind).field(name));
    let mut lines: Vec<String> = wrapped(part["description"].as_str().unwrap_or_default()).map(|line| format!("# {line}")).collect();
    let mut shape = Vec::new();
    draw(&mut shape, (name, part, facts), "", false);
    lines.extend(shape.into_iter().map(|line| format!("# {line}")));
    lines
}

/// A field and what is below it. `lead` is what stands before its name.
fn draw(out: &mut Vec<String>, (name, part, facts): (&str, &Json, Facts), lead: &str, is_told: bool) {
    if facts.covers().is_some() {
        let act = if ACCEPTANCE.strip_prefix('/') == Some(name) { "accept" } else { "approve" };
        out.push(format!("{lead}{name}: … # Written by `isms {act}`."));
        return;
    }
    let about = part["description"].as_str().filter(|_| is_told);
    let (each, item) = if facts.is_list() { (facts.each(), &part["items"]) } else { (facts, part) };
    let fields: Vec<(&str, Facts)> = each.fields().collect();
    if !fields.is_empty() {
        out.push(line(format!("{lead}{name}:"), about.into_iter().map(str::to_owned)));
        let indent = " ".repeat(lead.len());
        for (at, (name, facts_of)) in fields.into_iter().enumerate() {
            // The first field of an item stands behind its dash.
            let before = match (facts.is_list(), at) {
                (true, 0) => "  - ",
                (true, _) => "    ",
                (false, _) => "  ",
            };
            draw(out, (name, below(item, name), facts_of), &format!("{indent}{before}"), true);
        }
        return;
    }
    let value = value(item, each);
    let value = if facts.is_list() { format!("[{value}]") } else { value };
    let said = about.map(str::to_owned).into_iter().chain(allowed(item, each, facts.is_list()));
    out.push(line(format!("{lead}{name}: {value}"), said));
}

fn line(start: String, said: impl Iterator<Item = String>) -> String {
    let said = said.collect::<Vec<String>>().join(" ");
    if said.is_empty() { start } else { format!("{start} # {said}") }
}

/// What stands for a value.
fn value(part: &Json, facts: Facts) -> String {
    let prefix = facts.targets().first().and_then(|kind| kinds::by_name(kind)).map(|kind| kind.prefix);
    match prefix {
        Some(prefix) => format!("{prefix}-…"),
        None if facts.is_day() => "YYYY-MM-DD".into(),
        None if part["additionalProperties"].is_object() && part["type"] == "object" => "{…: …}".into(),
        None => "…".into(),
    }
}

/// What it may be, in a sentence. None for words of one's own.
fn allowed(part: &Json, facts: Facts, is_list: bool) -> Option<String> {
    let or = |words: &[String]| match words {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} or {last}", first.join(", "))),
    };
    let choices: Vec<String> = facts.choices().iter().map(|word| (*word).to_owned()).collect();
    if let Some(words) = or(&choices) {
        return Some(format!("{} {words}.", if is_list { "Any of" } else { "One of" }));
    }
    let targets: Vec<String> = facts.targets().into_iter().map(target).collect();
    if let Some(mut of) = or(&targets) {
        if targets.len() == kinds::KINDS.len() || targets.len() > 6 {
            of = "any record".into();
        }
        let words: String = facts.words().iter().map(|word| format!(", or `{word}`")).collect();
        return Some(format!("{} of {of}{words}.", if is_list { "Ids" } else { "The id" }));
    }
    if facts.is_truth() {
        return Some("Either true or false.".into());
    }
    let examples: Vec<String> = part["examples"].as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect();
    if let Some(examples) = or(&examples).filter(|_| !facts.is_day()) {
        return Some(format!("Such as {examples}."));
    }
    let whole = part["type"] == "integer" || part["type"].as_array().is_some_and(|types| types.iter().any(|name| name == "integer"));
    match (whole, part["minimum"].as_i64(), part["maximum"].as_i64()) {
        (true, Some(least), Some(most)) => Some(format!("A whole number from {least} to {most}.")),
        (true, ..) => Some("A whole number.".into()),
        _ => None,
    }
}

/// What a reference may lead to, with its article.
fn target(kind: &str) -> String {
    match kind {
        "annex-a" => "a control of Annex A".into(),
        "clause" => "a clause".into(),
        kind => one(kind),
    }
}

/// Words on lines of their own.
fn wrapped(text: &str) -> impl Iterator<Item = String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::node::{Class, Node};
    use crate::base::span::FileId;
    use crate::load::yaml;
    use crate::model::kinds::KINDS;
    use crate::model::schemas;

    /// Whether what was drawn has the shape that is asked for, as far as it is no word.
    fn fits(facts: Facts, node: Node<'_>) -> bool {
        match node.class() {
            Class::Map => node.entries().all(|(name, value)| facts.field(name.text()).is_known() && fits(facts.field(name.text()), value)),
            Class::Seq => facts.is_list() && node.items().all(|item| fits(facts.each(), item)),
            _ => facts.covers().is_some() || facts.fields().next().is_none() && !facts.is_list(),
        }
    }

    #[test]
    fn each_field_of_each_kind_is_drawn_as_it_is_written() {
        for kind in KINDS {
            let schema = schemas::schema(kind.name).unwrap();
            for (name, facts) in Facts::of(kind.name).fields() {
                let lines = field(schema, kind.name, name);
                assert!(lines.iter().all(|line| line.starts_with("# ")), "{} {name}", kind.name);
                let sentences = lines.iter().take_while(|line| !line.starts_with(&format!("# {name}:"))).count();
                let told: String = lines[..sentences].iter().map(|line| format!("{} ", &line[2..])).collect();
                assert_eq!(told.trim_end(), below(schema, name)["description"].as_str().unwrap(), "{} {name}", kind.name);
                assert!(told.trim_end().ends_with('.'), "{} {name}: {told}", kind.name);
                let drawn: String = lines[sentences..].iter().map(|line| format!("{}\n", &line[2..])).collect();
                let (file, faults) = yaml::read(FileId::ALONE, String::new(), drawn.clone().into_bytes());
                assert!(faults.is_empty(), "{drawn}");
                let node = file.documents().next().unwrap();
                assert!(node.get(name).is_some_and(|value| fits(facts, value)), "{} {name}: {drawn}", kind.name);
            }
        }
    }

    #[test]
    fn a_field_says_what_it_may_be() {
        let of = |kind: &str, name: &str| field(schemas::schema(kind).unwrap(), kind, name).join("\n");
        assert_eq!(
            of("risk", "owner"),
            "# Who accepts what is left of it (6.1.2 c2, 6.1.3 f).\n# owner: ROL-… # The id of a role or a person."
        );
        let affects = of("risk", "affects");
        assert!(affects.ends_with("# affects: […] # Any of confidentiality, integrity or availability."), "{affects}");
        let treatment = of("risk", "treatment");
        for line in [
            "#   option: … # Modify, avoid, share or retain. One of modify, avoid, share or retain.",
            "#   actions: # What remains to be done.\n#     - what: … # What will be done.\n#       owner: ROL-… # Who sees to it. The id of a role or a person.",
            "#       due: YYYY-MM-DD # The day it should be finished.",
            "#   approval: … # Written by `isms approve`.",
        ] {
            assert!(treatment.contains(line), "{line}\n{treatment}");
        }
        assert!(of("asset", "rto").ends_with("# rto: … # Such as 72h."), "{}", of("asset", "rto"));
    }
}
