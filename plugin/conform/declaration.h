// The conformance file: what an adapter's makers declare about one system. Its format is
// schemas/v1/conformance.json; plugin/docs/conformance.md explains it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/adapter.h"
#include "json.h"

namespace homevisit::conform {

// A capability bit, its name in the conformance file, and what it means for people.
struct Capability {
  std::uint64_t bit;
  const char* name;
  const char* english;
  const char* dutch;
};
const std::vector<Capability>& capabilities();

// A kind of record and its name in the conformance file ("students").
struct Kind {
  hv_kind kind;
  const char* name;
  std::uint64_t needs;  // capabilities of which one must be there; else nothing is expected
};
const std::vector<Kind>& kinds();

// One route of the scripted system, as written; `spec` holds the rest.
struct Route {
  std::string method;
  std::string origin;                 // "" : the first of the declared origins
  std::vector<std::string> segments;  // "{id}" takes any one segment
  std::string shown;                  // "GET /students/{id}", for messages
  Json spec;
};

struct Declaration {
  std::string file;    // where it was read
  std::string folder;  // where its relative paths start
  Json root;

  std::string system;   // "Ed-Fi ODS/API 7.3"
  std::int64_t now_ms;  // the kit's clock starts here
  std::vector<std::string> origins;
  std::vector<Route> routes;

  bool has_network() const { return !origins.empty(); }
  const Json& open() const { return root["open"]; }
  const Json& http() const { return root["http"]; }
  std::string student() const { return root["student"].text(); }
  // The path of a file that is named in the declaration.
  std::string path(std::string_view relative) const;
};

// Nothing where the file cannot be read or is wrong; `error` is a sentence with the place.
std::optional<Declaration> read_declaration(const std::string& file, std::string& error);

// NAME.conformance.json or NAME.conformance/conformance.json beside NAME.so; "" where neither is.
std::string declaration_beside(const std::string& adapter);

}  // namespace homevisit::conform
