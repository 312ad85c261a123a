// A short page: an error in words, signed out, choose who you are.
#include "views/frame.h"
#include "views/views.h"

namespace homevisit::views {

std::string message_page(const Frame& frame, const MessageModel& model) {
  FramedPage page(frame, "message", model.title);
  const Block body = page.body();
  body.line("TITLE", model.title);
  body.line("WORDS", model.code.empty() ? model.text : frame.words->error(model.code, model.text));
  if (model.buttons) {
    const Block row = body.add("BUTTONS");
    for (const Choice& choice : model.choices)
      row.add("BUTTON").set("HREF", choice.href).set("TEXT", choice.text);
  } else if (!model.choices.empty()) {
    const Block list = body.add("CHOICES");
    for (const Choice& choice : model.choices) {
      const Block item = list.add("CHOICE");
      item.set("HREF", choice.href).set("TEXT", choice.text);
      item.line("NOTE", choice.note);
    }
  }
  if (!model.link.empty()) {
    const Block link = body.add("LINK");
    link.set("HREF", model.link)
        .set("TEXT", model.link_text.empty() ? frame.words->text("Back") : model.link_text);
    if (model.new_tab) link.add("NEW_TAB");
  }
  return page.html();
}

}  // namespace homevisit::views
