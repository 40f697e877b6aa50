// SPDX-License-Identifier: Apache-2.0
export { createCertificateRequest } from './certificate-request.js';
export { openPrivateKey, readIfPresent, writeWhole } from './key-file.js';
export { signLowS } from './signature.js';
export { createSigningIdentity, serializeIdentity, type SigningIdentity } from './signing-identity.js';
