// The traits that operators become. Those that cannot give an error panic where C++ throws; the functions
// whose names begin with "checked" give it.
#include <fmt/format.h>

#include <algorithm>

#include "languages/rust/members.hpp"

namespace polyglue::rust {
namespace {

using model::Role;

struct Operator {
  Role role;
  const char* trait;
  const char* method;
};
constexpr Operator binary[] = {{Role::add, "Add", "add"},           {Role::subtract, "Sub", "sub"},       {Role::multiply, "Mul", "mul"},
                               {Role::divide, "Div", "div"},        {Role::modulo, "Rem", "rem"},         {Role::bit_and, "BitAnd", "bitand"},
                               {Role::bit_or, "BitOr", "bitor"},    {Role::bit_xor, "BitXor", "bitxor"},  {Role::shift_left, "Shl", "shl"},
                               {Role::shift_right, "Shr", "shr"}};
constexpr Operator unary[] = {{Role::negate, "Neg", "neg"}, {Role::bit_not, "Not", "not"}};
constexpr Operator assigning[] = {{Role::add_assign, "AddAssign", "add_assign"}, {Role::subtract_assign, "SubAssign", "sub_assign"},
                                  {Role::multiply_assign, "MulAssign", "mul_assign"}, {Role::divide_assign, "DivAssign", "div_assign"}};

template <std::size_t N>
const Operator* find(const Operator (&operators)[N], Role role) {
  const auto found = std::find_if(std::begin(operators), std::end(operators), [&](const Operator& o) { return o.role == role; });
  return found == std::end(operators) ? nullptr : found;
}

/// A call that cannot give an error: the result of one that can.
std::string call(const Member& member, const std::string& arguments) {
  const std::string text = "self." + member.name + "(" + arguments + ")";
  return member.fallible ? "pgl::expect(" + text + ")" : text;
}

class Traits {
 public:
  Traits(emit::Printer& out, const Crate& crate, const std::string& name, const std::vector<Member>& members)
      : out_(out), crate_(crate), name_(name), members_(members), names_(out.with({{"name", name}})) {}

  void print() {
    for (const Member& member : members_) {
      const Role role = member.function->source->role;
      if (const Operator* op = find(binary, role)) print_binary(member, *op);
      if (const Operator* op = find(unary, role)) print_unary(member, *op);
      if (const Operator* op = find(assigning, role)) print_assigning(member, *op);
      if (role == Role::to_text) print_text(member);
      if (role == Role::hash) print_hash(member);
      if (role == Role::iterate) print_iteration(member);
    }
    print_comparisons();
  }

 private:
  /// "&'a Other", and what the arguments of the function are called with.
  static std::string other(const Member& member) { return member.arguments.empty() ? "" : member.arguments[0].type; }

  void print_binary(const Member& member, const Operator& op) {
    if (member.arguments.size() != 1 || !seen_.insert(op.trait + other(member)).second) return;
    const std::string type = other(member);
    out_.print(R"(

        impl std::ops::$trait$<$other$> for $self$ {
            type Output = $result$;
            fn $method$(self, $argument$: $other$) -> $result$ {
                $call$
            }
        }
        )",
               {{"trait", op.trait}, {"other", type}, {"self", member.self == "self" ? name_ : "&" + name_}, {"result", member.result},
                {"method", op.method}, {"argument", member.arguments[0].name}, {"call", call(member, member.arguments[0].name)}});
  }

  void print_unary(const Member& member, const Operator& op) {
    out_.print(R"(

        impl std::ops::$trait$ for $self$ {
            type Output = $result$;
            fn $method$(self) -> $result$ {
                $call$
            }
        }
        )",
               {{"trait", op.trait}, {"self", member.self == "self" ? name_ : "&" + name_}, {"result", member.result}, {"method", op.method},
                {"call", call(member, "")}});
  }

