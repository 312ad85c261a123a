#include "sample/archive.h"

#include <zip.h>

namespace homevisit::sample {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

std::string cannot_write(const std::string& path, const char* reason) {
  return "The sample school cannot be written to " + path + ": " + reason +
         ". Name a file in a folder that exists, that you may write to and that has room.";
}

}  // namespace

std::optional<std::string> zip_files(std::span<File> files, std::span<const std::string_view> names,
                                     const std::string& path) {
  int code = 0;
  std::unique_ptr<zip_t, Discard> archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (!archive) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string sentence = cannot_write(path, zip_error_strerror(&error));
    zip_error_fini(&error);
    return sentence;
  }
  // A fixed date in the archive's own notation: libzip would take the time zone into account.
  constexpr zip_uint16_t kMidnight = 0, kFirstOf1980 = (0 << 9) | (1 << 5) | 1;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string name(names[i]);
    std::rewind(files[i].get());
    zip_source_t* source = zip_source_filep(archive.get(), files[i].get(), 0, -1);
    if (source == nullptr) return cannot_write(path, zip_strerror(archive.get()));
    static_cast<void>(files[i].release());  // the source closes it
    const zip_int64_t index = zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      return cannot_write(path, zip_strerror(archive.get()));
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    // The fastest level: whoever tries out a large school waits for this.
    if (zip_file_set_dostime(archive.get(), entry, kMidnight, kFirstOf1980, 0) != 0 ||
        zip_set_file_compression(archive.get(), entry, ZIP_CM_DEFLATE, 1) != 0) {
      return cannot_write(path, zip_strerror(archive.get()));
    }
  }
  if (zip_close(archive.get()) != 0) return cannot_write(path, zip_strerror(archive.get()));
  static_cast<void>(archive.release());
  return std::nullopt;
}

}  // namespace homevisit::sample
