#include "languages/rust/members.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/rust/arguments.hpp"
#include "languages/rust/callbacks.hpp"

namespace polyglue::rust {
using abi::ParamRole;
using abi::Shape;
using model::Role;

std::string member_name(const model::Function& function, const std::string& scope_name) {
  switch (function.role) {
    case Role::constructor: {
      const std::string& unique = function.unique_name;
      if (unique.size() > scope_name.size() + 1 && unique.starts_with(scope_name + "_")) return function_name(unique.substr(scope_name.size() + 1));
      return unique == scope_name || unique.empty() ? "new" : function_name(unique);
    }
    case Role::getter: return function_name(function.property.empty() ? function.info.name : function.property);
    case Role::setter: return function.property.empty() && !function.is_field ? function_name(function.info.name)
                                                                              : "set_" + function_name(function.property.empty() ? function.info.name : function.property);
    case Role::equal: return "checked_eq";
    case Role::less: return "checked_lt";
    case Role::compare: return "checked_cmp";
    case Role::hash: return "checked_hash";
    case Role::to_text: return "checked_to_string";
    case Role::length: return "len";
    case Role::index: return "at";
    case Role::set_index: return "set_at";
    case Role::contains: return "contains";
    case Role::call: return "call";
    case Role::iterate: return "elements";
    case Role::to_bool: return "to_bool";
    case Role::add: return "checked_add";
    case Role::subtract: return "checked_sub";
    case Role::multiply: return "checked_mul";
    case Role::divide: return "checked_div";
    case Role::modulo: return "checked_rem";
    case Role::negate: return "checked_neg";
    case Role::bit_and: return "checked_bitand";
    case Role::bit_or: return "checked_bitor";
    case Role::bit_xor: return "checked_bitxor";
    case Role::bit_not: return "checked_not";
    case Role::shift_left: return "checked_shl";
    case Role::shift_right: return "checked_shr";
    case Role::add_assign: return "checked_add_assign";
    case Role::subtract_assign: return "checked_sub_assign";
    case Role::multiply_assign: return "checked_mul_assign";
    case Role::divide_assign: return "checked_div_assign";
    case Role::function: case Role::next: break;
  }
  const auto* scalar = model::as<model::Scalar>(function.result);
  if (function.info.name == "empty" && function.params.empty() && function.is_const && scalar && *scalar == model::Scalar::boolean) return "is_empty";
  return function_name(function.unique_name.empty() ? function.info.name : function.unique_name);
}

std::string override_name(const model::Function& function) { return function.role == Role::to_text ? "to_string" : member_name(function, ""); }

std::string value_lift(const Crate& crate, const model::Type& type) {
  const auto* scalar = model::as<model::Scalar>(crate.represented(type));
  if (!scalar || *scalar == model::Scalar::codepoint) return "pgl::lift(out)?";
  return *scalar == model::Scalar::boolean ? "out.assume_init() != 0" : "out.assume_init()";
}

namespace {

/// Nothing that a program can pass as this is refused.
bool always_taken(const Crate& crate, const model::Parameter& parameter) {
  const model::Type& type = crate.represented(parameter.type);
  if (&type != &parameter.type) return false;
  if (const auto* scalar = model::as<model::Scalar>(type)) return *scalar != model::Scalar::character;
  const auto* named = model::as<model::Named>(type);
  return named && crate.library.model->find_as<model::Enum>(named->id);
}

class Builder {
 public:
  Builder(const Crate& crate, const model::DeclId& scope) : crate_(crate), library_(crate.library), scope_(scope) {
    object_ = library_.model->find_as<model::Object>(scope);
    record_ = library_.model->find_as<model::Record>(scope);
    if (object_) scope_name_ = object_->info.name;
    if (record_) scope_name_ = record_->info.name;
  }

  std::vector<Member> run() {
    for (const abi::Function* function : library_.functions_of(scope_)) {
      if (function->kind == abi::FunctionKind::call) add(*function);
    }
    if (const abi::Interface* interface = library_.find_interface(scope_)) {
      for (const abi::Function& constructor : interface->constructors) add(constructor);
      for (const abi::Method& method : interface->methods) if (method.base) add(*method.base);
    }
    return std::move(members_);
  }

 private:
  bool is_assignment(const model::Function& source) const { return source.role >= Role::add_assign; }

