//! The tables and their columns.

use super::{FIRST, VERSION};
#[cfg(feature = "parquet")]
use crate::report::typed::Field;
use crate::report::typed::{ColumnInfo, Kind, TableInfo};

/// Declares tables: what a row is, its name in files and in code, and its columns with what they hold.
macro_rules! tables {
    ($($(#[doc = $about:literal])* $name:literal $row:ident { $($(#[doc = $means:literal])* $column:ident: $kind:ident),* $(,)? })*) => {
        /// All tables, in the order of the documentation.
        pub static TABLES: &[TableInfo] = &[$(TableInfo {
            name: $name,
            about: concat!($($about),*),
            version: VERSION,
            first: &FIRST,
            columns: &[$(ColumnInfo { name: stringify!($column), about: concat!($($means),*), kind: Kind::$kind }),*],
        }),*];

        $(#[cfg(feature = "parquet")] $(#[doc = $about])* pub struct $row { $($(#[doc = $means])* pub $column: Field),* })*

        /// A row of one of the tables.
        #[cfg(feature = "parquet")]
        pub enum Row { $($row($row)),* }

        /// Numbers of tables, by the names of rows.
        #[cfg(feature = "parquet")]
        enum Place { $($row),* }

        $(#[cfg(feature = "parquet")] impl From<$row> for Row {
            fn from(row: $row) -> Self {
                Row::$row(row)
            }
        })*

        #[cfg(feature = "parquet")]
        impl Row {
            /// The place of its table in [`TABLES`], and its values in the order of the columns.
            pub fn fields(self) -> (usize, Vec<Field>) {
                match self {
                    $(Row::$row($row { $($column),* }) => (Place::$row as usize, vec![$($column),*])),*
                }
            }
        }
    };
}

tables! {
    /// A programme, and how it stands.
    "programmes" ProgrammeRow {
        /// the organisation's name
        organisation: Word,
        /// who looks after it, of `fleet.yaml`
        owner: Person,
        /// `implementation`, `audit` or `maintenance`
        phase: Word,
        /// the step of the road, from 1
        step: Whole,
        /// the version of the risk method
        method: Word,
        /// the highest level of risk that may stay without acceptance
        appetite: Word,
        /// how many levels of risk the method has
        levels: Whole,
        /// open risks
        risks: Whole,
        /// of those, the ones above the appetite today
        above_appetite: Whole,
        /// acceptances whose day is over
        expired_acceptances: Whole,
        /// major nonconformities that are not closed, or were shown not to be mended
        open_majors: Whole,
        /// what is late
        overdue: Whole,
        /// what falls due within 30 days
        due_soon: Whole,
        /// findings of `check` that are errors
        errors: Whole,
        /// and warnings
        warnings: Whole,
        /// files that could not be read: all else is said without them
        unread_files: Whole,
        /// the last management review
        last_review: Day,
        /// days since then
        days_since_review: Whole,
        /// the last internal audit that was finished
        last_internal_audit: Day,
        /// days since then
        days_since_internal_audit: Whole,
        /// the last day of the certificate, if there is one that runs
        certificate_until: Day,
        /// the next audit of any kind that has a day
        next_audit: Day,
        /// the last commit
        last_change: Day,
    }
    /// A tag of a programme in `fleet.yaml`.
    "programme_tags" TagRow {
        /// such as `region`
        tag: Word,
        /// such as `dach`
        value: Word,
    }
    /// A level of risk of a programme's method.
    "levels" LevelRow {
        /// its place among the levels, from 1 for the lowest
        rank: Whole,
        /// its name
        level: Word,
        /// of how many levels
        of: Whole,
        /// whether it is above the appetite
        above_appetite: Truth,
    }
    /// An open risk.
    "risks" RiskRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// who owns it
        owner: Person,
        /// its place in the register, from 1
        rank: Whole,
        /// likelihood before any control
        inherent_likelihood: Whole,
        /// impact before any control
        inherent_impact: Whole,
        /// score before any control
        inherent_score: Whole,
        /// level before any control
        inherent_level: Word,
        /// likelihood today
        current_likelihood: Whole,
        /// impact today
        current_impact: Whole,
        /// score today
        current_score: Whole,
        /// level today
        current_level: Word,
        /// the place of that level, from 1 for the lowest
        current_level_rank: Whole,
        /// likelihood after the treatment
        residual_likelihood: Whole,
        /// impact after the treatment
        residual_impact: Whole,
        /// score after the treatment
        residual_score: Whole,
        /// level after the treatment
        residual_level: Word,
        /// whether today's level is above the appetite
        above_appetite: Truth,
        /// how it is treated
        treatment: Word,
        /// `valid`, `none`, `expired`, `stale`, `unproven` or `wrong-authority`
        acceptance: Word,
        /// who accepted what is left
        accepted_by: Person,
        /// until when
        accepted_until: Day,
        /// when it was assessed last
        assessed_on: Day,
    }
    /// A control that a treatment rests on.
    "risk_controls" RiskControlRow {
        /// the risk
        risk: Word,
        /// the control: one of the programme, or of Annex A
        control: Word,
        /// how far the control is
        status: Word,
        /// what its tests say
        verification: Word,
    }
    /// A control of a programme that is not retired.
    "controls" ControlRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// who owns it
        owner: Person,
        /// `planned`, `partial`, `implemented` or whatever is written
        status: Word,
        /// `passed`, `failed`, `overdue`, `never-run` or `no-test`
        verification: Word,
        /// the last test
        tested_on: Day,
        /// the last day on which evidence for it counts
        evidenced_until: Day,
    }
    /// A control of Annex A that a control of a programme implements.
    "control_annex" ControlAnnexRow {
        /// the programme's control
        control: Word,
        /// the one of Annex A
        annex: Word,
    }
    /// A row of the Statement of Applicability.
    "soa" SoaFields {
        /// the number in Annex A, or the id of an own control
        control: Word,
        /// `organizational`, `people`, `physical` or `technological`
        theme: Word,
        /// whether it applies; missing where nobody decided
        applicable: Truth,
        /// why it applies, words with commas between them
        because: Word,
        /// what was said about it
        justification: Prose,
        /// how far it is
        status: Word,
        /// what tests say
        verification: Word,
        /// how many controls are behind it
        implemented_by: Whole,
        /// how many pieces of evidence
        evidence: Whole,
    }
    /// A finding that was raised.
    "findings" FindingRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// `major`, `minor`, `observation` or `ofi`
        grade: Word,
        /// what it is against
        requirement: Word,
        /// the record it came from
        source: Word,
        /// whether the certification body raised it
        by_body: Truth,
        /// who sees to it
        owner: Person,
        /// the day
        raised_on: Day,
        /// the day it must be closed by
        due: Day,
        /// the day it was closed
        closed_on: Day,
        /// how far it is
        state: Word,
        /// whether its day is over
        overdue: Truth,
        /// days from raising to closing, or to today
        age: Whole,
        /// the earlier finding that it repeats
        repeats: Word,
        /// what the check of the effect said
        effect: Word,
    }
    /// Something that somebody is to do.
    "actions" ActionRow {
        /// the record it is part of
        of: Word,
        /// the kind of that record
        kind: Word,
        /// what is to be done
        what: Prose,
        /// who sees to it
        owner: Person,
        /// the day it should be finished
        due: Day,
        /// the day it was finished
        done: Day,
        /// whether it is late
        overdue: Truth,
    }
    /// A piece of evidence.
    "evidence" EvidenceRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// the day it was collected
        collected_on: Day,
        /// days since then
        age: Whole,
        /// the last day on which it counts
        counts_until: Day,
        /// whether it counts today
        counts: Truth,
        /// how many records it supports
        supports: Whole,
    }
    /// A supplier that serves.
    "suppliers" SupplierRow {
        /// its id
        id: Word,
        /// its name
        name: Prose,
        /// who looks after it
        owner: Person,
        /// how critical it is
        criticality: Word,
        /// whether it is a cloud service
        cloud: Truth,
        /// the last review
        reviewed_on: Day,
        /// the day of the next
        review_due: Day,
        /// whether that is over, or there was none
        overdue: Truth,
        /// the end of the agreement
        agreement_until: Day,
        /// whether the agreement has terms of security
        security_terms: Truth,
        /// whether there is a way out
        exit_plan: Truth,
        /// assets that it provides
        provides: Whole,
        /// assets that depend on those
        depending: Whole,
        /// risks that name it
        risks: Whole,
    }
    /// An incident.
    "incidents" IncidentRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// how bad
        severity: Word,
        /// the first day that is known of
        on: Day,
        /// whether it is not over
        open: Truth,
        /// whether personal data was touched
        personal_data: Truth,
        /// actions that are not done
        open_actions: Whole,
    }
    /// Somebody who has to be told of an incident.
    "notifications" NotificationRow {
        /// the incident
        incident: Word,
        /// the duty
        obligation: Word,
        /// within so many hours
        within_hours: Whole,
        /// `in-time`, `late`, `unclear`, `missed`, `open` or `no-deadline`
        state: Word,
    }
    /// A duty of law or contract.
    "obligations" ObligationRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// `law`, `contract` and the like
        kind: Word,
        /// where it comes from
        source: Prose,
        /// where it holds
        jurisdiction: Word,
        /// who sees to it
        owner: Person,
        /// how far what meets it is: `unhandled`, `planned`, `partial` or `implemented`
        handled: Word,
        /// what was judged of it last
        met: Word,
        /// when
        judged_on: Day,
        /// whether it is to be judged again
        overdue: Truth,
    }
    /// An audit.
    "audits" AuditRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// `internal`, `stage-1`, `stage-2`, `surveillance`, `recertification` or `supplier`
        kind: Word,
        /// the day it is planned for
        planned: Day,
        /// the day it was finished
        finished: Day,
        /// findings that came from it
        findings: Whole,
    }
    /// A management review.
    "reviews" ReviewRow {
        /// its id
        id: Word,
        /// the day
        on: Day,
        /// decisions
        decisions: Whole,
    }
    /// A reading of a metric.
    "readings" ReadingRow {
        /// the metric
        metric: Word,
        /// what the metric is called
        title: Prose,
        /// its unit
        unit: Word,
        /// the day
        on: Day,
        /// the value
        value: Number,
        /// what is wanted
        target: Number,
        /// whether it has passed its bound
        breached: Truth,
    }
    /// A training, and who has taken it.
    "trainings" TrainingRow {
        /// its id
        id: Word,
        /// what it is called
        title: Prose,
        /// people who must take it
        people: Whole,
        /// of those, the ones who have, in time
        in_time: Whole,
        /// those who joined lately and still have time
        joining: Whole,
        /// those who have not
        missing: Whole,
    }
    /// Something that has a day, late or within a year.
    "dues" DueRow {
        /// what kind of thing
        matter: Word,
        /// the record
        record: Word,
        /// what is to be done
        what: Prose,
        /// who sees to it
        owner: Person,
        /// the last day on which it is in time; missing where it was never done and nobody says by when
        due: Day,
        /// whether it is late
        overdue: Truth,
        /// what asks for it
        requirement: Word,
    }
    /// A finding of `check`.
    "check_findings" CheckRow {
        /// the rule
        rule: Word,
        /// `error`, `warning` or `info`
        level: Word,
        /// the record it stands in
        record: Word,
        /// the file
        file: Word,
        /// the line
        line: Whole,
        /// what is wrong
        message: Prose,
    }
}
