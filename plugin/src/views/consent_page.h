// The pages about what a family was told, answered and permitted. One section for each guardian,
// all built alike.
#pragma once

#include <string>
#include <vector>

#include "domain/consent.h"
#include "views/sheet.h"

namespace homevisit::views {

// One thing that was said, in words.
struct SaidLine {
  std::string guardian;  // "": the student
  std::string id, about, what, standing;
  Date date{};
};

struct ConsentModel {
  const StudentFile* file = nullptr;
  const History* history = nullptr;  // as this reader may see it
  FamilyConsent family;
  std::vector<SaidLine> said;  // oldest first
  Notices notices;
  bool may_record = false;
  bool may_write_confidential = false;
  bool media_allowed = false;
  std::vector<std::string> languages;  // that the notice that holds is written in
  std::string guardian;                // preselected
  bool by_student = false;             // the student is
  FormState state;
};

struct ReceiptModel {
  std::string student, id;  // id of the student
  std::string title, language, withdrawal;
  std::string asked;  // a language without words, that was asked for; "": none was
  std::vector<Fact> lines;
  FormState state;
  bool may_withdraw = false;  // a permission that holds
  bool may_void = false;      // an answer that somebody else wrote down
  bool wants_second = false;  // an answer of the reader's own: another person marks it
};

std::string consent_page(const Frame&, const ConsentModel&);
std::string notice_give_form(const Frame&, const ConsentModel&);
std::string invitation_form(const Frame&, const ConsentModel&);
std::string permission_form(const Frame&, const ConsentModel&);
std::string question_form(const Frame&, const ConsentModel&);
std::string receipt_page(const Frame&, const ReceiptModel&);

}  // namespace homevisit::views
