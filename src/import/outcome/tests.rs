use super::*;

fn reading(text: &str) -> Report {
    read(text.as_bytes(), &Wanted::default()).unwrap_or_else(|unfit| panic!("{}{unfit}: {text}", unfit.place))
}

fn unfit(text: &str) -> String {
    let unfit = read(text.as_bytes(), &Wanted::default()).and_then(|report| report.passed().map(|passed| (passed, report.words())));
    unfit.map_or_else(|unfit| format!("{} {unfit}", unfit.place), |read| panic!("{read:?}: {text}"))
}

const SUITES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="0">
  <testsuite name="login" tests="3" failures="1" timestamp="2026-06-28T23:10:00">
    <testcase classname="login" name="locks &amp; waits"/>
    <testcase classname="login" name="expires"><failure message="no">trace</failure></testcase>
    <testcase classname="login" name="later"><skipped/></testcase>
  </testsuite>
  <testsuite name="backup" tests="1" timestamp="2026-06-29T00:10:00"><testcase name="restores"><system-out>ok</system-out></testcase></testsuite>
</testsuites>"#;

#[test]
fn junit_is_counted_case_by_case() {
    let mut report = reading(SUITES);
    assert_eq!((report.passed(), report.words().as_str()), (Ok(false), "1 of 4 failed: login.expires; 1 skipped"));
    assert_eq!(report.day, Some(Ok("2026-06-29".parse().unwrap())));
    report.only("LOCKS").unwrap();
    assert_eq!((report.passed(), report.words().as_str()), (Ok(true), "1 of 1 passed"));
    assert_eq!(
        reading(SUITES).only("none").unwrap_err().to_string(),
        "none of its 4 cases is called `none`; there are `login.locks & waits`, `login.expires`, `login.later` and `restores`"
    );
    for (suite, said) in [
        (r#"<testsuite name="s" tests="1" errors="1"><testcase name="a"/></testsuite>"#, "1 of 2 failed: s"),
        (r#"<testsuite name="s"><error message="no database"/></testsuite>"#, "1 of 1 could not be run to the end: s"),
        (r#"<testsuite><testcase name="a"><error/><failure/></testcase></testsuite>"#, "1 of 1 failed: a"),
        (
            r#"<testsuite><testcase name="a"><failure/></testcase><testcase name="b"><error/></testcase></testsuite>"#,
            "1 of 2 failed and 1 could not be run to the end: a, b",
        ),
    ] {
        let report = reading(suite);
        assert_eq!((report.passed(), report.words().as_str()), (Ok(false), said), "{suite}");
    }
    let flaky = reading(r#"<testsuite><testcase name="a"><flakyFailure/></testcase></testsuite>"#);
    assert_eq!(flaky.passed(), Ok(true));
}

#[test]
fn what_shows_no_test_is_no_pass() {
    for (text, said) in [
        ("", "it is empty"),
        ("\u{feff} \n", "it is empty"),
        ("<testsuites/>", "it holds no test"),
        (r#"<testsuite tests="0"></testsuite>"#, "it holds no test"),
        (r#"<testsuite><testcase name="a"><skipped/></testcase></testsuite>"#, "all of its 1 test were skipped"),
        (r#"<testsuite><testcase name="a" status="notrun"/></testsuite>"#, "were skipped"),
        (r#"{"version": "2.1.0", "runs": []}"#, "it holds no test"),
        (r#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "scan"}}, "results": []}]}"#, "it holds no test"),
        ("name,result\n", "it holds no test"),
    ] {
        assert!(unfit(text).contains(said), "{text}: {}", unfit(text));
    }
}

#[test]
fn what_is_cut_short_or_of_another_kind_is_refused_with_its_place() {
    for (text, said) in [
        (&SUITES[..SUITES.len() - 13], "it ends within `<testsuites>`"),
        (&SUITES[..400], ":"),
        (r#"<testsuite tests="3"><testcase name="a"/></testsuite>"#, "says that it has 3 tests, and holds 1"),
        ("<html><body/></html>", ":1:1 `<html>` is no report of tests"),
        (r#"<testsuite><testcase name="a"/></testsuite> more"#, "words stand outside of all elements"),
        (r#"<testsuite><testcase name="a"/></testsuite><testsuite/>"#, "is no report of tests"),
        ("<testsuite><testcase></testsuite>", "it is no whole XML"),
        (r#"<testsuite><testcase name="&none;"/></testsuite>"#, "an attribute cannot be read"),
        (r#"{"runs": []}"#, "no SARIF 2.1.0"),
        (r#"{"version": "2.1.0", "runs": ["#, ":1:"),
        (r#"{"version": "2.1.0", "runs": [{"tool": {}}]}"#, "has no `results`"),
        (r#"{"version": "2.1.0", "runs": [{"invocations": [{"executionSuccessful": false}], "results": []}]}"#, "did not succeed"),
        (r#"{"version": "2.1.0", "runs": [{"results": [{"ruleId": "a", "level": "bad"}]}]}"#, "does not know"),
        ("name,result\na,maybe\n", ":2:2 `maybe` is no result"),
        ("name,result\na\n", ":2:2 the row has 1 cell"),
        ("name,value\na,pass\n", "which column holds the result? no column of it is called so; there are `name` and `value`"),
        ("status,result\npass,pass\n", "several columns of it may be meant"),
    ] {
        assert!(unfit(text).contains(said), "{text}: {}", unfit(text));
    }
    assert_eq!(read(b"<testsuite>\n \xff", &Wanted::default()).unwrap_err().place, ":2:2");
}

#[test]
fn levels_of_sarif_decide() {
    let sarif = |results: &str| {
        format!(
            r#"{{"version": "2.1.0", "runs": [{{"tool": {{"driver": {{"name": "scan", "rules": [{{"id": "R1"}}, {{"id": "R2", "defaultConfiguration": {{"level": "error"}}}}]}}}},
            "invocations": [{{"executionSuccessful": true, "startTimeUtc": "2026-06-01T10:00:00Z", "endTimeUtc": "2026-06-02T01:00:00Z"}}], "results": [{results}]}}]}}"#
        )
    };
    let at = |level: Level, results: &str| {
        let wanted = Wanted { level, ..Wanted::default() };
        let report = read(sarif(results).as_bytes(), &wanted).unwrap();
        (report.passed().unwrap(), report.words())
    };
    assert_eq!(reading(&sarif("")).day, Some(Ok("2026-06-02".parse().unwrap())));
    for (level, results, passed, words) in [
        (Level::Warning, "", true, "2 of 2 passed"),
        (Level::Warning, r#"{"ruleId": "R1"}"#, false, "1 of 2 failed: R1"),
        (Level::Error, r#"{"ruleId": "R1"}"#, true, "2 of 2 passed"),
        (Level::Error, r#"{"ruleIndex": 1}"#, false, "1 of 2 failed: R2"),
        (Level::Warning, r#"{"ruleId": "R1", "level": "note"}"#, true, "2 of 2 passed"),
        (Level::Note, r#"{"ruleId": "R1", "level": "note"}"#, false, "1 of 2 failed: R1"),
        (Level::Warning, r#"{"ruleId": "R1", "kind": "pass"}"#, true, "2 of 2 passed"),
        (Level::Warning, r#"{"ruleId": "R1", "kind": "review"}"#, false, "1 of 2 could not be run to the end: R1"),
        (Level::Warning, r#"{"ruleId": "R2", "suppressions": [{"kind": "external"}]}"#, true, "2 of 2 passed"),
        (Level::Warning, r#"{"ruleId": "R2", "suppressions": [{"status": "underReview"}]}"#, false, "1 of 2 failed: R2"),
        (Level::Warning, r#"{"ruleId": "R2", "baselineState": "absent"}"#, true, "2 of 2 passed"),
        (Level::Warning, r#"{"ruleId": "R3"}, {"ruleId": "R3", "level": "note"}"#, false, "1 of 3 failed: R3"),
    ] {
        assert_eq!(at(level, results), (passed, words.to_owned()), "{results}");
    }
}

#[test]
fn columns_are_said_or_clear() {
    let report = reading("Check;Status;Date\nDoor;OK;2026-06-01\nWindow;failed;3.6.2026\n");
    assert_eq!((report.passed(), report.words().as_str()), (Ok(false), "1 of 2 failed: Window"));
    assert_eq!(report.day, Some(Ok("2026-06-03".parse().unwrap())));
    assert_eq!(report.read, ["results are read from `Status`", "names are read from `Check`", "days are read from `Date`"]);
    let wanted = Wanted { columns: vec![("result".into(), "b".into())], ..Wanted::default() };
    let report = read(b"a,b\nx,pass\n", &wanted).unwrap();
    assert_eq!((report.passed(), report.read[1].as_str()), (Ok(true), "names are read from no column"));
    assert_eq!(reading("result,on\npass,soon\n").day, Some(Err("soon".into())));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in r#"[<>/"=a-z&;{}\[\]:, \n]{0,80}"#) {
        let _ = read(text.as_bytes(), &Wanted::default());
    }

    #[test]
    fn a_report_that_is_cut_short_never_passes(cut in 1_usize..SUITES.len()) {
        let cut = SUITES.len() - cut;
        let passed = SUITES.get(..cut).and_then(|text| read(text.as_bytes(), &Wanted::default()).ok()).map(|report| report.passed());
        proptest::prop_assert!(!matches!(passed, Some(Ok(true))));
    }
}
