#include "json/schema.h"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <vector>

#include "json/rapidjson.h"

namespace homevisit::json {
namespace {

using Node = rapidjson::Value;

std::string_view text_of(const Node& node) { return {node.GetString(), node.GetStringLength()}; }

std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (!pointer.empty() && pointer.front() == '/') {
    pointer.remove_prefix(1);
    const auto end = pointer.find('/');
    std::string token;
    for (std::size_t i = 0; i < std::min(end, pointer.size()); ++i) {
      if (pointer[i] == '~' && i + 1 < pointer.size()) {
        token += pointer[++i] == '1' ? '/' : '~';
      } else {
        token += pointer[i];
      }
    }
    tokens.push_back(std::move(token));
    if (end == std::string_view::npos) break;
    pointer.remove_prefix(end);
  }
  return tokens;
}

// Schemas refer to one another as "../definitions.json#/definitions/date" or
// "definitions.json#...": every file that is referred to lies at the top.
std::string top_name(std::string_view uri) {
  const auto slash = uri.rfind('/');
  return std::string(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

const Node* member(const Node& object, std::string_view key) {
  if (!object.IsObject()) return nullptr;
  for (const auto& m : object.GetObject())
    if (text_of(m.name) == key) return &m.value;
  return nullptr;
}

}  // namespace

// [one thread] Schemas ready to check with. The patterns in them keep notes while they match
// (RapidJSON 1.1.0), so nobody else may check with the same ones meanwhile.
class SchemaSet::Compiled : public rapidjson::IRemoteSchemaDocumentProvider {
 public:
  explicit Compiled(State& state) : state_(state) {}
  const rapidjson::SchemaDocument* schema(std::string_view path);

  // The length given is one short of the file's name (RapidJSON 1.1.0), so it is found again.
  const rapidjson::SchemaDocument* GetRemoteDocument(const char* uri,
                                                     rapidjson::SizeType) override {
    const std::string_view text(uri);
    return schema(top_name(text.substr(0, text.find('#'))));
  }

 private:
  State& state_;
  std::map<std::string, std::unique_ptr<rapidjson::SchemaDocument>, std::less<>> compiled_;
};

struct SchemaSet::State {
  std::map<std::string, std::string_view, std::less<>> files;
  mutable std::mutex mutex;
  std::map<std::string, std::unique_ptr<rapidjson::Document>, std::less<>> raw;
  std::vector<std::unique_ptr<Compiled>> idle;

  // REQUIRES: mutex is held. What it gives stays as it is from then on.
  const Node* raw_schema(std::string_view path) {
    if (const auto found = raw.find(path); found != raw.end()) return found->second.get();
    const auto file = files.find(path);
    if (file == files.end()) return nullptr;
    auto document = std::make_unique<rapidjson::Document>();
    document->Parse(file->second.data(), file->second.size());
    if (document->HasParseError()) return nullptr;
    return raw.emplace(path, std::move(document)).first->second.get();
  }

  // Follows a $ref, if this schema is one. `file` is where the schema stands.
  const Node* follow(const Node* node, std::string& file) {
    for (int hops = 0; node != nullptr && hops < 8; ++hops) {
      const Node* ref = member(*node, "$ref");
      if (ref == nullptr || !ref->IsString()) return node;
      const std::string_view uri = text_of(*ref);
      const auto hash = uri.find('#');
      if (hash != 0) file = top_name(uri.substr(0, hash));
      node = raw_schema(file);
      if (hash == std::string_view::npos) continue;
      for (const std::string& token : tokens_of(uri.substr(hash + 1)))
        node = node == nullptr ? nullptr : member(*node, token);
    }
    return node;
  }

  // The schema of the place in the document that `pointer` names.
  const Node* at(std::string_view path, std::string_view pointer) {
    std::string file(path);
    const Node* node = follow(raw_schema(path), file);
    for (const std::string& token : tokens_of(pointer)) {
      if (node == nullptr) return nullptr;
      if (const Node* items = member(*node, "items")) {
        node = items;
      } else if (const Node* properties = member(*node, "properties")) {
        node = member(*properties, token);
      } else {
        node = nullptr;
      }
      node = follow(node, file);
    }
    return node;
  }
};

const rapidjson::SchemaDocument* SchemaSet::Compiled::schema(std::string_view path) {
  if (const auto found = compiled_.find(path); found != compiled_.end()) return found->second.get();
  const Node* node = nullptr;
  {
    const std::lock_guard lock(state_.mutex);
    node = state_.raw_schema(path);
  }
  if (node == nullptr) return nullptr;
  auto document = std::make_unique<rapidjson::SchemaDocument>(*node, this);
  return compiled_.emplace(path, std::move(document)).first->second.get();
}

// For one check. There are as many as there were checks at the same time.
class SchemaSet::Borrowed {
 public:
  explicit Borrowed(State& state) : state_(state) {
    const std::lock_guard lock(state_.mutex);
    if (state_.idle.empty()) {
      compiled_ = std::make_unique<Compiled>(state_);
      state_.idle.reserve(state_.idle.capacity() + 1);  // to be given back without allocating
    } else {
      compiled_ = std::move(state_.idle.back());
      state_.idle.pop_back();
    }
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() {
    const std::lock_guard lock(state_.mutex);
    state_.idle.push_back(std::move(compiled_));
  }
  Compiled* operator->() const { return compiled_.get(); }

 private:
  State& state_;
  std::unique_ptr<Compiled> compiled_;
};

namespace {

Error explain(std::string_view keyword, const Node* schema, const Node& value,
              std::string pointer) {
  const auto number = [&](const char* name) {
    const Node* node = schema == nullptr ? nullptr : member(*schema, name);
    return node != nullptr && node->IsInt64() ? node->GetInt64() : 0;
  };
  const auto error = [&](const char* code, std::string message) {
    return Error{HV_INVALID_ARGUMENT, code, std::move(message), pointer};
  };
  if (keyword == "required" && schema != nullptr) {
    if (const Node* required = member(*schema, "required");
        required != nullptr && required->IsArray())
      for (const auto& name : required->GetArray())
        if (member(value, text_of(name)) == nullptr) {
          pointer += "/" + pointer_token(text_of(name));
          return error("missing_field", "This is needed.");
        }
  }
  if (keyword == "additionalProperties") {
    // `schema` is the one of the object; the place is the field that it does not know.
    std::string known;
    if (const Node* properties = schema == nullptr ? nullptr : member(*schema, "properties"))
      for (const auto& m : properties->GetObject())
        known += (known.empty() ? "" : ", ") + std::string(text_of(m.name));
    return error("unknown_field",
                 fmt::format("This field is not known here. Known are: {}.", known));
  }
  if (keyword == "type") {
    const Node* type = schema == nullptr ? nullptr : member(*schema, "type");
    return error("wrong_type",
                 fmt::format("This must be of type {}.",
                             type != nullptr && type->IsString() ? text_of(*type) : "another"));
  }
  if (keyword == "enum") {
    std::string known;
    if (const Node* values = schema == nullptr ? nullptr : member(*schema, "enum"))
      for (const auto& v : values->GetArray())
        if (v.IsString()) known += (known.empty() ? "" : ", ") + std::string(text_of(v));
    return error("unknown_value", fmt::format("This must be one of: {}.", known));
  }
  if (keyword == "maxLength")
    return error("too_long", fmt::format("At most {} characters.", number("maxLength")));
  if (keyword == "minLength")
    return number("minLength") <= 1
               ? error("too_short", "This may not be empty.")
               : error("too_few_characters",
                       fmt::format("At least {} characters.", number("minLength")));
  if (keyword == "maxItems")
    return error("too_many", fmt::format("At most {} of these.", number("maxItems")));
  if (keyword == "minItems")
    return error("too_few", fmt::format("At least {} of these.", number("minItems")));
  if (keyword == "uniqueItems") return error("duplicate_item", "The same value stands here twice.");
  if (keyword == "maximum" || keyword == "minimum")
    return error("out_of_range", fmt::format("This must lie between {} and {}.", number("minimum"),
                                             number("maximum")));
  const Node* hint = schema == nullptr ? nullptr : member(*schema, "description");
  return error("wrong_form",
               hint != nullptr && hint->IsString()
                   ? fmt::format("This has another form than expected: {}", text_of(*hint))
                   : "This has another form than expected.");
}

}  // namespace

SchemaSet::SchemaSet(std::span<const embedded::File> files) : state_(std::make_unique<State>()) {
  for (const auto& file : files) state_->files.emplace(file.path, file.text);
}
SchemaSet::~SchemaSet() = default;

bool SchemaSet::has(std::string_view path) const {
  return state_->files.find(path) != state_->files.end();
}

std::string_view SchemaSet::text(std::string_view path) const {
  const auto file = state_->files.find(path);
  return file == state_->files.end() ? std::string_view{} : file->second;
}

std::vector<std::string_view> SchemaSet::paths() const {
  std::vector<std::string_view> paths;
  for (const auto& [path, text] : state_->files) paths.push_back(path);
  return paths;
}

Status SchemaSet::validate(std::string_view path, Value value) const {
  const Borrowed schemas(*state_);
  const rapidjson::SchemaDocument* const schema = schemas->schema(path);
  if (schema == nullptr || !value.exists())
    return Error{HV_INTERNAL, "no_schema", fmt::format("There is no schema \"{}\".", path)};
  rapidjson::SchemaValidator validator(*schema);
  if (node_of(value.node()).Accept(validator)) return ok();
  rapidjson::StringBuffer text;
  const rapidjson::Pointer place = validator.GetInvalidDocumentPointer();
  place.Stringify(text);
  const std::string pointer(text.GetString(), text.GetSize());
  const Node* at = place.Get(node_of(value.node()));
  const std::lock_guard lock(state_->mutex);
  const std::string_view keyword = validator.GetInvalidSchemaKeyword();
  const std::string_view parent = std::string_view(pointer).substr(0, pointer.rfind('/'));
  return explain(keyword, state_->at(path, keyword == "additionalProperties" ? parent : pointer),
                 at == nullptr ? node_of(value.node()) : *at, pointer);
}

std::string SchemaSet::type_at(std::string_view path, std::string_view pointer) const {
  const std::lock_guard lock(state_->mutex);
  const Node* node = state_->at(path, pointer);
  const Node* type = node == nullptr ? nullptr : member(*node, "type");
  return type != nullptr && type->IsString() ? std::string(text_of(*type)) : std::string();
}

}  // namespace homevisit::json
