// A small made-up school as a OneRoster folder, with a family of every kind that a rule speaks of.
#pragma once

#include <string>

namespace host_test {

// Monday; the school year runs from 1 August.
inline constexpr char today[] = "2026-10-12";
inline constexpr char now[] = "2026-10-12T10:00:00Z";

// Students of group g1 (mentor m1, teacher t1), at De Linde.
inline constexpr char two_homes[] = "s-twohomes";  // g-mum and g-dad, each with a home of their own
inline constexpr char one_home[] = "s-onehome";    // g-one and g-two under one roof
inline constexpr char alone[] = "s-alone";         // one guardian, g-solo
inline constexpr char foster[] =
    "s-foster";  // a foster mother without custody, and a legal guardian
inline constexpr char secret[] = "s-secret";      // her address and that of g-secret are secret
inline constexpr char sixteen[] = "s-sixteen";    // 16 years old
inline constexpr char no_custody[] = "s-nocust";  // g-with has custody, g-without has not
inline constexpr char not_told[] = "s-nottold";   // g-blocked is not to be informed
inline constexpr char sibling[] = "s-sibling";    // child of g-mum, so a sibling of two_homes
// At Het Anker, of no group here: a sibling of two_homes who is a minor, and one who is of age.
inline constexpr char sibling_elsewhere[] = "s-elsewhere";
inline constexpr char sibling_of_age[] = "s-ofage";
// Of group g2 (mentor m2).
inline constexpr char other_group[] = "s-other";

// Writes the folder; the households' tokens are "hh-..." so that a test can look for them.
void write_school(const std::string& folder);

// Writes the folder's files again with every `from` as `to`: another id, another name.
void replace_in_school(const std::string& folder, const std::string& from, const std::string& to);

// The same school with `students` more in a group of their own, for calls that take long.
void write_large_school(const std::string& folder, int students);

}  // namespace host_test
