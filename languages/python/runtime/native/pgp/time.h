/* Instants are aware datetime.datetime in UTC, spans datetime.timedelta: microseconds, so nanoseconds
 * of a result are cut off. What Python cannot hold is OverflowError. */
#ifndef PGP_TIME_H
#define PGP_TIME_H

#include "pgp/arena.h"
#include "pgp/errors.h"

int pgp_time_ready(void); /* imports datetime; 0 or -1 */

int pgp_lower_timestamp(PyObject *object, pgl_timestamp *out, pgp_arena *arena);
int pgp_lower_duration(PyObject *object, pgl_duration *out, pgp_arena *arena);
PyObject *pgp_lift_timestamp(const pgl_timestamp *value);
PyObject *pgp_lift_duration(const pgl_duration *value);
int pgp_is_datetime(PyObject *object);
int pgp_is_timedelta(PyObject *object);

#endif
