// Arguments in, the call, its result out.
#include "languages/c/shim_call.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/c/shim_parts.hpp"
#include "languages/c/shim_plain.hpp"
#include "model/spelling.hpp"

namespace polyglue::c {
namespace {

using abi::ParamRole;
using abi::Shape;
using model::ObjectRef;
using model::Ownership;
using model::Passing;
using model::Role;

/// The ObjectRef of a type that is an object or an optional one.
const ObjectRef* object_in(const model::Type& type, bool& nullable) {
  nullable = false;
  if (const auto* object = model::as<ObjectRef>(type)) return object;
  if (const auto* optional = model::as<model::Optional>(type)) {
    nullable = true;
    return model::as<ObjectRef>(*optional->value);
  }
  return nullptr;
}

bool is_pointer(Passing passing) { return passing == Passing::pointer || passing == Passing::const_pointer; }
bool is_reference(Passing passing) { return passing == Passing::const_ref || passing == Passing::mutable_ref; }

class CallMaker {
 public:
  CallMaker(const abi::Library& library, const abi::Function& function)
      : library_(library), function_(function), source_(*function.source) {}

  std::string give_later() {
    call_.expression = "std::move(pglValue)";
    if (source_.role == Role::next) next("pglValue");
    else result();
    return std::move(call_.result);
  }

  Call run() {
    if (function_.kind == abi::FunctionKind::implement) implementer();
    self();
    for (const abi::Param& param : function_.params) {
      if (param.role == ParamRole::argument) argument(param);
    }
    bounds();
    if (source_.stop_token) arguments_.insert(arguments_.begin() + *source_.stop_token, "pglStart.stop_token()");
    if (stream()) begin_stream();
    call_.expression = expression();
    if (source_.is_async) {
      start();
    } else if (source_.role == Role::next) {
      add(fmt::format("auto pglValue = {};", call_.expression));
      next("pglValue");
    } else if (function_.fallible) {
      result();
      call_.may_throw = call_.may_throw && !safe();
    }
    return std::move(call_);
  }

 private:
  /// Whether something of the call goes on after it, which the arguments must last for.
  bool goes_on() const { return source_.is_async || stream(); }

  /// The stream that the function gives, or null.
  const ObjectRef* stream() const {
    const auto* object = model::as<ObjectRef>(source_.result);
    const auto* decl = object ? library_.model->find_as<model::Object>(object->id) : nullptr;
    return decl && model::next_of(*decl) ? object : nullptr;
  }

  /// `(pglUsed, 1)`: the objects that are used after the call.
  std::string used() {
    if (slots_.empty() || source_.role == Role::next) return "";  // a stream keeps itself
    std::vector<std::string> all;
    for (const auto& slot : slots_) all.push_back(slot.second);
    add(fmt::format("pgl::Slot *const pglUsed[] = {{{}}};", fmt::join(all, ", ")));
    return fmt::format("(pglUsed, {})", all.size());
  }

  void begin_stream() {
    const std::string objects = used();
    add(fmt::format("pgl::StartStream pglStart{};", objects));
    call_.needs_scratch = false;
  }

  /// Hands out the element in an optional, if there is one.
  void next(const std::string& value) {
    add(fmt::format("if (!{}) return PGL_END;", value));
    hand_out(fmt::format("*std::move({})", value));
  }

  /// Begins what goes on after the call.
  void start() {
    const std::string objects = used();
    add(fmt::format("pgl::Start<{}> pglStart{};", later_class(library_, function_), objects));
    std::string results;
    for (const abi::Param& param : function_.params) {
      if (param.role == ParamRole::result || param.role == ParamRole::owner) results += ", " + param.name;
    }
    add(fmt::format("return pglStart.run({}, {}{});", call_.expression, function_.param(ParamRole::task)->name, results));
    call_.needs_scratch = false;
  }

  /// What is given by reference to work that goes on must last as long.
  void pass(const model::Parameter& source, std::string value) {
    if (goes_on() && source.passing != Passing::value && !is_pointer(source.passing)) {
      value = fmt::format("pglStart.kept().keep({})", value);
      if (source.passing == Passing::rvalue_ref) value = fmt::format("std::move({})", value);
    }
    arguments_.push_back(std::move(value));
  }

