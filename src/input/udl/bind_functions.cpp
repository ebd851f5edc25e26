// Functions, and the classes they belong to, as C++ has them.
#include <algorithm>

#include "input/udl/binder.hpp"
#include "input/udl/parse_types.hpp"

namespace polyglue::input::udl {
namespace {

bool changes(const Argument& argument) {
  const auto* builtin = std::get_if<Builtin>(&argument.type.kind);
  return argument.by_mut_ref && builtin && *builtin == Builtin::bytes && !argument.type.optional;
}

std::string shown(const model::Type& type) { return model::is<model::Void>(type) ? "void" : type.cpp; }

/// Whether C++ calls it by its name, with parentheses.
bool callable(const model::Function& one) {
  using model::Role;
  switch (one.role) {
    case Role::function: case Role::constructor: case Role::length: case Role::contains: return true;
    case Role::getter: return !one.is_field;
    default: return false;
  }
}

/// How many of its arguments it changes: bytes alone are not given as a copy.
std::size_t changed_by(const Operation& operation) {
  return static_cast<std::size_t>(std::count_if(operation.arguments.begin(), operation.arguments.end(), changes));
}

/// How many others it may change: callers gave a copy, and see nothing of that.
std::size_t dropped_by(const Operation& operation) {
  return static_cast<std::size_t>(std::count_if(operation.arguments.begin(), operation.arguments.end(), [](const Argument& one) { return one.by_mut_ref && !changes(one); }));
}

/// Whether C++ gives its result, and behind it the arguments that it changed, in their order.
bool gives_dropped(const Operation& operation, const model::Function& candidate) {
  const auto* all = model::as<model::Tuple>(candidate.result);
  std::size_t next = operation.result ? 1 : 0;
  if (!candidate.is_adapter || changed_by(operation) > 0 || dropped_by(operation) == 0 || next + dropped_by(operation) != (all ? all->items.size() : 1)) return false;
  for (std::size_t i = 0; i < operation.arguments.size(); ++i)
    if (operation.arguments[i].by_mut_ref && candidate.params[i].type.kind != (all ? all->items[next++] : candidate.result).kind) return false;
  return true;
}

/// Whether a static function makes the objects as the file's constructor does; an asynchronous one without a name is
/// "create" in C++, where "new" cannot be.
bool is_maker(const model::Function& function, const Operation& constructor) {
  const std::string wanted = key(constructor.name.text), found = key(function.info.name);
  return found == wanted || (wanted == "new" && found == "create");
}

/// A constructor that has a name in the file: a function that makes an object.
void make_static(model::Function& constructor, const model::DeclId& id) {
  constructor.role = model::Role::function;
  constructor.is_static = true;
  constructor.cpp_name = "std::make_shared<::" + id + ">";
  constructor.result = {model::ObjectRef{id, model::Ownership::shared, false}, "std::shared_ptr<" + id + ">"};
  constructor.result_passing = model::Passing::value;
}

}  // namespace

/// Why an overload is not what the file says; empty where it is.
std::string Binder::mismatch(const Operation& operation, const model::Function& candidate) const {
  if (operation.async != candidate.is_async) return operation.async ? "is asynchronous here and not in C++" : "is asynchronous in C++ and not here";
  const auto count = [](std::size_t n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); };
  const std::size_t given = operation.arguments.size();
  std::size_t needed = candidate.params.size();
  while (needed > 0 && candidate.params[needed - 1].default_value) --needed;
  if (given > candidate.params.size() || given < needed)
    return "takes " + count(given) + " here and " + count(candidate.params.size()) + " in C++";
  for (std::size_t i = 0; i < given; ++i)
    if (!fits(operation.arguments[i].type, candidate.params[i].type))
      return "takes " + to_text(operation.arguments[i].type) + " as `" + operation.arguments[i].name.text + "` here and " + shown(candidate.params[i].type) + " in C++";
  if (candidate.expected_error && !may_fail_with(operation, *candidate.expected_error))
    return "gives a std::expected of " + candidate.expected_error->substr(0, candidate.expected_error->find('#')) + " in C++, and " +
           (operation.throws ? "throws " + operation.throws->text : "throws nothing") + " here";
  if (candidate.role == model::Role::constructor || operation.constructor) return "";
  const auto differs = [&](const model::Type& result) {
    const bool nothing = model::is<model::Void>(result);
    return operation.result ? nothing || !fits(*operation.result, result) : !nothing;
  };
  // What it changes comes behind what it returns.
  if (const std::size_t changed = changed_by(operation); changed > 0) {
    const auto* all = model::as<model::Tuple>(candidate.result);
    const std::size_t results = all ? all->items.size() : 1, wanted = changed + (operation.result ? 1 : 0);
    if (!candidate.is_adapter || results != wanted || (all && operation.result && differs(all->items[0]))) return "does not change its bytes in C++";
    return "";
  }
  if (gives_dropped(operation, candidate)) {
    const auto* all = model::as<model::Tuple>(candidate.result);
    if (!operation.result || !differs(all->items[0])) return "";
  }
  if (differs(candidate.result))
    return "returns " + (operation.result ? to_text(*operation.result) : "void") + " here and " + shown(candidate.result) + " in C++";
  return "";
}

