// Entries in the student's file: filed once, found, changed, withdrawn.
#include <algorithm>

#include "school_server.h"

namespace homevisit::edfi {
namespace {

constexpr const char* evaluations = "studentProgramEvaluations";
constexpr const char* events = "studentProgramAttendanceEvents";
constexpr const char* associations = "studentProgramAssociations";

hv_entry entry(const char* marker, hv_entry_kind kind = HV_ENTRY_VISIT,
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

TEST_F(EdFiEntries, AVisitIsFiledUnderTheProgramAndFoundByItsMarker) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_EQ(count("programs"), 1u);
  EXPECT_EQ(count("programEvaluations"), 1u);
  ASSERT_EQ(count(events), 1u);
  EXPECT_NE(json(events).find("Home visit, 3 November [hv:a]"), std::string::npos) << json(events);
  const Listed found = adapter.lookup("s1", "hv:a");
  ASSERT_EQ(found.records.size(), 1u) << found.message;
  const auto& e = found.records[0];
  EXPECT_EQ(e.at("title"), "Home visit, 3 November");
  EXPECT_EQ(e.at("text"), "Key points:\n- reads a lot\n");
  EXPECT_EQ(e.at("date"), "2026-11-03");
  EXPECT_EQ(e.at("author"), "t1");
  EXPECT_EQ(e.at("entry_id"), adapter.receipt.entry_id);
  EXPECT_TRUE(adapter.lookup("s1", "hv:b").records.empty());
}

TEST_F(EdFiEntries, ALongTextGoesOverSeveralFieldsAndComesBackWhole) {
  Adapter adapter(server, writing);
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "Zij leest <b>graag</b> & veel, regel " + std::to_string(i) + "\n";
  hv_entry long_entry = entry("hv:a");
  long_entry.text = sdk::str(text);
  ASSERT_EQ(adapter.submit(long_entry), HV_OK) << adapter.message();
  EXPECT_GT(count(evaluations), 5u);
  EXPECT_EQ(count("programEvaluations"), count(evaluations)) << "one evaluation for each";
  const Listed found = adapter.list(HV_KIND_ENTRY, "", "s1");
  ASSERT_EQ(found.records.size(), 1u) << found.message;
  EXPECT_EQ(found.records[0].at("text"), text);
}

TEST_F(EdFiEntries, TheSameMarkerTwiceMakesOneEntry) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK);
  const std::string id = adapter.receipt.entry_id;
  const int writes = server.writes();
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_EQ(adapter.receipt.entry_id, id);
  EXPECT_EQ(server.writes(), writes) << "nothing was left to do";
}

TEST_F(EdFiEntries, TheSameMarkerWithAnotherTextIsAConflict) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK);
  EXPECT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "other")), HV_CONFLICT);
  EXPECT_NE(json(evaluations).find("reads a lot"), std::string::npos);
}

TEST_F(EdFiEntries, TwoVisitsOfOneDayBothStayAndShareTheAttendanceEvent) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "first")), HV_OK);
  ASSERT_EQ(adapter.submit(entry("hv:b", HV_ENTRY_VISIT, "second")), HV_OK) << adapter.message();
  EXPECT_EQ(count(events), 1u);
  EXPECT_NE(json(events).find("[hv:a] [hv:b]"), std::string::npos) << json(events);
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.at(0).at("text"), "first");
  EXPECT_EQ(adapter.lookup("s1", "hv:b").records.at(0).at("text"), "second");
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  ASSERT_EQ(count(events), 1u) << "the other visit took place";
  EXPECT_EQ(json(events).find("[hv:a]"), std::string::npos);
  EXPECT_EQ(adapter.lookup("s1", "hv:b").records.size(), 1u);
}

TEST_F(EdFiEntries, AnAttendanceEventOfOthersIsLeftAsItIs) {
  const std::string theirs =
      R"({"studentReference":{"studentUniqueId":"s1"},"eventDate":"2026-11-03","programReference":)"
      R"({"educationOrganizationId":255901,"programName":"Home Visiting","programTypeDescriptor":)"
      R"("uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting"},"attendanceEventReason":"ours",)"
      R"("attendanceEventCategoryDescriptor":"uri://ed-fi.org/AttendanceEventCategoryDescriptor#In )"
      R"(Attendance"})";
  server.put(events, theirs);
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_EQ(json(events), theirs);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK);
  EXPECT_EQ(json(events), theirs);
}

