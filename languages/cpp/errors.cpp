// Errors: a hierarchy of exceptions, and the switch that makes them of statuses.
#include <fmt/format.h>

#include "languages/cpp/client.hpp"

namespace polyglue::cpp {
namespace {

struct ErrorField {
  std::string type, name, parameter;
  std::string value;  ///< what comes from C: an object is shared then, as exceptions are copied
  bool accessor;      ///< read with name(), as in the library; else a public member
  const model::Field* field;
};

std::vector<ErrorField> fields_of(const Client& client, const model::Error& error) {
  const Spelling spelling(client);
  std::vector<ErrorField> result;
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    const std::string name = identifier(error.fields[i].info.name);
    const bool accessor = i < error.accessors.size() && !error.accessors[i].empty() && error.accessors[i].back() == ')';
    const std::string value = spelling.value(error.fields[i].type);
    const bool object = model::is<model::ObjectRef>(error.fields[i].type);
    result.push_back({object ? "std::shared_ptr<" + value + ">" : value, name, accessor ? name : name + "_", value, accessor, &error.fields[i]});
  }
  return result;
}

}  // namespace

void print_error(emit::Printer& out, const Client& client, const abi::Error& error) {
  const model::Error& source = *error.source;
  const std::string name = client.name(source.info.id);
  const auto* base = source.base ? client.library.model->find_as<model::Error>(*source.base) : nullptr;
  const std::size_t inherited = base ? base->fields.size() : 0;
  const std::vector<ErrorField> fields = fields_of(client, source);
  std::vector<std::string> all = {"const std::string& pgl_message"}, with_status = {"pgl_status pgl_status_code", "const std::string& pgl_message"};
  std::string passed = "pgl_code, pgl_message", to_base = "pgl_status_code, pgl_message", init;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const ErrorField& field = fields[i];
    all.push_back(field.type + " " + field.parameter);
    with_status.push_back(all.back());
    passed += ", std::move(" + field.parameter + ")";
    if (i < inherited) to_base += ", std::move(" + field.parameter + ")";
    else init += fmt::format(", {}(std::move({}))", field.name + (field.accessor ? "_" : ""), field.parameter);
  }
  std::string matches = "status == pgl_code";
  for (const abi::Error& other : client.library.errors) {
    for (const model::Error* up = other.source; up && up->base; up = client.library.model->find_as<model::Error>(*up->base)) {
      if (*up->base != source.info.id) continue;
      matches += " || status == " + other.constant;
      break;
    }
  }
  const std::string parent = base ? client.name(base->info.id) : "pgl::error";
  out.print("\n\n$doc$\nclass $deprecated$$name$ : public $parent$ {\n public:\n",
            {{"doc", lines(out, doc(source.info))}, {"deprecated", deprecated(source.info)}, {"name", name}, {"parent", parent}});
  const auto indent = out.indent(2);
  out.print("static constexpr pgl_status pgl_code = $code$;\n\n", {{"code", error.constant}});
  out.print("$text$\n", {{"text", constructor((all.size() == 1 ? "explicit " : "") + name + "(", all, fmt::format("{}({})", name, passed))}});
  for (std::size_t i = inherited; i < fields.size(); ++i) {
    const ErrorField& field = fields[i];
    const bool plain = model::is<model::Scalar>(field.field->type) || field.type.rfind("std::chrono::", 0) == 0;
    if (field.accessor) {
      out.print("\n\n$doc$\n[[nodiscard]] $type$ $name$() const noexcept { return $name$_; }\n",
                {{"doc", lines(out, doc(field.field->info))}, {"type", plain ? field.type : "const " + field.type + "&"}, {"name", field.name}});
    } else {
      out.print("\n\n$doc$\n$type$ $name$;\n", {{"doc", lines(out, doc(field.field->info))}, {"type", field.type}, {"name", field.name}});
    }
  }
  out.print("\n\n/// Is this the status of such an error, or of one derived from it?\n"
            "[[nodiscard]] static bool pgl_matches(pgl_status status) noexcept {\n  return $text$;\n}\n", {{"text", matches}});
  out.print("\n\n protected:\n$text$\n", {{"text", constructor(name + "(", with_status, fmt::format("{}({}){}", parent, to_base, init))}});
  bool any = false;
  for (std::size_t i = inherited; i < fields.size(); ++i) {
    if (!fields[i].accessor) continue;
    if (!any) out.print("\n\n private:\n");
    any = true;
    out.print("$type$ $name$_;\n", {{"type", fields[i].type}, {"name", fields[i].name}});
  }
}

void print_raise(emit::Printer& out, const Client& client) {
  const abi::Library& library = client.library;
  out.print(R"(

      inline pgl::detail::raised raise(pgl_status status) {
        const pgl_error& details = *$x$_last_error();
        $cases$
        $end$
        return pgl::detail::raise_common(status, details);
      }

      template <class R>
      R fail(pgl_status status) {
        return pgl::detail::fail<R>([status] { return raise(status); });
      }

      inline constexpr pgl_symbol contract[] = {
          $symbols$
      };

      /// Is the library that runs the one this header was made for? Asked once.
      inline bool ready() {
        static const bool same = pgl::detail::differences(*$x$_contract(), contract, $count$).empty();
        return same;
      }

      template <class R>
      R not_ready() {
        return pgl::detail::fail<R>([] {
          const pgl_contract& library = *$x$_contract();
          return pgl::detail::raise(
              pgl::detail::make_contract_error(library, pgl::detail::differences(library, contract, $count$)));
        });
      }
      )",
            {{"x", library.prefix}, {"count", std::to_string(library.contract.size())},
             {"symbols", [&] {
                for (const abi::Symbol& symbol : library.contract) {
                  out.print("{$name$, 0x$hash$ULL},\n", {{"name", quoted(symbol.name)}, {"hash", fmt::format("{:016x}", symbol.hash)}});
                }
                if (library.contract.empty()) out.print("{nullptr, 0},\n");
              }},
             {"end", emit::Printer::Block([&] { if (!library.errors.empty()) out.print("}\n"); })},
             {"cases", [&] {
                if (library.errors.empty()) return;
                out.print("switch (status) {\n");
                const auto indent = out.indent(2);
                for (const abi::Error& error : library.errors) {
                  const std::string name = client.name(error.source->info.id);
                  std::vector<std::string> values = {"pgl::detail::text(details.message)"};
                  if (!error.payload) {
                    out.print("case $code$: return pgl::detail::raise($name$(pgl::detail::text(details.message)));\n",
                              {{"code", error.constant}, {"name", name}});
                    continue;
                  }
                  const abi::Type& payload = library.type(*error.payload);
                  const auto fields = fields_of(client, *error.source);
                  for (std::size_t i = 0; i < fields.size(); ++i) {
                    const std::string value = "pgl::lift<" + fields[i].value + ">(fields->" + payload.members[i] + ")";
                    values.push_back(fields[i].value == fields[i].type ? value : "std::make_shared<" + fields[i].value + ">(" + value + ")");
                  }
                  out.print(R"(
                        case $code$:
                          if (const auto* fields = static_cast<const $c$*>(details.payload)) {
                            return pgl::detail::raise($made$);
                          }
                          break;
                      )",
                            {{"code", error.constant}, {"c", payload.name}, {"made", list(name + "(", values, ")", 90)}});
                }
                out.print("default: break;\n");
              }}});
}

}  // namespace polyglue::cpp
