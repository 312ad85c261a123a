#include "server/questionnaire.h"

#include "server/encoding.h"

namespace homevisit::app {
namespace {

// Whoever is signed in on this machine has nothing to do with an anonymous answer. The language
// stands in the address, as nothing is kept for who answers.
Turn without_session(const Turn& turn) {
  Turn nobody{turn.request, turn.ids, turn.query, turn.fields, {}, {}, turn.language};
  nobody.session.actor = actor_text("system");
  const std::string language = value_of(turn.query, "language");
  if (language == "nl" || language == "en") nobody.language = language;
  return nobody;
}

JsonArray pairs(const Pairs& fields) {
  JsonArray out;
  for (const auto& [name, value] : fields) out.raw(JsonArray().text(name).text(value).str());
  return out;
}

Pairs of_the_form(const Turn& turn, const char* pointer, const std::string& value) {
  Pairs fields;
  for (const auto& field : turn.fields)
    if (field.first != pointer && (field.first.starts_with("/") || field.first.starts_with("=")))
      fields.push_back(field);
  if (!value.empty()) fields.emplace_back(pointer, value);
  return fields;
}

struct Sent {
  Reply reply;
  Json moved;
};

// The fields as a request, and the operation with it.
Sent send(const Library& library, const Turn& turn, const char* operation, const Pairs& fields) {
  const CallOptions how{.language = turn.language_or_null(), .progress = {}};
  const std::string decode =
      JsonObject().text("operation", operation).raw("fields", pairs(fields).str()).str();
  Reply reply = library.call(turn.session.actor, "form.decode", decode, how);
  if (!reply.ok()) return {std::move(reply), {}};
  const auto decoded = Json::parse(reply.text);
  const std::string request = decoded ? (*decoded)["request"].compact() : "{}";
  return {library.call(turn.session.actor, operation, request, how),
          decoded ? (*decoded)["moved"] : Json()};
}

}  // namespace

bool WrongCodes::note(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (now - begins_ >= std::chrono::minutes(1)) {
    begins_ = now;
    count_ = 0;
  }
  return ++count_ <= most_;
}

Response Questionnaire::show(const Turn& turn, JsonObject params, int status) const {
  return pages_.view(turn, "evaluation.public", std::move(params), status);
}

Response Questionnaire::ask_code(const Turn& turn) const {
  const Turn nobody = without_session(turn);
  const std::string code = value_of(turn.query, "code");
  if (code.empty()) return show(nobody, {}, 200);
  const std::string language = nobody.language.empty() ? "" : "?language=" + nobody.language;
  return redirect("/evaluate/" + percent_encoded(code) + language);
}

// Wrong, used up, too late: the same words.
Response Questionnaire::refused(const Turn& turn, const Reply& reply) {
  const Words say = turn.words();
  if (problem_of(reply).code != "code_not_valid") return pages_.refusal(turn, reply, "/evaluate");
  if (!wrong_.note()) {
    return pages_
        .message(turn, 429, say("Please wait a minute", "Wacht even een minuut"),
                 say("Many codes that do not work were tried just now. Please try again in a "
                     "minute.",
                     "Er zijn net veel codes geprobeerd die niet werken. Probeer het over een "
                     "minuut nog eens."),
                 "/evaluate", say("Type in a code", "Een code intypen"))
        .with("Retry-After", "60");
  }
  return pages_.message(turn, 404, say("This code does not work", "Deze code werkt niet"),
                        problem_of(reply).message, "/evaluate",
                        say("Type in a code", "Een code intypen"));
}

Response Questionnaire::ask(const Turn& turn_in) {
  const Turn turn = without_session(turn_in);
  const Reply reply = library_.call(turn.session.actor, "evaluation.questions",
                                    JsonObject().text("code", turn.ids[0].substr(0, 64)).str(),
                                    {.language = turn.language_or_null(), .progress = {}});
  const auto asked = Json::parse(reply.text);
  if (!reply.ok() || !asked) return refused(turn, reply);
  return show(turn,
              JsonObject().text("code", turn.ids[0]).text("respondent", asked->text("respondent")),
              200);
}

Response Questionnaire::take(const Turn& turn_in) {
  const Turn turn = without_session(turn_in);
  const Words say = turn.words();
  const std::string code = turn.ids[0].substr(0, 64);
  const Pairs fields = of_the_form(turn, "/code", code);
  const Sent sent = send(library_, turn, "evaluation.answer", fields);
  if (sent.reply.ok()) {
    return pages_.message(turn, 200, say("Thank you", "Dank u wel"),
                          say("Your answers are kept without your name. You can close this page.",
                              "Uw antwoorden zijn bewaard zonder uw naam. U kunt deze pagina "
                              "sluiten."));
  }
  if (sent.reply.status != HV_INVALID_ARGUMENT) return refused(turn, sent.reply);
  // Something is to be mended: the same form again, if the code is right.
  const Reply reply = library_.call(turn.session.actor, "evaluation.questions",
                                    JsonObject().text("code", code).str(),
                                    {.language = turn.language_or_null(), .progress = {}});
  const auto asked = Json::parse(reply.text);
  if (!reply.ok() || !asked) return refused(turn, reply);
  const Problem problem = problem_of(sent.reply);
  JsonObject params;
  params.text("code", code).text("respondent", asked->text("respondent"));
  params.text_if("submission", value_of(turn.fields, "/submission"));
  params.raw("fields", pairs(fields).str());
  params.raw("errors", JsonArray()
                           .raw(JsonObject()
                                    .text("pointer", problem.pointer)
                                    .text("code", problem.code)
                                    .text("message", problem.message)
                                    .str())
                           .str());
  return show(turn, std::move(params), 400);
}

Response Questionnaire::slips(const Turn& turn) const {
  const Sent sent = send(library_, turn, "evaluation.codes", of_the_form(turn, "", ""));
  const auto made = Json::parse(sent.reply.text);
  if (!sent.reply.ok() || !made) return pages_.refusal(turn, sent.reply, "/school/evaluation");
  JsonObject params;
  params.raw("codes", (*made)["codes"].compact()).text("message", made->text("message"));
  params.text_if("until", made->text("until")).text_if("respondent", made->text("respondent"));
  params.text("address",
              (https_ ? "https://" : "http://") + std::string(turn.request.header("host")));
  return pages_.view(turn, "evaluation.slips", std::move(params));
}

}  // namespace homevisit::app