bool Binder::may_fail_with(const Operation& operation, const model::DeclId& error) const {
  const auto id = operation.throws ? ids_.find(operation.throws->text) : ids_.end();
  if (id == ids_.end()) return operation.throws.has_value();  // told already
  if (const auto value = value_errors_.find(operation.throws->text); value != value_errors_.end()) return error == value->second.cpp + "#error";
  const auto* one = headers_.find_as<model::Error>(error);
  if (!one || error == id->second || !one->base) return error == id->second;
  return may_fail_with(operation, *one->base);
}

/// Leaves the result alone of what C++ gives.
void Binder::drop_changed(const Operation& operation, model::Function& function) {
  const std::string space = headers_.prefix + "_adapters", name = "without_changes_" + std::to_string(adapters_.size() + 1);
  const std::string call = "::" + function.cpp_name + "(std::forward<A>(given)...)";
  adapters_.push_back("namespace " + space + " {\ntemplate <class... A>\nauto " + name + "(A&&... given) {\n  " +
                      (operation.result ? "return std::get<0>(" + call + ")" : "(void)" + call) + ";\n}\n}\n");
  const auto* all = model::as<model::Tuple>(function.result);
  function.result = operation.result ? model::Type(all->items[0]) : model::Type{model::Void{}, "void"};
  function.cpp_name = space + "::" + name;
}

model::Function Binder::described(const Operation& operation, const model::Function& cpp) {
  model::Function out = cpp;
  if (gives_dropped(operation, cpp)) drop_changed(operation, out);
  take_over(out.info, operation.name, operation.doc);
  out.unique_name = out.info.name;
  if (out.role != model::Role::constructor) out.role = model::Role::function;
  out.property.clear();
  out.params.resize(operation.arguments.size());
  bool at_end = true;  // a default before an argument without one has no effect
  for (std::size_t i = out.params.size(); i-- > 0;) {
    const Argument& argument = operation.arguments[i];
    out.params[i].name = identifier(argument.name.text);
    out.params[i].type = meant(argument.type, out.params[i].type);
    out.params[i].default_value.reset();
    if (changes(argument)) out.params[i].passing = model::Passing::mutable_ref;
    if (argument.default_value && at_end) out.params[i].default_value = argument_default_of(*argument.default_value, argument.type);
    at_end = out.params[i].default_value.has_value();
  }
  if (operation.result && !operation.constructor && changed_by(operation) == 0) out.result = meant(*operation.result, out.result);
  std::erase_if(out.keeps_alive, [&](int index) { return index > static_cast<int>(out.params.size()); });
  out.throws.clear();
  if (operation.throws) {
    if (out.expected_error && value_errors_.contains(operation.throws->text)) out.expected_error = ids_.at(operation.throws->text);
    const auto thrown = thrown_.find(operation.throws->text), id = ids_.find(operation.throws->text);
    if (thrown != thrown_.end()) out.throws.push_back(thrown->second);
    else if (id != ids_.end() && (value_errors_.contains(operation.throws->text) || headers_.find_as<model::Error>(id->second))) out.throws.push_back(id->second);
  }
  return out;
}

