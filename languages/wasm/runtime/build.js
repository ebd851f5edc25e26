// Builds library.wasm from native/ with Emscripten.
//   node build.js               leaves library.wasm here
//   node build.js --pack DIST   and a tarball for npm in DIST
"use strict";

const { execFileSync } = require("node:child_process");
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { bare, build, commonFlags, compile, compiler, cxxFlags, pack, root, unit, words } = require("./native/compile.js");

const objects = path.join(root, "build", "objects");
const product = path.join(root, "library.wasm");

/** Exceptions are WebAssembly's own: calls that may throw cost no more than others. */
const MODE = ["-fwasm-exceptions"];
/** Nobody can close an object during a call that calls nothing of JavaScript's. */
const ONE_THREAD = ["-DPOLYGLUE_HOST_LOCK"];
/** JavaScript writes UTF-8, and refuses lone surrogates. */
const GOOD_TEXT = ["-DPOLYGLUE_TRUSTED_TEXT"];
/** The parts of the runtime that calls which work do not get to. */
const RARE = ["contract", "error", "gate", "host", "lending", "lock", "slots", "thread"].map((name) => `native/src/${name}.cpp`);
const STACK = 2 ** 20;
const LINK = [
  "--no-entry",
  "-sSTANDALONE_WASM", // no JavaScript of Emscripten's
  "-sWASM_BIGINT",
  "-sALLOW_MEMORY_GROWTH",
  "-sMAXIMUM_MEMORY=2147483648", // addresses are positive
  "-sINITIAL_MEMORY=4194304",
  // The stack comes first, so that one that overflows meets the end of the memory and not the library's data.
  `-sTOTAL_STACK=${STACK}`,
  `-sGLOBAL_BASE=${STACK}`,
  "-Wl,--stack-first",
  // Waiting for what no thread will do: native/glue/pgw_future.cpp
  "-Wl,--wrap=_ZNSt3__217__assoc_sub_state4waitEv",
  "-Wl,--wrap=_ZNSt3__217__assoc_sub_state10__sub_waitERNS_11unique_lockINS_5mutexEEE",
];

/** Libraries that were built for WebAssembly: the system's own are not. */
function packageFlags(what) {
  if (build.pkg_config.length === 0) return [];
  const places = process.env.EM_PKG_CONFIG_PATH;
  if (!places) {
    throw new Error(
      `${build.pkg_config.join(" and ")} must be built for WebAssembly: let EM_PKG_CONFIG_PATH say where its .pc file is`,
    );
  }
  const env = { ...process.env, PKG_CONFIG_PATH: places, PKG_CONFIG_LIBDIR: places };
  const tool = process.env.PKG_CONFIG ?? "pkg-config";
  return words(execFileSync(tool, [what, ...build.pkg_config], { encoding: "utf8", env }));
}

/** What takes part in the link besides what is compiled here, for WebAssembly. */
function linkFlags() {
  return [...build.link_files, ...build.link_flags, ...packageFlags("--libs")];
}

/** A file that tells Emscripten what comes from the package's JavaScript: its linker takes nothing else for granted. */
function declareImports() {
  const names = new Set();
  for (const source of build.sources) {
    for (const [, name] of readFileSync(path.join(root, source), "utf8").matchAll(/PGW_IMPORT\("(\w+)"\)/g)) names.add(name);
  }
  const file = path.join(root, "build", "imports.js");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `mergeInto(LibraryManager.library, {${[...names].map((name) => `${name}() {}`).join(", ")}});\n`);
  return ["--js-library", file];
}

async function compileAll() {
  const emcc = compiler("EMCC", ["em++", "emcc"]);
  const common = ["-O2", ...MODE, ...ONE_THREAD, ...GOOD_TEXT, "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"];
  // What an old Emscripten's C++ library lacks; a newer one's own comes first.
  const cppFlags = [...cxxFlags(packageFlags("--cflags")), "-idirafter", "native/glue/std"];
  const sources = [...build.sources, ...build.library_sources];
  const units = sources.map((source) => {
    const own = source.endsWith(".c") ? ["-x", "c"] : cppFlags;
    const size = RARE.includes(source) ? ["-Oz"] : [];
    return unit(objects, source, [...emcc, ...common, ...size, ...own, ...commonFlags()]);
  });
  const extra = words(process.env.POLYGLUE_FLAGS);
  const link = [...bare(emcc), "-O3", ...MODE, ...extra, ...LINK, ...declareImports(), "-o", product, ...units.map(({ object }) => object), ...linkFlags()];
  await compile(units, product, link);
}

async function main([mode, dist]) {
  await compileAll();
  if (mode === "--pack") pack(root, dist);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
