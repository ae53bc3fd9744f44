#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'build', 'mammut.js');

if (existsSync(program)) {
  require('./start.js').start(program);
} else {
  process.stderr.write('mammut: build/mammut.js is missing: run `npm run build` first\n');
  process.exitCode = 1;
}