  void print_assigning(const Member& member, const Operator& op) {
    if (member.arguments.size() != 1 || !seen_.insert(op.trait + other(member)).second) return;
    out_.print(R"(

        impl std::ops::$trait$<$other$> for $name$ {
            fn $method$(&mut self, $argument$: $other$) {
                $call$
            }
        }
        )",
               {{"trait", op.trait}, {"other", other(member)}, {"method", op.method}, {"argument", member.arguments[0].name},
                {"call", call(member, member.arguments[0].name)}});
  }

  void print_text(const Member& member) {
    out_.print(R"(

        impl std::fmt::Display for $name$ {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $body$
            }
        }
        )",
               {{"body", member.fallible ? "let text = self." + member.name + "().map_err(|_| std::fmt::Error)?;\nf.pad(&text)" : "f.pad(&self." + member.name + "())"}});
  }

  void print_hash(const Member& member) {
    out_.print(R"(

        impl std::hash::Hash for $name$ {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                state.write_u64($call$);
            }
        }
        )",
               {{"call", call(member, "")}});
  }

  void print_iteration(const Member& member) {
    const std::string& result = member.result;
    const std::string element = result.substr(result.find('<') + 1, result.rfind('>') - result.find('<') - 1);
    out_.print(R"(

        /// Goes through the elements as they are now.
        impl $IntoIterator$ for &$name$ {
            type Item = $element$;
            type IntoIter = <$result$ as $IntoIterator$>::IntoIter;
            fn into_iter(self) -> Self::IntoIter {
                $call$.into_iter()
            }
        }
        )",
               {{"IntoIterator", crate_.prelude("IntoIterator")}, {"element", element}, {"result", result}, {"call", call(member, "")}});
  }

  /// The function of a role that compares with another of the same type.
  const Member* comparing(Role role) const {
    for (const Member& member : members_) {
      if (member.function->source->role != role || member.arguments.size() != 1) continue;
      const std::string type = other(member);
      if (type == "&crate::" + name_ || type == "crate::" + name_) return &member;
    }
    return nullptr;
  }

  static std::string argument(const Member& member, const std::string& expression) {
    return member.arguments[0].type.starts_with("&") ? expression : "*" + expression;
  }

  void print_comparisons() {
    const Member *equal = comparing(Role::equal), *less = comparing(Role::less), *compare = comparing(Role::compare);
    // Keys of hash tables are compared by an equivalence, and their order leaves nothing out.
    const bool hashed = std::any_of(members_.begin(), members_.end(), [](const Member& m) { return m.function->source->role == Role::hash; });
    if (!equal && !less && !compare) {
      print_equal_to_others();
      return;
    }
    const std::string same = equal     ? call(*equal, argument(*equal, "other"))
                             : compare ? call(*compare, argument(*compare, "other")) + " == 0"
                                       : "!(" + call(*less, argument(*less, "other")) + ") && !(" + reversed(*less) + ")";
    out_.print(R"(

        impl $PartialEq$ for $name$ {
            fn eq(&self, other: &Self) -> bool {
                $same$
            }
        }
        )",
               {{"PartialEq", crate_.prelude("PartialEq")}, {"same", same}});
    if (hashed) out_.print("\n\nimpl $Eq$ for $name$ {}\n", {{"Eq", crate_.prelude("Eq")}});
    const auto names = out_.with({{"PartialOrd", crate_.prelude("PartialOrd")}, {"Ord", crate_.prelude("Ord")}, {"Option", crate_.prelude("Option")}});
    if (compare && hashed) {
      out_.print(R"(

          impl $Ord$ for $name$ {
              fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                  match $call$ {
                      2 => panic!("there is no order between the two"),
                      order => order.cmp(&0),
                  }
              }
          }

          impl $PartialOrd$ for $name$ {
              fn partial_cmp(&self, other: &Self) -> $Option$<std::cmp::Ordering> {
                  Some(self.cmp(other))
              }
          }
          )",
                 {{"call", call(*compare, argument(*compare, "other"))}});
    } else if (compare) {
      out_.print(R"(

          impl $PartialOrd$ for $name$ {
              fn partial_cmp(&self, other: &Self) -> $Option$<std::cmp::Ordering> {
                  match $call$ {
                      2 => None,
                      order => Some(order.cmp(&0)),
                  }
              }
          }
          )",
                 {{"call", call(*compare, argument(*compare, "other"))}});
    } else if (less) {
      out_.print(R"(

          impl $PartialOrd$ for $name$ {
              fn partial_cmp(&self, other: &Self) -> $Option$<std::cmp::Ordering> {
                  if self == other {
                      Some(std::cmp::Ordering::Equal)
                  } else if $less$ {
                      Some(std::cmp::Ordering::Less)
                  } else if $greater$ {
                      Some(std::cmp::Ordering::Greater)
                  } else {
                      None
                  }
              }
          }
          )",
                 {{"less", call(*less, argument(*less, "other"))}, {"greater", reversed(*less)}});
    }
    print_equal_to_others();
  }

  static std::string reversed(const Member& less) {
    const std::string text = "other." + less.name + "(" + argument(less, "self") + ")";
    return less.fallible ? "pgl::expect(" + text + ")" : text;
  }

  /// == with a value of another type.
  void print_equal_to_others() {
    for (const Member& member : members_) {
      const std::string type = other(member);
      if (member.function->source->role != Role::equal || member.arguments.size() != 1 || type == "&crate::" + name_ || type == "crate::" + name_) continue;
      const bool reference = type.starts_with("&");
      if (type.find("impl ") != std::string::npos || !seen_.insert("PartialEq" + type).second) continue;
      out_.print(R"(

          impl $PartialEq$<$type$> for $name$ {
              fn eq(&self, other: &$type$) -> bool {
                  $call$
              }
          }
          )",
                 {{"PartialEq", crate_.prelude("PartialEq")}, {"type", reference ? type.substr(1) : type}, {"call", call(member, reference ? "other" : "*other")}});
    }
  }

  emit::Printer& out_;
  const Crate& crate_;
  const std::string& name_;
  const std::vector<Member>& members_;
  emit::Printer::Scope names_;
  std::set<std::string> seen_;
};

}  // namespace

void print_traits(emit::Printer& out, const Crate& crate, const std::string& name, const std::vector<Member>& members) {
  Traits(out, crate, name, members).print();
}

}  // namespace polyglue::rust
