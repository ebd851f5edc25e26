// What the parts of the generator share: names, spelling of types, and where they write.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"

namespace polyglue::cpp {

/// The library and the names its declarations have in the client.
class Client {
 public:
  explicit Client(const abi::Library& library);

  const abi::Library& library;
  /// "rox_client": never the author's own namespace, so that a program may include both.
  std::string name_space;

  /// The name of a record, enum, variant, object or error: "Note"; a nested one with its class in front: "JobState".
  const std::string& name(const model::DeclId& id) const;
  /// Whether a namespace-level constant, type or function has this name: parameters must not.
  bool is_taken(const std::string& name) const { return taken_.count(name) != 0; }

  /// The prefix of the library whose client has this type, where that is another library; else "".
  std::string other_prefix(const model::DeclId& id) const;
  bool is_foreign(const model::DeclId& id) const { return !other_prefix(id).empty(); }
  /// The prefixes of all of them.
  const std::set<std::string>& other_prefixes() const { return other_prefixes_; }
  /// Does a value of this type look in memory as its C type does?
  bool same_layout(const model::Type& type) const;
  /// Can values be compared with ==, or with <, member by member?
  bool comparable(const model::Type& type, bool ordered) const;
  /// The C type of a type.
  const abi::Type& c(const model::Type& type) const { return library.type(library.type_of(type)); }

 private:
  std::map<model::DeclId, std::string> names_;
  std::set<std::string> taken_, other_prefixes_;
};

/// A C++ identifier that is no keyword: "default" -> "default_".
std::string identifier(const std::string& name);

/// Spells types inside one class or at namespace level. Names of types that members hide are qualified.
class Spelling {
 public:
  explicit Spelling(const Client& client, std::set<std::string> hidden = {})
      : client_(client), hidden_(std::move(hidden)) {}

  std::string name(const model::DeclId& id) const;
  /// A value that owns what it has: fields, elements, results.
  std::string value(const model::Type& type) const;
  /// As a parameter: "std::string_view", "pgl::span<const Note>", "const Note&".
  std::string parameter(const model::Parameter& parameter) const;
  /// What a function of the host takes.
  std::string received(const model::Parameter& parameter) const;
  /// A default argument or initialiser; "" where it cannot be spelled.
  std::string literal(const model::Type& type, const model::Literal& literal) const;
  const Client& client() const { return client_; }

 private:
  std::string object(const model::ObjectRef& object) const;
  std::string by_value(const model::Type& type) const;

  const Client& client_;
  std::set<std::string> hidden_;
};

/// "std::array<T, 4>" -> "4"; "" for any other spelling.
std::string array_size(const model::Type& type);
/// A string literal in ASCII, without its length: "\"caf\\303\\251\"".
std::string quoted(std::string_view text);

/// `///` lines of a declaration; ends in a newline unless empty.
std::string doc(const model::DeclInfo& info, const std::vector<std::string>& more = {});
/// The same with parameters, result and errors.
std::string doc(const Client& client, const model::Function& function, const std::vector<std::string>& more = {});
/// "[[deprecated(\"...\")]] " or "".
std::string deprecated(const model::DeclInfo& info);
/// "head(a, b, c)tail" broken after commas so that lines have at most `width` columns.
std::string list(const std::string& head, const std::vector<std::string>& items, const std::string& tail, std::size_t width = 110);

/// "head(parameters) : init {}", broken where it is too long.
std::string constructor(const std::string& head, const std::vector<std::string>& parameters, const std::string& init,
                        const std::string& after = "");
/// A variable that prints whole lines, or none.
emit::Printer::Value lines(emit::Printer& out, std::string text);

// The parts of the header, in the order they stand in it.
void print_enums(emit::Printer& out, const Client& client);
void print_constants(emit::Printer& out, const Client& client);
void print_record(emit::Printer& out, const Client& client, const model::Record& record);
void print_object(emit::Printer& out, const Client& client, const model::Object& object);
void print_error(emit::Printer& out, const Client& client, const abi::Error& error);
void print_raise(emit::Printer& out, const Client& client);
/// `using Combine = pgl::function<...>;`
void print_callback(emit::Printer& out, const Client& client, const model::Callback& callback);
/// How functions of the host fail; nothing where there are none.
void print_host(emit::Printer& out, const Client& client);
void print_converters(emit::Printer& out, const Client& client);
void print_definitions(emit::Printer& out, const Client& client);
/// A constant of a namespace or, with `in_class`, of a class.
void print_constant(emit::Printer& out, const Spelling& spelling, const model::Constant& constant, bool in_class);

/// "rox_client/rox.hpp".
std::string header_path(const abi::Library& library);
std::string header(const abi::Library& library);

}  // namespace polyglue::cpp
