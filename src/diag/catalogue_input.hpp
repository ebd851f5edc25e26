// What the C++ front end leaves out, and why: the codes of model::Skipped, and its own errors.
#pragma once

#include "diag/catalogue.hpp"

namespace polyglue::diag {

inline constexpr Entry input_entries[] = {
    {"PG0104", "no headers are listed", "[input] headers names the headers of the library, as its users include them."},
    {"PG0151", "a parameter named in [keep_alive] does not exist",
     "The value is \"self\", \"none\", \"root\" or the name of a parameter of the function."},
    {"PG0152", "a property has no getter",
     "[properties] names const methods without parameters: title() or get_title(). The setter is set_title(x) or title(x)."},
    {"PG0153", "a converter is incomplete",
     "polyglue::converter<T> needs `using repr`, `static repr to(const T&)` and `static T from(repr)`."},
    {"PG0154", "a template cannot be instantiated",
     "The type under [instantiate] is C++ text, fully qualified, of a class template that the headers define."},
    {"PG0201", "a template without a named instance",
     "Templates have no form in C. Class templates cross as instances that have a name: an alias in the headers "
     "(using IntGrid = Grid<int>;) or an entry of [instantiate]. Function templates need an ordinary overload."},
    {"PG0202", "a raw pointer result whose ownership is unknown",
     "Whether the caller must delete it cannot be seen. Say so under [ownership]: \"owned\", \"borrowed\", \"static\" or "
     "\"copy\"; or annotate with PG_OWNED, PG_BORROWED or [[clang::lifetimebound]]."},
    {"PG0203", "a type that is not exported",
     "A signature uses a type of another namespace. Add the namespace to [input] namespaces, or specialise "
     "polyglue::converter for the type."},
    {"PG0204", "a standard type without counterpart", "Offer an overload with a type every language has."},
    {"PG0205", "a callback that hosts cannot give",
     "Parameters of std::function, std::move_only_function and of a function pointer with a void* next to it are callbacks. They "
     "take what a function returns and return what it takes; they are no part of other values and take no callbacks themselves."},
    {"PG0206", "a list that would outlive its elements",
     "The elements of a std::initializer_list are gone when the call is over, so it crosses as a parameter only."},
    {"PG0207", "a result that comes later, or one element after the other",
     "std::future<T>, polyglue::task<T> and generators are understood as the result of a function, of values that own what they hold. "
     "What such a function takes is kept until it has finished, as long as it is no view inside of another value."},
    {"PG0208", "a parameter that the function may write to",
     "Whether it does cannot be seen. [ownership] \"ns::f#parameter\" = \"out\" makes what it writes a result, \"inout\" an "
     "argument and a result; PG_OUT and PG_INOUT say the same in the header. A T** that is \"owned\" gives an object."},
    {"PG0209", "a raw pointer to something else than an object or text",
     "It does not say how much it points to. std::span, std::string_view and references do."},
    {"PG0210", "a reference result with unknown lifetime",
     "A function that is no method must say what the object belongs to: [[clang::lifetimebound]] on a parameter, or [ownership]."},
    {"PG0211", "a variadic function", "C's ... cannot be called from other languages safely."},
    {"PG0212", "a method for special objects", "Methods for temporaries (&&), volatile or explicit objects have no caller."},
    {"PG0213", "an object that would have to be copied and cannot be",
     "By value, hosts pass a copy. Take a reference, std::unique_ptr or std::shared_ptr."},
    {"PG0214", "a scalar type not every language has", "long double, wchar_t, char16_t and __int128 differ or are missing."},
    {"PG0215", "an operator not every language has", "Offer a named method."},
    {"PG0216", "a conversion operator", "Only conversion to bool has a counterpart. Offer a named method."},
    {"PG0217", "a variable", "Global variables cannot be shared safely. Offer functions."},
    {"PG0218", "a constant without a spelling", "Only numbers, text and enum values become constants. Offer a function."},
    {"PG0219", "a method that changes a record",
     "Hosts hold copies of records, so the change would be lost. [kind] \"object\" puts the class behind a handle."},
    {"PG0220", "left out by configuration", "[export] exclude or only, or PG_SKIP, says so."},
    {"PG0221", "an iterator", "Hosts iterate over the range: a class with begin() and end(), or a method that returns one."},
    {"PG0222", "a union", "Nothing says which member is alive. Use std::variant."},
    {"PG0223", "a class without definition", "Only its name is known. List the header that defines it."},
    {"PG0224", "a stream",
     "std::istream& and std::ostream& of functions and const methods are text for hosts. Other methods may keep the stream, "
     "which is gone after the call: [ownership] \"ns::C::f#stream\" = \"borrowed\" says that they do not. Other streams, and those of "
     "constructors, need an overload with std::string."},
    {"PG0225", "memory that is written to", "A span of non-const elements would write into the host's memory. Return the values."},
    {"PG0226", "a C array", "Use std::array."},
    {"PG0227", "an overload like another",
     "Hosts give a list for a std::vector, a std::span and a std::initializer_list. Of overloads that differ in these, "
     "the one with a std::initializer_list is left out, unless [rename] gives it a name of its own."},
    {"PG0229", "std::expected away from a result", "It is understood as the result of a function only."},
    {"PG0230", "an exception as a value", "Exceptions are thrown, or are the error of a std::expected."},
    {"PG0231", "a deduced result", "The result type `auto` needs the function's body, which is not in the headers."},
    {"PG0232", "a compile-time function", "consteval functions do not exist at run time."},
    {"PG0233", "a pointer and its length apart",
     "A wrong length from a host would read foreign memory. std::string_view and std::span keep both together."},
    {"PG0234", "an object nobody can get",
     "No constructor, function or method that comes through gives an instance of the class, so what needs one is left out too."},
    {"PG0236", "what is made would point into memory that is only lent",
     "Text, bytes and sequences belong to the host again after the call. A class that only keeps a pointer to them must "
     "not be made from them; as [kind] \"text\" or \"bytes\", hosts pass the text in its place and never hold one."},
    {"PG0237", "a class that cannot stand for text",
     "[kind] \"text\" and \"bytes\" are for classes with data(), size() and a constructor that takes both, such as "
     "a library's own string_view."},
    {"PG0238", "a function pointer that may be kept",
     "How long the library keeps a function pointer and its user data cannot be seen. [ownership] \"ns::f#callback\" = \"borrowed\" "
     "says that it only calls them during the call, \"static\" that it may keep them for ever; PG_BORROWED and PG_STATIC say the same "
     "in the header. std::function needs neither."},
    {"PG0239", "a noexcept function that calls the host", "An error of the host could not pass through it. Remove noexcept."},
    {"PG0240", "a class that hosts cannot implement",
     "Hosts implement an abstract class, or derive from one that is [kind] \"interface\", where C++ could: all that is pure virtual "
     "must be public and of types that cross, the destructor virtual, a constructor public or protected. What a host overrides "
     "must be able to fail. Everything else about the class comes through."},
    {"PG0235", "a friend without a name outside",
     "A function defined as a friend is found through its arguments only. Declare it in the namespace too."},
};

}  // namespace polyglue::diag
