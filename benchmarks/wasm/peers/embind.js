// How programs use what embind made. usage: require() it beside module.js.
"use strict";

const module_ = require("./module.js");

const { Counter } = module_;
Counter.prototype.dispose = Counter.prototype.delete;

module.exports = {
  Counter,
  noop: module_.noop,
  add: module_.add,
  length: module_.length,
  greet33: module_.greet33,
  scale: module_.scale,
  sum(values) {
    const vector = new module_.Doubles();
    for (const value of values) vector.push_back(value);
    const result = module_.sumVector(vector);
    vector.delete();
    return result;
  },
  makeSamples(count) {
    const vector = module_.makeSampleVector(count);
    const result = [];
    for (let i = 0; i < count; i++) result.push(vector.get(i));
    vector.delete();
    return result;
  },
  checked: module_.checked,
  fold: module_.fold,
};
