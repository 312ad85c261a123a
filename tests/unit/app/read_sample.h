// A sample school that was written, read back row by row.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "sample/sample_school.h"

namespace homevisit::sample {

using Row = std::map<std::string, std::string>;
using Table = std::vector<Row>;

inline std::vector<std::string> parts(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::string part;
  std::istringstream in(text);
  while (std::getline(in, part, separator)) out.push_back(part);
  if (!text.empty() && text.back() == separator) out.emplace_back();
  return out;
}

inline Table table(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') {
      quoted = !quoted;
      if (quoted && i > 0 && csv[i - 1] == '"') rows.back().back() += '"';
    } else if (!quoted && csv[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && csv[i] == '\n') {
      rows.push_back({""});
    } else if (quoted || csv[i] != '\r') {
      rows.back().back() += csv[i];
    }
  }
  Table out;
  for (std::size_t r = 1; r + 1 < rows.size(); ++r) {
    EXPECT_EQ(rows[r].size(), rows[0].size()) << "line " << r + 1;
    for (std::size_t c = 0; c < rows[0].size(); ++c) {
      if (c == 0) out.emplace_back();
      out.back()[rows[0][c]] = rows[r].at(c);
    }
  }
  return out;
}

struct Care {
  std::string guardian, relation, lives_with, primary, custody, household, not_informed;
};

inline std::vector<Care> cares(const Row& student) {
  std::vector<Care> out;
  for (const std::string& text : parts(student.at("metadata.homevisit.relations"), ',')) {
    const auto f = parts(text, ':');
    EXPECT_THAT(f, ::testing::SizeIs(7)) << text;
    if (f.size() == 7) out.push_back({f[0], f[1], f[2], f[3], f[4], f[5], f[6]});
  }
  return out;
}

class SampleSchool : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("homevisit-sample-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name = "sample.zip") const { return folder_ / name; }

  std::string bytes(const SampleOptions& options) {
    EXPECT_EQ(write_sample_school(options, path()), std::nullopt);
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string csv(const std::string& name) {
    zip_t* archive = zip_open(path().c_str(), ZIP_RDONLY, nullptr);
    zip_stat_t stat;
    EXPECT_EQ(zip_stat(archive, name.c_str(), 0, &stat), 0) << name;
    std::string text(stat.size, '\0');
    zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
    EXPECT_EQ(zip_fread(file, text.data(), stat.size), static_cast<zip_int64_t>(stat.size));
    zip_fclose(file);
    zip_discard(archive);
    return text;
  }

  void read(const SampleOptions& options = {}) {
    ASSERT_EQ(write_sample_school(options, path()), std::nullopt);
    users_ = table(csv("users.csv"));
    roles_ = table(csv("roles.csv"));
    orgs_ = table(csv("orgs.csv"));
    classes_ = table(csv("classes.csv"));
    courses_ = table(csv("courses.csv"));
    enrollments_ = table(csv("enrollments.csv"));
    demographics_ = table(csv("demographics.csv"));
    user_.clear();
    class_.clear();
    role_.clear();
    birth_.clear();
    homes_.clear();
    for (const Row& row : users_) user_[row.at("sourcedId")] = row;
    for (const Row& row : classes_) class_[row.at("sourcedId")] = row;
    for (const Row& row : roles_) role_[row.at("userSourcedId")] = row.at("role");
    for (const Row& row : demographics_) birth_[row.at("sourcedId")] = row.at("birthDate");
    for (const Row& row : enrollments_) {
      const std::string& group = row.at("classSourcedId");
      if (row.at("role") == "student" && class_[group]["classType"] == "homeroom") {
        homes_[row.at("userSourcedId")].push_back(group);
      }
    }
  }

  std::vector<Row> students() const {
    std::vector<Row> out;
    for (const Row& row : users_) {
      if (role_.at(row.at("sourcedId")) == "student") out.push_back(row);
    }
    return out;
  }

  bool some_student(const std::function<bool(const std::vector<Care>&)>& is) const {
    for (const Row& student : students()) {
      if (is(cares(student))) return true;
    }
    return false;
  }

  bool some_guardian(const std::function<bool(const Row&)>& is) const {
    for (const Row& user : users_) {
      const std::string& role = role_.at(user.at("sourcedId"));
      if ((role == "parent" || role == "guardian") && is(user)) return true;
    }
    return false;
  }

  std::filesystem::path folder_;
  Table users_, roles_, orgs_, classes_, courses_, enrollments_, demographics_;
  std::map<std::string, Row> user_, class_;
  std::map<std::string, std::string> role_, birth_;
  std::map<std::string, std::vector<std::string>> homes_;  // home groups of each student
};

inline int full_years(const std::string& birth, const std::string& day) {
  return std::stoi(day.substr(0, 4)) - std::stoi(birth.substr(0, 4)) -
         (birth.substr(5) > day.substr(5) ? 1 : 0);
}

}  // namespace homevisit::sample
