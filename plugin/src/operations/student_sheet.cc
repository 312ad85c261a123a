#include "operations/student_sheet.h"

#include "domain/rules.h"
#include "operations/gate.h"
#include "views/frame.h"
#include "views/labels.h"

namespace homevisit::operations {

Result<StudentSheet> student_sheet(const Rendering& r, std::string title) {
  HV_ASSIGN(SeenFile seen, see_file(r.context, r.actor, r.frame.reader, r.student, r.view));
  if (!seen.view.may_record) return may_only_read();
  views::Sheet sheet;
  sheet.back = {views::student_link(r.frame, r.student), r.frame.words->text("Back to the file")};
  sheet.title = std::move(title);
  sheet.subtitle = views::isolated(seen.file->student.name());
  sheet.state = form_state(r, nullptr);
  return StudentSheet{std::move(seen), std::move(sheet)};
}

void add_no_home_visit(const Rendering& r, StudentSheet& page) {
  if (may_visit_home(*page.seen.file, page.seen.history, "", r.frame.today)) return;
  page.sheet.notes.push_back(
      r.frame.words->text("At this moment no home visit is wanted at this address. A talk at "
                          "school, by phone or online is possible as usual."));
}

std::string student_action(const Rendering& r, const std::string& rest) {
  const views::Frame bare;
  return views::student_link(bare, r.student, rest);
}

std::vector<views::Option> guardian_options(const StudentFile& file, const text::Catalogue& words,
                                            const std::string& none) {
  std::vector<views::Option> options;
  if (!none.empty()) options.push_back({"", none});
  for (const Guardian& guardian : file.guardians)
    options.push_back({guardian.id, views::guardian_words(guardian, words)});
  return options;
}

}  // namespace homevisit::operations
