//! Ratings of every shape that registers have: each comes out in its own state, or the sheet is refused.

use super::rating::STATES;
use super::*;

/// A sheet with one risk, and the ratings that come out of it: `refused` if it is.
fn ratings(header: &str, cells: &str, wishes: &[(&str, &str)]) -> String {
    let wishes: Vec<Wish> = wishes.iter().map(|(header, field)| Wish::new(header, field)).collect();
    let plan = match planned_as(&programme(&[]), "risk", &format!("Risk;{header}\nA;{cells}\n"), &wishes) {
        Ok(plan) => plan,
        Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Unclear { .. } | MapError::Slips { .. }) => {
            return "refused".into();
        }
        Err(error) => panic!("{header}: {error}"),
    };
    let risk = plan.changes.iter().find(|change| change.path == "risks/RSK-a.yaml").unwrap();
    let text = String::from_utf8(risk.after.clone().unwrap()).unwrap();
    let is_rating = |line: &&str| STATES.iter().any(|state| line.starts_with(&format!("{state}:")));
    text.lines().filter(is_rating).map(|line| line.replace("likelihood: ", "").replace("impact: ", "")).collect::<Vec<_>>().join(" ")
}

/// Holds what comes out of headers and cells against what should.
pub fn assert_read(all: &[(&str, &str, &str)]) {
    for (header, cells, expected) in all {
        assert_eq!(ratings(header, cells, &[]), *expected, "{header}");
    }
}

