//! How a table stands on a page: which columns stand side by side, and what each of them gets.
//!
//! A page cannot be scrolled once it is printed, so a table is made for paper, and a screen shows the same. If all columns
//! do not fit side by side, the least important go below their row as running text, where every word has the whole
//! width; a table of numbers is told in several tables, since numbers are compared down a column.

use super::runs::Runs;
use crate::report::doc::{Column, ColumnKind, Tone};

/// The width of A4 without its margins, in the height of letters of 8 points; on its side; and that with 7 points.
const UPRIGHT: f32 = 64.0;
const SIDEWAYS: f32 = 94.0;
const SIDEWAYS_FINE: f32 = 107.0;
/// The space between columns.
const GAP: f32 = 1.25;
/// Prose narrower than this is a chore to read, and a value longer than this may take a second line.
const PROSE: f32 = 15.0;
const VALUE: f32 = 14.0;
/// As many rows say how the others look.
const SAMPLE: usize = 200;
/// From so many numbers on, a table is one of numbers.
const NUMBERS: usize = 8;

/// A cell with the words of its lines.
#[derive(Clone, Debug, Default)]
pub struct CellWords {
    pub lines: Vec<Runs>,
    pub tone: Tone,
}

impl CellWords {
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(Runs::is_empty)
    }
}

/// What a column asks for.
#[derive(Clone, Debug)]
pub struct Need {
    /// Its longest word.
    word: f32,
    /// Its longest line; the heading is none.
    longest: f32,
    /// The lengths of the lines of its cells, in a sample of the rows; those of the heading come last.
    lines: Vec<Vec<f32>>,
    kind: ColumnKind,
    rank: u8,
}

/// Columns that stand side by side, and those whose values go below.
#[derive(Debug, Default)]
pub struct Plan {
    pub shown: Vec<usize>,
    pub below: Vec<usize>,
    /// Of the columns side by side, in percent.
    pub shares: Vec<f32>,
    /// What all of them want, where that is less than a page has.
    pub width: Option<f32>,
    /// Printed smaller.
    pub fine: bool,
    /// What goes below stands under the second column.
    pub indent: bool,
    /// How wide a window must be to show the table whole, in steps that the style sheet knows.
    pub size: &'static str,
}

/// What columns ask for, by their headings and `count` rows. Of the rows no more is kept than that.
pub fn needs<R: AsRef<[CellWords]>>(columns: &[Column], rows: impl Iterator<Item = R>, count: usize) -> Vec<Need> {
    let headings: Vec<Runs> = columns.iter().map(|column| Runs::bold(&column.heading)).collect();
    let need = |(column, heading): (&Column, &Runs)| Need {
        word: heading.word,
        longest: 0.0,
        lines: Vec::new(),
        kind: column.kind,
        rank: column.rank,
    };
    let mut needs: Vec<Need> = columns.iter().zip(&headings).map(need).collect();
    for (n, cells) in rows.enumerate() {
        let is_sample = n % (count / SAMPLE + 1) == 0;
        needs.iter_mut().zip(cells.as_ref()).for_each(|(need, cell)| need.add(cell, is_sample));
    }
    needs.iter_mut().zip(&headings).for_each(|(need, heading)| need.lines.push(vec![heading.line]));
    needs
}

/// Whether a table stands on an upright page as it is.
pub fn is_slim(needs: &[Need]) -> bool {
    fits(needs, &all(needs), UPRIGHT)
}

/// Whether a word does.
pub fn is_short(word: f32) -> bool {
    word <= UPRIGHT - 6.0
}

/// Whether columns of these words do, or else on one on its side.
pub fn holds(words: &[f32], sideways: bool) -> bool {
    words.iter().sum::<f32>() + 2.0 * GAP * count(words.len()) <= if sideways { SIDEWAYS } else { UPRIGHT }
}

/// The tables that one table becomes: more than one if it is of numbers.
pub fn arrange(needs: &[Need], sideways: bool) -> Vec<Plan> {
    let room = if sideways { SIDEWAYS } else { UPRIGHT };
    let columns = all(needs);
    if fits(needs, &columns, room) {
        return vec![plan(needs, columns, Vec::new(), room)];
    }
    if sideways && fits(needs, &columns, SIDEWAYS_FINE) {
        return vec![Plan { fine: true, ..plan(needs, columns, Vec::new(), SIDEWAYS_FINE) }];
    }
    let numbers = needs.iter().filter(|need| need.kind == ColumnKind::Number).count();
    let of_numbers = numbers >= NUMBERS && 2 * numbers > needs.len();
    apart(needs, room).filter(|_| of_numbers).unwrap_or_else(|| vec![below(needs, room)])
}

fn all(needs: &[Need]) -> Vec<usize> {
    (0..needs.len()).collect()
}

fn fits(needs: &[Need], columns: &[usize], room: f32) -> bool {
    columns.iter().map(|n| needs[*n].good() + GAP).sum::<f32>() <= room
}

