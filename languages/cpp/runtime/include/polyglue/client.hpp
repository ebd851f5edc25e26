// What generated C++ clients are built on. Header-only; C++17 and later; with exceptions and without.
#ifndef POLYGLUE_CLIENT_HPP
#define POLYGLUE_CLIENT_HPP

#include "polyglue/client/config.hpp"
#include "polyglue/client/contract.hpp"
#include "polyglue/client/convert.hpp"
#include "polyglue/client/convert_chrono.hpp"
#include "polyglue/client/convert_containers.hpp"
#include "polyglue/client/error.hpp"
#include "polyglue/client/function.hpp"
#include "polyglue/client/handle.hpp"
#include "polyglue/client/interface.hpp"
#include "polyglue/client/promise.hpp"
#include "polyglue/client/scratch.hpp"
#include "polyglue/client/span.hpp"
#include "polyglue/client/task.hpp"

#endif
