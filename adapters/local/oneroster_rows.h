// What the rows of each OneRoster file become in the or_* tables.
#pragma once

#include <string>
#include <string_view>

#include "csv_table.h"

namespace homevisit::local {

// What the loaders of one bundle share.
struct Load {
  Store& store;
  Bundle& bundle;
  const Call& call;
  Problems& problems;
  ImportTally& tally;
  ReadSoFar so_far;
  std::int64_t number;  // of this import; tells rows of this one from those before
  bool version_11;      // else 1.2
  bool orgs_known;      // else references to schools cannot be checked
  bool sessions_known;  // the same for school years
  bool roles_come;      // roles.csv is in the bundle
  std::string today;    // roles that ended before are left out
  Place person;         // users.csv and its id column
};

// Runs an upsert that leaves a row of this same import alone. False: the id came twice, reported.
bool put(Load& load, CsvTable& table, Statement& upsert);

// Is there a row with this id?
class Known {
 public:
  Known(Store& store, std::string_view sql) : statement_(store, sql) {}
  bool operator()(std::string_view id) {
    const bool known = statement_.all(id).step();
    statement_.reset();
    return known;
  }

 private:
  Statement statement_;
};

// The school of a record: the first that is known and a school, else the first that is known, else
// "", reported.
class Schools {
 public:
  explicit Schools(Load& load)
      : load_(load), find_(load.store, "SELECT school FROM or_org WHERE id=?") {}
  std::string_view choose(CsvTable& table, std::size_t column);

 private:
  Load& load_;
  Statement find_;
};

void load_orgs(Load& load, int file);
void load_sessions(Load& load, int file);
void load_courses(Load& load, int file);
void load_classes(Load& load, int file);
void load_users(Load& load, int file);
void load_roles(Load& load, int file);
void load_demographics(Load& load, int file);
void load_enrolments(Load& load, int file);

}  // namespace homevisit::local
