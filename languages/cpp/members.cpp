#include "languages/cpp/members.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace polyglue::cpp {
namespace {

using abi::ParamRole;
using abi::Shape;
using model::Role;

/// "rox_chart *" -> "rox_chart*".
std::string c_name(const abi::Type& type) {
  std::string name = type.name;
  if (const std::size_t at = name.find(" *"); at != std::string::npos) name.erase(at, 1);
  return name;
}

std::string_view operator_name(Role role) {
  switch (role) {
    case Role::equal: return "operator==";
    case Role::less: return "operator<";
    case Role::index: return "operator[]";
    case Role::call: return "operator()";
    case Role::add: return "operator+";
    case Role::subtract: case Role::negate: return "operator-";
    case Role::multiply: return "operator*";
    case Role::divide: return "operator/";
    case Role::modulo: return "operator%";
    case Role::bit_and: return "operator&";
    case Role::bit_or: return "operator|";
    case Role::bit_xor: return "operator^";
    case Role::bit_not: return "operator~";
    case Role::shift_left: return "operator<<";
    case Role::shift_right: return "operator>>";
    case Role::add_assign: return "operator+=";
    case Role::subtract_assign: return "operator-=";
    case Role::multiply_assign: return "operator*=";
    case Role::divide_assign: return "operator/=";
    default: return "";
  }
}

bool is_assignment(Role role) {
  return role == Role::add_assign || role == Role::subtract_assign || role == Role::multiply_assign || role == Role::divide_assign;
}

std::string function_name(const model::Function& function) {
  switch (function.role) {
    case Role::constructor: return "create";
    case Role::compare: return "compare";
    case Role::hash: return "hash";
    case Role::to_text: return "to_string";
    case Role::iterate: return "elements";
    case Role::next: return "next";
    case Role::set_index: return "set_at";
    case Role::length: return function.info.name.empty() ? "size" : identifier(function.info.name);
    case Role::contains: return "contains";
    case Role::to_bool: return "to_bool";
    case Role::setter:
      if (function.is_field) return "set_" + (function.property.empty() ? function.info.name : function.property);
      return identifier(function.info.name);
    default: break;
  }
  const std::string_view word = operator_name(function.role);
  return word.empty() ? identifier(function.info.name) : std::string(word);
}

/// Builds the members of one scope.
class Builder {
 public:
  Builder(const Client& client, const Spelling& spelling, const model::DeclId& scope, const std::set<std::string>& hidden)
      : client_(client), library_(client.library), spelling_(spelling), scope_(scope), hidden_(hidden) {}

  std::vector<Member> run() {
    const bool record = library_.model->find_as<model::Record>(scope_) != nullptr;
    std::vector<const abi::Function*> functions = library_.functions_of(scope_);
    if (const abi::Interface* interface = library_.find_interface(scope_)) {
      for (const abi::Function& function : interface->constructors) functions.push_back(&function);
      for (const abi::Method& method : interface->methods) if (method.base) functions.push_back(&*method.base);
    }
    for (const abi::Function* function : functions) {
      if (function->kind == abi::FunctionKind::free || function->kind == abi::FunctionKind::outcome) continue;
      Member member;
      member.function = function;
      member.scope = scope_.empty() ? "" : client_.name(scope_);
      member.name = function_name(*function->source);
      if (function->kind == abi::FunctionKind::base) {
        member.name = "base_" + member.name;
        member.notes.emplace_back("This is the body in the library, whatever overrides it.");
      } else if (function->kind == abi::FunctionKind::implement) {
        member.name = "implement";
        member.arguments.push_back({"std::unique_ptr<methods>", "mine", "", "given_ ? &methods::pgl_table() : nullptr, given_"});
      }
      add_arguments(member);
      if (const abi::Param* self = function->param(ParamRole::self)) {
        member.qualifiers = function->source->is_const || function->source->is_free_operator || record ? " const" : "";
        if (is_assignment(function->source->role)) member.qualifiers = "";
        member.self = "pgl_handle()";
        if (record) {
          const std::string c = c_name(library_.type(self->type));
          member.self = self->by_pointer ? "pgl::lower_pointer<" + c + ">(*this, scratch_)" : "pgl::lower<" + c + ">(*this, scratch_)";
        }
      } else {
        member.is_static = !scope_.empty();
      }
      set_result(member);
      add(std::move(member));
    }
    return std::move(members_);
  }

