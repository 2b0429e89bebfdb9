//! Words of headers for the state that a rating is of: each is read as the state it says, or the sheet is refused.

use super::unclear::assert_read;

#[test]
fn words_for_before_the_controls_are_known() {
    for words in [
        "{} w/o controls",
        "{} (w/o controls)",
        "{} without measures",
        "{} before existing controls",
        "{} without current controls",
        "Inh. {}",
        "{} (inh.)",
        "Starting {}",
        "Untreated {}",
    ] {
        let header = format!("{};{}", words.replace("{}", "Likelihood"), words.replace("{}", "Impact"));
        assert_read(&[(&header, "3;2", "inherent: {3, 2}")]);
    }
    assert_read(&[
        ("Anfangswahrscheinlichkeit;Anfangsauswirkung", "3;2", "inherent: {3, 2}"),
        ("Wahrscheinlichkeit unbehandelt;Auswirkung unbehandelt", "3;2", "inherent: {3, 2}"),
        ("Wahrscheinlichkeit ohne Maßnahmen;Schadenspotenzial ohne Maßnahmen", "3;2", "inherent: {3, 2}"),
        ("Vraisemblance non traitée;Impact non traité", "3;2", "inherent: {3, 2}"),
        ("Vraisemblance sans mesures;Impact sans mesures", "3;2", "inherent: {3, 2}"),
        ("Probabilidad sin tratar;Impacto sin tratar", "3;2", "inherent: {3, 2}"),
        ("Probabilidad sin controles;Impacto sin controles", "3;2", "inherent: {3, 2}"),
    ]);
}

#[test]
fn words_for_today_are_known() {
    assert_read(&[
        ("Likelihood now;Impact now", "3;2", "current: {3, 2}"),
        ("Likelihood (existing controls);Impact (existing controls)", "3;2", "current: {3, 2}"),
        ("Likelihood with existing controls;Impact with existing controls", "3;2", "current: {3, 2}"),
        ("Likelihood (current controls);Impact (current controls)", "3;2", "current: {3, 2}"),
        ("Existing likelihood;Existing impact", "3;2", "current: {3, 2}"),
        ("Wahrscheinlichkeit heute;Auswirkung heute", "3;2", "current: {3, 2}"),
        ("Vraisemblance aujourd'hui;Impact aujourd'hui", "3;2", "current: {3, 2}"),
        ("Vraisemblance avec mesures existantes;Impact avec mesures existantes", "3;2", "current: {3, 2}"),
        ("Probabilidad hoy;Impacto hoy", "3;2", "current: {3, 2}"),
        ("Probabilidad con controles existentes;Impacto con controles existentes", "3;2", "current: {3, 2}"),
        // What speaks of controls is no score of the risk.
        ("Current likelihood;Current impact;Existing control score", "3;2;1", "current: {3, 2}"),
    ]);
}

#[test]
fn words_for_what_is_left_are_known() {
    const LEFT: &str = "inherent: {3, 2} current: {1, 2} residual: {1, 2}";
    const EXPECTED: &str = "current: {3, 2} residual: {1, 2}";
    for (words, state) in [
        ("Res. {}", LEFT),
        ("{} (res.)", LEFT),
        ("{} w/ controls", LEFT),
        ("Controlled {}", LEFT),
        ("Final {}", LEFT),
        ("Treated {}", EXPECTED),
        ("{} with planned controls", EXPECTED),
    ] {
        let header = format!("Likelihood;Impact;{};{}", words.replace("{}", "Likelihood"), words.replace("{}", "Impact"));
        assert_read(&[(&header, "3;2;1;2", state)]);
    }
    assert_read(&[
        ("Wahrscheinlichkeit;Auswirkung;Wahrscheinlichkeit behandelt;Auswirkung behandelt", "3;2;1;2", EXPECTED),
        ("Vraisemblance;Gravité;Vraisemblance traitée;Gravité traitée", "3;2;1;2", EXPECTED),
        ("Probabilidad;Impacto;Probabilidad tratada;Impacto tratado", "3;2;1;2", EXPECTED),
        ("Vraisemblance;Gravité;Vraisemblance finale;Gravité finale", "3;2;1;2", LEFT),
        ("Probabilidad;Impacto;Probabilidad final;Impacto final", "3;2;1;2", LEFT),
        ("Likelihood;Impact;Score;Final likelihood;Final impact;Final score", "3;2;6;1;2;2", LEFT),
    ]);
}

/// The final impact may be the largest of some, and the final score the last step of a sum.
#[test]
fn final_alone_says_nothing() {
    assert_read(&[("Likelihood;Final impact", "3;2", "refused"), ("Likelihood;Impact;Score;Final score", "3;2;6;6", "refused")]);
}

#[test]
fn two_columns_of_one_name_are_of_no_state() {
    assert_read(&[
        ("Likelihood;Impact;Likelihood.1;Impact.1", "3;2;1;2", "refused"),
        ("Inherent likelihood;Inherent impact;Inherent likelihood.1;Inherent impact.1", "3;2;1;2", "refused"),
    ]);
}

#[test]
fn the_steps_of_a_scale_stand_behind_what_is_rated() {
    for steps in ["H/M/L", "high/medium/low", "low, medium, high"] {
        assert_read(&[(&format!("Likelihood ({steps});Impact ({steps})"), "3;2", "current: {3, 2}")]);
    }
    assert_read(&[("Wahrscheinlichkeit (H/M/N);Auswirkung (H/M/N)", "3;2", "current: {3, 2}")]);
}
