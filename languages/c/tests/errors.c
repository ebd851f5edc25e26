#include <errors.h>

#include "check.h"

int main(void) {
  errors_account *account, *none = NULL;
  int64_t balance;
  int32_t number;
  char message[16];

  CHECK(errors_last_error()->status == PGL_OK);
  OK(errors, errors_account_new(50, &account));
  OK(errors, errors_account_withdraw(account, 20));
  FAILS(errors, ERRORS_ERROR_INSUFFICIENT_FUNDS, errors_account_withdraw(account, 31));
  {
    const errors_insufficient_funds *fields = errors_last_error_insufficient_funds();
    CHECK(fields && fields->balance == 30 && fields->needed == 31);
    CHECK(errors_last_error_unknown_account() == NULL);
    CHECK(text_is(errors_last_error()->message, "balance 30 is less than 31"));
    CHECK(errors_last_error_message(message, sizeof message) == 26);
    CHECK(strcmp(message, "balance 30 is l") == 0);
  }
  OK(errors, errors_account_balance(account, &balance));
  CHECK(balance == 30);
  errors_account_free(account);

  FAILS(errors, ERRORS_ERROR_UNKNOWN_ACCOUNT, errors_open(pgl_text("bob"), &none));
  CHECK(none == NULL);
  {
    const errors_unknown_account *fields = errors_last_error_unknown_account();
    CHECK(fields && text_is(fields->name, "bob") && fields->similar.len == 2 && text_is(fields->similar.data[1], "eva"));
    CHECK(errors_last_error_insufficient_funds() == NULL);
  }
  OK(errors, errors_open(pgl_text("ada"), &account));
  errors_account_free(account);

  FAILS(errors, ERRORS_ERROR_BANK_ERROR, errors_close_bank());
  CHECK(text_is(errors_last_error()->message, "the bank never closes"));
  FAILS(errors, ERRORS_ERROR_REJECTED, errors_reject(7, &number));
  CHECK(errors_last_error_rejected() && errors_last_error_rejected()->code == 7);
  CHECK(errors_last_error_rejected() && text_is(errors_last_error_rejected()->reason, "rejected"));

  OK(errors, errors_throw_foreign(0));
  FAILS(errors, PGL_ERROR_INDEX, errors_throw_foreign(1));
  FAILS(errors, PGL_ERROR_ARGUMENT, errors_throw_foreign(2));
  FAILS(errors, PGL_ERROR_MEMORY, errors_throw_foreign(3));
  FAILS(errors, PGL_ERROR_UNEXPECTED, errors_throw_foreign(4));
  CHECK(text_is(errors_last_error()->message, "a bug"));
  CHECK(errors_last_error()->type.len > 0);
  FAILS(errors, PGL_ERROR_UNEXPECTED, errors_throw_foreign(5));
  FAILS(errors, PGL_ERROR_UNEXPECTED, errors_throw_foreign(6));
  CHECK(text_is(errors_last_error()->message, "bad \xEF\xBF\xBD text"));

  NOTHING_ALIVE(errors);
  return DONE();
}
