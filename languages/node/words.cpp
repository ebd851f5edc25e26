// How scalars cross by Node-API.
#include "languages/node/glue.hpp"

namespace polyglue::node {

using model::Scalar;

std::string word_of(Scalar scalar) {
  switch (scalar) {
    case Scalar::boolean: return "bool";
    case Scalar::i64: return "i64";
    case Scalar::u64: return "u64";
    case Scalar::size: return "size";
    case Scalar::u32: case Scalar::codepoint: return "u32";
    case Scalar::f32: case Scalar::f64: return "double";
    default: return "i32";
  }
}

std::string array_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::i8: return "napi_int8_array";
    case Scalar::i16: return "napi_int16_array";
    case Scalar::u16: return "napi_uint16_array";
    case Scalar::i32: return "napi_int32_array";
    case Scalar::u32: return "napi_uint32_array";
    case Scalar::i64: return "napi_bigint64_array";
    case Scalar::u64: return "napi_biguint64_array";
    case Scalar::f32: return "napi_float32_array";
    case Scalar::f64: return "napi_float64_array";
    default: return "napi_uint8_array";
  }
}

}  // namespace polyglue::node
