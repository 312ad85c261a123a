// A main in the place of libFuzzer's, for compilers without it: every file of the corpus, then
// seeded mutations of them. When one crashes, its number is printed; `--case N` writes that input
// to the standard output.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int mutations = 4000;
constexpr std::size_t longest = 4096;
constexpr unsigned seed = 20261122;

volatile int running = 0;

// What parsers look at twice.
const std::array<const char*, 40> words = {"\"",
                                           "\\",
                                           ",",
                                           ";",
                                           "=",
                                           "==",
                                           ":",
                                           "%",
                                           "%2",
                                           "%00",
                                           "<",
                                           ">",
                                           "&",
                                           "&#0;",
                                           "{",
                                           "}",
                                           "[",
                                           "]",
                                           "null",
                                           "-1",
                                           "0",
                                           "1e999",
                                           "99999999999999999999",
                                           "\n",
                                           "\r\n",
                                           "\r",
                                           "\t",
                                           " ",
                                           "\xff",
                                           "\xc3\xa9",
                                           "\xed\xa0\x80",
                                           "\xf4\x90\x80\x80",
                                           "Bearer ",
                                           "error",
                                           "https://",
                                           "GMT",
                                           "rel=",
                                           "</",
                                           "<!--",
                                           "<![CDATA["};

std::string mutated(const std::vector<std::string>& corpus, int number) {
  std::mt19937 draw(seed + static_cast<unsigned>(number));
  const auto below = [&](std::size_t most) { return most == 0 ? 0 : draw() % most; };
  std::string text = corpus[below(corpus.size())];
  for (std::size_t edits = 1 + below(8); edits > 0; --edits) {
    const std::size_t at = below(text.size() + 1);
    switch (below(7)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        text.erase(at, 1 + below(16));
        break;
      case 3:
        text.insert(at, words[below(words.size())]);
        break;
      case 4:
        text.insert(at, text.substr(below(text.size() + 1), below(64)));
        break;
      case 5: {
        const std::string& other = corpus[below(corpus.size())];
        text = text.substr(0, at) + other.substr(below(other.size() + 1));
        break;
      }
      default:
        text.resize(at);
    }
  }
  text.resize(std::min(text.size(), longest));
  return text;
}

void run(const std::string& text) {
  // A copy of just that size, so that a sanitizer sees every step beyond it.
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void on_crash(int number) {
  char line[64];
  const int size = std::snprintf(line, sizeof line, "Crashed in case %d.\n", running);
  if (::write(2, line, static_cast<std::size_t>(size)) < 0) ::_exit(1);
  ::signal(number, SIG_DFL);
  ::raise(number);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 && !(count == 4 && std::string(arguments[2]) == "--case")) {
    std::fprintf(stderr, "Usage: %s CORPUS [--case NUMBER]\n", arguments[0]);
    return 2;
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "%s holds no input to begin with.\n", arguments[1]);
    return 2;
  }
  if (count == 4) {
    const int number = std::atoi(arguments[3]);
    const std::string text = number < 0
                                 ? corpus[static_cast<std::size_t>(-number - 1) % corpus.size()]
                                 : mutated(corpus, number);
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
  }
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) ::signal(number, on_crash);
  // The corpus itself has negative numbers.
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    running = -static_cast<int>(i) - 1;
    run(corpus[i]);
  }
  for (int i = 0; i < mutations; ++i) {
    running = i;
    run(mutated(corpus, i));
  }
  std::printf("%zu inputs and %d mutations of them.\n", corpus.size(), mutations);
  return 0;
}
