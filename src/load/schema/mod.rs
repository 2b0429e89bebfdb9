//! Validation against the JSON Schemas, and its findings in people's words. The only folder that names the validator.

mod spanned;

use super::fits::fits;
use crate::base::date::{Date, Moment};
use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Class, Node};
use crate::base::text::{did_you_mean, list_of};
use crate::model::annex_a;
use crate::model::declared::{Part, declared};
use crate::model::form::Form;
use crate::model::schemas::schema;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::json::Node as _;
use jsonschema::{JsonType, Keyword, ValidationError, Validator};
use serde_json::Value;
use spanned::Spanned;
use std::sync::OnceLock;

const RULE: &str = "record-shape";

/// What records of a kind, or a singleton, must look like.
pub struct Shape {
    name: &'static str,
    declared: &'static Part,
    validator: OnceLock<Validator<Spanned>>,
}

/// What the schema says against a record, and which values to leave out so that the rest can be read.
#[derive(Default)]
pub struct Verdict {
    pub findings: Vec<Diagnostic>,
    /// Slots of values, sorted.
    pub left_out: Vec<u32>,
}

impl Shape {
    /// By the name of a kind or singleton.
    pub fn of(name: &'static str) -> Self {
        Self { name, declared: declared(name).expect("every kind has a declaration"), validator: OnceLock::new() }
    }

    /// All that is wrong with the shape of `node`, at once.
    pub fn check(&self, node: Node<'_>, what: &str) -> Verdict {
        if self.fits(node) { Verdict::default() } else { self.ask(node, what) }
    }

    pub fn fits(&self, node: Node<'_>) -> bool {
        fits(self.declared, node)
    }

    /// What the validator says.
    pub fn ask(&self, node: Node<'_>, what: &str) -> Verdict {
        let mut verdict = Verdict::default();
        for error in self.validator().iter_errors(node) {
            let path = error.instance_path().to_string();
            let field = node.find(&path).unwrap_or(node);
            let rules = self.schema_at(&error);
            explain(&error, field, &path, node, rules, what, &mut verdict);
        }
        verdict.left_out.sort_unstable();
        verdict.left_out.dedup();
        verdict.findings.sort_by_key(|finding| finding.primary.span);
        verdict.findings.dedup_by(|a, b| a.primary.span == b.primary.span && a.message == b.message);
        verdict
    }

    /// Made when something is wrong first: no value is converted to be validated, and nothing could be fetched.
    fn validator(&self) -> &Validator<Spanned> {
        self.validator.get_or_init(|| {
            jsonschema::options_for::<Spanned>()
                .offline()
                .with_keyword("pattern", |_, pattern, _| Ok(Box::new(form(pattern))))
                .should_validate_formats(true)
                .should_ignore_unknown_formats(true)
                .with_format("date", |text: &str| text.parse::<Date>().is_ok())
                .with_format("isms-moment", |text: &str| text.parse::<Moment>().is_ok())
                .build(self.schema())
                .expect("our schemas are valid; a test compiles each of them")
        })
    }

    fn schema(&self) -> &'static Value {
        schema(self.name).expect("every kind has a schema")
    }

    /// The part of the schema that an error is about.
    fn schema_at(&self, error: &ValidationError<'_>) -> &'static Value {
        let path = error.schema_path().to_string();
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        self.schema().pointer(parent).unwrap_or(&Value::Null)
    }
}

fn explain(error: &ValidationError<'_>, field: Node<'_>, path: &str, root: Node<'_>, schema: &Value, what: &str, verdict: &mut Verdict) {
    let span = root.place(path);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = Known::of(field, schema);
            for (key, value) in unexpected.iter().filter_map(|name| field.entry(name)) {
                verdict.left_out.push(value.slot());
                verdict.findings.push(known.unknown(key, value));
            }
        }
        ValidationErrorKind::Required { property } => {
            let property = property.as_str().unwrap_or_default();
            let place = if path.is_empty() { format!("this {what}") } else { format!("`{}`", named(path)) };
            let finding = Diagnostic::new(RULE, span, format!("{place} has no `{property}`"));
            verdict.findings.push(finding.with_help(format!("add `{property}:`{}", purpose(schema, property))));
            drop_item(field, path, verdict);
        }
        kind => {
            verdict.left_out.push(field.slot());
            let (message, help) = value_message(kind, field, path, schema);
            let mut finding = Diagnostic::new(RULE, span, message);
            finding.help = help;
            if let Some(text) = meant(kind, field, schema) {
                finding.fix(field.span(), text);
            }
            verdict.findings.push(finding);
        }
    }
}

/// A part without a required field cannot be read; it goes, unless it is the record itself.
fn drop_item(field: Node<'_>, path: &str, verdict: &mut Verdict) {
    if !path.is_empty() {
        verdict.left_out.push(field.slot());
    }
}

/// What a mapping may hold, to be said of each field that is not among it.
struct Known<'s> {
    /// The fields that are not there yet.
    free: Vec<&'s str>,
    help: String,
}

