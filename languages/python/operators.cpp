// Operators: a wrapper for the exported function, and a slot of the type in terms of it.
#include <fmt/format.h>

#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using model::Role;

struct SlotMacro {
  Role role;
  const char* macro;  ///< of pgp/slots.h, without "PGP_SLOT_"
};
constexpr SlotMacro macros[] = {
    {Role::hash, "HASH"}, {Role::to_text, "UNARY"}, {Role::length, "LENGTH"}, {Role::index, "SUBSCRIPT"},
    {Role::set_index, "SET_SUBSCRIPT"}, {Role::contains, "CONTAINS"}, {Role::call, "CALL"}, {Role::iterate, "ITER"}, {Role::next, "UNARY"},
    {Role::to_bool, "BOOL"}, {Role::add, "BINARY"}, {Role::subtract, "BINARY"}, {Role::multiply, "BINARY"},
    {Role::divide, "BINARY"}, {Role::modulo, "BINARY"}, {Role::negate, "UNARY"}, {Role::bit_and, "BINARY"},
    {Role::bit_or, "BINARY"}, {Role::bit_xor, "BINARY"}, {Role::bit_not, "UNARY"}, {Role::shift_left, "BINARY"},
    {Role::shift_right, "BINARY"}, {Role::add_assign, "INPLACE"}, {Role::subtract_assign, "INPLACE"},
    {Role::multiply_assign, "INPLACE"}, {Role::divide_assign, "INPLACE"}};

std::string macro_of(Role role) {
  for (const SlotMacro& macro : macros) if (macro.role == role) return macro.macro;
  return "";
}

bool is_comparison(Role role) { return role == Role::equal || role == Role::less || role == Role::compare; }

/// Role::index by an integer counts from the end for negative ones, where there is a length.
bool counts_from_end(const Context& context, const Members& members, const Overloads& overloads) {
  if (!members.find(Role::length) || overloads.size() != 1) return false;
  const model::Function& source = *overloads[0]->source;
  if (source.params.empty()) return false;
  const abi::Type& type = context.type(context.library.type_of(source.params[0].type));
  return type.shape == abi::Shape::scalar && type.scalar != model::Scalar::f32 && type.scalar != model::Scalar::f64 &&
         type.scalar != model::Scalar::boolean;
}

void print_comparison(emit::Printer& out, const Members& members, const std::string& base, const std::string& type, bool inherits) {
  const bool equal = members.find(Role::equal), less = members.find(Role::less), compare = members.find(Role::compare);
  const auto inner = [&](const char* word) { return fmt::format("{}_{}", base, word); };
  (void)inherits;
  out.print(R"(

      static PyObject *$base$_richcompare(PyObject *left, PyObject *right, int op) {
        if (!pgp_is_instance(left, $type$)) Py_RETURN_NOTIMPLEMENTED;
        switch (op) {
          $cases$
          default: Py_RETURN_NOTIMPLEMENTED;
        }
      }
      )",
            {{"base", base}, {"type", type}, {"cases", [&] {
                if (equal) {
                  out.print(R"(
                      case Py_EQ: return $equal$(left, &right, 1, NULL);
                      case Py_NE: return pgp_not($equal$(left, &right, 1, NULL));
                      )", {{"equal", inner("equal")}});
                }
                if (compare) {
                  if (!equal) out.print("case Py_EQ: case Py_NE:\n");
                  out.print("case Py_LT: case Py_LE: case Py_GT: case Py_GE:\n  return pgp_ordered($compare$(left, &right, 1, NULL), op);\n",
                            {{"compare", inner("compare")}});
                } else if (less) {
                  // a > b is b < a; <= and >= are the opposite of those.
                  out.print(R"(
                      case Py_LT: return $less$(left, &right, 1, NULL);
                      case Py_GE: return pgp_not($less$(left, &right, 1, NULL));
                      case Py_GT:
                        if (!pgp_is_instance(right, $type$)) Py_RETURN_NOTIMPLEMENTED;
                        return $less$(right, &left, 1, NULL);
                      case Py_LE:
                        if (!pgp_is_instance(right, $type$)) Py_RETURN_NOTIMPLEMENTED;
                        return pgp_not($less$(right, &left, 1, NULL));
                      )", {{"less", inner("less")}, {"type", type}});
                }
              }}});
}

const char* word_of(Role role) { return role == Role::equal ? "equal" : role == Role::less ? "less" : "compare"; }

}  // namespace

std::vector<std::string> print_operators(emit::Printer& out, const Context& context, const Members& members,
                                         const std::string& tag, const std::string& shown, Wrapper::Self self, bool comparable) {
  std::vector<std::string> slots;
  const std::string type = self == Wrapper::Self::record ? fmt::format("py_{}_{}.type", tag, context.is_uniffi ? "data" : "record") : fmt::format("py_{}_type", tag);
  const std::string base = "py_" + tag + "_operator";
  bool compares = false;
  for (const Members::Operator& op : members.operators) {
    const bool comparison = is_comparison(op.role);
    if (comparison && !comparable) continue;
    const std::string macro = comparison ? "" : macro_of(op.role);
    if (!comparison && macro.empty()) continue;
    const std::string special = special_method(op.role);
    Wrapper wrapper;
    wrapper.name = base + "_" + (comparison ? word_of(op.role) : special.substr(2, special.size() - 4));
    wrapper.shown = shown + "." + special;
    wrapper.self = self;
    wrapper.self_type = tag;
    wrapper.callable_by_slot = true;
    const bool binary = comparison || macro == "BINARY" || macro == "INPLACE";
    print_wrapper(out, context, wrapper, op.overloads, binary);
    if (comparison) {
      compares = true;
      continue;
    }
    const std::string name = wrapper.name + "_slot";
    std::string more;
    if (macro == "BINARY") more = type + ", ";
    std::string tail;
    if (macro == "SUBSCRIPT" || macro == "SET_SUBSCRIPT") {
      tail = counts_from_end(context, members, op.overloads) ? ", 1" : ", 0";
    }
    out.print("\n\nPGP_SLOT_$macro$($name$, $more$$inner$$tail$)\n",
              {{"macro", macro}, {"name", name}, {"more", more}, {"inner", wrapper.name}, {"tail", tail}});
    const bool waits = op.role == Role::next && op.overloads[0]->outcome;
    slots.push_back(fmt::format("{{{}, PGP_SLOT({})}},", waits ? "Py_am_anext" : operator_slot(op.role), name));
    if (op.role == Role::next) slots.push_back(fmt::format("{{{}, PGP_SLOT(PyObject_SelfIter)}},", waits ? "Py_am_aiter" : "Py_tp_iter"));
    if (op.role == Role::index && members.find(Role::length) && !members.find(Role::iterate)) {
      // Python's old protocol of iteration: __getitem__ from 0 until IndexError.
      slots.push_back("{Py_tp_iter, PGP_SLOT(PySeqIter_New)},");
    }
    if (op.role == Role::length) slots.push_back(fmt::format("{{Py_sq_length, PGP_SLOT({})}},", name));
  }
  if (compares) {
    print_comparison(out, members, base, type, false);
    slots.push_back(fmt::format("{{Py_tp_richcompare, PGP_SLOT({}_richcompare)}},", base));
  }
  return slots;
}

}  // namespace polyglue::python
