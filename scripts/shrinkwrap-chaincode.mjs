// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Writes chaincode/npm-shrinkwrap.json: the chaincode's dependencies alone, in the versions that the workspace's own lock
 * file holds and the tests run with, named by integrity and no registry. Fabric's builders install the package by it, far
 * from this workspace. `--check` writes nothing and fails where the file is not what it should be.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const room = 'chaincode';
const target = join(root, room, 'npm-shrinkwrap.json');

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const text = `${JSON.stringify(shrinkwrapOf(lock), null, 2)}\n`;
const { length } = Object.keys(JSON.parse(text).packages);

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(`${room}/npm-shrinkwrap.json: ${length - 1} packages`);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${room}/npm-shrinkwrap.json is out of date: run node scripts/shrinkwrap-chaincode.mjs`);
  process.exitCode = 1;
}

/** The lock of a room on its own, taken out of the workspace's. */
function shrinkwrapOf({ packages, lockfileVersion }) {
  const { name, version } = packages[room];
  const found = new Map();
  const queue = [room];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const place of neededBy(packages, from)) {
      const own = place.replace(`${room}/`, '');
      const known = found.get(own);
      if (known === undefined) {
        found.set(own, place);
        queue.push(place);
      } else if (known !== place) {
        throw new Error(`${place} and ${known} would both be ${own}: run npm dedupe`);
      }
    }
  }
  const entries = [...found].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    name,
    version,
    lockfileVersion,
    requires: true,
    packages: {
      '': packages[room],
      ...Object.fromEntries(entries.map(([own, place]) => [own, entryOf(packages[place])])),
    },
  };
}

/** Where the dependencies of the package at `from` stand, as Node would find them. */
function neededBy(packages, from) {
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = packages[from];
  const optional = (name) => name in optionalDependencies || peerDependenciesMeta[name]?.optional === true;
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).flatMap((name) => {
    const place = [...homesOf(from)].map((home) => `${home}node_modules/${name}`).find((each) => each in packages);
    if (place === undefined && !optional(name)) {
      throw new Error(`${from} needs ${name}, which the lock file does not hold`);
    }
    return place === undefined ? [] : [place];
  });
}

/** The folders whose node_modules a package sees, nearest first. */
function* homesOf(place) {
  for (
    let at = place;
    at !== '';
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : ''
  ) {
    yield `${at}/`;
  }
  yield '';
}

/** A lock entry without what holds for this workspace or one registry only, and without requests for money. */
function entryOf(entry) {
  const dropped = ['resolved', 'dev', 'peer', 'devOptional', 'funding'];
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !dropped.includes(field)));
}
