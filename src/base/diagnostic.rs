//! What a check found: a phrase, one place, and the next act.

use super::span::{FileId, Span};

/// How bad a finding is. The order is from harmless to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Practice: an auditor would not raise it.
    Info,
    /// An auditor would ask, or raise a minor nonconformity.
    Warning,
    /// A contradiction, or something mandatory is missing.
    Error,
}

impl Level {
    /// The word users see: `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A place with a few words about it; the text may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// Replaces the bytes of one span; safe to apply without asking, since it cannot change meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
}

/// A finding. It has exactly one primary place by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, `risk-no-owner`.
    pub rule: &'static str,
    pub level: Level,
    /// What is wrong, as a phrase: lower case, no full stop, values in backticks.
    pub message: String,
    pub primary: Label,
    /// Other places that explain the first, such as the earlier use of an id.
    pub related: Vec<Label>,
    /// The next act, as a phrase.
    pub help: Option<String>,
    /// What it tells of, one by one, where it tells of several at once: by it a finding of which a part was mended is known
    /// again. Empty where the message says it.
    pub about: Vec<String>,
    /// The clauses and controls that this one is against, where they are not all of its rule's.
    pub clauses: Vec<&'static str>,
    /// The role or person who must act, where that is not whoever owns what is around the place.
    pub actor: Option<String>,
    /// Where nothing that stands there is wrong and something is not done yet: the fields of its record that are not filled,
    /// as pointers such as `/owner`, or the empty one where it is all of a record as it came. Empty where something is wrong.
    pub unfilled: &'static [&'static str],
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding of level error; rules have theirs set by the table they stand in.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: Level::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            help: None,
            about: Vec::new(),
            clauses: Vec::new(),
            actor: None,
            unfilled: &[],
            fix: None,
        }
    }

    /// Says what to do next.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Names what it tells of.
    pub fn about<S: AsRef<str>>(&mut self, items: impl IntoIterator<Item = S>) -> &mut Self {
        self.about.extend(items.into_iter().map(|item| item.as_ref().to_owned()));
        self
    }

    /// Names the clauses or controls that it is against, instead of all of its rule's.
    pub fn against(&mut self, clauses: impl IntoIterator<Item = &'static str>) -> &mut Self {
        self.clauses.extend(clauses);
        self
    }

    /// Names who must act, if that is known.
    pub fn awaits(&mut self, actor: Option<&str>) -> &mut Self {
        self.actor = actor.map(str::to_owned);
        self
    }

    /// Names the fields, as pointers, that are not filled yet, where nothing that stands there is wrong.
    pub fn unfilled(&mut self, fields: &'static [&'static str]) -> &mut Self {
        self.unfilled = fields;
        self
    }

    /// Shows the other end.
    pub fn related(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Offers a replacement that `check --fix` may apply by itself.
    pub fn fix(&mut self, span: Span, replacement: impl Into<String>) -> &mut Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The same in another file: for what was found in a file before a programme gave it its place. All places of the
    /// finding must be in that one file.
    pub fn in_file(mut self, file: FileId) -> Self {
        let places = std::iter::once(&mut self.primary).chain(&mut self.related).map(|label| &mut label.span);
        places.chain(self.fix.as_mut().map(|fix| &mut fix.span)).for_each(|span| span.file = file);
        self
    }

    /// The same, owned: for code that builds one finding and hands it on.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help(help);
        self
    }
}

/// What formats need to know about a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// Kebab case, names the fault.
    pub name: &'static str,
    /// The level before configuration.
    pub level: Level,
    /// Clauses and Annex A controls it guards, such as `6.1.2 c2`.
    pub clauses: &'static [&'static str],
    /// The page: a heading, why an auditor cares, records that fail and pass. Markdown.
    pub page: &'static str,
    /// Several findings of it in the care of one owner have one cause, such as a day that passed, and people are told once.
    /// Faults in the form of files are shown one by one.
    pub recurs: bool,
}

impl RuleInfo {
    /// The first sentence of the page below its heading: what the rule is about, in one line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).map(str::trim).find(|line| !line.is_empty()).unwrap_or("")
    }
}
