#include <algorithm>
#include <set>
#include <utility>

#include "abi/abi.hpp"
#include "abi/hash.hpp"
#include "abi/names.hpp"
#include "abi/types.hpp"
#include "emit/naming.hpp"
#include "model/spelling.hpp"

namespace polyglue::abi {
namespace {

using model::Passing;
using model::Role;

/// Widths that differ between platforms are range-checked, so such a call can fail.
bool has_fixed_width(const model::Type& type) { return type.cpp.find("long") == std::string::npos || type.cpp == "long long" || type.cpp == "unsigned long long"; }

class Lowering {
 public:
  explicit Lowering(const model::Library& model) : types_(model), names_(model) {
    library_.model = &model;
    library_.prefix = model.prefix;
    library_.shouty = emit::shouty(model.prefix);
    // What every library has, or may come to have.
    for (const char* own : {"class_of", "close_host", "contract", "fail", "fail_host", "forget_error", "identity", "is_a", "last_error",
                            "last_error_message", "live", "own", "promise_fail", "promise_fail_host", "promise_free", "promise_on_end",
                            "regained", "require", "symbols", "task_cancel", "task_free", "task_on_done", "user"}) {
      symbols_.insert(model.prefix + "_" + own);
    }
  }

  Library run() {
    for (const model::Decl& decl : library_.model->decls) {
      const auto* object = std::get_if<model::Object>(&decl);
      calls_hosts_ = calls_hosts_ || std::holds_alternative<model::Callback>(decl) || (object && object->implementable);
    }
    // Declared types first, in their order: their C names and shapes depend on nothing else then.
    for (const model::Decl& decl : library_.model->decls) lower_type(decl);
    for (const model::Decl& decl : library_.model->decls) lower_functions(decl);
    std::vector<TypeId> renumber;
    library_.types = types_.finish(library_.type_ids, renumber);
    renumber_all(renumber);
    relate_classes();
    hash_contract(library_);
    return std::move(library_);
  }

 private:
  void lower_type(const model::Decl& decl) {
    if (const auto* object = std::get_if<model::Object>(&decl)) {
      types_.intern({model::ObjectRef{object->info.id}, object->info.id});
      for (const model::Constant& member : object->constants) types_.intern(member.type);
    } else if (const auto* error = std::get_if<model::Error>(&decl)) {
      lower_error(*error);
    } else if (const auto* constant = std::get_if<model::Constant>(&decl)) {
      types_.intern(constant->type);
    } else if (const auto* callback = std::get_if<model::Callback>(&decl)) {
      lower_callback(*callback);
    } else if (!std::holds_alternative<model::Function>(decl)) {
      types_.intern({model::Named{model::info(decl).id}, model::info(decl).id});
      if (const auto* record = std::get_if<model::Record>(&decl)) {
        for (const model::Constant& member : record->constants) types_.intern(member.type);
      }
    }
  }

  void lower_error(const model::Error& source) {
    Error error;
    error.source = &source;
    error.name = qualified(*library_.model, source.info);
    error.constant = library_.shouty + "_ERROR_" + emit::shouty(error.name.substr(library_.prefix.size() + 1));
    // Six digits from the name: adding an error moves no other. Two that meet: the later one moves on.
    error.status = static_cast<std::int32_t>(100000 + fnv1a(source.info.id) % 900000);
    while (!statuses_.insert(error.status).second) error.status = error.status == 999999 ? 100000 : error.status + 1;
    if (!source.fields.empty()) error.payload = types_.intern_payload(source);
    library_.error_index.emplace(source.info.id, library_.errors.size());
    library_.errors.push_back(std::move(error));
  }

  void lower_callback(const model::Callback& source) {
    Callback callback;
    callback.source = &source;
    callback.type = types_.intern({model::Named{source.info.id}, source.info.id});
    callback.name = types_.at(callback.type).name;
    callback.call = host_function("call", source.params, source.result);
    library_.callback_index.emplace(source.info.id, library_.callbacks.size());
    library_.callbacks.push_back(std::move(callback));
  }

