//! The whole programme as a folder of pages that lead to each other, to be read without a server and without this tool.

mod put;
mod texts;

pub use put::{Pages, put};

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::{Make, REPORTS, Seen};
use crate::base::date::Period;
use crate::base::digest::sha256_hex;
use crate::model::annex_a::ANNEX_A;
use crate::render::frame::{Beyond, Frame, Way};
use crate::render::{Written, framed};
use crate::report::doc::{Block, Doc};
use crate::report::due::{DueReport, Wanted};
use crate::report::pages::{HistoryOf, RecordsPage};
use crate::report::show::{Around, ShowReport};
use crate::report::shown::Shown;
use crate::report::soa::SoaReport;
use crate::report::{Report, shown, unread};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use texts::Texts;

/// The report that opens a site.
const FIRST: &str = "state";
/// So far the page of what falls due looks ahead.
const AHEAD: Period = Period::months(12);
/// The page of all records.
const RECORDS: &str = "records";
/// So long the name of a file may be before it is cut.
const LONGEST: usize = 96;
/// So many digits of a digest tell names apart that a file system takes for one.
const APART: usize = 8;

/// Makes the pages: every report that one state makes, what falls due, and every record. One read, and one walk of the history.
///
/// # Errors
/// When bytes cannot be had.
pub fn site(view: &View) -> Result<Pages, Error> {
    let read = view.read(Need::Rules)?;
    view.mention_findings(&read.loaded);
    let seen = Seen::of(view, &read);
    let due = DueReport::build(&seen.cx, &Wanted { within: AHEAD, owner: None, matters: Vec::new() }, &seen.origin);
    let mut reports: Vec<(&str, Box<dyn Written>)> = REPORTS
        .iter()
        .filter_map(|info| match info.make {
            Make::State(_, build) => Some((info.name, build(&seen))),
            _ => None,
        })
        .collect();
    reports.insert(1, (DueReport::NAME, Box::new(due)));
    let ids: Vec<&str> = seen.cx.program.records().map(|(id, ..)| id).collect();
    let mut files = files(&ids);
    // A control of Annex A has its row in the Statement of Applicability, and no record.
    files.extend(ANNEX_A.iter().map(|control| (control.id.to_owned(), format!("{}#{}", file(SoaReport::NAME), control.id))));
    let files = Arc::new(files);
    let ways: Vec<Way> = std::iter::once(Way::new(FIRST_FILE, "Overview"))
        .chain([Way::new("records.html", "Records")])
        .chain(reports.iter().filter(|(name, _)| *name != FIRST).map(|(name, report)| Way::new(&file(name), &report.doc().head.title)))
        .collect();
    let mut pages = Pages::new();
    let top = Frame { ways: &ways, beyond: Beyond { files: Arc::clone(&files), up: "" } };
    for (name, report) in &reports {
        let mut doc = report.doc();
        if *name == FIRST {
            doc.blocks.splice(0..0, unread::told(&view.unread()).map(|text| Block::Paragraph { text }));
            doc.blocks.extend(reports.iter().filter(|(name, _)| *name != FIRST).flat_map(|(_, report)| pictures(report.doc())));
        } else {
            doc.head.footer.clear();
        }
        pages.insert(file(name), framed(&doc, &top)?);
    }
    pages.insert(file(RECORDS), framed(&RecordsPage::of(&seen.cx).doc(), &top)?);
    let texts = Texts::of(view, &seen, &files);
    records(&seen, &texts, &files, &ways, &mut pages)?;
    Ok(pages)
}

/// What a report draws, below its title: whoever opens the site sees where to look.
fn pictures(doc: Doc<'_>) -> Vec<Block<'_>> {
    let is_drawn = |block: &Block<'_>| matches!(block, Block::Matrix(_) | Block::Chart(_) | Block::Bars(_) | Block::Timeline(_));
    let drawn: Vec<Block<'_>> = doc.blocks.into_iter().filter(is_drawn).collect();
    let title = (!drawn.is_empty()).then_some(Block::Heading { text: doc.head.title });
    title.into_iter().chain(drawn).collect()
}

/// The page on which a reader begins.
const FIRST_FILE: &str = "index.html";

fn file(name: &str) -> String {
    if name == FIRST { FIRST_FILE.into() } else { format!("{name}.html") }
}

/// A page for each record: what is written and follows, who refers to it, what rules say of it, and what commits made of it.
fn records(seen: &Seen<'_>, texts: &Texts<'_>, files: &Arc<HashMap<String, String>>, ways: &[Way], pages: &mut Pages) -> Result<(), Error> {
    let below = Frame { ways, beyond: Beyond { files: Arc::clone(files), up: "../" } };
    let around = Around::of(&seen.cx, seen.outcome());
    let all: Vec<_> = shown::records(&seen.cx).filter_map(|one| Some((files.get(&one.id)?, one))).collect();
    let page = |(path, one): &(&String, Shown<'_>)| {
        let report = ShowReport::with(&seen.cx, &around, one, &seen.origin);
        let history = HistoryOf::record(&seen.cx, one.kind, &one.id);
        let mut doc = Report::doc(&report);
        doc.blocks.extend(texts.blocks(&one.id));
        doc.blocks.extend(history.blocks());
        doc.head.footer.clear();
        Ok(((*path).clone(), framed(&doc, &below)?))
    };
    pages.extend(all.par_iter().map(page).collect::<Result<Vec<_>, Error>>()?);
    Ok(())
}

/// The file of each record. No two are one on a disk that does not tell large letters from small ones.
fn files(ids: &[&str]) -> HashMap<String, String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    ids.iter().for_each(|id| *taken.entry(plain(id).to_lowercase()).or_default() += 1);
    let path = |id: &&str| {
        let name = plain(id);
        let is_alone = name == *id && taken[&name.to_lowercase()] == 1;
        let apart = if is_alone { String::new() } else { format!("-{}", &sha256_hex(id.as_bytes())[..APART]) };
        ((*id).to_owned(), format!("records/{name}{apart}.html"))
    };
    ids.iter().map(path).collect()
}

/// An id in letters that every file system takes, and no longer than a name may be.
fn plain(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_records_are_one_file() {
        let files = files(&["RSK-a", "RSK-A", "RSK-b", "x/../y"]);
        assert_eq!(files["RSK-b"], "records/RSK-b.html");
        let mut names: Vec<String> = files.values().map(|name| name.to_lowercase()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.iter().all(|name| name.matches('/').count() == 1));
    }
}
