//! Whether controls work: what tests said, and which controls advanced or fell back.

use super::{LineFacts, Stretch};
use crate::base::text::count;
use crate::model::kinds::{Control, RecordKind, TestOutcome};
use crate::register::control::{Verification, test_state, verification};
use crate::report::diff::What;
use crate::report::doc::Tone;

/// The tests that were run since, and those that failed.
pub(super) fn tested(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let controls = || stretch.now.program.all::<Control>().map(|control| control.data()).filter(|control| control.is_active());
    let results = controls().flat_map(|control| &control.tests).flat_map(|test| &test.results).filter(|result| stretch.is_in(result.on));
    let (passed, failed) = results.fold((0, 0), |(passed, failed), result| match result.result {
        TestOutcome::Pass => (passed + 1, failed),
        TestOutcome::Fail => (passed, failed + 1),
    });
    let mut lines = Vec::new();
    if passed + failed > 0 {
        let tone = if failed > 0 { Tone::Warn } else { Tone::Good };
        let text = format!("{} run: {passed} passed, {failed} failed", count(passed + failed, "test"));
        lines.push(LineFacts::counted("Tests of controls", text).toned(tone));
    }
    lines.extend(controls().flat_map(|control| failed_tests(stretch, control)));
    lines
}

fn failed_tests<'a>(stretch: &Stretch<'_, '_, '_>, control: &'a Control) -> impl Iterator<Item = LineFacts> + use<'a> {
    let today = stretch.now.today;
    let failed = control.tests.iter().filter_map(|test| {
        let failed = test.results.iter().filter(|result| result.result == TestOutcome::Fail && stretch.is_in(result.on));
        let last = failed.max_by_key(|result| result.on)?;
        let (since, tone) = match test_state(test, today) {
            Verification::Failed => ("", Tone::Bad),
            _ => (", passed since", Tone::Plain),
        };
        Some(LineFacts::of(&control.id, &control.title, format!("failed: {}{since}", test.what.trim())).on(last.on).toned(tone))
    });
    failed.collect::<Vec<_>>().into_iter()
}

/// How well controls work: counts, then what does not, then what moved.
pub(super) fn effectiveness(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let active = || stretch.now.program.all::<Control>().map(|control| control.data()).filter(|control| control.is_active());
    let (of, works) = (active().count(), active().filter(|control| control.is_implemented()).count());
    if of == 0 {
        return Vec::new();
    }
    let mut lines = vec![LineFacts::counted("Controls", format!("{works} of {of} in operation"))];
    let states = || active().filter(|control| control.is_implemented()).map(|control| (control, verification(control, today)));
    let number = |wanted: Verification| states().filter(|(_, state)| *state == wanted).count();
    let [passed, failed, late, untested] = [
        number(Verification::Passed),
        number(Verification::Failed),
        number(Verification::Overdue),
        number(Verification::NoTest) + number(Verification::NeverRun),
    ];
    let text = format!("{passed} of {works} passed their tests, {failed} failed, {late} late, {untested} never tested");
    let tone = if failed > 0 { Tone::Bad } else { Tone::Plain };
    // Where nothing works there is nothing to be counted from.
    lines.extend((works > 0).then(|| LineFacts::counted("Of these", text).toned(tone)));
    let weak = states().filter(|(_, state)| matches!(state, Verification::Failed | Verification::Overdue));
    let mut weak: Vec<(&Control, Verification)> = weak.collect();
    weak.sort_by_key(|(_, state)| *state != Verification::Failed);
    lines.extend(weak.into_iter().map(|(control, state)| {
        let (said, tone) = if state == Verification::Failed { ("its test failed", Tone::Bad) } else { ("its test is late", Tone::Warn) };
        LineFacts::of(&control.id, &control.title, format!("{said}{}", stretch.with(control.owner.as_ref()))).toned(tone)
    }));
    lines.extend(moved(stretch));
    lines
}

/// Controls of the organisation that advanced, fell back or ended.
fn moved(stretch: &Stretch<'_, '_, '_>) -> impl Iterator<Item = LineFacts> {
    let own = |id: &str| id.strip_prefix(Control::PREFIX).is_some_and(|rest| rest.starts_with('-'));
    let of = |what: What| match what {
        What::StatusRegressed => Some(Tone::Bad),
        What::StatusAdvanced => Some(Tone::Good),
        What::Retired | What::Reopened => Some(Tone::Plain),
        _ => None,
    };
    stretch.moved.iter().filter(move |movement| own(&movement.id)).filter_map(move |movement| {
        let said = movement.text.strip_prefix(movement.id.as_str())?.trim_start();
        Some(LineFacts::of(&movement.id, &stretch.name(&movement.id), said).toned(of(movement.what)?))
    })
}
