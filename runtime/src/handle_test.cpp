#include "handle_test.hpp"

#include <vector>

using namespace handle_testing;

namespace {

TEST_F(HandleTest, BorrowsUntilClosed) {
  auto* handle = make<Thing>(7);
  EXPECT_LT(value(handle), std::uintptr_t{1} << (kIndexBits + kGenerationBits - 1) << 1);
  {
    Borrow<Thing> thing(handle);
    ASSERT_TRUE(thing);
    EXPECT_EQ(7, thing->value);
  }
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_NULL, status_of<Thing>(nullptr));
}

TEST_F(HandleTest, StaleHandleStaysStaleWhenTheSlotIsUsedAgain) {
  auto* first = make<Thing>(1);
  close<Thing>(first);
  std::vector<test_thing*> others;
  for (int i = 0; i < 3000; ++i) others.push_back(make<Thing>(i));
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(first));
  for (auto* other : others) {
    EXPECT_NE(first, other);
    close<Thing>(other);
  }
}

TEST_F(HandleTest, RefusesForgedHandles) {
  auto* handle = make<Thing>(1);
  std::uint64_t random = 88172645463325252u;
  for (int i = 0; i < 200000; ++i) {
    random ^= random << 13, random ^= random >> 7, random ^= random << 17;
    const auto forged = static_cast<std::uintptr_t>(i % 2 ? random : value(handle) ^ (std::uintptr_t{1} << (random % (8 * sizeof(void*)))));
    if (forged == value(handle)) continue;
    EXPECT_NE(PGL_OK, status_of<Thing>(reinterpret_cast<test_thing*>(forged)));
    close<Thing>(reinterpret_cast<test_thing*>(forged));
  }
  EXPECT_EQ(PGL_OK, status_of<Thing>(handle));
  close<Thing>(handle);
}

TEST_F(HandleTest, KnowsClasses) {
  auto* both = make<Both>();
  auto* big = make<Big>();
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Both>(reinterpret_cast<test_both*>(big)));
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Big>(reinterpret_cast<test_big*>(both)));
  close<Big>(reinterpret_cast<test_big*>(both));  // left alone
  EXPECT_EQ(2, Borrow<Right>(reinterpret_cast<test_right*>(both))->right);
  EXPECT_EQ(1, Borrow<Left>(reinterpret_cast<test_left*>(both))->left);
  test_right* right = nullptr;
  {
    Borrow<const Both> object(both);
    EXPECT_EQ(PGL_OK, upcast<Right>(object, &right));
  }
  EXPECT_EQ(identity(value(both)), identity(value(right)));
  close<Both>(both);
  EXPECT_EQ(2, Borrow<Right>(right)->right);  // kept alive
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Left>(reinterpret_cast<test_left*>(right)));
  close<Right>(right);
  close<Big>(big);
}

TEST_F(HandleTest, ReadOnly) {
  static const Thing constant(5);
  alive_ = alive;
  test_thing* handle = nullptr;
  ASSERT_EQ(PGL_OK, lend(&constant, &handle, {}));
  EXPECT_EQ(PGL_OK, status_of<const Thing>(handle));
  EXPECT_EQ(PGL_ERROR_READ_ONLY, status_of<Thing>(handle));
  close<Thing>(handle);
}

TEST_F(HandleTest, SharesAndCompares) {
  auto shared = std::make_shared<Thing>(3);
  test_thing *one = nullptr, *two = nullptr;
  ASSERT_EQ(PGL_OK, hold(shared, &one));
  ASSERT_EQ(PGL_OK, hold(std::shared_ptr<const Thing>(shared), &two));
  EXPECT_NE(one, two);
  EXPECT_EQ(identity(value(one)), identity(value(two)));
  EXPECT_EQ(PGL_ERROR_READ_ONLY, status_of<Thing>(two));
  EXPECT_EQ(shared, share(Borrow<Thing>(one)));
  EXPECT_EQ(3, shared.use_count());
  close<Thing>(one);
  close<Thing>(two);
  EXPECT_EQ(1, shared.use_count());
  test_thing* none = one;
  EXPECT_EQ(PGL_ERROR_NULL, hold(std::shared_ptr<Thing>(), &none));
  EXPECT_EQ(PGL_OK, hold(std::shared_ptr<Thing>(), &none, Null::allowed));
  EXPECT_EQ(nullptr, none);
}

