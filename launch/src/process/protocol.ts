// SPDX-License-Identifier: Apache-2.0

/** What the launcher tells a child. */
export type ToChild = { readonly kind: 'start'; readonly request: unknown } | { readonly kind: 'stop' };

/** What a child tells the launcher, once. */
export type FromChild =
  { readonly kind: 'ready'; readonly answer: unknown } | { readonly kind: 'failed'; readonly message: string };
