// Annotations for headers that Polyglue reads. In a normal build every macro expands to nothing;
// only Polyglue's own parse, which defines __POLYGLUE__, sees them.
//
//     class PG_OBJECT Chart { ... };
//     PG_OWNED Chart* make_chart();
//     PG_BLOCKING PG_RENAME("load") Chart load_from_disk(const char* path);
#pragma once

#if defined(__POLYGLUE__)
#define PG_ANNOTATE(text) [[clang::annotate("polyglue:" text)]]
#else
#define PG_ANNOTATE(text)
#endif

#define PG_EXPORT PG_ANNOTATE("export")              // bring in what the rules would leave out
#define PG_SKIP PG_ANNOTATE("skip")                  // leave out
#define PG_RENAME(name) PG_ANNOTATE("rename=" name)  // the name hosts see
#define PG_OWNED PG_ANNOTATE("owned")                // a raw pointer the receiver must delete
#define PG_BORROWED PG_ANNOTATE("borrowed")          // belongs to self, else to the first object argument
#define PG_STATIC PG_ANNOTATE("static")              // lives as long as the process
#define PG_COPY PG_ANNOTATE("copy")                  // copied into a handle of its own
#define PG_NULLABLE PG_ANNOTATE("nullable")          // a smart pointer for which null is a value
#define PG_NONNULL PG_ANNOTATE("nonnull")            // a raw pointer result that is never null
#define PG_OUT PG_ANNOTATE("out")                    // a parameter that the function writes: hosts get a result
#define PG_INOUT PG_ANNOTATE("inout")                // a parameter that it reads and writes
#define PG_BLOCKING PG_ANNOTATE("blocking")          // may wait or run long
#define PG_LEAF PG_ANNOTATE("leaf")                  // short, waits for nothing, calls back only what it is given, before it returns
#define PG_ASYNC PG_ANNOTATE("async")                // its last parameter is a callback that is called once, with the result
#define PG_PURE PG_ANNOTATE("pure")                  // no side effects
#define PG_NOTHROW PG_ANNOTATE("nothrow")            // never throws, though not declared noexcept
#define PG_PROPERTY PG_ANNOTATE("property")          // a get or set method that hosts see as a property
#define PG_RECORD PG_ANNOTATE("record")              // this class is a value with fields
#define PG_OBJECT PG_ANNOTATE("object")              // this class lives behind a handle
#define PG_INTERFACE PG_ANNOTATE("interface")        // hosts may derive from this class and override its virtual methods
#define PG_ERROR PG_ANNOTATE("error")                // this class is thrown
#define PG_FLAGS PG_ANNOTATE("flags")                // the values of this enum combine with |
#define PG_THREADS(rule) PG_ANNOTATE("threads=" #rule)  // author, confined, locked or shared
