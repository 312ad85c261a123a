#include "oneroster.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <map>

#include "csv_reader.h"
#include "oneroster_rows.h"
#include "text.h"

namespace homevisit::local {
namespace {

// In this order every reference points back.
struct Kind {
  const char* file;   // users.csv; the manifest calls it file.users
  const char* clear;  // what bulk replaces
  void (*load)(Load&, int);
};
constexpr std::array<Kind, 8> kKinds = {{
    {"orgs", "DELETE FROM or_org", load_orgs},
    {"academicSessions", "DELETE FROM or_session", load_sessions},
    {"courses", "DELETE FROM or_course", load_courses},
    {"classes", "DELETE FROM or_class", load_classes},
    {"users", "DELETE FROM or_agent; DELETE FROM or_user", load_users},
    {"roles", "DELETE FROM or_role", load_roles},
    {"demographics", "DELETE FROM or_birth", load_demographics},
    {"enrollments", "DELETE FROM or_enrolment", load_enrolments},
}};

struct Manifest {
  std::string name, folder, version;
  std::map<std::string, std::pair<std::string, std::uint64_t>, std::less<>> files;  // mode, line
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Manifest read_manifest(Bundle& bundle, int index) {
  const Bundle::File& file = bundle.files()[static_cast<std::size_t>(index)];
  Manifest manifest{file.name, file.folder, "", {}};
  CsvReader reader(bundle.read(index), file.name);
  std::uint64_t version_line = 0;
  for (std::size_t rows = 0; reader.next() && rows < 1000; ++rows) {
    if (reader.size() < 2) continue;
    const std::string property = lower(trim(reader.field(0)));
    const std::string value = lower(trim(reader.field(1)));
    if (property == "oneroster.version") {
      manifest.version = value;
      version_line = reader.line();
    }
    if (property.starts_with("file.")) {
      manifest.files[property.substr(5)] = {value, reader.line()};
    }
  }
  // Numbers have arrived as "v1p1" and "1.10"; only what the standard says is taken.
  if (manifest.version != "1.1" && manifest.version != "1.2") {
    throw Refusal({file.name, version_line, version_line == 0 ? 0u : 2u, "oneroster.version"},
                  manifest.version.empty()
                      ? "The manifest does not say which version of OneRoster this is."
                      : "Only OneRoster 1.1 and 1.2 can be read. Ask the system for one of these.");
  }
  return manifest;
}

struct Part {
  const Kind* kind;
  int file;
  bool delta;
};

std::vector<Part> parts_of(const Manifest& manifest, const Bundle& bundle) {
  std::vector<Part> parts;
  for (const Kind& kind : kKinds) {
    const auto said = manifest.files.find(lower(kind.file));
    if (said == manifest.files.end() || said->second.first == "absent") continue;
    const std::string& mode = said->second.first;
    const std::string property = fmt::format("file.{}", kind.file);
    if (mode != "bulk" && mode != "delta") {
      throw Refusal({manifest.name, said->second.second, 2, property},
                    "The manifest must say bulk, delta or absent for each file.");
    }
    // roles.csv came with 1.2; a 1.1 bundle has the role in users.csv.
    if (manifest.version == "1.1" && std::string_view(kind.file) == "roles") continue;
    const std::string name = fmt::format("{}.csv", kind.file);
    const int file = bundle.find(manifest.folder, name);
    if (file < 0) {
      throw Refusal(
          {manifest.name, said->second.second, 2, property},
          fmt::format("The manifest announces {} but the bundle does not hold it.", name));
    }
    parts.push_back({&kind, file, mode == "delta"});
  }
  if (parts.empty()) {
    throw Refusal({manifest.name, 0, 0, ""},
                  "The manifest announces no file with schools, people, classes or enrolments.");
  }
  return parts;
}

// Rows that hang on nothing any more, and birth dates of anyone but students.
void drop_orphans(Store& store) {
  store.execute(
      "DELETE FROM or_role WHERE user NOT IN (SELECT id FROM or_user);"
      "DELETE FROM or_agent WHERE user NOT IN (SELECT id FROM or_user);"
      "DELETE FROM or_enrolment WHERE user NOT IN (SELECT id FROM or_user)"
      "  OR class NOT IN (SELECT id FROM or_class);"
      "DELETE FROM or_birth WHERE id NOT IN (SELECT user FROM or_role WHERE role='student');");
}

}  // namespace

ImportTally load_oneroster(Store& store, Bundle& bundle, int manifest_file, const Call& call,
                           Problems& problems) {
  const Manifest manifest = read_manifest(bundle, manifest_file);
  const std::vector<Part> parts = parts_of(manifest, bundle);
  ImportTally tally;
  Load load{store, bundle, call,  problems,
            tally, {},     1,     manifest.version == "1.1",
            false, false,  false, date_of_ms(call.now_ms()),
            {}};
  const std::string source = "OneRoster " + manifest.version;
  const std::string before = store.setting("source");
  bool bulk = false, delta = false;
  for (const Part& part : parts) {
    (part.delta ? delta : bulk) = true;
    load.so_far.total += bundle.files()[static_cast<std::size_t>(part.file)].size;
    load.roles_come |= std::string_view(part.kind->file) == "roles";
  }
  if (before != source) {
    if (delta) {
      throw Refusal({manifest.name, 0, 0, ""},
                    fmt::format("The bundle only holds what changed (delta), and the student files "
                                "were not filled from {} before. Import a bulk bundle first.",
                                source));
    }
    for (const Kind& kind : kKinds) store.execute(kind.clear);
  }
  const std::string last = store.setting("load");
  std::from_chars(last.data(), last.data() + last.size(), load.number);
  ++load.number;
  for (const Part& part : parts) {
    if (!part.delta) store.execute(part.kind->clear);
    if (!part.delta && load.version_11 && std::string_view(part.kind->file) == "users") {
      store.execute("DELETE FROM or_role");
    }
    part.kind->load(load, part.file);
    load.orgs_known = store.number("SELECT EXISTS (SELECT 1 FROM or_org)") != 0;
    load.sessions_known = store.number("SELECT EXISTS (SELECT 1 FROM or_session)") != 0;
  }
  drop_orphans(store);
  store.set_setting("source", source);
  store.set_setting("load", std::to_string(load.number));
  tally.format = fmt::format("{} CSV ({})", source,
                             bulk && delta ? "bulk and delta" : (delta ? "delta" : "bulk"));
  call.progress(load.so_far.total, load.so_far.total);
  return tally;
}

}  // namespace homevisit::local
