//! The small language of `isms list --where`: `current.level >= high and not owner = ROL-it`.
//!
//! A test is a field, or a field compared with a value. Words need quotes only if they hold spaces or brackets.

use crate::base::text::natural;
use std::cmp::Ordering;

/// A value of a record, as tests see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    Bool(bool),
    /// A word with a place in an order, such as a risk level.
    Ranked(usize, String),
}

impl Value {
    /// As people read it.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Ranked(_, text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => if *value { "yes" } else { "no" }.into(),
        }
    }

    /// The order of values of one field; those of different nature are ordered by their words.
    pub fn order(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
            (Value::Ranked(a, _), Value::Ranked(b, _)) => a.cmp(b),
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (a, b) => natural(&a.text(), &b.text()),
        }
    }
}

/// A test to be held against records.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// All of these. A list and not a chain of pairs: thousands may be joined, and a chain is walked on the stack.
    And(Vec<Query>),
    Or(Vec<Query>),
    Not(Box<Query>),
    /// The field is there, and not `no`.
    Has(Field),
    Is(Field, Op, String),
}

/// A field by its path, and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub path: String,
    pub at: usize,
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
    /// Its words contain those, whatever their case.
    Contains,
}

/// What is wrong with a text, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    pub at: usize,
    pub problem: String,
}

impl Query {
    /// Reads a test.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.len() };
        let query = parser.either()?;
        match parser.peek() {
            None => Ok(query),
            Some(token) => Err(parser.wrong(&format!("`{}` comes after the end of the test", token.text))),
        }
    }

    /// All fields it asks for.
    pub fn fields(&self) -> Vec<&Field> {
        match self {
            Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(Query::fields).collect(),
            Query::Not(query) => query.fields(),
            Query::Has(field) | Query::Is(field, ..) => vec![field],
        }
    }

    /// All comparisons of a field with a value.
    pub fn comparisons(&self) -> Vec<(&Field, Op, &str)> {
        match self {
            Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(Query::comparisons).collect(),
            Query::Not(query) => query.comparisons(),
            Query::Has(_) => Vec::new(),
            Query::Is(field, op, wanted) => vec![(field, *op, wanted)],
        }
    }

    /// Whether a record passes; `values` gives all values of a field, `ranks` the words that have an order, from the
    /// lowest. A list passes if one of its values does.
    pub fn holds(&self, values: &dyn Fn(&str) -> Vec<Value>, ranks: &[String]) -> bool {
        let any = |field: &Field, op: Op, wanted: &str| values(&field.path).iter().any(|value| passes(value, op, wanted, ranks));
        match self {
            Query::And(parts) => parts.iter().all(|part| part.holds(values, ranks)),
            Query::Or(parts) => parts.iter().any(|part| part.holds(values, ranks)),
            Query::Not(query) => !query.holds(values, ranks),
            Query::Has(field) => values(&field.path).iter().any(|value| *value != Value::Bool(false)),
            Query::Is(field, Op::IsNot, wanted) => !any(field, Op::Is, wanted),
            Query::Is(field, op, wanted) => any(field, *op, wanted),
        }
    }
}

impl Query {
    /// Whether something may pass of which only some fields are known: it does not where those alone decide against it.
    pub fn may_hold(&self, values: &dyn Fn(&str) -> Vec<Value>, ranks: &[String], is_known: &dyn Fn(&str) -> bool) -> bool {
        self.judged(values, ranks, is_known) != Some(false)
    }

    /// Whether it passes, as far as what is known decides that.
    fn judged(&self, values: &dyn Fn(&str) -> Vec<Value>, ranks: &[String], is_known: &dyn Fn(&str) -> bool) -> Option<bool> {
        let all = |parts: &[Query], wanted: bool| {
            let mut judged = parts.iter().map(|part| part.judged(values, ranks, is_known)).collect::<Vec<_>>().into_iter();
            // One that is otherwise decides, whatever is not known of the rest.
            if judged.clone().any(|one| one == Some(!wanted)) { Some(!wanted) } else { judged.all(|one| one.is_some()).then_some(wanted) }
        };
        match self {
            Query::And(parts) => all(parts, true),
            Query::Or(parts) => all(parts, false),
            Query::Not(query) => query.judged(values, ranks, is_known).map(|holds| !holds),
            Query::Has(field) | Query::Is(field, ..) => is_known(&field.path).then(|| self.holds(values, ranks)),
        }
    }
}

