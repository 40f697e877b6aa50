// SPDX-License-Identifier: Apache-2.0

// Read by fabric-shim as it loads: it would log every transaction. Imported before anything that imports the shim.
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'error';
