// polyglue init: a commented polyglue.toml for the library in this folder.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "cli/session.hpp"
#include "diag/print.hpp"
#include "emit/naming.hpp"
#include "emit/printer.hpp"
#include "system/process.hpp"

namespace polyglue::cli {
namespace {

namespace fs = std::filesystem;

bool is_header(const fs::path& path) {
  static const std::set<std::string> endings = {".h", ".hpp", ".hh", ".hxx"};
  return endings.contains(path.extension().string());
}

/// What a look around the folder found.
struct Found {
  fs::path include_path;             ///< relative
  std::vector<std::string> headers;  ///< relative to it
  std::vector<std::string> namespaces;
  std::vector<std::string> sources;  ///< patterns
  std::string compile_commands;
  std::vector<std::string> missing;  ///< headers that are nowhere
  bool installed = false;            ///< the headers are those of an installed library
  std::string package;               ///< its name for pkg-config, where there is one
};

std::vector<std::string> headers_below(const fs::path& directory) {
  std::vector<std::string> out;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(directory, error); it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (error) break;
    const std::string name = it->path().filename().string();
    // What a library hides by convention is not its interface.
    const bool hidden = name.starts_with('.') || name == "detail" || name == "internal" || name == "impl" || name == "tests" ||
                        name == "test" || name == "build" || name == "bindings" || name == "third_party";
    if (it->is_directory(error) && hidden) it.disable_recursion_pending();
    if (it->is_regular_file(error) && is_header(it->path())) out.push_back(it->path().lexically_relative(directory).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The outermost namespaces that headers open, most frequent first.
std::vector<std::string> namespaces_in(const fs::path& directory, const std::vector<std::string>& headers) {
  std::map<std::string, int> count;
  for (const std::string& header : headers) {
    std::ifstream file(directory / header);
    for (std::string line; std::getline(file, line);) {
      if (!line.starts_with("namespace ")) continue;
      const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:", 10);
      std::string name = line.substr(10, end == std::string::npos ? end : end - 10);
      if (!name.empty() && name != "std" && line.find('=') == std::string::npos) ++count[name.substr(0, name.find("::"))];
    }
  }
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [name, times] : count) order.push_back({-times, name});
  std::sort(order.begin(), order.end());
  std::vector<std::string> out;
  for (const auto& [times, name] : order) out.push_back(name);
  return out;
}

bool has(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored);
}

/// A folder that compilers search by themselves and that has the header; empty if there is none.
fs::path system_folder(const std::string& header) {
  for (const char* folder : {"/usr/local/include", "/usr/include"})
    if (has(fs::path(folder) / header)) return folder;
  return {};
}

/// The package of an installed library, if pkg-config knows one of these names.
std::string package_of(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    for (const std::string& candidate : {name, "lib" + name})
      if (!name.empty() && system::run({{"pkg-config", "--exists", candidate}, {}, {}}).exit_code == 0) return candidate;
  return {};
}

/// What the author named: headers and folders of theirs, or headers of an installed library.
void take_given(const fs::path& root, const std::vector<std::string>& given, Found& found) {
  std::error_code ignored;
  if (given.size() == 1 && fs::is_directory(root / given[0], ignored)) {
    found.include_path = given[0];
    found.headers = headers_below(root / given[0]);
    return;
  }
  const bool include = std::all_of(given.begin(), given.end(), [](const std::string& header) { return header.starts_with("include/"); });
  found.include_path = include ? "include" : ".";
  for (const std::string& header : given) {
    if (has(root / header)) {
      found.headers.push_back(include ? fs::path(header).lexically_relative("include").generic_string() : header);
      continue;
    }
    const fs::path folder = system_folder(header);
    if (folder.empty()) {
      found.missing.push_back(header);
      continue;
    }
    found.headers.push_back(header);
    found.include_path = folder;
    found.installed = true;
  }
  if (!found.installed) return;
  const fs::path first = found.headers.front();
  found.package = package_of({first.has_parent_path() ? first.begin()->string() : "", first.stem().string()});
}

Found look_around(const fs::path& root, const std::vector<std::string>& given) {
  Found found;
  std::error_code ignored;
  if (!given.empty()) {
    take_given(root, given, found);
  } else {
    for (const char* candidate : {"include", "src", "."}) {
      if (!fs::is_directory(root / candidate, ignored)) continue;
      found.include_path = candidate;
      found.headers = headers_below(root / candidate);
      if (!found.headers.empty()) break;
    }
  }
  found.namespaces = namespaces_in(root / found.include_path, found.headers);
  if (found.installed) return found;
  for (const char* dir : {"src", "source", "lib"})
    for (const char* ending : {"*.cpp", "*.cc", "*.cxx"}) {
      std::error_code error;
      for (auto it = fs::recursive_directory_iterator(root / dir, error); !error && it != fs::recursive_directory_iterator(); it.increment(error))
        if (it->path().extension() == ending + 1) {
          found.sources.push_back(std::string(dir) + "/**/" + ending);
          break;
        }
    }
  for (const char* path : {"compile_commands.json", "build/compile_commands.json"})
    if (found.compile_commands.empty() && has(root / path)) found.compile_commands = path;
  return found;
}

std::string quoted(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "\"" : ", \"") + item + "\"";
  if (out.size() < 80) return "[" + out + "]";
  out.clear();
  for (const std::string& item : items) out += "    \"" + item + "\",\n";
  return "[\n" + out + "]";
}

std::string library_name(const std::string& text) {
  std::string name = emit::snake(text);
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front()))) name = "lib" + name;
  return name;
}

