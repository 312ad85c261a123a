// The pages about what a family was told, answered and permitted. One section for each guardian,
// all built alike.
#pragma once

#include <string>
#include <vector>

#include "domain/consent.h"
#include "views/sheet.h"

namespace homevisit::views {

struct ConsentModel {
  const StudentFile* file = nullptr;
  const History* history = nullptr;  // as this reader may see it
  FamilyConsent family;
  Notices notices;
  bool may_record = false;
  bool media_allowed = false;
  std::vector<std::string> languages;  // that the notice that holds is written in
  std::string guardian;                // preselected
  FormState state;
};

struct ReceiptModel {
  std::string student, id;  // id of the student
  std::string title, language, withdrawal;
  std::vector<Fact> lines;
  FormState state;
  bool may_withdraw = false;  // a permission that holds
};

std::string consent_page(const Frame&, const ConsentModel&);
std::string notice_give_form(const Frame&, const ConsentModel&);
std::string invitation_form(const Frame&, const ConsentModel&);
std::string permission_form(const Frame&, const ConsentModel&);
std::string question_form(const Frame&, const ConsentModel&);
std::string receipt_page(const Frame&, const ReceiptModel&);

}  // namespace homevisit::views
