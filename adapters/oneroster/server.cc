#include "server.h"

#include <optional>
#include <set>
#include <utility>

#include "homevisit/sdk/link.h"
#include "homevisit/sdk/url.h"

namespace homevisit::oneroster {
namespace {

struct Known {
  const char* path;
  const char* member;     // of the answer, that holds the rows
  const char* fields_11;  // lists to ask for, the best first, separated by "|"
  const char* fields_12;
};

// Only what has a field in adapter.h. The second list of users is for services that know no
// `agents` and `primaryOrg` and refuse all for it.
constexpr const char* kUsers11 =
    "sourcedId,status,enabledUser,givenName,familyName,identifier,role,orgs,agents,grades,metadata|"
    "sourcedId,status,enabledUser,givenName,familyName,identifier,role,orgs,agents,grades";
constexpr const char* kUsers12 =
    "sourcedId,status,enabledUser,givenName,familyName,preferredFirstName,preferredLastName,"
    "identifier,roles,primaryOrg,agents,grades,metadata|"
    "sourcedId,status,enabledUser,givenName,familyName,preferredFirstName,preferredLastName,"
    "identifier,roles,grades,metadata";
constexpr const char* kSessions = "sourcedId,status,startDate,endDate,schoolYear";
constexpr const char* kCourses = "sourcedId,status,courseCode,schoolYear";
constexpr const char* kClasses = "sourcedId,status,title,classType,grades,course,school,terms";
constexpr const char* kEnrolments = "sourcedId,status,class,user,role,beginDate,endDate";
constexpr const char* kBirth = "sourcedId,status,birthDate";
constexpr const char* kOrgs = "sourcedId,status,name,type";

constexpr std::array<Known, kLists> kKnown = {{
    {"orgs", "orgs", kOrgs, kOrgs},
    {"academicSessions", "academicSessions", kSessions, kSessions},
    {"courses", "courses", kCourses, kCourses},
    {"classes", "classes", kClasses, kClasses},
    {"users", "users", kUsers11, kUsers12},
    {"enrollments", "enrollments", kEnrolments, kEnrolments},
    {"demographics", "demographics", kBirth, kBirth},
}};

const Known& known(List list) { return kKnown[static_cast<std::size_t>(list)]; }

// The list of fields of that place; "" where there are no more.
std::string_view fields_at(const char* lists, int place) {
  std::string_view rest = lists;
  for (; place > 0; --place) {
    const std::size_t bar = rest.find('|');
    if (bar == std::string_view::npos) return {};
    rest.remove_prefix(bar + 1);
  }
  return rest.substr(0, rest.find('|'));
}

sdk::Failure unreadable(List list, const std::string& what) {
  return sdk::Failure(HV_UNAVAILABLE, "The list of " + std::string(name_of(list)) + " " + what);
}

// "forbidden", "invalid_data": a code is a word; anything else may hold a text about somebody.
std::string code_word(const sdk::Value& payload) {
  const sdk::Value minor = payload["imsx_codeMinor"];
  std::string word(minor.text());
  if (word.empty()) word = minor["imsx_codeMinorField"].item(0)["imsx_codeMinorFieldValue"].text();
  if (word.size() > 40 || word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != word.npos)
    return {};
  return word.empty() ? "" : " (" + word + ")";
}

// Some answer 200 and put the failure into the body.
void require_success(List list, const sdk::Value& root) {
  const sdk::Value status = root["imsx_codeMajor"].exists() ? root : root["imsx_StatusInfo"];
  if (status["imsx_codeMajor"].text() != "failure") return;
  throw unreadable(list, "was answered with a failure" + code_word(status) +
                             ". Ask the system's administrator whether these credentials may read "
                             "it, and whether the service is well.");
}

bool refuses_wishes(int status) { return status == 400 || status == 422; }

}  // namespace

const char* name_of(List list) { return known(list).path; }

struct Server::Page {
  int status;
  std::optional<sdk::Json> document;
  sdk::Value rows;
  std::string link, said_total;
  std::optional<sdk::Failure> failure;  // of an answer that is not 2xx

