#include "views/frame.h"

#include <array>

#include "text/msg.h"
#include "views/labels.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

using text::msg;

struct Saved {
  std::string_view code;
  const char* english;
};
// Says where it went.
constexpr std::array kSaved = {
    Saved{"referral", msg("Passed on. It stands in the list of care, not in the student's file.")},
    Saved{"referral_changed", msg("Saved. The list of care has been brought up to date.")},
    Saved{"hand_off",
          msg("Go and talk to the appointed officer, today if you can. Nothing about it "
              "is kept here.")},
    Saved{"counted", msg("Counted. Nothing else was kept.")},
    Saved{"debrief", msg("Saved. Only you and the person see it.")},
    Saved{"evaluation", msg("Thank you. The answer is kept without a name.")},
    Saved{"travel", msg("Saved. The office gets it with the next file.")},
    Saved{"visit", msg("Saved. Within a few minutes it is in the student's file.")},
    Saved{"answer", msg("Saved. The answer is in the timeline.")},
    Saved{"draft", msg("Draft kept. Only you can see it.")},
    Saved{"informed", msg("Saved. It is in the timeline that this was told.")},
    Saved{"preference", msg("Saved. From now on it is in the overview how to reach them.")},
    Saved{"agreement", msg("Saved. The agreement has been brought up to date.")},
    Saved{"keep", msg("The figures are kept as they are now.")},
    Saved{"need", msg("Saved. What is needed has been brought up to date.")},
    Saved{"sign_off", msg("The report is closed. Additions remain possible.")},
    Saved{"amend", msg("Saved. The addition stands below the report.")},
    Saved{"void", msg("Marked as a mistake. The entry stays visible and no longer counts.")},
    Saved{"answer_void",
          msg("Marked as a mistake. The answer stays visible and no longer counts.")},
    Saved{"change", msg("Saved. The appointment has been brought up to date.")},
    Saved{"programme", msg("Saved. Everybody of the staff can read what holds.")},
    Saved{"proposal",
          msg("The proposal is kept. Only school leaders and care coordinators see it; it holds "
              "when a second person has agreed.")},
    Saved{"proposal_ended", msg("Saved. The proposal has ended; what held goes on.")},
    Saved{"participation", msg("Saved. Only the school leader and the person see this.")},
    Saved{"calendar", msg("Saved. The calendar has been brought up to date.")},
    Saved{"notice", msg("Published. Families can now be given this version.")},
    Saved{"visit_here", msg("Saved. The report stands here, with this student's home visits.")},
    Saved{"nobody_met", msg("Saved. It stands in the timeline that this did not take place.")},
    Saved{"plan", msg("Saved. It stands on this student's page, under \"Coming up\".")},
    Saved{"attempt", msg("Saved. The attempt stands in the timeline.")},
    Saved{"attempt_void",
          msg("Marked as a mistake. The attempt stays visible and no longer counts.")},
    Saved{"invitation", msg("Saved. The invitation stands on this page.")},
    Saved{"permission", msg("Saved. What was said stands on this page, with its receipt.")},
    Saved{"withdrawn", msg("Saved. The permission is withdrawn, from now on.")},
    Saved{"question", msg("Saved. The question stands on this page.")},
    Saved{"notice_given", msg("Saved. It stands on this page who was told.")},
    Saved{"here", msg("Saved. It stands on this page.")},
    Saved{"ended", msg("Saved. This has ended and no longer counts.")},
    Saved{"remark", msg("Saved. The remark now stands with the results.")},
    Saved{"decision", msg("Saved. The decision stands with the results.")},
    Saved{"improvement", msg("Saved. The improvement stands in the list.")},
    Saved{"shared", msg("Saved. The whole team can read it.")},
    Saved{"next_contact", msg("Saved. The next contact has been set.")},
};

