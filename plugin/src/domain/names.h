// Values that have a name in JSON: one table each, read in both directions.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace homevisit {

template <typename E>
using NameTable = std::span<const std::pair<E, std::string_view>>;

// Each enum of the domain that is written down has an overload.
template <typename E>
NameTable<E> names();

template <typename E>
std::string_view to_name(E value) {
  for (const auto& [v, name] : names<E>())
    if (v == value) return name;
  return "";
}

template <typename E>
std::optional<E> from_name(std::string_view text) {
  for (const auto& [v, name] : names<E>())
    if (name == text) return v;
  return std::nullopt;
}

}  // namespace homevisit
