// Classes and errors, as the runtime's tables know them.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/c_backend.hpp"
#include "languages/c/shim_call.hpp"
#include "languages/c/shim_parts.hpp"
#include "languages/c/text.hpp"

namespace polyglue::c {
namespace {

void print_class_info(emit::Printer& out, const abi::Library& library, const abi::Class& entry) {
  const std::string cpp = global(entry.source->info.id);
  const auto names = out.with({{"cpp", cpp}, {"c", entry.name}});
  const bool refines = entry.source->is_polymorphic && !entry.descendants.empty();
  if (refines) {
    out.print(R"(

        static const ClassInfo* refine_$c$(void*& object) {
          auto* seen = static_cast<$cpp$*>(object);
          $derived$
          return &Class<$cpp$>::info;
        }
        )",
              {{"derived", [&] {
                  for (const model::DeclId& id : entry.descendants) {
                    out.print("if (auto* derived = dynamic_cast<$derived$*>(seen)) return object = derived, &Class<$derived$>::info;\n",
                              {{"derived", global(id)}});
                  }
                }}});
  }
  std::vector<model::DeclId> bases;
  for (const model::DeclId& base : entry.source->bases) if (library.find_class(base)) bases.push_back(base);
  if (!bases.empty()) {
    out.print(R"(
        static constexpr Base bases_of_$c$[] = {
            $bases$
        };
        )",
              {{"bases", [&] {
                  for (const model::DeclId& base : bases) {
                    out.print("{&Class<$base$>::info, &upcast_pointer<$cpp$, $base$>},\n", {{"base", global(base)}});
                  }
                }}});
  }
  static constexpr const char* threads[] = {"author", "confined", "locked", "shared"};
  out.print("const ClassInfo Class<$cpp$>::info = {$name$, $bases$, $count$, Threads::$threads$, $refine$, $identity$, $implementation$};\n",
            {{"name", c_string(entry.source->info.id)}, {"bases", bases.empty() ? "nullptr" : "bases_of_" + entry.name},
             {"count", std::to_string(bases.size())}, {"threads", threads[static_cast<std::size_t>(entry.source->threads)]},
             {"refine", refines ? "&refine_" + entry.name : "nullptr"},
             {"identity", entry.source->is_polymorphic ? "&complete_object<" + cpp + ">" : "nullptr"},
             {"implementation", entry.source->implementable ? "&implementation_at<" + cpp + ">" : "nullptr"}});
}

/// An object that is thrown: its class says whether it is a std::exception.
const model::ObjectRef* thrown_object(const abi::Error& error) {
  const model::Error& source = *error.source;
  return source.accessors.size() == 1 && source.accessors[0].empty() ? model::as<model::ObjectRef>(source.fields[0].type) : nullptr;
}

bool in_table(const abi::Error& error) { return error.source->is_exception && (error.source->derives_std_exception || thrown_object(error)); }
bool is_other(const abi::Error& error) { return error.source->is_exception && !error.source->derives_std_exception; }

/// The function that finds out about declared exceptions that are no std::exception, most derived first.
void print_other_errors(emit::Printer& out, const abi::Library& library) {
  out.print(R"(

      static pgl_status other_errors() {
        try {
          throw;
        $clauses$
        } catch (...) {
          return fail_unknown();
        }
      }
      )",
            {{"clauses", [&] {
                for (auto at = library.errors.rbegin(); at != library.errors.rend(); ++at) {
                  const abi::Error& error = *at;
                  if (!is_other(error)) continue;
                  if (error.source->wraps) {
                    out.print("} catch (const $cpp$& value) {\n  return $failed$;\n", {{"cpp", error_class(error)}, {"failed", fail_value(library, "value")}});
                    continue;
                  }
                  const model::ObjectRef* object = thrown_object(error);
                  const std::string& name = object ? object->id : error.source->info.id;
                  out.print(R"(
                      } catch (const $cpp$& error) {
                        return fail_with($constant$, $name$, $size$, &error, $payload$);
                      )",
                            {{"cpp", error_class(error)}, {"constant", error.constant}, {"name", c_string(name)},
                             {"size", std::to_string(name.size())}, {"payload", payload_function(library, error)}});
                }
              }}});
}

}  // namespace

