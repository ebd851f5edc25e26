// The package: which files there are, and what builds them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "embedded/python_runtime.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"
#include "languages/python/python_backend.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

/// So many functions share a C file: enough to make good use of one parse of Python.h, few enough
/// that several compilers work at once.
constexpr std::size_t functions_per_file = 720;

std::string relative(const std::filesystem::path& path, const emit::BackendOptions& options) {
  const std::filesystem::path result = options.directory.empty() ? path : path.lexically_relative(options.directory);
  return result.empty() ? path.generic_string() : result.generic_string();
}

/// Adds C files until all parts are printed; each ends once it has so many functions.
class Chunks {
 public:
  Chunks(emit::FileSet& files, const Context& context, std::string stem) : files_(files), context_(context), stem_(std::move(stem)) {}
  template <class Print>
  void add(std::size_t functions, Print&& print) {
    if (functions_ && functions_ + functions > functions_per_file) finish();
    if (!functions_) out_.print("#include \"$prefix$_python.h\"\n", {{"prefix", context_.prefix}});
    functions_ += std::max<std::size_t>(functions, 1);
    print(out_);
  }
  void finish() {
    if (!functions_) return;
    const std::string number = count_ ? fmt::format("_{}", count_) : "";
    files_.add(fmt::format("native/glue/{}{}.c", stem_, number), out_.take());
    functions_ = 0;
    ++count_;
  }

 private:
  emit::FileSet& files_;
  const Context& context_;
  std::string stem_;
  emit::Printer out_;
  std::size_t functions_ = 0, count_ = 0;
};

/// Free functions, so many to a file. Returns how many files.
std::size_t add_functions(emit::FileSet& files, const Context& context) {
  const std::size_t total = context.members("").methods.size();
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < total; begin += functions_per_file, ++number) {
    emit::Printer out;
    out.print("#include \"$prefix$_python.h\"\n", {{"prefix", context.prefix}});
    print_functions(out, context, number, begin, std::min(total, begin + functions_per_file));
    files.add(fmt::format("native/glue/functions{}.c", number ? fmt::format("_{}", number) : ""), out.take());
  }
  return number;
}

void add_glue(emit::FileSet& files, const Context& context) {
  emit::Printer out;
  print_header(out, context);
  files.add("native/glue/" + context.prefix + "_python.h", out.take());
  out.print("#include \"$prefix$_python.h\"\n", {{"prefix", context.prefix}});
  print_enums(out, context);
  print_conversions(out, context);
  if (context.is_uniffi) uniffi::print_values(out, context);
  files.add("native/glue/values.c", out.take());
  context.is_uniffi ? uniffi::print_errors(out, context) : print_errors(out, context);
  files.add("native/glue/errors.c", out.take());
  Chunks records(files, context, "records");
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* record = std::get_if<model::Record>(&decl); record && !context.is_uniffi) {
      records.add(8 + record->methods.size(), [&](emit::Printer& to) { print_record(to, context, *record); });
    }
  }
  records.finish();
  Chunks classes(files, context, "classes");
  for (const abi::Class& entry : context.library.classes) {
    classes.add(1 + entry.functions.size(), [&](emit::Printer& to) { print_class(to, context, entry); });
  }
  classes.finish();
  if (context.library.calls_hosts()) {
    print_callbacks(out, context);
    print_interfaces(out, context);
    files.add("native/glue/callbacks.c", out.take());
  }
  const std::size_t function_files = add_functions(files, context);
  print_module(out, context, function_files);
  files.add("native/glue/module.c", out.take());
}

/// What is compiled together: the longest first. Large files of an API stand alone, so that several compilers
/// work at once; what is the same for every API is one file for each language, which saves most of its time.
std::vector<std::vector<std::string>> units(const emit::FileSet& files) {
  static constexpr std::array<std::string_view, 3> small = {"native/glue/module.c", "native/glue/errors.c", "native/glue/values.c"};
  std::vector<std::vector<std::string>> alone;
  std::vector<std::string> c(small.begin(), small.end()), cpp;
  for (const auto& [path, text] : files.files()) {
    if (std::find(small.begin(), small.end(), path) != small.end()) continue;
    if (path == "native/glue/callbacks.c") c.push_back(path);
    else if (path.starts_with("native/pgp/") && path.ends_with(".c")) c.push_back(path);
    else if (path.starts_with("native/src/") && path.ends_with(".cpp")) cpp.push_back(path);
    else if (path.starts_with("native/shim/") && path.ends_with(".cpp")) alone.insert(alone.begin(), {path});
    else if (path.starts_with("native/glue/") && path.ends_with(".c")) alone.push_back({path});
  }
  alone.push_back(std::move(cpp));
  alone.push_back(std::move(c));
  return alone;
}

/// Whether an object stays where it is for as long as a function holds the GIL: no other thread runs Python, and none
/// that runs C++ takes objects out of their handles.
bool gil_guards_objects(const Context& context) {
  if (context.library.calls_hosts() || context.is_uniffi) return false;  // calls release the GIL then
  return std::none_of(context.library.functions.begin(), context.library.functions.end(), [&](const abi::Function& function) {
    return context.releases_gil(function) && std::any_of(function.params.begin(), function.params.end(), [&](const abi::Param& param) {
      if (param.role != abi::ParamRole::argument) return false;
      const model::Type& type = function.source->params[param.index].type;
      const auto* optional = model::as<model::Optional>(type);
      const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : type);
      return object ? object->ownership == model::Ownership::unique : context.type(param.type).has_handles;
    });
  });
}

