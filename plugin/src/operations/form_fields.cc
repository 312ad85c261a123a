#include "operations/form_fields.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <memory>

namespace homevisit::operations {
namespace {

constexpr std::size_t most_places = 400;
constexpr int deepest = 12;  // our requests are six deep

// A tree of what was filled in; children keep their order by key, numbers as numbers.
struct Node {
  std::map<std::string, std::unique_ptr<Node>> members;
  std::map<unsigned, std::unique_ptr<Node>> items;
  std::string text;
  bool leaf = false;
  bool constant = false;

  // Did a person fill in anything below?
  bool filled() const {
    if (leaf) return !constant;
    for (const auto& [key, node] : members)
      if (node->filled()) return true;
    for (const auto& [index, node] : items)
      if (node->filled()) return true;
    return false;
  }
};

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  std::string result;
  for (char c : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1))
    if (c != '\r') result += c;  // browsers send line ends as \r\n
  return result;
}

Error mixed() {
  return {HV_INVALID_ARGUMENT, "form_mixed",
          "Two fields of the form do not go together. Open the form again."};
}

Status put(Node& root, std::string_view pointer, std::string text, bool constant) {
  Node* node = &root;
  for (int depth = 0; !pointer.empty(); ++depth) {
    if (depth == deepest)
      return Error{HV_INVALID_ARGUMENT, "too_deep",
                   "A field of the form has a name that is none of ours."};
    if (node->leaf) return mixed();
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    const std::string_view token = pointer.substr(0, end);
    unsigned index = 0;
    const auto [last, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool is_index = error == std::errc{} && last == token.data() + token.size();
    if (is_index && index >= most_places)
      return Error{HV_INVALID_ARGUMENT, "too_many", "The form has more lines than can be taken."};
    if (is_index ? !node->members.empty() : !node->items.empty()) return mixed();
    auto& child = is_index ? node->items[index] : node->members[std::string(token)];
    if (!child) child = std::make_unique<Node>();
    node = child.get();
    pointer.remove_prefix(end);
  }
  if (!node->members.empty() || !node->items.empty()) return mixed();
  node->leaf = true;
  node->constant = constant;
  node->text = std::move(text);
  return ok();
}

struct Typed {
  const json::SchemaSet& schemas;
  std::string path;
  json::Writer writer;
  std::vector<std::pair<std::string, std::string>> moved;

  void leaf(const Node& node, const std::string& pointer) {
    const std::string type = schemas.type_at(path, pointer);
    if (type == "boolean" && (node.text == "true" || node.text == "false")) {
      writer.boolean(node.text == "true");
      return;
    }
    if (type == "integer") {
      std::int64_t value = 0;
      const char* end = node.text.data() + node.text.size();
      const auto [last, error] = std::from_chars(node.text.data(), end, value);
      if (error == std::errc{} && last == end) {
        writer.integer(value);
        return;
      }
    }
    writer.string(node.text);
  }

  // `name`: the same place as the form has it.
  void write(const Node& node, const std::string& pointer, const std::string& name) {
    if (node.leaf) return leaf(node, pointer);
    if (!node.items.empty()) {
      writer.begin_array();
      unsigned place = 0;
      for (const auto& [index, child] : node.items) {
        if (!child->filled()) continue;
        const std::string to = fmt::format("{}/{}", pointer, place);
        const std::string from = fmt::format("{}/{}", name, index);
        if (to != from) moved.emplace_back(to, from);
        write(*child, to, from);
        ++place;
      }
      writer.end_array();
      return;
    }
    writer.begin_object();
    for (const auto& [key, child] : node.members) {
      if (!child->leaf && !child->filled()) continue;
      writer.key(key);
      write(*child, pointer + "/" + key, name + "/" + key);
    }
    writer.end_object();
  }
};

}  // namespace

FormFields read_fields(json::Value pairs) {
  FormFields fields;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    fields.emplace_back(pairs.at(i).at(0).text(), pairs.at(i).at(1).text());
  return fields;
}

void write_fields(json::Writer& writer, const FormFields& fields) {
  writer.begin_array();
  for (const auto& [name, value] : fields)
    writer.begin_array().string(name).string(value).end_array();
  writer.end_array();
}

Result<Decoded> request_of(const json::SchemaSet& schemas, const std::string& operation,
                           const FormFields& fields) {
  const std::string path = fmt::format("operations/{}.request.json", operation);
  if (!schemas.has(path))
    return Error{HV_NOT_FOUND, "unknown_operation",
                 fmt::format("There is no operation \"{}\".", operation), "/operation"};
  Node root;
  for (const auto& [name, value] : fields) {
    std::string_view pointer = name;
    const bool constant = !pointer.empty() && pointer.front() == '=';
    if (constant) pointer.remove_prefix(1);
    if (pointer.empty() || pointer.front() != '/') continue;
    std::string text = trimmed(value);
    if (!text.empty()) HV_TRY(put(root, pointer, std::move(text), constant));
  }
  Typed typed{schemas, path, {}, {}};
  typed.write(root, "", "");
  return Decoded{root.members.empty() ? std::string("{}") : typed.writer.take(),
                 std::move(typed.moved)};
}

}  // namespace homevisit::operations
