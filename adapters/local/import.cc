#include "import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "bundle.h"
#include "edexml.h"
#include "failure.h"
#include "oneroster.h"
#include "roster.h"
#include "text.h"

namespace homevisit::local {
namespace {

// The manifest that stands least deep: people zip the folder as often as what is in it.
int find_manifest(const Bundle& bundle) {
  int found = -1;
  for (std::size_t i = 0; i < bundle.files().size(); ++i) {
    const Bundle::File& file = bundle.files()[i];
    if (!same_word(file.name, "manifest.csv")) continue;
    if (found < 0 ||
        file.folder.size() < bundle.files()[static_cast<std::size_t>(found)].folder.size()) {
      found = static_cast<int>(i);
    }
  }
  return found;
}

// The first byte that is no blank and no byte order mark.
bool looks_like_xml(Bundle& bundle, int file) {
  char head[256];
  const std::size_t size = bundle.read(file)->read(head, sizeof head);
  std::string_view text(head, size);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  return text.starts_with('<');
}

ImportTally load(Store& store, Bundle& bundle, const Call& call, Problems& problems) {
  const int manifest = find_manifest(bundle);
  const bool alone = bundle.files().size() == 1;
  if (manifest >= 0 && !alone) return load_oneroster(store, bundle, manifest, call, problems);
  int xml = -1, count = 0;
  for (std::size_t i = 0; i < bundle.files().size(); ++i) {
    const std::string& name = bundle.files()[i].name;
    const bool named = name.size() > 4 && same_word(name.substr(name.size() - 4), ".xml");
    if ((alone || named) && looks_like_xml(bundle, static_cast<int>(i))) {
      xml = static_cast<int>(i);
      ++count;
    }
  }
  if (count == 1) return load_edexml(store, bundle, xml, call, problems);
  if (count > 1) {
    throw Refusal({bundle.title(), 0, 0, ""},
                  "There is more than one XML file here. Name the one that is to be imported.");
  }
  if (alone && manifest < 0 && bundle.files()[0].name == bundle.title()) {
    throw Refusal({bundle.title(), 0, 0, ""},
                  "The file is neither a zip file with a OneRoster bundle nor an EDEXML file.");
  }
  throw Refusal({bundle.title(), 0, 0, ""},
                manifest >= 0
                    ? "A manifest.csv alone is no bundle. Name the folder or zip file that "
                      "holds all files."
                    : "There is no manifest.csv here, so it is no OneRoster bundle, and no "
                      "EDEXML file either.");
}

void copy_format(hv_import_result* result, const std::string& format) {
  if (!HV_HAS_FIELD(result, format)) return;
  const std::size_t size = std::min(format.size(), sizeof result->format - 1);
  std::memcpy(result->format, format.data(), size);
  result->format[size] = '\0';
}

}  // namespace

void import_file(Store& store, const Call& call, const std::string& path, bool dry_run,
                 Problems& problems, hv_import_result* result) {
  try {
    call.check();
    const std::unique_ptr<Bundle> bundle = Bundle::open(path);
    Transaction transaction(store);
    const ImportTally tally = load(store, *bundle, call, problems);
    if (store.setting("source") != "EDEXML") make_roster(store);
    const RosterCounts counts = count_roster(store);
    if (counts.students == 0) {
      // An export gone wrong must not empty a school.
      throw Refusal(
          {bundle->title(), 0, 0, ""},
          "After this import there would be no student at all; nothing was changed. Check "
          "the export.");
    }
    store.set_setting(
        "custody",
        store.number("SELECT EXISTS (SELECT 1 FROM care WHERE custody<>0)") != 0 ? "1" : "0");
    call.check();
    if (HV_HAS_FIELD(result, problems)) {
      result->students = counts.students;
      result->guardians = counts.guardians;
      result->cares = counts.cares;
      result->staff = counts.staff;
      result->groups = counts.groups;
      result->enrolments = counts.enrolments;
      result->rows_read = tally.rows_read;
      result->rows_skipped = tally.rows_skipped;
      result->problems = problems.count();
    }
    copy_format(result, tally.format);
    if (dry_run) return;  // rolls back
    transaction.commit();
  } catch (const Refusal& refusal) {
    problems.report(refusal.place, refusal.what(), true);
    if (HV_HAS_FIELD(result, problems)) result->problems = problems.count();
    const std::string line =
        refusal.place.line != 0 ? fmt::format(", line {}", refusal.place.line) : "";
    throw Failure(
        HV_INVALID_ARGUMENT,
        fmt::format("{}{}{}: {}", refusal.place.file, line,
                    refusal.place.field.empty() ? "" : ", " + refusal.place.field, refusal.what()));
  }
  store.checkpoint();
}

}  // namespace homevisit::local
