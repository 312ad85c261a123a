#include "server/message.h"

namespace homevisit::app {
namespace {

Response typed(int status, const char* type, std::string body) {
  Response response{status, std::move(body), {}, {}};
  response.with("Content-Type", type);
  return response;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

Response redirect(std::string location) {
  Response response;
  response.status = 303;
  response.with("Location", std::move(location));
  return response;
}

Response html(int status, std::string body) {
  return typed(status, "text/html; charset=utf-8", std::move(body));
}
Response json(int status, std::string body) {
  return typed(status, "application/json; charset=utf-8", std::move(body));
}
Response plain(int status, std::string body) {
  return typed(status, "text/plain; charset=utf-8", std::move(body));
}

}  // namespace homevisit::app
