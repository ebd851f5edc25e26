// Errors, constants and functions of the C header.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "emit/naming.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/c/header_parts.hpp"
#include "languages/c/text.hpp"

namespace polyglue::c {
namespace {

using abi::ParamRole;
using abi::Shape;

/// The C name of an error as documentation spells it: "InvalidColumn" -> "ROX_ERROR_INVALID_COLUMN".
std::string error_word(const abi::Library& library, const std::string& written) {
  for (const abi::Error& error : library.errors) {
    const model::DeclInfo& info = error.source->info;
    if (written == info.id || written == info.name || info.id.ends_with("::" + written)) return error.constant;
  }
  return written;
}

void add_errors(std::vector<std::string>& lines, const abi::Library& library, const model::Function& source) {
  std::vector<std::string> plain;
  for (const auto& [type, when] : source.info.doc.throws) {
    if (when.empty()) plain.push_back(error_word(library, type));
    else add_item(lines, "error " + error_word(library, type), when);
  }
  std::vector<model::DeclId> declared = source.throws;
  if (source.expected_error) declared.push_back(*source.expected_error);
  for (const model::DeclId& id : declared) {
    const abi::Error* error = library.find_error(id);
    if (!error) continue;
    const bool said = std::any_of(source.info.doc.throws.begin(), source.info.doc.throws.end(),
                                  [&](const auto& t) { return error_word(library, t.first) == error->constant; });
    if (!said) plain.push_back(error->constant);
  }
  if (!plain.empty()) lines.push_back(fmt::format("  errors: {}", fmt::join(plain, ", ")));
}

/// How long the result lives and what its receiver must do.
void add_lifetime(std::vector<std::string>& lines, const abi::Library& library, const abi::Function& function) {
  if (!function.result) return;
  const abi::Type& type = library.type(*function.result);
  if (type.shape == Shape::handle || type.shape == Shape::nullable) {
    std::string keeps;
    for (const int index : function.source->keeps_alive) {
      const std::string name = index == 0 ? "self" : function.source->params[static_cast<std::size_t>(index) - 1].name;
      keeps += (keeps.empty() ? "" : " and ") + name;
    }
    const abi::Class* entry = library.find_class(type.decl);
    lines.push_back(fmt::format("  *out: {}free it with {}_free(){}.", type.shape == Shape::nullable ? "null for none; " : "",
                                entry ? entry->name : "", keeps.empty() ? "" : "; it keeps " + keeps + " alive"));
    return;
  }
  const bool of_self = function.borrows && function.param(ParamRole::self);
  if (function.has_owner && of_self) {
    lines.emplace_back("  *out: valid until pgl_release(*owner), or self changes or is freed.");
  } else if (function.has_owner) {
    lines.emplace_back(type.has_handles ? "  *out: valid until pgl_release(*owner); free each object in it."
                                        : "  *out: valid until pgl_release(*owner).");
  } else if (function.borrows) {
    const bool pointers = std::any_of(function.params.begin(), function.params.end(), [&](const abi::Param& param) {
      return param.role == ParamRole::argument && !library.type(param.type).flat;
    });
    lines.emplace_back(of_self    ? "  *out: valid until self changes or is freed."
                       : pointers ? "  *out: valid for ever, or as long as the arguments it may come from."
                                  : "  *out: valid for ever.");
  } else if (type.has_handles) {
    lines.emplace_back("  *out: free each object in it.");
  }
}

std::string default_text(const abi::Library& library, const model::Parameter& parameter) {
  if (!parameter.default_value) return "";
  const model::Literal& value = *parameter.default_value;
  if (std::holds_alternative<model::OpaqueLiteral>(value.value)) return "null for the default";
  if (std::holds_alternative<model::NullLiteral>(value.value)) return "none by default";
  const std::string text = literal(library, parameter.type, value);
  return text.empty() ? "" : text + " by default";
}

std::vector<std::string> function_doc(const abi::Library& library, const abi::Function& function) {
  if (function.kind == abi::FunctionKind::free) return {"Frees a handle. Null and handles that were freed are left alone."};
  if (function.kind == abi::FunctionKind::base) return {"The body of " + function.source->cpp_name + "() in C++, whatever overrides it."};
  const model::Function& source = *function.source;
  if (function.kind == abi::FunctionKind::resolve) return {"The result of " + source.cpp_name + "() that its promise is for: frees the promise, and C++ goes on, in this thread if it waits."};
  if (function.kind == abi::FunctionKind::outcome) {
    std::vector<std::string> lines = {"What came of its task, once: returns what it ended with, and frees the task."};
    add_lifetime(lines, library, function);
    return lines;
  }
  std::vector<std::string> lines = doc_lines(source.info);
  if (!lines.empty() && source.role == model::Role::compare) {
    lines.emplace_back("  *out: -1 if self is less, 0 if equal, 1 if greater; 2 if neither, as with NaN.");
  }
  if (function.kind == abi::FunctionKind::implement) {
    if (!lines.empty()) lines.emplace_back();
    lines.emplace_back("Makes one whose virtual functions are these. `methods` must stay where it is; `user` is taken over,");
    lines.emplace_back("whatever this returns, unless `methods` is null or of another size.");
  }
  if (lines.empty()) {
    switch (source.role) {
      case model::Role::constructor: lines.emplace_back("Makes one."); break;
      case model::Role::iterate: lines.emplace_back("All elements, as they are now."); break;
      case model::Role::next: lines.emplace_back("The next element; returns PGL_END after the last one."); break;
      case model::Role::compare: lines.emplace_back("-1 if self is less than the other, 0 if equal, 1 if greater; 2 if neither, as with NaN."); break;
      default: break;
    }
  }
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::argument) continue;
    const model::Parameter& parameter = source.params[param.index];
    const auto found = source.info.doc.params.find(parameter.name);
    std::string text = found == source.info.doc.params.end() ? "" : found->second;
    if (const std::string by_default = default_text(library, parameter); !by_default.empty()) {
      text += text.empty() ? by_default : "; " + by_default;
    }
    // An argument by unique_ptr is gone with the call.
    const auto* object = model::as<model::ObjectRef>(parameter.type);
    if (object && object->ownership == model::Ownership::unique) text += text.empty() ? "taken over, the handle is freed" : "; taken over, the handle is freed";
    const abi::Type& type = library.type(param.type);
    if (type.shape == Shape::callback && model::is<model::Optional>(parameter.type) && !parameter.default_value) {
      text += text.empty() ? "null for none" : "; null for none";
    }
    if (!text.empty()) add_item(lines, param.name, text);
  }
  if (!source.info.doc.returns.empty()) add_item(lines, function.returns ? "returns" : "*out", source.info.doc.returns);
  add_lifetime(lines, library, function);
  if (function.outcome) lines.push_back("  *task: null if it has finished; else the results come later, by " + library.outcomes[*function.outcome].symbol + "().");
  add_errors(lines, library, source);
  // Alone, they need no indentation.
  if (!lines.empty() && lines[0].starts_with("  ")) {
    for (std::string& line : lines) if (line.starts_with("  ")) line.erase(0, 2);
  }
  // Two lines about *out become one.
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t at = lines[i].find("*out: ");
    if (at <= 2 && lines[i - 1].find("*out: ") == at && lines[i - 1].size() + lines[i].size() < 100) {
      lines[i - 1] += "; " + lines[i].substr(at + 6);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return lines;
}

}  // namespace