  void self() {
    const abi::Param* self = function_.param(ParamRole::self);
    if (!self) return;
    const std::string cpp = global(function_.scope);
    if (self->by_pointer) {  // a record
      call_.before.push_back(fmt::format("if (pgl_status pglBad = pgl::check_at<{}>(self)) return pgl::refuse(pglBad, \"self\");", cpp));
      call_.needs_scratch = !goes_on();
      record_self_ = true;
      self_ = goes_on() ? fmt::format("pgl::last_in_place<{}>(*self, pglStart.kept())", cpp)
                               : fmt::format("pgl::lift<{}>(*self, pglScratch)", cpp);
      return;
    }
    borrow("self", cpp, source_.is_const, false);
    slots_.emplace_back(0, "selfObject.slot()");
    self_ = "(*selfObject)";
  }

  /// The host's side of a new object: released whatever happens, so it is taken over before anything can fail.
  void implementer() {
    call_.before.emplace_back("pgl::TakenObject userTaken(methods ? &methods->common : nullptr, user, sizeof *methods);");
    call_.before.emplace_back("if (pgl_status pglBad = userTaken.check()) return pglBad;");
    for (const abi::Method& method : library_.find_interface(function_.scope)->methods) {
      if (!method.is_pure) continue;
      call_.before.push_back(fmt::format("if (!methods->{0}) return pgl::refuse_null(\"methods->{0}\");", method.call.name));
    }
    simple_arguments_ = false;
  }

  /// Whether handles may be closed during this call even while the host holds its lock.
  bool exposed() const {
    if (source_.facts.blocking || function_.calls_back || source_.is_async) return true;
    return std::any_of(function_.params.begin(), function_.params.end(), [&](const abi::Param& param) {
      if (param.role != ParamRole::argument) return false;
      bool nullable = false;
      const ObjectRef* object = object_in(source_.params[param.index].type, nullable);
      return object ? object->ownership == Ownership::unique : library_.type(param.type).has_handles;
    });
  }

  void borrow(const std::string& name, const std::string& cpp, bool is_const, bool nullable) {
    call_.before.push_back(fmt::format("pgl::{}<{}{}{}> {}Object({});", nullable ? "BorrowOrNull" : "Borrow",
                                       is_const ? "const " : "", cpp, exposed() ? ", true" : "", name, name));
    call_.before.push_back(fmt::format("if (!{0}Object) return {0}Object.refuse(\"{0}\");", name));
  }

  void argument(const abi::Param& param) {
    const model::Parameter& source = source_.params[param.index];
    bool nullable = false;
    if (library_.type(param.type).shape == Shape::callback) return callback_argument(param, source);
    const ObjectRef* object = object_in(source.type, nullable);
    if (object && object_argument(param, source, *object, nullable)) return;
    value_argument(param, source);
  }

  /// True if the argument is an object whose handle is borrowed or taken.
  bool object_argument(const abi::Param& param, const model::Parameter& source, const ObjectRef& object, bool nullable) {
    const std::string cpp = global(object.id);
    const std::string& name = param.name;
    const bool is_const = object.is_const || source.passing == Passing::const_ref || source.passing == Passing::const_pointer;
    const auto remember = [&] { slots_.emplace_back(static_cast<int>(param.index) + 1, name + "Object.slot()"); };
    if (param.has_default) return false;
    switch (object.ownership) {
      case Ownership::borrowed:
        borrow(name, cpp, is_const, nullable);
        remember();
        arguments_.push_back(nullable ? name + "Object.get()" : "*" + name + "Object");
        return true;
      case Ownership::value:
        if (nullable) return false;
        borrow(name, cpp, true, false);
        remember();
        pass(source, fmt::format("{}(*{}Object)", cpp, name));
        return true;
      case Ownership::shared:
        if (source.type.cpp.starts_with("std::optional")) return false;
        borrow(name, cpp, object.is_const, nullable);
        remember();
        pass(source, fmt::format("pgl::share({}Object)", name));
        return true;
      case Ownership::unique: {
        if (source.type.cpp.starts_with("std::optional")) return false;
        const std::string take = fmt::format("pgl::{}<{}{}>({}, \"{}\")", nullable ? "take_or_null" : "take",
                                             object.is_const ? "const " : "", cpp, name, name);
        pass(source, is_pointer(source.passing) ? take + ".release()" : take);
        return true;
      }
    }
    return false;
  }

