#include "edexml.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "edexml_text.h"
#include "roster.h"
#include "text.h"

namespace homevisit::local {
namespace {

using pugi::xml_node;

// EDEXLeerkrachtRolType, in the standard's words. `at_group` is what the role, given at a group,
// makes of the person there: a trainee, parent or caretaker is no teacher of it.
struct Role {
  const char* code;
  const char* name;
  int at_group;  // hv_member_role, 0: none; of a home group
};
constexpr std::array<Role, 17> kRoles = {{{"ADJ", "adjunct-directeur", 0},
                                          {"ADM", "administratief medewerker", 0},
                                          {"CON", "conciërge", 0},
                                          {"DIR", "directeur", 0},
                                          {"ICT", "ICT-coördinator", 0},
                                          {"IB", "intern begeleider", 3},
                                          {"KLA", "klassenassistent", 3},
                                          {"LRK", "leerkracht", 2},
                                          {"LOS", "lerarenondersteuner", 3},
                                          {"LOC", "locatieleider", 0},
                                          {"OWA", "onderwijsassistent", 3},
                                          {"OUD", "ouder", 0},
                                          {"RT", "remedial teacher", 3},
                                          {"SMW", "schoolmaatschappelijk werker", 0},
                                          {"STA", "stagiair", 0},
                                          {"TAL", "toetsafnameleider", 3},
                                          {"VAK", "vakleerkracht", 3}}};

const Role* find_role(std::string_view code) {
  for (const Role& role : kRoles) {
    if (code == role.code) return &role;
  }
  return nullptr;
}

struct Name {
  std::string given, official, family, sort;
};

class EdexmlLoad {
 public:
  EdexmlLoad(Store& store, const EdexmlText& text, const Call& call, Problems& problems)
      : text_(text),
        call_(call),
        problems_(problems),
        put_group_(store, "INSERT OR IGNORE INTO grp VALUES (?,?,?,?,?,?)"),
        put_student_(store, "INSERT OR IGNORE INTO student VALUES (?,?,?,?,?,?,?,'',0,?)"),
        put_staff_(store, "INSERT OR IGNORE INTO staff VALUES (?,?,?,?)"),
        put_member_(store, "INSERT OR IGNORE INTO member VALUES (?,?,?,?,?)"),
        find_group_(store, "SELECT home FROM grp WHERE id=?"),
        find_place_(store, "SELECT name FROM or_org WHERE id=?"),
        put_place_(store, "INSERT OR IGNORE INTO or_org VALUES (?,?,1,0)"),
        store_(store) {}

  ImportTally run();

 private:
  // A row that cannot be used.
  void skip(const xml_node& node, std::string_view field, const std::string& reason) {
    ++tally_.rows_skipped;
    problems_.report(text_.place(node, field), reason);
  }
  bool begin_row(const xml_node& node);
  static Name name_of(const xml_node& person);
  std::string date_of(const xml_node& person, const char* element);
  void school();
  void group(const xml_node& node, bool home);
  void student(const xml_node& node);
  void teacher(const xml_node& node);
  // hv_ternary of the group with that key, 0 where there is none; reports a dangling one.
  std::int64_t group_home(const xml_node& reference, bool composed);

