#include "commands/history_text.h"

#include <fmt/format.h>

#include <map>

namespace homevisit::app {
namespace {

using Names = std::map<std::string, std::pair<const char*, const char*>>;

// The words of the pages (design of the wording: a decline reads like any other answer).
const Names& names() {
  static const Names all{
      {"agreed", {"Welcome to visit", "Welkom"}},
      {"declined", {"Prefers no home visit", "Liever geen huisbezoek"}},
      {"deferred", {"Not now", "Nu even niet"}},
      {"other_form", {"Prefers another form", "Liever op een andere manier"}},
      {"no_answer", {"No answer yet", "Nog geen antwoord"}},
      {"withdrawn", {"Came back on it", "Is erop teruggekomen"}},
      {"held", {"Home visit", "Huisbezoek"}},
      {"interrupted", {"Home visit, ended early", "Huisbezoek, eerder gestopt"}},
      {"no_show", {"Appointment did not take place", "Afspraak ging niet door"}},
      {"attempted_doorstep", {"Rang the bell", "Aangebeld"}},
      {"proposed", {"Home visit proposed", "Huisbezoek voorgesteld"}},
      {"confirmed", {"Home visit planned", "Huisbezoek gepland"}},
      {"rescheduled", {"Home visit moved", "Huisbezoek verplaatst"}},
      {"cancelled_by_family",
       {"Appointment cancelled by the family", "Afspraak afgezegd door het gezin"}},
      {"cancelled_by_school", {"Appointment cancelled by school", "Afspraak afgezegd door school"}},
      {"home", {"at home", "thuis"}},
      {"school", {"at school", "op school"}},
      {"phone", {"by phone", "telefonisch"}},
      {"online", {"online", "online"}},
      {"elsewhere", {"elsewhere", "elders"}},
      {"open", {"open", "open"}},
      {"going_well", {"going well", "gaat goed"}},
      {"another_way", {"another way", "op een andere manier"}},
      {"done", {"done", "gedaan"}},
      {"let_go", {"let go", "losgelaten"}},
      {"parent", {"parent", "ouder"}},
      {"pupil", {"pupil", "leerling"}},
      {"other", {"other", "ander"}},
      {"visit_held", {"told about the visit", "verteld over het bezoek"}},
      {"notice",
       {"was given the information about home visits", "kreeg de informatie over huisbezoeken"}},
      {"agreements", {"told about the agreements", "verteld over de afspraken"}},
      {"waiting", {"waiting to be filed", "wordt nog in het dossier gezet"}},
      {"attention", {"waiting to be filed", "wordt nog in het dossier gezet"}},
  };
  return all;
}

class HistoryText {
 public:
  HistoryText(const Json& history, const Words& say) : history_(history), say_(say) {}

  std::string write() {
    const Json student = history_["student"];
    line(0, fmt::format("{}  {}", student.text("name"), student.text("id")));
    std::string groups;
    for (const Json& group : student.items("groups")) {
      groups += (groups.empty() ? "" : ", ") + group.text("name");
    }
    labelled(0, say_("Group", "Groep"), groups);
    labelled(0, say_("Last contact", "Laatste contact"), last_contact());
    labelled(0, say_("Next contact", "Volgend contact"), next_contact(history_["next_contact"]));
    for (const Json& entry : history_.items("timeline")) timeline_entry(entry);
    if (history_.items("timeline").empty()) {
      line(0, "");
      line(0, say_("Nothing is recorded yet.", "Er is nog niets vastgelegd."));
    }
    agreements();
    return out_;
  }

 private:
  void line(int depth, const std::string& text) {
    out_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + text + "\n";
  }
  void labelled(int depth, const char* label, const std::string& text) {
    if (!text.empty()) line(depth, fmt::format("{}: {}", label, text));
  }
  std::string name_of(const std::string& code) const {
    const auto known = names().find(code);
    return known == names().end() ? code : say_(known->second.first, known->second.second);
  }
  static std::string people(const std::vector<Json>& persons) {
    std::string out;
    for (const Json& person : persons) {
      out += (out.empty() ? "" : ", ") + person.text("name");
      if (const std::string relation = person.text("relation"); !relation.empty()) {
        out += " (" + relation + ")";
      }
    }
    return out;
  }