void print_function(emit::Printer& out, const abi::Library& library, const abi::Function& function) {
  std::string before = library.shouty + "_C_API ";
  std::string deprecated;
  if (function.source && function.source->info.deprecated) {
    deprecated = fmt::format("PGL_DEPRECATED({})\n", c_string(*function.source->info.deprecated));
  }
  out.print("\n\n$comment$\n$deprecated$\n$prototype$;\n",
            {{"comment", optional_line(out, comment(function_doc(library, function)))}, {"deprecated", optional_line(out, deprecated)},
             {"prototype", prototype(library, function, before)}});
}

void print_with_outcome(emit::Printer& out, const abi::Library& library, const abi::Function& function) {
  print_function(out, library, function);
  if (function.outcome) print_function(out, library, library.outcomes[*function.outcome]);
}

namespace {

/// Casts between a class and its bases, checked where that is needed. A method of the same name comes first.
void print_casts(emit::Printer& out, const abi::Library& library, const abi::Class& entry) {
  for (const model::DeclId& id : entry.ancestors) {
    const abi::Class* base = library.find_class(id);
    if (!base) continue;
    out.print(R"(

        /* The same object seen as its base; no new handle. */
        static inline $base$ *$as$($name$ *self) {
          return PGL_CAST($base$ *, self);
        }
        /* The same handle if the object is one of these, else null. */
        static inline $name$ *$from$($base$ *self) {
          return $x$_is_a(self, $constant$) ? PGL_CAST($name$ *, self) : NULL;
        }
        )",
              {{"base", base->name}, {"name", entry.name}, {"as", cast_name(library, entry, *base, "as")}, {"from", cast_name(library, entry, *base, "from")},
               {"constant", class_constant(library, entry)}});
  }
}

