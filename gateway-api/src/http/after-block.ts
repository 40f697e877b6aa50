// SPDX-License-Identifier: Apache-2.0

/** The request header that names a block the answer must not be older than. */
export const AFTER_BLOCK = 'After-Block';
