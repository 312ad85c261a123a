#include "operations/evaluation_codes.h"

#include <algorithm>

#include "crypto/hash.h"
#include "json/json.h"

namespace homevisit::operations {
namespace {

// Without I, L, O and U: the first three are taken for figures, the last makes words.
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_letters = 16, group_letters = 4;
constexpr char used_name[] = "evaluation_codes_used";

std::string grouped(std::string_view plain) {
  std::string text;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i != 0 && i % group_letters == 0) text += '-';
    text += plain[i];
  }
  return text;
}

Result<Digests> read(const std::optional<journal::Projection>& stored) {
  Digests used;
  if (!stored) return used;
  HV_ASSIGN(const auto document, json::Document::parse(stored->body, {.bytes = 8 << 20}));
  const json::Value list = document.root()["used"];
  for (std::size_t i = 0; i < list.size(); ++i) used.emplace(list.at(i).text());
  return used;
}

}  // namespace

std::string new_code(Random& random) {
  std::array<std::uint8_t, code_letters> bytes{};
  random.fill(bytes.data(), bytes.size());
  std::string plain;
  for (const std::uint8_t byte : bytes) plain += letters[byte % letters.size()];  // 32 divides 256
  return grouped(plain);
}

std::string read_code(std::string_view typed) {
  std::string plain;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (letters.find(c) == std::string_view::npos || plain.size() == code_letters) return {};
    plain += c;
  }
  return plain.size() == code_letters ? grouped(plain) : std::string();
}

Result<std::string> code_digest(std::string_view code) {
  constexpr std::string_view purpose = "homevisit evaluation code 1\n";
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(purpose), as_bytes(code)}));
  return to_hex(digest);
}

Result<Digests> used_codes(journal::Transaction& transaction) {
  HV_ASSIGN(const auto stored, transaction.projection("", used_name));
  return read(stored);
}

Result<Digests> used_codes(journal::Journal& journal) {
  HV_ASSIGN(const auto stored, journal.projection("", used_name));
  return read(stored);
}

Status put_used_codes(journal::Transaction& transaction, const Digests& used) {
  json::Writer w;
  w.begin_object().key("used").begin_array();
  for (const std::string& digest : used) w.string(digest);
  return transaction.put_projection("", used_name, {0, w.end_array().end_object().take()});
}

const school::CodesMade* codes_with(const school::School& school, const std::string& digest,
                                    Date today) {
  for (const auto& made : school.codes) {
    const auto& digests = made.value.digests;
    if (today <= made.value.until &&
        std::find(digests.begin(), digests.end(), digest) != digests.end())
      return &made.value;
  }
  return nullptr;
}

Result<std::string> remark_id(const std::string& school_year, school::Respondent respondent,
                              const std::string& remark) {
  constexpr std::string_view purpose = "homevisit evaluation remark 1\n";
  HV_ASSIGN(const crypto::Digest digest,
            crypto::sha256({as_bytes(purpose), as_bytes(school_year), as_bytes("\n"),
                            as_bytes(to_name(respondent)), as_bytes("\n"), as_bytes(remark)}));
  return to_hex(digest).substr(0, 32);
}

}  // namespace homevisit::operations
