#include "server/routes.h"

#include "server/encoding.h"

namespace homevisit::app {

const std::vector<PageRoute>& page_routes() {
  static const std::vector<PageRoute> routes = {
      {"/groups/{}/progress", "progress.class", {"group"}, {"as_of"}},
      {"/school/progress", "progress.school", {}, {"as_of", "school"}},
      {"/groups/{}", "class", {"group"}, {"query", "sort", "filter"}},
      {"/students/{}", "student.panel", {"student"}},
      {"/students/{}/visits/new", "visit.form", {"student"}, {"visit"}},
      {"/students/{}/visits/{}", "visit.page", {"student", "visit"}},
      {"/students/{}/visits/{}/edit", "visit.form", {"student", "visit"}},
      {"/students/{}/visits/{}/copy", "visit.copy", {"student", "visit"}},
      {"/students/{}/visits/{}/copy/{}/{}",
       "visit.copy",
       {"student", "visit", "guardian", "language"}},
      {"/students/{}/progress", "student.progress", {"student"}},
      {"/students/{}/answers/new", "answer.form", {"student"}, {"guardian"}},
      {"/students/{}/guardians/{}", "guardian.form", {"student", "guardian"}},
      {"/system", "system"},
  };
  return routes;
}

const std::vector<FormRoute>& form_routes() {
  static const std::vector<FormRoute> routes = {
      {"/students/{}/visits/{}",
       "visit.revise",
       {"/student", "/visit"},
       "visit.form",
       {"student", "visit"},
       "/students/{}",
       "visit"},
      {"/students/{}/visits/{}/sign-off",
       "visit.sign_off",
       {"/student", "/visit"},
       "visit.page",
       {"student", "visit"},
       "/students/{}",
       "sign_off"},
      {"/students/{}/visits/{}/amend",
       "visit.amend",
       {"/student", "/visit"},
       "visit.page",
       {"student", "visit"},
       "/students/{}",
       "amend"},
      {"/students/{}/visits/{}/void",
       "visit.void",
       {"/student", "/visit"},
       "visit.page",
       {"student", "visit"},
       "/students/{}",
       "void"},
      {"/students/{}/visits/{}/change",
       "visit.change",
       {"/student", "/visit"},
       "visit.page",
       {"student", "visit"},
       "/students/{}",
       "change"},
      {"/students/{}/answers/{}/void",
       "answer.void",
       {"/student", "/answer"},
       nullptr,
       {},
       "/students/{}",
       "void"},
      {"/students/{}/agreements/{}",
       "agreement.change",
       {"/student", "/agreement"},
       nullptr,
       {},
       "/students/{}",
       "agreement"},
      {"/students/{}/needs/{}/{}",
       "need.change",
       {"/student", "/visit", "/index"},
       nullptr,
       {},
       "/students/{}",
       "need"},
      {"/school/progress/keep",
       "report.keep",
       {},
       "progress.school",
       {},
       "/school/progress",
       "keep"},
      {"/students/{}/next-contact",
       "contact.plan",
       {"/student"},
       nullptr,
       {},
       "/students/{}",
       "next_contact"},
      {"/students/{}/guardians/{}/informed",
       "guardian.inform",
       {"/student", "/guardian"},
       "guardian.form",
       {"student", "guardian"},
       "/students/{}",
       "informed"},
      {"/students/{}/guardians/{}/preference",
       "guardian.prefer",
       {"/student", "/guardian"},
       "guardian.form",
       {"student", "guardian"},
       "/students/{}",
       "preference"},
  };
  return routes;
}

const std::vector<FileRoute>& file_routes() {
  static const std::vector<FileRoute> routes = {
      {"/school/progress.csv",
       "progress.csv",
       {},
       {"as_of", "school"},
       "text",
       "text/csv; charset=utf-8",
       "home-visits.csv"},
      {"/groups/{}/progress.csv",
       "progress.csv",
       {"group"},
       {"as_of"},
       "text",
       "text/csv; charset=utf-8",
       "home-visits.csv"},
  };
  return routes;
}

std::string path_with_ids(std::string_view pattern, const std::vector<std::string>& ids) {
  std::string path;
  std::size_t next = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern.substr(at, 2) == "{}" && next < ids.size()) {
      path += percent_encoded(ids[next++]);
      at += 2;
    } else {
      path += pattern[at++];
    }
  }
  return path;
}

}  // namespace homevisit::app
