// Errors: one enum of them all, a struct for each of the library's own.
#include <fmt/format.h>

#include <algorithm>

#include "emit/naming.hpp"
#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

/// The errors that derive from one, and itself.
std::vector<const abi::Error*> family(const Crate& crate, const abi::Error& error) {
  std::vector<const abi::Error*> result;
  for (const abi::Error& other : crate.library.errors) {
    for (const model::Error* up = other.source; up; up = up->base ? crate.library.model->find_as<model::Error>(*up->base) : nullptr) {
      if (up->info.id != error.source->info.id) continue;
      result.push_back(&other);
      break;
    }
  }
  return result;
}

std::string field_name(const model::Field& field) {
  const std::string name = function_name(field.info.name);
  return name == "what" ? "what_" : name;
}

/// A program can make one, for C++ to catch.
bool is_raised(const Crate& crate, const abi::Error& error) { return crate.library.calls_hosts() && !error.source->factory.empty(); }

void print_new(emit::Printer& out, const Crate& crate, const abi::Error& error) {
  std::vector<std::string> params = {"message: impl Into<String>"}, fields = {"what: message.into()"};
  for (const model::Field& field : error.source->fields) {
    const std::string name = field_name(field), local = name == "message" ? "message_" : name;
    params.push_back(local + ": " + value_type(crate, field.type));
    fields.push_back(local == name ? name : name + ": " + local);
  }
  out.print("/// For functions that C++ calls to fail with.\n$head$\n    $made$\n}\n\n",
            {{"head", list("pub fn new(", params, ") -> Self {", 4)}, {"made", literal_of(crate.name(error.source->info.id), fields, 8)}});
}

/// An alternative of the crate's own error.
void print_alternative(emit::Printer& out, const Crate& crate, const std::string& name) {
  out.print(R"(

      impl From<$name$> for crate::$Error$ {
          fn from(error: $name$) -> Self {
              crate::$Error$::$name$(Box::new(error))
          }
      }
      )",
            {{"name", name}, {"Error", crate.error}});
}

/// For crates whose libraries have the error as well.
void print_made(emit::Printer& out, const Crate& crate, const model::Error& source) {
  std::vector<std::string> params = {"what: String"}, fields = {"what"};
  for (const model::Field& field : source.fields) {
    params.push_back(field_name(field) + ": " + value_type(crate, field.type));
    fields.push_back(field_name(field));
  }
  out.print("#[doc(hidden)]\n$head$\n    $made$\n}\n\n",
            {{"head", list("pub fn pgl_made(", params, ") -> Self {", 4)}, {"made", literal_of(crate.name(source.info.id), fields, 8)}});
}

void print_struct(emit::Printer& out, const Crate& crate, const abi::Error& error) {
  const model::Error& source = *error.source;
  const std::string name = crate.name(source.info.id);
  const auto all = [&](const auto& test) { return std::all_of(source.fields.begin(), source.fields.end(), [&](const model::Field& f) { return test(f.type); }); };
  std::string derived = all([&](const model::Type& t) { return crate.is_clone(t); }) ? "Clone, Debug" : "Debug";
  if (all([&](const model::Type& t) { return crate.has_equality(t); })) derived += ", PartialEq";
  out.print("\n\n$doc$\n$deprecated$\n#[derive($derived$)]\n#[non_exhaustive]\npub struct $name$ {\n    pub(crate) what: String,\n",
            {{"doc", lines(out, doc(source.info))}, {"deprecated", lines(out, deprecated(source.info))}, {"derived", derived}, {"name", name}});
  for (const model::Field& field : source.fields) {
    const auto indent = out.indent(4);
    out.print("$doc$\npub $field$: $type$,\n", {{"doc", lines(out, doc(field.info))}, {"field", field_name(field)}, {"type", value_type(crate, field.type)}});
  }
  out.print(R"(
      }

      impl $name$ {
          $new$
          /// What happened, for people.
          pub fn message(&self) -> &str {
              &self.what
          }
      }

      impl fmt::Display for $name$ {
          fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
              f.write_str(&self.what)
          }
      }

      impl std::error::Error for $name$ {}
      )",
            {{"name", name}, {"new", [&] {
                if (is_raised(crate, error)) print_new(out, crate, error);
                if (crate.library.model->uniffi) print_made(out, crate, source);
              }}});
  print_alternative(out, crate, name);
}