  const EdexmlText& text_;
  const Call& call_;
  Problems& problems_;
  Statement put_group_, put_student_, put_staff_, put_member_, find_group_, find_place_, put_place_;
  Store& store_;
  ImportTally tally_;
  std::string school_year_, reference_day_, school_name_;
};

std::string child(const xml_node& node, const char* name) {
  return one_line(node.child(name).text().get());
}

bool EdexmlLoad::begin_row(const xml_node& node) {
  if (++tally_.rows_read % 256 == 0) {
    call_.check();
    call_.progress(tally_.rows_read, 0);
  }
  const std::string_view key = node.attribute("key").value();
  if (key.empty() || key.size() > 255) {
    skip(node, "key", "The key is missing, empty or longer than 255 bytes; this was skipped.");
    return false;
  }
  return true;
}

Name EdexmlLoad::name_of(const xml_node& person) {
  Name name;
  name.given = child(person, "roepnaam");
  name.official = child(person, "voornamen");
  if (name.given.empty()) name.given.swap(name.official);
  if (name.given.empty()) {
    for (const char byte : child(person, "voorletters-1")) {
      // A letter beyond ASCII goes on in bytes 80 to BF.
      const bool letter = (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
      if (byte == '.') continue;
      if (letter && !name.given.empty()) name.given += '.';
      name.given += byte;
    }
    if (!name.given.empty()) name.given += '.';
  }
  const std::string prefix = child(person, "voorvoegsel");
  const std::string family = child(person, "achternaam");
  name.family = prefix.empty() ? family : prefix + (prefix.ends_with('\'') ? "" : " ") + family;
  for (const std::string& part : {family, prefix, name.given}) {
    if (!part.empty()) name.sort += (name.sort.empty() ? "" : ", ") + part;
  }
  return name;
}

// Nothing but a report where the date is none.
std::string EdexmlLoad::date_of(const xml_node& person, const char* element) {
  const xml_node node = person.child(element);
  const std::string_view said = trim(node.text().get());
  if (said.empty()) return "";
  const auto date = calendar_date(said);
  if (!date)
    problems_.report(text_.place(node), "This is no date like 2015-03-31; it was left out.");
  return date.value_or("");
}

void EdexmlLoad::school() {
  const xml_node school = text_.root().child("school");
  school_year_ = child(school, "schooljaar");
  if (school_year_.empty()) {
    throw Refusal(text_.place(school ? school : text_.root(), "schooljaar"),
                  "The required element school/schooljaar is missing. Export the file again.");
  }
  const std::string version = child(school, "xsdversie");
  if (!version.empty() && !version.starts_with("2.")) {
    throw Refusal(text_.place(school.child("xsdversie")),
                  "Only EDEXML 2.x can be read. Ask the program for EDEXML 2.1.");
  }
  tally_.format = fmt::format("EDEXML {:.8}", version.empty() ? "2" : version);
  for (const char* element : {"peildatum", "aanmaakdatum"}) {
    if (reference_day_.empty()) reference_day_ = date_of(school, element);
  }
  if (reference_day_.empty()) reference_day_ = date_of_ms(call_.now_ms());
  const std::string part = child(school, "dependancecode");
  for (const char* element : {"brincode", "instellingsnummer", "schoolkey"}) {
    if (school_name_.empty()) school_name_ = child(school, element);
  }
  // The standard: 00 means the same as empty.
  if (!part.empty() && part != "00") school_name_ += part;
}

void EdexmlLoad::group(const xml_node& node, bool home) {
  if (!begin_row(node)) return;
  const std::string name = child(node, "naam");
  if (name.empty()) {
    skip(node, "naam", "The group has no name; it was skipped.");
    return;
  }
  const std::string year = child(node, "jaargroep");
  put_group_
      .all(node.attribute("key").value(), name, school_name_, year, school_year_,
           std::int64_t{home ? HV_YES : HV_NO})
      .run();
  if (store_.changes() == 0)
    skip(node, "key", "The key stands in the file twice; this was skipped.");
}

std::int64_t EdexmlLoad::group_home(const xml_node& reference, bool composed) {
  const std::string_view key = reference.attribute("key").value();
  const bool known = find_group_.all(key).step();
  const std::int64_t home = known ? find_group_.number(0) : 0;
  find_group_.reset();
  if (home == (composed ? HV_NO : HV_YES)) return home;
  problems_.report(text_.place(reference, "key"),
                   fmt::format("The group {} is not in the file; the person was left out of it.",
                               shown_id(key)));
  return 0;
}

void EdexmlLoad::student(const xml_node& node) {
  if (!begin_row(node)) return;
  const std::string_view key = node.attribute("key").value();
  const Name name = name_of(node);
  if (name.given.empty() && name.family.empty()) {
    skip(node, "roepnaam", "The student has neither roepnaam nor achternaam; this was skipped.");
    return;
  }
  const std::string left = date_of(node, "uitstroomdatum");
  if (!left.empty() && left < reference_day_) return;
  const std::string birth = date_of(node, "geboortedatum");
  const std::string year = child(node, "jaargroep");
  std::string place = school_name_;
  if (const xml_node location = node.child("vestiging")) {
    if (find_place_.all(location.attribute("key").value()).step()) {
      place = find_place_.text(0);
    } else {
      problems_.report(text_.place(location, "key"),
                       "The location is not in the file; the student is kept without it.");
    }
    find_place_.reset();
  }
  put_student_.all(key, name.given, name.family, name.sort, birth, place, year, name.official)
      .run();
  if (store_.changes() == 0) {
    skip(node, "key", "The key stands in the file twice; this was skipped.");
    return;
  }
  // Who came in the course of this school year was in the group only from then on.
  const std::string came = date_of(node, "instroomdatum");
  const std::string begin = came > school_year_.substr(0, 4) + "-08-01" ? came : "";
  const auto enrol = [&](const xml_node& reference, bool composed) {
    if (group_home(reference, composed) == 0) return;
    put_member_
        .all(reference.attribute("key").value(), key, std::int64_t{HV_MEMBER_STUDENT}, begin, left)
        .run();
  };
  if (const xml_node reference = node.child("groep")) enrol(reference, false);
  for (const xml_node reference :
       node.child("samengestelde_groepen").children("samengestelde_groep")) {
    enrol(reference, true);
  }
}

void EdexmlLoad::teacher(const xml_node& node) {
  if (!begin_row(node)) return;
  const std::string_view key = node.attribute("key").value();
  const Name name = name_of(node);
  if (name.given.empty() && name.family.empty()) {
    skip(node, "roepnaam", "The teacher has neither roepnaam nor achternaam; this was skipped.");
    return;
  }
  std::string function;
  bool parent_only = false;
  for (const xml_node role : node.children("rol")) {
    const Role* known = find_role(trim(role.text().get()));
    if (known == nullptr) {
      problems_.report(text_.place(role), "The role is none of EDEXML's; it was left out.");
      continue;
    }
    if (function.empty()) {
      function = known->name;
      parent_only = std::string_view(known->code) == "OUD";
    } else if (parent_only && std::string_view(known->code) != "OUD") {
      function = known->name;
      parent_only = false;
    }
  }
  if (function.empty()) function = child(node, "rolomschrijving");
  if (parent_only) return;  // helps out at school; no member of staff
  if (function.empty()) function = "leerkracht";
  put_staff_.all(key, name.given, name.family, function).run();
  if (store_.changes() == 0) {
    skip(node, "key", "The key stands in the file twice; this was skipped.");
    return;
  }
  for (const xml_node reference : node.child("groepen").children()) {
    const std::string_view element = reference.name();
    if (element != "groep" && element != "samengestelde_groep") continue;
    const std::int64_t home = group_home(reference, element != "groep");
    if (home == 0) continue;
    std::int64_t role = reference.child("rol") ? 0 : HV_MEMBER_MENTOR;
    for (const xml_node said : reference.children("rol")) {
      const Role* known = find_role(trim(said.text().get()));
      const std::int64_t here = known == nullptr ? 0 : known->at_group;
      // Mentor (2) goes before teacher (3), either before none.
      if (here != 0 && (role == 0 || here < role)) role = here;
    }
    if (role == HV_MEMBER_MENTOR && home != HV_YES) role = HV_MEMBER_TEACHER;
    if (role != 0) put_member_.all(reference.attribute("key").value(), key, role, "", "").run();
  }
}

ImportTally EdexmlLoad::run() {
  const xml_node root = text_.root();
  if (std::string_view(root.name()) != "EDEX") {
    throw Refusal(text_.place(root),
                  "The file is XML but no EDEXML: its first element is not EDEX.");
  }
  school();
  if (!root.child("leerlingen")) {
    throw Refusal(text_.place(root, "leerlingen"),
                  "The required element leerlingen is missing. Export the file again.");
  }
  clear_oneroster(store_);
  clear_roster(store_);
  for (const xml_node node : root.child("vestigingen").children("vestiging")) {
    if (begin_row(node)) put_place_.all(node.attribute("key").value(), child(node, "naam")).run();
  }
  for (const xml_node node : root.child("groepen").children("groep")) group(node, true);
  for (const xml_node node : root.child("groepen").children("samengestelde_groep")) {
    group(node, false);
  }
  for (const xml_node node : root.child("leerlingen").children("leerling")) student(node);
  for (const xml_node node : root.child("leerkrachten").children("leerkracht")) teacher(node);
  store_.set_setting("source", "EDEXML");
  return tally_;
}

}  // namespace

ImportTally load_edexml(Store& store, Bundle& bundle, int file, const Call& call,
                        Problems& problems) {
  const EdexmlText text(bundle, file);
  return EdexmlLoad(store, text, call, problems).run();
}

}  // namespace homevisit::local
