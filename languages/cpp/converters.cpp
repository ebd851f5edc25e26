// How records and variants become C structs and come from them.
#include <fmt/format.h>

#include "languages/c/c_backend.hpp"
#include "languages/cpp/client.hpp"

namespace polyglue::cpp {
namespace {

void print_record_converter(emit::Printer& out, const Client& client, const model::Record& record) {
  const model::Type self{model::Named{record.info.id}, record.info.id};
  const abi::Type& type = client.c(self);
  const std::string name = "::" + client.name_space + "::" + client.name(record.info.id);
  std::vector<std::string> lifted;
  std::string lowered, offsets;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string field = identifier(record.fields[i].info.name);
    lowered += fmt::format("convert<decltype(value.{0})>::lower(value.{0}, out.{1}, memory);\n", field, type.members[i]);
    lifted.push_back(fmt::format("convert<decltype({}::{})>::lift(value.{})", name, field, type.members[i]));
    offsets += fmt::format(" &&\n              offsetof({0}, {1}) == offsetof({2}, {3})", name, field, type.name, type.members[i]);
  }
  if (client.same_layout(self)) {
    out.print(R"(

        template <>
        inline constexpr bool same_layout<$name$> = true;
        static_assert(sizeof($name$) == sizeof($c$) &&
                      alignof($name$) == alignof($c$) &&
                      std::is_trivially_copyable_v<$name$>$offsets$,
                      "another layout than the C struct's");
        )",
              {{"name", name}, {"c", type.name}, {"offsets", offsets}});
  }
  std::string body = "{";
  for (const std::string& one : lifted) body += "\n    " + one + ",";
  body += lifted.empty() ? "}" : "\n}";
  const bool empty = lifted.empty();
  out.print(R"(

      template <>
      struct convert<$name$> {
        template <class C = $c$>
        static void lower(const $name$&$value$, C&$out$, scratch&$memory$) {
          $lowered$
        }
        template <class C = $c$>
        static $name$ lift(const C&$value$) {
          return $name$$body$;
        }
      };
      )",
            {{"name", name}, {"c", type.name}, {"lowered", lowered}, {"body", body}, {"value", empty ? "" : " value"},
             {"out", empty ? "" : " out"}, {"memory", empty ? "" : " memory"}});
}

void print_alternatives(emit::Printer& out, const Client& client, const model::Variant& variant) {
  const abi::Type& type = client.c({model::Named{variant.info.id}, variant.info.id});
  std::string text;
  for (std::size_t i = 0; i < variant.alternatives.size(); ++i) {
    if (model::is<model::Void>(variant.alternatives[i].type)) continue;
    text += fmt::format("if constexpr (I == {}) return (value.as.{});\n", i, type.members[i]);
  }
  out.print(R"(

      template <>
      struct alternatives<$c$> {
        template <std::size_t I, class C>
        static decltype(auto) get(C& value) noexcept {
          $text$
        }
      };
      )",
            {{"c", type.name}, {"text", text}});
}

void print_exchange(emit::Printer& out, const abi::Library& library, const abi::Class& entry) {
  if (!c::is_exchanged(library, entry)) return;
  out.print(R"(

      template <>
      struct exchange<$c$> {
        static pgl_status share($c$* handle, pgl_shared** out) noexcept { return $c$_to_shared(handle, out); }
        static pgl_status take(const pgl_shared* shared, $c$** out) noexcept { return $c$_from_shared(shared, out); }
        static void free($c$* handle) noexcept { $free$(handle); }
      };
      )",
            {{"c", entry.name}, {"free", library.functions[entry.functions.back()].symbol}});
}

}  // namespace

void print_converters(emit::Printer& out, const Client& client) {
  for (const model::Decl& decl : client.library.model->decls) {
    if (const auto* record = std::get_if<model::Record>(&decl); record && !client.is_foreign(record->info.id)) print_record_converter(out, client, *record);
    if (const auto* variant = std::get_if<model::Variant>(&decl)) print_alternatives(out, client, *variant);
  }
  for (const abi::Class& entry : client.library.classes) print_exchange(out, client.library, entry);
}

}  // namespace polyglue::cpp