fn passes(value: &Value, op: Op, wanted: &str, ranks: &[String]) -> bool {
    if op == Op::Contains {
        return value.text().to_lowercase().contains(&wanted.to_lowercase());
    }
    let order = match value {
        Value::Number(number) => match wanted.parse::<f64>() {
            Ok(wanted) => number.total_cmp(&wanted),
            Err(_) => return false,
        },
        Value::Bool(value) => match wanted {
            "yes" | "true" => value.cmp(&true),
            "no" | "false" => value.cmp(&false),
            _ => return false,
        },
        Value::Ranked(rank, _) => match ranks.iter().position(|word| word == wanted) {
            Some(wanted) => rank.cmp(&wanted),
            None => return false,
        },
        Value::Text(text) => natural(text, wanted),
    };
    match op {
        Op::Is => order.is_eq(),
        Op::IsNot => order.is_ne(),
        Op::Below => order.is_lt(),
        Op::AtMost => order.is_le(),
        Op::Above => order.is_gt(),
        Op::AtLeast => order.is_ge(),
        Op::Contains => false,
    }
}

/// A piece of a test and where it begins.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    at: usize,
    /// It stood in quotes, so it is a value whatever it says.
    quoted: bool,
}

const OPERATORS: [(&str, Op); 7] =
    [("!=", Op::IsNot), ("<=", Op::AtMost), (">=", Op::AtLeast), ("=", Op::Is), ("<", Op::Below), (">", Op::Above), ("~", Op::Contains)];

fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let operator = OPERATORS.iter().map(|(sign, _)| *sign).chain(["(", ")"]).find(|sign| rest.starts_with(sign));
        let (len, token) = match (c, operator) {
            (c, _) if c.is_whitespace() => (c.len_utf8(), None),
            ('"' | '\'', _) => {
                let end = rest[1..].find(c).ok_or_else(|| QueryError { at, problem: "this quote is not closed".into() })?;
                (end + 2, Some((rest[1..=end].to_owned(), true)))
            }
            (_, Some(sign)) => (sign.len(), Some((sign.to_owned(), false))),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "()=<>!~\"'".contains(c)).unwrap_or(rest.len()).max(c.len_utf8());
                (end, Some((rest[..end].to_owned(), false)))
            }
        };
        tokens.extend(token.map(|(text, quoted)| Token { text, at, quoted }));
        at += len;
    }
    Ok(tokens)
}