void print_class_numbers(emit::Printer& out, const abi::Library& library) {
  if (library.classes.empty()) return;
  out.print(R"(

      /* Classes, for $x$_class_of() and $x$_is_a(). */
      enum {
        $constants$
      };

      /* The most derived class of the object behind a handle; 0 if the handle is not valid. */
      $X$_C_API int32_t $x$_class_of(const void *handle);
      /* Whether the object behind a handle is of this class or one derived from it. */
      $X$_C_API bool $x$_is_a(const void *handle, int32_t class_number);
      /* The same number for two handles exactly if they stand for the same object; 0 if not valid. */
      $X$_C_API uintptr_t $x$_identity(const void *handle);
      )",
            {{"constants", [&] {
                for (const abi::Class& entry : library.classes) {
                  out.print("$name$ = $number$$comma$\n",
                            {{"name", class_constant(library, entry)},
                             {"number", std::to_string(class_number(library, entry))},
                             {"comma", &entry == &library.classes.back() ? "" : ","}});
                }
              }}});
}

void print_constant(emit::Printer& out, const abi::Library& library, const model::Constant& constant) {
  const std::string value = literal(library, constant.type, constant.value);
  out.print("$comment$\n", {{"comment", optional_line(out, comment(doc_lines(constant.info)))}});
  if (value.empty()) out.print("/* $name$: a value that only C++ can spell. */\n", {{"name", abi::constant_name(library, constant)}});
  else out.print("#define $name$ $value$\n", {{"name", abi::constant_name(library, constant)}, {"value", value}});
}

}  // namespace

void add_item(std::vector<std::string>& lines, const std::string& name, const std::string& text) {
  bool first = true;
  for (const std::string& line : fill(text, 90 - std::min<std::size_t>(name.size(), 40))) {
    lines.push_back(first ? fmt::format("  {}: {}", name, line) : "    " + line);
    first = false;
  }
}

