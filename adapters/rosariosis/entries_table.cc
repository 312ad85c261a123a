#include "entries_table.h"

#include "entries.h"

namespace homevisit::rosariosis {
namespace {

struct Column {
  const char* name;
  const char* type;
  int length = 0;
  bool nullable = true;
};

// The API makes a key, references and types, but no index: a school with very many entries makes
// that by hand (README.md).
constexpr Column columns[] = {{"revision", "varchar", 40},    {"student_id", "integer", 0, false},
                              {"kind", "varchar", 10, false}, {"entry_date", "date", 0, false},
                              {"title", "clob", 0, false},    {"entry_text", "clob", 0, false},
                              {"structured", "clob"},         {"language", "varchar", 35},
                              {"author", "varchar", 40},      {"amends", "varchar", 40},
                              {"withdrawn", "varchar", 1},    {"changes", "integer", 0, false}};

}  // namespace

void make_entries_table(const Session& session) {
  sdk::JsonWriter out;
  out.begin_object().member("name", entries_table).member("type", "table");
  out.key("columns").begin_array();
  out.begin_object().member("name", "marker").member("type", "varchar").member("length", 40);
  out.member("pk", true).end_object();
  for (const Column& column : columns) {
    out.begin_object().member("name", column.name).member("type", column.type);
    if (column.length != 0) out.member("length", column.length);
    if (column.nullable) out.member("nullable", true);
    if (std::string_view(column.name) == "student_id") out.member("fk", "students");
    out.end_object();
  }
  const Session::Answer answer =
      session.write("POST", "columns", out.end_array().end_object().text());
  if (answer.ok() && answer.value == "true") return;
  throw refusal(answer.response, answer.code, "the making of its table homevisit_entries",
                HV_HTTP_WRITE);
}

}  // namespace homevisit::rosariosis
