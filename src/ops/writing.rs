//! Writing a programme's files: one writer at a time, and what an interrupted one left is told.

use super::error::{Error, What, said};
use super::note::Note;
use crate::base::text::count;
use crate::store::RelPath;
use crate::store::write::{Change, Changed, Interrupted, Left, Pending, Unsettled, Writer};
use std::path::Path;

/// Begins to write in a folder, before its files are read, so that nobody else of us changes them meanwhile. What became
/// of an interrupted change is told to everybody: files may not be as they left them.
///
/// # Errors
/// When the folder cannot be written to; when somebody has to choose first what becomes of an interrupted change.
pub fn begin(root: &Path, mut note: impl FnMut(Note)) -> Result<Writer, Error> {
    let writer = Writer::begin(root)?;
    let told = writer.interrupted.iter().filter(|interrupted| !matches!(interrupted, Interrupted::Stays(_)));
    told.flat_map(|interrupted| lines(interrupted, false)).for_each(|line| note(Note::always(line)));
    refuse_unsettled(&writer.interrupted)?;
    Ok(writer)
}

/// # Errors
/// When somebody has to choose what becomes of an interrupted change.
pub fn refuse_unsettled(interrupted: &[Interrupted]) -> Result<(), Error> {
    let Some(Interrupted::Stays(unsettled)) = interrupted.iter().find(|one| matches!(one, Interrupted::Stays(_))) else { return Ok(()) };
    let n = unsettled.changed.len();
    let (are, them) = if n == 1 { ("is", "it") } else { ("are", "them") };
    let what = format!("an edit was interrupted here, and {} of it {are} not as the edit found or left {them}", count(n, "file"));
    let error = Error::from(What::Choice(what));
    let error = unsettled.left.iter().fold(error, |error, left| error.hint(said(left)));
    let error = unsettled.changed.iter().fold(error, |error, file| error.hint(worked_on(file)));
    Err(error.hint(
        "`isms recover --keep` leaves such files as they are, keeps these texts, and takes the rest back; \
         once each of them is again as it was before or after the edit, `isms recover` takes back all",
    ))
}

/// # Errors
/// When something was left of an interrupted change that was not made here: nobody can say what its files are.
pub fn refuse_foreign(interrupted: &[Interrupted]) -> Result<(), Error> {
    let Some((folder, of)) = interrupted.iter().find_map(|one| match one {
        Interrupted::Foreign(folder, of) => Some((folder, of)),
        _ => None,
    }) else {
        return Ok(());
    };
    let error = Error::from(What::Choice(format!("{}, so nothing is taken back by it", foreign(folder, of))));
    Err(error
        .hint(
            "if this folder was copied while an edit was under way, its files may be half of that edit: run `isms recover` where it \
             was copied from and copy it again, or look through them, as with `git diff`",
        )
        .hint(format!("texts from before that edit may lie in `{}`; remove it once nobody needs them", folder.display())))
}

/// What was changed, for a command that fails after it.
pub fn told(changes: &[Change]) -> impl Iterator<Item = String> {
    changes.iter().map(|change| said(&change.left()))
}

/// What becomes, or would become, of a change that was interrupted, one line after the other.
pub fn lines(interrupted: &Interrupted, foreseen: bool) -> Vec<String> {
    let files = |n: usize| count(n, "file");
    let (are, is) = if foreseen { ("would be", "would be") } else { ("are now", "is no longer") };
    let each =
        |left: &[Left], is: &str| -> Vec<String> { left.iter().map(|left| said(left).replacen(" is ", &format!(" {is} "), 1)).collect() };
    let no_longer = if foreseen { "would no longer be" } else { is };
    let one = |what: String| vec![format!("an earlier command was interrupted {what}")];
    match interrupted {
        // Whoever reads is told of it, and who recovers is refused.
        Interrupted::Foreign(..) => Vec::new(),
        Interrupted::Begun => {
            let removed = if foreseen { "would be" } else { "is" };
            one(format!("before it had changed anything, or after it had changed all; what it left {removed} removed"))
        }
        Interrupted::Done(n) => one(format!("after it had written all of its {}, which stay", files(*n))),
        Interrupted::TakenBack(left) => {
            let first = one(format!("after {}, which {are} as they were before it", files(left.len())));
            [first, each(left, no_longer)].concat()
        }
        Interrupted::Stays(Unsettled { left, changed }) => {
            let first = one(format!("after {}, and {} {} changed since", files(left.len()), files(changed.len()), were(changed.len())));
            [first, each(left, "is"), changed.iter().map(worked_on).collect()].concat()
        }
        Interrupted::TakenBackBut(Unsettled { left, changed }) => {
            let those = if changed.len() == 1 { "one that was" } else { "those that were" };
            let stay = match (changed.len(), foreseen) {
                (_, true) => "would stay",
                (1, _) => "stays",
                _ => "stay",
            };
            let first = one(format!("after {}, which {are} as they were before it; {those} changed since {stay}", files(left.len())));
            let now = changed.iter().map(worked_on);
            let then = foreseen.then(|| "what is kept so would move to a folder `.isms-kept-…`".to_owned());
            let moves = then.filter(|_| changed.iter().any(|file| file.kept.is_some()));
            [first, each(left, no_longer), now.chain(moves).collect()].concat()
        }
    }
}

/// A line for those who only read: which edit was interrupted, and how its files are read.
pub fn interrupted(pending: &Pending) -> String {
    let settles = match &pending.outlook {
        Interrupted::Foreign(folder, of) => {
            return format!(
                "{}; nothing is taken back by it, files are read as they are, and `isms recover` says what to do",
                foreign(folder, of)
            );
        }
        Interrupted::Stays(_) => "`isms recover --keep` settles it",
        _ => "`isms recover` settles it",
    };
    let read = match &pending.outlook {
        Interrupted::Stays(Unsettled { changed, .. }) => {
            let those: Vec<String> = changed.iter().take(3).map(|file| format!("`{}`", file.path)).collect();
            let more = if changed.len() > those.len() { ", …" } else { "" };
            format!("what was changed since ({}{more}) is read as it is, the rest as it was before", those.join(", "))
        }
        Interrupted::Done(_) => "after it had written all".into(),
        Interrupted::Begun => "before it had changed anything".into(),
        _ => "its files are read as they were before it".into(),
    };
    format!("{} was interrupted; {read}; {settles}", edit_of(&pending.of))
}

/// an edit of `risks/RSK-001.yaml` and 2 other files
fn edit_of(files: &[RelPath]) -> String {
    match files {
        [] => "an edit".into(),
        [one] => format!("an edit of `{one}`"),
        [first, others @ ..] => format!("an edit of `{first}` and {}", count(others.len(), "other file")),
    }
}

/// `.isms-writing-abcdef` tells of …
fn foreign(folder: &Path, of: &[RelPath]) -> String {
    format!("`{}` tells of {} that was interrupted, and was not written in this folder", folder.display(), edit_of(of))
}

fn were(n: usize) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

/// `risks/RSK-001.yaml` was changed since; …
fn worked_on(Changed { path, kept }: &Changed) -> String {
    match kept {
        Some((kept, true)) => format!("`{path}` was changed since; its text from before the edit is kept in `{}`", kept.display()),
        Some((kept, false)) => format!("`{path}` was changed since; the text that the edit had for it is kept in `{}`", kept.display()),
        None => format!("`{path}` was changed since, and there is no other text of it"),
    }
}
