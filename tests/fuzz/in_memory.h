// The fuzzer's bytes in the place of a file.
#pragma once

#include <algorithm>
#include <string_view>

#include "bundle.h"

namespace homevisit::local {

class Memory final : public Stream {
 public:
  // At most `step` bytes at a time, so that rows and letters are cut anywhere.
  Memory(std::string_view text, std::size_t step) : text_(text), step_(step) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t taken = std::min({size, step_, text_.size()});
    std::copy_n(text_.begin(), taken, buffer);
    text_.remove_prefix(taken);
    return taken;
  }

 private:
  std::string_view text_;
  const std::size_t step_;
};

class OneFile final : public Bundle {
 public:
  OneFile(const char* name, std::string_view text, std::size_t step) : text_(text), step_(step) {
    files_ = {{name, "", text.size()}};
    title_ = name;
  }
  std::unique_ptr<Stream> read(int) override { return std::make_unique<Memory>(text_, step_); }

 private:
  const std::string_view text_;
  const std::size_t step_;
};

}  // namespace homevisit::local
