//! Looks: one file per format. Knows documents, findings and files; never risks or controls.