  // 0 where the service does not say it.
  std::uint64_t total() const { return std::strtoull(said_total.c_str(), nullptr, 10); }
};

// The list of fields to ask for; "" where the service takes none.
std::string_view Server::fields_of(List list) const {
  return fields_at(settings_.version_11 ? known(list).fields_11 : known(list).fields_12,
                   manners_[static_cast<std::size_t>(list)].fields);
}

std::string Server::first_url(List list) const {
  const Manners& manners = manners_[static_cast<std::size_t>(list)];
  std::string text = settings_.url + "/" + known(list).path;
  // Commas stay as they are: some services do not decode them.
  if (!fields_of(list).empty()) text += "?fields=" + std::string(fields_of(list));
  sdk::Url url(std::move(text));
  if (manners.sort) url.with("sort", "sourcedId").with("orderBy", "asc");
  return url.text();
}

Server::Page Server::get(List list, const std::string& url) {
  const std::string what = "the request for " + std::string(name_of(list));
  const sdk::Response response = http_.send(sdk::Request::get(url));
  Page page{response.status(),
            {},
            {},
            std::string(response.header("link")),
            std::string(response.header("x-total-count")),
            {}};
  if (!response.ok()) {
    page.failure = sdk::failure_of(response, what, HV_HTTP_READ);
    return page;
  }
  page.document = sdk::Json::parse(response.body(), "The answer to " + what);
  const sdk::Value root = page.document->root();
  require_success(list, root);
  page.rows = root[known(list).member];
  if (!page.rows.exists()) page.rows = root[known(list).path];
  // An empty list also comes as null.
  if (!page.rows.is_array() && !(page.rows.exists() && page.rows.is_null()))
    throw unreadable(list, "holds no list; check \"url\" and \"version\" in the configuration.");
  return page;
}

// Leaves away wishes one by one until the service takes the request.
Server::Page Server::first_page(List list, std::uint64_t limit) {
  Manners& manners = manners_[static_cast<std::size_t>(list)];
  const Manners before = manners;
  while (true) {
    Page page = get(list, sdk::Url(first_url(list)).with("limit", limit).with("offset", 0u).text());
    if (!page.failure) {
      if (manners.fields != before.fields && fields_of(list).empty())
        call().host().info("The service takes no list of fields for " + std::string(name_of(list)) +
                           ": it sends more than is asked for, which is not looked at.");
      return page;
    }
    if (!refuses_wishes(page.status)) return page;
    if (!fields_of(list).empty()) {
      ++manners.fields;
    } else if (manners.sort) {
      manners = {0, false};
    } else {
      manners = before;
      return page;
    }
  }
}

Server::Look Server::look(List list, std::uint64_t limit) {
  Page page = first_page(list, limit);
  if (page.failure) throw *page.failure;
  return {std::move(*page.document), page.rows, !fields_of(list).empty()};
}

// How far a list has been read.
struct Server::Course {
  std::uint64_t next = 0;     // offset of the first row that was not read
  std::uint64_t overlap = 0;  // rows before that, which are asked for again
  std::size_t most = 0;       // rows in one page, so far
  std::string first, last;    // ids
  bool ascending = true;      // in the order of their bytes, so far

