//! Compiles the C++ that the crate carries, or links a library that is installed already.
//!
//! Read from the environment (`X` is the library's name in capitals, see `settings.rs`):
//! - `X_LIB_DIR`: the folder of an installed `libx_c`; nothing is compiled then
//! - `X_PKG_CONFIG=1`: the same, found by pkg-config
//! - `CXX`, `CXXFLAGS`, `AR`, also with the target behind (`CXX_aarch64_unknown_linux_gnu`): as for the cc crate
//! - `CXXSTDLIB`: the C++ standard library to link, if it is not the usual one; empty for none
//!
//! With `-C linker-plugin-lto` in `RUSTFLAGS` the C++ is compiled by Clang for thin LTO, so that calls between
//! Rust and C++ are inlined; the linker must then be an LLD of the same LLVM.

mod lto;
mod settings;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{exit, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;

fn main() {
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=native");
    let built = match installed() {
        Some(linked) => linked,
        None => Toolchain::find().build(),
    };
    if let Err(problem) = built {
        eprintln!("{}: {}", settings::NAME, problem);
        exit(1);
    }
}

/// Links a library that is there already, if the environment says so.
fn installed() -> Option<Result<(), String>> {
    let library = format!("{}_c", settings::PREFIX);
    let shouty = settings::PREFIX.to_uppercase();
    if let Some(folder) = variable(&format!("{shouty}_LIB_DIR")) {
        let is_static = !Path::new(&folder).join(format!("lib{library}.so")).exists()
            && Path::new(&folder).join(format!("lib{library}.a")).exists();
        println!("cargo:rustc-link-search=native={folder}");
        println!("cargo:rustc-link-lib={}={library}", if is_static { "static" } else { "dylib" });
        if is_static {
            link_standard_library();
        }
        println!("cargo:rustc-env=POLYGLUE_INSTALLED=1");
        return Some(Ok(()));
    }
    let wanted = variable(&format!("{shouty}_PKG_CONFIG")).map_or(false, |value| value != "0");
    if !wanted {
        return None;
    }
    println!("cargo:rustc-env=POLYGLUE_INSTALLED=1");
    Some(pkg_config(&["--libs", &library]).map(|words| link(&words)))
}

/// What compiles and how.
struct Toolchain {
    compiler: Vec<String>,
    archiver: Vec<String>,
    flags: Vec<String>,
    /// For LTO across the languages: what makes one module of many.
    module_linker: Option<String>,
}

impl Toolchain {
    fn find() -> Self {
        let target = env::var("TARGET").unwrap_or_default();
        let thin =
            env::var("CARGO_ENCODED_RUSTFLAGS").map_or(false, |f| f.contains("linker-plugin-lto"));
        let version = if thin { llvm_version() } else { None };
        let usual = |tool: &str, llvm: &str| -> Vec<String> {
            let cross = target != env::var("HOST").unwrap_or_default();
            let name = match &version {
                Some(version) if runs(&format!("{llvm}-{version}")) => format!("{llvm}-{version}"),
                _ if thin => llvm.to_owned(),
                _ if cross && target.ends_with("-gnu") => {
                    format!("{}-{tool}", target.replace("-unknown", ""))
                }
                _ if tool == "g++" => "c++".to_owned(),
                _ => tool.to_owned(),
            };
            vec![name]
        };
        let compiler = for_target("CXX", &target).unwrap_or_else(|| usual("g++", "clang++"));
        let archiver = for_target("AR", &target).unwrap_or_else(|| usual("ar", "llvm-ar"));

        let mut flags: Vec<String> = settings::FLAGS.iter().map(|flag| flag.to_string()).collect();
        flags.push(optimization());
        if optimization() != "-O0" {
            flags.push("-DNDEBUG".to_owned());
        }
        if env::var("DEBUG").map_or(false, |debug| debug != "false") {
            flags.push("-g".to_owned());
        }
        if !target.contains("windows") {
            flags.push("-fPIC".to_owned());
        }
        if thin {
            flags.push("-flto=thin".to_owned());
        }
        flags.extend(settings::DEFINES.iter().map(|define| format!("-D{define}")));
        flags.extend(
            ["-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"].map(str::to_owned),
        );
        flags.extend(settings::INCLUDES.iter().map(|folder| format!("-I{folder}")));
        flags.extend(for_target("CXXFLAGS", &target).unwrap_or_default());
        let module_linker = if thin { Some(usual("", "llvm-link").concat()) } else { None };
        Toolchain { compiler, archiver, flags, module_linker }
    }

