// A school with its roster, for the rules about visits and reports.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "host.h"

namespace host_test {

class VisitRulesTest : public testing::Test {
 protected:
  explicit VisitRulesTest(const std::string& policy = "") : host_(config_in(folder_, policy)) {
    write_school(folder_ / "school");
    const Reply imported =
        host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    EXPECT_EQ(imported.status, HV_OK) << imported.text;
    EXPECT_EQ(imported["problems_total"].integer(), 0) << imported.text;
  }
  static std::string body(const std::string& student, const std::string& more = "",
                          const std::string& report = R"({"key_points":["Fijn gesprek."]})") {
    return "{\"student\":\"" + student + "\",\"date\":\"" + today + "\",\"report\":" + report +
           more + "}";
  }
  static std::string of(const std::string& student, const std::string& visit,
                        const std::string& more = "") {
    return "{\"student\":\"" + student + "\",\"visit\":\"" + visit + "\"" + more + "}";
  }

  Folder folder_;
  Host host_;
};

}  // namespace host_test
