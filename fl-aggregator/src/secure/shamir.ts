// SPDX-License-Identifier: Apache-2.0
import { LearningError } from '../learning-error.js';
import { product, quotient, UNITS } from './binary-field.js';

/** Draws secret bytes; `randomBytes` of node:crypto outside of tests. */
export type SecretBytes = (count: number) => Uint8Array;

/** One share of a secret: the polynomials' values at `x`. */
export interface Share {
  /** From 1 to 65,535. */
  readonly x: number;
  /** As long as the secret. */
  readonly bytes: Uint8Array;
}

/**
 * Shares of a secret, of which any `threshold` give it back and fewer say nothing (Shamir, CACM 1979), over GF(2¹⁶):
 * each pair of bytes is the constant term of a random polynomial of degree threshold − 1.
 * @param secret An even number of bytes.
 * @param places How many shares; their x are 1, 2, …
 * @throws LearningError WRONG_PARAMETER, WRONG_LENGTH.
 */
export function sharesOf(secret: Uint8Array, threshold: number, places: number, random: SecretBytes): Share[] {
  if (secret.length % 2 !== 0) {
    throw new LearningError('WRONG_LENGTH', 'secret', 'an even number of bytes');
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > places || places > UNITS) {
    throw new LearningError('WRONG_PARAMETER', 'threshold', `from 1 to the number of shares, at most ${UNITS}`);
  }
  const coefficients = [secret, ...Array.from({ length: threshold - 1 }, () => random(secret.length))].map(elements);
  return Array.from({ length: places }, (_, place) => {
    const x = place + 1;
    return { x, bytes: bytesOf(valueAt(coefficients, x)) };
  });
}

/**
 * The secret behind exactly as many shares as its threshold, by Lagrange's interpolation at zero. Shares that do not
 * belong together give another secret, not an error.
 * @throws LearningError WRONG_SHARE for none, one twice, or different lengths.
 */
export function secretOf(shares: readonly Share[]): Uint8Array {
  const length = shares[0]?.bytes.length;
  const places = new Set(shares.map(({ x }) => x));
  if (length === undefined || places.size !== shares.length || shares.some(({ bytes }) => bytes.length !== length)) {
    throw new LearningError('WRONG_SHARE', 'shares', 'at least one, all different and of one length');
  }
  const secret = new Uint16Array(length / 2);
  for (const { x, bytes } of shares) {
    const weight = [...places]
      .filter((other) => other !== x)
      .reduce((factor, other) => {
        return product(factor, quotient(other, other ^ x)); // minus is plus here
      }, 1);
    elements(bytes).forEach((value, place) => {
      secret[place] = (secret[place] as number) ^ product(weight, value);
    });
  }
  return bytesOf(secret);
}

/** Horner's scheme for all polynomials at once. */
function valueAt(coefficients: readonly Uint16Array[], x: number): Uint16Array {
  const values = new Uint16Array(coefficients[0]?.length ?? 0);
  for (const coefficient of coefficients.toReversed()) {
    for (let place = 0; place < values.length; place += 1) {
      values[place] = product(values[place] as number, x) ^ (coefficient[place] as number);
    }
  }
  return values;
}

function elements(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, place) => {
    return (bytes[2 * place] as number) | ((bytes[2 * place + 1] as number) << 8);
  });
}

function bytesOf(values: Uint16Array): Uint8Array {
  return Uint8Array.from({ length: values.length * 2 }, (_, place) => {
    return ((values[place >> 1] as number) >> (place % 2 === 0 ? 0 : 8)) & 0xff;
  });
}
