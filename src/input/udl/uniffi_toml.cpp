#include "input/udl/uniffi_toml.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "config/read_text.hpp"
#include "config/toml_reader.hpp"
#include "diag/suggest.hpp"

namespace polyglue::input::udl {
namespace {

enum class Kind { text, truth, texts, text_table, custom_types, anything };
struct Key {
  std::string_view name;
  Kind kind;
};

/// What each language's table may hold. Most of it concerns how UniFFI builds and loads, and has no effect here.
constexpr std::array<Key, 12> kotlin = {{
    {"package_name", Kind::text}, {"cdylib_name", Kind::text}, {"generate_immutable_records", Kind::truth}, {"mutable_records", Kind::texts},
    {"omit_checksums", Kind::truth}, {"custom_types", Kind::custom_types}, {"external_packages", Kind::text_table}, {"android", Kind::truth},
    {"android_cleaner", Kind::truth}, {"kotlin_target_version", Kind::text}, {"disable_java_cleaner", Kind::truth}, {"rename", Kind::text_table}}};
constexpr std::array<Key, 15> swift = {{
    {"module_name", Kind::text}, {"ffi_module_name", Kind::text}, {"ffi_module_filename", Kind::text}, {"generate_module_map", Kind::truth},
    {"omit_argument_labels", Kind::truth}, {"generate_immutable_records", Kind::truth}, {"mutable_records", Kind::texts},
    {"omit_localized_error_conformance", Kind::truth}, {"generate_case_iterable_conformance", Kind::truth},
    {"generate_codable_conformance", Kind::truth}, {"omit_checksums", Kind::truth}, {"link_frameworks", Kind::texts},
    {"custom_types", Kind::custom_types}, {"cdylib_name", Kind::text}, {"rename", Kind::text_table}}};
constexpr std::array<Key, 5> python = {{{"cdylib_name", Kind::text}, {"custom_types", Kind::custom_types}, {"external_packages", Kind::text_table},
                                        {"omit_checksums", Kind::truth}, {"rename", Kind::text_table}}};
constexpr std::array<Key, 1> others = {{{"external_packages", Kind::text_table}}};
constexpr std::array<Key, 4> ruby = {{{"cdylib_name", Kind::text}, {"cdylib_path", Kind::text}, {"custom_types", Kind::custom_types}, {"rename", Kind::text_table}}};

/// Everything that a file's rename and exclude can name: "Type", "Type.field", "Enum.Variant.field", "function.argument".
/// `operations` gets those that can be called.
std::unordered_set<std::string> names_of(const File& file, std::unordered_set<std::string>& operations) {
  std::unordered_set<std::string> out;
  const auto operation = [&](const std::string& scope, const Operation& one) {
    out.insert(scope + one.name.text);
    operations.insert(scope + one.name.text);
    for (const Argument& argument : one.arguments) out.insert(scope + one.name.text + "." + argument.name.text);
  };
  const auto fields = [&](const std::string& scope, const std::vector<Field>& all) {
    for (const Field& field : all) out.insert(scope + "." + field.name.text);
  };
  for (const Definition& definition : file.definitions) {
    if (const auto* name_space = std::get_if<Namespace>(&definition)) {
      for (const Operation& one : name_space->functions) operation("", one);
      continue;
    }
    const std::string& name = name_of(definition).text;
    out.insert(name);
    if (const auto* dictionary = std::get_if<Dictionary>(&definition)) fields(name, dictionary->fields);
    if (const auto* enumeration = std::get_if<Enum>(&definition))
      for (const Variant& variant : enumeration->variants) {
        out.insert(name + "." + variant.name.text);
        fields(name + "." + variant.name.text, variant.fields);
      }
    if (const auto* interface = std::get_if<Interface>(&definition))
      for (const auto* list : {&interface->constructors, &interface->methods})
        for (const Operation& one : *list) operation(name + ".", one);
  }
  return out;
}

class Reader {
 public:
  Reader(const File& file, diag::Sink& sink) : names_(names_of(file, operations_)), known_(names_.begin(), names_.end()), file_(file), sink_(sink) {}

