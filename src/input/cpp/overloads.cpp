// Names for overload sets, and the pairs of methods that differ in const alone.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

std::string identifier(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c))) out += c;
    else if (!out.empty() && out.back() != '_') out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

/// The last part of a type's spelling: "std::string_view" -> "string_view", "rox::Note" -> "Note".
std::string type_word(const model::Type& type) {
  std::string text = type.cpp;
  for (std::size_t at; (at = text.find("::")) != std::string::npos;) {
    std::size_t start = at;
    while (start > 0 && (std::isalnum(static_cast<unsigned char>(text[start - 1])) || text[start - 1] == '_')) --start;
    text.erase(start, at + 2 - start);
  }
  return identifier(text);
}

const char* role_word(model::Role role) {
  using enum model::Role;
  switch (role) {
    case equal: return "equal";
    case less: return "less";
    case compare: return "compare";
    case index: return "index";
    case set_index: return "set_index";
    case call: return "call";
    case to_bool: return "bool";
    case to_text: return "text";
    case hash: return "hash";
    case add: return "add";
    case subtract: return "subtract";
    case multiply: return "multiply";
    case divide: return "divide";
    case modulo: return "modulo";
    case negate: return "negate";
    case bit_and: return "and";
    case bit_or: return "or";
    case bit_xor: return "xor";
    case bit_not: return "not";
    case shift_left: return "shift_left";
    case shift_right: return "shift_right";
    case add_assign: return "add_assign";
    case subtract_assign: return "subtract_assign";
    case multiply_assign: return "multiply_assign";
    case divide_assign: return "divide_assign";
    default: return "";
  }
}

std::string suffixed(const model::Function& function, bool types) {
  std::string out = function.unique_name + (function.params.empty() ? "_with_nothing" : "_with");
  for (const auto& param : function.params) {
    out += "_" + identifier(param.name);
    if (types) out += "_" + type_word(param.type);
  }
  return out;
}

/// How many parameters are lists, or hold some.
std::ptrdiff_t lists_in(const model::Function& function) {
  return std::count_if(function.params.begin(), function.params.end(), [](const model::Parameter& param) {
    return param.type.cpp.find("std::initializer_list<") != std::string::npos;
  });
}

bool look_alike(const model::Function& a, const model::Function& b) {
  const auto name = [](const model::Function& function) { return function.info.id.substr(0, function.info.id.find('(')); };
  return a.info.name == b.info.name && name(a) == name(b) &&
         std::equal(a.params.begin(), a.params.end(), b.params.begin(), b.params.end(),
                    [](const auto& x, const auto& y) { return same_crossing(x.type, y.type); });
}

}  // namespace

std::unordered_set<model::DeclId> drop_lists(Context& c, const std::vector<model::Function*>& functions) {
  std::unordered_set<model::DeclId> dropped;
  for (const auto* function : functions) {
    const auto lists = lists_in(*function);
    const auto other = std::find_if(functions.begin(), functions.end(), [&](const auto* each) {
      return lists > lists_in(*each) && look_alike(*each, *function);
    });
    if (other == functions.end() || !dropped.insert(function->info.id).second) continue;
    c.library.skipped.push_back({function->info.id, function->info.location, "PG0227",
                                 "takes from hosts what " + quote((*other)->info.id) + " takes",
                                 "write [rename] " + quote(function->info.id) + " = \"another_name\" to have both"});
  }
  return dropped;
}

void name_overloads(Context& c, std::vector<model::Function>& functions) {
  const auto all = [&] {
    std::vector<model::Function*> out;
    for (auto& each : functions) out.push_back(&each);
    return out;
  };
  const auto dropped = drop_lists(c, all());
  std::erase_if(functions, [&](const auto& each) { return dropped.contains(each.info.id); });
  name_overloads(all());
}

bool is_operator_name(const model::Function& function) {
  return function.info.name.starts_with("operator") && function.info.name.size() > 8 &&
         !std::isalnum(static_cast<unsigned char>(function.info.name[8])) && function.info.name[8] != '_';
}

void name_overloads(const std::vector<model::Function*>& functions) {
  std::unordered_set<std::string> taken;
  // Plain names first: a new overload must never take the name of what was there before it.
  std::vector<model::Function*> others;
  for (auto* function : functions) {
    if (is_operator_name(*function)) function->unique_name = std::string("operator_") + role_word(function->role);
    else function->unique_name = function->info.name;
    if (!taken.insert(function->unique_name).second) others.push_back(function);
  }
  std::unordered_map<std::string, int> uses;
  for (auto* function : others) ++uses[suffixed(*function, false)];
  for (auto* function : others) {
    const std::string base = function->unique_name;
    std::string name = suffixed(*function, false);
    // Overloads that differ in types alone all say their types, so that adding one renames none.
    bool same_names = uses[name] > 1 || taken.contains(name);
    for (const auto* other : functions)
      if (!same_names && other != function && other->info.name == function->info.name &&
          other->params.size() == function->params.size()) {
        same_names = true;
        for (std::size_t i = 0; i < other->params.size(); ++i)
          same_names = same_names && other->params[i].name == function->params[i].name;
      }
    if (same_names) name = suffixed(*function, true);
    std::string unique = name;
    for (int i = 2; !taken.insert(unique).second; ++i) unique = name + "_" + std::to_string(i);
    function->unique_name = unique;
  }
}

bool shadowed_by_twin(Context& c, const clang::CXXMethodDecl* method) {
  if (method->isStatic() || llvm::isa<clang::CXXConstructorDecl>(method)) return false;
  for (const auto* found : method->getParent()->lookup(method->getDeclName())) {
    const auto* twin = llvm::dyn_cast<clang::CXXMethodDecl>(found);
    if (!twin || twin == method || twin->isStatic() || twin->getAccess() != clang::AS_public ||
        twin->getNumParams() != method->getNumParams())
      continue;
    bool same = true;
    for (unsigned i = 0; i < twin->getNumParams(); ++i)
      same = same && c.ast.hasSameType(twin->getParamDecl(i)->getType(), method->getParamDecl(i)->getType());
    if (!same) continue;
    // `T f() &` beside `T f() &&` is no twin worth keeping either.
    if (twin->isConst() == method->isConst())
      return method->getRefQualifier() == clang::RQ_RValue && twin->getRefQualifier() != clang::RQ_RValue;
    // Objects: the method that lets hosts change them. Values: they are copied anyway.
    clang::QualType result = method->getReturnType().getNonReferenceType();
    if (result->isPointerType()) result = result->getPointeeType();
    const bool object = object_of(c, result).has_value() &&
                        (method->getReturnType()->isReferenceType() || method->getReturnType()->isPointerType());
    return method->isConst() == object;
  }
  return false;
}

}  // namespace polyglue::input::cpp
