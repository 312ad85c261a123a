#include "views/kept_back_words.h"

#include "views/labels.h"

namespace homevisit::views {

std::string kept_back_words(const KeptBack& kept, const text::Catalogue& words) {
  switch (kept.purpose) {
    case DataPurpose::key_points:
      return words.text(
          "There is an objection to key points in the student's file. A report, its agreements and "
          "additions stay here, and are not sent to that file.");
    case DataPurpose::care_team:
      return words.text(
          "There is an objection to sharing with the care team. Notes for the care team stay with "
          "the mentor; the care coordinator does not read them.");
    case DataPurpose::present_others:
      return words.text(
          "Rather no interpreter or companion at a visit. Leave them out, or ask again and record "
          "what is said as a permission first.");
    case DataPurpose::buddy:
      return words.text("Rather no contact with a buddy family. No link is made.");
    case DataPurpose::media:
      return words.text("Rather no photos or film: {what}.", {{"what", isolated(kept.scope)}});
    case DataPurpose::outside_agency:
      return words.text("Rather nothing shared with another organisation: {what}.",
                        {{"what", isolated(kept.scope)}});
    case DataPurpose::evaluation:
      return words.text(
          "There is an objection to use in the evaluation. Give this family no form and no code.");
    case DataPurpose::guardian_access:
      break;
  }
  return "";
}

std::vector<std::string> kept_back_lines(const StudentFile& file, const History& history,
                                         DataPurpose purpose, Date day,
                                         const text::Catalogue& words) {
  std::vector<std::string> lines;
  for (const KeptBack& kept : kept_back(file, history, day))
    if (kept.purpose == purpose) lines.push_back(kept_back_words(kept, words));
  return lines;
}

}  // namespace homevisit::views
