//! What only a person knows of an organisation that begins, and where a new programme says it.

use super::ask::Question;
use super::error::Error;
use crate::base::date::Date;
use crate::base::said;
use crate::base::slug::slug;
use crate::base::span::FileId;
use crate::base::text::says_nothing;
use crate::edit::assign::Assignment;
use crate::edit::revise::revise_all;
use crate::edit::scaffold::Scaffold;
use crate::edit::value::Map;
use crate::load::yaml;
use crate::model::kinds::{self, KindInfo, Person, RecordKind as _};
use std::collections::BTreeMap;

/// The files of a programme by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Answers, each of which may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub org: Option<String>,
    /// Between commas.
    pub sites: Option<String>,
    pub scope: Option<String>,
    pub top_management: Vec<Named>,
    pub isms_manager: Vec<Named>,
    pub target: Option<Date>,
}

/// Somebody, with the address that git knows them by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub email: Option<String>,
}

/// An answer for its question.
pub enum Slot {
    Text(fn(&mut Answers) -> &mut Option<String>),
    People(fn(&mut Answers) -> &mut Vec<Named>),
    Day(fn(&mut Answers) -> &mut Option<Date>),
}

/// The questions in their order, each with what it fills.
pub fn questions() -> [(Question, Slot); 6] {
    let people =
        "Write people as mail programs do: `Ada Lovelace <ada@example.org>`, several between commas; by the address git knows them.";
    [
        (Question::of("organisation", "Its name, as on the certificate."), Slot::Text(|answers| &mut answers.org)),
        (
            Question::of_list("sites", "Where people work for it, such as `Berlin, Lyon, homes of staff`."),
            Slot::Text(|answers| &mut answers.sites),
        ),
        (
            Question::of("scope", "What the management system is to cover, in a sentence: which services, of which units, at which sites."),
            Slot::Text(|answers| &mut answers.scope),
        ),
        (
            Question::of("top management", &format!("Who directs the organisation and approves scope, policy and method. {people}")),
            Slot::People(|answers| &mut answers.top_management),
        ),
        (
            Question::of("ISMS manager", "Who runs the management system and reports on it to top management, written in the same way."),
            Slot::People(|answers| &mut answers.isms_manager),
        ),
        (Question::of_day("target", "The day on which the certificate is wanted."), Slot::Day(|answers| &mut answers.target)),
    ]
}

/// Reads `Ada Lovelace <ada@example.org>, Grace Hopper`.
///
/// # Errors
/// When somebody has no name, or an address that is none.
pub fn people(text: &str) -> Result<Vec<Named>, String> {
    let one = |text: &str| {
        let (name, email) = match text.split_once('<') {
            Some((name, rest)) => {
                (name, Some(rest.strip_suffix('>').ok_or_else(|| format!("`{text}` has a bracket that is not closed"))?.trim()))
            }
            None => (text, None),
        };
        let name = plain(name)?;
        if let Some(wrong) = email.filter(|email| !is_address(email)) {
            return Err(format!("`{wrong}` is no address of an e-mail"));
        }
        if email.is_none() && is_address(&name) {
            return Err(format!("`{name}` is an address; whose? `Ada Lovelace <{name}>`"));
        }
        Ok(Named { name, email: email.map(str::to_owned) })
    };
    text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(one).collect()
}

/// A day that is not over.
fn to_come(text: &str, today: Date) -> Result<Date, String> {
    let day = said::day(text, today)?;
    if day < today { Err(format!("{day} is over; name a day to come")) } else { Ok(day) }
}

