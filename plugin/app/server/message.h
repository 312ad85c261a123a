// What the HTTP server hands to the site, and what the site hands back.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace homevisit::app {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // GET, HEAD or POST
  std::string path;    // as it was sent, still percent-encoded, without the query
  std::string query;   // as it was sent, without "?"
  Pairs headers;       // names in lower case
  std::string body;

  // "" when there is no such header. When it was sent twice, the first.
  std::string_view header(std::string_view lower_case_name) const;
};

struct Response {
  int status = 200;
  std::string body;
  Pairs headers;
  // For the log: the route's pattern, never the path, since a path names a student.
  std::string route;
  // Origins besides our own: that forms of this page are sent to, and whose page it stands in.
  std::string form_target{}, frame_ancestor{};
  // For whoever reads the page that this redirection leads to; the session keeps them till then.
  std::vector<std::string> hints{};
  bool speaks_to_opener = false;  // its script has something to say to the window that opened it

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// Called from several threads at once.
using Handler = std::function<Response(const Request&)>;

Response redirect(std::string location);  // 303: look there, with GET
Response html(int status, std::string body);
Response json(int status, std::string body);
Response plain(int status, std::string body);

}  // namespace homevisit::app
