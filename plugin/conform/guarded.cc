#include "guarded.h"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <utility>

namespace homevisit::conform {

GuardedText::GuardedText(std::string_view text) : size_(text.size()) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t room = (text.size() + page - 1) / page * page;
  mapped_ = room + page;
  pages_ = ::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages_ == MAP_FAILED) {
    pages_ = nullptr;
    throw std::bad_alloc();
  }
  char* begin = static_cast<char*>(pages_) + (room - text.size());
  if (!text.empty()) std::memcpy(begin, text.data(), text.size());
  ::mprotect(static_cast<char*>(pages_) + room, page, PROT_NONE);
  text_ = begin;
}

GuardedText::GuardedText(GuardedText&& other) noexcept { *this = std::move(other); }

GuardedText& GuardedText::operator=(GuardedText&& other) noexcept {
  std::swap(pages_, other.pages_);
  std::swap(mapped_, other.mapped_);
  std::swap(text_, other.text_);
  std::swap(size_, other.size_);
  return *this;
}

GuardedText::~GuardedText() {
  if (pages_ != nullptr) ::munmap(pages_, mapped_);
}

}  // namespace homevisit::conform