  std::map<std::string, model::LanguageForm> read(const toml::table& root) {
    std::map<std::string, model::LanguageForm> out;
    for (const auto& [key, value] : root) {
      // The other tables concern UniFFI's own build.
      if (key.str() == "bindings") bindings(value, out);
      else if (key.str() != "crate-roots" && key.str() != "defaults" && key.str() != "crates") unknown(key, "", {"bindings"});
    }
    return out;
  }

 private:
  void unknown(const toml::key& key, const std::string& table, const std::vector<std::string_view>& candidates) {
    const auto near = diag::nearest(key.str(), candidates);
    warning("unknown key \"" + std::string(key.str()) + "\"" + (table.empty() ? "" : " in [" + table + "]"), key.source(),
            near ? "did you mean \"" + *near + "\"?" : "it has no effect");
  }
  void warning(std::string message, const toml::source_region& region, std::string help) {
    sink_.add({"PG0170", diag::Severity::warning, std::move(message), config::location_of(region), config::length_of(region), {}, std::move(help)});
  }
  void wrong(const std::string& table, const toml::key& key, const toml::node& node, const char* wanted) {
    config::report(sink_, "PG0113", "[" + table + "] " + std::string(key.str()) + " must be " + wanted, node.source());
  }

  void bindings(const toml::node& node, std::map<std::string, model::LanguageForm>& out) {
    const toml::table* table = node.as_table();
    if (!table) return config::report(sink_, "PG0113", "bindings must be a table of languages", node.source(), "write [bindings.python]");
    for (const auto& [key, value] : *table) {
      const std::string name = "bindings." + std::string(key.str());
      const toml::table* one = value.as_table();
      if (!one) {
        wrong("bindings", key, value, "a table");
      } else if (key.str() == "kotlin") {
        language(name, *one, {kotlin.begin(), kotlin.end()}, out["kotlin"]);
      } else if (key.str() == "swift") {
        language(name, *one, {swift.begin(), swift.end()}, out["swift"]);
      } else if (key.str() == "python") {
        language(name, *one, {python.begin(), python.end()}, out["python"]);
      } else if (key.str() == "ruby") {
        language(name, *one, {ruby.begin(), ruby.end()}, out["ruby"]);
      } else if (key.str() == "cpp" || key.str() == "node" || key.str() == "rust") {
        language(name, *one, {others.begin(), others.end()}, out[std::string(key.str())]);
      } else {
        unknown(key, "bindings", {"kotlin", "swift", "python", "ruby", "cpp", "node", "rust"});
      }
    }
  }

  void language(const std::string& name, const toml::table& table, const std::vector<Key>& keys, model::LanguageForm& out) {
    std::vector<std::string_view> known = {"exclude"};
    for (const Key& key : keys) known.push_back(key.name);
    for (const auto& [key, value] : table) {
      const auto found = std::find_if(keys.begin(), keys.end(), [&, word = key.str()](const Key& one) { return one.name == word; });
      if (key.str() == "exclude") {
        for (const std::string& one : strings(name, key, value)) {
          if (!is_name(one, value)) continue;
          if (operations_.contains(one)) out.exclude.push_back(one);
          else warning("`" + one + "` is no function, method or constructor", value.source(), "only those can be left out; it has no effect");
        }
      } else if (found == keys.end()) {
        unknown(key, name, known);
      } else if (found->kind == Kind::text && !value.is_string()) {
        wrong(name, key, value, "a string");
      } else if (found->kind == Kind::truth && !value.is_boolean()) {
        wrong(name, key, value, "true or false");
      } else if (found->kind == Kind::texts) {
        for (const std::string& one : strings(name, key, value)) (void)is_name(one, value);
      } else if (found->kind == Kind::text_table) {
        texts(name, key, value, key.str() == "rename" ? out.rename : out.external_packages, key.str() == "rename");
      } else if (found->kind == Kind::custom_types) {
        custom_types(name + ".custom_types", key, value, out);
      }
    }
  }

