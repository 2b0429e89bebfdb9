//! JUnit XML for test reports: every rule is a test case, so a clean run says what was looked at.

use super::escape;
use crate::base::diagnostic::{Level, RuleInfo};
use crate::base::text::count;
use crate::report::findings::{FindingFacts, Group, Told};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io;

/// Writes the report, with a suite for each programme where there are several. It carries no time and no id of the run, so that the
/// same content gives the same bytes.
pub fn write(told: &Told<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut junit = Report::new("isms");
    junit.add_test_suites(told.groups.iter().map(|group| suite(told.rules, group)));
    // By way of a string: the crate hides whether an error was the writer's, such as a closed pipe.
    out.write_all(junit.to_string().map_err(io::Error::other)?.as_bytes())
}

fn suite(rules: &[RuleInfo], group: &Group<'_>) -> TestSuite {
    let mut by_rule: BTreeMap<&str, Vec<&FindingFacts<'_>>> = BTreeMap::new();
    for found in &group.findings {
        by_rule.entry(found.rule).or_default().push(found);
    }
    let (name, class) = match group.programme {
        Some(programme) => (escape::terminal_line(programme), format!("isms.check.{}", escape::terminal_line(programme))),
        None => ("isms check".into(), "isms.check".to_owned()),
    };
    let mut suite = TestSuite::new(name.to_string());
    for rule in rules {
        let findings = by_rule.get(rule.name).map_or(&[][..], Vec::as_slice);
        suite.add_test_case(case(rule, findings, group.prefix, &class));
    }
    suite
}

/// Errors and warnings fail the case. Infos are told and pass: JUnit has no milder word than failure.
fn case(rule: &RuleInfo, findings: &[&FindingFacts<'_>], prefix: &str, class: &str) -> TestCase {
    let list: String = findings.iter().map(|found| line(found, prefix)).collect();
    let worst = findings.iter().map(|found| found.level).max().unwrap_or(Level::Info);
    let status = if worst == Level::Info {
        TestCaseStatus::success()
    } else {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(count(findings.len(), "finding")).set_type(worst.name()).set_description(list.trim_end());
        status
    };
    let mut case = TestCase::new(rule.name, status);
    case.set_classname(class);
    if worst == Level::Info && !findings.is_empty() {
        case.set_system_out(list.trim_end());
    }
    case
}

fn line(found: &FindingFacts<'_>, prefix: &str) -> String {
    let path = escape::terminal_line(&format!("{prefix}{}", found.file));
    let message = escape::terminal_line(&found.message);
    escape::lines(&format!("{path}:{}:{}: {}: {message}\n", found.line, found.column, found.level.name()))
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Found;

    #[test]
    fn rules_are_cases_and_the_bytes_are_fixed() {
        let found = Found::new(&[("a.yaml", "id: x\nowner: b\n")], &[(0, 6, 11), (0, 0, 2)], "no `x` & <y>");
        let write = || {
            let mut out = Vec::new();
            let report = found.report();
            super::write(&report.told(&report.facts()), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        insta::assert_snapshot!(write(), @r#"
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="isms" tests="2" skipped="0" failures="1" errors="0">
                <testsuite name="isms check" tests="2" skipped="0" errors="0" failures="1">
                    <testcase name="asset-no-owner" classname="isms.check"/>
                    <testcase name="risk-no-owner" classname="isms.check">
                        <failure message="2 findings" type="error">isms/a.yaml:2:1: error: no `x` &amp; &lt;y&gt;
            isms/a.yaml:1:1: error: no `x` &amp; &lt;y&gt;</failure>
                    </testcase>
                </testsuite>
            </testsuites>
        "#);
        assert_eq!(write(), write());
    }
}
