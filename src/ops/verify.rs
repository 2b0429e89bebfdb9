//! Verifying approvals, evidence, signatures and the history itself.

use super::error::{Error, What};
use super::open::View;
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
    let history = repository.history(&view.revision())?;
    let trail = Trail::of(Box::new(history.checked()))?;
    let signed: Vec<_> = trail.commits.iter().filter(|commit| commit.signed).map(|commit| commit.id).collect();
    let signatures = repository.signatures(&signed)?;
    let ground = Ground {
        trail: &trail,
        signatures: &signatures,
        laid_over: repository.laid_over()?,
        anchors: anchors.iter().map(|name| (name.clone(), repository.commit_id(name))).collect(),
    };
    Ok(VerifyReport::build(&Cx::new(&loaded.program, Some(&trail), view.today), &ground, &view.origin()))
}
