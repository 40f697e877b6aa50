// SPDX-License-Identifier: Apache-2.0

export { signAnchor, verifyAnchorSignature } from './device-signature.js';
