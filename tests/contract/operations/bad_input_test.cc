// What is wrong with a request is answered with a status, the place and a sentence; and nothing is
// written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;

// A right request for every operation, without its submission, for an actor who may make it.
// "VISIT" and the like stand for what the fixture has recorded.
struct Right {
  const char* operation;
  const char* actor;
  const char* body;
  bool submits = true;
};

void PrintTo(const Right& right, std::ostream* out) { *out << right.operation; }

const Right rights[] = {
    {"sign_on.start", machine, R"({"provider":"school","back":"https://visits.example/back"})",
     false},
    {"sign_on.finish", machine, R"({"provider":"school","kept":"","state":"x"})", false},
    {"lti.login", machine,
     R"({"iss":"https://learn.example","login_hint":"7","target_link_uri":"https://visits.example/"})",
     false},
    {"lti.again", machine, R"({"state":"x"})", false},
    {"lti.launch", machine, R"({"state":"x","kept":""})", false},
    {"lti.members", mentor, R"({"pass":"x"})", false},
    {"lti.link", mentor, R"({"pass":"x"})", false},
    {"lti.keys", machine, "{}", false},
    {"lti.tool", it, "{}", false},
    {"lti.invite", it, "{}", false},
    {"lti.register", machine,
     R"({"invitation":"x","openid_configuration":"https://learn.example/configuration"})", false},
    {"lti.renew_key", it, "{}", false},
    {"lti.forget", it, R"({"issuer":"https://learn.example","client_id":"x"})", false},
    {"outbox.resolve", it, R"({"item":1,"decision":"filed"})", false},
    {"visit.record", mentor,
     R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})"},
    {"visit.plan", mentor, R"({"student":"s-alone","date":"2026-10-20"})"},
    {"visit.change", mentor, R"({"student":"s-alone","visit":"PLANNED","state":"confirmed"})"},
    {"visit.revise", mentor,
     R"({"student":"s-alone","visit":"VISIT","date":"2026-10-12","report":{"key_points":["y"]}})"},
    {"visit.sign_off", mentor, R"({"student":"s-alone","visit":"VISIT"})"},
    {"visit.amend", mentor, R"({"student":"s-alone","visit":"SIGNED","text":"x","why":"y"})"},
    {"visit.void", care, R"({"student":"s-alone","visit":"VISIT"})"},
    {"answer.record", mentor, R"({"student":"s-alone","guardian":"g-solo","answer":"agreed"})"},
    {"answer.void", care, R"({"student":"s-alone","answer":"ANSWER"})"},
    {"notice.give", mentor, R"({"student":"s-alone","guardian":"g-solo","date":"2026-10-12"})"},
    {"agreement.change", mentor, R"({"student":"s-alone","agreement":"AGREEMENT","state":"done"})"},
    {"need.change", mentor, R"({"student":"s-alone","visit":"VISIT","index":0,"state":"solved"})"},
    {"contact.plan", mentor, R"({"student":"s-alone","date":"2027-01-11"})"},
    {"progress.board", mentor, R"({"group":"g1"})", false},
    {"progress.report", leader, R"({"as_of":"2026-10-12"})", false},
    {"progress.compare", leader, "{}", false},
    {"progress.years", leader, R"({"years":2})", false},
    {"progress.csv", leader, "{}", false},
    {"report.keep", leader, R"({"title":"November"})"},
    {"report.read", leader, "{}", false},
    {"guardian.inform", mentor, R"({"student":"s-alone","guardian":"g-solo","what":"notice"})"},
    {"guardian.prefer", mentor, R"({"student":"s-alone","guardian":"g-solo","channel":"app"})"},
    {"invitation.send", mentor, R"({"student":"s-alone","guardian":"g-solo","date":"2026-10-12"})"},
    {"permission.record", mentor,
     R"({"student":"s-alone","guardian":"g-solo","purpose":"buddy","status":"given"})"},
    {"permission.withdraw", mentor, R"({"student":"s-alone","permission":"PERMISSION"})"},
    {"question.raise", mentor, R"({"student":"s-alone","guardian":"g-solo","text":"x"})"},
    {"question.answer", mentor, R"({"student":"s-alone","question":"QUESTION","answer":"x"})"},
    {"consent.read", mentor, R"({"student":"s-alone"})", false},
    {"answer.receipt", mentor, R"({"student":"s-alone","id":"ANSWER"})", false},
    {"consent.export", mentor, R"({"student":"s-alone","format":"oso"})", false},
    {"draft.save", mentor, R"({"student":"s-alone","form":"visit","fields":[["/date","x"]]})",
     false},
    {"draft.read", mentor, R"({"student":"s-alone","form":"visit"})", false},
    {"draft.discard", mentor, R"({"student":"s-alone","form":"visit"})", false},
    {"form.decode", mentor, R"({"operation":"visit.plan","fields":[["/date","2026-10-20"]]})",
     false},
    {"student.history", mentor, R"({"student":"s-alone"})", false},
    {"student.progress", mentor, R"({"student":"s-alone"})", false},
    {"visit.copy", mentor, R"({"student":"s-alone","visit":"VISIT"})", false},
    {"student.access_log", care, R"({"student":"s-alone"})", false},
    {"student.list", mentor, R"({"group":"g1"})", false},
    {"student.find", mentor, R"({"scheme":"sis","id":"s-alone"})", false},
    {"sign_on.list", machine, "{}", false},
    {"student.merge", it, R"({"from":"o-secret","into":"s-secret","dry_run":true})", false},
    {"student.renumber", it, R"({"from":"o-secret","to":"s-secret","dry_run":true})", false},
    {"student.unmerge", it, R"({"from":"o-foster","dry_run":true})", false},
    {"student.doubts", it, "{}", false},
    {"student.match", it, R"({"old":"o-secret","none":true})", false},
    {"dossier.entries", mentor, R"({"student":"s-alone"})", false},
    {"group.list", mentor, "{}", false},
    {"staff.list", mentor, "{}", false},
    {"refusal.note", teacher, R"({"what":"form","code":"other_site"})", false},
    {"system.status", it, "{}", false},
    {"system.check", it, "{}", false},
    {"roster.import", it, R"({"path":"SCHOOL"})", false},
    {"roster.refresh", it, "{}", false},
    {"dossier.deliver", it, "{}", false},
    {"dossier.reconcile", it, "{}", false},
    {"journal.rebuild_from_sis", it, "{}", false},
    {"sync.pass", it, "{}", false},
    {"outbox.list", it, "{}", false},
    {"audit.verify", it, "{}", false},
    {"projection.rebuild", it, "{}", false},
    {"backup.write", it, R"({"folder":"COPIES"})", false},
    {"backup.list", it, R"({"folder":"COPIES"})", false},
    {"backup.verify", it, R"({"folder":"COPIES"})", false},
    {"describe", it, "{}", false},
};

// One school with something of everything in it, for all tests here: they write nothing.
class Prepared {
 public:
  static Prepared& get() {
    static Prepared prepared;
    return prepared;
  }

  std::string request(const Right& right) const {
    std::string body = right.body;
    const std::pair<const char*, const std::string&> names[] = {
        {"PLANNED", planned_}, {"VISIT", visit_},           {"SIGNED", signed_},
        {"ANSWER", answer_},   {"AGREEMENT", agreement_},   {"SCHOOL", school_},
        {"COPIES", copies_},   {"PERMISSION", permission_}, {"QUESTION", question_}};
    for (const auto& [name, id] : names)
      if (const auto at = body.find(name); at != std::string::npos)
        body.replace(at, std::string(name).size(), id);
    return right.submits ? submitted(body) : body;
  }

  bool writes(const char* operation) {
    const Reply described =
        host.call(it, "describe", std::string("{\"operation\":\"") + operation + "\"}");
    return described["operations"].at(0)["writes"].is_true();
  }

  // All that the journal keeps: every line of every table, but of its events only those of files,
  // since who looked is noted too, at the end of the chain (in "meta").
  std::string kept() {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open_v2((folder / "journal.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr),
              SQLITE_OK);
    std::string all;
    const auto add = [&](const std::string& sql) {
      sqlite3_stmt* statement = nullptr;
      EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
      std::vector<std::string> first;
      while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
          const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
          const std::string cell(
              bytes, bytes + static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
          if (i == 0) first.push_back(cell);
          all += cell + "|";
        }
        all += "\n";
      }
      sqlite3_finalize(statement);
      return first;
    };
    for (const std::string& table :
         add("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND "
             "name NOT IN ('events', 'meta') ORDER BY name"))
      add("SELECT * FROM \"" + table + "\" ORDER BY 1, 2");
    add("SELECT seq, body FROM events WHERE stream = 1 ORDER BY seq");
    sqlite3_close(db);
    return all;
  }

  // Events about students' files; a look at one is not among them.
  std::int64_t written() {
    const Reply audit = host.call(it, "audit.verify", "{}");
    EXPECT_TRUE(audit["ok"].is_true()) << audit.text;
    std::int64_t looks = 0;
    for (const char* student : {alone, two_homes, other_group}) {
      // Reading the log is itself a look.
      const Reply log =
          host.call(care, "student.access_log", std::string("{\"student\":\"") + student + "\"}");
      looks += static_cast<std::int64_t>(log["entries"].size()) - 1;
    }
    return *audit["events"].integer() - looks;
  }

 private:
  Prepared() : school_(folder / "school"), copies_(folder / "copies"), host(config_in(folder)) {
    // Two who have another id since: one was found by rule, of the other a person must say so.
    write_school(school_);
    replace_in_school(school_, "s-foster", "o-foster");
    replace_in_school(school_, "s-secret,,,2013-07-05", "s-secret,,,");
    replace_in_school(school_, "s-secret", "o-secret");
    import();
    for (const char* student : {"o-foster", "o-secret"}) host.visit(mentor, student);
    write_school(school_);
    import();
    planned_ = host.write(mentor, "visit.plan", R"({"student":"s-alone","date":"2026-10-20"})")
                   .get("visit");
    visit_ = host.visit(
        mentor, alone, "",
        R"({"key_points":["x"],"goes_well":"y","needs":[{"kind":"other","observation":"x"}],)"
        R"("agreements":[{"what":"x","who":"school"}]})");
    signed_ =
        host.visit(mentor, alone, R"(,"sign_off":true)", R"({"key_points":["x"],"goes_well":"y"})");
    answer_ = host.write(mentor, "answer.record",
                         R"({"student":"s-alone","guardian":"g-solo","answer":"no_answer"})")
                  .get("answer");
    permission_ =
        host.write(
                mentor, "permission.record",
                R"({"student":"s-alone","guardian":"g-solo","purpose":"buddy","status":"given"})")
            .get("id");
    question_ = host.write(mentor, "question.raise",
                           R"({"student":"s-alone","guardian":"g-solo","text":"x"})")
                    .get("id");
    const Reply history = host.history(mentor, alone);
    agreement_ = history["agreements"].at(0)["id"].text();
    // To be listed and verified by tests that may run before the one that writes.
    host.call(it, "backup.write", "{\"folder\":\"" + copies_ + "\"}");
  }

  void import() {
    EXPECT_EQ(host.call(it, "roster.import", "{\"path\":\"" + school_ + "\"}").status, HV_OK);
  }

  Folder folder;
  std::string school_, copies_, planned_, visit_, signed_, answer_, agreement_, permission_,
      question_;

 public:
  Host host;
};

class EveryOperationTest : public testing::TestWithParam<Right> {
 protected:
  void SetUp() override { before_ = school().written(); }
  void TearDown() override { EXPECT_EQ(school().written(), before_); }

  static Prepared& school() { return Prepared::get(); }
  Reply call(const std::string& request) {
    return school().host.call(GetParam().actor, GetParam().operation, request);
  }
  void expect_refused(const std::string& request, const char* code, const std::string& pointer) {
    const Reply reply = call(request);
    EXPECT_EQ(reply.status, HV_INVALID_ARGUMENT) << request << "\n" << reply.text;
    EXPECT_EQ(reply.code(), code) << request << "\n" << reply.text;
    EXPECT_EQ(reply.pointer(), pointer) << request << "\n" << reply.text;
  }
  std::string request() { return school().request(GetParam()); }

  std::int64_t before_ = 0;
};

// "writes" of the description is what the check goes by.
TEST_P(EveryOperationTest, WhoReadsOnlyIsRefusedWhatWrites) {
  std::string reader = GetParam().actor;
  reader.insert(reader.size() - 1, R"(,"reads_only":true)");
  const Reply reply =
      school().host.call(reader.c_str(), GetParam().operation, R"({"unheard_of":1})");
  EXPECT_EQ(reply.code(), school().writes(GetParam().operation) ? "role_may_not" : "unknown_field");
}

TEST_P(EveryOperationTest, WhatIsSaidToReadChangesNothing) {
  const std::string operation = GetParam().operation;
  // To note who was refused is all that this one does.
  if (operation == "refusal.note" || school().writes(GetParam().operation)) return;
  const std::string before = school().kept();
  ASSERT_NE(before, "");
  call(request());
  EXPECT_TRUE(school().kept() == before) << operation;
}

TEST_P(EveryOperationTest, BadJson) {
  std::string cut = request();
  cut.pop_back();
  expect_refused(cut, "invalid_json", "");
}

TEST_P(EveryOperationTest, NotAnObject) { expect_refused("[]", "wrong_type", ""); }

TEST_P(EveryOperationTest, UnknownField) {
  std::string request = this->request();
  request = request == "{}" ? R"({"unheard_of":1})" : R"({"unheard_of":1,)" + request.substr(1);
  expect_refused(request, "unknown_field", "/unheard_of");
}

TEST_P(EveryOperationTest, InvalidUtf8) {
  expect_refused("{\"student\":\"\xc3\x28\"}", "invalid_utf8", "");
}

TEST_P(EveryOperationTest, TheSameFieldTwice) {
  expect_refused(R"({"student":"a","student":"b"})", "duplicate_key", "/student");
}

TEST_P(EveryOperationTest, TooLarge) {
  expect_refused("{\"student\":\"" + std::string(2 << 20, 'x') + "\"}", "too_large", "");
}

TEST_P(EveryOperationTest, EveryRequiredFieldIsAskedFor) {
  const std::string right = request();
  const auto document = json::Document::parse(right);
  ASSERT_TRUE(document.has_value());
  document->root().each_member([&](std::string_view left_out, json::Value) {
    json::Writer writer;
    writer.begin_object();
    document->root().each_member([&](std::string_view key, json::Value value) {
      if (key != left_out) writer.key(key).raw(value.dump());
    });
    const std::string request = writer.end_object().take();
    const Reply described = school().host.call(
        it, "describe", "{\"operation\":\"" + std::string(GetParam().operation) + "\"}");
    const json::Value required = described["operations"].at(0)["request"]["required"];
    for (std::size_t i = 0; i < required.size(); ++i)
      if (required.at(i).text() == left_out)
        expect_refused(request, "missing_field", "/" + std::string(left_out));
  });
}

TEST_P(EveryOperationTest, WrongTypeInEveryField) {
  const std::string right = request();
  const auto document = json::Document::parse(right);
  ASSERT_TRUE(document.has_value());
  document->root().each_member([&](std::string_view wrong, json::Value) {
    json::Writer writer;
    writer.begin_object();
    document->root().each_member([&](std::string_view key, json::Value value) {
      writer.key(key);
      if (key == wrong) {
        writer.null();
      } else {
        writer.raw(value.dump());
      }
    });
    expect_refused(writer.end_object().take(), "wrong_type", "/" + std::string(wrong));
  });
}

// Only where the request has such a place.
class NamesAStudentTest : public EveryOperationTest {};
class NamesAnEntryTest : public EveryOperationTest {};
class NamesAGuardianTest : public EveryOperationTest {};
class GivesADateTest : public EveryOperationTest {};

TEST_P(NamesAStudentTest, AnUnknownStudent) {
  const std::string right = request();
  const auto at = right.find("\"s-alone\"");
  for (const char* student : {"\"nobody\"", "\"s-alone \"", "\"%\""}) {
    const Reply reply = call(std::string(right).replace(at, 9, student));
    EXPECT_EQ(reply.status, HV_NOT_FOUND);
    EXPECT_EQ(reply.code(), "unknown_student");
    EXPECT_EQ(reply.pointer(), "/student");
  }
}

TEST_P(NamesAStudentTest, IdsThatAreTooLong) {
  const std::string right = request();
  const auto at = right.find("\"s-alone\"");
  expect_refused(std::string(right).replace(at, 9, "\"" + std::string(129, 'x') + "\""), "too_long",
                 "/student");
}

TEST_P(NamesAnEntryTest, AnUnknownEntry) {
  const auto document = json::Document::parse(request());
  for (const char* name : {"visit", "answer", "agreement"}) {
    const json::Value id = document->root()[name];
    if (id.text().size() != 36) continue;
    std::string wrong = request();
    wrong.replace(wrong.find(id.text()), 36, "01a12f8e-0900-7a86-b87f-000000000000");
    const Reply reply = call(wrong);
    EXPECT_EQ(reply.status, HV_NOT_FOUND) << reply.text;
    EXPECT_EQ(reply.pointer(), "/" + std::string(name));
    std::string malformed = request();
    malformed.replace(malformed.find(id.text()), 36, "no uuid");
    expect_refused(malformed, "wrong_form", "/" + std::string(name));
  }
}

TEST_P(NamesAGuardianTest, AnUnknownGuardian) {
  const std::string right = request();
  const auto at = right.find("\"g-solo\"");
  expect_refused(std::string(right).replace(at, 8, "\"g-mum\""), "unknown_guardian", "/guardian");
}

TEST_P(GivesADateTest, AnImpossibleDate) {
  const std::string right = request();
  const auto at = right.find("\"date\":\"");
  for (const char* date : {"2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01", "2025-02-29"})
    expect_refused(std::string(right).replace(at + 8, 10, date), "impossible_date", "/date");
  expect_refused(std::string(right).replace(at + 8, 10, "12-10-2026"), "wrong_form", "/date");
}

std::string name_of(const testing::TestParamInfo<Right>& test) {
  std::string name = test.param.operation;
  for (char& c : name)
    if (c == '.') c = '_';
  return name;
}

std::vector<Right> that_hold(std::initializer_list<const char*> parts) {
  std::vector<Right> found;
  for (const Right& right : rights)
    for (const char* part : parts)
      if (std::string(right.body).find(part) != std::string::npos) {
        found.push_back(right);
        break;
      }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Operations, EveryOperationTest, testing::ValuesIn(rights), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, NamesAStudentTest,
                         testing::ValuesIn(that_hold({"\"student\":"})), name_of);
INSTANTIATE_TEST_SUITE_P(
    Operations, NamesAnEntryTest,
    testing::ValuesIn(that_hold({"PLANNED", "VISIT", "SIGNED", "ANSWER", "AGREEMENT"})), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, NamesAGuardianTest,
                         testing::ValuesIn(that_hold({"\"guardian\":"})), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, GivesADateTest, testing::ValuesIn(that_hold({"\"date\":"})),
                         name_of);

TEST(RightRequestsTest, CoverEveryOperation) {
  const Reply list = Prepared::get().host.call(it, "describe", "{}");
  std::vector<std::string> names;
  for (const Right& right : rights) names.push_back(right.operation);
  for (std::size_t i = 0; i < list["operations"].size(); ++i)
    EXPECT_THAT(names, testing::Contains(std::string(list["operations"].at(i)["name"].text())));
  EXPECT_EQ(names.size(), list["operations"].size());
}

class RightRequestTest : public testing::TestWithParam<Right> {};

// What is refused above is refused for the one thing that was made wrong.
TEST_P(RightRequestTest, IsAnswered) {
  const Reply reply = Prepared::get().host.call(GetParam().actor, GetParam().operation,
                                                Prepared::get().request(GetParam()));
  EXPECT_EQ(reply.status, HV_OK) << reply.text;
}

// Those from need.change on do not stand in one another's way.
INSTANTIATE_TEST_SUITE_P(Reading, RightRequestTest,
                         testing::ValuesIn(std::begin(rights) + 25, std::end(rights)), name_of);

struct PlaceCase {
  const char* name;
  const char* operation;
  const char* body;
  const char* code;
  const char* pointer;
};
void PrintTo(const PlaceCase& place, std::ostream* out) { *out << place.name; }
class PlaceTest : public testing::TestWithParam<PlaceCase> {};

TEST_P(PlaceTest, IsNamed) {
  const std::int64_t before = Prepared::get().written();
  const Reply reply =
      Prepared::get().host.call(mentor, GetParam().operation, submitted(GetParam().body));
  EXPECT_NE(reply.status, HV_OK);
  EXPECT_EQ(reply.code(), GetParam().code) << reply.text;
  EXPECT_EQ(reply.pointer(), GetParam().pointer) << reply.text;
  EXPECT_EQ(Prepared::get().written(), before);
}

#define VISIT(more) R"({"student":"s-alone","date":"2026-10-12",)" more "}"
#define REPORT(more) VISIT(R"("report":{"key_points":["x"],)" more "}")

INSTANTIATE_TEST_SUITE_P(
    Places, PlaceTest,
    testing::Values(
        PlaceCase{"future_visit", "visit.record",
                  R"({"student":"s-alone","date":"2026-10-13","report":{"key_points":["x"]}})",
                  "date_in_future", "/date"},
        PlaceCase{"old_visit", "visit.record",
                  R"({"student":"s-alone","date":"2013-05-02","report":{"key_points":["x"]}})",
                  "date_too_old", "/date"},
        PlaceCase{"past_plan", "visit.plan", R"({"student":"s-alone","date":"2026-10-11"})",
                  "date_in_past", "/date"},
        PlaceCase{"far_plan", "visit.plan", R"({"student":"s-alone","date":"2030-10-11"})",
                  "date_too_far", "/date"},
        PlaceCase{
            "future_answer", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","date":"2026-10-13"})",
            "date_in_future", "/date"},
        PlaceCase{
            "impossible_not_before", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"deferred","not_before":"2026-11-31"})",
            "impossible_date", "/not_before"},
        PlaceCase{
            "impossible_valid_until", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","valid_until":"2027-02-30"})",
            "impossible_date", "/valid_until"},
        PlaceCase{"nobodys_answer", "answer.record", R"({"student":"s-alone","answer":"agreed"})",
                  "whose_answer", "/guardian"},
        PlaceCase{
            "two_peoples_answer", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","by_student":true,"answer":"agreed"})",
            "whose_answer", "/guardian"},
        PlaceCase{
            "unknown_witness", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","oral_witness":"nobody"})",
            "unknown_staff", "/oral_witness"},
        PlaceCase{"form_without_other", "answer.record",
                  R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","form":"phone"})",
                  "form_without_other", "/form"},
        PlaceCase{"impossible_time", "visit.record", VISIT(R"("start_time":"24:30")"),
                  "impossible_time", "/start_time"},
        PlaceCase{"impossible_check_out", "visit.record",
                  VISIT(R"("backstop":{"staff":"t1","check_out":"29:00"})"), "impossible_time",
                  "/backstop/check_out"},
        PlaceCase{"unknown_visitor", "visit.record", VISIT(R"("visitors":["m1","nobody"])"),
                  "unknown_staff", "/visitors/1"},
        PlaceCase{"visitor_twice", "visit.record", VISIT(R"("visitors":["m1","m1"])"),
                  "duplicate_item", "/visitors/0"},
        PlaceCase{"guardian_twice", "visit.record", VISIT(R"("guardians":["g-solo","g-solo"])"),
                  "duplicate_item", "/guardians/1"},
        PlaceCase{"home_of_whom", "visit.record",
                  VISIT(R"("place":"school","at_guardian":"g-solo")"), "home_of_guardian",
                  "/at_guardian"},
        PlaceCase{"minutes_negative", "visit.record", VISIT(R"("minutes":{"visit":-1})"),
                  "out_of_range", "/minutes/visit"},
        PlaceCase{"minutes_fraction", "visit.record", VISIT(R"("minutes":{"visit":1.5})"),
                  "wrong_type", "/minutes/visit"},
        PlaceCase{"blank_point", "visit.record", VISIT(R"("report":{"key_points":["x","  "]})"),
                  "empty_text", "/report/key_points/1"},
        PlaceCase{"empty_point", "visit.record", VISIT(R"("report":{"key_points":[""]})"),
                  "too_short", "/report/key_points/0"},
        PlaceCase{
            "eleven_points", "visit.record",
            VISIT(R"("report":{"key_points":["1","2","3","4","5","6","7","8","9","10","11"]})"),
            "too_many", "/report/key_points"},
        PlaceCase{"blank_note", "visit.record", REPORT(R"("notes":[{"topic":"other","text":" "}])"),
                  "empty_text", "/report/notes/0/text"},
        PlaceCase{"agreement_in_the_past", "visit.record",
                  REPORT(R"("agreements":[{"what":"x","who":"school","by":"2026-10-01"}])"),
                  "date_before_visit", "/report/agreements/0/by"},
        PlaceCase{"agreement_on_no_day", "visit.record",
                  REPORT(R"("agreements":[{"what":"x","who":"school","by":"2027-02-29"}])"),
                  "impossible_date", "/report/agreements/0/by"},
        PlaceCase{"next_contact_on_no_day", "visit.record",
                  REPORT(R"("next_contact":{"date":"2026-11-31"})"), "impossible_date",
                  "/report/next_contact/date"},
        PlaceCase{"next_contact_before", "visit.record",
                  REPORT(R"("next_contact":{"date":"2026-10-11"})"), "date_before_visit",
                  "/report/next_contact/date"},
        PlaceCase{"contact_without_anything", "contact.plan", R"({"student":"s-alone"})",
                  "missing_field", "/date"},
        PlaceCase{"contact_in_the_past", "contact.plan",
                  R"({"student":"s-alone","date":"2026-10-11"})", "date_in_past", "/date"},
        PlaceCase{
            "told_in_the_future", "guardian.inform",
            R"({"student":"s-alone","guardian":"g-solo","what":"notice","date":"2026-10-13"})",
            "date_in_future", "/date"}),
    [](const auto& test) { return test.param.name; });

