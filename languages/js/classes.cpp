// Classes: JavaScript classes that hold a handle.
#include <fmt/format.h>

#include "languages/c/c_backend.hpp"
#include "languages/js/codec.hpp"
#include "languages/js/module.hpp"
#include "languages/js/names.hpp"
#include "languages/js/shell.hpp"

namespace polyglue::js {
namespace {

class ClassPrinter {
 public:
  ClassPrinter(emit::Printer& out, emit::Printer& before, const Context& context, const abi::Class& entry)
      : out_(out), before_(before), context_(context), entry_(entry), source_(*entry.source), members_(context.members(source_.info.id)),
        name_(type_name(context.model, source_.info)), tag_(context.type(entry.handle).tag), interface_(context.library.find_interface(source_.info.id)) {
    for (const model::DeclId& base : source_.bases) if (context.library.find_class(base) && !context.is_foreign(base)) bases_.push_back(base);
  }

  void print() {
    if (context_.is_foreign(source_.info.id)) {
      return out_.print("\n\nconst $$wrap_$tag$ = $$foreign($name$, $$native.$$share_$tag$, $$native.$$take_$tag$, $$native.$tag$_free, $$failure);\n", {{"tag", tag_}, {"name", name_}});
    }
    out_.print("\n\n$doc$class $name$ extends $base$ {\n  $body$\n}\n",
               {{"doc", doc_comment(context_, source_.info)}, {"name", name_},
                {"base", bases_.empty() ? base() : context_.name_of(bases_[0])}, {"body", [&] { body(); }}});
    if (context_.is_secondary_base(source_.info.id)) out_.print("$$sharedBase($name$);\n", {{"name", name_}});
    for (std::size_t i = 1; i < bases_.size(); ++i) {
      out_.print("$$mixIn($name$, $base$);\n", {{"name", name_}, {"base", context_.name_of(bases_[i])}});
    }
    out_.print("const $$adopt_$tag$ = $$adopter($name$, $$native.$tag$_free);\n", {{"tag", tag_}, {"name", name_}});
    print_wrap();
    if (!context_.host.own_memory && c::is_exchanged(context_.library, entry_)) {
      out_.print("$$exchange($name$, $$native.$$share_$tag$, $$native.$$take_$tag$, $$wrap_$tag$, $$failure);\n", {{"tag", tag_}, {"name", name_}});
    }
    if (!interface_) return;
    print_implementer(out_, context_, *interface_);
    Frame frame;
    frame.kind = Frame::Kind::handle;
    if (!members_.constructors.empty()) {
      frame.head = "function $new_" + tag_;
      before_.print("\n");
      print_function(before_, before_, context_, frame, members_.constructors);
    }
    Overloads implementing;
    for (const abi::Function& function : interface_->constructors) implementing.push_back(&function);
    frame.head = "function $implement_" + tag_;
    before_.print("\n");
    print_function(before_, before_, context_, frame, implementing);
  }

 private:
  std::string base() const {
    const model::Function* next = model::next_of(source_);
    return !next ? "$NativeObject" : next->is_async ? "$AsyncStream" : "$Stream";
  }

  void body() {
    for (const model::Constant& constant : source_.constants) {
      const auto value = literal(context_, constant.type, constant.value);
      if (!value) continue;
      out_.print("$doc$static $name$ = $value$;\n\n", {{"doc", doc_comment(context_, constant.info)},
                                                     {"name", constant_name(constant.info.name)}, {"value", *value}});
    }
    constructor();
    for (const Members::Property& property : members_.properties) {
      accessor(property, property.getter, "get ", Frame::Kind::function);
      accessor(property, property.setter, "set ", Frame::Kind::setter);
    }
    for (const Members::Method& method : members_.methods) {
      if (method.overloads.size() == 1) {
        out_.print("\n\n$doc$", {{"doc", doc_comment(context_, method.overloads[0]->source->info, method.overloads[0]->source)}});
      } else {
        out_.print("\n");
      }
      Frame frame;
      frame.head = (method.is_static ? "static " : "") + method.name;
      frame.self = method.is_static ? Frame::Self::none : Frame::Self::object;
      print_function(out_, before_, context_, frame, method.overloads);
    }
    if (interface_) print_inherited(out_, before_, context_, *interface_);
  }

