// SPDX-License-Identifier: Apache-2.0

/** DER of the extension's identifier 1.2.3.4.5.6.7.8.1, under which Fabric's certificate authority writes attributes. */
const EXTENSION = Buffer.from('06082a03040506070801', 'hex');
const CRITICAL = Buffer.from('0101ff', 'hex');
const OCTET_STRING = 0x04;

/**
 * The attributes that Fabric's certificate authority put into a certificate: the value of its extension is JSON,
 * `{"attrs":{name: value}}`. A certificate without them has none.
 */
export function certifiedAttributes(der: Uint8Array): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(der);
  const found = bytes.indexOf(EXTENSION);
  if (found < 0) {
    return {};
  }
  const rest = bytes.subarray(found + EXTENSION.length);
  const value = octets(rest.subarray(0, CRITICAL.length).equals(CRITICAL) ? rest.subarray(CRITICAL.length) : rest);
  return value === undefined ? {} : attributesOf(value.toString('utf8'));
}

/** The content of an OCTET STRING in DER (X.690, 8.7), whose length takes up to two bytes. */
function octets(der: Buffer): Buffer | undefined {
  const [tag, first = 0] = der;
  const bytesOfLength = first < 0x80 ? 0 : first - 0x80;
  if (tag !== OCTET_STRING || bytesOfLength > 2 || der.length < 2 + bytesOfLength) {
    return undefined;
  }
  const length = bytesOfLength === 0 ? first : der.readUIntBE(2, bytesOfLength);
  return der.subarray(2 + bytesOfLength, 2 + bytesOfLength + length);
}

function attributesOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed = JSON.parse(text) as { attrs?: Record<string, unknown> } | null;
    return parsed?.attrs ?? {};
  } catch {
    return {}; // no JSON, so nothing that the certificate authority would have written
  }
}
