//! Pages in a real browser: sites and reports, at several widths, in light and in dark, by mouse and by keyboard.
//!
//! Runs where there are `chromium` and `npm`, which fetches what drives the browser once; elsewhere it says that it was left out.

use crate::branding::{drawn, look};
use crate::support::{demo, isms, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

/// Whether there is what drives the browser.
fn is_ready(folder: &Path) -> bool {
    let fetch = || Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(folder).status();
    folder.join("node_modules/playwright-core").exists() || fetch().is_ok_and(|status| status.success())
}

/// The folder with what drives the browser; says so where there is none.
#[expect(clippy::print_stdout, reason = "a test that is left out says so")]
pub fn driver() -> Option<PathBuf> {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let is_there = has("chromium", "--version") && has("node", "--version") && is_ready(&driver);
    if !is_there {
        println!("left out: it takes chromium and npm");
    }
    is_there.then_some(driver)
}

#[test]
fn every_page_holds_in_a_browser() {
    let Some(driver) = driver() else { return };
    let (_room, acme) = demo();
    let room = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for audience in ["full", "staff", "board", "public"] {
        let out = room.path().join(audience);
        let ran = isms(&acme, &["site", "-o", out.to_str().unwrap(), "--audience", audience]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        folders.push(out);
    }
    let reports = room.path().join("reports");
    fs::create_dir(&reports).unwrap();
    for args in [
        &["report", "state"][..],
        &["report", "register"],
        &["report", "soa"],
        &["report", "review"],
        &["report", "readiness"],
        &["next"],
        &["trend"],
        &["list", "control"],
        &["show", "RSK-001"],
        &["log"],
        &["verify"],
        &["plan"],
        &["rules"],
        &["report", "matrix"],
    ] {
        let file = reports.join(format!("{}.html", args.join("-")));
        let ran = isms(&acme, &[args, &["-o", file.to_str().unwrap()]].concat());
        assert!(file.exists(), "{args:?} {}", ran.stderr);
    }
    fs::rename(reports.join("report-register.html"), reports.join("register.html")).unwrap();
    fs::rename(reports.join("report-state.html"), reports.join("index.html")).unwrap();
    folders.push(reports);
    // A look of the organisation's own, with a colour that could be read on neither paper, and a logo.
    write(&acme, "files/logo.png", drawn(90, 30));
    look(
        &acme,
        "{logo: files/logo.png, colour: \"#7f7f00\", mark: Vertraulichkeitsstufengeheimhaltungsvereinbarungspflichtig, footer: Acme Robotics in Hannover}",
    );
    let worn = room.path().join("worn");
    let ran = isms(&acme, &["site", "-o", worn.to_str().unwrap(), "--audience", "staff"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(fs::read_to_string(worn.join("index.html")).unwrap().contains("img-src data:"));
    folders.push(worn);
    for folder in folders {
        let ran = Command::new("node").arg(driver.join("check.mjs")).arg(&folder).output().unwrap();
        assert!(ran.status.success(), "{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    }
}