  void add(const abi::Function& function) {
    const model::Function& source = *function.source;
    Member member;
    member.function = &function;
    member.scope = scope_.empty() ? "" : crate_.name(scope_);
    member.name = member_name(source, scope_name_);
    if (function.kind == abi::FunctionKind::base) {
      member.name = function_name("base_" + override_name(source));
      member.notes.emplace_back("The body in C++, whatever overrides it.");
    }
    if (function.kind == abi::FunctionKind::implement) implement(member);
    while (!used_.insert(member.name).second) member.name += '_';
    const bool has_self = function.param(ParamRole::self) != nullptr;
    const bool exclusive = object_ && crate_.is_exclusive(scope_);
    if (has_self) {
      const bool changes = exclusive && !source.is_const && !source.is_free_operator;
      member.self = changes || (record_ && is_assignment(source)) ? "&mut self" : "&self";
      if (record_ && !is_assignment(source) && crate_.is_copy({model::Named{scope_}, scope_})) member.self = "self";
    }
    // A result that belongs to a parameter lives as long as that.
    std::set<int> parents;
    if (is_borrowed_object(source.result)) {
      for (const int index : source.keeps_alive) {
        const model::DeclId id = index == 0 ? scope_ : object_of(source, index);
        if (!id.empty() && crate_.is_exclusive(id)) parents.insert(index);
      }
    }
    const bool named = std::any_of(parents.begin(), parents.end(), [](int i) { return i > 0; });
    if (named) {
      member.generics = "<'a>";
      if (parents.count(0)) member.self = member.self == "&mut self" ? "&'a mut self" : "&'a self";
    }
    std::size_t functions = 0;
    for (const abi::Param& param : function.params) {
      if (param.role != ParamRole::argument) continue;
      const bool kept = named && parents.count(static_cast<int>(param.index) + 1);
      member.arguments.push_back(argument(crate_, param, source.params[param.index], kept ? "'a " : "", functions, member.scope.empty() ? 0 : 4));
      const Argument& last = member.arguments.back();
      if (const abi::Type& type = library_.type(param.type); type.shape == Shape::callback) {
        ++functions;
        note_function(member, last, *library_.find_callback(type.decl));
      }
      if (param.has_default) member.notes.push_back("`None` for `" + last.name + "` is the library's own default.");
    }
    std::set<std::string> names;
    for (Argument& one : member.arguments) {
      const std::string old = one.name;
      while (!names.insert(one.name).second) one.name += '_';
      if (old != one.name) one = argument_renamed(one, old);
    }
    // Defaults count at the end only.
    bool last = true;
    for (auto one = member.arguments.rbegin(); one != member.arguments.rend(); ++one) {
      last = last && !one->fallback.empty();
      if (!last) one->fallback.clear();
    }
    set_result(member, named ? "'a" : parents.empty() ? "" : "'_", exclusive);
    if (source.role == Role::next) {
      member.self = "&mut self";
      member.result = crate_.prelude("Option") + "<" + member.result + ">";
      member.lift = "Some(" + member.lift + ")";
      member.notes.emplace_back("The next element, or `None` after the last one. Dropping the future ends the stream.");
    }
    member.fallible = is_fallible(member, has_self, exclusive);
    members_.push_back(std::move(member));
  }

  /// Takes what the program implements the object with.
  void implement(Member& member) const {
    member.name = member.name == "new" ? "implement" : "implement_" + member.name;
    member.given = {"crate::interfaces::" + member.scope + "::<T>::METHODS", "pgl::give(methods)"};
    Argument methods;
    methods.name = "methods";
    methods.type = "std::sync::Arc<T>";
    methods.generics = {"T"};
    methods.bounds = {"T: crate::" + crate_.trait_name(scope_) + " + ?Sized"};
    member.arguments.push_back(std::move(methods));
    member.notes.emplace_back("The object does what `methods` do, which C++ keeps as long as the object is there.");
  }

  void note_function(Member& member, const Argument& argument, const abi::Callback& callback) const {
    const model::Doc& doc = callback.source->info.doc;
    std::string text = "C++ calls `" + argument.name + closure(crate_, callback).shown + "`, perhaps later and on other threads.";
    if (!doc.brief.empty()) text += " " + markdown(doc.brief);
    member.notes.push_back(std::move(text));
  }

  Argument argument_renamed(Argument one, const std::string& old) const {
    const std::size_t at = one.call.find(old);
    if (at != std::string::npos) one.call.replace(at, old.size(), one.name);
    return one;
  }

