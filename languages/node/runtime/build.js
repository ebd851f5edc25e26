// Builds the addon from native/, without anything but a C++ compiler.
//   node build.js               into build/binding.node
//   node build.js --if-needed   the same, unless an addon for this platform came with the package (npm install)
//   node build.js --pack DIST   a tarball for npm in DIST, with the addon for this platform and all sources
"use strict";

const { execFile, execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = __dirname;
const objects = path.join(root, "build", "objects");
const binding = path.join(root, "build", "binding.node");
const build = JSON.parse(fs.readFileSync(path.join(root, "native", "build.json"), "utf8"));

function words(text) {
  return (text ?? "").split(/\s+/).filter((word) => word !== "");
}

function works(program, ...args) {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function compiler(variable, names) {
  const chosen = words(process.env[variable]);
  if (chosen.length > 0) return chosen;
  const found = names.find((name) => works(name, "--version"));
  if (!found) throw new Error(`building ${path.basename(root)} takes a C++ compiler: none of ${names.join(", ")} is here`);
  return works("ccache", "--version") ? ["ccache", found] : [found];
}

/** Whether the compiler builds and links a program with these flags. */
function accepts(cc, flags) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "addon-"));
  const source = path.join(folder, "probe.c");
  fs.writeFileSync(source, "int main(void) { return 0; }\n");
  const compilerItself = cc[0] === "ccache" ? cc.slice(1) : cc;
  const good = works(compilerItself[0], ...compilerItself.slice(1), ...flags, source, "-o", path.join(folder, "probe"));
  fs.rmSync(folder, { recursive: true });
  return good;
}

function packageFlags(what) {
  if (build.pkg_config.length === 0) return [];
  const tool = process.env.PKG_CONFIG ?? "pkg-config";
  return words(execFileSync(tool, [what, ...build.pkg_config], { encoding: "utf8" }));
}

function run(command) {
  return new Promise((resolve, reject) => {
    execFile(command[0], command.slice(1), { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!error) resolve();
      else reject(new Error(`${command.join(" ")}\n${stdout}${stderr}`));
    });
  });
}

/** Runs tasks, several at a time. */
async function runAll(tasks) {
  const parallel = Math.max(1, Number(process.env.CMAKE_BUILD_PARALLEL_LEVEL) || os.cpus().length);
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) await tasks[next++]();
  };
  await Promise.all(Array.from({ length: Math.min(parallel, tasks.length) }, worker));
}

/** The files that an object was made of, by what the compiler wrote about it. */
function dependencies(file) {
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, "utf8").replace(/\\\r?\n/g, " ");
  const colon = text.indexOf(": ");
  const names = text.slice(colon + 2).replace(/\\ /g, "\0");
  return words(names).map((name) => path.resolve(root, name.replaceAll("\0", " ")));
}

/** How to compile everything: one entry for each source. */
function plan() {
  const cc = compiler("CC", ["cc", "gcc", "clang"]);
  const cxx = compiler("CXX", ["c++", "g++", "clang++"]);
  const extra = words(process.env.POLYGLUE_FLAGS);
  const common = ["-O2", "-fPIC", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections"];
  for (const flag of ["-fno-plt", "-fno-semantic-interposition", "-fcf-protection=none"]) {
    if (accepts(cc, [flag, "-Werror"])) common.push(flag);
  }
  const lto = process.env.POLYGLUE_LTO !== "0" && accepts(cc, ["-flto=auto"]) ? ["-flto=auto"] : [];
  const paths = [...build.include_dirs, ...build.library_include_dirs].map((dir) => `-I${dir}`);
  const macros = build.macros.map((macro) => `-D${macro}`);
  const cxxFlags = [...build.cxx_flags, ...packageFlags("--cflags")];
  if (!cxxFlags.some((flag) => flag.startsWith("-std="))) cxxFlags.push("-std=c++20");
  const sources = [
    ...build.sources.map((source) => ({ source, more: lto })),
    ...build.library_sources.map((source) => ({ source, more: [] })),
  ];
  const units = sources.map(({ source, more }) => {
    const isC = source.endsWith(".c");
    // JavaScript writes the structs that the glue reads.
    const own = isC ? ["-std=c11", "-fno-strict-aliasing"] : [...cxxFlags, "-fvisibility-inlines-hidden"];
    const key = createHash("sha256").update(source).digest("hex").slice(0, 8);
    const object = path.join(objects, `${path.basename(source).replace(/\.\w+$/, "")}-${key}.o`);
    const command = [...(isC ? cc : cxx), ...common, ...own, ...more, ...macros, ...paths, ...extra];
    return { source, object, command: [...command, "-MMD", "-MF", `${object}.d`, "-c", source, "-o", object] };
  });
  const linkFlags = process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared", "-Wl,--gc-sections", "-Wl,-s"];
  const linker = cxx[0] === "ccache" ? cxx.slice(1) : cxx;
  const link = [...linker, ...lto, "-O2", ...linkFlags, ...extra, "-o", binding, ...units.map((unit) => unit.object)];
  return { units, link: [...link, ...build.link_files, ...build.link_flags, ...packageFlags("--libs")] };
}

function isFresh(unit) {
  const stamp = `${unit.object}.command`;
  if (!fs.existsSync(unit.object) || !fs.existsSync(stamp)) return false;
  if (fs.readFileSync(stamp, "utf8") !== unit.command.join("\n")) return false;
  const made = fs.statSync(unit.object).mtimeMs;
  const files = dependencies(`${unit.object}.d`);
  return files.length > 0 && files.every((file) => fs.existsSync(file) && fs.statSync(file).mtimeMs <= made);
}

async function compile() {
  fs.mkdirSync(objects, { recursive: true });
  const { units, link } = plan();
  const stale = units.filter((unit) => !isFresh(unit));
  await runAll(
    stale.map((unit) => async () => {
      await run(unit.command);
      fs.writeFileSync(`${unit.object}.command`, unit.command.join("\n"));
    }),
  );
  const stamp = `${binding}.command`;
  const same = fs.existsSync(binding) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === link.join("\n");
  if (stale.length === 0 && same) return units;
  await run(link);
  fs.writeFileSync(stamp, link.join("\n"));
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
  for (const unit of units) {
    for (const file of dependencies(`${unit.object}.d`)) if (own(file)) files.add(file);
  }
  const moved = (file) => path.posix.join("native", "library", path.relative(base, file).split(path.sep).join("/"));
  for (const file of files) {
    const target = path.join(stage, moved(file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(file, target);
  }
  return { ...build, library_sources: sources.map(moved), library_include_dirs: includes.map(moved) };
}

async function pack(dist) {
  const units = await compile();
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
  fs.mkdirSync(dist, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "--silent", "--ignore-scripts", "--pack-destination", path.resolve(dist)], { cwd: stage, stdio: "inherit" });
}

async function main([mode, dist]) {
  if (mode === "--pack") return pack(dist);
  if (mode === "--if-needed") {
    try {
      require("./runtime/load.js");
      return;
    } catch {
      // Nothing that fits this platform came along.
    }
  }
  await compile();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