std::string literal(const abi::Library& library, const model::Type& type, const model::Literal& value) {
  const auto* scalar = model::as<model::Scalar>(type);
  if (const auto* flag = std::get_if<bool>(&value.value)) return *flag ? "1" : "0";
  if (const auto* text = std::get_if<std::string>(&value.value)) return c_string(*text);
  if (const auto* name = std::get_if<model::EnumLiteral>(&value.value)) {
    const auto* decl = library.model->find_as<model::Enum>(name->enum_id);
    if (!decl) return "";
    for (const model::Enumerator& one : decl->values) {
      if (one.info.name == name->enumerator) return abi::enumerator_name(library, *decl, one);
    }
    return "";
  }
  const bool number = scalar || model::is<model::Named>(type) || model::is<model::Optional>(type);
  if (!number) return "";
  if (const auto* real = std::get_if<double>(&value.value)) {
    if (std::isnan(*real)) return "(0.0 / 0.0)";
    if (std::isinf(*real)) return *real > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
    const bool is_float = scalar && *scalar == model::Scalar::f32;
    std::string text = is_float ? fmt::format("{}", static_cast<float>(*real)) : fmt::format("{}", *real);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    if (is_float) text += "F";
    return *real < 0 ? "(" + text + ")" : text;
  }
  const bool real_type = scalar && (*scalar == model::Scalar::f32 || *scalar == model::Scalar::f64);
  const auto integer = [&](std::string digits, bool negative, bool wide) -> std::string {
    if (real_type) digits += *scalar == model::Scalar::f32 ? ".0F" : ".0";
    else if (wide || (scalar && *scalar == model::Scalar::i64)) digits = fmt::format("INT64_C({})", digits);
    return negative ? "(-" + digits + ")" : digits;
  };
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) {
    const bool is_unsigned = scalar && (*scalar == model::Scalar::u64 || *scalar == model::Scalar::size);
    if (is_unsigned) return fmt::format("UINT64_C({})", static_cast<std::uint64_t>(*whole));
    if (*whole == INT64_MIN && !real_type) return "(-INT64_C(9223372036854775807) - 1)";
    const std::uint64_t magnitude = *whole < 0 ? 0 - static_cast<std::uint64_t>(*whole) : static_cast<std::uint64_t>(*whole);
    if (scalar && *scalar == model::Scalar::u32) return fmt::format("UINT32_C({})", magnitude);
    return integer(std::to_string(magnitude), *whole < 0, magnitude > INT32_MAX);
  }
  if (const auto* whole = std::get_if<std::uint64_t>(&value.value)) {
    if (real_type) return integer(std::to_string(*whole), false, false);
    return scalar && *scalar == model::Scalar::u32 ? fmt::format("UINT32_C({})", *whole) : fmt::format("UINT64_C({})", *whole);
  }
  return "";
}

std::string cast_name(const abi::Library& library, const abi::Class& entry, const abi::Class& base, std::string_view word) {
  std::string name = fmt::format("{}_{}_{}", entry.name, word, base.name.substr(library.prefix.size() + 1));
  const auto taken = [&](const abi::Function& function) { return function.symbol == name; };
  while (std::any_of(library.functions.begin(), library.functions.end(), taken)) name += "_class";
  return name;
}

std::string class_constant(const abi::Library& library, const abi::Class& entry) {
  return library.shouty + "_CLASS_" + emit::shouty(entry.name.substr(library.prefix.size() + 1));
}

std::int32_t class_number(const abi::Library& library, const abi::Class& entry) {
  // Six digits from the name, so that adding a class moves no other; two that meet: the later one moves on.
  std::map<std::int32_t, const abi::Class*> taken;
  for (const abi::Class& one : library.classes) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : one.source->info.id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    auto number = static_cast<std::int32_t>(100000 + hash % 900000);
    while (taken.contains(number)) number = number == 999999 ? 100000 : number + 1;
    taken[number] = &one;
    if (&one == &entry) return number;
  }
  return 0;
}

void print_errors(emit::Printer& out, const abi::Library& library) {
  if (library.errors.empty()) return;
  out.print("\n\n$section$\n\nenum {\n", {{"section", section("Errors")}});
  for (const abi::Error& error : library.errors) {
    const std::vector<std::string> doc = doc_lines(error.source->info);
    if (!doc.empty()) out.print("  $comment$\n", {{"comment", optional_line(out, comment(doc))}});
    out.print("  $name$ = $status$$comma$\n", {{"name", error.constant}, {"status", std::to_string(error.status)},
                                              {"comma", &error == &library.errors.back() ? "" : ","}});
  }
  out.print("};\n");
  const auto has_payload = [](const abi::Error& e) { return e.payload.has_value(); };
  if (std::none_of(library.errors.begin(), library.errors.end(), has_payload)) return;
  out.print(R"(

      /* The fields of the last error on this thread, if it is this one; else null. Valid until the next
       * call that fails on this thread. */
      )");
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    out.print("$X$_C_API const $name$ *$x$_last_error_$short$(void);\n",
              {{"name", library.type(*error.payload).name}, {"short", error.name.substr(library.prefix.size() + 1)}});
  }
}

