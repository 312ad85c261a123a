#include "server/demo.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "json_text.h"
#include "server/encoding.h"

namespace homevisit::app {
namespace {

// What schools call these posts, in lower case; SIS exports spell them freely.
bool names_post(std::string function, std::initializer_list<const char*> words) {
  std::transform(function.begin(), function.end(), function.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return function.find(word) != std::string::npos; });
}

}  // namespace

std::vector<Demo::Person> Demo::people(const Words& say) const {
  std::vector<Person> out;
  std::map<std::string, std::size_t> place;  // staff id → where in `out`
  const std::string it = actor_text("it");
  const auto groups = Json::parse(library_.call(it, "group.list", R"({"all":true})").text);
  if (groups) {
    for (const Json& group : groups->items("groups")) {
      for (const Json& mentor : group.items("mentors")) {
        const std::string id = mentor.text("id");
        const auto [found, added] = place.emplace(id, out.size());
        if (added) out.push_back({"mentor", id, mentor.text("name"), {}});
        std::string& note = out[found->second].note;
        note += (note.empty() ? std::string(say("mentor of ", "mentor van ")) : ", ") +
                group.text("name");
      }
    }
  }
  Person care{"care_coordinator",
              {},
              say("Care coordinator", "Zorgcoördinator"),
              say("sees every student, with what is for the care team",
                  "ziet elke leerling, ook wat voor het zorgteam is")};
  Person leader{"school_leader",
                {},
                say("School leader", "Schoolleider"),
                say("reads what stands in the student files", "leest wat in de dossiers staat")};
  const auto staff = Json::parse(library_.call(it, "staff.list", "{}").text);
  if (staff) {
    for (const Json& person : staff->items("staff")) {
      const std::string function = person.text("function");
      if (care.staff.empty() &&
          names_post(function, {"zorgco", "intern begeleid", "kwaliteitsco", "care", "counsel"})) {
        care.staff = person.text("id");
        care.name = person.text("name");
        care.note = say("care coordinator: ", "zorgcoördinator: ") + care.note;
      } else if (leader.staff.empty() &&
                 names_post(function, {"directeur", "schoolleider", "leader", "principal"})) {
        leader.staff = person.text("id");
        leader.name = person.text("name");
        leader.note = say("school leader: ", "schoolleider: ") + leader.note;
      }
    }
  }
  out.insert(out.begin(), {care,
                           leader,
                           {"it",
                            {},
                            say("IT", "ICT"),
                            say("sees what is connected and what waits, no student",
                                "ziet wat is aangesloten en wat wacht, geen leerling")}});
  return out;
}

Response Demo::choices(const Turn& turn) const {
  // As many as the view takes; a district has more mentors than anybody scrolls through.
  constexpr std::size_t kMost = 1000;
  const Words say = turn.words();
  JsonArray choices;
  std::size_t count = 0;
  for (const Person& person : people(say)) {
    if (++count > kMost) break;
    std::string href = "/demo/as/" + person.role;
    if (!person.staff.empty()) href += "/" + percent_encoded(person.staff);
    choices.raw(JsonObject()
                    .text("href", href)
                    .text("text", person.name.empty() ? person.staff : person.name)
                    .text_if("note", person.note)
                    .str());
  }
  JsonObject params;
  params.flag("page", true).text("links", "").text_if("csrf", turn.session.csrf);
  params.text("title", say("Choose who you are", "Kies wie u bent"));
  params.text("text",
              say("This is a demonstration: anybody with this link may be anybody. Do not record "
                  "anything about real people here.",
                  "Dit is een demonstratie: wie deze link heeft, kan iedereen zijn. Leg hier niets "
                  "vast over echte mensen."));
  params.raw("choices", choices.str());
  Reply reply = library_.render(actor_text("system"), "message", params.str(),
                                {.language = turn.language_or_null(), .progress = {}});
  if (!reply.ok()) return pages_.refusal(turn, reply);
  return html(200, std::move(reply.text));
}

std::optional<Session> Demo::chosen(const Turn& turn) const {
  const std::string staff = turn.ids.size() > 1 ? turn.ids[1] : std::string();
  for (const Person& person : people(turn.words())) {
    if (person.role != turn.ids[0] || person.staff != staff) continue;
    Session session;
    session.actor = actor_text(person.role, person.staff, person.name);
    session.role = person.role;
    session.staff = person.staff;
    session.language = turn.session.language;
    session.demo = true;
    return session;
  }
  return std::nullopt;
}

}  // namespace homevisit::app
