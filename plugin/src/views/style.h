// The style sheet in the form that a fragment carries into a page of others.
#pragma once

#include <string>
#include <string_view>

namespace homevisit::views {

// What stands around a fragment is not ours: its rules may reach in with ids and "!important", its
// root may have a font of any size. So the fragment begins from the browser's own style, every rule
// of ours goes before any of theirs, and a length in rem counts from a size that stays readable.
// `style`: as style.css is written: every selector begins with .homevisit, every declaration ends
// with a semicolon, no text or address stands in it that holds a brace or a semicolon.
std::string style_for_fragments(std::string_view style);

}  // namespace homevisit::views
