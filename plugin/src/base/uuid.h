// UUIDv7 (RFC 9562, 5.7): a moment in milliseconds and 74 random bits, so that ids sort by time.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"

namespace homevisit {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  ByteView view() const { return bytes; }
  // "018bcfe5-687f-7b54-8f0a-2d1f5f6e7a10"
  std::string text() const;
  // The moment inside.
  std::int64_t ms() const;

  static Uuid make(const Clock& clock, Random& random) { return at(clock.now_ms(), random); }
  // With another moment than now.
  static Uuid at(std::int64_t ms, Random& random);
  // Any UUID of version 7, in lower or upper case.
  static std::optional<Uuid> parse(std::string_view text);
  // REQUIRES: bytes.size() == 16.
  static Uuid from(ByteView bytes);
};

}  // namespace homevisit
