//! A sheet: a header that stays in view, and rows of cells below it.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::export::error::ExportError;
use crate::export::table::MissingStyle;
use crate::model::{Day, Missing, Value, ValueType};

/// The maximum number of rows of a sheet, its header included.
const MAX_ROWS: u32 = 1_048_576;

/// The maximum length of a text in code units of UTF-16, in which Excel counts.
const MAX_TEXT: usize = 32_767;

/// The maximum length of the name of a sheet.
const MAX_NAME: usize = 31;

/// The greatest number up to which every whole number is a different number of a workbook.
const MAX_INTEGER: u64 = 1 << f64::MANTISSA_DIGITS;

/// The widths of columns, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=60;

/// The width of the button of a filter, in characters.
const BUTTON: usize = 3;

/// The first day that all programs count alike. Excel has a 29 February 1900, and others do not.
fn first_date() -> Day {
    Day::new(1900, 3, 1)
}

/// A sheet that is being written, row by row.
pub(super) struct Sheet<'w> {
    name: String,
    sheet: &'w mut Worksheet,
    missing: MissingStyle,
    day: Format,
    /// The current row.
    row: u32,
    /// The current column.
    column: u16,
    /// The names of the columns.
    header: Vec<String>,
    /// The length of the longest cell of each column.
    widths: Vec<usize>,
}

impl<'w> Sheet<'w> {
    /// Adds a sheet with a header.
    pub(super) fn add(
        workbook: &'w mut Workbook,
        name: &str,
        header: &[&str],
        missing: MissingStyle,
    ) -> Result<Self, ExportError> {
        let sheet = workbook.add_worksheet_with_low_memory()?;
        sheet.set_name(name.chars().take(MAX_NAME).collect::<String>())?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (column, title) in (0..).zip(header) {
            sheet.write_string_with_format(0, column, *title, &bold)?;
        }
        Ok(Self {
            name: name.to_owned(),
            sheet,
            missing,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            row: 0,
            column: 0,
            header: header.iter().copied().map(str::to_owned).collect(),
            widths: header.iter().map(|title| title.len() + BUTTON).collect(),
        })
    }

    /// Writes a row.
    pub(super) fn row<'v>(
        &mut self,
        cells: impl IntoIterator<Item = (Value<'v>, ValueType)>,
    ) -> Result<(), ExportError> {
        self.row += 1;
        self.column = 0;
        if self.row >= MAX_ROWS {
            return Err(ExportError::TooManyRows {
                table: self.name.clone(),
                limit: u64::from(MAX_ROWS) - 1,
            });
        }
        for (value, value_type) in cells {
            self.cell(&value, value_type)?;
            self.column += 1;
        }
        Ok(())
    }

    /// Ends the sheet, with filters and widths for what is in it.
    pub(super) fn finish(self) -> Result<(), ExportError> {
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, self.row, last)?;
        for (column, width) in (0..).zip(&self.widths) {
            let width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end());
            self.sheet.set_column_width(column, width as f64)?;
        }
        Ok(())
    }

    fn cell(&mut self, value: &Value<'_>, value_type: ValueType) -> Result<(), ExportError> {
        match value {
            Value::Missing(missing) => self.missing(*missing, value_type),
            Value::Integer(number) if number.unsigned_abs() > MAX_INTEGER => {
                self.text(&number.to_string())
            }
            Value::Integer(number) => self.number(*number as f64),
            Value::Real(number) => self.number(*number),
            Value::Boolean(flag) => {
                self.sheet.write_boolean(self.row, self.column, *flag)?;
                Ok(())
            }
            Value::Date(date) => match date.earliest().filter(|day| *day >= first_date()) {
                Some(day) if value_type == ValueType::Date => self.day(day),
                _ => self.text(&date.to_string()),
            },
            Value::Term { id: text, .. } | Value::Text(text) => self.text(text),
            Value::List(_) | Value::Record(_) => Ok(()),
        }
    }

    fn missing(&mut self, missing: Missing, value_type: ValueType) -> Result<(), ExportError> {
        let text = self.missing.text(missing, value_type);
        match text.parse() {
            Ok(number) => self.number(number),
            Err(_) => self.text(&text),
        }
    }

    fn number(&mut self, number: f64) -> Result<(), ExportError> {
        self.sheet.write_number(self.row, self.column, number)?;
        self.widen(number.to_string().len());
        Ok(())
    }

    fn day(&mut self, day: Day) -> Result<(), ExportError> {
        let text = day.to_string();
        let date = ExcelDateTime::parse_from_str(&text)?;
        self.sheet
            .write_datetime_with_format(self.row, self.column, &date, &self.day)?;
        self.widen(text.len());
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ExportError> {
        let length = text.encode_utf16().count();
        if length > MAX_TEXT {
            return Err(ExportError::TextTooLong {
                table: self.name.clone(),
                row: self.row.into(),
                column: self.header[usize::from(self.column)].clone(),
                length,
                limit: MAX_TEXT,
            });
        }
        self.sheet.write_string(self.row, self.column, text)?;
        self.widen(length);
        Ok(())
    }

    fn widen(&mut self, length: usize) {
        if let Some(width) = self.widths.get_mut(usize::from(self.column)) {
            *width = length.max(*width);
        }
    }
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Io(match error {
            XlsxError::IoError(error) => error,
            other => std::io::Error::other(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_below_the_last_one_of_a_sheet_is_refused() {
        let mut workbook = Workbook::new();
        let sheet = Sheet::add(&mut workbook, "long", &["a"], MissingStyle::Codes);
        let mut sheet = sheet.expect("it is a valid name");
        sheet.row = MAX_ROWS - 2;
        let mut add = || sheet.row([(Value::Integer(1), ValueType::Integer)]);
        assert!(add().is_ok());
        let error = add().expect_err("there is no such row");
        assert_eq!(
            error.to_string(),
            "table `long` has more than 1048575 rows, the limit of a workbook"
        );
    }
}
