//! Registers from spreadsheets: what comes in, what is told, what is left alone.

use crate::support::{Ran, isms, programme, write};
use std::fs;
use std::path::Path;

const ASSETS: &str = "\
Asset ID,Asset Name,Type,Owner,Classification,Description,Status,Criticality
AST-1,Order database (prod),Information,Head of Sales,Confidential,All orders,Active,High
AST-2,Warehouse server,Hardware,IT lead,Internal,Old but good,Active,Medium
";

const RISKS: &str = "\
ID,Risk Title,Description,Asset,Threat,Vulnerability,Owner,Likelihood (1-5),Impact Money,Impact Legal/Regulatory,Impact Safety,Max Impact,Inherent Score,Inherent Level,Existing Controls,Residual Likelihood,Residual Impact,Residual Score,Residual Level,Treatment,Status
R-01,Orders are lost,The disk fails,Order databases (prod),Failure of equipment,One disk,IT lead,4,5,2,1,5,20,Critical,Nightly backup,2,4,8,Medium,Mitigate,Open
R-02,Forklift stops,The server stops,Warehouse server,Ransomware,Flat network,Operations,2,3,1,1,3,6,Medium,\"EDR, backup\",1,3,3,Low,Accept with monitoring,Open
R-03,Own card data,Cards are stored,Card store,Theft of cards,No need,CFO,3,5,5,1,5,15,High,None,1,1,1,Low,Avoid,\"Avoided, since the shop pays through others\"
";

const SOA: &str = "\
Control ID,Control Name,Applicable,Justification,Implementation Status,Implementation Description,Owner,Reference
A.5.1,Policies for information security,Yes,One policy for all,Implemented,The board approved it,CISO,POL-1
5.10,Acceptable use,Yes,Laptops leave the house,Partially implemented,Half of staff signed,CISO,Intranet page
A 7.4,Physical security monitoring,No,No premises,N/A,,,
A.8.12,Data leakage prevention,Yes,Needed,Planned,Mail first, endpoints later,CISO,POL-1
A.8.13,Information backup,Yes,Orders must survive,Not implemented,,,
";