std::optional<model::Function> Binder::function(const Operation& operation, const std::vector<const model::Function*>& candidates,
                                                const std::string& owner, const model::Location& owner_location) {
  const std::string declaration = spelling_.operation(operation, owner) + ";";
  const model::Function* nearest = nullptr;
  std::string reason;
  for (const model::Function* candidate : candidates) {
    std::string why = mismatch(operation, *candidate);
    if (why.empty()) return described(operation, *candidate);
    // Of several, the one that takes as many arguments is meant.
    if (!nearest || (candidate->params.size() == operation.arguments.size() && nearest->params.size() != operation.arguments.size())) {
      nearest = candidate;
      reason = std::move(why);
    }
  }
  const std::string what = operation.constructor && operation.name.text == "new" ? "the constructor of `" + owner + "`" : "`" + (owner.empty() ? "" : owner + ".") + operation.name.text + "`";
  if (nearest) {
    differs(what + " " + reason, operation.name.place, nearest->info.location, "declare " + declaration);
  } else if (!owner.empty()) {
    std::vector<diag::Note> notes = {{"the class is here", owner_location}};
    for (const model::Skipped& skipped : headers_.skipped) {
      const std::string name = skipped.id.substr(0, skipped.id.find('('));
      const auto id = ids_.find(owner);
      if (id != ids_.end() && name.starts_with(id->second + "::") && key(name.substr(id->second.size() + 2)) == key(operation.name.text))
        notes.push_back({"this one is left out: " + skipped.reason + (skipped.hint.empty() ? "" : "; " + skipped.hint), skipped.location});
    }
    report_.error("PG0173", "nothing in the headers implements " + what, operation.name.place, "declare in the class " + declaration, std::move(notes));
  } else {
    missing("the function", operation.name, declaration);
  }
  return std::nullopt;
}

void Binder::methods_of(const model::Object& object, const std::string& wanted, std::vector<const model::Function*>& out) const {
  for (const model::Function& method : object.methods)
    if (callable(method) && key(method.info.name) == wanted) out.push_back(&method);
  for (const model::DeclId& base : object.bases)
    if (const auto* parent = headers_.find_as<model::Object>(base); parent && out.empty()) methods_of(*parent, wanted, out);
}

