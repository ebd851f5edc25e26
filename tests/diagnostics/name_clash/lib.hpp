#pragma once
namespace lib {
class Chart {
 public:
  Chart();
  int addNote(int column);
  int add_note(int column);
};
struct Point {
  int xPos;
  int x_pos;
};
enum class Kind { longNote, long_note };
int scale(int fooBar, int foo_bar);
struct chart_add_note {
  int value;
};
}
