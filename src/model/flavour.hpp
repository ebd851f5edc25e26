// Names and manners that callers of a library know already. Languages that have them generate them where the
// library asks; the API itself is the same.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/type.hpp"

namespace polyglue::model {

/// How one language shows a custom type. The expressions hold `{}` where the value stands.
struct CustomForm {
  std::string type_name;             ///< "ParseResult"; empty: that of what crosses
  std::vector<std::string> imports;  ///< modules that the expressions need
  std::string lift;                  ///< from what crosses: "urlparse({})"
  std::string lower;                 ///< to what crosses: "{}.geturl()"
  bool operator==(const CustomForm&) const = default;
};

/// What a library says for one language alone.
struct LanguageForm {
  std::map<std::string, CustomForm> custom_types;        ///< by the type's name
  std::map<std::string, std::string> external_packages;  ///< by namespace in C++: where its package is
  std::map<std::string, std::string> rename;             ///< "Type", "Type.field", "function.argument" ...
  std::vector<std::string> exclude;                      ///< keys as those of `rename`
  bool operator==(const LanguageForm&) const = default;
};

/// A name for a type that C++ does not tell from another: `typedef string Url` over a std::string.
struct Alias {
  std::string name;
  Type type;
  bool operator==(const Alias&) const = default;
};

/// UniFFI's: callers written for the modules that it generates run unchanged.
struct UniffiFlavour {
  std::string name_space;                ///< the module that callers import
  std::vector<DeclId> flat_errors;       ///< callers see the message of these errors, and no fields
  std::vector<DeclId> debug_text;        ///< their text is for debugging as well
  std::vector<Alias> aliases;
  /// Of records that callers know, and of variants ("lib::Shape::Circle"): positions of fields in the callers' order.
  std::map<DeclId, std::vector<int>> field_order;
  std::map<std::string, LanguageForm> languages;  ///< by the language's name
  /// Whose types this library has as well: by their namespace in C++, what the interface file calls their library.
  std::map<std::string, std::string> other_libraries;
  bool operator==(const UniffiFlavour&) const = default;
};

}  // namespace polyglue::model
