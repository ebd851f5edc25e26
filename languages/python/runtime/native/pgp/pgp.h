/* The Python runtime of Polyglue, whole. */
#ifndef PGP_PGP_H
#define PGP_PGP_H

#include "pgp/arena.h"
#include "pgp/array.h"
#include "pgp/base.h"
#include "pgp/bind.h"
#include "pgp/callback.h"
#include "pgp/containers.h"
#include "pgp/enums.h"
#include "pgp/errors.h"
#include "pgp/object.h"
#include "pgp/overload.h"
#include "pgp/record.h"
#include "pgp/scalar.h"
#include "pgp/slots.h"
#include "pgp/task.h"
#include "pgp/text.h"
#include "pgp/time.h"

#endif
