//! Programmes of any size for measuring: valid, mixed, the same for the same numbers.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Writes files below a folder, folders and all.
pub fn write(root: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The people `PER-0` and so on, with the addresses `p0@example.org` and so on; each holds a role.
pub const PEOPLE: usize = 20;

/// The files of a programme as of June of a year, each with its path: first what every programme has, then record
/// after record. Of ten records four are risks, two assets, two controls and two pieces of evidence; they refer to each
/// other.
pub fn files(records: usize, year: u16) -> Vec<(String, String)> {
    let minimal = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal");
    let mut files = Vec::new();
    for name in ["isms.yaml", "context.yaml", "scope.yaml", "soa.yaml"] {
        files.push((name.to_owned(), fs::read_to_string(minimal.join(name)).expect("the examples belong to the project")));
    }
    let mut fixed =
        |folder: &str, id: &str, rest: &str| files.push((format!("{folder}/{id}.yaml"), format!("id: {id}\ntitle: {id}\n{rest}")));
    for n in 0..PEOPLE {
        fixed("people", &format!("PER-{n}"), &format!("emails: [p{n}@example.org]\njoined: 2020-01-01\n"));
        fixed("roles", &format!("ROL-{n}"), &format!("duties: [risk-owner]\nheld_by: [PER-{n}]\n"));
    }
    fixed("roles", "ROL-top-management", "duties: [top-management, isms-conformity, isms-reporting]\nheld_by: [PER-1]\n");
    fixed("roles", "ROL-isms-manager", "duties: [isms-conformity, isms-reporting]\nheld_by: [PER-2]\n");
    files.extend((0..records).map(|n| record(n, year)));
    files
}

fn record(n: usize, year: u16) -> (String, String) {
    let group = n / 10;
    match n % 10 {
        0..=3 => (format!("risks/RSK-{n}.yaml"), risk(n, group, year)),
        4 | 5 => (format!("assets/AST-{n}.yaml"), asset(n, group)),
        6 | 7 => (format!("controls/CTL-{n}.yaml"), control(n, year)),
        _ => (format!("evidence/EVD-{n}.yaml"), evidence(n, group, year)),
    }
}

fn risk(n: usize, group: usize, year: u16) -> String {
    let (likelihood, impact) = (1 + n % 5, 1 + (n / 5) % 5);
    let mut text = String::new();
    let (asset, control, next) = (group * 10 + 4, group * 10 + 6, year + 1);
    write!(
        text,
        "# yaml-language-server: $schema=../schemas/risk.schema.json
id: RSK-{n}
title: Intruders reach system {n} through a forgotten account
owner: ROL-{}
scenario: >-
  An account of somebody who left {n} months ago is still open; its password appears in a leak, and intruders use it to
  read and change the records of customers until somebody notices.
affects: [confidentiality, integrity]
assets: [AST-{asset}]
threat: THR-malware
vulnerability: Accounts are closed by hand, and sometimes late
method: \"1.0\"
assessed: {{on: {year}-05-0{}, by: ROL-isms-manager}}
inherent: {{likelihood: 5, impact: {impact}}}
current: {{likelihood: {likelihood}, impact: {impact}, rationale: Two cases in {n} days; both found within a week}}
residual: {{likelihood: 1, impact: {impact}, rationale: Accounts close by themselves}}
treatment:
  option: modify
  controls: [CTL-{control}]
  actions:
    - {{what: Close accounts from the staff system, owner: PER-{}, due: {next}-06-30, resources: 3 days}}
  approval: {{by: ROL-{}, on: {year}-05-20}}
",
        n % 20,
        1 + n % 9,
        n % 20,
        n % 20
    )
    .expect("writing to a string cannot fail");
    text
}

fn asset(n: usize, group: usize) -> String {
    let depends = if n % 10 == 4 { format!("depends_on: [AST-{}]\n", group * 10 + 5) } else { String::new() };
    format!(
        "# yaml-language-server: $schema=../schemas/asset.schema.json
id: AST-{n}
title: System {n} with the records of customers
type: software
owner: ROL-{}
classification: confidential
needs: {{confidentiality: 3, integrity: 3, availability: 2}}
{depends}location: eu-central-{}
personal_data: true
rto: 24h
rpo: 4h
notes: |
  Taken over from team {group} in spring. The team keeps a page with the contacts, and the way to restore it stands in
  the procedure for backups.
",
        n % 20,
        n % 3
    )
}

fn control(n: usize, year: u16) -> String {
    format!(
        "# yaml-language-server: $schema=../schemas/control.schema.json
id: CTL-{n}
title: Accounts of system {n} close with the contract
owner: ROL-{}
implements: [A.5.{}, A.8.{}]
description: >-
  The staff system tells the directory who leaves; the directory closes the account at midnight and sends a list to the
  owner of the system every Monday.
status: implemented
implemented_on: {}-0{}-01
tests:
  - what: Ten leavers drawn by lot have no open account
    method: reperform
    every: 12mo
    results:
      - {{on: {year}-03-01, by: ROL-isms-manager, result: pass, evidence: EVD-{}}}
tags: [access, leavers]
",
        n % 20,
        1 + n % 37,
        1 + n % 34,
        year - 1,
        1 + n % 9,
        (n / 10) * 10 + 8
    )
}

pub fn evidence(n: usize, group: usize, year: u16) -> String {
    format!(
        "# yaml-language-server: $schema=../schemas/evidence.schema.json
id: EVD-{n}
title: List of leavers and closed accounts, first quarter, team {group}
url: https://evidence.example.org/leavers/{n}
effective: {{from: {year}-01-01, to: {year}-03-31}}
collected: {{on: {year}-04-02, by: ROL-{}}}
source: Report of the directory, drawn by the ISMS manager
supports: [CTL-{}, A.5.18]
notes: The list has one line for each person who left, with the day of the contract's end and the moment of closing.
",
        n % 20,
        group * 10 + 6
    )
}