TEST_F(HandleTest, OptionalPointersAreNullWhereThereIsNone) {
  using Shared = std::optional<std::shared_ptr<Thing>>;
  using Unique = std::optional<std::unique_ptr<Thing>>;
  test_thing* handle = make<Thing>();
  test_thing* const open = handle;
  EXPECT_EQ(PGL_OK, hold(Shared(), &handle, Null::allowed));
  EXPECT_EQ(nullptr, handle);
  handle = open;
  EXPECT_EQ(PGL_OK, hold(Shared(nullptr), &handle, Null::allowed));
  EXPECT_EQ(nullptr, handle);
  EXPECT_EQ(PGL_OK, hold(Unique(std::make_unique<Thing>(5)), &handle, Null::allowed));
  Scratch scratch;
  {
    const Shared shared = Convert<Shared, test_thing*>::lift(open, scratch);
    ASSERT_TRUE(shared && *shared);
    EXPECT_FALSE((Convert<Shared, test_thing*>::lift(nullptr, scratch)));
    EXPECT_FALSE((Convert<Unique, test_thing*>::lift(nullptr, scratch)));
    EXPECT_EQ(PGL_OK, (Convert<Shared, test_thing*>::check(nullptr)));
  }
  const Unique taken = Convert<Unique, test_thing*>::lift(handle, scratch);
  ASSERT_TRUE(taken && *taken);
  EXPECT_EQ(5, (*taken)->value);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  close<Thing>(open);
}

TEST_F(HandleTest, SharedPointerToAnObjectHeldByValueKeepsIt) {
  auto* handle = make<Thing>(9);
  std::shared_ptr<Thing> shared = share(Borrow<Thing>(handle));
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  EXPECT_EQ(9, shared->value);
}

TEST_F(HandleTest, ChildKeepsParent) {
  auto* parent = make<Thing>(4);
  test_thing *child = nullptr, *grandchild = nullptr;
  {
    Borrow<Thing> object(parent);
    ASSERT_EQ(PGL_OK, lend(object.get(), &child, {object.slot()}));
  }
  {
    Borrow<Thing> object(child), other(parent);
    ASSERT_EQ(PGL_OK, lend(object.get(), &grandchild, {object.slot(), other.slot(), nullptr}));
  }
  close<Thing>(parent);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(parent));
  close<Thing>(child);
  EXPECT_EQ(4, Borrow<Thing>(grandchild)->value);
  close<Thing>(grandchild);
}

TEST_F(HandleTest, LongChainsEndWithoutRecursion) {
  auto* first = make<Thing>(1);
  std::vector<test_thing*> chain{first};
  for (int i = 0; i < 50000; ++i) {
    Borrow<Thing> object(chain.back());
    test_thing* next = nullptr;
    ASSERT_EQ(PGL_OK, lend(object.get(), &next, {object.slot()}));
    chain.push_back(next);
  }
  for (auto* handle : chain) close<Thing>(handle);
}

TEST_F(HandleTest, ClosingFromInsideWaitsForTheCallToEnd) {
  auto* handle = make<Thing>(6);
  const int before = alive;
  {
    Borrow<Thing> outer(handle), inner(handle);
    close<Thing>(handle);
    EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
    EXPECT_EQ(6, outer->value);
    EXPECT_EQ(before, alive);
  }
  EXPECT_EQ(before - 1, alive);
}

void nest(test_thing* handle, int depth) {
  Borrow<Thing> thing(handle);
  ASSERT_TRUE(thing);
  ++thing->value;
  if (depth) nest(handle, depth - 1);
  else close<Thing>(handle);
  ++thing->value;
}
TEST_F(HandleTest, NestsDeeperThanThereAreCells) {
  auto* handle = make<Thing>(0);
  nest(handle, 100);
}

TEST_F(HandleTest, Takes) {
  auto* handle = make<Thing>(8);
  {
    Borrow<Thing> inside(handle);
    EXPECT_THROW(take<Thing>(handle, "thing"), Failure);
    EXPECT_EQ(PGL_ERROR_ARGUMENT, last_error()->status);
  }
  test_thing* child = nullptr;
  {
    Borrow<Thing> object(handle);
    ASSERT_EQ(PGL_OK, lend(object.get(), &child, {object.slot()}));
  }
  EXPECT_THROW(take<Thing>(handle, "thing"), Failure);
  close<Thing>(child);
  EXPECT_EQ(PGL_OK, status_of<Thing>(handle));
  EXPECT_EQ(8, take<Thing>(handle, "thing")->value);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  EXPECT_THROW(take<Thing>(handle, "thing"), Failure);

  test_left* left = nullptr;
  ASSERT_EQ(PGL_OK, hold(std::make_unique<Both>(), reinterpret_cast<test_both**>(&left)));
  EXPECT_EQ(1, take<Left>(left, "left")->left);
}

TEST_F(HandleTest, SlotsRetireWhenTheirGenerationsAreUsedUp) {
  // One slot cannot be worn out in a test; but its last generation can be made to come next.
  auto* handle = make<Thing>(1);
  Slot* slot = find_slot(value(handle));
  const std::uint32_t generation = static_cast<std::uint32_t>((value(handle) + 1) & kGenerationMask);
  const std::uint32_t first = std::exchange(slot->first_generation, generation);
  close<Thing>(handle);
  std::vector<test_thing*> others;
  for (int i = 0; i < 2000; ++i) {
    others.push_back(make<Thing>(i));
    EXPECT_NE(slot, find_slot(value(others.back())));
  }
  for (auto* other : others) close<Thing>(other);
  slot->first_generation = first;
}

}  // namespace
