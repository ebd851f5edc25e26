// Callbacks: the C function that C++ calls for each type, and the step from a callable to it.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/text.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;

const model::ObjectRef* object_of(const model::Type& type) {
  const auto* optional = model::as<model::Optional>(type);
  return model::as<model::ObjectRef>(optional ? *optional->value : type);
}

/// One callback type.
class Called {
 public:
  Called(emit::Printer& out, const Context& context, const abi::Callback& callback)
      : out_(out), context_(context), source_(*callback.source), call_(callback.call), tag_(context.type(callback.type).tag), name_(callback.name) {
    for (std::size_t i = 0; i < call_.params.size(); ++i) call_.params[i].name = fmt::format("value{}", i);
  }

  void print() {
    std::string head = c::host_prototype(context_.library, call_);
    head.replace(head.find("(*call)"), 7, "py_call_" + tag_);
    out_.print(R"(

        static $head$ {
          PyObject *args[$size$] = {NULL}, *result;
          pgp_entry entry;
          pgl_status status = PGL_OK;
          $good$
          pgp_enter(&entry);
          $lift$
          result = pgp_call(user, args, $count$);
          if (PGP_UNLIKELY(!result)) status = py_fail();
          $result$
          $end$
          Py_XDECREF(result);
          pgp_leave(&entry);
          return status;
        }
        int py_lower_$tag$(PyObject *object, $name$ *out, pgp_arena *arena) {
          (void)arena;
          out->call = py_call_$tag$;
          out->release = pgp_release_callback;
          return pgp_lower_callable(object, &out->user);
        }
        )",
              {{"head", head}, {"size", std::to_string(call_.params.size() + 1)}, {"count", std::to_string(call_.params.size())},
               {"tag", tag_}, {"name", name_}, {"good", c::optional_line(out_, needs_good() ? "int good = 1;" : "")},
               {"lift", [&] { lift_arguments(); }}, {"result", [&] { lower_result(); }},
               {"end", [&] { end_arguments(); }}});
  }

 private:
  const abi::Type& type(const abi::Param& param) const { return context_.type(param.type); }
  bool is_handle(const abi::Param& param) const { return type(param).shape == Shape::handle || type(param).shape == Shape::nullable; }
  bool needs_good() const {
    return std::any_of(call_.params.begin(), call_.params.end(), [&](const abi::Param& param) { return !is_handle(param); });
  }

  /// Objects become Python's whatever happens to the other arguments: nobody else would free them.
  void lift_arguments() {
    std::vector<std::size_t> order(call_.params.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return type(call_.params[a]).has_handles > type(call_.params[b]).has_handles;
    });
    for (const std::size_t i : order) {
      const abi::Param& param = call_.params[i];
      out_.print(is_handle(param) ? "args[$at$] = $lift$;\n" : "good = good && (args[$at$] = $lift$) != NULL;\n",
                 {{"at", std::to_string(i + 1)}, {"lift", lifted(param)}});
    }
    if (needs_good()) out_.print("(void)good; /* pgp_call() sees what is missing */\n");
  }
  std::string lifted(const abi::Param& param) const {
    const abi::Type& t = type(param);
    if (!context_.is_uniffi && t.shape == Shape::sequence && context_.is_element(t.parts[0])) {
      const char* member = param.by_pointer ? "->" : ".";
      return fmt::format("pgp_array_copy(&{0}, {1}{2}data, {1}{2}len)", element_name(context_, t.parts[0]), param.name, member);
    }
    return fmt::format("{}({}{})", context_.lift(param.type), param.by_pointer ? "" : "&", param.name);
  }

  void lower_result() {
    if (!call_.result) return;
    const abi::Type& t = context_.type(*call_.result);
    const bool path = t.shape == Shape::string && is_path(source_.result);
    const std::string lower = path ? "pgp_lower_path" : context_.lower(*call_.result);
    const std::string to = call_.hands_back ? "&value" : "out";
    const bool small = t.shape == Shape::handle || t.shape == Shape::nullable || context_.is_plain(t) || context_.is_inline(t);
    out_.print(R"(
        if (PGP_LIKELY(result)) {
          $value$
          $open$
          if (PGP_UNLIKELY(!$lower$(result, $to$, $arena$))) {
            pgp_error_at_text("result of a callback");
            status = py_fail();
          }$ret$
          $close$
        }
        )",
               {{"value", c::optional_line(out_, call_.hands_back ? c::declare(t.name, "value") + ";" : "")},
                {"open", c::optional_line(out_, small ? "" : "pgp_arena arena;\npgp_arena_open(&arena);")},
                {"lower", lower}, {"to", to}, {"arena", small ? "NULL" : "&arena"}, {"close", c::optional_line(out_, small ? "" : "pgp_arena_close(&arena);")},
                {"ret", call_.hands_back ? fmt::format(" else {{\n  status = ret(into, {});\n{}}}", call_.ret_by_pointer ? "&value" : "value", given_away()) : ""}});
  }

  /// An object that C++ took out of its handle.
  std::string given_away() const {
    const model::ObjectRef* object = object_of(source_.result);
    if (!object || object->ownership != model::Ownership::unique) return "";
    return "  if (!status && result != Py_None) ((pgp_object *)result)->closed = 1;\n";
  }

  void end_arguments() {
    for (std::size_t i = 0; i < call_.params.size(); ++i) {
      const model::ObjectRef* object = object_of(source_.params[call_.params[i].index].type);
      const bool lent = object && object->ownership == model::Ownership::borrowed;
      out_.print(lent ? "pgp_end_loan(args[$at$]);\n" : "Py_XDECREF(args[$at$]);\n", {{"at", std::to_string(i + 1)}});
    }
  }

  emit::Printer& out_;
  const Context& context_;
  const model::Callback& source_;
  abi::HostFunction call_;
  std::string tag_, name_;
};

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
    Called(out, context, callback).print();
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
