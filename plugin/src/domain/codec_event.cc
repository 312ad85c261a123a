#include <fmt/format.h>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/history.h"

namespace homevisit {
namespace {

template <typename E>
void read_name(json::Value value, E& target) {
  if (const auto known = from_name<E>(value.text())) target = *known;
}

// The type of an event in its body. They stand in journals: never change one.
struct TypeName {
  std::string_view operator()(const VisitPlanned&) const { return "visit_planned"; }
  std::string_view operator()(const VisitChanged&) const { return "visit_changed"; }
  std::string_view operator()(const VisitRecorded&) const { return "visit_recorded"; }
  std::string_view operator()(const VisitRevised&) const { return "visit_revised"; }
  std::string_view operator()(const VisitSignedOff&) const { return "visit_signed_off"; }
  std::string_view operator()(const VisitAmended&) const { return "visit_amended"; }
  std::string_view operator()(const VisitVoided&) const { return "visit_voided"; }
  std::string_view operator()(const AnswerRecorded&) const { return "answer_recorded"; }
  std::string_view operator()(const AnswerVoided&) const { return "answer_voided"; }
  std::string_view operator()(const AgreementChanged&) const { return "agreement_changed"; }
  std::string_view operator()(const NeedChanged&) const { return "need_changed"; }
  std::string_view operator()(const NextContactSet&) const { return "next_contact_set"; }
  std::string_view operator()(const GuardianInformed&) const { return "guardian_informed"; }
  std::string_view operator()(const PreferenceSet&) const { return "preference_set"; }
  std::string_view operator()(const IdsChanged&) const { return "ids_changed"; }
  template <DescribedEvent T>
  std::string_view operator()(const T&) const {
    return T::type;
  }
};

struct WriteContent {
  json::Writer& w;