    fn build(mut self) -> Result<(), String> {
        let out = PathBuf::from(variable("OUT_DIR").ok_or("OUT_DIR is not set")?);
        let mut libraries = Vec::new();
        if !settings::PACKAGES.is_empty() {
            let packages = [&["--cflags"], settings::PACKAGES].concat();
            self.flags.extend(pkg_config(&packages)?);
            libraries = pkg_config(&[&["--libs"], settings::PACKAGES].concat())?;
        }
        // The runtime is one file to the compiler: that takes a third of the time.
        let runtime = out.join("runtime.cpp");
        let here = env::current_dir().map_err(|e| e.to_string())?;
        let includes: Vec<String> = settings::RUNTIME
            .iter()
            .map(|file| format!("#include \"{}\"\n", here.join(file).display()))
            .collect();
        fs::write(&runtime, includes.concat()).map_err(|e| e.to_string())?;
        let mut sources = vec![runtime];
        sources.extend(settings::SOURCES.iter().map(PathBuf::from));

        let mut objects = self.compile(&sources, &out)?;
        match &self.module_linker {
            Some(linker) if runs(linker) => {
                objects =
                    vec![lto::merge(linker, &self.compiler, &optimization(), &objects, &out)?];
            }
            Some(linker) => {
                println!("cargo:warning=without {linker}, few calls into C++ are inlined")
            }
            None => {}
        }
        let archive = out.join(format!("lib{}_bundled.a", settings::PREFIX));
        let _ = fs::remove_file(&archive);
        let mut command = command(&self.archiver);
        command.arg("crs").arg(&archive).args(&objects).args(settings::OBJECTS);
        run(command)?;

        println!("cargo:rustc-link-search=native={}", out.display());
        // All of it: objects of the library that only register themselves are part of it, too.
        let kind = if rust_minor() < 74 { "-bundle,+whole-archive" } else { "+whole-archive" };
        println!("cargo:rustc-link-lib=static:{}={}_bundled", kind, settings::PREFIX);
        for file in settings::LINK_FILES {
            link_file(Path::new(file), &here);
        }
        link(&libraries);
        link(&settings::LINK_FLAGS.iter().map(|flag| flag.to_string()).collect::<Vec<_>>());
        link_standard_library();
        Ok(())
    }

    /// Compiles as many files at once as Cargo allows; the objects in the order of the sources.
    fn compile(&self, sources: &[PathBuf], out: &Path) -> Result<Vec<PathBuf>, String> {
        let jobs = env::var("NUM_JOBS").ok().and_then(|jobs| jobs.parse().ok()).unwrap_or(1);
        let objects: Vec<PathBuf> =
            (0..sources.len()).map(|i| out.join(format!("{i}.o"))).collect();
        let next = AtomicUsize::new(0);
        let problem = Mutex::new(None);
        thread::scope(|scope| {
            for _ in 0..jobs.min(sources.len()) {
                scope.spawn(|| loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= sources.len() {
                        return;
                    }
                    let mut command = command(&self.compiler);
                    command.args(&self.flags).arg("-c").arg(&sources[i]).arg("-o").arg(&objects[i]);
                    if let Err(failed) = run(command) {
                        next.store(sources.len(), Ordering::Relaxed);
                        problem.lock().unwrap_or_else(|e| e.into_inner()).get_or_insert(failed);
                    }
                });
            }
        });
        match problem.into_inner().unwrap_or_else(|e| e.into_inner()) {
            Some(failed) => Err(failed),
            None => Ok(objects),
        }
    }
}

