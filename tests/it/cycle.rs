//! The certificate's cycle: its visits, what each of them looks at, and what readiness says before one.

use crate::readiness::copy;
use crate::support::{demo, isms, project, write};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The example company, certified.
fn certified(certificate: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    let isms_yaml = fs::read_to_string(folder.path().join("isms.yaml")).unwrap();
    let with = isms_yaml.replacen("certification: {", &format!("certification: {{certificate: {certificate}, "), 1);
    assert_ne!(with, isms_yaml);
    write(folder.path(), "isms.yaml", with);
    folder
}

const CERTIFICATE: &str = "{number: C-1, decided: 2026-03-10, issued: 2026-03-20, expires: 2029-03-09, soa_version: '2.1'}";

fn json(folder: &Path, args: &[&str]) -> Value {
    let ran = isms(folder, &[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn ids<'v>(list: &'v Value, key: &str) -> BTreeSet<&'v str> {
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap()).collect()
}

fn controls<'v>(visit: &'v Value, reason: Option<&str>) -> BTreeSet<&'v str> {
    let is = |control: &&Value| reason.is_none_or(|reason| control["why"].as_array().unwrap().iter().any(|why| why["reason"] == reason));
    visit["controls"].as_array().unwrap().iter().filter(is).map(|control| control["control"].as_str().unwrap()).collect()
}

#[test]
fn surveillance_looks_at_halves_that_make_the_whole() {
    let acme = certified(CERTIFICATE);
    write(
        acme.path(),
        "changes/CHG-backup.yaml",
        "id: CHG-backup\ntitle: Another tool for backups\ntouches: [CTL-backup]\nplanned_for: 2026-05-04\ndone: 2026-05-04\n",
    );
    let cycle = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]);
    let visits = cycle["visits"].as_array().unwrap();
    assert_eq!(ids(&cycle["visits"], "name"), BTreeSet::from(["recertification", "surveillance 1", "surveillance 2"]));
    assert_eq!((&visits[0]["from"], &visits[0]["to"]), (&"2026-12-10".into(), &"2027-03-10".into()));
    assert_eq!(cycle["left"], Value::Array(Vec::new()));
    let applicable = usize::try_from(cycle["applicable"].as_u64().unwrap()).unwrap();
    let (first, second) = (controls(&visits[0], Some("turn")), controls(&visits[1], Some("turn")));
    assert!(first.is_disjoint(&second));
    assert_eq!(first.len() + second.len(), applicable);
    assert!(first.len().abs_diff(second.len()) <= 1);
    for theme in ["A.5.", "A.6.", "A.7.", "A.8."] {
        let of = |part: &BTreeSet<&str>| part.iter().filter(|id| id.starts_with(theme)).count();
        assert!(of(&first).abs_diff(of(&second)) <= 1, "{theme}");
    }
    for reason in ["risk", "changed", "failed"] {
        let both = controls(&visits[0], Some(reason));
        assert_eq!(both, controls(&visits[1], Some(reason)), "{reason}");
        assert!(!both.is_empty(), "{reason}");
    }
    assert_eq!(controls(&visits[2], Some("all")).len(), applicable);
    // Some things are looked at each time, and the whole standard over the cycle.
    let clauses =
        |visit: &Value| visit["clauses"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
    let both: BTreeSet<String> = &clauses(&visits[0]) & &clauses(&visits[1]);
    assert!(["9.2.1", "9.3.2", "10.2", "6.3"].iter().all(|id| both.contains(*id)));
    assert_eq!((&clauses(&visits[0]) | &clauses(&visits[1])).len(), 30);
    assert_eq!(cycle, json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]));
}

