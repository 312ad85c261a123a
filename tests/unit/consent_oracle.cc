#include "consent_oracle.h"

namespace consent_oracle {
namespace {

bool is_answer(What what) {
  return what == What::agreed || what == What::not_now || what == What::not_now_until ||
         what == What::declined || what == What::never || what == What::other_form ||
         what == What::no_answer || what == What::withdrawn;
}

int school_year(int day) { return day / year; }

// Which answers of a person were taken out: each correction takes the last that is left.
std::vector<bool> taken_out(const std::vector<Happened>& all, int who) {
  std::vector<bool> out(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].what != What::in_error || all[i].who != who) continue;
    for (std::size_t k = i; k-- > 0;)
      if (all[k].who == who && is_answer(all[k].what) && !out[k]) {
        out[k] = true;
        break;
      }
  }
  return out;
}

// "Do not ask again before", as a day; -1: none was said.
int peace_until(const Happened& answer) {
  switch (answer.what) {
    case What::not_now:
    case What::declined:
    case What::withdrawn:
      return (school_year(answer.day) + 1) * year;
    case What::not_now_until:
      return answer.day + 14;
    default:
      return -1;
  }
}

// Rule 4, and rule 2 for those who are left in peace into another year.
bool counts_on(const Happened& answer, int day) {
  if (answer.what == What::never) return true;
  return school_year(answer.day) == school_year(day) || peace_until(answer) > day;
}

// The first day on which it counts no more.
int end_of(const Happened& answer, int day) {
  for (int d = answer.day; d <= day; ++d)
    if (!counts_on(answer, d)) return d;
  return -1;
}

// The version that a person would have been given on a day: how often it had changed.
int version_on(const std::vector<Happened>& all, std::size_t before) {
  int version = 1;
  for (std::size_t i = 0; i < before; ++i)
    if (all[i].what == What::new_notice) ++version;
  return version;
}

std::string name_of(What what) {
  switch (what) {
    case What::agreed:
      return "agreed";
    case What::not_now:
    case What::not_now_until:
      return "deferred";
    case What::declined:
    case What::never:
      return "declined";
    case What::other_form:
      return "other_form";
    case What::withdrawn:
      return "withdrawn";
    default:
      return "no_answer";
  }
}

}  // namespace

Person person(const std::vector<Happened>& all, int who, int day, bool published) {
  const std::vector<bool> out = taken_out(all, who);
  const int version = version_on(all, all.size());

  // What they said last, and whether it was asked in vain after that.
  int said = -1, in_vain = -1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].who != who || out[i] || !is_answer(all[i].what)) continue;
    (all[i].what == What::no_answer ? in_vain : said) = static_cast<int>(i);
  }
  int last = said;
  if (in_vain > said) {
    const bool silent = said < 0 || !counts_on(all[said], day) ||
                        (all[said].what == What::not_now_until && peace_until(all[said]) <= day);
    if (silent) last = in_vain;
  }
  const bool stands = last >= 0 && counts_on(all[last], day);

  // Which notice they have: the first day on which they had the one that holds.
  int informed_at = -1, last_informed = -1;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].what == What::notice && all[i].who == who &&
        (!published || version_on(all, i) == version)) {
      if (informed_at < 0) informed_at = static_cast<int>(i);
      last_informed = static_cast<int>(i);
    }
  // An invitation of this year that came after it.
  int invited = -1;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].what == What::invitation && all[i].who == who &&
        school_year(all[i].day) == school_year(day) &&
        (!published || (informed_at >= 0 && informed_at < static_cast<int>(i))))
      invited = static_cast<int>(i);

  Person result;
  if (stands) {
    const What what = all[last].what;
    result.state = name_of(what);
    result.refuses = what == What::declined || what == What::never || what == What::withdrawn ||
                     what == What::other_form || what == What::not_now ||
                     (what == What::not_now_until && peace_until(all[last]) > day);
    if (what != What::no_answer) {
      // The version that they had when they answered; those who had none answered on a day.
      int read = 0;
      for (int i = 0; i < last; ++i)
        if (all[i].what == What::notice && all[i].who == who) read = version_on(all, i);
      result.notice_changed = version > (read > 0 ? read : version_on(all, last));
    }
    if (what == What::agreed) {
      bool visited = false;
      for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].what == What::visit && all[i].who == who && all[i].day >= all[last].day)
          visited = true;
      if (visited) {
        result.state = "fulfilled";
      } else if (result.notice_changed) {
        result.state = "superseded";
      }
    }
    const bool open =
        what == What::no_answer || (what == What::not_now_until && peace_until(all[last]) <= day);
    if (open && invited > last) result.state = "invited";
  } else {
    const int since = last >= 0 && all[last].what != What::no_answer ? end_of(all[last], day) : -1;
    if (invited >= 0 && (since < 0 || all[invited].day >= since)) {
      result.state = "invited";
    } else if (last_informed >= 0 && (since < 0 || all[last_informed].day >= since)) {
      result.state = "informed";
    } else {
      result.state = since >= 0 ? "expired" : "not_asked";
    }
  }
  bool peace = stands && (all[last].what == What::never || peace_until(all[last]) > day);
  result.may_be_asked = !peace && (!published || informed_at >= 0);
  return result;
}

Family family(const std::vector<Happened>& all, int day, bool published, bool together) {
  Family result;
  bool agrees = false, refuses = false;
  for (int who = 0; who < 2; ++who) {
    result.person[who] = person(all, who, day, published);
    const std::string& state = result.person[who].state;
    if (state == "agreed" || state == "fulfilled") agrees = true;
    if (result.person[who].refuses) refuses = true;
  }
  result.conflict = agrees && refuses;
  for (int who = 0; who < 2; ++who)
    result.home[who] =
        !result.person[who].refuses && (!together || !result.person[1 - who].refuses);
  return result;
}

}  // namespace consent_oracle
