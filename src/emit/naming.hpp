// The one owner of identifiers: word splitting, case rules, keywords. Every name in generated
// text passes through here.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace polyglue::emit {

/// Splits an identifier into lower-case words, as the `heck` 0.5 rules do: at characters that are
/// not alphanumeric, between lower and upper case, and before the last capital of a run that a
/// lower-case letter follows; digits never start a word.
/// "HTMLError" -> html, error; "SHA256Hash" -> sha256, hash; "get_dict2" -> get, dict2.
std::vector<std::string> words(std::string_view identifier);

std::string snake(std::string_view identifier);      ///< note_count
std::string shouty(std::string_view identifier);     ///< NOTE_COUNT
std::string camel(std::string_view identifier);      ///< noteCount
std::string pascal(std::string_view identifier);     ///< NoteCount
std::string kebab(std::string_view identifier);      ///< note-count

/// The words a language reserves; `escape` appends "_" to a name that is one of them.
using Keywords = std::set<std::string, std::less<>>;
std::string escape(std::string name, const Keywords& keywords);

}  // namespace polyglue::emit
