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
    std::string member = function_name(field.info.name);
    if (member == "what") member = "what_";
    out.print("$doc$\npub $field$: $type$,\n", {{"doc", lines(out, doc(field.info))}, {"field", member}, {"type", value_type(crate, field.type)}});
  }
  out.print(R"(
      }

      impl $name$ {
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

      impl From<$name$> for crate::$Error$ {
          fn from(error: $name$) -> Self {
              crate::$Error$::$name$(Box::new(error))
          }
      }
      )",
            {{"name", name}, {"Error", crate.error}});
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
    if (!error.payload) {
      cases.print("$status$ => Ok($name$ { what }.into()),\n", {{"status", std::to_string(error.status)}, {"name", name}});
      continue;
    }
    const abi::Type& payload = crate.library.type(*error.payload);
    std::vector<std::string> fields = {"what"};
    for (std::size_t i = 0; i < error.source->fields.size(); ++i) {
      std::string member = function_name(error.source->fields[i].info.name);
      if (member == "what") member = "what_";
      fields.push_back(fmt::format("{}: pgl::Lift::lift(&fields.{})?", member, function_name(payload.members[i])));
    }
    // "Ok(" and ".into())" stand around it.
    const std::string made = literal_of(name, fields, 12 + 11);
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
              $body$
          }
      }
      )",
            {{"x", crate.library.prefix}, {"Error", crate.error},
             {"body", own ? "lift(status, details).unwrap_or_else(crate::" + crate.error + "::from)"
                          : "pgl::Failure::from_details(status, details, pgl::message(details)).into()"}});
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

}  // namespace

std::string errors_file(const Crate& crate) {
  emit::Printer out;
  out.print(R"(
      //! The library's errors, each with its fields; `$Error$` is one of them or of the border's.

      use std::fmt;

      use crate::{ffi, pgl};
      )",
            {{"Error", crate.error}});
  for (const abi::Error& error : crate.library.errors) print_struct(out, crate, error);
  print_raise(out, crate);
  std::string text = out.take();
  if (crate.library.errors.empty()) text.replace(text.find("use std::fmt;\n\n"), 15, "");
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

      impl std::error::Error for $Error$ {}

      impl From<pgl::Failure> for $Error$ {
          fn from(failure: pgl::Failure) -> Self {
              $Error$::$other$(Box::new(failure))
          }
      }
      )",
            {{"other", other}, {"rest", lines(out, crate.library.errors.empty() ? "" : "_ => None,")},
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