  model::DeclId object_of(const model::Function& source, int index) const {
    if (static_cast<std::size_t>(index) > source.params.size()) return "";
    const model::Type& type = source.params[static_cast<std::size_t>(index) - 1].type;
    const auto* optional = model::as<model::Optional>(type);
    const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : type);
    return object ? object->id : "";
  }

  static const model::ObjectRef* object_in(const model::Type& type) {
    const auto* optional = model::as<model::Optional>(type);
    return model::as<model::ObjectRef>(optional ? *optional->value : type);
  }
  static bool is_borrowed_object(const model::Type& type) {
    const model::ObjectRef* object = object_in(type);
    return object && object->ownership == model::Ownership::borrowed;
  }

  /// `lifetime`: of what a borrowed object belongs to, "" if nothing can change it behind the program's back.
  void set_result(Member& member, const std::string& lifetime, bool exclusive) const {
    const abi::Function& function = *member.function;
    const model::Function& source = *function.source;
    member.result = "()";
    if (!function.result) return;
    const abi::Type& type = library_.type(*function.result);
    if (is_assignment(source)) {
      // The object itself, for which Rust needs no second name.
      if (record_) {
        member.lift = "*self = pgl::lift(out)?";
      } else if (type.shape == Shape::handle) {
        member.lift = "drop(pgl::lift::<" + crate_.path(scope_) + ">(out)?)";
      }
      return;
    }
    if (source.role == Role::constructor && object_) {
      member.result = member.scope;
      member.lift = "pgl::lift(out)?";
      return;
    }
    const model::Type& result = crate_.represented(source.result);
    member.result = value_type(crate_, result);
    member.lift = value_lift(crate_, result);
    if (model::is<model::Scalar>(result)) return;
    if (const model::ObjectRef* object = object_in(result)) {
      const bool fixed = object->ownership == model::Ownership::borrowed && object->is_const && source.keeps_alive.empty() && crate_.is_exclusive(object->id);
      const std::string& bound = fixed ? "'static" : lifetime;
      if (bound.empty()) return;
      const std::string ref = "pgl::Ref<" + bound + ", " + crate_.path(object->id) + ">";
      member.result = type.shape == Shape::nullable ? crate_.prelude("Option") + "<crate::" + ref + ">" : "crate::" + ref;
      member.lift = type.shape == Shape::nullable ? "pgl::lift::<" + value_type(crate_, result) + ">(out)?.map(pgl::Ref::new)" : "pgl::Ref::new(pgl::lift(out)?)";
      return;
    }
    // Memory that nobody changes while the object is borrowed is seen where it is.
    const bool seen = function.borrows && !function.has_owner && exclusive && !member.self.empty() && source.role != Role::iterate;
    if (type.shape == Shape::string && !is_path(result)) {
      if (seen) {
        member.result = "&str";
        member.lift = "pgl::text_of(out.assume_init())";
      } else if (function.has_owner) {
        member.result = "crate::pgl::OwnedStr";
        member.lift = "pgl::OwnedStr::new(out.assume_init(), owner)";
      }
      return;
    }
    const auto* sequence = model::as<model::Sequence>(result);
    const bool plain = model::is<model::Bytes>(result) || (sequence && crate_.is_plain(*sequence->element));
    if (!plain || !array_size(result).empty()) return;
    const std::string element = sequence ? value_type(crate_, *sequence->element) : "u8";
    if (seen) {
      member.result = "&[" + element + "]";
      member.lift = "&*pgl::view::<" + element + ">(out.assume_init())?";
    } else if (function.has_owner) {
      member.result = "crate::pgl::OwnedSlice<" + element + ">";
      member.lift = "pgl::OwnedSlice::new(out.assume_init(), owner)?";
    }
  }

  /// Can it fail? Not where C++ says it does not throw and the border has nothing to refuse.
  bool is_fallible(const Member& member, bool has_self, bool exclusive) const {
    const abi::Function& function = *member.function;
    const model::Function& source = *function.source;
    if (!function.fallible) return false;
    if (member.is_async()) return true;
    if (!source.facts.nothrow || source.expected_error || source.role == Role::constructor) return true;
    if (has_self && !object_) return true;
    // Handles of shared objects may give read access only.
    if (has_self && ((!exclusive && !source.is_const) || object_->threads == model::Threads::confined)) return true;
    if (!std::all_of(source.params.begin(), source.params.end(), [&](const model::Parameter& p) { return always_taken(crate_, p); })) return true;
    if (!function.result) return false;
    return !model::is<model::Scalar>(source.result) || member.lift.find("pgl::lift") != std::string::npos;
  }

