//! From the scale of a sheet to the method's: by a table that follows from the two alone, and that is told.

use super::axis::Axis;
use super::numbers::{out_of, whole_number};

/// How a scale is written.
pub const FORMS: &str = "its highest value, such as `10` or `1.0`, or both ends, such as `0-4`; `5-1` begins with the least";

/// More steps than any scale of ratings has.
const MOST: i64 = 1000;

/// A scale of ratings with equal steps: `10` for 1 to 10, `1.0` for 0.1 to 1.0, `0-4` for 0 to 4, `5-1` where 5 is the least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// In steps of the last decimal.
    first: i64,
    last: i64,
    decimals: usize,
}

/// The scales of a sheet, where they are not the method's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversions {
    pub likelihood: Option<Scale>,
    pub impact: Option<Scale>,
}

impl Conversions {
    pub fn of(&self, axis: Axis) -> Option<&Scale> {
        match axis {
            Axis::Likelihood => self.likelihood.as_ref(),
            Axis::Impact => self.impact.as_ref(),
        }
    }

    /// These, and those of another where they say nothing.
    pub fn or(self, other: Self) -> Self {
        Self { likelihood: self.likelihood.or(other.likelihood), impact: self.impact.or(other.impact) }
    }

    pub fn is_empty(&self) -> bool {
        self.likelihood.is_none() && self.impact.is_none()
    }
}

impl Scale {
    /// Reads it as people write it.
    ///
    /// # Errors
    /// What a scale is instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let help = || format!("write {FORMS}");
        let text = text.trim().replace(',', ".");
        let (first, last) = match text.split_once(['-', '–']) {
            Some((first, last)) => (Some(first.trim()), last.trim()),
            None => (None, text.as_str()),
        };
        let decimals = decimals(last).max(first.map_or(0, decimals));
        let ends = first.map_or(Some(1), |first| number(first, decimals)).zip(number(last, decimals));
        let (first, last) = ends.filter(|(first, last)| first != last && (first - last).abs() < MOST).ok_or_else(help)?;
        Ok(Self { first, last, decimals })
    }

    /// How many steps lie between its ends.
    fn span(&self) -> i64 {
        (self.last - self.first).abs()
    }

    /// The place of a value on it, from 0.
    fn place(&self, cell: &str) -> Option<i64> {
        let out_of = || out_of(cell).filter(|(_, all)| *all == self.first.max(self.last)).map(|(number, _)| number);
        let value = match self.decimals {
            0 => whole_number(cell).or_else(out_of)?,
            decimals => number(&cell.trim().replace(',', "."), decimals)?,
        };
        let place = if self.first < self.last { value - self.first } else { self.first - value };
        (0..=self.span()).contains(&place).then_some(place)
    }

    /// The step of the method that lies where the place does: ends on ends, halves up.
    fn step(&self, place: i64, steps: &[i64]) -> Option<i64> {
        let gaps = i64::try_from(steps.len().checked_sub(1)?).ok()?;
        let at = (2 * place * gaps + self.span()) / (2 * self.span());
        steps.get(usize::try_from(at).ok()?).copied()
    }

    /// The value of the method, whose steps rise, that a cell becomes.
    pub fn convert(&self, cell: &str, steps: &[i64]) -> Option<i64> {
        self.step(self.place(cell)?, steps)
    }

    /// As values on it are written.
    fn shown(&self, place: i64) -> String {
        let value = if self.first < self.last { self.first + place } else { self.first - place };
        match self.decimals {
            0 => value.to_string(),
            decimals => {
                let one = 10_i64.pow(u32::try_from(decimals).unwrap_or(0));
                format!("{}.{:0decimals$}", value / one, value % one)
            }
        }
    }

    /// `1 to 10`
    pub fn ends(&self) -> String {
        format!("{} to {}", self.shown(0), self.shown(self.span()))
    }

    /// As it is written down, so that it reads the same.
    pub fn written(&self) -> String {
        format!("{}-{}", self.shown(0), self.shown(self.span()))
    }

    /// Every value with what it becomes, the last first: of several for one step it stands for that.
    pub fn pairs(&self, steps: &[i64]) -> Vec<(String, String)> {
        let pair = |place| Some((self.shown(place), self.step(place, steps)?.to_string()));
        (0..=self.span()).rev().filter_map(pair).collect()
    }

    /// Which values become which: `1–2 → 1, 3–4 → 2`.
    pub fn table(&self, steps: &[i64]) -> String {
        let mut parts: Vec<(i64, i64, i64)> = Vec::new();
        for place in 0..=self.span() {
            let Some(step) = self.step(place, steps) else { continue };
            match parts.last_mut().filter(|(_, _, last)| *last == step) {
                Some((_, to, _)) => *to = place,
                None => parts.push((place, place, step)),
            }
        }
        let part = |(from, to, step): &(i64, i64, i64)| match from == to {
            true => format!("{} → {step}", self.shown(*from)),
            false => format!("{}–{} → {step}", self.shown(*from), self.shown(*to)),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}

/// How many digits stand behind the point.
fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A number in steps of so many decimals; None if it has more of them.
fn number(text: &str, decimals: usize) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + part.len() == 0 || part.len() > decimals || whole.len() + decimals > 9 || !is_number(whole) || !is_number(part) {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(scale: &str, steps: i64) -> String {
        Scale::parse(scale).unwrap().table(&(1..=steps).collect::<Vec<_>>())
    }

    #[test]
    fn ends_fall_on_ends_and_all_between_in_order() {
        assert_eq!(table("10", 5), "1–2 → 1, 3–4 → 2, 5–6 → 3, 7–8 → 4, 9–10 → 5");
        assert_eq!(table("1.0", 5), "0.1–0.2 → 1, 0.3–0.4 → 2, 0.5–0.6 → 3, 0.7–0.8 → 4, 0.9–1.0 → 5");
        assert_eq!(table("3", 5), "1 → 1, 2 → 3, 3 → 5");
        assert_eq!(table("0-4", 5), "0 → 1, 1 → 2, 2 → 3, 3 → 4, 4 → 5");
        assert_eq!(table("5-1", 5), "5 → 1, 4 → 2, 3 → 3, 2 → 4, 1 → 5");
        assert_eq!(table("5", 4), "1 → 1, 2 → 2, 3–4 → 3, 5 → 4");
    }

    #[test]
    fn values_between_steps_and_beyond_the_ends_become_nothing() {
        let (tenths, ten) = (Scale::parse("1.0").unwrap(), Scale::parse("10").unwrap());
        let steps = [1, 2, 3, 4, 5];
        for (cell, value) in
            [("0.1", Some(1)), ("0,5", Some(3)), ("1", Some(5)), (".9", Some(5)), ("0.25", None), ("0", None), ("1.1", None)]
        {
            assert_eq!(tenths.convert(cell, &steps), value, "{cell}");
        }
        for (cell, value) in
            [("10", Some(5)), ("7 - Likely", Some(4)), ("7/10", Some(4)), ("7/5", None), ("0", None), ("11", None), ("x", None)]
        {
            assert_eq!(ten.convert(cell, &steps), value, "{cell}");
        }
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        for text in ["", "x", "1", "1-1", "0-0", "99999", "1e3", "-", "3-", "1.0.0"] {
            assert!(Scale::parse(text).is_err(), "{text}");
        }
        for text in ["10", "1.0", "0-4", "5-1", "0.5-5.0"] {
            let scale = Scale::parse(text).unwrap();
            assert_eq!(Scale::parse(&scale.written()), Ok(scale));
        }
    }
}
