//! What a company is like: questions, and what follows from their answers.

use crate::base::node::{Node, SourceFile};
use crate::base::span::FileId;
use crate::base::text::did_you_mean;
use crate::load::yaml;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const QUESTIONS: &str = include_str!("questions.yaml");

static FILE: LazyLock<SourceFile> = LazyLock::new(|| yaml::read(FileId::ALONE, "questions.yaml".into(), QUESTIONS.into()).0);

/// Something that is asked.
pub struct Question {
    /// As files of answers call it.
    pub id: &'static str,
    pub ask: &'static str,
    pub reads: Reads,
}

/// How its answer is read.
pub enum Reads {
    /// Yes or no, and the traits that follow from yes.
    YesNo(Vec<&'static str>),
    /// A count, and the traits of those who have more than so many.
    Count(Vec<(u64, Vec<&'static str>)>),
    /// Any of some words, each with its traits.
    Words(Vec<(&'static str, Vec<&'static str>)>),
    /// Any of the kinds of suppliers that the catalogue has.
    Suppliers,
}

fn root() -> Node<'static> {
    FILE.documents().next().expect("the questions are a mapping")
}

fn texts(node: Node<'static>) -> Vec<&'static str> {
    node.items().map(Node::text).collect()
}

/// All questions, in the order in which they are asked.
pub fn questions() -> Vec<Question> {
    let said = |node: Node<'static>| node.entries().map(|(word, traits)| (word.text(), texts(traits))).collect();
    let reads = |node: Node<'static>| match (node.get("options"), node.get("above"), node.get("yes")) {
        (Some(options), ..) => Reads::Words(said(options)),
        (_, Some(above), _) => {
            Reads::Count(above.entries().map(|(count, traits)| (count.text().parse().unwrap_or(u64::MAX), texts(traits))).collect())
        }
        (.., Some(yes)) => Reads::YesNo(texts(yes)),
        _ => Reads::Suppliers,
    };
    let text = |node: Node<'static>, key| node.get(key).map_or("", Node::text);
    let all = root().get("questions").into_iter().flat_map(Node::items);
    all.map(|node| Question { id: text(node, "id"), ask: text(node, "ask"), reads: reads(node) }).collect()
}

/// Each trait, and what it says of a company.
pub fn trait_words() -> Vec<(&'static str, &'static str)> {
    root().get("traits").into_iter().flat_map(Node::entries).map(|(name, words)| (name.text(), words.text())).collect()
}

impl Question {
    /// The words that it may be answered with; none where it asks for a count.
    pub fn words(&self) -> Vec<&'static str> {
        match &self.reads {
            Reads::YesNo(_) => vec!["yes", "no"],
            Reads::Count(_) => Vec::new(),
            Reads::Words(words) => words.iter().map(|(word, _)| *word).collect(),
            Reads::Suppliers => super::of(super::Kind::Supplier).map(|entry| entry.name.as_str()).collect(),
        }
    }

    /// Reads an answer: words, with commas or spaces between them.
    ///
    /// # Errors
    /// What cannot be read, in words for whoever answered.
    pub fn read(&self, text: &str) -> Result<Vec<String>, String> {
        let said = text.split([',', ' ', ';']).map(str::trim).filter(|word| !word.is_empty());
        match self.reads {
            Reads::Count(_) => match text.trim().parse::<u64>() {
                Ok(count) => Ok(vec![count.to_string()]),
                Err(_) => Err(format!("`{}` is no count", text.trim())),
            },
            Reads::YesNo(_) => match text.trim().to_lowercase().as_str() {
                "y" | "yes" | "true" => Ok(vec!["yes".into()]),
                "n" | "no" | "false" => Ok(vec!["no".into()]),
                _ => Err(format!("`{}` is neither yes nor no", text.trim())),
            },
            Reads::Words(_) | Reads::Suppliers => {
                let words = self.words();
                let known = |word: &str| match words.iter().find(|known| **known == word.to_lowercase()) {
                    Some(known) => Ok((*known).to_owned()),
                    None => {
                        let near = did_you_mean(word, words.iter().copied());
                        Err(near.map_or(format!("`{word}` is none of {}", words.join(", ")), |near| {
                            format!("`{word}` is no answer; did you mean `{near}`?")
                        }))
                    }
                };
                said.map(known).collect()
            }
        }
    }

    fn traits(&self, answer: &[String]) -> Vec<&'static str> {
        match &self.reads {
            Reads::YesNo(traits) => traits.iter().copied().filter(|_| answer == ["yes"]).collect(),
            Reads::Count(above) => {
                let count: u64 = answer.first().and_then(|count| count.parse().ok()).unwrap_or_default();
                above.iter().filter(|(least, _)| count > *least).flat_map(|(_, traits)| traits.iter().copied()).collect()
            }
            Reads::Words(words) => words
                .iter()
                .filter(|(word, _)| answer.iter().any(|said| said == word))
                .flat_map(|(_, traits)| traits.iter().copied())
                .collect(),
            Reads::Suppliers => Vec::new(),
        }
    }
}