TEST(BadInputTest, ATextThatIsTooLong) {
  const Reply reply = Prepared::get().host.call(
      mentor, "visit.record",
      submitted(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)"
                R"("goes_well":")" +
                std::string(4001, 'x') + "\"}}"));
  EXPECT_EQ(reply.code(), "too_long");
  EXPECT_EQ(reply.pointer(), "/report/goes_well");
}

TEST(BadInputTest, LengthCountsCharactersNotBytes) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\u00e9";
  const Reply reply = Prepared::get().host.call(
      mentor, "visit.record",
      submitted(R"({"student":"s-onehome","date":"2026-10-12","report":{"key_points":[")" + text +
                "\"]}}"));
  EXPECT_EQ(reply.status, HV_OK) << reply.text;
}

TEST(BadInputTest, AnOperationThatIsNotThere) {
  const Reply reply = Prepared::get().host.call(it, "visit.erase", "{}");
  EXPECT_EQ(reply.status, HV_NOT_FOUND);
  EXPECT_EQ(reply.code(), "unknown_operation");
}

TEST(BadInputTest, AnOperationNameThatIsNoTextStillGivesAnErrorDocument) {
  const Reply reply = Prepared::get().host.call(it, "\xff\xfe\"", "{}");
  EXPECT_EQ(reply.status, HV_NOT_FOUND);
  EXPECT_EQ(reply.text.find('\xff'), std::string::npos);
}

struct ActorCase {
  const char* name;
  const char* actor;
  hv_status status;
};
void PrintTo(const ActorCase& who, std::ostream* out) { *out << who.name; }
class ActorTest : public testing::TestWithParam<ActorCase> {};

TEST_P(ActorTest, IsRefused) {
  const Reply reply =
      Prepared::get().host.call(GetParam().actor, "student.history", R"({"student":"s-alone"})");
  EXPECT_EQ(reply.status, GetParam().status) << reply.text;
}

INSTANTIATE_TEST_SUITE_P(
    Actors, ActorTest,
    testing::Values(ActorCase{"empty", "", HV_UNAUTHENTICATED},
                    ActorCase{"no_json", "mentor", HV_INVALID_ARGUMENT},
                    ActorCase{"unknown_role", R"({"role":"parent"})", HV_INVALID_ARGUMENT},
                    ActorCase{"mentor_without_staff", R"({"role":"mentor"})", HV_UNAUTHENTICATED},
                    ActorCase{"unknown_staff", R"({"role":"mentor","staff":"nobody"})",
                              HV_NOT_FOUND}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace host_test
