#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <styles.hpp>
#include <utility>
#include <vector>

namespace tray {

using Sheets = std::vector<std::shared_ptr<styles::Sheet>>;

class Tray {
 public:
  void put(std::shared_ptr<styles::Sheet> sheet) { sheets_.push_back(std::move(sheet)); }
  std::shared_ptr<styles::Sheet> top() const { return sheets_.empty() ? nullptr : sheets_.back(); }
  bool has(const styles::Sheet& sheet) const {
    return std::any_of(sheets_.begin(), sheets_.end(), [&](const auto& one) { return one.get() == &sheet; });
  }

 private:
  Sheets sheets_;
};

inline Sheets reversed(Sheets sheets) {
  std::reverse(sheets.begin(), sheets.end());
  return sheets;
}
inline styles::Card improved(styles::Card card) {
  card.mood = styles::Fine{1};
  return card;
}
inline styles::Answer ask(const styles::Answer& answer, styles::Kind kind) { return kind == styles::FIRST ? answer : styles::Answer(styles::Text{"second"}); }
inline void fill(std::uint32_t sheets) {
  if (sheets > 100) throw styles::Gone();
  if (sheets > 10) throw styles::Full();
}
inline std::uint32_t visit(const styles::Sheet& sheet, styles::Visitor& visitor) {
  std::uint32_t seen = 0;
  while (seen < sheet.size() && visitor.cell(seen, "cell")) ++seen;
  return seen;
}

}  // namespace tray
