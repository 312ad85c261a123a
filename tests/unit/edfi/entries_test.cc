// Entries in the student's file: filed once, found, changed.
#include "filed_entries.h"

namespace homevisit::edfi {
namespace {

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

TEST_F(EdFiEntries, OtherEvaluationsOfTheStudentAreNotAskedFor) {
  Adapter adapter(server, writing);
  adapter.lookup("s1", "hv:a");
  for (const std::string& url : server.asked(evaluations))
    EXPECT_NE(url.find("programName=Home%20Visiting"), std::string::npos) << url;
}

}  // namespace
}  // namespace homevisit::edfi