std::string compose(const std::string& name, const Found& found) {
  emit::Printer out;
  out.print(R"toml(
    # How Polyglue sees this library. `polyglue check` shows what is exported and what is not, and why.

    [library]
    name = "$name$"
    version = "0.1.0"
    # prefix = "$name$"             # of C symbols
    # description = "One sentence"  # for package registries
    # license = "MIT"

    [input]
    # as users of the library include them, found through include_paths
    headers = $headers$
    $namespaces$
    $include$
    flags = ["-std=c++20"]
    $commands$
    $package$

    [build]
    $sources$
    # link_files = ["build/lib$name$.a"]
    # link_flags = ["-lz"]

    [output]
    languages = $languages$
    directory = "bindings"

    # What follows steers single declarations. Keys are C++ names, with parameter types where one overload
    # is meant, #name for a parameter; a trailing * matches any suffix.

    [export]
    # exclude = ["$ns$::detail::*"]

    [rename]
    # "$ns$::decode(std::string_view)" = "decode_text"

    [ownership]
    # "$ns$::make_widget" = "owned"       # or "borrowed", "static", "copy"
    # "$ns$::Widget::*" = "borrowed"      # all pointers that the class's methods return
    # "$ns$::parse#value" = "out"         # a parameter that the function writes: hosts get a result; or "inout"

    [facts]
    # "$ns$::load" = ["blocking"]         # or leaf, pure, nothrow, nullable, nonnull

    [kind]
    # "$ns$::Shape" = "object"            # behind a handle; or "record", "error", "flags", "text", "bytes"

    [properties]
    # "$ns$::Widget" = ["*"]              # every get/set pair becomes a property
  )toml", {{"name", name},
       {"headers", quoted(found.headers)},
       {"namespaces", found.namespaces.empty() ? std::string("# namespaces = [\"\"]             # default: all that the headers open")
                                               : "namespaces = " + quoted(found.namespaces)},
       {"include", found.installed ? std::string("# include_paths = [\"include\"]") : "include_paths = [\"" + found.include_path.generic_string() + "\"]"},
       {"package", found.package.empty() ? std::string("# pkg_config = [\"zlib\"]         # packages whose flags and libraries are used")
                                         : "pkg_config = [\"" + found.package + "\"]"},
       {"commands", found.compile_commands.empty() ? std::string("# compile_commands = \"build/compile_commands.json\"")
                                                   : "compile_commands = \"" + found.compile_commands + "\""},
       {"sources", found.sources.empty() ? std::string("# sources = [\"src/*.cpp\"]    # compiled into the bindings")
                                         : "sources = " + quoted(found.sources) + "  # compiled into the bindings"},
       {"languages", [] {
          std::vector<std::string> names;
          for (const emit::Backend* backend : backends()) names.emplace_back(backend->name);
          return quoted(names);
        }()},
       {"ns", found.namespaces.empty() ? name : found.namespaces.front()}});
  return out.take();
}

}  // namespace

int run_init(Session& session, const InitOptions& options) {
  std::error_code ignored;
  const fs::path file = fs::absolute(session.options().config_file, ignored);
  const fs::path root = file.parent_path();
  const auto fail = [&](std::string code, std::string message, std::string help) {
    session.sink().error(std::move(code), std::move(message), {}, std::move(help));
    if (session.options().json) fmt::print("{}", diag::to_json(session.sink().all()));
    else session.print_diagnostics();
    return static_cast<int>(session.exit_code());
  };
  if (fs::exists(file, ignored) && !options.force)
    return fail("PG0404", session.shown(file) + " exists already", "polyglue init --force overwrites it");
  const Found found = look_around(root, options.headers);
  if (!found.missing.empty())
    return fail("PG0405", "there is no header " + found.missing.front() + " in " + root.string() + " or among the system's",
                "give paths from this folder, or headers of an installed library as #include names them");
  if (found.headers.empty())
    return fail("PG0405", "no headers found in " + root.string() + " (looked in include, src and the folder itself)",
                "name them: polyglue init include/mylib/*.hpp");
  const std::string name = library_name(!options.name.empty() ? options.name
                                        : found.namespaces.size() == 1 ? found.namespaces.front() : root.filename().string());
  errno = 0;
  std::ofstream stream(file, std::ios::trunc);
  stream << compose(name, found) << std::flush;
  if (!stream) return fail("PG0403", "cannot write " + session.shown(file) + ": " + std::strerror(errno), "");
  if (session.options().json) {
    const nlohmann::ordered_json out = {{"file", file.string()}, {"name", name}, {"headers", found.headers}, {"namespaces", found.namespaces}};
    fmt::print("{}\n", out.dump(2));
    return ok;
  }
  fmt::print("wrote {}: library {}, {} header{}{}\nnext: polyglue check\n", session.shown(file), name, found.headers.size(),
             found.headers.size() == 1 ? "" : "s", found.namespaces.empty() ? "" : fmt::format(", namespaces {}", fmt::join(found.namespaces, ", ")));
  return ok;
}

}  // namespace polyglue::cli
