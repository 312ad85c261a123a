// What the views of one family share: render.cc finds the view by its name and prepares this.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "operations/render.h"
#include "views/views.h"

namespace homevisit::operations {

// One view being made.
struct Rendering {
  Context& context;
  const access::Actor& actor;
  const CallControl& control;
  std::string view;
  json::Value params;
  std::string_view params_text;
  views::Frame frame;
  std::string student;  // by the id that the system uses now; "" where the view is of none

  std::string text(const char* key) const { return std::string(params[key].text()); }
  // The one that was asked for, else today's.
  std::string school_year() const;
  views::StaffName staff_name() const {
    return [this](const std::string& id) { return context.staff_name(id); };
  }
};

struct View {
  std::string_view name;
  Result<SharedPage> (*make)(Rendering&);
  bool is_fragment = true;
};

inline SharedPage shared(std::string page) {
  return std::make_shared<const std::string>(std::move(page));
}

// Each family of views has a file of its own.
std::span<const View> consent_views();
std::span<const View> family_views();
std::span<const View> programme_views();
std::span<const View> planning_views();
std::span<const View> progress_views();
std::span<const View> care_views();
std::span<const View> evaluation_views();
std::span<const View> questionnaire_views();
std::span<const View> team_views();
std::span<const View> time_views();

// All who work at the school itself: not its IT, no machine.
inline constexpr std::initializer_list<access::Role> school_staff = {
    access::Role::mentor, access::Role::teacher, access::Role::care_coordinator,
    access::Role::school_leader};
// A page about the school is for these roles; whoever else asks is told so.
Status check_reader(const Rendering& r, std::initializer_list<access::Role> roles);
Error may_not_open();

// What was typed, a draft of the form named (nullptr: none is kept), and what is to be mended.
views::FormState form_state(const Rendering& r, const char* form);

}  // namespace homevisit::operations