std::string error_class(const abi::Error& error) {
  return error.source->wraps ? error.source->wraps->cpp : global(error.source->info.id);
}

std::string fill_name(const abi::Error& error) { return "fill_" + error.name; }

void print_class_infos(emit::Printer& out, const abi::Library& library) {
  for (const abi::Class& entry : library.classes) print_class_info(out, library, entry);
}

void print_payload_declarations(emit::Printer& out, const abi::Library& library) {
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    out.print("pgl_status $fill$(const $cpp$& error, $c$& out, Lowering& to);\n",
              {{"fill", fill_name(error)}, {"cpp", error_class(error)}, {"c", library.type(*error.payload).name}});
  }
}

void print_payloads(emit::Printer& out, const abi::Library& library) {
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    const abi::Type& type = library.type(*error.payload);
    out.print(R"(

        pgl_status $fill$(const $cpp$& error, $c$& out, Lowering& to) {
          $fields$
          return PGL_OK;
        }
        )",
              {{"fill", fill_name(error)}, {"cpp", error_class(error)}, {"c", type.name}, {"fields", [&] {
                  for (std::size_t i = 0; i < type.members.size(); ++i) {
                    const std::string& accessor = error.source->accessors[i];
                    const std::string value = thrown_object(error) ? "thrown_object(error)" : accessor.empty() ? "error" : "error." + accessor;
                    out.print("if (pgl_status bad = lower_any($value$, out.$member$, to)) return bad;\n", {{"value", value}, {"member", type.members[i]}});
                  }
                }}});
  }
}

void print_raised_errors(emit::Printer& out, const abi::Library& library) {
  std::vector<const abi::Error*> raised;
  for (const abi::Error& error : library.errors) if (!error.source->factory.empty()) raised.push_back(&error);
  if (!library.calls_hosts() || raised.empty()) {
    out.print("extern const RaisedErrors raised_errors = {nullptr, 0};\n");
    return;
  }
  for (const abi::Error* error : raised) {
    const auto* payload = error->payload ? &library.type(*error->payload) : nullptr;
    std::string arguments;
    for (std::size_t i = 0; payload && i < payload->members.size(); ++i) {
      arguments += fmt::format(", lift<{}>(fields.{}, scratch)", error->source->fields[i].type.cpp, payload->members[i]);
    }
    out.print(R"(

        static std::exception_ptr raise_$name$(std::string_view message, [[maybe_unused]] const void* given) {
          $fields$
          return $made$;
        }
        )",
              {{"name", error->name},
               {"made", fmt::format(fmt::runtime(thrown_object(*error) ? "{}(message{})" : "std::make_exception_ptr({}(message{}))"), global(error->source->factory), arguments)},
               {"fields", [&] {
                  if (!payload) return;
                  out.print("const auto& fields = *static_cast<const $c$*>(given);\n", {{"c", payload->name}});
                  for (std::size_t i = 0; i < payload->members.size(); ++i) {
                    out.print("if (pgl_status bad = check<$cpp$>(fields.$member$)) throw Failure(refuse(bad, \"$member$\"));\n",
                              {{"cpp", error->source->fields[i].type.cpp}, {"member", payload->members[i]}});
                  }
                  out.print("Scratch scratch;\n");
                }}});
  }
  out.print(R"(

      // Those that hosts can raise.
      static const RaisedError raised[] = {
          $errors$
      };
      extern const RaisedErrors raised_errors = {raised, sizeof raised / sizeof raised[0]};
      )",
            {{"errors", [&] {
                for (const abi::Error* error : raised) {
                  out.print("{$constant$, &raise_$name$, $has_fields$},\n",
                            {{"constant", error->constant}, {"name", error->name}, {"has_fields", error->payload ? "true" : "false"}});
                }
              }}});
}

