#include "pgp/time.h"

#include <datetime.h>

int pgp_time_ready(void) {
  PyDateTime_IMPORT;
  return PyDateTimeAPI ? 0 : -1;
}

int pgp_is_datetime(PyObject *object) { return PyDateTime_Check(object); }
int pgp_is_timedelta(PyObject *object) { return PyDelta_Check(object); }

/* Days between 1970-01-01 and a date of the proleptic Gregorian calendar, and back.
 * Source: Howard Hinnant, "chrono-compatible low-level date algorithms". */
static int64_t days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void civil_from_days(int64_t days, int *year, int *month, int *day) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * day_of_year + 2) / 153;
  *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
  *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
  *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int pgp_lower_timestamp(PyObject *object, pgl_timestamp *out, pgp_arena *arena) {
  if (!PyDateTime_Check(object)) return pgp_expected("datetime.datetime", object);
  PyObject *offset = PyObject_CallMethod(object, "utcoffset", NULL);
  (void)arena;
  if (!offset) return 0;
  if (!PyDelta_Check(offset)) { /* None */
    Py_DECREF(offset);
    PyErr_SetString(PGP_NAIVE_ERROR, "the datetime has no time zone: use datetime.timezone.utc");
    return 0;
  }
  int64_t micros = PyDateTime_DATE_GET_MICROSECOND(object) - (int64_t)PyDateTime_DELTA_GET_MICROSECONDS(offset);
  int64_t seconds = days_from_civil(PyDateTime_GET_YEAR(object), PyDateTime_GET_MONTH(object),
                                    PyDateTime_GET_DAY(object)) * 86400 +
                    PyDateTime_DATE_GET_HOUR(object) * 3600 + PyDateTime_DATE_GET_MINUTE(object) * 60 +
                    PyDateTime_DATE_GET_SECOND(object) -
                    ((int64_t)PyDateTime_DELTA_GET_DAYS(offset) * 86400 + PyDateTime_DELTA_GET_SECONDS(offset));
  Py_DECREF(offset);
  if (micros < 0) {
    micros += 1000000;
    --seconds;
  }
  out->seconds = seconds;
  out->nanos = (uint32_t)micros * 1000;
  return 1;
}

int pgp_lower_duration(PyObject *object, pgl_duration *out, pgp_arena *arena) {
  (void)arena;
  if (!PyDelta_Check(object)) return pgp_expected("datetime.timedelta", object);
#ifdef PGP_UNIFFI_CALLERS
  if (PyDateTime_DELTA_GET_DAYS(object) < 0) {
    PyErr_SetString(PyExc_ValueError, "the duration is negative");
    return 0;
  }
#endif
  out->seconds = (int64_t)PyDateTime_DELTA_GET_DAYS(object) * 86400 + PyDateTime_DELTA_GET_SECONDS(object);
  out->nanos = (uint32_t)PyDateTime_DELTA_GET_MICROSECONDS(object) * 1000;
  return 1;
}

PyObject *pgp_lift_timestamp(const pgl_timestamp *value) {
  const int64_t first = -62135596800, last = 253402300799; /* years 1 to 9999 */
  if (value->seconds < first || value->seconds > last) {
    PyErr_SetString(PyExc_OverflowError, "the time is outside the years 1 to 9999");
    return NULL;
  }
  int64_t days = value->seconds / 86400, rest = value->seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  int year, month, day;
  civil_from_days(days, &year, &month, &day);
  return PyDateTimeAPI->DateTime_FromDateAndTime(year, month, day, (int)(rest / 3600), (int)(rest / 60 % 60),
                                                 (int)(rest % 60), (int)(value->nanos / 1000),
                                                 PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType);
}

PyObject *pgp_lift_duration(const pgl_duration *value) {
  int64_t days = value->seconds / 86400, rest = value->seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  if (days < -999999999 || days > 999999999) {
    PyErr_SetString(PyExc_OverflowError, "the duration is longer than a timedelta can be");
    return NULL;
  }
  return PyDelta_FromDSU((int)days, (int)rest, (int)(value->nanos / 1000));
}
