// Records: classes of plain fields. Wherever one is taken, an object with the same fields will do.
#include <fmt/format.h>

#include <utility>

#include "languages/js/codec.hpp"
#include "languages/js/module.hpp"
#include "languages/js/names.hpp"
#include "languages/js/shell.hpp"

namespace polyglue::js {

using abi::Shape;

void print_enum(emit::Printer& out, const Context& context, const model::Enum& decl) {
  const abi::Type& type = context.type(context.library.type_of({model::Named{decl.info.id}, decl.info.id}));
  const bool wide = type.scalar == model::Scalar::i64 || type.scalar == model::Scalar::u64;
  out.print("\n\n$doc$const $name$ = Object.freeze({\n  $values$\n});\n",
            {{"doc", doc_comment(context, decl.info)}, {"name", type_name(context.model, decl.info)}, {"values", [&] {
                for (const model::Enumerator& one : decl.values) {
                  const std::string value = type.scalar == model::Scalar::u64 ? std::to_string(static_cast<std::uint64_t>(one.value))
                                                                              : std::to_string(one.value);
                  out.print("$doc$$name$: $value$$n$,\n", {{"doc", doc_comment(context, one.info)}, {"name", enumerator_name(one.info.name)},
                                                          {"value", value}, {"n", wide ? "n" : ""}});
                }
              }}});
}

namespace {

/// What JavaScript's === compares well enough.
bool is_primitive(const abi::Type& type) {
  return type.shape == Shape::scalar || type.shape == Shape::enumeration || type.shape == Shape::string || type.shape == Shape::duration;
}

void print_comparisons(emit::Printer& out, const Context& context, const model::Record& record, const Members& members,
                       bool first) {
  const std::string name = type_name(context.model, record.info);
  const abi::Type& type = context.type(context.library.type_of({model::Named{record.info.id}, record.info.id}));
  if (record.equality && !members.find("equals")) {
    std::string test = "other instanceof " + name;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const std::string field = member_name(record.fields[i].info.name);
      test += is_primitive(context.type(type.parts[i])) ? fmt::format(" && this.{0} === other.{0}", field)
                                                       : fmt::format(" && $equal(this.{0}, other.{0})", field);
    }
    if (!std::exchange(first, false)) out.print("\n");
    out.print("equals(other) {\n  return $test$;\n}\n", {{"test", test}});
  }
  if (record.ordering && !members.find("compare") && !members.find("lessThan")) {
    if (!std::exchange(first, false)) out.print("\n");
    out.print("compare(other) {\n  $fields$\n  return 0;\n}\n", {{"fields", [&] {
      for (const model::Field& field : record.fields) {
        out.print("if (this.$f$ < other.$f$) return -1;\nif (this.$f$ > other.$f$) return 1;\n", {{"f", member_name(field.info.name)}});
      }
    }}});
  }
}

}  // namespace

void print_record(emit::Printer& out, emit::Printer& before, const Context& context, const model::Record& record) {
  const Members members = context.members(record.info.id);
  std::vector<std::string> bindings;
  bool optional = true;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string name = member_name(record.fields[i].info.name), variable = parameter_name(record.fields[i].info.name);
    const auto value = field_default(context, record, i);
    if (!value) optional = false;
    bindings.push_back((name == variable ? name : name + ": " + variable) + (value && *value != "undefined" ? " = " + *value : ""));
  }
  out.print(R"(

      $doc$class $name$ {
        $constants$
        $constructor$
        $rest$
      }
      )",
            {{"doc", doc_comment(context, record.info)}, {"name", type_name(context.model, record.info)},
             {"constructor", [&] {
                if (bindings.empty()) return;
                out.print("$head$\n  $fields$\n}\n",
                          {{"head", list_line("constructor(", bindings, optional ? " = {}) {" : ") {", 2, "{}")}, {"fields", [&] {
                              for (const model::Field& field : record.fields) {
                                out.print("this.$f$ = $v$;\n", {{"f", member_name(field.info.name)}, {"v", parameter_name(field.info.name)}});
                              }
                            }}});
              }},
             {"constants", [&] {
                for (const model::Constant& constant : record.constants) {
                  const auto value = literal(context, constant.type, constant.value);
                  if (value) out.print("$doc$static $name$ = $value$;\n", {{"doc", doc_comment(context, constant.info)}, {"name", constant_name(constant.info.name)}, {"value", *value}});
                }
                if (!record.constants.empty()) out.print("\n");
              }},
             {"rest", [&] {
                bool first = bindings.empty();
                for (const Members::Method& method : members.methods) {
                  if (!std::exchange(first, false)) out.print("\n");
                  out.print("$doc$", {{"doc", doc_comment(context, method.overloads[0]->source->info, method.overloads[0]->source)}});
                  Frame frame;
                  frame.head = (method.is_static ? "static " : "") + method.name;
                  frame.self = method.is_static ? Frame::Self::none : Frame::Self::record;
                  print_function(out, before, context, frame, method.overloads);
                }
                print_comparisons(out, context, record, members, first);
              }}});
}

}  // namespace polyglue::js