impl<'s> Known<'s> {
    fn of(parent: Node<'_>, schema: &'s Value) -> Self {
        let known: Vec<&str> = schema["properties"].as_object().map(|p| p.keys().map(String::as_str).collect()).unwrap_or_default();
        let free: Vec<&str> = known.iter().copied().filter(|field| parent.get(field).is_none()).collect();
        let fields = list_of(&free, "and");
        let help = match (known.contains(&"custom"), fields.is_empty()) {
            (true, false) => format!("free fields here: {fields}; fields of your own go under `custom:`"),
            (false, false) => format!("free fields here: {fields}"),
            (_, true) => "no other field fits here; remove it or move it to `notes:`".into(),
        };
        Self { free, help }
    }

    fn unknown(&self, key: Node<'_>, value: Node<'_>) -> Diagnostic {
        let name = key.text();
        let near = did_you_mean(name, self.free.iter().copied());
        let guess = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
        // Fields are added without a new format, and whoever added it may have a later version.
        let help = if near.is_some() { self.help.clone() } else { format!("{}; a newer isms may know it", self.help) };
        let is_cut_off = value.class() == Class::Null && name.contains(' ');
        let cut_off = "if this belongs to the value before it: a comma ends a value inside `{ }`, so put quotes around that text";
        let message = format!("unknown field `{name}`{guess}");
        Diagnostic::new(RULE, key.span(), message).with_help(if is_cut_off { cut_off } else { &help })
    }
}

/// The last part of a pointer as people name it: `treatment.controls[0]`.
fn named(path: &str) -> String {
    let mut name = String::new();
    for part in crate::base::node::parts(path) {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            name.push_str(&format!("[{part}]"));
        } else {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&part);
        }
    }
    name
}

fn purpose(schema: &Value, property: &str) -> String {
    match schema["properties"][property]["description"].as_str() {
        Some(text) => format!(" – {}", text.trim_end_matches('.').replace('\n', " ")),
        None => String::new(),
    }
}

fn value_message(kind: &ValidationErrorKind, field: Node<'_>, path: &str, schema: &Value) -> (String, Option<String>) {
    let (name, text) = (named(path), field.text());
    match kind {
        ValidationErrorKind::Type { kind } => type_message(kind, field, &name, schema),
        ValidationErrorKind::Enum { options } => {
            let words: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let message = match did_you_mean(text, words.iter().copied()) {
                Some(near) => format!("`{text}` is not a value of `{name}`, did you mean `{near}`?"),
                None => format!("`{text}` is not a value of `{name}`"),
            };
            (message, Some(format!("use {}", list_of(words, "or"))))
        }
        ValidationErrorKind::Custom { .. } if schema["x-isms-ref"].is_array() => reference_message(text, &name, schema),
        ValidationErrorKind::Custom { .. } => {
            let help = match example(schema) {
                Some(example) => format!("write it as {example}"),
                None => format!("it must match `{}`", schema["pattern"].as_str().unwrap_or_default()),
            };
            (format!("`{text}` is not the form of `{name}`"), Some(help))
        }
        ValidationErrorKind::Format { format } if format == "date" => match text.parse::<Date>() {
            Err(problem) => (format!("{problem}, in `{name}`"), Some("dates are written year, month, day: `2026-03-02`".into())),
            Ok(_) => (format!("`{text}` is not a date"), None),
        },
        ValidationErrorKind::Format { .. } => {
            (format!("`{text}` is not a moment, in `{name}`"), Some("write `2026-03-02` or, in UTC, `2026-03-02T14:30Z`".into()))
        }
        ValidationErrorKind::Minimum { limit } => (format!("`{name}` is `{text}`, less than {limit}"), None),
        ValidationErrorKind::Maximum { limit } if name == "format" => {
            (format!("this programme has format {text}, and this version of isms reads up to {limit}"), Some("use a newer isms".into()))
        }
        ValidationErrorKind::Maximum { limit } => (format!("`{name}` is `{text}`, more than {limit}"), None),
        ValidationErrorKind::MinLength { .. } => (format!("`{name}` is empty"), Some("say it in a few words, or remove the field".into())),
        ValidationErrorKind::MaxLength { limit } => {
            (format!("`{name}` is longer than {limit} characters"), Some("move the detail to another field or to `notes:`".into()))
        }
        ValidationErrorKind::MinItems { limit } => (format!("`{name}` has fewer than {limit} items"), None),
        ValidationErrorKind::MaxItems { limit } => (format!("`{name}` has more than {limit} items"), None),
        ValidationErrorKind::MinProperties { .. } => (format!("`{name}` is an empty mapping"), Some("fill it in or remove it".into())),
        other => (format!("`{name}` does not fit its schema ({})", other.keyword()), None),
    }
}

