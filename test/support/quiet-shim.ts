// SPDX-License-Identifier: Apache-2.0

// Read by fabric-contract-api as it loads: it would log every decorator. Imported before anything that imports it.
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'error';
