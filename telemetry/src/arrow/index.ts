// SPDX-License-Identifier: Apache-2.0

export { contentAddress, decodeChunkFile, encodeChunkFile } from './chunk-file.js';
