// SPDX-License-Identifier: Apache-2.0

/**
 * The field GF(2¹⁶) modulo x¹⁶ + x¹² + x³ + x + 1, in which x generates all 65,535 elements but zero. Addition is
 * exclusive or; products go through logarithms.
 */
const MODULUS = 0x1100b;
/** How many elements are not zero. */
export const UNITS = 0xffff;

const powers = new Uint16Array(2 * UNITS);
const logarithms = new Uint16Array(UNITS + 1);
for (let exponent = 0, element = 1; exponent < UNITS; exponent += 1) {
  powers[exponent] = element;
  powers[exponent + UNITS] = element;
  logarithms[element] = exponent;
  element <<= 1;
  element ^= element > UNITS ? MODULUS : 0;
}

/** The product of two elements. */
export function product(one: number, other: number): number {
  return one === 0 || other === 0 ? 0 : (powers[(logarithms[one] as number) + (logarithms[other] as number)] as number);
}

/** The quotient of two elements. @throws RangeError for a divisor of zero. */
export function quotient(dividend: number, divisor: number): number {
  if (divisor === 0) {
    throw new RangeError('zero divides nothing');
  }
  return dividend === 0
    ? 0
    : (powers[(logarithms[dividend] as number) + UNITS - (logarithms[divisor] as number)] as number);
}
