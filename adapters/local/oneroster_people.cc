// users, roles, demographics and enrollments.
#include <fmt/format.h>

#include <optional>
#include <string>

#include "../oneroster_common/relations.h"
#include "../oneroster_common/words.h"
#include "oneroster_rows.h"
#include "text.h"

namespace homevisit::local {
namespace {

using oneroster::parse_relations;
using oneroster::Relation;
using oneroster::Relations;
using oneroster::role_kind;
using oneroster::RoleKind;
using oneroster::stored_role;
using oneroster::truth;

constexpr const char* kUnknownRole = "The role is none that OneRoster knows; the row was skipped.";

}  // namespace

void load_users(Load& load, int file) {
  enum {
    kId,
    kStatus,
    kEnabled,
    kGiven,
    kFamily,
    kAgents,
    kGrades,
    kCalled,
    kCalledFamily,
    kPrimaryOrg,
    kOrgs,
    kRole,
    kRelations,
    kLanguage,
    kSecret
  };
  CsvTable table(load.bundle, file,
                 {{"sourcedId", true},
                  {"status"},
                  {"enabledUser", true},
                  {"givenName", true},
                  {"familyName", true},
                  {"agentSourcedIds"},
                  {"grades"},
                  {"preferredGivenName"},
                  {"preferredFamilyName"},
                  {"primaryOrgSourcedId"},
                  {"orgSourcedIds", load.version_11},
                  {"role", load.version_11},
                  {"metadata.homevisit.relations"},
                  {"metadata.homevisit.language"},
                  {"metadata.homevisit.secretAddress"}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_user VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                   "enabled=excluded.enabled,given=excluded.given,official=excluded.official,"
                   "family=excluded.family,"
                   "org=excluded.org,year=excluded.year,language=excluded.language,"
                   "secret=excluded.secret,load=excluded.load,line=excluded.line "
                   "WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_user WHERE id=?");
  Statement remove_agents(load.store, "DELETE FROM or_agent WHERE user=?");
  Statement remove_roles(load.store, "DELETE FROM or_role WHERE user=?");
  Statement put_agent(load.store, "INSERT OR IGNORE INTO or_agent VALUES (?,?,?,?,?,?,?,?,?,?,?)");
  Statement put_role(load.store, "INSERT INTO or_role VALUES (?,?,?,1,?,?)");
  Schools schools(load);
  load.person = table.place(kId);
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      remove_agents.all(table.id()).run();
      remove_roles.all(table.id()).run();
      continue;
    }
    const auto line = static_cast<std::int64_t>(table.line());
    const std::optional<hv_ternary> enabled = truth(table[kEnabled]);
    if (!enabled) {
      table.skip(kEnabled, "The field is neither \"true\" nor \"false\"; the row was skipped.");
      continue;
    }
    if (enabled == HV_NO) {
      // Only the id stays, so that references to it are no faults.
      upsert.all(table.id(), std::int64_t{0}, "", "", "", "", "", "", std::int64_t{0}, load.number,
                 line);
      if (!put(load, table, upsert)) continue;
      remove_agents.all(table.id()).run();
      if (load.version_11) remove_roles.all(table.id()).run();
      continue;
    }
    const std::string_view role = table[kRole];
    const RoleKind kind = load.version_11 ? role_kind(role) : RoleKind::none;
    if (kind == RoleKind::unknown) {
      table.skip(kRole, kUnknownRole);
      continue;
    }
    const std::string given = one_line(table[kCalled].empty() ? table[kGiven] : table[kCalled]);
    // Kept where somebody is called otherwise: they may be named by either.
    const std::string official = table[kCalled].empty() ? std::string() : one_line(table[kGiven]);
    const std::string family =
        one_line(table[kCalledFamily].empty() ? table[kFamily] : table[kCalledFamily]);
    if (given.empty() && family.empty()) {
      table.skip(kGiven, "Given name and family name are both empty; the row was skipped.");
      continue;
    }
    std::string_view language = table[kLanguage];
    if (!language.empty() && !is_language_tag(language)) {
      table.warn(kLanguage,
                 "This is no language code like \"nl\" or \"ar-MA\"; the row is kept "
                 "without a language.");
      language = {};
    }
    const std::optional<hv_ternary> secret = truth(table[kSecret]);
    if (!secret) {
      // Better once too often: nobody is harmed by an address that is not shown.
      table.warn(kSecret,
                 "The field is neither \"true\" nor \"false\" nor empty; the address is "
                 "taken for secret.");
    }
    const std::string_view org =
        schools.choose(table, table[kPrimaryOrg].empty() ? kOrgs : kPrimaryOrg);
    upsert.all(table.id(), std::int64_t{1}, given, official, family, org, table[kGrades], language,
               std::int64_t{secret.value_or(HV_YES)}, load.number, line);
    if (!put(load, table, upsert)) continue;
    remove_agents.all(table.id()).run();
    const Relations relations = parse_relations(table[kRelations]);
    if (!relations.understood) {
      table.warn(kRelations,
                 "A part of the field is not in the form contact:relation:lives-with:"
                 "primary:custody:household:not-informed; that part is taken as unknown.");
    }
    for (const Relation& r : relations.all) {
      put_agent
          .all(table.id(), r.contact, std::int64_t{1}, r.relation, r.household,
               std::int64_t{r.custody}, std::int64_t{r.lives_with}, std::int64_t{r.informed},
               r.rank, load.number, line)
          .run();
    }
    for (const std::string_view agent : split_list(table[kAgents], ',')) {
      put_agent
          .all(table.id(), agent, std::int64_t{0}, "", "", std::int64_t{0}, std::int64_t{0},
               std::int64_t{0}, std::int64_t{0}, load.number, line)
          .run();
    }
    if (load.version_11) {
      remove_roles.all(table.id()).run();
      const std::string name = stored_role(role, kind);
      if (kind != RoleKind::none)
        put_role.all(table.id(), table.id(), name, org, load.number).run();
    }
  }
  // People may stand before or behind those whom they point to: checked when all have been read.
  Statement dangling(load.store,
                     "SELECT agent,line,said FROM or_agent WHERE load=? AND NOT EXISTS "
                     "(SELECT 1 FROM or_user WHERE id=agent) ORDER BY line");
  dangling.bind(1, load.number);
  while (dangling.step()) {
    const std::size_t column = dangling.number(2) != 0 ? kRelations : kAgents;
    load.problems.report(
        table.place(column, static_cast<std::uint64_t>(dangling.number(1))),
        fmt::format("The person {} is not in users.csv; the relation was left out.",
                    shown_id(dangling.text(0))));
  }
  dangling.reset();
  Statement drop(load.store,
                 "DELETE FROM or_agent WHERE load=? AND agent NOT IN (SELECT id FROM or_user)");
  drop.all(load.number).run();
}

