#include "server/kept_form.h"

#include <fmt/format.h>

#include "server/encoding.h"
#include "server/hand_page.h"

namespace homevisit::app {

namespace {

const char* text_for(const Words& say, KeptBecause why) {
  switch (why) {
    case KeptBecause::signed_out:
      return say(
          "What you typed is still here. Sign in in another tab, come back to this page and send "
          "it "
          "again.",
          "Wat u typte staat er nog. Log in op een ander tabblad, kom terug naar deze pagina en "
          "verstuur het opnieuw.");
    // What a frame keeps is kept for the site around it alone: a tab of our own would not help.
    case KeptBecause::launch_over:
      return say(
          "What you typed is still here. Leave this page open, open the home visits once more in "
          "another tab the way you opened them here, come back to this page and send it again.",
          "Wat u typte staat er nog. Laat deze pagina open, open de huisbezoeken op een ander "
          "tabblad nog eens zoals u ze hier opende, kom terug naar deze pagina en verstuur het "
          "opnieuw.");
    case KeptBecause::other_session:
      break;
  }
  return say(
      "This form came from an earlier session. What you typed is still here: check that it is "
      "yours "
      "and send it again.",
      "Dit formulier komt uit een eerdere sessie. Wat u typte staat er nog: kijk of het van u is "
      "en "
      "verstuur het opnieuw.");
}

}  // namespace

Response kept_form(const Turn& turn, KeptBecause why) {
  const Words say = turn.words();
  const bool signed_out = why != KeptBecause::other_session;
  std::string hidden;
  for (const auto& [name, value] : turn.fields) {
    hidden += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escaped(name),
                          escaped(value));
  }
  const char* title = signed_out ? say("You are no longer signed in", "U bent niet meer ingelogd")
                                 : say("Please send it once more", "Verstuur het nog een keer");
  const std::string body = fmt::format(
      "<p>{}</p>\n<form method=\"post\" action=\"{}\">\n{}"
      "<input type=\"hidden\" name=\"csrf\" value=\"{}\">\n"
      "<button class=\"hv-button\" type=\"submit\">{}</button>\n</form>\n",
      text_for(say, why), escaped(turn.request.path), hidden, escaped(turn.session.csrf),
      say("Send again", "Opnieuw versturen"));
  return html(signed_out ? 401 : 403, hand_page(say, title, body));
}

}  // namespace homevisit::app
