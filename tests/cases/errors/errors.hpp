// Typed exceptions with fields, in a hierarchy.
#pragma once

#include <cstdint>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace errors {

/// Base of what the bank throws on purpose.
class BankError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// There is not enough money.
class InsufficientFunds : public BankError {
 public:
  InsufficientFunds(std::int64_t balance, std::int64_t needed)
      : BankError("balance " + std::to_string(balance) + " is less than " + std::to_string(needed)),
        balance_(balance), needed_(needed) {}

  /// What is there.
  std::int64_t balance() const noexcept { return balance_; }
  /// What would be needed.
  std::int64_t needed() const noexcept { return needed_; }

 private:
  std::int64_t balance_;
  std::int64_t needed_;
};

/// There is no such account.
class UnknownAccount : public BankError {
 public:
  UnknownAccount(std::string name, std::vector<std::string> similar)
      : BankError("no account \"" + name + "\""), name_(std::move(name)), similar_(std::move(similar)) {}

  const std::string& name() const noexcept { return name_; }
  /// Accounts with a similar name.
  const std::vector<std::string>& similar() const noexcept { return similar_; }

 private:
  std::string name_;
  std::vector<std::string> similar_;
};

/// An exception without a base, with public fields.
struct Rejected {
  std::int32_t code = 0;
  std::string reason;
};

/// A bank account.
class Account {
 public:
  explicit Account(std::int64_t balance) : balance_(balance) {}
  std::int64_t balance() const noexcept { return balance_; }
  /// Takes money out.
  /// @throws InsufficientFunds when there is less than `amount`; nothing is taken then
  void withdraw(std::int64_t amount) {
    if (amount > balance_) throw InsufficientFunds(balance_, amount);
    balance_ -= amount;
  }

 private:
  std::int64_t balance_;
};

/// The account of this name: only "ada" has one.
/// @throws UnknownAccount for any other name
inline Account open(const std::string& name) {
  if (name != "ada") throw UnknownAccount(name, {"ada", "eva"});
  return Account(100);
}
/// @throws BankError always
inline void close_bank() { throw BankError("the bank never closes"); }
/// @throws Rejected always
inline std::int32_t reject(std::int32_t code) { throw Rejected{code, "rejected"}; }

/// Throws something the library does not declare, by its number:
/// 0 nothing, 1 std::out_of_range, 2 std::invalid_argument, 3 std::bad_alloc, 4 std::logic_error,
/// 5 an int, 6 text that is not UTF-8.
inline void throw_foreign(std::int32_t kind) {
  switch (kind) {
    case 0: return;
    case 1: throw std::out_of_range("out of range");
    case 2: throw std::invalid_argument("invalid argument");
    case 3: throw std::bad_alloc();
    case 4: throw std::logic_error("a bug");
    case 5: throw 42;
    default: throw std::runtime_error("bad \xff text");
  }
}

}  // namespace errors