  std::vector<std::string> strings(const std::string& table, const toml::key& key, const toml::node& node) {
    std::vector<std::string> out;
    const toml::array* array = node.as_array();
    if (!array) return wrong(table, key, node, "an array of strings"), out;
    for (const toml::node& item : *array) {
      if (const auto* text = item.as_string()) out.push_back(text->get());
      else wrong(table, key, item, "an array of strings");
    }
    return out;
  }

  /// Whether the interface file has what `key` names; complains where not.
  bool is_name(const std::string& key, const toml::node& place) {
    if (names_.contains(key)) return true;
    const auto near = diag::nearest(key, known_);
    warning("`" + key + "` is nothing of " + std::filesystem::path(file_.path).filename().string(), place.source(), near ? "did you mean `" + *near + "`?" : "it has no effect");
    return false;
  }

  void texts(const std::string& name, const toml::key& key, const toml::node& node, std::map<std::string, std::string>& out, bool of_the_interface) {
    const toml::table* table = node.as_table();
    if (!table) return wrong(name, key, node, "a table of strings");
    for (const auto& [inner, value] : *table) {
      const std::string word(inner.str());
      if (const toml::table* nested = value.as_table(); nested && of_the_interface) nested_texts(name, word, *nested, out);
      else if (const auto* text = value.as_string()) { if (!of_the_interface || is_name(word, value)) out[word] = text->get(); }
      else wrong(name + "." + std::string(key.str()), inner, value, "a string");
    }
  }
  /// `Type.field = "x"` without quotes around the key is a table in TOML.
  void nested_texts(const std::string& name, const std::string& path, const toml::table& table, std::map<std::string, std::string>& out) {
    for (const auto& [inner, value] : table) {
      const std::string word = path + "." + std::string(inner.str());
      if (const toml::table* nested = value.as_table()) nested_texts(name, word, *nested, out);
      else if (const auto* text = value.as_string()) { if (is_name(word, value)) out[word] = text->get(); }
      else wrong(name + ".rename", inner, value, "a string");
    }
  }

  void custom_types(const std::string& name, const toml::key& key, const toml::node& node, model::LanguageForm& out) {
    const toml::table* table = node.as_table();
    if (!table) return wrong(name, key, node, "a table");
    for (const auto& [inner, value] : *table) {
      const toml::table* one = value.as_table();
      if (!one) {
        wrong(name, inner, value, "a table");
        continue;
      }
      if (!is_name(std::string(inner.str()), value)) continue;
      model::CustomForm& form = out.custom_types[std::string(inner.str())];
      const std::string path = name + "." + std::string(inner.str());
      for (const auto& [field, text] : *one) {
        if (field.str() == "imports") {
          form.imports = strings(path, field, text);
          continue;
        }
        std::string* to = field.str() == "type_name" ? &form.type_name
                          : field.str() == "lift" || field.str() == "into_custom" ? &form.lift
                          : field.str() == "lower" || field.str() == "from_custom" ? &form.lower : nullptr;
        if (!to) unknown(field, path, {"type_name", "imports", "lift", "lower"});
        else if (!text.is_string()) wrong(path, field, text, "a string");
        else *to = text.as_string()->get();
      }
      for (const auto& [expression, word] : {std::pair{&form.lift, "lift"}, std::pair{&form.lower, "lower"}})
        if (!expression->empty() && expression->find("{}") == std::string::npos)
          config::report(sink_, "PG0113", "[" + path + "] " + word + " has no {} for the value", value.source());
    }
  }

  std::unordered_set<std::string> operations_;
  const std::unordered_set<std::string> names_;
  const std::vector<std::string_view> known_;
  const File& file_;
  diag::Sink& sink_;
};

}  // namespace

std::map<std::string, model::LanguageForm> read_uniffi_toml(const std::filesystem::path& path, const File& file, diag::Sink& sink) {
  const auto text = config::read_text(path, "PG0110", sink);
  if (!text) return {};
  const toml::parse_result parsed = toml::parse(*text, path.string());
  if (!parsed) {
    config::report(sink, "PG0111", "not valid TOML: " + std::string(parsed.error().description()), parsed.error().source());
    return {};
  }
  return Reader(file, sink).read(parsed.table());
}

}  // namespace polyglue::input::udl