  HostFunction host_function(std::string name, const std::vector<model::Parameter>& params, const model::Type& result,
                             std::optional<TypeId> self = std::nullopt) {
    HostFunction function;
    function.name = std::move(name);
    std::set<std::string> names = {"user", "out", "ret", "into"};
    if (self) {
      names.insert("self");
      function.params.push_back({ParamRole::self, "self", *self, false, 0, false});
    }
    for (std::size_t i = 0; i < params.size(); ++i) {
      Param param;
      param.type = types_.intern(params[i].type);
      param.index = i;
      param.name = member_name(params[i].name);
      while (!names.insert(param.name).second) param.name += '_';
      param.by_pointer = !types_.at(param.type).by_value;
      function.params.push_back(std::move(param));
    }
    if (model::is<model::Void>(result)) return function;
    function.result = types_.intern(result);
    function.hands_back = !types_.at(*function.result).flat;
    function.ret_by_pointer = !types_.at(*function.result).by_value;
    return function;
  }

  void lower_functions(const model::Decl& decl) {
    if (const auto* function = std::get_if<model::Function>(&decl)) {
      add(*function, "", library_.prefix, std::nullopt, false);
    } else if (const auto* record = std::get_if<model::Record>(&decl)) {
      const TypeId self = types_.intern({model::Named{record->info.id}, record->info.id});
      const std::string scope = qualified(*library_.model, record->info);
      for (const model::Function& method : record->methods) add(method, record->info.id, scope, self, true);
    } else if (const auto* object = std::get_if<model::Object>(&decl)) {
      lower_class(*object);
    }
  }

  void lower_class(const model::Object& object) {
    Class entry;
    entry.source = &object;
    entry.name = qualified(*library_.model, object.info);
    entry.handle = types_.intern({model::ObjectRef{object.info.id}, object.info.id});
    if (library_.model->uniffi) for (const char* own : {"_to_shared", "_from_shared"}) symbols_.insert(entry.name + own);
    const std::size_t first = library_.functions.size();
    for (const model::Function& function : object.constructors) {
      add(function, object.info.id, entry.name, std::nullopt, false, entry.handle);
    }
    for (const model::Function& method : object.methods) add(method, object.info.id, entry.name, entry.handle, false);
    Function free;
    free.kind = FunctionKind::free;
    free.scope = object.info.id;
    free.symbol = unique(entry.name + "_free");
    free.fallible = false;
    free.calls_back = calls_hosts_;
    free.params.push_back({ParamRole::self, "self", entry.handle, false, 0, false});
    push(std::move(free));
    for (std::size_t i = first; i < library_.functions.size(); ++i) entry.functions.push_back(i);
    if (object.implementable) lower_interface(object, entry);
    library_.class_index.emplace(object.info.id, library_.classes.size());
    library_.classes.push_back(std::move(entry));
  }

  void lower_interface(const model::Object& object, const Class& entry) {
    Interface interface;
    interface.source = &object;
    interface.name = unique(entry.name + "_methods");
    std::set<std::string> names = {"common"};
    for (const model::Virtual& one : object.virtuals) {
      const model::Function& source = method(one);
      Method method;
      std::string name = member_name(function_name(source));
      while (!names.insert(name).second) name += '_';
      method.call = source.is_async ? host_function(name, source.params, {}, entry.handle) : host_function(name, source.params, source.result, entry.handle);
      method.call.source = &source;
      if (source.is_async) promise(method, object.info.id, unique(entry.name + "_resolve_" + name));
      method.is_pure = one.is_pure;
      if (!one.is_pure) {
        method.base = lowered(source, object.info.id, unique(entry.name + "_base_" + name), entry.handle, false, std::nullopt, FunctionKind::base);
      }
      interface.methods.push_back(std::move(method));
    }
    for (const model::Function& source : object.base_constructors) {
      const std::string name = function_name(source);  // "new", "new_with_title"
      Function function = lowered(source, object.info.id, unique(entry.name + "_implement" + name.substr(3)), std::nullopt, false, entry.handle, FunctionKind::implement);
      function.params.insert(function.params.begin(), {{ParamRole::methods, "methods", 0, true, 0, false}, {ParamRole::user, "user", 0, true, 0, false}});
      interface.constructors.push_back(std::move(function));
    }
    library_.interface_index.emplace(object.info.id, library_.interfaces.size());
    library_.interfaces.push_back(std::move(interface));
  }