#[test]
fn the_bodys_own_plan_counts_and_the_rest_is_left_to_the_other_visit() {
    let acme = certified(CERTIFICATE);
    write(
        acme.path(),
        "audits/AUD-S1.yaml",
        "id: AUD-S1\ntitle: First surveillance\ntype: surveillance\nplanned: 2027-02-01\ncontrols: [A.5.1, A.8.13]\nclauses: ['9']\n",
    );
    let cycle = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]);
    let visits = cycle["visits"].as_array().unwrap();
    assert_eq!((&visits[0]["of_body"], &visits[0]["state"], &visits[0]["audit"]), (&true.into(), &"planned".into(), &"AUD-S1".into()));
    assert_eq!(controls(&visits[0], None), BTreeSet::from(["A.5.1", "A.8.13"]));
    let rest = controls(&visits[1], Some("turn"));
    assert_eq!(u64::try_from(rest.len()).unwrap() + 2, cycle["applicable"].as_u64().unwrap());
    assert!(!rest.contains("A.5.1"));
}

#[test]
fn what_the_body_names_of_one_kind_leaves_the_other_to_our_division() {
    let clauses =
        |visit: &Value| visit["clauses"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
    let each = ["6.1.3", "6.2", "6.3", "8.1", "8.2", "8.3", "9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2"];
    let acme = certified(CERTIFICATE);
    let halves = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]);
    let applicable = usize::try_from(halves["applicable"].as_u64().unwrap()).unwrap();
    let audit = |names: &str| {
        let text = format!("id: AUD-S1\ntitle: First surveillance\ntype: surveillance\nplanned: 2027-02-01\n{names}\n");
        write(acme.path(), "audits/AUD-S1.yaml", text);
        json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"])["visits"].clone()
    };
    // Clauses only: the half of the controls stays, and so does what is looked at each time.
    let visits = audit("clauses: ['5', '7.5']");
    assert_eq!(controls(&visits[0], Some("turn")), controls(&halves["visits"][0], Some("turn")));
    let named = clauses(&visits[0]);
    assert!(each.iter().all(|id| named.contains(*id)), "{named:?}");
    assert!(["5.1", "5.2", "5.3", "7.5.1"].iter().all(|id| named.contains(*id)) && !named.contains("7.4"), "{named:?}");
    assert_eq!((&named | &clauses(&visits[1])).len(), 30);
    let text = isms(acme.path(), &["audit", "cycle", "--today", "2026-06-30", "--format", "md"]).stdout;
    assert!(text.contains("the body's plan of clauses, our division of controls"), "{text}");
    // Controls only: the clauses stay.
    let visits = audit("controls: [A.5.1]");
    assert_eq!(clauses(&visits[0]), clauses(&halves["visits"][0]));
    assert_eq!(controls(&visits[0], None), BTreeSet::from(["A.5.1"]));
    // Everything is looked at again in the end; that takes nothing from surveillance.
    std::fs::remove_file(acme.path().join("audits/AUD-S1.yaml")).unwrap();
    let again =
        "id: AUD-R\ntitle: Recertification\ntype: recertification\nplanned: 2029-01-08\ncontrols: [A.5.1, A.5.2, A.8.13]\nclauses: ['4']\n";
    write(acme.path(), "audits/AUD-R.yaml", again);
    let visits = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"])["visits"].clone();
    let turns = |at: usize| controls(&visits[at], Some("turn")).len();
    assert_eq!(turns(0) + turns(1), applicable);
    assert_eq!((&clauses(&visits[0]) | &clauses(&visits[1])).len(), 30);
    // A visit that was left out divides with nobody.
    let late = json(acme.path(), &["audit", "cycle", "--today", "2028-02-01"]);
    assert_eq!((&late["visits"][0]["state"], &late["visits"][0]["controls"]), (&"late".into(), &Value::Array(Vec::new())));
    assert_eq!((controls(&late["visits"][1], Some("turn")).len(), &late["left"]), (applicable, &Value::Array(Vec::new())));
    let told = json(acme.path(), &["audit", "readiness", "--stage", "surveillance", "--today", "2028-02-01"]);
    assert_eq!(told["visit"]["name"], "surveillance 2");
    assert_eq!(told["in_the_way"][0], "surveillance 1 was left out: it had to take place by 2027-03-10");
    let due = json(acme.path(), &["due", "--kind", "cycle", "--today", "2028-02-01", "--within", "12mo"]);
    let due: Vec<&str> = due["due"].as_array().unwrap().iter().map(|due| due["what"].as_str().unwrap()).collect();
    assert_eq!(due[..2], ["surveillance 1, from 2026-12-10 on", "surveillance 2, from 2028-01-01 on"]);
}