  /// A function of the host: released whatever happens, so it is taken over before anything can fail.
  void callback_argument(const abi::Param& param, const model::Parameter& source) {
    const std::string& name = param.name;
    call_.before.insert(call_.before.begin(), fmt::format("pgl::Taken<{}> {}Taken({});", library_.type(param.type).name, name, name));
    if (param.has_default || !model::is<model::Optional>(source.type)) {
      call_.before.push_back(fmt::format("if (pgl_status pglBad = {0}{1}Taken.check()) return pgl::refuse(pglBad, \"{1}\");",
                                         param.has_default ? fmt::format("!{} ? PGL_OK : ", name) : "", name));
    }
    std::string value = fmt::format("{}Taken.take<{}>()", name, source.type.cpp);
    simple_arguments_ = false;
    if (param.has_default) {
      optional_ = arguments_.size();
      optional_name_ = name;
      if (in_the_middle(param)) value = default_in_place(name, source.type.cpp, value, *source.default_value);
    }
    pass(source, std::move(value));
  }

  void value_argument(const abi::Param& param, const model::Parameter& source) {
    const abi::Type& type = library_.type(param.type);
    const std::string& cpp = source.type.cpp;
    const std::string& name = param.name;
    if (!param.has_default && !param.by_pointer) {
      if (auto plain = plain_argument(library_, source.type, type, name)) {
        if (!plain->refused.empty()) {
          call_.before.push_back(fmt::format("if ({}) return pgl::refuse({}, \"{}\");", plain->refused, plain->status, name));
        }
        pass(source, goes_on() ? fmt::format("static_cast<{}>({})", cpp, plain->value) : std::move(plain->value));
        return;
      }
    }
    if (!function_.fallible) {  // a number that needs no check
      arguments_.push_back(fmt::format("static_cast<{}>({})", cpp, name));
      return;
    }
    const std::string value = param.by_pointer ? "*" + name : name;
    if (param.has_default) {
      call_.before.push_back(fmt::format("if (pgl_status pglBad = {} ? pgl::check<{}>(*{}) : PGL_OK) return pgl::refuse(pglBad, \"{}\");", name, cpp, name, name));
    } else {
      call_.before.push_back(fmt::format("if (pgl_status pglBad = pgl::{}<{}>({})) return pgl::refuse(pglBad, \"{}\");",
                                         param.by_pointer ? "check_at" : "check", cpp, name, name));
    }
    const bool simple = type.shape == Shape::scalar || type.shape == Shape::enumeration;
    std::string lifted = simple             ? fmt::format("pgl::lift<{}>({})", cpp, value)
                         : goes_on() ? fmt::format("pgl::last<{}>({}, pglStart.kept())", cpp, value)
                                            : fmt::format("pgl::lift<{}>({}, pglScratch)", cpp, value);
    if (!simple) {
      call_.needs_scratch = !goes_on();
      simple_arguments_ = false;
    }
    if (param.has_default) {
      optional_ = arguments_.size();
      optional_name_ = name;
      simple_arguments_ = false;
      if (in_the_middle(param)) lifted = default_in_place(name, cpp, lifted, *source.default_value);
    }
    pass(source, std::move(lifted));
  }

  /// Whether other arguments follow in C++, or it has no default there: then it stands by its whole name.
  bool in_the_middle(const abi::Param& param) const {
    const auto* value = source_.params[param.index].default_value ? std::get_if<model::OpaqueLiteral>(&source_.params[param.index].default_value->value) : nullptr;
    return param.index + 1 != source_.params.size() || source_.stop_token || (value && value->cpp.starts_with("::"));
  }

  /// A default that is followed by other arguments: the author's expression, where its names are known.
  std::string default_in_place(const std::string& name, const std::string& cpp, const std::string& lifted, const model::Literal& value) {
    const auto& opaque = std::get<model::OpaqueLiteral>(value.value);
    std::string scopes;
    const std::string& id = source_.info.id;
    for (std::size_t at = id.find("::"); at != std::string::npos && at < id.find('('); at = id.find("::", at + 2)) {
      const std::string outer = id.substr(0, at);
      if (outer == function_.scope || library_.model->find(outer)) break;  // a class, not a namespace
      scopes += fmt::format("using namespace {}; ", global(outer));
    }
    optional_.reset();
    return fmt::format("({} ? {} : [&]() -> {} {{ {}return {}; }}())", name, lifted, cpp, scopes, opaque.cpp);
  }