  /// The host gives the result later, by a function of its own.
  void promise(Method& method, const model::DeclId& scope, std::string symbol) {
    method.call.is_async = true;
    std::string name = "promise";
    for (const Param& param : method.call.params) if (param.name == name) name += '_';
    method.call.params.push_back({ParamRole::promise, name, 0, false, 0, false});
    Function resolve;
    resolve.kind = FunctionKind::resolve;
    resolve.source = method.call.source;
    resolve.scope = scope;
    resolve.symbol = std::move(symbol);
    resolve.calls_back = true;
    resolve.params.push_back({ParamRole::promise, "promise", 0, false, 0, false});
    if (!model::is<model::Void>(resolve.source->result)) {
      const TypeId type = types_.intern(resolve.source->result);
      resolve.params.push_back({ParamRole::argument, "value", type, !types_.at(type).by_value, 0, false});
    }
    method.resolve = std::move(resolve);
  }

  const model::Function& method(const model::Virtual& one) const {
    const auto& methods = library_.model->find_as<model::Object>(one.owner)->methods;
    return *std::find_if(methods.begin(), methods.end(), [&](const model::Function& f) { return f.info.id == one.method; });
  }

  void add(const model::Function& source, const model::DeclId& scope, const std::string& prefix,
           std::optional<TypeId> self, bool record, std::optional<TypeId> constructs = std::nullopt) {
    push(lowered(source, scope, unique(names_.symbol(prefix, source)), self, record, constructs));
  }

  Function lowered(const model::Function& source, const model::DeclId& scope, std::string symbol, std::optional<TypeId> self, bool record,
                   std::optional<TypeId> constructs = std::nullopt, FunctionKind kind = FunctionKind::call) {
    Function function;
    function.kind = kind;
    function.source = &source;
    function.scope = scope;
    function.symbol = std::move(symbol);
    std::set<std::string> names = {"self", "out", "owner"};
    if (source.is_async) names.insert("task");
    if (kind == FunctionKind::implement) names.insert({"methods", "user"});
    const bool has_self = self && !source.is_static && source.role != Role::constructor;
    if (has_self) function.params.push_back({ParamRole::self, "self", *self, record, 0, false});
    bool plain = source.facts.nothrow && !has_self && !source.is_async, takes_callback = false;
    for (std::size_t i = 0; i < source.params.size(); ++i) {
      const model::Parameter& parameter = source.params[i];
      Param param;
      param.type = types_.intern(parameter.type);
      param.index = i;
      param.name = member_name(parameter.name);
      while (!names.insert(param.name).second) param.name += '_';
      param.has_default = parameter.default_value &&
                          std::holds_alternative<model::OpaqueLiteral>(parameter.default_value->value);
      const Type& type = types_.at(param.type);
      param.by_pointer = !type.by_value || param.has_default;
      takes_callback = takes_callback || type.shape == Shape::callback;
      plain = plain && !type.checked && type.shape == Shape::scalar && !param.has_default && has_fixed_width(parameter.type);
      function.params.push_back(std::move(param));
    }
    if (constructs) function.result = constructs;
    else if (!model::is<model::Void>(source.result)) function.result = types_.intern(source.result);
    // A callback may be kept anywhere, so from then on anything may call it, but for what is known to be short.
    function.calls_back = calls_hosts_ && (!source.facts.leaf || takes_callback) && !(source.is_field && source.role == Role::getter);
    set_result(function, source, plain);
    if (source.is_async) add_outcome(function);
    return function;
  }

