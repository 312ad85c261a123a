// Entries are withdrawn, and what somebody else touched is neither overwritten nor forgotten.
#include "filed_entries.h"

namespace homevisit::edfi {
namespace {

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

}  // namespace
}  // namespace homevisit::edfi