  /// operator[] of many classes checks nothing: ask size() first.
  void bounds() {
    if (source_.role != Role::index && source_.role != Role::set_index) return;
    const auto* scalar = source_.params.empty() ? nullptr : model::as<model::Scalar>(source_.params[0].type);
    if (!scalar || record_self_) return;
    checks_.push_back(fmt::format("if (!pgl::in_bounds({}, {})) return pgl::refuse(PGL_ERROR_INDEX, \"{}\");", self_,
                                  arguments_[0], function_.params[1].name));
  }

  std::string joined() const { return fmt::format("{}", fmt::join(arguments_, ", ")); }

  /// The call; with a default for the last argument, both forms of it.
  std::string expression() {
    if (!optional_) return form();
    const std::string with = form();
    arguments_.pop_back();
    const std::string without = form();
    return fmt::format("({} ? {} : {})", optional_name_, with, without);
  }

  std::string form() {
    const std::string args = joined();
    const std::string first = arguments_.empty() ? "" : arguments_[0];
    const std::string& name = source_.cpp_name;
    const auto binary = [&](std::string_view op) {
      // A truth value arrives as `flag != 0`, which most operators bind more than.
      const bool compares = first.find(" != ") != std::string::npos;
      return fmt::format(fmt::runtime(compares ? "{} {} ({})" : "{} {} {}"), self_, op, first);
    };
    const std::string object = self_ == "(*selfObject)" ? "selfObject->" : self_ + ".";
    const std::string in_class = function_.kind == abi::FunctionKind::base ? global(function_.scope) + "::" : "";
    const auto member = [&] { return fmt::format("{}{}{}({})", object, in_class, name, args); };
    const auto all = [&] { return args.empty() ? self_ : self_ + ", " + args; };
    switch (source_.role) {
      case Role::constructor:
        if (function_.kind == abi::FunctionKind::implement) {
          return fmt::format("std::make_unique<{}>(std::move(pglGiven){}{})", implemented_class(*library_.find_class(function_.scope)), args.empty() ? "" : ", ", args);
        }
        return fmt::format("{}({})", global(name), args);
      case Role::equal: return binary("==");
      case Role::less: return binary("<");
      case Role::compare: return fmt::format("pgl::order({})", binary("<=>"));
      case Role::hash: return fmt::format("std::hash<{}>{{}}({})", global(function_.scope), self_);
      case Role::to_text:
        if (name == "operator<<") return fmt::format("pgl::streamed({})", self_);
        return source_.is_free_operator ? fmt::format("{}({})", global(name), all()) : member();
      case Role::index: return fmt::format("{}[{}]", self_, first);
      case Role::set_index: return fmt::format("{}[{}] = {}", self_, first, arguments_[1]);
      case Role::call: return fmt::format("{}({})", self_, args);
      case Role::iterate: return fmt::format("pgl::elements<{}>({})", source_.result.cpp, self_);
      case Role::to_bool: return fmt::format("static_cast<bool>({})", self_);
      case Role::add: return binary("+");
      case Role::subtract: return binary("-");
      case Role::multiply: return binary("*");
      case Role::divide: return binary("/");
      case Role::modulo: return binary("%");
      case Role::negate: return "-" + self_;
      case Role::bit_and: return binary("&");
      case Role::bit_or: return binary("|");
      case Role::bit_xor: return binary("^");
      case Role::bit_not: return "~" + self_;
      case Role::shift_left: return binary("<<");
      case Role::shift_right: return binary(">>");
      case Role::add_assign: return binary("+=");
      case Role::subtract_assign: return binary("-=");
      case Role::multiply_assign: return binary("*=");
      case Role::divide_assign: return binary("/=");
      case Role::getter: case Role::setter: case Role::function: case Role::length: case Role::contains: case Role::next: break;
    }
    const bool has_self = function_.param(ParamRole::self) != nullptr;
    if (source_.is_field) {
      const std::string field = has_self ? object + name : global(name);
      return source_.role == Role::setter ? fmt::format("{} = {}", field, first) : field;
    }
    if (!has_self) return fmt::format("{}({})", global(name), args);
    return source_.is_free_operator || source_.is_adapter ? fmt::format("{}({})", global(name), all()) : member();
  }