  void accessor(const Members::Property& property, const abi::Function* function, const char* word, Frame::Kind kind) {
    if (!function) return;
    out_.print("\n\n$doc$", {{"doc", function == property.setter && property.getter ? "" : doc_comment(context_, function->source->info)}});
    Frame frame;
    frame.head = word + property.name;
    frame.self = Frame::Self::object;
    frame.kind = kind;
    print_function(out_, before_, context_, frame, {function});
  }

  /// Derived classes have a handle already: they pass it on behind $adopt.
  void constructor() {
    if (interface_) return implementing_constructor();
    Frame frame;
    frame.head = "constructor";
    frame.kind = Frame::Kind::constructor;
    frame.super = bases_.empty() ? "super(" : "super($adopt, ";
    if (!entry_.descendants.empty()) {
      frame.prologue = fmt::format("if (arguments[0] === $$adopt) {{\n  {}arguments[1]);\n  return;\n}}\n", bases_.empty() ? "super(" : "super($$adopt, ");
    }
    if (!members_.constructors.empty()) return print_function(out_, before_, context_, frame, members_.constructors);
    out_.print("constructor() {\n  $prologue$\n  throw new TypeError($text$);\n}\n",
               {{"prologue", [&] { out_.print(frame.prologue); }}, {"text", js_string(name_ + " has no constructor")}});
  }

  /// A derived class of JavaScript's gets an object that calls it.
  void implementing_constructor() {
    const std::string super = bases_.empty() ? "super(" : "super($adopt, ";
    const bool can_be_made = !members_.constructors.empty();
    const std::string implement = fmt::format("$implement_{0}($methods_{0}(new.target), ...$args)", tag_);
    out_.print(R"(
        constructor(...$$args) {
          if ($$args[0] === $$adopt) {
            $super$$$args[1]);
            return;
          }
          $make$
        }
        )", {{"super", super}, {"make", [&] {
               if (!can_be_made) return out_.print("$super$$implement$);\n$$attach(this);\n", {{"super", super}, {"implement", implement}});
               out_.print("if (new.target === $name$) {\n  $super$$$new_$tag$(...$$args));\n} else {\n  $super$$implement$);\n  $$attach(this);\n}\n",
                          {{"name", name_}, {"super", super}, {"tag", tag_}, {"implement", implement}});
             }}});
  }

  void print_wrap() {
    out_.print("function $$wrap_$tag$(handle$lent$) {\n  $own$\n  $switch$\n  return new $$adopt_$tag$(handle);\n}\n",
               {{"tag", tag_}, {"lent", context_.may_be_own(source_.info.id) ? ", lent" : ""}, {"own", [&] {
                   if (!context_.may_be_own(source_.info.id)) return;
                   out_.print("const own = $$ownObject(handle, lent);\nif (own !== undefined) return own;\n");
                 }}, {"switch", [&] {
                   if (!source_.is_polymorphic || entry_.descendants.empty()) return;
                   out_.print("switch ($$native.$$classOf(handle)) {\n");
                   for (const model::DeclId& id : entry_.descendants) {
                     const abi::Class* derived = context_.library.find_class(id);
                     out_.print("  case $number$:\n    return new $$adopt_$tag$(handle);\n",
                                {{"number", std::to_string(c::class_number(context_.library, *derived))},
                                 {"tag", context_.type(derived->handle).tag}});
                   }
                   out_.print("}\n");
                 }}});
  }

  emit::Printer& out_;
  emit::Printer& before_;
  const Context& context_;
  const abi::Class& entry_;
  const model::Object& source_;
  Members members_;
  std::string name_, tag_;
  const abi::Interface* interface_;
  std::vector<model::DeclId> bases_;
};

}  // namespace

void print_class(emit::Printer& out, emit::Printer& before, const Context& context, const abi::Class& entry) {
  ClassPrinter(out, before, context, entry).print();
}

}  // namespace polyglue::js