/// Several tests as one; one is itself.
fn joined(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

/// So deep may brackets and `not` nest; nobody means more, and the stack has an end.
const DEEPEST: usize = 64;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn wrong(&self, problem: &str) -> QueryError {
        QueryError { at: self.peek().map_or(self.end, |token| token.at), problem: problem.into() }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| !token.quoted && token.text == word);
        self.next += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<Query, QueryError> {
        self.either_at(0)
    }

    fn either_at(&mut self, depth: usize) -> Result<Query, QueryError> {
        let mut parts = vec![self.both(depth)?];
        while self.takes("or") {
            parts.push(self.both(depth)?);
        }
        Ok(joined(parts, Query::Or))
    }

    fn both(&mut self, depth: usize) -> Result<Query, QueryError> {
        let mut parts = vec![self.one(depth)?];
        while self.takes("and") {
            parts.push(self.one(depth)?);
        }
        Ok(joined(parts, Query::And))
    }

    fn one(&mut self, depth: usize) -> Result<Query, QueryError> {
        if depth > DEEPEST {
            return Err(self.wrong("this is nested too deep"));
        }
        if self.takes("not") {
            return Ok(Query::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.takes("(") {
            let query = self.either_at(depth + 1)?;
            return if self.takes(")") { Ok(query) } else { Err(self.wrong("a `)` is missing here")) };
        }
        self.test()
    }

    fn test(&mut self) -> Result<Query, QueryError> {
        let is_sign =
            |token: &Token| !token.quoted && (OPERATORS.iter().any(|(sign, _)| *sign == token.text) || "()!".contains(&token.text));
        let Some(token) = self.peek().filter(|token| !token.quoted && !is_sign(token)).cloned() else {
            return Err(self.wrong("a field is missing here, such as `owner`"));
        };
        self.next += 1;
        let field = Field { path: token.text, at: token.at };
        let Some(op) = self.peek().filter(|token| !token.quoted).and_then(|token| OPERATORS.iter().find(|(sign, _)| *sign == token.text))
        else {
            return Ok(Query::Has(field));
        };
        self.next += 1;
        match self.peek().filter(|token| token.quoted || !is_sign(token)).cloned() {
            Some(value) => {
                self.next += 1;
                Ok(Query::Is(field, op.1, value.text))
            }
            None => Err(self.wrong("a value is missing here")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(path: &str) -> Vec<Value> {
        match path {
            "owner" => vec![Value::Text("ROL-it".into())],
            "title" => vec![Value::Text("Ransomware encrypts the fleet".into())],
            "assets" => vec![Value::Text("AST-1".into()), Value::Text("AST-2".into())],
            "current.score" => vec![Value::Number(12.0)],
            "current.level" => vec![Value::Ranked(2, "high".into())],
            "above" => vec![Value::Bool(true)],
            "closed" => vec![Value::Text("2026-03-01".into())],
            _ => Vec::new(),
        }
    }

    fn holds(text: &str) -> bool {
        let ranks = ["low", "medium", "high"].map(str::to_owned);
        Query::parse(text).unwrap().holds(&record, &ranks)
    }

    #[test]
    fn what_is_not_known_decides_nothing() {
        let values = |path: &str| if path == "client" { vec![Value::Text("beta".into())] } else { Vec::new() };
        let may = |test: &str| Query::parse(test).unwrap().may_hold(&values, &[], &|path| path == "client");
        for test in ["client = beta", "errors > 0", "client = beta and errors > 0", "client = acme or errors > 0", "not errors > 0"] {
            assert!(may(test), "{test}");
        }
        for test in ["client = acme", "client = acme and errors > 0", "not (client = beta or errors > 0)", "not client"] {
            assert!(!may(test), "{test}");
        }
    }

    #[test]
    fn tests_hold_as_people_read_them() {
        for yes in [
            "owner = ROL-it",
            "current.level >= high and owner = ROL-it",
            "current.level > low and current.level <= high",
            "current.score > 9.5",
            "assets = AST-2",
            "assets != AST-3",
            "not assets = AST-3",
            "title ~ \"FLEET\"",
            "above",
            "above = yes",
            "closed < 2026-04-01",
            "owner = x or (owner = ROL-it and not residual)",
        ] {
            assert!(holds(yes), "{yes}");
        }
        for no in
            ["owner != ROL-it", "current.level < high", "current.score = high", "residual", "assets != AST-1", "not above", "title = fleet"]
        {
            assert!(!holds(no), "{no}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, at, problem) in [
            ("", 0, "a field is missing"),
            ("owner =", 7, "a value is missing"),
            ("owner = a b", 10, "comes after the end"),
            ("(owner = a", 10, "a `)` is missing"),
            ("owner = \"a", 8, "not closed"),
            ("= a", 0, "a field is missing"),
            ("owner = a and", 13, "a field is missing"),
        ] {
            let error = Query::parse(text).unwrap_err();
            assert_eq!(error.at, at, "{text}: {}", error.problem);
            assert!(error.problem.contains(problem), "{text}: {}", error.problem);
        }
    }

    #[test]
    fn thousands_may_be_joined_and_few_nested() {
        for join in [" and ", " or "] {
            let long = vec!["owner = ROL-it"; 30_000].join(join);
            let query = Query::parse(&long).unwrap();
            assert_eq!(query.fields().len(), 30_000);
            assert!(query.holds(&record, &[]));
        }
        for open in ["(", "not ", "not ("] {
            let error = Query::parse(&format!("{}owner", open.repeat(30_000))).unwrap_err();
            assert_eq!(error.problem, "this is nested too deep");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_be_read_or_refused(text in ".{0,60}") {
            match Query::parse(&text) {
                Ok(query) => drop(query.holds(&record, &[])),
                Err(error) => prop_assert!(text.is_char_boundary(error.at)),
            }
        }
    }
}
