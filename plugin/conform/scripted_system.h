// The system that the conformance file describes: answers requests from rows in memory, takes
// writes, and remembers what it was asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "declaration.h"
#include "paging.h"
#include "url.h"

namespace homevisit::conform {

struct Request {
  bool writes = false;  // the adapter's `effect`
  std::string method, url;
  Fields headers;  // names in lower case
  std::string body;
  Json auth;  // {"sign_in": "basic", "client_id": ...}; null where there is none
};

struct Answer {
  int status = 200;
  Fields headers;  // names in lower case
  std::string body;
};

class ScriptedSystem {
 public:
  explicit ScriptedSystem(const Declaration& declaration);

  // The route that takes this request, or nullptr.
  const Route* route_of(const Request& request) const;
  // Answers. What the adapter did wrong in asking comes as sentences in `faults`.
  Answer answer(const Request& request, std::vector<std::string>& faults);

  Json::Array& rows(const std::string& collection);
  // Rows that hold the text anywhere: how often an entry's marker was taken.
  std::size_t rows_with(const std::string& text) const;
  // Declared changes ("later"): rows put in and taken out as somebody at the school would.
  void apply(const Json& later);

  Twists twists;
  std::size_t pages_with_next = 0;  // answers behind which there was more
  std::size_t cursors_given = 0;    // those that said where

 private:
  struct Collection {
    Json::Array rows;
    Json::Array removed;
    std::string id;   // name of the field
    std::string ids;  // "number", "uuid", "given"
    bool versions = false;
    std::string etag_in;
    std::int64_t last_number = 0;
  };
  struct Turn;  // one request on its way

  Answer list(Turn&, bool removed);
  Answer one(Turn&);
  Answer add(Turn&);
  Answer add_row(Turn&, Json body);
  Answer replace(Turn&, bool whole);
  Answer remove(Turn&);
  Answer made(Turn&, const char* which, int status, const Json& standard);
  Json* find(Turn&);
  bool is_stale(const Turn&, const Json& row) const;
  std::string check_body(Turn&, const Json& body);
  static Json named(const Turn& turn, const std::string& name);
  static void take_places(Turn& turn, Json& row);
  void touch(const Collection&, Json& row);
  Json shown(const Collection&, const Json& row) const;

  const Declaration& declaration_;
  std::map<std::string, Collection> collections_;
  std::int64_t change_ = 1;  // goes up with every write
};

}  // namespace homevisit::conform