  const Crate& crate_;
  const abi::Library& library_;
  const model::DeclId& scope_;
  const model::Object* object_ = nullptr;
  const model::Record* record_ = nullptr;
  std::string scope_name_;
  std::set<std::string> used_;
  std::vector<Member> members_;
};

/// `taken`: of the member's arguments, those that are parameters.
std::string signature(const Crate& crate, const Member& member, const std::string& name, const std::vector<std::string>& parameters,
                      const std::vector<const Argument*>& taken) {
  std::vector<std::string> all;
  if (!member.self.empty()) all.push_back(member.self);
  all.insert(all.end(), parameters.begin(), parameters.end());
  const std::string result = member.returns(crate);
  std::string generics = member.generics, bounds;
  for (const Argument* one : taken) {
    for (const std::string& generic : one->generics) {
      generics = generics.empty() ? "<" + generic + ">" : generics.insert(generics.size() - 1, ", " + generic);
    }
    for (std::string bound : one->bounds) {
      for (std::size_t at = 0; (at = bound.find('\n', at)) != std::string::npos;) bound.insert(++at, "    ");
      bounds += "    " + bound + ",\n";
    }
  }
  const std::string tail = ")" + (result == "()" ? "" : " -> " + result), start = member.is_async() ? "pub async fn " : "pub fn ";
  const std::size_t indent = member.scope.empty() ? 0 : 4;
  if (bounds.empty()) return list(start + name + generics + "(", all, tail + " {", indent);
  return list(start + name + generics + "(", all, tail, indent) + "\nwhere\n" + bounds + "{";
}

}  // namespace

std::string Member::returns(const Crate& crate) const {
  return fallible ? "crate::" + crate.result + "<" + result + ">" : result;
}

std::vector<Member> members(const Crate& crate, const model::DeclId& scope) { return Builder(crate, scope).run(); }

void print_member(emit::Printer& out, Crate& crate, const Member& member) {
  const model::Function& source = *member.function->source;
  std::vector<std::string> parameters, forwarded;
  std::vector<const Argument*> optional;
  for (const Argument& a : member.arguments) {
    if (!a.fallback.empty()) optional.push_back(&a);
    else forwarded.push_back(a.name);
    parameters.push_back(a.name + ": " + a.type);
  }
  std::string old = deprecated(source.info);
  std::vector<const Argument*> needed, all;
  for (const Argument& a : member.arguments) {
    all.push_back(&a);
    if (a.fallback.empty()) needed.push_back(&a);
  }
  const auto print = [&](const std::string& name, const std::vector<std::string>& declared, const std::vector<const Argument*>& taken,
                         const std::string& text, const std::vector<std::string>& notes) {
    out.print("\n\n$doc$\n$deprecated$\n#[inline]\n$head$\n    $body$\n}\n",
              {{"doc", lines(out, doc(crate, source, notes))}, {"deprecated", lines(out, old)},
               {"head", signature(crate, member, name, declared, taken)}, {"body", text}});
  };
  if (optional.empty()) {
    print(member.name, parameters, all, body(crate, member), member.notes);
    return;
  }
  // Without the arguments that have defaults, and with all of them. One that is deprecated calls the other, which is, too.
  if (!old.empty()) old += "\n#[allow(deprecated)]";
  const std::string with = function_name(member.name + "_with");
  const std::string ends = member.is_async() ? ").await" : ")";
  const std::string prefix = member.self.empty() ? (member.scope.empty() ? "" : "Self::") : "self.";
  const std::vector<std::string> required(parameters.begin(), parameters.end() - static_cast<std::ptrdiff_t>(optional.size()));
  std::vector<std::string> notes = {"With defaults; [`" + std::string(member.scope.empty() ? "" : "Self::") + with + "`] takes everything."};
  if (optional.size() == 1) {
    std::vector<std::string> call = forwarded;
    call.push_back(optional[0]->fallback);
    print(member.name, required, needed, list(prefix + with + "(", call, ends, member.scope.empty() ? 4 : 8), notes);
    print(with, parameters, all, body(crate, member), member.notes);
    return;
  }
  const std::string options = crate.options_name(member.scope, member.name);
  bool borrows = false;
  const auto refers = [](const Argument& a) { return a.generics.empty() && a.held.find('&') != std::string::npos; };
  for (const Argument* a : optional) borrows = borrows || refers(*a);
  std::vector<std::string> call = forwarded, declared = required;
  call.push_back("crate::" + options + "::default()");
  declared.push_back("with: crate::" + options + (borrows ? "<'_>" : ""));
  print(member.name, required, needed, list(prefix + with + "(", call, ends, member.scope.empty() ? 4 : 8), notes);
  Member given = member;
  std::string unpacked;
  for (Argument& a : given.arguments) {
    if (a.fallback.empty()) continue;
    unpacked += "let " + a.name + " = " + (a.held.starts_with("&") || a.type.starts_with("&") == a.held.starts_with("&") ? "" : "&") + "with." + a.name + ";\n";
  }
  print(with, declared, needed, unpacked + body(crate, given), member.notes);
  crate.options.push_back({options, member.scope.empty() ? "[`crate::" + member.name + "`]" : "[`crate::" + member.scope + "::" + member.name + "`]", borrows, {}});
  for (const Argument* a : optional) {
    std::string type = a->held;
    for (std::size_t at = refers(*a) ? type.find('&') : std::string::npos; at != std::string::npos; at = type.find('&', at + 1)) {
      if (type.compare(at, 3, "&'a") != 0) type.insert(at + 1, "'a ");
    }
    const auto found = source.info.doc.params.find(a->source->name);
    crate.options.back().fields.push_back({a->name, type, a->held_fallback, found == source.info.doc.params.end() ? "" : found->second});
  }
}

