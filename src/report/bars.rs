//! Counts as bars: how many of each group stand how.

use super::doc::{Bar, Bars, Block, Tone};
use crate::model::annex_a::Theme;
use crate::model::clause::CHAPTERS;

impl Bars {
    /// Counts what falls where. Each item names its whole and its part; a whole of which there is nothing is left out, and
    /// so is what names none of these.
    pub fn count<L: PartialEq, P: PartialEq>(
        title: &str,
        parts: &[(P, &'static str, Tone)],
        lines: impl IntoIterator<Item = (L, String)>,
        items: impl IntoIterator<Item = (L, P)>,
    ) -> Self {
        let mut lines: Vec<(L, Bar)> = lines.into_iter().map(|(key, name)| (key, Bar { name, counts: vec![0; parts.len()] })).collect();
        for (whole, part) in items {
            let line = lines.iter_mut().find(|(key, _)| *key == whole);
            if let (Some((_, bar)), Some(at)) = (line, parts.iter().position(|(key, ..)| *key == part)) {
                bar.counts[at] += 1;
            }
        }
        Self {
            title: title.to_owned(),
            parts: parts.iter().map(|(_, name, tone)| (*name, *tone)).collect(),
            lines: lines.into_iter().map(|(_, bar)| bar).filter(|bar| bar.total() > 0).collect(),
        }
    }

    /// The same for requirements: by chapter of the standard and theme of Annex A. Controls of our own stand last.
    pub fn by_chapter<'a, P: PartialEq>(parts: &[(P, &'static str, Tone)], items: impl IntoIterator<Item = (&'a str, P)>) -> Self {
        let chapters = CHAPTERS.iter().map(|(number, title)| (*number, format!("{number} {title}")));
        let themes = [Theme::Organizational, Theme::People, Theme::Physical, Theme::Technological];
        let themes = themes.into_iter().zip(["A.5", "A.6", "A.7", "A.8"]);
        let themes = themes.map(|(theme, number)| (number, format!("{number} {} controls", theme.name())));
        let lines = chapters.chain(themes).chain([(OWN, "Controls of our own".to_owned())]);
        Self::count("Requirements", parts, lines, items.into_iter().map(|(requirement, part)| (chapter(requirement), part)))
    }

    /// The block of a document, where there is something to draw.
    pub fn block<'a>(self) -> Option<Block<'a>> {
        (!self.lines.is_empty()).then_some(Block::Bars(self))
    }
}

/// What stands in no chapter of the standard.
const OWN: &str = "own";

/// `A.5` of `A.5.23`, `6` of `6.1.2`.
fn chapter(requirement: &str) -> &str {
    let dots = if requirement.starts_with("A.") { 1 } else { 0 };
    let end = requirement.match_indices('.').nth(dots).map(|(at, _)| &requirement[..at]);
    end.filter(|_| requirement.starts_with(|first: char| first.is_ascii_digit() || first == 'A')).unwrap_or(OWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_stand_in_their_chapters() {
        assert_eq!(["A.5.23", "6.1.2", "10.2", "CTL-a.b.c"].map(chapter), ["A.5", "6", "10", OWN]);
        let bars = Bars::by_chapter(&[((), "all", Tone::Plain)], ["A.8.1", "CTL-a", "4.1"].map(|one| (one, ())));
        let names: Vec<&str> = bars.lines.iter().map(|bar| bar.name.as_str()).collect();
        assert_eq!(names, ["4 Context of the organization", "A.8 Technological controls", "Controls of our own"]);
    }

    #[test]
    fn what_falls_where_is_counted() {
        let parts = [(true, "done", Tone::Good), (false, "open", Tone::Warn)];
        let lines = [("a", "A".to_owned()), ("b", "B".to_owned()), ("c", "C".to_owned())];
        let bars = Bars::count("X", &parts, lines, [("a", true), ("c", false), ("a", false), ("d", true), ("a", true)]);
        let told: Vec<(&str, &[usize])> = bars.lines.iter().map(|bar| (bar.name.as_str(), &bar.counts[..])).collect();
        assert_eq!(told, [("A", &[2, 1][..]), ("C", &[0, 1])]);
        assert_eq!((bars.longest(), bars.parts[1]), (3, ("open", Tone::Warn)));
    }
}
