// What is said about interface files (UDL), and about how C++ implements them.
#pragma once

#include "diag/catalogue.hpp"

namespace polyglue::diag {

inline constexpr Entry udl_entries[] = {
    {"PG0160", "the interface file cannot be read", "[input] udl, or the command line, names the file."},
    {"PG0161", "text of an interface file that means nothing",
     "Interface files consist of names, numbers, strings in double quotes, comments as in C++ and the signs {}()[]<>,;:=?"},
    {"PG0162", "an interface file does not follow the grammar",
     "The message says what was expected at this place. All such mistakes of a file are reported at once."},
    {"PG0163", "an unknown type in an interface file",
     "Types are boolean, i8 to i64, u8 to u64, f32, f64, string, bytes, timestamp, duration, sequence<T>, record<K, V>, T? and "
     "what the file declares: dictionaries, enums, interfaces and typedefs."},
    {"PG0164", "an attribute cannot stand here",
     "Attributes stand in one list of brackets before the item they belong to: [Throws=SomeError, Async]."},
    {"PG0165", "a construct that interface files do not have",
     "UDL looks like WebIDL and leaves much of it out: attributes, constants, inheritance, mixins, unions, callback functions."},
    {"PG0166", "a name is declared twice in an interface file", "Types share one space of names; there is no overloading."},
    {"PG0167", "a default that does not fit its type",
     "Defaults are true, false, numbers, text in quotes, null for T?, [] for sequences, {} for records and a value's name in quotes "
     "for enums. An argument with a default begins with `optional`."},
    {"PG0168", "the namespace of an interface file", "Every file has exactly one: namespace name { functions };"},
    {"PG0169", "a declaration that an interface cannot have", "The message says why."},
    {"PG0170", "doubtful, but accepted", "The interface file is read as it is; callers may be surprised by what this does."},
    {"PG0171", "an interface file too large", "Files of up to 16 MiB are read."},
    {"PG0173", "nothing in the headers implements a declaration of the interface file",
     "The interface file says what is exported, the headers say how it is spelled in C++; they meet by name. "
     "`polyglue init --udl FILE` writes a header in which everything fits."},
    {"PG0174", "a declaration of the headers differs from the interface file", "The help shows a C++ declaration that would fit."},
    {"PG0175", "an interface file cannot say this", "`polyglue model --udl` leaves it out."},
};

}  // namespace polyglue::diag
