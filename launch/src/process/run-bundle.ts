// SPDX-License-Identifier: Apache-2.0
import { runBundle } from '@wattpass/chaincode/ledger/serving/bundle.js';

// Runs the program whose bundle lies in the folder that is given (`node run-bundle.js FOLDER`).
const [, , folder] = process.argv;
if (folder === undefined) {
  throw new Error('the folder of a bundle must be given');
}
runBundle(folder);
