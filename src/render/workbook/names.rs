//! Names of sheets as every spreadsheet program takes them.

use std::collections::HashSet;

/// As many UTF-16 units as a name may have.
const LONGEST: usize = 31;

/// The names that are taken.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A name for a sheet of this: without signs that mean something in formulas, no longer than names may be, and of its own.
    pub fn take(&mut self, of: &str) -> String {
        let plain: String = of.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        // `History` belongs to Excel.
        let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { format!("Sheet {plain}") } else { plain };
        let numbered = (2_usize..).map(|n| format!(" ({n})"));
        let endings = std::iter::once(String::new()).chain(numbered);
        let named = endings.map(|ending| format!("{}{ending}", cut(&plain, LONGEST - ending.len()).trim_end()));
        let mut free = named.filter(|name| self.0.insert(name.to_lowercase()));
        free.next().unwrap_or_default()
    }
}

/// The beginning of a text that has at most so many UTF-16 units.
pub fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_free_of_signs_and_of_each_other() {
        let mut names = Names::default();
        assert_eq!(
            ["Risks", "RISKS", "a/b: [c]?*\\", "", "History"].map(|of| names.take(of)),
            ["Risks", "RISKS (2)", "a b c", "Sheet ", "Sheet History"].map(|name| name.trim_end().to_owned())
        );
        let long = "x".repeat(40);
        assert_eq!([names.take(&long), names.take(&long)], ["x".repeat(31), format!("{} (2)", "x".repeat(27))]);
    }

    proptest! {
        #[test]
        fn every_name_is_one(of in prop::collection::vec(any::<String>(), 1..8)) {
            let mut names = Names::default();
            for of in of {
                prop_assert!(rust_xlsxwriter::utility::check_sheet_name(&names.take(&of)).is_ok());
            }
        }
    }
}
