// Arguments of a call, from Python to C.
#include "languages/python/call.hpp"

#include <algorithm>

#include "languages/c/text.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {

using abi::ParamRole;
using abi::Shape;

std::size_t Call::required() const {
  std::size_t n = 0;
  for (std::size_t i = 0; i < args_.size(); ++i) if (!parameter(i).default_value) n = i + 1;
  return n;
}

void Call::print_signature() {
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

void Call::print_reading() {
  std::string members, quick;
  for (std::size_t i = 0; i < args_.size(); ++i) {
    const bool object = letter(i) == 'O', optional = parameter(i).default_value.has_value();
    members += (object ? fmt::format("PyObject *object{}", i)
                       : c::declare(type(*args_[i]).name, fmt::format("value{}", i))) +
               ";\n";
    if (object)
      quick += fmt::format(
          " && pgp_quick_object({}, &in.object{})",
          optional ? fmt::format("nargs > {0} ? args[{0}] : NULL", i) : fmt::format("args[{}]", i), i);
    else
      quick += fmt::format(" &&\n      {}pgp_quick_{}(args[{}], &in.value{}){}",
                           optional ? fmt::format("(nargs <= {} || ", i) : "", type(*args_[i]).tag, i, i,
                           optional ? ")" : "");
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
                out_.print(
                    "in.value$i$ = ($ctype$)$value$;\n",
                    {{"i", std::to_string(i)},
                     {"ctype", type(*args_[i]).name},
                     {"value", *c_initializer(context_, parameter(i).type, *parameter(i).default_value)}});
              }
            }}});
}

char Call::letter(std::size_t i) const {
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

bool Call::needs_arena(const abi::Param& param) const {
  const abi::Type& t = type(param);
  if (uniffi::is_converted(context_, source_.params[param.index].type)) return true;
  if (t.shape == Shape::string) return is_path(source_.params[param.index].type);
  switch (t.shape) {
    case Shape::scalar: case Shape::enumeration: case Shape::timestamp: case Shape::duration: case Shape::handle:
    case Shape::nullable: case Shape::callback: return false;
    default: return !context_.is_plain(t) && !context_.is_inline(t);
  }
}

void Call::declare_argument(std::size_t i) {
  if (is_read(i)) return;
  const abi::Param& param = *args_[i];
  std::string initial;
  if (const auto& value = parameter(i).default_value) {
    if (const auto text = c_initializer(context_, parameter(i).type, *value)) initial = " = " + *text;
  }
  out_.print("$declaration$$initial$;\n",
             {{"declaration", c::declare(type(param).name, variable(i))}, {"initial", initial}});
  if (param.has_default) {
    out_.print("$declaration$ = NULL;\n",
               {{"declaration", c::declare(c::pointer_to_const(type(param).name), "given" + std::to_string(i))}});
  }
}

std::string Call::lowering(std::size_t i, const std::string& object) const {
  const abi::Param& param = *args_[i];
  const abi::Type& t = type(param);
  const std::string to = "&" + variable(i), arena = needs_arena_ ? "&arena" : "NULL";
  if (t.shape == Shape::string && !is_path(parameter(i).type)) return fmt::format("pgp_text({}, {})", object, to);
  if (t.shape == Shape::string) return fmt::format("pgp_lower_path({}, {}, &arena)", object, to);
  if (t.shape == Shape::bytes) {
    return uniffi::is_changed(context_, parameter(i))
               ? fmt::format("(pgp_writable({0}) && pgp_bytes_argument({0}, {1}, &arena))", object, to)
               : fmt::format("pgp_bytes_argument({}, {}, &arena)", object, to);
  }
  if (t.shape == Shape::optional && is_path(parameter(i).type)) {
    return fmt::format(
        "(memset({0}, 0, sizeof *{0}), {1} == Py_None || "
        "(({0})->has = 1, pgp_lower_path({1}, &({0})->value, &arena)))",
        "(" + to + ")", object);
  }
  return fmt::format("{}({}, {}, {})", context_.lower(param.type), object, to, arena);
}

void Call::lower_argument(std::size_t i) {
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
        )",
               {{"if_given", value ? fmt::format("if ({})", object) : ""},
                {"object", uniffi::converted(context_, parameter(i).type, "lower",
                                             fmt::format("pgp_new_ref({})", object))},
                {"lower", lowering(i, "object")},
                {"fail", fail()},
                {"bad", bad},
                {"given", set_given}});
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
      )",
             {{"object", object},
              {"lower", lowering(i, "object")},
              {"bad", bad},
              {"make", new_object(context_, parameter(i).type, *value)},
              {"keep", needs_arena_ ? "if (object && !pgp_arena_keep(&arena, object)) " + fail()
                                    : "Py_XDECREF(object);"}});
}

void Call::give_callback(std::size_t i) {
  if (type(*args_[i]).shape != Shape::callback) return;
  const bool can_be_none = context_.is_optional_callback(args_[i]->type) || parameter(i).default_value;
  out_.print("Py_$x$INCREF((PyObject *)$variable$.user);\n",
             {{"x", can_be_none ? "X" : ""}, {"variable", variable(i)}});
}

void Call::consume_argument(std::size_t i) {
  const model::Type* t = &parameter(i).type;
  if (const auto* optional = model::as<model::Optional>(*t)) t = &*optional->value;
  const auto* object = model::as<model::ObjectRef>(*t);
  if (!object || object->ownership != model::Ownership::unique) return;
  out_.print("if ($object$ && $object$ != Py_None) $give$;\n",
             {{"object", this->object(i)}, {"give", context_.give_away(this->object(i))}});
}

std::string Call::write_back() const {
  const abi::Type& t = context_.type(*function_.result);
  std::size_t at = model::is<model::Void>(uniffi::shown_result(context_, source_)) ? 0 : 1;
  std::string out;
  for (std::size_t i = 0; i < args_.size(); ++i) {
    if (!uniffi::is_changed(context_, parameter(i))) continue;
    out += fmt::format("{}pgp_write_back({}, &out{})", out.empty() ? "" : " && ", object(i),
                       t.shape == Shape::tuple ? "." + t.members[at] : "");
    ++at;
  }
  return out;
}

}  // namespace polyglue::python
