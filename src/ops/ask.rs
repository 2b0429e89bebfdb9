//! What is asked of whoever writes a record: a question for a field, made of its declaration and of what there is to choose.

use super::offer::{self, Offer};
use crate::base::text::{list_of, natural};
use crate::edit::typed::below;
use crate::model::facts::Facts;
use crate::model::kinds;
use crate::model::program::Program;
use crate::model::schemas;
use crate::model::single::isms::{Meaning, Method};
use unicode_width::UnicodeWidthStr as _;

/// What a field is to say.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The field: `current.likelihood`.
    pub path: String,
    /// The same as people say it: `current likelihood`.
    pub name: String,
    /// What it is about, in a sentence.
    pub about: String,
    /// What it may be, where that can be listed.
    pub choices: Vec<Offer>,
    /// The choices are numbers, which are their own.
    pub is_scale: bool,
    pub is_list: bool,
    pub is_required: bool,
    /// How an answer is written.
    pub form: &'static str,
}

impl Question {
    /// A question of no field, which any text answers.
    pub fn of(name: &str, about: &str) -> Self {
        Self { path: String::new(), name: name.into(), about: about.into(), form: "words", ..Self::default() }
    }

    /// The same, answered by a day.
    pub fn of_day(name: &str, about: &str) -> Self {
        Self { form: DAY, ..Self::of(name, about) }
    }

    /// The same, answered by words between commas.
    pub fn of_list(name: &str, about: &str) -> Self {
        Self { is_list: true, form: LIST, ..Self::of(name, about) }
    }

    /// What a field of a kind is to say. None if there is nothing that it could, such as a record that it refers to, or if
    /// that takes more than a line.
    pub fn field(program: &Program, kind: &str, path: &str) -> Option<Self> {
        let part = path.split('.').fold(schemas::schema(kind)?, below);
        let facts = Some(path.split('.').fold(Facts::of(kind), Facts::field)).filter(|facts| facts.is_known())?;
        let is_list = facts.is_list();
        let each = if is_list { facts.each() } else { facts };
        let targets = each.targets();
        let choices = choices(program, each);
        if choices.is_empty() && !targets.is_empty() || each.fields().next().is_some() {
            return None;
        }
        let form = match (each.is_day(), each.is_truth(), is_list, part["type"].as_str()) {
            (true, ..) => DAY,
            (_, true, ..) => "`yes` or `no`",
            (_, _, true, _) => LIST,
            (_, _, _, Some("integer" | "number")) => "a number",
            _ if !choices.is_empty() => "one of these, by its number, its name or a part of its title",
            _ => "words",
        };
        Some(Self {
            path: path.to_owned(),
            name: path.replace(['.', '_'], " "),
            about: part["description"].as_str().unwrap_or_default().to_owned(),
            is_scale: each.scale().is_some(),
            choices,
            is_list,
            is_required: false,
            form,
        })
    }

    /// How it is answered.
    pub fn help(&self) -> String {
        let left = if self.is_required { "" } else { "; an empty line leaves it out" };
        format!("{}{left}; Ctrl-C ends it all and nothing is written", self.form)
    }

    /// The first choices, each on a line with its number and its title, and what is said of the others.
    pub fn lines(&self, most: usize) -> Vec<String> {
        let shown = &self.choices[..self.choices.len().min(most)];
        let wide = shown.iter().map(|offer| offer.value.width()).max().unwrap_or_default();
        let line = |(n, Offer { value, about }): (usize, &Offer)| {
            let n = if self.is_scale { String::new() } else { (n + 1).to_string() };
            format!("{n:>3}  {value}{:1$}  {about}", "", wide - value.width()).trim_end().to_owned()
        };
        let more = self.choices.len() - shown.len();
        let others = (more > 0).then(|| format!("     and {more} more; `?` shows them, and a part of a title finds one"));
        shown.iter().enumerate().map(line).chain(others).collect()
    }

    /// An answer as a field takes it: what was chosen by number, name or a part of its title, by its name.
    ///
    /// # Errors
    /// When it is none of the choices, or may be several.
    pub fn read(&self, answer: &str) -> Result<String, String> {
        if self.choices.is_empty() {
            return Ok(answer.to_owned());
        }
        if !self.is_list {
            return self.choose(answer);
        }
        let items = answer.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.map(|item| self.choose(item)).collect::<Result<Vec<String>, String>>().map(|items| items.join(","))
    }

    fn choose(&self, answer: &str) -> Result<String, String> {
        let asked = answer.to_lowercase();
        let is = |offer: &&Offer| offer.value.to_lowercase() == asked;
        if let Some(one) = self.choices.iter().find(is) {
            return Ok(one.value.clone());
        }
        // An impact may say a number for each dimension.
        if self.is_scale && answer.starts_with('{') {
            return Ok(answer.to_owned());
        }
        if let Ok(number) = asked.parse::<usize>() {
            let one = number.checked_sub(1).filter(|_| !self.is_scale).and_then(|at| self.choices.get(at));
            return one.map(|one| one.value.clone()).ok_or_else(|| format!("`{answer}` is none of these; `?` shows them"));
        }
        let words = |offer: &Offer| [offer.value.to_lowercase(), offer.about.to_lowercase()];
        let begins = |offer: &&Offer| words(offer).iter().any(|text| text.starts_with(&asked));
        let has = |offer: &&Offer| words(offer).iter().any(|text| text.contains(&asked));
        // `unlikely` is the step of that name, not one whose words speak of something unlikely.
        if let [one] = self.choices.iter().filter(begins).collect::<Vec<_>>()[..] {
            return Ok(one.value.clone());
        }
        match self.choices.iter().filter(has).collect::<Vec<_>>()[..] {
            [one] => Ok(one.value.clone()),
            [] => Err(format!("`{answer}` is none of these; `?` shows them")),
            ref several => {
                let more = if several.len() > NAMED { ", and others" } else { "" };
                Err(format!("`{answer}` may be {}{more}", list_of(several.iter().take(NAMED).map(|offer| &offer.value), "or")))
            }
        }
    }
}

