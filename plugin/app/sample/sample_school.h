// A made-up Dutch school organisation, to try homevisit out with: a primary school, "Basisschool De
// Wilgenhof" (groups 1 to 8), and a secondary school, "Het Veerlicht College" (vmbo, havo, vwo).
// Nobody in it exists. From about 1,500 students on the organisation gets more schools of both
// kinds, so that groups keep a natural size.
//
// Written as a OneRoster 1.2 CSV bundle with three extension columns in users.csv:
//   metadata.homevisit.relations      on students: per guardian, separated by commas,
//     contact:relation:lives-with:primary:custody:household:not-informed
//     where the third, fourth and last field hold that word or nothing, custody is `custody`,
//     `no-custody` or nothing (not known), household is an opaque token (same token, same address)
//     or nothing (not known); `:`, `,` and `%` within a relation are percent-encoded.
//   metadata.homevisit.language       BCP 47, to talk in
//   metadata.homevisit.secretAddress  true, false or nothing (not known)
// The guardians stand in the order in which the school calls them.
//
// These ids are the same for every seed (as far as there are that many students):
//   9001    mentor of group 5A of De Wilgenhof, class ps-1-5A
//   100001  in 5A, two guardians at one address
//   100002  in 5A, two homes: both parents have custody and the child lives with both
//   100003  in 5A, one guardian, who speaks Turkish
//   100004  in 5A, a foster family; the mother has custody and lives elsewhere
//   100005  in V6A of the secondary school, 17, turns 18 on 12 March of the school year
//   100006  in V6A, turned 18 on 3 May before the school year: adult sibling of 100007
//   100007  in 5A, a minor; the guardians speak Arabic
// Students are numbered on from there, guardians from 500001, staff from 9001.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace homevisit::sample {

struct SampleOptions {
  std::uint64_t seed = 1;
  int students = 240;                      // 1 to 200,000
  std::string school_year_start = "2026";  // the year in which the school year begins, 2000 to 2099
};

// Writes the bundle, in place of a file of that name. The same options give the same bytes (with
// the same release of zlib). Memory does not grow with the number of students; the folder for
// temporary files takes about 1 KB per student meanwhile. Gives nothing when it is written, or a
// sentence that says why it is not; then zip_path is as it was. [any thread]
[[nodiscard]] std::optional<std::string> write_sample_school(const SampleOptions& options,
                                                             const std::string& zip_path);

}  // namespace homevisit::sample
