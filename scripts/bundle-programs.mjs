// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/*
 * Bundles the compiled chaincode, of which six processes serve, and the programs that the launcher forks, each with what it
 * depends on, and keeps V8's compiled code beside it: reading several hundred files is most of what they do as they start.
 * Skips what it has done before.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const bundles = join(root, 'chaincode/dist/ledger/serving/bundle.js');
const { bundleFiles, isCurrent } = require(bundles);

/** More than any program takes to load. */
const LOAD_MS = 60_000;

/** npm's own record of what it installed last. */
const INSTALLED = join(root, 'node_modules/.package-lock.json');

/** Found at run time: engines with files of their own, and what frameworks ask for that is not installed. */
const external = [
  ...['classic-level', '@electric-sql/pglite', 'pkcs11js', 'pg-native', 'swagger-ui-dist'],
  ...[
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/platform-express',
    'class-transformer',
    'class-validator',
  ],
  ...['@fastify/multipart', '@fastify/static', '@fastify/view'],
];

/** The shim's own copy of Fabric's messages, which the source asks for at run time. */
const shimMessages = {
  name: 'shim-messages',
  setup({ onLoad }) {
    onLoad({ filter: /serving\/shim-messages\.js$/ }, async ({ path }) => {
      const { messageType } = await import(path);
      return {
        contents: `exports.peer = require('@hyperledger/fabric-protos').peer;
exports.messageType = ${JSON.stringify(messageType)};`,
        resolveDir: dirname(require.resolve('fabric-shim/lib/handler.js')),
      };
    });
  },
};

/** Modules go on finding the files that lie beside them. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return contents === text ? undefined : { contents };
    });
  },
};

/** A program that is there compiled, and the folder of its bundle. */
const programs = [
  {
    entry: join(root, 'chaincode/dist/ledger/serving/serve-contracts.js'),
    folder: join(root, 'chaincode/bundle'),
    options: { plugins: [shimMessages] },
  },
  ...forked().map((entry) => ({
    entry,
    folder: join(root, 'launch/bundle', basename(entry, '.js')),
    options: { plugins: [ownPlaces], external },
  })),
];

/** What the launcher forks. */
function forked() {
  const dist = join(root, 'launch/dist');
  return readdirSync(dist, { recursive: true })
    .filter((path) => path.endsWith('-process.js') && basename(path) !== 'child-process.js')
    .map((path) => join(dist, path));
}

async function bundle({ entry, folder, options }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { code, inputs } = bundleFiles(folder);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: code,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    keepNames: true,
    metafile: true,
    logLevel: 'error',
    ...options,
  });
  load(folder);
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  const record = [...own.map((path) => join(root, path)), INSTALLED].map((path) => {
    const { size, mtimeMs } = statSync(path);
    return [relative(folder, path), size, mtimeMs];
  });
  writeFileSync(inputs, JSON.stringify({ inputs: record }));
}

/** Lets V8 compile a bundle, in a process of its own, because a program that has been loaded is there to stay. */
function load(folder) {
  const code = `require(${JSON.stringify(bundles)}).cacheBundle(${JSON.stringify(folder)}).then(() => process.exit())`;
  const env = { ...process.env, CHAINCODE_SERVER_ADDRESS: '127.0.0.1:0', CHAINCODE_ID: 'compiled:1' };
  execFileSync(process.execPath, ['--eval', code], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: LOAD_MS });
}

for (const program of programs.filter(({ folder }) => !isCurrent(folder))) {
  await bundle(program);
}
