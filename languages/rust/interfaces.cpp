// Classes of C++ that programs implement or derive from: the trait, and how C++ calls it.
#include <fmt/format.h>

#include "languages/rust/callbacks.hpp"
#include "languages/rust/members.hpp"

namespace polyglue::rust {
namespace {

/// Where an error of the library has objects inside, which stay in their thread.
constexpr std::string_view sent_error = ".map_err(|error| error.to_string())";

/// One method of the trait.
struct Override {
  std::string name;
  std::vector<std::string> parameters;  ///< "&self", "this: &crate::Shape", ...
  std::string result;                   ///< of the body in C++ as an owned value: "String", "()"
  std::string gives;                    ///< the same with what it may fail with, or when it comes
  std::vector<Received> received;
};

Override override_of(const Crate& crate, const abi::Interface& interface, const abi::Method& method) {
  const model::Function& source = *method.call.source;
  Override one;
  one.parameters = {"&self", "this: &" + crate.path(interface.source->info.id)};
  for (const abi::Param& param : method.call.params) {
    if (param.role != abi::ParamRole::argument) continue;
    one.received.push_back(receive(crate, param, source.params[param.index].type));
    one.parameters.push_back(one.received.back().name + ": " + one.received.back().type);
  }
  one.result = model::is<model::Void>(source.result) ? "()" : value_type(crate, crate.represented(source.result));
  one.gives = method.resolve ? "crate::pgl::Later<'_, " + one.result + ">" : "std::result::Result<" + one.result + ", crate::pgl::BoxError>";
  return one;
}

std::vector<Override> overrides(const Crate& crate, const abi::Interface& interface) {
  std::vector<Override> all;
  std::set<std::string> used;
  for (const abi::Method& method : interface.methods) {
    all.push_back(override_of(crate, interface, method));
    std::string& name = all.back().name = override_name(*method.call.source);
    while (!used.insert(name).second) name += '_';  // one that a base hides
  }
  return all;
}

/// Whether the trait has a method that runs the body in C++. Objects may belong to one thread, so no future brings them that
/// has begun in another one than it is polled in.
bool has_default(const Crate& crate, const abi::Method& method) {
  return method.base && !(method.resolve && crate.has_objects(method.call.source->result));
}

/// How the C function of the body in C++ gets what the trait's method has got.
std::string passed(const Crate& crate, const abi::Param& param, const model::Type& given, const Received& received) {
  const model::Type& type = crate.represented(given);
  const std::string& name = received.name;
  std::string value = "pgl::lower(&" + name + ", &mut scratch)";
  if (const auto* scalar = model::as<model::Scalar>(type)) {
    value = *scalar == model::Scalar::boolean ? "u8::from(" + name + ")" : *scalar == model::Scalar::codepoint ? "u32::from(" + name + ")" : name;
  } else if (received.type == "&str") {
    value = "pgl::text(" + name + ")";
  } else if (received.type.starts_with("&[")) {
    value = "pgl::plain(" + name + ")";
  } else if (const auto* object = model::as<model::ObjectRef>(type); object && !crate.is_foreign(object->id)) {
    value = "pgl::handle(" + std::string(received.type.starts_with("&") ? "" : "&") + name + ")";
  }
  if (param.has_default) return "pgl::pointer(&Some(" + value + "))";
  return param.by_pointer ? "&" + value : value;
}

/// Runs the body in C++.
std::string base_call(const Crate& crate, const abi::Interface& interface, const abi::Method& method, const Override& one) {
  const model::Function& source = *method.call.source;
  Member member;
  member.function = &*method.base;
  member.scope = crate.name(interface.source->info.id);
  member.self = "&self";
  member.handle = "this";
  member.result = one.result;
  if (!crate.errors_are_send()) member.failed = std::string(sent_error) + "?";
  std::size_t next = 0;
  for (const abi::Param& param : method.base->params) {
    if (param.role != abi::ParamRole::argument) continue;
    Argument argument;
    argument.call = passed(crate, param, source.params[param.index].type, one.received[next++]);
    member.arguments.push_back(std::move(argument));
  }
  if (member.result != "()") member.lift = value_lift(crate, source.result);
  return method.resolve ? later_body(crate, member) : body(crate, member);
}

/// C++ has a promise of `later`.
void print_promise(emit::Printer& out, const Crate& crate, const abi::Method& method, const Override& one) {
  const abi::Function& resolve = *method.resolve;
  const abi::Param* value = resolve.param(abi::ParamRole::argument);
  const std::string promise = local_name(method.call.params.back());
  std::vector<std::string> given = {"promise"};
  if (value) given.push_back(std::string(value->by_pointer ? "&" : "") + "pgl::lower(&value, &mut scratch)");
  out.print(R"(
      let resolve = |promise, $value$| {
          $scratch$
          $status$
          crate::errors::check(status)$sent$.map_err(pgl::BoxError::from)
      };
      $begin$
      Ok(0)
      )",
            {{"value", value ? "value: " + one.result : "()"}, {"scratch", lines(out, value ? "let mut scratch = pgl::Scratch::new();" : "")},
             {"status", assignment("let status =", "ffi::" + resolve.symbol + "(", given, ");", 16)}, {"sent", crate.errors_are_send() ? "" : std::string(sent_error)},
             {"begin", list("pgl::promise(", {promise, "&crate::errors::PROMISES", "pgl::given_arc::<T>(user)", "later", "resolve"}, ");", 12)}});
}

void print_method(emit::Printer& out, const Crate& crate, const abi::Interface& interface, const abi::Method& method, const Override& one) {
  const abi::HostFunction& call = method.call;
  std::string first, then;
  std::vector<std::string> values = {"&this"};
  for (const Received& received : one.received) {
    if (!received.before.empty()) (received.first ? first : then) += received.before + "\n";
    values.push_back(received.value);
  }
  const std::string result = method.resolve ? "let later =" : call.result ? "let result =" : "";
  const std::string called = assignment(result, "methods." + one.name + "(", values, method.resolve ? ");" : ")?;", 12);
  out.print(R"(

      $head$
          crate::errors::run(|| {
              let methods = pgl::given::<T>(user);
              $before$
              $called$
              $end$
          })
      }
      )",
            {{"head", list("unsafe extern \"C\" fn " + one.name + "(", host_parameters(crate, call, "ffi::"), ") -> i32 {", 4)},
             {"before", lines(out, first + "let this = pgl::lent::<" + crate.path(interface.source->info.id) + ">(this)?;\n" + then)},
             {"called", result.empty() ? called.substr(called.find_first_not_of(" \n")) : called},
             {"end", [&] {
                if (method.resolve) print_promise(out, crate, method, one);
                else print_answer(out, call);
              }}});
}

}  // namespace