/// `matches!(self, A | B)` as rustfmt breaks it.
std::string matches(const std::vector<std::string>& patterns) {
  const std::string flat = fmt::format("{}", fmt::join(patterns, " | "));
  if (flat.size() + 8 + 16 <= 100) return "matches!(self, " + flat + ")";
  const std::string rows = flat.size() + 12 <= 100 ? flat : fmt::format("{}", fmt::join(patterns, "\n        | "));
  return "matches!(\n    self,\n    " + rows + "\n)";
}

void print_raise(emit::Printer& out, const Crate& crate) {
  emit::Printer cases;
  for (const abi::Error& error : crate.library.errors) {
    const std::string name = crate.name(error.source->info.id);
    const bool foreign = crate.is_foreign(error.source->info.id);
    if (!error.payload) {
      cases.print(foreign ? "$status$ => Ok($name$::pgl_made(what).into()),\n" : "$status$ => Ok($name$ { what }.into()),\n", {{"status", std::to_string(error.status)}, {"name", name}});
      continue;
    }
    const abi::Type& payload = crate.library.type(*error.payload);
    std::vector<std::string> fields = {"what"};
    for (std::size_t i = 0; i < error.source->fields.size(); ++i) {
      fields.push_back(fmt::format("{}pgl::Lift::lift(&fields.{})?", foreign ? "" : field_name(error.source->fields[i]) + ": ", function_name(payload.members[i])));
    }
    // "Ok(" and ".into())" stand around it.
    const std::string made = foreign ? list(name + "::pgl_made(", fields, ")", 12 + 11) : literal_of(name, fields, 12 + 11);
    cases.print("$status$ => {\n    let fields = &*details.payload.cast::<ffi::$c$>();\n    Ok($made$)\n}\n",
                {{"status", std::to_string(error.status)}, {"c", payload.name}, {"made", made + (made.find('\n') == std::string::npos ? "" : "\n") + ".into()"}});
  }
  const bool own = !crate.library.errors.empty();
  out.print(R"(

      /// Done, or the error of the last call on this thread.
      #[inline]
      pub(crate) fn check(status: i32) -> Result<(), crate::$Error$> {
          if status == 0 {
              Ok(())
          } else {
              Err(fail(status))
          }
      }

      /// For calls that the library promises never to fail; not every library has some.
      #[allow(dead_code)]
      #[inline]
      #[track_caller]
      pub(crate) fn expect(status: i32) {
          if status != 0 {
              panic!("{}", fail(status));
          }
      }

      #[cold]
      fn fail(status: i32) -> crate::$Error$ {
          // SAFETY: the library's details of an error are there until the next one on this thread.
          unsafe {
              let details = &*ffi::$x$_last_error();
              $result$
          }
      }
      )",
            {{"x", crate.library.prefix}, {"Error", crate.error},
             {"result", [&] {
                const std::string error = own ? "lift(status, details).unwrap_or_else(crate::" + crate.error + "::from)"
                                              : "pgl::Failure::from_details(status, details, pgl::message(details)).into()";
                if (!crate.library.calls_hosts()) {
                  out.print("$error$\n", {{"error", error}});
                  return;
                }
                out.print("let error = $error$;\n// An error of the program is the caller's alone from here on.\nffi::$x$_forget_error();\nerror\n",
                          {{"error", error}, {"x", crate.library.prefix}});
              }}});
  if (!own) return;
  out.print(R"(

      /// # Safety
      /// The details must be those of an error of this status.
      $lift$
          let what = pgl::message(details);
          match status {
              $cases$
              _ => Ok(pgl::Failure::from_details(status, details, what).into()),
          }
      }
      )",
            {{"cases", cases.take()},
             {"lift", list("unsafe fn lift(", {"status: i32", "details: &pgl::ErrorDetails"}, ") -> Result<crate::" + crate.error + ", pgl::Failure> {", 0)}});
}

