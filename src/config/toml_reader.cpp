#include "config/toml_reader.hpp"

#include <algorithm>
#include <sstream>

#include "diag/suggest.hpp"

namespace polyglue::config {
namespace {

const char* type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
  }
  return "something else";
}

}  // namespace

model::Location location_of(const toml::source_region& region) {
  return {region.path ? *region.path : std::string(), static_cast<int>(region.begin.line),
          static_cast<int>(region.begin.column)};
}

int length_of(const toml::source_region& region) {
  if (region.end.line != region.begin.line || region.end.column <= region.begin.column) return 1;
  return static_cast<int>(region.end.column - region.begin.column);
}

void report(diag::Sink& sink, std::string code, std::string message, const toml::source_region& region,
            std::string help) {
  sink.add({std::move(code), diag::Severity::error, std::move(message), location_of(region), length_of(region), {},
            std::move(help)});
}

const toml::node* TableReader::find(std::string_view key) {
  asked_.push_back(key);
  return table_ ? table_->get(key) : nullptr;
}

void TableReader::wrong_type(std::string_view key, const toml::node& node, std::string_view wanted) {
  report(sink_, "PG0113", "[" + name_ + "] " + std::string(key) + " must be " + std::string(wanted) + ", not " + type_name(node),
         node.source());
}

std::optional<At<std::string>> TableReader::string(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) return std::nullopt;
  if (const auto* text = node->as_string()) return At<std::string>{text->get(), location_of(node->source())};
  wrong_type(key, *node, "a string");
  return std::nullopt;
}

std::vector<At<std::string>> TableReader::strings(std::string_view key) {
  std::vector<At<std::string>> out;
  const toml::node* node = find(key);
  if (!node) return out;
  const toml::array* array = node->as_array();
  if (!array) {
    wrong_type(key, *node, "an array of strings");
    return out;
  }
  for (const toml::node& item : *array) {
    if (const auto* text = item.as_string()) out.push_back({text->get(), location_of(item.source())});
    else wrong_type(key, item, "an array of strings");
  }
  return out;
}

void TableReader::require(std::string_view key, bool found, std::string_view example) {
  if (found || (table_ && table_->contains(key))) return;  // what is there and wrong was reported already
  const std::string message = "[" + name_ + "] " + std::string(key) + " is missing";
  const std::string help = "write " + std::string(example);
  if (table_) report(sink_, "PG0115", message, table_->source(), help);
  else sink_.error("PG0115", message, {}, help + " below [" + name_ + "]");
}

void TableReader::finish() {
  if (!table_) return;
  for (const auto& [key, value] : *table_) {
    if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
    std::string help;
    if (const auto near = diag::nearest(key.str(), asked_)) {
      help = "did you mean \"" + *near + "\"?";
    } else {
      for (const std::string_view known : asked_) help += (help.empty() ? "the keys are " : ", ") + std::string(known);
    }
    report(sink_, "PG0112", "unknown key \"" + std::string(key.str()) + "\" in [" + name_ + "]", key.source(), help);
  }
}

std::vector<std::pair<std::string, At<std::string>>> TableReader::entries() {
  std::vector<std::pair<std::string, At<std::string>>> out;
  if (!table_) return out;
  for (const auto& [key, value] : *table_) {
    if (const auto* text = value.as_string()) out.push_back({std::string(key.str()), {text->get(), location_of(key.source())}});
    else wrong_type("\"" + std::string(key.str()) + "\"", value, "a string");
  }
  return out;
}

std::vector<std::pair<std::string, At<std::vector<std::string>>>> TableReader::list_entries() {
  std::vector<std::pair<std::string, At<std::vector<std::string>>>> out;
  if (!table_) return out;
  for (const auto& [key, value] : *table_) {
    if (auto list = as_list(key.str(), value)) out.push_back({std::string(key.str()), {std::move(*list), location_of(key.source())}});
  }
  return out;
}

std::optional<std::vector<std::string>> TableReader::as_list(std::string_view key, const toml::node& node) {
  if (const auto* text = node.as_string()) return std::vector<std::string>{text->get()};
  std::vector<std::string> out;
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) {
      const auto* text = item.as_string();
      if (!text) {
        wrong_type("\"" + std::string(key) + "\"", item, "a string or an array of strings");
        return std::nullopt;
      }
      out.push_back(text->get());
    }
    return out;
  }
  wrong_type("\"" + std::string(key) + "\"", node, "a string or an array of strings");
  return std::nullopt;
}

}  // namespace polyglue::config