 private:
  void add_arguments(Member& member) {
    std::set<std::string> used = {"out_", "owner_", "scratch_", "status_", "task_", "ended_", "take_"};
    for (const abi::Param& param : member.function->params) {
      if (param.role != ParamRole::argument) continue;
      const model::Parameter& parameter = member.function->source->params[param.index];
      Argument argument;
      argument.type = spelling_.parameter(parameter);
      argument.name = identifier(parameter.name);
      while (hidden_.count(argument.name) || client_.is_taken(argument.name) || !used.insert(argument.name).second) argument.name += '_';
      if (param.has_default) {
        argument.fallback = argument.type.back() == '*' || library_.type(param.type).shape == Shape::callback ? "nullptr" : "std::nullopt";
        member.notes.push_back("`" + argument.name + "` left out is a default that the library computes.");
      } else if (parameter.default_value) {
        argument.fallback = spelling_.literal(parameter.type, *parameter.default_value);
      }
      argument.call = call(param, parameter, argument.name);
      member.arguments.push_back(std::move(argument));
    }
    // C++ wants defaults at the end.
    bool last = true;
    for (auto argument = member.arguments.rbegin(); argument != member.arguments.rend(); ++argument) {
      if (argument->fallback.empty()) last = false;
      if (!last) argument->fallback.clear();
    }
  }

  /// What stands for this argument in the C call.
  std::string call(const abi::Param& param, const model::Parameter& parameter, const std::string& name) const {
    const abi::Type& type = library_.type(param.type);
    const std::string c = c_name(type);
    if (type.shape == Shape::callback) return fmt::format("pgl::detail::give_function<pgl_detail::host, {}>(std::move({}), scratch_)", c, name);
    if (param.has_default) {
      return fmt::format("pgl::lower_default<{}>({}, scratch_)", c, name);
    }
    if (param.by_pointer) return fmt::format("pgl::lower_pointer<{}>({}, scratch_)", c, name);
    if ((type.shape == Shape::handle || type.shape == Shape::nullable) && client_.is_foreign(type.decl)) {
      const std::string lowered = fmt::format("pgl::lower<{}>({}{}, scratch_)", c, type.shape == Shape::nullable ? "*" : "", name);
      return type.shape == Shape::nullable ? fmt::format("{} ? {} : nullptr", name, lowered) : lowered;
    }
    const auto* array = model::as<model::Sequence>(parameter.type);
    switch (type.shape) {
      case Shape::scalar: return name;
      case Shape::enumeration: return fmt::format("static_cast<{}>({})", c, name);
      case Shape::string: return fmt::format("pgl_str{{{0}.data(), {0}.size()}}", name);
      case Shape::bytes: return fmt::format("pgl_bytes{{{0}.data(), {0}.size()}}", name);
      case Shape::timestamp: case Shape::duration: return fmt::format("pgl::lower<{}>({})", c, name);
      case Shape::handle: return name + ".pgl_handle()";
      case Shape::nullable: return fmt::format("{0} ? {0}->pgl_handle() : nullptr", name);
      case Shape::sequence:
        if (array && client_.same_layout(*array->element) && spelling_.parameter(parameter).find("bool") == std::string::npos) {
          return fmt::format("pgl::lower<{}>({})", c, name);
        }
        break;
      case Shape::record:
        if (client_.same_layout(parameter.type)) return fmt::format("pgl::lower<{}>({})", c, name);
        break;
      default: break;
    }
    return fmt::format("pgl::lower<{}>({}, scratch_)", c, name);
  }

