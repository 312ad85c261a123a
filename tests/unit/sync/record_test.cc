// The structured record of an entry, and the shared form of events. R61: what belongs to another
// tier never leaves the journal.
#include "sync/record.h"

#include <gmock/gmock.h>

#include <random>

#include "base/embedded.h"
#include "base/uuid.h"
#include "domain/codec.h"
#include "domain/shared_form.h"
#include "json/schema.h"

namespace homevisit::sync {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Random events in which every text says whose it is: "open" may be read by colleagues, "shut" not.
class Drawer {
 public:
  explicit Drawer(unsigned seed) : random_(seed) {}

  DossierEvent event() {
    DossierEvent event;
    event.id = id();
    event.actor = open();
    event.actor_name = open();
    switch (below(9)) {
      case 0:
        event.change = VisitRecorded{visit(VisitState::held)};
        break;
      case 1:
        event.change = VisitRevised{visit(VisitState::interrupted)};
        break;
      case 2: {
        const Tier tier = draw_tier();
        const bool shared = tier == Tier::shared;
        event.change = VisitAmended{id(), shared ? open() : shut(), shared ? open() : shut(), tier};
        break;
      }
      case 3:
        event.change = AnswerRecorded{answer()};
        break;
      case 4:
        event.change =
            AgreementChanged{id(), {GoalLife::on_hold, GoalResult::worsening}, open(), day()};
        break;
      case 5:
        event.change = NeedChanged{id(), 0, NeedState::solved, shut()};
        break;
      case 6:
        event.change = PreferenceSet{shut(), "phone", shut(), "nl"};
        break;
      case 7:
        event.change = VisitRecorded{shut_visit()};
        break;
      default:
        event.change = VisitVoided{id()};
    }
    return event;
  }

  Visit visit(VisitState state) {
    Visit visit;
    visit.id = id();
    visit.date = *parse_date("2026-10-12");
    visit.state = state;
    visit.at_guardian = open();
    visit.visitors = {open(), open()};
    visit.companions = {{"colleague", open()}};
    visit.interpreter = Interpreter{InterpreterKind::phone, "tr", ArrangedBy::school, "", open()};
    visit.minutes = {4711, 4712, 4713, 4714};
    visit.backstop = Backstop{shut(), "12:34", "13:57"};
    visit.report.goes_well = open();
    visit.report.key_points = {open()};
    for (unsigned i = below(5); i > 0; --i) {
      const Tier tier = draw_tier();
      visit.report.notes.push_back(
          {Topic::at_home, Voice::parent, tier == Tier::shared ? open() : shut(), tier});
    }
    visit.report.needs = {{NeedKind::device, shut(), shut(), NeedState::open}};
    visit.report.agreements = {
        {id(), open(), AgreementOwner::parent, open(), std::nullopt, AgreementState::open, true}};
    Agreement& agreement = visit.report.agreements[0];
    agreement.state = {static_cast<GoalLife>(below(8)), static_cast<GoalResult>(below(7))};
    agreement.fits_family = below(2) == 1;
    agreement.kind = static_cast<AgreementKind>(below(7));
    agreement.goal = static_cast<GoalType>(below(4));
    if (below(2) == 1) agreement.review = *parse_date("2026-12-01");
    visit.report.decision = static_cast<DecisionRole>(below(4));
    visit.report.parked = {{shut(), shut(), *parse_date("2026-11-01")}};
    visit.report.support_plan = SupportPlan{shut(), shut()};
    return visit;
  }

 private:
  Visit shut_visit() {
    Visit visit;
    visit.id = id();
    visit.date = *parse_date("2026-10-12");
    visit.state = VisitState::attempted_doorstep;
    visit.report.goes_well = shut();
    return visit;
  }
  Answer answer() {
    Answer answer;
    answer.id = id();
    answer.guardian = open();
    answer.kind = below(2) == 0 ? AnswerKind::declined : AnswerKind::agreed;
    answer.date = *parse_date("2026-10-12");
    answer.volunteered = shut();
    answer.evidence_reference = shut();
    answer.oral_witness = shut();
    answer.relation = open();
    return answer;
  }
  unsigned below(unsigned end) { return static_cast<unsigned>(random_()) % end; }
  Tier draw_tier() { return static_cast<Tier>(below(3)); }
  Date day() { return add_days(*parse_date("2026-12-01"), static_cast<int>(below(300))); }
  std::string open() { return "open " + std::to_string(random_()); }
  std::string shut() { return "shut " + std::to_string(random_()); }
  std::string id() { return Uuid::make(system_clock(), system_random()).text(); }

  std::mt19937 random_;
};

const json::SchemaSet& schemas() {
  static const json::SchemaSet set(embedded::schemas());
  return set;
}

TEST(RecordTest, R61_NoTextOfAnotherTierEverComesIn) {
  int written = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    const std::string record = write_record({Drawer(seed).event()});
    EXPECT_THAT(record, Not(HasSubstr("shut"))) << seed;
    for (const char* shut : {":4711", ":4714", "12:34", "13:57", "needs", "minutes", "backstop",
                             "parked", "support_plan", "2026-11-01"})
      EXPECT_THAT(record, Not(HasSubstr(shut))) << seed;
    written += record.empty() ? 0 : 1;
  }
  EXPECT_GT(written, 200) << "otherwise nothing was looked at";
}