  /// "{selfObject.slot()}": what the result keeps alive.
  std::vector<std::string> kept() const {
    std::vector<std::string> names;
    for (const int index : source_.keeps_alive) {
      for (const auto& [which, slot] : slots_) if (which == index) names.push_back(slot);
    }
    return names;
  }

  void add(const std::string& text) { call_.result += text + "\n"; }

  void result() {
    for (const std::string& line : checks_) add(line);
    if (source_.expected_error) {
      expected_result();
      return;
    }
    if (!function_.result) {
      add(call_.expression + ";");
      add("return PGL_OK;");
      return;
    }
    hand_out(call_.expression);
  }

  void expected_result() {
    const abi::Error& error = *library_.find_error(*source_.expected_error);
    add(fmt::format("auto pglResult = {};", call_.expression));
    if (error.source->is_exception && error.source->derives_std_exception) {
      add("if (!pglResult) return pgl::fail(pglResult.error());");
    } else if (error.source->is_exception && error.source->wraps) {
      add(fmt::format("if (!pglResult) return {};", fail_value(library_, "pglResult.error()")));
    } else {
      const auto* wraps = error.source->wraps ? &*error.source->wraps : nullptr;
      std::string message = c_text(error.source->info.name);
      if (wraps && model::is<model::String>(*wraps)) message = "pglText.data(), pglText.size()";
      add("if (!pglResult) {");
      if (wraps && model::is<model::String>(*wraps)) add("  const std::string_view pglText(pglResult.error());");
      add(fmt::format("  return pgl::fail_with({}, {}, &pglResult.error(), {});", error.constant, message, payload_function(library_, error)));
      add("}");
    }
    if (!function_.result) add("return PGL_OK;");
    else hand_out("*std::move(pglResult)");
  }

  static std::string c_text(const std::string& text) { return fmt::format("\"{}\", {}", text, text.size()); }

  void hand_out(std::string value) {
    bool nullable = false;
    const model::Type& type = source_.result;
    const auto* sequence = model::as<model::Sequence>(type);
    // A range of the library's own: something with begin() and end().
    if (sequence && !type.cpp.starts_with("std::")) {
      value = fmt::format("pgl::elements<std::vector<{}>>({})", sequence->element->cpp, value);
    }
    if (const ObjectRef* given = stream()) {
      add(fmt::format("return pglStart.run<{}>({}, out);", global(given->id), value));
      return;
    }
    const ObjectRef* object = source_.role == Role::constructor ? nullptr : object_in(type, nullable);
    const abi::Type& c = library_.type(*function_.result);
    if (c.shape == Shape::handle || c.shape == Shape::nullable) {
      object_result(value, object, nullable);
      return;
    }
    if (auto plain = plain_result(library_, type, c, value)) {
      add(fmt::format("*out = {};", *plain));
      add("return PGL_OK;");
      return;
    }
    const std::vector<std::string> parents = c.has_handles ? kept() : std::vector<std::string>{};
    std::string more;
    if (!parents.empty()) {
      add(fmt::format("pgl::Slot *const pglKept[] = {{{}}};", fmt::join(parents, ", ")));
      more = fmt::format(", pglKept, {}", parents.size());
    }
    if (!function_.has_owner) {
      add(fmt::format("return pgl::give({}, out);", value));
    } else if (!function_.borrows && (is_reference(source_.result_passing) || model::shows_memory(type))) {
      // What it leads to may be one of the temporaries of this call.
      add(fmt::format("return pgl::show({}, out, owner{});", value, more));
    } else {
      add(fmt::format("return pgl::hand({}, out, owner{});", value, more));
    }
  }

