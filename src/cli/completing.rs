//! What shells offer to go on with while somebody types: they ask the program, which knows the records.
//!
//! Arguments say by the names of their values what they take; whoever adds one says it there, and a test asks for it.

use super::shell::world;
use crate::model::kinds::{self, KINDS, KindInfo};
use crate::model::single::SINGLES;
use crate::ops::offer::{self, Offer, Offers};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The variable by which the lines in a shell ask; its value names the shell.
const ASKS: &str = "ISMS_COMPLETE";

/// Shells that can ask.
pub const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// Answers a shell about a command line, if one asks.
///
/// # Errors
/// When it is an unknown one, or goes away.
pub fn answered(program: fn() -> clap::Command) -> Result<bool, clap::Error> {
    if std::env::var_os(ASKS).is_none() {
        return Ok(false);
    }
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(|| knowing(program(), &Typed::now())).var(ASKS).try_complete(std::env::args_os(), here.as_deref())
}

/// The lines by which a shell comes to ask.
pub fn registration(shell: &str) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    let shell = Shells::builtins().completer(shell).map(|shell| shell.write_registration(ASKS, "isms", "isms", "isms", &mut lines));
    shell.unwrap_or(Ok(()))?;
    Ok(lines)
}

/// What stands before the word that is completed.
struct Typed {
    words: Vec<String>,
    offers: Offers,
}

impl Typed {
    /// As the shell says it: behind `--`, up to the word whose number it tells; up to the last one if it tells none.
    fn now() -> Arc<Self> {
        let all: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        let mut words: Vec<String> = all.into_iter().skip_while(|word| word != "--").skip(1).collect();
        let told = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse().ok());
        words.truncate(told.unwrap_or(words.len().saturating_sub(1)));
        let dir = words.windows(2).find(|pair| matches!(pair[0].as_str(), "-C" | "--dir")).map(|pair| PathBuf::from(&pair[1]));
        let dir = dir.or_else(|| words.iter().find_map(|word| word.strip_prefix("--dir=")).map(PathBuf::from));
        Arc::new(Self { words, offers: Offers::of(world(), dir.as_deref()) })
    }

    /// The kind of the first record that was named, or the thing that a programme has once.
    fn kind(&self) -> Option<&'static str> {
        let named = |word: &&String| !word.contains('=');
        self.words.iter().skip(2).filter(named).find_map(|word| {
            let single = || SINGLES.iter().find(|single| single.name == *word).map(|single| single.name);
            let kind = || KINDS.iter().find(|kind| kind.name == *word).map(|kind| kind.name);
            kinds::by_id(word).map(|kind| kind.name).or_else(single).or_else(kind)
        })
    }

    /// `field=value` as far as it is typed: the field and what stands before the value, the value. Some shells take what stands
    /// on both sides of `=` for words.
    fn assigned(&self, begun: &str) -> Option<(String, String, String)> {
        let field = |path: &str| path.trim_end_matches(['+', '-']).to_owned();
        if let Some((path, value)) = begun.split_once('=') {
            return Some((field(path), format!("{path}="), value.to_owned()));
        }
        match &self.words[..] {
            [.., path, equals] if equals == "=" => Some((field(path), String::new(), begun.to_owned())),
            [.., path] if begun.is_empty() && self.is_field(&field(path)) => Some((field(path), String::new(), String::new())),
            _ => None,
        }
    }

    fn is_field(&self, path: &str) -> bool {
        self.kind().is_some_and(|kind| offer::fields(kind).iter().any(|(known, _)| known == path))
    }

    /// Fields of the record that was named, with what they may say.
    fn fields(&self, begun: &str) -> Vec<Offer> {
        let Some(kind) = self.kind() else { return Vec::new() };
        if let Some((field, before, value)) = self.assigned(begun) {
            let whole = |offer: Offer| Offer { value: format!("{before}{}", offer.value), ..offer };
            return self.offers.values(kind, &field, &value).into_iter().map(whole).collect();
        }
        let acts = |(path, is_list): (String, bool)| {
            let ends: &[&str] = if is_list { &["+=", "-=", "="] } else { &["="] };
            ends.iter().map(|end| Offer { value: format!("{path}{end}"), about: String::new() }).collect::<Vec<Offer>>()
        };
        offer::fields(kind).into_iter().flat_map(acts).collect()
    }
}

