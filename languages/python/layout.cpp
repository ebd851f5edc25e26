#include "languages/python/layout.hpp"

#include <algorithm>
#include <vector>

namespace polyglue::python {
std::string laid_out(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  const auto trimmed = [](const std::string& line) { return line.substr(std::min(line.find_first_not_of(' '), line.size())); };
  std::string result;
  bool opens = false;           // the line before began a body
  bool is_empty_class = false;  // the last line but empty ones
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line = lines[i];
    const std::string start = trimmed(line);
    if (start.starts_with("\"\"\"")) {
      const bool one = start.size() > 3 && start.ends_with("\"\"\"");
      if (!one && i + 1 < lines.size() && trimmed(lines[i + 1]) == "\"\"\"" && line.size() + 3 <= line_width && !line.ends_with('\"')) {
        line += "\"\"\"";
        ++i;
      } else if (!one) {
        while (i + 1 < lines.size() && trimmed(lines[i + 1]) != "\"\"\"") {
          result += line + "\n";
          line = lines[++i];
        }
        result += line + "\n";
        line = lines[++i];
      }
      result += line + "\n";
      if (opens && i + 1 < lines.size() && !lines[i + 1].empty()) result += "\n";
      opens = false;
      continue;
    }
    // An empty class stands on one line, next to the empty class before it.
    if (start.starts_with("class ") && i + 1 < lines.size() && trimmed(lines[i + 1]) == "...") {
      line += " ...";
      ++i;
      if (is_empty_class && result.ends_with("\n\n")) result.pop_back();
      is_empty_class = true;
    } else if (!line.empty()) {
      is_empty_class = false;
    }
    opens = line.ends_with(":");
    result += line + "\n";
  }
  return result;
}

void print_doc(emit::Printer& out, const std::string& doc) {
  if (doc.empty()) return;
  std::string safe;
  for (const char c : doc) {
    if (c == '\\' || (c == '"' && safe.ends_with("\"\""))) safe += '\\';
    safe += c;
  }
  if (safe.starts_with('"')) safe.insert(0, " ");
  if (safe.ends_with("\"")) safe.insert(safe.size() - 1, "\\");
  // One line that is too long with its quotes becomes two: black would join those that are one.
  const std::size_t space = safe.size() < 70 || safe.find('\n') != std::string::npos ? std::string::npos : safe.rfind(' ', 70);
  if (space != std::string::npos && space > 0) safe[space] = '\n';
  if (safe.find('\n') == std::string::npos && safe.size() < 70) {
    out.print("\"\"\"$doc$\"\"\"\n", {{"doc", safe}});
  } else {
    out.print("\"\"\"$doc$\n\"\"\"\n", {{"doc", safe}});
  }
}

}  // namespace polyglue::python