#[test]
fn what_stage_2_found_is_followed_up_at_each_visit() {
    let acme = certified(CERTIFICATE);
    write(acme.path(), "audits/AUD-S2.yaml", "id: AUD-S2\ntitle: Stage 2\ntype: stage-2\nstarted: 2026-02-02\nfinished: 2026-02-06\n");
    let mended = "closed: {on: 2026-03-01}\neffectiveness: {criterion: None, checked_on: 2026-03-01, effective: true}\n";
    for (id, requirement) in [("FND-X1", "A.6.1"), ("FND-X2", "'7.4'")] {
        let text = format!(
            "id: {id}\ntitle: Found\nsource: AUD-S2\ngrade: minor\nrequirement: {requirement}\nraised: {{on: 2026-02-06}}\nplan_accepted: {{on: 2026-02-20}}\n{mended}"
        );
        write(acme.path(), &format!("findings/{id}.yaml"), text);
    }
    let visits = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"])["visits"].clone();
    for visit in [&visits[0], &visits[1]] {
        assert!(controls(visit, Some("failed")).contains("A.6.1"), "{visit}");
        assert!(visit["clauses"].as_array().unwrap().contains(&"7.4".into()), "{visit}");
    }
}

#[test]
fn nothing_is_divided_before_there_is_a_certificate() {
    let cycle = json(&project().join("examples/acme"), &["audit", "cycle", "--today", "2026-06-30"]);
    assert_eq!((&cycle["certificate"], &cycle["visits"]), (&Value::Null, &Value::Array(Vec::new())));
    let visit = json(&project().join("examples/acme"), &["audit", "readiness", "--stage", "surveillance", "--today", "2026-06-30"]);
    assert!(visit["in_the_way"][0].as_str().unwrap().starts_with("no certificate is recorded"), "{}", visit["in_the_way"]);
    assert_eq!(visit["clauses"].as_array().unwrap().len(), 30);
}

