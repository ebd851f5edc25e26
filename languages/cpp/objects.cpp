// Objects: classes that own a handle.
#include <fmt/format.h>

#include <algorithm>

#include "emit/naming.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/cpp/members.hpp"

namespace polyglue::cpp {
namespace {

using model::Role;

/// A constructor that takes another object of the class: the only copy there can be.
bool is_copy(const Member& member, const model::DeclId& id) {
  const auto& params = member.function->source->params;
  if (member.function->source->role != Role::constructor || params.size() != 1) return false;
  const auto* object = model::as<model::ObjectRef>(params[0].type);
  return object && object->id == id && object->ownership != model::Ownership::unique && params[0].passing != model::Passing::rvalue_ref;
}

/// Constructors stand beside create(), which works where nothing can be thrown, too.
void print_constructors(emit::Printer& out, const Client& client, const std::string& name, const model::DeclId& id,
                        const std::vector<Member>& members) {
  emit::Printer text;
  bool copy = false;
  for (const Member& member : members) {
    if (member.function->source->role != Role::constructor || member.function->kind == abi::FunctionKind::implement) continue;
    if (is_copy(member, id)) {
      copy = true;
      text.print(R"(
          $doc$
          $name$(const $name$& other) : $name$($create$(other)) {}
          $name$& operator=(const $name$& other) { return *this = $name$(other); }
          )",
                 {{"doc", lines(text, doc(client, *member.function->source))}, {"name", name}, {"create", member.name}});
      continue;
    }
    std::vector<std::string> parameters;
    std::size_t required = 0;
    for (const Argument& a : member.arguments) {
      required += a.fallback.empty();
      parameters.push_back(a.type + " " + a.name + (a.fallback.empty() ? "" : " = " + a.fallback));
    }
    const bool is_explicit = !member.arguments.empty() && required <= 1;
    // A parameter of that name would hide the function.
    const bool hidden = std::any_of(member.arguments.begin(), member.arguments.end(), [&](const Argument& a) { return a.name == member.name; });
    text.print("$doc$\n$text$\n",
               {{"doc", lines(text, doc(client, *member.function->source, member.notes))},
                {"text", constructor(deprecated(member.function->source->info) + (is_explicit ? "explicit " : "") + name + "(", parameters,
                                     fmt::format("{}({}{}({}))", name, hidden ? name + "::" : "", member.name, forwarded(member)))}});
  }
  if (text.text().empty()) return;
  if (copy) out.print("\n\n$name$($name$&&) noexcept = default;\n$name$& operator=($name$&&) noexcept = default;\n", {{"name", name}});
  out.print("\n\n#if !POLYGLUE_NO_EXCEPTIONS\n$text$\n#endif\n", {{"text", text.text()}});
}

/// The handle: owned by the first class of a line, passed on by those derived from it.
void print_handle(emit::Printer& out, const Client& client, const abi::Class& entry, const std::vector<std::string>& bases) {
  const abi::Library& library = client.library;
  const std::string& first = bases.empty() ? client.name(entry.source->info.id) : bases[0];
  std::string release = bases.empty() ? "return pgl_handle_.release();" : "";
  for (std::size_t i = 1; i < bases.size(); ++i) release += bases[i] + "::pgl_release();\n  ";
  if (!bases.empty()) release += fmt::format("return reinterpret_cast<{}*>({}::pgl_release());", entry.name, first);
  out.print(R"(

      /// The C handle, which stays with the object.
      [[nodiscard]] $c$* pgl_handle() const noexcept {
        return $get$;
      }
      /// The C handle, which is the caller's to free.
      $c$* pgl_release() noexcept $release$
      /// Does a handle stand for one of these?
      [[nodiscard]] static bool pgl_is(const void* handle) noexcept {
        return $x$_is_a(handle, $number$);
      }
      )",
            {{"c", entry.name}, {"x", library.prefix}, {"number", c::class_constant(library, entry)}, {"release", bases.size() < 2 ? "{ " + release + " }" : "{\n  " + release + "\n}"},
             {"get", bases.empty() ? "pgl_handle_.get()" : fmt::format("reinterpret_cast<{}*>({}::pgl_handle())", entry.name, first)}});
  if (!bases.empty()) return;
  const std::string free = library.functions[entry.functions.back()].symbol;
  out.print("\n\nprivate:\n");
  out.print(R"(
      struct pgl_free {
        void operator()($c$* handle) const noexcept { $free$(handle); }
      };
      pgl::handle<$c$, pgl_free> pgl_handle_;
      )",
            {{"c", entry.name}, {"free", free}});
}

}  // namespace

