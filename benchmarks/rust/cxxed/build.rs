fn main() {
    println!("cargo:rerun-if-changed=src");
    cxx_build::bridge("src/lib.rs")
        .file("src/person.cpp")
        .std("c++23")
        .include(std::env::var("BENCHLIB").expect("the folder of benchlib.hpp"))
        .compile("cxxed_bridge");
}