/// What an argument takes of a programme.
enum Takes {
    Rules,
    /// What `explain` explains.
    Questions,
    States,
    Kinds,
    Fields,
    Assignments,
    /// Records of all kinds that a command is about.
    Records,
    /// The same, then fields of the one that was named.
    RecordsThenAssignments,
    Of(Vec<&'static KindInfo>),
}

impl Takes {
    /// As the name of its value tells. None if that is nothing that a programme knows.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "RULE" => Self::Rules,
            "RULE|CLAUSE|CONTROL" => Self::Questions,
            "REV|DATE" | "FROM" | "TO" | "COMMIT" => Self::States,
            "KIND" => Self::Kinds,
            "FIELD" => Self::Fields,
            "FIELD=VALUE" => Self::Assignments,
            "ID" | "OLD" => Self::Records,
            "ID|FIELD=VALUE" => Self::RecordsThenAssignments,
            name => Self::Of(name.split('|').filter(|word| *word != "me").map(kind_called).collect::<Option<_>>()?),
        })
    }

    fn offers(&self, command: &str, typed: &Typed, begun: &str) -> Vec<Offer> {
        let field = |(value, _): (String, bool)| Offer { value, about: String::new() };
        match self {
            Self::Rules => offer::rules(),
            Self::Questions => [offer::rules(), offer::clauses(), offer::annex()].concat(),
            Self::States => typed.offers.states(),
            Self::Kinds if command == "schema" => [offer::singles(command), offer::kinds()].concat(),
            Self::Kinds => offer::kinds(),
            Self::Fields => typed.kind().into_iter().flat_map(offer::fields).map(field).collect(),
            Self::Assignments => typed.fields(begun),
            Self::Records => {
                let annex = if command == "show" && begun.starts_with("A.") { offer::annex() } else { Vec::new() };
                [typed.offers.ids(&offer::about(command), begun), offer::singles(command), annex].concat()
            }
            Self::RecordsThenAssignments if typed.assigned(begun).is_some() => typed.fields(begun),
            Self::RecordsThenAssignments => [typed.fields(begun), Self::Records.offers(command, typed, begun)].concat(),
            Self::Of(kinds) => typed.offers.ids(kinds, begun),
        }
    }
}

/// The kind whose name, or what whose ids begin with, is this in capitals.
fn kind_called(word: &str) -> Option<&'static KindInfo> {
    KINDS.iter().find(|kind| kind.prefix == word || kind.name.to_uppercase() == word)
}

/// A command line with somebody to ask for each argument that takes something of a programme.
fn knowing(program: clap::Command, typed: &Arc<Typed>) -> clap::Command {
    fn below(command: clap::Command, name: &str, typed: &Arc<Typed>) -> clap::Command {
        let command = command.mut_args(|arg| {
            let takes = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
            let takes = takes.or_else(|| arg.is_positional().then(|| arg.get_id().as_str().to_uppercase()));
            let has_words = !arg.get_possible_values().is_empty();
            match takes.filter(|_| !has_words).and_then(|takes| Takes::named(&takes)) {
                Some(takes) => arg.add(asking(name.to_owned(), takes, Arc::clone(typed))),
                None => arg,
            }
        });
        command.mut_subcommands(|inner| {
            let name = inner.get_name().to_owned();
            below(inner, &name, typed)
        })
    }
    below(program, "", typed)
}

fn asking(command: String, takes: Takes, typed: Arc<Typed>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |begun: &OsStr| {
        let begun = begun.to_string_lossy();
        let offers = takes.offers(&command, &typed, &begun);
        let candidate = |(n, offer): (usize, Offer)| {
            let help = (!offer.about.is_empty()).then(|| offer.about.into());
            CompletionCandidate::new(offer.value).help(help).display_order(Some(n))
        };
        offers.into_iter().filter(|offer| offer.value.starts_with(&*begun)).enumerate().map(candidate).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values that are nobody's to know beforehand.
    const FREE: [&str; 29] = [
        "ACTION",
        "COUNT",
        "DATE",
        "DAY",
        "DECISION",
        "HEADER=FIELD",
        "KIND: TEST",
        "KIND: TEST|FILE",
        "KIND[.FIELD]",
        "LINE",
        "NAME",
        "NEW",
        "OWNER|ROL|PER|me",
        "PART=HEADER",
        "PATH",
        "PERIOD",
        "PROGRAMME",
        "SCALE",
        "SCORE",
        "SHA256",
        "SHEET",
        "SIZE",
        "SOURCE",
        "TEST",
        "TITLE",
        "VALUE",
        "VERSION",
        "WORDS",
        "TRAIT",
    ];

    fn unknown(command: &clap::Command, found: &mut Vec<String>) {
        for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
            let name = arg
                .get_value_names()
                .and_then(|names| names.first())
                .map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string);
            let is_told = !arg.get_possible_values().is_empty() || arg.get_value_hint() != clap::ValueHint::Unknown;
            if !is_told && Takes::named(&name).is_none() && !FREE.contains(&name.as_str()) {
                found.push(format!("{} {}: {name}", command.get_name(), arg.get_id()));
            }
        }
        command.get_subcommands().for_each(|inner| unknown(inner, found));
    }

    #[test]
    fn each_argument_says_what_it_takes() {
        let mut found = Vec::new();
        unknown(&crate::cli::args::program(), &mut found);
        assert_eq!(found, [""; 0]);
    }
}
