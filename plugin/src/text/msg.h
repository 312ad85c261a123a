// Marks an English text as one that the catalogues translate (gettext's N_), where it is looked up
// later. The test of the catalogues finds texts by text("..."), plural("...", "...") and
// msg("...").
#pragma once

namespace homevisit::text {

constexpr const char* msg(const char* english) { return english; }

}  // namespace homevisit::text