TEST_F(EdFiEntries, ANoLooksLikeAnyOtherAnswer) {
  Adapter adapter(server, writing);
  hv_entry yes = entry("hv:yes", HV_ENTRY_ANSWER, "Mother: welcome\n");
  yes.date = sdk::str("2026-10-01");
  ASSERT_EQ(adapter.submit(yes), HV_OK) << adapter.message();
  ASSERT_EQ(adapter.submit(entry("hv:no", HV_ENTRY_ANSWER, "Father: no visit\n")), HV_OK)
      << adapter.message();
  ASSERT_EQ(count(associations), 1u);
  std::string statuses = json(associations);
  for (const char* word : {"no visit", "welcome", "Refused"})
    EXPECT_EQ(statuses.find(word), std::string::npos) << word;
  const sdk::Json row = sdk::Json::parse(statuses, "row");
  const Value all = row.root()["programParticipationStatuses"];
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all.item(0)["participationStatusDescriptor"].text(),
            all.item(1)["participationStatusDescriptor"].text());
  EXPECT_EQ(all.item(1)["designatedBy"].text(), "hv:no");
}

TEST_F(EdFiEntries, TwoAnswersOfOneDayShareTheStatusAndTheSecondInheritsIt) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_ANSWER, "Mother: yes\n")), HV_OK);
  ASSERT_EQ(adapter.submit(entry("hv:b", HV_ENTRY_ANSWER, "Father: no\n")), HV_OK)
      << adapter.message();
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  EXPECT_NE(json(associations).find(R"("designatedBy":"hv:b")"), std::string::npos)
      << json(associations);
  ASSERT_EQ(adapter.withdraw("s1", "hv:b"), HV_OK);
  EXPECT_NE(json(associations).find(R"("programParticipationStatuses":[])"), std::string::npos)
      << json(associations);
  EXPECT_TRUE(adapter.list(HV_KIND_ENTRY, "", "s1").records.empty());
}

TEST_F(EdFiEntries, ARevisionChangesTheSameRowsAndIsFoundUnderBothMarkers) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, std::string(3000, 'x').c_str())), HV_OK);
  const std::string id = adapter.receipt.entry_id;
  hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "short now");
  revised.amends = sdk::str("hv:a");
  ASSERT_EQ(adapter.submit(revised), HV_OK) << adapter.message();
  EXPECT_EQ(adapter.receipt.entry_id, id);
  EXPECT_EQ(count(evaluations), 1u) << "what the shorter version needs no more is gone";
  EXPECT_EQ(count(events), 1u);
  EXPECT_EQ(adapter.lookup("s1", "hv:b").records.at(0).at("text"), "short now");
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.at(0).at("text"), "short now");

  hv_entry again = entry("hv:c", HV_ENTRY_VISIT, "third");
  again.amends = sdk::str("hv:a");
  again.date = sdk::str("2026-11-04");
  ASSERT_EQ(adapter.submit(again), HV_OK) << adapter.message();
  EXPECT_EQ(count(evaluations), 1u)
      << "the day is part of the key: a new row, and the old one gone";
  ASSERT_EQ(count(events), 1u);
  EXPECT_NE(json(events).find("2026-11-04"), std::string::npos);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, std::string(3000, 'x').c_str())), HV_OK);
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.at(0).at("text"), "third")
      << "a late delivery of the first version changes nothing";
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  EXPECT_EQ(count(evaluations), 0u);
  EXPECT_EQ(count(events), 0u);
}

TEST_F(EdFiEntries, AnAddendumStandsBesideItsEntry) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK);
  hv_entry addendum = entry("hv:b", HV_ENTRY_ADDENDUM, "The date was wrong.\n");
  addendum.amends = sdk::str("hv:a");
  ASSERT_EQ(adapter.submit(addendum), HV_OK) << adapter.message();
  const Listed all = adapter.list(HV_KIND_ENTRY, "", "s1");
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.find("hv:b")->at("amends"), "hv:a");
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.size(), 1u);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK);
  EXPECT_EQ(adapter.lookup("s1", "hv:b").records.size(), 1u);
}

