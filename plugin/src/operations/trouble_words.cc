#include "operations/trouble_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/moments.h"

namespace homevisit::operations {
namespace {

// What the reader can do about it, roughly.
enum class Kind { reach, sign_in, here, entry, other };

struct Known {
  std::string_view code;
  Kind kind;
  const char* english;  // the Dutch sentence stands in the catalogue, under "error"
};

// Codes that an attempt at delivering or reading can leave behind.
constexpr std::array known_codes = {
    Known{"http_not_sent", Kind::reach,
          "No connection to the student system comes about. Check its address in the "
          "configuration, and whether a firewall stands between."},
    Known{"http_lost", Kind::reach,
          "The connection to the student system broke before its answer was there. What was sent "
          "is looked up there first."},
    Known{"http_deadline", Kind::reach, "The student system did not answer in time."},
    Known{"http_certificate", Kind::reach,
          "The certificate of the student system does not hold: expired, for another name, or of "
          "an unknown authority. The log says which; tell the administrator of that system."},
    Known{"adapter_unavailable", Kind::reach,
          "The student system does not answer, or says that it cannot just now."},
    Known{"http_redirected", Kind::other,
          "The student system points to another address, and nothing is sent there. If it has "
          "moved, put the new address into the configuration."},
    Known{"http_too_large", Kind::other,
          "The student system gave a longer answer than expected. Ask for smaller pages, if the "
          "adapter has a setting for that."},
    Known{"http_refused_here", Kind::here,
          "The request is not sent as things are. Check in the configuration that the address "
          "begins with https and that the files under \"http\" are right."},
    Known{"client_refused", Kind::sign_in,
          "The student system does not accept this program's sign-in: the secret is wrong or was "
          "withdrawn. Ask the administrator of that system for a new one."},
    Known{"credential_refused", Kind::sign_in,
          "The student system does not accept the sign-in: the credentials are wrong or were "
          "withdrawn. Ask the administrator of that system for new ones."},
    Known{"clock_wrong", Kind::sign_in,
          "The clock of this machine differs from that of the student system, so signing in "
          "fails. Set the clock."},
    Known{"scope_refused", Kind::sign_in,
          "The student system does not grant the scope that this program asks for. Ask the "
          "administrator of that system to allow it."},
    Known{"scope_missing", Kind::sign_in,
          "The student system lets this program in, but not do this. Ask the administrator of "
          "that system for the rights."},
    Known{"client_not_allowed", Kind::sign_in,
          "The student system does not let this program sign in this way. Ask the administrator "
          "of that system to allow it."},
    Known{"token_request_refused", Kind::sign_in,
          "The student system does not understand this program's sign-in. Check in the "
          "configuration how it signs in."},
    Known{"token_unusable", Kind::sign_in,
          "The sign-in address gave an answer that gives no access. Check the address in the "
          "configuration."},
    Known{"token_unavailable", Kind::sign_in,
          "Signing in to the student system is not possible just now. It is tried again by "
          "itself."},
    Known{"token_refused", Kind::sign_in,
          "The student system does not accept the access that it has just given itself. Ask its "
          "administrator."},
    Known{"secret_missing", Kind::sign_in,
          "The secret to sign in with is not there. Put it in its place, or mend \"secrets\" in "
          "the configuration."},
    Known{"roster_empty", Kind::other,
          "The student system gave no students at all, though there were some before. Nothing was "
          "changed. Check what it lets this connection read."},
    Known{"roster_shrinks", Kind::other,
          "The student system gave fewer than half of the students that there were. Nothing was "
          "changed. Check what it lets this connection read; if so many did leave, confirm it "
          "with: homevisit refresh --accept"},
    Known{"two_entries_with_one_marker", Kind::entry,
          "Two entries with the marker of this one stand in the student's file."},
    Known{"newer_is_filed", Kind::entry,
          "A later correction of the same report stands in the student's file already."},
    Known{
        "changed_by_others", Kind::entry,
        "Somebody changed the entry in the student system, so it could not be withdrawn. It still "
        "stands in the student's file: remove it there."},
    Known{"no_id_in_this_system", Kind::entry,
          "The student has no id in the student system that is configured now, only in another."},
    Known{
        "cannot_look_up", Kind::entry,
        "The answer was lost, and this student system cannot be asked whether the entry is there. "
        "Look into the student's file."},
    Known{"may_be_on_its_way", Kind::entry,
          "It may have arrived: the student system is asked again in a few minutes, before it is "
          "sent again."},
    Known{"seal_broken", Kind::here,
          "The entry can no longer be opened. Restore the journal from a backup."},
    Known{"key_destroyed", Kind::here,
          "The student's key was destroyed, so the entry can no longer be opened."},
    Known{"adapter_error", Kind::other,
          "The student system refused it. The log says what it answered."},
    Known{"internal", Kind::other,
          "Something went wrong in the program itself. Please report it with the log."},
};

const Known* find(const std::string& code) {
  const auto* const at = std::find_if(known_codes.begin(), known_codes.end(),
                                      [&](const Known& known) { return known.code == code; });
  return at == known_codes.end() ? nullptr : at;
}

Kind kind_of(const std::string& code) {
  const Known* known = find(code);
  return known == nullptr ? Kind::other : known->kind;
}

}  // namespace

std::string sentence_of(const text::Catalogue& words, const std::string& code) {
  if (code.empty()) return {};
  if (const Known* known = find(code)) return words.error(code, known->english);
  return words.error(
      code, words.text("It did not go well ({code}). The log says more.", {{"code", code}}));
}

bool in_trouble(const journal::SystemState& state) {
  return state.trouble_since != 0 && state.paused_until != 0;
}

std::string trouble_sentence(const text::Catalogue& words, const Zone& zone,
                             const journal::SystemState& state, std::int64_t now) {
  const std::string since = text::since_words(words, zone, state.trouble_since, now);
  switch (kind_of(state.code)) {
    case Kind::reach:
      return words.text("The student system has not been reachable since {since}.",
                        {{"since", since}});
    case Kind::sign_in:
      return words.text("The student system has not let homevisit in since {since}.",
                        {{"since", since}});
    default:
      return words.text("The student system has taken no entries since {since}.",
                        {{"since", since}});
  }
}

DelayWords delay_words(const text::Catalogue& words, const Zone& zone,
                       const journal::SystemState& state, std::int64_t now) {
  if (!in_trouble(state)) return {};
  const std::string since = text::near_words(words, zone, state.trouble_since, now);
  const std::string reason =
      kind_of(state.code) == Kind::reach
          ? words.text("the student system has not been reachable since {since}",
                       {{"since", since}})
          : words.text("the student system has taken nothing since {since}", {{"since", since}});
  return {words.text("Waits to be put into the student's file: {reason}. It goes by itself.",
                     {{"reason", reason}}),
          words.text("What is new waits to be put into the student's file: {reason}. It goes by "
                     "itself.",
                     {{"reason", reason}}),
          words.text("Saved. It goes into the student's file by itself, later than usual: "
                     "{reason}.",
                     {{"reason", reason}})};
}

StoppedWords stopped_words(const text::Catalogue& words, const std::string& code,
                           std::int64_t item) {
  const std::string number = std::to_string(item);
  if (code == "two_entries_with_one_marker")
    return {sentence_of(words, code),
            words.text("Open the file in the student system and remove one of the two. Then: "
                       "homevisit outbox filed {item}",
                       {{"item", number}})};
  return {sentence_of(words, code),
          words.text("When that is mended: homevisit outbox again {item}. If it stands in the file "
                     "already: homevisit outbox filed {item}. If it shall not be filed: homevisit "
                     "outbox give-up {item}",
                     {{"item", number}})};
}

}  // namespace homevisit::operations
