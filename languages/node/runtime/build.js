// Builds the addon from native/, without anything but a C++ compiler.
//   node build.js               into build/binding.node
//   node build.js --if-needed   the same, unless an addon for this platform came with the package (npm install)
//   node build.js --pack DIST   a tarball for npm in DIST, with the addon for this platform and all sources
"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { bare, build, commonFlags, compile, compiler, cxxFlags, dependencies, pack, root, unit, words, works } = require("./native/compile.js");

const objects = path.join(root, "build", "objects");
const binding = path.join(root, "build", "binding.node");

/** Whether the compiler builds and links a program with these flags. */
function accepts(cc, flags) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "addon-"));
  const source = path.join(folder, "probe.c");
  fs.writeFileSync(source, "int main(void) { return 0; }\n");
  const [program, ...more] = bare(cc);
  const good = works(program, ...more, ...flags, source, "-o", path.join(folder, "probe"));
  fs.rmSync(folder, { recursive: true });
  return good;
}

function packageFlags(what) {
  if (build.pkg_config.length === 0) return [];
  const tool = process.env.PKG_CONFIG ?? "pkg-config";
  return words(execFileSync(tool, [what, ...build.pkg_config], { encoding: "utf8" }));
}

/** How to compile everything: one entry for each source. */
function plan() {
  const cxx = compiler("CXX", ["c++", "g++", "clang++"]);
  const cc = compiler("CC", ["cc", "gcc", "clang"]);
  const common = ["-O2", "-fPIC", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"];
  for (const flag of ["-fno-plt", "-fno-semantic-interposition", "-fcf-protection=none"]) {
    if (accepts(cc, [flag, "-Werror"])) common.push(flag);
  }
  const lto = process.env.POLYGLUE_LTO !== "0" && accepts(cc, ["-flto=auto"]) ? ["-flto=auto"] : [];
  const cppFlags = cxxFlags(packageFlags("--cflags"));
  const sources = [
    ...build.sources.map((source) => ({ source, more: lto })),
    ...build.library_sources.map((source) => ({ source, more: [] })),
  ];
  const units = sources.map(({ source, more }) => {
    const isC = source.endsWith(".c");
    // JavaScript writes the structs that the glue reads.
    const own = isC ? ["-std=c11", "-fno-strict-aliasing"] : [...cppFlags, "-fvisibility-inlines-hidden"];
    return unit(objects, source, [...(isC ? cc : cxx), ...common, ...own, ...more, ...commonFlags()]);
  });
  const linkFlags = process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared", "-Wl,--gc-sections", "-Wl,-s"];
  const extra = words(process.env.POLYGLUE_FLAGS);
  const link = [...bare(cxx), ...lto, "-O2", ...linkFlags, ...extra, "-o", binding, ...units.map(({ object }) => object)];
  return { units, link: [...link, ...build.link_files, ...build.link_flags, ...packageFlags("--libs")] };
}

async function compileAll() {
  const { units, link } = plan();
  await compile(units, binding, link);
  return units;
}

/** The deepest folder that all of these are in. */
function commonFolder(folders) {
  const split = folders.map((folder) => folder.split(path.sep));
  const first = split[0];
  let length = 0;
  while (length < first.length && split.every((parts) => parts[length] === first[length])) length++;
  return first.slice(0, length).join(path.sep) || path.sep;
}

/** Copies the library's own sources and the headers they need to native/library; a build.json that says so. */
function vendor(stage, units) {
  const absolute = (file) => path.resolve(root, file);
  const includes = build.library_include_dirs.map(absolute);
  const sources = build.library_sources.map(absolute);
  if (includes.length + sources.length === 0) return build;
  const roots = [...includes, ...sources.map((source) => path.dirname(source))];
  const base = commonFolder(roots);
  const own = (file) => roots.some((folder) => file.startsWith(folder + path.sep)) && !file.startsWith(root + path.sep);
  const files = new Set(sources);
  for (const { object } of units) {
    for (const file of dependencies(object)) if (own(file)) files.add(file);
  }
  const moved = (file) => path.posix.join("native", "library", path.relative(base, file).split(path.sep).join("/"));
  for (const file of files) {
    const target = path.join(stage, moved(file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, target);
  }
  return { ...build, library_sources: sources.map(moved), library_include_dirs: includes.map(moved) };
}

async function packAll(dist) {
  const units = await compileAll();
  const stage = path.join(root, "build", "package");
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  for (const name of fs.readdirSync(root)) {
    if (name !== "build" && !name.startsWith(".")) fs.cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
  }
  const built = vendor(stage, units);
  fs.writeFileSync(path.join(stage, "native", "build.json"), `${JSON.stringify(built, null, 2)}\n`);
  const prebuilt = path.join(stage, "prebuilds", `${process.platform}-${process.arch}`);
  fs.mkdirSync(prebuilt, { recursive: true });
  fs.copyFileSync(binding, path.join(prebuilt, "binding.node"));
  pack(stage, dist);
}

async function main([mode, dist]) {
  if (mode === "--pack") return packAll(dist);
  if (mode === "--if-needed") {
    try {
      require("./runtime/load.js");
      return;
    } catch {
      // Nothing that fits this platform came along.
    }
  }
  await compileAll();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