// Whoever withdraws looks under other ids then.
TEST_F(EdFiEntries, OfWhatIsNotThereToWithdrawItSaysSo) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK);
  EXPECT_EQ(adapter.withdraw("s2", "hv:a"), HV_NOT_FOUND);
  EXPECT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK);
  EXPECT_EQ(adapter.withdraw("s1", "hv:a"), HV_NOT_FOUND) << "gone";
  EXPECT_EQ(adapter.withdraw("s1", "hv:never"), HV_NOT_FOUND);
  EXPECT_EQ(count(evaluations), 0u);
}

TEST_F(EdFiEntries, WhereNothingMayBeDeletedTheTextIsTakenAway) {
  for (const char* resource : {evaluations, events})
    server.refused[std::string("DELETE ") + resource] = 403;
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, std::string(3000, 'x').c_str())), HV_OK);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  for (const Row& row : server.rows[evaluations])
    EXPECT_EQ(row.json.find("xxx"), std::string::npos) << row.json;
  const Listed found = adapter.lookup("s1", "hv:a");
  ASSERT_EQ(found.records.size(), 1u);
  EXPECT_EQ(found.records[0].at("withdrawn"), "yes");
  EXPECT_EQ(found.records[0].at("text"), "");
  EXPECT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << "done before";
}

TEST_F(EdFiEntries, AWithdrawalIsNeverDoneWhileATextThatSomebodyTouchedStillStands) {
  for (const std::string of : {"", " of hv:a"}) {  // an entry, and its revision
    const std::string whole = " visit 1/1" + of + "]";
    // A line behind the tag; the tag itself damaged.
    for (const std::string& touched : {whole + "\\nSeen.", of, " visit" + of + "]"}) {
      server.rows.clear();
      Adapter adapter(server, writing);
      ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "secret")), HV_OK);
      if (!of.empty()) {
        hv_entry revision = entry("hv:b", HV_ENTRY_VISIT, "secret");
        revision.amends = sdk::str("hv:a");
        ASSERT_EQ(adapter.submit(revision), HV_OK) << adapter.message();
      }
      edit(evaluations, whole, touched);
      const std::string before = json(evaluations);
      EXPECT_EQ(adapter.withdraw("s1", "hv:a"), HV_CONFLICT) << before;
      EXPECT_NE(adapter.message().find("changed there by somebody else"), std::string::npos);
      EXPECT_EQ(adapter.withdraw("s1", of.empty() ? "hv:a" : "hv:b"), HV_CONFLICT) << before;
      ASSERT_EQ(count(evaluations), 1u);
      EXPECT_EQ(json(evaluations), before);
      EXPECT_EQ(count(events), 1u) << "nothing is half withdrawn";
    }
  }
}

TEST_F(EdFiEntries, OtherEntriesAreWithdrawnBesideOneThatSomebodyTouched) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:ab", HV_ENTRY_ADDENDUM, "first")), HV_OK);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_ADDENDUM, "second")), HV_OK);
  edit(evaluations, " addendum 1/1]", "");
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  EXPECT_FALSE(anywhere("second"));
  EXPECT_TRUE(anywhere("first"));
}

TEST_F(EdFiEntries, ARevisionIsNotFiledBesideATextThatSomebodyTouched) {
  for (const char* to : {" visit 1/1]\\nSeen.", " visit 1/1"}) {
    server.rows.clear();
    Adapter adapter(server, writing);
    ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "old")), HV_OK);
    edit(evaluations, " visit 1/1]", to);
    hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
    revised.amends = sdk::str("hv:a");
    EXPECT_EQ(adapter.submit(revised), HV_CONFLICT) << to;
    EXPECT_EQ(count(evaluations), 1u) << to;
    EXPECT_FALSE(anywhere("new")) << to;
  }
}

TEST_F(EdFiEntries, AnEntryIsFoundWhereSomebodyWroteBehindItsTag) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "text")), HV_OK);
  edit(evaluations, " visit 1/1]", " visit 1/1]\\nSeen.");
  const Listed found = adapter.lookup("s1", "hv:a");
  ASSERT_EQ(found.records.size(), 1u) << "else it would be filed a second time";
  EXPECT_EQ(found.records[0].at("text"), "text\nSeen.");
  EXPECT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "text")), HV_CONFLICT);
  EXPECT_EQ(count(evaluations), 1u);
}