TEST(RecordTest, IsReadBackByteForByteAndFitsItsSchema) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const DossierEvent event = Drawer(seed).event();
    const auto shared = shared_form(event);
    if (!shared) continue;
    const std::string text = write_record({event});
    const auto document = json::Document::parse(text);
    ASSERT_TRUE(document);
    const Status valid = schemas().validate("record.json", document->root());
    EXPECT_TRUE(valid.ok()) << text << (valid ? "" : valid.error().pointer);
    const auto read = read_record(text);
    ASSERT_TRUE(read) << read.error().code;
    ASSERT_EQ(read->events.size(), 1u);
    EXPECT_EQ(read->events[0].id, event.id);
    EXPECT_EQ(write_event(read->events[0], ""), write_event(*shared, ""));
  }
}

TEST(RecordTest, CarriesNothingOfTheRequestThatMadeIt) {
  DossierEvent event = Drawer(1).event();
  event.change = VisitRecorded{Drawer(2).visit(VisitState::held)};
  const auto body = write_event(event, R"({"digest":"abc","response":{}})");
  const auto again = read_event(1, event.id, 0, body);
  EXPECT_THAT(write_record({*again}), Not(HasSubstr("request")));
}

TEST(RecordTest, TheOldestVersionsGoWhereThereIsNoPlace) {
  std::vector<DossierEvent> events;
  for (unsigned i = 0; i < 5; ++i) {
    DossierEvent event = Drawer(i).event();
    Visit visit = Drawer(i).visit(VisitState::held);
    visit.report.goes_well = std::string(20'000, 'a' + static_cast<char>(i));
    event.change = VisitRevised{visit};
    events.push_back(event);
  }
  const std::string record = write_record(events);
  EXPECT_LE(record.size(), most_record);
  const auto read = read_record(record);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->events.size(), 3u);
  EXPECT_EQ(read->left_out, 2);
  EXPECT_EQ(read->events.back().id, events.back().id);
}

TEST(RecordTest, OneEventThatIsTooLongHasNone) {
  DossierEvent event = Drawer(1).event();
  Visit visit = Drawer(1).visit(VisitState::held);
  visit.report.goes_well = std::string(most_record, 'a');
  event.change = VisitRecorded{visit};
  EXPECT_THAT(write_record({event}), IsEmpty());
}

TEST(RecordTest, WhoMadeAnEntryVoidComesAfterWhatItSays) {
  Drawer draw(7);
  DossierEvent report, mistake;
  do report = draw.event();
  while (!std::holds_alternative<VisitRecorded>(report.change) || !shared_form(report));
  mistake.id = "018bcfe5-687f-7b54-8f0a-2d1f5f6e7a10";
  mistake.actor = "c1";
  mistake.change = VisitVoided{std::get<VisitRecorded>(report.change).visit.id};
  const auto read = read_record(add_to_record(write_record({report}), {mistake}));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->events.size(), 2u);
  EXPECT_EQ(write_event(read->events[0], ""), write_event(*shared_form(report), ""));
  EXPECT_EQ(write_event(read->events[1], ""), write_event(mistake, ""));
  EXPECT_THAT(add_to_record("not a record", {mistake}), IsEmpty());
  // Where there is no place for both, the entry keeps the record that it has.
  Visit visit = std::get<VisitRecorded>(report.change).visit;
  visit.report.goes_well =
      std::string(most_record - write_record({report}).size() - visit.report.goes_well.size(), 'a');
  report.change = VisitRecorded{visit};
  const std::string full = write_record({report});
  ASSERT_FALSE(full.empty());
  EXPECT_THAT(add_to_record(full, {mistake}), IsEmpty());
}

TEST(RecordTest, SaysWhatIsWrongWithARecord) {
  const auto code = [](std::string_view text) {
    const auto read = read_record(text);
    return read ? std::string("good") : read.error().code;
  };
  EXPECT_EQ(code(""), "record_missing");
  EXPECT_EQ(code("{}"), "record_broken");
  EXPECT_EQ(code("not JSON"), "record_broken");
  EXPECT_EQ(code(R"({"format":1,"events":{}})"), "record_broken");
  EXPECT_EQ(code(R"({"format":1,"events":[]})"), "record_broken");
  EXPECT_EQ(code(R"({"format":1,"events":[{"id":"x","event":{}}]})"), "record_broken");
  const std::string id = "018bcfe5-687f-7b54-8f0a-2d1f5f6e7a10";
  const auto of_type = [&](const std::string& event) {
    return code(R"({"format":1,"events":[{"id":")" + id + R"(","event":)" + event + "}]}");
  };
  EXPECT_EQ(of_type(R"({"type":"visit_voided","visit":"v"})"), "good");
  EXPECT_EQ(of_type(R"({"type":"visit_praised"})"), "record_newer");
  EXPECT_EQ(of_type(R"({"type":"visit_recorded"})"), "record_broken");
  EXPECT_EQ(of_type(R"({"type":"preference_set","guardian":"g"})"), "record_broken")
      << "nothing comes in that would not have gone out";
  EXPECT_EQ(code(R"({"format":2,"events":[{}]})"), "record_newer");
}

}  // namespace
}  // namespace homevisit::sync
