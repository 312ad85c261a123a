// The page from which the pages about the school are found: a line in the table for each.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "text/msg.h"
#include "views/school_pages.h"

namespace homevisit::views {
namespace {

using text::msg;

struct SchoolPage {
  const char* path;
  const char* title;
  const char* about;
  std::string_view roles;  // with a space between; "" all of the staff
};

constexpr std::array school_pages = {
    SchoolPage{"/school/programme", msg("Programme"),
               msg("What the school has decided about home visits this year, and its calendar."),
               ""},
    SchoolPage{"/school/notices", msg("Notice for families"),
               msg("What parents and pupils read before they are asked, in several languages."),
               ""},
    SchoolPage{"/school/progress", msg("How it goes"),
               msg("The programme in numbers, for the team meeting. No family stands in them."),
               "school_leader care_coordinator"},
    SchoolPage{"/school/care", msg("Care"),
               msg("What was passed on and to whom, and the way to the appointed officer."), ""},
    SchoolPage{"/school/questions", msg("Questions and complaints"),
               msg("What parents and pupils asked, and waits for an answer."), ""},
    SchoolPage{"/team", msg("What the team shares"),
               msg("What went well, what is in the way, what is being improved."), ""},
    SchoolPage{"/backstop", msg("In the background"),
               msg("Visits during which you are there for a colleague. Times only."), ""},
    SchoolPage{"/my/time", msg("My hours and travel"),
               msg("The time of your own visits, and kilometres to claim."),
               "mentor teacher care_coordinator"},
    SchoolPage{"/school/evaluation", msg("Evaluation"),
               msg("How parents, pupils and staff found it, what is decided, and slips with "
                   "codes."),
               "school_leader"},
    SchoolPage{"/school/time", msg("Hours of home visits"),
               msg("The hours of each teacher beside the yearly task, and travel claims."),
               "school_leader"},
    SchoolPage{"/school/participation", msg("Who takes part"),
               msg("Who of the staff makes home visits, and how they prepared. Only for you."),
               "school_leader"},
};

bool is_for(const SchoolPage& page, std::string_view role) {
  return page.roles.empty() || page.roles.find(role) != std::string_view::npos;
}

}  // namespace

bool has_school_link(std::string_view role) {
  return role == "school_leader" || role == "care_coordinator" || role == "mentor" ||
         role == "teacher";
}

Link to_school(const Frame& frame) {
  return {frame.links + "/school", frame.words->text("About the school")};
}

Sheet sheet_about_school(const Frame& frame, std::string title) {
  Sheet sheet;
  sheet.back = to_school(frame);
  sheet.title = std::move(title);
  return sheet;
}

std::string school_hub(const Frame& frame) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet;
  sheet.title = words.text("About the school");
  sheet.intro = {words.text("What concerns home visits as a whole. No family is named on this page.")};
  Table table;
  table.caption = words.text("Pages");
  table.columns = {words.text("Page"), words.text("What it is about")};
  for (const SchoolPage& page : school_pages)
    if (is_for(page, frame.reader_role))
      table.rows.push_back(
          {{words.text(page.title), frame.links + page.path}, {words.text(page.about)}});
  Section section;
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
