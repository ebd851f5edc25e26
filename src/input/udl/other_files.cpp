// Types of other libraries, as the interface files of these libraries describe them.
#include <algorithm>
#include <map>

#include "input/udl/read.hpp"

namespace polyglue::input::udl {
namespace {

/// Calls `f` with every type in a definition, and every name in it that stands for a place.
template <class OnType, class OnName>
class Walk {
 public:
  Walk(OnType on_type, OnName on_name) : on_type_(on_type), on_name_(on_name) {}

  void operator()(Definition& definition) {
    std::visit([&](auto& one) { on_name_(one.name), visit(one); }, definition);
  }

 private:
  void visit(Namespace&) {}
  void visit(Dictionary& one) { fields(one.fields), names(one.traits); }
  void visit(Enum& one) {
    names(one.traits);
    for (Variant& variant : one.variants) on_name_(variant.name), fields(variant.fields);
  }
  void visit(Interface& one) {
    names(one.traits);
    for (auto* list : {&one.constructors, &one.methods})
      for (Operation& operation : *list) {
        on_name_(operation.name);
        if (operation.result) on_type_(*operation.result);
        if (operation.throws) on_name_(*operation.throws), on_type_.named(operation.throws->text);
        for (Argument& argument : operation.arguments) on_name_(argument.name), on_type_(argument.type);
      }
  }
  void visit(Typedef& one) {
    if (one.type) on_type_(*one.type);
  }
  void fields(std::vector<Field>& all) {
    for (Field& field : all) on_name_(field.name), on_type_(field.type);
  }
  void names(std::vector<Name>& all) {
    for (Name& name : all) on_name_(name);
  }

  OnType on_type_;
  OnName on_name_;
};

/// Collects the declared types that a type names, and moves it to another place.
struct Collect {
  std::vector<std::string>& found;
  Place place;
  void named(const std::string& name) const { found.push_back(name); }
  void operator()(Type& type) const {
    type.place = place;
    if (auto* sequence = std::get_if<SequenceOf>(&type.kind)) return (*this)(*sequence->element);
    if (auto* record = std::get_if<RecordOf>(&type.kind)) return (*this)(*record->key), (*this)(*record->value);
    if (const auto* reference = std::get_if<Reference>(&type.kind)) named(reference->name);
  }
};

const Definition* find(const File& file, const std::string& name) {
  const auto found = std::find_if(file.definitions.begin(), file.definitions.end(), [&](const Definition& one) {
    return !std::holds_alternative<Namespace>(one) && name_of(one).text == name;
  });
  return found == file.definitions.end() ? nullptr : &*found;
}

}  // namespace

bool take_in_other_files(File& file, const std::vector<std::filesystem::path>& folders, diag::Sink& sink) {
  std::map<std::string, std::optional<File>> files;
  const auto file_of = [&](const std::string& library) -> const std::optional<File>& {
    const auto [entry, is_new] = files.try_emplace(library);
    for (std::size_t i = 0; is_new && i < folders.size() && !entry->second; ++i) {
      std::error_code ignored;
      const std::filesystem::path path = folders[i] / (library + ".udl");
      if (std::filesystem::is_regular_file(path, ignored)) entry->second = read(path, sink);
    }
    return entry->second;
  };
  std::vector<Definition> taken;
  for (Definition& definition : file.definitions) {
    auto* alias = std::get_if<Typedef>(&definition);
    if (!alias || alias->origin != Typedef::Origin::other_library) continue;
    const std::string library = alias->library;
    const std::optional<File>& other = file_of(library);
    file.foreign[alias->name.text] = {library, other ? namespace_of(*other) : library};
    if (!other) continue;
    // What it needs comes with it; errors are told where this file names the type.
    const Place place = alias->name.place;
    std::vector<std::string> open = {alias->name.text};
    for (std::size_t i = 0; i < open.size(); ++i) {
      const Definition* found = find(*other, open[i]);
      const bool is_own = i > 0 && (find(file, open[i]) || std::any_of(taken.begin(), taken.end(), [&](const Definition& one) { return name_of(one).text == open[i]; }));
      if (!found || is_own) continue;
      Definition copy = *found;
      Walk(Collect{open, place}, [&](Name& name) { name.place = place; })(copy);
      if (i > 0) file.foreign[open[i]] = {library, namespace_of(*other)};
      if (i > 0) taken.push_back(std::move(copy));
      else definition = std::move(copy);
    }
  }
  file.definitions.insert(file.definitions.end(), taken.begin(), taken.end());
  each_operation(file, [&](const Operation& operation) {
    if (!operation.throws) return;
    for (Definition& definition : file.definitions)
      if (auto* one = std::get_if<Enum>(&definition); one && one->name.text == operation.throws->text) one->is_error = true;
  });
  return !sink.has_errors();
}

}  // namespace polyglue::input::udl
