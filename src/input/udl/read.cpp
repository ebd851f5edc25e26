#include "input/udl/read.hpp"

#include "config/read_text.hpp"
#include "input/udl/bind.hpp"
#include "input/udl/parser.hpp"
#include "input/udl/spelling.hpp"
#include "input/udl/symbols.hpp"
#include "input/udl/uniffi_toml.hpp"

namespace polyglue::input::udl {

std::optional<File> read(const std::filesystem::path& path, diag::Sink& sink) {
  constexpr std::uintmax_t largest = 16u << 20;
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  if (!ignored && size > largest) {
    sink.error("PG0171", path.filename().string() + " is too large for an interface file", {path.string(), 0, 0});
    return std::nullopt;
  }
  const auto text = config::read_text(path, "PG0160", sink);
  if (!text) return std::nullopt;
  Report report(path.string(), sink);
  File file = parse(path.string(), *text, report);
  check(file, report);
  if (report.has_errors()) return std::nullopt;
  return file;
}

std::optional<model::Library> bind(const File& file, const model::Library& headers, diag::Sink& sink) {
  Report report(file.path, sink);
  const std::filesystem::path path = std::filesystem::path(file.path).replace_filename("uniffi.toml");
  std::error_code ignored;
  std::map<std::string, model::LanguageForm> languages;
  if (std::filesystem::is_regular_file(path, ignored)) languages = read_uniffi_toml(path, file, sink);
  return bind(file, headers, report, std::move(languages));
}

std::vector<std::pair<std::string, model::Location>> objects_of(const File& file) {
  std::vector<std::pair<std::string, model::Location>> out;
  for (const Definition& definition : file.definitions) {
    const auto* interface = std::get_if<Interface>(&definition);
    if (interface && (interface->kind == Interface::Kind::object || interface->kind == Interface::Kind::trait))
      out.push_back({cpp_name(interface->name.text), {file.path, interface->name.place.line, interface->name.place.column}});
  }
  return out;
}

}  // namespace polyglue::input::udl
