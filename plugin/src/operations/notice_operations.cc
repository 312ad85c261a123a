// R28: the notice that families read before they are asked, in versions that never change.
#include <fmt/format.h>

#include "crypto/hash.h"
#include "domain/codec.h"
#include "domain/described.h"
#include "domain/school/notice_rules.h"
#include "domain/school/programme_rules.h"
#include "operations/notice_state.h"
#include "operations/school_write.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

using school::NoticePublished;
using school::NoticeText;

Result<std::string> publish(const Call& call) {
  HV_ASSIGN(const auto from, read_date(call.request, "from", "/from"));
  NoticePublished asked = read_members<NoticePublished>(call.request);
  for (NoticeText& text : asked.texts) {
    HV_ASSIGN(const crypto::Digest digest,
              crypto::sha256({as_bytes(school::canonical_text(text))}));
    text.hash = to_hex(digest);
  }
  const bool keep_others = call.request["keep_others"].is_true();
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    asked.from = from.value_or(facts.today);
    asked.id = new_id(call.context);
    HV_ASSIGN(NoticePublished notice,
              school::checked_notice(asked, keep_others, facts.school, call.context.config.language,
                                     facts.today));
    const std::string version = notice.version;
    return SchoolDecision{std::move(notice), version};
  });
}

Error unknown_notice() {
  return {HV_NOT_FOUND, "unknown_notice",
          "There is no such notice. A school leader publishes it, in the languages of the school.",
          "/version"};
}

// The version asked for, else the one that holds today; of one language or audience where asked.
Result<std::string> read(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const NoticePublished* const found =
      school::find_notice(*school, call.text("version"), call.context.today());
  if (found == nullptr) return unknown_notice();
  NoticePublished notice = *found;
  const std::string language = call.text("language"), audience = call.text("audience");
  if (!language.empty() || !audience.empty())
    std::erase_if(notice.texts, [&](const NoticeText& text) {
      const NoticeText* const chosen =
          language.empty() ? nullptr : school::text_for(*found, language, text.audience);
      return (!language.empty() && (chosen == nullptr || chosen->language != text.language)) ||
             (!audience.empty() && to_name(text.audience) != audience);
    });
  if (notice.texts.empty()) return unknown_notice();
  json::Writer w;
  w.begin_object();
  write_members(w, notice);
  return w.end_object().take();
}

Result<std::string> list(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const NoticePublished* const holds = school->notice(call.context.today());
  json::Writer w;
  w.begin_object().key("notices").begin_array();
  for (const auto& noted : school->notices) {
    const NoticePublished& notice = noted.value;
    w.begin_object().member("id", notice.id).member("version", notice.version);
    w.member("from", format_date(notice.from)).member("material_change", notice.material_change);
    w.member("holds", &notice == holds).key("texts").begin_array();
    for (const NoticeText& text : notice.texts) {
      w.begin_object().member("language", text.language);
      w.member("audience", to_name(text.audience)).member("title", text.title);
      w.member("checked_by_speaker", text.checked_by_speaker).member("hash", text.hash);
      w.end_object();
    }
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> draft(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const std::string asked = call.text("language");
  json::Writer w;
  w.begin_object().key("texts").begin_array();
  for (const NoticeText& text : notice_drafts(call.context, *school, asked)) {
    w.begin_object();
    write_members(w, text);
    w.end_object();
  }
  w.end_array().key("languages").begin_array();
  for (const std::string& language : text::draft_languages()) w.string(language);
  return w.end_array().end_object().take();
}

}  // namespace

std::vector<NoticeText> notice_drafts(Context& context, const school::School& school,
                                      const std::string& language) {
  text::NoticeFacts facts;
  if (const school::Programme* programme =
          school.programme(school::school_year_of(context.today()))) {
    facts.minutes = school::norms_of(*programme).visit_most;
    if (const auto* contact = school::officer_for(*programme, school::OfficerTask::contact_point)) {
      facts.contact = contact->staff.empty() ? contact->name : context.staff_name(contact->staff);
      facts.how = contact->reachable;
    }
  }
  std::vector<NoticeText> texts;
  for (const auto audience : {school::Audience::parents, school::Audience::pupils})
    if (auto text = text::notice_draft(
            language.empty() ? std::string_view(context.config.language) : language, audience,
            facts))
      texts.push_back(*std::move(text));
  return texts;
}

std::span<const Operation> notice_operations() {
  static constexpr Operation operations[] = {{"notice.publish", publish},
                                             {"notice.read", read},
                                             {"notice.list", list},
                                             {"notice.draft", draft}};
  return operations;
}

}  // namespace homevisit::operations