void print_constants(emit::Printer& out, const abi::Library& library) {
  emit::Printer constants;
  for (const model::Decl& decl : library.model->decls) {
    if (const auto* constant = std::get_if<model::Constant>(&decl)) print_constant(constants, library, *constant);
    if (const auto* record = std::get_if<model::Record>(&decl)) {
      for (const model::Constant& constant : record->constants) print_constant(constants, library, constant);
    }
    if (const auto* object = std::get_if<model::Object>(&decl)) {
      for (const model::Constant& constant : object->constants) print_constant(constants, library, constant);
    }
  }
  if (constants.text().empty()) return;
  out.print("\n\n$section$\n\n$text$\n", {{"section", section("Constants")}, {"text", constants.text()}});
}

void print_functions(emit::Printer& out, const abi::Library& library) {
  print_class_numbers(out, library);
  // Records and classes in source order, each with all of its functions; then the free ones.
  for (const model::Decl& decl : library.model->decls) {
    const model::DeclInfo& info = model::info(decl);
    const bool scope = std::holds_alternative<model::Record>(decl) || std::holds_alternative<model::Object>(decl);
    const auto functions = scope ? library.functions_of(info.id) : std::vector<const abi::Function*>{};
    if (functions.empty()) continue;
    out.print("\n\n$section$\n", {{"section", section(info.name)}});
    for (const abi::Function* function : functions) print_with_outcome(out, library, *function);
    if (const abi::Class* entry = library.find_class(info.id)) print_casts(out, library, *entry);
    if (const abi::Interface* interface = library.find_interface(info.id)) print_interface(out, library, *interface);
  }
  const auto free = library.functions_of("");
  if (free.empty()) return;
  out.print("\n\n$section$\n", {{"section", section("Functions")}});
  for (const abi::Function* function : free) print_with_outcome(out, library, *function);
}

