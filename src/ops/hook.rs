//! The hooks of commits and merges: what they ask, and how they come into a repository and out again.

use super::check::Wanted;
use super::error::{Error, What};
use super::note::Note;
use super::open::{State, View, Which, World};
use crate::base::text::quoted;
use crate::check::{About, Selection, rules};
use crate::store::git::Repository;
use crate::store::write::{write_file, write_program};
use crate::store::{StoreError, plain};
use std::fs;
use std::path::{Path, PathBuf};

/// The line that says who wrote a hook.
const MARK: &str = "# Written by `isms hook install`; `isms hook uninstall` takes it out again.";
/// What git runs before a commit, and before that of a merge without conflicts, which asks the first one not.
const HOOKS: [&str; 2] = ["pre-commit", "pre-merge-commit"];
/// Where git looks which files are merged how.
const ATTRIBUTES: &str = ".gitattributes";
/// What is put behind the name of an earlier hook that `--chain` keeps.
const EARLIER: &str = ".before-isms";
/// What helps a hook that looks where the programme was.
const MOVED: &str = "`isms hook uninstall`, then `isms hook install`, in the programme's folder make the hook look there";

/// What the hook has to do.
pub enum Staged {
    Check(Box<View>, Wanted),
    /// There is no programme in what is staged.
    Nothing(Note),
}

