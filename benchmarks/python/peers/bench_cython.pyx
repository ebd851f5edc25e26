# cython: language_level=3, boundscheck=False, wraparound=False
# distutils: language = c++
"""benchlib with Cython, as its documentation says to write it."""
from cpython.ref cimport PyObject
from libc.stdint cimport int32_t, int64_t, uint8_t
from libcpp cimport bool as cbool
from libcpp.map cimport map as cmap
from libcpp.string cimport string
from libcpp.utility cimport move
from libcpp.vector cimport vector


class NegativeValue(RuntimeError):
    """The value is below 0."""


cdef extern from *:
    """
    #include "benchlib.hpp"
    static PyObject* negative_value;
    static void raise_negative_value() {
      try {
        throw;
      } catch (const benchlib::NegativeValue& error) {
        PyErr_SetString(negative_value, error.what());
      } catch (const std::exception& error) {
        PyErr_SetString(PyExc_RuntimeError, error.what());
      }
    }
    """
    void raise_negative_value()
    PyObject* negative_value

negative_value = <PyObject*>NegativeValue


cdef extern from "<string_view>" namespace "std" nogil:
    cdef cppclass string_view:
        string_view()
        string_view(const char*, size_t)


cdef extern from "benchlib.hpp" namespace "benchlib" nogil:
    void c_noop "benchlib::noop"() except +
    int32_t c_add "benchlib::add"(int32_t, int32_t) except +
    int32_t c_add_noexcept "benchlib::add_noexcept"(int32_t, int32_t)
    double c_mixed "benchlib::mixed"(cbool, uint8_t, int32_t, int64_t, float, double) except +
    cdef cppclass CCounter "benchlib::Counter":
        CCounter() except +
        int64_t inc(int64_t) except +
        int64_t get() except +
    size_t c_length "benchlib::length"(string_view) except +
    string c_greet_7 "benchlib::greet_7"() except +
    string c_greet_33 "benchlib::greet_33"() except +
    string c_greet_33_utf8 "benchlib::greet_33_utf8"() except +
    string c_greet_1k "benchlib::greet_1k"() except +
    cdef struct CVec3 "benchlib::Vec3":
        double x
        double y
        double z
    CVec3 c_scale "benchlib::scale"(CVec3, double) except +
    cdef cppclass CPerson "benchlib::Person":
        string name
        int64_t id
        int32_t age
        double height
        cbool active
    CPerson c_make_person "benchlib::make_person"() except +
    int32_t c_age_of "benchlib::age_of"(const CPerson&) except +
    cdef cppclass double_span "std::span<const double>":
        double_span(const double*, size_t)
    double c_sum "benchlib::sum"(double_span) except +
    vector[double] c_iota "benchlib::iota"(size_t) except +
    cdef struct CSample "benchlib::Sample":
        double x
        double y
        double z
        int32_t tag
    cdef cppclass sample_span "std::span<const benchlib::Sample>":
        sample_span(const CSample*, size_t)
    vector[CSample] c_make_samples "benchlib::make_samples"(size_t) except +
    int64_t c_sum_tags "benchlib::sum_tags"(sample_span) except +
    cmap[string, int32_t] c_make_histogram "benchlib::make_histogram"() except +
    int64_t c_sum_histogram "benchlib::sum_histogram"(const cmap[string, int32_t]&) except +
    int32_t c_checked "benchlib::checked"(int32_t) except +raise_negative_value

cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object, Py_ssize_t*) except NULL


cdef inline string_view view(str text):
    cdef Py_ssize_t size
    cdef const char* data = PyUnicode_AsUTF8AndSize(text, &size)
    return string_view(data, size)


cdef inline str text_of(string text):
    return text.data()[:text.size()].decode("utf-8")


def noop():
    c_noop()

def add(int32_t a, int32_t b):
    return c_add(a, b)

def add_noexcept(int32_t a, int32_t b):
    return c_add_noexcept(a, b)