/// As much as Cargo is asked for.
fn optimization() -> String {
    let level = env::var("OPT_LEVEL").unwrap_or_else(|_| "2".to_owned());
    format!("-O{}", if level == "z" { "s" } else { &level })
}

/// A variable, which Cargo then watches.
fn variable(name: &str) -> Option<String> {
    println!("cargo:rerun-if-env-changed={name}");
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// `CXX_<target>`, `CXX`: the words of a command.
fn for_target(name: &str, target: &str) -> Option<Vec<String>> {
    let value = variable(&format!("{name}_{}", target.replace('-', "_")))
        .or_else(|| variable(&format!("{name}_{target}")))
        .or_else(|| variable(name))?;
    Some(value.split_whitespace().map(str::to_owned).collect())
}

fn command(words: &[String]) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    command
}

fn run(mut command: Command) -> Result<String, String> {
    let shown = format!("{command:?}");
    let done = command.output().map_err(|error| format!("{shown}: {error}"))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let said = [&done.stdout[..], &done.stderr[..]].concat();
    Err(format!("{shown}: {}\n{}", done.status, String::from_utf8_lossy(&said)))
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().map_or(false, |done| done.status.success())
}

/// What rustc says of itself.
fn rustc(about: &str) -> Option<String> {
    let mut command = Command::new(variable("RUSTC")?);
    command.arg("-vV");
    let said = run(command).ok()?;
    said.lines().find_map(|line| line.strip_prefix(about)).map(str::to_owned)
}

/// The LLVM that rustc stands on, "22": for LTO, Clang must be of the same.
fn llvm_version() -> Option<String> {
    rustc("LLVM version: ")?.split('.').next().map(str::to_owned)
}

/// 63 of Rust 1.63.
fn rust_minor() -> u32 {
    let release = rustc("release: ").unwrap_or_default();
    release.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(u32::MAX)
}

fn pkg_config(arguments: &[&str]) -> Result<Vec<String>, String> {
    let program = variable("PKG_CONFIG").unwrap_or_else(|| "pkg-config".to_owned());
    variable("PKG_CONFIG_PATH");
    let mut command = Command::new(program);
    command.args(arguments);
    Ok(run(command)?.split_whitespace().map(str::to_owned).collect())
}

/// Hands a linker's words on to rustc.
fn link(words: &[String]) {
    for word in words {
        if let Some(name) = word.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={name}");
        } else if let Some(folder) = word.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={folder}");
        } else {
            println!("cargo:rustc-link-arg={word}");
        }
    }
}

/// A library that the crate carries as a file.
fn link_file(file: &Path, here: &Path) {
    let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = here.join(file.parent().unwrap_or(Path::new("")));
    let kind = if file.extension().map_or(false, |extension| extension == "a") {
        "static"
    } else {
        "dylib"
    };
    println!("cargo:rustc-link-search=native={}", folder.display());
    println!("cargo:rustc-link-lib={kind}={}", name.trim_start_matches("lib"));
}

fn link_standard_library() {
    println!("cargo:rerun-if-env-changed=CXXSTDLIB");
    let target = env::var("TARGET").unwrap_or_default();
    let usual = if target.contains("apple") || target.contains("bsd") {
        "c++"
    } else if target.contains("android") {
        "c++_shared"
    } else if target.contains("msvc") {
        ""
    } else {
        "stdc++"
    };
    let name = env::var("CXXSTDLIB").unwrap_or_else(|_| usual.to_owned());
    if !name.is_empty() {
        println!("cargo:rustc-link-lib={name}");
    }
    if target.contains("linux") {
        println!("cargo:rustc-link-lib=pthread");
    }
}
