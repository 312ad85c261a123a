// A school with its roster, for what comes before a visit.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "host.h"

namespace host_test {

class PlanningTest : public testing::Test {
 protected:
  explicit PlanningTest(const char* clock = now) : host_(config_in(folder_, "", clock)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  static std::string of(const char* student, const std::string& more) {
    return std::string("{\"student\":\"") + student + "\"," + more + "}";
  }
  std::string attempt(const char* student, const std::string& approach,
                      const std::string& result = "no_one_there", const std::string& more = "") {
    return of(student, "\"approach\":\"" + approach + "\",\"result\":\"" + result + "\"" + more);
  }
  // Of the family of `alone`; gives its id.
  std::string tried(const std::string& approach, const std::string& result = "no_one_there",
                    const std::string& more = "") {
    return host_.write(mentor, "attempt.record", attempt(alone, approach, result, more)).get("id");
  }
  static std::string mistake(const std::string& id) {
    return of(alone, "\"attempt\":\"" + id + "\"");
  }
  json::Value approach(const char* student, const char* actor = mentor) {
    history_ = std::make_unique<Reply>(host_.history(actor, student));
    return (*history_)["approach"];
  }
  std::string plan(const std::string& more = "", const char* student = alone) {
    const bool dated = more.find("\"date\"") != std::string::npos;
    const std::string request = (dated ? more.substr(1) : "\"date\":\"2026-10-20\"" + more);
    return host_.write(mentor, "visit.plan", of(student, request)).get("visit");
  }
  // R41: somebody of that home has said that a visit is welcome.
  void welcome(const char* student = alone, const char* guardian = "g-solo") {
    host_.write(mentor, "answer.record",
                of(student, "\"guardian\":\"" + std::string(guardian) +
                                "\",\"answer\":\"agreed\",\"channel\":\"phone\""));
  }
  static std::string visit(const std::string& id, const std::string& more = "",
                           const char* student = alone) {
    return of(student, "\"visit\":\"" + id + "\"" + more);
  }

  Folder folder_;
  Host host_;
  std::unique_ptr<Reply> history_;
};

}  // namespace host_test