/// What is staged, held against the last commit. The first commit has nothing to be compared with, so it is held to shape
/// and references only. Without a programme in what is staged there is nothing to check, and the answer says why: such a
/// branch is none of this hook's business.
///
/// # Errors
/// When the state cannot be read.
pub fn staged(world: World, which: &Which) -> Result<Staged, Error> {
    let view = match View::open(world, &Which { state: State::Staged, ..which.clone() }) {
        Err(Error { what: What::Store(StoreError::Absent { what, elsewhere: false, .. }), .. }) => {
            return Ok(Staged::Nothing(Note::usual(format!("{what}, so nothing was checked"))));
        }
        view => view.map_err(|error| error.hint(MOVED))?,
    };
    let repository = view.repository()?;
    if view.place() != repository.prefix() {
        view.note(Note::usual(format!("the programme is in `{}` by now; {MOVED}", view.place())));
    }
    let has_past = match repository.at("HEAD") {
        Ok(_) => true,
        Err(StoreError::Absent { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    let named = |about| rules::RULES.iter().filter(|rule| rule.about == about).map(|rule| rule.name.to_owned()).collect();
    // A commit is refused for all that is shown, so all of it is.
    let staged = Wanted { without_history: true, all: true, ..Wanted::default() };
    let wanted = if has_past {
        let selection = Selection { ignore: named(About::Approval), ..Selection::default() };
        Wanted { since: Some("HEAD".into()), only_worse: true, selection, ..staged }
    } else {
        Wanted { selection: Selection { select: named(About::Shape), ..Selection::default() }, ..staged }
    };
    Ok(Staged::Check(Box::new(view), wanted))
}

/// That the commit is refused, and over what: a list of findings alone does not say so.
#[must_use]
pub fn refused(wanted: &Wanted) -> Note {
    let over = match wanted.since {
        Some(_) => "the errors above would come with it; what was open before refuses nothing",
        None => "in the first one, records must have the shape of their kind and refer to what is there",
    };
    Note::always(format!("the commit is refused: {over}"))
}

/// Puts a line that runs `program` into the hooks. An existing hook is kept under another name and run first if `chain` says
/// so, and refused otherwise.
///
/// # Errors
/// When another program writes the hooks, when they lead out of the repository, and when they cannot be written.
pub fn install(view: &View, program: &Path, chain: bool) -> Result<(), Error> {
    let repository = view.repository()?;
    if repository.includes_settings() {
        let text = "the repository's configuration includes other files, which are not read; if `core.hooksPath` is set there, git looks elsewhere";
        view.note(Note::usual(text));
    }
    let done = switch_on_driver(view, &repository, program)?;
    into_hooks(view, &repository, program, chain).map_err(|error| error.after(done))
}

fn into_hooks(view: &View, repository: &Repository, program: &Path, chain: bool) -> Result<(), Error> {
    let place = Place::of(repository)?;
    let line = command_line(repository, program, place.is_shared)?;
    refuse_outside(repository, &place.folder, &line)?;
    let mut missing = Vec::new();
    for name in HOOKS {
        let hook = place.folder.join(name);
        match read(&hook)? {
            Some(text) if text.contains(&line) => {
                // git passes over a hook that may not be run.
                if !place.is_husky && !is_runnable(&hook) {
                    write_hook(&hook, &text)?;
                }
            }
            text => {
                refuse_managed(repository, text.as_deref(), &line)?;
                refuse_other(&place, &hook, text.as_deref(), chain, &line)?;
                missing.push((hook, text));
            }
        }
    }
    if missing.is_empty() {
        view.note(Note::done("the hook is installed already"));
    }
    for (hook, text) in missing {
        match text {
            Some(text) if text.contains(MARK) => rewrite(&hook, &with_line(&text, &line))?,
            Some(text) if place.is_husky => rewrite(&hook, &with_block(&text, &line))?,
            Some(_) => keep_and_write(&hook, &line)?,
            None => {
                fs::create_dir_all(&place.folder)?;
                write_hook(&hook, &script(&line, None))?;
            }
        }
        let before = if hook.ends_with(HOOKS[0]) { "each commit" } else { "the commit of each merge" };
        view.note(Note::done(format!("`{}` now checks what is staged before {before}", hook.display())));
    }
    Ok(())
}

/// Tells git to join records by what they say, and returns what that changed. Hooks may be somebody else's business; this is
/// nobody's but ours.
fn switch_on_driver(view: &View, repository: &Repository, program: &Path) -> Result<Option<String>, Error> {
    let command = format!("{} merge-driver %O %A %B %L %P", found(program));
    let is_new = repository.merge_driver() != Some(&*command);
    if is_new {
        repository.set_merge_driver(Some(&command))?;
        view.note(Note::done("git now merges records field by field, with `isms merge-driver`"));
    }
    let names_it =
        |folder: &Path| plain::read_if_there(&folder.join(ATTRIBUTES)).is_ok_and(|text| text.is_some_and(|text| says(&text, "merge=isms")));
    let folders =
        [repository.top(), repository.top().map(|top| top.join(repository.prefix())).as_deref()].map(|folder| folder.is_some_and(names_it));
    if !folders.contains(&true) {
        view.note(Note::usual(format!("no record is merged so before the line `*.yaml merge=isms` stands in `{ATTRIBUTES}`")));
    }
    Ok(is_new.then(|| "`merge.isms.driver` is set in the configuration of this clone".to_owned()))
}

fn says(text: &[u8], words: &str) -> bool {
    String::from_utf8_lossy(text).contains(words)
}

/// Nothing is written while one of the hooks is somebody else's and not to be kept.
fn refuse_other(place: &Place, hook: &Path, text: Option<&str>, chain: bool, line: &str) -> Result<(), Error> {
    if chain || place.is_husky || text.is_none_or(|text| text.contains(MARK)) {
        return Ok(());
    }
    Err(Error::failed(format!("there is another hook at `{}`", hook.display()))
        .hint(format!("if it is a shell script, add this line to it, before any line that may end it: {line}"))
        .hint("or run `isms hook install --chain` to keep it and run it first"))
}

/// Where an earlier hook is kept.
fn earlier(hook: &Path) -> PathBuf {
    let name = hook.file_name().unwrap_or_default().to_string_lossy();
    hook.with_file_name(format!("{name}{EARLIER}"))
}

/// Moves an earlier hook aside and writes one that runs it first; a failure puts it back.
fn keep_and_write(hook: &Path, line: &str) -> Result<(), Error> {
    let earlier = &earlier(hook);
    if earlier.symlink_metadata().is_ok() {
        return Err(Error::failed(format!("`{}` is there already", earlier.display())).hint("move it away, then run the command again"));
    }
    fs::rename(hook, earlier)?;
    write_hook(hook, &script(line, Some(earlier))).inspect_err(|_| drop(fs::rename(earlier, hook)))
}

/// Takes our lines out of the hooks again, and puts earlier hooks back.
///
/// # Errors
/// When no hook is ours, when they lead out of the repository, or cannot be written.
pub fn uninstall(view: &View) -> Result<(), Error> {
    let repository = view.repository()?;
    if repository.merge_driver().is_some() {
        repository.set_merge_driver(None)?;
        view.note(Note::done("git merges records as text again"));
    }
    let folder = Place::of(&repository)?.folder;
    let texts = HOOKS.map(|name| folder.join(name)).into_iter().map(|hook| Ok((read(&hook)?, hook)));
    let there: Vec<(String, PathBuf)> =
        texts.collect::<Result<Vec<_>, Error>>()?.into_iter().filter_map(|(text, hook)| Some((text?, hook))).collect();
    let Some((_, first)) = there.first() else {
        view.note(Note::done("there is no hook to take out"));
        return Ok(());
    };
    if !there.iter().any(|(text, _)| text.contains(MARK)) {
        return Err(Error::failed(format!("the hook at `{}` is not ours", first.display())).hint("remove the line that runs isms by hand"));
    }
    refuse_outside(&repository, &folder, "")?;
    there.iter().filter(|(text, _)| text.contains(MARK)).try_for_each(|(text, hook)| take_out(view, hook, text))
}

/// Takes our lines out of one hook.
fn take_out(view: &View, hook: &Path, text: &str) -> Result<(), Error> {
    let rest = without_block(text);
    let earlier = earlier(hook);
    match (rest == SHEBANG, earlier.symlink_metadata().is_ok()) {
        (true, true) => {
            fs::rename(&earlier, hook)?;
            view.note(Note::done(format!("the earlier hook is back at `{}`", hook.display())));
        }
        (true, false) => {
            fs::remove_file(hook)?;
            view.note(Note::done(format!("took out `{}`", hook.display())));
        }
        (false, true) => {
            return Err(Error::failed(format!("`{}` has lines of yours, and an earlier hook waits beside it", hook.display()))
                .hint(format!("move your lines into `{}`, then run the command again", earlier.display())));
        }
        (false, false) => {
            rewrite(hook, &rest)?;
            view.note(Note::done(format!("took our lines out of `{}`", hook.display())));
        }
    }
    Ok(())
}

/// Where the hook goes.
struct Place {
    folder: PathBuf,
    /// husky runs it; the file there is for people to edit, and is shared through git.
    is_husky: bool,
    /// It is in the work tree, so what is written there may be committed and run elsewhere.
    is_shared: bool,
}

impl Place {
    /// husky has git run what it writes into `.husky/_`, writes that anew each time, and runs the hook above it.
    fn of(repository: &Repository) -> Result<Self, Error> {
        let Some(configured) = repository.configured_hooks() else {
            return Ok(Self { folder: repository.default_hooks(), is_husky: false, is_shared: false });
        };
        let configured: PathBuf = configured.components().collect();
        let above = configured.parent().filter(|above| configured.ends_with("_") && is_of_husky(above, &configured));
        let is_husky = above.is_some() || configured.join("_/husky.sh").is_file();
        let folder = above.map_or_else(|| configured.clone(), Path::to_owned);
        let is_shared = repository.top().is_some_and(|top| folder.starts_with(top)) && !folder.starts_with(repository.default_hooks());
        Ok(Self { folder, is_husky, is_shared })
    }
}

fn is_of_husky(above: &Path, inner: &Path) -> bool {
    above.ends_with(".husky") || ["h", "husky.sh"].iter().any(|name| inner.join(name).is_file())
}

/// A folder from the configuration, or behind a link, may serve every repository of this user, so it is used only if it
/// belongs to this one.
fn refuse_outside(repository: &Repository, folder: &Path, line: &str) -> Result<(), Error> {
    let real = |path: &Path| {
        path.ancestors()
            .find_map(|above| Some(above.canonicalize().ok()?.join(path.strip_prefix(above).ok()?).components().collect::<PathBuf>()))
    };
    let default = repository.default_hooks();
    let homes = [repository.top(), default.parent()];
    let folder = real(folder).unwrap_or_else(|| folder.to_owned());
    if homes.into_iter().flatten().filter_map(real).any(|home| folder.starts_with(home)) {
        return Ok(());
    }
    let what = if repository.configured_hooks().is_some() { "`core.hooksPath`" } else { "the folder of hooks" };
    let error = Error::failed(format!("{what} leads out of this repository, to `{}`", folder.display()));
    Err(match line {
        "" => error.hint("remove the line that runs isms from the pre-commit hook there by hand"),
        line => error.hint(format!("add this line to the pre-commit hook there, before any line that may end it: {line}")),
    })
}

/// What writes hooks itself, and would write over ours: its name, what its hook says, the files it is set up by (with a
/// word that must be in it), and where people add a hook.
type Manager = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);
const MANAGERS: &[Manager] = &[
    ("pre-commit", "generated by pre-commit", &[], "add a hook with this `entry` to `.pre-commit-config.yaml`, under `repo: local`"),
    ("prek", "generated by prek", &[], "add a hook with this `entry` to `.pre-commit-config.yaml`, under `repo: local`"),
    (
        "lefthook",
        "lefthook",
        &[
            ("lefthook.yml", ""),
            ("lefthook.yaml", ""),
            ("lefthook.toml", ""),
            ("lefthook.json", ""),
            (".lefthook.yml", ""),
            (".lefthook.yaml", ""),
            (".lefthook.toml", ""),
            (".lefthook.json", ""),
            (".config/lefthook.yml", ""),
            (".config/lefthook.yaml", ""),
        ],
        "add a command with this `run` to its configuration, under `pre-commit`, `commands`",
    ),
    (
        "simple-git-hooks",
        "SIMPLE_GIT_HOOKS",
        &[
            ("package.json", "\"simple-git-hooks\": {"),
            ("package.json", "\"simple-git-hooks\":{"),
            (".simple-git-hooks.json", ""),
            (".simple-git-hooks.js", ""),
            (".simple-git-hooks.cjs", ""),
            ("simple-git-hooks.json", ""),
            ("simple-git-hooks.js", ""),
            ("simple-git-hooks.cjs", ""),
        ],
        "add this to its `pre-commit` command, after `&&`",
    ),
    ("husky 4", "# husky", &[], "add this to its `pre-commit` hook, after `&&`"),
    ("overcommit", "overcommit", &[(".overcommit.yml", "")], "add a hook with this `command` to `.overcommit.yml`, under `PreCommit`"),
];

fn refuse_managed(repository: &Repository, text: Option<&str>, line: &str) -> Result<(), Error> {
    let ours = |text: &str| text.contains(MARK);
    let is_set_up = |(file, word): &(&str, &str)| {
        let text = repository.top().and_then(|top| fs::read_to_string(top.join(file)).ok());
        text.is_some_and(|text| text.contains(word))
    };
    let is_in_charge = |(_, says, files, _): &&Manager| {
        text.is_some_and(|text| !ours(text) && text.contains(says))
            || repository.configured_hooks().is_none() && files.iter().any(is_set_up)
    };
    let Some((name, .., add)) = MANAGERS.iter().find(is_in_charge) else { return Ok(()) };
    let run = line.strip_suffix(OR_REFUSE).unwrap_or(line);
    let run = run.find(" -C ").map_or_else(|| run.to_owned(), |at| format!("isms{}", &run[at..]));
    Err(Error::failed(format!("{name} writes the hooks of this repository and would write over another")).hint(format!("{add}: {run}")))
}

/// What a hook says, if there is one. It may be a program of any kind, so what is no text is shown as it can be.
fn read(path: &Path) -> Result<Option<String>, Error> {
    let failed = |source| What::Reading { what: format!("the hook at `{}`", path.display()), source };
    let bytes = plain::read_if_there(path).map_err(failed)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The line that checks this programme, from the top of the work tree. Clients with windows start hooks with a short
/// PATH, so the place of the program is written down; PATH is asked first, for when it has moved. What others get
/// through git names no place on this machine.
fn command_line(repository: &Repository, program: &Path, is_shared: bool) -> Result<String, Error> {
    let folder = match repository.prefix() {
        "" => quoted("."),
        // A name that begins as an option would be taken for one.
        prefix => quoted(&format!("{}{}", if prefix.starts_with('-') { "./" } else { "" }, prefix.trim_end_matches('/'))),
    };
    if folder.contains(['\n', '\r']) {
        let error = Error::failed("the programme's folder has a line break in its name, which no line of a hook can hold");
        return Err(error.hint("rename the folder"));
    }
    if is_shared {
        return Ok(format!("isms -C {folder} hook run{OR_REFUSE}"));
    }
    Ok(format!("{} -C {folder} hook run{OR_REFUSE}", found(program)))
}

/// The program, wherever it is by then.
fn found(program: &Path) -> String {
    format!("\"$(command -v isms || printf %s {})\"", quoted(&program.to_string_lossy()))
}

const SHEBANG: &str = "#!/bin/sh\n";
/// Other lines may follow, and the last one would decide.
const OR_REFUSE: &str = " || exit $?";

/// An earlier hook that git would not run, because it is not executable, is not run either.
fn script(line: &str, earlier: Option<&Path>) -> String {
    let first = earlier.and_then(Path::file_name).map_or_else(String::new, |name| {
        let earlier = format!("\"$(dirname \"$0\")/{}\"", name.to_string_lossy());
        format!("[ ! -x {earlier} ] || {earlier} \"$@\"{OR_REFUSE}\n")
    });
    format!("{SHEBANG}{MARK}\n{first}{line}\n")
}

/// Our lines come first, since a line such as `exec …` or `exit 0` may end the hook; after those that begin it.
fn with_block(text: &str, line: &str) -> String {
    let begins = |line: &&str| line.starts_with("#!") || line.contains("/husky.sh\"");
    let head: usize = text.split_inclusive('\n').take_while(begins).filter(|line| line.ends_with('\n')).map(str::len).sum();
    format!("{}{MARK}\n{line}\n{}", &text[..head], &text[head..])
}

/// Another programme's line, below ours.
fn with_line(text: &str, line: &str) -> String {
    let (before, after) = text.split_at(text.find(MARK).map_or(0, |at| at + our_lines(&text[at..])));
    format!("{before}{line}\n{after}")
}

fn without_block(text: &str) -> String {
    let Some(at) = text.find(MARK) else { return text.to_owned() };
    format!("{}{}", &text[..at], &text[at + our_lines(&text[at..])..])
}

/// How many bytes from our mark on are ours.
fn our_lines(text: &str) -> usize {
    let ours = |line: &&str| {
        let line = line.trim_end();
        line == MARK || line.ends_with(&format!(" hook run{OR_REFUSE}")) || line.contains(EARLIER) && line.ends_with(OR_REFUSE)
    };
    text.split_inclusive('\n').take_while(ours).map(str::len).sum()
}

/// A hook with other lines than ours; it must come back byte for byte.
fn rewrite(path: &Path, text: &str) -> Result<(), Error> {
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Error::failed(format!("`{}` is not UTF-8 text", path.display())).hint("save it as UTF-8, then run the command again"));
    }
    Ok(write_file(path, text.as_bytes())?)
}

#[cfg(unix)]
fn is_runnable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_runnable(_: &Path) -> bool {
    true
}

fn write_hook(path: &Path, text: &str) -> Result<(), Error> {
    Ok(write_program(path, text.as_bytes())?)
}
