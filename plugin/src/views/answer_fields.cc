#include "views/answer_fields.h"

#include "views/choices.h"

namespace homevisit::views {

void add_evidence(const FieldGroup& group, const std::vector<Staff>& colleagues,
                  const std::string& place) {
  const text::Catalogue& words = group.words();
  group.more(words.text("Interpreter, letter or witness"), [&](const FieldGroup& more) {
    const FieldGroup pair = more.row(words.text("Interpreter, letter or witness"));
    std::vector<Option> kinds{{"", words.text("nobody; not needed")}};
    for (const auto& [kind, name] : names<InterpreterKind>())
      kinds.push_back({std::string(name), words.text(label(kind))});
    pair.select({place + "/interpreter", words.text("Who interpreted")}, kinds);
    pair.select({place + "/oral_witness", words.text("Colleague who heard it too")},
                staff_choices(colleagues, words.text("nobody")));
    more.input({place + "/evidence_reference", words.text("Where the letter or message is kept")});
  });
}

}  // namespace homevisit::views
