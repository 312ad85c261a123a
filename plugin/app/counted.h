// A number with what it counts: "1 event", "2 events".
#pragma once

#include <cstdint>
#include <string>

#include "words.h"

namespace homevisit::app {

struct Noun {
  const char *one, *many;
};
inline constexpr Noun kEvents[] = {{"event", "events"}, {"gebeurtenis", "gebeurtenissen"}};
inline constexpr Noun kEntries[] = {{"entry", "entries"}, {"vermelding", "vermeldingen"}};
inline constexpr Noun kStudents[] = {{"student", "students"}, {"leerling", "leerlingen"}};

// `noun`: in English and in Dutch.
inline std::string counted(const Words& say, std::int64_t count, const Noun (&noun)[2]) {
  const bool one = count == 1;
  return std::to_string(count) + " " +
         say(one ? noun[0].one : noun[0].many, one ? noun[1].one : noun[1].many);
}

}  // namespace homevisit::app
