// Wrappers: one straight-line C function for each exported function. The common call runs through it
// without a branch taken; binding keywords, errors and slow conversions are out of line.
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "languages/c/text.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

using abi::ParamRole;
using abi::Shape;
using Kind = Wrapper::Kind;
using Self = Wrapper::Self;

class Call {
 public:
  Call(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function)
      : out_(out), context_(context), wrapper_(wrapper), function_(function), source_(*function.source) {
    for (const abi::Param& param : function.params) {
      if (param.role == ParamRole::argument) args_.push_back(&param);
      if (param.role == ParamRole::self) self_ = &param;
    }
    needs_arena_ = std::any_of(args_.begin(), args_.end(), [&](const abi::Param* p) { return needs_arena(*p); }) ||
                   (self_ && wrapper.self == Self::record && !context.is_inline(type(*self_)));
    signature_ = wrapper.name + "_signature";
  }

  std::size_t count() const { return args_.size(); }
  /// So many arguments are needed at least.
  std::size_t required() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < args_.size(); ++i) if (!parameter(i).default_value) n = i + 1;
    return n;
  }

  void print_signature() {
    if (args_.empty()) return;
    std::string letters, names;
    for (std::size_t i = 0; i < args_.size(); ++i) {
      letters += letter(i);
      if (parameter(i).default_value) letters += '=';
      names += "|" + context_.spell.field(parameter(i).name);
    }
    out_.print("\n\nstatic const pgp_signature $name$_signature[] = $text$;\n",
               {{"name", wrapper_.name}, {"text", c_string(letters + "|" + wrapper_.shown + names)}});
  }

  /// What came of a task: a function of its own.
  void print_outcome() {
    if (!function_.outcome) return;
    Wrapper wrapper;
    wrapper.makes_own_class = wrapper_.makes_own_class;
    Call call(out_, context_, wrapper, context_.library.outcomes[*function_.outcome]);
    out_.print("\n\nstatic PyObject *$name$_outcome(PyObject *self, pgl_task *task) {\n  $body$\n}\n",
               {{"name", wrapper_.name}, {"body", [&] { call.print_body(); }}});
  }

  /// From the call's arguments to `in`, a struct with a member for each parameter.
  void print_reading() {
    std::string members, quick;
    for (std::size_t i = 0; i < args_.size(); ++i) {
      const bool object = letter(i) == 'O', optional = parameter(i).default_value.has_value();
      members += (object ? fmt::format("PyObject *object{}", i) : c::declare(type(*args_[i]).name, fmt::format("value{}", i))) + ";\n";
      if (object) quick += fmt::format(" && pgp_quick_object({}, &in.object{})", optional ? fmt::format("nargs > {0} ? args[{0}] : NULL", i) : fmt::format("args[{}]", i), i);
      else quick += fmt::format(" &&\n      {}pgp_quick_{}(args[{}], &in.value{}){}", optional ? fmt::format("(nargs <= {} || ", i) : "", type(*args_[i]).tag, i, i, optional ? ")" : "");
    }
    const std::size_t least = required();
    out_.print(R"(
        struct {
          $members$
        } in;
        $defaults$
        if (!(PGP_QUICKLY($count$ && !kwnames)$quick$) &&
            !pgp_read($name$_signature, args, nargs, kwnames, &in)) {
          return NULL;
        }
        )", {{"members", members}, {"name", wrapper_.name}, {"quick", quick},
             {"count", least == count() ? fmt::format("nargs == {}", least)
                       : (least ? fmt::format("nargs >= {} && ", least) : "") + fmt::format("nargs <= {}", count())},
             {"defaults", [&] {
                for (std::size_t i = 0; i < args_.size(); ++i) {
                  if (letter(i) == 'O' || !parameter(i).default_value) continue;
                  out_.print("in.value$i$ = ($ctype$)$value$;\n", {{"i", std::to_string(i)}, {"ctype", type(*args_[i]).name},
                             {"value", *c_initializer(context_, parameter(i).type, *parameter(i).default_value)}});
                }
              }}});
  }

  /// Everything after the arguments are in their places in `args`.
  void print_body() {
    if (self_unused()) out_.print("(void)self;\n");
    if (source_.info.deprecated) {
      const std::string why = source_.info.deprecated->empty() ? "" : ": " + *source_.info.deprecated;
      out_.print("if (PyErr_WarnEx(PyExc_DeprecationWarning, $text$, 1) < 0) return $failed$;\n",
                 {{"text", c_string(wrapper_.shown + " is deprecated" + why)}, {"failed", failed()}});
    }
    if (is_virtual() && has_pure(context_, function_)) {
      out_.print("if (PGP_UNLIKELY($here$_is_pure(self))) return pgp_no_body($shown$)$failed$;\n",
                 {{"here", here(function_)}, {"shown", c_string(wrapper_.shown)}, {"failed", wrapper_.kind == Kind::setter ? ", -1" : ""}});
    }
    if (needs_arena_) out_.print("pgp_arena arena;\n");
    for (std::size_t i = 0; i < args_.size(); ++i) declare_argument(i);
    if (needs_cleanup()) out_.print("$type$result = $failed$;\n", {{"type", result_type()}, {"failed", failed()}});
    if (needs_arena_) out_.print(is_brief() ? "pgp_arena_open_brief(&arena);\n" : "pgp_arena_open(&arena);\n");
    print_self();
    for (std::size_t i = 0; i < args_.size(); ++i) lower_argument(i);
    print_call();
    for (std::size_t i = 0; i < args_.size(); ++i) consume_argument(i);
    print_result();
    if (exclusive()) out_.print(function_.fallible ? "done_inside:;\nPGP_END_EXCLUSIVE()\n" : "PGP_END_EXCLUSIVE()\n");
    if (jumps_) out_.print("done:\n");
    if (needs_arena_) out_.print("pgp_arena_close(&arena);\n");
    if (needs_cleanup()) out_.print("return result;\n");
  }

 private:
  const abi::Type& type(const abi::Param& param) const { return context_.type(param.type); }
  const model::Parameter& parameter(std::size_t i) const { return source_.params[args_[i]->index]; }
  /// Makes an object whose virtual methods are Python's.
  bool implements() const { return function_.kind == abi::FunctionKind::implement; }
  /// Classes of Python may override it.
  bool is_virtual() const { return wrapper_.self == Self::object && self_ && !context_.overrides(function_).empty(); }
  bool self_unused() const { return !self_ && !wrapper_.makes_own_class && !implements(); }
  bool needs_cleanup() const { return needs_arena_ || exclusive(); }
  std::string failed() const { return wrapper_.kind == Kind::setter ? "-1" : "NULL"; }
  std::string result_type() const {
    return wrapper_.kind == Kind::setter ? "int " : wrapper_.kind == Kind::constructor ? "void *" : "PyObject *";
  }
  /// Borrowed memory is copied before another thread can change it; what changes an object excludes that.
  bool exclusive() const {
    if (source_.role == model::Role::next) return false;  // the library sees to that
    return self_ && wrapper_.self == Self::object && !context_.releases_gil(function_) && (function_.borrows || !source_.is_const);
  }

  bool needs_arena(const abi::Param& param) const {
    const abi::Type& t = type(param);
    if (uniffi::is_converted(context_, source_.params[param.index].type)) return true;
    if (t.shape == Shape::string) return is_path(source_.params[param.index].type);
    switch (t.shape) {
      case Shape::scalar: case Shape::enumeration: case Shape::timestamp: case Shape::duration: case Shape::handle:
      case Shape::nullable: case Shape::callback: return false;
      default: return !context_.is_plain(t) && !context_.is_inline(t);
    }
  }

  /// Converting the arguments and the call itself run no Python code: see pgp_arena_open_brief().
  bool is_brief() const {
    if (context_.releases_gil(function_) || function_.calls_back) return false;
    const auto quiet = [&](const abi::Type& t) {
      return t.shape == Shape::handle || t.shape == Shape::nullable || (t.shape == Shape::record && !context_.is_collected(t));
    };
    return (!self_ || quiet(type(*self_))) && std::ranges::all_of(std::views::iota(std::size_t{0}, args_.size()), [&](std::size_t i) {
      return is_read(i) || (quiet(type(*args_[i])) && !parameter(i).default_value);
    });
  }

  std::string fail() {
    if (!needs_cleanup()) return fmt::format("return {};", failed());
    jumps_ = true;
    return "goto done;";
  }

  void declare_argument(std::size_t i) {
    if (is_read(i)) return;
    const abi::Param& param = *args_[i];
    std::string initial;
    if (const auto& value = parameter(i).default_value) {
      if (const auto text = c_initializer(context_, parameter(i).type, *value)) initial = " = " + *text;
    }
    out_.print("$declaration$$initial$;\n", {{"declaration", c::declare(type(param).name, variable(i))}, {"initial", initial}});
    if (param.has_default) {
      out_.print("$declaration$ = NULL;\n",
                 {{"declaration", c::declare(c::pointer_to_const(type(param).name), "given" + std::to_string(i))}});
    }
  }

  /// What pgp_read() makes of an argument: numbers and text; other things stay objects and are converted here.
  char letter(std::size_t i) const {
    const abi::Type& t = type(*args_[i]);
    const auto& value = parameter(i).default_value;
    if (uniffi::is_converted(context_, parameter(i).type)) return 'O';
    if (value && (args_[i]->has_default || !c_initializer(context_, parameter(i).type, *value))) return 'O';
    if (t.shape == Shape::string) return is_path(parameter(i).type) ? 'O' : 's';
    if (t.shape != Shape::scalar) return 'O';
    switch (*t.scalar) {
      case model::Scalar::boolean: return '?';
      case model::Scalar::i8: return 'b';
      case model::Scalar::u8: return 'B';
      case model::Scalar::i16: return 'h';
      case model::Scalar::u16: return 'H';
      case model::Scalar::i32: return 'i';
      case model::Scalar::u32: return 'I';
      case model::Scalar::i64: return 'q';
      case model::Scalar::u64: return 'Q';
      case model::Scalar::size: return 'N';
      case model::Scalar::f32: return 'f';
      case model::Scalar::f64: return 'd';
      case model::Scalar::character: return 'c';
      case model::Scalar::codepoint: return 'w';
    }
    return 'O';
  }
  /// The argument has been read into `in`; setters have no other arguments and convert theirs themselves.
  bool is_read(std::size_t i) const { return wrapper_.kind != Kind::setter && letter(i) != 'O'; }

  std::string variable(std::size_t i) const { return (is_read(i) ? "in.value" : "value") + std::to_string(i); }
  std::string object(std::size_t i) const {
    return wrapper_.kind == Kind::setter ? "object" : fmt::format("in.object{}", i);
  }

  void print_self() {
    if (!self_ || wrapper_.self != Self::record) return;
    const abi::Type& t = type(*self_);
    if (context_.is_inline(t)) {
      out_.print("const $ctype$ self_value = ((py_$tag$ *)self)->value;\n", {{"ctype", t.name}, {"tag", t.tag}});
    } else {
      out_.print("$ctype$ self_value;\nif (PGP_UNLIKELY(!py_lower_$tag$(self, &self_value, &arena))) $fail$\n",
                 {{"ctype", t.name}, {"tag", t.tag}, {"fail", fail()}});
    }
  }

  std::string lowering(std::size_t i, const std::string& object) const {
    const abi::Param& param = *args_[i];
    const abi::Type& t = type(param);
    const std::string to = "&" + variable(i), arena = needs_arena_ ? "&arena" : "NULL";
    if (t.shape == Shape::string && !is_path(parameter(i).type)) return fmt::format("pgp_text({}, {})", object, to);
    if (t.shape == Shape::string) return fmt::format("pgp_lower_path({}, {}, &arena)", object, to);
    if (t.shape == Shape::bytes) {
      return uniffi::is_changed(context_, parameter(i)) ? fmt::format("(pgp_writable({0}) && pgp_bytes_argument({0}, {1}, &arena))", object, to)
                                                         : fmt::format("pgp_bytes_argument({}, {}, &arena)", object, to);
    }
    if (t.shape == Shape::optional && is_path(parameter(i).type)) {
      return fmt::format("(memset({0}, 0, sizeof *{0}), {1} == Py_None || (({0})->has = 1, pgp_lower_path({1}, &({0})->value, &arena)))", "(" + to + ")", object);
    }
    return fmt::format("{}({}, {}, {})", context_.lower(param.type), object, to, arena);
  }

  void lower_argument(std::size_t i) {
    if (is_read(i)) return;
    const std::string object = this->object(i);
    std::string set_given;
    if (args_[i]->has_default) set_given = fmt::format("given{0} = &{1};\n", i, variable(i));
    std::string where = fmt::format("pgp_argument_failed({}, {})", signature_, i);
    if (wrapper_.kind == Kind::setter) where = fmt::format("pgp_error_at_text({})", c_string(wrapper_.shown));
    jumps_ = jumps_ || needs_cleanup();
    const std::string bad = needs_cleanup() ? fmt::format("{{\n  {};\n  goto done;\n}}", where)
                            : wrapper_.kind == Kind::setter ? fmt::format("return {}, -1;", where)
                                                            : fmt::format("return {};", where);
    const auto& value = parameter(i).default_value;
    if (uniffi::is_converted(context_, parameter(i).type)) {
      out_.print(R"(
          $if_given$ {
            PyObject *object = $object$;
            const int good = object && $lower$;
            if (object && !pgp_arena_keep(&arena, object)) $fail$
            if (PGP_UNLIKELY(!good)) $bad$
            $given$
          }
          )", {{"if_given", value ? fmt::format("if ({})", object) : ""}, {"object", uniffi::converted(context_, parameter(i).type, "lower", fmt::format("pgp_new_ref({})", object))},
               {"lower", lowering(i, "object")}, {"fail", fail()}, {"bad", bad}, {"given", set_given}});
      return;
    }
    if (!value) {
      out_.print("if (PGP_UNLIKELY(!$lower$)) $bad$\n", {{"lower", lowering(i, object)}, {"bad", bad}});
      return;
    }
    if (args_[i]->has_default || c_initializer(context_, parameter(i).type, *value)) {
      out_.print(R"(
          if ($object$) {
            if (PGP_UNLIKELY(!$lower$)) $bad$
            $given$
          }
          )", {{"object", object}, {"lower", lowering(i, object)}, {"bad", bad}, {"given", set_given}});
      return;
    }
    // A default that is a record: made as Python makes it.
    out_.print(R"(
        {
          PyObject *object = $object$ ? pgp_new_ref($object$) : $make$;
          const int good = object && $lower$;
          $keep$
          if (PGP_UNLIKELY(!good)) $bad$
        }
        )", {{"object", object}, {"lower", lowering(i, "object")}, {"bad", bad},
             {"make", new_object(context_, parameter(i).type, *value)},
             {"keep", needs_arena_ ? "if (object && !pgp_arena_keep(&arena, object)) " + fail() : "Py_XDECREF(object);"}});
  }

  /// An object given away by unique_ptr is closed from now on.
  void consume_argument(std::size_t i) {
    const model::Type* t = &parameter(i).type;
    if (const auto* optional = model::as<model::Optional>(*t)) t = &*optional->value;
    const auto* object = model::as<model::ObjectRef>(*t);
    if (!object || object->ownership != model::Ownership::unique) return;
    out_.print("if ($object$ && $object$ != Py_None) $give$;\n", {{"object", this->object(i)}, {"give", context_.give_away(this->object(i))}});
  }

  /// The library lets go of the function whatever becomes of the call, so from here on it has a reference.
  void give_callback(std::size_t i) {
    if (type(*args_[i]).shape != Shape::callback) return;
    const bool can_be_none = context_.is_optional_callback(args_[i]->type) || parameter(i).default_value;
    out_.print("Py_$x$INCREF((PyObject *)$variable$.user);\n", {{"x", can_be_none ? "X" : ""}, {"variable", variable(i)}});
  }

  std::string call_text() const {
    std::vector<std::string> values;
    std::size_t i = 0;
    for (const abi::Param& param : function_.params) {
      switch (param.role) {
        case ParamRole::self:
          if (wrapper_.self == Self::record) values.push_back(param.by_pointer ? "&self_value" : "self_value");
          else {
            const std::string name = type(param).name;
            values.push_back(is_virtual() ? "self" : fmt::format("PGP_HANDLE(self, {})", name.substr(0, name.find(' '))));
          }
          break;
        case ParamRole::argument:
          values.push_back(param.has_default ? "given" + std::to_string(i)
                                             : (param.by_pointer ? "&" : "") + variable(i));
          ++i;
          break;
        case ParamRole::result: values.emplace_back("&out"); break;
        case ParamRole::owner: values.emplace_back("&owner"); break;
        case ParamRole::task: values.emplace_back(param.by_pointer ? "&task" : "task"); break;
        case ParamRole::methods: values.push_back(fmt::format("&py_{}_overrides", context_.type(*function_.result).tag)); break;
        case ParamRole::user: values.emplace_back("side"); break;
        case ParamRole::promise: break;  // of no function that Python calls by its name
      }
    }
    return fmt::format("{}({})", is_virtual() ? here(function_) : function_.symbol, fmt::join(values, ", "));
  }

  void print_call() {
    const bool released = context_.releases_gil(function_);
    if (function_.result) out_.print("$out$;\n", {{"out", c::declare(context_.type(*function_.result).name, "out")}});
    if (function_.has_owner) out_.print(keeps_owner() ? "pgl_owner *owner = NULL;\n" : "pgp_room room;\npgl_owner *owner = &room.owner;\n");
    if (function_.outcome) out_.print("pgl_task *task = NULL;\n");
    if (function_.fallible && (released || exclusive())) out_.print("pgl_status status;\n");
    if (implements()) out_.print("pgp_side *side = pgp_side_new(self); /* the library's, whatever becomes of the call */\nif (!side) $fail$\n", {{"fail", fail()}});
    for (std::size_t i = 0; i < args_.size(); ++i) give_callback(i);
    if (exclusive()) out_.print("PGP_BEGIN_EXCLUSIVE(self)\n");
    if (released) out_.print("Py_BEGIN_ALLOW_THREADS\n");
    const bool declared = released || exclusive();
    if (function_.fallible) {
      out_.print("$declare$status = $call$;\n", {{"declare", declared ? "" : "const pgl_status "}, {"call", call_text()}});
    } else if (function_.returns) {
      out_.print("out = $call$;\n", {{"call", call_text()}});
    } else {
      out_.print("$call$;\n", {{"call", call_text()}});
    }
    if (released) out_.print("Py_END_ALLOW_THREADS\n");
    if (!function_.fallible) return;
    std::string raise = fmt::format("py_raise(status, {})", self_ && wrapper_.self == Self::object ? "self" : "NULL");
    if (source_.role == model::Role::next) {
      raise = fmt::format("status == PGL_END ? {} : {}", source_.is_async ? "pgp_no_more()" : "NULL", raise);
    }
    if (function_.outcome) {
      // What went wrong is raised where it is awaited.
      raise = "pgp_task_done(" + raise + ")";
      if (needs_cleanup()) raise = "result = " + raise;
    }
    if (exclusive()) {
      // The critical section is left at its end only.
      out_.print("if (PGP_UNLIKELY(status)) {\n  $raise$;\n  goto done_inside;\n}\n", {{"raise", raise}});
    } else if (needs_cleanup()) {
      out_.print("if (PGP_UNLIKELY(status)) {\n  $raise$;\n  $fail$\n}\n", {{"raise", raise}, {"fail", fail()}});
    } else if (wrapper_.kind == Kind::setter) {
      out_.print("if (PGP_UNLIKELY(status)) return $raise$, -1;\n", {{"raise", raise}});
    } else {
      out_.print("if (PGP_UNLIKELY(status)) return $raise$;\n", {{"raise", raise}});
    }
  }

  void finish(const std::string& expression) {
    const std::string given = function_.outcome ? "pgp_task_done(" + expression + ")" : expression;
    if (needs_cleanup()) out_.print("result = $e$;\n", {{"e", given}});
    else out_.print("return $e$;\n", {{"e", given}});
  }

  void print_result() {
    if (function_.outcome) {
      out_.print("if (task) {\n  $pending$\n}\n", {{"pending", [&] {
        const std::string made = fmt::format("pgp_task_new(&py_tasks, {}_outcome, {}, task)", wrapper_.name, wrapper_.makes_own_class ? "self" : "NULL");
        if (!needs_cleanup()) out_.print("return $made$;\n", {{"made", made}});
        else out_.print("result = $made$;\n$leave$\n", {{"made", made}, {"leave", exclusive() ? "goto done_inside;" : (jumps_ = true, "goto done;")}});
      }}});
    }
    if (wrapper_.kind == Kind::setter) return finish("0");
    if (wrapper_.kind == Kind::constructor) return finish("out");
    if (!function_.result) return finish("pgp_new_ref(Py_None)");
    if (const std::string written = write_back(); !written.empty()) return finish_changed(written);
    const abi::Type& t = context_.type(*function_.result);
    if (!context_.is_uniffi && t.shape == Shape::sequence && context_.is_element(t.parts[0])) {
      const std::string element = "&" + element_name(context_, t.parts[0]);
      if (keeps_owner()) return finish(fmt::format("pgp_array_own({}, out.data, out.len, owner)", element));
      if (!function_.has_owner) return finish(fmt::format("pgp_array_copy({}, out.data, out.len)", element));
      return lift_and_release(fmt::format("pgp_array_copy({}, out.data, out.len)", element));
    }
    std::string lift = fmt::format("{}(&out)", context_.lift(*function_.result));
    lift = uniffi::converted(context_, source_.result, "lift", lift);
    if (wrapper_.makes_own_class) lift = "pgp_object_of(self, " + lift + ")";
    if (returns_self()) {
      out_.print(R"(
          if ($x$_identity(out) == $x$_identity(((pgp_object *)self)->handle)) {
            $free$(out);
            $finish$
          }
          )", {{"x", context_.prefix}, {"free", free_symbol(t.decl)},
               {"finish", needs_cleanup() ? (jumps_ = jumps_ || !exclusive(), "result = pgp_new_ref(self);\ngoto done" + std::string(exclusive() ? "_inside" : "") + ";")
                                          : "return pgp_new_ref(self);"}});
    }
    if (function_.has_owner) return lift_and_release(lift);
    finish(lift);
  }

  /// A condition that puts what the function changed to where it was; empty where there is no such thing.
  std::string write_back() const {
    const abi::Type& t = context_.type(*function_.result);
    std::size_t at = model::is<model::Void>(uniffi::shown_result(context_, source_)) ? 0 : 1;
    std::string out;
    for (std::size_t i = 0; i < args_.size(); ++i) {
      if (!uniffi::is_changed(context_, parameter(i))) continue;
      out += fmt::format("{}pgp_write_back({}, &out{})", out.empty() ? "" : " && ", object(i), t.shape == Shape::tuple ? "." + t.members[at] : "");
      ++at;
    }
    return out;
  }
  void finish_changed(const std::string& written) {
    const abi::Type& t = context_.type(*function_.result);
    const model::Type result = uniffi::shown_result(context_, source_);
    std::string value = "pgp_new_ref(Py_None)";
    if (!model::is<model::Void>(result)) value = uniffi::converted(context_, result, "lift", fmt::format("{}(&out.{})", context_.lift(t.parts[0]), t.members[0]));
    out_.print("PyObject *given = $written$ ? $value$ : NULL;\npgl_release(owner);\n", {{"written", written}, {"value", value}});
    finish("given");
  }

  /// The result is an Array over memory that the owner keeps.
  bool keeps_owner() const {
    const abi::Type& t = context_.type(*function_.result);
    return !context_.is_uniffi && function_.has_owner && !function_.borrows && t.shape == Shape::sequence && context_.is_element(t.parts[0]);
  }

  /// Chains: `T& add()` that gives the object itself.
  bool returns_self() const {
    const auto* object = model::as<model::ObjectRef>(source_.result);
    return object && self_ && wrapper_.self == Self::object && object->ownership == model::Ownership::borrowed &&
           object->id == function_.scope && context_.library.find_class(object->id);
  }
  std::string free_symbol(const model::DeclId& id) const {
    return context_.library.functions[context_.library.find_class(id)->functions.back()].symbol;
  }

  void lift_and_release(const std::string& lift) {
    const bool containers = function_.borrows && context_.type(*function_.result).shape != Shape::string &&
                            context_.type(*function_.result).shape != Shape::bytes;
    if (containers) out_.print("const int collecting = pgp_pause_collection();\n");
    out_.print("$result$ = $lift$;\n", {{"result", needs_cleanup() ? "result" : "PyObject *result"}, {"lift", lift}});
    if (containers) out_.print("pgp_resume_collection(collecting);\n");
    out_.print("pgl_release(owner);\n");
    if (function_.outcome) out_.print("result = pgp_task_done(result);\n");
    if (!needs_cleanup()) out_.print("return result;\n");
  }

  emit::Printer& out_;
  const Context& context_;
  const Wrapper& wrapper_;
  const abi::Function& function_;
  const model::Function& source_;
  std::vector<const abi::Param*> args_;
  const abi::Param* self_ = nullptr;
  bool needs_arena_ = false;
  bool jumps_ = false;  // to `done`
  std::string signature_;
};

