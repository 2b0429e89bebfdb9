use super::*;
use crate::base::text::natural;
use crate::model::annex_a::ANNEX_A;
use crate::model::threat_catalogue;
use std::collections::{BTreeMap, BTreeSet};

/// All that an entry says, with its name for messages.
fn words(entry: &Entry) -> String {
    let sizes = entry.sizes.iter().map(|size| size.means.as_str());
    let all = entry.texts().chain(sizes).chain(entry.ask.iter().map(String::as_str)).chain([entry.why.as_str(), entry.title.as_str()]);
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_entry_is_whole() {
    let traits: BTreeSet<&str> = trait_words().into_iter().map(|(name, _)| name).collect();
    let mut faults = Vec::new();
    for entry in entries() {
        let mut fault = |text: &str| faults.push(format!("{}/{}: {text}", entry.kind.name(), entry.name));
        if entry.title.is_empty() || entry.title.chars().count() > 70 {
            fault("title");
        }
        if entry.why.split(' ').count() < 4 {
            fault("why");
        }
        if let Some(unknown) = entry.traits.iter().find(|name| !traits.contains(name.as_str())) {
            fault(unknown);
        }
        for never in
            ["id", "owner", "status", "approval", "assessed", "inherent", "current", "residual", "acceptance", "due", "tests", "readings"]
        {
            if entry.record.get(never).is_some() {
                fault(never);
            }
        }
        for annex in entry.annex.iter().filter(|annex| annex.starts_with("A.")) {
            if !ANNEX_A.iter().any(|control| control.id == *annex) {
                fault(annex);
            }
        }
        for asset in entry.assets.iter().filter(|asset| find(Kind::Asset, asset).is_none()) {
            fault(asset);
        }
        if let Some(threat) = entry.record.text_at(&["threat"]).filter(|threat| threat_catalogue::by_id(threat).is_none()) {
            fault(threat);
        }
        if entry.kind == Kind::Document && entry.text.is_none_or(|text| !text.starts_with("# ")) {
            fault("text");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn there_is_enough_of_it() {
    let counts: BTreeMap<&str, usize> = Kind::ORDER.into_iter().map(|kind| (kind.name(), of(kind).count())).collect();
    let least = [
        ("asset", 25),
        ("risk", 90),
        ("control", 93),
        ("document", 28),
        ("supplier", 12),
        ("obligation", 25),
        ("party", 12),
        ("metric", 28),
        ("objective", 18),
        ("training", 8),
    ];
    for (kind, least) in least {
        assert!(counts[kind] >= least, "{kind}: {} of {least}", counts[kind]);
    }
    let covered: BTreeSet<&str> = of(Kind::Control).flat_map(|entry| entry.annex.iter().map(String::as_str)).collect();
    assert_eq!(covered.len(), ANNEX_A.len());
    assert!(of(Kind::Control).all(|entry| entry.sizes.len() == 3 && entry.test.is_some()));
    // What is only shown has no blanks: nobody could fill them in.
    for entry in entries() {
        let test = entry.test.iter().flat_map(|test| test.0.iter().filter_map(|(name, _)| test.text_at(&[name])));
        let shown = entry.sizes.iter().map(|size| size.means.as_str()).chain(test).chain([entry.why.as_str(), entry.title.as_str()]);
        let blank = shown.chain(entry.ask.iter().map(String::as_str)).find(|text| text.contains("{{"));
        assert_eq!(blank, None, "{}", entry.name);
    }
    assert!(of(Kind::Risk).all(|entry| !entry.ask.is_empty() && !entry.annex.is_empty() && !entry.assets.is_empty()));
    // Every trait changes something.
    let used: BTreeSet<&str> = entries().iter().flat_map(|entry| entry.traits.iter().map(String::as_str)).collect();
    let unused: Vec<&str> = trait_words().into_iter().map(|(name, _)| name).filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nothing_is_said_twice_and_nothing_is_fog() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in entries() {
        let name = format!("{}/{}", entry.kind.name(), entry.name);
        let text = words(entry);
        for fog in [
            "leverage",
            "robust",
            "holistic",
            "best practice",
            "state of the art",
            "as appropriate",
            "world-class",
            "synerg",
            "stakeholder",
        ] {
            if text.to_lowercase().contains(fog) {
                faults.push(format!("{name}: {fog}"));
            }
        }
        for said in
            [entry.record.text_at(&["scenario"]), entry.record.text_at(&["description"]), Some(entry.title.as_str())].into_iter().flatten()
        {
            if let Some(before) = seen.insert(format!("{} {said}", entry.kind.name()), name.clone()) {
                faults.push(format!("{name} says what {before} says: {said}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut faults = Vec::new();
    for entry in of(Kind::Document) {
        for link in entry.text.unwrap_or_default().split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let name = link.split('#').next().unwrap_or_default();
            if name.ends_with(".md") && find(Kind::Document, name.trim_end_matches(".md")).is_none() {
                faults.push(format!("{}: {link}", entry.name));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn answers_are_read_with_their_places() {
    let profile = Profile::read("a.yaml", b"business: [saas, services]\npeople: 400\nremote: \n").unwrap_err();
    assert_eq!(profile, "a.yaml:3:1: `remote` is no question");
    let profile = Profile::read("a.yaml", b"business: [saas, services]\npeople: 400\nown_devices: true\nregions: germany\n").unwrap();
    assert_eq!(profile.traits(), ["eu", "germany", "large", "own-devices", "saas", "services"]);
    assert_eq!(Profile::read("a.yaml", b"people: many\n").unwrap_err(), "a.yaml:1:9: `many` is no count");
    assert!(Profile::read("a.yaml", b"business: [sas]\n").unwrap_err().contains("did you mean `saas`?"));
    assert!(Profile::read("a.yaml", blank().as_bytes()).unwrap().answers.is_empty());
    assert!(Profile::read("a.yaml", b"take: [risk/none-such]\n").unwrap_err().starts_with("a.yaml:1:7: there is no"));
}

#[test]
fn entries_are_in_order() {
    for kind in Kind::ORDER {
        let names: Vec<&str> = of(kind).map(|entry| entry.name.as_str()).collect();
        let mut sorted = names.clone();
        sorted.sort_by(|a, b| a.cmp(b).then_with(|| natural(a, b)));
        assert_eq!(names, sorted);
    }
}

/// What a tool fills in changes the text, so that it is no longer known as a draft.
#[test]
fn no_draft_counts_as_words_of_ones_own() {
    let said = |entry: &'static Entry| ["scenario", "description"].into_iter().filter_map(|field| entry.record.text_at(&[field]));
    let risks_and_controls = of(Kind::Risk).chain(of(Kind::Control));
    let unknown: Vec<&str> =
        risks_and_controls.filter(|entry| said(entry).any(|text| !drafts::is_draft(text))).map(|entry| entry.name.as_str()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The title of a role may be in the plural: "the ISMS managers decides" is no sentence.
#[test]
fn sentences_stand_whatever_a_role_is_called() {
    let mut faults = Vec::new();
    for entry in of(Kind::Document) {
        let text = entry.text.unwrap_or_default();
        for rest in ["{{security_manager}} ", "{{top_management}} "].into_iter().flat_map(|role| text.split(role).skip(1)) {
            let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            if next.len() > 2 && next.ends_with('s') {
                faults.push(format!("{}: … {next}", entry.name));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}
