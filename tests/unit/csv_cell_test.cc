// What goes into a file for a spreadsheet stays a text there, whatever somebody typed.
#include "base/csv_cell.h"

#include <gtest/gtest.h>

namespace homevisit {
namespace {

// https://owasp.org/www-community/attacks/CSV_Injection
TEST(CsvCell, WhatWouldBeginAFormulaGetsAQuoteMarkInFront) {
  EXPECT_EQ(csv_cell("=HYPERLINK(1)", ';'), "'=HYPERLINK(1)");
  EXPECT_EQ(csv_cell("+31 6", ';'), "'+31 6");
  EXPECT_EQ(csv_cell("-1", ';'), "'-1");
  EXPECT_EQ(csv_cell("@SUM(A1)", ';'), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("\t=1", ';'), "'\t'=1");
  EXPECT_EQ(csv_cell("\r=1", ';'), "\"'\r'=1\"");
  EXPECT_EQ(csv_cell("\n=1", ';'), "\"'\n'=1\"");
  EXPECT_EQ(csv_cell("|cmd", ';'), "'|cmd");
  EXPECT_EQ(csv_cell("%0", ';'), "'%0");
}

// The Dutch Excel splits at semicolons, the English one at commas, whatever the file is made for.
TEST(CsvCell, NorWhereASpreadsheetSplitsLinesAtAnotherSeparator) {
  EXPECT_EQ(csv_cell("a;=1;b", ','), "a;'=1;b");
  EXPECT_EQ(csv_cell("a,=1,b", ';'), "a,'=1,b");
  EXPECT_EQ(csv_cell("a\t=1", ','), "a\t'=1");
  EXPECT_EQ(csv_cell("a\n=1", ','), "\"a\n'=1\"");
}

TEST(CsvCell, AnyOtherTextStaysAsItIs) {
  for (const char* text : {"", "2A", "Els Bakker", "O'Neil", "a = b", "a-b", "a, -b", "3+4", "é"})
    EXPECT_EQ(csv_cell(text, ';'), text);
}

// RFC 4180, 2.6 and 2.7.
TEST(CsvCell, SeparatorsQuotesAndEndsOfLinesStandInQuotes) {
  EXPECT_EQ(csv_cell("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(csv_cell("a;b", ','), "a;b");
  EXPECT_EQ(csv_cell("a \"b\"", ','), "\"a \"\"b\"\"\"");
  EXPECT_EQ(csv_cell("a\r\nb", ','), "\"a\r\nb\"");
}

}  // namespace
}  // namespace homevisit
