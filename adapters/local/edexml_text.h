// The bytes of an EDEXML file, checked and parsed, with the line of every element.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "bundle.h"
#include "problem.h"

namespace homevisit::local {

class EdexmlText {
 public:
  // Throws Refusal where it is too large, in an unknown encoding, or not well-formed.
  EdexmlText(Bundle& bundle, int file);

  pugi::xml_node root() const { return document_.document_element(); }
  Place place(const pugi::xml_node& node, std::string_view field = {}) const;

 private:
  Place at_offset(std::ptrdiff_t offset, std::string_view field) const;

  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> lines_;  // where each begins
  pugi::xml_document document_;       // points into text_
};

}  // namespace homevisit::local
