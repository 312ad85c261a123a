#include "roster.h"

#include "contacts.h"
#include "group_changes.h"
#include "groups.h"
#include "staff.h"
#include "students.h"

namespace homevisit::edfi {
namespace {

constexpr const char* enrolments = "studentSchoolAssociations";
constexpr const char* student_path = "studentReference/studentUniqueId";
constexpr const char* student_key = "studentUniqueId";

// A reading of a whole district is over by then; a later one asks anew who is enrolled.
constexpr std::int64_t one_reading_ms = 15 * 60'000;

// Records of the people whom a change touched, made anew one by one.
class Changed {
 public:
  Changed(const Session& session, const Changes& changes, sdk::Sink& sink)
      : session_(session), changes_(changes), sink_(sink), words_(session.server()) {}

  void students() {
    std::vector<Changes::Trace> traces{{"students", student_key, student_key},
                                       {enrolments, student_path, student_key}};
    if (session_.config().languages) {
      if (session_.server().has_demographics()) {
        traces.push_back({"studentDemographics", student_path, student_key});
        traces.push_back({"studentDirectories", student_path, student_key});
      } else {
        traces.push_back({"studentEducationOrganizationAssociations", student_path, student_key});
      }
    }
    const auto ids = changes_.touched(traces);
    if (ids.empty()) return;
    const Schools schools(session_);
    for (const std::string& id : ids) {
      Enrolled enrolled;
      if (list_students(session_, schools, id, enrolled, sink_) != 0) continue;
      hv_student gone{};
      gone.id = sdk::str(id);
      sink_.remove(gone);
    }
  }

  void guardians() {
    auto ids =
        changes_.touched({{words_.people, words_.id, words_.id},
                          {words_.associations, words_.reference + "/" + words_.id, words_.id}});
    // Whose student came or left.
    for (const std::string& student : changes_.touched({{enrolments, student_path, student_key}}))
      session_.each(words_.associations, {{student_key, student}},
                    [&](const Value& row) { ids.insert(row[words_.reference][words_.id].id()); });
    for (const std::string& id : ids) {
      session_.each(words_.associations, {{words_.id, id}},
                    [&](const Value& row) { look_up(row["studentReference"][student_key].id()); });
      if (list_guardians(session_, id, enrolled_, sink_) != 0) continue;
      hv_guardian gone{};
      gone.id = sdk::str(id);
      sink_.remove(gone);
    }
  }

  void cares() {
    const auto ids = changes_.touched({{words_.associations, student_path, student_key},
                                       {enrolments, student_path, student_key}});
    changes_.each_deleted(words_.associations, [&](const Value& keys) {
      remove_care(keys[student_key].id(), keys[words_.id].id());
    });
    for (const std::string& id : ids) {
      look_up(id);
      session_.each(words_.associations, {{student_key, id}}, [&](const Value& row) {
        if (!enrolled_.has(id) || !looks_after(row))
          remove_care(id, row[words_.reference][words_.id].id());
      });
      list_cares(session_, id, enrolled_, sink_);
    }
  }

  void staff() {
    for (const std::string& id :
         changes_.touched({{"staffs", "staffUniqueId", "staffUniqueId"},
                           {"staffEducationOrganizationAssignmentAssociations",
                            "staffReference/staffUniqueId", "staffUniqueId"}})) {
      if (list_staff(session_, id, sink_) != 0) continue;
      hv_staff gone{};
      gone.id = sdk::str(id);
      sink_.remove(gone);
    }
  }

  void groups() { list_changed_groups(session_, changes_, sink_); }

  void members() {
    list_changed_enrolments(
        session_, changes_,
        [this](const std::string& student) {
          look_up(student);
          return enrolled_.has(student);
        },
        sink_);
  }

 private:
  // Finds out once whether a student is enrolled.
  void look_up(const std::string& student) {
    static const Schools unnamed;
    if (!student.empty() && asked_.first(student)) enrolled_.read(session_, unnamed, student);
  }
  void remove_care(const std::string& student, const std::string& contact) {
    hv_care gone{};
    gone.student = sdk::str(student);
    gone.guardian = sdk::str(contact);
    sink_.remove(gone);
  }

  const Session& session_;
  const Changes& changes_;
  sdk::Sink& sink_;
  ContactWords words_;
  Enrolled enrolled_;
  Seen asked_;
};

}  // namespace

std::string Roster::list(const Session& session, hv_kind kind, std::string_view since,
                         sdk::Sink& sink) {
  // Before the first row is read: what changes meanwhile comes once more the next time.
  const Changes changes(session, horizon_, kind, since);
  if (!changes.only_changes()) {
    list_all(session, kind, sink);
    return changes.token();
  }
  Changed changed(session, changes, sink);
  switch (kind) {
    case HV_KIND_STUDENT:
      changed.students();
      break;
    case HV_KIND_GUARDIAN:
      changed.guardians();
      break;
    case HV_KIND_CARE:
      changed.cares();
      break;
    case HV_KIND_STAFF:
      changed.staff();
      break;
    case HV_KIND_GROUP:
      changed.groups();
      break;
    default:
      changed.members();
      break;
  }
  return changes.token();
}

void Roster::list_all(const Session& session, hv_kind kind, sdk::Sink& sink) {
  switch (kind) {
    case HV_KIND_STUDENT:
      enrolled_at_ = 0;
      enrolled_ = Enrolled();
      list_students(session, Schools(session), "", enrolled_, sink);
      enrolled_at_ = session.call().host().now_ms();
      break;
    case HV_KIND_GUARDIAN:
      list_guardians(session, "", enrolled(session), sink);
      break;
    case HV_KIND_CARE:
      list_cares(session, "", enrolled(session), sink);
      break;
    case HV_KIND_STAFF:
      list_staff(session, "", sink);
      break;
    case HV_KIND_GROUP:
      list_groups(session, sink);
      break;
    default:
      list_enrolments(session, enrolled(session), sink);
      break;
  }
}

const Enrolled& Roster::enrolled(const Session& session) {
  const std::int64_t now = session.call().host().now_ms();
  if (enrolled_at_ == 0 || now < enrolled_at_ || now - enrolled_at_ > one_reading_ms) {
    enrolled_ = Enrolled();
    enrolled_.read(session, Schools(), "");
    enrolled_at_ = now;
  }
  return enrolled_;
}

}  // namespace homevisit::edfi
