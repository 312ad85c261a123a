// The kit itself: an adapter that is right passes, and each that is wrong in one way is caught by
// the case that is there for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/wait.h>

#include <fstream>
#include <string>

namespace {

struct Ended {
  int exit = -1;
  std::string said;
};

// Runs the program with what follows its name.
Ended homevisit(const std::string& arguments, const std::string& language = "en") {
  Ended run;
  FILE* pipe =
      ::popen((HV_PROGRAM " --language " + language + " " + arguments + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return run;
  char bytes[4096];
  for (std::size_t size; (size = ::fread(bytes, 1, sizeof bytes, pipe)) > 0;)
    run.said.append(bytes, size);
  const int status = ::pclose(pipe);
  run.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return run;
}

std::string conform(const std::string& adapter, const std::string& rest) {
  return "conform " HV_ADAPTERS + adapter + ".so --system " HV_FOLDER "/odd.json " + rest;
}

TEST(ConformanceKit, FindsNothingInAnAdapterThatIsRight) {
  const Ended run = homevisit(conform("right", ""));
  EXPECT_EQ(run.exit, 0) << run.said;
  EXPECT_THAT(run.said, testing::HasSubstr(" 0 failed"));
  EXPECT_THAT(run.said, testing::HasSubstr("A small scripted school"));
}

struct Wrong {
  const char* adapter;
  const char* in_case;  // that finds it
  const char* found;    // part of what is said
  bool with_sanitizers = true;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.adapter; }

class WrongAdapterTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongAdapterTest, IsCaught) {
#ifdef HV_SANITIZED
  if (!GetParam().with_sanitizers) GTEST_SKIP() << "This case is left out under sanitizers.";
#endif
  const Wrong& wrong = GetParam();
  const Ended run = homevisit(
      conform(wrong.adapter, std::string("--seed 5 --one-limit 2000 --case ") + wrong.in_case));
  EXPECT_EQ(run.exit, 1) << run.said;
  EXPECT_THAT(run.said, testing::HasSubstr(std::string("! ") + wrong.in_case));
  EXPECT_THAT(run.said, testing::HasSubstr(wrong.found));
  EXPECT_THAT(run.said, testing::HasSubstr("--seed 5 --case '" + std::string(wrong.in_case)));
}

INSTANTIATE_TEST_SUITE_P(
    Rules, WrongAdapterTest,
    testing::Values(Wrong{"shows_more", "load.symbols", "odd_helper", false},
                    Wrong{"slow_to_load", "load.quick", "took", false},
                    Wrong{"lacks_lookup", "load.table", "lookup"},
                    Wrong{"promises_more", "load.cannot", "\"embed\""},
                    Wrong{"opens_with_a_request", "open.quiet", "open sent a request"},
                    Wrong{"takes_any_setting", "open.settings", "opened all the same"},
                    Wrong{"secret_by_value", "reading.students", "not the name of a secret"},
                    Wrong{"wrong_date", "reading.students", "birth_date is no date"},
                    Wrong{"gives_twice", "reading.students", "came twice"},
                    Wrong{"logs_a_name", "reading.students", "nobody's business"},
                    Wrong{"crashes", "reading.students", "Aborted"},
                    Wrong{"hangs", "reading.students", "still not done"},
                    Wrong{"leads_nowhere", "reading.references", "a group that does not come"},
                    Wrong{"ignores_the_sink", "reading.sink", "HV_INTERNAL"},
                    Wrong{"needs_an_exchange", "reading.no_exchange",
                          "exchange and the error NULL"},
                    Wrong{"stops_at_a_short_page", "pages.small", "pages of 1"},
                    Wrong{"follows_any_link", "pages.origin", "elsewhere.invalid"},
                    Wrong{"follows_any_link", "pages.same_cursor", "every page leads"},
                    Wrong{"believes_every_status", "faults.reading.503", "HV_OK with 0 records"},
                    Wrong{"says_nothing", "faults.reading.503", "no message"},
                    Wrong{"denies_what_it_wrote", "faults.writing.502", "HV_OUTCOME_UNKNOWN"},
                    Wrong{"writes_twice", "faults.writing.503", "same write twice"},
                    Wrong{"never_looks_for_the_first", "writing.once", "HV_CONFLICT"},
                    Wrong{"loses_lines", "writing.texts", "came back changed"},
                    Wrong{"amends_only_once", "writing.amend", "after it"},
                    Wrong{"withdraws_nothing", "writing.withdraw", "withdraw"},
                    Wrong{"ignores_cancel", "stopping.list", "HV_CANCELLED"},
                    Wrong{"needs_memory", "memory.reading", "Segmentation fault", false},
                    Wrong{"writes_beyond", "versions.shorter", "beyond its struct_size"},
                    Wrong{"opens_and_leaks", "instances.many", "not given back", false}),
    [](const testing::TestParamInfo<Wrong>& test) {
      std::string name = std::string(test.param.adapter) + "_in_" + test.param.in_case;
      for (char& c : name)
        if (c == '.') c = '_';
      return name;
    });

TEST(ConformanceKit, ListsItsCasesWithTheirRules) {
  const Ended run = homevisit("conform --list");
  EXPECT_EQ(run.exit, 0);
  EXPECT_THAT(run.said, testing::HasSubstr("faults.writing.reset\n    When the connection breaks"));
}

TEST(ConformanceKit, SpeaksDutchAroundTheRules) {
  const Ended run = homevisit(conform("right", "--case load.table"), "nl");
  EXPECT_THAT(run.said, testing::HasSubstr("1 geslaagd, 0 mislukt, 0 overgeslagen"));
}

TEST(ConformanceKit, MakesARowOfTheTableOfSystems) {
  const Ended run = homevisit(conform("right", "--case 'load.*' --table"));
  EXPECT_THAT(run.said,
              testing::HasSubstr("| A small scripted school | [odd](adapters/odd/README.md) | "
                                 "students, staff, groups | notes, amended, withdrawn, found "
                                 "again | It knows no guardians. "));
}

TEST(ConformanceKit, SaysWhichAdapterFileOrCaseIsNotThere) {
  const Ended none = homevisit("conform /nowhere/adapter.so");
  EXPECT_EQ(none.exit, 1);
  EXPECT_THAT(none.said, testing::HasSubstr("no readable adapter at /nowhere/adapter.so"));
  const Ended lonely = homevisit("conform " HV_ADAPTERS "right.so");
  EXPECT_EQ(lonely.exit, 1);
  EXPECT_THAT(lonely.said, testing::HasSubstr("no conformance file beside"));
  const Ended no_case = homevisit(conform("right", "--case nothing.*"));
  EXPECT_EQ(no_case.exit, 1);
  EXPECT_THAT(no_case.said, testing::HasSubstr("No case fits \"nothing.*\""));
}

TEST(ConformanceKit, TellsAMistakeInTheFileWithItsPlace) {
  const std::string file = testing::TempDir() + "wrong.conformance.json";
  const auto said = [&](const std::string& http) {
    std::ofstream(file) << R"({"system": "x", "open": {}, "cannot": {}, "http": )" << http << "}";
    const Ended run = homevisit("conform " HV_ADAPTERS "right.so --system " + file);
    EXPECT_EQ(run.exit, 1);
    return run.said;
  };
  EXPECT_THAT(said(R"({"origins": [], "routes": []})"), testing::HasSubstr("#/http/origins"));
  EXPECT_THAT(said(R"({"origins": ["https://x"], "routes": [{"route": "LOOK /"}]})"),
              testing::HasSubstr("#/http/routes/0/route"));
  EXPECT_THAT(said(R"({"origins": ["https://x"], "routes": [{"route": "GET /a", "list": "b"}]})"),
              testing::HasSubstr("GET /a names the collection \"b\", which is not there"));
  EXPECT_THAT(said("{"), testing::HasSubstr("cannot be used"));
}

}  // namespace