std::string interfaces_file(const Crate& crate) {
  if (crate.library.interfaces.empty()) return "";
  emit::Printer out;
  out.print("//! How C++ calls what a program implements its classes with.\n\nuse std::marker::PhantomData;\nuse std::os::raw::c_void;\n\nuse crate::{ffi, pgl};\n");
  for (const abi::Interface& interface : crate.library.interfaces) {
    std::vector<std::string> fields = {"common: pgl::Methods::of::<ffi::" + interface.name + ">()"};
    const std::vector<Override> all = overrides(crate, interface);
    for (std::size_t i = 0; i < all.size(); ++i) fields.push_back(field_name(interface.methods[i]) + ": Self::" + all[i].name);
    out.print(R"(

        pub(crate) struct $name$<T: ?Sized>(PhantomData<T>);

        impl<T: $trait$ + ?Sized> $name$<T> {
            $table$
            $methods$
        }
        )",
              {{"name", crate.name(interface.source->info.id)}, {"trait", "crate::" + crate.trait_name(interface.source->info.id)},
               {"table", constant_of("pub(crate) const METHODS: &'static ffi::" + interface.name, "&ffi::" + interface.name, fields, 4)},
               {"methods", [&] {
                  for (std::size_t i = 0; i < all.size(); ++i) print_method(out, crate, interface, interface.methods[i], all[i]);
                }}});
  }
  return out.take();
}

void print_trait(emit::Printer& out, const Crate& crate, const abi::Interface& interface) {
  const model::DeclId& id = interface.source->info.id;
  const auto names = out.with({{"name", crate.name(id)}, {"trait", crate.trait_name(id)}});
  out.print(R"(

      /// What a program implements a [`$name$`] with; [`$name$::implement`] makes an object of it.
      ///
      /// C++ calls the methods, from any thread and inside of one another. `this` is the object that they
      /// belong to. What they fail with comes out of the call to C++ that it ends.
      pub trait $trait$: Send + Sync + 'static {
          $methods$
      }
      )",
            {{"methods", [&] {
                const std::vector<Override> all = overrides(crate, interface);
                for (std::size_t i = 0; i < all.size(); ++i) {
                  const abi::Method& method = interface.methods[i];
                  const Override& one = all[i];
                  const std::vector<std::string> notes = has_default(crate, method) ? std::vector<std::string>{"The body in C++ runs unless there is another."} : std::vector<std::string>{};
                  const std::string head = "fn " + one.name + "(", tail = ") -> " + one.gives;
                  const std::string text = doc(crate, *method.call.source, notes);
                  out.print("\n\n$doc$\n", {{"doc", lines(out, text)}});
                  if (!has_default(crate, method)) {
                    out.print("$head$\n", {{"head", list(head, one.parameters, tail + ";", 4)}});
                  } else {
                    out.print("$head$\n    $body$\n}\n", {{"head", list(head, one.parameters, tail + " {", 4)}, {"body", base_call(crate, interface, method, one)}});
                  }
                }
              }}});
}

}  // namespace polyglue::rust
