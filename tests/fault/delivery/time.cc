#include "time.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "give_up.h"

namespace delivery_checker {
namespace {

constexpr std::int64_t started_at = 1'795'420'800'000;  // 2026-11-23T08:00:00Z

std::int64_t read(const std::int64_t& number) { return __atomic_load_n(&number, __ATOMIC_ACQUIRE); }
void write(std::int64_t& number, std::int64_t value) {
  __atomic_store_n(&number, value, __ATOMIC_RELEASE);
}

}  // namespace

SharedTime::SharedTime(const std::string& path) : path_(path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, sizeof(Numbers)) != 0) give_up("no file for the time");
  void* const at = ::mmap(nullptr, sizeof(Numbers), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (at == MAP_FAILED) give_up("the file for the time cannot be mapped");
  numbers_ = static_cast<Numbers*>(at);
}

SharedTime::~SharedTime() { ::munmap(numbers_, sizeof(Numbers)); }

std::int64_t SharedTime::now_ms() const { return read(numbers_->now_ms); }
void SharedTime::move_to(std::int64_t now_ms) { write(numbers_->now_ms, now_ms); }
void SharedTime::restart_machine() {
  write(numbers_->booted_at_ms, now_ms());
  write(numbers_->boots, boots() + 1);
}
std::int64_t SharedTime::uptime_ms() const { return now_ms() - read(numbers_->booted_at_ms); }
std::int64_t SharedTime::boots() const { return read(numbers_->boots); }
void SharedTime::set_wall_ahead(std::int64_t ms) { write(numbers_->wall_ahead_ms, ms); }
std::int64_t SharedTime::wall_ms() const {
  return started_at + now_ms() + read(numbers_->wall_ahead_ms);
}

}  // namespace delivery_checker
