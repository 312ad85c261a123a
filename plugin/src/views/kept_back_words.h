// What a family keeps back, in a sentence for who works with it: what follows, not why nor whose
// word it is. Never in a list, on a board or in the student file.
#pragma once

#include <string>
#include <vector>

#include "domain/kept_back.h"
#include "text/catalogue.h"

namespace homevisit::views {

std::string kept_back_words(const KeptBack& kept, const text::Catalogue& words);

// Of one purpose, what holds on that day; none where nothing is kept back.
std::vector<std::string> kept_back_lines(const StudentFile& file, const History& history,
                                         DataPurpose purpose, Date day,
                                         const text::Catalogue& words);

}  // namespace homevisit::views
