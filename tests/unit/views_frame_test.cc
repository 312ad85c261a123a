// What stands around every view: the window's title, the headings, what was saved and what it gives
// to think about.
#include "views/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "views_sample.h"

namespace homevisit::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct FrameTest : ::testing::Test {
  Frame frame = sample_frame();
  std::string page() {
    return message_page(frame, {"Niet gevonden", "Er is niets.", "", "", "", {}});
  }
};

TEST_F(FrameTest, APageHasATitleAndAHighestHeadingOfItsOwn) {
  frame.page = true;
  EXPECT_THAT(page(), HasSubstr("<title>Niet gevonden – Huisbezoeken</title>"));
  EXPECT_THAT(page(), HasSubstr("<h1 class=\"hv-h1\" dir=\"auto\">Niet gevonden</h1>"));
  EXPECT_THAT(page(), Not(HasSubstr("<h2")));
}

TEST_F(FrameTest, AFragmentLeavesTheHighestHeadingToThePageAroundIt) {
  frame.page = false;
  EXPECT_THAT(page(), HasSubstr("data-hv-title=\"Niet gevonden\""));
  EXPECT_THAT(page(), HasSubstr("<h2 class=\"hv-h1\" dir=\"auto\">Niet gevonden</h2>"));
  EXPECT_THAT(page(), Not(HasSubstr("<h1")));
}

TEST(Headings, AreRaisedByOne) {
  EXPECT_EQ(with_headings_raised("<h2 class=\"x\">A</h2><h3>B</h3><hr><header></header>&lt;h2"),
            "<h1 class=\"x\">A</h1><h2>B</h2><hr><header></header>&lt;h2");
  EXPECT_EQ(with_headings_raised("<"), "<");
}

TEST_F(FrameTest, HintsStandBelowWhatWasSaved_R53) {
  frame.saved = "visit";
  frame.hints = {"Het duurde <lang>."};
  const std::string shown = page();
  EXPECT_THAT(shown, HasSubstr("<li dir=\"auto\">Het duurde &lt;lang&gt;.</li>"));
  EXPECT_LT(shown.find("hv-saved\" role"), shown.find("hv-hints\">"));
  frame.hints = {};
  EXPECT_THAT(page(), Not(HasSubstr("hv-hints\">")));
}

// ux.md: a saved message says where it went. Each form of `serve` has one.
TEST_F(FrameTest, EveryFormSaysWhereItWent) {
  std::ifstream in(std::filesystem::path(HV_SOURCE_DIR) / "plugin/app/server/routes.cc");
  const std::string source{std::istreambuf_iterator<char>(in), {}};
  const std::size_t begin = source.find("form_routes() {");
  const std::string forms = source.substr(begin, source.find("file_routes() {") - begin);
  static const std::regex then_and_saved(R"re("/[^"]*",\s*"([a-z_]+)"\})re");
  int seen = 0;
  for (std::sregex_iterator it(forms.begin(), forms.end(), then_and_saved), end; it != end; ++it) {
    frame.saved = (*it)[1].str();
    EXPECT_NE(saved_words(frame), frame.words->text("Saved.")) << frame.saved;
    ++seen;
  }
  EXPECT_GT(seen, 50);
}

}  // namespace
}  // namespace homevisit::views
