#include "input/udl/parse_members.hpp"

#include <algorithm>

#include "diag/suggest.hpp"
#include "input/udl/parse_types.hpp"

namespace polyglue::input::udl {
namespace {

/// What WebIDL has and an interface file has not.
void refuse_other_members(Cursor& cursor) {
  const auto lacking = [&](const std::string& what, const std::string& help) {
    cursor.report.error("PG0165", "there are no " + what + " in an interface file", cursor.peek().place, help);
    throw Cursor::Failed{};
  };
  if (!cursor.at_word(1)) return;
  if (cursor.at_word("readonly") || (cursor.at_word("attribute") && !cursor.at("(", 2)))
    lacking("attributes", "write a method that returns the value");
  if (cursor.at_word("const") && !cursor.at("(", 2)) lacking("constants", "write a function that returns the value");
  if (cursor.at_word("static") && !cursor.at("(", 2)) lacking("static methods", "move it to the namespace, or make it a [Name=...] constructor");
  for (const char* word : {"getter", "setter", "deleter", "stringifier", "inherit"})
    if (cursor.at_word(word) && !cursor.at("(", 2)) lacking(std::string(word) + "s", "write an ordinary method");
}

Argument parse_argument(Cursor& cursor) {
  Argument out;
  Attributes attributes(cursor);
  attributes.exclusive("ByRef", "ByMutRef");
  out.by_ref = attributes.flag("ByRef");
  out.by_mut_ref = attributes.flag("ByMutRef");
  attributes.finish("an argument");
  if (cursor.at_word("optional")) {
    cursor.take();
    out.is_optional = true;
  }
  out.type = parse_type(cursor);
  out.name = cursor.name("the name of the argument");
  if (cursor.accept("=")) {
    out.default_value = parse_literal(cursor);
    if (!out.is_optional)
      cursor.report.error("PG0167", "a default needs the word `optional`", out.type.place,
                          "write optional " + to_text(out.type) + " " + out.name.text + " = " + to_text(*out.default_value));
  } else if (out.is_optional) {
    cursor.report.warning("`optional` has no effect without a default", out.name.place,
                          "give it a default, or write " + to_text(Type{out.type.kind, true, {}}) + " for a value that may be absent");
  }
  return out;
}

std::vector<Argument> parse_arguments(Cursor& cursor) {
  std::vector<Argument> out;
  cursor.expect("(", "before the arguments");
  while (!cursor.at(")")) {
    out.push_back(parse_argument(cursor));
    if (!cursor.accept(",")) break;
    if (cursor.at(")")) cursor.fail("a `,` before `)`", "remove the comma");
  }
  cursor.expect(")", "after the arguments");
  return out;
}

}  // namespace

Operation parse_operation(Cursor& cursor, Scope where) {
  Operation out;
  out.doc = cursor.take_doc();
  Attributes attributes(cursor);
  if (out.doc.empty()) out.doc = cursor.take_doc();
  refuse_other_members(cursor);
  out.throws = attributes.value("Throws");
  out.async = attributes.flag("Async");
  out.constructor = cursor.at_word("constructor") && cursor.at("(", 1);
  if (out.constructor) {
    const Token word = cursor.take();
    const auto name = attributes.value("Name");
    out.name = name.value_or(Name{"new", word.place});
    out.name.text = out.name.text.starts_with('_') ? out.name.text.substr(1) : out.name.text;
    if (where != Scope::interface)
      cursor.report.error("PG0169", where == Scope::trait ? "a trait or callback interface has no constructors" : "the namespace has no constructors",
                          word.place, where == Scope::trait ? "remove it: the implementation makes the objects" : "write it inside the interface");
    attributes.finish("a constructor");
  } else {
    if (where != Scope::name_space)
      if (const auto self = attributes.value("Self")) {
        out.self_by_arc = self->text == "ByArc";
        if (!out.self_by_arc) cursor.report.error("PG0164", "[Self] is ByArc or nothing", self->place, "write [Self=ByArc]");
      }
    attributes.finish(where == Scope::name_space ? "a function" : "a method");
    if (cursor.at_word() && cursor.at("(", 1))
      cursor.fail("`" + std::string(cursor.peek().text) + "` has no result type",
                  where == Scope::interface ? "write void, or [Enum] before the interface if this is a variant" : "write void where nothing is returned");
    out.result = parse_result(cursor);
    out.name = cursor.name("the name of the function");
    if (where != Scope::name_space && out.name.text == "new")
      cursor.report.error("PG0169", "a method cannot be called `new`", out.name.place, "constructors are: constructor();");
  }
  out.arguments = parse_arguments(cursor);
  if (out.async)
    for (const Argument& argument : out.arguments)
      if (argument.by_mut_ref)
        cursor.report.error("PG0164", "[ByMutRef] cannot stand in an asynchronous function", argument.name.place, "return the bytes instead");
  cursor.semicolon(out.constructor ? "the constructor" : "`" + out.name.text + "(...)`");
  return out;
}

Field parse_field(Cursor& cursor) {
  Field out;
  out.doc = cursor.take_doc();
  Attributes attributes(cursor);
  attributes.finish("a dictionary's field");
  if (out.doc.empty()) out.doc = cursor.take_doc();
  refuse_other_members(cursor);
  if (cursor.at_word("required") && (cursor.at_word(2) || cursor.at("<", 2) || cursor.at("?", 2))) cursor.take();
  out.type = parse_type(cursor);
  out.name = cursor.name("the name of the field");
  if (cursor.at("(")) cursor.fail("a dictionary has no methods", "declare an interface, or a function that takes the dictionary");
  if (cursor.accept("=")) out.default_value = parse_literal(cursor);
  cursor.semicolon("the field");
  return out;
}

Variant parse_value(Cursor& cursor) {
  Variant out;
  out.doc = cursor.take_doc();
  Attributes attributes(cursor);
  attributes.finish("an enum's value");
  if (out.doc.empty()) out.doc = cursor.take_doc();
  if (cursor.at_word()) {
    if (cursor.at("(", 1)) cursor.fail("a value of an enum stands in quotes", "for values with fields write [Enum] interface instead of enum");
    out.name = cursor.name("a value");
    cursor.report.error("PG0162", "a value of an enum stands in quotes", out.name.place, "write \"" + out.name.text + "\"");
    return out;
  }
  if (cursor.peek().kind != Token::Kind::string) cursor.fail_expected("a value in quotes");
  const Token token = cursor.take();
  out.name = {std::string(token.text), token.place};
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view others = "0123456789_- ";
  std::string name = out.name.text;
  std::replace_if(name.begin(), name.end(), [&](char c) { return letters.find(c) == letters.npos && others.find(c) == others.npos; }, '_');
  if (name.find_first_of(letters) == std::string::npos) name.insert(0, "value_");
  if (name == out.name.text) return out;
  // UniFFI reads it, and writes modules that no language reads.
  cursor.report.warning("\"" + out.name.text + "\" cannot be a name: callers see `" + name + "`", token.place, "use letters, digits and underscores");
  out.name.text = name;
  return out;
}

Variant parse_variant(Cursor& cursor, bool of_error) {
  Variant out;
  out.doc = cursor.take_doc();
  Attributes attributes(cursor);
  attributes.ignore("a variant");
  if (out.doc.empty()) out.doc = cursor.take_doc();
  if (!(cursor.at_word() && cursor.at("(", 1))) {
    if (cursor.at_word() && cursor.at_word(1) && cursor.at("(", 2))
      cursor.fail(of_error ? "a variant of an error has no result type" : "a variant has no result type",
                  of_error ? "write " + std::string(cursor.peek(1).text) + "(...); an object that is thrown is an interface without [Error]"
                           : "write " + std::string(cursor.peek(1).text) + "(...);");
    cursor.fail_expected("a variant: Name(T field, ...);");
  }
  out.name = cursor.name("the name of the variant");
  cursor.take();
  while (!cursor.at(")")) {
    Field field;
    Attributes none(cursor);
    none.finish("a variant's field");
    if (cursor.at_word("optional") && cursor.at_word(1))
      cursor.report.warning("`optional` has no effect on a variant's field", cursor.take().place, "write T? for a value that may be absent");
    field.type = parse_type(cursor);
    field.name = cursor.name("the name of the field");
    if (cursor.at("=")) cursor.fail("a variant's field has no default", "remove it");
    out.fields.push_back(std::move(field));
    if (!cursor.accept(",")) break;
    if (cursor.at(")")) cursor.fail("a `,` before `)`", "remove the comma");
  }
  cursor.expect(")", "after the fields");
  cursor.semicolon("the variant");
  return out;
}

}  // namespace polyglue::input::udl
