//! Pages in a browser: only where somebody sits before it.

use crate::acting::acme;
use crate::asking::typed_with;
use crate::support::{executable, isms, write};
use std::fs;

#[test]
fn nothing_is_opened_without_a_terminal() {
    let room = acme();
    let ran = isms(room.path(), &["open", "soa"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("hint: `isms report soa -o soa.html` writes the page"), "{}", ran.stderr);
}

#[test]
fn a_report_opens_in_the_browser_that_is_said() {
    let room = acme();
    let browser = |text: &str| {
        write(room.path(), "browser", format!("#!/bin/sh\n{text}\n"));
        executable(&room.path().join("browser"));
    };
    fs::create_dir(room.path().join("tmp")).unwrap();
    browser("cp \"$1\" opened.html; echo $# > count");
    let (shown, code) = typed_with(room.path(), "TMPDIR=tmp BROWSER=no-such-browser:./browser", &["open"], &[]);
    assert!(code == 0 && shown.contains("state.html` is open"), "{code} {shown}");
    let page = fs::read_to_string(room.path().join("opened.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("Acme Robotics GmbH"), "{page}");
    assert_eq!(fs::read_to_string(room.path().join("count")).unwrap().trim(), "1");
    let (shown, code) = typed_with(room.path(), "TMPDIR=tmp BROWSER='./browser --new %s'", &["open", "soa"], &[]);
    assert!(code == 0 && shown.contains("soa.html` is open"), "{code} {shown}");
    browser("exit 3");
    let (shown, code) = typed_with(room.path(), "TMPDIR=tmp BROWSER=./browser", &["open"], &[]);
    assert!(code == 4 && shown.contains("ended with 3") && shown.contains("open it yourself"), "{code} {shown}");
    let (shown, code) = typed_with(room.path(), "TMPDIR=tmp BROWSER=no-such-browser", &["open"], &[]);
    assert!(code == 4 && shown.contains("no browser was found"), "{code} {shown}");
    let (shown, code) = typed_with(room.path(), "TMPDIR=tmp BROWSER=./browser", &["open", "sate"], &[]);
    assert!(code == 2 && shown.contains("did you mean `state`?"), "{code} {shown}");
}