  void set_result(Member& member) {
    const abi::Function& function = *member.function;
    const model::Function& source = *function.source;
    member.nodiscard = function.result && (source.is_const || source.facts.pure || source.is_free_operator || source.role == Role::constructor ||
                                           (!member.is_static && scope_.empty()) || source.is_static);
    if (is_assignment(source.role)) {
      member.gives_self = true;
      member.nodiscard = false;
      member.result = member.scope;
      return;
    }
    if (!function.result) {
      member.result = "void";
      return;
    }
    const abi::Type& type = library_.type(*function.result);
    if (source.role == Role::constructor && type.shape == Shape::handle) {
      member.result = member.scope;
      member.lifted = member.scope + "(pgl::adopt, out_)";
      return;
    }
    member.result = spelling_.value(source.result);
    if (function.kind == abi::FunctionKind::base && type.shape != Shape::handle) {
      member.lifted = "pgl::lift<" + member.result + ">(out_)";
    } else if (type.shape == Shape::handle && !client_.is_foreign(type.decl)) {
      member.lifted = member.result + "(pgl::adopt, out_)";
    } else if (const std::string element = view_element(source.result); !element.empty()) {
      if (function.borrows) set_view(member, element);
      else set_span(member, element);
    } else {
      member.lifted = "pgl::lift<" + member.result + ">(out_)";
    }
    if (source.role != Role::next) return;
    member.result = "std::optional<" + member.result + ">";
    member.lifted = member.result + "(" + member.lifted + ")";
    member.nodiscard = true;
  }

  /// The element of a sequence that can be seen where it stands; "" for other results.
  std::string view_element(const model::Type& type) const {
    if (!array_size(type).empty()) return "";
    if (model::is<model::Bytes>(type)) return "std::uint8_t";
    const auto* sequence = model::as<model::Sequence>(type);
    if (!sequence || !client_.same_layout(*sequence->element)) return "";
    const std::string element = spelling_.value(*sequence->element);
    return element == "bool" ? "" : element;
  }

  void set_span(Member& member, const std::string& element) {
    member.result = "pgl::owned_span<" + element + ">";
    member.lifted = "pgl::lift_span<" + element + ">(out_, " + (member.function->has_owner ? "std::move(owner_)" : "pgl::owner()") + ")";
  }

  /// A view into the object: for objects that have a name. Others give a copy, see add().
  void set_view(Member& member, const std::string& element) {
    const std::string copied = "std::vector<" + element + ">";
    if (member.self.empty()) {
      set_span(member, element);
      member.notes.push_back("The result is a view of memory of the library.");
    } else if (member.function->source->role == Role::iterate || library_.model->find_as<model::Record>(scope_)) {
      member.result = copied;
      member.lifted = "pgl::lift<" + copied + ">(out_)";
    } else {
      set_span(member, element);
      member.qualifiers += "&";
      member.notes.push_back("The result is a view: it is valid until the object changes or ends.");
    }
  }

  void add(Member member) {
    if (!insert(member)) {
      // C++ could not tell it from another one.
      const std::string& unique = member.function->source->unique_name;
      member.name = identifier(unique.empty() || unique == member.name ? member.name + "_" : unique);
      while (!insert(member)) member.name += '_';
    }
    const bool view = !member.qualifiers.empty() && member.qualifiers.back() == '&';
    members_.push_back(std::move(member));
    if (!view) return;
    Member copy = members_.back();
    const std::string element = copy.result.substr(copy.result.find('<') + 1, copy.result.size() - copy.result.find('<') - 2);
    copy.result = "std::vector<" + element + ">";
    copy.lifted = "pgl::lift<" + copy.result + ">(out_)";
    copy.qualifiers = " &&";
    copy.notes.clear();
    copy.is_copy = true;
    members_.push_back(std::move(copy));
  }

