//! What shows that people can do what is asked of them (7.2).

use crate::base::date::Date;
use crate::base::text::normal;
use crate::model::kinds::{Topic, Training};
use crate::model::program::{Program, View};
use std::collections::HashSet;

/// The trainings that make people able to do something and were taken by a day. One that does not say what it covers may be
/// such; one that says so, and names other topics only, makes people aware (7.3).
pub fn trainings(program: &Program, day: Date) -> impl Iterator<Item = View<'_, Training>> {
    let counts = |training: &Training| training.covers.is_empty() || training.covers.contains(&Topic::Competence);
    let taken = move |training: &Training| training.completions.iter().any(|taken| taken.on <= day);
    program.all::<Training>().filter(move |training| counts(training) && taken(training))
}

/// Who was trained in what by a day: a person, and the title of the training as words are compared.
pub fn trained(program: &Program, day: Date) -> HashSet<(&str, String)> {
    let mut trained = HashSet::new();
    for training in trainings(program, day) {
        let what = normal(&training.data().title);
        let taken = training.data().completions.iter().filter(|taken| taken.on <= day);
        trained.extend(taken.map(|taken| (taken.person.id(), what.clone())));
    }
    trained
}
