#include <errors_c.h>

#define LIBRARY errors
#include "check.h"

static void test_fields(void) {
  errors_account *account;
  int64_t balance = 0;
  const errors_insufficient_funds *details;
  OK(errors_account_new(100, &account));
  FAILS(ERRORS_ERROR_INSUFFICIENT_FUNDS, errors_account_withdraw(account, 150));
  CHECK(ERRORS_ERROR_INSUFFICIENT_FUNDS > 0);
  CHECK_MESSAGE("balance 100 is less than 150");
  details = errors_last_error_insufficient_funds();
  if (CHECK(details != NULL)) {
    CHECK_INT(details->balance, 100);
    CHECK_INT(details->needed, 150);
    CHECK((const void *)details == errors_last_error()->payload);
  }
  CHECK(errors_last_error_unknown_account() == NULL); /* it is not that error */
  OK(errors_account_balance(account, &balance));
  CHECK_INT(balance, 100);
  OK(errors_account_withdraw(account, 100));
  OK(errors_account_balance(account, &balance));
  CHECK_INT(balance, 0);
  errors_account_free(account);
}

static void test_text_and_sequence_in_an_error(void) {
  errors_account *account = NULL;
  const errors_unknown_account *details;
  FAILS(ERRORS_ERROR_UNKNOWN_ACCOUNT, errors_open(pgl_text("\xc3\xa4" "da"), &account));
  CHECK(account == NULL);
  CHECK_MESSAGE("no account \"\xc3\xa4" "da\"");
  details = errors_last_error_unknown_account();
  if (CHECK(details != NULL)) {
    CHECK_STR(details->name, "\xc3\xa4" "da");
    CHECK_UINT(details->similar.len, 2);
    CHECK_STR(details->similar.data[0], "ada");
    CHECK_STR(details->similar.data[1], "eva");
  }
  OK(errors_open(pgl_text("ada"), &account));
  /* The details stay until the next failure. */
  CHECK(details == errors_last_error_unknown_account());
  CHECK_STR(details->name, "\xc3\xa4" "da");
  errors_account_free(account);
}

static void test_base(void) {
  FAILS(ERRORS_ERROR_BANK_ERROR, errors_close_bank());
  CHECK_MESSAGE("the bank never closes");
  CHECK_STR(errors_last_error()->type, "");
  CHECK(errors_last_error_insufficient_funds() == NULL);
}

/* An exception that is no std::exception. */
static void test_plain_struct(void) {
  int32_t out = 42;
  const errors_rejected *details;
  FAILS(ERRORS_ERROR_REJECTED, errors_reject(-3, &out));
  CHECK_INT(out, 42);
  details = errors_last_error_rejected();
  if (CHECK(details != NULL)) {
    CHECK_INT(details->code, -3);
    CHECK_STR(details->reason, "rejected");
  }
}

/* Exceptions that the library does not declare. */
static void test_undeclared(void) {
  OK(errors_throw_foreign(0));
  FAILS(PGL_ERROR_INDEX, errors_throw_foreign(1));
  CHECK_MESSAGE("out of range");
  FAILS(PGL_ERROR_ARGUMENT, errors_throw_foreign(2));
  CHECK_MESSAGE("invalid argument");
  FAILS(PGL_ERROR_MEMORY, errors_throw_foreign(3));
  FAILS(PGL_ERROR_UNEXPECTED, errors_throw_foreign(4));
  CHECK_MESSAGE("a bug");
  CHECK_STR(errors_last_error()->type, "std::logic_error");
  FAILS(PGL_ERROR_UNEXPECTED, errors_throw_foreign(5));
  CHECK_STR(errors_last_error()->type, "int");
  CHECK(errors_last_error()->payload == NULL);
}

/* A message that is not UTF-8 is repaired. */
static void test_broken_message(void) {
  FAILS(PGL_ERROR_UNEXPECTED, errors_throw_foreign(6));
  CHECK_MESSAGE("bad \xef\xbf\xbd text");
  CHECK_STR(errors_last_error()->type, "std::runtime_error");
}

static void test_boundary_errors_have_no_payload(void) {
  errors_account *account;
  FAILS(ERRORS_ERROR_UNKNOWN_ACCOUNT, errors_open(pgl_text("x"), &account));
  FAILS(PGL_ERROR_UTF8, errors_open(pgl_text("\xff"), &account));
  CHECK(errors_last_error()->payload == NULL);
  CHECK(errors_last_error_unknown_account() == NULL);
  FAILS(PGL_ERROR_NULL, errors_account_withdraw(NULL, 1));
}

TESTS(test_fields, test_text_and_sequence_in_an_error, test_base, test_plain_struct, test_undeclared, test_broken_message,
      test_boundary_errors_have_no_payload)
