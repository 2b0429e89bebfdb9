//! What an organisation puts on its papers: a picture, a colour, a mark of confidentiality, words at the foot.

use crate::base::colour::Colour;
use crate::base::picture::Picture;
use crate::model::program::Program;
use std::sync::Arc;

/// The look of reports, as `isms.yaml` says it and as far as it can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    pub logo: Option<Logo>,
    /// Of titles. Formats make it darker or lighter until it can be read.
    pub colour: Option<Colour>,
    /// On each page, such as `Confidential`.
    pub mark: Option<String>,
    /// At the foot of each page.
    pub footer: Option<String>,
}

/// A picture, and what is said to those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    pub picture: Picture,
    pub words: String,
}

impl Brand {
    /// That of a programme, if it says any of it.
    pub fn of(program: &Program) -> Option<Arc<Self>> {
        let isms = program.isms()?.data();
        let look = isms.report.as_ref()?;
        let picture = look.logo.as_deref().and_then(|path| program.seen_file(path)?.picture.as_ref()?.as_ref().ok().cloned());
        let brand = Self {
            logo: picture.map(|picture| Logo { picture, words: format!("Logo of {}", line(&isms.organisation.name)) }),
            colour: look.colour.as_deref().and_then(Colour::read),
            mark: look.mark.as_deref().map(line),
            footer: look.footer.as_deref().map(line),
        };
        brand.if_any()
    }

    /// The same without the mark. It says from whom a paper is kept, and what is made for anybody is kept from nobody: whoever
    /// reads `Confidential` on a public page heeds it on no other.
    pub fn for_the_public(&self) -> Option<Arc<Self>> {
        Self { mark: None, ..self.clone() }.if_any()
    }

    fn if_any(mut self) -> Option<Arc<Self>> {
        let is_said = |words: &String| !words.is_empty();
        self.mark = self.mark.filter(is_said);
        self.footer = self.footer.filter(is_said);
        (self != Self::default()).then(|| Arc::new(self))
    }
}

/// Words in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