TEST_F(EdFiEntries, AnAttendanceEventThatSomebodyWroteIntoIsNotOverwritten) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, "first")), HV_OK);
  edit(events, "[hv:a]", "[hv:a] was late");
  const std::string before = json(events);
  EXPECT_EQ(adapter.withdraw("s1", "hv:a"), HV_CONFLICT);
  ASSERT_EQ(adapter.submit(entry("hv:b", HV_ENTRY_VISIT, "second")), HV_OK) << adapter.message();
  ASSERT_EQ(count(events), 1u);
  EXPECT_EQ(json(events), before);
}

TEST_F(EdFiEntries, WhereNothingMayBeDeletedNoTextOfTheVersionBeforeStays) {
  for (const char* resource : {evaluations, events})
    server.refused[std::string("DELETE ") + resource] = 403;
  const std::string old_text(3000, 'x'), long_text(3000, 'y');
  for (const char* day : {"2026-11-03", "2026-11-05"}) {
    server.rows.clear();
    Adapter adapter(server, writing);
    ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, old_text.c_str())), HV_OK);
    hv_entry shorter = entry("hv:b", HV_ENTRY_VISIT, "new");
    shorter.amends = sdk::str("hv:a");
    shorter.date = sdk::str(day);
    ASSERT_EQ(adapter.submit(shorter), HV_OK) << adapter.message();
    EXPECT_FALSE(anywhere("xxx")) << day;
    for (const char* marker : {"hv:a", "hv:b"}) {
      const Listed found = adapter.lookup("s1", marker);
      ASSERT_EQ(found.records.size(), 1u) << day << " " << marker;
      EXPECT_EQ(found.records[0].at("id"), marker) << "by the marker that was asked for";
      EXPECT_EQ(found.records[0].at("text"), "new");
      EXPECT_EQ(found.records[0].at("withdrawn"), "no");
    }
    EXPECT_EQ(adapter.list(HV_KIND_ENTRY, "", "s1").records.size(), 1u) << day;
    // What stands of the old version is in nobody's way.
    hv_entry back = entry("hv:c", HV_ENTRY_VISIT, long_text.c_str());
    back.amends = sdk::str("hv:a");
    ASSERT_EQ(adapter.submit(back), HV_OK) << adapter.message();
    EXPECT_FALSE(anywhere("new")) << day;
    ASSERT_EQ(adapter.lookup("s1", "hv:a").records.size(), 1u) << day;
    ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
    EXPECT_FALSE(anywhere("yyy")) << day;
    const Listed gone = adapter.lookup("s1", "hv:a");
    ASSERT_EQ(gone.records.size(), 1u) << day;
    EXPECT_EQ(gone.records[0].at("withdrawn"), "yes");
  }
}

TEST_F(EdFiEntries, TheEventOfAVisitWhoseTextWasRefusedIsWithdrawnToo) {
  server.refused[std::string("POST ") + evaluations] = 403;
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_PERMISSION_DENIED);
  ASSERT_EQ(count(events), 1u);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK) << adapter.message();
  EXPECT_EQ(count(events), 0u);
}

TEST_F(EdFiEntries, ARevisionIsNotFoundWhileTheVersionBeforeStillStands) {
  const std::string old_text(3000, 'x');
  for (const char* day : {"2026-11-03", "2026-11-05"}) {
    bool finished = false;
    for (int lost = 1; !finished; ++lost) {
      ASSERT_LT(lost, 20);
      SchoolServer fresh;
      Adapter adapter(fresh, writing);
      ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, old_text.c_str())), HV_OK);
      int left = lost;
      fresh.instead = [&](const sdk::ScriptedRequest& request) {
        return request.effect == HV_HTTP_WRITE && --left == 0
                   ? sdk::ScriptedAnswer{0, "", {}, HV_OUTCOME_UNKNOWN}
                   : sdk::ScriptedAnswer{0, "", {}};
      };
      hv_entry shorter = entry("hv:b", HV_ENTRY_VISIT, "new");
      shorter.amends = sdk::str("hv:a");
      shorter.date = sdk::str(day);
      finished = adapter.submit(shorter) == HV_OK;
      if (!finished) {
        EXPECT_TRUE(adapter.lookup("s1", "hv:b").records.empty()) << day << ", write " << lost;
        EXPECT_LE(adapter.lookup("s1", "hv:a").records.size(), 1u) << day << ", write " << lost;
        ASSERT_EQ(adapter.submit(shorter), HV_OK) << adapter.message();
      }
      ASSERT_EQ(adapter.lookup("s1", "hv:b").records.size(), 1u) << day << ", write " << lost;
      ASSERT_EQ(adapter.lookup("s1", "hv:a").records.size(), 1u) << day << ", write " << lost;
      EXPECT_EQ(fresh.rows[evaluations].size(), 1u) << day << ", write " << lost;
      EXPECT_EQ(fresh.rows[events].size(), 1u) << day << ", write " << lost;
    }
  }
}

