// Entries filed on a server of the Ed-Fi API, and what then stands there.
#pragma once

#include <string>
#include <string_view>

#include "school_server.h"

namespace homevisit::edfi {

inline constexpr const char* evaluations = "studentProgramEvaluations";
inline constexpr const char* events = "studentProgramAttendanceEvents";
inline constexpr const char* associations = "studentProgramAssociations";

inline hv_entry entry(const char* marker, hv_entry_kind kind = HV_ENTRY_VISIT,
                      const char* text = "Key points:\n- reads a lot\n") {
  hv_entry out{};
  out.struct_size = sizeof out;
  out.marker = sdk::str(marker);
  out.student = sdk::str("s1");
  out.kind = kind;
  out.date = sdk::str("2026-11-03");
  out.title =
      sdk::str(kind == HV_ENTRY_ANSWER ? "Prefers no home visit" : "Home visit, 3 November");
  out.text = sdk::str(text);
  out.author = sdk::str("t1");
  return out;
}

struct EdFiEntries : ::testing::Test {
  SchoolServer server;
  const std::string writing = R"("education_organization":255901)";
  std::size_t count(const char* resource) { return server.rows[resource].size(); }
  const std::string& json(const char* resource, std::size_t at = 0) {
    return server.rows[resource].at(at).json;
  }
  // As a colleague does it, in the system.
  void edit(const char* resource, const std::string& from, const std::string& to) {
    Row& row = server.rows[resource].at(0);
    const std::size_t at = row.json.find(from);
    ASSERT_NE(at, std::string::npos) << row.json;
    row.json.replace(at, from.size(), to);
    ++row.version;
  }
  bool anywhere(std::string_view text) {
    for (const Row& row : server.rows[evaluations])
      if (row.json.find(text) != std::string::npos) return true;
    return false;
  }
};

}  // namespace homevisit::edfi