/// A company in answers, and what is taken or left whatever follows from them.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// By question.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Entries besides, as `risk/phishing`.
    pub take: BTreeSet<String>,
    pub leave: BTreeSet<String>,
}

impl Profile {
    /// Reads a file of answers.
    ///
    /// # Errors
    /// What cannot be read, with its place: `answers.yaml:3:7`.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, String> {
        let (file, faults) = yaml::read(FileId::ALONE, path.to_owned(), bytes.to_vec());
        let place = |offset: u32| {
            let at = file.position(offset);
            format!("{path}:{}:{}", at.line, at.column)
        };
        if let Some(fault) = faults.first() {
            return Err(format!("{}: {}", place(fault.primary.span.start), fault.message));
        }
        let mut profile = Self::default();
        let questions = questions();
        let known = || questions.iter().map(|question| question.id).chain(["take", "leave"]);
        for (key, value) in file.documents().flat_map(Node::entries) {
            let said: Vec<&str> = if value.is_scalar() { vec![value.text()] } else { value.items().map(Node::text).collect() };
            let at = |message: String| format!("{}: {message}", place(value.span().start));
            if matches!(key.text(), "take" | "leave") {
                let list = if key.text() == "take" { &mut profile.take } else { &mut profile.leave };
                for name in said.into_iter().filter(|name| !name.is_empty()) {
                    named(name).map_err(&at)?;
                    list.insert(name.to_owned());
                }
                continue;
            }
            let Some(question) = questions.iter().find(|question| question.id == key.text()) else {
                let near = did_you_mean(key.text(), known());
                let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                return Err(format!("{}: `{}` is no question{hint}", place(key.span().start), key.text()));
            };
            if said.iter().all(|word| word.trim().is_empty()) {
                continue;
            }
            let answer = question.read(&said.join(",")).map_err(&at)?;
            if !answer.is_empty() {
                profile.answers.insert(question.id.to_owned(), answer);
            }
        }
        Ok(profile)
    }

    /// The traits that follow from the answers.
    pub fn traits(&self) -> Vec<String> {
        let all: BTreeSet<&str> = questions()
            .iter()
            .filter_map(|question| Some((question, self.answers.get(question.id)?)))
            .flat_map(|(question, answer)| question.traits(answer))
            .collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// The kinds of suppliers that were named.
    pub fn suppliers(&self) -> &[String] {
        self.answers.get("suppliers").map_or(&[], Vec::as_slice)
    }

    /// The same with what another one says: that counts where both answer.
    pub fn with(mut self, other: Profile) -> Self {
        self.answers.extend(other.answers);
        self.take.extend(other.take);
        self.leave.extend(other.leave);
        self
    }
}

/// The entry that is called so: `risk/phishing`.
fn named(name: &str) -> Result<(), String> {
    let (kind, entry) = name.split_once('/').ok_or_else(|| format!("`{name}` names no entry as `risk/phishing` does"))?;
    match super::entries().iter().find(|known| known.kind.name() == kind && known.name == entry) {
        Some(_) => Ok(()),
        None => Err(format!("there is no `{name}` in the catalogue; `isms catalogue list` has all of it")),
    }
}

/// A file of answers without answers, each question as a comment.
pub fn blank() -> String {
    let mut text = "# What `isms start --answers` reads. What is left empty is not answered, and nothing follows from it.\n".to_owned();
    for question in questions() {
        let about = match &question.reads {
            Reads::Count(_) => "a count".to_owned(),
            Reads::YesNo(_) => "true or false".to_owned(),
            _ => question.words().join(", "),
        };
        let several = matches!(question.reads, Reads::Words(_) | Reads::Suppliers);
        text.push_str(&format!(
            "\n# {}\n# {}{about}\n{}:{}\n",
            question.ask,
            if several { "Any of " } else { "" },
            question.id,
            if several { " []" } else { "" }
        ));
    }
    text.push_str("\n# Entries to take or to leave out whatever follows from the answers, such as risk/phishing.\ntake: []\nleave: []\n");
    text
}
