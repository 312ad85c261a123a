#include "bundle.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "problem.h"
#include "text.h"

namespace homevisit::local {
namespace {

namespace fs = std::filesystem;

// A district of 100,000 students has a users.csv of about 60 MB.
constexpr std::uint64_t kMaxFileBytes = 1ull << 30;
constexpr std::uint64_t kMaxBundleBytes = 2ull << 30;
constexpr std::size_t kMaxFiles = 10'000;
// CSV of a real school shrinks 5 to 30 times; a bomb about 1,000 times.
constexpr std::uint64_t kMaxRatio = 250;
constexpr std::uint64_t kRatioFrom = 4ull << 20;

std::string errno_text(int error) { return std::generic_category().message(error); }

[[noreturn]] void refuse_size(const std::string& file, std::uint64_t limit) {
  throw Refusal(
      {file, 0, 0, ""},
      fmt::format("The file is larger than {} MB unpacked, which no roster is. Check where "
                  "it comes from.",
                  limit >> 20));
}

class DiskStream : public Stream {
 public:
  DiskStream(const std::string& path, std::string name)
      : name_(std::move(name)), file_(std::fopen(path.c_str(), "rbe")) {
    if (!file_) {
      throw Refusal({name_, 0, 0, ""},
                    fmt::format("The file cannot be read: {}.", errno_text(errno)));
    }
  }
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t got = std::fread(buffer, 1, size, file_.get());
    if (got < size && std::ferror(file_.get()) != 0) {
      throw Refusal({name_, 0, 0, ""},
                    fmt::format("The file cannot be read: {}.", errno_text(errno)));
    }
    total_ += got;
    if (total_ > kMaxFileBytes) refuse_size(name_, kMaxFileBytes);
    return got;
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t total_ = 0;
};

class DiskBundle : public Bundle {
 public:
  explicit DiskBundle(const fs::path& path) : folder_(path) {
    title_ = path.filename().string();
    if (!fs::is_directory(path)) {
      folder_ = path.parent_path();
      files_.push_back({title_, "", fs::file_size(path)});
      return;
    }
    for (const auto& item : fs::directory_iterator(path)) {
      // Only plain files: a pipe or device would keep us waiting.
      if (!item.is_regular_file()) continue;
      if (files_.size() == kMaxFiles) {
        throw Refusal({title_, 0, 0, ""},
                      fmt::format("The folder holds more than {} files. Name the folder that holds "
                                  "the bundle only.",
                                  kMaxFiles));
      }
      files_.push_back({item.path().filename().string(), "", item.file_size()});
    }
  }
  std::unique_ptr<Stream> read(int index) override {
    const std::string& name = files_.at(static_cast<std::size_t>(index)).name;
    return std::make_unique<DiskStream>((folder_ / name).string(), name);
  }

 private:
  fs::path folder_;
};

class ZipStream : public Stream {
 public:
  ZipStream(zip_t* zip, std::uint64_t index, std::string name, std::uint64_t packed,
            std::uint64_t* bundle_total)
      : name_(std::move(name)), packed_(packed), bundle_total_(bundle_total) {
    file_.reset(zip_fopen_index(zip, index, 0));
    if (!file_) {
      const int code = zip_error_code_zip(zip_get_error(zip));
      throw Refusal({name_, 0, 0, ""},
                    code == ZIP_ER_NOPASSWD
                        ? "The zip file is locked with a password. Unpack it, and name the folder."
                        : fmt::format("The zip file is broken: {}. Fetch it again.",
                                      zip_error_strerror(zip_get_error(zip))));
    }
  }
  std::size_t read(char* buffer, std::size_t size) override {
    const zip_int64_t got = zip_fread(file_.get(), buffer, size);
    if (got < 0) {
      throw Refusal({name_, 0, 0, ""},
                    fmt::format("The zip file is broken: {}. Fetch it again.",
                                zip_error_strerror(zip_file_get_error(file_.get()))));
    }
    total_ += static_cast<std::uint64_t>(got);
    *bundle_total_ += static_cast<std::uint64_t>(got);
    if (total_ > kMaxFileBytes) refuse_size(name_, kMaxFileBytes);
    if (*bundle_total_ > kMaxBundleBytes) refuse_size(name_, kMaxBundleBytes);
    if (total_ > kRatioFrom && total_ / kMaxRatio > packed_) {
      throw Refusal({name_, 0, 0, ""},
                    fmt::format("The file unpacks to more than {} times its size, which no roster "
                                "does. Check where it comes from.",
                                kMaxRatio));
    }
    return static_cast<std::size_t>(got);
  }