/// Puts columns below until the others fit: the highest rank first, among equals the last; then the widest. The first
/// one says what the row is about and stays.
fn below(needs: &[Need], room: f32) -> Plan {
    let mut shown = all(needs);
    let mut below = Vec::new();
    while shown.len() > 1 && !fits(needs, &shown, room) {
        let weight = |n: &usize| {
            if needs[*n].word > room / 2.0 {
                (u8::MAX, needs[*n].word)
            } else {
                (needs[*n].rank, if needs[*n].rank == 0 { needs[*n].good() } else { 0.0 })
            }
        };
        let heavier = |a: &usize, b: &usize| weight(a).0.cmp(&weight(b).0).then(weight(a).1.total_cmp(&weight(b).1)).then(a.cmp(b));
        let Some(least) = shown[1..].iter().copied().max_by(heavier) else { break };
        shown.retain(|n| *n != least);
        below.push(least);
    }
    below.sort_unstable();
    plan(needs, shown, below, room)
}

/// The columns in as few tables as hold them, each with what its rows are about; none if that leaves no room.
fn apart(needs: &[Need], room: f32) -> Option<Vec<Plan>> {
    let keys = needs.iter().take_while(|need| need.rank == 0 && need.kind != ColumnKind::Number).count().max(1);
    let wide = |n: &usize| needs[*n].good() + GAP;
    let room_for = room - (0..keys).map(|n| wide(&n)).sum::<f32>();
    if (keys..needs.len()).any(|n| wide(&n) > room_for) {
        return None;
    }
    // As wide as each other, as far as columns go.
    let total: f32 = (keys..needs.len()).map(|n| wide(&n)).sum();
    let target = total / (total / room_for).ceil();
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let mut used = f32::INFINITY;
    for n in keys..needs.len() {
        if used + wide(&n) > room_for || used >= target {
            tables.push((0..keys).collect());
            used = 0.0;
        }
        used += wide(&n);
        if let Some(columns) = tables.last_mut() {
            columns.push(n);
        }
    }
    Some(tables.into_iter().map(|columns| plan(needs, columns, Vec::new(), room)).collect())
}

fn plan(needs: &[Need], shown: Vec<usize>, below: Vec<usize>, room: f32) -> Plan {
    let widths = share(&shown.iter().map(|n| &needs[*n]).collect::<Vec<_>>(), room);
    let total: f32 = widths.iter().sum();
    let least: f32 = shown.iter().map(|n| needs[*n].word + GAP).sum();
    let first = widths.first().copied().unwrap_or(0.0);
    let indent = shown.len() > 1 && first <= room / 4.0 && below.iter().all(|n| needs[*n].word + first <= room - 4.0);
    Plan {
        indent,
        width: (below.is_empty() && total * 1.2 < room).then(|| (total * 1.2).round()),
        shares: widths.iter().map(|width| (width / total.max(1.0) * 1000.0).round() / 10.0).collect(),
        size: ["small", "middle", "large", "huge"][[42.0, 62.0, 88.0].iter().filter(|step| least > **step).count()],
        shown,
        below,
        fine: false,
    }
}

/// A width for each column with its gap: what is left goes, letter by letter, to where rows are highest because of it.
fn share(needs: &[&Need], room: f32) -> Vec<f32> {
    let mut widths: Vec<f32> = needs.iter().map(|need| need.good()).collect();
    let gain = |n: usize, width: f32| needs[n].height(width) - needs[n].height(width + 1.0);
    let mut gains: Vec<f32> = widths.iter().enumerate().map(|(n, width)| gain(n, *width)).collect();
    let mut used: f32 = widths.iter().map(|width| width + GAP).sum();
    while used + 1.0 <= room {
        let Some((most, _)) = gains.iter().enumerate().filter(|(_, gain)| **gain > 0.0).max_by(|a, b| a.1.total_cmp(b.1)) else { break };
        widths[most] += 1.0;
        used += 1.0;
        gains[most] = gain(most, widths[most]);
    }
    widths.into_iter().map(|width| width + GAP).collect()
}

impl Need {
    fn add(&mut self, cell: &CellWords, is_sample: bool) {
        // Colours stand on a band that is wider than its word.
        let band = if matches!(cell.tone, Tone::Plain | Tone::Faint) { 0.0 } else { 1.0 };
        for words in &cell.lines {
            self.word = self.word.max(words.word + band);
            self.longest = self.longest.max(words.line + band);
        }
        if is_sample {
            self.lines.push(cell.lines.iter().map(|words| words.line + band).collect());
        }
    }

    /// What reads well.
    fn good(&self) -> f32 {
        self.longest.min(if self.kind == ColumnKind::Text { PROSE } else { VALUE }).max(self.word)
    }

    /// How many lines its cells take. High ones count for more, since they make their rows high.
    fn height(&self, width: f32) -> f32 {
        let cell = |lines: &Vec<f32>| lines.iter().map(|line| (line / width.max(1.0)).max(1.0)).sum::<f32>().powi(3);
        self.lines.iter().map(cell).sum()
    }
}

