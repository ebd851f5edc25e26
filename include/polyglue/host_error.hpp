// What C++ catches when a function that the host gave fails. Authors may catch it; what passes through comes back
// to the host as the very error that was thrown there.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace polyglue {

/// An error of the host. One that the library declares arrives as the library's own exception instead.
class HostError : public std::runtime_error {
 public:
  HostError(const std::string& message, std::int32_t number, std::shared_ptr<void> object = nullptr, void (*end)(void*) = nullptr)
      : std::runtime_error(message), status_(number), error_(std::move(object)), release_(end) {}

  /// PGL_ERROR_HOST, or the boundary error that the function ended with.
  std::int32_t status() const noexcept { return status_; }
  /// The host's error object, kept as long as any copy of this exception; null where it gave none.
  const std::shared_ptr<void>& error() const noexcept { return error_; }
  /// How that object is released, by which a host knows its own. Not to be called.
  void (*release() const noexcept)(void*) { return release_; }

 private:
  std::int32_t status_;
  std::shared_ptr<void> error_;
  void (*release_)(void*);
};

}  // namespace polyglue
