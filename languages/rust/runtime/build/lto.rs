//! What LTO across the languages needs of C++: one module in which a call leads nowhere that can throw, if none can.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{command, run};

/// LLVM does not inline a function with C++'s way to handle exceptions into one with Rust's. A shim has a handler for
/// what the library may throw, and whether it throws is known when both are one module; the handlers are then gone, and
/// what is left of them, the name of the handling, is taken away here.
pub fn merge(
    linker: &str,
    compiler: &[String],
    level: &str,
    objects: &[PathBuf],
    out: &Path,
) -> Result<PathBuf, String> {
    let (whole, text, object) = (out.join("all.bc"), out.join("all.ll"), out.join("all.o"));
    let mut link = Command::new(linker);
    link.args(objects).arg("-o").arg(&whole);
    run(link)?;
    let clang = |from: &Path, to: &Path, more: &[&str]| {
        let mut command = command(compiler);
        command.args(["-x", "ir", "-flto=thin", "-Wno-override-module", level]).args(more);
        command.arg(from).arg("-o").arg(to);
        run(command)
    };
    clang(&whole, &text, &["-S", "-emit-llvm"])?;
    let module = fs::read_to_string(&text).map_err(|error| error.to_string())?;
    fs::write(&text, without_idle_handlers(&module)).map_err(|error| error.to_string())?;
    clang(&text, &object, &["-c"])?;
    Ok(object)
}

/// Takes `personality` off functions that handle nothing, and the summary, which is made again, off the module.
fn without_idle_handlers(module: &str) -> String {
    const HANDLING: &str = " personality ptr @__gxx_personality_v0 {";
    let mut result = String::with_capacity(module.len());
    let mut lines = module.lines();
    while let Some(line) = lines.next() {
        match line.strip_suffix(HANDLING) {
            Some(head) if line.starts_with("define ") => {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                let handles = body.iter().any(|line| line.contains("landingpad"));
                result.push_str(if handles { line } else { head });
                result.push_str(if handles { "\n" } else { " {\n" });
                for line in body {
                    result.push_str(line);
                    result.push('\n');
                }
                result.push_str("}\n");
            }
            _ if line.starts_with('^') => {}
            _ => {
                result.push_str(line);
                result.push('\n');
            }
        }
    }
    result
}
