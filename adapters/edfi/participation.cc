#include "participation.h"

#include <optional>

#include "homevisit/sdk/date.h"
#include "program.h"
#include "writes.h"

namespace homevisit::edfi {
namespace {

constexpr const char* resource = "studentProgramAssociations";

struct Association {
  std::string id;
  std::string statuses;  // as they stood, to notice a change by others
  bool has_marker = false, has_day = false;
};

bool is_status(const Config& config, const Value& status, std::string_view date) {
  return sdk::lower(status["participationStatusDescriptor"].text()) ==
             sdk::lower(config.descriptors.participation_status) &&
         sdk::calendar_date(status["statusBeginDate"].text()) == date;
}

// The student's association with the program: the one that has the marker, else the first.
std::optional<Association> find(const Session& session, std::string_view student,
                                const std::string& marker, std::string_view date) {
  const Config& config = session.config();
  std::optional<Association> found;
  session.each(resource, student_in_program(config, student), [&](const Value& row) {
    if (row["studentReference"]["studentUniqueId"].id() != student ||
        !is_our_program(config, row["programReference"]))
      return;
    Association association;
    association.id = row["id"].text();
    association.statuses = row["programParticipationStatuses"].dump();
    for (const Value status : row["programParticipationStatuses"]) {
      association.has_marker |= status["designatedBy"].text() == marker;
      association.has_day |= is_status(config, status, date);
    }
    if (!found || (association.has_marker && !found->has_marker)) found = association;
  });
  return found;
}

void write_status(const Config& config, const std::string& marker, std::string_view date,
                  sdk::JsonWriter& out) {
  out.begin_object();
  out.member("participationStatusDescriptor", config.descriptors.participation_status);
  out.member("statusBeginDate", date).member("designatedBy", marker).end_object();
}

auto unchanged(const Association& association) {
  return [&association](const Value& row) {
    return row["programParticipationStatuses"].dump() == association.statuses;
  };
}

}  // namespace

void place_answer(const Session& session, std::string_view student, const std::string& marker,
                  std::string_view date) {
  const Config& config = session.config();
  const auto association = find(session, student, marker, date);
  if (!association) {
    sdk::JsonWriter out;
    out.begin_object();
    write_organization(config, out);
    write_program(config, out);
    out.key("studentReference").begin_object().member("studentUniqueId", student).end_object();
    out.member("beginDate", date).key("programParticipationStatuses").begin_array();
    write_status(config, marker, date, out);
    create(session, resource, out.end_array().end_object().text());
    return;
  }
  // Two answers of one day share a status: descriptor and day are its key.
  if (association->has_marker || association->has_day) return;
  Written written;
  change(
      session, resource, association->id, unchanged(*association),
      [&](const Value& row, sdk::JsonWriter& out) {
        copy_members(row, "programParticipationStatuses", out);
        out.key("programParticipationStatuses").begin_array();
        for (const Value status : row["programParticipationStatuses"]) out.value(status);
        write_status(config, marker, date, out);
        out.end_array();
      },
      written);
}

void remove_answer(const Session& session, std::string_view student, const std::string& marker,
                   const std::string& heir) {
  const auto association = find(session, student, marker, "");
  if (!association || !association->has_marker) return;
  Written written;
  change(
      session, resource, association->id, unchanged(*association),
      [&](const Value& row, sdk::JsonWriter& out) {
        copy_members(row, "programParticipationStatuses", out);
        out.key("programParticipationStatuses").begin_array();
        for (const Value status : row["programParticipationStatuses"]) {
          const bool ours = status["designatedBy"].text() == marker;
          if (!ours) {
            out.value(status);
          } else if (!heir.empty()) {
            out.begin_object();
            copy_members(status, "designatedBy", out);
            out.member("designatedBy", heir).end_object();
          }
        }
        out.end_array();
      },
      written);
}

}  // namespace homevisit::edfi
