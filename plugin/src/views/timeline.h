// The timeline of a student's file: visits, answers and what guardians were told, newest first. All
// of them are typeset alike (R1): one list item, the same lines, the same classes.
#pragma once

#include <string>

#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

// Fills sections COMING (planned visits, soonest first) and TIMELINE of the panel.
void fill_timeline(const Frame& frame, const PanelModel& model, const Block& panel);

// "by J. de Wit, with Fatma Yılmaz (mother) and the student; interpreter: Turkish, by phone"
std::string visit_meta(const Frame& frame, const PanelModel& model, const Visit& visit);

// "Anna: bring the book to school, by 1 December 2026"
std::string agreement_words(const Frame& frame, const Agreement& agreement);
// Its kind, what it is for, and when it is looked at again; "" where nothing was said of these.
std::string agreement_about(const Frame& frame, const Agreement& agreement);

// Names of staff, by the roster or as they were recorded.
// What an entry is called: that a plan fell away by an answer is said of the plan, of nobody (R1).
const char* entry_title(const History&, const VisitEntry&);
std::string staff_words(const PanelModel& model, const std::string& id);
std::string visitors_words(const Frame& frame, const PanelModel& model, const VisitEntry& entry);

}  // namespace homevisit::views
