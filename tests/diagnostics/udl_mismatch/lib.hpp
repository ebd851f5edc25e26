#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lib {

struct Point { double x, y; };
struct Size { float width; std::optional<std::string> unit; };
struct Wide { double a, b; };
enum class Colour { red, green, blue };
struct Circle { double diameter; };
struct Triangle {};
using Shape = std::variant<Circle, Triangle>;
class StoreError : public std::runtime_error { using std::runtime_error::runtime_error; };
class NotFoundError : public StoreError { public: std::string name; };
class Full : public StoreError { public: std::int32_t limit; };
class Torn : public std::runtime_error { using std::runtime_error::runtime_error; };
class Store {
 public:
  explicit Store(int size);
  static int temporary();
  int count() const;
  void erase(std::string_view key, bool all);
};
enum class Colours { one };
struct Url {};
class Plugin { public: virtual ~Plugin() = default; virtual void run() = 0; };

std::uint32_t add(std::uint32_t a, std::uint32_t b);
std::uint8_t slow(const std::string& name);
void fill(std::span<const std::uint8_t> data);
void start();
int title();
int* hidden(std::uint8_t x);

}  // namespace lib