const DAY: &str = "a day: `2026-12-31`, `31.12.2026`, `31 December 2026`, `today`, `+90d` or `end of year`";
const LIST: &str = "one or several, between commas";

/// So many of those that an answer may mean are named.
const NAMED: usize = 6;

/// What a value may be, if that can be listed.
fn choices(program: &Program, facts: Facts) -> Vec<Offer> {
    let offer = |value: &str, about: &str| Offer { value: value.to_owned(), about: about.to_owned() };
    if let Some(scale) = facts.scale() {
        let method = program.isms().and_then(|isms| isms.data().risk.as_ref());
        return method.map(|method| steps(method, scale)).unwrap_or_default();
    }
    if facts.is_truth() {
        return [("true", "yes"), ("false", "no")].map(|(value, about)| offer(value, about)).to_vec();
    }
    let mut offers: Vec<Offer> = facts.choices().iter().copied().chain(facts.words()).map(|word| offer(word, "")).collect();
    let targets = facts.targets();
    let kinds: Vec<&str> = targets.iter().copied().filter(|kind| kinds::by_name(kind).is_some()).collect();
    let mut records: Vec<Offer> = program
        .records()
        .filter(|(_, kind, _)| kinds.contains(&kind.name))
        .map(|(id, _, doc)| offer(id, program.node(doc).get("title").map_or("", crate::base::node::Node::text)))
        .collect();
    records.sort_by(|a, b| natural(&a.value, &b.value));
    offers.append(&mut records);
    if targets.contains(&"annex-a") {
        offers.extend(offer::annex());
    }
    if targets.contains(&"clause") {
        offers.extend(offer::clauses());
    }
    offers
}

/// The steps of a scale of the method, with what they mean.
fn steps(method: &Method, scale: &str) -> Vec<Offer> {
    let step = |(value, label, meaning): (i64, &String, Option<&Meaning>)| {
        let words = match meaning {
            Some(Meaning::Words(words)) => words.clone(),
            Some(Meaning::ByDimension(of)) => of.iter().map(|(name, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("; "),
            None => String::new(),
        };
        let about = if words.is_empty() { label.clone() } else { format!("{label}: {words}") };
        Offer { value: value.to_string(), about }
    };
    if scale == "likelihood" {
        method.likelihood.iter().map(|at| (at.value, &at.label, at.meaning.as_ref())).map(step).collect()
    } else {
        method.impact.iter().map(|at| (at.value, &at.label, at.meaning.as_ref())).map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    fn program() -> Program {
        let mut source = Memory::default();
        source.put("isms.yaml", include_str!("../../examples/minimal/isms.yaml"));
        source.put("roles/ROL-it.yaml", "id: ROL-it\ntitle: Head of IT\n");
        source.put("roles/ROL-hr.yaml", "id: ROL-hr\ntitle: Head of people\n");
        load(&source).unwrap().program
    }

    fn field(path: &str) -> Question {
        Question::field(&program(), "risk", path).unwrap()
    }

    #[test]
    fn a_choice_is_a_number_a_name_or_a_part_of_a_title() {
        let owner = field("owner");
        assert_eq!(owner.lines(1), ["  1  ROL-hr  Head of people", "     and 1 more; `?` shows them, and a part of a title finds one"]);
        for answer in ["2", "rol-it", "ROL-it", "of it"] {
            assert_eq!(owner.read(answer).as_deref(), Ok("ROL-it"), "{answer}");
        }
        assert_eq!(owner.read("head"), Err("`head` may be `ROL-hr` or `ROL-it`".into()));
        for answer in ["3", "0", "ROL-nobody"] {
            assert!(owner.read(answer).is_err_and(|problem| problem.contains("none of these")), "{answer}");
        }
        assert_eq!(field("affects").read("1, avail,Integrity").as_deref(), Ok("confidentiality,availability,integrity"));
        assert!(field("affects").read("1,money").is_err());
    }

    #[test]
    fn a_step_of_a_scale_is_its_own_number() {
        let impact = field("current.impact");
        assert!(impact.lines(9)[3].starts_with("     4  Major: customers: some leave"), "{:?}", impact.lines(9));
        assert_eq!([impact.read("4"), impact.read("severe"), impact.read("{legal: 3}")].map(Result::unwrap), ["4", "5", "{legal: 3}"]);
        assert_eq!(field("current.likelihood").read("unlikely").as_deref(), Ok("2"));
        // `10` stands in the words of a step, and is none.
        assert!(["10", "0", "6"].iter().all(|answer| impact.read(answer).is_err()));
    }

    #[test]
    fn what_takes_more_than_a_line_is_not_asked() {
        let program = program();
        for (kind, path) in [("risk", "treatment.actions"), ("risk", "assets"), ("risk", "nothing"), ("risk", "current")] {
            assert!(Question::field(&program, kind, path).is_none(), "{path}");
        }
        assert_eq!(Question::field(&program, "asset", "primary").unwrap().read("yes").as_deref(), Ok("true"));
        assert!(field("assessed.on").help().starts_with("a day: `2026-12-31`"));
    }
}
