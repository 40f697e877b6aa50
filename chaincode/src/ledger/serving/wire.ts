// SPDX-License-Identifier: Apache-2.0

/*
 * Protobuf's wire format, as far as the messages need it that fabric-shim's own copy of Fabric's messages lacks: strings,
 * bytes, nested messages, and numbers below 2^32 (protobuf.dev/programming-guides/encoding).
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A field of a message as it was read. */
export interface Field {
  readonly number: number;
  readonly content: number | Uint8Array;
}

/** A string, bytes or a nested message. */
export function bytesField(number: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return Buffer.concat([varint(number * 8 + LENGTH_DELIMITED), varint(bytes.length), bytes]);
}

/** A number or a value of an enumeration. */
export function numberField(number: number, value: number): Uint8Array {
  return Buffer.concat([varint(number * 8 + VARINT), varint(value)]);
}

/** The fields of a message in their order. @throws RangeError where it is cut short or has other kinds of fields. */
export function* fieldsOf(message: Uint8Array): Iterable<Field> {
  let place = 0;
  const next = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = message[place];
      if (byte === undefined) {
        throw new RangeError('a message is cut short');
      }
      place += 1;
      value += (byte & 127) * weight;
      if (byte < 128) {
        return value;
      }
    }
  };
  while (place < message.length) {
    const tag = next();
    const first = next();
    if (tag % 8 === VARINT) {
      yield { number: Math.floor(tag / 8), content: first };
    } else if (tag % 8 === LENGTH_DELIMITED && place + first <= message.length) {
      yield { number: Math.floor(tag / 8), content: message.subarray(place, (place += first)) };
    } else {
      throw new RangeError('a message has a field of an unknown kind or is cut short');
    }
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest);
      return Uint8Array.from(bytes);
    }
    bytes.push((rest % 128) + 128);
  }
}