/// One error on its way to C++, as an arm of a match.
void print_raised(emit::Printer& out, const Crate& crate, const abi::Error& error) {
  const auto names = out.with({{"name", crate.name(error.source->info.id)}, {"status", std::to_string(error.status)}});
  if (!is_raised(crate, error)) {
    const bool sent = !error.payload || !crate.library.type(*error.payload).has_handles;
    // C++ cannot make one, but what it makes instead may lead back to this one.
    out.print(sent ? "crate::$Error$::$name$(error) => pgl::Failure::of_program(error).raise(told),\n"
                   : "crate::$Error$::$name$(error) => pgl::Failure::of_program(error.message().into()).raise(told),\n");
    return;
  }
  if (!error.payload) {
    out.print("crate::$Error$::$name$(error) => fail($status$, error.message(), std::ptr::null()),\n");
    return;
  }
  const abi::Type& payload = crate.library.type(*error.payload);
  std::vector<std::string> fields;
  for (std::size_t i = 0; i < payload.members.size(); ++i) {
    fields.push_back(fmt::format("{}: pgl::lower(&error.{}, &mut scratch)", function_name(payload.members[i]), field_name(error.source->fields[i])));
  }
  out.print(R"(
      crate::$Error$::$name$(error) => {
          let mut scratch = pgl::Scratch::new();
          let fields = $made$;
          fail($status$, error.message(), pgl::address(&fields))
      }
      )",
            {{"made", literal_of("ffi::" + payload.name, fields, 12 + 14)}});
}

/// What C++ gets for an error of the program.
void print_run(emit::Printer& out, const Crate& crate) {
  const auto names = out.with({{"Error", crate.error}, {"x", crate.library.prefix}, {"other", failure_variant(crate)}});
  out.print(R"(

      /// One call of a function of the program by C++.
      #[inline]
      pub(crate) fn run(body: impl FnOnce() -> Result<i32, pgl::BoxError>) -> i32 {
          pgl::run(body, raise, &CALL)
      }

      $told$
      $promises$

      /// Tells C++ why a function of the program failed: the library's own errors become its exceptions.
      #[cold]
      fn raise(error: pgl::BoxError, told: &pgl::Told) -> i32 {
          $fail$
          let error = pgl::own::<crate::$Error$, crate::$Error$>(error)
              $own$
              .or_else(pgl::own::<pgl::Failure, _>)
              .unwrap_or_else(|error| pgl::Failure::of_program(error).into());
          match error {
              $cases$
              crate::$Error$::$other$(failure) => failure.raise(told),
          }
      }
      )",
            {{"told", constant_of("const CALL: pgl::Told", "pgl::Told::Call", {"fail: ffi::" + crate.library.prefix + "_fail", "fail_host: ffi::" + crate.library.prefix + "_fail_host"}, 0)},
             {"promises", [&] {
                if (!crate.library.has_promises()) return;
                out.print(R"(

                    /// For what C++ waits for.
                    pub(crate) static PROMISES: pgl::Promises = pgl::Promises {
                        fail: ffi::$x$_promise_fail,
                        fail_host: ffi::$x$_promise_fail_host,
                        on_end: ffi::$x$_promise_on_end,
                        free: ffi::$x$_promise_free,
                        raise,
                    };
                    )");
              }},
             {"fail", [&] {
                if (std::none_of(crate.library.errors.begin(), crate.library.errors.end(), [&](const abi::Error& error) { return is_raised(crate, error); })) return;
                out.print("// SAFETY: the fields are those of the status.\n"
                          "let fail = |status, message: &str, fields| unsafe { told.fail(status, message, fields) };\n");
              }},
             {"own", [&] {
                for (const abi::Error& error : crate.library.errors) out.print(".or_else(pgl::own::<$name$, _>)\n", {{"name", crate.name(error.source->info.id)}});
              }},
             {"cases", [&] {
                for (const abi::Error& error : crate.library.errors) print_raised(out, crate, error);
              }}});
}

}  // namespace

std::string errors_file(const Crate& crate) {
  emit::Printer out;
  out.print(R"(
      //! The library's errors, each with its fields; `$Error$` is one of them or of the border's.

      use std::fmt;

      use crate::{ffi, pgl};
      )",
            {{"Error", crate.error}});
  std::map<std::string, std::vector<std::string>> others;
  for (const abi::Error& error : crate.library.errors) {
    const model::DeclId& id = error.source->info.id;
    if (crate.is_foreign(id)) others[crate.other_crate(id) + "::errors"].push_back(crate.name(id));
  }
  if (!others.empty()) out.print("\n");
  for (const auto& [path, names] : others) out.print("$text$", {{"text", use_of(path, names)}});
  for (const abi::Error& error : crate.library.errors) {
    const model::DeclId& id = error.source->info.id;
    if (crate.is_foreign(id)) print_alternative(out, crate, crate.name(id));
    else print_struct(out, crate, error);
  }
  print_raise(out, crate);
  if (crate.library.calls_hosts()) print_run(out, crate);
  std::string text = out.take();
  if (text.find("fmt::") == std::string::npos) text.replace(text.find("use std::fmt;\n\n"), 15, "");
  return text;
}

