// Schools, school years and classes of a roster, small in memory.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compact.h"
#include "people.h"
#include "report.h"
#include "server.h"

namespace homevisit::oneroster {

class Schools {
 public:
  void read(Server& server);
  // The name of the first that is a school, else of the first that is known, else "".
  std::string_view choose(const std::vector<std::string>& ids) const;

 private:
  struct Org {
    std::string name;
    bool school;
  };
  std::map<std::string, Org, std::less<>> orgs_;
};

struct Group {
  const char* texts = nullptr;                          // title; null: left out
  std::uint32_t school = 0, year = 0, school_year = 0;  // Words
  std::uint8_t home = HV_UNKNOWN;

  std::string_view title() const { return Texts::at(texts, 0); }
};

// The classes of the school years that the settings ask for.
class Groups {
 public:
  void read(Server& server, const Schools& schools, std::string_view today, Report& report);

  std::uint32_t size() const { return ids_.size(); }
  const Group& operator[](std::uint32_t number) const { return groups_[number]; }
  std::string_view id(std::uint32_t number) const { return ids_[number]; }
  // kNone where there is no such class; one that was left out has no texts.
  std::uint32_t find(std::string_view id) const { return ids_.find(id); }
  const std::string& word(std::uint32_t number) const { return words_[number]; }

 private:
  struct Session {
    std::string year, begin;
  };
  struct Course {
    std::string code, year;
  };
  void read_sessions(Server& server);
  void read_courses(Server& server);
  std::string year_of(const sdk::Value& row, bool with_course) const;
  void keep_years(const Settings& settings, std::string_view today, const sdk::Host& host);

  Ids ids_;
  Texts texts_;
  Words words_;
  std::vector<Group> groups_;
  std::map<std::string, Session, std::less<>> sessions_;
  std::map<std::string, Course, std::less<>> courses_;
};

}  // namespace homevisit::oneroster
