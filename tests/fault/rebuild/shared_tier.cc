#include "shared_tier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "domain/codec.h"
#include "domain/shared_form.h"
#include "journal_in.h"

namespace rebuild_test {
namespace {

using homevisit::journal::Journal;

std::vector<SharedEvent> events_of(Journal& journal, const std::string& student) {
  const auto stored = journal.events(student, homevisit::journal::Stream::dossier);
  EXPECT_TRUE(stored);
  std::vector<SharedEvent> events;
  for (const auto& one : *stored) {
    const auto event = homevisit::read_event(0, one.id.text(), 0, one.body);
    EXPECT_TRUE(event) << one.body;
    if (const auto shared = homevisit::shared_form(*event))
      events.push_back({one.id.text(), homevisit::write_event(*shared, "")});
  }
  return events;
}

// A sign-off has no entry and does not come back: it is told apart and left out here.
std::string without_sign_offs(const std::string& history) {
  static const std::regex signed_off(R"("signed_off":true)");
  return std::regex_replace(history, signed_off, R"("signed_off":false)");
}

constexpr std::size_t most_said = 10;

void note(Differences& found, std::int64_t& count, const std::string& what) {
  ++count;
  if (found.first.size() < most_said) found.first.push_back(what);
}

void compare_pages(const std::map<std::string, std::string>& before,
                   const std::map<std::string, std::string>& after, Differences& found) {
  for (const auto& [student, page] : before)
    if (const auto now = after.find(student); now == after.end() || now->second != page)
      note(found, found.pages,
           student + "\n was " + page + "\n is  " + (now == after.end() ? "" : now->second));
}

}  // namespace

std::int64_t SharedTier::count() const {
  std::int64_t all = 0;
  for (const auto& [student, list] : events) all += static_cast<std::int64_t>(list.size());
  return all;
}

SharedTier read_shared_tier(host_test::Host& host, const host_test::Folder& folder,
                            const std::string& system, const GrandBend& district,
                            const char* colleague) {
  const auto journal = host_test::journal_in(folder, system);
  SharedTier tier;
  for (const Pupil& pupil : district.pupils) {
    tier.events[pupil.id] = events_of(*journal, pupil.id);
    tier.histories[pupil.id] = without_sign_offs(host.history(colleague, pupil.id).text);
    tier.panels[pupil.id] =
        host.render(colleague, "student.panel", "{\"student\":\"" + pupil.id + "\"}");
  }
  return tier;
}

Differences compare(const SharedTier& before, const SharedTier& after) {
  Differences found;
  for (const auto& [student, was] : before.events) {
    const auto& is = after.events.at(student);
    for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
      if (i < was.size() && i < is.size() && was[i] == is[i]) continue;
      const auto text = [i](const std::vector<SharedEvent>& list) {
        return i < list.size() ? list[i].id + " " + list[i].body : std::string("nothing");
      };
      note(found, found.events, student + "\n was " + text(was) + "\n is  " + text(is));
    }
  }
  compare_pages(before.histories, after.histories, found);
  compare_pages(before.panels, after.panels, found);
  return found;
}

}  // namespace rebuild_test
