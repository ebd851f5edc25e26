// Compiles C and C++ as native/build.json says: what is stale only, several files at a time.
"use strict";

const { execFile, execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.join(__dirname, "..");
const build = JSON.parse(fs.readFileSync(path.join(__dirname, "build.json"), "utf8"));

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

/** The compiler that a variable of the environment names, else the first of these that is here; through ccache. */
function compiler(variable, names) {
  const chosen = words(process.env[variable]);
  if (chosen.length > 0) return chosen;
  const found = names.find((name) => works(name, "--version"));
  if (!found) throw new Error(`building ${path.basename(root)} takes a C++ compiler: none of ${names.join(", ")} is here`);
  return works("ccache", "--version") ? ["ccache", found] : [found];
}

/** A compiler's command without ccache, for what is no compiling. */
function bare(command) {
  return command[0] === "ccache" ? command.slice(1) : command;
}

/** What -I and -D stand for, and more that the user asks for. */
function commonFlags() {
  const paths = [...build.include_dirs, ...build.library_include_dirs].map((dir) => `-I${dir}`);
  return [...build.macros.map((macro) => `-D${macro}`), ...paths, ...words(process.env.POLYGLUE_FLAGS)];
}

/** What C++ is compiled with. */
function cxxFlags(more) {
  const flags = [...build.cxx_flags, ...more];
  if (!flags.some((flag) => flag.startsWith("-std="))) flags.push("-std=c++20");
  return flags;
}

/** A source, its object in `folder`, and the command that makes one of the other; `command` lacks the files. */
function unit(folder, source, command) {
  const key = createHash("sha256").update(source).digest("hex").slice(0, 8);
  const object = path.join(folder, `${path.basename(source).replace(/\.\w+$/, "")}-${key}.o`);
  return { source, object, command: [...command, "-MMD", "-MF", `${object}.d`, "-c", source, "-o", object] };
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
function dependencies(object) {
  const file = `${object}.d`;
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, "utf8").replace(/\\\r?\n/g, " ");
  const colon = text.indexOf(": ");
  const names = text.slice(colon + 2).replace(/\\ /g, "\0");
  return words(names).map((name) => path.resolve(root, name.replaceAll("\0", " ")));
}

function isFresh({ object, command }) {
  const stamp = `${object}.command`;
  if (!fs.existsSync(object) || !fs.existsSync(stamp)) return false;
  if (fs.readFileSync(stamp, "utf8") !== command.join("\n")) return false;
  const made = fs.statSync(object).mtimeMs;
  const files = dependencies(object);
  return files.length > 0 && files.every((file) => fs.existsSync(file) && fs.statSync(file).mtimeMs <= made);
}

/** Compiles what is stale, then links `product` if anything changed. */
async function compile(units, product, link) {
  const stale = units.filter((one) => !isFresh(one));
  await runAll(
    stale.map((one) => async () => {
      fs.mkdirSync(path.dirname(one.object), { recursive: true });
      await run(one.command);
      fs.writeFileSync(`${one.object}.command`, one.command.join("\n"));
    }),
  );
  const stamp = path.join(path.dirname(units[0].object), "link.command");
  const same = fs.existsSync(product) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === link.join("\n");
  if (stale.length === 0 && same) return;
  await run(link);
  fs.writeFileSync(stamp, link.join("\n"));
}

/** Leaves the tarball of a package's folder in `dist`. */
function pack(folder, dist) {
  fs.mkdirSync(dist, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "--silent", "--ignore-scripts", "--pack-destination", path.resolve(dist)], { cwd: folder, stdio: "inherit" });
}

module.exports = { bare, build, commonFlags, compile, compiler, cxxFlags, dependencies, pack, root, unit, words, works };
