#include "roster.h"

#include <string>

#include "failure.h"
#include "text.h"

namespace homevisit::local {
namespace {

constexpr const char* kGuardianRoles = "('parent','guardian','relative')";

// Where a student's contacts live: README.md, "Households".
constexpr const char* kHouseholds = R"sql(
UPDATE care SET household='own:'||guardian WHERE household='' AND lives_with=1;
CREATE TEMP TABLE home (student TEXT PRIMARY KEY, people TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO home SELECT student, 'home:'||group_concat(guardian,'+') FROM
  (SELECT student, guardian FROM care WHERE household='' AND lives_with=2
    ORDER BY student, guardian)
  GROUP BY student;
UPDATE care SET household=(SELECT people FROM home WHERE home.student=care.student)
  WHERE household='' AND lives_with=2;
DROP TABLE home;
)sql";

hv_ternary ternary(std::int64_t number) { return static_cast<hv_ternary>(number); }

// One statement per kind, and how its rows become records.
template <typename Record, typename Fill>
hv_status hand_out(Store& store, hv_kind kind, std::string_view sql, const Call& call, hv_sink sink,
                   void* user, Fill fill) {
  Statement rows(store, sql);
  std::uint64_t count = 0;
  while (rows.step()) {
    if (++count % 256 == 0) call.check();
    Record record{};
    record.struct_size = sizeof record;
    fill(rows, record);
    hv_record out{};
    out.struct_size = sizeof out;
    out.kind = kind;
    // All members of the union are pointers to the record of that kind.
    const void* pointer = &record;
    static_assert(sizeof out.of == sizeof pointer);
    __builtin_memcpy(&out.of, &pointer, sizeof pointer);
    const hv_status status = sink(user, &out);
    if (status != HV_OK) return status;
  }
  return HV_OK;
}

}  // namespace

void clear_roster(Store& store) {
  store.execute(
      "DELETE FROM student; DELETE FROM guardian; DELETE FROM care; DELETE FROM staff;"
      "DELETE FROM grp; DELETE FROM member;");
}

void clear_oneroster(Store& store) {
  store.execute(
      "DELETE FROM or_org; DELETE FROM or_session; DELETE FROM or_course; DELETE FROM or_class;"
      "DELETE FROM or_user; DELETE FROM or_agent; DELETE FROM or_role; DELETE FROM or_birth;"
      "DELETE FROM or_enrolment;");
}

void make_roster(Store& store) {
  clear_roster(store);
  const std::string guardian_roles = kGuardianRoles;
  store.execute(
      "INSERT INTO student SELECT u.id, u.given, u.family, '', coalesce(b.date,''),"
      "  coalesce((SELECT name FROM or_org WHERE id=u.org),"
      "    (SELECT o.name FROM or_role r JOIN or_org o ON o.id=r.org WHERE r.user=u.id"
      "       AND r.role='student' ORDER BY r.main DESC, r.id LIMIT 1), ''),"
      "  u.year, u.language, u.secret, u.official FROM or_user u LEFT JOIN or_birth b ON b.id=u.id"
      "  WHERE u.enabled=1 AND EXISTS (SELECT 1 FROM or_role WHERE user=u.id AND role='student')");
  // By what other name somebody goes matters of students only.
  store.execute(
      "UPDATE or_user SET official='' WHERE official<>'' AND id NOT IN "
      "(SELECT id FROM student)");
  // Whom a student's relations name is a guardian, also a teacher whose only role says teacher.
  store.execute(("INSERT INTO guardian SELECT u.id, u.given, u.family, u.language, u.secret"
                 "  FROM or_user u WHERE u.enabled=1 AND (EXISTS (SELECT 1 FROM or_role WHERE"
                 "    user=u.id AND role IN " +
                 guardian_roles +
                 ")"
                 "    OR u.id IN (SELECT a.agent FROM or_agent a JOIN student s ON s.id=a.user"
                 "      WHERE a.said=1))")
                    .c_str());
  // The student's own row says more, and comes first.
  const std::string role_word = "coalesce((SELECT role FROM or_role WHERE user=g.id AND role IN " +
                                guardian_roles + " ORDER BY main DESC, id LIMIT 1),'')";
  store.execute(("INSERT INTO care SELECT s.id, g.id, CASE a.relation WHEN '' THEN " + role_word +
                 " ELSE a.relation END, a.household, a.custody, a.lives_with, a.informed, a.rank"
                 "  FROM or_agent a JOIN student s ON s.id=a.user JOIN guardian g ON g.id=a.agent")
                    .c_str());
  store.execute(("INSERT OR IGNORE INTO care SELECT s.id, g.id, " + role_word +
                 ", '', 0, 0, 0, 0 FROM or_agent a JOIN guardian g ON g.id=a.user"
                 "  JOIN student s ON s.id=a.agent")
                    .c_str());
  store.execute(kHouseholds);
  store.execute(("INSERT INTO staff SELECT u.id, u.given, u.family,"
                 "  (SELECT role FROM or_role WHERE user=u.id AND role NOT IN ('','student') AND"
                 "     role NOT IN " +
                 guardian_roles +
                 " ORDER BY main DESC, id LIMIT 1) AS function"
                 "  FROM or_user u WHERE u.enabled=1 AND function IS NOT NULL")
                    .c_str());
  store.execute(
      "INSERT INTO grp SELECT c.id, c.title, coalesce(o.name,''), c.year,"
      "  coalesce(nullif(t.school_year,''), y.school_year, ''), c.home"
      "  FROM or_class c LEFT JOIN or_org o ON o.id=c.org"
      "  LEFT JOIN or_session t ON t.id=c.session LEFT JOIN or_course k ON k.id=c.course"
      "  LEFT JOIN or_session y ON y.id=k.session");
  // 1 student, 2 mentor, 3 teacher: hv_member_role.
  store.execute(
      "INSERT OR IGNORE INTO member SELECT e.class, e.user, 1, e.begins, e.ends FROM or_enrolment e"
      "  JOIN student s ON s.id=e.user WHERE e.student=1 ORDER BY e.class, e.user");
  store.execute(
      "INSERT OR IGNORE INTO member SELECT e.class, e.user, CASE g.home WHEN 2 THEN 2 ELSE 3 END,"
      "  e.begins, e.ends FROM or_enrolment e JOIN staff s ON s.id=e.user JOIN grp g ON "
      "g.id=e.class"
      "  WHERE e.student=0");
}

RosterCounts count_roster(Store& store) {
  const auto count = [&](std::string_view sql) {
    return static_cast<std::uint64_t>(store.number(sql));
  };
  return {count("SELECT count(*) FROM student"), count("SELECT count(*) FROM guardian"),
          count("SELECT count(*) FROM care"),    count("SELECT count(*) FROM staff"),
          count("SELECT count(*) FROM grp"),     count("SELECT count(*) FROM member")};
}

hv_status list_roster(Store& store, hv_kind kind, const Call& call, hv_sink sink, void* user) {
  switch (kind) {
    case HV_KIND_STUDENT:
      return hand_out<hv_student>(
          store, kind,
          "SELECT id,given,family,sort,birth,school,year,language,secret,official FROM student",
          call, sink, user, [](const Statement& row, hv_student& out) {
            out.id = str(row.text(0));
            out.given_name = str(row.text(1));
            out.family_name = str(row.text(2));
            out.sort_name = str(row.text(3));
            out.birth_date = str(row.text(4));
            out.school = str(row.text(5));
            out.year = str(row.text(6));
            out.language = str(row.text(7));
            out.address_secret = ternary(row.number(8));
            out.official_name = str(row.text(9));
          });
    case HV_KIND_GUARDIAN:
      return hand_out<hv_guardian>(store, kind,
                                   "SELECT id,given,family,language,secret FROM guardian", call,
                                   sink, user, [](const Statement& row, hv_guardian& out) {
                                     out.id = str(row.text(0));
                                     out.given_name = str(row.text(1));
                                     out.family_name = str(row.text(2));
                                     out.language = str(row.text(3));
                                     out.address_secret = ternary(row.number(4));
                                   });
    case HV_KIND_CARE:
      return hand_out<hv_care>(
          store, kind,
          "SELECT student,guardian,relation,household,custody,lives_with,informed,rank FROM care",
          call, sink, user, [](const Statement& row, hv_care& out) {
            out.student = str(row.text(0));
            out.guardian = str(row.text(1));
            out.relation = str(row.text(2));
            out.household = str(row.text(3));
            out.custody = ternary(row.number(4));
            out.lives_with = ternary(row.number(5));
            out.informed = ternary(row.number(6));
            out.order = static_cast<int32_t>(row.number(7));
          });
    case HV_KIND_STAFF:
      return hand_out<hv_staff>(store, kind, "SELECT id,given,family,function FROM staff", call,
                                sink, user, [](const Statement& row, hv_staff& out) {
                                  out.id = str(row.text(0));
                                  out.given_name = str(row.text(1));
                                  out.family_name = str(row.text(2));
                                  out.function = str(row.text(3));
                                });
    case HV_KIND_GROUP:
      return hand_out<hv_group>(store, kind, "SELECT id,name,school,year,school_year,home FROM grp",
                                call, sink, user, [](const Statement& row, hv_group& out) {
                                  out.id = str(row.text(0));
                                  out.name = str(row.text(1));
                                  out.school = str(row.text(2));
                                  out.year = str(row.text(3));
                                  out.school_year = str(row.text(4));
                                  out.home = ternary(row.number(5));
                                });
    case HV_KIND_ENROLMENT:
      return hand_out<hv_enrolment>(store, kind, "SELECT grp,person,role,begins,ends FROM member",
                                    call, sink, user, [](const Statement& row, hv_enrolment& out) {
                                      out.group = str(row.text(0));
                                      out.person = str(row.text(1));
                                      out.role = static_cast<hv_member_role>(row.number(2));
                                      out.begin_date = str(row.text(3));
                                      out.end_date = str(row.text(4));
                                    });
    default:
      throw Failure(HV_UNSUPPORTED, "The student files hold no records of this kind.");
  }
}

}  // namespace homevisit::local
