#include <errors_client/errors.hpp>
#include <new>

#include "check.hpp"

namespace api = errors_client;

TEST(fields) {
  api::Account account(100);
  THROWS(api::InsufficientFunds, account.withdraw(150)) {
    EQUAL(error.balance(), 100);
    EQUAL(error.needed(), 150);
    EQUAL(std::string(error.what()), "balance 100 is less than 150");
    EQUAL(error.status(), ERRORS_ERROR_INSUFFICIENT_FUNDS);
  }
  account.withdraw(100);
  EQUAL(account.balance(), 0);
}

TEST(the_hierarchy) {
  THROWS(api::BankError, api::open("eve")) EQUAL(std::string(error.what()), "no account \"eve\"");
  THROWS(polyglue::client::error, api::open("eve")) EQUAL(error.status(), ERRORS_ERROR_UNKNOWN_ACCOUNT);
  THROWS(std::runtime_error, api::close_bank()) EQUAL(std::string(error.what()), "the bank never closes");
}

TEST(text_and_sequences_in_errors) {
  THROWS(api::UnknownAccount, api::open("\xc3\xa4")) {
    EQUAL(error.name(), "\xc3\xa4");
    EQUAL(error.similar(), std::vector<std::string>{"ada", "eva"});
  }
}

TEST(an_exception_without_a_base) {
  THROWS(api::Rejected, api::reject(-3)) {
    EQUAL(error.code, -3);
    EQUAL(error.reason, "rejected");
  }
}

TEST(undeclared_exceptions) {
  namespace pgl = polyglue::client;
  api::throw_foreign(0);
  THROWS(std::out_of_range, api::throw_foreign(1)) EQUAL(std::string(error.what()), "out of range");
  THROWS(std::invalid_argument, api::throw_foreign(2)) EQUAL(std::string(error.what()), "invalid argument");
  THROWS(std::bad_alloc, api::throw_foreign(3)) {}
  THROWS(pgl::unexpected_error, api::throw_foreign(4)) EQUAL(error.type(), "std::logic_error");
  THROWS(pgl::unexpected_error, api::throw_foreign(5)) EQUAL(error.type(), "int");
  THROWS(pgl::unexpected_error, api::throw_foreign(6)) EQUAL(std::string(error.what()), "bad \xef\xbf\xbd text");
}

TEST(another_library_is_refused) {
  pgl_contract other = *errors_contract();
  std::vector<pgl_symbol> symbols(other.symbols, other.symbols + other.symbol_count);
  symbols[1].hash ^= 1;
  symbols.pop_back();
  other.symbols = symbols.data();
  --other.symbol_count;
  const auto& used = api::pgl_detail::contract;
  const auto found = polyglue::client::detail::differences(other, used, std::size(used));
  EQUAL(found.size(), 2U);
  EQUAL(found[0], used[1].name);
  EQUAL(polyglue::client::detail::make_contract_error(other, found).symbols(), found);
}

CHECK_MAIN(errors_live)
