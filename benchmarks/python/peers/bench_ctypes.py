"""benchlib with ctypes: argument and result types declared, as its documentation says."""
import ctypes
import pathlib
import struct
from ctypes import POINTER, byref, c_bool, c_char_p, c_double, c_float, c_int32, c_int64, c_size_t, c_uint8, c_void_p

_lib = ctypes.CDLL(str(pathlib.Path(__file__).with_name("libflat.so")))


class NegativeValue(RuntimeError):
    """The value is below 0."""


class Vec3(ctypes.Structure):
    _fields_ = [("x", c_double), ("y", c_double), ("z", c_double)]


class Sample(ctypes.Structure):
    _fields_ = [("x", c_double), ("y", c_double), ("z", c_double), ("tag", c_int32)]


class _Person(ctypes.Structure):
    _fields_ = [("name", c_void_p), ("name_len", c_size_t), ("id", c_int64), ("age", c_int32),
                ("height", c_double), ("active", c_bool)]


def _function(name, result, *arguments):
    function = getattr(_lib, "flat_" + name)
    function.restype, function.argtypes = result, arguments
    return function


noop = _function("noop", None)
add = _function("add", c_int32, c_int32, c_int32)
mixed = _function("mixed", c_double, c_bool, c_uint8, c_int32, c_int64, c_float, c_double)
_counter_new = _function("counter_new", c_void_p)
_counter_delete = _function("counter_delete", None, c_void_p)
_counter_inc = _function("counter_inc", c_int64, c_void_p, c_int64)
_length = _function("length", c_size_t, c_char_p, c_size_t)
scale = _function("scale", Vec3, Vec3, c_double)
_make_person = _function("make_person", None, POINTER(_Person))
_age_of = _function("age_of", c_int32, POINTER(_Person))
_sum = _function("sum", c_double, POINTER(c_double), c_size_t)
_iota = _function("iota", c_void_p, c_size_t)
_make_samples = _function("make_samples", POINTER(Sample), c_size_t)
_sum_tags = _function("sum_tags", c_int64, POINTER(Sample), c_size_t)
_checked = _function("checked", c_int32, c_int32, POINTER(c_int32))
_free = _function("free", None, c_void_p)


class Counter:
    __slots__ = ("_self",)

    def __init__(self):
        self._self = _counter_new()

    def inc(self, by):
        return _counter_inc(self._self, by)

    def __del__(self):
        _counter_delete(self._self)


def length(text):
    data = text.encode()
    return _length(data, len(data))


def _text(name):
    function = _function(name, c_void_p, POINTER(c_size_t))
    size = c_size_t()

    def call():
        data = function(byref(size))
        text = ctypes.string_at(data, size.value).decode()
        _free(data)
        return text

    return call


greet_7 = _text("greet_7")
greet_33 = _text("greet_33")
greet_33_utf8 = _text("greet_33_utf8")
greet_1k = _text("greet_1k")


class Person:
    __slots__ = ("name", "id", "age", "height", "active")

    def __init__(self, name, id, age, height, active):
        self.name, self.id, self.age, self.height, self.active = name, id, age, height, active


def make_person():
    out = _Person()
    _make_person(byref(out))
    name = ctypes.string_at(out.name, out.name_len).decode()
    _free(out.name)
    return Person(name, out.id, out.age, out.height, out.active)


def age_of(person):
    name = person.name.encode()
    data = ctypes.cast(name, c_void_p)
    return _age_of(byref(_Person(data, len(name), person.id, person.age, person.height, person.active)))


def sum_array(values):
    return _sum(values.ctypes.data_as(POINTER(c_double)), len(values))


def sum_list(values):
    return _sum((c_double * len(values))(*values), len(values))


def iota(count):
    data = _iota(count)
    values = list(struct.unpack(f"{count}d", ctypes.string_at(data, count * 8)))
    _free(data)
    return values


def iota_array(count):
    data = _iota(count)
    values = (c_double * count)()
    ctypes.memmove(values, data, count * 8)
    _free(data)
    return values


def make_samples(count):
    data = _make_samples(count)
    values = (Sample * count)()
    ctypes.memmove(values, data, count * ctypes.sizeof(Sample))
    _free(data)
    return list(values)


def sum_tags(samples):
    return _sum_tags((Sample * len(samples))(*samples), len(samples))


_out = c_int32()


def checked(value):
    if _checked(value, byref(_out)):
        raise NegativeValue("the value is below 0")
    return _out.value