fn is_address(text: &str) -> bool {
    let around = text.split_once('@');
    around.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Words on one line that say something.
///
/// # Errors
/// When they do not.
pub fn plain(text: &str) -> Result<String, String> {
    let text = text.trim();
    if says_nothing(text) || text.chars().any(char::is_control) {
        return Err("it says nothing, or has control characters".into());
    }
    Ok(text.to_owned())
}

impl Answers {
    /// Whether a question need not be asked.
    pub fn has(&self, slot: &Slot) -> bool {
        let mut answers = self.clone();
        match slot {
            Slot::Text(of) => of(&mut answers).is_some(),
            Slot::People(of) => !of(&mut answers).is_empty(),
            Slot::Day(of) => of(&mut answers).is_some(),
        }
    }

    /// The same with one more.
    pub(super) fn with(&self, slot: &Slot, text: &str, today: Date) -> Result<Self, String> {
        let mut answers = self.clone();
        match slot {
            Slot::Text(of) => *of(&mut answers) = Some(plain(text)?),
            Slot::People(of) => *of(&mut answers) = people(text)?,
            Slot::Day(of) => *of(&mut answers) = Some(to_come(text, today)?),
        }
        Ok(answers)
    }

    /// Everybody who is named, once, with all addresses, in the order in which they are named first.
    fn everybody(&self) -> Vec<Together<'_>> {
        let mut all: Vec<Together<'_>> = Vec::new();
        for one in self.top_management.iter().chain(&self.isms_manager) {
            let at = all.iter().position(|person| person.is(one)).unwrap_or_else(|| {
                let words = format!("{}-{}", person_kind().prefix, slug(&one.name));
                let mut ids = std::iter::once(words.clone()).chain((2..).map(|n: u32| format!("{words}-{n}")));
                // Other signs may make the same words.
                let id = ids.find(|id| all.iter().all(|person| person.id != *id)).unwrap_or_default();
                all.push(Together { id, name: &one.name, emails: Vec::new() });
                all.len() - 1
            });
            let emails = &mut all[at].emails;
            emails.extend(one.email.as_deref().filter(|email| !emails.iter().any(|known| known.eq_ignore_ascii_case(email))));
        }
        all
    }

    /// Has the files of a new programme say it. What is not answered leaves them as they are.
    pub(super) fn write(&self, files: &mut Files, today: Date) -> Result<(), Error> {
        let sites = self.sites.as_deref().map(|sites| ("organisation.sites", sites));
        edit(files, "isms.yaml", "isms", sites, today)?;
        edit(files, "scope.yaml", "scope", self.scope.as_deref().map(|scope| ("statement", scope)), today)?;
        let everybody = self.everybody();
        for (role, people) in [("ROL-top-management", &self.top_management), ("ROL-isms-manager", &self.isms_manager)] {
            let mut ids: Vec<&str> = Vec::new();
            for person in people.iter().filter_map(|one| everybody.iter().find(|person| person.is(one))) {
                if !ids.contains(&person.id.as_str()) {
                    ids.push(&person.id);
                }
            }
            let ids = ids.join(",");
            edit(files, &format!("roles/{role}.yaml"), "role", (!ids.is_empty()).then_some(("held_by", ids.as_str())), today)?;
        }
        for person in &everybody {
            let (path, text) = person.file(today)?;
            files.insert(path, text.into_bytes());
        }
        if let (Some(target), Some(bytes)) = (self.target, files.get_mut("plan.yaml")) {
            *bytes = filled(&String::from_utf8_lossy(bytes), "target", &target.to_string()).into_bytes();
        }
        Ok(())
    }
}

fn person_kind() -> &'static KindInfo {
    kinds::by_name(Person::NAME).expect("people are a kind")
}

/// Somebody as all answers together name them: who has the same name is the same.
struct Together<'a> {
    id: String,
    name: &'a str,
    emails: Vec<&'a str>,
}

impl Together<'_> {
    fn is(&self, one: &Named) -> bool {
        self.name.to_lowercase() == one.name.to_lowercase()
    }

    /// The path and the text of their record.
    fn file(&self, today: Date) -> Result<(String, String), Error> {
        let emails = self.emails.iter().map(|email| Assignment::add("emails", email)).collect::<Result<Vec<Assignment>, String>>();
        let record = emails.and_then(|emails| Scaffold::new(person_kind(), self.id.clone(), self.name, &emails, today));
        record.map(|record| record.file()).map_err(Error::asked)
    }
}

/// A text in which a field stands that stood there as a comment, with what is said behind it.
fn filled(text: &str, field: &str, value: &str) -> String {
    let begin = format!("# {field}: ");
    let line = text.lines().find(|line| line.starts_with(&begin)).expect("the first programme shows the field in a comment");
    let said = line[begin.len()..].split_once(" # ").map_or(String::new(), |(_, said)| format!(" # {said}"));
    text.replacen(line, &format!("{field}: {value}{said}"), 1)
}

/// Sets a field in a file, in the place and the style that the file has for it.
fn edit(files: &mut Files, path: &str, kind: &str, field: Option<(&str, &str)>, today: Date) -> Result<(), Error> {
    let (Some((field, value)), Some(bytes)) = (field, files.get_mut(path)) else { return Ok(()) };
    let (file, _) = yaml::read(FileId::ALONE, path.to_owned(), std::mem::take(bytes));
    let node = file.documents().next().expect("files of the first programme have something in them");
    let mut says = Map::of(node);
    Assignment::set(field, value).and_then(|field| field.apply(kind, &mut says, today)).map_err(Error::asked)?;
    let text = revise_all(&file, &[(node, &says)]).map_err(|refused| Error::failed(format!("`{path}` is not changed: {refused}")))?;
    *bytes = text.into_bytes();
    Ok(())
}
