#include "input/udl/read.hpp"

#include <algorithm>

#include "config/read_text.hpp"
#include "emit/naming.hpp"
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

std::vector<std::pair<std::string, model::Location>> changing_functions_of(const File& file) {
  std::vector<std::pair<std::string, model::Location>> out;
  const auto add = [&](const std::string& scope, const Operation& one) {
    if (std::none_of(one.arguments.begin(), one.arguments.end(), [](const Argument& argument) { return argument.by_mut_ref; })) return;
    const std::string& name = one.name.text;
    for (const std::string& spelling : {cpp_name(name), emit::snake(name), emit::camel(name), emit::pascal(name)})
      out.push_back({scope + spelling + "#*", {file.path, one.name.place.line, one.name.place.column}});
  };
  for (const Definition& definition : file.definitions) {
    if (const auto* name_space = std::get_if<Namespace>(&definition)) for (const Operation& one : name_space->functions) add("", one);
    if (const auto* interface = std::get_if<Interface>(&definition)) for (const Operation& one : interface->methods) add(cpp_name(interface->name.text) + "::", one);
  }
  return out;
}

std::vector<ClassOf> classes_of(const File& file) {
  std::vector<ClassOf> out;
  for (const Definition& definition : file.definitions) {
    const auto* interface = std::get_if<Interface>(&definition);
    if (!interface) continue;
    const bool foreign = interface->kind == Interface::Kind::foreign_trait || interface->kind == Interface::Kind::callback;
    out.push_back({cpp_name(interface->name.text), foreign, {file.path, interface->name.place.line, interface->name.place.column}});
  }
  return out;
}

}  // namespace polyglue::input::udl
