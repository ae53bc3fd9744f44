'use strict';

// Starts the bundle fast: with V8's code cache, a start compiles nothing that an earlier one compiled.
// V8 compares only the length of the source with the cache, not its content: the cache's name therefore holds the
// bundle's SHA-256, beside Node's version and V8's own tag of its version, its flags and the processor.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const v8 = require('node:v8');
const { Script } = require('node:vm');

// A cache knows what its run compiled: one left by `mammut --help` would know nothing of rendering.
const commandWorthCaching = 'synth';

function start(program) {
  // A run ends before the optimizing compiler pays: without it, less time and memory. Threads of a fleet set their own.
  v8.setFlagsFromString('--no-opt');
  // Most of what it makes is written at its end: room for what is soon forgotten saves no time, and costs memory.
  v8.setFlagsFromString('--semi-space-growth-factor=1');

  const run = compiled(program).runInThisContext();
  const module = { exports: {} };
  run.call(module.exports, module.exports, require, module, program, dirname(program));
}

/** Apart from the run, which would keep the megabytes of source and cache in memory until its end. */
function compiled(program) {
  const source = fs.readFileSync(program);
  const hash = createHash('sha256').update(source).digest('hex');
  const prefix = `mammut-${hash}`;
  const name = `${prefix}-${process.version}-${v8.cachedDataVersionTag().toString(16)}`;
  const folders = cacheFolders(program);

  const cachedData = read(folders, name);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename: program, cachedData });

  if ((!cachedData || script.cachedDataRejected) && process.argv[2] === commandWorthCaching)
    keepAtExit(script, folders, name, prefix);
  return script;
}

function keepAtExit(script, folders, name, prefix) {
  process.on('exit', (code) => {
    if (code === 0) write(folders, name, prefix, script.createCachedData());
  });
}

/** Beside the package, else in the user's own cache; never in a folder that users share. */
function cacheFolders(program) {
  const { HOME, XDG_CACHE_HOME } = process.env;
  const user = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  return [join(dirname(program), '..', '.cache'), ...(user ? [join(user, 'mammut')] : [])];
}

/** Compiled code is trusted like the program itself: only this user or root may be able to write it. */
function isTrusted(folder) {
  if (!process.getuid) return true;
  const { uid, mode } = fs.lstatSync(folder);
  return (uid === process.getuid() || uid === 0) && (mode & 0o022) === 0;
}

function read(folders, name) {
  for (const folder of folders) {
    try {
      if (isTrusted(folder)) return fs.readFileSync(join(folder, name));
    } catch {
      // No cache here.
    }
  }
  return undefined;
}

function write(folders, name, prefix, data) {
  for (const folder of folders) {
    const fresh = join(folder, `${name}.${process.pid}`);
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isTrusted(folder)) continue;
      removeOlder(folder, prefix);
      fs.writeFileSync(fresh, data, { mode: 0o600 });
      fs.renameSync(fresh, join(folder, name));
      return;
    } catch {
      // A cache is never worth a failure: the next folder, or none.
    }
  }
}

function removeOlder(folder, prefix) {
  for (const file of fs.readdirSync(folder)) {
    if (file.startsWith('mammut-') && !file.startsWith(prefix)) fs.rmSync(join(folder, file));
  }
}

module.exports = { start };