/// A sheet of every kind, in an order in which each finds what it names.
pub const ALL: [(&str, &str); 23] = [
    ("asset", ASSETS),
    (
        "document",
        "Doc ID,Title,Type,Owner,Version,Last Review,Next Review,Distribution,Status\nPOL-1,Backup Policy,Policy,CISO,1.0,2026-01-15,2027-01-15,All employees,Published\n",
    ),
    ("soa", SOA),
    ("competence", "Role,Required Competence,Level,Mandatory\nIT lead,Restoring backups,Expert,Yes\nNight shift,First aid,Basic,No\n"),
    ("raci", "Activity,Top Management,IT lead,All Employees\nConduct internal audits,A,R,I\nReport incidents,I,C,R\n"),
    (
        "training",
        "Person,Role,Training,Completion Date,Next Refresh,Evidence\nAda Byron,IT lead,Restore drill,2026-01-10,2027-01-10,Minutes\nAll Employees (9),All,Restore drill,,,2 of 9\n",
    ),
    ("threat", "ID,Threat,Category,Description\nT-1,Flood,Natural,The river rises\n"),
    ("risk", RISKS),
    (
        "treatment",
        "ID,Risk ID,Action,Annex A Control,Owner,Due Date,Budget (EUR)\nP-1,R-01,Second disk,A 8.13,IT lead,2026-09-30,500\nP-2,R-01,Try a restore,A 5.1,IT lead,Recurring,\n",
    ),
    (
        "supplier",
        "ID,Supplier,Category,Criticality,Data Accessed,Contract End,DPA Signed,Certifications,Last Review,Review Result\nV-1,Hoster,SaaS,High,Orders,Rolling,Yes,ISO 27001,2026-01-15,Satisfactory - one finding\nV-2,Cleaner,Service,Low,,2026-12-31,N/A,N/A,,\n",
    ),
    (
        "obligation",
        "ID,Regulation,Article / Section,Requirement,Responsible,Status\nL-1,GDPR,Art. 33,Breach notification within 72 hours,DPO,Compliant\n",
    ),
    (
        "incident",
        "ID,Title,Severity,Affected Assets,Reported At,Data Breach,Corrective Action\nI-1,Lost laptop,Medium,AST-2 (one),2026-02-15 08:30,No,Remote wipe\n",
    ),
    (
        "finding",
        "ID,Source,Date Raised,Nonconformity,Root Cause,Correction,Corrective Action,Owner,Due Date\nC-1,Incident I-1,2026-02-16,No encryption,Old image,Wiped,New image,IT lead,2026-05-01\n",
    ),
    ("vulnerability", "ID,CVE,Title,Affected Asset,Discovered,Status\nC-1,CVE-2026-1,Overflow,AST-2,2026-01-03,Closed\n"),
    (
        "objective",
        "ID,Objective,Linked Risk,Metric,Frequency,Target,Status\nO-1,Restores work,ISO 6.2 + R-01,% of restores that worked,Quarterly,>99.5% by 2026-12-31,On track\n",
    ),
    (
        "exception",
        "ID,Description,Reason,Requested By,Approved By,Granted,Expires\nE-1,Short passwords,Old system,IT lead,CISO + CEO,2026-01-01,2026-12-31\n",
    ),
    (
        "change",
        "ID,Title,Owner,Systems,Planned Start,CAB Date,CAB Decision\nCHG-1,New disk,Ada Byron,AST-2,2026-03-15 22:00,2026-03-11,Approved\nCHG-2,Patch,IT lead,All,2026-03-16,Post-approved,Approved\n",
    ),
    (
        "party",
        "ID,Stakeholder,Need,Derived Requirement,Source,Covered By,Status\nS-1,Customers,Safe data,Encrypt,Contract,Backup Policy + luck,Covered\nS-2,Customers,News,Tell them,,,Open\n",
    ),
    ("communication", "Topic,When,With,Channel,Owner,Category,Language\nSecurity news,monthly,all staff,mail,CISO,Internal,EN\n"),
    (
        "retention",
        "ID,Record Category,Retention Period,Owner\nK-1,Internal audit reports,5 years,CISO\nK-2,Contracts,10 years after their end,CFO\n",
    ),
    (
        "recovery",
        "ID,System,RTO,RPO,Last Test,Last Test Result,Runbook\nD-1,AST-2 Warehouse server,4h,15 min,2026-02-15,Passed (in 2h),RB-1\n",
    ),
    ("deletion", "ID,Data / Media,Method,Verified By,Date,Evidence\nX-1,12 laptops,Shredded,IT lead,2026-02-20,Certificate 7\n"),
    ("key", "Key ID,Purpose,Algorithm,Owner,Storage,Status\nK-1,Backup encryption,AES,IT lead,HSM,Active\n"),
];

fn import(folder: &Path, text: &str, kind: &str, more: &[&str]) -> Ran {
    write(folder, "files/sheet.csv", text);
    let mut args = vec!["import", "files/sheet.csv", "--as", kind];
    args.extend(more);
    isms(folder, &args)
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let mut all = vec!["--today", "2026-06-30"];
    all.extend(args);
    all.extend(["--format", "json"]);
    serde_json::from_str(&isms(folder, &all).stdout).unwrap()
}