#[test]
fn plain_headers_are_read_in_their_own_state() {
    assert_read(&[
        ("Likelihood;Impact", "3;2", "current: {3, 2}"),
        ("Likelihood (1-3);Impact [1..3]", "3;2", "current: {3, 2}"),
        ("Likelihood_1_3;Impact_1_3", "3;2", "current: {3, 2}"),
        ("Likelihood (1 to 3);Impact (1 = low … 3 = high)", "3;2", "current: {3, 2}"),
        ("Likelihood (low = 1 … high = 3);Impact (3 = high … 1 = low)", "3;2", "current: {3, 2}"),
        ("Likelihood (L);Impact (I)", "Often;High", "current: {2, 3}"),
        ("Risk likelihood;Impact score", "3;2", "current: {3, 2}"),
        ("Wahrscheinlichkeit;Schadenshöhe", "3;2", "current: {3, 2}"),
        ("Likelihood;Impact;Consequence", "3;2;people wait", "current: {3, 2}"),
        ("Likelihood;Impact;Impact description", "3;2;people wait", "current: {3, 2}"),
        ("Likelihood;Impact;Residual likelihood;Residual impact", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        (
            "likelihood_inherent;impact_inherent;likelihood_residual;impact_residual",
            "3;2;1;2",
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        ("InherentLikelihood;InherentImpact", "3;2", "inherent: {3, 2}"),
        ("Current likelihood;Current impact", "3;2", "current: {3, 2}"),
        ("Likelihood;Impact;Target likelihood;Target impact", "3;2;1;2", "current: {3, 2} residual: {1, 2}"),
        (
            "Inherent likelihood;Inherent impact;Current likelihood;Current impact;Residual likelihood;Residual impact",
            "3;3;2;3;1;3",
            "inherent: {3, 3} current: {2, 3} residual: {1, 3}",
        ),
        (
            "inherent.likelihood;inherent.impact;current.likelihood;current.impact;residual.likelihood;residual.impact",
            "3;3;2;3;1;3",
            "inherent: {3, 3} current: {2, 3} residual: {1, 3}",
        ),
        (
            "Gross Likelihood;Gross Impact;Net Likelihood;Net Impact;Target Likelihood;Target Impact",
            "3;3;2;3;1;3",
            "inherent: {3, 3} current: {2, 3} residual: {1, 3}",
        ),
        ("Likelihood;Impact;Residual impact", "3;2;1", "inherent: {3, 2}"),
        // What remains is spoken of and not rated, so the only rating says nothing of it.
        ("Likelihood;Impact;Residual", "3;2;low", "current: {3, 2}"),
        ("Likelihood;Impact;Residual risk owner", "3;2;Ann", "current: {3, 2}"),
        ("Likelihood (3 = high);Impact (1 low)", "3;2", "current: {3, 2}"),
        ("Likelihood;Impact Financial;Impact Legal", "3;2;1", "current: {3, {financial: 2, legal: 1}}"),
        ("Likelihood;Impact Money", "3;2", "current: {3, {money: 2}}"),
        ("Likelihood;Impact Financial;Max impact", "3;2;2", "current: {3, 2}"),
        ("Likelihood;Impact", "3,0;2/3", "current: {3, 2}"),
        ("Likelihood;Impact", "Always (3);Medium - 2", "current: {3, 2}"),
        ("Likelihood;Impact", "(3) Always;2 out of 3", "current: {3, 2}"),
        ("Likelihood;Impact", "3 Always;Medium, 2 von 3", "current: {3, 2}"),
        ("Likelihood;Impact", "L3;I2", "current: {3, 2}"),
        ("Likelihood;Impact;Target likelihood;Target impact", "L3;I2;1;2", "current: {3, 2} residual: {1, 2}"),
        ("Likelihood;Impact", "3 Often;2", "refused"),
        ("Likelihood;Impact", "(2) Always;2", "refused"),
        ("Likelihood;Impact", "3 out of 10;2", "refused"),
        ("Likelihood;Impact", "I3;2", ""),
        ("Likelihood;Impact", "3 times;2", ""),
    ]);
}

#[test]
fn other_words_for_a_state_are_known_before_and_after_what_is_rated() {
    assert_read(&[
        ("Likelihood;Impact;Mitigated Likelihood;Mitigated Impact", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        ("raw likelihood;raw impact", "3;2", "inherent: {3, 2}"),
        ("likelihood before;impact before;Likelihood after;Impact after", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        (
            "Pre-mitigation likelihood;Pre-mitigation impact;postLikelihood;postImpact",
            "3;2;1;2",
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        ("Likelihood (after controls);Impact (after controls)", "3;2", "current: {3, 2} residual: {3, 2}"),
        ("current_proba;current_impact", "3;2", "current: {3, 2}"),
        ("Prob.;Impact", "3;2", "current: {3, 2}"),
        // What is left after a treatment is expected.
        ("Likelihood;Impact;Likelihood after treatment;Impact after treatment", "3;2;1;2", "current: {3, 2} residual: {1, 2}"),
        (
            "Impact before treatment;Likelihood before treatment;Impact after treatment;Likelihood after treatment",
            "2;3;2;1",
            "inherent: {3, 2} residual: {1, 2}",
        ),
        ("Likelihood;Impact;Mitigated risk level", "3;2;low", "inherent: {3, 2}"),
        ("Likelihood;Impact;Score after controls", "3;2;2", "inherent: {3, 2}"),
        ("riskLikelihood;riskImpact", "3;2", "current: {3, 2}"),
        ("Original likelihood;Original impact", "3;2", "inherent: {3, 2}"),
        ("Likelihood;Impact;Planned likelihood;Planned impact", "3;2;1;2", "current: {3, 2} residual: {1, 2}"),
        ("Likelihood of occurrence;Impact", "3;2", "current: {3, 2}"),
        ("Frequency;Magnitude;Residual frequency;Residual magnitude", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        ("Eintritt;Schaden;Rest-Eintritt;Rest-Schaden", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
    ]);
}

#[test]
fn states_are_known_in_other_languages() {
    assert_read(&[
        (
            "Eintrittswahrscheinlichkeit (1-3);Auswirkung Finanziell;Maximale Auswirkung;Inhärenter Wert;Restwahrscheinlichkeit;Restmaximale Auswirkung;Restrisikowert;Restrisikolevel",
            "3;2;2;6;1;2;2;low",
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        ("Bruttowahrscheinlichkeit;Bruttoauswirkung", "3;2", "inherent: {3, 2}"),
        ("Wahrscheinlichkeit (brutto);Auswirkung (brutto)", "3;2", "inherent: {3, 2}"),
        (
            "Wahrscheinlichkeit;Auswirkung;Wahrscheinlichkeit nachher;Auswirkung nachher",
            "3;2;1;2",
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        (
            "Aktuelle Wahrscheinlichkeit;Aktuelle Auswirkung;Ziel-Wahrscheinlichkeit;Ziel-Auswirkung",
            "3;2;1;2",
            "current: {3, 2} residual: {1, 2}",
        ),
        ("Probabilité brute;Gravité brute", "3;2", "inherent: {3, 2}"),
        ("Vraisemblance résiduelle;Impact résiduel", "3;2", "current: {3, 2} residual: {3, 2}"),
        ("Vraisemblance;Gravité;Vraisemblance cible;Gravité cible", "3;2;1;2", "current: {3, 2} residual: {1, 2}"),
        ("Probabilidad inherente;Impacto inherente", "3;2", "inherent: {3, 2}"),
        ("Probabilidad;Impacto;Impacto residual;Probabilidad residual", "3;2;2;1", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        ("Restrisiko;Wahrscheinlichkeit;Auswirkung", "low;3;2", "inherent: {3, 2}"),
    ]);
}

#[test]
fn what_is_unclear_is_refused() {
    for (header, cells) in [
        // Words that nobody knows beside likelihood and impact.
        ("Likelihood;Impact;Imagined Likelihood;Imagined Impact", "3;2;1;2"),
        ("Likelihood control;Impact control", "3;2"),
        ("Likelihood;Impact;Likelihood Q2;Impact Q2", "3;2;1;2"),
        ("Likelihood;Total impact", "3;2"),
        ("Likelihood before after;Impact", "3;2"),
        ("Inherent residual likelihood;Impact", "3;2"),
        // Other languages.
        ("Wahrscheinlichkeit (gefühlt);Auswirkung (gefühlt)", "3;2"),
        ("Probabilité perçue;Gravité perçue", "3;2"),
        // Two columns for one.
        ("Likelihood;Impact;Likelihood;Impact", "3;2;1;2"),
        ("Likelihood;Probability;Impact", "3;2;2"),
        ("Likelihood;Impact;Max impact", "3;2;2"),
        ("Gross likelihood;Inherent likelihood;Impact", "3;2;2"),
        ("Current likelihood;Current impact;Residual likelihood;Residual impact;Target likelihood;Target impact", "3;2;2;2;1;2"),
        // A column that names its state and one that does not.
        ("Inherent likelihood;Impact", "3;2"),
        ("Likelihood;Impact;Inherent likelihood;Inherent impact", "3;2;2;2"),
        ("Likelihood;Impact;Inherent likelihood;Inherent impact;Residual likelihood;Residual impact", "3;2;2;2;1;2"),
        // Other scales.
        ("Likelihood (1-10);Impact (1-10)", "3;2"),
        ("Likelihood_1_5;Impact_1_5", "3;2"),
        ("Likelihood (0-3);Impact", "3;2"),
        ("Likelihood (%);Impact", "3;2"),
        ("Likelihood;Impact (€)", "3;2"),
        ("Likelihood (1 = high … 3 = low);Impact", "3;2"),
        ("Likelihood (high = 1 … low = 3);Impact", "3;2"),
        ("Likelihood (3-1);Impact", "3;2"),
        ("Likelihood 2025;Impact 2025", "3;2"),
        ("Likelihood;Impact", "7;2"),
        ("Likelihood;Impact", "0;2"),
        ("Likelihood;Impact", "20%;2"),
        ("Likelihood;Impact", "3;7.5"),
        ("Likelihood;Impact", "3/5;2/3"),
        ("Likelihood;Impact", "Always (1);2"),
        ("Likelihood;Impact", "1 - Always;2"),
        ("Likelihood;Impact", "3 (unlikely);2"),
        // Dimensions that are none.
        ("Likelihood;Impact;Impact Financial;Impact Customers", "3;2;2;1"),
        ("Likelihood;Impact Financial", "3;2"),
        ("Likelihood;Impact Zebra;Impact Financial", "3;2;1"),
        ("Likelihood;Raw impact;Mitigated impact", "3;2;1"),
        // Letters, and what hints at another state.
        ("L;I;Score", "3;2;6"),
        ("P;I;P x I", "3;2;6"),
        ("Likelihood;Impact;RL;RI", "3;2;1;2"),
        ("IL;II;IR;RL;RI;RR", "3;2;6;1;2;2"),
        ("Likelihood 2025;Impact 2025;Likelihood 2026;Impact 2026", "3;2;1;2"),
        ("Likelihood;Impact;Restgefahr Punkte 2", "3;2;mittel"),
    ] {
        // Reversed labels need a second cell to be seen.
        let cells = if cells.starts_with("3 (unlikely)") { "3 (unlikely);2\nB;1 (likely);2" } else { cells };
        assert_eq!(ratings(header, cells, &[]), "refused", "{header}: {cells}");
    }
}

#[test]
fn words_that_are_no_steps_of_the_method_are_refused() {
    for cells in ["H;M", "hoch;gering", "Very high;2"] {
        assert_eq!(ratings("Likelihood;Impact", cells, &[]), "refused", "{cells}");
    }
}

#[test]
fn what_the_user_says_is_not_refused() {
    let mitigated = "Likelihood;Impact;Mitigated Likelihood;Mitigated Impact";
    for (header, cells, wishes, expected) in [
        (
            mitigated,
            "3;2;1;2",
            &[("Mitigated Likelihood", "current.likelihood"), ("Mitigated Impact", "current.impact")][..],
            "inherent: {3, 2} current: {1, 2} residual: {1, 2}",
        ),
        (
            mitigated,
            "3;2;1;2",
            &[("Mitigated Likelihood", "residual.likelihood"), ("Mitigated Impact", "residual.impact")],
            "current: {3, 2} residual: {1, 2}",
        ),
        (mitigated, "3;2;1;2", &[("Mitigated Likelihood", "custom"), ("Mitigated Impact", "-")], "current: {3, 2}"),
        (
            "Likelihood (1-10);Impact",
            "3;2",
            &[("Likelihood (1-10)", "inherent.likelihood"), ("Impact", "inherent.impact")],
            "inherent: {3, 2}",
        ),
        ("L;I", "3;2", &[("L", "likelihood"), ("I", "impact")], "current: {3, 2}"),
        ("Likelihood;Impact", "7;2", &[("Likelihood", "notes")], ""),
    ] {
        assert_eq!(ratings(header, cells, wishes), expected, "{header}");
    }
}

#[test]
fn a_header_below_the_header_is_told() {
    for text in [
        "Risk,Then,,Now,,Owner\nName,Likelihood,Impact,Likelihood,Impact,Owner\nA,3,2,1,2,b\n",
        "Risk,Then,,Owner\nName,Likelihood,Impact,\nA,3,2,b\n",
        "ID,Title,Before and then after,,,\n,,Likelihood,Impact,Likelihood,Impact\nR1,A,4,5,2,3\n",
    ] {
        let error = planned(&programme(&[]), "risk", text).err().unwrap().to_string();
        assert!(error.starts_with("it is unclear what the sheet rates: `") && error.contains(" Impact`: it does not plainly"), "{error}");
    }
    let (kind, text) = (KINDS.iter().find(|kind| kind.name == "risk").unwrap(), "Risk,Owner\nLikelihood,Impact\n3,2\n");
    let asked = Asked { header_line: Some(1), ..Asked::default() };
    let error = planned_by(&programme(&[]), kind, text, &asked).err().unwrap();
    assert_eq!(error.to_string(), "line 2 names ratings as a header does");
}

#[test]
fn scores_are_compared_in_their_own_state_or_not_at_all() {
    let summary = |text: &str| {
        let mut out = Vec::new();
        planned(&programme(&[]), "risk", text).unwrap().write(&mut out, true).unwrap();
        String::from_utf8(out).unwrap().lines().filter(|line| line.starts_with("scores")).collect::<String>()
    };
    const WHAT: &str = "scores, levels and largest impacts: ";
    for (text, says) in [
        ("Risk,Likelihood,Impact,Score\nA,3,2,6\n", "all 1 of the sheet come out as they stand in it"),
        ("Risk,Current likelihood,Current impact,Score\nA,3,2,6\n", "all 1 of the sheet come out as they stand in it"),
        (
            "Risk,Likelihood,Impact,Score,P x I\nA,3,2,6,6\n",
            "all 1 that were compared come out as they stand in the sheet; `P x I` not compared",
        ),
        ("Risk,Exposure score\nA,6\n", "`Exposure score` not compared"),
        ("Risk,Inherent likelihood,Inherent impact,Residual likelihood,Residual impact,Score\nA,3,2,1,2,2\n", "`Score` not compared"),
        ("Risk,Likelihood,Impact\nA,3,2\n", ""),
    ] {
        assert_eq!(summary(text), if says.is_empty() { String::new() } else { format!("{WHAT}{says}") }, "{text}");
    }
}

#[test]
fn a_scale_that_runs_the_other_way_is_never_taken_for_ours() {
    for words in [
        "(3 rare)",
        "(3: Rare)",
        "(3 = very low)",
        "(best 3)",
        "(rare=3)",
        "rare/3",
        "3 lowest",
        "(1 high)",
        "(high = 1)",
        "(1 certain - 3 rare)",
    ] {
        assert_eq!(ratings(&format!("Likelihood {words};Impact"), "3;2", &[]), "refused", "{words}");
    }
    assert_eq!(ratings("Wahrscheinlichkeit (3 selten);Auswirkung (3 gering)", "3;2", &[]), "refused");
}

#[test]
fn a_column_of_ratings_that_makes_none_is_told() {
    let open = |text: &str| {
        let plan = planned(&programme(&[]), "risk", text).unwrap();
        let told = plan.remarks.iter().filter(|remark| remark.line == 0).map(|remark| remark.message.clone()).collect::<Vec<_>>();
        assert_eq!(plan.is_complete(), told.is_empty());
        told
    };
    for header in ["Risk,Severity", "Risk,Likelihood", "Risk,Auswirkung"] {
        let column = header.split(',').next_back().unwrap();
        assert_eq!(open(&format!("{header}\nA,3\nB,2\n")), [format!("`{column}` is a column of ratings, and no rating has come of it")]);
    }
    assert_eq!(
        open("Risk,Likelihood,Impact,Residual likelihood\nA,3,2,1\n"),
        ["`Residual likelihood` is a column of ratings, and no rating has come of it"]
    );
    assert!(open("Risk,Likelihood,Impact\nA,3,2\nB,3,\n").is_empty() && open("Risk,Likelihood\nA,\n").is_empty());
}

#[test]
fn labels_and_levels_are_the_same_in_other_languages() {
    assert_read(&[("Likelihood;Impact", "oft;hoch", "current: {2, 3}"), ("Vraisemblance;Gravité", "3;faible", "current: {3, 1}")]);
    let said = |cell: &str| {
        let plan = planned(&programme(&[]), "risk", &format!("Risk,Likelihood,Impact,Risk level\nA,3,2,{cell}\n")).unwrap();
        (plan.agreed, plan.remarks.into_iter().map(|remark| remark.message).collect::<Vec<_>>())
    };
    let (agreed, remarks) = said("6");
    assert!(agreed == 1 && remarks.is_empty(), "{remarks:?}");
    assert_eq!(said("9").1.len(), 1);
}

#[test]
fn a_scale_below_the_header_is_that_of_its_columns() {
    let outcome = |scale: &str| planned(&programme(&[]), "risk", &format!("Risk,Likelihood,Impact\n,{scale},{scale}\nA,3,2\n"));
    assert!(matches!(outcome("(1-10)"), Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Unclear { .. })));
    assert!(matches!(outcome("1–10"), Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Unclear { .. })));
    for scale in ["(1-3)", "1-3", "1 … 3", "1 = low - 3 = high"] {
        let plan = outcome(scale).unwrap();
        assert_eq!((plan.tally.imported, plan.faults.len()), (1, 0), "{scale}");
    }
}

#[test]
fn a_result_without_its_rating_is_kept() {
    let plan = planned_as(&programme(&[]), "risk", "Risk;Likelihood;Impact;Residual risk level\nA;3;2;low\n", &[]).unwrap();
    let risk = plan.changes.iter().find(|change| change.path == "risks/RSK-a.yaml").unwrap();
    assert!(String::from_utf8_lossy(risk.after.as_ref().unwrap()).contains("Residual risk level: low"));
}

#[test]
fn abbreviations_count_in_pairs() {
    assert_read(&[
        ("Lik.;Imp.", "3;2", "current: {3, 2}"),
        ("EW;SH", "3;2", "current: {3, 2}"),
        ("Likelihood;Sev.", "3;2", "current: {3, 2}"),
        ("Inherent L;Inherent I;Residual L;Residual I", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        ("Gross P;Gross S;Net P;Net S", "3;2;1;2", "inherent: {3, 2} current: {1, 2} residual: {1, 2}"),
        ("Brutto EW;Brutto SH", "3;2", "inherent: {3, 2}"),
        // One alone says nothing, nor does `I` beside `C`, nor a letter that has no word for its state.
        ("EW;Level", "3;High", "refused"),
        ("Residual L;Residual I;Residual C", "3;2;1", "refused"),
        ("L;I", "3;2", "refused"),
        // What stands beside the whole word is something else.
        ("Likelihood;Impact;SH", "3;2;1", "current: {3, 2}"),
        ("Likelihood;Impact;SH", "3;2;Ann", "current: {3, 2}"),
    ]);
}

#[test]
fn abbreviations_are_read_below_their_state_and_asked_for_elsewhere() {
    assert_read(&[
        ("Ist-Zustand EW;Ist-Zustand SH;Soll-Zustand EW;Soll-Zustand SH", "3;2;1;2", "current: {3, 2} residual: {1, 2}"),
        ("Brutto EW;Brutto SH;Netto EW;Netto SH;Ziel EW;Ziel SH", "3;3;3;2;1;2", "inherent: {3, 3} current: {3, 2} residual: {1, 2}"),
        ("EW mit umgesetzten Massnahmen;SH mit umgesetzten Massnahmen", "3;2", "refused"),
        ("EW Variante B;SH Variante B", "3;2", "refused"),
    ]);
}
