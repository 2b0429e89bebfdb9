//! The road counted back from its day.

use crate::readiness::copy;
use crate::support::{commit_on, git, isms, programme, project, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn plan(folder: &Path, args: &[&str]) -> Value {
    let ran = isms(folder, &[&["plan", "--format", "json"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn part<'p>(plan: &'p Value, name: &str) -> &'p Value {
    plan["parts"].as_array().unwrap().iter().find(|part| part["part"] == name).unwrap()
}

/// A copy of the example, without a history.
fn acme() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples/acme"), folder.path());
    folder
}

fn change(folder: &Path, path: &str, was: &str, is: &str) {
    let text = fs::read_to_string(folder.join(path)).unwrap();
    assert!(text.contains(was), "{path}: {was}");
    write(folder, path, text.replacen(was, is, 1));
}

#[test]
fn a_new_programme_is_told_what_to_set_and_when_it_could_be_done() {
    let folder = programme();
    let open = plan(folder.path(), &["--today", "2026-01-01"]);
    assert_eq!((&open["target"], &open["spare"]), (&Value::Null, &Value::Null));
    let earliest = open["earliest"].as_str().unwrap();
    let text = isms(folder.path(), &["plan", "--today", "2026-01-01"]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(&format!("`isms set plan target={earliest}`")) && text.contains(&format!("`isms plan --target {earliest}`")),
        "{text}"
    );
    // Whoever takes that day has not one to spare, and whoever takes the day before it is told so.
    let kept = plan(folder.path(), &["--today", "2026-01-01", "--target", earliest]);
    assert_eq!((kept["spare"].as_i64(), part(&kept, "prepare")["latest_start"].as_str()), (Some(0), Some("2026-01-01")));
    let late = plan(folder.path(), &["--today", "2026-01-02", "--target", earliest]);
    assert_eq!(late["spare"].as_i64(), Some(-1));
    assert_eq!(part(&late, "prepare")["remarks"][0], "latest start was 2026-01-01, 1 day ago");
    let said = isms(folder.path(), &["plan", "--today", "2026-01-02", "--target", earliest]).stdout;
    assert!(said.contains("which cannot be reached: 1 day too late"), "{said}");
}

#[test]
fn durations_are_those_of_the_records() {
    let folder = programme();
    let before = plan(folder.path(), &["--today", "2026-01-01"]);
    let cadence = "cadence: {operate_before_audit: 180d, steps: {decision: 1mo}, ";
    change(folder.path(), "isms.yaml", "cadence: {", cadence);
    let after = plan(folder.path(), &["--today", "2026-01-01"]);
    assert_eq!((part(&after, "operation")["takes"].as_u64(), part(&after, "decision")["takes"].as_u64()), (Some(180), Some(31)));
    let day = |plan: &Value| plan["earliest"].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    assert_eq!((day(&after) - day(&before)).num_days(), 90 + 31 - 14);
}

/// What the example did is not planned again, and its booked days hold.
#[test]
fn what_is_done_is_not_planned_again() {
    let folder = acme();
    let plan = plan(folder.path(), &["--today", "2026-06-30"]);
    for name in ["prepare", "scope", "risk", "controls", "operation", "training", "internal-audit", "management-review", "contract"] {
        let part = part(&plan, name);
        assert_eq!((&part["state"], &part["left"], &part["latest_start"]), (&"done".into(), &0.into(), &Value::Null), "{name}");
    }
    assert_eq!((&part(&plan, "stage-1")["planned"], &part(&plan, "stage-1")["state"]), (&"2026-11-02".into(), &"not-started".into()));
    assert_eq!(part(&plan, "stage-2")["earliest_start"], "2026-12-07");
    let decides: Vec<&str> = plan["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["critical"] == true)
        .map(|part| part["part"].as_str().unwrap())
        .collect();
    assert_eq!(decides, ["stage-2", "closing", "decision"]);
    let asked = plan["questions"].to_string();
    assert!(asked.contains("were in no finished internal audit") && asked.contains("A.5.35"), "{asked}");
    let late = self::plan(folder.path(), &["--today", "2026-11-26"]);
    assert_eq!(part(&late, "stage-1")["remarks"][0], "was planned for 2026-11-02, 24 days ago");
}

/// Nothing but a finished audit and a review after it frees stage 2.
#[test]
fn stage_2_waits_for_audits_of_everything_and_a_review_after_them() {
    let today = ["--today", "2026-06-30"];
    let folder = acme();
    change(folder.path(), "audits/AUD-2025-1.yaml", "\"10\"]", "\"9.1\"]");
    let short = plan(folder.path(), &today);
    assert_eq!(part(&short, "internal-audit")["state"], "done");
    change(folder.path(), "audits/AUD-2026-1.yaml", "\"10\"]", "\"8.1\"]");
    change(folder.path(), "audits/AUD-2026-1.yaml", "\"9.3\", ", "");
    let short = plan(folder.path(), &today);
    let missing: Vec<&str> = part(&short, "internal-audit")["missing"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(missing, ["10.1", "10.2"]);
    assert_eq!(
        (&part(&short, "internal-audit")["state"], &part(&short, "management-review")["state"]),
        (&"in-progress".into(), &"not-started".into())
    );

    // A place of the scope that no audit names is one that nobody visited, once some audit says where it was.
    let folder = acme();
    write_places(folder.path(), "AUD-2025-1", "[Office and test hall Karlsruhe]");
    write_places(folder.path(), "AUD-2026-1", "[]");
    let short = plan(folder.path(), &today);
    assert_eq!(part(&short, "internal-audit")["missing"], serde_json::json!(["home workplaces"]));
    write_places(folder.path(), "AUD-2026-1", "[Home Workplaces]");
    let whole = plan(folder.path(), &today);
    assert_eq!(
        (&part(&whole, "internal-audit")["state"], &part(&whole, "internal-audit")["since"]),
        (&"done".into(), &"2026-05-20".into())
    );
}

fn write_places(folder: &Path, audit: &str, places: &str) {
    let path = folder.join(format!("audits/{audit}.yaml"));
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("places: ").unwrap();
    fs::write(&path, format!("{before}places: {places}\n{}", rest.split_once('\n').unwrap().1)).unwrap();
}

#[test]
fn whoever_has_a_certificate_is_shown_its_visits() {
    let folder = acme();
    change(folder.path(), "isms.yaml", "certification: {", "certification: {certificate: {issued: 2026-06-01, expires: 2029-05-31}, ");
    let plan = plan(folder.path(), &["--today", "2026-08-15", "--target", "2027-01-01"]);
    assert_eq!((&plan["target"], &plan["earliest"]), (&Value::Null, &Value::Null));
    assert_eq!(plan["visits"][0]["to"], "2027-06-01");
    assert!(plan["parts"].as_array().unwrap().iter().all(|part| part["earliest_start"].is_null()));
    // It has ended: the audits begin anew, and what was held for it does not count.
    let ended = self::plan(folder.path(), &["--today", "2029-08-15"]);
    assert_eq!((&part(&ended, "stage-2")["state"], part(&ended, "stage-2")["earliest_start"].is_string()), (&"not-started".into(), true));
}

#[test]
fn what_the_plan_said_before_is_told_from_commits() {
    let folder = programme();
    git(folder.path(), &["init", "-q"]);
    let plan_yaml = |target: &str, due: &str| format!("target: {target}\nmilestones: [{{step: scope, what: Scope agreed, due: {due}}}]\n");
    write(folder.path(), "plan.yaml", plan_yaml("2027-01-31", "2026-02-01"));
    commit_on(folder.path(), "2026-01-05", "plan");
    write(folder.path(), "plan.yaml", plan_yaml("2027-01-31", "2026-03-01"));
    commit_on(folder.path(), "2026-02-03", "later");
    write(folder.path(), "plan.yaml", plan_yaml("2027-03-01", "2026-03-01"));
    let told = plan(folder.path(), &["--today", "2026-02-10"]);
    let (target, scope) = (&told["milestones"][0], &told["milestones"][1]);
    assert_eq!((&target["first"], &target["moved"], &target["moves"][0]["commit"]), (&"2027-01-31".into(), &29.into(), &Value::Null));
    assert_eq!((&scope["moved"], &scope["moves"][0]["on"]), (&28.into(), &"2026-02-03".into()));
    let then = plan(folder.path(), &["--at", "2026-01-20"]);
    assert_eq!((&then["milestones"][1]["moved"], &then["has_history"]), (&0.into(), &true.into()));
}

/// Who owns the milestone that is a step to a part sees to that part, as long as it is open: in the plan, in what falls due and
/// in what is next, by their name and by that of their role.
#[test]
fn parts_have_owners() {
    let folder = programme();
    let open = "milestones:\n  - {step: scope, what: Scope agreed, owner: ROL-isms-manager}\n  - {step: Stage_1, what: Documents, owner: ROL-top-management, due: 2026-06-01}\n  - {step: internal audit, what: Look at it ourselves, owner: PER-tom}\n";
    write(folder.path(), "plan.yaml", open);
    write(folder.path(), "people/PER-tom.yaml", "id: PER-tom\ntitle: Tom Berg\n");
    write(
        folder.path(),
        "roles/ROL-isms-manager.yaml",
        "id: ROL-isms-manager\ntitle: Manager\nduties: [isms-conformity]\nheld_by: [PER-tom]\n",
    );
    let day = ["--today", "2026-01-01"];
    let told = plan(folder.path(), &day);
    let owner = |told: &Value, name: &str| part(told, name)["owner"].clone();
    assert_eq!(
        [owner(&told, "scope"), owner(&told, "stage-1"), owner(&told, "risk")],
        ["ROL-isms-manager".into(), "ROL-top-management".into(), Value::Null]
    );
    assert_eq!(told["milestones"][1]["owner"], "ROL-top-management");
    let toms = plan(folder.path(), &["--today", "2026-01-01", "--owner", "PER-tom"]);
    let parts: Vec<&str> = toms["parts"].as_array().unwrap().iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!((parts, &toms["owner"], &toms["earliest"]), (vec!["scope", "internal-audit"], &"PER-tom".into(), &told["earliest"]));
    let text = isms(folder.path(), &["plan", "--today", "2026-01-01", "--format", "md"]).stdout;
    assert!(text.contains("ROL-isms-manager Manager (Tom Berg)"), "{text}");
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&isms(folder.path(), &[args, &day[..], &["--format", "json"]].concat()).stdout).unwrap()
    };
    // The audit that is due is his, whoever has the duty; so are the acts that his parts ask for, and no others.
    let due = json(&["due", "--within", "12mo"]);
    assert!(due["due"].as_array().unwrap().iter().any(|due| due["matter"] == "audit" && due["owner"] == "PER-tom"), "{due}");
    let next = json(&["next", "--owner", "ROL-top-management"])["next"].clone();
    assert!(next.as_array().unwrap().iter().all(|act| act["step"] != 2 && act["requirement"] != "9.2.2"), "{next}");
    let next = json(&["next", "--owner", "PER-tom"])["next"].clone();
    assert!(next.as_array().unwrap().iter().any(|act| act["requirement"] == "9.2.2"), "{next}");
    // Once a milestone is done it makes nobody an owner any more.
    write(folder.path(), "plan.yaml", open.replace("owner: ROL-isms-manager}", "owner: ROL-isms-manager, done: 2025-12-01}"));
    assert_eq!(owner(&plan(folder.path(), &day), "scope"), Value::Null);
    assert_eq!(isms(folder.path(), &["plan", "--owner", "ROL-nobody"]).code, 2);
}

/// A bar never needs more than there is, and the calendar has a day for what is to begin and for the target.
#[test]
fn it_is_drawn_in_sixty_columns_and_put_into_a_calendar() {
    let folder = acme();
    let text = fs::read_to_string(folder.path().join("plan.yaml")).unwrap();
    assert!(text.contains("target: 2026-12-31"));
    let args = ["plan", "--today", "2025-02-10", "--target", "2026-12-31"];
    let drawn = isms(folder.path(), &[&args[..], &["--format", "md"]].concat()).stdout;
    assert!(drawn.contains('█') && drawn.contains("today 2025-02-10, target 2026-12-31"), "{drawn}");
    let page = isms(folder.path(), &[&args[..], &["--format", "html"]].concat()).stdout;
    assert!(page.contains("<svg role=\"img\"") && page.contains("class=\"bar hue-"), "{page}");
    let rows = isms(folder.path(), &[&args[..], &["--format", "csv"]].concat()).stdout;
    assert_eq!((rows.lines().count(), rows.starts_with("#,Part,State,Latest start")), (15, true), "{rows}");
    let days = isms(folder.path(), &[&args[..], &["--format", "ics"]].concat()).stdout.replace("\r\n ", "");
    assert!(days.contains("DTSTART;VALUE=DATE:20261231\r\n") && days.contains("SUMMARY:begin stage 2\r\n"), "{days}");
    let ids: Vec<&str> = days.lines().filter(|line| line.starts_with("UID:")).collect();
    let moved =
        isms(folder.path(), &["plan", "--today", "2025-02-10", "--target", "2027-12-31", "--format", "ics"]).stdout.replace("\r\n ", "");
    assert!(ids.len() > 10 && ids.iter().all(|id| moved.contains(id)), "{moved}");
}

#[test]
fn what_was_audited_and_reviewed_once_is_late_when_its_interval_is_over() {
    let acme = acme();
    let state = |today: &str, name: &str| part(&plan(acme.path(), &["--today", today]), name).clone();
    assert_eq!(state("2026-06-30", "internal-audit")["state"], "done");
    let audit = state("2027-06-30", "internal-audit");
    assert_eq!((&audit["state"], &audit["remarks"][0]), (&"needs-repeat".into(), &"is done again by 2027-04-19, 72 days ago".into()));
    assert_eq!(state("2026-06-30", "management-review")["state"], "done");
    assert_eq!(state("2028-06-30", "management-review")["state"], "needs-repeat");
}

#[test]
fn the_day_of_the_first_certificate_is_none_of_the_second() {
    let acme = acme();
    change(acme.path(), "isms.yaml", "certification: {", "certification: {certificate: {decided: 2026-12-20, expires: 2029-12-19}, ");
    let told = plan(acme.path(), &["--today", "2030-01-15"]);
    assert_eq!((&told["target"], &told["visits"]), (&Value::Null, &Value::Array(Vec::new())));
    let due = |today: &str| {
        let ran = isms(
            acme.path(),
            &["due", "--kind", "cycle", "--kind", "certification", "--today", today, "--within", "10d", "--format", "json"],
        );
        let due: Value = serde_json::from_str(&ran.stdout).unwrap();
        due["due"].as_array().unwrap().iter().map(|due| due["what"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let ended = due("2030-01-15");
    assert!(ended.contains(&"the certificate ended".to_owned()), "{ended:?}");
    assert!(
        !ended.iter().any(|what| what.contains("surveillance") || what.contains("recertification") || what.contains("wanted")),
        "{ended:?}"
    );
    change(acme.path(), "plan.yaml", "target: 2026-12-31", "target: 2030-09-30");
    assert_eq!(plan(acme.path(), &["--today", "2030-01-15"])["target"], "2030-09-30");
    let said = |today: &str, of: &[&str]| isms(acme.path(), &[of, &["--today", today]].concat()).stdout;
    assert!(said("2030-01-15", &["audit", "cycle"]).contains("runs no more, and no visit took place"));
    // While it runs, the plan says of each visit how far it is.
    let visits = said("2028-02-15", &["plan"]);
    let state = |name: &str| {
        visits.lines().rev().find(|line| line.starts_with(name)).unwrap_or_default().split("  ").last().unwrap().trim().to_owned()
    };
    assert_eq!([state("surveillance 1"), state("surveillance 2"), state("recertification")], ["late", "not planned", "to come"]);
    // A certificate that was taken back runs no more, whatever days it has.
    change(acme.path(), "isms.yaml", "certificate: {", "certificate: {status: withdrawn, ");
    assert_eq!(due("2027-06-30").iter().filter(|what| what.contains("certificate en")).count(), 0);
    assert_eq!(plan(acme.path(), &["--today", "2027-06-30"])["target"], "2030-09-30");
}

#[test]
fn a_milestone_that_is_done_later_is_not_done_yet() {
    let folder = programme();
    let remarks = |done: &str| {
        let milestone = format!("{{step: scope, what: Scope agreed, due: 2027-06-01{done}}}");
        write(folder.path(), "plan.yaml", format!("target: 2027-06-30\nmilestones: [{milestone}]\n"));
        part(&plan(folder.path(), &["--today", "2026-01-01"]), "scope")["remarks"].to_string()
    };
    for done in ["", ", done: 2026-02-01"] {
        assert!(remarks(done).contains("`plan.yaml` gives it time until 2027-06-01"), "{done}: {}", remarks(done));
    }
    assert_eq!(remarks(", done: 2025-12-01"), "[]");
}