void print_derived(emit::Printer& out, const std::string& name, const std::vector<Member>& members) {
  emit::Printer text;
  const auto names = text.with({{"name", name}});
  for (const Member& member : members) {
    const bool same = !member.arguments.empty() && member.arguments[0].type == "const " + name + "&";
    switch (member.function->source->role) {
      case Role::equal:
        text.print("[[nodiscard]] bool operator!=($type$ other) const { return !(*this == other); }\n", {{"type", member.arguments.at(0).type}});
        break;
      case Role::less:
        if (same) text.print("[[nodiscard]] bool operator>(const $name$& other) const { return other < *this; }\n");
        break;
      case Role::compare:
        // A partial order gives an optional: nothing is true of what cannot be compared.
        for (const std::string_view op : {"<", ">", "<=", ">="}) {
          text.print(member.result.rfind("std::optional", 0) == 0
                         ? R"(
              [[nodiscard]] bool operator$op$($type$ other) const {
                const auto order = compare(other);
                return order && *order $op$ 0;
              }
              )"
                         : "[[nodiscard]] bool operator$op$($type$ other) const { return compare(other) $op$ 0; }\n",
                     {{"op", std::string(op)}, {"type", member.arguments.at(0).type}});
        }
        break;
      case Role::to_bool:
        text.print("[[nodiscard]] explicit operator bool() const { return $to_bool$(); }\n", {{"to_bool", member.name}});
        break;
      case Role::to_text:
        text.print("friend std::ostream& operator<<(std::ostream& out, const $name$& value) { return out << value.$to_string$(); }\n",
                   {{"to_string", member.name}});
        break;
      case Role::iterate:
        text.print(R"(
            /// Goes through the elements as they are now.
            [[nodiscard]] auto begin() const { return pgl::snapshot_iterator<$T$>($elements$()); }
            [[nodiscard]] std::nullptr_t end() const noexcept { return nullptr; }
            )",
                   {{"T", member.result}, {"elements", member.name}});
        break;
      case Role::next:
        if (member.function->outcome) break;
        text.print(R"(
            /// Goes through the elements that are left.
            [[nodiscard]] auto begin() { return pgl::next_iterator<$name$>(*this); }
            [[nodiscard]] std::nullptr_t end() const noexcept { return nullptr; }
            )");
        break;
      default: break;
    }
  }
  if (!text.text().empty()) out.print("\n\n#if !POLYGLUE_NO_EXCEPTIONS\n$text$\n#endif\n", {{"text", text.text()}});
}

void print_object(emit::Printer& out, const Client& client, const model::Object& object) {
  const abi::Class& entry = *client.library.find_class(object.info.id);
  const std::string name = client.name(object.info.id);
  const std::set<std::string> hidden = names_inside(object);
  const Spelling spelling(client, hidden);
  std::vector<std::string> bases;
  std::string base_list, adopted;
  for (const model::DeclId& id : object.bases) {
    const abi::Class* base = client.library.find_class(id);
    if (!base || client.is_foreign(id)) continue;
    bases.push_back(client.name(id));
    base_list += (base_list.empty() ? " : public " : ", public ") + bases.back();
    adopted += fmt::format("{}{}(pgl::adopt, reinterpret_cast<{}*>(handle))", adopted.empty() ? "" : ", ", bases.back(), base->name);
  }
  out.print("\n\n$doc$\nclass $deprecated$$name$$final$$bases$ {\n public:\n",
            {{"doc", lines(out, doc(object.info))}, {"deprecated", deprecated(object.info)}, {"name", name},
             {"final", object.is_final ? " final" : ""}, {"bases", base_list}});
  {
    const auto indent = out.indent(2);
    out.print("using pgl_type = $c$;\n", {{"c", entry.name}});
    print_nested(out, client, object.info);
    for (const model::Constant& constant : object.constants) print_constant(out, spelling, constant, true);
    out.print("\n\n/// Takes over a C handle.\n$text$\n",
              {{"text", constructor(name + "(", {"pgl::adopt_t", entry.name + "* handle"},
                                    bases.empty() ? "pgl_handle_(handle)" : adopted, " noexcept")}});
    if (const abi::Interface* interface = client.library.find_interface(object.info.id)) print_methods(out, client, spelling, *interface);
    const std::vector<Member> methods = members(client, spelling, object.info.id, hidden);
    print_constructors(out, client, name, object.info.id, methods);
    for (const Member& member : methods) {
      std::vector<std::string> notes = member.notes;
      if (member.is_copy) notes.emplace_back("A copy, because the object is about to end.");
      out.print("\n\n$doc$\n$declaration$;\n",
                {{"doc", lines(out, doc(client, *member.function->source, notes))},
                 {"declaration", member.declaration()}});
    }
    print_derived(out, name, methods);
    print_handle(out, client, entry, bases);
  }
  out.print("};\n");
}

}  // namespace polyglue::cpp
