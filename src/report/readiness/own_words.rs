//! How much of what is counted the organisation has written itself, as far as the catalogue of this version can tell.

use crate::model::drafts::is_draft;
use crate::model::kinds::{Control, Document, DocumentStatus, Risk};
use crate::register::cx::Cx;
use crate::register::document::is_drafted;
use crate::report::doc::{Cell, Fact, Tone};
use crate::report::{fact, share};
use schemars::JsonSchema;
use serde::Serialize;

/// Texts that are not those of the catalogue, word by word, of all that have a text.
#[derive(Serialize, JsonSchema)]
pub struct OwnWords {
    /// Documents in force or to come whose text is in the programme.
    pub documents: Counted,
    /// Risks with a scenario.
    pub risks: Counted,
    /// Controls with a description.
    pub controls: Counted,
}

/// So many of so many.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
pub struct Counted {
    pub own: usize,
    pub of: usize,
}

impl Counted {
    fn of(own: impl Iterator<Item = bool>) -> Self {
        own.fold(Self::default(), |counted, own| Self { own: counted.own + usize::from(own), of: counted.of + 1 })
    }
}

impl OwnWords {
    pub fn of(cx: &Cx<'_>) -> Self {
        let text = |file: &&String| cx.program.seen_file(file).is_some_and(|seen| seen.drafted.1 > 0);
        let documents = cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired));
        let files = documents.filter_map(|document| document.data().file.as_ref()).filter(text);
        let scenarios = cx.program.all::<Risk>().filter_map(|risk| risk.data().scenario.as_deref());
        let descriptions = cx.program.all::<Control>().filter_map(|control| control.data().description.as_deref());
        Self {
            documents: Counted::of(files.map(|file| !is_drafted(cx.program, file))),
            risks: Counted::of(scenarios.map(|scenario| !is_draft(scenario))),
            controls: Counted::of(descriptions.map(|description| !is_draft(description))),
        }
    }

    pub fn fact(&self) -> Fact {
        let said = |counted: Counted, what: &str| format!("{} {what}", share(counted.own, counted.of));
        let all = [self.documents, self.risks, self.controls];
        let mut words =
            format!("{}, {}, {}", said(self.documents, "documents"), said(self.risks, "risks"), said(self.controls, "controls"));
        let is_own = all.iter().all(|counted| counted.own == counted.of);
        if !is_own {
            words.push_str("; the rest is the catalogue's, word by word");
        }
        fact("Own words", Cell::toned(words, if is_own { Tone::Plain } else { Tone::Warn }))
    }
}