TEST_F(EdFiEntries, AnAttemptThatBrokeOffIsNotFoundAndTheNextOneCompletesIt) {
  const std::string text(3000, 'x');
  for (int lost = 1; lost < 12; ++lost) {
    SchoolServer fresh;
    int left = lost;
    bool taken = false;
    fresh.instead = [&](const sdk::ScriptedRequest& request) {
      if (request.effect != HV_HTTP_WRITE || taken || --left != 0)
        return sdk::ScriptedAnswer{0, "", {}};
      taken = true;
      return sdk::ScriptedAnswer{0, "", {}, HV_OUTCOME_UNKNOWN};
    };
    Adapter adapter(fresh, writing);
    const hv_status first = adapter.submit(entry("hv:a", HV_ENTRY_VISIT, text.c_str()));
    if (!taken) {
      EXPECT_EQ(first, HV_OK);
      break;
    }
    EXPECT_EQ(first, HV_OUTCOME_UNKNOWN) << "write " << lost;
    EXPECT_TRUE(adapter.lookup("s1", "hv:a").records.empty()) << "write " << lost;
    ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, text.c_str())), HV_OK)
        << adapter.message();
    ASSERT_EQ(adapter.lookup("s1", "hv:a").records.size(), 1u);
    EXPECT_EQ(adapter.lookup("s1", "hv:a").records[0].at("text"), text);
    EXPECT_EQ(fresh.rows[events].size(), 1u);
    EXPECT_EQ(fresh.rows[evaluations].size(), 4u);
  }
}

TEST_F(EdFiEntries, WhatSomebodyElseChangedMeanwhileIsNotOverwritten) {
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK);
  server.instead = [&](const sdk::ScriptedRequest& request) {
    return request.method == "PUT" ? sdk::ScriptedAnswer{412, "{}", {}}
                                   : sdk::ScriptedAnswer{0, "", {}};
  };
  hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
  revised.amends = sdk::str("hv:a");
  EXPECT_EQ(adapter.submit(revised), HV_CONFLICT);
  EXPECT_NE(adapter.message().find("changed there by somebody else"), std::string::npos)
      << adapter.message();
  const auto& sent = server.host.requests.back();
  EXPECT_EQ(sent.method, "PUT");
  EXPECT_EQ(sent.headers.at("If-Match").front(), '"');
}

TEST_F(EdFiEntries, WithoutETagsAsOnMeadowlarkNoIfMatchIsSent) {
  server.etags = false;
  server.relative_location = true;
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_EQ(std::string(adapter.receipt.entry_id), server.rows[evaluations][0].id);
  EXPECT_EQ(std::string(adapter.receipt.version), "");
  hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
  revised.amends = sdk::str("hv:a");
  ASSERT_EQ(adapter.submit(revised), HV_OK) << adapter.message();
  for (const auto& request : server.host.requests)
    EXPECT_FALSE(request.headers.contains("If-Match"));
}

TEST_F(EdFiEntries, OnlyDmsGetsTheIdInAPut) {
  for (const bool dms : {false, true}) {
    SchoolServer fresh;
    if (dms) fresh.root.replace(fresh.root.find("7.2"), 3, "8.0");
    Adapter adapter(fresh, writing);
    ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
    hv_entry revised = entry("hv:b", HV_ENTRY_VISIT, "new");
    revised.amends = sdk::str("hv:a");
    ASSERT_EQ(adapter.submit(revised), HV_OK) << adapter.message();
    const auto put = std::find_if(fresh.host.requests.begin(), fresh.host.requests.end(),
                                  [](const auto& request) { return request.method == "PUT"; });
    ASSERT_NE(put, fresh.host.requests.end());
    EXPECT_EQ(put->body.find(R"("id":)") != std::string::npos, dms) << put->body;
    for (const char* name : {"_etag", "_lastModifiedDate", "\"link\""})
      EXPECT_EQ(put->body.find(name), std::string::npos) << name;
  }
}

