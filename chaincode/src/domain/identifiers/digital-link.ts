// SPDX-License-Identifier: Apache-2.0

import { Gtin, Serial } from './battery-id.js';

/** What a GS1 Digital Link of a trade item says. */
export interface DigitalLink {
  /** Scheme, host and, where there is one, the path before the keys: `https://id.example/eu`. No slash at its end. */
  readonly resolver: string;
  /** GTIN of 14 digits (AI 01). */
  readonly gtin: string;
  /** Consumer product variant (AI 22). */
  readonly variant?: string;
  /** Batch or lot (AI 10). */
  readonly lot?: string;
  /** Serial number (AI 21): the link names one item. */
  readonly serial?: string;
}

/** The key qualifiers of a GTIN in the order they must stand in (GS1 Digital Link: URI Syntax, key qualifier sequence). */
const qualifiers = [
  ['22', 'variant'],
  ['10', 'lot'],
  ['21', 'serial'],
] as const;

/**
 * Reads a GS1 Digital Link of a trade item, `https://{resolver}/01/{gtin}[/22/{variant}][/10/{lot}][/21/{serial}]`, whose
 * values may be percent-encoded. A GTIN-8, -12 or -13 is padded to 14 digits; query and fragment play no part.
 * @returns `undefined` for what breaks the syntax: an unknown or misplaced qualifier, a wrong check digit, other characters.
 */
export function parseDigitalLink(link: string): DigitalLink | undefined {
  // not by URL, which takes a serial number of one or two dots for a step up the path
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#\s@]+)\/([^?#]*)/i.exec(link) ?? [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const keys = segment === '01' ? keysOf(segments.slice(index + 1)) : undefined;
    if (keys !== undefined) {
      const stem = segments.slice(0, index).map((part) => `/${part}`);
      return { resolver: `${origin}${stem.join('')}`, ...keys };
    }
  }
  return undefined;
}

/** Writes a GS1 Digital Link, qualifiers in their order and values percent-encoded; {@link parseDigitalLink} reads it back. */
export function formatDigitalLink({ resolver, gtin, ...values }: DigitalLink): string {
  const path = qualifiers.flatMap(([identifier, name]) => {
    const value = values[name];
    return value === undefined ? [] : [identifier, encodeValue(value)];
  });
  return [resolver.replace(/\/+$/, ''), '01', gtin, ...path].join('/');
}

/** A GTIN-8, -12, -13 or -14 as 14 digits; `undefined` where length or check digit do not fit. */
export function gtin14Of(gtin: string): string | undefined {
  const padded = [8, 12, 13, 14].includes(gtin.length) ? gtin.padStart(14, '0') : '';
  return Gtin.safeParse(padded).success ? padded : undefined;
}

/** Reads what stands after `/01/`. */
function keysOf([first = '', ...rest]: readonly string[]): Omit<DigitalLink, 'resolver'> | undefined {
  const gtin = gtin14Of(first);
  if (gtin === undefined || rest.length % 2 !== 0) {
    return undefined;
  }
  const values: { variant?: string; lot?: string; serial?: string } = {};
  let next = 0;
  for (let at = 0; at < rest.length; at += 2) {
    const place = qualifiers.findIndex(([identifier], index) => index >= next && identifier === rest[at]);
    const qualifier = qualifiers[place];
    const value = decodeValue(rest[at + 1] ?? '');
    if (qualifier === undefined || value === undefined) {
      return undefined;
    }
    values[qualifier[1]] = value;
    next = place + 1;
  }
  return { gtin, ...values };
}

/** All three qualifiers hold 1 to 20 characters of GS1 character set 82, as a serial number does. */
function decodeValue(encoded: string): string | undefined {
  try {
    const value = decodeURIComponent(encoded);
    return Serial.safeParse(value).success ? value : undefined;
  } catch {
    return undefined; // a percent sign without two hex digits
  }
}

/** Percent-encodes everything but letters, digits, dots, hyphens and underscores. */
function encodeValue(value: string): string {
  return value.replace(/[^A-Za-z0-9._-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, '0')}`;
  });
}
