#include "input/udl/parser.hpp"

#include <algorithm>
#include <utility>

#include "diag/suggest.hpp"
#include "input/udl/parse_members.hpp"
#include "input/udl/parse_types.hpp"

namespace polyglue::input::udl {
namespace {

class Parser {
 public:
  Parser(Cursor& cursor, const std::string& path) : cursor_(cursor) { file_.path = path; }

  File run() {
    while (!cursor_.at_end() && !cursor_.report.full()) {
      if (cursor_.at(";")) {
        cursor_.report.error("PG0162", "a `;` that ends nothing", cursor_.peek().place, "remove it");
        cursor_.take();
        continue;
      }
      const std::size_t start = cursor_.position();
      try {
        definition();
      } catch (const Cursor::Failed&) {
        cursor_.skip_definition();
        cursor_.words_since(start, file_.lost);
      }
    }
    return std::move(file_);
  }

 private:
  void definition() {
    std::string doc = cursor_.take_doc();
    Attributes attributes(cursor_);
    if (doc.empty()) doc = cursor_.take_doc();
    if (!cursor_.at_word()) cursor_.fail_expected("a definition", "definitions begin with namespace, dictionary, enum, interface, callback interface or typedef");
    const Token keyword = cursor_.peek();
    if (keyword.text == "namespace") add(name_space(), doc, attributes, "the namespace");
    else if (keyword.text == "dictionary") add(dictionary(attributes), doc, attributes, "a dictionary");
    else if (keyword.text == "enum") add(enumeration(attributes), doc, attributes, "an enum");
    else if (keyword.text == "interface") interface(doc, attributes);
    else if (keyword.text == "callback") add(callback(), doc, attributes, "a callback interface");
    else if (keyword.text == "typedef") add(type_definition(attributes), doc, attributes, "a typedef");
    else unknown(keyword);
  }

  template <class Kind>
  void add(Kind definition, std::string& doc, Attributes& attributes, const std::string& item) {
    attributes.finish(item);
    definition.doc = std::move(doc);
    file_.definitions.push_back(std::move(definition));
    if (!std::exchange(unclosed_, false)) cursor_.semicolon(item == "a typedef" ? "the typedef" : "`}`");
  }

  /// Reads `NAME {`.
  Name head(const std::string& what) {
    cursor_.take();
    if (what == "interface" && cursor_.at_word("mixin") && cursor_.at_word(1))
      lacking("interface mixins", "repeat the methods in every interface");
    Name name = cursor_.name("the name of the " + what);
    if (cursor_.at(":")) {
      cursor_.report.error("PG0165", "there is no inheritance in an interface file", cursor_.peek().place,
                           what == "dictionary" ? "repeat the fields of the other dictionary" : "repeat the methods of the other interface");
      cursor_.take();
      if (cursor_.at_word()) cursor_.take();
    }
    cursor_.expect("{", "after the name of the " + what);
    return name;
  }

  /// Calls `member` until the `}`; a broken one is left out.
  template <class Member>
  void body(const Name& owner, const Member& member) {
    while (!cursor_.accept("}")) {
      if (cursor_.at_end() || (cursor_.peek().place.column == 1 && cursor_.at_definition())) {
        cursor_.report.error("PG0162", "`" + owner.text + "` is not closed", owner.place, "a body ends with `};`");
        unclosed_ = true;
        return;
      }
      if (cursor_.report.full()) throw Cursor::Failed{};
      try {
        member();
      } catch (const Cursor::Failed&) {
        cursor_.skip_member();
      }
    }
  }

  Namespace name_space() {
    Namespace out;
    out.name = head("namespace");
    body(out.name, [&] { out.functions.push_back(parse_operation(cursor_, Scope::name_space)); });
    return out;
  }

  Dictionary dictionary(Attributes& attributes) {
    Dictionary out;
    attributes.flag("Remote");
    out.traits = attributes.list("Traits");
    out.name = head("dictionary");
    body(out.name, [&] { out.fields.push_back(parse_field(cursor_)); });
    return out;
  }

  Enum enumeration(Attributes& attributes) {
    Enum out;
    out.is_error = attributes.flag("Error");
    attributes.flag("NonExhaustive");
    attributes.flag("Remote");
    out.traits = attributes.list("Traits");
    out.name = head("enum");
    if (cursor_.at("}"))
      cursor_.report.error("PG0162", "an enum needs a value", cursor_.peek().place, "values stand in quotes: { \"one\", \"two\" }");
    body(out.name, [&] {
      out.variants.push_back(parse_value(cursor_));
      if (!cursor_.at("}") && !cursor_.accept(",")) cursor_.fail_expected("`,` or `}` after the value");
    });
    return out;
  }

