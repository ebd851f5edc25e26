#include "config/read_text.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace polyglue::config {

std::optional<std::string> read_text(const std::filesystem::path& path, const char* code, diag::Sink& sink) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  if (stream && stream.peek() != std::ifstream::traits_type::eof()) text << stream.rdbuf();
  if (!stream.good() && !stream.eof()) {
    sink.error(code, "cannot read " + path.filename().string() + ": " + std::strerror(errno ? errno : EIO), {path.string(), 0, 0});
    return std::nullopt;
  }
  return text.str();
}

}  // namespace polyglue::config
