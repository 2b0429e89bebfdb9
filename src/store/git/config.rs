//! A repository's own settings, read here and not by git's library: that would open whatever files `include` names, and
//! those are for nobody to choose who only made the repository.

use std::collections::HashMap;

/// Settings by `section.name` or `section.subsection.name`. Sections and names are in lower case.
#[derive(Debug, Default)]
pub(super) struct Config(HashMap<String, String>);

impl Config {
    /// Adds the settings of a file; later ones count. The error is the number of the line that is not understood.
    pub fn add(&mut self, text: &str) -> Result<(), usize> {
        let mut section = None;
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        while let Some((n, line)) = lines.next() {
            let wrong = || n + 1;
            let mut rest = line.trim();
            if rest.starts_with('[') {
                let (name, after) = header(rest).ok_or_else(wrong)?;
                section = Some(name);
                rest = after.trim_start();
            }
            if rest.is_empty() || rest.starts_with(['#', ';']) {
                continue;
            }
            let (name, value) = rest.split_once('=').map_or((rest, None), |(name, value)| (name, Some(value)));
            let name = if value.is_none() { name.split(['#', ';']).next().unwrap_or(name) } else { name }.trim();
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let section = section.as_ref().filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(plain));
            let section = section.ok_or_else(wrong)?;
            let value = match value {
                // A name alone says yes.
                None => "true".to_owned(),
                Some(value) => read_value(value, &mut || lines.next().map(|(_, line)| line)).ok_or_else(wrong)?,
            };
            self.0.insert(format!("{section}.{}", name.to_lowercase()), value);
        }
        Ok(())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn is_set(&self, name: &str) -> bool {
        let yes = |value: &str| matches!(&*value.to_lowercase(), "true" | "yes" | "on") || value.parse::<i64>().is_ok_and(|n| n != 0);
        self.get(name).is_some_and(yes)
    }

    /// The settings of a section, with what is behind its name.
    pub fn below<'c>(&'c self, section: &str) -> impl Iterator<Item = (&'c str, &'c str)> {
        let section = format!("{section}.");
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(&section)?, value.as_str())))
    }

    /// It names further files, which are not read.
    pub fn includes(&self) -> bool {
        self.0.keys().any(|name| name == "include.path" || name.starts_with("includeif.") && name.ends_with(".path"))
    }
}

/// `[section]` or `[section "Sub section"]`, and what stands behind it.
fn header(line: &str) -> Option<(String, &str)> {
    let inner = line.strip_prefix('[')?;
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')))?;
    let (name, rest) = (inner[..end].to_lowercase(), inner[end..].trim_start());
    if let Some(rest) = rest.strip_prefix(']') {
        return (!name.is_empty()).then_some((name, rest));
    }
    let mut chars = rest.strip_prefix('"')?.char_indices();
    let mut sub = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((format!("{name}.{sub}"), rest[at + 2..].trim_start().strip_prefix(']')?)),
            '\\' => sub.push(chars.next()?.1),
            c => sub.push(c),
        }
    }
    None
}

/// A value without its quotes, escapes and comment. It goes on in the next line behind a backslash.
fn read_value<'l>(first: &'l str, next: &mut dyn FnMut() -> Option<&'l str>) -> Option<String> {
    let (mut value, mut kept, mut quoted) = (String::new(), 0, false);
    let mut line = first.trim_start();
    loop {
        let mut chars = line.chars();
        let mut goes_on = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '#' | ';' if !quoted => break,
                '\\' => match chars.next() {
                    None => goes_on = true,
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some('b') => drop(value.pop()),
                    Some(c @ ('"' | '\\')) => value.push(c),
                    Some(_) => return None,
                },
                c => value.push(c),
            }
            if quoted || !c.is_whitespace() {
                kept = value.len();
            }
        }
        match (goes_on, quoted) {
            (true, _) => line = next()?,
            (false, true) => return None,
            (false, false) => {
                value.truncate(kept);
                return Some(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_git_reads_them() {
        let mut config = Config::default();
        let text = "[core] bare\n\tWorkTree = \"../a b\" # there\n; nothing\n[remote \"O\\\"x\"]\n url = a\\\n  b \\\"c\\\" \n\
                    promisor = yes\n[extensions]\nfancy=\n[includeIf \"gitdir:x\"]\npath = y\n";
        config.add(text).unwrap();
        assert!(config.is_set("core.bare") && config.is_set("remote.O\"x.promisor") && config.includes());
        assert_eq!(config.get("core.worktree"), Some("../a b"));
        assert_eq!(config.get("remote.O\"x.url"), Some("a  b \"c\""));
        assert_eq!(config.below("extensions").collect::<Vec<_>>(), [("fancy", "")]);
        for (wrong, line) in
            [("[core\n", 1), ("x = 1", 1), ("[a]\n=", 2), ("[a]\nb = \"", 2), ("[a]\n1 = 2", 2), ("[a \"b]", 1), ("[a]\nb=\\x", 2)]
        {
            assert_eq!(Config::default().add(wrong), Err(line), "{wrong}");
        }
    }
}