std::string build_json(const emit::FileSet& files, const Context& context, const emit::BackendOptions& options) {
  static const config::Config none;
  const config::Config& config = options.config ? *options.config : none;
  nlohmann::ordered_json json;
  json["module"] = context.package + "." + context.extension;
  std::vector<std::string> library, includes = {"native/include", "native/glue", "native/shim"}, links;
  for (const auto& path : config.sources) library.push_back(relative(path, options));
  for (const auto& path : config.include_paths) includes.push_back(relative(path, options));
  for (const auto& path : config.link_files) links.push_back(relative(path, options));
  json["units"] = units(files);
  json["library"] = library;
  json["include_dirs"] = includes;
  json["macros"] = {{"POLYGLUE_LIBRARY", context.prefix}, {context.library.shouty + "_C_STATIC", "1"}, {"POLYGLUE_OWNER_ROOM", "128"},
                    {"POLYGLUE_TRUSTED_TEXT", "1"}, {"POLYGLUE_HOST_CHECKS_TEXT", "1"}, {"POLYGLUE_PRIVATE_HANDLES", "1"},
                    {"POLYGLUE_FREE_OUT", "1"}};
  if (context.is_uniffi) json["macros"]["PGP_UNIFFI_CALLERS"] = "1";
  json["host_lock"] = gil_guards_objects(context);
  json["c_flags"] = nlohmann::ordered_json::array();
  json["cxx_flags"] = config.flags;
  json["link_files"] = links;
  json["link_flags"] = config.link_flags;
  json["pkg_config"] = config.pkg_config;
  return json.dump(2) + "\n";
}

/// Whether the library needs a source of the runtime: what calls Python and what goes on after a call, few do.
bool needs(const Context& context, std::string_view path) {
  const abi::Library& library = context.library;
  const bool later = library.has_tasks() || library.has_promises() || library.has_streams();
  if (path == "src/promise.cpp") return library.has_promises();
  if (path == "src/task.cpp" || path == "src/waiter.cpp") return later;
  if (path == "src/host.cpp" || path == "src/gate.cpp" || path == "src/implementation.cpp") return later || library.calls_hosts();
  return true;
}

std::string pyproject(const Context& context, const emit::BackendOptions& options) {
  static const config::Config none;
  const config::Config& config = options.config ? *options.config : none;
  const std::string description = config.description.empty() ? context.model.doc.brief : config.description;
  emit::Printer out;
  out.print(R"(
      # Generated by Polyglue; do not edit.
      [build-system]
      requires = ["setuptools>=61", "wheel"]
      build-backend = "setuptools.build_meta"

      [project]
      name = $name$
      version = $version$
      $description$
      $license$
      readme = { text = $readme$, content-type = "text/markdown" }
      requires-python = ">=3.9"
      classifiers = ["Programming Language :: C++", "Programming Language :: Python :: 3", "Typing :: Typed"]

      [tool.setuptools]
      packages = ["$package$"]
      zip-safe = false

      [tool.setuptools.package-data]
      $package$ = ["py.typed", "*.pyi"]
      )",
            {{"name", py_string(context.model.name)}, {"version", py_string(context.model.version)}, {"package", context.package},
             {"description", description.empty() ? "" : "description = " + py_string(description)},
             {"license", config.license.empty() ? "" : "license = { text = " + py_string(config.license) + " }"},
             {"readme", py_string("# " + context.model.name + "\n\n" + package_docstring(context) + "\n")}});
  return out.take();
}

emit::FileSet generate(const abi::Library& library, const emit::BackendOptions& options) {
  const Context context(library);
  emit::FileSet files;
  add_glue(files, context);
  files.merge(c::header_files(library), "native/include");
  files.merge(c::shim_files(library), "native/shim");
  const emit::FileSet runtime = c::runtime_files();
  for (const auto& [path, text] : runtime.files()) {
    if (needs(context, path) && !files.files().contains("native/" + path)) files.add("native/" + path, text);
  }
  for (const auto& [path, text] : embedded::python_runtime()) {
    if (path.starts_with("uniffi/")) {
      if (context.is_uniffi) files.add(context.package + std::string(path.substr(6)), std::string(text));
      continue;
    }
    if (path.starts_with("native/pgp/data.") && !context.is_uniffi) continue;
    if (path.starts_with("native/pgp/function.") && !has_described(context)) continue;
    if (path.starts_with("native/pgp/answer.") && !library.has_promises()) continue;
    if (path.starts_with("native/pgp/implemented.") && library.interfaces.empty()) continue;
    const std::string target = path == "setup.py" ? "setup.py" : std::string(path).replace(0, 7, path.ends_with(".h") ? "native/include/" : "native/");
    files.add(target, std::string(text));
  }
  files.add(context.package + "/__init__.py", context.is_uniffi ? uniffi::init_py(context) : init_py(context));
  files.add(context.package + (context.is_uniffi ? "/" + context.extension + ".pyi" : "/__init__.pyi"), init_pyi(context));
  files.add(context.package + "/py.typed", "");
  files.add("pyproject.toml", pyproject(context, options));
  files.add("native/build.json", build_json(files, context, options));
  return files;
}

}  // namespace

const emit::Backend& python_backend() {
  static const emit::Backend backend = [] {
    emit::Backend b;
    b.name = "python";
    b.title = "Python";
    b.builder = emit::Builder::python_wheel;
    b.capabilities.callbacks = true;
    b.capabilities.interfaces = true;
    b.capabilities.async_interfaces = true;
    b.capabilities.async = true;
    b.capabilities.streams = true;
    b.capabilities.other_libraries = true;
    b.generate = generate;
    return b;
  }();
  return backend;
}

}  // namespace polyglue::python
