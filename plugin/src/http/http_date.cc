#include "http/http_date.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace homevisit::http {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Takes texts from the front; once one does not fit, none does any more.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  Reader& literal(std::string_view text) {
    fits_ = fits_ && rest_.starts_with(text);
    if (fits_) rest_.remove_prefix(text.size());
    return *this;
  }
  // The name of a day: letters.
  Reader& day_name() {
    while (!rest_.empty() &&
           ((rest_[0] >= 'a' && rest_[0] <= 'z') || (rest_[0] >= 'A' && rest_[0] <= 'Z')))
      rest_.remove_prefix(1);
    return *this;
  }
  Reader& digits(std::size_t count, int& value) {
    fits_ = fits_ && rest_.size() >= count;
    value = 0;
    for (std::size_t i = 0; fits_ && i < count; ++i) {
      fits_ = rest_[i] >= '0' && rest_[i] <= '9';
      value = 10 * value + (rest_[i] - '0');
    }
    if (fits_) rest_.remove_prefix(count);
    return *this;
  }
  // With a space in the place of a leading zero.
  Reader& padded_day(int& value) {
    if (!rest_.starts_with(' ')) return digits(2, value);
    return literal(" ").digits(1, value);
  }
  Reader& month(int& value) {
    const auto found = std::find(months.begin(), months.end(), rest_.substr(0, 3));
    fits_ = fits_ && found != months.end();
    value = static_cast<int>(found - months.begin()) + 1;
    if (fits_) rest_.remove_prefix(3);
    return *this;
  }
  bool ended() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

struct Moment {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

  bool read_fixdate(std::string_view text) {
    Reader in(text);
    in.day_name().literal(", ").digits(2, day).literal(" ").month(month).literal(" ");
    in.digits(4, year).literal(" ");
    return read_time(in).literal(" GMT").ended();
  }
  bool read_rfc850(std::string_view text) {
    Reader in(text);
    in.day_name().literal(", ").digits(2, day).literal("-").month(month).literal("-");
    in.digits(2, year).literal(" ");
    year += year < 70 ? 2000 : 1900;
    return read_time(in).literal(" GMT").ended();
  }
  bool read_asctime(std::string_view text) {
    Reader in(text);
    in.day_name().literal(" ").month(month).literal(" ").padded_day(day).literal(" ");
    return read_time(in).literal(" ").digits(4, year).ended();
  }
  Reader& read_time(Reader& in) {
    return in.digits(2, hour).literal(":").digits(2, minute).literal(":").digits(2, second);
  }

  std::optional<std::int64_t> ms() const {
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    // 60 is a leap second.
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60'000 + second * 1000;
  }
};

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  Moment moment;
  if (moment.read_fixdate(text) || moment.read_rfc850(text) || moment.read_asctime(text))
    return moment.ms();
  return std::nullopt;
}

}  // namespace homevisit::http