#[allow(clippy::cast_precision_loss, reason = "a table has few columns")]
fn count(n: usize) -> f32 {
    n as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::slice;

    fn column(kind: ColumnKind, rank: u8) -> Column {
        Column { kind, ..Column::short("Heading", rank) }
    }

    fn of(kind: ColumnKind, rank: u8, text: &str) -> Need {
        let cell = CellWords { lines: vec![Runs::new(text)], tone: Tone::Plain };
        of_cells(&column(kind, rank), vec![cell])
    }

    fn of_cells(column: &Column, cells: Vec<CellWords>) -> Need {
        let count = cells.len();
        needs(slice::from_ref(column), cells.into_iter().map(|cell| vec![cell]), count).remove(0)
    }

    const PROSE_TEXT: &str = "Ransomware encrypts the customer database and its only backup, which stands beside it";

    #[test]
    fn what_fits_stands_side_by_side() {
        let needs = [of(ColumnKind::Short, 0, "RSK-001"), of(ColumnKind::Text, 0, PROSE_TEXT), of(ColumnKind::Short, 1, "critical")];
        assert!(is_slim(&needs));
        let plans = arrange(&needs, false);
        assert_eq!((plans.len(), plans[0].shown.len(), plans[0].below.len()), (1, 3, 0));
        assert!(plans[0].shares[1] > 3.0 * plans[0].shares[0], "{plans:?}");
    }

    #[test]
    fn rows_that_are_high_get_what_is_left() {
        let cell = |lines: usize| CellWords { lines: vec![Runs::new(PROSE_TEXT); lines], tone: Tone::Plain };
        let of = |lines| of_cells(&column(ColumnKind::Text, 0), vec![cell(lines), cell(lines)]);
        let plans = arrange(&[of(0), of(1), of(3)], false);
        let shares = &plans[0].shares;
        assert!(shares[0] < 12.0 && shares[1] < shares[2], "{shares:?}");
    }

    #[test]
    fn the_least_important_go_below() {
        let mut needs = vec![of(ColumnKind::Short, 0, "RSK-001"), of(ColumnKind::Text, 0, PROSE_TEXT)];
        needs.extend((1..9).map(|rank| of(ColumnKind::Short, rank, "CTL-a-control-of-ours")));
        assert!(!is_slim(&needs));
        let plans = arrange(&needs, true);
        assert_eq!(plans.len(), 1);
        let shown = plans[0].shown.len();
        assert!((3..8).contains(&shown), "{plans:?}");
        assert_eq!(plans[0].shown, (0..shown).collect::<Vec<_>>());
        assert_eq!(plans[0].below, (shown..10).collect::<Vec<_>>());
    }

    #[test]
    fn an_endless_word_goes_below_before_anything_else() {
        let needs = [of(ColumnKind::Short, 0, "RSK-001"), of(ColumnKind::Text, 0, &"x".repeat(134)), of(ColumnKind::Text, 9, PROSE_TEXT)];
        let plans = arrange(&needs, true);
        assert_eq!((&plans[0].shown[..], &plans[0].below[..]), (&[0, 2][..], &[1][..]));
    }

    #[test]
    fn numbers_are_told_in_tables_beside_their_row() {
        let mut needs = vec![of(ColumnKind::Short, 0, "2026-01")];
        needs.extend((1..30).map(|rank| of(ColumnKind::Number, rank, "12")));
        let plans = arrange(&needs, true);
        assert!(plans.len() > 1);
        assert!(plans.iter().all(|plan| plan.shown[0] == 0 && plan.below.is_empty()));
        assert_eq!(plans.iter().flat_map(|plan| &plan.shown[1..]).copied().collect::<Vec<_>>(), (1..30).collect::<Vec<_>>());
    }

    proptest! {
        /// Every column is somewhere, once, and what stands side by side has room for its longest words.
        #[test]
        fn no_column_is_lost(words in prop::collection::vec((1usize..130, 0u8..12, 0usize..3), 1..24), sideways: bool) {
            let kinds = [ColumnKind::Short, ColumnKind::Text, ColumnKind::Number];
            let needs: Vec<Need> = words.iter().map(|(n, rank, kind)| of(kinds[*kind], *rank, &"x".repeat(*n))).collect();
            let plans = arrange(&needs, sideways);
            let mut columns: Vec<usize> = plans.iter().flat_map(|plan| plan.shown.iter().chain(&plan.below)).copied().collect();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns, (0..needs.len()).collect::<Vec<_>>());
            for plan in &plans {
                let least: f32 = plan.shown.iter().map(|n| needs[*n].word + GAP).sum();
                prop_assert!(least <= SIDEWAYS_FINE || plan.shown.len() <= 1, "{:?}", plan);
                prop_assert!((plan.shares.iter().sum::<f32>() - 100.0).abs() < 2.0);
            }
        }
    }
}