/// The error that one derives from, as far up as there is one, or null: a base class of exceptions, or of objects that are thrown.
static const abi::Error* base_of(const abi::Library& library, const abi::Error& error) {
  const abi::Error* found = nullptr;
  for (const abi::Error* one = &error; one->source->base && (one = library.find_error(*one->source->base));) found = one;
  const model::ObjectRef* object = thrown_object(error);
  if (const abi::Class* entry = object ? library.find_class(object->id) : nullptr)
    for (const model::DeclId& ancestor : entry->ancestors)
      for (const abi::Error& other : library.errors)
        if (const model::ObjectRef* thrown = thrown_object(other); thrown && thrown->id == ancestor) found = &other;
  return found;
}

/// For functions that declare all their errors.
static void print_bases(emit::Printer& out, const abi::Library& library) {
  out.print(R"(

      static pgl_status base_of(pgl_status status) {
        switch (status) {
          $cases$
          default: return status;
        }
      }
      )", {{"cases", [&] {
              for (const abi::Error& error : library.errors)
                if (const abi::Error* base = base_of(library, error)) out.print("case $error$: return $base$;\n", {{"error", error.constant}, {"base", base->constant}});
            }}});
}

void print_error_table(emit::Printer& out, const abi::Library& library) {
  const bool others = std::any_of(library.errors.begin(), library.errors.end(), is_other);
  if (others) print_other_errors(out, library);
  const bool all_declared = library.model->uniffi && !library.errors.empty();
  if (all_declared) print_bases(out, library);
  const auto names = out.with({{"others", std::string(others ? "&other_errors" : "nullptr") + (all_declared ? ", &base_of" : "")}});
  if (std::none_of(library.errors.begin(), library.errors.end(), in_table)) {
    out.print("\n\nextern const DeclaredErrors declared_errors = {nullptr, 0, $others$};\n");
    return;
  }
  out.print(R"(

      // Most derived first.
      static const DeclaredError errors[] = {
          $errors$
      };
      extern const DeclaredErrors declared_errors = {errors, sizeof errors / sizeof errors[0], $others$};
      )",
            {{"errors", [&] {
                for (auto error = library.errors.rbegin(); error != library.errors.rend(); ++error) {
                  if (!in_table(*error)) continue;
                  out.print("declared_error<$cpp$>($constant$, $payload$),\n",
                            {{"cpp", error_class(*error)}, {"constant", error->constant}, {"payload", payload_function(library, *error)}});
                }
              }}});
}