  void add_outcome(Function& function) {
    const Param task = {ParamRole::task, "task", 0, true, 0, false};
    if (function.kind == FunctionKind::base) {  // what comes of it is the method's own
      function.params.push_back(task);
      for (std::size_t i = 0; i < library_.outcomes.size(); ++i) if (library_.outcomes[i].source == function.source) function.outcome = i;
      return;
    }
    Function outcome;
    outcome.kind = FunctionKind::outcome;
    outcome.source = function.source;
    outcome.scope = function.scope;
    outcome.symbol = unique(function.symbol + "_outcome");
    outcome.result = function.result;
    outcome.has_owner = function.has_owner;
    outcome.calls_back = function.calls_back;
    outcome.params.push_back({ParamRole::task, "task", 0, false, 0, false});
    for (const Param& param : function.params) {
      if (param.role == ParamRole::result || param.role == ParamRole::owner) outcome.params.push_back(param);
    }
    function.params.push_back(task);
    function.outcome = library_.outcomes.size();
    library_.outcomes.push_back(std::move(outcome));
  }

  void set_result(Function& function, const model::Function& source, bool plain) {
    if (function.result) {
      const Type& type = types_.at(*function.result);
      const bool number = type.shape == Shape::scalar || type.shape == Shape::enumeration;
      if (plain && number && !source.expected_error) {
        function.fallible = false;
        function.returns = function.result;
        return;
      }
      const bool reference = source.result_passing == Passing::const_ref || source.result_passing == Passing::mutable_ref;
      const bool handle = type.shape == Shape::handle || type.shape == Shape::nullable;
      // A record that C++ gives by pointer is copied: nobody says how long it stays as it is.
      const bool copied = model::is<model::Optional>(source.result) && source.result.cpp.ends_with('*');
      function.borrows = !type.flat && !handle && !copied && (reference || model::shows_memory(source.result)) && !has_temporaries(function, source);
      const bool in_place = function.borrows && stays_in_place(type, source.result);
      function.has_owner = !type.flat && !handle && !in_place;
      function.params.push_back({ParamRole::result, "out", *function.result, true, 0, false});
      if (function.has_owner) function.params.push_back({ParamRole::owner, "owner", 0, true, 0, false});
    } else if (plain && !source.expected_error) {
      function.fallible = false;
    }
  }

  /// Does the shim make C++ values for this call that a reference could lead to? They end with it: a record
  /// and all arguments by reference whose C form is not the very memory that C++ sees.
  bool has_temporaries(const Function& function, const model::Function& source) const {
    return std::any_of(function.params.begin(), function.params.end(), [&](const Param& param) {
      if (param.role == ParamRole::self) return param.by_pointer;
      if (param.role != ParamRole::argument) return false;
      const Type& type = types_.at(param.type);
      const model::Parameter& parameter = source.params[param.index];
      switch (type.shape) {
        case Shape::scalar: case Shape::enumeration: case Shape::handle: case Shape::nullable: return false;
        default: break;
      }
      const bool view = model::shows_memory(parameter.type);
      if (view && !parameter.type.cpp.ends_with("*") && stays_in_place(type, parameter.type)) return false;
      const auto spelled = [&](const char* text) { return parameter.type.cpp.find(text) != std::string::npos; };
      return parameter.passing != Passing::value || view || spelled("*") || spelled("span<") || spelled("initializer_list<");
    });
  }

  /// Is the C++ value's own memory the view, whatever the platform? (Records may need a conversion.)
  bool stays_in_place(const Type& type, const model::Type& source) const {
    if (type.shape == Shape::string) return !model::is_recoded(source);
    if (type.shape == Shape::bytes) return true;
    if (type.shape != Shape::sequence) return false;
    const Type& element = types_.at(type.parts[0]);
    const bool contiguous = source.cpp.starts_with("std::vector<") || source.cpp.starts_with("std::span<") ||
                            source.cpp.starts_with("std::array<") || source.cpp.starts_with("std::initializer_list<");
    return contiguous && element.shape == Shape::scalar && !element.checked && has_fixed_width(source);
  }

  std::string unique(std::string symbol) {
    while (!symbols_.insert(symbol).second) symbol += '_';
    return symbol;
  }

  void push(Function function) {
    library_.scope_functions[function.scope].push_back(library_.functions.size());
    library_.functions.push_back(std::move(function));
  }

