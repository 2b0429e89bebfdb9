//! Programmes that have much of one thing, to see that twice as much takes no more than twice as long.

use std::fmt::Write as _;

/// What there is much of: its name, so many of it, and the files of a programme that has so many.
pub type Case = (&'static str, usize, fn(usize) -> Vec<(String, String)>);

pub const CASES: &[Case] = &[
    ("unknown keys in one record", 10_000, |n| one("risks/RSK-1.yaml", &joined(n, "", |n| format!("field{n}: x\n")), "RSK-1")),
    ("documents in one file, with findings", 5_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\n"))),
    ("documents in one file, with faults", 5_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\nowned: 1\n"))),
    ("findings in one record", 5_000, |n| {
        let actions = joined(n, "", |_| "  - {what: do it, due: 2020-01-01}\n".into());
        one("risks/RSK-1.yaml", &format!("treatment:\n  option: modify\n  actions:\n{actions}"), "RSK-1")
    }),
    ("risks on one control", 4_000, |n| {
        let risk = |n| format!("id: RSK-{n}\ntitle: x\ntreatment: {{option: modify, controls: [CTL-1]}}\n");
        [one("controls/CTL-1.yaml", "implements: [A.5.1]\n", "CTL-1"), records("risks", n, risk)].concat()
    }),
    ("evidence for one control", 5_000, |n| {
        let evidence = |n| format!("id: EVD-{n}\ntitle: x\nsupports: [CTL-1]\n");
        [one("controls/CTL-1.yaml", "implements: [A.5.1]\n", "CTL-1"), records("evidence", n, evidence)].concat()
    }),
    ("assets in a chain", 4_000, |n| {
        records("assets", n, |n| format!("id: AST-{n}\ntitle: x\ntype: software\ndepends_on: [AST-{}]\n", n + 1))
    }),
    ("references to what is not there", 4_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\nassets: [AST-gone-{n}]\n"))),
    ("people of one role who must be trained", 5_000, |n| {
        let held = format!("held_by: [{}]\n", joined(n, ", ", |n| format!("PER-{n}")));
        let staff = [one("roles/ROL-staff.yaml", &held, "ROL-staff"), one("trainings/TRN-1.yaml", "audience: [ROL-staff]\n", "TRN-1")];
        [staff.concat(), records("people", n, |n| format!("id: PER-{n}\ntitle: x\n"))].concat()
    }),
    ("references to what is nearly there", 1_000, |n| {
        let asset = |n| format!("id: AST-{n}\ntitle: x\ntype: software\n");
        [records("assets", n, asset), records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\nassets: [AST-{n}x]\n"))].concat()
    }),
    ("references to what is hardly there", 1_000, |n| {
        let asset = |n| format!("id: AST-{n}\ntitle: x\ntype: software\n");
        [records("assets", n, asset), records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\nassets: [AST-gone-{n}]\n"))].concat()
    }),
    ("decisions for a role that many hold", 2_000, |n| {
        let held = format!("held_by: [{}]\n", joined(n, ", ", |n| format!("PER-{n}")));
        let accepted = |n| {
            let acceptance = format!("{{by: PER-{n}, on: 2026-05-01, until: 2027-01-01}}");
            format!(
                "id: RSK-{n}\ntitle: x\nowner: ROL-many\ncurrent: {{likelihood: 1, impact: 1}}\ntreatment: {{option: retain}}\nacceptance: {acceptance}\n"
            )
        };
        let people = records("people", n, |n| format!("id: PER-{n}\ntitle: x\n"));
        [one("roles/ROL-many.yaml", &held, "ROL-many"), people, records("risks", n, accepted)].concat()
    }),
    ("acts of a role that all have left", 2_000, |n| {
        let held = format!("held_by: [{}]\n", joined(n, ", ", |n| format!("PER-{n}")));
        let people = records("people", n, |n| format!("id: PER-{n}\ntitle: x\nleft: 2020-01-01\n"));
        let assessed = |n| format!("id: RSK-{n}\ntitle: x\nowner: ROL-many\nassessed: {{on: 2019-01-01, by: ROL-many}}\n");
        [one("roles/ROL-many.yaml", &held, "ROL-many"), people, records("risks", n, assessed)].concat()
    }),
    ("competences of one person", 4_000, |n| {
        let role = format!("held_by: [PER-1]\ncompetence: [{}]\n", joined(n, ", ", |n| format!("skill {n}")));
        let person = format!("competence:\n{}", joined(n, "", |n| format!("  - {{what: skill {n}}}\n")));
        [one("roles/ROL-all.yaml", &role, "ROL-all"), one("people/PER-1.yaml", &person, "PER-1")].concat()
    }),
    ("records of one id", 4_000, |n| records("risks", n, |_| "id: RSK-1\ntitle: x\n".into())),
    ("records that had other ids", 4_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\nformerly: [RSK-old-{n}]\n"))),
    ("assets in a ring", 4_000, |n| {
        records("assets", n, |at| format!("id: AST-{at}\ntitle: x\ntype: software\ndepends_on: [AST-{}]\n", (at + 1) % n))
    }),
    ("assets on one asset", 4_000, |n| {
        records("assets", n, |n| format!("id: AST-{n}\ntitle: x\ntype: software\nneeds: {{availability: 3}}\ndepends_on: [AST-0]\n"))
    }),
    ("assets of one risk", 4_000, |n| {
        let assets = records("assets", n, |n| format!("id: AST-{n}\ntitle: x\ntype: software\n"));
        [assets, one("risks/RSK-1.yaml", &format!("assets: [{}]\n", joined(n, ", ", |n| format!("AST-{n}"))), "RSK-1")].concat()
    }),
    ("findings of one audit", 4_000, |n| {
        let finding = |n| format!("id: FND-{n}\ntitle: x\nfound_in: AUD-1\ngrade: minor\n");
        [one("audits/AUD-1.yaml", "type: internal\n", "AUD-1"), records("findings", n, finding)].concat()
    }),
    ("exceptions that each silence something", 2_000, |n| {
        let exception = |n| format!("id: EXC-{n}\ntitle: x\nrule: risk-no-owner\nrecords: [RSK-{n}]\nuntil: 2026-12-31\n");
        [records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\n")), records("exceptions", n, exception)].concat()
    }),
    ("roles of one person", 4_000, |n| {
        let person = one("people/PER-1.yaml", "joined: 2020-01-01\n", "PER-1");
        [person, records("roles", n, |n| format!("id: ROL-{n}\ntitle: x\nduties: [risk-owner]\nheld_by: [PER-1]\n"))].concat()
    }),
    ("completions of one training", 4_000, |n| {
        let completions = joined(n, "", |n| format!("  - {{person: PER-{n}, on: 2026-01-01}}\n"));
        [
            one("trainings/TRN-1.yaml", &format!("audience: [PER-0]\ncompletions:\n{completions}"), "TRN-1"),
            records("people", n, |n| format!("id: PER-{n}\ntitle: x\n")),
        ]
        .concat()
    }),
    ("values on one line", 20_000, |n| one("risks/RSK-1.yaml", &format!("tags: [{}]\n", joined(n, ", ", |n| format!("'t{n}'"))), "RSK-1")),
];

/// Other commands than `check` where one of them has much to do: what there is much of, the command, and a case as above.
pub const COMMANDS: &[(&[&str], Case)] = &[
    (
        &["show", "AST-1"],
        ("users of one asset, shown", 4_000, |n| {
            let risk = |n| format!("id: RSK-{n}\ntitle: x\nassets: [AST-1]\n");
            [one("assets/AST-1.yaml", "type: software\n", "AST-1"), records("risks", n, risk)].concat()
        }),
    ),
    (
        &["show", "AST-1"],
        ("uses in one record, shown", 4_000, |n| {
            let items = joined(n, "", |_| "  - {what: x, on: 2026-01-01, items: [AST-1]}\n".into());
            [
                one("assets/AST-1.yaml", "type: software\n", "AST-1"),
                one("audits/AUD-1.yaml", &format!("type: internal\nsample:\n{items}"), "AUD-1"),
            ]
            .concat()
        }),
    ),
    (
        &["due"],
        ("actions that are due, in one file", 2_000, |n| {
            let action = "{what: it, due: 2026-05-01}";
            records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\ntreatment: {{option: modify, actions: [{action}]}}\n"))
        }),
    ),
    (&["list", "risk"], ("rows of a list", 4_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\n")))),
    (
        &["site", "-q", "-o", "site"],
        ("pages of a site", 2_000, |n| records("risks", n, |n| format!("id: RSK-{n}\ntitle: x\ntreatment: {{approval: {{by: ROL-1}}}}\n"))),
    ),
    (
        &["import", "--as", "risk", "--dry-run", "sheet.csv"],
        ("rows of an import", 4_000, |n| {
            let rows = joined(n, "", |n| format!("R-{n},Something {n},Role {},2,3\n", n % 50));
            vec![("sheet.csv".into(), format!("ID,Title,Owner,Likelihood,Impact\n{rows}"))]
        }),
    ),
];

fn joined(n: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<String>>().join(between)
}

fn one(path: &str, rest: &str, id: &str) -> Vec<(String, String)> {
    vec![(path.into(), format!("id: {id}\ntitle: {id}\n{rest}"))]
}

/// Records in one file.
fn records(folder: &str, n: usize, record: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let mut text = String::new();
    (0..n).for_each(|n| write!(text, "---\n{}", record(n)).expect("writing to a string cannot fail"));
    vec![(format!("{folder}/all.yaml"), text)]
}
