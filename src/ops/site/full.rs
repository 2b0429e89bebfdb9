//! The site for whoever may read the programme: every report that one state makes, and a page for every record.

use super::board;
use super::folder::{FIRST_FILE, Folder, files};
use super::put::{Put, Sink, put};
use super::search::{self, SEARCH};
use super::texts::Texts;
use crate::base::date::Period;
use crate::model::annex_a::ANNEX_A;
use crate::model::kinds::{Document, Person, RecordKind as _, Role};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::read::{Need, Read};
use crate::ops::report::{Make, REPORTS, Seen};
use crate::ops::trend::lately;
use crate::render::frame::Way;
use crate::render::{Written, framed};
use crate::report::doc::{Block, Doc};
use crate::report::due::{DueReport, Wanted};
use crate::report::pages::{HistoryOf, RecordsPage, ToldPage, TrendPage, in_words};
use crate::report::paper::interview::AllDuties;
use crate::report::show::{Around, ShowReport};
use crate::report::shown::Shown;
use crate::report::soa::SoaReport;
use crate::report::state::StateReport;
use crate::report::{Report, shown, unread};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// The report that opens a site.
const FIRST: &str = "state";
/// So far the page of what falls due looks ahead.
const AHEAD: Period = Period::months(12);
/// The page of all records.
const RECORDS: &str = "records";
/// The page of what the rules say.
const RULES: &str = "rules";

/// Makes the pages. One read, and one walk of the history; papers over a period read the state that it begins with too.
pub fn pages(view: &View, folder: &Path) -> Result<Put, Error> {
    let read = view.read(Need::Rules)?;
    view.mention_findings(&read.loaded);
    put(view, folder, |sink| all(view, &read, sink))
}

fn all(view: &View, read: &Read, sink: &Sink<'_>) -> Result<(), Error> {
    let seen = Seen::of(view, read);
    let due = DueReport::build(&seen.cx, &Wanted { within: AHEAD, owner: None, matters: Vec::new() }, &seen.origin);
    let mut reports: Vec<(&str, Box<dyn Written>)> = REPORTS
        .iter()
        .filter_map(|info| match info.make {
            Make::State(_, build) => Some((info.name, build(&seen))),
            _ => None,
        })
        .collect();
    reports.insert(1, (DueReport::NAME, Box::new(due)));
    let (papers, changes) = board::papers(view, read)?;
    reports.splice(1..1, papers);
    let trend = TrendPage(lately(view)?);
    let over_time = board::over_time(&changes);
    let ids: Vec<&str> = seen.cx.program.records().map(|(id, ..)| id).collect();
    let mut files = files(&ids);
    // A control of Annex A has its row in the Statement of Applicability, and no record.
    files.extend(ANNEX_A.iter().map(|control| (control.id.to_owned(), format!("{}#{}", file(SoaReport::NAME), control.id))));
    let ways = std::iter::once(Way::new(FIRST_FILE, "Overview"))
        .chain([Way::new(&file(RECORDS), "Records"), Way::new(&file(RULES), "What the rules say")])
        .chain(over_time.map(|(title, file)| Way::new(file, title)))
        .chain(reports.iter().filter(|(name, _)| *name != FIRST).map(|(name, report)| Way::new(&file(name), &report.doc().head.title)));
    let folder = Folder { ways: ways.collect(), files: Arc::new(files.into()), search: Some(SEARCH), ..Folder::new(sink, view.brand()) };
    let mut texts = Texts::default();
    for document in seen.cx.program.all::<Document>() {
        texts.add(view, seen.cx.program, document);
    }
    let of_reports = || {
        for (name, report) in &reports {
            let mut doc = report.doc();
            if *name == FIRST {
                doc.blocks.splice(0..0, unread::told(&view.unread()).map(|text| Block::Paragraph { text }));
                doc.head.facts.extend([changes.fact(), trend.fact()]);
                doc.blocks.extend(reports.iter().filter(|(name, _)| *name != FIRST).flat_map(|(_, report)| pictures(report.doc())));
                doc.blocks.extend(pictures(trend.doc()));
                let counted = StateReport::COUNTED.map(|(fact, page)| (fact, file(page)));
                let tiles: Vec<_> = counted.into_iter().chain(over_time.map(|(title, file)| (title, file.to_owned()))).collect();
                folder.put_first(&doc, &tiles)?;
            } else {
                doc.head.footer.clear();
                folder.put(&file(name), &doc)?;
            }
        }
        for ((_, file), doc) in over_time.into_iter().zip([changes.doc(), trend.doc()]) {
            folder.put(file, &doc)?;
        }
        folder.put(&file(RECORDS), &RecordsPage::of(&seen.cx).doc())?;
        folder.put(&file(RULES), &ToldPage::of(&seen.cx, seen.outcome()).doc())?;
        search::put(&seen.cx, &folder)
    };
    // The long pages of all records are made beside those of each. What rules say is found out before by all threads: one that
    // waited for it could be one that it waits for.
    let around = Around::of(&seen.cx, seen.outcome());
    let mut of_records = Ok(());
    rayon::in_place_scope(|scope| {
        scope.spawn(|_| of_records = records(&seen, &around, &texts, &folder));
        of_reports()
    })?;
    of_records
}

/// What a report draws, below its title: whoever opens the site sees where to look.
fn pictures(doc: Doc<'_>) -> Vec<Block<'_>> {
    let is_drawn = |block: &Block<'_>| {
        use Block::{Bars, Chart, Matrix, Moves, Timeline, Wheel};
        matches!(block, Matrix(_) | Moves(_) | Chart(_) | Bars(_) | Timeline(_) | Wheel(_))
    };
    let drawn: Vec<Block<'_>> = doc.blocks.into_iter().filter(is_drawn).collect();
    let title = (!drawn.is_empty()).then_some(Block::Heading { text: doc.head.title });
    title.into_iter().chain(drawn).collect()
}

fn file(name: &str) -> String {
    if name == FIRST { FIRST_FILE.into() } else { format!("{name}.html") }
}

/// A page for each record: what is written and follows, who refers to it, what rules say of it, and what commits made of it.
fn records(seen: &Seen<'_>, around: &Around<'_>, texts: &Texts, folder: &Folder<'_>) -> Result<(), Error> {
    let below = folder.frame("../");
    let duties = AllDuties::of(&seen.cx);
    let all: Vec<_> = shown::records(&seen.cx).filter_map(|one| Some((folder.files.get(&one.id)?, one))).collect();
    let put = |(path, one): &(&String, Shown<'_>)| {
        let report = ShowReport::with(&seen.cx, around, one, &seen.origin);
        let history = HistoryOf::record(&seen.cx, one.kind, &one.id);
        let duties = [Role::NAME, Person::NAME].contains(&one.kind).then(|| duties.whose(&one.id));
        let mut doc = in_words(Report::doc(&report));
        doc.blocks.extend(duties.iter().flat_map(|duties| duties.blocks()));
        doc.blocks.extend(texts.of_record(&one.id, &folder.files));
        doc.blocks.extend(history.blocks());
        doc.head.footer.clear();
        folder.sink.put(path, &framed(&doc, &below)?)
    };
    all.par_iter().try_for_each(put)
}