fn type_message(kind: &TypeKind, field: Node<'_>, name: &str, schema: &Value) -> (String, Option<String>) {
    let expected: Vec<JsonType> = match kind {
        TypeKind::Single(one) => vec![*one],
        TypeKind::Multiple(set) => set.iter().collect(),
    };
    let wanted = expected.iter().map(|t| noun(*t)).collect::<Vec<_>>().join(" or ");
    let text = field.text();
    if field.class() == Class::Null {
        return (format!("`{name}` has no value"), Some(format!("give {wanted}, or remove the line: what is absent is left out")));
    }
    if expected.contains(&JsonType::String) && field.is_scalar() {
        if refers_to(schema, "annex-a") {
            return (
                format!("`{text}` is a number to YAML, and `5.10` would be 5.1"),
                Some(format!("write the Annex A control as `A.{text}`")),
            );
        }
        let what = if field.class() == Class::Bool { "a truth value" } else { "a number" };
        return (format!("`{text}` is {what} to YAML, and `{name}` is text"), Some(format!("quote it: `\"{text}\"`")));
    }
    if expected.contains(&JsonType::Integer) && field.class() == Class::Float {
        return (format!("`{name}` is `{text}`, and only whole numbers are on a scale"), Some("choose a value of the scale".into()));
    }
    let found = if field.is_scalar() { format!("`{text}`") } else { noun(field.json_type()).into() };
    let help = if expected.contains(&JsonType::Array) && field.is_scalar() { Some(format!("write a list: `[{text}]`")) } else { None };
    (format!("`{name}` is {found}, and {wanted} is wanted"), help)
}

fn noun(json: JsonType) -> &'static str {
    match json {
        JsonType::Array => "a list",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer => "a whole number",
        JsonType::Null => "nothing",
        JsonType::Number => "a number",
        JsonType::Object => "a mapping",
        JsonType::String => "text",
    }
}

/// What `check --fix` may write instead without asking, since it was always what was meant: a version such as `1.0` in
/// quotes, a control as `A.5.1`, an id without the spaces around it.
fn meant(kind: &ValidationErrorKind, field: Node<'_>, schema: &Value) -> Option<String> {
    let text = field.text();
    let refers = schema["x-isms-ref"].as_array().map_or(0, Vec::len);
    match kind {
        ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::String) } if matches!(field.class(), Class::Int | Class::Float) => {
            // Where a clause may stand too, `5.1` could be either.
            let control = || control(text).filter(|_| refers == 1 && refers_to(schema, "annex-a"));
            if refers == 0 { Some(format!("\"{text}\"")) } else { control() }
        }
        ValidationErrorKind::Custom { .. } if refers_to(schema, "annex-a") && text.starts_with(['A', 'a']) => control(text),
        ValidationErrorKind::Custom { .. } => {
            let fits = schema.get("pattern").map(form)?.fits(text.trim());
            (fits && text.trim() != text).then(|| text.trim().to_owned())
        }
        _ => None,
    }
}

/// The Annex A control that somebody meant by `a.5.1`, `A5.1`, `A.05.01` or `5.1`.
fn control(text: &str) -> Option<String> {
    let number = text.trim().trim_start_matches(['A', 'a']).trim_start_matches(['.', ' ', '-']);
    let (chapter, rest) = number.split_once('.')?;
    let id = format!("A.{}.{}", chapter.parse::<u8>().ok()?, rest.parse::<u8>().ok()?);
    annex_a::by_id(&id).map(|control| control.id.to_owned())
}

fn refers_to(schema: &Value, kind: &str) -> bool {
    schema["x-isms-ref"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind))
}

fn reference_message(text: &str, name: &str, schema: &Value) -> (String, Option<String>) {
    let kinds: Vec<&str> = schema["x-isms-ref"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let message = format!("`{text}` is not an id that `{name}` can refer to");
    if kinds.contains(&"annex-a") && text.split('.').count() >= 2 && text.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return (message, Some(format!("write the Annex A control as `A.{text}`")));
    }
    let forms: Vec<String> = kinds.iter().take(4).map(|kind| form_of(kind)).collect();
    (message, Some(format!("write an id such as {}", list_of(forms, "or"))))
}

fn form_of(kind: &str) -> String {
    match (kind, crate::model::kinds::by_name(kind)) {
        ("annex-a", _) => "A.5.1".into(),
        ("clause", _) => "6.1.2".into(),
        (_, Some(info)) => format!("{}-…", info.prefix),
        (other, None) => other.into(),
    }
}

fn example(schema: &Value) -> Option<String> {
    let examples: Vec<&str> = schema["examples"].as_array()?.iter().filter_map(Value::as_str).collect();
    Some(list_of(examples, "or"))
}

/// The `pattern` keyword.
fn form(pattern: &Value) -> Form {
    pattern.as_str().and_then(Form::of).expect("the patterns of our schemas are known; a test reads each of them")
}

impl<'i> Keyword<'i, Spanned> for Form {
    fn validate(&self, value: Node<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(value) { Ok(()) } else { Err(ValidationError::custom("pattern")) }
    }

    fn is_valid(&self, value: Node<'i>) -> bool {
        !value.is_string() || self.fits(value.text())
    }
}