  static void renumber(Function& function, const std::vector<TypeId>& to) {
    if (function.returns) function.returns = to[*function.returns];
    if (function.result) function.result = to[*function.result];
    for (Param& param : function.params) if (has_type(param.role)) param.type = to[param.type];
  }
  static void renumber(HostFunction& function, const std::vector<TypeId>& to) {
    for (Param& param : function.params) if (has_type(param.role)) param.type = to[param.type];
    if (function.result) function.result = to[*function.result];
  }

  void renumber_all(const std::vector<TypeId>& to) {
    for (Function& outcome : library_.outcomes) renumber(outcome, to);
    for (Function& function : library_.functions) renumber(function, to);
    for (Class& entry : library_.classes) entry.handle = to[entry.handle];
    for (Callback& callback : library_.callbacks) {
      callback.type = to[callback.type];
      renumber(callback.call, to);
    }
    for (Interface& interface : library_.interfaces) {
      for (Function& function : interface.constructors) renumber(function, to);
      for (Method& method : interface.methods) {
        renumber(method.call, to);
        if (method.base) renumber(*method.base, to);
        if (method.resolve) renumber(*method.resolve, to);
      }
    }
    for (Error& error : library_.errors) if (error.payload) error.payload = to[*error.payload];
  }

  void relate_classes() {
    for (Class& entry : library_.classes) {
      std::vector<model::DeclId> open = entry.source->bases;
      for (std::size_t i = 0; i < open.size(); ++i) {  // breadth first: nearest first
        const model::DeclId base = open[i];
        if (std::find(entry.ancestors.begin(), entry.ancestors.end(), base) != entry.ancestors.end()) continue;
        const auto* object = library_.model->find_as<model::Object>(base);
        if (!object) continue;
        entry.ancestors.push_back(base);
        open.insert(open.end(), object->bases.begin(), object->bases.end());
      }
    }
    // Classes stand after their bases, so the reverse order is most derived first.
    for (auto derived = library_.classes.rbegin(); derived != library_.classes.rend(); ++derived) {
      for (const model::DeclId& base : derived->ancestors) {
        if (auto found = library_.class_index.find(base); found != library_.class_index.end()) {
          library_.classes[found->second].descendants.push_back(derived->source->info.id);
        }
      }
    }
  }

  Library library_;
  TypeTable types_;
  Symbols names_;
  bool calls_hosts_ = false;
  std::set<std::int32_t> statuses_;
  std::set<std::string> symbols_;
};

}  // namespace

const Param* Function::param(ParamRole role) const {
  for (const Param& p : params) if (p.role == role) return &p;
  return nullptr;
}

const Class* Library::find_class(const model::DeclId& id) const {
  const auto found = class_index.find(id);
  return found == class_index.end() ? nullptr : &classes[found->second];
}

const Error* Library::find_error(const model::DeclId& id) const {
  const auto found = error_index.find(id);
  return found == error_index.end() ? nullptr : &errors[found->second];
}

const Callback* Library::find_callback(const model::DeclId& id) const {
  const auto found = callback_index.find(id);
  return found == callback_index.end() ? nullptr : &callbacks[found->second];
}

const Interface* Library::find_interface(const model::DeclId& id) const {
  const auto found = interface_index.find(id);
  return found == interface_index.end() ? nullptr : &interfaces[found->second];
}

bool Library::has_streams() const {
  return std::any_of(classes.begin(), classes.end(), [](const Class& entry) { return model::next_of(*entry.source); });
}

bool Library::has_promises() const {
  return std::any_of(interfaces.begin(), interfaces.end(), [](const Interface& interface) {
    return std::any_of(interface.methods.begin(), interface.methods.end(), [](const Method& method) { return method.call.is_async; });
  });
}

TypeId Library::type_of(const model::Type& type) const { return type_ids.at(key(type)); }

std::vector<const Function*> Library::functions_of(const model::DeclId& scope) const {
  std::vector<const Function*> result;
  if (const auto found = scope_functions.find(scope); found != scope_functions.end()) {
    for (const std::size_t index : found->second) result.push_back(&functions[index]);
  }
  return result;
}

Library lower(const model::Library& model) { return Lowering(model).run(); }

}  // namespace polyglue::abi