  void operator()(const VisitPlanned& c) const { w.key("visit"), write_visit(w, c.visit); }
  void operator()(const VisitRecorded& c) const { w.key("visit"), write_visit(w, c.visit); }
  void operator()(const VisitRevised& c) const { w.key("visit"), write_visit(w, c.visit); }
  void operator()(const VisitChanged& c) const {
    w.member("visit", c.visit).member("state", to_name(c.state));
    if (c.date) w.member("date", format_date(*c.date));
    w.member_if("start_time", c.start_time);
    if (!c.visitors.empty()) {
      w.key("visitors").begin_array();
      for (const std::string& visitor : c.visitors) w.string(visitor);
      w.end_array();
    }
    if (c.backstop)
      w.key("backstop").begin_object().member("staff", c.backstop->staff).end_object();
  }
  void operator()(const VisitSignedOff& c) const { w.member("visit", c.visit); }
  void operator()(const VisitAmended& c) const {
    w.member("visit", c.visit)
        .member("text", c.text)
        .member("why", c.why)
        .member("tier", to_name(c.tier));
  }
  void operator()(const VisitVoided& c) const { w.member("visit", c.visit); }
  void operator()(const AnswerRecorded& c) const { w.key("answer"), write_answer(w, c.answer); }
  void operator()(const AnswerVoided& c) const { w.member("answer", c.answer); }
  void operator()(const AgreementChanged& c) const {
    w.member("agreement", c.agreement);
    write_goal_state(w, c.state);
    w.member_if("note", c.note);
    if (c.review) w.member("review", format_date(*c.review));
  }
  void operator()(const NeedChanged& c) const {
    w.member("visit", c.visit).member("index", c.index).member("state", to_name(c.state));
    w.member_if("joint_solution", c.joint_solution);
  }
  void operator()(const NextContactSet& c) const {
    w.key("next_contact"), write_next_contact(w, c.next);
  }
  void operator()(const GuardianInformed& c) const {
    w.member("guardian", c.guardian).member("what", to_name(c.what)).member_if("visit", c.visit);
    w.member("date", format_date(c.date)).member("channel", to_name(c.channel));
    w.member_if("language", c.language);
  }
  void operator()(const PreferenceSet& c) const {
    w.member("guardian", c.guardian).member_if("channel", c.channel).member_if("hours", c.hours);
    w.member_if("language", c.language);
  }
  void operator()(const IdsChanged& c) const {
    w.member("from", c.from).member("to", c.to).key("guardians").begin_array();
    for (const auto& [before, now] : c.guardians)
      w.begin_object().member("from", before).member("to", now).end_object();
    w.end_array().member_if("rule", c.rule);
    if (c.parted) w.member("parted", true);
  }
  template <DescribedEvent T>
  void operator()(const T& c) const {
    write_members(w, c);
  }
};

// The alternative whose members are described and whose type has this name.
template <std::size_t I = 0>
std::optional<Change> read_described(std::string_view type, json::Value body) {
  if constexpr (I == std::variant_size_v<Change>) {
    return std::nullopt;
  } else {
    using T = std::variant_alternative_t<I, Change>;
    if constexpr (DescribedEvent<T>)
      if (type == T::type) return Change{read_members<T>(body)};
    return read_described<I + 1>(type, body);
  }
}

Result<Change> read_change(std::string_view type, json::Value v) {
  const auto text = [&](const char* key) { return std::string(v[key].text()); };
  if (type == "visit_planned" || type == "visit_recorded" || type == "visit_revised") {
    HV_ASSIGN(Visit visit, read_visit(v["visit"]));
    if (type == "visit_planned") return Change{VisitPlanned{std::move(visit)}};
    if (type == "visit_recorded") return Change{VisitRecorded{std::move(visit)}};
    return Change{VisitRevised{std::move(visit)}};
  }
  if (type == "visit_changed") {
    VisitChanged c{text("visit"), VisitState::confirmed, std::nullopt, text("start_time")};
    read_name(v["state"], c.state);
    HV_ASSIGN(c.date, read_date(v, "date", "/date"));
    for (std::size_t i = 0; i < v["visitors"].size(); ++i)
      c.visitors.emplace_back(v["visitors"].at(i).text());
    if (const json::Value at = v["backstop"]; at.is_object())
      c.backstop = Backstop{std::string(at["staff"].text()), "", ""};
    return Change{std::move(c)};
  }
  if (type == "visit_signed_off") return Change{VisitSignedOff{text("visit")}};
  if (type == "visit_voided") return Change{VisitVoided{text("visit")}};
  if (type == "visit_amended") {
    VisitAmended c{text("visit"), text("text"), text("why"), Tier::shared};
    read_name(v["tier"], c.tier);
    return Change{std::move(c)};
  }
  if (type == "answer_recorded") {
    HV_ASSIGN(Answer answer, read_answer(v["answer"]));
    return Change{AnswerRecorded{std::move(answer)}};
  }
  if (type == "answer_voided") return Change{AnswerVoided{text("answer")}};
  if (type == "agreement_changed") {
    AgreementChanged c{text("agreement"), read_goal_state(v), text("note")};
    HV_ASSIGN(c.review, read_date(v, "review", "/review"));
    return Change{std::move(c)};
  }
  if (type == "need_changed") {
    NeedChanged c{text("visit"), static_cast<int>(v["index"].integer().value_or(0)),
                  NeedState::open, text("joint_solution")};
    read_name(v["state"], c.state);
    return Change{std::move(c)};
  }
  if (type == "next_contact_set") {
    HV_ASSIGN(NextContact next, read_next_contact(v["next_contact"]));
    return Change{NextContactSet{std::move(next)}};
  }
  if (type == "guardian_informed") {
    GuardianInformed c;
    c.guardian = text("guardian");
    read_name(v["what"], c.what);
    c.visit = text("visit");
    HV_ASSIGN(const auto date, read_date(v, "date", "/date"));
    if (date) c.date = *date;
    read_name(v["channel"], c.channel);
    c.language = text("language");
    return Change{std::move(c)};
  }
  if (type == "preference_set")
    return Change{
        PreferenceSet{text("guardian"), text("channel"), text("hours"), text("language")}};
  if (type == "ids_changed") {
    IdsChanged c{text("from"), text("to"), {}, text("rule"), v["parted"].is_true()};
    const json::Value guardians = v["guardians"];
    for (std::size_t i = 0; i < guardians.size(); ++i)
      c.guardians.emplace_back(guardians.at(i)["from"].text(), guardians.at(i)["to"].text());
    return Change{std::move(c)};
  }
  if (auto change = read_described(type, v)) return *std::move(change);
  return Error{
      HV_UNSUPPORTED, "unknown_event",
      "The journal holds an event of a newer kind. Install the newer version of homevisit."};
}

}  // namespace

Result<Answer> read_answer(json::Value v) {
  const auto text = [&](json::Value value) { return std::string(value.text()); };
  Answer answer;
  answer.id = text(v["id"]);
  answer.guardian = text(v["guardian"]);
  read_name(v["answer"], answer.kind);
  read_name(v["form"], answer.form);
  HV_ASSIGN(const auto date, read_date(v, "date", "/date"));
  if (date) answer.date = *date;
  read_name(v["channel"], answer.channel);
  HV_ASSIGN(answer.not_before, read_date(v, "not_before", "/not_before"));
  answer.never_ask = v["never_ask"].is_true();
  answer.volunteered = text(v["volunteered"]);
  answer.language = text(v["language"]);
  answer.interpreter = text(v["interpreter"]);
  answer.authority = text(v["authority"]);
  answer.relation = text(v["relation"]);
  answer.notice_id = text(v["notice"]["id"]);
  answer.notice_version = text(v["notice"]["version"]);
  answer.notice_hash = text(v["notice"]["hash"]);
  HV_ASSIGN(answer.valid_until, read_date(v, "valid_until", "/valid_until"));
  answer.evidence_reference = text(v["evidence_reference"]);
  answer.oral_witness = text(v["oral_witness"]);
  answer.withdrawal_told = v["withdrawal_told"].is_true();
  answer.programme_version = text(v["programme_version"]);
  return answer;
}

void write_answer(json::Writer& w, const Answer& answer) {
  w.begin_object().member("id", answer.id).member_if("guardian", answer.guardian);
  w.member("answer", to_name(answer.kind)).member_if("form", to_name(answer.form));
  w.member("date", format_date(answer.date)).member("channel", to_name(answer.channel));
  if (answer.not_before) w.member("not_before", format_date(*answer.not_before));
  if (answer.never_ask) w.member("never_ask", true);
  w.member_if("volunteered", answer.volunteered).member_if("language", answer.language);
  w.member_if("interpreter", answer.interpreter).member_if("authority", answer.authority);
  w.member_if("relation", answer.relation);
  if (!answer.notice_id.empty()) {
    w.key("notice").begin_object().member("id", answer.notice_id);
    w.member_if("version", answer.notice_version)
        .member_if("hash", answer.notice_hash)
        .end_object();
  }
  if (answer.valid_until) w.member("valid_until", format_date(*answer.valid_until));
  w.member_if("evidence_reference", answer.evidence_reference);
  w.member_if("oral_witness", answer.oral_witness);
  if (answer.withdrawal_told) w.member("withdrawal_told", true);
  w.member_if("programme_version", answer.programme_version);
  w.end_object();
}

std::string_view event_name(const Change& change) { return std::visit(TypeName{}, change); }

std::string write_event(const DossierEvent& event, const std::string& extra) {
  json::Writer w;
  w.begin_object().member("type", event_name(event.change));
  w.member_if("actor", event.actor).member_if("actor_name", event.actor_name);
  std::visit(WriteContent{w}, event.change);
  if (!extra.empty()) w.key("request").raw(extra);
  w.end_object();
  return w.take();
}

Result<DossierEvent> read_event(std::int64_t seq, const std::string& id, std::int64_t recorded_at,
                                std::string_view body) {
  const auto damaged = [&] {
    return Error{
        HV_DATA_LOSS, "damaged_event",
        fmt::format("Event {} of the journal cannot be read. Run \"homevisit audit verify\".",
                    seq)};
  };
  const auto document = json::Document::parse(body, {.bytes = 8 << 20, .depth = 32});
  if (!document) return damaged();
  const json::Value root = document->root();
  auto change = read_change(root["type"].text(), root);
  if (!change) {
    if (change.error().status == HV_UNSUPPORTED) return std::move(change).error();
    return damaged();
  }
  return DossierEvent{id,
                      seq,
                      recorded_at,
                      std::string(root["actor"].text()),
                      std::string(root["actor_name"].text()),
                      std::move(*change)};
}

std::string write_summary(const Summary& summary) {
  json::Writer w;
  w.begin_object().member("contacts", summary.contacts);
  if (summary.last_contact) w.member("last_contact", format_date(*summary.last_contact));
  if (summary.next_contact) w.member("next_contact", format_date(*summary.next_contact));
  if (summary.referrals != 0) w.member("referrals", summary.referrals);
  return w.end_object().take();
}

Result<Summary> read_summary(std::string_view body) {
  HV_ASSIGN(const auto document, json::Document::parse(body));
  const json::Value root = document.root();
  Summary summary;
  HV_ASSIGN(summary.last_contact, read_date(root, "last_contact", ""));
  HV_ASSIGN(summary.next_contact, read_date(root, "next_contact", ""));
  summary.contacts = static_cast<int>(root["contacts"].integer().value_or(0));
  summary.referrals = static_cast<int>(root["referrals"].integer().value_or(0));
  return summary;
}

}  // namespace homevisit