 private:
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };
  std::string name_;
  std::unique_ptr<zip_file_t, Close> file_;
  std::uint64_t packed_;
  std::uint64_t* bundle_total_;
  std::uint64_t total_ = 0;
};

class ZipBundle : public Bundle {
 public:
  explicit ZipBundle(const fs::path& path) {
    title_ = path.filename().string();
    int code = 0;
    zip_.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!zip_) {
      zip_error_t error;
      zip_error_init_with_code(&error, code);
      const std::string why = zip_error_strerror(&error);
      zip_error_fini(&error);
      throw Refusal({title_, 0, 0, ""},
                    fmt::format("The zip file is broken: {}. Fetch it again.", why));
    }
    const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
    if (count > static_cast<zip_int64_t>(kMaxFiles)) {
      throw Refusal({title_, 0, 0, ""},
                    fmt::format("The zip file holds {} files; a bundle has about twenty. Check "
                                "where it comes from.",
                                count));
    }
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t stat;
      if (zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0) continue;
      if ((stat.valid & ZIP_STAT_NAME) == 0) continue;
      const std::string_view name = stat.name;
      if (name.empty() || name.back() == '/' || name.starts_with("__MACOSX/")) continue;
      const std::size_t slash = name.rfind('/');
      const bool top = slash == std::string_view::npos;
      files_.push_back({std::string(top ? name : name.substr(slash + 1)),
                        std::string(top ? std::string_view() : name.substr(0, slash)),
                        (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0});
      entries_.push_back({static_cast<std::uint64_t>(i),
                          (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0});
    }
  }
  std::unique_ptr<Stream> read(int index) override {
    const auto i = static_cast<std::size_t>(index);
    return std::make_unique<ZipStream>(zip_.get(), entries_.at(i).index, files_.at(i).name,
                                       entries_.at(i).packed, &total_);
  }

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };
  struct Entry {
    std::uint64_t index, packed;
  };
  std::unique_ptr<zip_t, Discard> zip_;
  std::vector<Entry> entries_;
  std::uint64_t total_ = 0;
};

bool begins_like_zip(const std::string& path, const std::string& title) {
  char magic[4] = {};
  DiskStream stream(path, title);
  return stream.read(magic, 4) == 4 &&
         (std::memcmp(magic, "PK\3\4", 4) == 0 || std::memcmp(magic, "PK\5\6", 4) == 0);
}

}  // namespace

std::unique_ptr<Bundle> Bundle::open(const std::string& path) {
  const std::string title = fs::path(path).filename().string();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    throw Refusal({title, 0, 0, ""}, "There is no such file or folder. Check the path.");
  }
  try {
    if (fs::is_directory(status)) return std::make_unique<DiskBundle>(path);
    if (!fs::is_regular_file(status)) {
      throw Refusal({title, 0, 0, ""}, "This is neither a file nor a folder. Check the path.");
    }
    if (begins_like_zip(path, title)) return std::make_unique<ZipBundle>(path);
    return std::make_unique<DiskBundle>(path);
  } catch (const fs::filesystem_error& failure) {
    throw Refusal({title, 0, 0, ""},
                  fmt::format("The file or folder cannot be read: {}.", failure.code().message()));
  }
}

int Bundle::find(std::string_view folder, std::string_view name) const {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (files_[i].folder == folder && same_word(files_[i].name, name)) return static_cast<int>(i);
  }
  return -1;
}

std::string Bundle::contents(int index, std::size_t limit) {
  const std::unique_ptr<Stream> stream = read(index);
  std::string text;
  char buffer[65536];
  while (const std::size_t got = stream->read(buffer, sizeof buffer)) {
    text.append(buffer, got);
    if (text.size() > limit) refuse_size(files_.at(static_cast<std::size_t>(index)).name, limit);
  }
  return text;
}

}  // namespace homevisit::local