std::string head(const Wrapper& wrapper, const std::string& name, const std::string& parameters) {
  const char* type = wrapper.kind == Kind::setter ? "int " : wrapper.kind == Kind::constructor ? "void *" : "PyObject *";
  return fmt::format("static {}{}({})", type, name, parameters);
}

void print_one(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function) {
  Call call(out, context, wrapper, function);
  call.print_outcome();
  if (wrapper.kind == Kind::getter) {
    out.print("\n\n$head$ {\n  (void)closure;\n  $body$\n}\n",
              {{"head", head(wrapper, wrapper.name, "PyObject *self, void *closure")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::setter) {
    out.print(R"(

        $head$ {
          (void)closure;
          if (PGP_UNLIKELY(!object)) {
            PyErr_SetString(PyExc_AttributeError, $message$);
            return -1;
          }
          $body$
        }
        )", {{"head", head(wrapper, wrapper.name, "PyObject *self, PyObject *object, void *closure")},
             {"message", c_string(wrapper.shown + " cannot be deleted")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::method && !wrapper.callable_by_slot && call.count() == 0 && wrapper.self == Self::none) {
    // The interpreter is quicker with METH_FASTCALL than with METH_NOARGS, but for methods.
    out.print(R"(

        $head$ {
          (void)args;
          if (PGP_UNLIKELY(nargs)) return pgp_takes_nothing($shown$, nargs, NULL);
          $body$
        }
        )", {{"head", head(wrapper, wrapper.name, "PyObject *self, PyObject *const *args, Py_ssize_t nargs")},
             {"shown", c_string(wrapper.shown)}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::method && !wrapper.callable_by_slot && call.count() == 0) {
    out.print("\n\n$head$ {\n  (void)unused;\n  $body$\n}\n",
              {{"head", head(wrapper, wrapper.name, "PyObject *self, PyObject *unused")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  call.print_signature();
  const std::string parameters = "PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames";
  out.print("\n\n$head$ {\n  $bind$\n  $body$\n}\n",
            {{"head", head(wrapper, wrapper.name, parameters)}, {"bind", [&] {
                if (call.count()) return call.print_reading();
                out.print("(void)args;\nif (PGP_UNLIKELY(nargs || kwnames)) return pgp_takes_nothing($shown$, nargs, kwnames);\n",
                          {{"shown", c_string(wrapper.shown)}});
              }},
             {"body", [&] { call.print_body(); }}});
}

/// Do bound arguments fit this overload?
void print_match(emit::Printer& out, const Context& context, const Wrapper& one, const abi::Function& function) {
  std::string tests;
  std::size_t i = 0;
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::argument) continue;
    const model::Parameter& parameter = function.source->params[param.index];
    const std::string object = fmt::format("args[{}]", i);
    const std::string fits = context.fits(param.type, &parameter.type, object, "strict");
    tests += fmt::format("{}{}", i ? " &&\n       " : "", parameter.default_value ? fmt::format("(!{} || {})", object, fits) : fits);
    ++i;
  }
  out.print(R"(

      static int $name$_fits(PyObject *const *args, int strict) {
        (void)args, (void)strict;
        return $tests$;
      }
      )", {{"name", one.name}, {"tests", tests.empty() ? "1" : tests}});
}

std::size_t argument_count(const abi::Function& function) {
  return static_cast<std::size_t>(std::count_if(function.params.begin(), function.params.end(),
                                                [](const abi::Param& p) { return p.role == ParamRole::argument; }));
}

/// "add(note) or add(notes)".
std::string shown_signatures(const Context& context, const Wrapper& wrapper, const Overloads& overloads) {
  std::string text;
  for (const abi::Function* function : overloads) {
    std::string params;
    for (const model::Parameter& param : function->source->params) params += (params.empty() ? "" : ", ") + context.spell.field(param.name);
    text += (text.empty() ? "" : " or ") + wrapper.shown + "(" + params + ")";
  }
  return text;
}

void print_dispatch(emit::Printer& out, const Context& context, const Wrapper& wrapper, const Overloads& overloads,
                    bool or_not_implemented) {
  std::size_t most = 1;
  bool by_count = !or_not_implemented;  // every number of arguments has one overload only
  std::vector<bool> seen(64, false);
  for (std::size_t i = 0; i < overloads.size(); ++i) {
    Wrapper one = wrapper;
    one.callable_by_slot = true;
    one.name += "_" + std::to_string(i);
    print_one(out, context, one, *overloads[i]);
    const std::size_t count = argument_count(*overloads[i]);
    if (count) print_match(out, context, one, *overloads[i]);
    most = std::max(most, count);
    const bool defaults = std::any_of(overloads[i]->source->params.begin(), overloads[i]->source->params.end(),
                                      [](const model::Parameter& p) { return p.default_value.has_value(); });
    if (defaults || count >= seen.size() || seen[count]) by_count = false;
    else seen[count] = true;
  }
  const std::string parameters = "PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames";
  out.print(R"(

      $head$ {
        PyObject *bound[$most$];
        (void)bound;
        $counts$
        for (int strict = 1; strict >= 0; --strict) {
          $tries$
        }
        $none$
      }
      )",
            {{"head", head(wrapper, wrapper.name, parameters)}, {"most", std::to_string(most)}, {"counts", [&] {
                if (!by_count) return;
                out.print("if (PGP_LIKELY(!kwnames)) {\n  switch (nargs) {\n");
                for (std::size_t i = 0; i < overloads.size(); ++i) {
                  out.print("    case $count$: return $name$_$i$(self, args, nargs, NULL);\n",
                            {{"count", std::to_string(argument_count(*overloads[i]))}, {"name", wrapper.name}, {"i", std::to_string(i)}});
                }
                out.print("    default: break;\n  }\n}\n");
              }},
             {"tries", [&] {
                for (std::size_t i = 0; i < overloads.size(); ++i) {
                  const std::size_t count = argument_count(*overloads[i]);
                  const bool defaults = std::any_of(overloads[i]->source->params.begin(), overloads[i]->source->params.end(),
                                                    [](const model::Parameter& p) { return p.default_value.has_value(); });
                  const std::string name = wrapper.name + "_" + std::to_string(i);
                  if (count == 0) {
                    out.print("if (!nargs && !kwnames) return $name$(self, args, nargs, kwnames);\n", {{"name", name}});
                    continue;
                  }
                  out.print("if ((nargs == $count$ && !kwnames ? $name$_fits(args, strict)$others$)) return $name$(self, args, nargs, kwnames);\n",
                            {{"count", std::to_string(count)}, {"name", name},
                             {"others", fmt::format("\n     : {}pgp_can_bind({}_signature, args, nargs, kwnames, bound) && {}_fits(bound, strict)",
                                                    defaults ? "" : "kwnames && ", name, name)}});
                }
              }},
             {"none", or_not_implemented ? "Py_RETURN_NOTIMPLEMENTED;"
                                         : fmt::format("return pgp_no_overload({}, {}, args, nargs, kwnames);",
                                                       c_string(wrapper.shown), c_string(shown_signatures(context, wrapper, overloads)))}});
}

}  // namespace

void print_wrapper(emit::Printer& out, const Context& context, const Wrapper& wrapper, const Overloads& overloads,
                   bool or_not_implemented) {
  if (overloads.size() == 1 && !or_not_implemented) print_one(out, context, wrapper, *overloads[0]);
  else print_dispatch(out, context, wrapper, overloads, or_not_implemented);
}

std::string wrapper_flags(const Wrapper& wrapper, const Overloads& overloads) {
  const bool nothing = overloads.size() == 1 && overloads[0]->source->params.empty();
  if (!nothing) return "METH_FASTCALL | METH_KEYWORDS";
  return wrapper.self == Self::none ? "METH_FASTCALL" : "METH_NOARGS";
}

std::string method_row(const std::string& name, const std::string& function, const std::string& flags, const std::string& doc) {
  return fmt::format("{{{}, PGP_CFUNCTION({}), {}, {}}},", c_string(name), function, flags, doc.empty() ? "NULL" : c_string(doc));
}

void print_functions(emit::Printer& out, const Context& context, std::size_t number, std::size_t begin, std::size_t end) {
  const Members members = context.members("");
  std::vector<std::string> rows;
  for (std::size_t i = begin; i < end; ++i) {
    const Members::Method& method = members.methods[i];
    Wrapper wrapper;
    wrapper.name = "py_function_" + method.name;
    wrapper.shown = method.name;
    print_wrapper(out, context, wrapper, method.overloads);
    rows.push_back(method_row(method.name, wrapper.name, wrapper_flags(wrapper, method.overloads),
                              signed_docstring(context, method.name, "$module", method.overloads)));
  }
  out.print("\n\nPyMethodDef py_functions_$number$[] = {\n  $rows$\n  {NULL, NULL, 0, NULL},\n};\n",
            {{"number", std::to_string(number)}, {"rows", fmt::format("{}", fmt::join(rows, "\n"))}});
}

}  // namespace polyglue::python
