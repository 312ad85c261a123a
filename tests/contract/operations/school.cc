#include "school.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace host_test {
namespace {

struct Person {
  const char* id;
  const char* given;
  const char* family;
  const char* role;
  const char* org;
  const char* relations = "";
  const char* birth = "";
  const char* group = "";
  const char* secret = "";
  const char* language = "";
};

constexpr Person people[] = {
    {"s-twohomes", "Noor", "Visser", "student", "o1",
     "g-mum:moeder:lives-with:primary:custody:hh-red,g-dad:vader:lives-with::custody:hh-blue",
     "2013-03-01", "g1"},
    {"s-onehome", "Daan", "Mulder", "student", "o1",
     "g-one:moeder:lives-with:primary:custody:hh-green,g-two:vader:lives-with::custody:hh-green",
     "2013-04-02", "g1"},
    {"s-alone", "Yara", "Smit", "student", "o1",
     "g-solo:moeder:lives-with:primary:custody:hh-white", "2013-05-03", "g1"},
    {"s-foster", "Sem", "Bos", "student", "o1",
     "g-foster:pleegmoeder:lives-with:primary:no-custody:hh-brown,g-legal:voogd:::custody:hh-grey",
     "2013-06-04", "g1"},
    {"s-secret", "Lina", "Vos", "student", "o1",
     "g-secret:moeder:lives-with:primary:custody:hh-hidden", "2013-07-05", "g1", "true"},
    {"s-sixteen", "Mila", "Kok", "student", "o1", "g-kok:vader:lives-with:primary:custody:hh-pink",
     "2010-10-12", "g1"},
    {"s-nocust", "Finn", "Post", "student", "o1",
     "g-with:moeder:lives-with:primary:custody:hh-gold,g-without:vader:::no-custody:hh-iron",
     "2013-08-06", "g1"},
    {"s-nottold", "Zoe", "Prins", "student", "o1",
     "g-told:moeder:lives-with:primary:custody:hh-teal,g-blocked:vader:::custody:hh-zinc:"
     "not-informed",
     "2013-09-07", "g1"},
    {"s-sibling", "Bram", "Visser", "student", "o1",
     "g-mum:moeder:lives-with:primary:custody:hh-red", "2014-03-01", "g1"},
    {"s-elsewhere", "Roos", "Visser", "student", "o2",
     "g-mum:moeder:lives-with:primary:custody:hh-red", "2011-03-01"},
    {"s-ofage", "Teun", "Visser", "student", "o2", "g-mum:moeder:lives-with:primary:custody:hh-red",
     "2008-03-01"},
    {"s-other", "Luuk", "Dekker", "student", "o1",
     "g-dekker:vader:lives-with:primary:custody:hh-lime", "2013-02-08", "g2"},
    {"g-mum", "Sanne", "Visser", "parent", "o1", "", "", "", "", "tr"},
    {"g-dad", "Mark", "de Boer", "parent", "o1"},
    {"g-one", "Eva", "Mulder", "parent", "o1"},
    {"g-two", "Tom", "Mulder", "parent", "o1"},
    {"g-solo", "Ilse", "Smit", "parent", "o1"},
    {"g-foster", "Anna", "Groen", "guardian", "o1"},
    {"g-legal", "Piet", "Hof", "guardian", "o1"},
    {"g-secret", "Vera", "Vos", "parent", "o1", "", "", "", "true"},
    {"g-kok", "Rob", "Kok", "parent", "o1"},
    {"g-with", "Lies", "Post", "parent", "o1"},
    {"g-without", "Henk", "Zand", "parent", "o1"},
    {"g-told", "Fleur", "Prins", "parent", "o1"},
    {"g-blocked", "Kees", "Storm", "parent", "o1"},
    {"g-dekker", "Wim", "Dekker", "parent", "o1"},
    {"m1", "Els", "Bakker", "teacher", "o1"},
    {"m2", "Jan", "Peters", "teacher", "o1"},
    {"t1", "Karin", "Wolf", "teacher", "o1"},
    {"c1", "Ria", "Zorg", "counselor", "o1"},
    {"l1", "Dirk", "Rector", "principal", "o1"},
};

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

struct Rows {
  std::string users =
      "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,"
      "agentSourcedIds,grades,primaryOrgSourcedId,metadata.homevisit.relations,"
      "metadata.homevisit.language,metadata.homevisit.secretAddress\n";
  std::string roles =
      "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
      "orgSourcedId\n";
  std::string demographics = "sourcedId,status,dateLastModified,birthDate\n";
  std::string enrollments =
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
      "primary,beginDate,endDate\n";

  void person(const Person& p) {
    const std::string id = p.id;
    users += id + ",,,true," + id + "," + p.given + "," + p.family + ",," +
             (*p.group != '\0' ? "2" : "") + "," + p.org + ",\"" + p.relations + "\"," +
             p.language + "," + p.secret + "\n";
    roles += "r-" + id + ",,," + id + ",primary," + p.role + ",,," + p.org + "\n";
    if (*p.birth != '\0') demographics += id + ",,," + p.birth + "\n";
    if (*p.group != '\0') enrol(p.group, id, "student");
  }
  void enrol(const std::string& group, const std::string& person, const std::string& role) {
    enrollments += "e-" + group + "-" + person + ",,," + group + ",o1," + person + "," + role +
                   ",,2026-08-01,2027-07-31\n";
  }
};

void write_folder(const std::string& folder, const Rows& rows) {
  const std::filesystem::path at = folder;
  std::filesystem::create_directories(at);
  write(at / "manifest.csv",
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
        "file.academicSessions,bulk\nfile.classes,bulk\nfile.courses,bulk\n"
        "file.demographics,bulk\nfile.enrollments,bulk\nfile.orgs,bulk\nfile.roles,bulk\n"
        "file.users,bulk\n");
  write(at / "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,"
        "schoolYear\nsy27,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n");
  write(at / "orgs.csv",
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        "o1,,,De Linde,school,,\no2,,,Het Anker,school,,\n");
  write(at / "courses.csv",
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
        "orgSourcedId\nk1,,,sy27,Groep,,,o1\n");
  write(at / "classes.csv",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
        "location,schoolSourcedId,termSourcedIds\n"
        "g1,,,2A,2,k1,,homeroom,,o1,sy27\ng2,,,2B,2,k1,,homeroom,,o1,sy27\n"
        "w1,,,2A wiskunde,2,k1,,scheduled,,o1,sy27\n");
  write(at / "users.csv", rows.users);
  write(at / "roles.csv", rows.roles);
  write(at / "demographics.csv", rows.demographics);
  write(at / "enrollments.csv", rows.enrollments);
}

Rows small_school() {
  Rows rows;
  for (const Person& p : people) {
    rows.person(p);
    if (std::string(p.group) == "g1") rows.enrol("w1", p.id, "student");
  }
  rows.enrol("g1", "m1", "teacher");
  rows.enrol("g2", "m2", "teacher");
  rows.enrol("w1", "t1", "teacher");
  return rows;
}

}  // namespace

void write_school(const std::string& folder) { write_folder(folder, small_school()); }

void replace_in_school(const std::string& folder, const std::string& from, const std::string& to) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    in.close();
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
    write(file.path(), text);
  }
}

void write_large_school(const std::string& folder, int students) {
  Rows rows = small_school();
  for (int i = 0; i < students; ++i) {
    const std::string id = "x" + std::to_string(i);
    rows.person({id.c_str(), "Kind", id.c_str(), "student", "o1", "", "2013-01-01", "g2"});
  }
  write_folder(folder, rows);
}

}  // namespace host_test
