//! The site for everybody who works here.

use super::Pages;
use super::folder::{FIRST_FILE, Folder};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::read::Need;
use crate::report::pages::StaffPage;

pub fn pages(view: &View) -> Result<Pages, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let page = StaffPage::of(&read.cx(), &view.origin());
    let mut folder = Folder { brand: view.brand(), ..Folder::default() };
    folder.put(FIRST_FILE, &page.doc())?;
    Ok(folder.pages)
}