std::string failure_variant(const Crate& crate) {
  const bool taken = std::any_of(crate.library.errors.begin(), crate.library.errors.end(),
                                 [&](const abi::Error& e) { return crate.name(e.source->info.id) == "Failure"; });
  return taken ? "Border" : "Failure";
}

std::string error_enum(const Crate& crate) {
  emit::Printer out;
  const auto names = out.with({{"Error", crate.error}});
  out.print("//! The error of all functions.\n\nuse std::fmt;\n\nuse crate::$uses$;\n", {{"uses", crate.library.errors.empty() ? "pgl" : "{errors, pgl}"}});
  const bool clone = std::all_of(crate.library.errors.begin(), crate.library.errors.end(), [&](const abi::Error& e) {
    return std::all_of(e.source->fields.begin(), e.source->fields.end(), [&](const model::Field& f) { return crate.is_clone(f.type); });
  });
  out.print(R"(

      /// Every way in which a call can fail.
      #[derive($derived$)]
      #[non_exhaustive]
      pub enum $Error$ {
      )",
            {{"derived", clone ? "Clone, Debug" : "Debug"}});
  const std::string other = failure_variant(crate);
  {
    const auto indent = out.indent(4);
    for (const abi::Error& error : crate.library.errors) {
      const std::string name = crate.name(error.source->info.id);
      out.print("$doc$\n$name$(Box<errors::$name$>),\n", {{"doc", lines(out, doc(error.source->info))}, {"name", name}});
    }
    out.print("/// A failure that is not one of the library's own errors.\n$other$(Box<pgl::Failure>),\n", {{"other", other}});
  }
  out.print(R"(
      }

      impl $Error$ {
          /// What happened, for people.
          pub fn message(&self) -> &str {
              match self {
                  $messages$
                  $Error$::$other$(error) => error.message(),
              }
          }

          /// Which failure it is, if it is not one of the library's own errors.
          pub fn failure(&self) -> Option<pgl::FailureKind> {
              match self {
                  $Error$::$other$(error) => Some(error.kind()),
                  $rest$
              }
          }
          $families$
      }

      impl fmt::Display for $Error$ {
          fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
              f.write_str(self.message())
          }
      }

      $source$

      impl From<pgl::Failure> for $Error$ {
          fn from(failure: pgl::Failure) -> Self {
              $Error$::$other$(Box::new(failure))
          }
      }
      )",
            {{"source", [&] {
                if (!crate.library.calls_hosts()) {
                  out.print("impl std::error::Error for $Error$ {}\n");
                  return;
                }
                out.print(R"(
                    impl std::error::Error for $Error$ {
                        /// The very error that a function of the program failed with, if that is why.
                        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                            match self {
                                $Error$::$other$(error) => error.source(),
                                $rest$
                            }
                        }
                    }
                    )",
                          {{"other", other}, {"rest", lines(out, crate.library.errors.empty() ? "" : "_ => None,")}});
              }},
             {"other", other}, {"rest", lines(out, crate.library.errors.empty() ? "" : "_ => None,")},
             {"messages", [&] {
                for (const abi::Error& error : crate.library.errors) {
                  out.print("$Error$::$name$(error) => error.message(),\n", {{"name", crate.name(error.source->info.id)}});
                }
              }},
             {"families", [&] {
                for (const abi::Error& error : crate.library.errors) {
                  const auto derived = family(crate, error);
                  if (derived.size() < 2) continue;
                  const std::string name = crate.name(error.source->info.id);
                  std::vector<std::string> patterns;
                  for (const abi::Error* one : derived) patterns.push_back(crate.error + "::" + crate.name(one->source->info.id) + "(_)");
                  out.print("\n\n/// Whether it is a `$name$` or one of the errors derived from it.\npub fn is_$snake$(&self) -> bool {\n    $matches$\n}\n",
                            {{"name", name}, {"snake", emit::snake(name)}, {"matches", matches(patterns)}});
                }
              }}});
  return out.take();
}

}  // namespace polyglue::rust