TEST_F(EdFiEntries, AnAuthorWhomTheServerDoesNotKnowIsLeftOut) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.body.find("staffUniqueId") != std::string::npos)
      return sdk::ScriptedAnswer{
          409,
          R"({"type":"urn:ed-fi:api:data-conflict:unresolved-reference","detail":"The referenced 'Staff' item does not exist."})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  ASSERT_EQ(adapter.submit(entry("hv:a")), HV_OK) << adapter.message();
  EXPECT_TRUE(server.logged("does not know the author"));
}

TEST_F(EdFiEntries, AMissingDescriptorIsNamed) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.url.ends_with("/programs"))
      return sdk::ScriptedAnswer{
          400,
          R"({"validationErrors":{"$.programTypeDescriptor":["ProgramTypeDescriptor value 'uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting' does not exist."]}})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_FAILED_PRECONDITION);
  EXPECT_NE(adapter.message().find(
                "does not have the descriptor uri://ed-fi.org/ProgramTypeDescriptor#Home Visiting"),
            std::string::npos)
      << adapter.message();
}

TEST_F(EdFiEntries, AStudentWhoWasRemovedIsSaidWithoutAName) {
  server.instead = [&](const sdk::ScriptedRequest& request) {
    if (request.method == "POST" && request.url.ends_with(events))
      return sdk::ScriptedAnswer{
          409,
          R"({"type":"urn:ed-fi:api:data-conflict:unresolved-reference","detail":"The referenced 'Student' item does not exist. Noor"})",
          {}};
    return sdk::ScriptedAnswer{0, "", {}};
  };
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_FAILED_PRECONDITION);
  EXPECT_NE(adapter.message().find("it does not have the student; refresh the roster"),
            std::string::npos)
      << adapter.message();
  EXPECT_EQ(adapter.message().find("Noor"), std::string::npos);
}

TEST_F(EdFiEntries, AProgramThatMayNotBeMadeIsAskedFor) {
  server.refused["POST programs"] = 403;
  Adapter adapter(server, writing);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_PERMISSION_DENIED);
  EXPECT_NE(adapter.message().find("The program \"Home Visiting\" does not exist"),
            std::string::npos)
      << adapter.message();
}

TEST_F(EdFiEntries, DataStandard4HasInterventionsOnlyIfConfigured) {
  server.root.replace(server.root.find("5.0.0"), 5, "4.0.0");
  {
    Adapter adapter(server, writing);
    EXPECT_EQ(adapter.submit(entry("hv:a")), HV_UNSUPPORTED);
    EXPECT_EQ(server.writes(), 0);
  }
  Adapter adapter(server, writing + R"(,"interventions":true)");
  const std::string text(1000, 'x');
  ASSERT_EQ(adapter.submit(entry("hv:a", HV_ENTRY_VISIT, text.c_str())), HV_OK)
      << adapter.message();
  EXPECT_GT(count("studentInterventionAttendanceEvents"), 4u);
  EXPECT_EQ(adapter.lookup("s1", "hv:a").records.at(0).at("text"), text);
  ASSERT_EQ(adapter.withdraw("s1", "hv:a"), HV_OK);
  EXPECT_EQ(count("studentInterventionAttendanceEvents"), 0u);
}

TEST_F(EdFiEntries, WithoutAnOrganizationNothingIsWritten) {
  Adapter adapter(server);
  EXPECT_EQ(adapter.capabilities() & HV_CAN_WRITE_NOTE, 0u);
  EXPECT_EQ(adapter.submit(entry("hv:a")), HV_UNSUPPORTED);
  EXPECT_EQ(server.writes(), 0);
}

TEST_F(EdFiEntries, OtherEvaluationsOfTheStudentAreNotAskedFor) {
  Adapter adapter(server, writing);
  adapter.lookup("s1", "hv:a");
  for (const std::string& url : server.asked(evaluations))
    EXPECT_NE(url.find("programName=Home%20Visiting"), std::string::npos) << url;
}

}  // namespace
}  // namespace homevisit::edfi