  std::string last_contact() const {
    const Json last = history_["last_contact"];
    if (!last) return {};
    return fmt::format("{} {} {}", last.text("date"), name_of(last.text("place")),
                       people(last.items("visitors")));
  }
  std::string next_contact(const Json& next) const {
    std::string out = next.text("date");
    for (const std::string& part : {name_of(next.text("form")), next.text("frequency")}) {
      if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
    }
    return out;
  }

  void timeline_entry(const Json& entry) {
    const std::string kind = entry.text("kind");
    out_ += "\n";
    if (kind == "visit") {
      visit(entry);
    } else if (kind == "answer") {
      answer(entry);
    } else {
      line(0, fmt::format("{}  {}: {}", entry.text("date"), entry["who"].text("name"),
                          name_of(entry.text("what"))));
    }
    if (entry["voided"]) line(1, say_("entered in error", "per vergissing ingevoerd"));
  }

  void visit(const Json& entry) {
    const Json visit = entry["visit"];
    const Json report = visit["report"];
    line(0, fmt::format("{}  {}, {}  {}", entry.text("date"), name_of(visit.text("state")),
                        name_of(visit.text("place")), visit.text("id")));
    labelled(1, say_("Went", "Ging"), people(entry.items("visitors")));
    labelled(1, say_("Took part", "Erbij"), people(entry.items("guardians")));
    if (const Json interpreter = visit["interpreter"]) {
      labelled(1, say_("Interpreter", "Tolk"),
               fmt::format("{} {}", interpreter.text("kind"), interpreter.text("language")));
    }
    labelled(1, say_("Goes well", "Wat gaat goed"), report.text("goes_well"));
    for (const Json& point : report.items("key_points")) line(1, "- " + point.text());
    for (const Json& note : report.items("notes")) {
      line(1, fmt::format("{} [{}]: {}", note.text("topic"), note.text("tier"), note.text("text")));
    }
    for (const Json& addendum : entry.items("addenda")) {
      line(1, fmt::format("{}: {} ({})", say_("Addendum", "Aanvulling"), addendum.text("text"),
                          addendum.text("why")));
    }
    const std::string filed = entry["recorded"].text("filed");
    if (filed == "waiting" || filed == "attention") line(1, "(" + name_of(filed) + ")");
  }

  void answer(const Json& entry) {
    const Json answer = entry["answer"];
    std::string said = name_of(answer.text("answer"));
    if (const std::string form = answer.text("form"); !form.empty() && form != "none") {
      said += ", " + name_of(form);
    }
    line(0, fmt::format("{}  {}: {}", entry.text("date"), people({entry["who"]}), said));
    labelled(1, say_("Not to be asked before", "Niet vragen vóór"), answer.text("not_before"));
    if (answer.flag("never_ask")) line(1, say_("Not to be asked again", "Niet opnieuw vragen"));
  }

  void agreements() {
    const auto all = history_.items("agreements");
    if (all.empty()) return;
    out_ += "\n";
    line(0, say_("Agreements", "Afspraken"));
    for (const Json& agreement : all) {
      const std::string by = agreement.text("by");
      line(1, fmt::format("{}: {}{} ({})", name_of(agreement.text("who")), agreement.text("what"),
                          by.empty() ? "" : fmt::format(", {} {}", say_("by", "uiterlijk"), by),
                          name_of(agreement.text("state"))));
    }
  }

  const Json& history_;
  const Words& say_;
  std::string out_;
};

}  // namespace

std::string history_text(const Json& history, const Words& say) {
  return HistoryText(history, say).write();
}

}  // namespace homevisit::app
