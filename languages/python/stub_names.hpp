// Names in a stub: what it imports, and how a type is written. The library's own names win over both.
#pragma once

#include <map>
#include <set>
#include <string>

#include "languages/python/context.hpp"

namespace polyglue::python {

class StubNames {
 public:
  explicit StubNames(const Context& context);

  /// A name of another module, imported: "Iterable", or "_Iterable" where the library has an Iterable.
  std::string import(const std::string& module, const std::string& name);
  /// "list", or "builtins.list" where the library has something of that name.
  std::string builtin(const std::string& name);
  /// A type as argument (all that is taken) or as result (what is given).
  std::string type(const model::Type& type, bool argument);
  std::string type(abi::TypeId id, bool argument);
  /// What a function gives: sequences of numbers and plain records are Arrays.
  std::string result(const abi::Function& function);

  /// The same of a value that C++ gives to Python.
  std::string given(const model::Type& type);

  /// The import statements for everything asked for until now, as isort would have them.
  std::string imports() const;

 private:
  std::string scalar(model::Scalar scalar);
  std::string union_of(const abi::Type& variant, bool argument);

  const Context& context_;
  std::set<std::string> taken_;
  std::map<std::string, std::set<std::string>> imports_;  // by module: "Iterable", "Iterable as _Iterable"
};

}  // namespace polyglue::python