#[test]
fn a_visit_is_prepared_from_what_the_body_found_and_what_happened_since() {
    let acme = certified(CERTIFICATE);
    let audit = "title: Stage 2\ntype: stage-2\nstarted: 2026-02-02\nfinished: 2026-02-06\nclauses: ['4', '5', '6', '7', '8', '9', '10']\n";
    write(acme.path(), "audits/AUD-S2.yaml", format!("id: AUD-S2\n{audit}"));
    let finding = |id: &str, grade: &str, source: &str| {
        let text = format!(
            "id: {id}\ntitle: Leavers keep access\nsource: {source}\ngrade: {grade}\nrequirement: A.5.18\nraised: {{on: 2026-02-06}}\nowner: ROL-cto\n"
        );
        write(acme.path(), &format!("findings/{id}.yaml"), text);
    };
    finding("FND-X1", "major", "AUD-S2");
    finding("FND-X2", "ofi", "AUD-S2");
    let at = |today: &str| json(acme.path(), &["audit", "readiness", "--stage", "surveillance", "--today", today]);
    let visit = at("2026-06-30");
    assert_eq!((&visit["stage"], &visit["visit"]["name"]), (&"surveillance".into(), &"surveillance 1".into()));
    let likely = |visit: &Value, id: &str| {
        let all = visit["likely_findings"].as_array().unwrap().clone();
        all.into_iter().find(|finding| finding["recorded"] == id)
    };
    // The body has decided since: it is held up no more, and asks for this first.
    let found = visit["body_findings"].as_array().unwrap();
    assert_eq!((&found[0]["finding"], &found[0]["holds_up"], &found[0]["until"]), (&"FND-X1".into(), &false.into(), &Value::Null));
    assert_eq!((&found[1]["finding"], &found[1]["holds_up"]), (&"FND-X2".into(), &false.into()));
    assert!(likely(&visit, "FND-X1").unwrap()["reason"].as_str().unwrap().starts_with("the certification body decided on 2026-03-10"));
    assert!(likely(&visit, "FND-X2").is_none());
    assert!(visit["in_the_way"].as_array().unwrap().contains(&"`FND-X1`, raised by audit `AUD-S2`, is not shown to be mended".into()));
    // Without its decision, it waits, and not for ever.
    let road = |today: &str| {
        let without = fs::read_to_string(project().join("examples/acme/isms.yaml")).unwrap();
        let with = fs::read_to_string(acme.path().join("isms.yaml")).unwrap();
        write(acme.path(), "isms.yaml", without);
        let told = json(acme.path(), &["audit", "readiness", "--today", today]);
        write(acme.path(), "isms.yaml", with);
        likely(&told, "FND-X1").unwrap()["reason"].as_str().unwrap().to_owned()
    };
    assert!(road("2026-06-30").ends_with("; after 2026-08-06 it holds stage 2 again"), "{}", road("2026-06-30"));
    assert!(road("2026-09-01").ends_with("; since 2026-08-06 it has to hold stage 2 again"), "{}", road("2026-09-01"));
    // What happened is told from stage 2 on, and not from the decision on it.
    let since = visit["since"].as_array().unwrap();
    assert_eq!((&visit["operation"]["from"], &visit["operation"]["visit"]), (&"2026-02-06".into(), &"AUD-S2".into()));
    assert_eq!((&since[0]["on"], &since[0]["record"]), (&"2026-02-27".into(), &"CHG-2025-01".into()), "{since:?}");
    assert!(since.iter().any(|event| event["what"] == "management review"), "{since:?}");
    let context = fs::read_to_string(acme.path().join("context.yaml")).unwrap();
    let complaint = "parties:\n  - name: A neighbour\n    feedback: [{on: 2026-06-01, kind: complaint, what: The robots talk at night}]\n";
    write(acme.path(), "context.yaml", context.replacen("parties:\n", complaint, 1));
    let since = at("2026-06-30")["since"].clone();
    let told = since.as_array().unwrap().iter().find(|event| event["title"] == "The robots talk at night");
    assert_eq!(told.unwrap()["what"], "complaint without an answer");
    // Stage 1 has areas of concern: they speak against nothing, and the plan against them is accepted by nobody.
    write(acme.path(), "audits/AUD-S1.yaml", "id: AUD-S1\ntitle: Stage 1\ntype: stage-1\nfinished: 2026-01-20\n");
    finding("FND-X1", "major", "AUD-S1");
    finding("FND-X2", "minor", "AUD-S1");
    let visit = at("2026-06-30");
    let concern = likely(&visit, "FND-X1").unwrap();
    assert!(concern["statement"].as_str().unwrap().starts_with("area of concern `FND-X1`"), "{concern}");
    assert_eq!((&concern["blocks"], &likely(&visit, "FND-X2").unwrap()["blocks"]), (&false.into(), &false.into()));
}

