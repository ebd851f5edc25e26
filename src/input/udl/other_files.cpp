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

/// Moves a type to another place, and the declared types that it names to other names.
template <class Rename>
struct Move {
  Rename rename;
  Place place;
  void named(std::string& name) const { name = rename(name); }
  void operator()(Type& type) const {
    type.place = place;
    if (auto* sequence = std::get_if<SequenceOf>(&type.kind)) return (*this)(*sequence->element);
    if (auto* record = std::get_if<RecordOf>(&type.kind)) return (*this)(*record->key), (*this)(*record->value);
    if (auto* reference = std::get_if<Reference>(&type.kind)) named(reference->name);
  }
};

const Definition* find(const File& file, const std::string& name) {
  const auto found = std::find_if(file.definitions.begin(), file.definitions.end(), [&](const Definition& one) {
    return !std::holds_alternative<Namespace>(one) && name_of(one).text == name;
  });
  return found == file.definitions.end() ? nullptr : &*found;
}

/// Takes definitions in. Names are those of the file that defines them; where this file has the name for another type, or
/// takes another one in, the namespace stands before it: "other::Kind".
class Taker {
 public:
  Taker(File& file, const std::vector<std::filesystem::path>& folders, diag::Sink& sink) : file_(file), folders_(folders), sink_(sink) {}

  void run() {
    for (const Definition& definition : file_.definitions) {
      const auto* alias = std::get_if<Typedef>(&definition);
      if (!alias || alias->origin != Typedef::Origin::other_library) continue;
      const Source source = source_of(alias->name.text, alias->library);
      file_.foreign[alias->name.text] = {source.library, source.name_space};
      names_[{source.name_space, alias->name.text}] = alias->name.text;
    }
    // Errors are told where this file names the type.
    std::vector<Definition> own;
    own.swap(file_.definitions);
    for (const Definition& one : own) if (!std::holds_alternative<Namespace>(one)) used_.push_back(name_of(one).text);
    for (Definition& definition : own) {
      const auto* alias = std::get_if<Typedef>(&definition);
      if (alias && alias->origin == Typedef::Origin::other_library) take(definition, source_of(alias->name.text, alias->library), alias->name.text, alias->name.place);
      file_.definitions.push_back(std::move(definition));
    }
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Open next = open_[i];
      Definition taken = *next.source.definition;
      take(taken, next.source, next.name, next.place);
      file_.definitions.push_back(std::move(taken));
    }
  }

 private:
  /// Where a type is defined; no definition where there is no file for it.
  struct Source {
    const File* file = nullptr;
    const Definition* definition = nullptr;
    std::string library, name_space;
  };
  struct Open {
    Source source;
    std::string name;
    Place place;
  };

  const File* file_of(const std::string& library) {
    const auto [entry, is_new] = files_.try_emplace(library);
    for (std::size_t i = 0; is_new && i < folders_.size() && !entry->second; ++i) {
      std::error_code ignored;
      const std::filesystem::path path = folders_[i] / (library + ".udl");
      if (std::filesystem::is_regular_file(path, ignored)) entry->second = read(path, sink_);
    }
    return entry->second ? &*entry->second : nullptr;
  }

  /// A library may have the type from another one itself.
  Source source_of(const std::string& name, std::string library) {
    Source out;
    for (int steps = 0; steps < 16; ++steps) {
      out.library = library;
      out.file = file_of(library);
      out.name_space = out.file ? namespace_of(*out.file) : library;
      out.definition = out.file ? find(*out.file, name) : nullptr;
      const auto* alias = out.definition ? std::get_if<Typedef>(out.definition) : nullptr;
      if (!alias || alias->origin != Typedef::Origin::other_library) break;
      library = alias->library;
    }
    return out;
  }

  /// What a type of another file is called in this one. What is not there yet comes, too.
  std::string name_here(const std::string& name, const Source& there, const Place& place) {
    const Definition* definition = find(*there.file, name);
    if (!definition) return name;
    const auto* alias = std::get_if<Typedef>(definition);
    Source source = {there.file, definition, there.library, there.name_space};
    if (alias && alias->origin == Typedef::Origin::other_library) source = source_of(name, alias->library);
    const auto [entry, is_new] = names_.try_emplace({source.name_space, name}, name);
    if (!is_new) return entry->second;
    if (std::find(used_.begin(), used_.end(), name) != used_.end()) entry->second = source.name_space + "::" + name;
    used_.push_back(entry->second);
    file_.foreign[entry->second] = {source.library, source.name_space};
    if (!source.definition) source.definition = definition;  // the headers have it
    open_.push_back({source, entry->second, place});
    return entry->second;
  }

  /// Puts what the other file says there.
  void take(Definition& definition, const Source& source, const std::string& name, const Place& place) {
    if (!source.file || !source.definition) return;
    definition = *source.definition;
    const auto rename = [&](const std::string& one) { return name_here(one, source, place); };
    Walk(Move<decltype(rename)>{rename, place}, [&](Name& one) { one.place = place; })(definition);
    std::visit([&](auto& one) { one.name.text = name; }, definition);
  }

  File& file_;
  const std::vector<std::filesystem::path>& folders_;
  diag::Sink& sink_;
  std::map<std::string, std::optional<File>> files_;
  std::map<std::pair<std::string, std::string>, std::string> names_;  ///< by namespace and name there
  std::vector<std::string> used_;                                     ///< names that stand for something here
  std::vector<Open> open_;
};

}  // namespace

bool take_in_other_files(File& file, const std::vector<std::filesystem::path>& folders, diag::Sink& sink) {
  Taker(file, folders, sink).run();
  each_operation(file, [&](const Operation& operation) {
    if (!operation.throws) return;
    for (Definition& definition : file.definitions)
      if (auto* one = std::get_if<Enum>(&definition); one && one->name.text == operation.throws->text) one->is_error = true;
  });
  return !sink.has_errors();
}

}  // namespace polyglue::input::udl
