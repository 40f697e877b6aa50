// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './child.mjs';
import { watchNpm } from './lifeline.mjs';

/** The repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Compilers by preference: the native one is several times faster and writes the same. */
const compilers = ['node_modules/@typescript/native/bin/tsc', 'node_modules/typescript/bin/tsc'];

/** Steps after the compiler, each a program that skips what it has done before. */
const afterCompile = ['scripts/bundle-programs.mjs', 'gateway-api/dist/make-template.js'];

/** A step that did not succeed. */
class BuildError extends Error {}

/**
 * Installs what is missing and compiles what has changed.
 * @param projects the projects to build; everything by default.
 * @throws BuildError naming the failed step.
 */
export async function build(projects = []) {
  requireNode();
  if (!isInstalled()) {
    console.log('installing dependencies');
    const npm = process.env['npm_execpath'];
    const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    // npm is run from inside npm: its own settings for the outer script must not reach the inner one
    await step('npm ci', command, [...args, 'ci', '--no-audit', '--no-fund'], { NODE_ENV: 'development' });
  }
  const compiler = compilers.find((file) => existsSync(join(root, file)));
  if (compiler === undefined) {
    throw new BuildError('no TypeScript compiler is installed: run npm ci');
  }
  await step('tsc -b', process.execPath, [compiler, '-b', ...projects]);
  for (const script of afterCompile.filter((file) => existsSync(join(root, file)))) {
    await step(script, process.execPath, [script], {}, ['ignore', 'ignore', 'inherit']);
  }
}

async function step(name, command, args, env = {}, stdio = ['ignore', 'inherit', 'inherit']) {
  const code = await run(command, args, { cwd: root, env: { ...process.env, ...env }, stdio });
  if (code !== 0) {
    throw new BuildError(`${name} failed (exit code ${code})`);
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new BuildError(`Node 20.19 or later is needed; this is ${process.versions.node}`);
  }
}

/**
 * Whether node_modules holds what the lock file asks for. npm keeps its own record of what it installed; times of files
 * tell nothing, because a fresh checkout is always newer.
 */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (wanted === undefined || present === undefined) {
    return false;
  }
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    const isTree = path.startsWith('node_modules/') || path.includes('/node_modules/');
    const found = present[path];
    return !isTree || (found === undefined ? optional === true : link === true || found.version === version);
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined; // absent or cut short: npm ci makes it anew
  }
}

/** Prints why the build failed; gives the exit code. Anything but a failed step is a fault of the script. */
export function reportBuildFailure(error) {
  if (!(error instanceof BuildError)) {
    throw error;
  }
  console.error(error.message);
  return 1;
}

/** Whether the module at `url` is the program that was started. */
export function isProgram(url) {
  return process.argv[1] !== undefined && url === pathToFileURL(realpathSync(process.argv[1])).href;
}

if (isProgram(import.meta.url)) {
  watchNpm();
  try {
    await build(process.argv.slice(2));
  } catch (error) {
    process.exitCode = reportBuildFailure(error);
  }
}