void print_shim_library_functions(emit::Printer& out, const abi::Library& library) {
  out.print(R"(

      // ---- what every library has ----

      const pgl_error *$x$_last_error(void) { return pgl::last_error(); }
      size_t $x$_last_error_message(char *buffer, size_t capacity) {
        return pgl::last_error_message(buffer, capacity);
      }
      pgl_live $x$_live(void) { return pgl::live(); }

      const pgl_contract *$x$_contract(void) {
        static const pgl_symbol symbols[] = {
            $symbols$
        };
        static const pgl_contract contract = {PGL_ABI_VERSION, $count$, symbols, {$name$, $name_size$}, {$version$, $version_size$}};
        return &contract;
      }
      pgl_status $x$_require(const pgl_symbol *symbols, size_t count) {
        if (!symbols && count) return pgl::refuse_null("symbols");
        return pgl::check_contract(*$x$_contract(), symbols, count);
      }
      )",
            {{"symbols", [&] {
                for (const abi::Symbol& symbol : library.contract) {
                  out.print("{$name$, UINT64_C(0x$hash$)},\n",
                            {{"name", c_string(symbol.name)}, {"hash", fmt::format("{:016x}", symbol.hash)}});
                }
                if (library.contract.empty()) out.print("{nullptr, 0},\n");
              }},
             {"count", std::to_string(library.contract.size())},
             {"name", c_string(library.model->name)},
             {"name_size", std::to_string(library.model->name.size())},
             {"version", c_string(library.model->version)},
             {"version_size", std::to_string(library.model->version.size())}});
  if (library.calls_hosts()) {
    out.print(R"(

        pgl_status $x$_fail(pgl_status status, pgl_str message, const void *fields) {
          return pgl::fail_in_host(status, message, fields);
        }
        pgl_status $x$_fail_host(pgl_str message, void *error, void (*release)(void *error)) {
          return pgl::fail_in_host(message, error, release);
        }
        void $x$_forget_error(void) { pgl::forget_error(); }
        )");
  }
  if (library.has_tasks()) {
    out.print(R"(

        pgl_status $x$_task_on_done(pgl_task *task, void (*wake)(void *user), void *user, pgl_bool *done) {
          return pgl::task_on_done(task, wake, user, done);
        }
        void $x$_task_cancel(pgl_task *task) { pgl::task_cancel(task); }
        void $x$_task_free(pgl_task *task) { pgl::task_free(task); }
        )");
  }
  if (library.calls_hosts() || library.has_tasks()) {
    out.print(R"(
        bool $x$_close_host(uint32_t milliseconds) {
          $promises$
          return pgl::host_gate.close(milliseconds);
        }
        )", {{"promises", optional_line(out, library.has_promises() ? "pgl::host_gate.close(0);\npgl::abandon_promises();" : "")}});
  }
  if (library.has_promises()) {
    out.print(R"(

        pgl_status $x$_promise_fail(pgl_promise *promise, pgl_status status, pgl_str message, const void *fields) {
          return pgl::promise_fail(promise, status, message, fields);
        }
        pgl_status $x$_promise_fail_host(pgl_promise *promise, pgl_str message, void *error, void (*release)(void *error)) {
          return pgl::promise_fail(promise, message, error, release);
        }
        void $x$_promise_free(pgl_promise *promise) { pgl::promise_free(promise); }
        pgl_status $x$_promise_on_end(pgl_promise *promise, void (*ended)(void *user, pgl_bool cancelled), void *user) {
          return pgl::promise_on_end(promise, ended, user);
        }
        )");
  }
  if (!library.interfaces.empty()) {
    out.print(R"(

        void *$x$_user(const void *handle, void (*release)(void *user)) {
          return pgl::user_of(reinterpret_cast<uintptr_t>(handle), release);
        }
        void *$x$_own(const void *handle) { return reinterpret_cast<void *>(pgl::own_handle(reinterpret_cast<uintptr_t>(handle))); }
        bool $x$_regained(const void *handle) { return pgl::regained(reinterpret_cast<uintptr_t>(handle)); }
        )");
  }
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    out.print(R"(

        const $c$ *$x$_last_error_$short$(void) {
          const pgl_error *error = pgl::last_error();
          return error->status == $constant$ ? static_cast<const $c$ *>(error->payload) : nullptr;
        }
        )",
              {{"c", library.type(*error.payload).name}, {"short", error.name.substr(library.prefix.size() + 1)},
               {"constant", error.constant}});
  }
  if (library.classes.empty()) return;
  out.print(R"(

      static int32_t number_of(const pgl::ClassInfo *info) {
        $numbers$
        return 0;
      }
      static bool derives_from(const pgl::ClassInfo *info, int32_t number) {
        if (number_of(info) == number) return true;
        for (size_t i = 0; i < info->base_count; ++i) {
          if (derives_from(info->bases[i].type, number)) return true;
        }
        return false;
      }
      int32_t $x$_class_of(const void *handle) {
        const pgl::ClassInfo *info = pgl::class_of(reinterpret_cast<uintptr_t>(handle));
        return info ? number_of(info) : 0;
      }
      bool $x$_is_a(const void *handle, int32_t class_number) {
        const pgl::ClassInfo *info = pgl::class_of(reinterpret_cast<uintptr_t>(handle));
        return info && class_number != 0 && derives_from(info, class_number);
      }
      uintptr_t $x$_identity(const void *handle) { return pgl::identity(reinterpret_cast<uintptr_t>(handle)); }
      )",
            {{"numbers", [&] {
                for (const abi::Class& entry : library.classes) {
                  out.print("if (info == &pgl::Class<$cpp$>::info) return $number$;\n",
                            {{"cpp", global(entry.source->info.id)}, {"number", class_constant(library, entry)}});
                }
              }}});
}

}  // namespace polyglue::c
