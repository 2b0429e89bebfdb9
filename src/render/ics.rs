//! iCalendar as RFC 5545 has it: each day an event that lasts all day and leaves people free.

use super::escape;
use crate::base::date::{Date, Period};
use crate::report::calendar::{Calendar, Event};
use std::io;

/// A line has so many bytes at most (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// Writes a calendar; nothing for a report that has none.
pub fn write(calendar: Option<Calendar<'_>>, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(Calendar { name, stamp, events }) = calendar else { return Ok(()) };
    for (property, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//isms//isms//EN"), ("CALSCALE", "GREGORIAN")] {
        line(out, property, value)?;
    }
    line(out, "X-WR-CALNAME", &escape::ics(&name))?;
    events.iter().try_for_each(|event| write_event(event, stamp, out))?;
    line(out, "END", "VCALENDAR")
}

fn write_event(event: &Event<'_>, stamp: Date, out: &mut dyn io::Write) -> io::Result<()> {
    let day = event.day.unwrap_or(stamp);
    line(out, "BEGIN", "VEVENT")?;
    line(out, "UID", &escape::ics(&event.uid))?;
    line(out, "DTSTAMP", &format!("{}T000000Z", basic(stamp)))?;
    line(out, "DTSTART;VALUE=DATE", &basic(day))?;
    line(out, "DTEND;VALUE=DATE", &basic(day.plus(Period::days(1))))?;
    line(out, "SUMMARY", &escape::ics(&event.summary))?;
    line(out, "DESCRIPTION", &escape::ics(&event.description))?;
    line(out, "TRANSP", "TRANSPARENT")?;
    line(out, "END", "VEVENT")
}

/// `20260331`
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A line, folded where it is too long: within no character, and so that no runner of a build takes what follows for a command.
fn line(out: &mut dyn io::Write, property: &str, value: &str) -> io::Result<()> {
    let whole = format!("{property}:{value}");
    let (mut rest, mut room) = (whole.as_str(), WIDTH);
    while rest.len() > room {
        let mut at = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        while escape::is_command(&rest[at..])
            && let Some(last) = rest[..at].chars().next_back()
        {
            at -= last.len_utf8();
        }
        // Where nothing else will do, the line stays long.
        if at == 0 {
            break;
        }
        write!(out, "{}\r\n ", &rest[..at])?;
        (rest, room) = (&rest[at..], WIDTH - 1);
    }
    write!(out, "{rest}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(summary: &str) -> String {
        let event =
            Event { uid: "a@isms".into(), day: Some("2026-12-31".parse().unwrap()), summary: summary.into(), description: "x".into() };
        let mut out = Vec::new();
        let calendar = Calendar { name: "Due".into(), stamp: "2026-06-30".parse().unwrap(), events: vec![event] };
        write(Some(calendar), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_day_lasts_until_the_next() {
        let text = written("A; b, c\\d\ne");
        assert!(text.contains("DTSTAMP:20260630T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{text}");
        assert!(text.contains("\r\nSUMMARY:A\\; b\\, c\\\\d\\ne\r\n"), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
    }

    #[test]
    fn long_lines_are_folded_and_read_back() {
        for summary in ["ü".repeat(120), "word ".repeat(60), format!("{} ::error", "x".repeat(66)), "안".repeat(90)] {
            let text = written(&summary);
            assert!(text.split("\r\n").all(|line| line.len() <= WIDTH && !escape::is_command(line)), "{text}");
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")), "{text}");
        }
    }
}