  std::uint64_t offset() const { return next < overlap ? 0 : next - overlap; }
};

// Where the rows of a page begin that were not read before; nothing where its place in the list is
// not to be seen.
std::optional<std::size_t> Server::begin_of(const Course& at, const sdk::Value& rows) {
  const std::size_t size = rows.size();
  // Pages of one row have no room for a row that we know; where it comes all the same, there is no
  // other.
  if (at.overlap == 0) return size == 1 && at.next > 0 && rows.item(0)["sourcedId"].id() == at.last;
  for (std::size_t i = 0; i < size; ++i)
    if (rows.item(i)["sourcedId"].id() == at.last) return i + 1;
  if (!at.ascending || size == 0 || rows.item(0)["sourcedId"].id() > at.last) return std::nullopt;
  // The last row is gone; what stands behind its place is new.
  std::size_t begin = 0;
  while (begin < size && rows.item(begin)["sourcedId"].id() <= at.last) ++begin;
  return begin;
}

void Server::read(List list, const Take& take) {
  Page page = first_page(list, settings_.page_size);
  const std::string base = first_url(list);
  const std::uint64_t limit = std::max<std::uint64_t>(settings_.page_size, 2);
  std::set<std::string> cursors;
  Course at;
  std::uint64_t taken = 0;
  int restarts = 0;
  for (std::string url;; page = get(list, url)) {
    if (page.failure) throw *page.failure;
    const auto size = static_cast<std::size_t>(page.rows.size());
    const auto begin = begin_of(at, page.rows);
    if (!begin && at.offset() > 0) {
      at.overlap += std::max<std::size_t>(at.most - 1, 1);  // the list became shorter: step back
      url = sdk::Url(base).with("limit", limit).with("offset", at.offset()).text();
      continue;
    }
    if (!begin) {
      if (++restarts > 2)
        throw unreadable(
            list,
            "changes so fast, or comes in so loose an order, that it could not be read "
            "to its end. Refresh the roster at a quiet hour.");
      at = {};
      url = sdk::Url(base).with("limit", limit).with("offset", 0u).text();
      continue;
    }
    const bool again = *begin == size;
    if (again && at.offset() > 0 && size > 1 && page.rows.item(0)["sourcedId"].id() == at.first) {
      if (page.total() != size) require_whole(list);
      return;
    }
    const auto link = sdk::find_link(page.link, "next");
    const bool is_cursor = link && link->find("offset=") == std::string::npos;
    if (again && size <= 1 && !is_cursor) {  // nothing, or the row that we had
      require_total(list, page, at.next);
      return;
    }

    // The next page is on its way while this one is looked at.
    at.next = at.offset() + size;
    at.most = std::max(at.most, size);
    at.overlap = at.most > 1 ? 1 : 0;
    const bool end = !is_cursor && !cursors.empty();
    if (is_cursor) {
      url = sdk::resolve_on_origin(base, *link);
      at.overlap = 0;
      if (!cursors.insert(url).second)
        throw unreadable(list,
                         "goes round in a circle: the same next link came twice. Tell the system's "
                         "administrator.");
    } else {
      url = sdk::Url(base).with("limit", limit).with("offset", at.offset()).text();
    }
    if (!end) http_.ahead(sdk::Request::get(url));
    for (std::size_t i = *begin; i < size; ++i) {
      if (i % 256 == 255) call().check();
      const sdk::Value row = page.rows.item(i);
      const std::string id = row["sourcedId"].id();
      at.ascending = at.ascending && (at.last.empty() || at.last < id);
      if (at.first.empty()) at.first = id;
      at.last = id;
      ++taken;
      if (!id.empty()) take(row);
    }
    if (again && size > 0) at.last = page.rows.item(size - 1)["sourcedId"].id();
    call().progress(taken, page.total() > taken ? page.total() : 0);
    if (end) {
      require_total(list, page, at.next);
      return;
    }
  }
}

// A total that is too small is not believed, but one that is larger than the list tells of a
// service that stops short.
void Server::require_total(List list, const Page& last, std::uint64_t read) {
  if (last.total() > read)
    throw unreadable(list, "ended after " + std::to_string(read) +
                               " rows, and the service says that there are " +
                               std::to_string(last.total()) +
                               ". Ask its administrator how many rows it gives at most.");
}

// The service gave its first page whatever the offset. That may be all there is, or all that it
// ever gives: a page of one row tells.
void Server::require_whole(List list) {
  const Look one = look(list, 1);
  if (one.rows.size() == 1)
    throw unreadable(list,
                     "cannot be read to its end: the service gives its first page whatever the "
                     "offset, and how many rows there are cannot be seen. Tell its administrator.");
}

}  // namespace homevisit::oneroster
