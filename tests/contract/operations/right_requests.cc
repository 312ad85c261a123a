#include "right_requests.h"

#include <sqlite3.h>

#include <utility>
#include <vector>

namespace host_test {
namespace {

const Right rights[] = {
    {"sign_on.start", machine, R"({"provider":"school","back":"https://visits.example/back"})",
     false},
    {"sign_on.finish", machine, R"({"provider":"school","kept":"","state":"x"})", false},
    {"lti.login", machine,
     R"({"iss":"https://learn.example","login_hint":"7","target_link_uri":"https://visits.example/"})",
     false},
    {"lti.again", machine, R"({"state":"x"})", false},
    {"lti.launch", machine, R"({"state":"x","kept":""})", false},
    {"lti.members", mentor, R"({"pass":"x"})", false},
    {"lti.link", mentor, R"({"pass":"x"})", false},
    {"lti.keys", machine, "{}", false},
    {"lti.tool", it, "{}", false},
    {"lti.invite", it, "{}", false},
    {"lti.register", machine,
     R"({"invitation":"x","openid_configuration":"https://learn.example/configuration"})", false},
    {"lti.renew_key", it, "{}", false},
    {"lti.forget", it, R"({"issuer":"https://learn.example","client_id":"x"})", false},
    {"outbox.resolve", it, R"({"item":1,"decision":"filed"})", false},
    {"programme.set", leader,
     R"({"school_year":"2026-2027","policy_reference":"Schoolplan","policy_version":"1"})"},
    {"programme.approve", care, R"({"school_year":"2026-2027"})"},
    {"programme.drop", care, R"({"school_year":"2026-2027"})"},
    {"programme.decide", leader, R"({"decision":"goes_on"})"},
    {"programme.read", teacher, "{}", false},
    {"calendar.propose", teacher, "{}", false},
    {"calendar.add", leader, R"({"feast_days":true})"},
    {"calendar.remove", leader, R"({"from":"2026-10-17","name":"Herfstvakantie"})"},
    {"participation.set", teacher, R"({"participation":"in"})"},
    {"participation.list", leader, "{}", false},
    {"preparation.note", teacher, R"({"what":"Training"})"},
    {"notice.publish", leader,
     R"({"texts":[{"language":"nl","audience":"parents","title":"x","sections":[]}]})"},
    {"notice.read", teacher, "{}", false},
    {"notice.list", teacher, "{}", false},
    {"notice.draft", leader, "{}", false},
    {"visit.record", mentor,
     R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"]}})"},
    {"visit.plan", mentor, R"({"student":"s-alone","date":"2026-10-20"})"},
    {"visit.change", mentor,
     R"({"student":"s-alone","visit":"PLANNED","state":"confirmed",)"
     R"("agreed":{"guardian":"g-solo","channel":"phone"}})"},
    {"visit.revise", mentor,
     R"({"student":"s-alone","visit":"VISIT","date":"2026-10-12","report":{"key_points":["y"]}})"},
    {"visit.sign_off", mentor, R"({"student":"s-alone","visit":"VISIT"})"},
    {"visit.amend", mentor, R"({"student":"s-alone","visit":"SIGNED","text":"x","why":"y"})"},
    {"visit.void", care, R"({"student":"s-alone","visit":"VISIT"})"},
    {"answer.record", mentor, R"({"student":"s-alone","guardian":"g-solo","answer":"agreed"})"},
    {"answer.void", care, R"({"student":"s-alone","answer":"ANSWER"})"},
    {"notice.give", mentor, R"({"student":"s-alone","guardian":"g-solo","date":"2026-10-12"})"},
    {"agreement.change", mentor, R"({"student":"s-alone","agreement":"AGREEMENT","state":"done"})"},
    {"visit.check_in", mentor, R"({"student":"s-alone","visit":"PLANNED"})"},
    {"visit.check_out", mentor, R"({"student":"s-alone","visit":"PLANNED"})"},
    {"need.change", mentor, R"({"student":"s-alone","visit":"VISIT","index":0,"state":"solved"})"},
    {"contact.plan", mentor, R"({"student":"s-alone","date":"2027-01-11"})"},
    {"progress.board", mentor, R"({"group":"g1"})", false},
    {"progress.report", leader, R"({"as_of":"2026-10-12"})", false},
    {"progress.compare", leader, "{}", false},
    {"progress.years", leader, R"({"years":2})", false},
    {"progress.csv", leader, "{}", false},
    {"report.keep", leader, R"({"title":"November"})"},
    {"report.read", leader, "{}", false},
    {"contact.recur", mentor,
     R"({"student":"s-alone","guardian":"g-solo","form":"phone","when":"donderdag"})"},
    {"contact.recur_end", mentor, R"({"student":"s-alone","contact":"WEEKLY"})"},
    {"attempt.record", mentor,
     R"({"student":"s-alone","guardian":"g-solo","approach":"phone","result":"no_one_there"})"},
    {"attempt.void", mentor, R"({"student":"s-alone","attempt":"ATTEMPT"})"},
    {"stand_in.agree", mentor,
     R"({"student":"s-alone","guardian":"g-solo","relation":"aunt","date":"2026-10-12"})"},
    {"stand_in.end", mentor, R"({"student":"s-alone","stand_in":"AUNT"})"},
    {"wish.set", mentor, R"({"student":"s-alone","guardian":"g-solo","visitor":"woman"})"},
    {"buddy.link", care,
     R"({"student":"s-alone","guardian":"g-solo","other_student":"s-other",)"
     R"("other_guardian":"g-dekker","purpose":"x","agreed":true,"other_agreed":true})"},
    {"buddy.end", care, R"({"student":"s-alone","buddy":"BUDDY"})"},
    {"visit.ready", mentor, R"({"student":"s-alone","visit":"PLANNED","ready":true})"},
    {"visit.calendar", mentor, R"({"student":"s-alone","visit":"PLANNED"})", false},
    {"calendar.feed", mentor, "{}", false},
    {"planning.list", other_mentor, R"({"group":"g2"})", false},
    {"backstop.list", care, "{}", false},
    {"guardian.inform", mentor, R"({"student":"s-alone","guardian":"g-solo","what":"notice"})"},
    {"guardian.prefer", mentor, R"({"student":"s-alone","guardian":"g-solo","channel":"app"})"},
    {"referral.make", mentor,
     R"({"student":"s-alone","to":"other","reason":"other","owner":"c1"})"},
    {"referral.change", care, R"({"student":"s-alone","referral":"REFERRAL","state":"taken_up"})"},
    {"referral.list", care, "{}", false},
    {"care.consulted", mentor, R"({"date":"2026-10-12"})"},
    {"care.hand_off", mentor, "{}"},
    {"care.counts", leader, "{}", false},
    {"debrief.note", mentor, R"({"date":"2026-10-12","state":"offered"})"},
    {"debrief.list", mentor, "{}", false},
    {"confidant.spoken", mentor, R"({"date":"2026-10-12"})"},
    {"evaluation.give", mentor, R"({"respondent":"staff","remark":"x"})"},
    {"evaluation.questions", machine, R"({"code":"ASKED"})", false},
    {"evaluation.answer", machine, R"({"code":"TAKEN","remark":"y"})"},
    {"evaluation.codes", leader, R"({"respondent":"parent","count":1})"},
    {"evaluation.results", leader, "{}", false},
    {"evaluation.release", leader, R"({"remark":"SAID","released":true})"},
    {"evaluation.decide", leader, R"({"decision":"undecided"})"},
    {"improvement.set", leader, R"({"kind":"personal","what":"x","owner":"m1"})"},
    {"success.share", teacher, R"({"text":"x"})"},
    {"problem.note", teacher, R"({"kind":"time","text":"x"})"},
    {"team.read", teacher, "{}", false},
    {"travel.claim", teacher, R"({"date":"2026-10-12","kilometres":3})"},
    {"travel.list", teacher, "{}", false},
    {"travel.export", leader, "{}", false},
    {"hours.read", teacher, "{}", false},
    {"invitation.send", mentor, R"({"student":"s-alone","guardian":"g-solo","date":"2026-10-12"})"},
    {"permission.record", mentor,
     R"({"student":"s-alone","guardian":"g-solo","purpose":"buddy","status":"given"})"},
    {"permission.withdraw", mentor, R"({"student":"s-alone","permission":"PERMISSION"})"},
    {"question.raise", mentor, R"({"student":"s-alone","guardian":"g-solo","text":"x"})"},
    {"question.answer", mentor, R"({"student":"s-alone","question":"QUESTION","answer":"x"})"},
    {"question.list", leader, "{}", false},
    {"consent.read", mentor, R"({"student":"s-alone"})", false},
    {"answer.receipt", mentor, R"({"student":"s-alone","id":"ANSWER"})", false},
    {"consent.export", mentor, R"({"student":"s-alone","format":"oso"})", false},
    {"draft.save", mentor, R"({"student":"s-alone","form":"visit","fields":[["/date","x"]]})",
     false},
    {"draft.read", mentor, R"({"student":"s-alone","form":"visit"})", false},
    {"draft.discard", mentor, R"({"student":"s-alone","form":"visit"})", false},
    {"form.decode", mentor, R"({"operation":"visit.plan","fields":[["/date","2026-10-20"]]})",
     false},
    {"student.history", mentor, R"({"student":"s-alone"})", false},
    {"student.progress", mentor, R"({"student":"s-alone"})", false},
    {"visit.copy", mentor, R"({"student":"s-alone","visit":"VISIT"})", false},
    {"student.access_log", care, R"({"student":"s-alone"})", false},
    {"student.list", mentor, R"({"group":"g1"})", false},
    {"student.find", mentor, R"({"scheme":"sis","id":"s-alone"})", false},
    {"sign_on.list", machine, "{}", false},
    {"student.merge", it, R"({"from":"o-secret","into":"s-secret","dry_run":true})", false},
    {"student.renumber", it, R"({"from":"o-secret","to":"s-secret","dry_run":true})", false},
    {"student.unmerge", it, R"({"from":"o-foster","dry_run":true})", false},
    {"student.doubts", it, "{}", false},
    {"student.match", it, R"({"old":"o-secret","none":true})", false},
    {"dossier.entries", mentor, R"({"student":"s-alone"})", false},
    {"group.list", mentor, "{}", false},
    {"staff.list", mentor, "{}", false},
    {"refusal.note", teacher, R"({"what":"form","code":"other_site"})", false},
    {"system.status", it, "{}", false},
    {"system.check", it, "{}", false},
    {"roster.import", it, R"({"path":"SCHOOL"})", false},
    {"roster.refresh", it, "{}", false},
    {"dossier.deliver", it, "{}", false},
    {"dossier.reconcile", it, "{}", false},
    {"journal.rebuild_from_sis", it, "{}", false},
    {"sync.pass", it, "{}", false},
    {"outbox.list", it, "{}", false},
    {"audit.verify", it, "{}", false},
    {"projection.rebuild", it, "{}", false},
    {"backup.write", it, R"({"folder":"COPIES"})", false},
    {"backup.list", it, R"({"folder":"COPIES"})", false},
    {"backup.verify", it, R"({"folder":"COPIES"})", false},
    {"describe", it, "{}", false},
};

}  // namespace

std::span<const Right> right_requests() { return rights; }

Prepared& Prepared::get() {
  static Prepared prepared;
  return prepared;
}

std::string Prepared::request(const Right& right) const {
  std::string body = right.body;
  const std::pair<const char*, const std::string&> names[] = {
      {"PLANNED", planned_},   {"VISIT", visit_},         {"SIGNED", signed_},
      {"ANSWER", answer_},     {"AGREEMENT", agreement_}, {"SCHOOL", school_},
      {"COPIES", copies_},     {"WEEKLY", weekly_},       {"AUNT", aunt_},
      {"BUDDY", buddy_},       {"REFERRAL", referral_},   {"ASKED", asked_},
      {"TAKEN", taken_},       {"SAID", said_},           {"PERMISSION", permission_},
      {"QUESTION", question_}, {"ATTEMPT", attempt_}};
  for (const auto& [name, id] : names)
    if (const auto at = body.find(name); at != std::string::npos)
      body.replace(at, std::string(name).size(), id);
  return right.submits ? submitted(body) : body;
}

bool Prepared::writes(const char* operation) {
  const Reply described =
      host.call(it, "describe", std::string("{\"operation\":\"") + operation + "\"}");
  return described["operations"].at(0)["writes"].is_true();
}

// The cells of every row that `sql` gives.
Rows Prepared::rows(const std::string& sql) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2((folder / "journal.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
  Rows rows;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
      row.emplace_back(bytes, bytes + static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    }
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return rows;
}

std::vector<Rows> Prepared::kept() {
  std::vector<Rows> all;
  for (const auto& table :
       rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND "
            "name NOT IN ('events', 'meta') ORDER BY name"))
    all.push_back(rows("SELECT * FROM \"" + table[0] + "\" ORDER BY 1, 2"));
  all.push_back(rows("SELECT seq, body FROM events WHERE stream IN (1, 4) ORDER BY seq"));
  return all;
}

std::int64_t Prepared::written() {
  return std::stoll(rows("SELECT count(*) FROM events WHERE stream <> 2")[0][0]);
}

Prepared::Prepared()
    : school_(folder / "school"), copies_(folder / "copies"), host(config_in(folder)) {
  // Two who have another id since: one was found by rule, of the other a person must say so.
  write_school(school_);
  replace_in_school(school_, "s-foster", "o-foster");
  replace_in_school(school_, "s-secret,,,2013-07-05", "s-secret,,,");
  replace_in_school(school_, "s-secret", "o-secret");
  import();
  for (const char* student : {"o-foster", "o-secret"}) host.visit(mentor, student);
  write_school(school_);
  import();
  planned_ =
      host.write(mentor, "visit.plan", R"({"student":"s-alone","date":"2026-10-20"})").get("visit");
  visit_ = host.visit(
      mentor, alone, "",
      R"({"key_points":["x"],"goes_well":"y","needs":[{"kind":"other","observation":"x"}],)"
      R"("agreements":[{"what":"x","who":"school"}]})");
  signed_ =
      host.visit(mentor, alone, R"(,"sign_off":true)", R"({"key_points":["x"],"goes_well":"y"})");
  answer_ = host.write(mentor, "answer.record",
                       R"({"student":"s-alone","guardian":"g-solo","answer":"no_answer"})")
                .get("answer");
  weekly_ = host.write(mentor, "contact.recur",
                       R"({"student":"s-alone","guardian":"g-solo","form":"phone","when":"x"})")
                .get("id");
  aunt_ = host.write(mentor, "stand_in.agree",
                     R"({"student":"s-alone","guardian":"g-solo","relation":"aunt"})")
              .get("id");
  buddy_ = host.write(care, "buddy.link",
                      R"({"student":"s-alone","guardian":"g-solo","other_student":"s-other",)"
                      R"("other_guardian":"g-dekker","purpose":"x","agreed":true,)"
                      R"("other_agreed":true})")
               .get("id");
  host.write(mentor, "referral.make",
             R"({"student":"s-alone","to":"other","reason":"other","owner":"c1"})");
  const Reply codes =
      host.write(leader, "evaluation.codes", R"({"respondent":"parent","count":2})");
  asked_ = codes["codes"].at(0).text();
  taken_ = codes["codes"].at(1).text();
  for (int i = 0; i < 5; ++i)
    host.write(mentor, "evaluation.give", R"({"respondent":"pupil","remark":"x"})");
  const Reply results = host.call(leader, "evaluation.results", "{}");
  said_ = results["groups"].at(1)["remarks"].at(0)["id"].text();
  referral_ = host.call(care, "referral.list", "{}")["referrals"].at(0)["id"].text();
  permission_ =
      host.write(mentor, "permission.record",
                 R"({"student":"s-alone","guardian":"g-solo","purpose":"buddy","status":"given"})")
          .get("id");
  question_ = host.write(mentor, "question.raise",
                         R"({"student":"s-alone","guardian":"g-solo","text":"x"})")
                  .get("id");
  attempt_ = host.write(mentor, "attempt.record",
                        R"({"student":"s-alone","approach":"phone","result":"no_one_there"})")
                 .get("id");
  const Reply history = host.history(mentor, alone);
  agreement_ = history["agreements"].at(0)["id"].text();
  // To be listed and verified by tests that may run before the one that writes.
  host.call(it, "backup.write", "{\"folder\":\"" + copies_ + "\"}");
}

void Prepared::import() {
  EXPECT_EQ(host.call(it, "roster.import", "{\"path\":\"" + school_ + "\"}").status, HV_OK);
}

}  // namespace host_test
