//! Programmes of any size for measuring: valid, mixed, the same for the same number.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Writes a programme of `records` records, one to a file, to an empty folder. Of ten records four are risks, two
/// assets, two controls and two pieces of evidence; they refer to each other.
pub fn write(root: &Path, records: usize) -> io::Result<()> {
    let minimal = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal");
    fs::create_dir_all(root)?;
    for name in ["isms.yaml", "context.yaml", "scope.yaml", "soa.yaml"] {
        fs::copy(minimal.join(name), root.join(name))?;
    }
    for folder in ["roles", "people", "risks", "assets", "controls", "evidence"] {
        fs::create_dir_all(root.join(folder))?;
    }
    let fixed =
        |folder: &str, id: &str, rest: &str| fs::write(root.join(format!("{folder}/{id}.yaml")), format!("id: {id}\ntitle: {id}\n{rest}"));
    for n in 0..20 {
        fixed("people", &format!("PER-{n}"), &format!("emails: [p{n}@example.org]\njoined: 2020-01-01\n"))?;
        fixed("roles", &format!("ROL-{n}"), &format!("duties: [risk-owner]\nheld_by: [PER-{n}]\n"))?;
    }
    fixed("roles", "ROL-top-management", "duties: [top-management, isms-conformity, isms-reporting]\nheld_by: [PER-1]\n")?;
    fixed("roles", "ROL-isms-manager", "duties: [isms-conformity, isms-reporting]\nheld_by: [PER-2]\n")?;
    for n in 0..records {
        let (folder, id, text) = record(n);
        fs::write(root.join(format!("{folder}/{id}.yaml")), text)?;
    }
    Ok(())
}

fn record(n: usize) -> (&'static str, String, String) {
    let group = n / 10;
    match n % 10 {
        0..=3 => ("risks", format!("RSK-{n}"), risk(n, group)),
        4 | 5 => ("assets", format!("AST-{n}"), asset(n, group)),
        6 | 7 => ("controls", format!("CTL-{n}"), control(n)),
        _ => ("evidence", format!("EVD-{n}"), evidence(n, group)),
    }
}

fn risk(n: usize, group: usize) -> String {
    let (likelihood, impact) = (1 + n % 5, 1 + (n / 5) % 5);
    let mut text = String::new();
    let (asset, control) = (group * 10 + 4, group * 10 + 6);
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
assessed: {{on: 2026-05-0{}, by: ROL-isms-manager}}
inherent: {{likelihood: 5, impact: {impact}}}
current: {{likelihood: {likelihood}, impact: {impact}, rationale: Two cases in {n} days; both found within a week}}
residual: {{likelihood: 1, impact: {impact}, rationale: Accounts close by themselves}}
treatment:
  option: modify
  controls: [CTL-{control}]
  actions:
    - {{what: Close accounts from the staff system, owner: PER-{}, due: 2027-06-30, resources: 3 days}}
  approval: {{by: ROL-{}, on: 2026-05-20}}
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

fn control(n: usize) -> String {
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
implemented_on: 2025-0{}-01
tests:
  - what: Ten leavers drawn by lot have no open account
    method: reperform
    every: 12mo
    results:
      - {{on: 2026-03-01, by: ROL-isms-manager, result: pass, evidence: EVD-{}}}
tags: [access, leavers]
",
        n % 20,
        1 + n % 37,
        1 + n % 34,
        1 + n % 9,
        (n / 10) * 10 + 8
    )
}

fn evidence(n: usize, group: usize) -> String {
    format!(
        "# yaml-language-server: $schema=../schemas/evidence.schema.json
id: EVD-{n}
title: List of leavers and closed accounts, first quarter, team {group}
url: https://evidence.example.org/leavers/{n}
effective: {{from: 2026-01-01, to: 2026-03-31}}
collected: {{on: 2026-04-02, by: ROL-{}}}
source: Report of the directory, drawn by the ISMS manager
supports: [CTL-{}, A.5.18]
notes: The list has one line for each person who left, with the day of the contract's end and the moment of closing.
",
        n % 20,
        group * 10 + 6
    )
}