/// Every file below a folder, by path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.to_string_lossy().into_owned(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// No record has a wrong shape, and no reference dangles.
fn is_sound(folder: &Path) {
    let rules = "record-shape,reference-unresolved,yaml-syntax,yaml-ambiguous,id-duplicate,record-misplaced,risk-score-off-scale";
    let ran = isms(folder, &["check", "--select", rules, "--fail-on", "info"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn a_risk_register_comes_out_with_the_scores_it_had() {
    let folder = programme();
    let folder = folder.path();
    let ran = import(folder, ASSETS, "asset", &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let ran = import(folder, RISKS, "risk", &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("all 15 of the sheet come out as they stand in it"), "{}", ran.stdout);
    assert!(ran.stdout.contains("sheet.csv:3:20: `Accept with monitoring` is taken as `retain`"), "{}", ran.stdout);
    is_sound(folder);
    let report = json(folder, &["risk", "score"]);
    let mut ratings: Vec<(String, String)> = Vec::new();
    for risk in report["risks"].as_array().unwrap() {
        let of = |state: &str| format!("{} {}", risk[state]["score"], risk[state]["level"].as_str().unwrap());
        ratings.push((risk["id"].as_str().unwrap().into(), format!("{}, {}, {}", of("inherent"), of("current"), of("residual"))));
    }
    ratings.sort();
    let expected =
        [("RSK-01", "20 critical, 8 medium, 8 medium"), ("RSK-02", "6 medium, 3 low, 3 low"), ("RSK-03", "15 high, 1 low, 1 low")];
    assert_eq!(ratings, expected.map(|(id, text)| (id.into(), text.into())));
    assert_eq!(
        read(folder, "risks/RSK-01.yaml"),
        "# yaml-language-server: $schema=../schemas/risk.schema.json\nid: RSK-01\ntitle: Orders are lost\nowner: ROL-it-lead\n\
         scenario: The disk fails\nassets: [AST-1]\nthreat: THR-hardware-failure\nvulnerability: One disk\n\
         inherent: {likelihood: 4, impact: {money: 5, legal: 2, safety: 1}}\n\
         current: {likelihood: 2, impact: 4, rationale: \"Existing Controls: Nightly backup\"}\nresidual: {likelihood: 2, impact: 4}\n\
         treatment: {option: modify}\nnotes: \"Asset: Order databases (prod)\"\ncustom: {source_id: R-01, status: Open}\n"
    );
    let method = read(folder, "isms.yaml");
    assert!(method.contains("people: nobody is affected, money: \"\", safety: \"\"}"), "{method}");
    assert!(method.contains("# a risk may give one number, or one for each of these"), "comments stay");
    let asked = isms(folder, &["check", "--select", "method-anchor-missing"]);
    assert!(asked.stdout.contains("method-anchor-missing"), "what the new dimensions mean is asked for: {}", asked.stdout);
}

#[test]
fn names_become_roles_assets_and_threats_that_resolve() {
    let folder = programme();
    let folder = folder.path();
    import(folder, ASSETS, "asset", &[]);
    import(folder, RISKS, "risk", &[]);
    assert!(read(folder, "roles/ROL-head-of-sales.yaml").contains("title: Head of Sales"));
    assert!(read(folder, "assets/AST-card-store.yaml").contains("title: Card store"));
    assert!(read(folder, "threats/THR-theft-of-cards.yaml").contains("title: Theft of cards"));
    assert!(read(folder, "risks/RSK-02.yaml").contains("threat: THR-malware"), "a built-in threat has this word");
    assert!(read(folder, "risks/RSK-02.yaml").contains("Threat: Ransomware"), "and the word is kept");
    let risk = read(folder, "risks/RSK-03.yaml");
    assert!(risk.contains("status: \"Avoided, since the shop pays through others\""), "{risk}");
    assert!(read(folder, "assets/AST-1.yaml").ends_with("notes: All orders\ncustom: {criticality: High}\n"));
}

#[test]
fn a_statement_of_applicability_becomes_decisions_and_controls() {
    let folder = programme();
    let folder = folder.path();
    let ran = import(folder, SOA, "soa", &[]);
    assert_eq!(ran.code, 1, "a row was not imported: {}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("files/sheet.csv:5:9: the row has 9 cells, and the header has 8"), "{}", ran.stdout);
    assert!(ran.stdout.contains("4 imported, 1 not imported"), "{}", ran.stdout);
    is_sound(folder);
    let soa = read(folder, "soa.yaml");
    for line in [
        "  A.5.1: {applicable: true, justification: One policy for all} # Policies for information security\n",
        "  A.7.4: {applicable: false, justification: No premises} # Physical security monitoring\n",
        "  A.8.12: {} # Data leakage prevention\n",
        "  A.8.13: {applicable: true, justification: Orders must survive} # Information backup\n",
    ] {
        assert!(soa.contains(line), "{line}{soa}");
    }
    let control = read(folder, "controls/CTL-a-5-10.yaml");
    assert!(control.contains("implements: [A.5.10]\ndescription: Half of staff signed\nstatus: in-progress\n"), "{control}");
    assert!(control.contains("owner: ROL-ciso\n") && control.contains("unclear: {documents: \"Reference: Intranet page\"}\n"), "{control}");
    assert!(read(folder, "controls/CTL-a-5-1.yaml").contains("documents: [DOC-POL-1]\n"));
    assert!(!folder.join("controls/CTL-a-8-13.yaml").exists(), "what nobody has begun is no control");
    let report = json(folder, &["soa", "render"]);
    let status = |id: &str| report["controls"].as_array().unwrap().iter().find(|row| row["control"] == id).unwrap()["status"].clone();
    let shown = ["A.5.1", "A.5.10", "A.7.4", "A.8.13"].map(status);
    assert_eq!(shown, ["implemented", "partial", "not-applicable", "not-implemented"]);
    assert_eq!(isms(folder, &["audit", "readiness"]).code, 0);
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = programme();
    let folder = folder.path();
    for (kind, text) in ALL {
        let ran = import(folder, text, kind, &[]);
        assert!(ran.stdout.contains("imported"), "{kind}: {}{}", ran.stdout, ran.stderr);
        let before = files(folder);
        let ran = import(folder, text, kind, &[]);
        assert_eq!(files(folder), before, "{kind}");
        assert!(ran.stdout.contains("there already and the same") && ran.stdout.ends_with("nothing was written\n"), "{}", ran.stdout);
    }
    is_sound(folder);
}

#[test]
fn what_is_there_is_left_as_it_is() {
    let folder = programme();
    let folder = folder.path();
    write(folder, "assets/AST-2.yaml", "# mine\nid: AST-2\ntitle: My server\ntype: hardware\n");
    let ran = import(folder, ASSETS, "asset", &[]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("files/sheet.csv:3: `AST-2` is there already and was left as it is"), "{}", ran.stdout);
    assert_eq!(read(folder, "assets/AST-2.yaml"), "# mine\nid: AST-2\ntitle: My server\ntype: hardware\n");
    assert!(folder.join("assets/AST-1.yaml").exists());
    assert!(!folder.join("roles/ROL-it-lead.yaml").exists(), "a role only that row names is not made");
    let soa = read(folder, "soa.yaml").replace("A.5.1: {}", "A.5.1: {applicable: false, justification: mine}");
    write(folder, "soa.yaml", &soa);
    let ran = import(folder, SOA, "soa", &[]);
    assert!(ran.stdout.contains("`A.5.1` is decided otherwise in `soa.yaml`"), "{}", ran.stdout);
    assert!(read(folder, "soa.yaml").contains("A.5.1: {applicable: false, justification: mine}"));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let folder = programme();
    let folder = folder.path();
    write(folder, "files/sheet.csv", RISKS);
    let before = files(folder);
    let dry = import(folder, RISKS, "risk", &["--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert_eq!(files(folder), before);
    let again = import(folder, RISKS, "risk", &["--dry-run"]);
    assert_eq!(dry.stdout, again.stdout);
    let wet = import(folder, RISKS, "risk", &[]);
    let (told, diff) = dry.stdout.split_once("\n\ndiff --git ").unwrap();
    assert_eq!(format!("{}\n", told.replace("would be written", "written")), wet.stdout);
    // The lines that it would add to new records are those that are written, and what it takes from a file stood there.
    let of = |path: &str| diff.split("diff --git ").find(|part| part.contains(&format!("b/{path}\n"))).unwrap_or_else(|| panic!("{path}"));
    let record = read(folder, "risks/RSK-01.yaml");
    let added: Vec<&str> =
        of("risks/RSK-01.yaml").lines().filter_map(|line| line.strip_prefix('+')).filter(|line| !line.starts_with("++")).collect();
    assert_eq!(added, record.lines().collect::<Vec<_>>());
    assert!(of("isms.yaml").lines().any(|line| line.starts_with('-') && line.contains("financial: ")), "{diff}");
}

#[test]
fn the_summary_is_a_report_in_every_format() {
    let folder = programme();
    let folder = folder.path();
    let sheet = "Asset ID,Asset Name,Type,Owner\nAST-1,Orders,Information,IT lead\nAST-1,Again,Hardware,IT lead\n";
    let dry = import(folder, sheet, "asset", &["--dry-run", "--format", "json"]);
    assert_eq!(dry.code, 1, "{}", dry.stderr);
    let dry: serde_json::Value = serde_json::from_str(&dry.stdout).unwrap();
    let first = &dry["sheets"][0];
    assert_eq!(dry["written"], false);
    assert_eq!([&first["kind"], &first["columns"][1]["goes_to"], &first["records"][1]["id"]], ["asset", "title", "AST-1"]);
    assert_eq!([&first["rows"]["imported"], &first["rows"]["not_imported"]], [1, 1]);
    assert_eq!(first["not_imported"][0]["place"], "files/sheet.csv:3:1");
    let new = dry["changes"].as_array().unwrap().iter().find(|change| change["file"] == "assets/AST-1.yaml").unwrap();
    assert!(new["is_new"] == true && new["diff"].as_str().unwrap().contains("+title: Orders\n"), "{new}");
    for (format, told) in [("md", "IT lead"), ("html", "</html>"), ("csv", "not imported"), ("yaml", "sheets:"), ("text", "read as assets")]
    {
        let ran = import(folder, sheet, "asset", &["--dry-run", "--format", format]);
        assert!(ran.code == 1 && ran.stdout.contains(told), "{format}: {}{}", ran.stdout, ran.stderr);
    }
    assert!(!folder.join("assets/AST-1.yaml").exists());
    let wet = import(folder, sheet, "asset", &["-o", "files/told.json"]);
    assert_eq!(wet.code, 1, "{}", wet.stderr);
    let wet: serde_json::Value = serde_json::from_str(&read(folder, "files/told.json")).unwrap();
    assert!(wet["written"] == true && wet["changes"][0]["diff"].is_null() && folder.join("assets/AST-1.yaml").exists());
    let update = import(folder, sheet, "asset", &["--update", "--format", "json"]);
    assert!(update.code == 2 && update.stderr.contains("leave `--format`"), "{}", update.stderr);
}

#[test]
fn columns_go_where_the_user_says() {
    let folder = programme();
    let folder = folder.path();
    let text = "Nr,Ding,Wie oft,Wie schlimm,Punkte\n7,Fire,2,4,9\n";
    let maps = ["--map", "Ding=title", "--map", "wie oft=likelihood", "--map", "Wie schlimm=impact", "--map", "Punkte=score"];
    let ran = import(folder, text, "risk", &maps);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("sheet.csv:2:5: the sheet says the current score is `9`; by the method it is `8`, which is medium"),
        "{}",
        ran.stdout
    );
    assert!(read(folder, "risks/RSK-7.yaml").contains("title: Fire\ncurrent: {likelihood: 2, impact: 4}\n"));
    for (maps, hint) in [
        (&["--map", "Dinng=title"][..], "did you mean `Ding`?"),
        (&["--map", "Ding=titel"], "did you mean `title`?"),
        (&["--map", "Ding=title", "--map", "Punkte=title"], "map one of them to another field"),
        (&[], "name it with `--map \"HEADER=title\"`"),
        (&["--map", "Ding"], "Header=field"),
        (&["--at", "HEAD"], "`isms import --help` lists those that it has"),
    ] {
        let ran = import(folder, text, "risk", maps);
        assert_eq!(ran.code, 2, "{maps:?} {}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{maps:?} {}", ran.stderr);
    }
    let out = import(folder, "Title,Secret\na,b\n", "asset", &["--map", "Secret=-"]);
    assert!(out.stdout.contains("left out, as asked"), "{}", out.stdout);
    assert!(!read(folder, "assets/AST-a.yaml").contains("ecret"));
}

#[test]
fn an_approved_method_is_not_extended() {
    let folder = programme();
    let folder = folder.path();
    let method = read(folder, "isms.yaml").replace("# approval: {by: ROL-top-management", "approval: {by: ROL-top-management");
    write(folder, "isms.yaml", &method);
    let ran = import(folder, RISKS, "risk", &[]);
    assert!(
        ran.stdout.contains("the method is approved, so `money` and `safety` cannot be added to its impact dimensions"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("all 15 of the sheet come out"), "{}", ran.stdout);
    assert_eq!(read(folder, "isms.yaml"), method);
    let risk = read(folder, "risks/RSK-01.yaml");
    assert!(risk.contains("inherent: {likelihood: 4, impact: 5}\n"), "{risk}");
    assert!(risk.contains("impact_money: 5, impact_legal_regulatory: 2, impact_safety: 1"), "{risk}");
    is_sound(folder);
}

#[test]
fn hostile_sheets_are_refused_or_tamed() {
    let folder = programme();
    let folder = folder.path();
    for (bytes, says) in [
        (&b""[..], "is empty"),
        (b"Title\n\x81\n", "is no text in UTF-8, UTF-16 or Windows-1252 from line 2, byte 1"),
        (b"PK\x03\x04", "is a workbook that is cut short"),
    ] {
        write(folder, "files/sheet.csv", bytes);
        let ran = isms(folder, &["import", "files/sheet.csv", "--as", "asset"]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        assert!(ran.stderr.contains(says) && ran.stderr.contains("hint: "), "{}", ran.stderr);
    }
    let missing = isms(folder, &["import", "files/none.csv", "--as", "asset"]);
    assert_eq!(missing.code, 3);
    assert!(missing.stderr.starts_with("error: cannot read `files/none.csv`"), "{}", missing.stderr);
    let large = "x".repeat(1 << 20);
    let text = format!(
        "Title,Type,Type,Kind of\u{1b}[2Jthing\n\"../../etc\",no,5.10,\"a: b\n# c\"\n{large},x,x,x\nno,\u{0},: {{,'\n=cmd|x,-,@,+\n"
    );
    let ran = import(folder, &text, "asset", &[]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'), "{:?}", ran.stdout);
    assert!(ran.stdout.contains("the row has more than 256 KiB of text"), "{}", ran.stdout);
    assert!(ran.stdout.contains("control characters were replaced"), "{}", ran.stdout);
    assert!(folder.join("assets/AST-etc.yaml").exists() && folder.join("assets/AST-no.yaml").exists());
    is_sound(folder);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_if_one_file_cannot_be() {
    let folder = programme();
    let folder = folder.path();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.join("threats")).unwrap();
    write(folder, "files/sheet.csv", RISKS);
    let before = files(folder);
    let ran = import(folder, RISKS, "risk", &[]);
    assert_eq!(ran.code, 3, "{}", ran.stdout);
    assert!(ran.stderr.contains("is a symbolic link"), "{}", ran.stderr);
    assert_eq!(files(folder), before);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn sheets_of_every_kind_say_what_they_said() {
    let folder = programme();
    let folder = folder.path();
    for (kind, text) in ALL {
        import(folder, text, kind, &[]);
    }
    let has = |path: &str, part: &str| {
        let text = read(folder, path);
        assert!(text.contains(part), "{path} lacks {part}\n{text}");
    };
    has("documents/DOC-POL-1.yaml", "audience: [all]\nreviewed_on: 2026-01-15\nreview_every: 12mo\n");
    has("controls/CTL-a-5-1.yaml", "documents: [DOC-POL-1]\n");
    has("roles/ROL-it-lead.yaml", "competence:\n  - Restoring backups\n");
    has("roles/ROL-it-lead.yaml", "duties:\n  - internal-audit\n");
    has("roles/ROL-it-lead.yaml", "held_by:\n  - PER-ada-byron\n");
    has("roles/ROL-it-lead.yaml", "notes: |-\n  Restoring backups: Level Expert\n  Conduct internal audits: R\n  Report incidents: C\n");
    assert!(!read(folder, "roles/ROL-all-employees.yaml").contains("duties"), "nobody is responsible because all are");
    has(
        "trainings/TRN-restore-drill.yaml",
        "audience: [ROL-it-lead, all]\nevery: 12mo\ncompletions: [{person: PER-ada-byron, on: 2026-01-10}]\n",
    );
    has("risks/RSK-01.yaml", "{what: Second disk, owner: ROL-it-lead, due: 2026-09-30, resources: \"Budget (EUR): 500\"}");
    has("risks/RSK-01.yaml", "CTL-a-8-13");
    has("risks/RSK-01.yaml", "Due Date: Recurring");
    has("controls/CTL-a-8-13.yaml", "implements: [A.8.13]\n");
    has("suppliers/SUP-1.yaml", "cloud: true\naccess: [Orders]\nagreement: {dpa: true}\ncertificates: [{name: ISO 27001}]\n");
    has("suppliers/SUP-1.yaml", "reviews: [{on: 2026-01-15, result: acceptable}]\n");
    has("suppliers/SUP-2.yaml", "agreement: {until: 2026-12-31}\n");
    has("obligations/OBL-1.yaml", "title: GDPR, Art. 33\ntype: regulation\n");
    has("obligations/OBL-1.yaml", "unclear: {assessed: \"Status: Compliant\"}\n");
    has("incidents/INC-1.yaml", "reported: 2026-02-15\naffects: [AST-2]\nactions: [{what: Remote wipe}]\n");
    has("findings/FND-1.yaml", "source: INC-1\n");
    has("findings/FND-C-1.yaml", "grade: observation\n");
    has("objectives/OBJ-1.yaml", "basis: [\"6.2\", RSK-01]\n");
    has("objectives/OBJ-1.yaml", "due: 2026-12-31\ntarget: 99.5\n");
    has("exceptions/EXC-1.yaml", "approval: {by: ROL-ciso, on: 2026-01-01}\nuntil: 2026-12-31\n");
    has("changes/CHG-1.yaml", "touches: [AST-2]\nplanned_for: 2026-03-15\napproval: {by: ROL-cab, on: 2026-03-11}\n");
    assert!(!read(folder, "changes/CHG-2.yaml").contains("\napproval:"), "no day, no approval");
    has("context.yaml", "{text: Encrypt, source: contract, addressed: true, addressed_by: [DOC-POL-1]}, {text: Tell them}");
    has("isms.yaml", "  - {topic: Security news, when: monthly, with: all staff, how: mail, responsible: ROL-ciso, audience: internal}\n");
    has("isms.yaml", "retention:\n  audit: 5y\n");
    has("assets/AST-2.yaml", "rto: 4h\n");
    has("evidence/EVD-X-1.yaml", "effective: {from: 2026-02-20}\nsupports: [A.8.10]\n");
    has("assets/AST-K-1.yaml", "title: Backup encryption\ntype: information\n");
}

#[test]
fn a_document_that_was_only_a_name_is_completed() {
    let folder = programme();
    let folder = folder.path();
    import(folder, SOA, "soa", &[]);
    assert!(read(folder, "documents/DOC-POL-1.yaml").ends_with("id: DOC-POL-1\ntitle: POL-1\ntype: policy\n"));
    let (_, text) = ALL[1];
    let ran = import(folder, text, "document", &[]);
    assert!(ran.stdout.contains("documents/DOC-POL-1.yaml: was only a name and is complete now"), "{}", ran.stdout);
    assert!(read(folder, "documents/DOC-POL-1.yaml").contains("title: Backup Policy\n"));
    write(folder, "documents/DOC-POL-1.yaml", "# mine\nid: DOC-POL-1\ntitle: Backup Policy\ntype: policy\n");
    let ran = import(folder, text, "document", &[]);
    assert!(ran.stdout.contains("`DOC-POL-1` is there already and was left as it is"), "{}", ran.stdout);
}

#[test]
fn a_sheet_of_unclear_ratings_is_refused_until_it_is_mapped() {
    let folder = programme();
    let folder = folder.path();
    let text = "ID,Title,Likelihood,Impact,Imagined Likelihood,Imagined Impact\nR1,Fire,4,5,1,2\n";
    let before = files(folder);
    let ran = import(folder, text, "risk", &[]);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("`Imagined Likelihood`: ") && ran.stderr.contains("`Imagined Impact`: "), "{}", ran.stderr);
    for act in ["--map \"Imagined Likelihood=current.likelihood\"", "=inherent.likelihood", "=custom", "=notes", "=-"] {
        assert!(ran.stderr.contains(act), "{act} {}", ran.stderr);
    }
    fs::remove_file(folder.join("files/sheet.csv")).unwrap();
    assert_eq!(files(folder), before);
    let maps = ["--map", "Imagined Likelihood=current.likelihood", "--map", "Imagined Impact=current.impact"];
    let ran = import(folder, text, "risk", &maps);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let risk = &files(&folder.join("risks"))[0].1;
    let risk = String::from_utf8_lossy(risk);
    assert!(risk.contains("inherent: {likelihood: 4, impact: 5}\ncurrent: {likelihood: 1, impact: 2}\n"), "{risk}");
}

#[test]
fn a_report_that_comes_back_changes_nothing() {
    let folder = programme();
    let folder = folder.path();
    for (kind, text) in ALL.iter().filter(|(kind, _)| matches!(*kind, "asset" | "document" | "soa" | "risk" | "treatment")) {
        import(folder, text, kind, &[]);
    }
    let soa = |audience| ["soa", "render", "--audience", audience];
    for (kind, report) in
        [("soa", &soa("full")[..]), ("soa", &soa("public")), ("risk", &["risk", "score"]), ("treatment", &["risk", "plan"])]
    {
        let mut args = report.to_vec();
        args.extend(["--format", "csv"]);
        let text = isms(folder, &args).stdout;
        let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
        for row in csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records() {
            writer.write_record(&row.unwrap()).unwrap();
        }
        let saved = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        for text in [text, saved] {
            write(folder, "files/sheet.csv", &text);
            let before = files(folder);
            let ran = import(folder, &text, kind, &[]);
            assert_eq!(ran.code, 0, "{kind} {}{}", ran.stdout, ran.stderr);
            assert_eq!(files(folder), before, "{kind}");
        }
    }
}

/// What a sheet calls closed and gives no day comes in as open, and that is told with the cell; with its day it is closed.
#[test]
fn what_is_closed_without_a_day_is_told() {
    let folder = programme();
    let sheets = [
        ("vulnerability", "ID,Title,Status,Patched on\nV-1,Old TLS,Closed,\nV-2,Old SSH,Closed,2026-02-01\nV-3,Old DNS,Open,\n", "FND-V-1"),
        ("finding", "ID,Finding,Grade,Finding Status\nN-1,No minutes,minor,Resolved\nN-2,No plan,minor,Open\n", "FND-1"),
        ("incident", "ID,Incident,Severity,Status,Detected\nI-1,Lost laptop,low,Closed,2026-02-01\n", "INC-1"),
    ];
    for (kind, sheet, open) in sheets {
        write(folder.path(), "sheet.csv", sheet);
        let ran = isms(folder.path(), &["import", "sheet.csv", "--as", kind, "--today", "2026-06-30"]);
        let told: Vec<&str> = ran.stderr.lines().chain(ran.stdout.lines()).filter(|line| line.contains("comes in as open")).collect();
        assert!(told.len() == 1 && told[0].contains(&format!("`{open}` is `")), "{kind}: {} {}", ran.stdout, ran.stderr);
    }
}

/// A control that a treatment named before the Statement of Applicability came is filled by it like any other name.
#[test]
fn a_control_that_a_treatment_named_is_filled_by_the_soa() {
    let folder = programme();
    write(folder.path(), "risks/RSK-1.yaml", "id: RSK-1\ntitle: Orders are lost\ntreatment:\n  option: modify\n");
    write(folder.path(), "treatments.csv", "Risk,Action,Controls\nRSK-1,Buy disks,A.8.13\n");
    write(folder.path(), "soa.csv", SOA.replace("Not implemented", "Implemented"));
    for (sheet, kind) in [("treatments.csv", "treatment"), ("soa.csv", "soa")] {
        let ran = isms(folder.path(), &["import", sheet, "--as", kind, "--today", "2026-06-30"]);
        assert!(matches!(ran.code, 0 | 1), "{kind}: {} {}", ran.stdout, ran.stderr);
    }
    let control = fs::read_to_string(folder.path().join("controls/CTL-a-8-13.yaml")).unwrap();
    assert!(control.contains("status: implemented"), "{control}");
}

/// Several sheets come in together: each finds what those before it bring, whatever order they are named in.
#[test]
fn several_sheets_come_in_the_order_in_which_they_name_each_other() {
    let folder = programme();
    write(folder.path(), "plan.csv", "Risk ID,Treatment action,Due date,Responsible\nR-1,Buy disks,2026-09-01,IT lead\n");
    write(folder.path(), "risks.csv", "Risk ID,Risk title,Asset,Likelihood,Impact,Treatment\nR-1,Orders are lost,Shop,3,3,Mitigate\n");
    write(folder.path(), "assets.csv", "Asset ID,Asset name,Asset type,Classification\nA-1,Shop,Software,Internal\n");
    let ran = isms(folder.path(), &["import", "plan.csv", "risks.csv", "assets.csv", "--today", "2026-06-30"]);
    assert_eq!(ran.code, 0, "{} {}", ran.stdout, ran.stderr);
    let heads: Vec<&str> =
        ran.stdout.lines().filter(|line| line.contains(": known by ")).map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(heads, ["asset", "risk", "treatment"]);
    let risk = fs::read_to_string(folder.path().join("risks/RSK-1.yaml")).unwrap();
    assert!(risk.contains("assets: [AST-1]") && risk.contains("what: Buy disks"), "{risk}");
    let ran = isms(folder.path(), &["import", "risks.csv", "assets.csv", "--map", "Asset=notes"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    write(folder.path(), "list.csv", "ID,Title,Owner,Status\n1,a,b,c\n");
    let before = files(folder.path());
    let ran = isms(folder.path(), &["import", "assets.csv", "list.csv"]);
    assert!(ran.code == 2 && ran.stderr.contains("--as "), "{}", ran.stderr);
    assert_eq!(files(folder.path()), before);
}
