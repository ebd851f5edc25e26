// Single, multiple and polymorphic inheritance.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace inheritance {

/// An animal; abstract.
class Animal {
 public:
  virtual ~Animal() = default;
  /// What it says.
  virtual std::string sound() const = 0;
  const std::string& name() const noexcept { return name_; }
  void rename(std::string name) { name_ = std::move(name); }

 protected:
  explicit Animal(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

class Dog : public Animal {
 public:
  explicit Dog(std::string name) : Animal(std::move(name)) {}
  std::string sound() const override { return "woof"; }
  std::int32_t fetch() { return ++fetched_; }

 private:
  std::int32_t fetched_ = 0;
};

class Puppy final : public Dog {
 public:
  explicit Puppy(std::string name) : Dog(std::move(name)) {}
  std::string sound() const override { return "yip"; }
  std::int32_t age() const noexcept { return 1; }
};

/// A second base, without virtual functions.
class Swimmer {
 public:
  std::int32_t strokes() const noexcept { return strokes_; }
  void swim(std::int32_t strokes) { strokes_ += strokes; }

 private:
  std::int32_t strokes_ = 0;
};

/// Two bases.
class Duck : public Animal, public Swimmer {
 public:
  explicit Duck(std::string name) : Animal(std::move(name)) {}
  std::string sound() const override { return "quack"; }
};

/// Takes any animal.
inline std::string speak(const Animal& animal) { return animal.name() + " says " + animal.sound(); }
/// Takes any swimmer.
inline void train(Swimmer& swimmer) { swimmer.swim(10); }

/// "dog", "puppy" or "duck": the result is what it is called.
inline std::shared_ptr<Animal> adopt(const std::string& kind) {
  if (kind == "dog") return std::make_shared<Dog>("Rex");
  if (kind == "puppy") return std::make_shared<Puppy>("Bit");
  return std::make_shared<Duck>("Donald");
}

/// An animal the caller owns alone.
inline std::unique_ptr<Animal> breed() { return std::make_unique<Dog>("Junior"); }

/// Keeps animals.
class Farm {
 public:
  void add(std::shared_ptr<Animal> animal) { animals_.push_back(std::move(animal)); }
  std::int32_t count() const noexcept { return static_cast<std::int32_t>(animals_.size()); }
  /// @throws std::out_of_range when there is no such animal
  Animal& at(std::int32_t index) { return *animals_.at(static_cast<std::size_t>(index)); }
  std::vector<std::shared_ptr<Animal>> all() const { return animals_; }

 private:
  std::vector<std::shared_ptr<Animal>> animals_;
};

}  // namespace inheritance
