#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
namespace lib {
/// What is sold.
struct Item {
  /// As shown.
  std::string name = "new";
  double price = 2;
  std::optional<std::uint8_t> rating;
  bool operator==(const Item&) const = default;
};
struct Cash { double amount; };
struct Card { std::string number; };
using Payment = std::variant<Cash, Card>;
enum class Size { small, large };
class ShopError : public std::runtime_error { using std::runtime_error::runtime_error; };
class SoldOut : public ShopError { public: std::string item; };
/// Where things are sold.
class Shop {
 public:
  static constexpr int floors = 2;
  explicit Shop(std::string name);
  Shop(std::string name, int size);
  static std::unique_ptr<Shop> open(Size size = Size::large);
  /// Sells one.
  /// @throws SoldOut when there is none
  void sell(const Item& item, const Payment& payment);
  std::vector<Item> items(bool all = true) const;
  std::set<std::string> names() const;
  std::tuple<int, int> range() const;
};
std::size_t count(const Shop& shop);
std::size_t count(const Shop& shop, int from);
}  // namespace lib