void print_library_functions(emit::Printer& out, const abi::Library& library) {
  (void)library;
  out.print(R"(

      $section$

      /* Details of the last call that failed on this thread; status 0 if none did. Never null. */
      $X$_C_API const pgl_error *$x$_last_error(void);
      /* Copies its message into a buffer, cut if it is too small, always ending in NUL if there is room for
       * that. Returns the length of the whole message without NUL. */
      $X$_C_API size_t $x$_last_error_message(char *buffer, size_t capacity);

      /* What this library is, and a hash for everything in its interface. */
      $X$_C_API const pgl_contract *$x$_contract(void);
      /* Compares what a program was compiled against with the library it runs with: 0, or PGL_ERROR_ABI and
       * a message that names what is missing or different. See $x$_symbols below. */
      $X$_C_API pgl_status $x$_require(const pgl_symbol *symbols, size_t count);
      /* How many objects and results are alive. */
      $X$_C_API pgl_live $x$_live(void);
      )",
            {{"section", section("Library")}});
  if (library.has_tasks()) {
    out.print(R"(

        /* Calls wake(user) once, from any thread, when the outcome of a task is there, its cancellation included; until then
         * `user` is needed. With *done set it is there already, and nothing is called. Once per task; a null `wake` only
         * asks whether it is there, as often as you like. */
        $X$_C_API pgl_status $x$_task_on_done(pgl_task *task, void (*wake)(void *user), void *user, pgl_bool *done);
        /* Asks the library to stop. If the outcome is not there yet, it is PGL_ERROR_CANCELLED from now on. At any time,
         * from any thread, as often as you like. */
        $X$_C_API void $x$_task_cancel(pgl_task *task);
        /* Frees a task whose outcome nobody wants: cancels it first. Null and tasks that were freed are left alone. */
        $X$_C_API void $x$_task_free(pgl_task *task);
        )");
  }
  if (!library.calls_hosts()) {
    if (!library.has_tasks()) return;
    out.print(R"(
        /* From now on no wake function is called. Waits at most so long for other threads that are inside of one; false if
         * they still are. */
        $X$_C_API bool $x$_close_host(uint32_t milliseconds);
        )");
    return;
  }
  out.print(R"(

      /* For functions given to this library, to say why they fail: `return $x$_fail(PGL_ERROR_HOST, message, NULL);`.
       * With one of $X$_ERROR_* C++ gets that very exception; `fields` is its struct, null where it has none. Text is
       * copied. Returns `status`, or what is wrong with the fields. A failed call to this library needs no
       * word: returning its status passes it on. */
      $X$_C_API pgl_status $x$_fail(pgl_status status, pgl_str message, const void *fields);
      /* The same with an error object of the caller's own. The library calls release(error) once, from any thread; until
       * then, a call that the error ends has it in $x$_last_error()->host_error. Returns PGL_ERROR_HOST. */
      $X$_C_API pgl_status $x$_fail_host(pgl_str message, void *error, void (*release)(void *error));
      /* Lets go of the last error of this thread, and so of its host_error, which else stays until the next failure. */
      $X$_C_API void $x$_forget_error(void);
      /* From now on no function given to this library is called, nor released: calls fail with PGL_ERROR_HOST_GONE.
       * Waits at most so long for other threads that are inside of one; false if they still are. */
      $X$_C_API bool $x$_close_host(uint32_t milliseconds);
      )");
  if (library.has_promises()) {
    out.print(R"(

        /* Methods whose results come later get a promise, and it is theirs once they have returned PGL_OK; else what they
         * failed with is its outcome. Each is resolved by the method's own function, or failed, or freed, once, in any thread;
         * C++ goes on inside of that call. A promise that is freed alone ends with PGL_ERROR_ABANDONED, and all do when
         * $x$_close_host() was called. Of $x$_promise_fail(), the rest is as with $x$_fail(): PGL_ERROR_CANCELLED is
         * for work that was asked to stop, and did. */
        $X$_C_API pgl_status $x$_promise_fail(pgl_promise *promise, pgl_status status, pgl_str message, const void *fields);
        $X$_C_API pgl_status $x$_promise_fail_host(pgl_promise *promise, pgl_str message, void *error, void (*release)(void *error));
        /* Null and promises that have ended are left alone. */
        $X$_C_API void $x$_promise_free(pgl_promise *promise);
        /* Calls ended(user, cancelled) once, from any thread: with true as soon as C++ asks the work to stop, or nobody waits for
         * it any more; with false when the promise ends. Until then `user` is needed. Once per promise. */
        $X$_C_API pgl_status $x$_promise_on_end(pgl_promise *promise, void (*ended)(void *user, pgl_bool cancelled), void *user);
        )");
  }
  if (library.interfaces.empty()) return;
  out.print(R"(

      /* `user` of the object behind a handle, if it was made with methods that have this release function; else null. So
       * its implementer knows it again. */
      $X$_C_API void *$x$_user(const void *handle, void (*release)(void *user));
      /* The `self` of its methods: a handle that ends with the object, whoever owns that. Null for objects of C++. */
      $X$_C_API void *$x$_own(const void *handle);
      /* For `user` that is collected (pgl_methods.hold): an object that was given away has come back, and `user` owns this
       * handle of it from now on. C++ lets go of it. False if this handle is borrowed, which changes nothing. */
      $X$_C_API bool $x$_regained(const void *handle);
      )");
}

}  // namespace polyglue::c