  void interface(std::string& doc, Attributes& attributes) {
    attributes.exclusive("Enum", "Trait");
    attributes.exclusive("Error", "Trait");
    attributes.exclusive("Remote", "WithForeign");
    if (attributes.has("WithForeign") && !attributes.has("Trait"))
      cursor_.report.error("PG0164", "[WithForeign] needs [Trait]", attributes.place("WithForeign"), "write [Trait, WithForeign]");
    const bool is_enum = attributes.flag("Enum"), is_error = attributes.flag("Error");
    const bool is_trait = attributes.flag("Trait"), foreign = attributes.flag("WithForeign");
    attributes.flag("Remote");
    std::vector<Name> traits = attributes.list("Traits");
    if (is_enum || is_error) {
      Enum out;
      out.is_error = is_error;
      out.traits = std::move(traits);
      out.name = head("interface");
      body(out.name, [&] { out.variants.push_back(parse_variant(cursor_, is_error)); });
      // As for UniFFI, an enum of variants without any field is one of values.
      out.has_fields = is_error || std::any_of(out.variants.begin(), out.variants.end(), [](const Variant& one) { return !one.fields.empty(); });
      add(std::move(out), doc, attributes, "an interface");
      return;
    }
    Interface out;
    out.traits = std::move(traits);
    out.kind = foreign ? Interface::Kind::foreign_trait : is_trait ? Interface::Kind::trait : Interface::Kind::object;
    out.name = head("interface");
    members(out);
    add(std::move(out), doc, attributes, "an interface");
  }

  Interface callback() {
    cursor_.take();
    if (!cursor_.at_word("interface"))
      lacking("callback functions", "declare a callback interface with one method");
    Interface out;
    out.kind = Interface::Kind::callback;
    out.name = head("callback interface");
    members(out);
    return out;
  }

  void members(Interface& out) {
    body(out.name, [&] {
      Operation member = parse_operation(cursor_, out.kind == Interface::Kind::object ? Scope::interface : Scope::trait);
      (member.constructor ? out.constructors : out.methods).push_back(std::move(member));
    });
  }

  Typedef type_definition(Attributes& attributes) {
    Typedef out;
    attributes.exclusive("Custom", "External");
    const auto custom = attributes.optional_value("Custom");
    const auto external = attributes.value("External");
    cursor_.take();
    if (cursor_.at_word("extern")) {
      cursor_.report.error("PG0165", "`typedef extern` is no longer understood", cursor_.peek().place,
                           "write the kind of the type: [External=\"library\"] typedef dictionary Name; or interface, enum, trait, callback");
      throw Cursor::Failed{};
    }
    if (custom) {
      out.origin = custom->empty() ? Typedef::Origin::custom : Typedef::Origin::custom_of_other_library;
      out.library = *custom;
      out.type = parse_type(cursor_);
    } else {
      if (external) out.library = external->text;
      out.origin = external ? Typedef::Origin::other_library : Typedef::Origin::here;
      out.kind = kind_word();
    }
    out.name = cursor_.name("the name of the type");
    return out;
  }

  Typedef::Kind kind_word() {
    using enum Typedef::Kind;
    static const std::vector<std::pair<std::string_view, Typedef::Kind>> kinds = {
        {"dictionary", dictionary}, {"record", dictionary}, {"struct", dictionary}, {"enum", enumeration}, {"interface", object},
        {"impl", object}, {"trait", trait}, {"callback", callback}, {"trait_with_foreign", callback}};
    for (const auto& [word, kind] : kinds)
      if (cursor_.at_word(word)) {
        cursor_.take();
        return kind;
      }
    const bool builtin = cursor_.at_word() && (cursor_.at_word("sequence") || cursor_.at_word("record") ||
        std::find(builtin_names().begin(), builtin_names().end(), cursor_.peek().text) != builtin_names().end());
    cursor_.fail_expected("what the type is: dictionary, enum, interface, trait or callback",
                          builtin ? "a type made from another needs [Custom] before typedef" : "");
  }

  [[noreturn]] void lacking(const std::string& what, const std::string& help) {
    cursor_.report.error("PG0165", "there are no " + what + " in an interface file", cursor_.peek().place, help);
    throw Cursor::Failed{};
  }

  [[noreturn]] void unknown(const Token& keyword) {
    const std::string word(keyword.text);
    if (word == "partial") lacking("partial definitions", "write it in one");
    if (word == "struct" || word == "record" || word == "class" || word == "error" || word == "object" || word == "trait")
      cursor_.fail("`" + word + "` begins no definition", word == "struct" || word == "record" ? "write dictionary"
                                                        : word == "error" ? "write [Error] enum or [Error] interface"
                                                        : word == "trait" ? "write [Trait] interface" : "write interface");
    if (cursor_.at_word("includes", 1)) lacking("mixins", "repeat the methods in every interface");
    const auto near = diag::nearest(word, definition_words());
    cursor_.fail("`" + word + "` begins no definition", near ? "did you mean `" + *near + "`?"
        : "definitions begin with namespace, dictionary, enum, interface, callback interface or typedef");
  }

  Cursor& cursor_;
  File file_;
  bool unclosed_ = false;  ///< the body that was read last has no `}`
};

/// An enum that some function throws is an error, whether it says so or not.
void mark_thrown(File& file) {
  std::unordered_set<std::string> thrown;
  each_operation(file, [&](const Operation& operation) { if (operation.throws) thrown.insert(operation.throws->text); });
  for (Definition& definition : file.definitions)
    if (auto* enumeration = std::get_if<Enum>(&definition)) enumeration->is_error = enumeration->is_error || thrown.contains(enumeration->name.text);
}

}  // namespace

File parse(const std::string& path, std::string_view text, Report& report) {
  Cursor cursor(text, report);
  File file = Parser(cursor, path).run();
  mark_thrown(file);
  return file;
}

}  // namespace polyglue::input::udl
