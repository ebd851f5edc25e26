// Classes of C++ that JavaScript implements or derives from.
#include <fmt/format.h>

#include "languages/js/module.hpp"
#include "languages/js/names.hpp"
#include "languages/js/shell.hpp"

namespace polyglue::js {
namespace {

/// The class among whose methods it is.
model::DeclId owner_of(const Context& context, const model::Function& source) {
  for (const abi::Class& entry : context.library.classes) {
    for (const model::Function& method : entry.source->methods) if (&method == &source) return entry.source->info.id;
  }
  return "";
}

bool has(const Overloads& overloads, const model::Function& source) {
  for (const abi::Function* one : overloads) if (one->source == &source) return true;
  return false;
}

}  // namespace

Member member_of(const Context& context, const model::Function& source) {
  const Members members = context.members(owner_of(context, source));
  for (const Members::Property& property : members.properties) {
    if (property.getter && property.getter->source == &source) return {Member::Kind::getter, property.name};
    if (property.setter && property.setter->source == &source) return {Member::Kind::setter, property.name};
  }
  for (const Members::Method& method : members.methods) if (has(method.overloads, source)) return {Member::Kind::method, method.name};
  return {Member::Kind::method, member_name(source.info.name)};
}

std::string method_tag(const Context& context, const abi::Interface& interface, const abi::Method& method) {
  return fmt::format("METHOD_{}_{}", context.type(context.library.find_class(interface.source->info.id)->handle).tag, method.call.name);
}

std::vector<const abi::Function*> functions_of_interfaces(const abi::Library& library) {
  std::vector<const abi::Function*> all;
  for (const abi::Interface& interface : library.interfaces) {
    for (const abi::Function& function : interface.constructors) all.push_back(&function);
    for (const abi::Method& method : interface.methods) if (method.base) all.push_back(&*method.base);
    for (const abi::Method& method : interface.methods) if (method.resolve) all.push_back(&*method.resolve);
  }
  return all;
}

bool is_abstract(const abi::Interface& interface) {
  for (const abi::Method& method : interface.methods) if (method.is_pure) return true;
  return false;
}

void print_implementer(emit::Printer& out, const Context& context, const abi::Interface& interface) {
  const std::string tag = context.type(context.library.find_class(interface.source->info.id)->handle).tag;
  std::vector<std::string> rows;
  for (const abi::Method& method : interface.methods) {
    rows.push_back(js_string((method.is_pure ? "abstract " : "") + member_of(context, *method.call.source).name));
  }
  print_line(out, list_line(fmt::format("const $methods_{0} = $implementer({1}, $native.{0}_methods, ", tag, context.name_of(interface.source->info.id)), rows, ");", 0, "[]"));
}

void print_inherited(emit::Printer& out, emit::Printer& before, const Context& context, const abi::Interface& interface) {
  struct Group {
    Member member;
    std::string owner;
    Overloads bases;
  };
  std::vector<Group> groups;
  for (const abi::Method& method : interface.methods) {
    const model::DeclId owner = owner_of(context, *method.call.source);
    if (!method.base || owner == interface.source->info.id) continue;
    const Member member = member_of(context, *method.call.source);
    Group* group = nullptr;
    for (Group& one : groups) if (one.member.name == member.name && one.member.kind == member.kind) group = &one;
    if (!group) group = &groups.emplace_back(Group{member, context.name_of(owner), {}});
    group->bases.push_back(&*method.base);
  }
  for (const Group& group : groups) {
    const std::string& name = group.member.name;
    const std::string body = "$" + native_name(context, *group.bases[0]);
    Frame frame;
    frame.head = "function " + body;
    frame.self = Frame::Self::record;
    before.print("\n");
    print_function(before, before, context, frame, group.bases);
    // The base may be one that is mixed in: no `super` leads to it.
    switch (group.member.kind) {
      case Member::Kind::getter:
        out.print("\n\nget $name$() {\n  return this[$$mine] ? $body$.call(this) : Reflect.get($owner$.prototype, $text$, this);\n}\n",
                  {{"name", name}, {"body", body}, {"owner", group.owner}, {"text", js_string(name)}});
        break;
      case Member::Kind::setter:
        out.print("\n\nset $name$(value) {\n  if (this[$$mine]) $body$.call(this, value);\n  else Reflect.set($owner$.prototype, $text$, value, this);\n}\n",
                  {{"name", name}, {"body", body}, {"owner", group.owner}, {"text", js_string(name)}});
        break;
      case Member::Kind::method:
        out.print("\n\n$name$(...args) {\n  return (this[$$mine] ? $body$ : $owner$.prototype.$name$).apply(this, args);\n}\n",
                  {{"name", name}, {"body", body}, {"owner", group.owner}});
    }
  }
}

}  // namespace polyglue::js