  bool insert(const Member& member) {
    std::string key = member.name + "(";
    for (const Argument& argument : member.arguments) key += argument.type + ",";
    if (hidden_fields_.empty()) {
      if (const auto* record = library_.model->find_as<model::Record>(scope_)) {
        for (const model::Field& field : record->fields) hidden_fields_.insert(identifier(field.info.name));
      }
      hidden_fields_.insert("");
    }
    if (hidden_fields_.count(member.name) || (scope_.empty() && client_.is_taken(member.name))) return false;
    return signatures_.insert(key).second;
  }

  const Client& client_;
  const abi::Library& library_;
  const Spelling& spelling_;
  const model::DeclId& scope_;
  const std::set<std::string>& hidden_;
  std::set<std::string> signatures_, hidden_fields_;
  std::vector<Member> members_;
};

}  // namespace

std::string Member::returns() const {
  if (gives_self) return "pgl::returns_self<" + result + ">";
  if (function->outcome) return "pgl::task<" + result + ">";
  return "pgl::returns<" + result + ">";
}

std::string Member::declaration() const {
  std::vector<std::string> parameters;
  for (const Argument& a : arguments) parameters.push_back(a.type + " " + a.name + (a.fallback.empty() ? "" : " = " + a.fallback));
  const std::string head = deprecated(function->source->info) + (nodiscard ? "[[nodiscard]] " : "") + (is_static ? "static " : "") +
                           returns() + " " + name + "(";
  return list(head, parameters, ")" + qualifiers, 106);
}

/// Where the C function writes.
void Member::print_outs(emit::Printer& out, const Client& client) const {
  if (function->result) {
    const std::string name_of_out = c_name(client.library.type(*function->result));
    out.print("$C$ out_$init$;\n", {{"C", name_of_out}, {"init", name_of_out.back() == '*' ? " = nullptr" : "{}"}});
  }
  if (function->has_owner) out.print("pgl::owner owner_;\n");
}

/// From its status to the result of a function that returns `given`.
void Member::print_finish(emit::Printer& out, const Client& client, const std::string& given) const {
  if (function->source->role == Role::next) out.print("if (status_ == PGL_END) return $result$();\n", {{"result", result}});
  out.print("if (status_ != PGL_OK) return pgl_detail::fail<$R$>(status_);\n", {{"R", given}});
  if (gives_self) {
    // += gives the object itself, for which C++ needs no second handle.
    if (function->result && client.library.type(*function->result).shape == Shape::handle) out.print("const $T$ same_(pgl::adopt, out_);\n", {{"T", result}});
    else if (function->result) out.print("*this = pgl::lift<$T$>(out_);\n", {{"T", result}});
    out.print("return pgl::detail::self(*this);\n");
  } else if (function->result) {
    out.print("return $lifted$;\n", {{"lifted", lifted}});
  } else {
    out.print("return pgl::returns<void>();\n");
  }
}

/// Arguments that need memory are made before the call, which is left out where one of them cannot be.
void Member::print_lowered(emit::Printer& out, std::vector<std::string>& call) const {
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (call[i].find("scratch_") == std::string::npos) continue;
    const std::string lowered = fmt::format("lowered{}_", i);
    out.print("const auto $name$ = $value$;\n", {{"name", lowered}, {"value", call[i]}});
    call[i] = lowered;
  }
  out.print("if (scratch_.status() != PGL_OK) return pgl_detail::fail<$R$>(scratch_.status());\n", {{"R", returns()}});
}

