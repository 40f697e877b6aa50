// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * Bundles the compiled chaincode with what it depends on into chaincode/bundle, and keeps V8's compiled code beside it. Six
 * processes serve it on one machine, and reading several hundred files is most of what each does as it starts. The package
 * itself stays as it is compiled. Skips what it has done before.
 */
const chaincode = join(dirname(dirname(fileURLToPath(import.meta.url))), 'chaincode');
const folder = join(chaincode, 'bundle');
const require = createRequire(import.meta.url);
const { bundleFiles, cacheBundle, isCurrent } = require(join(chaincode, 'dist/ledger/serving/bundle.js'));
const { code, inputs: record } = bundleFiles(folder);

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

if (!isCurrent(folder)) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { metafile } = await build({
    entryPoints: [join(chaincode, 'dist/ledger/serving/serve-contracts.js')],
    outfile: code,
    absWorkingDir: chaincode,
    bundle: true,
    platform: 'node',
    target: 'node20',
    keepNames: true,
    metafile: true,
    logLevel: 'error',
    plugins: [shimMessages],
  });
  Object.assign(process.env, { CHAINCODE_SERVER_ADDRESS: '127.0.0.1:0', CHAINCODE_ID: 'compiled:1' });
  await cacheBundle(folder);
  const inputs = Object.keys(metafile.inputs)
    .filter((path) => path.startsWith('dist/'))
    .map((path) => {
      const { size, mtimeMs } = statSync(join(chaincode, path));
      return [relative(chaincode, join(chaincode, path)), size, mtimeMs];
    });
  writeFileSync(record, JSON.stringify({ inputs }));
}
process.exit(); // the server that was tried
