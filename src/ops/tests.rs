mod cells;

use super::error::{Error, What};
use super::ids::Wish;
use super::open::{State, View, Which, World};
use super::report::{Make, REPORTS, Said, by_name};
use super::{check, compare, init, log, new, verify};
use crate::render::{Answer, FORMATS, Look};
use crate::store::git::Environment;
use std::path::Path;

/// A front end that is no terminal: it stands nowhere, and its clock stands still.
fn world() -> World {
    World { here: "/".into(), environment: Environment::default(), cache: None, clock: || "2026-06-30".parse().unwrap() }
}

fn acme(folder: &Path) -> Which {
    init::init(folder, None, false, &Environment::default()).unwrap();
    Which { dir: Some(folder.into()), ..Which::default() }
}

#[test]
fn what_is_asked_goes_to_any_thread_and_comes_back() {
    fn is_send<T: Send>() {}
    is_send::<View>();
    is_send::<super::read::Read>();
    is_send::<Error>();
}

#[test]
fn every_report_of_a_state_comes_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let view = View::open(world(), &acme(folder.path())).unwrap();
    for info in REPORTS {
        match (info.make, by_name(&view, info.name, Said::default())) {
            (Make::State(..) | Make::Period(..), Ok(report)) => {
                for format in FORMATS {
                    let mut out = Vec::new();
                    (format.write)(&Answer::whole(&*report), &Look { width: 100, colour: false }, &mut out).unwrap();
                    assert!(!out.is_empty(), "{} as {}", info.name, format.name);
                }
            }
            (Make::Command | Make::Of(_), Err(Error { what: What::Asked(_), hints, .. })) => {
                assert!(hints[0].contains(info.command), "{hints:?}")
            }
            _ => panic!("{} is not made as the table says", info.name),
        }
    }
}

#[test]
fn reports_have_one_name_and_one_schema_each() {
    let mut names: Vec<&str> = REPORTS.iter().map(|info| info.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

#[test]
fn a_dialog_reads_the_programme_once() {
    let folder = tempfile::tempdir().unwrap();
    let view = View::open(world(), &acme(folder.path())).unwrap();
    let dialog = new::Dialog::begin(&view).unwrap();
    std::fs::remove_dir_all(folder.path().join("roles")).unwrap();
    let problem = |title: &str, fields: &[&str]| {
        let fields = fields.iter().map(|field| field.parse().unwrap()).collect();
        let wanted = new::Wanted { kind: new::kind("risk").unwrap(), title: title.into(), id: Wish::default(), fields };
        dialog.problem(&wanted).unwrap()
    };
    assert_eq!(problem("It floods", &["owner=ROL-it-lead", "current.likelihood=3"]), None);
    assert!(problem("It floods", &["owner=ROL-nobody"]).unwrap().contains("`ROL-nobody`"));
    assert!(problem("It floods", &["current.likelihood=high"]).is_some());
    assert_eq!((problem("It floods", &[]), problem(&"It floods".repeat(30), &[]).is_some()), (None, true));
}

#[test]
fn a_programme_is_judged_without_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let which = acme(folder.path());
    let view = View::open(world(), &which).unwrap();
    let all = check::check(&view, &check::Wanted::default()).unwrap();
    assert!(!all.findings.is_empty() && all.report().summary.records > 100);
    let missing = Which { dir: Some(folder.path().join("nowhere")), ..Which::default() };
    assert!(matches!(View::open(world(), &missing).err().unwrap().what, What::NoFolder(_)));
    // Each asks for what is not there, and is told by type.
    assert!(matches!(verify::verify(&view, &[]).err().unwrap().what, What::NoRepository(_)));
    assert!(matches!(log::log(&view, &log::Wanted::default()).err().unwrap().what, What::NoRepository(_)));
    let staged = Which { state: State::Staged, ..which.clone() };
    assert!(matches!(View::open(world(), &staged).err().unwrap().what, What::NoRepository(_)));
    let at = Which { state: State::At("HEAD".into()), ..which };
    assert!(matches!(compare::Pair::open(world(), &at, "HEAD", None).err().unwrap().what, What::Asked(_)));
}
