//! Verifying approvals, evidence, signatures and the history itself.

use super::error::{Error, What};
use super::open::View;
use super::read::Past;
use crate::history::trail::Trail;
use crate::register::cx::Cx;
use crate::report::verify::{Ground, VerifyReport};

/// Verifies a state with everything it rests on. `anchors` are commits or tags that must be in the history.
///
/// # Errors
/// When there is no repository, no whole history, or an object of it cannot be read.
pub fn verify(view: &View, anchors: &[String]) -> Result<VerifyReport, Error> {
    let repository = view.repository()?;
    if repository.is_shallow() {
        return Err(What::Shallow.into());
    }
    let loaded = view.load()?;
    view.mention_findings(&loaded);
    // Signatures, days and anchors are looked at in all commits: one that claims a later day is what is looked for.
    let whole = Trail::of(Box::new(repository.history(&view.revision())?.checked()), &loaded.program)?;
    let until = match view.history(&repository)? {
        Past::Whole(_) => None,
        Past::Until(history) => Some(Trail::of(Box::new(history), &loaded.program)?),
        Past::Nothing => {
            let error = Error::failed(format!("no commit up to {} holds this programme", view.today));
            return Err(error.hint("look from a later day"));
        }
    };
    let signed: Vec<_> = whole.commits.iter().filter(|commit| commit.signed).map(|commit| commit.id).collect();
    let signatures = repository.signatures(&signed)?;
    let until = until.map(|until| until.with_signatures(signatures.clone()));
    let whole = whole.with_signatures(signatures);
    let anchors = anchors.iter().map(|name| (name.clone(), repository.commit_id(name))).collect();
    let ground = Ground { trail: &whole, laid_over: repository.laid_over()?, anchors };
    let trail = until.as_ref().unwrap_or(&whole);
    let judged_by = Ground { trail, laid_over: Vec::new(), anchors: Vec::new() };
    Ok(VerifyReport::build(&Cx::new(&loaded.program, Some(trail), view.today), &ground, &judged_by, &view.origin()))
}