void Binder::object(const Interface& definition) {
  const auto id = ids_.find(definition.name.text);
  if (id == ids_.end()) return;
  const auto& cpp = std::get<model::Object>(*headers_.find(id->second));
  model::Object out = cpp;
  take_over(out.info, definition.name, definition.doc);
  out.constructors.clear();
  out.constants.clear();
  keep_traits(definition.traits, out.methods);
  note_debug(definition.traits, cpp.info.id);
  for (const Name& trait : definition.traits) {
    using model::Role;
    const auto has = [&](Role role) { return std::any_of(out.methods.begin(), out.methods.end(), [&](const auto& method) { return method.role == role; }); };
    const std::string self = "const " + cpp.info.name + "&";
    std::string help;
    if (trait.text == "Eq" && !has(Role::equal)) help = "bool operator==(" + self + ") const;";
    if (trait.text == "Ord" && !has(Role::compare) && !has(Role::less)) help = "std::strong_ordering operator<=>(" + self + ") const;";
    if (trait.text == "Hash" && !has(Role::hash)) help = "a specialisation of std::hash<" + cpp.info.name + ">";
    if ((trait.text == "Display" || trait.text == "Debug") && !has(Role::to_text)) help = "std::string to_string(" + self + ");";
    if (!help.empty()) differs("`" + definition.name.text + "` has no " + trait.text + " in C++", trait.place, cpp.info.location, "declare " + help);
  }
  for (const Operation& constructor : definition.constructors) {
    std::vector<const model::Function*> candidates;
    const bool primary = constructor.name.text == "new" && !constructor.async;
    if (primary) for (const model::Function& one : cpp.constructors) candidates.push_back(&one);
    else for (const model::Function& one : cpp.methods) if (one.is_static && callable(one) && is_maker(one, constructor)) candidates.push_back(&one);
    // Where there is no such static function, a constructor that takes these arguments is meant.
    const auto fits = [&](const model::Function* one) { return mismatch(constructor, *one).empty(); };
    if (!primary && !constructor.async && !cpp.is_abstract && std::none_of(candidates.begin(), candidates.end(), fits))
      for (const model::Function& one : cpp.constructors) if (fits(&one)) candidates = {&one};
    auto bound = function(constructor, candidates, definition.name.text, cpp.info.location);
    if (!bound) continue;
    if (!primary && bound->role == model::Role::constructor) make_static(*bound, cpp.info.id);
    const auto* made = model::as<model::ObjectRef>(bound->result);
    if (!primary && (!made || made->id != cpp.info.id)) {
      differs("`" + definition.name.text + "." + constructor.name.text + "` returns " + shown(bound->result) + " in C++", constructor.name.place,
              cpp.info.location, "declare " + spelling_.operation(constructor, definition.name.text) + ";");
      continue;
    }
    if (primary) {
      bound->info.name = bound->unique_name = cpp.info.name;
      out.constructors.push_back(std::move(*bound));
    } else {
      out.methods.push_back(std::move(*bound));
    }
  }
  for (const Operation& method : definition.methods) {
    std::vector<const model::Function*> candidates;
    methods_of(cpp, key(method.name.text), candidates);
    std::erase_if(candidates, [](const model::Function* one) { return one->is_static; });
    if (auto bound = function(method, candidates, definition.name.text, cpp.info.location)) out.methods.push_back(std::move(*bound));
  }
  std::erase_if(out.bases, [&](const model::DeclId& base) {
    return std::none_of(ids_.begin(), ids_.end(), [&](const auto& entry) { return entry.second == base; });
  });
  if (definition.kind == Interface::Kind::foreign_trait || definition.kind == Interface::Kind::callback) implementable(definition, cpp, out);
  emit(cpp.info.id, std::move(out));
}

void Binder::implementable(const Interface& definition, const model::Object& cpp, model::Object& out) {
  if (!cpp.implementable) {
    std::string reason = "write virtual methods and a virtual destructor";
    for (const model::Skipped& skipped : headers_.skipped)
      if (skipped.id == cpp.info.id && skipped.code == "PG0240") reason = "it " + skipped.reason;
    report_.warning("callers cannot implement `" + definition.name.text + "`", definition.name.place, reason);
    return;
  }
  out.virtuals.clear();
  for (model::Virtual method : cpp.virtuals) {
    const auto exported = std::find_if(out.methods.begin(), out.methods.end(), [&](const model::Function& one) { return one.info.id == method.method; });
    if (exported != out.methods.end()) {
      method.owner = cpp.info.id;
      out.virtuals.push_back(std::move(method));
    } else if (method.is_pure) {
      differs("`" + definition.name.text + "` has a further pure virtual method in C++, " + method.method, definition.name.place, cpp.info.location,
              "add it to the interface, or give it a body");
    }
  }
  for (const model::Function& method : out.methods)
    if (method.role == model::Role::function && !method.is_static &&
        std::none_of(out.virtuals.begin(), out.virtuals.end(), [&](const model::Virtual& one) { return one.method == method.info.id; }))
      report_.warning("callers cannot implement `" + definition.name.text + "." + method.info.name + "`: it is not virtual in C++", definition.name.place, "C++ calls its own");
  // Callers give no arguments.
  const auto plain = std::find_if(out.base_constructors.begin(), out.base_constructors.end(), [](const model::Function& one) { return one.params.empty(); });
  if (plain != out.base_constructors.end()) out.base_constructors = {*plain};
}

}  // namespace polyglue::input::udl