/// A stream: what is gone through once.
static void print_iterator(emit::Printer& out, const Crate& crate, const std::string& name, const Member& member) {
  out.print(R"(

      impl std::iter::Iterator for $name$ {
          type Item = crate::$Result$<$element$>;
          fn next(&mut self) -> $Option$<Self::Item> {
              let advance = || -> $returns$ {
                  $body$
              };
              advance().transpose()
          }
      }

      impl std::iter::FusedIterator for $name$ {}
      )",
            {{"name", name}, {"Result", crate.result}, {"Option", crate.prelude("Option")}, {"returns", member.returns(crate)},
             {"element", member.result.substr(member.result.find('<') + 1, member.result.size() - member.result.find('<') - 2)},
             {"body", body(crate, member)}});
}

/// The way back to what the program implements an object with.
static void print_implementation(emit::Printer& out, const Crate& crate, const std::string& name) {
  out.print(R"(

      /// What the program implements the object with, if that is a `T`: the very same.
      pub fn $name$<T: ?Sized + 'static>(&self) -> $Option$<std::sync::Arc<T>> {
          let handle = pgl::handle(self).cast();
          unsafe { pgl::given_as(ffi::$x$_user(handle, Some(pgl::release_given))) }
      }
      )",
            {{"name", name}, {"Option", crate.prelude("Option")}, {"x", crate.library.prefix}});
}

void print_members(emit::Printer& out, Crate& crate, const model::DeclId& scope) {
  const std::vector<Member> all = members(crate, scope);
  const std::string name = crate.name(scope);
  emit::Printer text;
  for (const Member& member : all) {
    if (member.function->source->role != Role::next || member.is_async()) print_member(text, crate, member);
    else print_iterator(out, crate, name, member);
  }
  const auto has = [&](const std::string& wanted) { return std::any_of(all.begin(), all.end(), [&](const Member& m) { return m.name == wanted; }); };
  for (const Member& member : all) {
    if (member.name != "len" || has("is_empty") || !member.arguments.empty() || member.self.empty() || member.is_async()) continue;
    Member empty = member;
    empty.result = "bool";
    text.print("\n\n/// Whether there is nothing in it.\npub fn is_empty($self$) -> $result$ {\n    $body$\n}\n",
               {{"self", member.self}, {"result", empty.returns(crate)}, {"body", member.fallible ? "Ok(self.len()? == 0)" : "self.len() == 0"}});
  }
  if (crate.library.find_interface(scope)) print_implementation(text, crate, has("implementation") ? "implementation_" : "implementation");
  if (!text.text().empty()) out.print("\n\nimpl $name$ {\n    $text$\n}\n", {{"name", name}, {"text", text.take()}});
  std::vector<Member> own = all;
  std::erase_if(own, [](const Member& member) { return member.function->kind != abi::FunctionKind::call; });
  print_traits(out, crate, name, own);
}

std::string functions_file(Crate& crate) {
  emit::Printer out;
  const std::vector<Member> all = members(crate, "");
  if (all.empty()) return "";
  for (const Member& member : all) print_member(out, crate, member);
  const std::string body = out.take();
  return "//! Functions.\n\n" + uses(body) + body;
}

}  // namespace polyglue::rust
