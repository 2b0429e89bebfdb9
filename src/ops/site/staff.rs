//! The site for everybody who works here.

use super::folder::{FIRST_FILE, Folder, files};
use super::put::{Put, put};
use super::texts::Texts;
use crate::ops::error::Error;
use crate::ops::note::Note;
use crate::ops::open::View;
use crate::ops::read::Need;
use crate::render::frame::{Files, Way};
use crate::report::pages::{RolePage, StaffPage, for_all_here, set_aside};
use std::path::Path;
use std::sync::Arc;

pub fn pages(view: &View, folder: &Path) -> Result<Put, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let cx = read.cx();
    let page = StaffPage::of(&cx, &view.origin());
    for id in set_aside(&cx) {
        view.note(Note::usual(format!("`{id}` is left out: no approval counts for it as it is now; `isms show {id}` says why")));
    }
    let mut texts = Texts::default();
    for document in for_all_here(&cx) {
        texts.add(view, cx.program, document);
    }
    let roles = RolePage::all(&cx, &page);
    let documents = for_all_here(&cx).map(|document| document.data().id.as_str());
    let ids: Vec<&str> = documents.chain(roles.iter().map(|role| role.id.as_str())).collect();
    let ways = vec![Way::new(FIRST_FILE, "What everybody must know")];
    put(view, folder, |sink| {
        let folder = Folder { ways, files: Arc::new(Files::from(files(&ids))), ..Folder::new(sink, view.brand()) };
        folder.put(FIRST_FILE, &page.doc())?;
        for document in page.documents() {
            folder.put_record(&document.id, &document.page(texts.of_page(document, &folder.files), false))?;
        }
        roles.iter().try_for_each(|role| folder.put_record(&role.id, &role.doc()))
    })
}
