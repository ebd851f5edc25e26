fn main() {
    println!("cargo:rerun-if-changed=src");
    cc::Build::new()
        .cpp(true)
        .std("c++23")
        .include(std::env::var("BENCHLIB").expect("the folder of benchlib.hpp"))
        .file("src/shim.cpp")
        .compile("hand_shim");
}
