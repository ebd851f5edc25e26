#include "languages/python/host_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/c/text.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;

const model::ObjectRef* object_of(const model::Type& type) {
  const auto* optional = model::as<model::Optional>(type);
  return model::as<model::ObjectRef>(optional ? *optional->value : type);
}

}  // namespace

HostCall::HostCall(emit::Printer& out, const Context& context, const abi::HostFunction& function, const std::vector<model::Parameter>& params,
                   const model::Type& result)
    : out_(out), context_(context), params_(params), result_(result), function_(function) {
  for (abi::Param& param : function_.params) {
    if (param.role != abi::ParamRole::argument) continue;
    param.name = fmt::format("value{}", arguments_.size());
    arguments_.push_back(param);
  }
}

void HostCall::print(const Text& text) {
  first_ = text.object.empty() ? 1 : 2;
  std::string head = c::host_prototype(context_.library, function_);
  const std::string pointer = "(*" + function_.name + ")";
  head.replace(head.find(pointer), pointer.size(), text.name);
  out_.print(R"(

      static $head$ {
        PyObject *args[$size$] = {NULL}, *result$null$;
        pgp_entry entry;
        pgl_status status = PGL_OK;
        $good$
        $self$
        pgp_enter(&entry);
        $object$
        $lift$
        $call$
        $result$
        $end$
        Py_XDECREF(result);
        pgp_leave(&entry);
        return status;
      }
      )",
             {{"head", head}, {"size", std::to_string(arguments_.size() + first_)}, {"null", text.object.empty() ? "" : " = NULL"},
              {"good", c::optional_line(out_, needs_good() ? "int good = 1;" : "")},
              {"self", c::optional_line(out_, text.object.empty() ? "" : "(void)self;")},
              {"object", c::optional_line(out_, text.object.empty() ? "" : "args[1] = " + text.object + ";")},
              {"lift", [&] { lift_arguments(); }}, {"call", [&] {
                 const bool converts = function_.result && uniffi::is_converted(context_, result_);
                 const std::string convert = converts ? fmt::format("result = {};\n", uniffi::converted(context_, result_, "lower", "result")) : "";
                 const std::string call = fmt::format("result = {};\n{}if (PGP_UNLIKELY(!result)) status = py_fail();", text.call, convert);
                 if (text.object.empty()) return out_.print("$call$\n", {{"call", call}});
                 out_.print(R"(
                     if (PGP_UNLIKELY(!args[1])) {
                       PyErr_Clear();
                       status = $x$_fail(PGL_ERROR_CLOSED, pgl_text("the Python object has ended"), NULL);
                     } else {
                       $call$
                     }
                     )", {{"x", context_.prefix}, {"call", call}});
               }}, {"result", [&] { lower_result(text); }},
              {"end", [&] {
                 if (!text.object.empty()) out_.print("Py_XDECREF(args[1]);\n");
                 end_arguments();
               }}});
}

bool HostCall::is_handle(const abi::Param& param) const { return type(param).shape == Shape::handle || type(param).shape == Shape::nullable; }

bool HostCall::needs_good() const {
  return std::any_of(arguments_.begin(), arguments_.end(), [&](const abi::Param& param) { return !is_handle(param); });
}

/// Objects become Python's whatever happens to the other arguments: nobody else would free them.
void HostCall::lift_arguments() {
  std::vector<std::size_t> order(arguments_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return type(arguments_[a]).has_handles > type(arguments_[b]).has_handles;
  });
  for (const std::size_t i : order) {
    const abi::Param& param = arguments_[i];
    out_.print(is_handle(param) ? "args[$at$] = $lift$;\n" : "good = good && (args[$at$] = $lift$) != NULL;\n",
               {{"at", at(i)}, {"lift", lifted(param)}});
  }
  if (needs_good()) out_.print("(void)good; /* the call sees what is missing */\n");
}

std::string HostCall::lifted(const abi::Param& param) const {
  const abi::Type& t = type(param);
  if (!context_.is_uniffi && t.shape == Shape::sequence && context_.is_element(t.parts[0])) {
    const char* member = param.by_pointer ? "->" : ".";
    return fmt::format("pgp_array_copy(&{0}, {1}{2}data, {1}{2}len)", element_name(context_, t.parts[0]), param.name, member);
  }
  const std::string lift = fmt::format("{}({}{})", context_.lift(param.type), param.by_pointer ? "" : "&", param.name);
  const model::ObjectRef* object = object_of(params_[param.index].type);
  const bool lent = object && object->ownership == model::Ownership::borrowed;
  return lent ? lift : uniffi::converted(context_, params_[param.index].type, "lift", lift);
}

void HostCall::lower_result(const Text& text) {
  if (!function_.result) return;
  const abi::Type& t = context_.type(*function_.result);
  const bool path = t.shape == Shape::string && is_path(result_);
  const std::string lower = path ? "pgp_lower_path" : context_.lower(*function_.result);
  const std::string to = function_.hands_back ? "&value" : "out";
  const bool small = t.shape == Shape::handle || t.shape == Shape::nullable || context_.is_plain(t) || context_.is_inline(t);
  out_.print(R"(
      if (PGP_LIKELY(result != NULL)) {
        $value$
        $open$
        if (PGP_UNLIKELY(!$lower$(result, $to$, $arena$))) {
          pgp_error_at_text($place$);
          status = py_fail();
        }$ret$
        $close$
      }
      )",
             {{"value", c::optional_line(out_, function_.hands_back ? c::declare(t.name, "value") + ";" : "")},
              {"open", c::optional_line(out_, small ? "" : "pgp_arena arena;\npgp_arena_open(&arena);")},
              {"lower", lower}, {"to", to}, {"arena", small ? "NULL" : "&arena"}, {"close", c::optional_line(out_, small ? "" : "pgp_arena_close(&arena);")},
              {"place", c_string(text.place)},
              {"ret", function_.hands_back ? fmt::format(" else {{\n  status = ret(into, {});\n{}}}", function_.ret_by_pointer ? "&value" : "value", given_away()) : ""}});
}

/// An object that C++ took out of its handle.
std::string HostCall::given_away() const {
  const model::ObjectRef* object = object_of(result_);
  if (!object || object->ownership != model::Ownership::unique) return "";
  return fmt::format("  if (!status && result != Py_None) {};\n", context_.give_away("result"));
}

void HostCall::end_arguments() {
  for (std::size_t i = 0; i < arguments_.size(); ++i) {
    const model::ObjectRef* object = object_of(params_[arguments_[i].index].type);
    const bool lent = object && object->ownership == model::Ownership::borrowed;
    if (lent) out_.print("pgp_end_loan(args[$at$], $name$);\n", {{"at", at(i)}, {"name", arguments_[i].name}});
    else out_.print("Py_XDECREF(args[$at$]);\n", {{"at", at(i)}});
  }
}

}  // namespace polyglue::python
