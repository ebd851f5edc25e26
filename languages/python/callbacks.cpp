// Callbacks: the C function that C++ calls for each type, and the step from a callable to it.
#include <fmt/format.h>

#include "languages/python/glue.hpp"
#include "languages/python/host_calls.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;

void print_callback(emit::Printer& out, const Context& context, const abi::Callback& callback) {
  const std::string tag = context.type(callback.type).tag;
  HostCall call(out, context, callback.call, callback.source->params, callback.source->result);
  call.print({"py_call_" + tag, "", fmt::format("pgp_call(user, args, {})", call.count()), "result of a callback"});
  out.print(R"(
      int py_lower_$tag$(PyObject *object, $name$ *out, pgp_arena *arena) {
        (void)arena;
        out->call = py_call_$tag$;
        out->release = pgp_release_callback;
        return pgp_lower_callable(object, &out->user);
      }
      )", {{"tag", tag}, {"name", callback.name}});
}

}  // namespace

void print_callback_declarations(emit::Printer& out, const Context& context) {
  for (abi::TypeId id = 0; id < context.library.types.size(); ++id) {
    const abi::Type& type = context.type(id);
    if (type.shape != Shape::callback || !context.is_lowered(id)) continue;
    const abi::Callback* callback = context.library.find_callback(type.decl);
    out.print("int py_lower_$tag$(PyObject *object, $name$ *out, pgp_arena *arena);\n", {{"tag", type.tag}, {"name", callback->name}});
    if (!context.is_optional_callback(id)) continue;
    const std::string tag = context.type(callback->type).tag;
    if (!context.is_lowered(callback->type)) {
      out.print("int py_lower_$tag$(PyObject *object, $name$ *out, pgp_arena *arena);\n", {{"tag", tag}, {"name", callback->name}});
    }
  }
}

void print_callbacks(emit::Printer& out, const Context& context) {
  out.print("\n#include \"$prefix$_python.h\"\n", {{"prefix", context.prefix}});
  for (const abi::Callback& callback : context.library.callbacks) {
    const abi::Type& plain = context.type(callback.type);
    const abi::Type* optional = nullptr;
    bool used = context.is_lowered(callback.type);
    for (abi::TypeId id = 0; id < context.library.types.size(); ++id) {
      if (!context.is_optional_callback(id) || context.type(id).decl != plain.decl || !context.is_lowered(id)) continue;
      optional = &context.type(id);
      used = true;
    }
    if (!used) continue;
    print_callback(out, context, callback);
    if (!optional) continue;
    out.print(R"(
        int py_lower_$optional$(PyObject *object, $name$ *out, pgp_arena *arena) {
          static const $name$ none = {0};
          if (object != Py_None) return py_lower_$tag$(object, out, arena);
          *out = none;
          return 1;
        }
        )", {{"optional", optional->tag}, {"tag", plain.tag}, {"name", callback.name}});
  }
}

}  // namespace polyglue::python