/// What stands in the way is named with what takes it away, as far as a command does.
#[test]
fn commands_that_are_named_take_obstacles_away() {
    let acme = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), acme.path());
    let obstacles = |today: &str| {
        let visit = json(acme.path(), &["audit", "readiness", "--stage", "surveillance", "--today", today]);
        visit["in_the_way"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let run = |obstacle: &str, value: &str| {
        let command = obstacle.split('`').find_map(|part| part.strip_prefix("isms ")).unwrap().replace('…', value);
        let args: Vec<&str> = command.split(' ').collect();
        let ran = isms(acme.path(), &[&args[..], &["--today", "2027-01-15"]].concat());
        assert_eq!(ran.code, 0, "{command}: {}", ran.stderr);
    };
    let first = obstacles("2026-06-30");
    assert_eq!(first.len(), 1, "{first:?}");
    run(&first[0], "2026-06-15");
    let open = obstacles("2027-05-15");
    let told = [
        "surveillance 1, from 2027-03-15 to 2027-06-15: no day",
        "no internal audit was finished after 2026-06-15",
        "no management review",
    ];
    assert!(open.len() == told.len() && open.iter().zip(told).all(|(open, told)| open.starts_with(told)), "{open:?}");
    open.iter().for_each(|obstacle| run(obstacle, "2027-06-01"));
    assert_eq!(obstacles("2027-05-15").len(), 2);
}

#[test]
fn a_certificate_counts_only_while_the_body_lets_it() {
    for (status, counts, words, step) in [
        ("valid", true, "valid until 2029-03-09", "in-progress"),
        ("reduced", true, "reduced until 2029-03-09", "in-progress"),
        ("suspended", false, "suspended", "needs-repeat"),
        ("withdrawn", false, "withdrawn", "not-started"),
    ] {
        let acme = certified(&format!("{{status: {status}, decided: 2026-06-01, expires: 2029-03-09}}"));
        let cycle = json(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]);
        assert_eq!(cycle["certificate"]["counts"], counts, "{status}");
        // Of what was taken back no visit is to come.
        assert_eq!(cycle["visits"].as_array().unwrap().is_empty(), status == "withdrawn", "{status}");
        let text = isms(acme.path(), &["audit", "cycle", "--today", "2026-06-30"]).stdout;
        assert!(text.contains(words), "{text}");
        let state = json(acme.path(), &["status", "--today", "2026-06-30"]);
        assert_eq!(state["steps"][7]["state"], step, "{status}");
    }
}

#[test]
fn what_moved_in_readiness_is_told() {
    let (_room, demo) = demo();
    let moved = |args: &[&str]| json(&demo, &[&["diff", "--readiness"], args].concat());
    let diff = moved(&["2026-01-31", "2026-06-30"]);
    assert_eq!((&diff["from"]["as_of"], &diff["to"]["as_of"]), (&"2026-01-31".into(), &"2026-06-30".into()));
    let review = diff["clauses"].as_array().unwrap().iter().find(|clause| clause["after"] == "pass");
    assert!(review.is_some_and(|clause| clause["before"] != "pass"), "{}", diff["clauses"]);
    let effective = |side: &str| {
        let is = |control: &&Value| control[side].as_array().unwrap().contains(&"effective".into());
        diff["controls"].as_array().unwrap().iter().filter(is).count()
    };
    let shown = |day: &str| {
        let report = json(&demo, &["audit", "readiness", "--at", day]);
        report["controls"].as_array().unwrap().iter().filter(|control| control["effective"] == true).count()
    };
    assert_eq!(shown("2026-01-31") + effective("gained") - effective("lost"), shown("2026-06-30"));
    let same = moved(&["2026-06-30", "2026-06-30"]);
    assert!(["clauses", "controls", "new", "gone", "regraded"].iter().all(|key| same[key] == Value::Array(Vec::new())), "{same}");
}

#[test]
fn readiness_tells_of_risks_of_the_age_of_evidence_and_of_the_year_to_come() {
    let report = json(&project().join("examples/acme"), &["audit", "readiness", "--today", "2026-06-30"]);
    let number = |value: &Value| value.as_u64().unwrap();
    let risks = &report["risks"];
    let current: u64 = risks["levels"].as_array().unwrap().iter().map(|level| number(&level["current"])).sum();
    assert_eq!(current + number(&risks["unrated"]), number(&risks["risks"]));
    let evidence = &report["evidence"];
    let ages: u64 = evidence["ages"].as_array().unwrap().iter().map(|age| number(&age["evidence"])).sum();
    assert_eq!(ages + number(&evidence["undated"]), number(&evidence["evidence"]));
    assert!(number(&evidence["lately"]) <= number(&evidence["evidence"]));
    let days: Vec<&str> = report["ahead"].as_array().unwrap().iter().map(|ahead| ahead["on"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && days.iter().all(|day| ("2026-06-30"..="2027-06-30").contains(day)), "{days:?}");
    assert!(report["ahead"].as_array().unwrap().iter().any(|ahead| ahead["record"] == "AUD-stage-2"));
}