def mixed(bint a, uint8_t b, int32_t c, int64_t d, float e, double f):
    return c_mixed(a, b, c, d, e, f)


cdef class Counter:
    cdef CCounter value

    def inc(self, int64_t by):
        return self.value.inc(by)

    def get(self):
        return self.value.get()


def length(str text):
    return c_length(view(text))

def greet_7():
    return text_of(c_greet_7())

def greet_33():
    return text_of(c_greet_33())

def greet_33_utf8():
    return text_of(c_greet_33_utf8())

def greet_1k():
    return text_of(c_greet_1k())


cdef class Vec3:
    cdef CVec3 value

    def __init__(self, double x, double y, double z):
        self.value = CVec3(x, y, z)

    @property
    def x(self):
        return self.value.x

    @property
    def y(self):
        return self.value.y

    @property
    def z(self):
        return self.value.z


def scale(Vec3 vector not None, double factor):
    cdef Vec3 result = Vec3.__new__(Vec3)
    result.value = c_scale(vector.value, factor)
    return result


cdef class Person:
    cdef CPerson value

    @property
    def name(self):
        return text_of(self.value.name)

    @property
    def id(self):
        return self.value.id

    @property
    def age(self):
        return self.value.age

    @property
    def height(self):
        return self.value.height

    @property
    def active(self):
        return self.value.active


def make_person():
    cdef Person result = Person.__new__(Person)
    result.value = move(c_make_person())
    return result

def age_of(Person person not None):
    return c_age_of(person.value)


def sum_array(const double[::1] values):
    return c_sum(double_span(&values[0] if values.shape[0] else NULL, values.shape[0]))

def sum_list(list values):
    cdef vector[double] numbers = values
    return c_sum(double_span(numbers.data(), numbers.size()))

def iota(size_t count):
    return c_iota(count)


cdef class DoubleArray:
    cdef vector[double] values
    cdef Py_ssize_t[1] shape
    cdef Py_ssize_t[1] strides

    def __getbuffer__(self, Py_buffer* buffer, int flags):
        self.shape[0] = self.values.size()
        self.strides[0] = sizeof(double)
        buffer.buf = self.values.data()
        buffer.format = b"d"
        buffer.itemsize = sizeof(double)
        buffer.len = self.values.size() * sizeof(double)
        buffer.ndim = 1
        buffer.obj = self
        buffer.readonly = 0
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = NULL
        buffer.internal = NULL


def iota_array(size_t count):
    cdef DoubleArray result = DoubleArray.__new__(DoubleArray)
    result.values = move(c_iota(count))
    return result


cdef class Sample:
    cdef CSample value

    def __init__(self, double x, double y, double z, int32_t tag):
        self.value = CSample(x, y, z, tag)

    @property
    def x(self):
        return self.value.x

    @property
    def y(self):
        return self.value.y

    @property
    def z(self):
        return self.value.z

    @property
    def tag(self):
        return self.value.tag


def make_samples(size_t count):
    cdef vector[CSample] samples = c_make_samples(count)
    cdef list result = [None] * <Py_ssize_t>samples.size()
    cdef Sample item
    cdef size_t i
    for i in range(samples.size()):
        item = Sample.__new__(Sample)
        item.value = samples[i]
        result[i] = item
    return result

def sum_tags(list samples not None):
    cdef vector[CSample] values
    cdef Sample item
    values.reserve(len(samples))
    for item in samples:
        values.push_back(item.value)
    return c_sum_tags(sample_span(values.data(), values.size()))


def make_histogram():
    cdef dict result = {}
    for pair in c_make_histogram():
        result[text_of(pair.first)] = pair.second
    return result

def sum_histogram(dict histogram not None):
    cdef cmap[string, int32_t] values
    cdef const char* data
    cdef Py_ssize_t size
    for word, count in histogram.items():
        data = PyUnicode_AsUTF8AndSize(word, &size)
        values[string(data, size)] = count
    return c_sum_histogram(values)


def checked(int32_t value):
    return c_checked(value)
