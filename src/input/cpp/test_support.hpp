// Headers as text, for the tests of the front end.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "input/cpp/front_end.hpp"

namespace polyglue::input::cpp::test {

using Tweak = std::function<void(config::Config&)>;

/// What reading "/pg-test/lib.hpp" gave; the namespace lib is exported unless `tweak` says otherwise.
struct Result {
  std::optional<model::Library> library;
  diag::Sink sink;

  const model::Library& ok() const {
    if (!library) {
      for (const auto& each : sink.all()) ADD_FAILURE() << each.code << " " << each.location.line << ": " << each.message;
      static const model::Library none;
      return none;
    }
    return *library;
  }

  template <class T>
  const T& get(const std::string& id) const {
    for (const auto& decl : ok().decls)
      if (const auto* found = std::get_if<T>(&decl); found && found->info.id == id) return *found;
    ADD_FAILURE() << "no declaration " << id;
    static const T none;
    return none;
  }
  /// A free function by its name.
  const model::Function& function(const std::string& name) const {
    for (const auto& decl : ok().decls)
      if (const auto* found = std::get_if<model::Function>(&decl); found && found->unique_name == name) return *found;
    ADD_FAILURE() << "no function " << name;
    static const model::Function none;
    return none;
  }
  const model::Skipped& skipped(const std::string& id) const {
    for (const auto& each : ok().skipped)
      if (each.id == id) return each;
    ADD_FAILURE() << id << " was not skipped";
    static const model::Skipped none;
    return none;
  }
};

inline Result read_text(const std::string& text, const Tweak& tweak = {}) {
  config::Config config;
  config.name = "lib";
  config.headers = {"lib.hpp"};
  config.include_paths = {"/pg-test", POLYGLUE_INCLUDE_DIR};
  config.flags = {"-std=c++23"};
  config.namespaces = {"lib"};
  if (tweak) tweak(config);
  Result result;
  result.library = read(config, result.sink, {{"/pg-test/lib.hpp", text}});
  return result;
}

/// A method of an object or record by unique name.
template <class T>
const model::Function& method(const T& of, const std::string& name) {
  for (const auto& each : of.methods)
    if (each.unique_name == name) return each;
  ADD_FAILURE() << "no method " << name << " in " << of.info.id;
  static const model::Function none;
  return none;
}

template <class T>
const model::Function* with_role(const T& of, model::Role role) {
  for (const auto& each : of.methods)
    if (each.role == role) return &each;
  return nullptr;
}

}  // namespace polyglue::input::cpp::test
