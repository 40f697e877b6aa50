// SPDX-License-Identifier: Apache-2.0

/** Prefix codes of an NDEF URI record (NFC Forum, URI Record Type Definition 1.0, table 3). */
const prefixes: readonly (readonly [number, string])[] = [
  [0x03, 'http://'],
  [0x04, 'https://'],
];

/** Header byte of a short, well-known record that is a message of its own: MB, ME, SR, TNF 1. */
const SHORT_RECORD = 0xd1;
const TYPE_URI = 0x55;

/** The GS1 Digital Link of one battery: `{resolver}/01/{gtin}/21/{serial}`. */
export function digitalLink(resolver: string, gtin: string, serial: string): string {
  return `${resolver.replace(/\/$/, '')}/01/${gtin}/21/${encodeURIComponent(serial)}`;
}

/** The bytes of an NFC tag that holds one link. A tag holds no telemetry, only who the battery is. */
export function writeTag(link: string): Uint8Array {
  const [code, prefix] = prefixes.find(([, text]) => link.startsWith(text)) ?? [0, ''];
  const rest = new TextEncoder().encode(link.slice(prefix.length));
  if (rest.length > 254) {
    throw new RangeError('a short record holds at most 255 bytes');
  }
  return Uint8Array.of(SHORT_RECORD, 1, rest.length + 1, TYPE_URI, code, ...rest);
}

/**
 * The link on a tag.
 * @throws RangeError if the bytes are no single URI record.
 */
export function readTag(bytes: Uint8Array): string {
  const [header, typeLength, payloadLength, type, code] = bytes;
  if (header !== SHORT_RECORD || typeLength !== 1 || type !== TYPE_URI || payloadLength !== bytes.length - 4) {
    throw new RangeError('no NDEF URI record');
  }
  const prefix = code === 0 ? '' : prefixes.find(([known]) => known === code)?.[1];
  if (prefix === undefined) {
    throw new RangeError(`URI prefix ${code ?? ''} is not supported`);
  }
  return prefix + new TextDecoder().decode(bytes.subarray(5));
}

/** The GTIN and serial number in a scanned link. @throws RangeError if it is no item's GS1 Digital Link. */
export function itemOf(link: string): { gtin: string; serial: string } {
  const [, gtin, serial] = /\/01\/(\d{14})\/21\/([^/?#]+)$/.exec(link) ?? [];
  if (gtin === undefined || serial === undefined) {
    throw new RangeError(`${link}: no GS1 Digital Link of an item`);
  }
  return { gtin, serial: decodeURIComponent(serial) };
}
