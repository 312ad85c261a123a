// What a district's staff may record in a school year, at random, week by week: visits and their
// corrections, sign-offs, addenda, answers, agreements, and what turns out to be a mistake.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "grand_bend.h"
#include "host.h"

namespace rebuild_test {

// Stand in every text of a tier that must not leave the journal, and in no other.
inline constexpr char not_shared[] = "Alleen voor";

class SchoolYear {
 public:
  SchoolYear(const GrandBend& district, std::uint32_t seed) : district_(district), random_(seed) {}

  // One thing for each pupil, in the first week a visit or an answer. All of it on this day.
  void week(host_test::Host& host, const std::string& day);

  // What was recorded, by operation.
  const std::map<std::string, std::int64_t>& done() const { return done_; }
  std::int64_t refused() const { return refused_; }  // by the rules, as for a visit after a "no"

 private:
  struct Visit {
    std::string id;
    bool signed_off = false;
  };
  struct File {
    std::vector<Visit> visits;         // those that hold
    std::vector<std::string> answers;  // as well
  };

  void act(host_test::Host& host, const Pupil& pupil, const std::string& day);
  void visit(host_test::Host& host, const Pupil& pupil, const std::string& day);
  void answer(host_test::Host& host, const Pupil& pupil, const std::string& day);
  void revise(host_test::Host& host, const Pupil& pupil, Visit& visit, const std::string& day);
  void amend(host_test::Host& host, const Pupil& pupil, const Visit& visit);
  void agreement(host_test::Host& host, const Pupil& pupil);
  void mistake(host_test::Host& host, const Pupil& pupil);

  // False: the rules refuse it, and nothing of it may be seen.
  bool take(host_test::Host& host, const std::string& actor, const std::string& operation,
            const std::string& request, std::string* made = nullptr, const char* key = "");
  void write_report(homevisit::json::Writer& w, const Pupil& pupil);
  std::string words();
  bool percent(unsigned times) { return random_() % 100 < times; }
  template <typename List>
  auto& one_of(List& list) {
    return list[random_() % std::size(list)];
  }

  const GrandBend& district_;
  std::mt19937 random_;
  std::map<std::string, File> files_;
  std::map<std::string, std::int64_t> done_;
  std::int64_t refused_ = 0, texts_ = 0;
};

}  // namespace rebuild_test
