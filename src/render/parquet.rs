//! Rows with types in Parquet, which DuckDB and Spark read. The only file that names the library.

use crate::base::date::Date;
use crate::report::typed::{Field, Kind, TableInfo};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field as Kept;
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// Values in the order of [`TableInfo::all`].
pub type Values = Vec<Field>;

/// A table as the bytes of a file. The same rows give the same bytes.
///
/// # Errors
/// When the library refuses them.
pub fn write(table: &TableInfo, rows: &[Values]) -> Result<Vec<u8>, String> {
    written(table, rows).map_err(|error| format!("`{}` cannot be written as Parquet: {error}", table.name))
}

fn written(table: &TableInfo, rows: &[Values]) -> Result<Vec<u8>, ParquetError> {
    let about =
        vec![KeyValue::new("isms.table".into(), table.name.to_owned()), KeyValue::new("isms.tables".into(), table.version.to_string())];
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("isms tables version {}", table.version))
        .set_key_value_metadata(Some(about));
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema(table)?, Arc::new(properties.build()))?;
    let mut group = file.next_row_group()?;
    for (at, column) in table.all().enumerate() {
        let values = rows.iter().map(|row| &row[at]);
        match column.kind {
            Kind::Word | Kind::Person | Kind::Prose => put::<ByteArrayType>(&mut group, values, |field| match field {
                Field::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            })?,
            Kind::Whole => put::<Int64Type>(&mut group, values, |field| match field {
                Field::Whole(number) => Some(*number),
                _ => None,
            })?,
            Kind::Number => put::<DoubleType>(&mut group, values, |field| match field {
                Field::Number(number) => Some(*number),
                _ => None,
            })?,
            Kind::Truth => put::<BoolType>(&mut group, values, |field| match field {
                Field::Truth(truth) => Some(*truth),
                _ => None,
            })?,
            Kind::Day => put::<Int32Type>(&mut group, values, |field| match field {
                Field::Day(day) => i32::try_from(day.days_since(Date::of_seconds(0))).ok(),
                _ => None,
            })?,
        }
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

/// A column: the values that are there, and where one is.
fn put<'r, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    fields: impl Iterator<Item = &'r Field>,
    value: impl Fn(&Field) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let found: Vec<Option<T::T>> = fields.map(value).collect();
    let there: Vec<i16> = found.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = found.into_iter().flatten().collect();
    let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(&values, Some(&there), None)?;
    column.close()
}

fn schema(table: &TableInfo) -> Result<TypePtr, ParquetError> {
    let fields = table.all().map(|column| {
        let (physical, logical) = match column.kind {
            Kind::Word | Kind::Person | Kind::Prose => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Whole => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Truth => (Physical::BOOLEAN, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
        field.with_logical_type(logical).build().map(Arc::new)
    });
    let fields = fields.collect::<Result<Vec<TypePtr>, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

/// The rows of a file that [`write`] made.
///
/// # Errors
/// When it is none of this table in this form.
pub fn read(table: &TableInfo, bytes: Vec<u8>) -> Result<Vec<Values>, String> {
    kept(table, bytes).map_err(|error| format!("`{}` cannot be read: {error}", table.name))
}

fn kept(table: &TableInfo, bytes: Vec<u8>) -> Result<Vec<Values>, ParquetError> {
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    if file.metadata().file_metadata().schema().get_fields() != schema(table)?.get_fields() {
        return Err(ParquetError::General("it has other columns".into()));
    }
    let row = |row: Result<parquet::record::Row, ParquetError>| -> Result<Values, ParquetError> {
        Ok(row?.get_column_iter().map(|(_, value)| field(value)).collect())
    };
    file.get_row_iter(None)?.map(row).collect()
}

fn field(kept: &Kept) -> Field {
    match kept {
        Kept::Str(text) => Field::Text(text.clone()),
        Kept::Long(number) => Field::Whole(*number),
        Kept::Double(number) => Field::Number(*number),
        Kept::Bool(truth) => Field::Truth(*truth),
        Kept::Date(days) => Field::Day(Date::of_seconds(i64::from(*days) * 86_400)),
        _ => Field::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fleet::rows::TABLES;
    use crate::report::typed::ColumnInfo;

    /// Something in each column, nothing in each, and what is odd.
    fn some(table: &TableInfo) -> Vec<Values> {
        let value = |column: &ColumnInfo, n: i64| match column.kind {
            Kind::Word | Kind::Person | Kind::Prose => Field::Text(["", "a", "ä\u{202e}\0\n安"][usize::try_from(n).unwrap() % 3].into()),
            Kind::Whole => Field::Whole([0, -1, i64::MAX][usize::try_from(n).unwrap() % 3]),
            Kind::Number => Field::Number([0.0, -0.5, f64::MAX][usize::try_from(n).unwrap() % 3]),
            Kind::Truth => Field::Truth(n % 2 == 0),
            Kind::Day => Field::Day(["1899-12-31", "1970-01-01", "9999-12-31"][usize::try_from(n).unwrap() % 3].parse().unwrap()),
        };
        let row = |n| table.all().map(|column| value(column, n)).collect();
        let nothing = table.all().map(|_| Field::Nothing).collect();
        vec![row(0), nothing, row(1), row(2)]
    }

    #[test]
    fn what_is_written_is_read_again() {
        for table in TABLES {
            for rows in [some(table), Vec::new()] {
                let bytes = write(table, &rows).unwrap();
                assert_eq!(bytes, write(table, &rows).unwrap(), "{}", table.name);
                assert_eq!(read(table, bytes).unwrap(), rows, "{}", table.name);
            }
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        let bytes = write(&TABLES[0], &some(&TABLES[0])).unwrap();
        assert!(read(&TABLES[1], bytes.clone()).unwrap_err().contains("other columns"));
        for cut in [0, 3, bytes.len() / 2, bytes.len() - 1] {
            assert!(read(&TABLES[0], bytes[..cut].to_vec()).is_err(), "{cut}");
        }
    }

    #[test]
    fn names_stand_once() {
        let mut names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLES.len());
        for table in TABLES {
            let mut names: Vec<&str> = table.all().map(|column| column.name).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{}", table.name);
        }
    }
}
