// The program's own HTTP server with one page that costs nothing: what the panel is measured
// against.
//   static_server FILE [NAME VALUE]...    (headers) prints its port; ends when its standard input
//   ends
#include <fstream>
#include <iostream>
#include <iterator>

#include "server/http_server.h"

int main(int argc, char** argv) {
  if (argc < 2 || argc % 2 != 0) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string page(std::istreambuf_iterator<char>(file), {});
  homevisit::app::Pairs headers;
  for (int i = 2; i < argc; i += 2) headers.emplace_back(argv[i], argv[i + 1]);
  std::string error;
  const auto server = homevisit::app::HttpServer::start(
      "127.0.0.1", 0, {},
      [&](const homevisit::app::Request&) {
        homevisit::app::Response response;
        response.body = page;
        response.headers = headers;
        return response;
      },
      error);
  if (!server) {
    std::cerr << error << "\n";
    return 1;
  }
  std::cout << server->port() << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
  }
  server->stop(std::chrono::milliseconds(500));
  return 0;
}