void load_roles(Load& load, int file) {
  enum { kId, kStatus, kUser, kType, kRole, kOrg, kEnd };
  CsvTable table(load.bundle, file,
                 {{"sourcedId", true},
                  {"status"},
                  {"userSourcedId", true},
                  {"roleType"},
                  {"role", true},
                  {"orgSourcedId"},
                  {"endDate"}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_role VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                   "user=excluded.user,role=excluded.role,main=excluded.main,org=excluded.org,"
                   "load=excluded.load WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_role WHERE id=?");
  Known user_known(load.store, "SELECT 1 FROM or_user WHERE id=?");
  Schools schools(load);
  while (table.next()) {
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    const RoleKind kind = role_kind(table[kRole]);
    if (kind == RoleKind::unknown) {
      table.skip(kRole, kUnknownRole);
      continue;
    }
    if (!user_known(table[kUser])) {
      table.skip(kUser, fmt::format("The person {} is not in users.csv; the row was skipped.",
                                    shown_id(table[kUser])));
      continue;
    }
    std::optional<std::string> end;
    if (!table[kEnd].empty()) {
      end = calendar_date(table[kEnd]);
      if (!end) {
        table.skip(kEnd, "This is no date like 2027-07-31; the row was skipped.");
        continue;
      }
    }
    // A role that has ended, or that is the school's own, leaves a row without a role: the person
    // is known, and is nobody here.
    const bool counts = kind != RoleKind::none && (!end || *end >= load.today);
    const std::string role = counts ? stored_role(table[kRole], kind) : "";
    upsert.all(table.id(), table[kUser], role, std::int64_t{same_word(table[kType], "primary")},
               schools.choose(table, kOrg), load.number);
    put(load, table, upsert);
  }
  Statement nobody(load.store,
                   "SELECT line FROM or_user WHERE load=? AND enabled=1 AND NOT EXISTS "
                   "(SELECT 1 FROM or_role WHERE user=or_user.id) ORDER BY line");
  nobody.bind(1, load.number);
  while (nobody.step()) {
    load.person.line = static_cast<std::uint64_t>(nobody.number(0));
    load.problems.report(load.person, "The person has no row in roles.csv and was left out.");
  }
}

void load_demographics(Load& load, int file) {
  enum { kId, kStatus, kBirth };
  CsvTable table(load.bundle, file, {{"sourcedId", true}, {"status"}, {"birthDate", true}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_birth VALUES (?,?,?) ON CONFLICT DO UPDATE SET "
                   "date=excluded.date,load=excluded.load WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_birth WHERE id=?");
  Known user_known(load.store, "SELECT 1 FROM or_user WHERE id=?");
  while (table.next()) {
    if (table.removed() || table[kBirth].empty()) {
      remove.all(table.id()).run();
      continue;
    }
    if (!user_known(table.id())) {
      table.skip(kId, fmt::format("The person {} is not in users.csv; the row was skipped.",
                                  shown_id(table.id())));
      continue;
    }
    const std::optional<std::string> date = calendar_date(table[kBirth]);
    if (!date) {
      table.skip(kBirth, "This is no date like 2015-03-31; the row was skipped.");
      continue;
    }
    upsert.all(table.id(), *date, load.number);
    put(load, table, upsert);
  }
}

void load_enrolments(Load& load, int file) {
  enum { kId, kStatus, kClass, kUser, kRole, kBegin, kEnd };
  CsvTable table(load.bundle, file,
                 {{"sourcedId", true},
                  {"status"},
                  {"classSourcedId", true},
                  {"userSourcedId", true},
                  {"role", true},
                  {"beginDate"},
                  {"endDate"}},
                 load.call, load.problems, load.tally, load.so_far);
  Statement upsert(load.store,
                   "INSERT INTO or_enrolment VALUES (?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                   "class=excluded.class,user=excluded.user,student=excluded.student,"
                   "begins=excluded.begins,ends=excluded.ends,load=excluded.load "
                   "WHERE load<>excluded.load");
  Statement remove(load.store, "DELETE FROM or_enrolment WHERE id=?");
  Known class_known(load.store, "SELECT 1 FROM or_class WHERE id=?");
  Statement find_user(load.store,
                      "SELECT enabled, EXISTS (SELECT 1 FROM or_role WHERE user=u.id AND "
                      "(role='student')=?2) FROM or_user u WHERE id=?1");
  while (table.next()) {
    const RoleKind kind = role_kind(table[kRole]);
    const bool student = kind == RoleKind::student;
    if (table.removed()) {
      remove.all(table.id()).run();
      continue;
    }
    if (kind == RoleKind::unknown || kind == RoleKind::guardian) {
      table.skip(kRole, "The role is none that OneRoster knows for a class; the row was skipped.");
      continue;
    }
    // Aides, administrators and proctors are no members whom homevisit has a use for.
    if (!student && !same_word(table[kRole], "teacher")) {
      remove.all(table.id()).run();
      continue;
    }
    if (!class_known(table[kClass])) {
      table.skip(kClass, fmt::format("The class {} is not in classes.csv; the row was skipped.",
                                     shown_id(table[kClass])));
      continue;
    }
    const bool known = find_user.all(table[kUser], std::int64_t{student}).step();
    const bool fits = known && (find_user.number(0) == 0 || find_user.number(1) != 0);
    find_user.reset();
    if (!fits) {
      table.skip(kUser, fmt::format("The person {} is not {}; the row was skipped.",
                                    shown_id(table[kUser]),
                                    !known    ? "in users.csv"
                                    : student ? "a student by its own role"
                                              : "a member of staff by its own role"));
      continue;
    }
    std::optional<std::string> begin = "", end = "";
    if (!table[kBegin].empty()) begin = calendar_date(table[kBegin]);
    if (!table[kEnd].empty()) end = calendar_date(table[kEnd]);
    if (!begin || !end || (!end->empty() && *end < *begin)) {
      table.skip(begin ? kEnd : kBegin,
                 begin && end ? "The enrolment ends before it begins; the row was skipped."
                              : "This is no date like 2026-08-01; the row was skipped.");
      continue;
    }
    upsert.all(table.id(), table[kClass], table[kUser], std::int64_t{student}, *begin, *end,
               load.number);
    put(load, table, upsert);
  }
}

}  // namespace homevisit::local
