//! What assets need, on their own scale and on others.

use super::*;

#[test]
fn needs_on_another_scale_refuse_the_sheet() {
    let read = |header: &str, cell: &str| planned(&programme(&[]), "asset", &format!("Name;Type;{header}\nA;data;{cell}\n"));
    for (header, cell) in [
        ("Confidentiality (1-3)", "2"),
        ("C (0-3)", "2"),
        ("Integrity (5 = low)", "2"),
        ("Integrity (1 = high … 4 = low)", "2"),
        ("Availability", "5"),
        ("Availability", "2 - high"),
        ("Availability", "3/5"),
    ] {
        assert!(
            matches!(read(header, cell), Err(ImportError::Map { error, .. }) if matches!(*error, MapError::Scale { .. })),
            "{header}: {cell}"
        );
    }
    for (header, cell) in [("Confidentiality (1-4)", "3"), ("C", "high"), ("Integrity", "High (3)"), ("Availability (4 = critical)", "3/4")]
    {
        let plan = read(header, cell).unwrap();
        assert!(
            plan.changes.iter().any(|change| String::from_utf8_lossy(change.after.as_ref().unwrap()).contains(": 3}")),
            "{header}: {cell}"
        );
    }
}
