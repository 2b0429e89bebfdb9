//! What the example's reports say on three days that matter: before stage 1, before stage 2, and before the first visit of
//! the certification body after its decision. Written by commands, as whoever runs the programme would.

use crate::support::{Ran, command, commit_on, demo, project, ran, same};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

fn isms(demo: &Path, day: &str, args: &[&str]) -> Ran {
    ran(command(demo, &[&["--today", day], args].concat()).env("COLUMNS", "110").output().unwrap())
}

/// Acts of one day, with a commit at its noon.
fn act(demo: &Path, day: &str, message: &str, acts: &[&[&str]]) {
    for args in acts {
        let ran = isms(demo, day, args);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.stdout, ran.stderr);
    }
    commit_on(demo, day, message);
}

/// The road, what stands in the way, and what the records show of each clause.
fn told(demo: &Path, day: &str, stage: &str) -> String {
    let mut told = isms(demo, day, &["status"]).stdout;
    let readiness = isms(demo, day, &["audit", "readiness", "--stage", stage]);
    assert_eq!(readiness.code, 0, "{}", readiness.stderr);
    // The table of the clauses has lines for each question that an auditor may ask.
    told.push_str(readiness.stdout.split("\nClauses\n\n").next().unwrap());
    let report: Value =
        serde_json::from_str(&isms(demo, day, &["audit", "readiness", "--stage", stage, "--format", "json"]).stdout).unwrap();
    for clause in report["clauses"].as_array().into_iter().flatten() {
        let reasons: Vec<&str> = clause["reasons"].as_array().unwrap().iter().map(|reason| reason.as_str().unwrap()).collect();
        let told_of = [clause["result"].as_str().unwrap(), &reasons.join("; ")].join(": ");
        writeln!(told, "{} {}", clause["clause"].as_str().unwrap(), told_of.trim_end_matches(": ")).unwrap();
    }
    told
}

#[test]
fn generated_reports_of_three_days_read_as_committed() {
    let (_room, demo) = demo();
    let mut days = vec![("before-stage-1", told(&demo, "2026-06-30", "1"))];
    act(
        &demo,
        "2026-07-08",
        "Stage 1 was held, and asks for one thing",
        &[
            &["set", "AUD-stage-1", "planned=2026-07-06", "started=2026-07-06", "finished=2026-07-07"],
            &["set", "AUD-stage-2", "planned=2026-07-20"],
            &["set", "isms", "certification.stage_1=2026-07-06", "certification.stage_2=2026-07-20"],
            &[
                &[
                    "new",
                    "finding",
                    "--id",
                    "FND-2026-04",
                    "--title",
                    "The scope does not name who keeps the backups",
                    "--set",
                    "source=AUD-stage-1",
                ][..],
                &["--set", "grade=observation", "--set", "requirement=4.3", "--set", "owner=ROL-security-manager"],
                &["--set", "statement=The scope names no interface with the provider that keeps the backups"],
                &["--set", "evidence=Scope of 2026-02-12 and the contract", "--set", "raised.on=2026-07-07", "--no-ask"],
            ]
            .concat(),
            &["set", "FND-2026-04", "actions+={what: Name the provider, owner: ROL-security-manager, due: 2026-07-17}"],
        ],
    );
    days.push(("before-stage-2", told(&demo, "2026-07-10", "2")));
    act(
        &demo,
        "2026-07-22",
        "Stage 2 was held, and found a minor nonconformity",
        &[
            &["set", "AUD-stage-2", "started=2026-07-20", "finished=2026-07-22"],
            &[
                &[
                    "new",
                    "finding",
                    "--id",
                    "FND-2026-05",
                    "--title",
                    "Exceptions of the firewall have no end",
                    "--set",
                    "source=AUD-stage-2",
                ][..],
                &["--set", "grade=minor", "--set", "requirement=A.8.20", "--set", "owner=ROL-it-lead"],
                &["--set", "statement=Exceptions stay open after their purpose is gone", "--set", "raised.on=2026-07-22"],
                &["--set", "evidence=3 of 25 rules looked at on 2026-07-21", "--no-ask"],
            ]
            .concat(),
            &["set", "FND-2026-05", "correction={what: The three were closed, on: 2026-07-21, by: PER-aylin-kurt}"],
            &["set", "FND-2026-05", "root_cause={text: A rule has no field for the day it ends}"],
            &["set", "FND-2026-05", "actions+={what: Give each rule a day, owner: ROL-it-lead, due: 2026-10-30}"],
        ],
    );
    act(
        &demo,
        "2026-08-05",
        "The certificate is here",
        &[
            &["set", "FND-2026-05", "plan_accepted.on=2026-07-29"],
            &["set", "isms", "certification.certificate.decided=2026-08-03", "certification.certificate.issued=2026-08-05"],
            &["set", "isms", "certification.certificate.expires=2029-08-02", "certification.certificate.soa_version=2.1"],
        ],
    );
    days.push(("before-surveillance", told(&demo, "2026-09-30", "surveillance")));
    for (name, told) in days {
        same(&project().join("tests/it/golden").join(format!("{name}.txt")), &told);
    }
}
