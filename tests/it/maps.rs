//! Maps that are kept: a sheet is read by one as it was read without it, and what a map says wrongly is told by its place.

use crate::import::ALL;
use crate::languages::{GERMAN, translated};
use crate::support::{Ran, isms, programme, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file of a programme, by its path in it.
fn files(root: &Path) -> BTreeMap<String, String> {
    let named = |(path, bytes): (String, Vec<u8>)| {
        let path = Path::new(&path).strip_prefix(root).unwrap().to_string_lossy().into_owned();
        (path, String::from_utf8_lossy(&bytes).into_owned())
    };
    crate::support::snapshot(root).into_iter().map(named).collect()
}

/// Brings sheets in twice, one after the other: as they are, and by the maps that the first time wrote.
fn comes_to_the_same(sheets: impl Iterator<Item = (&'static str, String)>) {
    let (room, [first, second]) = (tempfile::tempdir().unwrap(), [programme(), programme()]);
    for (kind, text) in sheets {
        let [sheet, map] = ["sheet.csv", "sheet.map.yaml"].map(|name| room.path().join(kind).join(name));
        write(room.path(), &format!("{kind}/sheet.csv"), &text);
        let [sheet, map] = [&sheet, &map].map(|path| path.to_str().unwrap());
        let without = isms(first.path(), &["import", sheet, "--as", kind, "--write-map", map]);
        assert_valid(&fs::read_to_string(map).unwrap(), true);
        let by_map = isms(second.path(), &["import", sheet, "--map", map]);
        assert!(without.code < 2 && without.code == by_map.code, "{kind}: {}{}", without.stderr, by_map.stderr);
        let [ours, theirs] = [&first, &second].map(|programme| files(programme.path()));
        assert!(ours.keys().eq(theirs.keys()), "{kind}: {:?} {:?}", ours.keys(), theirs.keys());
        if let Some((path, text)) = ours.iter().find(|(path, text)| theirs[*path] != **text) {
            panic!("{kind}: {path}\n{text}\n{}\n{}", theirs[path], fs::read_to_string(map).unwrap());
        }
    }
}

#[test]
fn a_written_map_brings_the_very_same_records() {
    comes_to_the_same(ALL.iter().map(|(kind, text)| (*kind, (*text).to_owned())));
}

#[test]
fn a_written_map_of_a_german_sheet_brings_the_very_same_records() {
    comes_to_the_same(ALL.iter().map(|(kind, text)| (*kind, translated(&GERMAN, kind, text))));
}

/// Headers that stand twice, that need quotes, that have no cell, a title above them and days that one column settles.
#[test]
fn a_written_map_names_every_column() {
    let sheets = [
        "Register of risks\n\nID;Risk;Status;Status;\"a: b # c\";Empty;\"two\nlines\";Likelihood;Impact;assessed\nR1;Fire;Open;later;x;;y;2;3;13/02/2026\nR2;Flood;Open;;z;;;4;5;01/02/2026\n",
        "Nr;;Risiko;- x;Restwahrscheinlichkeit;Restauswirkung;Wert\n1;;Brand;a;2;3;6\n2;;Flut;b;4;4;16\n",
        "Risk;Inherent;;Residual;\n;Likelihood;Impact;Likelihood;Impact\nFire;4;5;2;3\n",
        "Risk,Likelihood,Impact Legal,Impact Safety,Max Impact\nFire,2,3,4,4\n",
    ];
    for text in sheets {
        comes_to_the_same([("risk", text.to_owned())].into_iter());
    }
    let (room, programme) = (tempfile::tempdir().unwrap(), programme());
    write(room.path(), "s.csv", sheets[0]);
    let [sheet, map] = ["s.csv", "m.yaml"].map(|name| room.path().join(name).to_str().unwrap().to_owned());
    let ran = isms(programme.path(), &["import", &sheet, "--as", "risk", "--dry-run", "--write-map", &map]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = fs::read_to_string(&map).unwrap();
    for line in [
        "kind: risk",
        "dates: dmy",
        "  Status: unclear.closed",
        "  column 4: custom",
        "  \"a: b # c\": custom",
        "  Empty: \"-\"  # not read: no cell has anything in it",
        "  Likelihood: current.likelihood",
    ] {
        assert!(text.lines().any(|other| other == line), "{line}\n{text}");
    }
    assert!(!programme.path().join("risks/RSK-1.yaml").exists());
    let mixed = isms(programme.path(), &["import", &sheet, "--as", "risk", "--dry-run", "--write-map", "-"]);
    assert!(mixed.code == 2 && mixed.stderr.contains("-o FILE"), "{}", mixed.stderr);
    let alone = isms(programme.path(), &["import", &sheet, "--as", "risk", "-n", "--write-map", "-", "-o", "files/told.json"]);
    assert_eq!(alone.stdout, text);
    let again = isms(programme.path(), &["import", &sheet, "--as", "risk", "--dry-run", "--write-map", &map]);
    assert!(again.code == 2 && again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&map).unwrap(), text);
}

const SHEET: &str = "ID;Risk;Owner;Likelihood;Impact;Treatment\nR1;Fire;Ada;2;3;Behandeln\nR2;Flood;Bob;1;5;egal\n";

fn by_map(folder: &Path, sheet: &str, map: &str, more: &[&str]) -> Ran {
    write(folder, "files/sheet.csv", sheet);
    write(folder, "files/m.yaml", map);
    isms(folder, &[&["import", "files/sheet.csv", "--map", "files/m.yaml"], more].concat())
}

#[test]
fn a_map_that_cannot_be_used_says_where_and_what_there_is() {
    let programme = programme();
    for (map, place, told) in [
        ("", "1:1", "the map says nothing"),
        ("# nothing\n", "1:1", "the map says nothing"),
        ("- a\n", "1:1", "`columns` and `values`"),
        ("kind: risk\nkolumns: {}\n", "2:1", "did you mean `columns`?"),
        ("kind: rsk\n", "1:7", "did you mean `risk`?"),
        ("sheet: [a]\n", "1:8", "write one value"),
        ("dates: ymd\n", "1:8", "`dmy` or `mdy`"),
        ("header_line: 0\n", "1:14", "counted from 1"),
        ("scale: much\n", "1:8", "such as `10`"),
        ("scale: {impakt: 10}\n", "1:9", "did you mean `impact`?"),
        ("columns: [a]\n", "1:10", "on a line of its own"),
        ("columns:\n  Onwer: owner\n", "2:3", "did you mean `Owner`? the headers are `ID`, `Risk`"),
        ("columns:\n  Owner: onwer\n", "2:10", "did you mean `owner`? the fields are `id`, `title`"),
        ("columns:\n  Owner: owner\n  Owner: title\n", "3:3", "stands twice"),
        ("columns:\n  Owner: owner\n  owner: title\n", "3:3", "is the same column of the sheet as `Owner`"),
        ("columns:\n  Owner: title\n  Risk: title\n", "3:9", "two columns are mapped to `title`: `Owner` and `Risk`"),
        ("columns:\n  Owner:\n", "2:8", "write `-` for what is left out"),
        ("values:\n  treatmnt: {a: b}\n", "2:3", "did you mean `treatment`?"),
        ("values:\n  treatment: {a: b, A: c}\n", "2:21", "says the same as `a`"),
    ] {
        let ran = by_map(programme.path(), SHEET, map, &["--as", "risk"][..if map.starts_with("kind: rsk") { 0 } else { 2 }]);
        let place = format!("files/m.yaml:{place}: ");
        assert!(ran.code == 2 && ran.stderr.contains(&place) && ran.stderr.contains(told), "{map}\n{}", ran.stderr);
        assert!(ran.stderr.contains("hint: "), "{map}\n{}", ran.stderr);
    }
    let ran = isms(programme.path(), &["import", "files/sheet.csv", "--map", "files/none.yaml"]);
    assert!(ran.code > 1 && ran.stderr.contains("the map `files/none.yaml`") && ran.stderr.contains("--write-map"), "{}", ran.stderr);
    let ran = isms(programme.path(), &["import", "files/sheet.csv", "--map", "files/m.yaml", "--map", "files/m.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("read by one map"), "{}", ran.stderr);
    assert!(!programme.path().join("risks/RSK-1.yaml").exists());
}

#[test]
fn values_of_a_map_are_recorded_and_told() {
    let programme = programme();
    let map = "kind: risk\ncolumns: {Owner: '-'}\nvalues:\n  treatment: {behandeln: modify, egal: '-'}\n  likelihood: {'2': 4}\n  threat: {a: b}\n";
    let ran = by_map(programme.path(), SHEET, map, &["--map", "Owner=notes"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for told in [
        "treatment: `Behandeln` is recorded as `modify` in 1 row",
        "treatment: `egal` is left out in 1 row",
        "likelihood: `2` is recorded as `4` in 1 row",
        "files/m.yaml:6:3: no column of the sheet is `threat`",
    ] {
        assert!(ran.stdout.contains(told), "{told}\n{}", ran.stdout);
    }
    let [first, second] = ["RSK-1", "RSK-2"].map(|id| fs::read_to_string(programme.path().join(format!("risks/{id}.yaml"))).unwrap());
    assert!(first.contains("treatment: {option: modify}") && first.contains("current: {likelihood: 4, impact: 3}"), "{first}");
    // What is said beside the map counts before it.
    assert!(first.contains("Owner: Ada") && !second.contains("treatment") && !second.contains("egal"), "{first}{second}");
}

const TENS: &str = "Risk;Likelihood;Impact;Score\nFire;7;10;70\nFlood;1;2;2\n";

#[test]
fn another_scale_is_converted_as_it_is_said_and_never_in_silence() {
    let folder = programme();
    let folder = folder.path();
    write(folder, "files/sheet.csv", TENS);
    let refused = isms(folder, &["import", "files/sheet.csv", "--as", "risk"]);
    assert!(refused.code == 2 && refused.stderr.contains("`7` is not on the method's scale from 1 to 5"), "{}", refused.stderr);
    for told in ["`--scale 10` (1–2 → 1, 3–4 → 2, 5–6 → 3, 7–8 → 4, 9–10 → 5)", "`values:`"] {
        assert!(refused.stderr.contains(told), "{told}\n{}", refused.stderr);
    }
    let asked = isms(folder, &["import", "files/sheet.csv", "--as", "risk", "--scale", "10", "--dry-run"]);
    assert_eq!(asked.code, 0, "{}", asked.stderr);
    for told in [
        "likelihood, 1 to 10 onto the method's 1 to 5: 1–2 → 1, 3–4 → 2, 5–6 → 3, 7–8 → 4, 9–10 → 5",
        "impact, 1 to 10 onto the method's 1 to 5: 1–2 → 1",
        "not compared: its numbers are those of another scale",
        "scores, levels and largest impacts: `Score` not compared",
    ] {
        assert!(asked.stdout.contains(told), "{told}\n{}", asked.stdout);
    }
    let by_map = by_map(folder, TENS, "kind: risk\nscale: 10\n", &[]);
    assert_eq!(by_map.code, 0, "{}", by_map.stderr);
    let [fire, flood] = ["fire", "flood"].map(|id| fs::read_to_string(folder.join(format!("risks/RSK-{id}.yaml"))).unwrap());
    assert!(fire.contains("current: {likelihood: 4, impact: 5}") && flood.contains("current: {likelihood: 1, impact: 1}"), "{fire}{flood}");
    // One beyond the scale that was said, or of one axis only, refuses all.
    for (scale, told) in [("9", "`10` is not on the scale from 1 to 9"), ("likelihood=10", "`10` is not on the method's scale from 1 to 5")]
    {
        let ran = isms(folder, &["import", "files/sheet.csv", "--as", "risk", "--scale", scale, "--dry-run"]);
        assert!(ran.code == 2 && ran.stderr.contains(told) && ran.stderr.contains("--scale "), "{scale}: {}", ran.stderr);
    }
}

#[test]
fn numbers_out_of_another_highest_name_their_scale() {
    let folder = programme();
    let folder = folder.path();
    write(folder, "files/sheet.csv", "Risk;Likelihood;Impact\nFire;4 out of 10;3/10\n");
    let import = |more: &[&str]| isms(folder, &[&["import", "files/sheet.csv", "--as", "risk"], more].concat());
    let refused = import(&[]);
    assert!(refused.code == 2 && refused.stderr.contains("`4 out of 10` is not on the method's scale"), "{}", refused.stderr);
    assert!(refused.stderr.contains("`--scale 10` (1–2 → 1"), "{}", refused.stderr);
    let asked = import(&["--scale", "10"]);
    assert_eq!(asked.code, 0, "{}", asked.stderr);
    let fire = fs::read_to_string(folder.join("risks/RSK-fire.yaml")).unwrap();
    assert!(fire.contains("current: {likelihood: 2, impact: 2}"), "{fire}");
}

/// A map that was written for one sheet is not taken for a yes to the scale of the next.
#[test]
fn a_kept_map_does_not_let_another_scale_pass() {
    let folder = programme();
    let map = "kind: risk\ncolumns: {Likelihood: current.likelihood, Impact: current.impact}\n";
    let ran = by_map(folder.path(), TENS, map, &[]);
    assert!(ran.code == 2 && ran.stderr.contains("`--scale 10` (1–2 → 1"), "{}", ran.stderr);
    let values = format!("{map}values:\n  likelihood: {{7: 4}}\n  impact: {{10: 5}}\n");
    let ran = by_map(folder.path(), TENS, &values, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let fire = fs::read_to_string(folder.path().join("risks/RSK-fire.yaml")).unwrap();
    assert!(fire.contains("current: {likelihood: 4, impact: 5}"), "{fire}");
}

#[test]
fn shares_of_one_and_scales_the_other_way_are_scales_too() {
    for (sheet, scale, state) in [
        ("Risk;Likelihood;Impact\nFire;0,7;1.0\nFlood;0.1;0.2\n", "1.0", "current: {likelihood: 4, impact: 5}"),
        ("Risk;Likelihood (5 = rare, 1 = certain);Impact\nFire;5;3\n", "likelihood=5-1", "current: {likelihood: 1, impact: 3}"),
        ("Risk;Likelihood (0-4);Impact (0-4)\nFire;0;4\n", "0-4", "current: {likelihood: 1, impact: 5}"),
    ] {
        let folder = programme();
        write(folder.path(), "files/sheet.csv", sheet);
        let refused = isms(folder.path(), &["import", "files/sheet.csv", "--as", "risk"]);
        let choice = format!("`--scale {scale}`");
        assert!(refused.code == 2 && refused.stderr.contains(&choice), "{choice}\n{}", refused.stderr);
        let ran = isms(folder.path(), &["import", "files/sheet.csv", "--as", "risk", "--scale", scale]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let fire = fs::read_to_string(folder.path().join("risks/RSK-fire.yaml")).unwrap();
        assert!(fire.contains(state), "{fire}");
    }
}

#[test]
fn the_map_of_the_page_reads_a_sheet() {
    let page = fs::read_to_string(crate::support::project().join("docs/import.md")).unwrap();
    let map = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let sheet = "Nr;Risiko;Eigner;Wie oft;Wie schlimm;Umgang;Bemerkung;Bemerkung;Intern\n7;Brand;Ada;7;10;behandeln;a;b;c\n8;Flut;Ada;1;2;offen;;;\n";
    let folder = programme();
    let ran = by_map(folder.path(), sheet, map, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let risk = |n: u8| fs::read_to_string(folder.path().join(format!("risks/RSK-{n}.yaml"))).unwrap();
    for line in ["current: {likelihood: 4, impact: 5}", "treatment: {option: modify}", "notes: \"Bemerkung: a\"", "bemerkung: b"] {
        assert!(risk(7).contains(line), "{line}\n{}", risk(7));
    }
    assert!(!risk(7).contains(": c") && !risk(8).contains("treatment"));
}

/// A layout of a company's own: its order and words, a column that stays empty, its words for ours, its scale.
const LAYOUT: &str = "kind: risk
sheet: Risiken
scale: {likelihood: 10}
columns:
  Risiko: title
  Nr: id
  Frei: '-'
  Wie oft: likelihood
  Wie schlimm: current.impact
  Wert: current.score
  Umgang: treatment
  Abteilung: custom
  Bemerkung: notes
values:
  treatment: {Behandeln: modify, Mindern: modify, Hinnehmen: retain}
  current.impact: {gering: 1, mittel: 3}
";

fn with_risks() -> (tempfile::TempDir, std::path::PathBuf) {
    let (room, root) = crate::support::room();
    write(&root, "isms.yaml", fs::read(programme().path().join("isms.yaml")).unwrap());
    for (n, rest) in [
        "current: {likelihood: 4, impact: 3}\ntreatment: {option: modify}\ncustom: {abteilung: IT}\nnotes: \"=1+1\"\n",
        "current: {likelihood: 1, impact: {legal: 2, money: 1}}\ntreatment: {option: avoid}\nnotes: |-\n  a\n  b\n",
        "owner: ROL-x\n",
    ]
    .iter()
    .enumerate()
    {
        write(&root, &format!("risks/RSK-{n}.yaml"), format!("id: RSK-{n}\ntitle: Risk {n}\n{rest}"));
    }
    write(room.path(), "m.yaml", LAYOUT);
    crate::support::commit(&root);
    (room, root)
}

#[test]
fn what_goes_out_by_a_map_comes_back_by_it_unchanged() {
    let (room, root) = with_risks();
    for file in ["../out.csv", "../out.xlsx"] {
        let out = isms(&root, &["export", "risk", "--map", "../m.yaml", "-o", file]);
        assert!(out.code == 0 && out.stderr.contains("`Wert` stays empty"), "{}", out.stderr);
        let back = isms(&root, &["import", file, "--update", "--map", "../m.yaml"]);
        assert!(back.code == 0 && back.stderr.contains("nothing changes"), "{file}: {}{}", back.stdout, back.stderr);
        assert!(crate::support::git(&root, &["status", "--short"]).stdout.is_empty());
    }
    let text = fs::read_to_string(room.path().join("out.csv")).unwrap();
    assert!(text.contains("Risiko,Nr,Frei,Wie oft,Wie schlimm,Wert,Umgang,Abteilung,Bemerkung,isms-commit\r\n"), "{text}");
    assert!(text.contains("Risk 0,RSK-0,,8,mittel,,Behandeln,IT,"), "{text}");
    let changed = text.replace("RSK-0,,8,mittel,,Behandeln,IT", "RSK-0,,9,gering,,Hinnehmen,HR");
    write(room.path(), "out.csv", changed);
    let back = isms(&root, &["import", "../out.csv", "--update", "--map", "../m.yaml"]);
    assert_eq!(back.code, 0, "{}", back.stderr);
    let risk = fs::read_to_string(root.join("risks/RSK-0.yaml")).unwrap();
    for said in ["likelihood: 5", "impact: 1", "option: retain", "abteilung: HR", "notes: \"=1+1\""] {
        assert!(risk.contains(said), "{said}\n{risk}");
    }
}

#[test]
fn a_map_by_which_something_would_not_come_back_is_refused() {
    let (room, root) = with_risks();
    let out = |map: &str, kinds: &[&str]| {
        write(room.path(), "m.yaml", map);
        isms(&root, &[&["export"], kinds, &["--map", "../m.yaml"]].concat())
    };
    for (map, told) in [
        ("columns: {Risiko: title}\n", "such as `ID: id`"),
        ("columns: {Nr: id, Titel: titel}\n", "../m.yaml:1:26: `risk` has no field `titel`"),
        ("columns: {Nr: id, A: treatment, B: treatment.option}\n", "../m.yaml:1:36: two columns are `treatment.option`"),
        ("kind: asset\ncolumns: {Nr: id}\n", "../m.yaml:1:7: the map is of `asset`, and these are `risk`"),
        ("header_line: 3\ncolumns: {Nr: id}\n", "take `header_line` out"),
        (
            "columns: {Nr: id, T: treatment}\nvalues: {treatment: {avoid: modify}}\n",
            "RSK-1 says `avoid` in `T`, and the map reads that as `modify`",
        ),
        ("scale: 3\ncolumns: {Nr: id, L: likelihood}\n", "RSK-0 says `4` in `L`, and nothing of the map's scale stands for that"),
    ] {
        let ran = out(map, &["risk"]);
        assert!(ran.code > 1 && ran.stderr.contains(told) && ran.stderr.contains("hint: "), "{map}\n{}{}", ran.stdout, ran.stderr);
    }
    let ran = out(LAYOUT, &["risk", "asset"]);
    assert!(ran.code == 2 && ran.stderr.contains("a map is of one kind"), "{}", ran.stderr);
    write(room.path(), "m.yaml", LAYOUT);
    write(room.path(), "other.csv", "Nr,Risiko\r\nRSK-0,Risk 0\r\n");
    let ran = isms(&root, &["import", "../other.csv", "--update", "--map", "../m.yaml"]);
    assert!(ran.code == 2 && ran.stderr.contains("the sheet has no column `Wie oft`"), "{}", ran.stderr);
}

#[test]
fn a_sheet_that_is_refused_has_a_map_that_says_what_is_open() {
    let (room, programme) = (tempfile::tempdir().unwrap(), programme());
    let sheet = room.path().join("s.csv");
    let (sheet, map) = (sheet.to_str().unwrap(), room.path().join("s.map.yaml"));
    for (text, open, closed) in [
        // Two that may be today's likelihood.
        ("ID;Risk;Likelihood;Probability;Impact\nR1;Fire;2;3;4\n", "  # Probability: current.likelihood # ", "  Probability: notes # "),
        // Days that may be two.
        ("ID;Risk;Likelihood;Impact;Assessed on\nR1;Fire;2;3;03/02/2026\n", "# `dates: dmy`, or `dates: mdy`?", "dates: dmy # "),
        // A scale that is not the method's.
        (
            "ID;Risk;Likelihood (1-10);Impact\nR1;Fire;9;3\n",
            "  # Likelihood (1-10): current.likelihood # ",
            "  Likelihood (1-10): notes # ",
        ),
        // Nothing that names the rows.
        ("ID;What;Likelihood;Impact\nR1;Fire;2;3\n", "# one column has to be `title`", "  What: title"),
    ] {
        fs::remove_file(&map).ok();
        fs::write(sheet, text).unwrap();
        let import = |more: &[&str]| isms(programme.path(), &[&["import", sheet, "--as", "risk", "--dry-run"], more].concat());
        let ran = import(&["--write-map", map.to_str().unwrap()]);
        assert!(ran.code == 2 && ran.stderr.contains("has what was understood"), "{text}: {}", ran.stderr);
        let written = fs::read_to_string(&map).unwrap();
        assert!(written.contains(open) && written.contains("  ID: id\n"), "{text}: {written}");
        assert_valid(&written, true);
        // As it is it is refused like the sheet; with a word it is not.
        let again = import(&["--map", map.to_str().unwrap()]);
        let what = |ran: &Ran| ran.stderr.split([':', '?']).nth(1).map(str::to_owned);
        assert!(again.code == 2 && what(&again) == what(&ran), "{written}{}", again.stderr);
        let what = written.lines().find(|line| line.contains("What:")).unwrap_or_default().to_owned();
        let edited = if closed.contains("What") { written.replace(&what, closed) } else { written.replace(open, closed) };
        fs::write(&map, &edited).unwrap();
        let ran = import(&["--map", map.to_str().unwrap()]);
        assert!(ran.code < 2, "{edited}{}", ran.stderr);
    }
    // What somebody says wrongly is theirs to correct, where they said it.
    let other = room.path().join("o.map.yaml");
    let ran = isms(
        programme.path(),
        &["import", sheet, "--as", "risk", "--dry-run", "--map", "Nothing=title", "--write-map", other.to_str().unwrap()],
    );
    assert!(ran.code == 2 && !other.exists(), "{}", ran.stderr);
}

/// Whether the committed schema takes a map.
fn assert_valid(map: &str, is_valid: bool) {
    let schema = fs::read_to_string(crate::support::project().join("schemas/map.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let value: serde_json::Value = serde_yaml::from_str(map).unwrap();
    let valid = jsonschema::validate(&schema, &value);
    assert_eq!(valid.is_ok(), is_valid, "{map}{valid:?}");
}

#[test]
fn the_schema_takes_what_an_import_takes() {
    for map in [
        "columns:\n  Whatever: whatever\n",
        "kind: risk\nscale: {likelihood: 10}\ncolumns:\n  X: inherent.impact.legal\n  Y: treatment.option\nvalues:\n  treatment: {a: modify, b: '-'}\n",
        "kind: evidence\ncolumns: {Nr: id}\n",
        "kind: soa\nheader_line: 3\ndates: dmy\ncolumns:\n  A: control\n  B: notes.text\n",
    ] {
        assert_valid(map, true);
    }
    for map in [
        "kind: rsk\n",
        "kolumns: {}\n",
        "dates: ymd\n",
        "header_line: 0\n",
        "scale: {impakt: 10}\n",
        "kind: risk\ncolumns:\n  Owner: onwer\n",
        "kind: asset\ncolumns:\n  Owner: impact.legal\n",
        "kind: risk\nvalues:\n  treatmnt: {a: b}\n",
        "{}\n",
    ] {
        assert_valid(map, false);
    }
}