  void object_result(const std::string& value, const ObjectRef* object, bool nullable) {
    const std::vector<std::string> parents = kept();
    const std::string null = nullable ? ", pgl::Null::allowed" : "";
    if (!parents.empty()) add(fmt::format("pgl::Slot *const pglKept[] = {{{}}};", fmt::join(parents, ", ")));
    const std::string keep = parents.empty() ? "" : fmt::format(", pglKept, {}", parents.size());
    if (!object) {  // a constructor
      const std::string cpp = global(function_.scope);
      if (function_.kind == abi::FunctionKind::implement) {
        add(fmt::format("return pgl::implement<{}>(out, userTaken, [&](std::shared_ptr<const pgl::GivenObject> pglGiven) {{ return {}; }}{});", cpp, value, keep));
        return;
      }
      const auto* decl = library_.model->find_as<model::Object>(function_.scope);
      if (decl && decl->default_shared) add(fmt::format("return pgl::hold(std::make_shared<{}>({}), out);", cpp, joined()));
      else add(fmt::format("return pgl::emplace{}<{}>(out, [&] {{ return {}; }}{});", parents.empty() ? "" : "_kept", cpp, value, keep));
      return;
    }
    const std::string cpp = global(object->id);
    const std::string seen = (object->is_const ? "const " : "") + cpp;
    switch (object->ownership) {
      case Ownership::value:
        if (nullable) add(fmt::format("return pgl::emplace_if<{}>(out, {}{});", cpp, value, keep));
        else add(fmt::format("return pgl::emplace{}<{}>(out, [&]() -> decltype(auto) {{ return {}; }}{});", parents.empty() ? "" : "_kept", cpp,
                             is_pointer(source_.result_passing) ? "*" + value : value, keep));
        return;
      case Ownership::shared:
        add(fmt::format("return pgl::hold({}, out{});", value, null));
        return;
      case Ownership::unique:
        add(fmt::format("return pgl::{}({}, out{});", is_pointer(source_.result_passing) ? "hold_raw" : "hold", value, null));
        return;
      case Ownership::borrowed: {
        const std::string pointer = is_reference(source_.result_passing) ? fmt::format("std::addressof({})", value) : value;
        add(fmt::format("return pgl::lend<{}>({}, out, {}{});", seen, pointer,
                        parents.empty() ? "nullptr, 0" : fmt::format("pglKept, {}", parents.size()), null));
        return;
      }
    }
  }

  /// Nothing in this function throws.
  bool safe() const {
    if (!source_.facts.nothrow || !simple_arguments_ || record_self_ || function_.has_owner || source_.expected_error) return false;
    for (const model::Parameter& param : source_.params) {
      bool nullable = false;
      const ObjectRef* object = object_in(param.type, nullable);
      if (object && object->ownership != Ownership::borrowed) return false;
      if (model::is<model::Named>(param.type) && library_.model->find_as<model::Custom>(model::as<model::Named>(param.type)->id)) return false;
    }
    if (!function_.result) return true;
    bool nullable = false;
    const abi::Type& type = library_.type(*function_.result);
    if (type.shape == Shape::handle || type.shape == Shape::nullable) {
      const ObjectRef* object = object_in(source_.result, nullable);
      return object && object->ownership == Ownership::borrowed;
    }
    if (model::is<model::Named>(source_.result) && library_.model->find_as<model::Custom>(model::as<model::Named>(source_.result)->id)) return false;
    return true;
  }

  const abi::Library& library_;
  const abi::Function& function_;
  const model::Function& source_;
  Call call_;
  std::string self_;
  std::vector<std::string> arguments_;
  std::vector<std::string> checks_;
  std::vector<std::pair<int, std::string>> slots_;
  std::optional<std::size_t> optional_;  // argument that may be left to its default
  std::string optional_name_;
  bool record_self_ = false;
  bool simple_arguments_ = true;
};

}  // namespace

std::string payload_function(const abi::Library& library, const abi::Error& error) {
  if (!error.payload) return "nullptr";
  return fmt::format("&pgl::payload_of<{}, {}, pgl::{}>", error_class(error), library.type(*error.payload).name, fill_name(error));
}

Call make_call(const abi::Library& library, const abi::Function& function) { return CallMaker(library, function).run(); }

std::string later_class(const abi::Library& library, const abi::Function& function) { return library.outcomes[*function.outcome].symbol + "_later"; }
std::string give_later(const abi::Library& library, const abi::Function& function) { return CallMaker(library, function).give_later(); }
std::string fail_value(const abi::Library& library, const std::string& value) {
  return fmt::format("::{}_adapters::as_exception({}, [](const std::exception& error) {{ return pgl::fail(error); }})", library.prefix, value);
}

std::string later_type(const abi::Library& library, const abi::Function& function) {
  const model::Function& source = *function.source;
  if (source.role == Role::next) return fmt::format("std::optional<{}>", source.result.cpp);
  if (!source.expected_error) return source.result.cpp;
  return fmt::format("std::expected<{}, {}>", source.result.cpp, error_class(*library.find_error(*source.expected_error)));
}

}  // namespace polyglue::c
