#include "languages/python/names.hpp"

#include <gtest/gtest.h>

namespace polyglue::python {
namespace {

/// A name as written, and what it is as a type, a function or field, and a constant.
struct Row {
  const char* written;
  const char* type;
  const char* function;
  const char* constant;
};

TEST(PythonNames, OfHeaders) {
  const Spelling spell{model::Library{}};
  for (const Row& row : {Row{"addNote", "AddNote", "add_note", "ADD_NOTE"}, Row{"class", "Class", "class_", "CLASS"},
                         Row{"None", "None_", "none", "NONE"}, Row{"_import", "Import", "import_", "IMPORT"}, Row{"print", "Print", "print", "PRINT"}}) {
    EXPECT_EQ(spell.type(row.written), row.type);
    EXPECT_EQ(spell.function(row.written), row.function);
    EXPECT_EQ(spell.field(row.written), row.function);
    EXPECT_EQ(spell.constant(row.written), row.constant);
  }
}

TEST(PythonNames, OfInterfaceFiles) {
  model::Library library;
  library.uniffi.emplace().name_space = "uniffi-one_NS";
  const Spelling spell{library};
  for (const Row& row : {Row{"HTMLError", "HtmlError", "html_error", "HTML_ERROR"}, Row{"InvalidHTML", "InvalidHtml", "invalid_html", "INVALID_HTML"},
                         Row{"minusculeMAJUSCULEDict", "MinusculeMajusculeDict", "minuscule_majuscule_dict", "MINUSCULE_MAJUSCULE_DICT"},
                         Row{"get_dict2", "GetDict2", "get_dict2", "GET_DICT2"}, Row{"identiqueI8", "IdentiqueI8", "identique_i8", "IDENTIQUE_I8"},
                         Row{"UniffiOneUDLTrait", "UniffiOneUdlTrait", "uniffi_one_udl_trait", "UNIFFI_ONE_UDL_TRAIT"},
                         Row{"SHA256Hash", "Sha256Hash", "sha256_hash", "SHA256_HASH"}, Row{"IPv4Address", "IPv4Address", "i_pv4_address", "I_PV4_ADDRESS"},
                         Row{"deep-blue", "DeepBlue", "deep_blue", "DEEP_BLUE"}, Row{"XYZNone", "XyzNone", "xyz_none", "XYZ_NONE"},
                         Row{"OSError", "OsError", "os_error", "OS_ERROR"}, Row{"class", "Class", "_class", "CLASS"},
                         Row{"import", "Import", "_import", "IMPORT"}, Row{"true", "_True", "true", "TRUE"}, Row{"None", "_None", "none", "NONE"},
                         Row{"match", "Match", "match", "MATCH"}, Row{"self", "Self", "self", "SELF"}, Row{"Error", "Error", "error", "ERROR"}}) {
    EXPECT_EQ(spell.type(row.written), row.type);
    EXPECT_EQ(spell.function(row.written), row.function);
    EXPECT_EQ(spell.field(row.written), row.function);
    EXPECT_EQ(spell.constant(row.written), row.constant);
  }
  EXPECT_EQ(package_name(library), "uniffi_one_ns");
  EXPECT_EQ(extension_name(library), "_uniffi_one_ns");
}

}  // namespace
}  // namespace polyglue::python
