//! The site for top management and the board: how security stands and moved, in papers and registers, without single records.

use super::folder::{FIRST_FILE, Folder};
use super::put::{Put, put};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::period;
use crate::ops::read::{Need, Read};
use crate::ops::report::{Make, QUARTER, REPORTS, Seen};
use crate::ops::trend::lately;
use crate::render::Written;
use crate::render::frame::Way;
use crate::report::doc::Block;
use crate::report::pages::{ChangesPage, TrendPage};
use crate::report::paper::board::{BoardReport, ManagementReport};
use crate::report::{Report, unread};
use std::path::Path;

/// A report by its name.
type Paper = (&'static str, Box<dyn Written>);

/// The registers that go with the papers.
const REGISTERS: [&str; 8] = ["matrix", "register", "treatment", "soa-status", "findings", "incidents", "obligations", "suppliers"];

/// What is about the time since the last management review: papers, and what changed. Both hold the same states.
pub fn papers(view: &View, read: &Read) -> Result<(Vec<Paper>, ChangesPage), Error> {
    let origin = view.origin();
    period::since_then(view, read, None, QUARTER, |stretch| {
        let board: Box<dyn Written> = Box::new(BoardReport::build(stretch, &origin));
        let management: Box<dyn Written> = Box::new(ManagementReport::build(stretch, &origin));
        (vec![(BoardReport::NAME, board), (ManagementReport::NAME, management)], ChangesPage::of(stretch, &origin))
    })
}

/// The pages of what became of the programme over time: their titles, and their files.
pub fn over_time(changes: &ChangesPage) -> [(&'static str, &'static str); 2] {
    [(changes.title(), "changes.html"), (TrendPage::TITLE, "trend.html")]
}

pub fn pages(view: &View, folder: &Path) -> Result<Put, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let (mut reports, changes) = papers(view, &read)?;
    let trend = TrendPage(lately(view)?);
    let seen = Seen::of(view, &read);
    reports.extend(REPORTS.iter().filter(|info| REGISTERS.contains(&info.name)).filter_map(|info| match info.make {
        Make::State(_, build) => Some((info.name, build(&seen))),
        _ => None,
    }));
    let file = |name: &str| if name == BoardReport::NAME { FIRST_FILE.into() } else { format!("{name}.html") };
    let ways = reports.iter().map(|(name, report)| Way::new(&file(name), &report.doc().head.title));
    let ways = ways.chain(over_time(&changes).map(|(title, file)| Way::new(file, title))).collect();
    put(view, folder, |sink| {
        let folder = Folder { ways, ..Folder::new(sink, view.brand()) };
        for (name, report) in &reports {
            let mut doc = report.doc();
            match *name == BoardReport::NAME {
                true => drop(doc.blocks.splice(0..0, unread::told(&view.unread()).map(|text| Block::Paragraph { text }))),
                false => doc.head.footer.clear(),
            }
            folder.put(&file(name), &doc)?;
        }
        over_time(&changes).into_iter().zip([changes.brief(), trend.doc()]).try_for_each(|((_, file), doc)| folder.put(file, &doc))
    })
}
