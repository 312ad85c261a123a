// Who is signed in. Sessions live in memory alone: a restart signs everybody out, who then reads so
// and signs in again; nothing about them is ever on a disk.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace homevisit::app {

struct Session {
  std::string actor;  // JSON text for hv_call; "" in a demonstration before a choice
  std::string role;
  std::string staff;
  std::string csrf;       // what every form of this session carries
  std::string language;   // chosen by the reader; "" = the browser's
  std::string last_page;  // where "change language" leads back to
  bool demo = false;      // may choose who to be
};

class Sessions {
 public:
  using Clock = std::chrono::steady_clock;

  // `idle`: without a page; `longest`: in all, whatever is done meanwhile.
  Sessions(std::chrono::seconds idle, std::chrono::seconds longest,
           std::function<Clock::time_point()> now = Clock::now)
      : idle_(idle), longest_(longest), now_(std::move(now)) {}

  // The token for the cookie; "" when no random bytes could be had.
  std::string begin(Session session);
  // The session as it is, and its idle time begins anew. Nothing when it is unknown or timed out.
  std::optional<Session> find(const std::string& token);
  void end(const std::string& token);
  void set_language(const std::string& token, const std::string& language);
  void set_last_page(const std::string& token, const std::string& page);

  // Keeps sentences for the page that comes next, which may not stand in its address. Their number
  // there; 0 without a session. Only the last few are kept: each is of a form that was just sent.
  int keep_hints(const std::string& token, std::vector<std::string> hints);
  // Gives them once; none where they were given before.
  std::vector<std::string> take_hints(const std::string& token, int number);

  // Keeps what was looked for by name, which may not stand in an address either: fields and what
  // was typed. Their number there; 0 without a session. The last few stay, for reloads and the way
  // back.
  using Question = std::vector<std::pair<std::string, std::string>>;
  int keep_question(const std::string& token, Question question);
  Question question(const std::string& token, int number);

 private:
  // The last few things of a kind, by number.
  template <typename T>
  struct Kept {
    std::map<int, T> things{};
    int last = 0;
    int add(T thing);
  };
  struct Entry {
    Session session;
    Clock::time_point last_used, began;
    Kept<std::vector<std::string>> hints{};
    Kept<Question> questions{};
  };
  bool is_over(const Entry& entry, Clock::time_point now) const;
  void forget_ended();  // REQUIRES: mutex_ is held

  const std::chrono::seconds idle_, longest_;
  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace homevisit::app
