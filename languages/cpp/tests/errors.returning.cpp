#include <errors_client/errors.hpp>

#include "check.hpp"

namespace api = errors_client;

TEST(typed_errors_without_exceptions) {
  api::Account account = api::Account::create(100).value();
  const auto done = account.withdraw(150);
  if (!CHECK(!done)) return;
  const auto& error = done.error();
  CHECK(error.as<api::BankError>() != nullptr);
  CHECK(error.as<api::UnknownAccount>() == nullptr);
  if (const auto* funds = error.as<api::InsufficientFunds>(); CHECK(funds)) {
    EQUAL(funds->balance(), 100);
    EQUAL(funds->needed(), 150);
  }
  CHECK(account.withdraw(100));
  EQUAL(account.balance().value(), 0);
}

TEST(undeclared_ones) {
  EQUAL(api::throw_foreign(1).error().status(), PGL_ERROR_INDEX);
  EQUAL(api::throw_foreign(3).error().status(), PGL_ERROR_MEMORY);
  const auto failed = api::throw_foreign(5);
  const auto* unexpected = failed.error().as<polyglue::client::unexpected_error>();
  if (CHECK(unexpected)) EQUAL(unexpected->type(), "int");
}

CHECK_MAIN(errors_live)