std::string Member::definition(const Client& client) const {
  const abi::Function& c = *function;
  std::vector<std::string> parameters, call;
  for (const Argument& a : arguments) parameters.push_back(a.type + " " + a.name);
  if (!self.empty()) call.push_back(self);
  for (const Argument& a : arguments) call.push_back(a.call);
  if (c.result && !c.returns) call.emplace_back("&out_");
  if (c.has_owner) call.emplace_back("owner_.out()");
  if (c.outcome) call.emplace_back("&task_");
  const bool scratch = std::any_of(call.begin(), call.end(), [](const std::string& text) { return text.find("scratch_") != std::string::npos; });
  // Objects come from functions that have checked the contract; everything else checks it.
  const bool checks = self.empty() || self.find("pgl_handle()") != 0;
  emit::Printer out;
  const std::string head = "inline " + returns() + " " + (scope.empty() ? "" : scope + "::") + name + "(";
  out.print(list(head, parameters, ")" + qualifiers + " {") + "\n");
  const auto indent = out.indent(2);
  if (checks) out.print("if (!pgl_detail::ready()) return pgl_detail::not_ready<$R$>();\n", {{"R", returns()}});
  if (scratch) out.print("pgl::scratch scratch_;\n");
  // Objects of other libraries may not come through.
  if (scratch && !client.other_prefixes().empty()) print_lowered(out, call);
  if (c.kind == abi::FunctionKind::implement) out.print("methods* const given_ = mine.release();  // the library's from here on\n");
  if (!c.fallible) {
    const std::string text = list(c.symbol + "(", call, ")", 90);
    if (c.returns) out.print("return static_cast<$T$>($call$);\n", {{"T", result}, {"call", text}});
    else out.print("$call$;\nreturn pgl::returns<void>();\n", {{"call", text}});
  } else if (c.outcome) {
    const abi::Function& outcome = client.library.outcomes[*c.outcome];
    const std::string given = "pgl::returns<" + result + ">";
    std::vector<std::string> taken = {"ended_"};
    if (c.result) taken.emplace_back("&out_");
    if (c.has_owner) taken.emplace_back("owner_.out()");
    out.print(R"(
        const auto take_ = [](pgl_task* ended_) -> $given$ {
          $outs$
          $take$;
          $finish$
        };
        $outs$
        pgl_task* task_ = nullptr;
        $call$;
        if (status_ == PGL_OK && task_ != nullptr) return $R$(pgl_detail::tasks, task_, take_);
        return $R$::ready([&]() -> $given$ {
          $finish$
        });
        )",
              {{"R", returns()}, {"given", given}, {"outs", [&] { print_outs(out, client); }},
               {"call", list("const pgl_status status_ = " + c.symbol + "(", call, ")", 104)},
               {"take", list("const pgl_status status_ = " + outcome.symbol + "(", taken, ")", 100)}, {"finish", [&] { print_finish(out, client, given); }}});
  } else {
    print_outs(out, client);
    out.print("$call$;\n", {{"call", list("const pgl_status status_ = " + c.symbol + "(", call, ")", 104)}});
    print_finish(out, client, returns());
  }
  return out.take() + "}\n";
}

std::string forwarded(const Member& member) {
  std::string text;
  for (const Argument& a : member.arguments) {
    const bool value = a.type.find('&') == std::string::npos && a.type.find('*') == std::string::npos &&
                       (a.call.find("pgl_handle()") != std::string::npos || a.call.find("give_function<") != std::string::npos);
    text += (text.empty() ? "" : ", ") + (value ? "std::move(" + a.name + ")" : a.name);
  }
  return text;
}

std::vector<Member> members(const Client& client, const Spelling& spelling, const model::DeclId& scope,
                            const std::set<std::string>& hidden) {
  return Builder(client, spelling, scope, hidden).run();
}

std::set<std::string> names_inside(const model::Record& record) {
  std::set<std::string> names;
  for (const model::Field& field : record.fields) names.insert(identifier(field.info.name));
  for (const model::Constant& constant : record.constants) names.insert(identifier(constant.info.name));
  return names;
}

std::set<std::string> names_inside(const model::Object& object) {
  std::set<std::string> names;
  for (const model::Constant& constant : object.constants) names.insert(identifier(constant.info.name));
  return names;
}

void print_nested(emit::Printer& out, const Client& client, const model::DeclInfo& info) {
  for (const model::Decl& decl : client.library.model->decls) {
    const model::DeclInfo& inner = model::info(decl);
    if (inner.scope != info.id || std::holds_alternative<model::Function>(decl) || std::holds_alternative<model::Constant>(decl)) continue;
    out.print("using $short$ = $name$;\n", {{"short", identifier(inner.name)}, {"name", client.name(inner.id)}});
  }
}

}  // namespace polyglue::cpp
