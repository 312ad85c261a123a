// For the files that hold the tables of names.h: one entry per value, its name as it is written in
// C++. Included by those only.
#pragma once

#include "domain/names.h"

#define HV_NAMES(E, ...)                                                     \
  template <>                                                                \
  NameTable<E> names<E>() {                                                  \
    static constexpr std::pair<E, std::string_view> table[] = {__VA_ARGS__}; \
    return table;                                                            \
  }
#define HV_N(E, name) \
  { E::name, #name }
