#include "http/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/descriptor.h"

namespace homevisit::http {
namespace {

Error from_errno(const std::string& name, const std::string& path, int number) {
  if (number == ENOENT || number == ENOTDIR)
    return {HV_NOT_FOUND, "secret_missing",
            fmt::format("There is no file {} with the secret \"{}\". Put it there, readable by its "
                        "owner alone, or correct \"secrets\" in the configuration.",
                        path, name)};
  if (number == EACCES || number == EPERM)
    return {HV_PERMISSION_DENIED, "secret_forbidden",
            fmt::format("The file {} with the secret \"{}\" may not be read. Give it to the user "
                        "that runs this program.",
                        path, name)};
  return {HV_UNAVAILABLE, "secret_unreadable",
          fmt::format("The file {} with the secret \"{}\" cannot be read: {}.", path, name,
                      ::strerror(number))};
}

Error unusable(const std::string& name, const std::string& place, const char* why) {
  return {HV_INVALID_ARGUMENT, "secret_unusable",
          fmt::format("The secret \"{}\" in {} {}. Put the secret there as the system gave it.",
                      name, place, why)};
}

// Without the line end that editors add.
Result<Secret> trimmed(const std::string& name, const std::string& place, ByteView bytes) {
  if (!bytes.empty() && bytes.back() == '\n') bytes = bytes.first(bytes.size() - 1);
  if (!bytes.empty() && bytes.back() == '\r') bytes = bytes.first(bytes.size() - 1);
  if (bytes.empty()) return unusable(name, place, "is empty");
  if (bytes.size() > largest_secret) return unusable(name, place, "is longer than 16 KiB");
  for (const std::uint8_t byte : bytes)
    if (byte == 0) return unusable(name, place, "holds a zero byte");
  return Secret(bytes);
}

Result<Secret> read_file(const std::string& name, const std::string& path) {
  // A pipe put in the file's place would else wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info;
  if (file.fd() < 0 || ::fstat(file.fd(), &info) != 0) return from_errno(name, path, errno);
  if (!S_ISREG(info.st_mode)) return unusable(name, path, "is no file");
  if ((info.st_mode & 077) != 0)
    return Error{HV_PERMISSION_DENIED, "secret_open_to_others",
                 fmt::format("The file {} with the secret \"{}\" may be read or changed by others "
                             "(mode {:04o}). Run: chmod 600 {}",
                             path, name, info.st_mode & 07777, path)};
  // Room for a line end, and for one byte that shows that it is too long.
  Secret text(largest_secret + 3);
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.fd(), text.writable() + size, text.size() - size);
    if (got == 0) break;
    if (got > 0) {
      size += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      return from_errno(name, path, errno);
    }
  }
  return trimmed(name, path, text.reveal().first(size));
}

Result<Secret> read_environment(const std::string& name, const std::string& variable) {
  const char* const value = ::getenv(variable.c_str());
  if (value == nullptr)
    return Error{
        HV_NOT_FOUND, "secret_missing",
        fmt::format("The environment has no variable {} with the secret \"{}\". Set it for "
                    "this program, or correct \"secrets\" in the configuration.",
                    variable, name)};
  return trimmed(name, "the variable " + variable, as_bytes(value));
}

Error wrong_place(std::string_view name) {
  return {
      HV_INVALID_ARGUMENT, "secret_place",
      fmt::format("The secret \"{}\" is neither {{\"file\": path}} nor {{\"environment\": name}}. "
                  "Say where it lies; the secret itself never stands in the configuration.",
                  name),
      "/" + json::pointer_token(name)};
}

}  // namespace

Result<std::unique_ptr<ConfiguredSecrets>> ConfiguredSecrets::from(json::Value places,
                                                                   const std::string& base) {
  std::map<std::string, Place> read;
  std::optional<Error> wrong;
  places.each_member([&](std::string_view name, json::Value value) {
    Place place{std::string(value["file"].text()), std::string(value["environment"].text())};
    if (value.size() != 1 || place.file.empty() == place.environment.empty()) {
      if (!wrong) wrong = wrong_place(name);
      return;
    }
    if (!place.file.empty())
      place.file = (std::filesystem::path(base) / place.file).lexically_normal().string();
    read.emplace(name, std::move(place));
  });
  if (wrong) return std::move(*wrong);
  return std::unique_ptr<ConfiguredSecrets>(new ConfiguredSecrets(std::move(read)));
}

Result<Secret> ConfiguredSecrets::secret(const std::string& name) {
  const auto place = places_.find(name);
  if (place == places_.end())
    return Error{
        HV_NOT_FOUND, "secret_not_configured",
        fmt::format("The configuration has no secret \"{}\". Add it under \"secrets\", with "
                    "the file or the environment variable that holds it.",
                    name)};
  {
    const std::lock_guard lock(mutex_);
    if (const auto kept = kept_.find(name); kept != kept_.end()) return kept->second;
  }
  HV_ASSIGN(Secret secret, place->second.file.empty()
                               ? read_environment(name, place->second.environment)
                               : read_file(name, place->second.file));
  const std::lock_guard lock(mutex_);
  kept_.insert_or_assign(name, secret);
  return secret;
}

void ConfiguredSecrets::forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  kept_.erase(name);
}

}  // namespace homevisit::http
