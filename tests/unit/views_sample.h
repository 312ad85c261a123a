// A made-up student's file for the tests of the views.
#pragma once

#include <string>

#include "domain/history.h"
#include "domain/roster.h"
#include "views/views.h"

namespace homevisit::views {

inline Date day(int year, unsigned month, unsigned day_of_month) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day_of_month}};
}

inline StudentFile sample_file() {
  StudentFile file;
  file.student = {"604821", "Samira", "el Idrissi", "Idrissi",   day(2018, 3, 4),
                  "S1",     "5",      "nl",         Ternary::no, ""};
  Guardian mother{"g1",         "Fatma",      "el Idrissi", "ar", Ternary::no, "mother", "h1",
                  Ternary::yes, Ternary::yes, Ternary::yes, 1};
  Guardian father{"g2",         "Youssef",   "el Idrissi", "nl", Ternary::no, "father", "h2",
                  Ternary::yes, Ternary::no, Ternary::yes, 2};
  Guardian uncle{"g3",        "Karim",     "Bakkali",   "", Ternary::yes, "uncle", "",
                 Ternary::no, Ternary::no, Ternary::no, 3};
  file.guardians = {mother, father, uncle};
  file.siblings = {{"604822", "Bilal", "el Idrissi", "Idrissi", day(2015, 1, 1), "S1", "8", "nl",
                    Ternary::no, ""}};
  file.groups = {{"k5a", "Groep 5A", "S1", "5", "2026-2027", Ternary::yes}};
  return file;
}

inline Recorded by_mentor(std::int64_t seq, Filed filed = Filed::filed) {
  return {"t1", "J. de Wit", 1791800000000 + seq * 86400000, seq, "", filed};
}

inline VisitEntry sample_visit(const std::string& id, Date date, std::int64_t seq) {
  VisitEntry entry;
  entry.recorded = by_mentor(seq);
  Visit& visit = entry.visit;
  visit.id = id;
  visit.date = date;
  visit.at_guardian = "g1";
  visit.visitors = {"t1", "t2"};
  visit.guardians = {"g1"};
  visit.pupil = PupilPresent::yes;
  visit.interpreter = Interpreter{InterpreterKind::phone, "ar", ArrangedBy::school, "", ""};
  visit.minutes.visit = 45;
  visit.report.goes_well = "Samira leest elke avond voor aan haar broertje.";
  visit.report.key_points = {"Samira vertelde trots over haar boekenplank.",
                             "Thuis wordt Arabisch en Nederlands gesproken."};
  visit.report.notes = {
      {Topic::at_home, Voice::parent, "Het is gezellig druk; huiswerk lukt het best na het eten.",
       Tier::care},
      {Topic::pride, Voice::pupil, "Dat ik nu zelf naar de bibliotheek mag.", Tier::care},
      {Topic::values, Voice::parent, "Beleefdheid vinden wij het belangrijkst.",
       Tier::confidential}};
  visit.report.needs = {{NeedKind::quiet_place, "Samira maakt haar huiswerk aan de keukentafel.",
                         "Op dinsdag en donderdag blijft zij een half uur op school.",
                         NeedState::open}};
  Agreement agreement;
  agreement.id = id + "-a";
  agreement.what = "Een boek voor thuis meegeven";
  agreement.who = AgreementOwner::school;
  agreement.by = add_days(date, 14);
  agreement.accepted_by_family = true;
  visit.report.agreements = {agreement};
  return entry;
}

inline AnswerEntry sample_answer(AnswerKind kind, const std::string& guardian, Date date,
                                 std::int64_t seq) {
  AnswerEntry entry;
  entry.answer.id = "answer-" + std::to_string(seq);
  entry.answer.guardian = guardian;
  entry.answer.kind = kind;
  entry.answer.date = date;
  entry.answer.channel = Channel::phone;
  entry.recorded = by_mentor(seq, Filed::waiting);
  return entry;
}

inline History sample_history() {
  History history;
  history.visits = {sample_visit("0190a0a0-0000-7000-8000-000000000001", day(2026, 10, 12), 3)};
  for (const Agreement& agreement : history.visits[0].visit.report.agreements)
    history.agreements.push_back(
        {agreement, history.visits[0].visit.id, history.visits[0].visit.date, "", by_mentor(3)});
  VisitEntry planned;
  planned.recorded = by_mentor(7, Filed::none);
  planned.visit.id = "0190a0a0-0000-7000-8000-000000000009";
  planned.visit.date = day(2027, 1, 15);
  planned.visit.state = VisitState::confirmed;
  planned.visit.visitors = {"t1"};
  history.visits.push_back(planned);
  history.answers = {sample_answer(AnswerKind::agreed, "g1", day(2026, 9, 3), 1),
                     sample_answer(AnswerKind::declined, "g2", day(2026, 9, 8), 2)};
  history.answers[1].answer.not_before = day(2027, 8, 1);
  for (AnswerEntry& entry : history.answers) entry.standing = true;
  history.informed = {{{"g1", Told::notice, "", day(2026, 8, 28), Channel::letter, "ar"},
                       by_mentor(0, Filed::none)}};
  history.preferences["g1"] = {"g1", "phone", "na 19.00 uur", "ar"};
  history.next_contact = NextContact{day(2027, 1, 15), "home", "", true};
  history.intentions.push_back({*history.next_contact, "", false, {}});
  history.last_seq = 7;
  return history;
}

inline std::string sample_staff(const std::string& id) {
  return id == "t1" ? "J. de Wit" : id == "t2" ? "M. Yıldız" : "";
}

inline Frame sample_frame(const char* language = "nl") {
  Frame frame;
  frame.words = &text::Catalogue::of(language);
  frame.page = true;
  frame.csrf = "csrf-token";
  frame.school = "Basisschool De Linde";
  frame.reader = "J. de Wit";
  frame.reader_role = "mentor";
  frame.reader_id = "t1";
  frame.today = day(2026, 11, 22);
  return frame;
}

// A panel with all that it can show; `file` and `history` must outlive it.
inline PanelModel sample_panel(const StudentFile& file, const History& history) {
  PanelModel model;
  model.file = &file;
  model.history = &history;
  model.staff_name = sample_staff;
  model.may_record = true;
  model.sees_care = true;
  model.sees_confidential = true;
  return model;
}

}  // namespace homevisit::views
