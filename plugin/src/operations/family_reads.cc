#include "operations/family_reads.h"

#include <algorithm>

#include "domain/rules.h"

namespace homevisit::operations {

Result<views::CopyModel> copy_model(Context& context, const SeenFile& seen,
                                    const std::string& visit, const std::string& guardian,
                                    const std::string& language) {
  views::CopyModel model;
  model.file = seen.file.get();
  model.entry = seen.history.visit(visit);
  if (model.entry == nullptr)
    return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                 "/visit"};
  if (model.entry->voided || !is_contact(model.entry->visit.state))
    return Error{HV_FAILED_PRECONDITION, "nothing_to_copy",
                 "There is no report here of which a copy can be given.", "/visit"};
  for (const Guardian& known : seen.file->guardians) {
    if (is_to_be_informed(known)) {
      model.readers.push_back(&known);
    } else if (known.id == guardian) {
      return Error{HV_FAILED_PRECONDITION, "not_to_be_informed",
                   "The school's records say that this guardian is not to be informed by the "
                   "school. Ask the administration if that has changed.",
                   "/guardian"};
    }
  }
  const auto reader = std::find_if(
      model.readers.begin(), model.readers.end(),
      [&](const Guardian* known) { return guardian.empty() || known->id == guardian; });
  if (reader == model.readers.end()) {
    if (guardian.empty()) return model;
    return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
                 "The roster has no such guardian for this student.", "/guardian"};
  }
  model.guardian = *reader;
  model.language = language.empty() ? &views::copy_language(*model.guardian, seen.history,
                                                            context.config.language)
                                    : text::family_language(language);
  if (model.language == nullptr)
    return Error{HV_INVALID_ARGUMENT, "no_such_language",
                 "There are no headings in this language. Choose another one.", "/language"};
  model.copy =
      views::parent_copy(*model.file, seen.history, *model.entry, *model.guardian, *model.language,
                         [&](const std::string& id) { return context.staff_name(id); });
  return model;
}

}  // namespace homevisit::operations