// The other language, each under its own name.
void fill_language(const Frame& frame, const Block& end) {
  const bool dutch = frame.words->language() == "nl";
  end.add("LANGUAGE")
      .set("HREF", frame.links + (dutch ? "/language?to=en" : "/language?to=nl"))
      .set("CODE", dutch ? "en" : "nl")
      .set("TEXT", dutch ? "English" : "Nederlands");
}

void fill_menu(const Frame& frame, const Block& page) {
  if (frame.reader_role == "system") return;  // nobody is signed in: none of these pages opens
  const Block menu = page.add("MENU");
  // IT sees the connection and no student; everybody else the reverse.
  if (frame.may_see_system)
    menu.add("SYSTEM").set("HREF", frame.links + "/system");
  else
    menu.add("STUDENTS").set("HREF", frame.links + "/");
  if (has_school_link(frame.reader_role))
    menu.add("OF_SCHOOL").set("HREF", frame.links + "/school");
  if (frame.reader_role == "mentor" || frame.reader_role == "care_coordinator")
    menu.add("PLANNING").set("HREF", frame.links + "/planning");
}

void fill_page(const Frame& frame, const Block& page) {
  page.set("SCRIPT", frame.links + "/assets/script.js");
  page.set("STYLE", frame.links + "/assets/style.css");
  page.set("HOME", frame.links + "/");
  page.line("SCHOOL", frame.school);
  fill_menu(frame, page);
  if (frame.reader.empty()) return;
  const Block reader = page.add("READER");
  reader.set("NAME", frame.reader);
  const std::string role = role_words(frame.reader_role, *frame.words);
  if (role != frame.reader) reader.line("ROLE", role);  // a host may know them by their role only
  if (!frame.csrf.empty())
    reader.add("SIGN_OUT").set("HREF", frame.links + "/sign-out").set("CSRF", frame.csrf);
}

}  // namespace

FramedPage::FramedPage(const Frame& frame, const char* file, std::string_view title)
    : words_(*frame.words),
      whole_(frame.page),
      page_("frame"),
      body_(page_.body().include("BODY", file)) {
  const Block outer = page_.body();
  const Block around = outer.add(frame.page ? "PAGE" : "FRAGMENT");
  around.set("LANG", frame.words->language());
  around.line("TITLE", title);
  if (frame.page) fill_page(frame, around);
  const Block end = outer.add(frame.page ? "END_PAGE" : "END_FRAGMENT");
  if (frame.page && !frame.reader.empty()) fill_language(frame, end);
  outer.line("SAVED", saved_words(frame));
  if (frame.hints.empty()) return;
  const Block hints = outer.add("TO_THINK_ABOUT");
  for (const std::string& hint : frame.hints) hints.add("HINT").set("TEXT", hint);
}

std::string FramedPage::html() const {
  std::string html = page_.html(words_);
  return whole_ ? with_headings_raised(std::move(html)) : html;
}

std::string with_headings_raised(std::string html) {
  // Whatever people typed is escaped: a "<h" is always ours.
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    std::size_t name = at + 1;
    if (html[name] == '/') ++name;
    if (html[name] == 'h' && html[name + 1] >= '2' && html[name + 1] <= '6') --html[name + 1];
  }
  return html;
}

std::string student_link(const Frame& frame, std::string_view student, std::string_view rest) {
  return frame.links + "/students/" + url_part(student) + std::string(rest);
}

std::string visit_link(const Frame& frame, std::string_view student, std::string_view visit,
                       std::string_view rest) {
  return student_link(frame, student, "/visits/") + url_part(visit) + std::string(rest);
}

std::string saved_words(const Frame& frame) {
  if (frame.saved.empty()) return "";
  if (frame.saved == "visit" && !frame.delay.saved.empty()) return frame.delay.saved;
  for (const auto& [code, english] : kSaved)
    if (code == frame.saved) return frame.words->text(english);
  return frame.words->text("Saved.");
}

std::string day_words(const Frame& frame, std::int64_t ms) {
  return frame.zone == nullptr || ms <= 0 ? "" : frame.words->short_date(frame.zone->date_at(ms));
}

}  // namespace homevisit::views
